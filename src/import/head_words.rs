//! The words in the heads of columns, and the field that each means.

use crate::model::award::RecipientKind;
use crate::text::{canonical_name, fold};

/// The field that a column has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The row number.
    No,
    /// The name of a recipient, of one kind if the head says so.
    Name(Option<RecipientKind>),
    /// The form of address.
    Honorific,
    /// A mark or a year of birth for men.
    Male,
    /// A mark or a year of birth for women.
    Female,
    /// The words *nam* or *nữ*.
    Gender,
    /// The position of the recipient, as printed.
    Position,
    /// The unit of the recipient.
    Unit,
    /// The position and the unit in one cell.
    PositionAndUnit,
    /// The kind of award.
    Kind,
    /// A mark for the kind of award that the head names.
    Award,
    /// The class of the award.
    Class,
    /// The kind of recipient.
    Recipients,
    /// The time for which the award is granted.
    Period,
    /// The citation of the award.
    Citation,
    /// The people who share the award.
    SharedWith,
    /// Remarks, which are kept as comments.
    Remark,
    /// The number of the decision that grants the award.
    Decision,
    /// The day on which it was signed.
    Signed,
    /// The unit that issued it.
    Issuer,
    /// The year of the roll, which follows from the period.
    Year,
    /// The grounds of the award.
    Category,
    /// The movement that the award belongs to.
    Movement,
    /// What readers see of the name.
    Visibility,
    /// A hidden column of a table that was exported for staff.
    Kept(KeptColumn),
    /// Personal data that must not be published.
    Private,
    /// A column that is not taken.
    Unknown,
}

/// The hidden columns of a table that was exported for staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptColumn {
    /// The fingerprint of the cells that are shown.
    Shown,
    /// The file of the decision, from the project folder.
    File,
    /// The number of the row in it, from 1.
    Row,
    /// The keys of the decision, in YAML.
    Decision,
    /// The keys of the award, in YAML.
    Award,
}

impl KeptColumn {
    /// Each hidden column with its head, in order.
    pub const HEADS: &[(&str, KeptColumn)] = &[
        ("bangvang:shown", KeptColumn::Shown),
        ("bangvang:file", KeptColumn::File),
        ("bangvang:row", KeptColumn::Row),
        ("bangvang:decision", KeptColumn::Decision),
        ("bangvang:award", KeptColumn::Award),
    ];
}

impl Field {
    /// Each field that a person can choose for a column, with the word of the answer.
    pub const WORDS: &[(&str, Field)] = &[
        ("no", Field::No),
        ("name", Field::Name(None)),
        ("honorific", Field::Honorific),
        ("position", Field::Position),
        ("unit", Field::Unit),
        ("position-and-unit", Field::PositionAndUnit),
        ("kind", Field::Kind),
        ("class", Field::Class),
        ("to", Field::Recipients),
        ("period", Field::Period),
        ("citation", Field::Citation),
        ("shared_with", Field::SharedWith),
        ("remark", Field::Remark),
        ("private", Field::Private),
        ("none", Field::Unknown),
    ];
}

