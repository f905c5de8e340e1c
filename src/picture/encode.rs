//! Encodes pixels as JPEG, PNG or WebP, without any metadata.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jpeg_encoder::ColorType as JpegColour;
use png::{BitDepth, ColorType as PngColour, Compression, Filter};

use super::format::{PictureError, PictureFormat, catch_panics};
use super::pixels::Pixels;

/// Maximum side of a WebP, in pixels (RFC 9649 §2.6).
pub const MAX_WEBP_SIDE_PX: u32 = 16_383;

/// Ratio of the quick lossless encoding to the lossy one above which a slow lossless encoding is not tried,
/// unless the picture has few colours. The slow
/// encoding reduces what only looks like a drawing by a fifth, and a real drawing by four fifths.
const MAX_LOSSLESS_RATIO: usize = 3;

/// How to encode a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EncodeOptions {
    /// The format of the file.
    pub format: PictureFormat,
    /// The width to resize to, in pixels.
    pub width: u32,
    /// The height to resize to, in pixels.
    pub height: u32,
    /// The quality of lossy formats, from 1 to 100.
    pub quality: u8,
    /// Whether the source may be a drawing, so that WebP tries lossless encoding too.
    pub drawn: bool,
}

/// Encodes `pixels`, resized, as `options` say.
///
/// # Errors
/// If the picture cannot be resized or encoded, and for GIF and SVG.
pub fn encode(pixels: &Pixels, options: &EncodeOptions) -> Result<Vec<u8>, PictureError> {
    catch_panics(|| {
        let pixels = if (options.width, options.height) == (pixels.width, pixels.height) {
            Cow::Borrowed(pixels)
        } else {
            Cow::Owned(pixels.resized(options.width, options.height)?)
        };
        match options.format {
            PictureFormat::Jpeg => jpeg(&pixels, options.quality),
            PictureFormat::Png => png(&pixels),
            PictureFormat::Webp => webp(&pixels, options),
            PictureFormat::Gif | PictureFormat::Avif | PictureFormat::Svg => Err(PictureError::Broken),
        }
    })
}

/// Encodes a progressive JPEG, so that a slow connection shows the whole picture early. What is transparent becomes
/// white.
fn jpeg(pixels: &Pixels, quality: u8) -> Result<Vec<u8>, PictureError> {
    let side = |length: u32| u16::try_from(length).map_err(|_| PictureError::Broken);
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    let (width, height) = (side(pixels.width)?, side(pixels.height)?);
    let opaque = if pixels.alpha { Cow::Owned(pixels.on_white()) } else { Cow::Borrowed(&pixels.bytes) };
    encoder.encode(&opaque, width, height, JpegColour::Rgba).map_err(|_| PictureError::Broken)?;
    Ok(bytes)
}

/// Encodes a WebP: lossless encoding is smaller for drawings and lossy encoding for photographs, so it tries both.
fn webp(pixels: &Pixels, options: &EncodeOptions) -> Result<Vec<u8>, PictureError> {
    // Where all pixels are opaque, the library leaves the alpha channel out by itself.
    let encoder = webp::Encoder::new(&pixels.bytes, webp::PixelLayout::Rgba, pixels.width, pixels.height);
    let encoded = |set: &dyn Fn(&mut webp::WebPConfig)| {
        let mut config = webp::WebPConfig::new().map_err(|()| PictureError::Broken)?;
        set(&mut config);
        encoder.encode_advanced(&config).map_err(|_| PictureError::Broken)
    };
    let lossy = encoded(&|config| config.quality = f32::from(options.quality))?;
    // In lossless encoding, `quality` is the effort spent on a smaller file.
    let lossless = |method: i32, effort: f32| {
        encoded(&|config| {
            (config.lossless, config.alpha_compression) = (1, 0);
            (config.method, config.quality) = (method, effort);
        })
    };
    let is_promising =
        || Ok(palette(pixels).is_some() || lossless(0, 0.0)?.len() <= MAX_LOSSLESS_RATIO * lossy.len());
    if options.drawn && is_promising()? {
        let lossless = lossless(4, 25.0)?;
        if lossless.len() <= lossy.len() {
            return Ok(lossless.to_vec());
        }
    }
    Ok(lossy.to_vec())
}

fn png(pixels: &Pixels) -> Result<Vec<u8>, PictureError> {
    if let Some(IndexedColours { colours, opacities, indices }) = palette(pixels) {
        let opacities = pixels.alpha.then_some(opacities);
        let size = (pixels.width, pixels.height);
        return indexed_png(size, &colours, opacities.as_deref(), &indices, Compression::High);
    }
    let colour = if pixels.alpha { PngColour::Rgba } else { PngColour::Rgb };
    let rows = if pixels.alpha { Cow::Borrowed(&pixels.bytes) } else { Cow::Owned(pixels.rgb_bytes()) };
    write_png((pixels.width, pixels.height), &rows, |encoder| {
        encoder.set_compression(Compression::High);
        encoder.set_color(colour);
        encoder.set_filter(Filter::Adaptive);
    })
}

