//! The site and its host in, a plan with what must be asked about it out; and after a yes, the site on the host.

use crate::publish::concern::{Concern, Seen, concerns};
use crate::publish::difference::difference;
use crate::publish::lanes::Line;
use crate::publish::look::{self, Known, Standing};
use crate::publish::plan::{Plan, Sizes, plan};
use crate::publish::release::{Files, Publisher, Release};
use crate::publish::session::{Outcome, PublishError, Session};
use crate::publish::state::State;
use crate::publish::survey::survey;

/// A host with what this computer knows of it.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The host.
    pub line: Line<'a>,
    /// What this computer knows.
    pub state: &'a State,
    /// What sizes there tell.
    pub sizes: Sizes,
}

/// A publication that only waits for a yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    /// What the host says.
    pub standing: Standing,
    /// What is to be done there.
    pub plan: Plan,
    /// What must be asked about first.
    pub concerns: Vec<Concern>,
    /// The run that was cut off and is gone on with, by its token.
    pub token: Option<String>,
}

impl Desk<'_> {
    /// What the host says; notes what a run of this computer had sent before it was killed.
    pub fn standing(&self) -> Result<Standing, PublishError> {
        let standing = look::standing(self.line)?;
        if standing.release == Known::Newer {
            return Err(PublishError::Newer);
        }
        let run = self.state.unfinished().run;
        if let (Some(run), Some(release)) = (run, standing.release.sound())
            && run.revision == release.revision
        {
            self.state.remember(release)?;
        }
        Ok(standing)
    }

    /// Plans to make `local` of what stands on the host; changes nothing there.
    pub fn ready(&self, local: &Files) -> Result<Ready, PublishError> {
        let standing = self.standing()?;
        let unfinished = self.state.unfinished();
        let run = unfinished.run.as_ref();
        let same = run.is_some_and(|run| {
            standing.progress.sound().is_some_and(|progress| progress.token == run.token)
                && run.parent.as_deref() == standing.revision()
        });
        let arrived = if same { unfinished.arrived } else { Default::default() };
        let difference = difference(local, &standing, &arrived);
        let found = survey(self.line, difference.paths())?;
        let plan = plan(local, &standing, &difference, &found, self.sizes);
        let seen = self.state.seen().map(|seen| Seen::of(&seen));
        let concerns = concerns(&plan, local, &standing, seen.as_ref());
        Ok(Ready { standing, plan, concerns, token: unfinished.run.map(|run| run.token) })
    }

    /// Carries out what is `ready`, and keeps the release.
    ///
    /// `restores` is the revision whose files these are, when others are undone; `takes_over` the token of a lock that
    /// was given up.
    pub fn publish(
        &self,
        ready: &Ready,
        local: &Files,
        publisher: &Publisher,
        restores: Option<String>,
        takes_over: Option<&str>,
    ) -> Result<Outcome, PublishError> {
        let mut publisher = publisher.clone();
        if let Some(token) = &ready.token {
            publisher.token.clone_from(token);
        }
        let session = Session {
            line: self.line,
            state: self.state,
            publisher: &publisher,
            standing: &ready.standing,
            sizes: self.sizes,
            takes_over,
        };
        session.carry_out(&ready.plan, local, restores)
    }

    /// The release that an undoing brings back: the one before the one on the host; `None` when it is not kept here.
    pub fn before(&self, standing: &Standing) -> Result<Option<Release>, PublishError> {
        let mut releases = self.state.releases()?;
        let Some(there) = standing.release.sound() else { return Ok(releases.pop()) };
        let at = |revision: &str| releases.iter().position(|release| release.revision == revision);
        let found = match (at(&there.revision), there.parent.as_deref()) {
            (Some(at), _) => at.checked_sub(1),
            (None, parent) => parent.and_then(at),
        };
        Ok(found.map(|at| releases.swap_remove(at)))
    }
}

impl Seen {
    /// What is told of `release`.
    pub fn of(release: &Release) -> Seen {
        Seen { revision: release.revision.clone(), when: release.when, by: release.by.clone() }
    }
}
