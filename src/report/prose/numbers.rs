//! The figures that prose cites: each found by its key, in the form that the prose asks for, with what must stand beside it.

use analysis::figure::{Row, TableKind};

use super::{Binding, LEFT_OPEN, Stage};
use crate::definition::{Kind, QuestionId};
use crate::report::{cite, keys};
use crate::views::{Page, ReportNumber};

impl Binding<'_> {
    /// A figure of the prose as HTML; why there is none otherwise, and what would mend it.
    pub(super) fn number(&mut self, token: &str) -> Result<String, (String, Option<String>)> {
        let (key, form) = token.split_once(':').unwrap_or((token, ""));
        let findings = self.material.findings;
        if self.stage == Stage::Drafting && self.comes_with_answers(key) {
            return Ok(String::new());
        }
        let (Some(row), Some(table)) = (findings.row(key), findings.table_of(key)) else {
            if self.stage == Stage::Piloting && self.comes_with_answers(key) {
                return Ok(LEFT_OPEN.to_owned());
            }
            let asked = key.split(['/', '@']).next();
            if findings
                .left_out
                .iter()
                .any(|one| Some(one.id.as_str()) == asked)
            {
                let help = "once those who answered have permitted it, take out the question's `permission`";
                let message = format!("`{key}` is left out: its question says `ask-first`");
                return Err((message, Some(help.to_owned())));
            }
            let help = keys::meant(key, findings.keys())
                .or_else(|| Some("`findings.json` lists every key under `figures`".to_owned()));
            return Err((format!("there is no finding `{key}`"), help));
        };
        let is_empty = row.figure.base == Some(0) && table.kind != TableKind::Facts;
        if self.stage == Stage::Piloting && (row.figure.withheld().is_some() || is_empty) {
            return Ok(LEFT_OPEN.to_owned());
        }
        if let Some(why) = row.figure.withheld() {
            let help = "cite the figure over everyone, or leave it out";
            return Err((format!("`{key}` is withheld: {why}"), Some(help.to_owned())));
        }
        let (shown, of) = self.shown(row, table.kind, form)?;
        self.links.cite(table);
        let takes_note = !matches!(
            table.kind,
            TableKind::Participation | TableKind::Profile | TableKind::Facts
        );
        let base = if form == "percent" {
            cite::count_note(self.material, row)
        } else if takes_note && form != "range" {
            cite::base_note(&row.figure, findings.returns.submitted)
        } else {
            None
        };
        let weighted = cite::weighted_note(row).filter(|_| matches!(form, "" | "percent"));
        let notes: Vec<String> = base.into_iter().chain(weighted).collect();
        let footnote = (!notes.is_empty()).then(|| self.note(notes.join(" ")));
        let html = ReportNumber {
            href: row.key.to_string(),
            sentence: cite::sentence(self.material, table, row),
            shown,
            of,
            footnote,
        }
        .render();
        Ok(html.trim_end().to_owned())
    }

    /// Whether a key is one that only answers make: a month of a date, or two themes together.
    fn comes_with_answers(&self, key: &str) -> bool {
        let (first, rest) = key.split_once('/').unwrap_or((key, ""));
        let question = self.material.survey.question(&QuestionId::new(first));
        let is_date = question.is_some_and(|one| matches!(one.kind, Kind::Date { .. }));
        is_date || (first == "themes" && rest.contains('+'))
    }

    /// A number in the form the prose asks for, and the count and base to put after it.
    fn shown(
        &self,
        row: &Row,
        kind: TableKind,
        form: &str,
    ) -> Result<(String, Option<String>), (String, Option<String>)> {
        let figure = &row.figure;
        let count = figure
            .count
            .map_or_else(|_| String::new(), |count| count.to_string());
        if kind == TableKind::Facts {
            return match form {
                "" | "count" => Ok((row.number().unwrap_or_default(), None)),
                _ => Err((format!("a fact has no `{form}`"), None)),
            };
        }
        let empty = || {
            (
                format!(
                    "nobody is in the base of `{}`, so it has no percentage",
                    row.key
                ),
                None,
            )
        };
        let base = figure.base.ok_or_else(empty)?;
        let of = format!("{count} of {base}");
        let drafting = self.stage == Stage::Drafting;
        let percent = || match figure.printed() {
            Some(percent) => Ok(percent),
            None if drafting => Ok(String::new()),
            None => Err(empty()),
        };
        match form {
            "" => Ok((percent()?, Some(of))),
            "percent" => Ok((percent()?, None)),
            "count" => Ok((count, None)),
            "base" => Ok((base.to_string(), None)),
            "of" => Ok((of, None)),
            "range" => match cite::range(self.material, row) {
                Some(range) => Ok((range, None)),
                None if drafting => Ok((String::new(), None)),
                None => Err((
                    format!(
                        "`{}` is counted and not estimated, so it has no range",
                        row.key
                    ),
                    None,
                )),
            },
            _ => Err((
                format!("`{form}` is no form of a figure"),
                Some("the forms are percent, count, base, of and range".to_owned()),
            )),
        }
    }

    /// The number of a footnote; the same words share one.
    fn note(&mut self, note: String) -> usize {
        match self.notes.iter().position(|one| *one == note) {
            Some(position) => position + 1,
            None => {
                self.notes.push(note);
                self.notes.len()
            }
        }
    }
}
