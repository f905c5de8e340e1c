//! Paths as they are typed on the command line.

use std::fs;
use std::path::{Path, PathBuf};

use crate::file::is_site_path;
use crate::text;

/// Removes a trailing quote on Windows, which passes `C:\Trang tin"` for `"C:\Trang tin\"`; no file name can
/// contain one.
pub fn without_trailing_quote(path: PathBuf) -> PathBuf {
    match path.to_str().and_then(|text| text.strip_suffix('"')).filter(|_| cfg!(windows)) {
        Some(text) => PathBuf::from(text),
        None => path,
    }
}

/// Returns `path` as sources are named: in NFC and with `/`, without `./` in front.
pub fn with_slashes(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    text::nfc(path.trim_start_matches("./").trim_end_matches('/')).into_owned()
}

/// Returns the path from the project folder `root` of a file that need not exist; `None` if it is not in `content/` or
/// `themes/`. The path may be from the project or from the current folder, and have `\` between its names.
pub fn project_path(typed: &Path, root: &Path) -> Option<String> {
    let is_inside = |path: &String| {
        is_site_path(path) && ["content/", "themes/"].iter().any(|folder| path.starts_with(folder))
    };
    let from_project = Some(with_slashes(typed)).filter(is_inside);
    from_project.or_else(|| {
        let top = fs::canonicalize(root).ok()?;
        let here = std::path::absolute(typed).ok()?;
        // The folders that exist may be written with links and `..`.
        let (folder, real) =
            here.ancestors().find_map(|folder| Some((folder, fs::canonicalize(folder).ok()?)))?;
        let whole = real.join(here.strip_prefix(folder).ok()?);
        Some(with_slashes(whole.strip_prefix(&top).ok()?)).filter(is_inside)
    })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::project_path;

    /// A path is found from the project, with either separator, and as a whole; every other path is refused.
    #[test]
    fn paths_of_the_project() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("content/pages")).unwrap();
        let found = |path: &Path| project_path(path, root.path());
        let wanted = Some("content/pages/lê.md".to_owned());
        for path in ["content/pages/lê.md", r".\content\pages\lê.md", "./content/pages/le\u{302}.md"] {
            assert_eq!(found(Path::new(&path.replace("\\u{302}", "\u{302}"))), wanted, "{path}");
        }
        assert_eq!(found(&root.path().join("content/pages/lê.md")), wanted);
        assert_eq!(found(&root.path().join("content/pages/../pages/lê.md")), wanted);
        for path in ["../x", "content", "public/x.html", "/etc/passwd", "content/../x.md", ".bangvang/x"] {
            assert_eq!(found(Path::new(path)), None, "{path}");
        }
        assert_eq!(found(&root.path().join("../x.md")), None);
        assert_eq!(found(root.path()), None);
    }
}
