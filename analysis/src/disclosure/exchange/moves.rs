//! Moves: what a unit would have answered instead.

use super::Unit;
use super::counted::Layout;
use crate::dataset::Ticks;
use crate::disclosure::given::Given;

/// A unit, and what it would have answered instead.
#[derive(Clone, Copy)]
pub(super) enum Move<'u> {
    /// All that another one did.
    All(&'u Unit, &'u Unit),
    /// To the item at a place what another one did.
    Question(&'u Unit, usize, &'u Unit),
    /// To the item at a place this.
    Answer(&'u Unit, usize, Given),
}

impl<'u> Move<'u> {
    pub(super) fn unit(&self) -> &'u Unit {
        match self {
            Self::All(unit, _) | Self::Question(unit, ..) | Self::Answer(unit, ..) => unit,
        }
    }

    /// What it answered to an item, and what it would have answered.
    pub(super) fn given(&self, item: usize) -> [Given; 2] {
        let given = self.unit().given[item];
        let to = match self {
            Self::All(_, like) => like.given[item],
            Self::Question(_, place, like) if *place == item => like.given[item],
            Self::Answer(_, place, to) if *place == item => *to,
            Self::Question(..) | Self::Answer(..) => given,
        };
        [given, to]
    }

    /// What of a word counted it, and would have counted it.
    pub(super) fn counted(&self, layout: &Layout<'_>, word: usize) -> [Ticks; 2] {
        let counted = self.unit().counted.word(word);
        let to = match self {
            Self::All(_, like) => like.counted.word(word),
            Self::Question(_, place, like) if *place == layout.place(word) => {
                like.counted.word(word)
            }
            Self::Answer(_, place, to) if *place == layout.place(word) => layout.word(word, *to),
            Self::Question(..) | Self::Answer(..) => counted,
        };
        [counted, to]
    }

    /// The unit before and after.
    pub(super) fn units(&self, layout: &Layout<'_>) -> [Unit; 2] {
        let unit = self.unit();
        let given = (0..unit.given.len()).map(|item| self.given(item)[1]);
        let given: Vec<Given> = given.collect();
        let after = Unit {
            counted: layout.counted(&given),
            given,
            ..unit.clone()
        };
        [unit.clone(), after]
    }
}

/// Two units that exchange what they answered, two such pairs, or one that could have answered otherwise.
pub(super) type Exchange<'u> = Vec<Move<'u>>;
