//! Test hosts: a site on a server of any kind, behind proxies that can fail.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bangvang::model::publish_target::{Ftps, HostSettings};
use bangvang::publish::connect;
use bangvang::publish::login::Login;
use bangvang::publish::remote::{Remote, Secret};

use crate::hosts::Person;
use crate::hosts::proxy::{Faults, Proxy};
use crate::hosts::s3_server::{KEY, Oddity, S3Server, SECRET};
use crate::hosts::sandbox::PASSWORD;
use crate::hosts::sshd::Sshd;
use crate::hosts::vsftpd::Vsftpd;
use crate::project::Project;
use crate::publishing::{MANIFEST, Tree};

/// The kind of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// OpenSSH.
    Sftp,
    /// vsftpd, which requires TLS session reuse.
    Ftps,
    /// An S3 server that stores objects as files.
    S3,
}

/// Every kind of server.
pub const KINDS: [Kind; 3] = [Kind::Sftp, Kind::Ftps, Kind::S3];

/// Folder on the disk of one megabyte.
const SMALL: &str = "nho";

/// A server with a folder for a site; both are removed when it is dropped.
pub struct TestHost {
    /// The server that stores the site.
    pub server: Server,
    /// The failures of the proxies in front of it.
    pub faults: Arc<Faults>,
    /// Maximum number of connections over FTPS.
    pub connections: usize,
    /// Folder of the site on the server.
    folder: &'static str,
    _proxies: Vec<Proxy>,
}

/// A server with the address of its proxy.
pub enum Server {
    /// OpenSSH, with the address of its proxy.
    Sftp(Sshd, std::net::SocketAddr),
    /// vsftpd.
    Ftps(Vsftpd),
    /// An S3 server, with the address of its proxy.
    S3(S3Server, std::net::SocketAddr),
}

impl TestHost {
    /// Starts a server of this kind with an empty site; `None` if it is not available on this computer.
    pub fn start(kind: Kind) -> Option<TestHost> {
        let (server, faults, proxies) = match kind {
            Kind::Sftp => {
                let server = Sshd::start("")?;
                let proxy = Proxy::to(server.address());
                (Server::Sftp(server, proxy.address), Arc::clone(&proxy.faults), vec![proxy])
            }
            Kind::Ftps => {
                let server = Vsftpd::start("")?;
                let (proxies, faults) = server.proxies();
                (Server::Ftps(server), faults, proxies)
            }
            Kind::S3 => {
                let server = S3Server::start(Oddity::Nothing);
                let proxy = Proxy::to(server.address);
                return Some(TestHost::with_s3_server(server, proxy));
            }
        };
        Some(TestHost { server, faults, connections: 4, folder: "site", _proxies: proxies })
    }

    /// Returns an S3 server behind this proxy.
    pub fn with_s3_server(server: S3Server, proxy: Proxy) -> TestHost {
        let faults = Arc::clone(&proxy.faults);
        let server = Server::S3(server, proxy.address);
        TestHost { server, faults, connections: 4, folder: "site", _proxies: vec![proxy] }
    }

    /// Returns the same server with the site on its disk of one megabyte; an S3 server has none.
    pub fn on_the_small_disk(self) -> TestHost {
        TestHost { folder: SMALL, ..self }
    }

    /// Returns the settings of the host.
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

    /// Returns the settings of the host as YAML, in one line.
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
            HostSettings::Folder { .. } => unreachable!("no test host is a folder"),
        }
    }

    /// Writes the credentials for a target named `may-chu` into `project`, and returns the environment variables of
    /// the rest.
    pub fn write_credentials(&self, project: &Project) -> Vec<(&'static str, String)> {
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

    /// Connects for the run `run`, as the program does.
    pub fn connect(&self, run: &str) -> Box<dyn Remote> {
        self.try_connect(run).unwrap_or_else(|| panic!("no connection to {}", self.yaml()))
    }

    /// Connects; `None` after a transient error.
    pub fn try_connect(&self, run: &str) -> Option<Box<dyn Remote>> {
        let secret = |text: &str| Some(Secret::new(text.to_owned()));
        let mut login = Login { run: run.to_owned(), ..Login::default() };
        match &self.server {
            Server::Sftp(server, address) => {
                let known = server.at("known");
                server.record_key(&known, "host-ed25519", *address);
                login.known_hosts = vec![known];
            }
            Server::Ftps(server) => {
                login.password = secret(PASSWORD);
                login.project = server.at("");
            }
            Server::S3(..) => {
                login.access_key = secret(KEY);
                login.secret_key = secret(SECRET);
            }
        }
        match connect::connect(&self.host(), &login, &Person::default()) {
            Err(error) if error.is_transient() => None,
            connected => Some(connected.unwrap()),
        }
    }

    /// Returns the folder in which the server stores the site.
    pub fn server_path(&self) -> PathBuf {
        match &self.server {
            // That disk is mounted only in the namespace of the server.
            Server::Sftp(server, _) if self.folder == SMALL => server.server_path(SMALL),
            Server::Ftps(server) if self.folder == SMALL => server.server_path(SMALL),
            Server::Sftp(server, _) => server.at(self.folder),
            Server::Ftps(server) => server.at(self.folder),
            Server::S3(server, _) => server.server_path(),
        }
    }

    /// Returns all files of the server, including records; files that are removed meanwhile may be missing.
    pub fn tree(&self) -> Tree {
        let (top, mut tree) = (self.server_path(), Tree::new());
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

    /// Returns all files of the server but the manifest.
    pub fn site(&self) -> Tree {
        let mut tree = self.tree();
        tree.remove(MANIFEST);
        tree
    }

    /// Writes a file directly to the server, as another program would.
    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.server_path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Removes all files of the server.
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
        clear(&self.server_path());
    }

    /// Kills the server and closes its connections.
    pub fn kill(&mut self) {
        match &mut self.server {
            Server::Sftp(server, _) => server.stop(),
            Server::Ftps(server) => server.stop(),
            Server::S3(server, _) => server.stop(),
        }
    }

    /// Starts the server again at the same address, with its files.
    pub fn restart(&mut self) {
        match &mut self.server {
            Server::Sftp(server, _) => server.run(),
            Server::Ftps(server) => server.run(),
            Server::S3(server, _) => server.run(),
        }
    }
}
