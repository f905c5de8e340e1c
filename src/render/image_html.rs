//! Generates the HTML of pictures in a body, and keeps it out of the sanitizer's way.

use std::mem;

use crate::hash::Hash;
use crate::html::escape;
use crate::model::body::Body;
use crate::render::links::LinkContext;
use crate::render::view::data::PictureView;
use crate::source::{SourceId, Text};

/// The place where the HTML of a body is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HtmlContext {
    /// At the top of a page, where the first picture is visible at once.
    Top,
    /// On a page, below another picture.
    Below,
    /// In a feed, where readers support only plain `<img>` elements.
    Feed,
}

/// The `sizes` of a picture in the text: the text width on a wide screen, the screen width on a narrow one.
const SIZES: &str = "(min-width: 44rem) 42rem, 100vw";

/// The `sizes` of a picture in a gallery: half of the text width, or of the screen width.
const GALLERY_SIZES: &str = "(min-width: 44rem) 20.5rem, 50vw";

/// File extensions of videos that browsers play.
const VIDEO_EXTENSIONS: [&str; 2] = ["mp4", "webm"];

/// A picture or a video of a body.
pub struct BodyPicture {
    /// Its file, where that is known.
    pub source: Option<SourceId>,
    /// Where it is on the site, percent-encoded.
    pub address: String,
    /// The text alternative.
    pub alt: Text,
    /// The caption, as plain text.
    pub caption: Option<String>,
    /// What is around it.
    pub setting: PictureSetting,
}

/// What is around a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureSetting {
    /// The text of a page.
    Text,
    /// A link, so that the picture is no link of its own.
    Link,
    /// Other pictures in columns, each of which leads to itself in large.
    Gallery,
}

/// The parts of one body that are not sanitised, as HTML and as placeholders.
pub struct ImagePlaceholders {
    place: HtmlContext,
    /// The start of each placeholder while the rest is sanitised; absent when nothing is sanitised. It
    /// contains a hash of the Markdown body, so the body itself cannot contain it.
    marker: Option<String>,
    html: Vec<String>,
}

impl ImagePlaceholders {
    /// Creates the list for `body`, without pictures so far.
    pub fn new(body: &Body, place: HtmlContext) -> ImagePlaceholders {
        let marker = || format!("bangvang{}n", Hash::of(body.markdown().as_bytes()));
        ImagePlaceholders { place, marker: body.outline.raw_html.then(marker), html: Vec::new() }
    }

    /// Returns the place where the HTML is used.
    pub fn place(&self) -> HtmlContext {
        self.place
    }

    /// Returns the HTML of a picture, or its placeholder.
    pub fn picture(&mut self, context: LinkContext<'_>, picture: &BodyPicture) -> String {
        let BodyPicture { source, address, alt, setting, .. } = picture;
        let place = self.place;
        let extension = address.rsplit_once('.').map_or("", |(_, end)| end).to_lowercase();
        let html = if VIDEO_EXTENSIONS.contains(&extension.as_str()) {
            video_html(address, alt)
        } else {
            match source.and_then(|source| context.picture(source, alt)) {
                Some(picture) => {
                    if self.place == HtmlContext::Top {
                        self.place = HtmlContext::Below;
                    }
                    picture_html(&picture, place, *setting)
                }
                None => format!("<img src=\"{}\" alt=\"{}\">", escape(address), escape(alt)),
            }
        };
        self.protected(html)
    }

    /// Returns `html`, or its placeholder where the body is sanitised.
    pub fn protected(&mut self, html: String) -> String {
        let Some(marker) = &self.marker else { return html };
        self.html.push(html);
        format!("{marker}{};", self.html.len() - 1)
    }

    /// Returns `sanitised` with the placeholders replaced by the pictures.
    pub fn restore(mut self, sanitised: &str) -> String {
        let Some(marker) = self.marker.take() else { return sanitised.to_owned() };
        let mut pieces = sanitised.split(marker.as_str());
        let mut html = pieces.next().unwrap_or("").to_owned();
        for piece in pieces {
            let (number, rest) = piece.split_once(';').unwrap_or(("", piece));
            let picture = number.parse().ok().and_then(|at: usize| self.html.get_mut(at));
            html.push_str(&picture.map(mem::take).unwrap_or_default());
            html.push_str(rest);
        }
        html
    }
}

/// Returns the HTML of a video.
fn video_html(address: &str, alt: &str) -> String {
    let (address, alt) = (escape(address), escape(alt));
    format!("<video controls preload=\"metadata\" src=\"{address}\" aria-label=\"{alt}\"></video>")
}

/// Returns the HTML of a picture.
fn picture_html(picture: &PictureView, place: HtmlContext, setting: PictureSetting) -> String {
    let (src, alt) = (escape(&picture.src), escape(&picture.alt));
    let size = picture.width.zip(picture.height);
    let size =
        size.map_or(String::new(), |(width, height)| format!(" width=\"{width}\" height=\"{height}\""));
    if place == HtmlContext::Feed {
        return format!("<img src=\"{src}\"{size} alt=\"{alt}\">");
    }
    let own_sizes = if setting == PictureSetting::Gallery { GALLERY_SIZES } else { SIZES };
    let (sizes, loading) = match place {
        HtmlContext::Top => (own_sizes.to_owned(), " fetchpriority=\"high\""),
        HtmlContext::Below | HtmlContext::Feed => {
            (format!("auto, {own_sizes}"), " loading=\"lazy\" decoding=\"async\"")
        }
    };
    let set = |srcset: &str| format!(" srcset=\"{}\" sizes=\"{sizes}\"", escape(srcset));
    let srcset = picture.srcset.as_deref().map(set).unwrap_or_default();
    let img = format!("<img src=\"{src}\"{srcset}{size} alt=\"{alt}\"{loading}>");
    let sources: String = picture
        .sources
        .iter()
        .map(|source| format!("<source type=\"{}\"{}>", source.media, set(&source.srcset)))
        .collect();
    let element = if sources.is_empty() { img } else { format!("<picture>{sources}{img}</picture>") };
    let large = match setting {
        PictureSetting::Text => picture.original.as_ref(),
        PictureSetting::Link => None,
        PictureSetting::Gallery => Some(picture.original.as_ref().unwrap_or(&picture.src)),
    };
    match large {
        Some(large) => format!("<a class=\"original\" href=\"{}\">{element}</a>", escape(large)),
        None => element,
    }
}
