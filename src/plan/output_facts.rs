//! Names the kinds of output files, and the settings that switch them on and off.

use crate::model::settings::{PageFamilies, PeoplePages, Settings};
use crate::model::site::Site;
use crate::plan::files::Plan;
use crate::plan::kinds::{FeedForm, FileKind, OutputKind, PageKind, WellKnown};
use crate::plan::planned_file::PlannedFile;
use crate::plan::roll::RollPart;

/// Reads a value of the settings.
type IsOn = fn(&Settings) -> bool;

/// The keys of the settings that switch files on and off, each with whether all of its files are on.
const SWITCHES: [(&str, IsOn); 11] = [
    ("pages.people", |settings| settings.pages.people == PeoplePages::All),
    ("pages.units", |settings| settings.pages.units),
    ("pages.decisions", |settings| settings.pages.decisions),
    ("pages.kinds", |settings| settings.pages.kinds),
    ("pages.tags", |settings| settings.pages.tags),
    ("pages.archive", |settings| settings.pages.archive),
    ("pages.feeds", |settings| settings.pages.feeds),
    ("pages.downloads", |settings| settings.pages.downloads),
    ("pages.statistics", |settings| settings.pages.statistics),
    ("pages.search", |settings| settings.pages.search),
    ("rolls.parts", |settings| settings.rolls.parts),
];

/// Returns whether the setting `key` is switched off, at least for some files; false for a key that switches no files.
pub fn is_switched_off(settings: &Settings, key: &str) -> bool {
    SWITCHES.iter().any(|(known, is_on)| *known == key && !is_on(settings))
}

/// Returns `site` with the settings that switch files on and off all on, to find what they leave out.
pub fn with_all_files(site: &Site) -> Site {
    let mut site = site.clone();
    site.settings.pages = PageFamilies::default();
    site.settings.rolls.parts = true;
    site
}

impl Plan {
    /// Returns the keys of the settings without which `file` does not exist, such as `pages.people`; none for a file
    /// that every site with its content has. A redirect has the keys of its target.
    pub fn switches(&self, file: &PlannedFile) -> &'static [&'static str] {
        match &file.kind {
            OutputKind::Page(PageKind::Redirect(to)) => {
                self.page(to).map_or(&[], |target| target.kind.switches())
            }
            kind => kind.switches(),
        }
    }
}

impl OutputKind {
    fn switches(&self) -> &'static [&'static str] {
        match self {
            OutputKind::Page(kind) => kind.switches(),
            OutputKind::File(kind) => kind.switches(),
        }
    }

    /// Returns the word for message arguments and programs: for a page, the name of its template with `-`, except for
    /// standalone pages and the page of unknown addresses.
    pub fn word(&self) -> &'static str {
        match self {
            OutputKind::Page(kind) => kind.word(),
            OutputKind::File(kind) => kind.word(),
        }
    }
}

impl PageKind {
    fn switches(&self) -> &'static [&'static str] {
        match self {
            PageKind::Recipient(..) | PageKind::Namesakes(..) | PageKind::Gone => &["pages.people"],
            PageKind::Units(_) | PageKind::UnitChildren(..) | PageKind::Unit(..) => &["pages.units"],
            PageKind::Decisions | PageKind::DecisionsYear(..) | PageKind::Decision(..) => {
                &["pages.decisions"]
            }
            PageKind::Kinds | PageKind::Kind(..) => &["pages.kinds"],
            PageKind::Tags(_) | PageKind::Tag(..) => &["pages.tags"],
            PageKind::Archive | PageKind::ArchiveYear(..) | PageKind::ArchiveMonth(..) => &["pages.archive"],
            PageKind::Statistics => &["pages.statistics"],
            PageKind::Search => &["pages.search"],
            PageKind::SearchLetter(..) | PageKind::GivenName(..) => &["pages.search", "pages.people"],
            PageKind::RollParts(..) => &["rolls.parts"],
            PageKind::Roll(_, part, _) if *part != RollPart::Whole => &["rolls.parts"],
            PageKind::Home
            | PageKind::Section(..)
            | PageKind::Article(..)
            | PageKind::Movements(_)
            | PageKind::Movement(..)
            | PageKind::Standalone(_)
            | PageKind::Rolls
            | PageKind::Roll(..)
            | PageKind::RollNames(..)
            | PageKind::Corrections(_)
            | PageKind::NotFound
            | PageKind::Redirect(_) => &[],
        }
    }

    fn word(&self) -> &'static str {
        match self {
            PageKind::Standalone(_) => "page",
            PageKind::NotFound => "not-found",
            PageKind::ArchiveYear(..) => "archive-year",
            PageKind::ArchiveMonth(..) => "archive-month",
            PageKind::RollParts(..) => "roll-parts",
            PageKind::RollNames(..) => "roll-names",
            PageKind::DecisionsYear(..) => "decisions-year",
            PageKind::UnitChildren(..) => "unit-children",
            PageKind::SearchLetter(..) => "search-letter",
            PageKind::GivenName(..) => "given-name",
            kind => kind.facts().template,
        }
    }
}

impl FileKind {
    fn switches(&self) -> &'static [&'static str] {
        match self {
            FileKind::Feed(..) => &["pages.feeds"],
            FileKind::Download(..) | FileKind::DownloadArchive(_) | FileKind::Schema => &["pages.downloads"],
            FileKind::SearchRoot(_) | FileKind::SearchFile(_) => &["pages.search"],
            FileKind::Sitemap(_)
            | FileKind::SitemapIndex(_)
            | FileKind::Robots
            | FileKind::WellKnown(_)
            | FileKind::Copy(_)
            | FileKind::Picture(..)
            | FileKind::SharePicture(_)
            | FileKind::ThemeFile(_) => &[],
        }
    }

    fn word(&self) -> &'static str {
        match self {
            FileKind::Download(..) => "download",
            FileKind::DownloadArchive(_) => "download-archive",
            FileKind::Schema => "schema",
            FileKind::Feed(FeedForm::Atom, ..) => "atom-feed",
            FileKind::Feed(FeedForm::Json, ..) => "json-feed",
            FileKind::Sitemap(_) | FileKind::SitemapIndex(_) => "sitemap",
            FileKind::Robots => "robots",
            FileKind::SearchRoot(_) | FileKind::SearchFile(_) => "search-file",
            FileKind::WellKnown(WellKnown::Manifest) => "manifest",
            FileKind::WellKnown(WellKnown::Security) => "security",
            FileKind::WellKnown(WellKnown::Humans) => "humans",
            FileKind::WellKnown(_) => "host-file",
            FileKind::Copy(_) => "copy",
            FileKind::Picture(..) => "picture",
            FileKind::SharePicture(_) => "share-picture",
            FileKind::ThemeFile(_) => "theme-file",
        }
    }
}
