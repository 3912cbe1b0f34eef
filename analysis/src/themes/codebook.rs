//! The codebook: which words and phrases speak of which theme.

use std::collections::HashMap;

use crate::text::Words;

/// One theme as its authors write it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// Its id: `themes/ID` is its key.
    pub id: String,
    /// The theme it is a part of: what speaks of this speaks of that too.
    pub within: Option<String>,
    /// What readers call it.
    pub label: String,
    /// What belongs to it, for the people who check the coding.
    pub definition: String,
    /// Words, any one of which speaks of it; compared by stem.
    pub words: Vec<String>,
    /// Words in a row that speak of it; compared by stem.
    pub phrases: Vec<String>,
    /// Words in a row that don't, although one of the words above stands in them.
    pub exclude: Vec<String>,
}

/// What is wrong with one entry of a theme.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ThemeFault {
    /// A theme that nothing can match.
    #[error("theme `{theme}` has neither words nor phrases, and no theme is within it")]
    Empty {
        /// Its id.
        theme: String,
    },
    /// An entry under `words` that is no single word.
    #[error("`{entry}` in theme `{theme}` is not one word")]
    NotOneWord {
        /// The theme's id.
        theme: String,
        /// The entry as written.
        entry: String,
    },
    /// A phrase or exclusion without a word in it.
    #[error("`{entry}` in theme `{theme}` has no word in it")]
    NoWord {
        /// The theme's id.
        theme: String,
        /// The entry as written.
        entry: String,
    },
    /// A theme within one that isn't there, or that would come to be within itself.
    #[error("theme `{theme}` is within `{within}`, which is no theme above it")]
    WithinNothing {
        /// The theme's id.
        theme: String,
        /// What it is said to be within.
        within: String,
    },
    /// Two words of a theme that are the same once stemmed.
    #[error("`{entry}` in theme `{theme}` has the same stem as `{first}`")]
    SameStem {
        /// The theme's id.
        theme: String,
        /// The entry as written.
        entry: String,
        /// The earlier entry.
        first: String,
    },
}

impl ThemeFault {
    /// The id of the theme it is in.
    pub fn theme(&self) -> &str {
        match self {
            Self::Empty { theme }
            | Self::NotOneWord { theme, .. }
            | Self::NoWord { theme, .. }
            | Self::WithinNothing { theme, .. }
            | Self::SameStem { theme, .. } => theme,
        }
    }
}

/// Themes ready to be matched.
pub struct Codebook {
    pub(super) words: Words,
    pub(super) themes: Vec<Stemmed>,
    /// Every stem that an entry has, by number.
    pub(super) stems: HashMap<String, usize>,
    /// For each stem, the runs that begin with it.
    pub(super) runs: Vec<Vec<Run>>,
}

pub(super) struct Stemmed {
    pub(super) theme: Theme,
    /// The position of the theme it is within.
    pub(super) parent: Option<usize>,
}

/// Stems in a row, by number, that speak of a theme or keep a word from speaking of it; a single word is a run of
/// one.
pub(super) struct Run {
    pub(super) theme: usize,
    pub(super) excludes: bool,
    /// What follows the first stem.
    pub(super) rest: Vec<usize>,
}

impl Codebook {
    /// Stems the entries of every theme.
    ///
    /// # Errors
    /// Every entry that could never match or says the same as another.
    pub fn new(themes: Vec<Theme>) -> Result<Self, Vec<ThemeFault>> {
        let words = Words::english();
        let mut faults = Vec::new();
        let parents: Vec<Option<usize>> = themes
            .iter()
            .enumerate()
            .map(|(position, theme)| parent(&themes[..position], theme, &mut faults))
            .collect();
        let has_parts = |position: usize| parents.contains(&Some(position));
        for (position, theme) in themes.iter().enumerate() {
            check(&words, theme, has_parts(position), &mut faults);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut codebook = Self {
            words,
            themes: Vec::new(),
            stems: HashMap::new(),
            runs: Vec::new(),
        };
        for (theme, parent) in themes.into_iter().zip(parents) {
            codebook.add(theme, parent);
        }
        Ok(codebook)
    }

    fn add(&mut self, theme: Theme, parent: Option<usize>) {
        let includes = theme.words.iter().chain(&theme.phrases);
        let entries = includes.map(|entry| (entry, false));
        let excludes = theme.exclude.iter().map(|entry| (entry, true));
        for (entry, excludes) in entries.chain(excludes) {
            let mut numbers = Vec::new();
            for token in self.words.of(entry) {
                let next = self.stems.len();
                let number = *self.stems.entry(token.stem).or_insert(next);
                if number == next {
                    self.runs.push(Vec::new());
                }
                numbers.push(number);
            }
            let (first, rest) = numbers
                .split_first()
                .expect("an entry that is checked has a word");
            self.runs[*first].push(Run {
                theme: self.themes.len(),
                excludes,
                rest: rest.to_vec(),
            });
        }
        self.themes.push(Stemmed { theme, parent });
    }

    /// A theme's label after those it is within: "Money: rent arrears".
    pub(super) fn full_label(&self, position: usize) -> String {
        let stemmed = &self.themes[position];
        match stemmed.parent {
            Some(parent) => format!("{}: {}", self.full_label(parent), stemmed.theme.label),
            None => stemmed.theme.label.clone(),
        }
    }

    /// Whether one theme is within another, at any depth.
    pub(super) fn is_within(&self, one: usize, other: usize) -> bool {
        let parent = self.themes[one].parent;
        parent.is_some_and(|parent| parent == other || self.is_within(parent, other))
    }

    /// The themes, in the order of the codebook.
    pub fn themes(&self) -> impl Iterator<Item = &Theme> {
        self.themes.iter().map(|stemmed| &stemmed.theme)
    }
}

/// The theme that a theme is within, which stands before it, so that none can be within itself.
fn parent(above: &[Theme], theme: &Theme, faults: &mut Vec<ThemeFault>) -> Option<usize> {
    let within = theme.within.as_ref()?;
    let found = above.iter().position(|one| one.id == *within);
    if found.is_none() {
        faults.push(ThemeFault::WithinNothing {
            theme: theme.id.clone(),
            within: within.clone(),
        });
    }
    found
}

/// Every entry of a theme that could never match, or says the same as another.
fn check(words: &Words, theme: &Theme, has_parts: bool, faults: &mut Vec<ThemeFault>) {
    if theme.words.is_empty() && theme.phrases.is_empty() && !has_parts {
        faults.push(ThemeFault::Empty {
            theme: theme.id.clone(),
        });
    }
    let run = |entry: &String| -> Vec<String> { words.of(entry).map(|token| token.stem).collect() };
    let mut before: Vec<Vec<String>> = Vec::new();
    for (position, entry) in theme.words.iter().enumerate() {
        let stems = run(entry);
        if stems.len() != 1 {
            faults.push(ThemeFault::NotOneWord {
                theme: theme.id.clone(),
                entry: entry.clone(),
            });
        }
        if let Some(first) = before[..position].iter().position(|run| *run == stems) {
            faults.push(ThemeFault::SameStem {
                theme: theme.id.clone(),
                entry: entry.clone(),
                first: theme.words[first].clone(),
            });
        }
        before.push(stems);
    }
    for entry in theme.phrases.iter().chain(&theme.exclude) {
        if run(entry).is_empty() {
            faults.push(ThemeFault::NoWord {
                theme: theme.id.clone(),
                entry: entry.clone(),
            });
        }
    }
}
