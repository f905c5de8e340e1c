//! Records named by their printed names instead of their ids.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use bangvang::diagnostic::Severity;
use bangvang::messages::Language;
use bangvang::model::named_record::NamedRecord;
use bangvang::model::site::{BuildOptions, Now, Site};
use bangvang::text::{ABBREVIATIONS, canonical_name, printed_name};

use crate::project::{Built, Project, options, tree};
use crate::trials;

/// A generator of pseudo-random numbers (SplitMix64), the same on every system.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as usize % end
    }

    fn is_heads(&mut self) -> bool {
        self.below(2) == 0
    }
}

/// The printed names of the records of one kind that no other record has, by id.
struct Names {
    by_id: HashMap<String, Vec<String>>,
    used: usize,
}

impl Names {
    fn new<'n>(records: impl Iterator<Item = NamedRecord<'n>>) -> Names {
        let mut by_id: HashMap<String, Vec<String>> = HashMap::new();
        let mut holders: HashMap<String, Vec<String>> = HashMap::new();
        for record in records {
            for spelling in &record.spellings {
                by_id.entry(record.id.to_owned()).or_default().push(spelling.name.to_owned());
                let holders = holders.entry(printed_name(spelling.name).marked).or_default();
                if !holders.iter().any(|id| id == record.id) {
                    holders.push(record.id.to_owned());
                }
            }
        }
        by_id
            .values_mut()
            .for_each(|names| names.retain(|name| holders[&printed_name(name).marked].len() == 1));
        by_id.retain(|_, names| !names.is_empty());
        Names { by_id, used: 0 }
    }

    /// Returns a random spelling of a random name of the record `id`.
    fn spelt(&mut self, id: &str, random: &mut Random) -> Option<String> {
        let names = self.by_id.get(id)?;
        let name = &names[random.below(names.len())];
        let spelt = punctuated(&in_case(&abbreviated(name, random), random), random);
        assert_eq!(printed_name(&spelt), printed_name(name), "{spelt} is no spelling of {name}");
        self.used += 1;
        Some(spelt)
    }
}

/// Writes abbreviations out and long forms short, at random; in small letters.
fn abbreviated(name: &str, random: &mut Random) -> String {
    let mut text = format!(" {} ", canonical_name(name));
    for (short, long) in ABBREVIATIONS {
        for (from, to) in [(long, short), (short, long)] {
            let from = format!(" {} ", canonical_name(from));
            if text.contains(&from) && random.is_heads() {
                text = text.replacen(&from, &format!(" {} ", canonical_name(to)), 1);
                break;
            }
        }
    }
    if random.is_heads() {
        text = text.replace(" và ", " & ");
    }
    text.trim().to_owned()
}

fn in_case(text: &str, random: &mut Random) -> String {
    match random.below(4) {
        0 => text.to_owned(),
        1 => text.to_uppercase(),
        _ => {
            let capital = |word: &str| {
                let mut letters = word.chars();
                letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
            };
            text.split(' ').map(capital).collect::<Vec<String>>().join(" ")
        }
    }
}

fn punctuated(text: &str, random: &mut Random) -> String {
    let space = text.rfind(' ').filter(|at| !text[..*at].ends_with('&'));
    match (random.below(5), space) {
        (0, Some(at)) => format!("{} “{}”", &text[..at], &text[at + 1..]),
        (1, Some(at)) => format!("{} - {}", &text[..at], &text[at + 1..]),
        (2, Some(at)) => format!("{} ({})", &text[..at], &text[at + 1..]),
        (3, _) => format!("{text}."),
        _ => text.to_owned(),
    }
}

/// Decomposes the letters with marks, as macOS does.
fn decomposed(text: &str) -> String {
    icu_normalizer::DecomposingNormalizer::new_nfd().normalize(text).into_owned()
}

/// Replaces ids after `key: ` in `text`, a single one or a list in brackets, by spellings.
fn replace_ids(text: &str, key: &str, names: &mut Names, random: &mut Random) -> String {
    let mut replaced = String::new();
    let mut rest = text;
    let key = format!("{key}: ");
    while let Some(at) = rest.find(&key) {
        let starts = rest[..at].chars().next_back().is_none_or(|before| " \n{".contains(before));
        let value = at + key.len();
        replaced.push_str(&rest[..value]);
        rest = &rest[value..];
        if !starts {
            continue;
        }
        let list = rest.strip_prefix('[').and_then(|list| list.split_once(']')).map(|(list, _)| list);
        let end = rest
            .find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-'))
            .unwrap_or(rest.len());
        let ids: Vec<&str> = list.map_or_else(|| vec![&rest[..end]], |list| list.split(", ").collect());
        let mut quoted = |id: &&str| {
            let spelt = names.spelt(id, random);
            spelt.map_or_else(|| (*id).to_owned(), |name| serde_json::to_string(&name).unwrap())
        };
        let written = ids.iter().map(&mut quoted).collect::<Vec<String>>().join(", ");
        match list {
            Some(list) => {
                replaced.push_str(&format!("[{written}]"));
                rest = &rest[list.len() + 2..];
            }
            None => {
                replaced.push_str(&written);
                rest = &rest[end..];
            }
        }
    }
    replaced + rest
}

