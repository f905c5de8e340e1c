//! `fix`: corrects what is certain, changes no other byte, and leaves nothing for a second run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use bangvang::cli::{CertainCorrections, certain_corrections};
use bangvang::diagnostic::{Code, Fixing};
use bangvang::messages::Language;
use bangvang::model::site::{BuildOptions, ShowHidden};
use bangvang::pipeline::{self, NoBuildObserver};
use bangvang::text;

use crate::case::Case;
use crate::project::{Project, options, tree};

/// What is certain in the project at `root`, on 2026-06-01 and with drafts.
fn found(root: &Path) -> CertainCorrections {
    let scan = pipeline::scan(root, &NoBuildObserver).expect("the content folder can be listed");
    certain_corrections(scan, &BuildOptions { shown: ShowHidden::Drafts, ..options() }, &|_, _| true)
}

/// The codes of which diagnostics are corrected.
fn certain_codes() -> impl Iterator<Item = Code> {
    Code::all().filter(|code| code.fixing() == Fixing::Certain)
}

/// Every case that reports a code which is corrected is corrected in one run: a second run finds nothing.
#[test]
fn cases_are_corrected_at_once() {
    let mut codes = BTreeSet::new();
    let certain: Vec<String> = certain_codes().map(|code| format!("[{code}]")).collect();
    let is_concerned = |case: &&Case| {
        let expected = case.expected(Language::En);
        (!case.has("unix") || cfg!(unix)) && certain.iter().any(|code| expected.contains(code))
    };
    for case in Case::all().iter().filter(is_concerned) {
        let project = case.project();
        if !project.at("content").is_dir() {
            continue;
        }
        let first = found(project.path());
        for file in &first.files {
            codes.extend(file.codes.keys().copied());
            assert_ne!(file.before, file.after, "{}", case.name);
            fs::write(&file.source.disk, &file.after).expect("files can be written");
        }
        if !first.files.is_empty() {
            let second = found(project.path());
            assert!(second.files.is_empty(), "{}: {}", case.name, second.files[0].source.path);
            assert_eq!(second.failed.0.len(), first.failed.0.len(), "{}", case.name);
        }
    }
    // The test below has the other codes.
    for code in ["bad-colour", "bad-slug", "utf-16", "yaml-colon", "yaml-no-break-space"] {
        assert!(codes.contains(code), "{code}: {codes:?}");
    }
}

/// Family names after which a name in capitals is certain.
const FAMILIES: &[&str] = &["Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đỗ", "Lâm", "Danh", "Thạch", "Huỳnh"];

/// A line of a file with a slip, counted by `count`, or as it is if no slip fits.
fn with_slip(line: &str, count: &mut usize) -> String {
    let slipped = match line.split_once(": ") {
        Some(("signed", day)) => day_first(day).map(|day| format!("signed: {day}")),
        Some(("date", day)) => {
            let (day, time) = day.split_once(' ').unwrap_or((day, ""));
            day_first(day).map(|day| format!("date: {day} {time}").trim_end().to_owned())
        }
        Some(("number", number)) => {
            let bare = number.replace("QĐ-LĐLĐ", "QD-LDLD");
            (bare != number && !number.contains('"')).then(|| format!("number: {bare}"))
        }
        _ => slipped_name(line, *count),
    };
    *count += usize::from(slipped.is_some());
    slipped.unwrap_or_else(|| line.to_owned())
}

/// `2023-01-16` as `16/1/2023`, if no other day can be meant.
fn day_first(day: &str) -> Option<String> {
    let parts: Vec<&str> = day.split('-').collect();
    let [year, month, day] = *parts.as_slice() else { return None };
    (day.parse::<u8>().ok()? > 12).then(|| format!("{day}/{}/{year}", month.trim_start_matches('0')))
}

/// The line with a slip in the value of `name:`, each time of another kind.
fn slipped_name(line: &str, count: usize) -> Option<String> {
    let start = line.find("name: ")? + "name: ".len();
    let end = line[start..].find([',', '}']).map_or(line.len(), |end| start + end);
    let name = &line[start..end];
    // Capitals are reported of individuals only.
    if line.contains("household")
        || line.contains("collective")
        || !name.contains(' ')
        || name.contains(['"', '\'', '{', '['])
    {
        return None;
    }
    let slipped = match count % 6 {
        0 if FAMILIES.iter().any(|family| name.starts_with(&format!("{family} "))) => name.to_uppercase(),
        1 => name.replacen(' ', "\u{a0}", 1),
        2 => name.replacen(' ', " \u{200b}", 1),
        3 if name.starts_with('Đ') => name.replacen('Đ', "\u{d0}", 1),
        4 if name.contains('o') => name.replacen('o', "\u{43e}", 1),
        _ => name.replacen(' ', "  ", 1),
    };
    Some(format!("{}{slipped}{}", &line[..start], &line[end..]))
}

