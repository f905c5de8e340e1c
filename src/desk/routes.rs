//! Answers the requests to the desk: a table of methods and paths.

use bytes::Bytes;
use hyper::header::{HOST, REFERER};
use hyper::http::request::Parts;
use hyper::{Method, Request, Response, StatusCode};
use serde_json::json;

use crate::desk::answer::{Answer, Refused, locked_page, plain_page};
use crate::desk::guard::{Guard, is_entry};
use crate::desk::pages::Pages;
use crate::desk::request::DeskRequest;
use crate::desk::state::{DeskOptions, DeskState};
use crate::desk::{
    bin, clipboard, create, gone, help, history, importing, item, list, merging, moving, names, new_record,
    overview, pictures, publishing, removal, units, writing,
};
use crate::messages::Messages;
use crate::serve::desk_host::Desk;

/// The desk of one project.
pub struct DeskServer {
    state: DeskState,
    guard: Guard,
    pages: Pages,
}

impl DeskServer {
    /// A desk with the secrets of this start.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn new(options: DeskOptions) -> Result<DeskServer, getrandom::Error> {
        let guard = Guard::new(options.port)?;
        let pages = Pages::new(options.language);
        Ok(DeskServer { state: DeskState::new(options), guard, pages })
    }

    /// Returns an address at which one browser may come in, once.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn entry_address(&self) -> Result<String, getrandom::Error> {
        self.guard.entry_address()
    }

    fn answer(&self, method: &Method, path: &str, request: &DeskRequest) -> Result<Answer, Refused> {
        let state = &self.state;
        match (method.as_str(), path) {
            ("GET", "/") => self.page("overview.html", "/", &overview::view(state)?),
            ("GET", "/list") => {
                let current = format!("/list?list={}", request.parameter("list"));
                self.page("list.html", &current, &list::view(state, request)?)
            }
            ("GET", "/edit") => match gone::view(state, request)? {
                Some(gone) => self.page("gone.html", "", &gone),
                None => self.page("item.html", "", &item::view(state, request)?),
            },
            ("GET", "/help") => {
                let view = help::view(request, &state.messages, state.options.language)?;
                self.page("help.html", "/help", &view)
            }
            ("GET", "/new") => self.page("new.html", "/new", &new_record::view(state, request)?),
            ("GET", "/history") => self.page("history.html", "/history", &history::view(state, request)?),
            ("GET", "/version") => self.page("version.html", "/history", &history::version(state, request)?),
            ("GET", "/bin") => self.page("bin.html", "/history", &bin::view(state)?),
            ("GET", "/merge") => self.page("merge.html", "", &merging::view(state, request)?),
            ("GET", "/import") => {
                self.page("import.html", "/import", &importing::view::view(state, request)?)
            }
            ("PUT", "/api/import") => importing::answering::begin(state, request),
            ("POST", "/api/import/answer") => importing::answering::answer(state, request),
            ("POST", "/api/import/leave-open") => importing::answering::leave_open(state, request),
            ("POST", "/api/import/ask-again") => importing::answering::ask_again(state, request),
            ("POST", "/api/import/discard") => importing::answering::discard(state, request),
            ("POST", "/api/import/write") => importing::writing::write(state, request),
            ("POST", "/api/import/update") => importing::writing::update(state, request),
            ("GET", "/unit") => {
                self.page("unit.html", "/list?list=units", &units::view::view(state, request)?)
            }
            ("POST", "/api/unit") => units::view::write(state, request),
            ("GET", "/remove") => self.page("removal.html", "", &removal::view(state, request)?),
            ("POST", "/api/remove") => removal::remove(state, request),
            ("GET", "/publish") => {
                let view = publishing::view::view(state, request)?;
                self.page("publish.html", "/publish", &view)
            }
            ("GET", "/api/publish/progress") => Ok(publishing::actions::progress(state)),
            ("POST", "/api/publish/start") => publishing::actions::start(state, request),
            ("POST", "/api/publish/answer") => publishing::actions::answer(state, request),
            ("POST", "/api/publish/stop") => Ok(publishing::actions::stop(state)),
            ("POST", "/api/publish/secret") => publishing::actions::remember(state, request),
            ("POST", "/api/publish/connection") => publishing::connection::add(state, request),
            ("GET", "/picture") => pictures::show(state, request),
            ("GET", "/api/links") => create::links(state, request),
            ("GET", "/api/names") => names::names(state, request),
            ("GET", "/api/state") => writing::file_state(state, request),
            ("POST", "/api/paste") => clipboard::paste(state, request),
            ("POST", "/api/name") => history::give_name(state, request),
            ("POST", "/api/new") => new_record::create(state, request),
            ("GET", "/api/id") => Ok(new_record::proposed_id(request)),
            ("POST", "/api/move") => moving::move_article(state, request),
            ("POST", "/api/delete") => create::delete(state, request),
            ("PUT", "/api/picture") => pictures::add(state, request),
            ("POST", "/api/draft") => writing::draft(state, request),
            ("POST", "/api/discard") => writing::discard(state, request),
            ("POST", "/api/restore") => bin::restore(state, request),
            ("POST", "/api/undelete") => bin::undelete(state, request),
            ("POST", "/api/merge") => merging::save(state, request),
            ("POST", "/api/save") => writing::save(state, request),
            _ => Err(Refused::new(StatusCode::NOT_FOUND, "desk-no-page")),
        }
    }

    fn page(&self, template: &str, current: &str, view: &impl serde::Serialize) -> Result<Answer, Refused> {
        self.pages.page(self.guard.page_token(), template, current, view)
    }
}

