//! A browser without a screen: it keeps cookies, follows redirects and fills in forms.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::TcpStream;

use ureq::http::{Response, header};
use ureq::typestate::WithBody;
use ureq::{Agent, RequestBuilder};

/// Cookies, and where to send them.
pub struct Browser {
    agent: Agent,
    address: String,
    pub cookies: BTreeMap<String, String>,
    /// What a browser says beside a form of the site that it comes from.
    pub from: Option<(&'static str, &'static str)>,
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
        hidden(&self.text)
            .find_map(|(name, value)| (name == "form_token").then_some(value))
            .unwrap_or_default()
    }

    /// What the page's form that is posted to a path holds in hidden fields.
    pub fn hidden_fields(&self, path: &str) -> Vec<(String, String)> {
        let form = self.text.split("<form ").skip(1).find(|form| {
            let opening = form.split('>').next().unwrap_or_default();
            opening.contains(&format!("action=\"{path}\""))
        });
        let form = form.unwrap_or_else(|| panic!("no form for {path} on {}", self.path));
        hidden(form.split("</form>").next().unwrap_or_default()).collect()
    }

    /// What stands in the field of an id, as a browser would show it.
    #[track_caller]
    pub fn value_of(&self, id: &str) -> String {
        let at = self.text.split(&format!("id=\"{id}\"")).nth(1);
        let at = at.unwrap_or_else(|| panic!("no {id} on {}:\n{}", self.path, self.text));
        let (attributes, rest) = at.split_once('>').expect("tags end");
        let value = match attributes.split_once("value=\"") {
            Some((_, value)) => value.split('"').next(),
            None => rest.trim_start_matches('\n').split("</textarea>").next(),
        };
        unescaped(value.unwrap_or_default())
    }

    /// Whether the option of an id is ticked.
    #[track_caller]
    pub fn is_ticked(&self, id: &str) -> bool {
        let at = self.text.split(&format!("id=\"{id}\"")).nth(1);
        let at = at.unwrap_or_else(|| panic!("no {id} on {}:\n{}", self.path, self.text));
        at.split('>')
            .next()
            .is_some_and(|tag| tag.contains(" checked"))
    }

    /// The one link that the page shows, as a path.
    #[track_caller]
    pub fn link(&self) -> String {
        let links = self.text.split("/r/").skip(1);
        let links: BTreeSet<&str> = links
            .filter_map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next())
            .collect();
        let mut links = links.into_iter();
        match (links.next(), links.next()) {
            (Some(token), None) => format!("/r/{token}"),
            _ => panic!("the page shows no link, or more than one:\n{}", self.text),
        }
    }
}

/// The hidden fields in a piece of a page.
fn hidden(html: &str) -> impl Iterator<Item = (String, String)> {
    html.split("<input type=\"hidden\" name=\"")
        .skip(1)
        .filter_map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"")?;
            Some((name.to_owned(), unescaped(rest.split('"').next()?)))
        })
}

/// Text of a page as a browser reads it.
pub fn unescaped(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
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
            from: None,
        }
    }

    /// Opens a page, wherever it leads.
    pub fn get(&mut self, path: &str) -> Page {
        let page = self.get_once(path);
        self.follow(page)
    }

    /// A file behind an address, byte for byte.
    pub fn get_bytes(&mut self, path: &str) -> Vec<u8> {
        let request = self
            .agent
            .get(format!("{}{path}", self.address))
            .header(header::COOKIE, self.cookie());
        let mut response = request.call().expect("the server answers");
        assert_eq!(response.status().as_u16(), 200, "{path}");
        let body = response.body_mut().read_to_vec();
        body.expect("the file comes to its end")
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
        let request = self.posting(path);
        let response = request
            .send_form(pairs.iter().copied())
            .expect("the server answers");
        self.read(path, response)
    }

    /// Posts a form's body as it is, byte for byte, and stops there.
    pub fn post_body(&mut self, path: &str, body: &str) -> Page {
        self.post_typed(path, "application/x-www-form-urlencoded", body)
    }

    /// Posts a body that says what it is, and stops there.
    pub fn post_typed(&mut self, path: &str, kind: &str, body: &str) -> Page {
        let request = self.posting(path).header(header::CONTENT_TYPE, kind);
        let response = request.send(body).expect("the server answers");
        self.read(path, response)
    }

    /// Posts pairs and a file, in parts as browsers do, and stops there.
    pub fn post_parts(&mut self, path: &str, pairs: &[(&str, &str)], file: &[u8]) -> Page {
        const BETWEEN: &str = "----------between-the-parts";
        let mut body = Vec::new();
        for (name, value) in pairs {
            let part = format!(
                "--{BETWEEN}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{BETWEEN}\r\nContent-Disposition: form-data; name=\"workbook\"; filename=\"filled.xlsx\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(format!("\r\n--{BETWEEN}--\r\n").as_bytes());
        let request = self.posting(path).header(
            header::CONTENT_TYPE,
            format!("multipart/form-data; boundary={BETWEEN}"),
        );
        let response = request.send(&body).expect("the server answers");
        self.read(path, response)
    }

    /// Fills in the form of a page, with the hidden fields that a browser would send, and goes where it
    /// leads.
    pub fn submit(&mut self, page: &Page, path: &str, answers: &[(&str, &str)]) -> Page {
        let answer = self.submit_once(page, path, answers);
        self.follow(answer)
    }

    /// The same, and stops there.
    pub fn submit_once(&mut self, page: &Page, path: &str, answers: &[(&str, &str)]) -> Page {
        let hidden = page.hidden_fields(path);
        let hidden = hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs: Vec<_> = hidden.chain(answers.iter().copied()).collect();
        self.post_once(path, &pairs)
    }

    /// What the script on a section's page posts, and what it is told.
    pub fn autosave(&mut self, page: &Page, answers: &[(&str, &str)]) -> serde_json::Value {
        let response = self.autosave_once(page, answers);
        assert_eq!(response.status, 200, "{}", response.text);
        serde_json::from_str(&response.text).expect("the script is told in JSON")
    }

    /// The same, whatever comes of it.
    pub fn autosave_once(&mut self, page: &Page, answers: &[(&str, &str)]) -> Page {
        let hidden = page.hidden_fields(&page.path);
        let hidden = hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let request = self
            .posting(&page.path)
            .header(header::ACCEPT, "application/json");
        let response = request
            .send_form(hidden.chain(answers.iter().copied()))
            .expect("the server answers");
        self.read(&page.path, response)
    }

    /// Asks for a page's headers alone.
    pub fn head(&mut self, path: &str) -> Page {
        let request = self
            .agent
            .head(format!("{}{path}", self.address))
            .header(header::COOKIE, self.cookie());
        let response = request.call().expect("the server answers");
        self.read(path, response)
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

    pub fn follow(&mut self, mut page: Page) -> Page {
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

    fn posting(&self, path: &str) -> RequestBuilder<WithBody> {
        let request = self
            .agent
            .post(format!("{}{path}", self.address))
            .header(header::COOKIE, self.cookie());
        match self.from {
            Some((name, value)) => request.header(name, value),
            None => request,
        }
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
            text: {
                let bytes = response.body_mut().read_to_vec().unwrap_or_default();
                String::from_utf8_lossy(&bytes).into_owned()
            },
        }
    }
}
