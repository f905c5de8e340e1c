//! Reads the size of an SVG from its root element.

use super::format::{PictureFormat, PictureInfo};
use crate::html;

/// How far into the file to look for the root element, in bytes.
const MAX_ROOT_BYTES: usize = 8 * 1024;

/// Returns the size of the SVG in `bytes`: its `width` and `height` if they are in pixels, otherwise those of its
/// `viewBox`.
pub fn inspect(bytes: &[u8]) -> Option<PictureInfo> {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_ROOT_BYTES)]);
    let root = html::tags(&text).into_iter().find(|tag| tag.name == "svg" && !tag.closing)?;
    let value =
        |name: &str| root.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let length = |name: &str| pixels(value(name)?.trim().trim_end_matches("px"));
    let (width, height) = length("width").zip(length("height")).or_else(|| view_box(value("viewbox")?))?;
    Some(PictureInfo { format: PictureFormat::Svg, width, height, animated: false })
}

fn view_box(written: &str) -> Option<(u32, u32)> {
    let numbers: Vec<&str> =
        written.split(|c: char| c.is_whitespace() || c == ',').filter(|part| !part.is_empty()).collect();
    let [_, _, width, height] = numbers.as_slice() else { return None };
    pixels(width).zip(pixels(height))
}

/// Parses a length in pixels, rounded.
fn pixels(written: &str) -> Option<u32> {
    let number: f64 = written.trim().parse().ok()?;
    (0.5..100_000.0).contains(&number).then(|| number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::inspect;

    /// `width` and `height` are used if they are in pixels, otherwise the `viewBox`; without either there is no size.
    #[test]
    fn sizes() {
        let size = |text: &str| inspect(text.as_bytes()).map(|info| (info.width, info.height));
        assert_eq!(size("<svg width='640' height=\"360.4px\">"), Some((640, 360)));
        let with_view_box =
            "<?xml version=\"1.0\"?><!-- <svg> -->\n<svg width=\"100%\" viewBox=\"0 0, 16 9\">";
        assert_eq!(size(with_view_box), Some((16, 9)));
        assert_eq!(size("<svg>"), None);
        assert_eq!(size("\u{feff}"), None);
    }
}
