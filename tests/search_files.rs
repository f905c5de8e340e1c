//! The index files of things and articles: what they contain, where a script finds a row, and how long they are.

use std::collections::{BTreeMap, BTreeSet};

use bangvang::diagnostic::Location;
use bangvang::model::id::Id;
use bangvang::search::{
    ArticleEntry, EntryAward, KeyFiles, SearchFile, SearchSection, ThingClass, ThingEntry, ThingIndex,
    article_index, fnv1a, head, long_words, thing_index,
};
use jiff::civil::Date;

use crate::project::{Built, Project, SETTINGS, options};

/// A source of numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    /// Returns a number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    /// Returns one of `words`; the first ones are the most frequent.
    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        let one = self.below(words.len());
        words[one * (1 + self.below(words.len())) / words.len()]
    }
}

const PLACES: &str = "An Phú Tân Bình Long Hòa Thạnh Mỹ Đông Tây Nam Bắc Trung Sơn Thủy Lộc Phước Vĩnh Hưng Thành Lợi Hậu \
    Giang Hải Quang Minh Xuân Hồng Châu Ninh Yên Lâm Đức Thọ Thuận Hiệp Thới Trị Khánh Cái Bè Rạch Giồng Gò Chợ Vàm Cẩm \
    Kim Ngọc Liên Sen Mai Trúc Đào Tùng Bách Việt Ích Nhân Nghĩa Lễ Trí Tín Hiếu Thảo Hạnh Dung Đại Tiểu Thượng Hạ Cầu Bến \
    Tre Dừa Xoài Mít Ổi Cam Quýt Chanh Bưởi Khê Tuyền Hà Đầm Ao Hồ Suối Núi Đồi Non Ngàn Cao Thắng Chiến Công Cường Dũng \
    Tiến Phát Triển Thịnh Vượng Đạt Thăng Tâm Phúc Quý Hùng Vương Văn Lang Âu Lạc Chí Linh Đô Kỳ Phong Vân Nhật Nguyệt";
const TRADES: &[&str] = &[
    "May",
    "Xây dựng",
    "Thủy sản",
    "Chế biến gỗ",
    "Điện tử",
    "Giày da",
    "Vận tải",
    "Dược phẩm",
    "Nông sản",
    "Thương mại dịch vụ",
    "Sản xuất bao bì",
    "Cơ khí",
    "In ấn",
    "Cao su",
    "Thức ăn chăn nuôi",
];
const KINDS: &[&str] = &[
    "Công đoàn cơ sở Công ty TNHH",
    "Công ty TNHH",
    "CĐCS Công ty Cổ phần",
    "Công ty TNHH MTV",
    "Công ty Cổ phần",
    "Trường Tiểu học",
    "Trường THCS",
    "Trường Mầm non",
    "Công đoàn cơ sở xã",
    "Trường THPT",
    "Bệnh viện Đa khoa",
    "Công đoàn phường",
    "Ban Quản lý chợ",
    "Hợp tác xã",
    "Trạm Y tế xã",
];
const SUBJECTS: &[&str] = &[
    "Về việc khen thưởng tập thể, cá nhân có thành tích xuất sắc trong phong trào thi đua Lao động giỏi",
    "Về việc tặng Bằng khen cho các tập thể và cá nhân trong hoạt động công đoàn",
    "Về việc công nhận danh hiệu Chiến sĩ thi đua cơ sở",
    "Khen thưởng đột xuất thành tích phòng, chống dịch bệnh",
    "Về việc tặng Kỷ niệm chương Vì sự nghiệp xây dựng tổ chức Công đoàn",
];

/// Returns a place of two words.
fn place(numbers: &mut Numbers, words: &[&str]) -> String {
    format!("{} {}", numbers.pick(words), numbers.pick(words))
}

fn thing(class: ThingClass, title: String, detail: String, date: String, number: usize) -> ThingEntry {
    let address = format!("{}/{}/", class.word(), bangvang::text::slug(&format!("{title} {number}")));
    let awards = Vec::new();
    let title = title.into();
    ThingEntry { class, title, detail, date, awards, address, other: String::new(), place: Location::Nowhere }
}

