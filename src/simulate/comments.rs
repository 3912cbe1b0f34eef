//! Made-up words: what the codebook and the survey say, in any order. No sentence in them is anybody's.

use analysis::chance::Chance;
use analysis::themes::Theme;

use crate::definition::{Survey, Text};

/// How long a comment is, in characters: about 190 in the middle.
const SHORTEST: usize = 35;
const SPREAD: usize = 301;

/// One piece in so many of a comment is a theme's.
const THEME: usize = 8;

/// One word in so many ends a sentence.
const SENTENCE: usize = 12;

/// What comments are made of.
pub(super) struct Vocabulary<'s> {
    /// Words and phrases that the codebook codes, or keeps from being coded.
    themes: Vec<&'s str>,
    /// Single words of the themes' definitions, and of the survey's title and options.
    words: Vec<&'s str>,
}

impl<'s> Vocabulary<'s> {
    pub(super) fn of(survey: &'s Survey) -> Self {
        let themes: Vec<&Theme> = survey
            .codebook
            .iter()
            .flat_map(analysis::themes::Codebook::themes)
            .collect();
        let entries = themes.iter().flat_map(|theme| {
            let entries = theme.words.iter().chain(&theme.phrases);
            entries.chain(&theme.exclude)
        });
        let definitions = themes.iter().map(|theme| theme.definition.as_str());
        let labels = survey.questions().flat_map(|(_, question)| {
            let options = question.kind.options().iter();
            options.map(|option| option.label.as_str())
        });
        let words = [survey.title.as_str(), "made-up"]
            .into_iter()
            .chain(definitions)
            .chain(labels)
            .flat_map(str::split_whitespace)
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|word| !word.is_empty());
        Self {
            themes: entries.map(String::as_str).collect(),
            words: words.collect(),
        }
    }

    /// A comment within the limits of its question.
    pub(super) fn comment(&self, limits: &Text, chance: &mut Chance) -> String {
        let length = SHORTEST + chance.below(SPREAD);
        let most = limits.max_words.unwrap_or(usize::MAX);
        let mut comment = String::new();
        let (mut words, mut begins) = (0, true);
        while comment.len() < length && words < most {
            let is_theme = !self.themes.is_empty() && chance.once_in(THEME);
            let piece = *chance.one(if is_theme { &self.themes } else { &self.words });
            let more = piece.split_whitespace().count();
            if words > 0 && words + more > most {
                break;
            }
            words += more;
            if !comment.is_empty() {
                comment.push(' ');
            }
            push(&mut comment, piece, begins);
            begins = chance.once_in(SENTENCE);
            if begins {
                comment.push('.');
            }
        }
        if !begins {
            comment.push('.');
        }
        comment
    }

    /// A few words, such as beside an option.
    pub(super) fn few_words(&self, limit: Option<usize>, chance: &mut Chance) -> String {
        let most = limit.unwrap_or(usize::MAX).clamp(1, 4);
        let words = 1 + chance.below(most);
        let words: Vec<&str> = (0..words).map(|_| *chance.one(&self.words)).collect();
        let mut written = words.join(" ");
        written.truncate(written.floor_char_boundary(LONGEST_FEW));
        written.trim_end().to_owned()
    }
}

/// A few words have no more bytes than this, however long the survey's own are; a short text takes 500.
const LONGEST_FEW: usize = 200;

fn push(comment: &mut String, piece: &str, capital: bool) {
    let mut letters = piece.chars();
    if let (true, Some(first)) = (capital, letters.next()) {
        comment.extend(first.to_uppercase());
        comment.push_str(letters.as_str());
    } else {
        comment.push_str(piece);
    }
}
