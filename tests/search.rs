//! The search in memory: ranking on searches written by hand, and names drawn at random.

use std::fs;
use std::path::{Path, PathBuf};

use bangvang::model::site::Site;
use bangvang::pipeline::{self, PreparedBuild};
use bangvang::plan::SearchEntries;
use bangvang::search::{Entries, Filters, Query, ResultClass};
use proptest::collection::vec;
use proptest::sample::select;
use proptest::strategy::Strategy;

use crate::project::{Project, SETTINGS, UNITS, options};
use crate::trials;

/// A site with everything that can be found on it.
struct Index {
    prepared: PreparedBuild,
    entries: SearchEntries,
}

impl Index {
    fn of(root: &Path) -> Index {
        let prepared = pipeline::prepare(root, &options()).expect("the content folder can be listed");
        let planned = prepared.planned.as_ref().expect("there are settings");
        let entries = SearchEntries::of(&planned.site, &planned.plan, &planned.theme.value.strings);
        Index { entries, prepared }
    }

    fn site(&self) -> &Site {
        &self.prepared.planned.as_ref().expect("there are settings").site
    }

    fn entries(&self) -> Entries<'_> {
        self.entries.entries(self.site())
    }

    /// Returns the lines of a case.
    fn found(&self, query: &str, filters: &Filters) -> Vec<String> {
        let site = self.site();
        let found = self.entries().find(&Query::parse(query), filters);
        let has_others = found.things.is_empty() && (found.people.is_empty() || found.is_similar);
        let lists_articles = filters.class == Some(ResultClass::Article) || has_others;
        let articles = found.articles.iter().filter(|_| lists_articles);
        let mut lines: Vec<String> = articles.map(|article| format!("bai-viet {}", article.title)).collect();
        lines.extend(found.is_similar.then(|| "~".to_owned()));
        for person in &found.people {
            let unit = person.entry.unit.map_or("", |unit| site.units[unit].name());
            lines.push(format!("nguoi {} | {unit} | {}", person.entry.name, person.count));
        }
        for thing in &found.things {
            lines.push(format!("{} {}", ResultClass::Thing(thing.entry.class).word(), thing.entry.title));
        }
        lines
    }
}

/// A search written by hand.
struct Case {
    line: usize,
    query: String,
    filters: Vec<(String, String)>,
    expected: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search")
}

/// Reads `tests/search/cases.txt`.
fn cases() -> Vec<Case> {
    let text = fs::read_to_string(folder().join("cases.txt")).unwrap();
    let mut cases: Vec<Case> = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        if let Some(query) = text.strip_prefix('?') {
            let query = query.strip_prefix(' ').unwrap_or(query).replace('␣', " ");
            cases.push(Case { line, query, filters: Vec::new(), expected: Vec::new() });
        } else if let Some(filter) = text.strip_prefix("& ") {
            let (key, value) = filter.split_once('=').unwrap();
            cases.last_mut().unwrap().filters.push((key.to_owned(), value.to_owned()));
        } else if !text.is_empty() && !text.starts_with('#') {
            cases.last_mut().unwrap().expected.push(text.to_owned());
        }
    }
    cases
}

fn filters(site: &Site, written: &[(String, String)]) -> Filters {
    let mut filters = Filters::default();
    for (key, value) in written {
        match key.as_str() {
            "nam" => filters.year = value.parse().ok(),
            "loai" => {
                let class = ResultClass::WORDS.iter().find(|(word, _)| word == value);
                filters.class = Some(class.unwrap().1);
            }
            "don-vi" => {
                filters.unit =
                    site.units.entries().find(|(_, unit)| *unit.id.value == **value).map(|(id, _)| id);
                assert!(filters.unit.is_some(), "{value}");
            }
            "danh-hieu" => {
                filters.kind =
                    site.kinds.entries().find(|(_, kind)| *kind.id.value == **value).map(|(id, _)| id);
                assert!(filters.kind.is_some(), "{value}");
            }
            _ => panic!("{key}"),
        }
    }
    filters
}

