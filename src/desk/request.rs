//! A request to the desk, parsed.

use std::collections::BTreeMap;

use bytes::Bytes;
use hyper::{Request, StatusCode};
use serde::de::DeserializeOwned;

use crate::desk::answer::Refused;
use crate::html;

/// A request that was not refused.
pub struct DeskRequest {
    query: BTreeMap<String, String>,
    /// What was sent, empty for a request that only reads.
    pub body: Bytes,
}

impl DeskRequest {
    /// Parses `request`; of parameters with the same name, the last counts.
    pub fn parse(request: Request<Bytes>) -> DeskRequest {
        let query = request.uri().query().unwrap_or_default().split('&').filter_map(|field| {
            let (key, value) = field.split_once('=')?;
            Some((key.to_owned(), html::decode_path(&value.replace('+', "%20"))?))
        });
        DeskRequest { query: query.collect(), body: request.into_body() }
    }

    /// The parameter `key` of the address; empty if there is none.
    pub fn parameter(&self, key: &str) -> &str {
        self.query.get(key).map_or("", String::as_str)
    }

    /// The body, which is JSON.
    ///
    /// # Errors
    /// When it is not JSON of this shape.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Refused> {
        serde_json::from_slice(&self.body).map_err(|error| {
            Refused::new(StatusCode::BAD_REQUEST, "desk-bad-request").arg("detail", error.to_string())
        })
    }
}
