//! `explain`: its examples are tried on a small site, and the command prints them.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;

use bangvang::guide::diagnostics::{Explanation, Snippet};

use crate::project::{Project, Reported};

/// The site that every example is laid over. Nothing is reported about it.
const SITE: &[(&str, &str)] = &[
    (
        "content/site.yaml",
        "title: Công đoàn tỉnh Minh Giang\norganisation: LĐLĐ tỉnh Minh Giang\n\
         base_url: https://congdoan-minhgiang.example\nlanguage: vi\n\
         sections:\n  - {id: tin-tuc, title: Tin tức}\n  - {id: guong-sang, title: Gương sáng}\n",
    ),
    (ARTICLE, SOUND_ARTICLE),
    ("content/movements/lao-dong-gioi.md", "---\ntitle: Lao động giỏi\n---\n\n## Mục tiêu\n\nNội dung.\n"),
    ("content/pages/gioi-thieu.md", "---\ntitle: Giới thiệu\n---\n\nNội dung.\n"),
    (
        "content/registry/units.yaml",
        "- {id: tong-ldld, type: federation, names: [{name: Tổng Liên đoàn}]}\n\
         - {id: ldld-minh-giang, type: federation, names: [{name: LĐLĐ tỉnh Minh Giang}], parents: [{unit: tong-ldld}]}\n\
         - {id: cdcs-bien-xanh, type: grassroots, names: [{name: CĐCS Công ty Biển Xanh}], parents: [{unit: ldld-minh-giang}]}\n\
         - {id: cdcs-hoa-sen, type: grassroots, names: [{name: CĐCS May Hoa Sen}], parents: [{unit: ldld-minh-giang}]}\n",
    ),
    (
        DECISION,
        "number: 27/QĐ-LĐLĐ\nsigned: 2023-01-16\nissuer: ldld-minh-giang\n\
         defaults: {to: individual, unit: cdcs-bien-xanh, kind: bang-khen-ldld-tinh, period: 2022}\n\
         awards:\n  - {name: Trần Thị Hoa Mai}\n",
    ),
    ("content/static/qd-27-2023.pdf", "x"),
];

const ARTICLE: &str = "content/articles/tin-tuc/le-phat-dong.md";
const DECISION: &str = "content/awards/2023/qd-27.yaml";

/// Any other article, movement or page that an example names.
const SOUND_ARTICLE: &str = "---\ntitle: Lễ phát động thi đua\ndate: 2024-01-05\n---\n\nNội dung bài.\n";

/// Any other decision that an example names.
const SOUND_DECISION: &str = "number: 28/QĐ-LĐLĐ\nsigned: 2023-02-16\nissuer: ldld-minh-giang\n\
    defaults: {to: individual, unit: cdcs-hoa-sen, kind: bang-khen-ldld-tinh, period: 2022}\n\
    awards:\n  - {name: Lê Thị Na}\n";

/// A photograph, which lies beside the article when that half of an example names it.
const PHOTOGRAPH: &str = "ky-giao-uoc.jpg";

/// Codes whose cause cannot be written as the text of a file. `tests/cases` or another test causes each of them.
const NOT_TRIED: &[(&str, &str)] = &[
    ("file-name-encoding", "its name is no text"),
    ("link-loop", "it is a link"),
    ("link-outside", "it is a link"),
    ("no-settings", "it is the absence of a file"),
    ("not-a-file", "it is a pipe"),
    ("not-plain-text", "it is a file of another kind"),
    ("not-utf-8", "its bytes are no text"),
    ("too-large", "it is longer than an example"),
    ("too-many-faults", "it is longer than an example"),
    ("unreadable", "it is a right of the system"),
    ("utf-16", "its bytes are no UTF-8"),
    ("utf-16-unmarked", "its bytes are no UTF-8"),
    ("yaml-long", "it is longer than an example"),
    ("yaml-too-many", "it is longer than an example"),
    ("broken-picture", "it is a picture"),
    ("foreign-picture", "it is a picture"),
    ("huge-picture", "it is a picture"),
    ("large-picture", "it is a picture"),
    ("picture-ending", "it is a picture"),
    ("own-fault", "no input is known that causes it"),
];

/// Codes whose example needs file names that Windows or macOS do not allow.
const UNIX_NAMES: &[&str] =
    &["file-name-character", "file-name-long", "file-name-reserved", "same-file-name", "same-letters"];

/// The files of a project, by their paths.
type Files = BTreeMap<String, Vec<u8>>;

