//! What is found in a sentence, for the tests of this room: percentage, count and base of each number, `-` for none,
//! or what no number can be made of, or what is no claim, and why.

use super::{Mention, Role, mentions};

#[track_caller]
pub(super) fn check(sentence: &str, expect: &[&str]) {
    let found: Vec<String> = mentions(sentence).into_iter().map(said).collect();
    assert_eq!(found, expect, "{sentence}");
}

pub(super) fn said(one: Mention) -> String {
    if let Some(printed) = one.as_printed {
        return format!("“{printed}”");
    }
    if let Some(aside) = one.aside {
        return format!("{aside:?} “{}”", one.printed);
    }
    let percent = one.percent.map(|percent| percent.to_string());
    let number = |number: Option<u32>| number.map(|number| number.to_string());
    let parts = [percent, number(one.count), number(one.base)];
    let parts = parts.map(|part| part.unwrap_or_else(|| "-".to_owned()));
    let rate = if one.is_rate { " rate" } else { "" };
    let beside = one.beside.map(|beside| {
        let is_taken = beside.role == Role::Size && one.count.is_some();
        let mark = if is_taken { "" } else { "?" };
        format!(" {}{mark}", beside.words)
    });
    let words = one.in_words.map(|words| format!(" “{words}”"));
    let [beside, words] = [beside, words].map(Option::unwrap_or_default);
    format!("{}{rate}{beside}{words}", parts.join(" "))
}
