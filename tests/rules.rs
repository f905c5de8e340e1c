//! The editor's rules: each is provoked once, and told in both languages.

use bangvang::diagnostic::Severity;
use bangvang::messages::Language;
use bangvang::model::site::DecisionId;
use expect_test::{Expect, expect};

use crate::project::{Faults, Project, SETTINGS};

const UNITS: &str = "\
- {id: tong, type: federation, names: [{name: Tổng LĐLĐ Thử}]}
- {id: ldld, type: federation, names: [{name: LĐLĐ tỉnh Thử}], parents: [{unit: tong}]}
- {id: cd-xanh, type: grassroots, names: [{name: CĐCS Công ty Xanh}], parents: [{unit: ldld}]}
- {id: cd-do, type: grassroots, names: [{name: CĐCS Công ty Đỏ}], parents: [{unit: ldld}]}
- id: cd-cu
  type: grassroots
  names: [{name: CĐCS Trường Cũ, from: 2010-01-01, to: 2020-12-31}, {name: CĐCS Trường Mới, from: 2021-01-01}]
  ended: {on: 2022-06-30, how: merged}
  successors: [cd-xanh]
";

const HEAD: &str = "\
number: 27/QĐ-LĐLĐ
signed: 2023-01-16
issuer: ldld
defaults: {to: individual, unit: cd-xanh, kind: bang-khen-ldld-tinh, period: 2022}
awards:
";

/// A project with a decision: the first line of `rows` is line 6 of `content/awards/a.yaml`.
fn decision(rows: &str) -> Project {
    whole(&format!("{HEAD}{rows}"))
}

fn whole(decision: &str) -> Project {
    Project::new().with("content/registry/units.yaml", UNITS).with("content/awards/a.yaml", decision)
}

/// Everything told of `project` with `code`, in Vietnamese and English.
fn told(project: &Project, code: &str) -> String {
    let mut faults = project.faults();
    faults.diagnostics.retain(|fault| fault.code.name() == code);
    format!("{}{}", faults.drawn(Language::Vi), faults.drawn(Language::En))
}

fn tells(project: &Project, code: &str, expected: Expect) {
    expected.assert_eq(&told(project, code));
}

/// `severity code line` of everything told.
fn lines(faults: &Faults) -> Vec<String> {
    let line = |fault: &bangvang::diagnostic::Diagnostic| {
        let facts = fault.to_json(&faults.sources, &bangvang::messages::Messages::of_program(Language::En));
        let severity = match fault.severity {
            Severity::Error => "E",
            Severity::Warning => "W",
            Severity::Note => "I",
        };
        format!("{severity} {} {}", fault.code, facts.line.unwrap_or(0))
    };
    faults.diagnostics.iter().map(line).collect()
}

fn silent(project: &Project) {
    assert_eq!(lines(&project.faults()), [""; 0]);
}

