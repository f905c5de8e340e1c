//! Moves files to other places of the project, and keeps all links to and from them, also in what is typed and not saved.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hyper::StatusCode;

use crate::desk::answer::Refused;
use crate::desk::project_file::markdown_kind;
use crate::desk::recovery::UnsavedCopy;
use crate::desk::state::DeskState;
use crate::edit::{
    DocumentError, EventKind, FileMove, PatchError, SaveError, with_moved_links, with_moved_paths,
};
use crate::file::split;
use crate::hash::Hash;
use crate::serve::snapshot::Snapshot;
use crate::source::{Source, Sources};

/// The extensions of files that describe records.
const RECORD_EXTENSIONS: [&str; 3] = ["md", "yaml", "yml"];

/// Files that get another place.
pub struct Relocation<'s> {
    state: &'s DeskState,
    snapshot: &'s Snapshot,
    /// The new path of each file by its old one.
    moves: BTreeMap<String, String>,
    /// Content that takes the place of that of files, by their old paths.
    texts: BTreeMap<String, Vec<u8>>,
}

/// A file whose content is changed.
struct Rewritten {
    before: Vec<u8>,
    after: Vec<u8>,
}

impl<'s> Relocation<'s> {
    /// The files that get another place: the old path of each and the new one.
    pub fn new(
        state: &'s DeskState,
        snapshot: &'s Snapshot,
        moves: impl IntoIterator<Item = (String, String)>,
    ) -> Relocation<'s> {
        Relocation { state, snapshot, moves: moves.into_iter().collect(), texts: BTreeMap::new() }
    }

    /// The same, where the file that is at `path` now gets the content `text`, whose links are still those of its old place.
    pub fn with_text(mut self, path: &str, text: Vec<u8>) -> Relocation<'s> {
        self.texts.insert(path.to_owned(), text);
        self
    }

    /// The same with the pictures and other files in the folder `from` that the article at `path` names and no other file
    /// does: they move to the folder `to`, unless there is such a file.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn with_companions(mut self, path: &str, from: &str, to: &str) -> Result<Relocation<'s>, Refused> {
        let sources = self.sources();
        let is_own = |file: &String| {
            let source = sources.at(file);
            let is_asset =
                source.is_some_and(|source| !RECORD_EXTENSIONS.contains(&source.extension().as_str()));
            file.starts_with(from) && is_asset && !self.moves.contains_key(file)
        };
        let bytes = self.read(path)?.unwrap_or_default();
        let mut own: BTreeSet<String> = named_files(path, &bytes).into_iter().filter(is_own).collect();
        own.retain(|file| sources.at(&format!("{to}{}", &file[from.len()..])).is_none());
        let names: Vec<&str> = own.iter().map(|file| split(file).1).collect();
        let mut named = BTreeSet::new();
        for source in self.candidates(&names).into_iter().filter(|source| *source.path != *path) {
            let bytes = self.read(&source.path)?.unwrap_or_default();
            named.extend(named_files(&source.path, &bytes));
        }
        let alone = own.into_iter().filter(|file| !named.contains(file));
        let moves = alone.map(|file| {
            let target = format!("{to}{}", &file[from.len()..]);
            (file, target)
        });
        self.moves.extend(moves);
        Ok(self)
    }

    /// Moves the files, and writes the files with links to them; the history keeps each as it was. Returns whether links in
    /// a moved text, saved or not, are written in another way now.
    ///
    /// # Errors
    /// When a link cannot be rewritten, before anything is moved; or when a file cannot be written.
    pub fn apply(&self) -> Result<bool, Refused> {
        let rewritten = self.rewritten()?;
        let event = self.state.event(EventKind::Saved, "");
        // Pictures are at their new place before the text that names them.
        let (texts, others): (Vec<_>, Vec<_>) =
            self.moves.iter().partition(|(from, _)| from.ends_with(".md"));
        for (from, to) in others.into_iter().chain(texts) {
            let moved = match rewritten.get(from) {
                Some(Rewritten { before, after }) => {
                    self.state.files.rename(from, to, Hash::of(before), after, &event)
                }
                None => self.state.files.read(from).and_then(|bytes| {
                    let bytes = bytes.ok_or(SaveError::Changed(None))?;
                    self.state.files.rename(from, to, Hash::of(&bytes), &bytes, &event)
                }),
            };
            moved.map_err(|error| not_written(from, &error))?;
        }
        for (path, Rewritten { before, after }) in &rewritten {
            if !self.moves.contains_key(path) {
                let saved = self.state.files.save(path, Hash::of(before), after, &event);
                saved.map_err(|error| not_written(path, &error))?;
            }
        }
        let mut is_rewritten = false;
        for (from, to) in &self.moves {
            is_rewritten |= rewritten.contains_key(from) | self.move_unsaved(from, to)?;
        }
        Ok(is_rewritten)
    }

    /// Gives what was typed into the file `from` and not saved its new place. Returns whether its links are written in
    /// another way there.
    fn move_unsaved(&self, from: &str, to: &str) -> Result<bool, Refused> {
        let mut is_rewritten = false;
        let place = |path: &str| self.place(path);
        let mut moved = |text: &str| {
            let new = moved_text(from, to, text, &place);
            is_rewritten |= new != text;
            new
        };
        for copy in self.state.recovery.find(from) {
            let new = UnsavedCopy {
                path: to.to_owned(),
                base: moved(&copy.base),
                text: moved(&copy.text),
                shown: if copy.shown.is_empty() { String::new() } else { moved(&copy.shown) },
                ..copy.clone()
            };
            let stored = self.state.recovery.put(&new).and_then(|()| self.state.recovery.remove(&copy));
            stored.map_err(|error| not_written(to, &SaveError::from(error)))?;
        }
        let unsaved = &self.state.options.unsaved;
        if let Some(bytes) = unsaved.find(from) {
            unsaved.remove(from);
            let text = std::str::from_utf8(&bytes).map(|text| moved(text).into_bytes());
            unsaved.put(to, text.unwrap_or_else(|_| bytes.to_vec()));
        }
        Ok(is_rewritten)
    }

    /// The files whose content changes, by their old paths.
    fn rewritten(&self) -> Result<BTreeMap<String, Rewritten>, Refused> {
        let names: Vec<&str> = self.moves.keys().map(|from| split(from).1).collect();
        let place = |path: &str| self.place(path);
        let mut rewritten = BTreeMap::new();
        let moved = self.moves.keys().filter_map(|from| self.sources().at(from));
        for source in self.candidates(&names).into_iter().chain(moved) {
            let path = &*source.path;
            let Some(before) = self.read(path)? else { continue };
            let to = self.moves.get(path).map_or(path, String::as_str);
            let text = self.texts.get(path).unwrap_or(&before);
            let after = match moved_bytes(path, to, text, &place) {
                Ok(after) => after,
                // The build reads nothing of a file with broken front matter either.
                Err(Unmoved::Broken) if !self.moves.contains_key(path) => continue,
                Err(_) => {
                    return Err(Refused::new(StatusCode::CONFLICT, "desk-links-stay").arg("file", path));
                }
            };
            if after != before {
                rewritten.insert(path.to_owned(), Rewritten { before, after });
            }
        }
        Ok(rewritten)
    }

    /// The text files that may name a file with one of `names`.
    fn candidates(&self, names: &[&str]) -> Vec<&'s Arc<Source>> {
        let on_disk = &self.snapshot.unsaved.on_disk;
        let may_name = |source: &&Arc<Source>| {
            let text = source.text();
            // What is typed and not saved lies over the file; links may be written with escapes.
            on_disk.contains_key(&source.path)
                || text.contains(['%', '\\', '&'])
                || names.iter().any(|name| text.contains(name))
        };
        self.sources().below("content/").filter(|source| has_links(&source.path)).filter(may_name).collect()
    }

    fn sources(&self) -> &'s Sources {
        &self.snapshot.prepared.scan.sources
    }

    /// Where the file is that is at `path` before.
    fn place(&self, path: &str) -> Option<String> {
        let moved = self.moves.get(path).cloned();
        moved.or_else(|| self.sources().at(path).map(|source| source.path.to_string()))
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Refused> {
        self.state.files.read(path).map_err(|error| {
            let refused = Refused::new(StatusCode::CONFLICT, "desk-unreadable");
            refused.arg("file", path).arg("reason", error.reason())
        })
    }
}

