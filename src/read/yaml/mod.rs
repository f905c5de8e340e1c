//! YAML as people write records: a tree of texts with their places.

mod error;
mod fast;
mod parse;
mod tree;

pub use parse::parse;
pub use tree::{MappingEntry, Node, Value, Yaml};
