//! The addresses of places in files.

use crate::html;

/// The page of the desk that edits the file at `path`, or the form of `entry` of it if that is not empty.
pub fn edit_href(path: &str, entry: &str) -> String {
    let path = html::encode_query(path);
    match entry {
        "" => format!("/edit?file={path}"),
        entry => format!("/edit?file={path}&entry={}", html::encode_query(entry)),
    }
}

/// The page of the desk that shows the `line` of `file`, and its `field` if it has one, in the form of `entry` if that is
/// not empty; empty for no file. Line 0 is the file as a whole.
pub fn place_href(file: &str, line: usize, entry: &str, field: &str) -> String {
    match (file, line) {
        ("", _) => String::new(),
        (file, 0) => edit_href(file, entry),
        (file, line) => {
            format!("{}&line={line}&field={}", edit_href(file, entry), html::encode_query(field))
        }
    }
}
