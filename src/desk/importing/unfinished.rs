//! Imports that are not finished: the imported file and the answers, in `.bangvang/imports/` of the project.
//!
//! They are kept there until the decisions are written or the import is discarded, so that a crash or a closed browser loses
//! no answer. An import has its id from its file, so that the same file goes on with the answers given before.

use std::collections::VecDeque;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::file::{Durability, OWN, PartFile, own_folder};
use crate::hash::Hash;
use crate::import::{Document, Question, ReadError, Reader};
use crate::threads::locked;

/// The name of the folder of the imports.
const FOLDER: &str = "imports";
/// The name of an import whose table was pasted.
pub const PASTED: &str = "";
/// The most documents that are kept in memory.
const MAX_DOCUMENTS: usize = 4;
/// The most letters of the extension of a copy.
const MAX_EXTENSION: usize = 5;

/// An import that is not finished.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UnfinishedImport {
    /// The name of the file as the user has it; [`PASTED`] for a pasted table.
    pub name: String,
    /// The name of its copy in the folder of the imports.
    copy: String,
    /// When it was begun.
    pub when: Timestamp,
    /// The questions that were answered, in the order of the answers.
    pub answered: Vec<AnsweredQuestion>,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredQuestion {
    /// The question as it was asked.
    pub question: Question,
    /// What was chosen or typed.
    pub answer: GivenAnswer,
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GivenAnswer {
    /// The thing stays open: it is written as printed, in a draft.
    Open,
    /// It is a new unit of this type, with the words of the source as its name.
    NewUnit(String),
    /// The answer, as [`Answers`](crate::import::Answers) has it.
    Value(String),
}

/// The unfinished imports of a project.
pub struct Imports {
    root: PathBuf,
    documents: Mutex<VecDeque<(String, Arc<Document>)>>,
}

impl Imports {
    /// The imports of the project at `root`.
    pub fn new(root: &Path) -> Imports {
        Imports { root: root.to_owned(), documents: Mutex::default() }
    }

    /// Begins an import of the file `name` with the content `bytes`, and returns its id; one that was begun goes on.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(&self, name: &str, bytes: &[u8], when: Timestamp) -> io::Result<String> {
        let folder = own_folder(&self.root, FOLDER)?;
        let id = Hash::of(&[name.as_bytes(), b"\n", bytes].concat()).short();
        // The same file may be given twice at the same time.
        let _documents = locked(&self.documents);
        if self.find(&id).is_some() {
            return Ok(id);
        }
        let copy = format!("{id}.source{}", extension(name));
        write(&folder.join(&copy), bytes)?;
        self.keep(&id, &UnfinishedImport { name: name.to_owned(), copy, when, answered: Vec::new() })?;
        Ok(id)
    }

    /// The import with `id`, if there is one.
    pub fn find(&self, id: &str) -> Option<UnfinishedImport> {
        let bytes = fs::read(self.record(id)?).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// All imports with their ids, the newest first.
    pub fn all(&self) -> Vec<(String, UnfinishedImport)> {
        let files = fs::read_dir(self.folder()).into_iter().flatten().flatten();
        let ids = files.filter_map(|file| {
            let name = file.file_name();
            name.to_str()?.strip_suffix(".json").map(str::to_owned)
        });
        let mut all: Vec<_> = ids.filter_map(|id| self.find(&id).map(|import| (id, import))).collect();
        all.sort_by(|(a, one), (b, other)| (other.when, a).cmp(&(one.when, b)));
        all
    }

    fn keep(&self, id: &str, import: &UnfinishedImport) -> io::Result<()> {
        let record = self.record(id).ok_or(io::ErrorKind::InvalidInput)?;
        write(&record, &serde_json::to_vec(import).map_err(io::Error::other)?)
    }

    /// Changes the import with `id`, and returns whether there is one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn change(&self, id: &str, change: impl FnOnce(&mut UnfinishedImport)) -> io::Result<bool> {
        // One answer at a time: the next one adds to what this one keeps.
        let _documents = locked(&self.documents);
        let Some(mut import) = self.find(id) else { return Ok(false) };
        change(&mut import);
        self.keep(id, &import)?;
        Ok(true)
    }

    /// Deletes the import with `id` and the copy of its file, if there is one.
    ///
    /// # Errors
    /// When it cannot be deleted.
    pub fn remove(&self, id: &str) -> io::Result<()> {
        let (Some(import), Some(record)) = (self.find(id), self.record(id)) else { return Ok(()) };
        locked(&self.documents).retain(|(known, _)| known != id);
        for path in [self.copy(&import), record] {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// The tables and paragraphs of the file of the import with `id`.
    ///
    /// # Errors
    /// Any [`ReadError`].
    pub fn document(&self, id: &str, import: &UnfinishedImport) -> Result<Arc<Document>, ReadError> {
        let known =
            locked(&self.documents).iter().find(|(known, _)| known == id).map(|(_, read)| read.clone());
        if let Some(document) = known {
            return Ok(document);
        }
        let reader = Reader { program: std::env::current_exe().ok() };
        let document = Arc::new(reader.read(&self.copy(import))?);
        let mut documents = locked(&self.documents);
        documents.push_back((id.to_owned(), document.clone()));
        if documents.len() > MAX_DOCUMENTS {
            documents.pop_front();
        }
        Ok(document)
    }

    fn folder(&self) -> PathBuf {
        self.root.join(OWN).join(FOLDER)
    }

    /// The file of the import with `id`; `None` for a text that is no id.
    fn record(&self, id: &str) -> Option<PathBuf> {
        let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_id.then(|| self.folder().join(format!("{id}.json")))
    }

    fn copy(&self, import: &UnfinishedImport) -> PathBuf {
        // A record that was changed by hand leads to no other folder.
        let name = Path::new(&import.copy).file_name().unwrap_or_default();
        self.folder().join(name)
    }
}

/// The extension of `name` with its dot, which decides how a text file is read; empty if it is no usual one.
fn extension(name: &str) -> String {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    let is_usual =
        (1..=MAX_EXTENSION).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_usual { format!(".{}", end.to_ascii_lowercase()) } else { String::new() }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut part = PartFile::create(path.with_extension("part"))?;
    part.file().write_all(bytes)?;
    part.finish(path, Durability::PowerCut)
}

#[cfg(test)]
mod tests {
    use super::{AnsweredQuestion, GivenAnswer, Imports, Timestamp, fs};
    use crate::import::{Question, QuestionKey, QuestionSubject};

    fn when(minute: i8) -> Timestamp {
        format!("2026-11-27T08:{minute:02}:00Z").parse().unwrap()
    }

    /// The same file goes on with its answers; another content or name is another import; a discarded one leaves nothing.
    #[test]
    fn answers_outlive_the_program() {
        let root = tempfile::tempdir().unwrap();
        let imports = Imports::new(root.path());
        let id = imports.begin("Phụ lục.TSV", "Họ và tên\tĐơn vị\n".as_bytes(), when(1)).unwrap();
        let import = imports.find(&id).unwrap();
        let key = QuestionKey { subject: QuestionSubject::PositionAndUnit, words: "x".into() };
        let question = Question { key, printed: "X".into(), candidates: Vec::new(), places: Vec::new() };
        let answered = AnsweredQuestion { question, answer: GivenAnswer::NewUnit("team".into()) };
        assert!(imports.change(&id, |import| import.answered.push(answered.clone())).unwrap());
        let again = Imports::new(root.path());
        assert_eq!(again.begin("Phụ lục.TSV", "Họ và tên\tĐơn vị\n".as_bytes(), when(2)).unwrap(), id);
        assert_eq!(again.find(&id).unwrap().answered, [answered]);
        let other = again.begin("Phụ lục 2.tsv", "Họ và tên\tĐơn vị\n".as_bytes(), when(3)).unwrap();
        let ids: Vec<String> = again.all().into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, [other.clone(), id.clone()]);
        assert_eq!(again.document(&id, &import).unwrap().blocks.len(), 1);
        for id in [&id, &other, "../../x", ""] {
            again.remove(id).unwrap();
            assert!(again.find(id).is_none());
        }
        assert_eq!(fs::read_dir(root.path().join(".bangvang/imports")).unwrap().count(), 0);
    }

    /// Copies have the extension of their file, and nothing else of its name.
    #[test]
    fn copies_have_safe_names() {
        for (name, end) in [
            ("a.CSV", ".csv"),
            ("a", ""),
            ("a.", ""),
            ("../a.x/y", ""),
            ("a.tệp", ""),
            ("a.abcdef", ""),
            ("a.docx", ".docx"),
        ] {
            assert_eq!(super::extension(name), end, "{name}");
        }
    }
}
