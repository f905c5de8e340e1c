//! Diagnostics for invalid YAML, and recovery: the text without its invalid entry.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use crate::diagnostic::{Code, Correction, Diagnostic};
use crate::read::yaml::commas::without_quotes;
use crate::read::yaml::keys::is_key;
use crate::read::yaml::tree::Yaml;
use crate::source::Text;

/// The first error of a text, and the byte offset of the entry to remove so that parsing can continue.
pub type YamlError = (Diagnostic, usize);

/// Returns the error for the first tab that indents a line; YAML allows only spaces.
pub fn tab_indent(yaml: Yaml<'_>) -> Option<YamlError> {
    let mut start = 0;
    for line in yaml.text.split_inclusive('\n') {
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        if let Some(tab) = indent.find('\t').filter(|_| !line.trim().is_empty()) {
            let at = start + tab;
            return Some((Diagnostic::new(Code::YamlTab, yaml.span(at, at + 1)), at));
        }
        start += line.len();
    }
    None
}

/// Converts an error of the scanner; `last_scalar` is the byte range of the scalar before it.
pub fn from_scan_error(yaml: Yaml<'_>, error: &ScanError, last_scalar: &Range<usize>) -> YamlError {
    let text = yaml.text;
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let here = |code| (Diagnostic::new(code, yaml.span(at, next_boundary(text, at))), at);
    if let Some((place, sign)) = misread_sign(text, at) {
        let diagnostic = Diagnostic::new(Code::YamlSpecial, yaml.span(place, place + sign.len_utf8()));
        return (diagnostic.arg("sign", sign.to_string()), place);
    }
    match error.kind() {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            unclosed_quote(yaml, at)
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => {
            match line_without_end_quote(text, at) {
                Some(opening) => unclosed_quote(yaml, opening),
                None => here(Code::YamlAfterQuote),
            }
        }
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::InvalidMappingValueWhitespace => unquoted_colon(yaml, at),
        ErrorKind::RecursionLimitExceeded => (here(Code::YamlDeep).0, usize::MAX),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => here(Code::YamlTab),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => here(Code::YamlBackslash),
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping => unbalanced_bracket(yaml, at),
        ErrorKind::UnexpectedCharacter { character } => {
            let (diagnostic, at) = here(Code::YamlSpecial);
            (diagnostic.arg("sign", character.to_string()), at)
        }
        ErrorKind::MissingAnchorOrAliasName | ErrorKind::UnknownAnchor | ErrorKind::DirectiveDisallowed => {
            let (diagnostic, at) = here(Code::YamlSpecial);
            (diagnostic.arg("sign", text[at..].chars().next().map_or(String::new(), String::from)), at)
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => missing_colon(yaml, at, last_scalar),
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed => here(Code::YamlIndent),
        ErrorKind::ExpectedDocumentStart => here(Code::YamlTwoDocuments),
        other => {
            let (diagnostic, at) = here(Code::YamlSyntax);
            (diagnostic.arg("reason", other.to_string()), at)
        }
    }
}

fn next_boundary(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Maximum number of lines above an error of quotes that are searched for the quote that is not closed.
const MAX_QUOTED_LINES: usize = 40;

/// Returns the quote that opens a value and is not closed on its line, in the lines above byte `at`: the text behind the
/// end of a quoted value shows that a quote further up is missing.
fn line_without_end_quote(text: &str, at: usize) -> Option<usize> {
    let mut end = text[..at].rfind('\n')?;
    for _ in 0..MAX_QUOTED_LINES {
        let start = text[..end].rfind('\n').map_or(0, |found| found + 1);
        let line = &text[start..end];
        for quote in [": '", ": \""] {
            let opening = line.rfind(quote).map(|found| found + 2);
            if let Some(opening) = opening.filter(|opening| !line[opening + 1..].contains(&quote[2..])) {
                return Some(start + opening);
            }
        }
        end = start.checked_sub(1)?;
    }
    None
}

/// A quote that is not closed extends over the rest of the file, so the diagnostic points to the opening quote.
fn unclosed_quote(yaml: Yaml<'_>, at: usize) -> YamlError {
    let before = &yaml.text[..at];
    let opening = before.rfind(": \"").or_else(|| before.rfind(": '")).map(|found| found + 2);
    let at = if yaml.text[at..].starts_with(['"', '\'']) { at } else { opening.unwrap_or(at) };
    (Diagnostic::new(Code::YamlQuote, yaml.span(at, at + 1)), at)
}

/// A value with `: ` in it, such as `title: Prize: second`, needs quotes; the diagnostic points to the whole value.
fn unquoted_colon(yaml: Yaml<'_>, at: usize) -> YamlError {
    let text = yaml.text;
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].split('\n').next().unwrap_or("");
    let value = line.find(": ").map(|colon| start + colon + 2).filter(|&value| value < at);
    let Some(value) = value else {
        let from = start + (line.len() - line.trim_start().len());
        let span = yaml.span(from.min(at), at.max(from));
        return (Diagnostic::new(Code::YamlIndent, span), at);
    };
    let uncommented = without_comment(line[value - start..].trim_end());
    let end = value + uncommented.len();
    let written = uncommented.trim_start_matches("- ");
    let span = yaml.span(end - written.len(), end);
    let quoted = without_quotes(written);
    let diagnostic = Diagnostic::new(Code::YamlColon, span).arg("text", &quoted);
    let next = text[start + line.len()..].lines().find(|next| !next.trim().is_empty()).unwrap_or("");
    let is_continued = indent_of(next) > indent_of(line) + item_width(line);
    if is_one_text(written) && !is_continued {
        let text = Text::from(format!("\"{quoted}\""));
        (diagnostic.corrected_by(Correction::Bytes { span, text }), at)
    } else {
        (diagnostic, at)
    }
}

/// Returns the width of the `- ` that begins the text of `line`, 0 if there is none.
fn item_width(line: &str) -> usize {
    let text = line.trim_start();
    text.len() - text.trim_start_matches(['-', ' ']).len()
}

/// Returns `written` without the comment at its end. A sign that is written together with its word, such as `#1`, was
/// meant as text.
fn without_comment(written: &str) -> &str {
    if written.starts_with(['"', '\'']) {
        return written;
    }
    let is_comment = |at: &usize| {
        let after = written[at + 2..].trim_start_matches('#');
        after.is_empty() || after.starts_with(char::is_whitespace)
    };
    let comment = written.match_indices(" #").map(|(at, _)| at).find(is_comment);
    comment.map_or(written, |at| written[..at].trim_end())
}

/// Whether `written` is certainly one text that lacks its quotes: it has no sign of YAML but colons, and no word before
/// a colon looks like a key.
fn is_one_text(written: &str) -> bool {
    let is_key = |before: &str| {
        let word = before.rsplit(' ').next().unwrap_or(before);
        word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
    };
    let (parts, _) = written.rsplit_once(": ").unwrap_or(("", ""));
    !written.contains(['"', '\\', '{', '}', '[', ']', '#', '\''])
        && !parts.is_empty()
        && !parts.split(": ").any(is_key)
}

fn unbalanced_bracket(yaml: Yaml<'_>, at: usize) -> YamlError {
    let text = yaml.text;
    let at = unclosed_before(text, at).unwrap_or(at);
    if text[at..].starts_with(':') {
        let before = text[..at].rfind([',', '{', '[', '\n']).map_or(0, |found| found + 1);
        if let Some(value) = text[before..at].find(": ").map(|found| before + found + 2) {
            let end = at + text[at..].find([',', '}', ']', '\n']).unwrap_or(text.len() - at);
            let diagnostic = Diagnostic::new(Code::YamlColon, yaml.span(value, end))
                .arg("text", without_quotes(&text[value..end]));
            let key = text[value..at].rsplit_once(' ').map(|(_, word)| word).filter(|word| is_key(word));
            return match key {
                Some(key) => (diagnostic.arg("key", key).help("help-comma"), at),
                None => (diagnostic, at),
            };
        }
    }
    if let Some((key, colour)) = unquoted_colour(text, at) {
        let place = yaml.span(colour - 1 - key.len(), colour - 1);
        return (Diagnostic::new(Code::UnquotedColour, place).arg("key", key), at);
    }
    (Diagnostic::new(Code::YamlBracket, yaml.span(at, next_boundary(text, at))), at)
}

/// Returns the offset of the bracket before `at` that its entry does not close: the line of `at` is not deeper than the
/// line of the bracket, so it belongs to another entry.
fn unclosed_before(text: &str, at: usize) -> Option<usize> {
    let here = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let indent = indent_of(&text[here..]);
    let mut end = here.checked_sub(1)?;
    loop {
        let start = text[..end].rfind('\n').map_or(0, |end| end + 1);
        let line = &text[start..end];
        let code = line.split(" #").next().unwrap_or(line);
        let count = |signs: [char; 2]| code.matches(signs).count();
        if !line.trim().is_empty() && indent_of(line) >= indent && count(['{', '[']) > count(['}', ']']) {
            return Some(start + code.find(['{', '['])?);
        }
        if !line.trim().is_empty() && indent_of(line) <= indent {
            return None;
        }
        end = start.checked_sub(1)?;
    }
}

/// Returns the key before a colour that begins a comment in the brackets around `at`, and the offset behind its colon.
fn unquoted_colour(text: &str, at: usize) -> Option<(&str, usize)> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let opening = text[start..at].find(['{', '[']).map_or(at, |found| start + found);
    let line = text[opening..].split('\n').next().unwrap_or("");
    let sign = line.find(": #")?;
    let digits = line[sign + 3..].bytes().take_while(u8::is_ascii_hexdigit).count();
    let key = line[..sign].rsplit(['{', ',', ' ']).next()?;
    let is_colour = matches!(digits, 3 | 4 | 6 | 8) && !key.is_empty();
    is_colour.then_some((key, opening + sign + 1))
}

