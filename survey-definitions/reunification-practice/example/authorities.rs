//! The authorities of the frame, and which of them take part.

use std::error::Error;
use std::path::Path;

use super::targets::{RATINGS, REGIONS};
use super::{Dice, records};

/// An authority of the frame.
pub struct Authority {
    pub code: String,
    region: String,
    rating: String,
}

pub fn frame(path: &Path) -> Result<Vec<Authority>, Box<dyn Error>> {
    let records = records(path, ["gss_code", "region", "ofsted_overall"])?;
    let authorities = records.into_iter().map(|[code, region, rating]| Authority {
        code,
        region,
        rating,
    });
    Ok(authorities.collect())
}

/// Draws the authorities that take part, so that the counts by region and by rating both hold.
///
/// The regions hold from the start; swaps within a region then bring the ratings nearer until they hold too.
pub fn take_part(frame: &[Authority], dice: &mut Dice) -> Result<Vec<usize>, Box<dyn Error>> {
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    for (region, wanted) in REGIONS {
        let mut members: Vec<usize> = (0..frame.len())
            .filter(|place| frame[*place].region == region)
            .collect();
        dice.shuffle(&mut members);
        let rest = members.split_off(wanted.min(members.len()));
        inside.extend(members);
        outside.extend(rest);
    }
    for _ in 0..100_000 {
        let now = distance(frame, &inside);
        if now == 0 {
            inside.sort_unstable();
            return Ok(inside);
        }
        let (one, other) = (dice.below(inside.len()), dice.below(outside.len()));
        if frame[inside[one]].region == frame[outside[other]].region {
            std::mem::swap(&mut inside[one], &mut outside[other]);
            if distance(frame, &inside) > now {
                std::mem::swap(&mut inside[one], &mut outside[other]);
            }
        }
    }
    Err("no draw meets the counts by region and by rating".into())
}

/// How many authorities too many or too few there are of each rating, summed.
fn distance(frame: &[Authority], inside: &[usize]) -> usize {
    let count = |rating: &str| {
        inside
            .iter()
            .filter(|place| frame[**place].rating == rating)
            .count()
    };
    RATINGS
        .iter()
        .map(|(rating, wanted)| wanted.abs_diff(count(rating)))
        .sum()
}
