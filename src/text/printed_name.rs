//! The keys by which a printed name of a unit, an issuer, a kind or a movement is found, however it was typed.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::fold::fold;
use super::name::canonical_name;

/// Abbreviations in names of units and kinds, in small letters, with what they stand for.
///
/// One entry, one meaning: an abbreviation that offices read in two ways (`CĐ` is *công đoàn* and *cao đẳng*, `TT` *trung
/// tâm* and *thị trấn*) is not in the table. No long form contains a short one. Several words are one entry where `&` or a
/// hyphen parts them; they are compared without either.
pub const ABBREVIATIONS: &[(&str, &str)] = &[
    ("bch", "ban chấp hành"),
    ("bhxh", "bảo hiểm xã hội"),
    ("bql", "ban quản lý"),
    ("bqp", "bộ quốc phòng"),
    ("bv", "bệnh viện"),
    ("bvđk", "bệnh viện đa khoa"),
    ("ccn", "cụm công nghiệp"),
    ("cđcs", "công đoàn cơ sở"),
    ("cp", "cổ phần"),
    ("ctcp", "công ty cổ phần"),
    ("cty", "công ty"),
    ("cụm cn", "cụm công nghiệp"),
    ("đh", "đại học"),
    ("đtxd", "đầu tư xây dựng"),
    ("gdđt", "giáo dục và đào tạo"),
    ("gdnn", "giáo dục nghề nghiệp"),
    ("gdtx", "giáo dục thường xuyên"),
    ("gtvt", "giao thông vận tải"),
    ("hđnd", "hội đồng nhân dân"),
    ("htx", "hợp tác xã"),
    ("kcn", "khu công nghiệp"),
    ("khcn", "khoa học và công nghệ"),
    ("kkt", "khu kinh tế"),
    ("lđlđ", "liên đoàn lao động"),
    ("lđtbxh", "lao động thương binh và xã hội"),
    ("mtv", "một thành viên"),
    ("nnptnt", "nông nghiệp và phát triển nông thôn"),
    ("sxtm", "sản xuất thương mại"),
    ("thcs", "trung học cơ sở"),
    ("thpt", "trung học phổ thông"),
    ("thủ tướng cp", "thủ tướng chính phủ"),
    ("tlđ", "tổng liên đoàn"),
    ("tlđlđ", "tổng liên đoàn lao động"),
    ("tlđlđvn", "tổng liên đoàn lao động việt nam"),
    ("tmcp", "thương mại cổ phần"),
    ("tmdv", "thương mại dịch vụ"),
    ("tnhh", "trách nhiệm hữu hạn"),
    ("tnmt", "tài nguyên và môi trường"),
    ("tp", "thành phố"),
    ("ttyt", "trung tâm y tế"),
    ("tx", "thị xã"),
    ("ubmttq", "ủy ban mặt trận tổ quốc"),
    ("ubnd", "ủy ban nhân dân"),
    ("vhttdl", "văn hóa thể thao và du lịch"),
    ("vn", "việt nam"),
    ("xnk", "xuất nhập khẩu"),
];

/// The keys of a printed name, from the one that keeps most of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PrintedName {
    /// Without case, punctuation and Unicode form, abbreviations written out; marks and tones stay.
    pub marked: String,
    /// The same without marks and tones.
    pub folded: String,
}

/// The keys of `name`: two names with the same key are read as one name, if only one record has it.
pub fn printed_name(name: &str) -> PrintedName {
    let lower = canonical_name(name);
    if lower.split(' ').all(is_plain_word) {
        return PrintedName { folded: fold(&lower), marked: lower };
    }
    let words = words(&lower);
    let mut written = Vec::with_capacity(words.len());
    let mut at = 0;
    if words.len() > 1 && matches!(&*words[0], "cđ" | "cd") {
        // Elsewhere in a name it may be a college.
        written.push("công đoàn");
        at = 1;
    }
    while at < words.len() {
        let (long, count) = abbreviation(&words[at..]).unwrap_or((&words[at], 1));
        written.push(long);
        at += count;
    }
    let marked = canonical_name(&written.join(" "));
    // "&" and "và" are one word, and "-" is none.
    PrintedName { folded: fold(&marked), marked }
}

