//! The language of the code: one name for one thing, plain words, and docs that say what a signature cannot.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, Expr, ExprLit, Fields, ImplItem, Item, Lit, Meta, ReturnType, TraitItem, Type, Visibility,
};

/// Words that an engineer of the field would have to translate.
const AVOIDED: &[&str] = &[
    "anew",
    "doomed",
    "forebears",
    "heirs",
    "herewith",
    "honour",
    "honours",
    "honoured",
    "honouring",
    "knock",
    "knocks",
    "nobody",
    "obey",
    "obeyed",
    "obeys",
    "pledged",
    "somebody",
    "standing",
    "stands",
    "stood",
    "tell",
    "teller",
    "tells",
    "told",
    "whoever",
    "whomever",
];

/// Vietnamese words for which the program, the guide and the pages have another one, with that one.
const AVOIDED_IN_VIETNAMESE: &[(&str, &str)] = &[
    ("bản quét", "bản chụp"),
    ("chép đường dẫn", "sao chép liên kết"),
    ("gợi ý", "cách sửa"),
    ("khóa", "mục, mật khẩu hoặc khóa SSH"),
    ("nguồn tin atom", "RSS"),
    ("thực đơn", "menu"),
    ("trình đơn", "menu"),
    ("từ khóa", "chủ đề"),
    ("xem thử", "xem trước"),
    ("ý bạn là", "bạn muốn viết"),
    ("ý bạn muốn", "bạn muốn viết"),
];

/// A Rust file of the project: its path from the top, and its text.
struct Source {
    path: String,
    text: String,
}

/// Every Rust file below `folders`, in order of their paths.
fn sources(folders: &[&str]) -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open: Vec<PathBuf> = folders.iter().map(|folder| top.join(folder)).collect();
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("folders of sources can be listed") {
            let path = entry.expect("entries can be read").path();
            if path.is_dir() {
                open.extend((path.file_name() != Some("node_modules".as_ref())).then_some(path));
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).expect("sources are text");
                let path =
                    path.strip_prefix(top).expect("it lies below").to_string_lossy().replace('\\', "/");
                found.push(Source { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// An item that other files can use, with its docs.
struct Documented {
    /// Where it is, such as `src/model/date.rs: ArticleDate::day`.
    place: String,
    /// Its own name.
    name: String,
    kind: ItemKind,
    docs: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ItemKind {
    Module,
    Type,
    Function { fallible: bool },
    Other,
}

/// The text of the doc comments among `attributes`.
fn docs(attributes: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("doc")) {
        if let Meta::NameValue(pair) = &attribute.meta
            && let Expr::Lit(ExprLit { lit: Lit::Str(line), .. }) = &pair.value
        {
            lines.push(line.value().trim().to_owned());
        }
    }
    lines.join("\n")
}

/// Whether a function that returns `output` can fail: its type is a `Result`, or called one.
fn is_fallible(output: &ReturnType) -> bool {
    let ReturnType::Type(_, output) = output else { return false };
    let Type::Path(path) = &**output else { return false };
    path.path.segments.last().is_some_and(|last| last.ident.to_string().ends_with("Result"))
}

/// Collects what other files can use of the items of a file.
struct Collector<'f> {
    file: &'f str,
    found: Vec<Documented>,
}

impl Collector<'_> {
    fn add(&mut self, owner: &str, name: &str, kind: ItemKind, attributes: &[Attribute]) {
        let place = match owner {
            "" => format!("{}: {name}", self.file),
            owner => format!("{}: {owner}::{name}", self.file),
        };
        self.found.push(Documented { place, name: name.to_owned(), kind, docs: docs(attributes) });
    }

    fn fields(&mut self, owner: &str, fields: &Fields) {
        for field in fields.iter().filter(|field| is_public(&field.vis)) {
            if let Some(name) = &field.ident {
                self.add(owner, &name.to_string(), ItemKind::Other, &field.attrs);
            }
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                self.add("", &item.ident.to_string(), ItemKind::Type, &item.attrs);
                self.fields(&item.ident.to_string(), &item.fields);
            }
            Item::Enum(item) if is_public(&item.vis) => {
                self.add("", &item.ident.to_string(), ItemKind::Type, &item.attrs);
                for variant in &item.variants {
                    self.add(
                        &item.ident.to_string(),
                        &variant.ident.to_string(),
                        ItemKind::Other,
                        &variant.attrs,
                    );
                }
            }
            Item::Type(item) if is_public(&item.vis) => {
                self.add("", &item.ident.to_string(), ItemKind::Type, &item.attrs);
            }
            Item::Const(item) if is_public(&item.vis) => {
                self.add("", &item.ident.to_string(), ItemKind::Other, &item.attrs);
            }
            Item::Fn(item) if is_public(&item.vis) => {
                let kind = ItemKind::Function { fallible: is_fallible(&item.sig.output) };
                self.add("", &item.sig.ident.to_string(), kind, &item.attrs);
            }
            Item::Trait(item) if is_public(&item.vis) => {
                let owner = item.ident.to_string();
                self.add("", &owner, ItemKind::Type, &item.attrs);
                for inner in &item.items {
                    if let TraitItem::Fn(inner) = inner {
                        let kind = ItemKind::Function { fallible: is_fallible(&inner.sig.output) };
                        self.add(&owner, &inner.sig.ident.to_string(), kind, &inner.attrs);
                    }
                }
            }
            Item::Impl(item) if item.trait_.is_none() => {
                let Type::Path(owner) = &*item.self_ty else { return };
                let owner = owner.path.segments.last().expect("a path has a part").ident.to_string();
                for inner in &item.items {
                    if let ImplItem::Fn(inner) = inner
                        && is_public(&inner.vis)
                        && !inner.attrs.iter().any(|attribute| attribute.path().is_ident("cfg"))
                    {
                        let kind = ItemKind::Function { fallible: is_fallible(&inner.sig.output) };
                        self.add(&owner, &inner.sig.ident.to_string(), kind, &inner.attrs);
                    }
                }
            }
            Item::Mod(item) if is_public(&item.vis) && item.content.is_some() => {
                let (_, items) = item.content.as_ref().expect("it was seen");
                items.iter().for_each(|item| self.item(item));
            }
            _ => {}
        }
    }
}

