//! A bucket of AWS S3 or of a server that speaks like it.
//!
//! An object appears whole or not at all, so nothing is renamed. What arrived is compared by the MD5 that most servers
//! give as its entity tag, and by its size where they give something else.

use std::error::Error;
use std::future::Future;
use std::io::{self, Read, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use md5::{Digest, Md5};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::client::{HttpClient, HttpConnector};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, ClientOptions, ObjectStore, ObjectStoreExt, PutMode, PutOptions, RetryConfig,
};
use tokio::runtime::{Builder, Runtime};
use tokio::time::{sleep, timeout};

use super::body::Pieces;
use super::part::is_well_formed;
use super::remote::{Asked, Listed, Remote, RemoteError, Secret, Upload};
use super::tls;
use crate::model::target::S3;

const CONNECTING: Duration = Duration::from_secs(15);

/// How long a request may take, however little it moves.
const ANSWER: Duration = Duration::from_secs(30);

/// The slowest line on which a large file still arrives, in bytes a second.
const SLOWEST: u64 = 32 * 1024;

/// Files above this size are held one at a time.
const LARGE: u64 = 8 * 1024 * 1024;

/// How long a server without conditions is given to show what somebody else wrote at the same moment.
const SETTLING: Duration = Duration::from_secs(2);

/// What lets a user in, as far as it is known before anybody is asked.
#[derive(Clone, Debug, Default)]
pub struct Login {
    /// The name of the key, such as `AKIA…`; asked for when absent.
    pub access_key: Option<Secret>,
    /// The key itself; asked for when absent.
    pub secret_key: Option<Secret>,
    /// Comes with keys that are valid only for a while.
    pub session_token: Option<Secret>,
}

/// Makes ready to use the bucket of `target`, and looks whether the host lets the user in.
///
/// An endpoint that is not encrypted is used only on this computer itself.
pub fn connect(target: &S3, login: &Login, asked: &dyn Asked) -> Result<Box<dyn Remote>, RemoteError> {
    let refused = || RemoteError::Refused { user: target.bucket.to_string() };
    let told = |known: &Option<Secret>, prompt: &str| {
        let prompt = format!("{prompt} ({})", target.bucket);
        known.clone().or_else(|| asked.secret(&prompt)).ok_or_else(refused)
    };
    let access = told(&login.access_key, "access key")?;
    let secret = told(&login.secret_key, "secret key")?;
    let unable = |reason: String| RemoteError::Unable { reason };
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| unable(error.to_string()))?;
    let bucket = Bucket {
        store: store(target, &access, &secret, login.session_token.as_ref())?,
        runtime: Some(runtime),
        user: access.reveal().to_owned(),
        base: target.folder.trim_matches('/').to_owned(),
        compress: target.compress,
        now: AtomicUsize::new(0),
        peak: AtomicUsize::new(0),
        large: Mutex::new(()),
    };
    // Reading anything tells whether the key is right; that it may not be read, or is not there, is no matter.
    match bucket.read(".bangvang/manifest.json", 0) {
        Ok(_) | Err(RemoteError::Denied { .. } | RemoteError::Other { .. }) => Ok(Box::new(bucket)),
        Err(error) => Err(error),
    }
}

fn store(
    target: &S3,
    access: &Secret,
    secret: &Secret,
    token: Option<&Secret>,
) -> Result<AmazonS3, RemoteError> {
    let unable = |reason: String| RemoteError::Unable { reason };
    // Names with dots are not names of the certificate.
    let hosted = target.endpoint.is_none() && !target.bucket.contains('.');
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&*target.bucket)
        .with_region(&*target.region)
        .with_access_key_id(access.reveal())
        .with_secret_access_key(secret.reveal())
        .with_virtual_hosted_style_request(hosted)
        .with_retry(RetryConfig { max_retries: 0, ..RetryConfig::default() })
        .with_http_connector(Connector);
    if let Some(token) = token {
        builder = builder.with_token(token.reveal());
    }
    if let Some(endpoint) = &target.endpoint {
        let url = reqwest::Url::parse(endpoint).map_err(|error| unable(format!("`{endpoint}`: {error}")))?;
        if url.scheme() != "https" && !is_here(&url) {
            return Err(unable(format!("`{endpoint}` is not encrypted")));
        }
        builder =
            builder.with_endpoint(endpoint.trim_end_matches('/')).with_allow_http(url.scheme() == "http");
    }
    builder.build().map_err(|error| unable(error.to_string()))
}

