//! The tree of a YAML text: nodes with their spans, and the limits that both parsers share.

use rustc_hash::FxHashSet;

use crate::source::{SourceId, Span, Spanned, Text};

/// A value and its span.
pub type Node = Spanned<Value>;

/// The value of a YAML node.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A scalar as written, without its quotes.
    Scalar(Text),
    /// Nothing after the colon, `~`, or an unquoted `null`.
    Null,
    /// A sequence, in the order written.
    Sequence(Vec<Node>),
    /// A mapping, in the order written; no key occurs twice.
    Mapping(Vec<MappingEntry>),
    /// A value that could not be parsed and was reported; only at keys at column 0.
    Broken,
}

/// A key of a mapping with the node that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct MappingEntry {
    /// The key, which is always a scalar.
    pub key: Spanned<Text>,
    /// The value; null if there is nothing after the colon.
    pub node: Node,
}

/// Maximum number of nodes of one file; 60,000 awards of ten fields take 1.3 million.
pub const MAX_NODES: usize = 4_000_000;
/// Maximum number of keys of a mapping that are compared pairwise; more are sorted.
pub const MAX_LINEAR_KEYS: usize = 24;
/// Maximum length of a text that is shared, in bytes.
const MAX_SHARED_BYTES: usize = 48;
/// Maximum number of texts that are shared in one file; a file with more different texts repeats few of them.
const MAX_SHARED_TEXTS: usize = 65_536;

/// A piece of YAML in a source: the whole file, or the front matter of an article.
#[derive(Clone, Copy)]
pub struct Yaml<'a> {
    /// The YAML, decoded and in NFC.
    pub text: &'a str,
    /// The source that contains it.
    pub source: SourceId,
    /// The offset in the source at which the text begins, in bytes.
    pub offset: usize,
}

impl Yaml<'_> {
    /// Returns the span of the bytes `start..end` of this text.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, self.offset + start, self.offset + end)
    }
}

/// Shares equal short texts: the rows of a decision have the same keys and many equal values.
#[derive(Default)]
pub struct TextInterner(FxHashSet<Text>);

impl TextInterner {
    /// Returns `text`, sharing the memory of an equal text seen before.
    pub fn intern(&mut self, text: &str) -> Text {
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

/// Frees unused capacity of a small mapping: a file may contain a million mappings with one key.
pub fn shrink_mapping(entries: &mut Vec<MappingEntry>) {
    if entries.capacity() > entries.len() * 2 {
        entries.shrink_to_fit();
    }
}