/// Why the links of a file are not rewritten.
enum Unmoved {
    /// The file cannot be read.
    Broken,
    /// A link cannot be rewritten so that it is read back.
    NoChange,
}

/// Returns the content `bytes` of the file `from` with the links that it has at `to`; `place` says where a file is that
/// was at a path.
fn moved_bytes(
    from: &str,
    to: &str,
    bytes: &[u8],
    place: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<u8>, Unmoved> {
    let file_move = FileMove { from: split(from).0, to: split(to).0, place };
    match markdown_kind(from) {
        Some(record) => with_moved_links(record, bytes, &file_move).map_err(|error| match error {
            DocumentError::NoChange => Unmoved::NoChange,
            _ => Unmoved::Broken,
        }),
        None if has_links(from) => with_moved_paths(bytes, &file_move).map_err(|error| match error {
            PatchError::NoChange => Unmoved::NoChange,
            PatchError::Unsound => Unmoved::Broken,
        }),
        None => Ok(bytes.to_vec()),
    }
}

/// Returns `text` of the file `from` with the links that it has at `to`; as it is if one of them cannot be rewritten.
pub fn moved_text(from: &str, to: &str, text: &str, place: &dyn Fn(&str) -> Option<String>) -> String {
    let moved = moved_bytes(from, to, text.as_bytes(), place).ok();
    moved.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| text.to_owned())
}

/// The paths that the relative links of the file at `path` with the content `bytes` lead to.
fn named_files(path: &str, bytes: &[u8]) -> Vec<String> {
    let named = RefCell::new(Vec::new());
    let place = |path: &str| {
        named.borrow_mut().push(path.to_owned());
        None
    };
    // A file that cannot be read names nothing.
    let _ = moved_bytes(path, path, bytes, &place);
    named.into_inner()
}

/// Whether the file at `path` may name other files by their paths: Markdown, the settings, and the registry for its photos.
fn has_links(path: &str) -> bool {
    let is_yaml = [".yaml", ".yml"].iter().any(|end| path.ends_with(end));
    let is_naming = path.starts_with("content/site.") || path.starts_with("content/registry/");
    markdown_kind(path).is_some() || (is_yaml && is_naming)
}

fn not_written(path: &str, error: &SaveError) -> Refused {
    Refused::new(StatusCode::CONFLICT, "desk-not-written").arg("file", path).arg("reason", error.reason())
}
