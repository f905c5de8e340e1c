//! Random edits of Markdown files with hostile front matter.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::edit::tests::values;
use crate::edit::{DocumentError, KeyPath, MarkdownDocument, RecordKind, TextError, Wanted};
use crate::trials;

/// Entries of a front matter; `KEY` is the key.
pub const ENTRIES: &[&str] = &[
    "KEY: chữ trơn",
    "KEY: chữ trơn   # ghi chú KEY",
    "KEY:    thừa dấu cách",
    "KEY: \"Lễ: phát động\"  # ghi chú KEY",
    "KEY: 'nó ''ổn'''",
    "\"KEY\": a",
    "'KEY': a # ghi chú KEY",
    "KEY:",
    "KEY:   # ghi chú KEY",
    "KEY: ~",
    "KEY: 2026-12-01 07:30",
    "KEY: 012",
    "KEY: https://example.vn/a#b",
    "KEY: Le\u{302}\u{303} 😀",
    "KEY: dòng một\n  dòng hai",
    "KEY: \"dòng một\n  dòng hai\"",
    "KEY: |\n  dòng một\n  ---\n  # không phải ghi chú\n\n  dòng ba",
    "KEY: |-\n    sâu\n      hơn\n    nữa",
    "KEY: >  # ghi chú KEY\n  gập\n  lại",
    "KEY: >+\n  gập\n",
    "KEY: [a, \"b, c\", 'd']  # ghi chú KEY",
    "KEY: [ a ,\n  b, # ghi chú KEY\n  c ]",
    "KEY: []",
    "KEY: {file: a.jpg, alt: \"một, hai\"}",
    "KEY: {\n  file: a.jpg,\n  alt: mô tả\n  }",
    "KEY: {}",
    "KEY:\n  - a\n  # ghi chú KEY\n  - b # cuối\n  - \"c: d\"",
    "KEY:\n- a\n- b",
    "KEY:\n  - |\n    chữ\n  - b",
    "KEY: |   # ghi chú KEY",
    "KEY: |\n\n  trống ở đầu",
    "KEY:\n  - # ghi chú KEY\n    a: 1\n    b: 2",
    "KEY:\n  dòng dưới # ghi chú KEY",
    "KEY:\n  file: a.jpg\n  # ghi chú KEY\n  alt: mô tả # cuối\n\n  caption: ba",
    "KEY:\n  - title: Đợt một # ghi chú KEY\n    starts: 2026-01-01\n\n  - {title: Đợt hai}\n  # ghi chú\n  - title: Ba",
    "KEY:\n  sâu:\n    hơn: [a, b]",
    "KEY : a",
];

const GAPS: &[&str] =
    &["", "", "", "\n", "# một dòng ghi chú: [a\n", "\n#ghi chú\n\n", "  # lùi vào\n", "   \n"];

/// A Markdown file in pieces.
#[derive(Clone, Debug)]
struct Hostile {
    /// Each entry with its key and the blank or comment lines before it.
    entries: Vec<(String, &'static str, String)>,
    last_gap: &'static str,
    body: String,
    closing: &'static str,
    is_windows: bool,
    has_mark: bool,
}

impl Hostile {
    fn text(&self) -> String {
        let entries: String = self.entries.iter().map(|(_, gap, entry)| format!("{gap}{entry}\n")).collect();
        format!("---\n{entries}{}{}{}", self.last_gap, self.closing, self.body)
    }

    fn bytes(&self) -> Vec<u8> {
        let text = if self.is_windows { self.text().replace('\n', "\r\n") } else { self.text() };
        if self.has_mark { format!("\u{feff}{text}").into_bytes() } else { text.into_bytes() }
    }
}

fn hostile() -> impl Strategy<Value = Hostile> {
    let body = select(vec![
        "",
        "\nLời.\n",
        "Lời  \n\n---\n\n- x\n",
        "\n\n# Đề mục\n\tmã\n```\n",
        "không xuống dòng",
    ]);
    let closing = select(vec!["---\n", "---  \n"]);
    let entries = vec((select(GAPS), select(ENTRIES)), 0..7);
    (entries, select(GAPS), body, closing, any::<bool>(), any::<bool>()).prop_map(
        |(entries, last_gap, body, closing, is_windows, has_mark)| {
            let names = ["title", "lead", "date", "cover", "tags", "khác", "x-y"];
            let mut is_block_scalar = false;
            // Behind a block scalar, an indented comment would be a part of it.
            let mut fitting = |gap: &'static str, entry: &str| {
                let gap = if is_block_scalar && gap.starts_with("  #") { "" } else { gap };
                is_block_scalar = entry.contains(": |") || entry.contains(": >");
                gap
            };
            let entries = names.iter().zip(entries).map(|(key, (gap, entry))| {
                ((*key).to_owned(), fitting(gap, entry), entry.replace("KEY", key))
            });
            let entries = entries.collect();
            let last_gap = fitting(last_gap, "");
            Hostile { entries, last_gap, body: body.to_owned(), closing, is_windows, has_mark }
        },
    )
}