/// Whether other files can name it: `pub`, `pub(crate)`, `pub(super)`.
fn is_public(visibility: &Visibility) -> bool {
    !matches!(visibility, Visibility::Inherited)
}

/// Everything in `src` that other files can use, modules included.
fn documented() -> Vec<Documented> {
    let mut found = Vec::new();
    for source in sources(&["src"]).iter().filter(|source| !source.path.contains("/tests/")) {
        let file = syn::parse_file(&source.text).expect("sources are Rust");
        let mut collector = Collector { file: &source.path, found: Vec::new() };
        collector.add("", "module", ItemKind::Module, &file.attrs);
        file.items.iter().for_each(|item| collector.item(item));
        found.append(&mut collector.found);
    }
    assert!(found.len() > 2000, "only {} items were found", found.len());
    found
}

/// The words of an identifier, in small letters: `RollCounts` and `roll_counts` are `roll`, `counts`.
fn words_of_name(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_small = false;
    for letter in name.chars() {
        if letter == '_' || letter.is_uppercase() && after_small {
            words.push(String::new());
        }
        if letter != '_' {
            words.last_mut().expect("there is one").extend(letter.to_lowercase());
        }
        after_small = letter.is_lowercase() || letter.is_ascii_digit();
    }
    words
}

/// The words of a text, in small letters.
fn words_of_text(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// One type, one name: a reader who meets it knows which one it is.
#[test]
fn no_two_types_share_a_name() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for item in documented().into_iter().filter(|item| item.kind == ItemKind::Type) {
        places.entry(item.name).or_default().push(item.place);
    }
    let shared: Vec<_> = places.into_iter().filter(|(_, places)| places.len() > 1).collect();
    assert!(shared.is_empty(), "types share a name: {shared:#?}");
}

