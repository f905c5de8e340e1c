//! Vietnamese text: normalization, keys for searching, sorting and slugs, and detection of typing and encoding errors.
//!
//! Nothing here depends on the locale of the computer. No function changes a text that is shown, except [`repaired`],
//! which is meant for a source as it is read.

mod bare_links;
mod bidi;
mod collate;
mod common_names;
mod confusables;
mod edit_distance;
mod encoding;
mod excerpt;
mod flaw;
mod fold;
mod legacy;
mod letter;
mod lost_letters;
mod misread;
mod name;
mod nfc;
mod old_encoding;
mod phone;
mod printed_name;
mod reference;
mod repair;
mod slug;
mod syllable;
mod telex;
mod tone;
mod vowel;
mod word;

pub use bare_links::{BareLink, bare_links};
pub use bidi::{BidiControls, isolated};
pub use collate::{Collator, NameOrder, SortKey};
pub use common_names::{NamePlace, is_common_name};
pub use edit_distance::is_near;
pub use excerpt::excerpt;
pub use flaw::{Flaw, FlawKind};
pub use fold::{fold, is_mark};
pub use letter::{alphabet_letter, indexed_words};
pub use name::{canonical_name, has_family_name, is_plain_name, name_flaws, name_only_flaws};
pub use nfc::nfc;
pub use old_encoding::{OldEncoding, from_font, marked_syllables, unmangled};
pub use printed_name::{ABBREVIATIONS, PrintedName, printed_name};
pub use repair::{flaws, irreparable_flaws, is_clean, repaired, repaired_flaws};
pub use slug::{is_slug, slug};
pub use telex::{letter_slug, telex};
pub use tone::canonical_tone;
pub use word::words;
