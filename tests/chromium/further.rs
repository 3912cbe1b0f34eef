//! States that are seen less often: of mail that does not arrive, after the close, without a signature, refused.

use std::sync::Arc;
use std::time::Duration;

use super::{begun, opened};
use crate::sharing::unsigned;
use crate::support::{Chromium, Setting, accessible, in_chromium};

const PEOPLE: &str = "/return/people";
/// More than may wait at once, so that each place is taken again as soon as it is free.
const GUESSERS: usize = 96;
const BETWEEN_GUESSES: Duration = Duration::from_millis(20);

#[test]
fn mail_that_waits_or_is_given_up_is_told_beside_its_reader() {
    in_chromium(Setting::PHONE, |server, director| {
        let mut on_paper = server.begun("A1");
        on_paper.posts(
            PEOPLE,
            &[
                ("section", "second"),
                ("to", "new"),
                ("name", "Eva"),
                ("email", "eva@example.org"),
            ],
        );
        server.sql(
            "INSERT INTO mail (person_id, kind, queued_at, tries, next_try_at) \
             SELECT id, 'invited', 0, 0, 0 FROM person WHERE name = 'Eva'",
        );
        opened(director, &server.link("A1"));
        director.visit(PEOPLE);
        assert!(director.says("The mail to eva@example.org waits"));
        accessible(director, "people with mail that waits");
        server.sql("UPDATE mail SET given_up_at = 1, tries = 3, last_error = 'no such mailbox'");
        director.visit(PEOPLE);
        assert!(director.says("could not be delivered: no such mailbox."));
        accessible(director, "people with mail that was given up");
    });
}

#[test]
fn whoever_holds_nothing_any_more_still_reads_who_answers() {
    in_chromium(Setting::PHONE, |server, eva| {
        let mut director = server.begun("A1");
        let link = director.hands_to_new("Eva", &["second"]).link();
        opened(eva, &link);
        eva.go_to("Share it with colleagues");
        eva.go_to("Hand back “The second part”");
        assert!(eva.says("Handed back."));
        accessible(eva, "people who hold nothing");
        eva.go_to("All sections");
        accessible(eva, "tasks of somebody who holds nothing");
    });
}

#[test]
fn what_was_handed_in_or_declined_is_read_after_the_close() {
    in_chromium(Setting::PHONE, |server, director| {
        let mut signed = server.begun("A1");
        signed.answer("first", &[("q.has-team", "no")]);
        signed.signs();
        server.begun("A2").posts("/return/decline", &[]);
        director.visit(&server.link("A2"));
        server.canvass(&["close", "play"]).succeeded();
        for (council, state) in [("A1", "submitted"), ("A2", "declined")] {
            director.visit(&server.link(council));
            accessible(director, &format!("landing {state} and closed"));
            opened(director, &server.link(council));
            assert_eq!(director.path(), format!("/return/{state}"));
            accessible(director, &format!("{state} after the close"));
        }
    });
}

#[test]
fn a_return_that_needs_no_signature_is_submitted_accessibly() {
    in_chromium(Setting::PHONE, |server, director| {
        let link = unsigned::published(server);
        server
            .opened(&link)
            .answer("first", &[("q.has-team", "no")]);
        opened(director, &link);
        director.visit(PEOPLE);
        accessible(director, "people without a signature");
        director.visit("/return/check");
        accessible(director, "check without a signature");
        director.write("Your name and position", "Ann Other, Director");
        director.go_to("Submit the return");
        assert!(director.says("Submitted by"));
        accessible(director, "receipt without a signature");
    });
}

#[test]
fn what_is_in_somebody_elses_hands_by_now_is_refused_accessibly() {
    in_chromium(Setting::PHONE, |server, eva| {
        let mut director = server.begun("A1");
        let link = director.hands_to_new("Eva", &["second"]).link();
        director.hands_to_new("Ben", &["first"]);
        opened(eva, &link);
        eva.visit("/return/section/second");
        director.hands_to("Ben", &["second"]);
        eva.write("Is there anything to add?", "Too late");
        eva.go_to("Save and continue");
        accessible(eva, "refused in other hands");
    });
}

#[test]
fn words_that_are_too_many_are_refused_accessibly() {
    in_chromium(Setting::PHONE, |server, director| {
        begun(server, director, "A1");
        director.visit("/return/decline");
        let () = director.ask("document.getElementById('reason').value = 'word '.repeat(1200)");
        director.go_to("Ayford does not take part");
        accessible(director, "reason too long");
        director.visit("/return");
        assert_eq!(director.path(), "/return", "nobody has declined");
    });
}

#[test]
fn whoever_guesses_with_many_others_is_turned_away_accessibly() {
    in_chromium(Setting::PHONE, |server, stranger: &Chromium| {
        let wrong = format!("/r/{}", "a".repeat(32));
        // The others go on until the stranger is turned away, or gives up by panicking.
        let stranger_tries = Arc::new(());
        std::thread::scope(|scope| {
            for _ in 0..GUESSERS {
                let (mut guesser, wrong) = (server.browser(), &wrong);
                let stranger_tries = Arc::downgrade(&stranger_tries);
                scope.spawn(move || {
                    while stranger_tries.strong_count() > 0 {
                        guesser.get(wrong);
                        std::thread::sleep(BETWEEN_GUESSES);
                    }
                });
            }
            stranger.until("there are too many guesses", || {
                stranger.visit(&wrong);
                stranger.says("Please try again in a minute")
            });
            drop(stranger_tries);
        });
        accessible(stranger, "too many guesses");
    });
}
