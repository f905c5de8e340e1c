//! Addresses in the form in which pages contain them.

use std::fmt;
use std::ops::Deref;

use serde::Serialize;

/// An address as a page contains it, percent-encoded: from `/` within this site, or absolute.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Href(String);

impl Href {
    /// Creates an address from `address`, which is percent-encoded already.
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
