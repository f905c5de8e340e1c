//! The real program serving a preview: responses, refused requests, and situations that it must survive.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use bangvang::model::site::{BuildOptions, Now, ShowHidden};

use crate::ports::free_port;
use crate::project::{Built, Project};

/// Timeout of every wait, long enough for a busy machine.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A program that serves a project; killed when dropped.
pub struct Server {
    /// The project that is served.
    pub project: Project,
    child: Child,
    /// The port that it listens on.
    pub port: u16,
    output: Arc<Mutex<Vec<String>>>,
}

/// An HTTP response.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub fields: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Server {
    /// Serves `project` on a free port, and waits until it is ready.
    pub fn start(project: Project) -> Server {
        Server::with(project, free_port(), "")
    }

    /// Serves `project` on `port`, in a shell that first runs `before`.
    pub fn with(project: Project, port: u16, before: &str) -> Server {
        let program = env!("CARGO_BIN_EXE_bangvang");
        let arguments = format!("--lang en serve --today 2026-06-01 --port {port}");
        // A shell is used only if it must do something first: Windows has none.
        let mut command = Command::new(if before.is_empty() { program } else { "sh" });
        if before.is_empty() {
            command.args(arguments.split(' '));
        } else {
            command.args(["-c", &format!("{before}exec '{program}' {arguments}")]);
        }
        let mut child = command
            .current_dir(project.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let output = Arc::new(Mutex::new(Vec::new()));
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let output = output.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    output.lock().unwrap().push(line);
                }
            });
        }
        let mut server = Server { project, child, port, output };
        let place = "preview at http://localhost:";
        let line = server.wait_for(place);
        server.port = line[place.len()..].split('/').next().unwrap().parse().unwrap();
        server.wait_for(" ready after ");
        server
    }

    /// Waits until a line of the output contains `text`, and returns the line.
    fn wait_for(&self, text: &str) -> String {
        self.wait_for_more(text, 0)
    }

    /// Like `wait_for`, but skips `past` matching lines.
    fn wait_for_more(&self, text: &str, past: usize) -> String {
        within(TIMEOUT, || self.lines(text).get(past).cloned())
            .unwrap_or_else(|| panic!("no line contains {text:?}: {:#?}", self.output.lock().unwrap()))
    }

    fn lines(&self, text: &str) -> Vec<String> {
        self.output.lock().unwrap().iter().filter(|line| line.contains(text)).cloned().collect()
    }

    fn connect(&self) -> TcpStream {
        let stream =
            TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("the server accepts connections");
        stream.set_read_timeout(Some(TIMEOUT)).unwrap();
        stream
    }

    /// Sends `head`, a request with all its headers, and reads the response.
    fn ask(&self, head: &str) -> Option<Reply> {
        let mut stream = self.connect();
        // A server that refuses early may close the connection before everything is sent.
        let _ = stream.write_all(head.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        parse(&answer)
    }

    /// Requests `path` with the additional header lines `fields`.
    pub fn fetch(&self, path: &str, fields: &str) -> Reply {
        let host = format!("Host: localhost:{}\r\nConnection: close\r\n", self.port);
        self.ask(&format!("GET {path} HTTP/1.1\r\n{host}{fields}\r\n")).expect("the server responds")
    }

    /// Waits until the page at `path` contains `text`.
    fn wait_until(&self, path: &str, text: &str) {
        let holds = || self.fetch(path, "").text().contains(text).then_some(());
        within(TIMEOUT, holds).unwrap_or_else(|| panic!("{path} does not show {text}"));
    }

    /// Opens the event stream of the page at `path` as a browser does.
    fn listen(&self, path: &str) -> Events {
        let page = self.fetch(path, "").text();
        let seen =
            page.split("data-seen=\"").nth(1).expect("pages have the script").split('"').next().unwrap();
        let mut stream = self.connect();
        let head = format!(
            "GET /_bangvang/events?path={path}&seen={seen} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
            self.port
        );
        stream.write_all(head.as_bytes()).unwrap();
        Events(BufReader::new(stream))
    }

    /// The value of `name` in the status of the process.
    #[cfg(target_os = "linux")]
    fn status(&self, name: &str) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim_start_matches(':').split_whitespace().next().unwrap().parse().unwrap()
    }

    #[cfg(target_os = "linux")]
    fn descriptors(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.child.id())).unwrap().count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An event stream.
