//! Tests of the tree of names.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::ThreadPoolBuilder;

use super::reader::{file_for, has_list, leaves, read, text};
use crate::model::registry::{KindId, UnitId};
use crate::model::site::AwardId;
use crate::search::entry::{EntryAward, PersonEntry};
use crate::search::words::{toned_words, words};
use crate::search::{NameFiles, NameTree, UnitLine, UnitLines};
use crate::text::Collator;

/// An entry with the awards `awards`: year, kind, and whether it was revoked; newest first.
fn entry(name: &str, unit: Option<usize>, awards: &[(i16, usize, bool)], address: &str) -> PersonEntry {
    let award = |(year, kind, is_revoked): &(i16, usize, bool)| EntryAward {
        award: AwardId::new(0),
        year: *year,
        kind: KindId::new(*kind),
        class: (*kind == 0).then_some(2),
        is_revoked: *is_revoked,
    };
    PersonEntry {
        name: name.into(),
        unit: unit.map(UnitId::new),
        other_units: Box::default(),
        awards: awards.iter().map(award).collect(),
        address: address.to_owned(),
    }
}

fn units(count: usize) -> UnitLines {
    let unit = |number| {
        let id = format!("cdcs-son-hai-{number}").into();
        UnitLine::new(&id, &format!("CĐCS Công ty Cổ phần Sơn Hải {number}"), &[])
    };
    (0..count).map(unit).collect()
}

fn index(people: &[PersonEntry], units: &UnitLines) -> NameFiles {
    NameFiles::of(people, units, Some("vinh-danh/"))
}

/// Random numbers: xorshift64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }

    /// One of `words`, the first ones far more often.
    fn word<'w>(&mut self, words: &[&'w str]) -> &'w str {
        let end = self.below(words.len()) + 1;
        words[self.below(end)]
    }
}

const FAMILIES: &str = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Thạch Danh Mai Đoàn";
const MIDDLES: &str =
    "Thị Văn Ngọc Thanh Kim Minh Hữu Đức Hồng Thu Mỹ Bích Xuân Hoàng Hoa Thúy Quốc Như Bảo An";
const GIVEN: &str = "Hương Hùng Mai Lan Tuấn Hoa Dũng Thảo Linh Hạnh Sơn Thanh Thắng Tâm Hường Huệ Mãi Hải Nga An \
                     Ánh Bình Chi Cường Đạt Diệu Giang Hà Hiền Hòa Hoà Khánh Lài Loan Mẫn Nam Nhàn Oanh Phúc Phượng \
                     Quỳnh Sáng Tài Thơ Trang Tú Uyên Vân Việt Xuân Yến Ngh K'Brih Ʃ";

/// People in Vietnamese order with names and units as they are distributed, and addresses as the plan assigns them.
fn people(count: usize, units: usize) -> Vec<PersonEntry> {
    let [families, middles, given] =
        [FAMILIES, MIDDLES, GIVEN].map(|words| words.split(' ').collect::<Vec<_>>());
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut named: BTreeSet<(String, usize)> = BTreeSet::new();
    while named.len() < count {
        let middle = dice.word(&middles);
        let second = if dice.below(3) == 0 { format!(" {}", dice.word(&middles)) } else { String::new() };
        let name = format!("{} {middle}{second} {}", dice.word(&families), dice.word(&given));
        named.insert((name, dice.below(units)));
    }
    let mut bearers: HashMap<Vec<String>, usize> = HashMap::new();
    named.iter().for_each(|(name, _)| *bearers.entry(words(name)).or_default() += 1);
    let person = |(name, unit): &(String, usize)| {
        let own = words(name);
        let end = if bearers[&own] == 1 { String::new() } else { format!("-cdcs-son-hai-{unit}") };
        let awards: Vec<(i16, usize, bool)> =
            (0..=dice.below(3)).map(|at| (2024 - at as i16, dice.below(9), dice.below(50) == 0)).collect();
        entry(name, Some(*unit), &awards, &format!("vinh-danh/{}{end}/", own.join("-")))
    };
    let mut people: Vec<PersonEntry> = named.iter().map(person).collect();
    let collator = Collator::new();
    people.sort_by_cached_key(|person| (collator.key(&person.name), person.unit));
    people
}

