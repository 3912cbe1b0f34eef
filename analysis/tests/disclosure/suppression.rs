//! What is withheld can't be worked out, by whoever tries every set of answers.

use analysis::chance::Chance;
use analysis::dataset::Dataset;
use analysis::disclosure::Policy;
use analysis::findings;

use super::drawn::{Size, dataset};
use super::every::{self, Numbers, Ways, is_sensitive};
use super::release::{numbers, truth};

pub fn policies() -> Vec<Policy> {
    let counts = |counts_below, bases_below, all_or_none| Policy {
        counts_below,
        bases_below,
        all_or_none,
        ..Policy::default()
    };
    vec![
        counts(0, 3, false),
        counts(2, 2, false),
        counts(3, 3, false),
        counts(0, 3, true),
        counts(2, 3, true),
    ]
}

/// The same with the figures over everyone protected too.
pub fn with_the_whole(mut policy: Policy) -> Policy {
    policy.whole = true;
    policy
}

#[test]
fn nothing_that_the_policy_names_is_shown() {
    for seed in 0..8 {
        for policy in policies() {
            let size = Size {
                units: 40,
                attributes: &[5, 3],
                options: 4,
            };
            let drawn = dataset(&mut Chance::of(seed), size, policy.clone());
            let (truth, shown) = (truth(&drawn), numbers(&findings::analyse(&drawn, None)));
            for (key, value) in shown.iter().filter(|(key, _)| key.contains('@')) {
                if let Some(value) = value {
                    assert_eq!(*value, truth[key], "{key}");
                    assert!(
                        !is_sensitive(&policy, key, &truth),
                        "seed {seed}: {key} is {value}"
                    );
                }
            }
            for (key, value) in shown.iter().filter(|(key, _)| !key.contains('@')) {
                assert_eq!(*value, Some(truth[key]), "{key} is over everyone");
            }
        }
    }
}

/// Tries every set of answers of a few units.
fn check(seed: u64, policy: &Policy, question: &str, size: Size) {
    let mut drawn = dataset(&mut Chance::of(seed), size, policy.clone());
    drawn.variables.retain(|variable| variable.id == question);
    let release = numbers(&findings::analyse(&drawn, None));
    hold(
        &drawn,
        &[(release, drawn.returns.len())],
        &format!("seed {seed}"),
    );
}

/// Holds releases of the first question of a dataset against each other.
pub fn hold(drawn: &Dataset, releases: &[(Numbers, usize)], what: &str) {
    let ways: &[&[usize]] = match drawn.variables[0].id.as_str() {
        "one" => &[&[], &[0], &[1], &[2]],
        _ => &[&[], &[0], &[1], &[0, 1], &[2]],
    };
    let counts = |key: &str, is_base: bool, way: usize| {
        let counted: &[usize] = match key.rsplit_once('/').map(|(_, option)| option) {
            _ if is_base => &[0, 1, 2],
            Some("net") => &[0, 1],
            Some("o0") => &[0],
            Some("o1") => &[1],
            _ => &[2],
        };
        ways[way].iter().any(|option| counted.contains(option))
    };
    let ways = Ways {
        many: ways.len(),
        counts: &counts,
        also: None,
        before: None,
    };
    every::hold(drawn, &ways, releases, what);
}

#[test]
fn no_set_of_answers_is_the_only_one_behind_one_answer_each() {
    let size = Size {
        units: 11,
        attributes: &[3],
        options: 3,
    };
    for seed in 0..10 {
        for policy in policies() {
            check(seed, &policy, "one", size);
        }
    }
}

#[test]
fn no_set_of_answers_is_the_only_one_behind_several_answers_each() {
    let size = Size {
        units: 9,
        attributes: &[3],
        options: 3,
    };
    for seed in 0..3 {
        for policy in policies() {
            check(seed, &policy, "several", size);
        }
    }
}

#[test]
fn no_set_of_answers_is_the_only_one_where_the_whole_is_protected_too() {
    for (units, attributes, seeds) in [(8, &[3][..], 0..4), (7, &[3, 3], 0..20)] {
        let size = Size {
            units,
            attributes,
            options: 3,
        };
        for seed in seeds {
            for policy in policies().into_iter().map(with_the_whole) {
                check(seed, &policy, "one", size);
                check(seed, &policy, "several", size);
            }
        }
    }
}

/// Reports cite the figures over everyone first: others go before them.
#[test]
fn figures_over_everyone_that_are_not_of_few_stay_where_they_can() {
    let size = Size {
        units: 60,
        attributes: &[5, 3],
        options: 4,
    };
    let (mut shown, mut all) = (0, 0);
    for seed in 0..8 {
        for policy in policies().into_iter().map(with_the_whole) {
            let drawn = dataset(&mut Chance::of(seed), size, policy.clone());
            let truth = truth(&drawn);
            let numbers = numbers(&findings::analyse(&drawn, None));
            let over_everyone = numbers.iter().filter(|(key, _)| {
                let is_answer = key.starts_with("one/") || key.starts_with("several/");
                is_answer && !key.contains('@') && !is_sensitive(&policy, key, &truth)
            });
            for (_, value) in over_everyone {
                shown += usize::from(value.is_some());
                all += 1;
            }
        }
    }
    assert!(shown * 20 > all * 19, "{shown} of {all} are shown");
}

/// A count of one can't be lower by two; where it can't be higher by two either, all would be hidden.
#[test]
fn what_is_nearest_is_found_where_a_count_can_be_no_lower_by_the_width() {
    let policy = Policy {
        counts_below: 3,
        bases_below: 0,
        width: 2,
        ..Policy::default()
    };
    let size = Size {
        units: 60,
        attributes: &[5],
        options: 5,
    };
    let drawn = dataset(&mut Chance::of(9), size, policy);
    let numbers = numbers(&findings::analyse(&drawn, None));
    for question in ["one/", "several/"] {
        let broken_down = numbers.iter().filter(|(key, _)| {
            key.starts_with(question) && key.contains('@') && !key.ends_with(":base")
        });
        let shown = broken_down.filter(|(_, value)| value.is_some()).count();
        assert!(
            shown > 5,
            "of 30 that begin with {question} {shown} are shown"
        );
    }
}

/// Who took part is known, and of each both attributes.
#[test]
fn no_set_of_answers_is_the_only_one_for_whoever_puts_two_attributes_together() {
    let size = Size {
        units: 9,
        attributes: &[3, 3],
        options: 3,
    };
    for seed in 0..20 {
        for policy in policies() {
            check(seed, &policy, "one", size);
        }
    }
    let size = Size { units: 7, ..size };
    for seed in 0..4 {
        for policy in policies() {
            check(seed, &policy, "several", size);
        }
    }
}
