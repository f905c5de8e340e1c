//! The import in the desk: what was understood, its questions, and what is written after the yes.

use std::fs;

use serde_json::{Value, json};

use crate::desk_client::{Desk, DeskReply, encoded};
use crate::project::Project;

const UNITS: &str = "content/registry/units.yaml";
const REGISTRY: &str = "- {id: cd-thu, type: federation, names: [{name: LĐLĐ Thử}]} # tỉnh\n\
                        - {id: cd-mot, type: grassroots, parent: cd-thu, names: [{name: CĐCS Một}]}\n";
const TABLE: &str = "STT\tHọ và tên\tĐơn vị\tHình thức\n\
                     1\tTrần Thị Ngát\tCĐCS Một\tGiấy khen\n\
                     2\tLê Văn Thổ\tXưởng Hai\tGiấy khen\n\
                     Tổng cộng: 02 cá nhân\n";

fn desk() -> Desk {
    Desk::start(Project::new().with(UNITS, REGISTRY))
}

/// Sends a file, and returns the id of its import.
fn begin(desk: &Desk, name: &str, bytes: &[u8]) -> String {
    let reply = desk.put(&format!("/api/import?name={name}"), bytes);
    assert_eq!(reply.status, 200, "{reply:?}");
    reply.json().as_str().unwrap().strip_prefix("/import?id=").unwrap().to_owned()
}

fn page(desk: &Desk, id: &str) -> String {
    let page = desk.get(&format!("/import?id={id}"));
    assert_eq!(page.status, 200, "{}", page.text);
    page.text
}

/// The values of the attribute `name` of a page.
fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    page.split(&format!("{name}=\"")).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

fn answer(desk: &Desk, id: &str, question: [&str; 2], choice: &str, value: &str) -> DeskReply {
    let [subject, words] = question;
    let body = json!({"id": id, "subject": subject, "words": words, "choice": choice, "value": value});
    desk.post("/api/import/answer", &body)
}

/// The questions of a page: their subjects and words.
fn questions(page: &str) -> Vec<[String; 2]> {
    let fieldsets = page.split("<fieldset ").skip(1);
    let attribute = |part: &str, name: &str| attributes(part, name)[0].to_owned();
    fieldsets.map(|part| [attribute(part, "data-subject"), attribute(part, "data-words")]).collect()
}

/// Answers what a person would, round by round, until nothing is asked.
fn answer_all(desk: &Desk, id: &str) {
    for _ in 0..4 {
        for [subject, words] in questions(&page(desk, id)) {
            let (choice, value) = match subject.as_str() {
                "number" => ("typed", "7/QĐ-LĐLĐ"),
                "signed" => ("typed", "5/2/2026"),
                "issuer" => ("typed", "ldld thu"),
                "period" => ("typed", "2025"),
                "unit" => ("new", "team"),
                other => panic!("{other} is asked about {words}"),
            };
            let reply = answer(desk, id, [&subject, &words], choice, value);
            assert_eq!(reply.status, 200, "{subject} {words}: {reply:?}");
        }
    }
    assert!(questions(&page(desk, id)).is_empty());
}

fn yes(desk: &Desk, path: &str, id: &str, more: &Value) -> DeskReply {
    let mut body = json!({"id": id, "stamp": attributes(&page(desk, id), "data-stamp")[0]});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    desk.post(path, &body)
}

/// Nothing is written before each question has an answer and the user agreed to what was shown; then the decision and the
/// new unit are there, and the file is not kept.
#[test]
fn nothing_is_written_before_the_yes() {
    let desk = desk();
    let id = begin(&desk, "", TABLE.as_bytes());
    let shown = page(&desk, &id);
    assert!(shown.contains("Trần Thị Ngát") && shown.contains("Tổng cộng: 02 cá nhân"), "{shown}");
    assert_eq!(yes(&desk, "/api/import/write", &id, &json!({})).code(), "desk-import-unanswered");
    answer_all(&desk, &id);
    let stale = json!({"stamp": "x"});
    assert_eq!(yes(&desk, "/api/import/write", &id, &stale).code(), "desk-import-changed");
    assert_eq!(fs::read_to_string(desk.project.at(UNITS)).unwrap(), REGISTRY);
    assert!(!desk.project.at("content/awards").exists());
    let written = yes(&desk, "/api/import/write", &id, &json!({}));
    let path = "content/awards/2026/7-qd-ldld.yaml";
    assert_eq!(written.json(), format!("/edit?file={}", encoded(path)), "{written:?}");
    let text = fs::read_to_string(desk.project.at(path)).unwrap();
    assert!(text.contains("name: Trần Thị Ngát") && text.contains("unit: Xưởng Hai"), "{text}");
    let added = "- {id: xuong-hai, type: team, names: [{name: Xưởng Hai}]}\n";
    assert_eq!(fs::read_to_string(desk.project.at(UNITS)).unwrap(), format!("{REGISTRY}{added}"));
    assert_eq!(fs::read_dir(desk.project.at(".bangvang/imports")).unwrap().count(), 0);
    assert_eq!(desk.get(&format!("/import?id={id}")).status, 404);
}

