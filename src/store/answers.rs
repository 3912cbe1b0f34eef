//! Answers: each change a new revision, nothing ever overwritten.

use std::collections::BTreeMap;
use std::sync::Arc;

use sea_orm::sqlx::{self, ColumnIndex, Decode, Type};
use sea_orm::{ConnectionTrait, Value};

use super::rows::{self, Columns};
use super::visits::{Holder, statement};
use super::{Store, StoreError};
use crate::clock::{self, Timestamp};
use crate::definition::{Number, OptionId, QuestionId, RowId};
use crate::questionnaire::{Answer, Answers, Chosen, Field};
use crate::returns::{Kept, PersonId, Revisions, WaveId};

impl Store {
    /// The answers of the return behind a link, with their revisions: as they were when the holder was read,
    /// or later.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn revisions(&self, holder: &Holder) -> Result<Arc<Revisions>, StoreError> {
        self.revisions_of(&self.db, holder).await
    }

    /// The same, asked in some way; inside a write, with a holder that was read in it, they are as they are.
    pub(super) async fn revisions_of(
        &self,
        db: &impl ConnectionTrait,
        holder: &Holder,
    ) -> Result<Arc<Revisions>, StoreError> {
        let Some((return_id, last)) = holder.return_row.zip(holder.last_answer) else {
            return Ok(Arc::default());
        };
        if let Some(known) = self.known.find(return_id, last) {
            return Ok(known);
        }
        let found = up_to_now(db, return_id).await?;
        let revisions = Arc::new(found.revisions);
        self.known.note(return_id, found.last_answer, &revisions);
        Ok(revisions)
    }
}

/// Adds the answers of a whole new return; the row of the last one.
pub(super) async fn add(
    db: &impl ConnectionTrait,
    return_id: i32,
    at: Timestamp,
    answers: &Answers,
) -> Result<Option<i32>, StoreError> {
    let changes = answers.iter().map(|(field, answer)| Change {
        return_id,
        field,
        revision: 1,
        link: None,
        at,
        answer: Some(answer),
    });
    let last = insert(db, &changes.collect::<Vec<_>>()).await?;
    Ok(last.get(&return_id).copied())
}

/// Every revision of a return's answers.
pub(super) async fn revisions(
    db: &impl ConnectionTrait,
    return_id: i32,
) -> Result<Revisions, StoreError> {
    Ok(up_to_now(db, return_id).await?.revisions)
}

/// Every revision of a return's answers, and the last of them all.
async fn up_to_now(db: &impl ConnectionTrait, return_id: i32) -> Result<Found, StoreError> {
    let mut found = read(db, "answer.return_id = $1", vec![return_id.into()]).await?;
    Ok(found.remove(&return_id).unwrap_or_default())
}

/// What one return holds.
#[derive(Default)]
pub(super) struct Found {
    /// The row of the answer that was kept last.
    last_answer: i32,
    pub(super) revisions: Revisions,
}

/// The answers of a return as they were when a submission sealed them.
pub(super) async fn as_sealed(
    db: &impl ConnectionTrait,
    return_id: i32,
    last_answer: i32,
) -> Result<Answers, StoreError> {
    let which = "answer.return_id = $1 AND answer.id <= $2";
    let mut found = read(db, which, vec![return_id.into(), last_answer.into()]).await?;
    let found = found.remove(&return_id).unwrap_or_default();
    Ok(found.revisions.into_answers())
}

/// Every revision of the answers of every return of a wave: one query, however many returns.
pub(super) async fn of_wave(
    db: &impl ConnectionTrait,
    wave: WaveId,
) -> Result<BTreeMap<i32, Found>, StoreError> {
    let which = "answer.return_id IN (SELECT returns.id FROM returns \
                 JOIN unit ON unit.id = returns.unit_id WHERE unit.wave_id = $1)";
    read(db, which, vec![wave.0.into()]).await
}

