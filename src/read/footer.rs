//! Reads `footer:` of `site.yaml`: what the foot of every page says beside the contact data.

use crate::diagnostic::{Code, Diagnostic};
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
    let licence = filled(&mut inner, "licence").map(|text| Text::from(licence_number(&text.value)));
    let hotline = hotline(&mut inner);
    let social = social(&mut inner);
    let text = filled(&mut inner, "text").map_or_else(Vec::new, |text| lines(&text.value));
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
            pages.push(SocialPage { title: title.value, url: url.value });
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

/// The words before the number of a licence, in the order in which authors write them.
const LICENCE_WORDS: [&str; 5] = ["giấy phép", "licence", "license", "số", "no."];

/// Returns the number of a licence without the words before it, because pages write these themselves.
fn licence_number(written: &str) -> &str {
    let mut rest = written;
    for word in LICENCE_WORDS {
        let length: usize = rest.chars().take(word.chars().count()).map(char::len_utf8).sum();
        let (head, tail) = rest.split_at(length);
        let is_whole =
            !tail.starts_with(char::is_alphanumeric) || tail.starts_with(|c: char| c.is_ascii_digit());
        if head.to_lowercase() == word && is_whole && !tail.trim_matches([' ', ':']).is_empty() {
            rest = tail.trim_start_matches([' ', ':']);
        }
    }
    rest
}

/// Returns the lines of `text` that are not blank.
fn lines(text: &str) -> Vec<Text> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(Text::from).collect()
}

#[cfg(test)]
mod tests {
    use super::{licence_number, with_https};

    /// The words before the number of a licence are not part of it; a word of the number is.
    #[test]
    fn licences() {
        for written in ["12/GP-TTĐT", "Giấy phép số 12/GP-TTĐT", "Số: 12/GP-TTĐT", "giấy phép: 12/GP-TTĐT"]
        {
            assert_eq!(licence_number(written), "12/GP-TTĐT", "{written}");
        }
        assert_eq!(licence_number("Sốp 1"), "Sốp 1");
        assert_eq!(licence_number("Giấy phép"), "Giấy phép");
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
