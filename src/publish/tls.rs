//! Configures TLS and verifies certificates.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::file;

use der::asn1::{AnyRef, GeneralizedTime, UtcTime};
use der::{Reader, SliceReader, Tag, Tagged};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::version;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use rustls_platform_verifier::Verifier;

use super::remote::{CertificateProblem, RemoteError};

/// Verifies certificates; shared by all connections to one host.
pub(super) type CertificateVerifier = Arc<dyn ServerCertVerifier>;

/// Returns a verifier that trusts the system's certificates.
///
/// # Errors
/// If the system's certificates cannot be loaded.
pub(super) fn system_verifier() -> Result<CertificateVerifier, RemoteError> {
    let verifier = Verifier::new(provider());
    let unknown = |error: rustls::Error| RemoteError::Certificate {
        problem: CertificateProblem::Other(file::other_reason(&error.to_string())),
    };
    let verifier = verifier.map_err(unknown)?;
    Ok(Arc::new(verifier))
}

/// Returns a verifier that trusts the certificates in `file` (PEM) while they are valid, and those issued by them.
///
/// # Errors
/// [`RemoteError::Unusable`] if the file cannot be read or has no certificate.
pub(super) fn file_verifier(file: &Path) -> Result<CertificateVerifier, RemoteError> {
    let unusable = |reason: String| RemoteError::Unusable { path: file.to_owned(), reason };
    let bytes = fs::read(file).map_err(|error| unusable(file::reason(&error)))?;
    let pinned: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes).collect();
    let pinned = pinned.map_err(|error| unusable(file::other_reason(&error.to_string())))?;
    if pinned.is_empty() {
        return Err(unusable("reason-no-certificate".into()));
    }
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(pinned.iter().cloned());
    let authorities = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider()).build().ok();
    Ok(Arc::new(Pinned { pinned, authorities, provider: provider() }))
}

/// Returns the TLS configuration of FTP, with a session store of its own. Only TLS 1.2, because servers insist on
/// session reuse, and TLS 1.2 sessions can be reused for every data connection.
pub(super) fn config(verifier: &CertificateVerifier) -> ClientConfig {
    let builder = ClientConfig::builder_with_provider(provider()).with_protocol_versions(&[&version::TLS12]);
    let builder = builder.expect("the provider supports TLS 1.2");
    builder.dangerous().with_custom_certificate_verifier(Arc::clone(verifier)).with_no_client_auth()
}

/// Converts a certificate error.
pub(super) fn certificate_error(error: &CertificateError) -> RemoteError {
    let problem = match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => CertificateProblem::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            CertificateProblem::NotYetValid
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            CertificateProblem::WrongName
        }
        CertificateError::UnknownIssuer => CertificateProblem::UnknownIssuer,
        other => CertificateProblem::Other(file::other_reason(&other.to_string())),
    };
    RemoteError::Certificate { problem }
}

/// Returns the cryptography provider of all connections.
pub(super) fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// Trusts the given certificates as they are: webpki rejects self-signed end-entity certificates.
#[derive(Debug)]
struct Pinned {
    pinned: Vec<CertificateDer<'static>>,
    authorities: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if self.pinned.iter().any(|pinned| pinned.as_ref() == end_entity.as_ref()) {
            let (from, until) = validity(end_entity).map_err(|_| CertificateError::BadEncoding)?;
            return match now.as_secs() {
                now if now < from => Err(CertificateError::NotValidYet.into()),
                now if now > until => Err(CertificateError::Expired.into()),
                _ => Ok(ServerCertVerified::assertion()),
            };
        }
        let unknown = CertificateError::UnknownIssuer;
        let authorities = self.authorities.as_ref().ok_or(unknown)?;
        authorities.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Returns the validity period of a certificate in seconds since 1970 (RFC 5280 §4.1).
fn validity(certificate: &[u8]) -> der::Result<(u64, u64)> {
    let mut certificate = sequence(&mut SliceReader::new(certificate)?)?;
    let mut fields = sequence(&mut certificate)?;
    // Skip the optional version, then serial number, signature algorithm and issuer.
    let has_version = Tag::peek(&fields)?.is_context_specific();
    for _ in 0..3 + usize::from(has_version) {
        fields.decode::<AnyRef<'_>>()?;
    }
    let mut validity = sequence(&mut fields)?;
    Ok((seconds(validity.decode()?)?, seconds(validity.decode()?)?))
}

/// Returns a reader of the content of the next element, which must be a sequence.
fn sequence<'d>(reader: &mut SliceReader<'d>) -> der::Result<SliceReader<'d>> {
    let sequence: AnyRef<'d> = reader.decode()?;
    sequence.tag().assert_eq(Tag::Sequence)?;
    SliceReader::new(sequence.value())
}

fn seconds(time: AnyRef<'_>) -> der::Result<u64> {
    let since_1970 = match time.tag() {
        Tag::UtcTime => time.decode_as::<UtcTime>()?.to_unix_duration(),
        _ => time.decode_as::<GeneralizedTime>()?.to_unix_duration(),
    };
    Ok(since_1970.as_secs())
}

#[cfg(test)]
mod tests {
    use super::validity;

    /// Encodes a DER element with these contents.
    fn element(tag: u8, contents: &[u8]) -> Vec<u8> {
        [&[tag, u8::try_from(contents.len()).unwrap()], contents].concat()
    }

    fn certificate(version: &[u8], from: &[u8], until: &[u8]) -> Vec<u8> {
        let times = element(0x30, &[from, until].concat());
        let names = [element(2, &[7]), element(0x30, &[]), element(0x30, &[])].concat();
        let fields = element(0x30, &[version, &names, &times, &element(0x30, &[])].concat());
        element(0x30, &[fields, element(0x30, &[])].concat())
    }

    /// Both time formats are parsed, with and without a version; invalid times and truncated certificates are errors.
    #[test]
    fn validity_periods() {
        let version = element(0xa0, &element(2, &[2]));
        let until = element(0x18, b"20500101000000Z");
        for (from, seconds) in [(b"700101000010Z", 10), (b"490101000000Z", 2_493_072_000)] {
            for version in [&version[..], &[]] {
                let certificate = certificate(version, &element(0x17, from), &until);
                assert_eq!(validity(&certificate).unwrap(), (seconds, 2_524_608_000));
                for length in 0..certificate.len() {
                    assert!(validity(&certificate[..length]).is_err());
                }
            }
        }
        for invalid in [&b"7001010000Z"[..], b"701301000010Z", b"700101000010", b"\xff"] {
            assert!(validity(&certificate(&version, &element(0x17, invalid), &until)).is_err());
        }
    }
}
