//! The real program with the desk: publishing, undo and passwords over HTTP, as a browser asks.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::ports::free_port;
use crate::project::Project;
use crate::publishing::{MANIFEST, article, assert_same, project, set};

/// Timeout of every wait, long enough for a busy machine.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A desk that was opened by one browser; the program is killed when it is dropped.
pub struct OpenDesk {
    pub project: Project,
    child: Child,
    port: u16,
    cookie: String,
    token: String,
    output: Arc<Mutex<String>>,
    /// Everything that the desk has answered.
    answers: Mutex<String>,
}

impl OpenDesk {
    /// Opens the desk of `project`; `variables` are added to its environment.
    pub fn open(project: Project, variables: &[(&str, &Path)]) -> OpenDesk {
        let port = free_port();
        let mut command = project.command(&["--lang", "en", "edit", "--no-open", "--today", "2026-06-01"]);
        // No keychain of the user takes part in a test.
        command.args(["--port", &port.to_string()]).env_remove("DBUS_SESSION_BUS_ADDRESS");
        command.env("XDG_RUNTIME_DIR", project.path()).envs(variables.iter().copied());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let output = Arc::new(Mutex::new(String::new()));
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let output = output.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    output.lock().unwrap().push_str(&format!("{line}\n"));
                }
            });
        }
        let (cookie, token, answers) = (String::new(), String::new(), Mutex::default());
        let mut desk = OpenDesk { project, child, port, cookie, token, output, answers };
        let place = format!("http://127.0.0.1:{port}/?key=");
        let key = within(|| {
            let output = desk.output.lock().unwrap().clone();
            let key = output.split(&place).nth(1)?.split(' ').next()?.to_owned();
            output.contains(" ready after ").then_some(key)
        });
        let entry = desk.send("GET", &format!("/?key={key}"), None);
        let cookie = entry.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        desk.cookie = cookie.split(';').next().unwrap().to_owned();
        let page = desk.send("GET", "/publish", None);
        let token = page.split("name=\"bangvang-token\" content=\"").nth(1).unwrap();
        desk.token = token.split('"').next().unwrap().to_owned();
        desk
    }

    /// Sends a request and returns the whole response.
    fn send(&self, method: &str, path: &str, body: Option<&Value>) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        stream.set_read_timeout(Some(TIMEOUT)).unwrap();
        let host = format!("127.0.0.1:{}", self.port);
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nCookie: {}\r\n",
            self.cookie
        );
        if method == "POST" {
            request += &format!(
                "Origin: http://{host}\r\nContent-Type: application/json\r\nX-Bangvang-Token: {}\r\nContent-Length: {}\r\n",
                self.token,
                body.len()
            );
        }
        stream.write_all(format!("{request}\r\n{body}").as_bytes()).unwrap();
        let mut response = Vec::new();
        stream.read_to_end(&mut response).unwrap();
        let response = String::from_utf8_lossy(&response).into_owned();
        self.answers.lock().unwrap().push_str(&response);
        response
    }

    /// Returns the status and the JSON of the answer to `body`.
    fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let response = self.send("POST", path, Some(body));
        let status = response.split(' ').nth(1).unwrap().parse().unwrap();
        let body = response.split_once("\r\n\r\n").unwrap().1;
        (status, serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {response}")))
    }

    fn progress(&self) -> Value {
        let response = self.send("GET", "/api/publish/progress", None);
        serde_json::from_str(response.split_once("\r\n\r\n").unwrap().1).unwrap()
    }

    /// Starts `task` on `target`.
    pub fn start(&self, task: &str, target: &str, agreed: &[&str]) {
        let body = json!({"target": target, "task": task, "agreed": agreed});
        let (status, answer) = self.post("/api/publish/start", &body);
        assert_eq!(status, 200, "{answer}");
    }

    /// Types the password of `target`, which stays in memory for want of a keychain.
    pub fn remember(&self, target: &str, password: &str) {
        let secrets = json!({"target": target, "secrets": {"PASSWORD": password}});
        assert_eq!(self.post("/api/publish/secret", &secrets).0, 200);
        let kept = self.wait();
        assert!(kept["is_success"] == true && lines(&kept).contains("until the program ends"), "{kept:#}");
    }

    /// Asserts that `secret` is in no answer, no output and no file.
    pub fn assert_unrepeated(&self, secret: &str) {
        assert!(!self.answers.lock().unwrap().contains(secret));
        assert!(!self.output.lock().unwrap().contains(secret));
        let mut files = self.project.tree("");
        files.extend(crate::project::tree(&self.project.at(".bangvang")));
        assert!(files.len() > 3);
        for (path, bytes) in files {
            assert!(!String::from_utf8_lossy(&bytes).contains(secret), "{path}");
        }
    }

    /// Waits until the task has ended, or asks.
    pub fn wait(&self) -> Value {
        within(|| {
            let progress = self.progress();
            (progress["is_running"] == false || !progress["question"].is_null()).then_some(progress)
        })
    }

    /// Runs a task that asks nothing, and returns its end.
    pub fn run(&self, task: &str, target: &str, agreed: &[&str]) -> Value {
        self.start(task, target, agreed);
        let end = self.wait();
        assert!(end["question"].is_null(), "{end:#}");
        end
    }

    /// Answers the question of the task, and waits for its end or its next question.
    pub fn answer(&self, asked: &Value, is_yes: bool) -> Value {
        let number = &asked["question"]["number"];
        assert!(number.is_u64(), "{asked:#}");
        self.post("/api/publish/answer", &json!({"number": number, "is_yes": is_yes}));
        self.wait()
    }
}

