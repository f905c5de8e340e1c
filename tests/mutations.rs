//! Random damage to valid files is reported in both languages, without a panic.

use std::time::{Duration, Instant};

use bangvang::messages::Language;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::{Index, select};

use crate::project::{Project, UNITS};
use crate::trials;

/// The longest time for a build of damaged files, even on a busy machine.
const MAX_TIME: Duration = Duration::from_secs(20);

/// Text that has a meaning to some parser, inserted at random positions.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "\"", "'", ":", ": ", "{", "}", "[", "]", "#", " #", "&", "*", "!", "|", ">", "-", "- ", "\t", "\n",
    "\n\n", "%", "@", "`", "```\n", "<", "</", "<div>", "<!--", "-->", "{{", "}}", "{%", "---\n", "...\n",
    "\\", "\u{a0}", "\u{200b}", "\u{feff}", "ễ", "Đ", "e\u{302}\u{303}", "\u{2028}", "\r", "~", "null",
    "../", "![", "](", "? ", "<<: ", "2024-13-45", "😀", "  ",
];

/// A change of the bytes of a file.
#[derive(Clone, Debug)]
enum Damage {
    /// Removes some bytes.
    Remove(Index, usize),
    /// Inserts one of [`PIECES`].
    Insert(Index, &'static str),
    /// Inserts a byte that is invalid or unusual in text.
    Byte(Index, u8),
    /// Swaps two lines.
    Swap(Index, Index),
    /// Removes everything after a position.
    Cut(Index),
    /// Copies some bytes to another position.
    Copy(Index, usize, Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        3 => (any::<Index>(), 1..5_usize).prop_map(|(at, count)| Damage::Remove(at, count)),
        9 => (any::<Index>(), select(PIECES)).prop_map(|(at, piece)| Damage::Insert(at, piece)),
        1 => (any::<Index>(), select(&[0, 0xff, 0xc3, 0xe1, 0x7f][..])).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        3 => any::<[Index; 2]>().prop_map(|[first, second]| Damage::Swap(first, second)),
        2 => any::<Index>().prop_map(Damage::Cut),
        2 => (any::<Index>(), 0..40_usize, any::<Index>()).prop_map(|(at, count, to)| Damage::Copy(at, count, to)),
    ]
}

impl Damage {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let position = |at: &Index| at.index(bytes.len() + 1);
        let piece = |at: &Index, count: usize| position(at)..(position(at) + count).min(bytes.len());
        match self {
            Damage::Remove(at, count) => drop(bytes.drain(piece(at, *count))),
            Damage::Insert(at, text) => drop(bytes.splice(position(at)..position(at), text.bytes())),
            Damage::Byte(at, byte) => bytes.insert(position(at), *byte),
            Damage::Swap(first, second) => {
                let mut lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
                let count = lines.len();
                if count > 0 {
                    lines.swap(first.index(count), second.index(count));
                }
                *bytes = lines.concat();
            }
            Damage::Cut(at) => bytes.truncate(position(at)),
            Damage::Copy(at, count, to) => {
                let copied = bytes[piece(at, *count)].to_vec();
                drop(bytes.splice(position(to)..position(to), copied));
            }
        }
    }
}

