//! Actions on a unit in the desk: they show what they write and touch, write it after the yes, and keep everything else.

use std::fs;

use serde_json::{Value, json};

use crate::desk_client::{Desk, DeskReply, encoded};
use crate::project::Project;

const UNITS: &str = "content/registry/units.yaml";
const TEXT: &str = "\
# Các đơn vị
- {id: ldld-thu, type: federation, names: [{name: LĐLĐ Thử}]} # một

- id: cd-hai # hai
  type: grassroots
  names:
    - name: Công đoàn Hai # tên đầu
      from: 2001-01-01
  parents: [{unit: ldld-thu}]
- {id: cd-to, type: team, names: [{name: Tổ Một}], parents: [{unit: cd-hai}]}
- {id: cd-cu, type: team, names: [{name: Tổ Cũ}], ended: {on: 2010-05-01, how: merged}, successors: [cd-hai]}
- {id: cd-het, type: team, names: [{name: Tổ Hết}], ended: {on: 2010-05-01}, note: Hết.}
- {id: cd-sau, type: team, names: [{name: Tổ Sau, from: 2030-01-01}]}
";
const OLD: &str = "content/awards/2020/qd-1.yaml";
const NEW: &str = "content/awards/2025/qd-2.yaml";
const UNDATED: &str = "content/awards/qd-3.yaml";
const ROWS: &str =
    "awards:\n  - {no: 1, to: individual, name: Trần Thử Mai, unit: cd-hai, period: 2019} # hàng\n";

fn desk() -> Desk {
    let dated = |number: u8, day: &str| {
        format!(
            "number: {number}/QĐ-LĐLĐ\nsigned: {day}\nissuer: ldld-thu\ndefaults: {{kind: bang-khen-ldld-tinh}}\n{ROWS}"
        )
    };
    let undated = format!(
        "undocumented: Theo kỷ yếu\nissuer: ldld-thu\ndefaults: {{kind: bang-khen-ldld-tinh}}\n{ROWS}"
    );
    let project = Project::new().with(UNITS, TEXT).with(OLD, dated(1, "2020-03-01"));
    Desk::start(project.with(NEW, dated(2, "2025-07-01")).with(UNDATED, undated))
}

fn text_of(desk: &Desk, path: &str) -> String {
    fs::read_to_string(desk.project.at(path)).unwrap()
}

/// The page of an action with the values of `wish`, as its form asks for it.
fn shown(desk: &Desk, wish: &Value) -> String {
    let typed = wish.as_object().unwrap().iter();
    let typed: String =
        typed.map(|(key, value)| format!("&{key}={}", encoded(value.as_str().unwrap()))).collect();
    let page = desk.get(&format!("/unit?file={}&entry=cd-hai&asked=yes{typed}", encoded(UNITS)));
    assert_eq!(page.status, 200, "{}", page.text);
    page.text
}

fn agree(desk: &Desk, page: &str, wish: &Value) -> DeskReply {
    let stamp = page.split("data-stamp=\"").nth(1).and_then(|rest| rest.split('"').next());
    let mut wish = wish.clone();
    for (key, value) in [("file", UNITS), ("entry", "cd-hai"), ("stamp", stamp.unwrap_or_default())] {
        wish[key] = json!(value);
    }
    desk.post("/api/unit", &wish)
}

/// A renamed unit keeps its id and has one more dated name. Decisions of earlier days and those without a day keep the name
/// that they show, one that will show the new name is linked.
#[test]
fn a_unit_is_renamed() {
    let desk = desk();
    let wish = json!({"action": "rename", "name": "Công đoàn Hai: Mới", "day": "1/7/2025"});
    let page = shown(&desk, &wish);
    assert!(page.contains("3 awards are to this unit") && page.contains("entry=cd%2Dto"), "{page}");
    assert!(page.contains("One decision signed on that day or later"), "{page}");
    assert_eq!(text_of(&desk, UNITS), TEXT, "nothing is written before the yes");
    let written = agree(&desk, &page, &wish);
    assert_eq!(written.json(), format!("/edit?file={}&entry=cd%2Dhai", encoded(UNITS)), "{written:?}");
    let name = "      from: 2001-01-01\n";
    let added = format!("{name}    - name: \"Công đoàn Hai: Mới\"\n      from: 2025-07-01\n");
    assert_eq!(text_of(&desk, UNITS), TEXT.replace(name, &added));
    let undated = text_of(&desk, UNDATED);
    assert!(
        undated.contains("unit: cd-hai, period: 2019, unit_as_printed: Công đoàn Hai} # hàng"),
        "{undated}"
    );
    assert!(!text_of(&desk, OLD).contains("unit_as_printed"));
    assert!(desk.page_of("/history", UNITS).text.contains("New name of the unit Công đoàn Hai"));
}