struct Events(BufReader<TcpStream>);

impl Events {
    /// The data of the next event `name`; other events are skipped.
    fn next(&mut self, name: &str) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.0.read_line(&mut line).expect("the connection works") > 0, "the stream ended");
            if line.trim_end() == format!("event: {name}") {
                line.clear();
                self.0.read_line(&mut line).expect("an event has data");
                return line.trim_end().trim_start_matches("data: ").to_owned();
            }
        }
    }
}

fn parse(answer: &[u8]) -> Option<Reply> {
    let end = answer.windows(4).position(|part| part == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let field =
        |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    Some(Reply {
        status,
        fields: head.lines().skip(1).filter_map(field).collect(),
        body: answer[end + 4..].to_vec(),
    })
}

fn within<T>(limit: Duration, mut attempt: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        match attempt() {
            Some(value) => return Some(value),
            None if start.elapsed() > limit => return None,
            None => thread::sleep(Duration::from_millis(5)),
        }
    }
}

const ARTICLE: &str = "content/articles/tin/a.md";

fn article(text: &str) -> String {
    format!("---\ntitle: Bài\ndate: 2024-01-05\n---\n{text}\n")
}

fn project() -> Project {
    Project::new()
        .with(ARTICLE, article("Một."))
        .with("content/articles/tin/b.md", article("Hai."))
        .with("content/static/phim.mp4", vec![7; 300_000])
        .with("content/static/ảnh bìa.svg", "<svg/>")
        .with("content/static/them.css", "a{}")
        .with("bi-mat.txt", "SECRET-OF-THE-PROJECT")
}

/// Pages, files and missing pages are answered with the right status and headers.
#[test]
fn responses() {
    let server = Server::start(project());
    let page = server.fetch("/tin/a/", "");
    assert_eq!((page.status, page.fields["content-type"].as_str()), (200, "text/html; charset=utf-8"));
    assert!(page.text().contains("Một.") && page.text().contains("/_bangvang/preview.js"));
    for (name, part) in [
        ("content-security-policy", "default-src 'self'"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("referrer-policy", "no-referrer"),
    ] {
        assert!(page.fields[name].contains(part), "{name}");
    }
    assert!(!page.fields.contains_key("access-control-allow-origin"));
    let again = server.fetch("/tin/a/", &format!("If-None-Match: {}\r\n", page.fields["etag"]));
    assert_eq!((again.status, again.body.len()), (304, 0));
    let head =
        format!("HEAD /tin/a/ HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", server.port);
    let head = server.ask(&head).unwrap();
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.fields["content-length"], page.body.len().to_string());

    let moved = server.fetch("/tin/a", "");
    assert_eq!((moved.status, moved.fields["location"].as_str()), (307, "/tin/a/"));
    let missing = server.fetch("/khong-co/", "");
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("/_bangvang/preview.js"), "{}", missing.text());

    for address in ["/%E1%BA%A3nh%20b%C3%ACa.svg", "/a%CC%89nh%20bi%CC%80a.svg"] {
        let picture = server.fetch(address, "");
        assert_eq!(
            (picture.status, picture.fields["content-type"].as_str()),
            (200, "image/svg+xml; charset=utf-8")
        );
        assert_eq!(picture.body, b"<svg/>");
    }
    let film = server.fetch("/phim.mp4", "");
    assert_eq!((film.status, film.body.len()), (200, 300_000));
    let part = server.fetch("/phim.mp4", "Range: bytes=299990-\r\n");
    assert_eq!((part.status, part.body.len()), (206, 10));
    assert_eq!(part.fields["content-range"], "bytes 299990-299999/300000");
    assert_eq!(server.fetch("/phim.mp4", "Range: bytes=300000-\r\n").status, 416);
    let other = server.fetch("/phim.mp4", "Range: bytes=0-9\r\nIf-Range: \"other\"\r\n");
    assert_eq!((other.status, other.body.len()), (200, 300_000));
}

