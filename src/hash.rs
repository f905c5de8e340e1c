//! SHA-256 of files and texts, by which it is known that they are the same.

use std::fmt;
use std::io::{self, Read};

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes (FIPS 180-4).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(Sha256::digest(bytes).into())
    }

    /// The hash and the number of all bytes that `reader` gives, holding 64 KiB at a time.
    pub fn of_reader(mut reader: impl Read) -> io::Result<(Hash, u64)> {
        let mut hasher = Hasher::default();
        let mut buffer = vec![0; 64 * 1024];
        let mut length = 0;
        loop {
            match reader.read(&mut buffer)? {
                0 => return Ok((hasher.finish(), length)),
                read => {
                    hasher.update(&buffer[..read]);
                    length += read as u64;
                }
            }
        }
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The hash written as 64 hexadecimal digits; `None` for anything else.
    pub fn parse(hex: &str) -> Option<Hash> {
        let mut bytes = [0; 32];
        let decoded = base16ct::mixed::decode(hex, &mut bytes).ok()?;
        (decoded.len() == 32).then_some(Hash(bytes))
    }

    /// The first ten hexadecimal digits, enough to tell versions of one file apart in its name.
    pub fn short(&self) -> String {
        self.to_string()[..10].to_owned()
    }
}

/// Hashes bytes that come piece by piece.
#[derive(Clone, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all bytes so far.
    pub fn finish(self) -> Hash {
        Hash(self.0.finalize().into())
    }
}

impl From<[u8; 32]> for Hash {
    fn from(bytes: [u8; 32]) -> Hash {
        Hash(bytes)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut hex = [0; 64];
        f.write_str(base16ct::lower::encode_str(&self.0, &mut hex).expect("64 digits fit"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// As 64 hexadecimal digits.
impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Hash, D::Error> {
        let digits = String::deserialize(deserializer)?;
        Hash::parse(&digits).ok_or_else(|| D::Error::custom("64 hexadecimal digits expected"))
    }
}
