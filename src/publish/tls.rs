//! Whom to trust in, how a connection is encrypted out.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::version;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use rustls_platform_verifier::Verifier;

use super::remote::{Doubt, RemoteError};

/// How certificates are looked at; shared by all connections to one host.
pub(super) type Trust = Arc<dyn ServerCertVerifier>;

/// Trusts whom this computer trusts.
pub(super) fn of_system() -> Result<Trust, RemoteError> {
    let verifier = Verifier::new(provider());
    let unknown = |error: rustls::Error| RemoteError::Certificate { doubt: Doubt::Other(error.to_string()) };
    let verifier = verifier.map_err(unknown)?;
    Ok(Arc::new(verifier))
}

/// Trusts the very certificates in `file` (PEM) while they are valid, and those that they vouch for.
pub(super) fn of_file(file: &Path) -> Result<Trust, RemoteError> {
    let unusable = |reason: String| RemoteError::Unusable { path: file.to_owned(), reason };
    let bytes = fs::read(file).map_err(|error| unusable(error.to_string()))?;
    let pinned: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes).collect();
    let pinned = pinned.map_err(|error| unusable(error.to_string()))?;
    if pinned.is_empty() {
        return Err(unusable("there is no certificate in it".into()));
    }
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(pinned.iter().cloned());
    let authorities = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider()).build().ok();
    Ok(Arc::new(Pinned { pinned, authorities, provider: provider() }))
}

/// How to encrypt FTP, with sessions of its own: TLS 1.2 alone, whose sessions can be used again as often as FTP opens
/// connections, which servers insist on.
pub(super) fn config(trust: &Trust) -> ClientConfig {
    let builder = ClientConfig::builder_with_provider(provider()).with_protocol_versions(&[&version::TLS12]);
    let builder = builder.expect("the provider speaks this version");
    builder.dangerous().with_custom_certificate_verifier(Arc::clone(trust)).with_no_client_auth()
}

/// What is wrong with a certificate.
pub(super) fn fault(error: &CertificateError) -> RemoteError {
    let doubt = match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => Doubt::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Doubt::Early,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Doubt::OtherName
        }
        CertificateError::UnknownIssuer => Doubt::Unknown,
        other => Doubt::Other(other.to_string()),
    };
    RemoteError::Certificate { doubt }
}

/// The cryptography of every connection.
pub(super) fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// Trusts certificates because they were handed over by hand: webpki refuses those that vouch for themselves.
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
            let (from, until) = validity(end_entity).ok_or(CertificateError::BadEncoding)?;
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

/// From when until when a certificate is valid, in seconds since 1970 (RFC 5280, section 4.1).
fn validity(certificate: &[u8]) -> Option<(u64, u64)> {
    const SEQUENCE: u8 = 0x30;
    let (tag, certificate, _) = element(certificate)?;
    let (inner, to_be_signed, _) = element(certificate).filter(|_| tag == SEQUENCE)?;
    let mut rest = to_be_signed;
    if inner != SEQUENCE {
        return None;
    }
    // The version, which may be absent, then serial number, signature algorithm and issuer.
    if *rest.first()? == 0xa0 {
        rest = element(rest)?.2;
    }
    for _ in 0..3 {
        rest = element(rest)?.2;
    }
    let (_, validity, _) = element(rest).filter(|(tag, ..)| *tag == SEQUENCE)?;
    let (kind, from, rest) = element(validity)?;
    let (other, until, _) = element(rest)?;
    Some((seconds(kind, from)?, seconds(other, until)?))
}

/// The tag and content of the first element of some DER (X.690, section 8.1), and what follows it.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = der.split_first()?;
    let (first, rest) = rest.split_first()?;
    let long = usize::from(first & 0x7f);
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(long)?;
            (digits.iter().fold(0, |sum, digit| sum << 8 | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((*tag, content, rest))
}

/// A `UTCTime` or `GeneralizedTime` of a certificate, both to the second and ending in `Z`.
fn seconds(tag: u8, text: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let whole = match tag {
        0x17 if text.len() == 12 => format!("{}{text}", if text.get(..2)? < "50" { "20" } else { "19" }),
        0x18 if text.len() == 14 => text.to_owned(),
        _ => return None,
    };
    let time = DateTime::strptime("%Y%m%d%H%M%S", &whole).ok()?;
    let second = TimeZone::UTC.to_timestamp(time).ok()?.as_second();
    Some(u64::try_from(second).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::{element, seconds};

    /// Times of certificates are read, and what is none is not.
    #[test]
    fn times() {
        assert_eq!(seconds(0x17, b"700101000010Z"), Some(10));
        assert_eq!(seconds(0x18, b"20500101000000Z"), Some(2_524_608_000));
        assert_eq!(seconds(0x17, b"490101000000Z"), Some(2_493_072_000));
        for wrong in [&b"7001010000Z"[..], b"701301000010Z", b"700101000010", b"\xff"] {
            assert_eq!(seconds(0x17, wrong), None);
        }
    }

    /// Elements of DER are cut where they end, and those that end nowhere are none.
    #[test]
    fn elements() {
        assert_eq!(element(&[2, 1, 7, 9]), Some((2, &[7][..], &[9][..])));
        assert_eq!(element(&[4, 0x81, 2, 7, 8]), Some((4, &[7, 8][..], &[][..])));
        for wrong in [&[2][..], &[2, 5, 1], &[2, 0x80, 0, 0], &[2, 0x84, 255, 255, 255, 255]] {
            assert_eq!(element(wrong), None);
        }
    }
}