/// A link, a folder behind a link or other bytes at the path of a file are not served, before and after the
/// next scan; a pipe does not block; the file is served again when it is restored.
#[test]
#[cfg(unix)]
fn replaced_files_are_not_served() {
    use std::os::unix::fs::symlink;
    let outside = Project::empty().with("tep.txt", "SECRET OF ANOTHER FOLDER").with("khac.txt", "y");
    let server = Server::start(project().with("content/static/muc/tep.txt", "của mình"));
    let [folder, away] = ["content/static/muc", "content/.cat"].map(|path| server.project.at(path));
    let file = folder.join("tep.txt");
    let status_after = |what: &str| {
        let start = Instant::now();
        let reply = server.fetch("/muc/tep.txt", "");
        assert!(!reply.text().contains("SECRET"), "{what} is followed");
        assert!(start.elapsed() < Duration::from_secs(2), "{what} takes {:?}", start.elapsed());
        reply.status
    };
    assert_eq!(server.fetch("/muc/tep.txt", "").text(), "của mình");
    for round in 0..30 {
        fs::remove_file(&file).unwrap();
        symlink(outside.at("tep.txt"), &file).unwrap();
        status_after("a link");
        fs::remove_file(&file).unwrap();
        assert!(Command::new("mkfifo").arg(&file).status().unwrap().success());
        status_after("a pipe");
        fs::remove_file(&file).unwrap();
        fs::write(&file, "của mình").unwrap();
        fs::rename(&folder, &away).unwrap();
        symlink(outside.path(), &folder).unwrap();
        status_after("a folder that is a link");
        // Some of these states last long enough for the preview to scan them.
        thread::sleep(Duration::from_millis(if round % 10 == 0 { 1_500 } else { 0 }));
        status_after("a folder that was a link for a while");
        fs::remove_file(&folder).unwrap();
        fs::rename(&away, &folder).unwrap();
    }
    server.wait_until("/muc/tep.txt", "của mình");
    assert_eq!(server.fetch("/phim.mp4", "").body.len(), 300_000);
    // The same bytes with another modification time are the same file; other bytes are served after the next
    // scan.
    fs::File::open(&file).unwrap().set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    assert_eq!(status_after("a time"), 200);
    fs::write(&file, "khác nhau").unwrap();
    server.wait_until("/muc/tep.txt", "khác nhau");
}

/// An edit that preserves the size and modification time of a file is found, also when another file appears at
/// once.
#[test]
fn edits_that_keep_size_and_time_are_shown() {
    let server = Server::start(project());
    let path = server.project.at(ARTICLE);
    for round in 0..4 {
        // A file that has just changed is read again anyway.
        thread::sleep(Duration::from_millis(2_500));
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        server.project.write(ARTICLE, article(&format!("M{round}t.")));
        fs::File::options().append(true).open(&path).unwrap().set_modified(time).unwrap();
        server.project.write(&format!("content/articles/tin/khac-{round}.md"), article("Khác."));
        server.wait_until("/tin/a/", &format!("M{round}t."));
    }
}

/// Nothing is written to the disk, and a server that already uses the port is not affected.
#[test]
fn nothing_is_written() {
    let first = Server::start(project());
    let second = Server::with(project(), first.port, "");
    assert_ne!(first.port, second.port);
    second.wait_for(&format!("port {} is in use", first.port));
    let before = second.project.tree(".");
    second.project.write(ARTICLE, article("Khác."));
    second.wait_until("/tin/a/", "Khác.");
    second.project.write(ARTICLE, article("Một."));
    second.wait_until("/tin/a/", "Một.");
    assert_eq!(second.project.tree("."), before);
}

