//! The colours of pictures follow the profile that is embedded in them.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use bangvang::picture::{self, Pixels};
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageDecoder, ImageEncoder, ImageReader};
use jpeg_encoder::ColorType;
use moxcms::{ColorProfile, ProfileClass};

/// The inks in the fields of `inks.jpg`, 16 pixels wide each, and their colours by its profile; from LittleCMS.
const INKS: [([u8; 4], [u8; 3]); 8] = [
    ([236, 203, 0, 0], [44, 79, 162]),
    ([0, 0, 0, 0], [255, 255, 255]),
    ([0, 0, 0, 255], [35, 31, 32]),
    ([0, 255, 255, 0], [237, 28, 36]),
    ([255, 0, 255, 0], [0, 166, 80]),
    ([60, 40, 40, 20], [180, 186, 189]),
    ([0, 100, 200, 30], [223, 151, 70]),
    ([128, 0, 0, 0], [108, 207, 246]),
];

/// Differences of a channel that rounding and the encoding of the pictures may cause.
const TOLERANCE: u8 = 5;

/// Returns a JPEG of printing inks with the profile of a press, made by Pillow.
fn inks_jpeg() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/files/inks.jpg")).unwrap()
}

/// Returns the profile of [`inks_jpeg`].
fn press_profile() -> Vec<u8> {
    let jpeg = inks_jpeg();
    let mut decoder =
        ImageReader::new(Cursor::new(&jpeg)).with_guessed_format().unwrap().into_decoder().unwrap();
    decoder.icc_profile().unwrap().unwrap()
}

fn decode(bytes: &[u8]) -> Pixels {
    let info = picture::inspect(bytes, "jpg").unwrap().unwrap();
    picture::decode(bytes, &info).unwrap()
}

/// Returns the colour in the middle of the field `at`, the fields being 16 by 16 pixels.
fn colour(pixels: &Pixels, at: usize) -> [u8; 3] {
    let start = (8 * pixels.width as usize + 16 * at + 8) * 4;
    pixels.bytes[start..start + 3].try_into().unwrap()
}

fn assert_near(found: [u8; 3], wanted: [u8; 3], what: &str) {
    let is_near = found.iter().zip(wanted).all(|(found, wanted)| found.abs_diff(wanted) <= TOLERANCE);
    assert!(is_near, "{what}: {found:?}, not {wanted:?}");
}

/// Returns a JPEG of fields of `pixels`, which have as many bytes as `colours` needs.
fn jpeg(pixels: &[&[u8]], colours: ColorType, profile: Option<&[u8]>) -> Vec<u8> {
    let row: Vec<u8> = pixels.iter().flat_map(|pixel| pixel.repeat(16)).collect();
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 98);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile).unwrap();
    }
    encoder.encode(&row.repeat(16), pixels.len() as u16 * 16, 16, colours).unwrap();
    bytes
}

fn png(pixel: &[u8], colours: ExtendedColorType, profile: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(profile.to_vec()).unwrap();
    encoder.write_image(&pixel.repeat(256), 16, 16, colours).unwrap();
    bytes
}

/// Printing inks have the colours that the press of their profile gives them.
#[test]
fn inks_of_a_press() {
    let decoded = decode(&inks_jpeg());
    for (at, (inks, wanted)) in INKS.iter().enumerate() {
        assert_near(colour(&decoded, at), *wanted, &format!("{inks:?}"));
    }
    let inks: Vec<&[u8]> = INKS.iter().map(|(inks, _)| inks.as_slice()).collect();
    for colours in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        let decoded = decode(&jpeg(&inks, colours, Some(&press_profile())));
        for (at, (inks, wanted)) in INKS.iter().enumerate() {
            assert_near(colour(&decoded, at), *wanted, &format!("{colours:?} {inks:?}"));
        }
    }
}