/// Returns the sign at which the value in the line of `at` begins, and its offset, if it makes YAML read a text as a
/// sequence, a mapping or a block.
fn misread_sign(text: &str, at: usize) -> Option<(usize, char)> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].split('\n').next().unwrap_or("");
    let value = line.find(": ")? + 2;
    let written = line[value..].trim_start();
    let sign = written.chars().next()?;
    let after_sign = written[sign.len_utf8()..].trim();
    let misread = match sign {
        '-' | '?' => written[1..].starts_with(' '),
        '|' | '>' => after_sign.starts_with(|c: char| c.is_alphabetic()),
        '[' => written.find(']').is_some_and(|end| !written[end + 1..].trim().is_empty()),
        '{' => written.find('}').is_some_and(|end| !written[end + 1..].trim().is_empty()),
        _ => false,
    };
    misread.then_some((start + line.len() - written.len(), sign))
}

/// Reports a line that should be `key: value` and has no colon, or has a no-break space after it.
fn missing_colon(yaml: Yaml<'_>, at: usize, last_scalar: &Range<usize>) -> YamlError {
    let text = yaml.text;
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let current = text[start..].split('\n').next().unwrap_or("");
    let (start, line) = if current.trim().is_empty() { (last_scalar.start, "") } else { (start, current) };
    let from = start + (line.len() - line.trim_start().len());
    let end = (start + line.trim_end().len()).max(from);
    let code = if line.contains(":\u{a0}") { Code::YamlNoBreakSpace } else { Code::YamlNoColon };
    let diagnostic =
        Diagnostic::new(code, yaml.span(from, end)).arg("cause", "nothing").arg("where", "colon");
    // The space may end the line, where `end` leaves it out.
    match plain_space(yaml, from, start + line.len()) {
        Some(correction) if code == Code::YamlNoBreakSpace => (diagnostic.corrected_by(correction), from),
        _ => (diagnostic, from),
    }
}

