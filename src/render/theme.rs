//! The files of a theme in, a [`Theme`] that renders out; faults of templates become our diagnostics.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::{Context, ErrorKind, Tera, Value};

use crate::diagnostic::{Diagnostic, Place, Report};
use crate::messages::{Language, Messages};
use crate::model::settings::Settings;
use crate::plan::ThemeFile;
use crate::read::scan::BUILT_IN;
use crate::read::theme_parent;
use crate::render::functions;
use crate::render::theme_files;
use crate::source::{Source, SourceId, Sources, Span, Text};

/// A theme that is ready to render.
pub struct Theme {
    tera: Tera,
    templates: BTreeMap<String, SourceId>,
    /// Its static files under their hashed names.
    pub files: Vec<ThemeFile>,
    /// The addresses of its static files by their own names.
    pub addresses: BTreeMap<Text, Text>,
    /// Its sentences in the language of the site.
    pub strings: Arc<Messages>,
}

/// The folders that a theme is made of, the one that wins first, with the name of each for templates.
struct Layers {
    folders: Vec<(String, String)>,
}

/// Templates of one page may include and extend this many others.
const MOST_PARENTS: usize = 8;

impl Theme {
    /// Compiles the theme that `settings` name, with the site's own files over it.
    ///
    /// Reports a theme that is not there, and every template and string file with a fault.
    pub fn compile(settings: &Settings, sources: &Sources) -> Report<Theme> {
        let mut diagnostics = Vec::new();
        let layers = Layers::of(settings, sources, &mut diagnostics);
        let strings = Arc::new(strings(&layers, settings.language, sources, &mut diagnostics));
        let (files, addresses) = theme_files::files(layers.folders(), settings, sources, &mut diagnostics);
        let (tera, templates) = templates(&layers, settings.language, &strings, sources, &mut diagnostics);
        Report::new(Theme { tera, templates, files, addresses, strings }, diagnostics)
    }

    /// Renders `template` with `view`, for the page at `route`.
    pub fn render(&self, template: &str, view: &Context, route: &str) -> Result<String, Box<Diagnostic>> {
        self.tera
            .render(template, view)
            .map_err(|error| Box::new(fault(&error, &self.templates).arg("route", route)))
    }

    /// The name of every template, with the file it stands in, the winning one of each name.
    pub fn template_names(&self) -> BTreeSet<String> {
        self.templates.keys().filter_map(|name| name.rsplit('/').next()).map(str::to_owned).collect()
    }
}

