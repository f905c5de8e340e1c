//! Signs S3 requests in their headers (AWS Signature Version 4).

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::Sha256;
use ureq::http::header::{AUTHORIZATION, CONNECTION, EXPECT, HOST, HeaderName, InvalidHeaderValue};
use ureq::http::{HeaderValue, Request};

use crate::hash::Hash;
use crate::publish::remote::Secret;

/// All but the unreserved characters of RFC 3986 §2.3 are encoded.
const IN_QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
const IN_PATH: &AsciiSet = &IN_QUERY.remove(b'/');

/// The credentials and the region that requests are signed with.
pub(super) struct RequestSigner {
    /// ID of the access key.
    pub(super) id: String,
    /// Secret access key.
    pub(super) secret: Secret,
    /// Session token of temporary credentials.
    pub(super) token: Option<Secret>,
    /// Region of the bucket.
    pub(super) region: String,
}

impl RequestSigner {
    /// Signs the method, the URI and the headers of `request`, and the hash `payload` of its body; the server
    /// rejects any other body.
    ///
    /// The path and the query of the URI must be encoded by [`path`] and [`query`].
    ///
    /// # Errors
    /// If a header value is invalid.
    pub(super) fn sign<B>(
        &self,
        request: &mut Request<B>,
        payload: Hash,
        now: Timestamp,
    ) -> Result<(), InvalidHeaderValue> {
        let time = now.strftime("%Y%m%dT%H%M%SZ").to_string();
        let host = request.uri().authority().map_or("", |authority| authority.as_str()).to_owned();
        let headers = request.headers_mut();
        headers.insert(HOST, HeaderValue::from_str(&host)?);
        headers.insert("x-amz-content-sha256", HeaderValue::from_str(&payload.to_string())?);
        headers.insert("x-amz-date", HeaderValue::from_str(&time)?);
        if let Some(token) = &self.token {
            let mut token = HeaderValue::from_str(token.reveal())?;
            token.set_sensitive(true);
            headers.insert("x-amz-security-token", token);
        }
        // Proxies may change headers that concern only the connection.
        let is_signed = |name: &&HeaderName| **name != CONNECTION && **name != EXPECT;
        let mut names: Vec<&str> =
            request.headers().keys().filter(is_signed).map(HeaderName::as_str).collect();
        names.sort_unstable();
        let line = |name: &&str| {
            let value = request.headers()[*name].to_str().unwrap_or_default();
            format!("{name}:{}\n", value.trim())
        };
        let (method, uri) = (request.method(), request.uri());
        let lines: String = names.iter().map(line).collect();
        let signed = names.join(";");
        let query = uri.query().unwrap_or_default();
        let canonical = format!("{method}\n{}\n{query}\n{lines}\n{signed}\n{payload}", uri.path());
        let (date, region) = (&time[..8], &self.region);
        let scope = format!("{date}/{region}/s3/aws4_request");
        let text = format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{}", Hash::of(canonical.as_bytes()));
        let key = format!("AWS4{}", self.secret.reveal()).into_bytes();
        let key = [date, region, "s3", "aws4_request"].iter().fold(key, |key, part| mac(&key, part).to_vec());
        let signature = Hash::from(mac(&key, &text));
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={signed}, Signature={signature}",
            self.id
        );
        let mut authorization = HeaderValue::from_str(&authorization)?;
        authorization.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, authorization);
        Ok(())
    }
}

fn mac(key: &[u8], text: &str) -> [u8; 32] {
    let mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.chain_update(text.as_bytes()).finalize().into_bytes().into()
}

/// Returns the encoded path of the object `key` below its bucket.
pub(super) fn path(key: &str) -> String {
    utf8_percent_encode(key, IN_PATH).to_string()
}

/// Returns the encoded query of `parameters`, which must be sorted by name.
pub(super) fn query(parameters: &[(&str, &str)]) -> String {
    let encoded = |(name, value): &(&str, &str)| format!("{name}={}", utf8_percent_encode(value, IN_QUERY));
    parameters.iter().map(encoded).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use ureq::http::Request;
    use ureq::http::header::AUTHORIZATION;

    use super::{RequestSigner, path, query};
    use crate::hash::Hash;
    use crate::publish::remote::Secret;

    /// The examples of "Signature Calculations for the Authorization Header" in the Amazon S3 API reference.
    #[test]
    fn signatures_of_aws_examples() {
        let signer = RequestSigner {
            id: "AKIAIOSFODNN7EXAMPLE".to_owned(),
            secret: Secret::new("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned()),
            token: None,
            region: "us-east-1".to_owned(),
        };
        let get = |rest: &str| Request::get(format!("https://examplebucket.s3.amazonaws.com/{rest}"));
        let list = query(&[("max-keys", "2"), ("prefix", "J")]);
        let put = Request::put(format!("https://examplebucket.s3.amazonaws.com/{}", path("test$file.text")))
            .header("date", "Fri, 24 May 2013 00:00:00 GMT")
            .header("x-amz-storage-class", "REDUCED_REDUNDANCY");
        for (request, body, signature) in [
            (
                get("test.txt").header("range", "bytes=0-9"),
                "",
                "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
            ),
            (
                put,
                "Welcome to Amazon S3.",
                "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
            ),
            (
                get(&format!("?{list}")),
                "",
                "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
            ),
        ] {
            let mut request = request.body(()).unwrap();
            let now = "2013-05-24T00:00:00Z".parse().unwrap();
            signer.sign(&mut request, Hash::of(body.as_bytes()), now).unwrap();
            let authorization = request.headers()[AUTHORIZATION].to_str().unwrap();
            assert!(authorization.ends_with(&format!("Signature={signature}")), "{authorization}");
        }
    }

    /// Everything but unreserved characters is encoded, as the server does before it compares signatures.
    #[test]
    fn paths_and_queries_are_encoded() {
        assert_eq!(path("tin tức/a+b~c.html"), "tin%20t%E1%BB%A9c/a%2Bb~c.html");
        assert_eq!(query(&[("delimiter", "/"), ("prefix", "a b/")]), "delimiter=%2F&prefix=a%20b%2F");
    }
}
