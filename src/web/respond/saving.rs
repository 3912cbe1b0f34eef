//! Saving what a page said: every valid answer, unless somebody else changed it meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::respondent::Respondent;
use super::{html_with, section};
use crate::clock::{self, Timestamp};
use crate::definition::Section;
use crate::questionnaire::{
    Field, Pairs, Path, Problem, Revision, SHOWN, Shown, all_fields, field_name, parse, read_shown,
};
use crate::returns::{Given, Kept, Revisions, State};
use crate::store::SavedReturn;
use crate::views::{Conflict, ConflictView, Filling, choice_name, conflict_view, moment};
use crate::web::failure::Failure;

/// What became of a page.
pub(super) struct Saved<'r> {
    /// Every revision now.
    pub(super) revisions: Arc<Revisions>,
    /// Where the answers lead now.
    pub(super) path: Path<'r>,
    /// What was wrong with what was posted, and asked for still.
    pub(super) problems: BTreeMap<Field, Problem>,
    /// The revision that the page showed of each field that was posted.
    seen: BTreeMap<Field, Revision>,
    /// What somebody else changed meanwhile, asked for still or not: an answer that nobody chose to drop is not lost.
    pub(super) conflicts: Vec<Given>,
    /// What the store now says as it was given.
    pub(super) agreed: Vec<Field>,
    /// Whether a choice between two answers was left open.
    pub(super) undecided: bool,
}

/// Between which answers somebody has chosen, on the page that shows both.
enum Choice {
    Theirs,
    Mine,
    Open,
}

/// Says on the page with both answers that this is what it is.
const CHOOSING: &str = "choosing";

/// Says when the workbook was sent, in seconds, whose answers a form carries.
pub(super) const SENT: &str = "sent";

/// Saves every valid answer that a page gave to questions of these sections.
pub(super) async fn save<'r>(
    respondent: &'r Respondent,
    sections: &[&Section],
    pairs: &Pairs,
) -> Result<Saved<'r>, Failure> {
    check_shown(sections, pairs)?;
    let mut given = Vec::new();
    let mut problems = BTreeMap::new();
    let mut seen = BTreeMap::new();
    let mut open = Vec::new();
    for entry in sections.iter().flat_map(|section| parse(section, pairs)) {
        seen.insert(entry.field.clone(), entry.seen);
        match (entry.outcome, chosen(pairs, &entry.field)) {
            (_, Choice::Theirs) => {}
            (Err(problem), _) => {
                problems.insert(entry.field, problem);
            }
            (Ok(answer), choice) => {
                let one = Given {
                    field: entry.field,
                    seen: entry.seen,
                    answer,
                };
                match choice {
                    Choice::Open => open.push(one),
                    _ => given.push(one),
                }
            }
        }
    }
    let (holder, survey) = respondent.for_writing();
    let now = clock::now();
    let saved = respondent
        .app
        .writing(move |store| async move { store.save_answers(&holder, &survey, given, now).await })
        .await?;
    match saved {
        SavedReturn::Saved {
            revisions,
            mut conflicts,
            agreed,
        } => {
            let path = Path::of(&respondent.survey, revisions.answers());
            let asked: BTreeSet<Field> = sections
                .iter()
                .flat_map(|section| path.questions_of(section))
                .flat_map(Shown::fields)
                .collect();
            problems.retain(|field, _| asked.contains(field));
            let undecided = !open.is_empty();
            conflicts.extend(open);
            Ok(Saved {
                revisions,
                path,
                problems,
                seen,
                conflicts,
                agreed,
                undecided,
            })
        }
        SavedReturn::NotYours => Err(Failure::NotYours),
        SavedReturn::NotOpen(standing) => Err(match standing.state {
            State::InProgress(_) => Failure::NotOpen,
            State::AwaitingSignOff(_) => Failure::AwaitingSignOff,
            State::Submitted { .. } => Failure::AlreadySubmitted,
            State::Declined(_) => Failure::Declined,
        }),
    }
}

