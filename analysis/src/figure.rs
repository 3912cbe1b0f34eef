//! Figures: a count with everything needed to defend it.

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::estimate::{Change, Estimate, Interval, UnitRange};
use crate::key::Key;
use crate::number::Number;
use crate::share::{Percent, Share};

/// Why a number is not published.
///
/// Which of the two it is follows from what is published, so that it gives nothing more away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// So few are concerned that they could be recognised, as what is published shows.
    FewerThan(u32),
    /// It would tell the answers of few, or help to work out another number that does.
    Telling,
}

impl fmt::Display for Withheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FewerThan(number) => write!(f, "fewer than {number}"),
            Self::Telling => f.write_str("so that nobody’s answer can be worked out"),
        }
    }
}

/// A count, the base it is a share of, the population behind the base, and the base's rule in words.
///
/// Serialised as `{count, base, population, percent, percent_1, rule}`; both percentages are computed
/// from the counts and are null where there is no base or nobody is in it. A withheld one has null for its
/// numbers, and `withheld` says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// How many, or why that is not published.
    pub count: Result<u32, Withheld>,
    /// Of how many; `None` for a declared fact, which is a number and not a share, and where the base is
    /// withheld with the count.
    pub base: Option<u32>,
    /// How many of the frame the base stands for; `None` where routing or writing a comment defines the
    /// base, because nobody knows how many of the population that concerns.
    pub population: Option<u32>,
    /// Which returns make the base, in words.
    pub rule: String,
}

impl Figure {
    /// The share, where there is a base and somebody in it, and neither is withheld.
    pub fn share(&self) -> Option<Share> {
        Share::new(self.count.ok()?, self.base?).ok()
    }

    /// Why its numbers are not published, where they aren't.
    pub fn withheld(&self) -> Option<Withheld> {
        self.count.err()
    }

    /// The percentage at so many decimals, rounded half up from the counts.
    pub fn percent(&self, decimals: u8) -> Option<Percent> {
        self.share().map(|share| share.percent(decimals))
    }

    /// The whole percentage as readers see it ([`Share::printed`]).
    pub fn printed(&self) -> Option<String> {
        self.share().map(Share::printed)
    }

    /// Who the base is, with their number: "42 authorities that answered", "all 75 authorities that submitted a return".
    /// `None` where there is no base, or it is withheld.
    pub fn base_in_words(&self) -> Option<String> {
        self.base.map(|base| counted(base, &self.rule))
    }
}

/// So many of those that a rule names; "all" comes before the number, and "both" stands for two.
pub(crate) fn counted(base: u32, rule: &str) -> String {
    match rule.strip_prefix("all ") {
        Some(rest) if base == 2 => format!("both {rest}"),
        Some(rest) => format!("all {base} {rest}"),
        None => format!("{base} {rule}"),
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let withheld = self.withheld().map(|why| why.to_string());
        let mut figure = serializer.serialize_struct("Figure", 7)?;
        figure.serialize_field("count", &self.count.ok())?;
        figure.serialize_field("base", &self.base)?;
        figure.serialize_field("population", &self.population)?;
        figure.serialize_field("percent", &self.percent(0).map(Percent::whole))?;
        figure.serialize_field("percent_1", &self.percent(1).map(Percent::as_f64))?;
        figure.serialize_field("rule", &self.rule)?;
        match withheld {
            Some(why) => figure.serialize_field("withheld", &why)?,
            None => figure.skip_field("withheld")?,
        }
        figure.end()
    }
}

/// What a table is about, which decides how it can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableKind {
    /// One option each: the rows make the base.
    Single,
    /// A number each, in bands or only summed up.
    Number,
    /// A day each, by month.
    Date,
    /// A question's answers for each category of the frame.
    Breakdown,
    /// Any number of options each: the rows may add up to more than the base.
    Multiple,
    /// A grid: every group of rows has its own base.
    Grid,
    /// Words: how many wrote some.
    Text,
    /// Responses and rate by a category of the frame.
    Participation,
    /// Those who answered beside the whole frame.
    Profile,
    /// Themes of the comments.
    Themes,
    /// What the survey declares.
    Facts,
}

/// Rows of figures under one title.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    /// The first part of its rows' keys, and the name of its CSV file.
    pub id: String,
    /// What the table answers.
    pub title: String,
    /// What it is about.
    pub kind: TableKind,
    /// How many were asked and what came back; absent where no question is behind the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responses: Option<Responses>,
    /// The middle and the ends of the numbers given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Summary>,
    /// The figures, in reading order.
    pub rows: Vec<Row>,
}

impl Table {
    /// The name of the CSV file that holds it; full stops stand for what no file name has and no id either.
    pub fn file_name(&self) -> String {
        format!("{}.csv", self.id.replace('/', ".").replace('@', ".by."))
    }
}