/// Whether an address is of this computer itself.
fn is_here(url: &reqwest::Url) -> bool {
    let host = url.host_str().unwrap_or("").trim_matches(['[', ']']);
    host == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

/// Makes HTTP clients that trust whom this computer trusts, and wait for as long as something moves.
#[derive(Debug)]
struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let generic = |source| object_store::Error::Generic { store: "S3", source };
        let trust = tls::of_system().map_err(|error| generic(Box::new(error)))?;
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::config(&trust, tls::MODERN))
            .http1_only()
            .connect_timeout(CONNECTING)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("bangvang/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(HttpClient::new(client.map_err(|error| generic(Box::new(error)))?))
    }
}

struct Bucket {
    store: AmazonS3,
    /// Always there until it is dropped.
    runtime: Option<Runtime>,
    /// The name of the key.
    user: String,
    base: String,
    compress: bool,
    /// Requests on their way, and the most that ever were: each has a connection, which is then kept.
    now: AtomicUsize,
    peak: AtomicUsize,
    /// Held for a large file, all of whose bytes are in memory.
    large: Mutex<()>,
}

impl Bucket {
    fn at(&self, path: &str) -> Result<Path, RemoteError> {
        let joined = match (self.base.is_empty(), path.is_empty()) {
            (true, _) => path.to_owned(),
            (false, true) => self.base.clone(),
            (false, false) => format!("{}/{path}", self.base),
        };
        // `Path::from` would write some letters another way.
        Path::parse(joined).map_err(|error| other(path, error.to_string()))
    }

    /// Waits for an answer to a request that moves so many bytes.
    fn wait<T>(
        &self,
        path: &str,
        bytes: u64,
        work: impl Future<Output = object_store::Result<T>>,
    ) -> Result<T, RemoteError> {
        let runtime = self.runtime.as_ref().expect("it is there until the drop");
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.peak.fetch_max(now, Ordering::SeqCst);
        let longest = ANSWER + Duration::from_secs(bytes / SLOWEST);
        let done = runtime.block_on(async { timeout(longest, work).await });
        self.now.fetch_sub(1, Ordering::SeqCst);
        match done {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(self.fault(path, &error)),
            Err(_) => {
                Err(RemoteError::Broken { reason: io::Error::from(io::ErrorKind::TimedOut).to_string() })
            }
        }
    }
}

impl Remote for Bucket {
    fn lanes(&self) -> usize {
        32
    }

    fn connections(&self) -> usize {
        self.peak.load(Ordering::SeqCst)
    }

    fn read(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        let at = self.at(path)?;
        let too_long = || other(path, format!("it has more than {most} bytes"));
        let got = self.wait(path, most.min(1 << 32), async {
            let answer = match self.store.get(&at).await {
                Err(object_store::Error::NotFound { source, .. }) if !is_of_bucket(&*source) => {
                    return Ok(None);
                }
                answer => answer?,
            };
            let packed =
                answer.attributes.get(&Attribute::ContentEncoding).is_some_and(|code| **code == *"gzip");
            // What is packed is never longer than what it holds, but for a head and a tail.
            if answer.meta.size > most.saturating_add(64) {
                return Ok(Some((packed, None)));
            }
            Ok(Some((packed, Some(answer.bytes().await?))))
        })?;
        let Some((packed, bytes)) = got else { return Ok(None) };
        let bytes = bytes.ok_or_else(too_long)?;
        let bytes = if packed { unpacked(path, &bytes, most)? } else { bytes.to_vec() };
        if bytes.len() as u64 > most { Err(too_long()) } else { Ok(Some(bytes)) }
    }