/// Returns the change of the first no-break space after a colon in the bytes `start..end` into a space; `None` if there
/// is none.
pub fn plain_space(yaml: Yaml<'_>, start: usize, end: usize) -> Option<Correction> {
    let at = start + yaml.text.get(start..end)?.find(":\u{a0}")? + 1;
    let span = yaml.span(at, at + '\u{a0}'.len_utf8());
    Some(Correction::Bytes { span, text: Text::from(" ") })
}

/// Returns `text` with the entry around byte `at` replaced by spaces, so that all other bytes keep their offsets, and
/// the offset of the entry.
///
/// The entry is the innermost item of a sequence (`- …`), or key at column 0, that contains `at`; it ends before the
/// next line that is not deeper. `None` if `at` lies past the end, or no entry contains it.
pub fn without_entry(text: &str, at: usize) -> Option<(String, usize)> {
    if at >= text.len() && at != text.len() {
        return None;
    }
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(end, _)| end + 1)).collect();
    let line = |start: usize| text[start..].split('\n').next().unwrap_or("");
    let here = starts.partition_point(|&start| start <= at) - 1;
    let first = (0..=here).rev().find(|&n| begins_entry(line(starts[n])))?;
    let indent = indent_of(line(starts[first]));
    let next = (first + 1..starts.len())
        .find(|&n| !line(starts[n]).trim().is_empty() && indent_of(line(starts[n])) <= indent);
    let end = next.map_or(text.len(), |n| starts[n]);
    let blank = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
    let hole: String = text[starts[first]..end].bytes().map(blank).collect();
    let rest = format!("{}{hole}{}", &text[..starts[first]], &text[end..]);
    (!hole.trim_end_matches('\n').is_empty()).then_some((rest, starts[first]))
}

