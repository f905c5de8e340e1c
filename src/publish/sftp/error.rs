//! Converts SSH and SFTP errors to errors of a host.

use russh_sftp::client::error::Error as SftpError;
use russh_sftp::protocol::{Status, StatusCode};

use crate::file;
use crate::publish::remote::RemoteError;

/// Converts an error of connecting or authenticating.
pub(super) fn ssh_error(error: russh::Error) -> RemoteError {
    let reason = ssh_reason(&error);
    match error {
        russh::Error::NoCommonAlgo { .. } | russh::Error::UnsupportedAuthMethod => {
            RemoteError::Unsupported { reason }
        }
        _ => RemoteError::ConnectionLost { reason },
    }
}

/// Converts an error of a request for the file or folder at `path`.
pub(super) fn sftp_error(path: &str, error: SftpError) -> RemoteError {
    match error {
        SftpError::Status(status) => status_error(path, &status),
        other => RemoteError::ConnectionLost { reason: request_reason(&other) },
    }
}

fn status_error(path: &str, status: &Status) -> RemoteError {
    let (path, reason) = (path.to_owned(), status_text(status));
    match status.status_code {
        StatusCode::PermissionDenied => RemoteError::Denied { path, reason },
        StatusCode::OpUnsupported => RemoteError::Unsupported { reason },
        StatusCode::NoConnection | StatusCode::ConnectionLost => RemoteError::ConnectionLost { reason },
        _ => RemoteError::Other { path, reason },
    }
}

/// Returns the reason for an error of the connection.
fn ssh_reason(error: &russh::Error) -> String {
    match error {
        russh::Error::IO(error) => file::reason(error),
        russh::Error::Disconnect | russh::Error::HUP => "reason-disconnected".to_owned(),
        russh::Error::ConnectionTimeout
        | russh::Error::KeepaliveTimeout
        | russh::Error::InactivityTimeout
        | russh::Error::Elapsed(_) => "reason-timed-out".to_owned(),
        russh::Error::NoCommonAlgo { .. } => format!("reason-no-algorithm ({error})"),
        other => file::other_reason(&other.to_string()),
    }
}

/// Returns the reason for an error of a request without a response.
fn request_reason(error: &SftpError) -> String {
    match error {
        SftpError::Timeout => "reason-timed-out".to_owned(),
        other => file::other_reason(&other.to_string()),
    }
}

/// Returns the server's message without control characters, or the standard one for its code.
fn status_text(status: &Status) -> String {
    let words: String = status.error_message.chars().filter(|c| !c.is_control()).take(300).collect();
    format!("reason-answer ({})", if words.is_empty() { status.status_code.to_string() } else { words })
}

/// Returns true if the server responded with `code`.
pub(super) fn is_status<T>(answer: &Result<T, SftpError>, code: StatusCode) -> bool {
    matches!(answer, Err(SftpError::Status(status)) if status.status_code == code)
}

/// Returns the error for a response that did not arrive in time.
pub(super) fn timed_out() -> RemoteError {
    RemoteError::ConnectionLost { reason: "reason-timed-out".into() }
}