/// Drafts, scheduled and expired pages are shown with a badge.
#[test]
fn hidden_pages_have_a_badge() {
    let more = |line: &str| format!("---\ntitle: Bài\ndate: 2024-01-05\n{line}\n---\nLời.\n");
    let files = [("c", "draft: true", "Bản nháp"), ("d", "expires: 2025-01-01", "Đã hết hạn đăng")];
    let mut project =
        project().with("content/articles/tin/e.md", more("").replace("2024-01-05", "2027-01-05"));
    for (name, line, _) in files {
        project = project.with(&format!("content/articles/tin/{name}.md"), more(line));
    }
    let server = Server::start(project);
    for (name, _, badge) in files.into_iter().chain([("e", "", "Chưa đến ngày đăng")]) {
        let page = server.fetch(&format!("/tin/{name}/"), "").text();
        assert!(page.contains(badge), "{name}: {page}");
    }
}

/// Event streams report changes of their page: other text, errors, and that they are fixed.
#[test]
fn events_of_a_page() {
    let server = Server::start(project());
    let mut here = server.listen("/tin/a/");
    let mut there = server.listen("/tin/");
    server.project.write(ARTICLE, article("Mới."));
    here.next("reload");
    let mut here = server.listen("/tin/a/");
    server.project.write(ARTICLE, "---\ntitle: [\n---\n");
    let report: serde_json::Value = loop {
        let report: serde_json::Value = serde_json::from_str(&here.next("errors")).unwrap();
        if !report["errors"].as_array().unwrap().is_empty() {
            break report;
        }
    };
    let error = report["errors"][0].as_str().unwrap();
    assert!(error.contains("content/articles/tin/a.md:2:8") && error.contains("cách sửa"), "{error}");
    assert!(server.fetch("/tin/a/", "").text().contains("Mới."), "the last good page is served");
    there.next("reload");
    server.project.write(ARTICLE, article("Mới."));
    let fixed: serde_json::Value = serde_json::from_str(&here.next("errors")).unwrap();
    assert!(fixed["errors"].as_array().unwrap().is_empty());
}

/// A changed style sheet of the theme is reported with its new URL, without reloading the page.
#[test]
fn style_changes_are_reported() {
    let project = project()
        .with("content/site.yaml", format!("{}theme: nha\n", crate::project::SETTINGS))
        .with("themes/nha/theme.yaml", "name: Nhà\nextends: default\n");
    let path = "themes/nha/static/site.css";
    let server = Server::start(project.with(path, "body{color:red}"));
    let mut events = server.listen("/tin/a/");
    server.project.write(path, "body{color:blue}");
    let update: serde_json::Value = serde_json::from_str(&events.next("style")).unwrap();
    let address = update["styles"][0].as_str().unwrap();
    assert_eq!(server.fetch(address, "").text(), "body{color:blue}");
}

