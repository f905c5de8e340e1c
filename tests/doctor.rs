//! The command `doctor`: what it finds on this computer, in the environment and in folders of a project.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;

use serde_json::Value;

use crate::project::{Project, SETTINGS};

/// Variables that the computer of the tests may have set.
const VARIABLES: [&str; 13] = [
    "ALL_PROXY",
    "all_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "NO_PROXY",
    "no_proxy",
    "OneDrive",
    "OneDriveCommercial",
    "OneDriveConsumer",
    "DISPLAY",
    "BROWSER",
];

/// What `doctor` finds with `variables` in the environment: for each check its state and its whole object.
struct Found {
    code: i32,
    checks: BTreeMap<String, Value>,
    done: Value,
}

impl Found {
    fn of(project: &Project, arguments: &[&str], variables: &[(&str, &str)]) -> Found {
        let mut command =
            project.command(&[&["doctor", "--format", "json", "--lang", "en"], arguments].concat());
        VARIABLES.iter().for_each(|name| _ = command.env_remove(name));
        // A keychain of the computer would make the result of the tests depend on it.
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/khong-co").envs(variables.iter().copied());
        let output = command.output().expect("the program starts");
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let (done, checks) = lines.split_last().unwrap();
        let checks =
            checks.iter().map(|one| (one["check"].as_str().unwrap().to_owned(), one.clone())).collect();
        Found { code: output.status.code().unwrap(), checks, done: done.clone() }
    }

    #[track_caller]
    fn assert(&self, check: &str, state: &str) -> &Value {
        let found = self.checks.get(check).unwrap_or_else(|| panic!("no {check} in {:#?}", self.checks));
        assert_eq!(found["state"], state, "{found}");
        assert_eq!(found["help"].is_string(), state != "ok", "what can be done about it: {found}");
        found
    }
}

/// A sound project on a sound computer has no problem, and nothing is left behind.
#[test]
fn doctor_finds_no_problem() {
    let project = Project::new();
    let before = project.tree(".");
    let found = Found::of(&project, &[], &[]);
    assert_eq!(found.code, 0, "{:#?}", found.checks);
    for check in
        ["project", "write", "output", "own", "not-synced", "encoding", "clock", "no-proxy", "no-tools"]
    {
        found.assert(check, "ok");
    }
    assert_eq!(found.checks["project"]["facts"]["files"], "1");
    assert_eq!(found.done["event"], "doctor-done");
    assert_eq!(found.done["facts"]["problems"], 0);
    assert_eq!(project.tree("."), before);
    assert!(!project.at(".bangvang").exists());
}

/// People get one line for each check, and below it what can be done.
#[test]
fn doctor_prints_lines() {
    let project = Project::new().with("public", "x");
    let text = |language: &str| {
        let output = project.run(&["doctor", "--lang", language]);
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stdout).unwrap()
    };
    let english = text("en");
    assert!(english.contains("\nok       the project folder can be written to: "), "{english}");
    assert!(english.contains("\nproblem  the output folder "), "{english}");
    assert!(
        english.contains("\n         help: choose another folder with `bangvang build --out`"),
        "{english}"
    );
    assert!(english.trim_end().lines().last().unwrap().starts_with("problems: 1, warnings: "), "{english}");
    let vietnamese = text("vi");
    assert!(vietnamese.contains("\nlỗi      ") && vietnamese.contains("cách sửa: "), "{vietnamese}");
    assert!(!vietnamese.contains("doctor-") && !english.contains("doctor-"), "{vietnamese}");
}

/// A project that is missing, has no settings, or has files in the place of folders is a problem.
#[test]
fn doctor_checks_folders() {
    let empty = Project::empty();
    let found = Found::of(&empty, &[], &[]);
    assert_eq!(found.code, 1);
    found.assert("no-project", "problem");
    fs::create_dir(empty.at("content")).unwrap();
    Found::of(&empty, &[], &[]).assert("no-settings", "problem");
    let project = Project::new().with("public", "x").with(".bangvang", "x");
    let found = Found::of(&project, &[], &[]);
    assert_eq!(found.code, 1);
    found.assert("output-refused", "problem");
    found.assert("own-refused", "problem");
    found.assert("write", "ok");
    let elsewhere = Found::of(&project, &["--out", "web/moi"], &[]);
    assert!(elsewhere.assert("output", "ok")["facts"]["path"].as_str().unwrap().contains("web"));
    assert!(!project.at("web").exists());
}

