//! Mail about a return: sent once, tried again, given up, and never a link where it could be read.

use crate::support::{
    Browser, MailServer, Page, Server, canvass, mailing_on_every_database, on_every_database, soon,
};

const NOTHING: &str = "no mail waits, and none was given up";

/// Invites somebody to answer the second part; gives the page that follows.
fn invite(browser: &mut Browser, name: &str, email: &str) -> Page {
    let page = browser.get("/return/people");
    let new = [
        ("section", "second"),
        ("to", "new"),
        ("name", name),
        ("email", email),
    ];
    browser.submit(&page, "/return/people", &new)
}

/// The address at which something is done to the first person who was brought in.
fn to_the_first(page: &Page, what: &str) -> String {
    let forms = page.text.split("action=\"/return/people/").skip(1);
    let mut addresses = forms.filter_map(|rest| rest.split('"').next());
    let found = addresses.find(|address| address.ends_with(what));
    format!("/return/people/{}", found.expect("there is such a button"))
}

fn outbox(server: &Server) -> String {
    server.canvass(&["outbox", "play"]).succeeded().out
}

fn has_no_secret(server: &Server, link: &str) {
    let token = link.trim_start_matches("/r/");
    assert_eq!(token.len(), 32, "{link}");
    assert!(!server.stores(token), "a link stands in the store");
    assert!(!server.log().contains(token), "a link stands in the log");
}

#[test]
fn an_invited_colleague_gets_a_mail_whose_link_opens_the_return() {
    mailing_on_every_database(MailServer::start, |server, post| {
        let mut director = server.begun("A1");
        let name = "Zoë Müller\r\nBcc: everyone@example.org";
        let page = invite(&mut director, name, "zoe@example.org");
        assert!(page.says("A mail with their personal link is sent now"));
        assert!(!page.says("/r/"), "the link is for its reader alone");

        let mail = post.mail(1);
        assert_eq!(mail.to, ["zoe@example.org"]);
        assert_eq!(mail.from, "surveys@example.org");
        let header = |name: &str| mail.headers.get(name).map(String::as_str);
        assert_eq!(
            header("Subject"),
            Some("Please help to answer “A small survey” for Ayford")
        );
        assert_eq!(header("From"), Some("The test team <surveys@example.org>"));
        assert_eq!(header("Reply-To"), Some("team@example.org"));
        assert_eq!(header("Auto-Submitted"), Some("auto-generated"));
        assert_eq!(header("Bcc"), None);
        assert!(mail.as_sent.is_ascii());
        assert!(mail.text.contains("Zoë Müller Bcc:"), "{}", mail.text);
        assert!(mail.text.contains("  - The second part"), "{}", mail.text);

        let mut colleague = server.browser();
        let landing = colleague.get(&mail.link());
        let tasks = colleague.submit(&landing, &mail.link(), &[]);
        assert!(tasks.says("you are here as Zoë Müller"), "{}", tasks.text);
        soon("the outbox is empty", || {
            outbox(server).contains(NOTHING).then_some(())
        });
        assert!(!director.get("/return/people").says("zoe@example.org"));
        assert_eq!(post.taken(), 1);
        has_no_secret(server, &mail.link());
    });
}

#[test]
fn mail_that_is_refused_for_a_while_is_tried_again_and_arrives_once() {
    mailing_on_every_database(
        || MailServer::busy_at_first(2),
        |server, post| {
            let mut director = server.begun("A1");
            invite(&mut director, "Bea", "bea@example.org");
            let refused = post.refused(1).link();
            soon("the page says so", || {
                let page = director_page(server);
                page.says("The mail to bea@example.org could not be sent yet")
                    .then_some(())
            });
            let mail = post.mail(1);
            soon("the outbox is empty", || {
                outbox(server).contains(NOTHING).then_some(())
            });
            assert_eq!(post.taken(), 1);
            assert!(
                server.browser().get(&mail.link()).says("Begin the return")
                    || server
                        .browser()
                        .get(&mail.link())
                        .says("Continue the return")
            );
            for dead in [refused, post.refused(2).link()] {
                assert_ne!(dead, mail.link(), "each try draws a link of its own");
                let page = server.browser().get(&dead);
                assert!(page.says("This link no longer works"), "{}", page.text);
                has_no_secret(server, &dead);
            }
        },
    );
}

