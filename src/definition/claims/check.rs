//! Checking a claims file: from its text to a publication, or to every fault in it.
//!
//! A fault is what keeps the file from being read as claims. A published number that can't be right is none: that
//! is for the audit to say.

use std::collections::BTreeSet;

use analysis::audit::{self, Claim, OurFigures, Publication};
use analysis::share::Percent;
use toml::Spanned;

use super::raw::{MOST_RESPONSES, RawClaim, RawPercent, RawPublication, RawResponses};
use crate::definition::fault::{Fault, Faults};
use crate::definition::toml_text::{self, Read};

/// The file of a survey folder that holds what was published about an earlier survey.
pub const CLAIMS_FILE: &str = "published.toml";

/// Makes a publication of a claims file. Where our figures are at hand, each finding that a claim names must be
/// among them.
///
/// # Errors
/// Every fault in the file, in the order of places.
pub fn claims(
    file: &str,
    text: &str,
    ours: Option<&OurFigures>,
) -> Result<Publication, Vec<Fault>> {
    let mut found = Vec::new();
    let read = toml_text::read::<RawPublication>(text, &mut Faults::of(file, text, &mut found));
    let is_whole = found.is_empty();
    let publication = read.map(|read| {
        let checking = Checking {
            text,
            ours,
            is_whole,
        };
        checking.publication(&read, &mut Faults::of(file, text, &mut found))
    });
    found.sort_by_key(|fault| fault.place.span.start);
    match publication {
        Some(publication) if found.is_empty() => Ok(publication),
        _ => Err(found),
    }
}

struct Checking<'a> {
    text: &'a str,
    ours: Option<&'a OurFigures>,
    /// Whether nothing had to be taken out to read the file.
    is_whole: bool,
}

impl Checking<'_> {
    fn publication(&self, read: &Read<RawPublication>, faults: &mut Faults<'_>) -> Publication {
        let Read { found: raw, lost } = read;
        if raw.claims.is_empty() && self.is_whole {
            faults.add(0..0, "this file has no claims").help(
                "add a `[[claim]]` with an `id`, a `text` and the numbers that were published",
            );
        }
        let responses = raw.responses.as_ref();
        let responses = responses.and_then(|written| responses_of(written, faults));
        let mut seen = BTreeSet::new();
        let known: BTreeSet<&str> = raw
            .claims
            .iter()
            .map(|claim| claim.id.get_ref().as_str())
            .chain(lost.iter().map(String::as_str))
            .collect();
        let claims = raw.claims.iter().map(|claim| {
            // One that had to be taken out has its id still.
            let is_lost = lost.contains(claim.id.get_ref());
            if !seen.insert(claim.id.get_ref()) || is_lost {
                let message = format!("claim `{}` is there twice", claim.id.get_ref());
                faults.add(claim.id.span(), message);
            }
            self.refers(claim, &known, faults);
            self.claim(claim, faults)
        });
        let publication = Publication {
            claims: claims.collect(),
            responses,
        };
        check_circles(&publication, &raw.claims, faults);
        publication
    }

    fn claim(&self, raw: &RawClaim, faults: &mut Faults<'_>) -> Claim {
        let texts = [
            ("id", Some(&raw.id)),
            ("text", Some(&raw.text)),
            ("set", raw.set.as_ref()),
            ("finding", raw.finding.as_ref()),
        ];
        for (what, written) in texts {
            if let Some(written) = written.filter(|written| written.get_ref().trim().is_empty()) {
                faults.add(written.span(), format!("this `{what}` is empty"));
            }
        }
        let has_number = raw.percent.is_some()
            || raw.count.is_some()
            || raw.base.is_some()
            || raw.segments.is_some()
            || raw.sum.is_some();
        if !has_number && self.is_whole {
            faults
                .add(
                    raw.id.span(),
                    format!("claim `{}` has no number", raw.id.get_ref()),
                )
                .help(
                    "add the `percent`, `count`, `base`, `segments` or `sum` that was published, as a comment in the \
                     claim may say, or take the claim out",
                );
        }
        let segments = raw.segments.as_ref();
        if let Some(empty) = segments.filter(|segments| segments.get_ref().is_empty()) {
            faults.add(empty.span(), "`segments` has no counts");
        }
        let sum = raw.sum.as_ref().map(Spanned::get_ref);
        Claim {
            id: raw.id.get_ref().clone(),
            text: raw.text.get_ref().clone(),
            percent: raw
                .percent
                .as_ref()
                .and_then(|percent| self.percent(percent, faults)),
            count: raw.count,
            base: raw.base,
            set: raw.set.as_ref().map(|set| set.get_ref().clone()),
            segments: segments
                .map(|segments| segments.get_ref().clone())
                .unwrap_or_default(),
            sum: sum
                .into_iter()
                .flatten()
                .map(|id| id.get_ref().clone())
                .collect(),
            finding: raw
                .finding
                .as_ref()
                .map(|finding| finding.get_ref().clone()),
        }
    }

    fn percent(&self, written: &Spanned<RawPercent>, faults: &mut Faults<'_>) -> Option<Percent> {
        let (printed, is_float) = match written.get_ref() {
            RawPercent::Whole(whole) => (whole.to_string(), false),
            RawPercent::Printed(printed) => (printed.clone(), false),
            RawPercent::Float => {
                let literal = self.text.get(written.span()).unwrap_or_default();
                (literal.to_owned(), true)
            }
        };
        let as_printed = printed.trim();
        let percent = as_printed.parse().ok();
        let (message, help) = if percent.is_none() && is_long(as_printed) {
            (
                format!("`{printed}` has too many digits for a percentage"),
                "write at most six before the point and six after it".to_owned(),
            )
        } else if percent.is_none() {
            (
                format!("`{printed}` is no percentage"),
                "write a whole number, or a string as printed, such as \"8.0\"".to_owned(),
            )
        } else if is_float {
            (
                format!("`{printed}` doesn't say how many decimals were printed"),
                format!("write it as a string, as printed: percent = \"{printed}\""),
            )
        } else if as_printed != printed {
            (
                format!("`{printed}` has spaces around the percentage"),
                format!("write it without them: percent = \"{as_printed}\""),
            )
        } else {
            return percent;
        };
        faults.add(written.span(), message).help(help);
        None
    }

    /// What a claim refers to: other claims, findings.
    fn refers(&self, raw: &RawClaim, known: &BTreeSet<&str>, faults: &mut Faults<'_>) {
        let own = raw.id.get_ref();
        if let Some(sum) = &raw.sum {
            check_sum(own, sum, known, faults);
        }
        if let Some((finding, ours)) = raw.finding.as_ref().zip(self.ours)
            && !ours.contains_key(finding.get_ref())
        {
            faults
                .add(
                    finding.span(),
                    format!("there is no finding `{}`", finding.get_ref()),
                )
                .suggest(finding.get_ref(), ours.keys().map(String::as_str));
        }
    }
}

