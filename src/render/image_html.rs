//! The pictures of a body as HTML, kept apart from what its author wrote while that is sanitised.

use std::mem;

use crate::hash::Hash;
use crate::html::escape;
use crate::model::body::Body;
use crate::render::links::LinkContext;
use crate::render::view::data::PictureView;
use crate::source::{SourceId, Text};

/// Where the HTML of a body will stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HtmlContext {
    /// At the top of a page, so that its first picture is seen at once.
    Top,
    /// On a page below another picture.
    Below,
    /// In a feed, whose readers know only plain pictures.
    Feed,
}

/// How wide a picture of a text is shown: as the text on a wide screen, as the screen on a narrow one.
const SIZES: &str = "(min-width: 44rem) 42rem, 100vw";

/// Films that browsers play.
const FILMS: [&str; 2] = ["mp4", "webm"];

/// The pictures of one body.
pub struct ImagePlaceholders {
    stand: HtmlContext,
    /// What stands for each picture while the rest is sanitised. No author can write it by chance or by will, for
    /// it changes with all that they write.
    sign: Option<String>,
    html: Vec<String>,
}

impl ImagePlaceholders {
    /// Those of `body`, none of which is drawn yet.
    pub fn of(body: &Body, stand: HtmlContext) -> ImagePlaceholders {
        let sign = || format!("bangvang{}n", Hash::of(body.markdown().as_bytes()));
        ImagePlaceholders { stand, sign: body.outline.raw_html.then(sign), html: Vec::new() }
    }

    /// The HTML of the picture at `address`, of `source` where it is known, or what stands for it.
    pub fn picture(
        &mut self,
        context: LinkContext<'_>,
        source: Option<SourceId>,
        address: &str,
        alt: &Text,
        in_link: bool,
    ) -> String {
        let stand = self.stand;
        let extension = address.rsplit_once('.').map_or("", |(_, end)| end).to_lowercase();
        let html = if FILMS.contains(&extension.as_str()) {
            film(address, alt)
        } else {
            match source.and_then(|source| context.picture(source, alt)) {
                Some(picture) => {
                    if self.stand == HtmlContext::Top {
                        self.stand = HtmlContext::Below;
                    }
                    drawn(&picture, stand, in_link)
                }
                None => format!("<img src=\"{}\" alt=\"{}\">", escape(address), escape(alt)),
            }
        };
        let Some(sign) = &self.sign else { return html };
        self.html.push(html);
        format!("{sign}{};", self.html.len() - 1)
    }

    /// `sanitised` with the pictures in their places.
    pub fn shown(mut self, sanitised: &str) -> String {
        let Some(sign) = self.sign.take() else { return sanitised.to_owned() };
        let mut pieces = sanitised.split(sign.as_str());
        let mut shown = pieces.next().unwrap_or("").to_owned();
        for piece in pieces {
            let (number, rest) = piece.split_once(';').unwrap_or(("", piece));
            let html = number.parse().ok().and_then(|at: usize| self.html.get_mut(at));
            shown.push_str(&html.map(mem::take).unwrap_or_default());
            shown.push_str(rest);
        }
        shown
    }
}

fn film(address: &str, alt: &str) -> String {
    let (address, alt) = (escape(address), escape(alt));
    format!("<video controls preload=\"metadata\" src=\"{address}\" aria-label=\"{alt}\"></video>")
}

fn drawn(picture: &PictureView, stand: HtmlContext, in_link: bool) -> String {
    let (src, alt) = (escape(&picture.src), escape(&picture.alt));
    let size = picture.width.zip(picture.height);
    let size =
        size.map_or(String::new(), |(width, height)| format!(" width=\"{width}\" height=\"{height}\""));
    if stand == HtmlContext::Feed {
        return format!("<img src=\"{src}\"{size} alt=\"{alt}\">");
    }
    let (sizes, loading) = match stand {
        HtmlContext::Top => (SIZES.to_owned(), " fetchpriority=\"high\""),
        HtmlContext::Below | HtmlContext::Feed => {
            (format!("auto, {SIZES}"), " loading=\"lazy\" decoding=\"async\"")
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
    let whole = if sources.is_empty() { img } else { format!("<picture>{sources}{img}</picture>") };
    match &picture.original {
        Some(original) if !in_link => {
            format!("<a class=\"original\" href=\"{}\">{whole}</a>", escape(original))
        }
        _ => whole,
    }
}