fn director_page(server: &Server) -> Page {
    server.begun("A1").get("/return/people")
}

#[test]
fn mail_that_is_refused_for_good_is_given_up_and_its_link_does_not_work() {
    mailing_on_every_database(MailServer::refusing, |server, post| {
        let mut director = server.begun("A1");
        invite(&mut director, "Bea", "bea@exmaple.org");
        let link = post.refused(1).link();
        soon("it is given up", || {
            outbox(server).contains("given up 1").then_some(())
        });
        let listed = outbox(server);
        assert!(
            listed.contains("A1, Bea <bea@exmaple.org>: invitation to answer"),
            "{listed}"
        );
        assert!(listed.contains("tried once") && listed.contains("550"));
        let csv = server.canvass(&["outbox", "play", "--csv"]).succeeded().out;
        let listed = csv.lines().nth(1).expect("one mail");
        assert!(
            listed.starts_with("A1,Bea,bea@exmaple.org,invitation to answer,20"),
            "{listed}"
        );
        let dead = server.browser().get(&link);
        assert!(dead.says("This link no longer works"), "{}", dead.text);
        has_no_secret(server, &link);

        let page = director.get("/return/people");
        assert!(
            page.says("The mail to bea@exmaple.org could not be delivered")
                && page.says("is nobody here. Make a new link and send it yourself."),
            "{}",
            page.text
        );
        let shown = director.submit(&page, &to_the_first(&page, "/link"), &[]);
        assert!(shown.says("Copy this link and send it to Bea"));
        assert!(
            !director
                .get("/return/people")
                .says("could not be delivered")
        );
        assert!(outbox(server).contains(NOTHING));
    });
}

#[test]
fn whoever_is_taken_out_gets_no_mail_any_more() {
    mailing_on_every_database(
        || MailServer::busy_at_first(1000),
        |server, post| {
            let mut director = server.begun("A1");
            invite(&mut director, "Bea", "bea@example.org");
            let link = post.refused(1).link();
            let page = director.get("/return/people");
            director.submit(&page, &to_the_first(&page, "/remove"), &[]);
            assert!(outbox(server).contains(NOTHING));
            let dead = server.browser().get(&link);
            assert!(dead.says("This link no longer works"), "{}", dead.text);

            invite(&mut director, "Cy", "cy@example.org");
            soon("it is tried", || {
                outbox(server).contains("tried").then_some(())
            });
            server.canvass(&["close", "play"]).succeeded();
            soon("it is given up", || {
                outbox(server)
                    .contains("the wave had closed before it could be sent")
                    .then_some(())
            });
            assert_eq!(post.taken(), 0);
        },
    );
}

#[test]
fn those_who_sign_and_those_who_prepare_hear_from_each_other() {
    mailing_on_every_database(MailServer::start, |server, post| {
        let mut director = server.begun("A1");
        let page = director.get("/return/people");
        let me = [("my-name", "Ann"), ("my-email", "ann@example.org")];
        director.submit(&page, "/return/people/me", &me);
        let bea = [
            ("to", "new"),
            ("name", "Bea"),
            ("email", "bea@example.org"),
            ("coordinator", "yes"),
        ];
        let page = director.get("/return/people");
        director.submit(&page, "/return/people", &bea);

        let invited = post.mail(1);
        assert!(
            invited
                .text
                .contains("You have been asked by Ann to help to answer")
        );
        let mut coordinator = server.browser();
        let landing = coordinator.get(&invited.link());
        coordinator.submit(&landing, &invited.link(), &[]);
        coordinator.answer("first", &[("q.has-team", "no")]);
        let check = coordinator.get("/return/check");
        assert!(check.says("we send the director a mail that says so"));
        let note = [("note", "The rest is\r\nfor you to judge.")];
        coordinator.submit(&check, "/return/ready", &note);

        let ready = post.mail(2);
        assert_eq!(ready.to, ["ann@example.org"]);
        assert!(
            ready
                .text
                .contains("  > The rest is\n  > for you to judge."),
            "{}",
            ready.text
        );
        let mut director = server.browser();
        let landing = director.get(&ready.link());
        director.submit(&landing, &ready.link(), &[]);
        let check = director.get("/return/check");
        assert!(check.says("Sign and submit"), "{}", check.text);
        let reason = [("reason", "Please ask finance.")];
        director.submit(&check, "/return/send-back", &reason);

        let back = post.mail(3);
        assert_eq!(back.to, ["bea@example.org"]);
        assert!(back.text.contains("by Ann") && back.text.contains("  > Please ask finance."));
        assert_eq!(server.browser().get(&back.link()).status, 200);
        assert_eq!(
            server.browser().get(&invited.link()).status,
            200,
            "a later link leaves the earlier one as it was"
        );
        for mail in [invited, ready, back] {
            has_no_secret(server, &mail.link());
        }
    });
}