    fn list(&self, path: &str) -> Result<Vec<Listed>, RemoteError> {
        let at = self.at(path)?;
        let found = self.wait(path, 0, self.store.list_with_delimiter(Some(&at)))?;
        let name = |path: &Path| path.filename().map(str::to_owned).filter(|name| is_well_formed(name));
        let files = found.objects.iter().filter(|object| object.location != at).filter_map(|object| {
            Some(Listed { name: name(&object.location)?, size: Some(object.size), folder: false })
        });
        let folders = found
            .common_prefixes
            .iter()
            .filter_map(|prefix| Some(Listed { name: name(prefix)?, size: None, folder: true }));
        Ok(files.chain(folders).collect())
    }

    fn put(&self, path: &str, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        let _alone = (upload.size > LARGE).then(|| self.large.lock());
        let bytes = Pieces::open(upload)?.all()?;
        let mut attributes = Attributes::new();
        for (name, value) in
            [(Attribute::ContentType, upload.content_type), (Attribute::CacheControl, upload.cache_control)]
        {
            if !value.is_empty() {
                attributes.insert(name, value.to_owned().into());
            }
        }
        let packed = (self.compress && is_text(upload.content_type)).then(|| packed(&bytes));
        let body = match packed.filter(|packed| packed.len() < bytes.len()) {
            Some(packed) => {
                attributes.insert(Attribute::ContentEncoding, "gzip".into());
                packed
            }
            None => bytes,
        };
        self.send(path, body, PutOptions { attributes, ..PutOptions::default() })?;
        sent(upload.size);
        Ok(())
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, RemoteError> {
        if self.read(path, u64::from(u32::MAX))?.is_some() {
            return Ok(false);
        }
        let once = || self.send(path, bytes.to_vec(), PutMode::Create.into());
        match once() {
            // A server that ignores the condition says so by granting it twice.
            Ok(true) => match once() {
                Ok(false) => return Ok(true),
                Ok(true) | Err(RemoteError::Unable { .. }) => {}
                Err(error) => return Err(error),
            },
            // The answer to a request of our own may have been lost.
            Ok(false) => return Ok(self.read(path, u64::from(u32::MAX))?.as_deref() == Some(bytes)),
            Err(RemoteError::Unable { .. }) => {
                self.send(path, bytes.to_vec(), PutOptions::default())?;
            }
            Err(error) => return Err(error),
        }
        // Of those who wrote at the same moment, the last has it.
        self.wait(path, 0, async {
            sleep(SETTLING).await;
            Ok(())
        })?;
        Ok(self.read(path, u64::from(u32::MAX))?.as_deref() == Some(bytes))
    }

    fn remove(&self, path: &str) -> Result<(), RemoteError> {
        let at = self.at(path)?;
        self.wait(path, 0, async {
            match self.store.delete(&at).await {
                Err(object_store::Error::NotFound { source, .. }) if !is_of_bucket(&*source) => Ok(()),
                done => done,
            }
        })
    }

    /// A bucket has no folders: one is there as long as something is in it.
    fn remove_folder(&self, _: &str) -> Result<(), RemoteError> {
        Ok(())
    }
}

impl Bucket {
    /// Sends a whole object and looks what arrived; `false` when it should not have been there yet, but is.
    fn send(&self, path: &str, body: Vec<u8>, options: PutOptions) -> Result<bool, RemoteError> {
        let at = self.at(path)?;
        let size = body.len() as u64;
        let md5: String = Md5::digest(&body).iter().map(|byte| format!("{byte:02x}")).collect();
        let put = self.wait(path, size, async {
            match self.store.put_opts(&at, body.into(), options).await {
                Err(object_store::Error::AlreadyExists { .. } | object_store::Error::Precondition { .. }) => {
                    Ok(None)
                }
                put => put.map(Some),
            }
        })?;
        let Some(put) = put else { return Ok(false) };
        if put.e_tag.is_some_and(|tag| tag.trim_matches('"').eq_ignore_ascii_case(&md5)) {
            return Ok(true);
        }
        let arrived = self.wait(path, 0, self.store.head(&at))?.size;
        if arrived == size {
            return Ok(true);
        }
        Err(RemoteError::Broken { reason: format!("{arrived} of {size} bytes arrived") })
    }

