//! The research team's side of a return: receipts verified, returns opened again, feedback read.

use super::{director_and_eva, state};
use crate::support::{Browser, Server, on_every_database};

/// A1's return, submitted, with its director.
fn submitted(server: &Server) -> Browser {
    let (mut director, _) = director_and_eva(server);
    director.answer("first", &[("q.has-team", "no"), ("q.tools", "forms")]);
    assert_eq!(director.signs().path, "/return/submitted");
    director
}

/// Writes the director's receipt to a file, changed by this; gives what `canvass verify` says of it.
fn verified(
    server: &Server,
    director: &mut Browser,
    change: impl Fn(String) -> String,
) -> (i32, String) {
    let receipt = director.get("/return/receipt");
    assert_eq!(receipt.status, 200, "{}", receipt.text);
    let file = server.path("receipt.json");
    std::fs::write(&file, change(receipt.text)).expect("a receipt can be written");
    let run = server.canvass(&["verify", &file.display().to_string()]);
    (run.code, run.out + run.err.as_str())
}

#[test]
fn a_receipt_is_verified_and_a_changed_one_is_not() {
    on_every_database(|server| {
        let mut director = submitted(server);
        let (code, said) = verified(server, &mut director, |receipt| receipt);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains("Ann Other, Director") && said.contains("current"));

        let (code, said) = verified(server, &mut director, |receipt| {
            receipt.replace("\"option\": \"no\"", "\"option\": \"yes\"")
        });
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("its answers are not those"), "{said}");
        let (code, said) = verified(server, &mut director, |receipt| {
            receipt.replace("Ann Other", "Someone Else")
        });
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("its signatory or its time"), "{said}");
        for (what, by) in [
            ("\"version\": 1", "\"version\": 7"),
            ("\"wave\": 1", "\"wave\": 2"),
            ("A small survey", "A large survey"),
            ("\"unit_name\": \"", "\"unit_name\": \"Not "),
        ] {
            let (code, said) = verified(server, &mut director, |receipt| {
                receipt.replacen(what, by, 1)
            });
            assert_eq!(code, 1, "{what}: {said}");
            assert!(said.contains("are not those of the return"), "{said}");
        }
        let (code, said) = verified(server, &mut director, |_| "{}".to_owned());
        assert_eq!(code, 3, "{said}");
        assert!(said.contains("no receipt of canvass"), "{said}");
    });
}

#[test]
fn a_reopened_return_keeps_what_was_submitted_and_its_receipt() {
    on_every_database(|server| {
        let mut director = submitted(server);
        let none = server.canvass(&["requests", "play"]).succeeded().out;
        assert!(none.contains("Nobody asks"), "{none}");
        director.posts("/return/reopening", &[("reason", "=A wrong number")]);
        let asked = server.canvass(&["requests", "play"]).succeeded().out;
        assert!(
            asked.contains("A1,Ayford,") && asked.contains("'=A wrong number"),
            "{asked}"
        );

        let first = director.get("/return/receipt").text;
        server.canvass(&["reopen", "play", "A1"]).succeeded();
        assert_eq!(state(server, "A1"), "saved");
        let tasks = director.get("/return");
        assert!(
            tasks.says("The research team opened this return again"),
            "{}",
            tasks.text
        );
        director.answer("second", &[("q.children", "12")]);
        director.signs();
        let (code, said) = verified(server, &mut director, |_| first.clone());
        assert_eq!(code, 0, "{said}");
        assert!(
            said.contains("in its history; the return was opened again"),
            "{said}"
        );
        let again = server.canvass(&["reopen", "play", "A2"]);
        assert_eq!(again.code, 3);
        assert!(
            again.err.contains("has not been submitted"),
            "{}",
            again.err
        );
        server.canvass(&["close", "play"]).succeeded();
        let closed = server.canvass(&["reopen", "play", "A1"]);
        assert!(
            closed.err.contains("takes no answers now"),
            "{}",
            closed.err
        );
    });
}

