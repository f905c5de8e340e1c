//! Sends requests to a bucket and parses their responses.

use std::io::{self, Read};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use serde::Deserialize;
use ureq::http::header::{CONNECTION, CONTENT_LENGTH, EXPECT, IF_NONE_MATCH, InvalidHeaderValue};
use ureq::http::{HeaderName, HeaderValue, Method, Request, Response, Uri};
use ureq::{Agent, AsSendBody, Body, Proxy, SendBody};

use crate::hash::Hash;
use crate::publish::http;
use crate::publish::remote::RemoteError;
use crate::publish::s3::error::{ErrorResponse, RequestError};
use crate::publish::s3::sign::{self, RequestSigner};

/// Limit for the name lookup, and again for connecting, including TLS.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// Limit for a connection on which no byte moves.
const IDLE_TIMEOUT: Duration = Duration::from_secs(25);

/// Bodies above this size are sent only when the server accepts the headers.
const EXPECT_BYTES: usize = 1024 * 1024;

const MAX_ERROR_BYTES: u64 = 64 * 1024;
const MAX_LISTING_BYTES: u64 = 16 * 1024 * 1024;

/// A bucket on an HTTP server.
pub(super) struct BucketClient {
    agent: Agent,
    signer: RequestSigner,
    /// The URL of the bucket, without `/` at its end.
    url: String,
    /// Requests in flight, and their maximum so far; each had its own connection, which stays open.
    in_flight: AtomicUsize,
    peak: AtomicUsize,
}

/// One response of `ListObjectsV2`, with the token of the next one.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ListingPage {
    /// The objects on this page.
    #[serde(default)]
    pub(super) contents: Vec<Object>,
    /// The folders on this page, if the listing is of one folder.
    #[serde(default)]
    pub(super) common_prefixes: Vec<CommonPrefix>,
    /// Token for requesting the next page; `None` or empty on the last one.
    pub(super) next_continuation_token: Option<String>,
}

/// An object of a listing.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Object {
    /// Full key, including the folder of the site.
    pub(super) key: String,
    /// Size in bytes as stored, compressed or not.
    pub(super) size: u64,
    /// Entity tag, in quotation marks.
    #[serde(rename = "ETag")]
    pub(super) etag: Option<String>,
}

/// A folder of a listing.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct CommonPrefix {
    /// Common prefix of the keys in the folder, ending in `/`.
    pub(super) prefix: String,
}

