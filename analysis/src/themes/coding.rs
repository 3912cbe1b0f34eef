//! Coding: which themes a comment speaks of, with the words that say so, and how many spoke of each.

use std::collections::BTreeSet;
use std::ops::Range;

use super::codebook::{Codebook, Stemmed, stands_at};
use crate::dataset::{Column, Dataset};
use crate::figure::{Figure, Row, Table, TableKind};
use crate::key::Key;
use crate::text::Token;

/// Why a comment was given a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The position of the theme in the codebook.
    pub theme: usize,
    /// Where in the comment the words stand, in bytes, in order.
    pub spans: Vec<Range<usize>>,
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
    /// The themes it speaks of; empty for a comment that speaks of none.
    pub evidence: Vec<Evidence>,
}

impl Codebook {
    /// The themes of one text.
    ///
    /// A word inside an excluded phrase does not count for the theme that excludes it; everything else
    /// that matches does, so one comment may have several themes.
    ///
    /// ```
    /// # use analysis::themes::{Codebook, Theme};
    /// let housing = Theme { id: "housing".into(), words: vec!["house".into()], ..Theme::default() };
    /// let codebook = Codebook::new(vec![housing]).unwrap();
    /// let evidence = codebook.match_text("Poor housing, no houses");
    /// assert_eq!(evidence[0].spans, [5..12, 17..23]);
    /// ```
    pub fn match_text(&self, text: &str) -> Vec<Evidence> {
        let tokens: Vec<Token> = self.words.of(text).collect();
        self.themes
            .iter()
            .enumerate()
            .filter_map(|(theme, stemmed)| {
                let spans = spans(stemmed, &tokens);
                (!spans.is_empty()).then_some(Evidence { theme, spans })
            })
            .collect()
    }
}

/// Codes every comment of the submitted returns to the questions that the codebook covers.
pub fn code<'a>(dataset: &'a Dataset, codebook: &Codebook) -> Vec<Coded<'a>> {
    let comments = dataset
        .variables
        .iter()
        .flat_map(|variable| match &variable.column {
            Column::Text { cells, coded: true } => dataset
                .submitted()
                .filter_map(|position| Some((position, cells[position].value()?)))
                .map(|(position, comment)| (position, variable.id.as_str(), comment.as_str()))
                .collect(),
            _ => Vec::new(),
        });
    comments
        .map(|(position, question, comment)| Coded {
            position,
            question,
            comment,
            evidence: codebook.match_text(comment),
        })
        .collect()
}

/// How many spoke of each theme: `themes/ID` in authorities, `themes/ID/comments` in comments.
///
/// Base of the first: authorities that wrote at least one comment, each counted once however much it
/// wrote. Base of the second: comments. Nobody knows what those who wrote nothing would have said, so
/// neither base stands for the population.
pub fn tabulate(dataset: &Dataset, codebook: &Codebook, coded: &[Coded<'_>]) -> Table {
    let wrote: BTreeSet<usize> = coded.iter().map(|one| one.position).collect();
    let units = &dataset.unit.many;
    let count = |length: usize| u32::try_from(length).expect("fewer than 2^32 comments");
    let rows = codebook.themes().enumerate().flat_map(|(theme, named)| {
        let with: Vec<_> = coded
            .iter()
            .filter(|one| one.evidence.iter().any(|evidence| evidence.theme == theme))
            .collect();
        let authorities: BTreeSet<usize> = with.iter().map(|one| one.position).collect();
        let row = |key: Key, group: String, count: u32, base: u32, rule: String| Row {
            key,
            group: Some(group),
            label: named.label.clone(),
            net: false,
            figure: Figure {
                count,
                base: Some(base),
                population: None,
                rule,
            },
        };
        let key = Key::new("themes").join(&named.id);
        [
            row(
                key.clone(),
                capitalised(units),
                count(authorities.len()),
                count(wrote.len()),
                format!("{units} that wrote at least one comment"),
            ),
            row(
                key.join("comments"),
                "Comments".to_owned(),
                count(with.len()),
                count(coded.len()),
                "comments written".to_owned(),
            ),
        ]
    });
    Table {
        id: "themes".to_owned(),
        title: "What the comments speak of".to_owned(),
        kind: TableKind::Themes,
        responses: None,
        rows: rows.collect(),
    }
}

fn spans(stemmed: &Stemmed, tokens: &[Token]) -> Vec<Range<usize>> {
    let places = |runs: &[Vec<String>]| -> BTreeSet<usize> {
        (0..tokens.len())
            .flat_map(|place| {
                runs.iter()
                    .filter(move |run| stands_at(run, tokens, place))
                    .flat_map(move |run| place..place + run.len())
            })
            .collect()
    };
    let excluded = places(&stemmed.excludes);
    let included = stemmed.includes.iter().flat_map(|run| {
        (0..tokens.len())
            .filter(|place| stands_at(run, tokens, *place))
            .map(|place| place..place + run.len())
    });
    let mut spans: Vec<Range<usize>> = included
        .filter(|run| run.clone().all(|place| !excluded.contains(&place)))
        .map(|run| tokens[run.start].span.start..tokens[run.end - 1].span.end)
        .collect();
    spans.sort_by_key(|span| (span.start, span.end));
    spans.dedup();
    spans
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::themes::Theme;

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
            .flat_map(|evidence| evidence.spans)
            .map(|span| &text[span])
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
                "theme `` has neither words nor phrases",
            ]
        );
    }
}
