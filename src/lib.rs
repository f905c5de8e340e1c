//! Bangvang publishes campaign news and award honor rolls: it makes a static website from a folder of Markdown
//! articles and YAML award records.
//!
//! # The house
//!
//! The pipeline is the module tree, and every stage is a function: value in, value out.
//!
//! 1. [`read`] turns files into records, as their authors wrote them. [`read::scan`] is the only reading of
//!    the disk.
//! 2. [`model`] holds the nouns, and [`model::site::Site::assemble`] links records into a site in which every
//!    name resolves. It is the only way to make one.
//! 3. [`check`] says what a careful editor would say: one rule, one function, one list.
//! 4. [`plan`] decides every file that the site will have, in order of their routes. What holds for all pages of a
//!    kind stands in one table, [`plan::PageKind::facts`].
//! 5. [`render`] feeds each page's view to its template. Templates never fetch; what is not in the view does
//!    not exist. Pictures are made here too, by [`picture`], each source decoded once for all its files.
//! 6. [`mod@write`] takes finished files and makes them visible all together. It is the only writing
//!    of what is built.
//!
//! [`serve`] does the same build in a loop, from memory, and tells browsers what changed. [`publish`] brings a finished
//! output onto a web host, by small steps each of which leaves readers a whole site; what it has to remember it keeps in
//! the project's `.bangvang`.
//!
//! [`pipeline`] is the whole of it on one page, and the one build path of every command. [`cli`] knows the
//! clock, the terminal and the environment; nothing below it does (the preview has a stopwatch), so the same
//! sources give the same bytes.
//!
//! # What holds
//!
//! * Content errors are values: a stage gives what it could make and a [`diagnostic::Diagnostic`] for the rest,
//!   and never stops at the first fault. Machine errors are `Result`s. The library never prints and never exits.
//! * Pages leave for their [`shelf`] as soon as they are made, in any order, from many threads. Nothing becomes
//!   visible before everything is rendered.
//! * A rule lives where its data first exists: syntax in `read`, dangling names in `assemble`, taste and law in
//!   `check`, colliding routes in `plan`, faults of templates in `render`.
//! * No address is ever joined to a path.
//! * A position in a list of the site has the type of that list ([`model::id::Id`]); routes, paths of the output,
//!   addresses and slugs are types of their own.
//! * The preview takes over from the build before what the same inputs made, by their fingerprints ([`reuse`]), and
//!   in no other way.
//!
//! # Floors
//!
//! A file imports only from floors below its own, and no file imports another that imports it; `tests/house.rs` holds both.
//! From the ground: `guide`, `hash`, `media`, `text`, `threads`, `file`, `html`, `messages`, `reuse` · `picture` · `source`, `shelf` · `diagnostic` · `model` · `read` ·
//! `check`, `plan` · `render` · `write`, `pipeline` · `serve`, `publish` · `cli` ·
//! `main`.

pub mod guide;
pub mod hash;
pub mod media;
pub mod text;
pub mod threads;

pub mod file;
pub mod html;
pub mod messages;
pub mod reuse;

pub mod picture;

pub mod source;

pub mod shelf;

pub mod diagnostic;

pub mod model;

pub mod read;

pub mod check;
pub mod plan;

pub mod render;

pub mod write;

pub mod pipeline;

pub mod publish;
pub mod serve;

pub mod cli;

#[cfg(test)]
#[path = "../tests/trials.rs"]
mod trials;
