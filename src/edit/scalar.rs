//! Writes YAML values: plain where that is read back unchanged, quoted otherwise.

use crate::edit::wanted::Wanted;

/// Where a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// In a block: what ends a value is the end of its line.
    Block,
    /// Between brackets, where `,`, `[`, `]`, `{` and `}` end a value as well.
    Flow,
}

/// The quotes around a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Quotes {
    /// Double quotes where they are needed, else none.
    None,
    /// `'…'`, unless the value has a character that only double quotes can write.
    Single,
    /// `"…"`, with backslash escapes.
    Double,
}

/// `text` on one line, as `context` needs it.
///
/// Control characters other than line ends and tabs are left out: no YAML file may have them.
pub fn scalar(text: &str, quotes: Quotes, context: Context) -> String {
    if quotes == Quotes::None && is_surely_plain(text) {
        return text.to_owned();
    }
    let text: String =
        text.chars().filter(|sign| !sign.is_control() || matches!(sign, '\n' | '\t')).collect();
    let needs_escapes = text.contains(['\n', '\t', '\u{2028}', '\u{2029}', '\u{feff}']);
    match quotes {
        Quotes::None if is_plain(&text, context) => text,
        Quotes::Single if !needs_escapes => format!("'{}'", text.replace('\'', "''")),
        Quotes::None | Quotes::Single | Quotes::Double => double_quoted(&text),
    }
}

fn double_quoted(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for sign in text.chars() {
        match sign {
            '"' | '\\' => written.extend(['\\', sign]),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            '\u{2028}' | '\u{2029}' | '\u{feff}' => written.push_str(&format!("\\u{:04X}", u32::from(sign))),
            sign => written.push(sign),
        }
    }
    written.push('"');
    written
}

/// Whether a quick check shows that `text` is plain in every context, as most texts are: letters of Vietnamese, digits and
/// signs without a meaning in YAML.
fn is_surely_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    // U+00C0 to U+02FF, and U+1E80 to U+1EFF.
    let is_letter = |at: usize| match bytes[at] {
        0xc3..=0xcb => true,
        0xe1 => matches!(bytes.get(at + 1), Some(0xba | 0xbb)),
        byte => byte.is_ascii_alphanumeric(),
    };
    let is_usual = |at: usize| is_letter(at) || matches!(bytes[at], b' ' | b'.' | b'/' | b'_' | 0x80..=0xbf);
    !bytes.is_empty()
        && is_letter(0)
        && !text.ends_with(' ')
        && (0..bytes.len()).all(is_usual)
        && !matches!(text, "null" | "Null" | "NULL")
}

/// Whether every YAML reader reads `text` without quotes as that very text.
///
/// Texts that YAML 1.1 takes for something else (`no`, `0012`, `12:30`, `2023-01-16`) are quoted only where bangvang
/// itself would read them otherwise: it keeps every value as its author wrote it.
fn is_plain(text: &str, context: Context) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let indicator = matches!(
        first,
        '-' | '?'
            | ':'
            | ','
            | '['
            | ']'
            | '{'
            | '}'
            | '#'
            | '&'
            | '*'
            | '!'
            | '|'
            | '>'
            | '\''
            | '"'
            | '%'
            | '@'
            | '`'
            | '“'
            | '”'
            | '„'
            | '«'
    );
    let is_nothing = matches!(text, "~" | "null" | "Null" | "NULL");
    let ends_well = !text.ends_with(':') && text.trim() == text;
    let breaks = text.contains(": ") || text.contains(" #") || text.contains(['\n', '\t', '\u{a0}']);
    let odd = text.contains(['\u{2028}', '\u{2029}', '\u{feff}', '\u{85}']);
    let closes = context == Context::Flow && text.contains([',', '[', ']', '{', '}']);
    let marks = text.starts_with("---") || text.starts_with("...") || text == "=";
    !indicator && !is_nothing && ends_well && !breaks && !odd && !closes && !marks
}

