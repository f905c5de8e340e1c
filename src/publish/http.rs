//! Configures the HTTP client for publishing.

use ureq::Agent;
use ureq::config::ConfigBuilder;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::typestate::AgentScope;

use crate::file::{other_reason, reason as io_reason};
use crate::publish::tls;

/// Returns the reason for an error of a request without a response.
pub(super) fn reason(error: &ureq::Error) -> String {
    let is_certificate = |error: &rustls::Error| matches!(error, rustls::Error::InvalidCertificate(_));
    match error {
        ureq::Error::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref()) {
            Some(tls) if is_certificate(tls) => "reason-certificate".to_owned(),
            Some(tls) => format!("reason-no-tls ({tls})"),
            None => io_reason(error),
        },
        ureq::Error::Rustls(error) if is_certificate(error) => "reason-certificate".to_owned(),
        ureq::Error::Rustls(error) => format!("reason-no-tls ({error})"),
        ureq::Error::HostNotFound => "reason-no-host".to_owned(),
        ureq::Error::Timeout(_) => "reason-timed-out".to_owned(),
        ureq::Error::ConnectionFailed => "reason-no-connection".to_owned(),
        ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed => "reason-redirects".to_owned(),
        other => other_reason(&other.to_string()),
    }
}

/// Returns the settings of an agent that trusts the system's certificates, uses the proxy of the environment and
/// returns responses of every status.
pub(super) fn agent() -> ConfigBuilder<AgentScope> {
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(tls::provider())
        .build();
    Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .user_agent(concat!("bangvang/", env!("CARGO_PKG_VERSION")))
}
