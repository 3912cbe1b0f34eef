//! Answers: each change a new revision, nothing ever overwritten.

use std::collections::BTreeMap;
use std::sync::Arc;

use sea_orm::sqlx::{self, ColumnIndex, Decode, Type};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryResult, Value,
};

use super::entity::{answer, answer_option};
use super::people;
use super::visits::{Holder, renewed, statement};
use super::waves::ROWS;
use super::{Store, StoreError};
use crate::clock::{self, Timestamp};
use crate::definition::{Number, OptionId, QuestionId, RowId, Survey};
use crate::questionnaire::{Answer, Answers, Chosen, Field, Path};
use crate::returns::{
    Given, Holdings, Kept, PersonId, Return, Revisions, Settled, WaveId, WaveState,
};

/// What became of a save.
pub enum SavedReturn {
    /// Everything is kept but what is in conflict; these are the answers now.
    Saved {
        /// Every revision, those just made among them.
        revisions: Arc<Revisions>,
        /// What somebody else changed meanwhile to something else: nothing of it was saved.
        conflicts: Vec<Given>,
        /// The fields that now say what was given.
        agreed: Vec<Field>,
    },
    /// Nothing was kept, because the return takes no answers any more.
    NotOpen(Return),
    /// Nothing was kept, because some of it is in somebody else's hands.
    NotYours,
}

impl Store {
    /// The answers of the return behind a link, with their revisions: as they were when the holder was read,
    /// or later.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn revisions(&self, holder: &Holder) -> Result<Arc<Revisions>, StoreError> {
        let Some((return_id, last)) = holder.return_row.zip(holder.last_answer) else {
            return Ok(Arc::default());
        };
        if let Some(known) = self.known.find(return_id, last) {
            return Ok(known);
        }
        let found = up_to_now(&self.db, return_id).await?;
        let revisions = Arc::new(found.revisions);
        self.known.note(return_id, found.last_answer, &revisions);
        Ok(revisions)
    }

    /// Saves answers to the return behind a link. Fields that aren't named stay as they are; a field given
    /// no answer is emptied; an answer that is the same as before makes no new revision; one that somebody
    /// else changed meanwhile is not overwritten.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn save_answers(
        &self,
        holder: &Holder,
        survey: &Survey,
        given: &[Given],
        now: Timestamp,
    ) -> Result<SavedReturn, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let holder = renewed(db, holder).await?;
        let (return_id, standing) = holder.require_return()?;
        let is_open = holder.wave_state(now) == WaveState::Open;
        if !is_open || !standing.takes_answers_of(&holder.person) {
            return Ok(SavedReturn::NotOpen(standing));
        }
        if !edits_all(db, &holder, survey, given).await? {
            return Ok(SavedReturn::NotYours);
        }
        let mut last = holder.last_answer;
        let known = last.and_then(|last| self.known.take(return_id, last));
        let mut kept = match (last, known) {
            (None, _) => Arc::default(),
            (Some(_), Some(known)) => known,
            (Some(_), None) => Arc::new(revisions(db, return_id).await?),
        };
        let answers = kept.answers();
        let path = Path::of(survey, &answers);
        let mut conflicts = Vec::new();
        let mut agreed = Vec::new();
        let mut changes = Vec::new();
        for one in given {
            match kept.settle(one, path.find(&one.field.question)) {
                Settled::LeftAlone => {}
                Settled::Conflict => conflicts.push(one.clone()),
                Settled::AsKept => agreed.push(one.field.clone()),
                Settled::Saves(answer) => {
                    agreed.push(one.field.clone());
                    changes.push((&one.field, answer));
                }
            }
        }
        drop(path);
        let changes: Vec<Change<'_>> = changes
            .into_iter()
            .map(|(field, answer)| Change {
                return_id,
                field,
                revision: kept.number(field) + 1,
                answer,
            })
            .collect();
        if !changes.is_empty() {
            last = insert(db, &changes, Some(holder.link), now).await?;
            write.commit().await?;
        }
        let revisions = Arc::make_mut(&mut kept);
        for change in changes {
            let made = Kept {
                revision: change.revision,
                answer: change.answer,
                by: Some(holder.person.id),
                at: now,
            };
            revisions.push(change.field.clone(), made);
        }
        if let Some(last) = last {
            self.known.note(return_id, last, &kept);
        }
        Ok(SavedReturn::Saved {
            revisions: kept,
            conflicts,
            agreed,
        })
    }
}

/// Whether everything given is in sections that this person may edit.
async fn edits_all(
    db: &impl ConnectionTrait,
    holder: &Holder,
    survey: &Survey,
    given: &[Given],
) -> Result<bool, StoreError> {
    let holdings = if holder.person.leads() {
        Holdings::default()
    } else {
        people::holdings(db, holder.unit_row).await?
    };
    Ok(given.iter().all(|one| {
        let mut questions = survey.questions();
        let asked = questions.find(|(_, question)| question.id == one.field.question);
        asked.is_some_and(|(section, _)| holder.person.edits(section, &holdings))
    }))
}

