//! Copies of what is typed and not yet saved, in `.bangvang/drafts/` of the project.
//!
//! A copy belongs to a file and the content that it was typed from; one that was typed into the form of an entry of a file
//! belongs to that entry, so that the forms of two entries never replace what the other one keeps. A copy is offered when
//! the file or the entry is opened again, and never applied without a question.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::file::{Durability, OWN, PartFile, own_folder};
use crate::hash::Hash;

/// The copies of a project.
pub struct Recovery {
    root: PathBuf,
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
        Recovery { root: root.to_owned() }
    }

    /// Stores `copy`; it replaces an earlier one of the same file, entry and base.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&self, copy: &UnsavedCopy) -> io::Result<()> {
        own_folder(&self.root, FOLDER)?;
        let target = self.place(&copy.path, &copy.entry, &copy.base);
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

    /// Deletes the copy of `entry` of the file at `path` that was typed from `base`, if there is one; that of the whole file
    /// if `entry` is empty.
    ///
    /// # Errors
    /// When it cannot be deleted.
    pub fn remove(&self, path: &str, entry: &str, base: &str) -> io::Result<()> {
        match fs::remove_file(self.place(path, entry, base)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn folder(&self) -> PathBuf {
        self.root.join(OWN).join(FOLDER)
    }

    fn place(&self, path: &str, entry: &str, base: &str) -> PathBuf {
        let path = if entry.is_empty() { path.to_owned() } else { format!("{path}\n{entry}") };
        let [path, base] = [&*path, base].map(|text| Hash::of(text.as_bytes()).short());
        self.folder().join(format!("{path}-{base}.json"))
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
            base: base.to_owned(),
            text: text.to_owned(),
            shown: String::new(),
            when,
        }
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
        recovery.remove("a.md", "", "cũ").unwrap();
        recovery.remove("a.md", "", "cũ").unwrap();
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
        recovery.remove("a.yaml", "hai", "cũ").unwrap();
        assert_eq!(
            (texts("mot"), texts("hai"), texts("")),
            (vec!["một".into()], vec![], vec!["cả tệp".into()])
        );
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
