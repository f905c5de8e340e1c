//! Bidirectional controls (Unicode Standard Annex 9): finds unmatched ones, and isolates texts that contain them.
//!
//! An override or an embedding that is not closed also reverses the words after the text, such as those of a template
//! or the next name in a list.

use std::borrow::Cow;

use super::flaw::{Flaw, FlawKind};

const POP_FORMATTING: char = '\u{202c}';
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// The bidirectional controls of a text that is read piece by piece.
#[derive(Debug, Default)]
pub struct BidiControls {
    /// The controls that are open, each with its offset in bytes.
    open: Vec<(usize, char)>,
    /// The number of isolates among them.
    isolates: usize,
    /// The offsets of U+2069 without an isolate to close.
    stray: Vec<usize>,
}

impl BidiControls {
    /// Reads `text`, the next piece, whose first byte has the offset `start`.
    pub fn read(&mut self, text: &str, start: usize) {
        // All controls begin with this byte in UTF-8.
        if memchr::memchr(0xe2, text.as_bytes()).is_none() {
            return;
        }
        for (at, letter) in text.char_indices() {
            match letter {
                '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => self.open.push((start + at, letter)),
                '\u{2066}'..=FIRST_STRONG_ISOLATE => {
                    self.isolates += 1;
                    self.open.push((start + at, letter));
                }
                POP_FORMATTING => _ = self.open.pop_if(|(_, control)| !is_isolate(*control)),
                POP_ISOLATE if self.isolates == 0 => self.stray.push(start + at),
                POP_ISOLATE => {
                    // It also closes the embeddings inside the isolate.
                    while self.open.pop().is_some_and(|(_, control)| !is_isolate(control)) {}
                    self.isolates -= 1;
                }
                _ => {}
            }
        }
    }

    /// Returns the first control that has no counterpart, and its offset in bytes.
    pub fn first_unmatched(&self) -> Option<(usize, char)> {
        let stray = self.stray.first().map(|at| (*at, POP_ISOLATE));
        self.open.first().copied().into_iter().chain(stray).min_by_key(|(at, _)| *at)
    }

    /// Returns the controls that close the open ones, in the right order.
    pub fn closing(&self) -> String {
        self.open.iter().rev().map(|(_, control)| closing_of(*control)).collect()
    }
}

fn is_isolate(control: char) -> bool {
    control >= '\u{2066}'
}

fn closing_of(control: char) -> char {
    if is_isolate(control) { POP_ISOLATE } else { POP_FORMATTING }
}

/// Returns the first control of `text` that has no counterpart.
pub(super) fn unmatched_control(text: &str) -> Option<Flaw> {
    let mut controls = BidiControls::default();
    controls.read(text, 0);
    let (at, control) = controls.first_unmatched()?;
    Some(Flaw { range: at..at + control.len_utf8(), kind: FlawKind::OpenBidi, proposal: None })
}

/// Returns `text` between U+2068 and U+2069 with its open controls closed; borrowed and unchanged if all are closed.
///
/// Leaves out a U+2069 without an isolate to close, because it would end an isolate around the text. Idempotent.
pub fn isolated(text: &str) -> Cow<'_, str> {
    let mut controls = BidiControls::default();
    controls.read(text, 0);
    if controls.open.is_empty() && controls.stray.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut isolated = String::with_capacity(text.len() + 16);
    isolated.push(FIRST_STRONG_ISOLATE);
    let mut copied = 0;
    for at in &controls.stray {
        isolated.push_str(&text[copied..*at]);
        copied = at + POP_ISOLATE.len_utf8();
    }
    isolated.push_str(&text[copied..]);
    isolated.push_str(&controls.closing());
    isolated.push(POP_ISOLATE);
    Cow::Owned(isolated)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::isolated;

    /// Open controls are closed in the right order, inside an isolate.
    #[test]
    fn open_controls_are_closed() {
        for (text, expected) in [
            ("a\u{202e}b", "\u{2068}a\u{202e}b\u{202c}\u{2069}"),
            ("\u{2067}\u{202b}b", "\u{2068}\u{2067}\u{202b}b\u{202c}\u{2069}\u{2069}"),
            ("\u{202b}\u{2066}b\u{202c}", "\u{2068}\u{202b}\u{2066}b\u{202c}\u{2069}\u{202c}\u{2069}"),
            ("a\u{2069}b", "\u{2068}ab\u{2069}"),
        ] {
            assert_eq!(isolated(text), expected, "{text:?}");
        }
    }

    /// Texts whose controls are closed, and isolated texts, stay unchanged.
    #[test]
    fn isolating_is_idempotent() {
        let controls = ["a", "\u{202a}", "\u{202c}", "\u{202e}", "\u{2067}", "\u{2069}"];
        let mut texts = vec![String::new()];
        for _ in 0..5 {
            texts =
                texts.iter().flat_map(|start| controls.map(|control| format!("{start}{control}"))).collect();
        }
        for text in texts {
            let once = isolated(&text).into_owned();
            assert!(matches!(isolated(&once), Cow::Borrowed(_)), "{text:?}");
        }
        for text in ["", "Hoa", "\u{202b}a\u{202c}", "\u{2067}\u{202e}a\u{2069}b", "a\u{202c}"] {
            assert!(matches!(isolated(text), Cow::Borrowed(_)), "{text:?}");
        }
    }
}
