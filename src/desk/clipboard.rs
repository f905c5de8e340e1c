//! Turns what a browser pastes into Markdown.

use serde::{Deserialize, Serialize};

use crate::desk::answer::{Answer, Refused};
use crate::desk::request::DeskRequest;
use crate::desk::state::DeskState;
use crate::import::paste::{Loss, paste_into};

/// What a page pastes.
#[derive(Deserialize)]
struct Clipboard {
    /// The HTML of the clipboard.
    html: String,
    /// The text that it is pasted into, so that footnotes get other numbers.
    #[serde(default)]
    text: String,
}

/// Markdown, and sentences about what was not taken.
#[derive(Serialize)]
struct PastedAnswer {
    markdown: String,
    losses: Vec<String>,
}

/// The Markdown of the clipboard in `request`.
///
/// # Errors
/// When the request is malformed.
pub fn paste(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let Clipboard { html, text } = request.json()?;
    let pasted = paste_into(&text, &html);
    let sentence = |loss: &Loss| {
        let (name, count) = match loss {
            Loss::Pictures(count) => ("desk-loss-pictures", *count),
            Loss::MergedCells(count) => ("desk-loss-merged-cells", *count),
            Loss::Objects(count) => ("desk-loss-objects", *count),
            Loss::Rest => ("desk-loss-rest", 0),
        };
        state.messages.say(name, &[("count", count.to_string())])
    };
    Ok(Answer::json(&PastedAnswer {
        losses: pasted.losses.iter().map(sentence).collect(),
        markdown: pasted.markdown,
    }))
}
