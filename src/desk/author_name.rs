//! The name of the user of this computer in the history, which is asked once and kept in `.bangvang/names/`.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde::Serialize;

use crate::file::{Durability, OWN, PartFile, own_folder};
use crate::hash::Hash;
use crate::text;
use crate::threads::locked;

/// The name of the folder of the names.
const FOLDER: &str = "names";
/// Maximum length of a name, in characters.
const MAX_NAME_CHARS: usize = 80;

/// The name by which the history knows the user of this computer.
///
/// A project may lie in a folder that several computers share, so each user of each computer has a file of their own.
pub struct AuthorName {
    root: PathBuf,
    file: String,
    /// The name that was given; `None` before it was asked.
    given: Mutex<Option<String>>,
    /// The name of the user in the system.
    system: String,
}

/// How a page shows the name and lets it be changed.
#[derive(Serialize)]
pub struct AuthorNameView {
    name: String,
    /// Whether the user gave the name; else it is that of the system.
    is_given: bool,
}

impl AuthorName {
    /// The name that `user` of `computer` gave for the history of the project at `root`.
    pub fn new(root: &Path, user: &str, computer: &str) -> AuthorName {
        let (root, system) = (root.to_owned(), user.to_owned());
        let user = serde_json::json!([user, computer]).to_string();
        let file = format!("{}.txt", Hash::of(user.as_bytes()));
        let path = root.join(OWN).join(FOLDER).join(&file);
        let given = fs::read_to_string(path).ok().and_then(|name| cleaned(&name));
        AuthorName { root, file, given: Mutex::new(given), system }
    }

    /// The name for the history: what the user gave, else the name in the system.
    pub fn name(&self) -> String {
        locked(&self.given).clone().unwrap_or_else(|| self.system.clone())
    }

    /// How a page shows it.
    pub fn view(&self) -> AuthorNameView {
        AuthorNameView { name: self.name(), is_given: locked(&self.given).is_some() }
    }

    /// Keeps the name that the user typed, and returns whether there is one in `typed`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn give(&self, typed: &str) -> io::Result<bool> {
        let Some(name) = cleaned(typed) else { return Ok(false) };
        let path = own_folder(&self.root, FOLDER)?.join(&self.file);
        let mut given = locked(&self.given);
        let mut part = PartFile::create(path.with_extension("part"))?;
        part.file().write_all(name.as_bytes())?;
        part.finish(&path, Durability::PowerCut)?;
        *given = Some(name);
        Ok(true)
    }
}

/// `typed` as one line without control characters; `None` if nothing is left.
fn cleaned(typed: &str) -> Option<String> {
    let words: String = typed.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    let name: String = text::nfc(&words.join(" ")).chars().take(MAX_NAME_CHARS).collect();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::cleaned;

    /// A name is one line of words without control characters.
    #[test]
    fn names_are_cleaned() {
        assert_eq!(cleaned("  Trần\tThử \u{7}Mai\r\n").as_deref(), Some("Trần Thử Mai"));
        assert_eq!(cleaned(" \n"), None);
        assert_eq!(cleaned(&"a".repeat(200)).map(|name| name.len()), Some(80));
    }
}
