//! Number questions: their limits, and the bands of their table.

use analysis::number::Number;
use toml::Spanned;

use super::fault::Faults;
use super::raw::RawQuestion;
use super::survey::{Kind, Quantity};
use super::when::number;

/// Checks the limits and bands of a number question.
pub(super) fn checked(raw: &RawQuestion, faults: &mut Faults<'_>) -> Option<Kind> {
    let mut limit = |raw: &Option<Spanned<_>>| match raw {
        Some(raw) => number(raw, faults).map(Some),
        None => Some(None),
    };
    let (min, max) = (limit(&raw.min)?, limit(&raw.max)?);
    if let (Some(min), Some(max), Some(written)) = (min, max, &raw.max)
        && max < min
    {
        faults.add(
            written.span(),
            format!("`max` is {max}, below `min`, which is {min}"),
        );
    }
    let whole = raw.whole.as_ref().is_some_and(|one| *one.get_ref());
    let bounds = raw.bands.iter().flat_map(Spanned::get_ref);
    for written in raw
        .min
        .iter()
        .chain(&raw.max)
        .chain(bounds)
        .filter(|_| whole)
    {
        if number(written, faults).is_some_and(|number| !number.is_whole()) {
            faults
                .add(
                    written.span(),
                    "this is no whole number, and the question asks for one",
                )
                .help("take out `whole = true`, or the decimal places");
        }
    }
    Some(Kind::Number(Quantity {
        min,
        max,
        whole,
        unit: raw.unit.as_ref().map(|one| one.get_ref().clone()),
        bands: bands(raw, faults)?,
    }))
}

fn bands(raw: &RawQuestion, faults: &mut Faults<'_>) -> Option<Vec<Number>> {
    let mut bands: Vec<Number> = Vec::new();
    for written in raw.bands.iter().flat_map(Spanned::get_ref) {
        let begins = number(written, faults)?;
        if bands.last().is_some_and(|last| begins <= *last) {
            faults
                .add(
                    written.span(),
                    format!("band {begins} does not rise above the one before"),
                )
                .help("give where each band after the first begins, from small to large");
        }
        bands.push(begins);
    }
    Some(bands)
}
