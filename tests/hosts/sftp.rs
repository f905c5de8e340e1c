//! A folder behind OpenSSH.

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

use crate::hosts::holds;
use crate::hosts::jail::PASSWORD;
use crate::hosts::proxy::Proxy;
use crate::hosts::sshd::Sshd;
use crate::hosts::{Person, bytes, upload};

/// Someone who has the key of the host already.
fn login(server: &Sshd, target: &Sftp) -> Login {
    let known = server.at(&format!("known-{}", target.port));
    server.record_key(&known, "host-ed25519", ([127, 0, 0, 1], target.port).into());
    Login { known_hosts: vec![known], run: "lan-1".into(), ..Login::default() }
}

fn connected(server: &Sshd, target: &Sftp) -> Box<dyn Remote> {
    connect(target, &login(server, target), &Person::default()).unwrap()
}

/// All that a host does, with names of all kinds, on a real server.
#[test]
fn every_call() {
    let Some(server) = Sshd::start("") else { return };
    let remote = connected(&server, &server.target(server.address()));
    assert_eq!((remote.lanes(), remote.connections()), (64, 1));
    let seen = server.seen("site");
    holds::every_call(&*remote, &seen);
    holds::other_bytes_are_refused(&*remote, &seen);
    holds::one_creates(&*remote);
    fs::create_dir(seen.join("thu muc")).unwrap();
    assert!(remote.remove("thu muc").is_err(), "a folder is not removed as a file");
    let told = remote.put("thu muc", &upload(b"x"), &|_| ()).unwrap_err();
    assert!(matches!(told, RemoteError::Other { .. }), "{told:?}");
    let home = Sftp { folder: "~/site/".into(), ..server.target(server.address()) };
    let remote = connected(&server, &home);
    assert!(remote.list("").unwrap().iter().any(|entry| entry.name == "thu muc" && entry.folder));
    let deep = Sftp { folder: "khong-co/site".into(), ..server.target(server.address()) };
    let told = connected(&server, &deep).put("a/b.html", &upload(b"x"), &|_| ()).unwrap_err();
    assert!(matches!(told, RemoteError::Other { .. }), "{told:?}");
    assert!(!server.at("khong-co").exists(), "a folder is made that nobody has");
}

/// Names in other encodings, links and two thousand files are listed as they should be.
#[cfg(unix)]
#[test]
fn strange_listings() {
    use std::os::unix::ffi::OsStrExt;
    let Some(server) = Sshd::start("") else { return };
    let seen = server.seen("site");
    for number in 0..2000 {
        fs::write(seen.join(format!("{number}.html")), "x").unwrap();
    }
    fs::write(seen.join(std::ffi::OsStr::from_bytes(b"b\xe0i.html")), "x").unwrap();
    fs::write(seen.join("xuong\ndong"), "x").unwrap();
    std::os::unix::fs::symlink("/etc", seen.join("loi-tat")).unwrap();
    let remote = connected(&server, &server.target(server.address()));
    let listed = remote.list("").unwrap();
    assert_eq!(listed.len(), 2001);
    let link = listed.iter().find(|entry| entry.name == "loi-tat").unwrap();
    assert_eq!((link.folder, link.size), (false, None));
}

/// Readers see a whole file at every moment, and cuts at any byte leave none half.
#[test]
fn never_half_a_file() {
    let Some(server) = Sshd::start("") else { return };
    let proxy = Proxy::to(server.address());
    let remote = connected(&server, &server.target(proxy.address));
    let seen = server.seen("site");
    holds::overwriting_is_whole(&*remote, &seen, 60);
    holds::cut_anywhere(&*remote, &seen, &proxy.faults, 40);
}

