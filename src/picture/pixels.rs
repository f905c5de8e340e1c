//! The bytes of a picture in, its pixels out: upright, in the colours of screens, at any width.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::format::{MAX_PICTURE_PIXELS, PictureError, PictureFormat, PictureInfo, survived};

/// Pixels row by row: red, green, blue and opacity in sRGB, one byte each.
#[derive(Clone, Debug)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Whether something behind the picture shines through.
    pub alpha: bool,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The decoder of the picture in `bytes`, which has read its head.
pub fn decoder(bytes: &[u8], format: PictureFormat) -> Result<impl ImageDecoder + '_, PictureError> {
    let format = format.of_pixels().ok_or(PictureError::Broken)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    // Of the widest pixels, those of four numbers of two bytes, and for what decoders hold beside them.
    limits.max_alloc = Some(MAX_PICTURE_PIXELS * 8 * 2);
    reader.limits(limits);
    reader.into_decoder().map_err(|_| PictureError::Broken)
}

/// The pixels of the picture in `bytes`, whose head is `head`.
pub fn decode(bytes: &[u8], head: &PictureInfo) -> Result<Pixels, PictureError> {
    survived(|| {
        let mut decoder = decoder(bytes, head.format)?;
        let profile = decoder.icc_profile().ok().flatten();
        let orientation = decoder.orientation().map_err(|_| PictureError::Broken)?;
        let mut image = DynamicImage::from_decoder(decoder).map_err(|_| PictureError::Broken)?;
        image.apply_orientation(orientation);
        if (image.width(), image.height()) != (head.width, head.height) {
            return Err(PictureError::Broken);
        }
        let has_opacity = image.color().has_alpha();
        let bytes = image.into_rgba8().into_raw();
        let alpha = has_opacity && bytes.chunks_exact(4).any(|pixel| pixel[3] != u8::MAX);
        let mut pixels = Pixels { width: head.width, height: head.height, alpha, bytes };
        if let Some(profile) = profile {
            pixels.turn_to_srgb(&profile);
        }
        Ok(pixels)
    })
}

impl Pixels {
    /// Turns colours of `profile` (ICC.1) into those that every screen takes them for, since the profile is not
    /// published; a profile that cannot be read changes nothing.
    fn turn_to_srgb(&mut self, profile: &[u8]) {
        let Ok(profile) = ColorProfile::new_from_slice(profile) else { return };
        if profile.color_space != DataColorSpace::Rgb {
            return;
        }
        let options = TransformOptions::default();
        let Ok(transform) =
            profile.create_transform_8bit(Layout::Rgba, &ColorProfile::new_srgb(), Layout::Rgba, options)
        else {
            return;
        };
        let mut turned = vec![0; self.bytes.len()];
        if transform.transform(&self.bytes, &mut turned).is_ok() {
            self.bytes = turned;
        }
    }

    /// The same picture, `width` by `height`; smaller, never larger.
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

    /// The bytes without the opacity.
    pub fn opaque(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.bytes.len() / 4 * 3);
        for [red, green, blue, _] in self.bytes.as_chunks().0 {
            bytes.extend([*red, *green, *blue]);
        }
        bytes
    }
}
