//! README.md and the guide: every command in them is understood, every example works, every link leads somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use bangvang::diagnostic::CodeGroup;
use bangvang::guide::CHAPTERS;
use bangvang::messages::{Language, Messages};
use pulldown_cmark::{BrokenLink, Event, Options, Parser, Tag, TagEnd};

use crate::keys::guide_file;
use crate::project::{Built, Project, options};

/// A document that a reader of the repository opens.
struct Document {
    path: PathBuf,
    text: String,
}

impl Document {
    fn of(path: PathBuf) -> Document {
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Document { path, text }
    }

    fn readme() -> Document {
        Document::of(top().join("README.md"))
    }

    /// The code blocks: the language of each, the paragraph before it on one line, and its own text.
    fn blocks(&self) -> Vec<Block> {
        let (mut blocks, mut before, mut is_over) = (Vec::new(), String::new(), false);
        let mut lines = self.text.lines();
        while let Some(line) = lines.next() {
            if let Some(language) = line.trim_start().strip_prefix("```") {
                let inner = lines.by_ref().take_while(|line| !line.trim_start().starts_with("```"));
                let text = inner.map(|line| format!("{line}\n")).collect();
                let before = std::mem::take(&mut before);
                blocks.push(Block { language: language.to_owned(), before, text });
            } else if line.trim().is_empty() {
                is_over = true;
            } else {
                before =
                    if is_over || before.is_empty() { line.to_owned() } else { format!("{before} {line}") };
                is_over = false;
            }
        }
        blocks
    }

    /// The text between backticks outside of code blocks.
    fn code_spans(&self) -> Vec<String> {
        let spans = Parser::new_ext(&self.text, Options::ENABLE_TABLES).filter_map(|event| match event {
            Event::Code(text) => Some(text.to_string()),
            _ => None,
        });
        spans.collect()
    }
}

struct Block {
    language: String,
    before: String,
    text: String,
}

impl Block {
    /// The path of the file that the block is, if it is a whole one: the paragraph before it is `` `content/site.yaml`: ``.
    fn file(&self) -> Option<&str> {
        let path = self.before.strip_prefix('`')?.strip_suffix("`:")?;
        path.starts_with("content/").then_some(path)
    }

    /// Whether it is a part of the settings.
    fn is_of_settings(&self) -> bool {
        self.before.ends_with("In `content/site.yaml`:") && self.language == "yaml"
    }
}

fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn chapters() -> impl Iterator<Item = Document> {
    CHAPTERS.iter().map(|chapter| Document::of(guide_file(chapter.topic)))
}