/// What answers a request by its method, its path and its content.
pub type Answering<'a> = &'a dyn Fn(&Method, &str, &DeskRequest) -> Result<Answer, Refused>;

/// The response to a request that `guard` did not refuse: an asset, the page that lets a browser in, or what `answer`
/// gives.
pub fn respond(
    guard: &Guard,
    messages: &Messages,
    request: Request<Bytes>,
    answer: Answering<'_>,
) -> Response<Bytes> {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let security = guard.security();
    if let Some(asset) = security.asset(&path) {
        return asset;
    }
    let is_entry = is_entry(&method, request.uri());
    let before = page_before(&request);
    let request = DeskRequest::parse(request);
    if is_entry {
        let entered = entry(guard, messages, request.parameter("key"));
        return entered.unwrap_or_else(|| locked_page(security, messages));
    }
    let method = if method == Method::HEAD { Method::GET } else { method };
    match answer(&method, &path, &request) {
        Ok(answer) => security.response(answer),
        Err(refused) => refusal(guard, messages, &refused, &path, before.as_deref()),
    }
}

/// The answer to the address that lets a browser in; `None` if the key was used or is wrong.
fn entry(guard: &Guard, messages: &Messages, key: &str) -> Option<Response<Bytes>> {
    let cookie = guard.admit(key)?;
    // The browser sends the cookie, which is strict, only when a page of the desk leads to the next one.
    let head = "<meta http-equiv=\"refresh\" content=\"0; url=/\">\n";
    let page = plain_page(messages, "bangvang", &messages.say("desk-entering", &[]), head, &[]);
    Some(guard.security().response(Answer::Entry(page, cookie)))
}

/// The page of the desk that led to the one that `request` asks for, as an address of this host; `None` for another page.
fn page_before(request: &Request<Bytes>) -> Option<String> {
    let header = |name| request.headers().get(name)?.to_str().ok();
    let address = header(REFERER)?.strip_prefix("http://")?.strip_prefix(header(HOST)?)?;
    let is_page = address.starts_with('/') && !address.starts_with("//") && !address.contains('\\');
    let is_same = request.uri().path_and_query().is_some_and(|own| own.as_str() == address);
    (is_page && !is_same && address != "/").then(|| address.to_owned())
}

