//! A browser without a screen: it keeps cookies, follows redirects and fills in forms.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;

use ureq::Agent;
use ureq::http::{Response, header};

/// Cookies, and where to send them.
pub struct Browser {
    agent: Agent,
    address: String,
    pub cookies: BTreeMap<String, String>,
}

/// A form of which only the headers have been sent.
pub struct SlowPost(TcpStream);

impl SlowPost {
    /// Sends the body; gives the status of the answer.
    pub fn finish(mut self, body: &str) -> u16 {
        self.0.write_all(body.as_bytes()).expect("the server reads");
        let mut answer = String::new();
        self.0
            .read_to_string(&mut answer)
            .expect("the server answers");
        let status = answer
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        status.expect("an answer begins with its status")
    }
}

/// What came back.
pub struct Page {
    pub status: u16,
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub text: String,
}

impl Page {
    /// Whether the page says this, in its source.
    pub fn says(&self, text: &str) -> bool {
        self.text.contains(text)
    }

    /// The hidden token of the page's form.
    pub fn form_token(&self) -> String {
        self.hidden("form_token")
            .into_iter()
            .next()
            .unwrap_or_default()
    }

    /// The values of the hidden fields of a name.
    pub fn hidden(&self, name: &str) -> Vec<String> {
        let before = format!("name=\"{name}\" value=\"");
        self.text
            .split(before.as_str())
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(str::to_owned)
            .collect()
    }
}

impl Browser {
    pub fn new(address: &str) -> Self {
        let config = Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .build();
        Self {
            agent: config.into(),
            address: address.to_owned(),
            cookies: BTreeMap::new(),
        }
    }

    /// Opens a page, wherever it leads.
    pub fn get(&mut self, path: &str) -> Page {
        let page = self.get_once(path);
        self.follow(page)
    }

    /// Opens a page and stops there.
    pub fn get_once(&mut self, path: &str) -> Page {
        let request = self
            .agent
            .get(format!("{}{path}", self.address))
            .header(header::COOKIE, self.cookie());
        let response = request.call().expect("the server answers");
        self.read(path, response)
    }

    /// Posts pairs as they are and stops there.
    pub fn post_once(&mut self, path: &str, pairs: &[(&str, &str)]) -> Page {
        let request = self
            .agent
            .post(format!("{}{path}", self.address))
            .header(header::COOKIE, self.cookie());
        let response = request
            .send_form(pairs.iter().copied())
            .expect("the server answers");
        self.read(path, response)
    }

    /// Fills in the form of a page, with the hidden fields that a browser would send, and goes where it
    /// leads.
    pub fn submit(&mut self, page: &Page, path: &str, answers: &[(&str, &str)]) -> Page {
        let token = page.form_token();
        let hidden: Vec<(&str, String)> = ["shown", "read", "choosing", "held"]
            .into_iter()
            .flat_map(|name| {
                page.hidden(name)
                    .into_iter()
                    .map(move |value| (name, value))
            })
            .collect();
        let mut pairs = vec![("form_token", token.as_str())];
        pairs.extend(hidden.iter().map(|(name, value)| (*name, value.as_str())));
        pairs.extend(answers);
        let answer = self.post_once(path, &pairs);
        self.follow(answer)
    }

    /// Opens a section, answers it, and goes where that leads.
    pub fn answer(&mut self, section: &str, answers: &[(&str, &str)]) -> Page {
        let path = format!("/return/section/{section}");
        let page = self.get(&path);
        assert_eq!(page.status, 200, "{}", page.text);
        self.submit(&page, &path, answers)
    }

    /// Sends the headers of a form, and not yet its body.
    pub fn begin_post(&self, path: &str, body: &str) -> SlowPost {
        let host = self.address.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).expect("the server listens");
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\ncookie: {}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n",
            self.cookie(),
            body.len()
        );
        stream.write_all(head.as_bytes()).expect("the server reads");
        std::thread::sleep(std::time::Duration::from_millis(200));
        SlowPost(stream)
    }

    fn follow(&mut self, mut page: Page) -> Page {
        for _ in 0..5 {
            match page.headers.get("location").cloned() {
                Some(place) if (300..400).contains(&page.status) => {
                    let path = place.split('#').next().unwrap_or_default().to_owned();
                    page = self.get_once(&path);
                }
                _ => return page,
            }
        }
        panic!("redirects go round in circles at {}", page.path)
    }

    fn cookie(&self) -> String {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        cookies.join("; ")
    }

    fn read(&mut self, path: &str, mut response: Response<ureq::Body>) -> Page {
        let headers: BTreeMap<String, String> = response
            .headers()
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.as_str().to_owned(), value)
            })
            .collect();
        if let Some(cookie) = headers.get("set-cookie") {
            let pair = cookie.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Page {
            status: response.status().as_u16(),
            path: path.to_owned(),
            headers,
            text: response.body_mut().read_to_string().unwrap_or_default(),
        }
    }
}