/// `line` as a shell splits it, where nothing but double quotes is quoted.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let mut words = vec![String::new()];
    for (at, part) in parts {
        if at % 2 == 1 {
            words.last_mut().unwrap().push_str(part);
            continue;
        }
        let mut pieces = part.split(' ');
        words.last_mut().unwrap().push_str(pieces.next().unwrap());
        words.extend(pieces.map(str::to_owned));
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The command lines that start the program in `line`, by its name, by its path or by Cargo.
fn command_lines(line: &str) -> Vec<Vec<String>> {
    if let Some((_, rest)) = line.split_once(" -- ").filter(|(start, _)| start.starts_with("cargo run")) {
        return vec![[vec!["bangvang".to_owned()], words(rest)].concat()];
    }
    let starts = line.match_indices("bangvang").filter(|(at, _)| {
        let before = line[..*at].chars().next_back();
        before.is_none_or(|letter| " /".contains(letter))
            && !line[..*at].trim_end().ends_with("/tn")
            && !line[..*at].ends_with(".config/")
    });
    let rests = starts.filter_map(|(at, name)| {
        let rest = &line[at + name.len()..];
        let rest = rest.strip_prefix('"').unwrap_or(rest);
        let rest = rest.strip_suffix('"').filter(|rest| rest.matches('"').count() % 2 == 0).unwrap_or(rest);
        rest.strip_prefix(' ')
    });
    rests.map(|rest| [vec!["bangvang".to_owned()], words(rest)].concat()).collect()
}

/// Every command in README.md and in the guide is one that the program takes.
#[test]
fn guide_commands_are_understood() {
    let messages = Messages::built_in(Language::En);
    let (mut tried, mut refused) = (0, Vec::new());
    for document in chapters().chain([Document::readme()]) {
        let blocks = document.blocks();
        let lines = blocks.iter().flat_map(|block| block.text.lines()).map(str::to_owned);
        let spans = document.code_spans().into_iter().filter(|span| span.starts_with("bangvang "));
        for line in lines.chain(spans).filter(|line| !line.trim_start().starts_with('#')) {
            for command in command_lines(&line) {
                tried += 1;
                let parsed = bangvang::cli::command_line(&messages).try_get_matches_from(&command);
                refused.extend(parsed.err().map(|error| format!("{command:?}: {error}")));
            }
        }
    }
    assert!(tried > 60, "only {tried} commands are found");
    assert!(refused.is_empty(), "{refused:#?}");
}

/// The commands of each shell block that end and need no host end well, in a new site.
#[test]
fn guide_commands_work() {
    let mut run = 0;
    for document in chapters() {
        for block in document.blocks().iter().filter(|block| block.language == "sh") {
            let project = Project::empty();
            let made = project.run(&["init", "site", "--lang", "vi"]);
            assert!(made.status.success(), "{made:?}");
            append(&project, "site/content/site.yaml", "publish: {usb: {kind: zip, path: ../web.zip}}\n");
            for command in block.text.lines().flat_map(command_lines) {
                let needs_more = ["serve", "edit"].contains(&command[1].as_str())
                    || command[1] == "publish" && command.get(2).is_none_or(|target| target != "usb");
                if !needs_more {
                    let mut program = project.command(&[]);
                    let output = program.current_dir(project.at("site")).args(&command[1..]).output();
                    assert_success(&command.join(" "), &output.unwrap());
                    run += 1;
                }
            }
        }
    }
    assert!(run > 12, "only {run} commands were run");
}

/// The folder of the first person, and that of the second one.
const TWO_FOLDERS: [&str; 2] = ["site", "trang"];

/// Runs Git in a folder of `project`, with a user for its commits.
fn git(project: &Project, folder: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new("git");
    command.current_dir(project.at(folder)).env("HOME", project.path()).env("GIT_CONFIG_NOSYSTEM", "1");
    for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"] {
        command.env(name, "hoa@minhgiang.example");
    }
    command.args(arguments).output().unwrap()
}

/// Runs the `lines` of a shell block of the chapter in a folder of `project`, up to the first one that fails, with
/// `server` in place of the address of the repository. Returns the last line that was run, and its result.
fn run_lines(project: &Project, folder: &str, lines: &str, server: &str) -> (String, Output) {
    let mut last = None;
    for line in lines.lines() {
        let words = words(&line.replace("https://git.minhgiang.example/trang.git", server));
        let arguments: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        let output = match words[0].as_str() {
            "git" => git(project, folder, &arguments),
            _ => project.command(&[]).current_dir(project.at(folder)).args(&arguments).output().unwrap(),
        };
        let is_over = !output.status.success();
        last = Some((line.to_owned(), output));
        if is_over {
            break;
        }
    }
    last.expect("there are lines")
}

