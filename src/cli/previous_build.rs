//! What the previous build reported, stored in its output so that a skipped build can report it again.

use std::env;
use std::fmt::Write;

use jiff::tz::TimeZoneDatabase;
use serde::{Deserialize, Serialize};

use crate::cli::report::{OutputLine, Reporter};
use crate::hash::Hash;
use crate::model::site::{BuildOptions, HiddenReason};
use crate::pipeline::{PlannedSite, PreparedBuild};
use crate::read::scan::Scan;
use crate::write::AdoptPolicy;

/// What a build without errors reported.
#[derive(Serialize, Deserialize)]
pub struct PreviousBuild {
    zone: String,
    day: String,
    /// The number of pages that readers can open.
    pub pages: usize,
    lines: Vec<OutputLine>,
    hidden: Vec<String>,
}

/// The hash of all inputs of a build, except the day.
///
/// `None` when files could not be found or read, because their hashes do not show whether that changes.
pub fn key(scan: &Scan, adopt: AdoptPolicy, options: &BuildOptions, reporter: &Reporter) -> Option<Hash> {
    if scan.diagnostics().next().is_some() {
        return None;
    }
    let mut text = format!(
        "{} {:?} {:?} {:?} {:?}",
        program()?,
        reporter.language,
        reporter.format(),
        (adopt, options.shown),
        options.base_url
    );
    for source in scan.sources.all() {
        let _ = write!(text, "\n{} {}", source.path, source.hash);
    }
    Some(Hash::of(text.as_bytes()))
}

/// Identifies this program: another build of it may render another site from the same files, even with the same version
/// number. `None` if the system does not say where the program is.
pub fn program() -> Option<Hash> {
    let file = env::current_exe().and_then(|path| path.metadata()).ok()?;
    let text = format!("{} {:?}", env!("CARGO_PKG_VERSION"), (file.len(), file.modified().ok()?));
    Some(Hash::of(text.as_bytes()))
}

impl PreviousBuild {
    /// Records what was reported of `prepared`; `None` when an article appears later on the same day, so that
    /// the site changes without a change of its files, or when something is reported about a hidden file: the record is
    /// in the output, and the sentences quote the file.
    pub fn new(
        prepared: &PreparedBuild,
        pages: usize,
        lines: Vec<OutputLine>,
        hidden: Vec<String>,
    ) -> Option<PreviousBuild> {
        let PlannedSite { site, .. } = prepared.planned.as_ref()?;
        let day = site.now.date();
        let changes =
            site.hidden.iter().any(|hidden| hidden.reason == HiddenReason::Future && hidden.day == Some(day));
        let quotes_hidden = prepared.diagnostics.iter().any(|found| {
            found.place.source().is_some_and(|source| site.hidden_sources.contains_key(&source))
        });
        let zone = site.settings.time_zone.iana_name()?;
        (!changes && !quotes_hidden).then(|| PreviousBuild {
            zone: zone.to_owned(),
            day: day.to_string(),
            pages,
            lines,
            hidden,
        })
    }

    /// Parses a `note`; `None` when it is from another day or cannot be parsed.
    pub fn read(note: &str, options: &BuildOptions) -> Option<PreviousBuild> {
        let previous: PreviousBuild = serde_json::from_str(note).ok()?;
        let zone = TimeZoneDatabase::bundled().get(&previous.zone).ok()?;
        (options.now.in_zone(&zone).date().to_string() == previous.day).then_some(previous)
    }

    /// Serialises it as the note of a build stamp.
    pub fn note(&self) -> String {
        serde_json::to_string(self).expect("strings and numbers can be serialised")
    }

    /// Reports everything again.
    pub fn report(&self, reporter: &Reporter) {
        reporter.print(&self.lines);
        self.hidden.iter().for_each(|line| reporter.note(line));
    }
}
