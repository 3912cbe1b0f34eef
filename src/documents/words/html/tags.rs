//! Tags, their attributes, and the characters that pages name.

/// Characters that pages name.
const NAMED: [(&str, &str); 20] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("percnt", "%"),
    ("period", "."),
    ("lpar", "("),
    ("rpar", ")"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("thinsp", "\u{2009}"),
    ("pound", "£"),
    ("middot", "·"),
];

/// A tag.
pub(super) struct Tag<'a> {
    /// The element's name, in small letters.
    pub(super) name: String,
    /// Whether it ends an element.
    pub(super) is_end: bool,
    /// What stands after the name.
    inside: &'a str,
}

/// Elements that have no content.
const EMPTY: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

impl Tag<'_> {
    /// Whether nothing is within the element: none ever is, or the tag says so, as in drawings.
    pub(super) fn is_empty(&self) -> bool {
        EMPTY.contains(&self.name.as_str()) || self.inside.trim_end().ends_with('/')
    }

    /// Whether the element is not shown.
    pub(super) fn is_hidden(&self) -> bool {
        let until_found = |value: &String| value.eq_ignore_ascii_case("until-found");
        if self
            .attribute("hidden")
            .is_some_and(|value| !until_found(&value))
        {
            return true;
        }
        let style = self.attribute("style").unwrap_or_default();
        let mut style = style.to_ascii_lowercase();
        style.retain(|c| !c.is_whitespace());
        ["display:none", "visibility:hidden"]
            .iter()
            .any(|one| style.contains(one))
    }

    /// Whether an attribute has this value.
    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        self.attribute(name)
            .is_some_and(|written| written.trim().eq_ignore_ascii_case(value))
    }

    /// The value of an attribute; empty where it has none.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.inside;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/' || c == '=');
            if rest.is_empty() {
                return None;
            }
            let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '/');
            let (written, after) = rest.split_at(end.unwrap_or(rest.len()));
            let (value, after) = match after.trim_start().strip_prefix('=') {
                Some(value) => value_of(value.trim_start()),
                None => ("", after),
            };
            if written.eq_ignore_ascii_case(name) {
                return Some(with_characters(value));
            }
            rest = after;
        }
    }
}

/// A value with its quotes taken off, and what comes after it.
fn value_of(written: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = written.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    let end = written.find(char::is_whitespace).unwrap_or(written.len());
    written.split_at(end)
}

/// A tag, and what comes after it.
pub(super) fn tag(markup: &str) -> Option<(Tag<'_>, &str)> {
    let inside = markup.strip_prefix('<')?;
    let (inside, is_end) = match inside.strip_prefix('/') {
        Some(inside) => (inside, true),
        None => (inside, false),
    };
    if !inside.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let length = inside
        .find(|c: char| c.is_whitespace() || c == '>' || c == '/')
        .unwrap_or(inside.len());
    let name = inside[..length].to_ascii_lowercase();
    let mut quote = None;
    let end = inside
        .char_indices()
        .find(|(_, character)| match (quote, character) {
            (None, '>') => true,
            (None, '"' | '\'') => {
                quote = Some(*character);
                false
            }
            (Some(open), close) if open == *close => {
                quote = None;
                false
            }
            _ => false,
        });
    let (end, after) = end.map_or((inside.len(), ""), |(place, _)| {
        (place, &inside[place + 1..])
    });
    let inside = &inside[length..end];
    let tag = Tag {
        name,
        is_end,
        inside,
    };
    Some((tag, after))
}

/// The longest name of a character that is looked for.
const LONGEST_NAME: usize = 10;

/// The character named after an ampersand, and the length of its name.
fn named(after: &str) -> Option<(String, usize)> {
    let end = after
        .bytes()
        .take(LONGEST_NAME)
        .position(|byte| byte == b';')?;
    let name = &after[..end];
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?.to_string()
        }
        None => {
            let (_, character) = NAMED.iter().find(|(one, _)| *one == name)?;
            (*character).to_owned()
        }
    };
    Some((character, end + 1))
}

/// Words with the characters that they name.
pub(super) fn with_characters(words: &str) -> String {
    let mut found = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(place) = rest.find('&') {
        found.push_str(&rest[..place]);
        let after = &rest[place + 1..];
        match named(after) {
            Some((character, length)) => {
                found.push_str(&character);
                rest = &after[length..];
            }
            None => {
                found.push('&');
                rest = after;
            }
        }
    }
    found.push_str(rest);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_however_they_are_written() {
        let (tag, after) = tag("<IMG alt = '45% > 44%' hidden src=a.png title=\"&amp;\"/>46%")
            .expect("it is a tag");
        assert_eq!((tag.name.as_str(), after), ("img", "46%"));
        let read = |name: &str| tag.attribute(name);
        assert_eq!(read("alt").as_deref(), Some("45% > 44%"));
        assert_eq!(read("Hidden").as_deref(), Some(""));
        assert_eq!(read("src").as_deref(), Some("a.png"));
        assert_eq!(read("title").as_deref(), Some("&"));
        assert_eq!(read("width"), None);
        assert!(tag.is_empty() && tag.is_hidden());
    }
}
