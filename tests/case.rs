//! The cases below `tests/cases`: each a small project with an error, and the diagnostics expected for it.
//! `tests/README.md` describes the format of their files.

use std::fs;
use std::path::{Path, PathBuf};

use bangvang::diagnostic::Code;
use bangvang::messages::Language;
use bangvang::pipeline::PreparedBuild;

use crate::project::Project;

/// The project without errors over which every case is written.
const BASE: &str = include_str!("cases/base.txt");

/// One case, as written in its file.
pub struct Case {
    /// Its path below `tests/cases`, without the extension, such as `messages/bad-date`.
    pub name: String,
    path: PathBuf,
    text: String,
}

impl Case {
    /// Returns all cases, ordered by name.
    pub fn all() -> Vec<Case> {
        let top = folder();
        let mut cases = Vec::new();
        for area in fs::read_dir(&top).expect("there are cases").flatten().map(|entry| entry.path()) {
            for path in fs::read_dir(area).into_iter().flatten().flatten().map(|entry| entry.path()) {
                if path.extension().is_some_and(|ending| ending == "txt") {
                    let name =
                        path.strip_prefix(&top).expect("the path begins with the folder").with_extension("");
                    let name = name.to_string_lossy().replace('\\', "/");
                    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
                    cases.push(Case { name, path, text });
                }
            }
        }
        cases.sort_by(|a, b| a.name.cmp(&b.name));
        cases
    }

    /// Returns the code for which a case in `messages/` is named: `bad-date` for `messages/bad-date-2`.
    pub fn code(&self) -> Option<&str> {
        let name = self.name.strip_prefix("messages/")?;
        let numbered = name.rsplit_once('-').filter(|_| Code::from_name(name).is_none());
        Some(numbered.map_or(name, |(code, _)| code))
    }

    /// Returns the conditions: the lines above the files that are not comments.
    pub fn conditions(&self) -> impl Iterator<Item = &str> {
        let lines = self.text.lines().take_while(|line| !line.starts_with("=== "));
        lines.filter(|line| !line.starts_with('#') && !line.is_empty())
    }

    /// Whether `condition` is among the conditions.
    pub fn has(&self, condition: &str) -> bool {
        self.conditions().any(|line| line == condition)
    }

    /// Writes the project to the disk.
    pub fn project(&self) -> Project {
        let project = if self.has("bare") { Project::empty() } else { base() };
        sections(&self.text).iter().for_each(|section| section.write(&project));
        project
    }

    /// Returns the diagnostics expected in `language`.
    pub fn expected(&self, language: Language) -> String {
        let name = name(language);
        let sections = sections(&self.text);
        let body = sections.iter().find(|section| section.kind == name).map_or("", |section| section.body);
        String::from_utf8_lossy(&unescape(body)).into_owned()
    }

    /// Replaces the expected diagnostics by the ones that were reported.
    pub fn update(&self, vietnamese: &str, english: &str) {
        let files = self.text.find("\n=== vi\n").map_or(&*self.text, |end| &self.text[..=end]);
        let text = format!("{files}=== vi\n{}=== en\n{}", escape(vietnamese), escape(english));
        fs::write(&self.path, text).unwrap_or_else(|error| panic!("{}: {error}", self.name));
    }
}

/// Creates the project over which every case is written: [`BASE`].
pub fn base() -> Project {
    let project = Project::empty();
    sections(BASE).iter().for_each(|section| section.write(&project));
    project
}

/// Whether the article of [`BASE`] is on the site.
pub fn has_neighbour(prepared: &PreparedBuild) -> bool {
    let mut articles = prepared.planned.iter().flat_map(|whole| &whole.site.articles);
    articles.any(|article| &*article.route == "/tin/lang-gieng/")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn name(language: Language) -> &'static str {
    match language {
        Language::Vi => "vi",
        Language::En => "en",
    }
}

/// A part of a case: `=== KIND PATH`, and the lines below it.
struct Section<'a> {
    kind: &'a str,
    path: &'a str,
    body: &'a str,
}

fn sections(text: &str) -> Vec<Section<'_>> {
    let is_start = |at: &usize| *at == 0 || text.as_bytes()[at - 1] == b'\n';
    let mut ends: Vec<usize> = text.match_indices("=== ").map(|(at, _)| at).filter(is_start).collect();
    ends.push(text.len());
    let parts = ends.windows(2).map(|ends| &text[ends[0] + "=== ".len()..ends[1]]);
    let section = |part| {
        let (header, body) = str::split_once(part, '\n').unwrap_or((part, ""));
        let (kind, path) = header.split_once(' ').unwrap_or((header, ""));
        Section { kind, path, body }
    };
    parts.map(section).collect()
}

