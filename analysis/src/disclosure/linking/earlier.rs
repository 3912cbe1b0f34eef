//! What an earlier release told, and what was added since: whoever has both releases subtracts one from the other.

use super::{Linking, Named};
use crate::disclosure::asked::Asked;
use crate::disclosure::linked::{Cell, Group, Shown};
use crate::disclosure::system::CellId;

/// What the names of groups end with that were added since an earlier release.
pub(super) const SINCE: &str = ", since the earlier release";

/// What those end with that stand for the earlier release.
pub(super) const THEN: &str = ", in the earlier release";

/// A count and its base, as far as a release told them.
type Numbers = (Option<u32>, Option<u32>);

impl Linking<'_, '_> {
    /// What an earlier release told under some keys, if it had any of them. Of those that it hadn't, some say that it was
    /// nobody then; of the others nothing is known.
    pub(super) fn told(
        &self,
        keys: &[String],
        was_nobody: impl Fn(&str) -> bool,
    ) -> Option<Vec<Numbers>> {
        let told = |key: &String| self.earlier.told(key);
        let told: Vec<Option<Numbers>> = keys.iter().map(told).collect();
        let base = told.iter().flatten().find_map(|(_, base)| *base);
        let had_any = told.iter().any(Option::is_some);
        let each = keys.iter().zip(told).map(|(key, told)| {
            let nobody = was_nobody(key).then_some(0);
            told.unwrap_or((nobody, base))
        });
        had_any.then(|| each.collect())
    }

    /// Whether a key says how often two themes occur together that never did in the earlier release, though it had both:
    /// it names only pairs that do.
    pub(super) fn were_never_together(&self, key: &str) -> bool {
        let pair = key
            .strip_prefix("themes/")
            .and_then(|pair| pair.split_once('+'));
        let had = |theme: &str| self.earlier.told(&format!("themes/{theme}")).is_some();
        pair.is_some_and(|(one, other)| had(one) && had(other))
    }

    /// How many joined since the earlier release, where that is known.
    pub(super) fn joined(&self) -> Option<CellId> {
        let everybody = self.took_part.get("participation")?;
        self.releases.get(everybody).map(|(_, joined)| *joined)
    }

    /// Whether so few joined that what was withheld before would still be told.
    pub(super) fn few_joined(&self, joined: Option<CellId>) -> bool {
        let policy = &self.dataset.disclosure;
        let enough = policy.bases_below.max(policy.counts_below).max(1);
        joined.is_none_or(|joined| self.linked.cells[joined.0].value < enough)
    }

    /// Ties a group to what it was in the earlier release, and to what was added since.
    pub(super) fn since(
        &mut self,
        asked: &Asked<'_>,
        place: usize,
        (keys, end): (&[String], &str),
        took_part: CellId,
    ) {
        let Some(told) = self.told(keys, |_| asked.by_month) else {
            return;
        };
        let now = self.linked.groups[place].clone();
        let (took_part, joined) = self.releases.get(&took_part).copied().unzip();
        let known = joined.filter(|joined| !self.linked.unknown.contains(joined));
        if self.few_joined(known) {
            self.stay_withheld(&now, &told, known);
        }
        if known.is_some_and(|joined| self.linked.cells[joined.0].value == 0) {
            self.still_told(now.base, base(&told));
            for (count, (told, _)) in now.answers.iter().zip(&told) {
                self.still_told(*count, *told);
            }
            let name = (asked.beginning.clone(), format!("{end}{THEN}"));
            let same = Named {
                group: place,
                took_part,
            };
            self.named.insert(name, same);
            return;
        }
        let releases = self.split(&now, &told).into_iter().flatten();
        let named = releases.zip([(THEN, took_part), (SINCE, joined)]);
        for (group, (name, took_part)) in named {
            self.tie(asked, &group, took_part);
            self.name(asked, &format!("{end}{name}"), group, took_part);
        }
    }

