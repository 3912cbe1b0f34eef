//! Answers by groups: what stands out, family by family, and the counts that may be told.

use std::collections::BTreeMap;

use analysis::compare::crosstab::{Answer, Crosstab, Group, labels};
use analysis::dataset::Noun;
use analysis::share::Share;

use super::{
    COMPARISONS, GROUPS, Material, P_AFTER_ALL, WHAT_P_IS, adjusted, capitalised, heads, one_group,
    only, p,
};
use crate::report::links::Links;
use crate::views::{AnnexGroup, AnnexList, AnnexRow, AnnexTable, ReportAnnex};

/// How many comparisons of a family are shown: the others are in the file.
const SHOWN: usize = 10;

/// Answers by groups, family by family.
pub(in crate::report) fn comparisons(material: &Material<'_>, links: &mut Links) -> ReportAnnex {
    let unit = &material.dataset.unit;
    let all = &material.findings.comparisons;
    if all.is_empty() {
        return only("This survey declares nothing to compare.");
    }
    let mut families: BTreeMap<&str, Vec<&Crosstab>> = BTreeMap::new();
    for table in all {
        if let Some(adjusted) = &table.adjusted {
            families.entry(&adjusted.family).or_default().push(table);
        }
    }
    let lists = families.iter().map(|(family, tables)| AnnexList {
        heading: links.heading(&capitalised(family)),
        sentences: family_in_words(tables, "", unit),
    });
    let lists: Vec<AnnexList> = lists.collect();
    let tables = families.iter().map(|(family, tables)| AnnexTable {
        heading: links.heading(&match tables.len() {
            0..=SHOWN => capitalised(family),
            _ => format!(
                "{}: the {SHOWN} that chance explains least",
                capitalised(family)
            ),
        }),
        note: None,
        words: false,
        head: heads(&["Question", "Base", "p", P_AFTER_ALL, "Cramér’s\u{a0}V"]),
        groups: one_group(shown(tables).map(comparison).collect()),
    });
    let mut tables: Vec<AnnexTable> = tables.collect();
    let counts = families.iter();
    tables.extend(counts.map(|(family, tables)| counts_of(family, tables, links)));
    let explained = [
        "Each answer is compared between groups. An answer that has no place in an order, such as “don’t know” beside “never” to \
         “always”, is left out there, and the base is smaller by it.",
        WHAT_P_IS,
        "Cramér’s V says how strong a connection is: 0 is none and 1 is full, and what chance alone would add is taken off. \
         With few answers even a strong one may be chance.",
    ];
    ReportAnnex {
        paragraphs: explained
            .into_iter()
            .map(str::to_owned)
            .chain([format!(
                "The counts behind these comparisons are in {GROUPS}, each with the base of its own group."
            )])
            .chain(withheld_in_words(all))
            .collect(),
        lists,
        tables,
        csv: Some(COMPARISONS.to_owned()),
    }
}

/// What is not compared, as it is withheld.
pub(super) fn withheld_in_words(tables: &[Crosstab]) -> Option<String> {
    let left_out = tables.iter().filter(|one| one.withheld).count();
    let is_partly = tables.iter().any(|one| !one.groups_withheld.is_empty());
    let of_groups = is_partly.then(|| {
        "A group of which a number is withheld is not in the comparison, so that nobody’s answers can be worked out from a test. Each \
         comparison is of the other groups; its counts and the file say which are left out."
            .to_owned()
    });
    let all = tables.len();
    let whole = match left_out {
        0 => None,
        1 => Some(format!(
            "1 of {all} comparisons isn’t made, as too much of it is withheld."
        )),
        number => Some(format!(
            "{number} of {all} comparisons aren’t made, as too much of them is withheld."
        )),
    };
    let told: Vec<String> = of_groups.into_iter().chain(whole).collect();
    (!told.is_empty()).then(|| told.join(" "))
}

fn comparison(table: &Crosstab) -> AnnexRow {
    AnnexRow {
        label: table.outcome.label.clone(),
        cells: vec![
            table
                .base
                .map_or_else(|| "withheld".to_owned(), |base| base.to_string()),
            p(table.test.as_ref()),
            adjusted(table.adjusted.as_ref()),
            table.strength().unwrap_or_default(),
        ],
    }
}

/// So many groups stand beside each other on a page and a phone; more stand below each other.
const BESIDE: usize = 3;

