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
            "baseURL = 'https://cu.example/'\ndefaultContentLanguage = 'vi'\n[permalinks]\n  tin-tuc = '/:year/:month/:slugorcontentbasename/'\n  guong-sang = '/guong/:slug/'\n",
        )
        .with("cu/static/images/chung.jpg", photograph(40, 30, 1))
        .with("cu/static/files/ke-hoach.pdf", "%PDF-1.4\n")
        .with("cu/content/_index.md", "---\ntitle: Trang đầu\n---\n")
        .with("cu/content/gioi-thieu.md", "---\ntitle: Giới thiệu\n---\nXem [tin]({{< relref \"bai-3\" >}}) và {{< ref \"bai-4\" >}}.\n")
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
        &[
            "2021/02/bai-1/index.html",
            "guong/tấm-gương-1/index.html",
            "xua/1/index.html",
            "tin-tuc/bai-1/index.html",
            "files/ke-hoach.pdf",
        ],
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
        &[
            "[tin](../../articles/tin-tuc/bai-3/index.md) và [Bài số 4](../../articles/tin-tuc/bai-4/index.md).",
        ],
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

/// An entry of an export of WordPress.
fn item(kind: &str, number: usize, more: &str, content: &str) -> String {
    format!(
        "<item>\n<title><![CDATA[Bài số {number}: lễ &amp; hội]]></title>\n<link>https://cu.example/2020/{:02}/bai-{number}/</link>\n\
         <dc:creator><![CDATA[admin]]></dc:creator>\n<content:encoded><![CDATA[{content}]]></content:encoded>\n\
         <wp:post_id>{number}</wp:post_id>\n<wp:post_date><![CDATA[2020-{:02}-05 08:30:00]]></wp:post_date>\n\
         <wp:post_name><![CDATA[bai-{number}]]></wp:post_name>\n<wp:post_type><![CDATA[{kind}]]></wp:post_type>\n{more}\n</item>\n",
        number % 12 + 1,
        number % 12 + 1,
    )
}

