//! Search: what readers can find, under which words, and in which order.
//!
//! The index files of a site and the search of the command line have the same entries.

mod entry;
mod find;
mod find_articles;
mod find_things;
mod marks;
mod name_match;
mod people;
mod query;
mod short_forms;
mod slip;
mod words;

pub use entry::{ArticleEntry, EntryAward, EntryRoutes, PersonEntry, ThingClass, ThingEntry};
pub use find::{Entries, Found, FoundPerson, FoundThing};
pub use people::people;
pub use query::{Filters, Query, ResultClass};
pub use words::{fnv1a, head, words};