/// The lines of the chapter put a new site into Git, and two people take over each other's changes with them: what a build
/// and the history write is not part of the repository, and a conflict of Git is reported.
#[test]
fn guide_repository_works() {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped, because git is missing");
        return;
    }
    let chapter = Document::of(guide_file("sharing"));
    let blocks = chapter.blocks();
    let block = |start: &str| &*blocks.iter().find(|block| block.text.starts_with(start)).expect(start).text;
    let project = Project::empty();
    let server = project.at("trang.git").to_string_lossy().into_owned();
    let [first, second] = TWO_FOLDERS;
    assert_success("init", &project.run(&["init", first, "--lang", "vi"]));
    assert_success("server", &git(&project, "", &["init", "--bare", "trang.git"]));
    assert_eq!(fs::read_to_string(project.at("site/.gitignore")).unwrap(), block("/public"));
    let (line, output) = run_lines(&project, first, block("git init"), &server);
    assert_success(&line, &output);
    assert!(project.at("site/public/index.html").is_file());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "", "the build is part of the repository");
    project.write("site/.bangvang/history/a.yaml", "a");
    assert_eq!(String::from_utf8(git(&project, first, &["status", "--short"]).stdout).unwrap(), "");
    let (line, output) = run_lines(&project, first, block("git remote"), &server);
    assert_success(&line, &output);
    assert!(chapter.text.contains("`git clone https://git.minhgiang.example/trang.git`"));
    assert_success("clone", &git(&project, "", &["clone", &server]));

    let path = |folder: &str, name: &str| format!("{folder}/content/articles/tin-tuc/{name}.md");
    let text = fs::read_to_string(project.at(&path(first, "bai-dau-tien"))).unwrap();
    let round = |folder: &str| run_lines(&project, folder, block("bangvang check"), &server);
    // Each writes an article, and the second one gets both.
    for (folder, name) in [(first, "mot"), (second, "hai")] {
        project.write(&path(folder, name), text.replacen("title: ", &format!("title: {name} "), 1));
        let (line, output) = round(folder);
        assert_success(&line, &output);
    }
    assert!(project.at(&path(second, "mot")).is_file());
    // Both change the same line; the first one has not taken over what the second one did before.
    for (folder, words) in [(second, "Lời của người này."), (first, "Lời của người kia.")] {
        project.write(&path(folder, "bai-dau-tien"), format!("{text}\n{words}\n"));
        let (line, output) = round(folder);
        assert_eq!(output.status.success(), folder == second, "{line}");
        assert_eq!(line.contains("git pull"), folder == first);
    }
    let (line, output) = round(first);
    assert_eq!((&*line, output.status.code()), ("bangvang check", Some(1)));
    assert!(String::from_utf8(output.stderr).unwrap().contains("[conflict-marks]"));
    project.write(&path(first, "bai-dau-tien"), format!("{text}\nLời của hai người.\n"));
    let (line, output) = round(first);
    assert_success(&line, &output);
}

/// Without the folder of its versions, a file has no history, as the chapter about taking something down says.
#[test]
fn guide_versions_can_be_removed() {
    let folder = ".bangvang/history/content/awards/2024/qd-31.yaml";
    assert!(Document::of(guide_file("take-down")).text.contains(&format!("`{folder}`")));
    let file = "content/awards/2024/qd-31.yaml";
    let project = example_site();
    let right = fs::read_to_string(project.at(file)).unwrap();
    project.write(file, right.replace("Vũ Thị Hạnh", "VŨ THỊ HẠNH"));
    assert_success("fix", &project.run(&["fix", "--yes", "--only", "all-caps-name"]));
    let versions = |arguments: &[&str]| String::from_utf8(project.run(arguments).stdout).unwrap();
    assert!(versions(&["history", file, "--lang", "en"]).contains("2 versions"));
    for copy in fs::read_dir(project.at(folder)).unwrap() {
        fs::remove_file(copy.unwrap().path()).unwrap();
    }
    fs::remove_dir(project.at(folder)).unwrap();
    assert!(versions(&["history", file, "--lang", "en"]).contains("has no versions yet"));
    assert_eq!(project.run(&["restore", file]).status.code(), Some(2));
    assert_eq!(fs::read_to_string(project.at(file)).unwrap(), right);
}

fn append(project: &Project, path: &str, more: &str) {
    let text = fs::read_to_string(project.at(path)).unwrap();
    project.write(path, format!("{text}{more}"));
}

fn assert_success(what: &str, output: &Output) {
    let printed = [&*output.stdout, &*output.stderr].concat();
    assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&printed));
}

/// A program that is stopped with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The five commands of README.md give a first site, in every language of the computer.
#[test]
fn guide_first_site_works_in_every_language() {
    let readme = Document::readme();
    let blocks = readme.blocks();
    let block = blocks.iter().find(|block| block.text.contains("cargo install")).expect("README.md installs");
    assert_eq!(block.text.lines().count(), 5);
    let signs = ["&&", ";", "'", "#", "$", "\\", "|", ">"];
    assert!(signs.iter().all(|sign| !block.text.contains(sign)), "not every shell takes {}", block.text);
    for language in [None, Some("C"), Some("vi_VN.UTF-8"), Some("en_US.UTF-8"), Some("fr_FR.UTF-8")] {
        first_site(&block.text, language);
    }
}

