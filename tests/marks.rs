//! Marks in Markdown that have no effect are reported, each once and at its place, and innocent texts are not.

use crate::project::{Project, Reported};

/// Lines of Vietnamese articles that contain signs, but no mark that was meant to have an effect.
const INNOCENT: &[&str] = &[
    "Nhiệt độ -5 độ, có nơi -7 độ.",
    "- 5 độ C",
    "-5 độ C\n-7 độ C",
    "1.500 người dự\n2.300 người xem",
    "2.9 là ngày nghỉ, 30.4 cũng vậy.",
    "2.9 là ngày nghỉ.\n30.4 cũng vậy.",
    "2*3*4 = 24",
    "5 * 6 = 30",
    "A * B và C ** D",
    "giá 5.000đ/kg, từ 01/01/2024",
    "#congdoan #thidua #minhgiang",
    "#CongDoanMinhGiang #ThiDua",
    "#Congdoanminhgiang chúc mừng năm mới",
    "* Ghi chú: số liệu đến hết tháng 6.",
    "*Ghi chú: số liệu đến hết tháng 6.",
    "Tổng cộng 15 người (*).\n\n(*) Chưa gồm khối trường học.",
    "Trần Thị Hoa Mai* và Lê Văn Na**\n\n** Vắng mặt có lý do.",
    "*Giá: số lượng * đơn giá",
    "Bạn đọc viết [sic] như vậy.",
    "(1) Tập thể; (2) cá nhân.",
    "1) Tập thể\n2) Cá nhân",
    "Thư gửi e_mail_address@congdoan.example và a_b@c.example.",
    "Tệp file_name_x.docx, biến snake_case_dai và _gach_dau.",
    "***",
    "* * *",
    "Theo tài liệu [1], [2] và [3][4].",
    "Xem https://congdoan.example/a_b_c/*x*?a=1&b=2 nhé.",
    "Đường dẫn // và /tin/ và C:\\tai-lieu\\nam-2024.",
    "Thư mục D:\\Nam2024\\Nop và \\\\maychu\\Nop.",
    "Họ tên: ______ Tuổi: ____ Đơn vị: __ hoặc __",
    "Số điện thoại 0212****78 và ông Nguyễn Văn ***.",
    "5 < 7 và 9 > 3, a < b > c",
    "Giá $5, tức 120.000 đ; lương $$",
    "a == b hay a != b",
    "==========",
    "Điểm A+ và B+; nhóm máu O-",
    "C++ và C#",
    "Tỷ lệ 50~60 người, khoảng ~5 ngày",
    "Thứ Hai | Thứ Ba | Thứ Tư",
    "“Một” – “Hai” — ba … bốn",
    "– Anh hỏi gì?\n\n– Tôi hỏi giờ.",
    "Điều 5 § 2 và § 3",
    "o hay ô?",
    "Chị Hoa: “Tôi [cười] rất vui” (vỗ tay).",
    "[Video] Lễ phát động thi đua",
    "[Ảnh] (Minh Giang) Toàn cảnh buổi lễ",
    "Mục [a] (xem phụ lục) và [b] (trang 5)",
    "Bộ {1, 2, 3} và {x}",
    "x^2 + y^2 = z^2",
    "10^3 [m] và 10^-3",
    "Lớp 10A1:: giỏi :: khá",
    "Mã số {A.1} và {B.2}",
    "TP.HCM, TT.Huế và Q.1",
    "1.500.000 đồng/người\n\n2.000.000 đồng/đội",
    "Quyết định 27/QĐ-LĐLĐ ngày 16-01-2023",
    "a\\*b và \\*không nghiêng\\*, \\# không phải đề mục",
    "\\- không phải danh sách\n\\[không phải liên kết\\] (https://congdoan.example/)",
    "`** mã **` và `[x] (https://a.example)` và `{{ x }}`",
    "```\n** mã **\n##Mã\n<<<<<<< HEAD\n=======\n>>>>>>> nhanh\n```",
    "    ** mã **\n    | a | b |",
    "**đậm**, *nghiêng*, ~~bỏ~~, __đậm__ và **“trích”** đúng",
    "| A | B |\n| --- | --- |\n| 1 | 2 \\| 3 |\n| * | ** |",
    "AT&T, &nbsp; và 5 &lt; 7",
    "Dòng một  \ndòng hai\\\ndòng ba",
    "Chú thích[^1] đúng.\n\n[^1]: Lời chú thích.",
    "- [ ] Chưa xong\n- [x] Đã xong",
    "> [!LUU Y]\n> Lời.\n\nLời.\n\n>\n> [!meo] Đến sớm\n> Lời.",
    "[!] và [!?] và \\[!INFO] và `[!INFO]`",
    "Dòng đầu ghi [!INFO] là đủ.",
    "+ Một\n+ Hai",
    "Cả năm: 4 đợt --> 3 giải",
    "Nơi nhận:\tlưu",
    "1.\tMột\n2.\tHai",
    "Kết quả: 3-2 (hiệp 1: 1-0)",
    "731\n2026.\n12345",
    "-----\n\nHết",
    "Đề mục\n---\n\nChữ",
    "<div>\n\n**đậm**\n\n</div>",
    "<pre>\n**đậm** [a](b)\n</pre>",
    "2.x bản cũ\n\n3.x bản mới",
    "- ✓ đúng\n- ✗ sai",
    "Đuôi “_t”/“_s” và _x, y_.",
    "Một <!-- ghi chú --> hai",
    "<!-- ghi chú\n\nhai dòng -->\n\nChữ",
];