/// A folder that cannot be written to is a problem. The administrator of the system can write anywhere.
#[cfg(unix)]
#[test]
fn doctor_checks_rights() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new();
    fs::create_dir(project.at("public")).unwrap();
    fs::set_permissions(project.at("public"), fs::Permissions::from_mode(0o555)).unwrap();
    let is_administrator = fs::write(project.at("public/x"), "x").is_ok();
    let found = Found::of(&project, &[], &[]);
    if is_administrator {
        found.assert("output", "ok");
    } else {
        found.assert("output-refused", "problem");
    }
}

/// Output in the folder of a sync program is slow; only the content there is not.
#[test]
fn doctor_checks_synced_folders() {
    let project = Project::empty().with("OneDrive - Công đoàn/trang/content/site.yaml", SETTINGS);
    let root = ["--root", "OneDrive - Công đoàn/trang"];
    let found = Found::of(&project, &root, &[]);
    assert_eq!(found.assert("synced-output", "warning")["facts"]["program"], "OneDrive");
    assert_eq!(found.code, 0, "a warning is no problem");
    let elsewhere = Found::of(&project, &[&root[..], &["--out", "web"]].concat(), &[]);
    elsewhere.assert("synced-project", "ok");
    let plain = Project::new();
    let folder = plain.path().to_str().unwrap();
    Found::of(&plain, &[], &[("OneDriveCommercial", folder)]).assert("synced-output", "warning");
}

/// The proxy that is used is named without its password; SFTP does not use it, SOCKS and other text are no proxy.
#[test]
fn doctor_checks_the_proxy() {
    let project = Project::new();
    let proxy = ("HTTPS_PROXY", "http://mai:bi-mat@proxy.cd.vn:3128");
    let found = Found::of(&project, &[], &[proxy, ("NO_PROXY", "cd.vn")]);
    let facts = found.assert("proxy", "ok")["facts"].clone();
    assert_eq!((&facts["host"], &facts["exceptions"]), (&"proxy.cd.vn:3128".into(), &"cd.vn".into()));
    assert!(!format!("{:?}", found.checks).contains("bi-mat"));
    let sftp = "publish:\n  chinh: {kind: sftp, host: may.cd.vn, user: mai, folder: /var/www}\n";
    project.write("content/site.yaml", format!("{SETTINGS}{sftp}"));
    Found::of(&project, &[], &[proxy]).assert("proxy-not-for-all", "warning");
    let socks = Found::of(&project, &[], &[("ALL_PROXY", "socks5://proxy.cd.vn:1080")]);
    socks.assert("socks-proxy", "problem");
    assert_eq!(socks.code, 1);
}

/// A terminal without Unicode, a computer without a keychain and a `PATH` without a browser are warnings.
#[cfg(target_os = "linux")]
#[test]
fn doctor_checks_the_system() {
    let found =
        Found::of(&Project::new(), &[], &[("LC_ALL", "C"), ("PATH", "/khong-co"), ("TZ", "Europe/Paris")]);
    found.assert("no-unicode", "warning");
    found.assert("no-keychain", "warning");
    let programs = found.assert("no-browser", "warning")["facts"]["programs"].clone();
    assert!(programs.as_str().unwrap().contains("xdg-open"), "{programs}");
    let zone = found.assert("other-time-zone", "warning")["facts"].clone();
    assert_eq!((&zone["zone"], &zone["site"]), (&"Europe/Paris".into(), &"Asia/Ho_Chi_Minh".into()));
    assert_eq!(found.code, 0);
    let vietnam = Found::of(&Project::new(), &[], &[("TZ", "Asia/Ho_Chi_Minh")]);
    vietnam.assert("time-zone", "ok");
}

/// If another program has the port of the preview, the next free one is named.
#[test]
fn doctor_checks_ports() {
    let taken = TcpListener::bind("127.0.0.1:4000");
    let found = Found::of(&Project::new(), &[], &[]);
    // The port may be taken by another program anyway.
    let other = found.assert("other-port", "ok");
    assert_ne!(other["facts"]["free"], "4000", "{other}");
    drop(taken);
}

/// A file that is newer than the clock of the computer shows that the clock is behind.
#[test]
fn doctor_checks_the_clock() {
    let project = Project::new();
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(3 * 86_400);
    let file = fs::File::options().write(true).open(project.at("content/site.yaml")).unwrap();
    file.set_modified(later).unwrap();
    Found::of(&project, &[], &[]).assert("clock-behind", "warning");
}
