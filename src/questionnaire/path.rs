//! The path: which sections, questions, rows and options a set of answers leads through.

use super::answer::{Answer, Answers, Field};
use super::words;
use crate::definition::{
    Choice, Condition, Facts, Kind, Number, OptionId, Question, QuestionId, Row, RowId, Section,
    Survey, Wording,
};

/// What is shown to a return that holds certain answers.
///
/// What has no `when` is always shown; a section without a question left in it is not. A condition looks only at what is shown itself: an answer that has
/// been routed past is kept by the return, but is not among the [`Path::answers`] and leads nowhere.
pub struct Path<'s> {
    survey: &'s Survey,
    sections: Vec<(&'s Section, Vec<Shown<'s>>)>,
    answers: Answers,
}

/// A question that is shown, with what of it is shown.
pub struct Shown<'s> {
    /// The question.
    pub question: &'s Question,
    /// The rows shown of a grid.
    pub rows: Vec<&'s Row>,
    /// The options offered.
    pub options: Vec<&'s Choice>,
}

impl<'s> Path<'s> {
    /// Follows the answers through the survey.
    pub fn of(survey: &'s Survey, answers: &Answers) -> Self {
        Self::along(survey, |shown, field| {
            let answer = answers.get(field);
            answer.and_then(|answer| shown.offered(answer))
        })
    }

    /// Walks through the survey and answers each field as it comes, in order: what is answered decides what is
    /// shown after it. An answer may choose only among the options shown.
    pub fn along(
        survey: &'s Survey,
        mut answer: impl FnMut(&Shown<'s>, &Field) -> Option<Answer>,
    ) -> Self {
        let mut path = Self {
            survey,
            sections: Vec::new(),
            answers: Answers::default(),
        };
        for section in &survey.sections {
            if !path.allows(section.when.as_ref()) {
                continue;
            }
            let mut questions = Vec::new();
            for question in &section.questions {
                if let Some(shown) = path.shown(question) {
                    for field in shown.fields() {
                        if let Some(answer) = answer(&shown, &field) {
                            path.answers.set(field, Some(answer));
                        }
                    }
                    questions.push(shown);
                }
            }
            if !questions.is_empty() {
                path.sections.push((section, questions));
            }
        }
        path
    }

    /// The sections shown, each with the questions shown in it.
    pub fn sections(&self) -> &[(&'s Section, Vec<Shown<'s>>)] {
        &self.sections
    }

    /// The answers on the path: those that count.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The questions shown in a section; none where the section is not shown.
    pub fn questions_of(&self, section: &Section) -> &[Shown<'s>] {
        self.sections
            .iter()
            .find(|(one, _)| one.id == section.id)
            .map_or(&[], |(_, questions)| questions)
    }

    /// What is shown of a question, where it is asked.
    pub fn find(&self, question: &QuestionId) -> Option<&Shown<'s>> {
        self.sections
            .iter()
            .flat_map(|(_, questions)| questions)
            .find(|shown| shown.question.id == *question)
    }

    /// Wording with the answers on the path put into it.
    pub fn filled(&self, wording: &Wording) -> String {
        wording.with(|id| {
            let question = self.survey.question(id)?;
            let answer = self.answers.get(&Field::of(id))?;
            Some(words::listed(&words::in_words(question, answer)))
        })
    }

    fn allows(&self, when: Option<&Condition>) -> bool {
        when.is_none_or(|condition| condition.holds(&self.answers))
    }

    fn allowed<T>(
        &self,
        all: &'s [T],
        when: impl Fn(&'s T) -> Option<&'s Condition>,
    ) -> Vec<&'s T> {
        let mut allowed = Vec::with_capacity(all.len());
        allowed.extend(all.iter().filter(|one| self.allows(when(one))));
        allowed
    }

    /// What is shown of a question; `None` where it is not asked, or nothing of it is left to answer.
    fn shown(&self, question: &'s Question) -> Option<Shown<'s>> {
        if !self.allows(question.when.as_ref()) {
            return None;
        }
        let shown = Shown {
            question,
            rows: self.allowed(question.kind.rows(), |row| row.when.as_ref()),
            options: self.allowed(question.kind.options(), |option| option.when.as_ref()),
        };
        let nothing_left = match question.kind {
            Kind::Grid(_) => shown.rows.is_empty() || shown.options.is_empty(),
            Kind::Single { .. } | Kind::Multi { .. } => shown.options.is_empty(),
            Kind::Number(_) | Kind::Date { .. } | Kind::Text(_) | Kind::Note => false,
        };
        (!nothing_left).then_some(shown)
    }
}

impl Shown<'_> {
    /// The fields that can be answered: one a row of a grid, one for any other question, none for a note.
    pub fn fields(&self) -> Vec<Field> {
        fields(self.question, self.rows.iter().copied())
    }

    /// What is left of an answer when only the options offered count.
    fn offered(&self, answer: &Answer) -> Option<Answer> {
        let is_offered = |id: &OptionId| self.options.iter().any(|option| option.id == *id);
        match answer {
            Answer::One(chosen) => is_offered(&chosen.option).then(|| answer.clone()),
            Answer::Several(several) => {
                let left: Vec<_> = several
                    .iter()
                    .filter(|chosen| is_offered(&chosen.option))
                    .cloned()
                    .collect();
                (!left.is_empty()).then(|| Answer::several(left))
            }
            Answer::Words(_) | Answer::Number(_) | Answer::Day(_) => Some(answer.clone()),
        }
    }
}

/// Every field that a question has, whatever of it is shown.
pub fn all_fields(question: &Question) -> Vec<Field> {
    fields(question, question.kind.rows().iter())
}

fn fields<'r>(question: &Question, rows: impl Iterator<Item = &'r Row>) -> Vec<Field> {
    match question.kind {
        Kind::Note => Vec::new(),
        Kind::Grid(_) => rows
            .map(|row| Field::of_row(&question.id, &row.id))
            .collect(),
        _ => vec![Field::of(&question.id)],
    }
}

impl Facts for Answers {
    fn chose(&self, question: &QuestionId, row: Option<&RowId>, any_of: &[OptionId]) -> bool {
        self.get(&field(question, row)).is_some_and(|answer| {
            let mut chosen = answer.chosen().iter();
            chosen.any(|chosen| any_of.contains(&chosen.option))
        })
    }

    fn answered(&self, question: &QuestionId, row: Option<&RowId>) -> bool {
        self.get(&field(question, row)).is_some()
    }

    fn number(&self, question: &QuestionId) -> Option<Number> {
        match self.get(&Field::of(question)) {
            Some(Answer::Number(number)) => Some(*number),
            _ => None,
        }
    }
}

fn field(question: &QuestionId, row: Option<&RowId>) -> Field {
    Field {
        question: question.clone(),
        row: row.cloned(),
    }
}
