//! Earlier releases beside the host, for targets that ask for it: any computer can go back to them.
//!
//! They lie in a place of their own, which no reader comes to: what was taken off the site, such as the name of a person
//! who wants it gone, is still in them.
//!
//! ```text
//! bangvang-releases/000007.json         the manifest of a release
//! bangvang-releases/objects/ab/ab…      files of the releases, by hash
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::hash::Hash;
use crate::publish::content_store::ContentStore;
use crate::publish::disk::DiskError;
use crate::publish::local_state::KEPT;
use crate::publish::release::{FileEntry, Release};
use crate::publish::remote::{RemoteError, Upload, UploadBody};
use crate::publish::retry::{Aborted, Connection};
use crate::threads::{locked, unlocked};

const FOLDER: &str = "bangvang-releases";

/// Bytes of the longest manifest that is read.
const MAX_RELEASE_BYTES: u64 = 128 * 1024 * 1024;

fn object(hash: Hash) -> String {
    let name = hash.to_string();
    format!("{FOLDER}/objects/{}/{name}", &name[..2])
}

/// Keeps `release`, whose files are in `store`, and the four before it; forgets the others, and those that it undoes.
///
/// One that is kept already is left as it is, and what was not yet forgotten for it is.
pub fn keep(line: Connection<'_>, store: &ContentStore, release: &Release) -> Result<(), Aborted> {
    let mut numbered = numbered(line)?;
    let known = numbered.iter().find(|(_, there)| there.revision == release.revision).map(|(at, _)| *at);
    let number = known.unwrap_or_else(|| numbered.last_key_value().map_or(1, |(number, _)| number + 1));
    let restored =
        numbered.range(..number).find(|(_, there)| release.restores.as_ref() == Some(&there.revision));
    let back = restored.map_or(number, |(back, _)| *back);
    if known.is_some() && back == number && numbered.len() <= KEPT {
        return Ok(());
    }
    let there = objects(line)?;
    if known.is_none() {
        let sizes: BTreeMap<Hash, u64> = release.files.values().map(|file| (file.hash, file.size)).collect();
        send(line, store, release, &there)?;
        // A manifest must not name what the host confirmed and did not store.
        let stored = objects(line)?;
        if let Some((hash, _)) = sizes.iter().find(|(hash, size)| stored.get(hash) != Some(*size)) {
            let reason = "the host confirmed this file, but does not list it as it was sent".to_owned();
            return Err(Aborted::Remote(RemoteError::Other { path: object(*hash), reason }));
        }
        let json = release.to_json();
        put(line, &path(number), UploadBody::Bytes(&json), json.len() as u64, Hash::of(&json))?;
        numbered.insert(number, release.clone());
    }
    // What was restored goes last: as long as it is there, it is known what else goes.
    let mut dropped: Vec<u64> = numbered.range(back..number).map(|(number, _)| *number).rev().collect();
    dropped.iter().for_each(|number| _ = numbered.remove(number));
    while numbered.len() > KEPT {
        dropped.extend(numbered.pop_first().map(|(number, _)| number));
    }
    for number in dropped {
        line.insist(|remote| remote.remove(&path(number)))?;
    }
    let needed: BTreeSet<Hash> =
        numbered.values().flat_map(|release| release.files.values()).map(|file| file.hash).collect();
    let surplus: Vec<Hash> = there.into_keys().filter(|hash| !needed.contains(hash)).collect();
    line.each(&surplus, &|hash| line.insist(|remote| remote.remove(&object(*hash))))
}

/// Sends the files of `release` that are not `there` with their sizes.
fn send(
    line: Connection<'_>,
    store: &ContentStore,
    release: &Release,
    there: &BTreeMap<Hash, u64>,
) -> Result<(), Aborted> {
    let files: BTreeMap<Hash, &FileEntry> = release.files.values().map(|file| (file.hash, file)).collect();
    let is_missing = |file: &&FileEntry| there.get(&file.hash) != Some(&file.size);
    let missing: Vec<_> = files.into_values().filter(is_missing).collect();
    line.each(&missing, &|file| {
        let from = store.path(file.hash);
        put(line, &object(file.hash), UploadBody::File(&from), file.size, file.hash)
    })
}

/// The releases that are kept there, the oldest first.
pub fn releases(line: Connection<'_>) -> Result<Vec<Release>, Aborted> {
    Ok(numbered(line)?.into_values().collect())
}

/// Brings the file with `hash` from there into `store`.
///
/// # Errors
/// Also when other bytes lie there.
pub fn fetch(line: Connection<'_>, store: &ContentStore, hash: Hash, size: u64) -> Result<(), FetchError> {
    let path = object(hash);
    let bytes = line.insist(|remote| remote.read(&path, size)).map_err(FetchError::Line)?;
    match bytes {
        Some(bytes) if Hash::of(&bytes) == hash => store.keep_bytes(&bytes).map_err(FetchError::Store),
        _ => Err(FetchError::Line(Aborted::Remote(RemoteError::Other {
            path,
            reason: "it is not what it was kept as".to_owned(),
        }))),
    }
}

/// Why a file was not brought.
#[derive(Debug)]
pub enum FetchError {
    /// The place, or the line to it.
    Line(Aborted),
    /// The disk of this computer.
    Store(DiskError),
}

fn path(number: u64) -> String {
    format!("{FOLDER}/{number:06}.json")
}

/// What cannot be read is none of ours, and stays.
fn numbered(line: Connection<'_>) -> Result<BTreeMap<u64, Release>, Aborted> {
    let mut numbered = BTreeMap::new();
    for listed in line.insist(|remote| remote.list(FOLDER))? {
        let number = listed.name.strip_suffix(".json").and_then(|number| number.parse().ok());
        let Some(number) = number.filter(|number| path(*number).ends_with(&listed.name)) else { continue };
        let json = line.insist(|remote| remote.read(&path(number), MAX_RELEASE_BYTES))?;
        if let Some(release) = json.and_then(|json| Release::parse(&json).ok()) {
            numbered.insert(number, release);
        }
    }
    Ok(numbered)
}

/// The files that are kept there, with their sizes in bytes.
fn objects(line: Connection<'_>) -> Result<BTreeMap<Hash, u64>, Aborted> {
    let top = format!("{FOLDER}/objects");
    let folders = line.insist(|remote| remote.list(&top))?;
    let folders: Vec<String> = folders
        .into_iter()
        .filter(|listed| listed.folder)
        .map(|listed| format!("{top}/{}", listed.name))
        .collect();
    let found = std::sync::Mutex::new(BTreeMap::new());
    line.each(&folders, &|folder| {
        let listed = line.insist(|remote| remote.list(folder))?;
        let hashes = listed.iter().filter_map(|listed| Some((Hash::parse(&listed.name)?, listed.size?)));
        locked(&found).extend(hashes);
        Ok(())
    })?;
    Ok(unlocked(found))
}

fn put(line: Connection<'_>, path: &str, body: UploadBody<'_>, size: u64, hash: Hash) -> Result<(), Aborted> {
    let content_type = "application/octet-stream";
    let upload = Upload { body, size, hash, content_type, cache_control: "no-store" };
    line.insist(|remote| remote.put(path, &upload, &|_| ()))
}
