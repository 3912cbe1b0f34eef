//! How much a page, and a form, asks of the database: never once a question, a person or a revision.

use std::collections::BTreeMap;

use crate::support::{Browser, Logging, Page, Server, fill_in, on_every_database};

/// The most statements of any page, beside those that begin and end a transaction.
const MOST: usize = 12;

#[test]
fn no_page_and_no_form_asks_more_of_the_database_for_more_answers_people_or_revisions() {
    on_every_database(|server| {
        let logging = server.logging();
        let mut director = server.begun("A1");
        // A server reads a survey once; its first page is no page like the others.
        logging.browser().get(&server.link("A2"));
        mail_waits(server);
        let few = asked(server, &logging, "1");
        for person in 0..8 {
            let people = director.get("/return/people");
            let name = format!("Person {person}");
            let new = [("section", "teams"), ("to", "new"), ("name", name.as_str())];
            let added = director.submit(&people, "/return/people", &new);
            assert_eq!(added.status, 200, "{}", added.text);
        }
        mail_waits(server);
        for revision in 10..30 {
            let words = format!("Said {revision} times");
            director.answer(
                "second",
                &[("q.comment", &words), ("q.barriers.time", "no")],
            );
        }
        let many = asked(server, &logging, "2");
        let counts = |pages: &Pages| -> Vec<usize> { pages.values().map(Vec::len).collect() };
        assert_eq!(counts(&few), counts(&many), "{few:#?}\n{many:#?}");
        let counted = many.values().filter(|statements| !statements.is_empty());
        assert_eq!(counted.count(), many.len(), "every page asks who it is for");
        assert!(
            many.values().all(|statements| statements.len() <= MOST),
            "{many:#?}"
        );
    });
}

/// Queues a mail to everybody who has a link.
fn mail_waits(server: &Server) {
    server.sql(
        "INSERT INTO mail (person_id, kind, queued_at, tries, next_try_at) \
         SELECT id, 'invited', 0, 0, 0 FROM person",
    );
}

/// The statements of each page, each by its first words.
type Pages = BTreeMap<&'static str, Vec<String>>;

/// Somebody at a page, whose statements are counted.
struct Count<'l> {
    logging: &'l Logging,
    browser: Browser,
    pages: Pages,
}

impl Count<'_> {
    fn get(&mut self, name: &'static str, path: &str) -> Page {
        let (statements, page) = self.logging.statements(|| self.browser.get_once(path));
        assert_eq!(page.status, 200, "{path}: {}", page.text);
        self.pages.insert(name, statements);
        page
    }

    /// Posts a form of this session with some more pairs; it must lead somewhere.
    fn post(&mut self, name: &'static str, path: &str, pairs: &[(&str, &str)], status: u16) {
        let token = self.browser.session_form_token();
        let token = [("form_token", token.as_str())];
        let pairs: Vec<_> = token.into_iter().chain(pairs.iter().copied()).collect();
        let (statements, page) = self
            .logging
            .statements(|| self.browser.post_once(path, &pairs));
        assert_eq!(page.status, status, "{path}: {}", page.text);
        self.pages.insert(name, statements);
    }

    /// Posts a section as a page of it would.
    fn save(&mut self, name: &'static str, page: &Page, answers: &[(&str, &str)], status: u16) {
        let shown = page.hidden_fields(SECOND).into_iter();
        let shown: Vec<String> = shown
            .filter(|(name, _)| name == "shown")
            .map(|(_, shown)| shown)
            .collect();
        let shown = shown.iter().map(|shown| ("shown", shown.as_str()));
        let pairs: Vec<_> = shown.chain(answers.iter().copied()).collect();
        self.post(name, SECOND, &pairs, status);
    }
}

const SECOND: &str = "/return/section/second";

/// The statements of each page and each form. Once around, every field of a section is answered anew.
fn asked(server: &Server, logging: &Logging, round: &str) -> Pages {
    let mut count = Count {
        logging,
        browser: logging.browser(),
        pages: Pages::new(),
    };
    arrives(server, &mut count);
    answers(&mut count, round);
    shares(&mut count, round);
    goes_offline(server, &mut count, round);
    hands_in(server, &mut count);
    count.pages
}

fn arrives(server: &Server, count: &mut Count<'_>) {
    let link = server.link("A1");
    let landing = count.get("a link's first page", &link);
    count.get("every question", &format!("{link}/questions"));
    count.get(
        "every question on paper",
        &format!("{link}/questionnaire.pdf"),
    );
    let (statements, begun) = {
        let browser = &mut count.browser;
        count
            .logging
            .statements(|| browser.submit_once(&landing, &link, &[]))
    };
    assert_eq!(begun.status, 303, "{}", begun.text);
    count.pages.insert("beginning, or going on", statements);
}

