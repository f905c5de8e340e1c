//! The commands `history` and `restore`: list the versions of files and bring one back.

mod list;
mod restore;
mod versioned_file;

pub use self::list::history;
pub use self::restore::restore;