/// Revisions by return, oldest first: one row a revision, and one more a further tick.
async fn read(
    db: &impl ConnectionTrait,
    which: &str,
    values: Vec<Value>,
) -> Result<BTreeMap<i32, Found>, StoreError> {
    let sql = format!(
        "SELECT answer.id, answer.return_id, answer.question, answer.grid_row, answer.revision, \
         answer.saved_at, answer.\"option\", answer.other_text, answer.words, answer.thousandths, \
         answer.day, link.person_id, answer_option.\"option\", answer_option.other_text \
         FROM answer LEFT JOIN link ON link.id = answer.link_id \
         LEFT JOIN answer_option ON answer_option.answer_id = answer.id \
         WHERE {which} ORDER BY answer.revision, answer.id"
    );
    let rows = db.query_all_raw(statement(db, &sql, values)).await?;
    let rows: Result<Vec<Row>, StoreError> = rows.iter().map(rows::row).collect();
    let mut found: BTreeMap<i32, Found> = BTreeMap::new();
    let mut rows = rows?.into_iter().peekable();
    while let Some(mut row) = rows.next() {
        let mut ticks: Vec<Chosen> = row.ticked().into_iter().collect();
        while let Some(mut more) = rows.next_if(|next| next.id == row.id) {
            ticks.extend(more.ticked());
        }
        let (id, return_id) = (row.id, row.return_id);
        let field = Field {
            question: QuestionId::new(std::mem::take(&mut row.question)),
            row: (!row.within.is_empty()).then(|| RowId::new(&row.within)),
        };
        let kept = Kept {
            revision: u32::try_from(row.revision).unwrap_or_default(),
            by: row.person_id.map(PersonId),
            at: Timestamp::from_unix(row.saved_at),
            answer: if ticks.is_empty() {
                row.answer()
            } else {
                Some(Answer::several(ticks))
            },
        };
        let found = found.entry(return_id).or_default();
        found.last_answer = found.last_answer.max(id);
        found.revisions.push(field, kept);
    }
    Ok(found)
}

/// The columns of the query, in its order.
struct Row {
    id: i32,
    return_id: i32,
    question: String,
    within: String,
    revision: i32,
    saved_at: i64,
    one: Option<String>,
    other_text: Option<String>,
    words: Option<String>,
    thousandths: Option<i64>,
    day: Option<String>,
    person_id: Option<i32>,
    tick: Option<String>,
    tick_text: Option<String>,
}

impl rows::Row for Row {
    fn read<'r, R: sqlx::Row>(columns: &mut Columns<'r, R>) -> Result<Self, sqlx::Error>
    where
        usize: ColumnIndex<R>,
        i32: Decode<'r, R::Database> + Type<R::Database>,
        i64: Decode<'r, R::Database> + Type<R::Database>,
        String: Decode<'r, R::Database> + Type<R::Database>,
    {
        Ok(Self {
            id: columns.next()?,
            return_id: columns.next()?,
            question: columns.next()?,
            within: columns.next()?,
            revision: columns.next()?,
            saved_at: columns.next()?,
            one: columns.next()?,
            other_text: columns.next()?,
            words: columns.next()?,
            thousandths: columns.next()?,
            day: columns.next()?,
            person_id: columns.next()?,
            tick: columns.next()?,
            tick_text: columns.next()?,
        })
    }
}

impl Row {
    fn ticked(&mut self) -> Option<Chosen> {
        Some(Chosen {
            option: OptionId::new(self.tick.take()?),
            other: self.tick_text.take(),
        })
    }

    /// What a revision without ticks says: one option, words, a number, a day, or nothing where the field
    /// was emptied.
    fn answer(self) -> Option<Answer> {
        let other = self.other_text;
        let one = |option: String| {
            Answer::One(Chosen {
                option: OptionId::new(option),
                other,
            })
        };
        self.one
            .map(one)
            .or_else(|| self.words.map(Answer::Words))
            .or_else(|| {
                self.thousandths
                    .map(Number::from_thousandths)
                    .map(Answer::Number)
            })
            .or_else(|| {
                self.day
                    .and_then(|day| clock::parse_iso_day(&day))
                    .map(Answer::Day)
            })
    }
}

