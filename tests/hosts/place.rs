//! A site on a server of any kind, behind a line that can break: what the whole of publishing is tried against.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bangvang::model::publish_target::{Ftps, HostSettings};
use bangvang::publish::connect;
use bangvang::publish::login::Login;
use bangvang::publish::remote::{Remote, Secret};

use crate::hosts::Person;
use crate::hosts::jail::PASSWORD;
use crate::hosts::proxy::{Faults, Proxy};
use crate::hosts::s3_server::{KEY, Oddity, S3Server, SECRET};
use crate::hosts::sshd::Sshd;
use crate::hosts::vsftpd::Vsftpd;
use crate::project::Project;
use crate::publishing::{MANIFEST, Tree};

/// What a server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// OpenSSH.
    Sftp,
    /// vsftpd, which insists that sessions of TLS are used again.
    Ftps,
    /// Objects that are kept as files.
    S3,
}

/// All of them.
pub const KINDS: [Kind; 3] = [Kind::Sftp, Kind::Ftps, Kind::S3];

/// The disk of one megabyte.
const SMALL: &str = "nho";

/// A server with a folder for a site; both vanish with this value.
pub struct Place {
    /// The server.
    pub server: Server,
    /// What is wrong with the line to it.
    pub faults: Arc<Faults>,
    /// How many connections FTPS has at once.
    pub connections: usize,
    /// In the folder of the server.
    folder: &'static str,
    _lines: Vec<Proxy>,
}

/// A server.
pub enum Server {
    /// OpenSSH, with the end of the line to it.
    Sftp(Sshd, std::net::SocketAddr),
    /// vsftpd.
    Ftps(Vsftpd),
    /// Objects, with the end of the line to them.
    S3(S3Server, std::net::SocketAddr),
}

impl Place {
    /// A server of this kind with an empty site, unless this computer has none.
    pub fn start(kind: Kind) -> Option<Place> {
        let (server, faults, lines) = match kind {
            Kind::Sftp => {
                let server = Sshd::start("")?;
                let line = Proxy::to(server.address());
                (Server::Sftp(server, line.address), Arc::clone(&line.faults), vec![line])
            }
            Kind::Ftps => {
                let server = Vsftpd::start("")?;
                let (lines, faults) = server.lines();
                (Server::Ftps(server), faults, lines)
            }
            Kind::S3 => {
                let server = S3Server::start(Oddity::Nothing);
                let line = Proxy::to(server.address);
                return Some(Place::of_storage(server, line));
            }
        };
        Some(Place { server, faults, connections: 4, folder: "site", _lines: lines })
    }

    /// A storage behind this line.
    pub fn of_storage(server: S3Server, line: Proxy) -> Place {
        let faults = Arc::clone(&line.faults);
        let server = Server::S3(server, line.address);
        Place { server, faults, connections: 4, folder: "site", _lines: vec![line] }
    }

    /// The same server with the site on its disk of one megabyte; a storage has none.
    pub fn on_the_small_disk(self) -> Place {
        Place { folder: SMALL, ..self }
    }

    /// The site as `site.yaml` names it.
    pub fn host(&self) -> HostSettings {
        match &self.server {
            Server::Sftp(server, address) => {
                let folder = server.at(self.folder).display().to_string().into();
                HostSettings::Sftp(bangvang::model::publish_target::Sftp {
                    folder,
                    ..server.target(*address)
                })
            }
            Server::Ftps(server) => {
                let folder = server.at(self.folder).display().to_string().into();
                HostSettings::Ftps(Ftps {
                    folder,
                    connections: self.connections,
                    ..server.target("127.0.0.2")
                })
            }
            Server::S3(server, address) => HostSettings::S3(server.target(*address)),
        }
    }

    /// The same as a line of YAML.
    pub fn yaml(&self) -> String {
        match self.host() {
            HostSettings::Sftp(sftp) => format!(
                "{{kind: sftp, host: {}, port: {}, user: {}, folder: \"{}\", key: \"{}\"}}",
                sftp.host,
                sftp.port,
                sftp.user,
                sftp.folder,
                sftp.key.unwrap()
            ),
            HostSettings::Ftps(ftps) => format!(
                "{{kind: ftps, host: {}, port: {}, user: {}, folder: \"{}\", certificate: ca.pem, connections: {}}}",
                ftps.host, ftps.port, ftps.user, ftps.folder, ftps.connections
            ),
            HostSettings::S3(s3) => {
                format!("{{kind: s3, bucket: {}, endpoint: \"{}\"}}", s3.bucket, s3.endpoint.unwrap())
            }
            HostSettings::Folder { .. } => unreachable!("no server is one"),
        }
    }

