//! One task in progress: its output, the question that it waits for, and the answers to it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;

use crate::desk::publishing::contract::{PublishingTask, TaskObserver, UploadProgress};
use crate::desk::publishing::report::TaskReport;
use crate::messages::Messages;
use crate::publish::remote::Secret;
use crate::threads::locked;

/// How long a question waits for its answer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30 * 60);

/// The message that asks whether to make the listed changes.
const CHANGES_QUESTION: &str = "publish-ask";

/// What the user has agreed to before the task began.
#[derive(Debug, Default)]
pub struct Agreement {
    /// The sentences that the user saw and agreed to.
    pub sentences: Vec<String>,
    /// The changes that the user saw, as [`TaskReport::all_changes`]; `None` if none were shown.
    pub changes: Option<Vec<String>>,
}

/// What a task is started with.
pub struct TaskStart {
    /// The number of the task.
    pub number: u64,
    /// What it does.
    pub task: PublishingTask,
    /// The name of the target.
    pub target: String,
    /// The typed secrets, by their accounts.
    pub secrets: BTreeMap<String, Secret>,
}

/// A question that waits for the user.
#[derive(Clone, Debug, Serialize)]
pub struct OpenQuestion {
    /// Distinguishes it from the other questions of the task.
    pub number: usize,
    /// What it is about.
    pub sentence: String,
    /// The question itself.
    pub question: String,
}

/// What changes while a task runs.
#[derive(Default)]
struct Progressing {
    report: TaskReport,
    upload: UploadProgress,
    question: Option<OpenQuestion>,
    answer: Option<bool>,
    asked: usize,
    outcome: Option<bool>,
}

/// A task that was started.
pub struct StartedTask {
    /// What it does.
    pub task: PublishingTask,
    /// The name of the target.
    pub target: String,
    /// Distinguishes it from the other tasks of this start of the desk, in ascending order.
    pub number: u64,
    agreement: Agreement,
    secrets: BTreeMap<String, Secret>,
    messages: Messages,
    progressing: Mutex<Progressing>,
    answered: Condvar,
    is_stopping: AtomicBool,
}

/// A task as the page shows it.
#[derive(Serialize)]
pub struct TaskView {
    number: u64,
    task: PublishingTask,
    target: String,
    is_running: bool,
    is_success: bool,
    is_stopping: bool,
    upload: UploadProgress,
    question: Option<OpenQuestion>,
    /// The output; the lists are empty while the task runs, so that asking often costs little.
    report: TaskReport,
}

impl StartedTask {
    /// The task of `start`, whose sentences are of `messages`.
    pub fn new(start: TaskStart, agreement: Agreement, messages: Messages) -> StartedTask {
        StartedTask {
            task: start.task,
            target: start.target,
            number: start.number,
            agreement,
            secrets: start.secrets,
            messages,
            progressing: Mutex::default(),
            answered: Condvar::new(),
            is_stopping: AtomicBool::new(false),
        }
    }

    /// Whether the task has not ended.
    pub fn is_running(&self) -> bool {
        locked(&self.progressing).outcome.is_none()
    }

    /// The name of the message of the last error; empty if there was none.
    pub fn error(&self) -> String {
        locked(&self.progressing).report.error.clone()
    }

    /// Ends the task; `amend` changes its output first.
    pub fn finish(&self, is_success: bool, amend: impl FnOnce(&mut TaskReport)) {
        let mut progressing = locked(&self.progressing);
        amend(&mut progressing.report);
        progressing.question = None;
        progressing.outcome = Some(is_success);
    }

    /// The changes that a successful plan for `target` has listed; `None` for another task.
    pub fn planned_changes(&self, target: &str) -> Option<Vec<String>> {
        let progressing = locked(&self.progressing);
        let is_plan = self.task == PublishingTask::Plan && self.target == target;
        (is_plan && progressing.outcome == Some(true)).then(|| progressing.report.all_changes.clone())
    }

    /// The task as the page shows it.
    pub fn view(&self) -> TaskView {
        let progressing = locked(&self.progressing);
        let mut report = progressing.report.clone();
        // An undo asks with its changes in view.
        if progressing.outcome.is_none() && progressing.question.is_none() {
            report.changes = Vec::new();
            report.problems = Vec::new();
        }
        TaskView {
            number: self.number,
            task: self.task,
            target: self.target.clone(),
            is_running: progressing.outcome.is_none(),
            is_success: progressing.outcome == Some(true),
            is_stopping: self.should_stop(),
            upload: progressing.upload,
            question: progressing.question.clone(),
            report,
        }
    }

    /// Answers the question with this `number`, if the task still waits for it.
    pub fn answer(&self, number: usize, is_yes: bool) {
        let mut progressing = locked(&self.progressing);
        if progressing.question.take_if(|question| question.number == number).is_some() {
            progressing.answer = Some(is_yes);
            self.answered.notify_all();
        }
    }

