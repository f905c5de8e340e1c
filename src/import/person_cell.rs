//! Takes the cell with the name of a person apart.

use std::borrow::Cow;

use crate::text::{FlawKind, canonical_name, fold, is_plain_name, name_flaws};

use super::markers::marker;

/// The name of a person, or of a household, as a cell has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonName {
    /// The name with capitals as in names, without forms of address.
    pub name: String,
    /// `Ông` or `Bà`.
    pub honorific: Option<&'static str>,
    /// Whether the name was in capitals.
    pub is_mended: bool,
    /// The other forms of address and degrees that are left out.
    pub left_out: Option<String>,
    /// Whether the words say that the award is granted after death.
    pub posthumous: bool,
    /// Whether the words say that the household is meant.
    pub is_household: bool,
    /// The names of the people who share it.
    pub shared_with: Vec<String>,
    /// Whether the cell has several names without words that they share one award.
    pub has_several: bool,
    /// The name without *Ông* before it, where that is either the form of address or the family name: `Ông Văn Minh An`.
    pub name_without_address: Option<String>,
}

/// Words that say that the names of one cell share one award, in folded form.
const SHARING: &[&str] = &["dong tac gia", "va cong su", "cung cong su", "va nhom tac gia"];

/// Words before a name that say that the household is meant, in the form of [`canonical_name`].
const HOUSEHOLD: &[&str] = &["hộ gia đình ", "gia đình ", "hộ "];

/// The most words of the name of a person.
const MAX_NAME_WORDS: usize = 6;

/// Takes the text of a cell apart.
pub fn person_name(text: &str) -> PersonName {
    let folded = fold(text);
    let is_shared = SHARING.iter().any(|words| folded.contains(words));
    let posthumous = folded.contains("truy tang");
    let text = without_brackets(text);
    let parts = names(&text);
    let is_several = parts.len() > 1 && parts.iter().all(|part| is_possible_name(&single(part).name));
    let mut person = match parts.first() {
        Some(first) if is_several || is_shared => single(first),
        _ => single(&text),
    };
    person.posthumous = posthumous;
    if is_several || is_shared {
        let others = parts.iter().skip(1).map(|part| single(part).name);
        person.shared_with = others.filter(|name| is_possible_name(name)).collect();
        person.has_several = !is_shared;
    }
    person
}

/// Returns the text without the personal data that follow a name: a number, a line, a bracket, a comma, *sinh*. Further names
/// among them are kept behind semicolons.
pub fn without_private(text: &str) -> Cow<'_, str> {
    let first = before_private(text);
    let further = text.split([',', ';', '\n']).skip(1).map(before_private);
    let is_further = |part: &&str| part.split_whitespace().count() >= 3 && is_certain_name(part);
    let further: Vec<&str> = further.filter(is_further).collect();
    if further.is_empty() {
        return Cow::Borrowed(first);
    }
    Cow::Owned(format!("{first}; {}", further.join("; ")))
}

/// Returns the text before the first personal data.
pub fn before_private(text: &str) -> &str {
    let text = text.trim();
    let lower = text.to_lowercase();
    let sign = text.find(|letter: char| letter.is_ascii_digit() || ",;(\n".contains(letter));
    // Lower case may have another length in bytes; Vietnamese letters keep theirs.
    let word = [" sinh ", " - ", " – "].iter().filter_map(|word| lower.find(word)).min();
    let end = [sign, word.filter(|_| lower.len() == text.len())].into_iter().flatten().min();
    text[..end.unwrap_or(text.len())].trim()
}

/// Returns whether a text can be the name of a person: two to six words of letters.
pub fn is_possible_name(name: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphabetic() || " '’-.".contains(letter);
    let words = name.split_whitespace().count();
    (2..=MAX_NAME_WORDS).contains(&words)
        && name.chars().all(is_letter)
        && name.starts_with(char::is_uppercase)
}

