//! HTML and URLs: the elements that an article may contain, a tag scanner, escaping and percent-encoding.

mod address;
mod allowed;
mod tags;
mod video;

pub use address::{ascii_address, decode_path, encode_path, encode_query, is_safe_address, readable_url};
pub use allowed::{ATTRIBUTES, ELEMENT_ATTRIBUTES, ELEMENTS, is_allowed_attribute, is_void};
pub use tags::{HtmlTag, tags};
pub use video::{VideoHost, embedded_video};

/// Escapes the characters of `text` that have a meaning in HTML and XML.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    pulldown_cmark_escape::escape_html(&mut escaped, text).expect("writing to a string cannot fail");
    escaped
}
