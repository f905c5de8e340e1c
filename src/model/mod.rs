//! The data model: records as their authors wrote them, and the linked [`site::Site`].

pub mod accepted;
pub mod article;
pub mod award;
pub mod body;
pub mod body_events;
pub mod callout;
pub mod class;
pub mod colour;
pub mod date;
pub mod date_parser;
pub mod hidden;
pub mod id;
pub mod lineage;
pub mod publish_target;
pub mod recipient_inputs;
pub mod recipients;
pub mod records;
pub mod registry;
pub mod route;
pub mod settings;
pub mod site;
pub mod summary;
pub mod tags;
pub mod theme;
pub mod written_date;

mod assemble;
mod free_date;
pub mod linked_awards;
pub mod links;
mod menu;
pub mod named_record;
pub mod names;
pub mod printed_index;
mod references;
mod similar_names;
