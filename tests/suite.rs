//! Every integration test of bangvang: one crate, one link step; the files beside this one are its modules.

mod commands;
mod house;
mod malformed;
mod pages;
mod project;
mod safety;
mod sites;
mod themes;