/// Requests with foreign hosts, foreign origins, other methods or invalid headers are refused.
#[test]
fn foreign_requests_are_refused() {
    let server = Server::start(project());
    let port = server.port;
    let hosts = [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "0.0.0.0",
        "10.0.0.1",
        "2130706433",
        "127.1",
        "[::2]",
        "evil.example@localhost",
        "localhost.",
        "xn--lcalhost-54a",
        "*",
        "0x7f.1",
    ];
    for host in hosts {
        let answer =
            server.ask(&format!("GET / HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n"));
        assert!(answer.is_none_or(|answer| [400, 421].contains(&answer.status)), "{host}");
        for origin in [format!("http://{host}:{port}"), format!("https://{host}")] {
            let answer = server.fetch("/_bangvang/events?path=/&seen=.", &format!("Origin: {origin}\r\n"));
            assert_eq!(answer.status, 403, "{origin}");
        }
    }
    let own = format!("Host: localhost:{port}\r\nConnection: close\r\n\r\n");
    for (line, status) in [
        ("POST / HTTP/1.1", 405),
        ("OPTIONS * HTTP/1.1", 405),
        ("GET http://evil.example/ HTTP/1.1", 400),
        ("GET / HTTP/1.1\r\nHost: evil.example", 400),
        ("CONNECT localhost:1 HTTP/1.1", 405),
    ] {
        let answer = server.ask(&format!("{line}\r\n{own}"));
        assert_eq!(answer.map(|answer| answer.status), Some(status), "{line}");
    }
    let long = format!("GET /{} HTTP/1.1\r\n{own}", "x".repeat(40_000));
    assert!(server.ask(&long).is_none_or(|answer| answer.status >= 400));
    let many: String = (0..200).map(|number| format!("X-{number}: y\r\n")).collect();
    assert!(server.ask(&format!("GET / HTTP/1.1\r\n{many}{own}")).is_none_or(|answer| answer.status >= 400));
    assert_eq!(server.fetch("/", "").status, 200);
}

/// No URL leads outside the site: 5,000 forms of path traversal return no byte of another file.
#[test]
fn no_address_leads_outside() {
    let server = Server::start(project());
    let ups = [
        "..",
        "%2e%2e",
        ".%2e",
        "%252e%252e",
        "..%00",
        "....",
        "..;",
        "%c0%ae%c0%ae",
        "\u{ff0e}\u{ff0e}",
        "..%5c",
        "..\\",
    ];
    let slashes = ["/", "//", "%2f", "%252f", "\\", "%5c", "/./", "%c0%af", "/%00/"];
    let targets = [
        "bi-mat.txt",
        "content/site.yaml",
        "etc/passwd",
        "C:/Windows/win.ini",
        "proc/self/environ",
        "content/articles/tin/a.md",
        "bi-mat.txt::$DATA",
        "bi-mat.txt%00.html",
        "Cargo.toml",
    ];
    let prefixes = ["", "/tin", "/_bangvang", "/phim.mp4", "/file:", "/."];
    let mut requests = 0;
    let mut stream = BufReader::new(server.connect());
    for depth in 0..3 {
        for up in ups {
            for slash in slashes {
                for target in targets {
                    for prefix in prefixes.iter().take(if depth == 0 { 6 } else { 2 }) {
                        let path =
                            format!("{prefix}{slash}{}{target}", format!("{up}{slash}").repeat(depth + 1));
                        let path = if path.starts_with('/') { path } else { format!("/{path}") };
                        requests += 1;
                        let head = format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port);
                        if stream.get_mut().write_all(head.as_bytes()).is_err() {
                            stream = BufReader::new(server.connect());
                            stream.get_mut().write_all(head.as_bytes()).unwrap();
                        }
                        let Some(reply) = next_reply(&mut stream) else {
                            stream = BufReader::new(server.connect());
                            continue;
                        };
                        assert!([400, 404, 307].contains(&reply.status), "{path}: {}", reply.status);
                        let text = reply.text();
                        for secret in ["SECRET", "base_url:", "root:", "title: Bài"] {
                            assert!(!text.contains(secret), "{path} gives {secret}");
                        }
                    }
                }
            }
        }
    }
    assert!(requests >= 5_000, "{requests}");
    assert_eq!(server.fetch("/tin/a/", "").status, 200);
}

/// The next response on a connection that stays open.
fn next_reply(stream: &mut BufReader<TcpStream>) -> Option<Reply> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read_until(b'\n', &mut head).ok()? == 0 {
            return None;
        }
    }
    let mut reply = parse(&head)?;
    let length = reply.fields.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    reply.body = vec![0; length];
    stream.read_exact(&mut reply.body).ok()?;
    if reply.fields.get("connection").is_some_and(|connection| connection == "close") {
        stream.get_mut().shutdown(Shutdown::Both).ok()?;
    }
    Some(reply)
}

