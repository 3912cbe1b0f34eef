//! Who answered, what was compared and what the same people said twice, as CSV.

use analysis::compare::crosstab::{Crosstab, labels};
use analysis::compare::family::Adjusted;
use analysis::compare::planned::{Pairs, Response};
use analysis::compare::significance::{How, Test};
use analysis::share::Percent;

use super::findings::csv_text;
use super::guarded;

/// `response.csv`: who answered by each attribute, one line for the whole and one a category.
pub fn response_csv(response: &Response) -> String {
    let header = [
        "attribute",
        "category",
        "answered",
        "units",
        "percent_1",
        "compared",
        "p",
        "how",
        "p_adjusted",
        "family",
        "tests_in_family",
        "r_indicator",
        "r_at_random_low",
        "r_at_random_high",
    ];
    let mut lines = Vec::new();
    for one in &response.attributes {
        let mut line = |category: &str,
                        answered: analysis::compare::part::Part,
                        compared: bool,
                        test: [String; 5],
                        indicator: [String; 3]| {
            let percent = answered.share().map(|share| digits(share.percent(1)));
            let mut cells = vec![
                one.attribute.id.clone(),
                guarded(category),
                answered.count.to_string(),
                answered.base.to_string(),
                percent.unwrap_or_default(),
                yes(compared),
            ];
            cells.extend(test);
            cells.extend(indicator);
            lines.push(cells);
        };
        let indicator = one.indicator.map(|found| {
            [found.adjusted, found.at_random_from, found.at_random_to]
                .map(|number| format!("{number:.4}"))
        });
        line(
            "",
            one.answered,
            true,
            test_cells(one.test.as_ref(), None),
            indicator.unwrap_or_default(),
        );
        for category in &one.categories {
            line(
                &category.category.label,
                category.answered,
                true,
                test_cells(category.test.as_ref(), category.adjusted.as_ref()),
                <[String; 3]>::default(),
            );
        }
        for out in &one.left_out {
            line(
                &out.category.label,
                out.answered,
                false,
                test_cells(None, None),
                <[String; 3]>::default(),
            );
        }
    }
    csv_text(&header, lines.into_iter())
}

/// `comparisons.csv`: answers by groups, and the early against the late, one line a comparison. What is withheld has no numbers, and
/// a comparison is made of those groups whose numbers are all shown.
pub fn comparisons_csv(comparisons: &[Crosstab], response: Option<&Response>) -> String {
    let header = [
        "outcome",
        "outcome_label",
        "by",
        "by_label",
        "base",
        "left_out",
        "withheld",
        "groups_withheld",
        "p",
        "how",
        "p_adjusted",
        "family",
        "tests_in_family",
        "cramers_v",
        "cramers_v_adjusted",
        "somers_d",
        "gamma",
        "above_0",
    ];
    let early_and_late = response
        .into_iter()
        .flat_map(|one| one.early_and_late.iter().chain(&one.early_and_late_said));
    let lines = comparisons.iter().chain(early_and_late).map(|table| {
        let order = table.order.as_ref();
        let measure = |measure: Option<f64>| measure.map(|one| format!("{one:.4}"));
        let mut cells = vec![
            table.outcome.id.clone(),
            guarded(&table.outcome.label),
            table.by.id.clone(),
            guarded(&table.by.label),
            table.base.map(|base| base.to_string()).unwrap_or_default(),
            table
                .left_out
                .map(|number| number.to_string())
                .unwrap_or_default(),
            yes(table.withheld),
            guarded(&labels(&table.groups_withheld, "; ")),
        ];
        cells.extend(test_cells(table.test.as_ref(), table.adjusted.as_ref()));
        let effects = [
            measure(table.effect.map(|effect| effect.plain)),
            measure(table.effect.map(|effect| effect.adjusted)),
            measure(order.map(|order| order.measures.somers_d)),
            measure(order.and_then(|order| order.measures.gamma)),
            order.map(|order| guarded(&order.above_0)),
        ];
        cells.extend(effects.map(Option::unwrap_or_default));
        cells
    });
    csv_text(&header, lines)
}

/// `comparison-groups.csv`: the counts behind them that may be published, one line a group and answer. Each percentage
/// is of the group's own base.
pub fn comparison_groups_csv(comparisons: &[Crosstab], response: Option<&Response>) -> String {
    let header = [
        "outcome",
        "outcome_label",
        "by",
        "by_label",
        "group",
        "group_label",
        "answer",
        "answer_label",
        "count",
        "base",
        "percent",
        "percent_1",
        "small_base",
    ];
    let early_and_late = response
        .into_iter()
        .flat_map(|one| one.early_and_late.iter().chain(&one.early_and_late_said));
    let mut lines = Vec::new();
    for table in comparisons.iter().chain(early_and_late) {
        for group in &table.groups {
            for answer in &group.answers {
                let percent = |decimals: u8| {
                    let share = answer.part.share();
                    let percent = share.map(|share| digits(share.percent(decimals)));
                    percent.unwrap_or_default()
                };
                lines.push(vec![
                    table.outcome.id.clone(),
                    guarded(&table.outcome.label),
                    table.by.id.clone(),
                    guarded(&table.by.label),
                    group.category.id.clone(),
                    guarded(&group.category.label),
                    answer.category.id.clone(),
                    guarded(&answer.category.label),
                    answer.part.count.to_string(),
                    group.base.to_string(),
                    percent(0),
                    percent(1),
                    yes(group.small_base),
                ]);
            }
        }
    }
    csv_text(&header, lines.into_iter())
}

/// `pairs.csv`: what the same people said about two things, one line a pair.
pub fn pairs_csv(pairs: &[Pairs]) -> String {
    let header = [
        "pair",
        "first",
        "first_label",
        "second",
        "second_label",
        "base",
        "left_out",
        "both",
        "first_only",
        "second_only",
        "neither",
        "points",
        "p",
        "how",
        "p_adjusted",
        "family",
        "tests_in_family",
    ];
    let lines = pairs.iter().flat_map(|pair| {
        pair.lines.iter().map(|line| {
            let mut cells = vec![
                guarded(&pair.label),
                line.first.id.clone(),
                guarded(&line.first.label),
                line.second.id.clone(),
                guarded(&line.second.label),
            ];
            let counts = [
                line.base,
                line.left_out,
                line.both,
                line.first_only,
                line.second_only,
                line.neither,
            ];
            cells.extend(counts.map(|count| count.to_string()));
            let points = line.points.map(|points| format!("{:.1}", points.as_f64()));
            cells.push(points.unwrap_or_default());
            cells.extend(test_cells(line.test.as_ref(), line.adjusted.as_ref()));
            cells
        })
    });
    csv_text(&header, lines)
}

/// What a test found: p, how, the adjusted p, its family and how many tests are in it.
fn test_cells(test: Option<&Test>, adjusted: Option<&Adjusted>) -> [String; 5] {
    let p = |p: f64| format!("{p:.4}");
    let how = |test: &Test| match test.how {
        How::Exact => "exact".to_owned(),
        How::Drawn { draws, .. } => format!("from {draws} draws"),
    };
    [
        test.map(|test| p(test.p)),
        test.map(how),
        adjusted.map(|one| p(one.p)),
        adjusted.map(|one| guarded(&one.family)),
        adjusted.map(|one| one.size.to_string()),
    ]
    .map(Option::unwrap_or_default)
}

/// A percentage without its sign.
pub(super) fn digits(percent: Percent) -> String {
    percent.to_string().trim_end_matches('%').to_owned()
}

pub(super) fn yes(is_so: bool) -> String {
    if is_so { "yes" } else { "" }.to_owned()
}
