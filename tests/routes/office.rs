//! An office with one of everybody, in whatever state its return is asked for.

use std::collections::BTreeMap;

use canvass::secret::Token;
use canvass::web::Who;

use super::UPLOAD;
use super::cases::Case;
use crate::support::{Browser, Page, Server};

/// Words in A1's return that nobody of another council may ever read.
pub const SECRET: &str = "Only Ayford may read this";

/// Something that everybody typed too late, to be read and let go of.
const SOMETHING_HELD: &str = "INSERT INTO held_form (person_id, section, body, held_at) \
    SELECT id, 'second', '[[\"q.comment\",\"Typed too late\"]]', 0 FROM person";

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Persona {
    /// Somebody without a link, and so without a session.
    Nobody,
    /// Somebody of A1 who has been taken out.
    TakenOut,
    /// A colleague who holds nothing that is asked for.
    NotHolding,
    /// A colleague who holds the second section.
    Holding,
    Coordinator,
    Director,
    /// The director of another council.
    Elsewhere,
}

impl Persona {
    /// Those who ask for A1's return, and those who would like to.
    pub const OF_A1: [Self; 6] = [
        Self::Nobody,
        Self::TakenOut,
        Self::NotHolding,
        Self::Holding,
        Self::Coordinator,
        Self::Director,
    ];
}

/// Where the return stands when it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Open,
    Awaiting,
    Submitted,
    /// Opened again after it had been submitted.
    Reopened,
    Declined,
}

impl Standing {
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::Awaiting,
        Self::Submitted,
        Self::Reopened,
        Self::Declined,
    ];
}

/// A1's office, and a stranger from elsewhere.
pub struct Office<'s> {
    pub server: &'s Server,
    /// The section that is asked for.
    pub section: &'static str,
    /// The number of the colleague whom a form is about.
    pub number: String,
    /// The numbers of everybody whom a form can be about.
    pub numbers: Vec<String>,
    /// The seal over the answers that the director has read.
    pub read: String,
    /// The reference of what was submitted, where something was.
    reference: String,
    browsers: BTreeMap<Persona, Browser>,
    links: BTreeMap<Persona, String>,
}

impl<'s> Office<'s> {
    pub fn of(server: &'s Server, standing: Standing) -> Self {
        let director_link = server.link("A1");
        let mut director = server.opened(&director_link);
        director.answer("first", &[("q.has-team", "no")]);
        director.answer("second", &[("q.comment", SECRET)]);
        let holding = director.hands_to_new("Eva", &["second"]).link();
        let not_holding = director.hands_to_new("Ben", &["teams"]).link();
        let taken_out = director.hands_to_new("Di", &["first"]).link();
        let named = [("to", "new"), ("name", "Cy"), ("coordinator", "yes")];
        let coordinator = director.posts("/return/people", &named).link();
        let links = BTreeMap::from([
            (Persona::Nobody, format!("/r/{}", "a".repeat(32))),
            (Persona::TakenOut, taken_out),
            (Persona::NotHolding, not_holding),
            (Persona::Holding, holding),
            (Persona::Coordinator, coordinator),
            (Persona::Elsewhere, server.link("A2")),
            (Persona::Director, director_link),
        ]);
        let begun = links
            .iter()
            .filter(|(persona, _)| **persona != Persona::Nobody);
        let mut browsers: BTreeMap<Persona, Browser> = begun
            .map(|(persona, link)| (*persona, server.opened(link)))
            .collect();
        browsers.insert(Persona::Nobody, server.browser());
        director.takes_out("Di");
        server.sql(SOMETHING_HELD);
        let numbers: Vec<String> = ["Ben", "Eva", "Cy"]
            .map(|name| director.number_of(name))
            .into();
        let check = director
            .get("/return/check")
            .hidden_fields("/return/submit");
        let read = check.into_iter().find(|(name, _)| name == "read");
        let mut office = Self {
            server,
            section: "second",
            number: numbers[0].clone(),
            numbers,
            read: read.expect("the check says what was read").1,
            reference: String::new(),
            browsers,
            links,
        };
        let done = match standing {
            Standing::Open => return office,
            Standing::Awaiting => office.browser(Persona::Coordinator).says_ready(""),
            Standing::Submitted => office.browser(Persona::Director).signs(),
            Standing::Reopened => office.is_reopened(),
            Standing::Declined => office
                .browser(Persona::Director)
                .posts("/return/decline", &[]),
        };
        assert_eq!(done.status, 200, "{}", done.text);
        office
    }