    /// Stops before the next file; a question that waits is answered with no.
    pub fn stop(&self) {
        self.is_stopping.store(true, Ordering::Relaxed);
        let mut progressing = locked(&self.progressing);
        if progressing.question.take().is_some() {
            progressing.answer = Some(false);
        }
        self.answered.notify_all();
    }

    fn ask_page(&self, sentence: String, question: String) -> bool {
        let mut progressing = locked(&self.progressing);
        progressing.asked += 1;
        let number = progressing.asked;
        progressing.question = Some(OpenQuestion { number, sentence, question });
        progressing.answer = None;
        let waits = |progressing: &mut Progressing| progressing.answer.is_none();
        let waited = self.answered.wait_timeout_while(progressing, ANSWER_TIMEOUT, waits);
        let (mut progressing, _) = waited.unwrap_or_else(PoisonError::into_inner);
        progressing.question = None;
        progressing.answer.take() == Some(true)
    }
}

impl TaskObserver for StartedTask {
    fn line(&self, line: &str) {
        locked(&self.progressing).report.add(line, &self.messages);
    }

    fn confirms(&self, id: &str, sentence: &str, question: &str) -> bool {
        if self.should_stop() {
            return false;
        }
        let (mut sentence, mut question) = (sentence.to_owned(), question.to_owned());
        if id == CHANGES_QUESTION && self.task == PublishingTask::Undo {
            question = self.messages.say("desk-publish-undo-sure", &[]);
        } else if id == CHANGES_QUESTION {
            let planned = &locked(&self.progressing).report.all_changes.clone();
            match &self.agreement.changes {
                Some(agreed) if agreed == planned => return true,
                Some(_) => sentence = self.messages.say("desk-publish-differs", &[]),
                None => {}
            }
        } else if self.agreement.sentences.contains(&sentence) {
            return true;
        }
        self.ask_page(sentence, question)
    }

    fn typed_secret(&self, account: &str) -> Option<Secret> {
        self.secrets.get(account).cloned()
    }

    fn progress(&self, progress: UploadProgress) {
        locked(&self.progressing).upload = progress;
    }

    fn should_stop(&self) -> bool {
        self.is_stopping.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;
    use std::thread;
    use std::time::Duration;

    use super::{Agreement, PublishingTask, StartedTask, TaskObserver, TaskStart};
    use crate::messages::{Language, Messages};

    fn task(agreement: Agreement) -> Arc<StartedTask> {
        let messages = Messages::built_in(Language::Vi);
        let (task, target) = (PublishingTask::Publish, "web".to_owned());
        let start = TaskStart { number: 1, task, target, secrets: BTreeMap::new() };
        Arc::new(StartedTask::new(start, agreement, messages))
    }

    fn change(path: &str) -> String {
        let facts = serde_json::json!({"path": path, "title": "A", "bytes": 1});
        serde_json::json!({"event": "publish-new", "message": "", "facts": facts}).to_string()
    }

    /// Waits until `task` asks, answers, and returns the sentence.
    fn answer_next(task: &StartedTask, is_yes: bool) -> String {
        loop {
            if let Some(question) = task.view().question {
                task.answer(question.number + 1, true);
                task.answer(question.number, is_yes);
                return question.sentence;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// What the user agreed to is not asked again; other sentences are.
    #[test]
    fn agreed_sentences_are_not_asked() {
        let task = task(Agreement { sentences: vec!["30 of 40".to_owned()], changes: None });
        assert!(task.confirms("publish-many-deletes", "30 of 40", "?"));
        for is_yes in [false, true] {
            let asking = task.clone();
            let asked = thread::spawn(move || asking.confirms("publish-many-deletes", "40 of 40", "?"));
            assert_eq!(answer_next(&task, is_yes), "40 of 40");
            assert_eq!(asked.join().unwrap(), is_yes);
        }
    }

    /// The changes that were listed are made without a question; others are asked about.
    #[test]
    fn other_changes_are_asked_about() {
        let agreed = || Agreement { sentences: Vec::new(), changes: Some(vec!["new a 1".to_owned()]) };
        let same = task(agreed());
        same.line(&change("a"));
        assert!(same.confirms("publish-ask", "", "?"));
        let other = task(agreed());
        other.line(&change("b"));
        let asking = other.clone();
        let asked = thread::spawn(move || asking.confirms("publish-ask", "", "?"));
        assert!(answer_next(&other, false).contains("khác"));
        assert!(!asked.join().unwrap());
    }

    /// A stopped task answers its questions with no.
    #[test]
    fn a_stop_is_a_no() {
        let task = task(Agreement::default());
        let asking = task.clone();
        let asked = thread::spawn(move || asking.confirms("publish-locked", "x", "?"));
        while task.view().question.is_none() {
            thread::sleep(Duration::from_millis(5));
        }
        task.stop();
        assert!(!asked.join().unwrap());
        assert!(!task.confirms("publish-locked", "x", "?"));
    }
}
