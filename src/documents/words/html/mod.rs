//! The paragraphs of an HTML page: what a reader sees or is read of it, whatever its markup is like.

mod open;
mod tags;

use open::Open;
use tags::{Tag, tag, with_characters};

use super::{Page, Passage};

/// Elements whose content nobody reads.
const UNSEEN: [&str; 5] = ["script", "style", "template", "noscript", "iframe"];

/// Whether a text is a page: it begins with a document type or with an element that pages begin with.
pub(super) fn is_html(text: &str) -> bool {
    let beginning: String = text.trim_start().chars().take(15).collect();
    let beginning = beginning.to_ascii_lowercase();
    let beginnings = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<main",
        "<article",
        "<section",
        "<div",
        "<p>",
        "<p ",
        "<h1",
        "<h2",
        "<ul",
        "<table",
        "<!--",
        "<?xml",
    ];
    beginnings.iter().any(|one| beginning.starts_with(one))
}

pub(super) fn paragraphs(page: &str) -> Vec<Passage> {
    let mut reader = Reader::default();
    let mut rest = page;
    while let Some(place) = rest.find('<') {
        let (words, markup) = rest.split_at(place);
        reader.words(&with_characters(words));
        rest = match tag(markup) {
            Some((tag, after)) => {
                reader.tag(&tag);
                if !tag.is_end && UNSEEN.contains(&tag.name.as_str()) {
                    skip_to_end_of(&tag.name, after)
                } else {
                    after
                }
            }
            None => match declaration(markup) {
                Some(after) => after,
                // A sign that begins no tag is one that somebody typed.
                None => {
                    reader.words("<");
                    &markup[1..]
                }
            },
        };
    }
    reader.words(&with_characters(rest));
    reader.finish()
}

/// A page as it is read.
#[derive(Default)]
struct Reader {
    page: Page,
    open: Open,
}

