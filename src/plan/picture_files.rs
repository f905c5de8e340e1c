//! The files generated from a picture.

use crate::model::route::Route;
use crate::picture::EncodeOptions;

/// How a file is generated from a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum VariantKind {
    /// The picture is decoded, scaled and encoded again.
    Encoded(EncodeOptions),
    /// The picture is copied without its metadata.
    Stripped,
}

/// A file generated from a picture in one width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its route; except for the route of the picture itself, it contains a hash that changes with the bytes.
    pub route: Route,
    /// The width in pixels.
    pub width: u32,
}

/// The files generated from one picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFiles {
    /// The width in pixels of the largest file that pages show.
    pub width: u32,
    /// The height in pixels of that file.
    pub height: u32,
    /// The file for browsers that do not choose among the others.
    pub src: Route,
    /// The files in the format of the picture, by ascending width; empty when there is only one.
    pub same_format: Vec<Variant>,
    /// The files in WebP, by ascending width; empty when the picture itself is WebP, is animated or is not embedded.
    pub webp: Vec<Variant>,
    /// The picture in full size, when pages link to it.
    pub original: Option<Route>,
    /// The file for shared links; absent when no page uses it for them.
    pub share: Option<ShareFile>,
}

/// A JPEG or PNG file that social networks show beside a shared link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareFile {
    /// The route; it may be that of a file for pages.
    pub route: Route,
    /// The width in pixels, at most 1200.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
}
