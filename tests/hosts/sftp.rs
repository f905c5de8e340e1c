//! Tests of SFTP hosts with OpenSSH.

use std::fs;
use std::io::Read;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use bangvang::model::publish_target::Sftp;
use bangvang::publish::login::Login;
use bangvang::publish::remote::{Remote, RemoteError, Secret};
use bangvang::publish::sftp::connect;

use crate::hosts::proxy::Proxy;
use crate::hosts::requirements;
use crate::hosts::sandbox::PASSWORD;
use crate::hosts::sshd::Sshd;
use crate::hosts::{Person, bytes, upload};

/// Returns a login that knows the key of the host.
fn login(server: &Sshd, target: &Sftp) -> Login {
    let known = server.at(&format!("known-{}", target.port));
    server.record_key(&known, "host-ed25519", ([127, 0, 0, 1], target.port).into());
    Login { known_hosts: vec![known], run: "lan-1".into(), ..Login::default() }
}

fn connected(server: &Sshd, target: &Sftp) -> Box<dyn Remote> {
    connect(target, &login(server, target), &Person::default()).unwrap()
}

/// All calls work on a real server, with unusual names.
#[test]
fn every_call() {
    let Some(server) = Sshd::start("") else { return };
    let remote = connected(&server, &server.target(server.address()));
    assert_eq!((remote.max_parallel(), remote.open_connections()), (64, 1));
    let server_path = server.server_path("site");
    requirements::every_call(&*remote, &server_path);
    requirements::changed_files_are_refused(&*remote, &server_path);
    requirements::one_caller_creates(&*remote);
    fs::create_dir(server_path.join("thu muc")).unwrap();
    assert!(remote.remove("thu muc").is_err(), "a folder is not removed as a file");
    let error = remote.put("thu muc", &upload(b"x"), &|_| ()).unwrap_err();
    assert!(matches!(error, RemoteError::Other { .. }), "{error:?}");
    let home = Sftp { folder: "~/site/".into(), ..server.target(server.address()) };
    let remote = connected(&server, &home);
    assert!(remote.list("").unwrap().iter().any(|entry| entry.name == "thu muc" && entry.is_folder));
    let deep = Sftp { folder: "khong-co/site".into(), ..server.target(server.address()) };
    let error = connected(&server, &deep).put("a/b.html", &upload(b"x"), &|_| ()).unwrap_err();
    assert!(matches!(error, RemoteError::Other { .. }), "{error:?}");
    assert!(!server.at("khong-co").exists(), "a missing parent folder is created");
}

/// Names that are not UTF-8, links and two thousand files are listed correctly.
#[cfg(unix)]
#[test]
fn unusual_listings() {
    use std::os::unix::ffi::OsStrExt;
    let Some(server) = Sshd::start("") else { return };
    let server_path = server.server_path("site");
    for number in 0..2000 {
        fs::write(server_path.join(format!("{number}.html")), "x").unwrap();
    }
    fs::write(server_path.join(std::ffi::OsStr::from_bytes(b"b\xe0i.html")), "x").unwrap();
    fs::write(server_path.join("xuong\ndong"), "x").unwrap();
    std::os::unix::fs::symlink("/etc", server_path.join("loi-tat")).unwrap();
    let remote = connected(&server, &server.target(server.address()));
    let listed = remote.list("").unwrap();
    assert_eq!(listed.len(), 2001);
    let link = listed.iter().find(|entry| entry.name == "loi-tat").unwrap();
    assert_eq!((link.is_folder, link.size), (false, None));
}

/// Readers always see complete files, and an interruption at any byte leaves none incomplete.
#[test]
fn files_are_always_complete() {
    let Some(server) = Sshd::start("") else { return };
    let proxy = Proxy::to(server.address());
    let remote = connected(&server, &server.target(proxy.address));
    let server_path = server.server_path("site");
    requirements::overwriting_is_atomic(&*remote, &server_path, 60);
    requirements::interruptions_anywhere(&*remote, &server_path, &proxy.faults, 40);
}

