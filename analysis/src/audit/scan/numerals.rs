//! The words, numbers and signs of a sentence.

use std::ops::Range;

use crate::share::Percent;

/// A word, a number in digits, or a sign.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    text: &'a str,
    pub(super) span: Range<usize>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    /// A part of a number in several words, or of "not one", which isn't the number that it is by itself.
    PartOfWords,
    Number,
    Sign,
}

impl<'a> Token<'a> {
    /// A part of a word, as a word of its own.
    pub(super) fn word(text: &'a str) -> Self {
        Self {
            text,
            span: 0..text.len(),
            kind: Kind::Word,
        }
    }

    /// Its letters, digits or sign.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// Whether it is this word or sign, in small letters or capitals.
    pub(super) fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these words or signs, in small letters or capitals.
    pub(super) fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// Whether nothing stands between it and the token before it.
    pub(super) fn touches(&self, before: &Self) -> bool {
        before.span.end == self.span.start
    }

    pub(super) fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::PartOfWords)
    }

    /// The whole number it stands for, in digits or words.
    pub(super) fn count(&self) -> Option<u32> {
        match self.kind {
            Kind::Number => self.digits()?.parse().ok(),
            Kind::Word => in_words(self.text),
            Kind::PartOfWords | Kind::Sign => None,
        }
    }

    /// The number it stands for, as a percentage.
    pub(super) fn percent(&self) -> Option<Percent> {
        match self.kind {
            Kind::Number => self.decimal_comma().or_else(|| self.digits())?.parse().ok(),
            Kind::Word => in_words(self.text)?.to_string().parse().ok(),
            Kind::PartOfWords | Kind::Sign => None,
        }
    }

    /// Whether it is a number in digits.
    pub(super) fn is_number(&self) -> bool {
        self.kind == Kind::Number
    }

    /// The last thousand of a number that spaces part, which may be a number after another: "in box 5 120 of 153".
    pub(super) fn after_last_space(&self) -> Option<u32> {
        let (_, last) = self.text.rsplit_once(char::is_whitespace)?;
        last.parse().ok()
    }

    /// Its digits without the commas or spaces between thousands; `None` where they stand elsewhere.
    fn digits(&self) -> Option<String> {
        let (whole, _) = self.text.split_once('.').unwrap_or((self.text, ""));
        let is_between = |c: char| c == ',' || c.is_whitespace();
        let mut groups = whole.split(is_between);
        let first = groups.next()?;
        if whole.is_empty() {
            // ".5" is printed for 0.5.
            return Some(format!("0{}", self.text));
        }
        let is_grouped = groups.clone().all(|group| group.len() == 3)
            && (groups.next().is_none() || (1..=3).contains(&first.len()));
        is_grouped.then(|| self.text.replace(is_between, ""))
    }

    /// Its digits where a comma stands for the decimal point, as it can't part thousands: "12,5".
    fn decimal_comma(&self) -> Option<String> {
        let (whole, decimals) = self.text.split_once(',')?;
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let is_decimal = are_digits(whole) && are_digits(decimals) && decimals.len() != 3;
        is_decimal.then(|| format!("{whole}.{decimals}"))
    }
}

/// Splits a sentence into words, numbers and signs; spaces are between them.
pub(super) fn tokens(sentence: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(first) = sentence[from..].chars().next() {
        let rest = &sentence[from..];
        let before = sentence[..from].chars().next_back();
        let (kind, length) = if first.is_ascii_digit() || is_point_of_number(before, rest) {
            (
                Kind::Number,
                in_thousands(rest).unwrap_or_else(|| number(rest)),
            )
        } else if first.is_alphabetic() {
            (Kind::Word, word(rest))
        } else {
            (Kind::Sign, first.len_utf8())
        };
        let span = from..from + length;
        if !first.is_whitespace() {
            let text = &sentence[span.clone()];
            found.push(Token { text, span, kind });
        }
        from += length;
    }
    let parts: Vec<usize> = (0..found.len())
        .filter(|at| is_part_of_words(&found, *at))
        .collect();
    for at in parts {
        found[at].kind = Kind::PartOfWords;
    }
    found
}

