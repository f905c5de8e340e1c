//! Adds to the registry a unit that an annex names and the registry does not have.

use crate::edit::{PatchError, Wanted, patch, tree};
use crate::model::registry::UnitKind;
use crate::read::file_name;
use crate::text;

/// A unit that the user calls new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUnit {
    /// Its name, as printed in the annex.
    pub name: String,
    /// Its type in `units.yaml`, which the user chose.
    pub kind: UnitKind,
}

/// The first words of names, folded and with hyphens, and what such units are.
const FIRST_WORDS: &[(UnitKind, &[&str])] = &[
    (UnitKind::Grassroots, &["cdcs", "cong-doan-co-so", "nghiep-doan"]),
    (UnitKind::Federation, &["ldld", "lien-doan-lao-dong", "tong-lien-doan-lao-dong"]),
    (UnitKind::Professional, &["cong-doan-nganh", "cd-nganh"]),
    (UnitKind::Upper, &["cong-doan", "cd", "cdcttcs"]),
    (
        UnitKind::Enterprise,
        &["cong-ty", "cty", "doanh-nghiep", "dntn", "xi-nghiep", "nha-may", "hop-tac-xa", "htx", "ngan-hang"],
    ),
    (UnitKind::Team, &["to", "doi", "phan-xuong", "to-san-xuat"]),
    (
        UnitKind::Agency,
        &[
            "so",
            "ubnd",
            "uy-ban",
            "truong",
            "benh-vien",
            "trung-tam",
            "ttyt",
            "tram",
            "van-phong",
            "ban",
            "chi-cuc",
            "cuc",
            "kho-bac",
            "bao-hiem",
            "toa-an",
            "vien",
            "dai-hoc",
            "phong",
        ],
    ),
];

/// Returns all kinds of units, that of names which begin like `name` first.
pub fn likely_kinds(name: &str) -> Vec<UnitKind> {
    let slug = format!("{}-", text::slug(name));
    let begins = |words: &&str| slug.strip_prefix(*words).is_some_and(|rest| rest.starts_with('-'));
    let likely = FIRST_WORDS.iter().find(|(_, words)| words.iter().any(begins));
    let likely = likely.map(|(kind, _)| *kind);
    let others = UnitKind::WORDS.iter().map(|(_, kind)| *kind).filter(|kind| Some(*kind) != likely);
    likely.into_iter().chain(others).collect()
}

/// Returns `raw`, the text of `units.yaml`, with `units` behind the others. A unit whose name it has already is not added
/// again.
///
/// # Errors
/// [`PatchError::Unsound`] if `raw` is not a list in valid YAML, [`PatchError::NoChange`] if it cannot be changed.
pub fn with_units(raw: &str, units: &[NewUnit]) -> Result<String, PatchError> {
    let mut records = match tree(raw) {
        Some(Wanted::List(records)) => records,
        _ if raw.trim().is_empty() => Vec::new(),
        _ => return Err(PatchError::Unsound),
    };
    let known = records.len();
    for unit in units {
        if records.iter().any(|record| has_name(record, &unit.name)) {
            continue;
        }
        let stem = file_name::to_folder_name(text::slug(&unit.name));
        let is_taken = |id: &str| records.iter().any(|record| record.value("id") == Some(&text(id)));
        let numbered = (2..).map(|number| format!("{stem}-{number}"));
        let id = std::iter::once(stem.clone()).chain(numbered).find(|id| !is_taken(id));
        let name = Wanted::Map(vec![("name".to_owned(), text(&unit.name))]);
        records.push(Wanted::Map(vec![
            ("id".to_owned(), text(&id.expect("the numbers do not end"))),
            ("type".to_owned(), text(unit.kind.word())),
            ("names".to_owned(), Wanted::List(vec![name])),
        ]));
    }
    if known == 0 {
        let line = |record: &Wanted| format!("- {}\n", crate::edit::block_item(record));
        return Ok(format!("{raw}{}", records.iter().map(line).collect::<String>()));
    }
    if records.len() == known { Ok(raw.to_owned()) } else { patch(raw, &Wanted::List(records)) }
}

fn text(text: &str) -> Wanted {
    Wanted::Text(text.to_owned())
}

/// Returns whether a record of `units.yaml` has the name `name`.
fn has_name(record: &Wanted, name: &str) -> bool {
    let is_name = |entry: &Wanted| [Some(entry), entry.value("name")].contains(&Some(&text(name)));
    match record.value("names") {
        Some(Wanted::List(names)) => names.iter().any(is_name),
        Some(names) => is_name(names),
        None => record.value("name").is_some_and(is_name),
    }
}

#[cfg(test)]
mod tests {
    use super::{NewUnit, likely_kinds, with_units};
    use crate::model::registry::UnitKind;

    /// The first words of a name decide which kind is offered first; all kinds are offered.
    #[test]
    fn kinds_are_offered() {
        for (name, kind) in [
            ("CĐCS Gió Biển Tây", UnitKind::Grassroots),
            ("Công đoàn cơ sở Trường Mầm non Hoa Sen", UnitKind::Grassroots),
            ("Công đoàn ngành Y tế", UnitKind::Professional),
            ("Công đoàn xã Vàm Sậy", UnitKind::Upper),
            ("CÔNG TY TNHH MAY PHÚ AN", UnitKind::Enterprise),
            ("Sở Nội vụ", UnitKind::Agency),
            ("Tổ Chế biến 2", UnitKind::Team),
            ("Tổng công ty Sông Xanh", UnitKind::Federation),
        ] {
            let kinds = likely_kinds(name);
            assert_eq!(kinds.len(), UnitKind::WORDS.len());
            assert_eq!(kinds[0], kind, "{name}");
        }
    }

    /// New units come behind the others, with an id that no other has, and only once.
    #[test]
    fn units_are_added() {
        let raw = "# Đơn vị\n- {id: cdcs-a, type: grassroots, names: [{name: CĐCS  A}]} # một\n";
        let unit = |name: &str, kind| NewUnit { name: name.to_owned(), kind };
        let units = [unit("CĐCS A", UnitKind::Grassroots), unit("Tổ hợp: B", UnitKind::Enterprise)];
        let added = with_units(raw, &units).expect("the file is a list");
        let wanted = format!(
            "{raw}- {{id: cdcs-a-2, type: grassroots, names: [{{name: CĐCS A}}]}}\n\
             - {{id: to-hop-b, type: enterprise, names: [{{name: \"Tổ hợp: B\"}}]}}\n"
        );
        assert_eq!(added, wanted);
        assert_eq!(with_units(&added, &units).expect("the file is a list"), added);
        assert_eq!(
            with_units("", &units[..1]).expect("an empty file"),
            "- {id: cdcs-a, type: grassroots, names: [{name: CĐCS A}]}\n"
        );
        with_units("a: [", &units).expect_err("the file is no list");
    }
}
