//! Drafting a claims file from the numbers of a report.

use std::fmt::Write;

use analysis::audit::{Mention, Proposal};

/// What stands at the top of a draft.
const ABOUT: &str = "\
# Complete each claim before it is audited: take out what is no claim, and add the count, base, set, segments or sum
# that the report states for it. A proposed finding is only like the number and the words around it: check each.
";

/// The numbers of a report as a claims file, with the findings that each could mean.
pub fn draft_claims(report: &str, mentions: &[(&Mention, Vec<Proposal<'_>>)]) -> String {
    let mut draft = format!("# Numbers found in {}.\n{ABOUT}", in_comment(report));
    if mentions.is_empty() {
        draft.push_str(
            "#\n# It has no percentage, no count of a base, no rate and no share in words.\n",
        );
    }
    for ((mention, proposals), number) in mentions.iter().zip(1..) {
        // Writing to a text does not fail.
        let _ = write_claim(&mut draft, number, mention, proposals);
    }
    draft
}

fn write_claim(
    draft: &mut String,
    number: usize,
    mention: &Mention,
    proposals: &[Proposal<'_>],
) -> std::fmt::Result {
    writeln!(draft, "\n[[claim]]\nid = \"claim-{number}\"")?;
    writeln!(
        draft,
        "text = {}",
        toml::Value::from(mention.sentence.as_str())
    )?;
    if let Some(share) = &mention.in_words {
        let share = in_comment(share);
        if mention.percent.is_none() && mention.count.is_none() {
            writeln!(
                draft,
                "# “{share}” is a share in words: put the percent or the count and base here that it stands for."
            )?;
        } else {
            writeln!(draft, "# In words: “{share}”.")?;
        }
    }
    if let Some(percent) = mention.percent {
        let printed = percent.to_string();
        let printed = printed.trim_end_matches('%');
        if printed.contains('.') {
            writeln!(draft, "percent = \"{printed}\"")?;
        } else {
            writeln!(draft, "percent = {printed}")?;
        }
    }
    if mention.is_rate {
        writeln!(
            draft,
            "# A rate: put the count and base here that it is of."
        )?;
    }
    if let Some(count) = mention.count {
        writeln!(draft, "count = {count}")?;
    }
    if let Some(base) = mention.base {
        writeln!(draft, "base = {base}")?;
    }
    let mut is_named = false;
    for proposal in proposals {
        // One that is named for a rate would be held against its small numbers.
        let is_first = proposal.has_the_number && !mention.is_rate && !is_named;
        is_named |= is_first;
        let mark = if is_first { "" } else { "# " };
        let ours = proposal.candidate.ours;
        let of = ours
            .base
            .map(|base| format!(" of {base}"))
            .unwrap_or_default();
        let words = in_comment(&proposal.candidate.words);
        let key = toml::Value::from(proposal.candidate.key.as_str());
        writeln!(
            draft,
            "{mark}finding = {key} # ours: {}{of}, {words}",
            ours.count
        )?;
    }
    Ok(())
}

/// Words that can stand in a comment: in one line, without characters that TOML has no place for.
fn in_comment(words: &str) -> String {
    let words: String = words
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
