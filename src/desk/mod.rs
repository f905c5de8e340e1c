//! The desk: an editor in the browser beside the preview, for people who write neither YAML nor Markdown.
//!
//! It answers at `127.0.0.1`, on this computer only. What is typed is laid over the files in the preview, kept in
//! `.bangvang/drafts/` and written to the files of the project when it is saved.

mod addresses;
mod answer;
mod author_name;
mod award_rows;
mod bases;
mod bin;
mod clipboard;
mod compare;
mod create;
mod form;
mod gone;
mod guard;
mod help;
mod history;
mod importing;
mod item;
mod list;
mod merging;
mod moved;
mod moving;
mod names;
mod new_record;
mod offers;
mod overview;
mod pages;
mod pictures;
mod places;
mod problem;
mod problems;
mod project_file;
mod publishing;
mod recovery;
mod registry_entry;
mod relocation;
mod removal;
mod request;
mod review;
mod routes;
mod sections;
mod settings_form;
mod start;
mod state;
mod touched;
mod units;
mod writing;
mod yaml_form;

pub use publishing::contract::{DeskPublisher, PublishingTask, TaskObserver, UploadProgress};
pub use routes::DeskServer;
pub use start::{KnownSite, SiteOpener, StartDesk, StartOptions, StartRefusal};
pub use state::{DeskClock, DeskOptions};
