//! The store after a run: whether everything acknowledged is in it, and nothing twice.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{Database, DatabaseConnection, FromQueryResult, Statement};

use crate::book::Book;
use crate::journey::Diary;
use crate::load::Tally;
use crate::site::Site;

/// What is wrong with the store; all of it must be nothing.
#[derive(Default)]
pub struct Findings {
    /// Fields whose save was acknowledged, in all.
    pub acknowledged: usize,
    /// Fields that are there.
    pub there: usize,
    /// Acknowledged, and not there as they were given.
    pub lost: BTreeSet<String>,
    /// There twice, or there as nobody gave them.
    pub twice: BTreeSet<String>,
}

/// A revision of an answer: one row, and one more a further tick.
#[derive(FromQueryResult)]
struct Row {
    id: i32,
    code: String,
    question: String,
    within: String,
    revision: i32,
    one: Option<String>,
    other_text: Option<String>,
    words: Option<String>,
    tick: Option<String>,
    tick_text: Option<String>,
}

const ANSWERS: &str = "SELECT answer.id, unit.code, answer.question, answer.grid_row AS within, \
    answer.revision, answer.\"option\" AS one, answer.other_text, answer.words, \
    answer_option.\"option\" AS tick, answer_option.other_text AS tick_text \
    FROM answer JOIN returns ON returns.id = answer.return_id JOIN unit ON unit.id = returns.unit_id \
    LEFT JOIN answer_option ON answer_option.answer_id = answer.id";

/// A return with how often it was begun and handed in.
#[derive(FromQueryResult)]
struct Standing {
    code: String,
    began: i64,
    handed_in: i64,
    submissions: i64,
    reference: Option<String>,
}

const STANDINGS: &str = "SELECT unit.code, \
    (SELECT COUNT(*) FROM step WHERE step.return_id = returns.id AND act = 'began') AS began, \
    (SELECT COUNT(*) FROM step WHERE step.return_id = returns.id AND act = 'submitted') AS handed_in, \
    (SELECT COUNT(*) FROM submission WHERE submission.return_id = returns.id) AS submissions, \
    (SELECT MAX(reference) FROM submission WHERE submission.return_id = returns.id) AS reference \
    FROM returns JOIN unit ON unit.id = returns.unit_id";

/// Holds what the store has against what was acknowledged.
///
/// # Errors
/// Where the store can't be read.
pub async fn check(site: &Site, book: &Book, tally: &Tally) -> anyhow::Result<Findings> {
    let db = Database::connect(site.url()).await?;
    let diary = &tally.diary;
    let mut findings = Findings {
        lost: tally.lost.clone(),
        ..Findings::default()
    };
    answers(&db, site, book, diary, &mut findings).await?;
    standings(&db, site, diary, &mut findings).await?;
    if db.get_database_backend() == sea_orm::DbBackend::Sqlite {
        for fault in integrity(&db).await? {
            findings.lost.insert(fault);
        }
    }
    Ok(findings)
}

async fn answers(
    db: &DatabaseConnection,
    site: &Site,
    book: &Book,
    diary: &Diary,
    findings: &mut Findings,
) -> anyhow::Result<()> {
    let mut rows: Vec<Row> = all(db, ANSWERS).await?;
    rows.sort_by(|one, other| (one.id, &one.tick).cmp(&(other.id, &other.tick)));
    let mut kept: BTreeMap<(usize, String), BTreeMap<i32, String>> = BTreeMap::new();
    for row in rows {
        let within = match row.within.as_str() {
            "" => String::new(),
            within => format!(".{within}"),
        };
        let field = (unit(site, &row.code), format!("q.{}{within}", row.question));
        let revision = kept
            .entry(field)
            .or_default()
            .entry(row.revision)
            .or_default();
        revision.push_str(row.words.as_deref().unwrap_or_default());
        for (option, text) in [(row.one, row.other_text), (row.tick, row.tick_text)] {
            for part in [option, text].into_iter().flatten() {
                revision.push_str(&part);
                revision.push(';');
            }
        }
    }
    findings.there = kept.len();
    for ((unit, name), revisions) in &kept {
        let said = book.said(*unit, name).map(|said| said.kept);
        let is_once = revisions.len() == 1 && revisions.get(&1) == said.as_ref();
        if !is_once {
            findings
                .twice
                .insert(format!("{name} of {unit}: {revisions:?}"));
        }
    }
    let acknowledged: BTreeSet<&(usize, String)> = diary.kept.iter().collect();
    findings.acknowledged = acknowledged.len();
    for field in acknowledged {
        if !kept.contains_key(field) {
            findings.lost.insert(format!("{} of {}", field.1, field.0));
        }
    }
    Ok(())
}

async fn standings(
    db: &DatabaseConnection,
    site: &Site,
    diary: &Diary,
    findings: &mut Findings,
) -> anyhow::Result<()> {
    let mut references = BTreeMap::new();
    for one in all::<Standing>(db, STANDINGS).await? {
        let is_once = one.began == 1 && one.handed_in <= 1 && one.submissions == one.handed_in;
        if !is_once || references.contains_key(&unit(site, &one.code)) {
            findings.twice.insert(format!("the return of {}", one.code));
        }
        references.insert(unit(site, &one.code), one.reference);
    }
    for (unit, reference) in &diary.submitted {
        if references.get(unit) != Some(&Some(reference.clone())) {
            findings
                .lost
                .insert(format!("submission {reference} of {unit}"));
        }
    }
    Ok(())
}

/// What SQLite finds wrong with its own file.
async fn integrity(db: &DatabaseConnection) -> anyhow::Result<Vec<String>> {
    #[derive(FromQueryResult)]
    struct Said {
        integrity_check: String,
    }
    let said: Vec<Said> = all(db, "PRAGMA integrity_check").await?;
    let wrong = said.into_iter().map(|one| one.integrity_check);
    Ok(wrong.filter(|one| one != "ok").collect())
}

async fn all<R: FromQueryResult>(db: &DatabaseConnection, sql: &str) -> anyhow::Result<Vec<R>> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    Ok(R::find_by_statement(statement).all(db).await?)
}

/// The place of a unit in the frame, which its code tells.
fn unit(site: &Site, code: &str) -> usize {
    let number = code.trim_start_matches('U').parse().unwrap_or(usize::MAX);
    debug_assert!(number < site.links.len());
    number
}