/// `wanted` between brackets, on one line.
pub fn flow(wanted: &Wanted) -> String {
    match wanted {
        Wanted::Nothing => String::new(),
        Wanted::Text(text) => scalar(text, Quotes::None, Context::Flow),
        Wanted::List(items) => {
            let items: Vec<String> = items.iter().map(flow_item).collect();
            format!("[{}]", items.join(", "))
        }
        Wanted::Map(entries) => {
            let entries: Vec<String> = entries.iter().map(|(key, value)| flow_entry(key, value)).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// An item of a list between brackets; nothing is written as `~`, since an empty item would be none.
pub(super) fn flow_item(wanted: &Wanted) -> String {
    if *wanted == Wanted::Nothing { "~".to_owned() } else { flow(wanted) }
}

/// `key: value` as an entry of a mapping between brackets.
pub fn flow_entry(key: &str, value: &Wanted) -> String {
    let key = scalar(key, Quotes::None, Context::Flow);
    match flow(value) {
        value if value.is_empty() => format!("{key}:"),
        value => format!("{key}: {value}"),
    }
}

/// The lines of `key: value` in a block at `column`, without the line end after the last.
///
/// Lists of texts go between brackets; a list of mappings has one row a line.
pub fn block_entry(key: &str, value: &Wanted, column: usize, line_end: &str) -> String {
    let key = scalar(key, Quotes::None, Context::Block);
    let indent = " ".repeat(column + 2);
    match value {
        Wanted::Nothing => format!("{key}:"),
        Wanted::Text(text) if is_literal(text) => format!("{key}: {}", literal(text, column + 2, line_end)),
        Wanted::Text(text) => format!("{key}: {}", scalar(text, Quotes::None, Context::Block)),
        Wanted::List(items) if items.iter().any(|item| matches!(item, Wanted::Map(_))) => {
            let rows: Vec<String> =
                items.iter().map(|item| format!("{indent}- {}", block_item(item))).collect();
            format!("{key}:{line_end}{}", rows.join(line_end))
        }
        Wanted::Map(entries) if !entries.is_empty() && column == 0 => {
            let lines: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{indent}{}", block_entry(key, value, column + 2, line_end)))
                .collect();
            format!("{key}:{line_end}{}", lines.join(line_end))
        }
        Wanted::List(_) | Wanted::Map(_) => format!("{key}: {}", flow(value)),
    }
}

/// An item of a block list, behind its `- `.
pub fn block_item(wanted: &Wanted) -> String {
    match wanted {
        Wanted::Nothing => "~".to_owned(),
        Wanted::Text(text) => scalar(text, Quotes::None, Context::Block),
        Wanted::List(_) | Wanted::Map(_) => flow(wanted),
    }
}

/// Whether a text of several lines can be written as a literal block and read back unchanged.
pub(super) fn is_literal(text: &str) -> bool {
    let body = text.trim_end_matches('\n');
    let ends = text.len() - body.len();
    body.contains('\n')
        && ends <= 1
        && !body.starts_with([' ', '\t', '\n'])
        && !body.chars().any(|sign| sign.is_control() && sign != '\n')
        && !body.contains(['\u{2028}', '\u{2029}', '\u{feff}', '\u{85}'])
        && body.split('\n').all(|line| line.trim_end() == line)
}

/// A literal block with its header, its lines at `column`.
pub(super) fn literal(text: &str, column: usize, line_end: &str) -> String {
    let indent = " ".repeat(column);
    let header = if text.ends_with('\n') { "|" } else { "|-" };
    let mut written = header.to_owned();
    for line in text.trim_end_matches('\n').split('\n') {
        written.push_str(line_end);
        if !line.is_empty() {
            written.push_str(&indent);
            written.push_str(line);
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{Context, Quotes, is_plain, is_surely_plain, scalar};

    /// The quick check of a text never differs from the whole one.
    #[test]
    fn surely_plain_texts_are_plain() {
        let parts = [
            "a", "Ệ", "null", "~", " ", ".", "/", "_", "-", ":", "#", ",", "1", "\u{a0}", "\u{1680}",
            "\u{3000}", "\u{85}", "\u{feff}", "\n", "\u{7}",
        ];
        let mut sure = 0;
        for first in parts {
            for second in parts {
                for third in ["", "b", " ", "Ơ", ".", "\u{2028}"] {
                    let text = [first, second, third].concat();
                    if is_surely_plain(&text) {
                        assert!(
                            is_plain(&text, Context::Flow) && is_plain(&text, Context::Block),
                            "{text:?}"
                        );
                        assert!(!text.contains(char::is_control), "{text:?}");
                        sure += 1;
                    }
                }
            }
        }
        assert!(sure > 50 && is_surely_plain("Nguyễn Thị Đặng 27/QĐ"), "{sure}");
    }

    #[test]
    fn quotes_only_where_they_are_needed() {
        let plain = |text: &str| scalar(text, Quotes::None, Context::Block);
        let flow = |text: &str| scalar(text, Quotes::None, Context::Flow);
        assert_eq!(plain("Công ty TNHH Sông Xanh, xã An Bình"), "Công ty TNHH Sông Xanh, xã An Bình");
        assert_eq!(flow("Công ty TNHH Sông Xanh, xã An Bình"), "\"Công ty TNHH Sông Xanh, xã An Bình\"");
        assert_eq!(plain("27/QĐ-LĐLĐ"), "27/QĐ-LĐLĐ");
        assert_eq!(plain("Kết quả: tốt"), "\"Kết quả: tốt\"");
        assert_eq!(plain("Giải #1"), "\"Giải #1\"");
        assert_eq!(plain("-5"), "\"-5\"");
        assert_eq!(plain("- gạch"), "\"- gạch\"");
        assert_eq!(plain(""), "\"\"");
        assert_eq!(plain("null"), "\"null\"");
        assert_eq!(scalar("nó 'ổn'", Quotes::Single, Context::Block), "'nó ''ổn'''");
        assert_eq!(scalar("hai\ndòng", Quotes::Single, Context::Block), "\"hai\\ndòng\"");
        assert_eq!(plain("chuông\u{7}"), "chuông");
    }
}
