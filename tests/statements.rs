//! How much a page asks of the database: never once a question, a person or a revision.

use std::collections::BTreeMap;

use crate::support::{Browser, Logging, on_every_database};

/// The most statements of any page, beside those that begin and end a transaction.
const MOST: usize = 8;

#[test]
fn no_page_asks_more_of_the_database_for_more_answers_people_or_revisions() {
    on_every_database(|server| {
        let logging = server.logging();
        let mut director = logging.browser();
        let link = server.link("A1");
        let landing = director.get(&link);
        director.submit(&landing, &link, &[]);
        let few = asked(&logging, &mut director, "1");
        for person in 0..8 {
            let people = director.get("/return/people");
            let name = format!("Person {person}");
            let new = [("section", "teams"), ("to", "new"), ("name", name.as_str())];
            let added = director.submit(&people, "/return/people", &new);
            assert_eq!(added.status, 200, "{}", added.text);
        }
        for revision in 10..30 {
            let words = format!("Said {revision} times");
            director.answer(
                "second",
                &[("q.comment", &words), ("q.barriers.time", "no")],
            );
        }
        let many = asked(&logging, &mut director, "2");
        let counts = |pages: &Pages| -> Vec<usize> { pages.values().map(Vec::len).collect() };
        assert_eq!(counts(&few), counts(&many), "{few:#?}\n{many:#?}");
        assert!(
            many.values().all(|statements| statements.len() <= MOST),
            "{many:#?}"
        );
    });
}

/// The statements of each page, each by its first words.
type Pages = BTreeMap<&'static str, Vec<String>>;

/// The statements of each page. Once around, every field on it is answered anew.
fn asked(logging: &Logging, director: &mut Browser, round: &str) -> Pages {
    let mut pages = BTreeMap::new();
    let mut get = |director: &mut Browser, name: &'static str, path: &str| {
        let (statements, page) = logging.statements(|| director.get_once(path));
        assert_eq!(page.status, 200, "{path}: {}", page.text);
        pages.insert(name, statements);
        page
    };
    director.answer("first", &[("q.has-team", "yes")]);
    get(director, "the list of sections", "/return");
    get(director, "the people", "/return/people");
    get(director, "everything checked", "/return/check");
    get(director, "all answers", "/return/answers");
    get(director, "a short section", "/return/section/teams");
    let page = get(director, "a long section", "/return/section/second");
    let mut save = |name: &'static str, answers: &[(&str, &str)]| {
        let mut pairs = vec![("form_token", page.form_token())];
        let hidden = page.hidden_fields("/return/section/second").into_iter();
        let shown = hidden.filter(|(name, _)| name == "shown");
        pairs.extend(shown.map(|(_, shown)| ("shown", shown)));
        let answers = answers
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        pairs.extend(answers);
        let pairs: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let (statements, page) =
            logging.statements(|| director.post_once("/return/section/second", &pairs));
        assert_eq!(page.status, 303, "{}", page.text);
        pages.insert(name, statements);
    };
    let barrier = if round == "1" { "yes" } else { "no" };
    let everything = [
        ("q.barriers.money", barrier),
        ("q.barriers.time", barrier),
        ("q.comment", round),
        ("q.children", round),
    ];
    save("everything on a page saved", &everything);
    save("everything saved as it was", &everything);
    pages
}