/// The response that says why a request was refused; a page has links to the page `before` it and to the overview.
fn refusal(
    guard: &Guard,
    messages: &Messages,
    refused: &Refused,
    path: &str,
    before: Option<&str>,
) -> Response<Bytes> {
    let sentence = refused.sentence(messages);
    let security = guard.security();
    if path.starts_with("/api/") {
        let body = json!({"error": sentence, "code": refused.message.0}).to_string();
        return security.complete(refused.status, "application/json; charset=utf-8", body);
    }
    let links = [(before, "desk-page-before"), (Some("/"), "desk-overview")];
    let links = links.into_iter().filter_map(|(address, words)| Some((address?, messages.say(words, &[]))));
    let links: Vec<(&str, String)> = links.collect();
    let page = plain_page(messages, &messages.say("desk-title", &[]), &sentence, "", &links);
    security.complete(refused.status, "text/html; charset=utf-8", page)
}

impl Desk for DeskServer {
    fn refusal(&self, header: &Parts) -> Option<Response<Bytes>> {
        self.guard.refusal(header, &self.state.messages)
    }

    fn respond(&self, request: Request<Bytes>) -> Response<Bytes> {
        let answer = |method: &Method, path: &str, request: &DeskRequest| self.answer(method, path, request);
        respond(&self.guard, &self.state.messages, request, &answer)
    }
}

#[cfg(test)]
mod tests {
    use super::{Bytes, Guard, HOST, Messages, REFERER, Refused, Request, StatusCode, respond};
    use crate::messages::Language;

    /// A key that lets no browser in leads to the locked page, however it is written: the guard asks for no session there.
    #[test]
    fn wrong_keys_lead_to_the_locked_page() {
        let guard = Guard::new(4000).unwrap();
        let messages = Messages::built_in(Language::En);
        for query in ["key=", "key=0", "key=0&key=", "key=&key=0", "key=%", "key=%FF"] {
            for method in ["GET", "HEAD"] {
                let request = Request::builder().method(method).uri(format!("/?{query}"));
                let (header, body) = request.body(Bytes::new()).unwrap().into_parts();
                assert!(guard.refusal(&header, &messages).is_none(), "{method} {query}");
                let request = Request::from_parts(header, body);
                let answered =
                    respond(&guard, &messages, request, &|_, _, _| panic!("answered without a session"));
                assert_eq!(answered.status(), StatusCode::FORBIDDEN, "{method} {query}");
            }
        }
    }

    /// A page that says why a request was refused leads back to the page before it, if that is one of the desk, and to the
    /// overview.
    #[test]
    fn refusals_lead_back() {
        let guard = Guard::new(4000).unwrap();
        let messages = Messages::built_in(Language::En);
        let links = |referer: &str| -> Vec<String> {
            let request = Request::builder().uri("/edit?file=x").header(HOST, "127.0.0.1:4000");
            let request = request.header(REFERER, referer).body(Bytes::new()).unwrap();
            let refused = || Refused::new(StatusCode::NOT_FOUND, "desk-no-page");
            let answered = respond(&guard, &messages, request, &|_, _, _| Err(refused()));
            let page = String::from_utf8(answered.body().to_vec()).unwrap();
            let links = page.split("<a class=\"button\" href=\"").skip(1);
            links.map(|link| link.split('"').next().unwrap().to_owned()).collect()
        };
        assert_eq!(links("http://127.0.0.1:4000/list?list=a&x=%22"), ["/list?list=a&amp;x=%22", "/"]);
        for other in [
            "http://127.0.0.1:4000/edit?file=x",
            "http://127.0.0.1:4000/",
            "http://127.0.0.1:4000//evil.example/",
            "http://127.0.0.1:40001/list",
            "http://evil.example/list",
            "x",
        ] {
            assert_eq!(links(other), ["/"], "{other}");
        }
    }
}
