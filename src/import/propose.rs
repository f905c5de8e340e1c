//! Proposes decisions from a document.

use super::grid::Document;
use super::options::ProposeOptions;
use super::proposal::{Answers, Proposal};
use super::registry::Registry;

/// Returns the decisions that a document has, one for each number.
pub fn propose(
    document: &Document,
    registry: &Registry<'_>,
    options: &ProposeOptions,
    answers: &Answers,
) -> Vec<Proposal> {
    let _ = (document, registry, options, answers);
    Vec::new()
}