/// A browser that opens idle connections ahead still gets responses on others: 200 rounds.
#[test]
fn idle_connections_do_not_block() {
    let server = Server::start(project());
    for round in 0..200 {
        let idle: Vec<TcpStream> = (0..6).map(|_| server.connect()).collect();
        let mut busy: Vec<TcpStream> = (0..6).map(|_| server.connect()).collect();
        for stream in &mut busy {
            let head = format!("GET /tin/a/ HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port);
            stream.write_all(head.as_bytes()).unwrap();
        }
        for stream in busy {
            let reply = next_reply(&mut BufReader::new(stream));
            assert_eq!(reply.map(|reply| reply.status), Some(200), "round {round}");
        }
        drop(idle);
    }
}

/// The maximum number of open files of this process, raised as far as possible.
#[cfg(unix)]
fn open_many() -> u64 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(Resource::Nofile).maximum.unwrap_or(65_536);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(maximum), maximum: Some(maximum) });
    getrlimit(Resource::Nofile).current.unwrap_or(maximum)
}

/// A thousand event streams need few threads and little memory, all receive a change at once, and are
/// released when they close; other requests are answered meanwhile.
#[test]
#[cfg(target_os = "linux")]
fn a_thousand_event_streams() {
    if open_many() < 2_500 {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "too few files may be opened");
        eprintln!("skipped: this process may not open 2,500 files");
        return;
    }
    let server = Server::with(project(), free_port(), "ulimit -n 4096; ");
    thread::sleep(Duration::from_millis(500));
    let (memory, descriptors) = (server.status("VmRSS"), server.descriptors());
    let mut listeners: Vec<Events> = (0..1000).map(|_| server.listen("/tin/a/")).collect();
    for listener in &mut listeners {
        listener.next("errors");
    }
    assert!(server.status("Threads") <= 8, "{} threads", server.status("Threads"));
    let more = server.status("VmRSS").saturating_sub(memory);
    assert!(more <= 64 * 1024, "{more} KiB more");
    let answered = Instant::now();
    assert_eq!(server.fetch("/tin/b/", "").status, 200);
    assert!(answered.elapsed() < Duration::from_secs(1));
    server.project.write(ARTICLE, article("Mới."));
    server.wait_until("/tin/a/", "Mới.");
    let seen = Instant::now();
    for listener in &mut listeners {
        listener.next("reload");
    }
    eprintln!("a thousand event streams received a change {:?} after it could be seen", seen.elapsed());
    assert!(seen.elapsed() < Duration::from_secs(3));
    drop(listeners);
    let gone = within(TIMEOUT, || (server.descriptors() <= descriptors + 2).then_some(()));
    assert!(gone.is_some(), "{} descriptors instead of {descriptors}", server.descriptors());
}

/// Opens the event stream of `path` without requesting the page first.
#[cfg(unix)]
fn listen_without_page(server: &Server, path: &str) -> Events {
    let mut stream = server.connect();
    let host = format!("Host: localhost:{}", server.port);
    let head = format!("GET /_bangvang/events?path={path}&seen=. HTTP/1.1\r\n{host}\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    Events(BufReader::new(stream))
}

/// New event streams displace the oldest and pages are answered within a second, with 2,100 streams, and with
/// 400 where only 256 files may be open.
#[test]
#[cfg(unix)]
fn event_streams_leave_connections_for_pages() {
    if open_many() < 4_500 {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "too few files may be opened");
        eprintln!("skipped: this process may not open 4,500 files");
        return;
    }
    for (limit, count) in [(4096, 2_100), (256, 400)] {
        let server = Server::with(project(), free_port(), &format!("ulimit -n {limit}; "));
        let mut listeners: Vec<Events> =
            (0..count).map(|_| listen_without_page(&server, "/tin/a/")).collect();
        // The newest stream gets an event only after all before it were admitted.
        listeners.last_mut().unwrap().next("reload");
        for _ in 0..20 {
            let start = Instant::now();
            assert_eq!(server.fetch("/tin/b/", "").status, 200);
            assert!(start.elapsed() < Duration::from_secs(1), "{count} listeners: {:?}", start.elapsed());
        }
        let mut received = String::new();
        listeners[0].0.read_to_string(&mut received).expect("the stream of the oldest ends");
        assert!(received.contains("retry: 30000"), "{received}");
        server.project.write(ARTICLE, article("Mới."));
        listeners.last_mut().unwrap().next("reload");
    }
}

