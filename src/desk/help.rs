//! The guide inside the desk: the handbook for staff, and the other chapters.

use hyper::StatusCode;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};
use serde::Serialize;

use crate::desk::answer::Refused;
use crate::desk::request::DeskRequest;
use crate::guide::{CHAPTERS, Chapter};
use crate::html::escape;
use crate::messages::{Language, Messages};
use crate::text;

/// A chapter as its page shows it.
#[derive(Serialize)]
pub struct HelpView {
    topic: &'static str,
    /// The text as HTML, made from the guide of the program.
    html: String,
    chapters: Vec<ChapterLink>,
}

/// A chapter in the list of all.
#[derive(Serialize)]
struct ChapterLink {
    topic: &'static str,
    title: String,
}

/// The chapter that `request` names; without a name, the handbook in Vietnamese, and the chapter about the desk in English.
///
/// # Errors
/// When there is no such chapter.
pub fn view(request: &DeskRequest, messages: &Messages, language: Language) -> Result<HelpView, Refused> {
    let wanted = match (request.parameter("topic"), language) {
        ("", Language::Vi) => "so-tay",
        ("", Language::En) => "desk",
        (topic, _) => topic,
    };
    let chapter = CHAPTERS.iter().find(|chapter| chapter.topic == wanted);
    let chapter = chapter.ok_or_else(|| Refused::new(StatusCode::NOT_FOUND, "desk-no-page"))?;
    let link = |chapter: &Chapter| ChapterLink {
        topic: chapter.topic,
        title: messages.say(&format!("guide-{}", chapter.topic), &[]),
    };
    let mut chapters: Vec<ChapterLink> = CHAPTERS.iter().map(link).collect();
    // The handbook and the desk come first here; the other chapters are for those who edit files.
    chapters.sort_by_key(|chapter| match (chapter.topic, language) {
        ("so-tay", Language::Vi) => 0,
        ("desk", _) => 1,
        ("so-tay", Language::En) => 3,
        _ => 2,
    });
    Ok(HelpView { topic: chapter.topic, html: chapter_html(&chapter.printed_with_links()), chapters })
}

/// The HTML of a chapter; links to other chapters lead to their pages of the desk, and headings have ids.
fn chapter_html(text: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut events: Vec<Event<'_>> = Parser::new_ext(text, options).collect();
    let mut heading = None;
    for at in 0..events.len() {
        match &mut events[at] {
            Event::Start(Tag::Heading { .. }) => heading = Some((at, String::new())),
            Event::Text(words) | Event::Code(words) => {
                if let Some((_, title)) = &mut heading {
                    title.push_str(words);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((start, title)) = heading.take()
                    && let Event::Start(Tag::Heading { id, .. }) = &mut events[start]
                {
                    *id = Some(CowStr::from(text::slug(&title)));
                }
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                *dest_url = desk_address(dest_url).into();
            }
            _ => {}
        }
    }
    let mut written = String::with_capacity(text.len() * 2);
    html::push_html(&mut written, events.into_iter().flat_map(with_full_size));
    written
}

/// `event`, with a link to the picture in full size around a picture.
fn with_full_size(event: Event<'_>) -> Vec<Event<'_>> {
    match &event {
        Event::Start(Tag::Image { dest_url, .. }) => {
            let link = format!("<a href=\"{}\">", escape(dest_url));
            vec![Event::InlineHtml(link.into()), event]
        }
        Event::End(TagEnd::Image) => vec![event, Event::InlineHtml("</a>".into())],
        _ => vec![event],
    }
}

/// The address in the desk of a link in the guide, such as `settings.md#menu`, or of a picture there.
fn desk_address(address: &str) -> String {
    if let Some(picture) = address.strip_prefix("pictures/") {
        return format!("/assets/{picture}");
    }
    let (path, anchor) = address.split_once('#').map_or((address, ""), |(path, anchor)| (path, anchor));
    let chapter = CHAPTERS.iter().find(|chapter| chapter.file == path);
    match (chapter, anchor) {
        (Some(chapter), "") => format!("/help?topic={}", chapter.topic),
        (Some(chapter), anchor) => format!("/help?topic={}#{anchor}", chapter.topic),
        (None, _) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{CHAPTERS, chapter_html, desk_address};
    use crate::desk::answer::is_asset;

    /// Links of the guide lead to chapters in the desk, with their anchors.
    #[test]
    fn links_lead_to_chapters() {
        assert_eq!(desk_address("settings.md#menu"), "/help?topic=settings#menu");
        assert_eq!(desk_address("https://x.example/"), "https://x.example/");
        assert_eq!(desk_address("#menu"), "#menu");
        assert_eq!(desk_address("pictures/a.webp"), "/assets/a.webp");
    }

    /// The handbook has pictures, each with a description, and the desk has each of them.
    #[test]
    fn pictures_are_assets() {
        let handbook = CHAPTERS.iter().find(|chapter| chapter.topic == "so-tay").unwrap();
        let html = chapter_html(&handbook.printed_with_links());
        let pictures: Vec<&str> = html.split("<img src=\"").skip(1).collect();
        assert_eq!(pictures.len(), 5);
        for picture in pictures {
            let (address, rest) = picture.split_once('"').unwrap();
            assert!(is_asset(address), "{address}");
            assert!(
                rest.starts_with(" alt=\"") && !rest.starts_with(" alt=\"\""),
                "{address} has no description"
            );
        }
    }

    /// Every chapter becomes HTML without scripts, and no link leads to a file of the repository.
    #[test]
    fn chapters_are_pages() {
        for chapter in CHAPTERS {
            let html = chapter_html(&chapter.printed_with_links());
            assert!(html.starts_with("<h1 id="), "{}", chapter.topic);
            let foreign = ["<script", ".md\"", "crate::"].iter().find(|text| html.contains(**text));
            assert_eq!(foreign, None, "{}", chapter.topic);
        }
    }
}
