//! The same build in a loop: looks when something changed, serves the site from memory and tells the browsers.
//!
//! Nothing is written to the disk. Events of the system are only hints: what changed is found by looking at
//! the files, and after every storm of events at all of them.

pub mod http;
pub mod live;
pub mod pages;
pub mod preview;
pub mod snapshot;
pub mod watch;

mod guard;
mod overlay;
mod respond;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::diagnostic::Diagnostic;
use crate::messages::Language;
use crate::serve::live::Live;
use crate::serve::preview::{Look, Preview};
use crate::serve::snapshot::Snapshot;
use crate::serve::watch::{Hint, Watch, both};
use crate::source::Text;

/// How long after the last event a storm is over.
const QUIET: Duration = Duration::from_millis(100);
/// How long a storm may last before it is looked at all the same.
const LONGEST_STORM: Duration = Duration::from_millis(500);
/// How long to wait for what comes together with an event.
const TOGETHER: Duration = Duration::from_millis(2);
/// More files than this at once are no edit but a storm, whose end is waited for.
const MANY: usize = 8;
/// Time between looks when no event comes; at least so many times what a look costs.
const BEAT: Duration = Duration::from_secs(1);
const DEAF_BEAT: Duration = Duration::from_secs(2);
const BEAT_COST: u32 = 40;

/// Is told what happens.
pub trait Teller {
    /// A build is complete.
    fn built(&self, built: &Built<'_>);

    /// The system does not tell of changes, for this reason; the preview looks by itself.
    fn deaf(&self, reason: &str);

    /// A fault of bangvang itself was survived.
    fn survived(&self, reason: &str);
}

/// A complete build.
pub struct Built<'b> {
    /// The paths that changed since the last one; all of them the first time.
    pub changes: &'b BTreeSet<Text>,
    /// The files that were made anew.
    pub made: &'b [String],
    /// From the first hint until readers could see the change.
    pub took: Duration,
    /// Everything that is wrong.
    pub diagnostics: &'b [Diagnostic],
    /// The build.
    pub snapshot: &'b Snapshot,
}

/// Keeps `live` at the state of the project, and `teller` informed, until the end of the program.
pub fn keep(
    mut preview: Preview,
    mut watch: Watch,
    live: &Arc<Live>,
    teller: &dyn Teller,
    language: Language,
) -> ! {
    let mut keeper = Keeper { changes: BTreeSet::new(), made: BTreeSet::new(), took: None, settled: true };
    let mut storm: Option<Instant> = None;
    let mut deaf = None;
    let mut cost = keeper.look(&mut preview, None, Instant::now(), live, teller);
    loop {
        if watch.deaf != deaf {
            deaf.clone_from(&watch.deaf);
            deaf.iter().for_each(|reason| teller.deaf(reason));
        }
        if storm.is_none() && !keeper.settled {
            keeper.settle(&preview, &watch, live, teller, language);
        }
        let beat = if deaf.is_some() { DEAF_BEAT } else { BEAT };
        let patience = if storm.is_some() { QUIET } else { beat.max(cost * BEAT_COST) };
        let hint = watch.wait(patience);
        let begun = Instant::now();
        let over = hint.is_none() || storm.is_some_and(|since| since.elapsed() > LONGEST_STORM);
        if let Some(hint) = hint {
            storm.get_or_insert(begun);
            let hint = gathered(&mut watch, hint);
            if hint.as_ref().is_some_and(|paths| paths.len() <= MANY) {
                keeper.look(&mut preview, hint.as_ref(), begun, live, teller);
            }
        }
        if over {
            storm = None;
            let lost = preview.is_lost();
            cost = keeper.look(&mut preview, None, begun, live, teller);
            if lost && !preview.is_lost() {
                watch.arm();
            }
        }
    }
}

/// `hint` with what comes together with it.
fn gathered(watch: &mut Watch, hint: Hint) -> Hint {
    let mut hint = hint;
    while hint.as_ref().is_some_and(|paths| paths.len() <= MANY)
        && let Some(more) = watch.wait(TOGETHER)
    {
        hint = both(hint, more);
    }
    hint
}

/// What was done since the last complete build.
struct Keeper {
    changes: BTreeSet<Text>,
    made: BTreeSet<String>,
    took: Option<Duration>,
    settled: bool,
}

impl Keeper {
    /// Looks, serves what changed since `begun`, and gives how long the look took.
    fn look(
        &mut self,
        preview: &mut Preview,
        hint: Option<&BTreeSet<std::path::PathBuf>>,
        begun: Instant,
        live: &Live,
        teller: &dyn Teller,
    ) -> Duration {
        let start = Instant::now();
        let look = match catch_unwind(AssertUnwindSafe(|| preview.look(hint))) {
            Ok(look) => look,
            Err(panic) => {
                teller.survived(crate::render::reason(&*panic));
                Look::Same
            }
        };
        let cost = start.elapsed();
        if let (Look::Changed(changes), Some(snapshot)) = (look, preview.current()) {
            self.took.get_or_insert(begun.elapsed());
            live.publish(snapshot);
            self.changes.extend(changes);
            self.settled = false;
        }
        cost
    }

    /// Makes the rest of the pages and tells what is wrong, unless something newer comes.
    fn settle(
        &mut self,
        preview: &Preview,
        watch: &Watch,
        live: &Live,
        teller: &dyn Teller,
        language: Language,
    ) {
        let pending = watch.pending();
        let settled = catch_unwind(AssertUnwindSafe(|| preview.settle(&pending)));
        self.made.extend(preview.made());
        let diagnostics = match settled {
            Ok(Ok(diagnostics)) => diagnostics,
            Ok(Err(_)) => return,
            Err(panic) => {
                teller.survived(crate::render::reason(&*panic));
                Vec::new()
            }
        };
        self.settled = true;
        let Some(snapshot) = preview.current() else { return };
        let sources = &snapshot.prepared.scan.sources;
        let of_site = snapshot.prepared.whole.as_ref().map(|whole| whole.site.settings.language);
        live.tell(overlay::of(&diagnostics, sources, of_site.unwrap_or(language)));
        teller.built(&Built {
            changes: &std::mem::take(&mut self.changes),
            made: &std::mem::take(&mut self.made).into_iter().collect::<Vec<_>>(),
            took: self.took.take().unwrap_or_default(),
            diagnostics: &diagnostics,
            snapshot,
        });
    }
}
