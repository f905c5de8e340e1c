//! Opens SSH connections to hosts whose keys are known.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use russh::client::{self, Config, Handle, Handler, Msg};
use russh::keys::{PublicKey, PublicKeyOrCertificate};
use russh::{Channel, ChannelMsg, Disconnect, SshId};
use russh_sftp::client::RawSftpSession;
use russh_sftp::client::error::Error as SftpError;
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

use super::error;
use crate::file;
use crate::publish::known_hosts::{self, HostKeyStatus, KnownHosts};
use crate::publish::remote::RemoteError;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(25);

/// Delays before connecting again.
const RETRY_DELAYS: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(2)];

/// After this time without a message from the server, a keepalive request is sent.
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(8);

/// A connection without traffic in either direction for this long is given up.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// A request may have to wait behind those sent before it on a slow connection.
const REQUEST_TIMEOUT_SECONDS: u64 = 120;

/// Maximum number of chunks in flight, of all files together: 2 MiB, which takes about 33 s at 64 kB/s.
const MAX_CHUNKS_IN_FLIGHT: usize = 64;

/// A connection with an open SFTP session.
pub(super) struct SftpConnection {
    pub(super) session: RawSftpSession,
    pub(super) features: ServerFeatures,
    /// One permit for each chunk in flight.
    pub(super) chunks: Semaphore,
    /// Number of this connection to the host, from 0.
    pub(super) nth: u64,
    broken: AtomicBool,
    handle: Handle<HostKeyVerifier>,
    ended: watch::Receiver<()>,
}

/// Extensions of the protocol that the server supports.
pub(super) struct ServerFeatures {
    /// `posix-rename@openssh.com`: renames replace an existing file.
    pub(super) replaces: bool,
    /// `fsync@openssh.com`: files can be flushed to disk.
    pub(super) syncs: bool,
    /// `statvfs@openssh.com`: the server reports free space.
    pub(super) reports_free_space: bool,
}

impl SftpConnection {
    /// Returns true if the connection has ended or reported an error of its own.
    pub(super) fn is_broken(&self) -> bool {
        self.broken.load(Ordering::Relaxed) || self.handle.is_closed()
    }

    /// Runs `work` until the connection ends: requests that are sent while it ends never get a response.
    ///
    /// # Errors
    /// Those of `work`, and [`RemoteError::ConnectionLost`] if the connection ends first.
    pub(super) async fn until_closed<T>(
        &self,
        work: impl Future<Output = Result<T, RemoteError>>,
    ) -> Result<T, RemoteError> {
        let mut ended = self.ended.clone();
        let closed = async {
            while ended.changed().await.is_ok() {}
            // Responses that arrived before the end may still have to be delivered.
            sleep(Duration::from_millis(300)).await;
        };
        tokio::select! {
            done = work => done,
            () = closed => {
                self.broken.store(true, Ordering::Relaxed);
                Err(error::ssh_error(russh::Error::Disconnect))
            }
        }
    }

    /// Converts an error of a request for `path`; an error without a status of the server marks the connection as
    /// broken.
    pub(super) fn remote_error(&self, path: &str, error: SftpError) -> RemoteError {
        let error = error::sftp_error(path, error);
        if matches!(error, RemoteError::ConnectionLost { .. }) {
            self.broken.store(true, Ordering::Relaxed);
        }
        error
    }

    /// Closes the session and the connection, waiting at most one second.
    pub(super) async fn close(&self) {
        let _ = self.session.close_session();
        let _ =
            timeout(Duration::from_secs(1), self.handle.disconnect(Disconnect::ByApplication, "", "")).await;
    }
}

/// The state of a connection before authentication.
pub(super) enum Handshake {
    /// The key of the host is known.
    Known(Handle<HostKeyVerifier>, watch::Receiver<()>),
    /// The host presented this key, and none is recorded for it.
    Unknown(PublicKey),
    /// The host closed the connection.
    Closed(RemoteError),
}

/// Connects, with retries if the server closes the connection before authentication: OpenSSH does so while too many
/// logins are in progress (`MaxStartups`). Retrying cannot lock the user out, because no login attempt was made.
///
/// # Errors
/// As for [`handshake`].
pub(super) async fn connect_with_retry(
    host: &str,
    port: u16,
    known_hosts: &Arc<KnownHosts>,
) -> Result<Handshake, RemoteError> {
    for pause in RETRY_DELAYS {
        match handshake(host, port, Arc::clone(known_hosts)).await? {
            Handshake::Closed(_) => sleep(pause).await,
            other => return Ok(other),
        }
    }
    handshake(host, port, Arc::clone(known_hosts)).await
}