/// Returns `units` units, twice as many collectives, and decisions, drawn as they are distributed.
fn drawn(units: usize) -> Vec<ThingEntry> {
    let numbers = &mut Numbers(21);
    let words: Vec<&str> = PLACES.split_whitespace().collect();
    let districts: Vec<String> =
        (0..12).map(|_| format!("Liên đoàn Lao động huyện {}", place(numbers, &words))).collect();
    let districts: Vec<&str> = districts.iter().map(String::as_str).collect();
    let mut names = Vec::new();
    let mut things = Vec::new();
    for number in 0..units {
        let kind = numbers.pick(KINDS);
        let trade = if kind.contains("Công ty") { numbers.pick(TRADES) } else { "" };
        let name = format!("{kind} {trade} {}", place(numbers, &words)).replace("  ", " ");
        names.push(name.clone());
        let detail = numbers.pick(&districts).to_owned();
        things.push(thing(ThingClass::Unit, name, detail, String::new(), number));
    }
    for number in 0..units * 2 {
        let team = numbers.pick(&["Tổ", "Phân xưởng", "Phòng", "Đội", "Khoa", "Chuyền"]);
        let name = match numbers.below(3) {
            0 => format!("{team} {}", 1 + numbers.below(20)),
            1 => format!("{team} {}", numbers.pick(TRADES)),
            _ => format!("{team} {} {}", numbers.pick(TRADES), 1 + numbers.below(9)),
        };
        let detail = names[numbers.below(names.len())].clone();
        things.push(thing(ThingClass::Collective, name, detail, String::new(), number));
    }
    for number in 0..units {
        let year = 2025 - number * 16 / units;
        let title = format!("Quyết định số {}/QĐ-LĐLĐ", 1 + number % (units / 16));
        let detail = format!("{} · Liên đoàn Lao động tỉnh Minh Giang", numbers.pick(SUBJECTS));
        things.push(thing(ThingClass::Decision, title, detail, format!("{year}-05-01"), number));
    }
    things
}

/// Returns the lines of a section of `file`.
fn lines(file: &SearchFile, section: usize) -> Vec<&str> {
    match &file.sections[section] {
        SearchSection::Lines(lines) => lines.lines().collect(),
        SearchSection::Titles(_) => Vec::new(),
    }
}

/// Returns the addresses in a file of things.
fn addresses(file: &SearchFile) -> BTreeSet<String> {
    let address = |row: &str| {
        let cells: Vec<&str> = row.split('\t').collect();
        cells[5].replace('~', &bangvang::search::words(cells[1]).join("-"))
    };
    lines(file, 3).into_iter().map(address).collect()
}

/// Returns the addresses in the files that a script reads for `query`, whose last word is not half-typed.
fn read_for(index: &ThingIndex, query: &str) -> BTreeSet<String> {
    let KeyFiles { bits, frequent } = index.keys.as_ref().unwrap();
    let words = long_words(query);
    if let Some(rare) = words.iter().rfind(|word| !frequent.split(' ').any(|other| other == *word)) {
        return addresses(&index.files[word_file(rare, *bits)].1);
    }
    let ranked: Vec<&str> =
        frequent.split(' ').filter(|word| words.iter().any(|other| other == word)).collect();
    let mut found = BTreeSet::new();
    for length in 2.. {
        let key = ranked[..length.min(ranked.len())].join("+");
        let (_, file) = &index.files[fnv1a(&key) as usize & ((1 << bits) - 1)];
        found.extend(addresses(file));
        let is_cut = lines(file, 2).iter().any(|line| line.split('\t').next() == Some(&*key));
        if length >= ranked.len() || !is_cut {
            return found;
        }
    }
    found
}

/// Returns the file of a word, as a script finds it.
fn word_file(word: &str, bits: u32) -> usize {
    fnv1a(&head(word)) as usize & ((1 << bits) - 1)
}

