//! A folder behind vsftpd.

use std::fs;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use bangvang::model::publish_target::{Encryption, Ftps};
use bangvang::publish::ftps::connect;
use bangvang::publish::login::Login;
use bangvang::publish::remote::{CertificateProblem, Question, Remote, RemoteError, Secret};

use crate::hosts::jail::PASSWORD;
use crate::hosts::vsftpd::Vsftpd;
use crate::hosts::{Person, bytes, holds, upload};

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

/// All that a host does, with names of all kinds, on a real server: encrypted from the first byte, later, and not.
#[test]
fn every_call() {
    let ways = [
        ("", Encryption::Explicit),
        ("implicit_ssl=YES", Encryption::Implicit),
        ("ssl_enable=NO", Encryption::Nothing),
    ];
    for (more, encryption) in ways {
        let Some(server) = Vsftpd::start(more) else { return };
        let target = Ftps { encryption, ..server.target("127.0.0.1") };
        let remote = connected(&server, &target);
        assert_eq!((remote.lanes(), remote.connections()), (8, 1));
        let seen = server.seen("site");
        holds::every_call(&*remote, &seen);
        holds::other_bytes_are_refused(&*remote, &seen);
        holds::one_creates(&*remote);
        fs::create_dir(seen.join("thu muc")).unwrap();
        assert!(remote.remove("thu muc").is_err(), "a folder is not removed as a file");
        assert!(remote.put("thu muc", &upload(b"x"), &|_| ()).is_err());
        assert!(seen.join("thu muc").is_dir());
        let home = Ftps { folder: "~/site/".into(), ..target };
        let listed = connected(&server, &home).list("").unwrap();
        assert!(listed.iter().any(|entry| entry.name == "thu muc" && entry.folder), "{listed:?}");
    }
}

/// Readers see a whole file at every moment, and cuts at any byte leave none half.
#[test]
fn never_half_a_file() {
    let Some(server) = Vsftpd::start("") else { return };
    let (_lines, faults) = server.lines();
    let remote = connected(&server, &server.target("127.0.0.2"));
    let seen = server.seen("site");
    holds::overwriting_is_whole(&*remote, &seen, 30);
    holds::cut_anywhere(&*remote, &seen, &faults, 25);
    assert!(remote.connections() <= 8);
}

/// A server that is silent, or is killed in the middle of a file, is an error that passes, and then it goes on.
pub fn silence_and_death() {
    let Some(mut server) = Vsftpd::start("") else { return };
    let (_lines, faults) = server.lines();
    let target = server.target("127.0.0.2");
    let remote = connected(&server, &target);
    holds::silence_ends(&*remote, &faults);
    faults.pace(2_000_000);
    let content = bytes(8_000_000, 4);
    thread::scope(|scope| {
        let put = scope.spawn(|| remote.put("lon.pdf", &upload(&content), &|_| ()));
        thread::sleep(Duration::from_millis(700));
        server.stop();
        let told = put.join().unwrap().unwrap_err();
        assert!(told.is_transient(), "{told:?}");
    });
    assert!(remote.read("im.html", 99).unwrap_err().is_transient());
    assert!(!server.at("site/lon.pdf").exists());
    let told = refused(&server, &Ftps { host: "127.0.0.1".into(), ..target });
    assert!(matches!(told, RemoteError::Unreachable { .. }), "{told:?}");
}

/// Certificates that nobody vouches for are refused, whatever is wrong with them; one that was handed over is taken.
#[test]
fn certificates() {
    let Some(mut server) = Vsftpd::start("") else { return };
    let target = server.target("127.0.0.1");
    let pinned = |file: &str| Ftps { certificate: Some(file.into()), ..target.clone() };
    let unknown = Ftps { certificate: None, ..target.clone() };
    let told = refused(&server, &unknown);
    assert!(matches!(told, RemoteError::Certificate { .. }), "{told:?}");
    let told = refused(&server, &pinned("tu-ky.pem"));
    assert!(matches!(told, RemoteError::Certificate { .. }), "another one was handed over: {told:?}");
    connected(&server, &pinned("tot.pem"));
    for (shown, wrong) in [
        ("het-han.pem", CertificateProblem::Expired),
        ("ten-khac.pem", CertificateProblem::OtherName),
        ("tu-ky.pem", CertificateProblem::Unknown),
    ] {
        server.show(shown);
        let told = refused(&server, &target);
        assert!(matches!(&told, RemoteError::Certificate { doubt } if *doubt == wrong), "{shown}: {told:?}");
    }
    let remote = connected(&server, &pinned("tu-ky.pem"));
    remote.put("bai.html", &upload(b"bai"), &|_| ()).unwrap();
    server.show("tu-ky-het-han.pem");
    let told = refused(&server, &pinned("tu-ky-het-han.pem"));
    assert!(matches!(&told, RemoteError::Certificate { doubt: CertificateProblem::Expired }), "{told:?}");
    let told = refused(&server, &pinned("khong-co.pem"));
    assert!(matches!(told, RemoteError::Unusable { .. }), "{told:?}");
}

