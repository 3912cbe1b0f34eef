//! The elements that are open at a place of a page.

use crate::documents::words::Height;

/// Elements that stand within a line.
const INLINE: [&str; 31] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup",
    "time", "tspan", "u", "var", "wbr",
];

/// Whether an element stands within a line.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

/// The elements that are open, from the outside in.
#[derive(Default)]
pub(super) struct Open {
    elements: Vec<Element>,
    /// How many of them are not shown.
    hidden: usize,
}

struct Element {
    name: String,
    is_hidden: bool,
}

/// No page that is written to be read goes deeper; browsers stop there too.
const DEEPEST: usize = 512;

/// Elements that end where another of their like begins, with what keeps one within from ending one without.
const ENDED_BY: [(&[&str], &[&str], &[&str]); 6] = [
    (&["li"], &["li"], &["ul", "ol", "menu", "table"]),
    (&["dt", "dd"], &["dt", "dd"], &["dl", "table"]),
    (&["td", "th"], &["td", "th"], &["table"]),
    (&["tr"], &["tr"], &["table"]),
    (
        &["tbody", "thead", "tfoot"],
        &["tbody", "thead", "tfoot"],
        &["table"],
    ),
    (&["option"], &["option"], &["select", "table"]),
];

impl Open {
    /// Whether what is said here is not shown.
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden > 0
    }

    /// Whether an element of this name is open within the innermost table.
    pub(super) fn is_within(&self, name: &str) -> bool {
        let inner = self.elements.iter().rev();
        let mut inner = inner.take_while(|one| one.name != "table");
        inner.any(|one| one.name == name)
    }

    /// Whether what is said here is raised or lowered, by an element of the same block.
    pub(super) fn height(&self) -> Height {
        let inner = self.elements.iter().rev();
        let mut inner = inner.take_while(|one| is_inline(&one.name));
        let height = inner.find_map(|one| match one.name.as_str() {
            "sup" => Some(Height::Raised),
            "sub" => Some(Height::Lowered),
            _ => None,
        });
        height.unwrap_or(Height::Line)
    }

    /// Ends what the beginning of an element ends unsaid, and gives the names.
    pub(super) fn before(&mut self, name: &str) -> Vec<String> {
        let mut ended = Vec::new();
        if !is_inline(name) {
            let inner = self.elements.iter().rposition(|one| !is_inline(&one.name));
            if let Some(place) = inner.filter(|place| self.elements[*place].name == "p") {
                ended.extend(self.close(place));
            }
        }
        for (beginning, ending, within) in ENDED_BY {
            if !beginning.contains(&name) {
                continue;
            }
            let has_name = |names: &[&str], one: &Element| names.contains(&one.name.as_str());
            let inner = self.elements.iter().enumerate().rev();
            let mut inner = inner.take_while(|(_, one)| !has_name(within, one));
            if let Some((place, _)) = inner.find(|(_, one)| has_name(ending, one)) {
                ended.extend(self.close(place));
            }
        }
        ended
    }

    /// Begins an element; whether it is one of those that are kept.
    pub(super) fn start(&mut self, name: &str, is_hidden: bool) -> bool {
        if self.elements.len() >= DEEPEST {
            return false;
        }
        self.hidden += usize::from(is_hidden);
        let name = name.to_owned();
        self.elements.push(Element { name, is_hidden });
        true
    }

    /// Ends the innermost element of a name with all in it, and gives the names. What ends nothing is passed over, as
    /// is what would end a table's cell from within.
    pub(super) fn end(&mut self, name: &str) -> Vec<String> {
        let inner = self.elements.iter().rposition(|one| one.name == name);
        let Some(place) = inner else {
            return Vec::new();
        };
        let is_table = ["table", "tr", "td", "th", "tbody", "thead", "tfoot"].contains(&name);
        let crosses = self.elements[place..].iter().any(|one| one.name == "table");
        if crosses && name != "table" && (is_table || is_inline(name) || name == "p") {
            return Vec::new();
        }
        self.close(place)
    }

    fn close(&mut self, place: usize) -> Vec<String> {
        let closed = self.elements.split_off(place);
        self.hidden -= closed.iter().filter(|one| one.is_hidden).count();
        closed.into_iter().map(|one| one.name).collect()
    }
}
