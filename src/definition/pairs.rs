//! Pairs: two things compared over those who answered both, such as before against after.

use analysis::plan::{PairPlan, Side};
use toml::Spanned;

use super::estimates::Questions;
use super::fault::Faults;
use super::raw::RawPair;
use super::survey::{Choice, Kind, Net, Question};

/// Makes the pairs that can be made sense of, one line for each row or option that both sides have.
pub(super) fn checked(
    raw: &[RawPair],
    known: &Questions<'_>,
    faults: &mut Faults<'_>,
) -> Vec<PairPlan> {
    let pair = |raw: &RawPair| {
        let lines = lines(raw, known, faults)?;
        Some(PairPlan {
            label: raw.label.clone(),
            lines,
        })
    };
    raw.iter().filter_map(pair).collect()
}

/// One side as written: a question, or one row or option of it.
struct Written<'a> {
    question: &'a Question,
    part: Option<&'a str>,
    place: &'a Spanned<String>,
    called: &'a str,
}

fn lines(
    raw: &RawPair,
    known: &Questions<'_>,
    faults: &mut Faults<'_>,
) -> Option<Vec<(Side, Side)>> {
    let [first_called, second_called] = raw.called.get_ref().as_slice() else {
        faults
            .add(raw.called.span(), "`called` has two names, one a side")
            .help("write `called = [\"before\", \"after\"]`");
        return None;
    };
    let mut written = |place, called| written(place, called, known, faults);
    let (first, second) = (
        written(&raw.first, first_called),
        written(&raw.second, second_called),
    );
    let (first, second) = (first?, second?);
    if raw.first.get_ref() == raw.second.get_ref() {
        faults.add(raw.second.span(), "both sides are the same");
        return None;
    }
    let (ours, theirs) = (
        sides(&first, raw.said.as_ref(), faults)?,
        sides(&second, raw.said.as_ref(), faults)?,
    );
    let named_apart = first.part.is_some() && second.part.is_some();
    let mut lines = Vec::new();
    for (name, side) in ours {
        let other = theirs
            .iter()
            .find(|(other, _)| *other == name || named_apart);
        lines.extend(other.map(|(_, other)| (side, other.clone())));
    }
    if lines.is_empty() {
        faults
            .add(raw.second.span(), "the two sides have nothing in common")
            .help("name two rows as `GRID/ROW`, or two options as `QUESTION/OPTION`");
        return None;
    }
    Some(lines)
}

fn written<'a>(
    place: &'a Spanned<String>,
    called: &'a str,
    known: &Questions<'a>,
    faults: &mut Faults<'_>,
) -> Option<Written<'a>> {
    let (name, part) = match place.get_ref().split_once('/') {
        Some((name, part)) => (name, Some(part)),
        None => (place.get_ref().as_str(), None),
    };
    Some(Written {
        question: known.find(name, place.span(), faults)?,
        part,
        place,
        called,
    })
}

/// What a side says of its question: one entry a row or option, with its id.
fn sides<'a>(
    written: &Written<'a>,
    said: Option<&Spanned<String>>,
    faults: &mut Faults<'_>,
) -> Option<Vec<(&'a str, Side)>> {
    let Written {
        question,
        part,
        place,
        called,
    } = written;
    let side = |row: Option<&str>, options: Vec<String>, label: &str| Side {
        question: question.id.to_string(),
        row: row.map(str::to_owned),
        options,
        label: format!("{label}, {called}"),
    };
    let is_meant = |id: &str| part.is_none_or(|part| part == id);
    let found: Vec<(&str, Side)> = match &question.kind {
        Kind::Single { options, nets } => {
            let (label, options) = meant(question, options, nets, (said, place), faults)?;
            // A single choice has no parts to tell apart.
            let whole = part.is_none().then(|| ("", side(None, options, label)));
            whole.into_iter().collect()
        }
        Kind::Grid(grid) => {
            let (label, options) =
                meant(question, &grid.options, &grid.nets, (said, place), faults)?;
            let rows = grid.rows.iter().filter(|row| is_meant(row.id.as_str()));
            rows.map(|row| {
                let id = row.id.as_str();
                let label = format!("{} – {label}", row.label);
                (id, side(Some(id), options.clone(), &label))
            })
            .collect()
        }
        Kind::Multi { options, .. } => {
            if let Some(said) = said {
                faults
                    .add(said.span(), "`said` means nothing where options are ticked")
                    .help("each option that both questions have is compared by itself");
                return None;
            }
            let options = options.iter().filter(|one| is_meant(one.id.as_str()));
            options
                .filter(|one| !one.exclusive)
                .map(|one| {
                    let id = one.id.as_str();
                    (id, side(None, vec![id.to_owned()], &one.label))
                })
                .collect()
        }
        Kind::Number(_) | Kind::Date { .. } | Kind::Text(_) | Kind::Note => {
            let message = format!("`{}` has no options to compare", question.id);
            faults.add(place.span(), message);
            return None;
        }
    };
    if found.is_empty() {
        let message = format!("there is nothing `{}` to compare", place.get_ref());
        faults.add(place.span(), message);
        return None;
    }
    Some(found)
}

/// The options that `said` stands for, with its label: one option, or those of a net.
fn meant<'a>(
    question: &Question,
    options: &'a [Choice],
    nets: &'a [Net],
    (said, place): (Option<&Spanned<String>>, &Spanned<String>),
    faults: &mut Faults<'_>,
) -> Option<(&'a str, Vec<String>)> {
    let Some(said) = said else {
        faults
            .add(place.span(), format!("which answer to `{}`?", question.id))
            .help("add `said`, with an option or a net that both sides have");
        return None;
    };
    let id = said.get_ref();
    if let Some(option) = options.iter().find(|one| one.id.as_str() == id) {
        return Some((&option.label, vec![id.clone()]));
    }
    let Some(net) = nets.iter().find(|one| one.id.as_str() == id) else {
        let ids = options.iter().map(|one| one.id.as_str());
        faults
            .add(
                said.span(),
                format!("`{}` has no option or net `{id}`", question.id),
            )
            .suggest(id, ids.chain(nets.iter().map(|one| one.id.as_str())));
        return None;
    };
    let members = net.options.iter().map(|at| options[*at].id.to_string());
    Some((&net.label, members.collect()))
}
