//! Checks the ports of this computer, the keychain, and the variables for a proxy. No other computer is contacted.

use std::env;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use ureq::{Proxy, ProxyProtocol};

use crate::cli::doctor::finding::Finding;
use crate::cli::preview_arguments::PORT;
use crate::cli::publish::keychain;
use crate::file;
use crate::model::publish_target::{HostSettings, TargetKind};
use crate::model::settings::Settings;
use crate::serve::http::Server;

/// The time in which a connection within this computer must succeed.
const LOOPBACK_TIMEOUT: Duration = Duration::from_secs(2);

/// The variables for a proxy, in the order in which they are tried.
const PROXY_VARIABLES: [&str; 6] =
    ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];

/// Checks what the preview, the desk and the publication to the targets of `settings` need.
pub fn findings(settings: Option<&Settings>) -> Vec<Finding> {
    let value = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let variables = PROXY_VARIABLES.iter().filter_map(|name| Some((*name, value(name)?)));
    let variables: Vec<(&str, String)> = variables.collect();
    let exceptions = value("NO_PROXY").or_else(|| value("no_proxy")).unwrap_or_default();
    vec![ports(), keychain(), proxy(&variables, &exceptions, is_direct(settings))]
}

/// Checks whether the preview can listen, and a browser of this computer can reach it.
fn ports() -> Finding {
    let server = match Server::bind(None, PORT) {
        Ok(server) => server,
        Err(error) => return Finding::problem("doctor-no-port").arg("reason", file::reason(&error)),
    };
    let port = server.address.port();
    drop(server);
    if let Err(error) = loopback() {
        return Finding::problem("doctor-no-loopback").arg("reason", file::reason(&error));
    }
    let finding =
        if port == PORT { Finding::good("doctor-ports") } else { Finding::good("doctor-other-port") };
    finding.arg("port", PORT.to_string()).arg("free", port.to_string())
}

/// Sends a byte from this program to itself.
fn loopback() -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address: SocketAddr = listener.local_addr()?;
    let mut sender = TcpStream::connect_timeout(&address, LOOPBACK_TIMEOUT)?;
    let (mut receiver, _) = listener.accept()?;
    receiver.set_read_timeout(Some(LOOPBACK_TIMEOUT))?;
    sender.write_all(b"x")?;
    receiver.read_exact(&mut [0])
}

/// Checks whether passwords of hosts can be stored.
fn keychain() -> Finding {
    match keychain::is_available() {
        Ok(()) => Finding::good("doctor-keychain"),
        Err(reason) => Finding::warning("doctor-no-keychain").arg("reason", reason),
    }
}

/// Whether a target of `settings` is reached without HTTP, and so without a proxy.
fn is_direct(settings: Option<&Settings>) -> bool {
    let mut targets = settings.into_iter().flat_map(|settings| &settings.publish);
    targets.any(|target| {
        matches!(&target.destination, TargetKind::Host(HostSettings::Sftp(_) | HostSettings::Ftps(_)))
    })
}

/// Returns the finding for `variables` with their values, in the order in which they are tried; the first valid one is
/// used. `exceptions` is the value of `NO_PROXY`. Passwords in them are not shown.
fn proxy(variables: &[(&str, String)], exceptions: &str, is_direct: bool) -> Finding {
    let Some((first, _)) = variables.first() else { return Finding::good("doctor-no-proxy") };
    let used = variables.iter().find_map(|(name, value)| Some((*name, Proxy::new(value).ok()?)));
    let Some((name, proxy)) = used else {
        return Finding::problem("doctor-bad-proxy").arg("variable", *first);
    };
    let is_http = matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https);
    let finding = if !is_http {
        Finding::problem("doctor-socks-proxy")
    } else if is_direct {
        Finding::warning("doctor-proxy-not-for-all")
    } else {
        Finding::good("doctor-proxy")
    };
    let exceptions = if exceptions.is_empty() { "none" } else { exceptions };
    let host = format!("{}:{}", proxy.host(), proxy.port());
    finding.arg("variable", name).arg("host", host).arg("exceptions", exceptions)
}

#[cfg(test)]
mod tests {
    use super::{loopback, proxy};
    use crate::cli::doctor::finding::FindingState;

    /// The first valid variable is used; passwords are not shown.
    #[test]
    fn proxies() {
        let found = |variables: &[(&str, &str)], is_direct| {
            let variables: Vec<_> =
                variables.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
            proxy(&variables, "", is_direct)
        };
        assert_eq!(found(&[], true).name, "doctor-no-proxy");
        let used = found(&[("HTTPS_PROXY", "http://mai:bi-mat@proxy.cd.vn:3128")], false);
        assert_eq!((used.state, used.name), (FindingState::Good, "doctor-proxy"));
        let arguments = format!("{:?}", used.arguments);
        assert!(arguments.contains("proxy.cd.vn:3128") && !arguments.contains("bi-mat"), "{arguments}");
        assert_eq!(found(&[("HTTPS_PROXY", "http://proxy.cd.vn:3128")], true).state, FindingState::Warning);
        assert_eq!(found(&[("ALL_PROXY", "socks5://proxy.cd.vn:1080")], false).name, "doctor-socks-proxy");
        let bad = found(&[("HTTPS_PROXY", "http://")], false);
        assert_eq!((bad.state, bad.name), (FindingState::Problem, "doctor-bad-proxy"));
    }

    /// A computer can connect to itself.
    #[test]
    fn loopback_connections() {
        assert!(loopback().is_ok());
    }
}
