//! The outer form of picture files: whether they are whole, whether they move, and what of them is shown.

use super::format::{PictureError, PictureFormat};

/// Makes sure that the file in `bytes` reaches its end, and gives whether the picture moves.
pub fn whole(bytes: &[u8], format: PictureFormat) -> Result<bool, PictureError> {
    match format {
        PictureFormat::Jpeg => jpeg(bytes).map(|()| false),
        PictureFormat::Png => png(bytes).map(|png| png.moving),
        PictureFormat::Webp => webp(bytes).map(|webp| webp.moving),
        PictureFormat::Gif => gif(bytes).map(|gif| gif.moving),
        PictureFormat::Svg => Ok(false),
    }
}

/// The picture without what is not shown: descriptions, places, times, names of programs.
pub fn stripped(bytes: &[u8], format: PictureFormat) -> Result<Vec<u8>, PictureError> {
    match format {
        PictureFormat::Png => png(bytes).map(|png| png.shown),
        PictureFormat::Webp => webp(bytes).map(|webp| webp.shown),
        PictureFormat::Gif => gif(bytes).map(|gif| gif.shown),
        // These are drawn anew, or hold what nobody but their author knows.
        PictureFormat::Jpeg | PictureFormat::Svg => Err(PictureError::Broken),
    }
}

/// The parts of a file that make the picture, and whether it moves.
struct Parts {
    shown: Vec<u8>,
    moving: bool,
}

/// Follows the segments of a JPEG (ITU-T T.81 annex B) until its end.
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
                let length = big(bytes, at + 2, 2).ok_or(PictureError::Cut)?;
                at += 2 + length.max(2);
                if marker == 0xda {
                    at = after_scan(bytes, at).ok_or(PictureError::Cut)?;
                }
            }
        }
    }
}

/// The first marker behind the coded data that begins at `start`.
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

/// Chunks that make a PNG (third edition), among them those of its movement.
const PNG_CHUNKS: [&[u8; 4]; 14] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs",
    b"acTL", b"fcTL", b"fdAT",
];

fn png(bytes: &[u8]) -> Result<Parts, PictureError> {
    let mut parts = Parts { shown: bytes[..8].to_vec(), moving: false };
    let mut at = 8;
    loop {
        let length = big(bytes, at, 4).ok_or(PictureError::Cut)?;
        let end = at.checked_add(length).and_then(|end| end.checked_add(12)).ok_or(PictureError::Cut)?;
        let chunk = bytes.get(at..end).ok_or(PictureError::Cut)?;
        let name = &chunk[4..8];
        parts.moving |= name == b"acTL";
        if PNG_CHUNKS.iter().any(|known| *known == name) {
            parts.shown.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Ok(parts);
        }
        at = end;
    }
}

/// Chunks that make a WebP (RFC 9649 §2.7).
const WEBP_CHUNKS: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

/// In the flags of a WebP: that it has EXIF and XMP.
const TOLD: u8 = 0x08 | 0x04;

fn webp(bytes: &[u8]) -> Result<Parts, PictureError> {
    let length = little(bytes, 4).ok_or(PictureError::Cut)?;
    let whole = bytes.get(..length.saturating_add(8)).ok_or(PictureError::Cut)?;
    let mut parts = Parts { shown: bytes[..12].to_vec(), moving: false };
    let mut at = 12;
    while at < whole.len() {
        let length = little(whole, at + 4).ok_or(PictureError::Cut)?;
        let end = at.saturating_add(8).saturating_add(length).saturating_add(length % 2);
        let chunk = whole
            .get(at..end.min(whole.len()))
            .filter(|_| end <= whole.len() + 1)
            .ok_or(PictureError::Cut)?;
        parts.moving |= &chunk[..4] == b"ANIM";
        if WEBP_CHUNKS.iter().any(|known| **known == chunk[..4]) {
            let start = parts.shown.len();
            parts.shown.extend_from_slice(chunk);
            if &chunk[..4] == b"VP8X"
                && let Some(flags) = parts.shown.get_mut(start + 8)
            {
                *flags &= !TOLD;
            }
        }
        at = end;
    }
    let size = u32::try_from(parts.shown.len() - 8).map_err(|_| PictureError::Bytes)?;
    parts.shown[4..8].copy_from_slice(&size.to_le_bytes());
    Ok(parts)
}

/// Follows the blocks of a GIF (89a) until its trailer; comments and notes of programs are not taken along.
fn gif(bytes: &[u8]) -> Result<Parts, PictureError> {
    let mut at = 13 + table(*bytes.get(10).ok_or(PictureError::Cut)?);
    let mut parts = Parts { shown: bytes.get(..at).ok_or(PictureError::Cut)?.to_vec(), moving: false };
    let mut frames = 0;
    loop {
        let start = at;
        let (end, shown) = match *bytes.get(at).ok_or(PictureError::Cut)? {
            0x3b => {
                parts.shown.push(0x3b);
                parts.moving = frames > 1;
                return Ok(parts);
            }
            0x2c => {
                frames += 1;
                let colours = table(*bytes.get(at + 9).ok_or(PictureError::Cut)?);
                (blocks(bytes, at + 11 + colours)?, true)
            }
            0x21 => {
                let label = *bytes.get(at + 1).ok_or(PictureError::Cut)?;
                let name = bytes.get(at + 3..at + 14).unwrap_or_default();
                let repeats = name == b"NETSCAPE2.0" || name == b"ANIMEXTS1.0";
                (blocks(bytes, at + 2)?, label == 0xf9 || (label == 0xff && repeats))
            }
            _ => return Err(PictureError::Broken),
        };
        if shown {
            parts.shown.extend_from_slice(&bytes[start..end]);
        }
        at = end;
    }
}

/// The bytes of a table of colours that the flags in `packed` tell of.
fn table(packed: u8) -> usize {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}

/// The byte after the blocks that begin at `at`, the last of which is empty.
fn blocks(bytes: &[u8], mut at: usize) -> Result<usize, PictureError> {
    loop {
        let length = usize::from(*bytes.get(at).ok_or(PictureError::Cut)?);
        at += 1 + length;
        if length == 0 {
            return Ok(at);
        }
    }
}

/// A number of `count` bytes at `at`, the highest byte first.
fn big(bytes: &[u8], at: usize, count: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(count)?)?;
    Some(digits.iter().fold(0, |number, digit| number << 8 | usize::from(*digit)))
}

/// A number of four bytes at `at`, the lowest byte first.
fn little(bytes: &[u8], at: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(4)?)?;
    Some(digits.iter().rev().fold(0, |number, digit| number << 8 | usize::from(*digit)))
}
