//! SFTP hosts: the SSH File Transfer Protocol, version 3 (draft-ietf-secsh-filexfer-02), on one connection.
//!
//! Many requests are in flight at once, because latency dominates. Replacing a file in one step needs
//! `posix-rename@openssh.com`, which nearly every server has; without it, new files can be uploaded, and replacing a
//! file is refused with [`RemoteError::Unsupported`] because readers would miss the file for a moment.

mod auth;
mod connection;
mod error;
mod files;
mod upload;

use std::future::Future;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use tokio::runtime::{Builder, Runtime};

use self::auth::{AuthMethod, Authenticator};
use self::connection::{Handshake, SftpConnection, connect_with_retry, display_host, handshake};
use self::upload::SftpUpload;
use crate::file;
use crate::model::publish_target::Sftp;
use crate::publish::known_hosts::{self, KnownHosts};
use crate::publish::login::Login;
use crate::publish::remote::{EntryKind, FileEnd, ListedEntry, LoginPrompt, Remote, RemoteError, Upload};
use crate::publish::site_folder::SiteFolder;
use crate::threads::locked;

/// Connects to the host of `target` and logs in.
///
/// If the key of the host is not known, `prompt` is asked whether to trust it, and a trusted key is recorded. The
/// folder of the site is not checked: the first upload creates it, but not the folders above it.
///
/// # Errors
/// If the host is not reachable, its key is not trusted or not the recorded one, the login is refused, or the server
/// does not support SFTP.
pub fn connect(
    target: &Sftp,
    login: &Login,
    prompt: &dyn LoginPrompt,
) -> Result<Box<dyn Remote>, RemoteError> {
    let unsupported = |error: io::Error| RemoteError::Unsupported { reason: file::reason(&error) };
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(unsupported)?;
    let mut host = SftpHost {
        runtime,
        target: target.clone(),
        login: login.clone(),
        site: SiteFolder::new("", &target.folder, &login.run),
        methods: Vec::new(),
        slot: Mutex::default(),
        failures: AtomicU64::new(0),
    };
    let (connection, methods) = host.runtime.block_on(host.connect_first(prompt))?;
    host.methods = methods;
    locked(&host.slot).connection = Some(Arc::new(connection));
    Ok(Box::new(host))
}

struct SftpHost {
    runtime: Runtime,
    target: Sftp,
    login: Login,
    site: SiteFolder,
    methods: Vec<AuthMethod>,
    slot: Mutex<Slot>,
    /// Number of failed attempts to reconnect.
    failures: AtomicU64,
}

#[derive(Default)]
struct Slot {
    connection: Option<Arc<SftpConnection>>,
    opened: u64,
    /// Set when the server refuses the login, which is then not tried again.
    refused: bool,
}

impl SftpHost {
    /// Opens the first connection, which may ask the user.
    async fn connect_first(
        &self,
        prompt: &dyn LoginPrompt,
    ) -> Result<(SftpConnection, Vec<AuthMethod>), RemoteError> {
        let (host, port) = (&*self.target.host, self.target.port);
        let known = || KnownHosts::read(&self.login.known_hosts).map(Arc::new);
        let (mut handle, ended) = match connect_with_retry(host, port, &known()?).await? {
            Handshake::Known(handle, ended) => (handle, ended),
            Handshake::Closed(error) => return Err(error),
            Handshake::Unknown(key) => {
                // No connection stays open while the user reads a fingerprint.
                let (displayed, fingerprint) = (display_host(host, port), known_hosts::fingerprint(&key));
                let unknown =
                    || RemoteError::UnknownHost { host: displayed.clone(), fingerprint: fingerprint.clone() };
                if !prompt.trusts(&displayed, &fingerprint) {
                    return Err(unknown());
                }
                let file = self.login.known_hosts.first().ok_or_else(unknown)?;
                known_hosts::add_key(file, host, port, &key)?;
                match connect_with_retry(host, port, &known()?).await? {
                    Handshake::Known(handle, ended) => (handle, ended),
                    Handshake::Unknown(_) => return Err(unknown()),
                    Handshake::Closed(error) => return Err(error),
                }
            }
        };
        let mut authenticator =
            Authenticator { handle: &mut handle, target: &self.target, login: &self.login };
        let methods = authenticator.authenticate(prompt).await?;
        Ok((connection::open_sftp(handle, ended, 0).await?, methods))
    }

    /// Opens a connection after one that was lost, without asking the user.
    async fn reconnect(&self, nth: u64) -> Result<SftpConnection, RemoteError> {
        let (host, port) = (&*self.target.host, self.target.port);
        let known = Arc::new(KnownHosts::read(&self.login.known_hosts)?);
        let (mut handle, ended) = match handshake(host, port, known).await? {
            Handshake::Known(handle, ended) => (handle, ended),
            Handshake::Unknown(key) => {
                let fingerprint = known_hosts::fingerprint(&key);
                return Err(RemoteError::UnknownHost { host: display_host(host, port), fingerprint });
            }
            Handshake::Closed(error) => return Err(error),
        };
        let mut authenticator =
            Authenticator { handle: &mut handle, target: &self.target, login: &self.login };
        authenticator.reauthenticate(&self.methods).await?;
        connection::open_sftp(handle, ended, nth).await
    }