/// Whether a word is written in names as it is in their keys, and is not the beginning of an abbreviation.
fn is_plain_word(word: &str) -> bool {
    !word.is_empty() && word.chars().all(char::is_alphanumeric) && !BEGINNINGS.contains(word)
}

/// The words of a name in small letters, `lower`; what parts them is left out, and `&` between words is *và*.
fn words(lower: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for piece in lower.split_whitespace() {
        if piece == "&" {
            words.push("và".to_owned());
            continue;
        }
        if piece.chars().all(char::is_alphanumeric) {
            words.push(piece.to_owned());
            continue;
        }
        // An abbreviation keeps together what `&` and `-` part: GD&ĐT, NN-PTNT.
        let joined: String = piece.chars().filter(|sign| sign.is_alphanumeric()).collect();
        if short(&joined).is_some() {
            words.push(joined);
            continue;
        }
        for (at, part) in piece.split('&').enumerate() {
            words.extend((at > 0).then(|| "và".to_owned()));
            words.extend(parts(part).filter(|part| !part.is_empty()).map(str::to_owned));
        }
    }
    words
}

/// The parts of a word between punctuation. `+`, and a sign between two digits, distinguish names: `A+`, `Tổ 1/2`.
fn parts(piece: &str) -> impl Iterator<Item = &str> {
    let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let mut start = 0;
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (at, sign) in piece.char_indices() {
        let end = at + sign.len_utf8();
        let between = is_digit(piece[..at].chars().next_back()) && is_digit(piece[end..].chars().next());
        if !sign.is_alphanumeric() && sign != '+' && !between {
            ends.push((start, at));
            start = end;
        }
    }
    ends.push((start, piece.len()));
    ends.into_iter().map(|(start, end)| &piece[start..end])
}

/// What the words at the start of `words` abbreviate, and how many they are: `CỤM CN`, `GD và ĐT`, `CP`.
fn abbreviation(words: &[String]) -> Option<(&'static str, usize)> {
    if !BEGINNINGS.contains(&*words[0]) {
        return None;
    }
    let longest = words.len().min(4);
    let several = (2..=longest).rev().find_map(|count| {
        if words[..count].iter().filter(|word| *word != "và").map(String::len).sum::<usize>()
            > *MAX_SHORT_BYTES
        {
            return None;
        }
        let spaced = words[..count].join(" ");
        let joined: String = words[..count].iter().filter(|word| *word != "và").map(String::as_str).collect();
        // "và" joins the letters of an abbreviation only between them.
        let is_joinable = words[0].chars().count() > 1 && words[0] != "và" && words[count - 1] != "và";
        let joined = if is_joinable { short(&joined) } else { None };
        short(&spaced).or(joined).map(|long| (long, count))
    });
    several.or_else(|| short(&words[0]).map(|long| (long, 1)))
}

/// The long forms of [`ABBREVIATIONS`], by the short ones with marks and without.
static LONG_FORMS: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let both = |(short, long): &(&str, &'static str)| [((*short).to_owned(), *long), (fold(short), *long)];
    ABBREVIATIONS.iter().flat_map(both).collect()
});

/// The beginnings of all abbreviations: most words are none of them, and need no further look.
static BEGINNINGS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let ends =
        |short: &'static str| short.char_indices().map(move |(at, letter)| &short[..at + letter.len_utf8()]);
    LONG_FORMS.keys().flat_map(|short| ends(short)).collect()
});

/// The letters of the longest abbreviation, spaces included, in bytes.
static MAX_SHORT_BYTES: LazyLock<usize> =
    LazyLock::new(|| LONG_FORMS.keys().map(String::len).max().unwrap_or(0));