/// Every module says its job in a sentence; none of the form "X in, Y out".
#[test]
fn modules_say_their_job() {
    let mut wrong = Vec::new();
    for module in documented().into_iter().filter(|item| item.kind == ItemKind::Module) {
        let first = module.docs.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        if first.split_whitespace().count() < 3 || !first.ends_with(['.', ':']) {
            wrong.push(format!("{}: {first}", module.place));
        }
        if first.contains(" in, ") && first.contains(" out")
            || first.contains(" in; ") && first.contains(" out")
        {
            wrong.push(format!("{}: {first}", module.place));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The docs of a function that can fail say when it does.
#[test]
fn docs_say_when_a_function_fails() {
    let silent: Vec<String> = documented()
        .into_iter()
        .filter(|item| item.kind == ItemKind::Function { fallible: true } && !item.docs.contains("# Errors"))
        .map(|item| item.place)
        .collect();
    assert!(silent.is_empty(), "{} say nothing of errors: {silent:#?}", silent.len());
}

/// Docs say more than the name: a unit, a range, an order, a source.
#[test]
fn docs_do_not_repeat_the_name() {
    const EMPTY: &[&str] = &[
        "a", "an", "and", "are", "as", "at", "by", "for", "has", "have", "in", "is", "it", "its", "of", "on",
        "one", "that", "the", "their", "this", "to", "what", "which", "with",
    ];
    let mut repeated = Vec::new();
    for item in documented().into_iter().filter(|item| item.kind != ItemKind::Module && !item.docs.is_empty())
    {
        let first = item.docs.lines().take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        let names = words_of_name(&item.name);
        let says_more = words_of_text(&first).any(|word| {
            let known = names
                .iter()
                .any(|name| *name == word || format!("{name}s") == word || *name == format!("{word}s"));
            !known && !EMPTY.contains(&word.as_str())
        });
        if !says_more {
            repeated.push(format!("{}: {first}", item.place));
        }
    }
    assert!(repeated.is_empty(), "{} docs repeat the name: {repeated:#?}", repeated.len());
}

/// Names, comments and docs keep to words that an engineer of the field uses. Strings, and what is quoted as code, are
/// left out: users see them, or other files define them.
#[test]
fn words_are_plain() {
    let mut found = Vec::new();
    for source in sources(&["src", "tests", "benches"]) {
        if source.path == "tests/language.rs" {
            continue;
        }
        let tokens: TokenStream = source.text.parse().expect("sources are Rust");
        avoided_in_names(tokens, &source.path, &mut found);
        for (number, line) in source.text.lines().enumerate() {
            let comment = line.trim_start();
            if comment.starts_with("//") {
                let prose: String = comment.split('`').step_by(2).collect();
                let words = words_of_text(&prose).filter(|word| AVOIDED.contains(&word.as_str()));
                found.extend(words.map(|word| format!("{}:{}: {word}", source.path, number + 1)));
            }
        }
    }
    assert!(found.is_empty(), "{} words to avoid: {found:#?}", found.len());
}

/// The English documentation and the messages keep to the same words.
#[test]
fn documents_are_plain() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents: Vec<PathBuf> =
        ["README.md", "themes/README.md", "benches/README.md", "tests/README.md"]
            .iter()
            .chain(&["tests/browser/README.md", "src/messages/en.ftl"])
            .map(|path| top.join(path))
            .collect();
    for folder in ["src/guide", "src/guide/diagnostics"] {
        for entry in fs::read_dir(top.join(folder)).expect("the guide can be listed") {
            let path = entry.expect("entries can be read").path();
            let name = path.to_string_lossy();
            if name.ends_with(".md") && !name.ends_with(".vi.md") && !name.ends_with("so-tay.md") {
                documents.push(path);
            }
        }
    }
    assert!(documents.len() > 25, "only {} documents were found", documents.len());
    let mut found = Vec::new();
    for path in documents {
        let text = fs::read_to_string(&path).expect("documents are text");
        for (number, line) in text.lines().enumerate() {
            let prose: String = line.split('`').step_by(2).collect();
            let words = words_of_text(&prose).filter(|word| AVOIDED.contains(&word.as_str()));
            found.extend(words.map(|word| format!("{}:{}: {word}", path.display(), number + 1)));
        }
    }
    assert!(found.is_empty(), "{} words to avoid: {found:#?}", found.len());
}

/// The Vietnamese sentences of the program, the guide and the pages have one word for one thing.
#[test]
fn vietnamese_words_are_the_same_everywhere() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents: Vec<PathBuf> =
        ["src/messages/vi.ftl", "themes/default/strings/vi.ftl", "src/guide/so-tay.md", "README.md"]
            .map(|path| top.join(path))
            .into();
    for folder in ["src/guide/diagnostics", "src/guide/schemas"] {
        let entries = fs::read_dir(top.join(folder)).expect("the folder can be listed");
        let paths = entries.map(|entry| entry.expect("entries can be read").path());
        documents.extend(paths.filter(|path| {
            let name = path.to_string_lossy();
            name.ends_with(".vi.md") || name.ends_with(".json")
        }));
    }
    assert!(documents.len() > 15, "only {} documents were found", documents.len());
    let mut found = Vec::new();
    for path in documents {
        let text = fs::read_to_string(&path).expect("documents are text");
        for (number, line) in text.lines().enumerate() {
            let place = format!("{}:{}", path.display(), number + 1);
            let lower = line.to_lowercase().replace("khóa ssh", "");
            let words = AVOIDED_IN_VIETNAMESE.iter().filter(|(word, _)| lower.contains(word));
            found.extend(words.map(|(word, instead)| format!("{place}: {word}; write {instead}")));
            // An article of a decision is a name.
            found.extend(line.contains("điều 1 ").then(|| format!("{place}: điều 1; write Điều 1")));
        }
    }
    assert!(found.is_empty(), "{} words to replace: {found:#?}", found.len());
}

/// No message has the English text of an error of the system: `file::reason` names the sentence in every language.
#[test]
fn reasons_are_translated() {
    let mut found = Vec::new();
    for source in sources(&["src"]) {
        let code = source.text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let is_raw = ["error.to_string()", "source.to_string()", "reason.to_string()"]
                .iter()
                .any(|text| line.contains("reason") && line.contains(text));
            let is_wrapped = line.contains("other_reason(");
            found.extend((is_raw && !is_wrapped).then(|| format!("{}:{}: {line}", source.path, number + 1)));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Adds the identifiers below `tokens` that have an avoided word in them.
fn avoided_in_names(tokens: TokenStream, path: &str, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                let name = name.to_string();
                if words_of_name(&name).iter().any(|word| AVOIDED.contains(&word.as_str())) {
                    found.push(format!("{path}: {name}"));
                }
            }
            TokenTree::Group(group) => avoided_in_names(group.stream(), path, found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
