//! A return from its link to its receipt, and a survey from publication to report.

use crate::support::{Page, on_every_database};

const TICKED: &str = " checked";

/// What a signatory gives of themselves.
const SIGNED: &[(&str, &str)] = &[("signatory", "Ann Other, Director")];

#[test]
fn a_return_goes_from_link_to_receipt_and_into_the_findings() {
    on_every_database(|server| {
        let mut officer = server.begun("A1");
        let more = officer.answer("first", &[("q.has-team", "yes"), ("q.tools", "forms")]);
        assert_eq!(more.path, "/return/section/first?more=1");
        assert!(more.says("one more question"), "{}", more.text);
        let second = officer.answer(
            "first",
            &[
                ("q.has-team", "yes"),
                ("q.team-size", "large"),
                ("q.tools", "forms"),
                ("q.tools", "meetings"),
            ],
        );
        assert_eq!(second.path, "/return/section/second");
        let third = officer.answer(
            "second",
            &[
                ("q.barriers.money", "yes"),
                ("q.comment", "Not enough funding\r\nanywhere"),
                ("q.children", "1,000"),
                ("q.since", "1 April 2019"),
            ],
        );
        assert_eq!(third.path, "/return/section/teams");
        let check = officer.answer(
            "teams",
            &[("q.team-comment", "It helps <families> & carers")],
        );
        assert_eq!(check.path, "/return/check");
        assert!(
            check.says("It helps &lt;families&gt; &amp; carers"),
            "{}",
            check.text
        );
        assert!(
            check.says("You said Yes. What does the Large team do?"),
            "{}",
            check.text
        );
        assert!(check.says("1000 children") && check.says("1 April 2019"));
        assert!(check.says("Money: Yes") && check.says("Time: not answered"));

        let receipt = officer.submit(&check, "/return/submit", SIGNED);
        assert_eq!(receipt.path, "/return/submitted");
        let reference = reference(&receipt);
        let again = officer.submit(&check, "/return/submit", SIGNED);
        assert_eq!(
            self::reference(&again),
            reference,
            "a second press changes nothing"
        );
        assert!(officer.get("/return/answers").says(&reference));

        let status = server.canvass(&["status", "play", "--csv"]).succeeded().out;
        let line = status
            .lines()
            .find(|line| line.starts_with("A1,"))
            .expect("A1 is in the frame");
        assert!(
            line.contains(",submitted,") && line.ends_with(&reference),
            "{line}"
        );

        server.canvass(&["close", "play"]).succeeded();
        let (frozen, report) = (server.path("frozen"), server.path("report"));
        let (frozen, out) = (frozen.display().to_string(), report.display().to_string());
        server
            .canvass(&["freeze", "play", "--out", &frozen])
            .succeeded();
        crate::support::canvass(["report", &frozen, "--out", &out]).succeeded();
        let findings =
            std::fs::read_to_string(report.join("findings.json")).expect("findings are written");
        let findings: serde_json::Value =
            serde_json::from_str(&findings).expect("findings are JSON");
        let figure = |key: &str| {
            let figure = &findings["figures"][key];
            (
                figure["count"].as_u64(),
                figure["base"].as_u64(),
                figure["percent"].as_u64(),
            )
        };
        assert_eq!(figure("participation"), (Some(1), Some(4), Some(25)));
        assert_eq!(figure("team-size/large"), (Some(1), Some(1), Some(100)));
        assert_eq!(figure("barriers/money/yes"), (Some(1), Some(1), Some(100)));
        assert_eq!(
            figure("barriers/time/yes"),
            (Some(0), Some(0), None),
            "nobody answered that row"
        );
        assert_eq!(figure("themes/money"), (Some(1), Some(1), Some(100)));
    });
}

fn reference(receipt: &Page) -> String {
    let after = receipt.text.split("class=\"reference\">").nth(1);
    let reference = after.and_then(|rest| rest.split('<').next());
    reference.expect("the receipt shows a reference").to_owned()
}

#[test]
fn opening_a_link_changes_nothing_and_saved_answers_come_back() {
    on_every_database(|server| {
        let mut scanner = server.browser();
        for _ in 0..3 {
            assert_eq!(scanner.get(&server.link("A2")).status, 200);
            assert_eq!(
                scanner
                    .get(&format!("{}/questions", server.link("A2")))
                    .status,
                200
            );
        }
        assert!(
            scanner.cookies.is_empty(),
            "opening a link starts no session"
        );
        let status = server.canvass(&["status", "play", "--csv"]).succeeded().out;
        assert!(
            status.contains("A2,Beeford,North,not started,20"),
            "{status}"
        );

        server
            .begun("A2")
            .answer("second", &[("q.barriers.time", "no"), ("then", "list")]);
        let page = server.begun("A2").get("/return/section/second");
        let saved = page
            .text
            .split("id=\"q.barriers.time.no\"")
            .nth(1)
            .expect("the option is there");
        assert!(saved[..80].contains(TICKED), "{}", &saved[..80]);
        let status = server.canvass(&["status", "play", "--csv"]).succeeded().out;
        assert!(status.contains("A2,Beeford,North,saved,"), "{status}");
    });
}

#[test]
fn what_is_required_is_asked_for_at_submission_and_not_before() {
    on_every_database(|server| {
        let mut officer = server.begun("A3");
        officer.answer("second", &[("q.barriers.money", "no")]);
        let check = officer.get("/return/check");
        let refused = officer.submit(&check, "/return/submit", SIGNED);
        assert_eq!(refused.status, 422);
        assert!(
            refused.says("Please answer: Do you have a team?"),
            "{}",
            refused.text
        );
        assert!(refused.says("href=\"/return/section/first#q.has-team.yes\""));
        assert_eq!(officer.get("/return/submit").path, "/return/check");
    });
}

