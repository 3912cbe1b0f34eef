//! Made-up answers: each within the limits of its question, some options liked more than others.

use std::collections::BTreeMap;

use analysis::chance::Chance;
use time::{Date, Duration};

use super::comments::Vocabulary;
use crate::definition::{Choice, Kind, Number, Quantity, Survey};
use crate::questionnaire::{Answer, Chosen, Field, Shown, all_fields};
use crate::returns::Wave;

/// One question in so many that may be left empty is.
const SKIPPED: usize = 12;

/// One text in so many is written where no codebook codes it.
const WRITTEN: usize = 3;

/// An option liked most is ticked by nine in twelve, one liked least by one in twelve.
const MOST_LIKED: usize = 9;
const LIKED_OF: usize = 12;

/// Of a number without limits the largest is so many whole ones above the smallest.
const RANGE: i64 = 100 * 1000;

/// Of a day without limits the first is so long before the last.
const DAYS: Duration = Duration::days(3 * 365);

/// Whoever answers: the same likings for every return, and how far this one goes.
pub(super) struct Respondent<'s> {
    /// How well each option is liked, for every question and row of a grid.
    liked: BTreeMap<Field, Vec<usize>>,
    vocabulary: Vocabulary<'s>,
    /// How many questions the codebook codes: each is answered by one return in as many, which makes it one
    /// comment a return.
    coded: usize,
    opens_on: Date,
    /// How many fields a partial return still answers.
    left: Option<usize>,
    has_answered: bool,
}

impl<'s> Respondent<'s> {
    pub(super) fn new(survey: &'s Survey, wave: &Wave, chance: &mut Chance) -> Self {
        let questions = || survey.questions().map(|(_, question)| question);
        let liked = questions().flat_map(|question| {
            let options = question.kind.options().len();
            all_fields(question)
                .into_iter()
                .map(move |field| (field, options))
        });
        let liked = liked.map(|(field, options)| {
            let liked = (0..options).map(|_| 1 + chance.below(MOST_LIKED));
            (field, liked.collect())
        });
        let is_coded = |kind: &Kind| matches!(kind, Kind::Text(text) if text.coded);
        Self {
            liked: liked.collect(),
            vocabulary: Vocabulary::of(survey),
            coded: questions().filter(|one| is_coded(&one.kind)).count(),
            opens_on: wave.opens_on,
            left: None,
            has_answered: false,
        }
    }

    /// Begins another return; a partial one ends anywhere after its first answer.
    pub(super) fn begin(&mut self, partial: bool, chance: &mut Chance) {
        self.left = partial.then(|| 1 + chance.below(self.liked.len().max(1)));
        self.has_answered = false;
    }

    /// The answer to a field that is shown, where it is given one.
    pub(super) fn answer(
        &mut self,
        shown: &Shown<'_>,
        field: &Field,
        chance: &mut Chance,
    ) -> Option<Answer> {
        let partial = self.left.is_some();
        if let Some(left) = &mut self.left {
            *left = left.checked_sub(1)?;
        }
        let must = shown.question.required || (partial && !self.has_answered);
        if !must && self.skips(&shown.question.kind, chance) {
            return None;
        }
        self.has_answered = true;
        Some(match &shown.question.kind {
            Kind::Single { .. } | Kind::Grid(_) => {
                let option = one_of(&self.offered(shown, field), chance);
                Answer::One(self.chosen(option, chance))
            }
            Kind::Multi { most, .. } => self.several(shown, field, *most, chance),
            Kind::Number(quantity) => Answer::Number(number(quantity, chance)),
            Kind::Date { earliest, latest } => {
                let last = latest.unwrap_or_else(|| match earliest {
                    Some(earliest) => self.opens_on.max(earliest.saturating_add(DAYS)),
                    None => self.opens_on,
                });
                let first = earliest.unwrap_or(last.saturating_sub(DAYS));
                Answer::Day(day_between(first, last, chance))
            }
            Kind::Text(text) if text.coded => Answer::Words(self.vocabulary.comment(text, chance)),
            Kind::Text(text) => Answer::Words(self.vocabulary.few_words(text.max_words, chance)),
            Kind::Note => return None,
        })
    }