/// The wrong half of every example reports its code and nothing else; nothing is reported about the right half.
#[test]
fn examples_are_true() {
    let explanations: Vec<Explanation> = Explanation::all().filter(is_tried).collect();
    let shares = explanations.chunks(explanations.len().div_ceil(4));
    let mut untrue: Vec<String> = Vec::new();
    thread::scope(|scope| {
        let threads: Vec<_> = shares
            .map(|share| scope.spawn(move || share.iter().flat_map(untrue_halves).collect::<Vec<_>>()))
            .collect();
        threads.into_iter().for_each(|thread| untrue.extend(thread.join().unwrap()));
    });
    assert!(untrue.is_empty(), "{}", untrue.join("\n"));
}

/// What an example is not tried for is no file, and what is listed as reported beside a code is a code.
#[test]
fn exceptions_are_needed() {
    for (code, reason) in NOT_TRIED {
        let explanation = Explanation::of(code).unwrap_or_else(|| panic!("there is no code {code}"));
        let is_deed = explanation.wrong.iter().all(|snippet| snippet.form == "sh");
        assert!(is_deed && !reason.is_empty(), "{code} could be tried");
    }
    let listed: BTreeSet<&str> = NOT_TRIED.iter().map(|(code, _)| *code).collect();
    for one in Explanation::all().filter(|one| one.wrong.iter().any(|snippet| snippet.form == "sh")) {
        assert!(
            listed.contains(one.code),
            "{}: it is listed nowhere that its example is not tried",
            one.code
        );
    }
}

fn is_tried(explanation: &Explanation) -> bool {
    let is_deed = NOT_TRIED.iter().any(|(code, _)| *code == explanation.code);
    !is_deed && (cfg!(target_os = "linux") || !UNIX_NAMES.contains(&explanation.code))
}

/// What is not as the guide says about the example of `explanation`.
fn untrue_halves(explanation: &Explanation) -> Vec<String> {
    let Explanation { code, wrong, right, .. } = explanation;
    let expected = BTreeSet::from([*code]);
    let mut untrue = Vec::new();
    for (half, snippets, expected) in [("wrong", wrong, expected), ("right", right, BTreeSet::new())] {
        let mut files: Files =
            SITE.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        let photograph = include_bytes!("cases/files/photograph.jpg").to_vec();
        files.insert("content/static/bia.jpg".to_owned(), photograph.clone());
        if snippets.iter().any(|snippet| snippet.text.contains(PHOTOGRAPH)) {
            files.insert(format!("content/articles/tin-tuc/{PHOTOGRAPH}"), photograph);
        }
        snippets.iter().for_each(|snippet| lay(snippet, &mut files));
        let project = Project::empty();
        files.iter().for_each(|(path, bytes)| project.write(path, bytes));
        // Rendering takes most of the time, and it reports errors of templates only.
        let has_theme = files.keys().any(|path| path.starts_with("themes/"));
        let reported = if has_theme { project.reported() } else { checked(&project) };
        let codes: BTreeSet<&str> = reported.diagnostics.iter().map(|one| one.code.name()).collect();
        if codes != expected {
            let drawn = reported.drawn(bangvang::messages::Language::En);
            untrue.push(format!("{code}, {half}: {expected:?} expected, {codes:?} reported\n{drawn}"));
        }
    }
    untrue
}

/// What is reported about `project` before anything is rendered.
fn checked(project: &Project) -> Reported {
    let prepared = project.prepared();
    Reported { diagnostics: prepared.diagnostics, sources: prepared.scan.sources }
}

/// Changes `files` as `snippet` shows.
fn lay(snippet: &Snippet, files: &mut Files) {
    let path = snippet.path.to_owned();
    let text = with_characters(snippet.text);
    let before =
        files.get(&path).map_or_else(|| sound(&path), |bytes| String::from_utf8(bytes.clone()).unwrap());
    match snippet.form {
        "yaml" if path.ends_with(".md") => {
            let (keys, rest) =
                before.strip_prefix("---\n").and_then(|text| text.split_once("---\n")).unwrap();
            files.insert(path, format!("---\n{}---\n{rest}", merged(keys, &text)).into_bytes());
        }
        "yaml" => drop(files.insert(path, merged(&before, &text).into_bytes())),
        "markdown" => {
            let end = before.find("\n---\n").unwrap() + "\n---\n".len();
            files.insert(path, format!("{}\n{text}", &before[..end]).into_bytes());
        }
        "text" => drop(files.insert(path, text.into_bytes())),
        "files" => {
            for path in text.lines() {
                files.entry(path.to_owned()).or_insert_with(|| sound(path).into_bytes());
            }
        }
        form => panic!("there is no form `{form}`"),
    }
}

