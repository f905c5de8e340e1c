//! Publishes a finished site to a web host, in small steps each of which leaves readers a complete site.
//!
//! [`remote`] is the interface to a host; outside the protocols, only [`mod@connect`] depends on one. A publication has
//! these steps:
//!
//! 1. [`remote_state`] reads two records on the host: the manifest (the published files, by hash) and, if a run was
//!    interrupted, the progress file (the files that the run may have touched).
//! 2. [`difference`] compares them with the site, by content alone, and [`listing`] lists the folders in which
//!    something changes, so that no foreign file is ever overwritten.
//! 3. [`plan`] orders the uploads, and [`confirmation`] lists what the user must confirm. [`integrity`] compares
//!    the listing with the manifest, so that files that the host lost or changed are uploaded again.
//! 4. [`session`] locks the host, uploads the progress file, uploads the files, compares them with a new listing if
//!    the host lists everything at once, uploads the manifest and reads it back, and deletes files that are no
//!    longer part of the site.
//!
//! # Invariants
//!
//! Readers reach a page from the home page, or from a page that existed before. New files are therefore uploaded
//! before any existing file is replaced, and deletions come last: wherever a run is interrupted, every link that a
//! reader can reach leads to an existing file. New files are uploaded in the order of [`release::Kind`]; pages that
//! link to each other cannot both be first, and no existing page links to either until both exist.
//!
//! A file whose bytes change under the same name (an image, a table) is uploaded before the pages that change with
//! it: a reader may see the new image on the old page for a moment, but never a missing one.
//!
//! A file counts as uploaded only if the host confirmed it for the same bytes, in this run or in an interrupted one
//! with no other run in between, and if the host lists it with its size.

pub mod confirmation;
pub mod connect;
pub mod content_store;
pub mod difference;
pub mod disk;
pub mod folder;
pub mod ftps;
mod http;
pub mod integrity;
pub mod known_hosts;
pub mod listing;
pub mod local_release;
pub mod local_state;
pub mod lock_file;
pub mod login;
pub mod needed_secrets;
pub mod plan;
pub mod progress_file;
pub mod publish_error;
pub mod publisher;
pub mod release;
pub mod release_archive;
pub mod remote;
pub mod remote_lock;
pub mod remote_state;
pub mod retry;
pub mod s3;
pub mod scheduled;
pub mod session;
pub mod sftp;
mod site_folder;
#[cfg(test)]
mod tests;
mod tls;
mod upload_body;
pub mod verify;
pub mod zip;

/// Path of the manifest on a host.
pub const MANIFEST: &str = ".bangvang-manifest.json";

/// Path on a host of the list of files that an unfinished run may have touched.
pub const PROGRESS: &str = ".bangvang-progress.json";

/// Path on a host of a file that is uploaded and removed to test write access.
const WRITE_TEST: &str = ".bangvang-trial";

/// Path of the lock file on a host.
pub const LOCK: &str = ".bangvang-lock";
