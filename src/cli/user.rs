//! The user of this computer, and the events that a command records for them.

use std::path::Path;

use jiff::Timestamp;

use crate::cli::site_settings::site_settings;
use crate::edit::{EventKind, FileEvent, History};

/// Returns the name of the user as the system knows it, without control characters; empty if it has none.
pub fn user_name() -> String {
    let name = whoami::username().unwrap_or_default();
    name.chars().filter(|letter| !letter.is_control()).collect()
}

/// Returns an event of the present time by this user.
pub fn present_event(kind: EventKind, note: &str) -> FileEvent {
    FileEvent { when: Timestamp::now(), who: user_name(), note: note.to_owned(), kind }
}

/// Deletes old versions from the history of the site at `root`, as its settings say.
pub fn prune_history(root: &Path) {
    let settings = site_settings(root).map(|settings| settings.history).unwrap_or_default();
    History::new(root).prune(Timestamp::now(), settings.max_bytes());
}
