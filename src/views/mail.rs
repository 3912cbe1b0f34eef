//! Mail about a return: one typed struct a mail, in plain text.

use serde::Serialize;

use super::Page;

/// The words of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailWords {
    /// Its subject: one line.
    pub subject: String,
    /// What it says.
    pub body: String,
}

/// What every mail about a return tells.
#[derive(Clone, Serialize)]
pub struct MailAbout {
    /// The reader's name; empty where they have given none.
    pub to: String,
    /// Who caused the mail, where somebody of the unit did.
    pub from: Option<String>,
    /// The survey's title.
    pub survey: String,
    /// Who asks.
    pub organisation: String,
    /// Whom to ask about it.
    pub contact: String,
    /// The unit's name.
    pub unit: String,
    /// The reader's own link, whole.
    pub link: String,
    /// The last day that answers are taken.
    pub closes_on: Option<String>,
}

/// To somebody who has been brought in to answer.
#[derive(Serialize)]
pub struct InvitedMail {
    /// What every mail tells.
    #[serde(flatten)]
    pub about: MailAbout,
    /// Why it is asked.
    pub purpose: String,
    /// The titles of the sections that they hold.
    pub sections: Vec<String>,
}

/// To the director, whose signature is waited for.
#[derive(Serialize)]
pub struct ReadyToSignMail {
    /// What every mail tells.
    #[serde(flatten)]
    pub about: MailAbout,
    /// What was written to go with it, line by line.
    pub note: Vec<String>,
}

/// To whoever said that it was ready, when it was not signed.
#[derive(Serialize)]
pub struct SentBackMail {
    /// What every mail tells.
    #[serde(flatten)]
    pub about: MailAbout,
    /// Why, line by line.
    pub note: Vec<String>,
}

/// To the director, whose return was opened again.
#[derive(Serialize)]
pub struct ReopenedMail {
    /// What every mail tells.
    #[serde(flatten)]
    pub about: MailAbout,
}

impl Page for InvitedMail {
    const TEMPLATE: &'static str = "email/invited.txt";
}

impl Page for ReadyToSignMail {
    const TEMPLATE: &'static str = "email/ready-to-sign.txt";
}

impl Page for SentBackMail {
    const TEMPLATE: &'static str = "email/sent-back.txt";
}

impl Page for ReopenedMail {
    const TEMPLATE: &'static str = "email/reopened.txt";
}

/// Renders a mail: the first line of its template is the subject.
pub fn mail_words(mail: &impl Page) -> MailWords {
    let text = mail.render();
    let (subject, body) = text.split_once('\n').unwrap_or((&text, ""));
    MailWords {
        subject: subject.trim().to_owned(),
        body: spaced(body),
    }
}

