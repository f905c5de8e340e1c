//! A target and its secrets in, a host out: the one place that knows every protocol.

use std::path::Path;

use crate::model::target::Host;
use crate::publish::folder::Folder;
use crate::publish::plan::Sizes;
use crate::publish::remote::{Asked, Remote, RemoteError, Secret};

/// What is known of a host before anybody is asked.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// A password, or the passphrase of a key.
    pub password: Option<Secret>,
    /// The two halves of a key of a storage, and the token that goes with keys for a while.
    pub access: Option<Access>,
}

/// A key of a storage.
#[derive(Clone, Debug)]
pub struct Access {
    /// Its first half, which is no secret by itself.
    pub id: Secret,
    /// Its second half.
    pub key: Secret,
    /// Of a key that holds for a while.
    pub token: Option<Secret>,
}

/// Connects to `host`; relative paths are meant from the project at `root`.
pub fn connect(
    host: &Host,
    root: &Path,
    secrets: &Secrets,
    asked: &dyn Asked,
) -> Result<Box<dyn Remote>, RemoteError> {
    let _ = (secrets, asked);
    match host {
        Host::Folder { path, .. } => Ok(Box::new(Folder::open(&root.join(&**path))?)),
        Host::Zip { .. } => Err(RemoteError::Unable { reason: "a ZIP file is no host".to_owned() }),
        Host::Sftp(_) | Host::Ftps(_) | Host::S3(_) => {
            Err(RemoteError::Unable { reason: "this version speaks no such protocol".to_owned() })
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

/// Where a target is, as people write it; nothing of it is secret.
pub fn address(host: &Host) -> String {
    match host {
        Host::Sftp(sftp) => {
            let port = if sftp.port == 22 { String::new() } else { format!(":{}", sftp.port) };
            format!("sftp://{}@{}{port}/{}", sftp.user, sftp.host, sftp.folder.trim_start_matches('/'))
        }
        Host::Ftps(ftps) => {
            let port = if matches!(ftps.port, 21 | 990) { String::new() } else { format!(":{}", ftps.port) };
            let scheme =
                if ftps.encryption == crate::model::target::Encryption::Nothing { "ftp" } else { "ftps" };
            format!("{scheme}://{}@{}{port}/{}", ftps.user, ftps.host, ftps.folder.trim_start_matches('/'))
        }
        Host::S3(s3) => format!("s3://{}/{}", s3.bucket, s3.folder),
        Host::Folder { path, .. } | Host::Zip { path } => path.to_string(),
    }
}
