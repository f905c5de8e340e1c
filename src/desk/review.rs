//! The approval of articles: what a page shows of it, and the step that a colleague takes.
//!
//! It is a help between colleagues, not a protection: all who can open the desk can take every step.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::desk::answer::Refused;
use crate::desk::state::{DeskState, site, zone};
use crate::edit::{KeyPath, Wanted};
use crate::model::article::ReviewState;
use crate::model::site::{Article, HiddenReason};
use crate::serve::snapshot::Snapshot;

/// The key of front matter with the state of the approval.
pub const REVIEW_KEY: &str = "review";

/// The approval of an article, as its page shows it.
#[derive(Serialize)]
pub struct ReviewView {
    /// `not-sent`, `sent`, `approved` or `returned`.
    state: &'static str,
    by: String,
    on: String,
    note: String,
}

/// The approval of the article with the front matter `values`; `None` on a site without approvals.
pub fn view(snapshot: &Snapshot, path: &str, values: &Wanted) -> Option<ReviewView> {
    if !path.starts_with("content/articles/") || !site(snapshot)?.settings.review {
        return None;
    }
    let review = values.value(REVIEW_KEY);
    let text = |key| match review.and_then(|review| review.value(key)) {
        Some(Wanted::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let written = text("state");
    let known = ReviewState::WORDS.into_iter().find(|(word, _)| *word == written);
    let state = known.map_or("not-sent", |(word, _)| word);
    Some(ReviewView { state, by: text("by"), on: text("on"), note: text("note") })
}

/// The word of why `article` waits, if it is hidden because it is not approved.
pub fn waiting_word(article: &Article) -> Option<&'static str> {
    (article.would_be_hidden == Some(HiddenReason::Unapproved)).then(|| {
        let state = ReviewState::WORDS.into_iter().find(|(_, state)| Some(*state) == article.record.review);
        state.map_or("not-sent", |(word, _)| word)
    })
}

/// A step of the approval, as the page of an article sends it when it saves the article.
#[derive(Debug, Deserialize)]
pub struct ReviewWish {
    /// The state after it: one of [`ReviewState::WORDS`].
    #[serde(deserialize_with = "known_state")]
    state: (&'static str, ReviewState),
    /// What is to be changed; empty if the article is not returned.
    #[serde(default)]
    note: String,
}

fn known_state<'de, D: Deserializer<'de>>(written: D) -> Result<(&'static str, ReviewState), D::Error> {
    let written = String::deserialize(written)?;
    let known = ReviewState::WORDS.into_iter().find(|(word, _)| *word == written);
    known.ok_or_else(|| D::Error::custom("no state of an approval"))
}

impl ReviewWish {
    /// Whether the article is approved by this step: that is of what the colleague has seen.
    pub fn is_approval(&self) -> bool {
        self.state.1 == ReviewState::Approved
    }

    /// What the history notes about the step.
    pub fn event_note(&self, state: &DeskState) -> String {
        let step = state.messages.say(&format!("desk-review-event-{}", self.state.0), &[]);
        let note = self.note.trim();
        if note.is_empty() { step } else { format!("{step}: {note}") }
    }

    /// Ends the draft among the values `typed` of a form: what is sent or approved is finished.
    pub fn end_draft(&self, typed: &mut Map<String, Value>) {
        if self.state.1 != ReviewState::Returned {
            typed.insert("draft".to_owned(), Value::Bool(false));
        }
    }

    /// The change of the front matter, with the name of the user and the present time.
    ///
    /// # Errors
    /// When there is no build in time.
    pub fn change(&self, state: &DeskState) -> Result<(KeyPath, Option<Wanted>), Refused> {
        let snapshot = state.snapshot()?;
        let on = zone(&snapshot).to_datetime(state.now()).strftime("%Y-%m-%d %H:%M").to_string();
        // The name for the history is in no file of the site.
        let (by, note) = (state.options.user.clone(), self.note.trim().to_owned());
        let entries = [("state", self.state.0.to_owned()), ("by", by), ("on", on), ("note", note)];
        let entries = entries.into_iter().filter(|(_, text)| !text.is_empty());
        let entries = entries.map(|(key, text)| (key.to_owned(), Wanted::Text(text)));
        Ok((KeyPath::new([REVIEW_KEY]), Some(Wanted::Map(entries.collect()))))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::ReviewWish;

    fn wish(state: &str) -> Option<ReviewWish> {
        serde_json::from_value(json!({"state": state})).ok()
    }

    /// Only the states of front matter are steps.
    #[test]
    fn other_states_are_refused() {
        assert!(wish("approved").is_some_and(|wish| wish.is_approval()));
        assert!(wish("sent").is_some_and(|wish| !wish.is_approval()));
        assert!(wish("published").is_none() && wish("").is_none());
    }

    /// What is sent or approved is no draft any more; what is returned stays one.
    #[test]
    fn steps_end_the_draft() {
        for (state, is_draft) in [("sent", false), ("approved", false), ("returned", true)] {
            let mut typed = Map::from_iter([("draft".to_owned(), Value::Bool(true))]);
            wish(state).unwrap().end_draft(&mut typed);
            assert_eq!(typed["draft"], Value::Bool(is_draft), "{state}");
        }
    }
}
