//! Compiles the files of a theme into a [`Theme`] that renders; faults of templates become our diagnostics.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::{Context, ErrorKind, Tera, Value};

use crate::diagnostic::{Code, Diagnostic, Location, Report};
use crate::hash::Hash;
use crate::messages::{Language, Messages};
use crate::model::site::Site;
use crate::model::theme::{self, MAX_PARENT_THEMES};
use crate::plan::TEMPLATES;
use crate::plan::ThemeFile;
use crate::render::colours;
use crate::render::functions;
use crate::render::template_error::{Templates, faults};
use crate::render::theme_files;
use crate::source::{BUILT_IN, Source, Sources, Span, Text};

/// A theme that is ready to render.
pub struct Theme {
    tera: Tera,
    templates: Templates,
    /// Its static files under their hashed names.
    pub files: Vec<ThemeFile>,
    /// The addresses of its static files by their own names.
    pub addresses: BTreeMap<Text, Text>,
    /// The address of the colours that the settings lay over its own.
    pub colours: Option<Text>,
    /// Its sentences in the language of the site.
    pub strings: Arc<Messages>,
    /// The hash of its templates and sentences: themes with the same make the same of the same view.
    pub print: Hash,
}

/// The folders that a theme is made of, the one that wins first, with the name of each for templates.
struct ThemeLayers {
    folders: Vec<(String, String)>,
}

impl Theme {
    /// Compiles the theme that the settings name, with the site's own files over it.
    ///
    /// Reports a theme that is not there, and every template and string file with a fault.
    pub fn compile(site: &Site, sources: &Sources) -> Report<Theme> {
        let settings = &site.settings;
        let mut diagnostics = Vec::new();
        let layers = ThemeLayers::of(site, sources, &mut diagnostics);
        let strings = Arc::new(strings(&layers, settings.language, sources, &mut diagnostics));
        let (mut files, addresses) =
            theme_files::files(layers.folders(), settings, sources, &mut diagnostics);
        let colours = colours::sheet(&settings.look.colours, &site.palette).map(|sheet| {
            let (file, address) = theme_files::made("colours.css", &sheet, settings);
            files.push(file);
            address
        });
        let (tera, templates) = templates(&layers, settings.language, &strings, sources, &mut diagnostics);
        let print = print(&layers, settings.language, sources);
        Report::new(Theme { tera, templates, files, addresses, colours, strings, print }, diagnostics)
    }

    /// Renders `template` with `view` onto `page`, for the page at `route`.
    ///
    /// False when there is no such template: that was told as the theme was compiled.
    pub fn render(
        &self,
        template: &str,
        view: &Context,
        route: &str,
        sources: &Sources,
        page: &mut Vec<u8>,
    ) -> Result<bool, Box<Diagnostic>> {
        match self.tera.render_to(template, view, page) {
            Ok(()) => Ok(true),
            Err(error) if matches!(error.kind(), ErrorKind::TemplateNotFound(_)) => Ok(false),
            Err(error) => {
                let told = faults(&error, &self.templates, sources).into_iter().next();
                let fault = told.expect("an error of Tera tells at least one fault");
                Err(Box::new(fault.arg("route", route)))
            }
        }
    }
}

