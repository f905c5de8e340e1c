//! Names of people: the key for comparing them, and the flaws that only names have.

use std::borrow::Cow;
use std::ops::Range;

use super::flaw::{Flaw, FlawKind};
use super::lost_letters;
use super::nfc::nfc;
use super::repair::flaws;
use super::syllable::is_syllable;
use super::tone::canonical_tone;
use super::vowel::is_vowel;
use super::word::{tokens, words};

/// Academic, medical and honorary titles, without their full stops.
const DEGREES: &[&str] = &[
    "BS", "Bs", "BSCK", "BSCKI", "BSCKII", "CK", "CK1", "CK2", "CKI", "CKII", "CN", "DS", "ĐD", "GS", "KS",
    "Ks", "KTS", "KTV", "LS", "NGND", "NGƯT", "NSND", "NSƯT", "PGS", "Pgs", "THS", "ThS", "Ths", "ths", "TS",
    "Ts", "TSKH", "TTND", "TTƯT",
];

/// Forms of address, in lower case.
const ADDRESSES: &[&str] =
    &["ông", "bà", "anh", "chị", "em", "cô", "chú", "bác", "thầy", "mr", "mrs", "ms", "miss", "dr"];

/// Family names, as [`canonical_name`] returns them, with the words that begin names of Ê Đê, K'ho and Khmer
/// people.
const FAMILIES: &[&str] = &[
    "an", "âu", "bành", "bùi", "cao", "châu", "chu", "cù", "danh", "diệp", "doãn", "dương", "đàm", "đào",
    "đặng", "đinh", "đoàn", "đỗ", "đồng", "giang", "giáp", "h", "hà", "hàn", "hồ", "hoàng", "hứa", "huỳnh",
    "k", "ka", "khổng", "khúc", "kiều", "kim", "kpă", "ksor", "la", "lã", "lại", "lâm", "lê", "lò", "lục",
    "lương", "lưu", "lý", "mã", "mạc", "mai", "nghiêm", "ngô", "nguyễn", "nhan", "ninh", "nông", "ông",
    "phạm", "phan", "phùng", "quách", "rơ", "siu", "sơn", "tạ", "tăng", "thạch", "thái", "thân", "thi",
    "tiêu", "tô", "tôn", "tống", "trần", "triệu", "trịnh", "trương", "từ", "ứng", "vi", "võ", "vũ", "vương",
    "y",
];

/// Abbreviations that contain a vowel and so might be mistaken for words.
const ABBREVIATIONS: &[&str] = &[
    "BCHQS", "BHYT", "BQL", "HTX", "KCN", "MTV", "TTYT", "UB", "UBKT", "UBMTTQ", "UBND", "UVBCH", "UVBTV",
    "VKSND", "ATVSLĐ", "ATGT", "TTGDTX", "YTDP", "EVN", "HĐQT", "UVTV",
];

/// Returns the key that is equal for two spellings of the same name: NFC, lower case by Unicode, tone marks where
/// [`canonical_tone`] puts them, every run of white space as one space, none at the ends.
///
/// For comparing only, not for showing.
pub fn canonical_name(name: &str) -> String {
    let lower = to_lowercase(&nfc(name));
    if !lower.starts_with(' ')
        && !lower.ends_with(' ')
        && !lower.contains("  ")
        && !lower.contains(is_odd_space)
    {
        return match canonical_tone(&lower) {
            Cow::Borrowed(_) => lower,
            Cow::Owned(canonical) => canonical,
        };
    }
    let words: Vec<&str> = lower.split_whitespace().collect();
    canonical_tone(&words.join(" ")).into_owned()
}

fn is_odd_space(letter: char) -> bool {
    letter != ' ' && letter.is_whitespace()
}

/// Returns `text` in lower case by Unicode; the letters of Vietnamese need no table.
fn to_lowercase(text: &str) -> String {
    let mut lower = String::with_capacity(text.len());
    for letter in text.chars() {
        lower.push(match letter {
            '\0'..='\u{7f}' => letter.to_ascii_lowercase(),
            'à'..='ö' | 'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' => letter,
            'À'..='Ö' | 'Ù'..='Ý' => char::from_u32(u32::from(letter) + 0x20).unwrap_or(letter),
            'ù'..='ý' => letter,
            'Ă' => 'ă',
            'Đ' => 'đ',
            'Ĩ' => 'ĩ',
            'Ũ' => 'ũ',
            'Ơ' => 'ơ',
            'Ư' => 'ư',
            '\u{1ea0}'..='\u{1ef9}' => char::from_u32(u32::from(letter) | 1).unwrap_or(letter),
            _ => return text.to_lowercase(),
        });
    }
    lower
}

