//! Converts pixels to sRGB from the colours of an ICC profile (ICC.1), which is not published with the picture.

use std::sync::Arc;

use moxcms::{ColorProfile, DataColorSpace, Layout, ProfileClass, TransformExecutor, TransformOptions};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::format::{PictureError, catch_panics};

/// Maximum size of a profile, in bytes; those of printing presses have about two million.
const MAX_PROFILE_BYTES: usize = 4 * 1024 * 1024;

/// Difference of a channel below which two colours are taken for the same; profiles of sRGB round differently.
const MAX_SAME_DIFFERENCE: u8 = 2;

/// Amount of light, from 0 to 1, above which a print is not taken for black (L* = 50).
const MAX_BLACK: f64 = 0.184;

/// Number of pixels that are converted at once, so that no second copy of the whole picture is needed.
const PIXELS_AT_ONCE: usize = 64 * 1024;

/// A conversion of colours to sRGB.
pub struct Profile {
    /// The colours that it converts.
    pub colours: ProfileColours,
    conversion: Arc<dyn TransformExecutor<u8> + Send + Sync>,
}

/// The colours that a profile is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileColours {
    /// Red, green and blue.
    Rgb,
    /// Shades without a colour.
    Grey,
    /// Cyan, magenta, yellow and black, for printing.
    Cmyk,
}

impl Profile {
    /// Reads the ICC profile in `bytes`.
    ///
    /// `None` for a profile of sRGB, which changes nothing, and for one that is invalid, too large, or not about the
    /// colours of a picture.
    pub fn read(bytes: &[u8]) -> Option<Profile> {
        if bytes.len() > MAX_PROFILE_BYTES {
            return None;
        }
        catch_panics(|| Profile::parse(bytes).ok_or(PictureError::Broken)).ok()
    }

    fn parse(bytes: &[u8]) -> Option<Profile> {
        let profile = ColorProfile::new_from_slice(bytes).ok()?;
        if !matches!(
            profile.profile_class,
            ProfileClass::InputDevice
                | ProfileClass::DisplayDevice
                | ProfileClass::OutputDevice
                | ProfileClass::ColorSpace
        ) {
            return None;
        }
        let (colours, from) = match profile.color_space {
            DataColorSpace::Rgb => (ProfileColours::Rgb, Layout::Rgba),
            DataColorSpace::Gray => (ProfileColours::Grey, Layout::Gray),
            // This layout has four bytes for each pixel, here the four inks.
            DataColorSpace::Cmyk => (ProfileColours::Cmyk, Layout::Rgba),
            _ => return None,
        };
        let to = if colours == ProfileColours::Rgb { Layout::Rgba } else { Layout::Rgb };
        let options = TransformOptions::default();
        let conversion = profile.create_transform_8bit(from, &ColorProfile::new_srgb(), to, options).ok()?;
        let profile = Profile { colours, conversion };
        (!profile.changes_nothing()).then_some(profile)
    }

    /// Whether this is a conversion from sRGB, tried with colours from all parts of it.
    fn changes_nothing(&self) -> bool {
        const STEPS: [u8; 6] = [0, 51, 102, 153, 204, 255];
        if self.colours != ProfileColours::Rgb {
            return false;
        }
        let mut colours = Vec::new();
        for red in STEPS {
            for green in STEPS {
                colours.extend(STEPS.iter().flat_map(|blue| [red, green, *blue, u8::MAX]));
            }
        }
        let mut converted = vec![0; colours.len()];
        let is_converted = self.conversion.transform(&colours, &mut converted).is_ok();
        let mut pairs = colours.iter().zip(&converted);
        is_converted && pairs.all(|(before, after)| before.abs_diff(*after) <= MAX_SAME_DIFFERENCE)
    }

    /// Converts `rgba`, pixels of four bytes, which must be grey for a profile of greys. The last byte, the alpha
    /// channel, stays.
    ///
    /// # Errors
    /// If the profile is about inks, or the conversion fails.
    pub fn convert(&self, rgba: &mut [u8]) -> Result<(), PictureError> {
        match self.colours {
            ProfileColours::Rgb => catch_panics(|| self.convert_rgb(rgba)),
            ProfileColours::Grey => catch_panics(|| self.convert_greys(rgba)),
            ProfileColours::Cmyk => Err(PictureError::Broken),
        }
    }

    fn convert_rgb(&self, rgba: &mut [u8]) -> Result<(), PictureError> {
        let mut before = Vec::new();
        for pixels in rgba.chunks_mut(PIXELS_AT_ONCE * 4) {
            before.clear();
            before.extend_from_slice(pixels);
            self.conversion.transform(&before, pixels).map_err(|_| PictureError::Broken)?;
        }
        Ok(())
    }

