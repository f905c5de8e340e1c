//! The addresses of links and the marks of footnotes in a clipboard.

use std::rc::Rc;

use url::Url;

use crate::import::word::article::segments::web_address;

/// The longest address that is kept, in bytes.
const MAX_ADDRESS_BYTES: usize = 2_000;

/// Returns the address of a link that works in an article: one of the web or of mail.
pub(super) fn link_address(written: &str) -> Option<String> {
    if written.len() > MAX_ADDRESS_BYTES {
        return None;
    }
    let address = web_address(&written.replace(['\n', '\r', '\t'], ""))?;
    let lower = address.to_ascii_lowercase();
    let is_kept = !lower.starts_with("tel:") && !address.contains(['<', '>', '"']);
    is_kept.then(|| without_detour(&address).unwrap_or(address))
}

/// Returns the address to which a link of Google leads in the end.
fn without_detour(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let is_detour = url.host_str() == Some("www.google.com") && url.path() == "/url";
    let target = url.query_pairs().find(|(name, _)| name == "q").filter(|_| is_detour)?.1.into_owned();
    web_address(&target)
}

/// Returns the id of the note whose text an element with this `id` has: `ftn1` of Word, `sdfootnote1` of LibreOffice.
pub(super) fn note_of_id(id: &str) -> Option<Rc<str>> {
    let number = ["ftn", "edn", "sdfootnote", "sdendnote"].iter().find_map(|start| id.strip_prefix(start))?;
    is_number(number).then(|| id.into())
}

/// Returns the note to whose text a link leads.
pub(super) fn note_of_link(address: &str) -> Option<Rc<str>> {
    let anchor = address.rsplit_once('#')?.1;
    note_of_id(anchor.strip_prefix('_').unwrap_or(anchor.strip_suffix("sym").unwrap_or(anchor)))
}

/// Returns whether a link leads from the text of a note back to its mark.
pub(super) fn is_back_link(address: &str) -> bool {
    let Some((_, anchor)) = address.rsplit_once('#') else { return false };
    let word = ["_ftnref", "_ednref"].iter().find_map(|start| anchor.strip_prefix(start));
    let office = anchor
        .strip_suffix("anc")
        .and_then(|anchor| ["sdfootnote", "sdendnote"].iter().find_map(|start| anchor.strip_prefix(start)));
    word.or(office).is_some_and(is_number)
}

fn is_number(text: &str) -> bool {
    (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{is_back_link, link_address, note_of_link};

    /// Only addresses of the web and of mail are links.
    #[test]
    fn addresses() {
        let found = |written| link_address(written);
        assert_eq!(found("https://thu.example/a?b=1").as_deref(), Some("https://thu.example/a?b=1"));
        assert_eq!(
            found("https://www.google.com/url?q=https://thu.example/a&sa=D").as_deref(),
            Some("https://thu.example/a")
        );
        for none in ["/tin", "#a", "javascript:alert(1)", "java\nscript:alert(1)", "file:///C:/a", "tel:113"]
        {
            assert_eq!(found(none), None, "{none}");
        }
    }

    /// The marks of footnotes of Word and LibreOffice lead to their texts and back.
    #[test]
    fn notes() {
        assert_eq!(note_of_link("#_ftn12").as_deref(), Some("ftn12"));
        assert_eq!(note_of_link("file:///C:/a.htm#_edn1").as_deref(), Some("edn1"));
        assert_eq!(note_of_link("#sdfootnote3sym").as_deref(), Some("sdfootnote3"));
        assert!(note_of_link("#_ftnref1").is_none() && is_back_link("#_ftnref1"));
        assert!(is_back_link("#sdfootnote3anc") && !is_back_link("#_ftn1"));
    }
}