/// An export of 50 posts and 2 pages, half of the posts with blocks, with pictures and comments.
fn wordpress() -> String {
    let mut items = String::new();
    let published = "<wp:status>publish</wp:status>";
    for number in 1..=50 {
        let previous = if number == 1 { 50 } else { number - 1 };
        let content = if number % 2 == 0 {
            format!(
                "<!-- wp:paragraph -->\n<p>Đoạn <strong>một</strong> của bài {number}. Xem <a href=\"https://www.cu.example/2020/{:02}/bai-{previous}/\">bài trước</a>.</p>\n<!-- /wp:paragraph -->\n\n\
                 <!-- wp:image {{\"id\":900}} -->\n<figure class=\"wp-block-image\"><img src=\"https://cu.example/wp-content/uploads/2020/05/anh-300x200.jpg\" alt=\"Ảnh lễ\"/><figcaption>Toàn cảnh</figcaption></figure>\n<!-- /wp:image -->\n\n\
                 <!-- wp:embed -->\n<figure><div class=\"wp-block-embed__wrapper\">\nhttps://www.youtube.com/watch?v=vi-du-12345\n</div></figure>\n<!-- /wp:embed -->\n<!-- wp:list -->\n<ul><li>Một</li><li>Hai</li></ul>\n<!-- /wp:list -->",
                previous % 12 + 1
            )
        } else {
            format!(
                "Dòng một\ndòng hai của bài {number}\n\n[caption id=\"a\" width=\"300\"]<a href=\"/wp-content/uploads/2020/05/anh.jpg\"><img src=\"/wp-content/uploads/2020/05/anh.jpg\" alt=\"\" /></a> Lời chú[/caption]\n\n\
                 <!--more-->\n\nSau đó. Xem <a href=\"https://cu.example/?p={previous}\">bài trước</a>.\n\n[gallery ids=\"900,901\"]\n\n[contact-form to=\"a\"]\n\n\
                 <img src=\"https://cu.example/wp-content/uploads/2020/05/mat.jpg\" alt=\"Ảnh đã mất\" />\n\n<table><tr><td>Đội</td><td>Điểm</td></tr><tr><td>A</td><td>9</td></tr></table>\n\n\
                 <a href=\"https://cu.example/wp-content/uploads/2020/05/ke-hoach.pdf\">Kế hoạch</a>"
            )
        };
        let category = if number % 5 == 0 { "guong-sang" } else { "tin-tuc" };
        let more = format!(
            "{published}<category domain=\"category\" nicename=\"{category}\"><![CDATA[{}]]></category><category domain=\"post_tag\" nicename=\"thi-dua\"><![CDATA[thi đua]]></category>\n\
             <excerpt:encoded><![CDATA[Tóm tắt {number}.]]></excerpt:encoded><wp:postmeta><wp:meta_key><![CDATA[_thumbnail_id]]></wp:meta_key><wp:meta_value><![CDATA[901]]></wp:meta_value></wp:postmeta>\n\
             <wp:comment><wp:comment_content>Hay</wp:comment_content></wp:comment>",
            if number % 5 == 0 { "Gương sáng" } else { "Tin tức" }
        );
        items += &item("post", number, &more, &content);
    }
    items += &item("page", 101, published, "<!-- wp:paragraph --><p>Giới thiệu</p><!-- /wp:paragraph -->");
    items += &item("page", 102, "<wp:status>private</wp:status>", "Nội bộ");
    let secret = "<wp:status>publish</wp:status><wp:post_password>x</wp:post_password><category domain=\"category\" nicename=\"tin-tuc\">Tin tức</category>";
    items += &item("post", 103, secret, "Bí mật");
    items += &item("post", 104, "<wp:status>trash</wp:status>", "Đã xóa");
    items += &item("nav_menu_item", 105, published, "");
    for (id, name) in [(900, "anh.jpg"), (901, "bia.jpg")] {
        let more = format!(
            "<wp:status>inherit</wp:status><wp:attachment_url>https://cu.example/wp-content/uploads/2020/05/{name}</wp:attachment_url>\
             <wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value><![CDATA[Mô tả {name}]]></wp:meta_value></wp:postmeta>"
        );
        items += &item("attachment", id, &more, "");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n<wp:wxr_version>1.2</wp:wxr_version>\n\
         <wp:base_blog_url>https://cu.example</wp:base_blog_url>\n<wp:author><wp:author_login><![CDATA[admin]]></wp:author_login><wp:author_display_name><![CDATA[Ban Tuyên giáo]]></wp:author_display_name></wp:author>\n{items}</channel>\n</rss>\n"
    )
}

