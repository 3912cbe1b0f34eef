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

/// Reads a text, noting every fault; `None` where too little is left to make sense of.
pub(super) fn read<T: DeserializeOwned>(text: &str, faults: &mut Faults<'_>) -> Option<T> {
    let (mut tree, syntax) = DeTable::parse_recoverable(text);
    for error in &syntax {
        faults.add(error.span().unwrap_or(0..0), error.message());
    }
    if !syntax.is_empty() {
        return None;
    }
    let mut removed = Vec::new();
    loop {
        let error = match T::deserialize(Deserializer::from(tree.clone())) {
            Ok(read) => return Some(read),
            Err(error) => error,
        };
        let span = error.span().unwrap_or(0..text.len());
        let message = error.message();
        if !is_our_own_gap(message, &span, &removed) {
            note(message, span.clone(), faults);
        }
        removed.push((quoted(message).next().unwrap_or_default().to_owned(), span.clone()));
        removed.extend(take_out(tree.get_mut(), &span)?);
    }
}

/// Whether a missing key is missing because it was taken out.
fn is_our_own_gap(message: &str, span: &Range<usize>, removed: &[(String, Range<usize>)]) -> bool {
    message.starts_with("missing field")
        && quoted(message).next().is_some_and(|key| {
            removed
                .iter()
                .any(|(name, at)| name == key && span.start <= at.start && at.end <= span.end)
        })
}

fn note(message: &str, span: Range<usize>, faults: &mut Faults<'_>) {
    let mut names = quoted(message);
    if message.starts_with("unknown field") {
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
    } else {
        faults.add(span, message);
    }
}

/// The names between backticks in a message of serde.
fn quoted(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}

/// Removes the entry whose key or value is at a span, or failing that the innermost one around it;
/// gives its name and place.
fn take_out(table: &mut DeTable<'_>, span: &Range<usize>) -> Option<Vec<(String, Range<usize>)>> {
    let key = table
        .iter()
        .find(|(key, value)| encloses(&key.span(), span) || encloses_value(value, span))
        .map(|(key, _)| key.clone())?;
    let inside = table
        .get_mut(&key)
        .filter(|value| value.span() != *span)
        .and_then(|value| take_out_of(value, span));
    inside.or_else(|| {
        let value = table.remove(&key)?;
        Some(vec![(key.get_ref().to_string(), value.span())])
    })
}

fn take_out_of(
    value: &mut Spanned<DeValue<'_>>,
    span: &Range<usize>,
) -> Option<Vec<(String, Range<usize>)>> {
    match value.get_mut() {
        DeValue::Table(table) => take_out(table, span),
        DeValue::Array(array) => {
            let place = array.iter().position(|item| encloses_value(item, span))?;
            let inside = array
                .iter_mut()
                .nth(place)
                .filter(|item| item.span() != *span)
                .and_then(|item| take_out_of(item, span));
            inside.or_else(|| {
                let kept = std::mem::replace(array, DeArray::new()).into_iter().enumerate();
                *array = kept
                    .filter(|(position, _)| *position != place)
                    .map(|(_, item)| item)
                    .collect();
                Some(Vec::new())
            })
        }
        _ => None,
    }
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