/// Returns the flaws of the name of a person, ordered by position.
///
/// Those of [`flaws`], every `?`, [`FlawKind::AllCaps`] (proposing title case for the name after the title) and
/// [`FlawKind::Title`] (proposing to remove the title, at any position and with its space).
pub fn name_flaws(name: &str) -> Vec<Flaw> {
    let mut flaws = flaws(name);
    flaws.retain(|flaw| flaw.kind != FlawKind::LostLetter);
    flaws.extend(name_only_flaws(name));
    flaws.sort_by_key(|flaw| (flaw.range.start, flaw.range.end));
    flaws
}

/// Returns the flaws of [`name_flaws`] that only a name can have: titles, capitals and `?`; ordered by position.
pub fn name_only_flaws(name: &str) -> Vec<Flaw> {
    if has_usual_form(name) {
        return Vec::new();
    }
    let mut flaws = lost_letters::lost_letters_in_name(name);
    let titles = titles(name);
    let bare = titles.iter().find(|range| range.start == 0).map_or(0, |range| range.end);
    flaws.extend(titles.into_iter().map(|range| Flaw::new(range, FlawKind::Title, String::new())));
    flaws.extend(all_caps_flaw(name, bare));
    flaws.sort_by_key(|flaw| (flaw.range.start, flaw.range.end));
    flaws
}

/// Whether `name` begins with a family name, or with what begins names of a people (Danh, Y, H', Ka).
pub fn has_family_name(name: &str) -> bool {
    let first = words(name, char::is_alphabetic).next().map(|range| canonical_name(&name[range]));
    first.is_some_and(|first| FAMILIES.contains(&&*first))
}

/// Whether `name` certainly has the case in which its bearer writes it: every word begins with its only capital, and
/// either all are Vietnamese syllables, or the first is a family name or begins names of a people (Danh, Y, H', Ka).
///
/// Words in capitals may be abbreviations, and foreign names may have capitals inside (McDonald).
pub fn is_plain_name(name: &str) -> bool {
    let ranges: Vec<Range<usize>> = words(name, char::is_alphabetic).collect();
    let parts: Vec<&str> = ranges.iter().map(|range| &name[range.clone()]).collect();
    let has_plain_case = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
    };
    let is_separator = |letter: char| letter.is_alphabetic() || " '’-.".contains(letter);
    let first = parts.first().map_or(String::new(), |first| canonical_name(first));
    let has_family = || FAMILIES.contains(&&*first) && !parts.iter().any(|word| word.starts_with("Mc"));
    parts.len() > 1
        && name.chars().all(is_separator)
        && parts.iter().all(has_plain_case)
        && (has_family() || parts.iter().all(|word| is_syllable(word)))
}

/// Whether every word consists of a capital and small letters and contains a vowel, and the first is not a form of
/// address. This holds for most names, and excludes titles and names in capitals.
fn has_usual_form(name: &str) -> bool {
    let is_word = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().next().is_some()
            && letters.all(char::is_lowercase)
            && word.contains(is_vowel)
    };
    let first = name.split(' ').next().unwrap_or_default();
    let addresses = |address: &&str| first.chars().flat_map(char::to_lowercase).eq(address.chars());
    name.split(' ').all(is_word) && !ADDRESSES.iter().chain(&["đồng"]).any(addresses)
}

/// Returns the ranges of titles: those before the name with the space after them, a later one with the separator
/// before it.
fn titles(name: &str) -> Vec<Range<usize>> {
    let tokens: Vec<Range<usize>> = tokens(name).collect();
    let words: Vec<&str> = tokens.iter().map(|range| &name[range.clone()]).collect();
    let front = titles_in_front(&words);
    let mut titles = Vec::new();
    if front == words.len() {
        return titles;
    }
    if front > 0 {
        titles.push(0..tokens[front].start);
    }
    for at in front + 1..words.len() {
        if is_degree(words[at]) || is_comrade(words[at]) {
            let start = name[..tokens[at].start].trim_end_matches([' ', ',', '-', '(']).len();
            titles.push(start..tokens[at].end);
        }
    }
    titles
}

/// Returns the number of words before a name that are titles.
fn titles_in_front(words: &[&str]) -> usize {
    let mut count = 0;
    while let [first, rest @ ..] = &words[count..] {
        count += match rest {
            [chi, ..] if first.to_lowercase() == "đồng" && chi.to_lowercase() == "chí" => 2,
            _ if is_degree(first) || is_comrade(first) || is_address(first, rest) => 1,
            _ => return count,
        };
    }
    count
}

