//! The commands `import hugo`, `jekyll`, `hexo` and `wordpress`: writes the pages of an old site into the new one.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::Path;

use crate::cli::ExitStatus;
use crate::cli::arguments::Arguments;
use crate::cli::import::prepared::prepare;
use crate::cli::import::{save, site_report};
use crate::cli::import_arguments::ImportTask;
use crate::cli::import_site_arguments::{SiteImportArguments, SiteOrigin};
use crate::cli::report::Reporter;
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::edit::{Wanted, block_item};
use crate::file;
use crate::import::page::{page_text, write_page};
use crate::import::site::{
    ConvertedSite, OldFiles, OldLineBreaks, OldPageKind, OldSite, SiteError, SiteTarget, convert, read_hexo,
    read_hugo, read_jekyll, read_wordpress,
};
use crate::model::names::NameIndex;
use crate::model::settings::Settings;
use crate::pipeline::PreparedBuild;
use crate::source::Span;

/// Reads the old site, reports what is lost, and writes what the new site does not have.
pub fn import_site(arguments: &Arguments, import: &SiteImportArguments, reporter: &Reporter) -> ExitStatus {
    let prepared = match prepare(&arguments.root, reporter) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let planned = prepared.planned.as_ref().expect("a prepared import has a planned site");
    let settings = &planned.site.settings;
    let mut sections = match SectionChoice::new(import, settings, reporter) {
        Ok(sections) => sections,
        Err(status) => return status,
    };
    let (old, files) = match read(import, settings) {
        Ok(read) => read,
        Err(error) => return report_unread(import.origin.path(), &error, reporter),
    };
    let folders = sections.folders(&old, import, reporter);
    let routes: HashSet<String> = planned.plan.pages.iter().map(|page| page.route.to_lowercase()).collect();
    let titles =
        settings.sections.iter().map(|section| (section.id.value.to_string(), section.title.to_string()));
    let titles = titles.collect();
    let target = SiteTarget {
        folders: &folders,
        routes: &routes,
        section_titles: &titles,
        base_path: settings.base_path().trim_end_matches('/'),
        line_breaks: if settings.line_breaks { OldLineBreaks::Breaks } else { OldLineBreaks::Spaces },
        today: planned.site.now.date(),
    };
    let converted = convert(&old, &files, &target);
    let name = import.origin.path().display().to_string();
    site_report::report(&name, &old, &converted, reporter);
    let left_out = sections.report_left_out(&old, &folders, reporter);
    let written = Run { arguments, import, reporter }.write(&converted);
    match written {
        ExitStatus::Clean if left_out => ExitStatus::Errors,
        status => status,
    }
}

fn read(import: &SiteImportArguments, settings: &Settings) -> Result<(OldSite, OldFiles), SiteError> {
    let zone = &settings.time_zone;
    match &import.origin {
        SiteOrigin::Hugo(folder) => read_hugo(folder, zone),
        SiteOrigin::Jekyll(folder) => read_jekyll(folder, zone),
        SiteOrigin::Hexo(folder) => read_hexo(folder, zone),
        SiteOrigin::WordPress(file, media) => read_wordpress(file, media.as_deref(), zone),
    }
}

/// Reports why the old site could not be read.
fn report_unread(path: &Path, error: &SiteError, reporter: &Reporter) -> ExitStatus {
    let (name, facts) = error.message();
    if matches!(error, SiteError::Io { .. }) {
        reporter.error(name, &facts);
        return ExitStatus::Failure;
    }
    let path = ("path", path.display().to_string());
    let [why, how] = [name.to_owned(), format!("{name}.help")].map(|name| reporter.text(&name, &facts));
    reporter.error("import-unread", &[path, ("why", why), ("how", how)]);
    ExitStatus::Failure
}

/// The sections into which articles go.
struct SectionChoice<'s> {
    settings: &'s Settings,
    /// The id of the section of all articles, if the user typed one.
    typed: Option<String>,
    /// The answers of the user about names that no section has.
    answers: BTreeMap<String, Option<String>>,
}

