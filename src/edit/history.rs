//! The versions of files before each change, in `.bangvang/history/` of the project, as plain copies that any program
//! can open.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use walkdir::WalkDir;

use crate::file::{Durability, OWN, PartFile, below};
use crate::hash::Hash;

/// Maximum size of all versions together, in bytes.
const MAX_HISTORY_BYTES: u64 = 200 * 1024 * 1024;
/// The time during which every version stays.
const ALL: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The time during which the last version of each day stays; after it, the last of each month.
const DAILY: SignedDuration = SignedDuration::from_hours(365 * 24);

/// The earlier versions of the files of a project.
pub struct History {
    folder: PathBuf,
}

impl History {
    /// The history of the project at `root`.
    pub fn new(root: &Path) -> History {
        History { folder: root.join(OWN).join("history") }
    }

    /// Writes `bytes` as a version of the file at `path` (from the project folder, with `/`) and returns the path of
    /// the copy: `history/PATH/TIME-HASH.EXTENSION`.
    ///
    /// # Errors
    /// If the copy cannot be written.
    pub fn add(&self, path: &str, bytes: &[u8], when: Timestamp) -> io::Result<PathBuf> {
        let folder = below(&self.folder, path);
        fs::create_dir_all(&folder)?;
        let ignore = self.folder.with_file_name(".gitignore");
        if !ignore.exists() {
            fs::write(&ignore, "*\n")?;
        }
        let extension = path.rsplit_once('.').map_or("txt", |(_, extension)| extension);
        let time = when.strftime("%Y%m%d-%H%M%SZ");
        let copy = folder.join(format!("{time}-{}.{extension}", Hash::of(bytes).short()));
        let mut part = PartFile::create(copy.with_extension("part"))?;
        part.file().write_all(bytes)?;
        part.finish(&copy, Durability::PowerCut)?;
        Ok(copy)
    }

    /// Deletes old versions: after 30 days all but the last of each day, after a year all but the last of each month,
    /// and the oldest while all together exceed 200 MB.
    ///
    /// A version that cannot be deleted stays until the next time.
    pub fn prune(&self, now: Timestamp) {
        let files = WalkDir::new(&self.folder).into_iter().flatten();
        let versions: Vec<Version> = files.filter_map(|entry| Version::of(&entry)).collect();
        for path in surplus(versions, now, MAX_HISTORY_BYTES) {
            let _ = fs::remove_file(path);
        }
    }
}

/// A version on the disk.
#[derive(Clone, Debug)]
struct Version {
    path: PathBuf,
    when: Timestamp,
    bytes: u64,
}

impl Version {
    /// Reads the time from the name; `None` if the file is no version.
    fn of(entry: &walkdir::DirEntry) -> Option<Version> {
        let name = entry.file_name().to_str()?;
        let (time, _) = name.rsplit_once('-')?;
        let when = DateTime::strptime("%Y%m%d-%H%M%SZ", time).ok()?;
        let when = TimeZone::UTC.to_timestamp(when).ok()?;
        let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        Some(Version { path: entry.path().to_owned(), when, bytes: metadata.len() })
    }
}

/// Returns the paths of the versions that [`History::prune`] deletes.
fn surplus(mut versions: Vec<Version>, now: Timestamp, max_bytes: u64) -> Vec<PathBuf> {
    versions.sort_by(|a, b| (b.when, &b.path).cmp(&(a.when, &a.path)));
    let mut surplus = Vec::new();
    let mut seen: BTreeSet<(PathBuf, String)> = BTreeSet::new();
    let mut bytes = 0;
    for version in versions {
        let age = now.duration_since(version.when);
        let form = if age <= DAILY { "%Y%m%d" } else { "%Y%m" };
        let file = version.path.parent().unwrap_or(Path::new("")).to_owned();
        let is_last = age <= ALL || seen.insert((file, version.when.strftime(form).to_string()));
        if is_last && bytes + version.bytes <= max_bytes {
            bytes += version.bytes;
        } else {
            surplus.push(version.path);
        }
    }
    surplus
}

#[cfg(test)]
mod tests {
    use super::{History, Path, PathBuf, Timestamp, Version, fs, surplus};

    fn version(name: &str, when: &str, bytes: u64) -> Version {
        Version { path: PathBuf::from(name), when: when.parse().unwrap(), bytes }
    }

    /// Versions of the last 30 days stay, of the last year one a day, of earlier years one a month.
    #[test]
    fn old_versions_are_thinned() {
        let versions = vec![
            version("a/1", "2026-11-26T08:00:00Z", 1),
            version("a/2", "2026-11-26T08:00:01Z", 1),
            version("a/3", "2026-03-01T08:00:00Z", 1),
            version("a/4", "2026-03-01T09:00:00Z", 1),
            version("b/5", "2026-03-01T07:00:00Z", 1),
            version("a/6", "2024-03-01T09:00:00Z", 1),
            version("a/7", "2024-03-31T09:00:00Z", 1),
            version("a/8", "2024-02-01T09:00:00Z", 1),
        ];
        let now = "2026-11-27T00:00:00Z".parse().unwrap();
        assert_eq!(surplus(versions, now, 100), [Path::new("a/3"), Path::new("a/6")]);
    }

    /// The oldest versions are deleted when all together are too large.
    #[test]
    fn the_size_is_limited() {
        let versions = vec![
            version("a/1", "2026-11-24T08:00:00Z", 40),
            version("a/2", "2026-11-25T08:00:00Z", 40),
            version("a/3", "2026-11-26T08:00:00Z", 40),
        ];
        assert_eq!(surplus(versions, "2026-11-27T00:00:00Z".parse().unwrap(), 100), [Path::new("a/1")]);
    }

    /// A version has the bytes of the file; pruning finds it by its name and deletes nothing else.
    #[test]
    fn versions_are_plain_copies() {
        let root = tempfile::tempdir().unwrap();
        let history = History::new(root.path());
        let when: Timestamp = "2020-01-02T03:04:05Z".parse().unwrap();
        let copy = history.add("content/awards/qd 1.yaml", b"no: 1\r\n", when).unwrap();
        let name = copy.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with("20200102-030405Z-") && name.ends_with(".yaml"), "{name}");
        assert_eq!(fs::read(&copy).unwrap(), b"no: 1\r\n");
        assert_eq!(fs::read(root.path().join(".bangvang/.gitignore")).unwrap(), b"*\n");
        let later =
            history.add("content/awards/qd 1.yaml", b"no: 2\n", "2020-01-03T00:00:00Z".parse().unwrap());
        let own = copy.with_file_name("ghi chú.txt");
        fs::write(&own, "x").unwrap();
        history.prune("2026-11-27T00:00:00Z".parse().unwrap());
        assert!(!copy.exists() && later.unwrap().exists() && own.exists());
    }
}