/// Runs `commands` where `LANG` is `language` and only the program is on the `PATH`, so that no browser opens.
fn first_site(commands: &str, language: Option<&str>) {
    let project = Project::empty();
    let program = Path::new(env!("CARGO_BIN_EXE_bangvang"));
    let mut folder = project.path().to_owned();
    for line in commands.lines() {
        let command = words(line);
        match command[0].as_str() {
            "cargo" => {
                assert_eq!(command[1..], ["install", "--locked", "--path", "."]);
                continue;
            }
            "cd" => {
                folder.push(&command[1]);
                continue;
            }
            other => assert_eq!(other, "bangvang"),
        }
        let mut started = Command::new(program);
        started.current_dir(&folder).args(&command[1..]).env("PATH", program.parent().unwrap());
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().for_each(|name| _ = started.env_remove(name));
        started.envs(language.map(|language| ("LANG", language)));
        if command[1] != "serve" {
            assert_success(line, &started.output().unwrap());
            continue;
        }
        if !cfg!(target_os = "linux") {
            // Elsewhere a browser is found without the `PATH`.
            started = Command::new(program);
            started.current_dir(&folder).arg("serve");
        }
        let mut serving = Running(started.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
        let page = first_page(&mut serving.0);
        assert!(page.contains("Safety week begins"), "{language:?}: {page}");
    }
}

/// The first page of a preview, whose address the program prints.
fn first_page(serving: &mut Child) -> String {
    let mut lines = BufReader::new(serving.stdout.take().unwrap()).lines().map_while(Result::ok);
    let port = lines.find_map(|line| {
        let (_, rest) = line.split_once("http://localhost:")?;
        rest.split(|letter: char| !letter.is_ascii_digit()).next()?.parse::<u16>().ok()
    });
    let port = port.expect("the address is printed");
    // Not every small system has a file that resolves `localhost`; browsers resolve it by themselves.
    let answer = ureq::get(format!("http://127.0.0.1:{port}/"))
        .config()
        .timeout_global(Some(Duration::from_secs(60)))
        .build()
        .call();
    answer.unwrap().body_mut().read_to_string().unwrap()
}

/// The whole files of the guide, by their paths.
fn example_files() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for document in chapters() {
        for block in document.blocks() {
            if let Some(path) = block.file() {
                let earlier = files.insert(path.to_owned(), block.text.clone());
                assert!(earlier.is_none(), "{path} is an example twice");
            }
        }
    }
    files
}

fn example_site() -> Project {
    let site = example_files().into_iter();
    site.fold(Project::empty(), |project, (path, text)| project.with(&path, text))
}

fn assert_builds(project: &Project, what: &str) {
    let reported = project.reported();
    assert!(reported.diagnostics.is_empty(), "{what}\n{}", reported.drawn(Language::En));
}

/// The whole files of the guide are a site, and nothing is reported of it.
#[test]
fn guide_examples_are_a_site() {
    assert!(example_files().len() >= 9, "{:?}", example_files().keys());
    assert_builds(&example_site(), "the guide");
}

/// Every part of the settings in the guide may be added to them.
#[test]
fn guide_settings_are_accepted() {
    let settings = example_files().remove("content/site.yaml").unwrap();
    let mut tried = 0;
    for document in chapters() {
        for block in document.blocks().iter().filter(|block| block.is_of_settings()) {
            let project = example_site().with("content/site.yaml", format!("{settings}{}", block.text));
            // What is reported must be about something else than the settings.
            let reported = project.reported().drawn(Language::En);
            assert!(!reported.contains("content/site.yaml"), "{}\n{reported}", block.text);
            tried += 1;
        }
    }
    assert!(tried > 9, "only {tried} parts of settings are found");
}

/// Every piece of YAML is well formed, also where it is only a part of a file.
#[test]
fn guide_yaml_is_well_formed() {
    let mut tried = 0;
    for document in chapters().chain([Document::readme()]) {
        for block in document.blocks().iter().filter(|block| block.language == "yaml") {
            let text = block.text.trim_start_matches("---\n").trim_end_matches("---\n");
            let reported = Project::new().with("content/awards/a.yaml", text).reported();
            let refused = reported.diagnostics.iter().filter(|found| found.code.group() == CodeGroup::Yaml);
            let refused: Vec<String> = refused.map(|found| format!("{found:?}")).collect();
            assert!(refused.is_empty(), "{}\n{text}\n{refused:#?}", document.path.display());
            tried += 1;
        }
    }
    assert!(tried > 30, "only {tried} pieces of YAML are found");
}

