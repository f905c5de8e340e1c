//! Paths of a site on a host with folders, and what a run knows about its folders.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use crate::file::{part_path, split};
use crate::hash::Hash;
use crate::threads::locked;

/// The folder of a site on a host; shared by all threads of a run.
pub struct SiteFolder {
    /// Prefix of every path on the host: empty, or ending in `/`.
    base: String,
    /// Distinguishes the part files of this run from those of others.
    run: String,
    /// Full paths of folders that are known to exist.
    folders: Mutex<BTreeSet<String>>,
    /// Part files that a lost connection left behind, by the full path of the finished file.
    leftovers: Mutex<BTreeMap<String, String>>,
}

impl SiteFolder {
    /// Returns the folder that a target calls `folder`. Relative paths and `~/` refer to `start` (empty, or ending
    /// in `/`).
    pub fn new(start: &str, folder: &str, run: &str) -> SiteFolder {
        let inner = folder.strip_prefix("~/").unwrap_or(folder).trim_end_matches('/');
        let base = match inner {
            "" if folder.starts_with('/') => "/".to_owned(),
            "" | "." | "~" => start.to_owned(),
            _ if inner.starts_with('/') => format!("{inner}/"),
            _ => format!("{start}{inner}/"),
        };
        SiteFolder { base, run: run.to_owned(), folders: Mutex::default(), leftovers: Mutex::default() }
    }

    /// Returns the path on the host of the file or folder at `path`.
    pub fn full_path(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Returns where to upload the file at `path` with `hash` over connection number `nth`.
    pub fn upload_target<'a>(&'a self, path: &'a str, hash: &Hash, nth: u64) -> UploadTarget<'a> {
        let full_path = self.full_path(path);
        let part = part_path(&full_path, hash, &self.run, nth);
        let stale = locked(&self.leftovers).remove(&full_path).filter(|stale| *stale != part);
        UploadTarget { path, full_path, part, stale, site: self }
    }

    /// Forgets that the folder `full_path` exists, because it is about to be removed.
    pub fn forget(&self, full_path: &str) {
        locked(&self.folders).remove(full_path);
    }
}

/// Where one file is uploaded to.
pub struct UploadTarget<'a> {
    /// Path relative to the folder of the site, for messages.
    pub path: &'a str,
    /// Full path of the finished file.
    pub full_path: String,
    /// Full path of the part file.
    pub part: String,
    /// Full path of a part file that an earlier attempt left behind.
    pub stale: Option<String>,
    site: &'a SiteFolder,
}

impl UploadTarget<'_> {
    /// Returns the folder of the file; empty for the initial working directory.
    pub fn folder(&self) -> &str {
        split(&self.full_path).0
    }

    /// Returns true if the folder is known to exist.
    pub fn is_folder_known(&self) -> bool {
        self.folder().is_empty() || locked(&self.site.folders).contains(self.folder())
    }

    /// Records that the folder exists.
    pub fn mark_folder_known(&self) {
        locked(&self.site.folders).insert(self.folder().to_owned());
    }

    /// Forgets that the folder exists.
    pub fn forget_folder(&self) {
        self.site.forget(self.folder());
    }

    /// Returns the folder of the site and the folders below it down to that of the file, the topmost first.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        let (folder, top) = (self.folder(), self.site.base.trim_end_matches('/').len());
        let ends = folder.match_indices('/').map(|(at, _)| at).chain([folder.len()]);
        ends.filter(move |end| *end >= top && *end > 0).map(|end| &folder[..end])
    }

    /// Records that the part file may be left behind, for the next attempt to remove.
    pub fn mark_left_behind(&self) {
        locked(&self.site.leftovers).insert(self.full_path.clone(), self.part.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::SiteFolder;
    use crate::hash::Hash;

    /// Folders are relative to the root or to the initial directory, and leftover part files are found again.
    #[test]
    fn paths_and_leftovers() {
        for (start, folder, full_path) in [
            ("", "", "a/b.html"),
            ("", "~/", "a/b.html"),
            ("", ".", "a/b.html"),
            ("", "web/", "web/a/b.html"),
            ("", "~/web", "web/a/b.html"),
            ("", "/", "/a/b.html"),
            ("", "/srv/web/", "/srv/web/a/b.html"),
            ("/home/hoa/", "~", "/home/hoa/a/b.html"),
            ("/home/hoa/", "web", "/home/hoa/web/a/b.html"),
            ("/home/hoa/", "/srv/web", "/srv/web/a/b.html"),
            ("/", "web", "/web/a/b.html"),
        ] {
            assert_eq!(
                SiteFolder::new(start, folder, "r").full_path("a/b.html"),
                full_path,
                "{start} {folder}"
            );
        }
        let site = SiteFolder::new("/home/hoa/", "web", "r");
        let first = site.upload_target("a/b.html", &Hash::of(b"1"), 0);
        assert_eq!(first.folders().collect::<Vec<_>>(), ["/home/hoa/web", "/home/hoa/web/a"]);
        first.mark_left_behind();
        first.mark_folder_known();
        let second = site.upload_target("a/b.html", &Hash::of(b"2"), 0);
        assert_eq!(second.stale, Some(first.part));
        assert!(second.is_folder_known());
        site.forget("/home/hoa/web/a");
        assert!(!second.is_folder_known());
    }
}