/// The fields of heads that consist of these words only, in folded form.
const WHOLE: &[(&str, Field)] = &[
    ("stt", Field::No),
    ("tt", Field::No),
    ("so tt", Field::No),
    ("so thu tu", Field::No),
    ("ca nhan", Field::Name(Some(RecipientKind::Individual))),
    ("ten ca nhan", Field::Name(Some(RecipientKind::Individual))),
    ("tap the", Field::Name(Some(RecipientKind::Collective))),
    ("ten tap the", Field::Name(Some(RecipientKind::Collective))),
    ("ho gia dinh", Field::Name(Some(RecipientKind::Household))),
    ("ten ho gia dinh", Field::Name(Some(RecipientKind::Household))),
    ("ten", Field::Name(None)),
    ("ho", Field::Name(Some(RecipientKind::Individual))),
    ("ho dem", Field::Name(Some(RecipientKind::Individual))),
    ("ho va dem", Field::Name(Some(RecipientKind::Individual))),
    ("ho lot", Field::Name(Some(RecipientKind::Individual))),
    ("ho va ten dem", Field::Name(Some(RecipientKind::Individual))),
    ("ho va ten lot", Field::Name(Some(RecipientKind::Individual))),
    ("ho ten dem", Field::Name(Some(RecipientKind::Individual))),
    ("danh sach", Field::Name(None)),
    ("ong ba", Field::Honorific),
    ("ong ba chuc danh", Field::Honorific),
    ("danh xung", Field::Honorific),
    ("xung ho", Field::Honorific),
    ("nu", Field::Female),
    ("gioi tinh", Field::Gender),
    ("nam nu", Field::Gender),
    ("cdcs", Field::Unit),
    ("doanh nghiep", Field::Unit),
    ("hang", Field::Class),
    ("giai", Field::Class),
    ("xep hang", Field::Class),
    ("hang giai", Field::Class),
    ("khen thuong", Field::Kind),
    // The columns of the tables that the site publishes.
    ("quyet dinh", Field::Decision),
    ("so quyet dinh", Field::Decision),
    ("ngay ky", Field::Signed),
    ("co quan ban hanh", Field::Issuer),
    ("loai hinh", Field::Category),
    ("phong trao", Field::Movement),
    ("hien ten", Field::Visibility),
    ("thoi gian lap thanh tich", Field::Period),
    ("year", Field::Period),
    ("decision", Field::Decision),
    ("signed", Field::Signed),
    ("issuer", Field::Issuer),
    ("no", Field::No),
    ("recipient", Field::Recipients),
    ("title", Field::Honorific),
    ("name", Field::Name(Some(RecipientKind::Individual))),
    ("position", Field::Position),
    ("unit", Field::Unit),
    ("award", Field::Kind),
    ("class", Field::Class),
    ("category", Field::Category),
    ("movement", Field::Movement),
    ("period", Field::Period),
    ("citation", Field::Citation),
    ("name shown", Field::Visibility),
    ("remark", Field::Remark),
];

/// The fields of heads that have these words, in folded form; the first that fits counts.
const PARTS: &[(&str, Field)] = &[
    ("nam sinh", Field::Private),
    ("ngay sinh", Field::Private),
    ("sinh ngay", Field::Private),
    ("thang sinh", Field::Private),
    ("tuoi", Field::Private),
    ("cccd", Field::Private),
    ("cmnd", Field::Private),
    ("can cuoc", Field::Private),
    ("chung minh", Field::Private),
    ("dinh danh", Field::Private),
    ("tai khoan", Field::Private),
    ("stk", Field::Private),
    ("ngan hang", Field::Private),
    ("dia chi", Field::Private),
    ("dien thoai", Field::Private),
    ("sdt", Field::Private),
    ("so dt", Field::Private),
    ("email", Field::Private),
    ("ma so thue", Field::Private),
    ("bao hiem", Field::Private),
    ("bhxh", Field::Private),
    ("que quan", Field::Private),
    ("dan toc", Field::Private),
    ("ton giao", Field::Private),
    ("dang vien", Field::Private),
    ("ky nhan", Field::Private),
    ("da duoc", Field::Unknown),
    ("da dat", Field::Unknown),
    ("da tang", Field::Unknown),
    ("phan loai", Field::Recipients),
    ("doi tuong", Field::Recipients),
    ("ho va ten", Field::Name(Some(RecipientKind::Individual))),
    ("ho ten", Field::Name(Some(RecipientKind::Individual))),
    ("dong tac gia", Field::SharedWith),
    ("cong su", Field::SharedWith),
    ("chuc vu", Field::Position),
    ("chuc danh", Field::Position),
    ("nghe nghiep", Field::Position),
    ("thanh tich", Field::Citation),
    ("noi dung", Field::Citation),
    ("sang kien", Field::Citation),
    ("tom tat", Field::Citation),
    ("giai phap", Field::Citation),
    ("hinh thuc", Field::Kind),
    ("danh hieu", Field::Kind),
    ("muc khen", Field::Kind),
    ("loai khen", Field::Kind),
    ("nam khen", Field::Period),
    ("nam hoc", Field::Period),
    ("giai doan", Field::Period),
    ("don vi", Field::Unit),
    ("noi cong tac", Field::Unit),
    ("noi lam viec", Field::Unit),
    ("co quan", Field::Unit),
    ("cong doan co so", Field::Unit),
    ("ghi chu", Field::Remark),
];

/// The most words of a head; a longer text is a title or a value.
const MAX_HEAD_WORDS: usize = 12;

