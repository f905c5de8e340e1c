//! The desk with saved versions, deleted files and conflicts: nothing that was typed or saved is lost.

use std::fs;

use serde_json::{Value, json};

use crate::desk_client::{Desk, encoded};
use crate::project::Project;

const ARTICLE: &str = "content/articles/tin/le-phat-dong/index.md";
const PICTURE: &str = "content/articles/tin/le-phat-dong/anh.png";
const DECISION: &str = "content/awards/qd-1.yaml";

fn article(text: &str) -> String {
    format!("---\ntitle: Lễ <phát> động\ndate: 2026-03-29\n---\n{text}")
}

fn project() -> Project {
    Project::new().with(ARTICLE, article("Một.\n\nHai.\n\nBa.\n\nBốn.\n\nNăm.\n"))
}

fn text_of(desk: &Desk, file: &str) -> String {
    fs::read_to_string(desk.project.at(file)).unwrap()
}

/// The value of `name="…"` in `page`.
fn attribute(page: &str, name: &str) -> String {
    let rest = page.split(&format!("{name}=\"")).nth(1).unwrap_or_else(|| panic!("no {name} in {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// The hash of the content that the form of `file` was opened with.
fn opened(desk: &Desk, file: &str) -> String {
    let page = desk.page_of("/edit", file);
    assert_eq!(page.status, 200, "{}", page.text);
    attribute(&page.text, "data-base")
}

fn save(desk: &Desk, file: &str, base: &str, text: &str, note: &str) -> crate::desk_client::DeskReply {
    desk.post("/api/save", &json!({"file": file, "page": "p", "base": base, "text": text, "note": note}))
}

/// The hashes of the versions that the history of `file` links to, the newest first.
fn versions(desk: &Desk, file: &str) -> Vec<String> {
    let page = desk.page_of("/history", file);
    assert_eq!(page.status, 200, "{}", page.text);
    let links = page.text.split("&amp;version=").skip(1);
    links.map(|link| link.split('"').next().unwrap().to_owned()).collect()
}

/// A saved version is listed with its note, compared by words, and taken back as unsaved text that changes no file.
#[test]
fn an_earlier_version_is_taken_back() {
    let desk = Desk::start(project());
    let old = text_of(&desk, ARTICLE);
    let saved = save(
        &desk,
        ARTICLE,
        &opened(&desk, ARTICLE),
        &old.replace("Hai.", "Hai <b>mới</b>."),
        "sửa & đọc lại",
    );
    assert_eq!(saved.status, 200, "{}", saved.text);
    let page = desk.page_of("/history", ARTICLE).text;
    assert!(page.contains("sửa &amp; đọc lại") && page.contains("Lễ &lt;phát&gt; động"), "{page}");
    let hashes = versions(&desk, ARTICLE);
    assert_eq!(hashes.len(), 2, "{page}");
    let version = desk.get(&format!("/version?file={}&version={}", encoded(ARTICLE), hashes[1])).text;
    let removed = version.split("<del>").nth(2).unwrap();
    assert!(removed.contains("Hai."), "{version}");
    assert!(version.contains("&lt;b&gt;mới&lt;") && !version.contains("<b>mới"), "{version}");
    let new = text_of(&desk, ARTICLE);
    let answer = desk.post("/api/restore", &json!({"file": ARTICLE, "version": hashes[1]}));
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(text_of(&desk, ARTICLE), new, "nothing is written before it is saved");
    let form = desk.get(answer.json().as_str().unwrap()).text;
    assert!(form.contains("Một.\n\nHai.\n") && form.contains("Not saved"), "{form}");
    // Text that is typed and not saved is not replaced by another version.
    let base = attribute(&form, "data-base");
    let typed = json!({"file": ARTICLE, "page": "p", "base": base, "text": article("Đang gõ dở.\n")});
    assert_eq!(desk.post("/api/draft", &typed).status, 200);
    let refused = desk.post("/api/restore", &json!({"file": ARTICLE, "version": hashes[1]}));
    assert_eq!(refused.code(), "desk-has-unsaved");
    let saved = save(&desk, ARTICLE, &base, &old, "");
    assert_eq!(saved.status, 200, "{}", saved.text);
    assert_eq!(text_of(&desk, ARTICLE), old);
    let events = desk.get("/history").text;
    assert_eq!(events.matches("<time").count(), 3, "{events}");
    assert!(desk.get("/").text.contains("not been published"));
}

/// A text that a browser kept while the program was gone is taken although the file was saved since: the history knows what
/// it was typed from. What nothing knows is refused.
#[test]
fn a_kept_text_is_taken_after_a_restart() {
    let desk = Desk::start(project());
    let base = opened(&desk, ARTICLE);
    let new = article("Một mới.\n\nHai.\n");
    assert_eq!(save(&desk, ARTICLE, &base, &new, "").status, 200);
    let desk = desk.restarted();
    let typed = |base: &str| json!({"file": ARTICLE, "page": "q", "base": base, "text": article("Gõ dở.\n")});
    assert_eq!(desk.post("/api/draft", &typed(&"0".repeat(64))).code(), "desk-base-unknown");
    let taken = desk.post("/api/draft", &typed(&base));
    assert_eq!(taken.status, 200, "{}", taken.text);
    assert_eq!(text_of(&desk, ARTICLE), new);
}

/// A deleted article lies in the bin, and comes back with its picture.
#[test]
fn a_deleted_article_comes_back() {
    let picture = include_bytes!("../themes/default/static/favicon.svg");
    let desk = Desk::start(project().with(PICTURE, picture));
    let old = text_of(&desk, ARTICLE);
    assert!(desk.get("/bin").text.contains("The bin is empty"));
    let deleted = desk.post("/api/delete", &json!({"file": ARTICLE}));
    assert_eq!(deleted.status, 200, "{}", deleted.text);
    assert!(!desk.project.at(ARTICLE).exists() && !desk.project.at(PICTURE).exists());
    let bin = desk.get("/bin").text;
    assert!(bin.contains("Lễ &lt;phát&gt; động") && bin.contains("article: 1"), "{bin}");
    assert_eq!(bin.matches("data-undelete").count(), 1, "{bin}");
    let version = versions(&desk, ARTICLE).remove(0);
    let page = desk.get(&format!("/version?file={}&version={version}", encoded(ARTICLE)));
    assert!(page.status == 200 && page.text.contains("Bốn."), "{}", page.text);
    let answer = desk.post("/api/undelete", &json!({"file": ARTICLE}));
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(desk.get(answer.json().as_str().unwrap()).status, 200);
    assert_eq!(text_of(&desk, ARTICLE), old);
    assert_eq!(fs::read(desk.project.at(PICTURE)).unwrap(), picture);
    assert!(desk.get("/bin").text.contains("The bin is empty"));
    assert_eq!(desk.post("/api/undelete", &json!({"file": ARTICLE})).code(), "desk-not-deleted");
}

/// What another program saved at another place of the file is merged when the form is saved.
#[test]
fn changes_at_other_places_are_merged() {
    let desk = Desk::start(project());
    let (base, old) = (opened(&desk, ARTICLE), text_of(&desk, ARTICLE));
    desk.project.write(ARTICLE, old.replace("Năm.", "Năm, của bạn."));
    let saved = save(&desk, ARTICLE, &base, &old.replace("Một.", "Một, của tôi."), "");
    assert_eq!(saved.json()["is_merged"], json!(true), "{}", saved.text);
    assert_eq!(
        text_of(&desk, ARTICLE),
        old.replace("Năm.", "Năm, của bạn.").replace("Một.", "Một, của tôi.")
    );
}

/// The wish of the page of a conflict, with `side` in every place.
fn wish(page: &str, file: &str, side: &str) -> Value {
    let ids = page.split("data-conflict=\"").skip(1).map(|part| part.split('"').next().unwrap());
    let choices: serde_json::Map<String, Value> = ids.map(|id| (id.to_owned(), json!(side))).collect();
    let [base, mine, theirs] = ["data-base", "data-mine", "data-theirs"].map(|name| attribute(page, name));
    json!({"file": file, "base": base, "mine": mine, "theirs": theirs, "choices": choices, "note": "gộp"})
}

/// Where both changed the same place, the user chooses; each choice is saved, and the other text stays in the history.
#[test]
fn conflicts_are_chosen() {
    for (side, kept) in [("mine", "Ba, tôi.\n"), ("theirs", "Ba, bạn.\n"), ("both", "Ba, tôi.\nBa, bạn.\n")]
    {
        let desk = Desk::start(project());
        let (base, old) = (opened(&desk, ARTICLE), text_of(&desk, ARTICLE));
        desk.project.write(ARTICLE, old.replace("Ba.\n", "Ba, bạn.\n"));
        let typed = old.replace("Ba.\n", "Ba, tôi.\n").replace("Một.", "Một <i>.");
        assert_eq!(save(&desk, ARTICLE, &base, &typed, "").code(), "desk-changed");
        let page = desk.page_of("/merge", ARTICLE).text;
        for shown in ["Ba, tôi.", "Ba, bạn.", "Ba.\n", "value=\"both\"", "Một &lt;i&gt;."] {
            assert!(page.contains(shown), "{shown}: {page}");
        }
        let mut open = wish(&page, ARTICLE, side);
        open["choices"] = json!({});
        assert_eq!(desk.post("/api/merge", &open).code(), "desk-merge-open");
        assert!(desk.page_of("/edit", ARTICLE).text.contains("Ba, tôi."), "the typed text is still offered");
        let merged = desk.post("/api/merge", &wish(&page, ARTICLE, side));
        assert_eq!(merged.status, 200, "{}", merged.text);
        assert_eq!(text_of(&desk, ARTICLE), old.replace("Ba.\n", kept).replace("Một.", "Một <i>."));
        assert!(desk.page_of("/merge", ARTICLE).text.contains("no unsaved text"));
        // The text of the other person is a version of its own.
        let theirs = versions(&desk, ARTICLE).remove(1);
        let page = desk.get(&format!("/version?file={}&version={theirs}", encoded(ARTICLE))).text;
        assert!(page.contains("Ba, bạn."), "{page}");
    }
}

/// A file that is saved once more while the user chooses is not overwritten: the new conflict is shown.
#[test]
fn a_file_that_changes_again_is_not_overwritten() {
    let rows = "- {no: 1, name: Mai Thử, unit: cd-thu}\n- {no: 2, name: Lan Thử, unit: cd-thu}\n";
    let desk = Desk::start(Project::new().with_awards(rows));
    let (base, old) = (opened(&desk, DECISION), text_of(&desk, DECISION));
    let change = |name: &str, other: &str| old.replace("Lan Thử", name).replace("Mai Thử", other);
    desk.project.write(DECISION, change("Lan Bạn", "Mai Thử"));
    assert_eq!(save(&desk, DECISION, &base, &change("Lan Tôi", "Mai Thử"), "").code(), "desk-changed");
    let page = desk.page_of("/merge", DECISION).text;
    assert!(page.contains("No. 2 Lan Tôi: ") && !page.contains("value=\"both\""), "{page}");
    desk.project.write(DECISION, change("Lan Bạn Nữa", "Mai Bạn"));
    assert_eq!(desk.post("/api/merge", &wish(&page, DECISION, "mine")).code(), "desk-changed");
    assert_eq!(text_of(&desk, DECISION), change("Lan Bạn Nữa", "Mai Bạn"));
    let page = desk.page_of("/merge", DECISION).text;
    assert!(page.contains("Lan Bạn Nữa") && page.contains("Lan Tôi"), "{page}");
    let merged = desk.post("/api/merge", &wish(&page, DECISION, "mine"));
    assert_eq!(merged.status, 200, "{}", merged.text);
    assert_eq!(text_of(&desk, DECISION), change("Lan Tôi", "Mai Bạn"));
    let first = versions(&desk, DECISION).pop().unwrap();
    let page = desk.get(&format!("/version?file={}&version={first}", encoded(DECISION))).text;
    assert!(page.contains("No. 2 Lan Tôi: ") && page.contains("Lan Bạn Nữa</del>"), "{page}");
}

/// The first page lists the files that changed since the last publication, by their titles.
#[test]
fn changes_since_the_publication_are_listed() {
    let mark =
        |year: u32| format!("{{\"when\":\"{year}-01-01T00:00:00Z\",\"who\":\"mai\",\"target\":\"web\"}}\n");
    let desk = Desk::start(project().with(".bangvang/history/publications.jsonl", mark(2020)));
    assert!(desk.get("/").text.contains("No file has been saved"));
    let old = text_of(&desk, ARTICLE);
    save(&desk, ARTICLE, &opened(&desk, ARTICLE), &old.replace("Hai.", "Hai mới."), "");
    let page = desk.get("/").text;
    let since = page.split("id=\"since\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(since.contains("Lễ &lt;phát&gt; động") && since.contains(": 1."), "{since}");
    assert!(desk.get("/history").text.contains("Published: web"));
    desk.project.write(".bangvang/history/publications.jsonl", mark(2090));
    assert!(desk.get("/").text.contains("No file has been saved"));
}

/// Paths that lead out of the project, and versions that do not exist, are refused everywhere.
#[test]
fn hostile_paths_are_refused() {
    let desk = Desk::start(project().with("bi-mat.md", "SECRET"));
    let base = opened(&desk, ARTICLE);
    save(&desk, ARTICLE, &base, &article("Mới.\n"), "");
    let version = versions(&desk, ARTICLE).remove(0);
    let paths = [
        "../bi-mat.md",
        "bi-mat.md",
        "/etc/passwd",
        "content/../bi-mat.md",
        "content/articles/../../bi-mat.md",
        "content\\..\\bi-mat.md",
        ".bangvang/history/publications.jsonl",
        ".bangvang/.gitignore",
        "C:\\bi-mat.md",
        "content/articles/tin",
        "content/articles/tin/le-phat-dong/index.md/",
        "content/articles/tin/le-phat-dong/index.md\u{0}",
        "./content/articles/tin/le-phat-dong/index.md",
    ];
    for path in paths {
        let path_of = encoded(path);
        for page in ["/history", "/version", "/merge", "/edit"] {
            let reply = desk.get(&format!("{page}?file={path_of}&version={version}"));
            assert!(reply.status >= 400 && !reply.text.contains("SECRET"), "{page} {path}: {reply:?}");
        }
        let body =
            json!({"file": path, "version": version, "base": base, "mine": "", "theirs": "", "choices": {}});
        for action in ["/api/restore", "/api/undelete", "/api/merge"] {
            let reply = desk.post(action, &body);
            assert!(reply.status >= 400 && !reply.text.contains("SECRET"), "{action} {path}: {reply:?}");
        }
    }
    for version in ["", "0", "../x", &"0".repeat(64)] {
        let reply = desk.get(&format!("/version?file={}&version={}", encoded(ARTICLE), encoded(version)));
        assert_eq!(reply.status, 404, "{version}");
    }
}

/// A conflict copy that a cloud drive made is merged into its original, and goes to the bin.
#[test]
fn a_conflict_copy_is_merged() {
    let copy = ARTICLE.replace("index.md", "index (conflicted copy).md");
    let old = article("Một.\n\nHai.\n\nBa.\n");
    let other = old.replace("Hai.", "Hai, bản sao.").replace("Ba.\n", "Ba.\n\nBốn.\n");
    let desk = Desk::start(Project::new().with(ARTICLE, &old).with(&copy, &other));
    let address = format!("/merge?file={}&from={}", encoded(ARTICLE), encoded(&copy));
    assert!(desk.get("/").text.contains("&amp;from="), "the check links to the page");
    let page = desk.get(&address).text;
    assert_eq!(page.matches("data-conflict=").count(), 1, "{page}");
    let mut wish = wish(&page, ARTICLE, "mine");
    wish["from"] = json!(&copy);
    let merged = desk.post("/api/merge", &wish);
    assert_eq!(merged.status, 200, "{}", merged.text);
    assert_eq!(text_of(&desk, ARTICLE), other);
    assert!(!desk.project.at(&copy).exists() && desk.get("/bin").text.contains("conflicted copy"));
    // Any other file is no copy.
    let foreign = format!("/merge?file={}&from=content%2Fsite.yaml", encoded(ARTICLE));
    assert_eq!(desk.get(&foreign).status, 404);
}

/// The name for the history is asked on the first page, kept for this user of this computer, and is in no file of the site.
#[test]
fn the_name_is_asked_once() {
    let desk = Desk::start(Project::new().with("content/pages/thu.md", "---\ntitle: Thử\n---\n"));
    assert!(desk.get("/").text.contains("What is your name?"));
    assert_eq!(desk.post("/api/name", &json!({"name": " \n "})).code(), "desk-name-empty");
    assert_eq!(desk.post("/api/name", &json!({"name": " Trần  Thử Mai\n"})).json(), "Trần Thử Mai");
    assert!(!desk.get("/").text.contains("What is your name?"));
    let made = desk.post("/api/new", &json!({"kind": "page", "title": "Trang mới"}));
    assert_eq!(made.status, 200, "{made:?}");
    let history = desk.get("/history").text;
    assert!(history.contains("<span class=\"muted\">Trần Thử Mai</span>"), "{history}");
    assert_eq!(desk.post("/api/name", &json!({"name": "Lê Thử"})).status, 200);
    let page = fs::read_to_string(desk.project.at("content/pages/trang-moi.md")).unwrap();
    assert!(!page.contains("Mai"), "{page}");
    let kept: Vec<String> = fs::read_dir(desk.project.at(".bangvang/names"))
        .unwrap()
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    assert_eq!(kept, ["Lê Thử"]);
}

const FLAT: &str = "content/articles/tin/a.md";
const OTHER: &str = "content/articles/tin/b.md";
/// The article [`FLAT`] in a folder of its own.
const FOLDED: &str = "content/articles/tin/a/index.md";

/// A picture of one pixel, whose bytes differ by `grey`.
fn picture(grey: u8) -> Vec<u8> {
    let head = [b"GIF89a\x01\0\x01\0\x80\0\0".as_slice(), &[grey; 3], b"\xff\xff\xff"].concat();
    [&head, b"!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;".as_slice()].concat()
}

/// An article without a folder, with a cover, links and links to it.
fn flat_project() -> Project {
    let settings =
        crate::project::SETTINGS.replace("share_pictures", "  - {id: bai, title: Bài}\nshare_pictures");
    Project::empty()
        .with("content/site.yaml", format!("{settings}menu:\n  - {{title: A, to: articles/tin/a.md}}\n"))
        .with(
            FLAT,
            "---\ntitle: Bài A\ndate: 2024-01-05\ncover: {file: anh.gif, alt: Ảnh}\n---\n\
             [B](b.md#muc), ![hình](chung.gif)\n",
        )
        .with(
            OTHER,
            "---\ntitle: Bài B\ndate: 2024-01-05\n---\n## Mục\n\n[A](<a.md>), [A](/tin/a/), ![hình](chung.gif)\n",
        )
        .with("content/articles/tin/anh.gif", picture(1))
        .with("content/articles/tin/chung.gif", picture(2))
}

/// The check finds nothing in the project of `desk`.
fn assert_sound(desk: &Desk) {
    let checked = desk.project.run(&["check", "--today", "2026-06-01"]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

/// The request of a page whose text of `file` is typed and not saved.
fn typed(desk: &Desk, file: &str, page: &str, body: &str) -> Value {
    let base = opened(desk, file);
    json!({"file": file, "page": page, "base": base, "fields": {}, "text": body})
}

/// An article that gets its first picture, and one that moves to another section, keep their links and covers, and links
/// of other files to them; what was typed and not saved goes along, with its links.
#[test]
fn moved_articles_keep_their_links() {
    let desk = Desk::start(flat_project());
    assert_sound(&desk);
    let (old, other) = (text_of(&desk, FLAT), text_of(&desk, OTHER));
    let body = "[B](b.md#muc), ![hình](chung.gif)\n\nGõ dở, [B](b.md).\n";
    assert_eq!(desk.post("/api/draft", &typed(&desk, FLAT, "p", body)).status, 200);
    let added = desk.put(&format!("/api/picture?file={}&name=moi.gif", encoded(FLAT)), &picture(3));
    assert_eq!(added.status, 200, "{}", added.text);
    assert_eq!((&added.json()["file"], &added.json()["is_rewritten"]), (&json!(FOLDED), &json!(true)));
    assert_sound(&desk);
    assert!(!desk.project.at(FLAT).exists());
    let rewritten =
        old.replace("anh.gif", "../anh.gif").replace("b.md", "../b.md").replace("chung", "../chung");
    assert_eq!(text_of(&desk, FOLDED), rewritten);
    assert_eq!(text_of(&desk, OTHER), other.replace("a.md", "a/index.md"));
    assert_eq!(versions(&desk, OTHER).len(), 2);
    let form = desk.get(&format!("/edit?file={}&copy=p", encoded(FOLDED)));
    assert!(form.text.contains("Gõ dở, [B](../b.md)."), "{}", form.text);
    assert_eq!(desk.post("/api/discard", &json!({"file": FOLDED, "page": "p"})).status, 200);
    // To another section and back: the picture that no other article shows goes along.
    for (section, from) in [("bai", "tin"), ("tin", "bai")] {
        let file = FOLDED.replace("tin", from);
        let moved = desk.post("/api/move", &json!({"file": file, "section": section}));
        assert_eq!(moved.status, 200, "{}", moved.text);
        assert_sound(&desk);
        let at = |name: &str| desk.project.at(&format!("content/articles/{section}/{name}")).exists();
        assert!(
            at("anh.gif") && at("a/moi.gif") && at("a/index.md"),
            "{:?}",
            desk.project.tree("content").keys()
        );
    }
    let back = text_of(&desk, FOLDED).replace("aliases: [/bai/a/]\n", "").replace("../../tin/", "../");
    assert_eq!(back, rewritten);
    let moved = desk.post("/api/move", &json!({"file": OTHER, "section": "bai"}));
    assert_eq!(moved.status, 200, "{}", moved.text);
    assert_sound(&desk);
    assert!(
        text_of(&desk, "content/articles/bai/b.md")
            .contains("(<../tin/a/index.md>), [A](/tin/a/), ![hình](../tin/")
    );
}

/// Every link of the overview to a file leads to a page.
fn assert_no_dead_links(desk: &Desk) {
    let overview = desk.get("/").text;
    for link in overview.split("href=\"/edit").skip(1) {
        let address = format!("/edit{}", link.split('"').next().unwrap()).replace("&amp;", "&");
        assert_eq!(desk.get(&address).status, 200, "{address}");
    }
}

/// A window whose file was moved leads to its new place, what is typed there goes to the new place, and the versions from
/// before the move are taken back with links that are right now.
#[test]
fn windows_of_moved_files_lead_on() {
    let desk = Desk::start(flat_project());
    let base = opened(&desk, FLAT);
    let first = save(&desk, FLAT, &base, &text_of(&desk, FLAT).replace("Bài A", "Bài A mới"), "");
    assert_eq!(first.status, 200, "{}", first.text);
    let in_window = |body: &str| typed(&desk, FLAT, "q", body);
    let request = in_window("[B](b.md#muc), ![hình](chung.gif)\n\nCửa sổ kia.\n");
    let added = desk.put(&format!("/api/picture?file={}&name=moi.gif", encoded(FLAT)), &picture(3));
    assert_eq!(added.status, 200, "{}", added.text);
    let state = desk.get(&format!("/api/state?file={}&base={base}&page=q", encoded(FLAT))).json();
    assert_eq!(state["gone"]["is_moved"], json!(true), "{state}");
    let answer = desk.post("/api/draft", &request);
    assert_eq!(answer.status, 200, "{}", answer.text);
    let form = desk.get(answer.json()["gone"]["href"].as_str().unwrap());
    assert!(
        form.status == 200 && form.text.contains("![hình](../chung.gif)\n\nCửa sổ kia."),
        "{}",
        form.text
    );
    let mut saving = request.clone();
    saving["note"] = json!("");
    assert_eq!(desk.post("/api/save", &saving).code(), "desk-gone-save");
    assert_no_dead_links(&desk);
    let old_page = desk.page_of("/edit", FLAT);
    assert!(old_page.status == 200 && old_page.text.contains("a%2Findex%2Emd"), "{}", old_page.text);
    assert_eq!(desk.post("/api/discard", &json!({"file": FOLDED, "page": "q"})).status, 200);
    // Versions from before the move, by the history of either path.
    for path in [FOLDED, FLAT] {
        assert_eq!(versions(&desk, path).len(), 3, "{}", desk.page_of("/history", path).text);
    }
    let oldest = versions(&desk, FOLDED).pop().unwrap();
    let version = desk.get(&format!("/version?file={}&version={oldest}", encoded(FLAT))).text;
    assert!(version.contains("data-restore") && !version.contains("../b.md</ins>"), "{version}");
    let wish = json!({"file": FOLDED, "from": FLAT, "version": oldest});
    let answer = desk.post("/api/restore", &wish);
    assert_eq!(answer.status, 200, "{}", answer.text);
    let form = desk.get(answer.json().as_str().unwrap()).text;
    assert!(form.contains("value=\"Bài A\"") && form.contains("[B](../b.md#muc)"), "{form}");
    let wish = json!({"file": FOLDED, "from": OTHER, "version": oldest});
    assert_eq!(desk.post("/api/restore", &wish).code(), "desk-no-version");
}

/// A window whose file was deleted says so, and what is typed there is kept on a page of its own until it is discarded.
#[test]
fn windows_of_deleted_files_keep_their_text() {
    let desk = Desk::start(flat_project());
    let request = typed(&desk, OTHER, "q", "Chữ gõ dở.\n");
    assert_eq!(desk.post("/api/delete", &json!({"file": OTHER})).status, 200);
    let answer = desk.post("/api/draft", &request);
    assert_eq!(answer.status, 200, "{}", answer.text);
    let gone = &answer.json()["gone"];
    assert_eq!(gone["is_moved"], json!(false));
    let page = desk.get(gone["href"].as_str().unwrap());
    assert!(page.status == 200 && page.text.contains("Chữ gõ dở."), "{}", page.text);
    assert!(page.text.contains("data-undelete") && page.text.contains("data-discard=\"q\""), "{}", page.text);
    assert_no_dead_links(&desk);
    assert_eq!(desk.post("/api/undelete", &json!({"file": OTHER})).status, 200);
    assert!(desk.page_of("/edit", OTHER).text.contains("Chữ gõ dở."));
    assert_eq!(desk.page_of("/edit", "content/articles/tin/khong.md").status, 404);
    // The history does not know a file that another program removes.
    let request = typed(&desk, FLAT, "q", "Chữ khác gõ dở.\n");
    fs::remove_file(desk.project.at(FLAT)).unwrap();
    let answer = desk.post("/api/draft", &request).json();
    let page = desk.get(answer["gone"]["href"].as_str().unwrap());
    assert!(page.status == 200 && page.text.contains("Chữ khác gõ dở."), "{}", page.text);
    assert!(!page.text.contains("data-undelete"), "{}", page.text);
}