/// A revision to be added.
pub(super) struct Change<'a> {
    pub(super) return_id: i32,
    pub(super) field: &'a Field,
    pub(super) revision: u32,
    /// The link that it came by.
    pub(super) link: Option<i32>,
    pub(super) at: Timestamp,
    /// `None` empties the field.
    pub(super) answer: Option<&'a Answer>,
}

impl Change<'_> {
    fn one(&self) -> Option<&Chosen> {
        match self.answer {
            Some(Answer::One(chosen)) => Some(chosen),
            _ => None,
        }
    }

    /// Its values, in the order of [`COLUMNS`].
    fn values(&self) -> [Value; COLUMNS.len()] {
        let one = self.one();
        let number = match self.answer {
            Some(Answer::Number(number)) => Some(number.thousandths()),
            _ => None,
        };
        let day = match self.answer {
            Some(Answer::Day(day)) => Some(clock::iso_day(*day)),
            _ => None,
        };
        [
            self.return_id.into(),
            self.field.question.as_str().into(),
            grid_row(self.field).into(),
            i32::try_from(self.revision).unwrap_or(i32::MAX).into(),
            self.link.into(),
            self.at.unix().into(),
            one.map(|chosen| chosen.option.as_str()).into(),
            one.and_then(|chosen| chosen.other.as_deref()).into(),
            self.answer.and_then(Answer::words).into(),
            number.into(),
            day.into(),
        ]
    }

    /// Its ticks, in the order of [`OPTION_COLUMNS`].
    fn ticks(&self, answer_id: i32) -> impl Iterator<Item = [Value; OPTION_COLUMNS.len()]> {
        let several = match self.answer {
            Some(Answer::Several(several)) => several.as_slice(),
            _ => &[],
        };
        several.iter().map(move |chosen| {
            [
                answer_id.into(),
                chosen.option.as_str().into(),
                chosen.other.as_deref().into(),
            ]
        })
    }
}

const COLUMNS: [(&str, &str); 11] = [
    ("return_id", "integer"),
    ("question", "text"),
    ("grid_row", "text"),
    ("revision", "integer"),
    ("link_id", "integer"),
    ("saved_at", "bigint"),
    ("option", "text"),
    ("other_text", "text"),
    ("words", "text"),
    ("thousandths", "bigint"),
    ("day", "text"),
];

const OPTION_COLUMNS: [(&str, &str); 3] = [
    ("answer_id", "integer"),
    ("option", "text"),
    ("other_text", "text"),
];

/// Adds these revisions, in their order; the row of the last one of each return. The statements are written out: every
/// save makes some dozen rows, and building them from entities costs more than the rest of it.
pub(super) async fn insert(
    db: &impl ConnectionTrait,
    changes: &[Change<'_>],
) -> Result<BTreeMap<i32, i32>, StoreError> {
    let new: Vec<_> = changes.iter().map(Change::values).collect();
    let returning = "RETURNING id, return_id, question, grid_row";
    let mut last = BTreeMap::new();
    let mut ids = BTreeMap::new();
    for row in rows::insert(db, "answer", COLUMNS, &new, returning).await? {
        let id: i32 = row.try_get_by_index(0)?;
        let return_id: i32 = row.try_get_by_index(1)?;
        let last = last.entry(return_id).or_insert(id);
        *last = id.max(*last);
        let field: (String, String) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
        ids.insert((return_id, field), id);
    }
    let mut ticks = Vec::new();
    for change in changes {
        let question = change.field.question.as_str().to_owned();
        let field = (question, grid_row(change.field).to_owned());
        let id = ids.get(&(change.return_id, field));
        ticks.extend(change.ticks(*id.expect("every row inserted comes back")));
    }
    rows::insert(db, "answer_option", OPTION_COLUMNS, &ticks, "").await?;
    Ok(last)
}

fn grid_row(field: &Field) -> &str {
    field.row.as_ref().map_or("", RowId::as_str)
}