impl Section<'_> {
    fn write(&self, project: &Project) {
        let bytes = unescape(self.body);
        let utf_16 = |bytes_of: fn(u16) -> [u8; 2]| -> Vec<u8> {
            String::from_utf8_lossy(&bytes).encode_utf16().flat_map(bytes_of).collect()
        };
        match self.kind {
            "file" => put(project, &unescape(self.path), &bytes),
            "utf-16le" => put(project, &unescape(self.path), &utf_16(u16::to_le_bytes)),
            "utf-16be" => put(project, &unescape(self.path), &utf_16(u16::to_be_bytes)),
            "link" => link(&project.at(self.path), &String::from_utf8_lossy(&bytes)),
            "socket" => socket(&project.at(self.path)),
            "vi" | "en" => {}
            kind => panic!("there is no section of the kind `{kind}`"),
        }
    }
}

#[cfg(unix)]
fn put(project: &Project, path: &[u8], bytes: &[u8]) {
    use std::os::unix::ffi::OsStrExt;

    let path = project.path().join(std::ffi::OsStr::from_bytes(path));
    fs::create_dir_all(path.parent().expect("a file has a parent")).expect("the folder can be created");
    fs::write(path, bytes).expect("the file can be written");
}

#[cfg(not(unix))]
fn put(project: &Project, path: &[u8], bytes: &[u8]) {
    project.write(&String::from_utf8_lossy(path), bytes);
}

#[cfg(unix)]
fn link(path: &Path, target: &str) {
    std::os::unix::fs::symlink(target.trim_end(), path).expect("the link can be created");
}

#[cfg(unix)]
fn socket(path: &Path) {
    std::os::unix::net::UnixListener::bind(path).expect("the socket can be created");
}

#[cfg(not(unix))]
fn link(path: &Path, _: &str) {
    panic!("{}: this case runs on Unix only", path.display());
}

#[cfg(not(unix))]
fn socket(path: &Path) {
    panic!("{}: this case runs on Unix only", path.display());
}

/// Returns the bytes that `text` represents; `tests/README.md` lists the escapes.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((plain, escape)) = rest.split_once('\\') {
        bytes.extend(plain.bytes());
        let kind = escape.chars().next().expect("something follows a backslash");
        let after = &escape[kind.len_utf8()..];
        rest = match kind {
            '\n' => after,
            'x' => {
                bytes.push(u8::from_str_radix(&after[..2], 16).expect("two digits follow \\x"));
                &after[2..]
            }
            'u' => {
                let (digits, after) = braces(after);
                let letter = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
                bytes.extend(letter.expect("\\u{} holds a code point").to_string().bytes());
                after
            }
            '*' => {
                let (count, after) = after.split_once('{').expect("\\* has a count and a text");
                let (text, after) = braces_after(after);
                bytes.extend(unescape(text).repeat(count.parse().expect("\\* has a count")));
                after
            }
            '<' => {
                let (name, after) = after.split_once('>').expect("\\< has a name and a >");
                bytes.extend(fs::read(folder().join("files").join(name)).expect("the file exists"));
                after
            }
            _ => {
                let letter = match kind {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    _ => kind,
                };
                bytes.extend(letter.to_string().bytes());
                after
            }
        };
    }
    bytes.extend(rest.bytes());
    bytes
}

/// Returns the text between `{` and `}`, and the rest.
fn braces(text: &str) -> (&str, &str) {
    braces_after(text.strip_prefix('{').expect("a brace follows"))
}

/// Returns the text before the next `}` that is not escaped, and the rest.
fn braces_after(text: &str) -> (&str, &str) {
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '}' => return (&text[..at], &text[at + 1..]),
            _ => {}
        }
    }
    panic!("a brace is not closed: {text}")
}

/// Returns `text` as cases write it, with escapes for characters that are invisible or that editors change.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', ' ']);
        let blanks = line.trim_end_matches('\n').len() - bare.len();
        for letter in bare.chars() {
            match letter {
                '\\' => escaped.push_str("\\\\"),
                '\r' => escaped.push_str("\\r"),
                '\t' => escaped.push_str("\\t"),
                letter if is_hidden(letter) => {
                    escaped.push_str(&format!("\\u{{{:x}}}", u32::from(letter)));
                }
                letter => escaped.push(letter),
            }
        }
        escaped.push_str(&"\\x20".repeat(blanks));
        escaped.push('\n');
        if !line.ends_with('\n') {
            escaped.insert(escaped.len() - 1, '\\');
        }
    }
    escaped
}

/// Whether a character is invisible, or combines with the one before it.
fn is_hidden(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(letter, '\u{2060}'..='\u{206f}' | '\u{feff}')
        || letter.is_control()
}
