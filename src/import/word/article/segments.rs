//! Divides paragraphs into text and pictures, and decides what captions and links may have.

use super::spans::{ImageSpan, TextSpan};

/// A part of a paragraph: text, or pictures after each other.
pub(super) enum ParagraphPart {
    Text(Vec<TextSpan>),
    Images(Vec<ImageSpan>),
}

/// Divides a paragraph into text and pictures; blanks between them are left out.
pub(super) fn segments(spans: Vec<TextSpan>) -> Vec<ParagraphPart> {
    let mut segments: Vec<ParagraphPart> = Vec::new();
    for span in spans {
        match (span, segments.last_mut()) {
            (TextSpan::Image(image), Some(ParagraphPart::Images(images))) => images.push(image),
            (TextSpan::Image(image), _) => segments.push(ParagraphPart::Images(vec![image])),
            (TextSpan::Break, Some(ParagraphPart::Images(_)) | None) => {}
            (TextSpan::Text(text, _), Some(ParagraphPart::Images(_)) | None) if text.trim().is_empty() => {}
            (span, Some(ParagraphPart::Text(text))) => text.push(span),
            (span, _) => segments.push(ParagraphPart::Text(vec![span])),
        }
    }
    for segment in &mut segments {
        if let ParagraphPart::Text(text) = segment {
            while matches!(text.last(), Some(TextSpan::Break)) {
                text.pop();
            }
        }
    }
    segments
}

/// Returns whether a caption can have all that `spans` have.
pub(super) fn is_caption_text(spans: &[TextSpan]) -> bool {
    spans.iter().all(|span| match span {
        TextSpan::Text(_, marks) => marks.link.is_none() && marks.script.is_none(),
        TextSpan::Break => true,
        TextSpan::Note(_) | TextSpan::Picture(_) | TextSpan::Image(_) => false,
    })
}

/// Returns the address of a link that works on the web; `None` for files of a computer and for programs.
pub(in crate::import) fn web_address(address: &str) -> Option<String> {
    let address = address.trim();
    let lower = address.to_ascii_lowercase();
    let is_web = ["http://", "https://", "mailto:", "tel:"].iter().any(|start| lower.starts_with(start));
    match () {
        () if address.contains(char::is_control) => None,
        () if is_web => Some(address.replace(' ', "%20")),
        () if lower.starts_with("www.") => Some(format!("https://{}", address.replace(' ', "%20"))),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::web_address;

    #[test]
    fn only_addresses_of_the_web_are_links() {
        for (address, link) in [
            ("https://thu.example/a b", Some("https://thu.example/a%20b")),
            ("www.thu.example", Some("https://www.thu.example")),
            ("MAILTO:a@thu.example", Some("MAILTO:a@thu.example")),
            ("file:///C:/a.doc", None),
            ("javascript:alert(1)", None),
            ("ke-hoach.docx", None),
        ] {
            assert_eq!(web_address(address).as_deref(), link, "{address}");
        }
    }
}
