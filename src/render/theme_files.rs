//! The static files of a theme, with a hash of their contents in their names.

use std::collections::BTreeMap;
use std::sync::Arc;

use fluent_bundle::FluentArgs;
use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::hash::Hash;
use crate::html;
use crate::messages::Messages;
use crate::model::route::Route;
use crate::model::settings::Settings;
use crate::plan::{ThemeContent, ThemeFile};
use crate::source::{Source, SourceContent, Sources, Span, Text};

/// Returns the files below `static/` of the layers, earlier layers overriding later ones, with the address of
/// each.
///
/// `url(…)` in style sheets is replaced by the address with the hash, and `themeString("id")` in scripts by the string of
/// the theme, so that no page has to have it; a broken one is reported.
pub fn theme_files<'a>(
    folders: impl DoubleEndedIterator<Item = &'a str>,
    settings: &Settings,
    strings: &Messages,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<ThemeFile>, BTreeMap<Text, Text>) {
    let mut winning: BTreeMap<Text, &Arc<Source>> = BTreeMap::new();
    for folder in folders.rev() {
        let folder = format!("{folder}static/");
        let below: Vec<&Arc<Source>> = sources.all().filter(|s| s.path.starts_with(&folder)).collect();
        winning.extend(below.into_iter().map(|source| (Text::from(&source.path[folder.len()..]), source)));
    }
    let (sheets, others): (Vec<_>, Vec<_>) =
        winning.into_iter().partition(|(path, _)| path.ends_with(".css"));
    let mut files = Vec::new();
    let mut addresses = BTreeMap::new();
    for (path, source) in others {
        let content = match &source.content {
            SourceContent::File | SourceContent::Picture(_) => ThemeContent::Source(source.id),
            SourceContent::BuiltIn(bytes) => ThemeContent::Bytes(Arc::from(*bytes), source.hash),
            SourceContent::Text(_) | SourceContent::Unusable(_) => {
                ThemeContent::Bytes(Arc::from(source.text().as_bytes()), source.hash)
            }
        };
        let content =
            if path.ends_with(".js") { with_strings(source, strings, diagnostics) } else { content };
        let hash = match &content {
            ThemeContent::Bytes(_, hash) => *hash,
            ThemeContent::Source(_) => source.hash,
        };
        add_file(&path, hash, content, settings, &mut files, &mut addresses);
    }
    for (path, source) in sheets {
        let sheet = with_hashed_urls(&path, source, &addresses, diagnostics);
        let hash = Hash::of(sheet.as_bytes());
        let content = ThemeContent::Bytes(Arc::from(sheet.as_bytes()), hash);
        add_file(&path, hash, content, settings, &mut files, &mut addresses);
    }
    (files, addresses)
}

/// Returns a generated file of the theme and its address.
pub fn generated_file(path: &str, text: &str, settings: &Settings) -> (ThemeFile, Text) {
    let hash = Hash::of(text.as_bytes());
    let route = hashed_route(path, hash);
    let address = Text::from(settings.href(&html::encode_path(&route)));
    (ThemeFile { route, content: ThemeContent::Bytes(Arc::from(text.as_bytes()), hash) }, address)
}

/// The icons that browsers request by themselves at the root of a site, so that no page has to link to them.
const ROOT_ICONS: [&str; 2] = ["favicon.ico", "apple-touch-icon.png"];

/// Returns a route below `/assets/` with the hash in its name; an icon of [`ROOT_ICONS`] keeps its name, at the root.
fn hashed_route(path: &str, hash: Hash) -> Route {
    if ROOT_ICONS.contains(&path) {
        return Route::new(format!("/{path}"));
    }
    let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
    Route::new(format!("/assets/{stem}.{}.{extension}", hash.short()))
}

/// Adds one file and its address.
fn add_file(
    path: &Text,
    hash: Hash,
    content: ThemeContent,
    settings: &Settings,
    files: &mut Vec<ThemeFile>,
    addresses: &mut BTreeMap<Text, Text>,
) {
    // A site with its own logo does not use the theme's icons.
    if ROOT_ICONS.contains(&&**path) && settings.appearance.logo.is_some() {
        return;
    }
    let route = hashed_route(path, hash);
    addresses.insert(path.clone(), Text::from(settings.href(&html::encode_path(&route))));
    files.push(ThemeFile { route, content });
}

/// Returns the style sheet with every `url(…)` of a theme file replaced by its address.
fn with_hashed_urls(
    path: &str,
    source: &Source,
    addresses: &BTreeMap<Text, Text>,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let sheet = text_of(source);
    let folder = &path[..path.rfind('/').map_or(0, |at| at + 1)];
    let mut written = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(open) = rest.find("url(") {
        let start = open + "url(".len();
        let Some(length) = rest[start..].find(')') else { break };
        let address = rest[start..start + length].trim().trim_matches(['"', '\'']);
        written.push_str(&rest[..start]);
        if is_outside(address) {
            written.push_str(&rest[start..start + length]);
        } else {
            let name = join(folder, address.split(['?', '#']).next().unwrap_or(address));
            match addresses.get(&*name) {
                Some(found) => written.push_str(&format!("\"{found}\"")),
                None => {
                    let at = sheet.len() - rest.len() + start;
                    let span = Span::new(source.id, at, at + length);
                    let known = addresses.keys().map(|name| &**name);
                    let error = Diagnostic::new(Code::MissingFile, span).arg("path", address);
                    diagnostics.push(error.help_nearest(&name, known));
                }
            }
        }
        rest = &rest[start + length..];
    }
    written.push_str(rest);
    written
}

/// Returns the script with every `themeString("id")` replaced by the string of the theme, as a literal of JavaScript.
fn with_strings(source: &Source, strings: &Messages, diagnostics: &mut Vec<Diagnostic>) -> ThemeContent {
    const CALL: &str = "themeString(\"";
    let script = text_of(source);
    let mut written = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(open) = rest.find(CALL) {
        let Some((id, after)) = rest[open + CALL.len()..].split_once("\")") else { break };
        written.push_str(&rest[..open]);
        match strings.find(id, &FluentArgs::new()) {
            Some(text) => written.push_str(&Value::from(text).to_string()),
            None => {
                let at = script.len() - rest.len() + open + CALL.len();
                let error = Diagnostic::new(Code::ThemeString, Span::new(source.id, at, at + id.len()));
                diagnostics.push(error.arg("what", "unknown").arg("reason", id));
            }
        }
        rest = after;
    }
    written.push_str(rest);
    let hash = Hash::of(written.as_bytes());
    ThemeContent::Bytes(Arc::from(written.into_bytes()), hash)
}

/// Returns the text of a style sheet or script.
fn text_of(source: &Source) -> &str {
    match &source.content {
        SourceContent::BuiltIn(bytes) => std::str::from_utf8(bytes).unwrap_or(""),
        _ => source.text(),
    }
}

/// Returns true for an address that does not name a file of the theme.
fn is_outside(address: &str) -> bool {
    address.starts_with(['#', '/']) || address.contains(':')
}

/// Joins `folder` and `address` and removes `.` and `..`.
fn join(folder: &str, address: &str) -> String {
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in address.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()),
            _ => names.push(name),
        }
    }
    names.join("/")
}
