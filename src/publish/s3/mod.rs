//! A bucket of AWS S3 or of a server with the same protocol.
//!
//! An object appears completely or not at all, so there are no part files. Each upload is verified by the MD5 that
//! most servers return as the entity tag, or else by its size. A confirmation alone proves nothing: the whole
//! bucket is listed once more before the manifest is uploaded, and compared in the same way.

mod error;
mod http;
mod sign;

use std::collections::HashMap;
use std::io::Write;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use md5::{Digest, Md5};
use ureq::http::Uri;
use ureq::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, IF_NONE_MATCH};

use self::error::RequestError;
use self::http::{BucketClient, Object};
use self::sign::RequestSigner;
use crate::file::is_plain_name;
use crate::hash::Hash;
use crate::model::publish_target::S3;
use crate::publish::remote::{ListedEntry, LoginPrompt, Remote, RemoteError, Secret, SecretQuestion, Upload};
use crate::publish::upload_body::Chunks;

/// Best number of parallel requests.
const MAX_PARALLEL: usize = 64;

/// Files above this size, in bytes, are loaded into memory one at a time.
const LARGE_FILE_BYTES: u64 = 2 * 1024 * 1024;

/// How long to wait until a server without conditional requests shows a concurrent write.
const SETTLE_TIME: Duration = Duration::from_secs(2);

/// Credentials that are known before the user is asked.
#[derive(Clone, Debug, Default)]
pub struct S3Login {
    /// ID of the access key, such as `AKIA…`; the user is asked if it is absent.
    pub access_key: Option<Secret>,
    /// Secret access key; the user is asked if it is absent.
    pub secret_key: Option<Secret>,
    /// Session token of temporary credentials.
    pub session_token: Option<Secret>,
}

/// Connects to the bucket of `target` and checks the credentials with one request.
///
/// # Errors
/// If the host is not reachable or refuses the credentials, a secret is missing, or the endpoint is neither encrypted
/// nor on this computer.
pub fn connect(
    target: &S3,
    login: &S3Login,
    prompt: &dyn LoginPrompt,
) -> Result<Box<dyn Remote>, RemoteError> {
    let refused = || RemoteError::LoginRefused { user: target.bucket.to_string() };
    let known_or_prompt = |known: &Option<Secret>, question: SecretQuestion<'_>| {
        known.clone().or_else(|| prompt.secret(&question)).ok_or_else(refused)
    };
    let bucket = &target.bucket;
    let access = known_or_prompt(&login.access_key, SecretQuestion::KeyId { bucket })?;
    let secret = known_or_prompt(&login.secret_key, SecretQuestion::Key { bucket })?;
    let signer = RequestSigner {
        id: access.reveal().to_owned(),
        secret,
        token: login.session_token.clone(),
        region: target.region.to_string(),
    };
    let bucket = Bucket {
        client: BucketClient::new(url(target)?, signer, MAX_PARALLEL)?,
        base: target.folder.trim_matches('/').to_owned(),
        compress: target.compress,
        large: Mutex::new(()),
        sent: Mutex::default(),
    };
    // Any read shows whether the key is valid; a missing file or missing permission for this file does not matter.
    match bucket.read(".bangvang/manifest.json", 0) {
        Ok(_) | Err(RemoteError::Denied { .. } | RemoteError::Other { .. }) => Ok(Box::new(bucket)),
        Err(error) => Err(error),
    }
}

/// Returns the URL of the bucket, without `/` at its end.
fn url(target: &S3) -> Result<String, RemoteError> {
    let (bucket, region) = (&target.bucket, &target.region);
    let Some(endpoint) = &target.endpoint else {
        // Wildcard certificates do not cover bucket names with dots.
        return Ok(if bucket.contains('.') {
            format!("https://s3.{region}.amazonaws.com/{bucket}")
        } else {
            format!("https://{bucket}.s3.{region}.amazonaws.com")
        });
    };
    let unsupported = |reason: String| RemoteError::Unsupported { reason };
    let parsed: Uri =
        endpoint.parse().map_err(|error| unsupported(format!("reason-address (`{endpoint}`: {error})")))?;
    if parsed.scheme_str() != Some("https") && !is_local_url(&parsed) {
        return Err(unsupported(format!("reason-no-tls (`{endpoint}`)")));
    }
    Ok(format!("{}/{bucket}", endpoint.trim_end_matches('/')))
}

