//! Publish targets: the `publish:` list of `content/site.yaml`.

use crate::source::{Spanned, Text};

/// A publish target. It never holds a secret.
#[derive(Clone, Debug)]
pub struct PublishTarget {
    /// The name given on the command line.
    pub name: Spanned<Text>,
    /// The host or file to publish to, with its settings.
    pub destination: TargetKind,
    /// The number of files that the host allows; absent: any.
    pub most_files: Option<Spanned<i64>>,
    /// The number of bytes that the host allows; absent: any.
    pub most_bytes: Option<Spanned<i64>>,
    /// Whether the published pages are requested and checked after an upload to a host.
    pub verify: bool,
}

/// The kind of a publish target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// Files on a host.
    Host(HostSettings),
    /// One ZIP file.
    Zip {
        /// The path of the file; relative to the project folder.
        path: Text,
    },
}

/// Access to a host that takes the files one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostSettings {
    /// A folder on an SFTP server.
    Sftp(Sftp),
    /// A folder on an FTP server, encrypted by default.
    Ftps(Ftps),
    /// A bucket of AWS S3 or of a compatible server.
    S3(S3),
    /// A local folder or a network share.
    Folder {
        /// The path of the folder; relative to the project folder.
        path: Text,
        /// A second folder, not served to readers, that also stores earlier releases.
        releases: Option<Text>,
    },
}

/// A folder on an SFTP server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sftp {
    /// The host name or IP address.
    pub host: Text,
    /// The TCP port; 22 by default.
    pub port: u16,
    /// The user name for the login.
    pub user: Text,
    /// The folder of the site; a relative path starts in the user's home folder.
    pub folder: Text,
    /// A private key file; `~/` is the home folder of the local user. Absent: the agent and the usual key
    /// files.
    pub key: Option<Text>,
}

/// A folder on an FTP server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ftps {
    /// The host name or IP address.
    pub host: Text,
    /// The TCP port; 21 by default, 990 with [`Encryption::Implicit`].
    pub port: u16,
    /// The user name for the login.
    pub user: Text,
    /// The folder of the site; a relative path starts in the user's home folder.
    pub folder: Text,
    /// The encryption of the connections.
    pub encryption: Encryption,
    /// A PEM file with the certificate of a host that no known authority has signed; relative to the project
    /// folder.
    pub certificate: Option<Text>,
    /// The maximum number of simultaneous connections.
    pub connections: usize,
}

/// The encryption of FTP connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// After `AUTH TLS` (RFC 4217).
    Explicit,
    /// From the first byte.
    Implicit,
    /// None (`insecure: true`): the password is sent in clear text.
    Nothing,
}

/// A bucket of an object storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3 {
    /// The name of the bucket.
    pub bucket: Text,
    /// The AWS region, or the region name that another server expects.
    pub region: Text,
    /// The URL of a server other than AWS.
    pub endpoint: Option<Text>,
    /// The folder of the site in the bucket; empty for the whole bucket.
    pub folder: Text,
    /// Whether text is stored compressed (`Content-Encoding: gzip`).
    pub compress: bool,
    /// A second bucket, not served to readers, that also stores earlier releases.
    pub releases: Option<Text>,
}
