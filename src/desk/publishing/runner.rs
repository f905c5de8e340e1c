//! Runs one task at a time in a thread of its own, and keeps the secrets that no keychain keeps.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::desk::publishing::contract::{DeskPublisher, PublishingTask};
use crate::desk::publishing::report::{ReportedLine, TaskReport};
use crate::desk::publishing::task::{Agreement, StartedTask, TaskStart};
use crate::messages::{Language, Messages};
use crate::publish::remote::Secret;
use crate::threads::locked;

/// The message of a system without a keychain.
const NO_KEYCHAIN: &str = "publish-no-keychain";

/// The tasks of one start of the desk.
pub struct Publishing {
    publisher: Arc<dyn DeskPublisher>,
    language: Language,
    /// Typed secrets by their accounts, until the keychain has them or the program ends.
    secrets: Arc<Mutex<BTreeMap<String, Secret>>>,
    last: Mutex<Option<Arc<StartedTask>>>,
}

/// A task runs already.
#[derive(Debug)]
pub struct AlreadyRunning;

impl Publishing {
    /// No task yet; `publisher` runs them.
    pub fn new(publisher: Arc<dyn DeskPublisher>, language: Language) -> Publishing {
        Publishing { publisher, language, secrets: Arc::default(), last: Mutex::default() }
    }

    /// The task that was started last.
    pub fn last(&self) -> Option<Arc<StartedTask>> {
        locked(&self.last).clone()
    }

    /// Whether a typed secret of `account` is in memory.
    pub fn keeps(&self, account: &str) -> bool {
        locked(&self.secrets).contains_key(account)
    }

    /// Starts `task` on `target`; `sentences` are those that the user has agreed to.
    ///
    /// # Errors
    /// When another task runs, or the system starts no thread.
    pub fn start(
        &self,
        task: PublishingTask,
        target: &str,
        sentences: Vec<String>,
    ) -> Result<Arc<StartedTask>, AlreadyRunning> {
        self.begin(task, target, sentences, BTreeMap::new())
    }

    /// Keeps the typed secrets of `target`, by their accounts, and starts the task that stores them in the keychain.
    ///
    /// # Errors
    /// When another task runs, or the system starts no thread.
    pub fn remember(
        &self,
        target: &str,
        typed: BTreeMap<String, Secret>,
    ) -> Result<Arc<StartedTask>, AlreadyRunning> {
        self.begin(PublishingTask::Remember, target, Vec::new(), typed)
    }

    fn begin(
        &self,
        task: PublishingTask,
        target: &str,
        sentences: Vec<String>,
        typed: BTreeMap<String, Secret>,
    ) -> Result<Arc<StartedTask>, AlreadyRunning> {
        let mut last = locked(&self.last);
        if last.as_ref().is_some_and(|last| last.is_running()) {
            return Err(AlreadyRunning);
        }
        let number = last.as_ref().map_or(1, |last| last.number + 1);
        let planned = last.as_ref().and_then(|last| last.planned_changes(target));
        let changes = planned.filter(|_| task == PublishingTask::Publish);
        let accounts: Vec<String> = typed.keys().cloned().collect();
        let secrets = {
            let mut secrets = locked(&self.secrets);
            secrets.extend(typed);
            secrets.clone()
        };
        let start = TaskStart { number, task, target: target.to_owned(), secrets };
        let agreement = Agreement { sentences, changes };
        let started = Arc::new(StartedTask::new(start, agreement, Messages::built_in(self.language)));
        let running = RunningTask {
            started: started.clone(),
            secrets: self.secrets.clone(),
            accounts,
            messages: Messages::built_in(self.language),
        };
        let publisher = self.publisher.clone();
        let thread = thread::Builder::new().name("publish".to_owned());
        thread.spawn(move || running.run(&*publisher)).map_err(|_| AlreadyRunning)?;
        *last = Some(started.clone());
        Ok(started)
    }
}

/// What the thread of a task needs.
struct RunningTask {
    started: Arc<StartedTask>,
    secrets: Arc<Mutex<BTreeMap<String, Secret>>>,
    /// The accounts of the secrets that were typed for this task.
    accounts: Vec<String>,
    messages: Messages,
}

impl RunningTask {
    fn run(&self, publisher: &dyn DeskPublisher) {
        let started = &self.started;
        let work = || publisher.run(started.task, &started.target, started.clone());
        match catch_unwind(AssertUnwindSafe(work)) {
            Err(_) => started.finish(false, |report| report.push(self.line("desk-publish-failed", true))),
            Ok(is_success) if started.task == PublishingTask::Remember => self.finish_remembering(is_success),
            Ok(is_success) => started.finish(is_success, |_| {}),
        }
    }

    /// Forgets the secrets that the keychain has; without a keychain they stay in memory.
    fn finish_remembering(&self, is_success: bool) {
        if is_success {
            let mut secrets = locked(&self.secrets);
            self.accounts.iter().for_each(|account| _ = secrets.remove(account));
        }
        let is_kept = self.started.error() == NO_KEYCHAIN;
        self.started.finish(is_success || is_kept, |report: &mut TaskReport| {
            if is_kept {
                report.lines = vec![self.line("desk-publish-kept", false)];
            }
        });
    }

    fn line(&self, name: &str, is_error: bool) -> ReportedLine {
        ReportedLine { is_error, text: self.messages.say(name, &[]), help: String::new() }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::{Arc, Barrier};
    use std::thread;
    use std::time::Duration;

    use super::{DeskPublisher, Publishing, PublishingTask, Secret};
    use crate::desk::publishing::contract::TaskObserver;
    use crate::messages::Language;

    /// Waits for the test, and fails for want of a keychain.
    struct NoKeychain(Barrier);

    impl DeskPublisher for NoKeychain {
        fn run(&self, task: PublishingTask, target: &str, observer: Arc<dyn TaskObserver>) -> bool {
            self.0.wait();
            assert!(target != "panic", "as the test wants");
            if task == PublishingTask::Remember {
                observer.line(r#"{"severity":"error","code":"publish-no-keychain","message":"none"}"#);
            }
            observer.typed_secret("web PASSWORD").is_some() && task != PublishingTask::Remember
        }
    }

    fn ended(publishing: &Publishing) -> serde_json::Value {
        loop {
            let last = publishing.last().unwrap();
            if !last.is_running() {
                return serde_json::to_value(last.view()).unwrap();
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// One task runs at a time; a secret without a keychain stays in memory for the next one, and a panic ends a task.
    #[test]
    fn one_task_at_a_time() {
        let publisher = Arc::new(NoKeychain(Barrier::new(2)));
        let publishing = Publishing::new(publisher.clone(), Language::En);
        let typed = BTreeMap::from([("web PASSWORD".to_owned(), Secret::new("rat-bi-mat".to_owned()))]);
        publishing.remember("web", typed).unwrap();
        assert!(publishing.start(PublishingTask::Check, "web", Vec::new()).is_err());
        publisher.0.wait();
        let view = ended(&publishing);
        assert_eq!(
            (&view["is_success"], &view["report"]["lines"][0]["is_error"]),
            (&true.into(), &false.into())
        );
        assert!(publishing.keeps("web PASSWORD") && !view.to_string().contains("rat-bi-mat"));
        for (target, is_success) in [("web", true), ("panic", false)] {
            publishing.start(PublishingTask::Check, target, Vec::new()).unwrap();
            publisher.0.wait();
            assert_eq!(ended(&publishing)["is_success"], is_success);
        }
    }
}
