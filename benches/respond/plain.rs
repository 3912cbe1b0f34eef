//! A handler written by hand for one page: the same query, its row read into a plain struct, and the page rendered
//! from data made beforehand. What a read page of ours costs is held against it.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use anyhow::Context;
use canvass::definition;
use canvass::questionnaire::Path;
use canvass::secret::Token;
use canvass::store::Store;
use canvass::views::{AnswersPage, Filling, Page, SectionPage, Shell, fields, section_answers};
use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow,
};
use sea_orm::sqlx::{self, Row, SqlitePool};

/// The section that is read.
pub const SECTION: &str = "before";

/// What the handler needs: the database, and the pages as they will look.
struct Plain {
    pool: SqlitePool,
    section: SectionPage,
    answers: AnswersPage,
}

/// Serves the pages of one session's return until it is killed.
///
/// # Errors
/// Where the store can't be read.
pub fn serve(dir: &str, session: &str) -> anyhow::Result<()> {
    actix_web::rt::System::new().block_on(async {
        let plain = web::Data::from(Arc::new(prepared(dir, session).await?));
        let listener = TcpListener::bind("127.0.0.1:0")?;
        canvass_says(&format!("http://{}", listener.local_addr()?));
        HttpServer::new(move || {
            App::new()
                .app_data(plain.clone())
                .route(
                    &format!("/return/section/{SECTION}"),
                    web::get().to(section),
                )
                .route("/return/answers", web::get().to(answers))
        })
        .workers(2)
        .listen(listener)?
        .run()
        .await?;
        Ok(())
    })
}

#[expect(
    clippy::print_stdout,
    reason = "whoever started it reads where it serves"
)]
fn canvass_says(line: &str) {
    println!("{line}");
}

async fn prepared(dir: &str, session: &str) -> anyhow::Result<Plain> {
    let store = Store::embedded(std::path::Path::new(dir)).await?;
    let token = Token::received(session).context("a session has a token")?;
    let found = store.find_session(&token.hash()).await?;
    let holder = found.context("the session is there")?.holder;
    let survey = definition::check(&store.folder(holder.version.id).await?)
        .map_err(|faults| anyhow::anyhow!("the survey has {} faults", faults.len()))?;
    let revisions = store.revisions(&holder).await?;
    let path = Path::of(&survey, revisions.answers());
    let position = survey
        .frame
        .position(holder.unit.as_str())
        .context("the unit is in the frame")?;
    let name = &survey.frame.units[position].name;
    let shell =
        |title: &str| Shell::new(&survey, name, title).for_person(holder.person.label(&survey));
    let (place, (section, questions)) = path
        .sections()
        .iter()
        .enumerate()
        .find(|(_, (section, _))| section.id.as_str() == SECTION)
        .context("the section is shown")?;
    let (fields, errors) = fields(&path, questions, &Filling::saved(&revisions));
    let section = SectionPage {
        shell: shell(&section.title),
        position: place + 1,
        of: path.sections().len(),
        intro: section.intro.as_ref().map(|intro| path.filled(intro)),
        action: format!("/return/section/{SECTION}"),
        form_token: token.form_token(),
        fields,
        errors,
        more: 0,
        held: false,
        from_check: false,
        routing: Vec::new(),
    };
    let answers = AnswersPage {
        shell: shell("Your answers"),
        submitted_on: None,
        signatory: None,
        reference: None,
        earlier: Vec::new(),
        state: "open",
        sections: section_answers(&path, |_| false),
    };
    let file = SqliteConnectOptions::new()
        .filename(std::path::Path::new(dir).join("canvass.sqlite"))
        .journal_mode(SqliteJournalMode::Wal)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(20));
    Ok(Plain {
        pool: SqlitePoolOptions::new()
            .max_connections(10)
            .connect_with(file)
            .await?,
        section,
        answers,
    })
}

async fn section(request: HttpRequest, plain: web::Data<Plain>) -> HttpResponse {
    page(&request, &plain, &plain.section).await
}

async fn answers(request: HttpRequest, plain: web::Data<Plain>) -> HttpResponse {
    page(&request, &plain, &plain.answers).await
}

async fn page(request: &HttpRequest, plain: &Plain, page: &impl Page) -> HttpResponse {
    match queried(request, plain).await {
        Some(true) => HttpResponse::Ok()
            .content_type("text/html; charset=utf-8")
            .body(page.render()),
        _ => HttpResponse::Unauthorized().finish(),
    }
}

/// Asks what every page asks: who it is, and which answer was kept last, so that answers known from before need
/// not be read again. Whether they may see it.
async fn queried(request: &HttpRequest, plain: &Plain) -> Option<bool> {
    let cookie = request.cookie("canvass_session")?;
    let token = Token::received(cookie.value())?.hash();
    let visit = sqlx::query(VISIT)
        .bind(token.as_str())
        .fetch_one(&plain.pool)
        .await
        .ok()?;
    let visit = std::hint::black_box(Visit::read(&visit).ok()?);
    Some(visit.revoked_at.is_none())
}

/// Who it is: every column that the page's own query has.
#[expect(dead_code, reason = "reading every column is what costs")]
struct Visit {
    started_at: Option<i64>,
    revoked_at: Option<i64>,
    return_id: i32,
    numbers: [Option<i64>; 15],
    texts: [Option<String>; 15],
}

impl Visit {
    fn read(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let mut numbers = [None; 15];
        for (place, number) in numbers.iter_mut().enumerate() {
            *number = row.try_get(3 + place)?;
        }
        let mut texts = [const { None }; 15];
        for (place, text) in texts.iter_mut().enumerate() {
            *text = row.try_get(18 + place)?;
        }
        Ok(Self {
            started_at: row.try_get(0)?,
            revoked_at: row.try_get(1)?,
            return_id: row.try_get(2)?,
            numbers,
            texts,
        })
    }
}

const VISIT: &str = "SELECT session.started_at, link.revoked_at, returns.id, \
    link.id, link.opened_at, person.id, person.added_by, person.removed_at, unit.id, wave.id, wave.number, \
    wave.closed_at, survey_version.id, survey_version.number, returns.started_at, step.person_id, step.taken_at, \
    (SELECT MAX(answer.id) FROM answer WHERE answer.return_id = returns.id), \
    person.role, person.name, person.email, unit.code, wave.survey, wave.opens_on, wave.closes_on, \
    survey_version.digest, step.act, step.words, submission.reference, submission.signatory, submission.seal, \
    CAST(submission.submitted_at AS text), CAST(NULL AS text) \
    FROM session JOIN link ON link.id = session.link_id \
    JOIN person ON person.id = link.person_id \
    JOIN unit ON unit.id = link.unit_id \
    JOIN wave ON wave.id = unit.wave_id \
    JOIN survey_version ON survey_version.id = wave.version_id \
    LEFT JOIN returns ON returns.unit_id = unit.id \
    LEFT JOIN step ON step.id = returns.step_id \
    LEFT JOIN submission ON submission.id = returns.submission_id \
    WHERE session.token_hash = $1";
