//! Connects to the host of a target: the one file that knows every protocol.

use crate::model::target::{Destination, Encryption, Host, S3};
use crate::publish::folder::Folder;
use crate::publish::login::Login;
use crate::publish::remote::{Asked, Remote, RemoteError};
use crate::publish::survey::Sizes;
use crate::publish::{ftps, s3, sftp};

/// Connects to `host` and lets the user in.
pub fn connect(host: &Host, login: &Login, asked: &dyn Asked) -> Result<Box<dyn Remote>, RemoteError> {
    match host {
        Host::Folder { path, .. } => Ok(Box::new(Folder::open(&login.project.join(&**path))?)),
        Host::Sftp(target) => sftp::connect(target, login, asked),
        Host::Ftps(target) => ftps::connect(target, login, asked),
        Host::S3(target) => {
            let login = s3::Login {
                access_key: login.access_key.clone(),
                secret_key: login.secret_key.clone(),
                session_token: login.session_token.clone(),
            };
            s3::connect(target, &login, asked)
        }
    }
}

/// What sizes in listings of `host` tell.
pub fn sizes(host: &Host) -> Sizes {
    match host {
        Host::S3(s3) if s3.compress => Sizes::OfPacked,
        _ => Sizes::Exact,
    }
}

/// Where earlier releases of `host` are kept, if anywhere but on this computer: a place of its kind to which the same
/// login leads.
pub fn archive(host: &Host) -> Option<Host> {
    match host {
        Host::Folder { releases: Some(releases), .. } => {
            Some(Host::Folder { path: releases.clone(), releases: None })
        }
        Host::S3(s3) => {
            let bucket = s3.releases.clone()?;
            Some(Host::S3(S3 { bucket, releases: None, compress: false, ..s3.clone() }))
        }
        _ => None,
    }
}

/// Where a target is, as people write it; nothing of it is secret.
pub fn place(destination: &Destination) -> String {
    match destination {
        Destination::Host(host) => address(host),
        Destination::Zip { path } => path.to_string(),
    }
}

/// Where a host is, as people write it; nothing of it is secret.
pub fn address(host: &Host) -> String {
    match host {
        Host::Sftp(sftp) => {
            let port = if sftp.port == 22 { String::new() } else { format!(":{}", sftp.port) };
            format!("sftp://{}@{}{port}/{}", sftp.user, sftp.host, sftp.folder.trim_start_matches('/'))
        }
        Host::Ftps(ftps) => {
            let port = if matches!(ftps.port, 21 | 990) { String::new() } else { format!(":{}", ftps.port) };
            let scheme = if ftps.encryption == Encryption::Nothing { "ftp" } else { "ftps" };
            format!("{scheme}://{}@{}{port}/{}", ftps.user, ftps.host, ftps.folder.trim_start_matches('/'))
        }
        Host::S3(s3) => format!("s3://{}/{}", s3.bucket, s3.folder),
        Host::Folder { path, .. } => path.to_string(),
    }
}