    fn convert_greys(&self, rgba: &mut [u8]) -> Result<(), PictureError> {
        let greys: Vec<u8> = (0..=u8::MAX).collect();
        let mut converted = vec![0; greys.len() * 3];
        self.conversion.transform(&greys, &mut converted).map_err(|_| PictureError::Broken)?;
        let (table, _) = converted.as_chunks::<3>();
        for [red, green, blue, _] in rgba.as_chunks_mut().0 {
            [*red, *green, *blue] = table[usize::from(*red)];
        }
        Ok(())
    }

    /// Decodes the JPEG in `bytes`, and converts its inks to sRGB: three bytes a pixel.
    ///
    /// # Errors
    /// If the profile or the picture is not about inks, the picture is invalid, or the conversion fails.
    pub fn decode_inks(&self, bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
        if self.colours != ProfileColours::Cmyk {
            return Err(PictureError::Broken);
        }
        catch_panics(|| {
            let mut inks = inks(bytes)?;
            let depths = self.depths()?;
            let mut converted = vec![0; inks.len() / 4 * 3];
            let pixels = inks.chunks_mut(PIXELS_AT_ONCE * 4);
            for (pixels, converted) in pixels.zip(converted.chunks_mut(PIXELS_AT_ONCE * 3)) {
                // In a JPEG, 0 is all of an ink (Adobe Technical Note 5116).
                pixels.iter_mut().for_each(|ink| *ink = u8::MAX - *ink);
                self.conversion.transform(pixels, converted).map_err(|_| PictureError::Broken)?;
                converted.iter_mut().for_each(|channel| *channel = depths[usize::from(*channel)]);
            }
            Ok(converted)
        })
    }

    /// Returns, for each channel value of a converted picture, the one that makes the darkest print black.
    ///
    /// A screen is darker than any print, whose shadows would look grey on it (black point compensation, ISO 18619).
    fn depths(&self) -> Result<[u8; 256], PictureError> {
        let mut darkest = [0; 3];
        self.conversion.transform(&[u8::MAX; 4], &mut darkest).map_err(|_| PictureError::Broken)?;
        let [red, green, blue] = darkest.map(light);
        let black = (0.2126 * red + 0.7152 * green + 0.0722 * blue).min(MAX_BLACK);
        let mut depths = [0; 256];
        for (depth, value) in depths.iter_mut().zip(0..=u8::MAX) {
            *depth = channel(((light(value) - black) / (1.0 - black)).max(0.0));
        }
        Ok(depths)
    }
}

/// Returns the amount of light, from 0 to 1, of a channel of sRGB (IEC 61966-2-1).
fn light(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// Returns the channel of sRGB for an amount of light; the inverse of [`light`].
fn channel(light: f64) -> u8 {
    let value = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (value * 255.0).round().clamp(0.0, 255.0) as u8
}

/// Decodes the JPEG in `bytes` to cyan, magenta, yellow and black, one byte each; 0 is all of an ink.
fn inks(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    let options = || {
        let sizes = DecoderOptions::default().set_max_width(usize::MAX).set_max_height(usize::MAX);
        sizes.set_strict_mode(false)
    };
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options());
    decoder.decode_headers().map_err(|_| PictureError::Broken)?;
    let colours = decoder.input_colorspace().ok_or(PictureError::Broken)?;
    if !matches!(colours, ColorSpace::CMYK | ColorSpace::YCCK) {
        return Err(PictureError::Broken);
    }
    let options = options().jpeg_set_out_colorspace(colours);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let mut pixels = decoder.decode().map_err(|_| PictureError::Broken)?;
    if colours == ColorSpace::YCCK {
        for [cyan, magenta, yellow, _] in pixels.as_chunks_mut().0 {
            [*cyan, *magenta, *yellow] = cmy([*cyan, *magenta, *yellow]);
        }
    }
    Ok(pixels)
}

/// Returns the inks of a pixel that is written as luma and two chroma (ITU-T T.871 §7, with the inks as complements).
fn cmy([luma, blue, red]: [u8; 3]) -> [u8; 3] {
    let (luma, blue, red) = (f32::from(luma), f32::from(blue) - 128.0, f32::from(red) - 128.0);
    let complement = |value: f32| u8::MAX - value.round().clamp(0.0, 255.0) as u8;
    [
        complement(luma + 1.402 * red),
        complement(luma - 0.344_136 * blue - 0.714_136 * red),
        complement(luma + 1.772 * blue),
    ]
}
