//! Reports what typing and old encodings left in a text, and repairs what can be repaired.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span, Text};
use crate::text::{self, Flaw, FlawKind};

/// `written` without outer blanks and with its harmless flaws put right; what is wrong with it is
/// reported, each kind of flaw once. `span` is its place, quotes included.
pub fn repaired(written: &Text, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Text {
    let trimmed = written.trim();
    if trimmed.len() == written.len() && text::is_sound(trimmed) {
        return written.clone();
    }
    let mut told: Vec<FlawKind> = Vec::new();
    for flaw in text::flaws(trimmed) {
        if !told.contains(&flaw.kind) {
            told.push(flaw.kind);
            let lead = written.len() - written.trim_start().len();
            diagnostics.push(fault(&flaw, trimmed, place(&flaw, lead, written.len(), span)));
        }
    }
    match text::repaired(trimmed) {
        Cow::Borrowed(same) if same.len() == written.len() => written.clone(),
        repaired => Text::from(&*repaired),
    }
}

/// Reports the letters that a piece of Markdown at `span` has lost, and what an old encoding left.
pub fn report_damage(written: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    for flaw in text::damage(written) {
        diagnostics.push(fault(&flaw, written, place(&flaw, 0, written.len(), span)));
    }
}

/// The warning for a file that was not typed in NFC, at its first word that was not; `decomposed` is the
/// text as it was, whose composed form the places of `source` are in.
pub fn not_nfc(decomposed: &str, source: SourceId) -> Option<Diagnostic> {
    let is_composed = |word: &&str| matches!(text::nfc(word), Cow::Borrowed(_));
    let word = decomposed.split_whitespace().find(|word| !is_composed(word))?;
    let start = word.as_ptr() as usize - decomposed.as_ptr() as usize;
    let start = text::nfc(&decomposed[..start]).len();
    let composed = text::nfc(word);
    let span = Span::new(source, start, start + composed.len());
    Some(Diagnostic::new(Code::NotNfc, span).arg("text", &*composed))
}

/// Where a flaw stands: exactly, when the text stands in the file letter by letter, plain or in quotes;
/// else the whole value.
fn place(flaw: &Flaw, lead: usize, length: usize, span: Span) -> Span {
    let Some(quotes @ (0 | 2)) = ((span.end - span.start) as usize).checked_sub(length) else { return span };
    let start = span.start as usize + quotes / 2 + lead;
    Span::new(span.source, start + flaw.range.start, start + flaw.range.end)
}

fn fault(flaw: &Flaw, written: &str, place: Span) -> Diagnostic {
    let found = &written[flaw.range.clone()];
    let fault = match flaw.kind {
        FlawKind::NotNfc => Diagnostic::new(Code::NotNfc, place),
        FlawKind::ZeroWidth => Diagnostic::new(Code::ZeroWidth, place),
        FlawKind::NoBreakSpace => Diagnostic::new(Code::NoBreakSpace, place),
        FlawKind::DoubleSpace => Diagnostic::new(Code::DoubleSpace, place),
        FlawKind::LookAlikeD | FlawKind::LookAlike => Diagnostic::new(Code::LookAlike, place),
        FlawKind::OpenBidi => Diagnostic::new(Code::BidiUnclosed, place),
        FlawKind::LostLetter => Diagnostic::new(Code::LostLetters, place),
        FlawKind::Tcvn3 => Diagnostic::new(Code::LegacyEncoding, place).arg("font", "TCVN3 (ABC)"),
        FlawKind::Vni => Diagnostic::new(Code::LegacyEncoding, place).arg("font", "VNI"),
        FlawKind::AllCaps => Diagnostic::new(Code::AllCapsName, place),
        FlawKind::Title => Diagnostic::new(Code::TitleInName, place),
    };
    let fault = fault.arg("text", found);
    match &flaw.proposal {
        Some(proposal) => fault.arg("proposal", proposal),
        None => fault,
    }
}
