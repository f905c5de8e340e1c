//! Pixels in, the bytes of a picture out. None but the pixels are written: no place, no time, no name.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jpeg_encoder::ColorType as JpegColour;
use png::{BitDepth, ColorType as PngColour, Compression, Filter};

use super::format::{PictureError, PictureFormat, survived};
use super::pixels::Pixels;

/// The longest side of a WebP (RFC 9649 §2.6).
pub const MAX_WEBP_SIDE_PX: u32 = 16_383;

/// So many times as large as with loss a picture may be when it is packed without loss in a hurry, that it is worth
/// the time to do it well: that takes off a fifth from what only looks like a drawing, four fifths from a real one.
const HOPEFUL: usize = 3;

/// How a picture is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EncodeOptions {
    /// How it is written.
    pub format: PictureFormat,
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
pub fn make(pixels: &Pixels, making: &EncodeOptions) -> Result<Vec<u8>, PictureError> {
    survived(|| {
        let pixels = match (making.width, making.height) == (pixels.width, pixels.height) {
            true => Cow::Borrowed(pixels),
            false => Cow::Owned(pixels.resized(making.width, making.height)?),
        };
        match making.format {
            PictureFormat::Jpeg => jpeg(&pixels, making.quality),
            PictureFormat::Png => png(&pixels),
            PictureFormat::Webp => webp(&pixels, making),
            PictureFormat::Gif | PictureFormat::Svg => Err(PictureError::Broken),
        }
    })
}

/// Progressive, so that a slow line shows the whole picture early.
fn jpeg(pixels: &Pixels, quality: u8) -> Result<Vec<u8>, PictureError> {
    let side = |length: u32| u16::try_from(length).map_err(|_| PictureError::Broken);
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    let (width, height) = (side(pixels.width)?, side(pixels.height)?);
    encoder.encode(&pixels.bytes, width, height, JpegColour::Rgba).map_err(|_| PictureError::Broken)?;
    Ok(bytes)
}

/// A drawing is smaller without loss, a photograph with it; only trying tells which one it is.
fn webp(pixels: &Pixels, making: &EncodeOptions) -> Result<Vec<u8>, PictureError> {
    // Where nothing shines through, the library leaves the opacity out by itself.
    let encoder = webp::Encoder::new(&pixels.bytes, webp::PixelLayout::Rgba, pixels.width, pixels.height);
    let encoded = |set: &dyn Fn(&mut webp::WebPConfig)| {
        let mut config = webp::WebPConfig::new().map_err(|()| PictureError::Broken)?;
        set(&mut config);
        encoder.encode_advanced(&config).map_err(|_| PictureError::Broken)
    };
    let lossy = encoded(&|config| config.quality = f32::from(making.quality))?;
    // Without loss the quality is how hard a smaller file is looked for.
    let lossless = |method: i32, effort: f32| {
        encoded(&|config| {
            (config.lossless, config.alpha_compression) = (1, 0);
            (config.method, config.quality) = (method, effort);
        })
    };
    let hopeful = || Ok(palette(pixels).is_some() || lossless(0, 0.0)?.len() <= HOPEFUL * lossy.len());
    if making.drawn && hopeful()? {
        let lossless = lossless(4, 25.0)?;
        if lossless.len() <= lossy.len() {
            return Ok(lossless.to_vec());
        }
    }
    Ok(lossy.to_vec())
}

fn png(pixels: &Pixels) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width, pixels.height);
    encoder.set_compression(Compression::High);
    encoder.set_depth(BitDepth::Eight);
    let palette = palette(pixels);
    let rows = match &palette {
        Some(IndexedColours { colours, opacities, indices }) => {
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
    let mut writer = encoder.write_header().map_err(|_| PictureError::Broken)?;
    writer.write_image_data(rows).map_err(|_| PictureError::Broken)?;
    writer.finish().map_err(|_| PictureError::Broken)?;
    Ok(bytes)
}

/// Few colours, each pixel the number of one.
struct IndexedColours {
    colours: Vec<u8>,
    opacities: Vec<u8>,
    indices: Vec<u8>,
}

/// The palette of a picture that has at most 256 colours, in their order.
fn palette(pixels: &Pixels) -> Option<IndexedColours> {
    let mut numbers: BTreeMap<[u8; 4], u8> = BTreeMap::new();
    // Runs of one colour are long in drawings, and each is looked up once.
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

    fn webp_of(drawn: bool, colour: impl Fn(u32, u32) -> [u8; 4]) -> Vec<u8> {
        let (width, height) = (160, 120);
        let bytes = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| colour(x, y));
        let pixels = Pixels { width, height, alpha: false, bytes: bytes.collect() };
        make(&pixels, &EncodeOptions { format: PictureFormat::Webp, width, height, quality: 75, drawn })
            .unwrap()
    }

    fn stripes(x: u32, _: u32) -> [u8; 4] {
        if (x / 8).is_multiple_of(2) { [200, 30, 30, 255] } else { [255, 255, 255, 255] }
    }

    /// Grain that no two pixels share, as of a photograph that was saved as PNG.
    fn grain(x: u32, y: u32) -> [u8; 4] {
        let mixed = (x * 7919 + y * 104_729).wrapping_mul(2_654_435_761);
        let noise = (mixed ^ mixed >> 15).wrapping_mul(2_246_822_519) >> 30;
        [(x + noise) as u8, (y + noise) as u8, (x + y + noise) as u8, 255]
    }

    #[test]
    fn drawings_stay_sharp_and_photographs_small() {
        let kind = |bytes: &[u8]| String::from_utf8_lossy(&bytes[12..16]).into_owned();
        assert_eq!(kind(&webp_of(true, stripes)), "VP8L");
        assert_eq!(kind(&webp_of(true, grain)), "VP8 ");
        assert_eq!(kind(&webp_of(false, stripes)), "VP8 ");
        // More colours than a palette has, but still a drawing.
        let shaded = |x: u32, y: u32| [x as u8, (y * 2) as u8, 90, 255];
        assert_eq!(kind(&webp_of(true, shaded)), "VP8L");
    }

    #[test]
    fn without_loss_every_pixel_is_kept() {
        let bytes = webp_of(true, stripes);
        let head = crate::picture::head(&bytes, "webp").unwrap().unwrap();
        let drawn = crate::picture::decode(&bytes, &head).unwrap();
        let wanted: Vec<u8> =
            (0..120).flat_map(|y| (0..160).map(move |x| (x, y))).flat_map(|(x, y)| stripes(x, y)).collect();
        assert!(drawn.bytes == wanted);
    }
}