/// Returns whether a text certainly is the name of a person: a form of address may precede it.
pub fn is_certain_name(text: &str) -> bool {
    person_name(text).is_certain()
}

/// Returns the text without remarks in brackets that do not belong to a name.
fn without_brackets(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some((before, after)) = rest.split_once('(') {
        let Some((inside, behind)) = after.split_once(')') else { break };
        let folded = fold(inside);
        let is_known = folded.contains("truy tang")
            || folded.contains("tac gia")
            || matches!(&*folded, "nam" | "nu" | "ong" | "ba" | "chu tri");
        kept.push_str(before);
        if !is_known {
            kept.push_str(&rest[before.len()..rest.len() - behind.len()]);
        }
        rest = behind;
    }
    kept.push_str(rest);
    kept.trim().to_owned()
}

/// Returns the names that a text may have: divided by commas, semicolons, line breaks and *và*.
fn names(text: &str) -> Vec<String> {
    const WORDS: [&str; 4] = [" và ", " VÀ ", " & ", " cùng "];
    let mut divided = Cow::Borrowed(text);
    if text.contains([';', '\n', ',']) {
        divided = Cow::Owned(text.replace([';', '\n', ','], "\u{1f}"));
    }
    for word in WORDS {
        if divided.contains(word) {
            divided = Cow::Owned(divided.replace(word, "\u{1f}"));
        }
    }
    let named = |part: &&str| {
        let folded = fold(part);
        !folded.is_empty()
            && !["cong su", "dong tac gia", "nhom tac gia"].iter().any(|word| folded.starts_with(word))
    };
    divided.split('\u{1f}').map(str::trim).filter(named).map(str::to_owned).collect()
}

/// Takes the name of one person apart.
fn single(text: &str) -> PersonName {
    let mut person = PersonName::default();
    let joined = text.split_whitespace().collect::<Vec<&str>>().join(" ");
    let mut name =
        marker(&joined).map_or(&*joined, |marker| marker.rest).trim_matches([',', ';', '.', ' ', '-', ':']);
    let lower = canonical_name(name);
    if let Some(word) = HOUSEHOLD.iter().find(|word| lower.starts_with(*word)) {
        let words = word.split(' ').count() - 1;
        name = name.splitn(words + 1, ' ').last().unwrap_or(name);
        person.is_household = true;
    }
    let mut name = name.to_owned();
    let mut flaws = name_flaws(&name);
    while let Some(title) = flaws.iter().find(|flaw| flaw.kind == FlawKind::Title) {
        person.add_title(&name[title.range.clone()]);
        name.replace_range(title.range.clone(), "");
        flaws = name_flaws(&name);
    }
    let rare_name = title_before_rare_name(&name).map(str::to_owned);
    let is_doubtful = rare_name.as_deref().is_some_and(is_middle_name);
    if let Some(rest) = rare_name.filter(|_| !is_doubtful) {
        flaws = name_flaws(&rest);
        name = rest;
        person.honorific = Some("Ông");
    }
    let is_small = !name.contains(char::is_uppercase);
    if is_small {
        flaws = name_flaws(&name.to_uppercase());
    }
    if let Some(flaw) = flaws.into_iter().find(|flaw| flaw.kind == FlawKind::AllCaps) {
        name = flaw.proposal.unwrap_or(name);
        person.is_mended = true;
    }
    person.name = name.trim().to_owned();
    person.name_without_address =
        person.name.split_once(' ').filter(|_| is_doubtful).map(|(_, rest)| rest.to_owned());
    person
}

/// Returns whether a text begins with a word that is more often a middle name than a family name.
fn is_middle_name(name: &str) -> bool {
    let first = canonical_name(name.split(' ').next().unwrap_or_default());
    ["văn", "hữu", "đức", "quốc", "ngọc", "minh", "thanh", "xuân", "công", "trọng"].contains(&&*first)
}

