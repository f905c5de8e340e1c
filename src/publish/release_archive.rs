//! Stores earlier releases next to the host, for targets that ask for it, so that any computer can roll back to them.
//!
//! The archive is a separate folder or bucket that is not public: content that was removed from the site, such as the
//! name of a person who asked for it, is still in it.
//!
//! ```text
//! bangvang-releases/000007.json         the manifest of a release
//! bangvang-releases/objects/ab/ab…      files of the releases, by hash
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::hash::Hash;
use crate::publish::content_store::ContentStore;
use crate::publish::disk::DiskError;
use crate::publish::local_state::MAX_RELEASES;
use crate::publish::release::{FileEntry, Release};
use crate::publish::remote::{RemoteError, Upload, UploadBody};
use crate::publish::retry::{Aborted, Connection};
use crate::threads::{locked, unlocked};

const FOLDER: &str = "bangvang-releases";

/// Maximum size of a manifest.
const MAX_RELEASE_BYTES: u64 = 128 * 1024 * 1024;

fn object_path(hash: Hash) -> String {
    let name = hash.to_string();
    format!("{FOLDER}/objects/{}/{name}", &name[..2])
}

/// Archives `release`, whose files are in `store`, and deletes all but the last five releases, and those that a
/// rollback undoes.
///
/// A release that is already archived is not uploaded again; pending deletions are still carried out.
///
/// # Errors
/// If the archive fails or does not list a file that it confirmed, or the user stops.
pub fn archive_release(
    connection: Connection<'_>,
    store: &ContentStore,
    release: &Release,
) -> Result<(), Aborted> {
    let mut releases_by_number = releases_by_number(connection)?;
    let existing_number = releases_by_number
        .iter()
        .find(|(_, archived)| archived.revision == release.revision)
        .map(|(number, _)| *number);
    let number = existing_number
        .unwrap_or_else(|| releases_by_number.last_key_value().map_or(1, |(number, _)| number + 1));
    let restored = releases_by_number
        .range(..number)
        .find(|(_, archived)| release.restores.as_ref() == Some(&archived.revision));
    let first_dropped = restored.map_or(number, |(first_dropped, _)| *first_dropped);
    if existing_number.is_some() && first_dropped == number && releases_by_number.len() <= MAX_RELEASES {
        return Ok(());
    }
    let existing = archived_objects(connection)?;
    if existing_number.is_none() {
        let sizes: BTreeMap<Hash, u64> = release.files.values().map(|file| (file.hash, file.size)).collect();
        upload_missing(connection, store, release, &existing)?;
        // The archived manifest must not list a file that the host confirmed but did not store.
        let stored = archived_objects(connection)?;
        if let Some((hash, _)) = sizes.iter().find(|(hash, size)| stored.get(hash) != Some(*size)) {
            let reason = "the host confirmed this file, but does not list it as it was sent".to_owned();
            return Err(Aborted::Remote(RemoteError::Other { path: object_path(*hash), reason }));
        }
        let json = release.to_json();
        upload_object(
            connection,
            &manifest_path(number),
            UploadBody::Bytes(&json),
            json.len() as u64,
            Hash::of(&json),
        )?;
        releases_by_number.insert(number, release.clone());
    }
    // Delete the restored release last: while it exists, a later run knows which other releases to delete.
    let mut dropped: Vec<u64> =
        releases_by_number.range(first_dropped..number).map(|(number, _)| *number).rev().collect();
    dropped.iter().for_each(|number| _ = releases_by_number.remove(number));
    while releases_by_number.len() > MAX_RELEASES {
        dropped.extend(releases_by_number.pop_first().map(|(number, _)| number));
    }
    for number in dropped {
        connection.with_retry(|remote| remote.remove(&manifest_path(number)))?;
    }
    let needed: BTreeSet<Hash> = releases_by_number
        .values()
        .flat_map(|release| release.files.values())
        .map(|file| file.hash)
        .collect();
    let surplus: Vec<Hash> = existing.into_keys().filter(|hash| !needed.contains(hash)).collect();
    connection.for_each(&surplus, &|hash| connection.with_retry(|remote| remote.remove(&object_path(*hash))))
}

