//! A bucket of AWS S3 or of a server with the same protocol.
//!
//! An object appears whole or not at all, so nothing is renamed. What arrived is compared by the MD5 that most servers
//! give as its entity tag, and by its size where they give something else. An answer alone proves nothing: the whole bucket is
//! listed once more before the manifest is sent, and compared in the same way.

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
use crate::publish::remote::{ListedEntry, LoginPrompt, Question, Remote, RemoteError, Secret, Upload};
use crate::publish::upload_body::Pieces;

/// How many requests at once serve best.
const LANES: usize = 64;

/// Files above this size are held one at a time.
const LARGE: u64 = 2 * 1024 * 1024;

/// How long a server without conditions is given to show what another process wrote at the same moment.
const SETTLING: Duration = Duration::from_secs(2);

/// What lets a user in, as far as it is known before anybody is asked.
#[derive(Clone, Debug, Default)]
pub struct S3Login {
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
pub fn connect(
    target: &S3,
    login: &S3Login,
    asked: &dyn LoginPrompt,
) -> Result<Box<dyn Remote>, RemoteError> {
    let refused = || RemoteError::Refused { user: target.bucket.to_string() };
    let known_or_asked = |known: &Option<Secret>, question: Question<'_>| {
        known.clone().or_else(|| asked.secret(&question)).ok_or_else(refused)
    };
    let bucket = &target.bucket;
    let access = known_or_asked(&login.access_key, Question::KeyId { bucket })?;
    let secret = known_or_asked(&login.secret_key, Question::Key { bucket })?;
    let signer = RequestSigner {
        id: access.reveal().to_owned(),
        secret,
        token: login.session_token.clone(),
        region: target.region.to_string(),
    };
    let bucket = Bucket {
        client: BucketClient::new(url(target)?, signer, LANES)?,
        base: target.folder.trim_matches('/').to_owned(),
        compress: target.compress,
        large: Mutex::new(()),
        sent: Mutex::default(),
    };
    // Reading anything tells whether the key is right; that it may not be read, or is not there, is no matter.
    match bucket.read(".bangvang/manifest.json", 0) {
        Ok(_) | Err(RemoteError::Denied { .. } | RemoteError::Other { .. }) => Ok(Box::new(bucket)),
        Err(error) => Err(error),
    }
}

/// The URL of the bucket, without `/` at its end.
fn url(target: &S3) -> Result<String, RemoteError> {
    let (bucket, region) = (&target.bucket, &target.region);
    let Some(endpoint) = &target.endpoint else {
        // Names with dots are not names of the certificate.
        return Ok(match bucket.contains('.') {
            true => format!("https://s3.{region}.amazonaws.com/{bucket}"),
            false => format!("https://{bucket}.s3.{region}.amazonaws.com"),
        });
    };
    let unable = |reason: String| RemoteError::Unable { reason };
    let parsed: Uri = endpoint.parse().map_err(|error| unable(format!("`{endpoint}`: {error}")))?;
    if parsed.scheme_str() != Some("https") && !is_here(&parsed) {
        return Err(unable(format!("`{endpoint}` is not encrypted")));
    }
    Ok(format!("{}/{bucket}", endpoint.trim_end_matches('/')))
}

