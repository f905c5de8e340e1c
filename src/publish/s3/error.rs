//! Converts failed S3 requests to errors of a host.

use std::io::ErrorKind;

use serde::Deserialize;
use ureq::Timeout;

use crate::publish::http;
use crate::publish::remote::RemoteError;
use crate::publish::tls;

/// Why a request failed.
pub(super) enum RequestError {
    /// There was no complete response.
    Transport(ureq::Error),
    /// The server responded with an error.
    Response(ErrorResponse),
    /// Fewer or more bytes are stored than were sent.
    Short {
        /// Bytes that are stored.
        stored: u64,
        /// Bytes that were sent.
        size: u64,
    },
}

/// An error response, with the code and the message of its XML body; both are empty without one.
pub(super) struct ErrorResponse {
    status: u16,
    code: String,
    message: String,
}

/// The XML body of an error response.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Document {
    code: String,
    message: String,
}

impl ErrorResponse {
    /// Parses the body of a response with this status.
    pub(super) fn new(status: u16, body: &[u8]) -> ErrorResponse {
        let document: Document = quick_xml::de::from_reader(body).unwrap_or_default();
        ErrorResponse { status, code: document.code, message: document.message }
    }

    /// Returns true if the object does not exist, but the bucket does.
    pub(super) fn is_missing(&self) -> bool {
        self.status == 404 && self.code != "NoSuchBucket"
    }

    /// Returns true if a condition of the request failed.
    pub(super) fn is_conflict(&self) -> bool {
        matches!(self.status, 409 | 412)
    }
}

impl RequestError {
    /// Converts the error of a request for the object at `path`, signed with the access key `user`.
    pub(super) fn into_remote_error(self, path: &str, user: &str) -> RemoteError {
        match self {
            RequestError::Transport(error) => transport_error(path, &error),
            RequestError::Response(response) => response_error(path, user, &response),
            RequestError::Short { stored, size } => {
                RemoteError::ConnectionLost { reason: format!("reason-cut-off ({stored}/{size} B)") }
            }
        }
    }
}

fn response_error(path: &str, user: &str, response: &ErrorResponse) -> RemoteError {
    let ErrorResponse { status, code, message } = response;
    let reason: String =
        format!("{code} {message}").trim().chars().filter(|c| !c.is_control()).take(300).collect();
    let reason = if reason.is_empty() { format!("HTTP {status}") } else { reason };
    let reason = format!("reason-answer ({reason})");
    let (path, user) = (path.to_owned(), user.to_owned());
    match (code.as_str(), status) {
        ("InvalidAccessKeyId" | "NotSignedUp" | "SignatureDoesNotMatch", _)
        | ("ExpiredToken" | "InvalidToken", _) => RemoteError::LoginRefused { user },
        ("NoSuchBucket" | "InvalidBucketName" | "PermanentRedirect" | "AuthorizationHeaderMalformed", _)
        | ("RequestTimeTooSkewed" | "NotImplemented", _) => RemoteError::Unsupported { reason },
        ("SlowDown" | "InternalError" | "ServiceUnavailable" | "RequestTimeout" | "TooManyRequests", _)
        | ("IncompleteBody" | "BadDigest" | "XAmzContentSHA256Mismatch", _) => {
            RemoteError::ConnectionLost { reason }
        }
        _ if ["Quota", "StorageFull", "InsufficientStorage"].iter().any(|word| code.contains(word)) => {
            RemoteError::Full { path }
        }
        ("AccessDenied" | "AllAccessDisabled", _) | (_, 403) => RemoteError::Denied { path, reason },
        (_, 401) => RemoteError::LoginRefused { user },
        (_, 507) => RemoteError::Full { path },
        (_, 501) => RemoteError::Unsupported { reason },
        (_, 429 | 500..) => RemoteError::ConnectionLost { reason },
        _ => RemoteError::Other { path, reason },
    }
}

fn transport_error(path: &str, error: &ureq::Error) -> RemoteError {
    let tls = match error {
        ureq::Error::Rustls(error) => Some(error),
        ureq::Error::Io(error) => error.get_ref().and_then(|inner| inner.downcast_ref()),
        _ => None,
    };
    if let Some(rustls::Error::InvalidCertificate(error)) = tls {
        return tls::certificate_error(error);
    }
    let reason = http::reason(error);
    match error {
        ureq::Error::Http(_) | ureq::Error::BodyExceedsLimit(_) | ureq::Error::Decompress(..) => {
            RemoteError::Other { path: path.to_owned(), reason }
        }
        ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::ConnectProxyFailed(_)
        | ureq::Error::Rustls(_)
        | ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => RemoteError::Unreachable { reason },
        ureq::Error::Io(error)
            if matches!(
                error.kind(),
                ErrorKind::ConnectionRefused
                    | ErrorKind::HostUnreachable
                    | ErrorKind::NetworkUnreachable
                    | ErrorKind::NetworkDown
                    | ErrorKind::AddrNotAvailable
            ) || tls.is_some() =>
        {
            RemoteError::Unreachable { reason }
        }
        _ => RemoteError::ConnectionLost { reason },
    }
}
