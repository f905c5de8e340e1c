//! Shortens a text for lists, at the end of a sentence or of a word.

use std::borrow::Cow;

use super::bidi::isolated;

/// Returns the beginning of `text`, at most `max_chars` Unicode scalar values long; the whole text if it is not longer.
///
/// Ends after the last whole sentence if the sentences take at least half the length, else after a word and with "…" in
/// place of the punctuation at the end. Bidirectional controls that were open at the cut are closed, beyond the length.
pub fn excerpt(text: &str, max_chars: usize) -> Cow<'_, str> {
    let Some((limit, _)) = text.char_indices().nth(max_chars) else {
        return Cow::Borrowed(text);
    };
    let words = word_ends(text);
    let fits = |end: &usize| *end <= limit;
    let least = text.char_indices().nth(max_chars / 2).map_or(0, |(at, _)| at);
    let sentence = words.clone().filter(fits).filter(|end| ends_sentence(text, *end)).last();
    if let Some(end) = sentence.filter(|end| *end >= least) {
        return Cow::Owned(isolated(&text[..end]).into_owned());
    }
    // One scalar value is left for the ellipsis. A word that is longer than the limit is cut.
    let limit = text.char_indices().nth(max_chars.saturating_sub(1)).map_or(0, |(at, _)| at);
    let end = words.filter(|end| *end <= limit).last().unwrap_or(limit);
    let cut = text[..end]
        .trim_end_matches(|letter: char| letter.is_whitespace() || ",;:.!?…–—-“‘«(".contains(letter));
    Cow::Owned(format!("{}…", isolated(cut)))
}

/// The byte offsets at which the words of `text` end.
fn word_ends(text: &str) -> impl Iterator<Item = usize> + Clone {
    let is_end = |(at, letter): &(usize, char)| letter.is_whitespace() && *at > 0;
    text.char_indices().filter(is_end).map(|(at, _)| at)
}

/// Whether a sentence ends before `end`: after `.`, `!`, `?` or `…` and before a capital, and not after an abbreviation.
fn ends_sentence(text: &str, end: usize) -> bool {
    let closed = text[..end].trim_end_matches(['”', '’', '"', '»', ')']);
    let next = text[end..].trim_start().trim_start_matches(['“', '‘', '"', '«', '(']);
    if !next.starts_with(|letter: char| letter.is_uppercase() || letter.is_numeric()) {
        return false;
    }
    if closed.ends_with(['!', '?', '…']) {
        return true;
    }
    let Some(word) = closed.strip_suffix('.').and_then(|words| words.split_whitespace().next_back()) else {
        return false;
    };
    // "TP.", "Th.S." and "Tr." are no sentences; "Vũ." and "số 33." may be.
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_short = word.is_ascii()
        && letters > 0
        && letters <= 3
        && word.starts_with(|letter: char| letter.is_uppercase());
    !is_short && !word.contains('.') || word.chars().all(|letter| letter.is_numeric() || letter == '.')
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    /// A text that is short enough is not changed.
    #[test]
    fn short_texts_are_whole() {
        for text in ["", "Lễ phát động.", "mười chữ ạ"] {
            assert_eq!(excerpt(text, 13), text);
        }
    }

    /// The cut is after a sentence if enough of them fit, else after a word, and the ellipsis follows no punctuation.
    #[test]
    fn cuts_after_a_sentence_or_a_word() {
        let text = "Ba xưởng nghỉ trưa. Thợ xây được uống nước: cam, chanh, muối.";
        assert_eq!(excerpt(text, 30), "Ba xưởng nghỉ trưa.");
        assert_eq!(excerpt(text, 48), "Ba xưởng nghỉ trưa. Thợ xây được uống nước…");
        assert_eq!(excerpt(text, 52), "Ba xưởng nghỉ trưa. Thợ xây được uống nước: cam…");
        assert_eq!(excerpt("Họ hỏi: “Có ai không?” Không ai đáp lời cả.", 24), "Họ hỏi: “Có ai không?”");
        assert_eq!(excerpt("Chỉ hao 12% – mức thấp nhất", 14), "Chỉ hao 12%…");
    }

    /// A full stop in an abbreviation or in a number ends no sentence.
    #[test]
    fn abbreviations_end_no_sentence() {
        assert_eq!(excerpt("Công đoàn TP. Minh Giang họp mặt đầu xuân", 20), "Công đoàn TP. Minh…");
        assert_eq!(excerpt("Tặng Th.S. Hòa và 1.870 công nhân", 25), "Tặng Th.S. Hòa và 1.870…");
        assert_eq!(excerpt("Nâng tổng số lên 33. Năm sau sẽ thêm", 25), "Nâng tổng số lên 33.");
    }

    /// The result is at most as long as asked, even if one word is longer, and its directions are closed.
    #[test]
    fn keeps_to_the_length() {
        assert_eq!(excerpt("aaaaaaaaaaaaaaaa", 5), "aaaa…");
        assert_eq!(excerpt("một \u{202b}hai ba bốn năm", 12), "\u{2068}một \u{202b}hai ba\u{202c}\u{2069}…");
    }
}
