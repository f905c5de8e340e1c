//! Output for machines: the heads of pages, feeds, the web app manifest, colours, and the files for web hosts.

use std::cell::RefCell;
use std::collections::BTreeMap;

use expect_test::expect_file;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use serde_json::Value;

use crate::pictures::small_drawing;
use crate::project::{Built, Project, SETTINGS, options};
use crate::structured_data;

/// A name that would end attributes, elements and strings if it were not escaped.
const HOSTILE: &str = "</script><script>alert(1)</script> \"A\" & 'B' <!--";

/// Settings with everything that these tests check; the site is in a subfolder of its host.
const ALL_SETTINGS: &str = "\
title: Công đoàn Thử
short_title: CĐ Thử
organisation: LĐLĐ \"Thử\" </script>
description: Tin & bảng vàng
base_url: https://thu.example/cong-doan
language: vi
sections:
  - {id: tin, title: Tin, description: Tin hằng ngày}
contact: {email: a@thu.example, phone: '0299'}
logo: /logo.svg
banner: {file: static/banner.png, alt: Ký giao ước}
share_image: {file: /chia-se.png, alt: Cờ}
colours: {main: \"#036\", paper: \"#fffdf5\", dark: {accent: \"#ffb3ad\"}}
host_files: [iis, apache, netlify, apache]
security: {contact: [a@thu.example, 'https://thu.example/bao-loi'], expires: 2027-06-30, policy: 'https://thu.example/p'}
humans: |
  Nhóm: Ban Tuyên giáo
  Cảm ơn: mọi người
";

fn article(title: &str) -> String {
    format!(
        "---\ntitle: {}\ndate: 2026-01-02 07:30\nupdated: 2026-01-03\ntags: [Thi đua]\n\
         aliases: [/cu/bai.1, /cũ/bài (2).html]\n---\n## Mục\n\nLời [mục](#muc) và [liên hệ](/lien-he/).\n",
        serde_json::to_string(title).unwrap()
    )
    .replace("bài (2)", "bài(2)")
}

fn project(settings: &str, title: &str) -> Project {
    Project::new()
        .with("content/site.yaml", settings)
        .with("content/articles/tin/a.md", article(title))
        .with("content/pages/lien-he.md", "---\ntitle: Liên hệ\n---\nLời.\n")
        .with("content/static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .with("content/static/banner.png", small_drawing())
        .with("content/static/chia-se.png", small_drawing())
        .with_awards("  - {no: 1, to: individual, name: Trần <i> Mai, unit: cd-thu}\n")
}

type Files = BTreeMap<String, String>;

fn built(project: &Project) -> Files {
    let built = Built::of(project.path(), &options());
    let errors = built
        .reported
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == bangvang::diagnostic::Severity::Error);
    assert_eq!(errors.count(), 0, "{}", built.reported.drawn(bangvang::messages::Language::En));
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    built.files.into_iter().map(|(path, bytes)| (path, text(bytes))).collect()
}

fn pages(files: &Files) -> impl Iterator<Item = (&str, &str)> {
    // A redirect page has only its target.
    let pages = files.iter().filter(|(path, page)| path.ends_with(".html") && !page.contains("http-equiv"));
    pages.map(|(path, page)| (path.as_str(), page.split("</head>").next().unwrap()))
}

/// The items of the JSON-LD graph of a page.
fn facts(page: &str) -> Vec<Value> {
    let scripts = structured_data::scripts(page);
    scripts.iter().flat_map(structured_data::items).collect()
}

fn types(page: &str) -> Vec<String> {
    facts(page).iter().map(|value| value["@type"].as_str().unwrap().to_owned()).collect()
}

/// Every page has one title, one description that is not empty, and one canonical URL unless it is `noindex`.
#[test]
fn heads_are_complete() {
    for settings in [SETTINGS, ALL_SETTINGS] {
        let files = built(&project(settings, "Bài"));
        for (path, head) in pages(&files) {
            let count = |text: &str| head.matches(text).count();
            assert_eq!(count("<title>"), 1, "{path}");
            assert_eq!(
                count("<meta name=\"description\" property=\"og:description\" content=\""),
                1,
                "{path}"
            );
            assert_eq!(count("content=\"\""), 0, "{path}");
            let unlisted = count("noindex");
            assert_eq!(count("rel=\"canonical\"") + unlisted, 1, "{path}");
            let is_recipient = path.starts_with("vinh-danh/");
            assert_eq!(count("og:title") + unlisted + usize::from(is_recipient), 1, "{path}");
            assert_eq!(count("name=\"theme-color\""), 2, "{path}");
            assert_eq!(count("rel=\"manifest\""), 1, "{path}");
        }
        assert!(pages(&files).count() > 10);
    }
}

/// The page of an old address redirects and has the new address as its canonical one; it is not `noindex`, with which
/// search engines would drop the old address instead of going on to the new one.
#[test]
fn redirects_lead_on() {
    let files = built(&project(ALL_SETTINGS, "Bài"));
    let redirects: Vec<&String> = files.values().filter(|page| page.contains("http-equiv")).collect();
    assert_eq!(redirects.len(), 2);
    for page in redirects {
        assert!(page.contains("content=\"0; url=/cong-doan/tin/a/\""), "{page}");
        assert!(
            page.contains("<link rel=\"canonical\" href=\"https://thu.example/cong-doan/tin/a/\">"),
            "{page}"
        );
        assert!(!page.contains("noindex"), "{page}");
    }
}

/// An article is a `NewsArticle`, a recipient a `Person`, the home page an `Organization`, and every other page has
/// breadcrumbs.
#[test]
fn structured_data_of_each_page() {
    let files = built(&project(ALL_SETTINGS, HOSTILE));
    for (path, head) in pages(&files) {
        let wanted: &[&str] = match path {
            "index.html" => &["Organization", "WebSite"],
            "tin/a/index.html" => &["NewsArticle", "BreadcrumbList"],
            "vinh-danh/tran-i-mai/index.html" => &["Person"],
            "404.html" => &[],
            _ => &["BreadcrumbList"],
        };
        assert_eq!(types(head), wanted, "{path}");
    }
    assert!(files.contains_key("vinh-danh/tran-i-mai/index.html"));
    let article = facts(&files["tin/a/index.html"]);
    assert_eq!(article[0]["headline"], HOSTILE);
    assert_eq!(article[0]["datePublished"], "2026-01-02T07:30:00+07:00");
    assert_eq!(article[0]["publisher"]["name"], "LĐLĐ \"Thử\" </script>");
    assert_eq!(article[0]["publisher"]["logo"], "https://thu.example/cong-doan/logo.svg");
    assert_eq!(article[0]["image"][0], "https://thu.example/cong-doan/chia-se.png");
    let breadcrumbs: Vec<&str> = article[1]["itemListElement"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["item"].as_str().unwrap())
        .collect();
    let base = "https://thu.example/cong-doan";
    assert_eq!(breadcrumbs, [format!("{base}/"), format!("{base}/tin/"), format!("{base}/tin/a/")]);
}

/// Collects the names of the elements of HTML, as a browser reads it outside scripts.
#[derive(Default)]
struct Elements(RefCell<Vec<String>>);

impl TokenSink for Elements {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else { return TokenSinkResult::Continue };
        self.0.borrow_mut().push(tag.name.to_string());
        match (&*tag.name, tag.kind) {
            ("script", TagKind::StartTag) => TokenSinkResult::RawData(RawKind::ScriptData),
            _ => TokenSinkResult::Continue,
        }
    }
}

