//! Opens SSH connections, only to the host that was seen before.

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
use crate::publish::known_hosts::{self, HostKeyStatus, KnownHosts};
use crate::publish::remote::RemoteError;

const CONNECTING: Duration = Duration::from_secs(15);
const GREETING: Duration = Duration::from_secs(25);

/// How long to wait before knocking once more.
const KNOCKS: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(2)];

/// A host that says nothing for so long is asked whether it lives.
const KEEPALIVE: Duration = Duration::from_secs(8);

/// A line that moves nothing in either direction for so long is broken.
const SILENCE: Duration = Duration::from_secs(30);

/// A single request may wait behind those that were sent before it on a slow line.
const REQUEST_SECONDS: u64 = 120;

/// Pieces that may be on their way at once, of all files together: 2 MiB, which a line of 64 kB/s moves in time.
const PIECES: usize = 64;

/// A connection on which files can be moved.
pub(super) struct SftpConnection {
    pub(super) session: RawSftpSession,
    pub(super) abilities: ServerFeatures,
    /// Taken for each piece that is sent.
    pub(super) pieces: Semaphore,
    /// Which connection of this host it is, from 0.
    pub(super) nth: u64,
    broken: AtomicBool,
    handle: Handle<HostKeyVerifier>,
    ended: watch::Receiver<()>,
}

/// What the server can do beyond the protocol.
pub(super) struct ServerFeatures {
    /// `posix-rename@openssh.com`: renames onto a file that is there.
    pub(super) replaces: bool,
    /// `fsync@openssh.com`.
    pub(super) syncs: bool,
    /// `statvfs@openssh.com`.
    pub(super) tells_room: bool,
}

impl SftpConnection {
    pub(super) fn is_broken(&self) -> bool {
        self.broken.load(Ordering::Relaxed) || self.handle.is_closed()
    }

    /// Does `work`, but no longer than the connection lasts: requests that are sent while it ends are never answered.
    pub(super) async fn during<T>(
        &self,
        work: impl Future<Output = Result<T, RemoteError>>,
    ) -> Result<T, RemoteError> {
        let mut ended = self.ended.clone();
        let over = async {
            while ended.changed().await.is_ok() {}
            // What was answered before the end is still on its way to whoever asked.
            sleep(Duration::from_millis(300)).await;
        };
        tokio::select! {
            done = work => done,
            () = over => {
                self.broken.store(true, Ordering::Relaxed);
                Err(error::of_ssh(russh::Error::Disconnect))
            }
        }
    }

    /// What went wrong with `path`; anything that the host did not say itself means that the line is broken.
    pub(super) fn fault(&self, path: &str, error: SftpError) -> RemoteError {
        let fault = error::of_sftp(path, error);
        if matches!(fault, RemoteError::Broken { .. }) {
            self.broken.store(true, Ordering::Relaxed);
        }
        fault
    }

    /// Says goodbye, so that the host need not wait for more.
    pub(super) async fn close(&self) {
        let _ = self.session.close_session();
        let _ =
            timeout(Duration::from_secs(1), self.handle.disconnect(Disconnect::ByApplication, "", "")).await;
    }
}

/// What a connection came to before anybody logged in.
pub(super) enum Greeting {
    /// The host is the one that was seen before.
    Known(Handle<HostKeyVerifier>, watch::Receiver<()>),
    /// The host shows this key, and was never seen before.
    Unknown(PublicKey),
    /// The host hung up.
    Closed(RemoteError),
}

/// Knocks again at a door that closes at once: OpenSSH hangs up on some of those who come while many are logging in
/// (`MaxStartups`). Where nobody has been let in yet, trying again locks nobody out.
pub(super) async fn connect_with_retry(
    host: &str,
    port: u16,
    known: &Arc<KnownHosts>,
) -> Result<Greeting, RemoteError> {
    for pause in KNOCKS {
        match greet(host, port, Arc::clone(known)).await? {
            Greeting::Closed(_) => sleep(pause).await,
            other => return Ok(other),
        }
    }
    greet(host, port, Arc::clone(known)).await
}

/// Connects, and looks at the key of the host.
pub(super) async fn greet(host: &str, port: u16, known: Arc<KnownHosts>) -> Result<Greeting, RemoteError> {
    let unreachable = |reason: String| RemoteError::Unreachable { reason };
    let stream = timeout(CONNECTING, TcpStream::connect((host, port)))
        .await
        .map_err(|_| unreachable("nobody answers".into()))?
        .map_err(|error| unreachable(error.to_string()))?;
    stream.set_nodelay(true).map_err(|error| unreachable(error.to_string()))?;
    let config = config(&known, host, port);
    let seen = Arc::new(Mutex::new(None));
    let (lasts, ended) = watch::channel(());
    let door = HostKeyVerifier { known, host: host.to_owned(), port, seen: Arc::clone(&seen), _lasts: lasts };
    let greeted = timeout(GREETING, client::connect_stream(Arc::new(config), stream, door)).await;
    let seen = seen.lock().map(|mut seen| seen.take()).unwrap_or_default();
    match (greeted, seen) {
        (Ok(Ok(handle)), _) => Ok(Greeting::Known(handle, ended)),
        (_, Some((key, HostKeyStatus::Unknown))) => Ok(Greeting::Unknown(key)),
        (_, Some((key, HostKeyStatus::Changed { recorded, file }))) => Err(RemoteError::ChangedHost {
            host: called(host, port),
            shown: known_hosts::fingerprint(&key),
            recorded,
            file,
        }),
        (Ok(Err(error @ (russh::Error::Disconnect | russh::Error::IO(_)))), _) => {
            Ok(Greeting::Closed(error::of_ssh(error)))
        }
        (Ok(Err(error)), _) => Err(error::of_ssh(error)),
        (Err(_), _) => Err(error::silent()),
    }
}

