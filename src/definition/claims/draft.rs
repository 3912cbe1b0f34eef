//! Drafting a claims file from the numbers of a report.

use std::fmt::Write;

use analysis::audit::{Aside, Beside, Candidate, Fit, Mention, Proposal, Role};

/// What stands at the top of a draft.
const ABOUT: &str = "\
# Complete each claim before it is audited: take out what is no claim, and add the count, base, set, segments or sum
# that the report states for it. What claims no exact figure, such as a range, stands in a comment with its sentence.
# What may be a date or a score as well, such as “9/10”, isn't listed.
# A finding is proposed where the words around a number are like its own, and mostly the number too: check each.
";

/// The numbers of a report as a claims file, with the findings that each could mean.
pub fn draft_claims(report: &str, mentions: &[(&Mention, Vec<Proposal<'_>>)]) -> String {
    let mut draft = format!("# Numbers found in {}.\n{ABOUT}", in_comment(report));
    if mentions.is_empty() {
        draft.push_str(
            "#\n# It has no percentage, no count of a base, no rate and no share in words.\n",
        );
    }
    let mut number = 0;
    for (mention, proposals) in mentions {
        // Writing to a text does not fail.
        let _ = match mention.aside {
            Some(aside) => write_aside(&mut draft, aside, mention),
            None => {
                number += 1;
                write_claim(&mut draft, number, mention, proposals)
            }
        };
    }
    draft
}

/// What claims no figure, and why it doesn't.
fn write_aside(draft: &mut String, aside: Aside, mention: &Mention) -> std::fmt::Result {
    let why = match aside {
        Aside::Range => "is a range, and no rounding has to give its ends",
        Aside::Bound => "is a bound, and no rounding has to give it",
        Aside::HowSure => "says how sure a figure is, and is none itself",
        Aside::Change => "says by how much something changed or differs, and is no share",
    };
    let printed = in_comment(&mention.printed);
    let sentence = in_comment(&mention.sentence);
    writeln!(draft, "\n# No claim: “{printed}” {why}.\n#   {sentence}")
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
                "# “{share}” is no exact figure: put the percent or the count and base here that it stands for."
            )?;
        } else {
            writeln!(draft, "# Said as “{share}”.")?;
        }
    }
    if let Some(printed) = &mention.as_printed {
        let printed = in_comment(printed);
        writeln!(
            draft,
            "# “{printed}” can't be written as it is printed: put the percent here that it stands for."
        )?;
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
        let rate = in_comment(&mention.printed);
        writeln!(
            draft,
            "# “{rate}” is a rate: put the count and base here that it is of."
        )?;
    } else {
        if let Some(count) = mention.count {
            writeln!(draft, "count = {count}")?;
        }
        if let Some(base) = mention.base {
            writeln!(draft, "base = {base}")?;
        }
    }
    if let Some(beside) = &mention.beside {
        write_beside(draft, beside, mention)?;
    }
    for proposal in proposals {
        write_proposal(draft, mention, proposal)?;
    }
    Ok(())
}

/// What a person has to decide on.
fn write_beside(draft: &mut String, beside: &Beside, mention: &Mention) -> std::fmt::Result {
    let words = in_comment(&beside.words);
    let taken = mention.count.zip(mention.percent);
    match (beside.role, taken) {
        (Role::Size, Some((count, percent))) => writeln!(
            draft,
            "# “{words}” is taken for the count, as no count of {count} gives {percent}."
        ),
        (Role::Size, None) => writeln!(
            draft,
            "# “{words}” may be the count or the base: put it here as the one that it is."
        ),
        (Role::Number, _) => writeln!(
            draft,
            "# “{words}” may be the count, the base or neither: put it here if it is one."
        ),
        (Role::Figure, _) => writeln!(
            draft,
            "# Beside it: “{words}”. Put it here if both say the same, and take its own claim out."
        ),
    }
}

/// A finding that a number could mean, as a key where it is likely to and in a comment otherwise.
fn write_proposal(
    draft: &mut String,
    mention: &Mention,
    proposal: &Proposal<'_>,
) -> std::fmt::Result {
    let Candidate {
        key,
        title,
        label,
        ours,
    } = proposal.candidate;
    let figure = ours.beside(mention.percent);
    let words = in_comment(&format!("{title} – {label}"));
    if proposal.is_likely {
        let key = toml::Value::from(key.as_str());
        writeln!(draft, "finding = {key} # ours: {figure}, {words}")
    } else {
        let key = in_comment(key);
        let fits = fits(proposal);
        writeln!(
            draft,
            "# perhaps `{key}`, which is {figure}, by {fits}: {words}"
        )
    }
}

/// What speaks for a finding.
fn fits(proposal: &Proposal<'_>) -> String {
    let words = match proposal.words {
        1 => "one word".to_owned(),
        words => format!("{words} words"),
    };
    match proposal.number {
        Fit::Printed => format!("its number and {words}"),
        Fit::CutOff => format!("its number, if it is cut off, and {words}"),
        Fit::Other => format!("{words} alone, not by its number"),
        Fit::Unstated => format!("{words} alone"),
    }
}

/// Words that can stand in a comment: in one line, without characters that TOML has no place for.
fn in_comment(words: &str) -> String {
    let words: String = words
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
