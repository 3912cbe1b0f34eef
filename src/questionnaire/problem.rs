//! What can be wrong with an answer, in the words that its person reads.

use crate::definition::Number;

/// What is wrong with what somebody gave for a field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A value that the page does not offer.
    #[error("Choose one of the answers offered")]
    UnknownOption,
    /// More than one answer where one is taken.
    #[error("Choose one answer only")]
    SeveralOptions,
    /// Words beside an option that was not chosen.
    #[error("Choose “{option}” as well, or take out what is written beside it")]
    OtherNotChosen {
        /// The label of the option.
        option: String,
    },
    /// An exclusive option together with others.
    #[error("Choose either “{exclusive}” or other answers, not both")]
    NotExclusive {
        /// The label of the exclusive option.
        exclusive: String,
    },
    /// More options than may be ticked.
    #[error("Choose no more than {most} answers")]
    TooMany {
        /// How many may be ticked.
        most: usize,
    },
    /// Something that is no number.
    #[error("Give a number in digits, such as {example}")]
    NoNumber {
        /// A number of the kind that is meant.
        example: &'static str,
    },
    /// Decimal places where none are meant.
    #[error("Give a whole number")]
    NotWhole,
    /// A number below the smallest.
    #[error("Give {min} or more")]
    TooSmall {
        /// The smallest.
        min: Number,
    },
    /// A number above the largest.
    #[error("Give {max} or less")]
    TooLarge {
        /// The largest.
        max: Number,
    },
    /// Something that is no day.
    #[error("Give a day such as 3 July 2023 or 03/07/2023")]
    NoDay,
    /// A day before the first.
    #[error("Give {earliest} or a later day")]
    TooEarly {
        /// The first day, for people.
        earliest: String,
    },
    /// A day after the last.
    #[error("Give {latest} or an earlier day")]
    TooLate {
        /// The last day, for people.
        latest: String,
    },
    /// Words beyond the limit.
    #[error("Use no more than {most} words; you have {written}")]
    TooManyWords {
        /// The limit.
        most: usize,
        /// What was written.
        written: usize,
    },
    /// Characters beyond the limit.
    #[error("Use no more than {most} characters; you have {written}")]
    TooLong {
        /// The limit.
        most: usize,
        /// What was written.
        written: usize,
    },
}
