//! A bucket behind a server that speaks like S3.

use std::fs;
use std::io::Read;
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use bangvang::model::publish_target::S3;
use bangvang::publish::remote::{Remote, RemoteError, Secret};
use bangvang::publish::s3::{S3Login, connect};

use crate::hosts::proxy::Proxy;
use crate::hosts::s3_server::{KEY, Oddity, S3Server, SECRET};
use crate::hosts::{Person, bytes, holds, missing, upload, vsftpd};
use crate::ports::free_port;

fn login(key: &str, secret: &str) -> S3Login {
    let of = |text: &str| Some(Secret::new(text.to_owned()));
    S3Login { access_key: of(key), secret_key: of(secret), session_token: None }
}

fn connected(target: &S3) -> Box<dyn Remote> {
    connect(target, &login(KEY, SECRET), &Person::default()).unwrap()
}

fn refused(target: &S3) -> RemoteError {
    connect(target, &login(KEY, SECRET), &Person::default()).err().unwrap()
}

/// All that a host does, with names of all kinds, at the top of a bucket and in a folder, as it is and packed.
#[test]
fn every_call() {
    for (folder, compress) in [("", false), ("một/trang web/", true)] {
        let server = S3Server::start(Oddity::Nothing);
        let target = S3 { folder: folder.into(), compress, ..server.target(server.address) };
        let remote = connected(&target);
        assert_eq!(remote.lanes(), 64);
        let seen = server.seen().join(folder);
        fs::create_dir_all(&seen).unwrap();
        holds::every_call(&*remote, &seen);
        holds::other_bytes_are_refused(&*remote, &seen);
        holds::one_creates(&*remote);
        assert!(remote.connections() >= 1);
    }
}

/// What a browser is told about a file is kept with it; text is packed when that is asked for, the same each time.
#[test]
fn what_browsers_are_told() {
    let server = S3Server::start(Oddity::Nothing);
    let remote = connected(&S3 { compress: true, ..server.target(server.address) });
    let page = "<p>Lao động giỏi</p>".repeat(500);
    for _ in 0..2 {
        remote.put("trang.html", &upload(page.as_bytes()), &|_| ()).unwrap();
        let stored = fs::read(server.seen().join("trang.html")).unwrap();
        assert!(stored.len() < 1000 && stored[4..8] == [0; 4], "packed, and without a time");
        let mut unpacked = String::new();
        flate2::read::GzDecoder::new(&stored[..]).read_to_string(&mut unpacked).unwrap();
        assert!(unpacked == page);
    }
    assert_eq!(remote.read("trang.html", 20_000).unwrap().as_deref(), Some(page.as_bytes()));
    assert!(remote.read("trang.html", 5000).is_err(), "more than may be read comes out of little");
    let mut picture = upload(page.as_bytes());
    picture.content_type = "image/webp";
    remote.put("anh.webp", &picture, &|_| ()).unwrap();
    assert!(fs::read(server.seen().join("anh.webp")).unwrap() == page.as_bytes());
    remote.put("ngan.html", &upload(b"x"), &|_| ()).unwrap();
    assert_eq!(fs::read(server.seen().join("ngan.html")).unwrap(), b"x", "packing would make it longer");
    let told: String = fs::read_dir(server.seen().parent().unwrap())
        .unwrap()
        .filter_map(|entry| fs::read_to_string(entry.unwrap().path()).ok())
        .collect();
    for word in ["text/html; charset=utf-8", "max-age=60", "gzip", "image/webp"] {
        assert!(told.contains(word), "{word} is not kept: {told}");
    }
}

/// Readers see a whole file at every moment, and cuts at any byte leave none half.
#[test]
fn never_half_a_file() {
    let server = S3Server::start(Oddity::Nothing);
    let proxy = Proxy::to(server.address);
    let remote = connected(&server.target(proxy.address));
    holds::overwriting_is_whole(&*remote, &server.seen(), 60);
    holds::cut_anywhere(&*remote, &server.seen(), &proxy.faults, 40);
}

/// A server that is silent, or gone, is an error that passes, and then it goes on.
pub fn silence_and_death() {
    let mut server = S3Server::start(Oddity::Nothing);
    let proxy = Proxy::to(server.address);
    let target = server.target(proxy.address);
    let remote = connected(&target);
    holds::silence_ends(&*remote, &proxy.faults);
    proxy.faults.pace(2_000_000);
    let content = bytes(8_000_000, 4);
    thread::scope(|scope| {
        let put = scope.spawn(|| remote.put("lon.pdf", &upload(&content), &|_| ()));
        thread::sleep(Duration::from_millis(700));
        server.stop();
        let told = put.join().unwrap().unwrap_err();
        assert!(told.is_transient(), "{told:?}");
    });
    assert!(!server.seen().join("lon.pdf").exists());
    assert!(remote.read("im.html", 99).unwrap_err().is_transient());
    let told = refused(&server.target(([127, 0, 0, 1], free_port()).into()));
    assert!(matches!(told, RemoteError::Unreachable { .. }), "{told:?}");
}