fn answers(count: &mut Count<'_>, round: &str) {
    count.browser.answer("first", &[("q.has-team", "yes")]);
    count.get("the list of sections", "/return");
    count.get("the people", "/return/people");
    count.get("everything checked", "/return/check");
    count.get("all answers", "/return/answers");
    count.get("a short section", "/return/section/teams");
    let page = count.get("a long section", SECOND);
    let barrier = if round == "1" { "yes" } else { "no" };
    let everything = [
        ("q.barriers.money", barrier),
        ("q.barriers.time", barrier),
        ("q.comment", round),
        ("q.children", round),
    ];
    count.save("everything on a page saved", &page, &everything, 303);
    count.save("everything saved as it was", &page, &everything, 303);
    let other = [
        everything[0],
        everything[1],
        ("q.comment", "Something else"),
        ("q.children", "77"),
    ];
    count.save("two answers changed meanwhile", &page, &other, 409);
    let wrong = [&everything[..3], &[("q.children", "many")]].concat();
    count.save("a page with errors", &page, &wrong, 422);
}

fn shares(count: &mut Count<'_>, round: &str) {
    let me = [("my-name", "Ann")];
    count.post("one's own name", "/return/people/me", &me, 303);
    let name = format!("Somebody {round}");
    let new = [("section", "teams"), ("to", "new"), ("name", &name)];
    count.post("somebody brought in", "/return/people", &new, 200);
    let number = count.browser.number_of(&name);
    let to = [("section", "second"), ("to", number.as_str())];
    count.post("a section handed on", "/return/people", &to, 303);
    let person = format!("/return/people/{number}");
    count.post("a link made anew", &format!("{person}/link"), &[], 200);
    count.post("somebody taken out", &format!("{person}/remove"), &[], 303);
}

fn goes_offline(server: &Server, count: &mut Count<'_>, round: &str) {
    count.get("the page of workbooks", "/return/workbook");
    count.get("answers on paper", "/return/answers.pdf");
    let browser = &mut count.browser;
    let (statements, workbook) = count
        .logging
        .statements(|| browser.get_bytes("/return/workbook.xlsx"));
    count.pages.insert("a workbook", statements);
    let file = server.path("counted.xlsx");
    std::fs::write(&file, workbook).expect("a test file can be written");
    fill_in(&file, "q.comment", &format!("Offline {round}"));
    let file = std::fs::read(&file).expect("the workbook is there");
    let token = browser.session_form_token();
    let token = [("form_token", token.as_str())];
    let (statements, preview) = count
        .logging
        .statements(|| browser.post_parts("/return/workbook", &token, &file));
    assert!(preview.says("One answer would change"), "{}", preview.text);
    count.pages.insert("a workbook read", statements);
    let (statements, saved) = count
        .logging
        .statements(|| browser.submit_once(&preview, "/return/workbook/save", &[]));
    assert_eq!(saved.status, 303, "{}", saved.text);
    count.pages.insert("a workbook saved", statements);
}

/// Declined, taken up again, signed, and opened again by the research team.
fn hands_in(server: &Server, count: &mut Count<'_>) {
    count.get("declining", "/return/decline");
    count.post("declined", "/return/decline", &[("reason", "No time")], 303);
    count.get("not taking part", "/return/declined");
    count.post("a mind changed", "/return/change-mind", &[], 303);
    let check = count.browser.get("/return/check");
    let fields = check.hidden_fields("/return/submit");
    let read = fields.iter().find(|(name, _)| name == "read");
    let read = read.map(|(_, value)| value.as_str()).unwrap_or_default();
    let signed = [("signatory", "Ann"), ("read", read)];
    count.post("handing in", "/return/submit", &signed, 303);
    count.get("the receipt", "/return/submitted");
    count.get("the receipt as a file", "/return/receipt");
    let said = [("ease", "easy"), ("better", "Nothing")];
    count.post("feedback", "/return/feedback", &said, 303);
    let reason = [("reason", "A wrong number")];
    count.post("opening asked for", "/return/reopening", &reason, 303);
    server.canvass(&["reopen", "play", "A1"]).succeeded();
    let tasks = count.get("the list opened again", "/return");
    let earlier = tasks.text.split("/return/earlier/").nth(1);
    let earlier = earlier.and_then(|rest| rest.split('"').next());
    let earlier = format!("/return/earlier/{}", earlier.unwrap_or_default());
    count.get("what was submitted before", &earlier);
    count.get("its receipt", &format!("{earlier}/receipt"));
}
