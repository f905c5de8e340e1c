//! Checks the chapter about themes against the views, the templates and the messages, and tries what it says about overriding.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::project::Project;

const CHAPTER: &str = include_str!("../src/guide/themes.md");

/// The fields of every view, by the name of its struct.
fn views() -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render/view/data");
    let mut views = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for piece in text.split("Serialize)]\npub struct ").skip(1) {
            let (name, rest) = piece.split_once(" {").unwrap();
            let body = rest.split("\n}").next().unwrap();
            let fields = body.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split(':').next());
            views.insert(name.to_owned(), fields.map(str::to_owned).collect());
        }
    }
    views
}

/// The chapter lists every view and every field by name, and no others.
#[test]
fn every_field_is_listed() {
    let mut listed = BTreeMap::new();
    for piece in CHAPTER.split("\n### ").skip(1) {
        let name = piece.lines().next().unwrap().trim().to_owned();
        let section = piece.split("\n## ").next().unwrap();
        let fields = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
        let fields: BTreeSet<String> = fields.map(str::to_owned).collect();
        if views().contains_key(&name) {
            listed.insert(name, fields);
        }
    }
    assert_eq!(listed, views());
}

/// Every page template is in the default theme and in the chapter.
#[test]
fn every_template_is_listed() {
    let kinds = bangvang::plan::TEMPLATES;
    for kind in kinds {
        assert!(CHAPTER.contains(&format!("`{kind}.html`")), "{kind}.html is not listed");
        let path = format!("themes/default/templates/{kind}.html");
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path).is_file(), "{path} is absent");
    }
}

/// Every component of the default theme is in the chapter with its file, its arguments and their defaults.
#[test]
fn every_component_is_listed() {
    let rows: Vec<&str> = CHAPTER.lines().filter(|line| line.contains(".html` | ")).collect();
    let mut count = 0;
    for entry in
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates/parts")).unwrap()
    {
        let entry = entry.unwrap();
        let file = entry.file_name().into_string().unwrap();
        let text = fs::read_to_string(entry.path()).unwrap();
        for piece in text.split("{%- component ").skip(1) {
            let (name, rest) = piece.split_once('(').unwrap();
            let is_listed = |row: &&&str| {
                let cells: Vec<&str> = row.split(" | ").collect();
                cells[0].contains(&format!("`{name}`")) && cells[1] == format!("`{file}`")
            };
            let row = rows.iter().find(is_listed).unwrap_or_else(|| panic!("{name} of {file} is not listed"));
            let arguments = rest.split_once(')').unwrap().0;
            for argument in arguments.split(", ") {
                let (argument, default) = argument.split_once(" = ").unwrap_or((argument, ""));
                let listed = if default.is_empty() { String::new() } else { format!(" = {default}") };
                assert!(row.contains(&format!("`{argument}`{listed}")), "{name}: {argument}{listed}");
            }
            count += 1;
        }
    }
    assert!(count > 25, "{count} components");
}

/// The messages that the chapter says the program uses are in the default theme.
#[test]
fn messages_of_the_program_exist() {
    let messages = include_str!("../themes/default/strings/vi.ftl");
    let table = CHAPTER.split("The program itself uses these messages.").nth(1).unwrap();
    let rows = table
        .lines()
        .skip(2)
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'));
    let names: Vec<&str> = rows
        .flat_map(|row| row.split('`').skip(1).step_by(2))
        .filter(|name| !name.starts_with(['$', '.']))
        .collect();
    assert!(names.len() > 30, "{names:?}");
    for name in names {
        let is_there = |line: &str| match name.strip_suffix('-') {
            Some(_) => line.starts_with(name),
            None => line.starts_with(&format!("{name} =")),
        };
        assert!(messages.lines().any(is_there), "there is no message {name}");
    }
}

/// Both languages of the default theme have the same strings.
#[test]
fn same_strings_in_both_languages() {
    let names = |text: &'static str| -> BTreeSet<&str> {
        let lines = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        lines.filter_map(|line| line.split(" =").next()).collect()
    };
    let vi = names(include_str!("../themes/default/strings/vi.ftl"));
    let en = names(include_str!("../themes/default/strings/en.ftl"));
    assert_eq!(vi, en);
}

fn small() -> Project {
    Project::new()
        .with("content/articles/tin/a.md", "---\ntitle: Bài <b> & \"A\"\ndate: 2026-01-01\n---\nLời.\n")
        .with_awards("  - {no: 1, to: individual, name: Trần <i> Mai, unit: cd-thu}\n")
}

