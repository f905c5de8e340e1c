//! Takes the pictures of a Word file: each file once, with a new name.

use std::collections::HashMap;

use super::remarks::ArticleRemarkKind;
use crate::hash::Hash;
use crate::import::ReadError;
use crate::import::page::{PageFile, PageFileContent};
use crate::import::word::body::WordPicture;
use crate::import::word::package::Package;
use crate::import::word::styles::Parts;

/// The pictures of a file, as far as they were needed.
pub(super) struct PictureStore<'p, 'b> {
    package: &'p mut Package<'b>,
    parts: &'p Parts,
    pub(super) files: Vec<PageFile>,
    names: HashMap<Hash, String>,
    /// What became of each part of the archive.
    found: HashMap<String, Result<String, NotTaken>>,
}

/// Why a picture is not taken, and the fact about it.
pub(super) type NotTaken = (ArticleRemarkKind, String);

impl<'p, 'b> PictureStore<'p, 'b> {
    pub(super) fn new(package: &'p mut Package<'b>, parts: &'p Parts) -> PictureStore<'p, 'b> {
        PictureStore { package, parts, files: Vec::new(), names: HashMap::new(), found: HashMap::new() }
    }

    /// Returns the name of the file of a picture; the inner error says why it is not taken.
    ///
    /// # Errors
    /// If the parts together are larger than the limits.
    pub(super) fn take(&mut self, picture: &WordPicture) -> Result<Result<String, NotTaken>, ReadError> {
        if let Some(address) = self.parts.address(&picture.relationship) {
            return Ok(Err((ArticleRemarkKind::LinkedPicture, address.to_owned())));
        }
        let lost = (ArticleRemarkKind::LostPicture, String::new());
        let Some(part) = self.parts.part_name(&picture.relationship) else { return Ok(Err(lost)) };
        if let Some(found) = self.found.get(&part) {
            return Ok(found.clone());
        }
        let taken = match self.package.part(&part) {
            Ok(Some(bytes)) => self.add(bytes, &part),
            Ok(None) | Err(ReadError::Damaged { .. }) => Err(lost),
            Err(error) => return Err(error),
        };
        self.found.insert(part, taken.clone());
        Ok(taken)
    }

    fn add(&mut self, bytes: Vec<u8>, part: &str) -> Result<String, NotTaken> {
        let Some(ending) = ending(&bytes) else {
            let format = part.rsplit_once('.').map_or("?", |(_, ending)| ending).to_uppercase();
            return Err((ArticleRemarkKind::PictureFormat, format));
        };
        let hash = Hash::of(&bytes);
        if let Some(name) = self.names.get(&hash) {
            return Ok(name.clone());
        }
        let name = format!("anh-{}.{ending}", self.files.len() + 1);
        self.names.insert(hash, name.clone());
        self.files.push(PageFile { name: name.clone(), content: PageFileContent::Bytes(bytes) });
        Ok(name)
    }
}

/// Returns the ending for a picture in a format of the web, by its first bytes.
fn ending(bytes: &[u8]) -> Option<&'static str> {
    match () {
        () if bytes.starts_with(b"\xff\xd8\xff") => Some("jpg"),
        () if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => Some("png"),
        () if bytes.starts_with(b"GIF8") => Some("gif"),
        () if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Some("webp"),
        () => None,
    }
}

/// Returns the text alternative that a person wrote.
///
/// # Errors
/// Returns a text that Word has made up, or that is the name of a file.
pub(super) fn written_alternative(alternative: &str) -> Result<String, String> {
    const MADE_UP: [&str; 4] = [
        "Description automatically generated",
        "AI-generated content may be incorrect",
        "Mô tả được tạo tự động",
        "Mô tả được tự động tạo",
    ];
    const ENDINGS: [&str; 9] = ["jpg", "jpeg", "png", "gif", "webp", "bmp", "tif", "tiff", "heic"];
    let text = alternative.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_made_up = MADE_UP.iter().any(|words| text.contains(words));
    let ending = text.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if is_made_up || ENDINGS.contains(&&*ending) { Err(text) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::{ending, written_alternative};

    #[test]
    fn formats_of_the_web() {
        let found =
            [&b"\xff\xd8\xff\xe0"[..], b"GIF89a", b"RIFF\0\0\0\0WEBPVP8 ", b"RIFF\0\0\0\0WAVE", b"BM"];
        assert_eq!(found.map(ending), [Some("jpg"), Some("gif"), Some("webp"), None, None]);
    }

    #[test]
    fn descriptions_that_no_person_wrote() {
        let written = |text| written_alternative(text).is_ok();
        assert!(written("Đoàn viên\nở xưởng may") && written(""));
        assert!(!written("A group of people\n\nDescription automatically generated"));
        assert!(!written(r"C:\anh\IMG_0012.JPG"));
    }
}
