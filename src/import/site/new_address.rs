//! What becomes of an address that an old page has.

/// What becomes of a link or a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewAddress {
    /// It stays as it is.
    Same,
    /// It gets this address.
    Address(String),
    /// It leads to this page of the new site, whose title is the text of a link without one.
    Page { address: String, title: String },
    /// The address becomes a link, because the picture is on another host.
    LinkTo(String),
    /// Only its text stays.
    TextOnly,
}

/// Where the address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressUse {
    /// Readers follow it.
    Link,
    /// Readers see a picture or a film.
    Picture,
}
