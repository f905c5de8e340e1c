//! Decides from the headers of a request whether it may be answered.
//!
//! A page of another site can make a browser send requests to a server on the same computer, under a host
//! name of its own that resolves to it (DNS rebinding). Such a request carries that name, or the origin of
//! the page, and is refused.

use std::net::{IpAddr, Ipv6Addr};

use hyper::header::{HOST, ORIGIN};
use hyper::{HeaderMap, Method, Request, StatusCode};

/// The host names under which this server answers.
#[derive(Clone, Debug)]
pub struct Hosts {
    port: u16,
    /// The host name of `--host` in lower case, if there is one.
    name: Option<String>,
    /// Whether the server listens on localhost only.
    is_loopback: bool,
}

impl Hosts {
    /// The host names of a server on `port`; `name` is that of `--host`, or empty.
    pub fn new(name: &str, port: u16, loopback: bool) -> Hosts {
        let name = (!name.is_empty()).then(|| name.to_lowercase());
        Hosts { port, name, is_loopback: loopback }
    }

    /// Returns whether `written`, the value of a `Host` header (RFC 9110 §7.2), is this server.
    ///
    /// DNS rebinding needs a host *name*, so literal IP addresses are accepted, unless the server is on
    /// localhost only and the address is not.
    pub fn is_this_server(&self, written: &str) -> bool {
        let (name, port) = match written.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => (name, port),
            _ => (written, "80"),
        };
        let digits = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || port.parse() != Ok(self.port) {
            return false;
        }
        let name = name.to_ascii_lowercase();
        if name == "localhost" || self.name.as_deref() == Some(&name) {
            return true;
        }
        let inner = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        let address = match inner {
            Some(inner) => inner.parse::<Ipv6Addr>().ok().map(IpAddr::V6),
            None => name.parse().ok().filter(IpAddr::is_ipv4),
        };
        address.is_some_and(|address| address.is_loopback() || !self.is_loopback)
    }
}

/// The status with which a request is refused; `None` if it may be answered.
pub fn refused_status<B>(request: &Request<B>, hosts: &Hosts) -> Option<StatusCode> {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Some(StatusCode::METHOD_NOT_ALLOWED);
    }
    if request.uri().authority().is_some() || !request.uri().path().starts_with('/') {
        return Some(StatusCode::BAD_REQUEST);
    }
    let headers = request.headers();
    let Some(host) = single_value(headers, &HOST) else { return Some(StatusCode::BAD_REQUEST) };
    if !hosts.is_this_server(host) {
        return Some(StatusCode::MISDIRECTED_REQUEST);
    }
    if headers.contains_key(ORIGIN) {
        let own = single_value(headers, &ORIGIN).and_then(|origin| origin.strip_prefix("http://"));
        if !own.is_some_and(|host| hosts.is_this_server(host)) {
            return Some(StatusCode::FORBIDDEN);
        }
    }
    None
}

