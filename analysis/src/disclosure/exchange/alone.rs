//! What a unit could have answered otherwise by itself: where the numbers of all are hidden too.

use super::moves::Move;
use super::pairs::Kind;
use super::{Exchanges, Target, Unit};
use crate::dataset::Column;
use crate::disclosure::linked::Side;

impl Exchanges<'_> {
    /// What a unit could have answered instead: what one of some others did, to its question or to all, or one tick more or
    /// less. Nothing where it isn't known which releases it took part in.
    pub(super) fn alone<'u>(
        &self,
        target: Target,
        unit: &'u Unit,
        others: &[&'u Unit],
    ) -> Vec<Move<'u>> {
        if unit.side == Side::Unsure {
            return Vec::new();
        }
        let like = others.iter().flat_map(|other| {
            let kinds = [Kind::All, Kind::Question].into_iter();
            kinds.filter_map(|kind| self.instead(kind, target, unit, other))
        });
        let tick = self.instead(Kind::Tick, target, unit, unit);
        let moves = like.chain(tick);
        moves.filter(|one| self.changes_nothing_else(one)).collect()
    }

    /// Whether no number is another one besides those of the items: who answers otherwise alone isn't evened out by another
    /// one in what is told of everybody.
    fn changes_nothing_else(&self, one: &Move<'_>) -> bool {
        let mut items = self.items.iter().enumerate();
        items.all(|(place, item)| {
            let [given, to] = one.given(place);
            // Themes are told of what was written.
            given == to || !matches!(item.variable.column, Column::Text { .. })
        })
    }
}
