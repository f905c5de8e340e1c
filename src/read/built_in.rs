//! The files compiled into the program: its themes and its catalogue of award kinds.

use include_dir::{Dir, include_dir};

use crate::source::{BUILT_IN, SourceContent, Sources, Text};

static BUILT_IN_THEMES: [(&str, Dir<'static>); 2] = [
    ("default", include_dir!("$CARGO_MANIFEST_DIR/themes/default")),
    ("plain", include_dir!("$CARGO_MANIFEST_DIR/themes/plain")),
];
const CATALOGUE: &str = include_str!("../model/catalogue.yaml");

/// Adds the built-in files to `sources`; shares those of `previous` if it has them.
pub fn add_built_in(sources: &mut Sources, previous: &Sources) {
    for source in previous.below(BUILT_IN) {
        sources.insert(source.clone());
    }
    if sources.below(BUILT_IN).next().is_some() {
        return;
    }
    let mut add = |path: String, bytes: &'static [u8], is_text: bool| {
        let content = match std::str::from_utf8(bytes) {
            Ok(text) if is_text => SourceContent::Text(Text::from(text)),
            _ => SourceContent::BuiltIn(bytes),
        };
        sources.insert_new(&path, content, bytes);
    };
    add(format!("{BUILT_IN}kinds.yaml"), CATALOGUE.as_bytes(), true);
    for (name, theme) in &BUILT_IN_THEMES {
        let mut folders = vec![theme];
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            for file in folder.files() {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let is_text = !path.starts_with("static/");
                add(format!("{BUILT_IN}themes/{name}/{path}"), file.contents(), is_text);
            }
        }
    }
}
