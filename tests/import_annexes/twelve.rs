//! Annexes in each of the twelve layouts.

use crate::import_annexes::layouts::{Builder, Column, Context};
use crate::import_annexes::sheet::{Sheet, Value};
use crate::import_annexes::truth::{Chance, Expected, Recipient, Style, Truth, kind, unit};

use Column::{
    AnyName, Award, BirthDay, Citation, Gender, Honorific, IdentityCard, Kind, Man, Name, No, Position,
    PositionAndUnit, Recipients, Remark, Unit, Woman,
};

/// Returns the sheets of an annex with about `rows` rows of awards.
pub fn annex(layout: u32, seed: u64, rows: u32) -> Vec<Sheet> {
    let mut chance = Chance::new(u64::from(layout) * 1000 + seed + 1);
    let style = Style::new(&mut chance);
    let mut builder = Builder { chance: &mut chance, style, rows };
    match layout {
        1 => builder.plain(),
        2 => builder.two_line_head(),
        3 => builder.recipient_groups(),
        4 => builder.unit_groups(),
        5 => builder.kind_groups(),
        6 => return builder.several_sheets(),
        7 => builder.merged_downwards(),
        8 => builder.recipient_column(),
        9 => builder.honorific_columns(),
        10 => builder.position_and_unit(),
        11 => builder.award_columns(),
        _ => builder.side_by_side(),
    }
    .into_iter()
    .collect()
}

/// Returns the paragraphs of a decision that has its recipients below article 1, each with its truth.
pub fn decision(seed: u64, rows: u32) -> Vec<(String, Option<Truth>)> {
    let mut chance = Chance::new(13_000 + seed);
    let style = Style::new(&mut chance);
    let heading = [
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH MINH GIANG",
        "Số: 88/QĐ-LĐLĐ",
        "Minh Giang, ngày 05 tháng 02 năm 2024",
        "QUYẾT ĐỊNH",
        "Về việc tặng Giấy khen",
        "Căn cứ Quy chế khen thưởng của tổ chức Công đoàn;",
        "Điều 1. Tặng Giấy khen cho các cá nhân có tên sau:",
    ];
    let mut lines: Vec<(String, Option<Truth>)> =
        heading.iter().map(|line| ((*line).to_owned(), None)).collect();
    for no in 1..=rows {
        let mut recipient = Recipient::person(&style, &mut chance);
        if recipient.has_several_names || recipient.printed_unit.is_empty() {
            recipient.join(unit(&mut chance));
        }
        let parts = [&*recipient.printed, &recipient.printed_position, &recipient.printed_unit];
        let end = if no == rows { "." } else { ";" };
        let line = format!("{no}. {}{end}", parts.join(", ").replace('\n', ", "));
        let expected = Expected { no: Some(no), kind: Some("giay-khen"), ..recipient.expected.clone() };
        let reading = recipient.reading();
        let truth = Truth { awards: vec![expected], reading, reading_without_unit: reading, merged: &[] };
        lines.push((style.written(&line, &mut chance), Some(truth)));
    }
    lines.push(("Điều 2. Các cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành.".to_owned(), None));
    lines
}

