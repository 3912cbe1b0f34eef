//! Coding: which themes a comment speaks of, with the words that say so.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

use super::codebook::{Codebook, Run};
use crate::dataset::{Column, Dataset, Status, Variable, Written};
use crate::disclosure::Permission;
use crate::shared;
use crate::text::spans;

/// Words in a comment that speak of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The position of the theme in the codebook.
    pub theme: usize,
    /// Where in the comment the words stand, in bytes.
    pub span: Range<usize>,
}

/// One comment with its themes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded<'a> {
    /// The position of the return in the dataset.
    pub position: usize,
    /// The question it answers.
    pub question: &'a str,
    /// The comment as written.
    pub comment: &'a str,
    /// Why it has its themes, in the order of the codebook and then of the comment; empty for a comment that
    /// speaks of none.
    pub evidence: Vec<Evidence>,
}

impl Coded<'_> {
    /// The themes it speaks of, in the order of the codebook, each with where it does.
    pub fn themes(&self) -> impl Iterator<Item = (usize, &[Evidence])> {
        let themes = self.evidence.chunk_by(|one, next| one.theme == next.theme);
        themes.map(|evidence| (evidence[0].theme, evidence))
    }
}

impl Codebook {
    /// What in one text speaks of the themes, in the order of these and then of the text.
    ///
    /// A word inside an excluded phrase does not count for the theme that excludes it; everything else
    /// that matches does, so one comment may have several themes.
    ///
    /// ```
    /// # use analysis::themes::{Codebook, Theme};
    /// let housing = Theme { id: "housing".into(), words: vec!["house".into()], ..Theme::default() };
    /// let codebook = Codebook::new(vec![housing]).unwrap();
    /// let evidence = codebook.match_text("Poor housing, no houses");
    /// let spans: Vec<_> = evidence.into_iter().map(|one| one.span).collect();
    /// assert_eq!(spans, [5..12, 17..23]);
    /// ```
    pub fn match_text(&self, text: &str) -> Vec<Evidence> {
        Reader::of(self).evidence(text)
    }
}

/// Codes every comment of the submitted returns to the questions that the codebook covers. Comments that
/// may not be published before those who wrote them are asked are left alone.
pub fn code<'a>(dataset: &'a Dataset, codebook: &Codebook) -> Vec<Coded<'a>> {
    let permitted = |variable: &Variable| variable.permission != Permission::AskFirst;
    let questions = dataset.variables.iter().filter(|one| permitted(one));
    let parts = questions.filter_map(|variable| match &variable.column {
        Column::Text { cells, coded: true } => Some((variable.id.as_str(), cells)),
        _ => None,
    });
    let parts: Vec<Part<'a>> = parts
        .flat_map(|(question, comments)| {
            let begins = (0..dataset.returns.len()).step_by(READ_AT_ONCE);
            begins.map(move |begins| Part {
                question,
                comments,
                begins,
            })
        })
        .collect();
    let coded = shared::each(&parts, |part| part.code(dataset, codebook));
    coded.into_iter().flatten().collect()
}

/// How many returns somebody reads before the next part is taken.
const READ_AT_ONCE: usize = 1 << 15;

/// The comments of some returns to one question.
struct Part<'a> {
    question: &'a str,
    comments: &'a Written,
    /// The first of the returns.
    begins: usize,
}

impl<'a> Part<'a> {
    fn code(&self, dataset: &Dataset, codebook: &Codebook) -> Vec<Coded<'a>> {
        let mut reader = Reader::of(codebook);
        let returns = dataset.returns.iter().enumerate();
        let of_part = returns.skip(self.begins).take(READ_AT_ONCE);
        let submitted = of_part.filter(|(_, one)| one.status == Status::Submitted);
        submitted
            .filter_map(|(position, _)| {
                let comment = *self.comments.at(position).value()?;
                Some(Coded {
                    position,
                    question: self.question,
                    comment,
                    evidence: reader.evidence(comment),
                })
            })
            .collect()
    }
}

/// Somebody who reads comments, and remembers the stem of every word seen before.
struct Reader<'c> {
    codebook: &'c Codebook,
    /// For each word as it is written, the number of its stem where an entry of the codebook has that.
    known: HashMap<String, Option<usize>, RandomState>,
    /// The words of the comment being read.
    words: Vec<(Option<usize>, Range<usize>)>,
    /// The runs that stand in it, with the places they take.
    runs: Vec<(&'c Run, Range<usize>)>,
    /// What speaks of its themes.
    found: Vec<Evidence>,
}

impl<'c> Reader<'c> {
    fn of(codebook: &'c Codebook) -> Self {
        Self {
            codebook,
            known: HashMap::default(),
            words: Vec::new(),
            runs: Vec::new(),
            found: Vec::new(),
        }
    }