/// A thousand clients that send their headers slowly are disconnected within 15 seconds; others are answered.
#[test]
#[cfg(target_os = "linux")]
fn slow_clients_are_disconnected() {
    if open_many() < 2_500 {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "too few files may be opened");
        eprintln!("skipped: this process may not open 2,500 files");
        return;
    }
    let server = Server::with(project(), free_port(), "ulimit -n 4096; ");
    let before = server.descriptors();
    let mut slow: Vec<TcpStream> = (0..1000).map(|_| server.connect()).collect();
    let start = Instant::now();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    }
    while start.elapsed() < Duration::from_secs(8) {
        for stream in &mut slow {
            let _ = stream.write_all(b"a");
        }
        assert_eq!(server.fetch("/tin/a/", "").status, 200);
        thread::sleep(Duration::from_secs(1));
    }
    let closed = within(Duration::from_secs(15).saturating_sub(start.elapsed()), || {
        (server.descriptors() <= before + 2).then_some(())
    });
    assert!(closed.is_some(), "{} descriptors are left", server.descriptors());
}

/// At the limit of open files the server continues as soon as some are closed.
#[test]
#[cfg(unix)]
fn limit_of_open_files() {
    let server = Server::with(project(), free_port(), "ulimit -n 64; ");
    let many: Vec<TcpStream> = (0..100).map(|_| server.connect()).collect();
    thread::sleep(Duration::from_millis(300));
    drop(many);
    let alive = within(TIMEOUT, || (server.fetch("/tin/a/", "").status == 200).then_some(()));
    assert!(alive.is_some());
    server.project.write(ARTICLE, article("Sau."));
    server.wait_until("/tin/a/", "Sau.");
}

/// A thousand files changed at once are few builds, and the result equals a clean build, also after a burst
/// of edits in every way in which editors save files.
#[test]
fn bursts_of_edits_end_in_a_clean_build() {
    let mut project = project();
    for number in 0..1000 {
        project = project.with(&format!("content/articles/tin/m{number}.md"), article("Một."));
    }
    let server = Server::start(project);
    for number in 0..1000 {
        server
            .project
            .write(&format!("content/articles/tin/m{number}.md"), article(&format!("Thứ {number}.")));
    }
    server.wait_until("/tin/m999/", "Thứ 999.");
    let builds = server.lines(" files rebuilt").len();
    assert!(builds <= 3, "{builds} builds");
    edit_for_five_seconds(&server);
    assert_serves_a_clean_build(&server);
}

