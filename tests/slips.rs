//! Sixty-odd slips that an officer makes, each in a copy of the demonstration site: it is found, at its place, with the
//! right advice, in both languages, and nothing else is reported.

use std::fs;
use std::path::Path;

use bangvang::diagnostic::{Diagnostic, Location};
use bangvang::messages::{Language, Messages};
use bangvang::model::site::{BuildOptions, Now, ShowHidden};
use bangvang::pipeline;
use bangvang::sink::NullSink;
use expect_test::expect_file;

use crate::project::{Project, Reported};

/// One slip.
struct Slip {
    /// What was done.
    name: &'static str,
    change: Change,
    /// The code of the only diagnostic.
    code: &'static str,
    /// What the diagnostic proposes, in the same letters in both languages; empty if nothing can be proposed.
    advice: &'static str,
}

/// How a slip changes the copy. `«` marks the place of the diagnostic and is not written.
enum Change {
    /// Replaces the first of the texts by the second, once.
    Text(&'static str, &'static str, &'static str),
    /// Adds a file; the diagnostic is at its mark, or about the whole file.
    File(&'static str, &'static str),
    /// Copies a file under another name.
    Copy(&'static str, &'static str),
    /// Renames a file; the last two are the file in which the diagnostic is, and the text at which it is.
    Rename(&'static str, &'static str, &'static str, &'static str),
}

use Change::{Copy, File, Rename, Text};

const DECISION: &str = "content/awards/2023/qd-27.yaml";
const ARTICLE: &str = "content/articles/an-toan-lao-dong/nam-nhat-o-xuong-bao-bi.md";
const PORTRAIT: &str = "content/articles/guong-sang/chi-mai.md";
const UNITS: &str = "content/registry/units.yaml";

const SLIPS: &[Slip] = &[
    Slip {
        name: "a name in capitals",
        change: Text(DECISION, "name: Ngô Hoàng Liêm", "name: «NGÔ HOÀNG LIÊM"),
        code: "all-caps-name",
        advice: "Ngô Hoàng Liêm",
    },
    Slip {
        name: "the Icelandic letter for Đ",
        change: Text(DECISION, "signer: {name: Võ Hải Đăng", "signer: {name: Võ Hải «Ðăng"),
        code: "look-alike",
        advice: "`Đ`",
    },
    Slip {
        name: "a Cyrillic letter in a name",
        change: Text(DECISION, "name: Ngô Hoàng Liêm", "name: Ngô H«оàng Liêm"),
        code: "look-alike",
        advice: "`o`",
    },
    Slip {
        name: "a form of address in a name",
        change: Text(DECISION, "name: Lương Đình Quý", "name: «Ông Lương Đình Quý"),
        code: "title-in-name",
        advice: "Lương Đình Quý",
    },
    Slip {
        name: "two spaces in a name",
        change: Text(DECISION, "name: Ngô Hoàng Liêm", "name: Ngô«  Hoàng Liêm"),
        code: "double-space",
        advice: "",
    },
    Slip {
        name: "a no-break space in a name",
        change: Text(DECISION, "name: Ngô Hoàng Liêm", "name: Ngô«\u{a0}Hoàng Liêm"),
        code: "no-break-space",
        advice: "",
    },
    Slip {
        name: "a zero-width space in a name",
        change: Text(DECISION, "name: Ngô Hoàng Liêm", "name: Ngô Hoàng«\u{200b} Liêm"),
        code: "zero-width",
        advice: "",
    },
    Slip {
        name: "a name from macOS, in decomposed letters",
        change: Text(DECISION, "name: Ngô Hoàng Liêm", "name: «Ngo\u{302} Hoa\u{300}ng Lie\u{302}m"),
        code: "not-nfc",
        advice: "Ngô Hoàng Liêm",
    },
    Slip {
        name: "letters that became question marks",
        change: Text(DECISION, "name: Ngô Hoàng Liêm", "name: Ngô «Ho?ng Liêm"),
        code: "lost-letters",
        advice: "",
    },
    Slip {
        name: "a name typed for a VNI font",
        change: Text(DECISION, "name: Ngô Hoàng Liêm", "name: «Ngoâ Hoaøng Lieâm"),
        code: "legacy-encoding",
        advice: "Ngô Hoàng Liêm",
    },
    Slip {
        name: "a name typed for a TCVN3 font",
        change: Text(DECISION, "name: Phan Ngọc Hân", "name: Phan «Ngäc H©n"),
        code: "legacy-encoding",
        advice: "Ngọc Hân",
    },
    Slip {
        name: "UTF-8 read as Windows-1252",
        change: Text(DECISION, "name: Ngô Hoàng Liêm", "name: «NgÃ´ HoÃ\u{a0}ng LiÃªm"),
        code: "misread-text",
        advice: "Ngô Hoàng Liêm",
    },
    Slip {
        name: "entities of HTML in a name",
        change: Text(DECISION, "name: Ngô Hoàng Liêm", "name: «Ng&ocirc; Ho&agrave;ng Li&ecirc;m"),
        code: "html-reference",
        advice: "Ngô Hoàng Liêm",
    },
    Slip {
        name: "a letter typed twice in a name that occurs elsewhere",
        change: Text(DECISION, "name: Trương Hữu Nghĩa", "name: «Trương Hữu Nghĩaa"),
        code: "near-name",
        advice: "Trương Hữu Nghĩa",
    },
    Slip {
        name: "a kind cut short",
        change: Text("content/awards/2023/qd-90-ldld.yaml", "kind: bang-khen-ldld-tinh", "kind: «bang-khen"),
        code: "unknown-kind",
        advice: "bang-khen-ldld-tinh",
    },
    Slip {
        name: "a unit with a letter missing",
        change: Text(DECISION, "unit: cdcs-may-phu-an,", "unit: «cdcs-may-ph-an,"),
        code: "unknown-unit",
        advice: "cdcs-may-phu-an",
    },
    Slip {
        name: "a printed name that two units had",
        change: Text(DECISION, "unit: cdcs-may-phu-an,", "unit: «CĐCS Không Có,"),
        code: "unknown-unit",
        advice: "",
    },
    Slip {
        name: "a flag for a person",
        change: Text(
            DECISION,
            "to: individual, kind: chien-si-thi-dua-co-so, name: Ngô Hoàng Liêm",
            "to: «individual, kind: co-thi-dua-ldld-tinh, name: Ngô Hoàng Liêm",
        ),
        code: "recipient-kind",
        advice: "",
    },
    Slip {
        name: "a number of a row twice",
        change: Text(DECISION, "{no: 7, to: collective", "{no: «6, to: collective"),
        code: "row-repeat",
        advice: "",
    },
    Slip {
        name: "a number of a row left out",
        change: Text(DECISION, "{no: 7, to: collective", "{no: «70, to: collective"),
        code: "row-gap",
        advice: "",
    },
    Slip {
        name: "another total than the rows",
        change: Text(DECISION, "individuals: 31", "individuals: «32"),
        code: "totals-differ",
        advice: "31",
    },
    Slip {
        name: "a period after the date of the decision",
        change: Text("content/awards/2023/qd-90-ldld.yaml", "period: 2022}", "period: «2024}"),
        code: "period-after-signing",
        advice: "",
    },
    Slip {
        name: "a date with slashes",
        change: Text(DECISION, "signed: 2023-01-16", "signed: «16/01/2023"),
        code: "bad-date",
        advice: "2023-01-16",
    },
    Slip {
        name: "a day that does not exist",
        change: Text(DECISION, "signed: 2023-01-16", "signed: «2023-02-30"),
        code: "no-such-day",
        advice: "",
    },
    Slip {
        name: "a letter O in a year",
        change: Text(DECISION, "period: 2022}", "period: «2O22}"),
        code: "bad-period",
        advice: "2022",
    },
    Slip {
        name: "a number of a decision without its letters",
        change: Text(DECISION, "number: 27/QĐ-LĐLĐ", "number: «27-LĐLĐ"),
        code: "malformed-number",
        advice: "",
    },
    Slip {
        name: "a telephone number in a citation",
        change: Text(
            DECISION,
            "citation: Giải pháp giảm 12% hao hụt nguyên liệu",
            "citation: Giải pháp giảm 12% hao hụt nguyên liệu, điện thoại «0912 345 678",
        ),
        code: "personal-data",
        advice: "",
    },
    Slip {
        name: "a movement misspelled",
        change: Text(
            DECISION,
            "citation: Số hóa 14 năm hồ sơ khen thưởng để tra cứu nội bộ, movement: tham-muu-gioi",
            "citation: Số hóa 14 năm hồ sơ khen thưởng để tra cứu nội bộ, movement: «tham-muu-goi",
        ),
        code: "unknown-movement",
        advice: "tham-muu-gioi",
    },
    Slip {
        name: "an annulled row without the decision that says so",
        change: Text(DECISION, "    status: revoked\n    by: 90/QĐ-LĐLĐ", "    status: «revoked"),
        code: "unexplained-status",
        advice: "",
    },
    Slip {
        name: "a class that the kind does not have",
        change: Text("content/awards/2026/qd-305-ctn.yaml", "class: ba", "class: «tư"),
        code: "unknown-class",
        advice: "",
    },
    Slip {
        name: "a comma for a colon",
        change: Text(
            DECISION,
            "{no: 6, to: collective, unit: cdcs-may-phu-an",
            "{no: 6, to: collective, «unit, cdcs-may-phu-an",
        ),
        code: "yaml-no-colon",
        advice: "unit: cdcs-may-phu-an",
    },
    Slip {
        name: "a comma in a text without quotes",
        change: Text(
            DECISION,
            "citation: 'Đăng ký 58 công trình thi đua, hoàn thành trước hạn 51 công trình'",
            "citation: «Đăng ký 58 công trình thi đua, hoàn thành trước hạn 51 công trình",
        ),
        code: "yaml-comma",
        advice: "\"Đăng ký 58 công trình thi đua, hoàn thành trước hạn 51 công trình\"",
    },
    Slip {
        name: "a colon in a text without quotes",
        change: Text(DECISION, "subject: Về việc", "subject: «Tin vui: Về việc"),
        code: "yaml-colon",
        advice: "",
    },
    Slip {
        name: "a space for no space after a colon",
        change: Text(DECISION, "issuer: ldld-minh-giang", "«issuer:ldld-minh-giang"),
        code: "yaml-no-colon",
        advice: "issuer: ldld-minh-giang",
    },
    Slip {
        name: "a tab for spaces",
        change: Text(DECISION, "    honorific: Bà", "«\thonorific: Bà"),
        code: "yaml-tab",
        advice: "",
    },
    Slip {
        name: "rows pasted from a spreadsheet",
        change: Text(
            DECISION,
            "awards:\n",
            "awards:\n«50\tLê Thị Na\tCông nhân\tCĐCS May Phú An\n51\tLê Thị Mơ\tCông nhân\tCĐCS May Phú An\n52\tLê Thị Lý\tCông nhân\tCĐCS May Phú An\n",
        ),
        code: "yaml-pasted-rows",
        advice: "",
    },
    Slip {
        name: "marks of a conflict of two versions",
        change: Text(
            DECISION,
            "signed: 2023-01-16",
            "«<<<<<<< HEAD\nsigned: 2023-01-16\n=======\nsigned: 2023-01-17\n>>>>>>> khac",
        ),
        code: "conflict-marks",
        advice: "",
    },
    Slip {
        name: "a quote that is not closed",
        change: Text(
            DECISION,
            "citation: 'Áp dụng 5S toàn nhà máy, tỷ lệ lỗi giảm còn 0,3%'",
            "citation: «'Áp dụng 5S toàn nhà máy, tỷ lệ lỗi giảm còn 0,3%",
        ),
        code: "yaml-quote",
        advice: "",
    },
    Slip {
        name: "a bracket that is not closed",
        change: Text(
            DECISION,
            "totals: {collectives: 13, individuals: 31, households: 0}",
            "totals: «{collectives: 13, individuals: 31, households: 0",
        ),
        code: "yaml-bracket",
        advice: "",
    },
    Slip {
        name: "a key twice",
        change: Text(
            DECISION,
            "    honorific: Bà\n    position",
            "    honorific: Bà\n    «honorific: Bà\n    position",
        ),
        code: "duplicate-key",
        advice: "",
    },
    Slip {
        name: "a key misspelled",
        change: Text(
            DECISION,
            "    position: Tổ trưởng Tổ Chế biến 2",
            "    «postion: Tổ trưởng Tổ Chế biến 2",
        ),
        code: "unknown-key",
        advice: "position",
    },
    Slip {
        name: "a colon of full width",
        change: Text(DECISION, "issuer: ldld-minh-giang", "issuer«：ldld-minh-giang"),
        code: "yaml-full-width",
        advice: "`:`",
    },
    Slip {
        name: "quotes of Word around a value",
        change: Text(
            DECISION,
            "subject: Về việc công nhận danh hiệu thi đua và tặng Bằng khen cho tập thể, cá nhân năm 2022",
            "subject: «“Về việc công nhận danh hiệu thi đua và tặng Bằng khen”",
        ),
        code: "typographic-quotes",
        advice: "",
    },
    Slip {
        name: "a bullet of Word as the mark of a row",
        change: Text(DECISION, "  - {no: 6, to", "  «• {no: 6, to"),
        code: "yaml-list-mark",
        advice: "",
    },
    Slip {
        name: "an id with marks",
        change: Text(UNITS, "- id: chu-tich-nuoc", "- id: «chủ-tịch-nước"),
        code: "bad-slug",
        advice: "chu-tich-nuoc",
    },
    Slip {
        name: "a space between a link and its address",
        change: Text(
            ARTICLE,
            "Bảng điểm tháng 5 của xưởng",
            "Xem «[bảng điểm] (https://minhgiang.example/bang).\n\nBảng điểm tháng 5 của xưởng",
        ),
        code: "mark-without-effect",
        advice: "[bảng điểm](https://minhgiang.example/bang)",
    },
    Slip {
        name: "spaces inside bold",
        change: Text(
            ARTICLE,
            "Bảng điểm tháng 5 của xưởng",
            "Có «** chữ đậm ** ở đây.\n\nBảng điểm tháng 5 của xưởng",
        ),
        code: "mark-without-effect",
        advice: "",
    },
    Slip {
        name: "bold that runs into a word",
        change: Text(
            ARTICLE,
            "Bảng điểm tháng 5 của xưởng",
            "Từ **Thời gian:«**7 giờ.\n\nBảng điểm tháng 5 của xưởng",
        ),
        code: "mark-without-effect",
        advice: "",
    },
    Slip {
        name: "a heading without a space",
        change: Text(ARTICLE, "## Từ 46 lên 88 điểm", "«##Từ 46 lên 88 điểm"),
        code: "mark-without-effect",
        advice: "## Từ 46 lên 88 điểm",
    },
    Slip {
        name: "a list without spaces",
        change: Text(
            ARTICLE,
            "- Tháng 6: dời bốn công tắc dừng khẩn cấp, sơn lại lối đi.",
            "- Tháng 5: chấm điểm.\n\n«-Tháng 6: dời công tắc.\n-Tháng 7: sơn lại lối đi.\n\n- Tháng 6: dời bốn công tắc dừng khẩn cấp, sơn lại lối đi.",
        ),
        code: "mark-without-effect",
        advice: "- Tháng 6",
    },
    Slip {
        name: "a table without its second line",
        change: Text(
            ARTICLE,
            "Bảng điểm tháng 5 của xưởng",
            "«| STT | Họ tên |\n| 1 | Lê Thị Na |\n\nBảng điểm tháng 5 của xưởng",
        ),
        code: "mark-without-effect",
        advice: "",
    },
    Slip {
        name: "an attribute of another tool behind a heading",
        change: Text(ARTICLE, "## Từ 46 lên 88 điểm", "## Từ 46 lên 88 điểm «{#muc-hai}"),
        code: "mark-without-effect",
        advice: "",
    },
    Slip {
        name: "a table of contents of another tool",
        change: Text(ARTICLE, "Bảng điểm tháng 5 của xưởng", "«[TOC]\n\nBảng điểm tháng 5 của xưởng"),
        code: "mark-without-effect",
        advice: "",
    },
    Slip {
        name: "a link of a wiki",
        change: Text(
            ARTICLE,
            "Bảng điểm tháng 5 của xưởng",
            "Xem «[[bài khác]] nữa.\n\nBảng điểm tháng 5 của xưởng",
        ),
        code: "mark-without-effect",
        advice: "",
    },
    Slip {
        name: "bullets of Word",
        change: Text(
            ARTICLE,
            "Bảng điểm tháng 5 của xưởng",
            "«• Ý một\n• Ý hai\n\nBảng điểm tháng 5 của xưởng",
        ),
        code: "word-bullet",
        advice: "- Ý một",
    },
    Slip {
        name: "a table pasted from a spreadsheet",
        change: Text(
            ARTICLE,
            "Bảng điểm tháng 5 của xưởng",
            "«STT\tHọ tên\tĐơn vị\n1\tLê Thị Na\tXưởng in\n2\tLê Thị Mơ\tXưởng cắt\n\nBảng điểm tháng 5 của xưởng",
        ),
        code: "pasted-table",
        advice: "",
    },
    Slip {
        name: "marks of a conflict in an article",
        change: Text(
            ARTICLE,
            "Bảng điểm tháng 5 của xưởng",
            "«<<<<<<< HEAD\nMột câu.\n=======\nMột câu khác.\n>>>>>>> khac\n\nBảng điểm tháng 5 của xưởng",
        ),
        code: "conflict-marks",
        advice: "",
    },
    Slip {
        name: "a picture that does not exist",
        change: Text(
            ARTICLE,
            "Bảng điểm tháng 5 của xưởng",
            "![Xưởng in](«xuong-in.jpg)\n\nBảng điểm tháng 5 của xưởng",
        ),
        code: "missing-file",
        advice: "",
    },
    Slip {
        name: "a picture without a description",
        change: Text(PORTRAIT, "## Cái rổ màu xanh", "![](«chi-mai.svg)\n\n## Cái rổ màu xanh"),
        code: "no-alt-text",
        advice: "",
    },
    Slip {
        name: "an anchor that no heading has",
        change: Text(
            ARTICLE,
            "../../movements/xanh-sach-dep.md#noi-dung",
            "«../../movements/xanh-sach-dep.md#noi-dun",
        ),
        code: "missing-anchor",
        advice: "#noi-dung",
    },
    Slip {
        name: "a note without its text",
        change: Text(
            ARTICLE,
            "Bảng điểm tháng 5 của xưởng",
            "Theo quy chế«[^1].\n\nBảng điểm tháng 5 của xưởng",
        ),
        code: "lone-footnote",
        advice: "",
    },
    Slip {
        name: "a link to a draft",
        change: Text(
            ARTICLE,
            "Bảng điểm tháng 5 của xưởng",
            "Xem [kế hoạch](«../thi-dua-khen-thuong/du-thao-ke-hoach-tong-ket-2026.md).\n\nBảng điểm tháng 5 của xưởng",
        ),
        code: "link-to-hidden",
        advice: "",
    },
    Slip {
        name: "two levels of headings skipped",
        change: Text(ARTICLE, "## Từ 46 lên 88 điểm", "«#### Từ 46 lên 88 điểm"),
        code: "skipped-heading",
        advice: "",
    },
    Slip {
        name: "a key of another tool",
        change: Text(ARTICLE, "lead: Một xưởng", "«description: Một xưởng"),
        code: "unknown-key",
        advice: "lead",
    },
    Slip {
        name: "a date as Vietnamese letters write it",
        change: Text(ARTICLE, "date: 2025-12-09 13:25", "date: «19/12/2025 13:25"),
        code: "bad-date",
        advice: "2025-12-19 13:25",
    },
    Slip {
        name: "a date whose day may be its month",
        change: Text(ARTICLE, "date: 2025-12-09 13:25", "date: «09/12/2025 13:25"),
        code: "ambiguous-date",
        advice: "2025-12-09",
    },
    Slip {
        name: "a copy made by Vietnamese Windows",
        change: Copy(ARTICLE, "content/articles/an-toan-lao-dong/nam-nhat-o-xuong-bao-bi - Sao chép.md"),
        code: "conflict-copy",
        advice: "",
    },
    Slip {
        name: "a copy made by Vietnamese macOS",
        change: Copy(DECISION, "content/awards/2023/Bản sao qd-27.yaml"),
        code: "conflict-copy",
        advice: "",
    },
    Slip {
        name: "a copy made by Google Drive",
        change: Copy(DECISION, "content/awards/2023/Bản sao của qd-27.yaml"),
        code: "conflict-copy",
        advice: "",
    },
    Slip {
        name: "a file downloaded twice",
        change: Copy(DECISION, "content/awards/2023/qd-27 (1).yaml"),
        code: "conflict-copy",
        advice: "",
    },
    Slip {
        name: "a copy made by OneDrive",
        change: Copy(DECISION, "content/awards/2023/qd-27-DESKTOP-4K7ABCD.yaml"),
        code: "conflict-copy",
        advice: "",
    },
    Slip {
        name: "a spreadsheet among the decisions",
        change: File("content/awards/2023/phu-luc.xlsx", "PK"),
        code: "misplaced-file",
        advice: "",
    },
    Slip {
        name: "a decision with the ending that Windows hides",
        change: File("content/awards/2023/qd-99.yaml.txt", "number: 99/QĐ-LĐLĐ\n"),
        code: "misplaced-file",
        advice: "",
    },
    Slip {
        name: "an empty article",
        change: File("content/articles/guong-sang/trong.md", ""),
        code: "empty-file",
        advice: "",
    },
    Slip {
        name: "a picture whose name has other capitals",
        change: Rename(
            "content/articles/guong-sang/chi-mai.svg",
            "content/articles/guong-sang/Chi-Mai.svg",
            PORTRAIT,
            "chi-mai.svg, alt",
        ),
        code: "missing-file",
        advice: "Chi-Mai.svg",
    },
    Slip {
        name: "a picture with the ending of another form",
        change: Rename(
            "content/articles/tin-hoat-dong/2026/thang-cong-nhan-2026/thang-cong-nhan.png",
            "content/articles/tin-hoat-dong/2026/thang-cong-nhan-2026/thang-cong-nhan.jpg",
            "content/articles/tin-hoat-dong/2026/thang-cong-nhan-2026/index.md",
            "thang-cong-nhan.png",
        ),
        code: "missing-file",
        advice: "thang-cong-nhan.jpg",
    },
];

/// A place: a file, and a line and a column from 1; 0 if the diagnostic is about the whole file.
type Place = (String, usize, usize);

impl Change {
    /// Changes the project and returns the place of the expected diagnostic.
    fn apply(&self, project: &Project) -> Place {
        match *self {
            Text(path, before, after) => {
                let text = fs::read_to_string(project.at(path)).unwrap();
                let start = text.find(before).unwrap_or_else(|| panic!("{path} has no `{before}`"));
                let after_mark = after.replacen('«', "", 1);
                let mark = start + after.find('«').unwrap_or_else(|| panic!("`{after}` has no mark"));
                let text = format!("{}{after_mark}{}", &text[..start], &text[start + before.len()..]);
                project.write(path, &text);
                place(path, &text, mark)
            }
            File(path, text) => {
                let mark = text.find('«');
                let text = text.replacen('«', "", 1);
                project.write(path, &text);
                mark.map_or((path.to_owned(), 0, 0), |mark| place(path, &text, mark))
            }
            Copy(from, to) => {
                project.write(to, fs::read(project.at(from)).unwrap());
                (to.to_owned(), 0, 0)
            }
            Rename(from, to, path, at) => {
                fs::rename(project.at(from), project.at(to)).unwrap();
                let text = fs::read_to_string(project.at(path)).unwrap();
                place(path, &text, text.find(at).unwrap_or_else(|| panic!("{path} has no `{at}`")))
            }
        }
    }

