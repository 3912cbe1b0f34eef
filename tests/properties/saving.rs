//! Saving: whatever several people save, from however old a page, nothing acknowledged is ever lost.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use canvass::clock::{self, Timestamp};
use canvass::definition::{Number, Question, QuestionId, Survey};
use canvass::questionnaire::{Answer, Field, Path, keep_unoffered};
use canvass::returns::{Given, Kept, PersonId, Revisions, Settled};
use canvass::secret::Token;
use canvass::store::{Holder, SavedReturn, Store};
use futures_util::future::join_all;

use super::drawn::{CASES, answer, fields, play};
use crate::support::{Chance, on_every_database};

/// Every answer that a field ever had, oldest first: revision 1, 2, 3 …
type History = BTreeMap<Field, Vec<Option<Answer>>>;

/// How many times somebody saves in each case.
const SAVES: usize = 25;

/// What somebody saves: some fields, each as the page showed it at any time, and changed or not.
fn drawn(fields: &[(Field, &Question)], history: &History, chance: &mut Chance) -> Vec<Given> {
    let mut given = Vec::new();
    for (field, question) in fields {
        if !chance.once_in(3) {
            continue;
        }
        let past = history.get(field).map_or(&[][..], Vec::as_slice);
        let seen = if chance.once_in(2) {
            past.len()
        } else {
            chance.below(past.len() + 1)
        };
        let shown = seen.checked_sub(1).and_then(|seen| past[seen].clone());
        let answer = match chance.below(4) {
            0 => shown,
            1 => None,
            _ => Some(answer(question, chance)),
        };
        let seen = u32::try_from(seen).expect("there are few revisions");
        given.push(Given {
            field: field.clone(),
            seen,
            answer,
        });
    }
    given
}

/// What the store must hold after a save: nothing but what was given with knowledge of what was kept.
fn holds_after(before: &History, after: &Revisions, given: &[Given], about: &str) {
    for (field, past) in before {
        let now = after
            .current(field)
            .expect("what was answered stays answered");
        let number = usize::try_from(now.revision).expect("it is small");
        assert!(
            number == past.len() || number == past.len() + 1,
            "revisions rise by one: {about}"
        );
        let said = given.iter().find(|one| one.field == *field);
        if number == past.len() {
            assert_eq!(
                Some(&now.answer),
                past.last(),
                "no revision is ever rewritten: {about}"
            );
            continue;
        }
        let said = said.unwrap_or_else(|| panic!("nobody gave {field:?}: {about}"));
        let seen = usize::try_from(said.seen).expect("it is small");
        assert_eq!(
            seen,
            past.len(),
            "only who knew the current answer changes it: {about}"
        );
        assert_ne!(
            Some(&now.answer),
            past.last(),
            "a revision is a change: {about}"
        );
        assert_ne!(
            past.last(),
            Some(&said.answer),
            "what was left alone stays: {about}"
        );
    }
}

#[test]
fn nothing_that_was_acknowledged_is_lost_and_nobody_overwrites_what_they_did_not_see() {
    let survey = play();
    let fields = fields(&survey);
    for seed in 0..CASES {
        let mut chance = Chance::of(seed);
        let (mut history, mut kept) = (History::new(), Revisions::default());
        for save in 0..SAVES {
            let about = format!("seed {seed}, save {save}");
            let given = drawn(&fields, &history, &mut chance);
            let before = history.clone();
            let answers = kept.answers();
            let path = Path::of(&survey, answers);
            for one in &given {
                let shown = path.find(&one.field.question);
                let past = history.entry(one.field.clone()).or_default();
                let base = one
                    .seen
                    .checked_sub(1)
                    .and_then(|seen| past[usize::try_from(seen).expect("it is small")].clone());
                let meant = match shown {
                    Some(shown) => keep_unoffered(shown, base.as_ref(), one.answer.clone()),
                    None => one.answer.clone(),
                };
                let now = past.last().cloned().flatten();
                match kept.settle(one, || shown) {
                    Settled::AsKept => assert_eq!(now, meant, "{about}"),
                    Settled::LeftAlone => assert_eq!(base, meant, "{about}"),
                    Settled::Saves(answer) => {
                        assert_eq!(answer, meant, "{about}");
                        past.push(answer.clone());
                        let made = Kept {
                            revision: kept.number(&one.field) + 1,
                            answer,
                            by: Some(PersonId(1)),
                            at: Timestamp::from_unix(0),
                        };
                        kept.push(one.field.clone(), made);
                    }
                    Settled::Conflict => {
                        assert_ne!(now, meant, "those who agree are not asked: {about}");
                        assert_ne!(
                            base, meant,
                            "those who change nothing are not asked: {about}"
                        );
                        assert!(
                            past.len() > usize::try_from(one.seen).expect("it is small"),
                            "{about}"
                        );
                    }
                }
            }
            history.retain(|_, past| !past.is_empty());
            holds_after(
                &before
                    .into_iter()
                    .filter(|(_, past)| !past.is_empty())
                    .collect(),
                &kept,
                &given,
                &about,
            );
        }
    }
}

#[test]
fn the_store_keeps_every_revision_of_every_answer() {
    on_every_database(|server| {
        let survey = Arc::new(play());
        let mut director = server.begun("A1");
        let links = [
            server.link("A1"),
            director.hands_to_new("Eva", &["second"]).link(),
            director.hands_to_new("Ben", &["first", "teams"]).link(),
        ];
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime starts");
        let rows = runtime.block_on(save_in_turns(&server.database(), &survey, &links));
        let kept = server.ask("SELECT question FROM answer").len();
        assert_eq!(kept, rows, "history holds what is no longer current");
        assert!(rows > 40, "many changes were drawn");
    });
}

