//! Checks host keys against known hosts files (sshd(8), *SSH_KNOWN_HOSTS FILE FORMAT*).

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit, Mac};
use russh::keys::ssh_key::known_hosts::{HostPatterns, Marker};
use russh::keys::{Algorithm, HashAlg, PublicKey};
use sha1::Sha1;

use crate::publish::remote::RemoteError;

/// The port that is not written in a known hosts file.
const DEFAULT_PORT: u16 = 22;

/// The host keys recorded in known hosts files.
pub struct KnownHosts {
    entries: Vec<KnownHost>,
}

struct KnownHost {
    marker: Option<Marker>,
    hosts: HostPatterns,
    key: PublicKey,
    file: PathBuf,
}

/// How a host key relates to the recorded ones.
#[derive(Debug, PartialEq, Eq)]
pub enum HostKeyStatus {
    /// The key is recorded for the host.
    Known,
    /// No key is recorded for the host.
    Unknown,
    /// Only other keys are recorded for the host, or this key is revoked.
    Changed {
        /// Fingerprints of the recorded keys, or the word `revoked`.
        recorded: Vec<String>,
        /// The file with the first of these entries.
        file: PathBuf,
    },
}

impl KnownHosts {
    /// Reads `files`; a missing file counts as empty.
    ///
    /// Lines with an unknown kind of key or marker are ignored, as in OpenSSH. `@cert-authority` lines are ignored
    /// too: no certificate is requested from a host, so its own key is checked.
    ///
    /// # Errors
    /// If a file exists and cannot be read.
    pub fn read(files: &[PathBuf]) -> Result<KnownHosts, RemoteError> {
        let mut entries = Vec::new();
        for file in files {
            let bytes = match fs::read(file) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(source) => return Err(RemoteError::Local { path: file.clone(), source }),
            };
            let text = String::from_utf8_lossy(&bytes);
            entries.extend(text.lines().filter_map(|line| KnownHost::parse(line, file)));
        }
        Ok(KnownHosts { entries })
    }

    /// Returns whether `key` is recorded for `host` at `port`.
    pub fn status(&self, host: &str, port: u16, key: &PublicKey) -> HostKeyStatus {
        let name = host_name(host, port);
        let host_entries = || self.entries.iter().filter(|entry| entry.is_for(&name));
        let same = |entry: &&KnownHost| entry.key.key_data() == key.key_data();
        if let Some(entry) = host_entries().filter(same).find(|entry| entry.marker == Some(Marker::Revoked)) {
            return HostKeyStatus::Changed { recorded: vec!["revoked".into()], file: entry.file.clone() };
        }
        let plain: Vec<&KnownHost> = host_entries().filter(|entry| entry.marker.is_none()).collect();
        match plain.first() {
            None => HostKeyStatus::Unknown,
            Some(_) if plain.iter().any(same) => HostKeyStatus::Known,
            Some(first) => HostKeyStatus::Changed {
                recorded: plain.iter().map(|entry| fingerprint(&entry.key)).collect(),
                file: first.file.clone(),
            },
        }
    }

    /// Returns the key algorithms recorded for `host` at `port`, to be offered first: a host with keys of several
    /// kinds could otherwise present one that was never recorded.
    pub fn algorithms(&self, host: &str, port: u16) -> Vec<Algorithm> {
        let name = host_name(host, port);
        let mut found = Vec::new();
        for entry in self.entries.iter().filter(|entry| entry.marker.is_none() && entry.is_for(&name)) {
            let kinds = match entry.key.algorithm() {
                Algorithm::Rsa { .. } => vec![
                    Algorithm::Rsa { hash: Some(HashAlg::Sha512) },
                    Algorithm::Rsa { hash: Some(HashAlg::Sha256) },
                    Algorithm::Rsa { hash: None },
                ],
                kind => vec![kind],
            };
            found.extend(kinds);
        }
        found.dedup();
        found
    }
}

