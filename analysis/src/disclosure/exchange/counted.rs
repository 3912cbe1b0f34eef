//! Where units are counted, bit by bit: so what an exchange changes is found by comparing a few numbers.

use crate::dataset::Ticks;
use crate::disclosure::given::{Given, Slot};
use crate::disclosure::linked::Item;

/// The slots of some items as bits: each item begins a word of its own.
pub(super) struct Layout<'l> {
    words: Vec<Word<'l>>,
}

struct Word<'l> {
    /// The place of the item that it is about.
    place: usize,
    item: &'l Item<'l>,
    slots: Vec<Slot>,
}

/// The slots that count a unit, word by word.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Counted(Vec<Ticks>);

impl<'l> Layout<'l> {
    pub(super) fn of(items: &[&'l Item<'l>]) -> Self {
        let mut words = Vec::new();
        for (place, item) in items.iter().enumerate() {
            let slots: Vec<Slot> = item.slots().collect();
            words.extend(slots.chunks(Ticks::MOST).map(|slots| Word {
                place,
                item,
                slots: slots.to_vec(),
            }));
        }
        Self { words }
    }

    /// Where a unit is counted that answered so to each item.
    pub(super) fn counted(&self, given: &[Given]) -> Counted {
        let words = self.words.iter();
        Counted(words.map(|word| word.counted(given[word.place])).collect())
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The place of the item that a word is about.
    pub(super) fn place(&self, word: usize) -> usize {
        self.words[word].place
    }

    pub(super) fn slot(&self, word: usize, bit: usize) -> Slot {
        self.words[word].slots[bit]
    }

    /// What of a word counts a unit that answered so to its item.
    pub(super) fn word(&self, word: usize, given: Given) -> Ticks {
        self.words[word].counted(given)
    }
}

impl Word<'_> {
    fn counted(&self, given: Given) -> Ticks {
        let slots = self.slots.iter().enumerate();
        let counting = slots.filter(|(_, slot)| self.item.counts(given, **slot));
        counting.map(|(bit, _)| bit).collect()
    }
}

impl Counted {
    pub(super) fn word(&self, word: usize) -> Ticks {
        self.0[word]
    }
}