    /// What a group was in the earlier release and what was added to it since. What was added is a figure like any other, as
    /// far as it follows. `None` where something was more then, because answers were changed.
    pub(super) fn split(&mut self, now: &Group, told: &[Numbers]) -> Option<[Group; 2]> {
        let told_base = base(told);
        let counts = now.answers.iter().zip(told);
        let counts = counts.map(|(now, (count, _))| (*now, *count));
        let all: Vec<(CellId, Option<u32>)> =
            [(now.base, told_base)].into_iter().chain(counts).collect();
        let has_grown = |(now, told): &(CellId, Option<u32>)| {
            told.is_none_or(|told| told <= self.linked.cells[now.0].value)
        };
        all.iter().all(has_grown).then_some(())?;
        let releases = all
            .into_iter()
            .filter_map(|(now, told)| self.released(now, told));
        let (mut then, mut added): (Vec<CellId>, Vec<CellId>) = releases.unzip();
        let (base, base_added) = (then.remove(0), added.remove(0));
        if told_base.is_some() {
            let known = added.iter().copied();
            let known = known.filter(|added| !self.linked.unknown.contains(added));
            let answers = known.collect();
            self.linked.groups.push(Group {
                base: base_added,
                answers,
                is_figure: true,
            });
        }
        let releases = [(base, then), (base_added, added)];
        Some(releases.map(|(base, answers)| Group {
            base,
            answers,
            is_figure: false,
        }))
    }

    /// Notes that a count is what an earlier release told of the same returns.
    fn still_told(&mut self, cell: CellId, told: Option<u32>) {
        let Cell { value, shown, .. } = &mut self.linked.cells[cell.0];
        if told == Some(*value) && *shown == Shown::IfSafe {
            *shown = Shown::Before;
            self.linked.told.insert(cell);
        }
    }

    /// Notes what the earlier release withheld, where it would tell what it was then; and of that, what was or may have been
    /// a number that the policy names.
    pub(super) fn stay_withheld(&mut self, now: &Group, then: &[Numbers], joined: Option<CellId>) {
        let policy = &self.dataset.disclosure;
        let no_base = then.iter().all(|(_, base)| base.is_none());
        let was_small = no_base && self.may_be_below(now.base, policy.bases_below, joined);
        let counts = now.answers.iter().zip(then);
        let counts = counts.filter(|(_, (count, _))| count.is_none());
        let may_be_named = |count: CellId| {
            (was_small && self.linked.cells[count.0].value > 0)
                || self.may_be_below(count, policy.counts_below, joined)
        };
        let counts = counts.map(|(now, _)| (*now, may_be_named(*now)));
        let base = Some((now.base, was_small)).filter(|_| no_base);
        let found: Vec<(CellId, bool)> = counts.chain(base).collect();
        self.linked.withheld_before.extend(found);
    }

    /// The same of those who took part in a category.
    pub(super) fn stays_withheld(&mut self, now: CellId, joined: Option<CellId>) {
        let limit = self.dataset.disclosure.counts_below;
        let was_named = self.may_be_below(now, limit, joined);
        self.linked.withheld_before.insert(now, was_named);
    }

    /// Whether a count may have been below a limit: it was at least what it would have been if all who joined were among
    /// those counted now. Where it isn't known how many joined, all may have.
    fn may_be_below(&self, cell: CellId, limit: u32, joined: Option<CellId>) -> bool {
        let value = |cell: CellId| self.linked.cells[cell.0].value;
        let now = value(cell);
        let joined = joined.map_or(now, value);
        now > 0 && now.saturating_sub(joined).max(1) < limit
    }

    /// What a count was in an earlier release and what was added since; `None` where it was more then, because answers were
    /// changed.
    pub(super) fn released(&mut self, now: CellId, told: Option<u32>) -> Option<(CellId, CellId)> {
        let Cell { name, value, shown } = &self.linked.cells[now.0];
        let grown = value.checked_sub(told.unwrap_or(0))?;
        let names = [format!("{name}{THEN}"), format!("{name}{SINCE}")];
        let shown = match told {
            // What is always published tells nothing of few, then or since.
            Some(_) if *shown == Shown::Always => [Shown::Always; 2],
            Some(_) => [Shown::Before, Shown::Never],
            None => [Shown::Never; 2],
        };
        let [then, since] = names;
        let then = self.linked.cell(then, told.unwrap_or(0), shown[0]);
        let added = self.linked.cell(since, grown, shown[1]);
        if told.is_some() {
            self.linked.told.insert(now);
            self.linked.since.insert(now, added);
        } else {
            self.linked.unknown.extend([then, added]);
        }
        self.linked.system.sum(&[then, added], now);
        Some((then, added))
    }
}

/// The base that a release told beside some counts.
fn base(told: &[Numbers]) -> Option<u32> {
    told.iter().find_map(|(_, base)| *base)
}
