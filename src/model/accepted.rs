//! Diagnostics that the author of a record has accepted and that are not reported.

use crate::source::{SourceId, Span, Spanned, Text};

/// The codes of a record's `accept:` list, such as `accept: [same-name]`, and the part of the file they apply
/// to.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The record: a whole file, or one entry or row of it.
    pub within: Span,
    /// Codes of diagnostics, as written; unknown codes are included.
    pub codes: Box<[Spanned<Text>]>,
}

impl Accepted {
    /// Accepts `codes` in the whole file `source`.
    pub fn in_file(source: SourceId, codes: Vec<Spanned<Text>>) -> Accepted {
        Accepted { within: Span::new(source, 0, usize::MAX), codes: codes.into() }
    }
}
