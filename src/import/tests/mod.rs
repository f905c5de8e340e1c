//! Tests of the import.

mod propose_case;
mod propose_decision;
mod propose_layouts;
mod propose_support;
