//! Files as they were read, and the places in them that everything later points at.

use std::collections::BTreeMap;
use std::mem;
use std::ops::Bound;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::file::FileStamp;
use crate::hash::Hash;
use crate::picture;
use crate::reuse::InputHasher;

/// The folder in which built-in files lie among the sources.
pub const BUILT_IN: &str = "<built-in>/";

/// Text that records, views and messages share without copying.
pub type Text = Arc<str>;

/// Which source a place is in; an index into [`Sources`], stable while a source keeps its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(u32);

impl SourceId {
    /// Its place among all names, from 0.
    pub fn index(self) -> u32 {
        self.0
    }
}

/// A range of bytes in the decoded text of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The source whose text this is a range of.
    pub source: SourceId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of `source`.
    ///
    /// Sources above 4 GiB do not exist: reading refuses text far below that.
    pub fn new(source: SourceId, start: usize, end: usize) -> Span {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { source, start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The empty range at the very start of `source`.
    pub fn top(source: SourceId) -> Span {
        Span::new(source, 0, 0)
    }
}

/// A value and where its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

/// What is held of a file.
#[derive(Clone, Debug)]
pub enum SourceContent {
    /// Text: UTF-8 without byte order mark, in NFC, lines ended by one line feed.
    Text(Text),
    /// A file that is copied but never held, such as a scan.
    File,
    /// A picture, of which only its head is held, or why there is none.
    Picture(Result<picture::PictureInfo, picture::PictureError>),
    /// A file compiled into the program.
    BuiltIn(&'static [u8]),
    /// A file that could not be read or decoded; its diagnostic says why. The text, as far as it
    /// could be made out, is only for showing the place.
    Unusable(Text),
}

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name in [`Sources`].
    pub id: SourceId,
    /// The path from the project folder, `/` between the names, in NFC. Built-in files begin with `<`.
    pub path: Text,
    /// Where it lies on the disk; empty for built-in files.
    pub disk: PathBuf,
    /// Bytes on the disk.
    pub length: u64,
    /// What the file system said of it, for telling that a file need not be read again.
    pub stamp: FileStamp,
    /// The hash of its bytes on the disk.
    pub hash: Hash,
    /// What is held of it.
    pub content: SourceContent,
    /// Where every line of the text begins, found when the first place in it is asked for.
    pub lines: Lines,
}

/// The byte offsets at which the lines of a text begin.
#[derive(Clone, Debug, Default)]
pub struct Lines(OnceLock<Vec<u32>>);

impl Source {
    /// The decoded text, also of an unusable file; empty when this is no text.
    pub fn text(&self) -> &str {
        match &self.content {
            SourceContent::Text(text) | SourceContent::Unusable(text) => text,
            SourceContent::File | SourceContent::Picture(_) | SourceContent::BuiltIn(_) => "",
        }
    }

    /// Whether everything that could be read from `other`, of the same path, can be read from this.
    pub fn holds_the_same(&self, other: &Source) -> bool {
        self.hash == other.hash && mem::discriminant(&self.content) == mem::discriminant(&other.content)
    }

    /// Adds this source to `inputs`: its path, its id, and everything that can be read from it.
    pub fn add_to(&self, inputs: &mut InputHasher) {
        let usable = !matches!(self.content, SourceContent::Unusable(_));
        inputs.text(&self.path).number(self.id.0.into()).number(usable.into()).hash(self.hash);
    }

    /// The line and column of `offset` (bytes) in this source.
    ///
    /// Both are 1-based; a column is one Unicode scalar value, so editors agree on
    /// accented names. An offset past the end gives the end.
    pub fn position(&self, offset: u32) -> (usize, usize) {
        let text = self.text();
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let starts = self.starts();
        let line = starts.partition_point(|start| *start as usize <= offset);
        let start = starts[line - 1] as usize;
        (line, text[start..offset].chars().count() + 1)
    }

    /// The text of the 1-based line `number`, without its end; `None` past the last line.
    pub fn line(&self, number: usize) -> Option<&str> {
        let start = *self.starts().get(number.checked_sub(1)?)? as usize;
        self.text()[start..].split('\n').next()
    }

    fn starts(&self) -> &[u32] {
        self.lines.0.get_or_init(|| {
            let ends = self.text().match_indices('\n').map(|(end, _)| end as u32 + 1);
            std::iter::once(0).chain(ends).collect()
        })
    }

    /// The folder of this source with a `/` at its end, or the empty text at the top.
    pub fn folder(&self) -> &str {
        &self.path[..self.path.rfind('/').map_or(0, |at| at + 1)]
    }

    /// The last name of the path.
    pub fn name(&self) -> &str {
        &self.path[self.folder().len()..]
    }

    /// The letters after the last dot of the name, in lower case; empty without a dot.
    pub fn extension(&self) -> String {
        self.name().rsplit_once('.').map_or(String::new(), |(_, end)| end.to_lowercase())
    }
}

/// All files of a project, in order of their paths, each found by its name or its path.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    slots: Vec<Option<Arc<Source>>>,
    ids: Arc<BTreeMap<Text, SourceId>>,
}

