//! FTP hosts (RFC 959), encrypted with TLS (RFC 4217) unless the target says otherwise.
//!
//! An upload takes about eight sequential round trips, so several connections are used at once. Each file is
//! uploaded as a part file and renamed. Servers such as vsftpd replace an existing file in one step; on others the
//! existing file is moved aside first, so for a moment there is none.

mod control;
mod error;
mod files;
mod listing;
mod upload;

use std::sync::{Condvar, Mutex, PoisonError};

use self::control::{Control, OpenError};
use self::upload::FtpsUpload;
use crate::model::publish_target::{Encryption, Ftps};
use crate::publish::login::Login;
use crate::publish::remote::{
    FileEnd, ListedEntry, LoginPrompt, Remote, RemoteError, Secret, SecretQuestion, Upload,
};
use crate::publish::site_folder::SiteFolder;
use crate::publish::tls::{self, CertificateVerifier};
use crate::threads::locked;

/// Connects to the host of `target` and logs in on one connection; more are opened as they are needed.
///
/// The password is tried once. The folder of the site is not checked: the first upload creates it, but not the
/// folders above it.
///
/// # Errors
/// If the host is not reachable or not trusted, the login is refused, or the pinned certificate cannot be read.
pub fn connect(
    target: &Ftps,
    login: &Login,
    prompt: &dyn LoginPrompt,
) -> Result<Box<dyn Remote>, RemoteError> {
    let verifier = match (target.encryption, &target.certificate) {
        (Encryption::Nothing, _) => None,
        (_, Some(file)) => Some(tls::file_verifier(&login.project.join(&**file))?),
        (_, None) => Some(tls::system_verifier()?),
    };
    let question = SecretQuestion::Password { user: &target.user, host: &target.host };
    let password = login.password.clone().or_else(|| prompt.secret(&question));
    let password = password.ok_or_else(|| RemoteError::LoginRefused { user: target.user.to_string() })?;
    let first = Control::open(target, verifier.as_ref(), &password, 0)?;
    let site = SiteFolder::new(&format!("{}/", first.start), &target.folder, &login.run);
    let max_open = target.connections.max(1);
    let pool = Pool { idle: vec![first], open: 1, opened: 1, max_open, refused: false };
    Ok(Box::new(FtpsHost {
        target: target.clone(),
        verifier,
        password,
        site,
        pool: Mutex::new(pool),
        released: Condvar::new(),
    }))
}

struct FtpsHost {
    target: Ftps,
    verifier: Option<CertificateVerifier>,
    password: Secret,
    site: SiteFolder,
    pool: Mutex<Pool>,
    released: Condvar,
}

struct Pool {
    idle: Vec<Control>,
    /// Number of connections, idle or in use.
    open: usize,
    /// Number of connections ever opened.
    opened: u64,
    /// Maximum number of connections; lowered when the server refuses a further one.
    max_open: usize,
    /// Set when the server refuses the password, which is then not tried again.
    refused: bool,
}

impl FtpsHost {
    /// Runs `work` on a connection that no other thread uses; a connection that broke is dropped.
    fn with_control<T>(
        &self,
        work: impl FnOnce(&mut Control) -> Result<T, RemoteError>,
    ) -> Result<T, RemoteError> {
        let mut control = self.acquire()?;
        let done = work(&mut control);
        let mut pool = locked(&self.pool);
        if matches!(done, Err(RemoteError::ConnectionLost { .. } | RemoteError::Certificate { .. })) {
            pool.open -= 1;
        } else {
            pool.idle.push(control);
        }
        drop(pool);
        self.released.notify_one();
        done
    }

    /// Returns an idle connection, opens a new one, or waits for the next one to be released.
    fn acquire(&self) -> Result<Control, RemoteError> {
        let mut pool = locked(&self.pool);
        loop {
            while let Some(control) = pool.idle.pop() {
                if !control.is_closed() {
                    return Ok(control);
                }
                pool.open -= 1;
            }
            if pool.open >= pool.max_open {
                pool = self.released.wait(pool).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            if pool.refused {
                return Err(RemoteError::LoginRefused { user: self.target.user.to_string() });
            }
            let nth = pool.opened;
            pool.open += 1;
            pool.opened += 1;
            drop(pool);
            let opened = Control::open(&self.target, self.verifier.as_ref(), &self.password, nth);
            pool = locked(&self.pool);
            match opened {
                Ok(control) => return Ok(control),
                // The server allows no further connection: continue with those that are open.
                Err(OpenError::TooManyConnections(_)) if pool.open > 1 => {
                    pool.open -= 1;
                    pool.max_open = pool.open;
                }
                Err(open_error) => {
                    pool.open -= 1;
                    let error = RemoteError::from(open_error);
                    pool.refused |= matches!(error, RemoteError::LoginRefused { .. });
                    self.released.notify_one();
                    return Err(error);
                }
            }
        }
    }

    /// Runs `work` with an upload to `path` on a connection that no other thread uses.
    fn with_upload<T>(
        &self,
        path: &str,
        upload: &Upload<'_>,
        work: impl FnOnce(&mut FtpsUpload<'_>) -> Result<T, RemoteError>,
    ) -> Result<T, RemoteError> {
        self.with_control(|control| {
            let target = self.site.upload_target(path, &upload.hash, control.nth);
            work(&mut FtpsUpload { control, target })
        })
    }
}

impl Remote for FtpsHost {
    fn max_parallel(&self) -> usize {
        self.target.connections.max(1)
    }

    fn open_connections(&self) -> usize {
        locked(&self.pool).open
    }

    fn read(&self, path: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        self.with_control(|control| files::read(control, path, &self.site.full_path(path), max_bytes))
    }

    fn read_end(&self, path: &str, length: usize, max_bytes: u64) -> Result<Option<FileEnd>, RemoteError> {
        self.with_control(|control| {
            files::read_end(control, path, &self.site.full_path(path), length, max_bytes)
        })
    }

    fn list(&self, path: &str) -> Result<Vec<ListedEntry>, RemoteError> {
        self.with_control(|control| files::list(control, path, &self.site.full_path(path)))
    }

    fn put(&self, path: &str, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        self.with_upload(path, upload, |sending| sending.put(upload, sent))
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, RemoteError> {
        let upload = Upload::record(bytes, "");
        self.with_upload(path, &upload, |sending| sending.create(&upload))
    }

    fn remove(&self, path: &str) -> Result<(), RemoteError> {
        self.with_control(|control| files::remove(control, path, &self.site.full_path(path)))
    }

    fn remove_folder(&self, path: &str) -> Result<(), RemoteError> {
        if path.is_empty() {
            return Ok(());
        }
        let full_path = self.site.full_path(path);
        self.site.forget(&full_path);
        self.with_control(|control| files::remove_folder(control, path, &full_path))
    }
}

impl Drop for FtpsHost {
    fn drop(&mut self) {
        for mut control in locked(&self.pool).idle.drain(..) {
            let _ = control.ftp.quit();
        }
    }
}
