//! Answers of the desk: pages, JSON and files, with the headers that keep other sites out.

use bytes::Bytes;
use hyper::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, REFERRER_POLICY,
    SET_COOKIE, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Response, StatusCode};
use serde::Serialize;

use crate::html;
use crate::media::content_type;
use crate::messages::Messages;

/// The scripts, styles and pictures of the desk, by their URL paths.
const ASSETS: &[(&str, &[u8])] = &[
    ("/assets/desk.css", include_bytes!("assets/desk.css")),
    ("/assets/desk.js", include_bytes!("assets/desk.js")),
    ("/assets/paste.js", include_bytes!("assets/paste.js")),
    ("/assets/pictures.js", include_bytes!("assets/pictures.js")),
    ("/assets/review.js", include_bytes!("assets/review.js")),
    ("/assets/form.js", include_bytes!("assets/form.js")),
    ("/assets/start.js", include_bytes!("assets/start.js")),
    ("/assets/import.js", include_bytes!("assets/import.js")),
    ("/assets/action.js", include_bytes!("assets/action.js")),
    ("/assets/names.js", include_bytes!("assets/names.js")),
    ("/assets/new.js", include_bytes!("assets/new.js")),
    ("/assets/history.js", include_bytes!("assets/history.js")),
    ("/assets/merge.js", include_bytes!("assets/merge.js")),
    ("/assets/publish.js", include_bytes!("assets/publish.js")),
    ("/assets/article.js", include_bytes!("assets/article.js")),
    ("/assets/author.js", include_bytes!("assets/author.js")),
    ("/assets/awards.js", include_bytes!("assets/awards.js")),
    ("/assets/clipboard.js", include_bytes!("assets/clipboard.js")),
    ("/assets/typing.js", include_bytes!("assets/typing.js")),
    ("/assets/toolbar.js", include_bytes!("assets/toolbar.js")),
    ("/assets/favicon.svg", include_bytes!("../../themes/default/static/favicon.svg")),
    ("/assets/400.woff2", include_bytes!("../../themes/default/static/fonts/be-vietnam-pro-400.woff2")),
    ("/assets/600.woff2", include_bytes!("../../themes/default/static/fonts/be-vietnam-pro-600.woff2")),
    ("/assets/700.woff2", include_bytes!("../../themes/default/static/fonts/be-vietnam-pro-700.woff2")),
    // The pictures of the handbook.
    ("/assets/ban-bien-tap.webp", include_bytes!("../guide/pictures/ban-bien-tap.webp")),
    ("/assets/bieu-mau-bai.webp", include_bytes!("../guide/pictures/bieu-mau-bai.webp")),
    ("/assets/bang-quyet-dinh.webp", include_bytes!("../guide/pictures/bang-quyet-dinh.webp")),
    ("/assets/nhap-danh-sach.webp", include_bytes!("../guide/pictures/nhap-danh-sach.webp")),
    ("/assets/dang-len-mang.webp", include_bytes!("../guide/pictures/dang-len-mang.webp")),
];

/// The policy of files of the project: an SVG that is opened by itself has an origin of its own, and no scripts.
const FILE_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// Whether `path` is that of a script, style or picture of the desk, which are no secrets.
pub fn is_asset(path: &str) -> bool {
    ASSETS.iter().any(|(known, _)| *known == path)
}

/// What an action answers.
#[derive(Debug)]
pub enum Answer {
    /// HTML of a whole document.
    Page(String),
    /// What a script asked for.
    Json(serde_json::Value),
    /// A file of this media type.
    File(&'static str, Vec<u8>),
    /// The page that lets a browser in; it sets this cookie.
    Entry(String, String),
}

impl Answer {
    /// `value` as JSON.
    pub fn json(value: &impl Serialize) -> Answer {
        Answer::Json(serde_json::to_value(value).expect("answers have only text keys"))
    }
}

/// Why an action did nothing.
#[derive(Debug)]
pub struct Refused {
    /// The status of the response.
    pub status: StatusCode,
    /// The name of the message that says why, and its arguments.
    pub message: (&'static str, Vec<(&'static str, String)>),
}

impl Refused {
    /// A request that cannot be answered as it is: `message` says why.
    pub fn new(status: StatusCode, message: &'static str) -> Refused {
        Refused { status, message: (message, Vec::new()) }
    }

