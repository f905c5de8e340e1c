//! Parses the base URL of a site, or of a service that it uses.

use crate::source::Text;

/// Returns `text`, an `http` or `https` URL, without `/` at its end.
///
/// `None` if it has another scheme or no host, or contains whitespace, a query, a fragment or a backslash.
pub fn parse_base_url(text: &str) -> Option<Text> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split('/').next()?;
    let is_valid = !host.is_empty() && !rest.contains(|c: char| c.is_whitespace() || "?#\\\"<>".contains(c));
    is_valid.then(|| Text::from(text.trim_end_matches('/')))
}
