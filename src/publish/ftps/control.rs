//! FTP control connections (RFC 959), encrypted with TLS (RFC 4217).

use std::io;
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use suppaftp::types::FileType;
use suppaftp::{FtpError, FtpResult, Mode, RustlsConnector, RustlsFtpStream, Status, TlsConnector};

use super::error;
use crate::file;
use crate::model::publish_target::{Encryption, Ftps};
use crate::publish::remote::{RemoteError, Secret};
use crate::publish::tls::{self, CertificateVerifier};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// A server that sends and accepts nothing for this long is given up.
const IDLE_TIMEOUT: Duration = Duration::from_secs(25);

/// A control connection on which the user is logged in.
pub(super) struct Control {
    pub(super) ftp: RustlsFtpStream,
    /// Whether the server supports `MLSD` (RFC 3659).
    pub(super) supports_mlsd: bool,
    /// The initial working directory, without the slash at its end.
    pub(super) start: String,
    /// Number of this connection to the server, from 0.
    pub(super) nth: u64,
}

/// Why no control connection could be opened.
pub(super) enum OpenError {
    /// The server may allow no further connection of this user; the ones that are open stay usable.
    TooManyConnections(RemoteError),
    Other(RemoteError),
}

impl From<RemoteError> for OpenError {
    fn from(error: RemoteError) -> OpenError {
        OpenError::Other(error)
    }
}

impl From<OpenError> for RemoteError {
    fn from(open_error: OpenError) -> RemoteError {
        match open_error {
            OpenError::TooManyConnections(error) | OpenError::Other(error) => error,
        }
    }
}

impl Control {
    /// Connects, encrypts as the target says, and logs in.
    ///
    /// # Errors
    /// [`OpenError::TooManyConnections`] if an earlier connection may be the reason; [`OpenError::Other`] if the
    /// server is not reachable, not trusted or lacks a needed feature.
    pub(super) fn open(
        target: &Ftps,
        verifier: Option<&CertificateVerifier>,
        password: &Secret,
        nth: u64,
    ) -> Result<Control, OpenError> {
        let (stream, address) = connect_tcp(&target.host, target.port)?;
        let mut ftp = match (target.encryption, verifier) {
            (Encryption::Nothing, _) => open_plain(stream)?,
            (Encryption::Explicit, Some(verifier)) => open_explicit(target, stream, verifier)?,
            (Encryption::Implicit, Some(verifier)) => {
                drop(stream);
                open_implicit(target, address, verifier)?
            }
            (_, None) => {
                return Err(RemoteError::Unsupported { reason: "reason-no-authorities".into() }.into());
            }
        };
        if address.is_ipv6() {
            ftp.set_mode(Mode::ExtendedPassive);
        }
        ftp.set_passive_nat_workaround(true);
        let mut ftp = ftp.passive_stream_builder(|address| {
            let stream =
                TcpStream::connect_timeout(&address, CONNECT_TIMEOUT).map_err(FtpError::ConnectionError)?;
            set_timeouts(&stream).map_err(FtpError::ConnectionError)?;
            Ok(stream)
        });
        log_in(&mut ftp, &target.user, password)?;
        let features = ftp.feat().unwrap_or_default();
        if features.contains_key("UTF8") {
            // Some servers require this command; others use UTF-8 anyway and reject it.
            let _ = ftp.opts("UTF8", Some("ON"));
        }
        let convert = |error| error::command_error("", error);
        ftp.transfer_type(FileType::Binary).map_err(convert)?;
        let start = ftp.pwd().map_err(convert)?.trim_end_matches('/').to_owned();
        Ok(Control { ftp, supports_mlsd: features.contains_key("MLST"), start, nth })
    }

    /// Returns true if the server has closed the connection, or announced that it will, since the last command.
    pub(super) fn is_closed(&self) -> bool {
        let socket = self.ftp.get_ref();
        if socket.set_nonblocking(true).is_err() {
            return true;
        }
        let quiet = matches!(socket.peek(&mut [0]), Err(error) if error.kind() == io::ErrorKind::WouldBlock);
        socket.set_nonblocking(false).is_err() || !quiet
    }
}

