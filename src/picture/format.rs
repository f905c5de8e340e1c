//! How pictures are written, and what can be wrong with one.

use std::panic::{AssertUnwindSafe, catch_unwind};

use image::ImageFormat;

/// The largest file in bytes that is read as a picture.
pub const MAX_PICTURE_BYTES: u64 = 50 * 1024 * 1024;
/// The most pixels: what they take while a picture is made is four times as many bytes.
pub const MAX_PICTURE_PIXELS: u64 = 100_000_000;

/// What is known of a picture without its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureInfo {
    /// How it is written.
    pub format: PictureFormat,
    /// Its width in pixels, held upright.
    pub width: u32,
    /// Its height in pixels, held upright.
    pub height: u32,
    /// Whether it moves.
    pub moving: bool,
}

/// How a picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PictureFormat {
    /// ITU-T T.81, for photographs.
    Jpeg,
    /// ISO/IEC 15948, for drawings.
    Png,
    /// RFC 9649.
    Webp,
    /// GIF 87a and 89a.
    Gif,
    /// A drawing that has no pixels.
    Svg,
}

/// Why a picture cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureError {
    /// Its end is missing.
    Cut,
    /// Its bytes make no picture.
    Broken,
    /// Browsers do not show what is written like this: `HEIC`, `TIFF`.
    Foreign(&'static str),
    /// More than [`MAX_PICTURE_BYTES`].
    Bytes,
    /// More than [`MAX_PICTURE_PIXELS`]: its width and height.
    Pixels(u32, u32),
}

impl PictureFormat {
    /// The end of a file's name without its dot.
    pub fn extension(self) -> &'static str {
        match self {
            PictureFormat::Jpeg => "jpg",
            PictureFormat::Png => "png",
            PictureFormat::Webp => "webp",
            PictureFormat::Gif => "gif",
            PictureFormat::Svg => "svg",
        }
    }

    /// Whether `extension`, in lower case, is an end that names of such files have.
    pub fn is_called(self, extension: &str) -> bool {
        extension == self.extension()
            || (self == PictureFormat::Jpeg && matches!(extension, "jpeg" | "jpe" | "jfif"))
    }

    /// The word that people know.
    pub fn name(self) -> &'static str {
        match self {
            PictureFormat::Jpeg => "JPEG",
            PictureFormat::Png => "PNG",
            PictureFormat::Webp => "WebP",
            PictureFormat::Gif => "GIF",
            PictureFormat::Svg => "SVG",
        }
    }

    pub(super) fn of_pixels(self) -> Option<ImageFormat> {
        match self {
            PictureFormat::Jpeg => Some(ImageFormat::Jpeg),
            PictureFormat::Png => Some(ImageFormat::Png),
            PictureFormat::Webp => Some(ImageFormat::WebP),
            PictureFormat::Gif => Some(ImageFormat::Gif),
            PictureFormat::Svg => None,
        }
    }
}

/// What `work`, done by a decoder, gives; that it panics says that it cannot read these bytes.
pub(super) fn survived<T>(work: impl FnOnce() -> Result<T, PictureError>) -> Result<T, PictureError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(PictureError::Broken))
}
