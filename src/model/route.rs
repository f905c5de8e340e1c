//! Routes, the paths under which a site serves its files, and the slugs in them.

use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};

use crate::file::OutputPath;
use crate::source::Text;

/// The path of one file of the site, from `/` and not percent-encoded; the route of a folder ends with `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Text);

impl Route {
    /// Creates the route `path`, which begins with `/`.
    ///
    /// # Panics
    /// In debug builds, if `path` does not begin with `/`.
    pub fn new(path: impl Into<Text>) -> Route {
        let path = path.into();
        debug_assert!(path.starts_with('/'), "{path} is no route");
        Route(path)
    }

    /// Returns the route of the home page.
    pub fn home() -> Route {
        Route::new("/")
    }

    /// Creates the route of an old address: a folder, unless its last part has a file extension.
    pub fn from_alias(alias: &str) -> Route {
        let name = alias.rsplit('/').next().unwrap_or("");
        Route::new(if name.is_empty() || name.contains('.') { alias.to_owned() } else { format!("{alias}/") })
    }

    /// Returns the route of page `number` (from 1) of a list whose first page is this route.
    ///
    /// `word` precedes the number, as in `/tin/trang/3/`.
    pub fn list_page(&self, number: usize, word: &str) -> Route {
        if number == 1 { self.clone() } else { Route::new(format!("{self}{word}/{number}/")) }
    }

    /// Returns the path of the file for this route, relative to the output folder.
    pub fn output_path(&self) -> OutputPath {
        let path = self.trim_start_matches('/');
        let is_folder = path.is_empty() || path.ends_with('/');
        OutputPath::new(if is_folder { format!("{path}index.html") } else { path.to_owned() })
    }

    /// Returns the routes of the parent folders, the home page first.
    pub fn parents(&self) -> Vec<&str> {
        let inner = self.trim_end_matches('/');
        inner.match_indices('/').map(|(at, _)| &self[..=at]).filter(|parent| *parent != &**self).collect()
    }
}

impl Deref for Route {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Route {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Route> for Text {
    fn from(route: Route) -> Text {
        route.0
    }
}

impl From<String> for Route {
    fn from(path: String) -> Route {
        Route::new(path)
    }
}

impl From<&str> for Route {
    fn from(path: &str) -> Route {
        Route::new(path)
    }
}

impl Serialize for Route {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// One part of a route, made from a title, a file name or a number: lowercase ASCII letters, digits and
/// hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Text);

impl Slug {
    /// Creates the slug `name`, which must have the form of a slug.
    pub fn new(name: impl Into<Text>) -> Slug {
        Slug(name.into())
    }
}

impl Deref for Slug {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Slug> for Text {
    fn from(slug: Slug) -> Text {
        slug.0
    }
}

#[cfg(test)]
mod tests {
    use super::Route;

    /// A folder is served by its index file, and an old address keeps its form.
    #[test]
    fn routes_and_files() {
        let route = Route::new;
        assert_eq!(&*Route::home().output_path(), "index.html");
        assert_eq!(&*route("/bang-vang/2022/").output_path(), "bang-vang/2022/index.html");
        assert_eq!(&*route("/404.html").output_path(), "404.html");
        assert_eq!(&*route("/tin/").list_page(3, "trang"), "/tin/trang/3/");
        assert_eq!(&*Route::from_alias("/cu/bai"), "/cu/bai/");
        assert_eq!(&*Route::from_alias("/cu/bai.html"), "/cu/bai.html");
        assert_eq!(route("/bang-vang/2022/").parents(), ["/", "/bang-vang/"]);
        assert!(Route::home().parents().is_empty());
    }
}
