//! Converts FTP errors to errors of a host.

use std::io;

use suppaftp::FtpError;
use suppaftp::types::Response;

use crate::file;
use crate::publish::remote::{CertificateProblem, RemoteError};
use crate::publish::tls;

/// Returns the response code (RFC 959 §4.2), or 0 if the server did not respond.
pub(super) fn code(error: &FtpError) -> u32 {
    match error {
        FtpError::UnexpectedResponse(response) => response.status.code(),
        _ => 0,
    }
}

/// Converts an error of a command about the file or folder at `path`.
pub(super) fn command_error(path: &str, error: FtpError) -> RemoteError {
    match error {
        FtpError::UnexpectedResponse(response) => response_error(path, &response),
        FtpError::ConnectionError(error) => io_error(&error),
        FtpError::SecureError(text) => RemoteError::Unsupported { reason: file::other_reason(&text) },
        other => RemoteError::ConnectionLost { reason: file::other_reason(&other.to_string()) },
    }
}

/// Converts an error of uploading the file at `path`, where 451 means that the disk is full (vsftpd responds so).
pub(super) fn transfer_error(path: &str, error: FtpError) -> RemoteError {
    match code(&error) {
        451 => RemoteError::Full { path: path.to_owned() },
        _ => command_error(path, error),
    }
}

fn response_error(path: &str, response: &Response) -> RemoteError {
    let (path, reason) = (path.to_owned(), response_text(response));
    match response.status.code() {
        421 | 425 | 426 | 450 => RemoteError::ConnectionLost { reason },
        452 | 552 => RemoteError::Full { path },
        500 | 502 | 504 => RemoteError::Unsupported { reason },
        530 | 532 | 550 | 553 => RemoteError::Denied { path, reason },
        _ => RemoteError::Other { path, reason },
    }
}

/// Returns the reason with the text of the response without control characters, at most 300 letters.
fn response_text(response: &Response) -> String {
    let text = String::from_utf8_lossy(&response.body).into_owned();
    let text = text.chars().filter(|c| !c.is_control()).take(300).collect::<String>();
    format!("reason-answer ({})", text.trim())
}

/// Converts an error of the connection; certificates are verified with the first bytes, so they are reported here.
pub(super) fn io_error(error: &io::Error) -> RemoteError {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match inner {
        Some(rustls::Error::InvalidCertificate(error)) => tls::certificate_error(error),
        Some(rustls::Error::NoCertificatesPresented) => {
            RemoteError::Certificate { problem: CertificateProblem::Missing }
        }
        Some(rustls::Error::AlertReceived(rustls::AlertDescription::ProtocolVersion)) => {
            RemoteError::Unsupported { reason: "reason-no-tls".into() }
        }
        Some(rustls::Error::PeerIncompatible(reason)) => {
            RemoteError::Unsupported { reason: format!("reason-no-tls ({reason:?})") }
        }
        Some(error) => RemoteError::ConnectionLost { reason: format!("reason-tls ({error})") },
        None => RemoteError::ConnectionLost { reason: file::reason(error) },
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::io_error;
    use crate::publish::remote::RemoteError;

    /// A record that cannot be decrypted is an error of the connection, not of a text.
    #[test]
    fn broken_encryption_has_its_own_reason() {
        let error = io::Error::new(io::ErrorKind::InvalidData, rustls::Error::DecryptError);
        let RemoteError::ConnectionLost { reason } = io_error(&error) else {
            panic!("the attempt can be repeated")
        };
        assert_eq!(reason, "reason-tls (cannot decrypt peer's message)");
    }
}
