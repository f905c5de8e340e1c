//! Parses the English sentences of Tera into a word for the kind of error and its arguments, so that they can be said in
//! every language.

/// The patterns of Tera's sentences, the first that matches decides: the text with `{}` for each argument, and the kind
/// of error, which selects the sentence of `template-fault`.
///
/// The arguments are `name` and `other`, in this order; [`NEARBY`] says for which kinds `other` lists known names.
const PATTERNS: &[(&str, &str)] = &[
    ("Variable `{}` is not defined. Available variables: {}", "variable"),
    ("Variable `{}` is not defined.", "variable"),
    ("Variable `{}` exists but its value is undefined", "undefined"),
    ("Field `{}` is not defined. Available fields: {}", "field"),
    ("Field `{}` is not defined", "field"),
    ("Tried to render a variable that is undefined", "nothing"),
    ("Cannot index into an undefined value", "nothing"),
    ("Cannot slice an undefined value", "nothing"),
    ("Index expression is undefined", "nothing"),
    ("Cannot compare `{}` with `{}`", "compare"),
    ("Math operations can only be done on numbers, found `{}`", "arithmetic"),
    ("Function `range` would produce {} elements, which exceeds the limit of {}", "range"),
    ("Invalid type for the value, expected `{}` but got `{}`", "type"),
    ("Missing keyword argument `{}`", "argument"),
    ("no string `{}` in this theme", "string"),
    ("Unknown filter `{}`", "filter"),
    ("Unknown test `{}`", "test"),
    ("Unknown function `{}`", "function"),
    ("Unknown component `{}`", "component"),
    ("Unknown template `{}`", "template"),
    ("Block `{}` is not defined in any parent template", "block"),
    ("Unknown tag", "tag"),
    ("Unexpected end of input", "end"),
    ("unexpected end of raw block", "end"),
    ("Closing comment tag `{}` not found", "comment"),
    ("String opened with `{}` is missing its closing `{}`", "quote"),
    ("Unexpected character", "character"),
    ("{} was named `{}` in the opening tag, found `{}` as name in the end tag", "end-name"),
    ("`extends` needs to be the first tag of the template", "extends"),
    ("`extends` cannot be nested in other tags.", "extends"),
    ("Template is already extending `{}`", "extends"),
    ("Template already contains a block named `{}`", "block-twice"),
    ("Blocks cannot be written inside a {}.", "block-inside"),
    ("{} is a reserved keyword of Tera, {}", "reserved"),
    ("Found invalid field of `loop`: {}. Only {}", "loop-field"),
    ("Keyword argument `{}` is defined more than once", "argument-twice"),
    ("Invalid syntax for `set`: {}", "set"),
    ("This content would be ignored: {}", "ignored"),
    ("{} can only be used in a for loop", "loop-only"),
    ("super() called outside of a block", "super"),
    ("Tried to use super() in the top level block", "super"),
    ("Found {} but expected {}.", "expected"),
    ("Found {} but was expecting {}.", "expected"),
    ("Found {} but expected {}", "expected"),
];

/// The kinds of error whose second argument is a list of the names that Tera knows at that place.
const NEARBY: [&str; 2] = ["variable", "field"];

/// The fields of `loop`.
const LOOP_FIELDS: [&str; 5] = ["index", "index0", "first", "last", "length"];

/// Filters that Tera 2 and this program register.
const FILTERS: [&str; 39] = [
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "number",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "urlencode",
    "values",
    "wordcount",
];

