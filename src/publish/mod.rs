//! Publishes a finished site to a web host, in small steps each of which leaves readers a whole site.
//!
//! [`remote`] is what a host can do; everything above it knows no protocol. A publication goes like this:
//!
//! 1. [`remote_state`] reads two records on the host: the manifest (what stands there, by hash) and, if a run was cut off, which
//!    files it may have touched.
//! 2. [`difference`] compares them with the site, by content alone, and [`listing`] lists the folders in which something
//!    is to change, so that nothing of others is ever written over.
//! 3. [`plan`] puts what is to be sent in order, and [`confirmation`] names what a person must be asked about.
//!    [`integrity`] compares what was listed with the manifest, so that what the host lost or changed is sent again.
//! 4. [`session`] locks the host, tells there which files it is about to touch, sends them, compares what the host stored
//!    where it lists everything at once, sends the manifest and reads it back, and deletes what is no longer part of the site.
//!
//! # What holds at every moment
//!
//! Readers come to a page from the first page, or from one that stood there before. Whatever is new is therefore
//! sent before anything that readers can already reach is replaced, and deletions come last: at each cut, all that a
//! reader can reach leads to something that is there. Within what is new the order is that of [`release::Kind`]; pages
//! that lead to each other cannot both be first, and nobody is led to either until both are there.
//!
//! A file whose bytes change under the same name (a picture, a table) goes before the pages that change with it: a
//! reader may see the new picture on the old page for a moment, but never none.
//!
//! A file counts as arrived only if the host said so in this run, or in one that was cut off, for the same bytes,
//! with nobody else in between, and it is listed there with its size.

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
pub mod plan;
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

/// The manifest on a host.
pub const MANIFEST: &str = ".bangvang-manifest.json";

/// On a host, which files a run may have touched that is not done.
pub const PROGRESS: &str = ".bangvang-progress.json";

/// On a host, for a moment, to see whether it can be written to.
const TRIAL: &str = ".bangvang-trial";

/// On a host, who publishes.
pub const LOCK: &str = ".bangvang-lock";
