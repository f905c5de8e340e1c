//! Decides which requests the desk answers: those of a browser that was let in by an address of this start, and that
//! come from a page of the desk itself.

use std::sync::Mutex;

use bytes::Bytes;
use hyper::header::{CONTENT_TYPE, COOKIE, HeaderName, ORIGIN};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, Response, StatusCode, Uri};

use crate::desk::answer::{self, PageSecurity};
use crate::hash::Hash;
use crate::messages::Messages;
use crate::threads::locked;

/// The header with the token of the pages, which a form of another site cannot send.
const TOKEN_HEADER: &str = "x-bangvang-token";

/// The most addresses for another browser that are valid at a time.
const MAX_ENTRY_KEYS: usize = 8;

/// The secrets of one start of the desk.
pub struct Guard {
    port: u16,
    /// The value of the cookie.
    session: String,
    /// The token in the pages.
    page_token: String,
    /// The keys with which a browser may come in, each once.
    entry_keys: Mutex<Vec<Hash>>,
    security: PageSecurity,
}

impl Guard {
    /// Creates the secrets of a desk at `port`.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn new(port: u16) -> Result<Guard, getrandom::Error> {
        Ok(Guard {
            port,
            session: random_key()?,
            page_token: random_key()?,
            entry_keys: Mutex::default(),
            security: PageSecurity::new(port),
        })
    }

    /// Returns an address at which one browser may come in, once.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn entry_address(&self) -> Result<String, getrandom::Error> {
        let key = random_key()?;
        let mut keys = locked(&self.entry_keys);
        keys.push(Hash::of(key.as_bytes()));
        if keys.len() > MAX_ENTRY_KEYS {
            keys.remove(0);
        }
        Ok(format!("http://127.0.0.1:{}/?key={key}", self.port))
    }

    /// The token that every request that changes something sends back.
    pub fn page_token(&self) -> &str {
        &self.page_token
    }

    /// The headers of all responses.
    pub fn security(&self) -> &PageSecurity {
        &self.security
    }

    /// If `key` is that of an unused address, returns the value of `Set-Cookie` that lets the browser in.
    pub fn admit(&self, key: &str) -> Option<String> {
        let hash = Hash::of(key.as_bytes());
        let mut keys = locked(&self.entry_keys);
        let at = keys.iter().position(|known| *known == hash)?;
        keys.remove(at);
        Some(format!("{}={}; HttpOnly; SameSite=Strict; Path=/", self.cookie_name(), self.session))
    }

    /// Cookies are not separated by port, so the port is in the name.
    fn cookie_name(&self) -> String {
        format!("bangvang-{}", self.port)
    }

    /// The refusal of a request with `header`; `None` if it may be answered.
    pub fn refusal(&self, header: &Parts, messages: &Messages) -> Option<Response<Bytes>> {
        let refuse = |status| Some(self.security.text(status, status.canonical_reason().unwrap_or_default()));
        if header.uri.authority().is_some() || !header.uri.path().starts_with('/') {
            return refuse(StatusCode::BAD_REQUEST);
        }
        let changes = match header.method {
            Method::GET | Method::HEAD => false,
            Method::POST | Method::PUT => true,
            _ => return refuse(StatusCode::METHOD_NOT_ALLOWED),
        };
        let is_entry = is_entry(&header.method, &header.uri);
        let is_led_here = is_entry && is_led_from_other_port(&header.headers);
        if !is_led_here && !self.is_from_here(&header.headers, changes) {
            return refuse(StatusCode::FORBIDDEN);
        }
        let is_public = !changes && answer::is_asset(header.uri.path());
        if is_entry || is_public {
            return None;
        }
        if !self.has_session(&header.headers) {
            return Some(answer::locked_page(&self.security, messages));
        }
        if changes && !self.may_change(header) {
            return refuse(StatusCode::FORBIDDEN);
        }
        None
    }

    /// Whether a request comes from a page of the desk or from the address bar.
    fn is_from_here(&self, headers: &HeaderMap, changes: bool) -> bool {
        let own = format!("http://127.0.0.1:{}", self.port);
        let origin = single(headers, &ORIGIN);
        let is_own = origin.is_some_and(|origin| origin == own.as_bytes());
        if (changes || headers.contains_key(ORIGIN)) && !is_own {
            return false;
        }
        let fetch = |name| single(headers, &HeaderName::from_static(name));
        let is_own_site = match fetch("sec-fetch-site") {
            Some(site) => site == b"same-origin" || site == b"none" && !changes,
            // Not sent by old browsers.
            None => !headers.contains_key("sec-fetch-site"),
        };
        let destination = fetch("sec-fetch-dest").unwrap_or_default();
        is_own_site && ![&b"iframe"[..], b"frame", b"object", b"embed"].contains(&destination)
    }

    fn has_session(&self, headers: &HeaderMap) -> bool {
        let name = self.cookie_name();
        let wanted = Hash::of(self.session.as_bytes());
        headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).any(|cookies| {
            let mut cookies = cookies.split(';').filter_map(|cookie| cookie.trim().split_once('='));
            // Hashes are compared, so that the time says nothing about the secret.
            cookies.any(|(key, value)| key == name && Hash::of(value.as_bytes()) == wanted)
        })
    }

    /// Whether a request that changes something has the token, and a type that no form of another site can send
    /// without asking first.
    fn may_change(&self, header: &Parts) -> bool {
        let token = single(&header.headers, &HeaderName::from_static(TOKEN_HEADER)).unwrap_or_default();
        let is_type = match single(&header.headers, &CONTENT_TYPE) {
            Some(b"application/json") => header.method == Method::POST,
            Some(b"application/octet-stream") => header.method == Method::PUT,
            _ => false,
        };
        is_type && Hash::of(token) == Hash::of(self.page_token.as_bytes())
    }
}

