//! The twelve layouts of annexes, filled by chance.

use crate::import_annexes::sheet::{Sheet, Value};
use crate::import_annexes::truth::{Chance, Expected, Reading, Recipient, Style, Truth, kind, unit};

/// A column of a table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Column {
    No,
    Name,
    /// The name of a recipient of any kind.
    AnyName,
    Honorific,
    Gender,
    Position,
    Unit,
    PositionAndUnit,
    Kind,
    Citation,
    /// The kind of recipient.
    Recipients,
    BirthDay,
    /// The year of birth of men, or a mark.
    Man,
    Woman,
    /// A mark for a kind of award.
    Award(&'static str, &'static str),
    IdentityCard,
    Remark,
}

/// What the rows of a table have in common.
#[derive(Clone, Default)]
pub struct Context {
    pub unit: Option<(String, Option<&'static str>)>,
    pub kind: Option<&'static str>,
}

impl Column {
    fn head(self, chance: &mut Chance) -> &'static str {
        chance.pick(match self {
            Column::No => &["STT", "TT", "Số\nTT", "Số thứ tự"],
            Column::Name => &["Họ và tên", "HỌ VÀ TÊN", "Họ tên", "Họ, tên", "Ông/Bà"],
            Column::AnyName => &[
                "Tên tập thể/cá nhân/hộ gia đình",
                "Tên tập thể, cá nhân",
                "Họ và tên cá nhân, tên tập thể",
                "TẬP THỂ, CÁ NHÂN",
            ],
            Column::Honorific => &["Ông/Bà", "Danh xưng", "Xưng hô"],
            Column::Gender => &["Giới tính", "Nam/Nữ"],
            Column::Position => &["Chức vụ", "Chức danh", "CHỨC VỤ", "Nghề nghiệp, chức vụ"],
            Column::Unit => &["Đơn vị", "Đơn vị công tác", "Nơi công tác", "CƠ QUAN, ĐƠN VỊ", "CĐCS"],
            Column::PositionAndUnit => {
                &["Chức vụ, đơn vị công tác", "Chức vụ, nơi công tác", "Chức danh - Đơn vị"]
            }
            Column::Kind => &["Hình thức", "Hình thức khen thưởng", "Danh hiệu, hình thức", "Mức khen"],
            Column::Citation => &["Thành tích", "Tóm tắt thành tích", "Nội dung thành tích"],
            Column::Recipients => &["Phân loại khen thưởng", "Đối tượng"],
            Column::BirthDay => &["Ngày sinh", "Năm sinh", "Ngày, tháng, năm sinh"],
            Column::Man => &["Nam"],
            Column::Woman => &["Nữ"],
            Column::Award(head, _) => return head,
            Column::IdentityCard => &["CCCD", "Số CCCD", "Số tài khoản", "Điện thoại"],
            Column::Remark => &["Ghi chú"],
        })
    }
}

/// Builds sheets of one style.
pub struct Builder<'c> {
    pub chance: &'c mut Chance,
    pub style: Style,
    pub rows: u32,
}