/// One empty line between paragraphs, however many the template left where it had nothing to say.
fn spaced(body: &str) -> String {
    let mut text = String::new();
    let mut empty = true;
    for line in body.lines().map(str::trim_end) {
        if !(line.is_empty() && empty) {
            text.push_str(line);
            text.push('\n');
        }
        empty = line.is_empty();
    }
    text.trim_end().to_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::{
        InvitedMail, MailAbout, Page, ReadyToSignMail, ReopenedMail, SentBackMail, mail_words,
    };

    fn about(from: Option<&str>) -> MailAbout {
        MailAbout {
            to: "Zoë Müller".to_owned(),
            from: from.map(str::to_owned),
            survey: "Home visits & <evening> teams".to_owned(),
            organisation: "The home visits team".to_owned(),
            contact: "visits@example.org".to_owned(),
            unit: "Ayford".to_owned(),
            link: "https://survey.example.org/r/abc".to_owned(),
            closes_on: Some("31 December 2026".to_owned()),
        }
    }

    fn shown(mail: &impl Page) -> String {
        let words = mail_words(mail);
        format!("Subject: {}\n\n{}", words.subject, words.body)
    }

    #[test]
    fn an_invitation_says_who_asks_what_is_yours_and_how_to_say_no() {
        assert_snapshot!(shown(&InvitedMail {
            about: about(Some("Ann Other")),
            purpose: "To learn how councils visit families in the evening.".to_owned(),
            sections: vec!["Evening visits".to_owned(), "What it costs".to_owned()],
        }), @r#"
        Subject: Please help to answer “Home visits & <evening> teams” for Ayford

        Hello Zoë Müller,

        You have been asked by Ann Other to help to answer “Home visits & <evening> teams” for Ayford. These parts are yours to answer:

          - Evening visits
          - What it costs

        Your personal link:

        https://survey.example.org/r/abc

        It is yours alone: whoever has it can answer as you, so please don’t pass it on. You can stop and come back with it at any time. Answers are taken until 31 December 2026.

        Who asks: The home visits team. Why: To learn how councils visit families in the evening.

        If you are not the right person, please tell Ann Other, or open your link and hand your part back under “Who answers”. There is nothing else to do.

        Questions about the survey? Write to visits@example.org.

        The home visits team
        "#);
    }

    #[test]
    fn a_coordinator_is_asked_to_coordinate() {
        assert_snapshot!(shown(&InvitedMail {
            about: MailAbout { to: String::new(), closes_on: None, ..about(Some("the director")) },
            purpose: "To learn how councils visit families in the evening.".to_owned(),
            sections: Vec::new(),
        }), @r#"
        Subject: Please help to answer “Home visits & <evening> teams” for Ayford

        Hello,

        You have been asked by the director to help to answer “Home visits & <evening> teams” for Ayford. You are to coordinate the answers.

        Your personal link:

        https://survey.example.org/r/abc

        It is yours alone: whoever has it can answer as you, so please don’t pass it on. You can stop and come back with it at any time.

        Who asks: The home visits team. Why: To learn how councils visit families in the evening.

        If you are not the right person, please tell the director. There is nothing else to do.

        Questions about the survey? Write to visits@example.org.

        The home visits team
        "#);
    }

    #[test]
    fn the_director_is_told_that_a_signature_is_waited_for() {
        assert_snapshot!(shown(&ReadyToSignMail {
            about: about(Some("Bea Smith")),
            note: vec!["Section two is my best guess.".to_owned(), String::new(), "Bea".to_owned()],
        }), @r#"
        Subject: Ready for you to sign: “Home visits & <evening> teams” for Ayford

        Hello Zoë Müller,

        The answers of Ayford to “Home visits & <evening> teams” are ready for you to sign, says Bea Smith. They do not count until you do.

        They wrote:

          > Section two is my best guess.
          >
          > Bea

        Read the answers with your link. Then sign and submit them, or send them back and say what should be changed.

        Your personal link:

        https://survey.example.org/r/abc

        It is yours alone: whoever has it can answer as you, so please don’t pass it on. You can stop and come back with it at any time. Answers are taken until 31 December 2026.

        Questions about the survey? Write to visits@example.org.

        The home visits team
        "#);
    }

    #[test]
    fn whoever_said_it_was_ready_is_told_why_it_came_back() {
        assert_snapshot!(shown(&SentBackMail {
            about: about(Some("the director")),
            note: vec!["Please ask finance about the costs.".to_owned()],
        }), @r#"
        Subject: Sent back to you: “Home visits & <evening> teams” for Ayford

        Hello Zoë Müller,

        The answers of Ayford to “Home visits & <evening> teams” were not signed. They were sent back to you by the director, and can be changed again.

        They wrote:

          > Please ask finance about the costs.

        When they are as they should be, say again that they are ready.

        Your personal link:

        https://survey.example.org/r/abc

        It is yours alone: whoever has it can answer as you, so please don’t pass it on. You can stop and come back with it at any time. Answers are taken until 31 December 2026.

        Questions about the survey? Write to visits@example.org.

        The home visits team
        "#);
    }

    #[test]
    fn the_director_is_told_that_the_return_is_open_again() {
        assert_snapshot!(shown(&ReopenedMail { about: about(None) }), @r#"
        Subject: Opened again: “Home visits & <evening> teams” for Ayford

        Hello Zoë Müller,

        The home visits team has opened the return of Ayford to “Home visits & <evening> teams” again, so that its answers can be changed. What was submitted is kept, but does not count any more: the return counts again once you submit it.

        Your personal link:

        https://survey.example.org/r/abc

        It is yours alone: whoever has it can answer as you, so please don’t pass it on. You can stop and come back with it at any time. Answers are taken until 31 December 2026.

        Questions about the survey? Write to visits@example.org.

        The home visits team
        "#);
    }
}
