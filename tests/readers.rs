//! What readers see of a site that was published: fetched over HTTP and HTTPS by the real program, and told.

use bangvang::model::route::Route;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::project::Project;
use crate::publishing::{article, ending, project, said, set};

/// What readers see is told: the new site, an old page from a cache, another page, none at all, or no answer. Only a page
/// that is missing or other than it was sent ends the run with code 2.
#[test]
fn what_readers_see() {
    let project = project();
    let served = |code: i32,
                  answer: fn(&str, &Project) -> (u16, &'static str, Vec<u8>),
                  project: &Project| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let settings = fs::read_to_string(project.at("content/site.yaml")).unwrap();
        let line = settings.lines().find(|line| line.starts_with("base_url")).unwrap().to_owned();
        project.write("content/site.yaml", settings.replace(&line, &format!("base_url: http://{address}")));
        let output = thread::scope(|scope| {
            scope.spawn(|| {
                loop {
                    let (mut stream, _) = listener.accept().unwrap();
                    let mut request = [0; 4096];
                    let read = stream.read(&mut request).unwrap_or(0);
                    let head = String::from_utf8_lossy(&request[..read]).into_owned();
                    let path = head.split(' ').nth(1).unwrap_or("").to_owned();
                    if path == "/het" {
                        break;
                    }
                    let (status, heads, body) = answer(&path, project);
                    let _ = write!(
                        stream,
                        "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n{heads}\r\n",
                        body.len()
                    );
                    let _ = stream.write_all(&body);
                }
            });
            let output = project.run(&["publish", "--yes"]);
            let mut stream = std::net::TcpStream::connect(address).unwrap();
            let _ = stream.write_all(b"GET /het HTTP/1.1\r\n\r\n");
            output
        });
        assert_eq!(ending(&output), code, "{}", said(&output));
        said(&output)
    };
    let right = served(0, |path, project| (200, "", shown(path, "host/web", project)), &project);
    assert!(right.contains("bạn đọc đang thấy trang web mới"), "{right}");
    // A cache that keeps what was there before; an address that it has not seen gets through.
    copy(&project, "host/web", "cu");
    let stale = served(
        0,
        |path, project| match path.contains('?') {
            true => (200, "", shown(path, "host/web", project)),
            false => (200, "Age: 120\r\nX-Cache: HIT\r\n", shown(path, "cu", project)),
        },
        &project,
    );
    assert!(stale.contains("bộ nhớ đệm") && stale.contains("Age: 120, X-Cache: HIT"), "{stale}");
    let other = served(2, |_, _| (200, "", b"trang cua nguoi khac".to_vec()), &project);
    assert!(other.contains("khác với những gì đã gửi"), "{other}");
    let missing = served(2, |_, _| (404, "", b"khong co".to_vec()), &project);
    assert!(missing.contains("HTTP 404"), "{missing}");
    set(&project, "may-chu: {kind: folder, path: host/web}");
    let gone = project.run(&["publish", "--yes"]);
    assert!(ending(&gone) == 0 && said(&gone).contains("không kiểm tra được"), "{}", said(&gone));
    set(&project, "may-chu: {kind: folder, path: host/web, verify: false}");
    article(&project, "a", "Lễ tổng kết");
    assert!(!said(&project.run(&["publish", "--yes"])).contains("không kiểm tra được"));
}

/// The file of the output that answers a request for `path`.
pub fn file_of(path: &str) -> String {
    let route = path.split(['?', '#']).next().unwrap_or(path);
    Route::new(format!("/{}", route.trim_start_matches('/'))).output_path().to_string()
}

fn shown(path: &str, folder: &str, project: &Project) -> Vec<u8> {
    fs::read(project.at(folder).join(file_of(path))).unwrap_or_default()
}

fn copy(project: &Project, from: &str, to: &str) {
    project.tree(from).into_iter().for_each(|(path, bytes)| project.write(&format!("{to}/{path}"), bytes));
}

/// Readers over HTTPS see the new site, with a certificate that this computer trusts; a page that was taken off and that
/// a cache still gives is told.
#[test]
fn readers_over_https() {
    if std::process::Command::new("openssl").arg("version").output().is_err() {
        crate::hosts::missing("openssl");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    crate::hosts::vsftpd::certificates(folder.path());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let project = Project::new();
    set(&project, "may-chu: {kind: folder, path: host}");
    let settings = fs::read_to_string(project.at("content/site.yaml")).unwrap();
    project
        .write("content/site.yaml", settings.replace("https://thu.example", &format!("https://{address}")));
    article(&project, "a", "Lễ phát động");
    article(&project, "b", "Hội nghị");
    // What a cache would keep: pages that are asked for without a question mark.
    let kept = project.at("cu");
    let (web, at) = (project.at("host"), kept.clone());
    let config = Arc::new(of_server(folder.path()));
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream);
            let mut request = [0; 4096];
            let read = stream.read(&mut request).unwrap_or(0);
            let head = String::from_utf8_lossy(&request[..read]).into_owned();
            let path = head.split(' ').nth(1).unwrap_or("").to_owned();
            let file = file_of(&path);
            let cached = fs::read(at.join(&file)).ok().filter(|_| !path.contains('?'));
            let (status, body) = match cached.or_else(|| fs::read(web.join(&file)).ok()) {
                Some(body) => ("200 OK", body),
                None => ("404 Not Found", Vec::new()),
            };
            let length = body.len();
            let head = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    let publish = |trusted: &str| {
        let mut command = project.command(&["publish", "--yes"]);
        command.env("SSL_CERT_FILE", folder.path().join(trusted)).env_remove("SSL_CERT_DIR");
        let output = command.output().unwrap();
        assert_eq!(ending(&output), 0, "{}", said(&output));
        said(&output)
    };
    let told = publish("ca.pem");
    assert!(told.contains("bạn đọc đang thấy trang web mới"), "{told}");
    let removed = project.at("host/tin/a/index.html");
    fs::create_dir_all(kept.join("tin/a")).unwrap();
    fs::copy(&removed, kept.join("tin/a/index.html")).unwrap();
    fs::remove_file(project.at("content/articles/tin/a.md")).unwrap();
    let told = publish("ca.pem");
    assert!(told.contains("trang này đã gỡ, nhưng một bộ nhớ đệm"), "{told}");
    article(&project, "b", "Hội nghị lần hai");
    let told = publish("tu-ky.pem");
    assert!(told.contains("không kiểm tra được"), "{told}");
}

/// How a server encrypts with the good certificate in `folder`.
fn of_server(folder: &Path) -> ServerConfig {
    let chain = CertificateDer::pem_file_iter(folder.join("tot.pem")).unwrap().map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_file(folder.join("khoa.pem")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder =
        ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    builder.with_no_client_auth().with_single_cert(chain, key).unwrap()
}