impl<'s> SectionChoice<'s> {
    /// Looks up the section that the user typed.
    ///
    /// # Errors
    /// Reports an unknown or ambiguous section.
    fn new(
        import: &SiteImportArguments,
        settings: &'s Settings,
        reporter: &Reporter,
    ) -> Result<SectionChoice<'s>, ExitStatus> {
        let mut choice = SectionChoice { settings, typed: None, answers: BTreeMap::new() };
        if let Some(typed) = &import.section {
            choice.typed = choice.find(typed);
            if choice.typed.is_none() {
                let names = NameIndex::of_sections(&settings.sections);
                let found = names.find(typed, None);
                let error: Vec<Diagnostic> =
                    names.error(typed, &found, Location::Nowhere).into_iter().collect();
                reporter.diagnostics(&error, &crate::source::Sources::default());
                return Err(ExitStatus::Failure);
            }
        }
        Ok(choice)
    }

    /// Returns the id of the section that a name means.
    fn find(&self, name: &str) -> Option<String> {
        let names = NameIndex::of_sections(&self.settings.sections);
        let slug = crate::text::slug(name);
        let found = names.find(name, None).one().or_else(|| names.find(&slug, None).one())?;
        names.id(found).map(str::to_owned)
    }

    /// Returns the folder of each page; asks for names that no section has, if that is possible.
    fn folders(
        &mut self,
        old: &OldSite,
        import: &SiteImportArguments,
        reporter: &Reporter,
    ) -> Vec<Option<String>> {
        let may_ask = import.task == ImportTask::Ask && reporter.is_interactive();
        let mut folders = Vec::with_capacity(old.pages.len());
        for page in &old.pages {
            if page.kind == OldPageKind::Standalone {
                folders.push(Some("content/pages".to_owned()));
                continue;
            }
            let known = self.typed.clone().or_else(|| page.section_names().find_map(|name| self.find(name)));
            let section = known.or_else(|| {
                let name = page.section_names().next().unwrap_or_default().to_owned();
                if let Some(answer) = self.answers.get(&name) {
                    return answer.clone();
                }
                let answer = may_ask.then(|| self.ask(&name, old, reporter)).flatten();
                self.answers.insert(name, answer.clone());
                answer
            });
            folders.push(section.map(|section| format!("content/articles/{section}")));
        }
        folders
    }

    /// Asks for the section of the articles with the category `name`; `None` leaves them out.
    fn ask(&self, name: &str, old: &OldSite, reporter: &Reporter) -> Option<String> {
        let count = old.pages.iter().filter(|page| is_of(page, name)).count();
        let arguments = [("name", name.to_owned()), ("count", count.to_string())];
        reporter.note(&format!("\n{}", reporter.text("import-site-which-section", &arguments)));
        let sections: Vec<&str> = self.settings.sections.iter().map(|section| &*section.id.value).collect();
        for (at, section) in self.settings.sections.iter().enumerate() {
            reporter.note(&format!("  {}  {} ({})", at + 1, section.title, section.id.value));
        }
        reporter.note(&format!("  0  {}", reporter.text("import-site-leave-out", &[])));
        loop {
            let typed = reporter.answer("import-site-section-answer", &[]);
            let typed = typed.trim();
            match typed.parse::<usize>() {
                Ok(0) => return None,
                Ok(number) if number <= sections.len() => return Some(sections[number - 1].to_owned()),
                _ if typed.is_empty() => return None,
                _ => {}
            }
            if let Some(section) = self.find(typed) {
                return Some(section);
            }
            reporter.note(&reporter.text("import-answer-unknown", &[("typed", typed.to_owned())]));
        }
    }

    /// Reports the articles that have no section, and what to add to the settings; returns whether there are some.
    fn report_left_out(&self, old: &OldSite, folders: &[Option<String>], reporter: &Reporter) -> bool {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (page, _) in old.pages.iter().zip(folders).filter(|(_, folder)| folder.is_none()) {
            *counts.entry(page.section_names().next().unwrap_or("")).or_default() += 1;
        }
        for (name, count) in &counts {
            let id = crate::text::slug(name);
            let id = if id.is_empty() { "tin-tuc".to_owned() } else { id };
            let words = name.replace('-', " ");
            let mut letters = words.chars();
            let title = letters
                .next()
                .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
            let entry =
                [("id", id), ("title", title)].map(|(key, text)| (key.to_owned(), Wanted::Text(text)));
            let entry = block_item(&Wanted::Map(entry.to_vec()));
            let arguments =
                [("name", (*name).to_owned()), ("count", count.to_string()), ("entry", format!("- {entry}"))];
            let kind = if name.is_empty() { "import-site-no-section" } else { "import-site-unknown-section" };
            reporter.error(kind, &arguments);
        }
        !counts.is_empty()
    }
}

fn is_of(page: &crate::import::site::OldPage, name: &str) -> bool {
    page.kind == OldPageKind::Article && page.section_names().next().unwrap_or("") == name
}

/// The writing of one import.
struct Run<'r> {
    arguments: &'r Arguments,
    import: &'r SiteImportArguments,
    reporter: &'r Reporter,
}