/// One figure of a table.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// What prose cites.
    pub key: Key,
    /// The row of a grid, or the side of a comparison, that this figure belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What readers call it.
    pub label: String,
    /// Whether it sums up other rows of the same group.
    pub net: bool,
    /// Whether so few are in its base that one of them moves the percentage by a tenth or more.
    pub small_base: bool,
    /// The number itself.
    #[serde(flatten)]
    pub figure: Figure,
    /// What the number of a declared fact is in, such as "%"; every other count is of units or comments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How far it may be off as an estimate for all; none for what is counted and not estimated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Interval>,
    /// The second opinion on the range, as `[low, high]` of the same population.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "ends_if_any"
    )]
    pub wilson: Option<UnitRange>,
    /// The number if every unit that gave no answer, silent or with the question left empty, had said no, and if
    /// every one had said yes, as `[low, high]` of the same population.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "ends_if_any"
    )]
    pub worst_case: Option<UnitRange>,
    /// The share with weights, where the survey declares them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighted: Option<Weighted>,
    /// How exactly that may be told.
    #[serde(skip)]
    pub(crate) weighing: Weighing,
    /// Of whom in its base what they say is known, which the worst case needs.
    #[serde(skip)]
    pub known: Known,
}

/// How exactly a weighted share may be told: it is a sum over all units, each with a weight that everybody can work out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Weighing {
    /// As it is: nothing of the question is withheld.
    #[default]
    Exactly,
    /// In whole percent, which don't tell what is withheld.
    Roughly,
    /// Not even so.
    Not,
}

/// Of whom in a base it is known whether what was counted is so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Known {
    /// Of everyone in it.
    #[default]
    All,
    /// Of so many who answered; the others left it empty or were not asked.
    OfAnswers(u32),
    /// Of those who answered, whose number no figure of the table tells.
    Untold,
}

/// A weighted share beside the unweighted one.
///
/// Serialised as the estimate with `change`, which is null where a sentence would say the same.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Weighted {
    /// The share, with its own range.
    #[serde(flatten)]
    pub estimate: Estimate,
    /// Why a sentence would read differently with it.
    pub change: Option<Change>,
}

/// The ends of a range as a pair: its population stands beside it in the figure.
#[expect(
    clippy::ref_option,
    reason = "serde hands every field over by reference"
)]
fn ends_if_any<S: Serializer>(range: &Option<UnitRange>, serializer: S) -> Result<S::Ok, S::Error> {
    range
        .map(|range| [range.low(), range.high()])
        .serialize(serializer)
}

/// A base below this is flagged.
pub const SMALL_BASE: u32 = 10;

impl Row {
    /// A row of its own: no group, no net.
    pub fn new(key: Key, label: impl Into<String>, figure: Figure) -> Self {
        Self {
            key,
            group: None,
            label: label.into(),
            net: false,
            small_base: figure.base.is_some_and(|base| base < SMALL_BASE),
            figure,
            unit: None,
            range: None,
            wilson: None,
            worst_case: None,
            weighted: None,
            weighing: Weighing::default(),
            known: Known::All,
        }
    }

    /// Whether its weighted share is left out because it would tell what is withheld.
    pub fn leaves_out_weighted(&self) -> bool {
        self.weighing == Weighing::Not
    }

    /// Takes the numbers out of the row, for a reason; its base too where that is withheld.
    pub fn withhold(&mut self, why: Withheld, base_too: bool) {
        self.figure.count = Err(why);
        if base_too {
            self.figure.base = None;
            self.small_base = false;
        }
    }

    /// The number of a declared fact with its unit, or a bare count; `None` where it is withheld.
    pub fn number(&self) -> Option<String> {
        let count = self.figure.count.ok()?;
        let unit = self.unit.as_deref().unwrap_or_default();
        Some(format!("{count}{unit}"))
    }

    /// The same row in a group.
    #[must_use]
    pub fn in_group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }
}

/// The middle and the ends of the numbers given, over the returns that answered.
///
/// A median between two numbers is rounded half up to three decimal places, and so is the mean; of whole numbers it has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// How many answered.
    pub answered: u32,
    /// The smallest.
    pub min: Number,
    /// The middle one, or halfway between the middle two.
    pub median: Number,
    /// The arithmetic mean.
    pub mean: Number,
    /// The largest.
    pub max: Number,
    /// What is counted.
    pub unit: Option<String>,
}

/// Item response: what became of a question among the submitted returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Responses {
    /// Submitted returns.
    pub submitted: u32,
    /// Of those, to how many the question was put.
    pub asked: u32,
    /// Of those asked, how many answered.
    pub answered: u32,
    /// Of those asked, how many left it empty.
    pub skipped: u32,
    /// Routed past it.
    pub not_asked: u32,
}
