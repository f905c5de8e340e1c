//! The addresses of places in files.

use crate::html;

/// The page of the desk that shows the `line` of `file`, and its `field` if it has one; empty for no file. Line 0 is the
/// file as a whole.
pub fn place_href(file: &str, line: usize, field: &str) -> String {
    match (file, line) {
        ("", _) => String::new(),
        (file, 0) => format!("/edit?file={}", html::encode_query(file)),
        (file, line) => {
            let (file, field) = (html::encode_query(file), html::encode_query(field));
            format!("/edit?file={file}&line={line}&field={field}")
        }
    }
}
