//! Recipients that were invented by chance: what their cells say, and what that means.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// What a row of awards says.
#[derive(Clone, Debug)]
pub struct Truth {
    pub awards: Vec<Expected>,
    pub reading: Reading,
    /// What an import may make of the row if the cell of the unit is empty.
    pub reading_without_unit: Reading,
    /// The fields whose cells are merged with those above; a text without merges does not have them.
    pub merged: &'static [&'static str],
}

/// What an import may make of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It is taken as it is, or a question is asked.
    Readable,
    /// Its words can mean several things, or nothing that is known: a question has to be asked.
    Ask,
    /// It has no recipient: it has to be reported.
    Unreadable,
}

/// An award as it should be read; references are ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    pub no: Option<u32>,
    pub to: &'static str,
    pub name: Option<String>,
    pub honorific: Option<&'static str>,
    pub position: Option<String>,
    pub unit: Option<String>,
    pub kind: Option<&'static str>,
    pub posthumous: bool,
    pub shared_with: Vec<String>,
    pub citation: Option<String>,
}

impl Truth {
    /// Returns what the row says where only the first of merged cells has content.
    pub fn without_merges(mut self) -> Truth {
        if self.merged.contains(&"unit") {
            self.reading = self.reading_without_unit;
        }
        for field in self.merged {
            for award in &mut self.awards {
                match *field {
                    "unit" => award.unit = None,
                    "citation" => award.citation = None,
                    _ => self.reading = Reading::Unreadable,
                }
            }
        }
        self
    }
}

/// Numbers by chance, the same for the same seed.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Returns a number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// How a file is written.
#[derive(Clone, Debug)]
pub struct Style {
    /// The share of names in capitals, in percent.
    pub capitals: usize,
    /// The share of names with *Ông* or *Bà*, in percent.
    pub addressed: usize,
    /// Whether marks are letters of their own.
    pub is_decomposed: bool,
    /// Whether spaces are doubled or do not break.
    pub has_odd_spaces: bool,
    pub has_text_numbers: bool,
}

impl Style {
    pub fn new(chance: &mut Chance) -> Style {
        Style {
            capitals: chance.pick(&[0, 0, 10, 100]),
            addressed: chance.pick(&[0, 30, 100]),
            is_decomposed: chance.percent(25),
            has_odd_spaces: chance.percent(40),
            has_text_numbers: chance.percent(40),
        }
    }

    /// Returns the text as the file has it.
    pub fn written(&self, text: &str, chance: &mut Chance) -> String {
        if text.is_empty() {
            return String::new();
        }
        let mut text = text.to_owned();
        if self.has_odd_spaces && chance.percent(20) {
            text = match chance.below(3) {
                0 => text.replacen(' ', "\u{a0}", 1),
                1 => text.replacen(' ', "  ", 1),
                _ => format!(" {text} "),
            };
        }
        if self.is_decomposed {
            text = DecomposingNormalizerBorrowed::new_nfd().normalize(&text).into_owned();
        }
        text
    }
}

/// A recipient as the cells of a row print it, with the meaning of them all.
#[derive(Clone, Debug)]
pub struct Recipient {
    pub printed: String,
    pub printed_unit: String,
    pub printed_position: String,
    pub is_woman: bool,
    pub expected: Expected,
    /// Whether the cell has names without words that they share one award.
    pub has_several_names: bool,
}

const FAMILIES: &[&str] = &[
    "Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đỗ", "Lâm", "Danh", "Thạch", "Huỳnh", "Kim", "Bạch", "Đoàn", "Hồ",
    "Tô", "Sơn", "Mã", "Ông", "Ban", "Trương", "Cao", "Đặng",
];
const MEN: &[&str] = &["Văn", "Hữu", "Quốc", "Minh", "Tuấn", "Văn Thanh"];
const WOMEN: &[&str] = &["Thị", "Thị Hồng", "Thị Kim", "Ngọc", "Thị Ngọc"];
const GIVEN: &[&str] = &[
    "An",
    "Bình",
    "Ca",
    "Dũng",
    "Em",
    "Giang",
    "Hạnh",
    "Hội",
    "Kiệt",
    "Lan",
    "Lộc",
    "Mai",
    "Năm",
    "Phúc",
    "Quỳnh",
    "Sở",
    "Tâm",
    "Tổ",
    "Trường",
    "Út",
    "Vân",
    "Xuân",
    "Yến",
    "Hòa",
    "Thúy",
    "Quý",
];
const RARE: &[&str] =
    &["H'Hen Niê", "Y Bhim Êban", "Ca Thị Hoa", "Tô Thị Ban", "Trường Thị Sở", "Danh Sóc Kha"];

