//! Attacks on the desk over HTTP: requests of other sites, names of other hosts, paths that lead out, hostile uploads.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use bangvang::hash::Hash;

use crate::ports::free_port;
use crate::project::Project;

/// Timeout of every wait, long enough for a busy machine.
const TIMEOUT: Duration = Duration::from_secs(60);

const ARTICLE: &str = "content/articles/tin/a/index.md";
const SECRET: &str = "SECRET-OF-THE-PROJECT";
const OUTER_SECRET: &str = "SECRET-OF-ANOTHER-FOLDER";
/// A picture of one pixel.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// A program with a desk, and what a browser knows of it that was let in; killed when dropped.
struct Desk {
    project: Project,
    /// A folder that links of the project lead to.
    _outside: Project,
    child: Child,
    port: u16,
    cookie: String,
    token: String,
}

/// The status, header lines and body of a response.
struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Desk {
    fn start() -> Desk {
        let secrets = Project::new()
            .with(ARTICLE, "---\ntitle: Bài\ndate: 2024-01-05\n---\nLời.\n")
            .with("content/articles/tin/b.md", "---\ntitle: Hai\ndate: 2024-01-05\n---\nLời.\n")
            .with("content/static/hinh.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
            .with("bi-mat.txt", SECRET)
            .with(".bangvang/bi-mat.txt", SECRET);
        let outside = Project::empty().with("bi-mat.txt", OUTER_SECRET);
        #[cfg(unix)]
        for (link, target) in [
            ("content/ngoai.txt", secrets.at("bi-mat.txt")),
            ("content/articles/tin/ngoai.md", secrets.at("bi-mat.txt")),
            ("content/ngoai-2.txt", outside.at("bi-mat.txt")),
            ("content/articles/tin/ngoai-2.md", outside.at("bi-mat.txt")),
        ] {
            std::os::unix::fs::symlink(target, secrets.at(link)).unwrap();
        }
        let port = free_port();
        let mut command = secrets.command(&[
            "--lang",
            "en",
            "edit",
            "--no-open",
            "--today",
            "2026-06-01",
            "--port",
            &port.to_string(),
        ]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
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
        let mut key = None;
        loop {
            let line = lines.recv_timeout(TIMEOUT).expect("the desk says where it is");
            if let Some(at) = line.find("?key=") {
                key = Some(line[at + 5..at + 37].to_owned());
            }
            if line.contains(" ready after ") {
                break;
            }
        }
        let mut desk = Desk {
            project: secrets,
            _outside: outside,
            child,
            port,
            cookie: String::new(),
            token: String::new(),
        };
        let entry = desk.ask(
            "GET",
            &format!("/?key={}", key.expect("an address is printed first")),
            &desk.host(),
            b"",
        );
        let cookie = entry.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        desk.cookie = cookie.split(';').next().unwrap().to_owned();
        let page = desk.ask("GET", "/new", &format!("{}Cookie: {}\r\n", desk.host(), desk.cookie), b"");
        desk.token = page
            .body
            .split("bangvang-token\" content=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        desk
    }

    fn host(&self) -> String {
        format!("Host: 127.0.0.1:{}\r\n", self.port)
    }

    /// The header lines of a script of the desk.
    fn own(&self, kind: &str) -> String {
        let (port, cookie, token) = (self.port, &self.cookie, &self.token);
        format!(
            "{}Cookie: {cookie}\r\nOrigin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: {kind}\r\nX-Bangvang-Token: {token}\r\n",
            self.host()
        )
    }

    fn try_ask(&self, method: &str, path: &str, fields: &str, body: &[u8]) -> Option<Reply> {
        let mut stream =
            TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("the desk accepts connections");
        stream.set_read_timeout(Some(TIMEOUT)).unwrap();
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\n{fields}Content-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        // A server that refuses early may close the connection before everything is sent.
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Reply { status, head: head.to_owned(), body: body.to_owned() })
    }

    fn ask(&self, method: &str, path: &str, fields: &str, body: &[u8]) -> Reply {
        self.try_ask(method, path, fields, body).unwrap_or_else(|| panic!("{method} {path} has no answer"))
    }

    /// The bytes of every file of the project, those of the program too.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.project.tree(".");
        for (name, bytes) in self.project.tree(".bangvang") {
            files.insert(format!(".bangvang/{name}"), bytes);
        }
        files.retain(|path, _| !path.starts_with(".bangvang/cache"));
        files
    }

    /// The desk answers its own page, so the program lives.
    fn assert_alive(&self) {
        let page = self.ask("GET", "/", &format!("{}Cookie: {}\r\n", self.host(), self.cookie), b"");
        assert_eq!(page.status, 200, "{}", page.body);
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Reply {
    /// The answer is a refusal without secrets and without the inside of the program.
    fn assert_refused(&self, what: &str) {
        assert!((400..500).contains(&self.status), "{what}: {} {}", self.status, self.body);
        self.assert_says_little(what);
    }

    fn assert_says_little(&self, what: &str) {
        for word in [
            SECRET,
            OUTER_SECRET,
            "panicked",
            "RUST_BACKTRACE",
            "stack backtrace",
            "src/desk",
            ".rs:",
            "root:x:",
        ] {
            assert!(!self.body.contains(word), "{what} answers {word}: {}", self.body);
        }
        assert!(!self.head.to_lowercase().contains("access-control-allow"), "{what}: {}", self.head);
    }
}

fn save(file: &str) -> String {
    serde_json::json!({"file": file, "page": "p", "base": "0", "text": "Chiếm.\n", "note": ""}).to_string()
}

fn merge(file: &str) -> String {
    serde_json::json!({"file": file, "base": "", "mine": "Chiếm.", "theirs": "", "choices": {}}).to_string()
}

/// Every request that changes something, with a body that would be accepted from the desk itself.
fn changing() -> Vec<(&'static str, String, Vec<u8>)> {
    let post = |path: &str, body: String| ("POST", path.to_owned(), body.into_bytes());
    vec![
        post("/api/draft", save(ARTICLE)),
        post("/api/save", save(ARTICLE)),
        post("/api/delete", format!("{{\"file\": \"{ARTICLE}\"}}")),
        post("/api/new", "{\"title\": \"Chiếm\", \"section\": \"tin\"}".to_owned()),
        post("/api/discard", format!("{{\"file\": \"{ARTICLE}\", \"page\": \"p\"}}")),
        post("/api/move", format!("{{\"file\": \"{ARTICLE}\", \"section\": \"tin\"}}")),
        post("/api/restore", format!("{{\"file\": \"{ARTICLE}\", \"version\": \"0\"}}")),
        post("/api/undelete", format!("{{\"file\": \"{ARTICLE}\"}}")),
        post("/api/merge", merge(ARTICLE)),
        post("/api/publish/start", "{\"target\": \"a\", \"task\": \"publish\"}".to_owned()),
        post("/api/publish/answer", "{\"number\": 0, \"is_yes\": true}".to_owned()),
        post("/api/publish/stop", "{}".to_owned()),
        post("/api/publish/secret", "{}".to_owned()),
        post("/api/publish/connection", "{}".to_owned()),
        ("PUT", format!("/api/picture?file={ARTICLE}&name=x.gif"), GIF.to_vec()),
    ]
}

/// Whatever another site sends, with whatever it may know, no request changes a file.
#[test]
fn requests_of_other_sites_are_refused() {
    let desk = Desk::start();
    let before = desk.files();
    let (port, cookie, token) = (desk.port, desk.cookie.clone(), desk.token.clone());
    let host = desk.host();
    let json = "Content-Type: application/json\r\n";
    let own_origin = format!("Origin: http://127.0.0.1:{port}\r\n");
    let cookies = format!("Cookie: {cookie}\r\n");
    let tokens = format!("X-Bangvang-Token: {token}\r\n");
    // Everything is right but for what the name says.
    let mut attacks: Vec<(String, String)> = Vec::new();
    for origin in [
        format!("http://localhost:{port}"),
        format!("https://127.0.0.1:{port}"),
        "http://127.0.0.1".to_owned(),
        format!("http://127.0.0.1:{}", port.wrapping_add(1)),
        format!("http://127.0.0.2:{port}"),
        format!("http://[::1]:{port}"),
        format!("http://127.0.0.1:{port}.evil.example"),
        format!("http://evil.example:{port}"),
        format!("http://127.0.0.1:{port}/"),
        format!("http://127.0.0.1:{port}@evil.example"),
        "https://evil.example".to_owned(),
        "null".to_owned(),
        "file://".to_owned(),
        "chrome-extension://abcdef".to_owned(),
        String::new(),
    ] {
        attacks
            .push((format!("origin {origin}"), format!("{host}{cookies}{tokens}Origin: {origin}\r\n{json}")));
    }
    attacks.push(("no origin".to_owned(), format!("{host}{cookies}{tokens}{json}")));
    let referer = format!("Referer: http://127.0.0.1:{port}/\r\n");
    attacks.push(("a referer only".to_owned(), format!("{host}{cookies}{tokens}{referer}{json}")));
    attacks.push((
        "two origins".to_owned(),
        format!("{host}{cookies}{tokens}{own_origin}Origin: http://evil.example\r\n{json}"),
    ));
    for site in ["cross-site", "same-site", "none", "x", ""] {
        let fields = format!("{host}{cookies}{tokens}{own_origin}Sec-Fetch-Site: {site}\r\n{json}");
        attacks.push((format!("site {site}"), fields));
    }
    for destination in ["iframe", "frame", "object", "embed"] {
        let fields = format!("{host}{cookies}{tokens}{own_origin}Sec-Fetch-Dest: {destination}\r\n{json}");
        attacks.push((format!("destination {destination}"), fields));
    }
    for kind in [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "text/plain; application/json",
        "application/json, text/plain",
        "text/html",
        "",
    ] {
        let fields = format!("{host}{cookies}{tokens}{own_origin}Content-Type: {kind}\r\n");
        attacks.push((format!("type {kind}"), fields));
    }
    attacks.push(("no type".to_owned(), format!("{host}{cookies}{tokens}{own_origin}")));
    attacks.push(("no token".to_owned(), format!("{host}{cookies}{own_origin}{json}")));
    for wrong in ["", "0", &"0".repeat(32), &token[..31], &token.to_uppercase(), &format!("{token}0")] {
        if wrong != token {
            let fields = format!("{host}{cookies}{own_origin}X-Bangvang-Token: {wrong}\r\n{json}");
            attacks.push((format!("token {wrong}"), fields));
        }
    }
    let twice = format!("{host}{cookies}{own_origin}{tokens}X-Bangvang-Token: 0\r\n{json}");
    attacks.push(("two tokens".to_owned(), twice));
    attacks.push(("no cookie".to_owned(), format!("{host}{tokens}{own_origin}{json}")));
    let value = cookie.split('=').nth(1).unwrap();
    for wrong in [
        format!("bangvang-{}={value}", port.wrapping_add(1)),
        format!("bangvang-{port}="),
        format!("bangvang-{port}={}", "0".repeat(32)),
        format!("bangvang-{port}={}", &value[1..]),
        format!("bangvang={value}"),
        format!("x=bangvang-{port}={value}"),
        value.to_owned(),
    ] {
        let fields = format!("{host}Cookie: {wrong}\r\n{tokens}{own_origin}{json}");
        attacks.push((format!("cookie {wrong}"), fields));
    }
    assert!(attacks.len() >= 40, "{}", attacks.len());
    for (what, fields) in &attacks {
        for (method, path, body) in changing() {
            // A picture has another type than the rest.
            let raw = fields.replace("application/json\r\n", "application/octet-stream\r\n");
            let fields = if method == "PUT" { &raw } else { fields };
            desk.ask(method, &path, fields, &body).assert_refused(&format!("{what}: {method} {path}"));
        }
    }
    for method in ["GET", "HEAD", "OPTIONS", "DELETE", "PATCH", "TRACE", "PUT", "X", "post"] {
        for (_, path, body) in changing().into_iter().take(5) {
            desk.ask(method, &path, &desk.own("application/json"), &body)
                .assert_refused(&format!("{method} {path}"));
        }
    }
    assert!(before == desk.files(), "a file was changed");
    desk.assert_alive();
}

/// Under a name that leads to this computer, no page of the desk and no file of the project is shown.
#[test]
fn other_hosts_are_refused() {
    let desk = Desk::start();
    let before = desk.files();
    let port = desk.port;
    let hosts = [
        "evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1.nip.io",
        "localhost.evil.example",
        "evil.localhost",
        "0.0.0.0",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.0.0.01",
        "127.0.0.1.",
        "localhost.",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::]",
        "127.0.0.2",
        "10.0.0.1",
        "localhost",
        "LOCALHOST",
        "127.0.0.1 ",
        "user@127.0.0.1",
        "127.0.0.1@evil.example",
        "*",
        "",
    ];
    let mut written: Vec<String> = hosts.iter().map(|host| format!("{host}:{port}")).collect();
    written.extend(["127.0.0.1", "127.0.0.1:80", "127.0.0.1:0", "127.0.0.1:"].map(str::to_owned));
    written.extend([
        format!("127.0.0.1:{port}:{port}"),
        format!("127.0.0.1:{port}/"),
        format!("127.0.0.1:0{port}"),
    ]);
    written.extend([format!("127.0.0.1:{port},evil.example"), format!("127.0.0.1:{port}#")]);
    for host in &written {
        let fields = desk.own("application/json").replace(&desk.host(), &format!("Host: {host}\r\n"));
        for path in ["/", "/new", "/list?list=articles", &format!("/edit?file={ARTICLE}"), "/api/links?q="] {
            if let Some(reply) = desk.try_ask("GET", path, &fields, b"") {
                assert!(
                    !reply.body.contains("bangvang-token"),
                    "{host} {path} shows the desk: {}",
                    reply.body
                );
                assert!(!reply.body.contains(&desk.token), "{host} {path}");
            }
        }
        for (method, path, body) in changing() {
            if let Some(reply) = desk.try_ask(method, &path, &fields, &body) {
                reply.assert_refused(&format!("{host}: {method} {path}"));
            }
        }
    }
    let twice = format!("{}Host: evil.example\r\n", desk.own("application/json"));
    let proxy = format!("http://127.0.0.1:{port}/api/new");
    for (path, fields) in [("/api/new", twice.as_str()), (&proxy, &desk.own("application/json"))] {
        let body = b"{\"title\": \"X\", \"section\": \"tin\"}";
        desk.ask("POST", path, fields, body).assert_refused("two hosts, or a proxy");
    }
    assert!(before == desk.files(), "a file was changed");
    desk.assert_alive();
}

/// Paths that lead out of the project or to its secrets, in every spelling.
fn leading_out(desk: &Desk) -> Vec<String> {
    let root = desk.project.path().to_string_lossy().into_owned();
    let mut paths: Vec<String> = vec![
        "bi-mat.txt",
        ".bangvang/bi-mat.txt",
        "../bi-mat.txt",
        "content/../bi-mat.txt",
        "content/ngoai.txt",
        "content/articles/tin/ngoai.md",
        "content/ngoai-2.txt",
        "content/articles/tin/ngoai-2.md",
        "content/articles/tin/../../../bi-mat.txt",
        "./bi-mat.txt",
        "content/./../bi-mat.txt",
        "content//..//bi-mat.txt",
        "/etc/passwd",
        "../../../../../../etc/passwd",
        "content\\..\\bi-mat.txt",
        "..\\bi-mat.txt",
        "C:\\Windows\\win.ini",
        "\\\\?\\C:\\x",
        "//server/share/x",
        "content/articles/tin/a/index.md/../../../../../bi-mat.txt",
        "content/articles/tin/a/index.md\0.txt",
        "file:///etc/passwd",
        "content/site.yaml/",
        "content",
        "",
        ".",
        "..",
        "~",
        "/",
        "content/articles/tin/a/",
        "bi-mat.txt:$DATA",
        "content/articles/tin/a/index.md ",
        "CONTENT/articles/tin/a/index.md",
        "%2e%2e/bi-mat.txt",
        "..%2fbi-mat.txt",
        "%252e%252e%252fbi-mat.txt",
        "..%c0%afbi-mat.txt",
        "．．/bi-mat.txt",
        "..;/bi-mat.txt",
        "content/articles/tin/\u{202e}dm.a",
        "CON",
        "nul.md",
        "content/articles/tin/a/index.md#x",
    ]
    .into_iter()
    .map(str::to_owned)
    .collect();
    paths.extend([format!("{root}/bi-mat.txt"), format!("file://{root}/bi-mat.txt"), "a/".repeat(3000)]);
    paths
}

/// Every byte as `%XX`.
fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// No parameter that names a file leads to another file than those of the lists, and none is written.
#[test]
fn paths_that_lead_out_are_refused() {
    let desk = Desk::start();
    let before = desk.files();
    let (get, json) = (format!("{}Cookie: {}\r\n", desk.host(), desk.cookie), desk.own("application/json"));
    let raw = desk.own("application/octet-stream");
    for path in leading_out(&desk) {
        let plain: String =
            path.chars().filter(|letter| letter.is_ascii_graphic() && *letter != '#').collect();
        let plain = if plain == ARTICLE { "x".to_owned() } else { plain };
        for written in [plain, percent(&path), percent(&percent(&path))] {
            for address in [
                format!("/edit?file={written}"),
                format!("/edit?file={written}&copy={written}&line=1&field=title"),
                format!("/picture?file={written}"),
                format!("/list?list={written}"),
                format!("/version?file={written}&version=0"),
                format!("/version?file={ARTICLE}&version={written}"),
                format!("/merge?file={written}"),
            ] {
                desk.ask("GET", &address, &get, b"").assert_refused(&address);
            }
            // A link to a file of the project is followed, and cannot be edited; others are listed without their content.
            let state = desk.ask("GET", &format!("/api/state?file={written}"), &get, b"");
            state.assert_says_little(&written);
            let is_link = path.contains("ngoai");
            assert!(
                (400..500).contains(&state.status) || is_link && state.status == 200,
                "{written}: {} {}",
                state.status,
                state.body
            );
            assert!(
                !state.body.contains(&Hash::of(OUTER_SECRET.as_bytes()).to_string()),
                "the hash of a secret is shown"
            );
            for address in [
                format!("/history?file={written}"),
                format!("/help?topic={written}"),
                format!("/publish?target={written}"),
                format!("/merge?file={ARTICLE}&from={written}"),
            ] {
                let reply = desk.ask("GET", &address, &get, b"");
                reply.assert_says_little(&address);
                assert!(reply.status < 500, "{address}: {} {}", reply.status, reply.body);
            }
            for address in [format!("/{written}"), format!("/assets/{written}"), format!("/api/{written}")] {
                // `/` is the desk itself, and `//x` and `/..` are addresses like others.
                if let Some(reply) = desk.try_ask("GET", &address, &get, b"") {
                    reply.assert_says_little(&address);
                }
            }
            let address = format!("/api/picture?file={written}&name=x.gif");
            desk.ask("PUT", &address, &raw, GIF).assert_refused(&address);
        }
        let file = serde_json::json!({"file": path, "page": path}).to_string();
        for (address, body) in [
            ("/api/save", save(&path)),
            ("/api/draft", save(&path)),
            ("/api/delete", file.clone()),
            ("/api/undelete", file.clone()),
            ("/api/merge", merge(&path)),
            ("/api/restore", serde_json::json!({"file": path, "version": "0"}).to_string()),
            ("/api/restore", serde_json::json!({"file": ARTICLE, "version": path}).to_string()),
            ("/api/publish/start", serde_json::json!({"target": path, "task": "publish"}).to_string()),
            ("/api/move", serde_json::json!({"file": path, "section": "tin"}).to_string()),
            ("/api/move", serde_json::json!({"file": ARTICLE, "section": path}).to_string()),
            ("/api/new", serde_json::json!({"title": "X", "section": path}).to_string()),
        ] {
            desk.ask("POST", address, &json, body.as_bytes()).assert_refused(&format!("{address} {body}"));
        }
        let discarded = desk.ask("POST", "/api/discard", &json, file.as_bytes());
        discarded.assert_says_little(&format!("/api/discard {file}"));
    }
    for (name, value) in [
        ("line", "-1"),
        ("line", "99999999999999999999"),
        ("field", "../../x"),
        ("page", "-1"),
        ("page", "9e9"),
    ] {
        for address in
            [format!("/edit?file={ARTICLE}&{name}={value}"), format!("/list?list=articles&{name}={value}")]
        {
            let reply = desk.ask("GET", &address, &get, b"");
            assert_eq!(reply.status, 200, "{address}: {}", reply.body);
            reply.assert_says_little(&address);
        }
    }
    assert!(before == desk.files(), "a file was changed");
    desk.assert_alive();
}

/// A JPEG with `more` behind it.
fn jpeg(more: &[u8]) -> Vec<u8> {
    let mut bytes =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/files/photograph.jpg")).unwrap();
    bytes.extend_from_slice(more);
    bytes
}

/// What is no picture is refused whatever its name; the name of a picture cannot lead anywhere.
#[test]
fn hostile_uploads_stay_harmless() {
    let desk = Desk::start();
    let raw = desk.own("application/octet-stream");
    let before = desk.files();
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let mut heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    heic.resize(4000, 0);
    let large = [&jpeg(b"")[..], &vec![0; 60_000_000]].concat();
    let refused: Vec<(&str, Vec<u8>)> = vec![
        ("anh.svg", svg.to_vec()),
        ("anh.jpg", svg.to_vec()),
        ("anh.png", b"<?xml version=\"1.0\"?><svg onload=\"alert(1)\"/>".to_vec()),
        ("anh.jpg", b"<!doctype html><script>alert(1)</script>".to_vec()),
        ("anh.gif", b"GIF89a<script>alert(1)</script>".to_vec()),
        ("anh.jpg", b"\xff\xd8\xff\xe0<html><script>alert(1)</script>".to_vec()),
        ("anh.png", b"\x89PNG\r\n\x1a\n<script>alert(1)</script>".to_vec()),
        ("anh.webp", b"RIFF\x10\0\0\0WEBP<script>".to_vec()),
        ("anh.heic", heic.clone()),
        ("anh.jpg", heic),
        ("anh.zip", b"PK\x03\x04\x14\0\0\0\0\0".to_vec()),
        ("anh.jpg", b"PK\x03\x04\x14\0\0\0\0\0".to_vec()),
        ("anh.jpg", Vec::new()),
        ("anh.jpg", vec![0; 4000]),
        ("anh.exe", b"MZ\x90\0\x03\0\0\0".to_vec()),
        ("anh.pdf", b"%PDF-1.7\n".to_vec()),
        ("anh.md", b"---\ntitle: X\n---\n".to_vec()),
        ("site.yaml", b"title: X\n".to_vec()),
        ("anh.jpg", jpeg(b"")[..200].to_vec()),
        ("anh.bmp", b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0".to_vec()),
        ("anh.tif", b"II*\0\x08\0\0\0".to_vec()),
        ("lon.jpg", large),
    ];
    for (name, bytes) in &refused {
        let address = format!("/api/picture?file={ARTICLE}&name={}", percent(name));
        desk.ask("PUT", &address, &raw, bytes).assert_refused(&format!("{name} of {} bytes", bytes.len()));
    }
    let too_large =
        desk.try_ask("PUT", &format!("/api/picture?file={ARTICLE}&name=x.jpg"), &raw, &vec![0; 70_000_000]);
    if let Some(reply) = too_large {
        reply.assert_refused("70 MB");
    }
    assert!(before == desk.files(), "a file was changed");

    let long = format!("{}.jpg", "a".repeat(4000));
    let names = [
        "../x.jpg",
        "../../../../tmp/x.jpg",
        "/etc/x.jpg",
        "..\\..\\x.jpg",
        "C:\\x.jpg",
        "con.jpg",
        "NUL",
        "aux.gif",
        "com1.png",
        "x\0.jpg",
        "x.jpg\0.html",
        long.as_str(),
        "\u{202e}gpj.exe",
        "x.php.jpg",
        "x.html",
        "index.md",
        ".htaccess",
        "..",
        ".",
        "",
        " ",
        "x.jpg ",
        "x.jpg.",
        "a/b/c.jpg",
        "x:stream.jpg",
        "<img src=x onerror=alert(1)>.jpg",
        "\"; rm -rf x; \".jpg",
        "ảnh\u{301}.jpg",
        "👷.jpg",
        "%2e%2e%2fx.jpg",
        "-rf.jpg",
        "x\r\nSet-Cookie: a=b.jpg",
    ];
    assert!(names.len() + refused.len() >= 30);
    let folder = "content/articles/tin/a/";
    for (number, name) in names.iter().enumerate() {
        // Every picture is another one, and ends with what would be a page elsewhere.
        let bytes = jpeg(format!("<script>alert({number})</script>").as_bytes());
        let address = format!("/api/picture?file={ARTICLE}&name={}", percent(name));
        let reply = desk.ask("PUT", &address, &raw, &bytes);
        reply.assert_says_little(name);
        if reply.status != 200 {
            reply.assert_refused(name);
            continue;
        }
        let answer: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
        let given = answer["name"].as_str().unwrap();
        let stem = given.strip_suffix(".jpg").unwrap_or_else(|| panic!("{name:?} became {given:?}"));
        let is_plain = stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        assert!(is_plain && !stem.is_empty() && stem.len() <= 200, "{name:?} became {given:?}");
        assert!(
            !["con", "nul", "aux", "com1"].contains(&stem),
            "{name:?} became {given:?}, which Windows cannot open"
        );
        assert_eq!(std::fs::read(desk.project.at(&format!("{folder}{given}"))).unwrap(), bytes, "{name:?}");
        let shown = desk.ask(
            "GET",
            &format!("/picture?file={folder}{given}"),
            &format!("{}Cookie: {}\r\n", desk.host(), desk.cookie),
            b"",
        );
        assert_eq!(shown.status, 200);
        assert!(shown.head.to_lowercase().contains("sandbox"), "{}", shown.head);
        let head = shown.head.to_lowercase();
        assert!(
            head.contains("content-type: image/jpeg") && head.contains("x-content-type-options: nosniff"),
            "{head}"
        );
    }
    // A drawing that is there already is shown, and its scripts have neither an origin nor a way to run.
    let get = format!("{}Cookie: {}\r\n", desk.host(), desk.cookie);
    let drawing = desk.ask("GET", "/picture?file=content/static/hinh.svg", &get, b"");
    let policy = drawing.head.lines().find(|line| line.starts_with("content-security-policy: ")).unwrap();
    assert!(
        drawing.status == 200 && policy.contains("default-src 'none'") && policy.contains("sandbox"),
        "{policy}"
    );
    assert!(!policy.contains("script-src") && !policy.contains("allow-"), "{policy}");
    for (path, bytes) in desk.files() {
        let is_known = before.get(&path).is_some_and(|known| *known == bytes);
        let is_own = path.starts_with(folder) && path.ends_with(".jpg") || path.starts_with(".bangvang/");
        assert!(is_known || is_own, "{path} was written");
    }
    desk.assert_alive();
}

/// Bodies that are too large, cut or no JSON of the right shape are refused.
#[test]
fn broken_bodies_are_refused() {
    let desk = Desk::start();
    let json = desk.own("application/json");
    let before = desk.files();
    let deep = "[".repeat(100_000);
    let bodies = [
        "",
        "{",
        "null",
        "[]",
        "\"x\"",
        "0",
        "{\"file\": 1}",
        "{\"file\": null, \"base\": []}",
        "\u{feff}{}",
        "{\"file\": \"\\ud800\"}",
        "{\"title\": 1e999, \"section\": {}}",
        "file=x&text=y",
        "--x\r\nContent-Disposition: form-data\r\n\r\n--x--",
        deep.as_str(),
        "{\"file\": \"content/articles/tin/a/index.md\", \"page\": \"p\", \"base\": \"0\", \"fields\": {\"title\": {\"a\": 1}}, \"text\": \"x\"}",
        "{\"file\": \"content/articles/tin/a/index.md\", \"page\": \"p\", \"base\": \"0\", \"fields\": 1, \"text\": \"x\"}",
    ];
    for path in
        ["/api/save", "/api/draft", "/api/new", "/api/delete", "/api/move", "/api/discard", "/api/paste"]
    {
        // The last two name a file that the others may delete or forget.
        let count = if ["/api/save", "/api/draft"].contains(&path) { bodies.len() } else { bodies.len() - 2 };
        for body in &bodies[..count] {
            let what = format!("{path} {}", &body[..body.len().min(60)]);
            desk.ask("POST", path, &json, body.as_bytes()).assert_refused(&what);
        }
        desk.ask("POST", path, &json, b"{\"file\": \"\xff\xfe\"}").assert_refused(path);
    }
    if let Some(reply) = desk.try_ask("POST", "/api/save", &json, &vec![b' '; 70_000_000]) {
        reply.assert_refused("70 MB");
    }
    // A paste of any depth ends.
    for html in
        ["<b>".repeat(200_000), "<table>".repeat(5000), "<ul><li>".repeat(20_000), "&#0;".repeat(1000)]
    {
        let reply =
            desk.ask("POST", "/api/paste", &json, serde_json::json!({"html": html}).to_string().as_bytes());
        reply.assert_says_little("a deep paste");
        assert!(reply.status < 500, "{} {}", reply.status, reply.body);
    }
    assert!(before == desk.files(), "a file was changed");
    desk.assert_alive();
}

/// The preview without a desk answers none of its addresses.
#[test]
fn serve_has_no_desk() {
    let server = crate::serve::Server::start(
        Project::new().with(ARTICLE, "---\ntitle: Bài\ndate: 2024-01-05\n---\nLời.\n"),
    );
    for path in [
        "/new",
        "/list?list=articles",
        "/edit?file=content/site.yaml",
        "/picture?file=x.jpg",
        "/api/links?q=",
        "/api/state?file=x",
        "/assets/desk.js",
        "/?key=0",
    ] {
        for host in ["localhost", "127.0.0.1"] {
            let reply = server.fetch(path, "").text() + &ask(server.port, "GET", host, path);
            for word in ["bangvang-token", "Set-Cookie", "set-cookie", "x-bangvang-token"] {
                assert!(!reply.contains(word), "{host} {path} answers {word}");
            }
        }
    }
    for (method, path, _) in changing() {
        let reply = ask(server.port, method, "127.0.0.1", &path);
        assert!(reply.starts_with("HTTP/1.1 405"), "{method} {path}: {reply}");
    }
}

/// The response to a request without a body, as it comes.
fn ask(port: u16, method: &str, host: &str, path: &str) -> String {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream.set_read_timeout(Some(TIMEOUT)).unwrap();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}
