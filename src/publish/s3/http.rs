//! HTTP requests in, answers out; whatever moves nothing for too long is given up, and nothing else is.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse,
    HttpResponseBody, HttpService,
};
use tokio::time::{Sleep, sleep, timeout};

use crate::publish::tls;

const CONNECTING: Duration = Duration::from_secs(15);

/// A line that moves nothing for so long is broken.
const SILENCE: Duration = Duration::from_secs(25);

/// How often it is looked whether something moved.
const LOOK: Duration = Duration::from_secs(1);

/// How many bytes of a request are on their way; goes with it as an extension.
#[derive(Clone, Debug, Default)]
pub(super) struct Moved(Arc<AtomicU64>);

impl Moved {
    pub(super) fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Makes HTTP clients that trust whom this computer trusts.
#[derive(Debug)]
pub(super) struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let generic = |source| object_store::Error::Generic { store: "S3", source };
        let trust = tls::of_system().map_err(|error| generic(Box::new(error)))?;
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::config(&trust, tls::MODERN))
            .http1_only()
            .connect_timeout(CONNECTING)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("bangvang/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(HttpClient::new(Steady(client.map_err(|error| generic(Box::new(error)))?)))
    }
}

#[derive(Debug)]
struct Steady(reqwest::Client);

#[async_trait]
impl HttpService for Steady {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let moved = parts.extensions.get::<Moved>().cloned().unwrap_or_default();
        let url = reqwest::Url::parse(&parts.uri.to_string());
        let url = url.map_err(|error| HttpError::new(HttpErrorKind::Unknown, error))?;
        let mut request = reqwest::Request::new(parts.method, url);
        *request.headers_mut() = parts.headers;
        *request.body_mut() = Some(reqwest::Body::wrap(Outgoing { body, moved: moved.clone() }));
        let mut answer = Box::pin(self.0.execute(request));
        let (mut before, mut silence) = (0, Duration::ZERO);
        let answer = loop {
            if let Ok(answer) = timeout(LOOK, &mut answer).await {
                break answer.map_err(fault)?;
            }
            silence = if moved.bytes() == before { silence + LOOK } else { Duration::ZERO };
            before = moved.bytes();
            if silence >= SILENCE {
                return Err(silent());
            }
        };
        let (parts, body) = http_of(answer).into_parts();
        let body = Incoming { body, patience: Box::pin(sleep(SILENCE)) };
        Ok(HttpResponse::from_parts(parts, HttpResponseBody::new(body)))
    }
}

fn http_of(answer: reqwest::Response) -> hyper::Response<reqwest::Body> {
    answer.into()
}

fn fault(error: reqwest::Error) -> HttpError {
    let kind = match error.is_connect() {
        true => HttpErrorKind::Connect,
        false => HttpErrorKind::Interrupted,
    };
    HttpError::new(kind, error.without_url())
}

fn silent() -> HttpError {
    HttpError::new(HttpErrorKind::Timeout, io::Error::from(io::ErrorKind::TimedOut))
}

/// Bytes of a request, counted when they leave.
struct Outgoing {
    body: HttpRequestBody,
    moved: Moved,
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = HttpError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, HttpError>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(Ok(frame)) = &frame {
            let bytes = frame.data_ref().map_or(0, Bytes::len) as u64;
            self.moved.0.fetch_add(bytes, Ordering::Relaxed);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Bytes of an answer, each waited for only so long.
struct Incoming {
    body: reqwest::Body,
    patience: Pin<Box<Sleep>>,
}

impl Body for Incoming {
    type Data = Bytes;
    type Error = HttpError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, HttpError>>> {
        match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Ready(frame) => {
                self.patience = Box::pin(sleep(SILENCE));
                Poll::Ready(frame.map(|frame| frame.map_err(fault)))
            }
            Poll::Pending => {
                ready!(self.patience.as_mut().poll(context));
                Poll::Ready(Some(Err(silent())))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