const POSITIONS: &[&str] = &[
    "Công nhân",
    "Tổ trưởng",
    "Chủ tịch CĐCS",
    "Giáo viên",
    "Kế toán trưởng",
    "Điều dưỡng",
    "Nhân viên",
    "Phó Trưởng phòng Tổ chức - Hành chính",
    "Ủy viên Ban Chấp hành",
    "Trưởng khoa",
];

/// Units of the demonstration, each with the forms in which annexes print it.
const UNITS: &[(&str, &[&str])] = &[
    ("cdcs-may-phu-an", &["CĐCS Công ty TNHH May Phú An", "Công ty TNHH May Phú An", "Cty TNHH May Phú An"]),
    (
        "cdcs-thuy-san-bien-xanh",
        &[
            "Công đoàn cơ sở Công ty TNHH Thuỷ sản Biển Xanh",
            "CĐCS Cty TNHH Thủy sản Biển Xanh",
            "Công ty TNHH Thủy sản Biển Xanh",
        ],
    ),
    ("cdcs-thpt-hoa-lac", &["Trường THPT Hoà Lạc", "CĐCS Trường THPT Hòa Lạc"]),
    ("cdcs-dien-luc-an-phong", &["Điện lực An Phong", "CĐCS Điện lực An Phong", "CĐCS điện lực An Phong"]),
    ("cdcs-ttyt-an-phong", &["TTYT huyện An Phong", "CĐCS Trung tâm Y tế huyện An Phong"]),
    ("cdcs-xi-mang-tan-thuan", &["Công ty CP Xi măng Tân Thuận", "CTCP Xi măng Tân Thuận"]),
    ("cdcs-bv-da-khoa-minh-giang", &["Bệnh viện Đa khoa Minh Giang", "BV Đa khoa Minh Giang"]),
    ("cdcs-mam-non-tan-thuan", &["Trường Mầm non Tân Thuận", "CĐCS TRƯỜNG MẦM NON TÂN THUẬN"]),
    ("cdcs-so-noi-vu", &["CĐCS Sở Nội vụ tỉnh Minh Giang", "Sở Nội vụ tỉnh Minh Giang"]),
    ("nghiep-doan-nghe-ca-vam-say", &["Nghiệp đoàn Nghề cá xã Vàm Sậy"]),
    ("cdcs-cong-vien-cay-xanh", &["Công ty Cổ phần Công viên cây xanh Minh Giang"]),
    ("cdcs-tieu-hoc-long-my-tay", &["Trường Tiểu học Long Mỹ Tây"]),
];

/// Names that no unit has, and that differ from those of units by a mark, a word or a number.
const UNKNOWN_UNITS: &[&str] = &[
    "CĐCS Công ty TNHH Gió Biển Tây",
    "Trường THPT Núi Xa",
    "Phòng GD&ĐT huyện Hòa Lạc",
    "Công ty TNHH May Phú Ân",
    "Công ty TNHH May Phú An 2",
    "Trường Tiểu học Long Mỹ Tây 3",
    "Trường Tiểu học Vàm Sậy",
    "Trung tâm Y tế An Phong",
    "CĐCS Bệnh viện Cửa Trầm",
    "Trường Mầm non Tân Thuần",
    "Trường Tiểu học và THCS Vàm Sấy",
    "CĐCS Trường THCS Long Mỹ Tây",
    "Điện lực An Phòng",
];

/// Teams, and collectives whose names look like those of people.
const TEAMS: &[&str] =
    &["Tổ may 3", "Khoa Nội", "Đội xe", "Hoa Mai", "Hương Sen", "Ca sản xuất 2", "Phòng Kế toán"];

impl Recipient {
    /// Invents a person.
    pub fn person(style: &Style, chance: &mut Chance) -> Recipient {
        let is_woman = chance.percent(50);
        let mut name = match chance.percent(3) {
            true => chance.pick(RARE).to_owned(),
            false => {
                let middle = chance.pick(if is_woman { WOMEN } else { MEN });
                format!("{} {middle} {}", chance.pick(FAMILIES), chance.pick(GIVEN))
            }
        };
        let honorific = if is_woman { "Bà" } else { "Ông" };
        let mut expected = Expected { to: "individual", name: Some(name.clone()), ..Expected::default() };
        let mut has_several_names = false;
        if chance.percent(style.capitals) {
            name = name.to_uppercase();
        } else if chance.percent(1) {
            name = name.to_lowercase();
        }
        if chance.percent(style.addressed) {
            name = format!("{honorific}{} {name}", chance.pick(&["", "", ":"]));
            expected.honorific = Some(honorific);
        }
        match chance.below(100) {
            0..3 => {
                name.push_str(chance.pick(&[" (truy tặng)", " (Truy tặng)"]));
                expected.posthumous = true;
            }
            3..5 => {
                let other = format!("{} Văn {}", chance.pick(FAMILIES), chance.pick(GIVEN));
                name = format!("{name} và {other} (đồng tác giả)");
                expected.shared_with.push(other);
            }
            5..7 => {
                name =
                    format!("{name}{}{} Thị Lan", chance.pick(&[" và ", ", ", "\n"]), chance.pick(FAMILIES));
                has_several_names = true;
            }
            _ => {}
        }
        let position = chance.pick(POSITIONS);
        expected.position = Some(position.to_owned());
        let mut recipient = Recipient {
            printed: name,
            printed_unit: String::new(),
            printed_position: position.to_owned(),
            is_woman,
            expected,
            has_several_names,
        };
        if !chance.percent(2) {
            recipient.join(unit(chance));
        }
        recipient
    }

