//! Defines what the steps of the command share.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::cli::arguments::PublishArguments;
use crate::cli::report::Reporter;
use crate::cli::user::user_name;
use crate::edit::History;
use crate::model::publish_target::PublishTarget;
use crate::publish::local_state::LocalState;
use crate::publish::release::PublisherInfo;

/// One run of the command.
pub struct PublishRun<'a> {
    /// The project folder.
    pub root: &'a Path,
    pub publish: &'a PublishArguments,
    pub reporter: &'a Reporter,
    /// The time zone of reported times.
    pub zone: TimeZone,
    pub target: &'a PublishTarget,
    /// The address of the target, for display.
    pub place: String,
    pub base_url: &'a str,
    pub state: &'a LocalState,
    pub publisher: PublisherInfo,
}

impl PublishRun<'_> {
    /// Marks the publication in the history of the project. The site is published then; without the mark, only the
    /// history is less complete.
    pub fn mark_published(&self) {
        let _ =
            History::new(self.root).mark_published(Timestamp::now(), &user_name(), &self.target.name.value);
    }
}