/// Encodes a PNG with a palette of `colours`, three bytes each, and perhaps their `opacities`; `indices` has one
/// byte for each pixel.
///
/// # Errors
/// If the sizes do not match.
pub(super) fn indexed_png(
    size: (u32, u32),
    colours: &[u8],
    opacities: Option<&[u8]>,
    indices: &[u8],
    compression: Compression,
) -> Result<Vec<u8>, PictureError> {
    write_png(size, indices, |encoder| {
        encoder.set_compression(compression);
        encoder.set_color(PngColour::Indexed);
        encoder.set_palette(colours);
        if let Some(opacities) = opacities {
            encoder.set_trns(opacities);
        }
        encoder.set_filter(Filter::NoFilter);
    })
}

/// Encodes a PNG of `rows`, whose colours `set` describes to the encoder.
fn write_png<'p>(
    (width, height): (u32, u32),
    rows: &[u8],
    set: impl FnOnce(&mut png::Encoder<'p, &mut Vec<u8>>),
) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_depth(BitDepth::Eight);
    set(&mut encoder);
    let mut writer = encoder.write_header().map_err(|_| PictureError::Broken)?;
    writer.write_image_data(rows).map_err(|_| PictureError::Broken)?;
    writer.finish().map_err(|_| PictureError::Broken)?;
    Ok(bytes)
}

/// Pixels as indices into a palette.
struct IndexedColours {
    colours: Vec<u8>,
    opacities: Vec<u8>,
    indices: Vec<u8>,
}

/// Returns the pixels with a palette; `None` if they have more than 256 colours.
fn palette(pixels: &Pixels) -> Option<IndexedColours> {
    let mut numbers: BTreeMap<[u8; 4], u8> = BTreeMap::new();
    // Drawings have long runs of one colour; look each up once.
    let runs = || pixels.bytes.as_chunks::<4>().0.chunk_by(|a, b| a == b);
    for run in runs() {
        numbers.insert(run[0], 0);
        if numbers.len() > 256 {
            return None;
        }
    }
    for (number, (_, of_colour)) in (0..=u8::MAX).zip(&mut numbers) {
        *of_colour = number;
    }
    let colours = numbers.keys().flat_map(|pixel| pixel[..3].to_vec()).collect();
    let opacities = numbers.keys().map(|pixel| pixel[3]).collect();
    let mut indices = Vec::with_capacity(pixels.bytes.len() / 4);
    for run in runs() {
        indices.extend(std::iter::repeat_n(numbers[&run[0]], run.len()));
    }
    Some(IndexedColours { colours, opacities, indices })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encode_webp(drawn: bool, colour: impl Fn(u32, u32) -> [u8; 4]) -> Vec<u8> {
        let (width, height) = (160, 120);
        let bytes = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| colour(x, y));
        let pixels = Pixels { width, height, alpha: false, bytes: bytes.collect() };
        encode(&pixels, &EncodeOptions { format: PictureFormat::Webp, width, height, quality: 75, drawn })
            .unwrap()
    }

    fn stripes(x: u32, _: u32) -> [u8; 4] {
        if (x / 8).is_multiple_of(2) { [200, 30, 30, 255] } else { [255, 255, 255, 255] }
    }

    /// Noise in which no two pixels are equal, as in a photograph saved as PNG.
    fn grain(x: u32, y: u32) -> [u8; 4] {
        let mixed = (x * 7919 + y * 104_729).wrapping_mul(2_654_435_761);
        let noise = (mixed ^ mixed >> 15).wrapping_mul(2_246_822_519) >> 30;
        [(x + noise) as u8, (y + noise) as u8, (x + y + noise) as u8, 255]
    }

    /// WebP encodes drawings without loss, and photographs with loss.
    #[test]
    fn drawings_are_lossless_and_photographs_lossy() {
        let kind = |bytes: &[u8]| String::from_utf8_lossy(&bytes[12..16]).into_owned();
        assert_eq!(kind(&encode_webp(true, stripes)), "VP8L");
        assert_eq!(kind(&encode_webp(true, grain)), "VP8 ");
        assert_eq!(kind(&encode_webp(false, stripes)), "VP8 ");
        // More colours than a palette has, but still a drawing.
        let shaded = |x: u32, y: u32| [x as u8, (y * 2) as u8, 90, 255];
        assert_eq!(kind(&encode_webp(true, shaded)), "VP8L");
    }

    /// Lossless encoding preserves every pixel.
    #[test]
    fn lossless_preserves_every_pixel() {
        let bytes = encode_webp(true, stripes);
        let info = crate::picture::inspect(&bytes, "webp").unwrap().unwrap();
        let decoded = crate::picture::decode(&bytes, &info).unwrap();
        let expected: Vec<u8> =
            (0..120).flat_map(|y| (0..160).map(move |x| (x, y))).flat_map(|(x, y)| stripes(x, y)).collect();
        assert!(decoded.bytes == expected);
    }
}
