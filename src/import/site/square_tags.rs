//! Replaces the shortcodes of WordPress, in square brackets, by HTML.

use std::ops::Range;

use crate::html;
use crate::import::site::code_tags::{
    CodeTag, Parameters, TagMeaning, Translated, find_near, is_within, translate,
};
use crate::import::site::embeds;

/// Names of shortcodes of WordPress itself and of common plug-ins, which are shortcodes also without attributes.
const KNOWN: &[&str] = &[
    "audio",
    "caption",
    "wp_caption",
    "embed",
    "gallery",
    "playlist",
    "video",
    "youtube",
    "vimeo",
    "gist",
    "toc",
    "contact-form-7",
    "contact-form",
    "su_youtube",
    "vc_row",
    "vc_column",
    "vc_column_text",
];

/// An attachment that a post shows beside others.
pub struct GalleryPicture {
    /// Where it was on the old site, with the host.
    pub address: String,
    /// Its text alternative.
    pub alt: String,
}

/// Replaces the shortcodes of the HTML of a post. `gallery` returns the pictures of a gallery by the ids of its
/// attachments, or of all that belong to the post if there are none.
pub fn without_square_tags(written: &str, gallery: &dyn Fn(&[u64]) -> Vec<GalleryPicture>) -> Translated {
    let code = code_ranges(written);
    let tags = tags(written, &code);
    let mut translated = translate(written, &tags, &[], &|tag, inner| meaning(tag, inner, gallery));
    translated.text = translated.text.replace("[[", "[").replace("]]", "]");
    translated
}

/// Returns the ranges of elements whose text is shown as it is.
fn code_ranges(written: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(String, usize)> = None;
    for tag in html::tags(written) {
        match &open {
            None if !tag.closing && matches!(tag.name.as_str(), "pre" | "code" | "script" | "style") => {
                open = Some((tag.name, tag.range.start));
            }
            Some((name, start)) if tag.closing && tag.name == *name => {
                found.push(*start..tag.range.end);
                open = None;
            }
            _ => {}
        }
    }
    found
}

/// Finds the shortcodes outside of code, in order.
fn tags(written: &str, code: &[Range<usize>]) -> Vec<CodeTag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = written[at..].find('[').map(|place| at + place) {
        at = start + 1;
        let rest = &written[start + 1..];
        let closing = rest.starts_with('/');
        let name_start = start + 1 + usize::from(closing);
        let is_name =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "_-".contains(letter);
        let length = written[name_start..].find(|letter| !is_name(letter)).unwrap_or(0);
        let name = &written[name_start..name_start + length];
        let Some(end) = find_near(written, name_start + length, "]") else { continue };
        let attributes = &written[name_start + length..end];
        let is_escaped = start > 0 && written.as_bytes()[start - 1] == b'[';
        let has_space = attributes.is_empty() || attributes.starts_with([' ', '\n', '/', '\u{a0}']);
        if name.len() < 2 || is_escaped || !has_space || attributes.contains('[') || is_within(code, start) {
            continue;
        }
        let is_shortcode = KNOWN.contains(&name)
            || attributes.contains('=')
            || name.contains('_')
            || closing
            || attributes.is_empty() && written[end..].contains(&format!("[/{name}]"));
        if !is_shortcode {
            continue;
        }
        at = end + 1;
        let self_closing = attributes.ends_with('/');
        let attributes = html_text(attributes.trim_end_matches('/'));
        found.push(CodeTag {
            range: start..end + 1,
            name: name.to_owned(),
            closing,
            self_closing,
            parameters: Parameters::read(&attributes),
        });
    }
    found
}

/// Returns a text without the character references and curly quotes that editors put into shortcodes.
fn html_text(text: &str) -> String {
    let text =
        text.replace("&amp;", "&").replace("&quot;", "\"").replace("&#8221;", "\"").replace("&#8243;", "\"");
    text.replace(['“', '”', '″'], "\"").replace('\u{a0}', " ")
}

fn meaning(
    tag: &CodeTag,
    inner: Option<&str>,
    gallery: &dyn Fn(&[u64]) -> Vec<GalleryPicture>,
) -> TagMeaning {
    let parameters = &tag.parameters;
    match (tag.name.as_str(), inner) {
        _ if tag.closing => TagMeaning::Unknown,
        ("caption" | "wp_caption", Some(inner)) => caption(inner, parameters),
        ("gallery", _) => {
            let ids = parameters.named(&["ids", "include"]).unwrap_or("");
            let ids: Vec<u64> = ids.split(',').filter_map(|id| id.trim().parse().ok()).collect();
            let pictures = gallery(&ids);
            let shown: Vec<String> =
                pictures.iter().map(|picture| image(&picture.address, &picture.alt)).collect();
            if shown.is_empty() {
                TagMeaning::Unknown
            } else {
                TagMeaning::Block(format!("<p>{}</p>", shown.join(" ")))
            }
        }
        ("embed", Some(_)) => TagMeaning::Around("\n\n".to_owned(), "\n\n".to_owned()),
        ("video", _) => match parameters.value(&["src", "mp4", "webm"], 0) {
            Some(address) => TagMeaning::Block(format!("<video src=\"{}\"></video>", html::escape(address))),
            None => TagMeaning::Unknown,
        },
        ("audio", _) => match parameters.value(&["src", "mp3", "m4a", "ogg", "wav"], 0) {
            Some(address) => TagMeaning::Block(format!("<audio src=\"{}\"></audio>", html::escape(address))),
            None => TagMeaning::Unknown,
        },
        ("youtube" | "su_youtube" | "vimeo" | "gist" | "instagram" | "twitter" | "tweet", inner) => {
            let inner = inner.map(str::trim).filter(|inner| !inner.is_empty());
            let parameters = match inner {
                Some(inner) => Parameters { positional: vec![inner.to_owned()], ..Parameters::default() },
                None => parameters.clone(),
            };
            let name = tag.name.trim_start_matches("su_");
            match embeds::address(name, &parameters) {
                Some(address) if inner.is_some() => {
                    TagMeaning::Replaced(format!("<p>{}</p>", html::escape(&address)))
                }
                Some(address) => TagMeaning::Block(format!("<p>{}</p>", html::escape(&address))),
                None => TagMeaning::Unknown,
            }
        }
        _ => TagMeaning::Unknown,
    }
}

/// Returns a picture with its caption, which is the text behind it or an attribute.
fn caption(inner: &str, parameters: &Parameters) -> TagMeaning {
    if let Some(text) = parameters.named(&["caption"]) {
        let text = html::escape(text);
        return TagMeaning::Around(
            "\n\n<figure>".to_owned(),
            format!("<figcaption>{text}</figcaption></figure>\n\n"),
        );
    }
    let picture_end =
        html::tags(inner).iter().filter(|tag| tag.name == "img").map(|tag| tag.range.end).next_back();
    let Some(mut end) = picture_end else { return TagMeaning::Inner };
    if let Some(link_end) = inner[end..].trim_start().strip_prefix("</a>") {
        end = inner.len() - link_end.len();
    }
    let (picture, text) = inner.split_at(end);
    TagMeaning::Replaced(format!(
        "\n\n<figure>{picture}<figcaption>{}</figcaption></figure>\n\n",
        text.trim()
    ))
}

fn image(address: &str, alt: &str) -> String {
    format!("<img src=\"{}\" alt=\"{}\">", html::escape(address), html::escape(alt))
}
