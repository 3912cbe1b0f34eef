//! The solver's bounds are those of enumeration.

use analysis::chance::Chance;
use analysis::disclosure::{CellId, Range, System, bounds};

/// A system beside its relations, for trying every table.
#[derive(Default)]
struct Drawn {
    system: System,
    cells: Vec<CellId>,
    values: Vec<u32>,
    holds: Vec<Holds>,
}

type Holds = Box<dyn Fn(&[u32]) -> bool>;

impl Drawn {
    fn cell(&mut self, value: u32) -> usize {
        self.cells.push(self.system.cell());
        self.values.push(value);
        self.values.len() - 1
    }

    fn sum(&mut self, parts: &[usize]) -> usize {
        let whole = self.cell(parts.iter().map(|part| self.values[*part]).sum());
        self.system.sum(&self.ids(parts), self.cells[whole]);
        let parts = parts.to_vec();
        self.holds.push(Box::new(move |values| {
            total(&parts, values) == values[whole]
        }));
        whole
    }

    fn within(&mut self, parts: &[usize], whole: usize) {
        self.system.within(&self.ids(parts), self.cells[whole]);
        let parts = parts.to_vec();
        self.holds.push(Box::new(move |values| {
            total(&parts, values) <= values[whole]
        }));
    }

    fn cover(&mut self, parts: &[usize], whole: usize) {
        self.system.cover(&self.ids(parts), self.cells[whole]);
        let parts = parts.to_vec();
        self.holds.push(Box::new(move |values| {
            total(&parts, values) >= values[whole]
        }));
    }

    fn ids(&self, places: &[usize]) -> Vec<CellId> {
        places.iter().map(|place| self.cells[*place]).collect()
    }

    /// The ends of every cell over all tables whose unknown cells are within their limits.
    fn enumerated(&self, known: &[Option<u32>], limits: &[u32]) -> Vec<Range> {
        let mut ends: Vec<Option<(u32, u32)>> = vec![None; known.len()];
        let unknown: Vec<usize> = (0..known.len()).filter(|at| known[*at].is_none()).collect();
        let mut values: Vec<u32> = known.iter().map(|one| one.unwrap_or(0)).collect();
        loop {
            if self.holds.iter().all(|holds| holds(&values)) {
                for (end, value) in ends.iter_mut().zip(&values) {
                    let (low, high) = end.unwrap_or((*value, *value));
                    *end = Some((low.min(*value), high.max(*value)));
                }
            }
            let Some(next) = unknown.iter().find(|at| values[**at] < limits[**at]) else {
                break;
            };
            for at in unknown.iter().take_while(|at| *at != next) {
                values[*at] = 0;
            }
            values[*next] += 1;
        }
        let range = |end: Option<(u32, u32)>| {
            let (low, high) = end.expect("the drawn table itself is possible");
            Range {
                low,
                high: Some(high),
            }
        };
        ends.into_iter().map(range).collect()
    }

    /// Everyone knows that no cell is more than two above its true value.
    fn check(mut self, chance: &mut Chance, hide: usize, what: &str) {
        let limits: Vec<u32> = self.values.iter().map(|value| value + 2).collect();
        for (cell, limit) in self.cells.iter().zip(&limits) {
            self.system.at_most(*cell, *limit);
        }
        let mut order: Vec<usize> = (0..self.values.len()).collect();
        chance.shuffle(&mut order);
        let mut known: Vec<Option<u32>> = self.values.iter().copied().map(Some).collect();
        for place in order.into_iter().take(hide) {
            known[place] = None;
        }
        let found = bounds(&self.system, &known).expect("the drawn table itself is possible");
        assert_eq!(found, self.enumerated(&known, &limits), "{what}: {known:?}");
    }
}

fn total(parts: &[usize], values: &[u32]) -> u32 {
    parts.iter().map(|part| values[*part]).sum()
}

fn value(chance: &mut Chance) -> u32 {
    u32::try_from(chance.below(3)).expect("it is below 3")
}

#[test]
fn bounds_of_a_row_are_those_of_enumeration() {
    for seed in 0..60 {
        let mut chance = Chance::of(seed);
        let mut drawn = Drawn::default();
        let parts: Vec<usize> = (0..4).map(|_| drawn.cell(value(&mut chance))).collect();
        let net = drawn.sum(&parts[..2]);
        let rest = drawn.sum(&parts[2..]);
        drawn.sum(&[net, rest]);
        drawn.check(&mut chance, 5, &format!("seed {seed}"));
    }
}

