//! A letter: a mail of the outbox in words, with its reader's link.

use crate::clock::{self, Timestamp};
use crate::definition::Survey;
use crate::returns::MailKind;
use crate::store::Unsent;
use crate::views::{
    InvitedMail, MailAbout, MailWords, ReadyToSignMail, ReopenedMail, SentBackMail, mail_words,
};

/// The most characters of a header. A word stands on one line, and a line has at most 998 bytes (RFC 5322).
const LONGEST_HEADER: usize = 200;

/// A letter that is ready to be sent. Nothing in it but the body has more than one line.
pub(super) struct Letter {
    /// Its own name in the world, but for the domain.
    pub(super) id: String,
    /// Where it goes.
    pub(super) address: String,
    /// The reader's name, where it is known.
    pub(super) to: String,
    /// Who asks.
    pub(super) organisation: String,
    /// Whom to answer.
    pub(super) contact: String,
    /// When it is sent.
    pub(super) at: Timestamp,
    /// What it says.
    pub(super) words: MailWords,
}

impl Letter {
    /// Writes a mail, with the link that was drawn for it.
    pub(super) fn write(mail: &Unsent, survey: &Survey, link: String, at: Timestamp) -> Self {
        let about = about(mail, survey, link);
        let (to, organisation) = (name(&about.to), name(&about.organisation));
        let words = words(mail, survey, about.clone());
        Self {
            id: format!("canvass.{}.{}.{}", mail.id, mail.tries, at.unix()),
            address: mail.to.email.clone().unwrap_or_default(),
            to,
            organisation,
            contact: about.contact,
            at,
            words: MailWords {
                subject: header(&words.subject),
                ..words
            },
        }
    }
}

/// A text as one line, whoever wrote it: nothing in a header may begin another.
pub(super) fn line(text: &str) -> String {
    let plain = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = plain.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// A line as it stands in a header: what is too long for one is cut, or mail servers would refuse the letter.
fn header(line: &str) -> String {
    if line.chars().count() <= LONGEST_HEADER {
        return line.to_owned();
    }
    let kept = line.chars().take(LONGEST_HEADER - 1);
    kept.chain(['…']).collect()
}

/// A name as it stands beside an address, where strict readers take none that begins with a dot (RFC 5322).
fn name(line: &str) -> String {
    header(line.trim_start_matches(['.', ' ']))
}

fn about(mail: &Unsent, survey: &Survey, link: String) -> MailAbout {
    let position = survey.frame.position(mail.unit.as_str());
    let unit = position.map_or_else(
        || mail.unit.to_string(),
        |position| survey.frame.units[position].name.clone(),
    );
    MailAbout {
        to: line(&mail.to.name),
        from: mail.from.as_ref().map(|from| line(from.label(survey))),
        survey: line(&survey.title),
        organisation: line(&survey.organisation),
        contact: line(&survey.contact),
        unit: line(&unit),
        link,
        closes_on: mail.wave.closes_on.map(clock::long_day),
    }
}

fn words(mail: &Unsent, survey: &Survey, about: MailAbout) -> MailWords {
    let note = || {
        let words = mail.words.as_deref().unwrap_or_default();
        words.lines().map(line).collect()
    };
    match mail.kind {
        MailKind::Invited => mail_words(&InvitedMail {
            about,
            purpose: line(&survey.purpose),
            sections: survey
                .sections
                .iter()
                .filter(|section| mail.holds.contains(&section.id))
                .map(|section| line(&section.title))
                .collect(),
        }),
        MailKind::ReadyToSign => mail_words(&ReadyToSignMail {
            about,
            note: note(),
        }),
        MailKind::SentBack => mail_words(&SentBackMail {
            about,
            note: note(),
        }),
        MailKind::Reopened => mail_words(&ReopenedMail { about }),
    }
}

#[cfg(test)]
mod tests {
    use super::{line, name};

    #[test]
    fn names_beside_addresses_are_short_and_begin_with_no_dot() {
        assert_eq!(name(". .skipped"), "skipped");
        assert_eq!(name(&"é".repeat(300)).chars().count(), 200);
    }

    #[test]
    fn whatever_was_written_is_one_line() {
        let written = "Zoë\r\nBcc: everyone@example.org\u{b}\0 Müller\u{2028}x";
        assert_eq!(line(written), "Zoë Bcc: everyone@example.org Müller x");
    }
}