/// The decision of README.md is published with the files of the guide, and its misspelt form is reported as printed.
#[test]
fn guide_readme_error_is_real() {
    let readme = Document::readme();
    let blocks = readme.blocks();
    let decision = blocks.iter().find(|block| block.file().is_some()).expect("README.md has a decision");
    let path = decision.file().unwrap();
    let project = example_site().with(path, &decision.text);
    assert_builds(&project, "README.md");
    let files = Built::of(project.path(), &options()).files;
    for page in ["bang-vang/2022", "quyet-dinh/27-qd-ldld-2023", "vinh-danh/tran-thi-hoa-mai"] {
        assert!(files.contains_key(&format!("{page}/index.html")), "{page} in {:#?}", files.keys());
    }
    let error = blocks.iter().find(|block| block.language == "text").expect("README.md has an error");
    let spans: Vec<&str> = error.before.split('`').collect();
    let misspelt = spans[1];
    let right = (1..=3).find_map(|more| {
        let at = decision.text.find(misspelt)?;
        decision
            .text
            .get(at..at + misspelt.len() + more)
            .filter(|word| decision.text.contains(&format!("{word},")))
    });
    project.write(path, decision.text.replacen(&format!("{},", right.unwrap()), &format!("{misspelt},"), 1));
    let command = command_lines(spans[3]).remove(0);
    let output = project.run(&command[1..].iter().map(String::as_str).collect::<Vec<_>>());
    let printed = String::from_utf8(output.stderr).unwrap();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let current = project.reported().drawn(Language::En);
        fs::write(&readme.path, readme.text.replace(&error.text, &current)).unwrap();
        return;
    }
    assert!(printed.contains(&error.text), "the program prints\n{printed}");
}

/// Documents that link to files of the repository.
fn linking() -> Vec<Document> {
    let others =
        ["README.md", "themes/README.md", "benches/README.md", "tests/README.md", "tests/browser/README.md"];
    chapters().chain(others.map(|path| Document::of(top().join(path)))).collect()
}

/// The anchors of a document as repositories show it: of each heading in lower case without signs, hyphens for blanks,
/// and a number behind those that were used before.
fn anchors(text: &str) -> BTreeSet<String> {
    let (mut anchors, mut used, mut heading) = (BTreeSet::new(), BTreeMap::new(), None);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::Text(text) | Event::Code(text), Some(heading)) => heading.push_str(&text),
            (Event::End(TagEnd::Heading(_)), Some(text)) => {
                let words = text.to_lowercase().replace(' ', "-");
                let anchor: String = words
                    .chars()
                    .filter(|letter| letter.is_alphanumeric() || "-_".contains(*letter))
                    .collect();
                let count = used.entry(anchor.clone()).or_insert(0);
                anchors.insert(if *count == 0 { anchor } else { format!("{anchor}-{count}") });
                *count += 1;
                heading = None;
            }
            _ => {}
        }
    }
    anchors
}

/// Every relative link leads to a file, and to a heading if it names one.
#[test]
fn guide_links_lead_somewhere() {
    let (mut tried, mut lost) = (0, Vec::new());
    for document in linking() {
        let shown = document.path.display();
        let mut undefined = Vec::new();
        let broken = |link: BrokenLink<'_>| {
            undefined.push(link.reference.to_string());
            None
        };
        let parser =
            Parser::new_with_broken_link_callback(&document.text, Options::ENABLE_TABLES, Some(broken));
        let targets: Vec<String> = parser
            .filter_map(|event| match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    Some(dest_url.to_string())
                }
                _ => None,
            })
            .collect();
        // A topic in brackets is meant as a link.
        undefined.retain(|name| CHAPTERS.iter().any(|chapter| chapter.topic == name));
        lost.extend(undefined.iter().map(|name| format!("{shown}: [{name}] is not defined")));
        for target in targets.iter().filter(|target| !target.contains(':')) {
            tried += 1;
            // A link with its address behind it leads nowhere in rustdoc, where the topics lead to modules.
            if document.text.contains(&format!("]({target})"))
                && CHAPTERS.iter().any(|chapter| target.starts_with(chapter.file))
            {
                lost.push(format!("{shown}: write [topic] and define it, instead of ({target})"));
            }
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = match path {
                "" => document.path.clone(),
                _ => document.path.parent().unwrap().join(path),
            };
            let is_there = file.exists()
                && (anchor.is_empty()
                    || fs::read_to_string(&file).is_ok_and(|text| anchors(&text).contains(anchor)));
            if !is_there {
                lost.push(format!("{shown}: {target}"));
            }
        }
    }
    assert!(tried > 60, "only {tried} links are found");
    assert!(lost.is_empty(), "{lost:#?}");
}

