//! `canvass history SURVEY CODE`

use std::process::ExitCode;

use super::place::{Asked, Place, WhichWave};
use super::said;
use crate::clock::Timestamp;
use crate::definition::UnitCode;
use crate::export::guarded;
use crate::questionnaire::{Field, field_name, in_words};
use crate::returns::{Act, Kept, PersonId, Step};
use crate::store::History;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    which: WhichWave,
    /// The code of the unit whose return it is
    code: String,
    #[command(flatten)]
    place: Place,
}

/// What happened to a return, in the columns of the table.
struct Line {
    at: Timestamp,
    by: String,
    what: String,
    says: String,
}

pub(super) async fn run(args: Args) -> anyhow::Result<ExitCode> {
    let store = args.place.open().await?;
    let asked = args.which.find(&store).await?;
    let unit = UnitCode::new(args.code);
    let Some(history) = store.history(&asked.wave, &unit).await? else {
        said::line(format!("The return of {unit} has not been begun."));
        return Ok(ExitCode::SUCCESS);
    };
    let mut submissions = history.submissions.iter();
    let mut lines: Vec<Line> = Vec::new();
    for (field, kept) in history.revisions.all() {
        lines.push(answered(&asked, &history, field, kept));
    }
    for step in &history.steps {
        let mut line = stepped(&asked, &history, step);
        if step.act == Act::Submitted
            && let Some(submission) = submissions.next()
        {
            line.says = format!(
                "{}, {} by {}",
                submission.reference,
                if asked.survey.sign_off {
                    "signed"
                } else {
                    "submitted"
                },
                submission.signatory
            );
        }
        lines.push(line);
    }
    // What was saved at the second in which a step was taken came before it.
    lines.sort_by_key(|line| line.at);
    let lines = lines.into_iter().map(|line| {
        let said = [line.by, line.what, line.says].map(|text| guarded(&text));
        let [by, what, says] = said;
        [line.at.iso(), by, what, says]
    });
    said::table(["at", "by", "what", "says"], lines)?;
    Ok(ExitCode::SUCCESS)
}

/// An answer that was saved, or a field that was emptied.
fn answered(asked: &Asked, history: &History, field: &Field, kept: &Kept) -> Line {
    let question = asked.survey.question(&field.question);
    let says = question
        .zip(kept.answer.as_ref())
        .map(|(question, answer)| in_words(question, answer).join("; "));
    Line {
        at: kept.at,
        by: name(asked, history, kept.by),
        what: field_name(field),
        says: says.unwrap_or_default(),
    }
}

fn stepped(asked: &Asked, history: &History, step: &Step) -> Line {
    let by = match step.act {
        Act::Reopened => "the research team".to_owned(),
        _ => name(asked, history, step.by),
    };
    Line {
        at: step.at,
        by,
        what: step.act.as_str().to_owned(),
        says: step.words.clone().unwrap_or_default(),
    }
}

fn name(asked: &Asked, history: &History, by: Option<PersonId>) -> String {
    let person = by.and_then(|by| history.people.find(by));
    let name = person.map(|person| person.label(&asked.survey).to_owned());
    name.unwrap_or_default()
}
