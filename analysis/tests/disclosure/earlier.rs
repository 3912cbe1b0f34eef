//! What an earlier release told and withheld, with what a later one tells, leaves nothing to be worked out either.

use analysis::chance::Chance;
use analysis::dataset::{Cell, Column, Dataset, Return, Status, Written};
use analysis::day::Day;
use analysis::disclosure::{Earlier, Policy};
use analysis::findings;
use analysis::themes::{self, Codebook, Theme};

use super::drawn::{Size, dataset};
use super::every::{self, Numbers, Ways};
use super::release::{numbers, releases, told};
use super::suppression::{hold, policies};

/// Tries every set of answers of a few units behind a release and an earlier one, which had all but the last returns. Says
/// whether there was a way to publish the later one.
fn check_after(seed: u64, policy: &Policy, size: Size, late: usize) -> bool {
    let mut drawn = dataset(&mut Chance::of(seed), size, policy.clone());
    drawn.variables.retain(|variable| variable.id == "one");
    let Some(releases) = two_releases(&drawn, late) else {
        return false;
    };
    hold(&drawn, &releases, &format!("seed {seed} with {late} late"));
    true
}

/// The numbers of a release of all returns, and of an earlier one of all but the last.
fn two_releases(drawn: &Dataset, late: usize) -> Option<[(Numbers, usize); 2]> {
    let both = releases(drawn, late)?.into_iter();
    let numbers = both.map(|one| (numbers(&one.found), one.dataset.returns.len()));
    numbers.collect::<Vec<_>>().try_into().ok()
}

/// The same where a release had been published before the last returns came in.
#[test]
fn no_set_of_answers_is_the_only_one_behind_two_releases() {
    let size = Size {
        units: 13,
        attributes: &[3],
        options: 3,
    };
    let mut published = 0;
    for seed in 0..10 {
        for policy in policies() {
            for late in [1, 2, 4] {
                published += usize::from(check_after(seed, &policy, size, late));
            }
        }
    }
    assert!(published > 100, "{published} of 150 could be published");
}

/// Both at once.
#[test]
fn no_set_of_answers_is_the_only_one_behind_two_releases_by_two_attributes() {
    let size = Size {
        units: 11,
        attributes: &[3, 2],
        options: 2,
    };
    let mut published = 0;
    for seed in 0..20 {
        for policy in policies() {
            for late in [1, 2, 4] {
                published += usize::from(check_after(seed, &policy, size, late));
            }
        }
    }
    assert!(published > 100, "{published} of 300 could be published");
}

/// Of returns that came on one day it isn't known which were in the earlier release, but to whoever was there.
#[test]
fn no_set_of_answers_is_the_only_one_whichever_returns_of_a_day_came_before_a_release() {
    let size = Size {
        units: 9,
        attributes: &[3, 3],
        options: 3,
    };
    for seed in 0..30 {
        for counts_below in [0, 2] {
            for (whole, units) in [(false, 9), (true, 8)] {
                let policy = Policy {
                    counts_below,
                    bases_below: 2,
                    whole,
                    ..Policy::default()
                };
                let size = Size { units, ..size };
                let mut drawn = dataset(&mut Chance::of(seed), size, policy);
                drawn.variables.truncate(1);
                for one in &mut drawn.returns {
                    one.submitted_on = Day::new(2026, 1, 1);
                }
                for late in [2, 4] {
                    if let Some(releases) = two_releases(&drawn, late) {
                        hold(&drawn, &releases, &format!("seed {seed} with {late} late"));
                    }
                }
            }
        }
    }
}

/// Four units that even each other out may not all have been in the earlier release.
#[test]
fn what_two_units_exchange_is_not_evened_out_by_two_that_came_before_or_after_them() {
    let policy = Policy {
        bases_below: 0,
        all_or_none: true,
        ..Policy::default()
    };
    let size = Size {
        units: 5,
        attributes: &[2, 3],
        options: 2,
    };
    let mut drawn = dataset(&mut Chance::of(0), size, policy);
    drawn.variables.truncate(1);
    let Column::Single(choices) = &mut drawn.variables[0].column else {
        unreachable!("it is a choice");
    };
    choices.nets.clear();
    choices.cells = [1, 0, 0, 0, 1].map(Cell::Value).into();
    for (attribute, values) in drawn
        .frame
        .attributes
        .iter_mut()
        .zip([[0, 1, 0, 0, 1], [0, 0, 2, 1, 0]])
    {
        attribute.values = values.into();
    }
    drawn.returns = (0..5)
        .map(|unit| Return {
            unit,
            status: Status::Submitted,
            submitted_on: Day::new(2026, 1, if unit < 4 { 1 } else { 2 }),
        })
        .collect();
    let releases = two_releases(&drawn, 4).expect("it can be published");
    hold(&drawn, &releases, "five");
}

#[test]
fn what_an_earlier_release_told_cannot_be_withheld() {
    let size = Size {
        units: 40,
        attributes: &[5],
        options: 4,
    };
    let drawn = (0..100)
        .map(|seed| dataset(&mut Chance::of(seed), size, Policy::default()))
        .find(|drawn| {
            let found = findings::analyse(drawn, None);
            numbers(&found).values().any(Option::is_none)
        })
        .expect("some category is small");
    let now = findings::analyse(&drawn, None);
    assert!(
        findings::analyse_after(&drawn, None, &told(&now)).is_ok(),
        "it told nothing more"
    );

    let mut open = drawn.clone();
    open.disclosure.bases_below = 0;
    let everything = told(&findings::analyse(&open, None));
    let exposed =
        findings::analyse_after(&drawn, None, &everything).expect_err("everything was told");
    assert!(exposed.cell.contains('@'), "{exposed}");
}

