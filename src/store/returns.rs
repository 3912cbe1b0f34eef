//! Returns: begun, told how far they have come, and read back for the freeze.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, TryInsertResult,
};

use super::entity::{answer, link, returns, step, submission, unit};
use super::links::require_unit;
use super::visits::Holder;
use super::{Store, StoreError, answers, steps};
use crate::clock::Timestamp;
use crate::definition::UnitCode;
use crate::questionnaire::Answers;
use crate::returns::{Act, PersonId, Return, Seal, State, Step, Submission, Wave, WaveId};

/// A return to be put into a wave as a whole: an example, or one that came on paper.
pub struct NewReturn {
    /// Whose it is and how far it came.
    pub standing: Return,
    /// What it says.
    pub answers: Answers,
}

/// How far one unit of a wave has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitStanding {
    /// The unit.
    pub unit: UnitCode,
    /// When one of its links was first opened, by somebody or by a mail scanner.
    pub opened_at: Option<Timestamp>,
    /// Its return, once somebody has deliberately begun it.
    pub standing: Option<Return>,
    /// Whether anything has been saved in it.
    pub has_answers: bool,
}

impl Store {
    /// Puts whole returns into a wave, all or none.
    ///
    /// # Errors
    /// [`StoreError::UnknownUnit`] where one belongs to nobody in the frame.
    pub async fn add_returns(&self, wave: &Wave, new: Vec<NewReturn>) -> Result<(), StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        for NewReturn { standing, answers } in new {
            let unit = require_unit(db, wave.id, &standing.unit).await?;
            let model = returns::Entity::insert(begun(unit.id, standing.started_at))
                .exec_with_returning(db)
                .await?;
            let began = Step {
                act: Act::Began,
                by: None,
                at: standing.started_at,
                words: None,
            };
            steps::keep(db, model.id, &began).await?;
            let last = answers::add(db, model.id, standing.started_at, &answers).await?;
            if let Some(submission) = standing.submission() {
                steps::hand_in(db, model.id, last, submission, None).await?;
            }
        }
        write.commit().await
    }

    /// Every unit of a wave with its standing, by code.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn standings(&self, wave: WaveId) -> Result<Vec<UnitStanding>, StoreError> {
        let db = &self.db;
        let mut begun = of_wave(db, wave).await?;
        let opened = opened(db, wave).await?;
        let answered: BTreeSet<i32> = answer::Entity::find()
            .select_only()
            .distinct()
            .column(answer::Column::ReturnId)
            .into_tuple()
            .all(db)
            .await?
            .into_iter()
            .collect();
        Ok(units(db, wave)
            .await?
            .into_iter()
            .map(|unit| {
                let begun = begun.remove(&unit.id);
                UnitStanding {
                    unit: UnitCode::new(unit.code),
                    opened_at: opened.get(&unit.id).copied(),
                    has_answers: begun
                        .as_ref()
                        .is_some_and(|(row, _)| answered.contains(row)),
                    standing: begun.map(|(_, standing)| standing),
                }
            })
            .collect())
    }

    /// Every return of a wave with its answers, by unit.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn all_returns(&self, wave: WaveId) -> Result<Vec<(Return, Answers)>, StoreError> {
        let mut answers = answers::of_wave(&self.db, wave).await?;
        let mut found: Vec<(Return, Answers)> = of_wave(&self.db, wave)
            .await?
            .into_values()
            .map(|(row, standing)| {
                let found = answers.remove(&row).unwrap_or_default();
                (standing, found.revisions.into_answers())
            })
            .collect();
        found.sort_by(|(one, _), (other, _)| one.unit.cmp(&other.unit));
        Ok(found)
    }
}

/// Begins the return behind a link, if nobody has before.
pub(super) async fn begin(
    db: &impl ConnectionTrait,
    holder: &Holder,
    now: Timestamp,
) -> Result<(), StoreError> {
    let made = returns::Entity::insert(begun(holder.unit_row, now))
        .on_conflict_do_nothing_on([returns::Column::UnitId])
        .exec_with_returning(db)
        .await?;
    if let TryInsertResult::Inserted(model) = made {
        let step = Step {
            act: Act::Began,
            by: Some(holder.person.id),
            at: now,
            words: None,
        };
        steps::keep(db, model.id, &step).await?;
    }
    Ok(())
}

fn begun(unit: i32, at: Timestamp) -> returns::ActiveModel {
    returns::ActiveModel {
        id: NotSet,
        unit_id: Set(unit),
        started_at: Set(at.unix()),
        step_id: Set(None),
        submission_id: Set(None),
    }
}

async fn units(db: &impl ConnectionTrait, wave: WaveId) -> Result<Vec<unit::Model>, StoreError> {
    let mut units = unit::Entity::find()
        .filter(unit::COLUMN.wave_id.eq(wave.0))
        .all(db)
        .await?;
    // Databases collate text each in their own way; the order of codes is ours.
    units.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(units)
}

