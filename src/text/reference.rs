//! Finds HTML character references in a text that is not HTML: `Nguy&#7877;n` for `Nguyễn`.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::flaw::{Flaw, FlawKind};
use super::word::tokens;

/// Maximum length of a reference, in bytes, with `&` and `;`.
const MAX_REFERENCE_BYTES: usize = 33;

/// Returns the words of `text` from the first to the last with a reference, with the letters that it encodes.
pub(super) fn references(text: &str) -> Vec<Flaw> {
    if !may_have_references(text) {
        return Vec::new();
    }
    let with_references: Vec<Range<usize>> =
        tokens(text).filter(|range| decoded(&text[range.clone()]).is_some()).collect();
    let (Some(first), Some(last)) = (with_references.first(), with_references.last()) else {
        return Vec::new();
    };
    let range = first.start..last.end;
    let proposal = decoded(&text[range.clone()]).unwrap_or_default();
    vec![Flaw::new(range, FlawKind::Reference, proposal)]
}

/// Whether a text has `&` and `;`, without which there is no reference.
pub(super) fn may_have_references(text: &str) -> bool {
    memchr::memchr(b'&', text.as_bytes()).is_some_and(|at| text[at..].contains(';'))
}

/// Returns `text` with its references replaced, twice encoded ones too; `None` if there are none.
fn decoded(text: &str) -> Option<String> {
    let once = decoded_once(text)?;
    Some(decoded_once(&once).unwrap_or(once))
}

fn decoded_once(text: &str) -> Option<String> {
    let mut result = String::with_capacity(text.len());
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = text[at..].find('&') {
        at += found;
        let rest = &text[at..];
        let end = rest.bytes().take(MAX_REFERENCE_BYTES).position(|byte| byte == b';');
        match end.and_then(|end| Some((end, character(&rest[..=end])?))) {
            Some((end, letters)) => {
                result.push_str(&text[copied..at]);
                result.push_str(&letters);
                at += end + 1;
                copied = at;
            }
            None => at += 1,
        }
    }
    result.push_str(&text[copied..]);
    (copied > 0).then_some(result)
}

/// Returns the characters of `reference`, such as `&agrave;`; `None` if it is none of HTML.
fn character(reference: &str) -> Option<String> {
    let is_name =
        reference[1..reference.len() - 1].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
    if !is_name {
        return None;
    }
    let text: String = Parser::new(reference)
        .filter_map(|event| match event {
            Event::Text(text) => Some(text.into_string()),
            _ => None,
        })
        .collect();
    (!text.is_empty() && text != reference).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::references;

    fn decoded(text: &str) -> Vec<(&str, String)> {
        references(text).into_iter().map(|flaw| (&text[flaw.range], flaw.proposal.unwrap())).collect()
    }

    /// References of every form are found, with the letters that they encode.
    #[test]
    fn references_are_decoded() {
        for (text, words, letters) in [
            ("Nguy&#7877;n V&#259;n Hai", "Nguy&#7877;n V&#259;n", "Nguyễn Văn"),
            ("L&ecirc; Th&#x1ECB; B&agrave;", "L&ecirc; Th&#x1ECB; B&agrave;", "Lê Thị Bà"),
            ("Nguy&amp;#7877;n", "Nguy&amp;#7877;n", "Nguyễn"),
            ("Văn phòng &amp; Ban", "&amp;", "&"),
            ("Lan&nbsp;Anh", "Lan&nbsp;Anh", "Lan\u{a0}Anh"),
        ] {
            assert_eq!(decoded(text), [(words, letters.to_owned())], "{text}");
        }
    }

    /// Signs of companies and addresses are no references.
    #[test]
    fn ampersands_are_no_references() {
        for text in
            ["A&B; C", "R&D", "GD&ĐT; BVĐK", "https://vi.example/?a=1&b=2;c", "&;", "&#;", "Nguyễn & Con"]
        {
            assert_eq!(decoded(text), [], "{text}");
        }
    }
}
