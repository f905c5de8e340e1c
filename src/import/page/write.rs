//! Writes imported pages with the files beside them.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;

use crate::file::{Durability, below, retry_while_in_use, sync_folder};
use crate::import::page::{NewPage, PageFileContent, page_text};

/// Writes `page` into the new folder `folder/STEM`, as `index.md` with its files beside it; `folder` is from the project
/// folder `root` and has `/` between its names. The new folder appears whole or not at all.
///
/// # Errors
/// `AlreadyExists` if the site has such a folder or an article of that name, or why a file cannot be written.
pub fn write_page(root: &Path, folder: &str, page: &NewPage) -> io::Result<()> {
    let parent = below(root, folder);
    let target = parent.join(&page.stem);
    if target.exists() || parent.join(format!("{}.md", page.stem)).exists() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let mut unfinished = UnfinishedPage::create(root, &page.stem)?;
    unfinished.write("index.md", page_text(page).as_bytes())?;
    for file in &page.files {
        match &file.content {
            PageFileContent::Bytes(bytes) => unfinished.write(&file.name, bytes)?,
            PageFileContent::CopyOf(original) => unfinished.write(&file.name, &fs::read(original)?)?,
        }
    }
    fs::create_dir_all(&parent)?;
    retry_while_in_use(|| fs::rename(&unfinished.folder, &target))?;
    unfinished.files.clear();
    sync_folder(&parent, Durability::PowerCut)
}

/// A folder in which a page is written before it is moved to its place; until then it is removed when it is dropped.
struct UnfinishedPage {
    folder: PathBuf,
    files: Vec<PathBuf>,
}

impl UnfinishedPage {
    /// Creates the empty folder, with a name that no other run uses.
    fn create(root: &Path, stem: &str) -> io::Result<UnfinishedPage> {
        let parent = below(root, ".bangvang/import");
        fs::create_dir_all(&parent)?;
        let mut number = process::id();
        loop {
            let folder = parent.join(format!("{stem}-{number}"));
            match fs::create_dir(&folder) {
                Ok(()) => return Ok(UnfinishedPage { folder, files: Vec::new() }),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => number = number.wrapping_add(1),
                Err(error) => return Err(error),
            }
        }
    }

    /// Writes a new file, and waits until it is on the volume.
    fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        if Path::new(name).file_name() != Some(name.as_ref()) {
            return Err(ErrorKind::InvalidFilename.into());
        }
        let path = self.folder.join(name);
        let mut file = File::create_new(&path)?;
        self.files.push(path);
        file.write_all(bytes)?;
        file.sync_all()
    }
}

impl Drop for UnfinishedPage {
    fn drop(&mut self) {
        // What cannot be removed here does no harm: no other run uses its name, and it is not part of the site.
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
        let _ = fs::remove_dir(&self.folder);
        let _ = self.folder.parent().map(fs::remove_dir);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::ErrorKind;

    use super::write_page;
    use crate::import::page::{NewPage, PageFile, PageFileContent};

    #[test]
    fn a_page_is_never_written_over_another() {
        let root = tempfile::tempdir().expect("a folder");
        let file = PageFile { name: "anh-1.jpg".to_owned(), content: PageFileContent::Bytes(vec![1, 2]) };
        let page = NewPage {
            stem: "hoi-nghi".to_owned(),
            title: "Hội nghị".to_owned(),
            files: vec![file],
            ..NewPage::default()
        };
        write_page(root.path(), "content/pages", &page).expect("the page is new");
        let folder = root.path().join("content/pages/hoi-nghi");
        assert_eq!(fs::read(folder.join("anh-1.jpg")).expect("the picture"), [1, 2]);
        assert!(folder.join("index.md").exists());
        let again = write_page(root.path(), "content/pages", &page).expect_err("the folder exists");
        assert_eq!(again.kind(), ErrorKind::AlreadyExists);
        fs::write(root.path().join("content/pages/lien-he.md"), "---\n---\n").expect("a file");
        let other = NewPage { stem: "lien-he".to_owned(), ..page };
        let taken = write_page(root.path(), "content/pages", &other).expect_err("the article exists");
        assert_eq!(taken.kind(), ErrorKind::AlreadyExists);
        assert!(!root.path().join(".bangvang/import").exists(), "nothing is left behind");
    }

    #[test]
    fn a_page_without_one_of_its_files_is_not_written() {
        let root = tempfile::tempdir().expect("a folder");
        let content = PageFileContent::CopyOf(root.path().join("no-such.jpg"));
        let file = PageFile { name: "anh-1.jpg".to_owned(), content };
        let page = NewPage { stem: "hoi-nghi".to_owned(), files: vec![file], ..NewPage::default() };
        write_page(root.path(), "content/pages", &page).expect_err("a file is missing");
        assert!(!root.path().join("content/pages/hoi-nghi").exists());
        let content = PageFileContent::Bytes(vec![1]);
        let page = NewPage { files: vec![PageFile { name: "../anh.jpg".to_owned(), content }], ..page };
        write_page(root.path(), "content/pages", &page).expect_err("the file would be in another folder");
        assert!(!root.path().join(".bangvang/import").exists(), "nothing is left behind");
    }
}