/// The page that shows what was not saved: what is wrong first, then what somebody else changed.
pub(super) async fn unsaved(
    respondent: &Respondent,
    section: &Section,
    saved: &Saved<'_>,
    pairs: &Pairs,
) -> Result<Option<HttpResponse>, Failure> {
    if !saved.problems.is_empty() {
        let filling = Filling {
            revisions: &saved.revisions,
            problems: &saved.problems,
            stale: &saved.stale(),
            pairs,
        };
        let held = posted(pairs, "held") == Some("yes");
        let fresh = section::fresh(&saved.path, section, pairs)?.len();
        let page = section::page(respondent, section, &filling, fresh, held)?;
        return Ok(Some(html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)));
    }
    if saved.conflicts.is_empty() {
        return Ok(None);
    }
    let action = format!("/return/section/{}", section.id);
    let page = conflict(respondent, &action, saved, pairs).await?;
    Ok(Some(html_with(StatusCode::CONFLICT, &page)))
}

/// The page with both answers.
pub(super) async fn conflict(
    respondent: &Respondent,
    action: &str,
    saved: &Saved<'_>,
    pairs: &Pairs,
) -> Result<Conflict, Failure> {
    let people = respondent.app.store().people(&respondent.holder).await?;
    let who = |kept: &Kept| match kept.by {
        Some(by) if by == respondent.holder.person.id => {
            "you, or somebody with your link".to_owned()
        }
        by => by
            .and_then(|by| people.find(by))
            .map_or("somebody", |person| person.label(&respondent.survey))
            .to_owned(),
    };
    let mut errors = Vec::new();
    let mut views: Vec<ConflictView> = Vec::new();
    for one in &saved.conflicts {
        let Some(kept) = saved.revisions.current(&one.field) else {
            continue;
        };
        let Some(question) = respondent.survey.question(&one.field.question) else {
            continue;
        };
        let text = saved.path.filled(&question.text);
        views.push(conflict_view(
            (question, text),
            one,
            kept,
            &who(kept),
            pairs,
        ));
    }
    if saved.undecided {
        errors.extend(views.iter().map(ConflictView::to_choose));
    }
    if views.is_empty() {
        return Err(Failure::UnknownRevision);
    }
    Ok(Conflict {
        shell: respondent
            .shell("Somebody else changed an answer")
            .with_errors(&errors),
        action: action.to_owned(),
        form_token: respondent.form_token(),
        then: posted(pairs, "then").unwrap_or_default().to_owned(),
        sent: sent(pairs, respondent.now),
        held: posted(pairs, "held") == Some("yes"),
        answers: views,
        errors,
    })
}

/// When the workbook was sent from which a form comes; its page says so.
fn sent(pairs: &Pairs, now: Timestamp) -> Option<(i64, String)> {
    let sent = posted(pairs, SENT)?.parse().ok()?;
    (0..=now.unix())
        .contains(&sent)
        .then(|| (sent, moment(Timestamp::from_unix(sent))))
}

impl Saved<'_> {
    /// What was not saved, each with the revision that its page showed: shown again with a later one, it
    /// would overwrite unasked what somebody else saved meanwhile.
    fn stale(&self) -> BTreeMap<Field, Revision> {
        let conflicts = self.conflicts.iter().map(|one| &one.field);
        let unsaved = self.problems.keys().chain(conflicts);
        unsaved
            .filter_map(|field| Some((field.clone(), *self.seen.get(field)?)))
            .collect()
    }
}

/// What was chosen for a field, where the form comes from the page with both answers.
fn chosen(pairs: &Pairs, field: &Field) -> Choice {
    match posted(pairs, &choice_name(field)) {
        Some("theirs") => Choice::Theirs,
        Some("mine") => Choice::Mine,
        _ if posted(pairs, CHOOSING).is_some() => Choice::Open,
        _ => Choice::Mine,
    }
}

/// The first value posted under a name.
fn posted<'p>(pairs: &'p Pairs, name: &str) -> Option<&'p str> {
    let mut pairs = pairs.iter();
    let found = pairs.find(|(key, _)| key == name);
    found.map(|(_, value)| value.as_str())
}

/// The names of the fields that the page says it showed, all of which must be of these sections.
pub(super) fn check_shown(
    sections: &[&Section],
    pairs: &Pairs,
) -> Result<BTreeSet<String>, Failure> {
    let known: BTreeSet<String> = sections
        .iter()
        .flat_map(|section| &section.questions)
        .flat_map(all_fields)
        .map(|field| field_name(&field))
        .collect();
    pairs
        .iter()
        .filter(|(name, _)| name == SHOWN)
        .map(|(_, value)| {
            read_shown(value)
                .filter(|(name, _)| known.contains(*name))
                .map(|(name, _)| name.to_owned())
                .ok_or(Failure::OtherPage)
        })
        .collect()
}