impl Drop for OpenDesk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn within<T>(mut attempt: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(value) = attempt() {
            return value;
        }
        assert!(start.elapsed() < TIMEOUT, "nothing came in time");
        thread::sleep(Duration::from_millis(20));
    }
}

fn titles(end: &Value) -> Vec<String> {
    let changes = end["report"]["changes"].as_array().unwrap();
    changes.iter().map(|change| format!("{} {}", change["how"], change["title"]).replace('"', "")).collect()
}

fn lines(end: &Value) -> String {
    let lines = end["report"]["lines"].as_array().unwrap();
    lines.iter().map(|line| format!("{}\n{}\n", line["text"], line["help"])).collect()
}

/// The changes are listed, published as listed, and taken back; each publication is in the history with its user.
#[test]
fn from_the_first_plan_to_the_undo() {
    let project = project();
    set(&project, "may-chu: {kind: folder, path: host/web, verify: false}");
    let desk = OpenDesk::open(project, &[]);
    let checked = desk.run("check", "may-chu", &[]);
    assert!(checked["is_success"] == true && lines(&checked).contains("host/web"), "{checked:#}");

    let plan = desk.run("plan", "may-chu", &[]);
    assert_eq!(plan["is_success"], true, "{plan:#}");
    assert!(titles(&plan).contains(&"new Lễ phát động".to_owned()), "{plan:#}");
    assert!(desk.project.tree("host/web").is_empty());
    let done = desk.run("publish", "may-chu", &[]);
    assert_eq!(done["is_success"], true, "{done:#}");
    let first = desk.project.tree("host/web");
    assert!(first.contains_key("tin/a/index.html") && first.contains_key(MANIFEST));

    // A file that changes after the list asks again.
    article(&desk.project, "c", "Bài mới");
    let plan = desk.run("plan", "may-chu", &[]);
    assert!(titles(&plan).contains(&"new Bài mới".to_owned()), "{plan:#}");
    article(&desk.project, "c", "Bài khác");
    desk.start("publish", "may-chu", &[]);
    let asked = desk.wait();
    assert!(asked["question"]["sentence"].as_str().unwrap().contains("not those"), "{asked:#}");
    let declined = desk.answer(&asked, false);
    assert_eq!((&declined["is_running"], &declined["is_success"]), (&json!(false), &json!(false)));
    assert_same(&desk.project.tree("host/web"), &first);
    desk.start("publish", "may-chu", &[]);
    let done = desk.answer(&desk.wait(), true);
    assert_eq!(done["is_success"], true, "{done:#}");
    assert!(desk.project.tree("host/web").contains_key("tin/c/index.html"));

    desk.start("undo", "may-chu", &[]);
    let asked = desk.wait();
    assert!(titles(&asked).contains(&"removed Bài khác".to_owned()), "{asked:#}");
    assert!(lines(&asked).contains("restoring revision"), "{asked:#}");
    let done = desk.answer(&asked, true);
    assert_eq!(done["is_success"], true, "{done:#}");
    assert!(!desk.project.tree("host/web").contains_key("tin/c/index.html"));
    let marks = fs::read_to_string(desk.project.at(".bangvang/history/publications.jsonl"));
    assert_eq!(marks.unwrap().lines().filter(|line| line.contains("may-chu")).count(), 3);
}

