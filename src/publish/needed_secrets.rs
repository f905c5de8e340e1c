//! The secrets that a target needs, and the names under which they are stored.

use crate::model::publish_target::{Ftps, HostSettings, S3, Sftp, TargetKind};
use crate::publish::connect;
use crate::publish::remote::SecretQuestion;

/// A secret that a login at a target may need.
#[derive(Clone, Copy, Debug)]
pub struct NeededSecret<'t> {
    /// The end of the names of its environment variable and of its account: `PASSWORD`.
    pub suffix: &'static str,
    /// What the user is asked for.
    pub question: SecretQuestion<'t>,
}

/// Returns the secrets of `destination` in the order in which the user is asked for them.
pub fn needed_secrets(destination: &TargetKind) -> Vec<NeededSecret<'_>> {
    match destination {
        TargetKind::Host(
            HostSettings::Sftp(Sftp { user, host, .. }) | HostSettings::Ftps(Ftps { user, host, .. }),
        ) => {
            vec![NeededSecret { suffix: "PASSWORD", question: SecretQuestion::Password { user, host } }]
        }
        TargetKind::Host(HostSettings::S3(S3 { bucket, .. })) => vec![
            NeededSecret { suffix: "ACCESS_KEY_ID", question: SecretQuestion::KeyId { bucket } },
            NeededSecret { suffix: "SECRET_ACCESS_KEY", question: SecretQuestion::Key { bucket } },
        ],
        TargetKind::Host(HostSettings::Folder { .. }) | TargetKind::Zip { .. } => Vec::new(),
    }
}

/// Returns the name of a secret of `destination` in the keychain: its address and the suffix.
pub fn secret_account(destination: &TargetKind, suffix: &str) -> String {
    format!("{} {suffix}", connect::display_target(destination))
}
