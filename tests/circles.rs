//! Finds files of a crate that import each other in a circle.
//!
//! Every path in a file counts, not only those after `use`. A path is followed through the `pub use` of other files to the
//! file that defines the item, so that a `mod.rs` that only declares and re-exports is part of no circle.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path, one name after the other; from the top of the crate once it is resolved.
type Names = Vec<String>;

/// Files and, for each, the files that it imports from.
pub type Imports = BTreeMap<String, BTreeSet<String>>;

/// The circles of `imports`: for each, its files with those of the same circle that they import from.
pub fn circles(imports: &Imports) -> Vec<Imports> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        imports.keys().map(|file| (file.as_str(), reached(imports, file))).collect();
    let mut found: Vec<Imports> = Vec::new();
    for (file, after) in reached.iter().filter(|(file, after)| after.contains(*file)) {
        if found.iter().any(|circle| circle.contains_key(*file)) {
            continue;
        }
        let is_member = |other: &str| after.contains(other) && reached[other].contains(file);
        let members = imports.iter().filter(|(other, _)| is_member(other));
        let within =
            |used: &BTreeSet<String>| used.iter().filter(|other| is_member(other)).cloned().collect();
        found.push(members.map(|(other, used)| (other.clone(), within(used))).collect());
    }
    found
}

/// The files that `file` imports from, directly or through others.
fn reached<'a>(imports: &'a Imports, file: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&str> = imports[file].iter().map(String::as_str).collect();
    while let Some(next) = waiting.pop() {
        if reached.insert(next) {
            waiting.extend(imports[next].iter().map(String::as_str));
        }
    }
    reached
}

/// What each of `sources` (a path below `src/` and a text) imports from the others, but for its unit tests.
pub fn imports(sources: &[(String, String)]) -> Imports {
    let mut files: BTreeMap<Names, File> =
        sources.iter().map(|(path, text)| (module(path), File::parse(path, text))).collect();
    let modules: BTreeSet<Names> = files.keys().cloned().collect();
    for (module, file) in &mut files {
        // What is imported may be named by what was imported.
        for _ in 0..2 {
            for import in &file.uses {
                if let Some(path) = absolute(&import.path, module, &modules, &file.aliases) {
                    file.aliases.insert(import.name.clone(), path);
                }
            }
        }
    }
    let imports_of = |(module, file): (&Names, &File)| {
        // A re-export alone is no use; one whose name the file needs itself is.
        let used = file.uses.iter().filter(|import| !import.public || file.names.contains(&import.name));
        let paths = used.map(|import| &import.path).chain(&file.paths);
        let targets = paths
            .filter_map(|path| absolute(path, module, &modules, &file.aliases))
            .filter_map(|path| home(&files, &path, 0))
            .filter(|target| *target != file.path);
        (file.path.clone(), targets.map(str::to_owned).collect())
    };
    files.iter().map(imports_of).collect()
}

/// The module in the file at `path`.
fn module(path: &str) -> Names {
    let path = path.strip_suffix(".rs").expect("sources end in .rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').filter(|name| *name != "lib").map(str::to_owned).collect()
}

/// `path`, as the file of `module` means it, from the top of the crate; `None` for another crate or an item of the file.
fn absolute(
    path: &[String],
    module: &[String],
    modules: &BTreeSet<Names>,
    aliases: &BTreeMap<String, Names>,
) -> Option<Names> {
    let (first, rest) = path.split_first()?;
    let mut base = match first.as_str() {
        "crate" => Vec::new(),
        "self" | "super" => module.to_vec(),
        _ => {
            let child = [module, std::slice::from_ref(first)].concat();
            let child = modules.contains(&child).then_some(child);
            child.or_else(|| aliases.get(first).cloned())?
        }
    };
    let supers = path.iter().take_while(|name| *name == "super").count();
    base.truncate(base.len() - supers);
    base.extend(rest[supers.saturating_sub(1)..].iter().cloned());
    Some(base)
}

/// The file that defines the item at `path`; `None` when it is a module.
fn home<'a>(files: &'a BTreeMap<Names, File>, path: &[String], depth: usize) -> Option<&'a str> {
    assert!(depth < 20, "`{}` is imported in a circle", path.join("::"));
    let deepest = (0..=path.len()).rev().find(|end| files.contains_key(&path[..*end]))?;
    // A function may have the name of its module.
    let end = deepest.min(path.len().checked_sub(1)?);
    let file = files.get(&path[..end])?;
    match file.aliases.get(&path[end]) {
        Some(target) if *target != path => {
            home(files, &[target.as_slice(), &path[end + 1..]].concat(), depth + 1)
        }
        _ => (end == deepest).then_some(file.path.as_str()),
    }
}

/// What one file names.
#[derive(Default)]
struct File {
    path: String,
    uses: Vec<Use>,
    /// Paths of two and more names outside of `use`, as they are written.
    paths: BTreeSet<Names>,
    /// Every name outside of `use`.
    names: BTreeSet<String>,
    /// What the names that are imported mean.
    aliases: BTreeMap<String, Names>,
}

/// One name that is imported.
struct Use {
    path: Names,
    name: String,
    public: bool,
}

