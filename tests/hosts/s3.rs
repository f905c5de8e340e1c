//! Tests of S3 hosts with a server in this process.

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
use crate::hosts::{Person, bytes, missing, requirements, upload, vsftpd};
use crate::ports::free_port;

fn login(key: &str, secret: &str) -> S3Login {
    let known = |text: &str| Some(Secret::new(text.to_owned()));
    S3Login { access_key: known(key), secret_key: known(secret), session_token: None }
}

fn connected(target: &S3) -> Box<dyn Remote> {
    connect(target, &login(KEY, SECRET), &Person::default()).unwrap()
}

fn refused(target: &S3) -> RemoteError {
    connect(target, &login(KEY, SECRET), &Person::default()).err().unwrap()
}

/// All calls work with unusual names, at the top of a bucket and in a folder, with and without compression.
#[test]
fn every_call() {
    for (folder, compress) in [("", false), ("một/trang web/", true)] {
        let server = S3Server::start(Oddity::Nothing);
        let target = S3 { folder: folder.into(), compress, ..server.target(server.address) };
        let remote = connected(&target);
        assert_eq!(remote.max_parallel(), 64);
        let server_path = server.server_path().join(folder);
        fs::create_dir_all(&server_path).unwrap();
        requirements::every_call(&*remote, &server_path);
        requirements::changed_files_are_refused(&*remote, &server_path);
        requirements::one_caller_creates(&*remote);
        assert!(remote.open_connections() >= 1);
    }
}

/// HTTP headers are stored with each object; text is compressed on request, the same each time.
#[test]
fn stored_headers_and_compression() {
    let server = S3Server::start(Oddity::Nothing);
    let remote = connected(&S3 { compress: true, ..server.target(server.address) });
    let page = "<p>Lao động giỏi</p>".repeat(500);
    for _ in 0..2 {
        remote.put("trang.html", &upload(page.as_bytes()), &|_| ()).unwrap();
        let stored = fs::read(server.server_path().join("trang.html")).unwrap();
        assert!(stored.len() < 1000 && stored[4..8] == [0; 4], "packed, and without a time");
        let mut unpacked = String::new();
        flate2::read::GzDecoder::new(&stored[..]).read_to_string(&mut unpacked).unwrap();
        assert!(unpacked == page);
    }
    assert_eq!(remote.read("trang.html", 20_000).unwrap().as_deref(), Some(page.as_bytes()));
    assert!(remote.read("trang.html", 5000).is_err(), "more than the limit is decompressed");
    let mut picture = upload(page.as_bytes());
    picture.content_type = "image/webp";
    remote.put("anh.webp", &picture, &|_| ()).unwrap();
    assert!(fs::read(server.server_path().join("anh.webp")).unwrap() == page.as_bytes());
    remote.put("ngan.html", &upload(b"x"), &|_| ()).unwrap();
    assert_eq!(
        fs::read(server.server_path().join("ngan.html")).unwrap(),
        b"x",
        "compression makes it longer"
    );
    let metadata: String = fs::read_dir(server.server_path().parent().unwrap())
        .unwrap()
        .filter_map(|entry| fs::read_to_string(entry.unwrap().path()).ok())
        .collect();
    for word in ["text/html; charset=utf-8", "max-age=60", "gzip", "image/webp"] {
        assert!(metadata.contains(word), "{word} is not stored: {metadata}");
    }
}

/// Readers always see complete files, and an interruption at any byte leaves none incomplete.
#[test]
fn files_are_always_complete() {
    let server = S3Server::start(Oddity::Nothing);
    let proxy = Proxy::to(server.address);
    let remote = connected(&server.target(proxy.address));
    requirements::overwriting_is_atomic(&*remote, &server.server_path(), 60);
    requirements::interruptions_anywhere(&*remote, &server.server_path(), &proxy.faults, 40);
}

