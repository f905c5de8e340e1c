//! The size that a drawing says it has.

use super::format::{PictureFormat, PictureInfo};
use crate::html;

/// How far into the file its first tag is looked for.
const NEAR: usize = 8 * 1024;

/// The size of the SVG in `bytes`: its width and height in pixels, else those of its view box.
pub fn head(bytes: &[u8]) -> Option<PictureInfo> {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(NEAR)]);
    let root = html::tags(&text).into_iter().find(|tag| tag.name == "svg" && !tag.closing)?;
    let value =
        |name: &str| root.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let length = |name: &str| pixels(value(name)?.trim().trim_end_matches("px"));
    let (width, height) = length("width").zip(length("height")).or_else(|| view_box(value("viewbox")?))?;
    Some(PictureInfo { format: PictureFormat::Svg, width, height, moving: false })
}

fn view_box(written: &str) -> Option<(u32, u32)> {
    let numbers: Vec<&str> =
        written.split(|c: char| c.is_whitespace() || c == ',').filter(|part| !part.is_empty()).collect();
    let [_, _, width, height] = numbers.as_slice() else { return None };
    pixels(width).zip(pixels(height))
}

/// A length in whole pixels.
fn pixels(written: &str) -> Option<u32> {
    let number: f64 = written.trim().parse().ok()?;
    (0.5..100_000.0).contains(&number).then(|| number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::head;

    /// Width and height count when they are pixels, else the view box; without either there is no size.
    #[test]
    fn sizes() {
        let size = |text: &str| head(text.as_bytes()).map(|head| (head.width, head.height));
        assert_eq!(size("<svg width='640' height=\"360.4px\">"), Some((640, 360)));
        let boxed = "<?xml version=\"1.0\"?><!-- <svg> -->\n<svg width=\"100%\" viewBox=\"0 0, 16 9\">";
        assert_eq!(size(boxed), Some((16, 9)));
        assert_eq!(size("<svg>"), None);
        assert_eq!(size("\u{feff}"), None);
    }
}