/// A server without encryption gets no password unless the target says so.
#[test]
fn no_password_in_the_clear() {
    let Some(server) = Vsftpd::start("ssl_enable=NO") else { return };
    let told = refused(&server, &server.target("127.0.0.1"));
    assert!(matches!(told, RemoteError::Unable { .. }), "{told:?}");
}

/// A wrong password is tried once and told nowhere; nobody to ask is an error too.
#[test]
fn passwords() {
    let Some(server) = Vsftpd::start("") else { return };
    let target = server.target("127.0.0.1");
    let nobody = Login { password: None, ..login(&server) };
    let told = connect(&target, &nobody, &Person::default()).err().unwrap();
    assert!(matches!(told, RemoteError::Refused { .. }), "{told:?}");
    let person = Person { secret: Some(PASSWORD), ..Person::default() };
    connect(&target, &nobody, &person).unwrap();
    let question = Question::Password { user: "bien-tap", host: "127.0.0.1" };
    assert_eq!(*person.shown.lock().unwrap(), [format!("{question:?}")]);
    let wrong = Login { password: Some(Secret::new("sai bí mật".into())), ..login(&server) };
    let start = Instant::now();
    let told = connect(&target, &wrong, &person).err().unwrap();
    assert!(matches!(&told, RemoteError::Refused { user } if user == "bien-tap"), "{told:?}");
    assert!(start.elapsed() < Duration::from_secs(10));
    assert!(!format!("{told} {told:?} {wrong:?}").contains("bí mật"));
    assert_eq!(person.shown.lock().unwrap().len(), 1, "after a wrong password nobody is asked for another");
}

/// A host that lets in fewer connections than were wished for is used with those.
#[test]
fn crowded_hosts() {
    let Some(server) = Vsftpd::start("max_per_ip=3") else { return };
    let remote: Arc<dyn Remote> = connected(&server, &server.target("127.0.0.1")).into();
    thread::scope(|scope| {
        for lane in 0..8 {
            let remote = &remote;
            scope.spawn(move || {
                for file in 0..3 {
                    remote.put(&format!("{lane}/{file}.html"), &upload(b"x"), &|_| ()).unwrap();
                }
            });
        }
    });
    assert_eq!(remote.connections(), 3);
}

/// A folder that may not be written to, and a disk that is full, are told as what they are; old files stay.
#[test]
fn no_permission_and_no_room() {
    let Some(server) = Vsftpd::start("") else { return };
    let target = server.target("127.0.0.1");
    let remote = connected(&server, &target);
    let seen = server.seen("site");
    fs::create_dir(seen.join("khoa")).unwrap();
    fs::write(seen.join("khoa/cu.html"), "cu").unwrap();
    for name in ["khoa/cu.html", "khoa/moi.html", "khoa/sau/moi.html"] {
        let told = remote.put(name, &upload(b"moi"), &|_| ()).unwrap_err();
        assert!(matches!(&told, RemoteError::Denied { path, .. } if path == name), "{told:?}");
    }
    let told = remote.remove("khoa/cu.html").unwrap_err();
    assert!(matches!(told, RemoteError::Denied { .. }), "{told:?}");
    assert_eq!(fs::read(seen.join("khoa/cu.html")).unwrap(), b"cu");

    let small = Ftps { folder: server.at("nho").display().to_string().into(), ..target };
    let remote = connected(&server, &small);
    let seen = server.seen("nho");
    let old = bytes(300_000, 1);
    remote.put("bai.html", &upload(&old), &|_| ()).unwrap();
    for (name, size) in [("bai.html", 900_000), ("to.pdf", 5_000_000)] {
        let told = remote.put(name, &upload(&bytes(size, 2)), &|_| ()).unwrap_err();
        assert!(matches!(&told, RemoteError::Full { path } if path == name), "{told:?}");
    }
    assert!(fs::read(seen.join("bai.html")).unwrap() == old);
    holds::assert_no_parts(&seen);
    remote.put("bai.html", &upload(&bytes(500_000, 3)), &|_| ()).unwrap();
}
