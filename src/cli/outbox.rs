//! `canvass outbox SURVEY`

use std::process::ExitCode;

use super::place::{Asked, Place, WhichWave};
use super::said;
use crate::clock::{self, Timestamp};
use crate::export::guarded;
use crate::returns::MailKind;
use crate::store::Unsent;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    which: WhichWave,
    /// One line a mail, as CSV
    #[arg(long)]
    csv: bool,
    #[command(flatten)]
    place: Place,
}

pub(super) async fn run(args: Args) -> anyhow::Result<ExitCode> {
    let store = args.place.open().await?;
    let asked = args.which.find(&store).await?;
    let unsent = store.mail_unsent(asked.wave.id).await?;
    if args.csv {
        csv(&asked, &unsent)?;
    } else {
        list(&asked, &unsent);
    }
    Ok(ExitCode::SUCCESS)
}

fn csv(asked: &Asked, unsent: &[Unsent]) -> anyhow::Result<()> {
    let header = [
        "code",
        "person",
        "address",
        "what",
        "queued_at",
        "tries",
        "next_try_at",
        "given_up_at",
        "error",
    ];
    let lines = unsent.iter().map(|mail| {
        let waits = mail.given_up_at.is_none();
        [
            guarded(mail.unit.as_str()),
            guarded(mail.to.label(&asked.survey)),
            guarded(address(mail)),
            what(mail.kind).to_owned(),
            mail.queued_at.iso(),
            mail.tries.to_string(),
            moment(Some(mail.next_try_at).filter(|_| waits)),
            moment(mail.given_up_at),
            guarded(mail.last_error.as_deref().unwrap_or_default()),
        ]
    });
    said::table(header, lines)
}

fn moment(at: Option<Timestamp>) -> String {
    at.map(Timestamp::iso).unwrap_or_default()
}

fn list(asked: &Asked, unsent: &[Unsent]) {
    let heading = format!("{} wave {}", asked.survey.title, asked.wave.number);
    let given_up = unsent.iter().filter(|mail| mail.given_up_at.is_some());
    let given_up = given_up.count();
    said::line(match (unsent.len() - given_up, given_up) {
        (0, 0) => format!("{heading}: no mail waits, and none was given up."),
        (waiting, given_up) => format!("{heading}: waiting {waiting}, given up {given_up}"),
    });
    for mail in unsent {
        said::line(format!(
            "\n{}, {} <{}>: {}",
            mail.unit,
            mail.to.label(&asked.survey),
            address(mail),
            what(mail.kind)
        ));
        said::line(format!("    {}", state(mail, clock::now())));
        if let Some(error) = &mail.last_error {
            said::line(format!("    {error}"));
        }
    }
    let untried = |mail: &Unsent| mail.tries == 0 && mail.given_up_at.is_none();
    if unsent.iter().any(untried) {
        said::line(
            "\nMail that was not tried waits for a server with a mail server: `canvass serve --smtp URL --mail-from \
             ADDRESS`.",
        );
    }
    if given_up > 0 {
        said::line(
            "\nWhat was given up is not tried again, and its link does not work. Whoever brought the person in can make \
             them a new link under “Who answers”; `canvass links --reissue CODE` makes one for a director.",
        );
    }
}

fn address(mail: &Unsent) -> &str {
    mail.to.email.as_deref().unwrap_or("no address now")
}

fn what(kind: MailKind) -> &'static str {
    match kind {
        MailKind::Invited => "invitation to answer",
        MailKind::ReadyToSign => "ready to be signed",
        MailKind::SentBack => "sent back instead of signed",
        MailKind::Reopened => "opened again",
    }
}

fn state(mail: &Unsent, now: Timestamp) -> String {
    let at = |at: Timestamp| format!("{at} at {}", at.time());
    let tries = match mail.tries {
        0 => "not tried yet".to_owned(),
        1 => "tried once".to_owned(),
        tries => format!("tried {tries} times"),
    };
    match mail.given_up_at {
        Some(given_up) => format!("given up on {}, {tries}", at(given_up)),
        None if mail.next_try_at <= now => format!("waits since {}, {tries}", at(mail.queued_at)),
        None => format!(
            "waits since {}, {tries}, next on {}",
            at(mail.queued_at),
            at(mail.next_try_at)
        ),
    }
}