/// Fifty posts of WordPress with pictures and old addresses become articles; the site is built without an error.
#[test]
fn an_export_of_wordpress() {
    let project = project()
        .with("cu.xml", wordpress())
        .with("uploads/2020/05/anh.jpg", photograph(60, 40, 1))
        .with("uploads/2020/05/bia.jpg", photograph(50, 40, 1))
        .with("uploads/2020/05/ke-hoach.pdf", "%PDF-1.4\n");
    let import_it = ["wordpress", "cu.xml", "--media", "uploads", "--yes"];
    let (code, text) = import(&project, &import_it);
    assert_eq!(code, 0, "{text}");
    assert_parts(
        &text,
        &[
            "51 articles, 2 standalone pages",
            "`[contact-form to=\"a\"]` has no equal here",
            "the picture `https://cu.example/wp-content/uploads/2020/05/mat.jpg` was not found",
            "not taken: 50 in comment",
            "not taken: 1 in nav_menu_item",
            "Bài số 103: lễ & hội (password) was not public",
            "Bài số 102: lễ & hội (private) was not public",
            "not taken: cu.xml:",
        ],
    );
    let line = wordpress().lines().position(|line| line.contains("[contact-form to")).unwrap() + 1;
    assert!(text.contains(&format!("cu.xml:{line}: `[contact-form")), "{line}: {text}");
    assert_builds(
        &project,
        &["2020/02/bai-1/index.html", "tin-tuc/bai-1/index.html", "2020/06/bai-101/index.html"],
    );
    let old = text_of(&project, "content/articles/tin-tuc/bai-1/index.md");
    assert_parts(
        &old,
        &[
            "title: \"Bài số 1: lễ & hội\"\ndate: 2020-02-05 08:30\nlead: Tóm tắt 1.\nauthor: Ban Tuyên giáo\n",
            "cover:\n  file: bia.jpg\n  alt: Mô tả bia.jpg",
            "tags: [thi đua]\naliases: [/2020/02/bai-1/]",
            "Dòng một  \ndòng hai của bài 1\n\n![](anh.jpg \"Lời chú\")\n\n<!-- more -->\n\nSau đó.",
            "[bài trước](../../guong-sang/bai-50/index.md)",
            "![Mô tả anh.jpg](anh.jpg) ![Mô tả bia.jpg](bia.jpg)",
            "<!-- [contact-form to=\"a\"] -->",
            "\nẢnh đã mất\n",
            "|Đội|Điểm|",
            "[Kế hoạch](/wp-content/uploads/2020/05/ke-hoach.pdf)",
        ],
    );
    let blocks = text_of(&project, "content/articles/tin-tuc/bai-2/index.md");
    assert_parts(
        &blocks,
        &[
            "Đoạn **một** của bài 2. Xem [bài trước](../bai-1/index.md).",
            "![Ảnh lễ](anh.jpg \"Toàn cảnh\")\n\n<https://www.youtube.com/watch?v=vi-du-12345>\n\n- Một\n- Hai",
        ],
    );
    assert_parts(&text_of(&project, "content/articles/tin-tuc/bai-103/index.md"), &["draft: true"]);
    assert_parts(&text_of(&project, "content/pages/bai-102/index.md"), &["draft: true"]);
    assert_is_imported_once(&project, &import_it);
}

