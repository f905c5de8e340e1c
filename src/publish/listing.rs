//! Lists the folders of a host that matter for a plan, each once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use crate::file::{ancestors, is_part, split};
use crate::publish::remote::ListedEntry;
use crate::publish::retry::{Aborted, Connection};
use crate::text;
use crate::threads::{locked, unlocked};

/// What the folders of a host hold, as far as it was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemoteListing {
    folders: BTreeMap<String, BTreeMap<String, EntryKind>>,
    /// The names of each folder by how a host sees them that takes cases and forms of marks for one.
    folded: BTreeMap<String, BTreeMap<String, String>>,
    /// The entity tags of files, by path; only hosts of objects give any.
    tags: BTreeMap<String, String>,
}

/// Entries of a host that are listed at once, beside four for each file of the site: a bucket may hold much more.
const MAX_LISTED_ENTRIES: usize = 10_000;

/// What stands at a path of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// Nothing.
    Nothing,
    /// A file of so many bytes.
    File(u64),
    /// A folder.
    Folder,
    /// A link or a device, which are never ours.
    Other,
}

/// What sizes in a listing of a host tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedSizes {
    /// The bytes of each file.
    Exact,
    /// Nothing of texts, which lie there packed.
    OfPacked,
}

impl ListedSizes {
    /// Whether a file of ours that may have `ours` bytes can be the one that is listed with `listed`.
    pub fn fit(self, path: &str, ours: &BTreeSet<u64>, listed: u64) -> bool {
        ours.contains(&listed)
            || (self == ListedSizes::OfPacked && crate::media::content_type(path).contains("charset"))
    }
}

/// Lists the folders on the way to `paths`, from the top down, those that do not exist left out.
pub fn list_folders<'p>(
    line: Connection<'_>,
    paths: impl Iterator<Item = &'p str>,
) -> Result<RemoteListing, Aborted> {
    let mut wanted: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    let mut any = false;
    for path in paths {
        any = true;
        for (depth, folder) in ancestors(path).enumerate() {
            wanted.entry(depth + 1).or_default().insert(folder);
        }
    }
    let found = Mutex::new(RemoteListing::default());
    if any {
        list(line, &[""], &found)?;
    }
    for folders in wanted.values() {
        let exists = |folder: &&str| locked(&found).at(folder) == EntryKind::Folder;
        let folders: Vec<&str> = folders.iter().copied().filter(exists).collect();
        list(line, &folders, &found)?;
    }
    Ok(unlocked(found))
}

/// Lists all folders at once where the host can.
pub fn list_all_folders(line: Connection<'_>, files: usize) -> Result<Option<RemoteListing>, Aborted> {
    let most = MAX_LISTED_ENTRIES.saturating_add(files.saturating_mul(4));
    let Some(listed) = line.insist(|remote| remote.list_all(most))? else { return Ok(None) };
    let mut folders: BTreeMap<String, Vec<ListedEntry>> = BTreeMap::from([(String::new(), Vec::new())]);
    for entry in listed {
        let path = entry.name.clone();
        if entry.folder {
            folders.entry(path.clone()).or_default();
        }
        // A bucket names no folders: they are there because something is in them.
        for above in ancestors(&path) {
            folders.entry(above.to_owned()).or_default();
        }
        let (folder, name) = split(&path);
        folders.entry(folder.to_owned()).or_default().push(ListedEntry { name: name.to_owned(), ..entry });
    }
    let implied: Vec<String> = folders.keys().filter(|path| !path.is_empty()).cloned().collect();
    for path in implied {
        let (folder, name) = split(&path);
        let entry = ListedEntry { name: name.to_owned(), size: None, folder: true, tag: None };
        folders.entry(folder.to_owned()).or_default().push(entry);
    }
    let mut listing = RemoteListing::default();
    folders.into_iter().for_each(|(folder, listed)| listing.note(&folder, listed));
    Ok(Some(listing))
}