/// A server that stops responding, or is killed during an upload, causes a transient error.
pub fn unresponsive_and_killed_server() {
    let Some(mut server) = Sshd::start("") else { return };
    let proxy = Proxy::to(server.address());
    let remote = connected(&server, &server.target(proxy.address));
    requirements::stalled_connection_ends(&*remote, &proxy.faults);
    proxy.faults.limit_rate(2_000_000);
    let content = bytes(8_000_000, 4);
    thread::scope(|scope| {
        let put = scope.spawn(|| remote.put("lon.pdf", &upload(&content), &|_| ()));
        thread::sleep(Duration::from_millis(500));
        server.stop();
        let start = Instant::now();
        let error = put.join().unwrap().unwrap_err();
        assert!(
            error.is_transient() && start.elapsed() < requirements::SILENCE,
            "{error:?} after {:?}",
            start.elapsed()
        );
    });
    let error = remote.read("im.html", 99).unwrap_err();
    assert!(error.is_transient(), "{error:?}");
    assert_eq!(remote.open_connections(), 0);
    assert!(!server.at("site/lon.pdf").exists());
    let unused_port = Sftp { port: crate::ports::free_port(), ..server.target(proxy.address) };
    let error = connect(&unused_port, &Login::default(), &Person::default()).err().unwrap();
    assert!(matches!(error, RemoteError::Unreachable { .. }), "{error:?}");
}

