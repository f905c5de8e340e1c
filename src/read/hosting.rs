//! Reads what `site.yaml` says for the web host.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::settings::{Hosting, Security, WebServer};
use crate::read::fields::Fields;
use crate::source::Text;

const SERVERS: &[(&str, WebServer)] = &[
    ("apache", WebServer::Apache),
    ("netlify", WebServer::Netlify),
    ("cloudflare", WebServer::Cloudflare),
    ("iis", WebServer::Iis),
];

/// What the settings say for the host.
pub fn hosting(fields: &mut Fields<'_, '_>) -> Hosting {
    Hosting { servers: servers(fields), security: security(fields), humans: fields.plain("humans") }
}

fn servers(fields: &mut Fields<'_, '_>) -> Vec<WebServer> {
    let words: Vec<&str> = SERVERS.iter().map(|(word, _)| *word).collect();
    let mut servers = Vec::new();
    for written in fields.texts("host_files") {
        match SERVERS.iter().find(|(word, _)| *word == &*written.value) {
            Some((_, server)) => servers.push(*server),
            None => {
                let fault = Diagnostic::new(Code::UnknownWord, written.span)
                    .arg("key", "host_files")
                    .arg("word", &written.value)
                    .arg("words", words.join(", "))
                    .help_nearest(&written.value, words.iter().copied());
                fields.diagnostics.push(fault);
            }
        }
    }
    servers.sort_unstable();
    servers.dedup();
    servers
}

fn security(fields: &mut Fields<'_, '_>) -> Option<Security> {
    let mut inner = fields.map("security")?;
    let written = if inner.insist("contact") { inner.texts("contact") } else { Vec::new() };
    let expires = if inner.insist("expires") { inner.date("expires") } else { None };
    let policy = inner.text("policy");
    let mut contacts = Vec::new();
    for contact in written {
        match address(&contact.value) {
            Some(address) => contacts.push(address),
            None => {
                let fault = Diagnostic::new(Code::BadContact, contact.span).arg("text", &contact.value);
                inner.diagnostics.push(fault);
            }
        }
    }
    let (policy, bad) = match policy {
        Some(policy) if !is_whole(&policy.value) => (None, Some(policy)),
        policy => (policy.map(|policy| policy.value), None),
    };
    if let Some(bad) = bad {
        inner.diagnostics.push(Diagnostic::new(Code::BadContact, bad.span).arg("text", &bad.value));
    }
    inner.finish();
    (!contacts.is_empty()).then_some(Security { contacts, expires: expires?, policy })
}

/// The address of a contact: as it is, or behind `mailto:` when it is one of e-mail.
fn address(text: &str) -> Option<Text> {
    let known = text.strip_prefix("mailto:").is_some_and(is_mail)
        || text.strip_prefix("tel:").is_some_and(|rest| rest.chars().any(|c| c.is_ascii_digit()));
    if known && !has_blanks(text) || is_whole(text) {
        return Some(Text::from(text));
    }
    is_mail(text).then(|| Text::from(format!("mailto:{text}")))
}

fn is_whole(text: &str) -> bool {
    text.strip_prefix("https://").is_some_and(|rest| !rest.is_empty()) && !has_blanks(text)
}

/// Whether `text` is one telephone number: 3 to 15 digits (ITU-T E.164), grouped as people group them.
pub fn is_phone(text: &str) -> bool {
    let rest = text.strip_prefix('+').unwrap_or(text);
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    (3..=15).contains(&digits) && rest.chars().all(|c| c.is_ascii_digit() || " .-()".contains(c))
}

/// Whether `text` is one e-mail address that can stand behind `mailto:` as it is.
pub fn is_mail(text: &str) -> bool {
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
    use super::{address, is_mail, is_phone};

    /// A contact of the site is one telephone number and one address, so that links lead to them.
    #[test]
    fn contacts_of_the_site() {
        for phone in ["0299 300 0000", "+84 (299) 300-0000", "1900.1234", "113"] {
            assert!(is_phone(phone), "{phone}");
        }
        for wrong in
            ["", "không có", "12", "0299 300 0000 - 0299 300 0001", "0299 300 0000 máy lẻ 12", "3+000"]
        {
            assert!(!is_phone(wrong), "{wrong}");
        }
        for mail in ["vanphong@thu.example", "văn-phòng@thu.example"] {
            assert!(is_mail(mail), "{mail}");
        }
        for wrong in
            ["", "thu.example", "a@thu.example, b@thu.example", "mailto:a@thu.example", "a@b.example?cc=c"]
        {
            assert!(!is_mail(wrong), "{wrong}");
        }
    }

    /// Contacts are addresses (RFC 9116 §2.5.3); e-mail may stand without `mailto:`.
    #[test]
    fn contacts() {
        assert_eq!(address("a@b.example").as_deref(), Some("mailto:a@b.example"));
        for whole in ["mailto:a@b.example", "https://b.example/bao-loi", "tel:+84-299-300-0000"] {
            assert_eq!(address(whole).as_deref(), Some(whole));
        }
        for wrong in
            ["a@b", "b.example", "http://b.example", "a b@c.example", "tel:", "mailto:", "a@b.example\nX: y"]
        {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }
}
