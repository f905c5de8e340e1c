//! The page that publishes: the targets, the form of a new one, and the earlier publications.

use serde::Serialize;

use crate::desk::answer::Refused;
use crate::desk::form::{self, FieldView};
use crate::desk::request::DeskRequest;
use crate::desk::state::{DeskState, site, zone};
use crate::edit::target_fields;
use crate::html;
use crate::model::publish_target::PublishTarget;
use crate::publish::connect::display_target;
use crate::publish::needed_secrets::{needed_secrets, secret_account};
use crate::publish::remote::SecretQuestion;

/// The number of earlier publications that are listed.
const MAX_SHOWN_PUBLICATIONS: usize = 5;

/// The publishing page.
#[derive(Serialize)]
pub struct PublishView {
    targets: Vec<TargetLink>,
    current: Option<TargetView>,
    /// Whether a target in the settings has errors.
    has_broken: bool,
    kinds: Vec<KindForm>,
    /// A name for a new target.
    new_name: String,
    /// The number of files with text that was typed and not saved.
    unsaved: usize,
    /// The address of the site for readers.
    site_address: String,
    publications: Vec<PublicationRow>,
}

/// A target among several.
#[derive(Serialize)]
struct TargetLink {
    name: String,
    href: String,
    is_current: bool,
}

/// The target that the page is about.
#[derive(Serialize)]
struct TargetView {
    name: String,
    place: String,
    secrets: Vec<SecretField>,
    /// Whether its typed secrets are in memory, for want of a keychain.
    is_kept: bool,
}

/// A secret that can be typed.
#[derive(Serialize)]
struct SecretField {
    suffix: &'static str,
    label: String,
}

/// The form of a target of one kind.
#[derive(Serialize)]
struct KindForm {
    kind: String,
    fields: Vec<FieldView>,
    more_fields: Vec<FieldView>,
}

/// An earlier publication.
#[derive(Serialize)]
struct PublicationRow {
    when: String,
    who: String,
    target: String,
}

/// The page for the target that `request` names, or for the first one.
///
/// # Errors
/// When there is no build in time.
pub fn view(state: &DeskState, request: &DeskRequest) -> Result<PublishView, Refused> {
    let snapshot = state.snapshot()?;
    let settings = site(&snapshot).map(|site| &site.settings);
    let targets = settings.map_or(&[][..], |settings| &settings.publish);
    let named = targets.iter().find(|target| *target.name.value == *request.parameter("target"));
    let current = named.or(targets.first());
    let link = |target: &PublishTarget| TargetLink {
        name: target.name.value.to_string(),
        href: format!("/publish?target={}", html::encode_query(&target.name.value)),
        is_current: current.is_some_and(|current| current.name.value == target.name.value),
    };
    let zone = zone(&snapshot);
    let publications = state.files.history().publications().unwrap_or_default().into_iter();
    let row = |one: crate::edit::Publication| PublicationRow {
        when: zone.to_datetime(one.when).strftime("%H:%M %d/%m/%Y").to_string(),
        who: one.who,
        target: one.target,
    };
    let names = ["may-chu", "usb", "du-phong", "noi-khac"].into_iter();
    let mut free = names.filter(|name| targets.iter().all(|target| *target.name.value != **name));
    Ok(PublishView {
        targets: targets.iter().map(link).collect(),
        current: current.map(|target| target_view(state, target)),
        has_broken: settings.is_none_or(|settings| settings.publish_written > targets.len()),
        kinds: kind_forms(state),
        new_name: free.next().unwrap_or_default().to_owned(),
        unsaved: state.recovery.find("").len(),
        site_address: settings.map_or_else(String::new, |settings| format!("{}/", settings.base_url)),
        publications: publications.take(MAX_SHOWN_PUBLICATIONS).map(row).collect(),
    })
}

fn target_view(state: &DeskState, target: &PublishTarget) -> TargetView {
    let needed = needed_secrets(&target.destination);
    let account = |suffix: &str| secret_account(&target.destination, suffix);
    let is_kept = needed.iter().any(|needed| state.publishing.keeps(&account(needed.suffix)));
    let secrets = needed
        .iter()
        .map(|needed| SecretField { suffix: needed.suffix, label: question_label(state, &needed.question) });
    TargetView {
        name: target.name.value.to_string(),
        place: display_target(&target.destination),
        secrets: secrets.collect(),
        is_kept,
    }
}

fn question_label(state: &DeskState, question: &SecretQuestion<'_>) -> String {
    let say = |id: &str, arguments: &[(&str, String)]| state.messages.say(id, arguments);
    let text = match question {
        SecretQuestion::Password { user, host } => {
            say("publish-ask-password", &[("user", (*user).to_owned()), ("host", (*host).to_owned())])
        }
        SecretQuestion::KeyId { bucket } => say("publish-ask-key-id", &[("bucket", (*bucket).to_owned())]),
        SecretQuestion::Key { bucket } => say("publish-ask-key", &[("bucket", (*bucket).to_owned())]),
        SecretQuestion::Passphrase { key } => {
            say("publish-ask-passphrase", &[("path", key.display().to_string())])
        }
        SecretQuestion::ServerPrompt(text) => (*text).to_owned(),
    };
    text.trim_end_matches([':', ' ']).to_owned()
}

/// The form of each kind: required fields first, the others below a heading.
fn kind_forms(state: &DeskState) -> Vec<KindForm> {
    let form = |(kind, fields): (String, Vec<crate::edit::FormField>)| {
        let (first, more): (Vec<_>, Vec<_>) =
            fields.into_iter().partition(|field| field.required || field.key == "port");
        let prefix = format!("{kind}-");
        KindForm {
            fields: form::views(&first, None, &prefix),
            more_fields: form::views(&more, None, &prefix),
            kind,
        }
    };
    target_fields(state.options.language).into_iter().map(form).collect()
}
