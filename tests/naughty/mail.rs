//! Through mail: names, titles and notes in headers and bodies begin no header and end no mail.

use std::collections::BTreeMap;

use super::{Writers, one_line, strings, unharmed};
use crate::support::{Mail, MailServer, mailing_on_every_database};

/// A title that would be two headers if anybody let it.
const TITLE: &str = "Wörds\r\nBcc: everyone@example.org\u{202e} 🏠 \u{627}\u{644}\u{639} <&\"'>, (of) [all]; kinds:";

/// The headers that our mail has; whatever stands in its fields makes no other.
const HEADERS: [&str; 10] = [
    "From",
    "To",
    "Date",
    "Message-ID",
    "Subject",
    "Auto-Submitted",
    "Reply-To",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
];

/// The longest line that every mail server takes, and the longest encoded word (RFC 5322, RFC 2047).
const LONGEST_LINE: usize = 998;
const LONGEST_ENCODED: usize = 75;

/// A text as mail has it: one line, without characters that steer.
fn mailed(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// A header as mail has it: what would fill a page is cut.
fn shortened(text: &str) -> String {
    if text.chars().count() <= 200 {
        return text.to_owned();
    }
    text.chars().take(199).chain(['…']).collect()
}

#[test]
fn names_titles_and_notes_reach_mail_as_they_were_given_and_add_nothing_to_it() {
    mailing_on_every_database(MailServer::start, |server, post| {
        let strings = strings();
        let units: Vec<String> = strings
            .iter()
            .map(|text| format!("{}!", text.replace('\0', "")))
            .collect();
        let writers = Writers::named(server, &units, TITLE);
        let mut directors: Vec<_> = (0..strings.len())
            .map(|number| server.opened(writers.link(number)))
            .collect();
        for (number, (director, text)) in directors.iter_mut().zip(&strings).enumerate() {
            let address = format!("d{number}@example.org");
            let me = [("my-name", text.as_str()), ("my-email", &address)];
            if director.posts("/return/people/me", &me).status == 422 {
                director.posts("/return/people/me", &[("my-name", ""), me[1]]);
            }
            let (name, address) = (format!("{text}?"), format!("c{number}@example.org"));
            let new = [("to", "new"), ("coordinator", "yes"), ("email", &address)];
            let named = [new.as_slice(), &[("name", &name)]].concat();
            if director.posts("/return/people", &named).status == 422 {
                director.posts(
                    "/return/people",
                    &[new.as_slice(), &[("name", "Cy")]].concat(),
                );
            }
        }

        let invited = mails(post, 0, strings.len());
        for (number, text) in strings.iter().enumerate() {
            let mail = &invited[&format!("c{number}@example.org")];
            let subject = format!(
                "Please help to answer “{}” for {}",
                mailed(TITLE),
                mailed(&units[number])
            );
            is_one_mail(mail, &shortened(&subject));
            let name = one_line(&format!("{text}?"));
            if name.chars().count() <= 200 {
                let greeting = format!("Hello {},\n", mailed(&name));
                assert!(mail.text.starts_with(&greeting), "{text:?}: {}", mail.text);
            }
            let mut coordinator = server.opened(&mail.link());
            let mut ready = coordinator.says_ready(text);
            if ready.status == 422 {
                ready = coordinator.says_ready("");
            }
            assert_eq!(ready.status, 200, "{text:?}: {}", ready.text);
        }
        told(&mails(post, strings.len(), strings.len()), 'd', &strings);
        for (director, text) in directors.iter_mut().zip(&strings) {
            let reason = [("reason", text.as_str())];
            if director.posts("/return/send-back", &reason).status == 422 {
                director.posts("/return/send-back", &[("reason", "x")]);
            }
        }
        told(
            &mails(post, 2 * strings.len(), strings.len()),
            'c',
            &strings,
        );
    });
}

/// So many mails after the first ones, by their reader.
fn mails(post: &MailServer, first: usize, many: usize) -> BTreeMap<String, Mail> {
    (first + 1..=first + many)
        .map(|number| post.mail(u32::try_from(number).expect("they are few")))
        .map(|mail| (mail.to.concat(), mail))
        .collect()
}

/// Everybody's mail has what was written to go with it, and nothing of it is a line of the mail itself.
#[track_caller]
fn told(mails: &BTreeMap<String, Mail>, whose: char, strings: &[String]) {
    for (number, text) in strings.iter().enumerate() {
        let mail = &mails[&format!("{whose}{number}@example.org")];
        is_one_mail(mail, &mail.headers["Subject"]);
        let note = unharmed(text);
        if note.chars().count() <= 5_000 {
            for line in note.lines().map(mailed) {
                let quoted = format!("  > {line}");
                assert!(
                    mail.text.lines().any(|one| one == quoted.trim_end()),
                    "{text:?} lacks {quoted:?}: {}",
                    mail.text
                );
            }
        }
    }
}

/// Nothing but our own headers, each as it should be, in lines that every server takes.
#[track_caller]
fn is_one_mail(mail: &Mail, subject: &str) {
    assert_eq!(mail.headers["Subject"], subject);
    let (head, _) = mail
        .as_sent
        .split_once("\r\n\r\n")
        .expect("a mail has a body");
    for line in mail.as_sent.lines() {
        assert!(line.len() <= LONGEST_LINE, "{line}");
    }
    for line in head.lines() {
        let mut encoded = line.split(' ').filter(|word| word.starts_with("=?"));
        assert!(encoded.all(|word| word.len() <= LONGEST_ENCODED), "{line}");
        let begins = line.split(':').next().unwrap_or_default();
        assert!(
            line.starts_with(' ') || HEADERS.contains(&begins),
            "{line} in {head}"
        );
    }
    assert_eq!(mail.headers.len(), HEADERS.len(), "{:?}", mail.headers);
}
