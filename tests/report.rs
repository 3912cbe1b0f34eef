//! The report as a page: what it refuses, what it needs, and what it explains.

use std::collections::BTreeSet;
use std::fs;

use crate::support::{
    canvass, copy_folder, demo, findings, folder, in_report, lines, simulated_of, write_folder,
};

#[test]
fn a_report_refuses_keys_that_are_not_there_and_numbers_by_hand() {
    let dir = demo();
    let frozen = dir.path().join("frozen");
    let prose = "## Strategy\n\n{has-stratgy/no} have none, and 56% is by hand.\n\n{chart cause}\n\n<b>bold</b>\n\n\
                 R&amp;D – `12` and 77 here.\n\n{chart has-strategy@region}\n";
    fs::write(frozen.join("survey/report.md"), prose).expect("the prose can be edited");
    let (from, out) = (
        frozen.display().to_string(),
        dir.path().join("refused").display().to_string(),
    );
    let refused = canvass(["report", &from, "--out", &out]);
    assert_eq!(refused.code, 1);
    for said in [
        "there is no finding `has-stratgy/no`",
        "did you mean `has-strategy/no`?",
        "report.md:3:1",
        "`56` is written by hand",
        "report.md:3:33",
        "there is no table `cause`",
        "did you mean `causes`?",
        "`<b>` is HTML",
        "`12` is written by hand",
        "`77` is written by hand",
        "`has-strategy@region` has too many parts for a chart",
    ] {
        assert!(
            refused.err.contains(said),
            "{said} is not in\n{}",
            refused.err
        );
    }
    assert!(!dir.path().join("refused").exists(), "nothing is written");
}

#[test]
fn a_table_of_the_prose_scrolls_under_the_name_of_its_section() {
    let dir = demo();
    let frozen = dir.path().join("frozen");
    let prose = "## Strategy\n\n| Strategy | Share |\n|---|---|\n| None | {has-strategy/no} |\n";
    fs::write(frozen.join("survey/report.md"), prose).expect("the prose can be edited");
    let out = dir.path().join("with-table");
    let (from, to) = (frozen.display().to_string(), out.display().to_string());
    canvass(["report", &from, "--out", &to]).succeeded();
    let html = fs::read_to_string(out.join("index.html")).expect("the report is written");
    let (_, table) = html
        .split_once("role=\"region\" aria-label=\"Table under “Strategy”\">")
        .expect("the table has a name");
    let (table, _) = table.split_once("</table>").expect("a table ends");
    assert!(table.contains(">56%</a>"), "{table}");
}

#[test]
fn the_report_is_one_page_that_needs_nothing_else() {
    let dir = demo();
    let html =
        fs::read_to_string(dir.path().join("report/index.html")).expect("the report is written");
    for reach in ["<link rel=\"stylesheet\"", " src=", "@import", "url("] {
        assert!(!html.contains(reach), "{reach}");
    }
    assert!(html.contains("made-up example"));
    assert!(html.contains("Contains OS data © Crown copyright and database right 2023"));
    assert!(html.contains("Ofsted, Department for Education"));
    let comments = fs::read_to_string(folder(
        "survey-definitions/reunification-practice/example/comments.csv",
    ))
    .expect("the comments are there");
    let mut reader = csv::Reader::from_reader(comments.as_bytes());
    for record in reader.records() {
        let record = record.expect("the comments are CSV");
        assert!(
            record[2].len() < 40 || !html.contains(&record[2]),
            "a comment is in the report"
        );
    }
}

#[test]
fn the_report_says_how_sure_its_numbers_are() {
    let dir = demo();
    let html = in_report(dir.path(), "index.html");
    for said in [
        "How sure are these numbers?",
        "as if their names had been drawn from a hat",
        "95% range, of 153 authorities",
        "73 to 98 of 153 authorities",
        "The 95% range<span class=\"drawn\">, drawn as a thin line under each bar,</span> is how far the share of all 153 authorities may \
         lie from what is shown, if those that answered were like a random draw.",
        "and so they are called 95% ranges",
        "Did some kinds of authorities answer more than others?",
        "match all authorities by “Region” and “Ofsted rating”",
        "A large p is no proof that there is no difference.",
    ] {
        assert!(html.contains(said), "{said}");
    }
    assert!(!html.contains("are not estimates for all"));
    let frozen = dir.path().join("frozen").display().to_string();
    let said = canvass(["bases", &frozen, "--explain", "has-strategy/no"]).succeeded();
    assert!(
        said.out.contains(
            "If those that answered were like a random draw, the same is true of 73 to 98 of 153 authorities; \
             ranges made in this way hold the true number at least 19 times in 20."
        ),
        "{}",
        said.out
    );
}

