//! Bangvang publishes campaign news and award honor rolls: it makes a static website from a folder of Markdown
//! articles and YAML award records.
//!
//! The [`guide`] describes its use. [`guide::design`] describes how it is built: the stages, the floors and the
//! invariants.
//!
//! # Rooms
//!
//! Each module of the crate is a room; a file imports only from rooms on floors below its own. From the ground:
//!
//! [`guide`] has the chapters of the guide as Markdown.
//!
//! [`hash`] hashes files and texts with SHA-256, to recognise what is the same.
//!
//! [`media`] maps file names to media types and cache lifetimes.
//!
//! [`text`] handles Vietnamese text as people type it: normal form, keys for search, sorting and links, and flaws.
//!
//! [`threads`] runs work on several threads and locks what they share.
//!
//! [`file`](mod@file) has paths of files, checks what may be opened, and replaces files atomically.
//!
//! [`html`] has the allowed elements, scans tags, and escapes text and addresses.
//!
//! [`messages`] has every sentence of the program in Vietnamese and English.
//!
//! [`reuse`] takes over results of the build before whose inputs have the same fingerprint.
//!
//! [`picture`] recognises pictures and encodes them in other sizes; each source is decoded once.
//!
//! [`source`] holds files as they were read, and spans in them.
//!
//! [`sink`] is where finished files go: a folder on the disk, or the memory of the preview.
//!
//! [`diagnostic`] is what is reported about a site: a code, a place, and help.
//!
//! [`model`] has the records and the linked site. [`model::site::Site::assemble`] is the only way to make a
//! site; every name in it resolves.
//!
//! [`read`] turns files into records, as their authors wrote them. [`read::scan`] is the only code that reads the
//! project from the disk.
//!
//! [`search`] knows what readers can find, under which words, and in which order.
//!
//! [`edit`] changes the files of a project by the fewest bytes, for commands that correct or complete them, and stores
//! the versions before each change.
//!
//! [`check`] applies the rules of a careful editor: one rule is one function in one list.
//!
//! [`plan`] decides every file that the site will have, in order of their routes.
//!
//! [`import`] turns annexes in spreadsheets, Word files, HTML and text into decisions, and Word files and sites of other
//! generators into articles. It also turns decisions into a table for staff that it reads back.
//!
//! [`render`] fills the template of each page with its view. Templates cannot fetch anything else.
//!
//! [`write`](mod@write) makes finished files visible all together. It is the only code that writes the output.
//!
//! [`pipeline`] runs the stages, for every command.
//!
//! [`publish`] uploads a finished output to a web host, in small steps each of which leaves readers a whole
//! site.
//!
//! [`serve`] builds again after every change, from memory, and notifies browsers.
//!
//! [`desk`] is the editor in the browser: it shows what is typed in the preview and saves it to the files.
//!
//! [`cli`] parses commands and prints. Only it knows the clock, the terminal and the environment; `main` starts it.

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

pub mod sink;

pub mod diagnostic;

pub mod model;

pub mod read;
pub mod search;

pub mod check;
pub mod edit;
pub mod plan;

pub mod import;
pub mod render;

pub mod write;

pub mod pipeline;

pub mod publish;
pub mod serve;

pub mod desk;

pub mod cli;

#[cfg(test)]
#[path = "../tests/trials.rs"]
mod trials;
