//! Addresses: percent-encoding (RFC 3986 §2.1), and which of them may stand on a page.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What of a path must be written as `%XX` in an address (RFC 3986 §3.3, and what HTML would mistake).
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// `text` as the value of a query in an address.
pub fn encode_query(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// The address of `path`, whose names may hold spaces and Vietnamese letters.
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, IN_PATH).to_string()
}

/// The path of an address; `None` when it is not UTF-8.
pub fn decode_path(address: &str) -> Option<String> {
    percent_decode_str(address).decode_utf8().ok().map(|path| path.into_owned())
}

/// Whether `address` has a scheme that may stand on a page, or is a route of this site from `/`.
pub fn is_safe_address(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let scheme = ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme));
    let route = address.starts_with('/') && !address.starts_with("//") && !address.contains('\\');
    (scheme || route) && !address.contains(|c: char| c.is_control())
}
