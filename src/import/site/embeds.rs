//! The Markdown of pictures, films, boxes and embedded posts that shortcodes of several generators give.

use crate::import::site::code_tags::{Parameters, TagMeaning};

/// The beginning of an address that means a page by its file, as shortcodes do; links to it are resolved like others.
pub const REFERENCE: &str = "old-page:";

/// Returns an address for the page `path`, in angle brackets where it is not in a link already.
pub fn reference(path: &str, before: &str) -> String {
    let address = format!("{REFERENCE}{}", crate::html::encode_path(path).replace("%23", "#"));
    let is_in_link = before.ends_with(['(', '<', '"', '\'', '=']) || before.trim_end().ends_with("]:");
    if is_in_link { address } else { format!("<{address}>") }
}

/// Returns the Markdown of a picture, its text alternative, caption and link; `None` without an address.
pub fn figure(parameters: &Parameters) -> Option<String> {
    let address = parameters.value(&["src", "link-src", "url", "name"], 0)?;
    let title = parameters.named(&["title"]);
    let caption = parameters.value(&["caption"], 2);
    let credit = parameters.named(&["attr"]);
    let texts: Vec<&str> = [title, caption, credit].into_iter().flatten().collect();
    let alt = parameters.value(&["alt"], 1).or(caption).or(title).unwrap_or("");
    let picture = picture(address, alt, &texts.join(". "));
    let is_picture = |link: &str| {
        let end = link.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        matches!(end.as_str(), "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg")
    };
    Some(match parameters.named(&["link"]).filter(|link| !is_picture(link)) {
        Some(link) => format!("[{picture}](<{link}>)"),
        None => picture,
    })
}

/// Returns the Markdown of a picture with a caption, which may be empty.
pub fn picture(address: &str, alt: &str, caption: &str) -> String {
    let address = address.trim().replace(['<', '>', '\n'], "");
    let caption = one_line(caption).replace('\\', "\\\\").replace('"', "\\\"");
    let caption = if caption.is_empty() { String::new() } else { format!(" \"{caption}\"") };
    format!("![{}](<{address}>{caption})", plain(alt))
}

/// Returns a text as Markdown that shows it, on one line.
pub fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in one_line(text).chars() {
        if "\\`*_[]<&".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a film that this program shows; other sounds and films are unknown.
pub fn film(parameters: &Parameters) -> TagMeaning {
    let address = parameters.value(&["src", "mp4", "webm", "url"], 0).unwrap_or("");
    let path = address.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
    match path.rsplit_once('.') {
        Some((_, "mp4" | "webm")) if !address.contains("://") => {
            let alt = parameters.named(&["title", "caption", "alt"]).unwrap_or("");
            TagMeaning::Block(picture(address, alt, ""))
        }
        Some((_, "mp3" | "m4a" | "ogg" | "wav" | "mp4" | "webm")) => {
            let name = address.rsplit('/').next().unwrap_or(address);
            TagMeaning::Block(format!(
                "[{}](<{address}>)",
                plain(parameters.named(&["title"]).unwrap_or(name))
            ))
        }
        _ => TagMeaning::Unknown,
    }
}

/// Returns the address of the page that an embedded film or post is from.
pub fn address(name: &str, parameters: &Parameters) -> Option<String> {
    let id = parameters.value(&["id", "src", "url"], 0)?.trim();
    if id.starts_with("https://") && !id.contains(['<', '>', ' ']) {
        let hosts =
            ["youtube", "vimeo", "tweet", "twitter", "x", "instagram", "gist", "facebook", "tiktok", "embed"];
        return hosts.contains(&name).then(|| id.to_owned());
    }
    let is_id = |id: &str| {
        !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    let second = parameters.positional.get(1).map(String::as_str).filter(|second| is_id(second));
    if !is_id(id) {
        return None;
    }
    Some(match (name, second) {
        ("youtube" | "youtubepl", _) => format!("https://www.youtube.com/watch?v={id}"),
        ("vimeo" | "vimeo_simple", _) => format!("https://vimeo.com/{id}"),
        ("tweet" | "twitter" | "twitter_simple" | "x" | "x_simple", second) => {
            let (user, id) = match (parameters.named(&["user"]), second) {
                (Some(user), _) if is_id(user) => (user, id),
                (_, Some(second)) => (id, second),
                _ => ("i", id),
            };
            format!("https://x.com/{user}/status/{id}")
        }
        ("instagram" | "instagram_simple", _) => format!("https://www.instagram.com/p/{id}/"),
        ("gist", Some(gist)) => format!("https://gist.github.com/{id}/{gist}"),
        ("gist", None) => format!("https://gist.github.com/{id}"),
        _ => return None,
    })
}

/// Returns an address as a paragraph, as a link with the title if there is one.
pub fn address_block(address: &str, title: Option<&str>) -> String {
    match title {
        Some(title) => format!("[{}]({address})", plain(title)),
        None => format!("<{address}>"),
    }
}

/// Returns a part of the page that readers open, with what is between the shortcode and its end.
pub fn details(summary: &str) -> TagMeaning {
    let summary = crate::html::escape(&one_line(summary));
    TagMeaning::Around(
        format!("\n\n<details><summary>{summary}</summary>\n\n"),
        "\n\n</details>\n\n".to_owned(),
    )
}

/// Returns the word of the box that a shortcode of a theme is, such as `{{% notice warning %}}`.
pub fn box_word(name: &str, parameters: &Parameters) -> Option<&'static str> {
    let kind = match name {
        "notice" | "alert" | "callout" | "admonition" | "hint" | "box" => parameters
            .value(&["type", "style", "context", "color", "icon"], 0)
            .unwrap_or("note")
            .to_lowercase(),
        "note" | "tip" | "info" | "warning" | "caution" | "danger" | "important" => name.to_owned(),
        _ => return None,
    };
    Some(match kind.as_str() {
        "tip" | "success" | "check" | "green" => "TIP",
        "warning" | "yellow" | "orange" => "WARNING",
        "danger" | "error" | "caution" | "failure" | "bug" | "red" => "CAUTION",
        "important" | "primary" => "IMPORTANT",
        _ => "NOTE",
    })
}
