//! A survey whose returns need no signature.

use crate::support::{Server, copy_folder, folder, on_every_database};

/// The small survey without a sign-off; gives the link of A1's director.
pub fn published(server: &Server) -> String {
    let survey = server.path("unsigned");
    copy_folder(&folder("tests/fixtures/play"), &survey);
    let file = survey.join("survey.toml");
    let toml = std::fs::read_to_string(&file).expect("the fixture is text");
    let toml = toml.replacen("minutes = 5", "minutes = 5\nsign_off = false", 1);
    let toml = toml.replacen("id = \"play\"", "id = \"unsigned\"", 1);
    std::fs::write(&file, toml).expect("a test file can be written");
    let survey = survey.display().to_string();
    server.canvass(&["publish", &survey]).succeeded();
    let file = server.path("unsigned.csv").display().to_string();
    server
        .canvass(&["links", "unsigned", "--out", &file])
        .succeeded();
    server.read_links("unsigned.csv")["A1"].clone()
}

#[test]
fn whoever_may_change_all_of_it_submits_and_nothing_speaks_of_signing() {
    on_every_database(|server| {
        let mut director = server.opened(&published(server));
        let mut cy = server.coordinator(&mut director, "Cy");
        let mut eva = server.colleague(&mut director, "Eva", &["second"]);
        director.answer("first", &[("q.has-team", "no")]);
        let before = [
            "/return",
            "/return/people",
            "/return/check",
            "/return/section/first",
            "/return/section/second",
            "/return/workbook",
            "/return/decline",
        ];
        let speaks = |text: &str| {
            let text = text.replace("signatory", "").to_lowercase();
            text.contains("sign")
        };
        for path in before {
            for reader in [&mut director, &mut cy, &mut eva] {
                let page = reader.get(path);
                assert!(!speaks(&page.text), "{path}: {}", page.text);
            }
        }
        let shown = eva.get("/return/check");
        assert!(
            shown.says("Whoever holds the whole return submits it"),
            "{}",
            shown.text
        );
        let read = cy.get("/return/check").hidden_fields("/return/submit");
        let read = read
            .iter()
            .find(|(name, _)| name == "read")
            .map(|(_, value)| value.as_str());
        let submit = [("signatory", "Eva"), ("read", read.unwrap_or_default())];
        assert_eq!(eva.posts("/return/submit", &submit).status, 403);
        assert_eq!(
            cy.says_ready("").status,
            403,
            "nobody waits for a signature"
        );
        assert_eq!(cy.signs().path, "/return/submitted");
        server.canvass(&["reopen", "unsigned", "A1"]).succeeded();
        for path in ["/return", "/return/check"] {
            assert!(
                !speaks(&director.get(path).text),
                "{path} after it was opened again"
            );
        }
        director.signs();
        for path in ["/return/submitted", "/return/answers", "/return/people"] {
            for reader in [&mut director, &mut cy, &mut eva] {
                let page = reader.get(path);
                assert!(!speaks(&page.text), "{path}: {}", page.text);
            }
        }
        let receipt = director.get("/return/receipt");
        assert!(receipt.says("\"signatory\": \"Ann Other, Director\""));
    });
}
