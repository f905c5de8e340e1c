//! The form of a YAML file that is one mapping: a decision.

use serde_json::{Map, Value};

use crate::desk::award_rows::{self, AwardTable};
use crate::desk::form::{self, FieldView};
use crate::edit::{FormField, MappingFile, RecordKind, fields};
use crate::messages::Language;

/// The kind of record that the YAML file at `path` describes; `None` for files that are edited as text.
pub fn mapping_kind(path: &str) -> Option<RecordKind> {
    let is_yaml = path.ends_with(".yaml") || path.ends_with(".yml");
    (is_yaml && path.starts_with("content/awards/")).then_some(RecordKind::Decision)
}

/// A decision as its page shows it.
pub struct YamlFormView {
    /// The fields of its head.
    pub fields: Vec<FieldView>,
    /// Its rows; `None` if they have a shape that a table cannot show.
    pub awards: Option<AwardTable>,
}

/// The form of a `record` with the values of the file whose content is `shown`, and of many rows those around the one with
/// the index `near`; `None` if it cannot be read.
pub fn view(record: RecordKind, language: Language, shown: &str, near: usize) -> Option<YamlFormView> {
    let file = MappingFile::parse(record, shown.as_bytes()).ok()?;
    let mut views = form::views(&head_fields(record, language), Some(file.values()), "");
    views.iter_mut().for_each(FieldView::suggest);
    Some(YamlFormView {
        fields: views,
        awards: award_rows::view(&fields(record, language), file.values(), near),
    })
}

/// The content `shown` with what was `typed` into its form; `None` if it cannot be written so that it is read back.
pub fn content(
    record: RecordKind,
    language: Language,
    shown: &str,
    typed: &Map<String, Value>,
) -> Option<Vec<u8>> {
    let file = MappingFile::parse(record, shown.as_bytes()).ok()?;
    let mut changes = form::changes(&head_fields(record, language), file.values(), typed);
    changes.extend(award_rows::change(file.values(), typed));
    file.with(&changes).ok()
}

