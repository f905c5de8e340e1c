//! Translates the errors of FTP.

use std::io;

use suppaftp::FtpError;
use suppaftp::types::Response;

use crate::publish::remote::{CertificateProblem, RemoteError};
use crate::publish::tls;

/// The number of an answer (RFC 959, section 4.2), or 0 when the host did not answer at all.
pub(super) fn code(error: &FtpError) -> u32 {
    match error {
        FtpError::UnexpectedResponse(response) => response.status.code(),
        _ => 0,
    }
}

/// What went wrong with the file or folder at `path`, while something was asked of the host.
pub(super) fn of_call(path: &str, error: FtpError) -> RemoteError {
    match error {
        FtpError::UnexpectedResponse(response) => of_answer(path, &response),
        FtpError::ConnectionError(error) => of_io(&error),
        FtpError::SecureError(reason) => RemoteError::Unable { reason },
        other => RemoteError::Broken { reason: other.to_string() },
    }
}

/// What went wrong with the file at `path` while its bytes were sent: then 451 means that the disk is full, with vsftpd
/// for one.
pub(super) fn of_sending(path: &str, error: FtpError) -> RemoteError {
    match code(&error) {
        451 => RemoteError::Full { path: path.to_owned() },
        _ => of_call(path, error),
    }
}

fn of_answer(path: &str, response: &Response) -> RemoteError {
    let (path, reason) = (path.to_owned(), told(response));
    match response.status.code() {
        421 | 425 | 426 | 450 => RemoteError::Broken { reason },
        452 | 552 => RemoteError::Full { path },
        500 | 502 | 504 => RemoteError::Unable { reason },
        530 | 532 | 550 | 553 => RemoteError::Denied { path, reason },
        _ => RemoteError::Other { path, reason },
    }
}

/// What the host said, without what could play with a terminal.
fn told(response: &Response) -> String {
    let text = String::from_utf8_lossy(&response.body).into_owned();
    text.chars().filter(|c| !c.is_control()).take(300).collect::<String>().trim().to_owned()
}

/// What went wrong with a connection; certificates are looked at when the first bytes move.
pub(super) fn of_io(error: &io::Error) -> RemoteError {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match inner {
        Some(rustls::Error::InvalidCertificate(error)) => tls::fault(error),
        Some(rustls::Error::NoCertificatesPresented) => {
            RemoteError::Certificate { doubt: CertificateProblem::Absent }
        }
        Some(rustls::Error::AlertReceived(rustls::AlertDescription::ProtocolVersion)) => {
            RemoteError::Unable { reason: "it does not speak TLS 1.2".into() }
        }
        Some(rustls::Error::PeerIncompatible(reason)) => {
            RemoteError::Unable { reason: format!("{reason:?}") }
        }
        _ => RemoteError::Broken { reason: error.to_string() },
    }
}
