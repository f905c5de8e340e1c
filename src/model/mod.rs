//! The nouns of the site: what authors write, and the linked whole.

pub mod accepted;
pub mod article;
pub mod award;
pub mod body;
pub mod colour;
pub mod date;
pub mod id;
pub mod lineage;
pub mod publish_target;
pub mod recipients;
pub mod records;
pub mod registry;
pub mod route;
pub mod settings;
pub mod site;
pub mod theme;

mod assemble;
pub mod linked_awards;
mod links;
pub mod names;
