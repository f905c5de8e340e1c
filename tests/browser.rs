//! A real Chromium before the preview: what a person sees while editing.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::project::{Project, SETTINGS};
use crate::serve::Server;

const PATIENCE: Duration = Duration::from_secs(20);
const ARTICLE: &str = "content/articles/tin/a.md";

/// A browser, driven by ChromeDriver (W3C WebDriver), and closed with this value.
struct Browser {
    driver: Child,
    port: u16,
    session: String,
    _profile: tempfile::TempDir,
    _output: BufReader<std::process::ChildStdout>,
}

impl Browser {
    /// A browser, if Chromium and its driver are installed; their absence is told, and a failure where `CI=true`.
    fn start() -> Option<Browser> {
        let driver =
            Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let Ok(mut driver) = driver else {
            assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "no ChromeDriver is installed");
            eprintln!("skipped: no ChromeDriver is installed");
            return None;
        };
        // It goes on telling, and would end when nobody listened.
        let mut output = BufReader::new(driver.stdout.take().unwrap());
        let mut lines = output.by_ref().lines().map_while(Result::ok);
        let line = lines.find(|line| line.contains("successfully on port ")).expect("it tells its port");
        let digits: String =
            line.split("on port ").nth(1).unwrap().chars().take_while(char::is_ascii_digit).collect();
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Browser {
            driver,
            port: digits.parse().unwrap(),
            session: String::new(),
            _profile: profile,
            _output: output,
        };
        let folder = format!("--user-data-dir={}", browser._profile.path().display());
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--window-size=1000,700",
            "--disable-background-networking",
            "--disable-dev-shm-usage",
            &folder,
        ];
        let options = json!({"args": arguments});
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}});
        let made = browser.send("POST", "", &wanted);
        made["sessionId"].as_str().unwrap_or_else(|| panic!("{made}")).clone_into(&mut browser.session);
        Some(browser)
    }

    /// Sends a command of the session; gives its value.
    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let session = if self.session.is_empty() { String::new() } else { format!("/{}", self.session) };
        let body = if method == "GET" { String::new() } else { body.to_string() };
        let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)) else { return Value::Null };
        write!(
            stream,
            "{method} /session{session}{path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\
            Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.port,
            body.len()
        )
        .unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        // The driver keeps the connection open: its answer ends where it says.
        let mut stream = BufReader::new(stream);
        let (mut line, mut length) = (String::new(), 0);
        while stream.read_line(&mut line).unwrap_or(0) > 2 {
            let field = line.to_lowercase();
            let value = field.strip_prefix("content-length:").and_then(|value| value.trim().parse().ok());
            length = value.unwrap_or(length);
            line.clear();
        }
        let mut answer = vec![0; length];
        stream.read_exact(&mut answer).unwrap_or_else(|fault| panic!("{method} {path}: {fault}"));
        let text = std::str::from_utf8(&answer).unwrap_or("");
        serde_json::from_str::<Value>(text).map(|answer| answer["value"].clone()).unwrap_or_default()
    }

    fn open(&self, address: &str) {
        self.send("POST", "/url", &json!({"url": address}));
    }

    /// What `script` returns in the page.
    fn run(&self, script: &str) -> Value {
        self.send("POST", "/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Waits until `script` returns something true.
    fn wait(&self, script: &str) {
        let start = Instant::now();
        let mut last = Value::Null;
        while start.elapsed() < PATIENCE {
            last = self.run(script);
            if last == json!(true) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!(
            "{script} is never true, but {last}; the page is {}",
            self.run("return document.documentElement.outerHTML")
        );
    }

    /// What the browser wrote on its console.
    fn console(&self) -> Vec<String> {
        let log = self.send("POST", "/se/log", &json!({"type": "browser"}));
        let lines = log.as_array().into_iter().flatten();
        lines.filter_map(|line| line["message"].as_str().map(str::to_owned)).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.send("DELETE", "", &json!({}));
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn article(text: &str) -> String {
    format!("---\ntitle: Bài\ndate: 2024-01-05\n---\n{text}\n")
}

fn project() -> Project {
    Project::new()
        .with("content/site.yaml", format!("{SETTINGS}theme: nha\n"))
        .with("themes/nha/theme.yaml", "name: Nhà\nextends: default\n")
        .with("themes/nha/static/site.css", "body{color:rgb(255, 0, 0)}")
        .with(ARTICLE, article(&format!("Một.\n{}", "\nDòng.\n".repeat(200))))
        .with("content/articles/tin/b.md", article("Hai."))
}

const TEXT: &str = "document.querySelector('main').innerText";
const OVERLAY: &str = "document.querySelector('bangvang-overlay')";

/// An edit loads the page again where it was being read; an edit of another page does not.
#[test]
fn an_edit_refreshes_its_page() {
    let Some(browser) = Browser::start() else { return };
    let server = Server::of(project());
    browser.open(&format!("http://localhost:{}/tin/a/", server.port));
    browser.wait(&format!("return {TEXT}.includes('Một.')"));
    browser.run("window.mark = 1; window.scrollTo(0, 900)");
    server.project.write("content/articles/tin/b.md", article("Hai khác."));
    thread::sleep(Duration::from_millis(1500));
    assert_eq!(browser.run("return window.mark"), json!(1), "another page does not concern this one");
    server.project.write(ARTICLE, article(&format!("Mới.\n{}", "\nDòng.\n".repeat(200))));
    browser.wait(&format!("return {TEXT}.includes('Mới.')"));
    assert_eq!(browser.run("return window.mark"), Value::Null, "it was loaded again");
    browser.wait("return Math.abs(window.scrollY - 900) < 5");
    let told: Vec<String> = browser.console().into_iter().filter(|line| !line.contains("favicon")).collect();
    assert!(told.is_empty(), "{told:?}");
}

/// A changed style sheet is swapped while the page stays.
#[test]
fn a_style_is_swapped() {
    let Some(browser) = Browser::start() else { return };
    let server = Server::of(project());
    let colour = |colour: &str| format!("return getComputedStyle(document.body).color === '{colour}'");
    browser.open(&format!("http://localhost:{}/tin/a/", server.port));
    browser.wait(&colour("rgb(255, 0, 0)"));
    browser.run("window.mark = 1");
    for (number, shade) in [(1, "rgb(0, 0, 255)"), (2, "rgb(0, 128, 0)")] {
        server.project.write("themes/nha/static/site.css", format!("body{{color:{shade}}}"));
        browser.wait(&colour(shade));
        assert_eq!(browser.run("return window.mark"), json!(1), "swap {number} loaded the page again");
    }
    browser.wait("return document.querySelectorAll('link[rel~=stylesheet]').length === 1");
}

/// Errors stand over the page that still works, in the language of the site, as text and not as markup; they go
/// when they are mended, or when the reader puts them away.
#[test]
fn the_overlay_comes_and_goes() {
    let Some(browser) = Browser::start() else { return };
    let server = Server::of(project());
    browser.open(&format!("http://localhost:{}/tin/a/", server.port));
    browser.wait(&format!("return {TEXT}.includes('Một.')"));
    server.project.write(
        ARTICLE,
        "---\ntitle: Bài\ndate: 2024-01-05\ntittle: <img src=x onerror=alert(1)>\n---\nLời.\n",
    );
    browser.wait(&format!("return !!{OVERLAY}"));
    let text = browser.run(&format!("return {OVERLAY}.shadowRoot.textContent"));
    let text = text.as_str().unwrap();
    for part in ["Trang web có 1 lỗi", "content/articles/tin/a.md:4:1", "tittle", "cách sửa"] {
        assert!(text.contains(part), "{text}");
    }
    assert_eq!(browser.run(&format!("return {OVERLAY}.shadowRoot.querySelectorAll('img').length")), json!(0));
    browser.wait(&format!("return {TEXT}.includes('Lời.') || {TEXT}.includes('Một.')"));
    browser.run(&format!("{OVERLAY}.shadowRoot.querySelector('button').click()"));
    browser.wait(&format!("return !{OVERLAY}"));
    server.project.write(ARTICLE, "---\ntitle: [\n---\nLời.\n");
    browser.wait(&format!("return !!{OVERLAY}"));
    server.project.write(ARTICLE, article("Sửa xong."));
    browser.wait(&format!("return !{OVERLAY} && {TEXT}.includes('Sửa xong.')"));
}

/// After the server was started again the page finds it by itself and shows what changed meanwhile.
#[test]
fn a_page_finds_a_server_that_started_again() {
    let Some(browser) = Browser::start() else { return };
    let server = Server::of(project());
    browser.open(&format!("http://localhost:{}/tin/a/", server.port));
    browser.wait(&format!("return {TEXT}.includes('Một.')"));
    let server = server.again(|project| project.write(ARTICLE, article("Sau khi tắt.")));
    browser.wait(&format!("return {TEXT}.includes('Sau khi tắt.')"));
    server.project.write(ARTICLE, article("Và sửa tiếp."));
    browser.wait(&format!("return {TEXT}.includes('Và sửa tiếp.')"));
}
