//! Chooses the versions that are deleted, by age and size.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use super::copies::StoredCopy;

/// The time during which every version stays.
pub const ALL: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The time during which the last version of each day stays; after it, the last of each month.
const DAILY: SignedDuration = SignedDuration::from_hours(365 * 24);

/// Returns the paths of the copies to delete: after 30 days all but the last of each day, after a year all but the last
/// of each month, and the oldest while all together exceed `max_bytes`.
///
/// The newest copy in a folder that `is_deleted` stays for 30 days, whatever its size.
pub fn surplus(
    mut copies: Vec<StoredCopy>,
    now: Timestamp,
    max_bytes: u64,
    is_deleted: &dyn Fn(&Path) -> bool,
) -> Vec<PathBuf> {
    copies.sort_by(|a, b| (b.when, &b.path).cmp(&(a.when, &a.path)));
    let mut surplus = Vec::new();
    let mut seen: BTreeSet<(PathBuf, String)> = BTreeSet::new();
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    let mut bytes = 0;
    for copy in copies {
        let age = now.duration_since(copy.when);
        let form = if age <= DAILY { "%Y%m%d" } else { "%Y%m" };
        let folder = copy.path.parent().unwrap_or(Path::new("")).to_owned();
        let is_newest = folders.insert(folder.clone());
        let is_protected = is_newest && age <= ALL && is_deleted(&folder);
        let is_last = age <= ALL || seen.insert((folder, copy.when.strftime(form).to_string()));
        if is_protected || is_last && bytes + copy.bytes <= max_bytes {
            bytes += copy.bytes;
        } else {
            surplus.push(copy.path);
        }
    }
    surplus
}

#[cfg(test)]
mod tests {
    use super::{Path, PathBuf, StoredCopy, Timestamp, surplus};

    fn copy(name: &str, when: &str, bytes: u64) -> StoredCopy {
        StoredCopy {
            path: PathBuf::from(name),
            when: when.parse().unwrap(),
            short_hash: String::new(),
            bytes,
        }
    }

    fn now() -> Timestamp {
        "2026-11-27T00:00:00Z".parse().unwrap()
    }

    /// Versions of the last 30 days stay, of the last year one a day, of earlier years one a month.
    #[test]
    fn old_versions_are_thinned() {
        let copies = vec![
            copy("a/1", "2026-11-26T08:00:00Z", 1),
            copy("a/2", "2026-11-26T08:00:01Z", 1),
            copy("a/3", "2026-03-01T08:00:00Z", 1),
            copy("a/4", "2026-03-01T09:00:00Z", 1),
            copy("b/5", "2026-03-01T07:00:00Z", 1),
            copy("a/6", "2024-03-01T09:00:00Z", 1),
            copy("a/7", "2024-03-31T09:00:00Z", 1),
            copy("a/8", "2024-02-01T09:00:00Z", 1),
        ];
        assert_eq!(surplus(copies, now(), 100, &|_| false), [Path::new("a/3"), Path::new("a/6")]);
    }

    /// The oldest versions are deleted when all together are too large, but the last one of a file that was deleted
    /// within 30 days stays.
    #[test]
    fn the_size_is_limited() {
        let copies = vec![
            copy("a/1", "2026-11-24T08:00:00Z", 40),
            copy("a/2", "2026-11-25T08:00:00Z", 40),
            copy("a/3", "2026-11-26T08:00:00Z", 40),
            copy("gone/4", "2026-11-02T08:00:00Z", 40),
            copy("gone/5", "2026-11-03T08:00:00Z", 500),
            copy("long-gone/6", "2026-09-03T08:00:00Z", 40),
        ];
        let is_deleted = |folder: &Path| folder.ends_with("gone") || folder.ends_with("long-gone");
        let wanted = ["a/1", "gone/4", "long-gone/6"].map(Path::new);
        assert_eq!(surplus(copies, now(), 100, &is_deleted), wanted);
    }
}
