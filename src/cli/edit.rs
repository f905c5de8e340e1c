//! The command `edit`: the preview with the desk beside it.

use std::io;
use std::sync::Arc;

use jiff::Timestamp;

use crate::cli::ExitStatus;
use crate::cli::arguments::Arguments;
use crate::cli::build::build_time;
use crate::cli::desk_publisher::CommandPublisher;
use crate::cli::preview_arguments::EditArguments;
use crate::cli::report::Reporter;
use crate::cli::serve::{PreviewStart, absolute_root, bind, run_preview};
use crate::cli::start;
use crate::cli::user::user_name;
use crate::desk::{DeskOptions, DeskServer};
use crate::model::site::ShowHidden;

/// Opens the desk in a browser, until the process is interrupted.
pub fn edit(arguments: &Arguments, edit: &EditArguments, reporter: &Reporter) -> ExitStatus {
    let root = absolute_root(arguments);
    if !start::is_site(&root) {
        return start::start(&root, edit, reporter);
    }
    let Some(now) = build_time(edit.today.as_deref(), reporter) else { return ExitStatus::Failure };
    let Some(server) = bind(None, edit.port, reporter) else { return ExitStatus::Failure };
    let (port, language) = (server.address.port(), reporter.language);
    let has_fixed_day = edit.today.is_some();
    let publisher = CommandPublisher { root: root.clone(), language, today: edit.today.clone() };
    let start = PreviewStart { root: root.clone(), now, has_fixed_day, shown: ShowHidden::All };
    run_preview(server, start, reporter, |parts| {
        let options = DeskOptions {
            root,
            port,
            language,
            broadcast: parts.broadcast,
            unsaved: parts.unsaved,
            hints: parts.hints,
            clock: Box::new(Timestamp::now),
            user: user_name(),
            computer: whoami::hostname().unwrap_or_default(),
            publisher: Arc::new(publisher),
        };
        let desk = DeskServer::new(options).map_err(io::Error::other)?;
        let address = desk.entry_address().map_err(io::Error::other)?;
        reporter.sentence("desk-ready", &[("address", address.clone())]);
        Ok((Some(Arc::new(desk)), edit.open.then_some(address)))
    })
}
