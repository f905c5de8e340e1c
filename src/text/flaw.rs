//! What can be wrong with a text, and where.

use std::ops::Range;

/// Something wrong at one place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Bytes of the text as it was given; both ends lie between characters.
    pub range: Range<usize>,
    /// What is wrong.
    pub kind: FlawKind,
    /// What to put in place of `range`, maybe nothing at all; `None` when nobody can know.
    pub proposal: Option<String>,
}

/// What is wrong; the numbers are those of the rules in the field notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlawKind {
    /// A word not in NFC (15). Repaired.
    NotNfc,
    /// A character without width: U+200B to U+200D, U+FEFF, U+00AD (15). Repaired.
    ZeroWidth,
    /// A no-break space: U+00A0, U+2007, U+202F (15). Repaired.
    NoBreakSpace,
    /// Two or more spaces inside a text of one line (15). Repaired.
    DoubleSpace,
    /// Ð U+00D0, Ɖ U+0189, ð U+00F0 or ɖ U+0256 for Đ or đ (16). Repaired.
    LookAlikeD,
    /// A Cyrillic or Greek letter that looks like the Latin one (16). Repaired.
    LookAlike,
    /// A bidirectional control that nothing closes, or U+2069 that closes nothing. Repaired: the text is isolated.
    OpenBidi,
    /// A word with `?` or U+FFFD where a letter was (17).
    LostLetter,
    /// Words typed for a TCVN3 (ABC) font, read as if they were Latin-1: `Mêng Kh¬ng` (17).
    Tcvn3,
    /// Words typed for a VNI font, read as if they were Latin-1: `Nguyeãn` (17).
    Vni,
    /// A person's name all in capitals (18).
    AllCaps,
    /// A title inside a person's name (19).
    Title,
}

impl Flaw {
    pub(super) fn new(range: Range<usize>, kind: FlawKind, proposal: String) -> Self {
        Self { range, kind, proposal: Some(proposal) }
    }
}
