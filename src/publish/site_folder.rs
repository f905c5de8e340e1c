//! The folder of a site on a host that has folders, with what a run knows of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use crate::file::{part_path, split};
use crate::hash::Hash;
use crate::threads::locked;

/// The folder of a site on a host.
pub struct SiteFolder {
    /// What stands before every path: empty, or ending in `/`.
    base: String,
    /// Tells the unfinished files of this run from those of others.
    run: String,
    /// Folders, by their whole path, in which a file was put.
    folders: Mutex<BTreeSet<String>>,
    /// Unfinished files that a broken line left, by the whole path of the finished one.
    left: Mutex<BTreeMap<String, String>>,
}

impl SiteFolder {
    /// The folder that a target calls `folder`, meant from `start` (empty, or ending in `/`) as `~/` is too.
    pub fn new(start: &str, folder: &str, run: &str) -> SiteFolder {
        let inner = folder.strip_prefix("~/").unwrap_or(folder).trim_end_matches('/');
        let base = match inner {
            "" if folder.starts_with('/') => "/".to_owned(),
            "" | "." | "~" => start.to_owned(),
            _ if inner.starts_with('/') => format!("{inner}/"),
            _ => format!("{start}{inner}/"),
        };
        SiteFolder { base, run: run.to_owned(), folders: Mutex::default(), left: Mutex::default() }
    }

    /// The path of the file or folder at `path`, as the host knows it.
    pub fn whole(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Where the file at `path` is put that has `hash`, over the connection number `nth`.
    pub fn place<'a>(&'a self, path: &'a str, hash: &Hash, nth: u64) -> UploadTarget<'a> {
        let whole = self.whole(path);
        let part = part_path(&whole, hash, &self.run, nth);
        let stale = locked(&self.left).remove(&whole).filter(|stale| *stale != part);
        UploadTarget { path, whole, part, stale, site: self }
    }

    /// Forgets the folder `whole`, which is about to be removed.
    pub fn forget(&self, whole: &str) {
        locked(&self.folders).remove(whole);
    }
}

/// Where one file is put.
pub struct UploadTarget<'a> {
    /// From the folder of the site, to be told.
    pub path: &'a str,
    /// Where the file is to be.
    pub whole: String,
    /// Where it is until it is whole.
    pub part: String,
    /// Where an earlier try left it.
    pub stale: Option<String>,
    site: &'a SiteFolder,
}

impl UploadTarget<'_> {
    /// The folder of the file; empty for the one that the host starts in.
    pub fn folder(&self) -> &str {
        split(&self.whole).0
    }

    /// Whether the folder is known to be there.
    pub fn is_folder_known(&self) -> bool {
        self.folder().is_empty() || locked(&self.site.folders).contains(self.folder())
    }

    /// Notes that the folder is there.
    pub fn note_folder(&self) {
        locked(&self.site.folders).insert(self.folder().to_owned());
    }

    /// Forgets the folder, for it may not be there.
    pub fn forget_folder(&self) {
        self.site.forget(self.folder());
    }

    /// The folder of the site and all below it down to that of the file, the topmost first.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        let (folder, top) = (self.folder(), self.site.base.trim_end_matches('/').len());
        let ends = folder.match_indices('/').map(|(at, _)| at).chain([folder.len()]);
        ends.filter(move |end| *end >= top && *end > 0).map(|end| &folder[..end])
    }

    /// Notes that the unfinished file is left behind, for the next try to remove.
    pub fn leave(&self) {
        locked(&self.site.left).insert(self.whole.clone(), self.part.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::SiteFolder;
    use crate::hash::Hash;

    /// A folder is meant from the root or from where the host starts, and what a broken line left there is found again.
    #[test]
    fn folders_of_a_host() {
        for (start, folder, whole) in [
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
            assert_eq!(SiteFolder::new(start, folder, "r").whole("a/b.html"), whole, "{start} {folder}");
        }
        let site = SiteFolder::new("/home/hoa/", "web", "r");
        let first = site.place("a/b.html", &Hash::of(b"1"), 0);
        assert_eq!(first.folders().collect::<Vec<_>>(), ["/home/hoa/web", "/home/hoa/web/a"]);
        first.leave();
        first.note_folder();
        let second = site.place("a/b.html", &Hash::of(b"2"), 0);
        assert_eq!(second.stale, Some(first.part));
        assert!(second.is_folder_known());
        site.forget("/home/hoa/web/a");
        assert!(!second.is_folder_known());
    }
}