#[test]
fn mail_waits_for_a_mail_server_and_two_servers_send_it_once() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let page = director.get("/return/people");
        assert!(page.says("No mail is sent from here"));
        let shown = invite(&mut director, "Bea", "bea@example.org");
        assert!(
            shown.says("Copy this link and send it to Bea") && shown.says("/r/"),
            "without a mail server the link is shown"
        );
        assert!(outbox(server).contains(NOTHING));

        let page = director.get("/return/people");
        let me = [("my-name", "Ann"), ("my-email", "ann@example.org")];
        director.submit(&page, "/return/people/me", &me);
        let link = hand_in(server, &mut director);
        let waiting = outbox(server);
        assert!(
            waiting.contains("ready to be signed") && waiting.contains("not tried yet"),
            "{waiting}"
        );
        assert!(waiting.contains("waits for a server with a mail server"));
        has_no_secret(server, &link);

        let Some(post) = MailServer::start() else {
            return;
        };
        let _servers = [
            server.another(&post.settings()),
            server.another(&post.settings()),
        ];
        assert_eq!(post.mail(1).to, ["ann@example.org"]);
        soon("the outbox is empty", || {
            outbox(server).contains(NOTHING).then_some(())
        });
        assert_eq!(post.taken(), 1);
    });
}

/// Names a coordinator, who says that the return is ready; gives the link they were shown.
fn hand_in(server: &Server, director: &mut Browser) -> String {
    let page = director.get("/return/people");
    let cy = [("to", "new"), ("name", "Cy"), ("coordinator", "yes")];
    let shown = director.submit(&page, "/return/people", &cy);
    let path = shown.text.find("/r/").map(|at| &shown.text[at..at + 35]);
    let link = path.expect("the link is shown").to_owned();
    let mut coordinator = server.browser();
    let landing = coordinator.get(&link);
    coordinator.submit(&landing, &link, &[]);
    coordinator.answer("first", &[("q.has-team", "no")]);
    let check = coordinator.get("/return/check");
    coordinator.submit(&check, "/return/ready", &[]);
    link
}

#[test]
fn wrong_mail_settings_stop_the_server_and_no_password_is_said() {
    let base = ["--base-url", "https://survey.example.org"];
    let from = ["--mail-from", "surveys@example.org"];
    let smtp = ["--smtp", "smtps://user:secret@mail.example.org"];
    for (settings, says) in [
        ([smtp, base].concat(), "--smtp needs --mail-from"),
        ([from, base].concat(), "--mail-from needs --smtp"),
        ([smtp, from].concat(), "--smtp needs --base-url"),
        (
            [
                ["--smtp", "https://user:secret@mail.example.org"],
                from,
                base,
            ]
            .concat(),
            "must begin with smtp:// or smtps://",
        ),
        (
            [
                ["--smtp", "smtps://user:secret/secret@mail.example.org"],
                from,
                base,
            ]
            .concat(),
            "is no URL of a mail server",
        ),
        (
            [smtp, ["--mail-from", "surveys"], base].concat(),
            "`surveys` is no address",
        ),
    ] {
        let run = canvass(["serve"].into_iter().chain(settings));
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains(says), "{}", run.err);
        assert!(!run.err.contains("secret"), "{}", run.err);
    }
}
