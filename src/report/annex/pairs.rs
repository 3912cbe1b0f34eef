//! What the same people said twice.

use analysis::compare::paired::Paired;
use analysis::compare::planned::Pairs;
use analysis::dataset::Noun;
use analysis::share::Share;

use super::{
    Material, P_AFTER_ALL, PAIRS, WHAT_P_IS, adjusted, capitalised, heads, one_group, only, p,
};
use crate::report::links::Links;
use crate::views::{AnnexList, AnnexRow, AnnexTable, ReportAnnex};

/// What the same people said twice.
pub(in crate::report) fn pairs(material: &Material<'_>, links: &mut Links) -> ReportAnnex {
    let unit = &material.dataset.unit;
    let found = || {
        let pairs = material.findings.pairs.iter();
        pairs.filter(|pair| !pair.lines.is_empty())
    };
    if material.findings.pairs.is_empty() {
        return only("This survey declares no pairs to compare.");
    }
    ReportAnnex {
        paragraphs: vec![
            format!(
                "Here two answers of the same {} are compared, over those that gave both. Those that said the same \
                 twice tell nothing of a difference, so it is the others that are looked at: do more of them lean one \
                 way than chance would have it?",
                unit.many
            ),
            WHAT_P_IS.to_owned(),
        ],
        lists: found()
            .map(|pair| AnnexList {
                heading: links.heading(&pair.label),
                sentences: in_words(pair, unit),
            })
            .collect(),
        tables: found()
            .filter(|pair| pair.lines.len() > 1)
            .map(|pair| table(pair, unit, links))
            .collect(),
        csv: Some(PAIRS.to_owned()),
    }
}

/// Those that stand out, or else the one that chance explains least; the table has them all.
fn in_words(pair: &Pairs, unit: &Noun) -> Vec<String> {
    let said = |line: &&Paired| line.in_words(unit);
    if let [only] = pair.lines.as_slice() {
        return vec![said(&only)];
    }
    let size = pair.lines.len();
    let allowing = allowing(pair);
    let mut clear: Vec<String> = pair
        .lines
        .iter()
        .filter(|line| line.stands_out())
        .map(|line| said(&line))
        .collect();
    let number = clear.len();
    if number > 0 {
        let stand = if number == 1 { "stands" } else { "stand" };
        let first = format!(
            "Of {size} comparisons {number} {stand} out from what chance alone would do, after allowing for {allowing}."
        );
        clear.insert(0, first);
        return clear;
    }
    let p_of = |line: &Paired| line.test.map_or(2.0, |test| test.p);
    let least = pair
        .lines
        .iter()
        .min_by(|one, other| p_of(one).total_cmp(&p_of(other)));
    let none = format!(
        "After allowing for {allowing}, none of {size} comparisons stands out from what chance alone would do; that \
         doesn’t show that there is no difference."
    );
    let least = least.filter(|line| line.test.is_some());
    vec![match least {
        Some(line) => format!(
            "{none} Chance alone would least often make this one. {}",
            said(&line)
        ),
        None => none,
    }]
}

/// What its tests pay for: all pairs of the survey, as one family.
fn allowing(pair: &Pairs) -> String {
    let adjusted = pair.lines.iter().find_map(|line| line.adjusted.as_ref());
    match adjusted {
        Some(one) => format!("all {} that this survey compares in pairs", one.size),
        None => "their number".to_owned(),
    }
}

fn table(pair: &Pairs, unit: &Noun, links: &mut Links) -> AnnexTable {
    let [first, second] = heads_of(pair);
    let rows = pair.lines.iter().map(|line| row(line, [first, second]));
    AnnexTable {
        heading: links.heading(&format!(
            "{}: all {} comparisons",
            pair.label,
            pair.lines.len()
        )),
        note: Some(format!(
            "Each line is over the {} that answered both; the percentages are of these.",
            unit.many
        )),
        words: false,
        head: [
            heads(&["What is compared"]),
            vec![capitalised(first), capitalised(second)],
            heads(&[
                "Difference",
                "Only the first",
                "Only the second",
                "p",
                P_AFTER_ALL,
            ]),
        ]
        .concat(),
        groups: one_group(rows.collect()),
    }
}

/// What the columns of the two answers are called: what the first of all lines end in, and the second.
fn heads_of(pair: &Pairs) -> [&str; 2] {
    let ends = |side: fn(&Paired) -> &str| {
        let mut ends = pair.lines.iter().map(|line| parted(side(line)).1);
        let first = ends.next().filter(|end| !end.is_empty())?;
        ends.all(|end| end == first).then_some(first)
    };
    let [first, second] = [ends(first_label), ends(second_label)];
    match (first, second) {
        (Some(first), Some(second)) => [first, second],
        _ => ["First", "Second"],
    }
}

fn first_label(line: &Paired) -> &str {
    &line.first.label
}

fn second_label(line: &Paired) -> &str {
    &line.second.label
}

/// "Family therapy" and "before the return" of "Family therapy, before the return".
fn parted(label: &str) -> (&str, &str) {
    label.rsplit_once(", ").unwrap_or((label, ""))
}

fn row(line: &Paired, heads: [&str; 2]) -> AnnexRow {
    let share = |count: u32, share: Option<Share>| {
        let percent = share.map(|share| format!(" ({})", share.printed()));
        format!("{count} of {}{}", line.base, percent.unwrap_or_default())
    };
    AnnexRow {
        label: label(line, heads),
        cells: vec![
            share(line.both + line.first_only, line.first_share()),
            share(line.both + line.second_only, line.second_share()),
            line.change_in_short().unwrap_or_else(|| "–".to_owned()),
            line.first_only.to_string(),
            line.second_only.to_string(),
            p(line.test.as_ref()),
            adjusted(line.adjusted.as_ref()),
        ],
    }
}

/// What both answers are about, without what the heads of their columns say already.
fn label(line: &Paired, heads: [&str; 2]) -> String {
    let without = |label: &str, head: &str| match parted(label) {
        (what, end) if end == head => what.to_owned(),
        _ => label.to_owned(),
    };
    let first = without(&line.first.label, heads[0]);
    let second = without(&line.second.label, heads[1]);
    if first == second {
        first
    } else {
        format!("{first}; {second}")
    }
}
