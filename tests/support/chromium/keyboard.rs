//! A browser used by keyboard alone: nothing here clicks, or puts the focus anywhere.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use thirtyfour::action_chain::ActionChain;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{Key, RequestData, SessionId};
use ureq::http::Method;

use super::Chromium;

/// More presses of a key than any page of ours needs.
const PRESSES: usize = 80;

/// Where the focus is, as it is read out.
#[derive(Debug, Default, Deserialize, PartialEq)]
pub struct Focus {
    /// The name of the element, as Chromium tells assistive technology.
    #[serde(default)]
    pub name: String,
    /// The words of the group in which it stands.
    pub group: String,
    /// The element's own id.
    pub id: String,
    pub kind: String,
}

impl Chromium {
    /// Presses a key where the focus is.
    #[track_caller]
    pub fn press(&self, key: Key) {
        let keys = self.keys().key_down(key.clone()).key_up(key);
        self.wait(keys.perform());
    }

    /// Moves the focus on.
    #[track_caller]
    pub fn step(&self) {
        self.press(Key::Tab);
    }

    /// Moves the focus back.
    #[track_caller]
    pub fn step_back(&self) {
        let keys = self.keys().key_down(Key::Shift).send_keys(Key::Tab);
        self.wait(keys.key_up(Key::Shift).perform());
    }

    /// Moves on with Tab until the focus is on what is called exactly so.
    #[track_caller]
    pub fn tab_to(&self, name: &str) {
        self.press_until(&Key::Tab, name, |focus| focus.name == name);
    }

    /// Moves to a link or button, presses Enter, and waits until the page it leads to is there.
    #[track_caller]
    pub fn go_to(&self, name: &str) {
        self.tab_to(name);
        self.follow(|browser| browser.press(Key::Enter));
    }

    /// Moves to a link that leads into a form, and opens it with Enter. A link needs the key alone, not the character that it
    /// types: where the next page is there before that, it is typed into its form, and hands it in.
    #[track_caller]
    pub fn follow_link(&self, name: &str) {
        self.tab_to(name);
        self.follow(|browser| {
            for kind in ["rawKeyDown", "keyUp"] {
                let key = json!({
                    "type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13,
                });
                browser.command("Input.dispatchKeyEvent", key);
            }
        });
    }

    /// Chooses one of several in the group whose words begin so.
    #[track_caller]
    pub fn choose(&self, group: &str, option: &str) {
        self.press_until(&Key::Tab, group, |focus| {
            focus.kind == "radio" && focus.group.starts_with(group)
        });
        self.press_until(&Key::Down, option, |focus| focus.name == option);
        self.press(Key::Space);
    }

    /// Ticks an option, or takes its tick away, in the group whose words begin so.
    #[track_caller]
    pub fn tick(&self, group: &str, option: &str) {
        self.press_until(&Key::Tab, option, |focus| {
            focus.kind == "checkbox" && focus.name == option && focus.group.starts_with(group)
        });
        self.press(Key::Space);
    }

    /// Writes into the field whose label begins so, in place of what stands there.
    #[track_caller]
    pub fn write(&self, label: &str, words: &str) {
        self.press_until(&Key::Tab, label, |focus| focus.name.starts_with(label));
        self.rewrite(words);
    }

    /// Writes where the focus is, in place of what stands there.
    #[track_caller]
    pub fn rewrite(&self, words: &str) {
        let all = self
            .keys()
            .key_down(Key::Control)
            .send_keys("a")
            .key_up(Key::Control);
        self.wait(all.send_keys(words).perform());
    }

    /// Where the focus is; on nothing that can be used, its parts are empty.
    #[track_caller]
    pub fn focus(&self) -> Focus {
        let focus: Focus = self.ask(
            "const at = document.activeElement;
             if (!at || at === document.body) return { group: '', id: '', kind: '' };
             const group = at.closest('fieldset')?.querySelector('legend');
             return { group: group?.innerText.trim() ?? '', id: at.id, kind: at.type || at.tagName.toLowerCase() };",
        );
        if focus.kind.is_empty() {
            return focus;
        }
        let name = self.wait(async {
            let session = self.session();
            let at = session.active_element().await?;
            let label = ComputedLabel(at.element_id().to_string());
            session.cmd(label).await?.value::<String>()
        });
        Focus { name, ..focus }
    }

    /// Presses of keys that follow each other at once.
    fn keys(&self) -> ActionChain {
        let at_once = Some(Duration::ZERO);
        self.session().action_chain_with_delay(at_once, at_once)
    }

    #[track_caller]
    fn press_until(&self, key: &Key, sought: &str, found: impl Fn(&Focus) -> bool) {
        let mut passed = Vec::new();
        for _ in 0..PRESSES {
            let focus = self.focus();
            if found(&focus) {
                return;
            }
            passed.push(focus);
            self.press(key.clone());
        }
        passed.dedup();
        panic!(
            "“{sought}” is not reached by keyboard at {}; passed {passed:#?}",
            self.path()
        );
    }
}

/// Asks for the name of an element as it is told to assistive technology.
#[derive(Debug)]
struct ComputedLabel(String);

impl FormatRequestData for ComputedLabel {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(
            Method::GET,
            format!("session/{session}/element/{}/computedlabel", self.0),
        )
    }
}
