//! Whatever people type or paste comes back as they gave it, wherever it is shown, and does nothing.

mod answers;
mod bytes;
mod fields;
mod mail;
mod papers;
mod words;

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::support::{Page, Server, copy_folder, folder, unescaped, write_folder};

/// What is kept of what somebody typed: NUL is no character that databases keep, browsers post every line
/// end as two characters, and nobody means the blanks at the edges. Everything else is kept as it is.
fn unharmed(text: &str) -> String {
    let plain = text.replace('\0', "").replace("\r\n", "\n");
    plain.trim().to_owned()
}

/// The same of a line, such as a name: blanks in a row are one.
fn one_line(text: &str) -> String {
    let plain = unharmed(text);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Strings that have broken other people's programs.
fn strings() -> Vec<String> {
    let mut strings: Vec<String> = [
        "",
        " ",
        "\t \u{a0}\r\n\u{3000}",
        "  blanks at both edges \u{2003}",
        "plain",
        "\u{202e}right to left\u{202c} and \u{627}\u{644}\u{639}\u{631}\u{628}\u{64a}\u{629}",
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd} 123 \u{200f}mixed\u{200e}",
        "zero\u{200b}width\u{200d}join\u{feff}ers\u{2060}",
        "\u{200b}",
        "e\u{301} beside é, and Z\u{351}\u{36b}\u{343}\u{36a}a\u{302}\u{30c}lgo\u{321}",
        "<script>alert(1)</script>",
        "</textarea><script>alert(1)</script><textarea>",
        "\"><img src=x onerror=alert(1)>",
        "' onfocus='alert(1)' autofocus='",
        "<!-- <![CDATA[ ]]> --> &amp; &lt; &#60; &nbsp; & &&",
        "{{ 7 * 7 }} {{ config }}",
        "{% raw %}{% endraw %}{% include \"x\" %}{# note #}",
        "{own} {short|nothing} {no-such-key} {{short}} }{",
        "{{<parts.token token={x}/>}}",
        "=cmd|' /C calc'!A0",
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1:A9)",
        "'apostrophe",
        "''two",
        ".skipped",
        ".not-asked",
        "|pipe;semi,comma\"quote\"",
        "'; DROP TABLE answer; --",
        "1 OR 1=1; $1 ?1 :name %s %00 \\0 \\x00 \\",
        "🏠👪🏴󠁧󠁢󠁥󠁮󠁧󠁿🇬🇧👩🏽‍🔬👨‍👩‍👧‍👦☃️",
        "\u{fffe}\u{ffff}\u{fffd}\u{fdd0}\u{10ffff}",
        "bell\u{7}, escape\u{1b}[31m, delete\u{7f}, back\u{8}space",
        "\u{80}\u{85}\u{9f} next line",
        "before\0after",
        "\0",
        "\0 inner\r\0\nline \0",
        "one\r\ntwo\nthree\rfour\n\rfive\r\r\nsix",
        "\r\n\r\nlines around\r\n\r\n",
        "line\u{2028}separator\u{2029}paragraph\u{b}tab\u{c}form",
        "%3Cscript%3E+%2B%25 100% &amp;q.long=x&shown=y",
        "../../../etc/passwd\nhttp://example.org/?a=b&c=d#e",
        "true",
        "null",
        "undefined",
        "NaN",
        "0",
        "-0",
        "1e309",
        "0x1F",
        "2026-02-30",
        "ﬁ ﬀ İ ı ẞ ß Ǆ \u{212b} \u{1e9e} Ⅷ ①",
        "a,b\nc,\"d\"\n=e",
        "{\"json\": [1, null]}",
    ]
    .map(str::to_owned)
    .into();
    strings.push("x".repeat(10_000));
    strings.push("é🏠 ".repeat(3_400));
    strings.push("<&\"'>".repeat(90));
    strings
}

/// A server that asks the survey of words, with one writer a string and a link for each.
struct Writers {
    links: BTreeMap<String, String>,
}

impl Writers {
    fn of(server: &Server, many: usize) -> Self {
        let names = (0..many).map(|number| format!("Writer {number}"));
        Self::named(server, &names.collect::<Vec<_>>(), "Words")
    }

    /// The same with names for the writers, and a title for the survey.
    fn named(server: &Server, names: &[String], title: &str) -> Self {
        let survey = server.path("words");
        copy_folder(&folder("tests/fixtures/words"), &survey);
        let mut frame = "code,name\n".to_owned();
        for (number, name) in names.iter().enumerate() {
            let name = name.replace('"', "\"\"");
            let _ = writeln!(frame, "W{number},\"{name}\"");
        }
        let file = survey.join("survey.toml");
        let toml = std::fs::read_to_string(&file).expect("the fixture is text");
        let titled = toml::Value::from(title).to_string();
        let toml = toml.replacen("title = \"Words\"", &format!("title = {titled}"), 1);
        write_folder(
            &survey,
            [("frame.csv", &frame), ("survey.toml", &toml)]
                .map(|(name, text)| (name, text.as_str())),
        );
        server
            .canvass(&["publish", &survey.display().to_string()])
            .succeeded();
        let file = server.path("words.csv").display().to_string();
        server
            .canvass(&["links", "words", "--out", &file])
            .succeeded();
        Self {
            links: server.read_links("words.csv"),
        }
    }

    fn link(&self, number: usize) -> &str {
        &self.links[&format!("W{number}")]
    }
}

/// A page shows a text, and shows it as text: whatever would be markup in it is escaped.
#[track_caller]
fn shows(page: &Page, text: &str, raw: &str) {
    assert!(
        unescaped(&page.text).contains(text),
        "{} shows {text:?}:\n{}",
        page.path,
        page.text
    );
    does_nothing(page, raw);
}

/// Nothing in a page is markup that somebody typed.
#[track_caller]
fn does_nothing(page: &Page, raw: &str) {
    let is_markup = raw.contains("</") || raw.contains("<i") || raw.contains("<s");
    assert!(!is_markup || !page.says(raw), "{} runs {raw:?}", page.path);
    for markup in ["<script>", "<img", " onfocus='", "onerror=alert(1)>"] {
        assert!(!page.says(markup), "{} runs {raw:?}", page.path);
    }
}
