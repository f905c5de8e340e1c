//! What the steps of one run of the command share.

use jiff::tz::TimeZone;

use crate::cli::arguments::{Arguments, Publish};
use crate::cli::report::Reporter;
use crate::model::target::Target;
use crate::publish::release::Publisher;
use crate::publish::state::State;

/// One run of the command.
pub struct Run<'a> {
    pub arguments: &'a Arguments,
    pub publish: &'a Publish,
    pub reporter: &'a Reporter,
    /// In which times are told.
    pub zone: TimeZone,
    pub target: &'a Target,
    /// Where the target is, as people write it.
    pub place: String,
    pub base_url: &'a str,
    pub state: &'a State,
    pub publisher: Publisher,
}
