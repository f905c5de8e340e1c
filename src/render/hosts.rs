//! The plan of a site in, the settings of web servers out: heads, types, caching, old addresses, the page for none.
//!
//! Files whose names change with their bytes may be kept for a year; pages are asked for again after five minutes,
//! or each time where the host does so by itself. Nothing here closes a site to a reader: a server without one of
//! the modules leaves that part out.

use std::fmt::Write;

use crate::html::escape;
use crate::media::{IMMUTABLE, SHORT_CACHE, content_type};
use crate::model::settings::WebServer;
use crate::plan::{OutputKind, PageKind};
use crate::render::view::Views;

/// Scripts, styles and pictures of the site alone, and no frame around it (CSP 3). Data blocks such as JSON-LD are no
/// scripts and are not concerned (HTML, *prepare the script element*).
pub const POLICY: &str = "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; \
                          form-action 'self'; frame-ancestors 'none'";

/// What every response says beside its content.
const HEADS: &[(&str, &str)] = &[
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
];

/// Ends of file names whose types servers often do not know or whose letters they do not tell.
const ENDS: &[&str] =
    &["avif", "css", "csv", "html", "ico", "js", "json", "svg", "txt", "webmanifest", "webp", "woff2", "xml"];

/// Each of [`ENDS`] with its media type.
fn types() -> impl Iterator<Item = (&'static str, &'static str)> {
    ENDS.iter().map(|end| (*end, content_type(&format!("x.{end}"))))
}

/// `.htaccess` for Apache 2.4; it asks for no more than `AllowOverride FileInfo`.
pub fn htaccess(views: &Views<'_>) -> String {
    let mut text = format!("# Made by bangvang.\nErrorDocument 404 {}\n", views.href("/404.html"));
    text.push_str("\n<IfModule mod_mime.c>\n");
    for (end, media) in types() {
        let (media, charset) = media.split_once("; charset=").unwrap_or((media, ""));
        let _ = writeln!(text, "  AddType {media} .{end}");
        if !charset.is_empty() {
            let _ = writeln!(text, "  AddCharset {charset} .{end}");
        }
    }
    text.push_str("</IfModule>\n\n<IfModule mod_deflate.c>\n  <IfModule mod_filter.c>\n");
    for (_, media) in types().filter(|(_, media)| media.contains("charset")) {
        let media = media.split(';').next().unwrap_or(media);
        let _ = writeln!(text, "    AddOutputFilterByType DEFLATE {media}");
    }
    text.push_str("  </IfModule>\n</IfModule>\n\n<IfModule mod_headers.c>\n");
    for (name, value) in HEADS {
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
    let base = views.site.settings.base_path();
    for (old, new) in redirects(views) {
        let old = in_pattern(&format!("{base}{}", old.trim_end_matches('/')));
        let end = if old.ends_with(".html") { "" } else { "/?" };
        // The server escapes the target by itself.
        let new = format!("{base}{new}").replace('$', "\\$");
        let _ = writeln!(text, "  RedirectMatch 301 \"^{old}{end}$\" \"{new}\"");
    }
    text.push_str("</IfModule>\n");
    text
}

/// `path` as a regular expression that is met by it alone.
fn in_pattern(path: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    for letter in path.chars() {
        if ".+()[]{}^$*?|\\".contains(letter) {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}

/// `_headers` for Netlify and Cloudflare Pages, which let browsers ask for every page again by themselves.
pub fn headers(views: &Views<'_>) -> String {
    let mut text = format!("# Made by bangvang.\n{}*\n", views.href("/"));
    for (name, value) in HEADS {
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

/// `_redirects` for the same: old addresses, with and without `/` at the end.
pub fn redirects_file(views: &Views<'_>) -> String {
    // Netlify serves the page that stands at an old address unless it is forced; Cloudflare knows no such word and
    // never serves it.
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

/// `web.config` for IIS 7.5 and newer, without modules that do not come with it.
pub fn web_config(views: &Views<'_>) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Made by bangvang. -->\n<configuration>\n  <system.webServer>\n    \
         <staticContent>\n",
    );
    for (end, media) in types() {
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
    for (name, value) in HEADS {
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

/// The old routes and where they lead now, in order.
fn redirects<'v>(views: &Views<'v>) -> impl Iterator<Item = (&'v str, &'v str)> + use<'v> {
    views.plan.pages.iter().filter_map(|page| match &page.kind {
        OutputKind::Page(PageKind::Redirect(to)) => Some((&*page.route, &**to)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::in_pattern;

    /// A path with letters that mean something in patterns is met as it is written.
    #[test]
    fn patterns() {
        assert_eq!(in_pattern("/cu/bai.1+2(a)$"), "/cu/bai\\.1\\+2\\(a\\)\\$");
    }
}