/// Returns the file of two neighbouring words, as a script finds it.
fn pair_file(first: &str, second: &str, bits: u32) -> usize {
    let letter = second.chars().next().unwrap();
    fnv1a(&format!("{first} {letter}")) as usize & ((1 << bits) - 1)
}

/// Returns the things of each key: words, and pairs of neighbouring words, of title and detail. The subject of a decision
/// is left out, and of its title all but the beginning and the number, because frequent words there do not count.
fn keys(things: &[ThingEntry]) -> BTreeMap<String, BTreeSet<&str>> {
    let mut keys: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for thing in things {
        let is_decision = thing.class == ThingClass::Decision;
        let title = long_words(&thing.title);
        let texts = if is_decision {
            vec![title[..2].to_vec(), title[3..4].to_vec()]
        } else {
            vec![title, long_words(&thing.detail)]
        };
        for words in texts {
            let pairs = words.windows(2).map(|pair| pair.join(" "));
            for key in pairs.chain(words.iter().cloned()) {
                keys.entry(key).or_default().insert(&thing.address);
            }
        }
        if let Some(year) = thing.date.get(..4) {
            keys.entry(year.to_owned()).or_default().insert(&thing.address);
        }
    }
    keys
}

/// A word that is not frequent leads to all its things, a frequent word or pair to some, with the true number; a
/// half-typed word has the file of the whole word.
#[test]
fn keys_lead_to_their_things() {
    let things = drawn(500);
    let index = thing_index(&things);
    let shape = index.keys.unwrap();
    assert!(shape.bits > 2, "{shape:?}");
    let names = (0..1 << shape.bits).map(|number| format!("{}-{number}", shape.bits));
    assert!(index.files.iter().map(|(name, _)| name.clone()).eq(names));
    let frequent: BTreeSet<&str> = shape.frequent.split(' ').collect();
    let (mut cut, mut whole) = (0, 0);
    for (key, wanted) in keys(&things) {
        let words: Vec<&str> = key.split(' ').collect();
        if words.len() == 2 && !words.iter().all(|word| frequent.contains(word)) {
            continue;
        }
        let file = match *words {
            [first, second] => pair_file(first, second, shape.bits),
            _ => word_file(&key, shape.bits),
        };
        let mut found = addresses(&index.files[file].1);
        found.retain(|address| wanted.contains(&**address));
        let count = lines(&index.files[file].1, 2)
            .into_iter()
            .find_map(|line| line.strip_prefix(&format!("{key}\t")));
        if let Some(count) = count {
            assert!(words.iter().all(|word| frequent.contains(word)), "{key}");
            assert_eq!(count, wanted.len().to_string(), "{key}");
            assert!(!found.is_empty(), "{key}");
            cut += 1;
        } else {
            assert_eq!(found.len(), wanted.len(), "{key}");
            whole += 1;
        }
    }
    assert!(cut > 50 && whole > 200, "{cut} keys are cut, {whole} are not");
    for (half, word) in [("tha", "thanh"), ("ngu", "nguyen"), ("qu", "quang"), ("a", "an"), ("gia", "giang")]
    {
        assert_eq!(word_file(half, shape.bits), word_file(word, shape.bits), "{word}");
    }
}

/// Checks that the things of `units` units are in at most `max_files` files, each short enough for a phone, and that a
/// script finds each thing by its title with its detail, and by its title alone unless many have the same.
fn assert_all_found(units: usize, max_files: usize) {
    let things = drawn(units);
    let index = thing_index(&things);
    assert!(index.files.len() <= max_files, "{}", index.files.len());
    for (name, file) in &index.files {
        let length: usize = (1..4).flat_map(|section| lines(file, section)).map(|line| line.len() + 1).sum();
        assert!(length <= 64_000, "{name} has {length} bytes");
    }
    let mut same: BTreeMap<&str, usize> = BTreeMap::new();
    for thing in &things {
        *same.entry(&thing.title).or_default() += 1;
    }
    let mut titles = 0;
    for thing in things.iter().step_by(units / 500) {
        let query = format!("{} {}", thing.title, thing.detail);
        assert!(read_for(&index, &query).contains(&thing.address), "{query}");
        if same[&*thing.title] <= 40 {
            titles += 1;
            assert!(read_for(&index, &thing.title).contains(&thing.address), "{}", thing.title);
        }
    }
    assert!(titles > 800, "{titles}");
}