/// Makes the first question one that is answered with a day: of January, February or March.
fn with_days(mut drawn: Dataset) -> Dataset {
    let Column::Single(first) = &drawn.variables[0].column else {
        unreachable!("it is a choice");
    };
    let cells = first.cells.iter().cloned();
    let day = |option: u8| Day::new(2026, option + 1, 1).expect("it is a day");
    drawn.variables[0].column = Column::Day {
        cells: cells.map(|cell| cell.map(day)).collect(),
    };
    drawn
}

/// A month that nobody had given then has no row in the earlier release, and everybody can see that.
#[test]
fn no_set_of_answers_is_the_only_one_behind_two_releases_of_days() {
    let size = Size {
        units: 12,
        attributes: &[3],
        options: 3,
    };
    let ways = [None, Some(0), Some(1), Some(2)];
    let counts = |key: &str, is_base: bool, way: usize| match ways[way] {
        None => false,
        Some(_) if is_base => true,
        Some(month) => key.ends_with(&format!("2026-0{}", month + 1)),
    };
    let ways = Ways {
        many: ways.len(),
        counts: &counts,
        also: None,
        before: None,
    };
    let (mut published, mut with_new_months) = (0, 0);
    for seed in 0..20 {
        for policy in policies() {
            for late in [1, 2, 4] {
                let mut drawn = dataset(&mut Chance::of(seed), size, policy.clone());
                drawn.variables.truncate(1);
                let drawn = with_days(drawn);
                let Some([second, mut first]) = two_releases(&drawn, late) else {
                    continue;
                };
                published += 1;
                let months = first.0.len();
                for key in second.0.keys().filter(|key| !key.ends_with(":base")) {
                    first.0.entry(key.clone()).or_insert(Some(0));
                }
                with_new_months += usize::from(first.0.len() > months);
                let what = format!("seed {seed} with {late} late");
                every::hold(&drawn, &ways, &[second, first], &what);
            }
        }
    }
    assert!(
        published > 100 && with_new_months > 5,
        "{published} of 300 could be published, {with_new_months} with new months"
    );
}

/// Returns in two categories of one attribute, so many of each, one after the other.
fn took_part(policy: &Policy, each: [usize; 2]) -> Dataset {
    let size = Size {
        units: 40,
        attributes: &[2],
        options: 3,
    };
    let mut drawn = dataset(&mut Chance::of(1), size, policy.clone());
    drawn.variables.clear();
    drawn.frame.attributes[0].values = (0..40).map(|unit| unit % 2).collect();
    let units = (0..each[0])
        .map(|one| one * 2)
        .chain((0..each[1]).map(|one| one * 2 + 1));
    drawn.returns = units
        .map(|unit| Return {
            unit,
            status: Status::Submitted,
            submitted_on: None,
        })
        .collect();
    drawn
}

#[test]
fn who_took_part_stays_withheld_until_enough_have_joined() {
    let policy = Policy {
        counts_below: 4,
        participation: true,
        ..Policy::default()
    };
    let key = "participation/region/c1";
    let first = findings::analyse(&took_part(&policy, [12, 3]), None);
    assert!(
        first.row(key).expect("it is there").figure.count.is_err(),
        "three are few"
    );
    let after = |each| {
        let now = findings::analyse_after(&took_part(&policy, each), None, &told(&first));
        let now = now.expect("nothing was told");
        now.row(key).expect("it is there").figure.count
    };
    assert!(
        after([12, 4]).is_err(),
        "four now, of whom one has joined, were three"
    );
    assert_eq!(after([18, 9]), Ok(9), "twelve have joined");
}

/// So many comments that speak of money, and so many that speak of time.
fn comments(policy: &Policy, money: usize, time: usize) -> Dataset {
    let mut drawn = took_part(policy, [money, time]);
    let mut variable = dataset(
        &mut Chance::of(1),
        Size {
            units: 1,
            attributes: &[2],
            options: 3,
        },
        policy.clone(),
    )
    .variables
    .remove(0);
    let mut cells = Written::default();
    for one in 0..money + time {
        let words = if one < money {
            "There is no money."
        } else {
            "There is no time."
        };
        cells.push(Cell::Value(words));
    }
    variable.compare_by.clear();
    variable.column = Column::Text { cells, coded: true };
    drawn.variables = vec![variable];
    drawn
}

#[test]
fn themes_stay_withheld_until_enough_have_joined() {
    let policy = Policy {
        counts_below: 4,
        whole: true,
        ..Policy::default()
    };
    let theme = |id: &str| Theme {
        id: id.to_owned(),
        label: id.to_owned(),
        words: vec![id.to_owned()],
        ..Theme::default()
    };
    let codebook = Codebook::new(vec![theme("money"), theme("time")]).expect("it is one");
    let release = |drawn: &Dataset, earlier: &Earlier| {
        let coded = themes::code(drawn, &codebook);
        findings::analyse_after(drawn, Some((&codebook, &coded)), earlier)
            .expect("nothing was told")
    };
    let first = release(&comments(&policy, 12, 3), &Earlier::default());
    let time = |found: &findings::Findings| found.row("themes/time").map(|row| row.figure.count);
    assert!(
        time(&first).is_some_and(|count| count.is_err()),
        "three are few"
    );
    let after = |money, time_now| {
        time(&release(&comments(&policy, money, time_now), &told(&first))).expect("it is there")
    };
    assert!(
        after(12, 4).is_err(),
        "four now, of whom one has joined, were three"
    );
    assert_eq!(after(18, 9), Ok(9), "twelve have joined");
}
