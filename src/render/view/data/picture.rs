//! Pictures as templates see them.

use serde::Serialize;

use crate::render::href::Href;
use crate::source::Text;

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PictureView {
    /// Its address.
    pub src: Href,
    /// The same in other widths for `srcset`; nothing when there is but one.
    pub srcset: Option<String>,
    /// The same in formats that are smaller, the best first, for `<source>`.
    pub sources: Vec<PictureSource>,
    /// Its width in pixels, where it has one.
    pub width: Option<u32>,
    /// Its height in pixels, where it has one.
    pub height: Option<u32>,
    /// The address of the picture in its full size, when the settings ask for it.
    pub original: Option<Href>,
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