/// Whether a request is to an address that lets a browser in, with whatever key: it is answered without a session, so it
/// must get nothing but a cookie or the locked page.
pub fn is_entry(method: &Method, uri: &Uri) -> bool {
    [Method::GET, Method::HEAD].contains(method)
        && uri.path() == "/"
        && uri.query().is_some_and(|query| query.starts_with("key="))
}

/// Whether the browser goes from a page at another port of this computer to this one, as from the page that opens sites.
fn is_led_from_other_port(headers: &HeaderMap) -> bool {
    let fetch = |name| single(headers, &HeaderName::from_static(name));
    fetch("sec-fetch-site") == Some(b"same-site")
        && fetch("sec-fetch-mode") == Some(b"navigate")
        && fetch("sec-fetch-dest") == Some(b"document")
        && !headers.contains_key(ORIGIN)
}

/// The value of a header that occurs exactly once.
fn single<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h [u8]> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.as_bytes();
    values.next().is_none().then_some(value)
}

/// 128 random bits as hexadecimal digits.
fn random_key() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(base16ct::lower::encode_string(&bytes))
}

#[cfg(test)]
mod tests {
    use super::{Guard, Messages, Parts, StatusCode};
    use crate::messages::Language;
    use hyper::Request;

    const HOST: &str = "http://127.0.0.1:4000";

    /// A request with the cookie of `guard`, and what a browser sends for a script of a page of the desk.
    fn own(guard: &Guard, method: &str, changes: &[(&str, Option<&str>)]) -> Parts {
        let cookie = format!("a=b; bangvang-4000={}", guard.session);
        let kind = if method == "PUT" { "application/octet-stream" } else { "application/json" };
        let mut headers = vec![
            ("cookie", cookie.as_str()),
            ("origin", HOST),
            ("sec-fetch-site", "same-origin"),
            ("sec-fetch-dest", "empty"),
            ("content-type", kind),
            ("x-bangvang-token", guard.page_token()),
        ];
        headers.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        headers.extend(changes.iter().filter_map(|(name, value)| value.map(|value| (*name, value))));
        let mut request = Request::builder().method(method).uri("/api/save");
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request.body(()).unwrap().into_parts().0
    }