impl BucketClient {
    /// Returns a client of the bucket at `url` with at most `max_parallel` idle connections.
    ///
    /// # Errors
    /// [`RemoteError::Unsupported`] if `url` does not parse.
    pub(super) fn new(
        url: String,
        signer: RequestSigner,
        max_parallel: usize,
    ) -> Result<BucketClient, RemoteError> {
        url.parse::<Uri>().map_err(|error| RemoteError::Unsupported {
            reason: format!("reason-address (`{url}`: {error})"),
        })?;
        // Without TLS the server is on this computer, which a proxy cannot reach.
        let proxy = Proxy::try_from_env().filter(|_| url.starts_with("https:"));
        let agent = http::agent()
            .proxy(proxy)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(CONNECT_TIMEOUT))
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .timeout_per_read(Some(IDLE_TIMEOUT))
            .timeout_per_write(Some(IDLE_TIMEOUT))
            .max_idle_connections(max_parallel)
            .max_idle_connections_per_host(max_parallel)
            .build()
            .into();
        Ok(BucketClient { agent, signer, url, in_flight: AtomicUsize::new(0), peak: AtomicUsize::new(0) })
    }

    /// Returns the ID of the access key that signs the requests.
    pub(super) fn user(&self) -> &str {
        &self.signer.id
    }

    /// Returns the maximum number of requests that were in flight at once.
    pub(super) fn peak(&self) -> usize {
        self.peak.load(Ordering::SeqCst)
    }

    /// Returns the decoded bytes of the object `key`.
    ///
    /// # Errors
    /// If there are more than `max_bytes` bytes, or the request fails.
    pub(super) fn get(&self, key: &str, max_bytes: u64) -> Result<Vec<u8>, RequestError> {
        self.execute(self.request(Method::GET, key, &[])?, Hash::of(b""), |mut response| {
            response.body_mut().with_config().limit(max_bytes).read_to_vec()
        })
    }

    /// Returns the number of bytes that the server stores for the object `key`, compressed or not; 0 if there is
    /// none.
    ///
    /// The size is read from a listing, because the client hides `Content-Length` of an object that it decompresses.
    ///
    /// # Errors
    /// If the request fails.
    pub(super) fn size(&self, key: &str) -> Result<u64, RequestError> {
        let objects = self.list(key, None, None)?.contents;
        Ok(objects.iter().find(|object| object.key == key).map_or(0, |object| object.size))
    }

    /// Removes the object `key`.
    ///
    /// # Errors
    /// If the request fails, also with a response that the object does not exist.
    pub(super) fn delete(&self, key: &str) -> Result<(), RequestError> {
        self.execute(self.request(Method::DELETE, key, &[])?, Hash::of(b""), |_| Ok(()))
    }

    /// Stores `bytes` as the object `key` and returns its entity tag, in quotation marks. `sent` is called with the
    /// number of bytes of each piece that is sent.
    ///
    /// # Errors
    /// If the request fails, or a header value is invalid.
    pub(super) fn put(
        &self,
        key: &str,
        headers: &[(HeaderName, &str)],
        bytes: &[u8],
        sent: &mut dyn FnMut(u64),
    ) -> Result<Option<String>, RequestError> {
        let mut request = self.request(Method::PUT, key, &[])?;
        for (name, value) in headers {
            let value = HeaderValue::from_str(value)
                .map_err(|error| RequestError::Transport(invalid_header(error)))?;
            request.headers_mut().insert(name, value);
        }
        request.headers_mut().insert(CONTENT_LENGTH, bytes.len().into());
        if bytes.len() > EXPECT_BYTES {
            request.headers_mut().insert(EXPECT, HeaderValue::from_static("100-continue"));
        }
        if headers.iter().any(|(name, _)| name == IF_NONE_MATCH) {
            // A server that rejects the request early may close the connection without reading the body.
            request.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        let mut body = Counted { rest: bytes, sent };
        let request = request.map(|()| SendBody::from_reader(&mut body));
        self.execute(request, Hash::of(bytes), |response| {
            let etag = response.headers().get("etag").and_then(|etag| etag.to_str().ok());
            Ok(etag.map(str::to_owned))
        })
    }

    /// Returns one page of the objects whose keys begin with `prefix`; only those directly in that folder if
    /// `delimiter` is `/`. `token` is that of the previous page.
    ///
    /// # Errors
    /// If the request fails or the response does not parse.
    pub(super) fn list(
        &self,
        prefix: &str,
        delimiter: Option<&str>,
        token: Option<&str>,
    ) -> Result<ListingPage, RequestError> {
        let token = token.map(|token| ("continuation-token", token));
        let delimiter = delimiter.map(|delimiter| ("delimiter", delimiter));
        let prefix = (!prefix.is_empty()).then_some(("prefix", prefix));
        let parameters: Vec<_> =
            token.into_iter().chain(delimiter).chain([("list-type", "2")]).chain(prefix).collect();
        let xml =
            self.execute(self.request(Method::GET, "", &parameters)?, Hash::of(b""), |mut response| {
                response.body_mut().with_config().limit(MAX_LISTING_BYTES).read_to_vec()
            })?;
        let unreadable = |error| RequestError::Transport(ureq::Error::Io(io::Error::other(error)));
        quick_xml::de::from_reader(&xml[..]).map_err(unreadable)
    }

    fn request(
        &self,
        method: Method,
        key: &str,
        parameters: &[(&str, &str)],
    ) -> Result<Request<()>, RequestError> {
        let url = if key.is_empty() {
            format!("{}?{}", self.url, sign::query(parameters))
        } else {
            format!("{}/{}", self.url, sign::path(key))
        };
        Request::builder()
            .method(method)
            .uri(url)
            .body(())
            .map_err(|error| RequestError::Transport(error.into()))
    }

    /// Signs and sends `request`, and reads the response with `read` unless it is an error.
    fn execute<T>(
        &self,
        mut request: Request<impl AsSendBody>,
        payload: Hash,
        read: impl FnOnce(Response<Body>) -> Result<T, ureq::Error>,
    ) -> Result<T, RequestError> {
        let signed = self.signer.sign(&mut request, payload, Timestamp::now());
        signed.map_err(|error| RequestError::Transport(invalid_header(error)))?;
        let now = self.in_flight.fetch_add(1, Ordering::SeqCst) + 1;
        self.peak.fetch_max(now, Ordering::SeqCst);
        let done = self.agent.run(request).map_err(RequestError::Transport).and_then(|mut response| {
            if response.status().is_success() {
                return read(response).map_err(RequestError::Transport);
            }
            let mut body = Vec::new();
            let read = response.body_mut().as_reader().take(MAX_ERROR_BYTES).read_to_end(&mut body);
            read.map_err(|error| RequestError::Transport(error.into()))?;
            Err(RequestError::Response(ErrorResponse::new(response.status().as_u16(), &body)))
        });
        self.in_flight.fetch_sub(1, Ordering::SeqCst);
        done
    }
}

fn invalid_header(error: InvalidHeaderValue) -> ureq::Error {
    ureq::Error::Http(error.into())
}

/// A request body that reports how many bytes are sent.
struct Counted<'a> {
    rest: &'a [u8],
    sent: &'a mut dyn FnMut(u64),
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.rest.read(buffer)?;
        (self.sent)(length as u64);
        Ok(length)
    }
}
