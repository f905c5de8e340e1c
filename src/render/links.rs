//! Generates addresses, and the views of pictures and files.

use crate::html;
use crate::model::site::Site;
use crate::plan::{Plan, Variant};
use crate::render::href::Href;
use crate::render::view::data::{PictureSource, PictureView};
use crate::source::{SourceContent, SourceId, Sources, Text};

/// File extensions that browsers do not show in a page, with the names of the file types for readers.
const FILE_TYPE_NAMES: [(&str, &str); 16] = [
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

/// The inputs of addresses and picture views.
#[derive(Clone, Copy)]
pub struct LinkContext<'a> {
    /// The linked site.
    pub site: &'a Site,
    /// The plan of the site.
    pub plan: &'a Plan,
    /// The source files of the site.
    pub sources: &'a Sources,
}

impl LinkContext<'_> {
    /// Returns the address of a route within this site.
    pub fn href(&self, route: &str) -> Href {
        Href::new(self.site.settings.href(&html::encode_path(route)))
    }

    /// Returns the absolute address of a route.
    pub fn permalink(&self, route: &str) -> Href {
        Href::new(self.site.settings.permalink(&html::encode_path(route)))
    }

    /// Returns the absolute form of an address of [`href`](LinkContext::href).
    pub fn absolute(&self, href: &str) -> Href {
        Href::new(format!("{}{href}", self.origin()))
    }

    /// Returns the scheme and host of the site, such as `https://congdoan.example`.
    pub fn origin(&self) -> &str {
        let settings = &self.site.settings;
        settings.base_url.strip_suffix(settings.base_path()).unwrap_or(&settings.base_url)
    }

    /// Returns the view of the picture `source` with the text alternative `alt`; `None` when it is not
    /// published.
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
        } else if let SourceContent::Picture(Ok(info)) = &self.sources.find(source)?.content {
            (picture.width, picture.height) = (Some(info.width), Some(info.height));
        }
        Some(picture)
    }

    /// Returns the addresses and widths of `variants` for a `srcset` attribute.
    fn srcset(&self, variants: &[Variant]) -> String {
        let candidate = |variant: &Variant| format!("{} {}w", self.href(&variant.route), variant.width);
        variants.iter().map(candidate).collect::<Vec<_>>().join(", ")
    }

    /// Returns the type and size of a file for readers, such as `PDF` and `1,2 MB`.
    ///
    /// Returns `None` for files that browsers show themselves.
    pub fn file_note(&self, source: SourceId) -> Option<(&'static str, String)> {
        let source = self.sources.find(source)?;
        let extension = source.extension();
        let (_, name) = FILE_TYPE_NAMES.iter().find(|(end, _)| *end == extension)?;
        Some((name, self.site.settings.language.file_size(source.length)))
    }
}