/// With 3,000 units, and twice as many collectives, the files of things are few and short and lack no thing.
#[test]
fn files_of_things_lack_none() {
    assert_all_found(3000, 128);
}

/// A new decision changes few files, and a new award of a collective those of its words.
#[test]
fn new_decision_changes_few_files() {
    let mut things = drawn(1000);
    let before = thing_index(&things);
    let changed = |things: &[ThingEntry]| {
        let after = thing_index(things);
        assert_eq!(before.files.len(), after.files.len());
        after.files.iter().filter(|file| !before.files.contains(file)).count()
    };
    let at = things.iter().position(|thing| thing.class == ThingClass::Decision).unwrap();
    let mut decision = things[at].clone();
    (decision.title, decision.date) = ("Quyết định số 27/QĐ-LĐLĐ".into(), "2025-12-31".to_owned());
    decision.address = "quyet-dinh/27-qd-ldld-2025/".to_owned();
    things.insert(at, decision);
    let count = changed(&things);
    assert!((1..=8).contains(&count), "{count}");
    things.remove(at);
    let award =
        EntryAward { award: Id::new(0), year: 2025, kind: Id::new(0), class: None, is_revoked: false };
    let counts = (at - 300..at).step_by(10).map(|collective| {
        things[collective].awards.push(award);
        let count = changed(&things);
        things[collective].awards.pop();
        count
    });
    let mut counts: Vec<usize> = counts.collect();
    counts.sort_unstable();
    assert!(counts[15] <= 5 && counts[28] <= 8, "{counts:?}");
}

/// The files do not depend on the number of threads.
#[test]
fn threads_make_no_difference() {
    let (things, articles) = (drawn(200), drawn_articles(600));
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| (thing_index(&things), article_index(&articles)))
    };
    assert_eq!(on(1), on(8));
}

/// Returns `count` articles, of which one in three is on the same subject.
fn drawn_articles(count: usize) -> Vec<ArticleEntry> {
    let numbers = &mut Numbers(7);
    let words: Vec<&str> = PLACES.split_whitespace().collect();
    let first = Date::constant(2020, 1, 1);
    let article = |number: usize| {
        let text = |numbers: &mut Numbers, length: usize| {
            (0..length).map(|_| numbers.pick(&words)).collect::<Vec<_>>().join(" ").to_lowercase()
        };
        let subject = if number.is_multiple_of(3) { "Công đoàn cơ sở " } else { "" };
        ArticleEntry {
            article: Id::new(number),
            title: format!("{subject}{}", text(numbers, 7)).into(),
            day: first.checked_add(jiff::Span::new().days(i64::try_from(number / 3).unwrap())).unwrap(),
            lead: text(numbers, 20),
            fields: vec!["Lao động giỏi".into()],
            address: format!("tin/bai-{number:05}/"),
        }
    };
    (0..count).map(article).collect()
}

/// Returns the articles in a list of postings, as addresses in the order of the list.
fn listed<'f>(list: &str, blocks: &BTreeMap<&str, Vec<&'f str>>) -> Vec<&'f str> {
    let mut found = Vec::new();
    for part in list.split(';').filter(|part| !part.is_empty()) {
        let (block, rows) = part.split_once(':').unwrap();
        let address = |row: &str| blocks[block][row.parse::<usize>().unwrap()].split('\t').nth(1).unwrap();
        found.extend(rows.split(',').map(address));
    }
    found
}

