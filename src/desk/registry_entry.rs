//! One entry of a registry file as a form: a unit, a kind of award or a person.
//!
//! A registry file is a list of mappings, each with an `id`. A form shows one of them, and a save changes only the bytes of
//! its values: comments and all other entries stay.

use serde_json::{Map, Value};

use crate::desk::form::{self, FieldView};
use crate::desk::state::{DeskState, site};
use crate::edit::{FormField, KeyPath, RecordKind, TextFile, Wanted, fields, patch, tree};
use crate::html;
use crate::messages::Language;
use crate::plan::{OutputKind, PageKind};
use crate::serve::snapshot::Snapshot;

/// The key by which other files refer to an entry; a form shows it and does not change it.
const ID: &str = "id";

/// The kind of the entries of the registry file at `path`; `None` for other files.
pub fn entry_kind(path: &str) -> Option<RecordKind> {
    let name = path.strip_prefix("content/registry/")?;
    let kinds =
        [("units", RecordKind::Unit), ("kinds", RecordKind::AwardKind), ("people", RecordKind::Person)];
    let (stem, extension) = name.rsplit_once('.')?;
    let is_yaml = matches!(extension, "yaml" | "yml");
    kinds.into_iter().find(|(known, _)| is_yaml && *known == stem).map(|(_, kind)| kind)
}

/// An entry in the text of its file.
pub struct RegistryEntry {
    file: TextFile,
    items: Vec<Wanted>,
    /// Which of the items it is.
    at: usize,
}

impl RegistryEntry {
    /// Finds the entry with `id` in the content `text` of a registry file.
    ///
    /// # Errors
    /// The name of the message that says why it has no form.
    pub fn find(text: &str, id: &str) -> Result<RegistryEntry, &'static str> {
        let file = TextFile::parse(text.as_bytes()).map_err(|_| "desk-no-entry-form")?;
        let items = entries(file.raw()).ok_or("desk-no-entry-form")?;
        let mut found = (0..items.len()).filter(|at| id_of(&items[*at]) == Some(id));
        match (found.next(), found.next()) {
            (Some(at), None) => Ok(RegistryEntry { at, items, file }),
            (Some(_), Some(_)) => Err("desk-entry-twice"),
            (None, _) => Err("desk-no-entry"),
        }
    }

    /// The values of the entry.
    pub fn values(&self) -> &Wanted {
        &self.items[self.at]
    }

    /// The fields of the form of the entry, which is of `kind`.
    pub fn views(&self, kind: RecordKind, language: Language) -> Vec<FieldView> {
        form::views(&entry_fields(kind, language), Some(self.values()), "")
    }

    /// The whole file with the values `typed` of the form; `None` if they cannot be written so that they are read back.
    pub fn with(self, kind: RecordKind, typed: &Map<String, Value>) -> Option<Vec<u8>> {
        let changes = form::changes(&entry_fields(kind, Language::En), self.values(), typed);
        self.changed(kind, &changes)
    }

    /// The whole file with `changes` of the entry; `None` if they cannot be written so that they are read back.
    pub fn changed(mut self, kind: RecordKind, changes: &[(KeyPath, Option<Wanted>)]) -> Option<Vec<u8>> {
        let order: Vec<String> = fields(kind, Language::En).into_iter().map(|field| field.key).collect();
        let entry = &mut self.items[self.at];
        changes.iter().for_each(|(path, value)| path.set(entry, value.as_ref(), &order));
        let patched = patch(self.file.raw(), &Wanted::List(self.items)).ok()?;
        Some(self.file.bytes(&patched))
    }

    /// The whole file without the entry and its comments; `None` if it cannot be written so that it is read back.
    pub fn removed(mut self) -> Option<Vec<u8>> {
        self.items.remove(self.at);
        let patched = patch(self.file.raw(), &Wanted::List(self.items)).ok()?;
        Some(self.file.bytes(&patched))
    }
}

/// The items of the list that `raw` is, none for an empty file; `None` if it has an error of syntax or is no list.
pub fn entries(raw: &str) -> Option<Vec<Wanted>> {
    match tree(raw)? {
        Wanted::List(items) => Some(items),
        Wanted::Map(entries) if entries.is_empty() => Some(Vec::new()),
        Wanted::Nothing | Wanted::Text(_) | Wanted::Map(_) => None,
    }
}

/// The id of an entry.
pub fn id_of(entry: &Wanted) -> Option<&str> {
    match entry.value(ID) {
        Some(Wanted::Text(id)) => Some(id),
        _ => None,
    }
}

/// The fields of an entry of `kind` that can be changed.
fn entry_fields(kind: RecordKind, language: Language) -> Vec<FormField> {
    let mut fields = fields(kind, language);
    fields.retain(|field| field.key != ID);
    fields
}