/// How many answered, where so many can have.
fn responses_of(written: &Spanned<RawResponses>, faults: &mut Faults<'_>) -> Option<u32> {
    let RawResponses(number) = *written.get_ref();
    let responses = u32::try_from(number).ok();
    let responses = responses.filter(|number| (1..=MOST_RESPONSES).contains(number));
    if responses.is_none() {
        faults
            .add(
                written.span(),
                format!("`{number}` is no number of responses"),
            )
            .help(format!("it lies between 1 and {MOST_RESPONSES}"));
    }
    responses
}

/// Whether a text that is no percentage would be one with fewer digits.
fn is_long(printed: &str) -> bool {
    let (whole, decimals) = printed.split_once('.').unwrap_or((printed, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    are_digits(whole) && are_digits(decimals.trim_end_matches('%').trim_end())
}

/// The claims that one adds up, which must be among those known.
fn check_sum(
    own: &str,
    sum: &Spanned<Vec<Spanned<String>>>,
    known: &BTreeSet<&str>,
    faults: &mut Faults<'_>,
) {
    if sum.get_ref().is_empty() {
        faults.add(sum.span(), "`sum` names no claims");
    }
    for (position, id) in sum.get_ref().iter().enumerate() {
        let written = id.get_ref();
        if written == own {
            faults.add(id.span(), format!("`{own}` can't be a part of itself"));
        } else if !known.contains(written.as_str()) {
            faults
                .add(id.span(), format!("there is no claim `{written}`"))
                .suggest(written, known.iter().copied());
        }
        if sum.get_ref()[..position]
            .iter()
            .any(|one| one.get_ref() == written)
        {
            faults.add(id.span(), format!("`{written}` is added up twice"));
        }
    }
}

/// Claims that are parts of themselves by way of others, told where the first of them names the next.
fn check_circles(publication: &Publication, raw: &[RawClaim], faults: &mut Faults<'_>) {
    for circle in audit::circles(publication) {
        let [first, next, ..] = circle.as_slice() else {
            // One that names itself has been told.
            continue;
        };
        let mut sums = raw.iter().filter(|claim| claim.id.get_ref() == first);
        let sum = sums.find_map(|claim| claim.sum.as_ref());
        let mut parts = sum.into_iter().flat_map(Spanned::get_ref);
        let Some(part) = parts.find(|part| part.get_ref() == next) else {
            continue;
        };
        let way: Vec<String> = circle[1..]
            .iter()
            .chain([first])
            .map(|id| format!("`{id}`"))
            .collect();
        faults.add(
            part.span(),
            format!(
                "`{first}` can't be a part of itself: it adds up {}",
                way.join(", which adds up ")
            ),
        );
    }
}
