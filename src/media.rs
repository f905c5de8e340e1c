//! Media types and cache lifetimes of files.

/// Returns the media type of the file at `path`, with the character set for text.
pub fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name {
        "feed.json" => return "application/feed+json; charset=utf-8",
        ".htaccess" | "_headers" | "_redirects" => return "text/plain; charset=utf-8",
        _ => {}
    }
    match name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "xml" | "config" => "application/xml; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "zip" => "application/zip",
        "doc" => "application/msword",
        "xls" => "application/vnd.ms-excel",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

/// The `Cache-Control` of the file at `path`: a year if its name contains a hash of its bytes, five minutes
/// otherwise.
pub fn cache_control(path: &str) -> &'static str {
    if has_content_hash(path) { IMMUTABLE } else { SHORT_CACHE }
}

/// Browsers do not revalidate for a year (RFC 8246).
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// Browsers revalidate after five minutes.
pub const SHORT_CACHE: &str = "public, max-age=300";

/// Returns whether the name of the file at `path` contains a hash of its bytes: `name.0123456789.css`.
pub fn has_content_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut parts = name.rsplitn(3, '.');
    let (end, hash, stem) = (parts.next(), parts.next(), parts.next());
    let digits =
        |text: &str| text.len() == 10 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let plain =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    end.is_some_and(plain) && hash.is_some_and(digits) && stem.is_some()
}

#[cfg(test)]
mod tests {
    use super::{content_type, has_content_hash};

    /// Files for machines have the types that clients expect, also if the name has no extension.
    #[test]
    fn types_of_files_for_machines() {
        for (path, wanted) in [
            ("feed.json", "application/feed+json; charset=utf-8"),
            ("tin/feed.json", "application/feed+json; charset=utf-8"),
            ("bang-vang/2022.json", "application/json; charset=utf-8"),
            ("site.webmanifest", "application/manifest+json; charset=utf-8"),
            (".well-known/security.txt", "text/plain; charset=utf-8"),
            (".htaccess", "text/plain; charset=utf-8"),
            ("_headers", "text/plain; charset=utf-8"),
            ("web.config", "application/xml; charset=utf-8"),
            ("favicon.ico", "image/vnd.microsoft.icon"),
        ] {
            assert_eq!(content_type(path), wanted, "{path}");
        }
    }

    /// A file is cached for a year only if its name contains a hash.
    #[test]
    fn names_with_a_hash() {
        for path in ["assets/site.35c4369e2a.css", "tin/anh-480.0123456789.webp"] {
            assert!(has_content_hash(path), "{path}");
        }
        for path in
            ["index.html", "35c4369e2a.css", "site.35c4369e2.css", "site.35C4369E2A.css", "a.0123456789"]
        {
            assert!(!has_content_hash(path), "{path}");
        }
    }
}
