//! Publishes the site from the desk: one task at a time, in a thread of its own, which a page follows.

pub mod actions;
pub mod connection;
pub mod contract;
pub mod report;
pub mod runner;
pub mod task;
pub mod view;