/// A server that is silent, or is killed in the middle of a file, is an error that passes, and then it goes on.
pub fn silence_and_death() {
    let Some(mut server) = Sshd::start("") else { return };
    let proxy = Proxy::to(server.address());
    let remote = connected(&server, &server.target(proxy.address));
    holds::silence_ends(&*remote, &proxy.faults);
    proxy.faults.pace(2_000_000);
    let content = bytes(8_000_000, 4);
    thread::scope(|scope| {
        let put = scope.spawn(|| remote.put("lon.pdf", &upload(&content), &|_| ()));
        thread::sleep(Duration::from_millis(500));
        server.stop();
        let start = Instant::now();
        let told = put.join().unwrap().unwrap_err();
        assert!(
            told.is_transient() && start.elapsed() < holds::SILENCE,
            "{told:?} after {:?}",
            start.elapsed()
        );
    });
    let told = remote.read("im.html", 99).unwrap_err();
    assert!(told.is_transient(), "{told:?}");
    assert_eq!(remote.connections(), 0);
    assert!(!server.at("site/lon.pdf").exists());
    let nobody = Sftp { port: crate::ports::free_port(), ..server.target(proxy.address) };
    let told = connect(&nobody, &Login::default(), &Person::default()).err().unwrap();
    assert!(matches!(told, RemoteError::Unreachable { .. }), "{told:?}");
}

