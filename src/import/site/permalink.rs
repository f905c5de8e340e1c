//! Computes the old address of a page from the pattern of its site, such as `/:year/:month/:title/`.

use crate::model::date::ArticleDate;

/// What a pattern can name of a page.
#[derive(Clone, Debug, Default)]
pub struct PermalinkFacts {
    /// The day of publication.
    pub date: Option<ArticleDate>,
    /// The headline as addresses have it, for `:title`.
    pub title: String,
    /// What `:slug` is: the typed last part of the address, or what the generator takes without one.
    pub slug: String,
    /// The typed last part of the address, or the name of the file.
    pub slug_or_file: String,
    /// The name of the file, without its ending.
    pub file: String,
    /// The folders of the file or the categories, as the address has them, from the first one.
    pub folders: Vec<String>,
    /// What `:output_ext` is: `.html`, or `/`.
    pub ending: &'static str,
}

/// Returns `pattern` with the facts of a page in place of its words; `None` if it has a word that is not known.
pub fn filled(pattern: &str, facts: &PermalinkFacts) -> Option<String> {
    let mut address = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(':') {
        address.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let length = rest.find(|letter: char| !(letter.is_ascii_alphabetic() || letter == '_'));
        let word = &rest[..length.unwrap_or(rest.len())];
        rest = &rest[word.len()..];
        // A part of the sections, such as `:sections[1:]`.
        if word == "sections" && rest.starts_with('[') {
            return None;
        }
        address.push_str(&value(word, facts)?);
    }
    address.push_str(rest);
    while address.contains("//") {
        address = address.replace("//", "/");
    }
    Some(format!("/{}", address.trim_start_matches('/')))
}

fn value(word: &str, facts: &PermalinkFacts) -> Option<String> {
    let of_date = |format: &str| Some(facts.date?.moment().strftime(format).to_string());
    match word {
        "year" => of_date("%Y"),
        "short_year" => of_date("%y"),
        "month" => of_date("%m"),
        "i_month" => of_date("%-m"),
        "day" => of_date("%d"),
        "i_day" => of_date("%-d"),
        "y_day" | "yearday" => of_date("%-j"),
        "hour" => of_date("%H"),
        "minute" => of_date("%M"),
        "second" => of_date("%S"),
        "title" | "post_title" => Some(facts.title.clone()),
        "slug" => Some(facts.slug.clone()),
        "slugorfilename" | "slugorcontentbasename" => Some(facts.slug_or_file.clone()),
        "filename" | "contentbasename" | "name" | "basename" => Some(facts.file.clone()),
        "section" => Some(facts.folders.first().cloned().unwrap_or_default()),
        "category" | "categories" | "sections" | "path" => Some(facts.folders.join("/")),
        "output_ext" => Some(facts.ending.to_owned()),
        _ => None,
    }
}

/// Returns a title as an address of Hugo has it: small letters with their marks, and hyphens for spaces.
pub fn urlized(title: &str) -> String {
    let mut address = String::new();
    for letter in title.trim().to_lowercase().chars() {
        if letter.is_whitespace() {
            if !address.ends_with('-') {
                address.push('-');
            }
        } else if letter.is_alphanumeric() || "._-~+/".contains(letter) {
            address.push(letter);
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::{PermalinkFacts, filled, urlized};
    use crate::model::date::ArticleDate;

    /// The patterns of each generator's documentation give its addresses.
    #[test]
    fn patterns() {
        let facts = PermalinkFacts {
            date: Some(ArticleDate { day: date(2021, 5, 7), time: Some(time(8, 30, 0, 0)) }),
            title: "le-hoi".to_owned(),
            slug: "lễ-hội".to_owned(),
            slug_or_file: "le-hoi".to_owned(),
            file: "2021-05-07-le-hoi".to_owned(),
            folders: vec!["tin".to_owned(), "xa".to_owned()],
            ending: ".html",
        };
        for (pattern, address) in [
            ("/:year/:month/:title/", "/2021/05/le-hoi/"),
            (":year/:month/:day/:title/", "/2021/05/07/le-hoi/"),
            ("/:categories/:year/:month/:day/:title:output_ext", "/tin/xa/2021/05/07/le-hoi.html"),
            ("/:section/:filename", "/tin/2021-05-07-le-hoi"),
            ("/:i_month-:i_day/:slug", "/5-7/lễ-hội"),
            ("/:slugorcontentbasename/", "/le-hoi/"),
        ] {
            assert_eq!(filled(pattern, &facts).as_deref(), Some(address), "{pattern}");
        }
        assert_eq!(filled("/:abbrlink/", &facts), None);
        assert_eq!(filled("/:year/:slug/", &PermalinkFacts::default()), None);
        assert_eq!(urlized("Lễ hội: 20/11 (mới)"), "lễ-hội-20/11-mới");
    }
}