impl File {
    fn parse(path: &str, text: &str) -> File {
        let tokens = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut file = File { path: path.to_owned(), ..File::default() };
        file.read(tokens);
        file
    }

    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            let rest = &tokens[at..];
            at += match &rest[0] {
                TokenTree::Punct(mark) if mark.as_char() == '#' && is_of_tests(rest) => 2 + item(&rest[2..]),
                TokenTree::Ident(word)
                    if word == "use" && !matches!(rest.get(1), Some(TokenTree::Punct(_))) =>
                {
                    let public = tokens[..at].iter().rev().take(2).any(|token| is_word(token, "pub"));
                    let end = item(rest);
                    self.read_use(&rest[1..end - 1], &[], public);
                    end
                }
                TokenTree::Ident(word) if word == "mod" => 2,
                TokenTree::Ident(_) => {
                    let (path, read) = path(rest);
                    self.names.extend(path.iter().cloned());
                    let is_whole = !tokens[..at].last().is_some_and(is_colon) || is_field(&tokens[..at]);
                    if path.len() > 1 && is_whole {
                        self.paths.insert(path);
                    }
                    read
                }
                TokenTree::Group(group) => {
                    self.read(group.stream());
                    1
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => 1,
            };
        }
    }

    /// Reads `a::b::{c, d as e}` below `base`.
    fn read_use(&mut self, tokens: &[TokenTree], base: &[String], public: bool) {
        let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
        for one in tokens.split(is_comma).filter(|one| !one.is_empty()) {
            let (names, read) = path(one);
            let mut whole = [base, &names].concat();
            match one.get(read..) {
                Some([.., TokenTree::Group(group)]) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    self.read_use(&inner, &whole, public);
                    continue;
                }
                Some([word, TokenTree::Ident(name)]) if is_word(word, "as") => {
                    self.uses.push(Use { path: whole, name: name.to_string(), public });
                    continue;
                }
                _ => {}
            }
            if !base.is_empty() && names == ["self"] {
                whole.pop();
            }
            let name = whole.last().cloned().unwrap_or_default();
            self.uses.push(Use { path: whole, name, public });
        }
    }
}

/// The names of a path at the beginning of `tokens`, and how many tokens they take with a `::` at the end.
fn path(tokens: &[TokenTree]) -> (Names, usize) {
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(TokenTree::Ident(name)) = tokens.get(at) {
        names.push(name.to_string());
        at += 1;
        if !(tokens.get(at).is_some_and(is_colon) && tokens.get(at + 1).is_some_and(is_colon)) {
            break;
        }
        at += 2;
    }
    (names, at)
}

/// How many tokens an item takes: up to its `;` or, but for `use`, its braces.
fn item(tokens: &[TokenTree]) -> usize {
    let is_use = is_word(&tokens[0], "use");
    let is_end = |token: &TokenTree| match token {
        TokenTree::Punct(mark) => mark.as_char() == ';',
        TokenTree::Group(group) => !is_use && group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    tokens.iter().position(is_end).map_or(tokens.len(), |end| end + 1)
}

/// Whether `#[cfg(test)]` stands at the beginning of `tokens`.
fn is_of_tests(tokens: &[TokenTree]) -> bool {
    matches!(tokens.get(1), Some(TokenTree::Group(group)) if group.stream().to_string().replace(' ', "") == "cfg(test)")
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn is_colon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':')
}

/// Whether a single colon stands at the end of `tokens`, as before the type of a field.
fn is_field(tokens: &[TokenTree]) -> bool {
    !tokens.len().checked_sub(2).is_some_and(|before| is_colon(&tokens[before]))
}

/// The finder sees a circle however its paths are written, and none where there is none.
#[test]
fn circles_are_found() {
    let top =
        ("a/mod.rs", "mod b;\nmod c;\npub use self::b::{Named, named as other};\npub const OWN: u8 = 1;");
    let b = ("a/b.rs", "use super::OWN;\npub struct Named;\npub fn named() -> u8 { super::c::of(OWN) }");
    let found = |sources: &[(&str, &str)]| {
        let sources: Vec<_> = sources.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect();
        let circles = circles(&imports(&sources));
        circles.into_iter().map(|circle| circle.into_keys().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    for c in [
        "use crate::a::Named;",
        "use crate::a::{OWN, other};",
        "use super::{super::a::Named as Told, OWN};",
        "use super::b; fn f() { b::named(); }",
        "fn f() -> Vec<crate::a::Named> { vec![] }",
        "use crate::a; struct A { b: a::Named }",
        "mod tests { use crate::a::b::Named; }",
    ] {
        assert_eq!(found(&[top, b, ("a/c.rs", c)]), ["a/b.rs a/c.rs"], "{c}");
    }
    for c in [
        "use super::OWN; use crate::d::D; use std::b::Named;",
        "//! [`crate::a::Named`]\n/// See [`super::b`].\npub const TEXT: &str = \"use super::b::Named;\";",
        "#[cfg(test)]\nmod tests { use super::super::b::Named; }",
        "use super::b;",
    ] {
        assert!(found(&[top, b, ("a/c.rs", c), ("d.rs", "pub struct D;")]).is_empty(), "{c}");
    }
    // What a file re-exports and needs itself it uses.
    let uses =
        ("a/mod.rs", "mod b;\npub use self::b::Named;\npub struct Both(Named);\npub const OWN: u8 = 1;");
    assert_eq!(found(&[uses, b, ("a/c.rs", "")]), ["a/b.rs a/mod.rs"]);
    let three = [("x.rs", "use crate::y::Y;"), ("y.rs", "use crate::z::Z;"), ("z.rs", "use crate::x::X;")];
    assert_eq!(found(&three), ["x.rs y.rs z.rs"]);
}
