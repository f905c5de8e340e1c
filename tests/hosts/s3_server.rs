//! A server that speaks like S3 and keeps objects as files, started for one test in this very process.

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

/// The key that is let in.
pub const KEY: &str = "KHOATHU";
/// What belongs to it.
pub const SECRET: &str = "bí mật thử";

/// A bucket that no reader comes to.
pub const ARCHIVE: &str = "thu-ban-cu";

/// What is odd about a server.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Oddity {
    /// Nothing.
    #[default]
    Nothing,
    /// It grants everybody what only the first should get.
    IgnoresConditions,
    /// It knows no conditions, and says so.
    RefusesConditions,
    /// It confirms `tin/a/index.html`, and keeps half of it.
    KeepsHalf,
    /// It confirms `tin/a/index.html`, and keeps nothing of it.
    KeepsNothing,
}

/// A server with the buckets `thu` and [`ARCHIVE`]; all vanish with this value.
pub struct S3Server {
    folder: tempfile::TempDir,
    /// Where it listens.
    pub address: SocketAddr,
    oddity: Oddity,
    answer: Arc<Mutex<Option<(u16, &'static str)>>>,
    is_honest: Arc<AtomicBool>,
    /// What ends it, and what is over then.
    over: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl S3Server {
    /// A server with nothing in its buckets.
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
            over: None,
        };
        server.run();
        server
    }

    /// Starts it, again where it was after it was stopped.
    pub fn run(&mut self) {
        let mut builder = S3ServiceBuilder::new(FileSystem::new(self.folder.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = builder.build();
        let (over, is_over) = oneshot::channel();
        let (tell, told) = std::sync::mpsc::channel();
        let (answers, root) = (Arc::clone(&self.answer), self.folder.path().to_owned());
        let is_honest = Arc::clone(&self.is_honest);
        let (address, oddity) = (self.address, self.oddity);
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind(address).await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                tokio::select! {
                    () = serve(listener, service, (oddity, is_honest), answers, root) => {}
                    _ = is_over => {}
                }
            });
        });
        self.address = told.recv().unwrap();
        self.over = Some((over, thread));
    }

    /// Where the server keeps the objects of `thu`.
    pub fn seen(&self) -> PathBuf {
        self.folder.path().join("thu")
    }

    /// Where it keeps those of [`ARCHIVE`].
    pub fn archive(&self) -> PathBuf {
        self.folder.path().join(ARCHIVE)
    }

    /// Answers everything so from now on.
    pub fn answer(&self, status: u16, code: &'static str) {
        *self.answer.lock().unwrap() = Some((status, code));
    }

    /// Keeps everything that it confirms from now on.
    pub fn be_honest(&self) {
        self.is_honest.store(true, Ordering::SeqCst);
    }

    /// The site in this bucket, at this address.
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

    /// Ends the server with all its connections.
    pub fn stop(&mut self) {
        if let Some((over, thread)) = self.over.take() {
            drop(over);
            thread.join().unwrap();
        }
    }
}

async fn serve(
    listener: TcpListener,
    service: S3Service,
    (oddity, is_honest): (Oddity, Arc<AtomicBool>),
    answers: Arc<Mutex<Option<(u16, &'static str)>>>,
    root: PathBuf,
) {
    let turn = Arc::new(Turn::new(()));
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let (service, turn, answers) = (service.clone(), Arc::clone(&turn), Arc::clone(&answers));
        let (root, is_honest) = (root.clone(), Arc::clone(&is_honest));
        let service = service_fn(move |request: Request<Incoming>| {
            let (service, turn, answers) = (service.clone(), Arc::clone(&turn), Arc::clone(&answers));
            let (root, is_honest) = (root.clone(), Arc::clone(&is_honest));
            async move {
                let canned = *answers.lock().unwrap();
                if let Some((status, code)) = canned {
                    return Ok(told(status, code));
                }
                let conditional =
                    request.headers().contains_key(IF_NONE_MATCH) && request.method() == Method::PUT;
                if oddity == Oddity::RefusesConditions && conditional {
                    return Ok(told(501, "NotImplemented"));
                }
                // The files below know no way to look and write at once, as S3 does.
                let turn =
                    if conditional || oddity != Oddity::Nothing { Some(turn.lock().await) } else { None };
                if oddity == Oddity::IgnoresConditions && conditional {
                    // The condition is signed, so it stays; but it finds nothing.
                    let _ = std::fs::remove_file(kept(&root, &request));
                }
                let lies = matches!(oddity, Oddity::KeepsHalf | Oddity::KeepsNothing)
                    && !is_honest.load(Ordering::SeqCst)
                    && request.method() == Method::PUT
                    && request.uri().path().ends_with("/tin/a/index.html");
                let lied_about = lies.then(|| kept(&root, &request));
                let answer = service.call(request.map(s3s::Body::from)).await;
                match lied_about {
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

/// The file of the object that a request is about.
fn kept(root: &Path, request: &Request<Incoming>) -> PathBuf {
    let path = request.uri().path().trim_start_matches('/');
    root.join(&*percent_encoding::percent_decode_str(path).decode_utf8_lossy())
}

fn told<B>(status: u16, code: &str) -> Response<Either<B, Full<Bytes>>> {
    let text = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>thử</Message></Error>");
    let body = Either::Right(Full::new(Bytes::from(text)));
    Response::builder().status(StatusCode::from_u16(status).unwrap()).body(body).unwrap()
}
