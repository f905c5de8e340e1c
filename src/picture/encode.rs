//! Pixels in, the bytes of a picture out. None but the pixels are written: no place, no time, no name.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jpeg_encoder::ColorType as JpegColour;
use png::{BitDepth, ColorType as PngColour, Compression, Filter};

use super::{Flaw, Format, Pixels, survived};

/// The longest side of a WebP (RFC 9649 §2.6).
pub const LONGEST_WEBP: u32 = 16_383;

/// How a picture is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Making {
    /// How it is written.
    pub format: Format,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// From 1 to 100; what is written without loss has no quality.
    pub quality: u8,
    /// Whether the source is a drawing, which may be smaller without loss.
    pub drawn: bool,
}

/// The picture of `pixels` that `making` asks for.
pub fn make(pixels: &Pixels, making: &Making) -> Result<Vec<u8>, Flaw> {
    survived(|| {
        let pixels = match (making.width, making.height) == (pixels.width, pixels.height) {
            true => Cow::Borrowed(pixels),
            false => Cow::Owned(pixels.resized(making.width, making.height)?),
        };
        match making.format {
            Format::Jpeg => jpeg(&pixels, making.quality),
            Format::Png => png(&pixels),
            Format::Webp => webp(&pixels, making),
            Format::Gif | Format::Svg => Err(Flaw::Broken),
        }
    })
}

/// Progressive, so that a slow line shows the whole picture early.
fn jpeg(pixels: &Pixels, quality: u8) -> Result<Vec<u8>, Flaw> {
    let side = |length: u32| u16::try_from(length).map_err(|_| Flaw::Broken);
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    let (width, height) = (side(pixels.width)?, side(pixels.height)?);
    encoder.encode(&pixels.bytes, width, height, JpegColour::Rgba).map_err(|_| Flaw::Broken)?;
    Ok(bytes)
}

/// A drawing is smaller without loss, a photograph with it; only trying tells which one it is.
fn webp(pixels: &Pixels, making: &Making) -> Result<Vec<u8>, Flaw> {
    let (layout, bytes) = match pixels.alpha {
        true => (webp::PixelLayout::Rgba, Cow::Borrowed(&pixels.bytes)),
        false => (webp::PixelLayout::Rgb, Cow::Owned(pixels.opaque())),
    };
    let encoder = webp::Encoder::new(&bytes, layout, pixels.width, pixels.height);
    let encoded = |lossless: bool| {
        let encoded = encoder.encode_simple(lossless, f32::from(making.quality));
        encoded.map(|bytes| bytes.to_vec()).map_err(|_| Flaw::Broken)
    };
    let lossy = encoded(false)?;
    if !making.drawn {
        return Ok(lossy);
    }
    let lossless = encoded(true)?;
    Ok(if lossless.len() <= lossy.len() { lossless } else { lossy })
}

fn png(pixels: &Pixels) -> Result<Vec<u8>, Flaw> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width, pixels.height);
    encoder.set_compression(Compression::High);
    encoder.set_depth(BitDepth::Eight);
    let palette = palette(pixels);
    let rows = match &palette {
        Some(Palette { colours, opacities, indices }) => {
            encoder.set_color(PngColour::Indexed);
            encoder.set_palette(colours.as_slice());
            if pixels.alpha {
                encoder.set_trns(opacities.as_slice());
            }
            encoder.set_filter(Filter::NoFilter);
            indices
        }
        None => {
            encoder.set_color(if pixels.alpha { PngColour::Rgba } else { PngColour::Rgb });
            encoder.set_filter(Filter::Adaptive);
            if pixels.alpha { &pixels.bytes } else { &pixels.opaque() }
        }
    };
    let mut writer = encoder.write_header().map_err(|_| Flaw::Broken)?;
    writer.write_image_data(rows).map_err(|_| Flaw::Broken)?;
    writer.finish().map_err(|_| Flaw::Broken)?;
    Ok(bytes)
}

/// Few colours, each pixel the number of one.
struct Palette {
    colours: Vec<u8>,
    opacities: Vec<u8>,
    indices: Vec<u8>,
}

/// The palette of a picture that has at most 256 colours, in their order.
fn palette(pixels: &Pixels) -> Option<Palette> {
    let mut numbers: BTreeMap<&[u8], u8> = BTreeMap::new();
    let mut last: &[u8] = &[];
    for pixel in pixels.bytes.chunks_exact(4).filter(|pixel| std::mem::replace(&mut last, pixel) != *pixel) {
        numbers.insert(pixel, 0);
        if numbers.len() > 256 {
            return None;
        }
    }
    for (number, (_, of_colour)) in (0..=u8::MAX).zip(&mut numbers) {
        *of_colour = number;
    }
    let colours = numbers.keys().flat_map(|pixel| pixel[..3].to_vec()).collect();
    let opacities = numbers.keys().map(|pixel| pixel[3]).collect();
    let indices = pixels.bytes.chunks_exact(4).map(|pixel| numbers[pixel]).collect();
    Some(Palette { colours, opacities, indices })
}
