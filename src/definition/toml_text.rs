//! Reading TOML without stopping at the first fault.
//!
//! serde gives up at the first value that doesn't fit. So the fault is noted, the value is taken out of
//! the parsed tree, and reading starts again, until what is left fits. A key that is missing only
//! because its bad value was taken out is not reported.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

use super::fault::Faults;

/// What could be read, and what had to be taken out for it.
pub(super) struct Read<T> {
    pub(super) found: T,
    /// The ids of the tables that were taken out: what refers to them is no fault of its own.
    pub(super) lost: Vec<String>,
}

/// An entry that was taken out of the tree.
struct Removed {
    key: String,
    /// The place of the table it stood in, as an error about that table gives it.
    table: Range<usize>,
    /// The id it had, where it was a table with one.
    id: Option<String>,
}

/// Reads a text, noting every fault; `None` where too little is left to make sense of.
pub(super) fn read<T: DeserializeOwned>(text: &str, faults: &mut Faults<'_>) -> Option<Read<T>> {
    let (mut tree, syntax) = DeTable::parse_recoverable(text);
    for error in &syntax {
        faults.add(error.span().unwrap_or(0..0), error.message());
    }
    if !syntax.is_empty() {
        return None;
    }
    let mut removed: Vec<Removed> = Vec::new();
    loop {
        let error = match T::deserialize(Deserializer::from(tree.clone())) {
            Ok(found) => {
                let lost = removed.into_iter().filter_map(|one| one.id).collect();
                return Some(Read { found, lost });
            }
            Err(error) => error,
        };
        let span = error.span().unwrap_or(tree.span());
        let message = error.message();
        if !is_our_own_gap(message, &span, &removed) {
            let before = text.get(..span.start).unwrap_or_default();
            let is_of_tables = before.ends_with("[[");
            note(message, is_of_tables, span.clone(), faults);
        }
        let root = tree.span();
        removed.push(take_out(tree.get_mut(), &root, &span)?);
    }
}

/// Whether a missing key is missing because it was taken out.
fn is_our_own_gap(message: &str, table: &Range<usize>, removed: &[Removed]) -> bool {
    message.starts_with("missing field")
        && quoted(message).next().is_some_and(|key| {
            removed
                .iter()
                .any(|one| one.key == key && one.table == *table)
        })
}

/// Notes what serde says of a place, which may be the key of `[[tables]]`.
fn note(message: &str, is_of_tables: bool, span: Range<usize>, faults: &mut Faults<'_>) {
    let mut names = quoted(message);
    if message.starts_with("unknown field") && is_of_tables {
        let key = names.next().unwrap_or_default();
        let fault = faults.add(span, format!("unknown table `[[{key}]]`"));
        if let Some(near) = crate::nearest(key, names) {
            fault.help(format!("did you mean `[[{near}]]`?"));
        }
    } else if message.starts_with("unknown field") {
        let key = names.next().unwrap_or_default();
        faults
            .add(span, format!("unknown key `{key}`"))
            .suggest(key, names);
    } else if message.starts_with("unknown variant") {
        let value = names.next().unwrap_or_default();
        let known: Vec<&str> = names.collect();
        let fault = faults.add(
            span,
            format!("`{value}` is not one of {}", known.join(", ")),
        );
        fault.suggest(value, known);
    } else if message.starts_with("missing field") {
        let key = names.next().unwrap_or_default();
        faults
            .add(span, format!("`{key}` is missing"))
            .help(format!("add `{key} = …` here"));
    } else if let Some(number) = names
        .next()
        .filter(|number| is_out_of_range(number, message))
    {
        let is = if number.starts_with('-') {
            "less than 0"
        } else {
            "too large"
        };
        let fault = faults.add(span, format!("`{number}` is {is}"));
        fault.help(format!("write a whole number from 0 to {}", u32::MAX));
    } else if let Some((found, wanted)) = mismatch(message) {
        let fault = format!("expected {}, found {}", in_words(wanted), in_words(found));
        faults.add(span, fault);
    } else {
        faults.add(span, message);
    }
}

/// What serde found, and what it wanted there.
fn mismatch(message: &str) -> Option<(&str, &str)> {
    let kinds = message.strip_prefix("invalid type: ")?;
    kinds.rsplit_once(", expected ")
}

/// What serde calls a value or a kind of it, in words for whoever writes a survey.
fn in_words(kind: &str) -> String {
    let plain = match kind {
        "u32" | "usize" => "a whole number",
        "a sequence" | "sequence" => "a list",
        "a boolean" => "`true` or `false`",
        "a string" => "text in quotes",
        "map" => "a table",
        other => ["integer ", "boolean ", "floating point "]
            .iter()
            .find_map(|kind| other.strip_prefix(kind))
            .unwrap_or(other),
    };
    plain.replacen("string \"", "the text \"", 1)
}

/// Whether serde wanted a number from 0 on with 32 bits, and was given another whole one.
fn is_out_of_range(number: &str, message: &str) -> bool {
    let digits = number.trim_start_matches('-');
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_whole && message.ends_with("expected u32")
}

/// The names between backticks in a message of serde.
fn quoted(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}

/// Removes the entry whose key or value is at a span, or failing that the innermost one around it. An
/// array of tables has the place of its first table, so arrays are always looked into, unless it is their key that is
/// wrong.
fn take_out(table: &mut DeTable<'_>, place: &Range<usize>, span: &Range<usize>) -> Option<Removed> {
    let key = table
        .iter()
        .find(|(key, value)| encloses(&key.span(), span) || encloses_value(value, span))
        .map(|(key, _)| key.clone())?;
    let is_key = key.span() == *span;
    let inside = table
        .get_mut(&key)
        .filter(|value| !is_key && (value.span() != *span || value.get_ref().is_array()))
        .and_then(|value| take_out_of(value, span));
    inside.or_else(|| {
        let value = table.remove(&key)?;
        Some(Removed {
            key: key.get_ref().to_string(),
            table: place.clone(),
            id: id_of(&value),
        })
    })
}

fn take_out_of(value: &mut Spanned<DeValue<'_>>, span: &Range<usize>) -> Option<Removed> {
    let place = value.span();
    match value.get_mut() {
        DeValue::Table(table) => take_out(table, &place, span),
        DeValue::Array(array) => {
            let position = array.iter().position(|item| encloses_value(item, span))?;
            let inside = array
                .get_mut(position)
                .filter(|item| item.span() != *span)
                .and_then(|item| take_out_of(item, span));
            inside.or_else(|| {
                let id = array.get(position).and_then(id_of);
                let kept = std::mem::replace(array, DeArray::new());
                *array = kept
                    .into_iter()
                    .enumerate()
                    .filter(|(at, _)| *at != position)
                    .map(|(_, item)| item)
                    .collect();
                Some(Removed {
                    key: String::new(),
                    table: place,
                    id,
                })
            })
        }
        _ => None,
    }
}

fn id_of(value: &Spanned<DeValue<'_>>) -> Option<String> {
    let table = value.get_ref().as_table()?;
    let id = table.get("id")?.get_ref().as_str()?;
    Some(id.to_owned())
}

/// A table written under a header spans only its header, so its entries are asked as well.
fn encloses_value(value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> bool {
    encloses(&value.span(), span)
        || match value.get_ref() {
            DeValue::Table(table) => table
                .iter()
                .any(|(key, value)| encloses(&key.span(), span) || encloses_value(value, span)),
            DeValue::Array(array) => array.iter().any(|item| encloses_value(item, span)),
            _ => false,
        }
}

fn encloses(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