/// Appends `key` for `host` at `port` to `file`; creates the file and its folder if necessary, private to the user.
///
/// # Errors
/// If the file or its folder cannot be created or written.
pub fn add_key(file: &Path, host: &str, port: u16, key: &PublicKey) -> Result<(), RemoteError> {
    let local = |source| RemoteError::Local { path: file.to_owned(), source };
    let mut plain = key.clone();
    plain.set_comment("");
    let text = plain.to_openssh().map_err(|error| local(io::Error::other(error.to_string())))?;
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        private_folder(folder).map_err(local)?;
    }
    let mut opened = private_file(file).map_err(local)?;
    let mut last = [b'\n'];
    if opened.seek(SeekFrom::End(0)).map_err(local)? > 0 {
        opened.seek(SeekFrom::End(-1)).and_then(|_| opened.read_exact(&mut last)).map_err(local)?;
    }
    let break_first = if last == *b"\n" { "" } else { "\n" };
    let line = format!("{break_first}{} {}\n", host_name(host, port), text.trim());
    opened.write_all(line.as_bytes()).and_then(|()| opened.sync_all()).map_err(local)
}

/// Returns the SHA-256 fingerprint of a key as `ssh-keygen -l` prints it: `SHA256:` and base64.
pub fn fingerprint(key: &PublicKey) -> String {
    key.fingerprint(HashAlg::Sha256).to_string()
}

#[cfg(unix)]
fn private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(unix)]
fn private_file(file: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(file)
}

#[cfg(not(unix))]
fn private_file(file: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).append(true).create(true).open(file)
}

/// Returns the name of a host in these files: lower case, with the port only if it is not 22.
fn host_name(host: &str, port: u16) -> String {
    let host = host.to_lowercase();
    if port == DEFAULT_PORT { host } else { format!("[{host}]:{port}") }
}

impl KnownHost {
    fn parse(line: &str, file: &Path) -> Option<KnownHost> {
        let mut words = line.split_whitespace().peekable();
        let marker = match words.next_if(|word| word.starts_with('@')) {
            Some(word) => Some(word.parse().ok()?),
            None => None,
        };
        let hosts = words.next().filter(|word| !word.starts_with('#'))?.parse().ok()?;
        let key = format!("{} {}", words.next()?, words.next()?).parse().ok()?;
        Some(KnownHost { marker, hosts, key, file: file.to_owned() })
    }

    fn is_for(&self, name: &str) -> bool {
        match &self.hosts {
            HostPatterns::HashedName { salt, hash } => {
                let mac = Hmac::<Sha1>::new_from_slice(salt).map(|mac| mac.chain_update(name.as_bytes()));
                mac.is_ok_and(|mac| mac.verify_slice(hash).is_ok())
            }
            HostPatterns::Patterns(patterns) => {
                let matches =
                    |pattern: &str| matches_pattern(pattern.to_lowercase().as_bytes(), name.as_bytes());
                let negated = patterns.iter().filter_map(|pattern| pattern.strip_prefix('!')).any(matches);
                !negated && patterns.iter().any(|pattern| !pattern.starts_with('!') && matches(pattern))
            }
        }
    }
}