/// `text` with every letter that has marks as a letter and its marks.
fn decomposed(text: &str) -> String {
    let composed: BTreeMap<String, String> = ('a'..='z')
        .chain('A'..='Z')
        .flat_map(|letter| ('\u{300}'..='\u{323}').map(move |mark| format!("{letter}{mark}")))
        .map(|pair| (text::nfc(&pair).into_owned(), pair))
        .filter(|(letter, _)| letter.chars().count() == 1)
        .collect();
    text.chars().map(|letter| composed.get(&letter.to_string()).cloned().unwrap_or(letter.into())).collect()
}

/// Slips of many kinds in the whole demonstration site, whose files have the line ends, byte order marks, encodings and
/// normal forms of several programs, are corrected to the byte; the versions before are there.
#[test]
fn planted_slips_are_corrected_to_the_byte() {
    let demonstration = Path::new(env!("CARGO_MANIFEST_DIR"));
    let project = Project::empty();
    let (mut planted, mut wanted) = (BTreeMap::new(), BTreeMap::new());
    let mut count = 0;
    for (at, (path, bytes)) in tree(&demonstration.join("content")).into_iter().enumerate() {
        let path = format!("content/{path}");
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        let is_text = ["md", "yaml"].contains(&extension) && path != "content/site.yaml";
        let Some(text) = String::from_utf8(bytes.clone()).ok().filter(|_| is_text) else {
            project.write(&path, bytes);
            continue;
        };
        let lines: Vec<String> = text.split('\n').map(|line| with_slip(line, &mut count)).collect();
        let slipped = lines.join("\n");
        let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let (before, after): (Vec<u8>, Vec<u8>) = match at % 4 {
            0 => (slipped.into_bytes(), bytes),
            1 => (windows(&slipped).into_bytes(), windows(&text).into_bytes()),
            2 => (decomposed(&slipped).into_bytes(), bytes),
            _ => {
                let units = windows(&slipped).encode_utf16().flat_map(u16::to_le_bytes).collect();
                (units, text.replace('\n', "\r\n").into_bytes())
            }
        };
        project.write(&path, &before);
        if before != after {
            planted.insert(path.clone(), before);
        }
        wanted.insert(path, after);
    }
    assert!(count > 200, "only {count} slips");

    let fixed = project.run(&["fix", "--yes"]);
    let said = String::from_utf8_lossy(&fixed.stdout);
    assert_eq!(fixed.status.code(), Some(0), "{said}");
    for code in
        ["all-caps-name", "bad-date", "double-space", "look-alike", "malformed-number", "no-break-space"]
    {
        assert!(said.contains(&format!("{code} ")), "{code}");
    }
    assert!(["not-nfc ", "utf-16 ", "zero-width "].iter().all(|code| said.contains(code)));
    for (path, bytes) in &wanted {
        let read = fs::read(project.at(path)).unwrap();
        let [read, bytes] = [&read, bytes].map(|bytes| String::from_utf8_lossy(bytes));
        let different = read.lines().zip(bytes.lines()).find(|(read, wanted)| read != wanted);
        assert_eq!(different, None, "{path}");
        assert!(read == bytes, "{path}");
    }
    for (path, bytes) in &planted {
        let versions = tree(&project.at(".bangvang/history").join(path));
        assert!(versions.values().any(|version| version == bytes), "{path}");
        // The other is the corrected file, and the log says when and by whom.
        assert_eq!(versions.len(), 3, "{path}");
    }
    let again = String::from_utf8(project.run(&["fix", "--yes", "--lang", "en"]).stdout).unwrap();
    assert!(again.starts_with("nothing to correct with certainty"), "{again}");
    let checked = String::from_utf8(project.run(&["check", "--today", "2026-09-01"]).stderr).unwrap();
    for code in certain_codes() {
        assert!(!checked.contains(&format!("[{code}]")), "{checked}");
    }
}

const CAPITALS: &str =
    "  - {no: 1, to: individual, name: TRẦN THỊ HOA MAI, unit: cd-thu, citation: Thợ  giỏi}\n";

/// A project with a name in capitals and two spaces in one row of its decision.
fn project() -> Project {
    Project::new().with_awards(CAPITALS)
}

fn decision(project: &Project) -> String {
    fs::read_to_string(project.at("content/awards/qd-1.yaml")).unwrap()
}

