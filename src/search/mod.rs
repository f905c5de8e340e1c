//! Search: what readers can find, under which words, and in which order.
//!
//! The index files of a site and the search of the command line have the same entries.

mod article_entries;
mod article_files;
mod entry;
mod file;
mod find;
mod find_articles;
mod find_things;
mod form_of_address;
mod found;
mod keys;
mod marks;
mod name_match;
mod name_parts;
mod name_rows;
mod names;
mod people;
mod query;
mod quote;
mod rare_keys;
mod short_forms;
mod slip;
mod thing_files;
mod things;
mod words;

pub use article_entries::{articles, articles_fingerprint};
pub use article_files::{ArticleIndex, article_index};
pub use entry::{ArticleEntry, EntryAward, EntryRoutes, PersonEntry, ThingClass, ThingEntry};
pub use file::{
    ARTICLES_FOLDER, AwardTitle, INDEX_FOLDERS, INDEX_VERSION, IndexRoot, KeyFiles, NAMES_FOLDER, NameTree,
    SearchFile, SearchSection, THINGS_FOLDER, cell, relative_address,
};
pub use find::Entries;
pub use found::{Found, FoundPerson, FoundThing};
pub use name_rows::{UnitLine, UnitLines};
pub use names::{NameFiles, unit_lines};
pub use people::people;
pub use query::{Filters, Query, ResultClass};
pub use short_forms::{long_words, short_forms};
pub use thing_files::{ThingIndex, thing_index};
pub use things::{ThingInputs, things};
pub use words::{fnv1a, head, words};

#[cfg(test)]
mod tests;
