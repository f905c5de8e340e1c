//! The files of a project as they were read, and spans in them.

use std::collections::BTreeMap;
use std::mem;
use std::ops::Bound;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::file::FileStamp;
use crate::hash::Hash;
use crate::picture;
use crate::reuse::InputHasher;

/// The prefix of the paths of built-in files.
pub const BUILT_IN: &str = "<built-in>/";

/// Immutable text that records, views and messages share without copying.
pub type Text = Arc<str>;

/// Identifies a source: an index into [`Sources`] that stays the same as long as its path does, also across scans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(u32);

impl SourceId {
    /// Returns the id as a number, counted from 0 in the order in which the paths were first seen.
    pub fn index(self) -> u32 {
        self.0
    }
}

/// A range of bytes in the decoded text of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The source whose text contains the range.
    pub source: SourceId,
    /// The offset of the first byte.
    pub start: u32,
    /// The offset after the last byte.
    pub end: u32,
}

impl Span {
    /// Creates the range `start..end` (bytes) of `source`.
    ///
    /// Offsets above 4 GiB are clamped; the limits on file sizes exclude them.
    pub fn new(source: SourceId, start: usize, end: usize) -> Span {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { source, start: clamp(start), end: clamp(end.max(start)) }
    }

    /// Returns the empty range at the beginning of `source`.
    pub fn top(source: SourceId) -> Span {
        Span::new(source, 0, 0)
    }
}

/// A value, and where its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value, parsed.
    pub value: T,
    /// The place in the source, quotes included.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Combines `value` and the `span` at which it was written.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

/// The content of a file, as far as it is stored.
#[derive(Clone, Debug)]
pub enum SourceContent {
    /// Text: UTF-8 without byte order mark, in NFC, with `\n` as line end.
    Text(Text),
    /// A file that is only copied, such as a PDF; its bytes are not stored.
    File,
    /// A picture: its format and size, or why it cannot be used; its bytes are not stored.
    Picture(Result<picture::PictureInfo, picture::PictureError>),
    /// A file compiled into the program, and its bytes.
    BuiltIn(&'static [u8]),
    /// A file that could not be read or decoded; a diagnostic says why. The text, as far as it could be decoded, is
    /// only for excerpts in diagnostics.
    Unusable(Text),
}

/// One file of a project, or a built-in file.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its id in [`Sources`].
    pub id: SourceId,
    /// The path from the project folder, in NFC and with `/`. Paths of built-in files begin with [`BUILT_IN`].
    pub path: Text,
    /// The path on the disk; empty for built-in files.
    pub disk: PathBuf,
    /// The size on the disk, in bytes.
    pub length: u64,
    /// Its size and times from the file system, from which a scan concludes that the file is unchanged.
    pub stamp: FileStamp,
    /// The hash of its bytes on the disk.
    pub hash: Hash,
    /// Its content, or that it is unusable.
    pub content: SourceContent,
    /// The line starts of the text, computed when a position is first needed.
    pub lines: Lines,
}

/// The byte offsets at which the lines of a text begin.
#[derive(Clone, Debug, Default)]
pub struct Lines(OnceLock<Vec<u32>>);

impl Source {
    /// Returns the decoded text, also of an unusable file; empty if the file is not text.
    pub fn text(&self) -> &str {
        match &self.content {
            SourceContent::Text(text) | SourceContent::Unusable(text) => text,
            SourceContent::File | SourceContent::Picture(_) | SourceContent::BuiltIn(_) => "",
        }
    }

    /// Whether this source has the same content as `other`, an earlier or later version of the same file.
    pub fn has_same_content(&self, other: &Source) -> bool {
        self.hash == other.hash && mem::discriminant(&self.content) == mem::discriminant(&other.content)
    }

    /// Adds the path, the id and the content of this source to `inputs`.
    pub fn add_to(&self, inputs: &mut InputHasher) {
        inputs.text(&self.path).number(self.id.0.into()).number(self.is_usable().into()).hash(self.hash);
    }

    /// Returns whether it could be read.
    pub fn is_usable(&self) -> bool {
        !matches!(self.content, SourceContent::Unusable(_))
    }

    /// Returns the line and column of `offset` (bytes) in this source.
    ///
    /// Both are 1-based; a column is one Unicode scalar value, so editors agree on
    /// accented names. An offset past the end returns the end.
    pub fn position(&self, offset: u32) -> (usize, usize) {
        let text = self.text();
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line_starts = self.line_starts();
        let line = line_starts.partition_point(|start| *start as usize <= offset);
        let start = line_starts[line - 1] as usize;
        (line, text[start..offset].chars().count() + 1)
    }

    /// Returns line `number` (1-based) without its line end; `None` past the last line.
    pub fn line(&self, number: usize) -> Option<&str> {
        let start = *self.line_starts().get(number.checked_sub(1)?)? as usize;
        self.text()[start..].split('\n').next()
    }

    fn line_starts(&self) -> &[u32] {
        self.lines.0.get_or_init(|| {
            let ends = self.text().match_indices('\n').map(|(end, _)| end as u32 + 1);
            std::iter::once(0).chain(ends).collect()
        })
    }

    /// Returns the folder of this source, with `/` at its end; empty at the top.
    pub fn folder(&self) -> &str {
        &self.path[..self.path.rfind('/').map_or(0, |at| at + 1)]
    }

    /// Returns the last part of the path.
    pub fn name(&self) -> &str {
        &self.path[self.folder().len()..]
    }

