//! Search: what readers can find, under which words, and in which order.
//!
//! The index files of a site and the search of the command line have the same entries.

mod article_entries;
mod article_files;
mod entry;
mod find;
mod find_articles;
mod find_things;
mod index_file;
mod keys;
mod marks;
mod name_match;
mod people;
mod query;
mod short_forms;
mod slip;
mod thing_files;
mod things;
mod words;

pub use article_entries::articles;
pub use article_files::{ArticleIndex, article_index};
pub use entry::{ArticleEntry, EntryAward, EntryRoutes, PersonEntry, ThingClass, ThingEntry};
pub use find::{Entries, Found, FoundPerson, FoundThing};
pub use index_file::{KindAndClass, field, kinds_of, push_awards};
pub use people::people;
pub use query::{Filters, Query, ResultClass};
pub use short_forms::{long_words, short_forms};
pub use thing_files::{ThingFile, ThingIndex, thing_index};
pub use things::{ThingInputs, things};
pub use words::{fnv1a, head, words};
