//! A folder with a site and a small disk, and a mount namespace with a test user, for the servers of a test.

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::hosts::missing;

/// The password of the test user `bien-tap`.
pub const PASSWORD: &str = "mật khẩu thử 1";

/// The environment of a test server; removed when dropped.
pub struct Sandbox {
    folder: tempfile::TempDir,
    server: Option<Child>,
}

impl Sandbox {
    /// Returns an environment for the server `program`, or `None` if it is not installed or the test does not run
    /// as root.
    pub fn new(program: &str) -> Option<Sandbox> {
        let can_unshare =
            Command::new("unshare").args(["-m", "true"]).output().is_ok_and(|out| out.status.success());
        if !can_unshare || !Path::new(program).exists() {
            missing(&format!("{program}, run as root"));
            return None;
        }
        let sandbox = Sandbox { folder: tempfile::tempdir().unwrap(), server: None };
        let at = |name: &str| sandbox.at(name);
        fs::create_dir(at("site")).unwrap();
        fs::create_dir(at("nho")).unwrap();
        let hashed = run(Command::new("openssl").args(["passwd", "-6", PASSWORD]));
        let add = |file: &str, line: String| fs::read_to_string(file).unwrap() + &line;
        let user = format!("bien-tap:x:4711:4711::{}:/bin/sh\n", at("").display());
        fs::write(at("passwd"), add("/etc/passwd", user)).unwrap();
        let secret = format!("bien-tap:{}:19000::::::\n", hashed.trim());
        fs::write(at("shadow"), add("/etc/shadow", secret)).unwrap();
        let pam = "auth required pam_unix.so\naccount required pam_unix.so\nsession required pam_permit.so\n";
        fs::write(at("pam"), pam).unwrap();
        run(Command::new("chown").args(["4711", "site"]).current_dir(sandbox.folder.path()));
        run(Command::new("chmod").args(["0755", "."]).current_dir(sandbox.folder.path()));
        Some(sandbox)
    }

    /// Returns the path of a file of the test or the server.
    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns the same path as the server sees it, where `nho` is a disk of one megabyte.
    pub fn server_path(&self, name: &str) -> PathBuf {
        let id = self.server.as_ref().unwrap().id();
        PathBuf::from(format!("/proc/{id}/root{}", self.at(name).display()))
    }

    /// Runs `command`, which becomes a server at `address`; `service` is its name in PAM.
    pub fn serve(&mut self, service: &str, command: &str, address: SocketAddr) {
        let script = format!(
            "cd {0} && mkdir -p /run/sshd /run/vsftpd/empty && mount --bind passwd /etc/passwd \
             && mount --bind shadow /etc/shadow \
             && {{ [ ! -e /etc/pam.d/{service} ] || mount --bind pam /etc/pam.d/{service}; }} \
             && mount -t tmpfs -o size=1m,mode=0777 thu nho && exec {command}",
            self.folder.path().display()
        );
        let log = fs::OpenOptions::new().append(true).create(true).open(self.at("log")).unwrap();
        let mut command = Command::new("unshare");
        command.args(["-m", "sh", "-c", &script]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        self.server = Some(command.spawn().unwrap());
        for _ in 0..300 {
            if TcpStream::connect(address).is_ok() {
                return;
            }
            sleep(Duration::from_millis(20));
        }
        panic!("{service} did not start: {}", fs::read_to_string(self.at("log")).unwrap_or_default());
    }

    /// Kills the server and all its child processes.
    pub fn stop(&mut self) {
        let Some(mut server) = self.server.take() else { return };
        let mut ids = vec![server.id()];
        let mut at = 0;
        while at < ids.len() {
            let path = format!("/proc/{0}/task/{0}/children", ids[at]);
            let children = fs::read_to_string(path).unwrap_or_default();
            ids.extend(children.split_whitespace().filter_map(|id| id.parse::<u32>().ok()));
            at += 1;
        }
        let ids: Vec<String> = ids.iter().map(u32::to_string).collect();
        let _ = Command::new("kill").arg("-9").args(&ids).stderr(Stdio::null()).status();
        let _ = server.wait();
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop();
        if std::thread::panicking() {
            eprintln!("the server said:\n{}", fs::read_to_string(self.at("log")).unwrap_or_default());
        }
    }
}

/// Runs a command that must succeed, and returns its output.
pub fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