/// Ten posts of Jekyll with Liquid and kramdown become articles; the site is built without an error.
#[test]
fn a_site_of_jekyll() {
    let mut project = project()
        .with(
            "cu/_config.yml",
            "title: Trang cũ\nurl: https://cu.example\nbaseurl: /blog\npermalink: /:categories/:year/:title/\nplugins: [jekyll-redirect-from]\n",
        )
        .with("cu/_data/authors.yml", "hoa:\n  name: Hoa Mai\n")
        .with("cu/assets/anh.jpg", photograph(40, 30, 1))
        .with("cu/_includes/form.html", "<form></form>")
        .with("cu/_layouts/post.html", "{{ content }}")
        .with("cu/index.html", "---\nlayout: home\n---\n")
        .with("cu/gioi-thieu.md", "---\ntitle: Giới thiệu\npermalink: /ve-chung-toi/\n---\n* TOC\n{:toc}\n\nLời.\n")
        .with("cu/README.md", "Không phải trang.\n")
        .with("cu/_drafts/nhap.md", "---\ntitle: Bài nháp\ncategories: tin-tuc\n---\nChưa xong.\n");
    for number in 1..=10 {
        let (category, next) = (if number % 4 == 0 { "guong-sang" } else { "tin-tuc" }, number % 10 + 1);
        let text = format!(
            "---\nlayout: post\ntitle: \"Bài {number}\"\ndate: 2019-0{}-1{} 08:30:00 +0700\ncategories: {category}\ntags: thi-dua nu\nauthor: hoa\nredirect_from:\n  - /xua/{number}.html\nmap: true\n---\n\
             Đoạn đầu\nvẫn đoạn đầu.{{: .lead}}\n\n## Phần một {{#mot}}\n{{: .no_toc}}\n\n{{% highlight ruby %}}\nputs \"{{% raw %}}{{{{ x }}}}{{% endraw %}}\"\n{{% endhighlight %}}\n\n\
             [Bài sau]({{% post_url 2019-0{}-1{}-bai-{next} %}}#mot), [giới thiệu]({{{{ site.baseurl }}}}/ve-chung-toi/), [tệp]({{{{ '/assets/anh.jpg' | relative_url }}}})\n\n\
             ![Ảnh]({{{{ site.baseurl }}}}/assets/anh.jpg){{:width=\"300\"}}\n\n{{% include form.html %}}\n\nDùng {{% raw %}}`{{{{ a }}}}`{{% endraw %}}.\n",
            number % 9 + 1,
            number % 9,
            next % 9 + 1,
            next % 9
        );
        project = project
            .with(&format!("cu/_posts/2019-0{}-1{}-bai-{number}.md", number % 9 + 1, number % 9), text);
    }
    let (code, text) = import(&project, &["jekyll", "cu", "--yes"]);
    assert_eq!(code, 0, "{text}");
    assert_parts(
        &text,
        &[
            "11 articles, 1 standalone pages",
            "`{% include form.html %}` has no equal here",
            "_drafts/nhap.md: no date",
            "the key `map` has no equal here (10 times)",
            "the attributes `{: .lead}` were removed",
        ],
    );
    assert_builds(
        &project,
        &["blog/tin-tuc/2019/bai-1/index.html", "blog/xua/1.html", "blog/ve-chung-toi/index.html"],
    );
    assert_parts(
        &text_of(&project, "content/articles/tin-tuc/bai-2/index.md"),
        &[
            "date: 2019-03-12 08:30\nauthor: Hoa Mai\ntags: [thi-dua, nu]\n",
            "Đoạn đầu vẫn đoạn đầu.\n\n## Phần một\n\n```ruby\nputs \"{{ x }}\"\n```\n",
            "[Bài sau](../bai-3/index.md#phan-mot), [giới thiệu](../../../pages/gioi-thieu/index.md), [tệp](anh.jpg)",
            "![Ảnh](anh.jpg)\n",
            "<!-- {% include form.html %} -->",
            "Dùng `{{ a }}`.",
        ],
    );
    assert_parts(&text_of(&project, "content/articles/tin-tuc/nhap/index.md"), &["draft: true"]);
    assert_is_imported_once(&project, &["jekyll", "cu", "--yes"]);
}

/// Ten posts of Hexo with its tags become articles; the site is built without an error.
#[test]
fn a_site_of_hexo() {
    let mut project = project()
        .with(
            "cu/_config.yml",
            "title: Trang cũ\nurl: https://cu.example\nroot: /\npermalink: :year/:month/:day/:title/\npost_asset_folder: true\n",
        )
        .with("cu/source/images/chung.jpg", photograph(40, 30, 1))
        .with("cu/source/gioi-thieu/index.md", "---\ntitle: Giới thiệu\n---\nDòng một\ndòng hai\n")
        .with("cu/themes/x/layout.ejs", "");
    for number in 1..=10 {
        let category = if number % 4 == 0 { "Gương sáng" } else { "Tin tức" };
        let next = number % 10 + 1;
        project = project
            .with(&format!("cu/source/_posts/bai-{number}/anh.jpg"), photograph(30, 30, 1))
            .with(
                &format!("cu/source/_posts/bai-{number}.md"),
                format!(
                    "---\ntitle: Bài {number}\ndate: 2018-05-{number:02} 08:30:00\nupdated: 2018-06-01\ncategories:\n  - {category}\ntags: [thi đua]\n---\n\
                     Dòng một\ndòng hai\n\n<!-- more -->\n\n{{% asset_img anh.jpg 300 200 \"Lễ hội\" %}}\n\n![Chung](/images/chung.jpg)\n\n\
                     {{% blockquote Kim Ngân, Sổ tay %}}\nLời hay.\n{{% endblockquote %}}\n\n{{% codeblock lang:js %}}\nlet a;\n{{% endcodeblock %}}\n\n\
                     Xem {{% post_link bai-{next} 'bài sau' %}} và `{{% asset_img %}}`.\n\n{{% youtube vi-du-12345 %}}\n\n{{% jsfiddle abc %}}\n"
                ),
            );
    }
    let (code, text) = import(&project, &["hexo", "cu", "--yes"]);
    assert_eq!(code, 0, "{text}");
    assert_parts(
        &text,
        &[
            "10 articles, 1 standalone pages",
            "source/_posts/bai-1.md:30: `{% jsfiddle abc %}` has no equal here",
        ],
    );
    assert_builds(&project, &["2018/05/01/bai-1/index.html"]);
    assert_parts(
        &text_of(&project, "content/articles/tin-tuc/bai-2/index.md"),
        &[
            "date: 2018-05-02 08:30\nupdated: 2018-06-01\ntags: [thi đua]\naliases: [/2018/05/02/bai-2/]",
            "Dòng một\ndòng hai\n",
            "![Lễ hội](anh.jpg \"Lễ hội\")\n\n![Chung](chung.jpg)\n\n> Lời hay.\n>\n> — Kim Ngân, Sổ tay\n\n```js\nlet a;\n```",
            "Xem [bài sau](../bai-3/index.md) và `{% asset_img %}`.",
            "<!-- {% jsfiddle abc %} -->",
        ],
    );
    assert_is_imported_once(&project, &["hexo", "cu", "--yes"]);
}

