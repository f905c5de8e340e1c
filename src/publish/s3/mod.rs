//! A bucket of AWS S3 or of a server that speaks like it.
//!
//! An object appears whole or not at all, so nothing is renamed. What arrived is compared by the MD5 that most servers
//! give as its entity tag, and by its size where they give something else. An answer alone proves nothing: the whole bucket is
//! listed once more before the manifest is sent, and compared in the same way.

mod fault;
mod http;

use std::collections::HashMap;
use std::future::Future;
use std::io::{Read, Write};
use std::pin::pin;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use futures_util::TryStreamExt;
use md5::{Digest, Md5};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, ObjectMeta, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload,
    RetryConfig,
};
use tokio::runtime::{Builder, Runtime};
use tokio::time::{sleep, timeout};

use self::fault::{is_of_bucket, other};
use self::http::{Connector, Moved};
use crate::file::is_plain_name;
use crate::hash::Hash;
use crate::model::target::S3;
use crate::publish::body::Pieces;
use crate::publish::remote::{Asked, Listed, Question, Remote, RemoteError, Secret, Upload};

/// How often somebody is told what has moved meanwhile.
const TICK: Duration = Duration::from_millis(100);

const PIECE: usize = 64 * 1024;

/// Files above this size are held one at a time.
const LARGE: u64 = 2 * 1024 * 1024;

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
    let told = |known: &Option<Secret>, question: Question<'_>| {
        known.clone().or_else(|| asked.secret(&question)).ok_or_else(refused)
    };
    let bucket = &target.bucket;
    let access = told(&login.access_key, Question::KeyId { bucket })?;
    let secret = told(&login.secret_key, Question::Key { bucket })?;
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
        sent: Mutex::default(),
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
    /// What was sent over this connection, by path.
    sent: Mutex<HashMap<String, Stored>>,
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

    /// Waits for an answer; meanwhile `each` is called now and then.
    fn wait<T>(
        &self,
        path: &str,
        work: impl Future<Output = object_store::Result<T>>,
        each: &mut dyn FnMut(),
    ) -> Result<T, RemoteError> {
        let runtime = self.runtime.as_ref().expect("it is there until the drop");
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.peak.fetch_max(now, Ordering::SeqCst);
        let done = runtime.block_on(async {
            let mut work = pin!(work);
            loop {
                match timeout(TICK, &mut work).await {
                    Ok(done) => break done,
                    Err(_) => each(),
                }
            }
        });
        self.now.fetch_sub(1, Ordering::SeqCst);
        done.map_err(|error| fault::of_answer(path, &self.user, &error))
    }

    fn wait_quietly<T>(
        &self,
        path: &str,
        work: impl Future<Output = object_store::Result<T>>,
    ) -> Result<T, RemoteError> {
        self.wait(path, work, &mut || ())
    }
}

impl Remote for Bucket {
    fn lanes(&self) -> usize {
        64
    }

    fn connections(&self) -> usize {
        self.peak.load(Ordering::SeqCst)
    }