#[test]
fn an_answer_that_is_routed_past_comes_back_with_its_route() {
    on_every_database(|server| {
        let mut officer = server.begun("A1");
        officer.answer("first", &[("q.has-team", "yes")]);
        officer.answer("first", &[("q.has-team", "yes"), ("q.team-size", "small")]);
        let without = officer.answer("first", &[("q.has-team", "no"), ("q.team-size", "small")]);
        assert_eq!(
            without.path, "/return/section/second",
            "the section on teams is not shown"
        );
        assert!(
            !officer
                .get("/return/section/first")
                .says("How large is it?")
        );
        assert_eq!(officer.get("/return/section/teams").status, 404);
        officer.answer("first", &[("q.has-team", "yes")]);
        let back = officer.get("/return/section/first");
        let saved = back
            .text
            .split("id=\"q.team-size.small\"")
            .nth(1)
            .expect("the option is back");
        assert!(saved[..80].contains(TICKED), "{}", &saved[..80]);
    });
}

#[test]
fn rows_and_options_that_are_routed_past_come_back_too() {
    on_every_database(|server| {
        let mut officer = server.begun("A1");
        officer.answer(
            "first",
            &[
                ("q.has-team", "yes"),
                ("q.tools", "forms"),
                ("q.tools", "software"),
            ],
        );
        officer.answer(
            "second",
            &[("q.barriers.turnover", "no"), ("q.barriers.money", "yes")],
        );
        officer.answer("first", &[("q.has-team", "no"), ("q.tools", "forms")]);
        let without = officer.get("/return/section/second");
        assert!(!without.says("Turnover"));
        officer.answer("second", &[("q.barriers.money", "no")]);
        let check = officer.get("/return/check");
        assert!(
            !check.says("Software") && !check.says("Turnover"),
            "{}",
            check.text
        );

        officer.answer("first", &[("q.has-team", "yes"), ("q.tools", "forms")]);
        let check = officer.get("/return/check");
        assert!(check.says("Turnover: No"), "{}", check.text);
        assert!(check.says("Money: No"));
    });
}

#[test]
fn a_note_is_no_question_that_has_just_appeared() {
    on_every_database(|server| {
        let next = server.begun("A1").answer("first", &[("q.has-team", "no")]);
        assert_eq!(next.path, "/return/section/second");
        let strange = server
            .begun("A1")
            .get("/return/section/first?more=x&more=99");
        assert_eq!(strange.status, 200, "{}", strange.text);
    });
}

/// A form whose body comes only after the wave was closed is not saved, however early its headers came.
#[test]
fn a_save_under_way_when_the_wave_closes_is_refused_or_kept_and_never_lost() {
    on_every_database(|server| {
        let mut officer = server.begun("A4");
        let token = officer.get("/return/section/second").form_token();
        let body = format!("form_token={token}&shown=q.comment:0&q.comment=Too+late");
        let slow = officer.begin_post("/return/section/second", &body);
        server.canvass(&["close", "play"]).succeeded();
        assert_eq!(slow.finish(&body), 409);
        assert!(!officer.get("/return/answers").says("Too late"));
    });
}

#[test]
fn a_closed_wave_keeps_what_was_saved_and_takes_no_more() {
    on_every_database(|server| {
        let mut officer = server.begun("A4");
        let before = officer.get("/return/section/second");
        officer.answer(
            "second",
            &[("q.barriers.time", "yes"), ("q.comment", "First words")],
        );
        server.canvass(&["close", "play"]).succeeded();
        let refused = officer.submit(
            &before,
            "/return/section/second",
            &[("q.comment", "Later words")],
        );
        assert_eq!(refused.status, 409);
        let kept = officer.get("/return");
        assert_eq!(kept.path, "/return/answers");
        assert!(
            kept.says("First words") && !kept.says("Later words"),
            "{}",
            kept.text
        );
        assert!(
            server
                .browser()
                .get(&server.link("A4"))
                .says("This survey has closed")
        );

        let frozen = server.path("frozen");
        let run = server.canvass(&["freeze", "play", "--out", &frozen.display().to_string()]);
        assert!(
            run.succeeded()
                .out
                .contains("0 submitted returns, 1 partial")
        );
        let data = std::fs::read_to_string(frozen.join("data.csv")).expect("the data are frozen");
        assert!(data.contains("A4,partial,,South"), "{data}");
        assert!(
            data.contains(".not-reached") && data.contains(".skipped"),
            "{data}"
        );
    });
}

#[test]
fn a_reissued_link_replaces_the_old_one_at_once() {
    on_every_database(|server| {
        let mut officer = server.begun("A1");
        officer.answer("second", &[("q.comment", "Saved before")]);
        let file = server.path("again.csv").display().to_string();
        server
            .canvass(&["links", "play", "--reissue", "A1", "--out", &file])
            .succeeded();
        assert_eq!(server.browser().get(&server.link("A1")).status, 410);
        assert_eq!(officer.get("/return").status, 410, "its session ends too");
        let links = server.read_links("again.csv");
        assert_eq!(links.len(), 1);
        let mut again = server.browser();
        let landing = again.get(&links["A1"]);
        again.submit(&landing, &links["A1"], &[]);
        assert!(again.get("/return/section/second").says("Saved before"));
        let nothing = server.canvass(&["links", "play", "--out", &file]);
        assert_eq!(nothing.code, 3, "a file of links is not overwritten");
    });
}