/// Inks without a profile are converted by the plain formula.
#[test]
fn inks_without_a_profile() {
    let inks: Vec<&[u8]> = INKS.iter().map(|(inks, _)| inks.as_slice()).collect();
    let decoded = decode(&jpeg(&inks, ColorType::Cmyk, None));
    for (at, ([cyan, magenta, yellow, black], _)) in INKS.iter().enumerate() {
        let light = |ink: u8| (u16::from(u8::MAX - ink) * u16::from(u8::MAX - black) / 255) as u8;
        assert_near(colour(&decoded, at), [light(*cyan), light(*magenta), light(*yellow)], "plain");
    }
}

/// Profiles of displays and cameras are followed in JPEG, PNG and WebP.
#[test]
fn profiles_of_screens() {
    let p3 = ColorProfile::new_display_p3().encode().unwrap();
    let adobe = ColorProfile::new_adobe_rgb().encode().unwrap();
    let pixel = [200, 60, 50];
    assert_near(colour(&decode(&jpeg(&[&pixel], ColorType::Rgb, Some(&p3))), 0), [216, 44, 38], "P3 JPEG");
    assert_near(colour(&decode(&png(&pixel, ExtendedColorType::Rgb8, &p3)), 0), [216, 44, 38], "P3 PNG");
    assert_near(
        colour(&decode(&png(&pixel, ExtendedColorType::Rgb8, &adobe)), 0),
        [234, 58, 47],
        "Adobe RGB",
    );
    let mut webp = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut webp);
    encoder.set_icc_profile(p3).unwrap();
    encoder.write_image(&pixel.repeat(256), 16, 16, ExtendedColorType::Rgb8).unwrap();
    assert_near(colour(&decode(&webp), 0), [216, 44, 38], "P3 WebP");
}

/// A profile of greys is followed in a grey picture and ignored in a coloured one.
#[test]
fn profiles_of_greys() {
    let linear = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
    assert_near(colour(&decode(&png(&[128], ExtendedColorType::L8, &linear)), 0), [188; 3], "grey PNG");
    assert_near(colour(&decode(&jpeg(&[&[128]], ColorType::Luma, Some(&linear))), 0), [188; 3], "grey JPEG");
    let coloured = png(&[128, 128, 60], ExtendedColorType::Rgb8, &linear);
    assert_eq!(colour(&decode(&coloured), 0), [128, 128, 60]);
}

/// A profile of sRGB changes no pixel at all.
#[test]
fn srgb_stays_as_it_is() {
    let srgb = ColorProfile::new_srgb().encode().unwrap();
    for grey in 0..=u8::MAX {
        let pixel = [grey, 255 - grey, grey / 2];
        assert_eq!(colour(&decode(&png(&pixel, ExtendedColorType::Rgb8, &srgb)), 0), pixel);
    }
}

/// A profile that is cut, altered, too large or of another class is at worst ignored: the picture is decoded.
#[test]
fn profiles_that_are_broken() {
    let (press, pixel) = (press_profile(), [200, 60, 50]);
    for length in (0..press.len()).step_by(97) {
        decode(&jpeg(&[&INKS[0].0], ColorType::Cmyk, Some(&press[..length])));
    }
    let mut seed = 1u32;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    for trial in 0..crate::trials::count(200) {
        let mut altered = press.clone();
        for _ in 0..4 {
            // Most of the structure is in the first bytes.
            let at = random(if trial % 2 == 0 { 400 } else { altered.len() });
            altered[at] = [0, 1, 0x7f, 0xff][random(4)];
        }
        decode(&jpeg(&[&INKS[0].0], ColorType::Cmyk, Some(&altered)));
    }
    let mut link = ColorProfile::new_display_p3();
    link.profile_class = ProfileClass::DeviceLink;
    let bytes = link.encode().unwrap();
    assert_eq!(colour(&decode(&png(&pixel, ExtendedColorType::Rgb8, &bytes)), 0), pixel);
    let mut large = ColorProfile::new_display_p3().encode().unwrap();
    large.resize(5 * 1024 * 1024, 0);
    assert_eq!(colour(&decode(&png(&pixel, ExtendedColorType::Rgb8, &large)), 0), pixel);
}
