//! The people behind a return: who they are, what they hold, and what that lets them do.

use std::collections::BTreeMap;

use crate::definition::{Section, SectionId, Survey};

/// The store's name for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonId(pub i32);

/// Somebody who answers for a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The store's name for them.
    pub id: PersonId,
    /// What they are to the return.
    pub role: Role,
    /// Their name; a director who has not given one has none.
    pub name: String,
    /// Where mail reaches them.
    pub email: Option<String>,
    /// Who brought them in; nobody brings in a director.
    pub added_by: Option<PersonId>,
    /// Whether they have been taken out again.
    pub removed: bool,
}

/// What somebody is to a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Whom the survey was sent to: holds what nobody else holds, edits everything, signs.
    Director,
    /// Edits everything and shares it out, in the director's place.
    Coordinator,
    /// Edits what they hold.
    Colleague,
}

/// Which sections have been handed to somebody; the director holds the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings(BTreeMap<SectionId, Holding>);

/// A section in somebody's hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Who holds it.
    pub by: PersonId,
    /// Who handed it to them, and gets it when it is handed back.
    pub from: PersonId,
}

impl Holdings {
    /// Who holds a section; `None` where it is the director's.
    pub fn of(&self, section: &SectionId) -> Option<Holding> {
        self.0.get(section).copied()
    }

    /// Whether somebody has been handed anything at all.
    pub fn is_anyones(&self, person: PersonId) -> bool {
        self.0.values().any(|holding| holding.by == person)
    }
}

impl FromIterator<(SectionId, Holding)> for Holdings {
    fn from_iter<I: IntoIterator<Item = (SectionId, Holding)>>(holdings: I) -> Self {
        Self(holdings.into_iter().collect())
    }
}

impl Person {
    /// What others call them: by name, or by what the survey calls its signatory.
    pub fn label<'p>(&'p self, survey: &'p Survey) -> &'p str {
        if self.name.is_empty() {
            &survey.signatory
        } else {
            &self.name
        }
    }

    /// Whether they edit everything.
    pub fn leads(&self) -> bool {
        matches!(self.role, Role::Director | Role::Coordinator)
    }

    /// Whether they hold a section, and may hand it on.
    pub fn holds(&self, section: &SectionId, holdings: &Holdings) -> bool {
        match holdings.of(section) {
            Some(holding) => holding.by == self.id,
            None => self.role == Role::Director,
        }
    }

    /// Whether they may change the answers of a section while the return is open.
    pub fn edits(&self, section: &Section, holdings: &Holdings) -> bool {
        self.leads() || self.holds(&section.id, holdings)
    }

    /// Whether they may give a section to somebody else.
    pub fn shares(&self, section: &SectionId, holdings: &Holdings) -> bool {
        self.leads() || self.holds(section, holdings)
    }

    /// Whether they answer for the whole of it, and so may say that it is ready.
    pub fn finishes(&self, survey: &Survey, holdings: &Holdings) -> bool {
        let mut sections = survey.sections.iter();
        sections.all(|section| self.edits(section, holdings))
    }

    /// Whether they may take somebody out, or make them a new link: those who lead, for anybody but the
    /// director, and everyone for those they brought in.
    pub fn answers_for(&self, other: &Self) -> bool {
        other.role != Role::Director
            && other.id != self.id
            && (self.role == Role::Director
                || (self.leads() && other.role == Role::Colleague)
                || other.added_by == Some(self.id))
    }
}

impl Role {
    /// As the store keeps it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Director => "director",
            Self::Coordinator => "coordinator",
            Self::Colleague => "colleague",
        }
    }

    /// Reads what the store keeps.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Director, Self::Coordinator, Self::Colleague]
            .into_iter()
            .find(|role| role.as_str() == text)
    }
}
