//! Copies of what is typed and not yet saved, in `.bangvang/drafts/` of the project.
//!
//! A copy belongs to a file, the content that it was typed from and the page that it was typed into; one that was typed
//! into the form of an entry of a file belongs to that entry. So two windows, or the forms of two entries, never replace
//! what the other one keeps. A copy is offered when the file or the entry is opened again, and never applied without a
//! question.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::file::{Durability, OWN, PartFile, own_folder};
use crate::hash::Hash;
use crate::threads::locked;

/// The copies of a project.
pub struct Recovery {
    root: PathBuf,
    /// The number of pages of this process.
    pages: AtomicU64,
    /// Held while a copy is written: a page that goes away sends what it has beside a request that is on its way.
    writing: Mutex<()>,
}

/// The name of the folder of the copies.
const FOLDER: &str = "drafts";

/// A text that was typed and not saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsavedCopy {
    /// The path of the file from the project folder.
    pub path: String,
    /// The id of the entry of the file whose form it was typed into; empty for the whole file.
    #[serde(default)]
    pub entry: String,
    /// The id of the page that it was typed into.
    #[serde(default)]
    pub page: String,
    /// The content of the file that the text was typed from.
    pub base: String,
    /// The whole file as it would be saved.
    pub text: String,
    /// The content that the rows of its form are numbered by, if it is not the base; else empty.
    #[serde(default)]
    pub shown: String,
    /// When the copy was made.
    pub when: Timestamp,
}

impl Recovery {
    /// The copies of the project at `root`.
    pub fn new(root: &Path) -> Recovery {
        Recovery { root: root.to_owned(), pages: AtomicU64::new(0), writing: Mutex::default() }
    }

    /// The id of a page that is opened `now`; no page of another process has it.
    pub fn new_page(&self, now: Timestamp) -> String {
        let page = self.pages.fetch_add(1, Ordering::Relaxed);
        format!("{:x}-{:x}-{page}", now.as_microsecond(), std::process::id())
    }

