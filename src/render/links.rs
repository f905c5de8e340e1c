//! Addresses as pages write them, and the pictures and files behind them.

use crate::html;
use crate::model::site::Site;
use crate::plan::{Plan, Variant};
use crate::render::href::Href;
use crate::render::view::data::{PictureSource, PictureView};
use crate::source::{SourceContent, SourceId, Sources, Text};

/// Endings of files that browsers do not show in the page, and what people call them.
const CALLED: [(&str, &str); 16] = [
    ("pdf", "PDF"),
    ("doc", "Word"),
    ("docx", "Word"),
    ("odt", "Word"),
    ("rtf", "Word"),
    ("xls", "Excel"),
    ("xlsx", "Excel"),
    ("ods", "Excel"),
    ("csv", "CSV"),
    ("ppt", "PowerPoint"),
    ("pptx", "PowerPoint"),
    ("zip", "ZIP"),
    ("mp4", "video"),
    ("webm", "video"),
    ("mov", "video"),
    ("mp3", "MP3"),
];

/// What addresses and pictures on a page are made from.
#[derive(Clone, Copy)]
pub struct LinkContext<'a> {
    /// The site.
    pub site: &'a Site,
    /// Its plan.
    pub plan: &'a Plan,
    /// The files that it was made from.
    pub sources: &'a Sources,
}

impl LinkContext<'_> {
    /// The address of a route on a page.
    pub fn href(&self, route: &str) -> Href {
        Href::new(self.site.settings.href(&html::encode_path(route)))
    }

    /// The whole address of a route.
    pub fn permalink(&self, route: &str) -> Href {
        Href::new(self.site.settings.permalink(&html::encode_path(route)))
    }

    /// The picture of `source`, which shows what `alt` says; nothing when it is not published.
    pub fn picture(&self, source: SourceId, alt: &Text) -> Option<PictureView> {
        let route = self.site.assets.get(&source)?;
        let mut picture = PictureView {
            src: self.href(route),
            srcset: None,
            sources: Vec::new(),
            width: None,
            height: None,
            original: None,
            alt: alt.clone(),
            caption: None,
            credit: None,
        };
        if let Some(files) = self.plan.pictures.get(&source) {
            picture.src = self.href(&files.src);
            picture.srcset = (!files.same_format.is_empty()).then(|| self.srcset(&files.same_format));
            if !files.webp.is_empty() {
                let srcset = self.srcset(&files.webp);
                picture.sources.push(PictureSource { media: "image/webp", srcset });
            }
            (picture.width, picture.height) = (Some(files.width), Some(files.height));
            picture.original = files.original.as_ref().map(|route| self.href(route));
        } else if let SourceContent::Picture(Ok(head)) = &self.sources.find(source)?.content {
            (picture.width, picture.height) = (Some(head.width), Some(head.height));
        }
        Some(picture)
    }

    fn srcset(&self, variants: &[Variant]) -> String {
        let one = |variant: &Variant| format!("{} {}w", self.href(&variant.route), variant.width);
        variants.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    /// What kind of file `source` is and how large, for those who pay for what they load: `PDF`, `1,2 MB`.
    /// Nothing for what browsers show themselves.
    pub fn file_note(&self, source: SourceId) -> Option<(&'static str, String)> {
        let source = self.sources.find(source)?;
        let extension = source.extension();
        let (_, called) = CALLED.iter().find(|(end, _)| *end == extension)?;
        Some((called, self.site.settings.language.file_size(source.length)))
    }
}