/// Texts with one mark without effect: the code, the line and the column of its report, and a part of its help.
const SLIPS: &[(&str, &str, &str)] = &[
    ("##Mục", "mark-without-effect 5:1", "`## Mục`"),
    ("> [!INFO]\n> Lời.", "mark-without-effect 5:3", "LƯU Ý"),
    ("[!DANGER] Lời.", "mark-without-effect 5:1", "LƯU Ý"),
    ("> Lời.\n> [!NOTE]", "mark-without-effect 6:3", "`> [!NOTE]`"),
    ("> [!NOTE] **Hạn nộp**\n> Lời.", "mark-without-effect 5:3", "`> [!NOTE]`"),
    ("#Mục tiêu chung", "mark-without-effect 5:1", "`## Mục tiêu chung`"),
    ("##\u{a0}Mục", "mark-without-effect 5:1", "`## Mục`"),
    ("###1. Mục", "mark-without-effect 5:1", "`### 1. Mục`"),
    ("** đậm ** chữ", "mark-without-effect 5:1", "`**đậm**`"),
    ("chữ **đậm ** chữ", "mark-without-effect 5:11", "`**đậm**`"),
    ("chữ ** đậm** chữ", "mark-without-effect 5:5", "`**đậm**`"),
    ("**Thời gian:**7 giờ", "mark-without-effect 5:13", "`**Thời gian:** 7`"),
    ("**Thời gian: **7 giờ", "mark-without-effect 5:14", "`**Thời gian:** 7`"),
    ("**“Gương sáng”**là", "mark-without-effect 5:15", "`**“Gương sáng”** là`"),
    ("tên**“Gương sáng”** là", "mark-without-effect 5:4", "`tên **“Gương sáng”**`"),
    ("Mục *Địa điểm:*Hội trường", "mark-without-effect 5:15", "`*Địa điểm:* Hội`"),
    ("*nghiêng * chữ", "mark-without-effect 5:10", "`*nghiêng*`"),
    ("_Địa điểm:_Hội trường", "mark-without-effect 5:11", "`_Địa điểm:_ Hội`"),
    ("__Chú ý __ nhé", "mark-without-effect 5:9", "`__Chú ý__`"),
    ("~~ bỏ ~~ nhé", "mark-without-effect 5:1", "`~~bỏ~~`"),
    ("**quên đóng", "mark-without-effect 5:1", "`\\*\\*`"),
    ("thừa dấu** đó", "mark-without-effect 5:9", "`\\*\\*`"),
    ("***Ba** dấu", "mark-without-effect 5:1", "`\\*`"),
    ("| A | **đậm ** |\n| --- | --- |", "mark-without-effect 5:13", "`**đậm**`"),
    ("> - **a:**b", "mark-without-effect 5:9", "`**a:** b`"),
    ("[a] (https://a.example/)", "mark-without-effect 5:1", "`[a](https://a.example/)`"),
    ("x ![a] (anh.jpg)", "mark-without-effect 5:3", "`![a](anh.jpg)`"),
    ("[a](https://a.example", "mark-without-effect 5:3", "[words](address)"),
    ("a](https://a.example)", "mark-without-effect 5:2", "[words](address)"),
    ("-Ý một\n-Ý hai", "mark-without-effect 5:1", "`- Ý một`"),
    ("-ý một\n-ý hai", "mark-without-effect 5:1", "`- ý một`"),
    ("-**Ý:** một", "mark-without-effect 5:1", "`- **Ý:** một`"),
    ("-\u{a0}ý một", "mark-without-effect 5:1", "`- ý một`"),
    ("+Ý một", "mark-without-effect 5:1", "`+ Ý một`"),
    ("*Ý một\n*Ý hai", "mark-without-effect 5:1", "`* Ý một`"),
    ("Gồm:\n1.Một\n2.Hai", "mark-without-effect 6:1", "`1. Một`"),
    ("1)Một", "mark-without-effect 5:1", "`1) Một`"),
    ("| A | B |\n| 1 | 2 |", "mark-without-effect 5:1", "`| --- | --- |`"),
    ("| A | B |\n\n| 1 | 2 |", "mark-without-effect 5:1", "`| --- | --- |`"),
    ("| A | B |\n| --- |\n| 1 | 2 |", "mark-without-effect 5:1", "`| --- | --- |`"),
    ("| A |\n| --- |\n| 1 |\n\n| 2 | 3 |", "mark-without-effect 9:1", "empty line above"),
    ("| A | B |\n| --- | --- |\n| 1 | 2 | 3 |", "table-cells 7:1", "as many cells"),
    ("| A | B |\n| --- | --- |\n| 1 |", "table-cells 7:1", "as many cells"),
    ("| A | B |\n| --- | --- |\n| 1 | 2 |\nNguồn: báo", "table-cells 8:1", "empty line above"),
    ("STT\tHọ tên\n1\tHoa\n2\tNa", "pasted-table 5:1", "`| STT | Họ tên |`"),
    ("STT\tHọ tên\tĐơn vị", "pasted-table 5:1", "`| --- | --- | --- |`"),
    ("## Mục {#muc}", "mark-without-effect 5:8", "delete it"),
    ("chữ {.do} đỏ", "mark-without-effect 5:5", "delete it"),
    ("[TOC]", "mark-without-effect 5:1", "delete it"),
    ("[[TOC]]", "mark-without-effect 5:1", "delete it"),
    ("::: note\nChữ\n:::", "mark-without-effect 5:1", "`>`"),
    ("[caption id=\"a\"]x[/caption]", "shortcode 5:1", "Markdown"),
    ("[gallery]", "shortcode 5:1", "Markdown"),
    ("[contact-form-7 id=\"5\" title=\"x\"]", "shortcode 5:1", "Markdown"),
    ("{{< youtube x >}}", "shortcode 5:1", "Markdown"),
    ("{% include x %}", "shortcode 5:1", "Markdown"),
    ("xem [[bài khác|bài]]", "mark-without-effect 5:5", "`[bài](…)`"),
    ("![[anh.jpg]]", "mark-without-effect 5:1", "`![…](anh.jpg)`"),
    ("chữ ==vàng== nhé", "mark-without-effect 5:5", "`**vàng**`"),
    ("chữ^[chú ngay] nhé", "mark-without-effect 5:4", "`[^1]: chú ngay`"),
    ("chữ[^1] nhé", "lone-footnote 5:4", "`[^1]: …`"),
    ("Chữ.\n\n[^1]: Lời.", "lone-footnote 7:1", "or delete"),
    ("[trang][a]", "mark-without-effect 5:1", "`[trang](…)`"),
    ("$$\na = b\n$$", "mark-without-effect 5:1", "picture"),
    ("$$a$$", "mark-without-effect 5:1", "picture"),
    ("Chữ <!-- quên", "mark-without-effect 5:5", "`-->`"),
    ("<!-- quên\n\nChữ", "open-comment 5:1", "-->"),
    ("một< br>hai", "mark-without-effect 5:4", "`<br>`"),
    ("một\\nHai\\n", "mark-without-effect 5:4", "Enter"),
    ("\\\\*x\\\\*", "mark-without-effect 5:1", "write `*`"),
    ("một &amp;nbsp; hai", "mark-without-effect 5:5", "`&nbsp;`"),
    ("• Một\n• Hai\n\n• Ba", "word-bullet 5:1", "`- Một`"),
    ("o\tMột\no\tHai", "word-bullet 5:1", "`- Một`"),
    ("–\tMột", "word-bullet 5:1", "`- Một`"),
    ("ü\tMột", "word-bullet 5:1", "`- Một`"),
    ("\u{f0b7} Một", "word-bullet 5:1", "`- Một`"),
    ("·Một", "word-bullet 5:1", "`- Một`"),
    ("<div>\n**đậm** chữ\n</div>", "mark-without-effect 6:1", "empty line"),
    ("<div>\nXem [a](b.md)\n</div>", "mark-without-effect 6:7", "empty line"),
    ("Hết bài.\n---\nNguồn", "underlined-paragraph 5:1", "empty line"),
    ("Một\nhai\n---", "underlined-paragraph 5:1", "empty line"),
    ("<<<<<<< HEAD\nMột **x\n=======\nHai\n>>>>>>> b", "conflict-marks 5:1", "decide"),
    ("<<<<<<< HEAD\nMột\n||||||| goc\nKhông\n=======\nHai\n>>>>>>> b", "conflict-marks 5:1", "decide"),
    ("Một\n>>>>>>> b", "conflict-marks 6:1", "decide"),
    ("---\ntitle: Bài\ndate: 2024-01-05\n---\nChữ", "mark-without-effect 6:1", "front matter"),
];

