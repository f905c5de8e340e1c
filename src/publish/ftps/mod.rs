//! A folder behind FTP (RFC 959), encrypted with TLS (RFC 4217) unless it is said otherwise.
//!
//! A file takes about eight round trips, one after the other, so several connections are used at once. Files get their
//! names by renaming, which replaces an older file in one step on servers that allow it (vsftpd does); on others the
//! older file is removed first, and for that moment there is none.

mod control;
mod error;
mod files;
mod listing;
mod upload;

use std::sync::{Condvar, Mutex, PoisonError};

use self::control::{Closed, Control};
use self::upload::FtpsUpload;
use crate::model::publish_target::{Encryption, Ftps};
use crate::publish::login::Login;
use crate::publish::remote::{ListedEntry, LoginPrompt, Question, Remote, RemoteError, Secret, Upload};
use crate::publish::site_folder::SiteFolder;
use crate::publish::tls::{self, CertificateVerifier};
use crate::threads::locked;

/// Connects to the host of `target` and lets the user in, on one connection; more are opened as they are needed.
///
/// The password is tried once. Does not look whether the folder is there: it is made by the first file, but not the
/// folders above it.
pub fn connect(
    target: &Ftps,
    login: &Login,
    asked: &dyn LoginPrompt,
) -> Result<Box<dyn Remote>, RemoteError> {
    let trust = match (target.encryption, &target.certificate) {
        (Encryption::Nothing, _) => None,
        (_, Some(file)) => Some(tls::of_file(&login.project.join(&**file))?),
        (_, None) => Some(tls::of_system()?),
    };
    let question = Question::Password { user: &target.user, host: &target.host };
    let password = login.password.clone().or_else(|| asked.secret(&question));
    let password = password.ok_or_else(|| RemoteError::Refused { user: target.user.to_string() })?;
    let first = Control::open(target, trust.as_ref(), &password, 0)?;
    let site = SiteFolder::new(&format!("{}/", first.start), &target.folder, &login.run);
    let most = target.connections.max(1);
    let pool = Pool { idle: vec![first], open: 1, opened: 1, most, refused: false };
    Ok(Box::new(FtpsHost {
        target: target.clone(),
        trust,
        password,
        site,
        pool: Mutex::new(pool),
        given_back: Condvar::new(),
    }))
}

struct FtpsHost {
    target: Ftps,
    trust: Option<CertificateVerifier>,
    password: Secret,
    site: SiteFolder,
    pool: Mutex<Pool>,
    given_back: Condvar,
}

struct Pool {
    idle: Vec<Control>,
    /// Those idle and those in use.
    open: usize,
    /// Ever.
    opened: u64,
    /// At once; less than the target says when the host does not let so many in.
    most: usize,
    /// A password that is refused once would be refused again.
    refused: bool,
}

impl FtpsHost {
    /// Does `work` on a connection of its own; one on which the line broke is not used again.
    fn on<T>(&self, work: impl FnOnce(&mut Control) -> Result<T, RemoteError>) -> Result<T, RemoteError> {
        let mut control = self.take()?;
        let done = work(&mut control);
        let mut pool = locked(&self.pool);
        if matches!(done, Err(RemoteError::Broken { .. } | RemoteError::Certificate { .. })) {
            pool.open -= 1;
        } else {
            pool.idle.push(control);
        }
        drop(pool);
        self.given_back.notify_one();
        done
    }

    /// An idle connection, or a new one, or the next that is given back.
    fn take(&self) -> Result<Control, RemoteError> {
        let mut pool = locked(&self.pool);
        loop {
            while let Some(control) = pool.idle.pop() {
                if !control.is_over() {
                    return Ok(control);
                }
                pool.open -= 1;
            }
            if pool.open >= pool.most {
                pool = self.given_back.wait(pool).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            if pool.refused {
                return Err(RemoteError::Refused { user: self.target.user.to_string() });
            }
            let nth = pool.opened;
            pool.open += 1;
            pool.opened += 1;
            drop(pool);
            let opened = Control::open(&self.target, self.trust.as_ref(), &self.password, nth);
            pool = locked(&self.pool);
            match opened {
                Ok(control) => return Ok(control),
                // The host lets in no more than those who are in, so they do it alone.
                Err(Closed::Crowded(_)) if pool.open > 1 => {
                    pool.open -= 1;
                    pool.most = pool.open;
                }
                Err(closed) => {
                    pool.open -= 1;
                    let error = RemoteError::from(closed);
                    pool.refused |= matches!(error, RemoteError::Refused { .. });
                    self.given_back.notify_one();
                    return Err(error);
                }
            }
        }
    }

    /// Does `work` with the file at `path`, on a connection of its own.
    fn send<T>(
        &self,
        path: &str,
        upload: &Upload<'_>,
        work: impl FnOnce(&mut FtpsUpload<'_>) -> Result<T, RemoteError>,
    ) -> Result<T, RemoteError> {
        self.on(|control| {
            let place = self.site.place(path, &upload.hash, control.nth);
            work(&mut FtpsUpload { control, place })
        })
    }
}

impl Remote for FtpsHost {
    fn lanes(&self) -> usize {
        self.target.connections.max(1)
    }

    fn connections(&self) -> usize {
        locked(&self.pool).open
    }

    fn read(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        self.on(|control| files::read(control, path, &self.site.whole(path), most))
    }

    fn list(&self, path: &str) -> Result<Vec<ListedEntry>, RemoteError> {
        self.on(|control| files::list(control, path, &self.site.whole(path)))
    }

    fn put(&self, path: &str, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        self.send(path, upload, |sending| sending.put(upload, sent))
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, RemoteError> {
        let upload = Upload::of_record(bytes, "");
        self.send(path, &upload, |sending| sending.create(&upload))
    }

    fn remove(&self, path: &str) -> Result<(), RemoteError> {
        self.on(|control| files::remove(control, path, &self.site.whole(path)))
    }

    fn remove_folder(&self, path: &str) -> Result<(), RemoteError> {
        if path.is_empty() {
            return Ok(());
        }
        let whole = self.site.whole(path);
        self.site.forget(&whole);
        self.on(|control| files::remove_folder(control, path, &whole))
    }
}

impl Drop for FtpsHost {
    fn drop(&mut self) {
        for mut control in locked(&self.pool).idle.drain(..) {
            let _ = control.ftp.quit();
        }
    }
}
