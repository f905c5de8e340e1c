//! Control connections of FTP (RFC 959), encrypted with TLS (RFC 4217).

use std::io;
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use suppaftp::types::FileType;
use suppaftp::{FtpError, FtpResult, Mode, RustlsConnector, RustlsFtpStream, Status, TlsConnector};

use super::error;
use crate::model::publish_target::{Encryption, Ftps};
use crate::publish::remote::{RemoteError, Secret};
use crate::publish::tls::{self, CertificateVerifier};

const CONNECTING: Duration = Duration::from_secs(15);

/// A host that moves nothing for so long is given up.
const SILENCE: Duration = Duration::from_secs(25);

/// A control connection of a user who was let in.
pub(super) struct Control {
    pub(super) ftp: RustlsFtpStream,
    /// Whether the host lists for programs.
    pub(super) lists_for_machines: bool,
    /// The folder that the host starts in, without the slash at its end.
    pub(super) start: String,
    /// Which connection to this host it is, from 0.
    pub(super) nth: u64,
}

/// Why there is no control connection.
pub(super) enum Closed {
    /// The host may let this user in no more often than it does already.
    Crowded(RemoteError),
    Fault(RemoteError),
}

impl From<RemoteError> for Closed {
    fn from(error: RemoteError) -> Closed {
        Closed::Fault(error)
    }
}

impl From<Closed> for RemoteError {
    fn from(closed: Closed) -> RemoteError {
        match closed {
            Closed::Crowded(error) | Closed::Fault(error) => error,
        }
    }
}

impl Control {
    /// Connects, encrypts as the target says, and lets the user in.
    pub(super) fn open(
        target: &Ftps,
        trust: Option<&CertificateVerifier>,
        password: &Secret,
        nth: u64,
    ) -> Result<Control, Closed> {
        let (stream, address) = reached(&target.host, target.port)?;
        let mut ftp = match (target.encryption, trust) {
            (Encryption::Nothing, _) => plain(stream)?,
            (Encryption::Explicit, Some(trust)) => explicit(target, stream, trust)?,
            (Encryption::Implicit, Some(trust)) => {
                drop(stream);
                implicit(target, address, trust)?
            }
            (_, None) => return Err(RemoteError::Unable { reason: "nobody is trusted".into() }.into()),
        };
        if address.is_ipv6() {
            ftp.set_mode(Mode::ExtendedPassive);
        }
        ftp.set_passive_nat_workaround(true);
        let mut ftp = ftp.passive_stream_builder(|address| {
            let stream =
                TcpStream::connect_timeout(&address, CONNECTING).map_err(FtpError::ConnectionError)?;
            timed(&stream).map_err(FtpError::ConnectionError)?;
            Ok(stream)
        });
        log_in(&mut ftp, &target.user, password)?;
        let features = ftp.feat().unwrap_or_default();
        if features.contains_key("UTF8") {
            // Some hosts want to be asked, others do it anyway and refuse to be asked.
            let _ = ftp.opts("UTF8", Some("ON"));
        }
        let call = |error| error::of_call("", error);
        ftp.transfer_type(FileType::Binary).map_err(call)?;
        let start = ftp.pwd().map_err(call)?.trim_end_matches('/').to_owned();
        Ok(Control { ftp, lists_for_machines: features.contains_key("MLST"), start, nth })
    }

    /// Whether the host has hung up, or said that it will, while nothing was asked of it.
    pub(super) fn is_over(&self) -> bool {
        let socket = self.ftp.get_ref();
        if socket.set_nonblocking(true).is_err() {
            return true;
        }
        let quiet = matches!(socket.peek(&mut [0]), Err(error) if error.kind() == io::ErrorKind::WouldBlock);
        socket.set_nonblocking(false).is_err() || !quiet
    }
}

/// The first address of the host at which somebody answers.
fn reached(host: &str, port: u16) -> Result<(TcpStream, SocketAddr), RemoteError> {
    let unreachable = |error: io::Error| RemoteError::Unreachable { reason: error.to_string() };
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for address in (host, port).to_socket_addrs().map_err(unreachable)? {
        match TcpStream::connect_timeout(&address, CONNECTING) {
            Ok(stream) => return Ok((stream, address)),
            Err(error) => last = error,
        }
    }
    Err(unreachable(last))
}

fn plain(stream: TcpStream) -> Result<RustlsFtpStream, Closed> {
    timed(&stream).map_err(|error| error::of_io(&error))?;
    RustlsFtpStream::connect_with_stream(stream).map_err(|error| match error::code(&error) {
        421 => Closed::Crowded(error::of_call("", error)),
        _ => Closed::Fault(error::of_call("", error)),
    })
}

fn explicit(
    target: &Ftps,
    stream: TcpStream,
    trust: &CertificateVerifier,
) -> Result<RustlsFtpStream, Closed> {
    let secured = plain(stream)?.into_secure(Connector::new(trust), &target.host);
    let secured = secured.map_err(|error| match error::code(&error) {
        500..=599 => RemoteError::Unable { reason: format!("it does not encrypt: {error}") },
        _ => error::of_call("", error),
    });
    Ok(secured?)
}

fn implicit(
    target: &Ftps,
    address: SocketAddr,
    trust: &CertificateVerifier,
) -> Result<RustlsFtpStream, RemoteError> {
    let call = |error| error::of_call("", error);
    let connector = Connector::new(trust);
    let mut ftp = RustlsFtpStream::connect_secure_implicit(address, connector, &target.host).map_err(call)?;
    for command in ["PBSZ 0", "PROT P"] {
        ftp.custom_command(command, &[Status::CommandOk]).map_err(call)?;
    }
    Ok(ftp)
}

/// Answers to a password are not repeated: a host might say it again.
fn log_in(ftp: &mut RustlsFtpStream, user: &str, password: &Secret) -> Result<(), Closed> {
    ftp.login(user, password.reveal()).map_err(|error| match error::code(&error) {
        0 => Closed::Fault(error::of_call("", error)),
        421 => Closed::Crowded(RemoteError::Broken { reason: "the host has too many connections".into() }),
        430 | 530 | 332 | 532 => Closed::Crowded(RemoteError::Refused { user: user.to_owned() }),
        code => RemoteError::Other { path: String::new(), reason: format!("{code} when logging in") }.into(),
    })
}

fn timed(stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(SILENCE))?;
    stream.set_write_timeout(Some(SILENCE))
}

/// Encrypts the control connection and all its transfers with one store of sessions: hosts that want a session used
/// again look for that of their control connection.
#[derive(Debug)]
struct Connector(RustlsConnector);

impl Connector {
    fn new(trust: &CertificateVerifier) -> Connector {
        Connector(RustlsConnector::from(Arc::new(tls::config(trust))))
    }
}

impl TlsConnector for Connector {
    type Stream = <RustlsConnector as TlsConnector>::Stream;

    fn connect(&self, domain: &str, stream: TcpStream) -> FtpResult<Self::Stream> {
        timed(&stream).map_err(FtpError::ConnectionError)?;
        self.0.connect(domain, stream)
    }
}
