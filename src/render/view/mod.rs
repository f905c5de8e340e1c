//! Builds the view of each page: everything that its template may see.

pub mod data;

mod authors;
mod cache;
mod cached;
mod head;
mod honors;
mod json_ld;
mod news;
mod page;
mod person_index;
mod picture;
mod recipients;
mod registry;
mod roll_index;
mod site;
mod statistics;
mod views;

pub use authors::Author;
pub use cache::ViewCache;
pub use views::Views;
