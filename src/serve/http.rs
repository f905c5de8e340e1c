//! The HTTP server of the preview.
//!
//! URL paths are looked up in the snapshot and never joined to a path on the disk. One thread serves all
//! connections; pages are rendered on others. Every wait for a client has a timeout.

use std::fs;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hyper::body::Incoming;
use hyper::header::{ALLOW, CONNECTION, CONTENT_TYPE, HeaderValue, LOCATION};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;

use crate::html;
use crate::messages::{Language, Messages};
use crate::serve::broadcast::Broadcast;
use crate::serve::desk_host::{Desk, DeskHost};
use crate::serve::guard::{Hosts, refused_status};
use crate::serve::listeners::ListenerLimit;
use crate::serve::overlay::{self, PREVIEW_PATH, SCRIPT};
use crate::serve::preview_files::{FileContent, PreviewFile};
use crate::serve::respond::{self, FrameStream, HttpResponse, ResponseContent, run_blocking};
use crate::serve::snapshot::{PageVersion, RouteAnswer, Snapshot};
use http_body_util::BodyExt;

/// The most connections at a time, unless the system allows fewer open files. Half of them may be event
/// streams.
const MAX_CONNECTIONS: usize = 2048;
/// How long the header of a request may take, and an idle connection may wait for the next one.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a client may accept no bytes.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);
/// Maximum size of the header of a request in bytes.
const MAX_HEADER_BYTES: usize = 16 * 1024;
/// Maximum number of header fields of a request.
const MAX_HEADER_FIELDS: usize = 100;
/// How often something is sent on an event stream, so that the browser knows that the connection is alive.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// After how many milliseconds a browser reconnects whose event stream was displaced by a newer one.
const DISPLACED_RETRY_MILLISECONDS: u32 = 30_000;
/// How many ports after the first one are tried.
const MAX_EXTRA_PORTS: u16 = 100;
/// The number of threads that render requested pages.
const RENDER_THREADS: usize = 2;
/// The number of threads that answer requests to the desk, some of which wait for a build.
const DESK_THREADS: usize = 6;

/// A server that is bound to its address and does not answer yet.
pub struct Server {
    listeners: Vec<TcpListener>,
    /// The address that the server is bound to.
    pub address: SocketAddr,
    hosts: Hosts,
}

impl Server {
    /// Binds to `host`, a name or an IP address, at `port` or the next free one.
    ///
    /// Without a `host`, listens on localhost, with IPv4 and IPv6.
    ///
    /// # Errors
    /// When the name cannot be resolved, or no port is free; then it is the error of the first one.
    pub fn bind(host: Option<&str>, port: u16) -> io::Result<Server> {
        let name = host.unwrap_or("127.0.0.1");
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        let mut first = None;
        for port in port..=port.saturating_add(MAX_EXTRA_PORTS) {
            let Some(address) = (bare, port).to_socket_addrs()?.next() else { break };
            match TcpListener::bind(address) {
                Ok(listener) => return Server::with_listener(listener, host),
                Err(error) if may_be_free_elsewhere(&error) => _ = first.get_or_insert(error),
                Err(error) => return Err(error),
            }
        }
        Err(first.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
    }

    fn with_listener(listener: TcpListener, host: Option<&str>) -> io::Result<Server> {
        let address = listener.local_addr()?;
        let mut listeners = vec![listener];
        if host.is_none() {
            // Browsers may resolve `localhost` to either; a computer without IPv6 has only one.
            let other = SocketAddr::new(IpAddr::V6(std::net::Ipv6Addr::LOCALHOST), address.port());
            listeners.extend(TcpListener::bind(other));
        }
        let hosts = Hosts::new(host.unwrap_or(""), address.port(), address.ip().is_loopback());
        Ok(Server { listeners, address, hosts })
    }

    /// Serves the current snapshot of `broadcast` until the program ends; `language` is used for sites without
    /// one. A `desk` answers at `127.0.0.1`.
    ///
    /// # Errors
    /// When the runtime or a listener cannot be set up, or a task panics.
    pub fn run(
        self,
        broadcast: Arc<Broadcast>,
        language: Language,
        desk: Option<Arc<dyn Desk>>,
    ) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(RENDER_THREADS + if desk.is_some() { DESK_THREADS } else { 0 })
            .build()?;
        let connections = most_connections();
        let listeners = ListenerLimit::new(connections / 2);
        let desk = desk.map(|desk| DeskHost::new(desk, self.address.port()));
        let state = Arc::new(ServerState { broadcast, hosts: self.hosts, language, listeners, desk });
        let permits = Arc::new(Semaphore::new(connections));
        runtime.block_on(async {
            let mut tasks = Vec::new();
            for listener in self.listeners {
                listener.set_nonblocking(true)?;
                let listener = tokio::net::TcpListener::from_std(listener)?;
                tasks.push(tokio::spawn(accept(listener, state.clone(), permits.clone())));
            }
            for task in tasks {
                task.await.map_err(io::Error::other)?;
            }
            Ok(())
        })
    }
}