/// A merged unit ends and names its successor; what is still below it is linked.
#[test]
fn a_unit_is_merged() {
    let desk = desk();
    let wish = json!({"action": "merge", "into": "LĐLĐ Thử", "day": "30/06/2025", "document": "5/QĐ-LĐLĐ"});
    let page = shown(&desk, &wish);
    assert!(page.contains("One award is dated after the last day"), "{page}");
    assert!(page.contains("One unit is still below it after the last day"), "{page}");
    assert_eq!(agree(&desk, &page, &wish).status, 200);
    let parents = "  parents: [{unit: ldld-thu}]\n";
    let ended = format!(
        "{parents}  ended: {{on: 2025-06-30, how: merged, document: 5/QĐ-LĐLĐ}}\n  successors: [ldld-thu]\n"
    );
    assert_eq!(text_of(&desk, UNITS), TEXT.replace(parents, &ended));
    let again = shown(&desk, &wish);
    assert!(again.contains("ended on 30/06/2025 already") && !again.contains("id=\"ask\""), "{again}");
}

/// A closed unit ends with a note for readers.
#[test]
fn a_unit_is_closed() {
    let desk = desk();
    let wish = json!({"action": "close", "day": "2025-12-31", "note": "Không còn đoàn viên."});
    let page = shown(&desk, &wish);
    assert_eq!(agree(&desk, &page, &wish).status, 200);
    let parents = "  parents: [{unit: ldld-thu}]\n";
    let ended =
        format!("{parents}  ended: {{on: 2025-12-31, how: dissolved}}\n  note: Không còn đoàn viên.\n");
    assert_eq!(text_of(&desk, UNITS), TEXT.replace(parents, &ended));
}

/// A wrong day or name is answered with a sentence, the words stay in the form, and nothing is written.
#[test]
fn wrong_words_are_answered() {
    let desk = desk();
    for (wish, sentence) in [
        (json!({"action": "rename", "name": "Ba", "day": "hôm qua"}), "is no day"),
        (json!({"action": "rename", "name": "Ba", "day": "31/02/2025"}), "is no day"),
        (json!({"action": "rename", "name": "Ba", "day": "2001-01-01"}), "began on 01/01/2001"),
        (json!({"action": "rename", "name": " ", "day": "2025-01-01"}), "Type the new name"),
        (json!({"action": "rename", "name": "Công đoàn Hai", "day": "2025-01-01"}), "already"),
        (json!({"action": "merge", "into": "Không Có", "day": "2025-01-01"}), "No unit, or more than one"),
        (json!({"action": "merge", "into": "cd-hai", "day": "2025-01-01"}), "into itself"),
        (json!({"action": "merge", "into": "cd-het", "day": "2025-01-01"}), "ended on 01/05/2010"),
        (json!({"action": "merge", "into": "cd-cu", "day": "2025-01-01"}), "was itself merged"),
        (json!({"action": "merge", "into": "cd-sau", "day": "2025-01-01"}), "begins only on 01/01/2030"),
        (json!({"action": "close", "day": "1999-01-01", "note": "Hết."}), "began on 01/01/2001"),
        (json!({"action": "close", "day": "2025-01-01"}), "Write why"),
    ] {
        let page = shown(&desk, &wish);
        assert!(page.contains(sentence) && !page.contains("id=\"agree\""), "{wish}: {page}");
        let day = wish["day"].as_str().unwrap();
        assert!(page.contains(&format!("value=\"{day}\"")), "{wish}: {page}");
        assert_eq!(agree(&desk, &page, &wish).status, 400, "{wish}");
    }
    assert_eq!(text_of(&desk, UNITS), TEXT);
}

/// A yes to what was shown of another content of the file, or of other awards, writes nothing.
#[test]
fn a_file_changed_meanwhile_is_refused() {
    let desk = desk();
    let wish = json!({"action": "rename", "name": "Ba", "day": "2025-07-01"});
    let page = shown(&desk, &wish);
    let theirs = TEXT.replace("# hai", "# hai, sửa");
    fs::write(desk.project.at(UNITS), &theirs).unwrap();
    assert_eq!(agree(&desk, &page, &wish).code(), "desk-unit-changed");
    assert_eq!(text_of(&desk, UNITS), theirs);
    assert_eq!(agree(&desk, &shown(&desk, &wish), &wish).status, 200);
}

/// What was typed into a form of the file and not saved is saved first.
#[test]
fn unsaved_words_come_first() {
    let desk = desk();
    let page = desk.get(&format!("/edit?file={}&entry=cd-hai", encoded(UNITS))).text;
    assert!(page.contains("action=merge"), "{page}");
    let base = page.split("data-base=\"").nth(1).unwrap().split('"').next().unwrap();
    let typed = json!({"file": UNITS, "entry": "cd-hai", "page": "p", "base": base, "fields": {"note": "Dở"}, "text": ""});
    assert_eq!(desk.post("/api/draft", &typed).status, 200);
    let refused = desk.get(&format!("/unit?file={}&entry=cd-hai&action=close", encoded(UNITS)));
    assert!(refused.status == 409 && refused.text.contains("save content/registry"), "{refused:?}");
    let none = desk.get(&format!("/unit?file={}&entry=cd-khong&action=close", encoded(UNITS)));
    assert_ne!(none.status, 200);
}
