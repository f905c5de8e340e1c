//! A finished site in, the same site on a web host out, by small steps each of which leaves readers a whole site.
//!
//! [`remote`] is what a host can do; everything above it knows no protocol.

mod body;
pub mod ftps;
pub mod known_hosts;
pub mod part;
pub mod remote;
pub mod s3;
pub mod sftp;
mod tls;
