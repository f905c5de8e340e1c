//! `import hugo`, `jekyll`, `hexo` and `wordpress`: the pages of an old site, written as its generator's documentation
//! teaches, become articles without errors; what is lost is in the report, and nothing is overwritten.

use std::fs;
use std::process::Output;

use serde_json::Value;

use crate::pictures::photograph;
use crate::project::{Project, tree};

/// Settings with the sections of the old sites.
const SETTINGS: &str = "title: Công đoàn Thử\norganisation: LĐLĐ Thử\nbase_url: https://thu.example\nlanguage: vi\n\
                        line_breaks: true\nshare_pictures: false\nsections:\n  - {id: tin-tuc, title: Tin tức}\n  \
                        - {id: guong-sang, title: Gương sáng}\n";

fn project() -> Project {
    Project::empty().with("content/site.yaml", SETTINGS)
}

fn import(project: &Project, arguments: &[&str]) -> (i32, String) {
    let output = project.run(&[&["--lang", "en", "import"], arguments].concat());
    (output.status.code().expect("the program ends by itself"), printed(&output))
}

fn printed(output: &Output) -> String {
    [&*output.stdout, &*output.stderr].map(String::from_utf8_lossy).concat()
}

/// Asserts that the site is checked and built without errors, and that every path of `redirects` is in the output.
fn assert_builds(project: &Project, redirects: &[&str]) {
    let checked = project.run(&["--lang", "en", "check", "--all"]);
    assert_eq!(checked.status.code(), Some(0), "{}", printed(&checked));
    let built = project.run(&["--lang", "en", "build"]);
    assert_eq!(built.status.code(), Some(0), "{}", printed(&built));
    for path in redirects {
        assert!(project.at(&format!("public/{path}")).is_file(), "{path}: {}", printed(&built));
    }
}

/// Asserts that a second import writes nothing.
fn assert_is_imported_once(project: &Project, arguments: &[&str]) {
    let before = tree(&project.at("content"));
    let (_, text) = import(project, arguments);
    assert!(text.contains("nothing to write"), "{text}");
    assert_eq!(tree(&project.at("content")), before, "{text}");
}