/// Adds the answers of whole new returns.
pub(super) async fn add(
    db: &impl ConnectionTrait,
    new: &[(i32, Timestamp, Answers)],
) -> Result<(), StoreError> {
    for (return_id, at, answers) in new {
        let changes: Vec<_> = answers
            .iter()
            .map(|(field, answer)| Change {
                return_id: *return_id,
                field,
                revision: 1,
                answer: Some(answer.clone()),
            })
            .collect();
        insert(db, &changes, None, *at).await?;
    }
    Ok(())
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
    Ok(found.revisions.answers())
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
    let rows: Result<Vec<Row>, StoreError> = rows.iter().map(Row::of).collect();
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

impl Row {
    /// Reads a row by the places of its columns: most of them are empty, and every page reads dozens of rows.
    fn of(result: &QueryResult) -> Result<Self, StoreError> {
        let read = match (result.try_as_sqlite_row(), result.try_as_pg_row()) {
            (Some(row), _) => Self::read(row),
            (_, Some(row)) => Self::read(row),
            (None, None) => Err(sqlx::Error::RowNotFound),
        };
        read.map_err(|error| StoreError::Damaged {
            what: format!("an answer can't be read: {error}"),
        })
    }

    fn read<'r, R: sqlx::Row>(row: &'r R) -> Result<Self, sqlx::Error>
    where
        usize: ColumnIndex<R>,
        i32: Decode<'r, R::Database> + Type<R::Database>,
        i64: Decode<'r, R::Database> + Type<R::Database>,
        String: Decode<'r, R::Database> + Type<R::Database>,
    {
        Ok(Self {
            id: row.try_get(0)?,
            return_id: row.try_get(1)?,
            question: row.try_get(2)?,
            within: row.try_get(3)?,
            revision: row.try_get(4)?,
            saved_at: row.try_get(5)?,
            one: row.try_get(6)?,
            other_text: row.try_get(7)?,
            words: row.try_get(8)?,
            thousandths: row.try_get(9)?,
            day: row.try_get(10)?,
            person_id: row.try_get(11)?,
            tick: row.try_get(12)?,
            tick_text: row.try_get(13)?,
        })
    }

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

struct Change<'a> {
    return_id: i32,
    field: &'a Field,
    revision: u32,
    answer: Option<Answer>,
}

impl Change<'_> {
    fn one(&self) -> Option<&Chosen> {
        match &self.answer {
            Some(Answer::One(chosen)) => Some(chosen),
            _ => None,
        }
    }
}

/// Adds these answers; the row of the last one.
async fn insert(
    db: &impl ConnectionTrait,
    changes: &[Change<'_>],
    link: Option<i32>,
    now: Timestamp,
) -> Result<Option<i32>, StoreError> {
    let mut last = None;
    for changes in changes.chunks(ROWS) {
        let rows = changes.iter().map(|change| answer::ActiveModel {
            id: NotSet,
            return_id: Set(change.return_id),
            question: Set(change.field.question.as_str().to_owned()),
            grid_row: Set(grid_row(change.field).to_owned()),
            revision: Set(i32::try_from(change.revision).unwrap_or(i32::MAX)),
            link_id: Set(link),
            saved_at: Set(now.unix()),
            option: Set(change.one().map(|chosen| chosen.option.as_str().to_owned())),
            other_text: Set(change.one().and_then(|chosen| chosen.other.clone())),
            words: Set(change
                .answer
                .as_ref()
                .and_then(Answer::words)
                .map(str::to_owned)),
            thousandths: Set(match &change.answer {
                Some(Answer::Number(number)) => Some(number.thousandths()),
                _ => None,
            }),
            day: Set(match &change.answer {
                Some(Answer::Day(day)) => Some(clock::iso_day(*day)),
                _ => None,
            }),
        });
        let inserted = answer::Entity::insert_many(rows)
            .exec_with_returning(db)
            .await?;
        last = last.max(inserted.iter().map(|row| row.id).max());
        let ticks: Vec<_> = changes
            .iter()
            .filter_map(|change| match &change.answer {
                Some(Answer::Several(several)) => Some((change, several)),
                _ => None,
            })
            .flat_map(|(change, several)| {
                let id = inserted
                    .iter()
                    .find(|row| {
                        row.question == change.field.question.as_str()
                            && row.grid_row == grid_row(change.field)
                    })
                    .map(|row| row.id)
                    .expect("every row inserted comes back");
                several
                    .iter()
                    .map(move |chosen| answer_option::ActiveModel {
                        answer_id: Set(id),
                        option: Set(chosen.option.as_str().to_owned()),
                        other_text: Set(chosen.other.clone()),
                    })
            })
            .collect();
        if !ticks.is_empty() {
            answer_option::Entity::insert_many(ticks)
                .exec_without_returning(db)
                .await?;
        }
    }
    Ok(last)
}

fn grid_row(field: &Field) -> &str {
    field.row.as_ref().map_or("", RowId::as_str)
}