/// Returns true if `name` matches `pattern`, in which `*` is any text and `?` any one byte.
fn matches_pattern(pattern: &[u8], name: &[u8]) -> bool {
    let (mut at, mut position, mut star) = (0, 0, None);
    while position < name.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, position));
                at += 1;
            }
            Some(byte) if *byte == b'?' || *byte == name[position] => {
                at += 1;
                position += 1;
            }
            _ => match star {
                Some((place, from)) => {
                    star = Some((place, from + 1));
                    at = place + 1;
                    position = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use std::fs;

    use russh::keys::{Algorithm, PublicKey};

    use super::{HostKeyStatus, KnownHosts, add_key, fingerprint, matches_pattern};

    const ED25519: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKXa55upLdPySCNWcIa9kmclbSbaUAACRwHt1EK3uJ2M";
    const OTHER_ED25519: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOJWb2C1w4Nf8F7iXZq9Dbz6FEvapsyXfuCMcdkAwQMo";
    const ECDSA: &str = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBPkKEX3DlkdvuXPWMvaR\
                         AZbN3RkAfV3gF/MJGJByIRfHlygKjleKsO1mcnBuxBqBxvEQ6qNhicKOkdtzgFTo594=";
    const HASHED: &str = "|1|QFODUc4Pfr3Vw3PuD8HWe5Z0PlI=|MoaaEwGTJICGNsDBPu2CRCtkvYs=";
    const HOST: &str = "sftp.thu.example";

    fn key(text: &str) -> PublicKey {
        text.parse().unwrap()
    }

    /// Returns the status of `HOST` at `port` with the key `shown`, for a file with this `text`.
    fn status(text: &str, port: u16, shown: &str) -> &'static str {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("known_hosts");
        fs::write(&file, text).unwrap();
        match KnownHosts::read(&[file]).unwrap().status(HOST, port, &key(shown)) {
            HostKeyStatus::Known => "known",
            HostKeyStatus::Unknown => "unknown",
            HostKeyStatus::Changed { recorded, .. } if recorded == ["revoked"] => "revoked",
            HostKeyStatus::Changed { .. } => "changed",
        }
    }

    /// Host patterns, hashed names and ports match as in OpenSSH.
    #[test]
    fn matching_hosts() {
        for (hosts, port, expected) in [
            ("sftp.thu.example", 22, "known"),
            ("SFTP.Thu.example", 22, "known"),
            ("khac.example,sftp.thu.example", 22, "known"),
            ("*.thu.example", 22, "known"),
            ("s??p.thu.example", 22, "known"),
            ("*,!sftp.thu.example", 22, "unknown"),
            ("khac.example", 22, "unknown"),
            ("sftp.thu.example", 2222, "unknown"),
            ("[sftp.thu.example]:2222", 2222, "known"),
            ("[*.thu.example]:2222", 2222, "known"),
            ("[sftp.thu.example]:2222", 22, "unknown"),
            (HASHED, 2222, "known"),
            (HASHED, 22, "unknown"),
        ] {
            assert_eq!(
                status(&format!("# lời\n\n{hosts} {ED25519} lời\n"), port, ED25519),
                expected,
                "{hosts} {port}"
            );
        }
    }

    /// Other keys, revoked keys, keys of authorities and lines that do not parse are distinguished.
    #[test]
    fn statuses_of_keys() {
        assert_eq!(status(&format!("{HOST} {OTHER_ED25519}\n"), 22, ED25519), "changed");
        assert_eq!(status(&format!("{HOST} {ECDSA}\n"), 22, ED25519), "changed");
        assert_eq!(status(&format!("{HOST} {ECDSA}\n{HOST} {ED25519}\n"), 22, ED25519), "known");
        assert_eq!(status(&format!("{HOST} {ED25519}\n@revoked * {ED25519}\n"), 22, ED25519), "revoked");
        assert_eq!(status(&format!("{HOST} {ED25519}\n@revoked * {OTHER_ED25519}\n"), 22, ED25519), "known");
        assert_eq!(status(&format!("@cert-authority * {ED25519}\n"), 22, ED25519), "unknown");
        assert_eq!(
            status(&format!("@moi * {OTHER_ED25519}\n{HOST} ssh-moi AAAA\n{HOST}\n"), 22, ED25519),
            "unknown"
        );
        assert_eq!(status("", 22, ED25519), "unknown");
    }

    /// A recorded key is found, after the entries that the file had before, and its algorithm is offered first.
    #[test]
    fn recorded_hosts_are_known() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ssh/known_hosts");
        add_key(&file, "::1", 22, &key(ECDSA)).unwrap();
        fs::write(&file, fs::read_to_string(&file).unwrap().trim_end()).unwrap();
        add_key(&file, "Sftp.Thu.example", 2222, &key(ED25519)).unwrap();
        let text = format!("::1 {ECDSA}\n[sftp.thu.example]:2222 {ED25519}\n");
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
        let missing = folder.path().join("khong-co");
        let known = KnownHosts::read(&[missing, file.clone()]).unwrap();
        assert_eq!(known.status(HOST, 2222, &key(ED25519)), HostKeyStatus::Known);
        assert_eq!(known.algorithms(HOST, 2222), [Algorithm::Ed25519]);
        assert_eq!(known.algorithms(HOST, 22), []);
        let recorded = vec![fingerprint(&key(ED25519))];
        assert_eq!(recorded, ["SHA256:6ao7z5EswtKT9AbZGMnexVsHJtd83fQX+h3bu/afhJU"]);
        assert_eq!(known.status(HOST, 2222, &key(OTHER_ED25519)), HostKeyStatus::Changed { recorded, file });
        assert!(KnownHosts::read(&[folder.path().to_owned()]).is_err());
    }

    /// Patterns with many stars match without backtracking exponentially.
    #[test]
    fn matching_patterns() {
        assert!(
            matches_pattern(b"*", b"")
                && matches_pattern(b"a*b*c", b"a-b-b-c")
                && !matches_pattern(b"a*b", b"a-b-")
                && !matches_pattern(b"?", b"")
        );
        assert!(!matches_pattern("*a".repeat(40).as_bytes(), "b".repeat(5000).as_bytes()));
    }
}
