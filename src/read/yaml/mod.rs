//! Parses YAML into a tree of scalars with their spans.

mod broken;
mod commas;
mod error;
mod fast;
mod keys;
mod parse;
mod pasted;
mod slip;
mod tree;

pub use parse::parse;
pub use tree::{MappingEntry, Node, Value, Yaml};