impl Layers {
    fn of(settings: &Settings, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Layers {
        let mut layers = Layers { folders: Vec::new() };
        let mut name = settings.theme.clone();
        let mut seen = BTreeSet::new();
        loop {
            if !seen.insert(name.value.to_string()) || seen.len() > MOST_PARENTS {
                diagnostics.push(Diagnostic::error("theme-circle", name.span).arg("name", &name.value));
                break;
            }
            let found = layers.add(&name.value, sources);
            if !found {
                let names = theme_names(sources);
                let fault = Diagnostic::error("unknown-theme", name.span).arg("name", &name.value);
                diagnostics.push(fault.help_nearest(&name.value, names.iter().map(String::as_str)));
                layers.add("default", sources);
                break;
            }
            match parent(&name.value, sources, diagnostics) {
                Some(parent) => name = parent,
                None => break,
            }
        }
        if !seen.contains("default") {
            layers.add("default", sources);
        }
        layers
    }

    /// Adds the site's own folder and the built-in folder of the theme `name`; false when there is neither.
    fn add(&mut self, name: &str, sources: &Sources) -> bool {
        let own = (format!("themes/{name}/"), format!("{name}/"));
        let built_in = (format!("{BUILT_IN}themes/{name}/"), format!("built-in/{name}/"));
        let mut found = false;
        for layer in [own, built_in] {
            if sources.below(&layer.0).next().is_some() && !self.folders.contains(&layer) {
                self.folders.push(layer);
                found = true;
            }
        }
        found
    }

    fn folders(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.folders.iter().map(|(folder, _)| folder.as_str())
    }
}

fn theme_names(sources: &Sources) -> BTreeSet<String> {
    let own = sources.below("themes/").filter_map(|source| source.path.split('/').nth(1));
    own.map(str::to_owned).chain(["default".to_owned()]).collect()
}

/// The theme that `theme.yaml` of the theme `name` extends.
fn parent(
    name: &str,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<crate::source::Spanned<Text>> {
    let source = sources.at(&format!("themes/{name}/theme.yaml"))?;
    theme_parent(source, diagnostics)
}

/// The sentences of every layer, those of the winning layer last.
fn strings(
    layers: &Layers,
    language: Language,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Messages {
    let mut messages = Messages::empty(language);
    for folder in layers.folders().rev() {
        let Some(source) = sources.at(&format!("{folder}strings/{}.ftl", language.tag())) else { continue };
        for (at, reason) in messages.add(source.text()) {
            diagnostics
                .push(Diagnostic::error("theme-string", Span::new(source.id, at, at)).arg("reason", reason));
        }
    }
    messages
}

fn templates(
    layers: &Layers,
    language: Language,
    strings: &Arc<Messages>,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Tera, BTreeMap<String, SourceId>) {
    let mut tera = Tera::new();
    let prefixes = layers.folders.iter().map(|(_, prefix)| prefix.clone()).chain(["built-in/".to_owned()]);
    tera.set_fallback_prefixes(prefixes).expect("a new Tera has no templates");
    tera.autoescape_on([""]);
    functions::register(&mut tera, language, strings.clone());
    let mut names = BTreeMap::new();
    let mut sound = Vec::new();
    for (folder, prefix) in &layers.folders {
        let folder = format!("{folder}templates/");
        for source in sources.below(&folder) {
            let name = format!("{prefix}{}", &source.path[folder.len()..]);
            names.insert(name.clone(), source.id);
            diagnostics.extend(unquoted_attribute(source));
            match syntax(&name, source, language, strings) {
                Ok(()) => sound.push((name, source.text())),
                Err(error) => diagnostics.push(fault(&error, &names)),
            }
        }
    }
    let whole = sound.len() == names.len();
    if let Err(error) = tera.add_raw_templates(sound).map(drop)
        && whole
    {
        diagnostics.push(fault(&error, &names));
    }
    (tera, names)
}

/// Checks one template by itself, so that every broken one is told and not only the first.
fn syntax(name: &str, source: &Source, language: Language, strings: &Arc<Messages>) -> Result<(), tera::Error> {
    let mut alone = Tera::new();
    functions::register(&mut alone, language, strings.clone());
    match alone.add_raw_template(name, source.text()) {
        Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)) => Err(error),
        _ => Ok(()),
    }
}

/// `title={{ name }}` lets a name with a space add attributes of its own.
fn unquoted_attribute(source: &Source) -> Option<Diagnostic> {
    let text = source.text();
    let at = text.match_indices("={{").map(|(at, _)| at).find(|at| {
        let tag = text[..*at].rsplit('<').next().unwrap_or("");
        let in_tag = tag.starts_with(|c: char| c.is_ascii_alphabetic()) && !tag.contains('>');
        in_tag && tag.matches('"').count() % 2 == 0 && tag.matches('\'').count() % 2 == 0
    })?;
    Some(Diagnostic::error("unquoted-attribute", Span::new(source.id, at + 1, at + 3)))
}

/// Tera's error as one of ours, at its place in the theme.
fn fault(error: &tera::Error, templates: &BTreeMap<String, SourceId>) -> Diagnostic {
    let at = |name: &str| templates.get(name).copied();
    let (place, reason) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = report.span().range.clone();
            let place = at(report.filename())
                .map_or(Place::Nowhere, |id| Span::new(id, range.start, range.end).into());
            (place, report.message().to_owned())
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            (whole(at(tpl)), error.to_string())
        }
        ErrorKind::MissingParent { current, .. } => (whole(at(current)), error.to_string()),
        other => (Place::Nowhere, other.to_string()),
    };
    let reason = reason.lines().next().unwrap_or("").trim().to_owned();
    Diagnostic::error("template-fault", place).arg("reason", reason)
}

fn whole(source: Option<SourceId>) -> Place {
    source.map_or(Place::Nowhere, |id| Span::top(id).into())
}

/// The addresses of the theme's files, as templates see them.
pub fn addresses(theme: &Theme) -> Value {
    Value::from_serializable(&theme.addresses)
}
