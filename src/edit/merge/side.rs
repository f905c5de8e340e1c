//! The choices in the conflicts of a merge.

/// Which of two edits is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeSide {
    /// The edit that is not saved yet.
    Mine,
    /// The edit that is on the disk.
    Theirs,
}

/// Which lines are taken where two edits changed the same place of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinesChoice {
    /// The lines of the edit that is not saved yet.
    Mine,
    /// The lines of the edit that is on the disk.
    Theirs,
    /// Those of both, `Mine` first. Lines without a place of their own are taken as `Mine`.
    Both,
}
