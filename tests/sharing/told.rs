//! What each person is told: no more than what they can do, and what became of what they did.

use super::director_and_eva;
use crate::support::{Page, fill_in, fill_in_formula, on_every_database};

#[test]
fn a_colleague_is_not_told_that_they_could_decline() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let link = director.hands_to_new("Eva", &["second"]).link();
        let declining = "If you would rather not take part";
        assert!(!server.browser().get(&link).says(declining));
        assert!(server.browser().get(&server.link("A1")).says(declining));
    });
}

#[test]
fn a_section_that_nobody_touched_is_not_complete() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        director.answer("first", &[("q.has-team", "yes")]);
        let tasks = director.get("/return");
        assert!(
            tasks.says("0 of 2 sections complete. 1 more may be left empty."),
            "{}",
            tasks.text
        );
        director.answer("teams", &[("q.team-comment", "It helps")]);
        let tasks = director.get("/return");
        assert!(
            tasks.says("1 of 3 sections complete.</p>"),
            "{}",
            tasks.text
        );
    });
}

#[test]
fn how_many_words_may_be_written_is_said_before_they_are() {
    on_every_database(|server| {
        let page = server.begun("A1").get("/return/section/second");
        let hint = "id=\"q.comment-hint\">No more than 10 words.</p>";
        assert!(page.says(hint), "{}", page.text);
        assert!(
            page.says("aria-describedby=\"q.comment-hint\""),
            "{}",
            page.text
        );
    });
}

#[test]
fn whoever_holds_nothing_is_offered_nothing_to_hand_on() {
    on_every_database(|server| {
        let (_, mut eva) = director_and_eva(server);
        assert!(eva.get("/return/people").says("Which sections?"));
        let people = eva.hands_back("second");
        assert!(
            people.says("You hold no section now") && !people.says("Which sections?"),
            "{}",
            people.text
        );
    });
}

#[test]
fn words_to_send_with_a_link_say_from_whom_which_sections_and_until_when() {
    on_every_database(|server| {
        server.sql("UPDATE wave SET closes_on = '2999-12-31'");
        let mut director = server.begun("A1");
        director.posts("/return/people/me", &[("my-name", "Ann Other")]);
        let told = |page: &Page| page.value_of("message");
        let new = director.hands_to_new("Eva", &["first", "second"]);
        for part in [
            "by Ann Other to help to answer “A small survey” for Ayford",
            "These parts are yours to answer: The first part; The second part.",
            "Answers are taken until 31 December 2999.",
        ] {
            assert!(told(&new).contains(part), "{part}: {}", told(&new));
        }
        assert!(!new.says("has stopped working"));
        let again = director.renews_link_of("Eva");
        assert!(again.says("The link that they had before has stopped working."));
        assert!(told(&again).contains("The first part; The second part."));
        let coordinator = director.names_coordinator("Cy");
        assert!(told(&coordinator).contains("You are to coordinate the answers."));
    });
}

#[test]
fn each_answer_is_changed_where_it_stands() {
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        for (is_eva, section, place) in [
            (false, "first", "q.has-team.yes"),
            (false, "second", "q.barriers.money.yes"),
            (true, "second", "q.comment"),
        ] {
            let reader = if is_eva { &mut eva } else { &mut director };
            let change = format!("/return/section/{section}?from=check#{place}\"");
            assert!(reader.get("/return/check").says(&change), "{change}");
            let page = reader.get(&format!("/return/section/{section}"));
            assert!(page.says(&format!("id=\"{place}\"")), "{place}");
        }
        assert!(!eva.get("/return/check").says("/return/section/first?"));
    });
}

#[test]
fn a_workbook_says_which_of_its_answers_would_not_count_and_which_cell_has_no_result() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let file = server.path("filled.xlsx");
        std::fs::write(&file, director.get_bytes("/return/workbook.xlsx"))
            .expect("a test file can be written");
        fill_in(&file, "q.has-team", "No");
        fill_in(&file, "q.team-size", "Large");
        fill_in_formula(&file, "q.comment", "CONCATENATE(\"a\",\"b\")");
        let token = director.session_form_token();
        let token = [("form_token", token.as_str())];
        let bytes = std::fs::read(&file).expect("it is there");
        let preview = director.post_parts("/return/workbook", &token, &bytes);
        assert!(
            preview.says("The second part, B9:</strong> This is a formula without a result"),
            "{}",
            preview.text
        );
        let unasked = "With the other answers this question is not asked.";
        assert_eq!(preview.text.matches(unasked).count(), 1, "{}", preview.text);
        let (_, after) = preview
            .text
            .split_once("How large is it?")
            .expect("it is a change");
        assert!(after.contains(unasked));
    });
}
