//! A YAML file that is one mapping; a change of some keys leaves all other bytes.

use crate::edit::forms::RecordKind;
use crate::edit::key_path::KeyPath;
use crate::edit::markdown_document::{keys, readable};
use crate::edit::patch::{PatchError, patch};
use crate::edit::text_file::TextFile;
use crate::edit::wanted::Wanted;

/// A file whose content is the keys of one record, such as a decision.
#[derive(Clone, Debug)]
pub struct MappingFile {
    file: TextFile,
    values: Wanted,
    /// The keys of the record, in the order in which a new file has them.
    order: Vec<String>,
}

impl MappingFile {
    /// Reads the content of a file that describes `record`.
    ///
    /// # Errors
    /// [`PatchError::Unsound`] if it is no text, has an error of syntax or is no mapping.
    pub fn parse(record: RecordKind, bytes: &[u8]) -> Result<MappingFile, PatchError> {
        let file = TextFile::parse(bytes).map_err(|_| PatchError::Unsound)?;
        let values = readable(file.raw()).ok_or(PatchError::Unsound)?;
        Ok(MappingFile { values, order: keys(record), file })
    }

    /// The mapping, empty if the file has no keys.
    pub fn values(&self) -> &Wanted {
        &self.values
    }

    /// Returns the bytes of the file with some keys changed, or removed where the value is `None`.
    ///
    /// Changes are made in order. A value that is the same changes no byte; comments, quotes, order and line ends of
    /// everything else stay.
    ///
    /// # Errors
    /// [`PatchError::NoChange`] if no change was found after which the file is read as wanted.
    pub fn with(&self, changes: &[(KeyPath, Option<Wanted>)]) -> Result<Vec<u8>, PatchError> {
        let mut values = self.values.clone();
        changes.iter().for_each(|(path, value)| path.set(&mut values, value.as_ref(), &self.order));
        Ok(self.file.bytes(&patch(self.file.raw(), &values)?))
    }
}
