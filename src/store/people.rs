//! The people behind a return, and what they hold.

use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::entity::{holding, person};
use super::visits::Holder;
use super::{Store, StoreError};
use crate::definition::{SectionId, Survey};
use crate::returns::{Holding, Holdings, Person, PersonId, Role};

/// Everyone behind a return, and what they hold.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Everyone who was ever brought in, oldest first.
    pub people: Vec<Person>,
    /// Who holds what.
    pub holdings: Holdings,
}

impl People {
    /// A person by id.
    pub fn find(&self, id: PersonId) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// Those who have not been taken out.
    pub fn present(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| !person.removed)
    }

    /// What the holder of a section is called.
    pub fn holder_of(&self, section: &SectionId, survey: &Survey) -> String {
        let holding = self.holdings.of(section);
        let holder = match holding {
            Some(holding) => self.find(holding.by),
            None => self.director(),
        };
        holder.map_or_else(
            || survey.signatory.clone(),
            |holder| holder.label(survey).to_owned(),
        )
    }

    /// Whether somebody present has a name, but for one person.
    pub(super) fn has_name(&self, name: &str, but: Option<PersonId>) -> bool {
        let name = name.to_lowercase();
        let mut others = self.present().filter(|one| Some(one.id) != but);
        others.any(|one| one.name.to_lowercase() == name)
    }

    /// The director.
    pub fn director(&self) -> Option<&Person> {
        let mut people = self.people.iter();
        people.find(|person| person.role == Role::Director)
    }
}

impl Store {
    /// Everyone behind the return of a link.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn people(&self, holder: &Holder) -> Result<People, StoreError> {
        people(&self.db, holder.unit_row).await
    }

    /// A person by id.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn find_person(&self, id: PersonId) -> Result<Option<Person>, StoreError> {
        let found = person::Entity::find_by_id(id.0).one(&self.db).await?;
        found.map(person).transpose()
    }

    /// What everyone holds of the return of a link.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn holdings(&self, holder: &Holder) -> Result<Holdings, StoreError> {
        holdings(&self.db, holder.unit_row).await
    }
}

/// Everyone behind a unit's return.
pub(super) async fn people(db: &impl ConnectionTrait, unit: i32) -> Result<People, StoreError> {
    let people = person::Entity::find()
        .filter(person::COLUMN.unit_id.eq(unit))
        .order_by_asc(person::COLUMN.id)
        .all(db)
        .await?;
    Ok(People {
        people: people.into_iter().map(person).collect::<Result<_, _>>()?,
        holdings: holdings(db, unit).await?,
    })
}

pub(super) async fn holdings(db: &impl ConnectionTrait, unit: i32) -> Result<Holdings, StoreError> {
    let held = holding::Entity::find()
        .filter(holding::COLUMN.unit_id.eq(unit))
        .all(db)
        .await?;
    Ok(held
        .into_iter()
        .map(|row| {
            let holding = Holding {
                by: PersonId(row.person_id),
                from: PersonId(row.handed_by),
            };
            (SectionId::new(row.section), holding)
        })
        .collect())
}

pub(super) fn person(model: person::Model) -> Result<Person, StoreError> {
    Ok(Person {
        id: PersonId(model.id),
        role: Role::parse(&model.role).ok_or_else(|| StoreError::Damaged {
            what: format!("`{}` is no role", model.role),
        })?,
        name: model.name,
        email: model.email,
        added_by: model.added_by.map(PersonId),
        removed: model.removed_at.is_some(),
    })
}
