//! Says what a picture is and makes other pictures of it; nothing is read from the disk or remembered.

mod container;
mod encode;
mod format;
mod pixels;
mod svg;

use image::ImageDecoder;
use image::metadata::Orientation;

use self::format::survived;

pub use self::encode::{EncodeOptions, MAX_WEBP_SIDE_PX, make};
pub use self::format::{MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS, PictureError, PictureFormat, PictureInfo};
pub use self::pixels::{Pixels, decode};

/// Goes up whenever the same picture would be made into other bytes, so that what was made before is made again.
pub const MAKER: u32 = 2;

/// How many bytes at the beginning of a file tell whether it is a picture.
pub const PEEK: usize = 64;

/// Whether a file that begins with `start`, of [`PEEK`] bytes if it has as many, is a picture or is called one.
pub fn is_one(start: &[u8], extension: &str) -> bool {
    let pixels = [PictureFormat::Jpeg, PictureFormat::Png, PictureFormat::Webp, PictureFormat::Gif];
    let called = pixels.iter().any(|format| format.is_called(extension));
    let known = matches!(kind(start), ContainerKind::Known(_) | ContainerKind::Foreign(_));
    called || known || matches!(extension, "svg" | "heic" | "heif" | "avif" | "tif" | "tiff" | "bmp")
}

enum ContainerKind {
    Known(PictureFormat),
    Foreign(&'static str),
    Other,
}

/// What the first bytes say.
fn kind(start: &[u8]) -> ContainerKind {
    match start {
        [0xff, 0xd8, 0xff, ..] => ContainerKind::Known(PictureFormat::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => ContainerKind::Known(PictureFormat::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
            ContainerKind::Known(PictureFormat::Webp)
        }
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => ContainerKind::Known(PictureFormat::Gif),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand {
            [b'a', b'v', b'i', b'f' | b's', ..] => ContainerKind::Foreign("AVIF"),
            [b'h', b'e', ..] | [b'm', b'i' | b's', b'f', b'1', ..] => ContainerKind::Foreign("HEIC"),
            _ => ContainerKind::Other,
        },
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => ContainerKind::Foreign("TIFF"),
        _ => ContainerKind::Other,
    }
}

/// What the picture in `bytes` is, of a file whose name ends with `extension`; `None` for a drawing without a size.
///
/// Pixels are not looked at. That the end is there is made sure, since decoders paint what is missing grey.
pub fn head(bytes: &[u8], extension: &str) -> Option<Result<PictureInfo, PictureError>> {
    match kind(bytes) {
        ContainerKind::Foreign(name) => Some(Err(PictureError::Foreign(name))),
        ContainerKind::Known(format) => Some(of_pixels(bytes, format)),
        ContainerKind::Other if extension == "svg" => svg::head(bytes).map(Ok),
        ContainerKind::Other if extension == "bmp" && bytes.starts_with(b"BM") => {
            Some(Err(PictureError::Foreign("BMP")))
        }
        ContainerKind::Other => Some(Err(PictureError::Broken)),
    }
}

fn of_pixels(bytes: &[u8], format: PictureFormat) -> Result<PictureInfo, PictureError> {
    let moving = container::whole(bytes, format)?;
    let (width, height) = survived(|| {
        let mut decoder = pixels::decoder(bytes, format)?;
        let (width, height) = decoder.dimensions();
        let turned = matches!(
            decoder.orientation().unwrap_or(Orientation::NoTransforms),
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        );
        Ok(if turned { (height, width) } else { (width, height) })
    })?;
    if width == 0 || height == 0 {
        return Err(PictureError::Broken);
    }
    if u64::from(width) * u64::from(height) > MAX_PICTURE_PIXELS {
        return Err(PictureError::Pixels(width, height));
    }
    Ok(PictureInfo { format, width, height, moving })
}

/// The moving picture or GIF in `bytes` without anything that is not shown.
pub fn stripped(bytes: &[u8], format: PictureFormat) -> Result<Vec<u8>, PictureError> {
    container::stripped(bytes, format)
}