/// A pair of words leads to the articles with it, the newest first, those with it in the title apart; a list is cut after
/// 200, and the number is the true one.
#[test]
fn pairs_lead_to_their_articles() {
    let articles = drawn_articles(900);
    let index = article_index(&articles);
    let shape = index.keys.unwrap();
    let (postings, blocks) = index.files.split_at(1 << shape.bits);
    let blocks: BTreeMap<&str, Vec<&str>> =
        blocks.iter().map(|(name, file)| (name.as_str(), lines(file, 0))).collect();
    assert!(blocks.values().all(|rows| rows.len() <= 20));
    assert_eq!(blocks.values().map(Vec::len).sum::<usize>(), articles.len());
    let find = |key: &str| {
        let words: Vec<&str> = key.split(' ').collect();
        let file = match *words {
            [first, second] => pair_file(first, second, shape.bits),
            _ => word_file(key, shape.bits),
        };
        let line =
            lines(&postings[file].1, 0).into_iter().find(|line| line.starts_with(&format!("{key}\t")))?;
        let cells: Vec<&str> = line.split('\t').collect();
        Some((cells[1].parse::<usize>().unwrap(), listed(cells[2], &blocks), listed(cells[3], &blocks)))
    };
    let newest = |has: &dyn Fn(&ArticleEntry) -> bool| -> Vec<&str> {
        articles.iter().rev().filter(|article| has(article)).map(|article| &*article.address).collect()
    };
    // 300 titles begin with these words, and every article is of the movement.
    let (count, titles, others) = find("cong doan").unwrap();
    let wanted = newest(&|article| article.title.starts_with("Công đoàn"));
    assert_eq!((count, titles.len()), (300, 200));
    assert_eq!(titles, wanted[..200]);
    assert!(others.is_empty());
    assert_eq!(
        find("lao dong").map(|(count, titles, others)| (count, titles.len(), others.len())),
        Some((900, 0, 200))
    );
    // A frequent word is no key alone, and neighbours in different texts are no pair.
    assert!(shape.frequent.split(' ').any(|word| word == "doan"));
    assert!(find("doan").is_none());
    let article = &articles[400];
    let (title, lead) = (long_words(&article.title), long_words(&article.lead));
    for pair in title.windows(2) {
        assert!(find(&pair.join(" ")).unwrap().1.contains(&&*article.address), "{pair:?}");
    }
    for pair in lead.windows(2) {
        let (_, titles, others) = find(&pair.join(" ")).unwrap();
        assert!(titles.iter().chain(&others).any(|address| *address == article.address), "{pair:?}");
    }
    assert!(find(&format!("{} lao", lead.last().unwrap())).is_none());
}

/// A new article changes the block of its month, the postings of its words, and nothing else.
#[test]
fn new_article_changes_few_files() {
    let articles = drawn_articles(900);
    let before = article_index(&articles);
    let mut more = articles.clone();
    let day = articles[899].day;
    more.push(ArticleEntry {
        title: "Tết sum vầy".into(),
        day,
        address: "tin/tet/".to_owned(),
        ..articles[0].clone()
    });
    let after = article_index(&more);
    assert_eq!(before.keys, after.keys);
    let bits = after.keys.unwrap().bits;
    let mut wanted: BTreeSet<usize> = BTreeSet::new();
    let number = |name: &String| name.strip_prefix(&format!("{bits}-"))?.parse::<usize>().ok();
    for text in ["Tết sum vầy", &articles[0].lead, "Lao động giỏi"] {
        let words = long_words(text);
        wanted.extend(words.iter().map(|word| word_file(word, bits)));
        wanted.extend(words.windows(2).map(|pair| pair_file(&pair[0], &pair[1], bits)));
    }
    let changed = after.files.iter().filter(|file| !before.files.contains(file)).map(|(name, _)| name);
    let (blocks, postings): (Vec<&String>, Vec<&String>) = changed.partition(|name| number(name).is_none());
    assert_eq!(blocks.len(), 1, "{blocks:?}");
    assert!(postings.iter().all(|name| wanted.contains(&number(name).unwrap())), "{postings:?}");
}