/// The name of the entry with `id`, which is of `kind`; its id if the site does not have it.
pub fn entry_title(snapshot: &Snapshot, kind: RecordKind, id: &str) -> String {
    let name = site(snapshot).and_then(|site| match kind {
        RecordKind::Unit => {
            site.units.iter().find(|unit| *unit.id.value == *id).map(|unit| unit.name().to_string())
        }
        RecordKind::AwardKind => {
            site.kinds.iter().find(|kind| *kind.id.value == *id).map(|kind| kind.name.to_string())
        }
        _ => site
            .people
            .iter()
            .find(|person| *person.id.value == *id)
            .map(|person| person.name.value.to_string()),
    });
    name.unwrap_or_else(|| id.to_owned())
}

/// The address of the page of the entry with `id` in the preview; `None` if it has none.
pub fn entry_address(state: &DeskState, snapshot: &Snapshot, kind: RecordKind, id: &str) -> Option<String> {
    let planned = snapshot.prepared.planned.as_ref()?;
    let site = &planned.site;
    let is_own = |page: &PageKind| match (page, kind) {
        (PageKind::Unit(unit, _), RecordKind::Unit) => *site.units[*unit].id.value == *id,
        (PageKind::Kind(found, _), RecordKind::AwardKind) => *site.kinds[*found].id.value == *id,
        (PageKind::Recipient(found, _), RecordKind::Person) => {
            let person = planned.plan.recipients.all[*found].person;
            person.is_some_and(|person| *site.people[person].id.value == *id)
        }
        _ => false,
    };
    let page = planned
        .plan
        .pages
        .iter()
        .find(|page| matches!(&page.kind, OutputKind::Page(kind) if is_own(kind)))?;
    let route = html::encode_path(&page.route);
    Some(format!("http://localhost:{}{}{route}", state.options.port, site.settings.base_path()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{RecordKind, RegistryEntry, entry_kind};

    const UNITS: &str = "\
# Các đơn vị
- id: cd-mot   # đơn vị đầu
  type: grassroots
  names: [{name: Công đoàn Một, from: 2001-01-01}]

# đơn vị thứ hai
- {id: cd-hai, type: \"upper\", names: [{name: Công đoàn Hai}], also: Hai} # giữ
- id: cd-ba
  names:
    - name: Công đoàn Ba  # tên cũ
      to: 2020-12-31
    - name: Công đoàn Ba Mới
  color: đỏ # khóa lạ
";

    fn with(text: &str, id: &str, typed: &serde_json::Value) -> String {
        let entry = RegistryEntry::find(text, id).ok().unwrap();
        let bytes = entry.with(RecordKind::Unit, typed.as_object().unwrap()).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// Only the changed values of one entry change, whether it is written in a block or between brackets.
    #[test]
    fn one_entry_changes() {
        let changed = with(UNITS, "cd-mot", &json!({"type": "professional", "id": "khac"}));
        assert_eq!(changed, UNITS.replace("type: grassroots", "type: professional"));
        let changed = with(UNITS, "cd-hai", &json!({"type": "grassroots", "also": ["Hai", "Nhì, hai"]}));
        let wanted =
            UNITS.replace("\"upper\"", "\"grassroots\"").replace("also: Hai}", "also: [Hai, \"Nhì, hai\"]}");
        assert_eq!(changed, wanted);
        let names = json!([{"name": "Công đoàn Ba", "from": "", "to": "2021-12-31"}, {"name": "Công đoàn Ba Mới", "from": "", "to": ""}]);
        assert_eq!(with(UNITS, "cd-ba", &json!({"names": names})), UNITS.replace("2020", "2021"));
        assert_eq!(with(UNITS, "cd-ba", &json!({})), UNITS);
    }

    /// Line ends and a byte order mark stay.
    #[test]
    fn line_ends_stay() {
        let windows = format!("\u{feff}{}", UNITS.replace('\n', "\r\n"));
        let changed = with(&windows, "cd-mot", &json!({"type": "professional", "also": ["Một"]}));
        let wanted = windows
            .replace("type: grassroots", "type: professional")
            .replace("from: 2001-01-01}]\r\n", "from: 2001-01-01}]\r\n  also: [Một]\r\n");
        assert_eq!(changed, wanted);
    }

    /// An entry that is not there, is there twice, or is in a file with an error has no form.
    #[test]
    fn other_entries_have_no_form() {
        let why = |text: &str, id: &str| RegistryEntry::find(text, id).err();
        assert_eq!(why(UNITS, "cd-mot"), None);
        assert_eq!(why(UNITS, "cd-bon"), Some("desk-no-entry"));
        assert_eq!(why("", "a"), Some("desk-no-entry"));
        assert_eq!(why("- id: a\n- id: a\n", "a"), Some("desk-entry-twice"));
        assert_eq!(why("- id: [a\n", "a"), Some("desk-no-entry-form"));
        assert_eq!(why("id: a\n", "a"), Some("desk-no-entry-form"));
    }

    /// Only the three registry files have entries.
    #[test]
    fn registry_files_are_known() {
        assert_eq!(entry_kind("content/registry/people.yml"), Some(RecordKind::Person));
        for path in
            ["content/registry/units.md", "content/registry/units-2.yaml", "content/awards/units.yaml"]
        {
            assert_eq!(entry_kind(path), None, "{path}");
        }
    }
}