/// A server that stops responding, or is killed, causes a transient error.
pub fn unresponsive_and_killed_server() {
    let mut server = S3Server::start(Oddity::Nothing);
    let proxy = Proxy::to(server.address);
    let target = server.target(proxy.address);
    let remote = connected(&target);
    requirements::stalled_connection_ends(&*remote, &proxy.faults);
    proxy.faults.limit_rate(2_000_000);
    let content = bytes(8_000_000, 4);
    thread::scope(|scope| {
        let put = scope.spawn(|| remote.put("lon.pdf", &upload(&content), &|_| ()));
        thread::sleep(Duration::from_millis(700));
        server.stop();
        let error = put.join().unwrap().unwrap_err();
        assert!(error.is_transient(), "{error:?}");
    });
    assert!(!server.server_path().join("lon.pdf").exists());
    assert!(remote.read("im.html", 99).unwrap_err().is_transient());
    let error = refused(&server.target(([127, 0, 0, 1], free_port()).into()));
    assert!(matches!(error, RemoteError::Unreachable { .. }), "{error:?}");
}

/// A wrong key is refused and never printed; a missing bucket and an endpoint without TLS are errors.
#[test]
fn keys_and_buckets() {
    let server = S3Server::start(Oddity::Nothing);
    let target = server.target(server.address);
    for wrong in [login(KEY, "sai bí mật"), login("KHOAKHAC", SECRET)] {
        let error = connect(&target, &wrong, &Person::default()).err().unwrap();
        assert!(matches!(error, RemoteError::LoginRefused { .. }), "{error:?}");
        assert!(!format!("{error} {error:?} {wrong:?}").contains("bí mật"));
    }
    let error = connect(&target, &S3Login::default(), &Person::default()).err().unwrap();
    assert!(matches!(error, RemoteError::LoginRefused { .. }), "{error:?}");
    let person = Person { secret: Some("x"), ..Person::default() };
    let error = connect(&target, &S3Login::default(), &person).err().unwrap();
    assert!(matches!(error, RemoteError::LoginRefused { .. }), "{error:?}");
    assert_eq!(person.shown.lock().unwrap().len(), 2);
    let error = refused(&S3 { endpoint: Some("http://s3.thu.example".into()), ..target.clone() });
    assert!(matches!(error, RemoteError::Unsupported { .. }), "{error:?}");
    server.answer(404, "NoSuchBucket");
    let error = refused(&target);
    assert!(matches!(error, RemoteError::Unsupported { .. }), "{error:?}");
}

/// Error responses about permissions, space and load are converted to the right errors.
#[test]
fn error_responses() {
    let server = S3Server::start(Oddity::Nothing);
    let remote = connected(&server.target(server.address));
    let failed_put = |status, code| {
        server.answer(status, code);
        remote.put("a.html", &upload(b"x"), &|_| ()).unwrap_err()
    };
    assert!(matches!(failed_put(403, "AccessDenied"), RemoteError::Denied { path, .. } if path == "a.html"));
    assert!(matches!(failed_put(403, "QuotaExceeded"), RemoteError::Full { path } if path == "a.html"));
    assert!(matches!(failed_put(507, "XMinioStorageFull"), RemoteError::Full { .. }));
    assert!(matches!(failed_put(403, "ExpiredToken"), RemoteError::LoginRefused { user } if user == KEY));
    assert!(matches!(failed_put(403, "RequestTimeTooSkewed"), RemoteError::Unsupported { .. }));
    for (status, code) in [(503, "SlowDown"), (500, "InternalError"), (502, ""), (429, "")] {
        let error = failed_put(status, code);
        assert!(error.is_transient(), "{error:?}");
    }
    let error = failed_put(400, "InvalidRequest");
    assert!(
        matches!(&error, RemoteError::Other { reason, .. } if reason.ends_with("(InvalidRequest thử)")),
        "{error:?}"
    );
}

/// On servers without conditional requests, exactly one of several parallel calls creates a file.
#[test]
fn servers_without_conditions() {
    for oddity in [Oddity::IgnoresConditions, Oddity::RefusesConditions] {
        let server = S3Server::start(oddity);
        requirements::one_caller_creates(&*connected(&server.target(server.address)));
    }
}

/// Certificates that are not trusted are refused.
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
        let error = refused(&target);
        let _ = server.kill();
        let _ = server.wait();
        assert!(matches!(error, RemoteError::Certificate { .. }), "{certificate}: {error:?}");
        assert!(start.elapsed() < Duration::from_secs(10));
    }
}