fn elements(html: &str) -> Vec<String> {
    let tokenizer = Tokenizer::new(Elements::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(html.into());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.take()
}

/// No hostile name ends an element or an attribute of a head.
#[test]
fn hostile_names_stay_text() {
    let files = built(&project(ALL_SETTINGS, HOSTILE));
    for (path, head) in pages(&files) {
        assert!(!head.contains("<script>") && !head.contains("<!--"), "{path}");
        for name in elements(head) {
            let known = ["meta", "link", "title", "script", "html", "head"].contains(&&*name);
            assert!(known, "{path}: {name}");
        }
        let scripts = structured_data::scripts(head).len() + head.matches("<script src=\"").count();
        assert_eq!(head.matches("</script>").count(), scripts, "{path}");
    }
}

/// A JSON feed has what version 1.1 requires, and only absolute URLs.
#[test]
fn json_feeds() {
    let files = built(&project(ALL_SETTINGS, HOSTILE));
    for (path, home) in [("feed.json", ""), ("tin/feed.json", "tin/")] {
        let feed: Value = serde_json::from_str(&files[path]).unwrap();
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(feed["home_page_url"], format!("https://thu.example/cong-doan/{home}"));
        assert_eq!(feed["feed_url"], format!("https://thu.example/cong-doan/{path}"));
        assert_eq!(feed["language"], "vi");
        let item = &feed["items"][0];
        assert_eq!(item["id"], "https://thu.example/cong-doan/tin/a/");
        assert_eq!(item["title"], HOSTILE);
        assert_eq!(item["date_modified"], "2026-01-03T00:00:00+07:00");
        assert_eq!(item["tags"], serde_json::json!(["Tin", "Thi đua"]));
        let content = item["content_html"].as_str().unwrap();
        assert!(content.contains("\"https://thu.example/cong-doan/tin/a/#muc\""), "{content}");
        assert!(content.contains("\"https://thu.example/cong-doan/lien-he/\""), "{content}");
    }
    let page = &files["tin/a/index.html"];
    assert!(page.contains(
        "type=\"application/feed+json\" title=\"Tin – Công đoàn Thử\" href=\"/cong-doan/tin/feed.json\""
    ));
    let none = built(&project(&format!("{SETTINGS}pages: {{feeds: false}}\n"), "Bài"));
    assert!(!none.contains_key("feed.json") && !none["index.html"].contains("feed"));
}

/// The manifest has the name of the site, its colours, and icons that exist.
#[test]
fn the_manifest() {
    for (settings, short, icons) in [(SETTINGS, "Công đoàn Thử", 3), (ALL_SETTINGS, "CĐ Thử", 1)] {
        let files = built(&project(settings, "Bài"));
        let manifest: Value = serde_json::from_str(&files["site.webmanifest"]).unwrap();
        assert_eq!(manifest["short_name"], short);
        assert_eq!(manifest["lang"], "vi");
        let listed = manifest["icons"].as_array().unwrap();
        assert_eq!(listed.len(), icons);
        for icon in listed {
            let path = icon["src"].as_str().unwrap().trim_start_matches("/cong-doan").trim_start_matches('/');
            assert!(files.contains_key(path), "{path}");
        }
        // A site with a logo does not use the emblem of the theme.
        for icon in ["favicon.ico", "apple-touch-icon.png"] {
            assert_eq!(files.contains_key(icon), icons == 3, "{icon}");
        }
    }
}

/// The colours of the settings are in a style sheet of their own after that of the theme, and only if there are
/// any.
#[test]
fn colours_reach_the_pages() {
    let files = built(&project(ALL_SETTINGS, "Bài"));
    let (path, sheet) = files.iter().find(|(path, _)| path.starts_with("assets/colours.")).unwrap();
    expect_test::expect![[r#"
        :root { --blue: #003366; --paper: #fffdf5; --on-blue: #ffffff; --honor: #faf3e1 }
        @media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { --blue: #99adc2; --red: #ffb3ad; --on-blue: #12161b } }
        :root[data-theme="dark"] { --blue: #99adc2; --red: #ffb3ad; --on-blue: #12161b }
    "#]]
    .assert_eq(sheet);
    for (page, head) in pages(&files) {
        let own_sheet = head.find(&format!("<link rel=\"stylesheet\" href=\"/cong-doan/{path}\">"));
        let theme = head.find("<link rel=\"stylesheet\" href=\"/cong-doan/assets/site.");
        assert!(theme.is_some() && theme < own_sheet, "{page}");
        assert!(head.contains("(prefers-color-scheme: light)\" content=\"#fffdf5\""), "{page}");
    }
    let plain = built(&project(SETTINGS, "Bài"));
    assert!(!plain.keys().any(|path| path.starts_with("assets/colours.")));
}

/// Logo, banner and share image have the right URLs; a missing file is reported.
#[test]
fn pictures_of_the_settings() {
    let files = built(&project(ALL_SETTINGS, "Bài"));
    let home = &files["index.html"];
    for wanted in [
        "<img class=\"emblem\" src=\"/cong-doan/logo.svg\"",
        "<img src=\"/cong-doan/banner.png\" width=\"40\" height=\"30\" alt=\"Ký giao ước\" fetchpriority=\"high\"></picture>",
        "<meta property=\"og:image\" content=\"https://thu.example/cong-doan/chia-se.png\">\n\
         <meta property=\"og:image:width\" content=\"40\">\n\
         <meta property=\"og:image:height\" content=\"30\">\n\
         <meta property=\"og:image:alt\" content=\"Cờ\">",
        "<link rel=\"icon\" href=\"/cong-doan/logo.svg\" type=\"image/svg+xml\" sizes=\"any\">",
    ] {
        assert!(home.contains(wanted), "{wanted}");
    }
    let absent = Project::new().with("content/site.yaml", format!("{SETTINGS}logo: /khong-co.svg\n"));
    let codes: Vec<&str> =
        absent.reported().diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect();
    assert_eq!(codes, ["missing-file"]);
}

/// The files for hosts, `security.txt` and `humans.txt` are as expected.
#[test]
fn host_files() {
    let files = built(&project(ALL_SETTINGS, HOSTILE));
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/hosts");
    let paths =
        [".htaccess", "_headers", "_redirects", "web.config", ".well-known/security.txt", "humans.txt"];
    for path in paths {
        let name = path.trim_start_matches('.').replace('/', "-");
        expect_file![format!("{folder}/{name}")].assert_eq(&files[path]);
    }
    let plain = built(&project(SETTINGS, "Bài"));
    assert!(paths.iter().all(|path| !plain.contains_key(*path)));
    let cloudflare = format!("{SETTINGS}host_files: cloudflare\n");
    assert!(built(&project(&cloudflare, "Bài"))["_redirects"].contains("/cu/bai.1 /tin/a/ 301\n"));
}

/// `_headers` has paths with indented `Name: value` lines, `_redirects` three words a line, `web.config` is
/// XML.
#[test]
fn host_files_are_well_formed() {
    let files = built(&project(ALL_SETTINGS, HOSTILE));
    let mut below_a_path = false;
    for line in files["_headers"].lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            Some(head) => {
                let (name, value) = head.split_once(": ").unwrap();
                assert!(below_a_path && !value.is_empty() && line.len() < 2000);
                assert!(name.chars().all(|c| c.is_ascii_alphabetic() || c == '-'), "{name}");
            }
            None => {
                below_a_path = true;
                assert!(line.starts_with("/cong-doan/"), "{line}");
            }
        }
    }
    for line in files["_redirects"].lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        assert!(line.is_ascii() && words.len() == 3 && words[2] == "301!", "{line}");
    }
    roxmltree::Document::parse(&files["web.config"]).unwrap();
}

/// Files whose names begin with a dot are written, left unchanged and removed like any other.
#[test]
fn dotfiles_are_written() {
    let project = project(ALL_SETTINGS, "Bài");
    let run = |wanted: bool| {
        let output = project.run(&["build", "--today", "2026-06-01"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for path in [".htaccess", ".well-known/security.txt", "_headers", "web.config"] {
            assert_eq!(project.at(&format!("public/{path}")).is_file(), wanted, "{path}");
        }
    };
    run(true);
    project.write("content/site.yaml", SETTINGS);
    run(false);
    assert!(!project.at("public/.well-known").exists());
}

/// A file below `static/` replaces the generated file of the same path.
#[test]
fn static_files_replace_generated_ones() {
    let project = project(ALL_SETTINGS, "Bài")
        .with("content/static/.htaccess", "# của tôi\n")
        .with("content/static/humans.txt", "tôi");
    let files = built(&project);
    assert_eq!((&*files[".htaccess"], &*files["humans.txt"]), ("# của tôi\n", "tôi"));
    let icon = self::project(SETTINGS, "Bài").with("content/static/favicon.ico", "icon");
    assert_eq!(built(&icon)["favicon.ico"], "icon");
}