    /// Returns the current connection, or a new one. Threads that wait for the same reconnection share its failure.
    fn connection(&self) -> Result<Arc<SftpConnection>, RemoteError> {
        let before = self.failures.load(Ordering::SeqCst);
        let mut slot = locked(&self.slot);
        if let Some(connection) = slot.connection.as_ref().filter(|connection| !connection.is_broken()) {
            return Ok(Arc::clone(connection));
        }
        slot.connection = None;
        if slot.refused {
            return Err(RemoteError::LoginRefused { user: self.target.user.to_string() });
        }
        if self.failures.load(Ordering::SeqCst) != before {
            return Err(RemoteError::Unreachable { reason: "reason-no-connection".into() });
        }
        let opened = self.runtime.block_on(self.reconnect(slot.opened + 1));
        match opened {
            Ok(connection) => {
                slot.opened += 1;
                let connection = Arc::new(connection);
                slot.connection = Some(Arc::clone(&connection));
                Ok(connection)
            }
            Err(error) => {
                self.failures.fetch_add(1, Ordering::SeqCst);
                slot.refused = matches!(error, RemoteError::LoginRefused { .. });
                Err(error)
            }
        }
    }

    /// Runs `work` on `connection`, blocking this thread.
    fn run<T>(
        &self,
        connection: &SftpConnection,
        work: impl Future<Output = Result<T, RemoteError>>,
    ) -> Result<T, RemoteError> {
        self.runtime.block_on(connection.until_closed(work))
    }

    /// Runs `work` for an upload; if the connection is lost, records the part file that may be left behind.
    fn run_upload<T>(
        &self,
        sending: &SftpUpload<'_>,
        work: impl Future<Output = Result<T, RemoteError>>,
    ) -> Result<T, RemoteError> {
        let done = self.run(sending.connection, work);
        if matches!(done, Err(RemoteError::ConnectionLost { .. })) {
            sending.target.mark_left_behind();
        }
        done
    }

    fn upload_to<'a>(
        &'a self,
        connection: &'a SftpConnection,
        path: &'a str,
        upload: &Upload<'_>,
    ) -> SftpUpload<'a> {
        SftpUpload { connection, target: self.site.upload_target(path, &upload.hash, connection.nth) }
    }
}

impl Remote for SftpHost {
    fn max_parallel(&self) -> usize {
        64
    }

    fn files_to_compare_at_once(&self) -> usize {
        20_000
    }

    fn open_connections(&self) -> usize {
        usize::from(locked(&self.slot).connection.as_ref().is_some_and(|connection| !connection.is_broken()))
    }

    fn read(&self, path: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        let connection = self.connection()?;
        self.run(&connection, files::read(&connection, path, &self.site.full_path(path), max_bytes))
    }

    fn read_end(&self, path: &str, length: usize, _: u64) -> Result<Option<FileEnd>, RemoteError> {
        let connection = self.connection()?;
        self.run(&connection, files::read_end(&connection, path, &self.site.full_path(path), length))
    }

    fn look_up(&self, paths: &[&str]) -> Result<Option<Vec<EntryKind>>, RemoteError> {
        let connection = self.connection()?;
        let full_paths: Vec<String> = paths.iter().map(|path| self.site.full_path(path)).collect();
        self.run(&connection, files::look_up(&connection, &full_paths)).map(Some)
    }

    fn list(&self, path: &str) -> Result<Vec<ListedEntry>, RemoteError> {
        let connection = self.connection()?;
        let full_path = self.site.full_path(path);
        let folder = full_path.strip_suffix('/').filter(|rest| !rest.is_empty()).unwrap_or(&full_path);
        self.run(&connection, files::list(&connection, path, if folder.is_empty() { "." } else { folder }))
    }

    fn put(&self, path: &str, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        let connection = self.connection()?;
        let sending = self.upload_to(&connection, path, upload);
        self.run_upload(&sending, sending.put(upload, sent))
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, RemoteError> {
        let connection = self.connection()?;
        let upload = Upload::record(bytes, "");
        let sending = self.upload_to(&connection, path, &upload);
        self.run_upload(&sending, sending.create(&upload))
    }

    fn remove(&self, path: &str) -> Result<(), RemoteError> {
        let connection = self.connection()?;
        self.run(&connection, files::remove(&connection, path, &self.site.full_path(path)))
    }

    fn remove_folder(&self, path: &str) -> Result<(), RemoteError> {
        let connection = self.connection()?;
        if path.is_empty() {
            return Ok(());
        }
        let full_path = self.site.full_path(path);
        self.site.forget(&full_path);
        self.run(&connection, files::remove_folder(&connection, path, &full_path))
    }
}

impl Drop for SftpHost {
    fn drop(&mut self) {
        if let Some(connection) = locked(&self.slot).connection.take() {
            self.runtime.block_on(connection.close());
        }
    }
}
