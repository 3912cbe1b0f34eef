//! Every address of the site, asked for by everyone who might: each row of the table says who may, and
//! everybody else is refused and changes nothing.

mod cases;
mod office;

use canvass::web::{Who, routes};

use crate::support::{Page, Server, on_every_database, on_sqlite, write_folder};
use cases::{Case, case};
use office::{Office, Persona, SECRET, Standing};

/// The one address that takes a file, and saves nothing of it.
const UPLOAD: &str = "/return/workbook";

/// Where a report is served, which no return has to do with.
const REPORT: &str = "/report";

type Row = (&'static str, &'static str, Who);

/// Whether the table lets somebody of A1 through.
fn may(who: Who, persona: Persona) -> bool {
    use Persona::{Coordinator, Director, Holding, Nobody, TakenOut};
    match who {
        Who::Anybody => true,
        Who::LinkHolder | Who::Everyone => !matches!(persona, Nobody | TakenOut),
        Who::Editors | Who::Sharers => matches!(persona, Holding | Coordinator | Director),
        Who::Finishers => persona == Coordinator,
        Who::Leaders | Who::Inviters => matches!(persona, Coordinator | Director),
        Who::Signatory | Who::Director => persona == Director,
        Who::Holders => persona == Holding,
    }
}

/// How somebody is refused who may not.
fn refusal(who: Who, persona: Persona) -> u16 {
    match (persona, who) {
        (Persona::Nobody, Who::LinkHolder) => 404,
        (Persona::Nobody, _) => 401,
        (Persona::TakenOut, _) => 410,
        _ => 403,
    }
}

#[test]
fn pages_are_shown_to_those_who_may_read_them_and_to_nobody_else() {
    for standing in Standing::ALL {
        on_every_database(|server| {
            let mut office = Office::of(server, standing);
            let rows = routes().into_iter();
            for row in rows.filter(|row| row.0 != "POST" && !row.1.starts_with(REPORT)) {
                let case = case(row.0, row.1);
                if case.standing == standing {
                    others_are_refused(&mut office, row, &case);
                    for persona in Persona::OF_A1 {
                        if may(row.2, persona) {
                            let page = office.asks(persona, row, &case);
                            assert!(page.status < 400, "{row:?}, {persona:?}: {}", page.text);
                        }
                    }
                    leaks_nothing_to_another_council(&mut office, row, &case);
                }
            }
        });
    }
}

#[test]
fn forms_are_taken_from_those_who_may_send_them_and_from_nobody_else() {
    for row in routes().into_iter().filter(|row| row.0 == "POST") {
        let case = case(row.0, row.1);
        on_every_database(|server| {
            let mut office = Office::of(server, case.standing);
            others_are_refused(&mut office, row, &case);
            forged_forms_are_refused(&mut office, row, &case);
            forms_of_other_sites_are_refused(&mut office, row, &case);
            leaks_nothing_to_another_council(&mut office, row, &case);
        });
        for persona in Persona::OF_A1.into_iter().filter(|one| may(row.2, *one)) {
            on_every_database(|server| is_taken(server, persona, row, &case));
        }
    }
}

/// A form does what it is for, whoever of those sends it who may.
fn is_taken(server: &Server, persona: Persona, row: Row, case: &Case) {
    let mut office = Office::of(server, case.standing);
    let before = server.tables();
    let page = office.asks(persona, row, case);
    if row.1 == UPLOAD {
        assert!(page.says("Choose the workbook"), "{}", page.text);
        return;
    }
    assert!(page.status < 400, "{row:?}, {persona:?}: {}", page.text);
    assert!(
        before != server.tables(),
        "{row:?} does what it is for, for {persona:?}"
    );
}

#[test]
fn a_report_is_for_anybody_where_one_is_served() {
    on_sqlite(|server| {
        let report = server.path("report");
        for (folder, name) in [("", "index.html"), ("charts", "a"), ("tables", "a")] {
            write_folder(&report.join(folder), [(name, "A report")]);
        }
        let with_report = ["--report".to_owned(), report.display().to_string()];
        let served = server.another(&with_report);
        for (method, path, who) in routes() {
            if !path.starts_with(REPORT) {
                continue;
            }
            assert_eq!((method, who), ("GET", Who::Anybody), "{path}");
            let name = if path == "/report/{name}" {
                "index.html"
            } else {
                "a"
            };
            let path = path.replace("{name}", name);
            let page = served.browser().get(&path);
            assert!(page.status == 200 && page.says("A report"), "{path}");
            let page = server.browser().get(&path);
            assert_eq!(page.status, 404, "{path} is not there without a report");
        }
    });
}

/// With every section and everybody that an address can name.
fn others_are_refused(office: &mut Office<'_>, row: Row, case: &Case) {
    one_is_refused(office, row, case);
    if row.1.contains("{section}") {
        let form: &[(&str, &str)] = match row.0 {
            "POST" => &[("shown", "q.tools:0"), ("q.tools", "forms")],
            _ => &[],
        };
        let standing = case.standing;
        office.section = "first";
        one_is_refused(office, row, &Case { standing, form });
        office.section = "second";
    }
    if row.1.contains("{person}") {
        for number in office.numbers.clone() {
            office.number = number;
            one_is_refused(office, row, case);
            leaks_nothing_to_another_council(office, row, case);
        }
        office.number.clone_from(&office.numbers[0]);
    }
}