/// Tests that Tera 2 registers.
const TESTS: [&str; 17] = [
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

/// Functions that Tera 2 and this program register.
const FUNCTIONS: [&str; 4] = ["range", "super", "t", "throw"];

/// What a sentence of Tera says.
#[derive(Debug, PartialEq, Eq)]
pub struct TemplateReason {
    /// The kind of error, which selects the sentence.
    pub what: &'static str,
    /// The name in question, or the first argument of the sentence; empty without one.
    pub name: String,
    /// The second argument of the sentence; empty without one.
    pub other: String,
    /// The names that may be used instead; empty where they are not known.
    pub known: Vec<String>,
}

impl TemplateReason {
    /// Parses the first line of `sentence`; the kind is `other` for a sentence that is not in the table, which becomes
    /// the name.
    pub fn parse(sentence: &str) -> TemplateReason {
        let sentence = sentence.lines().next().unwrap_or("").trim().trim_start_matches("error: ");
        let parsed = PATTERNS
            .iter()
            .find_map(|(pattern, what)| captures(pattern, sentence).map(|captured| (*what, captured)));
        let Some((what, captured)) = parsed else { return TemplateReason::new("other", sentence) };
        // The first word of "block was named `a`…" is the kind of tag.
        let skipped = usize::from(what == "end-name");
        let argument = |at: usize| {
            let text = captured.get(skipped + at).map_or("", |text| text.trim_matches('`'));
            if what == "type" { value_type(text) } else { text }
        };
        let mut reason = TemplateReason::new(what, argument(0));
        if NEARBY.contains(&what) {
            reason.known =
                argument(1).split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect();
        } else {
            argument(1).clone_into(&mut reason.other);
        }
        let known: &[&str] = match what {
            "filter" => &FILTERS,
            "test" => &TESTS,
            "function" => &FUNCTIONS,
            "loop-field" => &LOOP_FIELDS,
            _ => &[],
        };
        reason.known.extend(known.iter().map(|name| (*name).to_owned()));
        reason
    }

    /// Creates a reason of the kind `what` about `name`.
    pub fn new(what: &'static str, name: &str) -> TemplateReason {
        TemplateReason { what, name: name.to_owned(), other: String::new(), known: Vec::new() }
    }
}

/// Returns the name under which templates know the Rust type `name`.
fn value_type(name: &str) -> &str {
    match name {
        "&str" | "String" => "string",
        "i8" | "i16" | "i32" | "i64" | "i128" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "f32"
        | "f64" => "number",
        _ if name.contains("[Value]") || name.starts_with("Vec<") => "array",
        _ if name.contains("Map") => "map",
        _ => name,
    }
}

/// Returns the parts of `text` at each `{}` of `pattern`; `None` if it does not match as a whole.
fn captures<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut parts = pattern.split("{}");
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut found = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let end = match (part.is_empty(), parts.peek()) {
            (true, _) => rest.len(),
            // The last part is at the end of the text, before which the argument may contain it.
            (false, None) => rest.len().checked_sub(part.len()).filter(|at| rest.get(*at..) == Some(part))?,
            (false, Some(_)) => rest.find(part)?,
        };
        found.push(&rest[..end]);
        rest = &rest[end + part.len()..];
    }
    // Tera ends some of its sentences with a full stop, and others not.
    matches!(rest, "" | ".").then_some(found)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tera::{Context, ErrorKind, Tera};

    use super::{FILTERS, FUNCTIONS, TESTS, TemplateReason};
    use crate::messages::{Language, Messages};
    use crate::render::functions;

    fn tera() -> Tera {
        let mut tera = Tera::new();
        functions::register(&mut tera, Language::Vi, Arc::new(Messages::empty(Language::Vi)));
        tera
    }

    /// The reason why `template` cannot be compiled or rendered.
    fn reason(template: &str) -> TemplateReason {
        let mut tera = tera();
        let mut context = Context::new();
        context.insert("page", &std::collections::BTreeMap::from([("title", "Tin"), ("lead", "Lời")]));
        let rendered = tera.add_raw_template("a", template).and_then(|()| tera.render("a", &context));
        let error = rendered.expect_err(template);
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                TemplateReason::parse(report.message())
            }
            other => TemplateReason::parse(&other.to_string()),
        }
    }

    /// The sentences of Tera have the form that the table expects.
    #[test]
    fn sentences_of_tera() {
        let cases = [
            ("{{ paeg }}", "variable", "paeg"),
            ("{{ page.titel }}", "field", "titel"),
            ("{{ page.titel.x }}", "field", "titel"),
            ("{{ page[\"titel\"] }}", "nothing", ""),
            ("{{ page.title * 2 }}", "arithmetic", "string"),
            ("{{ page.title < 2 }}", "compare", "string"),
            ("{{ page.title | number }}", "type", "number"),
            ("{{ page.title | nth(n=1) }}", "type", "array"),
            ("{{ [1] | nth }}", "argument", "n"),
            ("{{ t(id=\"gio\") }}", "string", "gio"),
            ("{% for n in range(end=100000000) %}x{% endfor %}", "range", "100000000"),
            ("{{ page.title | uper }}", "filter", "uper"),
            ("{% if page is defned %}x{% endif %}", "test", "defned"),
            ("{{ rang(end=2) }}", "function", "rang"),
            ("{% include \"b\" %}", "template", "b"),
            ("{% iff page %}x{% endif %}", "tag", ""),
            ("{% if page %}x", "end", ""),
            ("{# x", "comment", "#}"),
            ("{{ \"x }}", "quote", "\""),
            ("{{ page.title }", "expected", "}"),
            ("{{ page $ }}", "character", ""),
            ("{% block a %}x{% endblock b %}", "end-name", "a"),
            ("{% block a %}{% endblock %}{% block a %}{% endblock %}", "block-twice", "a"),
            ("{% if page %}{% extends \"b\" %}{% endif %}", "extends", ""),
            ("{% set loop = 2 %}", "reserved", "loop"),
            ("{% for a in page %}{{ loop.indx }}{% endfor %}", "loop-field", "indx"),
            ("{% break %}", "loop-only", "break"),
            ("{{ t(id=1, id=2) }}", "argument-twice", "id"),
        ];
        for (template, what, name) in cases {
            let reason = reason(template);
            assert_eq!((reason.what, reason.name.as_str()), (what, name), "{template}: {reason:?}");
        }
        assert_eq!(reason("{{ page.titel }}").known, ["lead", "title"]);
        assert_eq!(reason("{{ paeg }}").known, ["page"]);
    }

    /// Tera knows every filter, test and function that may be proposed.
    #[test]
    fn proposals_exist() {
        let filters = FILTERS.iter().map(|name| format!("{{{{ 1 | {name} }}}}"));
        let tests = TESTS.iter().map(|name| format!("{{{{ 1 is {name} }}}}"));
        let functions = FUNCTIONS.iter().map(|name| format!("{{{{ {name}() }}}}"));
        for template in filters.chain(tests).chain(functions) {
            assert!(tera().add_raw_template("a", &template).is_ok(), "{template}");
        }
    }
}
