//! Changes a YAML text to a wanted tree by the smallest change of bytes: comments, order, quotes and spaces outside the
//! changed values stay as their author wrote them.
//!
//! The text is parsed with the reader of the build, compared with the wanted tree, and spliced where the two differ. The
//! result is parsed again and compared with the wanted tree. If they differ, the change is made more carefully, then with
//! whole rows in place of values; if they still differ, the text stays unchanged.

mod block_list;
mod block_map;
mod flow;
mod layout;
mod patcher;

use crate::diagnostic::Severity;
use crate::edit::patch::patcher::{Grain, Pairing, Patcher};
use crate::edit::splice::{LineEnds, Splices};
use crate::edit::wanted::Wanted;
use crate::read::yaml::{self, Node, Yaml};
use crate::source::Sources;

/// Why a text was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatchError {
    /// The text has an error of syntax, which must be corrected first.
    Unsound,
    /// No change was found after which the text is read as wanted.
    NoChange,
}

/// Returns `raw` with the smallest change after which it is read as `wanted`.
///
/// # Errors
/// [`PatchError::Unsound`] if `raw` has an error of syntax, [`PatchError::NoChange`] if no change leads to `wanted`.
pub fn patch(raw: &str, wanted: &Wanted) -> Result<String, PatchError> {
    patch_with(raw, wanted, Pairing::ByContent)
}

/// Returns `raw` with other texts in place of some of its own, so that it is read as `wanted`, which has the same
/// mappings and lists: no row moves, no row is rewritten as a whole, and all comments stay.
///
/// # Errors
/// As [`patch`].
pub(super) fn patch_texts(raw: &str, wanted: &Wanted) -> Result<String, PatchError> {
    patch_with(raw, wanted, Pairing::ByPosition)
}

fn patch_with(raw: &str, wanted: &Wanted, pairing: Pairing) -> Result<String, PatchError> {
    let (text, line_ends) = LineEnds::split(raw);
    let wanted = wanted.cleaned();
    let node = parse(&text).ok_or(PatchError::Unsound)?;
    if says(node.as_ref(), &wanted) {
        return Ok(raw.to_owned());
    }
    let grains = match pairing {
        Pairing::ByContent => &[Grain::Value, Grain::Quoted, Grain::Apart, Grain::Row][..],
        Pairing::ByPosition => &[Grain::Value],
    };
    for &grain in grains {
        let mut patcher = Patcher { text: &text, grain, pairing, splices: Splices::default() };
        if patcher.document(node.as_ref(), &wanted).is_none() {
            continue;
        }
        let Some(patched) = patcher.splices.apply(raw, &line_ends) else { continue };
        let again = parse(&patched.replace("\r\n", "\n"));
        if again.is_some_and(|again| says(again.as_ref(), &wanted)) {
            return Ok(patched);
        }
    }
    Err(PatchError::NoChange)
}

/// Returns the tree that `raw` says, an empty mapping if it has no entries; `None` if it has an error of syntax.
pub fn tree(raw: &str) -> Option<Wanted> {
    let node = parse(&raw.replace("\r\n", "\n"))?;
    Some(node.map_or_else(|| Wanted::Map(Vec::new()), |node| Wanted::of(&node)))
}

/// Returns the tree of a text, `None` for one without entries; no tree if the text has an error of syntax.
#[allow(clippy::option_option)]
fn parse(text: &str) -> Option<Option<Node>> {
    let mut diagnostics = Vec::new();
    let yaml = Yaml { text, source: Sources::default().assign_id(""), offset: 0 };
    let node = yaml::parse(yaml, &mut diagnostics);
    let is_sound = diagnostics.iter().all(|found| found.severity != Severity::Error);
    is_sound.then_some(node)
}

