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
    desk.post(
        path,
        &json!({"file": UNITS, "entry": entry, "page": entry, "base": base, "fields": fields, "text": ""}),
    )
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
        assert!(page(&desk, &format!("{entry}&copy={entry}")).contains(&format!("value=\"{own}\"")));
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

/// Two windows with the same form keep what is typed in copies of their own: the save of one leaves that of the other,
/// which is offered, and merged when it is saved.
#[test]
fn two_windows_keep_their_own() {
    let desk = desk();
    let base = base(&page(&desk, "cd-mot"));
    let send = |path: &str, page: &str, fields: Value| {
        desk.post(path, &json!({"file": UNITS, "entry": "cd-mot", "page": page, "base": base, "fields": fields, "text": ""}))
    };
    let (note, also) = (json!({"note": "Ghi"}), json!({"also": ["Nhất"]}));
    assert_eq!(send("/api/draft", "p", note.clone()).status, 200);
    assert_eq!(send("/api/draft", "q", also.clone()).status, 200);
    assert_eq!(send("/api/save", "q", also).status, 200);
    let shown = page(&desk, "cd-mot");
    assert!(shown.contains("note: Ghi") && shown.contains("&amp;copy=p"), "{shown}");
    let saved = send("/api/save", "p", note);
    assert_eq!(saved.json()["is_merged"], true, "{saved:?}");
    assert!(
        text_of(&desk).contains("also: [Nhất]") && text_of(&desk).contains("note: Ghi"),
        "{}",
        text_of(&desk)
    );
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
    assert_eq!(
        desk.post("/api/discard", &json!({"file": UNITS, "entry": "cd-mot", "page": "cd-mot"})).status,
        200
    );
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

fn add(desk: &Desk, wish: &Value) -> DeskReply {
    desk.post("/api/new", wish)
}

/// The text of the file of the project at `path`.
fn read(desk: &Desk, path: &str) -> String {
    fs::read_to_string(desk.project.at(path)).unwrap_or_default()
}

/// A new entry comes to the end of its file, which is made if there is none; an id that exists is refused.
#[test]
fn new_entries_come_to_the_end() {
    let desk = desk();
    let id = desk.get(&format!("/api/id?title={}", encoded("Công đoàn Thử: Ba")));
    assert_eq!(id.json(), "cong-doan-thu-ba");
    let wish = json!({"kind": "unit", "title": " Công đoàn Thử: Ba ", "id": "cd-ba", "type": "grassroots"});
    let address = add(&desk, &wish).json();
    assert_eq!(address, format!("/edit?file={}&entry=cd%2Dba", encoded(UNITS)));
    let added = "- {id: cd-ba, type: grassroots, names: [{name: \"Công đoàn Thử: Ba\"}]}\n";
    let found = text_of(&desk);
    assert_eq!(found, format!("{TEXT}{added}"));
    assert_eq!(add(&desk, &wish).code(), "desk-id-exists");
    assert_eq!(text_of(&desk), found);
    assert!(page(&desk, "cd-ba").contains("value=\"Công đoàn Thử: Ba\""));
    let person = json!({"kind": "person", "title": "Mai Thử", "id": "mai-thu"});
    assert_eq!(add(&desk, &person).status, 200);
    assert_eq!(read(&desk, "content/registry/people.yaml"), "- {id: mai-thu, name: Mai Thử}\n");
    for (kind, id, code) in [
        ("kind", "huan-chuong-lao-dong", "desk-id-exists"),
        ("kind", "Bằng", "desk-bad-id"),
        ("kind", "../a", "desk-bad-id"),
        ("unit", "cd-bon", "desk-no-type"),
    ] {
        let refused = add(&desk, &json!({"kind": kind, "title": "Tên", "id": id}));
        assert_eq!(refused.code(), code, "{refused:?}");
    }
    let history = desk.page_of("/history", UNITS).text;
    assert!(history.contains("&amp;version="), "{history}");
}

/// Words that mean a unit or a kind suggest it first, also with abbreviations, and make no other record.
#[test]
fn words_that_mean_a_record_make_no_other() {
    let desk = desk();
    for (list, words, id) in [
        ("units", "CĐ Một", "cd-mot"),
        ("units", "công đoàn một", "cd-mot"),
        ("kinds", "Bằng khen của LĐLĐ tỉnh", "bang-khen-ldld-tinh"),
    ] {
        let choices = desk.get(&format!("/api/names?list={list}&q={}", encoded(words))).json();
        assert_eq!((&choices[0]["value"], &choices[0]["is_meant"]), (&json!(id), &json!(true)), "{words}");
        let kind = list.trim_end_matches('s');
        let wish = json!({"kind": kind, "title": words, "id": "khac", "type": "grassroots"});
        assert_eq!(add(&desk, &wish).code(), "desk-name-known", "{words}");
    }
    assert_eq!(text_of(&desk), TEXT);
    // One that has ended may have a successor of the same name.
    let ended = TEXT
        .replace("id: cd-mot, type: grassroots,", "id: cd-mot, type: grassroots, ended: {on: 2024-05-01},");
    let desk = Desk::start(Project::new().with(UNITS, &ended));
    let wish = json!({"kind": "unit", "title": "CĐ Một", "id": "cd-moi", "type": "grassroots"});
    assert_eq!(add(&desk, &wish).status, 200);
}

/// Nothing is added to a file that cannot be read as a list.
#[test]
fn a_broken_registry_stays() {
    let desk = Desk::start(Project::new().with(UNITS, "- {id: a\n"));
    let wish = json!({"kind": "unit", "title": "Ba", "id": "cd-ba", "type": "upper"});
    assert_eq!(add(&desk, &wish).code(), "desk-new-broken");
    assert_eq!(text_of(&desk), "- {id: a\n");
}

/// New files are drafts about which the check reports nothing; a file that exists is refused and stays.
#[test]
fn new_files_are_drafts() {
    let desk = desk();
    let decision = json!({
        "kind": "decision", "title": "27/QĐ-LĐLĐ", "signed": "2025-01-16", "issuer": "cd-mot",
    });
    let files = [
        (
            decision,
            "content/awards/2025/27-qd-ldld.yaml",
            "number: 27/QĐ-LĐLĐ\nsigned: 2025-01-16\nissuer: cd-mot\ndraft: true\nawards: []\n",
        ),
        (
            json!({"kind": "movement", "title": "Lao động: giỏi"}),
            "content/movements/lao-dong-gioi.md",
            "---\ntitle: \"Lao động: giỏi\"\ndraft: true\n---\n",
        ),
        (
            json!({"kind": "page", "title": "Liên hệ"}),
            "content/pages/lien-he.md",
            "---\ntitle: Liên hệ\ndraft: true\n---\n",
        ),
    ];
    for (wish, path, text) in files {
        let made = add(&desk, &wish);
        assert_eq!(made.json(), format!("/edit?file={}", encoded(path)), "{made:?}");
        assert_eq!(read(&desk, path), text);
        assert_eq!(add(&desk, &wish).code(), "desk-new-exists");
        let shown = desk.page_of("/edit", path).text;
        assert!(!shown.contains("class=\"warning\"") && !shown.contains("class=\"error\""), "{shown}");
    }
    // Two units may have the same number in one year.
    let other = json!({
        "kind": "decision", "title": "27/QĐ-LĐLĐ", "signed": "2025-03-02", "issuer": "Công đoàn Hai",
    });
    let path = "content/awards/2025/27-qd-ldld-cd-hai.yaml";
    assert_eq!(add(&desk, &other).json(), format!("/edit?file={}", encoded(path)));
    assert!(read(&desk, path).contains("issuer: Công đoàn Hai\n"));
    assert_eq!(add(&desk, &other).code(), "desk-new-exists");
    let undated = json!({"kind": "decision", "title": "28/QĐ-LĐLĐ", "signed": "hôm qua"});
    assert_eq!(add(&desk, &undated).code(), "desk-bad-day");
    assert_eq!(add(&desk, &json!({"kind": "page", "title": "???"})).code(), "desk-no-title");
}

/// The settings are a form, or their whole text; a save changes only what was changed in the form.
#[test]
fn settings_are_a_form() {
    let desk = desk();
    let path = "content/site.yaml";
    let before = read(&desk, path);
    let shown = desk.page_of("/edit", path).text;
    assert!(shown.contains("id=\"field-title\"") && shown.contains("data-form=\"true\""), "{shown}");
    let whole = desk.get(&format!("/edit?file={}&text=yes", encoded(path))).text;
    assert!(whole.contains("data-form=\"false\"") && whole.contains("title:"), "{whole}");
    let typed = json!({"description": "Tin thử của trang"});
    let saved = desk.post(
        "/api/save",
        &json!({"file": path, "page": "p", "base": base(&shown), "fields": typed, "text": ""}),
    );
    assert_eq!(saved.status, 200, "{saved:?}");
    let after = read(&desk, path);
    let lines: Vec<&str> = after.lines().filter(|line| !line.starts_with("description:")).collect();
    let kept: Vec<&str> = before.lines().filter(|line| !line.starts_with("description:")).collect();
    assert_eq!(lines, kept);
    assert!(after.contains("description: Tin thử của trang\n"), "{after}");
}

/// The stamp of the page that deletes the entry `id`, or what names it.
fn removal(desk: &Desk, file: &str, id: &str) -> (String, String) {
    let page = desk.get(&format!("/remove?file={}&entry={}", encoded(file), encoded(id))).text;
    let stamp = page.split("data-stamp=\"").nth(1).and_then(|rest| rest.split('"').next());
    (stamp.unwrap_or_default().to_owned(), page)
}

/// An entry that nothing names is deleted with its comments, and the history has it; one that is named stays, with links to
/// what names it.
#[test]
fn entries_are_deleted() {
    let people = "content/registry/people.yaml";
    let awards = "number: 1/QĐ-LĐLĐ\nsigned: 2020-03-01\nissuer: cd-mot\ndraft: true\nawards:\n  \
                  - {no: 1, to: individual, name: Mai Thử, person: mai-thu, unit: cd-mot, kind: bang-khen-ldld-tinh, period: 2019}\n";
    let project = Project::new()
        .with(UNITS, TEXT)
        .with(people, "- {id: mai-thu, name: Mai Thử} # một\n- {id: lan-thu, name: Lan Thử}\n");
    let desk = Desk::start(project.with("content/awards/qd-1.yaml", awards));
    for (file, id, words) in [
        (UNITS, "cd-mot", ["One award is to this unit", "It issued one decision"]),
        (people, "mai-thu", ["One award names this person", "awards%2Fqd%2D1"]),
    ] {
        let (stamp, page) = removal(&desk, file, id);
        assert!(stamp.is_empty() && words.iter().all(|words| page.contains(words)), "{page}");
        let refused = desk.post("/api/remove", &json!({"file": file, "entry": id, "stamp": stamp}));
        assert_eq!(refused.code(), "desk-remove-named");
    }
    let (stamp, page) = removal(&desk, UNITS, "cd-hai");
    assert!(page.contains("- id: cd-hai # hai"), "{page}");
    let wish = json!({"file": UNITS, "entry": "cd-hai", "stamp": stamp});
    fs::write(desk.project.at(UNITS), TEXT.replace("# hai", "# hai, sửa")).unwrap();
    assert_eq!(desk.post("/api/remove", &wish).code(), "desk-unit-changed");
    let wish = json!({"file": UNITS, "entry": "cd-hai", "stamp": removal(&desk, UNITS, "cd-hai").0});
    assert_eq!(desk.post("/api/remove", &wish).json(), "/list?list=units");
    assert_eq!(text_of(&desk).trim_end(), TEXT.split("\n\n").next().unwrap());
    assert!(desk.page_of("/history", UNITS).text.contains("Entry deleted: Công đoàn Hai"));
    let wish = json!({"file": people, "entry": "lan-thu", "stamp": removal(&desk, people, "lan-thu").0});
    assert_eq!(desk.post("/api/remove", &wish).status, 200);
    assert_eq!(read(&desk, people), "- {id: mai-thu, name: Mai Thử} # một\n");
}

/// A file whose only entry is deleted is an empty list, which gets entries again.
#[test]
fn the_last_entry_is_deleted() {
    let people = "content/registry/people.yaml";
    let desk = Desk::start(Project::new().with(people, "# Người\n- {id: mai-thu, name: Mai Thử}\n"));
    let wish = json!({"file": people, "entry": "mai-thu", "stamp": removal(&desk, people, "mai-thu").0});
    let removed = desk.post("/api/remove", &wish);
    assert_eq!(removed.status, 200, "{removed:?}");
    assert!(!read(&desk, people).contains("mai-thu"));
    assert_eq!(add(&desk, &json!({"kind": "person", "title": "Lan Thử", "id": "lan-thu"})).status, 200);
    assert!(read(&desk, people).contains("- {id: lan-thu, name: Lan Thử}"));
}
