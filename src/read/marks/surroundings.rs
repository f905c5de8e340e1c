//! The text around a place, up to a maximum length, so that the time of every search is bounded.

/// Maximum number of bytes that are searched for the other end of a mark.
const MAX_WINDOW_BYTES: usize = 300;

/// Returns the text before `at`, at most [`MAX_WINDOW_BYTES`] of it.
pub fn before(text: &str, at: usize) -> &str {
    let mut start = at.saturating_sub(MAX_WINDOW_BYTES);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..at]
}

/// Returns the text from `at` to the end of the line, at most [`MAX_WINDOW_BYTES`] of it.
pub fn rest_of_line(text: &str, at: usize) -> &str {
    let mut end = (at + MAX_WINDOW_BYTES).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let rest = &text[at..end];
    rest.split('\n').next().unwrap_or(rest)
}
