//! A return: one unit's answers in one wave, and the steps from its start to its submission.

use crate::clock::Timestamp;
use crate::definition::{QuestionId, Survey, UnitCode};
use crate::questionnaire::{Answers, Path, missing};

use super::person::{Holdings, Person, PersonId, Role};
use super::seal::Seal;
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
    InProgress(Opening),
    /// Somebody said it is ready, and the director is to sign it.
    AwaitingSignOff(Step),
    /// It has been handed in.
    Submitted {
        /// What was handed in.
        submission: Submission,
        /// Who asked for it to be opened again, and why.
        asked: Option<Step>,
    },
    /// The unit does not take part.
    Declined(Step),
}

/// What opened a return to changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// It was begun, or taken up again by its own people.
    Begun,
    /// The director sent it back instead of signing it.
    SentBack(Step),
    /// The research team opened it again after it had been submitted.
    Reopened(Timestamp),
}

/// One step of a return; the last one tells where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was done.
    pub act: Act,
    /// Who did it; nobody of the unit's where the research team did.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// Why, in their words.
    pub words: Option<String>,
}

/// What can be done with a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Somebody opened their link and went on.
    Began,
    /// It is ready to be signed.
    Ready,
    /// It is not ready after all.
    TakenBack,
    /// The director wants something changed first.
    SentBack,
    /// It was handed in.
    Submitted,
    /// Its people want to change what was handed in.
    ReopeningAsked,
    /// The research team let them.
    Reopened,
    /// The unit does not take part.
    Declined,
    /// The unit takes part after all.
    ChangedMind,
}

/// What a submitted return carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// When it was handed in.
    pub at: Timestamp,
    /// What its people quote when they ask about it.
    pub reference: String,
    /// Who signed it, in their words; empty in returns that were submitted before there were signatories.
    pub signatory: String,
    /// The digest over what was signed; none in returns that were submitted before there were seals.
    pub seal: Option<Seal>,
}

/// Who takes a step, and what they find.
pub struct Acting<'a> {
    /// Who.
    pub person: &'a Person,
    /// What everyone holds.
    pub holdings: &'a Holdings,
    /// The survey that the return answers.
    pub survey: &'a Survey,
    /// What it holds.
    pub answers: &'a Answers,
    /// Whether the wave takes answers now.
    pub wave: WaveState,
}

/// Why a step can't be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is somebody else's to do.
    #[error("this is for somebody else to do")]
    NotYours,
    /// The return is not where this could be done.
    #[error("the return is not at a point where this can be done")]
    NotNow,
    /// It has been submitted already; what it carries is given back, so that a second press of the button
    /// does no harm.
    #[error("this return was submitted already, with reference {}", .0.reference)]
    Already(Submission),
    /// The wave takes no answers now.
    #[error("the wave takes no answers now")]
    WaveNotOpen,
    /// Required questions without an answer.
    #[error("{} required questions are not answered", .0.len())]
    Missing(Vec<QuestionId>),
    /// Somebody changed an answer after the signatory had read them.
    #[error("an answer was changed after they were read")]
    Changed,
}

impl Return {
    /// Takes a step. Handing in is [`Return::submit`].
    ///
    /// # Errors
    /// [`Refused`] where it can't be taken.
    pub fn step(self, step: Step, acting: &Acting<'_>) -> Result<Self, Refused> {
        acting.may(step.act, &self.state)?;
        let state = State::after(step, None).ok_or(Refused::NotNow)?;
        Ok(Self { state, ..self })
    }

    /// Asks for a submitted return to be opened again; it stays submitted meanwhile.
    ///
    /// # Errors
    /// [`Refused`] where it can't be asked.
    pub fn ask_reopening(self, step: Step, acting: &Acting<'_>) -> Result<Self, Refused> {
        acting.may(Act::ReopeningAsked, &self.state)?;
        match self.state {
            State::Submitted { submission, .. } => Ok(Self {
                state: State::Submitted {
                    submission,
                    asked: Some(step),
                },
                ..self
            }),
            _ => Err(Refused::NotNow),
        }
    }

    /// Opens a submitted return again, for the research team.
    ///
    /// # Errors
    /// [`Refused::NotNow`] where it is not submitted.
    pub fn reopen(self, at: Timestamp, wave: WaveState) -> Result<Self, Refused> {
        match self.state {
            _ if wave != WaveState::Open => Err(Refused::WaveNotOpen),
            State::Submitted { .. } => Ok(Self {
                state: State::InProgress(Opening::Reopened(at)),
                ..self
            }),
            _ => Err(Refused::NotNow),
        }
    }