    fn evidence(&mut self, text: &str) -> Vec<Evidence> {
        self.read(text);
        self.find();
        let hiding: Vec<_> = self.runs.iter().filter(|(run, _)| run.excludes).collect();
        let is_hidden = |theme: usize, places: &Range<usize>| {
            hiding.iter().any(|(other, others)| {
                other.theme == theme && others.start < places.end && places.start < others.end
            })
        };
        for (run, places) in &self.runs {
            if run.excludes || is_hidden(run.theme, places) {
                continue;
            }
            let (first, last) = (&self.words[places.start].1, &self.words[places.end - 1].1);
            // What speaks of a part speaks of all it is within.
            let parent = |theme: &usize| self.codebook.themes[*theme].parent;
            let themes = std::iter::successors(Some(run.theme), parent);
            self.found.extend(themes.map(|theme| Evidence {
                theme,
                span: first.start..last.end,
            }));
        }
        self.found
            .sort_unstable_by_key(|one| (one.theme, one.span.start, one.span.end));
        self.found.dedup();
        self.found.drain(..).collect()
    }

    fn read(&mut self, text: &str) {
        self.words.clear();
        for (span, word) in spans(text) {
            let stem = match self.known.get(word) {
                Some(stem) => *stem,
                None => {
                    let stem = self.codebook.words.stem(word);
                    let number = self.codebook.stems.get(&stem).copied();
                    self.known.insert(word.to_owned(), number);
                    number
                }
            };
            self.words.push((stem, span));
        }
    }

    /// Finds every run of the codebook that stands among the words.
    fn find(&mut self) {
        self.runs.clear();
        for (place, (stem, _)) in self.words.iter().enumerate() {
            let Some(stem) = stem else { continue };
            let after = &self.words[place + 1..];
            let stands = |run: &&Run| {
                let mut follows = run.rest.iter().zip(after);
                after.len() >= run.rest.len()
                    && follows.all(|(stem, (other, _))| *other == Some(*stem))
            };
            let runs = self.codebook.runs[*stem].iter().filter(stands);
            self.runs
                .extend(runs.map(|run| (run, place..place + 1 + run.rest.len())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::Policy;
    use crate::themes::{Theme, together};

    fn check(text: &str, expect: &[&str]) {
        let capacity = Theme {
            id: "capacity".to_owned(),
            words: vec!["capacity".to_owned(), "caseloads".to_owned()],
            phrases: vec!["not enough staff".to_owned()],
            exclude: vec!["mental capacity".to_owned()],
            ..Theme::default()
        };
        let codebook = Codebook::new(vec![capacity]).expect("the test's codebook is sound");
        let found: Vec<&str> = codebook
            .match_text(text)
            .into_iter()
            .map(|evidence| &text[evidence.span])
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn words_match_in_any_form_and_case() {
        check(
            "CAPACITY is short; every caseload is high",
            &["CAPACITY", "caseload"],
        );
    }

    #[test]
    fn phrases_match_across_punctuation_and_line_breaks() {
        check("not enough\nstaff.", &["not enough\nstaff"]);
        check("not nearly enough staff", &[]);
    }

    #[test]
    fn an_excluded_phrase_hides_only_its_own_words() {
        check("mental capacity assessments", &[]);
        check("mental capacity and our capacity", &["capacity"]);
    }

    #[test]
    fn what_speaks_of_a_part_speaks_of_the_whole() {
        let theme = |id: &str, within: Option<&str>, words: &[&str]| Theme {
            id: id.to_owned(),
            label: id.to_uppercase(),
            within: within.map(str::to_owned),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            ..Theme::default()
        };
        let codebook = Codebook::new(vec![
            theme("money", None, &[]),
            theme("debt", Some("money"), &["arrears"]),
            theme("home", None, &["house"]),
        ])
        .unwrap_or_else(|faults| panic!("{faults:?}"));
        let found: Vec<usize> = codebook
            .match_text("rent arrears and housing")
            .into_iter()
            .map(|evidence| evidence.theme)
            .collect();
        assert_eq!(found, [0, 1, 2]);
        let coded = [Coded {
            position: 0,
            question: "q",
            comment: "",
            evidence: codebook.match_text("arrears, house"),
        }];
        let table = together(&Policy::default(), &codebook, &coded).expect("themes occur together");
        let keys: Vec<&str> = table.rows.iter().map(|row| row.key.as_str()).collect();
        assert_eq!(keys, ["themes/money+home", "themes/debt+home"]);
    }

    #[test]
    fn a_codebook_says_what_can_never_match() {
        let theme = Theme {
            id: "t".to_owned(),
            words: vec![
                "two words".to_owned(),
                "carer".to_owned(),
                "carers".to_owned(),
            ],
            phrases: vec!["…".to_owned()],
            ..Theme::default()
        };
        let faults = Codebook::new(vec![theme, Theme::default()])
            .err()
            .expect("the codebook has faults");
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "`two words` in theme `t` is not one word",
                "`carers` in theme `t` has the same stem as `carer`",
                "`…` in theme `t` has no word in it",
                "theme `` has neither words nor phrases, and no theme is within it",
            ]
        );
    }
}
