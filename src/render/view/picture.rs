//! The views of pictures, and of files that readers open elsewhere.

use serde::Serialize;

use crate::model::site::Article;
use crate::plan::Variant;
use crate::render::view::Views;
use crate::source::{Content, SourceId, Text};

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// Its address.
    pub src: String,
    /// The same in other widths for `srcset`; nothing when there is but one.
    pub srcset: Option<String>,
    /// The same in formats that are smaller, the best first, for `<source>`.
    pub sources: Vec<PictureSource>,
    /// Its width in pixels, where it has one.
    pub width: Option<u32>,
    /// Its height in pixels, where it has one.
    pub height: Option<u32>,
    /// The address of the picture in its full size, when the settings ask for it.
    pub original: Option<String>,
    /// What it shows, for those who cannot see it.
    pub alt: Text,
    /// The line beneath.
    pub caption: Option<Text>,
    /// Who made it.
    pub credit: Option<Text>,
}

/// A picture in another format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PictureSource {
    /// Its media type, such as `image/webp`.
    pub media: &'static str,
    /// Its addresses with their widths.
    pub srcset: String,
}

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

impl Views<'_> {
    /// The picture of `source`, which shows what `alt` says; nothing when it is not published.
    pub fn picture(&self, source: SourceId, alt: &Text) -> Option<Picture> {
        let route = self.site.assets.get(&source)?;
        let mut picture = Picture {
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
            picture.srcset = (!files.same.is_empty()).then(|| self.srcset(&files.same));
            if !files.webp.is_empty() {
                let srcset = self.srcset(&files.webp);
                picture.sources.push(PictureSource { media: "image/webp", srcset });
            }
            (picture.width, picture.height) = (Some(files.width), Some(files.height));
            picture.original = files.original.as_ref().map(|route| self.href(route));
        } else if let Content::Picture(Ok(head)) = &self.sources.find(source)?.content {
            (picture.width, picture.height) = (Some(head.width), Some(head.height));
        }
        Some(picture)
    }

    fn srcset(&self, variants: &[Variant]) -> String {
        let one = |variant: &Variant| format!("{} {}w", self.href(&variant.route), variant.width);
        variants.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    /// The leading picture of an article.
    pub fn cover(&self, article: &Article) -> Option<Picture> {
        let cover = article.record.cover.as_ref()?;
        let picture = self.picture(article.cover?, &cover.alt)?;
        Some(Picture { caption: cover.caption.clone(), credit: cover.credit.clone(), ..picture })
    }

    /// What kind of file `source` is and how large, for those who pay for what they load: `PDF`, `1,2 MB`.
    /// Nothing for what browsers show themselves.
    pub fn file_note(&self, source: SourceId) -> Option<(&'static str, String)> {
        let source = self.sources.find(source)?;
        let extension = source.extension();
        let (_, called) = CALLED.iter().find(|(end, _)| *end == extension)?;
        Some((called, self.site.settings.language.file_size(source.length)))
    }

    /// The same of the scan of a document, in a few words.
    pub fn scan_note(&self, scan: Option<SourceId>) -> Option<String> {
        self.file_note(scan?).map(|(called, size)| format!("{called}, {size}"))
    }
}