/// What the host is called to a person: with its port unless it is the usual one.
pub(super) fn called(host: &str, port: u16) -> String {
    match (port, host.contains(':')) {
        (22, _) => host.to_owned(),
        (_, true) => format!("[{host}]:{port}"),
        (_, false) => format!("{host}:{port}"),
    }
}

fn config(known: &KnownHosts, host: &str, port: u16) -> Config {
    let mut config = Config {
        client_id: SshId::Standard(concat!("SSH-2.0-bangvang_", env!("CARGO_PKG_VERSION")).into()),
        keepalive_interval: Some(KEEPALIVE),
        keepalive_max: 2,
        inactivity_timeout: Some(SILENCE),
        nodelay: true,
        ..Config::default()
    };
    let mut kinds = known.algorithms(host, port);
    kinds.extend(
        config.preferred.key.iter().filter(|kind| !kinds.contains(kind)).cloned().collect::<Vec<_>>(),
    );
    config.preferred.key = kinds.into();
    config
}

/// Opens the part of the connection on which files are moved.
pub(super) async fn open(
    handle: Handle<HostKeyVerifier>,
    ended: watch::Receiver<()>,
    nth: u64,
) -> Result<SftpConnection, RemoteError> {
    let channel = timeout(GREETING, handle.channel_open_session()).await;
    let mut channel = channel.map_err(|_| error::silent())?.map_err(error::of_ssh)?;
    timeout(GREETING, ask_for_sftp(&mut channel)).await.map_err(|_| error::silent())??;
    let session = RawSftpSession::new(channel.into_stream());
    session.set_timeout(GREETING.as_secs());
    let version = match session.init().await {
        Ok(version) => version,
        Err(SftpError::Timeout) => return Err(error::silent()),
        Err(SftpError::Status(_)) => return Err(no_sftp()),
        Err(error) => {
            // A line that broke ends everything at once; a host without SFTP ends only this part of it.
            sleep(Duration::from_millis(300)).await;
            return Err(if handle.is_closed() { error::of_sftp("", error) } else { no_sftp() });
        }
    };
    session.set_timeout(REQUEST_SECONDS);
    let has = |name: &str| version.extensions.contains_key(name);
    let abilities = ServerFeatures {
        replaces: has("posix-rename@openssh.com"),
        syncs: has("fsync@openssh.com"),
        tells_room: has("statvfs@openssh.com"),
    };
    let pieces = Semaphore::new(PIECES);
    Ok(SftpConnection { session, abilities, pieces, nth, broken: AtomicBool::new(false), handle, ended })
}

async fn ask_for_sftp(channel: &mut Channel<Msg>) -> Result<(), RemoteError> {
    channel.request_subsystem(true, "sftp").await.map_err(error::of_ssh)?;
    loop {
        match channel.wait().await {
            Some(ChannelMsg::Success) => return Ok(()),
            Some(ChannelMsg::Failure | ChannelMsg::ExitStatus { .. }) => return Err(no_sftp()),
            None => return Err(error::of_ssh(russh::Error::Disconnect)),
            Some(_) => {}
        }
    }
}

fn no_sftp() -> RemoteError {
    RemoteError::Unable { reason: "it offers no SFTP".into() }
}

/// Who stands at the door: lets in only hosts that are known, and remembers who came.
pub(super) struct HostKeyVerifier {
    known: Arc<KnownHosts>,
    host: String,
    port: u16,
    seen: Arc<Mutex<Option<(PublicKey, HostKeyStatus)>>>,
    /// Dropped with the connection.
    _lasts: watch::Sender<()>,
}

impl Handler for HostKeyVerifier {
    type Error = russh::Error;

    async fn check_server_key(&mut self, shown: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        // None was asked for, so a host that sends one is not to be trusted.
        let PublicKeyOrCertificate::PublicKey { key, .. } = shown else { return Ok(false) };
        let standing = self.known.status(&self.host, self.port, key);
        let known = standing == HostKeyStatus::Known;
        if let Ok(mut seen) = self.seen.lock() {
            *seen = Some((key.clone(), standing));
        }
        Ok(known)
    }
}
