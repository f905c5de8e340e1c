//! Finds import cycles between the files of a crate.
//!
//! Every path in a file counts, not only those after `use`. A path is followed through the `pub use` of other
//! files to the file that defines the item, so that a `mod.rs` that only declares and re-exports is part of
//! no cycle.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The names of a path; a resolved path begins at the crate root.
type Names = Vec<String>;

/// For each file, the files that it imports from.
pub type Imports = BTreeMap<String, BTreeSet<String>>;

/// Returns the cycles of `imports`: for each cycle its files, with the files of the same cycle that they
/// import from.
pub fn cycles(imports: &Imports) -> Vec<Imports> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        imports.keys().map(|file| (file.as_str(), reached(imports, file))).collect();
    let mut found: Vec<Imports> = Vec::new();
    for (file, after) in reached.iter().filter(|(file, after)| after.contains(*file)) {
        if found.iter().any(|cycle| cycle.contains_key(*file)) {
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

/// Returns the files that `file` imports from, directly or indirectly.
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

/// Returns the imports between `sources` (path below `src/` and text), without those of unit tests.
pub fn imports(sources: &[(String, String)]) -> Imports {
    let mut files: BTreeMap<Names, File> =
        sources.iter().map(|(path, text)| (module(path), File::parse(path, text))).collect();
    let modules: BTreeSet<Names> = files.keys().cloned().collect();
    for (module, file) in &mut files {
        // The path of an import may begin with the name of another import.
        for _ in 0..2 {
            for import in &file.uses {
                if let Some(path) = absolute(&import.path, module, &modules, &file.aliases) {
                    file.aliases.insert(import.name.clone(), path);
                }
            }
        }
    }
    let imports_of = |(module, file): (&Names, &File)| {
        // A re-export is an import only if the file itself needs the name.
        let used = file.uses.iter().filter(|import| !import.public || file.names.contains(&import.name));
        let paths = used.map(|import| &import.path).chain(&file.paths);
        let targets = paths
            .filter_map(|path| absolute(path, module, &modules, &file.aliases))
            .filter_map(|path| defining_file(&files, &path, 0))
            .filter(|target| *target != file.path);
        (file.path.clone(), targets.map(str::to_owned).collect())
    };
    files.iter().map(imports_of).collect()
}

/// Returns the module path of the file at `path`.
fn module(path: &str) -> Names {
    let path = path.strip_suffix(".rs").expect("sources end in .rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').filter(|name| *name != "lib").map(str::to_owned).collect()
}

/// Resolves `path` in the file of `module`; `None` for a path of another crate or an item of the same file.
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

/// Returns the file that defines the item at `path`; `None` when it is a module.
fn defining_file<'a>(files: &'a BTreeMap<Names, File>, path: &[String], depth: usize) -> Option<&'a str> {
    assert!(depth < 20, "`{}` is re-exported in a cycle", path.join("::"));
    let deepest = (0..=path.len()).rev().find(|end| files.contains_key(&path[..*end]))?;
    // A function may have the same name as its module.
    let end = deepest.min(path.len().checked_sub(1)?);
    let file = files.get(&path[..end])?;
    match file.aliases.get(&path[end]) {
        Some(target) if *target != path => {
            defining_file(files, &[target.as_slice(), &path[end + 1..]].concat(), depth + 1)
        }
        _ => (end == deepest).then_some(file.path.as_str()),
    }
}

/// The names in one file.
#[derive(Default)]
struct File {
    path: String,
    uses: Vec<Use>,
    /// Paths of two and more names outside of `use`, as written.
    paths: BTreeSet<Names>,
    /// Every name outside of `use`.
    names: BTreeSet<String>,
    /// The resolved paths of imported names.
    aliases: BTreeMap<String, Names>,
}

/// One imported name.
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
                TokenTree::Punct(mark) if mark.as_char() == '#' && is_of_tests(rest) => {
                    2 + item_length(&rest[2..])
                }
                TokenTree::Ident(word)
                    if word == "use" && !matches!(rest.get(1), Some(TokenTree::Punct(_))) =>
                {
                    let public = tokens[..at].iter().rev().take(2).any(|token| is_word(token, "pub"));
                    let end = item_length(rest);
                    self.read_use(&rest[1..end - 1], &[], public);
                    end
                }
                TokenTree::Ident(word) if word == "mod" => 2,
                TokenTree::Ident(_) => {
                    let (path, read) = path(rest);
                    self.names.extend(path.iter().cloned());
                    let is_complete = !tokens[..at].last().is_some_and(is_colon) || is_field(&tokens[..at]);
                    if path.len() > 1 && is_complete {
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
        for part in tokens.split(is_comma).filter(|part| !part.is_empty()) {
            let (names, read) = path(part);
            let mut whole = [base, &names].concat();
            match part.get(read..) {
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

/// Returns the path at the beginning of `tokens` and its length in tokens, with a `::` at its end.
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

/// Returns the length of an item in tokens: up to its `;` or its braces, which do not end a `use`.
fn item_length(tokens: &[TokenTree]) -> usize {
    let is_use = is_word(&tokens[0], "use");
    let is_end = |token: &TokenTree| match token {
        TokenTree::Punct(mark) => mark.as_char() == ';',
        TokenTree::Group(group) => !is_use && group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    tokens.iter().position(is_end).map_or(tokens.len(), |end| end + 1)
}

/// Returns true if `tokens` begin with `#[cfg(test)]`.
fn is_of_tests(tokens: &[TokenTree]) -> bool {
    matches!(tokens.get(1), Some(TokenTree::Group(group)) if group.stream().to_string().replace(' ', "") == "cfg(test)")
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn is_colon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':')
}

/// Returns true if `tokens` end with a single colon, as before the type of a field.
fn is_field(tokens: &[TokenTree]) -> bool {
    !tokens.len().checked_sub(2).is_some_and(|before| is_colon(&tokens[before]))
}

/// A cycle is found in any notation of its paths, and files without a cycle are accepted.
#[test]
fn cycles_are_found() {
    let top =
        ("a/mod.rs", "mod b;\nmod c;\npub use self::b::{Named, named as other};\npub const OWN: u8 = 1;");
    let b = ("a/b.rs", "use super::OWN;\npub struct Named;\npub fn named() -> u8 { super::c::of(OWN) }");
    let found = |sources: &[(&str, &str)]| {
        let sources: Vec<_> = sources.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect();
        let cycles = cycles(&imports(&sources));
        cycles.into_iter().map(|cycle| cycle.into_keys().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    for c in [
        "use crate::a::Named;",
        "use crate::a::{OWN, other};",
        "use super::{super::a::Named as Renamed, OWN};",
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
    // A re-export that the file itself needs is an import.
    let uses =
        ("a/mod.rs", "mod b;\npub use self::b::Named;\npub struct Both(Named);\npub const OWN: u8 = 1;");
    assert_eq!(found(&[uses, b, ("a/c.rs", "")]), ["a/b.rs a/mod.rs"]);
    let three = [("x.rs", "use crate::y::Y;"), ("y.rs", "use crate::z::Z;"), ("z.rs", "use crate::x::X;")];
    assert_eq!(found(&three), ["x.rs y.rs z.rs"]);
}