/// Replaces the folders of sections in `text` by `folders`, as paths or as parts of addresses.
fn replace_folders(text: &str, folders: &[(String, String)], is_address: bool) -> String {
    let encoded = |name: &str| -> String {
        name.bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect()
    };
    let mut text = text.to_owned();
    for (id, folder) in folders {
        let folder = if is_address { encoded(folder) } else { folder.clone() };
        text = text.replace(&format!("../{id}/"), &format!("../{folder}/"));
        text = text.replace(&format!("articles/{id}/"), &format!("articles/{folder}/"));
    }
    text
}

/// The demonstration site with printed names, and how many.
fn with_printed_names(site: &Site, seed: u64) -> (Project, usize) {
    let mut random = Random(seed);
    let units = site.units.iter().enumerate().map(|(at, unit)| NamedRecord::of_unit(unit, at));
    let kinds = site.kinds.iter().enumerate().map(|(at, kind)| NamedRecord::of_kind(kind, at));
    let movements = site.movements.iter().enumerate();
    let movements = movements.map(|(at, movement)| NamedRecord::of_movement(&movement.record, at));
    let (mut units, mut kinds, mut movements) = (Names::new(units), Names::new(kinds), Names::new(movements));
    let sections = site.settings.sections.iter();
    let folders: Vec<(String, String)> = sections
        .map(|section| (section.id.value.to_string(), in_case(&section.title, &mut random)))
        .collect();
    let project = Project::empty();
    for (path, bytes) in tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")) {
        let mut path = format!("content/{path}");
        let Ok(mut text) = String::from_utf8(bytes.clone()) else {
            project.write(&replace_folders(&path, &folders, false), bytes);
            continue;
        };
        if path.ends_with(".yaml") && path.starts_with("content/awards/") {
            text = replace_ids(&text, "unit", &mut units, &mut random);
            text = replace_ids(&text, "issuer", &mut units, &mut random);
            text = replace_ids(&text, "kind", &mut kinds, &mut random);
            text = replace_ids(&text, "movement", &mut movements, &mut random);
            for (id, folder) in &folders {
                text = text.replace(&format!("article: {id}/"), &format!("article: {folder}/"));
            }
        } else if path == "content/registry/units.yaml" {
            text = replace_ids(&text, "unit", &mut units, &mut random);
            text = replace_ids(&text, "successors", &mut units, &mut random);
        } else if path == "content/site.yaml" {
            for (id, folder) in &folders {
                text = text.replace(&format!("to: articles/{id}}}"), &format!("to: \"articles/{folder}\"}}"));
            }
        } else if path.ends_with(".md") {
            let (front, body) = text[4..].split_once("\n---\n").unwrap();
            let front = replace_ids(front, "movements", &mut movements, &mut random);
            let front = replace_ids(&front, "parent", &mut movements, &mut random);
            let front = replace_ids(&front, "unit", &mut units, &mut random);
            let body = replace_folders(body, &folders, true);
            text = format!("---\n{front}\n---\n{body}");
        }
        let is_record = path.ends_with(".md") || path.ends_with(".yaml");
        if is_record && random.is_heads() {
            text = decomposed(&text);
        }
        path = replace_folders(&path, &folders, false);
        project.write(&path, text);
    }
    (project, units.used + kinds.used + movements.used)
}

/// A site whose records are named by their printed names, in any spelling, is the site with ids, byte for byte, and has
/// no errors.
#[test]
fn printed_names_are_as_good_as_ids() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // The last decision of the demonstration was signed in 2026.
    let now = Now::At(jiff::civil::date(2026, 12, 31).at(12, 0, 0, 0));
    let options = BuildOptions { now, ..options() };
    let original = Built::of(root, &options);
    let scan = bangvang::pipeline::prepare(root, &options).unwrap();
    let site = scan.planned.unwrap().site;
    for seed in 0..u64::from(trials::count(2)) {
        let (project, used) = with_printed_names(&site, seed);
        assert!(used > 1000, "only {used} names were replaced");
        let built = Built::of(project.path(), &options);
        let mut reported = built.reported;
        reported.diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
        assert!(reported.diagnostics.is_empty(), "seed {seed}: {}", reported.drawn(Language::En));
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<String>>();
        assert_eq!(names(&built.files), names(&original.files), "seed {seed}");
        let differs = |(path, bytes): &(&String, &Vec<u8>)| built.files[*path] != **bytes;
        let different: Vec<&String> = original.files.iter().filter(differs).map(|(path, _)| path).collect();
        assert!(different.is_empty(), "seed {seed}: {different:?}");
    }
}