    /// Hands the return in. `read` is the seal over the answers that the signatory was shown.
    ///
    /// # Errors
    /// [`Refused`] where it can't be.
    pub fn submit(
        self,
        submission: Submission,
        read: &Seal,
        acting: &Acting<'_>,
    ) -> Result<Self, Refused> {
        acting.may(Act::Submitted, &self.state)?;
        if submission.seal.as_ref() != Some(read) {
            return Err(Refused::Changed);
        }
        Ok(Self {
            state: State::Submitted {
                submission,
                asked: None,
            },
            ..self
        })
    }

    /// Whether somebody may change the answers of a section as the return stands: while it waits for its
    /// signature, only the director may.
    pub fn takes_answers_of(&self, person: &Person) -> bool {
        match self.state {
            State::InProgress(_) => true,
            State::AwaitingSignOff(_) => person.role == Role::Director,
            State::Submitted { .. } | State::Declined(_) => false,
        }
    }

    /// What was handed in, where it has been.
    pub fn submission(&self) -> Option<&Submission> {
        match &self.state {
            State::Submitted { submission, .. } => Some(submission),
            State::InProgress(_) | State::AwaitingSignOff(_) | State::Declined(_) => None,
        }
    }
}

impl State {
    /// Where a step leads. A step that leads to a submitted return needs what was handed in.
    pub fn after(step: Step, submission: Option<Submission>) -> Option<Self> {
        Some(match step.act {
            Act::Began | Act::TakenBack | Act::ChangedMind => Self::InProgress(Opening::Begun),
            Act::SentBack => Self::InProgress(Opening::SentBack(step)),
            Act::Reopened => Self::InProgress(Opening::Reopened(step.at)),
            Act::Ready => Self::AwaitingSignOff(step),
            Act::Declined => Self::Declined(step),
            Act::Submitted => Self::Submitted {
                submission: submission?,
                asked: None,
            },
            Act::ReopeningAsked => Self::Submitted {
                submission: submission?,
                asked: Some(step),
            },
        })
    }
}

impl Acting<'_> {
    /// Whether this person may do this now: the one table of who does what, and when.
    ///
    /// # Errors
    /// [`Refused`] where they may not.
    pub fn may(&self, act: Act, state: &State) -> Result<(), Refused> {
        if let (Act::Submitted, State::Submitted { submission, .. }) = (act, state) {
            return Err(Refused::Already(submission.clone()));
        }
        if !self.is_for(act) {
            return Err(Refused::NotYours);
        }
        if self.wave != WaveState::Open {
            return Err(Refused::WaveNotOpen);
        }
        match (act, state) {
            (Act::Ready, State::InProgress(_)) => self.nothing_missing(),
            (Act::Submitted, State::InProgress(_) | State::AwaitingSignOff(_)) => {
                self.nothing_missing()
            }
            (Act::TakenBack | Act::SentBack, State::AwaitingSignOff(_))
            | (Act::Declined, State::InProgress(_) | State::AwaitingSignOff(_))
            | (Act::ChangedMind, State::Declined(_))
            | (Act::ReopeningAsked, State::Submitted { .. }) => Ok(()),
            _ => Err(Refused::NotNow),
        }
    }

    /// Whose an act is, whatever the state.
    fn is_for(&self, act: Act) -> bool {
        let is_director = self.person.role == Role::Director;
        let finishes = self.person.finishes(self.survey, self.holdings);
        match act {
            Act::SentBack => is_director,
            Act::Submitted => is_director || (!self.survey.sign_off && finishes),
            Act::Ready | Act::TakenBack => self.survey.sign_off && finishes && !is_director,
            Act::Declined | Act::ChangedMind | Act::ReopeningAsked => self.person.leads(),
            Act::Began => true,
            Act::Reopened => false,
        }
    }

    fn nothing_missing(&self) -> Result<(), Refused> {
        let path = Path::of(self.survey, self.answers);
        let missing = missing(&path);
        if missing.is_empty() {
            return Ok(());
        }
        let missing = missing.iter().map(|shown| shown.question.id.clone());
        Err(Refused::Missing(missing.collect()))
    }
}

impl Act {
    const ALL: [Self; 9] = [
        Self::Began,
        Self::Ready,
        Self::TakenBack,
        Self::SentBack,
        Self::Submitted,
        Self::ReopeningAsked,
        Self::Reopened,
        Self::Declined,
        Self::ChangedMind,
    ];

    /// As the store keeps it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Began => "began",
            Self::Ready => "ready",
            Self::TakenBack => "taken-back",
            Self::SentBack => "sent-back",
            Self::Submitted => "submitted",
            Self::ReopeningAsked => "reopening-asked",
            Self::Reopened => "reopened",
            Self::Declined => "declined",
            Self::ChangedMind => "changed-mind",
        }
    }

    /// Reads what the store keeps.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.as_str() == text)
    }
}
