//! Lists the folders of a host that a plan needs, each once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use crate::file::{ancestors, is_part, split};
use crate::publish::remote::{EntryKind, ListedEntry};
use crate::publish::retry::{Aborted, Connection};
use crate::text;
use crate::threads::{locked, unlocked};

/// The entries of the folders of a host that were listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemoteListing {
    folders: BTreeMap<String, BTreeMap<String, EntryKind>>,
    /// For each folder, its names by their lower-case NFC form, as hosts that ignore case or normalization compare
    /// them.
    folded: BTreeMap<String, BTreeMap<String, String>>,
    /// The entity tags of files, by path; only object storage has them.
    etags: BTreeMap<String, String>,
}

/// Maximum number of entries listed at once, in addition to four for each file of the site: a bucket may hold many
/// more.
const MAX_LISTED_ENTRIES: usize = 10_000;

/// How listed sizes relate to the sizes of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedSizes {
    /// The host lists the size of each file.
    Exact,
    /// The host lists the compressed size of text files, and the size of other files.
    OfPacked,
}

impl ListedSizes {
    /// Returns true if a file with one of the sizes `ours` can be the one listed with the size `listed`.
    pub fn fit(self, path: &str, ours: &BTreeSet<u64>, listed: u64) -> bool {
        ours.contains(&listed)
            || (self == ListedSizes::OfPacked && crate::media::content_type(path).contains("charset"))
    }
}

/// Lists the folders above `paths`, from the top down; folders that do not exist are omitted.
///
/// # Errors
/// If the host fails for good or the user stops.
pub fn list_folders<'p>(
    connection: Connection<'_>,
    paths: impl Iterator<Item = &'p str>,
) -> Result<RemoteListing, Aborted> {
    let mut found = RemoteListing::default();
    found.add_folders(connection, paths)?;
    Ok(found)
}

/// Lists all folders at once; `None` if the host cannot do that in few requests. `files` is the number of files of
/// the site.
///
/// # Errors
/// If the host fails for good or the user stops.
pub fn list_all_folders(connection: Connection<'_>, files: usize) -> Result<Option<RemoteListing>, Aborted> {
    let max_entries = MAX_LISTED_ENTRIES.saturating_add(files.saturating_mul(4));
    let Some(listed) = connection.with_retry(|remote| remote.list_all(max_entries))? else { return Ok(None) };
    let mut folders: BTreeMap<String, Vec<ListedEntry>> = BTreeMap::from([(String::new(), Vec::new())]);
    for entry in listed {
        let path = entry.name.clone();
        if entry.is_folder {
            folders.entry(path.clone()).or_default();
        }
        // A bucket lists no folders: they exist because of the keys below them.
        for above in ancestors(&path) {
            folders.entry(above.to_owned()).or_default();
        }
        let (folder, name) = split(&path);
        folders.entry(folder.to_owned()).or_default().push(ListedEntry { name: name.to_owned(), ..entry });
    }
    let implied: Vec<String> = folders.keys().filter(|path| !path.is_empty()).cloned().collect();
    for path in implied {
        let (folder, name) = split(&path);
        let entry = ListedEntry { name: name.to_owned(), size: None, is_folder: true, etag: None };
        folders.entry(folder.to_owned()).or_default().push(entry);
    }
    let mut listing = RemoteListing::default();
    folders.into_iter().for_each(|(folder, listed)| listing.record(&folder, listed));
    Ok(Some(listing))
}

fn list(connection: Connection<'_>, folders: &[&str], found: &Mutex<RemoteListing>) -> Result<(), Aborted> {
    connection.for_each(folders, &|folder| {
        let listed = connection.with_retry(|remote| remote.list(folder))?;
        locked(found).record(folder, listed);
        Ok(())
    })
}