fn list(line: Connection<'_>, folders: &[&str], found: &Mutex<RemoteListing>) -> Result<(), Aborted> {
    line.each(folders, &|folder| {
        let listed = line.insist(|remote| remote.list(folder))?;
        locked(found).note(folder, listed);
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
    /// Notes what `folder` holds; of a file and a folder with the same name, which a bucket may have, the last counts.
    fn note(&mut self, folder: &str, listed: Vec<ListedEntry>) {
        let mut names = BTreeMap::new();
        for entry in listed {
            let at = match (entry.folder, entry.size) {
                (true, _) => EntryKind::Folder,
                (false, Some(size)) => EntryKind::File(size),
                (false, None) => EntryKind::Other,
            };
            if let Some(tag) = entry.tag {
                self.tags.insert(join(folder, &entry.name), tag);
            }
            names.insert(entry.name, at);
        }
        let folded = names.keys().map(|name| (fold(name), name.clone())).collect();
        self.folders.insert(folder.to_owned(), names);
        self.folded.insert(folder.to_owned(), folded);
    }

    /// Whether [`RemoteListing::at`] tells of `path`: its folder was listed, or one above it that is not there was looked for.
    pub fn covers(&self, path: &str) -> bool {
        let unlisted = [""].into_iter().chain(ancestors(path)).find(|at| !self.folders.contains_key(*at));
        unlisted.is_none_or(|folder| !folder.is_empty() && self.at(folder) != EntryKind::Folder)
    }

    /// The entity tag of the file at `path`, if the host gave one.
    pub fn tag(&self, path: &str) -> Option<&str> {
        self.tags.get(path).map(String::as_str)
    }

    /// What stands at `path`, which must be one that was asked for or a folder above it.
    pub fn at(&self, path: &str) -> EntryKind {
        let (folder, name) = split(path);
        self.folders.get(folder).and_then(|names| names.get(name)).copied().unwrap_or(EntryKind::Nothing)
    }

    /// The first of the folders above `path` and `path` itself that is not there, with what is called so but for the
    /// cases of letters and how marks are written: on some hosts that is the same.
    pub fn twin<'p>(&self, path: &'p str) -> Option<(&'p str, String)> {
        let absent = ancestors(path).chain([path]).find(|part| self.at(part) == EntryKind::Nothing)?;
        let (folder, name) = split(absent);
        let twin = self.folded.get(folder)?.get(&fold(name))?;
        Some((absent, join(folder, twin)))
    }

    /// What stands where a folder above `path` is needed.
    pub fn barrier<'p>(&self, path: &'p str) -> Option<&'p str> {
        ancestors(path).find(|folder| matches!(self.at(folder), EntryKind::File(_) | EntryKind::Other))
    }

    /// Whether everything in `folder` is among `ours`, as far down as it goes.
    pub fn holds_only(
        &self,
        folder: &str,
        ours: &BTreeMap<String, BTreeSet<u64>>,
        sizes: ListedSizes,
    ) -> bool {
        let Some(names) = self.folders.get(folder) else { return false };
        names.iter().all(|(name, at)| {
            let path = format!("{folder}/{name}");
            match at {
                EntryKind::Folder => self.holds_only(&path, ours, sizes),
                EntryKind::File(size) => ours.get(&path).is_some_and(|known| sizes.fit(&path, known, *size)),
                EntryKind::Nothing | EntryKind::Other => false,
            }
        })
    }

    /// Files of ours that never became whole.
    pub fn partial(&self) -> Vec<String> {
        let left = |(folder, names): (&String, &BTreeMap<String, EntryKind>)| {
            let names = names.iter().filter(|(name, at)| is_part(name) && matches!(at, EntryKind::File(_)));
            names.map(|(name, _)| join(folder, name)).collect::<Vec<_>>()
        };
        self.folders.iter().flat_map(left).collect()
    }
}