/// A wrong key is refused and told nowhere; so is a bucket that is not there, or a line that is not encrypted.
#[test]
fn keys_and_buckets() {
    let server = S3Server::start(Oddity::Nothing);
    let target = server.target(server.address);
    for wrong in [login(KEY, "sai bí mật"), login("KHOAKHAC", SECRET)] {
        let told = connect(&target, &wrong, &Person::default()).err().unwrap();
        assert!(matches!(told, RemoteError::Refused { .. }), "{told:?}");
        assert!(!format!("{told} {told:?} {wrong:?}").contains("bí mật"));
    }
    let told = connect(&target, &S3Login::default(), &Person::default()).err().unwrap();
    assert!(matches!(told, RemoteError::Refused { .. }), "{told:?}");
    let person = Person { secret: Some("x"), ..Person::default() };
    let told = connect(&target, &S3Login::default(), &person).err().unwrap();
    assert!(matches!(told, RemoteError::Refused { .. }), "{told:?}");
    assert_eq!(person.shown.lock().unwrap().len(), 2);
    let told = refused(&S3 { endpoint: Some("http://s3.thu.example".into()), ..target.clone() });
    assert!(matches!(told, RemoteError::Unable { .. }), "{told:?}");
    server.answer(404, "NoSuchBucket");
    let told = refused(&target);
    assert!(matches!(told, RemoteError::Unable { .. }), "{told:?}");
}

/// What a server says about rights, room and busy times is told as what it is.
#[test]
fn answers_are_understood() {
    let server = S3Server::start(Oddity::Nothing);
    let remote = connected(&server.target(server.address));
    let told = |status, code| {
        server.answer(status, code);
        remote.put("a.html", &upload(b"x"), &|_| ()).unwrap_err()
    };
    assert!(matches!(told(403, "AccessDenied"), RemoteError::Denied { path, .. } if path == "a.html"));
    assert!(matches!(told(403, "QuotaExceeded"), RemoteError::Full { path } if path == "a.html"));
    assert!(matches!(told(507, "XMinioStorageFull"), RemoteError::Full { .. }));
    assert!(matches!(told(403, "ExpiredToken"), RemoteError::Refused { user } if user == KEY));
    assert!(matches!(told(403, "RequestTimeTooSkewed"), RemoteError::Unable { .. }));
    for (status, code) in [(503, "SlowDown"), (500, "InternalError"), (502, ""), (429, "")] {
        let told = told(status, code);
        assert!(told.is_transient(), "{told:?}");
    }
    let told = told(400, "InvalidRequest");
    assert!(matches!(&told, RemoteError::Other { reason, .. } if reason == "InvalidRequest thử"), "{told:?}");
}

/// On servers that know no conditions, one of several at once still is the one that made a file.
#[test]
fn servers_without_conditions() {
    for oddity in [Oddity::IgnoresConditions, Oddity::RefusesConditions] {
        let server = S3Server::start(oddity);
        holds::one_creates(&*connected(&server.target(server.address)));
    }
}

/// Certificates that nobody vouches for are refused.
#[test]
fn certificates() {
    let folder = tempfile::tempdir().unwrap();
    if Command::new("openssl").arg("version").output().is_err() {
        missing("openssl");
        return;
    }
    vsftpd::certificates(folder.path());
    for certificate in ["tot.pem", "het-han.pem", "tu-ky.pem"] {
        let port = free_port();
        let mut command = Command::new("openssl");
        command.args(["s_server", "-quiet", "-www", "-key", "khoa.pem", "-cert", certificate, "-accept"]);
        command.arg(format!("127.0.0.1:{port}")).current_dir(folder.path());
        let mut server =
            command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        while TcpListener::bind(("127.0.0.1", port)).is_ok() {
            thread::sleep(Duration::from_millis(20));
        }
        let target = S3 {
            bucket: "thu".into(),
            region: "x".into(),
            endpoint: Some(format!("https://127.0.0.1:{port}").into()),
            folder: "".into(),
            compress: false,
            releases: None,
        };
        let start = Instant::now();
        let told = refused(&target);
        let _ = server.kill();
        let _ = server.wait();
        assert!(matches!(told, RemoteError::Certificate { .. }), "{certificate}: {told:?}");
        assert!(start.elapsed() < Duration::from_secs(10));
    }
}
