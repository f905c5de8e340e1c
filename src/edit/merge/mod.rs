//! Three-way merges: combines two edits of one file, and reports where both changed the same place differently.

mod file;
mod list;
mod record;
mod side;
mod text;

pub use self::file::{FileConflicts, MergeChoices, MergeOutcome, merge_file, merge_file_with};
pub use self::list::same_rows;
pub use self::record::{MergedRecord, RecordConflict, merge_record, merge_record_with};
pub use self::side::{LinesChoice, MergeSide};
pub use self::text::{MergedText, TextConflict, merge_text};

#[cfg(test)]
mod tests;