fn one_is_refused(office: &mut Office<'_>, row: Row, case: &Case) {
    let before = office.server.tables();
    for persona in Persona::OF_A1 {
        // A colleague holds the second section alone.
        let holds = persona != Persona::Holding || row.0 == "GET" || office.section == "second";
        if may(row.2, persona) && holds {
            continue;
        }
        let page = office.asks(persona, row, case);
        assert_eq!(
            page.status,
            refusal(row.2, persona),
            "{row:?}, {persona:?}: {}",
            page.text
        );
        tells_nothing(&page, row);
    }
    assert!(
        before == office.server.tables(),
        "{row:?}: who is refused changes nothing"
    );
}

/// Whoever answers for another council reaches their own return and never this one.
fn leaks_nothing_to_another_council(office: &mut Office<'_>, row: Row, case: &Case) {
    let before = office.seen_by_its_director();
    let page = office.asks(Persona::Elsewhere, row, case);
    tells_nothing(&page, row);
    if row.1.contains("{person}") {
        assert_eq!(page.status, 403, "{row:?}");
    }
    assert!(
        before == office.seen_by_its_director(),
        "{row:?}: another council’s return stays as it is"
    );
}

/// The form must carry the token of a session of this very person, or of this link.
fn forged_forms_are_refused(office: &mut Office<'_>, row: Row, case: &Case) {
    let first = Persona::OF_A1.into_iter().find(|one| may(row.2, *one));
    let first = first.expect("somebody may use each address");
    let before = office.server.tables();
    for token in [
        None,
        Some(String::new()),
        Some("0".repeat(64)),
        Some(office.token_from_elsewhere(row.2)),
    ] {
        let page = office.sends(first, row, case, token.as_deref());
        assert_eq!(page.status, 403, "{row:?} with {token:?}: {}", page.text);
        assert!(page.says("out of date"), "{}", page.text);
    }
    assert!(
        before == office.server.tables(),
        "{row:?}: a forged form changes nothing"
    );
}

/// A browser tells which site a form comes from: one of another site is refused, whatever token it carries.
fn forms_of_other_sites_are_refused(office: &mut Office<'_>, row: Row, case: &Case) {
    let first = Persona::OF_A1.into_iter().find(|one| may(row.2, *one));
    let first = first.expect("somebody may use each address");
    let before = office.server.tables();
    for said in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://elsewhere.example"),
    ] {
        office.browser(first).from = Some(said);
        let page = office.asks(first, row, case);
        assert_eq!(page.status, 403, "{row:?} with {said:?}: {}", page.text);
        tells_nothing(&page, row);
    }
    office.browser(first).from = None;
    assert!(
        before == office.server.tables(),
        "{row:?}: another site’s form changes nothing"
    );
}

#[test]
fn forms_of_this_site_are_taken_whatever_is_told_of_where_they_come_from() {
    on_every_database(|server| {
        let host = server.address().to_owned().leak();
        for said in [
            ("sec-fetch-site", "same-origin"),
            ("sec-fetch-site", "none"),
            ("origin", "null"),
            ("origin", host),
        ] {
            let mut director = server.begun("A1");
            director.from = Some(said);
            let page = director.posts("/return/people/me", &[("my-name", "Ann")]);
            assert_eq!(page.status, 200, "{said:?}: {}", page.text);
        }
    });
}

fn tells_nothing(page: &Page, row: Row) {
    assert!(
        !page.says(SECRET) && !page.says("Ayford"),
        "{row:?}: {}",
        page.text
    );
}

#[test]
fn numbers_of_another_councils_people_open_nothing() {
    on_every_database(|server| {
        let mut office = Office::of(server, Standing::Open);
        let mut elsewhere = server.begun("A3");
        let _other = server.colleague(&mut elsewhere, "Ola", &["second"]);
        let theirs = elsewhere.number_of("Ola");
        let before = server.tables();
        let director = office.browser(Persona::Director);
        for number in [theirs.as_str(), "0", "-1", "999999"] {
            let path = format!("/return/people/{number}");
            assert_eq!(
                director.posts(&format!("{path}/link"), &[]).status,
                403,
                "{number}"
            );
            assert_eq!(
                director.posts(&format!("{path}/remove"), &[]).status,
                403,
                "{number}"
            );
            let hand = [("to", number), ("section", "second")];
            assert_eq!(
                director.posts("/return/people", &hand).status,
                403,
                "{number}"
            );
        }
        for number in ["x", "99999999999999"] {
            let page = director.posts(&format!("/return/people/{number}/link"), &[]);
            assert_eq!(page.status, 404);
            assert!(page.says("<h1>"), "it is a page of ours: {}", page.text);
        }
        let hand = [("to", "x"), ("section", "second")];
        assert_eq!(director.posts("/return/people", &hand).status, 400);
        assert_eq!(director.get("/return/section/none").status, 404);
        assert_eq!(
            director.posts_answers("none", &[("q.comment", "x")]).status,
            404
        );
        assert!(before == server.tables(), "nothing has changed");
    });
}

#[test]
fn other_methods_find_nothing() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let before = server.tables();
        let page = director.posts("/return/check", &[]);
        assert!(matches!(page.status, 404 | 405), "{}", page.status);
        for path in [
            "/return/ready",
            "/return/take-back",
            "/return/change-mind",
            "/return/feedback",
        ] {
            let page = director.get(path);
            assert!(
                matches!(page.status, 404 | 405),
                "{path} changes something, so it is never opened"
            );
        }
        assert!(before == server.tables());
    });
}