/// A project with an article for each of `bodies`, which are in its fifth line.
fn articles<'t>(bodies: impl Iterator<Item = &'t str>) -> Reported {
    let project = Project::new();
    for (number, body) in bodies.enumerate() {
        let text = format!("---\ntitle: Bài {number}\ndate: 2024-01-05\n---\n{body}\n");
        project.write(&format!("content/articles/tin/bai-{number}.md"), text);
    }
    project.reported()
}

/// The reports about article `number`: code, line and column, and help in English.
fn reports(reported: &Reported, number: usize) -> Vec<(String, String)> {
    use bangvang::messages::{Language, Messages};
    let messages = Messages::built_in(Language::En);
    let file = format!("content/articles/tin/bai-{number}.md");
    let all = reported.diagnostics.iter().map(|one| one.to_json(&reported.sources, &messages));
    let own = all.filter(|one| one.file.as_ref() == Some(&file));
    own.map(|one| {
        let (line, column) = (one.line.unwrap_or(0), one.column.unwrap_or(0));
        (format!("{} {line}:{column}", one.code), one.help.unwrap_or_default())
    })
    .collect()
}

/// Nothing is reported about lines whose signs are meant as they are.
#[test]
fn innocent_lines() {
    let reported = articles(INNOCENT.iter().copied());
    let mut accused = Vec::new();
    for (number, text) in INNOCENT.iter().enumerate() {
        let reports = reports(&reported, number);
        if !reports.is_empty() {
            accused.push(format!("{text:?}: {reports:?}"));
        }
    }
    assert!(accused.is_empty(), "{}", accused.join("\n"));
}

/// Every mark without effect is reported once, at its line and column, with the right form as help.
#[test]
fn slips() {
    let reported = articles(SLIPS.iter().map(|(text, ..)| *text));
    let mut missed = Vec::new();
    for (number, (text, place, help)) in SLIPS.iter().enumerate() {
        let reports = reports(&reported, number);
        let is_right = matches!(&reports[..], [(at, advice)] if at == place && advice.contains(help));
        if !is_right {
            missed.push(format!("{text:?}: {reports:?} instead of {place}, {help}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
