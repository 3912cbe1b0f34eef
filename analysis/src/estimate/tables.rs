//! Tables with their ranges and weighted figures: every figure that is an estimate says how sure it is.

use super::change::change;
use super::interval::{interval, wilson, worst_case};
use super::margin::Margin;
use super::raking::{Bounds, NoWeights, Raking, rake};
use super::range::Confidence;
use super::sample::Sample;
use super::weighted::{roughly, weighted};
use super::weighting::Weighting;
use crate::dataset::{BaseRule, Cell, Choice, Column, Dataset, Net, Ticks, Variable};
use crate::figure::{Known, Row, Table, TableKind, Weighing, Weighted};
use crate::key::Key;
use crate::shared;

/// How sure every range of a table is.
pub const OF_TABLES: Confidence = Confidence::NinetyFive;

/// Gives every figure that is an estimate its range: answers to questions, what comments speak of, and both
/// by category. Who took part is a count of all, and a declared fact is nobody's answer: they have none.
/// Neither have numbers of comments, for one authority may write several that are much alike.
///
/// Units: as the figure's. Where the population behind its base is known the row also has [`wilson`]'s
/// range and the [`worst_case`]; that is left out where the base counts more than those who answered and how many these
/// are would help to work out a withheld number.
///
/// ```
/// # use analysis::estimate::{Interval, ranges};
/// # use analysis::figure::{Figure, Row, Table, TableKind};
/// # use analysis::key::Key;
/// let figure = Figure { count: Ok(38), base: Some(75), population: Some(153), rule: "that answered".into() };
/// let mut tables = [Table {
///     id: "has-plan".into(),
///     title: "Is there a plan?".into(),
///     kind: TableKind::Single,
///     responses: None,
///     summary: None,
///     rows: vec![Row::new(Key::new("has-plan").join("yes"), "Yes", figure)],
/// }];
/// ranges(&mut tables);
/// let row = &tables[0].rows[0];
/// let Some(Interval::Units(range)) = row.range else { panic!("the population is known") };
/// assert_eq!((range.low(), range.high()), (65, 90));
/// let worst = row.worst_case.unwrap();
/// assert_eq!((worst.low(), worst.high()), (38, 116));
/// ```
pub fn ranges(tables: &mut [Table]) {
    shared::on_each(tables, |table| {
        let kind = table.kind;
        let tells_answers = tells_answers(table);
        let estimates = table.rows.iter_mut().filter(|row| is_estimate(kind, row));
        estimates.for_each(|row| give_range(row, tells_answers));
    });
}

fn is_estimate(kind: TableKind, row: &Row) -> bool {
    match kind {
        TableKind::Single
        | TableKind::Multiple
        | TableKind::Grid
        | TableKind::Number
        | TableKind::Date
        | TableKind::Text
        | TableKind::Breakdown => true,
        // `themes/ID` counts units, `themes/ID/comments` and `themes/ONE+OTHER` comments.
        TableKind::Themes => {
            let theme = row.key.as_str().strip_prefix("themes/");
            theme.is_some_and(|theme| !theme.contains(['/', '+']))
        }
        TableKind::Participation | TableKind::Profile | TableKind::Facts => false,
    }
}

/// Whether a table says how many answered anyway, so that a worst case gives nothing away: where a number of it is
/// withheld, the number of those who answered could help to work that out.
fn tells_answers(table: &Table) -> bool {
    let all_told = table.rows.iter().all(|row| row.figure.withheld().is_none());
    all_told && (table.kind != TableKind::Multiple || table.responses.is_some())
}

fn give_range(row: &mut Row, tells_answers: bool) {
    let Some(share) = row.figure.share() else {
        return;
    };
    let population = row.figure.population;
    row.range = interval(share, population, OF_TABLES).ok();
    if let Some(population) = population
        && let Ok(sample) = Sample::new(share.count(), share.base(), population)
    {
        row.wilson = Some(wilson(sample, OF_TABLES));
        row.worst_case = match row.known {
            Known::All => Some(worst_case(sample, share.base())),
            Known::OfAnswers(answered) if tells_answers => Some(worst_case(sample, answered)),
            Known::OfAnswers(_) | Known::Untold => None,
        };
    }
}

/// Gives the figures of every question that is put to everyone their weighted share, beside the unweighted,
/// and says how the weights came about. `None` where the plan declares none.
///
/// A question that an earlier answer leads to has none: the weights match all units, and those that it is
/// put to are a part that nobody knows the size of. No range holds what the [`worst_case`] rules out.
///
/// # Errors
/// [`NoWeights`]: why there can't be any; then no figure has one.
pub fn weigh(tables: &mut [Table], dataset: &Dataset) -> Option<Result<Weighting, NoWeights>> {
    let returns: Vec<usize> = dataset.submitted().collect();
    let raking = match raked(dataset, &returns)? {
        Ok(raking) => raking,
        Err(why) => return Some(Err(why)),
    };
    for variable in dataset.variables.iter().filter(|one| !one.is_routed()) {
        if let Some(table) = tables.iter_mut().find(|table| table.id == variable.id) {
            weigh_table(table, variable, &returns, &raking);
        }
    }
    Some(Ok(raking.weighting))
}

