//! What a survey declares must not be published, checked.

use analysis::disclosure::{Permission, Policy};
use toml::Spanned;

use super::fault::Faults;
use super::raw::{RawAbout, RawDisclosure, RawPermission};

/// The policy of a survey: what it declares, and the usual where it is silent.
pub(super) fn checked(
    raw: Option<&RawDisclosure>,
    about: &RawAbout,
    faults: &mut Faults<'_>,
) -> Policy {
    let usual = Policy::default();
    let Some(raw) = raw else {
        return usual;
    };
    let policy = Policy {
        counts_below: raw.counts_below.unwrap_or(usual.counts_below),
        bases_below: raw.bases_below.unwrap_or(usual.bases_below),
        all_or_none: raw.all_or_none,
        whole: raw.whole,
        participation: raw.participation.as_ref().is_some_and(|one| *one.get_ref()),
        width: raw.width.as_ref().map_or(usual.width, |one| *one.get_ref()),
    };
    if let Some(declared) = raw.participation.as_ref().filter(|one| *one.get_ref()) {
        if about.participation_public {
            faults
                .add(
                    declared.span(),
                    "who took part is public, so that how many did can't be withheld",
                )
                .help("take out `participation`, or `participation_public` under `[survey]`");
        }
        if policy.counts_below < 2 {
            faults
                .add(
                    declared.span(),
                    "`participation` withholds nothing without `counts_below`",
                )
                .help("add `counts_below = 5`");
        }
    }
    if let Some(zero) = raw.width.as_ref().filter(|one| *one.get_ref() == 0) {
        faults
            .add(
                zero.span(),
                "with a `width` of 0 what is withheld could be worked out",
            )
            .help("it is at least 1");
    }
    policy
}

/// What the answers to a question may be used for.
pub(super) fn permission(raw: Option<&Spanned<RawPermission>>) -> Permission {
    match raw.map(Spanned::get_ref) {
        None | Some(RawPermission::Aggregate) => Permission::Aggregate,
        Some(RawPermission::Named) => Permission::Named,
        Some(RawPermission::AskFirst) => Permission::AskFirst,
    }
}