/// Returns the rest of a name after *Ông* before a rare family name: no name has *Ông* before three words unless the
/// second is *Thị*.
fn title_before_rare_name(name: &str) -> Option<&str> {
    let (first, rest) = name.split_once(' ')?;
    let is_address = canonical_name(first) == "ông";
    let second = canonical_name(rest.split(' ').next().unwrap_or_default());
    (is_address && second != "thị" && rest.split(' ').count() >= 3).then_some(rest)
}

impl PersonName {
    /// Returns whether it certainly is the name of one person.
    pub fn is_certain(&self) -> bool {
        !self.has_several && is_possible_name(&self.name) && is_plain_name(&self.name)
    }

    /// Notes a title that is taken out of the name.
    fn add_title(&mut self, title: &str) {
        let mut others: Vec<&str> = Vec::new();
        for word in title.split([' ', ':', ',']).filter(|word| !word.is_empty()) {
            match &*canonical_name(word.trim_end_matches('.')) {
                "ông" => self.honorific = Some("Ông"),
                "bà" => self.honorific = Some("Bà"),
                "ông/bà" => {}
                _ => others.push(word),
            }
        }
        if !others.is_empty() {
            let others = others.join(" ");
            self.left_out = Some(match self.left_out.take() {
                Some(before) => format!("{before} {others}"),
                None => others,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_certain_name, person_name, without_private};

    #[test]
    fn names_are_taken_apart() {
        for (text, name, honorific) in [
            ("Bà NGUYỄN THỊ HOA", "Nguyễn Thị Hoa", Some("Bà")),
            ("Ông Bạch Tuấn Kiệt", "Bạch Tuấn Kiệt", Some("Ông")),
            ("Ông Thị Kim Mai", "Ông Thị Kim Mai", None),
            ("Đ/c Lê Văn Ba", "Lê Văn Ba", None),
            ("H'HEN NIÊ", "H'Hen Niê", None),
            ("nguyễn văn an", "Nguyễn Văn An", None),
            ("1. Ông: Lê Văn Ba;", "Lê Văn Ba", Some("Ông")),
            ("Hộ ông Danh Sóc Kha", "Danh Sóc Kha", Some("Ông")),
            ("Lê Văn Ba (truy tặng)", "Lê Văn Ba", None),
        ] {
            let person = person_name(text);
            assert_eq!((&*person.name, person.honorific), (name, honorific), "{text}");
        }
        assert!(person_name("Lê Văn Ba (truy tặng)").posthumous);
        assert!(is_certain_name("Bà Đặng Thị Em") && !is_certain_name("Công ty May Phú An"));
    }

    /// Personal data behind a name are left out; further names are not.
    #[test]
    fn personal_data_are_left_out() {
        for (text, kept) in [
            ("Lê Văn Ba, 12/5/1980", "Lê Văn Ba"),
            ("Lê Văn Ba\nsinh năm 1980, Phú An", "Lê Văn Ba"),
            ("Lê Văn Ba (1980), Lê Thị Lan (1985)", "Lê Văn Ba; Lê Thị Lan"),
            ("Lê Văn Ba, 1980; bà Lê Thị Lan, 1985", "Lê Văn Ba; bà Lê Thị Lan"),
        ] {
            assert_eq!(without_private(text), kept);
        }
        assert!(person_name(&without_private("Lê Văn Ba, 1980\nLê Thị Lan, 1985")).has_several);
    }

    #[test]
    fn several_names_are_shared_only_if_the_words_say_so() {
        let shared = person_name("Lê Văn Ba và Bà Lê Thị Lan (đồng tác giả)");
        assert_eq!((&*shared.name, &*shared.shared_with), ("Lê Văn Ba", &["Lê Thị Lan".to_owned()][..]));
        assert!(!shared.has_several);
        assert!(person_name("Lê Văn Ba\nLê Thị Lan").has_several);
        assert_eq!(person_name("Lê Văn Ba và cộng sự").name, "Lê Văn Ba");
    }
}