impl Reader {
    fn words(&mut self, words: &str) {
        if !self.open.is_hidden() {
            let height = self.open.height();
            self.page.target().add_at(height, words);
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        let name = tag.name.as_str();
        if !open::is_inline(name) {
            self.page.target().end();
        } else if !["sub", "sup", "wbr"].contains(&name) {
            self.page.target().part();
        }
        let closed = if tag.is_end {
            self.open.end(name)
        } else {
            self.open.before(name)
        };
        for _ in closed.iter().filter(|name| *name == "table") {
            self.page.end_table();
        }
        // What an unseen element holds is skipped, its end too.
        if tag.is_end || UNSEEN.contains(&name) {
            return;
        }
        let is_hidden = tag.is_hidden();
        if !is_hidden && !self.open.is_hidden() {
            self.alternative(tag);
        }
        if !tag.is_empty() && self.open.start(name, is_hidden) && name == "table" {
            self.page.begin_table();
        }
        let reach = |name: &str| tag.attribute(name)?.trim().parse().ok();
        match name {
            "tr" => self.page.begin_row(),
            "td" | "th" => {
                let is_heading = name == "th" || self.open.is_within("thead");
                let (rows, columns) = (reach("rowspan"), reach("colspan"));
                self.page
                    .begin_cell(is_heading, rows.unwrap_or(1), columns.unwrap_or(1));
            }
            _ => {}
        }
    }

    /// What is read out in a picture's place, as a paragraph of its own.
    fn alternative(&mut self, tag: &Tag<'_>) {
        let is_button = tag.name == "input" && tag.is("type", "image");
        let has_alt = tag.name == "img" || tag.name == "area" || is_button;
        let words = if has_alt {
            tag.attribute("alt")
        } else if tag.is("role", "img") {
            tag.attribute("aria-label")
        } else {
            None
        };
        if let Some(words) = words {
            self.page.target().aside(&words);
        }
    }

    fn finish(self) -> Vec<Passage> {
        self.page.finish()
    }
}

/// What comes after a comment, a document type or an instruction.
fn declaration(markup: &str) -> Option<&str> {
    let (beginning, end) = [
        ("<!--", "-->"),
        ("<![CDATA[", "]]>"),
        ("<!", ">"),
        ("<?", ">"),
    ]
    .into_iter()
    .find(|(beginning, _)| markup.starts_with(beginning))?;
    let inside = &markup[beginning.len()..];
    Some(inside.split_once(end).map_or("", |(_, after)| after))
}

/// What comes after an element whose content is not read as markup.
fn skip_to_end_of<'a>(name: &str, content: &'a str) -> &'a str {
    let mut rest = content;
    while let Some(place) = rest.find("</") {
        let end = &rest[place + 2..];
        let is_it = end
            .get(..name.len())
            .is_some_and(|written| written.eq_ignore_ascii_case(name));
        if is_it {
            return end.split_once('>').map_or("", |(_, after)| after);
        }
        rest = end;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, expect: &[&str]) {
        let read: Vec<String> = paragraphs(page).iter().map(Passage::whole).collect();
        assert_eq!(read, expect, "{page}");
    }

    #[test]
    fn blocks_are_paragraphs_and_what_stands_in_a_line_is_not() {
        check(
            "<!DOCTYPE html><html><head><title>A report</title><style>p { width: 45% }</style></head><body><p>So \
             <b>45</b>&nbsp;% <a href='x>y' title=\"1>0\">did</a>.</p><ul><li>One<li>Two</ul>Three<br>four",
            &["A report", "So 45 % did.", "One", "Two", "Three", "four"],
        );
    }

    #[test]
    fn markup_in_a_line_parts_a_number_from_words() {
        check(
            "<p><b>answered</b><span>60%, 9 of 33</span></p><p>Yes<span>95% range</span></p><p><b>60%</b>did",
            &["answered 60%, 9 of 33", "Yes 95% range", "60% did"],
        );
        check(
            "<p>6<b>0</b>% of CO<sub>2</sub>, the <b>10</b>th",
            &["60% of CO₂, the 10th"],
        );
    }

    #[test]
    fn what_is_raised_is_the_mark_of_a_footnote_or_an_ordinal() {
        check(
            "<p>Of 153<sup>2</sup> authorities, 75<sup><a href='#3'>[3]</a></sup> (49<sup>4, 5</sup>%) on the 10<sup>th</sup>",
            &["Of 153 authorities, 75 (49%) on the 10th"],
        );
        check(
            "<p><sup>1</sup> The rest. 5<sup>1</sup>/<sub>2</sub>% of 12 m<sup>2</sup>",
            &["The rest. 5¹/₂% of 12 m²"],
        );
        // One that is never closed raises nothing beyond its block.
        check(
            "<div>153<sup>2<p>75 of 153</p>58 of 74",
            &["153", "75 of 153", "58 of 74"],
        );
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        check(
            "<p>45%<!-- 46% > --></p><script>if (a < 3 && b</p>) '47%'</SCRIPT ><noscript>49%",
            &["45%"],
        );
    }

    #[test]
    fn what_is_hidden_is_left_out_and_what_comes_after_it_is_not() {
        check("<p hidden>45% <b>46%</b><p>47%", &["47%"]);
        check(
            "<ul><li style='Display : None'>45%<ul><li>46%</ul><li>47%</ul>",
            &["47%"],
        );
        check("<div hidden><div>45%</div>46%</div>47%", &["47%"]);
        check("<div hidden='until-found'>45%</div>", &["45%"]);
        check(
            "<input hidden>45%<span style=\"visibility:hidden\">46%</span>",
            &["45%"],
        );
        check("<p>45%</div></p></section><p>46%", &["45%", "46%"]);
    }

    #[test]
    fn what_is_read_in_a_pictures_place_is_read() {
        check(
            "<p>Look: <img src=a.png alt='45% of 75'></p>46%",
            &["Look:", "45% of 75", "46%"],
        );
        check(
            "<svg role='img' aria-label=\"45% said &quot;yes&quot;\"><path d='M0'/></svg>",
            &["45% said \"yes\""],
        );
        check(
            "<img hidden alt='45%'><div hidden><img alt='46%'></div><img alt=''>",
            &[],
        );
    }

    #[test]
    fn cells_carry_the_headings_of_their_row_and_column() {
        check(
            "<table><caption>Teams</caption><tr><th><th>Yes<th>No<tr><th>North<td>45%<td>55%</table>After",
            &[
                "Teams",
                "Yes",
                "No",
                "North",
                "North, Yes: 45%",
                "North, No: 55%",
                "After",
            ],
        );
        check(
            "<table><thead><tr><td rowspan=2>Region</td><td colspan=2>Before</td></tr><tr><td>Yes</td><td>No</td></tr>\
             </thead><tbody><tr><th>North</th><td>45%</td><td>55%</td></tr></tbody></table>",
            &[
                "Region",
                "Before",
                "Yes",
                "No",
                "Region: North",
                "North, Before, Yes: 45%",
                "North, Before, No: 55%",
            ],
        );
        check(
            "<table><tr><td></td><td>Share</td></tr><tr><td>North</td><td>45%</td></tr></table>",
            &["Share", "North", "North, Share: 45%"],
        );
        check(
            "<table><tr><td>Yes</td><td>42</td><td>56%</td></tr><tr><td>No<td>33<td>44%</table>",
            &["Yes", "Yes: 42", "Yes: 56%", "No", "No: 33", "No: 44%"],
        );
        check(
            "<table><tr><td>Yes</td><td>42</td><td>56%</td></tr></table><table><tr><td>One</tr><tr><td>Two</table>",
            &["Yes", "Yes: 42", "Yes: 56%", "One", "Two"],
        );
        check(
            "<table><tr><th>Region<th>2023<tr><td>North<td>45%<tr><td colspan=2>Cities<tr><td>South<td>55%</table>",
            &[
                "Region",
                "2023",
                "Region: North",
                "North, 2023: 45%",
                "Cities",
                "Region, Cities: South",
                "South, 2023, Cities: 55%",
            ],
        );
        check(
            "<table><tr><th>A<td><table><tr><th>B<td>45%</table>46%</table>",
            &["A", "A: B", "A, B: 45%", "A: 46%"],
        );
    }

    #[test]
    fn signs_that_are_no_markup_stand() {
        check(
            "<p>&lt;5&#37; &amp;c; < 5% &#x2013; R&D &unknown; &#xD800;",
            &["<5% &c; < 5% – R&D &unknown; &#xD800;"],
        );
        check("<p", &[]);
        check("<p title='never closed>45%</p>", &[]);
        check("<![CDATA[45%]]>46%</", &["46%</"]);
    }

    #[test]
    fn a_page_is_told_from_a_text() {
        assert!(is_html("\n <!doctype HTML>"));
        assert!(is_html("<p>45%</p>"));
        assert!(!is_html("<5% of them"));
        assert!(!is_html("45% <b>"));
    }
}
