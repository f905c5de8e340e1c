//! Parses the base URL of a site, or of a service that it uses.

use url::{Host, Url};

use crate::html;
use crate::source::Text;
use crate::text;

/// Endings of files that web servers show as pages.
const PAGE_ENDINGS: &[&str] =
    &["asp", "aspx", "htm", "html", "json", "jsp", "pdf", "php", "shtml", "txt", "xhtml", "xml"];

/// A text that is not a base URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidBaseUrl {
    /// The base URL that was probably meant, in readable letters.
    pub proposal: Option<String>,
}

/// Returns `text`, an `http` or `https` URL, without `/` at its end and in ASCII: the host in Punycode (RFC 3492), the
/// path percent-encoded.
///
/// # Errors
/// If it has another scheme or no valid host, has whitespace, a user, a query, a fragment, a backslash or an empty name
/// of a folder, or ends in the name of a page.
pub fn parse_base_url(text: &str) -> Result<Text, InvalidBaseUrl> {
    let none = InvalidBaseUrl { proposal: None };
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    let rest = &text[scheme.map_or(0, str::len)..];
    if rest.starts_with('/')
        || rest.contains(|c: char| c.is_whitespace() || c.is_control() || "\\\"<>".contains(c))
    {
        return Err(none);
    }
    let Ok(url) = Url::parse(&format!("{}{}", scheme.unwrap_or("https://"), text::nfc(rest))) else {
        return Err(none);
    };
    let is_host = match url.host() {
        Some(Host::Domain(name)) => is_domain(name) && (scheme.is_some() || name.contains('.')),
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => true,
        None => false,
    };
    if !is_host || (scheme.is_none() && rest.contains(':')) {
        return Err(none);
    }
    let mut base = url.clone();
    base.set_query(None);
    base.set_fragment(None);
    let has_no_user = base.set_username("").and_then(|()| base.set_password(None)).is_ok();
    let mut folders: Vec<&str> = url.path().split('/').filter(|name| !name.is_empty()).collect();
    if folders.last().is_some_and(|name| is_page(name)) {
        folders.pop();
    }
    base.set_path(&folders.join("/"));
    let base = base.as_str().trim_end_matches('/');
    if scheme.is_some() && url.as_str().trim_end_matches('/') == base {
        return Ok(Text::from(base));
    }
    Err(InvalidBaseUrl { proposal: has_no_user.then(|| html::readable_url(base)) })
}

/// Whether `name`, in Punycode, consists of labels of letters, digits, hyphens and underscores.
fn is_domain(name: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    name.strip_suffix('.').unwrap_or(name).split('.').all(is_label)
}

/// Whether `name`, the last part of a path, is that of a page, such as `index.html`.
fn is_page(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| PAGE_ENDINGS.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::parse_base_url;

    /// A base URL is in ASCII and without `/` at its end.
    #[test]
    fn base_urls() {
        for (written, read) in [
            ("https://thu.example", "https://thu.example"),
            ("HTTPS://Thu.Example/Cong-Doan///", "https://thu.example/Cong-Doan"),
            ("http://localhost:8080/a/", "http://localhost:8080/a"),
            ("https://thu.example:443", "https://thu.example"),
            ("http://192.168.1.10", "http://192.168.1.10"),
            ("https://côngđoàn.example/đường", "https://xn--cngon-uqa0lsj.example/%C4%91%C6%B0%E1%BB%9Dng"),
            ("https://co\u{302}ngđoa\u{300}n.example", "https://xn--cngon-uqa0lsj.example"),
            ("https://thu.example/%C4%91/v1.2", "https://thu.example/%C4%91/v1.2"),
        ] {
            assert_eq!(parse_base_url(written).as_deref(), Ok(read), "{written}");
        }
    }

    /// A text that is not a base URL has the one that was probably meant as a proposal.
    #[test]
    fn invalid_base_urls() {
        for (written, proposal) in [
            ("thu.example", Some("https://thu.example")),
            ("côngđoàn.example/đường/", Some("https://côngđoàn.example/đường")),
            ("https://thu.example/index.html", Some("https://thu.example")),
            ("https://thu.example/cd/Default.ASPX?x=1", Some("https://thu.example/cd")),
            ("https://thu.example/?a=b#c", Some("https://thu.example")),
            ("https://thu.example#", Some("https://thu.example")),
            ("https://admin@thu.example/cd", Some("https://thu.example/cd")),
            ("https://thu.example//cd", Some("https://thu.example/cd")),
            ("https://thu.example:99999", None),
            ("https://thu,example", None),
            ("https://thu..example", None),
            ("https://", None),
            ("https:///thu.example", None),
            ("https://thu.example/a b", None),
            ("https://thu.example\\cd", None),
            ("ftp://thu.example", None),
            ("mailto:a@thu.example", None),
            ("thu", None),
            ("", None),
        ] {
            let refused = parse_base_url(written).expect_err(written);
            assert_eq!(refused.proposal.as_deref(), proposal, "{written}");
        }
    }
}