    /// The director signs, and the research team opens the return again.
    fn is_reopened(&mut self) -> Page {
        let director = self.browser(Persona::Director);
        let signed = director.signs();
        let receipt = director.get("/return/receipt").text;
        let receipt: serde_json::Value = serde_json::from_str(&receipt).expect("it is JSON");
        let reference = receipt["reference"].as_str();
        reference
            .expect("a receipt has a reference")
            .clone_into(&mut self.reference);
        self.server.canvass(&["reopen", "play", "A1"]).succeeded();
        signed
    }

    pub fn browser(&mut self, persona: Persona) -> &mut Browser {
        self.browsers
            .get_mut(&persona)
            .expect("everybody has a browser")
    }

    /// Asks for an address as a page of ours would; stops at the first answer.
    pub fn asks(&mut self, persona: Persona, row: super::Row, case: &Case) -> Page {
        let token = match row.2 {
            Who::LinkHolder => form_token_of(&self.links[&persona]),
            // Whoever has no session can only have stolen somebody's form.
            _ if persona == Persona::Nobody => {
                self.browsers[&Persona::Director].session_form_token()
            }
            _ => self.browsers[&persona].session_form_token(),
        };
        self.sends(persona, row, case, Some(&token))
    }

    /// Asks for an address with any form token or none.
    pub fn sends(
        &mut self,
        persona: Persona,
        row: super::Row,
        case: &Case,
        token: Option<&str>,
    ) -> Page {
        let path = row
            .1
            .replace("/r/{token}", &self.links[&persona])
            .replace("/assets/{name}", "/assets/respond.css")
            .replace("{section}", self.section)
            .replace("{reference}", &self.reference)
            .replace("{person}", &self.number);
        assert!(
            !path.contains('{'),
            "{path} has an id that this test doesn't know"
        );
        let read = self.read.clone();
        let token = token.map(|token| ("form_token", token));
        let form = case.form.iter().map(|(name, value)| match *value {
            "{read}" => (*name, read.as_str()),
            value => (*name, value),
        });
        let pairs: Vec<_> = token.into_iter().chain(form).collect();
        let browser = self.browser(persona);
        match row.0 {
            "GET" => browser.get_once(&path),
            "HEAD" => browser.head(&path),
            "POST" if row.1 == UPLOAD => browser.post_parts(&path, &pairs, b""),
            "POST" => browser.post_once(&path, &pairs),
            method => panic!("{method} is asked for by no test"),
        }
    }

    /// A form token that is somebody else's.
    pub fn token_from_elsewhere(&self, who: Who) -> String {
        match who {
            Who::LinkHolder => form_token_of(&self.links[&Persona::Elsewhere]),
            _ => self.browsers[&Persona::Elsewhere].session_form_token(),
        }
    }

    /// All that A1's director can see.
    pub fn seen_by_its_director(&mut self) -> Vec<String> {
        let pages = [
            "/return",
            "/return/answers",
            "/return/people",
            "/return/submitted",
        ];
        let director = self.browser(Persona::Director);
        pages.map(|path| director.get(path).text).to_vec()
    }
}

fn form_token_of(link: &str) -> String {
    let token = link.strip_prefix("/r/").and_then(Token::received);
    token.expect("a link holds a token").form_token()
}
