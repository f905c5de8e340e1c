//! Vietnamese text as people type it: its normal form, its keys for finding, sorting and linking, and what is wrong
//! with it.
//!
//! Nothing here depends on the locale of the machine, and nothing rewrites a text that is
//! shown, except [`repaired`], which is meant for a source as it is read.

mod bidi;
mod collate;
mod confusables;
mod edit_distance;
mod encoding;
mod flaw;
mod fold;
mod legacy;
mod lost_letters;
mod name;
mod nfc;
mod repair;
mod slug;
mod syllable;
mod tone;
mod vowel;
mod word;

pub use bidi::{BidiControls, isolated};
pub use collate::{Collator, NameOrder, SortKey};
pub use edit_distance::is_near;
pub use flaw::{Flaw, FlawKind};
pub use fold::fold;
pub use name::{canonical_name, form_flaws, name_flaws};
pub use nfc::nfc;
pub use repair::{damage, flaws, is_sound, repaired};
pub use slug::{is_slug, slug};
pub use tone::canonical_tone;