/// Connects and checks the key of the host.
///
/// # Errors
/// If the host is not reachable, its key is not the recorded one, or the handshake fails or times out.
pub(super) async fn handshake(
    host: &str,
    port: u16,
    known_hosts: Arc<KnownHosts>,
) -> Result<Handshake, RemoteError> {
    let unreachable = |reason: String| RemoteError::Unreachable { reason };
    let stream = timeout(CONNECT_TIMEOUT, TcpStream::connect((host, port)))
        .await
        .map_err(|_| unreachable("reason-timed-out".into()))?
        .map_err(|error| unreachable(file::reason(&error)))?;
    stream.set_nodelay(true).map_err(|error| unreachable(file::reason(&error)))?;
    let config = config(&known_hosts, host, port);
    let presented = Arc::new(Mutex::new(None));
    let (alive, ended) = watch::channel(());
    let verifier = HostKeyVerifier {
        known_hosts,
        host: host.to_owned(),
        port,
        presented: Arc::clone(&presented),
        _alive: alive,
    };
    let result = timeout(HANDSHAKE_TIMEOUT, client::connect_stream(Arc::new(config), stream, verifier)).await;
    let presented = presented.lock().map(|mut presented| presented.take()).unwrap_or_default();
    match (result, presented) {
        (Ok(Ok(handle)), _) => Ok(Handshake::Known(handle, ended)),
        (_, Some((key, HostKeyStatus::Unknown))) => Ok(Handshake::Unknown(key)),
        (_, Some((key, HostKeyStatus::Changed { recorded, file }))) => Err(RemoteError::ChangedHost {
            host: display_host(host, port),
            shown: known_hosts::fingerprint(&key),
            recorded,
            file,
        }),
        (Ok(Err(error @ (russh::Error::Disconnect | russh::Error::IO(_)))), _) => {
            Ok(Handshake::Closed(error::ssh_error(error)))
        }
        (Ok(Err(error)), _) => Err(error::ssh_error(error)),
        (Err(_), _) => Err(error::timed_out()),
    }
}

/// Returns the host for display: with its port unless it is 22.
pub(super) fn display_host(host: &str, port: u16) -> String {
    if port == 22 {
        host.to_owned()
    } else if host.contains(':') {
        format!("[{host}]:{port}")
    } else {
        format!("{host}:{port}")
    }
}

fn config(known_hosts: &KnownHosts, host: &str, port: u16) -> Config {
    let mut config = Config {
        client_id: SshId::Standard(concat!("SSH-2.0-bangvang_", env!("CARGO_PKG_VERSION")).into()),
        keepalive_interval: Some(KEEPALIVE_INTERVAL),
        keepalive_max: 2,
        inactivity_timeout: Some(IDLE_TIMEOUT),
        nodelay: true,
        ..Config::default()
    };
    let mut kinds = known_hosts.algorithms(host, port);
    kinds.extend(
        config.preferred.key.iter().filter(|kind| !kinds.contains(kind)).cloned().collect::<Vec<_>>(),
    );
    config.preferred.key = kinds.into();
    config
}

/// Opens an SFTP session on an authenticated connection.
///
/// # Errors
/// If the server does not support SFTP, or the connection is lost.
pub(super) async fn open_sftp(
    handle: Handle<HostKeyVerifier>,
    ended: watch::Receiver<()>,
    nth: u64,
) -> Result<SftpConnection, RemoteError> {
    let channel = timeout(HANDSHAKE_TIMEOUT, handle.channel_open_session()).await;
    let mut channel = channel.map_err(|_| error::timed_out())?.map_err(error::ssh_error)?;
    timeout(HANDSHAKE_TIMEOUT, request_sftp(&mut channel)).await.map_err(|_| error::timed_out())??;
    let session = RawSftpSession::new(channel.into_stream());
    session.set_timeout(HANDSHAKE_TIMEOUT.as_secs());
    let version = match session.init().await {
        Ok(version) => version,
        Err(SftpError::Timeout) => return Err(error::timed_out()),
        Err(SftpError::Status(_)) => return Err(no_sftp()),
        Err(error) => {
            // A lost connection closes everything at once; a server without SFTP closes only this channel.
            sleep(Duration::from_millis(300)).await;
            return Err(if handle.is_closed() { error::sftp_error("", error) } else { no_sftp() });
        }
    };
    session.set_timeout(REQUEST_TIMEOUT_SECONDS);
    let has = |name: &str| version.extensions.contains_key(name);
    let features = ServerFeatures {
        replaces: has("posix-rename@openssh.com"),
        syncs: has("fsync@openssh.com"),
        reports_free_space: has("statvfs@openssh.com"),
    };
    let chunks = Semaphore::new(MAX_CHUNKS_IN_FLIGHT);
    Ok(SftpConnection { session, features, chunks, nth, broken: AtomicBool::new(false), handle, ended })
}

async fn request_sftp(channel: &mut Channel<Msg>) -> Result<(), RemoteError> {
    channel.request_subsystem(true, "sftp").await.map_err(error::ssh_error)?;
    loop {
        match channel.wait().await {
            Some(ChannelMsg::Success) => return Ok(()),
            Some(ChannelMsg::Failure | ChannelMsg::ExitStatus { .. }) => return Err(no_sftp()),
            None => return Err(error::ssh_error(russh::Error::Disconnect)),
            Some(_) => {}
        }
    }
}

fn no_sftp() -> RemoteError {
    RemoteError::Unsupported { reason: "reason-no-sftp".into() }
}

/// Accepts known host keys only, and records the key that the host presented.
pub(super) struct HostKeyVerifier {
    known_hosts: Arc<KnownHosts>,
    host: String,
    port: u16,
    presented: Arc<Mutex<Option<(PublicKey, HostKeyStatus)>>>,
    /// Dropped with the connection, which wakes the receivers.
    _alive: watch::Sender<()>,
}

impl Handler for HostKeyVerifier {
    type Error = russh::Error;

    async fn check_server_key(&mut self, shown: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        // No certificate was requested, so a host that sends one is not trusted.
        let PublicKeyOrCertificate::PublicKey { key, .. } = shown else { return Ok(false) };
        let status = self.known_hosts.status(&self.host, self.port, key);
        let is_known = status == HostKeyStatus::Known;
        if let Ok(mut presented) = self.presented.lock() {
            *presented = Some((key.clone(), status));
        }
        Ok(is_known)
    }
}