/// The long form of an abbreviation, typed with marks or without.
fn short(word: &str) -> Option<&'static str> {
    LONG_FORMS.get(word).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{ABBREVIATIONS, printed_name, words};
    use crate::text::fold;

    /// Case, tone placement, punctuation, Unicode forms and abbreviations make no difference, marks do.
    #[test]
    fn spellings_of_one_name() {
        let same = [
            "Công ty TNHH Một thành viên Thủy sản Biển Xanh",
            "CÔNG TY TNHH MTV THUỶ SẢN BIỂN XANH",
            "Cty trách nhiệm hữu hạn MTV  Thủy sản \"Biển Xanh\"",
            "Cty TNHH-MTV Thu\u{309}y sa\u{309}n Biê\u{309}n Xanh.",
        ];
        let keys: HashSet<_> = same.iter().map(|name| printed_name(name)).collect();
        assert_eq!(keys.len(), 1, "{keys:#?}");
        let bare = printed_name("Cong ty TNHH MTV Thuy san Bien Xanh");
        assert_eq!(bare.folded, printed_name(same[0]).folded);
        assert_ne!(bare.marked, printed_name(same[0]).marked);
        assert_ne!(printed_name("Công ty Hòa Phát").marked, printed_name("Công ty Hoa Phát").marked);
    }

    /// Signs that distinguish names stay, and CĐ is a union at the start of a name only.
    #[test]
    fn different_names_stay_different() {
        for (one, other) in [
            ("Công ty May&Thêu", "Công ty May Thêu"),
            ("Công ty A+", "Công ty A"),
            ("Tổ 1/2", "Tổ 1 2"),
            ("Công ty LD Việt Nhật", "Công ty Lao động Việt Nhật"),
            ("Trường CĐ Y tế", "Trường Công đoàn Y tế"),
        ] {
            assert_ne!(printed_name(one), printed_name(other), "{one}, {other}");
        }
        for (one, other) in [
            ("Trường TH&THCS An Bình", "Trường TH và THCS An Bình"),
            ("CĐ phường An Phong", "Công đoàn phường An Phong"),
            ("TLĐLĐVN", "Tổng Liên đoàn Lao động Việt Nam"),
            ("Bằng khen của Thủ tướng CP", "Bằng khen của Thủ tướng Chính phủ"),
        ] {
            assert_eq!(printed_name(one), printed_name(other), "{one}, {other}");
        }
    }

    #[test]
    fn abbreviations_are_written_out() {
        for (short, long) in [
            ("LĐLĐ tỉnh Minh Giang", "Liên đoàn Lao động tỉnh Minh Giang"),
            ("CĐCS Trường THPT An Bình", "Công đoàn cơ sở Trường Trung học phổ thông An Bình"),
            ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
            ("Sở GD & ĐT", "Sở Giáo dục & Đào tạo"),
            ("Sở NN-PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
            ("UBND TP. Minh Giang", "Ủy ban nhân dân thành phố Minh Giang"),
            ("Bằng khen của TLĐ", "Bằng khen của Tổng Liên đoàn"),
            ("CTCP May Sông Xanh", "Công ty CP May Sông Xanh"),
            ("BVĐK huyện An Bình", "Bệnh viện Đa khoa huyện An Bình"),
            ("Trường Tiểu học và THCS An Bình", "Trường Tiểu học và Trung học cơ sở An Bình"),
        ] {
            assert_eq!(printed_name(short), printed_name(long), "{short}");
        }
        assert_eq!(printed_name("SO GD&DT").folded, printed_name("Sở Giáo dục và Đào tạo").folded);
    }

    /// An abbreviation has one meaning, and no long form has a short one in it.
    #[test]
    fn the_table_is_sound() {
        let mut seen = HashSet::new();
        for (short, long) in ABBREVIATIONS {
            assert!(seen.insert(fold(short)), "{short} is there twice");
            assert_eq!(printed_name(long).marked, words(long).join(" "), "{long} has an abbreviation in it");
            assert_eq!(printed_name(short).marked, printed_name(long).marked, "{short}");
        }
    }
}
