//! The tree of a YAML text: its nodes with their places, and the limits that both parsers keep.

use rustc_hash::FxHashSet;

use crate::source::{SourceId, Span, Spanned, Text};

/// A value and its place.
pub type Node = Spanned<Value>;

/// What a YAML node holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A scalar as written, without its quotes.
    Text(Text),
    /// Nothing after the colon, `~`, or an unquoted `null`.
    Nothing,
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order written; no key stands twice.
    Map(Vec<MappingEntry>),
    /// Something that could not be read and was told; only at keys on the left edge.
    Broken,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct MappingEntry {
    /// The key.
    pub key: Spanned<Text>,
    /// The value.
    pub node: Node,
}

/// Nodes of one file: 60,000 awards of ten fields take 1.3 million.
pub const MAX_NODES: usize = 4_000_000;
/// Keys of one mapping that are compared one by one; more are put into order.
pub const MAX_LINEAR_KEYS: usize = 24;
/// The longest text that is looked for among those seen before, in bytes.
const MAX_SHARED_BYTES: usize = 48;
/// Texts of one file that are looked for: more different ones are not those of rows that repeat each other.
const MAX_SHARED_TEXTS: usize = 65_536;

/// A piece of a source that is YAML: a whole file, or the front matter of an article.
#[derive(Clone, Copy)]
pub struct Yaml<'a> {
    /// The text.
    pub text: &'a str,
    /// The source it is in.
    pub source: SourceId,
    /// Where in the source the text begins, in bytes.
    pub offset: usize,
}

impl Yaml<'_> {
    /// The place of the bytes `start..end` of this text.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, self.offset + start, self.offset + end)
    }
}

/// Short texts seen so far: the rows of a decision share their keys and most of their values.
#[derive(Default)]
pub struct TextInterner(FxHashSet<Text>);

impl TextInterner {
    /// `text`, held once for all who have the same.
    pub fn held(&mut self, text: &str) -> Text {
        if text.len() > MAX_SHARED_BYTES {
            return Text::from(text);
        }
        match self.0.get(text) {
            Some(known) => known.clone(),
            None => {
                let new = Text::from(text);
                if self.0.len() < MAX_SHARED_TEXTS {
                    self.0.insert(new.clone());
                }
                new
            }
        }
    }
}

/// Gives back what a small mapping does not need of its first allocation: a file may have a million of one key.
pub fn free_surplus(entries: &mut Vec<MappingEntry>) {
    if entries.capacity() > entries.len() * 2 {
        entries.shrink_to_fit();
    }
}