/// Errors of the content forbid publishing; what needs consent is listed with the changes, and done after a yes.
#[test]
fn errors_and_consent() {
    let project = project();
    set(&project, "may-chu: {kind: folder, path: host/web, verify: false}");
    project.write("host/web/tin/a/index.html", "của người khác");
    project.write("content/articles/tin/b.md", "---\ntitle: Hội nghị\ndate: 2026-13-02\n---\nLời.\n");
    let desk = OpenDesk::open(project, &[]);
    let refused = desk.run("publish", "may-chu", &[]);
    assert_eq!(refused["is_success"], false);
    let problem = &refused["report"]["problems"][0];
    assert_eq!((&problem["severity"], &problem["line"]), (&json!("error"), &json!(3)), "{refused:#}");
    assert!(problem["href"].as_str().unwrap().starts_with("/edit?file=content%2Farticles%2Ftin%2Fb"));
    assert_eq!(desk.project.tree("host/web").len(), 1);

    article(&desk.project, "b", "Hội nghị");
    let plan = desk.run("plan", "may-chu", &[]);
    let question = plan["report"]["questions"][0]["sentence"].as_str().unwrap_or_else(|| panic!("{plan:#}"));
    assert!(question.contains("tin/a/index.html"), "{question}");
    desk.start("publish", "may-chu", &["another sentence"]);
    let declined = desk.answer(&desk.wait(), false);
    assert_eq!(declined["is_success"], false);
    desk.run("plan", "may-chu", &[]);
    let done = desk.run("publish", "may-chu", &[question]);
    assert_eq!(done["is_success"], true, "{done:#}");
    let (status, _) = desk.post("/api/publish/start", &json!({"target": "khong-co", "task": "plan"}));
    assert_eq!(status, 404);
}

/// A connection is added to the settings, the rest of which stays; one with an error, or a taken name, is refused.
#[test]
fn a_connection_is_added() {
    let project = Project::new();
    let settings = format!("# của chúng tôi\n{}", crate::project::SETTINGS);
    project.write("content/site.yaml", &settings);
    fs::create_dir(project.at("host")).unwrap();
    let desk = OpenDesk::open(project, &[]);
    let add = |name: &str, kind: &str, fields: Value| {
        desk.post("/api/publish/connection", &json!({"name": name, "kind": kind, "fields": fields}))
    };
    let (_, wrong) =
        add("may-chu", "sftp", json!({"host": "http://x/", "user": "hoa", "folder": "www", "verify": true}));
    assert_eq!((&wrong["href"], &wrong["problems"][0]["key"]), (&json!(""), &json!("host")), "{wrong:#}");
    assert_eq!(fs::read_to_string(desk.project.at("content/site.yaml")).unwrap(), settings);
    let (_, missing) = add("may-chu", "sftp", json!({"user": "hoa"}));
    let keys = missing["problems"].as_array().unwrap().iter().map(|one| one["key"].as_str().unwrap());
    assert_eq!(keys.collect::<Vec<_>>(), ["host", "folder"], "{missing:#}");
    let (status, added) = add("may-chu", "folder", json!({"path": "host/web", "verify": false}));
    assert_eq!((status, &added["href"]), (200, &json!("/publish?target=may%2Dchu")), "{added:#}");
    let now = fs::read_to_string(desk.project.at("content/site.yaml")).unwrap();
    assert!(now.starts_with(&settings) && now[settings.len()..].starts_with("publish:\n  may-chu:"), "{now}");
    assert!(desk.send("GET", "/publish?target=may-chu", None).contains("host/web"));
    let (status, _) = add("may-chu", "folder", json!({"path": "host/web"}));
    assert_eq!(status, 409);
    assert_eq!(add("Máy chủ", "folder", json!({"path": "host/web"})).0, 400);
    assert_eq!(desk.run("plan", "may-chu", &[])["is_success"], true);
}

/// A password, right or wrong, is in no answer, no output and no file, not even if the request is broken.
#[test]
fn passwords_are_not_repeated() {
    const PASSWORD: &str = "rất-bí-mật-7391";
    let project = project();
    set(&project, "may-chu: {kind: ftps, host: 127.0.0.1, port: 1, user: hoa, folder: www}");
    let desk = OpenDesk::open(project, &[]);
    desk.remember("may-chu", PASSWORD);
    let tried = desk.run("check", "may-chu", &[]);
    assert_eq!(tried["is_success"], false);
    for broken in
        [json!(PASSWORD), json!({"target": PASSWORD}), json!({"target": "may-chu", "secrets": PASSWORD})]
    {
        assert_eq!(desk.post("/api/publish/secret", &broken).0, 400);
    }
    let empty = json!({"target": "may-chu", "secrets": {"PASSWORD": ""}});
    assert_eq!(desk.post("/api/publish/secret", &empty).0, 400);
    desk.send("GET", "/publish", None);
    desk.assert_unrepeated("7391");
}