fn built(project: &Project, path: &str) -> String {
    let output = project.run(&["build", "--today", "2026-06-01"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read_to_string(project.at(path)).unwrap()
}

/// A site overrides a template, a string or a static file with one file at the same path.
#[test]
fn one_file_overrides_one_file() {
    let project = small();
    project.write("themes/default/strings/vi.ftl", "rolls = Danh sách vàng\n");
    project.write("themes/default/static/favicon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    project.write(
        "themes/default/templates/article.html",
        "{% extends \"built-in/default/article.html\" %}{% block content %}RIÊNG {{ super() }}{% endblock %}",
    );
    let article = built(&project, "public/tin/a/index.html");
    assert!(article.contains("RIÊNG") && article.contains("Bài &lt;b&gt; &amp;"), "{article}");
    assert!(built(&project, "public/bang-vang/index.html").contains("Danh sách vàng"));
    let icons = project.tree("public").into_iter().filter(|(path, _)| path.starts_with("assets/favicon."));
    assert_eq!(icons.map(|(_, bytes)| bytes.len()).collect::<Vec<_>>(), [41]);
}

/// A script says the strings of the theme in the language of the site; one that the theme does not have is reported at its
/// place.
#[test]
fn scripts_have_strings() {
    let project = small();
    let script = "say(themeString(\"thu\"), themeString('thu'));\n";
    project.write("themes/default/strings/vi.ftl", "thu = Nói \"to\" \\\n");
    project.write("themes/default/static/thu.js", script);
    built(&project, "public/index.html");
    let mut files = project.tree("public").into_iter();
    let (_, bytes) = files.find(|(path, _)| path.starts_with("assets/thu.")).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), "say(\"Nói \\\"to\\\" \\\\\", themeString('thu'));\n");
    project.write("themes/default/static/thu.js", script.replace("\"thu\"", "\"khac\""));
    let output = project.run(&["check", "--today", "2026-06-01"]);
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("thu.js:1:18") && said.contains("`khac`"), "{said}");
}

/// A part that is the same on every page is overridden and added like any template; it sees no page, and an error in it is
/// reported at its place.
#[test]
fn shared_parts_are_rendered_once() {
    let project = small();
    let article = "{% extends \"built-in/default/article.html\" %}{% block content %}{{ shared[\"thu\"] }}{% endblock %}";
    project.write("themes/default/templates/article.html", article);
    project
        .write("themes/default/templates/shared/thu.html", "\n<p>{{ site.title }} &amp; {{ \"<i>\" }}</p>\n");
    project.write("themes/default/templates/shared/footer.html", "<footer>CHÂN</footer>");
    let shown = built(&project, "public/tin/a/index.html");
    assert!(
        shown.contains("<p>Công đoàn Thử &amp; &lt;i&gt;</p>") && shown.contains("<footer>CHÂN</footer>"),
        "{shown}"
    );
    project.write("themes/default/templates/shared/thu.html", "<p>{{ page.title }}</p>");
    let output = project.run(&["build", "--today", "2026-06-01"]);
    let reported = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && reported.contains("shared/thu.html:1:"), "{reported}");
}

/// A theme extends another by name and has only the files that differ.
#[test]
fn a_theme_extends_another() {
    let project = small();
    let settings = format!("{}theme: tinh\n", crate::project::SETTINGS);
    project.write("content/site.yaml", settings);
    project.write("themes/tinh/theme.yaml", "name: Tỉnh\nextends: default\n");
    project.write("themes/tinh/templates/404.html", "KHÔNG CÓ {{ site.title }}");
    assert_eq!(built(&project, "public/404.html"), "KHÔNG CÓ Công đoàn Thử");
    assert!(built(&project, "public/index.html").contains("<main"));
}

