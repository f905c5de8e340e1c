//! Configures the HTTP client for publishing.

use ureq::Agent;
use ureq::config::ConfigBuilder;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::typestate::AgentScope;

use crate::publish::tls;

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
