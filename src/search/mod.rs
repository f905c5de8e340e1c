//! Search: what readers can find, under which words, and in which order.
//!
//! The index files of a site and the search of the command line have the same entries.

mod entry;
mod file;
mod name_rows;
mod names;
mod people;
mod words;

pub use entry::{ArticleEntry, EntryAward, EntryRoutes, PersonEntry, ThingClass, ThingEntry};
pub use file::{
    AwardTitle, INDEX_FOLDERS, INDEX_VERSION, IndexRoot, NAMES_FOLDER, SearchFile, SearchSection, cell,
    relative_address,
};
pub use name_rows::UnitLines;
pub use names::{NameIndex, NameTree, unit_lines};
pub use people::people;
pub use words::{fnv1a, head, words};
