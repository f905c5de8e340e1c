//! Connects to the host of a target: the one file that knows every protocol.

use crate::model::publish_target::{Encryption, HostSettings, S3, TargetKind};
use crate::publish::folder::FolderHost;
use crate::publish::listing::ListedSizes;
use crate::publish::login::Login;
use crate::publish::remote::{LoginPrompt, Remote, RemoteError};
use crate::publish::{ftps, s3, sftp};

/// Connects to `host` and lets the user in.
pub fn connect(
    host: &HostSettings,
    login: &Login,
    asked: &dyn LoginPrompt,
) -> Result<Box<dyn Remote>, RemoteError> {
    match host {
        HostSettings::Folder { path, .. } => Ok(Box::new(FolderHost::open(&login.project.join(&**path))?)),
        HostSettings::Sftp(target) => sftp::connect(target, login, asked),
        HostSettings::Ftps(target) => ftps::connect(target, login, asked),
        HostSettings::S3(target) => {
            let login = s3::S3Login {
                access_key: login.access_key.clone(),
                secret_key: login.secret_key.clone(),
                session_token: login.session_token.clone(),
            };
            s3::connect(target, &login, asked)
        }
    }
}

/// What sizes in listings of `host` tell.
pub fn sizes(host: &HostSettings) -> ListedSizes {
    match host {
        HostSettings::S3(s3) if s3.compress => ListedSizes::OfPacked,
        _ => ListedSizes::Exact,
    }
}

/// Where earlier releases of `host` are kept, if anywhere but on this computer: a place of its kind to which the same
/// login leads.
pub fn archive(host: &HostSettings) -> Option<HostSettings> {
    match host {
        HostSettings::Folder { releases: Some(releases), .. } => {
            Some(HostSettings::Folder { path: releases.clone(), releases: None })
        }
        HostSettings::S3(s3) => {
            let bucket = s3.releases.clone()?;
            Some(HostSettings::S3(S3 { bucket, releases: None, compress: false, ..s3.clone() }))
        }
        _ => None,
    }
}

/// Where a target is, as people write it; nothing of it is secret.
pub fn place(destination: &TargetKind) -> String {
    match destination {
        TargetKind::Host(host) => address(host),
        TargetKind::Zip { path } => path.to_string(),
    }
}

/// Where a host is, as people write it; nothing of it is secret.
pub fn address(host: &HostSettings) -> String {
    match host {
        HostSettings::Sftp(sftp) => {
            let port = if sftp.port == 22 { String::new() } else { format!(":{}", sftp.port) };
            format!("sftp://{}@{}{port}/{}", sftp.user, sftp.host, sftp.folder.trim_start_matches('/'))
        }
        HostSettings::Ftps(ftps) => {
            let port = if matches!(ftps.port, 21 | 990) { String::new() } else { format!(":{}", ftps.port) };
            let scheme = if ftps.encryption == Encryption::Nothing { "ftp" } else { "ftps" };
            format!("{scheme}://{}@{}{port}/{}", ftps.user, ftps.host, ftps.folder.trim_start_matches('/'))
        }
        HostSettings::S3(s3) => format!("s3://{}/{}", s3.bucket, s3.folder),
        HostSettings::Folder { path, .. } => path.to_string(),
    }
}
