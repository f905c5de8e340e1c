//! Lays out paragraphs of pictures and of addresses of videos: figures, galleries and video cards.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::html::{self, VideoHost};
use crate::messages::Language;
use crate::render::image_html::{BodyPicture, HtmlContext, ImagePlaceholders, PictureSetting};
use crate::render::links::LinkContext;

/// An event of a body, or one of its pictures.
pub enum Piece<'e> {
    /// Text, the start or end of an element, or HTML.
    Event(Event<'e>),
    /// A picture or a video file.
    Picture(BodyPicture),
}

/// Converts the pieces of a body to events that contain its pictures as HTML.
pub fn laid_out<'e>(
    pieces: Vec<Piece<'e>>,
    context: LinkContext<'_>,
    images: &mut ImagePlaceholders,
) -> Vec<Event<'e>> {
    let mut layout = Layout { context, images, events: Vec::with_capacity(pieces.len()) };
    let mut pieces = pieces.into_iter();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Event(Event::Start(Tag::Paragraph)) => {
                let inner = pieces
                    .by_ref()
                    .take_while(|piece| !matches!(piece, Piece::Event(Event::End(TagEnd::Paragraph))));
                let inner = inner.collect();
                layout.paragraph(inner);
            }
            other => layout.inline(other),
        }
    }
    layout.events
}

struct Layout<'c, 'i, 'e> {
    context: LinkContext<'c>,
    images: &'i mut ImagePlaceholders,
    events: Vec<Event<'e>>,
}

impl<'e> Layout<'_, '_, 'e> {
    /// Appends a piece as a part of a line of text; the caption of a picture is in small type.
    fn inline(&mut self, piece: Piece<'e>) {
        let event = match piece {
            Piece::Event(event) => event,
            Piece::Picture(picture) => {
                let caption = picture
                    .caption
                    .as_deref()
                    .map_or(String::new(), |caption| format!(" <small>{}</small>", html::escape(caption)));
                let picture = self.images.picture(self.context, &picture);
                Event::InlineHtml(format!("{picture}{caption}").into())
            }
        };
        self.events.push(event);
    }

    /// Appends a paragraph with the content `inner`.
    fn paragraph(&mut self, inner: Vec<Piece<'e>>) {
        let count = inner.iter().filter(|piece| matches!(piece, Piece::Picture(_))).count();
        let is_gallery = count > 1 && self.images.place() != HtmlContext::Feed;
        let has_caption =
            |piece: &Piece<'_>| matches!(piece, Piece::Picture(picture) if picture.caption.is_some());
        let is_figure = inner.len() == 1 && inner.iter().all(has_caption);
        if is_figure
            || (is_gallery && inner.iter().all(|piece| matches!(piece, Piece::Picture(_)) || is_blank(piece)))
        {
            return self.figures(inner);
        }
        let mut is_open = false;
        // The number of elements, such as `<strong>`, that lines before have left open: no card may be inside them.
        let mut depth = 0;
        for mut line in lines(inner) {
            let card = if depth == 0 { self.video_card(&line) } else { None };
            depth += line.iter().map(depth_change).sum::<i32>();
            if let Some(card) = card {
                if std::mem::take(&mut is_open) {
                    self.events.push(Event::End(TagEnd::Paragraph));
                }
                self.events.push(Event::Html(card.into()));
                continue;
            }
            if !is_open {
                self.events.push(Event::Start(Tag::Paragraph));
                // The break behind the card before.
                if line.first().is_some_and(is_break) {
                    line.remove(0);
                }
                is_open = true;
            }
            line.into_iter().for_each(|piece| self.inline(piece));
        }
        if is_open {
            self.events.push(Event::End(TagEnd::Paragraph));
        }
    }

    /// Appends the pictures in `pieces`: a figure, or several of them in columns.
    fn figures(&mut self, pieces: Vec<Piece<'e>>) {
        let pictures: Vec<BodyPicture> = pieces
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Picture(picture) => Some(picture),
                Piece::Event(_) => None,
            })
            .collect();
        let is_gallery = pictures.len() > 1;
        let mut figures = String::new();
        for mut picture in pictures {
            if is_gallery {
                picture.setting = PictureSetting::Gallery;
            }
            let caption = picture.caption.as_deref().map_or(String::new(), |caption| {
                format!("<figcaption>{}</figcaption>", html::escape(caption))
            });
            figures.push_str(&format!(
                "<figure>{}{caption}</figure>\n",
                self.images.picture(self.context, &picture)
            ));
        }
        let html = if is_gallery { format!("<div class=\"gallery\">\n{figures}</div>\n") } else { figures };
        self.events.push(Event::Html(html.into()));
    }

    /// Returns the card for `line` if it is a link to a video and nothing else.
    fn video_card(&self, line: &[Piece<'_>]) -> Option<String> {
        let mut events = line.iter().filter(|piece| !is_blank(piece)).map(|piece| match piece {
            Piece::Event(event) => Some(event),
            Piece::Picture(_) => None,
        });
        let Some(Event::Start(Tag::Link { dest_url, .. })) = events.next()? else { return None };
        let host = VideoHost::of(dest_url)?;
        let mut title = String::new();
        loop {
            match events.next()?? {
                Event::Text(text) | Event::Code(text) => title.push_str(text),
                Event::End(TagEnd::Link) => break,
                Event::Start(Tag::Emphasis | Tag::Strong) | Event::End(TagEnd::Emphasis | TagEnd::Strong) => {
                }
                _ => return None,
            }
        }
        if events.next().is_some() {
            return None;
        }
        let name = host.name();
        let watch = match self.context.site.settings.language {
            Language::Vi => format!("Xem trên {name}"),
            Language::En => format!("Watch on {name}"),
        };
        let (address, title) = (html::escape(dest_url), html::escape(title.trim()));
        Some(format!(
            "<p class=\"video-card\"><a href=\"{address}\"><span class=\"video-title\">{title}</span> \
             <span class=\"video-host\">{watch}</span></a></p>\n"
        ))
    }
}

/// Splits the content of a paragraph into lines; the break before a line is its first piece.
fn lines<'e>(pieces: Vec<Piece<'e>>) -> Vec<Vec<Piece<'e>>> {
    let mut lines = vec![Vec::new()];
    for piece in pieces {
        if is_break(&piece) {
            lines.push(Vec::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push(piece);
        }
    }
    lines
}

/// Returns 1 for the start of an element, -1 for its end, else 0.
fn depth_change(piece: &Piece<'_>) -> i32 {
    match piece {
        Piece::Event(Event::Start(_)) => 1,
        Piece::Event(Event::End(_)) => -1,
        _ => 0,
    }
}

fn is_break(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Event(Event::SoftBreak | Event::HardBreak))
}

/// Whether a piece shows nothing: a break or white space.
fn is_blank(piece: &Piece<'_>) -> bool {
    is_break(piece) || matches!(piece, Piece::Event(Event::Text(text)) if text.trim().is_empty())
}
