//! The contents that forms were opened with, so that a later save knows what was changed in the form.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use crate::hash::Hash;
use crate::threads::locked;

/// The most contents that are kept.
const MAX_BASES: usize = 256;

/// The contents of files by their hashes, the last ones that were opened.
#[derive(Default)]
pub struct Bases(Mutex<VecDeque<(String, Arc<str>)>>);

impl Bases {
    /// Keeps `text` and returns its hash as hexadecimal digits.
    pub fn put(&self, text: &str) -> String {
        let hash = Hash::of(text.as_bytes()).to_string();
        let mut bases = locked(&self.0);
        bases.retain(|(known, _)| *known != hash);
        bases.push_back((hash.clone(), Arc::from(text)));
        if bases.len() > MAX_BASES {
            bases.pop_front();
        }
        hash
    }

    /// The content with `hash`, if it is still kept.
    pub fn find(&self, hash: &str) -> Option<Arc<str>> {
        locked(&self.0).iter().find(|(known, _)| known == hash).map(|(_, text)| text.clone())
    }
}