    fn fault(&self, path: &str, error: &object_store::Error) -> RemoteError {
        if let Some(fault) = of_line(error) {
            return fault;
        }
        let text = error.to_string();
        let within =
            |open: &str, close: &str| text.split_once(open)?.1.split_once(close).map(|(inner, _)| inner);
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
            | ("ExpiredToken" | "InvalidToken", _) => RemoteError::Refused { user: self.user.clone() },
            (
                "NoSuchBucket" | "InvalidBucketName" | "PermanentRedirect" | "AuthorizationHeaderMalformed",
                _,
            )
            | ("RequestTimeTooSkewed" | "NotImplemented", _) => RemoteError::Unable { reason },
            ("SlowDown" | "InternalError" | "ServiceUnavailable" | "RequestTimeout", _) => {
                RemoteError::Broken { reason }
            }
            _ if ["Quota", "StorageFull", "InsufficientStorage"].iter().any(|word| code.contains(word)) => {
                RemoteError::Full { path }
            }
            ("AccessDenied" | "AllAccessDisabled", _) | (_, object_store::Error::PermissionDenied { .. }) => {
                RemoteError::Denied { path, reason }
            }
            (_, object_store::Error::Unauthenticated { .. }) => {
                RemoteError::Refused { user: self.user.clone() }
            }
            _ if text.contains("status code: 507") => RemoteError::Full { path },
            _ if text.contains("status code: 501") => RemoteError::Unable { reason },
            _ if text.contains("status code: 5") => RemoteError::Broken { reason },
            _ => RemoteError::Other { path, reason },
        }
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        // Connections are kept by tasks that nothing waits for.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn other(path: &str, reason: String) -> RemoteError {
    RemoteError::Other { path: path.to_owned(), reason }
}

/// Whether what is not there is the bucket itself.
fn is_of_bucket(error: &(dyn Error + 'static)) -> bool {
    error.to_string().contains("NoSuchBucket")
}

/// What is wrong with the line or its encryption, when that is what an error is about.
fn of_line(error: &(dyn Error + 'static)) -> Option<RemoteError> {
    let mut next = Some(error);
    let mut found = None;
    while let Some(error) = next {
        let inner = error.downcast_ref::<io::Error>().and_then(|error| error.get_ref());
        if let Some(rustls::Error::InvalidCertificate(fault)) =
            inner.and_then(|inner| inner.downcast_ref()).or_else(|| error.downcast_ref::<rustls::Error>())
        {
            return Some(tls::fault(fault));
        }
        if let Some(error) = error.downcast_ref::<reqwest::Error>() {
            let reason = told(error);
            found = Some(match error.is_connect() {
                true => RemoteError::Unreachable { reason },
                false => RemoteError::Broken { reason },
            });
        }
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    found
}

/// The last cause of an error, which is what the system said.
fn told(error: &reqwest::Error) -> String {
    let mut last: &dyn Error = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}

/// Whether packing what HTTP calls so is worth it.
fn is_text(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or("").trim();
    let ends = ["/json", "+json", "/xml", "+xml", "/javascript"];
    kind.starts_with("text/") || ends.iter().any(|end| kind.ends_with(end))
}

/// The same bytes give the same packed bytes: no time and no name is in them.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(8));
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("memory takes all bytes")
}

fn unpacked(path: &str, bytes: &[u8], most: u64) -> Result<Vec<u8>, RemoteError> {
    let mut unpacked = Vec::new();
    let read = GzDecoder::new(bytes).take(most.saturating_add(1)).read_to_end(&mut unpacked);
    read.map(|_| unpacked).map_err(|error| other(path, error.to_string()))
}
