//! Answers: each change a new revision, nothing ever overwritten.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

use super::entity::{answer, answer_option, returns};
use super::links::{Holder, renewed};
use super::returns::{read, require_locked, units_of};
use super::waves::ROWS;
use super::{Store, StoreError};
use crate::clock::{self, Timestamp};
use crate::definition::{Number, OptionId, QuestionId, RowId};
use crate::questionnaire::{Answer, Answers, Chosen, Field};
use crate::returns::{Return, State, WaveId};

/// What became of a save.
pub enum SavedReturn {
    /// Everything is kept; these are the answers now.
    Saved(Answers),
    /// Nothing was kept, because the return takes no answers any more.
    NotOpen(Return),
}

impl Store {
    /// Saves answers to the return behind a link. Fields that aren't named stay as they are; a field given
    /// no answer is emptied; an answer that is the same as before makes no new revision.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn save_answers(
        &self,
        holder: &Holder,
        given: &[(Field, Option<Answer>)],
        now: Timestamp,
    ) -> Result<SavedReturn, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let holder = renewed(db, holder).await?;
        let model = require_locked(db, &holder).await?;
        let standing = read(holder.unit.clone(), model.clone())?;
        if standing.state != State::InProgress || !holder.may_write(now) {
            return Ok(SavedReturn::NotOpen(standing));
        }
        let mut current = revisions(db, model.id).await?;
        let mut changes = Vec::new();
        for (field, answer) in given {
            let (revision, before) = current
                .get(field)
                .map_or((0, None), |(revision, before)| (*revision, before.as_ref()));
            if before != answer.as_ref() {
                changes.push(Change {
                    return_id: model.id,
                    field,
                    revision: revision + 1,
                    answer: answer.as_ref(),
                });
                current.insert(field.clone(), (revision + 1, answer.clone()));
            }
        }
        insert(db, &changes, Some(holder.link), now).await?;
        write.commit().await?;
        Ok(SavedReturn::Saved(answers_of(current)))
    }
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
                answer: Some(answer),
            })
            .collect();
        insert(db, &changes, None, *at).await?;
    }
    Ok(())
}

/// The current answers of a return.
pub(super) async fn of_return(
    db: &impl ConnectionTrait,
    return_id: i32,
) -> Result<Answers, StoreError> {
    Ok(answers_of(revisions(db, return_id).await?))
}

/// The current answers of every return of a wave.
pub(super) async fn of_wave(
    db: &impl ConnectionTrait,
    wave: WaveId,
) -> Result<BTreeMap<i32, Answers>, StoreError> {
    let of_units = returns::Entity::find()
        .select_only()
        .column(returns::Column::Id)
        .filter(returns::COLUMN.unit_id.in_subquery(units_of(wave)))
        .into_query();
    let found = read_revisions(db, answer::COLUMN.return_id.in_subquery(of_units)).await?;
    Ok(found
        .into_iter()
        .map(|(id, revisions)| (id, answers_of(revisions)))
        .collect())
}

type Revisions = BTreeMap<Field, (i32, Option<Answer>)>;

async fn revisions(db: &impl ConnectionTrait, return_id: i32) -> Result<Revisions, StoreError> {
    let mut found = read_revisions(db, answer::COLUMN.return_id.eq(return_id)).await?;
    Ok(found.remove(&return_id).unwrap_or_default())
}

/// The highest revision of every field, by return: two queries, however many returns.
async fn read_revisions(
    db: &impl ConnectionTrait,
    which: sea_orm::sea_query::Expr,
) -> Result<BTreeMap<i32, Revisions>, StoreError> {
    let rows = answer::Entity::find()
        .filter(which.clone())
        .order_by_asc(answer::COLUMN.revision)
        .all(db)
        .await?;
    let ids = answer::Entity::find()
        .select_only()
        .column(answer::Column::Id)
        .filter(which)
        .into_query();
    let mut ticks: BTreeMap<i32, Vec<Chosen>> = BTreeMap::new();
    for row in answer_option::Entity::find()
        .filter(answer_option::COLUMN.answer_id.in_subquery(ids))
        .all(db)
        .await?
    {
        ticks.entry(row.answer_id).or_default().push(Chosen {
            option: OptionId::new(row.option),
            other: row.other_text,
        });
    }
    let mut found: BTreeMap<i32, Revisions> = BTreeMap::new();
    for row in rows {
        let field = Field {
            question: QuestionId::new(&row.question),
            row: (!row.grid_row.is_empty()).then(|| RowId::new(&row.grid_row)),
        };
        let (return_id, revision) = (row.return_id, row.revision);
        let ticks = ticks.remove(&row.id);
        found
            .entry(return_id)
            .or_default()
            .insert(field, (revision, read_answer(row, ticks)));
    }
    Ok(found)
}

/// What a revision says: ticks, one option, words, a number, a day, or nothing where the field was emptied.
fn read_answer(row: answer::Model, ticks: Option<Vec<Chosen>>) -> Option<Answer> {
    let one = |option: String| {
        Answer::One(Chosen {
            option: OptionId::new(option),
            other: row.other_text,
        })
    };
    ticks
        .map(Answer::several)
        .or_else(|| row.option.map(one))
        .or_else(|| row.words.map(Answer::Words))
        .or_else(|| {
            row.thousandths
                .map(Number::from_thousandths)
                .map(Answer::Number)
        })
        .or_else(|| {
            row.day
                .and_then(|day| clock::parse_iso_day(&day))
                .map(Answer::Day)
        })
}

fn answers_of(revisions: Revisions) -> Answers {
    let mut answers = Answers::default();
    for (field, (_, answer)) in revisions {
        answers.set(field, answer);
    }
    answers
}

struct Change<'a> {
    return_id: i32,
    field: &'a Field,
    revision: i32,
    answer: Option<&'a Answer>,
}

impl Change<'_> {
    fn one(&self) -> Option<&Chosen> {
        match self.answer {
            Some(Answer::One(chosen)) => Some(chosen),
            _ => None,
        }
    }
}

async fn insert(
    db: &impl ConnectionTrait,
    changes: &[Change<'_>],
    link: Option<i32>,
    now: Timestamp,
) -> Result<(), StoreError> {
    for changes in changes.chunks(ROWS) {
        let rows = changes.iter().map(|change| answer::ActiveModel {
            id: NotSet,
            return_id: Set(change.return_id),
            question: Set(change.field.question.as_str().to_owned()),
            grid_row: Set(grid_row(change.field).to_owned()),
            revision: Set(change.revision),
            link_id: Set(link),
            saved_at: Set(now.unix()),
            option: Set(change.one().map(|chosen| chosen.option.as_str().to_owned())),
            other_text: Set(change.one().and_then(|chosen| chosen.other.clone())),
            words: Set(change.answer.and_then(Answer::words).map(str::to_owned)),
            thousandths: Set(match change.answer {
                Some(Answer::Number(number)) => Some(number.thousandths()),
                _ => None,
            }),
            day: Set(match change.answer {
                Some(Answer::Day(day)) => Some(clock::iso_day(*day)),
                _ => None,
            }),
        });
        let inserted = answer::Entity::insert_many(rows)
            .exec_with_returning(db)
            .await?;
        let ticks: Vec<_> = changes
            .iter()
            .filter_map(|change| match change.answer {
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
            answer_option::Entity::insert_many(ticks).exec(db).await?;
        }
    }
    Ok(())
}

fn grid_row(field: &Field) -> &str {
    field.row.as_ref().map_or("", RowId::as_str)
}