/// README.md is short: its lines and their lengths have a limit, and it links to every chapter.
#[test]
fn guide_starts_from_a_short_readme() {
    let readme = Document::readme().text;
    assert!(readme.lines().count() <= 150, "README.md has more than 150 lines");
    let long: Vec<&str> = readme.lines().filter(|line| line.chars().count() > 120).collect();
    assert!(long.is_empty(), "lines of more than 120 letters: {long:#?}");
    for chapter in CHAPTERS {
        let link = format!("(src/guide/{})", chapter.file);
        assert!(readme.contains(&link), "README.md does not link to {link}");
    }
}

/// Maximum number of words of a paragraph, an item of a list or a cell of a table.
const MAX_WORDS: usize = 90;

/// The texts of the paragraphs, items of lists and cells of tables in `markdown`, each on one line and without code blocks.
fn paragraphs(markdown: &str) -> Vec<String> {
    let (mut found, mut open) = (Vec::new(), vec![String::new()]);
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(
                Tag::Paragraph | Tag::Item | Tag::TableCell | Tag::Heading { .. } | Tag::CodeBlock(_),
            ) => {
                open.push(String::new());
            }
            Event::End(TagEnd::CodeBlock) => _ = open.pop(),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::Heading(_)) => {
                found.extend(open.pop().filter(|text| !text.trim().is_empty()));
            }
            Event::Text(text) | Event::Code(text) => open.last_mut().unwrap().push_str(&text),
            Event::SoftBreak | Event::HardBreak => open.last_mut().unwrap().push(' '),
            _ => {}
        }
    }
    found
}

/// Whether a reader would lose the thread in `paragraph`.
fn is_long(paragraph: &str) -> bool {
    paragraph.split_whitespace().count() > MAX_WORDS
}

/// No paragraph, item of a list or cell of a table has more than 90 words, in the guide and in the documents that lead to it.
#[test]
fn guide_has_short_paragraphs() {
    let words = "word ".repeat(MAX_WORDS + 1);
    for long in
        [words.clone(), format!("* {words}"), format!("| a |\n| --- |\n| {words} |\n"), format!("> {words}")]
    {
        assert!(paragraphs(&long).iter().any(|text| is_long(text)), "{long} is not found");
    }
    assert!(!paragraphs(&format!("```\n{words}\n```\n")).iter().any(|text| is_long(text)));
    let (mut tried, mut long) = (0, Vec::new());
    for document in linking() {
        for text in paragraphs(&document.text) {
            tried += 1;
            let start: String = text.chars().take(60).collect();
            let count = text.split_whitespace().count();
            long.extend(
                is_long(&text).then(|| format!("{}: {count} words: {start}…", document.path.display())),
            );
        }
    }
    assert!(tried > 2000, "only {tried} paragraphs are found");
    assert!(long.is_empty(), "{long:#?}");
}

/// The terms that a reader of the guide may not know, in the order of the glossary.
const TERMS: &[&str] = &[
    "project folder",
    "desk",
    "section",
    "lead",
    "movement",
    "standalone page",
    "Markdown",
    "YAML",
    "key",
    "front matter",
    "slug",
    "id",
    "tag",
    "cover",
    "draft",
    "hidden file",
    "alternative text",
    "decision",
    "annex",
    "award",
    "recipient",
    "collective",
    "kind of award",
    "unit",
    "registry",
    "period",
    "honor roll",
    "precedence",
    "withdrawn",
    "terminal",
    "build",
    "preview",
    "theme",
    "template",
    "diagnostic",
    "code",
    "fingerprint",
    "family of pages",
    "exit code",
    "feed",
    "index",
    "lock",
    "history",
    "bin",
    "conflict copy",
    "host",
    "target",
    "base_url",
    "release",
    "manifest",
    "keychain",
    "round trip",
    "redirect",
    "404",
    "CDN",
    "gzip",
    "HTTPS",
    "TLS",
    "SSH",
    "SFTP",
    "FTPS",
    "S3",
];

