//! Changes pieces of HTML in old Markdown: addresses, and elements that the site does not show.

use crate::html;
use crate::import::site::new_address::{AddressUse, NewAddress};

/// Changed HTML.
#[derive(Debug, Default)]
pub struct EditedHtml {
    /// The HTML; Markdown if it was nothing but a frame.
    pub text: String,
    /// The names of elements that the site does not show.
    pub losses: Vec<String>,
}

/// Changes the addresses of `written` by `resolve`; `is_block` says that it takes whole lines.
pub fn edited(
    written: &str,
    is_block: bool,
    resolve: &mut dyn FnMut(&str, AddressUse) -> NewAddress,
) -> EditedHtml {
    let mut changed = EditedHtml::default();
    let mut at = 0;
    let tags = html::tags(written);
    let mut only_frame = None;
    for tag in &tags {
        if tag.range.start < at {
            continue;
        }
        changed.text.push_str(&written[at..tag.range.start]);
        at = tag.range.end.min(written.len());
        let whole = &written[tag.range.start..at];
        let attribute =
            |name: &str| tag.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        match (tag.name.as_str(), tag.closing) {
            ("a", false) => changed.text.push_str(&link(whole, attribute("href"), resolve)),
            ("img", false) => {
                changed.text.push_str(&picture(whole, attribute("src"), attribute("alt"), resolve))
            }
            ("iframe", false) => {
                let source = attribute("src").unwrap_or("").replace("&amp;", "&");
                let address = html::embedded_video(&source).unwrap_or(source);
                if html::is_safe_address(&address) {
                    changed.text.push_str(&format!("<a href=\"{0}\">{0}</a>", html::escape(&address)));
                    only_frame = Some(address);
                } else {
                    changed.losses.push("iframe".to_owned());
                }
            }
            ("iframe", true) => {}
            (name, closing) => {
                changed.text.push_str(whole);
                if !closing && !html::ELEMENTS.contains(&name) {
                    changed.losses.push(name.to_owned());
                }
            }
        }
    }
    changed.text.push_str(&written[at..]);
    if let Some(address) = only_frame.filter(|_| is_block && is_only_frame(written, &tags)) {
        let end = if written.ends_with('\n') { "\n" } else { "" };
        changed.text = format!("<{}>{end}", address.replace('>', "%3E"));
    }
    changed
}

/// Returns whether HTML has one frame, perhaps in a box, and nothing else.
fn is_only_frame(written: &str, tags: &[html::HtmlTag]) -> bool {
    let mut text = String::new();
    let mut at = 0;
    for tag in tags {
        text.push_str(written.get(at..tag.range.start).unwrap_or(""));
        at = tag.range.end.min(written.len());
    }
    text.push_str(&written[at..]);
    let frames = tags.iter().filter(|tag| tag.name == "iframe" && !tag.closing).count();
    let is_box =
        |tag: &html::HtmlTag| matches!(tag.name.as_str(), "iframe" | "div" | "p" | "figure" | "center");
    frames == 1 && text.trim().is_empty() && tags.iter().all(is_box)
}

/// Returns the tag of a link with its new address; without an address if only its text stays.
fn link(
    whole: &str,
    address: Option<&str>,
    resolve: &mut dyn FnMut(&str, AddressUse) -> NewAddress,
) -> String {
    let Some(address) = address.filter(|address| !address.is_empty()) else { return whole.to_owned() };
    match resolve(&address.replace("&amp;", "&"), AddressUse::Link) {
        NewAddress::Same => whole.to_owned(),
        NewAddress::Address(new) | NewAddress::LinkTo(new) | NewAddress::Page { address: new, .. } => {
            whole.replacen(address, &html::escape(&new), 1)
        }
        NewAddress::TextOnly => "<a>".to_owned(),
    }
}

/// Returns the tag of a picture with its new address; its text if there is no picture.
fn picture(
    whole: &str,
    address: Option<&str>,
    alt: Option<&str>,
    resolve: &mut dyn FnMut(&str, AddressUse) -> NewAddress,
) -> String {
    let Some(address) = address.filter(|address| !address.is_empty()) else { return whole.to_owned() };
    let alt = alt.unwrap_or("");
    match resolve(&address.replace("&amp;", "&"), AddressUse::Picture) {
        NewAddress::Same => whole.to_owned(),
        NewAddress::Address(new) | NewAddress::Page { address: new, .. } => {
            whole.replacen(address, &html::escape(&new), 1)
        }
        NewAddress::LinkTo(new) => {
            let new = html::escape(&new);
            format!(
                "<a href=\"{new}\">{}</a>",
                if alt.is_empty() { new.clone() } else { alt.replace('<', "&lt;") }
            )
        }
        NewAddress::TextOnly => alt.replace('<', "&lt;"),
    }
}