fn packed(text: &str) -> usize {
    let mut packed = GzEncoder::new(Vec::new(), Compression::new(6));
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap().len()
}

/// All names fit one file: units, kinds with classes, no counts, and a row a person.
#[test]
fn a_small_index_is_one_file() {
    let units: UnitLines = vec![
        UnitLine::new(&"cd-do".into(), "CĐCS Đỏ", &["cd-cu", "cd-moi"]),
        UnitLine::new(&"cd-x".into(), "X", &[]),
        UnitLine::new(&"cd-xanh-do".into(), "CĐCS Xanh đỏ", &[]),
    ]
    .into();
    let people = [
        entry("H'Bia Niê", None, &[(2023, 0, false), (2021, 4, true)], "vinh-danh/hbia-nie/"),
        entry("Lê\tVăn Nam", Some(2), &[(2022, 4, false)], "vinh-danh/le-van-nam-cd-xanh-do/"),
        entry("Trần Thị Hoà", Some(0), &[(2022, 4, false)], "vinh-danh/tran-thi-hoa-2/"),
    ];
    let index = index(&people, &units);
    assert_eq!(index.tree, Some(NameTree::One("all")));
    let [(name, file)] = &index.files[..] else { panic!("{} files", index.files.len()) };
    assert_eq!(name, "all");
    assert_eq!(
        text(file),
        "cd-do\tCĐCS Đỏ\tcd-cu cd-moi\ncd-~2\tCĐCS Xanh đỏ\t\n\nkind-0\t2\tBằng khen của Liên đoàn Lao động tỉnh\n\
         kind-4\t49\tBằng khen của Liên đoàn Lao động tỉnh\n\n\n\nH'Bia Niê\t\t2023:0 -2021:1\t\nLê Văn Nam\t1\t2022:1\t-\n\
         Trần Thị Hoà\t0\t2022:1\tvinh-danh/tran-thi-hoa-2/"
    );
    let none = NameFiles::of(&[], &units, None);
    assert!(none.tree.is_none() && none.files.is_empty());
}

/// Every person is in exactly one leaf; the leaf that a script reads for the name has her, with her unit and address.
#[test]
fn names_are_found_in_one_file() {
    let units = units(300);
    let people = people(14_000, 300);
    let index = index(&people, &units);
    let tree = index.tree.as_ref().unwrap();
    let NameTree::Nodes(nodes) = tree else { panic!("one file is enough") };
    let heads = nodes.keys().filter(|node| !node.contains('-'));
    let mut found: Vec<(String, String, String)> =
        heads.flat_map(|head| leaves(tree, head)).flat_map(|leaf| read(&index, &leaf).rows).collect();
    let row = |person: &PersonEntry| {
        let unit = &*units[person.unit.unwrap()].id;
        (person.name.to_string(), unit.to_owned(), person.address.clone())
    };
    let mut wanted: Vec<(String, String, String)> = people.iter().map(row).collect();
    found.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(found, wanted);
    let divided = nodes.iter().filter(|(node, number)| **number != 0 && has_list(tree, node));
    let mut files: BTreeSet<String> = divided.map(|(node, _)| format!("{node}-")).collect();
    files.extend(nodes.keys().flat_map(|node| leaves(tree, node)));
    let made: BTreeSet<String> = index.files.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(made, files, "a script knows every file from the tree");
    for person in people.iter().step_by(3) {
        let file = file_for(tree, &person.name);
        let below = leaves(tree, &file);
        assert!(below.iter().any(|leaf| read(&index, leaf).rows.contains(&row(person))), "{}", person.name);
    }
}

