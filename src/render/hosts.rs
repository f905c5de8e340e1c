//! Generates configuration files of web servers: response headers, media types, caching, redirects and the
//! 404 page.
//!
//! Files with a hash in their names may be cached for a year. Pages are requested again after five minutes,
//! or every time on hosts that do so by default. A server without one of the optional modules ignores the
//! settings for it, so no missing module makes the site unreachable.

use std::fmt::Write;

use crate::html::{self, escape};
use crate::media::{IMMUTABLE, SHORT_CACHE, content_type};
use crate::model::settings::WebServer;
use crate::plan::{OutputKind, PageKind};
use crate::render::view::Views;

/// The Content-Security-Policy (CSP 3): scripts, styles and pictures of the site only, and no framing.
///
/// Data blocks such as JSON-LD are not scripts and are not affected (HTML, *prepare the script element*).
pub const CONTENT_POLICY: &str = "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; \
                          form-action 'self'; frame-ancestors 'none'";

/// The headers of every response.
const RESPONSE_HEADERS: &[(&str, &str)] = &[
    ("Content-Security-Policy", CONTENT_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
];

/// File extensions whose media type or character set servers often lack.
const EXTENSIONS: &[&str] =
    &["avif", "css", "csv", "html", "ico", "js", "json", "svg", "txt", "webmanifest", "webp", "woff2", "xml"];

/// Returns each of [`EXTENSIONS`] with its media type.
fn media_types() -> impl Iterator<Item = (&'static str, &'static str)> {
    EXTENSIONS.iter().map(|end| (*end, content_type(&format!("x.{end}"))))
}

/// Returns `.htaccess` for Apache 2.4; it needs no more than `AllowOverride FileInfo`.
pub fn htaccess(views: &Views<'_>) -> String {
    let mut text = format!("# Made by bangvang.\nErrorDocument 404 {}\n", views.href("/404.html"));
    text.push_str("\n<IfModule mod_mime.c>\n");
    for (end, media) in media_types() {
        let (media, charset) = media.split_once("; charset=").unwrap_or((media, ""));
        let _ = writeln!(text, "  AddType {media} .{end}");
        if !charset.is_empty() {
            let _ = writeln!(text, "  AddCharset {charset} .{end}");
        }
    }
    text.push_str("</IfModule>\n\n<IfModule mod_deflate.c>\n  <IfModule mod_filter.c>\n");
    for (_, media) in media_types().filter(|(_, media)| media.contains("charset")) {
        let media = media.split(';').next().unwrap_or(media);
        let _ = writeln!(text, "    AddOutputFilterByType DEFLATE {media}");
    }
    text.push_str("  </IfModule>\n</IfModule>\n\n<IfModule mod_headers.c>\n");
    for (name, value) in RESPONSE_HEADERS {
        let _ = writeln!(text, "  Header always set {name} \"{value}\"");
    }
    let _ = write!(
        text,
        "  # Compressing adds -gzip to a tag, which the server then would not know again.\n  \
         RequestHeader edit* If-None-Match \"-gzip\\\"\" \"\\\"\"\n  \
         Header set Cache-Control \"{SHORT_CACHE}\"\n  <FilesMatch \"\\.[0-9a-f]{{10}}\\.[a-z0-9]+$\">\n    \
         Header set Cache-Control \"{IMMUTABLE}\"\n  </FilesMatch>\n</IfModule>\n\n<IfModule mod_alias.c>\n  \
         RedirectMatch 404 \"/\\.bangvang\"\n"
    );
    // The server matches decoded paths.
    let base = html::decode_path(views.site.settings.base_path()).unwrap_or_default();
    for (old, new) in redirects(views) {
        let old = escape_pattern(&format!("{base}{}", old.trim_end_matches('/')));
        let end = if old.ends_with(".html") { "" } else { "/?" };
        // The server escapes the target.
        let new = format!("{base}{new}").replace('$', "\\$");
        let _ = writeln!(text, "  RedirectMatch 301 \"^{old}{end}$\" \"{new}\"");
    }
    text.push_str("</IfModule>\n");
    text
}

/// Returns a regular expression that matches only `path`.
fn escape_pattern(path: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    for letter in path.chars() {
        if ".+()[]{}^$*?|\\".contains(letter) {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}

/// Returns `_headers` for Netlify and Cloudflare Pages, which revalidate every page by default.
pub fn headers(views: &Views<'_>) -> String {
    let mut text = format!("# Made by bangvang.\n{}*\n", views.href("/"));
    for (name, value) in RESPONSE_HEADERS {
        let _ = writeln!(text, "  {name}: {value}");
    }
    let _ = write!(
        text,
        "\n{}*\n  Cache-Control: {IMMUTABLE}\n\n{}\n  Content-Type: application/manifest+json; charset=utf-8\n",
        views.href("/assets/"),
        views.href("/site.webmanifest"),
    );
    text
}

/// Returns `_redirects` for Netlify and Cloudflare Pages: old addresses, with and without `/` at the end.
pub fn redirects_file(views: &Views<'_>) -> String {
    // Netlify serves an existing page at an old address unless the redirect is forced; Cloudflare has no such
    // flag and always redirects.
    let forced = !views.site.settings.hosting.servers.contains(&WebServer::Cloudflare);
    let status = if forced { "301!" } else { "301" };
    let mut text = String::from("# Made by bangvang.\n");
    for (old, new) in redirects(views) {
        let (old, new) = (views.href(old), views.href(new));
        if let Some(bare) = old.strip_suffix('/').filter(|bare| !bare.is_empty()) {
            let _ = writeln!(text, "{bare} {new} {status}");
        }
        let _ = writeln!(text, "{old} {new} {status}");
    }
    text
}

/// Returns `web.config` for IIS 7.5 and newer, using only modules that come with IIS.
pub fn web_config(views: &Views<'_>) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Made by bangvang. -->\n<configuration>\n  <system.webServer>\n    \
         <staticContent>\n",
    );
    for (end, media) in media_types() {
        let _ = write!(
            text,
            "      <remove fileExtension=\".{end}\" />\n      <mimeMap fileExtension=\".{end}\" mimeType=\"{media}\" />\n"
        );
    }
    text.push_str(
        "      <clientCache cacheControlMode=\"UseMaxAge\" cacheControlMaxAge=\"0.00:05:00\" />\n    </staticContent>\n    \
         <httpErrors errorMode=\"Custom\">\n      <remove statusCode=\"404\" />\n      \
         <error statusCode=\"404\" path=\"404.html\" responseMode=\"File\" />\n    </httpErrors>\n    \
         <httpProtocol>\n      <customHeaders>\n        <remove name=\"X-Powered-By\" />\n",
    );
    for (name, value) in RESPONSE_HEADERS {
        let value = escape(value);
        let _ = write!(
            text,
            "        <remove name=\"{name}\" />\n        <add name=\"{name}\" value=\"{value}\" />\n"
        );
    }
    text.push_str(
        "      </customHeaders>\n    </httpProtocol>\n    <urlCompression doStaticCompression=\"true\" />\n    \
         <security>\n      <requestFiltering>\n        <hiddenSegments>\n          <remove segment=\".bangvang\" />\n          \
         <add segment=\".bangvang\" />\n        </hiddenSegments>\n        <denyUrlSequences>\n          \
         <remove sequence=\"/.bangvang\" />\n          <add sequence=\"/.bangvang\" />\n        \
         </denyUrlSequences>\n      </requestFiltering>\n    </security>\n  \
         </system.webServer>\n  <location path=\"assets\">\n    <system.webServer>\n      <staticContent>\n        \
         <clientCache cacheControlMode=\"UseMaxAge\" cacheControlMaxAge=\"365.00:00:00\" \
         cacheControlCustom=\"public, immutable\" />\n      </staticContent>\n    </system.webServer>\n  </location>\n",
    );
    for (old, new) in redirects(views) {
        let _ = write!(
            text,
            "  <location path=\"{}\">\n    <system.webServer>\n      <httpRedirect enabled=\"true\" destination=\"{}\" \
             exactDestination=\"true\" httpResponseStatus=\"Permanent\" />\n    </system.webServer>\n  </location>\n",
            escape(old.trim_matches('/')),
            escape(&views.href(new)),
        );
    }
    text.push_str("</configuration>\n");
    text
}

/// Returns the old routes with their targets, in order.
fn redirects<'v>(views: &Views<'v>) -> impl Iterator<Item = (&'v str, &'v str)> + use<'v> {
    views.plan.pages.iter().filter_map(|page| match &page.kind {
        OutputKind::Page(PageKind::Redirect(to)) => Some((&*page.route, &**to)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::escape_pattern;

    /// Letters with a meaning in regular expressions are escaped.
    #[test]
    fn patterns() {
        assert_eq!(escape_pattern("/cu/bai.1+2(a)$"), "/cu/bai\\.1\\+2\\(a\\)\\$");
    }
}