    /// Returns the extension in lower case, without the dot; empty if there is none.
    pub fn extension(&self) -> String {
        self.name().rsplit_once('.').map_or(String::new(), |(_, end)| end.to_lowercase())
    }
}

/// All files of a project, in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    slots: Vec<Option<Arc<Source>>>,
    ids: Arc<BTreeMap<Text, SourceId>>,
}

impl Sources {
    /// Returns the id of the source at `path`, a new one if the path was never seen.
    ///
    /// A path keeps its id when its file is removed and created again, so that ids stored from earlier scans remain
    /// valid.
    ///
    /// # Panics
    /// With more than four billion paths.
    pub fn assign_id(&mut self, path: &str) -> SourceId {
        if let Some(&id) = self.ids.get(path) {
            return id;
        }
        let id = SourceId(u32::try_from(self.slots.len()).expect("there are fewer than 2^32 paths"));
        self.slots.push(None);
        Arc::make_mut(&mut self.ids).insert(Text::from(path), id);
        id
    }

    /// Adds a source that is not read from the disk: a built-in file, or one of which only the path is known.
    pub fn insert_new(&mut self, path: &str, content: SourceContent, bytes: &[u8]) -> SourceId {
        let id = self.assign_id(path);
        self.insert(Arc::new(Source {
            id,
            path: Text::from(path),
            disk: PathBuf::new(),
            length: bytes.len() as u64,
            stamp: FileStamp::without_file(bytes.len() as u64),
            hash: Hash::of(bytes),
            content,
            lines: Lines::default(),
        }));
        id
    }

    /// Adds a source, or replaces the one with its id.
    ///
    /// # Panics
    /// If its id was not assigned by [`Sources::assign_id`] of this collection or one that it was copied from.
    pub fn insert(&mut self, source: Arc<Source>) {
        let at = source.id.0 as usize;
        self.slots[at] = Some(source);
    }

    /// Returns a collection with the same ids and no sources.
    pub fn without_sources(&self) -> Sources {
        Sources { slots: vec![None; self.slots.len()], ids: self.ids.clone() }
    }

    /// Returns the source with the id `id`, if its file still exists.
    pub fn find(&self, id: SourceId) -> Option<&Arc<Source>> {
        self.slots.get(id.0 as usize)?.as_ref()
    }

    /// Returns the source at `path` (from the project folder, in NFC and with `/`).
    pub fn at(&self, path: &str) -> Option<&Arc<Source>> {
        self.find(*self.ids.get(path)?)
    }

    /// Returns every source whose path begins with `folder`, in the order of their paths.
    pub fn below<'s>(&'s self, folder: &str) -> impl Iterator<Item = &'s Arc<Source>> + use<'s> {
        let prefix = folder.to_owned();
        self.ids
            .range::<str, _>((Bound::Included(folder), Bound::Unbounded))
            .take_while(move |(path, _)| path.starts_with(&prefix))
            .filter_map(|(_, id)| self.find(*id))
    }

    /// Returns the settings file, and the files whose names an author may have meant as such.
    pub fn settings(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.in_content(|name| name.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("site.")))
    }

    /// Returns the files of the registry.
    pub fn registry(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.in_content(|name| name.eq_ignore_ascii_case("registry"))
    }

    /// Returns the sources of `content/` whose first path part there matches `is_match`.
    fn in_content(&self, is_match: impl Fn(&str) -> bool) -> impl Iterator<Item = &Arc<Source>> {
        self.below("content/").filter(move |source| source.path.split('/').nth(1).is_some_and(&is_match))
    }

    /// Returns the paths, in order, whose sources differ between this and `other`, another scan of the same project.
    pub fn differing<'s>(&'s self, other: &'s Sources) -> impl Iterator<Item = &'s Text> {
        let differs = |id: SourceId| match (self.find(id), other.find(id)) {
            (Some(a), Some(b)) => !Arc::ptr_eq(a, b) && !a.has_same_content(b),
            (a, b) => a.is_some() != b.is_some(),
        };
        let ids = if self.ids.len() < other.ids.len() { &other.ids } else { &self.ids };
        ids.iter().filter(move |(_, id)| differs(**id)).map(|(path, _)| path)
    }

    /// Returns every source, in the order of their paths.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.below("")
    }
}

#[cfg(test)]
mod tests {
    use super::{FileStamp, Hash, Lines, PathBuf, Source, SourceContent, Sources, Text};

    fn source(sources: &mut Sources, path: &str, text: &str) -> Source {
        Source {
            id: sources.assign_id(path),
            path: Text::from(path),
            disk: PathBuf::new(),
            length: 0,
            stamp: FileStamp::default(),
            hash: Hash::of(text.as_bytes()),
            content: SourceContent::Text(Text::from(text)),
            lines: Lines::default(),
        }
    }

    /// A column counts characters, not bytes, and an offset past the end returns the end.
    #[test]
    fn positions_count_characters() {
        let source = source(&mut Sources::default(), "a.md", "một\nhai bà\n");
        assert_eq!(source.position(0), (1, 1));
        assert_eq!(source.position("một\nhai b".len() as u32), (2, 6));
        assert_eq!(source.position(10_000), (3, 1));
        assert_eq!(source.line(2), Some("hai bà"));
    }

    /// A path keeps its id when its file is removed and created again.
    #[test]
    fn ids_are_stable() {
        let mut sources = Sources::default();
        let first = sources.assign_id("content/a.md");
        let mut again = sources.without_sources();
        assert!(again.find(first).is_none());
        assert_eq!(again.assign_id("content/a.md"), first);
        assert_ne!(again.assign_id("content/b.md"), first);
    }
}
