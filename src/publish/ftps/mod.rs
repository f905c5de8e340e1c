//! A folder behind FTP (RFC 959), encrypted with TLS (RFC 4217) unless it is said otherwise.
//!
//! A file takes about eight round trips, one after the other, so several connections are used at once. Files get their
//! names by renaming, which replaces an older file in one step on servers that allow it (vsftpd does); on others the
//! older file is removed first, and for that moment there is none.

mod control;
mod fault;
mod files;
mod listing;
mod upload;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, PoisonError};

use self::control::{Closed, Control};
use self::upload::Place;
use crate::file::part_path;
use crate::model::target::{Encryption, Ftps};
use crate::publish::remote::{Asked, Listed, Question, Remote, RemoteError, Secret, Upload};
use crate::publish::tls::{self, Trust};
use crate::threads::locked;

/// What lets a user in behind FTP, as far as it is known before anybody is asked.
#[derive(Clone, Debug, Default)]
pub struct Login {
    /// The password; asked for when absent.
    pub secret: Option<Secret>,
    /// The project folder, from which the certificate of the target is found.
    pub project: PathBuf,
    /// What tells the unfinished files of this run from those of others; the same when a run is resumed.
    pub run: String,
}

/// Connects to the host of `target` and lets the user in, on one connection; more are opened as they are needed.
///
/// The password is tried once. Does not look whether the folder is there: it is made by the first file, but not the
/// folders above it.
pub fn connect(target: &Ftps, login: &Login, asked: &dyn Asked) -> Result<Box<dyn Remote>, RemoteError> {
    let trust = match (target.encryption, &target.certificate) {
        (Encryption::Nothing, _) => None,
        (_, Some(file)) => Some(tls::of_file(&login.project.join(&**file))?),
        (_, None) => Some(tls::of_system()?),
    };
    let question = Question::Password { user: &target.user, host: &target.host };
    let password = login.secret.clone().or_else(|| asked.secret(&question));
    let password = password.ok_or_else(|| RemoteError::Refused { user: target.user.to_string() })?;
    let first = Control::open(target, trust.as_ref(), &password, 0)?;
    let base = base(&first.start, &target.folder);
    let most = target.connections.max(1);
    let pool = Pool { idle: vec![first], open: 1, opened: 1, most, refused: false };
    Ok(Box::new(Host {
        target: target.clone(),
        trust,
        password,
        run: login.run.clone(),
        base,
        pool: Mutex::new(pool),
        given_back: Condvar::new(),
        folders: Mutex::default(),
        left: Mutex::default(),
    }))
}

struct Host {
    target: Ftps,
    trust: Option<Trust>,
    password: Secret,
    run: String,
    /// What stands before every path: from the root, and ending in `/`.
    base: String,
    pool: Mutex<Pool>,
    given_back: Condvar,
    /// Folders, by their whole path, in which a file was put.
    folders: Mutex<BTreeSet<String>>,
    /// Unfinished files that a broken line left, by the whole path of the finished one.
    left: Mutex<BTreeMap<String, String>>,
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

/// The folder of the site from the root, when the host starts in `start`; `~/` means that too.
fn base(start: &str, folder: &str) -> String {
    let inner = folder.strip_prefix("~/").unwrap_or(folder).trim_end_matches('/');
    match inner {
        "" if folder.starts_with('/') => "/".into(),
        "" | "." | "~" => format!("{start}/"),
        _ if inner.starts_with('/') => format!("{inner}/"),
        _ => format!("{start}/{inner}/"),
    }
}

impl Host {
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

    fn place<'a>(&'a self, control: &Control, path: &'a str, upload: &Upload<'_>) -> Place<'a> {
        let whole = self.whole(path);
        let part = part_path(&whole, &upload.hash, &self.run, control.nth);
        let stale = locked(&self.left).remove(&whole).filter(|stale| *stale != part);
        Place { path, base: &self.base, whole, part, stale, folders: &self.folders, left: &self.left }
    }

    fn whole(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

impl Remote for Host {
    fn lanes(&self) -> usize {
        self.target.connections.max(1)
    }

    fn connections(&self) -> usize {
        locked(&self.pool).open
    }

    fn read(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        self.on(|control| files::read(control, path, &self.whole(path), most))
    }

    fn list(&self, path: &str) -> Result<Vec<Listed>, RemoteError> {
        self.on(|control| files::list(control, path, &self.whole(path)))
    }

    fn put(&self, path: &str, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        self.on(|control| self.place(control, path, upload).put(control, upload, sent))
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, RemoteError> {
        let upload = Upload::of_record(bytes, "");
        self.on(|control| self.place(control, path, &upload).create(control, &upload))
    }

    fn remove(&self, path: &str) -> Result<(), RemoteError> {
        self.on(|control| files::remove(control, path, &self.whole(path)))
    }

    fn remove_folder(&self, path: &str) -> Result<(), RemoteError> {
        if path.is_empty() {
            return Ok(());
        }
        let whole = self.whole(path);
        locked(&self.folders).remove(&whole);
        self.on(|control| files::remove_folder(control, path, &whole))
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        for mut control in locked(&self.pool).idle.drain(..) {
            let _ = control.ftp.quit();
        }
    }
}
