//! Files of known hosts (sshd(8), *SSH_KNOWN_HOSTS FILE FORMAT*) in, whether a host is the one seen before out.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit, Mac};
use russh::keys::ssh_key::known_hosts::{HostPatterns, Marker};
use russh::keys::{Algorithm, HashAlg, PublicKey};
use sha1::Sha1;

use crate::publish::remote::RemoteError;

/// The port that needs no telling.
const USUAL_PORT: u16 = 22;

/// The keys of hosts seen before.
pub struct KnownHosts {
    entries: Vec<KnownHost>,
}

struct KnownHost {
    marker: Option<Marker>,
    hosts: HostPatterns,
    key: PublicKey,
    file: PathBuf,
}

/// What is known of a host that shows a key.
#[derive(Debug, PartialEq, Eq)]
pub enum HostKeyStatus {
    /// This key was recorded for it.
    Known,
    /// Nothing was recorded for it.
    Unknown,
    /// Other keys were recorded for it, or this one was revoked.
    Changed {
        /// The fingerprints of those recorded, or the word `revoked`.
        recorded: Vec<String>,
        /// The file that says so.
        file: PathBuf,
    },
}

impl KnownHosts {
    /// Reads `files`; one that is missing holds nothing, one that cannot be read is an error.
    ///
    /// Lines that are not understood (another kind of key, another marker) count for nothing, as in OpenSSH. Lines of
    /// certificate authorities count for nothing either: no certificate is asked of a host, so its own key is looked at.
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

    /// What is known of `host` at `port` that shows `key`.
    pub fn status(&self, host: &str, port: u16, key: &PublicKey) -> HostKeyStatus {
        let name = name_of(host, port);
        let of_host = || self.entries.iter().filter(|entry| entry.is_of(&name));
        let same = |entry: &&KnownHost| entry.key.key_data() == key.key_data();
        if let Some(entry) = of_host().filter(same).find(|entry| entry.marker == Some(Marker::Revoked)) {
            return HostKeyStatus::Changed { recorded: vec!["revoked".into()], file: entry.file.clone() };
        }
        let plain: Vec<&KnownHost> = of_host().filter(|entry| entry.marker.is_none()).collect();
        match plain.first() {
            None => HostKeyStatus::Unknown,
            Some(_) if plain.iter().any(same) => HostKeyStatus::Known,
            Some(first) => HostKeyStatus::Changed {
                recorded: plain.iter().map(|entry| fingerprint(&entry.key)).collect(),
                file: first.file.clone(),
            },
        }
    }