/// Returns whether another port may be free: this one is taken, or the system reserves it (Windows reserves
/// ranges of ports for Hyper-V and WSL, and reports that access is denied).
fn may_be_free_elsewhere(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied)
}

/// The most connections at a time, limited by the open files that the system allows; raises that limit if
/// possible.
#[cfg(unix)]
fn most_connections() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    /// Files that the preview has open beside its connections.
    const OWN_FILES: u64 = 64;
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = MAX_CONNECTIONS as u64 + OWN_FILES;
    let allowed = match (current, maximum) {
        (Some(current), maximum) if current < wanted => {
            let raised = maximum.map_or(wanted, |maximum| maximum.min(wanted));
            let raise = setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum });
            if raise.is_ok() { raised } else { current }
        }
        _ => wanted,
    };
    allowed.saturating_sub(OWN_FILES).max(allowed / 2) as usize
}

#[cfg(not(unix))]
fn most_connections() -> usize {
    MAX_CONNECTIONS
}

/// State shared by all connections.
struct ServerState {
    broadcast: Arc<Broadcast>,
    hosts: Hosts,
    language: Language,
    listeners: ListenerLimit,
    desk: Option<DeskHost>,
}

async fn accept(listener: tokio::net::TcpListener, state: Arc<ServerState>, permits: Arc<Semaphore>) {
    loop {
        let Ok(permit) = permits.clone().acquire_owned().await else { return };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // Out of file descriptors, or the client has disconnected: both are temporary.
            Err(_) => {
                sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let state = state.clone();
        tokio::spawn(async move {
            let _permit = permit;
            // Without it small responses may be delayed.
            let _ = stream.set_nodelay(true);
            let mut stream = TimeoutStream::new(stream);
            stream.set_write_timeout(Some(WRITE_TIMEOUT));
            let service = service_fn(|request| respond_to(request, state.clone()));
            // An error means that the client has disconnected.
            let _ = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEADER_TIMEOUT)
                .max_buf_size(MAX_HEADER_BYTES)
                .max_headers(MAX_HEADER_FIELDS)
                .serve_connection(TokioIo::new(Box::pin(stream)), service)
                .await;
        });
    }
}

async fn respond_to(request: Request<Incoming>, state: Arc<ServerState>) -> io::Result<HttpResponse> {
    let Some(desk) = &state.desk else { return preview_response(request, state).await };
    if desk.is_meant(&request) {
        return desk.respond(request).await;
    }
    let mut reply = preview_response(request, state.clone()).await?;
    desk.allow_frame(&mut reply);
    Ok(reply)
}

async fn preview_response(request: Request<Incoming>, state: Arc<ServerState>) -> io::Result<HttpResponse> {
    if let Some(status) = refused_status(&request, &state.hosts) {
        let mut reply = respond::text(status, status.canonical_reason().unwrap_or(""));
        reply.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Ok(reply);
    }
    let path = request.uri().path();
    match path.strip_prefix(PREVIEW_PATH) {
        Some("preview.js") => {
            let script = Bytes::from_static(SCRIPT.as_bytes());
            return Ok(respond::complete(StatusCode::OK, "text/javascript; charset=utf-8", script));
        }
        Some("events") => return Ok(event_stream(request.uri().query().unwrap_or(""), &state)),
        Some(_) => return Ok(respond::text(StatusCode::NOT_FOUND, "")),
        None => {}
    }
    let Some(snapshot) = current_snapshot(&state.broadcast).await else {
        return Ok(respond::text(StatusCode::SERVICE_UNAVAILABLE, ""));
    };
    let found = match snapshot.find_cached(path) {
        Some(found) => found,
        None => {
            let (snapshot, path) = (snapshot.clone(), path.to_owned());
            run_blocking(move || Ok(snapshot.find(&path))).await?
        }
    };
    let found = match open_file(found).await {
        Ok(found) => found,
        Err(status) => return Ok(respond::text(status, status.canonical_reason().unwrap_or(""))),
    };
    Ok(route_response(found, &snapshot, &request, &state))
}

