//! What the author of a record knows of already and does not want to be told.

use crate::source::{SourceId, Span, Spanned, Text};

/// The codes beside a record, `accept: [same-name]`, and the part of its file that they hold for.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The whole record.
    pub within: Span,
    /// Codes of diagnostics, as written.
    pub codes: Box<[Spanned<Text>]>,
}

impl Accepted {
    /// `codes`, for everything in the file `source`.
    pub fn in_file(source: SourceId, codes: Vec<Spanned<Text>>) -> Accepted {
        Accepted { within: Span::new(source, 0, usize::MAX), codes: codes.into() }
    }
}