/// When one of a unit's links was first opened.
async fn opened(
    db: &impl ConnectionTrait,
    wave: WaveId,
) -> Result<BTreeMap<i32, Timestamp>, StoreError> {
    let links = link::Entity::find()
        .filter(link::COLUMN.unit_id.in_subquery(units_of(wave)))
        .filter(link::COLUMN.opened_at.is_not_null())
        .all(db)
        .await?;
    let mut opened = BTreeMap::new();
    for link in links {
        let at = link.opened_at.map(Timestamp::from_unix);
        let first = opened.entry(link.unit_id).or_insert(at);
        *first = (*first).min(at);
    }
    Ok(opened
        .into_iter()
        .filter_map(|(unit, at)| Some((unit, at?)))
        .collect())
}

/// Every return of a wave by the row of its unit, with its own row.
async fn of_wave(
    db: &impl ConnectionTrait,
    wave: WaveId,
) -> Result<BTreeMap<i32, (i32, Return)>, StoreError> {
    let codes: BTreeMap<i32, String> = units(db, wave)
        .await?
        .into_iter()
        .map(|unit| (unit.id, unit.code))
        .collect();
    let models = returns::Entity::find()
        .filter(returns::COLUMN.unit_id.in_subquery(units_of(wave)))
        .all(db)
        .await?;
    let rows = |column: returns::Column| {
        returns::Entity::find()
            .select_only()
            .column(column)
            .filter(returns::COLUMN.unit_id.in_subquery(units_of(wave)))
            .into_query()
    };
    let mut steps: BTreeMap<i32, step::Model> = step::Entity::find()
        .filter(step::COLUMN.id.in_subquery(rows(returns::Column::StepId)))
        .all(db)
        .await?
        .into_iter()
        .map(|step| (step.id, step))
        .collect();
    let mut submissions: BTreeMap<i32, submission::Model> = submission::Entity::find()
        .filter(
            submission::COLUMN
                .id
                .in_subquery(rows(returns::Column::SubmissionId)),
        )
        .all(db)
        .await?
        .into_iter()
        .map(|one| (one.id, one))
        .collect();
    models
        .into_iter()
        .map(|model| {
            let code = codes.get(&model.unit_id).cloned().unwrap_or_default();
            let step = model.step_id.and_then(|id| steps.remove(&id));
            let submission = model.submission_id.and_then(|id| submissions.remove(&id));
            let standing = read(UnitCode::new(code), &model, step, submission)?;
            Ok((model.unit_id, (model.id, standing)))
        })
        .collect()
}

/// The rows of a wave's units, for asking what belongs to them.
pub(super) fn units_of(wave: WaveId) -> sea_orm::sea_query::SelectStatement {
    unit::Entity::find()
        .select_only()
        .column(unit::Column::Id)
        .filter(unit::COLUMN.wave_id.eq(wave.0))
        .into_query()
}

/// Where one return stands.
pub(super) async fn standing(
    db: &impl ConnectionTrait,
    unit: UnitCode,
    model: &returns::Model,
) -> Result<Return, StoreError> {
    let step = match model.step_id {
        Some(id) => step::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    let submission = match model.submission_id {
        Some(id) => submission::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    read(unit, model, step, submission)
}

fn read(
    unit: UnitCode,
    model: &returns::Model,
    step: Option<step::Model>,
    submission: Option<submission::Model>,
) -> Result<Return, StoreError> {
    let step = step.ok_or_else(|| half_done(&unit))?;
    let last = LastStep {
        act: step.act,
        person_id: step.person_id,
        taken_at: step.taken_at,
        words: step.words,
    };
    Ok(Return {
        state: state(last, submission.map(read_submission), &unit)?,
        unit,
        started_at: Timestamp::from_unix(model.started_at),
    })
}

/// The columns of a return's last step.
pub(super) struct LastStep {
    pub(super) act: String,
    pub(super) person_id: Option<i32>,
    pub(super) taken_at: i64,
    pub(super) words: Option<String>,
}

/// Where a return's last step led.
pub(super) fn state(
    last: LastStep,
    submission: Option<Submission>,
    unit: &UnitCode,
) -> Result<State, StoreError> {
    let step = Act::parse(&last.act).map(|act| Step {
        act,
        by: last.person_id.map(PersonId),
        at: Timestamp::from_unix(last.taken_at),
        words: last.words,
    });
    step.and_then(|step| State::after(step, submission))
        .ok_or_else(|| half_done(unit))
}

pub(super) fn read_submission(model: submission::Model) -> Submission {
    Submission {
        at: Timestamp::from_unix(model.submitted_at),
        reference: model.reference,
        signatory: model.signatory,
        seal: model.seal.as_deref().map(Seal::received),
    }
}

fn half_done(unit: &UnitCode) -> StoreError {
    StoreError::Damaged {
        what: format!("the return of {unit} stands nowhere"),
    }
}
