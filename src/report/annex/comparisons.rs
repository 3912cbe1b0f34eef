//! Answers by groups: what stands out, family by family, and the counts that may be told.

use std::collections::BTreeMap;

use analysis::compare::crosstab::{Answer, Crosstab, Group};
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
    let mut families: BTreeMap<&str, Vec<&Crosstab>> = BTreeMap::new();
    for table in &material.findings.comparisons {
        if let Some(adjusted) = &table.adjusted {
            families.entry(&adjusted.family).or_default().push(table);
        }
    }
    if families.is_empty() {
        return only("This survey declares nothing to compare.");
    }
    let lists: Vec<AnnexList> = families
        .iter()
        .map(|(family, tables)| AnnexList {
            heading: links.heading(&capitalised(family)),
            sentences: family_in_words(tables, "", unit),
        })
        .collect();
    let tables = families.iter().filter_map(|(family, tables)| {
        let told = least_likely(tables);
        (!told.is_empty()).then(|| AnnexTable {
            heading: links.heading(&match told.len() {
                0..=SHOWN => capitalised(family),
                _ => format!(
                    "{}: the {SHOWN} with counts that chance explains least",
                    capitalised(family)
                ),
            }),
            note: without_counts(tables.len() - told.len()),
            words: false,
            head: heads(&["Question", "Base", "p", P_AFTER_ALL, "Cramér’s\u{a0}V"]),
            groups: one_group(told.into_iter().take(SHOWN).map(comparison).collect()),
        })
    });
    let mut tables: Vec<AnnexTable> = tables.collect();
    tables.extend(
        families
            .iter()
            .filter_map(|(family, tables)| counts(family, tables, links)),
    );
    ReportAnnex {
        paragraphs: vec![
            "Each answer is compared between groups. An answer that has no place in an order, such as “don’t know” beside “never” to \
             “always”, is left out there, and the base is smaller by it."
                .to_owned(),
            WHAT_P_IS.to_owned(),
        ]
        .into_iter()
        .chain(counts_in_words(families.values().flatten()))
        .collect(),
        lists,
        tables,
        csv: Some(COMPARISONS.to_owned()),
    }
}

/// Where the counts are, and what is made of them where they may be told.
fn counts_in_words<'a>(mut tables: impl Iterator<Item = &'a &'a Crosstab>) -> Vec<String> {
    if tables.all(|table| table.withheld) {
        return vec![
            "The counts behind all of these comparisons are withheld, because somebody’s answers could be worked out \
             from them. So could they be from p itself or from the strength of a connection: it is told only on which \
             side of 0.05 p is after allowing for all."
                .to_owned(),
        ];
    }
    vec![
        "Cramér’s V says how strong a connection is: 0 is none and 1 is full, and what chance alone would add is taken off. \
         With few answers even a strong one may be chance."
            .to_owned(),
        format!(
            "The counts behind these comparisons are in {GROUPS}, each with the base of its own group, where they \
             may be published: they are withheld where somebody’s answers could be worked out from them. Then it is told only \
             on which side of 0.05 p is after allowing for all, and so for every other comparison of that family: the answers could \
             be worked out from p itself and from V too."
        ),
    ]
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

/// How many comparisons of a family aren't in its table, as their counts are withheld.
fn without_counts(number: usize) -> Option<String> {
    Some(match number {
        0 => return None,
        1 => "1 more is left out here, as its counts are withheld.".to_owned(),
        number => format!("{number} more are left out here, as their counts are withheld."),
    })
}

/// The counts of those of a family that are shown, one column or line a group; none where all are withheld.
fn counts(family: &str, tables: &[&Crosstab], links: &mut Links) -> Option<AnnexTable> {
    let told: Vec<&Crosstab> = least_likely(tables).into_iter().take(SHOWN).collect();
    // All are by the same thing, so they have the same groups; those that nobody is in have nothing to tell.
    let all = &told.first()?.groups;
    let is_empty = |place: usize| told.iter().all(|one| base(&one.groups, place) == 0);
    let places: Vec<usize> = (0..all.len()).filter(|place| !is_empty(*place)).collect();
    let beside = places.len() <= BESIDE;
    let groups = told.iter().map(|table| AnnexGroup {
        label: Some(table.outcome.label.clone()),
        rows: if beside {
            answers(table, &places)
        } else {
            lines(table, &places)
        },
    });
    let columns = places
        .iter()
        .map(|place| all[*place].category.label.clone());
    let head = if beside {
        heads(&["Answer"]).into_iter().chain(columns).collect()
    } else {
        heads(&["Group", "Base", "Answers"])
    };
    Some(AnnexTable {
        heading: links.heading(&format!("{}: the counts", capitalised(family))),
        note: Some(
            "Each percentage is of those in the group that answered the question.".to_owned(),
        ),
        head,
        words: !beside,
        groups: groups.collect(),
    })
}

/// One line an answer of a cross-tab, one cell a group.
fn answers(table: &Crosstab, places: &[usize]) -> Vec<AnnexRow> {
    let answers = table.groups.first().map_or(&[][..], |group| &group.answers);
    let row = |(at, answer): (usize, &Answer)| AnnexRow {
        label: answer.category.label.clone(),
        cells: places
            .iter()
            .map(|place| match base(&table.groups, *place) {
                0 => "–".to_owned(),
                _ => table.groups[*place].answers[at].part.to_string(),
            })
            .collect(),
    };
    answers.iter().enumerate().map(row).collect()
}

/// One line a group of a cross-tab, with its base and all answers: "Yes: 6 (22%); No: 21 (78%)".
fn lines(table: &Crosstab, places: &[usize]) -> Vec<AnnexRow> {
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
    let groups = places.iter().filter_map(|place| table.groups.get(*place));
    let somebody = groups.filter(|group| group.base > 0);
    somebody.map(line).collect()
}

fn base(groups: &[Group], place: usize) -> u32 {
    groups.get(place).map_or(0, |group| group.base)
}

/// One family: how many were compared and `of` what, those that stand out, or else the one that chance explains least.
pub(super) fn family_in_words(tables: &[&Crosstab], of: &str, unit: &Noun) -> Vec<String> {
    let told = least_likely(tables);
    let withheld = tables.iter().copied().filter(|table| table.withheld);
    let tested: Vec<&Crosstab> = told.iter().copied().chain(withheld).collect();
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
        let least = told.first().map(|table| {
            let of_told = if told.len() < tested.len() {
                " of those of which the counts are told"
            } else {
                ""
            };
            format!(
                " Chance alone would least often make this one{of_told}: {}",
                table.in_words(unit)
            )
        });
        return vec![format!(
            "{compared}. After allowing for their number, none stands out from what chance alone would do \
             (each then has p\u{a0}≥\u{a0}0.05); that doesn’t show that there is no difference.{}",
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

/// Those whose test is told, the smallest p first.
fn least_likely<'a>(tables: &[&'a Crosstab]) -> Vec<&'a Crosstab> {
    let p_of = |table: &Crosstab| table.test.map_or(2.0, |test| test.p);
    let tested = tables.iter().copied().filter(|table| table.test.is_some());
    let mut tested: Vec<&Crosstab> = tested.collect();
    tested.sort_by(|one, other| p_of(one).total_cmp(&p_of(other)));
    tested
}
