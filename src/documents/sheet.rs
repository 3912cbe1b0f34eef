//! A workbook as data: sheets of lines of cells, and what may be put into a cell.

use time::{Date, Duration, Month};

/// A workbook to be written.
pub struct Workbook {
    /// Its title among its properties.
    pub title: String,
    /// Its sheets, in order; every name from [`sheet_names`].
    pub sheets: Vec<Sheet>,
}

/// One sheet: protected without a password, but for the cells that take an entry.
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether only a curious reader finds it.
    pub hidden: bool,
    /// The width of each column in characters; `None` for one that is hidden.
    pub widths: Vec<Option<f64>>,
    /// How many lines stay in sight at its top, and are printed on every page.
    pub frozen: u32,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// One line of cells.
#[derive(Default)]
pub struct Line {
    /// Its cells, from the first column.
    pub cells: Vec<Cell>,
    /// How many lines of words it has room for at least; it always has room for the words in it.
    pub room: u32,
}

/// One cell to be written.
pub struct Cell {
    /// What is in it.
    pub value: Value,
    /// How it looks.
    pub look: Look,
}

/// What is in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Words, which are never a formula.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// True or false.
    Truth(bool),
    /// A formula without what it comes to: the program that saved it works nothing out.
    Unreckoned,
}

/// How a cell looks, and whether it takes an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Look {
    /// Words among others.
    Plain,
    /// The title of a sheet.
    Title,
    /// The head of a column.
    Head,
    /// Words that stand out.
    Strong,
    /// Words of less weight.
    Quiet,
    /// A cell to be filled in.
    Entry(Accepts),
}

/// What a cell takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Accepts {
    /// Any words.
    Words,
    /// One of these, from a drop-down list.
    OneOf(Vec<String>),
    /// A number.
    Number {
        /// The smallest.
        min: Option<f64>,
        /// The largest.
        max: Option<f64>,
        /// Whether it has no decimal places.
        whole: bool,
    },
    /// A day.
    Day {
        /// The first.
        earliest: Option<Date>,
        /// The last.
        latest: Option<Date>,
    },
}

impl Line {
    /// A line of cells with room for the words in it.
    pub fn of(cells: Vec<Cell>) -> Self {
        Self { cells, room: 1 }
    }
}

impl Cell {
    /// Words in a certain look.
    pub fn words(text: impl Into<String>, look: Look) -> Self {
        Self {
            value: Value::Text(text.into()),
            look,
        }
    }

    /// A cell to be filled in, with what is in it already.
    pub fn entry(value: Value, accepts: Accepts) -> Self {
        Self {
            value,
            look: Look::Entry(accepts),
        }
    }
}

/// A cell's name for people: `C7` is the third cell of the seventh line. Counted from 0.
pub fn cell_name(line: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    format!("{}{}", String::from_iter(letters), line + 1)
}

/// The most characters, in UTF-16, that a sheet's name may have.
const LONGEST_NAME: usize = 31;

/// Names that spreadsheets take for sheets: one for each title, each legal and unlike the others.
pub fn sheet_names<'t>(titles: impl IntoIterator<Item = &'t str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for title in titles {
        let plain = plain_name(title);
        let mut name = shortened(&plain, LONGEST_NAME);
        let mut time = 1;
        // Spreadsheets don't tell capitals from small letters here.
        while names
            .iter()
            .any(|one| one.to_lowercase() == name.to_lowercase())
        {
            time += 1;
            let ending = format!(" ({time})");
            name = shortened(&plain, LONGEST_NAME - ending.len()) + ending.as_str();
        }
        names.push(name);
    }
    names
}

/// A title without what a sheet's name may not hold.
fn plain_name(title: &str) -> String {
    let allowed: String = title
        .chars()
        .map(|c| match c {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' => ' ',
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => ' ',
            c => c,
        })
        .collect();
    let words: Vec<&str> = allowed.split_whitespace().collect();
    let name = words.join(" ");
    let name = name.trim_matches('\'');
    // Excel keeps this name for itself.
    if name.is_empty() || name.eq_ignore_ascii_case("history") {
        return format!("Sheet {name}").trim_end().to_owned();
    }
    name.to_owned()
}

fn shortened(name: &str, most: usize) -> String {
    let mut units = 0;
    let short: String = name
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= most
        })
        .collect();
    short.trim_end_matches([' ', '\'']).to_owned()
}

/// Day 0 of a spreadsheet, counted back from the first of March 1900: it thinks that that year had a leap
/// day, so that days before that March are not counted alike everywhere.
const DAY_ZERO: Date = match Date::from_calendar_date(1899, Month::December, 30) {
    Ok(day) => day,
    Err(_) => panic!("the day before the last of 1899 is a day"),
};

/// The first day on whose number all spreadsheets agree.
const FIRST_SERIAL: i64 = 61;

/// The number that a spreadsheet keeps for a day; `None` for days on whose number they don't agree.
pub(super) fn serial(day: Date) -> Option<f64> {
    let days = (day - DAY_ZERO).whole_days();
    let days = u32::try_from(days).ok().map(f64::from);
    days.filter(|_| (day - DAY_ZERO).whole_days() >= FIRST_SERIAL)
}

/// The day of a number that a spreadsheet keeps for one, without its time.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the number has been found to be in range"
)]
pub fn day_of_serial(number: f64) -> Option<Date> {
    let last = 2_958_465.0;
    (1.0..=last)
        .contains(&number.floor())
        .then(|| DAY_ZERO.checked_add(Duration::days(number.floor() as i64)))
        .flatten()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn cells_are_named_as_on_the_screen() {
        for (line, column, name) in [(0, 0, "A1"), (6, 2, "C7"), (0, 25, "Z1"), (9, 26, "AA10")] {
            assert_eq!(cell_name(line, column), name);
        }
    }

    #[test]
    fn sheet_names_are_legal_and_unlike_each_other() {
        let long = "Planning, support and review: what is done / what isn't";
        let names = sheet_names([long, long, "a [b]", "'", "History", "x", "X"]);
        assert_eq!(
            names,
            [
                "Planning, support and review wh",
                "Planning, support and revie (2)",
                "a b",
                "Sheet",
                "Sheet History",
                "x",
                "X (2)",
            ]
        );
    }

    #[test]
    fn days_and_their_numbers_are_those_of_spreadsheets() {
        assert_eq!(serial(date!(2023 - 07 - 03)), Some(45_110.0));
        assert_eq!(day_of_serial(45_110.75), Some(date!(2023 - 07 - 03)));
        assert_eq!(serial(date!(1900 - 02 - 01)), None);
        assert_eq!(day_of_serial(-4.0), None);
        assert_eq!(day_of_serial(f64::INFINITY), None);
    }
}