#[test]
fn bounds_of_two_crossed_sums_are_those_of_enumeration() {
    for seed in 0..60 {
        let mut chance = Chance::of(seed);
        let mut drawn = Drawn::default();
        let table: Vec<Vec<usize>> = (0..3)
            .map(|_| (0..3).map(|_| drawn.cell(value(&mut chance))).collect())
            .collect();
        let rows: Vec<usize> = table.iter().map(|row| drawn.sum(row)).collect();
        for option in 0..3 {
            let column: Vec<usize> = table.iter().map(|row| row[option]).collect();
            drawn.sum(&column);
        }
        drawn.sum(&rows);
        drawn.check(&mut chance, 5, &format!("seed {seed}"));
    }
}

/// Two attributes break one question down: their counts make the same whole.
#[test]
fn bounds_of_two_attributes_of_a_question_are_those_of_enumeration() {
    for seed in 0..60 {
        let mut chance = Chance::of(seed);
        let mut drawn = Drawn::default();
        let parts: Vec<usize> = (0..3).map(|_| drawn.cell(value(&mut chance))).collect();
        let whole = drawn.sum(&parts);
        let first = drawn.cell(drawn.values[whole] / 2);
        let second = drawn.cell(drawn.values[whole] - drawn.values[first]);
        drawn
            .system
            .sum(&drawn.ids(&[first, second]), drawn.cells[whole]);
        drawn
            .holds
            .push(Box::new(move |v| v[first] + v[second] == v[whole]));
        drawn.check(&mut chance, 5, &format!("seed {seed}"));
    }
}

/// Options that may be ticked together, and a net that counts each who ticked one of two.
#[test]
fn bounds_of_several_ticks_are_those_of_enumeration() {
    for seed in 0..60 {
        let mut chance = Chance::of(seed);
        let mut drawn = Drawn::default();
        let groups: Vec<Vec<usize>> = (0..2)
            .map(|_| {
                let ticks: Vec<[bool; 3]> = (0..4)
                    .map(|_| [(); 3].map(|()| chance.once_in(3)))
                    .collect();
                let count = |of: &dyn Fn(&[bool; 3]) -> bool| {
                    let found = ticks.iter().filter(|one| of(one)).count();
                    u32::try_from(found).expect("it is at most 4")
                };
                let base = drawn.cell(count(&|one| one.contains(&true)));
                let options: Vec<usize> = (0..3)
                    .map(|option| drawn.cell(count(&|one| one[option])))
                    .collect();
                let net = drawn.cell(count(&|one| one[0] || one[1]));
                for option in &options {
                    drawn.within(&[*option], base);
                }
                drawn.cover(&options, base);
                drawn.within(&[options[0]], net);
                drawn.within(&[options[1]], net);
                drawn.cover(&options[..2], net);
                drawn.within(&[net], base);
                drawn.cover(&[options[2], net], base);
                options.into_iter().chain([base, net]).collect()
            })
            .collect();
        for (one, other) in groups[0].iter().zip(&groups[1]) {
            drawn.sum(&[*one, *other]);
        }
        drawn.check(&mut chance, 5, &format!("seed {seed}"));
    }
}

/// Three counts of which no two are more than one together: half of each would make one and a half.
#[test]
fn ends_that_are_not_whole_are_found_all_the_same() {
    let mut system = System::default();
    let cells: Vec<CellId> = (0..3).map(|_| system.cell()).collect();
    let sums: Vec<CellId> = (0..3).map(|_| system.cell()).collect();
    for (place, sum) in sums.iter().enumerate() {
        system.within(&[cells[place], cells[(place + 1) % 3]], *sum);
    }
    let all = system.cell();
    system.sum(&cells, all);
    let mut known = vec![None; 3];
    known.extend([Some(1), Some(1), Some(1), None]);
    let found = bounds(&system, &known).expect("nobody at all is possible");
    assert_eq!(
        found[6],
        Range {
            low: 0,
            high: Some(1)
        },
        "one and a half is no count"
    );
}

#[test]
fn what_contradicts_itself_has_no_bounds() {
    let mut system = System::default();
    let [part, whole] = [system.cell(), system.cell()];
    system.within(&[part], whole);
    system.cover(&[part], whole);
    assert_eq!(
        bounds(&system, &[None, Some(2)]).map(|found| found[0].low),
        Some(2)
    );
    let other = system.cell();
    system.sum(&[part, other], whole);
    system.at_most(part, 1);
    assert_eq!(bounds(&system, &[None, Some(2), None]), None);
}
