//! Connects to the host of a target; the only module that knows every protocol.

use crate::model::publish_target::{Encryption, HostSettings, S3, TargetKind};
use crate::publish::folder::FolderHost;
use crate::publish::listing::ListedSizes;
use crate::publish::login::Login;
use crate::publish::remote::{LoginPrompt, Remote, RemoteError};
use crate::publish::{ftps, s3, sftp};

/// Connects to `host` and logs the user in; `prompt` answers questions about keys and secrets.
///
/// # Errors
/// If the host is not reachable, is not trusted or refuses the login, or if it lacks a needed feature.
pub fn connect(
    host: &HostSettings,
    login: &Login,
    prompt: &dyn LoginPrompt,
) -> Result<Box<dyn Remote>, RemoteError> {
    match host {
        HostSettings::Folder { path, .. } => Ok(Box::new(FolderHost::open(&login.project.join(&**path))?)),
        HostSettings::Sftp(target) => sftp::connect(target, login, prompt),
        HostSettings::Ftps(target) => ftps::connect(target, login, prompt),
        HostSettings::S3(target) => {
            let login = s3::S3Login {
                access_key: login.access_key.clone(),
                secret_key: login.secret_key.clone(),
                session_token: login.session_token.clone(),
            };
            s3::connect(target, &login, prompt)
        }
    }
}

/// Returns how the sizes in listings of `host` relate to the sizes of the files.
pub fn listed_sizes(host: &HostSettings) -> ListedSizes {
    match host {
        HostSettings::S3(s3) if s3.compress => ListedSizes::OfPacked,
        _ => ListedSizes::Exact,
    }
}

/// Returns the host that stores earlier releases of `host`, if the target names one; the login of `host` is valid
/// for it too.
pub fn archive_host(host: &HostSettings) -> Option<HostSettings> {
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

/// Returns the address of a target for display, without secrets.
pub fn display_target(destination: &TargetKind) -> String {
    match destination {
        TargetKind::Host(host) => display_address(host),
        TargetKind::Zip { path } => path.to_string(),
    }
}

/// Returns the address of a host for display, without secrets.
pub fn display_address(host: &HostSettings) -> String {
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
