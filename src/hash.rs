//! SHA-256 hashes, which identify files and texts by their content.

use std::fmt;
use std::io::{self, Read};

use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD as STANDARD_NO_PAD;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes (FIPS 180-4).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

impl Hash {
    /// Computes the hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(Sha256::digest(bytes).into())
    }

    /// Computes the hash and the length of everything that `reader` yields, with a buffer of 64 KiB.
    ///
    /// # Errors
    /// The first error of `reader`.
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

    /// Parses 64 hexadecimal digits of either case; `None` for anything else.
    pub fn parse(hex: &str) -> Option<Hash> {
        let mut bytes = [0; 32];
        let decoded = base16ct::mixed::decode(hex, &mut bytes).ok()?;
        (decoded.len() == 32).then_some(Hash(bytes))
    }

    /// Parses 43 letters of Base64 (RFC 4648) without padding; `None` for anything else.
    pub fn parse_base64(letters: &str) -> Option<Hash> {
        let mut bytes = [0; 33];
        let length = STANDARD_NO_PAD.decode_slice(letters, &mut bytes).ok()?;
        (length == 32).then(|| Hash(bytes.first_chunk().copied().expect("33 bytes have 32 first ones")))
    }

    /// Writes the hash as 43 letters of Base64 (RFC 4648) without padding.
    pub fn to_base64(self) -> String {
        STANDARD_NO_PAD.encode(self.0)
    }

    /// The first ten hexadecimal digits, which distinguish versions of one file in its name.
    pub fn short(&self) -> String {
        self.to_string()[..10].to_owned()
    }
}

/// The first 16 bytes of a hash, for records with one for each of many files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HalfHash([u8; 16]);

impl HalfHash {
    /// Parses 22 letters of Base64 (RFC 4648) without padding; `None` for anything else.
    pub fn parse_base64(letters: &str) -> Option<HalfHash> {
        let mut bytes = [0; 17];
        let length = STANDARD_NO_PAD.decode_slice(letters, &mut bytes).ok()?;
        (length == 16).then(|| HalfHash(bytes.first_chunk().copied().expect("17 bytes have 16 first ones")))
    }

    /// Writes it as 22 letters of Base64 (RFC 4648) without padding.
    pub fn to_base64(self) -> String {
        STANDARD_NO_PAD.encode(self.0)
    }
}

impl From<Hash> for HalfHash {
    fn from(hash: Hash) -> HalfHash {
        HalfHash(hash.0.first_chunk().copied().expect("32 bytes have 16 first ones"))
    }
}

/// Computes a hash of bytes that arrive in parts.
#[derive(Clone, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Adds bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Returns the hash of all bytes added.
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

/// Serialises as 64 hexadecimal digits.
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
