//! Compiles the files of a theme into a [`Theme`]; errors in templates become diagnostics.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::{Context, ErrorKind, Map, Tera, Value};

use crate::diagnostic::{Code, Diagnostic, Location, Report};
use crate::hash::Hash;
use crate::messages::{Language, Messages};
use crate::model::site::Site;
use crate::model::theme::{self, MAX_PARENT_THEMES};
use crate::plan::{TEMPLATES, ThemeFile, ThemeParts};
use crate::render::colours;
use crate::render::functions;
use crate::render::template_error::{self, TemplateSources};
use crate::render::template_uses;
use crate::render::theme_files;
use crate::source::{BUILT_IN, Source, SourceId, Sources, Span, Text};

/// A compiled theme.
pub struct Theme {
    tera: Tera,
    templates: TemplateSources,
    /// The prefixes under which templates are found by their short names, by priority.
    prefixes: Vec<String>,
    /// Its static files, with a hash in their names.
    pub files: Vec<ThemeFile>,
    /// The addresses of its static files, by path below `static/`.
    pub addresses: BTreeMap<Text, Text>,
    /// The address of the style sheet with the site's own colours; absent when the settings set none.
    pub colours: Option<Text>,
    /// Its strings in the language of the site.
    pub strings: Arc<Messages>,
    /// The hash of its templates and strings: themes with the same hash render a view to the same bytes.
    pub fingerprint: Hash,
    shows_share_pictures: bool,
    /// The names of the templates that are rendered once for a site, without `.html`.
    shared: BTreeSet<String>,
}

/// The folder of the templates that are rendered once for a site, below that of all templates.
const SHARED: &str = "shared/";

/// The folders of a theme by priority, each with its template prefix.
struct ThemeLayers {
    folders: Vec<(String, String)>,
}

impl Theme {
    /// Compiles the theme that the settings name, with the site's own files over those of its parents.
    ///
    /// Reports an unknown theme and every template and string file with an error.
    pub fn compile(site: &Site, sources: &Sources) -> Report<Theme> {
        let settings = &site.settings;
        let mut diagnostics = Vec::new();
        let layers = ThemeLayers::resolve(site, sources, &mut diagnostics);
        let strings = Arc::new(load_strings(&layers, settings.language, sources, &mut diagnostics));
        let (mut files, addresses) =
            theme_files::theme_files(layers.folders(), settings, &strings, sources, &mut diagnostics);
        let colours = colours::style_sheet(&settings.appearance.colours, &site.palette).map(|sheet| {
            let (file, address) = theme_files::generated_file("colours.css", &sheet, settings);
            files.push(file);
            address
        });
        let compiler =
            TemplateCompiler { layers: &layers, language: settings.language, strings: &strings, sources };
        let (tera, templates) = compiler.compile(&mut diagnostics);
        let fingerprint = fingerprint(&layers, settings.language, sources);
        let shows_share_pictures = template_uses::has_share_picture(&templates, &layers.prefixes(), sources);
        let shared = layers.shared_templates(sources);
        let theme = Theme {
            tera,
            templates,
            prefixes: layers.prefixes(),
            files,
            addresses,
            colours,
            strings,
            fingerprint,
            shows_share_pictures,
            shared,
        };
        Report::new(theme, diagnostics)
    }

    /// Returns the parts that the plan of a site depends on.
    pub fn parts(&self) -> ThemeParts<'_> {
        ThemeParts {
            files: &self.files,
            strings: &self.strings,
            fingerprint: self.fingerprint,
            shows_share_pictures: self.shows_share_pictures,
        }
    }

    /// Returns the file of the template that is found by the short name `name`, such as `article.html`.
    pub fn template_source(&self, name: &str) -> Option<SourceId> {
        self.prefixes.iter().find_map(|prefix| self.templates.get(&format!("{prefix}{name}")).copied())
    }

    /// Renders the templates in `shared/` with `view`, which has nothing of a page, and returns their HTML by their names.
    ///
    /// # Errors
    /// If a template fails; the diagnostic has the position in the template.
    pub fn render_shared(&self, view: &Context, sources: &Sources) -> Result<Value, Box<Diagnostic>> {
        let mut parts = Map::new();
        for name in &self.shared {
            let mut html = Vec::new();
            self.render(&format!("{SHARED}{name}.html"), view, "", sources, &mut html)?;
            let html = String::from_utf8_lossy(&html);
            parts.insert(name.clone().into(), Value::safe_string(html.trim()));
        }
        Ok(parts.into())
    }

    /// Renders `template` with `view` into `page`, for the page at `route`.
    ///
    /// Returns false if there is no such template, which was reported when the theme was compiled.
    ///
    /// # Errors
    /// If the template fails; the diagnostic has the position in the template.
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
                let diagnostics = template_error::diagnostics(&error, &self.templates, sources);
                let diagnostic =
                    diagnostics.into_iter().next().expect("an error of Tera has at least one diagnostic");
                Err(Box::new(diagnostic.arg("route", route)))
            }
        }
    }
}