/// The fields outside of the table of rows.
fn head_fields(record: RecordKind, language: Language) -> Vec<FormField> {
    let mut fields = fields(record, language);
    fields.retain(|field| field.key != award_rows::KEY);
    fields
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Language, RecordKind, content, view};

    const DECISION: &str = "# Quyết định tháng một\nnumber: 27/QĐ-LĐLĐ # theo sổ\nsigner: Mai Thế Vẹn\nawards:\n  \
        # tập thể\n  - {no: 1, to: collective, unit: cong-ty-song-xanh, shared_with: [Tổ 2]} # xem lại\n  \
        - no: 2\n    to: individual # thợ\n    name: \"Lê Văn Bình\"\n    period: {from: 2019, to: 2020}\n  \
        - {no: 3, to: household, name: Hộ bà Lan} # cuối\n# hết\n";

    /// The decision after the rows `rows` were typed, with its lines that differ from before.
    fn typed(rows: &Value) -> String {
        let typed = json!({"number": "27/QĐ-LĐLĐ", "awards": rows});
        let bytes =
            content(RecordKind::Decision, Language::Vi, DECISION, typed.as_object().unwrap()).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    fn first() -> Value {
        json!({"": "0", "no": "1", "to": "collective", "name": "", "unit": "cong-ty-song-xanh", "citation": ""})
    }

    fn second() -> Value {
        json!({"": "1", "no": "2", "to": "individual", "name": "Lê Văn Bình", "unit": "", "citation": ""})
    }

    fn third() -> Value {
        json!({"": "2", "no": "3", "to": "household", "name": "Hộ bà Lan", "unit": "", "citation": ""})
    }

    /// What was not changed changes no byte, and an empty new row is not written.
    #[test]
    fn unchanged_rows_stay() {
        assert_eq!(typed(&json!([first(), second(), third()])), DECISION);
        let empty = json!({"": "", "no": " ", "to": "", "name": "", "unit": "", "citation": ""});
        assert_eq!(typed(&json!([first(), empty, second(), third()])), DECISION);
    }

    /// A changed cell changes its row alone; keys that the table does not show stay.
    #[test]
    fn a_cell_changes_alone() {
        let mut row = first();
        row["unit"] = json!("cong-ty-song-hau");
        let wanted = DECISION.replace("cong-ty-song-xanh", "cong-ty-song-hau");
        assert_eq!(typed(&json!([row, second(), third()])), wanted);
        let mut row = second();
        row["citation"] = json!("Hàn: đẹp");
        row["period"] = json!("2022");
        row["to"] = json!("");
        let saved = typed(&json!([first(), row, third()]));
        let wanted = DECISION
            .replace("    to: individual # thợ\n", "")
            .replace("\"Lê Văn Bình\"\n", "\"Lê Văn Bình\"\n    citation: 'Hàn: đẹp'\n");
        assert_eq!(saved.replace("\"Hàn: đẹp\"", "'Hàn: đẹp'"), wanted);
    }

    /// Of a long decision one piece is shown; the rows around it stay, byte for byte.
    #[test]
    fn long_decisions_come_in_pieces() {
        let rows: String = (0..1200)
            .map(|at| format!("  - {{no: {at}, to: individual, name: Người {at}}} # {at}\n"))
            .collect();
        let text = format!("number: 1/QĐ\nawards:\n{rows}");
        let form = view(RecordKind::Decision, Language::Vi, &text, 777).unwrap();
        let table = serde_json::json!(form.awards.unwrap());
        assert_eq!((&table["before"], &table["after"]), (&json!(500), &json!(200)));
        assert_eq!(
            (&table["rows"][0]["index"], table["rows"].as_array().unwrap().len()),
            (&json!("500"), 500)
        );
        assert_eq!((&table["pieces"][2]["first"], &table["pieces"][2]["last"]), (&json!(1001), &json!(1200)));
        assert_eq!(table["others"], "{\"individual\":700}");
        let row = |at: usize, name: &str| json!({"": at.to_string(), "no": at.to_string(), "to": "individual", "name": name});
        let mut typed: Vec<Value> = (500..1000).map(|at| row(at, &format!("Người {at}"))).collect();
        typed[1] = row(501, "Người Mới");
        typed.remove(3);
        let typed = json!({"number": "1/QĐ", "awards": typed, "awards_around": [500, 200]});
        let saved = content(RecordKind::Decision, Language::Vi, &text, typed.as_object().unwrap()).unwrap();
        let wanted = text
            .replace("Người 501}", "Người Mới}")
            .replace("  - {no: 503, to: individual, name: Người 503} # 503\n", "");
        assert_eq!(String::from_utf8(saved).unwrap(), wanted);
    }

    /// Rows move and go with their comments and with the keys that the table does not show.
    #[test]
    fn rows_move_come_and_go() {
        let saved = typed(&json!([third(), first()]));
        let lost = "  - no: 2\n    to: individual # thợ\n    name: \"Lê Văn Bình\"\n    period: {from: 2019, to: 2020}\n";
        assert!(!saved.contains(lost) && saved.contains("shared_with: [Tổ 2]} # xem lại"), "{saved}");
        assert!(saved.find("Hộ bà Lan} # cuối") < saved.find("- {no: 1"), "{saved}");
        let new = json!({"": "", "no": "4", "to": "individual", "name": "Trần: Mai", "citation": ""});
        let saved = typed(&json!([first(), second(), third(), new]));
        let wanted =
            DECISION.replace("# cuối\n", "# cuối\n  - {no: 4, to: individual, name: \"Trần: Mai\"}\n");
        assert_eq!(saved, wanted);
        assert!(typed(&json!([])).contains("\nawards: [] # cuối\n"));
    }

    /// A cell shows a list of names with semicolons, and what is typed so becomes one; an award can be posthumous.
    #[test]
    fn cells_of_names() {
        let shared = |names: &str| {
            let mut row = first();
            row["shared_with"] = json!(names);
            typed(&json!([row, second(), third()]))
        };
        assert_eq!(shared("Tổ 2"), DECISION);
        assert_eq!(shared("Tổ 2; Võ Sen ;"), DECISION.replace("[Tổ 2]", "[Tổ 2, Võ Sen]"));
        assert_eq!(shared(" Võ Sen, Tổ 2"), DECISION.replace("[Tổ 2]", "\"Võ Sen, Tổ 2\""));
        assert_eq!(shared(" ;"), DECISION.replace(", shared_with: [Tổ 2]", ""));
        let mut row = third();
        (row["posthumous"], row["shared_with"]) = (json!("true"), json!("An; Bình"));
        let wanted = DECISION.replace("bà Lan}", "bà Lan, posthumous: true, shared_with: [An, Bình]}");
        assert_eq!(typed(&json!([first(), second(), row])), wanted);
        let cells = |text: &str| {
            let form = view(RecordKind::Decision, Language::Vi, text, 0).unwrap();
            let cells = json!(form.awards.unwrap())["rows"][0]["cells"].take();
            let cells = cells.as_array().unwrap().iter().filter(|cell| cell["key"] == "shared_with");
            cells.map(|cell| (cell["kind"].clone(), cell["value"].clone())).collect::<Vec<_>>()
        };
        assert_eq!(cells(&shared("An; Bình")), [(json!("names"), json!("An; Bình"))]);
        assert_eq!(
            cells(&DECISION.replace("[Tổ 2]", "[\"An; Bình\"]"))[0].0,
            json!("fixed"),
            "a name with a semicolon would become two"
        );
    }

    /// A file with an error of syntax, or that is no mapping, has no form.
    #[test]
    fn broken_files_have_no_form() {
        for text in ["awards: [1\nb: 2\n", "- a\n"] {
            assert!(view(RecordKind::Decision, Language::En, text, 0).is_none(), "{text}");
        }
        let text = "number: 1\nawards: [a]\n";
        assert!(view(RecordKind::Decision, Language::En, text, 0).is_some_and(|view| view.awards.is_none()));
    }
}
