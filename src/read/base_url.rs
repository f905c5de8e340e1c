//! The address under which a site is reached, or a service it uses.

use crate::source::Text;

/// `https://host/folder` without a `/` at its end; `None` without scheme or host.
pub fn parse_base_url(text: &str) -> Option<Text> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split('/').next()?;
    let sound = !host.is_empty() && !rest.contains(|c: char| c.is_whitespace() || "?#\\\"<>".contains(c));
    sound.then(|| Text::from(text.trim_end_matches('/')))
}
