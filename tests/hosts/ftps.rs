//! Tests of FTP hosts with vsftpd.

use std::fs;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use bangvang::model::publish_target::{Encryption, Ftps};
use bangvang::publish::ftps::connect;
use bangvang::publish::login::Login;
use bangvang::publish::remote::{CertificateProblem, Remote, RemoteError, Secret, SecretQuestion};

use crate::hosts::sandbox::PASSWORD;
use crate::hosts::vsftpd::Vsftpd;
use crate::hosts::{Person, bytes, requirements, upload};

fn login(server: &Vsftpd) -> Login {
    let password = Some(Secret::new(PASSWORD.into()));
    Login { password, project: server.at(""), run: "lan-1".into(), ..Login::default() }
}

fn connected(server: &Vsftpd, target: &Ftps) -> Box<dyn Remote> {
    connect(target, &login(server), &Person::default()).unwrap()
}

fn refused(server: &Vsftpd, target: &Ftps) -> RemoteError {
    connect(target, &login(server), &Person::default()).err().unwrap()
}

/// All calls work on a real server, with unusual names: with explicit and implicit TLS, and without.
#[test]
fn every_call() {
    let modes = [
        ("", Encryption::Explicit),
        ("implicit_ssl=YES", Encryption::Implicit),
        ("ssl_enable=NO", Encryption::Nothing),
    ];
    for (more, encryption) in modes {
        let Some(server) = Vsftpd::start(more) else { return };
        let target = Ftps { encryption, ..server.target("127.0.0.1") };
        let remote = connected(&server, &target);
        assert_eq!((remote.max_parallel(), remote.open_connections()), (8, 1));
        let server_path = server.server_path("site");
        requirements::every_call(&*remote, &server_path);
        requirements::changed_files_are_refused(&*remote, &server_path);
        requirements::one_caller_creates(&*remote);
        fs::create_dir(server_path.join("thu muc")).unwrap();
        assert!(remote.remove("thu muc").is_err(), "a folder is not removed as a file");
        assert!(remote.put("thu muc", &upload(b"x"), &|_| ()).is_err());
        assert!(server_path.join("thu muc").is_dir());
        let home = Ftps { folder: "~/site/".into(), ..target };
        let listed = connected(&server, &home).list("").unwrap();
        assert!(listed.iter().any(|entry| entry.name == "thu muc" && entry.is_folder), "{listed:?}");
    }
}

/// Readers always see complete files, and an interruption at any byte leaves none incomplete.
#[test]
fn files_are_always_complete() {
    let Some(server) = Vsftpd::start("") else { return };
    let (_proxies, faults) = server.proxies();
    let remote = connected(&server, &server.target("127.0.0.2"));
    let server_path = server.server_path("site");
    requirements::overwriting_is_atomic(&*remote, &server_path, 30);
    requirements::interruptions_anywhere(&*remote, &server_path, &faults, 25);
    assert!(remote.open_connections() <= 8);
}

/// A server that stops responding, or is killed during an upload, causes a transient error.
pub fn unresponsive_and_killed_server() {
    let Some(mut server) = Vsftpd::start("") else { return };
    let (_proxies, faults) = server.proxies();
    let target = server.target("127.0.0.2");
    let remote = connected(&server, &target);
    requirements::stalled_connection_ends(&*remote, &faults);
    faults.limit_rate(2_000_000);
    let content = bytes(8_000_000, 4);
    thread::scope(|scope| {
        let put = scope.spawn(|| remote.put("lon.pdf", &upload(&content), &|_| ()));
        thread::sleep(Duration::from_millis(700));
        server.stop();
        let error = put.join().unwrap().unwrap_err();
        assert!(error.is_transient(), "{error:?}");
    });
    assert!(remote.read("im.html", 99).unwrap_err().is_transient());
    assert!(!server.at("site/lon.pdf").exists());
    let error = refused(&server, &Ftps { host: "127.0.0.1".into(), ..target });
    assert!(matches!(error, RemoteError::Unreachable { .. }), "{error:?}");
}

/// Certificates that are not trusted are refused; a pinned one is accepted.
#[test]
fn certificates() {
    let Some(mut server) = Vsftpd::start("") else { return };
    let target = server.target("127.0.0.1");
    let pinned = |file: &str| Ftps { certificate: Some(file.into()), ..target.clone() };
    let unknown = Ftps { certificate: None, ..target.clone() };
    let error = refused(&server, &unknown);
    assert!(matches!(error, RemoteError::Certificate { .. }), "{error:?}");
    let error = refused(&server, &pinned("tu-ky.pem"));
    assert!(matches!(error, RemoteError::Certificate { .. }), "another certificate is pinned: {error:?}");
    connected(&server, &pinned("tot.pem"));
    for (certificate, expected) in [
        ("het-han.pem", CertificateProblem::Expired),
        ("ten-khac.pem", CertificateProblem::WrongName),
        ("tu-ky.pem", CertificateProblem::UnknownIssuer),
    ] {
        server.show(certificate);
        let error = refused(&server, &target);
        assert!(
            matches!(&error, RemoteError::Certificate { problem } if *problem == expected),
            "{certificate}: {error:?}"
        );
    }
    let remote = connected(&server, &pinned("tu-ky.pem"));
    remote.put("bai.html", &upload(b"bai"), &|_| ()).unwrap();
    server.show("tu-ky-het-han.pem");
    let error = refused(&server, &pinned("tu-ky-het-han.pem"));
    assert!(matches!(&error, RemoteError::Certificate { problem: CertificateProblem::Expired }), "{error:?}");
    let error = refused(&server, &pinned("khong-co.pem"));
    assert!(matches!(error, RemoteError::Unusable { .. }), "{error:?}");
}

