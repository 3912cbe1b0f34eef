//! The paragraphs of a plain text, with the tables that are drawn in it: by upright lines as in Markdown, or by spaces.

use super::{Page, Passage};

/// How lines begin that begin a paragraph.
const MARKS: [&str; 5] = ["- ", "* ", "• ", "# ", "| "];

/// Paragraphs are parted by an empty line; each point of a list is one, and so is each line of a table that spaces
/// draw.
pub(super) fn paragraphs(text: &str) -> Vec<Passage> {
    let whole: Vec<&str> = text.lines().collect();
    let lines: Vec<&str> = whole.iter().map(|line| line.trim()).collect();
    let mut page = Page::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let table = table(&lines[at..], &mut page);
        if let Some(length) = table.or_else(|| tabbed(&whole[at..], &mut page)) {
            at += length;
            continue;
        }
        let is_drawn =
            is_row(&lines, at) || (last_column(line).is_some() && is_row(&lines, at + 1));
        if is_drawn || line.is_empty() || MARKS.iter().any(|mark| line.starts_with(mark)) {
            page.target().end();
        }
        page.target().add(line);
        page.target().add(" ");
        if is_drawn {
            page.target().end();
        }
        at += 1;
    }
    page.finish()
}

/// Takes the table that lines begin with, and tells how many of them it has: a row of headings, a line below it, and
/// the rows up to where one has no upright line.
fn table(lines: &[&str], page: &mut Page) -> Option<usize> {
    let [head, line, rows @ ..] = lines else {
        return None;
    };
    let columns = columns_of_line(line).filter(|_| head.contains('|'))?;
    let head = cells(head);
    if head.len() != columns {
        return None;
    }
    let rows = rows.iter().take_while(|row| row.contains('|'));
    let rows: Vec<Vec<String>> = rows.map(|row| cells(row)).collect();
    let length = 2 + rows.len();
    let rows: Vec<Vec<String>> = [head].into_iter().chain(rows).collect();
    let rows = rows.iter().map(|row| row.iter().map(String::as_str));
    add_table(rows.map(|row| row.take(columns)), true, page);
    Some(length)
}

/// Takes the table that lines begin with whose cells have tabs between them, several lines with as many of them, and tells
/// how many of them it has.
fn tabbed(lines: &[&str], page: &mut Page) -> Option<usize> {
    let tabs = |line: &str| line.matches('\t').count();
    let columns = lines.first().map(|line| tabs(line))?;
    let rows = lines.iter().take_while(|line| tabs(line) == columns);
    let length = if columns > 0 { rows.count() } else { 0 };
    if length < 2 {
        return None;
    }
    let rows = lines[..length].iter();
    add_table(rows.map(|row| row.split('\t')), false, page);
    Some(length)
}

/// Adds a table, whose first row may be known to head the others.
fn add_table<'a, R: Iterator<Item = &'a str>>(
    rows: impl Iterator<Item = R>,
    has_head: bool,
    page: &mut Page,
) {
    page.target().end();
    page.begin_table();
    for (row, cells) in rows.enumerate() {
        page.begin_row();
        for cell in cells {
            page.begin_cell(has_head && row == 0, 1, 1);
            page.target().add(cell);
        }
    }
    page.end_table();
}

/// How many columns "|---|:-:|" has.
fn columns_of_line(line: &str) -> Option<usize> {
    let is_line = |cell: &String| {
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    };
    let cells = cells(line);
    (line.contains('|') && cells.iter().all(is_line)).then_some(cells.len())
}

/// What stands between upright lines, but for those with a backslash before them.
fn cells(row: &str) -> Vec<String> {
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = vec![String::new()];
    let mut characters = row.chars().peekable();
    while let Some(character) = characters.next() {
        let last = cells.len() - 1;
        match character {
            '\\' if characters.next_if_eq(&'|').is_some() => cells[last].push('|'),
            '|' if characters.peek().is_some() => cells.push(String::new()),
            '|' => {}
            _ => cells[last].push(character),
        }
    }
    let plain = |cell: String| {
        let cell = cell.trim();
        let bold = cell
            .strip_prefix("**")
            .and_then(|cell| cell.strip_suffix("**"));
        bold.unwrap_or(cell).to_owned()
    };
    cells.into_iter().map(plain).collect()
}

/// Whether a line and one beside it end in figures that stand apart. Prose that is stretched to its margins doesn't.
fn is_row(lines: &[&str], at: usize) -> bool {
    let ends = |at: usize| lines.get(at).is_some_and(|line| ends_in_figure(line));
    ends(at) && (ends(at + 1) || at.checked_sub(1).is_some_and(ends))
}

