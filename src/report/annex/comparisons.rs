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
        groups: one_group(
            least_likely(tables)
                .into_iter()
                .take(SHOWN)
                .map(comparison)
                .collect(),
        ),
    });
    let mut tables: Vec<AnnexTable> = tables.collect();
    tables.extend(
        families
            .iter()
            .filter_map(|(family, tables)| counts(family, tables, links)),
    );
    ReportAnnex {
        paragraphs: vec![
            "Each answer is compared between groups. Cramér’s V says how strong a connection is: 0 is none and 1 is \
             full, and what chance alone would add is taken off. With few answers even a strong one may be chance."
                .to_owned(),
            WHAT_P_IS.to_owned(),
            if families.values().flatten().all(|table| table.withheld) {
                "The counts behind all of these comparisons are withheld, because somebody’s answers could be worked out \
                 from them."
                    .to_owned()
            } else {
                format!(
                    "The counts behind these comparisons are in {GROUPS}, each with the base of its own group, where they \
                     may be published: they are withheld where somebody’s answers could be worked out from them."
                )
            },
        ],
        lists,
        tables,
        csv: Some(COMPARISONS.to_owned()),
    }
}

fn comparison(table: &Crosstab) -> AnnexRow {
    AnnexRow {
        label: table.outcome.label.clone(),
        cells: vec![
            table.base.to_string(),
            p(table.test.as_ref()),
            adjusted(table.adjusted.as_ref()),
            table.strength().unwrap_or_default(),
        ],
    }
}

/// So many groups stand beside each other on a page and a phone; more stand below each other.
const BESIDE: usize = 3;

/// The counts of those of a family that are shown, one column or line a group; none where all are withheld.
fn counts(family: &str, tables: &[&Crosstab], links: &mut Links) -> Option<AnnexTable> {
    let shown: Vec<&Crosstab> = least_likely(tables).into_iter().take(SHOWN).collect();
    let told: Vec<&Crosstab> = shown.iter().copied().filter(|one| !one.withheld).collect();
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
    let withheld = match shown.len() - told.len() {
        0 => String::new(),
        1 => " The counts of 1 of those above are withheld, so that nobody’s answers can be worked out.".to_owned(),
        number => format!(
            " The counts of {number} of those above are withheld, so that nobody’s answers can be worked out."
        ),
    };
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
        note: Some(format!(
            "Each percentage is of those in the group that answered the question.{withheld}"
        )),
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
    let tested = least_likely(tables);
    let Some(first) = tested.first() else {
        return Vec::new();
    };
    let Some(family) = &first.adjusted else {
        return Vec::new();
    };
    if family.size == 1 {
        let found = if first.stands_out() {
            "It stands out from what chance alone would do"
        } else {
            "It doesn’t stand out from what chance alone would do, which doesn’t show that there is no difference"
        };
        return vec![format!(
            "1 comparison was made{of}. {found}: {}",
            first.in_words(unit)
        )];
    }
    let compared = format!("{} comparisons were made{of}", family.size);
    let clear: Vec<String> = tested
        .iter()
        .filter(|table| table.stands_out())
        .map(|table| table.in_words(unit))
        .collect();
    if clear.is_empty() {
        let least = first.in_words(unit);
        return vec![format!(
            "{compared}. After allowing for their number, none stands out from what chance alone would do; that doesn’t \
             show that there is no difference. The one that chance explains least is: {least}"
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

/// Those with a test, the smallest p first.
fn least_likely<'a>(tables: &[&'a Crosstab]) -> Vec<&'a Crosstab> {
    let p_of = |table: &Crosstab| table.test.map_or(2.0, |test| test.p);
    let tested = tables.iter().copied().filter(|table| table.test.is_some());
    let mut tested: Vec<&Crosstab> = tested.collect();
    tested.sort_by(|one, other| p_of(one).total_cmp(&p_of(other)));
    tested
}