/// Whether `word` is one title, or several joined by full stops (`PGS.TS.`).
fn is_degree(word: &str) -> bool {
    let word = word.trim_matches([',', '(', ')', ':']);
    if word.trim_end_matches('.').len() > 3
        && word.chars().filter(|letter| letter.is_uppercase()).nth(1).is_none()
    {
        return false;
    }
    let mut parts = word.split(['.', '-']).filter(|part| !part.is_empty()).peekable();
    let joined = word.trim_end_matches('.') == "Th.S";
    joined || (parts.peek().is_some() && parts.all(|part| DEGREES.contains(&nfc(part).as_ref())))
}

fn is_comrade(word: &str) -> bool {
    if !word.starts_with(['đ', 'Đ']) {
        return false;
    }
    matches!(canonical_name(word).trim_end_matches([':', '.']), "đ/c" | "đc")
}

/// Whether `word` is a form of address for the person named by `rest`: Bà always is, Ông unless it is probably the
/// family name of that spelling, the others only before a family name.
fn is_address(word: &str, rest: &[&str]) -> bool {
    let word = nfc(word);
    let written = word.trim_end_matches([':', '.']);
    let is_written = |address: &&&str| written.chars().flat_map(char::to_lowercase).eq(address.chars());
    let (Some(address), Some(next)) = (ADDRESSES.iter().find(is_written), rest.first()) else {
        return false;
    };
    let next = canonical_name(next);
    let family = FAMILIES.contains(&next.split(['\'', '’']).next().unwrap_or_default());
    match *address {
        "bà" => true,
        "ông" => family || rest.len() < 2 || is_degree(rest[0]) || is_comrade(rest[0]),
        _ => (family && rest.len() > 1) || is_degree(rest[0]),
    }
}

/// Returns the flaw of a name without small letters from byte `from` on, if title case would change it.
fn all_caps_flaw(name: &str, from: usize) -> Option<Flaw> {
    let bare = nfc(&name[from..]);
    if bare.contains(char::is_lowercase) {
        return None;
    }
    let proposal = title_case(&bare);
    (proposal != bare).then(|| Flaw::new(from..name.len(), FlawKind::AllCaps, proposal))
}

/// Returns `text` in title case; an apostrophe, hyphen or full stop begins a word (H'Hen, Hoa-Mai), and abbreviations
/// stay in capitals.
fn title_case(text: &str) -> String {
    let mut titled = String::with_capacity(text.len());
    let mut copied = 0;
    for range in words(text, char::is_alphabetic) {
        let word = &text[range.clone()];
        titled.push_str(&text[copied..range.start]);
        let first = word.chars().next().map_or(0, char::len_utf8);
        let unchanged = if is_abbreviation(word) { word.len() } else { first };
        titled.push_str(&word[..unchanged]);
        titled.push_str(&word[unchanged..].to_lowercase());
        copied = range.end;
    }
    titled.push_str(&text[copied..]);
    titled
}

/// Whether `word` is an abbreviation: it has no vowel, or is a known one or a Roman numeral.
fn is_abbreviation(word: &str) -> bool {
    !word.contains(is_vowel) || ABBREVIATIONS.contains(&word) || matches!(word, "II" | "III")
}

#[cfg(test)]
mod tests {
    use super::{canonical_name, is_plain_name, name_flaws, to_lowercase};
    use crate::text::{Flaw, FlawKind};

    fn found(name: &str) -> Vec<(FlawKind, &str, String)> {
        let shown = |Flaw { range, kind, proposal }| (kind, &name[range], proposal.unwrap_or_default());
        name_flaws(name).into_iter().map(shown).collect()
    }

    /// Case, spacing, normalization and the spelling of tones do not change the key; another tone does.
    #[test]
    fn identity_ignores_spelling() {
        for name in ["Lê Thị Thủy", "LÊ THỊ THUỶ", "  lê\u{a0}thị  thuỷ ", "Le\u{302} Thi\u{323} Thu\u{309}y"]
        {
            assert_eq!(canonical_name(name), "lê thị thủy");
        }
        assert_ne!(canonical_name("Lê Thị Thúy"), canonical_name("Lê Thị Thùy"));
    }

    /// The quick conversion to lower case agrees with Unicode, for every letter.
    #[test]
    fn lowercase_agrees_with_unicode() {
        for letter in '\0'..='\u{2ffff}' {
            let text = format!("Đ{letter}a");
            assert_eq!(to_lowercase(&text), text.to_lowercase(), "{letter:?}");
        }
    }

