//! Builds HTTP responses: content types, `ETag`s and ranges (RFC 9110).

use std::convert::Infallible;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, combinators::UnsyncBoxBody};
use hyper::body::{Body, Frame};
use hyper::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    HeaderName, HeaderValue, IF_NONE_MATCH, IF_RANGE, RANGE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{HeaderMap, Method, Response, StatusCode};
use tokio::sync::mpsc;

use crate::media::content_type;
use crate::render::hosts::CONTENT_POLICY;

/// The type of all responses.
pub type HttpResponse = Response<UnsyncBoxBody<Bytes, io::Error>>;

/// Bytes in memory, or an open file that is streamed.
pub enum ResponseContent {
    /// In memory.
    Bytes(Bytes),
    /// An open file and its length in bytes.
    Disk(File, u64),
}

/// The number of bytes of a file that are read at once.
const CHUNK_BYTES: u64 = 64 * 1024;

impl ResponseContent {
    fn length(&self) -> u64 {
        match self {
            ResponseContent::Bytes(bytes) => bytes.len() as u64,
            ResponseContent::Disk(_, length) => *length,
        }
    }
}

/// A plain text response.
pub fn text(status: StatusCode, text: &str) -> HttpResponse {
    complete(status, "text/plain; charset=utf-8", Bytes::copy_from_slice(text.as_bytes()))
}

/// A response with `status`, a content type and a complete body.
pub fn complete(status: StatusCode, content_type: &'static str, bytes: Bytes) -> HttpResponse {
    let mut reply = empty(status);
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    set_body(&mut reply, body_of(bytes));
    reply
}

/// A response without content, with the headers of all responses.
pub fn empty(status: StatusCode) -> HttpResponse {
    let mut reply = Response::new(body_of(Bytes::new()));
    *reply.status_mut() = status;
    let resource_policy = HeaderName::from_static("cross-origin-resource-policy");
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, CONTENT_POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (resource_policy, "same-origin"),
        // A browser may cache responses, but must revalidate them each time.
        (CACHE_CONTROL, "no-cache"),
    ] {
        reply.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    reply
}

fn body_of(bytes: Bytes) -> UnsyncBoxBody<Bytes, io::Error> {
    Full::new(bytes).map_err(|never: Infallible| match never {}).boxed_unsync()
}

fn set_body(reply: &mut HttpResponse, body: UnsyncBoxBody<Bytes, io::Error>) {
    *reply.body_mut() = body;
}

/// The response to a request for a file: complete, a range, or `304 Not Modified`.
///
/// `tag` is the `ETag` and changes with the bytes. Only a single range is supported; a request for several
/// gets the complete file.
pub fn file(
    path: &str,
    tag: &str,
    content: ResponseContent,
    method: &Method,
    headers: &HeaderMap,
) -> HttpResponse {
    let tag = format!("\"{tag}\"");
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut reply = if known.is_some_and(|known| contains_tag(known, &tag)) {
        empty(StatusCode::NOT_MODIFIED)
    } else {
        let length = content.length();
        let current = headers.get(IF_RANGE).is_none_or(|value| value.as_bytes() == tag.as_bytes());
        let range = headers.get(RANGE).and_then(|value| value.to_str().ok()).filter(|_| current);
        match range.filter(|_| method == Method::GET).map(|range| parse_range(range, length)) {
            None | Some(ByteRange::Whole) => slice_response(StatusCode::OK, content, 0, length),
            Some(ByteRange::From(start, end)) => {
                let mut reply = slice_response(StatusCode::PARTIAL_CONTENT, content, start, end);
                insert_header(&mut reply, CONTENT_RANGE, &format!("bytes {start}-{}/{length}", end - 1));
                reply
            }
            Some(ByteRange::Outside) => {
                let mut reply = empty(StatusCode::RANGE_NOT_SATISFIABLE);
                insert_header(&mut reply, CONTENT_RANGE, &format!("bytes */{length}"));
                reply
            }
        }
    };
    insert_header(&mut reply, ETAG, &tag);
    let headers = reply.headers_mut();
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    reply
}

/// A response with the bytes from `start` to before `end`.
fn slice_response(status: StatusCode, content: ResponseContent, start: u64, end: u64) -> HttpResponse {
    let mut reply = empty(status);
    insert_header(&mut reply, CONTENT_LENGTH, &(end - start).to_string());
    set_body(
        &mut reply,
        match content {
            ResponseContent::Bytes(bytes) => body_of(bytes.slice(start as usize..end as usize)),
            ResponseContent::Disk(file, _) => stream_file(file, start, end).boxed_unsync(),
        },
    );
    reply
}

fn insert_header(reply: &mut HttpResponse, name: HeaderName, value: &str) {
    let value = HeaderValue::from_str(value).expect("the value is of digits and plain letters");
    reply.headers_mut().insert(name, value);
}

