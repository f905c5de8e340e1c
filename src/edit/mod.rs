//! Edits the files of a project: the smallest change of bytes that makes a file say what is wanted.

mod patch;
mod rows;
mod scalar;
mod splice;
mod wanted;

pub use patch::{PatchError, patch};
pub use wanted::Wanted;
