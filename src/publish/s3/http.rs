//! Requests to a bucket and their responses.

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

/// The longest that the name of the host may take to be found, and then a connection to open, with its encryption.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// A connection that moves no byte for so long is given up.
const IDLE_TIMEOUT: Duration = Duration::from_secs(25);

/// Bodies above this size are sent only when the server accepts the headers.
const EXPECT_BYTES: usize = 1024 * 1024;

const MAX_ERROR_BYTES: u64 = 64 * 1024;
const MAX_LISTING_BYTES: u64 = 16 * 1024 * 1024;

/// A bucket as an HTTP server shows it.
pub(super) struct BucketClient {
    agent: Agent,
    signer: RequestSigner,
    /// The URL of the bucket, without `/` at its end.
    url: String,
    /// Requests in flight, and the most that ever were: each has a connection, which is then kept.
    now: AtomicUsize,
    peak: AtomicUsize,
}

/// One page of a listing.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ListingPage {
    /// Objects.
    #[serde(default)]
    pub(super) contents: Vec<Object>,
    /// Folders, when the listing is of one folder.
    #[serde(default)]
    pub(super) common_prefixes: Vec<CommonPrefix>,
    /// Asks for the next page, if there is one.
    pub(super) next_continuation_token: Option<String>,
}

/// An object of a listing.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Object {
    /// Its key.
    pub(super) key: String,
    /// Its bytes.
    pub(super) size: u64,
    /// Its entity tag, in quotation marks.
    #[serde(rename = "ETag")]
    pub(super) tag: Option<String>,
}

/// A folder of a listing.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct CommonPrefix {
    /// What the keys in it begin with, ending in `/`.
    pub(super) prefix: String,
}

impl BucketClient {
    /// A client of the bucket at `url`, which opens at most `lanes` connections.
    pub(super) fn new(url: String, signer: RequestSigner, lanes: usize) -> Result<BucketClient, RemoteError> {
        url.parse::<Uri>().map_err(|error| RemoteError::Unable { reason: format!("`{url}`: {error}") })?;
        // Without encryption only this computer is asked, which no proxy leads to.
        let proxy = Proxy::try_from_env().filter(|_| url.starts_with("https:"));
        let agent = http::agent()
            .proxy(proxy)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(CONNECT_TIMEOUT))
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .timeout_per_read(Some(IDLE_TIMEOUT))
            .timeout_per_write(Some(IDLE_TIMEOUT))
            .max_idle_connections(lanes)
            .max_idle_connections_per_host(lanes)
            .build()
            .into();
        Ok(BucketClient { agent, signer, url, now: AtomicUsize::new(0), peak: AtomicUsize::new(0) })
    }

    /// The name of the key that requests are signed with.
    pub(super) fn user(&self) -> &str {
        &self.signer.id
    }

    /// The most requests that ever were in flight at once.
    pub(super) fn peak(&self) -> usize {
        self.peak.load(Ordering::SeqCst)
    }

    /// The bytes of the object `key`, unpacked, of which there may be at most `most`.
    pub(super) fn get(&self, key: &str, most: u64) -> Result<Vec<u8>, RequestError> {
        self.call(self.request(Method::GET, key, &[])?, Hash::of(b""), |mut response| {
            response.body_mut().with_config().limit(most).read_to_vec()
        })
    }

    /// The number of bytes that the server stores for the object `key`, packed or not.
    ///
    /// The listing is asked: of an object that it would unpack, the client hides the length that the server says.
    pub(super) fn size(&self, key: &str) -> Result<u64, RequestError> {
        let objects = self.list(key, None, None)?.contents;
        Ok(objects.iter().find(|object| object.key == key).map_or(0, |object| object.size))
    }

    /// Removes the object `key`.
    pub(super) fn delete(&self, key: &str) -> Result<(), RequestError> {
        self.call(self.request(Method::DELETE, key, &[])?, Hash::of(b""), |_| Ok(()))
    }

    /// Makes `bytes` the object `key`; `sent` is called with the number of bytes of each piece that is sent. Returns the
    /// entity tag, in quotation marks.
    pub(super) fn put(
        &self,
        key: &str,
        headers: &[(HeaderName, &str)],
        bytes: &[u8],
        sent: &mut dyn FnMut(u64),
    ) -> Result<Option<String>, RequestError> {
        let mut request = self.request(Method::PUT, key, &[])?;
        for (name, value) in headers {
            let value =
                HeaderValue::from_str(value).map_err(|error| RequestError::Line(unsendable(error)))?;
            request.headers_mut().insert(name, value);
        }
        request.headers_mut().insert(CONTENT_LENGTH, bytes.len().into());
        if bytes.len() > EXPECT_BYTES {
            request.headers_mut().insert(EXPECT, HeaderValue::from_static("100-continue"));
        }
        if headers.iter().any(|(name, _)| name == IF_NONE_MATCH) {
            // A server that refuses early may close the connection without reading the body.
            request.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        let mut body = Counted { rest: bytes, sent };
        let request = request.map(|()| SendBody::from_reader(&mut body));
        self.call(request, Hash::of(bytes), |response| {
            let tag = response.headers().get("etag").and_then(|tag| tag.to_str().ok());
            Ok(tag.map(str::to_owned))
        })
    }

    /// One page of the objects whose keys begin with `prefix`, of that folder alone when `delimiter` is `/`.
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
        let xml = self.call(self.request(Method::GET, "", &parameters)?, Hash::of(b""), |mut response| {
            response.body_mut().with_config().limit(MAX_LISTING_BYTES).read_to_vec()
        })?;
        let unreadable = |error| RequestError::Line(ureq::Error::Io(io::Error::other(error)));
        quick_xml::de::from_reader(&xml[..]).map_err(unreadable)
    }

    fn request(
        &self,
        method: Method,
        key: &str,
        parameters: &[(&str, &str)],
    ) -> Result<Request<()>, RequestError> {
        let url = match (key.is_empty(), parameters.is_empty()) {
            (true, _) => format!("{}?{}", self.url, sign::query(parameters)),
            (false, _) => format!("{}/{}", self.url, sign::path(key)),
        };
        Request::builder().method(method).uri(url).body(()).map_err(|error| RequestError::Line(error.into()))
    }

    /// Signs and sends `request`, and reads the response when it is no error.
    fn call<T>(
        &self,
        mut request: Request<impl AsSendBody>,
        payload: Hash,
        read: impl FnOnce(Response<Body>) -> Result<T, ureq::Error>,
    ) -> Result<T, RequestError> {
        let signed = self.signer.sign(&mut request, payload, Timestamp::now());
        signed.map_err(|error| RequestError::Line(unsendable(error)))?;
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.peak.fetch_max(now, Ordering::SeqCst);
        let done = self.agent.run(request).map_err(RequestError::Line).and_then(|mut response| {
            if response.status().is_success() {
                return read(response).map_err(RequestError::Line);
            }
            let mut body = Vec::new();
            let read = response.body_mut().as_reader().take(MAX_ERROR_BYTES).read_to_end(&mut body);
            read.map_err(|error| RequestError::Line(error.into()))?;
            Err(RequestError::Answer(ErrorResponse::new(response.status().as_u16(), &body)))
        });
        self.now.fetch_sub(1, Ordering::SeqCst);
        done
    }
}

fn unsendable(error: InvalidHeaderValue) -> ureq::Error {
    ureq::Error::Http(error.into())
}

/// A body whose bytes are counted when they leave.
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
