//! The commit: a whole site on its stage takes the place of the old one.

use std::fs::File;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::apply::{self, LeftFile};
use super::build_stamp::BuildStamp;
use super::cleanup;
use super::disk::{self, PathState};
use super::error::WriteError;
use super::folder_exchange;
use super::journal::{Journal, JournalOp};
use super::options::CommitStep;
use super::output::OutputFolder;
use super::plan::{self, CommitPlan};
use super::probe;
use super::restore;
use super::stage::Staging;
use crate::file::Durability;
use crate::hash::Hash;
use crate::render::RenderedSite;
use crate::threads::{self, locked};

/// What a commit did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommitOutcome {
    /// Files that are new or have other bytes.
    pub written: usize,
    /// Files that stood already.
    pub kept: usize,
    /// Old files deleted.
    pub removed: usize,
    /// Bytes of the files written.
    pub bytes: u64,
    /// Files of the old site which stay, since they are no longer what we wrote; from now on they are not ours.
    pub left: Vec<LeftFile>,
}

/// A whole site on its stage that is about to take the place of the old one.
#[must_use = "nothing changes before the commit"]
pub struct PreparedCommit {
    staging: Staging,
    plan: CommitPlan,
}

/// How many pages a commit removes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removals {
    /// Pages of the old site that the new one does not have.
    pub removed: usize,
    /// Pages of the old site.
    pub of: usize,
}

impl Removals {
    /// Whether so many pages go that somebody must be asked: at least 20, and more than half of all.
    pub fn are_many(self) -> bool {
        self.removed >= MANY_PAGES && self.removed * 2 > self.of
    }
}

/// The fewest pages whose removal must be asked for.
const MANY_PAGES: usize = 20;

impl PreparedCommit {
    /// How many pages the commit would remove.
    pub fn removals(&self) -> Removals {
        let old = self.staging.output.old.files.keys().filter(|path| plan::is_page(path));
        let (mut removed, mut of) = (0, 0);
        for path in old {
            of += 1;
            removed += usize::from(!self.plan.manifest.files.contains_key(path));
        }
        Removals { removed, of }
    }

    /// Moves the changed files into place, then deletes what is gone; puts `seal` on the site once it stands whole.
    ///
    /// An older seal is off before anything changes. A site that did not change writes nothing.
    ///
    /// # Errors
    /// When the output cannot be written. Every error leaves the old site, but for `HalfDone`: then files of both
    /// sites stand side by side, and the next `Output::open` goes on.
    pub fn commit(mut self, seal: Option<&BuildStamp>) -> Result<CommitOutcome, WriteError> {
        let outcome = self.staging.committed(self.plan)?;
        if let Some(seal) = seal.filter(|_| outcome.left.is_empty()) {
            let OutputFolder { layout, options, .. } = &self.staging.output;
            seal.put(layout, options.durable)?;
        }
        Ok(outcome)
    }
}

impl Staging {
    /// Plans how exactly the files on the shelf become the site; nothing visible changes yet.
    ///
    /// `whole` is the proof of the rendering that put them.
    ///
    /// # Errors
    /// Why the shelf took nothing more, if so; `Incomplete` when the files on it are not those of `whole`; `Clash` and
    /// `Foreign` when they cannot stand in the output.
    pub fn ready(mut self, whole: &RenderedSite) -> Result<PreparedCommit, WriteError> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        let found = std::mem::take(&mut *locked(&self.found));
        if found.len() != whole.files() {
            let path = self.output.layout.out.clone();
            return Err(WriteError::Incomplete { path, staged: found.len(), rendered: whole.files() });
        }
        let (layout, old) = (&self.output.layout, &self.output.old);
        let plan = plan::plan(layout, old, found, self.folded.as_ref())?;
        if self.fresh {
            plan::refuse_newcomers(layout, &plan.ops)?;
        }
        Ok(PreparedCommit { staging: self, plan })
    }

    /// Commits what was put by a test that rendered nothing.
    #[cfg(test)]
    pub(super) fn commit(self) -> Result<CommitOutcome, WriteError> {
        let files = locked(&self.found).len();
        self.ready(&RenderedSite::for_tests(files))?.commit(None)
    }

    fn committed(&mut self, mut plan: CommitPlan) -> Result<CommitOutcome, WriteError> {
        let OutputFolder { layout, options, old, .. } = &self.output;
        let mut outcome = CommitOutcome {
            written: plan.written,
            kept: plan.kept,
            bytes: plan.bytes,
            ..CommitOutcome::default()
        };
        let standing = disk::path_state(&layout.manifest)? != PathState::Nothing;
        if plan.ops.is_empty() && plan.manifest == *old && standing {
            return Ok(outcome);
        }
        probe::refuse_unchangeable(layout, &plan.ops, options)?;
        BuildStamp::invalidate(layout)?;
        let json = plan.manifest.to_json();
        disk::write(&layout.next_manifest(), json.as_bytes(), options.durable)?;
        if plan.ops.is_empty() {
            disk::rename(&layout.next_manifest(), &layout.manifest)?;
            options.took(CommitStep::ManifestWritten);
            return Ok(outcome);
        }
        let whole = if self.fresh || self.folded.is_some() {
            Vec::new()
        } else {
            folder_exchange::lay_out(layout, old, &plan.manifest, &mut plan.ops)?
        };
        let backed_up = restore::back_up(layout, &plan.ops)?;
        if options.durable == Durability::PowerCut {
            self.sync(&plan)?;
        }
        // In a fresh output there is nothing to build them in: folders come with what is in them.
        let mut scaffold = if self.fresh { Vec::new() } else { plan.scaffold };
        scaffold.retain(|folder| folder_exchange::of(&whole, folder).is_none());
        let journal = Journal::new(Hash::of(json.as_bytes()), whole, backed_up, plan.ops);
        let (built, drafted) = rayon::join(
            || cleanup::create_folders(layout, &scaffold),
            || journal.draft(layout, options.durable),
        );
        built.and(drafted)?;
        self.pledged = true;
        let stood = Journal::stand(layout, options.durable);
        options.took(CommitStep::JournalWritten);
        let firm = scaffold.into_iter().collect();
        let applied = stood.and_then(|()| apply::complete(layout, old, &journal, None, firm, options));
        match applied {
            Ok(applied) => {
                self.pledged = false;
                outcome.removed = applied.removed;
                outcome.left = applied.left;
                Ok(outcome)
            }
            Err(fault) => {
                let fault = restore::old_site(layout, &journal, options, fault);
                self.pledged = matches!(fault, WriteError::HalfDone { .. });
                Err(fault)
            }
        }
    }

    /// Waits until the volume has the bytes of every staged file.
    fn sync(&self, plan: &CommitPlan) -> Result<(), WriteError> {
        let staged = plan.ops.iter().filter_map(|op| match op {
            JournalOp::Place(placed) => Some(self.output.layout.staged(&placed.path, placed.stage)),
            _ => None,
        });
        let staged: Vec<_> = staged.collect();
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(path) = staged.get(next.fetch_add(1, Ordering::Relaxed)) {
                let synced = File::options().write(true).open(path).and_then(|file| file.sync_data());
                synced.map_err(WriteError::writing(path, self.bytes.load(Ordering::Relaxed)))?;
            }
            Ok(())
        };
        // The threads wait for the volume, which serves many at once better than one after another.
        threads::share(16.min(staged.len()), work).into_iter().collect()
    }
}
