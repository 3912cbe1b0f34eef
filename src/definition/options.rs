//! Options, rows and nets: every id, label and reference in them checked.

use toml::Spanned;

use super::fault::Faults;
use super::id::{OptionId, RowId};
use super::questions::check_id;
use super::raw::{RawNet, RawOption, RawQuestion, RawRow};
use super::survey::{Choice, Net, Row};
use super::when::{self, Known};

/// The most options a question may have: what fits the set that holds a multiple choice.
const MOST_OPTIONS: usize = analysis::dataset::Ticks::MOST;

pub(super) fn options(
    raw: &RawQuestion,
    known: Known<'_>,
    faults: &mut Faults<'_>,
) -> Option<Vec<Choice>> {
    let list = listed(raw.options.as_ref(), "options", raw, faults)?;
    check_unique(list.iter().map(|one: &RawOption| &one.id), "option", faults);
    if list.len() > MOST_OPTIONS {
        faults.add(
            raw.id.span(),
            format!("{} options are more than {MOST_OPTIONS}", list.len()),
        );
    }
    let options = list.iter().map(|one| Choice {
        id: OptionId::new(one.id.get_ref()),
        label: one.label.clone(),
        hint: one.hint.clone(),
        other: one.other.as_ref().is_some_and(|one| *one.get_ref()),
        exclusive: one.exclusive.as_ref().is_some_and(|one| *one.get_ref()),
        when: one
            .when
            .as_ref()
            .and_then(|when| when::checked(when, known, faults)),
    });
    Some(options.collect())
}

pub(super) fn rows(
    raw: &RawQuestion,
    known: Known<'_>,
    faults: &mut Faults<'_>,
) -> Option<Vec<Row>> {
    let list = listed(raw.rows.as_ref(), "rows", raw, faults)?;
    check_unique(list.iter().map(|one: &RawRow| &one.id), "row", faults);
    let rows = list.iter().map(|one| Row {
        id: RowId::new(one.id.get_ref()),
        label: one.label.clone(),
        when: one
            .when
            .as_ref()
            .and_then(|when| when::checked(when, known, faults)),
    });
    Some(rows.collect())
}

fn listed<'r, T>(
    list: Option<&'r Spanned<Vec<T>>>,
    key: &str,
    raw: &RawQuestion,
    faults: &mut Faults<'_>,
) -> Option<&'r Vec<T>> {
    match list {
        Some(list) if !list.get_ref().is_empty() => Some(list.get_ref()),
        Some(list) => {
            faults.add(list.span(), format!("`{key}` is empty"));
            None
        }
        None => {
            faults
                .add(
                    raw.id.span(),
                    format!("question `{}` has no `{key}`", raw.id.get_ref()),
                )
                .help(format!("add `{key} = [{{ id = \"…\", label = \"…\" }}]`"));
            None
        }
    }
}

pub(super) fn nets(raw: &RawQuestion, options: &[Choice], faults: &mut Faults<'_>) -> Vec<Net> {
    let list: &[RawNet] = raw.nets.as_ref().map_or(&[], |list| list.get_ref());
    check_unique(list.iter().map(|one| &one.id), "net", faults);
    let mut nets = Vec::new();
    for net in list {
        let id = net.id.get_ref();
        if options.iter().any(|one| one.id.as_str() == id) {
            faults
                .add(net.id.span(), format!("`{id}` is an option already"))
                .help("a net is keyed like an option, so it needs an id of its own");
        }
        if net.options.is_empty() {
            faults.add(net.id.span(), format!("net `{id}` has no options"));
        }
        let mut members = Vec::new();
        for name in &net.options {
            let found = options
                .iter()
                .position(|one| one.id.as_str() == name.get_ref());
            match found {
                Some(position) => members.push(position),
                None => faults
                    .add(
                        name.span(),
                        format!("`{}` has no option `{}`", raw.id.get_ref(), name.get_ref()),
                    )
                    .suggest(name.get_ref(), options.iter().map(|one| one.id.as_str())),
            }
        }
        nets.push(Net {
            id: OptionId::new(id),
            label: net.label.clone(),
            options: members,
        });
    }
    nets
}

pub(super) fn forbid_exclusive(raw: &RawQuestion, faults: &mut Faults<'_>) {
    for option in raw.options.iter().flat_map(Spanned::get_ref) {
        if let Some(exclusive) = option.exclusive.as_ref().filter(|one| *one.get_ref()) {
            faults
                .add(
                    exclusive.span(),
                    "`exclusive` means nothing where one option is chosen anyway",
                )
                .help("take it out, or make the question a `multi`");
        }
    }
}

fn check_unique<'i>(
    ids: impl Iterator<Item = &'i Spanned<String>>,
    what: &str,
    faults: &mut Faults<'_>,
) {
    let mut seen: Vec<&str> = Vec::new();
    for id in ids {
        check_id(id, faults);
        if seen.contains(&id.get_ref().as_str()) {
            faults.add(
                id.span(),
                format!("{what} `{}` is there twice", id.get_ref()),
            );
        }
        seen.push(id.get_ref());
    }
}
