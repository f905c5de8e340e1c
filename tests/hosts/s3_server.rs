//! An S3 server that stores objects as files, in this process.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use bangvang::model::publish_target::S3;
use bytes::Bytes;
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use hyper::header::IF_NONE_MATCH;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use tokio::net::TcpListener;
use tokio::sync::{Mutex as Turn, oneshot};

/// The ID of the access key that the server accepts.
pub const KEY: &str = "KHOATHU";
/// The secret access key.
pub const SECRET: &str = "bí mật thử";

/// The bucket of the release archive.
pub const ARCHIVE: &str = "thu-ban-cu";

/// How a server differs from AWS.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Oddity {
    /// It behaves as AWS does.
    #[default]
    Nothing,
    /// It ignores conditions, so several clients can create the same object.
    IgnoresConditions,
    /// It rejects conditions with an error.
    RefusesConditions,
    /// It confirms `tin/a/index.html`, and stores half of it.
    KeepsHalf,
    /// It confirms `tin/a/index.html`, and does not store it.
    KeepsNothing,
}

/// A server with the buckets `thu` and [`ARCHIVE`], which are removed when it is dropped.
pub struct S3Server {
    folder: tempfile::TempDir,
    /// The address it listens on.
    pub address: SocketAddr,
    oddity: Oddity,
    answer: Arc<Mutex<Option<(u16, &'static str)>>>,
    is_honest: Arc<AtomicBool>,
    /// Dropping the sender stops the server; its thread then ends.
    shutdown: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl S3Server {
    /// Starts a server with empty buckets.
    pub fn start(oddity: Oddity) -> S3Server {
        let folder = tempfile::tempdir().unwrap();
        for bucket in ["thu", ARCHIVE] {
            std::fs::create_dir(folder.path().join(bucket)).unwrap();
        }
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut server = S3Server {
            folder,
            address,
            oddity,
            answer: Arc::default(),
            is_honest: Arc::default(),
            shutdown: None,
        };
        server.run();
        server
    }

    /// Starts the server; after a stop, at the same address.
    pub fn run(&mut self) {
        let mut builder = S3ServiceBuilder::new(FileSystem::new(self.folder.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = builder.build();
        let (shutdown, is_shutting_down) = oneshot::channel();
        let (address_sender, address_receiver) = std::sync::mpsc::channel();
        let (canned, root) = (Arc::clone(&self.answer), self.folder.path().to_owned());
        let is_honest = Arc::clone(&self.is_honest);
        let (address, oddity) = (self.address, self.oddity);
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind(address).await.unwrap();
                address_sender.send(listener.local_addr().unwrap()).unwrap();
                tokio::select! {
                    () = serve(listener, service, (oddity, is_honest), canned, root) => {}
                                        _ = is_shutting_down => {}
                }
            });
        });
        self.address = address_receiver.recv().unwrap();
        self.shutdown = Some((shutdown, thread));
    }

    /// Returns the folder with the objects of `thu`.
    pub fn server_path(&self) -> PathBuf {
        self.folder.path().join("thu")
    }

    /// Returns the folder with the objects of [`ARCHIVE`].
    pub fn archive(&self) -> PathBuf {
        self.folder.path().join(ARCHIVE)
    }

    /// Makes the server respond to all requests with this error.
    pub fn answer(&self, status: u16, code: &'static str) {
        *self.answer.lock().unwrap() = Some((status, code));
    }

    /// Makes the server store everything that it confirms.
    pub fn be_honest(&self) {
        self.is_honest.store(true, Ordering::SeqCst);
    }

    /// Returns the target with this bucket at `address`.
    pub fn target(&self, address: SocketAddr) -> S3 {
        S3 {
            bucket: "thu".into(),
            region: "ap-southeast-1".into(),
            endpoint: Some(format!("http://{address}").into()),
            folder: "".into(),
            compress: false,
            releases: None,
        }
    }

    /// Stops the server and closes its connections.
    pub fn stop(&mut self) {
        if let Some((shutdown, thread)) = self.shutdown.take() {
            drop(shutdown);
            thread.join().unwrap();
        }
    }
}

async fn serve(
    listener: TcpListener,
    service: S3Service,
    (oddity, is_honest): (Oddity, Arc<AtomicBool>),
    canned: Arc<Mutex<Option<(u16, &'static str)>>>,
    root: PathBuf,
) {
    let turn = Arc::new(Turn::new(()));
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let (service, turn, canned) = (service.clone(), Arc::clone(&turn), Arc::clone(&canned));
        let (root, is_honest) = (root.clone(), Arc::clone(&is_honest));
        let service = service_fn(move |request: Request<Incoming>| {
            let (service, turn, canned) = (service.clone(), Arc::clone(&turn), Arc::clone(&canned));
            let (root, is_honest) = (root.clone(), Arc::clone(&is_honest));
            async move {
                let response = *canned.lock().unwrap();
                if let Some((status, code)) = response {
                    return Ok(error_response(status, code));
                }
                let conditional =
                    request.headers().contains_key(IF_NONE_MATCH) && request.method() == Method::PUT;
                if oddity == Oddity::RefusesConditions && conditional {
                    return Ok(error_response(501, "NotImplemented"));
                }
                // The files of this server cannot be checked and written in one step, as S3 objects can.
                let turn =
                    if conditional || oddity != Oddity::Nothing { Some(turn.lock().await) } else { None };
                if oddity == Oddity::IgnoresConditions && conditional {
                    // The condition is part of the signature, so it cannot be removed; it is met by removing the
                    // object.
                    let _ = std::fs::remove_file(object_path(&root, &request));
                }
                let is_dropped = matches!(oddity, Oddity::KeepsHalf | Oddity::KeepsNothing)
                    && !is_honest.load(Ordering::SeqCst)
                    && request.method() == Method::PUT
                    && request.uri().path().ends_with("/tin/a/index.html");
                let dropped = is_dropped.then(|| object_path(&root, &request));
                let answer = service.call(request.map(s3s::Body::from)).await;
                match dropped {
                    Some(file) if oddity == Oddity::KeepsNothing => std::fs::remove_file(file).unwrap(),
                    Some(file) => {
                        let bytes = std::fs::read(&file).unwrap();
                        std::fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
                    }
                    None => {}
                }
                drop(turn);
                answer.map(|answer| answer.map(Either::Left))
            }
        });
        tokio::spawn(async move {
            let stream = TokioIo::new(stream);
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(stream, service).await;
        });
    }
}

/// Returns the file of the object that a request is for.
fn object_path(root: &Path, request: &Request<Incoming>) -> PathBuf {
    let path = request.uri().path().trim_start_matches('/');
    root.join(&*percent_encoding::percent_decode_str(path).decode_utf8_lossy())
}

fn error_response<B>(status: u16, code: &str) -> Response<Either<B, Full<Bytes>>> {
    let text = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>thử</Message></Error>");
    let body = Either::Right(Full::new(Bytes::from(text)));
    Response::builder().status(StatusCode::from_u16(status).unwrap()).body(body).unwrap()
}