/// Returns the field that the head of a column means; `None` if its words are not known.
pub fn field_of(head: &str) -> Option<Field> {
    if let Some((_, column)) = KeptColumn::HEADS.iter().find(|(words, _)| *words == head) {
        return Some(Field::Kept(*column));
    }
    let key = key(head);
    if key.is_empty() || key.split(' ').count() > MAX_HEAD_WORDS {
        return None;
    }
    if key == "nam" {
        // Without marks, *nam* (man) and *năm* (year) are the same.
        return Some(if canonical_name(head).contains("nam") { Field::Male } else { Field::Period });
    }
    if let Some((_, field)) = WHOLE.iter().find(|(words, _)| *words == key) {
        return Some(*field);
    }
    let has = |words: &str| has_words(&key, words);
    let is_position = ["chuc vu", "chuc danh", "nghe nghiep"].into_iter().any(has);
    let is_unit = ["don vi", "noi cong tac", "co quan", "noi lam viec"].into_iter().any(has);
    if is_position && is_unit && !has("ho va ten") && !has("ho ten") {
        return Some(Field::PositionAndUnit);
    }
    let field = PARTS.iter().find(|(words, _)| has(words)).map(|(_, field)| *field);
    if field == Some(Field::Private) && ["ho va ten", "ho ten", "ten ca nhan"].into_iter().any(has) {
        return Some(Field::Name(Some(RecipientKind::Individual)));
    }
    let is_mixed = has("tap the") && (has("ca nhan") || has("ho ten") || has("ho va ten"));
    match field {
        Some(Field::Recipients | Field::Private | Field::Citation | Field::Kind | Field::Unknown) => field,
        _ if is_mixed => Some(Field::Name(None)),
        None if has("tap the") && has("ten") => Some(Field::Name(Some(RecipientKind::Collective))),
        _ => field,
    }
}

/// Returns whether the head of a column of names says that its cells have personal data too: *Họ tên, năm sinh*.
pub fn has_private_words(head: &str) -> bool {
    let key = key(head);
    let mut private = PARTS.iter().filter(|(_, field)| *field == Field::Private);
    private.any(|(words, _)| has_words(&key, words))
}

/// Returns whether the head of a column has only the beginning of names, whose end is in the column to the right: *Họ và
/// tên đệm*.
pub fn is_name_beginning(head: &str) -> bool {
    const HEADS: [&str; 7] =
        ["ho", "ho dem", "ho va dem", "ho lot", "ho va ten dem", "ho va ten lot", "ho ten dem"];
    HEADS.contains(&&*key(head))
}

/// Returns whether the head of a column has only the given name, the end of a name: *Tên*.
pub fn is_given_name(head: &str) -> bool {
    key(head) == "ten"
}

/// Returns whether whole words of `key` are `words`.
fn has_words(key: &str, words: &str) -> bool {
    let is_whole = |at: usize| {
        let end = at + words.len();
        (at == 0 || key[..at].ends_with(' ')) && (end == key.len() || key[end..].starts_with(' '))
    };
    key.match_indices(words).any(|(at, _)| is_whole(at))
}

/// Returns the words of a head in folded form, without punctuation.
fn key(head: &str) -> String {
    let folded = fold(head);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<&str>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Field, field_of};
    use crate::model::award::RecipientKind;

    #[test]
    fn heads_have_fields() {
        for (head, field) in [
            ("STT", Some(Field::No)),
            ("Số\nTT", Some(Field::No)),
            ("HỌ VÀ TÊN", Some(Field::Name(Some(RecipientKind::Individual)))),
            ("Tên tập thể/cá nhân/hộ gia đình", Some(Field::Name(None))),
            ("Phân loại khen thưởng (tập thể, cá nhân)", Some(Field::Recipients)),
            ("Chức vụ, đơn vị công tác", Some(Field::PositionAndUnit)),
            ("Nam", Some(Field::Male)),
            ("Năm", Some(Field::Period)),
            ("Năm sinh", Some(Field::Private)),
            ("Tóm tắt thành tích", Some(Field::Citation)),
            ("Hình thức khen thưởng", Some(Field::Kind)),
            ("Họ tên, năm sinh", Some(Field::Name(Some(RecipientKind::Individual)))),
            ("Họ và tên đệm", Some(Field::Name(Some(RecipientKind::Individual)))),
            ("Nguyễn Văn An", None),
        ] {
            assert_eq!(field_of(head), field, "{head}");
        }
    }
}