/// Something that listens but never greets, or speaks no SSH, is given up.
pub fn no_server_of_ssh() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let target = Sftp {
        host: "127.0.0.1".into(),
        port: listener.local_addr().unwrap().port(),
        user: "bien-tap".into(),
        folder: "".into(),
        key: None,
    };
    let start = Instant::now();
    let told = connect(&target, &Login::default(), &Person::default()).err().unwrap();
    assert!(told.is_transient() && start.elapsed() < holds::SILENCE, "{told:?}");
    thread::spawn(move || {
        use std::io::Write;
        for mut stream in listener.incoming().take(2).flatten() {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    let told = connect(&target, &Login::default(), &Person::default()).err().unwrap();
    assert!(!matches!(told, RemoteError::Refused { .. }), "{told:?}");
}

/// A host never seen is shown and asked about once; one whose key changed is refused whatever anybody says.
#[test]
fn hosts_are_known() {
    let Some(mut server) = Sshd::start("") else { return };
    let target = server.target(server.address());
    let known = server.at("moi/known_hosts");
    let login = Login { known_hosts: vec![known.clone()], ..Login::default() };
    let careful = Person::default();
    let told = connect(&target, &login, &careful).err().unwrap();
    let RemoteError::UnknownHost { host, fingerprint } = told else { panic!("{told:?}") };
    let shown = Command::new("ssh-keygen").arg("-lf").arg(server.at("host-ed25519.pub")).output().unwrap();
    assert!(String::from_utf8_lossy(&shown.stdout).contains(&fingerprint), "{fingerprint}");
    assert_eq!(*careful.shown.lock().unwrap(), [format!("{host} {fingerprint}")]);
    assert!(!known.exists(), "a host that nobody trusts is recorded");

    let trusting = Person { trusting: true, ..Person::default() };
    let remote = connect(&target, &login, &trusting).unwrap();
    assert_eq!(trusting.shown.lock().unwrap().len(), 1);
    connect(&target, &login, &careful).unwrap();
    assert_eq!(careful.shown.lock().unwrap().len(), 1, "a known host is asked about");
    let name = format!("[127.0.0.1]:{}", target.port);
    let found = Command::new("ssh-keygen").args(["-F", &name, "-f"]).arg(&known).output().unwrap();
    assert!(found.status.success(), "OpenSSH does not find what was recorded");

    server.change_key();
    let told = connect(&target, &login, &trusting).err().unwrap();
    let RemoteError::ChangedHost { shown, recorded, file, .. } = &told else { panic!("{told:?}") };
    assert_eq!((recorded, file), (&vec![fingerprint.clone()], &known));
    assert_ne!(*shown, fingerprint);
    assert_eq!(trusting.shown.lock().unwrap().len(), 1, "a changed host is asked about");
    let told: Vec<RemoteError> = (0..2).map(|_| remote.read("x", 9).unwrap_err()).collect();
    assert!(matches!(told[1], RemoteError::ChangedHost { .. }), "the line is made again: {told:?}");
}

/// A host with keys of two kinds is asked for the kind that is recorded.
#[test]
fn the_recorded_kind_of_key_is_asked_for() {
    let Some(server) = Sshd::start("") else { return };
    let target = server.target(server.address());
    let known = server.at("known-rsa");
    server.record_key(&known, "host-rsa", server.address());
    let login = Login { known_hosts: vec![known.clone()], ..Login::default() };
    connect(&target, &login, &Person::default()).unwrap();
    fs::write(&known, "@revoked * ".to_owned() + &fs::read_to_string(server.at("host-ed25519.pub")).unwrap())
        .unwrap();
    let told = connect(&target, &login, &Person { trusting: true, ..Person::default() }).err().unwrap();
    assert!(
        matches!(&told, RemoteError::ChangedHost { recorded, .. } if recorded[0] == "revoked"),
        "{told:?}"
    );
    fs::remove_file(&known).unwrap();
    fs::create_dir(&known).unwrap();
    let told = connect(&target, &login, &Person { trusting: true, ..Person::default() }).err().unwrap();
    assert!(
        matches!(told, RemoteError::Local { .. }),
        "a file that cannot be read is not an empty one: {told:?}"
    );
}

/// Keys of every kind let in, locked ones with their phrase, from the agent too; others do not.
#[test]
fn keys_let_in() {
    let Some(server) = Sshd::start("") else { return };
    let at = |key: &str| Sftp {
        key: Some(server.at(key).display().to_string().into()),
        ..server.target(server.address())
    };
    let nobody = Person::default();
    for key in ["khoa-ed25519", "khoa-ecdsa", "khoa-rsa"] {
        connect(&at(key), &login(&server, &at(key)), &nobody)
            .unwrap_or_else(|error| panic!("{key}: {error}"));
    }
    let locked = at("khoa-ed25519-khoa-kin");
    let known = login(&server, &locked);
    let told = connect(&locked, &known, &nobody).err().unwrap();
    assert!(matches!(told, RemoteError::Refused { .. }), "{told:?}");
    connect(&locked, &known, &Person { secret: Some("câu khóa"), ..Person::default() }).unwrap();
    let given = Login { password: Some(Secret::new("câu khóa".into())), ..known.clone() };
    connect(&locked, &given, &nobody).unwrap();
    let told =
        connect(&locked, &known, &Person { secret: Some("câu sai"), ..Person::default() }).err().unwrap();
    assert!(
        matches!(told, RemoteError::Unusable { .. }) && !told.to_string().contains("câu sai"),
        "{told:?}"
    );
    let host_key = at("host-ed25519");
    let told =
        connect(&host_key, &known, &Person { secret: Some(PASSWORD), ..Person::default() }).err().unwrap();
    assert!(matches!(&told, RemoteError::Refused { user } if user == "bien-tap"), "{told:?}");

    let agent = Agent::start(&server);
    let of_agent = Login { agent: Some(server.at("agent")), ..known.clone() };
    let unnamed = Sftp { key: None, ..locked.clone() };
    connect(&unnamed, &of_agent, &nobody).unwrap();
    connect(&locked, &of_agent, &nobody)
        .unwrap_or_else(|error| panic!("locked, but open in the agent: {error}"));
    drop(agent);
    let home = server.at("nha");
    fs::create_dir_all(home.join(".ssh")).unwrap();
    fs::copy(server.at("khoa-ecdsa"), home.join(".ssh/id_ecdsa")).unwrap();
    let usual = Login { home: Some(home), ..of_agent };
    connect(&unnamed, &usual, &nobody).unwrap();
    connect(&Sftp { key: Some("~/.ssh/id_ecdsa".into()), ..unnamed }, &usual, &nobody).unwrap();
}

/// An agent that holds the locked key.
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

/// A password lets in, whether the host takes it plainly or asks for it; a wrong one is tried once and told nowhere.
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
        assert_eq!(again, Some(None), "{more}: the connection is made again without asking");
        let given = Login { password: Some(Secret::new(PASSWORD.into())), ..known.clone() };
        connect(&target, &given, &Person::default()).unwrap();

        let before = failures(&server);
        let wrong = Login { password: Some(Secret::new("sai bí mật".into())), ..known.clone() };
        let start = Instant::now();
        let told = connect(&target, &wrong, &person).err().unwrap();
        assert!(matches!(&told, RemoteError::Refused { user } if user == "bien-tap"), "{told:?}");
        assert!(start.elapsed() < Duration::from_secs(10));
        assert!(!format!("{told} {told:?} {wrong:?}").contains("bí mật"));
        assert!(failures(&server) <= before + 1, "a wrong password is tried more than once");
        let told = connect(&target, &known, &Person::default()).err().unwrap();
        assert!(matches!(told, RemoteError::Refused { .. }), "{told:?}");
    }
}

