//! The index files of things and articles: where a script finds a row, and how long the files are.

use bangvang::diagnostic::Location;
use bangvang::search::{ThingClass, ThingEntry, ThingIndex, thing_index};

/// A source of numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    /// Returns a number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    /// Returns one of `words`; the first ones are the most frequent.
    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        let one = self.below(words.len());
        words[one * (1 + self.below(words.len())) / words.len()]
    }
}

const PLACES: &str = "An Phú Tân Bình Long Hòa Thạnh Mỹ Đông Tây Nam Bắc Trung Sơn Thủy Lộc Phước Vĩnh Hưng Thành Lợi Hậu \
    Giang Hải Quang Minh Xuân Hồng Châu Ninh Yên Lâm Đức Thọ Thuận Hiệp Thới Trị Khánh Cái Bè Rạch Giồng Gò Chợ Vàm Cẩm \
    Kim Ngọc Liên Sen Mai Trúc Đào Tùng Bách Việt Ích Nhân Nghĩa Lễ Trí Tín Hiếu Thảo Hạnh Dung Đại Tiểu Thượng Hạ Cầu Bến \
    Tre Dừa Xoài Mít Ổi Cam Quýt Chanh Bưởi Khê Tuyền Hà Đầm Ao Hồ Suối Núi Đồi Non Ngàn Cao Thắng Chiến Công Cường Dũng \
    Tiến Phát Triển Thịnh Vượng Đạt Thăng Tâm Phúc Quý Hùng Vương Văn Lang Âu Lạc Chí Linh Đô Kỳ Phong Vân Nhật Nguyệt";
const TRADES: &[&str] = &[
    "May",
    "Xây dựng",
    "Thủy sản",
    "Chế biến gỗ",
    "Điện tử",
    "Giày da",
    "Vận tải",
    "Dược phẩm",
    "Nông sản",
    "Thương mại dịch vụ",
    "Sản xuất bao bì",
    "Cơ khí",
    "In ấn",
    "Cao su",
    "Thức ăn chăn nuôi",
];
const KINDS: &[&str] = &[
    "Công đoàn cơ sở Công ty TNHH",
    "Công ty TNHH",
    "CĐCS Công ty Cổ phần",
    "Công ty TNHH MTV",
    "Công ty Cổ phần",
    "Trường Tiểu học",
    "Trường THCS",
    "Trường Mầm non",
    "Công đoàn cơ sở xã",
    "Trường THPT",
    "Bệnh viện Đa khoa",
    "Công đoàn phường",
    "Ban Quản lý chợ",
    "Hợp tác xã",
    "Trạm Y tế xã",
];
const SUBJECTS: &[&str] = &[
    "Về việc khen thưởng tập thể, cá nhân có thành tích xuất sắc trong phong trào thi đua Lao động giỏi",
    "Về việc tặng Bằng khen cho các tập thể và cá nhân trong hoạt động công đoàn",
    "Về việc công nhận danh hiệu Chiến sĩ thi đua cơ sở",
    "Khen thưởng đột xuất thành tích phòng, chống dịch bệnh",
    "Về việc tặng Kỷ niệm chương Vì sự nghiệp xây dựng tổ chức Công đoàn",
];

/// Returns a place of two words.
fn place(numbers: &mut Numbers, words: &[&str]) -> String {
    format!("{} {}", numbers.pick(words), numbers.pick(words))
}

fn thing(class: ThingClass, title: String, detail: String, date: String, number: usize) -> ThingEntry {
    let address = format!("{}/{}/", class.word(), bangvang::text::slug(&format!("{title} {number}")));
    let awards = Vec::new();
    let title = title.into();
    ThingEntry { class, title, detail, date, awards, address, other: String::new(), place: Location::Nowhere }
}

/// Returns `units` units, twice as many collectives, and decisions, drawn as they are distributed.
fn drawn(units: usize) -> Vec<ThingEntry> {
    let numbers = &mut Numbers(21);
    let words: Vec<&str> = PLACES.split_whitespace().collect();
    let districts: Vec<String> =
        (0..12).map(|_| format!("Liên đoàn Lao động huyện {}", place(numbers, &words))).collect();
    let districts: Vec<&str> = districts.iter().map(String::as_str).collect();
    let mut names = Vec::new();
    let mut things = Vec::new();
    for number in 0..units {
        let kind = numbers.pick(KINDS);
        let trade = if kind.contains("Công ty") { numbers.pick(TRADES) } else { "" };
        let name = format!("{kind} {trade} {}", place(numbers, &words)).replace("  ", " ");
        names.push(name.clone());
        let detail = numbers.pick(&districts).to_owned();
        things.push(thing(ThingClass::Unit, name, detail, String::new(), number));
    }
    for number in 0..units * 2 {
        let team = numbers.pick(&["Tổ", "Phân xưởng", "Phòng", "Đội", "Khoa", "Chuyền"]);
        let name = match numbers.below(3) {
            0 => format!("{team} {}", 1 + numbers.below(20)),
            1 => format!("{team} {}", numbers.pick(TRADES)),
            _ => format!("{team} {} {}", numbers.pick(TRADES), 1 + numbers.below(9)),
        };
        let detail = names[numbers.below(names.len())].clone();
        things.push(thing(ThingClass::Collective, name, detail, String::new(), number));
    }
    for number in 0..units {
        let year = 2025 - number * 16 / units;
        let title = format!("Quyết định số {}/QĐ-LĐLĐ", 1 + number % (units / 16));
        let detail = format!("{} · Liên đoàn Lao động tỉnh Minh Giang", numbers.pick(SUBJECTS));
        things.push(thing(ThingClass::Decision, title, detail, format!("{year}-05-01"), number));
    }
    things
}

#[test]
fn measure() {
    for units in [3000, 30_000] {
        let things = drawn(units);
        let start = std::time::Instant::now();
        let index: ThingIndex = thing_index(&things).unwrap();
        println!("{units}: {:?} bits {} frequent {}", start.elapsed(), index.bits, index.frequent.len());
        let folder = format!("/tmp/T/things-{units}");
        std::fs::create_dir_all(&folder).unwrap();
        for (number, file) in index.files.iter().enumerate() {
            std::fs::write(format!("{folder}/{number}.txt"), format!("\n\n{}\n\n{}", file.counts, file.rows))
                .unwrap();
        }
    }
}