/// No password is sent to a server without TLS, unless the target allows it.
#[test]
fn no_password_in_the_clear() {
    let Some(server) = Vsftpd::start("ssl_enable=NO") else { return };
    let error = refused(&server, &server.target("127.0.0.1"));
    assert!(matches!(error, RemoteError::Unsupported { .. }), "{error:?}");
}

/// A wrong password is tried once and never printed; a missing password is an error.
#[test]
fn passwords() {
    let Some(server) = Vsftpd::start("") else { return };
    let target = server.target("127.0.0.1");
    let without_password = Login { password: None, ..login(&server) };
    let error = connect(&target, &without_password, &Person::default()).err().unwrap();
    assert!(matches!(error, RemoteError::LoginRefused { .. }), "{error:?}");
    let person = Person { secret: Some(PASSWORD), ..Person::default() };
    connect(&target, &without_password, &person).unwrap();
    let question = SecretQuestion::Password { user: "bien-tap", host: "127.0.0.1" };
    assert_eq!(*person.shown.lock().unwrap(), [format!("{question:?}")]);
    let wrong = Login { password: Some(Secret::new("sai bí mật".into())), ..login(&server) };
    let start = Instant::now();
    let error = connect(&target, &wrong, &person).err().unwrap();
    assert!(matches!(&error, RemoteError::LoginRefused { user } if user == "bien-tap"), "{error:?}");
    assert!(start.elapsed() < Duration::from_secs(10));
    assert!(!format!("{error} {error:?} {wrong:?}").contains("bí mật"));
    assert_eq!(person.shown.lock().unwrap().len(), 1, "after a wrong password the user is asked again");
}

/// If a host allows fewer connections than configured, those are used.
#[test]
fn limited_connections() {
    let Some(server) = Vsftpd::start("max_per_ip=3") else { return };
    let remote: Arc<dyn Remote> = connected(&server, &server.target("127.0.0.1")).into();
    thread::scope(|scope| {
        for thread in 0..8 {
            let remote = &remote;
            scope.spawn(move || {
                for file in 0..3 {
                    remote.put(&format!("{thread}/{file}.html"), &upload(b"x"), &|_| ()).unwrap();
                }
            });
        }
    });
    assert_eq!(remote.open_connections(), 3);
}

/// Missing permission and a full disk are reported as such; earlier files stay.
#[test]
fn missing_permission_and_full_disk() {
    let Some(server) = Vsftpd::start("") else { return };
    let target = server.target("127.0.0.1");
    let remote = connected(&server, &target);
    let server_path = server.server_path("site");
    fs::create_dir(server_path.join("khoa")).unwrap();
    fs::write(server_path.join("khoa/cu.html"), "cu").unwrap();
    for name in ["khoa/cu.html", "khoa/moi.html", "khoa/sau/moi.html"] {
        let error = remote.put(name, &upload(b"moi"), &|_| ()).unwrap_err();
        assert!(matches!(&error, RemoteError::Denied { path, .. } if path == name), "{error:?}");
    }
    let error = remote.remove("khoa/cu.html").unwrap_err();
    assert!(matches!(error, RemoteError::Denied { .. }), "{error:?}");
    assert_eq!(fs::read(server_path.join("khoa/cu.html")).unwrap(), b"cu");

    let small = Ftps { folder: server.at("nho").display().to_string().into(), ..target };
    let remote = connected(&server, &small);
    let server_path = server.server_path("nho");
    let old = bytes(300_000, 1);
    remote.put("bai.html", &upload(&old), &|_| ()).unwrap();
    for (name, size) in [("bai.html", 900_000), ("to.pdf", 5_000_000)] {
        let error = remote.put(name, &upload(&bytes(size, 2)), &|_| ()).unwrap_err();
        assert!(matches!(&error, RemoteError::Full { path } if path == name), "{error:?}");
    }
    assert!(fs::read(server_path.join("bai.html")).unwrap() == old);
    requirements::assert_no_part_files(&server_path);
    remote.put("bai.html", &upload(&bytes(500_000, 3)), &|_| ()).unwrap();
}
