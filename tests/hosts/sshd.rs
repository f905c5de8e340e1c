//! OpenSSH's sshd for tests.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use bangvang::model::publish_target::Sftp;

use crate::hosts::sandbox::{Sandbox, run};
use crate::ports::free_port;

/// A server with a folder; both are removed when it is dropped.
pub struct Sshd {
    sandbox: Sandbox,
    port: u16,
}

impl Sshd {
    /// Starts a server with additional lines of configuration; `None` if it is not available on this computer.
    pub fn start(more: &str) -> Option<Sshd> {
        let mut server = Sshd { sandbox: Sandbox::new("/usr/sbin/sshd")?, port: free_port() };
        let at = |name: &str| server.at(name);
        keygen(&at("host-ed25519"), "ed25519", "");
        keygen(&at("host-rsa"), "rsa", "");
        let mut allowed = String::new();
        for (kind, phrase) in [("ed25519", ""), ("ecdsa", ""), ("rsa", ""), ("ed25519", "câu khóa")] {
            let locked = if phrase.is_empty() { "" } else { "-khoa-kin" };
            let key = at(&format!("khoa-{kind}{locked}"));
            keygen(&key, kind, phrase);
            allowed += &fs::read_to_string(key.with_extension("pub")).unwrap();
        }
        fs::write(at("allowed"), allowed).unwrap();
        let folder = at("").display().to_string();
        let config = format!(
            "Port {}\nListenAddress 127.0.0.1\nHostKey {folder}/host-ed25519\nHostKey {folder}/host-rsa\n\
             AuthorizedKeysFile {folder}/allowed\nStrictModes no\nPidFile none\nUseDNS no\nPrintMotd no\n\
             MaxStartups 100\nSubsystem sftp internal-sftp\n{more}\nPasswordAuthentication yes\nUsePAM no\n\
             KbdInteractiveAuthentication no\n",
            server.port
        );
        fs::write(at("config"), config).unwrap();
        server.run();
        Some(server)
    }

    /// Returns the address that the server listens on.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    /// Returns the path of a file of the server.
    pub fn at(&self, name: &str) -> PathBuf {
        self.sandbox.at(name)
    }

    /// Returns the same path as the server sees it.
    pub fn server_path(&self, name: &str) -> PathBuf {
        self.sandbox.server_path(name)
    }

    /// Returns the target with the site of this server at `address`, which may be that of a proxy.
    pub fn target(&self, address: SocketAddr) -> Sftp {
        Sftp {
            host: "127.0.0.1".into(),
            port: address.port(),
            user: "bien-tap".into(),
            folder: self.at("site").display().to_string().into(),
            key: Some(self.at("khoa-ed25519").display().to_string().into()),
        }
    }

    /// Replaces the host key with a new one and restarts the server.
    pub fn change_key(&mut self) {
        self.stop();
        fs::remove_file(self.at("host-ed25519")).unwrap();
        keygen(&self.at("host-ed25519"), "ed25519", "");
        self.run();
    }

    /// Kills the server and all its child processes.
    pub fn stop(&mut self) {
        self.sandbox.stop();
    }

    /// Starts the server, also after a stop.
    pub fn run(&mut self) {
        let command = format!("/usr/sbin/sshd -D -e -f {}", self.at("config").display());
        self.sandbox.serve("sshd", &command, self.address());
    }

    /// Writes this host key to `file`, as the only known one.
    pub fn record_key(&self, file: &Path, name: &str, address: SocketAddr) {
        let key = fs::read_to_string(self.at(name).with_extension("pub")).unwrap();
        fs::write(file, format!("[127.0.0.1]:{} {key}", address.port())).unwrap();
    }
}

fn keygen(path: &Path, kind: &str, phrase: &str) {
    run(Command::new("ssh-keygen").args(["-q", "-t", kind, "-N", phrase, "-C", "thu", "-f"]).arg(path));
}