    fn read(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        let at = self.at(path)?;
        let too_long = || other(path, format!("it has more than {most} bytes"));
        let got = self.wait_quietly(path, async {
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
        let found = self.wait_quietly(path, self.store.list_with_delimiter(Some(&at)))?;
        let name = |path: &Path| path.filename().map(str::to_owned).filter(|name| is_plain_name(name));
        let files = found.objects.iter().filter(|object| object.location != at).filter_map(|object| {
            let tag = object.e_tag.as_deref().map(unquoted);
            Some(Listed { name: name(&object.location)?, size: Some(object.size), folder: false, tag })
        });
        let folders = found
            .common_prefixes
            .iter()
            .filter_map(|prefix| Some(Listed { name: name(prefix)?, size: None, folder: true, tag: None }));
        Ok(files.chain(folders).collect())
    }

    fn list_all(&self, most_entries: usize) -> Result<Option<Vec<Listed>>, RemoteError> {
        let at = self.at("")?;
        let mut found = Vec::new();
        let is_complete = self.wait_quietly("", async {
            let mut objects = self.store.list(Some(&at));
            loop {
                match objects.try_next().await {
                    Ok(None) => return Ok(true),
                    // Somebody else keeps an object there whose name is no path: its folder is listed alone, if at all.
                    Err(object_store::Error::InvalidPath { .. }) => return Ok(false),
                    Err(error) => return Err(error),
                    Ok(Some(_)) if found.len() == most_entries => return Ok(false),
                    Ok(Some(object)) => found.push(object),
                }
            }
        })?;
        if !is_complete {
            return Ok(None);
        }
        let below = |object: ObjectMeta| {
            let rest = object.location.as_ref().strip_prefix(&self.base)?;
            let path = rest.strip_prefix('/').unwrap_or(rest);
            let tag = object.e_tag.as_deref().map(unquoted);
            let is_plain = path.split('/').all(is_plain_name);
            is_plain.then(|| Listed { name: path.to_owned(), size: Some(object.size), folder: false, tag })
        };
        Ok(Some(found.into_iter().filter_map(below).collect()))
    }

    fn has_bytes(
        &self,
        path: &str,
        listed: &Listed,
        upload: &Upload<'_>,
    ) -> Result<Option<bool>, RemoteError> {
        let sent = self.sent.lock().expect("no thread panics while it holds this").get(path).cloned();
        let expected = match sent.filter(|sent| sent.hash == upload.hash) {
            Some(sent) => sent,
            None => {
                let _alone = (upload.size > LARGE).then(|| self.large.lock());
                Stored::of(upload.hash, &self.body(upload)?.0)
            }
        };
        if listed.size != Some(expected.size) {
            return Ok(Some(false));
        }
        // Of an object that was sent in parts the tag ends in their number.
        let tag = listed.tag.as_deref().filter(|tag| tag.len() == 32);
        Ok(tag.map(|tag| tag.eq_ignore_ascii_case(&expected.md5)))
    }

    fn put(&self, path: &str, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        let _alone = (upload.size > LARGE).then(|| self.large.lock());
        let (body, is_packed) = self.body(upload)?;
        let mut attributes = Attributes::new();
        for (name, value) in
            [(Attribute::ContentType, upload.content_type), (Attribute::CacheControl, upload.cache_control)]
        {
            if !value.is_empty() {
                attributes.insert(name, value.to_owned().into());
            }
        }
        if is_packed {
            attributes.insert(Attribute::ContentEncoding, "gzip".into());
        }
        let options = PutOptions { attributes, ..PutOptions::default() };
        let stored = Stored::of(upload.hash, &body);
        self.send(path, body, options, upload.size, sent)?;
        self.sent.lock().expect("no thread panics while it holds this").insert(path.to_owned(), stored);
        Ok(())
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, RemoteError> {
        if self.read(path, u64::from(u32::MAX))?.is_some() {
            return Ok(false);
        }
        let send = |options| self.send(path, bytes.to_vec(), options, 0, &|_| ());
        let once = || send(PutMode::Create.into());
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
                send(PutOptions::default())?;
            }
            Err(error) => return Err(error),
        }
        // Of those who wrote at the same moment, the last has it.
        self.wait_quietly(path, async {
            sleep(SETTLING).await;
            Ok(())
        })?;
        Ok(self.read(path, u64::from(u32::MAX))?.as_deref() == Some(bytes))
    }

    fn remove(&self, path: &str) -> Result<(), RemoteError> {
        let at = self.at(path)?;
        self.wait_quietly(path, async {
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

/// What a listing should tell of an object.
#[derive(Clone)]
struct Stored {
    /// Of the file that was sent.
    hash: Hash,
    /// Bytes of the object, packed or not.
    size: u64,
    /// Of these bytes, in hexadecimal digits.
    md5: String,
}

impl Stored {
    fn of(hash: Hash, body: &[u8]) -> Stored {
        Stored { hash, size: body.len() as u64, md5: md5(body) }
    }
}

fn md5(bytes: &[u8]) -> String {
    Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unquoted(tag: &str) -> String {
    tag.trim_matches('"').to_owned()
}

impl Bucket {
    /// The bytes that are stored for `upload`, and whether they are packed.
    fn body(&self, upload: &Upload<'_>) -> Result<(Vec<u8>, bool), RemoteError> {
        let bytes = Pieces::open(upload)?.all()?;
        let packed = (self.compress && is_text(upload.content_type)).then(|| packed(&bytes));
        Ok(match packed.filter(|packed| packed.len() < bytes.len()) {
            Some(packed) => (packed, true),
            None => (bytes, false),
        })
    }

    /// Sends a whole object and looks what arrived; `false` when it should not have been there yet, but is. `sent` is
    /// told of `told` bytes in all, however few they are when packed.
    fn send(
        &self,
        path: &str,
        body: Vec<u8>,
        mut options: PutOptions,
        told: u64,
        sent: &dyn Fn(u64),
    ) -> Result<bool, RemoteError> {
        let at = self.at(path)?;
        let size = body.len() as u64;
        let md5 = md5(&body);
        let moved = Moved::default();
        options.extensions.insert(moved.clone());
        let body = Bytes::from(body);
        let pieces = (0..body.len()).step_by(PIECE).map(|at| body.slice(at..body.len().min(at + PIECE)));
        let payload: PutPayload = pieces.collect();
        let mut before = 0;
        let mut tell = |moved: u64| {
            let now =
                u64::try_from(u128::from(told) * u128::from(moved) / u128::from(size.max(1))).unwrap_or(told);
            if now > before {
                sent(now - before);
                before = now;
            }
        };
        let put = async {
            match self.store.put_opts(&at, payload, options).await {
                Err(object_store::Error::AlreadyExists { .. } | object_store::Error::Precondition { .. }) => {
                    Ok(None)
                }
                put => put.map(Some),
            }
        };
        let put = self.wait(path, put, &mut || tell(moved.bytes()))?;
        tell(size);
        let Some(put) = put else { return Ok(false) };
        if put.e_tag.is_some_and(|tag| unquoted(&tag).eq_ignore_ascii_case(&md5)) {
            return Ok(true);
        }
        let arrived = self.wait_quietly(path, self.store.head(&at))?.size;
        if arrived == size {
            return Ok(true);
        }
        Err(RemoteError::Broken { reason: format!("{arrived} of {size} bytes arrived") })
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