/// 4: a number that no office would give, with the one that was meant.
#[test]
fn malformed_number() {
    let rows = "  - {name: Lê Thị Na, status: revoked, by: quyết định sau}\n";
    let project = whole(&format!("{}{rows}", HEAD.replace("27/QĐ-LĐLĐ", "27 /QD/LDLD")));
    tells(
        &project,
        "malformed-number",
        expect![[r#"
        content/awards/a.yaml:1:9: cảnh báo: số hiệu `27 /QD/LDLD` viết chưa đúng thể thức [malformed-number]
          1 | number: 27 /QD/LDLD
            |         ^^^^^^^^^^^
        cách sửa: hãy viết `27/QĐ-LĐLĐ`
        content/awards/a.yaml:6:44: cảnh báo: số hiệu `quyết định sau` viết chưa đúng thể thức [malformed-number]
          6 |   - {name: Lê Thị Na, status: revoked, by: quyết định sau}
            |                                            ^^^^^^^^^^^^^^
        cách sửa: viết theo mẫu `27/QĐ-LĐLĐ`, `31/2020/QĐ-UBND` hoặc `97-QĐ/TW`
        content/awards/a.yaml:1:9: warning: `27 /QD/LDLD` is not how a decision is numbered [malformed-number]
          1 | number: 27 /QD/LDLD
            |         ^^^^^^^^^^^
        help: write `27/QĐ-LĐLĐ`
        content/awards/a.yaml:6:44: warning: `quyết định sau` is not how a decision is numbered [malformed-number]
          6 |   - {name: Lê Thị Na, status: revoked, by: quyết định sau}
            |                                            ^^^^^^^^^^^^^^
        help: write it as `27/QĐ-LĐLĐ`, `31/2020/QĐ-UBND` or `97-QĐ/TW`
    "#]],
    );
}

/// 6: a kind that the issuer may not grant; what the type of a unit leaves open is not told.
#[test]
fn wrong_issuer() {
    let project =
        whole(&format!("{}  - {{name: Lê Thị Na}}\n", HEAD.replace("issuer: ldld", "issuer: cd-do")));
    tells(
        &project,
        "wrong-issuer",
        expect![[r#"
        content/awards/a.yaml:4:49: cảnh báo: CĐCS Công ty Đỏ không có thẩm quyền tặng Bằng khen của Liên đoàn Lao động tỉnh [wrong-issuer]
          4 | defaults: {to: individual, unit: cd-xanh, kind: bang-khen-ldld-tinh, period: 2022}
            |                                                 ^^^^^^^^^^^^^^^^^^^
        xem thêm: content/awards/a.yaml:3:9
        cách sửa: thẩm quyền: federation; sửa `issuer` hoặc `kind`, hoặc `issuer:` của danh hiệu ấy trong content/registry/kinds.yaml
        content/awards/a.yaml:4:49: warning: CĐCS Công ty Đỏ does not grant Bằng khen của Liên đoàn Lao động tỉnh [wrong-issuer]
          4 | defaults: {to: individual, unit: cd-xanh, kind: bang-khen-ldld-tinh, period: 2022}
            |                                                 ^^^^^^^^^^^^^^^^^^^
        see also: content/awards/a.yaml:3:9
        help: it is granted by: federation; correct `issuer` or `kind`, or the kind's `issuer:` in content/registry/kinds.yaml
    "#]],
    );
    let rows = "  - {name: Lê Thị Na, kind: bang-khen-tong-ldld}\n";
    tells(
        &decision(rows),
        "wrong-issuer",
        expect![[r#"
        content/awards/a.yaml:6:29: cảnh báo: LĐLĐ tỉnh Thử không có thẩm quyền tặng Bằng khen của Tổng Liên đoàn Lao động Việt Nam [wrong-issuer]
          6 |   - {name: Lê Thị Na, kind: bang-khen-tong-ldld}
            |                             ^^^^^^^^^^^^^^^^^^^
        xem thêm: content/awards/a.yaml:3:9
        cách sửa: thẩm quyền: confederation; sửa `issuer` hoặc `kind`, hoặc `issuer:` của danh hiệu ấy trong content/registry/kinds.yaml
        content/awards/a.yaml:6:29: warning: LĐLĐ tỉnh Thử does not grant Bằng khen của Tổng Liên đoàn Lao động Việt Nam [wrong-issuer]
          6 |   - {name: Lê Thị Na, kind: bang-khen-tong-ldld}
            |                             ^^^^^^^^^^^^^^^^^^^
        see also: content/awards/a.yaml:3:9
        help: it is granted by: confederation; correct `issuer` or `kind`, or the kind's `issuer:` in content/registry/kinds.yaml
    "#]],
    );
    silent(&decision("  - {name: Lê Thị Na, kind: giay-khen}\n"));
}

/// 7: totals that differ from the rows, whoever shares an initiative counted or not.
#[test]
fn totals() {
    let rows = "  - {name: Lê Thị Na, shared_with: [Phan An]}\n  - {name: Đỗ Mai}\n";
    let with = |totals: &str| whole(&format!("totals: {{{totals}}}\n{HEAD}{rows}"));
    tells(
        &with("individuals: 4, households: 1"),
        "totals-differ",
        expect![[r#"
            content/awards/a.yaml:1:23: cảnh báo: điều 1 ghi 4 cá nhân, danh sách có 2 [totals-differ]
              1 | totals: {individuals: 4, households: 1}
                |                       ^
            cách sửa: xem danh sách có sót hoặc thừa dòng không, hoặc sửa `totals`
            content/awards/a.yaml:1:38: cảnh báo: điều 1 ghi 1 hộ gia đình, danh sách có 0 [totals-differ]
              1 | totals: {individuals: 4, households: 1}
                |                                      ^
            cách sửa: xem danh sách có sót hoặc thừa dòng không, hoặc sửa `totals`
            content/awards/a.yaml:1:23: warning: article 1 names 4 people, the annex has 2 [totals-differ]
              1 | totals: {individuals: 4, households: 1}
                |                       ^
            help: look for missing or surplus rows, or correct `totals`
            content/awards/a.yaml:1:38: warning: article 1 names 1 households, the annex has 0 [totals-differ]
              1 | totals: {individuals: 4, households: 1}
                |                                      ^
            help: look for missing or surplus rows, or correct `totals`
        "#]],
    );
    silent(&with("individuals: 2"));
    silent(&with("individuals: 3"));
}

/// 7: a gap and a repeat in the numbers of the rows; each part may begin with 1.
#[test]
fn row_numbers() {
    let rows = |numbers: [u8; 4]| {
        let row = |(at, no): (usize, &u8)| {
            format!("  - {{no: {no}, name: {}}}\n", ["Lê Na", "Đỗ Mai", "Võ Hoa", "Hồ An"][at])
        };
        decision(&numbers.iter().enumerate().map(row).collect::<String>())
    };
    tells(
        &rows([1, 2, 4, 5]),
        "row-gap",
        expect![[r#"
        content/awards/a.yaml:8:10: cảnh báo: số thứ tự 4 đứng ở chỗ của số 3 [row-gap]
          8 |   - {no: 4, name: Võ Hoa}
            |          ^
        xem thêm: content/awards/a.yaml:7:10
        cách sửa: xem có sót dòng nào không, hoặc đánh lại số thứ tự
        content/awards/a.yaml:8:10: warning: number 4 stands where 3 comes next [row-gap]
          8 |   - {no: 4, name: Võ Hoa}
            |          ^
        see also: content/awards/a.yaml:7:10
        help: look for a missing row, or number the rows again
    "#]],
    );
    tells(
        &rows([1, 2, 2, 3]),
        "row-repeat",
        expect![[r#"
        content/awards/a.yaml:8:10: cảnh báo: số thứ tự 2 đã có [row-repeat]
          8 |   - {no: 2, name: Võ Hoa}
            |          ^
        xem thêm: content/awards/a.yaml:7:10
        cách sửa: đánh lại số thứ tự
        content/awards/a.yaml:8:10: warning: number 2 is there already [row-repeat]
          8 |   - {no: 2, name: Võ Hoa}
            |          ^
        see also: content/awards/a.yaml:7:10
        help: number the rows again
    "#]],
    );
    silent(&rows([131, 132, 1, 2]));
    assert_eq!(lines(&rows([1, 2, 2, 3]).faults()), ["W row-repeat 8"]);
}

/// 8: one recipient, kind and period twice: an error in one decision, a warning across two.
#[test]
fn twice() {
    let rows = "  - {name: Lê Thị Thuỷ}\n  - {name: LÊ THỊ THỦY, accept: [all-caps-name, near-name]}\n";
    let project = decision(rows);
    tells(
        &project,
        "same-row",
        expect![[r#"
        content/awards/a.yaml:7:12: lỗi: Bằng khen của Liên đoàn Lao động tỉnh cho cùng thời gian ghi hai lần cho một người hoặc tập thể trong quyết định này [same-row]
          7 |   - {name: LÊ THỊ THỦY, accept: [all-caps-name, near-name]}
            |            ^^^^^^^^^^^
        xem thêm: content/awards/a.yaml:6:12
        cách sửa: xóa một trong hai dòng; nếu là hai người trùng tên, đặt `person:` riêng cho từng người
        content/awards/a.yaml:7:12: error: Bằng khen của Liên đoàn Lao động tỉnh for this period stands twice in this decision for one recipient [same-row]
          7 |   - {name: LÊ THỊ THỦY, accept: [all-caps-name, near-name]}
            |            ^^^^^^^^^^^
        see also: content/awards/a.yaml:6:12
        help: delete one of the two rows; if these are two people of one name, give each a `person:`
    "#]],
    );
    let second = HEAD.replace("27/", "28/").replace("2023-01-16", "2023-02-16");
    let project = decision("  - {name: Lê Thị Na}\n  - {to: collective}\n");
    project
        .write("content/awards/b.yaml", format!("{second}  - {{name: Lê Thị Na}}\n  - {{to: collective}}\n"));
    tells(
        &project,
        "same-award",
        expect![[r#"
        content/awards/b.yaml:6:12: cảnh báo: Bằng khen của Liên đoàn Lao động tỉnh cho thời gian này đã tặng theo quyết định 27/QĐ-LĐLĐ [same-award]
          6 |   - {name: Lê Thị Na}
            |            ^^^^^^^^^
        xem thêm: content/awards/a.yaml:6:12
        cách sửa: xóa một trong hai; nếu là hai người trùng tên, đặt `person:` riêng cho từng người
        content/awards/b.yaml:7:6: cảnh báo: Bằng khen của Liên đoàn Lao động tỉnh cho thời gian này đã tặng theo quyết định 27/QĐ-LĐLĐ [same-award]
          7 |   - {to: collective}
            |      ^^
        xem thêm: content/awards/a.yaml:7:6
        cách sửa: xóa một trong hai; nếu là hai người trùng tên, đặt `person:` riêng cho từng người
        content/awards/b.yaml:6:12: warning: Bằng khen của Liên đoàn Lao động tỉnh for this period was granted before by decision 27/QĐ-LĐLĐ [same-award]
          6 |   - {name: Lê Thị Na}
            |            ^^^^^^^^^
        see also: content/awards/a.yaml:6:12
        help: delete one of the two; if these are two people of one name, give each a `person:`
        content/awards/b.yaml:7:6: warning: Bằng khen của Liên đoàn Lao động tỉnh for this period was granted before by decision 27/QĐ-LĐLĐ [same-award]
          7 |   - {to: collective}
            |      ^^
        see also: content/awards/a.yaml:7:6
        help: delete one of the two; if these are two people of one name, give each a `person:`
    "#]],
    );
    assert_eq!(lines(&project.faults()), ["W same-award 6", "W same-award 7"]);
    silent(&decision("  - {name: Lê Na}\n  - {name: Lê Na, status: revoked, by: 9/QĐ-LĐLĐ}\n"));
    let deeds = "  - {name: Lê Na, category: dot-xuat, citation: Cứu người}\n\
                 \x20 - {name: Lê Na, category: dot-xuat, citation: Chữa cháy}\n";
    silent(&decision(deeds));
}

/// 9: once in a life, only in some years, only while its rules hold.
#[test]
fn kinds_in_time() {
    let head = HEAD.replace("issuer: ldld", "issuer: tong").replace("kind: bang-khen-ldld-tinh, ", "");
    let prize = |number: &str, year: u16, kind: &str| {
        format!(
            "{}  - {{name: Lê Na, kind: {kind}, period: {year}}}\n",
            head.replace("27/", number).replace("2023-01-16", &format!("{}-01-16", year + 1))
        )
    };
    let project = whole(&prize("27/", 2018, "ky-niem-chuong-cong-doan"));
    project.write("content/awards/b.yaml", prize("28/", 2019, "ky-niem-chuong-cong-doan"));
    tells(
        &project,
        "granted-again",
        expect![[r#"
        content/awards/b.yaml:6:12: cảnh báo: Kỷ niệm chương “Vì sự nghiệp xây dựng tổ chức Công đoàn” chỉ tặng một lần trong đời, mà trước đó đã tặng theo quyết định 27/QĐ-LĐLĐ [granted-again]
          6 |   - {name: Lê Na, kind: ky-niem-chuong-cong-doan, period: 2019}
            |            ^^^^^
        xem thêm: content/awards/a.yaml:6:12
        cách sửa: nếu là hai người, đặt `person:` riêng cho từng người; nếu không, sửa lại một trong hai
        content/awards/b.yaml:6:12: warning: Kỷ niệm chương “Vì sự nghiệp xây dựng tổ chức Công đoàn” is granted once in a life, and was granted before by decision 27/QĐ-LĐLĐ [granted-again]
          6 |   - {name: Lê Na, kind: ky-niem-chuong-cong-doan, period: 2019}
            |            ^^^^^
        see also: content/awards/a.yaml:6:12
        help: if these are two people, give each a `person:`; else correct one of the two
    "#]],
    );
    tells(
        &whole(&prize("27/", 2019, "giai-thuong-nguyen-duc-canh")),
        "kind-year",
        expect![[r#"
        content/awards/a.yaml:6:25: cảnh báo: năm 2019 không xét tặng Giải thưởng Nguyễn Đức Cảnh [kind-year]
          6 |   - {name: Lê Na, kind: giai-thuong-nguyen-duc-canh, period: 2019}
            |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        cách sửa: các năm xét tặng: 2008, 2013, 2018, 2023; sửa `kind` hoặc `period`, hoặc bổ sung năm trong content/registry/kinds.yaml
        content/awards/a.yaml:6:25: warning: Giải thưởng Nguyễn Đức Cảnh is not granted in 2019 [kind-year]
          6 |   - {name: Lê Na, kind: giai-thuong-nguyen-duc-canh, period: 2019}
            |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        help: it is granted in 2008, 2013, 2018, 2023; correct `kind` or `period`, or add the year in content/registry/kinds.yaml
    "#]],
    );
    silent(&whole(&prize("27/", 2018, "giai-thuong-nguyen-duc-canh")));
    let kinds = "- {id: giai, name: Giải thưởng Cũ, issuer: confederation, valid: {from: 2015-01-01, to: 2019-12-31}}\n";
    let project = whole(&prize("27/", 2019, "giai")).with("content/registry/kinds.yaml", kinds);
    tells(
        &project,
        "kind-validity",
        expect![[r#"
        content/awards/a.yaml:6:25: cảnh báo: Giải thưởng Cũ không còn được tặng sau ngày 2019-12-31, mà quyết định ký ngày 2020-01-16 [kind-validity]
          6 |   - {name: Lê Na, kind: giai, period: 2019}
            |                         ^^^^
        cách sửa: sửa `kind` hoặc `signed`, hoặc `valid:` trong content/registry/kinds.yaml
        content/awards/a.yaml:6:25: warning: Giải thưởng Cũ was no longer granted after 2019-12-31, and the decision was signed on 2020-01-16 [kind-validity]
          6 |   - {name: Lê Na, kind: giai, period: 2019}
            |                         ^^^^
        help: correct `kind` or `signed`, or `valid:` in content/registry/kinds.yaml
    "#]],
    );
    project.write("content/awards/a.yaml", prize("27/", 2012, "giai"));
    tells(
        &project,
        "kind-validity",
        expect![[r#"
        content/awards/a.yaml:6:25: cảnh báo: Giải thưởng Cũ chỉ có từ ngày 2015-01-01, mà quyết định ký ngày 2013-01-16 [kind-validity]
          6 |   - {name: Lê Na, kind: giai, period: 2012}
            |                         ^^^^
        cách sửa: sửa `kind` hoặc `signed`, hoặc `valid:` trong content/registry/kinds.yaml
        content/awards/a.yaml:6:25: warning: Giải thưởng Cũ was not granted before 2015-01-01, and the decision was signed on 2013-01-16 [kind-validity]
          6 |   - {name: Lê Na, kind: giai, period: 2012}
            |                         ^^^^
        help: correct `kind` or `signed`, or `valid:` in content/registry/kinds.yaml
    "#]],
    );
}

/// What is underlined is the text that the rule speaks of, also when the same letters stand before it in the row.
#[test]
fn places_in_a_row() {
    let rows = "  - {name: Đỗ Sao Vàng 12, citation: \"Sao Vàng 12\"}\n\
                \x20 - {name: Đỗ Sao Vàng 12, kind: chien-si-thi-dua-co-so, citation: Sao Vàng 12}\n";
    tells(
        &decision(rows),
        "same-citation",
        expect![[r#"
        content/awards/a.yaml:7:68: lưu ý: thành tích này đã ghi cho một khen thưởng khác của cùng người hoặc tập thể, theo quyết định 27/QĐ-LĐLĐ [same-citation]
          7 |   - {name: Đỗ Sao Vàng 12, kind: chien-si-thi-dua-co-so, citation: Sao Vàng 12}
            |                                                                    ^^^^^^^^^^^
        xem thêm: content/awards/a.yaml:6:38
        cách sửa: một thành tích chỉ khen một lần: đối chiếu lại văn bản
        content/awards/a.yaml:7:68: note: the same words stand under another award of this recipient, in decision 27/QĐ-LĐLĐ [same-citation]
          7 |   - {name: Đỗ Sao Vàng 12, kind: chien-si-thi-dua-co-so, citation: Sao Vàng 12}
            |                                                                    ^^^^^^^^^^^
        see also: content/awards/a.yaml:6:38
        help: one merit is rewarded once: compare with the paper
    "#]],
    );
    let rows = "  - {name: ThS. Lê Na Hoa, shared_with: [ThS. Lê Na]}\n";
    tells(
        &decision(rows),
        "title-in-name",
        expect![[r#"
        content/awards/a.yaml:6:12: cảnh báo: trong tên có danh xưng `ThS.` [title-in-name]
          6 |   - {name: ThS. Lê Na Hoa, shared_with: [ThS. Lê Na]}
            |            ^^^^^^^^^^^^^^
        cách sửa: hãy viết `Lê Na Hoa`; danh xưng ghi vào `honorific:`, học hàm, chức danh ghi vào `position:`
        content/awards/a.yaml:6:42: cảnh báo: trong tên có danh xưng `ThS.` [title-in-name]
          6 |   - {name: ThS. Lê Na Hoa, shared_with: [ThS. Lê Na]}
            |                                          ^^^^^^^^^^
        cách sửa: hãy viết `Lê Na`; danh xưng ghi vào `honorific:`, học hàm, chức danh ghi vào `position:`
        content/awards/a.yaml:6:12: warning: the title `ThS.` stands in the name [title-in-name]
          6 |   - {name: ThS. Lê Na Hoa, shared_with: [ThS. Lê Na]}
            |            ^^^^^^^^^^^^^^
        help: write `Lê Na Hoa`; the title goes to `honorific:` or `position:`
        content/awards/a.yaml:6:42: warning: the title `ThS.` stands in the name [title-in-name]
          6 |   - {name: ThS. Lê Na Hoa, shared_with: [ThS. Lê Na]}
            |                                          ^^^^^^^^^^
        help: write `Lê Na`; the title goes to `honorific:` or `position:`
    "#]],
    );
    let rows = "  - {name: Lê revoked, status: revoked}\n";
    tells(
        &decision(rows),
        "unexplained-status",
        expect![[r#"
        content/awards/a.yaml:6:32: lỗi: khen thưởng bị hủy bỏ mà không ghi theo quyết định nào [unexplained-status]
          6 |   - {name: Lê revoked, status: revoked}
            |                                ^^^^^^^
        cách sửa: thêm số quyết định ấy, ví dụ `by: 90/QĐ-LĐLĐ`
        content/awards/a.yaml:6:32: error: the award is revoked, and no decision says so [unexplained-status]
          6 |   - {name: Lê revoked, status: revoked}
            |                                ^^^^^^^
        help: add the number of the decision that did it, such as `by: 90/QĐ-LĐLĐ`
    "#]],
    );
    let rows =
        "  - {name: Lê Na, position: 'Tổ trưởng, số 8', citation: 'CCCD 079123456789, CCCD 079123456789'}\n";
    tells(
        &decision(rows),
        "personal-data",
        expect![[r#"
        content/awards/a.yaml:6:64: lỗi: phần công khai có dãy số giống số căn cước [personal-data]
          6 |   - {name: Lê Na, position: 'Tổ trưởng, số 8', citation: 'CCCD 079123456789, CCCD 079123456789'}
            |                                                                ^^^^^^^^^^^^
        cách sửa: xóa đi: chỉ công khai họ tên, chức vụ, đơn vị và thành tích
        content/awards/a.yaml:6:83: lỗi: phần công khai có dãy số giống số căn cước [personal-data]
          6 |   - {name: Lê Na, position: 'Tổ trưởng, số 8', citation: 'CCCD 079123456789, CCCD 079123456789'}
            |                                                                                   ^^^^^^^^^^^^
        cách sửa: xóa đi: chỉ công khai họ tên, chức vụ, đơn vị và thành tích
        content/awards/a.yaml:6:64: error: readers would see digits like an identity number [personal-data]
          6 |   - {name: Lê Na, position: 'Tổ trưởng, số 8', citation: 'CCCD 079123456789, CCCD 079123456789'}
            |                                                                ^^^^^^^^^^^^
        help: delete them: only name, position, unit and citation may be published
        content/awards/a.yaml:6:83: error: readers would see digits like an identity number [personal-data]
          6 |   - {name: Lê Na, position: 'Tổ trưởng, số 8', citation: 'CCCD 079123456789, CCCD 079123456789'}
            |                                                                                   ^^^^^^^^^^^^
        help: delete them: only name, position, unit and citation may be published
    "#]],
    );
}

/// 10: one citation under two awards, and a general beside a thematic certificate.
#[test]
fn one_merit_twice() {
    let rows = "  - {name: Lê Na, citation: Giảm 12% hao hụt}\n\
                \x20 - {name: Lê Na, kind: chien-si-thi-dua-co-so, citation: Giảm 12% hao hụt}\n";
    tells(
        &decision(rows),
        "same-citation",
        expect![[r#"
        content/awards/a.yaml:7:59: lưu ý: thành tích này đã ghi cho một khen thưởng khác của cùng người hoặc tập thể, theo quyết định 27/QĐ-LĐLĐ [same-citation]
          7 |   - {name: Lê Na, kind: chien-si-thi-dua-co-so, citation: Giảm 12% hao hụt}
            |                                                           ^^^^^^^^^^^^^^^^
        xem thêm: content/awards/a.yaml:6:29
        cách sửa: một thành tích chỉ khen một lần: đối chiếu lại văn bản
        content/awards/a.yaml:7:59: note: the same words stand under another award of this recipient, in decision 27/QĐ-LĐLĐ [same-citation]
          7 |   - {name: Lê Na, kind: chien-si-thi-dua-co-so, citation: Giảm 12% hao hụt}
            |                                                           ^^^^^^^^^^^^^^^^
        see also: content/awards/a.yaml:6:29
        help: one merit is rewarded once: compare with the paper
    "#]],
    );
    let rows = "  - {name: Lê Na, category: cong-trang}\n  - {name: Lê Na, category: phong-trao}\n";
    tells(
        &decision(rows),
        "general-and-thematic",
        expect![[r#"
        content/awards/a.yaml:7:12: lưu ý: năm 2022 đã có bằng khen cùng cấp theo quyết định 27/QĐ-LĐLĐ: một toàn diện, một chuyên đề [general-and-thematic]
          7 |   - {name: Lê Na, category: phong-trao}
            |            ^^^^^
        xem thêm: content/awards/a.yaml:6:12
        cách sửa: nếu đúng là tặng cả hai thì để nguyên; nếu không, sửa `category` hoặc `movement`
        content/awards/a.yaml:7:12: note: for 2022 there is a certificate of the same level in decision 27/QĐ-LĐLĐ: one is general, one thematic [general-and-thematic]
          7 |   - {name: Lê Na, category: phong-trao}
            |            ^^^^^
        see also: content/awards/a.yaml:6:12
        help: leave it if both were granted; else correct `category` or `movement`
    "#]],
    );
}

/// 12: days that have not come, decisions long after their periods, school years of three years.
#[test]
fn days() {
    let rows = "  - {name: Lê Na}\n";
    tells(
        &whole(&format!("{}{rows}", HEAD.replace("2023-01-16", "2026-06-02"))),
        "future-date",
        expect![[r#"
            content/awards/a.yaml:2:9: lỗi: 2026-06-02 là thời điểm chưa đến [future-date]
              2 | signed: 2026-06-02
                |         ^^^^^^^^^^
            cách sửa: sửa lại; nếu đúng, xem lại ngày giờ của máy tính
            content/awards/a.yaml:2:9: error: 2026-06-02 has not come yet [future-date]
              2 | signed: 2026-06-02
                |         ^^^^^^^^^^
            help: correct it; if it is right, look at the clock of this computer
        "#]],
    );
    let article = "---\ntitle: A\ndate: 2024-01-01\nupdated: 2026-07-01\n---\nLời.\n";
    let project = Project::new().with("content/articles/tin/a.md", article);
    assert_eq!(lines(&project.faults()), ["E future-date 4"]);
    let lost = "undocumented: Kỷ yếu\nissuer: ldld\ndefaults: {kind: giay-khen, to: collective, period: 2027}\n\
                awards: [{unit: cd-do}]\n";
    assert_eq!(lines(&whole(lost).faults()), ["E future-date 3"]);
    tells(
        &decision("  - {name: Lê Na, period: 2019}\n"),
        "late-decision",
        expect![[r#"
        content/awards/a.yaml:6:27: cảnh báo: quyết định ký sau khi thời gian lập thành tích (2019) kết thúc 4 năm [late-decision]
          6 |   - {name: Lê Na, period: 2019}
            |                           ^^^^
        xem thêm: content/awards/a.yaml:2:9
        cách sửa: sửa `period` hoặc `signed`; nếu đúng như văn bản, ghi `accept: [late-decision]`
        content/awards/a.yaml:6:27: warning: the decision was signed 4 years after the merit period ended (2019) [late-decision]
          6 |   - {name: Lê Na, period: 2019}
            |                           ^^^^
        see also: content/awards/a.yaml:2:9
        help: correct `period` or `signed`; if the paper says so, write `accept: [late-decision]`
    "#]],
    );
    silent(&decision("  - {name: Lê Na, period: 2021}\n"));
    tells(
        &decision("  - {name: Lê Na, period: 2020-2022}\n"),
        "school-year",
        expect![[r#"
        content/awards/a.yaml:6:27: cảnh báo: 2020-2022 không phải là một năm học [school-year]
          6 |   - {name: Lê Na, period: 2020-2022}
            |                           ^^^^^^^^^
        cách sửa: viết `2020-2021`, hoặc `{from: 2020, to: 2022}` nếu là nhiều năm
        content/awards/a.yaml:6:27: warning: 2020-2022 is no school year [school-year]
          6 |   - {name: Lê Na, period: 2020-2022}
            |                           ^^^^^^^^^
        help: write `2020-2021`, or `{from: 2020, to: 2022}` for several years
    "#]],
    );
    silent(&decision("  - {name: Lê Na, period: {from: 2020, to: 2022}}\n"));
    silent(&decision("  - {name: Lê Na, period: 2021-2022}\n"));
}

/// 14: units that were not there or were called otherwise.
#[test]
fn units_on_the_day() {
    tells(
        &decision("  - {name: Lê Na, unit: cd-cu}\n"),
        "absent-unit",
        expect![[r#"
        content/awards/a.yaml:6:25: cảnh báo: ngày 2023-01-16 không còn CĐCS Trường Mới (kết thúc hoạt động ngày 2022-06-30) [absent-unit]
          6 |   - {name: Lê Na, unit: cd-cu}
            |                         ^^^^^
        xem thêm: content/registry/units.yaml:8:15
        cách sửa: đơn vị kế thừa là `cd-xanh`: ghi đơn vị ấy, hoặc sửa ngày trong content/registry/units.yaml
        content/awards/a.yaml:6:25: warning: CĐCS Trường Mới no longer existed on 2023-01-16 (2022-06-30) [absent-unit]
          6 |   - {name: Lê Na, unit: cd-cu}
            |                         ^^^^^
        see also: content/registry/units.yaml:8:15
        help: it was followed by `cd-xanh`: write that unit, or correct the days in content/registry/units.yaml
    "#]],
    );
    let early = HEAD.replace("2023-01-16", "2009-12-16").replace("period: 2022", "period: 2009");
    tells(
        &whole(&format!("{early}  - {{name: Lê Na, unit: cd-cu}}\n")),
        "absent-unit",
        expect![[r#"
        content/awards/a.yaml:6:25: cảnh báo: ngày 2009-12-16 chưa có CĐCS Trường Mới (có từ ngày 2010-01-01) [absent-unit]
          6 |   - {name: Lê Na, unit: cd-cu}
            |                         ^^^^^
        cách sửa: sửa lại đơn vị hoặc ngày ký, hoặc ngày của đơn vị trong content/registry/units.yaml
        content/awards/a.yaml:6:25: warning: CĐCS Trường Mới did not exist yet on 2009-12-16 (2010-01-01) [absent-unit]
          6 |   - {name: Lê Na, unit: cd-cu}
            |                         ^^^^^
        help: correct the unit or the day, or the unit's days in content/registry/units.yaml
    "#]],
    );
    let then = HEAD.replace("2023-01-16", "2022-03-16").replace("period: 2022", "period: 2021");
    let project = whole(&format!("{then}  - {{name: Lê Na, unit: cd-cu, unit_as_printed: Trường Cũ}}\n"));
    tells(
        &project,
        "renamed-unit",
        expect![[r#"
        content/awards/a.yaml:6:49: cảnh báo: ngày 2022-03-16 đơn vị không mang tên `Trường Cũ` [renamed-unit]
          6 |   - {name: Lê Na, unit: cd-cu, unit_as_printed: Trường Cũ}
            |                                                 ^^^^^^^^^
        xem thêm: content/registry/units.yaml:7:18
        cách sửa: khi đó là `CĐCS Trường Mới`; nếu văn bản in như vậy, ghi `accept: [renamed-unit]`
        content/awards/a.yaml:6:49: warning: `Trường Cũ` was not the name of the unit on 2022-03-16 [renamed-unit]
          6 |   - {name: Lê Na, unit: cd-cu, unit_as_printed: Trường Cũ}
            |                                                 ^^^^^^^^^
        see also: content/registry/units.yaml:7:18
        help: it was `CĐCS Trường Mới` then; if the paper says so, write `accept: [renamed-unit]`
    "#]],
    );
    silent(&whole(&format!("{then}  - {{name: Lê Na, unit: cd-cu, unit_as_printed: Trường Mới}}\n")));
}

/// 14: histories that cannot be.
#[test]
fn histories() {
    let of = |units: &str| Project::new().with("content/registry/units.yaml", units);
    let project =
        of("- id: a\n  type: upper\n  names: [{name: Cũ, to: 2020-12-31}, {name: Mới, from: 2020-06-01}]\n");
    tells(
        &project,
        "names-overlap",
        expect![[r#"
        content/registry/units.yaml:3:46: lỗi: `Mới` và `Cũ` cùng là tên của một đơn vị trong cùng thời gian [names-overlap]
          3 |   names: [{name: Cũ, to: 2020-12-31}, {name: Mới, from: 2020-06-01}]
            |                                              ^^^
        xem thêm: content/registry/units.yaml:3:18
        cách sửa: ghi `to:` cho tên trước: ngày liền trước ngày bắt đầu của tên sau
        content/registry/units.yaml:3:46: error: `Mới` and `Cũ` are names of one unit at the same time [names-overlap]
          3 |   names: [{name: Cũ, to: 2020-12-31}, {name: Mới, from: 2020-06-01}]
            |                                              ^^^
        see also: content/registry/units.yaml:3:18
        help: write `to:` behind the earlier name: the day before the later one begins
    "#]],
    );
    silent(&of("- {id: a, type: upper, names: [{name: Cũ}, {name: Mới, from: 2020-06-01}]}\n"));
    let circle = of("- {id: a, type: upper, names: [{name: A}], parents: [{unit: b}]}\n\
                     - {id: b, type: upper, names: [{name: B}], parents: [{unit: c, from: 2010-01-01}]}\n\
                     - {id: c, type: upper, names: [{name: C}], parents: [{unit: a, to: 2015-12-31}]}\n");
    tells(
        &circle,
        "parent-circle",
        expect![[r#"
        content/registry/units.yaml:2:61: lỗi: `b` lại là cấp trên của chính mình, qua `c` [parent-circle]
          2 | - {id: b, type: upper, names: [{name: B}], parents: [{unit: c, from: 2010-01-01}]}
            |                                                             ^
        cách sửa: sửa `parents:` của một trong các đơn vị ấy
        content/registry/units.yaml:2:61: error: `b` stands above itself, by way of `c` [parent-circle]
          2 | - {id: b, type: upper, names: [{name: B}], parents: [{unit: c, from: 2010-01-01}]}
            |                                                             ^
        help: correct the `parents:` of one of the units between
    "#]],
    );
    silent(&of("- {id: a, type: upper, names: [{name: A}], parents: [{unit: b, to: 2010-01-01}]}\n\
                - {id: b, type: upper, names: [{name: B}], parents: [{unit: a, from: 2010-01-02}]}\n"));
    let project = of(
        "- {id: a, type: upper, names: [{name: LĐLĐ huyện A}], ended: {on: 2025-06-30, how: dissolved}}\n",
    );
    tells(
        &project,
        "ended-silently",
        expect![[r#"
        content/registry/units.yaml:1:67: cảnh báo: LĐLĐ huyện A kết thúc hoạt động ngày 2025-06-30 mà không nói rõ đơn vị nào kế thừa [ended-silently]
          1 | - {id: a, type: upper, names: [{name: LĐLĐ huyện A}], ended: {on: 2025-06-30, how: dissolved}}
            |                                                                   ^^^^^^^^^^
        cách sửa: thêm `successors:` (đơn vị kế thừa), hoặc `note:` nói rõ vì sao không có
        content/registry/units.yaml:1:67: warning: LĐLĐ huyện A ended on 2025-06-30, and nothing says what followed [ended-silently]
          1 | - {id: a, type: upper, names: [{name: LĐLĐ huyện A}], ended: {on: 2025-06-30, how: dissolved}}
            |                                                                   ^^^^^^^^^^
        help: add `successors:`, or a `note:` that says why there are none
    "#]],
    );
    let project = of("- {id: a, type: upper, names: [{name: A, from: 2020-01-01, to: 2019-01-01}]}\n");
    assert_eq!(lines(&project.faults()), ["E ends-before-start 1"]);
}

/// 15 and 16: what typing leaves in a text is told at its place, and the text is read repaired.
#[test]
fn harmless_flaws() {
    let rows = "  - {name: Lê\u{a0}Thị\u{200b} Na, position: \"Tổ  trưởng\", citation: \u{d0}ạt Sao Vàng}\n\
                \x20 - {name: Vo\u{303} H\u{43e}a}\n";
    let project = decision(rows);
    for (code, expected) in [
        (
            "no-break-space",
            expect![[r#"
            content/awards/a.yaml:6:14: cảnh báo: có dấu cách đặc biệt (không ngắt dòng); đọc như dấu cách thường [no-break-space]
              6 |   - {name: Lê Thị​ Na, position: "Tổ  trưởng", citation: Ðạt Sao Vàng}
                |              ^
            cách sửa: xóa đi và gõ lại dấu cách
            content/awards/a.yaml:6:14: warning: a no-break space stands here; it is read as a plain one [no-break-space]
              6 |   - {name: Lê Thị​ Na, position: "Tổ  trưởng", citation: Ðạt Sao Vàng}
                |              ^
            help: delete it and type a space
        "#]],
        ),
        (
            "zero-width",
            expect![[r#"
            content/awards/a.yaml:6:18: cảnh báo: có ký tự vô hình \u{200b}; đã bỏ qua khi đọc [zero-width]
              6 |   - {name: Lê Thị​ Na, position: "Tổ  trưởng", citation: Ðạt Sao Vàng}
                |                  ^
            cách sửa: xóa các chữ hai bên rồi gõ lại
            content/awards/a.yaml:6:18: warning: the invisible character \u{200b} stands here; it is left out [zero-width]
              6 |   - {name: Lê Thị​ Na, position: "Tổ  trưởng", citation: Ðạt Sao Vàng}
                |                  ^
            help: delete the letters around it and type them again
        "#]],
        ),
        (
            "double-space",
            expect![[r#"
            content/awards/a.yaml:6:37: cảnh báo: có nhiều dấu cách liền nhau; đọc như một dấu cách [double-space]
              6 |   - {name: Lê Thị​ Na, position: "Tổ  trưởng", citation: Ðạt Sao Vàng}
                |                                    ^^
            cách sửa: chỉ để lại một dấu cách
            content/awards/a.yaml:6:37: warning: two or more spaces stand here; they are read as one [double-space]
              6 |   - {name: Lê Thị​ Na, position: "Tổ  trưởng", citation: Ðạt Sao Vàng}
                |                                    ^^
            help: leave one of them
        "#]],
        ),
        (
            "look-alike",
            expect![[r#"
            content/awards/a.yaml:6:58: cảnh báo: `Ð` chỉ trông giống `Đ`; đọc như `Đ` [look-alike]
              6 |   - {name: Lê Thị​ Na, position: "Tổ  trưởng", citation: Ðạt Sao Vàng}
                |                                                         ^
            cách sửa: gõ lại `Đ` vào chỗ đó
            content/awards/a.yaml:7:16: cảnh báo: `о` chỉ trông giống `o`; đọc như `o` [look-alike]
              7 |   - {name: Võ Hоa}
                |                ^
            cách sửa: gõ lại `o` vào chỗ đó
            content/awards/a.yaml:6:58: warning: `Ð` only looks like `Đ`; it is read as that [look-alike]
              6 |   - {name: Lê Thị​ Na, position: "Tổ  trưởng", citation: Ðạt Sao Vàng}
                |                                                         ^
            help: type `Đ` in its place
            content/awards/a.yaml:7:16: warning: `о` only looks like `o`; it is read as that [look-alike]
              7 |   - {name: Võ Hоa}
                |                ^
            help: type `o` in its place
        "#]],
        ),
        (
            "not-nfc",
            expect![[r#"
            content/awards/a.yaml:7:12: cảnh báo: `Võ` gõ bằng Unicode tổ hợp; đọc như Unicode dựng sẵn [not-nfc]
              7 |   - {name: Võ Hоa}
                |            ^^
            cách sửa: chọn bảng mã Unicode dựng sẵn trong bộ gõ, gõ lại chữ ấy rồi lưu tệp
            content/awards/a.yaml:7:12: warning: `Võ` is typed in pieces, letters and marks apart; it is read as whole letters [not-nfc]
              7 |   - {name: Võ Hоa}
                |            ^^
            help: let the keyboard program write precomposed Unicode, type the word again, and save the file
        "#]],
        ),
    ] {
        tells(&project, code, expected);
    }
    let site = project.prepared().planned.expect("there are settings").site;
    let record = &site.decisions[DecisionId::new(0)].record.awards;
    assert_eq!(&*record[0].name.as_ref().unwrap().value, "Lê Thị Na");
    assert_eq!(record[0].position.as_ref().map(|position| &*position.value), Some("Tổ trưởng"));
    assert_eq!(record[0].citation.as_ref().map(|citation| &*citation.value), Some("Đạt Sao Vàng"));
    assert_eq!(&*record[1].name.as_ref().unwrap().value, "Võ Hoa");
}

/// The name of a file is never repaired: files may be called anything.
#[test]
fn names_of_files_stay() {
    let article = "---\ntitle: A\ndate: 2024-01-01\ncover: {file: ảnh  1\u{a0}a.svg, alt: Ảnh}\n---\nLời.\n";
    let project = Project::new().with("content/articles/tin/a/index.md", article);
    silent(&project.with("content/articles/tin/a/ảnh  1\u{a0}a.svg", "x"));
}

/// 17: letters that were lost, and text of old fonts, in records and in Markdown.
#[test]
fn lost_text() {
    tells(
        &decision("  - {name: Nguy?n Thị Na}\n"),
        "lost-letters",
        expect![[r#"
        content/awards/a.yaml:6:12: lỗi: chữ trong `Nguy?n` đã bị mất, thành dấu hỏi [lost-letters]
          6 |   - {name: Nguy?n Thị Na}
            |            ^^^^^^
        cách sửa: đối chiếu văn bản giấy và gõ lại
        content/awards/a.yaml:6:12: error: letters of `Nguy?n` were lost and became question marks [lost-letters]
          6 |   - {name: Nguy?n Thị Na}
            |            ^^^^^^
        help: type the word again, from the paper
    "#]],
    );
    assert_eq!(lines(&decision("  - {name: Lê Th?}\n").faults()), ["E lost-letters 6"]);
    let article = "---\ntitle: Về M\u{ea}ng Kh\u{ac}ng\ndate: 2024-01-01\n---\nCa\u{f9}c ba\u{ef}n Nguye\u{e3}n.\n\n`ba\u{ef}n`\n";
    let project = Project::new().with("content/articles/tin/a.md", article);
    tells(
        &project,
        "legacy-encoding",
        expect![[r#"
            content/articles/tin/a.md:2:11: lỗi: `Mêng Kh¬ng` gõ bằng bảng mã cũ TCVN3 (ABC) [legacy-encoding]
              2 | title: Về Mêng Kh¬ng
                |           ^^^^^^^^^^
            cách sửa: hãy viết `Mường Khương`
            content/articles/tin/a.md:5:1: lỗi: `Caùc baïn Nguyeãn` gõ bằng bảng mã cũ VNI [legacy-encoding]
              5 | Caùc baïn Nguyeãn.
                | ^^^^^^^^^^^^^^^^^
            cách sửa: hãy viết `Các bạn Nguyễn`
            content/articles/tin/a.md:2:11: error: `Mêng Kh¬ng` was typed for a TCVN3 (ABC) font [legacy-encoding]
              2 | title: Về Mêng Kh¬ng
                |           ^^^^^^^^^^
            help: write `Mường Khương`
            content/articles/tin/a.md:5:1: error: `Caùc baïn Nguyeãn` was typed for a VNI font [legacy-encoding]
              5 | Caùc baïn Nguyeãn.
                | ^^^^^^^^^^^^^^^^^
            help: write `Các bạn Nguyễn`
        "#]],
    );
}

/// 18 and 19: capitals and titles in names, with the name as it was meant.
#[test]
fn forms_of_names() {
    let rows = "  - {name: BÀ LÊ THỊ NA}\n  - {name: Y' BHIM NIÊ}\n  - {name: ThS. Đỗ Mai, shared_with: [Ông Phan An]}\n";
    let project = decision(rows).with("content/registry/people.yaml", "- {id: hoa, name: VÕ HOA}\n");
    tells(
        &project,
        "all-caps-name",
        expect![[r#"
        content/awards/a.yaml:6:12: cảnh báo: tên `LÊ THỊ NA` viết toàn chữ in hoa [all-caps-name]
          6 |   - {name: BÀ LÊ THỊ NA}
            |            ^^^^^^^^^^^^
        cách sửa: hãy viết `Lê Thị Na`
        content/awards/a.yaml:7:12: cảnh báo: tên `Y' BHIM NIÊ` viết toàn chữ in hoa [all-caps-name]
          7 |   - {name: Y' BHIM NIÊ}
            |            ^^^^^^^^^^^
        cách sửa: hãy viết `Y' Bhim Niê`
        content/registry/people.yaml:1:19: cảnh báo: tên `VÕ HOA` viết toàn chữ in hoa [all-caps-name]
          1 | - {id: hoa, name: VÕ HOA}
            |                   ^^^^^^
        cách sửa: hãy viết `Võ Hoa`
        content/awards/a.yaml:6:12: warning: the name `LÊ THỊ NA` is written in capitals [all-caps-name]
          6 |   - {name: BÀ LÊ THỊ NA}
            |            ^^^^^^^^^^^^
        help: write `Lê Thị Na`
        content/awards/a.yaml:7:12: warning: the name `Y' BHIM NIÊ` is written in capitals [all-caps-name]
          7 |   - {name: Y' BHIM NIÊ}
            |            ^^^^^^^^^^^
        help: write `Y' Bhim Niê`
        content/registry/people.yaml:1:19: warning: the name `VÕ HOA` is written in capitals [all-caps-name]
          1 | - {id: hoa, name: VÕ HOA}
            |                   ^^^^^^
        help: write `Võ Hoa`
    "#]],
    );
    tells(
        &project,
        "title-in-name",
        expect![[r#"
            content/awards/a.yaml:6:12: cảnh báo: trong tên có danh xưng `BÀ` [title-in-name]
              6 |   - {name: BÀ LÊ THỊ NA}
                |            ^^^^^^^^^^^^
            cách sửa: hãy viết `Lê Thị Na`; danh xưng ghi vào `honorific:`, học hàm, chức danh ghi vào `position:`
            content/awards/a.yaml:8:12: cảnh báo: trong tên có danh xưng `ThS.` [title-in-name]
              8 |   - {name: ThS. Đỗ Mai, shared_with: [Ông Phan An]}
                |            ^^^^^^^^^^^
            cách sửa: hãy viết `Đỗ Mai`; danh xưng ghi vào `honorific:`, học hàm, chức danh ghi vào `position:`
            content/awards/a.yaml:8:39: cảnh báo: trong tên có danh xưng `Ông` [title-in-name]
              8 |   - {name: ThS. Đỗ Mai, shared_with: [Ông Phan An]}
                |                                       ^^^^^^^^^^^
            cách sửa: hãy viết `Phan An`; danh xưng ghi vào `honorific:`, học hàm, chức danh ghi vào `position:`
            content/awards/a.yaml:6:12: warning: the title `BÀ` stands in the name [title-in-name]
              6 |   - {name: BÀ LÊ THỊ NA}
                |            ^^^^^^^^^^^^
            help: write `Lê Thị Na`; the title goes to `honorific:` or `position:`
            content/awards/a.yaml:8:12: warning: the title `ThS.` stands in the name [title-in-name]
              8 |   - {name: ThS. Đỗ Mai, shared_with: [Ông Phan An]}
                |            ^^^^^^^^^^^
            help: write `Đỗ Mai`; the title goes to `honorific:` or `position:`
            content/awards/a.yaml:8:39: warning: the title `Ông` stands in the name [title-in-name]
              8 |   - {name: ThS. Đỗ Mai, shared_with: [Ông Phan An]}
                |                                       ^^^^^^^^^^^
            help: write `Phan An`; the title goes to `honorific:` or `position:`
        "#]],
    );
    silent(&decision("  - {name: H'Hen Niê}\n  - {to: collective, name: TỔ MAY 1}\n"));
}

/// 20: names in one unit that differ by their spelling or one letter.
#[test]
fn near_names() {
    let rows = "  - {name: Lê Mỹ Na}\n  - {name: Lê Mĩ Na, period: 2021}\n  - {name: Trần Văn An}\n\
                \x20 - {name: Trần Văn Anh}\n  - {name: Trần Văn Ân, unit: cd-do}\n";
    tells(
        &decision(rows),
        "near-name",
        expect![[r#"
        content/awards/a.yaml:6:12: cảnh báo: `Lê Mỹ Na` và `Lê Mĩ Na` trong cùng đơn vị gần như giống hệt nhau [near-name]
          6 |   - {name: Lê Mỹ Na}
            |            ^^^^^^^^
        xem thêm: content/awards/a.yaml:7:12
        cách sửa: nếu là một người, viết tên cho thống nhất; nếu là hai người, đặt `person:` riêng cho từng người
        content/awards/a.yaml:8:12: cảnh báo: `Trần Văn An` và `Trần Văn Anh` trong cùng đơn vị gần như giống hệt nhau [near-name]
          8 |   - {name: Trần Văn An}
            |            ^^^^^^^^^^^
        xem thêm: content/awards/a.yaml:9:12
        cách sửa: nếu là một người, viết tên cho thống nhất; nếu là hai người, đặt `person:` riêng cho từng người
        content/awards/a.yaml:6:12: warning: `Lê Mỹ Na` and `Lê Mĩ Na` in one unit differ by very little [near-name]
          6 |   - {name: Lê Mỹ Na}
            |            ^^^^^^^^
        see also: content/awards/a.yaml:7:12
        help: if this is one person, write the name in one way; if these are two, give each a `person:`
        content/awards/a.yaml:8:12: warning: `Trần Văn An` and `Trần Văn Anh` in one unit differ by very little [near-name]
          8 |   - {name: Trần Văn An}
            |            ^^^^^^^^^^^
        see also: content/awards/a.yaml:9:12
        help: if this is one person, write the name in one way; if these are two, give each a `person:`
    "#]],
    );
    let people = "- {id: an, name: Trần Văn An}\n- {id: anh, name: Trần Văn Anh}\n";
    let rows = "  - {name: Trần Văn An, person: an}\n  - {name: Trần Văn Anh, person: anh}\n";
    silent(&decision(rows).with("content/registry/people.yaml", people));
}

/// 21: one name in units that have nothing to do with each other; a unit and its successor are one line.
#[test]
fn same_names() {
    let rows = "  - {name: Lê Na}\n  - {name: LÊ NA, unit: cd-do, accept: [all-caps-name]}\n";
    tells(
        &decision(rows),
        "same-name",
        expect![[r#"
        content/awards/a.yaml:6:12: lưu ý: `Lê Na` đang được tính là 2 người: có phải chỉ là một người không? [same-name]
          6 |   - {name: Lê Na}
            |            ^^^^^
        xem thêm: content/awards/a.yaml:7:12
        cách sửa: nếu là một người, ghi cùng một `person:` ở mọi dòng; nếu là những người trùng tên, để nguyên, hoặc đặt `person:` riêng cho từng người
        content/awards/a.yaml:6:12: note: `Lê Na` is taken for 2 people: is it one? [same-name]
          6 |   - {name: Lê Na}
            |            ^^^^^
        see also: content/awards/a.yaml:7:12
        help: if it is one, give all rows the same `person:`; if these are several, leave it, or give each an own one
    "#]],
    );
    let rows = "  - {name: Lê Na}\n  - {name: Lê Na, unit: cd-cu, period: 2021, accept: [absent-unit]}\n";
    silent(&decision(rows));
    let units = format!(
        "{UNITS}- {{id: cd-gop, type: grassroots, names: [{{name: CĐCS Góp}}], successors: [cd-xanh]}}\n"
    );
    let rows = "  - {name: Lê Na}\n  - {name: Lê Na, unit: cd-gop, period: 2021}\n";
    silent(&decision(rows).with("content/registry/units.yaml", &units));
    let rows = format!("{rows}  - {{name: Lê Na, unit: cd-cu, period: 2020, accept: [absent-unit]}}\n");
    let faults = decision(&rows).with("content/registry/units.yaml", &units).faults();
    assert_eq!(faults.diagnostics[0].arguments[1], ("count", "3".to_owned()), "whose successor is meant?");
    let rows = "  - {name: Lê Na, person: na}\n  - {name: Lê Na, unit: cd-do}\n";
    let project = decision(rows).with("content/registry/people.yaml", "- {id: na, name: Lê Na}\n");
    assert_eq!(lines(&project.faults()), ["I same-name 6"]);
}

/// 22: a title without those that come before it.
#[test]
fn missing_steps() {
    let state = "- {id: nuoc, type: agency, names: [{name: Chính phủ}]}\n";
    let head = HEAD.replace("issuer: ldld", "issuer: nuoc").replace("kind: bang-khen-ldld-tinh, ", "");
    let decision = |kind: &str, years: std::ops::Range<u16>| {
        let earlier = |year| format!("  - {{name: Lê Na, kind: {kind}, period: {year}}}\n");
        let earlier = years.map(earlier).collect::<String>();
        format!("{head}  - {{name: Lê Na, kind: chien-si-thi-dua-toan-quoc}}\n{earlier}")
    };
    let of = |text: String| whole(&text).with("content/registry/units.yaml", format!("{UNITS}{state}"));
    tells(
        &of(decision("chien-si-thi-dua-tinh", 2021..2022)),
        "missing-steps",
        expect![[r#"
        content/awards/a.yaml:6:25: lưu ý: trước danh hiệu này cần 2 năm đạt Chiến sĩ thi đua cấp tỉnh, mới thấy 1 năm [missing-steps]
          6 |   - {name: Lê Na, kind: chien-si-thi-dua-toan-quoc}
            |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^
        cách sửa: bổ sung các quyết định trước đó, hoặc xem tên và đơn vị có viết khớp nhau không
        content/awards/a.yaml:7:25: lưu ý: trước danh hiệu này cần 3 năm đạt Chiến sĩ thi đua cơ sở, mới thấy 0 năm [missing-steps]
          7 |   - {name: Lê Na, kind: chien-si-thi-dua-tinh, period: 2021}
            |                         ^^^^^^^^^^^^^^^^^^^^^
        cách sửa: bổ sung các quyết định trước đó, hoặc xem tên và đơn vị có viết khớp nhau không
        content/awards/a.yaml:6:25: note: Chiến sĩ thi đua cấp tỉnh is found for 1 of the 2 years that come before this title [missing-steps]
          6 |   - {name: Lê Na, kind: chien-si-thi-dua-toan-quoc}
            |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^
        help: add the earlier decisions, or look whether name and unit are written as there
        content/awards/a.yaml:7:25: note: Chiến sĩ thi đua cơ sở is found for 0 of the 3 years that come before this title [missing-steps]
          7 |   - {name: Lê Na, kind: chien-si-thi-dua-tinh, period: 2021}
            |                         ^^^^^^^^^^^^^^^^^^^^^
        help: add the earlier decisions, or look whether name and unit are written as there
    "#]],
    );
    let project = of(decision("chien-si-thi-dua-bo", 2021..2023));
    assert_eq!(lines(&project.faults()), ["I missing-steps 7", "I missing-steps 8"]);
}

/// 23: a status without the decision behind it.
#[test]
fn unexplained_status() {
    let rows = "  - {name: Lê Na, status: revoked}\n  - {name: Đỗ Mai, status: corrected}\n\
                \x20 - {name: Võ Hoa, status: withdrawn}\n  - {name: Hồ An, status: revoked, by: 9/QĐ-LĐLĐ}\n";
    tells(
        &decision(rows),
        "unexplained-status",
        expect![[r#"
        content/awards/a.yaml:6:27: lỗi: khen thưởng bị hủy bỏ mà không ghi theo quyết định nào [unexplained-status]
          6 |   - {name: Lê Na, status: revoked}
            |                           ^^^^^^^
        cách sửa: thêm số quyết định ấy, ví dụ `by: 90/QĐ-LĐLĐ`
        content/awards/a.yaml:7:28: lỗi: khen thưởng được đính chính mà không ghi theo quyết định nào [unexplained-status]
          7 |   - {name: Đỗ Mai, status: corrected}
            |                            ^^^^^^^^^
        cách sửa: thêm số quyết định ấy, ví dụ `by: 90/QĐ-LĐLĐ`
        content/awards/a.yaml:6:27: error: the award is revoked, and no decision says so [unexplained-status]
          6 |   - {name: Lê Na, status: revoked}
            |                           ^^^^^^^
        help: add the number of the decision that did it, such as `by: 90/QĐ-LĐLĐ`
        content/awards/a.yaml:7:28: error: the award is corrected, and no decision says so [unexplained-status]
          7 |   - {name: Đỗ Mai, status: corrected}
            |                            ^^^^^^^^^
        help: add the number of the decision that did it, such as `by: 90/QĐ-LĐLĐ`
    "#]],
    );
}

/// 24: numbers of people where readers see them; figures are left alone.
#[test]
fn personal_data() {
    let rows = "  - {name: Lê Na, position: 'Công nhân, CCCD 079123456789'}\n\
                \x20 - {name: Đỗ Mai, citation: 'Tổ trưởng, ĐT 0912.345.678'}\n\
                \x20 - {name: Võ Hoa, unit_as_printed: 'Tổ 1, sinh ngày 02/03/1985'}\n\
                \x20 - {name: Hồ An, citation: 'Làm lợi 1.700.000.000 đồng, tài khoản 0123456789012 của quỹ'}\n";
    tells(
        &decision(rows),
        "personal-data",
        expect![[r#"
        content/awards/a.yaml:6:46: lỗi: phần công khai có dãy số giống số căn cước [personal-data]
          6 |   - {name: Lê Na, position: 'Công nhân, CCCD 079123456789'}
            |                                              ^^^^^^^^^^^^
        cách sửa: xóa đi: chỉ công khai họ tên, chức vụ, đơn vị và thành tích
        content/awards/a.yaml:7:45: lỗi: phần công khai có dãy số giống số điện thoại [personal-data]
          7 |   - {name: Đỗ Mai, citation: 'Tổ trưởng, ĐT 0912.345.678'}
            |                                             ^^^^^^^^^^^^
        cách sửa: xóa đi: chỉ công khai họ tên, chức vụ, đơn vị và thành tích
        content/awards/a.yaml:8:54: lỗi: phần công khai có dãy số giống ngày sinh [personal-data]
          8 |   - {name: Võ Hoa, unit_as_printed: 'Tổ 1, sinh ngày 02/03/1985'}
            |                                                      ^^^^^^^^^^
        cách sửa: xóa đi: chỉ công khai họ tên, chức vụ, đơn vị và thành tích
        content/awards/a.yaml:9:68: lỗi: phần công khai có dãy số giống số tài khoản [personal-data]
          9 |   - {name: Hồ An, citation: 'Làm lợi 1.700.000.000 đồng, tài khoản 0123456789012 của quỹ'}
            |                                                                    ^^^^^^^^^^^^^
        cách sửa: xóa đi: chỉ công khai họ tên, chức vụ, đơn vị và thành tích
        content/awards/a.yaml:6:46: error: readers would see digits like an identity number [personal-data]
          6 |   - {name: Lê Na, position: 'Công nhân, CCCD 079123456789'}
            |                                              ^^^^^^^^^^^^
        help: delete them: only name, position, unit and citation may be published
        content/awards/a.yaml:7:45: error: readers would see digits like a telephone number [personal-data]
          7 |   - {name: Đỗ Mai, citation: 'Tổ trưởng, ĐT 0912.345.678'}
            |                                             ^^^^^^^^^^^^
        help: delete them: only name, position, unit and citation may be published
        content/awards/a.yaml:8:54: error: readers would see digits like a day of birth [personal-data]
          8 |   - {name: Võ Hoa, unit_as_printed: 'Tổ 1, sinh ngày 02/03/1985'}
            |                                                      ^^^^^^^^^^
        help: delete them: only name, position, unit and citation may be published
        content/awards/a.yaml:9:68: error: readers would see digits like a bank account [personal-data]
          9 |   - {name: Hồ An, citation: 'Làm lợi 1.700.000.000 đồng, tài khoản 0123456789012 của quỹ'}
            |                                                                    ^^^^^^^^^^^^^
        help: delete them: only name, position, unit and citation may be published
    "#]],
    );
}

/// 25: an article names someone who is not to be seen.
#[test]
fn hidden_in_articles() {
    let article = "---\ntitle: A\ndate: 2024-01-01\npeople: [na, mai]\n---\nLời.\n";
    let rows = "  - {name: Lê Na, person: na, visibility: hidden}\n\
                \x20 - {name: Đỗ Mai, person: mai, status: revoked, by: 9/QĐ-LĐLĐ}\n\
                \x20 - {name: Đỗ Mai, person: mai, period: 2021}\n\
                \x20 - {name: Võ Hoa, status: withdrawn, article: tin/a}\n";
    let people = "- {id: na, name: Lê Na}\n- {id: mai, name: Đỗ Mai}\n";
    let project = decision(rows).with("content/articles/tin/a.md", article);
    let project = project.with("content/registry/people.yaml", people);
    tells(
        &project,
        "hidden-in-article",
        expect![[r#"
        content/articles/tin/a.md:4:10: cảnh báo: bài viết nêu tên người mà khen thưởng đang được ẩn: `na` [hidden-in-article]
          4 | people: [na, mai]
            |          ^^
        cách sửa: bỏ người này khỏi `people:` và bỏ tên trong bài
        content/awards/a.yaml:9:48: cảnh báo: bài viết nêu tên người mà khen thưởng đã rút khỏi trang theo đề nghị: `tin/a` [hidden-in-article]
          9 |   - {name: Võ Hoa, status: withdrawn, article: tin/a}
            |                                                ^^^^^
        cách sửa: bỏ `article:` ở dòng này và bỏ tên người ấy trong bài
        content/articles/tin/a.md:4:10: warning: an article names someone whose award is hidden: `na` [hidden-in-article]
          4 | people: [na, mai]
            |          ^^
        help: take the person out of `people:` and the name out of the text
        content/awards/a.yaml:9:48: warning: an article names someone whose award was withdrawn from the site: `tin/a` [hidden-in-article]
          9 |   - {name: Võ Hoa, status: withdrawn, article: tin/a}
            |                                                ^^^^^
        help: take `article:` out of the row and the name out of the article
    "#]],
    );
}

/// A code is accepted beside a row, a decision, a unit and a page, and ignored in the settings.
#[test]
fn silencing() {
    let two = |accept: &str| {
        format!("  - {{name: Lê Na, period: 2019{accept}}}\n  - {{name: Hồ An, period: 2019}}\n")
    };
    let late = |project: Project| lines(&project.faults());
    assert_eq!(late(decision(&two(""))), ["W late-decision 6", "W late-decision 7"]);
    assert_eq!(late(decision(&two(", accept: [late-decision]"))), ["W late-decision 7"]);
    let block =
        "  - name: Lê Na\n    period: 2019\n    accept: late-decision\n  - name: Hồ An\n    period: 2019\n";
    assert_eq!(late(decision(block)), ["W late-decision 10"]);
    silent(&whole(&format!("accept: [late-decision]\n{HEAD}{}", two(""))));
    let settings = format!("{SETTINGS}check: {{ignore: [late-decision]}}\n");
    silent(&decision(&two("")).with("content/site.yaml", settings));
    let unit = "- id: a\n  type: upper\n  accept: [ended-silently]\n  names: [{name: A}]\n  ended: {on: 2025-06-30}\n";
    silent(&Project::new().with("content/registry/units.yaml", unit));
    let article = "---\ntitle: A\ndate: 2024-01-01\naccept: [second-title]\n---\n# A\n";
    silent(&Project::new().with("content/articles/tin/a.md", article));
}

/// A file with more faults than anybody reads is told so, after the first thousand.
#[test]
fn too_many_faults() {
    let keys: String = (0..1_200).map(|at| format!("k{at}: 1\n")).collect();
    let project = Project::new().with("content/site.yaml", format!("{SETTINGS}{keys}"));
    tells(
        &project,
        "too-many-faults",
        expect![[r#"
        content/site.yaml: lỗi: tệp này có hơn 1000 lỗi; các lỗi còn lại không được liệt kê [too-many-faults]
        cách sửa: kiểm tra xem có đúng tệp cần dùng không; sửa các lỗi đã nêu, lần sau chương trình sẽ báo tiếp
        content/site.yaml: error: this file has more than 1000 faults; the others are not told [too-many-faults]
        help: look whether it is the right file; mend what is told, and the others are told next
    "#]],
    );
    let told = project.faults().diagnostics.iter().filter(|fault| fault.code.name() == "unknown-key").count();
    assert_eq!(told, 1_000);
    let rows = "- {id: A, x: 1}\n".repeat(2_000);
    let project = Project::new().with("content/registry/units.yaml", rows);
    assert_eq!(project.faults().diagnostics.len(), 1_001);
}

/// An error may be silenced, which is told; a code that does not exist is an error itself.
#[test]
fn silencing_is_told() {
    let rows = "  - {name: Lê Na, status: revoked, accept: [unexplained-status, late-desision]}\n";
    let project = decision(rows);
    tells(
        &project,
        "silenced-error",
        expect![[r#"
        content/awards/a.yaml:6:45: lưu ý: đang bỏ qua lỗi `unexplained-status`: 1 chỗ [silenced-error]
          6 |   - {name: Lê Na, status: revoked, accept: [unexplained-status, late-desision]}
            |                                             ^^^^^^^^^^^^^^^^^^
        cách sửa: sửa các lỗi ấy rồi bỏ mã này đi
        content/awards/a.yaml:6:45: note: errors `unexplained-status` are silenced here: 1 [silenced-error]
          6 |   - {name: Lê Na, status: revoked, accept: [unexplained-status, late-desision]}
            |                                             ^^^^^^^^^^^^^^^^^^
        help: correct them and take the code out
    "#]],
    );
    tells(
        &project,
        "unknown-code",
        expect![[r#"
        content/awards/a.yaml:6:65: lỗi: không có mã thông báo `late-desision` [unknown-code]
          6 |   - {name: Lê Na, status: revoked, accept: [unexplained-status, late-desision]}
            |                                                                 ^^^^^^^^^^^^^
        cách sửa: có phải ý bạn là `late-decision`?
        content/awards/a.yaml:6:65: error: there is no diagnostic `late-desision` [unknown-code]
          6 |   - {name: Lê Na, status: revoked, accept: [unexplained-status, late-desision]}
            |                                                                 ^^^^^^^^^^^^^
        help: did you mean `late-decision`?
    "#]],
    );
    assert_eq!(lines(&project.faults()), ["I silenced-error 6", "E unknown-code 6"]);
}

/// `check` ends with the number of diagnostics of each code, for programs too.
#[test]
fn summary() {
    let project = decision(
        "  - {name: Lê Na, period: 2019}\n  - {name: Lê Na, period: 2018}\n  - {name: Hồ An, status: revoked}\n",
    );
    let said = |arguments: &[&str]| String::from_utf8(project.run(arguments).stdout).unwrap();
    let human = said(&["check", "--lang", "en"]);
    let ends = human.lines().rev().skip(1).take(2).collect::<Vec<_>>();
    assert_eq!(ends, ["2 × late-decision (warning)", "1 × unexplained-status (error)"]);
    let json = said(&["check", "--lang", "en", "--format", "json"]);
    let summary = json.lines().find(|line| line.contains("\"event\":\"summary\"") && line.contains("late"));
    expect![[r#"{"event":"summary","facts":{"code":"late-decision","count":2,"severity":"warning"},"message":"2 × late-decision (warning)"}"#]].assert_eq(summary.unwrap_or(""));
}

/// A decision with mistakes of the field's table, one each, as far as one file can have them.
const MISTAKES: &str = "\
number: 27/QD-LĐLĐ
signed: 2023-01-16
issuer: ldld
document: qd-27.pdf
totals: {collectives: 1, individuals: 24}
defaults: {to: individual, kind: bang-khen-ldld-tinh, period: 2022, unit: cd-xanh}
awards:
  - {no: 1, to: collective, unit: cd-xnah}
  - {no: 2, name: Lê Na, kind: co-thi-dua-ldld-tinh}
  - {no: 3, name: Đỗ Mai, kind: huan-chuong-lao-dong}
  - {no: 5, name: Võ Hoa Sen}
  - {no: 5, name: Hồ Bích Cúc}
  - {no: 6, name: Phan Thanh Bình, shared_with: [Mai Thoa]}
  - {no: 7, name: Tạ Lệ Chi, period: 2024}
  - {no: 8, name: Bùi Kim Thu, period: 2019}
  - {no: 9, name: Ninh Xuân Mai, period: 2020-2022}
  - {no: 10, name: Cao Kim Liên, unit: cd-cu}
  - {no: 11, name: Kim  Sương}
  - {no: 12, name: \u{d0}ỗ Tuyết Đông}
  - {no: 13, name: Nguy?n Tố Tâm}
  - {no: 14, name: LƯU BÁ DŨNG}
  - {no: 15, name: Ông Mạc Đình Phú}
  - {no: 16, name: Quách Mỹ Kỳ}
  - {no: 17, name: Quách Mĩ Kỳ, period: 2021}
  - {no: 18, name: Hứa Văn Ngoan, status: revoked}
  - {no: 19, name: Từ Hải Yến, citation: Sinh ngày 02/03/1985}
  - {no: 20, name: Trà Giang, kind: bang-khen-ldld-tinn, positon: Kế toán}
  - {no: 21, name: Khúc Minh Tú, period: 2O22}
  - {no: 22, name: Phan Thanh Bình}
";

/// What is to be put in place of what: each line obeys the help of one diagnostic.
const OBEYED: &[(&str, &str, &str)] = &[
    ("W malformed-number 1", "27/QD-LĐLĐ", "27/QĐ-LĐLĐ"),
    ("E missing-document 4", "document: qd-27.pdf\n", ""),
    ("W totals-differ 5", "individuals: 24", "individuals: 21"),
    ("E unknown-unit 8", "cd-xnah", "cd-xanh"),
    ("E recipient-kind 9", "kind: co-thi-dua-ldld-tinh", "kind: bang-khen-ldld-tinh"),
    ("W wrong-issuer 10", "kind: huan-chuong-lao-dong", "kind: giay-khen"),
    ("W row-gap 11", "no: 5, name: Võ", "no: 4, name: Võ"),
    ("W row-repeat 12", "no: 5, name: Võ", "no: 4, name: Võ"),
    ("E period-after-signing 14", "period: 2024", "period: 2022"),
    ("W late-decision 15", "period: 2019", "period: 2021"),
    ("W school-year 16", "2020-2022", "2020-2021"),
    ("W absent-unit 17", "unit: cd-cu", "unit: cd-xanh"),
    ("W double-space 18", "Kim  Sương", "Kim Sương"),
    ("W look-alike 19", "\u{d0}ỗ", "Đỗ"),
    ("E lost-letters 20", "Nguy?n", "Nguyễn"),
    ("W all-caps-name 21", "LƯU BÁ DŨNG", "Lưu Bá Dũng"),
    ("W title-in-name 22", "Ông Mạc", "Mạc"),
    ("W near-name 23", "Mĩ Kỳ", "Mỹ Kỳ"),
    ("E unexplained-status 25", "status: revoked", "status: revoked, by: 90/QĐ-LĐLĐ"),
    ("E personal-data 26", "Sinh ngày 02/03/1985", "Hoàn thành xuất sắc nhiệm vụ"),
    ("E unknown-kind 27", "bang-khen-ldld-tinn", "bang-khen-ldld-tinh"),
    ("E unknown-key 27", "positon", "position"),
    ("E bad-period 28", "2O22", "2022"),
    ("E same-row 29", "  - {no: 22, name: Phan Thanh Bình}\n", ""),
];

/// Every mistake is told at its line and nothing else is; obeying the help of one removes it, and obeying
/// all leaves nothing to be told.
#[test]
fn obeying_removes_every_mistake() {
    let mut told = lines(&whole(MISTAKES).faults());
    let mut expected: Vec<&str> = OBEYED.iter().map(|(line, ..)| *line).collect();
    told.sort();
    expected.sort();
    assert_eq!(told, expected);
    let mut text = MISTAKES.to_owned();
    for (line, old, new) in OBEYED {
        let code = line.split(' ').nth(1).expect("a line has a code");
        let left = lines(&whole(&MISTAKES.replacen(old, new, 1)).faults());
        assert!(!left.iter().any(|left| left.contains(&format!(" {code} "))), "{line}: {left:?}");
        text = text.replacen(old, new, 1);
    }
    silent(&whole(&text));
}

/// A code that is near to none, and a unit that another one stood for before its time.
#[test]
fn rare_ways_out() {
    let project = decision("  - {no: 1, name: Lê Na, accept: [khong-gan-gi-ca]}\n");
    tells(
        &project,
        "unknown-code",
        expect![[r#"
        content/awards/a.yaml:6:35: lỗi: không có mã thông báo `khong-gan-gi-ca` [unknown-code]
          6 |   - {no: 1, name: Lê Na, accept: [khong-gan-gi-ca]}
            |                                   ^^^^^^^^^^^^^^^
        cách sửa: mã nằm trong ngoặc vuông ở cuối mỗi thông báo
        content/awards/a.yaml:6:35: error: there is no diagnostic `khong-gan-gi-ca` [unknown-code]
          6 |   - {no: 1, name: Lê Na, accept: [khong-gan-gi-ca]}
            |                                   ^^^^^^^^^^^^^^^
        help: the codes stand in brackets behind each sentence
    "#]],
    );
    let units = "\
- {id: ldld, type: federation, names: [{name: LĐLĐ tỉnh Thử}]}
- {id: cd-xanh, type: grassroots, names: [{name: CĐCS Xanh, from: 2024-01-01}]}
- id: cd-cu
  type: grassroots
  names: [{name: CĐCS Cũ}]
  ended: {on: 2023-12-31, how: merged}
  successors: [cd-xanh]
";
    let project = decision("  - {no: 1, name: Lê Na}\n").with("content/registry/units.yaml", units);
    tells(
        &project,
        "absent-unit",
        expect![[r#"
        content/awards/a.yaml:4:34: cảnh báo: ngày 2023-01-16 chưa có CĐCS Xanh (có từ ngày 2024-01-01) [absent-unit]
          4 | defaults: {to: individual, unit: cd-xanh, kind: bang-khen-ldld-tinh, period: 2022}
            |                                  ^^^^^^^
        cách sửa: trước đó là `cd-cu`: ghi đơn vị ấy, hoặc sửa ngày trong content/registry/units.yaml
        content/awards/a.yaml:4:34: warning: CĐCS Xanh did not exist yet on 2023-01-16 (2024-01-01) [absent-unit]
          4 | defaults: {to: individual, unit: cd-xanh, kind: bang-khen-ldld-tinh, period: 2022}
            |                                  ^^^^^^^
        help: before it there was `cd-cu`: write that unit, or correct the days in content/registry/units.yaml
    "#]],
    );
}

/// A day that is written but wrong is told once, where it stands.
#[test]
fn wrong_is_not_absent() {
    let project = Project::new().with_awards("");
    project.write(
        "content/awards/qd-9.yaml",
        "number: 9/QĐ\nsigned: 31/02/2024\nissuer: ldld-thu\nawards: []\n",
    );
    let faults = project.faults();
    let codes: Vec<&str> = faults.diagnostics.iter().map(|fault| fault.code.name()).collect();
    assert_eq!(codes.iter().filter(|code| **code == "bad-date").count(), 1, "{codes:?}");
    assert!(!codes.contains(&"incomplete-decision"), "{codes:?}");
}
