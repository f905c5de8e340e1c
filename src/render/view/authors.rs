//! The authors of articles, as feeds and structured data name them.

use crate::model::site::Article;
use crate::render::href::Href;
use crate::render::view::views::Views;
use crate::text;

/// The author of an article, for machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// Whether it is a person or an organisation.
    pub kind: AuthorKind,
    /// The name as printed under the article, or the organisation of the site.
    pub name: String,
    /// The absolute address of its page on this site; absent for people and for other organisations.
    pub url: Option<Href>,
}

/// Whether an author is a person or an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorKind {
    /// One person, or a byline that is no name of an organisation.
    Person,
    /// An office, a union, a newspaper.
    Organisation,
}

impl AuthorKind {
    /// Returns the name of the type in schema.org.
    pub const fn schema_type(self) -> &'static str {
        match self {
            AuthorKind::Person => "Person",
            AuthorKind::Organisation => "Organization",
        }
    }
}

/// Words at the start of a byline that only organisations have, as [`text::canonical_name`] returns them.
///
/// Words that are also family names or given names (`đoàn`, `trang`, `văn`) need the word after them.
const ORGANISATION_STARTS: &[&str] = &[
    "ban",
    "bbt",
    "báo",
    "bệnh viện",
    "bộ",
    "câu lạc bộ",
    "cđ",
    "cđcs",
    "chi cục",
    "clb",
    "công ty",
    "công đoàn",
    "cơ quan",
    "cổng thông tin",
    "cục",
    "cụm thi đua",
    "department",
    "editorial",
    "editors",
    "federation",
    "hội",
    "khối thi đua",
    "liên đoàn",
    "lđlđ",
    "mặt trận tổ quốc",
    "nghiệp đoàn",
    "nhà máy",
    "nhà văn hóa",
    "nhà xuất bản",
    "nhóm",
    "office",
    "phòng",
    "sở",
    "thông tấn xã",
    "tạp chí",
    "tập thể",
    "tập đoàn",
    "tổ",
    "tổng cục",
    "tổng công ty",
    "tổng liên đoàn",
    "trade union",
    "trang thông tin",
    "trang tin",
    "trung tâm",
    "trường",
    "ttxvn",
    "tòa soạn",
    "union",
    "vietnam news agency",
    "viện",
    "văn phòng",
    "đoàn thanh niên",
    "đoàn viên",
    "đài phát thanh",
    "đài pt",
    "đài truyền hình",
    "đội",
    "ủy ban",
];

/// What bylines have between two authors.
const SEPARATORS: &[&str] = &[", ", "; ", " và ", " & ", " – ", " - ", " / "];

impl Views<'_> {
    /// Returns the authors of an article, in the order written; the organisation of the site if the article names
    /// none.
    pub fn authors(&self, article: &Article) -> Vec<Author> {
        let Some(byline) = &article.record.author else { return vec![self.site_author()] };
        if let Some(organisation) = self.known_organisation(byline) {
            return vec![organisation];
        }
        if is_organisation(byline) {
            return vec![Author { kind: AuthorKind::Organisation, name: byline.to_string(), url: None }];
        }
        let person =
            |name: &str| Author { kind: AuthorKind::Person, name: name.trim().to_owned(), url: None };
        let names = SEPARATORS.iter().fold(vec![&**byline], |names, separator| {
            names.into_iter().flat_map(|name| name.split(separator)).collect()
        });
        if names.iter().all(|name| is_full_name(name)) {
            names.into_iter().map(person).collect()
        } else {
            vec![person(byline)]
        }
    }

    /// Returns the organisation of the site as an author.
    pub fn site_author(&self) -> Author {
        let name = self.site.settings.organisation.to_string();
        Author { kind: AuthorKind::Organisation, name, url: Some(self.permalink("/")) }
    }

    /// Returns the organisation of the site or the unit of the registry that has this name.
    fn known_organisation(&self, byline: &str) -> Option<Author> {
        let key = text::canonical_name(byline);
        if key == text::canonical_name(&self.site.settings.organisation) {
            return Some(self.site_author());
        }
        let unit = self.cache.units.named(&key)?;
        let url = self.unit_href(unit).map(|href| self.links().absolute(&href));
        Some(Author { kind: AuthorKind::Organisation, name: byline.to_owned(), url })
    }
}

/// Returns true if a byline begins as only names of organisations do.
fn is_organisation(byline: &str) -> bool {
    let byline = text::canonical_name(byline);
    ORGANISATION_STARTS
        .iter()
        .any(|start| byline.strip_prefix(start).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// Returns true if `name` is two to five words that all begin with a capital letter.
fn is_full_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_capitalised = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    (2..=5).contains(&words.len()) && words.iter().all(is_capitalised) && !is_organisation(name)
}

#[cfg(test)]
mod tests {
    use super::{is_full_name, is_organisation};

    /// Offices and newspapers are organisations; people are not, even with family names that also begin names of
    /// organisations.
    #[test]
    fn organisations_and_people() {
        for office in [
            "Ban Tuyên giáo",
            "BAN TUYÊN GIÁO",
            "Uỷ ban nhân dân",
            "LĐLĐ tỉnh Minh Giang",
            "Báo Minh Giang",
            "CĐCS X",
            "Tổ",
        ] {
            assert!(is_organisation(office), "{office}");
        }
        for person in
            ["Đoàn Thị Hoa", "Trang Nhung", "Văn Bình", "Bán Nguyệt", "Banh Văn An", "Công Minh", "PV", ""]
        {
            assert!(!is_organisation(person), "{person}");
        }
    }

    /// A title or an office behind a comma is no second author.
    #[test]
    fn full_names() {
        assert!(is_full_name("Nguyễn Văn Hai") && is_full_name("Thu Hà"));
        assert!(
            !is_full_name("Trưởng ban Tuyên giáo") && !is_full_name("Hà") && !is_full_name("Ban Nữ Công")
        );
    }
}
