//! Commits a staged site: replaces the old site in the output.

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
use crate::render::RenderedSite;
use crate::threads::{self, locked};

/// What a commit did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommitOutcome {
    /// Files that are new or have other bytes.
    pub written: usize,
    /// Files that were in place already, with the same bytes.
    pub unchanged: usize,
    /// Old files deleted.
    pub removed: usize,
    /// Total size in bytes of the files written.
    pub bytes: u64,
    /// Files of the old site that were not deleted because they have changed; they are no longer in the
    /// manifest.
    pub left: Vec<LeftFile>,
}

/// A planned commit: all files are staged, nothing visible has changed.
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
    pub total: usize,
}

impl Removals {
    /// Returns whether the user must confirm the removal: at least 20 pages, and more than half of all.
    pub fn are_many(self) -> bool {
        self.removed >= MANY_PAGES && self.removed * 2 > self.total
    }
}

/// The fewest removed pages that need a confirmation.
const MANY_PAGES: usize = 20;

impl PreparedCommit {
    /// Counts the pages that the commit would remove.
    pub fn removals(&self) -> Removals {
        let old = self.staging.output.old.files.keys().filter(|path| plan::is_page(path));
        let (mut removed, mut total) = (0, 0);
        for path in old {
            total += 1;
            removed += usize::from(!self.plan.manifest.files.contains_key(path));
        }
        Removals { removed, total }
    }

    /// Moves the changed files into place, then deletes the files that the new site does not have.
    ///
    /// Writes `stamp` if the result is exactly the new site. An older stamp is removed before anything
    /// changes. A site that did not change writes nothing.
    ///
    /// # Errors
    /// When the output cannot be written. Every error leaves the old site, except `HalfDone`: then files of
    /// both sites are mixed, and the next [`OutputFolder::open`] resumes the commit.
    pub fn commit(mut self, stamp: Option<&BuildStamp>) -> Result<CommitOutcome, WriteError> {
        let outcome = self.staging.apply_plan(self.plan)?;
        if let Some(stamp) = stamp.filter(|_| outcome.left.is_empty()) {
            let OutputFolder { layout, options, .. } = &self.staging.output;
            stamp.write(layout, options.durable)?;
        }
        Ok(outcome)
    }
}

impl Staging {
    /// Plans how the staged files become the site; nothing visible changes yet.
    ///
    /// `evidence` is the evidence that rendering was complete.
    ///
    /// # Errors
    /// The first error of staging, if there was one; `Incomplete` when the staged files are not those of
    /// `evidence`; `Clash` and `Foreign` when they cannot be placed in the output.
    pub fn prepare(mut self, evidence: &RenderedSite) -> Result<PreparedCommit, WriteError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        let staged_files = std::mem::take(&mut *locked(&self.staged_files));
        if staged_files.len() != evidence.files() {
            let path = self.output.layout.out.clone();
            return Err(WriteError::Incomplete {
                path,
                staged: staged_files.len(),
                rendered: evidence.files(),
            });
        }
        let (layout, old) = (&self.output.layout, &self.output.old);
        let mut plan = plan::plan(layout, old, staged_files, self.lower_case_paths.as_ref())?;
        plan.manifest.records = self.records.get().copied();
        if self.is_output_empty {
            plan::refuse_new_foreign_files(layout, &plan.ops)?;
        }
        Ok(PreparedCommit { staging: self, plan })
    }

    /// Commits the files that a test staged without rendering.
    #[cfg(test)]
    pub(super) fn commit(self) -> Result<CommitOutcome, WriteError> {
        let files = locked(&self.staged_files).len();
        self.prepare(&RenderedSite::for_tests(files))?.commit(None)
    }

    fn apply_plan(&mut self, mut plan: CommitPlan) -> Result<CommitOutcome, WriteError> {
        let OutputFolder { layout, options, old, .. } = &self.output;
        let mut outcome = CommitOutcome {
            written: plan.written,
            unchanged: plan.unchanged,
            bytes: plan.bytes,
            ..CommitOutcome::default()
        };
        let has_manifest = disk::path_state(&layout.manifest)? != PathState::Nothing;
        if plan.ops.is_empty() && plan.manifest == *old && has_manifest {
            return Ok(outcome);
        }
        probe::refuse_unchangeable(layout, &plan.ops, options)?;
        BuildStamp::invalidate(layout)?;
        let manifest =
            disk::write(&layout.next_manifest(), options.durable, |json| plan.manifest.write_json(json))?;
        if plan.ops.is_empty() {
            disk::rename(&layout.next_manifest(), &layout.manifest)?;
            options.report(CommitStep::ManifestWritten);
            return Ok(outcome);
        }
        let exchanged = if self.is_output_empty || self.lower_case_paths.is_some() {
            Vec::new()
        } else {
            folder_exchange::prepare(layout, old, &plan.manifest, &mut plan.ops)?
        };
        let backed_up = restore::back_up(layout, &plan.ops)?;
        if options.durable == Durability::PowerCut {
            self.sync(&plan)?;
        }
        // A fresh output needs none: its folders are moved with their files.
        let mut early_folders = if self.is_output_empty { Vec::new() } else { plan.early_folders };
        early_folders.retain(|folder| folder_exchange::containing_folder(&exchanged, folder).is_none());
        let journal = Journal::new(manifest, exchanged, backed_up, plan.ops);
        let (created, drafted) = rayon::join(
            || cleanup::create_folders(layout, &early_folders),
            || journal.write_draft(layout, options.durable),
        );
        created.and(drafted)?;
        self.journal_may_exist = true;
        let activated = Journal::activate(layout, options.durable);
        options.report(CommitStep::JournalWritten);
        let verified = early_folders.into_iter().collect();
        let applied =
            activated.and_then(|()| apply::apply_journal(layout, old, &journal, None, verified, options));
        match applied {
            Ok(applied) => {
                self.journal_may_exist = false;
                outcome.removed = applied.removed;
                outcome.left = applied.left;
                Ok(outcome)
            }
            Err(error) => {
                let error = restore::restore_old_site(layout, &journal, options, error);
                self.journal_may_exist = matches!(error, WriteError::HalfDone { .. });
                Err(error)
            }
        }
    }

    /// Waits until every staged file is on the volume.
    fn sync(&self, plan: &CommitPlan) -> Result<(), WriteError> {
        let staged = plan.ops.iter().filter_map(|op| match op {
            JournalOp::Place(moved) => Some(self.output.layout.staged(&moved.path, moved.stage)),
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
        threads::run_on_threads(16.min(staged.len()), work).into_iter().collect()
    }
}
