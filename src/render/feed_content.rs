//! Generates the HTML of articles in feeds.

use crate::html;
use crate::model::site::Article;
use crate::render::image_html::HtmlContext;
use crate::render::markdown;
use crate::render::view::Views;

/// The attributes that contain addresses.
const ADDRESS_ATTRIBUTES: &[&str] = &["href", "src", "srcset", "poster", "cite"];

/// Returns the HTML of an article with absolute addresses only, because many feed readers know no base URL.
pub fn feed_content(views: &Views<'_>, article: &Article) -> String {
    let body = &article.record.body;
    let content = markdown::render_html(views.links(), body, &article.links, HtmlContext::Feed);
    with_absolute_addresses(&content, views.links().origin(), &views.permalink(&article.route))
}

/// Returns `content` with absolute addresses; `origin` is the scheme and host of the site, and `page` the URL of the
/// page of the content, which ends with `/`.
fn with_absolute_addresses(content: &str, origin: &str, page: &str) -> String {
    let mut written = String::with_capacity(content.len());
    let mut done = 0;
    for tag in html::tags(content) {
        written.push_str(&content[done..tag.range.start]);
        let mut text = content[tag.range.clone()].to_owned();
        for (name, value) in
            tag.attributes.iter().filter(|(name, _)| ADDRESS_ATTRIBUTES.contains(&name.as_str()))
        {
            let absolute = match name.as_str() {
                "srcset" => value
                    .split(", ")
                    .map(|candidate| absolute_address(candidate, origin, page))
                    .collect::<Vec<_>>()
                    .join(", "),
                _ => absolute_address(value, origin, page),
            };
            text = text.replace(&format!(" {name}=\"{value}\""), &format!(" {name}=\"{absolute}\""));
        }
        written.push_str(&text);
        done = tag.range.end;
    }
    written.push_str(&content[done..]);
    written
}

/// Returns the absolute form of `address`, which is relative to `page` if it has neither scheme nor host.
fn absolute_address(address: &str, origin: &str, page: &str) -> String {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    match address.as_bytes() {
        [b'/', b'/', ..] => format!("{}:{address}", origin.split(':').next().unwrap_or("https")),
        [b'/', ..] => format!("{origin}{address}"),
        _ if address.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme)) => address.to_owned(),
        _ => format!("{page}{address}"),
    }
}

#[cfg(test)]
mod tests {
    use super::with_absolute_addresses;

    /// Addresses in tags become absolute; text that only looks like one is unchanged.
    #[test]
    fn addresses_become_absolute() {
        let html = r##"<a href="/a/" title="x">href="/b"</a> <a href="#c">c</a> <img src="/d.png" srcset="/d.png 1x, /e.png 2x"> <a href="https://khac.example/">f</a> <a href="mailto:a@khac.example">g</a> <q cite="h.pdf">h</q> <a href="//khac.example/">i</a>"##;
        assert_eq!(
            with_absolute_addresses(html, "https://o", "https://o/p/"),
            r##"<a href="https://o/a/" title="x">href="/b"</a> <a href="https://o/p/#c">c</a> <img src="https://o/d.png" srcset="https://o/d.png 1x, https://o/e.png 2x"> <a href="https://khac.example/">f</a> <a href="mailto:a@khac.example">g</a> <q cite="https://o/p/h.pdf">h</q> <a href="https://khac.example/">i</a>"##
        );
    }
}
