//! A folder behind SSH: the SSH File Transfer Protocol, version 3 (draft-ietf-secsh-filexfer-02), on one connection.
//!
//! Many requests are on their way at once, for a line is mostly waiting. Overwriting a file in one step needs
//! `posix-rename@openssh.com`, which nearly every server has; on one without it, new files can be put, and replacing
//! one is refused with [`RemoteError::Unable`] rather than done with a moment in which it is not there.

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
use self::connection::{Greeting, SftpConnection, called, connect_with_retry, greet};
use self::upload::SftpUpload;
use crate::model::publish_target::Sftp;
use crate::publish::known_hosts::{self, KnownHosts};
use crate::publish::login::Login;
use crate::publish::remote::{ListedEntry, LoginPrompt, Remote, RemoteError, Upload};
use crate::publish::site_folder::SiteFolder;
use crate::threads::locked;

/// Connects to the host of `target` and lets the user in.
///
/// A host never seen before is told to `asked` with the fingerprint of its key, and recorded when it is trusted; one
/// that changed is an error. Does not look whether the folder is there: it is made by the first file, but not the
/// folders above it.
pub fn connect(
    target: &Sftp,
    login: &Login,
    asked: &dyn LoginPrompt,
) -> Result<Box<dyn Remote>, RemoteError> {
    let unable = |error: io::Error| RemoteError::Unable { reason: error.to_string() };
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(unable)?;
    let mut host = SftpHost {
        runtime,
        target: target.clone(),
        login: login.clone(),
        site: SiteFolder::new("", &target.folder, &login.run),
        ways: Vec::new(),
        slot: Mutex::default(),
        failures: AtomicU64::new(0),
    };
    let (line, ways) = host.runtime.block_on(host.first(asked))?;
    host.ways = ways;
    locked(&host.slot).line = Some(Arc::new(line));
    Ok(Box::new(host))
}

struct SftpHost {
    runtime: Runtime,
    target: Sftp,
    login: Login,
    site: SiteFolder,
    ways: Vec<AuthMethod>,
    slot: Mutex<Slot>,
    /// How often no new connection could be made.
    failures: AtomicU64,
}

#[derive(Default)]
struct Slot {
    line: Option<Arc<SftpConnection>>,
    opened: u64,
    /// Why no other connection may be tried: a password that is refused once would be refused again.
    refused: bool,
}

impl SftpHost {
    /// The first connection: with questions to the person.
    async fn first(&self, asked: &dyn LoginPrompt) -> Result<(SftpConnection, Vec<AuthMethod>), RemoteError> {
        let (host, port) = (&*self.target.host, self.target.port);
        let known = || KnownHosts::read(&self.login.known_hosts).map(Arc::new);
        let (mut handle, ended) = match connect_with_retry(host, port, &known()?).await? {
            Greeting::Known(handle, ended) => (handle, ended),
            Greeting::Closed(error) => return Err(error),
            Greeting::Unknown(key) => {
                // No connection waits while a person reads a fingerprint.
                let (host_told, fingerprint) = (called(host, port), known_hosts::fingerprint(&key));
                let unknown =
                    || RemoteError::UnknownHost { host: host_told.clone(), fingerprint: fingerprint.clone() };
                if !asked.trusts(&host_told, &fingerprint) {
                    return Err(unknown());
                }
                let file = self.login.known_hosts.first().ok_or_else(unknown)?;
                known_hosts::record(file, host, port, &key)?;
                match connect_with_retry(host, port, &known()?).await? {
                    Greeting::Known(handle, ended) => (handle, ended),
                    Greeting::Unknown(_) => return Err(unknown()),
                    Greeting::Closed(error) => return Err(error),
                }
            }
        };
        let mut visitor = Authenticator { handle: &mut handle, target: &self.target, login: &self.login };
        let ways = visitor.authenticate(asked).await?;
        Ok((connection::open(handle, ended, 0).await?, ways))
    }

