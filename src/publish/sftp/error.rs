//! Translates the errors of SSH and SFTP.

use std::io;

use russh_sftp::client::error::Error as SftpError;
use russh_sftp::protocol::{Status, StatusCode};

use crate::publish::remote::RemoteError;

/// What went wrong while a connection was made or a user let in.
pub(super) fn of_ssh(error: russh::Error) -> RemoteError {
    let reason = error.to_string();
    match error {
        russh::Error::NoCommonAlgo { .. } | russh::Error::UnsupportedAuthMethod => {
            RemoteError::Unable { reason }
        }
        _ => RemoteError::Broken { reason },
    }
}

/// What went wrong with the file or folder at `path`.
pub(super) fn of_sftp(path: &str, error: SftpError) -> RemoteError {
    match error {
        SftpError::Status(status) => of_status(path, &status),
        other => RemoteError::Broken { reason: other.to_string() },
    }
}

fn of_status(path: &str, status: &Status) -> RemoteError {
    let (path, reason) = (path.to_owned(), told(status));
    match status.status_code {
        StatusCode::PermissionDenied => RemoteError::Denied { path, reason },
        StatusCode::OpUnsupported => RemoteError::Unable { reason },
        StatusCode::NoConnection | StatusCode::ConnectionLost => RemoteError::Broken { reason },
        _ => RemoteError::Other { path, reason },
    }
}

/// The words of the host, or of the protocol when the host has none.
fn told(status: &Status) -> String {
    let words: String = status.error_message.chars().filter(|c| !c.is_control()).take(300).collect();
    if words.is_empty() { status.status_code.to_string() } else { words }
}

/// Whether the host said `code`.
pub(super) fn says<T>(answer: &Result<T, SftpError>, code: StatusCode) -> bool {
    matches!(answer, Err(SftpError::Status(status)) if status.status_code == code)
}

/// The line went silent.
pub(super) fn silent() -> RemoteError {
    RemoteError::Broken { reason: io::Error::from(io::ErrorKind::TimedOut).to_string() }
}