/// The counts of those of a family that are shown, one column or line a group.
fn counts_of(family: &str, tables: &[&Crosstab], links: &mut Links) -> AnnexTable {
    let told: Vec<&Crosstab> = shown(tables).collect();
    let ids = |table: &Crosstab| -> Vec<String> {
        somebody(table)
            .map(|group| group.category.id.clone())
            .collect()
    };
    let first = told.first().copied();
    let of_first = first.map(ids).unwrap_or_default();
    let is_like_first = |one: &&Crosstab| {
        let withheld = first.map(|first| &first.groups_withheld);
        ids(one) == of_first && Some(&one.groups_withheld) == withheld
    };
    let beside = of_first.len() <= BESIDE && told.iter().all(is_like_first);
    // Where groups have a line each, so have those that are left out.
    let withheld = first.filter(|one| beside && !one.groups_withheld.is_empty());
    let left_out = withheld.map(|one| {
        let labels = labels(&one.groups_withheld, ", ");
        format!(" Left out, as some of their numbers are withheld: {labels}.")
    });
    let groups = told.iter().map(|table| AnnexGroup {
        label: Some(table.outcome.label.clone()),
        rows: if beside { answers(table) } else { lines(table) },
    });
    let head = if beside {
        let columns = first.into_iter().flat_map(somebody);
        let columns = columns.map(|group| group.category.label.clone());
        heads(&["Answer"]).into_iter().chain(columns).collect()
    } else {
        heads(&["Group", "Base", "Answers"])
    };
    AnnexTable {
        heading: links.heading(&format!("{}: the counts", capitalised(family))),
        note: Some(format!(
            "Each percentage is of those in the group that answered the question.{}",
            left_out.unwrap_or_default()
        )),
        head,
        words: !beside,
        groups: groups.collect(),
    }
}

/// Its groups with somebody in them: the others have nothing to tell.
fn somebody(table: &Crosstab) -> impl Iterator<Item = &Group> {
    table.groups.iter().filter(|group| group.base > 0)
}

/// One line an answer of a cross-tab, one cell a group.
fn answers(table: &Crosstab) -> Vec<AnnexRow> {
    let answers = table.groups.first().map_or(&[][..], |group| &group.answers);
    let row = |(at, answer): (usize, &Answer)| AnnexRow {
        label: answer.category.label.clone(),
        cells: somebody(table)
            .map(|group| group.answers[at].part.to_string())
            .collect(),
    };
    answers.iter().enumerate().map(row).collect()
}

/// One line a group of a cross-tab, with its base and all answers: "Yes: 6 (22%); No: 21 (78%)".
fn lines(table: &Crosstab) -> Vec<AnnexRow> {
    let answer = |answer: &Answer| {
        let percent = answer.part.share().map(Share::printed);
        let percent = percent.map(|percent| format!(" ({percent})"));
        format!(
            "{}: {}{}",
            answer.category.label,
            answer.part.count,
            percent.unwrap_or_default()
        )
    };
    let line = |group: &Group| AnnexRow {
        label: group.category.label.clone(),
        cells: vec![
            group.base.to_string(),
            group
                .answers
                .iter()
                .map(answer)
                .collect::<Vec<_>>()
                .join("; "),
        ],
    };
    let left_out = (!table.groups_withheld.is_empty()).then(|| AnnexRow {
        label: labels(&table.groups_withheld, ", "),
        cells: vec![
            "left out".to_owned(),
            "left out, as some of their numbers are withheld".to_owned(),
        ],
    });
    somebody(table).map(line).chain(left_out).collect()
}

/// One family: how many were compared and `of` what, those that stand out, or else the one that chance explains least.
pub(super) fn family_in_words(tables: &[&Crosstab], of: &str, unit: &Noun) -> Vec<String> {
    let tested = least_likely(tables);
    let size = tested
        .iter()
        .find_map(|table| Some(table.adjusted.as_ref()?.size));
    let Some(size) = size else {
        return Vec::new();
    };
    if size == 1
        && let [only] = tested.as_slice()
    {
        return vec![format!(
            "1 comparison was made{of}. {}",
            only.in_words(unit)
        )];
    }
    let compared = format!("{size} comparisons were made{of}");
    let clear: Vec<String> = tested
        .iter()
        .filter(|table| table.stands_out())
        .map(|table| table.in_words(unit))
        .collect();
    if clear.is_empty() {
        let least = tested.first().map(|table| table.in_words(unit));
        return vec![format!(
            "{compared}. After allowing for their number, none stands out from what chance alone would do \
             (each then has p\u{a0}≥\u{a0}0.05); that doesn’t show that there is no difference. Chance alone would least often \
             make this one: {}",
            least.unwrap_or_default()
        )];
    }
    if let [only] = clear.as_slice() {
        return vec![format!(
            "{compared}. After allowing for their number, 1 of them stands out from what chance alone would do: {only}"
        )];
    }
    let number = clear.len();
    std::iter::once(format!(
        "{compared}. After allowing for their number, {number} of them stand out from what chance alone would do. They come next."
    ))
    .chain(clear)
    .collect()
}

/// Those that are shown of a family: what chance alone explains least.
fn shown<'a>(tables: &[&'a Crosstab]) -> impl Iterator<Item = &'a Crosstab> + use<'a> {
    least_likely(tables).into_iter().take(SHOWN)
}

/// Those whose test is told, the smallest p first.
fn least_likely<'a>(tables: &[&'a Crosstab]) -> Vec<&'a Crosstab> {
    let p_of = |table: &Crosstab| table.test.map_or(2.0, |test| test.p);
    let tested = tables.iter().copied().filter(|table| table.test.is_some());
    let mut tested: Vec<&Crosstab> = tested.collect();
    tested.sort_by(|one, other| p_of(one).total_cmp(&p_of(other)));
    tested
}