#[test]
fn a_declared_fact_has_its_unit_wherever_it_stands() {
    let dir = demo();
    let facts = lines(&in_report(dir.path(), "tables/facts.csv"));
    let cell = |key: &str, column: &str| {
        let line = facts.iter().find(|line| line["key"] == key);
        line.expect("every fact has its line")[column].clone()
    };
    assert_eq!(cell("facts/went-home", "count"), "27");
    assert_eq!(cell("facts/went-home", "unit"), "%");
    assert_eq!(cell("facts/interviews", "unit"), "");
    let findings = findings(dir.path());
    assert_eq!(findings["figures"]["facts/went-home"]["unit"], "%");
    assert!(
        findings["figures"]["facts/interviews"]
            .get("unit")
            .is_none()
    );
    let html = in_report(dir.path(), "index.html");
    assert!(html.contains(
        "In <code>facts.csv</code> <code>count</code> has the number that the survey team declares"
    ));
    let counted = lines(&in_report(dir.path(), "tables/has-strategy.csv"));
    assert!(counted.iter().all(|line| !line.contains_key("unit")));
}

#[test]
fn a_note_on_a_number_is_no_power_of_it_and_apostrophes_are_of_one_kind() {
    let dir = demo();
    let html = in_report(dir.path(), "index.html");
    let marks: Vec<&str> = html
        .split("on this figure\">")
        .skip(1)
        .filter_map(|rest| rest.split('<').next())
        .collect();
    assert!(marks.len() > 50, "{}", marks.len());
    for mark in marks {
        assert!(mark.starts_with('[') && mark.ends_with(']'), "{mark}");
    }
    let (_, body) = html.split_once("<body").expect("a page has a body");
    let (body, _) = body.split_once("<script").expect("its script comes last");
    assert!(body.contains("Don’t know") && body.contains("who didn’t"));
    assert!(!body.contains('\'') && !body.contains("&#39;"));
    assert!(!in_report(dir.path(), "charts/barriers-after.svg").contains("Don't"));
    assert!(body.contains("survey of 3 July to 25 September 2023 (made-up example returns)."));
}

#[test]
fn what_the_report_explains_it_explains_once() {
    let dir = demo();
    let html = in_report(dir.path(), "index.html");
    for said in [
        "Beside each comparison with its counts stands p.",
        "It is worked out by going through every way in which chance could have spread the same answers or,",
        "The R-indicator says in one number how evenly the categories answered",
        "A weighted figure is an estimate, and no count of authorities.",
        "each range is made from its whole percentage, from how many answered",
        "“Small base” stands beside a percentage whose base is fewer than 10",
        "Questions to be answered in one’s own words</h3>",
    ] {
        assert_eq!(html.matches(said).count(), 1, "{said}");
    }
    assert!(
        html.contains("id=\"table-comment-else\""),
        "a row can be linked to"
    );
}

#[test]
fn a_chart_of_a_grid_has_percentages_and_counts() {
    let dir = demo();
    let chart = in_report(dir.path(), "charts/barriers-before.svg");
    for said in ["69%", "40", "of 58"] {
        assert!(chart.contains(&format!(">\n{said}\n<")), "{said}");
    }
}

#[test]
fn no_line_of_the_report_ends_between_p_and_its_number() {
    let dir = demo();
    let html = in_report(dir.path(), "index.html");
    let with = |sign: &str| html.contains(&format!("p\u{a0}{sign}\u{a0}0."));
    assert!(["=", "&gt;", "≥"].into_iter().all(with));
    for sign in ["=", "&lt;", "&gt;", "≥"] {
        assert!(!html.contains(&format!("p {sign}")), "{sign}");
        assert!(!html.contains(&format!("{sign} 0.")), "{sign}");
    }
    assert!(
        !html.contains(", exact"),
        "nobody need know what that means"
    );
}