impl Builder<'_> {
    /// Writes what is above a table: who decided, what the list is, and the decision that it belongs to.
    pub fn titles(&mut self, sheet: &mut Sheet, width: u32) {
        if self.chance.percent(50) {
            sheet.wide(0, width, "LIÊN ĐOÀN LAO ĐỘNG TỈNH MINH GIANG");
        }
        if self.chance.percent(80) {
            sheet.wide(0, width, self.chance.pick(&["DANH SÁCH KHEN THƯỞNG", "DANH SÁCH\nTẬP THỂ, CÁ NHÂN"]));
            sheet.wide(
                0,
                width,
                "(Kèm theo Quyết định số 88/QĐ-LĐLĐ ngày 05/02/2024 của LĐLĐ tỉnh Minh Giang)",
            );
        }
        sheet.next += self.chance.below(3) as u32;
        sheet.table.start = sheet.next;
    }

    /// Writes a head of one row, and sometimes the numbers of the columns.
    pub fn head(&mut self, sheet: &mut Sheet, columns: &[Column], first: u32) {
        for (index, column) in (first..).zip(columns) {
            let head = self.style.written(column.head(self.chance), self.chance);
            sheet.text(sheet.next, index, head);
        }
        sheet.next += 1;
    }

    pub fn column_numbers(&mut self, sheet: &mut Sheet, width: u32) {
        let is_bracketed = self.chance.percent(50);
        for column in 0..width {
            let number = column + 1;
            let value = if is_bracketed { Value::Text(format!("({number})")) } else { Value::Number(number) };
            sheet.cells.insert((sheet.next, column), value);
        }
        sheet.next += 1;
    }

    /// Writes what is below a table: sums, footnotes, a signature, and rows that formulas left behind.
    pub fn footer(&mut self, sheet: &mut Sheet, width: u32) {
        let last = width.saturating_sub(2);
        if self.chance.percent(40) {
            for number in 0..self.chance.below(4) as u32 {
                sheet.cells.insert((sheet.next, 0), Value::Number(900 + number));
                sheet.cells.insert((sheet.next, 1), Value::Error);
                sheet.next += 1;
            }
        }
        if self.chance.percent(70) {
            let people = sheet.truth.len();
            let sum =
                self.chance.pick(&["Tổng cộng: {} cá nhân./.", "Cộng: {}", "(Danh sách này có {} người)"]);
            sheet.wide(0, width, &sum.replace("{}", &format!("{people:02}")));
        }
        sheet.table.end = sheet.next;
        if self.chance.percent(30) {
            sheet.wide(0, width, "* Ghi chú: Danh sách xếp theo đề nghị của các đơn vị.");
        }
        if self.chance.percent(50) {
            sheet.next += 1;
            for (text, below) in [
                ("Minh Giang, ngày 05 tháng 02 năm 2024", ""),
                ("TM. BAN THƯỜNG VỤ", "NGƯỜI LẬP BIỂU"),
                ("CHỦ TỊCH", ""),
                ("Mai Thế Vẹn", "Lê Thị Mẫu"),
            ] {
                sheet.text(sheet.next, last, text);
                sheet.text(sheet.next, 1, if last == 1 { "" } else { below });
                sheet.next += 1;
            }
        }
    }

    pub fn person(&mut self) -> Recipient {
        Recipient::person(&self.style, self.chance)
    }

    /// Invents a person, and sometimes a unit or a household that is among people.
    pub fn mostly_person(&mut self) -> Recipient {
        match self.chance.below(40) {
            0 => Recipient::collective(self.chance),
            1 => {
                let mut household = Recipient::household(self.chance);
                household.printed = household.printed.replace("Hộ ông", "Gia đình ông");
                if !household.printed.starts_with("Gia đình") {
                    household.printed = format!("Gia đình {}", household.printed);
                }
                household
            }
            _ => self.person(),
        }
    }

    /// Invents a recipient of any kind.
    pub fn anyone(&mut self) -> Recipient {
        match self.chance.below(10) {
            0..3 => Recipient::collective(self.chance),
            3 => Recipient::household(self.chance),
            _ => self.person(),
        }
    }

    /// Writes the row of a recipient, whose awards are those of the cells or of the group.
    pub fn award(
        &mut self,
        sheet: &mut Sheet,
        columns: &[Column],
        mut recipient: Recipient,
        (no, first, group): (u32, u32, &Context),
    ) {
        let has = |column: Column| columns.contains(&column);
        if let Some(unit) = &group.unit {
            recipient.join(unit.clone());
        } else if !has(Column::Unit) && !has(Column::PositionAndUnit) && recipient.expected.to != "collective"
        {
            recipient.leave();
        }
        if !has(Column::Position) && !has(Column::PositionAndUnit) {
            recipient.expected.position = None;
        }
        if has(Column::PositionAndUnit) && recipient.printed_unit.is_empty() {
            recipient.join(unit(self.chance));
        }
        let is_person = recipient.expected.to == "individual";
        let mut kinds: Vec<&'static str> = Vec::new();
        let mut expected = Expected { no: Some(no), ..recipient.expected.clone() };
        for (index, column) in (first..).zip(columns) {
            let text = match column {
                Column::No if self.style.has_text_numbers => no.to_string(),
                Column::No => {
                    sheet.cells.insert((sheet.next, index), Value::Number(no));
                    continue;
                }
                Column::Name | Column::AnyName => recipient.printed.clone(),
                Column::Honorific | Column::Gender if is_person => {
                    let words = if *column == Column::Gender { ["Nam", "Nữ"] } else { ["Ông", "Bà"] };
                    expected.honorific = Some(honorific(recipient.is_woman));
                    words[usize::from(recipient.is_woman)].to_owned()
                }
                Column::Man | Column::Woman if is_person => {
                    expected.honorific = Some(honorific(recipient.is_woman));
                    let is_own = (*column == Column::Woman) == recipient.is_woman;
                    if is_own { self.chance.pick(&["x", "X"]).to_owned() } else { String::new() }
                }
                Column::Position => recipient.printed_position.clone(),
                Column::Unit => recipient.printed_unit.clone(),
                Column::PositionAndUnit => {
                    let separator = self.chance.pick(&[", ", "\n", " - "]);
                    let parts = [&*recipient.printed_position, &recipient.printed_unit];
                    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(separator)
                }
                Column::Kind => {
                    let (printed, id) = kind(expected.to, self.chance);
                    kinds.push(id);
                    printed.to_owned()
                }
                Column::Award(_, id) if self.chance.percent(50) => {
                    kinds.push(id);
                    self.chance.pick(&["x", "X", "x "]).to_owned()
                }
                Column::Citation if self.chance.percent(50) => {
                    expected.citation =
                        Some("Có sáng kiến, làm lợi 120 triệu đồng; đạt giải Nhất".to_owned());
                    expected.citation.clone().unwrap()
                }
                Column::Recipients => match expected.to {
                    "collective" => self.chance.pick(&["Tập thể", "TAPTHE", "TT"]).to_owned(),
                    "household" => self.chance.pick(&["Hộ gia đình", "HOGIADINH"]).to_owned(),
                    _ => self.chance.pick(&["Cá nhân", "CANHAN", "CN"]).to_owned(),
                },
                Column::BirthDay => "12/03/1985".to_owned(),
                Column::IdentityCard => format!("0790{:08}", self.chance.below(90_000_000)),
                Column::Remark if self.chance.percent(10) => "Đã nghỉ hưu".to_owned(),
                _ => String::new(),
            };
            let text = self.style.written(&text, self.chance);
            sheet.text(sheet.next, index, text);
        }
        kinds.extend(group.kind);
        let mut reading = recipient.reading();
        if columns.iter().any(|column| matches!(column, Column::Award(..))) && kinds.is_empty() {
            reading = Reading::Ask;
        }
        let mut awards: Vec<Expected> =
            kinds.iter().map(|kind| Expected { kind: Some(kind), ..expected.clone() }).collect();
        if awards.is_empty() {
            awards.push(expected);
        }
        if self.chance.percent(2) {
            sheet.hidden_rows.insert(sheet.next);
        }
        let reading_without_unit = if recipient.has_several_names { Reading::Ask } else { Reading::Readable };
        let truth = Truth { awards: awards.clone(), reading, reading_without_unit, merged: &[] };
        let known = sheet.truth.insert(sheet.next, truth.clone());
        // Two lists side by side share a row.
        if let Some(known) = known {
            let both = [known.reading, reading].contains(&Reading::Ask);
            let reading = if both { Reading::Ask } else { Reading::Readable };
            let awards = [known.awards, awards].concat();
            sheet.truth.insert(sheet.next, Truth { awards, reading, ..truth });
        }
        sheet.next += 1;
    }
}

fn honorific(is_woman: bool) -> &'static str {
    if is_woman { "Bà" } else { "Ông" }
}