/// The colours of the settings take the names that the theme gives in `theme.yaml`, and those of the default theme
/// else; the former spelling `honour` of a role is read in both files.
#[test]
fn a_theme_names_its_colours() {
    let project = small();
    let settings = format!(
        "{}theme: tinh\ncolours: {{main: \"#003366\", honour: \"#704800\", rule: \"#ccc\"}}\n",
        crate::project::SETTINGS
    );
    project.write("content/site.yaml", settings);
    let colours = "  main: {property: --brand, light: \"#00563f\", dark: \"#7fd1b4\"}\n\
                   \x20 on_main: {property: --on-brand, light: \"#fefefe\", dark: \"#101010\"}\n\
                   \x20 honour: {property: --medal, light: \"#8a5a00\", dark: \"#e3b75a\"}\n\
                   \x20 paper: {property: --ground, light: \"#eeeeee\", dark: \"#111111\"}\n";
    project.write("themes/tinh/theme.yaml", format!("name: Tỉnh\nextends: default\ncolours:\n{colours}"));
    assert!(built(&project, "public/index.html").contains("content=\"#eeeeee\""));
    let tree = project.tree("public");
    let (_, sheet) = tree.iter().find(|(path, _)| path.starts_with("assets/colours.")).unwrap();
    let sheet = String::from_utf8_lossy(sheet);
    assert!(
        sheet.contains(":root { --brand: #003366; --medal: #704800; --rule: #cccccc; --on-brand: #fefefe }"),
        "{sheet}"
    );
}

/// Every template escapes the values it shows, whatever its file name.
#[test]
fn names_are_escaped_everywhere() {
    let project = small();
    for (path, bytes) in {
        built(&project, "public/index.html");
        project.tree("public")
    } {
        if !path.ends_with(".html") && !path.ends_with(".xml") {
            continue;
        }
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Trần <i>") && !text.contains("Bài <b>"), "{path}");
    }
    let roll = built(&project, "public/bang-vang/2022/index.html");
    assert!(roll.contains("Trần &lt;i&gt; Mai"), "{roll}");
}

/// The tutorial of the chapter, followed exactly, changes one template, one string and one colour.
#[test]
fn tutorial_works_as_written() {
    let project = small();
    project.write("content/site.yaml", format!("{}theme: cua-toi\n", crate::project::SETTINGS));
    let tutorial = CHAPTER.split("## Giao diện riêng trong mười phút").nth(1).unwrap();
    let tutorial = tutorial.split("\n## ").next().unwrap();
    let blocks: Vec<&str> = tutorial.split("```").skip(1).step_by(2).collect();
    assert_eq!(blocks.len(), 5);
    for block in blocks {
        let text = block.split_once('\n').unwrap().1;
        let path = text.split(' ').find(|word| word.starts_with("themes/")).unwrap();
        project.write(path.lines().next().unwrap(), text);
    }
    let page = built(&project, "public/tin/a/index.html");
    assert!(page.contains("Bài thuộc chuyên mục Tin của LĐLĐ Thử."), "{page}");
    assert!(page.contains("Mời bạn xem thêm") && !page.contains("Tra cứu"), "{page}");
    let sheet = page.split("href=\"/").find(|rest| rest.starts_with("assets/mau.")).unwrap();
    let sheet = format!("public/{}", sheet.split('"').next().unwrap());
    assert!(built(&project, &sheet).contains("--blue: #0a5c36"));
}

/// `new theme-file` copies the file that a build uses into the folder of the site's theme: a template, a style sheet, a
/// picture, one of a parent theme of the project. The copy changes nothing, and is never written over.
#[test]
fn theme_files_are_copied_for_changes() {
    let project = small();
    let settings = format!("{}theme: cua-toi\n", crate::project::SETTINGS);
    project.write("content/site.yaml", settings);
    project.write("themes/cua-toi/theme.yaml", "name: Của tôi\nextends: chung\n");
    project.write("themes/chung/theme.yaml", "name: Chung\nextends: plain\n");
    project.write("themes/chung/templates/tag.html", "chung {{ page.title }}");
    let site = || {
        built(&project, "public/index.html");
        project.tree("public")
    };
    let before = site();
    let copies = [
        ("article.html", "templates/article.html", Some("themes/plain/templates/article.html")),
        ("templates\\kinds.html", "templates/kinds.html", Some("themes/default/templates/kinds.html")),
        ("parts/award.html", "templates/parts/award.html", Some("themes/default/templates/parts/award.html")),
        ("site.css", "static/site.css", Some("themes/plain/static/site.css")),
        ("static/favicon.ico", "static/favicon.ico", Some("themes/default/static/favicon.ico")),
        ("tag.html", "templates/tag.html", None),
    ];
    for (name, copy, original) in copies {
        let copied = project.run(&["new", "theme-file", name]);
        assert!(copied.status.success(), "{copied:?}");
        let copy = format!("themes/cua-toi/{copy}");
        let shown = String::from_utf8(copied.stdout).unwrap().replace('\\', "/");
        assert!(shown.contains(&copy), "{shown}");
        let original = match original {
            Some(original) => fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(original)).unwrap(),
            None => fs::read(project.at("themes/chung/templates/tag.html")).unwrap(),
        };
        assert_eq!(fs::read(project.at(&copy)).unwrap(), original, "{name}");
        fs::write(project.at(&copy), [original.clone(), b" ".to_vec()].concat()).unwrap();
        let refused = project.run(&["new", "theme-file", name]);
        assert_eq!(refused.status.code(), Some(2), "{refused:?}");
        assert_eq!(fs::read(project.at(&copy)).unwrap().last(), Some(&b' '), "{name} is overwritten");
        fs::write(project.at(&copy), original).unwrap();
    }
    assert_eq!(site(), before);
    for (name, near) in
        [("artcle.html", "article.html"), ("../article.html", "article.html"), ("theme.yaml", ""), ("", "")]
    {
        let refused = project.run(&["new", "theme-file", name, "--lang", "en"]);
        assert_eq!(refused.status.code(), Some(2), "{name}: {refused:?}");
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(said.contains(&format!("`{name}`")) && said.contains(near), "{said}");
        assert_eq!(said.contains("did you mean"), !near.is_empty(), "{said}");
    }
}

