//! Checks the form of decision numbers and proposes corrections.

/// Abbreviations of issuers as typed without Đ or in capitals, with their right forms.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("CDCS", "CĐCS"),
    ("CDGD", "CĐGD"),
    ("CDN", "CĐN"),
    ("CDVC", "CĐVC"),
    ("CDYT", "CĐYT"),
    ("LDLD", "LĐLĐ"),
    ("TLD", "TLĐ"),
    ("TLDLD", "TLĐ"),
    ("TTG", "TTg"),
];

/// Returns true if `number` has a form that offices of the state and the unions use (Decree 30/2020/NĐ-CP,
/// appendix I): `27/QĐ-LĐLĐ`, `31/2020/QĐ-UBND`, or `97-QĐ/TW` as the Party does.
pub fn is_well_formed(number: &str) -> bool {
    let act = |act: &str| act.split_once('-').is_some_and(|(kind, body)| is_kind(kind) && is_body(body));
    match *number.split('/').collect::<Vec<&str>>() {
        [serial, rest] => {
            let party =
                serial.split_once('-').is_some_and(|(serial, kind)| is_serial(serial) && is_kind(kind));
            (party && is_body(rest)) || (is_serial(serial) && act(rest))
        }
        [serial, year, rest] => is_serial(serial) && is_year(year) && act(rest),
        _ => false,
    }
}

/// Returns the probable right form of `number`; `None` if it is unclear, or if `number` is well formed.
pub fn proposal(number: &str) -> Option<String> {
    if is_well_formed(number) {
        return None;
    }
    let capitals = number.to_uppercase();
    let capitals = capitals.trim_start_matches("QUYẾT ĐỊNH").trim_start();
    let capitals = capitals.trim_start_matches("SỐ").trim_start_matches([':', ' ']);
    let is_break = |letter: char| "/-–—_".contains(letter) || letter.is_whitespace();
    let mut parts = capitals.split(is_break).filter(|part| !part.is_empty()).peekable();
    let serial = parts.next()?.replace('O', "0");
    let year = parts.next_if(|part| is_year(part));
    let kind = parts.next()?.replace('D', "Đ");
    let body: Vec<String> = parts.map(repair_abbreviation).collect();
    let serial = [Some(serial.as_str()), year].into_iter().flatten().collect::<Vec<&str>>().join("/");
    let meant = format!("{serial}/{kind}-{}", body.join("-"));
    let is_whole = body.iter().all(|part| !is_year(part));
    (is_whole && is_well_formed(&meant)).then_some(meant)
}

/// Returns the right form of an abbreviation, or `body` itself.
fn repair_abbreviation(body: &str) -> String {
    let bare = body.replace('Đ', "D");
    ABBREVIATIONS.iter().find(|(typed, _)| *typed == bare).map_or(body, |(_, meant)| meant).to_owned()
}

/// Returns true for digits, perhaps with a lowercase letter at the end, as in an inserted number.
fn is_serial(text: &str) -> bool {
    let digits = text.strip_suffix(|letter: char| letter.is_ascii_lowercase()).unwrap_or(text);
    (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && matches!(text.parse(), Ok(1900..=2100))
}

fn is_kind(text: &str) -> bool {
    text.strip_prefix("QĐ").is_some_and(|rest| rest.chars().all(|letter| letter.is_alphabetic()))
        && text.chars().all(char::is_uppercase)
}

/// Returns true for groups of capitals and digits; lowercase letters may only follow others, as in TTg.
fn is_body(text: &str) -> bool {
    let is_group = |group: &str| {
        let small = group.chars().filter(|letter| letter.is_lowercase()).count();
        let capitals = group.chars().filter(|letter| letter.is_uppercase()).count();
        let first = group.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit());
        first && small < capitals.max(1) && group.chars().all(char::is_alphanumeric)
    };
    text.contains(char::is_uppercase) && text.split(['-', '.', '&']).all(is_group)
}

#[cfg(test)]
mod tests {
    use super::{is_well_formed, proposal};

    /// Numbers in the forms that offices use.
    #[test]
    fn good_numbers() {
        for number in [
            "1689/QĐ-TLĐ",
            "27/QĐ-LĐLĐ",
            "31/2020/QĐ-UBND",
            "97-QĐ/TW",
            "777/2004/QĐ-TLĐ",
            "07/QĐ-LĐLĐ",
            "123/QĐ-TTg",
            "305/QĐ-CTN",
            "12a/QĐKT-CĐCS",
            "5/QĐ-UBND-TĐKT",
            "15/QĐ-THPT2",
        ] {
            assert!(is_well_formed(number), "{number}");
            assert_eq!(proposal(number), None, "{number}");
        }
    }

    /// A number with a clear correction gets a proposal; an ambiguous one gets none.
    #[test]
    fn bad_numbers() {
        for (number, meant) in [
            ("27/QD-LDLD", Some("27/QĐ-LĐLĐ")),
            ("27/QĐ/LĐLĐ", Some("27/QĐ-LĐLĐ")),
            ("27 /QĐ - LĐLĐ", Some("27/QĐ-LĐLĐ")),
            ("27-QĐ-LĐLĐ", Some("27/QĐ-LĐLĐ")),
            ("27/qđ-lđlđ", Some("27/QĐ-LĐLĐ")),
            ("Số: 27/QĐ–LĐLĐ", Some("27/QĐ-LĐLĐ")),
            ("Quyết định số 27/QĐ-LĐLĐ", Some("27/QĐ-LĐLĐ")),
            ("2O/QĐ-TLĐ", Some("20/QĐ-TLĐ")),
            ("31/2020/QĐ/UBND", Some("31/2020/QĐ-UBND")),
            ("27/QĐ-LĐLĐ/2023", None),
            ("27", None),
            ("QĐ-LĐLĐ", None),
            ("27/QĐ", None),
            ("", None),
        ] {
            assert!(!is_well_formed(number), "{number}");
            assert_eq!(proposal(number).as_deref(), meant, "{number}");
        }
    }
}