/// Edits files for five seconds: in place, by renaming, with a backup, with new folders, deletions and moves.
fn edit_for_five_seconds(server: &Server) {
    let root = server.project.path();
    let start = Instant::now();
    let mut number = 0;
    while start.elapsed() < Duration::from_secs(5) {
        number += 1;
        let name = format!("content/articles/tin/m{}.md", number % 10);
        let path = server.project.at(&name);
        let text = article(&format!("Lần {number}."));
        match number % 7 {
            0 => server.project.write(&name, &text),
            1 => {
                let beside = root.join(format!("content/articles/tin/.m{number}.tmp"));
                fs::write(&beside, &text).unwrap();
                fs::rename(&beside, &path).unwrap();
            }
            2 => {
                let _ = fs::rename(&path, path.with_extension("md~"));
                fs::write(&path, &text).unwrap();
                let _ = fs::remove_file(path.with_extension("md~"));
            }
            3 => _ = fs::remove_file(&path),
            4 => server.project.write(&format!("content/articles/tin/thu-muc-{number}/index.md"), &text),
            5 => {
                let folder = root.join(format!("content/articles/tin/thu-muc-{}", number - 1));
                let _ = fs::rename(folder, root.join(format!("content/articles/tin/doi-{number}")));
            }
            _ => server.project.write(
                "content/registry/units.yaml",
                format!("- {{id: ldld-thu, type: federation, names: [{{name: LĐLĐ {number}}}]}}\n"),
            ),
        }
        thread::sleep(Duration::from_millis(number % 23));
    }
}

/// Every file of a clean build of the project is served, byte for byte except for the script.
fn assert_serves_a_clean_build(server: &Server) {
    let now = Now::At(jiff::civil::date(2026, 6, 1).at(23, 59, 59, 0));
    let clean =
        Built::of(server.project.path(), &BuildOptions { now, shown: ShowHidden::All, base_url: None });
    let differing = || {
        clean.files.iter().find_map(|(path, bytes)| {
            let reply = server.fetch(&format!("/{}", bangvang::html::encode_path(path)), "");
            let mut text = reply.text();
            if let (Some(at), true) = (text.find("<script src=\"/_bangvang/"), path.ends_with(".html")) {
                let end = at + text[at..].find("</script>").unwrap() + "</script>".len();
                text.replace_range(at..end, "");
            }
            (text.as_bytes() != String::from_utf8_lossy(bytes).as_bytes()).then(|| path.clone())
        })
    };
    let equal = within(TIMEOUT, || differing().is_none().then_some(()));
    assert!(equal.is_some(), "{:?} differs from a clean build", differing());
}

/// The content folder may be renamed and restored.
#[test]
fn content_folder_is_restored() {
    let server = Server::start(project());
    let [content, away] = ["content", "away"].map(|name| server.project.at(name));
    for round in 0..3 {
        fs::rename(&content, &away).unwrap();
        server.wait_for_more("there is no content/site.yaml", round);
        thread::sleep(Duration::from_millis(300));
        fs::rename(&away, &content).unwrap();
        server.project.write(ARTICLE, article(&format!("Vòng {round}.")));
        server.wait_until("/tin/a/", &format!("Vòng {round}."));
        server.project.write(ARTICLE, article(&format!("Sau vòng {round}.")));
        server.wait_until("/tin/a/", &format!("Sau vòng {round}."));
    }
}

/// A project whose first build fails is served, and appears when it is fixed.
#[test]
fn a_first_build_may_fail() {
    let server = Server::start(Project::empty());
    let page = server.fetch("/", "");
    assert_eq!(page.status, 404);
    assert!(page.text().contains("/_bangvang/preview.js"));
    let mut events = server.listen("/");
    assert!(events.next("errors").contains("content/site.yaml"));
    server.project.write("content/site.yaml", crate::project::SETTINGS);
    events.next("reload");
    server.wait_until("/", "Công đoàn Thử");
}

/// Each of 2,000 edits is served, and the memory at the end is that after the first 200.
#[test]
#[cfg(target_os = "linux")]
fn a_day_of_edits() {
    let server = Server::start(project());
    let mut early = 0;
    for number in 0..2000 {
        server.project.write(ARTICLE, article(&format!("Lần {number}.")));
        server.wait_until("/tin/a/", &format!("Lần {number}."));
        if number == 200 {
            early = server.status("VmRSS");
        }
    }
    let late = server.status("VmRSS");
    eprintln!("memory after 200 edits {early} KiB, after 2,000 {late} KiB");
    assert!(late <= early + early / 10, "{early} KiB, then {late} KiB");
}
