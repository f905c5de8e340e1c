//! Inspects, decodes and encodes pictures in memory.

mod avif;
mod container;
mod encode;
mod format;
mod lettering;
mod pixels;
mod profile;
mod share;
mod svg;

use image::ImageDecoder;
use image::metadata::Orientation;

use self::format::catch_panics;

pub use self::encode::{EncodeOptions, MAX_WEBP_SIDE_PX, encode};
pub use self::format::{MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS, PictureError, PictureFormat, PictureInfo};
pub use self::pixels::{Pixels, decode};
pub use self::share::{SHARE_HEIGHT_PX, SHARE_VERSION, SHARE_WIDTH_PX, ShareBase, ShareColours, ShareText};

/// Version of decoding and encoding. Increase it when the encoded bytes change, so that cached pictures are not reused.
pub const ENCODER_VERSION: u32 = 3;

/// Number of bytes at the beginning of a file that [`is_picture`] needs.
pub const SIGNATURE_BYTES: usize = 64;

/// Whether a file is a picture by its first bytes, `start` ([`SIGNATURE_BYTES`] of them if it has as many), or by its
/// `extension` in lower case.
pub fn is_picture(start: &[u8], extension: &str) -> bool {
    let formats = [PictureFormat::Jpeg, PictureFormat::Png, PictureFormat::Webp, PictureFormat::Gif];
    let has_extension = formats.iter().any(|format| format.has_extension(extension));
    let has_signature = matches!(kind(start), ContainerKind::Known(_) | ContainerKind::Foreign(_));
    has_extension
        || has_signature
        || matches!(
            extension,
            "svg" | "heic" | "heif" | "avif" | "tif" | "tiff" | "bmp" | "psd" | "jxl" | "jp2"
        )
}

enum ContainerKind {
    Known(PictureFormat),
    Foreign(&'static str),
    Other,
}

/// Returns the format by the first bytes of a file.
fn kind(start: &[u8]) -> ContainerKind {
    match start {
        [0xff, 0xd8, 0xff, ..] => ContainerKind::Known(PictureFormat::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => ContainerKind::Known(PictureFormat::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
            ContainerKind::Known(PictureFormat::Webp)
        }
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => ContainerKind::Known(PictureFormat::Gif),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand {
            [b'a', b'v', b'i', b'f' | b's', ..] => ContainerKind::Known(PictureFormat::Avif),
            [b'h', b'e', ..] | [b'm', b'i' | b's', b'f', b'1', ..] => ContainerKind::Foreign("HEIC"),
            _ => ContainerKind::Other,
        },
        [0xff, 0x0a, ..] | [0, 0, 0, 0x0c, b'J', b'X', b'L', b' ', ..] => ContainerKind::Foreign("JPEG-XL"),
        [0, 0, 0, 0x0c, b'j', b'P', b' ', b' ', ..] => ContainerKind::Foreign("JPEG-2000"),
        [b'8', b'B', b'P', b'S', ..] => ContainerKind::Foreign("PSD"),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => ContainerKind::Foreign("TIFF"),
        _ => ContainerKind::Other,
    }
}

/// Returns the properties of the picture in `bytes`, a file with the extension `extension`, or why it cannot be used;
/// `None` for an SVG without a size.
///
/// Does not decode the pixels, but checks that the file is complete, because decoders fill missing pixels with grey.
pub fn inspect(bytes: &[u8], extension: &str) -> Option<Result<PictureInfo, PictureError>> {
    match kind(bytes) {
        ContainerKind::Foreign(name) => Some(Err(PictureError::Foreign(name))),
        ContainerKind::Known(PictureFormat::Avif) => Some(avif::inspect(bytes)),
        ContainerKind::Known(format) => Some(inspect_raster(bytes, format)),
        ContainerKind::Other if extension == "svg" => svg::inspect(bytes).map(Ok),
        ContainerKind::Other if extension == "bmp" && bytes.starts_with(b"BM") => {
            Some(Err(PictureError::Foreign("BMP")))
        }
        ContainerKind::Other if bytes.is_empty() => Some(Err(PictureError::Cut)),
        ContainerKind::Other => Some(Err(PictureError::Broken)),
    }
}

fn inspect_raster(bytes: &[u8], format: PictureFormat) -> Result<PictureInfo, PictureError> {
    let animated = container::check_complete(bytes, format)?;
    let (width, height) = catch_panics(|| {
        let mut decoder = pixels::decoder(bytes, format)?;
        let (width, height) = decoder.dimensions();
        let swaps_sides = matches!(
            decoder.orientation().unwrap_or(Orientation::NoTransforms),
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        );
        Ok(if swaps_sides { (height, width) } else { (width, height) })
    })?;
    if width == 0 || height == 0 {
        return Err(PictureError::Broken);
    }
    if u64::from(width) * u64::from(height) > MAX_PICTURE_PIXELS {
        return Err(PictureError::Pixels(width, height));
    }
    Ok(PictureInfo { format, width, height, animated })
}

/// Returns the animated picture or GIF in `bytes` without its metadata.
///
/// # Errors
/// If the file ends too early or its structure is invalid, and for JPEG and SVG.
pub fn without_metadata(bytes: &[u8], format: PictureFormat) -> Result<Vec<u8>, PictureError> {
    container::without_metadata(bytes, format)
}
