//! Reports typing errors and traces of old encodings in a text, and repairs those that can be repaired safely.

use std::borrow::Cow;

use crate::diagnostic::{Code, Correction, Diagnostic};
use crate::source::{SourceId, Span, Text};
use crate::text::{self, Flaw, FlawKind};

/// Returns `written` trimmed and with its harmless flaws repaired; reports each kind of flaw once.
///
/// `span` is the place of the value, quotes included.
pub fn repaired(written: &Text, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Text {
    let trimmed = without_blanks(written);
    if trimmed.len() == written.len() && text::is_clean(trimmed) {
        return written.clone();
    }
    let mut reported: Vec<FlawKind> = Vec::new();
    for flaw in text::flaws(trimmed) {
        if !reported.contains(&flaw.kind) {
            reported.push(flaw.kind);
            let lead = written.len() - written.trim_start().len();
            let place = flaw_span(&flaw, lead, written.len(), span);
            let diagnostic = flaw_diagnostic(&flaw, trimmed, place);
            diagnostics.push(match flaw.kind {
                FlawKind::Reference => match with_letters(trimmed, &flaw) {
                    Some(value) => diagnostic.corrected_by(Correction::Value { span, value }),
                    None => diagnostic,
                },
                FlawKind::NotNfc
                | FlawKind::ZeroWidth
                | FlawKind::NoBreakSpace
                | FlawKind::DoubleSpace
                | FlawKind::LookAlikeD
                | FlawKind::LookAlike => {
                    diagnostic.corrected_by(Correction::Repair { span, kind: flaw.kind })
                }
                FlawKind::OpenBidi
                | FlawKind::LostLetter
                | FlawKind::Tcvn3
                | FlawKind::Vni
                | FlawKind::Misread
                | FlawKind::AllCaps
                | FlawKind::Title => diagnostic,
            });
        }
    }
    match text::repaired(trimmed) {
        Cow::Borrowed(same) if same.len() == written.len() => written.clone(),
        repaired => Text::from(&*repaired),
    }
}

/// Returns `written` with letters in place of the character references in `flaw`; `None` if they are for other signs,
/// which may be meant as they are.
fn with_letters(written: &str, flaw: &Flaw) -> Option<Text> {
    let letters = flaw.proposal.as_deref()?;
    let is_word = letters.chars().all(|letter| letter.is_alphabetic() || letter == ' ');
    let (before, behind) = (&written[..flaw.range.start], &written[flaw.range.end..]);
    is_word.then(|| Text::from(format!("{before}{letters}{behind}")))
}

/// Returns `written` without the blanks around it. The no-break space of a misread `à` at the end stays (`HÃ\u{a0}`).
fn without_blanks(written: &str) -> &str {
    let trimmed = written.trim();
    let end = written.trim_end().len();
    match written[end..].starts_with('\u{a0}') && trimmed.ends_with('Ã') {
        true => &written[end - trimmed.len()..end + '\u{a0}'.len_utf8()],
        false => trimmed,
    }
}

/// Reports lost letters and traces of an old encoding in `written`, a piece of Markdown at `span`.
pub fn report_damage(written: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    for flaw in text::irreparable_flaws(written) {
        diagnostics.push(flaw_diagnostic(&flaw, written, flaw_span(&flaw, 0, written.len(), span)));
    }
}

/// Returns the warning for a file that is not in NFC, at its first word that is not.
///
/// `decomposed` is the text as it was in the file; the spans of `source` refer to its NFC form.
pub fn not_nfc(decomposed: &str, source: SourceId) -> Option<Diagnostic> {
    let is_composed = |word: &&str| matches!(text::nfc(word), Cow::Borrowed(_));
    let word = decomposed.split_whitespace().find(|word| !is_composed(word))?;
    let start = word.as_ptr() as usize - decomposed.as_ptr() as usize;
    let start = text::nfc(&decomposed[..start]).len();
    let composed = text::nfc(word);
    let span = Span::new(source, start, start + composed.len());
    Some(Diagnostic::new(Code::NotNfc, span).arg("text", &*composed).corrected_by(Correction::Nfc))
}

/// Returns the span of `flaw` if the value at `span` contains the text unchanged, plain or in quotes; otherwise `span`.
///
/// `lead` is the number of blank bytes before the trimmed text, `length` the length of the untrimmed text.
fn flaw_span(flaw: &Flaw, lead: usize, length: usize, span: Span) -> Span {
    let Some(quotes @ (0 | 2)) = ((span.end - span.start) as usize).checked_sub(length) else { return span };
    let start = span.start as usize + quotes / 2 + lead;
    Span::new(span.source, start + flaw.range.start, start + flaw.range.end)
}

fn flaw_diagnostic(flaw: &Flaw, written: &str, place: Span) -> Diagnostic {
    let found = &written[flaw.range.clone()];
    let diagnostic = match flaw.kind {
        FlawKind::NotNfc => Diagnostic::new(Code::NotNfc, place),
        FlawKind::ZeroWidth => Diagnostic::new(Code::ZeroWidth, place),
        FlawKind::NoBreakSpace => Diagnostic::new(Code::NoBreakSpace, place),
        FlawKind::DoubleSpace => Diagnostic::new(Code::DoubleSpace, place),
        FlawKind::LookAlikeD | FlawKind::LookAlike => Diagnostic::new(Code::LookAlike, place),
        FlawKind::OpenBidi => Diagnostic::new(Code::BidiUnclosed, place),
        FlawKind::LostLetter => Diagnostic::new(Code::LostLetters, place),
        FlawKind::Tcvn3 => Diagnostic::new(Code::LegacyEncoding, place).arg("font", "TCVN3 (ABC)"),
        FlawKind::Vni => Diagnostic::new(Code::LegacyEncoding, place).arg("font", "VNI"),
        FlawKind::Misread => Diagnostic::new(Code::MisreadText, place),
        FlawKind::Reference => Diagnostic::new(Code::HtmlReference, place),
        FlawKind::AllCaps => Diagnostic::new(Code::AllCapsName, place),
        FlawKind::Title => Diagnostic::new(Code::TitleInName, place),
    };
    let diagnostic = diagnostic.arg("text", found);
    match &flaw.proposal {
        Some(proposal) => diagnostic.arg("proposal", proposal),
        None if matches!(flaw.kind, FlawKind::Misread | FlawKind::Vni) => diagnostic.help("help-lost"),
        None => diagnostic,
    }
}
