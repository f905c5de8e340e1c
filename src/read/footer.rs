//! Reads `footer:` of `site.yaml`: what the foot of every page says beside the contact data.

use crate::diagnostic::{Code, Diagnostic};
use crate::html;
use crate::model::settings::{Footer, SocialPage};
use crate::read::fields::Fields;
use crate::read::hosting::{is_https_url, is_phone};
use crate::source::{Spanned, Text};

/// Reads the footer. Keys without a value are reported, because their author expects readers to see something.
pub fn footer(fields: &mut Fields<'_, '_>) -> Footer {
    if report_empty(fields, "footer") {
        return Footer::default();
    }
    let Some(mut inner) = fields.mapping("footer") else { return Footer::default() };
    let responsible = filled(&mut inner, "responsible").map(|text| text.value);
    let written = filled(&mut inner, "licence").map(|text| text.value);
    let licence = written.as_ref().and_then(|text| licence_number(text)).map(Text::from);
    let sentence = written.filter(|_| licence.is_none());
    let hotline = hotline(&mut inner);
    let social = social(&mut inner);
    let further = filled(&mut inner, "text").map_or_else(Vec::new, |text| lines(&text.value));
    let text = sentence.iter().flat_map(|text| lines(text)).chain(further).collect();
    inner.finish();
    Footer { responsible, licence, hotline, social, text }
}

/// Reports `key` if it is there without a value, and returns whether it is.
fn report_empty(fields: &mut Fields<'_, '_>, key: &'static str) -> bool {
    let empty = fields.empty_key(key);
    fields.diagnostics.extend(empty.map(|span| Diagnostic::new(Code::EmptyValue, span).arg("key", key)));
    empty.is_some()
}

/// Returns the text under `key`; reports a key without a value.
fn filled(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Spanned<Text>> {
    if report_empty(fields, key) { None } else { fields.text(key) }
}

fn hotline(fields: &mut Fields<'_, '_>) -> Option<Text> {
    let written = filled(fields, "hotline")?;
    if is_phone(&written.value) {
        return Some(written.value);
    }
    fields.diagnostics.push(Diagnostic::new(Code::BadPhone, written.span).arg("text", &written.value));
    None
}

fn social(fields: &mut Fields<'_, '_>) -> Vec<SocialPage> {
    if report_empty(fields, "social") {
        return Vec::new();
    }
    let mut pages = Vec::new();
    for node in fields.sequence("social") {
        let Some(mut inner) = Fields::from_node(node, fields.diagnostics) else { continue };
        let (title, url) = (inner.required_text("title"), inner.required_text("url"));
        inner.finish();
        let (Some(title), Some(url)) = (title, url) else { continue };
        if is_https_url(&url.value) {
            pages.push(SocialPage { title: title.value, url: Text::from(html::ascii_address(&url.value)) });
            continue;
        }
        let diagnostic = Diagnostic::new(Code::BadSocial, url.span).arg("text", &url.value);
        fields.diagnostics.push(match with_https(&url.value) {
            Some(proposal) => diagnostic.arg("proposal", proposal).help("help-proposal"),
            None => diagnostic,
        });
    }
    pages
}

/// Returns `text` as an address with `https://` if it is one with `http://`, or one without a scheme.
fn with_https(text: &str) -> Option<String> {
    let rest = match text.split_once("://") {
        Some(("http" | "HTTP" | "Http", rest)) => rest,
        Some(_) => return None,
        None => text,
    };
    let host = rest.split('/').next().unwrap_or("");
    let is_host = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    let address = format!("https://{rest}");
    (host.contains('.') && host.split('.').all(is_host) && is_https_url(&address)).then_some(address)
}

/// The words that authors write before the number of a licence, in any order.
const LICENCE_WORDS: [&str; 5] = ["giấy phép", "licence", "license", "số", "no."];

/// Returns the number of a licence without the words before it, because pages write these themselves; `None` if other
/// words are before it, because it is then a sentence of its own.
fn licence_number(written: &str) -> Option<&str> {
    let mut rest = written;
    while !rest.starts_with(|c: char| c.is_ascii_digit()) {
        rest = LICENCE_WORDS.iter().find_map(|word| without_word(rest, word))?;
    }
    Some(rest)
}

/// Returns `text` without `word` and the signs after it; `None` if it does not begin with this word.
fn without_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let length: usize = text.chars().take(word.chars().count()).map(char::len_utf8).sum();
    let (head, tail) = text.split_at(length);
    let is_whole = !tail.starts_with(char::is_alphanumeric) || tail.starts_with(|c: char| c.is_ascii_digit());
    (head.to_lowercase() == word && is_whole).then(|| tail.trim_start_matches([' ', ':']))
}

/// Returns the lines of `text` that are not blank.
fn lines(text: &str) -> Vec<Text> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(Text::from).collect()
}

#[cfg(test)]
mod tests {
    use super::{licence_number, with_https};

    /// The words before the number of a licence are not part of it; a licence with other words before its number is a
    /// sentence.
    #[test]
    fn licences() {
        for written in [
            "12/GP-TTĐT",
            "Giấy phép số 12/GP-TTĐT",
            "Số: 12/GP-TTĐT",
            "giấy phép: 12/GP-TTĐT",
            "Số giấy phép: 12/GP-TTĐT",
            "Licence no. 12/GP-TTĐT",
        ] {
            assert_eq!(licence_number(written), Some("12/GP-TTĐT"), "{written}");
        }
        for sentence in [
            "Giấy phép thiết lập trang thông tin điện tử số 12/GP-TTĐT",
            "GP-TTĐT 12",
            "Sốp 1",
            "Giấy phép",
            "Giấy phép số:",
        ] {
            assert_eq!(licence_number(sentence), None, "{sentence}");
        }
    }

    /// An address without `https://` is completed only if it begins with a host.
    #[test]
    fn addresses_of_social_pages() {
        let completed = "https://mang.example/congdoan";
        for written in ["mang.example/congdoan", "http://mang.example/congdoan"] {
            assert_eq!(with_https(written).as_deref(), Some(completed), "{written}");
        }
        for written in ["congdoan", "@congdoan", "ftp://mang.example", "mang .example", "mang..example", ""] {
            assert_eq!(with_https(written), None, "{written}");
        }
    }
}
