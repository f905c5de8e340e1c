//! Tests of the verification after publishing: the real program fetches pages over HTTP and HTTPS and reports the
//! result.

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
use crate::publishing::{article, exit_code, output_text, project, set};

/// The program reports whether readers see the new site, an old page from a cache, another page, an error page or
/// nothing. Only a missing or different page causes exit code 2.
#[test]
fn verification_over_http() {
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
                    let request_head = String::from_utf8_lossy(&request[..read]).into_owned();
                    let path = request_head.split(' ').nth(1).unwrap_or("").to_owned();
                    if path == "/het" {
                        break;
                    }
                    let (status, headers, body) = answer(&path, project);
                    let _ = write!(
                        stream,
                        "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n{headers}\r\n",
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
        assert_eq!(exit_code(&output), code, "{}", output_text(&output));
        output_text(&output)
    };
    let current = served(0, |path, project| (200, "", shown(path, "host/web", project)), &project);
    assert!(current.contains("bạn đọc đang thấy trang web mới"), "{current}");
    // A cache returns the old pages; a URL that is not in the cache gets through.
    copy(&project, "host/web", "cu");
    let stale = served(
        0,
        |path, project| {
            if path.contains('?') {
                (200, "", shown(path, "host/web", project))
            } else {
                (200, "Age: 120\r\nX-Cache: HIT\r\n", shown(path, "cu", project))
            }
        },
        &project,
    );
    assert!(stale.contains("bộ nhớ đệm") && stale.contains("Age: 120, X-Cache: HIT"), "{stale}");
    let other = served(2, |_, _| (200, "", b"trang cua nguoi khac".to_vec()), &project);
    assert!(other.contains("khác với những gì đã gửi"), "{other}");
    let missing = served(2, |_, _| (404, "", b"khong co".to_vec()), &project);
    assert!(missing.contains("HTTP 404"), "{missing}");
    set(&project, "may-chu: {kind: folder, path: host/web}");
    let unreachable = project.run(&["publish", "--yes"]);
    assert!(
        exit_code(&unreachable) == 0 && output_text(&unreachable).contains("không kiểm tra được"),
        "{}",
        output_text(&unreachable)
    );
    set(&project, "may-chu: {kind: folder, path: host/web, verify: false}");
    article(&project, "a", "Lễ tổng kết");
    assert!(!output_text(&project.run(&["publish", "--yes"])).contains("không kiểm tra được"));
}

/// Returns the file of the output for a request of `path`.
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

/// Over HTTPS, the program accepts a certificate that the computer trusts; a removed page that a cache still
/// returns is reported.
#[test]
fn verification_over_https() {
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
    // The cache has pages that are requested without a query.
    let cache = project.at("cu");
    let (web, cache_folder) = (project.at("host"), cache.clone());
    let config = Arc::new(server_config(folder.path()));
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream);
            let mut request = [0; 4096];
            let read = stream.read(&mut request).unwrap_or(0);
            let head = String::from_utf8_lossy(&request[..read]).into_owned();
            let path = head.split(' ').nth(1).unwrap_or("").to_owned();
            let file = file_of(&path);
            let cached = fs::read(cache_folder.join(&file)).ok().filter(|_| !path.contains('?'));
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
        assert_eq!(exit_code(&output), 0, "{}", output_text(&output));
        output_text(&output)
    };
    let output = publish("ca.pem");
    assert!(output.contains("bạn đọc đang thấy trang web mới"), "{output}");
    let removed = project.at("host/tin/a/index.html");
    fs::create_dir_all(cache.join("tin/a")).unwrap();
    fs::copy(&removed, cache.join("tin/a/index.html")).unwrap();
    fs::remove_file(project.at("content/articles/tin/a.md")).unwrap();
    let output = publish("ca.pem");
    assert!(output.contains("trang này đã gỡ, nhưng một bộ nhớ đệm"), "{output}");
    article(&project, "b", "Hội nghị lần hai");
    let output = publish("tu-ky.pem");
    assert!(output.contains("không kiểm tra được"), "{output}");
}

/// Returns the TLS configuration of a server with the valid certificate in `folder`.
fn server_config(folder: &Path) -> ServerConfig {
    let chain = CertificateDer::pem_file_iter(folder.join("tot.pem")).unwrap().map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_file(folder.join("khoa.pem")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder =
        ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    builder.with_no_client_auth().with_single_cert(chain, key).unwrap()
}
