//! What a server of objects answers in, what went wrong with the host out.

use std::error::Error;
use std::{io, iter};

use object_store::client::{HttpError, HttpErrorKind};

use crate::publish::remote::RemoteError;
use crate::publish::tls;

/// What went wrong with the object at `path`, asked for with the key `user`.
pub(super) fn of_answer(path: &str, user: &str, error: &object_store::Error) -> RemoteError {
    if let Some(fault) = of_line(error) {
        return fault;
    }
    let text = error.to_string();
    let within = |open: &str, close: &str| text.split_once(open)?.1.split_once(close).map(|(inner, _)| inner);
    let code = within("<Code>", "</Code>").unwrap_or("");
    let message = within("<Message>", "</Message>").unwrap_or("");
    let reason: String =
        format!("{code} {message}").trim().chars().filter(|c| !c.is_control()).take(300).collect();
    let reason = if reason.is_empty() {
        text.lines().next().unwrap_or("").chars().take(300).collect()
    } else {
        reason
    };
    let path = path.to_owned();
    match (code, error) {
        ("InvalidAccessKeyId" | "NotSignedUp" | "SignatureDoesNotMatch", _)
        | ("ExpiredToken" | "InvalidToken", _) => RemoteError::Refused { user: user.to_owned() },
        ("NoSuchBucket" | "InvalidBucketName" | "PermanentRedirect" | "AuthorizationHeaderMalformed", _)
        | ("RequestTimeTooSkewed" | "NotImplemented", _) => RemoteError::Unable { reason },
        ("SlowDown" | "InternalError" | "ServiceUnavailable" | "RequestTimeout" | "TooManyRequests", _) => {
            RemoteError::Broken { reason }
        }
        _ if ["Quota", "StorageFull", "InsufficientStorage"].iter().any(|word| code.contains(word)) => {
            RemoteError::Full { path }
        }
        ("AccessDenied" | "AllAccessDisabled", _) | (_, object_store::Error::PermissionDenied { .. }) => {
            RemoteError::Denied { path, reason }
        }
        (_, object_store::Error::Unauthenticated { .. }) => RemoteError::Refused { user: user.to_owned() },
        _ if text.contains("status code: 507") => RemoteError::Full { path },
        _ if text.contains("status code: 501") => RemoteError::Unable { reason },
        _ if ["429", "5"].iter().any(|code| text.contains(&format!("status code: {code}"))) => {
            RemoteError::Broken { reason }
        }
        _ => RemoteError::Other { path, reason },
    }
}

pub(super) fn other(path: &str, reason: String) -> RemoteError {
    RemoteError::Other { path: path.to_owned(), reason }
}

/// Whether what is not there is the bucket itself.
pub(super) fn is_of_bucket(error: &(dyn Error + 'static)) -> bool {
    error.to_string().contains("NoSuchBucket")
}

/// What is wrong with the line or its encryption, when that is what an error is about.
fn of_line(error: &(dyn Error + 'static)) -> Option<RemoteError> {
    let causes = || causes(error);
    let tls = causes().find_map(|cause| cause.downcast_ref::<rustls::Error>());
    if let Some(rustls::Error::InvalidCertificate(fault)) = tls {
        return Some(tls::fault(fault));
    }
    let kind = causes().find_map(|cause| cause.downcast_ref::<HttpError>())?.kind();
    let reason = causes().last().map(|cause| cause.to_string()).unwrap_or_default();
    Some(match kind {
        HttpErrorKind::Connect => RemoteError::Unreachable { reason },
        _ => RemoteError::Broken { reason },
    })
}

/// An error and what caused it, one after the other; errors of the system hide theirs.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    iter::successors(Some(error), cause)
}

fn cause<'a>(error: &&'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    let error: &'a (dyn Error + 'static) = *error;
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(hidden) => Some(hidden),
        None => error.source(),
    }
}