impl ThemeLayers {
    /// Collects the folders of the theme and of the themes that it extends.
    fn resolve(site: &Site, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> ThemeLayers {
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
                let error = Diagnostic::new(Code::UnknownTheme, name.span).arg("name", &name.value);
                diagnostics.push(error.help_nearest(&name.value, names.iter().map(String::as_str)));
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

    /// Adds the site's own folder and the built-in folder of the theme `name`; returns false if neither
    /// exists.
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

    /// Returns true if every kind of page has a template without the default theme.
    fn is_complete(&self, sources: &Sources) -> bool {
        TEMPLATES.iter().all(|kind| self.is_shadowed(self.folders.len(), &format!("{kind}.html"), sources))
    }

    /// Returns true if a layer before layer `at` has a template of the same name `own`.
    fn is_shadowed(&self, at: usize, own: &str, sources: &Sources) -> bool {
        self.folders[..at].iter().any(|(folder, _)| sources.at(&format!("{folder}templates/{own}")).is_some())
    }

    /// Returns true if a template of a layer before layer `at` refers to a template by its full `name`.
    fn is_referred_to(&self, at: usize, name: &str, sources: &Sources) -> bool {
        let quoted = |name: &str| [format!("\"{name}\""), format!("'{name}'")];
        let short = name.strip_prefix("built-in/").map(quoted).into_iter().flatten();
        let names: Vec<String> = quoted(name).into_iter().chain(short).collect();
        let mut earlier = self.folders[..at].iter().flat_map(|(folder, _)| sources.below(folder));
        earlier.any(|source| names.iter().any(|name| source.text().contains(name)))
    }

    /// Returns the prefixes under which templates are found by their short names, by priority.
    fn prefixes(&self) -> Vec<String> {
        self.folders.iter().map(|(_, prefix)| prefix.clone()).chain(["built-in/".to_owned()]).collect()
    }

    /// Returns the names of the templates in `shared/` of all layers, without `.html`.
    fn shared_templates(&self, sources: &Sources) -> BTreeSet<String> {
        let name = |folder: &str, source: &Source| {
            let own = source.path.strip_prefix(folder)?.strip_suffix(".html")?;
            Some(own.to_owned())
        };
        let mut names = BTreeSet::new();
        for folder in self.folders() {
            let folder = format!("{folder}templates/{SHARED}");
            names.extend(sources.below(&folder).filter_map(|source| name(&folder, source)));
        }
        names
    }

    fn folders(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.folders.iter().map(|(folder, _)| folder.as_str())
    }
}

/// Returns the names of all themes of the project.
fn theme_names(sources: &Sources) -> BTreeSet<String> {
    let own = sources.below("themes/").filter_map(|source| source.path.split('/').nth(1));
    own.map(str::to_owned).chain(["default".to_owned()]).collect()
}

/// Loads the strings of every layer; earlier layers override later ones.
///
/// The built-in strings are always loaded first, because page titles use them with any theme.
fn load_strings(
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
            let diagnostic = Diagnostic::new(Code::ThemeString, Span::new(source.id, at, at));
            diagnostics.push(diagnostic.arg("what", string_fault(&reason)).arg("reason", reason));
        }
    }
    messages
}

/// Returns the word that selects the sentence for an error of Fluent, of which the English text is `reason`.
fn string_fault(reason: &str) -> &'static str {
    const FAULTS: [(&str, &str); 7] = [
        ("Expected a token starting with", "sign"),
        ("Expected a message field", "value"),
        ("Expected a value", "value"),
        ("The select expression must have a default variant", "default"),
        ("Unbalanced closing brace", "brace"),
        ("Unterminated string literal", "quote"),
        ("Expected an inline expression", "expression"),
    ];
    FAULTS.into_iter().find(|(text, _)| reason.starts_with(text)).map_or("other", |(_, word)| word)
}

/// Returns the hash of all templates and strings of the layers.
fn fingerprint(layers: &ThemeLayers, language: Language, sources: &Sources) -> Hash {
    let mut inputs = String::from(language.tag());
    for folder in layers.folders() {
        let folders = ["templates/", "strings/"].map(|part| format!("{folder}{part}"));
        for source in folders.iter().flat_map(|part| sources.below(part)) {
            inputs.push_str(&format!("\n{} {}", source.path, source.hash));
        }
    }
    Hash::of(inputs.as_bytes())
}