/// An answer, with its file opened if it is on the disk.
struct OpenedResponse {
    answer: RouteAnswer,
    open_file: Option<(fs::File, u64)>,
}

/// Opens the file of `answer`.
///
/// # Errors
/// The status to respond with when the file has changed since the scan; the next scan finds that too.
async fn open_file(answer: RouteAnswer) -> Result<OpenedResponse, StatusCode> {
    let file = match &answer {
        RouteAnswer::Found(_, file) | RouteAnswer::Missing(Some(file)) => Some(&file.content),
        RouteAnswer::Missing(None)
        | RouteAnswer::Redirect(_)
        | RouteAnswer::Broken(_)
        | RouteAnswer::Invalid => None,
    };
    let Some(FileContent::Disk(original)) = file else {
        return Ok(OpenedResponse { answer, open_file: None });
    };
    let (original, length) = (original.clone(), original.length());
    match run_blocking(move || original.open()).await {
        Ok(file) => Ok(OpenedResponse { answer, open_file: Some((file, length)) }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(StatusCode::NOT_FOUND),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}

/// Waits for the first snapshot and returns the current one.
async fn current_snapshot(broadcast: &Broadcast) -> Option<Arc<Snapshot>> {
    let mut served = broadcast.snapshot();
    let snapshot = served.wait_for(Option::is_some).await.ok()?;
    snapshot.clone()
}

fn route_response(
    found: OpenedResponse,
    snapshot: &Snapshot,
    request: &Request<Incoming>,
    state: &ServerState,
) -> HttpResponse {
    let OpenedResponse { answer, open_file: disk } = found;
    let language = snapshot.prepared.planned.as_ref().map(|planned| planned.site.settings.language);
    let language = language.unwrap_or(state.language);
    // Expensive to create, and seldom needed.
    let messages = || Messages::built_in(language);
    let own_page = |status: StatusCode, name: &str, text: &str| {
        let page = overlay::page(&messages().say(name, &[]), text, language);
        let page = overlay::with_script(page.as_bytes(), ".");
        respond::complete(status, "text/html; charset=utf-8", Bytes::from(page))
    };
    match answer {
        RouteAnswer::Found(path, file) => file_response(&path, file, disk, snapshot, request),
        RouteAnswer::Missing(Some(file)) => {
            let mut reply = file_response("404.html", file, disk, snapshot, request);
            if reply.status() == StatusCode::OK {
                *reply.status_mut() = StatusCode::NOT_FOUND;
            }
            reply
        }
        RouteAnswer::Missing(None) => own_page(StatusCode::NOT_FOUND, "preview-missing", ""),
        RouteAnswer::Broken(error) => {
            let drawn = error.render(&snapshot.prepared.scan.sources, &messages());
            own_page(StatusCode::INTERNAL_SERVER_ERROR, "preview-broken", &drawn)
        }
        RouteAnswer::Redirect(to) => {
            let mut reply = respond::empty(StatusCode::TEMPORARY_REDIRECT);
            match HeaderValue::from_str(&to) {
                Ok(to) => _ = reply.headers_mut().insert(LOCATION, to),
                Err(_) => *reply.status_mut() = StatusCode::BAD_REQUEST,
            }
            reply
        }
        RouteAnswer::Invalid => respond::text(StatusCode::BAD_REQUEST, ""),
    }
}

/// The response for a file; the script that updates it is added to a page.
fn file_response(
    path: &str,
    file: PreviewFile,
    disk: Option<(fs::File, u64)>,
    snapshot: &Snapshot,
    request: &Request<Incoming>,
) -> HttpResponse {
    let hash = file.hash.short();
    let (tag, content) = match (&file.content, disk) {
        (_, Some((file, length))) => (hash, ResponseContent::Disk(file, length)),
        (FileContent::Bytes(bytes), None) if path.ends_with(".html") => {
            let seen = snapshot.version_of(&file).text();
            let page = overlay::with_script(bytes, &seen);
            (seen, ResponseContent::Bytes(Bytes::from(page)))
        }
        (FileContent::Bytes(bytes), None) => (hash, ResponseContent::Bytes(bytes.clone())),
        (FileContent::Forgotten | FileContent::Disk(_), None) => (hash, ResponseContent::Bytes(Bytes::new())),
    };
    respond::file(path, &tag, content, request.method(), request.headers())
}

/// An event stream for the page of `query`: `path` is its URL path, `seen` the version that the browser shows.
fn event_stream(query: &str, state: &Arc<ServerState>) -> HttpResponse {
    let value = |name: &str| {
        let mut fields = query.split('&').filter_map(|field| field.split_once('='));
        let found = fields.find(|(key, _)| *key == name).map(|(_, value)| value.replace('+', " "));
        found.and_then(|value| html::decode_path(&value)).unwrap_or_default()
    };
    // `path` is still percent-encoded.
    let (path, shown) = (value("path"), PageVersion::parse(&value("seen")));
    let (sender, receiver) = mpsc::channel(8);
    let broadcast = state.broadcast.clone();
    let displaced = state.listeners.admit();
    tokio::spawn(async move {
        let update_sender = sender.clone();
        tokio::select! {
            _ = send_updates(broadcast, path, shown, update_sender) => {}
            () = sender.closed() => {}
            _ = displaced => {
                // If the client accepts no data, it does not receive this either.
                let _ = sender.try_send(Ok(Bytes::from(format!("retry: {DISPLACED_RETRY_MILLISECONDS}\n\n"))));
            }
        }
    });
    let mut reply = respond::empty(StatusCode::OK);
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream; charset=utf-8"));
    // The connection is released as soon as the stream ends.
    reply.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    *reply.body_mut() = FrameStream(receiver).boxed_unsync();
    reply
}

type Events = mpsc::Sender<io::Result<Bytes>>;

/// Sends the updates of a page to a client; returns `None` when the client has disconnected.
async fn send_updates(
    broadcast: Arc<Broadcast>,
    path: String,
    mut shown: PageVersion,
    listener: Events,
) -> Option<()> {
    let _listening = broadcast.listen(&path);
    let mut updates = broadcast.updates();
    send(&listener, "retry: 1000\n\n").await?;
    let snapshot = current_snapshot(&broadcast).await?;
    let requested = path.clone();
    let first = run_blocking(move || Ok(snapshot.version_at(&requested))).await.ok()?;
    let mut sent_errors: Arc<str> = Arc::from("");
    let mut current = updates.borrow_and_update().clone();
    let mut now = current.pages.get(&path).cloned().unwrap_or(first);
    loop {
        send_difference(&listener, &shown, &now).await?;
        shown = (*now).clone();
        if current.errors != sent_errors {
            sent_errors = current.errors.clone();
            send(&listener, &format!("event: errors\ndata: {sent_errors}\n\n")).await?;
        }
        match timeout(HEARTBEAT, updates.changed()).await {
            Err(_) => send(&listener, "event: heartbeat\ndata: \n\n").await?,
            Ok(changed) => {
                changed.ok()?;
                current = updates.borrow_and_update().clone();
                now = current.pages.get(&path).cloned().unwrap_or(now);
            }
        }
    }
}

/// Makes a client reload the page, or only its style sheets, if the version it shows is not the current one.
async fn send_difference(listener: &Events, shown: &PageVersion, now: &PageVersion) -> Option<()> {
    if shown.page != now.page {
        return send(listener, "event: reload\ndata: \n\n").await;
    }
    if shown.style != now.style {
        let data = serde_json::json!({"seen": now.text(), "styles": now.sheets});
        return send(listener, &format!("event: style\ndata: {data}\n\n")).await;
    }
    Some(())
}

async fn send(listener: &Events, text: &str) -> Option<()> {
    listener.send(Ok(Bytes::copy_from_slice(text.as_bytes()))).await.ok()
}

#[cfg(test)]
mod tests {
    use super::may_be_free_elsewhere;
    use std::io::{Error, ErrorKind};

    /// The next port is tried if one is taken or reserved, and not if the address does not belong to this
    /// computer.
    #[test]
    fn reserved_ports_are_skipped() {
        let skipped = [ErrorKind::AddrInUse, ErrorKind::PermissionDenied];
        assert!(skipped.into_iter().all(|kind| may_be_free_elsewhere(&kind.into())));
        assert!(!may_be_free_elsewhere(&ErrorKind::AddrNotAvailable.into()));
        #[cfg(windows)]
        assert!(may_be_free_elsewhere(&Error::from_raw_os_error(10_013)));
        #[cfg(not(windows))]
        assert!(may_be_free_elsewhere(&Error::from_raw_os_error(13)));
    }
}
