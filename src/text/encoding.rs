//! Decodes words that were typed for TCVN3 or VNI fonts, which are older than Unicode, and read as Latin-1.

use super::flaw::FlawKind;
use super::syllable::{has_plain_case, is_syllable};
use super::vowel::{lower, split_tone, upper};

/// The letters at the code points U+00A1 to U+00FE in a TCVN3 font (TCVN 5712:1993, VN3); `·` where there is none.
const TCVN3: &str =
    "ĂÂÊÔƠƯĐăâêôơưđ······àảãáạ·ằẳẵắ·······ặầẩẫấậè·ẻẽéẹềểễếệìỉ···ĩíịò·ỏõóọồổỗốộờởỡớợù·ủũúụừửữứựỳỷỹýỵ";

/// The sequences of a VNI font: the last letter of each entry is written as the letters before it.
const VNI: &str = "aøà aûả aõã aùá aïạ aââ aàầ aåẩ aãẫ aáấ aäậ aêă aèằ aúẳ aüẵ aéắ aëặ eøè eûẻ eõẽ eùé \
                   eïẹ eâê eàề eåể eãễ eáế eäệ oøò oûỏ oõõ oùó oïọ oâô oàồ oåổ oãỗ oáố oäộ ôøờ ôûở ôõỡ \
                   ôùớ ôïợ uøù uûủ uõũ uùú uïụ öøừ öûử öõữ öùứ öïự yøỳ yûỷ yõỹ yùý ñđ ôơ öư æỉ óĩ òị îỵ";

/// A legacy encoding.
pub(super) struct Encoding {
    /// The kind of flaw that is reported for it.
    pub(super) kind: FlawKind,
    /// Whether a character of Latin-1 can be part of a word in this encoding.
    pub(super) is_word_char: fn(char) -> bool,
    /// Decodes a word; characters without a meaning stay.
    pub(super) decode: fn(&str) -> String,
    /// Whether a word is of a form that only this encoding produces.
    pub(super) is_conclusive: fn(&str) -> bool,
}

pub(super) const ENCODINGS: [Encoding; 2] = [
    Encoding { kind: FlawKind::Vni, is_word_char: is_vni, decode: from_vni, is_conclusive: has_vni_pair },
    Encoding {
        kind: FlawKind::Tcvn3,
        is_word_char: is_tcvn3,
        decode: from_tcvn3,
        is_conclusive: has_tcvn3_form,
    },
];

fn is_tcvn3(letter: char) -> bool {
    letter.is_ascii_alphabetic() || tcvn3(letter).is_some()
}

fn tcvn3(letter: char) -> Option<char> {
    let place = u32::from(letter).checked_sub(0xa1)?;
    TCVN3.chars().nth(place as usize).filter(|&decoded| decoded != '·')
}

/// Decodes a word in TCVN3. The ư is a soft hyphen there and easily lost, so it is restored where ơ is impossible
/// without it (Mêng: Mường).
fn from_tcvn3(word: &str) -> String {
    let decoded: String = word.chars().map(|letter| tcvn3(letter).unwrap_or(letter)).collect();
    if is_syllable(&decoded) {
        return decoded;
    }
    let is_horned_o = |letter: char| split_tone(letter).is_some_and(|(plain, _)| lower(plain) == 'ơ');
    match decoded.find(is_horned_o) {
        Some(at) if !decoded[..at].ends_with('ư') => [&decoded[..at], "ư", &decoded[at..]].concat(),
        _ => decoded,
    }
}

/// Whether a word has signs among its letters, or capitals among small letters (NguyÔn).
fn has_tcvn3_form(word: &str) -> bool {
    let mixed = !has_plain_case(word) && word.contains(|letter| matches!(letter, 'À'..='Þ'));
    let signed = word.contains(is_sign) && word.contains(|letter: char| letter.is_ascii_alphabetic());
    mixed || (signed && word != "µm")
}

/// Whether no language writes the character of Latin-1 inside a word.
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

/// Whether a word has a base letter followed by its mark, a pair that no correct Vietnamese word contains.
pub(super) fn has_vni_pair(word: &str) -> bool {
    word.chars().zip(word.chars().skip(1)).any(|(letter, mark)| vni(&[letter, mark]).is_some())
}

/// Returns the letter that VNI writes as `written`, in the case of its base letter.
fn vni(written: &[char]) -> Option<char> {
    let decoded = VNI.split(' ').find_map(|entry| {
        let mut entry = entry.chars();
        let decoded = entry.next_back();
        decoded.filter(|_| entry.eq(written.iter().map(|&letter| lower(letter))))
    })?;
    Some(if written[0].is_uppercase() { upper(decoded) } else { decoded })
}

#[cfg(test)]
pub(super) use tests::{mojibake_of_tcvn3, mojibake_of_vni};

#[cfg(test)]
mod tests {
    use super::{TCVN3, VNI, is_tcvn3, lower};

    /// Returns `text` typed for a TCVN3 font and read as Latin-1; capitals that the font lacks are typed as small
    /// letters.
    pub fn mojibake_of_tcvn3(text: &str) -> String {
        let place = |letter| TCVN3.chars().position(|decoded| decoded == letter);
        let written = |letter| place(letter).or_else(|| place(lower(letter)));
        let read = |letter| written(letter).and_then(|place| char::from_u32(0xa1 + place as u32));
        text.chars().map(|letter| read(letter).unwrap_or(letter)).collect()
    }

    /// Returns `text` typed for a VNI font and read as Latin-1.
    pub fn mojibake_of_vni(text: &str) -> String {
        let written = |letter| VNI.split(' ').find_map(|entry| entry.strip_suffix(lower(letter)));
        let in_case = |letter: char, written: &str| {
            if letter.is_uppercase() { written.to_uppercase() } else { written.to_owned() }
        };
        text.chars()
            .map(|letter| in_case(letter, written(letter).unwrap_or(&lower(letter).to_string())))
            .collect()
    }

    /// The TCVN3 table has an entry for each code point, and each Vietnamese small letter occurs once.
    #[test]
    fn tables_are_complete() {
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
