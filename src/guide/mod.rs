//! The reference for authors: one chapter a module, as rustdoc and the command line show it.

pub mod diagnostics;