/// About forty valid files that use every key and most of Markdown.
fn files() -> Vec<(String, String)> {
    let mut files = vec![
        ("content/registry/units.yaml".to_owned(), format!("{UNITS}- id: cd-cu\n  type: upper\n  names:\n    - {{name: CĐ Cũ, to: 2019-12-31}}\n    - {{name: CĐ Mới, from: 2020-01-01}}\n  parents: [{{unit: ldld-thu}}]\n  ended: {{on: 2024-05-01, how: merged, document: 5/QĐ}}\n  successors: [cd-thu]\n  note: Ghi chú\n")),
        ("content/registry/people.yaml".to_owned(), "- {id: hoa, name: Trần Thị Hoa, note: Kế toán}\n- id: na\n  name: Lê Thị Na\n".to_owned()),
        ("content/registry/kinds.yaml".to_owned(), "- id: giai-thuong\n  name: Giải thưởng\n  rank: 50\n  family: form\n  level: federation\n  issuer: [federation]\n  to: [individual, collective]\n  classes: true\n  years: [2022, 2024]\n  valid: {from: 2020-01-01, to: 2030-12-31}\n  law: Điều 1\n".to_owned()),
        ("themes/nha/theme.yaml".to_owned(), "name: Nhà\nextends: default\n".to_owned()),
        ("themes/nha/strings/vi.ftl".to_owned(), "home = Trang nhà\nolder = Tin cũ { $n }\n".to_owned()),
        ("themes/nha/static/nha.css".to_owned(), "a { background: url(\"anh.png\") }\n".to_owned()),
        ("themes/nha/templates/tags.html".to_owned(), "{% extends \"base.html\" %}\n{% block content %}<p title=\"{{ page.title }}\">{% for tag in tags %}{{ tag.title }}{% endfor %}</p>{% endblock %}\n".to_owned()),
        ("content/static/van-ban/qd.txt".to_owned(), "văn bản\n".to_owned()),
        ("content/articles/tin/b-anh/anh.svg".to_owned(), "x".to_owned()),
    ];
    for n in 1..=12 {
        files.push((
            format!("content/articles/tin/bai-{n}.md"),
            format!(
                "---\ntitle: \"Bài {n}: lễ phát động\"\ndate: 2024-01-{n:02} 08:30\nupdated: 2024-02-01\nlead: >\n  Lời dẫn\n  hai dòng\n\
                 author: Ban biên tập\ncover: {{file: b-anh/anh.svg, alt: Ảnh, caption: Chú thích}}\nmovements: [phong-trao-1]\n\
                 people:\n  - hoa\ntags: [Tin vui, \"Lễ\"]\ndraft: false\nexpires: 2030-01-01\naliases: [/cu/{n}.html]\n---\n\
                 Lời *mở* đầu, xem [bài](bai-{next}.md#muc-{next}) và [tệp](/van-ban/qd.txt).\n\n<!-- more -->\n\n## Mục {n}\n\n\
                 - một\n  1. hai\n  2. ba\n- [x] bốn\n\n> trích\n> > sâu\n\n| a | b |\n| - | -: |\n| ẵ | 2 |\n\n\
                 ![Ảnh lễ](b-anh/anh.svg \"Chú thích\")\n\n```rust\nlet a = \"{{{{ x }}}}\";\n```\n\nChú[^1] <b>đậm</b> <https://a.example> ~~bỏ~~\n\n[^1]: Chân trang.\n\n\
                 <details open><summary>Xem</summary>\n\nẨn\n\n</details>\n",
                next = n % 12 + 1
            ),
        ));
    }
    for n in 1..=4 {
        let parent = if n < 4 { format!("parent: phong-trao-{}\n", n + 1) } else { String::new() };
        files.push((
            format!("content/movements/phong-trao-{n}.md"),
            format!(
                "---\ntitle: Phong trào {n}\nlead: Lời\n{parent}audience: Đoàn viên\noccasion: 1/5\nstarts: 2022-01-01\nends: 2025-12-31\n\
                 launched_by: {{unit: cd-thu, document: 7/KH, file: van-ban/qd.txt}}\nphases:\n  - title: Đợt một\n    theme: Xanh\n    starts: 2022-01-01\n    ends: 2022-12-31\n---\nLời.\n",
            ),
        ));
        files.push((
            format!("content/pages/trang-{n}.md"),
            format!("---\ntitle: Trang {n}\nslug: gioi-thieu-{n}\nlead: Lời\naliases:\n  - /cu-{n}\n---\n# Trang\n\nLời.\n"),
        ));
    }
    for n in 2..=10 {
        files.push((
            format!("content/awards/{}/qd-{n}.yaml", 2015 + n),
            format!(
                "number: {n}/QĐ-LĐLĐ\nsigned: {year}-01-16\nissuer: ldld-thu\nsigner: {{name: Trần A, position: Chủ tịch, formula: TM. BTV}}\n\
                 subject: \"Về việc: khen thưởng\"\ndocument: van-ban/qd.txt\ntotals: {{collectives: 1, individuals: 2}}\n\
                 defaults:\n  to: individual\n  kind: bang-khen-ldld-tinh\n  period: {period}\n  movement: phong-trao-1\nawards:\n\
                 \x20 - {{no: 1, name: Trần Thị Hoa, person: hoa, honorific: Bà, position: Kế toán, unit: cd-thu, unit_as_printed: CĐCS}}\n\
                 \x20 - no: 2\n    name: Lê Thị Na\n    period: {{from: 2010, to: {period}}}\n    citation: Có thành tích\n    visibility: initials\n    posthumous: true\n    shared_with: [Nguyễn B]\n\
                 \x20 - {{to: collective, unit: cd-thu, status: revoked, by: 9/QĐ, article: tin/bai-1, category: phong-trao}}\n",
                year = 2015 + n,
                period = 2014 + n
            ),
        ));
    }
    files
}

const FULL_SETTINGS: &str = "title: Công đoàn Thử\norganisation: LĐLĐ Thử\ndescription: Lời\nbase_url: https://thu.example/cd\nlanguage: vi\n\
    time_zone: Asia/Ho_Chi_Minh\ntheme: nha\nsections:\n  - {id: tin, title: Tin, description: Lời}\nmenu:\n  - {title: Tin, to: articles/tin}\n  - {title: Trang, to: pages/trang-1.md}\n\
    contact: {address: Hà Nội, phone: \"0201\", email: a@b.example}\nroutes: {movements: phong-trao, page: trang}\npages: {statistics: true, feeds: true}\nper_page: 5\n";

/// Files with up to 200 changes, and sometimes damaged settings, are reported in time and without a panic.
#[test]
fn damaged_files_never_panic() {
    let files = files();
    let project =
        Project::new().with("content/site.yaml", FULL_SETTINGS).with("themes/nha/static/anh.png", "x");
    files.iter().for_each(|(path, text)| project.write(path, text));
    let sound = project.reported().drawn(Language::En);
    assert!(!sound.contains(": error: "), "{sound}");
    let file_damage = vec((0..files.len(), damage()), 0..200);
    let settings_damage = proptest::option::weighted(0.2, vec(damage(), 1..4));
    trials::run(60, (file_damage, settings_damage), |(file_damage, settings_damage)| {
        let mut damaged: Vec<Vec<u8>> = files.iter().map(|(_, text)| text.as_bytes().to_vec()).collect();
        file_damage.iter().for_each(|(file, damage)| damage.apply(&mut damaged[*file]));
        files.iter().zip(damaged).for_each(|((path, _), bytes)| project.write(path, bytes));
        let mut settings = FULL_SETTINGS.as_bytes().to_vec();
        settings_damage.iter().flatten().for_each(|damage| damage.apply(&mut settings));
        project.write("content/site.yaml", settings);
        let start = Instant::now();
        let reported = project.reported();
        for language in [Language::Vi, Language::En] {
            let drawn = reported.drawn(language);
            assert!(!drawn.contains("{$"), "{drawn}");
        }
        assert!(start.elapsed() < MAX_TIME, "{:?}", start.elapsed());
    });
}