#[test]
fn what_is_saved_at_the_same_moment_is_all_kept() {
    const ROUNDS: usize = 12;
    let units = ["A1", "A2", "A3", "A4"];
    on_every_database(|server| {
        let survey = Arc::new(play());
        let links = units.map(|unit| {
            server.begun(unit);
            server.link(unit)
        });
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime starts");
        let told = runtime.block_on(save_at_once(&server.database(), &survey, &links, ROUNDS));
        let words = "SELECT words FROM answer WHERE words IS NOT NULL";
        let numbers =
            "SELECT CAST(thousandths / 1000 AS text) FROM answer WHERE thousandths IS NOT NULL";
        let kept: Vec<String> = [words, numbers]
            .iter()
            .flat_map(|ask| server.ask(ask))
            .collect();
        let once: BTreeSet<&String> = kept.iter().collect();
        assert_eq!(once.len(), kept.len(), "nothing is there twice");
        assert_eq!(once, told.iter().collect(), "nothing is lost");
        assert_eq!(told.len(), 2 * ROUNDS * units.len());
    });
}

/// Two people of each unit save different fields, all at once and again; gives what was acknowledged.
async fn save_at_once(
    url: &str,
    survey: &Arc<Survey>,
    links: &[String],
    rounds: usize,
) -> BTreeSet<String> {
    let store = opened(url).await;
    let mut told = BTreeSet::new();
    for round in 0..rounds {
        let seen = u32::try_from(round).expect("there are few rounds");
        let saves = links.iter().enumerate().flat_map(|(unit, link)| {
            let said = 1000 * round + unit;
            let words = (
                format!("{said} words"),
                Answer::Words(format!("{said} words")),
            );
            let number = (said.to_string(), Answer::Number(whole(said)));
            [("comment", words), ("children", number)].map(|one| (link, one))
        });
        let saves = saves.map(async |(link, (question, (said, answer)))| {
            let given = Given {
                field: Field::of(&QuestionId::new(question)),
                seen,
                answer: Some(answer),
            };
            let holder = holder(&store, link).await;
            let outcome = store
                .save_answers(&holder, survey, vec![given], clock::now())
                .await;
            match outcome.expect("the store answers") {
                SavedReturn::Saved { agreed, .. } if agreed.len() == 1 => said,
                _ => panic!("nobody else changed {question}"),
            }
        });
        told.extend(join_all(saves).await);
    }
    told
}

fn whole(number: usize) -> Number {
    Number::from_thousandths(1000 * i64::try_from(number).expect("it is small"))
}

/// Gives how many revisions were acknowledged.
async fn save_in_turns(url: &str, survey: &Arc<Survey>, links: &[String]) -> usize {
    // Several servers may share one database, and each remembers what it read.
    let stores = [opened(url).await, opened(url).await];
    let mut history = History::new();
    let mut chance = Chance::of(7);
    for save in 0..60 {
        let about = format!("save {save}");
        let link = chance.one(links);
        let store = chance.one(&stores);
        let holder = holder(store, link).await;
        let held = fields_held(survey, store, &holder).await;
        let given = drawn(&held, &history, &mut chance);
        let at = Timestamp::from_unix(clock::now().unix() + save);
        let saved = store.save_answers(&holder, survey, given.clone(), at).await;
        let SavedReturn::Saved {
            revisions, agreed, ..
        } = saved.expect("the store answers")
        else {
            panic!("the wave is open and the section is theirs: {about}");
        };
        let reader = chance.one(&stores);
        let seen_by = self::holder(reader, link).await;
        let read = reader.revisions(&seen_by).await.expect("the store answers");
        assert_eq!(read, revisions, "what is told is what is kept: {about}");
        holds_after(&history, &read, &given, &about);
        for field in &agreed {
            let now = read.current(field);
            let past = history.entry(field.clone()).or_default();
            if let Some(now) =
                now.filter(|now| now.revision > past.len().try_into().expect("it is small"))
            {
                assert_eq!(
                    now.by,
                    Some(holder.person.id),
                    "it is known who wrote it: {about}"
                );
                past.push(now.answer.clone());
            }
        }
        history.retain(|_, past| !past.is_empty());
    }
    history.values().map(Vec::len).sum()
}

async fn holder(store: &Store, link: &str) -> Holder {
    let token = Token::received(&link[3..]).expect("a link holds a token");
    let holder = store.find_link(&token.hash()).await;
    let holder = holder.expect("the store answers");
    holder.expect("the link is known")
}

async fn fields_held<'s>(
    survey: &'s Survey,
    store: &Store,
    holder: &Holder,
) -> Vec<(Field, &'s Question)> {
    let holdings = store.holdings(holder).await.expect("the store answers");
    let mut held = fields(survey);
    held.retain(|(field, _)| {
        let mut questions = survey.questions();
        let section = questions.find(|(_, question)| question.id == field.question);
        section.is_some_and(|(section, _)| holder.person.edits(section, &holdings))
    });
    held
}

async fn opened(url: &str) -> Store {
    let store = match url.strip_prefix("sqlite://") {
        Some(file) => {
            Store::embedded(
                std::path::Path::new(file)
                    .parent()
                    .expect("it is in a folder"),
            )
            .await
        }
        None => Store::connect(url).await,
    };
    store.expect("the store opens")
}