impl ThemeLayers {
    fn of(site: &Site, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> ThemeLayers {
        let mut layers = ThemeLayers { folders: Vec::new() };
        let mut name = &site.settings.theme;
        let mut seen = BTreeSet::new();
        loop {
            if !seen.insert(name.value.to_string()) || seen.len() > MAX_PARENT_THEMES {
                diagnostics.push(Diagnostic::new(Code::ThemeCircle, name.span).arg("name", &name.value));
                break;
            }
            let found = layers.add(&name.value, sources);
            if !found {
                let names = theme_names(sources);
                let fault = Diagnostic::new(Code::UnknownTheme, name.span).arg("name", &name.value);
                diagnostics.push(fault.help_nearest(&name.value, names.iter().map(String::as_str)));
                layers.add("default", sources);
                break;
            }
            let [own, _] = theme::folders(&name.value);
            let Some(own) = site.themes.find(&own) else { break };
            diagnostics.extend_from_slice(&own.diagnostics);
            let Some(parent) = &own.extends else { break };
            name = parent;
        }
        if !layers.is_complete(sources) {
            layers.add("default", sources);
        }
        layers
    }

    /// Adds the site's own folder and the built-in folder of the theme `name`; false when there is neither.
    fn add(&mut self, name: &str, sources: &Sources) -> bool {
        let [own, built_in] = theme::folders(name);
        let mut found = false;
        for layer in [(own, format!("{name}/")), (built_in, format!("built-in/{name}/"))] {
            if sources.below(&layer.0).next().is_some() && !self.folders.contains(&layer) {
                self.folders.push(layer);
                found = true;
            }
        }
        found
    }

    /// Whether every kind of page has its template; what a theme lacks it takes from the default theme.
    fn is_complete(&self, sources: &Sources) -> bool {
        TEMPLATES.iter().all(|kind| self.is_shadowed(self.folders.len(), &format!("{kind}.html"), sources))
    }

    /// Whether an earlier layer than layer `at` has a template `own` of its own.
    fn is_shadowed(&self, at: usize, own: &str, sources: &Sources) -> bool {
        self.folders[..at].iter().any(|(folder, _)| sources.at(&format!("{folder}templates/{own}")).is_some())
    }

    /// Whether a template of an earlier layer than layer `at` calls a template by its whole `name`.
    fn is_named(&self, at: usize, name: &str, sources: &Sources) -> bool {
        let quoted = |name: &str| [format!("\"{name}\""), format!("'{name}'")];
        let short = name.strip_prefix("built-in/").map(quoted).into_iter().flatten();
        let names: Vec<String> = quoted(name).into_iter().chain(short).collect();
        let mut earlier = self.folders[..at].iter().flat_map(|(folder, _)| sources.below(folder));
        earlier.any(|source| names.iter().any(|name| source.text().contains(name)))
    }

    fn folders(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.folders.iter().map(|(folder, _)| folder.as_str())
    }
}

fn theme_names(sources: &Sources) -> BTreeSet<String> {
    let own = sources.below("themes/").filter_map(|source| source.path.split('/').nth(1));
    own.map(str::to_owned).chain(["default".to_owned()]).collect()
}

/// The sentences of every layer, those of the winning layer last.
///
/// The built-in ones stand beneath all: titles of pages are made of them whatever theme is used.
fn strings(
    layers: &ThemeLayers,
    language: Language,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Messages {
    let mut messages = Messages::empty(language);
    let built_in = format!("{BUILT_IN}themes/default/");
    for folder in [built_in.as_str()].into_iter().chain(layers.folders().rev()) {
        let Some(source) = sources.at(&format!("{folder}strings/{}.ftl", language.tag())) else { continue };
        for (at, reason) in messages.add(source.text()) {
            diagnostics
                .push(Diagnostic::new(Code::ThemeString, Span::new(source.id, at, at)).arg("reason", reason));
        }
    }
    messages
}

fn print(layers: &ThemeLayers, language: Language, sources: &Sources) -> Hash {
    let mut told = String::from(language.tag());
    for folder in layers.folders() {
        let made = ["templates/", "strings/"].map(|part| format!("{folder}{part}"));
        for source in made.iter().flat_map(|part| sources.below(part)) {
            told.push_str(&format!("\n{} {}", source.path, source.hash));
        }
    }
    Hash::of(told.as_bytes())
}

fn templates(
    layers: &ThemeLayers,
    language: Language,
    strings: &Arc<Messages>,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Tera, Templates) {
    let mut tera = Tera::new();
    let prefixes = layers.folders.iter().map(|(_, prefix)| prefix.clone()).chain(["built-in/".to_owned()]);
    tera.set_fallback_prefixes(prefixes).expect("a new Tera has no templates");
    tera.autoescape_on([""]);
    functions::register(&mut tera, language, strings.clone());
    let mut names = Templates::new();
    let mut all: Vec<(String, &Source)> = Vec::new();
    for (at, (folder, prefix)) in layers.folders.iter().enumerate() {
        let folder = format!("{folder}templates/");
        for source in sources.below(&folder) {
            let own = &source.path[folder.len()..];
            let name = format!("{prefix}{own}");
            if layers.is_shadowed(at, own, sources) && !layers.is_named(at, &name, sources) {
                continue;
            }
            names.insert(name.clone(), source.id);
            diagnostics.extend(unquoted_attribute(source));
            all.push((name, source));
        }
    }
    if tera.add_raw_templates(all.iter().map(|(name, source)| (name, source.text()))).is_err() {
        add_sound((all, &names), layers, &mut tera, language, (strings, sources), diagnostics);
    }
    (tera, names)
}

/// Adds what is sound of the templates `all`, of which at least one is not, and tells what is wrong with the others.
fn add_sound(
    (all, names): (Vec<(String, &Source)>, &Templates),
    layers: &ThemeLayers,
    tera: &mut Tera,
    language: Language,
    (strings, sources): (&Arc<Messages>, &Sources),
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut sound: Vec<(String, &Source)> = Vec::new();
    for (name, source) in all {
        match syntax(&name, source, language, strings) {
            Ok(()) => sound.push((name, source)),
            Err(error) => diagnostics.extend(faults(&error, names, sources)),
        }
    }
    let mut removed: Vec<String> = Vec::new();
    while let Err(error) = tera.add_raw_templates(sound.iter().map(|(name, source)| (name, source.text()))) {
        let found = faults(&error, names, sources);
        let broken = |source: &Source| {
            found.iter().any(|fault| matches!(fault.place, Location::Text(span) if span.source == source.id))
        };
        let (gone, rest): (Vec<_>, Vec<_>) = sound.into_iter().partition(|(_, source)| broken(source));
        sound = rest;
        // Who uses a template that was told to be faulty has no fault of its own.
        let follows = |fault: &Diagnostic| {
            fault
                .arguments
                .iter()
                .any(|(_, reason)| removed.iter().any(|name| reason.contains(name.as_str())))
        };
        diagnostics.extend(found.into_iter().filter(|fault| !follows(fault)));
        let prefixes = layers.folders.iter().map(|(_, prefix)| prefix.as_str());
        let own =
            |name: &str| prefixes.clone().find_map(|prefix| name.strip_prefix(prefix)).map(str::to_owned);
        removed.extend(gone.iter().filter_map(|(name, _)| own(name)));
        if gone.is_empty() {
            break;
        }
    }
}

/// Checks one template by itself, so that every broken one is told and not only the first.
fn syntax(
    name: &str,
    source: &Source,
    language: Language,
    strings: &Arc<Messages>,
) -> Result<(), tera::Error> {
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
    // What is before the first `<` is in no tag.
    let mut tags =
        text.split('<').skip(1).filter(|piece| piece.starts_with(|c: char| c.is_ascii_alphabetic()));
    let at = tags.find_map(|tag| Some(tag.as_ptr() as usize - text.as_ptr() as usize + unquoted(tag)?))?;
    Some(Diagnostic::new(Code::UnquotedAttribute, Span::new(source.id, at + 1, at + 3)))
}

/// Where `={{` stands in `tag` outside of quotes and before its `>`.
fn unquoted(tag: &str) -> Option<usize> {
    let (mut singles, mut doubles) = (0usize, 0usize);
    for (at, letter) in tag.char_indices() {
        match letter {
            '>' => return None,
            '\'' => singles += 1,
            '"' => doubles += 1,
            '=' if singles.is_multiple_of(2) && doubles.is_multiple_of(2) && tag[at..].starts_with("={{") => {
                return Some(at);
            }
            _ => {}
        }
    }
    None
}

/// The addresses of the theme's files, as templates see them.
pub fn addresses(theme: &Theme) -> Value {
    Value::from_serializable(&theme.addresses)
}
