//! URLs: percent-encoding (RFC 3986 §2.1), and which URLs are allowed on a page.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

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

/// Whether `address` has a scheme that is allowed on a page, or is a route of this site that begins with `/`.
pub fn is_safe_address(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let scheme = ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme));
    let route = address.starts_with('/') && !address.starts_with("//") && !address.contains('\\');
    (scheme || route) && !address.contains(|c: char| c.is_control())
}
