//! Paths in, what stands there on a host out: only the folders on the way to them are listed, each once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use crate::publish::lanes::{Cut, Line};
use crate::publish::part::is_part;
use crate::publish::release::{folders_above, split};
use crate::text;

/// What the folders of a host hold, as far as it was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    folders: BTreeMap<String, BTreeMap<String, At>>,
    /// The names of each folder by how a host sees them that takes cases and forms of marks for one.
    folded: BTreeMap<String, BTreeMap<String, String>>,
}

/// What stands at a path of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
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
pub enum Sizes {
    /// The bytes of each file.
    Exact,
    /// Nothing of texts, which lie there packed.
    OfPacked,
}

impl Sizes {
    /// Whether a file of ours that may have `ours` bytes can be the one that is listed with `listed`.
    pub fn fit(self, path: &str, ours: &BTreeSet<u64>, listed: u64) -> bool {
        ours.contains(&listed)
            || (self == Sizes::OfPacked && crate::media::content_type(path).contains("charset"))
    }
}

/// Lists the folders on the way to `paths`, from the top down, those that do not exist left out.
pub fn survey<'p>(line: Line<'_>, paths: impl Iterator<Item = &'p str>) -> Result<Survey, Cut> {
    let mut wanted: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    let mut any = false;
    for path in paths {
        any = true;
        for (depth, folder) in folders_above(path).enumerate() {
            wanted.entry(depth + 1).or_default().insert(folder);
        }
    }
    let found = Mutex::new(Survey::default());
    if any {
        list(line, &[""], &found)?;
    }
    for folders in wanted.values() {
        let exists = |folder: &&str| lock(&found).at(folder) == At::Folder;
        let folders: Vec<&str> = folders.iter().copied().filter(exists).collect();
        list(line, &folders, &found)?;
    }
    Ok(found.into_inner().expect("no lane panics while it holds this"))
}

fn list(line: Line<'_>, folders: &[&str], found: &Mutex<Survey>) -> Result<(), Cut> {
    line.each(folders, &|folder| {
        let listed = line.insist(|remote| remote.list(folder))?;
        let names = listed.into_iter().map(|listed| {
            let at = match (listed.folder, listed.size) {
                (true, _) => At::Folder,
                (false, Some(size)) => At::File(size),
                (false, None) => At::Other,
            };
            (listed.name, at)
        });
        let names: BTreeMap<String, At> = names.collect();
        let folded = names.keys().map(|name| (fold(name), name.clone())).collect();
        let mut found = lock(found);
        found.folders.insert((*folder).to_owned(), names);
        found.folded.insert((*folder).to_owned(), folded);
        Ok(())
    })
}

fn fold(name: &str) -> String {
    text::nfc(name).to_lowercase()
}

fn lock(found: &Mutex<Survey>) -> std::sync::MutexGuard<'_, Survey> {
    found.lock().expect("no lane panics while it holds this")
}

impl Survey {
    /// What stands at `path`, which must be one that was asked for or a folder above it.
    pub fn at(&self, path: &str) -> At {
        let (folder, name) = split(path);
        self.folders.get(folder).and_then(|names| names.get(name)).copied().unwrap_or(At::Nothing)
    }

    /// The first of the folders above `path` and `path` itself that is not there, with what is called so but for the
    /// cases of letters and how marks are written: on some hosts that is the same.
    pub fn twin<'p>(&self, path: &'p str) -> Option<(&'p str, String)> {
        let absent = folders_above(path).chain([path]).find(|part| self.at(part) == At::Nothing)?;
        let (folder, name) = split(absent);
        let twin = self.folded.get(folder)?.get(&fold(name))?;
        let twin = if folder.is_empty() { twin.clone() } else { format!("{folder}/{twin}") };
        Some((absent, twin))
    }

    /// What stands where a folder above `path` is needed.
    pub fn barrier<'p>(&self, path: &'p str) -> Option<&'p str> {
        folders_above(path).find(|folder| matches!(self.at(folder), At::File(_) | At::Other))
    }

    /// Whether everything in `folder` is among `ours`, as far down as it goes.
    pub fn holds_only(&self, folder: &str, ours: &BTreeMap<String, BTreeSet<u64>>, sizes: Sizes) -> bool {
        let Some(names) = self.folders.get(folder) else { return false };
        names.iter().all(|(name, at)| {
            let path = format!("{folder}/{name}");
            match at {
                At::Folder => self.holds_only(&path, ours, sizes),
                At::File(size) => ours.get(&path).is_some_and(|known| sizes.fit(&path, known, *size)),
                At::Nothing | At::Other => false,
            }
        })
    }

    /// Files of ours that never became whole.
    pub fn partial(&self) -> Vec<String> {
        let join = |folder: &str, name: &str| match folder {
            "" => name.to_owned(),
            folder => format!("{folder}/{name}"),
        };
        let left = |(folder, names): (&String, &BTreeMap<String, At>)| {
            let names = names.iter().filter(|(name, at)| is_part(name) && matches!(at, At::File(_)));
            names.map(|(name, _)| join(folder, name)).collect::<Vec<_>>()
        };
        self.folders.iter().flat_map(left).collect()
    }
}
