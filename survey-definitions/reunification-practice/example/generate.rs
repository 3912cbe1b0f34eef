//! Makes the example returns of this survey. Nobody gave these answers.
//!
//! The seventy-five returns are made up so that their tabulation gives the figures that were published about the
//! first national survey, item non-response included. `targets.rs` holds the totals to be met, in the order of the
//! questionnaire; which authorities take part and who answers what is chance, from one fixed seed. Each authority
//! has a few leanings, so that its answers hang together: one with a strategy uses tools more often than one without.
//!
//! Reads `authorities.csv` of the survey and `comments.csv` beside this file; writes `returns.csv` and
//! `answers.csv` there. Another folder may be given as the first argument.

mod authorities;
mod days;
mod targets;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use authorities::{frame, take_part};
use days::write_returns;
use targets::{Item, LEANINGS, Lean, OWN_WORDS, TABLE, WRITERS, Wanted};

const FOLDER: &str = "survey-definitions/reunification-practice/example";
const SEED: u64 = 0x676f_696e_6720_686f;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from(FOLDER), PathBuf::from);
    let frame = frame(&folder.join("../authorities.csv"))?;
    let comments = comments(&folder.join("comments.csv"))?;
    let mut dice = Dice(SEED);
    let authorities = take_part(&frame, &mut dice)?;
    let mut survey = Survey::new(authorities.len(), &mut dice);
    for item in TABLE {
        survey.fill(item, &mut dice)?;
    }
    survey.place(comments, &mut dice)?;
    let codes: Vec<&str> = authorities
        .iter()
        .map(|place| frame[*place].code.as_str())
        .collect();
    write_returns(&folder.join("returns.csv"), &codes, &mut dice)?;
    survey.write(&folder.join("answers.csv"), &codes)
}

/// A comment waiting for an authority.
struct Comment {
    question: String,
    /// A question and the option that the authority must have chosen.
    fits: Option<(String, String)>,
    text: String,
}

fn comments(path: &Path) -> Result<Vec<Comment>, Box<dyn Error>> {
    let mut found = Vec::new();
    for [question, fits, text] in records(path, ["question", "fits", "text"])? {
        let fits = match fits.split_once('=') {
            Some((question, option)) => Some((question.to_owned(), option.to_owned())),
            None if fits.is_empty() => None,
            None => return Err(format!("`{fits}` is no `question=option`").into()),
        };
        found.push(Comment {
            question,
            fits,
            text,
        });
    }
    Ok(found)
}

/// The named columns of a CSV file, record by record.
fn records<const N: usize>(
    path: &Path,
    columns: [&str; N],
) -> Result<Vec<[String; N]>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    let header = reader.headers()?.clone();
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        *place = header
            .iter()
            .position(|name| name == column)
            .ok_or_else(|| format!("{} has no column `{column}`", path.display()))?;
    }
    let mut found = Vec::new();
    for record in reader.records() {
        let record = record?;
        found.push(places.map(|place| record[place].to_owned()));
    }
    Ok(found)
}

/// The answers as they are filled in. Authorities are numbered among those that take part.
struct Survey {
    leanings: Vec<[usize; LEANINGS]>,
    /// How likely an authority is to leave a question empty.
    haste: Vec<usize>,
    /// The options chosen by each authority, by question and row.
    chosen: BTreeMap<(usize, &'static str, &'static str), Vec<&'static str>>,
    /// The comments of each authority, by question.
    written: BTreeMap<(usize, &'static str), String>,
}

impl Survey {
    fn new(authorities: usize, dice: &mut Dice) -> Self {
        Self {
            leanings: (0..authorities)
                .map(|_| [(); LEANINGS].map(|()| dice.score()))
                .collect(),
            haste: (0..authorities).map(|_| dice.score()).collect(),
            chosen: BTreeMap::new(),
            written: BTreeMap::new(),
        }
    }

