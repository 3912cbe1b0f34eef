//! A real browser: Chromium without a screen, steered through ChromeDriver.

mod accessibility;
mod driver;
mod files;
mod keyboard;
mod picture;
mod setting;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{DesiredCapabilities, WebDriver};
use tokio::runtime::Runtime;

use super::server::{Server, on_sqlite};
pub use accessibility::{accessible, fits};
use driver::ChromeDriver;
pub use setting::{Media, Setting};

/// Names the ChromeDriver to use; without it, tests in Chromium are left out.
const CHROMEDRIVER: &str = "CANVASS_TEST_CHROMEDRIVER";

const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// How often, and how many times, a condition is looked at before it is given up.
const LOOK_EVERY: Duration = Duration::from_millis(20);
const LOOKS: usize = 750;

/// How long a script may take: on a busy machine all rules over a whole report take longer than the usual half minute.
const SCRIPT: Duration = Duration::from_mins(3);

/// Runs a test in a browser of its own, on a server of its own over SQLite.
pub fn in_chromium(setting: Setting, test: impl Fn(&Server, &Chromium)) {
    if chromium_is_there() {
        on_sqlite(|server| test(server, &Chromium::open(server, setting)));
    }
}

/// Whether the tests are run with a browser.
pub fn chromium_is_there() -> bool {
    std::env::var_os(CHROMEDRIVER).is_some()
}

/// An open browser, closed when it is let go of.
pub struct Chromium {
    session: Option<WebDriver>,
    runtime: Runtime,
    site: String,
    setting: Setting,
    scripts_run: Cell<bool>,
    /// The titles of pages seen so far, with their paths.
    titles: RefCell<BTreeMap<String, String>>,
    _driver: ChromeDriver,
    _profile: TempDir,
}

impl Chromium {
    /// Opens a browser with a profile of its own; a test that needs two people opens two.
    pub fn open(server: &Server, setting: Setting) -> Self {
        Self::at(server.address(), setting)
    }

    /// The same, for pages that are served at another address.
    pub fn at(site: &str, setting: Setting) -> Self {
        let program = std::env::var_os(CHROMEDRIVER).expect("a ChromeDriver is named");
        let driver = ChromeDriver::start(&program);
        let profile = tempfile::tempdir().expect("a profile's folder can be made");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime starts");
        let mut wanted = DesiredCapabilities::chrome();
        let folder = format!("--user-data-dir={}", profile.path().display());
        for flag in FLAGS.into_iter().chain([folder.as_str()]) {
            wanted.add_arg(flag).expect("flags are text");
        }
        let session = runtime
            .block_on(WebDriver::new(driver.address(), wanted))
            .expect("Chromium opens");
        runtime
            .block_on(session.set_script_timeout(SCRIPT))
            .expect("a script may be given time");
        let browser = Self {
            session: Some(session),
            runtime,
            site: site.to_owned(),
            setting,
            scripts_run: Cell::new(true),
            titles: RefCell::default(),
            _driver: driver,
            _profile: profile,
        };
        browser.resize(setting);
        browser.let_scripts_run(setting.scripts);
        let focused = json!({ "enabled": true });
        browser.command("Emulation.setFocusEmulationEnabled", focused);
        browser
    }

    pub fn setting(&self) -> Setting {
        self.setting
    }

    /// Opens a page by its path, wherever it leads.
    #[track_caller]
    pub fn visit(&self, path: &str) {
        self.wait(self.session().goto(format!("{}{path}", self.site)));
    }

    /// The path at which the browser is, with its query and without its fragment.
    #[track_caller]
    pub fn path(&self) -> String {
        self.ask("return location.pathname + location.search")
    }

    #[track_caller]
    pub fn title(&self) -> String {
        self.wait(self.session().title())
    }

    /// Whether the page shows this text.
    #[track_caller]
    pub fn says(&self, text: &str) -> bool {
        let shown: String = self.ask("return document.body.innerText");
        shown.contains(text)
    }

    /// Forgets the session, as a browser does that is another one.
    #[track_caller]
    pub fn forget(&self) {
        self.wait(self.session().delete_all_cookies());
    }

    /// Gives the browser a cookie, as a page of the site that it has open elsewhere would.
    #[track_caller]
    pub fn has_cookie(&self, name: &str, value: &str) {
        let cookie = json!({ "name": name, "value": value, "url": self.site, "httpOnly": true });
        self.command("Network.setCookie", cookie);
    }

    /// Lets nothing through between the browser and the server, or everything again.
    #[track_caller]
    pub fn cut_off(&self, is_cut: bool) {
        let unlimited = json!({
            "offline": is_cut, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.command("Network.enable", json!({}));
        self.command("Network.emulateNetworkConditions", unlimited);
    }

    /// Whether the page would have its reader asked before it is left.
    #[track_caller]
    pub fn asks_before_it_is_left(&self) -> bool {
        self.ask(
            "const leaving = new Event('beforeunload', { cancelable: true });
             window.dispatchEvent(leaving);
             return leaving.defaultPrevented;",
        )
    }

    /// Does something that leads to another page, and waits until that page is there.
    #[track_caller]
    pub fn follow(&self, step: impl FnOnce(&Self)) {
        let () = self.ask("window.leftBehind = true");
        step(self);
        // Between two pages there is no answer.
        self.until("another page is there", || {
            let arrived = "return !window.leftBehind && document.readyState === 'complete'";
            let answer = self.session().execute(arrived, Vec::new());
            let answer = self.runtime.block_on(answer);
            answer.is_ok_and(|answer| answer.json() == true)
        });
    }

    /// Waits until something holds.
    #[track_caller]
    pub fn until(&self, what: &str, holds: impl Fn() -> bool) {
        for _ in 0..LOOKS {
            if holds() {
                return;
            }
            std::thread::sleep(LOOK_EVERY);
        }
        panic!("waited in vain at {} until {what}", self.path());
    }

    /// Shows the page as other readers have it, until it is told otherwise.
    #[track_caller]
    pub fn emulate(&self, media: Media) {
        self.command("Emulation.setEmulatedMedia", media.emulated());
    }

    /// What a script comes to that is no script of the page.
    #[track_caller]
    pub fn ask<T: DeserializeOwned>(&self, script: &str) -> T {
        let answer = self.wait(self.session().execute(script, Vec::new()));
        let answer = answer.json().clone();
        serde_json::from_value(answer).unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    #[track_caller]
    fn resize(&self, setting: Setting) {
        self.command("Emulation.setDeviceMetricsOverride", setting.metrics());
    }

    #[track_caller]
    fn let_scripts_run(&self, may: bool) {
        self.command(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": !may }),
        );
        self.scripts_run.set(may);
    }

    /// A command of the DevTools protocol.
    #[track_caller]
    fn command(&self, name: &str, parameters: Value) -> Value {
        self.wait(self.session().cdp().send_raw(name, parameters))
    }

    #[track_caller]
    fn wait<T>(&self, work: impl Future<Output = WebDriverResult<T>>) -> T {
        match self.runtime.block_on(work) {
            Ok(value) => value,
            Err(error) => panic!("Chromium can't do that: {error}"),
        }
    }

    fn session(&self) -> &WebDriver {
        self.session.as_ref().expect("it is taken only at the end")
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        if let Some(session) = self.session.take() {
            let _ = self.runtime.block_on(session.quit());
        }
    }
}
