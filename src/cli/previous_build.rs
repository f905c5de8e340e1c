//! What a build reported, kept with its output so that a build that has nothing to do reports it again.

use std::env;
use std::fmt::Write;

use jiff::tz::TimeZoneDatabase;
use serde::{Deserialize, Serialize};

use crate::cli::arguments::BuildArguments;
use crate::cli::report::{OutputLine, Reporter};
use crate::hash::Hash;
use crate::model::site::{BuildOptions, HiddenReason};
use crate::pipeline::{PlannedSite, PreparedBuild};
use crate::read::scan::Scan;

/// What a build told that found no errors.
#[derive(Serialize, Deserialize)]
pub struct PreviousBuild {
    zone: String,
    day: String,
    /// Pages that readers may open.
    pub pages: usize,
    told: Vec<OutputLine>,
    hidden: Vec<String>,
}

/// The hash of everything that a build of what `scan` found is made from, but for the day.
///
/// `None` when something was wrong with finding or reading the files, which no hash of theirs tells.
pub fn key(scan: &Scan, build: &BuildArguments, options: &BuildOptions, reporter: &Reporter) -> Option<Hash> {
    if scan.diagnostics().next().is_some() {
        return None;
    }
    // Another program may make another site of the same files, whatever its number says.
    let program = env::current_exe().and_then(|path| path.metadata()).ok()?;
    let mut text = format!(
        "{} {:?} {:?} {:?} {:?} {:?}",
        env!("CARGO_PKG_VERSION"),
        (program.len(), program.modified().ok()?),
        reporter.language,
        reporter.format(),
        (build.adopt, options.shown),
        options.base_url
    );
    for source in scan.sources.all() {
        let _ = write!(text, "\n{} {}", source.path, source.hash);
    }
    Some(Hash::of(text.as_bytes()))
}

impl PreviousBuild {
    /// What was told of `prepared`, which has so many `pages`; `None` when it will be another site before the day is over.
    pub fn of(
        prepared: &PreparedBuild,
        pages: usize,
        told: Vec<OutputLine>,
        hidden: Vec<String>,
    ) -> Option<PreviousBuild> {
        let PlannedSite { site, .. } = prepared.whole.as_ref()?;
        let day = site.now.date();
        let changes =
            site.hidden.iter().any(|hidden| hidden.reason == HiddenReason::Future && hidden.day == Some(day));
        let zone = site.settings.time_zone.iana_name()?;
        (!changes).then(|| PreviousBuild { zone: zone.to_owned(), day: day.to_string(), pages, told, hidden })
    }

    /// What stands in `note`, if the day is still the same.
    pub fn read(note: &str, options: &BuildOptions) -> Option<PreviousBuild> {
        let past: PreviousBuild = serde_json::from_str(note).ok()?;
        let zone = TimeZoneDatabase::bundled().get(&past.zone).ok()?;
        (options.now.in_zone(&zone).date().to_string() == past.day).then_some(past)
    }

    /// The note that stands for it.
    pub fn note(&self) -> String {
        serde_json::to_string(self).expect("texts and numbers can be written")
    }

    /// Tells all of it again.
    pub fn tell(&self, reporter: &Reporter) {
        reporter.print(&self.told);
        self.hidden.iter().for_each(|line| reporter.note(line));
    }
}