    fn fill(&mut self, item: &Item, dice: &mut Dice) -> Result<(), Box<dyn Error>> {
        match &item.wanted {
            Wanted::One { lean, counts } => {
                let answered = counts.iter().map(|(_, count)| count).sum();
                let answering = self.answering(item, answered, dice)?;
                let mut ranked = self.ranked(&answering, *lean, dice).into_iter();
                for (option, count) in *counts {
                    for authority in ranked.by_ref().take(*count) {
                        self.choose(item, authority, option);
                    }
                }
            }
            Wanted::Several {
                lean,
                answered,
                alone,
                counts,
            } => {
                let answering = self.answering(item, *answered, dice)?;
                let mut ticking = self.ranked(&answering, *lean, dice);
                for authority in ticking.split_off(answered - alone.1) {
                    self.choose(item, authority, alone.0);
                }
                let mut ticks: Vec<Vec<usize>> = Vec::new();
                for (_, count) in *counts {
                    let mut ranked = self.ranked(&ticking, *lean, dice);
                    ranked.truncate(*count);
                    ticks.push(ranked);
                }
                leave_nobody_out(&ticking, &mut ticks)?;
                for ((option, _), authorities) in counts.iter().zip(ticks) {
                    for authority in authorities {
                        self.choose(item, authority, option);
                    }
                }
            }
            Wanted::Comment => {}
        }
        Ok(())
    }

    /// So many of the authorities that are asked; the hastiest of them leave the question empty.
    fn answering(
        &self,
        item: &Item,
        answered: usize,
        dice: &mut Dice,
    ) -> Result<Vec<usize>, Box<dyn Error>> {
        let asked: Vec<usize> = (0..self.haste.len())
            .filter(|authority| self.is_asked(item, *authority))
            .collect();
        if asked.len() < answered {
            let (question, row) = (item.question, item.row);
            return Err(format!(
                "{question} {row}: {answered} to answer, {} asked",
                asked.len()
            )
            .into());
        }
        let mut calm = by_score(&asked, |authority| self.haste[authority] + dice.score());
        calm.reverse();
        calm.truncate(answered);
        calm.sort_unstable();
        Ok(calm)
    }

    fn is_asked(&self, item: &Item, authority: usize) -> bool {
        let gave = |(question, options): &(&str, &[&str])| {
            options
                .iter()
                .any(|option| self.chose(authority, question, option))
        };
        item.asked.is_empty() || item.asked.iter().any(gave)
    }

    fn chose(&self, authority: usize, question: &str, option: &str) -> bool {
        self.chosen
            .get(&(authority, question, ""))
            .is_some_and(|options| options.contains(&option))
    }

    /// The authorities, those that lean most towards the matter first.
    fn ranked(&self, authorities: &[usize], lean: Lean, dice: &mut Dice) -> Vec<usize> {
        let Lean(leaning, weight) = lean;
        by_score(authorities, |authority| {
            weight * self.leanings[authority][leaning] + (100 - weight) * dice.score()
        })
    }

    fn choose(&mut self, item: &Item, authority: usize, option: &'static str) {
        self.chosen
            .entry((authority, item.question, item.row))
            .or_default()
            .push(option);
    }

