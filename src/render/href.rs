//! Addresses as pages write them.

use std::fmt;
use std::ops::Deref;

use serde::Serialize;

/// An address as a page writes it, percent-encoded: from `/` on this site, or whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Href(String);

impl Href {
    /// The address `address`, which is percent-encoded already.
    pub fn new(address: impl Into<String>) -> Href {
        Href(address.into())
    }
}

impl Deref for Href {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Href {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