    /// The files that [`Change::apply`] changes, adds or removes.
    fn paths(&self) -> Vec<&'static str> {
        match *self {
            Text(path, ..) | File(path, _) | Copy(_, path) => vec![path],
            Rename(from, to, ..) => vec![from, to],
        }
    }
}

fn place(path: &str, text: &str, mark: usize) -> Place {
    let start = text[..mark].rfind('\n').map_or(0, |end| end + 1);
    (path.to_owned(), text[..start].matches('\n').count() + 1, text[start..mark].chars().count() + 1)
}

/// A copy of the content and the themes of the demonstration site.
fn copy_of_demonstration() -> Project {
    let project = Project::empty();
    for folder in ["content", "themes"] {
        for (path, bytes) in crate::project::tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
            project.write(&format!("{folder}/{path}"), bytes);
        }
    }
    project
}

/// All diagnostics of a project on 26 November 2026.
fn reported(project: &Project) -> Reported {
    let now = Now::At(jiff::civil::date(2026, 11, 26).at(12, 0, 0, 0));
    let options = BuildOptions { now, shown: ShowHidden::Published, base_url: None };
    let mut prepared = pipeline::prepare(project.path(), &options).expect("the content folder can be listed");
    prepared.render(&NullSink, &|| ()).expect("a null sink accepts everything");
    Reported { diagnostics: prepared.diagnostics, sources: prepared.scan.sources }
}

