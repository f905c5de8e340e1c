//! Shows errors in the browser: in an overlay on a page, or as a page of their own.

use serde_json::json;

use crate::diagnostic::{Diagnostic, Severity};
use crate::html;
use crate::messages::{Language, Messages};
use crate::source::Sources;

/// The path prefix of everything that the preview adds to the site.
pub const PREVIEW_PATH: &str = "/_bangvang/";

/// The script that receives updates and shows the overlay.
pub const SCRIPT: &str = include_str!("client.js");

/// Maximum number of errors that the overlay lists; it also says how many more there are.
const MAX_SHOWN_DIAGNOSTICS: usize = 20;

/// The errors of `diagnostics` for the script, as a JSON object on one line.
///
/// `title`, `note` and `close` are the texts of the overlay, `errors` the formatted diagnostics (empty without
/// errors).
pub fn errors_json(diagnostics: &[Diagnostic], sources: &Sources, language: Language) -> String {
    let messages = Messages::built_in(language);
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let drawn: Vec<String> = errors
        .clone()
        .take(MAX_SHOWN_DIAGNOSTICS)
        .map(|diagnostic| diagnostic.render(sources, &messages))
        .collect();
    let count = errors.count();
    let arguments = [("count", count.to_string()), ("more", (count - drawn.len()).to_string())];
    let more = (count > drawn.len()).then(|| messages.say("overlay-more", &arguments));
    json!({
        "title": messages.say("overlay-title", &arguments),
        "note": messages.say("overlay-note", &arguments),
        "close": messages.say("overlay-close", &[]),
        "language": language.tag(),
        "errors": drawn.into_iter().chain(more).collect::<Vec<_>>(),
    })
    .to_string()
}

/// Returns the page for an unknown path: `title` as heading, `text` below it.
pub fn page(title: &str, text: &str, language: Language) -> String {
    let (title, text) = (html::escape(title), html::escape(text));
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         </head>\n<body>\n<h1>{title}</h1>\n<pre>{text}</pre>\n</body>\n</html>\n",
        language.tag()
    )
}

/// Adds the script to `page`; `seen` is the version of the page
/// ([`PageVersion::text`](super::snapshot::PageVersion::text)).
pub fn with_script(page: &[u8], seen: &str) -> Vec<u8> {
    let script = format!(
        "<script src=\"{PREVIEW_PATH}preview.js\" data-seen=\"{}\" defer></script>",
        html::escape(seen)
    );
    let head = b"</head>";
    let at = page.windows(head.len()).position(|part| part.eq_ignore_ascii_case(head)).unwrap_or(page.len());
    [&page[..at], script.as_bytes(), &page[at..]].concat()
}

#[cfg(test)]
mod tests {
    use super::with_script;

    /// The script is added at the end of the head, or at the end of a page without one; nothing else changes.
    #[test]
    fn the_script_is_added() {
        let script = "<script src=\"/_bangvang/preview.js\" data-seen=\"a.b\" defer></script>";
        let page = with_script(b"<html><HEAD><title>x</title></HEAD><body>", "a.b");
        assert_eq!(
            String::from_utf8_lossy(&page),
            format!("<html><HEAD><title>x</title>{script}</HEAD><body>")
        );
        assert_eq!(with_script(b"x", "a.b"), format!("x{script}").into_bytes());
    }
}
