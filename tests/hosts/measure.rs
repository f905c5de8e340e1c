//! How many files a second go over a line on which an answer takes 50 ms, beside what `rclone` reaches on it.
//!
//! `cargo test --release --test suite -- --ignored --nocapture hosts::measure`

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use bangvang::model::target::Ftps;
use bangvang::publish::remote::{Remote, Secret};
use bangvang::publish::{ftps, s3, sftp};

use crate::hosts::jail::{PASSWORD, run};
use crate::hosts::proxy::Proxy;
use crate::hosts::s3_server::{KEY, Oddity, S3Server, SECRET};
use crate::hosts::sshd::Sshd;
use crate::hosts::vsftpd::Vsftpd;
use crate::hosts::{Person, bytes, upload};

const DELAY: Duration = Duration::from_millis(25);
const SIZE: usize = 4096;

/// Files in folders of their own below `top`, as pages of a site are.
fn names(top: &str, count: usize) -> Vec<String> {
    (0..count).map(|number| format!("{top}/tin/{}/bai-{number}/index.html", number % 10)).collect()
}

/// Puts files from as many threads as the host likes, and tells how fast that was.
fn put_all(what: &str, remote: &dyn Remote, top: &str, count: usize) {
    let names = names(top, count);
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..remote.lanes() {
            scope.spawn(|| {
                while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let content = bytes(SIZE, name.len() as u64);
                    remote.put(name, &upload(&content), &|_| ()).unwrap();
                }
            });
        }
    });
    let rate = count as f64 / start.elapsed().as_secs_f64();
    eprintln!("{what}: {rate:.0} files/s, {} connections, {count} files", remote.connections());
}

/// The same files with `rclone`, when it is there.
fn rclone(what: &str, count: usize, transfers: usize, arguments: &[&str]) {
    if Command::new("rclone").arg("version").output().is_err() {
        eprintln!("rclone, {what}: not here");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for name in names("", count) {
        let name = name.trim_start_matches('/');
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes(SIZE, name.len() as u64)).unwrap();
    }
    let start = Instant::now();
    let mut command = Command::new("rclone");
    command.args(["--config", "/dev/null", "--retries", "1", "--low-level-retries", "1", "copy"]);
    command.arg(folder.path()).args(arguments).args(["--transfers", &transfers.to_string()]);
    command.args(["--checkers", &transfers.to_string()]);
    // It uses no certificate here, and stumbles over being given some.
    let output = command.env_remove("AWS_CA_BUNDLE").stdin(Stdio::null()).output().unwrap();
    let rate = count as f64 / start.elapsed().as_secs_f64();
    if output.status.success() {
        eprintln!("rclone, {what}: {rate:.0} files/s, {transfers} transfers, {count} files");
    } else {
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let last = told
            .lines()
            .find(|line| line.contains("ERROR") || line.contains("Failed"))
            .unwrap_or(&told)
            .to_owned();
        eprintln!("rclone, {what}: fails: {last}");
    }
}

fn flag(name: &str, value: impl std::fmt::Display) -> String {
    format!("--{name}={value}")
}

/// A folder behind OpenSSH.
#[test]
#[ignore = "measures"]
fn sftp_at_50_ms() {
    let Some(server) = Sshd::start("") else { return };
    let proxy = Proxy::to(server.address());
    let target = server.target(proxy.address);
    let known = server.at("known");
    server.record_key(&known, "host-ed25519", proxy.address);
    let login = sftp::Login { known_hosts: vec![known.clone()], run: "do".into(), ..sftp::Login::default() };
    let remote = sftp::connect(&target, &login, &Person::default()).unwrap();
    put_all("SFTP, 0 ms, first", &*remote, "a", 2000);
    proxy.faults.delay(DELAY);
    put_all("SFTP, 50 ms, first", &*remote, "b", 2000);
    put_all("SFTP, 50 ms, again", &*remote, "b", 2000);
    for transfers in [4, 64] {
        let site = format!(":sftp:{}", server.at(&format!("site/rclone-{transfers}")).display());
        let (host, port) = (flag("sftp-host", "127.0.0.1"), flag("sftp-port", target.port));
        let key = flag("sftp-key-file", server.at("khoa-ed25519").display());
        let user = flag("sftp-user", "bien-tap");
        let count = if transfers == 4 { 200 } else { 1000 };
        rclone("SFTP, 50 ms", count, transfers, &[&site, &host, &port, &key, &user]);
    }
}

/// A folder behind vsftpd.
#[test]
#[ignore = "measures"]
fn ftps_at_50_ms() {
    let Some(server) = Vsftpd::start("") else { return };
    let (_lines, faults) = server.lines();
    let login =
        ftps::Login { secret: Some(Secret::new(PASSWORD.into())), project: server.at(""), run: "do".into() };
    for connections in [1, 4, 8, 16] {
        let target = Ftps { connections, ..server.target("127.0.0.2") };
        faults.delay(Duration::ZERO);
        let remote = ftps::connect(&target, &login, &Person::default()).unwrap();
        put_all("FTPS, 0 ms, first", &*remote, &format!("a{connections}"), 500);
        faults.delay(DELAY);
        let (top, count) = (format!("b{connections}"), 50 * connections);
        put_all("FTPS, 50 ms, first", &*remote, &top, count);
        put_all("FTPS, 50 ms, again", &*remote, &top, count);
    }
    let secret = run(Command::new("rclone").args(["obscure", PASSWORD]));
    for transfers in [4, 8] {
        let site = format!(":ftp:{}", server.at(&format!("site/rclone-{transfers}")).display());
        let (host, port) = (flag("ftp-host", "127.0.0.2"), flag("ftp-port", server.address().port()));
        let (user, pass) = (flag("ftp-user", "bien-tap"), flag("ftp-pass", secret.trim()));
        let tls = ["--ftp-explicit-tls", "--ftp-no-check-certificate"];
        let arguments = [&[&*site, &host, &port, &user, &pass], &tls[..]].concat();
        rclone("FTPS, 50 ms", 25 * transfers, transfers, &arguments);
    }
}

/// A bucket behind a server that speaks like S3.
#[test]
#[ignore = "measures"]
fn s3_at_50_ms() {
    let server = S3Server::start(Oddity::Nothing);
    let proxy = Proxy::to(server.address);
    let of = |text: &str| Some(Secret::new(text.to_owned()));
    let login = s3::Login { access_key: of(KEY), secret_key: of(SECRET), session_token: None };
    let remote = s3::connect(&server.target(proxy.address), &login, &Person::default()).unwrap();
    put_all("S3, 0 ms", &*remote, "a", 2000);
    proxy.faults.delay(DELAY);
    put_all("S3, 50 ms", &*remote, "b", 2000);
    for transfers in [4, 64] {
        let site = format!(":s3:thu/rclone-{transfers}");
        let endpoint = flag("s3-endpoint", format!("http://{}", proxy.address));
        let (key, secret) = (flag("s3-access-key-id", KEY), flag("s3-secret-access-key", SECRET));
        let more = ["--s3-provider=Other", "--s3-force-path-style", "--s3-no-check-bucket"];
        let arguments = [&[&*site, &endpoint, &key, &secret], &more[..]].concat();
        rclone("S3, 50 ms", 1000, transfers, &arguments);
    }
    assert!(Path::new(&server.seen()).exists());
}
