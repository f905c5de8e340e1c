//! `explain` with a file or an address: what it says about each, and that it is true of the site.

use std::collections::BTreeSet;

use bangvang::pipeline::PreparedBuild;
use bangvang::plan::{OutputKind, PageKind, Plan};
use serde_json::Value;

use crate::project::{Project, SETTINGS};

const PHOTOGRAPH: &[u8] = include_bytes!("cases/files/photograph.jpg");

fn article(title: &str, date: &str, more: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n{more}---\n\nLời của bài.\n")
}

/// A site with an article in three lists, a decision with two recipients and a page.
fn site() -> Project {
    let more = "movements: [lao-dong-gioi]\ntags: [an toàn]\naliases: [/cu/bai]\n\
                cover: {file: anh.jpg, alt: Ảnh}\n";
    Project::new()
        .with_awards(
            "  - {no: 1, to: individual, name: Trần Thị Hoa Mai, unit: cd-thu, movement: lao-dong-gioi}\n  \
             - {no: 2, to: collective, unit: cd-thu}\n",
        )
        .with("content/articles/tin/bai.md", article("Bài một", "2024-01-05 07:30", more))
        .with("content/articles/tin/moi.md", article("Bài mới hơn", "2024-02-05", ""))
        .with("content/articles/tin/anh.jpg", PHOTOGRAPH)
        .with("content/pages/gioi-thieu.md", "---\ntitle: Giới thiệu\n---\n\nLời.\n")
}

/// What `explain` prints to both streams, in English, and its exit code.
fn explained(project: &Project, subject: &str) -> (String, i32) {
    let output = project.run(&["explain", subject, "--lang", "en"]);
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8(text).unwrap(), output.status.code().unwrap())
}

#[track_caller]
fn assert_says(project: &Project, subject: &str, code: i32, parts: &[&str]) {
    let (text, found) = explained(project, subject);
    assert_eq!(found, code, "{subject}: {text}");
    for part in parts {
        assert!(text.contains(part), "{subject}: `{part}` is missing in\n{text}");
    }
}

/// An article: what it is read as and why, its addresses, template, section, date and records, and its place in lists.
#[test]
fn an_article_is_explained() {
    let parts = [
        "content/articles/tin/bai.md\n",
        "article, because it is a .md file in content/articles",
        "Address: /tin/bai/ (article)",
        "Address: /cu/bai/ (redirect to /tin/bai/)",
        "Template: article.html of the theme default (built in)",
        "Section: Tin (tin), because the file is in content/articles/tin",
        "Date: 05/01/2024 07:30",
        "Movement: Lao động giỏi (content/movements/lao-dong-gioi.md)",
        "Tag: an toàn",
        "Cover: content/articles/tin/anh.jpg",
        "/tin/ (list of a section): number 2 of 2; newest article first",
        "/the/an-toan/ (articles with a tag): number 1 of 1",
        "/luu-tru/2024/ (archive of a year): number 2 of 2",
        "/phong-trao/lao-dong-gioi/ (movement): number 1 of 1",
        "/ (home page)\n",
        "/tin/moi/ (article)\n",
    ];
    let project = site();
    for subject in ["content/articles/tin/bai.md", "articles/tin/bai.md", r"content\articles\tin\bai.md"] {
        assert_says(&project, subject, 0, &parts);
    }
    let whole = project.at("content/articles/tin/bai.md");
    assert_says(&project, whole.to_str().unwrap(), 0, &parts);
    let (text, _) = explained(&project, "content/articles/tin/bai.md");
    assert!(!text.contains("Not on the site") && !text.contains("Errors"), "{text}");
}

/// Decisions, pages, pictures, registry files and settings are explained by what they make.
#[test]
fn other_files_are_explained() {
    let project = site();
    let decision = [
        "decision, because it is a .yaml file in content/awards",
        "Address: /quyet-dinh/1-qd-ldld-2023/ (decision)",
        "Signed: 16/01/2023",
        "Issuer: LĐLĐ Thử (content/registry/units.yaml)",
        "Awards: 2; on the rolls of 2022",
        "/bang-vang/2022/ (honor roll or a part of one): 2 awards",
        "/vinh-danh/tran-thi-hoa-mai/ (recipient): 1 award\n",
        "/quyet-dinh/ (list of decisions): number 1 of 1; last signed first",
    ];
    assert_says(&project, "awards/qd-1.yaml", 0, &decision);
    let used = ["Used by:\n", "content/articles/tin/bai.md (cover), on the page /tin/bai/"];
    assert_says(&project, "content/articles/tin/anh.jpg", 0, &used);
    assert_says(&project, "content/pages/gioi-thieu.md", 0, &["Address: /gioi-thieu/ (standalone page)"]);
    assert_says(&project, "registry/units.yaml", 0, &["Entries of the file: 2", "/don-vi/cd-thu/ (unit)"]);
    assert_says(&project, "content/site.yaml", 0, &["settings of the site", "/tin/ (list of a section)"]);
    project.write("themes/default/templates/article.html", "<p>{{ article.title }}</p>");
    let template = ["Template: article.html of the theme default (themes/default/templates/article.html)"];
    assert_says(&project, "content/articles/tin/bai.md", 0, &template);
    assert_says(&project, "themes/default/templates/article.html", 0, &["Pages with this template: 2"]);
}