/// A divided file has the true number of people of each end, and the best of them in order of rank.
#[test]
fn divided_files_have_true_counts_and_the_best() {
    let mut people = people(14_000, 300);
    for (at, person) in people.iter_mut().enumerate() {
        let (rest, _) = person.name.rsplit_once(' ').unwrap();
        person.name = format!("{rest} {}", ["Mai", "Mãi", "Hùng"][at % 3]).into();
    }
    let index = index(&people, &units(300));
    let tree = index.tree.as_ref().unwrap();
    let NameTree::Nodes(nodes) = tree else { panic!("one file is enough") };
    let divided: Vec<&String> = nodes
        .iter()
        .filter(|(node, parts)| **parts != 0 && has_list(tree, node))
        .map(|(node, _)| node)
        .collect();
    assert!(divided.iter().any(|node| !node.contains('-')) && divided.iter().any(|node| node.contains('-')));
    assert!(nodes.values().all(|number| *number >= 0), "each part is one more word");
    let counted = |person: &PersonEntry| person.awards.iter().filter(|award| !award.is_revoked).count();
    let awards: HashMap<(&str, &str), usize> =
        people.iter().map(|person| ((&*person.name, &*person.address), counted(person))).collect();
    for node in divided {
        let depth = node.matches('-').count() / 2 + 1;
        let below: Vec<(String, String, String)> =
            leaves(tree, node).into_iter().flat_map(|leaf| read(&index, &leaf).rows).collect();
        let end = |name: &str| {
            let words = toned_words(name);
            words[words.len().saturating_sub(depth)..].join(" ")
        };
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        below.iter().for_each(|(name, ..)| *counts.entry(end(name)).or_default() += 1);
        let file = read(&index, node);
        assert_eq!(file.counts, counts, "{node}");
        for same in file.rows.chunk_by(|one, other| end(&one.0) == end(&other.0)) {
            let awards = |row: &(String, String, String)| awards[&(&*row.0, &*row.2)];
            let numbers: Vec<usize> = same.iter().map(awards).collect();
            assert!(numbers.is_sorted_by(|one, other| one >= other), "{node}: {numbers:?}");
            let all = below.iter().filter(|row| end(&row.0) == end(&same[0].0));
            assert_eq!(numbers[0], all.map(awards).max().unwrap(), "{node}");
        }
    }
}

/// A phone loads each file at once: at most 64 KB, at most 14 KB packed. There are few files.
#[test]
fn files_are_small_and_few() {
    let people = people(20_000, 800);
    let index = index(&people, &units(800));
    for (name, file) in &index.files {
        let text = text(file);
        assert!(text.len() <= 64 * 1024, "{name}: {} bytes", text.len());
        assert!(packed(&text) <= 14 * 1024, "{name}: {} bytes packed", packed(&text));
    }
    assert!(index.files.len() <= 100, "{} files", index.files.len());
}

/// Names of which all words but the last one are the same are divided by the last one: the file of a whole name has all of
/// its people, also those with a further word before it. When one name has more people than a file can list, the file has
/// the true number and as many as it can.
#[test]
fn whole_names_are_found_in_one_file() {
    let units = units(2_000);
    let mut people = Vec::new();
    for (given, number) in [("Hà", 400), ("Hạnh", 400), ("Hằng", 300), ("Hải", 1_200)] {
        let person = |at: usize| {
            let further = if at.is_multiple_of(9) { "Trần " } else { "" };
            let address = format!("{at}-{}", words(given).join("-"));
            entry(&format!("{further}Nguyễn Thị {given}"), Some(at), &[(2023, at % 5, false)], &address)
        };
        people.extend((0..number).map(person));
    }
    let collator = Collator::new();
    people.sort_by_cached_key(|person| (collator.key(&person.name), person.unit));
    let index = index(&people, &units);
    let tree = index.tree.as_ref().unwrap();
    let NameTree::Nodes(nodes) = tree else { panic!("one file is enough") };
    assert_eq!(nodes.values().filter(|number| **number < 0).count(), 1, "{nodes:?}");
    let found = |name: &str| read(&index, &file_for(tree, name)).rows;
    let same = |name: &str| found(name).iter().filter(|row| row.0 == name).count();
    let further = found("Nguyễn Thị Hà").iter().filter(|row| row.0 == "Trần Nguyễn Thị Hà").count();
    assert_eq!((same("Nguyễn Thị Hà"), further), (355, 45));
    assert_eq!([same("Nguyễn Thị Hạnh"), same("Nguyễn Thị Hằng")], [355, 266]);
    let file = file_for(tree, "Nguyễn Thị Hải");
    assert_eq!(read(&index, &file).counts["nguyễn thị hải"], 1_200);
    assert!(same("Nguyễn Thị Hải") > 300, "{} people", same("Nguyễn Thị Hải"));
    assert!(
        text(&index.files.iter().find(|(name, _)| *name == format!("{file}-")).unwrap().1).len() <= 64 * 1024
    );
}