impl Builder<'_> {
    fn sheet(&mut self, columns: &[Column]) -> Sheet {
        let mut sheet = Sheet::new("Sheet1");
        self.titles(&mut sheet, columns.len() as u32);
        self.head(&mut sheet, columns, 0);
        sheet
    }

    fn finish(&mut self, mut sheet: Sheet, columns: &[Column]) -> Option<Sheet> {
        self.footer(&mut sheet, columns.len() as u32);
        Some(sheet)
    }

    fn plain(&mut self) -> Option<Sheet> {
        let columns =
            [&[No, Name, Position, Unit, Kind][..], &[No, Name, Position, Unit, Kind, Citation, Remark]];
        let columns = self.chance.pick(&columns);
        let mut sheet = self.sheet(columns);
        if self.chance.percent(40) {
            self.column_numbers(&mut sheet, columns.len() as u32);
        }
        for no in 1..=self.rows {
            let person = self.mostly_person();
            self.award(&mut sheet, columns, person, (no, 0, &Context::default()));
            sheet.next += u32::from(self.chance.percent(3));
        }
        self.finish(sheet, columns)
    }

    fn two_line_head(&mut self) -> Option<Sheet> {
        let columns = [No, Name, Position, Unit, Kind, Citation];
        let mut sheet = Sheet::new("Danh sách");
        self.titles(&mut sheet, 6);
        let top = sheet.next;
        let over = self.chance.pick(&["Đơn vị", "Thông tin", "Nơi làm việc"]);
        sheet.row(&["STT", "Họ và tên", over, "", "Khen thưởng", ""]);
        sheet.row(&["", "", "Chức vụ", "Nơi\ncông tác", "Hình thức", "Thành tích"]);
        sheet.merges.extend([(top, 0, top + 1, 0), (top, 1, top + 1, 1), (top, 2, top, 3), (top, 4, top, 5)]);
        self.column_numbers(&mut sheet, 6);
        for no in 1..=self.rows {
            let person = self.person();
            self.award(&mut sheet, &columns, person, (no, 0, &Context::default()));
        }
        self.finish(sheet, &columns)
    }

    fn recipient_groups(&mut self) -> Option<Sheet> {
        let columns = [No, AnyName, Position, Unit, Kind];
        let mut sheet = self.sheet(&columns);
        let in_cell = self.chance.percent(50);
        let groups = [
            ("I", "TẬP THỂ", "collective"),
            ("II", "CÁ NHÂN", "individual"),
            ("III", "HỘ GIA ĐÌNH", "household"),
        ];
        for (number, words, to) in groups {
            let count = if to == "individual" { self.rows * 7 / 10 } else { self.rows / 6 + 1 };
            let words =
                if self.chance.percent(50) { format!("{words} ({count:02})") } else { words.to_owned() };
            if in_cell {
                sheet.text(sheet.next, 0, number);
                sheet.wide(1, 5, &words);
            } else {
                sheet.wide(0, 5, &format!("{number}. {words}"));
            }
            for no in 1..=count {
                let recipient = match to {
                    "collective" => Recipient::collective(self.chance),
                    "household" => Recipient::household(self.chance),
                    _ => self.person(),
                };
                self.award(&mut sheet, &columns, recipient, (no, 0, &Context::default()));
            }
        }
        self.finish(sheet, &columns)
    }

    fn unit_groups(&mut self) -> Option<Sheet> {
        let columns = [No, Name, Position, Kind];
        let columns = if self.chance.percent(70) { &columns[..] } else { &columns[..3] };
        let mut sheet = self.sheet(columns);
        let in_cell = self.chance.percent(50);
        let uppers = [
            ("A", "LĐLĐ huyện An Phong", "ldld-huyen-an-phong"),
            ("B", "LĐLĐ HUYỆN HÒA LẠC", "ldld-huyen-hoa-lac"),
            ("C", "Công đoàn ngành Giáo dục tỉnh", "cd-nganh-giao-duc"),
        ];
        let mut no = 0;
        for (letter, upper, id) in uppers {
            self.group_row(&mut sheet, columns.len() as u32, (letter, upper), in_cell);
            let is_direct = self.chance.percent(30);
            for number in 1..=3_u32 {
                // The third is known to the registry by another name only.
                let is_known = letter != "C";
                let own = if is_direct && number == 1 {
                    (upper.to_owned(), is_known.then_some(id))
                } else {
                    let own = unit(self.chance);
                    self.group_row(
                        &mut sheet,
                        columns.len() as u32,
                        (&number.to_string(), &own.0),
                        in_cell && number % 2 == 0,
                    );
                    own
                };
                let context = Context { unit: Some(own), kind: None };
                no = if self.chance.percent(50) { 0 } else { no };
                for _ in 0..self.rows / 9 + 1 {
                    no += 1;
                    let person = self.person();
                    self.award(&mut sheet, columns, person, (no, 0, &context));
                }
            }
        }
        self.finish(sheet, columns)
    }

    fn group_row(&mut self, sheet: &mut Sheet, width: u32, (number, words): (&str, &str), in_cell: bool) {
        let words = self.style.written(words, self.chance);
        if in_cell {
            sheet.text(sheet.next, 0, number);
            sheet.wide(1, width, &words);
        } else {
            sheet.wide(0, width, &format!("{number}. {words}"));
        }
    }

    fn kind_groups(&mut self) -> Option<Sheet> {
        let columns = [No, Name, Position, Unit];
        let mut sheet = self.sheet(&columns);
        let groups = [
            ("I", "Danh hiệu Chiến sĩ thi đua cơ sở", "chien-si-thi-dua-co-so"),
            ("II", "Bằng khen của LĐLĐ tỉnh", "bang-khen-ldld-tinh"),
            ("III", "Tặng Giấy khen cho {} cá nhân", "giay-khen"),
            ("IV", "DANH HIỆU LAO ĐỘNG TIÊN TIẾN", "lao-dong-tien-tien"),
        ];
        let in_cell = self.chance.percent(50);
        for (number, words, id) in groups {
            let count = self.rows / 4 + 1;
            self.group_row(&mut sheet, 4, (number, &words.replace("{}", &format!("{count:02}"))), in_cell);
            let context = Context { unit: None, kind: Some(id) };
            for no in 1..=count {
                let person = self.person();
                self.award(&mut sheet, &columns, person, (no, 0, &context));
            }
        }
        self.finish(sheet, &columns)
    }

    fn several_sheets(&mut self) -> Vec<Sheet> {
        let columns = [No, AnyName, Unit, Kind];
        let mut collectives = self.sheet(&columns);
        collectives.name = "TẬP THỂ".to_owned();
        for no in 1..=self.rows / 3 + 1 {
            let recipient = Recipient::collective(self.chance);
            self.award(&mut collectives, &columns, recipient, (no, 0, &Context::default()));
        }
        self.footer(&mut collectives, 4);
        let columns = [No, Name, Position, Unit, Kind, Remark];
        let mut people = self.sheet(&columns);
        people.name = "CÁ NHÂN".to_owned();
        for no in 1..=self.rows * 2 / 3 {
            let person = self.person();
            self.award(&mut people, &columns, person, (no, 0, &Context::default()));
        }
        self.footer(&mut people, 6);
        let mut codes = Sheet::new("DANHMUC");
        codes.row(&["STT", "Mã", "Tên đơn vị", "Tên hình thức"]);
        codes.row(&["1", "BK", "CĐCS Điện lực An Phong", "Bằng khen"]);
        codes.row(&["2", "GK", "Trường THPT Hòa Lạc", "Giấy khen"]);
        codes.table = 0..3;
        vec![collectives, people, codes]
    }

    fn merged_downwards(&mut self) -> Option<Sheet> {
        let columns = [No, Name, Position, Unit, Kind, Citation];
        let mut sheet = self.sheet(&columns);
        let mut no = 0;
        while no < self.rows {
            let own = unit(self.chance);
            let count = 1 + self.chance.below(4) as u32;
            let top = sheet.next;
            for at in 0..count {
                no += 1;
                let mut person = self.person();
                person.leave();
                self.award(&mut sheet, &columns, person, (no, 0, &Context::default()));
                let row = sheet.next - 1;
                sheet.cells.remove(&(row, 3));
                sheet.cells.remove(&(row, 5));
                let truth = sheet.truth.get_mut(&row).unwrap();
                if own.1.is_none() {
                    truth.reading = crate::import_annexes::truth::Reading::Ask;
                }
                for award in &mut truth.awards {
                    award.unit = own.1.map(str::to_owned);
                    award.citation = Some("Giảm 12% điện năng".to_owned());
                }
                truth.merged = if at > 0 { &["unit", "citation"] } else { &[] };
            }
            sheet.text(top, 3, &*own.0);
            sheet.text(top, 5, "Giảm 12% điện năng");
            if count > 1 {
                sheet.merges.extend([(top, 3, top + count - 1, 3), (top, 5, top + count - 1, 5)]);
            }
            if self.chance.percent(20) {
                self.second_award(&mut sheet, columns.len() as u32);
            }
        }
        self.finish(sheet, &columns)
    }

    /// Adds a row with another kind for the person above, whose other cells are merged.
    fn second_award(&mut self, sheet: &mut Sheet, width: u32) {
        let (row, above) = (sheet.next, sheet.next - 1);
        if sheet.merges.iter().any(|merge| merge.2 == above) {
            return;
        }
        let (printed, id) = kind("individual", self.chance);
        sheet.text(row, 4, printed);
        sheet
            .merges
            .extend((0..width).filter(|column| *column != 4).map(|column| (above, column, row, column)));
        let mut truth = sheet.truth[&above].clone();
        truth.awards.iter_mut().for_each(|award| award.kind = Some(id));
        truth.merged = &["name"];
        sheet.truth.insert(row, truth);
        sheet.next += 1;
    }

    fn recipient_column(&mut self) -> Option<Sheet> {
        let columns = [No, Recipients, AnyName, Position, Unit, Kind];
        let mut sheet = self.sheet(&columns);
        for no in 1..=self.rows {
            let recipient = self.anyone();
            self.award(&mut sheet, &columns, recipient, (no, 0, &Context::default()));
        }
        self.finish(sheet, &columns)
    }

    fn honorific_columns(&mut self) -> Option<Sheet> {
        self.style.addressed = 0;
        let columns: &[Column] = match self.chance.below(4) {
            0 => &[No, Honorific, Name, Position, Unit, Kind],
            1 => &[No, Name, Gender, BirthDay, Position, Unit, Kind, IdentityCard],
            2 => &[No, Name, Man, Woman, Position, Unit, Kind],
            _ => return self.birth_years(),
        };
        let mut sheet = self.sheet(columns);
        for no in 1..=self.rows {
            let person = self.person();
            self.award(&mut sheet, columns, person, (no, 0, &Context::default()));
        }
        self.finish(sheet, columns)
    }

    /// A head *Năm sinh* above *Nam* and *Nữ*, with years below.
    fn birth_years(&mut self) -> Option<Sheet> {
        let columns = [No, Name, Man, Woman, Position, Unit, Kind];
        let mut sheet = Sheet::new("Sheet1");
        self.titles(&mut sheet, 7);
        let top = sheet.next;
        sheet.row(&["STT", "Họ và tên", "Năm sinh", "", "Chức vụ", "Đơn vị", "Hình thức"]);
        sheet.row(&["", "", "Nam", "Nữ"]);
        sheet.merges.push((top, 2, top, 3));
        sheet.merges.extend([0, 1, 4, 5, 6].map(|column| (top, column, top + 1, column)));
        for no in 1..=self.rows {
            let person = self.person();
            self.award(&mut sheet, &columns, person, (no, 0, &Context::default()));
            let row = sheet.next - 1;
            for column in [2, 3] {
                if let Some(cell) = sheet.cells.get_mut(&(row, column)) {
                    *cell = Value::Number(1970 + no % 30);
                }
            }
        }
        self.finish(sheet, &columns)
    }

    fn position_and_unit(&mut self) -> Option<Sheet> {
        let columns = [No, Name, PositionAndUnit, Kind];
        let mut sheet = self.sheet(&columns);
        for no in 1..=self.rows {
            let person = self.person();
            self.award(&mut sheet, &columns, person, (no, 0, &Context::default()));
        }
        self.finish(sheet, &columns)
    }

    fn award_columns(&mut self) -> Option<Sheet> {
        let short = [
            Award("LĐTT", "lao-dong-tien-tien"),
            Award("CSTĐCS", "chien-si-thi-dua-co-so"),
            Award("Giấy khen", "giay-khen"),
        ];
        let long = [
            Award("Lao động\ntiên tiến", "lao-dong-tien-tien"),
            Award("Chiến sĩ thi đua cơ sở", "chien-si-thi-dua-co-so"),
            Award("Bằng khen của LĐLĐ tỉnh", "bang-khen-ldld-tinh"),
        ];
        let kinds = if self.chance.percent(50) { short } else { long };
        let columns = [&[No, Name, Position, Unit][..], &kinds, &[Remark]].concat();
        let mut sheet = if self.chance.percent(50) {
            self.sheet(&columns)
        } else {
            let mut sheet = Sheet::new("Sheet1");
            self.titles(&mut sheet, 8);
            let top = sheet.next;
            sheet.row(&["TT", "Họ và tên", "Chức vụ", "Đơn vị", "Hình thức khen thưởng", "", "", "Ghi chú"]);
            for (column, kind) in (4..).zip(kinds) {
                let Award(head, _) = kind else { continue };
                sheet.text(top + 1, column, head);
            }
            sheet.merges.push((top, 4, top, 6));
            sheet.merges.extend([0, 1, 2, 3, 7].map(|column| (top, column, top + 1, column)));
            sheet.next = top + 2;
            sheet
        };
        for no in 1..=self.rows {
            let person = self.person();
            self.award(&mut sheet, &columns, person, (no, 0, &Context::default()));
        }
        self.finish(sheet, &columns)
    }

    fn side_by_side(&mut self) -> Option<Sheet> {
        let columns = [No, Name, Unit];
        let mut sheet = Sheet::new("Sheet1");
        self.titles(&mut sheet, 6);
        let top = sheet.next;
        let half = self.rows.div_ceil(2);
        let end = top + 1 + half;
        for (first, numbers) in [(0, 1..=half), (3, half + 1..=self.rows)] {
            sheet.next = top;
            self.head(&mut sheet, &columns, first);
            for no in numbers {
                let person = self.person();
                self.award(&mut sheet, &columns, person, (no, first, &Context::default()));
            }
        }
        sheet.next = end;
        self.footer(&mut sheet, 6);
        Some(sheet)
    }
}