    /// The same with an argument of its message.
    pub fn arg(mut self, key: &'static str, value: impl Into<String>) -> Refused {
        self.message.1.push((key, value.into()));
        self
    }

    /// The sentence that says why.
    pub fn sentence(&self, messages: &Messages) -> String {
        messages.say(self.message.0, &self.message.1)
    }
}

/// The headers of all responses.
pub struct PageSecurity {
    policy: HeaderValue,
}

impl PageSecurity {
    /// Only the own scripts, styles and pictures, and the preview at `port` of `localhost` in a frame.
    pub fn new(port: u16) -> PageSecurity {
        let policy = format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob:; \
             connect-src 'self'; frame-src http://localhost:{port}; form-action 'self'; base-uri 'none'; \
             frame-ancestors 'none'"
        );
        PageSecurity { policy: HeaderValue::from_str(&policy).expect("the policy is ASCII") }
    }

    /// A response with `status` and a complete body.
    pub fn complete(
        &self,
        status: StatusCode,
        kind: &'static str,
        body: impl Into<Bytes>,
    ) -> Response<Bytes> {
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_SECURITY_POLICY, self.policy.clone());
        for (name, value) in [
            (CONTENT_TYPE, kind),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (REFERRER_POLICY, "same-origin"),
            (CACHE_CONTROL, "no-store"),
            (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
            (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        response
    }

    /// A response of plain text.
    pub fn text(&self, status: StatusCode, text: &str) -> Response<Bytes> {
        self.complete(status, "text/plain; charset=utf-8", text.to_owned())
    }

    /// The response with `answer`.
    pub fn response(&self, answer: Answer) -> Response<Bytes> {
        const HTML: &str = "text/html; charset=utf-8";
        match answer {
            Answer::Page(page) => self.complete(StatusCode::OK, HTML, page),
            Answer::Json(value) => {
                self.complete(StatusCode::OK, "application/json; charset=utf-8", value.to_string())
            }
            Answer::File(kind, bytes) => {
                let mut response = self.complete(StatusCode::OK, kind, bytes);
                response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(FILE_POLICY));
                response
            }
            Answer::Entry(page, cookie) => {
                let mut response = self.complete(StatusCode::OK, HTML, page);
                let cookie = HeaderValue::from_str(&cookie).expect("the cookie is ASCII");
                response.headers_mut().insert(SET_COOKIE, cookie);
                response
            }
        }
    }

    /// The response with an asset of the desk; `None` if there is none at `path`.
    pub fn asset(&self, path: &str) -> Option<Response<Bytes>> {
        let (_, bytes) = ASSETS.iter().find(|(known, _)| *known == path)?;
        Some(self.complete(StatusCode::OK, content_type(path), Bytes::from_static(bytes)))
    }
}

/// The page for a browser that was not let in.
pub fn locked_page(security: &PageSecurity, messages: &Messages) -> Response<Bytes> {
    let (title, text) = (messages.say("desk-locked", &[]), messages.say("desk-locked.help", &[]));
    let page = plain_page(messages, &title, &text, "", &[]);
    security.complete(StatusCode::FORBIDDEN, "text/html; charset=utf-8", page)
}

/// A page without navigation: a heading, a paragraph and `links`, each an address and its words; `head` is added to its head
/// as it is.
pub fn plain_page(
    messages: &Messages,
    title: &str,
    text: &str,
    head: &str,
    links: &[(&str, String)],
) -> String {
    let (title, text) = (html::escape(title), html::escape(text));
    let link = |(address, words): &(&str, String)| {
        format!("<a class=\"button\" href=\"{}\">{}</a>\n", html::escape(address), html::escape(words))
    };
    let links: String = links.iter().map(link).collect();
    let links = if links.is_empty() { links } else { format!("<p>{links}</p>\n") };
    let language = messages.language_tag();
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"icon\" href=\"/assets/favicon.svg\" type=\"image/svg+xml\">\n\
         <link rel=\"stylesheet\" href=\"/assets/desk.css\">\n{head}<title>{title}</title>\n</head>\n\
         <body class=\"plain\">\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n{links}</main>\n</body>\n</html>\n"
    )
}