    /// A connection after one that broke: with nobody to ask.
    async fn another(&self, nth: u64) -> Result<SftpConnection, RemoteError> {
        let (host, port) = (&*self.target.host, self.target.port);
        let known = Arc::new(KnownHosts::read(&self.login.known_hosts)?);
        let (mut handle, ended) = match greet(host, port, known).await? {
            Greeting::Known(handle, ended) => (handle, ended),
            Greeting::Unknown(key) => {
                let fingerprint = known_hosts::fingerprint(&key);
                return Err(RemoteError::UnknownHost { host: called(host, port), fingerprint });
            }
            Greeting::Closed(error) => return Err(error),
        };
        let mut visitor = Authenticator { handle: &mut handle, target: &self.target, login: &self.login };
        visitor.reauthenticate(&self.ways).await?;
        connection::open(handle, ended, nth).await
    }

    /// The line as it is, or a new one. Threads that wait for the same new one share its failure.
    fn line(&self) -> Result<Arc<SftpConnection>, RemoteError> {
        let before = self.failures.load(Ordering::SeqCst);
        let mut slot = locked(&self.slot);
        if let Some(line) = slot.line.as_ref().filter(|line| !line.is_broken()) {
            return Ok(Arc::clone(line));
        }
        slot.line = None;
        if slot.refused {
            return Err(RemoteError::Refused { user: self.target.user.to_string() });
        }
        if self.failures.load(Ordering::SeqCst) != before {
            return Err(RemoteError::Unreachable { reason: "no new connection could be made".into() });
        }
        let opened = self.runtime.block_on(self.another(slot.opened + 1));
        match opened {
            Ok(line) => {
                slot.opened += 1;
                let line = Arc::new(line);
                slot.line = Some(Arc::clone(&line));
                Ok(line)
            }
            Err(error) => {
                self.failures.fetch_add(1, Ordering::SeqCst);
                slot.refused = matches!(error, RemoteError::Refused { .. });
                Err(error)
            }
        }
    }

    fn wait<T>(
        &self,
        line: &SftpConnection,
        work: impl Future<Output = Result<T, RemoteError>>,
    ) -> Result<T, RemoteError> {
        self.runtime.block_on(line.during(work))
    }

    /// Does what `work` does with a file that is on its way, and notes what a broken line leaves of it.
    fn wait_for_file<T>(
        &self,
        sending: &SftpUpload<'_>,
        work: impl Future<Output = Result<T, RemoteError>>,
    ) -> Result<T, RemoteError> {
        let done = self.wait(sending.line, work);
        if matches!(done, Err(RemoteError::Broken { .. })) {
            sending.place.leave();
        }
        done
    }

    fn sending<'a>(&'a self, line: &'a SftpConnection, path: &'a str, upload: &Upload<'_>) -> SftpUpload<'a> {
        SftpUpload { line, place: self.site.place(path, &upload.hash, line.nth) }
    }
}

impl Remote for SftpHost {
    fn lanes(&self) -> usize {
        64
    }

    fn connections(&self) -> usize {
        usize::from(locked(&self.slot).line.as_ref().is_some_and(|line| !line.is_broken()))
    }

    fn read(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        let line = self.line()?;
        self.wait(&line, files::read(&line, path, &self.site.whole(path), most))
    }

    fn list(&self, path: &str) -> Result<Vec<ListedEntry>, RemoteError> {
        let line = self.line()?;
        let whole = self.site.whole(path);
        let folder = whole.strip_suffix('/').filter(|rest| !rest.is_empty()).unwrap_or(&whole);
        self.wait(&line, files::list(&line, path, if folder.is_empty() { "." } else { folder }))
    }

    fn put(&self, path: &str, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        let line = self.line()?;
        let sending = self.sending(&line, path, upload);
        self.wait_for_file(&sending, sending.put(upload, sent))
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, RemoteError> {
        let line = self.line()?;
        let upload = Upload::of_record(bytes, "");
        let sending = self.sending(&line, path, &upload);
        self.wait_for_file(&sending, sending.create(&upload))
    }

    fn remove(&self, path: &str) -> Result<(), RemoteError> {
        let line = self.line()?;
        self.wait(&line, files::remove(&line, path, &self.site.whole(path)))
    }

    fn remove_folder(&self, path: &str) -> Result<(), RemoteError> {
        let line = self.line()?;
        if path.is_empty() {
            return Ok(());
        }
        let whole = self.site.whole(path);
        self.site.forget(&whole);
        self.wait(&line, files::remove_folder(&line, path, &whole))
    }
}

impl Drop for SftpHost {
    fn drop(&mut self) {
        if let Some(line) = locked(&self.slot).line.take() {
            self.runtime.block_on(line.close());
        }
    }
}
