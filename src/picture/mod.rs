//! Says what a picture is and makes other pictures of it; nothing is read from the disk or remembered.

mod container;
mod encode;
mod format;
mod pixels;
mod svg;

use image::ImageDecoder;
use image::metadata::Orientation;

use self::format::survived;

pub use self::encode::{LONGEST_WEBP, Making, make};
pub use self::format::{Flaw, Format, Head, MOST_BYTES, MOST_PIXELS};
pub use self::pixels::{Pixels, decode};

/// Goes up whenever the same picture would be made into other bytes, so that what was made before is made again.
pub const MAKER: u32 = 2;

/// How many bytes at the beginning of a file tell whether it is a picture.
pub const PEEK: usize = 64;

/// Whether a file that begins with `start`, of [`PEEK`] bytes if it has as many, is a picture or is called one.
pub fn is_one(start: &[u8], extension: &str) -> bool {
    let pixels = [Format::Jpeg, Format::Png, Format::Webp, Format::Gif];
    let called = pixels.iter().any(|format| format.is_called(extension));
    let known = matches!(kind(start), Kind::Known(_) | Kind::Foreign(_));
    called || known || matches!(extension, "svg" | "heic" | "heif" | "avif" | "tif" | "tiff" | "bmp")
}

enum Kind {
    Known(Format),
    Foreign(&'static str),
    Other,
}

/// What the first bytes say.
fn kind(start: &[u8]) -> Kind {
    match start {
        [0xff, 0xd8, 0xff, ..] => Kind::Known(Format::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Kind::Known(Format::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Kind::Known(Format::Webp),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Kind::Known(Format::Gif),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand {
            [b'a', b'v', b'i', b'f' | b's', ..] => Kind::Foreign("AVIF"),
            [b'h', b'e', ..] | [b'm', b'i' | b's', b'f', b'1', ..] => Kind::Foreign("HEIC"),
            _ => Kind::Other,
        },
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Kind::Foreign("TIFF"),
        _ => Kind::Other,
    }
}

/// What the picture in `bytes` is, of a file whose name ends with `extension`; `None` for a drawing without a size.
///
/// Pixels are not looked at. That the end is there is made sure, since decoders paint what is missing grey.
pub fn head(bytes: &[u8], extension: &str) -> Option<Result<Head, Flaw>> {
    match kind(bytes) {
        Kind::Foreign(name) => Some(Err(Flaw::Foreign(name))),
        Kind::Known(format) => Some(of_pixels(bytes, format)),
        Kind::Other if extension == "svg" => svg::head(bytes).map(Ok),
        Kind::Other if extension == "bmp" && bytes.starts_with(b"BM") => Some(Err(Flaw::Foreign("BMP"))),
        Kind::Other => Some(Err(Flaw::Broken)),
    }
}

fn of_pixels(bytes: &[u8], format: Format) -> Result<Head, Flaw> {
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
        return Err(Flaw::Broken);
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Flaw::Pixels(width, height));
    }
    Ok(Head { format, width, height, moving })
}

/// The moving picture or GIF in `bytes` without anything that is not shown.
pub fn stripped(bytes: &[u8], format: Format) -> Result<Vec<u8>, Flaw> {
    container::stripped(bytes, format)
}
