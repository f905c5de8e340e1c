//! Where a site is published: the `publish:` of `content/site.yaml`.

use crate::source::{Spanned, Text};

/// A place to publish to. Secrets are never part of it.
#[derive(Clone, Debug)]
pub struct PublishTarget {
    /// By what it is asked for.
    pub name: Spanned<Text>,
    /// What it is.
    pub destination: TargetKind,
    /// Whether readers' addresses are looked at after publishing to a host.
    pub verify: bool,
}

/// What the site becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// The files of a host.
    Host(HostSettings),
    /// A ZIP file, to be handed on.
    Zip {
        /// Where; from the project folder when it is relative.
        path: Text,
    },
}

/// Where the files of a site are sent, one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostSettings {
    /// A folder behind SSH.
    Sftp(Sftp),
    /// A folder behind FTP, encrypted unless it is said otherwise.
    Ftps(Ftps),
    /// A bucket of AWS or of a server that speaks like it.
    S3(S3),
    /// A folder of this computer or of its network.
    Folder {
        /// Where; from the project folder when it is relative.
        path: Text,
        /// Another folder, which no reader comes to, where earlier releases are kept too.
        releases: Option<Text>,
    },
}

/// A folder behind SSH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sftp {
    /// Its name or number.
    pub host: Text,
    /// 22 when nothing is said.
    pub port: u16,
    /// Who logs in.
    pub user: Text,
    /// The folder of the site, from the root or from the folder of the user.
    pub folder: Text,
    /// A private key; `~/` at its beginning is the home of who publishes. The agent, and the usual keys, when absent.
    pub key: Option<Text>,
}

/// A folder behind FTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ftps {
    /// Its name or number.
    pub host: Text,
    /// 21 when nothing is said, 990 with [`Encryption::Implicit`].
    pub port: u16,
    /// Who logs in.
    pub user: Text,
    /// The folder of the site, from the root or from the folder of the user.
    pub folder: Text,
    /// From when on it is encrypted.
    pub encryption: Encryption,
    /// A file with the certificate (PEM) of a host that nobody vouches for, from the project folder.
    pub certificate: Option<Text>,
    /// How many connections at once.
    pub connections: usize,
}

/// From when on an FTP connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// After `AUTH TLS` (RFC 4217).
    Explicit,
    /// From the first byte.
    Implicit,
    /// Never (`insecure: true`): everybody on the way reads the password.
    Nothing,
}

/// A bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3 {
    /// Its name.
    pub bucket: Text,
    /// Of AWS, or what another server wants to be called.
    pub region: Text,
    /// The address of another server than AWS.
    pub endpoint: Option<Text>,
    /// The folder of the site in the bucket; empty for all of it.
    pub folder: Text,
    /// Whether text is stored packed (`Content-Encoding: gzip`).
    pub compress: bool,
    /// Another bucket beside it, which no reader comes to, where earlier releases are kept too.
    pub releases: Option<Text>,
}
