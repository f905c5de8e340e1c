//! The language of the system settings, which Windows and macOS do not set in the environment.

use jiff::tz::TimeZone;

use crate::messages::Language;

/// Time zones of computers in Vietnam; Windows has one for Bangkok, Hanoi and Jakarta.
const VIETNAMESE_ZONES: [&str; 3] = ["Asia/Ho_Chi_Minh", "Asia/Saigon", "Asia/Bangkok"];

/// Returns the language of the system; `None` if it is neither Vietnamese nor English.
pub fn system_language() -> Option<Language> {
    let zone = TimeZone::system();
    preferred(sys_locale::get_locales(), zone.iana_name())
}

/// Returns the language for the languages that the system lists, the preferred one first, and its time zone.
///
/// It is Vietnamese if the system lists it at all: many offices list English first, and only a reader of Vietnamese
/// adds it. Other offices use Windows in English only; their clock shows where they are.
fn preferred(tags: impl Iterator<Item = String>, zone: Option<&str>) -> Option<Language> {
    let known: Vec<Language> = tags.filter_map(|tag| Language::from_tag(&tag)).collect();
    let is_in_vietnam = zone.is_some_and(|zone| VIETNAMESE_ZONES.contains(&zone));
    let is_vietnamese = known.contains(&Language::Vi) || (is_in_vietnam && !known.is_empty());
    if is_vietnamese { Some(Language::Vi) } else { known.first().copied() }
}

#[cfg(test)]
mod tests {
    use super::preferred;
    use crate::messages::Language;

    /// Vietnamese counts wherever it is in the list, and an English computer in Vietnam is Vietnamese.
    #[test]
    fn languages_of_systems() {
        let language = |tags: &[&str], zone| preferred(tags.iter().map(|tag| (*tag).to_owned()), zone);
        assert_eq!(language(&["en-US", "vi-VN"], None), Some(Language::Vi));
        assert_eq!(language(&["en-US"], Some("Asia/Bangkok")), Some(Language::Vi));
        assert_eq!(language(&["en-US"], Some("Asia/Ho_Chi_Minh")), Some(Language::Vi));
        assert_eq!(language(&["en-GB", "fr-FR"], Some("Europe/Paris")), Some(Language::En));
        assert_eq!(language(&["fr-FR"], Some("Europe/Paris")), None);
        assert_eq!(language(&[], None), None);
    }
}