impl Run<'_> {
    fn write(&self, converted: &ConvertedSite) -> ExitStatus {
        if converted.pages.is_empty() {
            self.reporter.sentence("import-site-nothing-new", &[]);
            return ExitStatus::Clean;
        }
        if self.import.task == ImportTask::DryRun {
            return self.dry_run(converted);
        }
        let count = ("count", converted.pages.len().to_string());
        if self.import.task == ImportTask::Ask {
            if !self.reporter.is_interactive() {
                self.reporter.error("import-site-unasked", &[]);
                return ExitStatus::Errors;
            }
            if !self.reporter.ask("import-site-ask", &[count]) {
                self.reporter.sentence("import-not-done", &[]);
                return ExitStatus::Errors;
            }
        }
        self.write_all(converted)
    }

    fn dry_run(&self, converted: &ConvertedSite) -> ExitStatus {
        for one in &converted.pages {
            let path = format!("{}/{}/index.md", one.folder, one.page.stem);
            self.reporter.note(&format!("  {path}"));
            if self.reporter.is_json() {
                let text = page_text(&one.page);
                self.reporter
                    .object(&serde_json::json!({"event": "import-text", "path": path, "text": text}));
            }
        }
        self.reporter.sentence("import-site-dry-run", &[("count", converted.pages.len().to_string())]);
        ExitStatus::Clean
    }

    fn write_all(&self, converted: &ConvertedSite) -> ExitStatus {
        let root = &self.arguments.root;
        let mut written = Vec::new();
        let mut status = ExitStatus::Clean;
        for (path, disk) in &converted.static_files {
            let path = format!("content/static/{path}");
            match copy_new(root, &path, disk) {
                Ok(()) => {}
                Err(error) => {
                    self.report_failure(&path, &error);
                    status = ExitStatus::Errors;
                }
            }
        }
        for one in &converted.pages {
            let path = format!("{}/{}/index.md", one.folder, one.page.stem);
            match write_page(root, &one.folder, &one.page) {
                Ok(()) => written.push(path),
                Err(error) => {
                    self.report_failure(&path, &error);
                    status = ExitStatus::Errors;
                }
            }
        }
        self.reporter.sentence("import-site-written", &[("count", written.len().to_string())]);
        match self.check(&written) {
            ExitStatus::Clean => status,
            errors => errors,
        }
    }

    fn report_failure(&self, path: &str, error: &io::Error) {
        let path = ("path", path.to_owned());
        if error.kind() == io::ErrorKind::AlreadyExists {
            self.reporter.error("import-site-file-exists", &[path]);
        } else {
            self.reporter.error("output-failed", &[path, ("reason", file::reason(error))]);
        }
    }

    /// Prints what `check` reports about the new files, and the next step.
    fn check(&self, written: &[String]) -> ExitStatus {
        let Ok(prepared) = prepare(&self.arguments.root, self.reporter) else { return ExitStatus::Errors };
        let found = own_diagnostics(&prepared, written);
        let errors = found.iter().filter(|found| found.severity == Severity::Error).count();
        let warnings = found.len() - errors;
        self.reporter.diagnostics(&found, &prepared.scan.sources);
        let counts = [("errors", errors.to_string()), ("warnings", warnings.to_string())];
        self.reporter.sentence("import-site-checked", &counts);
        if errors > 0 { ExitStatus::Errors } else { ExitStatus::Clean }
    }
}

/// Returns the errors and warnings about the files `paths`, sorted.
fn own_diagnostics(prepared: &PreparedBuild, paths: &[String]) -> Vec<Diagnostic> {
    let sources = &prepared.scan.sources;
    let own: HashSet<_> = paths.iter().filter_map(|path| sources.at(path)).map(|source| source.id).collect();
    let is_own = |found: &&Diagnostic| {
        let place = match found.place {
            Location::File(source) | Location::Text(Span { source, .. }) => Some(source),
            Location::Nowhere => None,
        };
        found.severity != Severity::Note && place.is_some_and(|place| own.contains(&place))
    };
    prepared.sorted(prepared.diagnostics.iter().filter(is_own).cloned().collect())
}

/// Copies a file to the new path `path`; the same file may be there already.
///
/// # Errors
/// `AlreadyExists` if another file is there, or why it cannot be copied.
fn copy_new(root: &Path, path: &str, disk: &Path) -> io::Result<()> {
    let bytes = std::fs::read(disk)?;
    match save::write_new(root, path, &bytes) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let is_same = std::fs::read(file::below(root, path)).is_ok_and(|known| known == bytes);
            if is_same { Ok(()) } else { Err(error) }
        }
        other => other,
    }
}