    fn status(guard: &Guard, parts: &Parts) -> Option<StatusCode> {
        guard.refusal(parts, &Messages::built_in(Language::En)).map(|refusal| refusal.status())
    }

    /// A change needs the own origin, the cookie, the token and a type that no form can send.
    #[test]
    fn changes_of_other_pages_are_refused() {
        let guard = Guard::new(4000).unwrap();
        assert_eq!(status(&guard, &own(&guard, "POST", &[])), None);
        assert_eq!(status(&guard, &own(&guard, "PUT", &[])), None);
        let foreign: &[(&str, Option<&str>)] = &[
            ("origin", None),
            ("origin", Some("null")),
            ("origin", Some("http://localhost:4000")),
            ("origin", Some("http://127.0.0.1:4001")),
            ("origin", Some("https://127.0.0.1:4000")),
            ("origin", Some("http://127.0.0.1:4000.evil.example")),
            ("sec-fetch-site", Some("cross-site")),
            ("sec-fetch-site", Some("same-site")),
            ("sec-fetch-site", Some("none")),
            ("sec-fetch-dest", Some("iframe")),
            ("cookie", None),
            ("cookie", Some("bangvang-4000=")),
            ("cookie", Some("bangvang-4001=0")),
            ("content-type", None),
            ("content-type", Some("text/plain")),
            ("content-type", Some("application/x-www-form-urlencoded")),
            ("content-type", Some("multipart/form-data; boundary=x")),
            ("x-bangvang-token", None),
            ("x-bangvang-token", Some("")),
            ("x-bangvang-token", Some("0")),
        ];
        for change in foreign {
            let refused = status(&guard, &own(&guard, "POST", &[*change]));
            assert_eq!(refused, Some(StatusCode::FORBIDDEN), "{change:?}");
        }
        for method in ["DELETE", "OPTIONS", "PATCH", "TRACE"] {
            let refused = status(&guard, &own(&guard, method, &[]));
            assert_eq!(refused, Some(StatusCode::METHOD_NOT_ALLOWED), "{method}");
        }
    }

    /// The page that opens sites, which is at another port, may lead to the address of a desk, and to nothing else.
    #[test]
    fn another_port_leads_to_the_entry_only() {
        let guard = Guard::new(4000).unwrap();
        let led = |uri: &str, site: &str, destination: &str| {
            let request =
                Request::get(uri).header("sec-fetch-site", site).header("sec-fetch-mode", "navigate");
            status(&guard, &request.header("sec-fetch-dest", destination).body(()).unwrap().into_parts().0)
        };
        assert_eq!(led("/?key=0", "same-site", "document"), None);
        for (uri, site, destination) in [
            ("/?key=0", "same-site", "iframe"),
            ("/?key=0", "cross-site", "document"),
            ("/", "same-site", "document"),
            ("/edit?key=0", "same-site", "document"),
        ] {
            assert_eq!(
                led(uri, site, destination),
                Some(StatusCode::FORBIDDEN),
                "{uri} {site} {destination}"
            );
        }
    }

    /// An address lets one browser in, once; no other key does.
    #[test]
    fn an_address_is_valid_once() {
        let guard = Guard::new(4000).unwrap();
        let address = guard.entry_address().unwrap();
        let key = address.strip_prefix("http://127.0.0.1:4000/?key=").unwrap();
        assert_eq!(key.len(), 32);
        assert_eq!(guard.admit("0"), None);
        let cookie = guard.admit(key).unwrap();
        assert!(cookie.starts_with(&format!("bangvang-4000={}; HttpOnly; SameSite=Strict", guard.session)));
        assert_eq!(guard.admit(key), None);
    }
}
