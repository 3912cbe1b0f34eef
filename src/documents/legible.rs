//! Text that can be set: what no font can show is named instead of dropped.

use serde_json::Value;

use super::fonts::FONTS;

/// How much of a text is shown as it is.
#[derive(Clone, Copy)]
pub(super) enum Showing {
    /// Every character that some font has.
    WhatFontsHave,
    /// Nothing beyond ASCII: for text that won't be set otherwise.
    AsciiOnly,
}

/// The same data with every character that can't be shown put as its number, such as ⟨U+1F600⟩.
pub(super) fn legible(data: Value, showing: Showing) -> Value {
    match data {
        Value::String(text) => Value::String(legible_text(&text, showing)),
        Value::Array(values) => Value::Array(
            values
                .into_iter()
                .map(|one| legible(one, showing))
                .collect(),
        ),
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(name, one)| (name, legible(one, showing)))
                .collect(),
        ),
        other => other,
    }
}

fn legible_text(text: &str, showing: Showing) -> String {
    text.chars()
        .map(|character| match character {
            '\n' => "\n".to_owned(),
            '\t' => " ".to_owned(),
            _ if can_show(character, showing) => character.to_string(),
            _ => format!("\u{27e8}U+{:04X}\u{27e9}", u32::from(character)),
        })
        .collect()
}

fn can_show(character: char, showing: Showing) -> bool {
    match showing {
        Showing::AsciiOnly => character == ' ' || character.is_ascii_graphic(),
        Showing::WhatFontsHave => {
            !character.is_control() && !is_forbidden(character) && FONTS.cover(character)
        }
    }
}

/// Characters that say something of a text's encoding or end a line of their own accord, and that an
/// accessible document may not carry.
fn is_forbidden(character: char) -> bool {
    matches!(
        character,
        '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{2028}' | '\u{2029}' | '\u{e000}'..='\u{f8ff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        assert_eq!(legible_text(text, Showing::WhatFontsHave), expect);
    }

    #[test]
    fn what_fonts_have_stays_as_it_is() {
        for text in [
            "Café – “so”",
            "Привет",
            "مرحبا",
            "שלום",
            "e\u{301}",
            "a\nb",
            "=1+1 #show",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn what_no_font_has_is_named() {
        check("\u{1}\u{b}", "⟨U+0001⟩⟨U+000B⟩");
        check("漢 \u{1f9d1}", "⟨U+6F22⟩ ⟨U+1F9D1⟩");
        check("\u{fffe}\u{feff}", "⟨U+FFFE⟩⟨U+FEFF⟩");
        check("a\tb", "a b");
    }
}
