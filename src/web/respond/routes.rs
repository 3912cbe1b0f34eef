//! Every address of a return.

use super::{decline, feedback, finish, held, landing, offline, pages, people, receipts, section};
use crate::web::draft;
use crate::web::routes::{Row, Who, get, head, post};

pub(in crate::web) fn rows() -> Vec<Row> {
    use Who::{
        Anybody, Director, Editors, Everyone, Finishers, Holders, Inviters, Leaders, LinkHolder,
        Sharers, Signatory,
    };
    vec![
        get("/", Anybody, landing::home),
        get("/r/{token}", LinkHolder, landing::landing),
        head("/r/{token}", Anybody, landing::peek),
        post("/r/{token}", LinkHolder, landing::begin),
        get("/r/{token}/questions", LinkHolder, landing::questions),
        get(
            "/r/{token}/questionnaire.pdf",
            LinkHolder,
            landing::questionnaire,
        ),
        get("/preview/digest", Anybody, draft::digest),
        get("/return", Everyone, pages::tasks),
        get("/return/section/{section}", Everyone, section::show),
        post("/return/section/{section}", Editors, section::save),
        get("/return/answers", Everyone, pages::answers),
        get(held::HELD, Everyone, held::show),
        post(held::HELD, Everyone, held::let_go),
        get(
            "/return/questionnaire.pdf",
            Everyone,
            offline::questionnaire,
        ),
        get("/return/answers.pdf", Everyone, offline::answers),
        get("/return/workbook.xlsx", Everyone, offline::workbook),
        get("/return/workbook", Everyone, offline::upload_page),
        post("/return/workbook", Everyone, offline::preview),
        post("/return/workbook/save", Editors, offline::save),
        get("/return/check", Everyone, finish::check),
        get("/return/submit", Everyone, finish::before_submitting),
        post("/return/submit", Signatory, finish::submit),
        post("/return/ready", Finishers, finish::ready),
        post("/return/take-back", Finishers, finish::take_back),
        post("/return/send-back", Director, finish::send_back),
        get("/return/submitted", Everyone, finish::submitted),
        get("/return/receipt", Everyone, receipts::receipt),
        get(
            "/return/earlier/{reference}",
            Leaders,
            receipts::show_earlier,
        ),
        get(
            "/return/earlier/{reference}/receipt",
            Leaders,
            receipts::earlier_receipt,
        ),
        post("/return/reopening", Leaders, finish::ask_reopening),
        post("/return/feedback", Everyone, feedback::keep),
        get("/return/people", Everyone, people::show),
        post("/return/people", Sharers, people::share),
        post("/return/people/me", Everyone, people::introduce),
        post("/return/people/hand-back", Holders, people::hand_back),
        post("/return/people/{person}/link", Inviters, people::new_link),
        post("/return/people/{person}/remove", Inviters, people::remove),
        get("/return/decline", Leaders, decline::ask),
        post("/return/decline", Leaders, decline::decline),
        get("/return/declined", Everyone, decline::declined),
        post("/return/change-mind", Leaders, decline::change_mind),
    ]
}