/// Each reason for which a file is not on the site is named, and the one that is given is the true one.
#[test]
fn absence_is_explained() {
    let project = site()
        .with("content/site.yaml", format!("{SETTINGS}review: true\n"))
        .with(
            "content/articles/tin/nhap.md",
            article("Nháp", "2024-01-06", "draft: true\nreview: {state: approved}\n"),
        )
        .with("content/articles/tin/sau.md", article("Sau", "2099-01-06", "review: {state: approved}\n"))
        .with(
            "content/articles/tin/cu.md",
            article("Cũ", "2020-01-06", "expires: 2021-01-06\nreview: {state: approved}\n"),
        )
        .with("content/articles/tin/chua.md", article("Chưa", "2020-01-06", ""))
        .with("content/articles/tin/le.jpg", PHOTOGRAPH)
        .with("content/articles/tin/.an.md", "x")
        .with("content/articles/ghi-chu.docx", "x");
    let reasons = [
        ("content/articles/tin/nhap.md", "Not on the site: it is a draft"),
        (
            "content/articles/tin/sau.md",
            "Not on the site: its day has not come; the first build from 06/01/2099",
        ),
        ("content/articles/tin/cu.md", "Not on the site: it expired on 06/01/2021"),
        ("content/articles/tin/chua.md", "Not on the site: it is not approved"),
        ("content/articles/tin/le.jpg", "Not on the site: no page uses this file"),
        ("content/articles/tin/anh.jpg", "Not on the site: only hidden files use this file"),
        ("content/articles/tin/.an.md", "is not read, because a name in its path begins with a dot"),
        ("content/articles/ghi-chu.docx", "Read as: not read, because files of this form have no use"),
    ];
    for (path, reason) in reasons {
        assert_says(&project, path, 0, &[reason]);
        let (text, _) = explained(&project, path);
        assert_eq!(
            text.matches("Not on the site").count(),
            usize::from(reason.starts_with("Not on")) + usize::from(path.contains("/.an")),
            "{text}"
        );
    }
    // A draft is explained as it will be.
    assert_says(
        &project,
        "content/articles/tin/nhap.md",
        0,
        &["Address: /tin/nhap/", "/tin/ (list of a section)"],
    );
}

/// A file with an error, or with the address of another one, is not on the site either.
#[test]
fn errors_and_collisions_are_explained() {
    let project = site()
        .with("content/articles/tin/loi.md", article("Lỗi", "hôm qua", ""))
        .with("content/articles/tin/khac/bai.md", article("Trùng", "2024-01-07", ""));
    let error = [
        "Errors of this file, listed below, which prevent building the site: 1",
        "[bad-date]",
        "Errors of other files",
    ];
    assert_says(&project, "content/articles/tin/loi.md", 0, &error);
    let (one, _) = explained(&project, "content/articles/tin/bai.md");
    let (other, _) = explained(&project, "content/articles/tin/khac/bai.md");
    let collides = |text: &str, other: &str| {
        text.contains(&format!("Not on the site: {other} has the address /tin/bai/"))
    };
    let first =
        collides(&other, "content/articles/tin/bai.md") && one.contains("Address: /tin/bai/ (article)");
    let second =
        collides(&one, "content/articles/tin/khac/bai.md") && other.contains("Address: /tin/bai/ (article)");
    assert!(first != second, "{one}\n{other}");
}

