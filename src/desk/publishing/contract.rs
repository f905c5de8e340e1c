//! What the desk asks of the program that publishes, and what it learns meanwhile.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::publish::remote::Secret;

/// A task on a publish target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PublishingTask {
    /// Connects, and tests whether files can be written.
    Check,
    /// Builds the site and lists what would change.
    Plan,
    /// Builds the site and uploads it.
    Publish,
    /// Restores the release before the current one.
    Undo,
    /// Stores the secrets of the target in the keychain.
    Remember,
}

/// Runs the tasks of `bangvang publish`.
pub trait DeskPublisher: Send + Sync {
    /// Runs `task` on the target with the name `target`, and returns whether it succeeded. Everything that the command
    /// would print is reported to `observer`.
    fn run(&self, task: PublishingTask, target: &str, observer: Arc<dyn TaskObserver>) -> bool;
}

/// How far an upload is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct UploadProgress {
    /// The bytes that were sent.
    pub bytes: u64,
    /// The bytes to send.
    pub all_bytes: u64,
    /// The files that the host has confirmed.
    pub files: usize,
}

/// Observes a task and answers its questions; called from several threads.
pub trait TaskObserver: Send + Sync {
    /// A line of the output for programs: a JSON object.
    fn line(&self, line: &str);

    /// Asks the user `question` about `sentence`, which the message with the name `id` made; waits for the answer.
    fn confirms(&self, id: &str, sentence: &str, question: &str) -> bool;

    /// The secret that was typed for `account`, and is not in the keychain.
    fn typed_secret(&self, account: &str) -> Option<Secret>;

    /// The upload went on.
    fn progress(&self, progress: UploadProgress);

    /// Returns true to stop before the next file.
    fn should_stop(&self) -> bool;
}