/// Whether a text with the tree `node` says `wanted`; one without entries says an empty mapping.
fn says(node: Option<&Node>, wanted: &Wanted) -> bool {
    match node.map(Wanted::of) {
        Some(said) => said == *wanted,
        None => matches!(wanted, Wanted::Nothing) || *wanted == Wanted::Map(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{PatchError, parse, patch, patch_texts};
    use crate::edit::wanted::Wanted;

    const DECISION: &str = "\
# Quyết định tháng một
number: 27/QĐ-LĐLĐ   # theo sổ
signed: 2023-01-16
subject: 'Về việc tặng Bằng khen'
defaults: {kind: bang-khen, period: 2022}
note: |
  Dòng một

  Dòng ba
awards:
  # tập thể
  - {no: 1, to: collective, unit: cong-ty-song-xanh, citation: \"Có thành tích, xuất sắc\"}
  # cá nhân
  - {no: 2, to: individual, name: Trần Thị Hoa Mai, unit: cong-ty-song-xanh} # xem lại
  - no: 3
    to: individual
    name: Lê Văn Bình   # thợ hàn
    accept: [same-name, near-name]

  - {no: 4, to: household}
# hết
";

    fn wanted(text: &str) -> Wanted {
        Wanted::of(&parse(text).unwrap().unwrap())
    }

    fn entries(wanted: &mut Wanted) -> &mut Vec<(String, Wanted)> {
        let Wanted::Map(entries) = wanted else { panic!("a mapping") };
        entries
    }

    fn at<'w>(wanted: &'w mut Wanted, key: &str) -> &'w mut Wanted {
        &mut entries(wanted).iter_mut().find(|(name, _)| name == key).unwrap().1
    }

    fn rows(wanted: &mut Wanted) -> &mut Vec<Wanted> {
        let Wanted::List(rows) = at(wanted, "awards") else { panic!("a list") };
        rows
    }

    fn text(text: &str) -> Wanted {
        Wanted::Text(text.to_owned())
    }

    /// The lines that `change` makes different, as a diff without context.
    fn changed(source: &str, change: impl FnOnce(&mut Wanted)) -> String {
        let mut goal = wanted(source);
        change(&mut goal);
        let patched = patch(source, &goal).unwrap();
        let (old, new): (Vec<&str>, Vec<&str>) = (source.lines().collect(), patched.lines().collect());
        let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let end =
            old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(a, b)| a == b).count();
        let removed = old[start..old.len() - end].iter().map(|line| format!("-{line}\n"));
        let added = new[start..new.len() - end].iter().map(|line| format!("+{line}\n"));
        removed.chain(added).collect()
    }

    #[test]
    fn a_value_changes_alone() {
        let diff = changed(DECISION, |goal| *at(goal, "number") = text("28/QĐ-LĐLĐ"));
        assert_eq!(diff, "-number: 27/QĐ-LĐLĐ   # theo sổ\n+number: 28/QĐ-LĐLĐ   # theo sổ\n");
        let diff = changed(DECISION, |goal| *at(goal, "subject") = text("Về việc 'khen'"));
        assert!(diff.ends_with("+subject: 'Về việc ''khen'''\n"), "{diff}");
        let diff = changed(DECISION, |goal| *at(&mut rows(goal)[1], "name") = text("Mai, Hoa"));
        assert!(diff.ends_with("name: \"Mai, Hoa\", unit: cong-ty-song-xanh} # xem lại\n"), "{diff}");
        let diff = changed(DECISION, |goal| *at(&mut rows(goal)[2], "name") = text("Lê Bình"));
        assert_eq!(diff, "-    name: Lê Văn Bình   # thợ hàn\n+    name: Lê Bình   # thợ hàn\n");
    }

    #[test]
    fn keys_come_and_go() {
        let diff =
            changed(DECISION, |goal| entries(&mut rows(goal)[0]).insert(2, ("name".into(), text("Tổ 1"))));
        assert!(diff.contains("+  - {no: 1, to: collective, name: Tổ 1, unit: cong-ty-song-xanh,"), "{diff}");
        let diff = changed(DECISION, |goal| entries(goal).insert(2, ("draft".into(), text("true"))));
        assert_eq!(diff, "+draft: true\n");
        let diff = changed(DECISION, |goal| entries(&mut rows(goal)[2]).retain(|(key, _)| key != "to"));
        assert_eq!(diff, "-    to: individual\n");
        let diff =
            changed(DECISION, |goal| entries(&mut rows(goal)[3]).push(("name".into(), text("Hộ bà Lan"))));
        assert_eq!(diff, "-  - {no: 4, to: household}\n+  - {no: 4, to: household, name: Hộ bà Lan}\n");
        let diff = changed("a:\nb: 1\n", |goal| *at(goal, "a") = text("x"));
        assert_eq!(diff, "-a:\n+a: x\n");
        let diff = changed("a: x\nb: 1\n", |goal| *at(goal, "a") = Wanted::Nothing);
        assert_eq!(diff, "-a: x\n+a:\n");
    }

    #[test]
    fn rows_come_go_and_move_with_their_comments() {
        let diff = changed(DECISION, |goal| drop(rows(goal).remove(1)));
        assert_eq!(
            diff,
            "-  # cá nhân\n-  - {no: 2, to: individual, name: Trần Thị Hoa Mai, unit: cong-ty-song-xanh} # xem lại\n"
        );
        let mut goal = wanted(DECISION);
        let row = rows(&mut goal).remove(1);
        rows(&mut goal).push(row);
        let patched = patch(DECISION, &goal).unwrap();
        assert!(patched.contains("household}\n  # cá nhân\n  - {no: 2"), "{patched}");
        assert!(patched.ends_with("# xem lại\n# hết\n"), "{patched}");
        let new = Wanted::Map(vec![("no".into(), text("5")), ("name".into(), text("Tổ: một"))]);
        let diff = changed(DECISION, |goal| rows(goal).push(new));
        assert_eq!(diff, "+  - {no: 5, name: \"Tổ: một\"}\n");
    }

    /// A row that is moved and changed at once keeps its comments; those of a removed row go with it, also if the next row
    /// gets its number.
    #[test]
    fn comments_stay_with_their_rows() {
        let mut goal = wanted(DECISION);
        let mut row = rows(&mut goal).remove(1);
        *at(&mut row, "no") = text("9");
        rows(&mut goal).push(row);
        let patched = patch(DECISION, &goal).unwrap();
        let moved = "household}\n  # cá nhân\n  - {no: 9, to: individual, name: Trần Thị Hoa Mai, unit: cong-ty-song-xanh} # xem lại\n";
        assert!(patched.contains(moved), "{patched}");
        let source =
            "awards:\n  - {no: 1, name: Mai, unit: a} # vắng\n  - {no: 2, name: Lan, unit: a} # mới\n";
        let goal = wanted("awards:\n  - {no: 1, name: Lan, unit: a}\n");
        assert_eq!(patch(source, &goal).unwrap(), "awards:\n  - {no: 1, name: Lan, unit: a} # mới\n");
    }

    #[test]
    fn an_empty_list_gets_rows() {
        let new = Wanted::List(vec![Wanted::Map(vec![("no".into(), text("1"))])]);
        let diff = changed("a: 1\nawards: []\n", |goal| *at(goal, "awards") = new);
        assert_eq!(diff, "-awards: []\n+awards:\n+  - {no: 1}\n");
        let diff = changed("a: 1\nb: [x]\n", |goal| *at(goal, "b") = Wanted::List(Vec::new()));
        assert_eq!(diff, "-b: [x]\n+b: []\n");
        let first = Wanted::Map(vec![("a".into(), text("1"))]);
        assert_eq!(patch("# trống\n", &first).unwrap(), "# trống\na: 1\n");
    }

    #[test]
    fn line_ends_stay() {
        let crlf = DECISION.replace('\n', "\r\n");
        let mut goal = wanted(DECISION);
        entries(&mut goal).push(("draft".into(), text("true")));
        rows(&mut goal).remove(0);
        let (lf, patched) = (patch(DECISION, &goal).unwrap(), patch(&crlf, &goal).unwrap());
        assert_eq!(patched, lf.replace('\n', "\r\n"));
    }

    /// A row that becomes equal to another stays where it is, with its comment.
    #[test]
    fn equal_rows_stay_apart() {
        let source = "rows:\n  # một\n  - {name: HOA}  # a\n  # hai\n  - {name: Hoa}  # b\n";
        let goal = wanted("rows:\n  - {name: Hoa}\n  - {name: Hoa}\n");
        assert_eq!(patch_texts(source, &goal), Ok(source.replace("HOA", "Hoa")));
    }

    #[test]
    fn an_unsound_text_stays() {
        assert_eq!(patch("a: [1\nb: 2\n", &Wanted::Nothing), Err(PatchError::Unsound));
        assert_eq!(patch("a: 1\na: 2\n", &Wanted::Nothing), Err(PatchError::Unsound));
    }

    /// Values that need care: signs of YAML, several lines, controls, other scripts.
    fn value() -> impl Strategy<Value = String> {
        let odd = prop::sample::select(vec![
            "",
            "~",
            "null",
            "no",
            "0012",
            "12:30",
            "2023-01-16",
            "-",
            "- a",
            "a: b",
            "a:",
            "#a",
            "a #b",
            "{a}",
            "[a",
            "a]",
            "a,b",
            "'a",
            "\"a\"",
            "a\\b",
            "|",
            ">",
            "%a",
            "@a",
            "`a",
            "&a",
            "*a",
            "!a",
            "?",
            "? a",
            " a",
            "a ",
            "a\nb",
            "a\n\nb\n",
            "\na",
            "a\tb",
            "\ta",
            "Trần Thị Hoa",
            "a\u{a0}b",
            "a:\u{a0}b",
            "\u{feff}a",
            "\u{7}a",
            "a\u{2028}b",
            "---",
            "--- a",
            "...",
            "=",
            "<<",
            "“a”",
            "a\u{85}b",
            "😀",
            "a: b # c",
            "key: [1, 2]",
        ]);
        prop_oneof![3 => odd.prop_map(str::to_owned), 1 => "[a-z ,:#'\"\\[\\]{}-]{0,12}"]
    }

    /// An edit of a tree, made of numbers that are taken modulo what is there.
    #[derive(Clone, Debug)]
    struct Edit {
        row: usize,
        key: usize,
        kind: u8,
        value: String,
    }

    fn edit() -> impl Strategy<Value = Edit> {
        (any::<usize>(), any::<usize>(), 0..9_u8, value()).prop_map(|(row, key, kind, value)| Edit {
            row,
            key,
            kind,
            value,
        })
    }

    fn apply(goal: &mut Wanted, edit: &Edit) {
        let Edit { row, key, kind, value } = edit;
        let count = rows(goal).len();
        match kind {
            0..3 if count > 0 => {
                let row = &mut rows(goal)[row % count];
                let fields = entries(row);
                let at = key % fields.len();
                match kind {
                    0 => fields[at].1 = text(value),
                    1 if fields.len() > 1 => drop(fields.remove(at)),
                    _ => fields.insert(at, (format!("new-{key}"), text(value))),
                }
            }
            3 if count > 1 => drop(rows(goal).remove(row % count)),
            4 if count > 1 => {
                let taken = rows(goal).remove(row % count);
                rows(goal).insert(key % count, taken);
            }
            5 => {
                let new = Wanted::Map(vec![("no".into(), text("9")), ("name".into(), text(value))]);
                rows(goal).insert(row % (count + 1), new);
            }
            6 => *at(goal, ["number", "signed", "subject", "note"][key % 4]) = text(value),
            7 => {
                let place = key % entries(goal).len();
                entries(goal).insert(place, (format!("top-{row}"), text(value)));
            }
            _ => *at(at(goal, "defaults"), "kind") = text(value),
        }
    }

    proptest! {
        /// Whatever is edited: what comes out says what was wanted, and comments of what stays are there.
        #[test]
        fn random_edits_say_what_was_wanted(edits in prop::collection::vec(edit(), 1..6), crlf in any::<bool>()) {
            let mut source = if crlf { DECISION.replace('\n', "\r\n") } else { DECISION.to_owned() };
            for edit in &edits {
                let mut goal = wanted(&source.replace("\r\n", "\n"));
                apply(&mut goal, edit);
                let patched = patch(&source, &goal);
                prop_assert!(patched.is_ok(), "{edit:?}\n{source}");
                source = patched.unwrap();
                prop_assert_eq!(wanted(&source.replace("\r\n", "\n")), goal.cleaned());
            }
            for comment in ["# Quyết định tháng một", "# theo sổ", "# hết"] {
                prop_assert!(source.contains(comment), "{comment} is lost:\n{source}");
            }
        }
    }
}