    fn skips(&self, kind: &Kind, chance: &mut Chance) -> bool {
        match kind {
            Kind::Text(text) if text.coded => !chance.once_in(self.coded),
            Kind::Text(_) => !chance.once_in(WRITTEN),
            _ => chance.once_in(SKIPPED),
        }
    }

    /// The options shown, with how well each is liked.
    fn offered<'o>(&self, shown: &Shown<'o>, field: &Field) -> Vec<(&'o Choice, usize)> {
        let liked = self.liked.get(field).map_or(&[][..], Vec::as_slice);
        let options = shown.question.kind.options().iter().zip(liked);
        let is_shown = |option: &Choice| shown.options.iter().any(|one| one.id == option.id);
        options
            .filter(|(option, _)| is_shown(option))
            .map(|(option, liked)| (option, *liked))
            .collect()
    }

    /// Some of the options together, or one that rules out the others.
    fn several(
        &self,
        shown: &Shown<'_>,
        field: &Field,
        most: Option<usize>,
        chance: &mut Chance,
    ) -> Answer {
        let offered = self.offered(shown, field);
        let (alone, together): (Vec<_>, Vec<_>) = offered
            .iter()
            .copied()
            .partition(|(option, _)| option.exclusive);
        let mut ticked: Vec<&Choice> = Vec::new();
        if alone.is_empty() || !chance.once_in(LIKED_OF) {
            let is_ticked = |(_, liked): &(&Choice, usize)| chance.below(LIKED_OF) < *liked;
            let liked = together.into_iter().filter(is_ticked);
            ticked.extend(liked.map(|(option, _)| option));
        }
        if let Some(most) = most.filter(|most| ticked.len() > *most) {
            chance.shuffle(&mut ticked);
            ticked.truncate(most);
        }
        if ticked.is_empty() {
            let options = if alone.is_empty() { &offered } else { &alone };
            ticked.push(one_of(options, chance));
        }
        let chosen = ticked.into_iter().map(|option| self.chosen(option, chance));
        Answer::several(chosen.collect())
    }

    fn chosen(&self, option: &Choice, chance: &mut Chance) -> Chosen {
        let writes = option.other && !chance.once_in(SKIPPED);
        Chosen {
            option: option.id.clone(),
            other: writes.then(|| self.vocabulary.few_words(None, chance)),
        }
    }
}

/// One option, the more likely the better it is liked; what is shown offers at least one.
fn one_of<'o>(offered: &[(&'o Choice, usize)], chance: &mut Chance) -> &'o Choice {
    let mut place = chance.below(offered.iter().map(|(_, liked)| liked).sum());
    let chosen = offered.iter().find(|(_, liked)| {
        let is_here = place < *liked;
        place = place.saturating_sub(*liked);
        is_here
    });
    chosen.expect("the place is below the sum").0
}

/// A number within the limits, a small one more likely than a large one.
fn number(limits: &Quantity, chance: &mut Chance) -> Number {
    let thousandths = |number: &Option<Number>| number.map(Number::thousandths);
    let (min, max) = (thousandths(&limits.min), thousandths(&limits.max));
    let low = min.unwrap_or_else(|| max.map_or(0, |max| (max - RANGE).min(0)));
    let beyond = limits.bands.last().map(|last| {
        let last = last.thousandths();
        last + (last - low).max(0) / 2 / 1000 * 1000
    });
    let high = max.or(beyond).unwrap_or(low + RANGE).max(low);
    let step = if limits.whole { 1000 } else { 100 };
    let steps = usize::try_from((high - low) / step).unwrap_or(0) + 1;
    let taken = chance.below(steps).min(chance.below(steps));
    Number::from_thousandths(low + step * i64::try_from(taken).unwrap_or(0))
}

/// A day from the first to the last.
pub(super) fn day_between(first: Date, last: Date, chance: &mut Chance) -> Date {
    let days = usize::try_from((last - first).whole_days()).unwrap_or(0);
    let after = i64::try_from(chance.below(days + 1)).unwrap_or(0);
    first.saturating_add(Duration::days(after))
}
