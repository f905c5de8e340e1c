//! The settings of the site as a form; a save changes only the bytes of the values that were changed in it.

use serde_json::{Map, Value};

use crate::desk::form::{self, FieldView};
use crate::edit::{RecordKind, TextFile, Wanted, fields, patch, tree};
use crate::messages::Language;

/// Whether the file at `path` has the settings.
pub fn is_settings(path: &str) -> bool {
    matches!(path, "content/site.yaml" | "content/site.yml")
}

/// The settings in the text of their file.
pub struct SettingsForm {
    file: TextFile,
    values: Wanted,
}

impl SettingsForm {
    /// Reads the content `text` of the file; `None` if it has an error of syntax or is no mapping.
    pub fn parse(text: &str) -> Option<SettingsForm> {
        let file = TextFile::parse(text.as_bytes()).ok()?;
        let values = tree(file.raw()).filter(|values| matches!(values, Wanted::Map(_)))?;
        Some(SettingsForm { file, values })
    }

    /// The fields of the form.
    pub fn views(&self, language: Language) -> Vec<FieldView> {
        form::views(&fields(RecordKind::Settings, language), Some(&self.values), "")
    }

    /// The whole file with the values `typed` of the form; `None` if they cannot be written so that they are read back.
    pub fn with(self, typed: &Map<String, Value>) -> Option<Vec<u8>> {
        let fields = fields(RecordKind::Settings, Language::En);
        let changes = form::changes(&fields, &self.values, typed);
        let order: Vec<String> = fields.into_iter().map(|field| field.key).collect();
        let mut values = self.values;
        changes.iter().for_each(|(path, value)| path.set(&mut values, value.as_ref(), &order));
        let patched = patch(self.file.raw(), &values).ok()?;
        Some(self.file.bytes(&patched))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::SettingsForm;

    const SITE: &str = "\
# Trang thử\r
title: Công đoàn Thử   # tên trang\r
organisation: LĐLĐ Thử\r
sections:\r
  - {id: tin, title: Tin} # đầu\r
publish: {chinh: {kind: folder, folder: ra}}\r
";

    /// Only the changed values change; comments, line ends and what the form cannot show stay.
    #[test]
    fn one_setting_changes() {
        let with = |typed: serde_json::Value| {
            let form = SettingsForm::parse(SITE).unwrap();
            String::from_utf8(form.with(typed.as_object().unwrap()).unwrap()).unwrap()
        };
        assert_eq!(with(json!({"title": "Công đoàn Thử", "publish": "x"})), SITE);
        assert_eq!(
            with(json!({"title": "Trang: mới"})),
            SITE.replace("title: Công đoàn Thử ", "title: \"Trang: mới\" ")
        );
        let described = with(json!({"description": "Tin thử"}));
        assert!(described.contains("description: Tin thử\r\n"), "{described}");
    }

    /// A file with an error of syntax has no form.
    #[test]
    fn broken_settings_have_no_form() {
        assert!(SettingsForm::parse("title: [a\n").is_none());
        assert!(SettingsForm::parse("- a\n").is_none());
    }
}
