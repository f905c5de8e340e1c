//! A finished site in, the same site on a web host out, by small steps each of which leaves readers a whole site.
//!
//! [`remote`] is what a host can do; everything above it knows no protocol.

pub mod remote;
