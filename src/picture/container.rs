//! Reads the container formats of pictures: checks that a file is complete, detects animation, and removes metadata.

use super::format::{PictureError, PictureFormat};

/// Checks that the file in `bytes` is complete, and returns whether the picture is animated.
///
/// # Errors
/// If the file ends too early or its structure is invalid.
pub fn check_complete(bytes: &[u8], format: PictureFormat) -> Result<bool, PictureError> {
    match format {
        PictureFormat::Jpeg => jpeg(bytes).map(|()| false),
        PictureFormat::Png => png(bytes).map(|png| png.animated),
        PictureFormat::Webp => webp(bytes).map(|webp| webp.animated),
        PictureFormat::Gif => gif(bytes).map(|gif| gif.animated),
        PictureFormat::Avif | PictureFormat::Svg => Ok(false),
    }
}

/// Returns the picture without its metadata: descriptions, locations, times and names of programs.
///
/// # Errors
/// If the file ends too early or its structure is invalid, and for JPEG and SVG.
pub fn without_metadata(bytes: &[u8], format: PictureFormat) -> Result<Vec<u8>, PictureError> {
    match format {
        PictureFormat::Png => png(bytes).map(|png| png.bytes),
        PictureFormat::Webp => webp(bytes).map(|webp| webp.bytes),
        PictureFormat::Gif => gif(bytes).map(|gif| gif.bytes),
        // JPEG is always encoded again, AVIF and SVG are copied.
        PictureFormat::Jpeg | PictureFormat::Avif | PictureFormat::Svg => Err(PictureError::Broken),
    }
}

/// The chunks of a file that make up the picture, and whether it is animated.
struct Parts {
    bytes: Vec<u8>,
    animated: bool,
}

/// Follows the segments of a JPEG (ITU-T T.81 annex B) to its end.
fn jpeg(bytes: &[u8]) -> Result<(), PictureError> {
    let mut at = 2;
    loop {
        if *bytes.get(at).ok_or(PictureError::Cut)? != 0xff {
            return Err(PictureError::Broken);
        }
        match *bytes.get(at + 1).ok_or(PictureError::Cut)? {
            0xff => at += 1,
            0xd9 => return Ok(()),
            0x01 | 0xd0..=0xd8 => at += 2,
            marker => {
                let length = read_be(bytes, at + 2, 2).ok_or(PictureError::Cut)?;
                at += 2 + length.max(2);
                if marker == 0xda {
                    at = after_scan(bytes, at).ok_or(PictureError::Cut)?;
                }
            }
        }
    }
}

/// Returns the offset of the first marker after the entropy-coded data that begins at `start`.
fn after_scan(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match *bytes.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

/// Chunks of a PNG (third edition) that make up the picture, those of its animation included.
const PNG_CHUNKS: [&[u8; 4]; 16] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT",
    b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

fn png(bytes: &[u8]) -> Result<Parts, PictureError> {
    let mut parts = Parts { bytes: bytes[..8].to_vec(), animated: false };
    let mut at = 8;
    loop {
        let length = read_be(bytes, at, 4).ok_or(PictureError::Cut)?;
        let end = at.checked_add(length).and_then(|end| end.checked_add(12)).ok_or(PictureError::Cut)?;
        let chunk = bytes.get(at..end).ok_or(PictureError::Cut)?;
        let name = &chunk[4..8];
        parts.animated |= name == b"acTL";
        if PNG_CHUNKS.iter().any(|known| *known == name) {
            parts.bytes.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Ok(parts);
        }
        at = end;
    }
}

/// Chunks of a WebP (RFC 9649 §2.7) that make up the picture.
const WEBP_CHUNKS: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

/// The flags of a WebP for EXIF and XMP metadata.
const METADATA_FLAGS: u8 = 0x08 | 0x04;

fn webp(bytes: &[u8]) -> Result<Parts, PictureError> {
    let length = read_le(bytes, 4).ok_or(PictureError::Cut)?;
    let file = bytes.get(..length.saturating_add(8)).ok_or(PictureError::Cut)?;
    let mut parts = Parts { bytes: bytes[..12].to_vec(), animated: false };
    let mut at = 12;
    while at < file.len() {
        let length = read_le(file, at + 4).ok_or(PictureError::Cut)?;
        let end = at.saturating_add(8).saturating_add(length).saturating_add(length % 2);
        let chunk =
            file.get(at..end.min(file.len())).filter(|_| end <= file.len() + 1).ok_or(PictureError::Cut)?;
        parts.animated |= &chunk[..4] == b"ANIM";
        if WEBP_CHUNKS.iter().any(|known| **known == chunk[..4]) {
            let start = parts.bytes.len();
            parts.bytes.extend_from_slice(chunk);
            if &chunk[..4] == b"VP8X"
                && let Some(flags) = parts.bytes.get_mut(start + 8)
            {
                *flags &= !METADATA_FLAGS;
            }
        }
        at = end;
    }
    let size = u32::try_from(parts.bytes.len() - 8).map_err(|_| PictureError::Bytes)?;
    parts.bytes[4..8].copy_from_slice(&size.to_le_bytes());
    Ok(parts)
}

/// Follows the blocks of a GIF (89a) to its trailer; leaves out comments and application blocks.
fn gif(bytes: &[u8]) -> Result<Parts, PictureError> {
    let mut at = 13 + colour_table_bytes(*bytes.get(10).ok_or(PictureError::Cut)?);
    let mut parts = Parts { bytes: bytes.get(..at).ok_or(PictureError::Cut)?.to_vec(), animated: false };
    let mut frames = 0;
    loop {
        let start = at;
        let (end, is_needed) = match *bytes.get(at).ok_or(PictureError::Cut)? {
            0x3b => {
                parts.bytes.push(0x3b);
                parts.animated = frames > 1;
                return Ok(parts);
            }
            0x2c => {
                frames += 1;
                let colours = colour_table_bytes(*bytes.get(at + 9).ok_or(PictureError::Cut)?);
                (end_of_blocks(bytes, at + 11 + colours)?, true)
            }
            0x21 => {
                let label = *bytes.get(at + 1).ok_or(PictureError::Cut)?;
                let name = bytes.get(at + 3..at + 14).unwrap_or_default();
                let repeats = name == b"NETSCAPE2.0" || name == b"ANIMEXTS1.0";
                (end_of_blocks(bytes, at + 2)?, label == 0xf9 || (label == 0xff && repeats))
            }
            _ => return Err(PictureError::Broken),
        };
        if is_needed {
            parts.bytes.extend_from_slice(&bytes[start..end]);
        }
        at = end;
    }
}

/// Returns the size of a colour table, in bytes; `packed` is the byte with its flags.
fn colour_table_bytes(packed: u8) -> usize {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}

/// Returns the offset after the sub-blocks that begin at `at`, the last of which is empty.
fn end_of_blocks(bytes: &[u8], mut at: usize) -> Result<usize, PictureError> {
    loop {
        let length = usize::from(*bytes.get(at).ok_or(PictureError::Cut)?);
        at += 1 + length;
        if length == 0 {
            return Ok(at);
        }
    }
}

/// Returns the number of `count` bytes at `at`, in big-endian order.
fn read_be(bytes: &[u8], at: usize, count: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(count)?)?;
    Some(digits.iter().fold(0, |number, digit| number << 8 | usize::from(*digit)))
}

/// Returns the number of four bytes at `at`, in little-endian order.
fn read_le(bytes: &[u8], at: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(4)?)?;
    Some(digits.iter().rev().fold(0, |number, digit| number << 8 | usize::from(*digit)))
}
