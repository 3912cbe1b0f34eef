//! What a survey declares of its analysis: weights, orders, and what is compared with what.

use analysis::key::slug;
use analysis::plan::Plan;
use toml::Spanned;

use super::fault::Faults;
use super::frame::Frame;
use super::pairs;
use super::raw::{RawQuestion, RawSurvey};
use super::survey::{Kind, Question, Section};

/// Makes the plan, noting what in it refers to nothing.
pub(super) fn checked(
    raw: &RawSurvey,
    sections: &[Section],
    frame: Option<&Frame>,
    lost: &[String],
    faults: &mut Faults<'_>,
) -> Plan {
    let mut plan = Plan::default();
    if let Some(estimates) = &raw.estimates {
        plan.seed = estimates.seed.unwrap_or(plan.seed);
        let ids = || raw.frame.attributes.iter().map(|one| one.id.get_ref());
        for name in &estimates.weight_by {
            if ids().any(|id| id == name.get_ref()) {
                plan.weight_by.push(name.get_ref().clone());
            } else {
                let message = format!("the frame has no attribute `{}`", name.get_ref());
                faults
                    .add(name.span(), message)
                    .suggest(name.get_ref(), ids().map(String::as_str));
            }
        }
    }
    for attribute in &raw.frame.attributes {
        let id = attribute.id.get_ref();
        if attribute.ordered {
            plan.ordered.push(id.clone());
        }
        let known = frame.and_then(|frame| frame.attributes.iter().find(|one| one.id == *id));
        if let (Some(none), Some(known)) = (&attribute.none, known) {
            for name in none {
                if !known.categories.contains(name.get_ref()) {
                    let message = format!("`{id}` has no category `{}`", name.get_ref());
                    faults
                        .add(name.span(), message)
                        .suggest(name.get_ref(), known.categories.iter().map(String::as_str));
                }
            }
            let slugs = none.iter().map(|name| slug(name.get_ref()));
            plan.none.insert(id.clone(), slugs.collect());
        }
    }
    let known = Questions {
        raw: raw.sections.iter().flat_map(|one| &one.questions).collect(),
        checked: sections.iter().flat_map(|one| &one.questions).collect(),
        lost,
    };
    for question in &known.raw {
        let id = question.id.get_ref();
        if let Some(order) = order(question, &known, faults) {
            plan.orders.insert(id.clone(), order);
        }
        if let Some(with) = compare_with(question, &known, faults) {
            plan.compare_with.insert(id.clone(), with);
        }
    }
    plan.pairs = pairs::checked(&raw.pairs, &known, faults);
    plan
}

/// The questions of a survey, as written and as checked.
pub(super) struct Questions<'a> {
    raw: Vec<&'a RawQuestion>,
    checked: Vec<&'a Question>,
    lost: &'a [String],
}

impl<'a> Questions<'a> {
    /// The question of that name. Where there is none, it is a fault, unless one of that name has faults
    /// of its own.
    pub(super) fn find(
        &self,
        name: &str,
        span: std::ops::Range<usize>,
        faults: &mut Faults<'_>,
    ) -> Option<&'a Question> {
        let found = self.checked.iter().find(|one| one.id.as_str() == name);
        let ids = || self.raw.iter().map(|one| one.id.get_ref().as_str());
        let has_faults = ids().any(|id| id == name) || self.lost.iter().any(|id| id == name);
        if found.is_none() && !has_faults {
            faults
                .add(span, format!("there is no question `{name}`"))
                .suggest(name, ids());
        }
        found.copied()
    }
}

fn order(raw: &RawQuestion, known: &Questions<'_>, faults: &mut Faults<'_>) -> Option<Vec<String>> {
    let order = raw.order.as_ref()?;
    let id = raw.id.get_ref();
    let question = known.checked.iter().find(|one| one.id.as_str() == id)?;
    let options = || question.kind.options().iter().map(|one| one.id.as_str());
    if question.kind.options().is_empty() {
        // That an order means nothing there is said already.
        return None;
    }
    let is_unknown = |name: &&Spanned<String>| !options().any(|option| option == name.get_ref());
    let unknown: Vec<_> = order.get_ref().iter().filter(is_unknown).collect();
    for name in &unknown {
        let message = format!("`{id}` has no option `{}`", name.get_ref());
        faults
            .add(name.span(), message)
            .suggest(name.get_ref(), options());
    }
    if !unknown.is_empty() {
        return None;
    }
    let in_order: Vec<String> = order
        .get_ref()
        .iter()
        .map(|one| one.get_ref().clone())
        .collect();
    let places = in_order
        .iter()
        .map(|name| options().position(|one| one == name));
    if !places.collect::<Vec<_>>().is_sorted() {
        faults
            .add(order.span(), "`order` is not the order of the options")
            .help("put the options in the order that people should read them in");
    }
    if in_order.len() < 2 {
        faults.add(order.span(), "an order needs two options or more");
    }
    Some(in_order)
}

/// Whether its answers put people into groups.
fn has_groups(kind: &Kind) -> bool {
    match kind {
        Kind::Number(quantity) => !quantity.bands.is_empty(),
        other => !other.options().is_empty(),
    }
}

fn compare_with(
    raw: &RawQuestion,
    known: &Questions<'_>,
    faults: &mut Faults<'_>,
) -> Option<Vec<String>> {
    let with = raw.compare_with.as_ref()?;
    for name in with.get_ref() {
        let Some(other) = known.find(name.get_ref(), name.span(), faults) else {
            continue;
        };
        if name.get_ref() == raw.id.get_ref() {
            faults.add(name.span(), "a question can't be compared with itself");
        } else if !has_groups(&other.kind) {
            let message = format!("`{}` has no options or bands to compare by", name.get_ref());
            faults.add(name.span(), message);
        }
    }
    Some(
        with.get_ref()
            .iter()
            .map(|one| Spanned::get_ref(one).clone())
            .collect(),
    )
}