/// Returns what is wrong with the lines that a case found.
fn flaw(case: &Case, found: &[String]) -> Option<String> {
    let (absent, listed): (Vec<&String>, Vec<&String>) =
        case.expected.iter().partition(|line| line.starts_with("! "));
    let title = |line: &str| {
        let title = line.split_once(' ').map_or(line, |(_, title)| title);
        title.split(" | ").next().unwrap_or(title).to_owned()
    };
    if let Some(line) = absent.iter().find(|line| found.iter().any(|found| title(found) == line[2..])) {
        return Some(format!("finds {}", &line[2..]));
    }
    if listed.is_empty() && !absent.is_empty() {
        return None;
    }
    let is_open = listed.last().is_some_and(|line| *line == "...");
    let listed = &listed[..listed.len() - usize::from(is_open)];
    let compared = if is_open { &found[..listed.len().min(found.len())] } else { found };
    let is_same = compared.iter().collect::<Vec<_>>() == listed;
    (!is_same).then(|| format!("finds\n{}", found.join("\n")))
}

/// Every search written by hand finds what it says, in that order.
#[test]
fn searches_find_what_is_written() {
    let index = Index::of(&folder().join("site"));
    let cases = cases();
    assert!(cases.len() > 60);
    let mut flaws = Vec::new();
    for case in &cases {
        let found = index.found(&case.query, &filters(index.site(), &case.filters));
        let flaw = flaw(case, &found);
        flaws.extend(flaw.map(|flaw| format!("cases.txt:{}: `{}` {flaw}", case.line, case.query)));
    }
    assert!(flaws.is_empty(), "{}", flaws.join("\n\n"));
}

/// The site of the cases has neither errors nor warnings.
#[test]
fn the_site_of_the_cases_is_sound() {
    let index = Index::of(&folder().join("site"));
    assert!(!index.prepared.has_errors(), "{:#?}", index.prepared.diagnostics);
}

/// A whole name without marks finds the people of that name first, before all others, also where the names of units have
/// the same words.
#[test]
fn whole_names_are_first() {
    let family = select(&["Nguyễn", "Trần", "Lê", "Thạch", "H’Bia", "Đỗ", "An"][..]);
    let middle = select(&["", "Văn", "Thị", "Thị Hoa", "Hoàng", "Mai", "An"][..]);
    let given = select(&["Mai", "Mãi", "An", "Ẩn", "Hòa", "Hóa", "Đức", "Niê", "Thị", "Quỳnh"][..]);
    let unit = select(&["ldld-thu", "cd-thu"][..]);
    let person = (family, middle, given, unit).prop_map(|(family, middle, given, unit)| {
        let name: Vec<&str> = [family, middle, given].into_iter().filter(|word| !word.is_empty()).collect();
        (name.join(" "), unit)
    });
    trials::run(8, vec(person, 1..40), |people| {
        let rows: String = people
            .iter()
            .zip(1..)
            .map(|((name, unit), no)| {
                format!(
                    "  - {{no: {no}, to: individual, name: {name}, unit: {unit}, period: {}}}\n",
                    1990 + no
                )
            })
            .collect();
        let project = Project::new()
            .with_awards(&rows)
            .with("content/site.yaml", SETTINGS)
            .with("content/registry/units.yaml", UNITS.replace("CĐCS Thử", "CĐCS Nguyễn Thị Hoa Mai An"));
        let index = Index::of(project.path());
        for (name, _) in &people {
            let typed = bangvang::search::words(name).join(" ");
            let found = index.entries().find(&Query::parse(&typed), &Filters::default());
            assert!(!found.is_similar, "{typed}");
            let same = |found: &str| bangvang::search::words(found).join(" ") == typed;
            let first = found.people.iter().take_while(|found| same(&found.entry.name)).count();
            let all = found.people.iter().filter(|found| same(&found.entry.name)).count();
            assert!(first > 0 && first == all, "`{typed}` is not first");
            assert!(found.people.iter().any(|found| *found.entry.name == **name), "{name}");
        }
    });
}

/// A name that readers do not see is never found, and neither is a draft.
#[test]
fn hidden_names_are_never_found() {
    let index = Index::of(&folder().join("site"));
    for name in ["Phạm Văn Rút", "Phạm Văn Kín", "Phạm Thị Tắt", "Phạm Thị Nháp"] {
        let words = bangvang::search::words(name);
        for typed in [name.to_owned(), words.join(" "), words[2].clone(), format!("{} may phu an", words[2])]
        {
            for class in [None, Some(ResultClass::Person), Some(ResultClass::Article)] {
                let filters = Filters { class, ..Filters::default() };
                let lines = index.found(&typed, &filters);
                assert!(!lines.iter().any(|line| line.contains(name)), "`{typed}` finds {lines:?}");
            }
        }
    }
}