/// An address is explained in every form in which it may be typed.
#[test]
fn addresses_are_explained() {
    let project = site();
    let parts = [
        "https://thu.example/vinh-danh/tran-thi-hoa-mai/\n",
        "At /vinh-danh/tran-thi-hoa-mai/: recipient",
        "Title: Trần Thị Hoa Mai",
        "Template: recipient.html of the theme default (built in)",
        "Switched by: pages.people in content/site.yaml",
        "List: 1 to 1 of 1; newest year first",
        "Made of:\n    content/awards/qd-1.yaml: 1 award\n",
    ];
    for subject in [
        "/vinh-danh/tran-thi-hoa-mai/",
        "vinh-danh/tran-thi-hoa-mai",
        r"vinh-danh\tran-thi-hoa-mai\",
        "/vinh-danh/tran-thi-hoa-mai/index.html",
        "https://thu.example/vinh-danh/tran-thi-hoa-mai/?x=1#y",
        "http://localhost:4000/vinh-danh/tran-thi-hoa-mai/",
    ] {
        assert_says(&project, subject, 0, &parts);
    }
    let article = ["Made by: content/articles/tin/bai.md", "Links to the articles: /tin/moi/"];
    assert_says(&project, "/tin/bai/", 0, &article);
    assert_says(&project, "/don-vi/cd-thu/", 0, &["Made by: content/registry/units.yaml:2"]);
    assert_says(&project, "/cu/bai", 0, &["At /cu/bai/: redirect", "Leads to: /tin/bai/"]);
    assert_says(&project, "/", 0, &["At /: home page"]);
    assert_says(&project, "content/articles/tin", 0, &["At /tin/: list of a section"]);
    assert_says(&project, "gioi-thieu", 0, &["At /gioi-thieu/: standalone page"]);
}

/// With the site in a folder of its host, addresses may be typed with and without that folder.
#[test]
fn addresses_below_a_folder() {
    let settings = SETTINGS.replace("https://thu.example", "https://thu.example/congdoan");
    let project = site().with("content/site.yaml", settings);
    for subject in ["/congdoan/tin/bai/", "/tin/bai/", "https://thu.example/congdoan/tin/bai/"] {
        assert_says(
            &project,
            subject,
            0,
            &["https://thu.example/congdoan/tin/bai/\n", "At /tin/bai/: article"],
        );
    }
    assert_says(&project, "https://thu.example/khac/tin/bai/", 2, &["is not an address of this site"]);
}

/// An address that does not exist: the setting that switches it off, the hidden file that it needs, or the nearest ones.
#[test]
fn missing_addresses_are_explained() {
    let project = site()
        .with(
            "content/site.yaml",
            format!("{SETTINGS}pages: {{people: false, tags: false}}\nrolls: {{parts: false}}\n"),
        )
        .with("content/articles/tin/nhap.md", article("Nháp", "2024-01-06", "draft: true\ntags: [mới]\n"));
    let off =
        ["Not on the site: /vinh-danh/tran-thi-hoa-mai/ (recipient) is switched off by pages.people in"];
    assert_says(&project, "/vinh-danh/tran-thi-hoa-mai/", 0, &off);
    assert_says(&project, "/the/an-toan/", 0, &["(articles with a tag) is switched off by pages.tags in"]);
    let part = ["(honor roll or a part of one) is switched off by rolls.parts in"];
    assert_says(&project, "/bang-vang/2022/doi-tuong/ca-nhan/", 2, &["has no address"]);
    project.write("content/awards/qd-2.yaml", "number: 2/QĐ-LĐLĐ\nsigned: 2023-01-17\nissuer: ldld-thu\n\
        defaults: {kind: bang-khen-ldld-tinh, period: 2022}\nawards:\n  - {to: individual, name: Lê Thị Na, unit: cd-thu}\n");
    assert_says(&project, "/bang-vang/2022/doi-tuong/ca-nhan/", 0, &part);
    let hidden = "Not on the site: it needs content/articles/tin/nhap.md, which is a draft";
    assert_says(&project, "/tin/nhap/", 0, &[hidden]);
    assert_says(&project, "/the/moi/", 0, &["is switched off by pages.tags in", hidden]);
    assert_says(
        &project,
        "/tin/bais/",
        2,
        &["has no address /tin/bais/", "the nearest addresses: /tin/bai/, /tin/"],
    );
    assert_says(&project, "/tin-tuc/moi/", 2, &["the nearest addresses: /tin/moi/"]);
    assert_says(&project, "https://khac.example/tin/", 2, &["which is at https://thu.example"]);
}

/// A file that does not exist, a folder, and a file of no use have answers of their own.
#[test]
fn other_paths_are_refused() {
    let project = site().with("ghi-chu.md", "x");
    assert_says(
        &project,
        "content/articles/tin/baj.md",
        2,
        &["there is no file", "did you mean content/articles/tin/bai.md?"],
    );
    assert_says(&project, "content/khac/bai.md", 2, &["did you mean content/articles/tin/bai.md?"]);
    assert_says(&project, "content/registry", 2, &["content/registry is a folder"]);
    assert_says(&project, "ghi-chu.md", 2, &["only files in content and themes are read"]);
}

