//! Prose with its figures bound by key: Markdown in, HTML out, and no number written by hand.
//!
//! `{KEY}` is "56% (42 of 75)", `{KEY:percent}`, `{KEY:count}`, `{KEY:base}` and `{KEY:of}` are its parts;
//! `{KEY:range}` is "65 to 90 of 153 authorities".
//! `{chart TABLE}`, `{map ATTRIBUTE}`, `{table TABLE}`, `{methods}`, `{tables}`, `{published}` and the parts of
//! the annex (`{bases}`, `{response}`, `{weights}`, `{comparisons}`, `{pairs}`) stand alone on a line.

mod numbers;

use pulldown_cmark::{
    CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeWithOffset,
};

use super::blocks;
use super::by_hand::numbers_by_hand;
use super::links::Links;
use super::{Material, PROSE_FILE};
use crate::definition::{Fault, Place};
use crate::views::{Page, ReportFootnote, ReportHeading, ReportProseTable};

/// When prose is bound.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Before anybody has answered: bases are empty, and keys that answers make aren't there yet.
    Drafting,
    /// Over made-up returns, of which there may be too few for every figure.
    Piloting,
    /// Over what was collected.
    Reporting,
}

/// Prose that has been bound.
pub(super) struct Bound {
    pub(super) html: String,
    pub(super) headings: Vec<ReportHeading>,
    pub(super) footnotes: Vec<ReportFootnote>,
}

/// Binds every figure of the prose.
///
/// # Errors
/// Every key, table or form that isn't there, every number written by hand, every piece of raw HTML.
pub(super) fn bind(
    prose: &str,
    material: &Material<'_>,
    stage: Stage,
) -> Result<Bound, Vec<Fault>> {
    let mut binding = Binding {
        prose,
        material,
        faults: Vec::new(),
        notes: Vec::new(),
        headings: Vec::new(),
        links: Links::default(),
        led_to: Vec::new(),
        table_from: 0,
        stage,
    };
    let parser = Parser::new_ext(prose, Options::ENABLE_TABLES).into_offset_iter();
    let events: Vec<_> = TextMergeWithOffset::new(parser).collect();
    let mut bound = Vec::new();
    let mut position = 0;
    while position < events.len() {
        position += binding.next(&events[position..], &mut bound);
    }
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, bound.into_iter());
    html.push_str(&binding.links.remaining(material));
    binding.find_places(&html);
    if !binding.faults.is_empty() {
        return Err(binding.faults);
    }
    Ok(Bound {
        html,
        headings: binding.headings,
        footnotes: binding
            .notes
            .into_iter()
            .zip(1..)
            .map(|(text, number)| ReportFootnote { number, text })
            .collect(),
    })
}

/// What stands for a figure that a pilot's returns are too few for.
const LEFT_OPEN: &str = "[too few made-up returns]";

type Located<'a> = (Event<'a>, std::ops::Range<usize>);

struct Binding<'a> {
    prose: &'a str,
    material: &'a Material<'a>,
    faults: Vec<Fault>,
    notes: Vec<String>,
    headings: Vec<ReportHeading>,
    links: Links,
    /// The places of the page that the prose links to, such as "#section-tables", and where it does.
    led_to: Vec<(String, std::ops::Range<usize>)>,
    /// Where the table that is being bound begins.
    table_from: usize,
    stage: Stage,
}

