//! Vietnamese text: normalization, keys for searching, sorting and slugs, and detection of typing and encoding errors.
//!
//! Nothing here depends on the locale of the computer. No function changes a text that is shown, except [`repaired`],
//! which is meant for a source as it is read.

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
mod printed_name;
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
pub use name::{canonical_name, is_plain_name, name_flaws, name_only_flaws};
pub use nfc::nfc;
pub use printed_name::{ABBREVIATIONS, PrintedName, printed_name};
pub use repair::{flaws, irreparable_flaws, is_clean, repaired, repaired_flaws};
pub use slug::{is_slug, slug};
pub use tone::canonical_tone;
