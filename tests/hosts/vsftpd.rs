//! vsftpd for tests, configured to require TLS session reuse.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use bangvang::model::publish_target::{Encryption, Ftps};

use crate::hosts::proxy::{Faults, Proxy};
use crate::hosts::sandbox::{Sandbox, run};

/// Number of ports for data connections of each server, below the range from which the system assigns ports.
const DATA_PORTS: u16 = 64;
static SERVERS: AtomicU16 = AtomicU16::new(0);

/// A server with a folder; both are removed when it is dropped.
pub struct Vsftpd {
    sandbox: Sandbox,
    /// Port of the control connection; the following ports are for data connections.
    port: u16,
}

impl Vsftpd {
    /// Starts a server with additional lines of configuration and a certificate; `None` if it is not available.
    pub fn start(more: &str) -> Option<Vsftpd> {
        let nth = SERVERS.fetch_add(1, Ordering::SeqCst);
        let start = 10_000 + (std::process::id() as u16 % 16) * 1300;
        let mut server =
            Vsftpd { sandbox: Sandbox::new("/usr/sbin/vsftpd")?, port: start + nth * (DATA_PORTS + 1) };
        let folder = server.at("").display().to_string();
        certificates(&server.at(""));
        fs::copy(server.at("tot.pem"), server.at("dung.pem")).unwrap();
        let config = format!(
            "listen=YES\nlisten_address=127.0.0.1\nlisten_port={0}\npasv_min_port={1}\npasv_max_port={2}\n\
             background=NO\nseccomp_sandbox=NO\nanonymous_enable=NO\nlocal_enable=YES\nwrite_enable=YES\n\
             local_umask=022\nsecure_chroot_dir=/run/vsftpd/empty\npam_service_name=vsftpd\nxferlog_enable=NO\n\
             ssl_enable=YES\nssl_ciphers=HIGH\nrequire_ssl_reuse=YES\nforce_local_data_ssl=YES\nforce_local_logins_ssl=YES\n\
             rsa_cert_file={folder}/dung.pem\nrsa_private_key_file={folder}/khoa.pem\n{more}\n",
            server.port,
            server.port + 1,
            server.port + DATA_PORTS
        );
        fs::write(server.at("config"), config).unwrap();
        server.run();
        Some(server)
    }

    /// Starts the server, also after a stop.
    pub fn run(&mut self) {
        let command = format!("/usr/sbin/vsftpd {}", self.at("config").display());
        self.sandbox.serve("vsftpd", &command, self.address());
    }

    /// Kills the server and all its child processes.
    pub fn stop(&mut self) {
        self.sandbox.stop();
    }

    /// Restarts the server with another certificate.
    pub fn show(&mut self, certificate: &str) {
        self.stop();
        fs::copy(self.at(certificate), self.at("dung.pem")).unwrap();
        self.run();
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

    /// Starts a proxy for each port of the server, at another address of this computer.
    pub fn proxies(&self) -> (Vec<Proxy>, Arc<Faults>) {
        let faults = Arc::<Faults>::default();
        let other = [127, 0, 0, 2].into();
        let proxies = (self.port..=self.port + DATA_PORTS)
            .map(|port| Proxy::at(other, port, ([127, 0, 0, 1], port).into(), Arc::clone(&faults)));
        (proxies.collect(), faults)
    }

    /// Returns the target with the site of this server at `host`, which may be the address of its proxies.
    pub fn target(&self, host: &str) -> Ftps {
        Ftps {
            host: host.into(),
            port: self.port,
            user: "bien-tap".into(),
            folder: self.at("site").display().to_string().into(),
            encryption: Encryption::Explicit,
            certificate: Some("ca.pem".into()),
            connections: 8,
        }
    }
}

/// Creates the authority `ca.pem` and certificates with one key: valid, expired, for another name, self-signed, and
/// self-signed and expired.
pub fn certificates(folder: &Path) {
    let openssl = |arguments: &[&str]| run(Command::new("openssl").args(arguments).current_dir(folder));
    let new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    openssl(
        &[&["req", "-x509"], &new[..], &["-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=CA thu"]]
            .concat(),
    );
    let request = |name: &str, names: &str| {
        let key: &[&str] = if name == "tot" { &new } else { &["-key", "khoa.pem"] };
        let names = format!("subjectAltName={names}");
        let out = format!("{name}.csr");
        let rest = ["-keyout", "khoa.pem", "-out", &out, "-subj", "/CN=thu", "-addext", &names];
        let rest = if name == "tot" { &rest[..] } else { &rest[2..] };
        openssl(&[&["req", "-new"], key, rest].concat());
    };
    request("tot", "IP:127.0.0.1,IP:127.0.0.2");
    request("ten-khac", "DNS:khac.example");
    let settings = "[ca]\ndefault_ca=d\n[d]\nnew_certs_dir=.\ndatabase=index\nrand_serial=yes\ndefault_md=sha256\n\
                    policy=p\ncopy_extensions=copy\nunique_subject=no\n[p]\ncommonName=supplied\n";
    fs::write(folder.join("ca.conf"), settings).unwrap();
    fs::write(folder.join("index"), "").unwrap();
    let ca = ["-cert", "ca.pem", "-keyfile", "ca.key"];
    let self_signed = ["-selfsign", "-keyfile", "khoa.pem"];
    let (good, expired) = ("20990101000000Z", "20200201000000Z");
    for (request, out, signer, end) in [
        ("tot", "tot", &ca[..], good),
        ("tot", "het-han", &ca, expired),
        ("ten-khac", "ten-khac", &ca, good),
        ("tot", "tu-ky", &self_signed, good),
        ("tot", "tu-ky-het-han", &self_signed, expired),
    ] {
        let (request, out) = (format!("{request}.csr"), format!("{out}.pem"));
        let rest = ["-in", &request, "-out", &out, "-startdate", "20200101000000Z", "-enddate", end];
        openssl(&[&["ca", "-batch", "-notext", "-config", "ca.conf"], signer, &rest].concat());
    }
}