    /// Everything that lets the program in, for a project with this target and the name `may-chu`.
    pub fn introduce(&self, project: &Project) -> Vec<(&'static str, String)> {
        let home = project.at("home");
        fs::create_dir_all(home.join(".ssh")).unwrap();
        let mut environment = vec![("HOME", home.display().to_string())];
        match &self.server {
            Server::Sftp(server, address) => {
                server.record_key(&home.join(".ssh/known_hosts"), "host-ed25519", *address);
            }
            Server::Ftps(server) => {
                fs::copy(server.at("ca.pem"), project.at("ca.pem")).unwrap();
                environment.push(("BANGVANG_MAY_CHU_PASSWORD", PASSWORD.to_owned()));
            }
            Server::S3(..) => {
                environment.push(("BANGVANG_MAY_CHU_ACCESS_KEY_ID", KEY.to_owned()));
                environment.push(("BANGVANG_MAY_CHU_SECRET_ACCESS_KEY", SECRET.to_owned()));
            }
        }
        environment
    }

    /// A connection of the run `run`, as the program makes it.
    pub fn connect(&self, run: &str) -> Box<dyn Remote> {
        self.try_connect(run).unwrap_or_else(|| panic!("no way to {}", self.yaml()))
    }

    /// The same; nothing when the line breaks meanwhile.
    pub fn try_connect(&self, run: &str) -> Option<Box<dyn Remote>> {
        let of = |text: &str| Some(Secret::new(text.to_owned()));
        let mut login = Login { run: run.to_owned(), ..Login::default() };
        match &self.server {
            Server::Sftp(server, address) => {
                let known = server.at("known");
                server.record_key(&known, "host-ed25519", *address);
                login.known_hosts = vec![known];
            }
            Server::Ftps(server) => {
                login.password = of(PASSWORD);
                login.project = server.at("");
            }
            Server::S3(..) => {
                login.access_key = of(KEY);
                login.secret_key = of(SECRET);
            }
        }
        match connect::connect(&self.host(), &login, &Person::default()) {
            Err(fault) if fault.is_transient() => None,
            connected => Some(connected.unwrap()),
        }
    }

    /// Where the server keeps the site.
    pub fn seen(&self) -> PathBuf {
        match &self.server {
            // That disk is in the world of the server alone.
            Server::Sftp(server, _) if self.folder == SMALL => server.seen(SMALL),
            Server::Ftps(server) if self.folder == SMALL => server.seen(SMALL),
            Server::Sftp(server, _) => server.at(self.folder),
            Server::Ftps(server) => server.at(self.folder),
            Server::S3(server, _) => server.seen(),
        }
    }

    /// What stands there, our records too; what goes while it is looked at may be missing.
    pub fn tree(&self) -> Tree {
        let (top, mut tree) = (self.seen(), Tree::new());
        let mut folders = vec![top.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    folders.push(path);
                } else if let Ok(bytes) = fs::read(&path) {
                    tree.insert(path.strip_prefix(&top).unwrap().to_string_lossy().into_owned(), bytes);
                }
            }
        }
        tree
    }

    /// What stands there but for the manifest.
    pub fn site(&self) -> Tree {
        let mut tree = self.tree();
        tree.remove(MANIFEST);
        tree
    }

    /// Puts a file there behind everybody's back.
    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.seen().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Removes everything that stands there.
    pub fn empty(&self) {
        fn clear(folder: &Path) {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                let path = entry.path();
                if entry.file_type().unwrap().is_dir() {
                    clear(&path);
                    fs::remove_dir(path).unwrap();
                } else {
                    fs::remove_file(path).unwrap();
                }
            }
        }
        clear(&self.seen());
    }

    /// Kills the server in the middle of whatever it does.
    pub fn kill(&mut self) {
        match &mut self.server {
            Server::Sftp(server, _) => server.stop(),
            Server::Ftps(server) => server.stop(),
            Server::S3(server, _) => server.stop(),
        }
    }

    /// Starts it again where it was, with all that it kept.
    pub fn start_again(&mut self) {
        match &mut self.server {
            Server::Sftp(server, _) => server.run(),
            Server::Ftps(server) => server.run(),
            Server::S3(server, _) => server.run(),
        }
    }
}
