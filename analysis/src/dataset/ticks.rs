//! Ticks: what is given to a multiple choice.

/// The options ticked in a multiple choice, as a set of positions below 64.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticks(u64);

impl Ticks {
    /// How many options a question may have.
    pub const MOST: usize = 64;

    /// The set with one more position in it; positions from 64 on are never offered by a checked
    /// survey and are left out.
    #[must_use]
    pub fn with(self, position: usize) -> Self {
        if position < Self::MOST {
            Self(self.0 | 1 << position)
        } else {
            self
        }
    }

    /// Every position of both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The positions of a set that are in another one too.
    #[must_use]
    pub fn shared(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The positions of a set that aren't in another one.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The positions that are in one of both sets only.
    #[must_use]
    pub fn differing(self, other: Self) -> Self {
        Self(self.0 ^ other.0)
    }

    /// The set with a position in it where it was not, and without it where it was.
    #[must_use]
    pub fn turned(self, position: usize) -> Self {
        self.differing(Self::default().with(position))
    }

    /// Whether a position is in the set.
    pub fn has(self, position: usize) -> bool {
        position < Self::MOST && self.0 & (1 << position) != 0
    }

    /// The positions in the set, rising.
    pub fn positions(self) -> impl Iterator<Item = usize> {
        let rest = |left: &u64| Some(left & (left - 1)).filter(|left| *left != 0);
        let sets = std::iter::successors(Some(self.0).filter(|left| *left != 0), rest);
        sets.map(|left| left.trailing_zeros() as usize)
    }

    /// Whether the two sets share a position.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl FromIterator<usize> for Ticks {
    fn from_iter<I: IntoIterator<Item = usize>>(positions: I) -> Self {
        positions.into_iter().fold(Self::default(), Self::with)
    }
}