    /// Stores `copy`; it replaces an earlier one of the same page.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&self, copy: &UnsavedCopy) -> io::Result<()> {
        own_folder(&self.root, FOLDER)?;
        let target = self.place(copy);
        let _writing = locked(&self.writing);
        let mut part = PartFile::create(target.with_extension("part"))?;
        part.file().write_all(&serde_json::to_vec(copy).map_err(io::Error::other)?)?;
        part.finish(&target, Durability::PowerCut)
    }

    /// Returns the copies of the file at `path`, newest first; all copies if `path` is empty. Files that are no copies
    /// are ignored.
    pub fn find(&self, path: &str) -> Vec<UnsavedCopy> {
        let files = fs::read_dir(self.folder()).into_iter().flatten().flatten();
        let is_copy = |file: &PathBuf| file.extension().is_some_and(|end| end == "json");
        let copies = files.map(|file| file.path()).filter(is_copy).filter_map(|file| fs::read(file).ok());
        let copies = copies.filter_map(|bytes| serde_json::from_slice::<UnsavedCopy>(&bytes).ok());
        let mut copies: Vec<_> = copies.filter(|copy| path.is_empty() || copy.path == path).collect();
        copies.sort_by(|a, b| (b.when, &a.path).cmp(&(a.when, &b.path)));
        copies
    }

    /// Returns the copies that were typed into the form of `entry` of the file at `path`, newest first; those of the whole
    /// file if `entry` is empty.
    pub fn find_entry(&self, path: &str, entry: &str) -> Vec<UnsavedCopy> {
        self.find(path).into_iter().filter(|copy| copy.entry == entry).collect()
    }

    /// Returns the copy that was typed into `page`, a form of `entry` of the file at `path`; the newest of the form if
    /// `page` is empty. One with the content `saved` is none.
    pub fn find_page(&self, path: &str, entry: &str, page: &str, saved: &str) -> Option<UnsavedCopy> {
        let mut copies = self.find_entry(path, entry).into_iter().filter(|copy| copy.text != saved);
        copies.find(|copy| page.is_empty() || copy.page == page)
    }

    /// Deletes the copy of the same page as `copy`, if there is one.
    ///
    /// # Errors
    /// When it cannot be deleted.
    pub fn remove(&self, copy: &UnsavedCopy) -> io::Result<()> {
        match fs::remove_file(self.place(copy)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn folder(&self) -> PathBuf {
        self.root.join(OWN).join(FOLDER)
    }

    fn place(&self, copy: &UnsavedCopy) -> PathBuf {
        let form = format!("{}\n{}\n{}", copy.path, copy.entry, copy.page);
        let [form, base] = [&*form, &copy.base].map(|text| Hash::of(text.as_bytes()).short());
        self.folder().join(format!("{form}-{base}.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Path, Recovery, UnsavedCopy, fs};

    fn copy(path: &str, base: &str, text: &str, minute: i8) -> UnsavedCopy {
        let when = format!("2026-11-27T08:{minute:02}:00Z").parse().unwrap();
        UnsavedCopy {
            path: path.to_owned(),
            entry: String::new(),
            page: String::new(),
            base: base.to_owned(),
            text: text.to_owned(),
            shown: String::new(),
            when,
        }
    }

    /// Requests of one page at the same time are all stored, and one of them stays whole.
    #[test]
    fn requests_at_the_same_time() {
        let root = tempfile::tempdir().unwrap();
        let recovery = Recovery::new(root.path());
        let texts = ["một".repeat(20_000), "hai".repeat(10), "ba".repeat(50_000)];
        std::thread::scope(|scope| {
            for text in &texts {
                scope.spawn(|| (0..5).for_each(|_| recovery.put(&copy("a.md", "cũ", text, 1)).unwrap()));
            }
        });
        let found = recovery.find("a.md");
        assert!(found.len() == 1 && texts.contains(&found[0].text));
    }

    /// A copy replaces the earlier one of the same file and base, and no other.
    #[test]
    fn copies_are_by_file_and_base() {
        let root = tempfile::tempdir().unwrap();
        let recovery = Recovery::new(root.path());
        assert!(recovery.find("").is_empty());
        for (path, base, text, minute) in [
            ("a.md", "cũ", "một", 1),
            ("a.md", "cũ", "hai", 2),
            ("a.md", "khác", "ba", 3),
            ("b.md", "cũ", "tư", 4),
        ] {
            recovery.put(&copy(path, base, text, minute)).unwrap();
        }
        let texts = |path: &str| recovery.find(path).into_iter().map(|copy| copy.text).collect::<Vec<_>>();
        assert_eq!(texts("a.md"), ["ba", "hai"]);
        assert_eq!(texts(""), ["tư", "ba", "hai"]);
        for _ in 0..2 {
            recovery.remove(&copy("a.md", "cũ", "", 0)).unwrap();
        }
        assert_eq!(texts("a.md"), ["ba"]);
    }

    /// The copies of two entries of the same file and base do not replace each other.
    #[test]
    fn copies_are_by_entry() {
        let root = tempfile::tempdir().unwrap();
        let recovery = Recovery::new(root.path());
        for (entry, text, minute) in [("mot", "một", 1), ("hai", "hai", 2), ("", "cả tệp", 3)] {
            recovery
                .put(&UnsavedCopy { entry: entry.to_owned(), ..copy("a.yaml", "cũ", text, minute) })
                .unwrap();
        }
        let texts = |entry: &str| -> Vec<String> {
            recovery.find_entry("a.yaml", entry).into_iter().map(|copy| copy.text).collect()
        };
        recovery.remove(&UnsavedCopy { entry: "hai".to_owned(), ..copy("a.yaml", "cũ", "", 0) }).unwrap();
        assert_eq!(
            (texts("mot"), texts("hai"), texts("")),
            (vec!["một".into()], vec![], vec!["cả tệp".into()])
        );
    }

    /// What is typed into two windows with the same file and base is kept in two copies.
    #[test]
    fn copies_are_by_page() {
        let root = tempfile::tempdir().unwrap();
        let recovery = Recovery::new(root.path());
        for (page, text, minute) in [("p", "một", 1), ("q", "hai", 2), ("p", "ba", 3)] {
            recovery.put(&UnsavedCopy { page: page.to_owned(), ..copy("a.md", "cũ", text, minute) }).unwrap();
        }
        let text = |page, saved| recovery.find_page("a.md", "", page, saved).map(|copy| copy.text);
        assert_eq!(text("q", "cũ").as_deref(), Some("hai"));
        assert_eq!((text("", "cũ").as_deref(), text("", "ba").as_deref()), (Some("ba"), Some("hai")));
        assert_eq!((text("q", "hai"), text("r", "cũ")), (None, None));
        recovery.remove(&UnsavedCopy { page: "p".to_owned(), ..copy("a.md", "cũ", "", 0) }).unwrap();
        assert_eq!((text("p", "cũ"), text("q", "cũ").as_deref()), (None, Some("hai")));
    }

    /// A file that another program tore or wrote is ignored and stays.
    #[test]
    fn torn_copies_are_ignored() {
        let root = tempfile::tempdir().unwrap();
        let recovery = Recovery::new(root.path());
        recovery.put(&copy("a.md", "", "một", 1)).unwrap();
        let torn = root.path().join(Path::new(".bangvang/drafts/x-y.json"));
        fs::write(&torn, "{\"path\": \"a.md\"").unwrap();
        assert_eq!(recovery.find("").len(), 1);
        assert!(torn.exists());
    }
}