const FILES: &[(&str, &str)] = &[
    (
        "content/registry/units.yaml",
        "- {id: ldld-thu, type: federation, names: [{name: LĐLĐ tỉnh Thử}]}
- id: cd-cang
  type: grassroots
  names: [{name: CĐCS Bến phà Vàm Sáo, to: 2019-12-31}, {name: CĐCS Cảng Vàm Sáo, from: 2020-01-01}]
  also: [Công đoàn Cảng GD&ĐT]
  parents: [{unit: ldld-thu}]
",
    ),
    (
        "content/awards/qd-27.yaml",
        "number: 27/QĐ-LĐLĐ
signed: 2023-01-16
issuer: ldld-thu
subject: Khen thưởng năm 2022
defaults: {kind: bang-khen-ldld-tinh, period: 2022, unit: cd-cang}
awards:
  - {no: 1, to: collective, name: Tổ Xếp dỡ}
  - {no: 2, to: collective, name: Đội Bí Mật, visibility: hidden}
  - {no: 3, to: collective, name: Ca Đã Rút, status: withdrawn}
  - {no: 4, to: collective}
  - {no: 5, to: individual, name: Trần Thị Giấu, person: giau, visibility: hidden}
  - {no: 6, to: individual, name: Lê Văn Hiện, person: hien}
",
    ),
    (
        "content/awards/nhap.yaml",
        "number: 99/QĐ-NHÁP
signed: 2024-01-16
issuer: ldld-thu
draft: true
defaults: {kind: giay-khen, period: 2023, unit: cd-cang}
awards:
  - {no: 1, to: collective, name: Tổ Chưa Công Bố}
",
    ),
    ("content/registry/people.yaml", "- {id: giau, name: Trần Thị Giấu}\n- {id: hien, name: Lê Văn Hiện}\n"),
    (
        "content/movements/lao-dong-gioi.md",
        "---\ntitle: Lao động giỏi\nalso: [LĐG]\nstarts: 2021-05-01\n---\nPhong trào *của* mọi người.\n",
    ),
    ("content/pages/lien-he.md", "---\ntitle: Liên hệ\nlead: Văn phòng ở phường An Phong.\n---\nLời.\n"),
    ("content/pages/nhap.md", "---\ntitle: Trang Chưa Đăng\ndraft: true\n---\nLời.\n"),
    (
        "content/articles/tin/khai-truong.md",
        "---
title: LĐLĐ tỉnh khai trương
date: 2024-02-06 08:00
tags: [an toàn]
author: Minh Khai
people: [giau, hien]
movements: [lao-dong-gioi]
---
Câu **đầu** của bài.

## Một mục

Thân bài không có trong chỉ mục.
",
    ),
    ("content/articles/tin/nhap.md", "---\ntitle: Bài Chưa Đăng\ndate: 2024-02-07\ndraft: true\n---\nLời.\n"),
];

fn site() -> Project {
    FILES.iter().fold(Project::new(), |project, (path, text)| project.with(path, text))
}

/// Returns the index files of things and articles of `project` by their paths below the search page.
fn index_files(project: &Project) -> BTreeMap<String, String> {
    let files = Built::of(project.path(), &options()).files.into_iter();
    let index = files.filter_map(|(path, bytes)| {
        let path = path.strip_prefix("tim-kiem/")?.to_owned();
        Some((path, String::from_utf8(bytes).unwrap()))
    });
    index.filter(|(path, _)| path.starts_with("things/") || path.starts_with("articles/")).collect()
}

/// The things of [`FILES`], with `|` for each tab.
const THINGS: &str = "\
bang-khen-ldld-tinh|61|Bằng khen của Liên đoàn Lao động tỉnh

LĐLĐ tỉnh Thử
CĐCS Cảng Vàm Sáo
Khen thưởng năm 2022 · LĐLĐ tỉnh Thử
Phong trào của mọi người.
Văn phòng ở phường An Phong.



