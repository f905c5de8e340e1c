//! Views of pictures.

use serde::Serialize;

use crate::render::href::Href;
use crate::source::Text;

/// A picture with its variants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PictureView {
    /// The address for `src`.
    pub src: Href,
    /// Other widths in the same format, for `srcset`; absent when there is only one.
    pub srcset: Option<String>,
    /// Variants in smaller formats, the best first, for `<source>`.
    pub sources: Vec<PictureSource>,
    /// The width in pixels; absent when unknown.
    pub width: Option<u32>,
    /// The height in pixels; absent when unknown.
    pub height: Option<u32>,
    /// The address of the picture in full size; absent unless the settings ask for it.
    pub original: Option<Href>,
    /// The text alternative; may be empty.
    pub alt: Text,
    /// The caption below the picture; absent when there is none.
    pub caption: Option<Text>,
    /// The photographer or owner; absent when unknown.
    pub credit: Option<Text>,
}

/// Variants of a picture in another format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PictureSource {
    /// The media type, such as `image/webp`.
    pub media: &'static str,
    /// The addresses with their widths, for `srcset`.
    pub srcset: String,
}
