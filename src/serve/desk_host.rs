//! Passes the requests for the desk, which has a host name of its own, to the desk.
//!
//! The desk answers at `127.0.0.1` and the preview at `localhost`: two sites to a browser, so that no script of a
//! theme reaches the desk.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_SECURITY_POLICY, HOST, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Request, Response, StatusCode};
use tokio::time::timeout;

use crate::render::hosts::CONTENT_POLICY;
use crate::serve::respond::{self, HttpResponse, run_blocking};

/// Maximum size of the body of a request, in bytes: a picture of a camera.
pub const MAX_BODY_BYTES: usize = 64 * 1024 * 1024;
/// How long a body may take.
const BODY_TIMEOUT: Duration = Duration::from_secs(60);

/// Answers the requests to the desk. Both functions may be called on several threads.
pub trait Desk: Send + Sync {
    /// The response that refuses a request because of its header; `None` if its body may be read.
    fn refusal(&self, header: &Parts) -> Option<Response<Bytes>>;

    /// The response to a request that was not refused. It may wait for a build.
    fn respond(&self, request: Request<Bytes>) -> Response<Bytes>;
}

/// A desk and the port at which it answers.
#[derive(Clone)]
pub struct DeskHost {
    desk: Arc<dyn Desk>,
    /// The value of `Host` of its requests.
    host: String,
    /// The policy of the preview, which the desk may show in a frame.
    preview_policy: HeaderValue,
}

impl DeskHost {
    /// `desk` at `port` of `127.0.0.1`.
    pub fn new(desk: Arc<dyn Desk>, port: u16) -> DeskHost {
        let host = format!("127.0.0.1:{port}");
        let policy = CONTENT_POLICY.replace(
            "frame-ancestors 'none'",
            &format!("frame-ancestors http://{host} http://localhost:{port}"),
        );
        let preview_policy = HeaderValue::from_str(&policy).expect("the policy is ASCII");
        DeskHost { desk, host, preview_policy }
    }

    /// Whether `request` is for the desk and not for the preview.
    pub fn is_meant<B>(&self, request: &Request<B>) -> bool {
        let mut hosts = request.headers().get_all(HOST).iter();
        let is_own = hosts.next().is_some_and(|host| host.as_bytes() == self.host.as_bytes());
        is_own && hosts.next().is_none()
    }

    /// The response of the desk to `request`.
    ///
    /// # Errors
    /// When the client disconnects, or the desk panics.
    pub async fn respond(&self, request: Request<Incoming>) -> io::Result<HttpResponse> {
        let (header, body) = request.into_parts();
        if let Some(refusal) = self.desk.refusal(&header) {
            return Ok(complete(refusal));
        }
        let body = match timeout(BODY_TIMEOUT, Limited::new(body, MAX_BODY_BYTES).collect()).await {
            Ok(Ok(body)) => body.to_bytes(),
            Ok(Err(error)) if error.is::<LengthLimitError>() => {
                return Ok(respond::text(StatusCode::PAYLOAD_TOO_LARGE, ""));
            }
            Ok(Err(error)) => return Err(io::Error::other(error)),
            Err(_) => return Ok(respond::text(StatusCode::REQUEST_TIMEOUT, "")),
        };
        let desk = self.desk.clone();
        let request = Request::from_parts(header, body);
        Ok(complete(run_blocking(move || Ok(desk.respond(request))).await?))
    }

    /// Allows the desk to show `reply`, a response of the preview, in a frame.
    pub fn allow_frame(&self, reply: &mut HttpResponse) {
        reply.headers_mut().insert(CONTENT_SECURITY_POLICY, self.preview_policy.clone());
    }
}

fn complete(response: Response<Bytes>) -> HttpResponse {
    response.map(|bytes| Full::new(bytes).map_err(|never| match never {}).boxed_unsync())
}
