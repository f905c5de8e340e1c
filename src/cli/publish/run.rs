//! Defines what the steps of the command share.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::cli::arguments::{Arguments, PublishArguments};
use crate::cli::report::Reporter;
use crate::cli::user::user_name;
use crate::edit::History;
use crate::model::publish_target::PublishTarget;
use crate::publish::local_state::LocalState;
use crate::publish::release::PublisherInfo;

/// One run of the command.
pub struct PublishRun<'a> {
    pub arguments: &'a Arguments,
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
    /// Marks a publication that has succeeded in the history of the project. Without the mark, the site is published all
    /// the same.
    pub fn mark_published(&self) {
        let history = History::new(&self.arguments.root);
        let _ = history.mark_published(Timestamp::now(), &user_name(), &self.target.name.value);
    }
}