/// What differs between a slip and what is reported for it.
fn differences(slip: &Slip, expected: &Place, reported: &Reported) -> Vec<String> {
    let [diagnostic] = &reported.diagnostics[..] else {
        let codes: Vec<_> = reported.diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect();
        return vec![format!("{} diagnostics instead of one {}: {codes:?}", codes.len(), slip.code)];
    };
    let mut differences = Vec::new();
    if diagnostic.code.name() != slip.code {
        differences.push(format!("{} instead of {}", diagnostic.code.name(), slip.code));
    }
    let found = place_of(diagnostic, reported);
    if found != *expected && (found.0 != expected.0 || expected.1 > 0) {
        differences.push(format!("at {found:?} instead of {expected:?}"));
    }
    for language in [Language::Vi, Language::En] {
        let drawn = diagnostic.render(&reported.sources, &Messages::built_in(language));
        if !drawn.contains(slip.advice) {
            differences.push(format!("the advice `{}` is missing in {language:?}", slip.advice));
        }
    }
    differences
}

fn place_of(diagnostic: &Diagnostic, reported: &Reported) -> Place {
    let file = |id| reported.sources.find(id).expect("the file was read");
    match diagnostic.place {
        Location::Nowhere => (String::new(), 0, 0),
        Location::File(id) => (file(id).path.to_string(), 0, 0),
        Location::Text(span) => {
            let (line, column) = file(span.source).position(span.start);
            (file(span.source).path.to_string(), line, column)
        }
    }
}

/// Each slip of the list gives one diagnostic: with its code, at its place, with its advice in both languages. The
/// sentences are those of `slips.txt`.
#[test]
fn each_slip_is_found_at_its_place_with_its_advice() {
    let project = copy_of_demonstration();
    let before = reported(&project);
    assert!(before.diagnostics.is_empty(), "{}", before.drawn(Language::En));
    let (mut sentences, mut differing) = (String::new(), String::new());
    for slip in SLIPS {
        let saved: Vec<_> =
            slip.change.paths().iter().map(|path| (*path, fs::read(project.at(path)).ok())).collect();
        let expected = slip.change.apply(&project);
        let found = reported(&project);
        for difference in differences(slip, &expected, &found) {
            differing += &format!("{}: {difference}\n{}\n", slip.name, found.drawn(Language::En));
        }
        sentences +=
            &format!("# {}\n{}{}\n", slip.name, found.drawn(Language::Vi), found.drawn(Language::En));
        for (path, bytes) in saved {
            match bytes {
                Some(bytes) => project.write(path, bytes),
                None => fs::remove_file(project.at(path)).unwrap(),
            }
        }
    }
    expect_file!["slips.txt"].assert_eq(&sentences);
    assert!(differing.is_empty(), "{differing}");
}