/// Returns true if the URL is that of this computer.
fn is_local_url(url: &Uri) -> bool {
    let host = url.host().unwrap_or("").trim_matches(['[', ']']);
    host == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

struct Bucket {
    client: BucketClient,
    base: String,
    compress: bool,
    /// Locked while a large file is in memory.
    large: Mutex<()>,
    /// The objects that were uploaded in this session, by path.
    sent: Mutex<HashMap<String, Stored>>,
}

impl Remote for Bucket {
    fn max_parallel(&self) -> usize {
        MAX_PARALLEL
    }

    fn open_connections(&self) -> usize {
        self.client.peak()
    }

    fn read(&self, path: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        match self.client.get(&self.key(path), max_bytes) {
            Err(RequestError::Response(response)) if response.is_missing() => Ok(None),
            read => read.map(Some).map_err(|failure| self.remote_error(path, failure)),
        }
    }

    fn list(&self, path: &str) -> Result<Vec<ListedEntry>, RemoteError> {
        let prefix = self.prefix(path);
        let name = |key: &str| {
            let name = key.strip_prefix(&prefix)?;
            is_plain_name(name).then(|| name.to_owned())
        };
        let (mut listed, mut token) = (Vec::new(), None);
        loop {
            let page = self.client.list(&prefix, Some("/"), token.as_deref());
            let page = page.map_err(|failure| self.remote_error(path, failure))?;
            listed
                .extend(page.contents.iter().filter_map(|object| Some(object.to_entry(name(&object.key)?))));
            let folders =
                page.common_prefixes.iter().filter_map(|folder| name(folder.prefix.strip_suffix('/')?));
            listed.extend(folders.map(|name| ListedEntry { name, size: None, is_folder: true, etag: None }));
            token = page.next_continuation_token.filter(|token| !token.is_empty());
            if token.is_none() {
                return Ok(listed);
            }
        }
    }

    fn list_all(&self, max_entries: usize) -> Result<Option<Vec<ListedEntry>>, RemoteError> {
        let prefix = self.prefix("");
        let (mut listed, mut token) = (Vec::new(), None);
        loop {
            let page = self.client.list(&prefix, None, token.as_deref());
            let page = page.map_err(|failure| self.remote_error("", failure))?;
            listed.extend(page.contents.iter().filter_map(|object| {
                let path = object.key.strip_prefix(&prefix)?;
                // Keys that are not paths, such as folder markers, are foreign.
                path.split('/').all(is_plain_name).then(|| object.to_entry(path.to_owned()))
            }));
            if listed.len() > max_entries {
                return Ok(None);
            }
            token = page.next_continuation_token.filter(|token| !token.is_empty());
            if token.is_none() {
                return Ok(Some(listed));
            }
        }
    }

    fn has_bytes(
        &self,
        path: &str,
        listed: &ListedEntry,
        upload: &Upload<'_>,
    ) -> Result<Option<bool>, RemoteError> {
        let sent = self.sent.lock().expect("no thread panics while it holds this").get(path).cloned();
        let expected = match sent.filter(|sent| sent.hash == upload.hash) {
            Some(sent) => sent,
            None => {
                let _large_file = (upload.size > LARGE_FILE_BYTES).then(|| self.large.lock());
                Stored::new(upload.hash, &self.body(upload)?.0)
            }
        };
        if listed.size != Some(expected.size) {
            return Ok(Some(false));
        }
        // The entity tag of a multipart upload ends in the number of parts and is not a checksum.
        let tag = listed.etag.as_deref().filter(|tag| tag.len() == 32);
        Ok(tag.map(|tag| tag.eq_ignore_ascii_case(&expected.md5)))
    }

    fn put(&self, path: &str, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        let _large_file = (upload.size > LARGE_FILE_BYTES).then(|| self.large.lock());
        let (body, is_compressed) = self.body(upload)?;
        let headers = [
            (CONTENT_TYPE, upload.content_type),
            (CACHE_CONTROL, upload.cache_control),
            (CONTENT_ENCODING, if is_compressed { "gzip" } else { "" }),
        ];
        let headers: Vec<_> = headers.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let stored = Stored::new(upload.hash, &body);
        self.put_verified(path, &body, &stored.md5, &headers, upload.size, sent)
            .map_err(|failure| self.remote_error(path, failure))?;
        self.sent.lock().expect("no thread panics while it holds this").insert(path.to_owned(), stored);
        Ok(())
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, RemoteError> {
        let is_ours = || Ok(self.read(path, u64::from(u32::MAX))?.as_deref() == Some(bytes));
        if self.read(path, u64::from(u32::MAX))?.is_some() {
            return Ok(false);
        }
        let send = |headers: &[_]| match self.put_verified(path, bytes, &md5(bytes), headers, 0, &|_| ()) {
            Err(RequestError::Response(response)) if response.is_conflict() && !headers.is_empty() => {
                Ok(false)
            }
            sent => sent.map(|()| true).map_err(|failure| self.remote_error(path, failure)),
        };
        let create_once = || send(&[(IF_NONE_MATCH, "*")]);
        match create_once() {
            // A server that ignores the condition grants it a second time.
            Ok(true) => match create_once() {
                Ok(false) => return Ok(true),
                Ok(true) | Err(RemoteError::Unsupported { .. }) => {}
                Err(error) => return Err(error),
            },
            // The response to an earlier attempt of this run may have been lost.
            Ok(false) => return is_ours(),
            Err(RemoteError::Unsupported { .. }) => _ = send(&[])?,
            Err(error) => return Err(error),
        }
        // Of several concurrent writers, the last one wins.
        thread::sleep(SETTLE_TIME);
        is_ours()
    }

    fn remove(&self, path: &str) -> Result<(), RemoteError> {
        match self.client.delete(&self.key(path)) {
            Err(RequestError::Response(response)) if response.is_missing() => Ok(()),
            done => done.map_err(|failure| self.remote_error(path, failure)),
        }
    }

    /// Does nothing: a bucket has no folders apart from the keys below them.
    fn remove_folder(&self, _: &str) -> Result<(), RemoteError> {
        Ok(())
    }
}

impl Object {
    fn to_entry(&self, name: String) -> ListedEntry {
        let etag = self.etag.as_deref().map(without_quotes);
        ListedEntry { name, size: Some(self.size), is_folder: false, etag }
    }
}

/// The object that a listing should show.
#[derive(Clone)]
struct Stored {
    /// Hash of the uncompressed file.
    hash: Hash,
    /// Size in bytes as stored, compressed or not.
    size: u64,
    /// MD5 of the stored bytes, in hexadecimal digits.
    md5: String,
}

impl Stored {
    fn new(hash: Hash, body: &[u8]) -> Stored {
        Stored { hash, size: body.len() as u64, md5: md5(body) }
    }
}

fn md5(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(&Md5::digest(bytes))
}

fn without_quotes(tag: &str) -> String {
    tag.trim_matches('"').to_owned()
}

impl Bucket {
    /// Returns the bytes to store for `upload`, and whether they are compressed.
    fn body(&self, upload: &Upload<'_>) -> Result<(Vec<u8>, bool), RemoteError> {
        let bytes = Chunks::open(upload)?.read_all()?;
        let compressed = (self.compress && is_text(upload.content_type)).then(|| gzip(&bytes));
        Ok(match compressed.filter(|compressed| compressed.len() < bytes.len()) {
            Some(compressed) => (compressed, true),
            None => (bytes, false),
        })
    }

    /// Uploads an object and verifies the stored bytes. `sent` is called for `reported_size` bytes in all, even if
    /// fewer are sent because of compression.
    fn put_verified(
        &self,
        path: &str,
        body: &[u8],
        md5: &str,
        headers: &[(HeaderName, &str)],
        reported_size: u64,
        sent: &dyn Fn(u64),
    ) -> Result<(), RequestError> {
        let (key, size) = (self.key(path), body.len() as u64);
        let (mut moved, mut before) = (0, 0);
        let mut report = |bytes: u64| {
            moved += bytes;
            let now = u128::from(reported_size) * u128::from(moved) / u128::from(size.max(1));
            let now = if moved >= size { reported_size } else { u64::try_from(now).unwrap_or(reported_size) };
            if now > before {
                sent(now - before);
                before = now;
            }
        };
        let tag = self.client.put(&key, headers, body, &mut report)?;
        if tag.is_some_and(|tag| without_quotes(&tag).eq_ignore_ascii_case(md5)) {
            return Ok(());
        }
        let stored = self.client.size(&key)?;
        if stored == size { Ok(()) } else { Err(RequestError::Short { stored, size }) }
    }

    /// Returns the key of the object at `path`.
    fn key(&self, path: &str) -> String {
        self.prefix("") + path
    }

    /// Returns the prefix of the keys in the folder at `path`.
    fn prefix(&self, path: &str) -> String {
        [self.base.as_str(), path]
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| format!("{part}/"))
            .collect()
    }

    fn remote_error(&self, path: &str, failure: RequestError) -> RemoteError {
        failure.into_remote_error(path, self.client.user())
    }
}

/// Returns true if content of this type is worth compressing.
fn is_text(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or("").trim();
    let ends = ["/json", "+json", "/xml", "+xml", "/javascript"];
    kind.starts_with("text/") || ends.iter().any(|end| kind.ends_with(end))
}

/// Compresses deterministically: without a timestamp or a file name.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(8));
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("writing to memory does not fail")
}