/// A change of a document.
#[derive(Clone, Debug)]
enum Change {
    Set(Index, String),
    SetList(Index, Vec<String>),
    Remove(Index),
    Add(&'static str, String),
    Nested(&'static str, Option<String>),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => (any::<Index>(), values::text()).prop_map(|(at, text)| Change::Set(at, text)),
        1 => (any::<Index>(), vec(values::text(), 0..4)).prop_map(|(at, items)| Change::SetList(at, items)),
        2 => any::<Index>().prop_map(Change::Remove),
        1 => (select(vec!["draft", "author", "mới"]), values::text()).prop_map(|(key, text)| Change::Add(key, text)),
        1 => (select(vec!["cover.alt", "cover.file", "lead.sâu"]), proptest::option::of(values::text()))
            .prop_map(|(key, text)| Change::Nested(key, text)),
    ]
}

/// What `change` is for the keys of `document`.
fn written(change: &Change, hostile: &Hostile) -> Option<(KeyPath, Option<Wanted>)> {
    let key =
        |at: &Index| (!hostile.entries.is_empty()).then(|| KeyPath::new([&*at.get(&hostile.entries).0]));
    Some(match change {
        Change::Set(at, text) => (key(at)?, Some(Wanted::Text(text.clone()))),
        Change::SetList(at, items) => {
            (key(at)?, Some(Wanted::List(items.iter().cloned().map(Wanted::Text).collect())))
        }
        Change::Remove(at) => (key(at)?, None),
        Change::Add(key, text) => (KeyPath::dotted(key), Some(Wanted::Text(text.clone()))),
        Change::Nested(key, text) => (KeyPath::dotted(key), text.clone().map(Wanted::Text)),
    })
}

fn parse(bytes: &[u8]) -> Result<MarkdownDocument, DocumentError> {
    MarkdownDocument::parse(RecordKind::Article, bytes)
}

/// Whatever changes: the file is read as wanted, unchanged entries, comments and the body keep their bytes.
#[test]
fn changes_leave_all_other_bytes() {
    let body = proptest::option::of(select(vec![
        "",
        "Mới\n",
        "\nLời.\nThêm\n",
        "không xuống dòng\nnữa",
        "Lời  \n\n---\n",
    ]));
    trials::run(300, (hostile(), vec(change(), 0..4), body), |(hostile, changes, body)| {
        let bytes = hostile.bytes();
        let document = parse(&bytes).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(document.body(), hostile.body);
        assert_eq!(document.with(&[], None).as_ref(), Ok(&bytes));
        assert_eq!(document.with(&[], Some(&hostile.body)).as_ref(), Ok(&bytes));
        let changes: Vec<_> = changes.iter().filter_map(|change| written(change, &hostile)).collect();
        let mut goal = document.values().clone();
        changes.iter().for_each(|(path, value)| path.set(&mut goal, value.as_ref(), &[]));
        let edited = document.with(&changes, body).unwrap_or_else(|error| panic!("{changes:?}: {error:?}"));
        let again = parse(&edited).unwrap();
        assert_same_entries(again.values(), &goal.cleaned());
        assert_eq!(again.body(), body.unwrap_or(&hostile.body));
        assert_kept(&hostile, document.values(), again.values(), &String::from_utf8(edited).unwrap(), body);
    });
}

/// Two mappings with the same entries; new ones may be anywhere.
fn assert_same_entries(one: &Wanted, other: &Wanted) {
    let sorted = |tree: &Wanted| {
        let Wanted::Map(entries) = tree else { panic!("{tree:?}") };
        let mut entries = entries.clone();
        entries.sort_by(|one, other| one.0.cmp(&other.0));
        entries
    };
    assert_eq!(sorted(one), sorted(other));
}

/// The lines of `hostile` outside of changed entries are in `edited`, in order.
fn assert_kept(hostile: &Hostile, old: &Wanted, new: &Wanted, edited: &str, body: Option<&str>) {
    let mut rest = edited;
    let mut expect = |text: &str| {
        let text = if hostile.is_windows { text.replace('\n', "\r\n") } else { text.to_owned() };
        let at = rest.find(&text).unwrap_or_else(|| panic!("{text:?} is lost in\n{edited}"));
        rest = &rest[at + text.len()..];
    };
    expect(if hostile.has_mark { "\u{feff}---\n" } else { "---\n" });
    for (key, gap, entry) in &hostile.entries {
        // A comment may move to the left, out of the block scalar before it.
        gap.lines().filter(|line| line.contains('#')).for_each(|line| expect(&format!("{}\n", line.trim())));
        if old.value(key) == new.value(key) {
            expect(&format!("{entry}\n"));
        } else if new.value(key).is_some() && entry.lines().count() == 1 && entry.contains(" # ghi") {
            expect(&format!("# ghi chú {key}\n"));
        }
    }
    let comments = hostile.last_gap.lines().filter(|line| line.contains('#'));
    comments.for_each(|line| expect(&format!("{}\n", line.trim())));
    if body.is_none() {
        let end = format!("{}{}", hostile.closing, hostile.body);
        let end = if hostile.is_windows { end.replace('\n', "\r\n") } else { end };
        assert!(edited.ends_with(&end), "{edited}");
    }
}

/// A new file has its keys in the order of the schema, and is read as wanted.
#[test]
fn new_files_are_read_as_wanted() {
    let keys = ["tags", "cover.alt", "title", "lead", "cover.file", "date"];
    trials::run(100, (vec(values::text(), 6), values::text()), |(texts, body)| {
        let pairs = keys.iter().zip(&texts);
        let changes: Vec<_> =
            pairs.map(|(key, text)| (KeyPath::dotted(key), Some(Wanted::Text(text.clone())))).collect();
        let bytes = MarkdownDocument::create(RecordKind::Article, &changes, &body).unwrap();
        let document = parse(&bytes).unwrap();
        let Wanted::Map(entries) = document.values() else { panic!() };
        let order: Vec<&str> = entries.iter().map(|(key, _)| &**key).collect();
        assert_eq!(order, ["title", "lead", "date", "cover", "tags"]);
        let mut goal = Wanted::Map(Vec::new());
        changes.iter().for_each(|(path, value)| path.set(&mut goal, value.as_ref(), &[]));
        assert_same_entries(document.values(), &goal.cleaned());
        assert_eq!(document.body().trim_start_matches('\n'), body.trim_start_matches('\n'));
    });
}

/// A new key comes where the schema has it, and a mapping without keys is removed.
#[test]
fn keys_come_where_the_schema_has_them() {
    let file = "---\ntitle: A # một\ndate: 2026-01-02\ncover:\n  file: a.jpg\n---\nLời.\n";
    let text = |text: &str| Some(Wanted::Text(text.to_owned()));
    let changes = [
        (KeyPath::dotted("lead"), text("Tóm tắt: một")),
        (KeyPath::dotted("draft"), text("true")),
        (KeyPath::dotted("cover.file"), None),
        (KeyPath::dotted("không-có.gì"), None),
    ];
    let edited = parse(file.as_bytes()).unwrap().with(&changes, None).unwrap();
    let wanted = "---\ntitle: A # một\nlead: \"Tóm tắt: một\"\ndraft: true\ndate: 2026-01-02\n---\nLời.\n";
    assert_eq!(String::from_utf8(edited).unwrap(), wanted);
}

/// A file whose front matter cannot be read stays editable as a whole; one that is no UTF-8 does not.
#[test]
fn unreadable_files_are_whole_texts() {
    let whole = |file: &str| parse(file.as_bytes()).unwrap_err();
    assert!(matches!(whole("Lời.\n"), DocumentError::NoFrontMatter(_)));
    assert!(matches!(whole(""), DocumentError::NoFrontMatter(_)));
    assert!(matches!(whole("---\ntitle: a\n\nLời.\n"), DocumentError::OpenFrontMatter(_)));
    for broken in ["a: [1", "a: 1\na: 2", "a: b: c: d", "chỉ có chữ", "- a", "a: \u{7}", "\tb: 1\n a: 2\nc"]
    {
        let error = whole(&format!("\u{feff}---\r\n{broken}\r\n---\r\nLời.\r\n"));
        assert!(matches!(error, DocumentError::BrokenFrontMatter(_)), "{broken}: {error:?}");
        let file = error.file().unwrap();
        assert!(file.text().ends_with("---\nLời.\n"));
        assert_eq!(file.with(&file.text().replace("Lời", "Chữ")).len(), file.with(&file.text()).len());
    }
    assert_eq!(parse(b"\xff\xfe-\0-\0").unwrap_err(), DocumentError::Encoding(TextError::Utf16));
    assert_eq!(parse(b"---\ntitle: \xa4\n---\n").unwrap_err(), DocumentError::Encoding(TextError::NotUtf8));
}