/// Whether a number in words belongs with another one: "thirty two", "one hundred and five", or is none in "not one".
fn is_part_of_words(tokens: &[Token<'_>], at: usize) -> bool {
    let is_number = |token: &Token<'_>| token.kind == Kind::Word && in_words(token.text).is_some();
    let is_large = |token: &Token<'_>| LARGE.iter().any(|word| token.is(word));
    let goes_on = |token: &Token<'_>| is_number(token) || is_large(token);
    let before = at.checked_sub(1).map(|place| &tokens[place]);
    let before_and = at.checked_sub(2).map(|place| &tokens[place]);
    let after_and = before.is_some_and(|and| and.is("and")) && before_and.is_some_and(is_large);
    let is_none = before.is_some_and(|not| not.is("not")) && tokens[at].is("one");
    is_number(&tokens[at])
        && (before.is_some_and(goes_on)
            || tokens.get(at + 1).is_some_and(goes_on)
            || after_and
            || is_none)
}

/// How many tokens are a number in several words: "one hundred", "thirty two".
pub(super) fn number_in_words(tokens: &[Token<'_>]) -> Option<usize> {
    let is_part = |token: &Token<'_>| token.kind == Kind::PartOfWords || token.is_one_of(&LARGE);
    let has_article = tokens.first()?.is("a");
    let goes_on = |(place, token): &(usize, &Token<'_>)| {
        let is_and = token.is("and") && *place > 0 && tokens.get(place + 1).is_some_and(is_part);
        (*place == 0 && has_article) || is_part(token) || is_and
    };
    let length = tokens.iter().enumerate().take_while(goes_on).count();
    (length > 1).then_some(length)
}

/// Whether a text begins with ".5" and nothing before it makes the point the end of a word or of a number.
fn is_point_of_number(before: Option<char>, text: &str) -> bool {
    let is_free = before.is_none_or(|before| !before.is_alphanumeric() && !".,…".contains(before));
    let digits = text.strip_prefix('.');
    is_free && digits.is_some_and(|digits| digits.starts_with(|c: char| c.is_ascii_digit()))
}

/// The length of the number that a text begins with: digits, with commas and points between digits. What has two
/// points is no number, and stays one token, so that no part of it is taken for one.
fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
    let goes_on = |place: &usize| {
        is_digit(*place) || (matches!(bytes[*place], b',' | b'.') && is_digit(*place + 1))
    };
    (0..bytes.len()).take_while(goes_on).count()
}

/// The length of the number that a text begins with, where spaces part its thousands: "1 000". What stands before a
/// percent sign is another number.
fn in_thousands(text: &str) -> Option<usize> {
    let mut length = number(text);
    let first = &text[..length];
    if length > 3 || first.starts_with('0') || first.contains([',', '.']) {
        return None;
    }
    let mut is_parted = false;
    while let Some(rest) = text[length..].strip_prefix(char::is_whitespace)
        && number(rest) == 3
        && !rest[..3].contains([',', '.'])
        && !is_percent_sign(&rest[3..])
    {
        length = text.len() - rest.len() + 3;
        is_parted = true;
    }
    is_parted.then_some(length)
}

/// Whether a text goes on with a percent sign, or the word for it.
fn is_percent_sign(text: &str) -> bool {
    let beginning = text.trim_start().chars().take("per cent".len());
    let text: String = beginning.flat_map(char::to_lowercase).collect();
    ["%", "％", "percent", "per cent", "per-cent", "pct"]
        .iter()
        .any(|sign| text.starts_with(sign))
}

/// The length of the word that a text begins with: letters, with hyphens between letters.
fn word(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    while let Some((place, character)) = characters.next() {
        let next_is_letter = characters
            .peek()
            .is_some_and(|(_, next)| next.is_alphabetic());
        let goes_on =
            character.is_alphabetic() || (matches!(character, '-' | '\u{2011}') && next_is_letter);
        if !goes_on {
            return place;
        }
    }
    text.len()
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const LARGE: [&str; 3] = ["hundred", "thousand", "million"];

const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// A number from zero to ninety-nine in words.
fn in_words(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let place = |words: &[&str], word: &str| {
        let place = words.iter().position(|one| *one == word)?;
        u32::try_from(place).ok()
    };
    if let Some(unit) = place(&UNITS, &word) {
        return Some(unit);
    }
    let (tens, unit) = word
        .split_once(['-', '\u{2011}'])
        .unwrap_or((&word, "zero"));
    let unit = place(&UNITS[..10], unit)?;
    Some((place(&TENS, tens)? + 2) * 10 + unit)
}
