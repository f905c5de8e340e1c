//! Reads sites of other generators, and makes articles and standalone pages of them.
//!
//! A reader ([`read_hugo`], [`read_jekyll`], [`read_hexo`], [`read_wordpress`]) returns an [`OldSite`]: pages with their
//! bodies in Markdown, whose links still lead to old addresses. When the new site has decided where each page goes,
//! [`convert`] returns new pages. Everything that is lost on the way is a [`SiteNote`] with its place.

mod addresses;
mod code_tags;
mod convert;
mod edits;
mod embeds;
mod export_xml;
mod front_matter;
mod hexo;
mod html_blocks;
mod html_edits;
mod html_events;
mod html_tables;
mod hugo;
mod hugo_shortcodes;
mod jekyll;
mod keys;
mod liquid;
mod new_address;
mod note;
mod old_files;
mod old_page;
mod page_names;
mod permalink;
mod square_tags;
mod wordpress;

pub(in crate::import) use html_blocks::with_tight_lists;

pub use convert::{ConvertedPage, ConvertedSite, SiteTarget, convert};
pub use hexo::read_hexo;
pub use hugo::read_hugo;
pub use jekyll::read_jekyll;
pub use note::{SiteError, SiteNote, SiteNoteKind};
pub use old_files::OldFiles;
pub use old_page::{OldCover, OldLineBreaks, OldPage, OldPageKind, OldSite};
pub use wordpress::read_wordpress;
