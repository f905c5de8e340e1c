//! Lists what the user must confirm before a plan is carried out.

use jiff::Timestamp;

use crate::publish::plan::{HOME, PublishPlan};
use crate::publish::release::ReleaseFiles;
use crate::publish::remote_state::{RemoteRecord, RemoteState};

/// Up to this many deletions need no confirmation, even if they are most of the site.
const FEW_DELETIONS: usize = 25;

/// An effect of a plan that needs the user's consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// The release on the host is not the one last seen from here: another computer published, or this one never did.
    ConcurrentPublish {
        /// The release last seen from this computer; `None` if it has never published to this target.
        last_seen: Option<ReleaseSummary>,
        /// The release on the host now; `None` if its manifest is gone.
        current: Option<ReleaseSummary>,
    },
    /// The manifest or the progress file on the host is damaged.
    Damaged {
        /// What the parser reported, in English.
        reason: String,
    },
    /// Files that bangvang did not upload would be overwritten.
    Foreign {
        /// Their paths, relative to the folder of the site.
        paths: Vec<String>,
    },
    /// Uploaded files that were changed on the host since would be overwritten.
    Edited {
        /// Their paths, relative to the folder of the site.
        paths: Vec<String>,
    },
    /// More than 25 files, and more than a fifth of the files of the current release, would be deleted.
    ManyDeletions {
        /// Number of files to delete.
        count: usize,
        /// Number of files in the current release.
        total: usize,
    },
    /// The site has no files, or no longer has a home page.
    EmptySite,
}

impl Confirmation {
    /// Returns true if another computer has published since; this needs no consent when there is nothing to upload.
    pub fn is_concurrent_publish(&self) -> bool {
        matches!(self, Confirmation::ConcurrentPublish { current: Some(_), .. })
    }
}

/// The part of a release that is shown to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseSummary {
    /// Revision of the release: twelve hexadecimal digits.
    pub revision: String,
    /// When the release was published.
    pub when: Timestamp,
    /// User and computer that published it, such as `hoa@may-1`.
    pub by: String,
}

/// Returns what the user must confirm before `plan` is carried out, in the order in which to ask.
///
/// `last_seen` is the release last seen from this computer.
pub fn confirmations(
    plan: &PublishPlan,
    local: &ReleaseFiles,
    remote_state: &RemoteState,
    last_seen: Option<&ReleaseSummary>,
) -> Vec<Confirmation> {
    let mut confirmations = Vec::new();
    let current = remote_state.release.valid();
    let damage = match (&remote_state.release, &remote_state.progress) {
        (RemoteRecord::Damaged(reason), _) | (_, RemoteRecord::Damaged(reason)) => Some(reason.clone()),
        _ => None,
    };
    let is_concurrent = match (last_seen, current) {
        (None, None) => false,
        (last_seen, current) => {
            last_seen.map(|last_seen| &last_seen.revision) != current.map(|current| &current.revision)
        }
    };
    if let Some(reason) = damage {
        confirmations.push(Confirmation::Damaged { reason });
    } else if is_concurrent {
        confirmations.push(Confirmation::ConcurrentPublish {
            last_seen: last_seen.cloned(),
            current: current.map(ReleaseSummary::new),
        });
    }
    if !plan.obstacles.foreign.is_empty() {
        confirmations.push(Confirmation::Foreign { paths: plan.obstacles.foreign.clone() });
    }
    if !plan.obstacles.edited.is_empty() {
        confirmations.push(Confirmation::Edited { paths: plan.obstacles.edited.clone() });
    }
    let (count, total) = (plan.deletions.len(), current.map_or(0, |current| current.files.len()));
    if count > FEW_DELETIONS && count * 5 > total {
        confirmations.push(Confirmation::ManyDeletions { count, total });
    }
    let home_is_missing =
        current.is_some_and(|current| current.files.contains_key(HOME)) && !local.contains_key(HOME);
    if local.is_empty() || home_is_missing {
        confirmations.push(Confirmation::EmptySite);
    }
    confirmations
}
