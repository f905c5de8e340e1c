//! Files and their paths: opens regular files, validates paths of the site, locks and replaces files.

mod lock;
mod open;
mod original;
mod own_folder;
mod reason;
mod replace;
mod short_paths;
mod site_path;
mod stamp;
mod unfinished;

pub use self::lock::lock;
pub use self::open::{is_in_use, open_below, open_regular};
pub use self::original::Original;
pub use self::own_folder::own_folder;
pub use self::reason::{other_reason, reason};
pub use self::replace::{Durability, PartFile, retry_while_in_use, sync_folder};
pub use self::short_paths::ShortPaths;
pub use self::site_path::{
    OWN, OutputPath, ancestors, below, is_host_path, is_plain_name, is_site_path, split,
};
pub use self::stamp::FileStamp;
pub use self::unfinished::{is_part, part_path, unique_part_path};
