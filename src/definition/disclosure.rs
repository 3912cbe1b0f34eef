//! What a survey declares must not be published, checked.

use analysis::disclosure::{Permission, Policy};
use toml::Spanned;

use super::condition::Condition;
use super::fault::Faults;
use super::id::QuestionId;
use super::raw::{RawAbout, RawDisclosure, RawPermission, RawSection};
use super::reach::Questions;
use super::survey::{Question, Section};

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

/// Notes every question that may be published by name, and tells so what somebody answered to another one that may not.
pub(super) fn check_names(raw: &[RawSection], sections: &[Section], faults: &mut Faults<'_>) {
    let questions = Questions::of(sections);
    let is_named = |question: &Question| question.permission == Permission::Named;
    for asked in questions.iter().filter(|asked| is_named(asked.question)) {
        let id = &asked.question.id;
        let mut written = raw.iter().flat_map(|section| &section.questions);
        let written = written.find(|one| one.id.get_ref() == id.as_str());
        let span = written.and_then(|one| one.permission.as_ref());
        let tests = asked.all_conditions().flat_map(Condition::tests);
        let leading: Vec<&QuestionId> = tests.filter_map(Condition::question).collect();
        let others = questions.iter().map(|other| other.question);
        let leading = others.filter(|other| leading.contains(&&other.id));
        for of in leading.filter(|other| !is_named(other)).map(|one| &one.id) {
            faults
                .add(
                    span.map_or(0..0, Spanned::span),
                    format!(
                        "answers to `{id}` may be published by name, which would tell what was answered to `{of}`"
                    ),
                )
                .help(format!(
                    "on `{of}` it depends who is asked: give it `permission = \"named\"` too, or take that from `{id}`"
                ));
        }
    }
}
