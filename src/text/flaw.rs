//! The kinds of errors that can be found in a text.

use std::ops::Range;

/// An error at one place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The bytes of the original text; both ends are character boundaries.
    pub range: Range<usize>,
    /// The kind of error.
    pub kind: FlawKind,
    /// The replacement for `range`, which may be empty; `None` if only the author can know it.
    pub proposal: Option<String>,
}

/// Which rule of Vietnamese or Unicode text a [`Flaw`] breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlawKind {
    /// A word that is not in NFC. Repaired.
    NotNfc,
    /// A character without width: U+200B to U+200D, U+FEFF, or a soft hyphen, U+00AD. Repaired.
    ZeroWidth,
    /// A no-break space: U+00A0, U+2007 or U+202F. Repaired.
    NoBreakSpace,
    /// Two or more spaces inside a text of one line. Repaired.
    DoubleSpace,
    /// Ð U+00D0, Ɖ U+0189, ð U+00F0 or ɖ U+0256 for Đ or đ. Repaired.
    LookAlikeD,
    /// A Cyrillic or Greek letter that looks like a Latin one. Repaired.
    LookAlike,
    /// A bidirectional control that is not closed, or U+2069 that closes nothing. Repaired: the text is isolated.
    OpenBidi,
    /// A word with `?` or U+FFFD in place of a letter.
    LostLetter,
    /// Words typed for a TCVN3 (ABC) font and read as Latin-1, such as `Mêng Kh¬ng`.
    Tcvn3,
    /// Words typed for a VNI font and read as Latin-1, such as `Nguyeãn`.
    Vni,
    /// Words whose UTF-8 was read in another encoding, such as `Nguyá»…n`; no proposal if bytes of them are lost.
    Misread,
    /// An HTML character reference, such as `&agrave;`.
    Reference,
    /// The name of a person in capitals only.
    AllCaps,
    /// A title in the name of a person.
    Title,
}

impl Flaw {
    pub(super) fn new(range: Range<usize>, kind: FlawKind, proposal: String) -> Self {
        Self { range, kind, proposal: Some(proposal) }
    }
}
