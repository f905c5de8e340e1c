//! Starts the tasks of the publishing page, follows and stops them, and takes secrets.

use std::collections::BTreeMap;

use hyper::StatusCode;
use serde::Deserialize;

use crate::desk::answer::{Answer, Refused};
use crate::desk::publishing::contract::PublishingTask;
use crate::desk::publishing::runner::AlreadyRunning;
use crate::desk::request::DeskRequest;
use crate::desk::state::{DeskState, site};
use crate::model::publish_target::TargetKind;
use crate::publish::needed_secrets::{needed_secrets, secret_account};
use crate::publish::remote::Secret;

/// The task that was started last, as the page shows it; `null` if there was none.
pub fn progress(state: &DeskState) -> Answer {
    Answer::json(&state.publishing.last().map(|last| last.view()))
}

/// Starts a task on a target.
///
/// # Errors
/// When there is no such target, or another task runs.
pub fn start(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    #[derive(Deserialize)]
    struct Start {
        target: String,
        task: PublishingTask,
        /// The sentences that the user has agreed to.
        #[serde(default)]
        agreed: Vec<String>,
    }
    let Start { target, task, agreed } = request.json()?;
    destination(state, &target)?;
    let started = state.publishing.start(task, &target, agreed).map_err(running)?;
    Ok(Answer::json(&started.view()))
}

/// Answers a question of the running task.
///
/// # Errors
/// When the request is not understood.
pub fn answer(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    #[derive(Deserialize)]
    struct Given {
        number: usize,
        is_yes: bool,
    }
    let Given { number, is_yes } = request.json()?;
    if let Some(last) = state.publishing.last() {
        last.answer(number, is_yes);
    }
    Ok(progress(state))
}

/// Stops the running task before the next file.
pub fn stop(state: &DeskState) -> Answer {
    if let Some(last) = state.publishing.last() {
        last.stop();
    }
    progress(state)
}

/// Takes the typed secrets of a target and starts to store them in the keychain.
///
/// # Errors
/// When there is no such target, a secret is missing, or another task runs. The answer never has a secret in it.
pub fn remember(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    #[derive(Deserialize)]
    struct Typed {
        target: String,
        secrets: BTreeMap<String, String>,
    }
    // The reason of a wrong request could quote the secret.
    let refused = |_| Refused::new(StatusCode::BAD_REQUEST, "desk-bad-request").arg("detail", "JSON");
    let mut typed: Typed = serde_json::from_slice(&request.body).map_err(refused)?;
    let destination = destination(state, &typed.target)?;
    let mut secrets = BTreeMap::new();
    for needed in needed_secrets(&destination) {
        let text = typed.secrets.remove(needed.suffix).filter(|text| !text.is_empty());
        let text = text.ok_or_else(|| Refused::new(StatusCode::BAD_REQUEST, "desk-publish-no-secret"))?;
        secrets.insert(secret_account(&destination, needed.suffix), Secret::new(text));
    }
    let started = state.publishing.remember(&typed.target, secrets).map_err(running)?;
    Ok(Answer::json(&started.view()))
}

/// Where the target with this name is.
fn destination(state: &DeskState, name: &str) -> Result<TargetKind, Refused> {
    let snapshot = state.snapshot()?;
    let mut targets = site(&snapshot).into_iter().flat_map(|site| site.settings.publish.iter());
    let found = targets.find(|target| *target.name.value == *name).map(|target| target.destination.clone());
    found.ok_or_else(|| Refused::new(StatusCode::NOT_FOUND, "desk-publish-no-target").arg("name", name))
}

fn running(_: AlreadyRunning) -> Refused {
    Refused::new(StatusCode::CONFLICT, "desk-publish-running")
}
