//! OpenSSH's sshd, started for one test.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use bangvang::model::publish_target::Sftp;

use crate::hosts::jail::{Jail, run};
use crate::ports::free_port;

/// A server with a folder; both vanish with this value.
pub struct Sshd {
    jail: Jail,
    port: u16,
}

impl Sshd {
    /// A server with more lines of configuration, unless this computer has none.
    pub fn start(more: &str) -> Option<Sshd> {
        let mut server = Sshd { jail: Jail::new("/usr/sbin/sshd")?, port: free_port() };
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

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    /// A file that the test made for this server.
    pub fn at(&self, name: &str) -> PathBuf {
        self.jail.at(name)
    }

    /// The same as the server sees it.
    pub fn seen(&self, name: &str) -> PathBuf {
        self.jail.seen(name)
    }

    /// The site behind this server, or behind a line to it.
    pub fn target(&self, address: SocketAddr) -> Sftp {
        Sftp {
            host: "127.0.0.1".into(),
            port: address.port(),
            user: "bien-tap".into(),
            folder: self.at("site").display().to_string().into(),
            key: Some(self.at("khoa-ed25519").display().to_string().into()),
        }
    }

    /// Makes a key of the host, in place of the one before, and starts again.
    pub fn change_key(&mut self) {
        self.stop();
        fs::remove_file(self.at("host-ed25519")).unwrap();
        keygen(&self.at("host-ed25519"), "ed25519", "");
        self.run();
    }

    /// Ends the server and all that it started for its clients.
    pub fn stop(&mut self) {
        self.jail.stop();
    }

    /// Starts it again after it was stopped.
    pub fn run(&mut self) {
        let command = format!("/usr/sbin/sshd -D -e -f {}", self.at("config").display());
        self.jail.serve("sshd", &command, self.address());
    }

    /// Makes this key of the host the only one that `file` knows.
    pub fn record_key(&self, file: &Path, name: &str, address: SocketAddr) {
        let key = fs::read_to_string(self.at(name).with_extension("pub")).unwrap();
        fs::write(file, format!("[127.0.0.1]:{} {key}", address.port())).unwrap();
    }
}

fn keygen(path: &Path, kind: &str, phrase: &str) {
    run(Command::new("ssh-keygen").args(["-q", "-t", kind, "-N", phrase, "-C", "thu", "-f"]).arg(path));
}
