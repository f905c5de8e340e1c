//! Edits the files of a project: the smallest change of bytes that makes a file say what is wanted, and the versions
//! before each change.

mod alignment;
mod correct;
mod difference;
mod forms;
mod history;
mod key_path;
mod mapping_file;
mod markdown_document;
mod merge;
mod patch;
mod place;
mod relative_links;
mod rows;
mod save;
mod save_error;
mod scalar;
mod splice;
mod text_file;
mod wanted;

#[cfg(test)]
mod tests;

pub use correct::{Corrected, correct};
pub use difference::{ValueDifference, value_differences};
pub use forms::{FieldKind, FormField, FormWord, NoForm, RecordKind, ShortForm, fields, target_fields};
pub use history::{DeletedFile, EventKind, FileEvent, FileVersion, History, ProjectEvent, Publication};
pub use key_path::KeyPath;
pub use mapping_file::MappingFile;
pub use markdown_document::{DocumentError, MarkdownDocument};
pub use merge::{
    FileConflicts, LinesChoice, MergeChoices, MergeOutcome, MergeSide, MergedRecord, MergedText,
    RecordConflict, TextConflict, merge_file, merge_file_with, merge_record, merge_record_with, merge_text,
};
pub use patch::{PatchError, patch, tree};
pub use relative_links::{FileMove, with_moved_links, with_moved_paths};
pub use save::Workspace;
pub use save_error::SaveError;
pub use scalar::{block_entry, block_item, flow, flow_entry};
pub use text_file::{TextError, TextFile};
pub use wanted::Wanted;