    /// The kinds of key that are recorded for `host` at `port`, which it must be asked for first: a host that has
    /// keys of several kinds would else show one that was never seen.
    pub fn algorithms(&self, host: &str, port: u16) -> Vec<Algorithm> {
        let name = name_of(host, port);
        let mut found = Vec::new();
        for entry in self.entries.iter().filter(|entry| entry.marker.is_none() && entry.is_of(&name)) {
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

/// Writes at the end of `file` that `host` at `port` has `key`; makes the file and its folder when they are missing.
pub fn record(file: &Path, host: &str, port: u16, key: &PublicKey) -> Result<(), RemoteError> {
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
    let line = format!("{break_first}{} {}\n", name_of(host, port), text.trim());
    opened.write_all(line.as_bytes()).and_then(|()| opened.sync_all()).map_err(local)
}

/// The SHA-256 of a key as `ssh-keygen -l` writes it: `SHA256:` and base64.
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

/// What a host is called in the files: in small letters, with its port only when it is not the usual one.
fn name_of(host: &str, port: u16) -> String {
    let host = host.to_lowercase();
    if port == USUAL_PORT { host } else { format!("[{host}]:{port}") }
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

    fn is_of(&self, name: &str) -> bool {
        match &self.hosts {
            HostPatterns::HashedName { salt, hash } => {
                let mac = Hmac::<Sha1>::new_from_slice(salt).map(|mac| mac.chain_update(name.as_bytes()));
                mac.is_ok_and(|mac| mac.verify_slice(hash).is_ok())
            }
            HostPatterns::Patterns(patterns) => {
                let matches = |pattern: &str| fits(pattern.to_lowercase().as_bytes(), name.as_bytes());
                let negated = patterns.iter().filter_map(|pattern| pattern.strip_prefix('!')).any(matches);
                !negated && patterns.iter().any(|pattern| !pattern.starts_with('!') && matches(pattern))
            }
        }
    }
}

/// Whether `name` fits `pattern`, in which `*` is any text and `?` any one byte.
fn fits(pattern: &[u8], name: &[u8]) -> bool {
    let (mut at, mut here, mut star) = (0, 0, None);
    while here < name.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, here));
                at += 1;
            }
            Some(byte) if *byte == b'?' || *byte == name[here] => {
                at += 1;
                here += 1;
            }
            _ => match star {
                Some((place, from)) => {
                    star = Some((place, from + 1));
                    at = place + 1;
                    here = from + 1;
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

    use super::{HostKeyStatus, KnownHosts, fingerprint, fits, record};

    const ONE: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKXa55upLdPySCNWcIa9kmclbSbaUAACRwHt1EK3uJ2M";
    const TWO: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOJWb2C1w4Nf8F7iXZq9Dbz6FEvapsyXfuCMcdkAwQMo";
    const CURVE: &str = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBPkKEX3DlkdvuXPWMvaR\
                         AZbN3RkAfV3gF/MJGJByIRfHlygKjleKsO1mcnBuxBqBxvEQ6qNhicKOkdtzgFTo594=";
    const HASHED: &str = "|1|QFODUc4Pfr3Vw3PuD8HWe5Z0PlI=|MoaaEwGTJICGNsDBPu2CRCtkvYs=";
    const HOST: &str = "sftp.thu.example";

    fn key(text: &str) -> PublicKey {
        text.parse().unwrap()
    }

    /// How `HOST` at `port` stands that shows `shown`, when the file says `text`; one letter each.
    fn standing(text: &str, port: u16, shown: &str) -> &'static str {
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

    /// Every way to write a host is understood as OpenSSH does.
    #[test]
    fn hosts_are_found() {
        for (hosts, port, told) in [
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
            assert_eq!(standing(&format!("# lời\n\n{hosts} {ONE} lời\n"), port, ONE), told, "{hosts} {port}");
        }
    }

    /// Other keys, revoked ones, those of authorities and lines that say nothing are told apart.
    #[test]
    fn keys_are_told_apart() {
        assert_eq!(standing(&format!("{HOST} {TWO}\n"), 22, ONE), "changed");
        assert_eq!(standing(&format!("{HOST} {CURVE}\n"), 22, ONE), "changed");
        assert_eq!(standing(&format!("{HOST} {CURVE}\n{HOST} {ONE}\n"), 22, ONE), "known");
        assert_eq!(standing(&format!("{HOST} {ONE}\n@revoked * {ONE}\n"), 22, ONE), "revoked");
        assert_eq!(standing(&format!("{HOST} {ONE}\n@revoked * {TWO}\n"), 22, ONE), "known");
        assert_eq!(standing(&format!("@cert-authority * {ONE}\n"), 22, ONE), "unknown");
        assert_eq!(standing(&format!("@moi * {TWO}\n{HOST} ssh-moi AAAA\n{HOST}\n"), 22, ONE), "unknown");
        assert_eq!(standing("", 22, ONE), "unknown");
    }

    /// What is recorded is found again, after what stood there before, and asked for first.
    #[test]
    fn recorded_hosts_are_known() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ssh/known_hosts");
        record(&file, "::1", 22, &key(CURVE)).unwrap();
        fs::write(&file, fs::read_to_string(&file).unwrap().trim_end()).unwrap();
        record(&file, "Sftp.Thu.example", 2222, &key(ONE)).unwrap();
        let text = format!("::1 {CURVE}\n[sftp.thu.example]:2222 {ONE}\n");
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
        let missing = folder.path().join("khong-co");
        let known = KnownHosts::read(&[missing, file.clone()]).unwrap();
        assert_eq!(known.status(HOST, 2222, &key(ONE)), HostKeyStatus::Known);
        assert_eq!(known.algorithms(HOST, 2222), [Algorithm::Ed25519]);
        assert_eq!(known.algorithms(HOST, 22), []);
        let recorded = vec![fingerprint(&key(ONE))];
        assert_eq!(recorded, ["SHA256:6ao7z5EswtKT9AbZGMnexVsHJtd83fQX+h3bu/afhJU"]);
        assert_eq!(known.status(HOST, 2222, &key(TWO)), HostKeyStatus::Changed { recorded, file });
        assert!(KnownHosts::read(&[folder.path().to_owned()]).is_err());
    }

    /// Patterns with many stars are decided at once.
    #[test]
    fn patterns() {
        assert!(fits(b"*", b"") && fits(b"a*b*c", b"a-b-b-c") && !fits(b"a*b", b"a-b-") && !fits(b"?", b""));
        assert!(!fits("*a".repeat(40).as_bytes(), "b".repeat(5000).as_bytes()));
    }
}
