//! A site whose search index consists of many files, and what the terminal finds there.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use bangvang::pipeline;
use bangvang::plan::SearchEntries;
use bangvang::search::{Filters, Query, ResultClass};
use serde_json::{Value, json};

use crate::project::options;

const PEOPLE: usize = 9_000;
const UNITS: usize = 2_500;
const ARTICLES: usize = 620;

const SETTINGS: &str = "title: Công đoàn Minh Giang
organisation: Liên đoàn Lao động tỉnh Minh Giang
description: Trang để thử việc tìm kiếm
base_url: https://congdoan.minhgiang.example
language: vi
sections:
  - {id: tin, title: Tin}
share_pictures: false
";

/// Words and filters, as in the address of a search.
const SEARCHES: [(&str, &str); 42] = [
    ("mai", ""),
    ("thái", ""),
    ("lam", ""),
    ("thanh", ""),
    ("nguyen", ""),
    ("ma", ""),
    ("ma ma", ""),
    ("mia", ""),
    ("thanh 2018", ""),
    ("thanh", "nam=1999"),
    ("thanh", "don-vi=u1"),
    ("manh", "nam=2019"),
    ("hoa mai", ""),
    ("mai van", ""),
    ("nguyen van manh", ""),
    ("Nguyễn Văn Mạnh", ""),
    ("nguyen t m", ""),
    ("van hoa mai", ""),
    ("tran mia", ""),
    ("nguyen van mahn", ""),
    ("le thi thu thao ", ""),
    ("le thi thu tha", ""),
    ("t.v.m.thanh", ""),
    ("thanh tran van", ""),
    ("tran van thanh an phu", ""),
    ("cđcs", ""),
    ("cdcs", "don-vi=u1"),
    ("cdcs", "nam=2018"),
    ("cdcs", "danh-hieu=bang-khen-ldld-tinh"),
    ("cong ty", "loai=don-vi"),
    ("cong ty thep", ""),
    ("cong ty giay b", ""),
    ("son hai long", ""),
    ("3/qđ", ""),
    ("quyet dinh 3", ""),
    ("hội diễn công đoàn cơ sở quê hương", ""),
    ("hoi dien cong doan co so que huong", "loai=bai-viet"),
    ("cong doan", "loai=bai-viet"),
    ("tin tuc", "loai=bai-viet&nam=2014"),
    ("co", "loai=bai-viet"),
    ("so 619", "loai=bai-viet"),
    ("zzzz", ""),
];

/// Numbers that look like random ones and are the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn word(&mut self, words: &str) -> String {
        let words: Vec<&str> = words.split(' ').collect();
        words[self.below(words.len())].to_owned()
    }
}

/// Writes the project of the site below `root`.
pub fn write(root: &Path) {
    let numbers = &mut Numbers(21);
    let write = |path: &str, text: &str| {
        let path = root.join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("site.yaml", SETTINGS);
    let mut units = "- {id: ldld-mg, type: federation, names: [{name: LĐLĐ tỉnh Minh Giang}]}\n".to_owned();
    for unit in 0..UNITS {
        let words = "An Phú Bình Minh Hòa Đông Tây Sơn Long Hải Tân Thịnh Thép Giấy May Gỗ Bia Sữa";
        let name: Vec<String> = (0..4).map(|_| numbers.word(words)).collect();
        let name = format!("CĐCS Công ty {}", name.join(" "));
        _ = writeln!(
            units,
            "- {{id: u{unit}, type: grassroots, names: [{{name: {name}}}], parents: [{{unit: ldld-mg}}]}}"
        );
    }
    write("registry/units.yaml", &units);
    for decision in 1..=8 {
        let year = 2015 + decision;
        let mut text = format!(
            "number: {decision}/QĐ-LĐLĐ\nsigned: {year}-02-16\nissuer: ldld-mg\nsubject: Khen thưởng\n\
             defaults: {{kind: bang-khen-ldld-tinh, period: {}}}\nawards:\n",
            year - 1
        );
        for row in 1..=PEOPLE / 8 {
            let family = numbers.word("Nguyễn Trần Lê Phạm Mai Thái Lâm Đào Đỗ Hồ");
            let middle = numbers.word("Thị Văn Đức Hữu Ngọc");
            let second = numbers.word("Minh Thu Hoa Kim Anh Mai");
            let given =
                "Mạnh Mạnh Mạnh Mận Mai Thanh Thanh Thanh Thảo Thảo Thắng Thái Đạt Hoa Hồng Lan Lâm Bình";
            // The same name twice in one unit and one decision would be an error.
            let (given, unit) = (numbers.word(given), (row * 7 + decision) % 1_201);
            let name = if row % 5 == 0 {
                format!("{family} {middle}")
            } else {
                format!("{family} {middle} {second}")
            };
            _ = writeln!(text, "  - {{no: {row}, to: individual, name: {name} {given}, unit: u{unit}}}");
        }
        write(&format!("awards/qd-{decision}.yaml"), &text);
    }
    for article in 0..ARTICLES {
        let title = match article {
            0 => "Hội diễn công đoàn cơ sở quê hương".to_owned(),
            _ => format!("Tin tức công đoàn cơ sở số {article}"),
        };
        let (year, month) = (2014 + article / 62, 1 + article % 12);
        let text = format!("---\ntitle: {title}\ndate: {year}-{month:02}-05\n---\nLời đầu tiên {article}.\n");
        write(&format!("articles/tin/a{article}.md"), &text);
    }
}

/// Returns each search with what the terminal finds: `words`, `filters`, `isSimilar`, and `lines` of class and address.
pub fn searches(root: &Path) -> Value {
    let prepared = pipeline::prepare(root, &options()).unwrap();
    let planned = prepared.planned.as_ref().unwrap();
    let (site, entries) =
        (&planned.site, SearchEntries::of(&planned.site, &planned.plan, &planned.theme.value.strings));
    let search = |(words, written): &(&str, &str)| {
        let mut filters = Filters::default();
        for (key, value) in written.split('&').filter_map(|filter| filter.split_once('=')) {
            match key {
                "nam" => filters.year = value.parse().ok(),
                "don-vi" => {
                    filters.unit =
                        site.units.entries().find(|(_, unit)| *unit.id.value == *value).map(|(id, _)| id);
                }
                "danh-hieu" => {
                    filters.kind =
                        site.kinds.entries().find(|(_, kind)| *kind.id.value == *value).map(|(id, _)| id);
                }
                _ => {
                    filters.class =
                        ResultClass::WORDS.iter().find(|(word, _)| *word == value).map(|(_, class)| *class)
                }
            }
        }
        let found = entries.entries(site).find(&Query::parse(words), &filters);
        let mut lines: Vec<String> =
            found.people.iter().map(|person| format!("nguoi {}", person.entry.address)).collect();
        let class = |class| ResultClass::Thing(class).word();
        lines.extend(
            found.things.iter().map(|thing| format!("{} {}", class(thing.entry.class), thing.entry.address)),
        );
        let has_others = found.things.is_empty() && (found.people.is_empty() || found.is_similar);
        if has_others || filters.class == Some(ResultClass::Article) {
            lines.extend(found.articles.iter().map(|article| format!("bai-viet {}", article.address)));
        }
        json!({ "words": words, "filters": written, "isSimilar": found.is_similar, "lines": lines })
    };
    SEARCHES.iter().map(search).collect()
}
