//! The page that makes a site or opens one, where the desk is started without a project.

use std::path::Path;

use bytes::Bytes;
use hyper::http::request::Parts;
use hyper::{Method, Request, Response, StatusCode};
use serde::{Deserialize, Serialize};

use crate::desk::answer::{Answer, Refused};
use crate::desk::guard::Guard;
use crate::desk::pages::Pages;
use crate::desk::request::DeskRequest;
use crate::desk::routes::respond;
use crate::messages::{Language, Messages};
use crate::serve::desk_host::Desk;

/// A site that may be opened.
#[derive(Clone, Debug, Serialize)]
pub struct KnownSite {
    /// The title in its settings; the name of its folder if it has none.
    pub title: String,
    /// The path of its folder.
    pub folder: String,
}

/// The name of the message that says why a site was neither made nor opened, and its reason.
pub type StartRefusal = (&'static str, String);

/// Makes sites and opens their desks.
pub trait SiteOpener: Send + Sync {
    /// Writes a new site with `title` into `folder`.
    ///
    /// # Errors
    /// Why nothing, or not everything, was written.
    fn create(&self, folder: &Path, title: &str) -> Result<(), StartRefusal>;

    /// Opens the desk of the site in `folder`, and returns the address that lets the browser in.
    ///
    /// # Errors
    /// When there is no site, or its desk does not start.
    fn open(&self, folder: &Path) -> Result<String, StartRefusal>;
}

/// What the page needs of the program.
pub struct StartOptions {
    /// Where the page is served on this computer.
    pub port: u16,
    /// The language of the page.
    pub language: Language,
    /// The folder in which a new site is proposed.
    pub parent: String,
    /// The sites that are near.
    pub sites: Vec<KnownSite>,
    /// Makes and opens sites.
    pub opener: Box<dyn SiteOpener>,
}

/// The page that makes or opens a site.
pub struct StartDesk {
    options: StartOptions,
    guard: Guard,
    pages: Pages,
    messages: Messages,
}

/// What the page shows.
#[derive(Serialize)]
struct StartView<'v> {
    parent: &'v str,
    separator: char,
    sites: &'v [KnownSite],
}

/// The folder that a request names.
#[derive(Deserialize)]
struct Folder {
    folder: String,
    /// The title of a new site.
    #[serde(default)]
    title: String,
}

impl StartDesk {
    /// The page with the secrets of this start.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn new(options: StartOptions) -> Result<StartDesk, getrandom::Error> {
        let (guard, pages) = (Guard::new(options.port)?, Pages::new(options.language));
        Ok(StartDesk { guard, pages, messages: Messages::built_in(options.language), options })
    }

    /// Returns an address at which one browser may come in, once.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn entry_address(&self) -> Result<String, getrandom::Error> {
        self.guard.entry_address()
    }

    fn answer(&self, method: &Method, path: &str, request: &DeskRequest) -> Result<Answer, Refused> {
        let (options, opener) = (&self.options, &self.options.opener);
        match (method.as_str(), path) {
            ("GET", "/") => {
                let separator = std::path::MAIN_SEPARATOR;
                let view = StartView { parent: &options.parent, separator, sites: &options.sites };
                self.pages.page(self.guard.page_token(), "start.html", "/", &view)
            }
            ("POST", "/api/create") => {
                let Folder { folder, title } = request.json()?;
                let folder = absolute(&folder)?;
                opener
                    .create(folder, title.trim())
                    .and_then(|()| opener.open(folder))
                    .map_err(refused)
                    .map(opened)
            }
            ("POST", "/api/open") => {
                let Folder { folder, .. } = request.json()?;
                opener.open(absolute(&folder)?).map_err(refused).map(opened)
            }
            _ => Err(Refused::new(StatusCode::NOT_FOUND, "desk-no-page")),
        }
    }
}

/// The path that the user typed: the only one that the desk takes from a browser, and only on this page.
fn absolute(folder: &str) -> Result<&Path, Refused> {
    let path = Path::new(folder.trim());
    let is_absolute = path.is_absolute() && !folder.contains('\0');
    is_absolute.then_some(path).ok_or_else(|| Refused::new(StatusCode::BAD_REQUEST, "desk-start-no-path"))
}

fn refused((message, reason): StartRefusal) -> Refused {
    Refused::new(StatusCode::CONFLICT, message).arg("reason", reason)
}

fn opened(address: String) -> Answer {
    Answer::json(&address)
}

impl Desk for StartDesk {
    fn refusal(&self, header: &Parts) -> Option<Response<Bytes>> {
        self.guard.refusal(header, &self.messages)
    }

    fn respond(&self, request: Request<Bytes>) -> Response<Bytes> {
        let answer = |method: &Method, path: &str, request: &DeskRequest| self.answer(method, path, request);
        respond(&self.guard, &self.messages, request, &answer)
    }
}