    /// A name in capitals gets title case; the forms of names of other peoples, and abbreviations, are preserved.
    #[test]
    fn capitals_get_title_case() {
        for (name, expected) in [
            ("TRẦN THỊ HOA MAI", "Trần Thị Hoa Mai"),
            ("Y' BHIM NIÊ", "Y' Bhim Niê"),
            ("Y BHIM NIÊ", "Y Bhim Niê"),
            ("H'HEN NIÊ", "H'Hen Niê"),
            ("K'BRỂU", "K'Brểu"),
            ("KA SÔ LIÊM", "Ka Sô Liêm"),
            ("TÔN NỮ HOA-MAI", "Tôn Nữ Hoa-Mai"),
            ("DANH SÓC KHA", "Danh Sóc Kha"),
            ("TP. AN PHONG", "TP. An Phong"),
            ("THPT AN PHONG", "THPT An Phong"),
            ("NGUYE\u{302}\u{303}N VA\u{306}N AN", "Nguyễn Văn An"),
        ] {
            assert!(found(name).contains(&(FlawKind::AllCaps, name, expected.to_owned())), "{name}");
        }
    }

    /// Names whose case is certain, and names with abbreviations, initials or capitals inside.
    #[test]
    fn plain_names() {
        for name in
            ["Trần Thị Hoa Mai", "Y' Bhim Niê", "H'Hen Niê", "K'Brểu Thị", "Ka Sô Liêm", "Giàng A Páo"]
        {
            assert!(is_plain_name(name), "{name}");
        }
        for name in [
            "Trần Thị HTX",
            "TP. An Phong",
            "John Mcdonald",
            "Lê Mcdonald",
            "Hoa",
            "Trần Văn An 2",
            "Trần (Hoa)",
            "",
        ] {
            assert!(!is_plain_name(name), "{name}");
        }
    }

    /// Titles before, in and after a name are found, and title case is proposed for the name without its title.
    #[test]
    fn titles_are_found() {
        for (name, title) in [
            ("Ông Nguyễn Văn An", "Ông "),
            ("ông Danh Sóc Kha", "ông "),
            ("Bà H'Hen Niê", "Bà "),
            ("Bà: Lê Thị Lan", "Bà: "),
            ("Anh Y Bhim Niê", "Anh "),
            ("Đ/c Lê Văn Ba", "Đ/c "),
            ("đồng chí Lê Văn Ba", "đồng chí "),
            ("Đ/c TS. Lê Văn Ba", "Đ/c TS. "),
            ("PGS.TS. Lê Văn Ba", "PGS.TS. "),
            ("ThS Lê Văn Ba", "ThS "),
            ("BS.CKII Lê Văn Ba", "BS.CKII "),
            ("Th.S Lê Văn Ba", "Th.S "),
            ("Lê Văn Ba, KS.", ", KS."),
        ] {
            assert_eq!(found(name), [(FlawKind::Title, title, String::new())], "{name}");
        }
        let both = [
            (FlawKind::Title, "BÀ ", String::new()),
            (FlawKind::AllCaps, "LÊ THỊ LAN", "Lê Thị Lan".to_owned()),
        ];
        assert_eq!(found("BÀ LÊ THỊ LAN"), both);
    }

    /// The flaws of texts are found in names too, and every question mark.
    #[test]
    fn names_have_the_flaws_of_text() {
        assert_eq!(found("Lê Th? Lan"), [(FlawKind::LostLetter, "Th?", String::new())]);
        assert_eq!(found("Nguyeãn Lan"), [(FlawKind::Vni, "Nguyeãn", "Nguyễn".to_owned())]);
        assert_eq!(found("Ðỗ  Lan").len(), 2);
    }

    /// Correct names of all peoples of Vietnam, abbreviations and initials have no flaws.
    #[test]
    fn correct_names_have_no_flaws() {
        for name in [
            "Trần Thị Hoa Mai",
            "Danh Sóc Kha",
            "Thạch Thị Sà Rây",
            "Y' Bhim Niê",
            "Y Bhim Niê",
            "H'Hen Niê",
            "Ka Sô Liêm",
            "K'Brểu",
            "Ông Thị Mai",
            "Ông Thế Vinh",
            "Anh Thư",
            "Cô Tô",
            "Em",
            "Tôn Nữ Hoa-Mai",
            "Ksor H'Lâm",
            "Rơ Châm Hoa",
            "Siu Y Bô",
            "Chu A Sáng",
            "Lò Văn Pố",
            "Giàng A Páo",
            "Y",
            "Lê V. A",
            "THPT",
            "TNHH",
            "CĐCS",
            "TP.",
            "UBND",
            "",
            "Đỗ Thị Y",
            "CĐCS Công ty TNHH Thủy sản Biển Xanh",
            "Chamaléa Thị Hoa",
            "Katơr Thị Hoa",
            "Nông Đức",
            "Âu Dương Hoà",
            "nguyễn văn an",
            "Lý Mỹ Quí",
            "Mr Cường Thịnh",
        ] {
            assert_eq!(found(name), [], "{name}");
        }
    }
}
