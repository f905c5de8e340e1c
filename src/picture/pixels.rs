//! Decodes pictures into upright sRGB pixels, and resizes them.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbImage};

use super::format::{MAX_PICTURE_PIXELS, PictureError, PictureFormat, PictureInfo, catch_panics};
use super::profile::{Profile, ProfileColours};

/// Pixels row by row: red, green, blue and alpha in sRGB, one byte each.
#[derive(Clone, Debug)]
pub struct Pixels {
    /// The number of pixels in a row.
    pub width: u32,
    /// The number of rows.
    pub height: u32,
    /// Whether any pixel is not opaque.
    pub alpha: bool,
    /// The pixels, four bytes each.
    pub bytes: Vec<u8>,
}

/// Creates the decoder of the picture in `bytes`, which has read the header.
///
/// # Errors
/// If the header is invalid, and for SVG.
pub fn decoder(bytes: &[u8], format: PictureFormat) -> Result<impl ImageDecoder + '_, PictureError> {
    let format = format.image_format().ok_or(PictureError::Broken)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    // Room for the widest pixels (four channels of two bytes) twice: once for the pixels, once for the decoder itself.
    limits.max_alloc = Some(MAX_PICTURE_PIXELS * 8 * 2);
    reader.limits(limits);
    reader.into_decoder().map_err(|_| PictureError::Broken)
}

/// Decodes the picture in `bytes`, whose properties are `info`.
///
/// # Errors
/// If the file is invalid, or if `info` is not about this file.
pub fn decode(bytes: &[u8], info: &PictureInfo) -> Result<Pixels, PictureError> {
    catch_panics(|| {
        let mut decoder = decoder(bytes, info.format)?;
        let profile = decoder.icc_profile().ok().flatten().and_then(|profile| Profile::read(&profile));
        let orientation = decoder.orientation().map_err(|_| PictureError::Broken)?;
        let (width, height) = decoder.dimensions();
        let inks = profile.as_ref().filter(|_| info.format == PictureFormat::Jpeg);
        let printed = inks.and_then(|profile| profile.decode_inks(bytes).ok());
        let mut image = match printed.and_then(|rgb| RgbImage::from_raw(width, height, rgb)) {
            Some(image) => DynamicImage::from(image),
            None => DynamicImage::from_decoder(decoder).map_err(|_| PictureError::Broken)?,
        };
        image.apply_orientation(orientation);
        if (image.width(), image.height()) != (info.width, info.height) {
            return Err(PictureError::Broken);
        }
        let colours = image.color();
        let mut bytes = image.into_rgba8().into_raw();
        // A profile of greys says nothing about colours.
        let fits = |profile: &Profile| match profile.colours {
            ProfileColours::Rgb => true,
            ProfileColours::Grey => !colours.has_color(),
            ProfileColours::Cmyk => false,
        };
        if let Some(profile) = profile.filter(fits) {
            profile.convert(&mut bytes)?;
        }
        let alpha = colours.has_alpha() && bytes.chunks_exact(4).any(|pixel| pixel[3] != u8::MAX);
        Ok(Pixels { width: info.width, height: info.height, alpha, bytes })
    })
}

impl Pixels {
    /// Returns the picture resized to `width` by `height`, which are at most its own.
    ///
    /// # Errors
    /// If the resizer refuses the sizes.
    pub fn resized(&self, width: u32, height: u32) -> Result<Pixels, PictureError> {
        if (width, height) == (self.width, self.height) {
            return Ok(self.clone());
        }
        let kind = PixelType::U8x4;
        let from =
            ImageRef::new(self.width, self.height, &self.bytes, kind).map_err(|_| PictureError::Broken)?;
        let mut to = Image::new(width, height, kind);
        let options = ResizeOptions::new().use_alpha(self.alpha);
        Resizer::new().resize(&from, &mut to, &options).map_err(|_| PictureError::Broken)?;
        Ok(Pixels { width, height, alpha: self.alpha, bytes: to.into_vec() })
    }

    /// Returns the pixels on white, four bytes each.
    pub fn on_white(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.bytes.len());
        for [red, green, blue, alpha] in self.bytes.as_chunks().0 {
            let white = |channel: u8| {
                let (channel, alpha) = (u16::from(channel), u16::from(*alpha));
                ((channel * alpha + 255 * (255 - alpha) + 127) / 255) as u8
            };
            bytes.extend([white(*red), white(*green), white(*blue), u8::MAX]);
        }
        bytes
    }

    /// Returns the pixels without the alpha channel, three bytes each.
    pub fn rgb_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.bytes.len() / 4 * 3);
        for [red, green, blue, _] in self.bytes.as_chunks().0 {
            bytes.extend([*red, *green, *blue]);
        }
        bytes
    }
}