/// A code is explained as a code also where a page has its name, and a word that is neither has the nearest code.
#[test]
fn words_are_codes_first() {
    let project = site().with("content/pages/unknown-key.md", "---\ntitle: Trang\n---\n\nLời.\n");
    assert_says(&project, "unknown-key", 0, &["error [unknown-key]: "]);
    assert_says(&project, "/unknown-key/", 0, &["At /unknown-key/: standalone page"]);
    assert_says(&project, "unkown-kei", 2, &["unknown diagnostic code `unkown-kei`", "`unknown-key`"]);
    assert_says(&Project::empty(), "unkown-kei", 2, &["`unknown-key`"]);
    assert_says(&Project::empty(), "/tin/", 2, &["error: "]);
}

/// Programs get one object a line: a fact with its name and arguments, a code with its texts.
#[test]
fn programs_get_facts() {
    let project = site();
    let objects = |arguments: &[&str]| -> Vec<Value> {
        let output = project.run(&[&["explain", "--format", "json"], arguments].concat());
        assert!(output.stderr.is_empty());
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let facts = objects(&["content/articles/tin/bai.md"]);
    let fact =
        |name: &str| facts.iter().find(|fact| fact["event"] == name).unwrap_or_else(|| panic!("{facts:?}"));
    assert_eq!(fact("explain-role")["facts"]["role"], "article");
    assert_eq!(fact("explain-template")["facts"]["template"], "article.html");
    let listed = &fact("explain-listed-at")["facts"];
    assert!(listed["place"].is_i64() && listed["kind"].is_string(), "{listed}");
    let codes = objects(&[]);
    assert!(codes.len() > 100 && codes.iter().all(|code| code["meaning"].is_string()));
    let code = &objects(&["unknown-key"])[0];
    assert_eq!((&code["code"], &code["severity"]), (&"unknown-key".into(), &"error".into()));
    assert!(code["wrong"][0]["text"].is_string() && code["reason"].is_string(), "{code}");
}

/// The sentences are Vietnamese for Vietnamese users.
#[test]
fn explanations_in_vietnamese() {
    let project = site();
    let text = |subject: &str| {
        let output = project.run(&["explain", subject, "--lang", "vi"]);
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    let article = text("content/articles/tin/bai.md");
    assert!(article.contains("Loại tệp: bài viết") && article.contains("thứ 2 trong 2"), "{article}");
    assert!(text("/tin/bais/").contains("các địa chỉ gần nhất: /tin/bai/"));
    assert!(!article.contains("explain-") && !article.contains("{$"), "{article}");
}

/// Every file that a setting switches off is said to be switched by it, and no other file is.
#[test]
fn switches_are_true() {
    let more: String = (1..130)
        .map(|day| format!("  - {{no: {}, to: individual, name: Lê Thị Na {day}, unit: cd-thu}}\n", day + 2))
        .collect();
    let project = site();
    let decision = std::fs::read_to_string(project.at("content/awards/qd-1.yaml")).unwrap();
    project.write("content/awards/qd-1.yaml", format!("{decision}{more}"));
    let all = project.prepared();
    let plan = |prepared: &PreparedBuild| -> BTreeSet<String> {
        let planned = prepared.planned.as_ref().unwrap();
        planned.plan.files().map(|file| file.route.to_string()).collect()
    };
    let full: &Plan = &all.planned.as_ref().unwrap().plan;
    let keys = [
        "people",
        "units",
        "decisions",
        "kinds",
        "tags",
        "archive",
        "feeds",
        "downloads",
        "statistics",
        "search",
    ];
    let keys = keys.map(|key| (format!("pages.{key}"), format!("pages: {{{key}: false}}\n")));
    for (key, line) in
        keys.into_iter().chain([("rolls.parts".to_owned(), "rolls: {parts: false}\n".to_owned())])
    {
        project.write("content/site.yaml", format!("{SETTINGS}{line}"));
        let left = plan(&project.prepared());
        let mut switched = 0;
        for file in full.files() {
            // The files of the search have other names when its entries differ.
            let is_index = matches!(&file.kind, OutputKind::File(_)) && file.kind.word() == "search-file";
            if is_index && key != "pages.search" {
                continue;
            }
            let is_said = full.switches(file).contains(&&*key);
            switched += usize::from(is_said);
            assert_eq!(is_said, !left.contains(&*file.route), "{key}: {}", file.route);
        }
        assert!(switched > 0, "no file is switched by {key}");
    }
    let is_index_of_names = |kind: &OutputKind| matches!(kind, OutputKind::Page(PageKind::SearchLetter(..)));
    assert!(full.files().any(|file| is_index_of_names(&file.kind)), "the site has no index of names");
}