fn begins_entry(line: &str) -> bool {
    let item = line.trim_start().starts_with(['-']) && line.trim_start()[1..].starts_with([' ', '\t']);
    let key = indent_of(line) == 0 && !line.trim().is_empty() && !line.starts_with('#');
    item || key
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use super::{is_one_text, plain_space, without_comment, without_entry};
    use crate::read::yaml::tree::Yaml;
    use crate::source::Sources;

    /// A value gets quotes only if it is certainly one text: it has no signs of YAML and no second key.
    #[test]
    fn one_text() {
        for written in ["Tháng Công nhân: 31 ngày", "Một: Hai: ba", "Giờ 12:30: khai mạc"] {
            assert!(is_one_text(written), "{written}");
        }
        for written in
            ["Hội thi date: 2022-01-01", "draft: true", "{no: 1", "Lễ #1: khai mạc", "'a': b", "a", ": b"]
        {
            assert!(!is_one_text(written), "{written}");
        }
    }

    /// Where there is no no-break space behind a colon, nothing changes into a space.
    #[test]
    fn only_a_no_break_space_becomes_a_space() {
        let yaml = Yaml { text: "position:\u{a0}\n", source: Sources::default().assign_id(""), offset: 0 };
        assert!(plain_space(yaml, 0, 11).is_some());
        assert!(plain_space(yaml, 0, 9).is_none());
        assert!(plain_space(yaml, 0, 10).is_none());
    }

    /// A comment ends a text, a number with its sign does not.
    #[test]
    fn comments_are_no_text() {
        for (written, text) in [
            ("Một: hai  # ba", "Một: hai"),
            ("Một: hai #", "Một: hai"),
            ("Một: hai ## ba", "Một: hai"),
            ("Một: giải #1 # ba", "Một: giải #1"),
            ("\"Một # hai\": ba", "\"Một # hai\": ba"),
        ] {
            assert_eq!(without_comment(written), text);
        }
    }

    /// An invalid item of a sequence is removed, and the other items keep their offsets.
    #[test]
    fn one_item_is_blanked() {
        let text = "number: 1\nawards:\n  - {no: 1}\n  - {no: 2\n  - {no: 3}\n";
        let at = text.find("{no: 2").expect("the text contains it");
        let (rest, hole) = without_entry(text, at).expect("something is left");
        assert_eq!(hole, text.find("  - {no: 2").expect("the text contains it"));
        assert_eq!(rest.len(), text.len());
        assert_eq!(rest, "number: 1\nawards:\n  - {no: 1}\n          \n  - {no: 3}\n");
    }

    /// An invalid key at column 0 is removed with its value.
    #[test]
    fn one_key_is_blanked() {
        let text = "title: a: b\ndate: 2022-01-01\n";
        assert_eq!(without_entry(text, 8), Some(("           \ndate: 2022-01-01\n".to_owned(), 0)));
    }
}
