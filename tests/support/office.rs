//! A council's office: the director's browser, and those with whom it shares a return.

use canvass::secret::Token;

use super::browser::{Browser, Page};
use super::server::Server;

/// Where a return is shared.
const PEOPLE: &str = "/return/people";

impl Server {
    /// A colleague whom somebody has handed sections, in a browser of their own.
    pub fn colleague(&self, by: &mut Browser, name: &str, sections: &[&str]) -> Browser {
        let link = by.hands_to_new(name, sections).link();
        self.opened(&link)
    }

    /// A coordinator whom the director named, in a browser of their own.
    pub fn coordinator(&self, director: &mut Browser, name: &str) -> Browser {
        let link = director.names_coordinator(name).link();
        self.opened(&link)
    }
}

impl Browser {
    /// Hands sections to somebody new.
    pub fn hands_to_new(&mut self, name: &str, sections: &[&str]) -> Page {
        self.shares(&[("to", "new"), ("name", name)], sections)
    }

    /// Brings somebody in who coordinates the return.
    pub fn names_coordinator(&mut self, name: &str) -> Page {
        let page = self.get(PEOPLE);
        let new = [("to", "new"), ("name", name), ("coordinator", "yes")];
        self.submit(&page, PEOPLE, &new)
    }

    /// Hands sections to somebody who is there.
    pub fn hands_to(&mut self, name: &str, sections: &[&str]) -> Page {
        let to = self.number_of(name);
        self.shares(&[("to", &to)], sections)
    }

    /// Hands a section back.
    pub fn hands_back(&mut self, section: &str) -> Page {
        self.posts("/return/people/hand-back", &[("section", section)])
    }

    /// Takes somebody out of the return.
    pub fn takes_out(&mut self, name: &str) -> Page {
        let number = self.number_of(name);
        self.posts(&format!("/return/people/{number}/remove"), &[])
    }

    /// Makes somebody a new link.
    pub fn renews_link_of(&mut self, name: &str) -> Page {
        let number = self.number_of(name);
        self.posts(&format!("/return/people/{number}/link"), &[])
    }

    /// Says that the return is ready to be signed.
    pub fn says_ready(&mut self, note: &str) -> Page {
        self.posts("/return/ready", &[("note", note)])
    }

    /// Reads the answers, and signs and submits them.
    pub fn signs(&mut self) -> Page {
        let check = self.get("/return/check");
        self.submit(
            &check,
            "/return/submit",
            &[("signatory", "Ann Other, Director")],
        )
    }

    /// Posts what a button of our pages would, whether or not a page shows the button; goes where it leads.
    pub fn posts(&mut self, path: &str, pairs: &[(&str, &str)]) -> Page {
        let token = self.session_form_token();
        let token = [("form_token", token.as_str())];
        let pairs: Vec<_> = token.into_iter().chain(pairs.iter().copied()).collect();
        let answer = self.post_once(path, &pairs);
        self.follow(answer)
    }

    /// Posts answers to questions of a section as if a page had shown them before anybody answered.
    pub fn posts_answers(&mut self, section: &str, answers: &[(&str, &str)]) -> Page {
        let shown: Vec<String> = answers
            .iter()
            .map(|(name, _)| format!("{name}:0"))
            .collect();
        let shown = shown.iter().map(|shown| ("shown", shown.as_str()));
        let pairs: Vec<_> = shown.chain(answers.iter().copied()).collect();
        self.posts(&format!("/return/section/{section}"), &pairs)
    }

    /// The token that this session's forms carry; none without a session.
    pub fn session_form_token(&self) -> String {
        let cookie = self.cookies.get("canvass_session");
        let session = cookie.and_then(|cookie| Token::received(cookie));
        session
            .map(|session| session.form_token())
            .unwrap_or_default()
    }

    /// The store's number for somebody, as the page of people has it: among those who may be handed sections, or,
    /// where nothing is handed on any more, in their own forms.
    #[track_caller]
    pub fn number_of(&mut self, name: &str) -> String {
        let page = self.get(PEOPLE);
        let labels = page.text.split("<label for=\"to.").skip(1);
        let number = labels
            .filter_map(|label| label.split_once("\">"))
            .find_map(|(id, rest)| {
                let label = rest.split('<').next().unwrap_or_default();
                (label.trim() == name).then_some(id)
            });
        let heading = format!("<h3>{name}</h3>");
        let forms = || {
            page.text
                .split_once(&heading)?
                .1
                .split("/return/people/")
                .nth(1)
        };
        let number = number.or_else(|| forms()?.split('/').next());
        number.map_or_else(
            || panic!("{name} is not there:\n{}", page.text),
            str::to_owned,
        )
    }

    fn shares(&mut self, to: &[(&str, &str)], sections: &[&str]) -> Page {
        let sections = sections.iter().map(|section| ("section", *section));
        let pairs: Vec<_> = to.iter().copied().chain(sections).collect();
        self.posts(PEOPLE, &pairs)
    }
}
