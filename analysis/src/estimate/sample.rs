//! Samples: those who answered, as a part of a population whose size is known.

/// So many of those who answered, who are so many of a known population.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    pub(super) count: u32,
    pub(super) base: u32,
    pub(super) population: u32,
}

/// Why three numbers make no sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSample {
    /// There is nobody to say anything about.
    #[error("the population is empty")]
    EmptyPopulation,
    /// More were counted than answered.
    #[error("{count} were counted in a base of {base}")]
    CountAboveBase {
        /// What was counted.
        count: u32,
        /// How many answered.
        base: u32,
    },
    /// More answered than there are.
    #[error("a base of {base} is no part of a population of {population}")]
    BaseAbovePopulation {
        /// How many answered.
        base: u32,
        /// How many there are.
        population: u32,
    },
}

impl Sample {
    /// `count` of `base`, who are some of `population`. The base may be empty: then nothing is known.
    ///
    /// # Errors
    /// [`NoSample`] where these are no part of each other, or there is no population.
    pub fn new(count: u32, base: u32, population: u32) -> Result<Self, NoSample> {
        match (count, base, population) {
            (_, _, 0) => Err(NoSample::EmptyPopulation),
            _ if count > base => Err(NoSample::CountAboveBase { count, base }),
            _ if base > population => Err(NoSample::BaseAbovePopulation { base, population }),
            _ => Ok(Self {
                count,
                base,
                population,
            }),
        }
    }

    /// How many did not answer.
    pub(super) fn silent(self) -> u32 {
        self.population - self.base
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_part_of_the_other_makes_no_sample() {
        assert_eq!(Sample::new(0, 0, 0), Err(NoSample::EmptyPopulation));
        assert_eq!(
            Sample::new(4, 3, 9),
            Err(NoSample::CountAboveBase { count: 4, base: 3 })
        );
        assert_eq!(
            Sample::new(4, 10, 9),
            Err(NoSample::BaseAbovePopulation {
                base: 10,
                population: 9
            })
        );
    }
}