/// How many passwords the server has refused.
fn failures(server: &Sshd) -> usize {
    let mut log = String::new();
    fs::File::open(server.at("log")).unwrap().read_to_string(&mut log).unwrap();
    log.lines()
        .filter(|line| line.starts_with("Failed password") || line.contains("authentication failure"))
        .count()
}

/// A host that wants a key and then a password gets both.
#[test]
fn two_ways_in_a_row() {
    let Some(server) = Sshd::start("AuthenticationMethods publickey,password") else { return };
    let proxy = Proxy::to(server.address());
    let target = server.target(proxy.address);
    let known = login(&server, &target);
    let remote = connect(&target, &known, &Person { secret: Some(PASSWORD), ..Person::default() }).unwrap();
    proxy.faults.cut();
    let again = (0..20).find_map(|_| remote.read("x", 9).ok());
    assert_eq!(again, Some(None));
    let told = connect(&target, &known, &Person::default()).err().unwrap();
    assert!(matches!(told, RemoteError::Refused { .. }), "{told:?}");
}

/// A host that hangs up before it greets, for it has many visitors, is asked again; but not for ever.
#[test]
fn a_busy_door() {
    let Some(server) = Sshd::start("") else { return };
    let proxy = Proxy::to(server.address());
    let target = server.target(proxy.address);
    let known = login(&server, &target);
    proxy.faults.turn_away(2);
    connect(&target, &known, &Person::default()).unwrap();
    proxy.faults.turn_away(3);
    let told = connect(&target, &known, &Person::default()).err().unwrap();
    assert!(matches!(told, RemoteError::Broken { .. }), "{told:?}");
}

/// A host that lets a user in but moves no files says so.
#[test]
fn a_host_without_sftp() {
    let Some(server) = Sshd::start("Match User bien-tap\nForceCommand /bin/false\nMatch all") else { return };
    let target = server.target(server.address());
    let told = connect(&target, &login(&server, &target), &Person::default()).err().unwrap();
    assert!(matches!(told, RemoteError::Unable { .. }), "{told:?}");
}

/// A server that knows nothing beyond the protocol gets new files, but none is replaced with a moment without it.
#[test]
fn a_plain_server() {
    let plain = "ForceCommand internal-sftp -P posix-rename,fsync,statvfs";
    let Some(server) = Sshd::start(plain) else { return };
    let remote = connected(&server, &server.target(server.address()));
    let seen = server.seen("site");
    remote.put("tin/bai.html", &upload(b"cu"), &|_| ()).unwrap();
    holds::one_creates(&*remote);
    let told = remote.put("tin/bai.html", &upload(b"moi"), &|_| ()).unwrap_err();
    assert!(matches!(told, RemoteError::Unable { .. }), "{told:?}");
    assert_eq!(fs::read(seen.join("tin/bai.html")).unwrap(), b"cu");
    holds::assert_no_parts(&seen);
}

/// A folder that may not be written to, and a disk that is full, are told as what they are; old files stay.
#[test]
fn no_permission_and_no_room() {
    let Some(server) = Sshd::start("") else { return };
    let target = server.target(server.address());
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

    let small = Sftp { folder: server.at("nho").display().to_string().into(), ..target };
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