/// Connects to the first address of the host that accepts a connection.
fn connect_tcp(host: &str, port: u16) -> Result<(TcpStream, SocketAddr), RemoteError> {
    let unreachable = |error: io::Error| RemoteError::Unreachable { reason: file::reason(&error) };
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for address in (host, port).to_socket_addrs().map_err(unreachable)? {
        match TcpStream::connect_timeout(&address, CONNECT_TIMEOUT) {
            Ok(stream) => return Ok((stream, address)),
            Err(error) => last = error,
        }
    }
    Err(unreachable(last))
}

/// Wraps `stream` in an FTP session and reads the server's greeting.
fn open_plain(stream: TcpStream) -> Result<RustlsFtpStream, OpenError> {
    set_timeouts(&stream).map_err(|error| error::io_error(&error))?;
    RustlsFtpStream::connect_with_stream(stream).map_err(|error| match error::code(&error) {
        421 => OpenError::TooManyConnections(error::command_error("", error)),
        _ => OpenError::Other(error::command_error("", error)),
    })
}

/// Connects and upgrades to TLS with `AUTH TLS` (RFC 4217 §4).
fn open_explicit(
    target: &Ftps,
    stream: TcpStream,
    verifier: &CertificateVerifier,
) -> Result<RustlsFtpStream, OpenError> {
    let secured = open_plain(stream)?.into_secure(Connector::new(verifier), &target.host);
    let secured = secured.map_err(|error| match error::code(&error) {
        500..=599 => RemoteError::Unsupported { reason: format!("reason-no-tls ({error})") },
        _ => error::command_error("", error),
    });
    Ok(secured?)
}

/// Connects with TLS from the first byte, as is usual on port 990.
fn open_implicit(
    target: &Ftps,
    address: SocketAddr,
    verifier: &CertificateVerifier,
) -> Result<RustlsFtpStream, RemoteError> {
    let convert = |error| error::command_error("", error);
    let connector = Connector::new(verifier);
    let mut ftp =
        RustlsFtpStream::connect_secure_implicit(address, connector, &target.host).map_err(convert)?;
    for command in ["PBSZ 0", "PROT P"] {
        ftp.custom_command(command, &[Status::CommandOk]).map_err(convert)?;
    }
    Ok(ftp)
}

/// Logs in. The error omits the text of the response, because a server might repeat the password in it.
fn log_in(ftp: &mut RustlsFtpStream, user: &str, password: &Secret) -> Result<(), OpenError> {
    ftp.login(user, password.reveal()).map_err(|error| match error::code(&error) {
        0 => OpenError::Other(error::command_error("", error)),
        421 => OpenError::TooManyConnections(RemoteError::ConnectionLost {
            reason: "reason-too-many-connections".into(),
        }),
        430 | 530 | 332 | 532 => {
            OpenError::TooManyConnections(RemoteError::LoginRefused { user: user.to_owned() })
        }
        code => RemoteError::Other { path: String::new(), reason: format!("reason-answer ({code})") }.into(),
    })
}

/// Disables Nagle's algorithm and sets the read and write timeouts.
fn set_timeouts(stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(IDLE_TIMEOUT))?;
    stream.set_write_timeout(Some(IDLE_TIMEOUT))
}

/// Encrypts the control connection and its data connections with one TLS session store: servers that require session
/// reuse expect the session of the control connection.
#[derive(Debug)]
struct Connector(RustlsConnector);

impl Connector {
    fn new(verifier: &CertificateVerifier) -> Connector {
        Connector(RustlsConnector::from(Arc::new(tls::config(verifier))))
    }
}

impl TlsConnector for Connector {
    type Stream = <RustlsConnector as TlsConnector>::Stream;

    fn connect(&self, domain: &str, stream: TcpStream) -> FtpResult<Self::Stream> {
        set_timeouts(&stream).map_err(FtpError::ConnectionError)?;
        self.0.connect(domain, stream)
    }
}
