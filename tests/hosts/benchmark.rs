//! Measures publications over a connection with a round-trip time of 50 ms, compared with `rclone sync`.
//!
//! `cargo test --release --test suite -- --ignored --nocapture --test-threads 1 hosts::benchmark`

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use bangvang::hash::Hash;
use bangvang::publish::release::{FileEntry, Kind as Role};
use bangvang::publish::retry::RetryPolicy;

use crate::hosts::bytes;
use crate::hosts::publications::{Computer, Site};
use crate::hosts::s3_server::{KEY, SECRET};
use crate::hosts::sandbox::{PASSWORD, run};
use crate::hosts::test_host::{Kind, Server, TestHost};
use crate::project::tree;

const DELAY: Duration = Duration::from_millis(25);
const SIZE: usize = 4096;
const FILES: usize = 10_000;

/// Returns a site of pages, each in a folder of its own.
fn site(count: usize) -> Site {
    let mut site = Site::default();
    let names = (1..count).map(|number| format!("tin/{}/bai-{number}/index.html", number % 10));
    for (number, path) in names.chain(["index.html".to_owned()]).enumerate() {
        let bytes = bytes(SIZE, number as u64);
        let entry = FileEntry {
            hash: Hash::of(&bytes),
            size: SIZE as u64,
            content_type: "text/html; charset=utf-8".to_owned(),
            kind: if path == "index.html" { Role::Front } else { Role::Page },
            title: None,
        };
        site.files.insert(path.clone(), entry);
        site.tree.insert(path, bytes);
    }
    site
}

/// Publishes a site for the first time, again without a change, and with one change.
fn publish(host: &TestHost) {
    let mut computer = Computer::new("may-1");
    computer.retry = RetryPolicy::default();
    let mut site = site(FILES);
    // Do not measure how long the local disk takes to store the files.
    computer.store(&site);
    host.faults.delay(DELAY);
    let timed = |what: &str, site: &Site, files: usize| {
        let start = Instant::now();
        let remote = host.connect("may-1");
        let confirmations = computer.publish_over(&*remote, site).unwrap();
        let seconds = start.elapsed().as_secs_f64();
        assert_eq!(confirmations, []);
        let (rate, connections) = (files as f64 / seconds, remote.open_connections());
        eprintln!("{what}: {files} files in {seconds:.1} s, {rate:.0} files/s, {connections} connections");
    };
    timed("first", &site, FILES);
    timed("nothing changed", &site, 0);
    let (path, changed) = ("tin/1/bai-1/index.html", bytes(SIZE, u64::MAX));
    site.files.get_mut(path).unwrap().hash = Hash::of(&changed);
    site.tree.insert(path.to_owned(), changed);
    timed("one page changed", &site, 1);
    host.faults.delay(Duration::ZERO);
    crate::publishing::assert_same(&host.site(), &site.tree);
    host.faults.delay(DELAY);
}

/// Uploads the first `count` files of such a site to `to` with `rclone sync`, if it is installed.
fn rclone(count: usize, transfers: usize, to: &str, options: &[String]) {
    if Command::new("rclone").arg("version").output().is_err() {
        eprintln!("rclone: not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in &site(count).tree {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    let start = Instant::now();
    let mut command = Command::new("rclone");
    command.args(["sync", "--retries=1", "--config=/dev/null"]).args(options);
    command.arg(format!("--transfers={transfers}")).arg(format!("--checkers={transfers}"));
    // The test servers need no certificate here, and rclone fails if it is given one.
    command.arg(folder.path()).arg(to).env_remove("AWS_CA_BUNDLE").stdin(Stdio::null());
    let output = command.output().unwrap();
    let seconds = start.elapsed().as_secs_f64();
    if output.status.success() {
        let rate = count as f64 / seconds;
        eprintln!("rclone, {transfers} transfers: {count} files in {seconds:.1} s, {rate:.0} files/s");
    } else {
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        let fails = |line: &&str| line.contains("ERROR") || line.contains("Failed");
        eprintln!("rclone, {transfers} transfers: fails: {}", errors.lines().find(fails).unwrap_or(&errors));
    }
}

fn flag(name: &str, value: impl std::fmt::Display) -> String {
    format!("--{name}={value}")
}

/// Measures SFTP with OpenSSH.
#[test]
#[ignore = "measures"]
fn sftp_at_50_ms() {
    let Some(host) = TestHost::start(Kind::Sftp) else { return };
    eprintln!("SFTP");
    publish(&host);
    let Server::Sftp(server, address) = &host.server else { unreachable!() };
    for (transfers, count) in [(4, 200), (64, 2000)] {
        let options = [
            flag("sftp-host", "127.0.0.1"),
            flag("sftp-port", address.port()),
            flag("sftp-key-file", server.at("khoa-ed25519").display()),
            flag("sftp-user", "bien-tap"),
        ];
        let to = format!(":sftp:{}", server.at(&format!("site/rclone-{transfers}")).display());
        rclone(count, transfers, &to, &options);
    }
}

/// Measures FTPS with vsftpd.
#[test]
#[ignore = "measures"]
fn ftps_at_50_ms() {
    let Some(mut host) = TestHost::start(Kind::Ftps) else { return };
    host.connections = 12;
    eprintln!("FTPS");
    publish(&host);
    let Server::Ftps(server) = &host.server else { unreachable!() };
    let secret = run(Command::new("rclone").args(["obscure", PASSWORD]));
    for transfers in [4, 12] {
        let options = [
            flag("ftp-host", "127.0.0.2"),
            flag("ftp-port", server.address().port()),
            flag("ftp-user", "bien-tap"),
            flag("ftp-pass", secret.trim()),
            // It does not reuse TLS 1.3 sessions, which the server requires.
            "--ftp-disable-tls13".to_owned(),
            "--ftp-explicit-tls".to_owned(),
            "--ftp-no-check-certificate".to_owned(),
        ];
        let to = format!(":ftp:{}", server.at(&format!("site/rclone-{transfers}")).display());
        rclone(50 * transfers, transfers, &to, &options);
    }
}

/// Measures an S3 server.
#[test]
#[ignore = "measures"]
fn s3_at_50_ms() {
    let Some(host) = TestHost::start(Kind::S3) else { return };
    eprintln!("S3");
    publish(&host);
    let Server::S3(server, address) = &host.server else { unreachable!() };
    for (transfers, count) in [(4, 1000), (64, FILES)] {
        let options = [
            flag("s3-endpoint", format!("http://{address}")),
            flag("s3-access-key-id", KEY),
            flag("s3-secret-access-key", SECRET),
            "--s3-provider=Other".to_owned(),
            "--s3-force-path-style".to_owned(),
            "--s3-no-check-bucket".to_owned(),
        ];
        let folder = format!("rclone-{transfers}");
        rclone(count, transfers, &format!(":s3:thu/{folder}"), &options);
        assert!(!tree(&Path::new(&server.server_path()).join(folder)).is_empty());
    }
}