/// Abbreviations that need no explanation, or are explained where they are used.
const KNOWN_ABBREVIATIONS: &[&str] = &[
    // Kinds of files.
    "AVIF", "BMP", "CSV", "EMF", "GIF", "HEIC", "HTML", "JPEG", "JSON", "LD", "PDF", "PEM", "PNG", "PSD",
    "SVG", "TIFF", "TOML", "WMF", "XLSX", "ZIP", // Units, and what computers of offices show.
    "A4", "ID", "IP", "KB", "MB", "UTC", "UTF", "VS",
    // Names of standards, products, licences and files.
    "APACHE", "AWS", "CMYK", "DNS", "FTP", "IANA", "IIS", "ISO", "LICENSE", "MIT", "PHP", "README", "RFC",
    "RSS", "VNI", "WCAG", // Words of Vietnamese offices.
    "CCCD", "II", "STT", "TNHH",
];

/// The terms of the glossary with their explanations: the items that begin with a term in bold.
fn glossary() -> Vec<(String, String)> {
    let text = Document::of(guide_file("glossary")).text;
    let items = text.split("\n* **").skip(1).filter_map(|item| {
        let (term, rest) = item.split_once("**")?;
        let (translation, explanation) = rest.split_once(": ")?;
        assert!(translation.is_empty() || translation.starts_with(" (*"), "{term}{translation}");
        let explanation = explanation.split("\n\n").next()?.replace('\n', " ");
        Some((term.trim_matches('`').to_owned(), explanation))
    });
    items.collect()
}

/// The glossary explains every term once and no other, in a sentence or two, and other chapters use each of them.
#[test]
fn guide_explains_each_term_once() {
    let glossary = glossary();
    let terms: Vec<&str> = glossary.iter().map(|(term, _)| term.as_str()).collect();
    let mut twice: Vec<&str> = terms.clone();
    twice.sort_unstable();
    assert!(twice.windows(2).all(|pair| pair[0].to_lowercase() != pair[1].to_lowercase()), "{twice:?}");
    assert_eq!(terms, TERMS);
    for (term, explanation) in &glossary {
        let count = explanation.split_whitespace().count();
        assert!((4..=40).contains(&count), "{term}: {count} words");
    }
    let others = chapters().filter(|chapter| !chapter.path.ends_with("glossary.md"));
    let texts: Vec<String> = others.map(|chapter| chapter.text.to_lowercase()).collect();
    let unused = TERMS.iter().filter(|term| !texts.iter().any(|text| text.contains(&term.to_lowercase())));
    assert_eq!(unused.collect::<Vec<_>>(), [&""; 0], "no chapter uses these terms");
}

/// The words in capitals in the prose of `markdown`, such as `SFTP`; those in code are left out.
fn abbreviations(markdown: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut is_code = false;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(text) if !is_code => {
                let words = text.split(|letter: char| !letter.is_alphanumeric());
                let is_short = |word: &&str| {
                    word.len() > 1
                        && word.starts_with(|letter: char| letter.is_ascii_uppercase())
                        && word.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit())
                        && word.chars().any(|letter| letter.is_ascii_uppercase())
                };
                found.extend(words.filter(is_short).map(str::to_owned));
            }
            _ => {}
        }
    }
    found
}

/// Every abbreviation in README.md and in the chapters for users is in the glossary, or one that offices know.
#[test]
fn guide_explains_abbreviations() {
    assert!(abbreviations("Over SFTP and `XYZ`, (QRS).").iter().eq(["QRS", "SFTP"]));
    let mut unknown = Vec::new();
    for document in chapters().chain([Document::readme()]) {
        // Developers read the chapter about the design.
        if document.path.ends_with("design.md") {
            continue;
        }
        let unexplained = abbreviations(&document.text)
            .into_iter()
            .filter(|word| !TERMS.contains(&word.as_str()) && !KNOWN_ABBREVIATIONS.contains(&word.as_str()));
        unknown.extend(unexplained.map(|word| format!("{}: {word}", document.path.display())));
    }
    assert!(unknown.is_empty(), "{unknown:#?}");
}

