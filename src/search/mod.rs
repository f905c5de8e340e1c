//! Search: what readers can find, under which words, and in which order.
//!
//! The index files of a site and the search of the command line have the same entries.

mod entry;
mod people;
mod words;

pub use entry::{ArticleEntry, EntryAward, EntryRoutes, PersonEntry, ThingClass, ThingEntry};
pub use people::people;
pub use words::{fnv1a, head, words};
