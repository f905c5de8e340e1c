//! The desk without a project: a page that makes a site or opens one.

use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use crate::cli::ExitStatus;
use crate::cli::create::{NewSiteError, write_site};
use crate::cli::preview_arguments::EditArguments;
use crate::cli::report::Reporter;
use crate::cli::serve::{bind, report_refusal};
use crate::cli::site_settings::site_settings;
use crate::cli::starter::NewSite;
use crate::desk::{KnownSite, SiteOpener, StartDesk, StartOptions, StartRefusal};
use crate::file;
use crate::messages::Language;
use crate::serve::broadcast::Broadcast;
use crate::threads::locked;

/// The most folders in which a site is looked for.
const MAX_FOLDERS: usize = 500;

/// Whether there is a site in `root`.
pub fn is_site(root: &Path) -> bool {
    ["yaml", "yml"].iter().any(|end| root.join(format!("content/site.{end}")).is_file())
}

/// Opens the page in a browser, and the desks of the sites that are chosen there, until the process is interrupted.
pub fn start(folder: &Path, edit: &EditArguments, reporter: &Reporter) -> ExitStatus {
    let Some(server) = bind(None, edit.port, reporter) else { return ExitStatus::Failure };
    let (place, language) = (server.address.to_string(), reporter.language);
    let options = StartOptions {
        port: server.address.port(),
        language,
        parent: folder.display().to_string(),
        sites: sites_below(folder),
        opener: Box::new(ProcessOpener {
            language,
            port: edit.port,
            today: edit.today.clone(),
            children: Mutex::default(),
        }),
    };
    let run = || -> io::Result<()> {
        let desk = StartDesk::new(options).map_err(io::Error::other)?;
        let address = desk.entry_address().map_err(io::Error::other)?;
        reporter.sentence("desk-ready", &[("address", address.clone())]);
        if edit.open && open::that_detached(&address).is_err() {
            reporter.note(&reporter.text("serve-not-opened", &[("address", address)]));
        }
        server.run(Arc::new(Broadcast::default()), language, Some(Arc::new(desk)))
    };
    if let Err(error) = run() {
        report_refusal(reporter, &place, &error);
    }
    ExitStatus::Failure
}

/// Opens the desk of each site in a process of its own.
struct ProcessOpener {
    language: Language,
    /// The port from which each looks for a free one.
    port: u16,
    /// The day to build for, if it is not the current one.
    today: Option<String>,
    /// The processes; they end with the console.
    children: Mutex<Vec<Child>>,
}

impl SiteOpener for ProcessOpener {
    fn create(&self, folder: &Path, title: &str) -> Result<(), StartRefusal> {
        let title = Some(title.to_owned()).filter(|title| !title.is_empty());
        write_site(folder, &NewSite { title, ..NewSite::example(self.language) }).map_err(|error| match error
        {
            NewSiteError::NotEmpty => ("desk-start-not-empty", String::new()),
            NewSiteError::Io(_, error) => ("desk-start-not-written", file::reason(&error)),
        })
    }

    fn open(&self, folder: &Path) -> Result<String, StartRefusal> {
        if !is_site(folder) {
            return Err(("desk-start-no-site", String::new()));
        }
        let failed = |error: io::Error| ("desk-start-not-opened", file::reason(&error));
        let (child, address) = self.start(folder).map_err(failed)?;
        locked(&self.children).push(child);
        Ok(address)
    }
}

impl ProcessOpener {
    /// The command with the desk of the site in `folder`.
    fn command(&self, folder: &Path) -> io::Result<Command> {
        let port = self.port.to_string();
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["edit", "--no-open", "--lang", self.language.tag(), "--port", &port, "--root"]);
        command.arg(folder);
        if let Some(today) = &self.today {
            command.args(["--today", today]);
        }
        Ok(command)
    }

    /// Starts a process with the desk of the site in `folder`, and returns it with the address that lets a browser in.
    fn start(&self, folder: &Path) -> io::Result<(Child, String)> {
        let mut child = self.command(folder)?.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let mut lines = BufReader::new(output).lines();
        for line in lines.by_ref() {
            let line = line?;
            let mut words = line.split_whitespace();
            if let Some(address) = words.find(|word| word.starts_with("http://127.0.0.1:")) {
                let address = address.to_owned();
                // Otherwise the process would stop when the pipe is full.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok((child, address));
            }
        }
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// The sites in the folders directly below `folder`, by name.
fn sites_below(folder: &Path) -> Vec<KnownSite> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().take(MAX_FOLDERS);
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| is_site(path)).collect();
    folders.sort();
    let site = |path: PathBuf| KnownSite {
        title: site_settings(&path).map_or_else(
            || path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            |settings| settings.title.to_string(),
        ),
        folder: path.display().to_string(),
    };
    folders.into_iter().map(site).collect()
}

#[cfg(test)]
mod tests {
    use super::{Language, Mutex, Path, ProcessOpener};

    /// The desk of a site looks for a free port from the one that was wanted, and is of the wanted day.
    #[test]
    fn desks_get_the_options_of_the_start() {
        let today = Some("2026-06-01".to_owned());
        let opener = ProcessOpener { language: Language::Vi, port: 8080, today, children: Mutex::default() };
        let command = opener.command(Path::new("/trang")).unwrap();
        let arguments: Vec<_> = command.get_args().filter_map(|argument| argument.to_str()).collect();
        let wanted = "edit --no-open --lang vi --port 8080 --root /trang --today 2026-06-01";
        assert_eq!(arguments.join(" "), wanted);
    }
}