fn text_of(project: &Project, path: &str) -> String {
    fs::read_to_string(project.at(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn assert_parts(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in: {text}");
    }
}

/// A site of Hugo: 24 posts with front matter in three formats, leaf bundles, shortcodes of its documentation.
fn hugo(project: Project) -> Project {
    let mut project = project
        .with(
            "cu/hugo.toml",
            "baseURL = 'https://cu.example/'\ndefaultContentLanguage = 'vi'\n[permalinks]\n  tin-tuc = '/:year/:month/:slug/'\n",
        )
        .with("cu/static/images/chung.jpg", photograph(40, 30, 1))
        .with("cu/static/files/ke-hoach.pdf", "%PDF-1.4\n")
        .with("cu/content/_index.md", "---\ntitle: Trang đầu\n---\n")
        .with("cu/content/gioi-thieu.md", "---\ntitle: Giới thiệu\n---\nXem [tin]({{< relref \"bai-3\" >}}).\n")
        .with("cu/layouts/shortcodes/ban-do.html", "<div></div>");
    for number in 1..=20 {
        let (open, close) = match number % 3 {
            0 => ("---\n", "\n---\n"),
            1 => ("+++\n", "\n+++\n"),
            _ => ("{\n", "\n}\n"),
        };
        let date = format!("2021-{:02}-{:02}T08:30:00+07:00", number % 12 + 1, number);
        let front = match number % 3 {
            0 => format!(
                "title: \"Bài số {number}: lễ phát động\"\ndate: {date}\ntags: [thi đua, \"nữ\"]\nweight: {number}"
            ),
            1 => format!(
                "title = 'Bài số {number}'\ndate = {date}\nauthor = 'Ban Tuyên giáo'\naliases = ['/xua/{number}/']"
            ),
            _ => format!(
                "\"title\": \"Bài số {number}\",\n\"date\": \"{date}\",\n\"categories\": [\"Gương sáng\"],\n\"summary\": \"Tóm tắt {number}.\""
            ),
        };
        let body = format!(
            "Đoạn đầu của bài {number},\nvẫn là đoạn đầu.\n\n<!--more-->\n\n## Phần một {{#mot}}\n\n\
             {{{{< figure src=\"/images/chung.jpg\" alt=\"Hội trường\" caption=\"Ảnh: Kim Ngân\" >}}}}\n\n\
             {{{{< youtube vi-du-12345 >}}}}\n\n{{{{% notice tip %}}}}\nMẹo **nhỏ**.\n{{{{% /notice %}}}}\n\n\
             {{{{< highlight js >}}}}\nlet a = 1;\n{{{{< /highlight >}}}}\n\n\
             Xem [bài trước]({{{{< ref \"tin-tuc/bai-{}.md#mot\" >}}}}), [kế hoạch](/files/ke-hoach.pdf) và\n\
             [bài này](https://cu.example/2021/02/bai-1/#mot).\n\n{{{{< ban-do \"10,5\" >}}}}\n",
            if number == 1 { 20 } else { number - 1 },
        );
        project = project
            .with(&format!("cu/content/tin-tuc/bai-{number}.md"), format!("{open}{front}{close}{body}"));
    }
    for number in 1..=4 {
        let folder = format!("cu/content/guong-sang/tam-guong-{number}");
        project = project
            .with(&format!("{folder}/anh bìa.jpg"), photograph(60, 40, 1))
            .with(&format!("{folder}/anh2.jpg"), photograph(30, 40, 1))
            .with(
                &format!("{folder}/index.md"),
                format!("---\ntitle: Tấm gương {number}\ndate: 2022-03-0{number}\ndraft: {}\ncover: {{image: \"anh bìa.jpg\", alt: Chân dung}}\n---\n![Ở xưởng](anh2.jpg)\n\n![Mất rồi](khong-co.jpg)\n\n![Xa](https://xa.example/a.jpg)\n\nXem [thẻ](/tags/nu/), `{{{{</* figure */>}}}}`.\n", number == 4),
            );
    }
    project
}

/// Twenty-four posts of Hugo with shortcodes become articles; the site is built without an error.
#[test]
fn a_site_of_hugo() {
    let project = hugo(project());
    let (code, text) = import(&project, &["hugo", "cu", "--yes"]);
    assert_eq!(code, 0, "{text}");
    assert_parts(
        &text,
        &[
            "24 articles, 1 standalone pages",
            "cu: ",
            "content/tin-tuc/bai-1.md:29: `{{< ban-do \"10,5\" >}}`",
            "the picture `khong-co.jpg` was not found",
            "the picture `https://xa.example/a.jpg` is on another site",
            "content/guong-sang/tam-guong-1/index.md:13: the link to `/tags/nu/`",
            "key `weight` has no equal here (6 times)",
            "errors: 0",
        ],
    );
    assert_builds(
        &project,
        &["2021/02/bai-1/index.html", "xua/1/index.html", "tin-tuc/bai-1/index.html", "files/ke-hoach.pdf"],
    );
    let article = text_of(&project, "content/articles/tin-tuc/bai-3/index.md");
    assert_parts(
        &article,
        &[
            "title: \"Bài số 3: lễ phát động\"\ndate: 2021-04-03 08:30\ntags: [thi đua, nữ]\naliases: [/2021/04/bai-3/]",
            "Đoạn đầu của bài 3, vẫn là đoạn đầu.\n",
            "## Phần một\n",
            "![Hội trường](chung.jpg \"Ảnh: Kim Ngân\")",
            "https://www.youtube.com/watch?v=vi-du-12345",
            "> [!TIP]\n> Mẹo **nhỏ**.",
            "```js\nlet a = 1;\n```",
            "[bài trước](../bai-2/index.md#phan-mot), [kế hoạch](/files/ke-hoach.pdf) và [bài này](../bai-1/index.md#phan-mot).",
            "<!-- {{< ban-do \"10,5\" >}} -->",
        ],
    );
    let bundle = text_of(&project, "content/articles/guong-sang/tam-guong-1/index.md");
    assert_parts(
        &bundle,
        &[
            "cover:\n  file: anh bìa.jpg\n  alt: Chân dung",
            "![Ở xưởng](anh2.jpg)",
            "\nMất rồi\n",
            "`{{< figure >}}`",
        ],
    );
    assert_parts(&text_of(&project, "content/articles/guong-sang/tam-guong-4/index.md"), &["draft: true"]);
    assert_parts(
        &text_of(&project, "content/articles/tin-tuc/bai-2/index.md"),
        &["lead: Tóm tắt 2.", "tags: [Gương sáng]"],
    );
    assert_parts(
        &text_of(&project, "content/pages/gioi-thieu/index.md"),
        &["[tin](../../articles/tin-tuc/bai-3/index.md)"],
    );
    assert_is_imported_once(&project, &["hugo", "cu", "--yes"]);
}

/// Nothing is written without a yes or with `--dry-run`; sections that do not exist are reported, not guessed.
#[test]
fn nothing_is_guessed_or_written_without_a_yes() {
    let project = hugo(Project::new());
    let before = tree(&project.at("content"));
    let (code, text) = import(&project, &["hugo", "cu"]);
    assert_eq!(code, 1, "{text}");
    assert_parts(&text, &["--yes", "- {id: tin-tuc, title: Tin tuc}", "articles left out: 20", "--section"]);
    let (code, text) = import(&project, &["hugo", "cu", "--dry-run", "--section", "Tin"]);
    assert_eq!(code, 0, "{text}");
    assert_parts(&text, &["content/articles/tin/bai-1/index.md", "nothing was written"]);
    let (code, text) = import(&project, &["hugo", "cu", "--section", "khong-co", "--yes"]);
    assert_eq!(code, 2, "{text}");
    assert_eq!(tree(&project.at("content")), before);
    let (code, _) = import(&project, &["hugo", "cu", "--section", "tin", "--yes"]);
    assert_eq!(code, 0);
    assert_eq!(fs::read_dir(project.at("content/articles/tin")).unwrap().count(), 24);
}

/// Programs get the report as one object a line.
#[test]
fn the_report_for_programs() {
    let project = hugo(project());
    let output = project.run(&["import", "hugo", "cu", "--yes", "--format", "json"]);
    let lines: Vec<Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let found = lines.iter().find(|line| line["event"] == "import-site-found").unwrap();
    assert_eq!((&found["facts"]["articles"], &found["facts"]["drafts"]), (&24.into(), &1.into()));
    let is_note = |line: &&Value| line["event"] == "import-site-note" && line["kind"] == "shortcode";
    assert_eq!(lines.iter().filter(is_note).count(), 20);
}