#[test]
fn what_a_base_of_all_returns_stands_for_is_said_only_where_there_is_one() {
    let said = "Where a percentage is of all that submitted a return, asked or not, those not asked count among";
    let demo = demo();
    assert!(!in_report(demo.path(), "index.html").contains(said));

    let survey = tempfile::tempdir().expect("a test folder can be made");
    let play = folder("tests/fixtures/play");
    copy_folder(&play, survey.path());
    let text = fs::read_to_string(play.join("survey.toml")).expect("the survey is there");
    let asked = "text = \"How large is it?\"\n";
    assert!(text.contains(asked));
    let text = text.replace(asked, &format!("{asked}base = \"submitted\"\n"));
    write_folder(survey.path(), [("survey.toml", text.as_str())]);
    let (dir, frozen) = simulated_of(survey.path(), "50");
    let out = dir.path().join("report").display().to_string();
    canvass(["report", &frozen, "--out", &out]).succeeded();
    assert!(in_report(dir.path(), "index.html").contains(said));
}

#[test]
fn no_cell_is_a_dash_that_nothing_explains() {
    let dir = demo();
    let html = in_report(dir.path(), "index.html");
    assert!(!html.contains(">–</td>"));
    let (_, themes) = html
        .split_once("id=\"table-themes\"")
        .expect("comments are coded");
    let (themes, _) = themes.split_once("</section>").expect("a table ends");
    assert!(themes.contains("data-head=\"95% range\">none</td>"));
    assert!(themes.contains(
        "Shares of comments have no range, because one authority may write several comments that are much alike."
    ));
    assert!(html.contains("<td role=\"cell\" class=\"n\" data-head=\"95% range\" data-of=\"of 153 authorities\">73 to 98</td>"));
}

#[test]
fn on_a_phone_the_rows_of_a_chart_stand_under_their_group_and_do_not_repeat_it() {
    let dir = demo();
    let html = in_report(dir.path(), "index.html");
    let narrow: Vec<&str> = html
        .split("<table class=\"narrow\">")
        .skip(1)
        .filter_map(|rest| rest.split("</table>").next())
        .collect();
    let of = |label: &str| {
        let row = format!("<th scope=\"row\">{label}<");
        let mut tables = narrow.iter().filter(|table| table.contains(&row));
        tables
            .next()
            .expect(label)
            .matches("scope=\"rowgroup\"")
            .count()
    };
    assert_eq!(of("Outstanding"), 2, "those that took part, and all");
    assert_eq!(of("Trust and engagement"), 0, "all are of those that wrote");
    assert_eq!(of("London"), 0, "all are regions");
}

#[test]
fn every_heading_has_a_place_of_its_own_that_does_not_move_with_those_before_it() {
    let dir = demo();
    let html = in_report(dir.path(), "index.html");
    let headings: Vec<&str> = html
        .match_indices("<h")
        .filter(|(at, _)| html[at + 2..].starts_with(|level: char| level.is_ascii_digit()))
        .map(|(at, _)| html[at..].split('>').next().expect("a tag ends"))
        .collect();
    assert!(headings.len() > 80, "{}", headings.len());
    for heading in &headings {
        assert!(heading.contains(" id=\""), "{heading}");
    }
    let ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let places: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), places.len(), "each place is there once");
    for place in [
        "section-summary",
        "section-who-answered",
        "section-answers-by-region",
        "table-has-strategy.title",
        "table-data-use.title-2",
    ] {
        assert!(places.contains(place), "{place}");
    }
    let led_to = html.split("href=\"#").skip(1);
    for place in led_to.filter_map(|rest| rest.split('"').next()) {
        assert!(places.contains(place), "nothing is at {place}");
    }
    assert!(html.contains(
        "<a href=\"#section-how-sure-are-these-numbers\">How sure are these numbers?</a>"
    ));
}

#[test]
fn a_link_of_the_prose_to_no_heading_is_a_fault() {
    let dir = demo();
    let frozen = dir.path().join("frozen");
    let prose = "## Stratégie, *or* `none`\n\nSee [there](#section-strategie-or-none) or [here](#table-causes).\n\n{table causes}\n";
    fs::write(frozen.join("survey/report.md"), prose).expect("the prose can be edited");
    let out = dir.path().join("refused").display().to_string();
    let refused = canvass(["report", &frozen.display().to_string(), "--out", &out]);
    assert_eq!(refused.code, 1);
    for said in [
        "report.md:3:5",
        "no heading or table has the place `#section-strategie-or-none`",
        "did you mean `#section-stratégie-or-none`?",
    ] {
        assert!(
            refused.err.contains(said),
            "{said} is not in\n{}",
            refused.err
        );
    }
    assert!(!refused.err.contains("table-causes`"), "{}", refused.err);
}
