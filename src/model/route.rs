//! Routes, the paths of a site by which readers ask for its files, and the slugs that they consist of.

use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};

use crate::file::OutputPath;
use crate::source::Text;

/// The path of one file of the site, from `/` and not percent-encoded; that of a folder ends with `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Text);

impl Route {
    /// The route written as `path`.
    pub fn new(path: impl Into<Text>) -> Route {
        let path = path.into();
        debug_assert!(path.starts_with('/'), "{path} is no route");
        Route(path)
    }

    /// The route of the site's first page.
    pub fn home() -> Route {
        Route::new("/")
    }

    /// The route that an old address stands for: a folder unless it names a file.
    pub fn of_alias(alias: &str) -> Route {
        let name = alias.rsplit('/').next().unwrap_or("");
        Route::new(if name.is_empty() || name.contains('.') { alias.to_owned() } else { format!("{alias}/") })
    }

    /// The route of page `number` of a list whose first page is here; `word` stands before the number.
    pub fn list_page(&self, number: usize, word: &str) -> Route {
        if number == 1 { self.clone() } else { Route::new(format!("{self}{word}/{number}/")) }
    }

    /// The file, from the output folder, that answers this route.
    pub fn output_path(&self) -> OutputPath {
        let path = self.trim_start_matches('/');
        let is_folder = path.is_empty() || path.ends_with('/');
        OutputPath::new(if is_folder { format!("{path}index.html") } else { path.to_owned() })
    }

    /// The routes of the folders above, the first page first.
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

/// One name in a route, made from a title, a file name or a number: small ASCII letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Text);

impl Slug {
    /// The slug written as `name`.
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

    /// Folders are answered by their index, and old addresses keep their form.
    #[test]
    fn routes_and_files() {
        let route = Route::new;
        assert_eq!(&*Route::home().output_path(), "index.html");
        assert_eq!(&*route("/bang-vang/2022/").output_path(), "bang-vang/2022/index.html");
        assert_eq!(&*route("/404.html").output_path(), "404.html");
        assert_eq!(&*route("/tin/").list_page(3, "trang"), "/tin/trang/3/");
        assert_eq!(&*Route::of_alias("/cu/bai"), "/cu/bai/");
        assert_eq!(&*Route::of_alias("/cu/bai.html"), "/cu/bai.html");
        assert_eq!(route("/bang-vang/2022/").parents(), ["/", "/bang-vang/"]);
        assert!(Route::home().parents().is_empty());
    }
}
