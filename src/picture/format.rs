//! Picture formats, and the reasons why a picture cannot be used.

use std::panic::{AssertUnwindSafe, catch_unwind};

use image::ImageFormat;

/// Maximum size of a picture file, in bytes.
pub const MAX_PICTURE_BYTES: u64 = 50 * 1024 * 1024;
/// Maximum number of pixels; decoding takes four bytes for each.
pub const MAX_PICTURE_PIXELS: u64 = 100_000_000;

/// The properties of a picture, without its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureInfo {
    /// The format of the file.
    pub format: PictureFormat,
    /// Its width in pixels, after applying the orientation of the metadata.
    pub width: u32,
    /// Its height in pixels, after applying the orientation of the metadata.
    pub height: u32,
    /// Whether it is animated.
    pub animated: bool,
}

/// The format of a picture file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PictureFormat {
    /// ITU-T T.81, for photographs.
    Jpeg,
    /// ISO/IEC 15948, for drawings.
    Png,
    /// RFC 9649, for photographs and drawings.
    Webp,
    /// GIF 87a and 89a.
    Gif,
    /// AV1 in the container of ISO/IEC 23008-12; copied as it is.
    Avif,
    /// Vector graphics.
    Svg,
}

/// Why a picture cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureError {
    /// The file ends too early.
    Cut,
    /// The file is not a valid picture.
    Broken,
    /// The format, such as `HEIC` or `TIFF`, is none of [`PictureFormat`].
    Foreign(&'static str),
    /// The file has notes of a camera, such as the place, that cannot be removed; the name of its format.
    Notes(&'static str),
    /// The file has more than [`MAX_PICTURE_BYTES`].
    Bytes,
    /// The picture has more than [`MAX_PICTURE_PIXELS`]: its width and height.
    Pixels(u32, u32),
}

impl PictureFormat {
    /// Returns the usual file extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            PictureFormat::Jpeg => "jpg",
            PictureFormat::Png => "png",
            PictureFormat::Webp => "webp",
            PictureFormat::Gif => "gif",
            PictureFormat::Avif => "avif",
            PictureFormat::Svg => "svg",
        }
    }

    /// Whether `extension`, in lower case, is used for files of this format.
    pub fn has_extension(self, extension: &str) -> bool {
        extension == self.extension()
            || (self == PictureFormat::Jpeg && matches!(extension, "jpeg" | "jpe" | "jfif"))
    }

    /// Returns the name of the format, such as `JPEG`.
    pub fn name(self) -> &'static str {
        match self {
            PictureFormat::Jpeg => "JPEG",
            PictureFormat::Png => "PNG",
            PictureFormat::Webp => "WebP",
            PictureFormat::Gif => "GIF",
            PictureFormat::Avif => "AVIF",
            PictureFormat::Svg => "SVG",
        }
    }

    /// Whether pictures of this format are copied as they are, without other sizes.
    pub fn is_copied(self) -> bool {
        matches!(self, PictureFormat::Avif | PictureFormat::Svg)
    }

    pub(super) fn image_format(self) -> Option<ImageFormat> {
        match self {
            PictureFormat::Jpeg => Some(ImageFormat::Jpeg),
            PictureFormat::Png => Some(ImageFormat::Png),
            PictureFormat::Webp => Some(ImageFormat::WebP),
            PictureFormat::Gif => Some(ImageFormat::Gif),
            PictureFormat::Avif | PictureFormat::Svg => None,
        }
    }
}

/// Runs `work`, a call of a decoder or encoder, and returns [`PictureError::Broken`] if it panics.
///
/// # Errors
/// Those of `work`, and a panic.
pub(super) fn catch_panics<T>(work: impl FnOnce() -> Result<T, PictureError>) -> Result<T, PictureError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(PictureError::Broken))
}
