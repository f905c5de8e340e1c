//! The files that are made of one picture.

use crate::model::route::Route;
use crate::picture::EncodeOptions;

/// What a file that is made of a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum VariantKind {
    /// The picture drawn anew.
    Made(EncodeOptions),
    /// The picture as it is, without what is not shown.
    Stripped,
}

/// A file that is made of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its route; all but that of the picture itself change with its bytes.
    pub route: Route,
    /// Its width in pixels.
    pub width: u32,
}

/// The files that are made of one picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFiles {
    /// The width in pixels of the largest that a page shows.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// The one for browsers that choose none.
    pub src: Route,
    /// In the format of the picture, in rising order of their widths; empty where there is but one.
    pub same: Vec<Variant>,
    /// As WebP, likewise; empty where the picture is one itself.
    pub webp: Vec<Variant>,
    /// The picture in its full size, when pages lead to it.
    pub original: Option<Route>,
}
