//! Reads the keys of `site.yaml` for the web server: configuration files, `security.txt` and `humans.txt`.

use crate::diagnostic::{Code, Diagnostic};
use crate::html;
use crate::model::settings::{Hosting, Security, WebServer};
use crate::read::fields::Fields;
use crate::source::Text;

/// The values of `host_files`.
const SERVERS: &[(&str, WebServer)] = &[
    ("apache", WebServer::Apache),
    ("netlify", WebServer::Netlify),
    ("cloudflare", WebServer::Cloudflare),
    ("iis", WebServer::Iis),
];

/// Reads the web servers, the security contact and the text of `humans.txt`.
pub fn hosting(fields: &mut Fields<'_, '_>) -> Hosting {
    Hosting { servers: servers(fields), security: security(fields), humans: fields.text_value("humans") }
}

fn servers(fields: &mut Fields<'_, '_>) -> Vec<WebServer> {
    let words: Vec<&str> = SERVERS.iter().map(|(word, _)| *word).collect();
    let mut servers = Vec::new();
    for written in fields.texts("host_files") {
        match SERVERS.iter().find(|(word, _)| *word == &*written.value) {
            Some((_, server)) => servers.push(*server),
            None => {
                let diagnostic = Diagnostic::new(Code::UnknownWord, written.span)
                    .arg("key", "host_files")
                    .arg("word", &written.value)
                    .arg("words", words.join(", "))
                    .help_nearest(&written.value, words.iter().copied());
                fields.diagnostics.push(diagnostic);
            }
        }
    }
    servers.sort_unstable();
    servers.dedup();
    servers
}

fn security(fields: &mut Fields<'_, '_>) -> Option<Security> {
    let mut inner = fields.mapping("security")?;
    let written = if inner.has_required("contact") { inner.texts("contact") } else { Vec::new() };
    let expires = if inner.has_required("expires") { inner.date("expires") } else { None };
    let policy = inner.text("policy");
    let mut contacts = Vec::new();
    for contact in written {
        match contact_url(&contact.value) {
            Some(address) => contacts.push(address),
            None => {
                let diagnostic = Diagnostic::new(Code::BadContact, contact.span).arg("text", &contact.value);
                inner.diagnostics.push(diagnostic);
            }
        }
    }
    let (policy, bad) = match policy {
        Some(policy) if !is_https_url(&policy.value) => (None, Some(policy)),
        policy => (policy.map(|policy| Text::from(html::ascii_address(&policy.value))), None),
    };
    if let Some(bad) = bad {
        inner.diagnostics.push(Diagnostic::new(Code::BadContact, bad.span).arg("text", &bad.value));
    }
    inner.finish();
    (!contacts.is_empty()).then_some(Security { contacts, expires: expires?, policy })
}

/// Returns the URL of a contact: `text` itself, or `mailto:` and `text` if it is an e-mail address.
fn contact_url(text: &str) -> Option<Text> {
    let known = text.strip_prefix("mailto:").is_some_and(is_email)
        || text.strip_prefix("tel:").is_some_and(|rest| rest.chars().any(|c| c.is_ascii_digit()));
    if known && !has_blanks(text) || is_https_url(text) {
        return Some(Text::from(html::ascii_address(text)));
    }
    is_email(text).then(|| Text::from(format!("mailto:{text}")))
}

/// Whether `text` is an address that begins with `https://`.
pub fn is_https_url(text: &str) -> bool {
    text.strip_prefix("https://").is_some_and(|rest| !rest.is_empty()) && !has_blanks(text)
}

/// Whether `text` is one telephone number: 3 to 15 digits (ITU-T E.164), which spaces, `.`, `-` and brackets may group.
pub fn is_phone(text: &str) -> bool {
    let rest = text.strip_prefix('+').unwrap_or(text);
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    (3..=15).contains(&digits) && rest.chars().all(|c| c.is_ascii_digit() || " .-()".contains(c))
}

/// Whether `text` is one e-mail address that needs no escaping after `mailto:`.
pub fn is_email(text: &str) -> bool {
    let host = |host: &str| host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    let parts = text.split_once('@').filter(|(name, rest)| !name.is_empty() && host(rest));
    parts.is_some_and(|(_, rest)| !rest.contains(['@', '/', ':']))
        && !has_blanks(text)
        && !text.contains([':', '?', '#', '%', '&', ',', ';'])
}

fn has_blanks(text: &str) -> bool {
    text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{contact_url, is_email, is_phone};

    /// A contact of the site is exactly one telephone number or e-mail address, so that a link to it works.
    #[test]
    fn contacts_of_the_site() {
        for phone in ["0299 300 0000", "+84 (299) 300-0000", "1900.1234", "113"] {
            assert!(is_phone(phone), "{phone}");
        }
        for invalid in
            ["", "không có", "12", "0299 300 0000 - 0299 300 0001", "0299 300 0000 máy lẻ 12", "3+000"]
        {
            assert!(!is_phone(invalid), "{invalid}");
        }
        for mail in ["vanphong@thu.example", "văn-phòng@thu.example"] {
            assert!(is_email(mail), "{mail}");
        }
        for invalid in
            ["", "thu.example", "a@thu.example, b@thu.example", "mailto:a@thu.example", "a@b.example?cc=c"]
        {
            assert!(!is_email(invalid), "{invalid}");
        }
    }

    /// Contacts are URLs (RFC 9116 §2.5.3); an e-mail address may be written without `mailto:`.
    #[test]
    fn contacts() {
        assert_eq!(contact_url("a@b.example").as_deref(), Some("mailto:a@b.example"));
        assert_eq!(
            contact_url("https://côngđoàn.example").as_deref(),
            Some("https://xn--cngon-uqa0lsj.example/")
        );
        for url in ["mailto:a@b.example", "https://b.example/bao-loi", "tel:+84-299-300-0000"] {
            assert_eq!(contact_url(url).as_deref(), Some(url));
        }
        for invalid in
            ["a@b", "b.example", "http://b.example", "a b@c.example", "tel:", "mailto:", "a@b.example\nX: y"]
        {
            assert_eq!(contact_url(invalid), None, "{invalid}");
        }
    }
}
