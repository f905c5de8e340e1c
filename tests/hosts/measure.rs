//! How fast whole publications are over a line on which an answer takes 50 ms, beside what `rclone sync` reaches on it.
//!
//! `cargo test --release --test suite -- --ignored --nocapture --test-threads 1 hosts::measure`

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use bangvang::hash::Hash;
use bangvang::publish::release::{FileEntry, Kind as Role};
use bangvang::publish::retry::RetryPolicy;

use crate::hosts::bytes;
use crate::hosts::jail::{PASSWORD, run};
use crate::hosts::place::{Kind, Place, Server};
use crate::hosts::s3_server::{KEY, SECRET};
use crate::hosts::whole::{Computer, Site};
use crate::project::tree;

const DELAY: Duration = Duration::from_millis(25);
const SIZE: usize = 4096;
const FILES: usize = 10_000;

/// A site of pages in folders of their own.
fn site(count: usize) -> Site {
    let mut site = Site::default();
    let names = (1..count).map(|number| format!("tin/{}/bai-{number}/index.html", number % 10));
    for (number, path) in names.chain(["index.html".to_owned()]).enumerate() {
        let bytes = bytes(SIZE, number as u64);
        let filed = FileEntry {
            hash: Hash::of(&bytes),
            size: SIZE as u64,
            content_type: "text/html; charset=utf-8".to_owned(),
            kind: if path == "index.html" { Role::Front } else { Role::Page },
            title: None,
        };
        site.files.insert(path.clone(), filed);
        site.tree.insert(path, bytes);
    }
    site
}

/// Publishes a site for the first time, again without and with one change, over such a line.
fn publish(place: &Place) {
    let mut computer = Computer::new("may-1");
    computer.pace = RetryPolicy::default();
    let mut site = site(FILES);
    // What the disk takes to keep the files is no time of the line.
    computer.keep(&site);
    place.faults.delay(DELAY);
    let timed = |what: &str, site: &Site, files: usize| {
        let start = Instant::now();
        let remote = place.connect("may-1");
        let asked = computer.publish_over(&*remote, site).unwrap();
        let seconds = start.elapsed().as_secs_f64();
        assert_eq!(asked, []);
        let (rate, connections) = (files as f64 / seconds, remote.connections());
        eprintln!("{what}: {files} files in {seconds:.1} s, {rate:.0} files/s, {connections} connections");
    };
    timed("first", &site, FILES);
    timed("nothing changed", &site, 0);
    let (path, changed) = ("tin/1/bai-1/index.html", bytes(SIZE, u64::MAX));
    site.files.get_mut(path).unwrap().hash = Hash::of(&changed);
    site.tree.insert(path.to_owned(), changed);
    timed("one page changed", &site, 1);
    place.faults.delay(Duration::ZERO);
    crate::publishing::assert_same(&place.site(), &site.tree);
    place.faults.delay(DELAY);
}

/// Brings the first `count` files of such a site to `to` with `rclone sync`, when it is there.
fn rclone(count: usize, transfers: usize, to: &str, options: &[String]) {
    if Command::new("rclone").arg("version").output().is_err() {
        eprintln!("rclone: not here");
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
    // It uses no certificate here, and stumbles over being given some.
    command.arg(folder.path()).arg(to).env_remove("AWS_CA_BUNDLE").stdin(Stdio::null());
    let output = command.output().unwrap();
    let seconds = start.elapsed().as_secs_f64();
    if output.status.success() {
        let rate = count as f64 / seconds;
        eprintln!("rclone, {transfers} transfers: {count} files in {seconds:.1} s, {rate:.0} files/s");
    } else {
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let fails = |line: &&str| line.contains("ERROR") || line.contains("Failed");
        eprintln!("rclone, {transfers} transfers: fails: {}", told.lines().find(fails).unwrap_or(&told));
    }
}

fn flag(name: &str, value: impl std::fmt::Display) -> String {
    format!("--{name}={value}")
}

/// A folder behind OpenSSH.
#[test]
#[ignore = "measures"]
fn sftp_at_50_ms() {
    let Some(place) = Place::start(Kind::Sftp) else { return };
    eprintln!("SFTP");
    publish(&place);
    let Server::Sftp(server, address) = &place.server else { unreachable!() };
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

/// A folder behind vsftpd.
#[test]
#[ignore = "measures"]
fn ftps_at_50_ms() {
    let Some(mut place) = Place::start(Kind::Ftps) else { return };
    place.connections = 12;
    eprintln!("FTPS");
    publish(&place);
    let Server::Ftps(server) = &place.server else { unreachable!() };
    let secret = run(Command::new("rclone").args(["obscure", PASSWORD]));
    for transfers in [4, 12] {
        let options = [
            flag("ftp-host", "127.0.0.2"),
            flag("ftp-port", server.address().port()),
            flag("ftp-user", "bien-tap"),
            flag("ftp-pass", secret.trim()),
            // It does not use sessions of TLS 1.3 again, which the server insists on.
            "--ftp-disable-tls13".to_owned(),
            "--ftp-explicit-tls".to_owned(),
            "--ftp-no-check-certificate".to_owned(),
        ];
        let to = format!(":ftp:{}", server.at(&format!("site/rclone-{transfers}")).display());
        rclone(50 * transfers, transfers, &to, &options);
    }
}

/// A bucket behind a server that speaks like S3.
#[test]
#[ignore = "measures"]
fn s3_at_50_ms() {
    let Some(place) = Place::start(Kind::S3) else { return };
    eprintln!("S3");
    publish(&place);
    let Server::S3(server, address) = &place.server else { unreachable!() };
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
        assert!(!tree(&Path::new(&server.seen()).join(folder)).is_empty());
    }
}
