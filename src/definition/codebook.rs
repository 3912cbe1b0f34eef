//! The codebook file that free texts name.

use analysis::themes::{Codebook, Theme};
use toml::Spanned;

use super::fault::{Fault, Faults};
use super::folder::Folder;
use super::id;
use super::raw::RawCodebook;
use super::toml_text;

/// Reads the codebook that questions name; a survey has one.
///
/// Faults of the naming go to `faults`, those of the codebook to `in_codebook`.
pub(super) fn checked(
    named: &[&Spanned<String>],
    folder: &Folder,
    faults: &mut Faults<'_>,
    in_codebook: &mut Vec<Fault>,
) -> Option<Codebook> {
    let first = named.first()?.get_ref();
    for name in named.iter().filter(|name| name.get_ref() != first) {
        faults
            .add(
                name.span(),
                format!("`{}` is a second codebook", name.get_ref()),
            )
            .help(format!("a survey has one codebook; this one has `{first}`"));
    }
    let Some(text) = folder.text(first) else {
        faults
            .add(named[0].span(), format!("there is no file `{first}`"))
            .suggest(first, folder.files().map(|(name, _)| name));
        return None;
    };
    let mut faults = Faults::of(first, text, in_codebook);
    let raw = toml_text::read::<RawCodebook>(text, &mut faults)?.found;
    for (position, theme) in raw.themes.iter().enumerate() {
        let written = theme.id.get_ref();
        if !id::is_id(written) {
            faults
                .add(theme.id.span(), format!("`{written}` is no id"))
                .help(id::SHAPE);
        }
        if raw.themes[..position]
            .iter()
            .any(|one| one.id.get_ref() == written)
        {
            faults.add(theme.id.span(), format!("theme `{written}` is there twice"));
        }
    }
    let spans: Vec<_> = raw.themes.iter().map(|theme| theme.id.span()).collect();
    let ids: Vec<_> = raw
        .themes
        .iter()
        .map(|theme| theme.id.get_ref().clone())
        .collect();
    let themes = raw.themes.into_iter().map(|theme| Theme {
        id: theme.id.into_inner(),
        within: theme.within.map(Spanned::into_inner),
        label: theme.label,
        definition: theme.definition,
        words: theme.words,
        phrases: theme.phrases,
        exclude: theme.exclude,
    });
    match Codebook::new(themes.collect()) {
        Ok(codebook) => Some(codebook),
        Err(found) => {
            for fault in found {
                let place = ids.iter().position(|id| id == fault.theme());
                let span = place.map_or(0..0, |place| spans[place].clone());
                faults.add(span, fault.to_string());
            }
            None
        }
    }
}