/// The inputs of compiling the templates of a theme.
struct TemplateCompiler<'c> {
    layers: &'c ThemeLayers,
    language: Language,
    strings: &'c Arc<Messages>,
    sources: &'c Sources,
}

impl TemplateCompiler<'_> {
    /// Compiles all templates; reports those with errors and leaves them out.
    fn compile(&self, diagnostics: &mut Vec<Diagnostic>) -> (Tera, TemplateSources) {
        let TemplateCompiler { layers, sources, .. } = self;
        let mut tera = Tera::new();
        tera.set_fallback_prefixes(layers.prefixes()).expect("a new Tera has no templates");
        tera.autoescape_on([""]);
        functions::register(&mut tera, self.language, self.strings.clone());
        let mut names = TemplateSources::new();
        let mut templates: Vec<(String, &Source)> = Vec::new();
        for (at, (folder, prefix)) in layers.folders.iter().enumerate() {
            let folder = format!("{folder}templates/");
            for source in sources.below(&folder) {
                let own = &source.path[folder.len()..];
                let name = format!("{prefix}{own}");
                if layers.is_shadowed(at, own, sources) && !layers.is_referred_to(at, &name, sources) {
                    continue;
                }
                names.insert(name.clone(), source.id);
                diagnostics.extend(unquoted_attribute(source));
                templates.push((name, source));
            }
        }
        if tera.add_raw_templates(templates.iter().map(|(name, source)| (name, source.text()))).is_err() {
            self.add_valid(templates, &names, &mut tera, diagnostics);
        }
        (tera, names)
    }

    /// Adds the valid ones of `templates` to `tera`, and reports the errors of the others, of which there is
    /// at least one.
    fn add_valid(
        &self,
        templates: Vec<(String, &Source)>,
        names: &TemplateSources,
        tera: &mut Tera,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut valid: Vec<(String, &Source)> = Vec::new();
        for (name, source) in templates {
            match self.check_syntax(&name, source) {
                Ok(()) => valid.push((name, source)),
                Err(error) => diagnostics.extend(template_error::diagnostics(&error, names, self.sources)),
            }
        }
        let mut removed: Vec<String> = Vec::new();
        while let Err(error) =
            tera.add_raw_templates(valid.iter().map(|(name, source)| (name, source.text())))
        {
            let found = template_error::diagnostics(&error, names, self.sources);
            let is_invalid = |source: &Source| {
                found
                    .iter()
                    .any(|error| matches!(error.place, Location::Text(span) if span.source == source.id))
            };
            let (invalid, rest): (Vec<_>, Vec<_>) =
                valid.into_iter().partition(|(_, source)| is_invalid(source));
            valid = rest;
            // An error is not reported if its cause is a template that was removed with its own diagnostic.
            let is_consequence = |error: &Diagnostic| {
                let mut names = error.arguments.iter().filter(|(key, _)| *key == "name");
                names.any(|(_, missing)| removed.iter().any(|name| missing.contains(name.as_str())))
            };
            diagnostics.extend(found.into_iter().filter(|error| !is_consequence(error)));
            let prefixes = self.layers.folders.iter().map(|(_, prefix)| prefix.as_str());
            let own =
                |name: &str| prefixes.clone().find_map(|prefix| name.strip_prefix(prefix)).map(str::to_owned);
            removed.extend(invalid.iter().filter_map(|(name, _)| own(name)));
            if invalid.is_empty() {
                break;
            }
        }
    }

    /// Checks the syntax of one template alone, so that every broken template is reported, not only the
    /// first.
    fn check_syntax(&self, name: &str, source: &Source) -> Result<(), tera::Error> {
        let mut alone = Tera::new();
        functions::register(&mut alone, self.language, self.strings.clone());
        match alone.add_raw_template(name, source.text()) {
            Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)) => Err(error),
            _ => Ok(()),
        }
    }
}

/// Reports `title={{ name }}` without quotes, because a value with a space could add attributes.
fn unquoted_attribute(source: &Source) -> Option<Diagnostic> {
    let text = source.text();
    // The text before the first `<` is in no tag.
    let mut tags =
        text.split('<').skip(1).filter(|piece| piece.starts_with(|c: char| c.is_ascii_alphabetic()));
    let at =
        tags.find_map(|tag| Some(tag.as_ptr() as usize - text.as_ptr() as usize + unquoted_position(tag)?))?;
    Some(Diagnostic::new(Code::UnquotedAttribute, Span::new(source.id, at + 1, at + 3)))
}

/// Returns the position of `={{` in `tag` outside of quotes and before its `>`.
fn unquoted_position(tag: &str) -> Option<usize> {
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

/// Returns the addresses of the theme's files for the template context.
pub fn address_values(theme: &Theme) -> Value {
    Value::from_serializable(&theme.addresses)
}
