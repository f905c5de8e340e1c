//! HTML and addresses: the elements that an article may hold, the tags of a text, and what must be escaped.

mod address;
mod allowed;
mod tags;

pub use address::{decode_path, encode_path, encode_query, is_safe_address};
pub use allowed::{ATTRIBUTES, ELEMENT_ATTRIBUTES, ELEMENTS, is_kept, is_void};
pub use tags::{HtmlTag, tags};

/// `text` with the characters that mean something in HTML and XML as references.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    pulldown_cmark_escape::escape_html(&mut escaped, text).expect("writing to a string does not fail");
    escaped
}
