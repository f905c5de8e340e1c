//! URLs: percent-encoding (RFC 3986 §2.1), and which URLs are allowed on a page.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::Url;

/// The bytes of a path that are written as `%XX` (RFC 3986 §3.3, and those with a meaning in HTML).
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Percent-encodes `text` as a value in the query of a URL.
pub fn encode_query(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// Percent-encodes `path`, whose names may contain spaces and Vietnamese letters; `/` stays.
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, IN_PATH).to_string()
}

/// Decodes the percent-encoding of a path; `None` if the result is not UTF-8.
pub fn decode_path(address: &str) -> Option<String> {
    percent_decode_str(address).decode_utf8().ok().map(|path| path.into_owned())
}

/// Returns `address` in ASCII if it is an `http` or `https` URL with other letters: the host in Punycode (RFC 3492), the
/// rest percent-encoded; any other address unchanged.
pub fn ascii_address(address: &str) -> Cow<'_, str> {
    if address.is_ascii() {
        return Cow::Borrowed(address);
    }
    match Url::parse(address) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Cow::Owned(url.into()),
        _ => Cow::Borrowed(address),
    }
}

/// Returns `url` as people write it: the host not in Punycode and the path not percent-encoded, without user, query and
/// fragment; unchanged if it has no host.
pub fn readable_url(url: &str) -> String {
    let Ok(parsed) = Url::parse(url) else { return url.to_owned() };
    let Some(ascii) = parsed.host_str() else { return url.to_owned() };
    let readable = url::quirks::domain_to_unicode(ascii);
    // Empty for a host that is not in valid Punycode.
    let host = if readable.is_empty() { ascii } else { &readable };
    let port = parsed.port().map_or(String::new(), |port| format!(":{port}"));
    let decoded = decode_path(parsed.path());
    let is_plain =
        |path: &String| !path.contains(|c: char| c.is_whitespace() || c.is_control() || "%?#\\".contains(c));
    let path = decoded.filter(is_plain).unwrap_or_else(|| parsed.path().to_owned());
    let end = if url.ends_with('/') { path.as_str() } else { path.trim_end_matches('/') };
    format!("{}://{host}{port}{end}", parsed.scheme())
}

/// Whether `address` has a scheme that is allowed on a page, or is a route of this site that begins with `/`.
pub fn is_safe_address(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let scheme = ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme));
    let route = address.starts_with('/') && !address.starts_with("//") && !address.contains('\\');
    (scheme || route) && !address.contains(|c: char| c.is_control())
}

#[cfg(test)]
mod tests {
    use super::{ascii_address, readable_url};

    /// Addresses of websites are written in ASCII, and read by people as they were typed; others stay.
    #[test]
    fn letters_beyond_ascii() {
        let (typed, ascii) =
            ("https://côngđoàn.example/đường", "https://xn--cngon-uqa0lsj.example/%C4%91%C6%B0%E1%BB%9Dng");
        assert_eq!(ascii_address(typed), ascii);
        assert_eq!(readable_url(ascii), typed);
        assert_eq!(readable_url("http://localhost:8080/a%20b/"), "http://localhost:8080/a%20b/");
        for other in
            ["https://thu.example", "mailto:văn-phòng@thu.example", "đường", "https://thu.example:x/đ", ""]
        {
            assert_eq!(ascii_address(other), other);
            assert_eq!(readable_url(other), other);
        }
    }
}
