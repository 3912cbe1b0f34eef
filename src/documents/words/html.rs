//! The paragraphs of an HTML page: what a reader sees of it, whatever its markup is like.

use super::Paragraphs;

/// Elements whose content nobody reads.
const UNSEEN: [&str; 5] = ["script", "style", "template", "noscript", "iframe"];

/// Elements that stand within a line.
const INLINE: [&str; 31] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup",
    "time", "tspan", "u", "var", "wbr",
];

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

/// Whether a text is a page: it begins with a document type or with an element that pages begin with.
pub(super) fn is_html(text: &str) -> bool {
    let beginning: String = text.trim_start().chars().take(15).collect();
    let beginning = beginning.to_ascii_lowercase();
    let beginnings = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<main",
        "<article",
        "<section",
        "<div",
        "<p>",
        "<p ",
        "<h1",
        "<h2",
        "<ul",
        "<table",
        "<!--",
        "<?xml",
    ];
    beginnings.iter().any(|one| beginning.starts_with(one))
}

pub(super) fn paragraphs(page: &str) -> Vec<String> {
    let mut found = Paragraphs::default();
    let mut rest = page;
    while let Some(place) = rest.find('<') {
        let (words, markup) = rest.split_at(place);
        add_words(words, &mut found);
        rest = match tag(markup) {
            Some((name, is_end, after)) => {
                if !INLINE.contains(&name.as_str()) {
                    found.end();
                }
                if !is_end && UNSEEN.contains(&name.as_str()) {
                    skip_to_end_of(&name, after)
                } else {
                    after
                }
            }
            None => match declaration(markup) {
                Some(after) => after,
                // A sign that begins no tag is one that somebody typed.
                None => {
                    found.add("<");
                    &markup[1..]
                }
            },
        };
    }
    add_words(rest, &mut found);
    found.finish()
}

/// A tag's name, whether it ends an element, and what comes after it.
fn tag(markup: &str) -> Option<(String, bool, &str)> {
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
    let after = end.map_or("", |(place, _)| &inside[place + 1..]);
    Some((name, is_end, after))
}

/// What comes after a comment, a document type or an instruction.
fn declaration(markup: &str) -> Option<&str> {
    let (beginning, end) = [
        ("<!--", "-->"),
        ("<![CDATA[", "]]>"),
        ("<!", ">"),
        ("<?", ">"),
    ]
    .into_iter()
    .find(|(beginning, _)| markup.starts_with(beginning))?;
    let inside = &markup[beginning.len()..];
    Some(inside.split_once(end).map_or("", |(_, after)| after))
}

/// What comes after an element whose content is not read as markup.
fn skip_to_end_of<'a>(name: &str, content: &'a str) -> &'a str {
    let mut rest = content;
    while let Some(place) = rest.find("</") {
        let end = &rest[place + 2..];
        let is_it = end
            .get(..name.len())
            .is_some_and(|written| written.eq_ignore_ascii_case(name));
        if is_it {
            return end.split_once('>').map_or("", |(_, after)| after);
        }
        rest = end;
    }
    ""
}

/// Adds words with the characters that they name. A newline is a space.
fn add_words(words: &str, found: &mut Paragraphs) {
    let mut rest = words;
    while let Some(place) = rest.find('&') {
        found.add(&rest[..place]);
        let after = &rest[place + 1..];
        match named(after) {
            Some((character, length)) => {
                found.add(&character);
                rest = &after[length..];
            }
            None => {
                found.add("&");
                rest = after;
            }
        }
    }
    found.add(rest);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, expect: &[&str]) {
        assert_eq!(paragraphs(page), expect, "{page}");
    }

    #[test]
    fn blocks_are_paragraphs_and_what_stands_in_a_line_is_not() {
        check(
            "<!DOCTYPE html><html><head><title>A report</title><style>p { width: 45% }</style></head><body><p>So \
             <b>45</b>&nbsp;% <a href='x>y' title=\"1>0\">did</a>.</p><ul><li>One<li>Two</ul>Three<br>four",
            &["A report", "So 45 % did.", "One", "Two", "Three", "four"],
        );
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        check(
            "<p>45%<!-- 46% > --></p><script>if (a < 3 && b</p>) '47%'</SCRIPT ><p hidden>48%</p><noscript>49%",
            &["45%", "48%"],
        );
    }

    #[test]
    fn signs_that_are_no_markup_stand() {
        check(
            "<p>&lt;5&#37; &amp;c; < 5% &#x2013; R&D &unknown; &#xD800;",
            &["<5% &c; < 5% – R&D &unknown; &#xD800;"],
        );
        check("<p", &[]);
        check("<p title='never closed>45%</p>", &[]);
        check("<![CDATA[45%]]>46%</", &["46%</"]);
    }

    #[test]
    fn a_page_is_told_from_a_text() {
        assert!(is_html("\n <!doctype HTML>"));
        assert!(is_html("<p>45%</p>"));
        assert!(!is_html("<5% of them"));
        assert!(!is_html("45% <b>"));
    }
}