/// A folder or a file that is no site, or is damaged, gives a sentence; so do links out of the folder.
#[test]
fn what_is_no_site_gives_a_sentence() {
    let project = project()
        .with("rong/x.txt", "")
        .with("cu.xml", "<rss><channel></channel></rss>")
        .with("cat.xml", &wordpress()[..3000])
        .with("thuc-the.xml", "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><rss><channel><wp:wxr_version>1.2</wp:wxr_version><item><title>&b;</title><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>");
    for (arguments, sentence) in [
        (["hugo", "rong"], "no pages were found"),
        (["jekyll", "rong"], "no pages were found"),
        (["hexo", "khong-co"], "cannot be read"),
        (["wordpress", "cu.xml"], "no export of WordPress"),
        (["wordpress", "cat.xml"], "damaged at line"),
        (["wordpress", "rong"], "cannot be read"),
    ] {
        let (code, text) = import(&project, &arguments);
        assert_eq!(code, 2, "{arguments:?}: {text}");
        assert!(text.contains(sentence), "{arguments:?}: {text}");
    }
    let (_, text) = import(&project, &["wordpress", "thuc-the.xml", "--section", "tin-tuc", "--dry-run"]);
    assert!(!text.contains("aaaa"), "{text}");
}

/// A page that is too long is reported and left out; deeply nested and endless marks are read in a moment.
#[test]
fn long_and_hostile_pages() {
    let mut project = project()
        .with("cu/hugo.toml", "baseURL = 'https://cu.example'\n")
        .with(
            "cu/content/tin-tuc/dai.md",
            format!("---\ntitle: Dài\ndate: 2020-01-01\n---\n{}", "a ".repeat(300_000)),
        )
        .with("cu/content/tin-tuc/ngan.md", "---\ntitle: Ngắn\ndate: 2020-01-01\n---\nLời.\n");
    for (at, part) in
        ["{{< ", "{{< a >}}", "{{% notice %}}", "[a](", "> ", "{{</*", "{: a ", "![a](b) "].iter().enumerate()
    {
        let text = format!("---\ntitle: Bài {at}\ndate: 2020-01-01\n---\n{}", part.repeat(20_000));
        project = project.with(&format!("cu/content/tin-tuc/x-{at}.md"), text);
    }
    let (code, text) = import(&project, &["hugo", "cu", "--dry-run"]);
    assert_eq!(code, 0, "{text}");
    assert_parts(
        &text,
        &[
            "longer than 500 KB",
            "content/tin-tuc/dai.md",
            "content/articles/tin-tuc/ngan/index.md",
            "to write: 9 ",
        ],
    );
}
