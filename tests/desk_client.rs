//! The real program with the desk open, and a client of it that sends what a browser sends.

use std::io::{BufRead, BufReader, Read, Write};
use std::mem;
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::ports::free_port;
use crate::project::Project;

/// Timeout of every wait, long enough for a busy machine.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A program that edits a project; killed when dropped.
pub struct Desk {
    /// The project that is edited.
    pub project: Project,
    /// The port of the desk.
    pub port: u16,
    child: Child,
    cookie: String,
    token: String,
}

/// A response of the desk.
#[derive(Debug)]
pub struct DeskReply {
    /// The status.
    pub status: u16,
    /// The body.
    pub text: String,
    head: String,
}

impl DeskReply {
    /// The body, which is JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// The code of a refusal.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

impl Desk {
    /// Opens the desk of `project` in English, and lets the client in as a browser.
    pub fn start(project: Project) -> Desk {
        let port = free_port().to_string();
        let arguments = ["--lang", "en", "edit", "--no-open", "--today", "2026-06-01", "--port", &port];
        let mut child = project
            .command(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let (sender, lines) = mpsc::channel();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let sender = sender.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        let address = loop {
            let line = lines.recv_timeout(TIMEOUT).expect("the program prints the address of the desk");
            if let Some((_, address)) = line.split_once("http://127.0.0.1:") {
                break address.split_whitespace().next().unwrap().to_owned();
            }
        };
        let (port, path) = address.split_once('/').unwrap();
        let mut desk =
            Desk { project, port: port.parse().unwrap(), child, cookie: String::new(), token: String::new() };
        let entry = desk.get(&format!("/{path}"));
        let cookie = entry.head.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        desk.cookie = cookie.expect("the entry sets a cookie").split(';').next().unwrap().to_owned();
        let page = desk.get("/");
        assert_eq!(page.status, 200, "{}", page.text);
        let token =
            page.text.split("name=\"bangvang-token\" content=\"").nth(1).expect("pages have the token");
        desk.token = token.split('"').next().unwrap().to_owned();
        desk
    }

    /// Ends the program and starts it again.
    pub fn restarted(mut self) -> Desk {
        let project = mem::replace(&mut self.project, Project::empty());
        drop(self);
        Desk::start(project)
    }

    /// Requests the page at `path`, with a query that is encoded.
    pub fn get(&self, path: &str) -> DeskReply {
        self.send(&format!("GET {path} HTTP/1.1\r\n"), "", b"")
    }

    /// The page of the file `file` at `path`, such as `/history`.
    pub fn page_of(&self, path: &str, file: &str) -> DeskReply {
        self.get(&format!("{path}?file={}", encoded(file)))
    }

    /// Sends `body` to `path` as a script of a page does.
    pub fn post(&self, path: &str, body: &Value) -> DeskReply {
        self.act("POST", path, "application/json", body.to_string().as_bytes())
    }

    /// Sends the file `bytes` to `path` as a script of a page does.
    pub fn put(&self, path: &str, bytes: &[u8]) -> DeskReply {
        self.act("PUT", path, "application/octet-stream", bytes)
    }

    fn act(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> DeskReply {
        let fields = format!(
            "Origin: http://127.0.0.1:{}\r\nContent-Type: {kind}\r\nX-Bangvang-Token: {}\r\n",
            self.port, self.token
        );
        self.send(&format!("{method} {path} HTTP/1.1\r\n"), &fields, body)
    }

    fn send(&self, request: &str, fields: &str, body: &[u8]) -> DeskReply {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("the desk listens");
        stream.set_read_timeout(Some(TIMEOUT)).unwrap();
        let cookie =
            if self.cookie.is_empty() { String::new() } else { format!("Cookie: {}\r\n", self.cookie) };
        let head = format!(
            "{request}Host: 127.0.0.1:{}\r\nConnection: close\r\n{cookie}{fields}Content-Length: {}\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all(&[head.as_bytes(), body].concat()).expect("the desk reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the desk answers with text");
        let (head, text) = answer.split_once("\r\n\r\n").expect("an answer has a head");
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        DeskReply { status, text: text.to_owned(), head: head.to_owned() }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `text` as a value of a query: every byte that is no ASCII letter or digit is encoded.
pub fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}