    /// Gives every comment to an authority whose answers it fits and which has none on the question yet.
    ///
    /// Some authorities write a lot, most a little, the rest nothing. Comments that fit fewest go first.
    fn place(&mut self, mut comments: Vec<Comment>, dice: &mut Dice) -> Result<(), Box<dyn Error>> {
        let mut order: Vec<usize> = (0..self.haste.len()).collect();
        dice.shuffle(&mut order);
        let mut eager = vec![0; order.len()];
        for authority in order.into_iter().take(WRITERS) {
            eager[authority] = 4 + dice.below(4) * dice.below(5);
        }
        dice.shuffle(&mut comments);
        comments.sort_by_key(|comment| {
            (0..eager.len())
                .filter(|authority| eager[*authority] > 0 && self.suits(comment, *authority))
                .count()
        });
        for comment in comments {
            let question = TABLE
                .iter()
                .find(|item| {
                    matches!(item.wanted, Wanted::Comment) && item.question == comment.question
                })
                .map(|item| item.question)
                .ok_or_else(|| format!("`{}` takes no comments", comment.question))?;
            let hats: Vec<usize> = (0..eager.len())
                .filter(|authority| !self.written.contains_key(&(*authority, question)))
                .filter(|authority| self.suits(&comment, *authority))
                .flat_map(|authority| std::iter::repeat_n(authority, eager[authority]))
                .collect();
            let authority = dice
                .pick(&hats)
                .ok_or_else(|| format!("no authority left for: {}", comment.text))?;
            self.written.insert((*authority, question), comment.text);
        }
        Ok(())
    }

    fn suits(&self, comment: &Comment, authority: usize) -> bool {
        comment
            .fits
            .as_ref()
            .is_none_or(|(question, option)| self.chose(authority, question, option))
    }

    fn write(&self, path: &Path, codes: &[&str]) -> Result<(), Box<dyn Error>> {
        let mut own_words: BTreeMap<&str, _> = OWN_WORDS
            .into_iter()
            .map(|(question, texts)| (question, texts.iter()))
            .collect();
        let mut writer = csv::Writer::from_path(path)?;
        writer.write_record(["authority", "question", "row", "option", "text"])?;
        for (authority, code) in codes.iter().enumerate() {
            for Item { question, row, .. } in TABLE {
                let options = self.chosen.get(&(authority, *question, *row));
                for option in options.into_iter().flatten() {
                    let text = match *option {
                        "other" => own_words
                            .get_mut(question)
                            .and_then(Iterator::next)
                            .ok_or_else(|| format!("no words left for another {question}"))?,
                        _ => "",
                    };
                    writer.write_record([code, question, row, option, text])?;
                }
                if let Some(text) = self.written.get(&(authority, *question)) {
                    writer.write_record([code, question, row, "", text])?;
                }
            }
        }
        Ok(writer.flush()?)
    }
}

/// Orders authorities by a score drawn once for each, highest first.
fn by_score(authorities: &[usize], mut score: impl FnMut(usize) -> usize) -> Vec<usize> {
    let mut ordered = authorities.to_vec();
    ordered.sort_by_cached_key(|authority| Reverse(score(*authority)));
    ordered
}

/// Hands a tick to each authority that has none, from the one that has most among those with that option.
fn leave_nobody_out(ticking: &[usize], ticks: &mut [Vec<usize>]) -> Result<(), Box<dyn Error>> {
    for empty in ticking {
        let held = |ticks: &[Vec<usize>], authority: usize| {
            ticks
                .iter()
                .filter(|holders| holders.contains(&authority))
                .count()
        };
        if held(ticks, *empty) > 0 {
            continue;
        }
        let (option, holder) = (0..ticks.len())
            .flat_map(|option| (0..ticks[option].len()).map(move |holder| (option, holder)))
            .max_by_key(|(option, holder)| held(ticks, ticks[*option][*holder]))
            .ok_or("there are no ticks to hand on")?;
        if held(ticks, ticks[option][holder]) < 2 {
            return Err("there are fewer ticks than authorities".into());
        }
        ticks[option][holder] = *empty;
    }
    Ok(())
}

/// Chance that comes out the same each time: Sebastiano Vigna's `SplitMix64`.
struct Dice(u64);

impl Dice {
    /// A number below a limit that is far smaller than two to the sixteenth.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let [.., low, high] = (mixed ^ (mixed >> 31)).to_le_bytes();
        usize::from(u16::from_le_bytes([low, high])) % limit
    }

    fn score(&mut self) -> usize {
        self.below(1000)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        (!from.is_empty()).then(|| &from[self.below(from.len())])
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}