fn ends_in_figure(line: &str) -> bool {
    last_column(line).is_some_and(|last| {
        last.contains(|c: char| c.is_ascii_digit()) && !last.contains(char::is_alphabetic)
    })
}

/// What stands last in a line in which spaces part columns. After the end of a sentence they part nothing.
fn last_column(line: &str) -> Option<&str> {
    let mut last_column = None;
    let mut is_named = false;
    let mut last = ' ';
    let mut spaces = 0;
    for (place, character) in line.char_indices() {
        match character {
            '\t' => spaces += FEWEST_SPACES,
            ' ' => spaces += 1,
            _ => {
                let ends = ['.', '!', '?', ':', '”', '"'].contains(&last);
                if spaces >= FEWEST_SPACES && is_named && !ends {
                    last_column = Some(&line[place..]);
                }
                is_named |= character.is_alphanumeric();
                last = character;
                spaces = 0;
            }
        }
    }
    last_column
}

/// Fewer spaces than these part words and no columns.
const FEWEST_SPACES: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let read: Vec<String> = paragraphs(text).iter().map(Passage::whole).collect();
        assert_eq!(read, expect, "{text}");
    }

    #[test]
    fn plain_text_has_paragraphs_and_points_of_lists() {
        check(
            "One\nand  two.\n\n- three\n- four\nand five\n",
            &["One and two.", "- three", "- four and five"],
        );
    }

    #[test]
    fn cells_between_upright_lines_carry_their_headings() {
        check(
            "Table 5\n| Duration | Count | % |\n|---|:-:|--:|\n| Up to a year | 9 | **12** |\n| None \\| other | 1 | 1 |\nAfter it",
            &[
                "Table 5",
                "Duration",
                "Count",
                "%",
                "Duration: Up to a year",
                "Up to a year, Count: 9",
                "Up to a year, %: 12",
                "Duration: None | other",
                "None | other, Count: 1",
                "None | other, %: 1",
                "After it",
            ],
        );
        check(
            "Region | %\n--- | ---\nNorth | 56 | 57\n\n45% | or more",
            &[
                "Region",
                "%",
                "Region: North",
                "North, %: 56",
                "45% | or more",
            ],
        );
    }

    #[test]
    fn cells_between_tabs_carry_their_headings() {
        check(
            "Shares\n\tYes\tNo\nNorth\t45%\t55%\nAfter it",
            &[
                "Shares",
                "Yes",
                "No",
                "North",
                "North, Yes: 45%",
                "North, No: 55%",
                "After it",
            ],
        );
        check(
            "1.\tOne of 75\n2.\tTwo\nthree",
            &["1.", "One of 75", "2.", "Two", "three"],
        );
        check("One\ttwo\nthree", &["One two three"]);
    }

    #[test]
    fn upright_lines_without_a_line_below_the_headings_are_text() {
        check(
            "| 45% | 46% |\n| 47% | 48% |",
            &["| 45% | 46% |", "| 47% | 48% |"],
        );
        check("a | b\n|---|\n---\n-", &["a | b |---| --- -"]);
    }

    #[test]
    fn each_line_of_a_table_that_spaces_draw_is_a_text() {
        check(
            "Table 4: Barriers\nBarrier   Number    %\nFunding   40        69%\nTime\t12\t21%\nSource: all\nof them",
            &[
                "Table 4: Barriers",
                "Barrier Number %",
                "Funding 40 69%",
                "Time 12 21%",
                "Source: all of them",
            ],
        );
        check(
            "Spread  to  the  margins,  less  than\n45%  of  them  and  at  most  12%\nof  others  did,  in  all.",
            &[
                "Spread to the margins, less than 45% of them and at most 12% of others did, in all.",
            ],
        );
        check(
            "It is 45%.  Then 58\nof 74.  More than\nthat.  And  so\non.",
            &["It is 45%. Then 58 of 74. More than that. And so on."],
        );
    }

    #[test]
    fn a_table_costs_no_more_than_its_size() {
        let rows = "|".repeat(50_001);
        let text = format!("{rows}\n{}\n{rows}", "|-".repeat(50_000));
        assert!(paragraphs(&text).is_empty());
        let many = "a|b\n-|-\n\n".repeat(20_000);
        assert_eq!(paragraphs(&many).len(), 40_000);
    }
}
