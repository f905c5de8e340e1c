//! Runs `publish` for the desk: the same command, with the desk in place of the terminal.

use std::path::PathBuf;
use std::sync::Arc;

use crate::cli::ExitStatus;
use crate::cli::arguments::{ConsentFlags, PublishArguments, PublishTask};
use crate::cli::publish::publish;
use crate::cli::report::Reporter;
use crate::desk::{DeskPublisher, PublishingTask, TaskObserver};
use crate::messages::Language;
use crate::publish::publisher::Inspect;

/// Publishes the project at `root`.
pub struct CommandPublisher {
    /// The project folder, absolute.
    pub root: PathBuf,
    /// The language of the sentences.
    pub language: Language,
    /// The day to build for, `YYYY-MM-DD`; the current day when absent.
    pub today: Option<String>,
}

impl DeskPublisher for CommandPublisher {
    fn run(&self, task: PublishingTask, target: &str, observer: Arc<dyn TaskObserver>) -> bool {
        let arguments = PublishArguments {
            target: Some(target.to_owned()),
            task: match task {
                PublishingTask::Plan | PublishingTask::Publish => PublishTask::Site,
                PublishingTask::Check => PublishTask::Check,
                PublishingTask::Undo => PublishTask::Undo,
                PublishingTask::Remember => PublishTask::Remember,
            },
            dry_run: task == PublishingTask::Plan,
            // The observer is asked for every consent.
            consent: ConsentFlags::default(),
            out: self.root.join("public"),
            today: self.today.clone(),
            verify: true,
            inspect: Inspect::Daily,
        };
        let reporter = Reporter::for_desk(self.language, observer);
        publish(&self.root, &arguments, &reporter) == ExitStatus::Clean
    }
}
