//! Decodes words that were typed for the fonts of two encodings older than Unicode and read as Latin-1.

use super::flaw::FlawKind;
use super::syllable::{has_plain_case, is_syllable};
use super::vowel::{lower, parted, upper};

/// What the code points from U+00A1 to U+00FE are in a TCVN3 font (TCVN 5712:1993, VN3); `·` for
/// none.
const TCVN3: &str =
    "ĂÂÊÔƠƯĐăâêôơưđ······àảãáạ·ằẳẵắ·······ặầẩẫấậè·ẻẽéẹềểễếệìỉ···ĩíịò·ỏõóọồổỗốộờởỡớợù·ủũúụừửữứựỳỷỹýỵ";

/// What VNI fonts write, each entry's last letter being what its first ones mean.
const VNI: &str = "aøà aûả aõã aùá aïạ aââ aàầ aåẩ aãẫ aáấ aäậ aêă aèằ aúẳ aüẵ aéắ aëặ eøè eûẻ eõẽ eùé \
                   eïẹ eâê eàề eåể eãễ eáế eäệ oøò oûỏ oõõ oùó oïọ oâô oàồ oåổ oãỗ oáố oäộ ôøờ ôûở ôõỡ \
                   ôùớ ôïợ uøù uûủ uõũ uùú uïụ öøừ öûử öõữ öùứ öïự yøỳ yûỷ yõỹ yùý ñđ ôơ öư æỉ óĩ òị îỵ";

/// One way to read a word.
pub(super) struct Encoding {
    pub(super) kind: FlawKind,
    /// Whether a character of Latin-1 can be part of a word.
    pub(super) is_part: fn(char) -> bool,
    /// What a word means; characters that mean nothing stay.
    pub(super) decode: fn(&str) -> String,
    /// Whether a word is such as only this encoding leaves behind.
    pub(super) is_telling: fn(&str) -> bool,
}

pub(super) const ENCODINGS: [Encoding; 2] = [
    Encoding { kind: FlawKind::Vni, is_part: is_vni, decode: from_vni, is_telling: has_vni_pair },
    Encoding { kind: FlawKind::Tcvn3, is_part: is_tcvn3, decode: from_tcvn3, is_telling: has_tcvn3_sign },
];

fn is_tcvn3(letter: char) -> bool {
    letter.is_ascii_alphabetic() || tcvn3(letter).is_some()
}

fn tcvn3(letter: char) -> Option<char> {
    let place = u32::from(letter).checked_sub(0xa1)?;
    TCVN3.chars().nth(place as usize).filter(|&decoded| decoded != '·')
}

/// A word in TCVN3, with the ư that is a soft hyphen there, and therefore easily lost, put back
/// where ơ cannot stand without it (Mêng: Mường).
fn from_tcvn3(word: &str) -> String {
    let decoded: String = word.chars().map(|letter| tcvn3(letter).unwrap_or(letter)).collect();
    if is_syllable(&decoded) {
        return decoded;
    }
    let is_horned_o = |letter: char| parted(letter).is_some_and(|(plain, _)| lower(plain) == 'ơ');
    match decoded.find(is_horned_o) {
        Some(at) if !decoded[..at].ends_with('ư') => [&decoded[..at], "ư", &decoded[at..]].concat(),
        _ => decoded,
    }
}

/// Signs among letters, and capitals among small letters (NguyÔn).
fn has_tcvn3_sign(word: &str) -> bool {
    let mixed = !has_plain_case(word) && word.contains(|letter| matches!(letter, 'À'..='Þ'));
    let signed = word.contains(is_sign) && word.contains(|letter: char| letter.is_ascii_alphabetic());
    mixed || (signed && word != "µm")
}

/// The characters of Latin-1 that no language writes inside its words.
pub(super) fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{a1}'..='\u{bf}' | '×' | '÷')
}

fn is_vni(letter: char) -> bool {
    letter.is_alphabetic() && letter <= '\u{ff}'
}

fn from_vni(word: &str) -> String {
    let mut decoded = String::with_capacity(word.len() * 2);
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let pair = letters.peek().and_then(|&mark| vni(&[letter, mark]));
        if pair.is_some() {
            letters.next();
        }
        decoded.push(pair.or_else(|| vni(&[letter])).unwrap_or(letter));
    }
    decoded
}

/// A base letter and its mark, which no proper Vietnamese word has side by side.
fn has_vni_pair(word: &str) -> bool {
    word.chars().zip(word.chars().skip(1)).any(|(letter, mark)| vni(&[letter, mark]).is_some())
}

/// The letter that VNI writes so, in the case of its base.
fn vni(written: &[char]) -> Option<char> {
    let decoded = VNI.split(' ').find_map(|entry| {
        let mut entry = entry.chars();
        let decoded = entry.next_back();
        decoded.filter(|_| entry.eq(written.iter().map(|&letter| lower(letter))))
    })?;
    Some(if written[0].is_uppercase() { upper(decoded) } else { decoded })
}

#[cfg(test)]
pub(super) use tests::{as_tcvn3, as_vni};

#[cfg(test)]
mod tests {
    use super::{TCVN3, VNI, is_tcvn3, lower};

    /// What `text` becomes when it is typed for a TCVN3 font and read as Latin-1; capitals that the
    /// font lacks are typed small.
    pub fn as_tcvn3(text: &str) -> String {
        let place = |letter| TCVN3.chars().position(|decoded| decoded == letter);
        let written = |letter| place(letter).or_else(|| place(lower(letter)));
        let read = |letter| written(letter).and_then(|place| char::from_u32(0xa1 + place as u32));
        text.chars().map(|letter| read(letter).unwrap_or(letter)).collect()
    }

    /// What `text` becomes when it is typed for a VNI font and read as Latin-1.
    pub fn as_vni(text: &str) -> String {
        let written = |letter| VNI.split(' ').find_map(|entry| entry.strip_suffix(lower(letter)));
        let in_case = |letter: char, written: &str| match letter.is_uppercase() {
            true => written.to_uppercase(),
            false => written.to_owned(),
        };
        text.chars()
            .map(|letter| in_case(letter, written(letter).unwrap_or(&lower(letter).to_string())))
            .collect()
    }

    /// The TCVN3 table has a place for each code point, and each Vietnamese small letter one place.
    #[test]
    fn tables_are_whole() {
        assert_eq!(TCVN3.chars().count(), 0xfe - 0xa1 + 1);
        let letters = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâđêôơư";
        for letter in letters.chars() {
            assert_eq!(TCVN3.chars().filter(|&decoded| decoded == letter).count(), 1, "{letter}");
            let vni = VNI.split(' ').filter(|entry| entry.ends_with(letter)).count();
            assert_eq!(vni, usize::from(!"ìí".contains(letter)), "{letter}");
        }
        assert!(is_tcvn3('\u{ad}') && !is_tcvn3('\u{af}') && !is_tcvn3('ư'));
    }
}
