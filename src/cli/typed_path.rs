//! Paths as they are typed on the command line.

use std::path::PathBuf;

/// Removes a trailing quote on Windows, which passes `C:\Trang tin"` for `"C:\Trang tin\"`; no file name can
/// contain one.
pub fn without_trailing_quote(path: PathBuf) -> PathBuf {
    match path.to_str().and_then(|text| text.strip_suffix('"')).filter(|_| cfg!(windows)) {
        Some(text) => PathBuf::from(text),
        None => path,
    }
}