fn run(project: &Project, arguments: &[&str]) -> (Option<i32>, String) {
    let output = project.run(&[&["fix", "--lang", "en"], arguments].concat());
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

/// Slips that make a file longer or shorter while it is read do not move a correction to another place, and what cannot
/// be corrected stays.
#[test]
fn corrections_keep_their_places_beside_slips() {
    let row = |mark: &str, indent: &str, text: &str| {
        format!(
            "  {mark} no: 1\n  {indent}to: individual\n    name: Lê Ân\n    unit: cd-thu\n    citation: {text}\n"
        )
    };
    let (plain, quoted) = ("Có công: xây nhà", "\"Có công: xây nhà\"");
    let in_rows = |mark: &str, indent: &str| {
        let both = |text: &str| row(mark, indent, text) + &row(mark, indent, text);
        (both(plain), both(quoted))
    };
    let wide = |space: &str, text: &str| {
        format!("  - to：individual\n    name:{space}Lê Ân\n    unit: cd-thu\n    citation: {text}\n")
    };
    let first =
        |space: &str, text: &str| format!("  - position:{space}\n    to: individual\n    citation: {text}\n");
    let last =
        |space: &str, text: &str| format!("  - to: individual\n    citation: {text}\n    position:{space}\n");
    let below = row("-", "  ", plain) + "      ba gian\n";
    let comment = |text: &str| row("-", "  ", &format!("{text}    # thành tích"));
    let typographic = (row("-", "  ", "“Có công: xây nhà”"), row("-", "  ", quoted));
    let cases = [
        in_rows("•", "  "),
        in_rows("-", "\t"),
        in_rows("-", "\u{a0}\u{a0}"),
        (wide("\u{a0}", plain), wide(" ", quoted)),
        (first("\u{a0}", plain), first(" ", quoted)),
        (last("\u{a0}", plain), last(" ", quoted)),
        (below.clone(), below),
        (comment(plain), comment(quoted)),
        typographic,
    ];
    for (rows, wanted) in cases {
        let project = Project::new().with_awards(&rows);
        let (before, (_, said)) = (decision(&project), run(&project, &["--yes"]));
        assert_eq!(decision(&project), before.replace(&rows, &wanted), "{rows}\n{said}");
    }
}

/// Without consent nothing changes: the changes are shown, and the exit code is 1.
#[test]
fn nothing_changes_without_consent() {
    let project = project();
    let before = decision(&project);
    for (arguments, said) in
        [(&["--dry-run"][..], "nothing was changed (--dry-run)"), (&[], "not a terminal")]
    {
        let (code, text) = run(&project, arguments);
        assert_eq!(code, Some(1), "{text}");
        assert!(
            text.contains(said) && text.contains("+   - {no: 1, to: individual, name: Trần Thị Hoa Mai"),
            "{text}"
        );
        assert_eq!(decision(&project), before);
    }
    assert!(!project.at(".bangvang").exists());
    let clean =
        Project::new().with_awards("  - {no: 1, to: individual, name: Trần Thị Hoa Mai, unit: cd-thu}\n");
    assert_eq!(run(&clean, &["--dry-run"]).0, Some(0));
}

/// `--only` and FILE choose what is corrected; unknown files and codes, and codes that are never corrected, are refused.
#[test]
fn corrections_are_chosen() {
    let project = project();
    let before = decision(&project);
    for (arguments, said) in [
        (&["--only", "double-spaces"][..], "did you mean `double-space`?"),
        (&["--only", "near-name"], "does not correct `near-name`"),
        (&["content/awards/qd-2.yaml"], "qd-2.yaml is no file or folder of this site"),
    ] {
        let (code, text) = run(&project, &[arguments, &["--yes"]].concat());
        assert_eq!(code, Some(2), "{text}");
        assert!(text.contains(said), "{text}");
    }
    assert_eq!(run(&project, &["--yes", "content/registry"]).0, Some(0));
    assert_eq!(decision(&project), before);
    let (code, text) = run(&project, &["--yes", "--only", "double-space", r"content\awards\qd-1.yaml"]);
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(decision(&project), before.replace("Thợ  giỏi", "Thợ giỏi"));
    assert_eq!(run(&project, &["--yes", "content/awards"]).0, Some(0));
    assert_eq!(
        decision(&project),
        before.replace("Thợ  giỏi", "Thợ giỏi").replace("TRẦN THỊ HOA MAI", "Trần Thị Hoa Mai")
    );
}

/// A file that cannot be written is reported, and the others are corrected.
#[test]
fn a_protected_file_does_not_stop_the_others() {
    let article = "---\ntitle: Bài  một\ndate: 2024-01-05\nlead: Một câu.\n---\nLời.\n";
    let project = project().with("content/articles/tin/a.md", article);
    let path = project.at("content/awards/qd-1.yaml");
    let before = decision(&project);
    let mut rights = fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).unwrap();
    let (code, text) = run(&project, &["--yes"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("content/awards/qd-1.yaml is write-protected"), "{text}");
    assert!(
        text.contains("content/articles/tin/a.md: one correction; the version before is in .bangvang"),
        "{text}"
    );
    assert_eq!(decision(&project), before);
    let corrected = fs::read_to_string(project.at("content/articles/tin/a.md")).unwrap();
    assert_eq!(corrected, article.replace("Bài  một", "Bài một"));
}

/// `check` says how many diagnostics `fix` corrects, and `explain` whether it corrects a code.
#[test]
fn other_commands_name_it() {
    let project = project();
    let checked = project.run(&["check", "--lang", "en"]);
    assert!(String::from_utf8_lossy(&checked.stderr).contains("`bangvang fix` can correct 2 of these."));
    let explained = |code: &str| {
        let output = project.run(&["explain", code, "--lang", "en"]);
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(explained("all-caps-name").contains("`bangvang fix --only all-caps-name` corrects it"));
    assert!(explained("near-name").contains("leaves this to you: a guess could name another person"));
}