impl Sources {
    /// The name of the source at `path`, new if the path was never seen.
    ///
    /// A path keeps its name when its file vanishes and comes back, so remembered
    /// places stay true over a day of edits.
    pub fn name(&mut self, path: &str) -> SourceId {
        if let Some(&id) = self.ids.get(path) {
            return id;
        }
        let id = SourceId(u32::try_from(self.slots.len()).expect("fewer than four thousand million files"));
        self.slots.push(None);
        Arc::make_mut(&mut self.ids).insert(Text::from(path), id);
        id
    }

    /// Puts a file that is not read from the disk: built in, or known by its path alone.
    pub fn put_new(&mut self, path: &str, content: SourceContent, bytes: &[u8]) -> SourceId {
        let id = self.name(path);
        self.put(Arc::new(Source {
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

    /// Puts `source` under its own name.
    pub fn put(&mut self, source: Arc<Source>) {
        let at = source.id.0 as usize;
        self.slots[at] = Some(source);
    }

    /// The same names with nothing under them.
    pub fn emptied(&self) -> Sources {
        Sources { slots: vec![None; self.slots.len()], ids: self.ids.clone() }
    }

    /// The source called `id`, if it is still there.
    pub fn find(&self, id: SourceId) -> Option<&Arc<Source>> {
        self.slots.get(id.0 as usize)?.as_ref()
    }

    /// The source at `path` (from the project folder, `/` between names, NFC).
    pub fn at(&self, path: &str) -> Option<&Arc<Source>> {
        self.find(*self.ids.get(path)?)
    }

    /// Every source whose path begins with `folder`, in order of their paths.
    pub fn below<'s>(&'s self, folder: &str) -> impl Iterator<Item = &'s Arc<Source>> + use<'s> {
        let prefix = folder.to_owned();
        self.ids
            .range::<str, _>((Bound::Included(folder), Bound::Unbounded))
            .take_while(move |(path, _)| path.starts_with(&prefix))
            .filter_map(|(_, id)| self.find(*id))
    }

    /// The settings of the site, and every file beside them that might be taken for them.
    pub fn settings(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.in_content(|name| name.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("site.")))
    }

    /// The files of the registry.
    pub fn registry(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.in_content(|name| name.eq_ignore_ascii_case("registry"))
    }

    /// The sources of `content/` whose first name there, with whatever capitals, is one of these.
    fn in_content(&self, is_one: impl Fn(&str) -> bool) -> impl Iterator<Item = &Arc<Source>> {
        self.below("content/").filter(move |source| source.path.split('/').nth(1).is_some_and(&is_one))
    }

    /// The paths at which this and `other`, an earlier or a later look at the same project, differ, in their order.
    pub fn differing<'s>(&'s self, other: &'s Sources) -> impl Iterator<Item = &'s Text> {
        let differs = |id: SourceId| match (self.find(id), other.find(id)) {
            (Some(one), Some(two)) => !Arc::ptr_eq(one, two) && !one.holds_the_same(two),
            (one, two) => one.is_some() != two.is_some(),
        };
        let ids = if self.ids.len() < other.ids.len() { &other.ids } else { &self.ids };
        ids.iter().filter(move |(_, id)| differs(**id)).map(|(path, _)| path)
    }

    /// Every source, in order of their paths.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.below("")
    }
}

#[cfg(test)]
mod tests {
    use super::{FileStamp, Hash, Lines, PathBuf, Source, SourceContent, Sources, Text};

    fn source(sources: &mut Sources, path: &str, text: &str) -> Source {
        Source {
            id: sources.name(path),
            path: Text::from(path),
            disk: PathBuf::new(),
            length: 0,
            stamp: FileStamp::default(),
            hash: Hash::of(text.as_bytes()),
            content: SourceContent::Text(Text::from(text)),
            lines: Lines::default(),
        }
    }

    /// A column counts letters, not bytes, and an offset past the end gives the end.
    #[test]
    fn positions_count_letters() {
        let source = source(&mut Sources::default(), "a.md", "một\nhai bà\n");
        assert_eq!(source.position(0), (1, 1));
        assert_eq!(source.position("một\nhai b".len() as u32), (2, 6));
        assert_eq!(source.position(10_000), (3, 1));
        assert_eq!(source.line(2), Some("hai bà"));
    }

    /// A path keeps its name when its file vanishes and comes back.
    #[test]
    fn names_are_stable() {
        let mut sources = Sources::default();
        let first = sources.name("content/a.md");
        let mut again = sources.emptied();
        assert!(again.find(first).is_none());
        assert_eq!(again.name("content/a.md"), first);
        assert_ne!(again.name("content/b.md"), first);
    }
}
