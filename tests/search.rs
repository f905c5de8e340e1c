//! The search in memory: ranking on searches written by hand, and names drawn at random.

use std::fs;
use std::path::{Path, PathBuf};

use bangvang::model::recipients::{RecipientId, Recipients};
use bangvang::model::registry::{KindId, UnitId};
use bangvang::model::site::{AwardId, DecisionId, Site};
use bangvang::model::tags::Tags;
use bangvang::pipeline::{self, PreparedBuild};
use bangvang::search::{
    self, ArticleEntry, Entries, EntryRoutes, Filters, PersonEntry, Query, ResultClass, ThingEntry,
    ThingInputs,
};

use crate::project::options;

/// Addresses of which only the order matters.
struct Routes<'s>(&'s Site);

impl EntryRoutes for Routes<'_> {
    fn recipient(&self, _: RecipientId, newest: AwardId) -> String {
        format!("vinh-danh/{newest:?}/")
    }

    fn unit(&self, unit: UnitId) -> Option<String> {
        Some(format!("don-vi/{}/", self.0.units[unit].id.value))
    }

    fn decision(&self, decision: DecisionId) -> Option<String> {
        Some(format!("quyet-dinh/{decision:?}/"))
    }

    fn kind(&self, kind: KindId) -> Option<String> {
        let is_awarded = self.0.awards.iter().any(|award| award.kind == kind);
        is_awarded.then(|| format!("danh-hieu/{}/", self.0.kinds[kind].id.value))
    }

    fn rolls(&self) -> Vec<(i16, String)> {
        let mut years: Vec<i16> = self.0.awards.iter().map(|award| award.year).collect();
        years.sort_unstable_by(|one, other| other.cmp(one));
        years.dedup();
        years.into_iter().map(|year| (year, format!("bang-vang/{year}/"))).collect()
    }
}

/// Everything that can be found on a site.
struct Index {
    prepared: PreparedBuild,
    people: Vec<PersonEntry>,
    things: Vec<ThingEntry>,
    articles: Vec<ArticleEntry>,
}

impl Index {
    fn of(root: &Path) -> Index {
        let prepared = pipeline::prepare(root, &options()).expect("the content folder can be listed");
        let planned = prepared.planned.as_ref().expect("there are settings");
        let (site, plan) = (&planned.site, &planned.plan);
        let recipients = Recipients::from_site(site);
        let routes = Routes(site);
        let strings = &planned.theme.value.strings;
        let people = search::people(site, &recipients, &plan.units.ranks, &routes);
        let inputs = ThingInputs { site, recipients: &recipients, routes: &routes, strings };
        let things = search::things(inputs);
        let articles = search::articles(site, &recipients, &Tags::of(&site.articles));
        Index { people, things, articles, prepared }
    }

    fn site(&self) -> &Site {
        &self.prepared.planned.as_ref().expect("there are settings").site
    }

    fn entries(&self) -> Entries<'_> {
        Entries { site: self.site(), people: &self.people, things: &self.things, articles: &self.articles }
    }

    /// Returns the lines of a case.
    fn found(&self, query: &str, filters: &Filters) -> Vec<String> {
        let site = self.site();
        let found = self.entries().find(&Query::parse(query), filters);
        let mut lines = Vec::new();
        lines.extend(found.is_similar.then(|| "~".to_owned()));
        for person in &found.people {
            let unit = person.entry.unit.map_or("", |unit| site.units[unit].name());
            lines.push(format!("nguoi {} | {unit} | {}", person.entry.name, person.count));
        }
        for thing in &found.things {
            lines.push(format!("{} {}", ResultClass::Thing(thing.entry.class).word(), thing.entry.title));
        }
        let has_others = found.things.is_empty() && (found.people.is_empty() || found.is_similar);
        if filters.class == Some(ResultClass::Article) || has_others {
            lines.extend(found.articles.iter().map(|article| format!("bai-viet {}", article.title)));
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
