//! Turns failed S3 requests into errors of a host.

use std::io::ErrorKind;

use serde::Deserialize;
use ureq::Timeout;

use crate::publish::remote::RemoteError;
use crate::publish::tls;

/// Why a request failed.
pub(super) enum RequestError {
    /// There was no complete response.
    Line(ureq::Error),
    /// The server responded with an error.
    Answer(ErrorResponse),
    /// Fewer or more bytes arrived than were sent.
    Short {
        /// Bytes of the object.
        arrived: u64,
        /// Bytes that were sent.
        size: u64,
    },
}

/// A response that is an error, with the code and the message of its XML body; both are empty without one.
pub(super) struct ErrorResponse {
    status: u16,
    code: String,
    message: String,
}

/// The XML of an error.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Document {
    code: String,
    message: String,
}

impl ErrorResponse {
    /// Reads the error of a response of this status.
    pub(super) fn new(status: u16, body: &[u8]) -> ErrorResponse {
        let document: Document = quick_xml::de::from_reader(body).unwrap_or_default();
        ErrorResponse { status, code: document.code, message: document.message }
    }

    /// Whether there is no such object in a bucket that is there.
    pub(super) fn is_missing(&self) -> bool {
        self.status == 404 && self.code != "NoSuchBucket"
    }

    /// Whether a condition of the request did not hold.
    pub(super) fn is_conflict(&self) -> bool {
        matches!(self.status, 409 | 412)
    }
}

impl RequestError {
    /// The error of a request about the object at `path` with the key `user`.
    pub(super) fn at(self, path: &str, user: &str) -> RemoteError {
        match self {
            RequestError::Line(error) => of_line(path, &error),
            RequestError::Answer(answer) => of_answer(path, user, &answer),
            RequestError::Short { arrived, size } => {
                RemoteError::Broken { reason: format!("{arrived} of {size} bytes arrived") }
            }
        }
    }
}

fn of_answer(path: &str, user: &str, answer: &ErrorResponse) -> RemoteError {
    let ErrorResponse { status, code, message } = answer;
    let reason: String =
        format!("{code} {message}").trim().chars().filter(|c| !c.is_control()).take(300).collect();
    let reason = if reason.is_empty() { format!("HTTP status {status}") } else { reason };
    let (path, user) = (path.to_owned(), user.to_owned());
    match (code.as_str(), status) {
        ("InvalidAccessKeyId" | "NotSignedUp" | "SignatureDoesNotMatch", _)
        | ("ExpiredToken" | "InvalidToken", _) => RemoteError::Refused { user },
        ("NoSuchBucket" | "InvalidBucketName" | "PermanentRedirect" | "AuthorizationHeaderMalformed", _)
        | ("RequestTimeTooSkewed" | "NotImplemented", _) => RemoteError::Unable { reason },
        ("SlowDown" | "InternalError" | "ServiceUnavailable" | "RequestTimeout" | "TooManyRequests", _)
        | ("IncompleteBody" | "BadDigest" | "XAmzContentSHA256Mismatch", _) => RemoteError::Broken { reason },
        _ if ["Quota", "StorageFull", "InsufficientStorage"].iter().any(|word| code.contains(word)) => {
            RemoteError::Full { path }
        }
        ("AccessDenied" | "AllAccessDisabled", _) | (_, 403) => RemoteError::Denied { path, reason },
        (_, 401) => RemoteError::Refused { user },
        (_, 507) => RemoteError::Full { path },
        (_, 501) => RemoteError::Unable { reason },
        (_, 429 | 500..) => RemoteError::Broken { reason },
        _ => RemoteError::Other { path, reason },
    }
}

fn of_line(path: &str, error: &ureq::Error) -> RemoteError {
    let tls = match error {
        ureq::Error::Rustls(error) => Some(error),
        ureq::Error::Io(error) => error.get_ref().and_then(|inner| inner.downcast_ref()),
        _ => None,
    };
    if let Some(rustls::Error::InvalidCertificate(fault)) = tls {
        return tls::fault(fault);
    }
    let reason = error.to_string();
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
        _ => RemoteError::Broken { reason },
    }
}
