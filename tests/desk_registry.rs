//! The desk with the registry: forms of single entries, which change nothing else in their file.

use std::fs;

use serde_json::{Value, json};

use crate::desk_client::{Desk, DeskReply, encoded};
use crate::project::Project;

const UNITS: &str = "content/registry/units.yaml";
const TEXT: &str = "\
# Các đơn vị
- {id: cd-mot, type: grassroots, names: [{name: Công đoàn Một}]} # một

- id: cd-hai # hai
  type: grassroots
  names: [{name: Công đoàn Hai}]
";

fn desk() -> Desk {
    Desk::start(Project::new().with(UNITS, TEXT))
}

fn text_of(desk: &Desk) -> String {
    fs::read_to_string(desk.project.at(UNITS)).unwrap()
}

fn page(desk: &Desk, id: &str) -> String {
    let page = desk.get(&format!("/edit?file={}&entry={id}", encoded(UNITS)));
    assert_eq!(page.status, 200, "{}", page.text);
    page.text
}

/// The hash of the content that a form was opened with.
fn base(page: &str) -> String {
    page.split("data-base=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

fn send(desk: &Desk, path: &str, base: &str, entry: &str, fields: &Value) -> DeskReply {
    desk.post(path, &json!({"file": UNITS, "entry": entry, "base": base, "fields": fields, "text": ""}))
}

/// The form shows the values of one entry but not its id, and a save changes only that entry.
#[test]
fn an_entry_is_a_form() {
    let desk = desk();
    let list = desk.get("/list?list=units").text;
    assert!(list.contains("&amp;entry=cd%2Dhai"), "{list}");
    let shown = page(&desk, "cd-hai");
    assert!(shown.contains("value=\"Công đoàn Hai\"") && !shown.contains("Công đoàn Một"), "{shown}");
    assert!(shown.contains("<code>cd-hai</code>") && !shown.contains("data-key=\"id\""), "{shown}");
    let saved = send(&desk, "/api/save", &base(&shown), "cd-hai", &json!({"type": "upper", "id": "cd-khac"}));
    assert_eq!(saved.status, 200, "{saved:?}");
    assert!(saved.json()["preview"].as_str().unwrap().ends_with("/don-vi/cd-hai/"), "{saved:?}");
    assert_eq!(text_of(&desk), TEXT.replace("  type: grassroots", "  type: upper"));
}

/// What is typed into the forms of two entries of a file is kept and saved side by side.
#[test]
fn two_forms_keep_their_own() {
    let desk = desk();
    let base = base(&page(&desk, "cd-mot"));
    let (one, two) = (json!({"also": ["Nhất"]}), json!({"also": ["Nhì"]}));
    for (entry, fields) in [("cd-mot", &one), ("cd-hai", &two), ("cd-mot", &one)] {
        assert_eq!(send(&desk, "/api/draft", &base, entry, fields).status, 200);
    }
    assert_eq!(text_of(&desk), TEXT);
    let overview = desk.get("/").text;
    for (entry, own, other) in [("cd-mot", "Nhất", "Nhì"), ("cd-hai", "Nhì", "Nhất")] {
        assert!(overview.contains(&format!("&amp;entry={}", encoded(entry))), "{overview}");
        let offered = page(&desk, entry);
        assert!(offered.contains("id=\"recovered\"") && offered.contains(own) && !offered.contains(other));
        assert!(page(&desk, &format!("{entry}&copy=yes")).contains(&format!("value=\"{own}\"")));
    }
    assert_eq!(send(&desk, "/api/save", &base, "cd-mot", &one).status, 200);
    assert!(!text_of(&desk).contains("Nhì"), "{}", text_of(&desk));
    assert!(page(&desk, "cd-hai").contains("Nhì"));
    let merged = send(&desk, "/api/save", &base, "cd-hai", &two);
    assert_eq!(merged.json()["is_merged"], true, "{merged:?}");
    let wanted = TEXT.replace("Một}]}", "Một}], also: [Nhất]}").replace("Hai}]\n", "Hai}]\n  also: [Nhì]\n");
    assert_eq!(text_of(&desk), wanted);
    assert!(!desk.get("/").text.contains("&amp;entry="), "no copy is left");
}

/// Discarding what was typed into one form leaves that of the other.
#[test]
fn one_form_is_discarded_alone() {
    let desk = desk();
    let base = base(&page(&desk, "cd-mot"));
    for entry in ["cd-mot", "cd-hai"] {
        send(&desk, "/api/draft", &base, entry, &json!({"also": [entry.to_uppercase()]}));
    }
    assert_eq!(desk.post("/api/discard", &json!({"file": UNITS, "entry": "cd-mot"})).status, 200);
    assert!(!page(&desk, "cd-mot").contains("CD-MOT"));
    assert!(page(&desk, "cd-hai").contains("CD-HAI"));
}

/// When another person changed the same value, the page of the conflict has what was typed into this form, although
/// something newer was typed into another one.
#[test]
fn a_conflict_is_that_of_the_form() {
    let desk = desk();
    let base = base(&page(&desk, "cd-hai"));
    fs::write(desk.project.at(UNITS), TEXT.replace("  type: grassroots", "  type: agency")).unwrap();
    let typed = json!({"type": "upper"});
    assert_eq!(send(&desk, "/api/save", &base, "cd-hai", &typed).code(), "desk-changed");
    assert_eq!(send(&desk, "/api/draft", &base, "cd-mot", &json!({"also": ["Nhất"]})).status, 200);
    let merge = desk.get(&format!("/merge?file={}&entry=cd-hai", encoded(UNITS))).text;
    assert!(merge.contains("upper") && merge.contains("agency") && !merge.contains("Nhất"), "{merge}");
}

/// A problem of an entry leads to its form; a file that cannot be read as a list is shown as text with the reason.
#[test]
fn problems_lead_to_the_form() {
    let desk = Desk::start(Project::new().with(UNITS, TEXT.replace("  type: grassroots", "  type: strange")));
    let overview = desk.get("/").text;
    let address = format!("/edit?file={}&amp;entry=cd%2Dhai&amp;line=5&amp;field=type", encoded(UNITS));
    assert!(overview.contains(&address), "{overview}");
    fs::write(desk.project.at(UNITS), "- id: [cd-hai\n").unwrap();
    let shown = page(&desk, "cd-hai");
    assert!(shown.contains("error of syntax") && shown.contains("- id: [cd-hai"), "{shown}");
}
