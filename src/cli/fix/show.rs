//! Shows the changes of a file as a diff: the lines before and after, with the changed words marked.

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use crate::read::utf_16_text;
use crate::text;

/// Maximum width of a line that is shown whole, in characters; of a longer one, the part around the change is shown.
const MAX_LINE_CHARS: usize = 160;
/// The number of characters shown around the change of a long line.
const CONTEXT_CHARS: usize = 40;

/// The changes of a file.
pub struct Shown {
    /// The lines that differ, each with its number and `-` or `+`, and a line end.
    pub lines: String,
    /// The number of lines of which only the normal form of the letters changes.
    pub normalized: usize,
}

/// Compares the bytes of a file before and after its corrections; nothing differs if only the encoding does.
///
/// Characters in changed words that cannot be seen, or that look like others, are followed by their numbers.
pub fn diff(before: &[u8], after: &[u8]) -> Shown {
    let (raw, after) = (text(before), text(after));
    let composed = text::nfc(&raw);
    let normalized = raw.lines().zip(composed.lines()).filter(|(raw, composed)| raw != composed).count();
    let diff = TextDiff::from_lines(&*composed, &*after);
    let mut lines = String::new();
    for op in diff.ops() {
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        for change in diff.iter_inline_changes(op) {
            let (sign, style, index, lines) = match change.tag() {
                ChangeTag::Equal => continue,
                ChangeTag::Delete => ('-', AnsiColor::Red.on_default(), change.old_index(), &mut removed),
                ChangeTag::Insert => ('+', AnsiColor::Green.on_default(), change.new_index(), &mut added),
            };
            let number = index.map_or(0, |index| index + 1);
            let words: Vec<(bool, String)> = change
                .iter_strings_lossy()
                .map(|(is_changed, word)| (is_changed, word.trim_end_matches('\n').to_owned()))
                .collect();
            let line = marked(&shortened(words), style);
            lines.push(format!("{number:>5} {style}{sign}{style:#} {line}\n"));
        }
        if removed.len() == added.len() {
            removed.into_iter().zip(added).for_each(|(old, new)| lines.extend([old, new]));
        } else {
            lines.extend(removed.into_iter().chain(added));
        }
    }
    Shown { lines, normalized }
}

/// Decodes the bytes of a file for people to read.
fn text(bytes: &[u8]) -> String {
    let text = utf_16_text(bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned());
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n")
}

/// Leaves out what is far from the changed words of a long line.
fn shortened(words: Vec<(bool, String)>) -> Vec<(bool, String)> {
    if words.iter().map(|(_, word)| word.chars().count()).sum::<usize>() <= MAX_LINE_CHARS {
        return words;
    }
    let last = words.len().saturating_sub(1);
    let shorten = |(at, (is_changed, word)): (usize, (bool, String))| {
        let letters: Vec<char> = word.chars().collect();
        if is_changed || letters.len() <= 2 * CONTEXT_CHARS {
            return (is_changed, word);
        }
        let head: String = letters[..CONTEXT_CHARS].iter().collect();
        let tail: String = letters[letters.len() - CONTEXT_CHARS..].iter().collect();
        let short = match at {
            0 if last > 0 => format!("…{tail}"),
            at if at == last => format!("{head}…"),
            _ => format!("{head}…{tail}"),
        };
        (is_changed, short)
    };
    words.into_iter().enumerate().map(shorten).collect()
}

/// Returns the line with its changed words in `style` and bold.
fn marked(words: &[(bool, String)], style: Style) -> String {
    let strong = style.bold();
    let mut line = String::new();
    for (is_changed, word) in words {
        if *is_changed {
            line.push_str(&format!("{strong}{}{strong:#}", with_numbers(word)));
        } else {
            line.extend(word.chars().filter(|letter| !letter.is_control() || *letter == '\t'));
        }
    }
    line
}

/// Returns `word` with `<U+200B>` in place of characters without width and of no-break spaces, and behind combining
/// marks and letters that are not of the Vietnamese alphabet.
fn with_numbers(word: &str) -> String {
    let mut shown = String::new();
    for letter in word.chars() {
        let is_visible = !letter.is_control()
            && !matches!(
                letter,
                '\u{a0}' | '\u{ad}' | '\u{2007}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
            );
        if is_visible {
            shown.push(letter);
        }
        let is_look_alike =
            matches!(letter, 'Ð' | 'ð' | 'Ɖ' | 'ɖ' | '\u{300}'..='\u{36f}' | '\u{370}'..='\u{4ff}');
        if !is_visible || is_look_alike {
            shown.push_str(&format!("<U+{:04X}>", u32::from(letter)));
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::diff;

    /// The diff of `before` and `after` without colours.
    fn plain(before: &str, after: &str) -> String {
        anstream::adapter::strip_str(&diff(before.as_bytes(), after.as_bytes()).lines).to_string()
    }

    /// Only changed lines are shown, with their numbers; what cannot be seen is shown by its number.
    #[test]
    fn changed_lines_are_shown() {
        let before = "a: 1\r\nname: TRẦN\u{200b} HOA\r\nb: \u{d0}ạt\r\n";
        let after = "a: 1\r\nname: Trần Hoa\r\nb: Đạt\r\n";
        assert_eq!(
            plain(before, after),
            "    2 - name: TRẦN<U+200B> HOA\n    2 + name: Trần Hoa\n    3 - b: Ð<U+00D0>ạt\n    3 + b: Đạt\n"
        );
    }

    /// Lines of which only the normal form changes are counted.
    #[test]
    fn normalized_lines_are_counted() {
        let shown = diff("a\nLe\u{302}  An\nTy\u{301}\n".as_bytes(), "a\nLê An\nTý\n".as_bytes());
        assert_eq!(shown.normalized, 2);
        assert_eq!(shown.lines.lines().count(), 2, "{}", shown.lines);
    }

    /// Of a long line, the part around the change is shown.
    #[test]
    fn long_lines_are_cut() {
        let long = "chữ ".repeat(60);
        let shown = plain(&format!("{long}HOA {long}\n"), &format!("{long}Hoa {long}\n"));
        assert!(shown.lines().all(|line| line.chars().count() < 120 && line.contains('…')), "{shown}");
        assert!(shown.contains("HOA") && shown.contains("Hoa"), "{shown}");
    }

    /// A file whose encoding alone changes has no changed lines.
    #[test]
    fn an_encoding_has_no_lines() {
        let utf_16: Vec<u8> = "\u{feff}a\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let shown = diff(&utf_16, b"a\r\n");
        assert_eq!((shown.lines, shown.normalized), (String::new(), 0));
    }
}