/// Whether an address is of this computer itself.
fn is_here(url: &Uri) -> bool {
    let host = url.host().unwrap_or("").trim_matches(['[', ']']);
    host == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

struct Bucket {
    client: BucketClient,
    base: String,
    compress: bool,
    /// Held for a large file, all of whose bytes are in memory.
    large: Mutex<()>,
    /// What was sent over this connection, by path.
    sent: Mutex<HashMap<String, Stored>>,
}

impl Remote for Bucket {
    fn lanes(&self) -> usize {
        LANES
    }

    fn connections(&self) -> usize {
        self.client.peak()
    }

    fn read(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        match self.client.get(&self.key(path), most) {
            Err(RequestError::Answer(answer)) if answer.is_missing() => Ok(None),
            read => read.map(Some).map_err(|failure| self.fault(path, failure)),
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
            let page = page.map_err(|failure| self.fault(path, failure))?;
            listed.extend(page.contents.iter().filter_map(|object| Some(object.listed(name(&object.key)?))));
            let folders =
                page.common_prefixes.iter().filter_map(|folder| name(folder.prefix.strip_suffix('/')?));
            listed.extend(folders.map(|name| ListedEntry { name, size: None, folder: true, tag: None }));
            token = page.next_continuation_token.filter(|token| !token.is_empty());
            if token.is_none() {
                return Ok(listed);
            }
        }
    }

    fn list_all(&self, most_entries: usize) -> Result<Option<Vec<ListedEntry>>, RemoteError> {
        let prefix = self.prefix("");
        let (mut listed, mut token) = (Vec::new(), None);
        loop {
            let page = self.client.list(&prefix, None, token.as_deref());
            let page = page.map_err(|failure| self.fault("", failure))?;
            listed.extend(page.contents.iter().filter_map(|object| {
                let path = object.key.strip_prefix(&prefix)?;
                // Keys that are no paths, such as those that mark folders, are not ours.
                path.split('/').all(is_plain_name).then(|| object.listed(path.to_owned()))
            }));
            if listed.len() > most_entries {
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
        let headers = [
            (CONTENT_TYPE, upload.content_type),
            (CACHE_CONTROL, upload.cache_control),
            (CONTENT_ENCODING, if is_packed { "gzip" } else { "" }),
        ];
        let headers: Vec<_> = headers.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let stored = Stored::of(upload.hash, &body);
        self.send(path, &body, &stored.md5, &headers, upload.size, sent)
            .map_err(|failure| self.fault(path, failure))?;
        self.sent.lock().expect("no thread panics while it holds this").insert(path.to_owned(), stored);
        Ok(())
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, RemoteError> {
        let is_ours = || Ok(self.read(path, u64::from(u32::MAX))?.as_deref() == Some(bytes));
        if self.read(path, u64::from(u32::MAX))?.is_some() {
            return Ok(false);
        }
        let send = |headers: &[_]| match self.send(path, bytes, &md5(bytes), headers, 0, &|_| ()) {
            Err(RequestError::Answer(answer)) if answer.is_conflict() && !headers.is_empty() => Ok(false),
            sent => sent.map(|()| true).map_err(|failure| self.fault(path, failure)),
        };
        let once = || send(&[(IF_NONE_MATCH, "*")]);
        match once() {
            // A server that ignores the condition says so by granting it twice.
            Ok(true) => match once() {
                Ok(false) => return Ok(true),
                Ok(true) | Err(RemoteError::Unable { .. }) => {}
                Err(error) => return Err(error),
            },
            // The answer to a request of our own may have been lost.
            Ok(false) => return is_ours(),
            Err(RemoteError::Unable { .. }) => _ = send(&[])?,
            Err(error) => return Err(error),
        }
        // Of those who wrote at the same moment, the last has it.
        thread::sleep(SETTLING);
        is_ours()
    }

    fn remove(&self, path: &str) -> Result<(), RemoteError> {
        match self.client.delete(&self.key(path)) {
            Err(RequestError::Answer(answer)) if answer.is_missing() => Ok(()),
            done => done.map_err(|failure| self.fault(path, failure)),
        }
    }

    /// A bucket has no folders: one is there as long as something is in it.
    fn remove_folder(&self, _: &str) -> Result<(), RemoteError> {
        Ok(())
    }
}

impl Object {
    fn listed(&self, name: String) -> ListedEntry {
        let tag = self.tag.as_deref().map(unquoted);
        ListedEntry { name, size: Some(self.size), folder: false, tag }
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
    base16ct::lower::encode_string(&Md5::digest(bytes))
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

    /// Sends a whole object and checks what arrived. `sent` is told of `told` bytes in all, however few they are when
    /// packed.
    fn send(
        &self,
        path: &str,
        body: &[u8],
        md5: &str,
        headers: &[(HeaderName, &str)],
        told: u64,
        sent: &dyn Fn(u64),
    ) -> Result<(), RequestError> {
        let (key, size) = (self.key(path), body.len() as u64);
        let (mut moved, mut before) = (0, 0);
        let mut tell = |bytes: u64| {
            moved += bytes;
            let now = u128::from(told) * u128::from(moved) / u128::from(size.max(1));
            let now = if moved >= size { told } else { u64::try_from(now).unwrap_or(told) };
            if now > before {
                sent(now - before);
                before = now;
            }
        };
        let tag = self.client.put(&key, headers, body, &mut tell)?;
        if tag.is_some_and(|tag| unquoted(&tag).eq_ignore_ascii_case(md5)) {
            return Ok(());
        }
        let arrived = self.client.size(&key)?;
        if arrived == size { Ok(()) } else { Err(RequestError::Short { arrived, size }) }
    }

    /// The key of the object at `path`.
    fn key(&self, path: &str) -> String {
        self.prefix("") + path
    }

    /// What the keys in the folder at `path` begin with.
    fn prefix(&self, path: &str) -> String {
        [self.base.as_str(), path]
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| format!("{part}/"))
            .collect()
    }

    fn fault(&self, path: &str, failure: RequestError) -> RemoteError {
        failure.at(path, self.client.user())
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