/// The example of the chapter for the blocks of the home page puts the roll before the newest article, and drops awards by
/// year; an empty block drops one part.
#[test]
fn blocks_of_the_home_page() {
    let mut project = small();
    project = project.with(
        "content/awards/qd-2.yaml",
        "number: 2/QĐ-LĐLĐ\nsigned: 2024-01-16\nissuer: ldld-thu\n\
         defaults: {kind: bang-khen-ldld-tinh, period: 2023}\n\
         awards:\n  - {to: individual, name: Trần Thị Hoa, unit: cd-thu}\n",
    );
    let parts = ["class=\"lead\"", "class=\"band\"", "id=\"home-years\""];
    let places = |page: &str| parts.map(|part| page.find(part));
    let [lead, roll, years] = places(&built(&project, "public/index.html"));
    assert!(lead < roll && roll < years && lead.is_some(), "{lead:?} {roll:?} {years:?}");
    let block = CHAPTER.split("```jinja\n").find(|block| block.contains("block home_roll")).unwrap();
    let template = block.split("```").next().unwrap();
    project.write("themes/my-theme/theme.yaml", "name: My theme\nextends: default\n");
    project.write("themes/my-theme/templates/home.html", template);
    project.write("content/site.yaml", format!("{}theme: my-theme\n", crate::project::SETTINGS));
    let [lead, roll, years] = places(&built(&project, "public/index.html"));
    assert!(roll.is_some() && roll < lead && years.is_none(), "{lead:?} {roll:?} {years:?}");
    let empty = "{% extends \"built-in/default/home.html\" %}{% block home_roll %}{% endblock home_roll %}";
    project.write("themes/my-theme/templates/home.html", empty);
    let [lead, roll, years] = places(&built(&project, "public/index.html"));
    assert!(lead.is_some() && roll.is_none() && years.is_some(), "{lead:?} {roll:?} {years:?}");
}

/// The plain theme has every kind of page, shows names in the right places and needs no script.
#[test]
fn plain_theme_is_complete() {
    let project = small();
    project.write("content/site.yaml", format!("{}theme: plain\n", crate::project::SETTINGS));
    let roll = built(&project, "public/bang-vang/2022/index.html");
    assert!(roll.contains("<td>Trần &lt;i&gt; Mai</td>"), "{roll}");
    assert!(built(&project, "public/tin/a/index.html").contains("<h1>Bài &lt;b&gt;"));
    let pages = project.tree("public").into_iter().filter(|(path, _)| path.ends_with(".html"));
    for (path, page) in pages {
        let page = String::from_utf8_lossy(&page);
        assert!(!page.contains("<script src") && page.contains("<main"), "{path}");
    }
}

/// The scripts that a first search loads, and those for rarer searches and for the search page, are small when packed as
/// hosts pack them.
#[test]
fn scripts_are_small() {
    let packed = |name: &str| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/static").join(name);
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&fs::read(file).unwrap()).unwrap();
        encoder.finish().unwrap().len()
    };
    let first = packed("site.js") + packed("search.js");
    assert!(first <= 10_500, "{first} bytes");
    let rest = packed("search-more.js");
    assert!(rest <= 7 * 1024, "{rest} bytes");
    let page = packed("search-page.js");
    assert!(page <= 5 * 1024, "{page} bytes");
}