/// The content of a file at `path` about which nothing is reported.
fn sound(path: &str) -> String {
    if path.starts_with("content/site.") {
        return SITE[0].1.to_owned();
    }
    if path.starts_with("content/awards/") {
        return SOUND_DECISION.to_owned();
    }
    let is_undated = path.starts_with("content/pages/") || path.starts_with("content/movements/");
    match path.ends_with(".md") {
        true if is_undated => SOUND_ARTICLE.replace("date: 2024-01-05\n", ""),
        true => SOUND_ARTICLE.to_owned(),
        false => String::new(),
    }
}

/// `before` with the keys in `text` in place of its own, or the entries of a list behind its own.
fn merged(before: &str, text: &str) -> String {
    let key = |line: &str| line.split(':').next().unwrap_or(line).to_owned();
    let is_key = |line: &&str| !line.starts_with([' ', '-', '\t']);
    let keys: BTreeSet<String> = text.lines().filter(is_key).map(key).collect();
    let mut is_replaced = false;
    let mut merged = String::new();
    for line in before.split_inclusive('\n') {
        is_replaced = if is_key(&line) { keys.contains(&key(line)) } else { is_replaced };
        merged.push_str(if is_replaced { "" } else { line });
    }
    merged + text
}

/// `text` with the character itself in place of `<U+200B>`.
fn with_characters(text: &str) -> String {
    let mut parts = text.split("<U+");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for (digits, rest) in parts.map(|part| part.split_once('>').unwrap()) {
        whole.push(u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).unwrap());
        whole.push_str(rest);
    }
    whole
}

/// The command prints meaning, reason, example and the way to accept, in the language asked for; a code may be in
/// capitals and in brackets.
#[test]
fn the_command_explains() {
    let project = Project::empty();
    let printed = |arguments: &[&str]| {
        let output = project.run(arguments);
        let said =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.code(), said)
    };
    let (code, english) = printed(&["explain", "[UNKNOWN-KEY]"]);
    assert_eq!(code, Some(0));
    let explanation = Explanation::of("unknown-key").unwrap();
    assert!(english.starts_with("error [unknown-key]: "), "{english}");
    assert!(english.contains(explanation.english.reason), "{english}");
    assert!(english.contains(&format!("Wrong, in {}:\n", explanation.wrong[0].path)), "{english}");
    assert!(
        english.contains(&format!("    {}", explanation.right[0].text.lines().next().unwrap())),
        "{english}"
    );
    assert!(english.contains("It cannot be silenced"), "{english}");
    let (_, vietnamese) = printed(&["explain", "conflict-copy", "--lang", "vi"]);
    assert!(vietnamese.contains(Explanation::of("conflict-copy").unwrap().vietnamese.reason), "{vietnamese}");
    assert!(vietnamese.contains("`accept: [conflict-copy]`"), "{vietnamese}");
    let (code, near) = printed(&["explain", "unkown-key"]);
    assert_eq!(code, Some(2), "{near}");
    assert!(near.contains("did you mean `unknown-key`?"), "{near}");
    let (code, far) = printed(&["explain", "x"]);
    assert_eq!(code, Some(2), "{far}");
    assert!(far.contains("unknown diagnostic code `x`"), "{far}");
}

/// Without a code, every code is listed with its severity and its meaning.
#[test]
fn the_command_lists_every_code() {
    let listed = Project::empty().run(&["explain", "--lang", "vi"]);
    let listed = String::from_utf8(listed.stdout).unwrap();
    for Explanation { code, vietnamese, .. } in Explanation::all() {
        let row = listed.lines().find(|line| line.trim_start().starts_with(&format!("{code} ")));
        assert!(row.is_some_and(|row| row.ends_with(vietnamese.meaning)), "{code}: {row:?}");
    }
}

/// `check` and `build` name the command once below their diagnostics: for people, and only if there are any.
#[test]
fn the_command_is_named_once() {
    let project = Project::new();
    let hints = |arguments: &[&str]| {
        let output = project.run(arguments);
        let said = [output.stdout, output.stderr].concat();
        String::from_utf8_lossy(&said).matches("bangvang explain").count()
    };
    assert_eq!(hints(&["check"]), 0);
    project.write(ARTICLE, "---\ntitle: “A”\ndate: 2024-01-05\n---\n\n“Lời.\n");
    project.write("content/articles/tin/a.md", "---\ntitle: “A”\ndate: 2024-01-05\n---\n\nLời.\n");
    assert_eq!([hints(&["check"]), hints(&["build"]), hints(&["check", "--format", "json"])], [1, 1, 0]);
}