fn fold(name: &str) -> String {
    text::nfc(name).to_lowercase()
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

impl RemoteListing {
    /// Lists the folders above `paths` that were not listed yet, from the top down; folders that do not exist are
    /// omitted.
    ///
    /// # Errors
    /// If the host fails for good or the user stops.
    pub fn add_folders<'p>(
        &mut self,
        connection: Connection<'_>,
        paths: impl Iterator<Item = &'p str>,
    ) -> Result<(), Aborted> {
        let mut by_depth: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        for path in paths {
            for (depth, folder) in [""].into_iter().chain(ancestors(path)).enumerate() {
                by_depth.entry(depth).or_default().insert(folder);
            }
        }
        let found = Mutex::new(std::mem::take(self));
        let listed = by_depth.values().try_for_each(|folders| {
            let is_wanted = |folder: &&str| {
                let found = locked(&found);
                let exists = folder.is_empty() || found.at(folder) == EntryKind::Folder;
                exists && !found.folders.contains_key(*folder)
            };
            let folders: Vec<&str> = folders.iter().copied().filter(is_wanted).collect();
            list(connection, &folders, &found)
        });
        *self = unlocked(found);
        listed
    }

    /// Records the entries of `folder`. Of a file and a folder with the same name, which a bucket may have, the
    /// last counts.
    fn record(&mut self, folder: &str, listed: Vec<ListedEntry>) {
        let mut names = BTreeMap::new();
        for entry in listed {
            let kind = entry.kind();
            if let Some(etag) = entry.etag {
                self.etags.insert(join(folder, &entry.name), etag);
            }
            names.insert(entry.name, kind);
        }
        let folded = names.keys().map(|name| (fold(name), name.clone())).collect();
        self.folders.insert(folder.to_owned(), names);
        self.folded.insert(folder.to_owned(), folded);
    }

    /// Returns true if [`RemoteListing::at`] is reliable for `path`: its folder was listed, or a folder above it
    /// was found not to exist.
    pub fn covers(&self, path: &str) -> bool {
        let unlisted = [""].into_iter().chain(ancestors(path)).find(|at| !self.folders.contains_key(*at));
        unlisted.is_none_or(|folder| !folder.is_empty() && self.at(folder) != EntryKind::Folder)
    }

    /// Returns the entity tag of the file at `path`, if the host listed one.
    pub fn etag(&self, path: &str) -> Option<&str> {
        self.etags.get(path).map(String::as_str)
    }

    /// Returns the kind of the entry at `path`, which [`RemoteListing::covers`] must cover.
    pub fn at(&self, path: &str) -> EntryKind {
        let (folder, name) = split(path);
        self.folders.get(folder).and_then(|names| names.get(name)).copied().unwrap_or(EntryKind::Nothing)
    }

    /// Returns the first of the folders above `path` and `path` itself that does not exist, and the existing entry
    /// whose name differs only in case or normalization: on some hosts both are the same file.
    pub fn case_variant<'p>(&self, path: &'p str) -> Option<(&'p str, String)> {
        let absent = ancestors(path).chain([path]).find(|part| self.at(part) == EntryKind::Nothing)?;
        let (folder, name) = split(absent);
        let case_variant = self.folded.get(folder)?.get(&fold(name))?;
        Some((absent, join(folder, case_variant)))
    }

    /// Returns the first folder above `path` whose place is taken by a file, a link or a device.
    pub fn barrier<'p>(&self, path: &'p str) -> Option<&'p str> {
        ancestors(path).find(|folder| matches!(self.at(folder), EntryKind::File(_) | EntryKind::Other))
    }

    /// Returns true if `folder` holds, at any depth, only files in `ours` with matching sizes.
    pub fn contains_only(
        &self,
        folder: &str,
        ours: &BTreeMap<String, BTreeSet<u64>>,
        sizes: ListedSizes,
    ) -> bool {
        let Some(names) = self.folders.get(folder) else { return false };
        names.iter().all(|(name, at)| {
            let path = format!("{folder}/{name}");
            match at {
                EntryKind::Folder => self.contains_only(&path, ours, sizes),
                EntryKind::File(size) => ours.get(&path).is_some_and(|known| sizes.fit(&path, known, *size)),
                EntryKind::Nothing | EntryKind::Other => false,
            }
        })
    }

    /// Returns the paths of all part files.
    pub fn part_files(&self) -> Vec<String> {
        let part_paths = |(folder, names): (&String, &BTreeMap<String, EntryKind>)| {
            let names = names.iter().filter(|(name, at)| is_part(name) && matches!(at, EntryKind::File(_)));
            names.map(|(name, _)| join(folder, name)).collect::<Vec<_>>()
        };
        self.folders.iter().flat_map(part_paths).collect()
    }
}
