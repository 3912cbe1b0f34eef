//! A return: one unit's answers in one wave, from its start to its submission.

use crate::clock::Timestamp;
use crate::definition::{QuestionId, Survey, UnitCode};
use crate::questionnaire::{Answers, Path, missing};

use super::wave::WaveState;

/// One unit's part in a wave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// Whose it is.
    pub unit: UnitCode,
    /// When somebody deliberately began it.
    pub started_at: Timestamp,
    /// How far it has come.
    pub state: State,
}

/// How far a return has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Answers may change.
    InProgress,
    /// It has been handed in.
    Submitted(Submission),
}

/// What a submitted return carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// When it was handed in.
    pub at: Timestamp,
    /// What its people quote when they ask about it.
    pub reference: String,
}

/// Why a return can't be submitted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSubmittable {
    /// It has been already; what it carries is given back, so that a second press of the button does no
    /// harm.
    #[error("this return was submitted already, with reference {}", .0.reference)]
    Already(Submission),
    /// The wave takes no answers now.
    #[error("the wave takes no answers now")]
    WaveNotOpen,
    /// Required questions without an answer.
    #[error("{} required questions are not answered", .0.len())]
    Missing(Vec<QuestionId>),
}

impl Return {
    /// Hands the return in.
    ///
    /// # Errors
    /// [`NotSubmittable`] where it can't be.
    pub fn submit(
        self,
        survey: &Survey,
        answers: &Answers,
        wave: WaveState,
        submission: Submission,
    ) -> Result<Self, NotSubmittable> {
        if let State::Submitted(earlier) = self.state {
            return Err(NotSubmittable::Already(earlier));
        }
        if wave != WaveState::Open {
            return Err(NotSubmittable::WaveNotOpen);
        }
        let path = Path::of(survey, answers);
        let missing = missing(&path);
        if !missing.is_empty() {
            let missing = missing.iter().map(|shown| shown.question.id.clone());
            return Err(NotSubmittable::Missing(missing.collect()));
        }
        Ok(Self {
            state: State::Submitted(submission),
            ..self
        })
    }
}
