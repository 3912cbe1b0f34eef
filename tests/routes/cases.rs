//! What each address is sent, and where the return must stand for it to be taken.

use super::office::Standing;

/// What an address is asked with.
pub struct Case {
    pub standing: Standing,
    pub form: &'static [(&'static str, &'static str)],
}

/// The case of a row; a row without one has nobody who holds it.
pub fn case(method: &str, path: &str) -> Case {
    use Standing::{Awaiting, Declined, Open, Reopened, Submitted};
    let (standing, form): (Standing, &'static [(&'static str, &'static str)]) = match (method, path)
    {
        (
            "GET",
            "/"
            | "/assets/{name}"
            | "/preview/digest"
            | "/r/{token}"
            | "/r/{token}/questions"
            | "/r/{token}/questionnaire.pdf"
            | "/return"
            | "/return/questionnaire.pdf"
            | "/return/answers.pdf"
            | "/return/workbook.xlsx"
            | "/return/workbook"
            | "/return/section/{section}"
            | "/return/answers"
            | "/return/check"
            | "/return/submit"
            | "/return/people"
            | "/return/decline"
            | "/return/held",
        )
        | ("HEAD" | "POST", "/r/{token}")
        | (
            "POST",
            // Without a file it is told so, which is as far as this test goes.
            "/return/workbook"
            | "/return/held"
            | "/return/people/{person}/link"
            | "/return/people/{person}/remove",
        ) => (Open, &[]),
        ("GET", "/return/submitted" | "/return/receipt") => (Submitted, &[]),
        ("GET", "/return/earlier/{reference}" | "/return/earlier/{reference}/receipt") => {
            (Reopened, &[])
        }
        ("GET", "/return/declined") | ("POST", "/return/change-mind") => (Declined, &[]),
        ("POST", "/return/section/{section}" | "/return/workbook/save") => {
            (Open, &[("shown", "q.children:0"), ("q.children", "77")])
        }
        ("POST", "/return/submit") => (Open, &[("signatory", "Somebody"), ("read", "{read}")]),
        ("POST", "/return/ready") => (Open, &[("note", "A note")]),
        ("POST", "/return/take-back") => (Awaiting, &[]),
        ("POST", "/return/send-back") => (Awaiting, &[("reason", "A reason")]),
        ("POST", "/return/reopening") => (Submitted, &[("reason", "A reason")]),
        ("POST", "/return/feedback") => (Submitted, &[("ease", "easy"), ("better", "Nothing")]),
        ("POST", "/return/people") => (
            Open,
            &[("to", "new"), ("name", "New"), ("section", "second")],
        ),
        ("POST", "/return/people/me") => (Open, &[("my-name", "Another name")]),
        ("POST", "/return/people/hand-back") => (Open, &[("section", "second")]),
        ("POST", "/return/decline") => (Open, &[("reason", "A reason")]),
        _ => panic!(
            "{method} {path} is in the table and has no case here: say who asks for it with what"
        ),
    };
    Case { standing, form }
}
