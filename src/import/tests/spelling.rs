//! Words of a source become another spelling of a record by the fewest bytes.

use crate::edit::PatchError;
use crate::import::with_spelling;

#[test]
fn spellings_are_added() {
    let raw = "# đơn vị\n- id: a\n  names: [{name: Đơn vị A}]\n  also: Tên A # cũ\n\
               - {id: b, names: [{name: B}], also: [B1]}\n- id: c\n  type: grassroots\n  names: [{name: C}]\n";
    let with = |id: &str, printed: &str| with_spelling(raw, id, printed);
    let lines = |text: String| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let changed = |id: &str, printed: &str| {
        let after = lines(with(id, printed).unwrap());
        let before = lines(raw.to_owned());
        after.into_iter().filter(|line| !before.contains(line)).collect::<Vec<_>>()
    };
    assert_eq!(
        changed("b", "Công ty B, xã C"),
        ["- {id: b, names: [{name: B}], also: [B1, \"Công ty B, xã C\"]}"]
    );
    assert_eq!(changed("c", "CĐCS C"), ["  also: [CĐCS C]"]);
    assert_eq!(changed("a", "A2"), ["  also: [Tên A, A2] # cũ"]);
    assert_eq!(with("b", "B1").unwrap(), raw);
    assert_eq!(with("khac", "X"), Err(PatchError::NoChange));
    assert_eq!(with_spelling("a: [", "a", "X"), Err(PatchError::Unsound));
}
