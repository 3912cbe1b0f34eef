//! A client of HTTP/1.1 on one connection that is kept: it costs next to nothing beside the server.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How long a page may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(30);

/// One person's browser.
pub struct Client {
    address: SocketAddr,
    stream: Option<TcpStream>,
    /// The session's cookie, as it is sent.
    pub cookie: String,
    asked: String,
    answered: Vec<u8>,
}

/// What came back.
#[derive(Clone, Copy)]
pub struct Page<'c> {
    pub status: u16,
    /// Where it leads, without the place on the page.
    pub location: Option<&'c str>,
    pub text: &'c str,
}

impl Client {
    pub fn new(address: SocketAddr) -> Self {
        Self {
            address,
            stream: None,
            cookie: String::new(),
            asked: String::new(),
            answered: Vec::new(),
        }
    }

    pub fn get(&mut self, path: &str) -> io::Result<Page<'_>> {
        self.ask("GET", path, None)
    }

    pub fn post(&mut self, path: &str, form: &str) -> io::Result<Page<'_>> {
        self.ask("POST", path, Some(form))
    }

    fn ask(&mut self, method: &str, path: &str, form: Option<&str>) -> io::Result<Page<'_>> {
        use std::fmt::Write;
        self.asked.clear();
        let written = write!(
            self.asked,
            "{method} {path} HTTP/1.1\r\nhost: {}\r\ncookie: canvass_session={}\r\n",
            self.address, self.cookie
        );
        written.map_err(io::Error::other)?;
        if let Some(form) = form {
            let length = form.len();
            let written = write!(
                self.asked,
                "content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{form}"
            );
            written.map_err(io::Error::other)?;
        } else {
            self.asked.push_str("\r\n");
        }
        match self.exchange() {
            Ok(head) => self.page(head),
            Err(error) => {
                self.stream = None;
                Err(error)
            }
        }
    }

    /// Sends what was asked and reads the whole answer; gives where its body begins.
    fn exchange(&mut self) -> io::Result<usize> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => connected(self.address)?,
        };
        stream.write_all(self.asked.as_bytes())?;
        self.answered.clear();
        let mut whole = None;
        loop {
            let read = self.answered.len();
            self.answered.resize(read + 32 * 1024, 0);
            let more = stream.read(&mut self.answered[read..])?;
            self.answered.truncate(read + more);
            if more == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if whole.is_none() {
                whole = extent(&self.answered)?;
            }
            if let Some((head, all)) = whole
                && self.answered.len() >= all
            {
                self.stream = Some(stream);
                return Ok(head);
            }
        }
    }

    fn page(&mut self, head: usize) -> io::Result<Page<'_>> {
        let (head, body) = self.answered.split_at(head);
        let head = std::str::from_utf8(head).map_err(io::Error::other)?;
        if let Some(cookie) = header(head, "set-cookie: canvass_session=") {
            let value = cookie.split(';').next().unwrap_or_default();
            value.clone_into(&mut self.cookie);
        }
        let status = head.get(9..12).and_then(|status| status.parse().ok());
        Ok(Page {
            status: status.ok_or(io::ErrorKind::InvalidData)?,
            location: header(head, "location: ").and_then(|place| place.split('#').next()),
            text: std::str::from_utf8(body).map_err(io::Error::other)?,
        })
    }
}

impl Page<'_> {
    /// The value of the page's first hidden field of a name.
    pub fn hidden(&self, name: &str) -> Option<&str> {
        self.all_hidden(name).next()
    }

    /// The values of the page's hidden fields of a name.
    pub fn all_hidden(&self, name: &str) -> impl Iterator<Item = &str> {
        let before = format!("name=\"{name}\" value=\"");
        let mut rest = self.text;
        std::iter::from_fn(move || {
            let (_, after) = rest.split_once(before.as_str())?;
            let (value, after) = after.split_once('"')?;
            rest = after;
            Some(value)
        })
    }
}

fn connected(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// Where the body begins, and where it ends, once the head is there.
fn extent(answered: &[u8]) -> io::Result<Option<(usize, usize)>> {
    let Some(end) = answered.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Ok(None);
    };
    let head = std::str::from_utf8(&answered[..end + 2]).map_err(io::Error::other)?;
    let length = header(head, "content-length: ").and_then(|length| length.parse::<usize>().ok());
    let length = length.ok_or(io::ErrorKind::InvalidData)?;
    Ok(Some((end + 4, end + 4 + length)))
}

fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.split("\r\n").find_map(|line| line.strip_prefix(name))
}