/// What a heading says, from behind its beginning.
fn words_of_heading(events: &[Located<'_>]) -> String {
    let ends = |event: &Event<'_>| matches!(event, Event::End(TagEnd::Heading(_)));
    let within = events.iter().map(|(event, _)| event);
    within
        .take_while(|event| !ends(event))
        .filter_map(|event| match event {
            Event::Text(words) | Event::Code(words) => Some(words.as_ref()),
            _ => None,
        })
        .collect()
}

impl<'a> Binding<'a> {
    /// Binds the events at hand and says how many it took.
    fn next(&mut self, events: &[Located<'a>], bound: &mut Vec<Event<'a>>) -> usize {
        match events {
            [
                (Event::Start(Tag::Paragraph), _),
                (Event::Text(text), range),
                (Event::End(TagEnd::Paragraph), _),
                ..,
            ] if self.block(text, range.start, bound) => 3,
            [(Event::Start(Tag::Heading { level, .. }), _), rest @ ..] => {
                let heading = self.links.heading(&words_of_heading(rest));
                bound.push(Event::Start(Tag::Heading {
                    level: *level,
                    id: Some(CowStr::from(heading.id.clone())),
                    classes: Vec::new(),
                    attrs: Vec::new(),
                }));
                if *level == HeadingLevel::H2 {
                    self.headings.push(heading);
                }
                1
            }
            [(Event::Start(Tag::Link { dest_url, .. }), range), ..]
                if dest_url.starts_with('#') =>
            {
                self.led_to.push((dest_url.to_string(), range.clone()));
                bound.push(events[0].0.clone());
                1
            }
            [(Event::Text(text), range), ..] => {
                self.text(text, range.clone(), bound);
                1
            }
            [(Event::Start(Tag::Table(columns)), _), ..] => {
                self.table_from = bound.len();
                bound.push(Event::Start(Tag::Table(columns.clone())));
                1
            }
            [(Event::End(TagEnd::Table), _), ..] => {
                bound.push(Event::End(TagEnd::Table));
                let table = bound.split_off(self.table_from);
                bound.push(Event::Html(CowStr::from(self.table(table))));
                1
            }
            [(Event::Code(code), range), ..] => {
                for (offset, number) in numbers_by_hand(code) {
                    self.by_hand(range.start + offset, number);
                }
                bound.push(Event::Code(code.clone()));
                1
            }
            [(Event::Html(html) | Event::InlineHtml(html), range), ..] => {
                let message = format!("`{}` is HTML, which prose doesn't have", html.trim());
                self.fault(range.start, html.len(), message, None);
                1
            }
            [(event, _), ..] => {
                bound.push(event.clone());
                1
            }
            [] => 1,
        }
    }

    /// A paragraph that is one block, if this is one.
    fn block(&mut self, text: &str, start: usize, bound: &mut Vec<Event<'a>>) -> bool {
        let Some(token) = text
            .trim()
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
        else {
            return false;
        };
        match blocks::named(token, self.material) {
            None => false,
            Some(Ok(block)) => {
                let html = blocks::render(&block, self.material, &mut self.links);
                bound.push(Event::Html(CowStr::from(html)));
                true
            }
            Some(Err((message, names))) => {
                let wanted = token.split_once(' ').map_or("", |(_, name)| name);
                let help = crate::nearest(wanted, names.iter().map(String::as_str))
                    .map(|near| format!("did you mean `{near}`?"));
                self.fault(start, text.len(), message, help);
                true
            }
        }
    }

    /// Looks on the page for every place that the prose links to.
    fn find_places(&mut self, html: &str) {
        for (place, range) in std::mem::take(&mut self.led_to) {
            let id = place.trim_start_matches('#');
            if !html.contains(&format!(" id=\"{id}\"")) {
                let help = crate::nearest(id, self.links.headings())
                    .map(|near| format!("did you mean `#{near}`?"));
                let message = format!("no heading or table has the place `{place}`");
                self.fault(range.start, range.len(), message, help);
            }
        }
    }

    /// A table of the prose itself, whose name is the heading it stands under.
    fn table(&self, bound: Vec<Event<'a>>) -> String {
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, bound.into_iter());
        let under = self.headings.last().map(|heading| heading.text.clone());
        ReportProseTable { under, html }.render()
    }

    /// Words with figures among them.
    fn text(&mut self, text: &str, range: std::ops::Range<usize>, bound: &mut Vec<Event<'a>>) {
        let mut rest = text;
        let start = range.start;
        while let Some(open) = rest.find('{') {
            let at = text.len() - rest.len() + open;
            let (before, after) = rest.split_at(open);
            self.words(before, start + at - open, bound);
            let Some(close) = after.find('}') else {
                let help = "write `{KEY}`, and close it on the same line".to_owned();
                self.fault(
                    start + at,
                    1,
                    "this brace is never closed".to_owned(),
                    Some(help),
                );
                return;
            };
            let token = &after[1..close];
            match self.number(token) {
                Ok(html) => bound.push(Event::InlineHtml(CowStr::from(html))),
                Err((message, help)) => self.fault(start + at, close + 1, message, help),
            }
            rest = &after[close + 1..];
        }
        let at = text.len() - rest.len();
        self.words(rest, start + at, bound);
    }

    fn words(&mut self, words: &str, start: usize, bound: &mut Vec<Event<'a>>) {
        for (offset, number) in numbers_by_hand(words) {
            self.by_hand(start + offset, number);
        }
        if !words.is_empty() {
            bound.push(Event::Text(CowStr::from(words.to_owned())));
        }
    }

    fn by_hand(&mut self, start: usize, number: &str) {
        let mut keys = self.material.findings.keys();
        let example = keys
            .find(|key| !key.starts_with("facts/"))
            .unwrap_or("participation");
        let help = format!(
            "cite the finding by its key, such as `{{{example}}}`; a number from elsewhere is a `[[fact]]` with its source"
        );
        let message = format!("`{number}` is written by hand");
        self.fault(start, number.len(), message, Some(help));
    }

    /// Notes a fault. An entity or escape before it shifts its place within its paragraph; it never leaves
    /// the prose or stands inside a character.
    fn fault(&mut self, start: usize, length: usize, message: String, help: Option<String>) {
        let start = self.prose.floor_char_boundary(start);
        self.faults.push(Fault {
            place: Place::of(PROSE_FILE, self.prose, start..start + length),
            message,
            help,
        });
    }
}