/// The value of a header that occurs exactly once.
fn single_value<'h>(headers: &'h HeaderMap, name: &hyper::header::HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::{Hosts, refused_status};
    use hyper::{Request, StatusCode};

    /// Hosts that are not this server, among them some that resemble it.
    const FOREIGN: &[&str] = &[
        "evil.example:4000",
        "evil.example",
        "localhost",
        "127.0.0.1",
        "localhost:4001",
        "localhost:80",
        "localhost.evil.example:4000",
        "evil.example.localhost:4000",
        "127.0.0.1.evil.example:4000",
        "127.0.0.1.nip.io:4000",
        "0.0.0.0:4000",
        "10.0.0.1:4000",
        "192.168.1.5:4000",
        "169.254.169.254:4000",
        "127.1:4000",
        "127.0.1:4000",
        "2130706433:4000",
        "0x7f000001:4000",
        "0177.0.0.1:4000",
        "127.0.0.01:4000",
        "127.0.0.1.:4000",
        "localhost.:4000",
        "localhost..:4000",
        " localhost:4000",
        "localhost :4000",
        "localhost: 4000",
        "localhost:+4000",
        "localhost:04000x",
        "localhost:",
        "localhost:4000:4000",
        "localhost:4000/",
        "localhost:4000@evil.example",
        "evil.example@localhost:4000",
        "localhost:4000#",
        "localhost:4000,evil.example",
        "[::]:4000",
        "[::2]:4000",
        "[fe80::1]:4000",
        "[::ffff:10.0.0.1]:4000",
        "[::1",
        "::1:4000",
        "[::1]4000",
        "[::1]:4001",
        "[::1%25lo]:4000",
        "[127.0.0.1]:4000",
        "",
        ":4000",
        "*:4000",
        "user:pass@localhost:4000",
        "xn--lcalhost-54a:4000",
    ];

    fn request(host: &str, origin: Option<&str>) -> Option<Request<()>> {
        let mut request = Request::get("/tin/").header("host", host);
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        request.body(()).ok()
    }

    /// Other hosts are refused as `Host` and in `Origin`; those of this computer are accepted.
    #[test]
    fn foreign_names_are_refused() {
        let hosts = Hosts::new("", 4000, true);
        for host in FOREIGN {
            assert!(!hosts.is_this_server(host), "{host}");
            let refused = request(host, None).map(|request| refused_status(&request, &hosts));
            assert!(refused.is_none_or(|status| status.is_some()), "{host}");
            let origin = format!("http://{host}");
            let refused =
                request("localhost:4000", Some(&origin)).map(|request| refused_status(&request, &hosts));
            assert!(refused.is_none_or(|status| status == Some(StatusCode::FORBIDDEN)), "{origin}");
        }
        for host in ["localhost:4000", "LOCALHOST:4000", "127.0.0.1:4000", "127.0.0.2:4000", "[::1]:4000"] {
            let origin = format!("http://{host}");
            let allowed = request(host, Some(&origin)).expect("this is a request");
            assert_eq!(refused_status(&allowed, &hosts), None, "{host}");
        }
        for origin in ["null", "https://localhost:4000", "file://", "http://", "chrome-extension://abc"] {
            let foreign = request("localhost:4000", Some(origin)).expect("this is a request");
            assert_eq!(refused_status(&foreign, &hosts), Some(StatusCode::FORBIDDEN), "{origin}");
        }
    }

    /// On the local network, IP addresses and the name of `--host` are accepted, other names are not.
    #[test]
    fn ip_addresses_are_accepted_on_a_network() {
        let hosts = Hosts::new("May-Chu.local", 4000, false);
        for host in ["192.168.1.5:4000", "may-chu.local:4000", "[fe80::1]:4000", "localhost:4000"] {
            assert!(hosts.is_this_server(host), "{host}");
        }
        for host in ["evil.example:4000", "192.168.1.5.evil.example:4000", "192.168.1.5:80"] {
            assert!(!hosts.is_this_server(host), "{host}");
        }
    }

    /// Requests without exactly one host, for a proxy, or with a method that changes something are refused.
    #[test]
    fn odd_requests_are_refused() {
        let hosts = Hosts::new("", 4000, true);
        let own = |method: &str, uri: &str| {
            let request = Request::builder().method(method).uri(uri).header("host", "localhost:4000");
            refused_status(&request.body(()).expect("this is a request"), &hosts)
        };
        assert_eq!(own("HEAD", "/"), None);
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "X"] {
            assert_eq!(own(method, "/"), Some(StatusCode::METHOD_NOT_ALLOWED), "{method}");
        }
        assert_eq!(own("GET", "http://localhost:4000/"), Some(StatusCode::BAD_REQUEST));
        assert_eq!(own("GET", "*"), Some(StatusCode::BAD_REQUEST));
        let twice = Request::get("/").header("host", "localhost:4000").header("host", "evil.example");
        assert_eq!(
            refused_status(&twice.body(()).expect("this is a request"), &hosts),
            Some(StatusCode::BAD_REQUEST)
        );
        let none = Request::get("/").body(()).expect("this is a request");
        assert_eq!(refused_status(&none, &hosts), Some(StatusCode::BAD_REQUEST));
    }
}
