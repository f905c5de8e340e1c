//! Parses YAML into a tree of scalars with their spans.

mod error;
mod fast;
mod parse;
mod tree;

pub use parse::parse;
pub use tree::{MappingEntry, Node, Value, Yaml};