/// A server that sends nothing, or does not speak SSH, causes an error in time.
pub fn not_an_ssh_server() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let target = Sftp {
        host: "127.0.0.1".into(),
        port: listener.local_addr().unwrap().port(),
        user: "bien-tap".into(),
        folder: "".into(),
        key: None,
    };
    let start = Instant::now();
    let error = connect(&target, &Login::default(), &Person::default()).err().unwrap();
    assert!(error.is_transient() && start.elapsed() < requirements::SILENCE, "{error:?}");
    thread::spawn(move || {
        use std::io::Write;
        for mut stream in listener.incoming().take(2).flatten() {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    let error = connect(&target, &Login::default(), &Person::default()).err().unwrap();
    assert!(!matches!(error, RemoteError::LoginRefused { .. }), "{error:?}");
}

/// The user is asked once about an unknown host; a host whose key changed is always refused.
#[test]
fn host_keys_are_verified() {
    let Some(mut server) = Sshd::start("") else { return };
    let target = server.target(server.address());
    let known = server.at("moi/known_hosts");
    let login = Login { known_hosts: vec![known.clone()], ..Login::default() };
    let careful = Person::default();
    let error = connect(&target, &login, &careful).err().unwrap();
    let RemoteError::UnknownHost { host, fingerprint } = error else { panic!("{error:?}") };
    let shown = Command::new("ssh-keygen").arg("-lf").arg(server.at("host-ed25519.pub")).output().unwrap();
    assert!(String::from_utf8_lossy(&shown.stdout).contains(&fingerprint), "{fingerprint}");
    assert_eq!(*careful.shown.lock().unwrap(), [format!("{host} {fingerprint}")]);
    assert!(!known.exists(), "the key of a host that is not trusted is recorded");

    let trusting = Person { trusting: true, ..Person::default() };
    let remote = connect(&target, &login, &trusting).unwrap();
    assert_eq!(trusting.shown.lock().unwrap().len(), 1);
    connect(&target, &login, &careful).unwrap();
    assert_eq!(careful.shown.lock().unwrap().len(), 1, "the user is asked about a known host");
    let name = format!("[127.0.0.1]:{}", target.port);
    let found = Command::new("ssh-keygen").args(["-F", &name, "-f"]).arg(&known).output().unwrap();
    assert!(found.status.success(), "OpenSSH does not find the recorded key");

    server.change_key();
    let error = connect(&target, &login, &trusting).err().unwrap();
    let RemoteError::ChangedHost { shown, recorded, file, .. } = &error else { panic!("{error:?}") };
    assert_eq!((recorded, file), (&vec![fingerprint.clone()], &known));
    assert_ne!(*shown, fingerprint);
    assert_eq!(trusting.shown.lock().unwrap().len(), 1, "the user is asked about a changed host");
    let errors: Vec<RemoteError> = (0..2).map(|_| remote.read("x", 9).unwrap_err()).collect();
    assert!(matches!(errors[1], RemoteError::ChangedHost { .. }), "a reconnection succeeds: {errors:?}");
}

/// A host with keys of two kinds is asked for the recorded kind.
#[test]
fn recorded_kind_of_key_is_requested() {
    let Some(server) = Sshd::start("") else { return };
    let target = server.target(server.address());
    let known = server.at("known-rsa");
    server.record_key(&known, "host-rsa", server.address());
    let login = Login { known_hosts: vec![known.clone()], ..Login::default() };
    connect(&target, &login, &Person::default()).unwrap();
    fs::write(&known, "@revoked * ".to_owned() + &fs::read_to_string(server.at("host-ed25519.pub")).unwrap())
        .unwrap();
    let error = connect(&target, &login, &Person { trusting: true, ..Person::default() }).err().unwrap();
    assert!(
        matches!(&error, RemoteError::ChangedHost { recorded, .. } if recorded[0] == "revoked"),
        "{error:?}"
    );
    fs::remove_file(&known).unwrap();
    fs::create_dir(&known).unwrap();
    let error = connect(&target, &login, &Person { trusting: true, ..Person::default() }).err().unwrap();
    assert!(
        matches!(error, RemoteError::Local { .. }),
        "a file that cannot be read is not an empty one: {error:?}"
    );
}

/// Keys of every kind are accepted, encrypted ones with a passphrase or from the agent; other keys are refused.
#[test]
fn keys() {
    let Some(server) = Sshd::start("") else { return };
    let at = |key: &str| Sftp {
        key: Some(server.at(key).display().to_string().into()),
        ..server.target(server.address())
    };
    let silent = Person::default();
    for key in ["khoa-ed25519", "khoa-ecdsa", "khoa-rsa"] {
        connect(&at(key), &login(&server, &at(key)), &silent)
            .unwrap_or_else(|error| panic!("{key}: {error}"));
    }
    let locked = at("khoa-ed25519-khoa-kin");
    let known = login(&server, &locked);
    let error = connect(&locked, &known, &silent).err().unwrap();
    assert!(matches!(error, RemoteError::LoginRefused { .. }), "{error:?}");
    connect(&locked, &known, &Person { secret: Some("câu khóa"), ..Person::default() }).unwrap();
    let given = Login { password: Some(Secret::new("câu khóa".into())), ..known.clone() };
    connect(&locked, &given, &silent).unwrap();
    let error =
        connect(&locked, &known, &Person { secret: Some("câu sai"), ..Person::default() }).err().unwrap();
    assert!(
        matches!(error, RemoteError::Unusable { .. }) && !error.to_string().contains("câu sai"),
        "{error:?}"
    );
    let host_key = at("host-ed25519");
    let error =
        connect(&host_key, &known, &Person { secret: Some(PASSWORD), ..Person::default() }).err().unwrap();
    assert!(matches!(&error, RemoteError::LoginRefused { user } if user == "bien-tap"), "{error:?}");

    let agent = Agent::start(&server);
    let of_agent = Login { agent: Some(server.at("agent")), ..known.clone() };
    let unnamed = Sftp { key: None, ..locked.clone() };
    connect(&unnamed, &of_agent, &silent).unwrap();
    connect(&locked, &of_agent, &silent)
        .unwrap_or_else(|error| panic!("encrypted, but decrypted in the agent: {error}"));
    drop(agent);
    let home = server.at("nha");
    fs::create_dir_all(home.join(".ssh")).unwrap();
    fs::copy(server.at("khoa-ecdsa"), home.join(".ssh/id_ecdsa")).unwrap();
    let usual = Login { home: Some(home), ..of_agent };
    connect(&unnamed, &usual, &silent).unwrap();
    connect(&Sftp { key: Some("~/.ssh/id_ecdsa".into()), ..unnamed }, &usual, &silent).unwrap();
}

/// An agent with the decrypted key.
struct Agent(Child);

impl Agent {
    fn start(server: &Sshd) -> Agent {
        let mut command = Command::new("ssh-agent");
        let agent =
            command.arg("-D").arg("-a").arg(server.at("agent")).stdout(Stdio::null()).spawn().unwrap();
        while !server.at("agent").exists() {
            thread::sleep(Duration::from_millis(10));
        }
        let open = server.at("mo");
        fs::copy(server.at("khoa-ed25519-khoa-kin"), &open).unwrap();
        let run = |command: &mut Command| assert!(command.output().unwrap().status.success());
        run(Command::new("ssh-keygen").args(["-p", "-q", "-P", "câu khóa", "-N", "", "-f"]).arg(&open));
        run(Command::new("ssh-add").arg(&open).env("SSH_AUTH_SOCK", server.at("agent")));
        Agent(agent)
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A password is accepted by both password and keyboard-interactive authentication; a wrong one is tried once and
/// never printed.
#[test]
fn passwords() {
    let asking = "UsePAM yes\nKbdInteractiveAuthentication yes\nPasswordAuthentication no";
    for more in ["LogLevel VERBOSE", asking] {
        let Some(server) = Sshd::start(more) else { return };
        let proxy = Proxy::to(server.address());
        let target = Sftp { key: None, ..server.target(proxy.address) };
        let known = login(&server, &target);
        let person = Person { secret: Some(PASSWORD), ..Person::default() };
        let remote = connect(&target, &known, &person).unwrap_or_else(|error| panic!("{more}: {error}"));
        assert_eq!(person.shown.lock().unwrap().len(), 1);
        proxy.faults.cut();
        let again = (0..20).find_map(|_| remote.read("x", 9).ok());
        assert_eq!(again, Some(None), "{more}: the user is asked again");
        let given = Login { password: Some(Secret::new(PASSWORD.into())), ..known.clone() };
        connect(&target, &given, &Person::default()).unwrap();

        let before = failures(&server);
        let wrong = Login { password: Some(Secret::new("sai bí mật".into())), ..known.clone() };
        let start = Instant::now();
        let error = connect(&target, &wrong, &person).err().unwrap();
        assert!(matches!(&error, RemoteError::LoginRefused { user } if user == "bien-tap"), "{error:?}");
        assert!(start.elapsed() < Duration::from_secs(10));
        assert!(!format!("{error} {error:?} {wrong:?}").contains("bí mật"));
        assert!(failures(&server) <= before + 1, "a wrong password is tried more than once");
        let error = connect(&target, &known, &Person::default()).err().unwrap();
        assert!(matches!(error, RemoteError::LoginRefused { .. }), "{error:?}");
    }
}

/// Returns how many passwords the server has refused.
fn failures(server: &Sshd) -> usize {
    let mut log = String::new();
    fs::File::open(server.at("log")).unwrap().read_to_string(&mut log).unwrap();
    log.lines()
        .filter(|line| line.starts_with("Failed password") || line.contains("authentication failure"))
        .count()
}

/// A host that requires a key and a password gets both.
#[test]
fn two_methods() {
    let Some(server) = Sshd::start("AuthenticationMethods publickey,password") else { return };
    let proxy = Proxy::to(server.address());
    let target = server.target(proxy.address);
    let known = login(&server, &target);
    let remote = connect(&target, &known, &Person { secret: Some(PASSWORD), ..Person::default() }).unwrap();
    proxy.faults.cut();
    let again = (0..20).find_map(|_| remote.read("x", 9).ok());
    assert_eq!(again, Some(None));
    let error = connect(&target, &known, &Person::default()).err().unwrap();
    assert!(matches!(error, RemoteError::LoginRefused { .. }), "{error:?}");
}

/// A host that closes the connection before its greeting is tried three times.
#[test]
fn busy_host() {
    let Some(server) = Sshd::start("") else { return };
    let proxy = Proxy::to(server.address());
    let target = server.target(proxy.address);
    let known = login(&server, &target);
    proxy.faults.reject(2);
    connect(&target, &known, &Person::default()).unwrap();
    proxy.faults.reject(3);
    let error = connect(&target, &known, &Person::default()).err().unwrap();
    assert!(matches!(error, RemoteError::ConnectionLost { .. }), "{error:?}");
}

/// A host without SFTP is reported as such.
#[test]
fn host_without_sftp() {
    let Some(server) = Sshd::start("Match User bien-tap\nForceCommand /bin/false\nMatch all") else { return };
    let target = server.target(server.address());
    let error = connect(&target, &login(&server, &target), &Person::default()).err().unwrap();
    assert!(matches!(error, RemoteError::Unsupported { .. }), "{error:?}");
}

/// On a server without extensions, new files can be uploaded, but replacing one is refused.
#[test]
fn server_without_extensions() {
    let plain = "ForceCommand internal-sftp -P posix-rename,fsync,statvfs";
    let Some(server) = Sshd::start(plain) else { return };
    let remote = connected(&server, &server.target(server.address()));
    let server_path = server.server_path("site");
    remote.put("tin/bai.html", &upload(b"cu"), &|_| ()).unwrap();
    requirements::one_caller_creates(&*remote);
    let error = remote.put("tin/bai.html", &upload(b"moi"), &|_| ()).unwrap_err();
    assert!(matches!(error, RemoteError::Unsupported { .. }), "{error:?}");
    assert_eq!(fs::read(server_path.join("tin/bai.html")).unwrap(), b"cu");
    requirements::assert_no_part_files(&server_path);
}

/// Missing permission and a full disk are reported as such; earlier files stay.
#[test]
fn missing_permission_and_full_disk() {
    let Some(server) = Sshd::start("") else { return };
    let target = server.target(server.address());
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

    let small = Sftp { folder: server.at("nho").display().to_string().into(), ..target };
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