/// Uploads the files of `release` that are not in `existing` with their sizes.
fn upload_missing(
    connection: Connection<'_>,
    store: &ContentStore,
    release: &Release,
    existing: &BTreeMap<Hash, u64>,
) -> Result<(), Aborted> {
    let files: BTreeMap<Hash, &FileEntry> = release.files.values().map(|file| (file.hash, file)).collect();
    let is_missing = |file: &&FileEntry| existing.get(&file.hash) != Some(&file.size);
    let missing: Vec<_> = files.into_values().filter(is_missing).collect();
    connection.for_each(&missing, &|file| {
        let from = store.path(file.hash);
        upload_object(connection, &object_path(file.hash), UploadBody::File(&from), file.size, file.hash)
    })
}

/// Returns the archived releases, the oldest first.
///
/// # Errors
/// If the archive fails or the user stops.
pub fn releases(connection: Connection<'_>) -> Result<Vec<Release>, Aborted> {
    Ok(releases_by_number(connection)?.into_values().collect())
}

/// Downloads the file with `hash` and `size` in bytes into `store`.
///
/// # Errors
/// [`FetchError::Archive`] if the archive fails, or has no such file or other bytes; [`FetchError::Store`] if the
/// file cannot be stored.
pub fn fetch(
    connection: Connection<'_>,
    store: &ContentStore,
    hash: Hash,
    size: u64,
) -> Result<(), FetchError> {
    let path = object_path(hash);
    let bytes = connection.with_retry(|remote| remote.read(&path, size)).map_err(FetchError::Archive)?;
    match bytes {
        Some(bytes) if Hash::of(&bytes) == hash => store.add_bytes(&bytes).map_err(FetchError::Store),
        _ => Err(FetchError::Archive(Aborted::Remote(RemoteError::Other {
            path,
            reason: "its bytes are not those that were archived".to_owned(),
        }))),
    }
}

/// Why a file could not be fetched from the archive.
#[derive(Debug)]
pub enum FetchError {
    /// The archive failed, or has other bytes.
    Archive(Aborted),
    /// The local store failed.
    Store(DiskError),
}

fn manifest_path(number: u64) -> String {
    format!("{FOLDER}/{number:06}.json")
}

/// Returns the archived releases by number; files that do not parse are foreign and ignored.
fn releases_by_number(connection: Connection<'_>) -> Result<BTreeMap<u64, Release>, Aborted> {
    let mut releases_by_number = BTreeMap::new();
    for listed in connection.with_retry(|remote| remote.list(FOLDER))? {
        let number = listed.name.strip_suffix(".json").and_then(|number| number.parse().ok());
        let Some(number) = number.filter(|number| manifest_path(*number).ends_with(&listed.name)) else {
            continue;
        };
        let json = connection.with_retry(|remote| remote.read(&manifest_path(number), MAX_RELEASE_BYTES))?;
        if let Some(release) = json.and_then(|json| Release::parse(&json).ok()) {
            releases_by_number.insert(number, release);
        }
    }
    Ok(releases_by_number)
}

/// Returns the archived files with their sizes in bytes.
fn archived_objects(connection: Connection<'_>) -> Result<BTreeMap<Hash, u64>, Aborted> {
    let top = format!("{FOLDER}/objects");
    let folders = connection.with_retry(|remote| remote.list(&top))?;
    let folders: Vec<String> = folders
        .into_iter()
        .filter(|listed| listed.is_folder)
        .map(|listed| format!("{top}/{}", listed.name))
        .collect();
    let found = std::sync::Mutex::new(BTreeMap::new());
    connection.for_each(&folders, &|folder| {
        let listed = connection.with_retry(|remote| remote.list(folder))?;
        let hashes = listed.iter().filter_map(|listed| Some((Hash::parse(&listed.name)?, listed.size?)));
        locked(&found).extend(hashes);
        Ok(())
    })?;
    Ok(unlocked(found))
}

fn upload_object(
    connection: Connection<'_>,
    path: &str,
    body: UploadBody<'_>,
    size: u64,
    hash: Hash,
) -> Result<(), Aborted> {
    let content_type = "application/octet-stream";
    let upload = Upload { body, size, hash, content_type, cache_control: "no-store" };
    connection.with_retry(|remote| remote.put(path, &upload, &|_| ()))
}
