//! The path: which sections and questions a set of answers leads through.

use std::collections::BTreeSet;

use super::answer::{Answers, Field};
use crate::definition::{Condition, Question, QuestionId, Section, Survey};

/// What is shown to a return that holds certain answers.
///
/// A section or question without `when` is always shown. A condition looks only at questions that are
/// shown themselves: an answer that has been routed past is kept, but leads nowhere.
pub struct Path<'s> {
    sections: Vec<(&'s Section, Vec<&'s Question>)>,
    shown: BTreeSet<&'s QuestionId>,
}

impl<'s> Path<'s> {
    /// Follows the answers through the survey.
    pub fn of(survey: &'s Survey, answers: &Answers) -> Self {
        let mut path = Self {
            sections: Vec::new(),
            shown: BTreeSet::new(),
        };
        for section in &survey.sections {
            if !path.allows(section.when.as_ref(), answers) {
                continue;
            }
            let mut questions = Vec::new();
            for question in &section.questions {
                if path.allows(question.when.as_ref(), answers) {
                    path.shown.insert(&question.id);
                    questions.push(question);
                }
            }
            path.sections.push((section, questions));
        }
        path
    }

    /// The sections shown, each with the questions shown in it.
    pub fn sections(&self) -> &[(&'s Section, Vec<&'s Question>)] {
        &self.sections
    }

    /// The questions shown in a section; none where the section is not shown.
    pub fn questions_of(&self, section: &Section) -> &[&'s Question] {
        self.sections
            .iter()
            .find(|(one, _)| one.id == section.id)
            .map_or(&[], |(_, questions)| questions)
    }

    /// Whether a question is asked.
    pub fn shows(&self, question: &QuestionId) -> bool {
        self.shown.contains(question)
    }

    fn allows(&self, when: Option<&Condition>, answers: &Answers) -> bool {
        when.is_none_or(|condition| self.holds(condition, answers))
    }

    fn holds(&self, condition: &Condition, answers: &Answers) -> bool {
        let answer = |question: &QuestionId, row: &Option<_>| {
            let field = Field {
                question: question.clone(),
                row: row.clone(),
            };
            answers.get(&field).filter(|_| self.shows(question))
        };
        match condition {
            Condition::Chose {
                question,
                row,
                any_of,
            } => answer(question, row).is_some_and(|answer| {
                answer
                    .chosen()
                    .iter()
                    .any(|chosen| any_of.contains(&chosen.option))
            }),
            Condition::Answered {
                question,
                row,
                answered,
            } => answer(question, row).is_some() == *answered,
            Condition::All(all) => all.iter().all(|one| self.holds(one, answers)),
            Condition::Any(any) => any.iter().any(|one| self.holds(one, answers)),
            Condition::Not(one) => !self.holds(one, answers),
        }
    }
}
