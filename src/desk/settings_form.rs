//! The settings of the site as a form; a save changes only the bytes of the values that were changed in it.

use serde_json::{Map, Value};

use crate::desk::form::{self, FieldView};
use crate::edit::{MappingFile, RecordKind, fields};
use crate::messages::Language;

/// Whether the file at `path` has the settings.
pub fn is_settings(path: &str) -> bool {
    matches!(path, "content/site.yaml" | "content/site.yml")
}

/// The settings in the text of their file.
pub struct SettingsForm(MappingFile);

impl SettingsForm {
    /// Reads the content `text` of the file; `None` if it has an error of syntax or is no mapping.
    pub fn parse(text: &str) -> Option<SettingsForm> {
        MappingFile::parse(RecordKind::Settings, text.as_bytes()).ok().map(SettingsForm)
    }

    /// The fields of the form.
    pub fn views(&self, language: Language) -> Vec<FieldView> {
        form::views(&fields(RecordKind::Settings, language), Some(self.0.values()), "")
    }

    /// The whole file with the values `typed` of the form; `None` if they cannot be written so that they are read back.
    pub fn with(self, typed: &Map<String, Value>) -> Option<Vec<u8>> {
        let changes = form::changes(&fields(RecordKind::Settings, Language::En), self.0.values(), typed);
        self.0.with(&changes).ok()
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
