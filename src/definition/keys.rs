//! Which keys mean something for which kind of question.

use std::ops::Range;

use toml::Spanned;

use super::fault::Faults;
use super::raw::RawKind::{self, Date, Grid, Multi, Note, Number, Single, Text};
use super::raw::RawQuestion;

/// A key, where it stands, and the kinds of question that it means something for.
type Use<'a> = (&'a str, Option<Range<usize>>, &'a [RawKind]);

/// Notes every key that means nothing for the kind of question it stands in.
pub(super) fn check(raw: &RawQuestion, faults: &mut Faults<'_>) {
    let kind = *raw.kind.get_ref();
    let choices: &[RawKind] = &[Single, Multi, Grid];
    let closed: &[RawKind] = &[Single, Multi, Grid, Number, Date];
    let counted: &[RawKind] = &[Single, Multi, Grid, Number];
    let answered: &[RawKind] = &[Single, Multi, Grid, Number, Date, Text];
    let used: [Use<'_>; 20] = [
        ("options", at(raw.options.as_ref()), choices),
        ("nets", at(raw.nets.as_ref()), choices),
        ("rows", at(raw.rows.as_ref()), &[Grid]),
        ("max_choices", at(raw.max_choices.as_ref()), &[Multi]),
        ("min", at(raw.min.as_ref()), &[Number]),
        ("max", at(raw.max.as_ref()), &[Number]),
        ("whole", at(raw.whole.as_ref()), &[Number]),
        ("unit", at(raw.unit.as_ref()), &[Number]),
        ("bands", at(raw.bands.as_ref()), &[Number]),
        ("earliest", at(raw.earliest.as_ref()), &[Date]),
        ("latest", at(raw.latest.as_ref()), &[Date]),
        ("long", at(raw.long.as_ref()), &[Text]),
        ("max_words", at(raw.max_words.as_ref()), &[Text]),
        ("codebook", at(raw.codebook.as_ref()), &[Text]),
        ("base", at(raw.base.as_ref()), closed),
        ("compare_by", at(raw.compare_by.as_ref()), counted),
        ("permission", at(raw.permission.as_ref()), answered),
        ("compare_with", at(raw.compare_with.as_ref()), counted),
        ("order", at(raw.order.as_ref()), &[Single, Grid]),
        ("required", at(raw.required.as_ref()), answered),
    ];
    for (key, span, kinds) in used {
        if let Some(span) = span.filter(|_| !kinds.contains(&kind)) {
            let name = name(kind);
            faults.add(span, format!("`{key}` means nothing in a `{name}`"));
        }
    }
}

fn at<T>(key: Option<&Spanned<T>>) -> Option<Range<usize>> {
    key.map(Spanned::span)
}

fn name(kind: RawKind) -> &'static str {
    match kind {
        Single => "single",
        Multi => "multi",
        Grid => "grid",
        Number => "number",
        Date => "date",
        Text => "text",
        Note => "note",
    }
}
