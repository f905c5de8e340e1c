//! The two edits of a merge.

/// Which of two edits is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeSide {
    /// The edit that is not saved yet.
    Mine,
    /// The edit that is on the disk.
    Theirs,
}