/// The weights that the plan declares, if it does, of some submitted returns in their order.
///
/// # Errors
/// [`NoWeights`]: why there can't be any.
pub(crate) fn raked(dataset: &Dataset, returns: &[usize]) -> Option<Result<Raking, NoWeights>> {
    let is_margin = |id: &String| {
        let mut attributes = dataset.frame.attributes.iter();
        attributes.find(|attribute| attribute.id == *id)
    };
    let plan = &dataset.plan;
    let margins: Vec<Margin> = plan
        .weight_by
        .iter()
        .filter_map(is_margin)
        .map(|attribute| Margin::of(attribute, &plan.none_of(attribute)))
        .collect();
    if margins.is_empty() {
        return None;
    }
    let units = returns
        .iter()
        .map(|position| dataset.returns[*position].unit);
    Some(rake(
        &margins,
        &units.collect::<Vec<_>>(),
        Bounds::default(),
    ))
}

fn weigh_table(table: &mut Table, variable: &Variable, returns: &[usize], raking: &Raking) {
    let mut rows = table.rows.iter_mut();
    let mut give = |answers: Vec<(Key, Ticks)>, said: &dyn Fn(usize, Ticks) -> Option<bool>| {
        for (key, ticks) in answers {
            let Some(row) = rows.next() else { return };
            debug_assert_eq!(row.key, key, "answers are in the order of their rows");
            let said: Vec<Option<bool>> = returns.iter().map(|at| said(*at, ticks)).collect();
            if row.figure.withheld().is_none() {
                row.weighted = give_weighted(row, raking, &said);
            }
        }
    };
    let rule = variable.base;
    let key = Key::new(&variable.id);
    match &variable.column {
        Column::Single(choices) => {
            let answers = answers(&key, &choices.options, &choices.nets);
            give(answers, &|at, ticks| {
                in_base(&choices.cells[at], rule, |one| ticks.has(usize::from(*one)))
            });
        }
        Column::Multiple(choices) => {
            let answers = answers(&key, &choices.options, &choices.nets);
            give(answers, &|at, ticks| {
                in_base(&choices.cells[at], rule, |some| some.meets(ticks))
            });
        }
        Column::Grid {
            options,
            nets,
            rows,
        } => {
            for row in rows {
                let answers = answers(&key.join(&row.id), options, nets);
                give(answers, &|at, ticks| {
                    let asked_of_all = row.asked_if.is_none();
                    in_base(&row.cells[at], rule, |one| ticks.has(usize::from(*one)))
                        .filter(|_| asked_of_all)
                });
            }
        }
        Column::Number { .. } | Column::Day { .. } | Column::Text { .. } => {}
    }
}

/// The options and nets of a question, in the order of its table's rows.
fn answers(key: &Key, options: &[Choice], nets: &[Net]) -> Vec<(Key, Ticks)> {
    let options = options
        .iter()
        .enumerate()
        .map(|(position, option)| (key.join(&option.id), Ticks::default().with(position)));
    let nets = nets.iter().map(|net| (key.join(&net.id), net.options));
    options.chain(nets).collect()
}

/// Whether a return said so, or `None` where the rule leaves it out of the base.
fn in_base<T>(cell: &Cell<T>, rule: BaseRule, said: impl Fn(&T) -> bool) -> Option<bool> {
    match (cell, rule) {
        (Cell::Value(value), _) => Some(said(value)),
        (Cell::Skipped, BaseRule::Shown | BaseRule::Submitted)
        | (Cell::NotAsked | Cell::NotReached, BaseRule::Submitted) => Some(false),
        _ => None,
    }
}

