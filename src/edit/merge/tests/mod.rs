mod files;
mod records;
mod texts;
