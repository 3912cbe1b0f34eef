//! The tests and effect sizes held against R, SciPy and statsmodels; the scripts that asked them are in
//! `analysis/tests/vectors`.

use super::contingency::Contingency;
use super::effect;
use super::exact::Tests;
use super::factor::YesNo;
use super::family::holm;
use super::indicator::indicator;
use super::paired::paired;
use super::significance::How;

/// The fields of each line after the heading.
fn lines(file: &str) -> impl Iterator<Item = Vec<&str>> {
    file.lines().skip(1).map(|line| line.split(',').collect())
}

fn numbers<T: std::str::FromStr>(field: &str) -> Vec<T> {
    let number = |text: &str| text.parse().ok().expect("the vectors hold numbers");
    field.split(' ').map(number).collect()
}

fn table(rows: &str, columns: &str, counts: &str) -> Contingency {
    let (rows, columns) = (numbers::<usize>(rows)[0], numbers::<usize>(columns)[0]);
    let counts = numbers(counts);
    Contingency::filled(rows, columns, |row, column| counts[row * columns + column])
}

/// Within so much of the larger.
fn close(ours: f64, theirs: f64, relative: f64) -> bool {
    (ours - theirs).abs() <= relative * theirs.abs().max(1e-12)
}

#[test]
fn exact_tests_are_those_of_r() {
    let tests = Tests::up_to(5_000, 1);
    let mut listed = 0;
    for line in lines(include_str!("../../tests/vectors/exact-tests.csv")) {
        let table = table(line[0], line[1], line[2]);
        let theirs = numbers::<f64>(line[3])[0];
        let ours = tests.independence(&table).expect("R found it comparable");
        match ours.how {
            How::Exact => {
                // R's network of larger tables keeps some seven digits.
                assert!(close(ours.p, theirs, 3e-7), "{line:?}: {ours:?}");
                listed += 1;
            }
            How::Drawn { draws, .. } => {
                let error = (theirs * (1.0 - theirs) / f64::from(draws)).sqrt();
                assert!((ours.p - theirs).abs() < 4.0 * error, "{line:?}: {ours:?}");
            }
        }
    }
    assert!(listed > 85, "{listed} tables were listed");
}

#[test]
fn holm_is_that_of_r() {
    for line in lines(include_str!("../../tests/vectors/holm.csv")) {
        let theirs = numbers::<f64>(line[1]);
        let ours = holm("as in R", &numbers(line[0]));
        assert_eq!(ours.len(), theirs.len());
        for (ours, theirs) in ours.iter().zip(theirs) {
            assert!(close(ours.p, theirs, 1e-12), "{line:?}: {ours:?}");
        }
    }
}

/// The p-value of those that said both, the first only, the second only and neither.
fn mcnemar(counts: [usize; 4]) -> f64 {
    let answers = [(true, true), (true, false), (false, true), (false, false)];
    let (first, second) = answers
        .into_iter()
        .zip(counts)
        .flat_map(|((first, second), count)| vec![(Some(first), Some(second)); count])
        .unzip();
    let [first, second] = [first, second].map(|values| YesNo {
        id: String::new(),
        label: String::new(),
        values,
    });
    let found = paired(&first, &second, &Tests::up_to(counts.iter().sum(), 1));
    found.test.expect("somebody said one without the other").p
}

#[test]
fn mcnemar_is_that_of_r_and_of_statsmodels() {
    for line in lines(include_str!("../../tests/vectors/mcnemar.csv")) {
        let (first, second) = (numbers(line[0])[0], numbers(line[1])[0]);
        let ours = mcnemar([0, first, second, 0]);
        assert!(close(ours, numbers(line[2])[0], 1e-10), "{line:?}: {ours}");
    }
    for line in lines(include_str!("../../tests/vectors/mcnemar-statsmodels.csv")) {
        let counts = [0, 1, 2, 3].map(|at| numbers(line[at])[0]);
        let ours = mcnemar(counts);
        assert!(close(ours, numbers(line[4])[0], 1e-10), "{line:?}: {ours}");
    }
}

#[test]
fn effect_sizes_are_those_of_scipy() {
    for line in lines(include_str!("../../tests/vectors/effects.csv")) {
        let table = table(line[0], line[1], line[2]);
        let theirs = |at: usize| numbers::<f64>(line[at])[0];
        let v = effect::cramers_v(&table).expect("SciPy found it comparable");
        assert!(close(v.plain, theirs(3), 1e-10), "{line:?}: {v:?}");
        assert!(close(v.adjusted, theirs(4), 1e-10), "{line:?}: {v:?}");
        let order = effect::ordered(&table).expect("SciPy found it comparable");
        assert!(
            close(order.somers_d, theirs(5), 1e-10),
            "{line:?}: {order:?}"
        );
        assert_eq!(order.concordant.to_string(), line[6], "{line:?}");
        assert_eq!(order.discordant.to_string(), line[7], "{line:?}");
        let gamma = order.gamma.expect("some pairs differ in both");
        assert!(close(gamma, theirs(8), 1e-10), "{line:?}: {order:?}");
    }
}

#[test]
fn r_indicators_are_those_of_the_general_formula() {
    // R's model stops some eight digits in.
    const NEAR: f64 = 1e-7;
    for line in lines(include_str!("../../tests/vectors/indicator.csv")) {
        let (answered, silent) = (numbers::<u32>(line[0]), numbers::<u32>(line[1]));
        let both = [&answered, &silent];
        let table = Contingency::filled(2, answered.len(), |row, column| both[row][column]);
        let tests = Tests::up_to(2_000, 1);
        let ours = indicator(&table, &tests).expect("there are two sides");
        assert!(
            close(ours.plain, numbers(line[2])[0], NEAR),
            "{line:?}: {ours:?}"
        );
        assert!(
            close(ours.adjusted, numbers(line[3])[0], NEAR),
            "{line:?}: {ours:?}"
        );
    }
}