#[test]
fn what_was_submitted_before_is_read_by_those_who_answer_for_the_whole() {
    on_every_database(|server| {
        let mut director = submitted(server);
        let mut cy = {
            server.canvass(&["reopen", "play", "A1"]).succeeded();
            server.coordinator(&mut director, "Cy")
        };
        let mut eva = server.opened(&director.renews_link_of("Eva").link());
        director.answer(
            "first",
            &[("q.has-team", "other"), ("other.has-team.other", "Two")],
        );
        let tasks = director.get("/return");
        let earlier = tasks.text.split("/return/earlier/").nth(1);
        let reference = earlier.and_then(|rest| rest.split('"').next());
        let reference = reference
            .expect("the list leads to what was submitted")
            .to_owned();
        let path = format!("/return/earlier/{reference}");
        for reader in [&mut director, &mut cy] {
            assert!(reader.get("/return").says(&path));
            let page = reader.get(&path);
            assert!(
                page.says("Ann Other, Director") && page.says("<p>No</p>"),
                "{}",
                page.text
            );
            assert!(!page.says("Two"), "the answers are those that were sealed");
        }
        assert!(!eva.get("/return").says("Submitted before"));
        server.canvass(&["close", "play"]).succeeded();
        assert!(director.get("/return").says(&path), "after the close too");
        server.sql("UPDATE wave SET closed_at = NULL");
        assert_eq!(eva.get(&path).status, 403);
        assert_eq!(server.begun("A2").get(&path).status, 404);

        director.signs();
        let receipt = director.get("/return/submitted");
        assert!(receipt.says("Submitted before") && receipt.says(&path));
        let file = server.path("earlier.json");
        let earlier = director.get(&format!("{path}/receipt")).text;
        std::fs::write(&file, earlier).expect("a receipt can be written");
        let verified = server
            .canvass(&["verify", &file.display().to_string()])
            .succeeded();
        assert!(verified.out.contains("in its history"), "{}", verified.out);
    });
}

#[test]
fn all_that_was_ever_saved_of_a_return_is_listed() {
    on_every_database(|server| {
        let none = server.canvass(&["history", "play", "A1"]).succeeded().out;
        assert!(none.contains("has not been begun"), "{none}");
        let mut director = submitted(server);
        director.posts("/return/reopening", &[("reason", "=A wrong number")]);
        server.canvass(&["reopen", "play", "A1"]).succeeded();
        director.answer("first", &[("q.has-team", "yes"), ("q.tools", "")]);
        let history = server.canvass(&["history", "play", "A1"]).succeeded().out;
        let said: Vec<&str> = history
            .lines()
            .filter_map(|line| line.split_once(','))
            .map(|(_, rest)| rest)
            .collect();
        for line in [
            "the director,began,",
            "the director,q.has-team,No",
            "the director,q.tools,Forms",
            "the director,reopening-asked,'=A wrong number",
            "the research team,reopened,",
            "the director,q.has-team,Yes",
            "the director,q.tools,",
        ] {
            assert!(said.contains(&line), "{line} is missing:\n{history}");
        }
        assert!(
            history.contains(", signed by Ann Other, Director"),
            "{history}"
        );
        let nobody = server.canvass(&["history", "play", "X9"]);
        assert_eq!(nobody.code, 3, "{}", nobody.err);
    });
}

#[test]
fn what_people_say_of_the_questionnaire_is_read_as_csv() {
    on_every_database(|server| {
        let mut director = submitted(server);
        let none = server.canvass(&["feedback", "play"]).succeeded().out;
        assert!(none.contains("Nobody has said anything"), "{none}");
        director.posts(
            "/return/feedback",
            &[("ease", "easy"), ("better", "@SUM(1) shorter")],
        );
        let said = server.canvass(&["feedback", "play"]).succeeded().out;
        assert!(
            said.contains(",easy,'@SUM(1) shorter"),
            "formulae are guarded: {said}"
        );
    });
}
