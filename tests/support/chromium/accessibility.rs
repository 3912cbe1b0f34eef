//! Whether a page can be used by everyone, as far as a program can tell.

use std::fmt::Write;

use serde::Deserialize;

use super::{Chromium, Setting};

/// Names the file `axe.min.js` of axe-core, which knows the rules of WCAG.
const AXE: &str = "CANVASS_TEST_AXE";

/// What axe-core doesn't look at, or only in part.
const OUR_RULES: &str = include_str!("our_rules.js");

/// The rules of WCAG 2.2, levels A and AA.
const RUN_AXE: &str = "
    const done = arguments[arguments.length - 1];
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    axe.run(document, { runOnly, resultTypes: ['violations'] }).then(
      found => done(found.violations.flatMap(({ id, help, nodes }) =>
        nodes.map(node => ({ rule: id, target: node.target.join(' '), help: `${help}. ${node.failureSummary}` })))),
      error => done([{ rule: 'axe', target: 'document', help: String(error) }]));";

/// The narrowest window in which pages are read without scrolling sideways.
const NARROWEST: u32 = 320;

/// What sticks out of the window.
const STICKS_OUT: &str = "
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll('*')]
      .filter(one => one.getBoundingClientRect().right > width + 1)
      .map(one => ({ rule: 'reflow', target: one.outerHTML.slice(0, 120), help: 'sticks out of the window' }));";

/// The widest spacing of text that nothing may be lost at (WCAG 2.2, 1.4.12).
const SPACE_OUT: &str = "
    const spaced = new CSSStyleSheet();
    spaced.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
      word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [spaced];";

/// Text that its own element cuts off; what is only for screen readers is meant to be.
const CUT_OFF: &str = "
    return [...document.body.querySelectorAll('*:not(.hidden, input, textarea)')]
      .filter(one => getComputedStyle(one).overflowX !== 'visible' && one.innerText
        && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
        && !/auto|scroll/.test(getComputedStyle(one).overflowX))
      .map(one => ({ rule: 'spacing', target: one.outerHTML.slice(0, 120), help: 'cut off when spaced out' }));";

#[derive(Deserialize)]
struct Fault {
    rule: String,
    target: String,
    help: String,
}

/// Holds a page to the rules, in the state that is named, and keeps a picture of it.
#[track_caller]
pub fn accessible(browser: &Chromium, state: &str) {
    browser.picture(state);
    let mut faults = browser.faults();
    faults.extend(browser.title_fault());
    let mut said = String::new();
    for Fault { rule, target, help } in &faults {
        let help = help.replace('\n', "\n    ");
        let _ = write!(said, "\n- {rule} at {target}\n    {help}");
    }
    let (path, setting) = (browser.path(), browser.setting());
    assert!(faults.is_empty(), "{state} ({path}, {setting:?}):{said}");
}

/// Holds a page to being read without scrolling sideways, in its own window and in the narrowest, and keeps a
/// picture of it.
#[track_caller]
pub fn fits(browser: &Chromium, state: &str) {
    browser.picture(state);
    let mut faults: Vec<Fault> = browser.ask(STICKS_OUT);
    let setting = browser.setting();
    browser.resize(Setting {
        width: NARROWEST,
        ..setting
    });
    faults.extend(browser.ask::<Vec<Fault>>(STICKS_OUT));
    browser.resize(setting);
    let targets: Vec<String> = faults.into_iter().map(|fault| fault.target).collect();
    assert!(targets.is_empty(), "{state} sticks out: {targets:#?}");
}

impl Chromium {
    #[track_caller]
    fn faults(&self) -> Vec<Fault> {
        let setting = self.setting();
        self.resize(Setting {
            width: NARROWEST,
            ..setting
        });
        let mut faults: Vec<Fault> = self.ask(STICKS_OUT);
        let () = self.ask(SPACE_OUT);
        faults.extend(self.ask::<Vec<Fault>>(STICKS_OUT));
        faults.extend(self.ask::<Vec<Fault>>(CUT_OFF));
        self.resize(setting);
        faults.extend(self.ask::<Vec<Fault>>(CUT_OFF));
        let () = self.ask("document.adoptedStyleSheets = []");
        // The page was read without scripts and stays so; axe-core itself waits for timers.
        let may_run = self.scripts_run.get();
        self.let_scripts_run(true);
        let () = self.ask(&axe());
        let by_axe = self.wait(self.session().execute_async(RUN_AXE, Vec::new()));
        faults.extend(
            by_axe
                .convert::<Vec<Fault>>()
                .expect("faults are told as such"),
        );
        faults.extend(self.ask::<Vec<Fault>>(OUR_RULES));
        self.let_scripts_run(may_run);
        faults
    }

    /// Each page has a title of its own: another page that has the same is a fault. A page with errors keeps
    /// its title, and is at the address of the form that was refused.
    #[track_caller]
    fn title_fault(&self) -> Option<Fault> {
        let (title, path) = (self.title(), self.path());
        if title.starts_with("Error: ") {
            return None;
        }
        let path = without_secrets(&path);
        let mut titles = self.titles.borrow_mut();
        let other = titles.entry(title.clone()).or_insert_with(|| path.clone());
        (*other != path).then(|| Fault {
            rule: "own-title".to_owned(),
            target: title,
            help: format!("{other} has the same title"),
        })
    }
}

/// A path without its query, and without the token of a link: a page is the same for everyone.
fn without_secrets(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["", "r", _token, rest @ ..] => format!("/r/…/{}", rest.join("/")),
        _ => path.to_owned(),
    }
}

fn axe() -> String {
    let path = std::env::var(AXE).unwrap_or_else(|_| panic!("{AXE} names axe.min.js"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}