    /// Invents a collective: a unit, or a team of it.
    pub fn collective(chance: &mut Chance) -> Recipient {
        let (printed, id) = unit(chance);
        let mut recipient = Recipient {
            printed: printed.clone(),
            printed_unit: String::new(),
            printed_position: String::new(),
            is_woman: false,
            expected: Expected { to: "collective", ..Expected::default() },
            has_several_names: false,
        };
        recipient.join((printed, id));
        if chance.percent(50) {
            let team = chance.pick(TEAMS);
            recipient.printed = team.to_owned();
            recipient.expected.name = Some(team.to_owned());
        } else {
            recipient.printed_unit.clear();
        }
        recipient
    }

    /// Invents a household.
    pub fn household(chance: &mut Chance) -> Recipient {
        let name = format!("{} Văn {}", chance.pick(FAMILIES), chance.pick(GIVEN));
        let (printed, honorific) = match chance.below(3) {
            0 => (format!("Hộ ông {name}"), Some("Ông")),
            1 => (format!("Gia đình ông {name}"), Some("Ông")),
            _ => (name.clone(), None),
        };
        let expected = Expected { to: "household", name: Some(name), honorific, ..Expected::default() };
        Recipient {
            printed,
            printed_unit: String::new(),
            printed_position: String::new(),
            is_woman: false,
            expected,
            has_several_names: false,
        }
    }

    /// Makes the recipient one of a unit, given by its printed name and its id, if it has one.
    pub fn join(&mut self, (printed, id): (String, Option<&'static str>)) {
        self.expected.unit = id.map(str::to_owned);
        self.printed_unit = printed;
    }

    /// Removes the unit, for rows that have none.
    pub fn leave(&mut self) {
        self.join((String::new(), None));
    }

    /// Returns what an import may make of the row.
    pub fn reading(&self) -> Reading {
        let is_unit = self.expected.to == "collective" && self.expected.name.is_none();
        let has_unit = is_unit || !self.printed_unit.is_empty();
        let is_open = self.has_several_names || (has_unit && self.expected.unit.is_none());
        if is_open { Reading::Ask } else { Reading::Readable }
    }
}

/// Returns the printed name of a unit, and its id if the registry has it.
pub fn unit(chance: &mut Chance) -> (String, Option<&'static str>) {
    if chance.percent(8) {
        return (chance.pick(UNKNOWN_UNITS).to_owned(), None);
    }
    let (id, forms) = chance.pick(UNITS);
    (chance.pick(forms).to_owned(), Some(id))
}

/// Returns the printed name of a kind that a provincial federation may grant, and its id.
pub fn kind(to: &str, chance: &mut Chance) -> (&'static str, &'static str) {
    const BOTH: &[(&str, &str)] = &[
        ("Bằng khen", "bang-khen-ldld-tinh"),
        ("Bằng khen của LĐLĐ tỉnh", "bang-khen-ldld-tinh"),
        ("Tặng Bằng khen", "bang-khen-ldld-tinh"),
        ("BẰNG KHEN", "bang-khen-ldld-tinh"),
        ("Giấy khen", "giay-khen"),
        ("GK", "giay-khen"),
        ("Bằng khen của UBND tỉnh", "bang-khen-ubnd-tinh"),
    ];
    const INDIVIDUALS: &[(&str, &str)] = &[
        ("Chiến sĩ thi đua cơ sở", "chien-si-thi-dua-co-so"),
        ("CSTĐCS", "chien-si-thi-dua-co-so"),
        ("Lao động tiên tiến", "lao-dong-tien-tien"),
        ("Danh hiệu Lao động tiên tiến", "lao-dong-tien-tien"),
    ];
    const COLLECTIVES: &[(&str, &str)] = &[
        ("Tập thể lao động tiên tiến", "tap-the-lao-dong-tien-tien"),
        ("Cờ thi đua", "co-thi-dua-ldld-tinh"),
    ];
    let own = match to {
        "individual" => INDIVIDUALS,
        "collective" => COLLECTIVES,
        _ => BOTH,
    };
    let from = if chance.percent(60) { BOTH } else { own };
    chance.pick(from)
}