/// Names of one word, in other scripts and without letters have files too; a name that thousands have is divided by unit,
/// and when even the unit is the same, the file is longer.
#[test]
fn unusual_names_have_files() {
    let units = units(2_000);
    let one = [(2023, 1, false)];
    let mut people: Vec<PersonEntry> =
        (0..3_000).map(|at| entry("Trần Thị Mai", Some(at % 2_000), &one, &format!("mai-{at}"))).collect();
    people.extend((0..3_000).map(|at| entry("Lê Ngh", Some(7), &one, &format!("ngh-{at}"))));
    people.extend((0..1_500).map(|at| entry("Mai", Some(at), &one, &format!("mot-{at}"))));
    people.extend(["ខ្មែរ", "김 한국", "–", "Ðức 27"].map(|name| entry(name, None, &one, name)));
    let index = index(&people, &units);
    let tree = index.tree.as_ref().unwrap();
    for (name, number) in
        [("Trần Thị Mai", 3_000), ("Lê Ngh", 3_000), ("Mai", 1_500), ("김 한국", 1), ("–", 1), ("Ðức 27", 1)]
    {
        let below = leaves(tree, &file_for(tree, name));
        let rows = below.iter().flat_map(|leaf| read(&index, leaf).rows).filter(|row| row.0 == name);
        assert_eq!(rows.count(), number, "{name}");
    }
    let long: Vec<&String> =
        index.files.iter().filter(|(_, file)| text(file).len() > 64 * 1024).map(|(name, _)| name).collect();
    assert_eq!(long.len(), 1, "{long:?}");
}

/// The index is the same on any number of threads.
#[test]
fn threads_make_no_difference() {
    let (people, units) = (people(4_000, 100), units(100));
    let on = |threads: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let index = pool.install(|| index(&people, &units));
        (index.tree, index.files)
    };
    assert_eq!(on(1), on(8));
}

/// Returns how many files of the index differ between `before` and `after`, the root file included.
fn changed(before: &NameFiles, after: &NameFiles) -> usize {
    let all: BTreeMap<&str, _> = before.files.iter().map(|(name, file)| (&**name, file)).collect();
    let same = after.files.iter().filter(|(name, file)| all.get(&**name) == Some(&file)).count();
    before.files.len().max(after.files.len()) - same + usize::from(before.tree != after.tree)
}

/// An edit of one person changes at most four files: her leaf and the divided file above it, of the old and the new name.
#[test]
fn an_edit_changes_few_files() {
    let units = units(200);
    let people = people(4_000, 200);
    let before = index(&people, &units);
    for (at, name) in [(17, "Trần Thị Hoa Mai"), (1_200, "Nguyễn Văn Hùng"), (3_000, "Lê Yến")] {
        let mut edited = people.clone();
        let address = format!("vinh-danh/{}-moi/", words(name).join("-"));
        edited[at] = PersonEntry { name: name.into(), address, ..edited[at].clone() };
        let collator = Collator::new();
        edited.sort_by_cached_key(|person| (collator.key(&person.name), person.unit));
        let files = changed(&before, &index(&edited, &units));
        assert!((1..=4).contains(&files), "{name}: {files} files");
        let mut newer = people.clone();
        newer[at].awards[0].year += 1;
        let files = changed(&before, &index(&newer, &units));
        assert!((1..=2).contains(&files), "{name}: {files} files");
    }
}