fn give_weighted(row: &Row, raking: &Raking, said: &[Option<bool>]) -> Option<Weighted> {
    let (share, range) = (row.figure.share()?, row.range?);
    let estimate = weighted(raking, said, OF_TABLES).ok()?;
    let estimate = match row.weighing {
        Weighing::Exactly => estimate,
        Weighing::Roughly => roughly(estimate, raking, OF_TABLES),
        Weighing::Not => return None,
    };
    let estimate = row.worst_case.map_or(estimate, |one| estimate.within(one));
    debug_assert_eq!(estimate.base(), share.base(), "both are of the same base");
    Some(Weighted {
        change: change(share, range, &estimate),
        estimate,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::made_up::dataset;
    use crate::estimate::Interval;
    use crate::findings::analyse;

    fn weighted_by_region(rule: BaseRule) -> Vec<Table> {
        let mut dataset = dataset();
        for variable in &mut dataset.variables {
            variable.base = rule;
        }
        dataset.plan.weight_by = vec!["region".to_owned()];
        analyse(&dataset, None).estimated(&dataset).tables
    }

    #[test]
    fn a_weighted_share_is_of_the_same_base_as_the_unweighted() {
        for rule in [BaseRule::Answered, BaseRule::Shown, BaseRule::Submitted] {
            let tables = weighted_by_region(rule);
            let rows = tables.iter().flat_map(|table| &table.rows);
            let mut compared = 0;
            for row in rows {
                if let Some(weighted) = row.weighted {
                    assert_eq!(
                        Some(weighted.estimate.base()),
                        row.figure.base,
                        "{}",
                        row.key
                    );
                    compared += 1;
                }
            }
            assert!(compared >= 8, "{compared}");
        }
    }

    #[test]
    fn answers_count_as_much_as_the_units_they_stand_for() {
        // Two of two answered in one region and one of three in the other; the second alone says no.
        let tables = weighted_by_region(BaseRule::Answered);
        let no = tables.iter().flat_map(|table| &table.rows);
        let no = no.clone().find(|row| row.key.as_str() == "plan/no");
        let weighted = no.and_then(|row| row.weighted).map(|one| one.estimate);
        assert_eq!(
            weighted.map(|one| one.percent(0).to_string()).as_deref(),
            Some("75%")
        );
    }

    #[test]
    fn no_weighted_range_holds_what_certainly_is_not_so() {
        let tables = weighted_by_region(BaseRule::Answered);
        let mut compared = 0;
        for row in tables.iter().flat_map(|table| &table.rows) {
            if let Some((weighted, certain)) = row.weighted.zip(row.worst_case) {
                let [low, high] = weighted.estimate.interval().fractions();
                let [fewest, most] = [certain.low(), certain.high()]
                    .map(|units| f64::from(units) / f64::from(certain.population()));
                let share = weighted.estimate.fraction();
                assert!(low >= fewest.min(share), "{}", row.key);
                assert!(high <= most.max(share), "{}", row.key);
                compared += 1;
            }
        }
        assert!(compared >= 8, "{compared}");
    }

    fn row_of(tables: &[Table], key: &str) -> Row {
        let mut rows = tables.iter().flat_map(|table| &table.rows);
        let row = rows.find(|row| row.key.as_str() == key);
        row.expect("there is such a row").clone()
    }

    fn estimated(dataset: &Dataset) -> Vec<Table> {
        analyse(dataset, None).estimated(dataset).tables
    }

    #[test]
    fn whoever_left_it_empty_could_have_said_either() {
        let mut dataset = dataset();
        let worst = |dataset: &Dataset, key: &str| {
            let row = row_of(&estimated(dataset), key);
            let range = row.worst_case.expect("the population is known");
            (range.low(), range.high())
        };
        // Of five units three submitted a return; of these one ticked money, one only luck, and one nothing.
        assert_eq!(worst(&dataset, "helps/money"), (1, 4));
        for rule in [BaseRule::Shown, BaseRule::Submitted] {
            dataset.variables[2].base = rule;
            assert_eq!(worst(&dataset, "helps/money"), (1, 4), "{rule:?}");
            assert_eq!(
                row_of(&estimated(&dataset), "helps/money").figure.base,
                Some(3)
            );
        }
    }

    #[test]
    fn the_worst_case_tells_no_number_of_answers_that_would_help_to_work_out_a_withheld_one() {
        let mut dataset = dataset();
        dataset.disclosure.bases_below = 0;
        for variable in &mut dataset.variables {
            variable.base = BaseRule::Shown;
            variable.compare_by = vec!["region".to_owned()];
        }
        let tables = estimated(&dataset);
        assert!(row_of(&tables, "plan/yes@region=0").worst_case.is_some());
        let ticked = row_of(&tables, "helps/money@region=0");
        assert!(ticked.wilson.is_some() && ticked.worst_case.is_none());
        dataset.disclosure.counts_below = 2;
        let tables = estimated(&dataset);
        let one_by_region =
            |row: &&Row| row.key.as_str().starts_with("plan/") && row.key.as_str().contains('@');
        let mut rows = tables
            .iter()
            .flat_map(|table| &table.rows)
            .filter(one_by_region);
        assert!(rows.all(|row| row.worst_case.is_none()));
    }

    #[test]
    fn every_submitted_return_is_a_part_of_all_wherever_answers_lead() {
        let mut dataset = dataset();
        let yes = crate::routing::Condition::Chose {
            of: "plan".to_owned(),
            options: [0].into_iter().collect(),
        };
        dataset.variables[2].asked_if = Some(yes);
        dataset.variables[2].base = BaseRule::Submitted;
        let row = row_of(&estimated(&dataset), "helps/money");
        assert_eq!((row.figure.base, row.figure.population), (Some(3), Some(5)));
        assert!(matches!(row.range, Some(Interval::Units(_))) && row.wilson.is_some());
        assert!(
            row.figure
                .rule
                .ends_with("that submitted a return, asked or not")
        );
        dataset.variables[2].base = BaseRule::Shown;
        let row = row_of(&estimated(&dataset), "helps/money");
        assert!(matches!(row.range, Some(Interval::Percent(_))) && row.wilson.is_none());
    }

    #[test]
    fn without_a_plan_nothing_is_weighted() {
        let dataset = dataset();
        let findings = analyse(&dataset, None).estimated(&dataset);
        assert!(findings.weighting.is_none());
        let mut rows = findings.tables.iter().flat_map(|table| &table.rows);
        assert!(rows.all(|row| row.weighted.is_none()));
    }
}