u|CĐCS Cảng Vàm Sáo|0|||don-vi/cd-cang/|ben pha gd dt giao duc va dao tao
u|LĐLĐ tỉnh Thử||||don-vi/ldld-thu/
c|Tổ Xếp dỡ|1||2022:0|vinh-danh/~/
d|Quyết định số 27/QĐ-LĐLĐ|2|2023-01-16||quyet-dinh/27-qd-ldld-2023/
k|Bằng khen của Liên đoàn Lao động tỉnh||||danh-hieu/bang-khen-ldld-tinh/
m|Lao động giỏi|3|2021-05-01||phong-trao/~/|ldg 2021 2022 2023 2024 2025 2026
r|Bảng vàng năm 2022||2022||bang-vang/2022/
p|Bảng vàng||||~/
p|Chủ đề||||the/
p|Danh hiệu và hình thức khen thưởng||||danh-hieu/
p|Đơn vị||||~/
p|Liên hệ|4|||~/
p|Lưu trữ||||~/
p|Phong trào thi đua||||phong-trao/
p|Quyết định khen thưởng||||quyet-dinh/
p|Thống kê khen thưởng||||bang-vang/thong-ke/
p|Tin||||~/
";

/// The rows of a small site: units with former names, collectives, and whatever else has a page; the postings of an
/// article have its texts but not its body.
#[test]
fn files_of_a_small_site() {
    let files = index_files(&site());
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        ["articles/0-0.txt", "articles/202402-0.txt", "things/0-0.txt"]
    );
    assert_eq!(files["things/0-0.txt"].replace('\t', "|"), THINGS.trim_end());
    assert_eq!(
        files["articles/202402-0.txt"],
        "LĐLĐ tỉnh khai trương\ttin/khai-truong/\t2024-02-06\tCâu đầu của bài."
    );
    let keys: Vec<&str> =
        files["articles/0-0.txt"].lines().map(|line| line.split('\t').next().unwrap()).collect();
    assert_eq!(
        keys.join(", "),
        "an, an toan, bai, cau, cau dau, cua, cua bai, dau, dau cua, doan, doan lao, dong, dong gioi, dong tinh, gioi, \
         hien, khai, khai truong, lao, lao dong, le, le van, lien, lien doan, minh, minh khai, mot, mot muc, muc, tinh, \
         tinh khai, toan, truong, van, van hien"
    );
    assert!(files["articles/0-0.txt"].contains("\nlao dong\t1\t202402-0:0\t\n"));
}

/// A name that readers do not see, and everything that is not published, is in no file of the index.
#[test]
fn hidden_names_are_in_no_file() {
    let project = site();
    let index: String = Built::of(project.path(), &options())
        .files
        .into_iter()
        .filter(|(path, _)| path.starts_with("tim-kiem/"))
        .map(|(_, bytes)| bangvang::text::fold(&String::from_utf8(bytes).unwrap()))
        .collect();
    for name in ["Bí Mật", "Đã Rút", "Giấu", "Chưa Công Bố", "Chưa Đăng", "QĐ-NHÁP"] {
        assert!(!index.contains(&bangvang::text::fold(name)), "{name}");
    }
    assert!(index.contains("xep do") && index.contains("le van hien"));
}

/// An edit of the body of an article changes no file of the index, and one of a heading changes postings only.
#[test]
fn bodies_are_not_in_the_index() {
    let (_, article) = FILES[7];
    let path = "content/articles/tin/khai-truong.md";
    let project = site();
    let before = index_files(&project);
    project.write(path, article.replace("Thân bài", "Đoạn sau"));
    assert_eq!(index_files(&project), before);
    project.write(path, article.replace("Một mục", "Hai mục"));
    let after = index_files(&project);
    assert_eq!(after["articles/202402-0.txt"], before["articles/202402-0.txt"]);
    assert_ne!(after["articles/0-0.txt"], before["articles/0-0.txt"]);
}

/// Without pages of units and people the index has no address of such a page: a collective leads to its row.
#[test]
fn addresses_are_those_of_pages() {
    let project =
        site().with("content/site.yaml", format!("{SETTINGS}pages: {{people: false, units: false}}\n"));
    let files = index_files(&project);
    assert!(!files["things/0-0.txt"].contains("don-vi/"), "{}", files["things/0-0.txt"]);
    assert!(
        files["things/0-0.txt"].contains("\tquyet-dinh/27-qd-ldld-2023/#1\n"),
        "{}",
        files["things/0-0.txt"]
    );
    assert!(!files["articles/0-0.txt"].contains("hien\t"), "{}", files["articles/0-0.txt"]);
}
