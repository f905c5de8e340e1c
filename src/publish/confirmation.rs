//! What a plan would do that a person must confirm.

use jiff::Timestamp;

use crate::publish::plan::{HOME, PublishPlan};
use crate::publish::release::ReleaseFiles;
use crate::publish::remote_state::{RemoteRecord, RemoteState};

/// Deletions that are few, whatever their share.
const FEW: usize = 25;

/// Something that must not happen without a person who wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// Somebody else published since, or this computer never did.
    Others {
        /// What was last seen from here.
        seen: Option<ReleaseSummary>,
        /// What stands there; `None` when the manifest is gone.
        there: Option<ReleaseSummary>,
    },
    /// A record on the host cannot be trusted.
    Damaged {
        /// What is wrong with it.
        reason: String,
    },
    /// Files that are not ours would be written over.
    Foreign {
        /// Their paths.
        paths: Vec<String>,
    },
    /// Files that somebody changed on the host would be written over.
    Edited {
        /// Their paths.
        paths: Vec<String>,
    },
    /// More than 25 files, and more than a fifth of what stands there, would be deleted.
    ManyDeletions {
        /// How many.
        count: usize,
        /// How many files stand there.
        of: usize,
    },
    /// The site has nothing in it, or has lost its first page.
    Emptied,
}

impl Confirmation {
    /// Whether it is that somebody else has published; no matter to who brings nothing new.
    pub fn is_concurrent_publish(&self) -> bool {
        matches!(self, Confirmation::Others { there: Some(_), .. })
    }
}

/// A release, as far as it is told to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseSummary {
    /// Its revision.
    pub revision: String,
    /// When it was sent.
    pub when: Timestamp,
    /// Who sent it.
    pub by: String,
}

/// What must be asked before `plan` is carried out, in the order in which it is asked.
pub fn confirmations(
    plan: &PublishPlan,
    local: &ReleaseFiles,
    standing: &RemoteState,
    seen: Option<&ReleaseSummary>,
) -> Vec<Confirmation> {
    let mut confirmations = Vec::new();
    let there = standing.release.sound();
    let damage = match (&standing.release, &standing.progress) {
        (RemoteRecord::Damaged(reason), _) | (_, RemoteRecord::Damaged(reason)) => Some(reason.clone()),
        _ => None,
    };
    let others = match (seen, there) {
        (None, None) => false,
        (seen, there) => seen.map(|seen| &seen.revision) != there.map(|there| &there.revision),
    };
    if let Some(reason) = damage {
        confirmations.push(Confirmation::Damaged { reason });
    } else if others {
        confirmations
            .push(Confirmation::Others { seen: seen.cloned(), there: there.map(ReleaseSummary::of) });
    }
    if !plan.obstacles.foreign.is_empty() {
        confirmations.push(Confirmation::Foreign { paths: plan.obstacles.foreign.clone() });
    }
    if !plan.obstacles.edited.is_empty() {
        confirmations.push(Confirmation::Edited { paths: plan.obstacles.edited.clone() });
    }
    let (count, of) = (plan.doomed.len(), there.map_or(0, |there| there.files.len()));
    if count > FEW && count * 5 > of {
        confirmations.push(Confirmation::ManyDeletions { count, of });
    }
    let lost = there.is_some_and(|there| there.files.contains_key(HOME)) && !local.contains_key(HOME);
    if local.is_empty() || lost {
        confirmations.push(Confirmation::Emptied);
    }
    confirmations
}
