//! Reads the size of an AVIF picture from its boxes (ISO/IEC 14496-12 and 23008-12).

use super::format::{PictureError, PictureFormat, PictureInfo};

/// Maximum depth of boxes inside boxes: `meta`, `iprp`, `ipco`, `ispe`.
const MAX_DEPTH: usize = 4;

/// Returns the size of the AVIF in `bytes`: that of its largest image.
///
/// # Errors
/// If the file ends too early or has no size, and [`PictureError::Notes`] if it has notes of a camera, which cannot be
/// removed.
pub fn inspect(bytes: &[u8]) -> Result<PictureInfo, PictureError> {
    let mut found = Found { size: None, has_notes: false };
    found.read(bytes, MAX_DEPTH)?;
    if found.has_notes {
        return Err(PictureError::Notes("AVIF"));
    }
    let (width, height) = found.size.ok_or(PictureError::Broken)?;
    let animated = bytes.get(8..12) == Some(b"avis");
    Ok(PictureInfo { format: PictureFormat::Avif, width, height, animated })
}

struct Found {
    size: Option<(u32, u32)>,
    has_notes: bool,
}

impl Found {
    /// Reads a sequence of boxes, and the boxes in them down to `depth` levels.
    fn read(&mut self, mut bytes: &[u8], depth: usize) -> Result<(), PictureError> {
        while !bytes.is_empty() {
            let (kind, content, rest) = next_box(bytes).ok_or(PictureError::Cut)?;
            match kind {
                b"meta" if depth > 0 => self.read(content.get(4..).unwrap_or_default(), depth - 1)?,
                b"iprp" | b"ipco" if depth > 0 => self.read(content, depth - 1)?,
                b"ispe" => self.add_size(content),
                // The list of items has the kind of each: `Exif`, or `mime` for XMP.
                b"iinf" => {
                    let has = |kind: &[u8]| content.windows(kind.len()).any(|window| window == kind);
                    self.has_notes |= has(b"Exif") || has(b"application/rdf+xml");
                }
                _ => {}
            }
            bytes = rest;
        }
        Ok(())
    }

    fn add_size(&mut self, content: &[u8]) {
        let number = |at: usize| Some(u32::from_be_bytes(content.get(at..at + 4)?.try_into().ok()?));
        let (Some(width), Some(height)) = (number(4), number(8)) else { return };
        let pixels = |(width, height): (u32, u32)| u64::from(width) * u64::from(height);
        if pixels((width, height)) > self.size.map_or(0, pixels) {
            self.size = Some((width, height));
        }
    }
}

/// Returns the kind and the content of the first box of `bytes`, and the bytes behind it; `None` if it is cut.
fn next_box(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let short = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?);
    let kind = bytes.get(4..8)?;
    let (head, length) = match short {
        0 => (8, bytes.len()),
        1 => (16, usize::try_from(u64::from_be_bytes(bytes.get(8..16)?.try_into().ok()?)).ok()?),
        length => (8, length as usize),
    };
    Some((kind, bytes.get(head..length)?, bytes.get(length..)?))
}

#[cfg(test)]
mod tests {
    use super::{PictureError, inspect};

    fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
        [&length[..], kind, content].concat()
    }

    fn avif(items: &[u8]) -> Vec<u8> {
        let size = [0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 3, 0];
        let properties = boxed(b"iprp", &boxed(b"ipco", &boxed(b"ispe", &size)));
        let meta = [&[0; 4][..], &boxed(b"iinf", items), &properties].concat();
        [boxed(b"ftyp", b"avif\0\0\0\0"), boxed(b"meta", &meta), boxed(b"mdat", &[1; 9])].concat()
    }

    /// The size is read; a picture that is cut, or that has notes of a camera, is an error.
    #[test]
    fn sizes_and_errors() {
        let picture = avif(b"infe av01");
        let info = inspect(&picture).unwrap();
        assert_eq!((info.width, info.height, info.animated), (1024, 768, false));
        assert_eq!(inspect(&picture[..picture.len() - 1]), Err(PictureError::Cut));
        assert_eq!(inspect(&avif(b"infe Exif")), Err(PictureError::Notes("AVIF")));
        assert_eq!(inspect(&boxed(b"ftyp", b"avif")), Err(PictureError::Broken));
    }

    /// Lengths that lie beyond the file, or before the end of their own head, are errors and no panic.
    #[test]
    fn lengths_that_lie() {
        for length in [1u32, 2, 7, 8, 9, u32::MAX] {
            let bytes = [&length.to_be_bytes()[..], b"ftyp", &[0xff; 8]].concat();
            assert!(inspect(&bytes).is_err(), "{length}");
        }
    }
}