/// README.md and the guide count the kinds of the catalogue right.
#[test]
fn guide_counts_the_kinds() {
    let kinds = Project::new().prepared().planned.expect("there are settings").site.kinds.len().to_string();
    for document in [Document::readme(), Document::of(guide_file("kinds"))] {
        let sentence = document.text.split('\n').find(|line| line.contains("built-in catalogue has"));
        assert!(
            sentence.is_some_and(|line| line.contains(&kinds)),
            "{} has not {kinds}",
            document.path.display()
        );
    }
}

/// The chapter of commands has every command and option of `--help`.
#[test]
fn guide_lists_every_command() {
    let chapter = Document::of(guide_file("commands")).text;
    let messages = Messages::built_in(Language::En);
    // Rows of `new`, below.
    const NEW: [&str; 5] = ["article", "movement", "page", "decision", "theme-file"];
    let mut absent = Vec::new();
    let mut commands = vec![bangvang::cli::command_line(&messages)];
    while let Some(command) = commands.pop() {
        // A row begins with the name of its command; options of all commands are above the table.
        let start = match command.get_name() {
            "bangvang" => "Every command",
            "hugo" | "jekyll" | "hexo" | "wordpress" => "`import",
            name => &format!("`{name}"),
        };
        let lines: Vec<&str> = chapter.lines().filter(|line| line.contains(start)).collect();
        if lines.is_empty() && !NEW.contains(&command.get_name()) {
            absent.push(command.get_name().to_owned());
        }
        for option in command.get_arguments().filter_map(|argument| argument.get_long()) {
            if !lines.iter().any(|line| line.contains(&format!("--{option}"))) {
                absent.push(format!("{} --{option}", command.get_name()));
            }
        }
        for inner in command.get_subcommands() {
            let whole = format!("{} {}", command.get_name(), inner.get_name());
            if ["new", "import"].contains(&command.get_name()) && !chapter.contains(&format!("`{whole} ")) {
                absent.push(whole);
            }
            commands.push(inner.clone());
        }
    }
    assert!(absent.is_empty(), "src/guide/commands.md does not have {absent:?}");
}

/// `guide` lists its topics, each with a sentence, prints a chapter as it is written, and proposes the nearest topic.
#[test]
fn guide_is_printed() {
    let project = Project::empty();
    for language in ["vi", "en"] {
        let listed = project.run(&["guide", "--lang", language]);
        assert_success("guide", &listed);
        let listed = String::from_utf8(listed.stdout).unwrap();
        for chapter in CHAPTERS {
            let line =
                listed.lines().find(|line| line.trim_start().starts_with(&format!("{} ", chapter.topic)));
            let (_, sentence) =
                line.and_then(|line| line.trim().split_once(' ')).expect("every topic is listed");
            assert!(!sentence.contains("guide-"), "{sentence} has no words in {language}");
        }
    }
    for chapter in CHAPTERS {
        let printed = project.run(&["guide", chapter.topic]);
        assert_success(chapter.topic, &printed);
        let printed = String::from_utf8(printed.stdout).unwrap();
        assert!(printed.starts_with("# ") && !printed.contains("<!-- keys"), "{printed}");
        assert!(printed.lines().all(|line| !line.contains("]: ") || line.contains('`')), "{printed}");
        assert!(!printed.contains("](pictures/"), "a picture is not printed as its description: {printed}");
    }
    let handbook = String::from_utf8(project.run(&["guide", "so-tay"]).stdout).unwrap();
    assert!(handbook.contains("\n(Trang đầu của bàn biên tập: "), "{handbook}");
    // The Markdown of an example stays.
    assert!(handbook.contains("\n![Ba nữ công nhân đứng bên máy may](anh.jpg "), "{handbook}");
    let refused = project.run(&["guide", "publshing", "--lang", "en"]);
    assert_eq!(refused.status.code(), Some(2));
    let refused = String::from_utf8(refused.stderr).unwrap();
    assert!(refused.contains("`publishing`") && refused.contains("so-tay"), "{refused}");
    let refused = project.run(&["guide", "thời tiết", "--lang", "en"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("web-server"));
}