/// A decision that the site has is not written again: it is opened with the differences, and saved by its form.
#[test]
fn a_known_decision_is_opened_with_the_differences() {
    let desk = desk();
    let first = begin(&desk, "", TABLE.as_bytes());
    answer_all(&desk, &first);
    assert_eq!(yes(&desk, "/api/import/write", &first, &json!({})).status, 200);
    let path = "content/awards/2026/7-qd-ldld.yaml";
    let before = fs::read_to_string(desk.project.at(path)).unwrap();
    let again = begin(&desk, "", TABLE.replace("Ngát", "Ngát Hương").as_bytes());
    answer_all(&desk, &again);
    assert!(page(&desk, &again).contains(&format!("data-update=\"{path}\"")));
    assert_eq!(yes(&desk, "/api/import/write", &again, &json!({})).code(), "desk-import-nothing");
    let opened = yes(&desk, "/api/import/update", &again, &json!({"file": path}));
    let address = opened.json().as_str().unwrap().to_owned();
    assert!(address.contains("&copy="), "{address}");
    assert!(desk.get(&address).text.contains("Trần Thị Ngát Hương"));
    assert_eq!(fs::read_to_string(desk.project.at(path)).unwrap(), before);
}

/// Answers that mean nothing are refused with a reason; one that was given is asked again on demand.
#[test]
fn answers_are_verified_and_can_be_changed() {
    let desk = desk();
    let id = begin(&desk, "", TABLE.as_bytes());
    let asked = questions(&page(&desk, &id));
    let issuer = asked.iter().find(|[subject, _]| subject == "issuer").unwrap();
    let issuer = [&*issuer[0], &*issuer[1]];
    for (choice, value, code) in [
        ("typed", "Không có đơn vị này", "desk-import-no-answer"),
        ("typed", " ", "desk-import-empty-answer"),
        ("value", "cd-mot-khong-co", "desk-import-empty-answer"),
        ("new", "team", "desk-import-empty-answer"),
        ("khac", "", "desk-import-empty-answer"),
    ] {
        assert_eq!(answer(&desk, &id, issuer, choice, value).code(), code, "{choice} {value}");
    }
    assert_eq!(answer(&desk, &id, ["unit", "gì đó"], "open", "").code(), "desk-import-not-asked");
    assert_eq!(answer(&desk, &id, issuer, "typed", "ldld thu").status, 200);
    assert!(!questions(&page(&desk, &id)).iter().any(|[subject, _]| subject == "issuer"));
    let again = json!({"id": id, "subject": "issuer", "words": issuer[1]});
    assert_eq!(desk.post("/api/import/ask-again", &again).status, 200);
    assert!(questions(&page(&desk, &id)).iter().any(|[subject, _]| subject == "issuer"));
    assert_eq!(desk.post("/api/import/leave-open", &json!({"id": id})).status, 200);
    let written = yes(&desk, "/api/import/write", &id, &json!({}));
    assert_eq!(written.status, 200, "{written:?}");
    let path = "content/awards/quyet-dinh.yaml";
    assert_eq!(written.json(), format!("/edit?file={}", encoded(path)));
    let text = fs::read_to_string(desk.project.at(path)).unwrap();
    assert!(text.contains("draft: true") && text.contains("unit: Xưởng Hai"), "{text}");
    // What is open is not only a comment of the file.
    let open: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("# - ")).collect();
    let form = desk.page_of("/edit", path).text;
    assert!(!open.is_empty());
    for line in open {
        let line = line.replace('"', "&quot;");
        assert!(form.contains(&format!("<li>{line}</li>")), "{line} is not in {form}");
    }
}

/// A file that cannot be read is refused with what to do, and not kept; no id leads out of the folder.
#[test]
fn unreadable_files_are_refused() {
    let desk = desk();
    for (name, bytes, words) in [
        ("a.pdf", &b"%PDF-1.7"[..], "cannot be read"),
        ("a.xlsx", b"PK\x03\x04 broken", "cannot be read"),
        ("a.csv", b"", "cannot be read"),
        ("..%2F..%2Fa.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "cannot be read"),
    ] {
        let reply = desk.put(&format!("/api/import?name={name}"), bytes);
        assert_eq!(reply.status, 422, "{name}: {reply:?}");
        assert!(reply.json()["error"].as_str().unwrap().contains(words), "{reply:?}");
    }
    assert_eq!(fs::read_dir(desk.project.at(".bangvang/imports")).unwrap().count(), 0);
    for id in ["..%2F..%2Fcontent%2Fsite", "0000000000", "%00", "a"] {
        assert_eq!(desk.get(&format!("/import?id={id}")).status, 404, "{id}");
    }
    let id = begin(&desk, "", TABLE.as_bytes());
    assert!(desk.get("/import").text.contains(&id));
    assert_eq!(desk.post("/api/import/discard", &json!({"id": id})).json(), "/import");
    assert!(!desk.get("/import").text.contains(&id));
}

/// A second table whose number was left open does not meet the file of the first.
#[test]
fn each_decision_has_its_own_file() {
    let desk = desk();
    for (table, path) in [
        (TABLE.to_owned(), "content/awards/quyet-dinh.yaml"),
        (TABLE.replace("Ngát", "Thơm"), "content/awards/quyet-dinh-2.yaml"),
    ] {
        let id = begin(&desk, "", table.as_bytes());
        assert_eq!(desk.post("/api/import/leave-open", &json!({"id": id})).status, 200);
        let written = yes(&desk, "/api/import/write", &id, &json!({}));
        assert_eq!(written.json(), format!("/edit?file={}", encoded(path)), "{written:?}");
    }
    let first = fs::read_to_string(desk.project.at("content/awards/quyet-dinh.yaml")).unwrap();
    assert!(first.contains("Trần Thị Ngát") && !first.contains("Thơm"), "{first}");
}