/// Returns whether a list of entity tags, such as `"a", W/"b"` or `*`, contains `tag`.
fn contains_tag(list: &str, tag: &str) -> bool {
    list.trim() == "*" || list.split(',').any(|listed| listed.trim().trim_start_matches("W/") == tag)
}

/// The part of a file that a range requests.
#[derive(Debug, PartialEq, Eq)]
enum ByteRange {
    Whole,
    /// The first byte, and the one after the last.
    From(u64, u64),
    Outside,
}

/// Parses `range`, the value of a `Range` header, for a file of `length` bytes; `Whole` if it is invalid.
fn parse_range(range: &str, length: u64) -> ByteRange {
    let Some(range) = range.trim().strip_prefix("bytes=") else { return ByteRange::Whole };
    let Some((first, last)) = range.split_once('-') else { return ByteRange::Whole };
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().unwrap_or(u64::MAX))
    };
    match (first.trim(), last.trim()) {
        ("", last) => match number(last) {
            None => ByteRange::Whole,
            Some(0) => ByteRange::Outside,
            Some(count) if length > 0 => ByteRange::From(length.saturating_sub(count), length),
            Some(_) => ByteRange::Outside,
        },
        (first, last) => match (number(first), number(last)) {
            (Some(first), _) if first >= length => ByteRange::Outside,
            (Some(first), Some(last)) if last >= first => {
                ByteRange::From(first, last.saturating_add(1).min(length))
            }
            (Some(first), None) if last.is_empty() => ByteRange::From(first, length),
            _ => ByteRange::Whole,
        },
    }
}

/// A response body whose frames a task sends through a channel.
pub struct FrameStream(pub mpsc::Receiver<io::Result<Bytes>>);

impl Body for FrameStream {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.get_mut().0.poll_recv(task).map(|next| next.map(|bytes| bytes.map(Frame::data)))
    }
}

/// Streams the bytes of `file` from `start` to before `end`.
fn stream_file(mut file: File, start: u64, end: u64) -> FrameStream {
    let (sender, receiver) = mpsc::channel(2);
    tokio::spawn(async move {
        let sought = move || file.seek(SeekFrom::Start(start)).map(|_| file);
        let mut file = match run_blocking(sought).await {
            Ok(file) => file,
            Err(error) => return drop(sender.send(Err(error)).await),
        };
        let mut left = end - start;
        while left > 0 {
            let wanted = left.min(CHUNK_BYTES);
            let next = run_blocking(move || {
                let mut bytes = vec![0; wanted as usize];
                file.read_exact(&mut bytes).map(|()| (file, bytes))
            });
            let sent = match next.await {
                Ok((same, bytes)) => {
                    file = same;
                    sender.send(Ok(Bytes::from(bytes))).await
                }
                Err(error) => return drop(sender.send(Err(error)).await),
            };
            if sent.is_err() {
                return;
            }
            left -= wanted;
        }
    });
    FrameStream(receiver)
}

/// Runs `work` on a thread where it blocks no connection.
///
/// # Errors
/// Those of `work`, or when it panics.
pub async fn run_blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(io::Error::other(error)))
}

#[cfg(test)]
mod tests {
    use super::{ByteRange, contains_tag, parse_range};

    /// Ranges of 100 bytes, by RFC 9110 §14.1.2.
    #[test]
    fn ranges() {
        assert_eq!(parse_range("bytes=0-9", 100), ByteRange::From(0, 10));
        assert_eq!(parse_range("bytes=90-", 100), ByteRange::From(90, 100));
        assert_eq!(parse_range("bytes=-10", 100), ByteRange::From(90, 100));
        assert_eq!(parse_range("bytes=-500", 100), ByteRange::From(0, 100));
        assert_eq!(parse_range("bytes=50-500", 100), ByteRange::From(50, 100));
        assert_eq!(parse_range("bytes=0-99999999999999999999999", 100), ByteRange::From(0, 100));
        assert_eq!(parse_range("bytes=99999999999999999999999-", 100), ByteRange::Outside);
        for outside in ["bytes=100-", "bytes=100-200", "bytes=-0"] {
            assert_eq!(parse_range(outside, 100), ByteRange::Outside, "{outside}");
        }
        for odd in
            ["bytes=9-0", "bytes=a-b", "bytes=0-9,20-29", "lines=0-9", "bytes=", "bytes=-", "bytes=+1-2"]
        {
            assert_eq!(parse_range(odd, 100), ByteRange::Whole, "{odd}");
        }
        assert_eq!(parse_range("bytes=-5", 0), ByteRange::Outside);
    }

    /// A tag is found in a list, weak or strong.
    #[test]
    fn tags() {
        assert!(
            contains_tag("\"a\"", "\"a\"")
                && contains_tag("\"b\", W/\"a\"", "\"a\"")
                && contains_tag("*", "\"a\"")
        );
        assert!(!contains_tag("\"ab\"", "\"a\"") && !contains_tag("a", "\"a\""));
    }
}
