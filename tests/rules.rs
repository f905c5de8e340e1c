//! Editorial rules: each is triggered once, and its report is compared in both languages.

use bangvang::diagnostic::Severity;
use bangvang::messages::Language;
use bangvang::model::site::DecisionId;
use expect_test::{Expect, expect};

use crate::project::{Built, Project, Reported, SETTINGS, options};

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

/// Returns a project with a decision: the first line of `rows` is line 6 of `content/awards/a.yaml`.
fn decision(rows: &str) -> Project {
    with_decision(&format!("{HEAD}{rows}"))
}

fn with_decision(decision: &str) -> Project {
    Project::new().with("content/registry/units.yaml", UNITS).with("content/awards/a.yaml", decision)
}

/// Returns the report of all diagnostics of `project` with `code`, in Vietnamese and English.
fn report(project: &Project, code: &str) -> String {
    let mut reported = project.reported();
    reported.diagnostics.retain(|diagnostic| diagnostic.code.name() == code);
    format!("{}{}", reported.drawn(Language::Vi), reported.drawn(Language::En))
}

fn assert_reported(project: &Project, code: &str, expected: Expect) {
    expected.assert_eq(&report(project, code));
}

/// Returns `severity code line` of every diagnostic.
fn lines(reported: &Reported) -> Vec<String> {
    let line = |diagnostic: &bangvang::diagnostic::Diagnostic| {
        let facts =
            diagnostic.to_json(&reported.sources, &bangvang::messages::Messages::built_in(Language::En));
        let severity = match diagnostic.severity {
            Severity::Error => "E",
            Severity::Warning => "W",
            Severity::Note => "I",
        };
        format!("{severity} {} {}", diagnostic.code, facts.line.unwrap_or(0))
    };
    reported.diagnostics.iter().map(line).collect()
}

fn assert_no_diagnostics(project: &Project) {
    assert_eq!(lines(&project.reported()), [""; 0]);
}

/// 4: a malformed decision number, with a proposal.
#[test]
fn malformed_number() {
    let rows = "  - {name: Lê Thị Na, status: revoked, by: quyết định sau}\n";
    let project = with_decision(&format!("{}{rows}", HEAD.replace("27/QĐ-LĐLĐ", "27 /QD/LDLD")));
    assert_reported(
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
        content/awards/a.yaml:1:9: warning: `27 /QD/LDLD` is not a well-formed decision number [malformed-number]
          1 | number: 27 /QD/LDLD
            |         ^^^^^^^^^^^
        help: write `27/QĐ-LĐLĐ`
        content/awards/a.yaml:6:44: warning: `quyết định sau` is not a well-formed decision number [malformed-number]
          6 |   - {name: Lê Thị Na, status: revoked, by: quyết định sau}
            |                                            ^^^^^^^^^^^^^^
        help: write it as `27/QĐ-LĐLĐ`, `31/2020/QĐ-UBND` or `97-QĐ/TW`
    "#]],
    );
}

/// 6: a kind that the issuer may not grant; an issuer whose type leaves that open is not reported.
#[test]
fn wrong_issuer() {
    let project =
        with_decision(&format!("{}  - {{name: Lê Thị Na}}\n", HEAD.replace("issuer: ldld", "issuer: cd-do")));
    assert_reported(
        &project,
        "wrong-issuer",
        expect![[r#"
            content/awards/a.yaml:4:49: cảnh báo: CĐCS Công ty Đỏ không có thẩm quyền tặng Bằng khen của Liên đoàn Lao động tỉnh [wrong-issuer]
              4 | defaults: {to: individual, unit: cd-xanh, kind: bang-khen-ldld-tinh, period: 2022}
                |                                                 ^^^^^^^^^^^^^^^^^^^
            xem thêm: content/awards/a.yaml:3:9
            cách sửa: thẩm quyền: Liên đoàn Lao động tỉnh (federation); sửa `issuer` hoặc `kind`, hoặc `issuer:` của danh hiệu ấy trong content/registry/kinds.yaml
            content/awards/a.yaml:4:49: warning: CĐCS Công ty Đỏ may not grant Bằng khen của Liên đoàn Lao động tỉnh [wrong-issuer]
              4 | defaults: {to: individual, unit: cd-xanh, kind: bang-khen-ldld-tinh, period: 2022}
                |                                                 ^^^^^^^^^^^^^^^^^^^
            see also: content/awards/a.yaml:3:9
            help: it is granted by: a provincial federation (federation); correct `issuer` or `kind`, or the kind's `issuer:` in content/registry/kinds.yaml
        "#]],
    );
    let rows = "  - {name: Lê Thị Na, kind: bang-khen-tong-ldld}\n";
    assert_reported(
        &decision(rows),
        "wrong-issuer",
        expect![[r#"
            content/awards/a.yaml:6:29: cảnh báo: LĐLĐ tỉnh Thử không có thẩm quyền tặng Bằng khen của Tổng Liên đoàn Lao động Việt Nam [wrong-issuer]
              6 |   - {name: Lê Thị Na, kind: bang-khen-tong-ldld}
                |                             ^^^^^^^^^^^^^^^^^^^
            xem thêm: content/awards/a.yaml:3:9
            cách sửa: thẩm quyền: Tổng Liên đoàn (confederation); sửa `issuer` hoặc `kind`, hoặc `issuer:` của danh hiệu ấy trong content/registry/kinds.yaml
            content/awards/a.yaml:6:29: warning: LĐLĐ tỉnh Thử may not grant Bằng khen của Tổng Liên đoàn Lao động Việt Nam [wrong-issuer]
              6 |   - {name: Lê Thị Na, kind: bang-khen-tong-ldld}
                |                             ^^^^^^^^^^^^^^^^^^^
            see also: content/awards/a.yaml:3:9
            help: it is granted by: the confederation (confederation); correct `issuer` or `kind`, or the kind's `issuer:` in content/registry/kinds.yaml
        "#]],
    );
    assert_no_diagnostics(&decision("  - {name: Lê Thị Na, kind: giay-khen}\n"));
}

/// 7: totals that differ from the rows, with and without people who share an initiative.
#[test]
fn totals() {
    let rows = "  - {name: Lê Thị Na, shared_with: [Phan An]}\n  - {name: Đỗ Mai}\n";
    let with = |totals: &str| with_decision(&format!("totals: {{{totals}}}\n{HEAD}{rows}"));
    assert_reported(
        &with("individuals: 4, households: 1"),
        "totals-differ",
        expect![[r#"
            content/awards/a.yaml:1:23: cảnh báo: Điều 1 ghi 4 cá nhân, danh sách có 2 [totals-differ]
              1 | totals: {individuals: 4, households: 1}
                |                       ^
            cách sửa: xem danh sách có sót hoặc thừa dòng không; chép `totals` đúng như Điều 1 của quyết định; nếu chính văn bản lệch, ghi `accept: [totals-differ]`
            content/awards/a.yaml:1:38: cảnh báo: Điều 1 ghi 1 hộ gia đình, danh sách có 0 [totals-differ]
              1 | totals: {individuals: 4, households: 1}
                |                                      ^
            cách sửa: xem danh sách có sót hoặc thừa dòng không; chép `totals` đúng như Điều 1 của quyết định; nếu chính văn bản lệch, ghi `accept: [totals-differ]`
            content/awards/a.yaml:1:23: warning: article 1 names 4 people, and the annex has 2 [totals-differ]
              1 | totals: {individuals: 4, households: 1}
                |                       ^
            help: check for missing or surplus rows; copy `totals` from article 1; if the document itself differs, write `accept: [totals-differ]`
            content/awards/a.yaml:1:38: warning: article 1 names 1 household, and the annex has 0 [totals-differ]
              1 | totals: {individuals: 4, households: 1}
                |                                      ^
            help: check for missing or surplus rows; copy `totals` from article 1; if the document itself differs, write `accept: [totals-differ]`
        "#]],
    );
    assert_no_diagnostics(&with("individuals: 2"));
    assert_no_diagnostics(&with("individuals: 3"));
}

/// 7: a gap and a repeat in the row numbers; each part may begin with 1.
#[test]
fn row_numbers() {
    let rows = |numbers: [u8; 4]| {
        let row = |(at, no): (usize, &u8)| {
            format!("  - {{no: {no}, name: {}}}\n", ["Lê Na", "Đỗ Mai", "Võ Hoa", "Hồ An"][at])
        };
        decision(&numbers.iter().enumerate().map(row).collect::<String>())
    };
    assert_reported(
        &rows([1, 2, 4, 5]),
        "row-gap",
        expect![[r#"
            content/awards/a.yaml:8:10: cảnh báo: số thứ tự 4 nằm ở chỗ của số 3 [row-gap]
              8 |   - {no: 4, name: Võ Hoa}
                |          ^
            xem thêm: content/awards/a.yaml:7:10
            cách sửa: đối chiếu danh sách kèm quyết định: bổ sung dòng còn sót; nếu văn bản đánh số như vậy, ghi `accept: [row-gap]`
            content/awards/a.yaml:8:10: warning: row number 4, but 3 is next [row-gap]
              8 |   - {no: 4, name: Võ Hoa}
                |          ^
            see also: content/awards/a.yaml:7:10
            help: compare with the annex: add the missing row; if the document has these numbers, write `accept: [row-gap]`
        "#]],
    );
    assert_reported(
        &rows([1, 2, 2, 3]),
        "row-repeat",
        expect![[r#"
            content/awards/a.yaml:8:10: cảnh báo: số thứ tự 2 bị trùng [row-repeat]
              8 |   - {no: 2, name: Võ Hoa}
                |          ^
            xem thêm: content/awards/a.yaml:7:10
            cách sửa: đối chiếu danh sách kèm quyết định: xóa dòng chép lặp, hoặc ghi đúng số thứ tự; nếu văn bản in trùng số, ghi `accept: [row-repeat]`
            content/awards/a.yaml:8:10: warning: row number 2 is used twice [row-repeat]
              8 |   - {no: 2, name: Võ Hoa}
                |          ^
            see also: content/awards/a.yaml:7:10
            help: compare with the annex: delete the copied row, or correct its number; if the document repeats the number, write `accept: [row-repeat]`
        "#]],
    );
    assert_no_diagnostics(&rows([131, 132, 1, 2]));
    assert_eq!(lines(&rows([1, 2, 2, 3]).reported()), ["W row-repeat 8"]);
}

/// 8: the same recipient, kind and period twice: an error in one decision, a warning in two.
#[test]
fn twice() {
    let rows = "  - {name: Lê Thị Thuỷ}\n  - {name: LÊ THỊ THỦY, accept: [all-caps-name, near-name]}\n";
    let project = decision(rows);
    assert_reported(
        &project,
        "same-row",
        expect![[r#"
            content/awards/a.yaml:7:12: lỗi: Bằng khen của Liên đoàn Lao động tỉnh cho cùng thời gian ghi hai lần cho một người hoặc tập thể trong quyết định này [same-row]
              7 |   - {name: LÊ THỊ THỦY, accept: [all-caps-name, near-name]}
                |            ^^^^^^^^^^^
            xem thêm: content/awards/a.yaml:6:12
            cách sửa: đối chiếu văn bản: nếu chép lặp, xóa dòng thừa; nếu là hai người trùng tên, đặt `person:` riêng cho từng người
            content/awards/a.yaml:7:12: error: this decision grants one recipient Bằng khen của Liên đoàn Lao động tỉnh for this period twice [same-row]
              7 |   - {name: LÊ THỊ THỦY, accept: [all-caps-name, near-name]}
                |            ^^^^^^^^^^^
            see also: content/awards/a.yaml:6:12
            help: compare with the document: if a row was copied, delete it; if these are two people with the same name, give each a `person:`
        "#]],
    );
    let second = HEAD.replace("27/", "28/").replace("2023-01-16", "2023-02-16");
    let project = decision("  - {name: Lê Thị Na}\n  - {to: collective}\n");
    project
        .write("content/awards/b.yaml", format!("{second}  - {{name: Lê Thị Na}}\n  - {{to: collective}}\n"));
    assert_reported(
        &project,
        "same-award",
        expect![[r#"
            content/awards/b.yaml:6:12: cảnh báo: Bằng khen của Liên đoàn Lao động tỉnh cho thời gian này đã tặng theo quyết định 27/QĐ-LĐLĐ [same-award]
              6 |   - {name: Lê Thị Na}
                |            ^^^^^^^^^
            xem thêm: content/awards/a.yaml:6:12
            cách sửa: nếu nhập hai lần, xóa dòng thừa; nếu là hai người trùng tên, đặt `person:` riêng cho từng người; nếu cả hai văn bản đều tặng, ghi `accept: [same-award]`
            content/awards/b.yaml:7:6: cảnh báo: Bằng khen của Liên đoàn Lao động tỉnh cho thời gian này đã tặng theo quyết định 27/QĐ-LĐLĐ [same-award]
              7 |   - {to: collective}
                |      ^^
            xem thêm: content/awards/a.yaml:7:6
            cách sửa: nếu nhập hai lần, xóa dòng thừa; nếu là hai người trùng tên, đặt `person:` riêng cho từng người; nếu cả hai văn bản đều tặng, ghi `accept: [same-award]`
            content/awards/b.yaml:6:12: warning: decision 27/QĐ-LĐLĐ granted Bằng khen của Liên đoàn Lao động tỉnh for this period before [same-award]
              6 |   - {name: Lê Thị Na}
                |            ^^^^^^^^^
            see also: content/awards/a.yaml:6:12
            help: if it was entered twice, delete the second row; if these are two people with the same name, give each a `person:`; if both documents grant it, write `accept: [same-award]`
            content/awards/b.yaml:7:6: warning: decision 27/QĐ-LĐLĐ granted Bằng khen của Liên đoàn Lao động tỉnh for this period before [same-award]
              7 |   - {to: collective}
                |      ^^
            see also: content/awards/a.yaml:7:6
            help: if it was entered twice, delete the second row; if these are two people with the same name, give each a `person:`; if both documents grant it, write `accept: [same-award]`
        "#]],
    );
    assert_eq!(lines(&project.reported()), ["W same-award 6", "W same-award 7"]);
    assert_no_diagnostics(&decision(
        "  - {name: Lê Na}\n  - {name: Lê Na, status: revoked, by: 9/QĐ-LĐLĐ}\n",
    ));
    let deeds = "  - {name: Lê Na, category: dot-xuat, citation: Cứu người}\n\
                 \x20 - {name: Lê Na, category: dot-xuat, citation: Chữa cháy}\n";
    assert_no_diagnostics(&decision(deeds));
}

/// 9: kinds granted once only, in certain years only, and only while their rules are in force.
#[test]
fn kinds_in_time() {
    let head = HEAD.replace("issuer: ldld", "issuer: tong").replace("kind: bang-khen-ldld-tinh, ", "");
    let prize = |number: &str, year: u16, kind: &str| {
        format!(
            "{}  - {{name: Lê Na, kind: {kind}, period: {year}}}\n",
            head.replace("27/", number).replace("2023-01-16", &format!("{}-01-16", year + 1))
        )
    };
    let project = with_decision(&prize("27/", 2018, "ky-niem-chuong-cong-doan"));
    project.write("content/awards/b.yaml", prize("28/", 2019, "ky-niem-chuong-cong-doan"));
    assert_reported(
        &project,
        "granted-again",
        expect![[r#"
            content/awards/b.yaml:6:12: cảnh báo: Kỷ niệm chương “Vì sự nghiệp xây dựng tổ chức Công đoàn” chỉ tặng một lần trong đời, mà trước đó đã tặng theo quyết định 27/QĐ-LĐLĐ [granted-again]
              6 |   - {name: Lê Na, kind: ky-niem-chuong-cong-doan, period: 2019}
                |            ^^^^^
            xem thêm: content/awards/a.yaml:6:12
            cách sửa: nếu là hai người, đặt `person:` riêng cho từng người; nếu không, đối chiếu hai văn bản rồi sửa chỗ chép sai
            content/awards/b.yaml:6:12: warning: Kỷ niệm chương “Vì sự nghiệp xây dựng tổ chức Công đoàn” is granted once in a lifetime, and decision 27/QĐ-LĐLĐ granted it before [granted-again]
              6 |   - {name: Lê Na, kind: ky-niem-chuong-cong-doan, period: 2019}
                |            ^^^^^
            see also: content/awards/a.yaml:6:12
            help: if these are two people, give each a `person:`; if not, compare the two documents and correct the typing error
        "#]],
    );
    assert_reported(
        &with_decision(&prize("27/", 2019, "giai-thuong-nguyen-duc-canh")),
        "kind-year",
        expect![[r#"
            content/awards/a.yaml:6:25: cảnh báo: năm 2019 không xét tặng Giải thưởng Nguyễn Đức Cảnh [kind-year]
              6 |   - {name: Lê Na, kind: giai-thuong-nguyen-duc-canh, period: 2019}
                |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^
            cách sửa: các năm xét tặng: 2008, 2013, 2018, 2023; đối chiếu văn bản rồi sửa `kind` hoặc `period`, hoặc bổ sung năm trong content/registry/kinds.yaml
            content/awards/a.yaml:6:25: warning: Giải thưởng Nguyễn Đức Cảnh is not granted in 2019 [kind-year]
              6 |   - {name: Lê Na, kind: giai-thuong-nguyen-duc-canh, period: 2019}
                |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^
            help: it is granted in 2008, 2013, 2018, 2023; compare with the document, then correct `kind` or `period`, or add the year to content/registry/kinds.yaml
        "#]],
    );
    assert_no_diagnostics(&with_decision(&prize("27/", 2018, "giai-thuong-nguyen-duc-canh")));
    let kinds = "- {id: giai, name: Giải thưởng Cũ, issuer: confederation, valid: {from: 2015-01-01, to: 2019-12-31}}\n";
    let project = with_decision(&prize("27/", 2019, "giai")).with("content/registry/kinds.yaml", kinds);
    assert_reported(
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
    assert_reported(
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

/// The underlined text is the reported one, also when the same letters occur before it in the row.
#[test]
fn places_in_a_row() {
    let rows = "  - {name: Đỗ Sao Vàng 12, citation: \"Sao Vàng 12\"}\n\
                \x20 - {name: Đỗ Sao Vàng 12, kind: chien-si-thi-dua-co-so, citation: Sao Vàng 12}\n";
    assert_reported(
        &decision(rows),
        "same-citation",
        expect![[r#"
            content/awards/a.yaml:7:68: lưu ý: thành tích này đã ghi cho một khen thưởng khác của cùng người hoặc tập thể, theo quyết định 27/QĐ-LĐLĐ [same-citation]
              7 |   - {name: Đỗ Sao Vàng 12, kind: chien-si-thi-dua-co-so, citation: Sao Vàng 12}
                |                                                                    ^^^^^^^^^^^
            xem thêm: content/awards/a.yaml:6:38
            cách sửa: một thành tích chỉ khen một lần: đối chiếu lại văn bản
            content/awards/a.yaml:7:68: note: another award of this recipient has the same citation, in decision 27/QĐ-LĐLĐ [same-citation]
              7 |   - {name: Đỗ Sao Vàng 12, kind: chien-si-thi-dua-co-so, citation: Sao Vàng 12}
                |                                                                    ^^^^^^^^^^^
            see also: content/awards/a.yaml:6:38
            help: one merit is rewarded once: compare with the document
        "#]],
    );
    let rows = "  - {name: ThS. Lê Na Hoa, shared_with: [ThS. Lê Na]}\n";
    assert_reported(
        &decision(rows),
        "title-in-name",
        expect![[r#"
            content/awards/a.yaml:6:12: cảnh báo: trong tên có danh xưng `ThS.` [title-in-name]
              6 |   - {name: ThS. Lê Na Hoa, shared_with: [ThS. Lê Na]}
                |            ^^^^^^^^^^^^^^
            cách sửa: hãy viết `Lê Na Hoa`; danh xưng ghi vào `honorific:`, học hàm, học vị ghi vào `position:`
            content/awards/a.yaml:6:42: cảnh báo: trong tên có danh xưng `ThS.` [title-in-name]
              6 |   - {name: ThS. Lê Na Hoa, shared_with: [ThS. Lê Na]}
                |                                          ^^^^^^^^^^
            cách sửa: hãy viết `Lê Na`; danh xưng ghi vào `honorific:`, học hàm, học vị ghi vào `position:`
            content/awards/a.yaml:6:12: warning: the name includes the title `ThS.` [title-in-name]
              6 |   - {name: ThS. Lê Na Hoa, shared_with: [ThS. Lê Na]}
                |            ^^^^^^^^^^^^^^
            help: write `Lê Na Hoa`; the title belongs in `honorific:` or `position:`
            content/awards/a.yaml:6:42: warning: the name includes the title `ThS.` [title-in-name]
              6 |   - {name: ThS. Lê Na Hoa, shared_with: [ThS. Lê Na]}
                |                                          ^^^^^^^^^^
            help: write `Lê Na`; the title belongs in `honorific:` or `position:`
        "#]],
    );
    let rows = "  - {name: Lê revoked, status: revoked}\n";
    assert_reported(
        &decision(rows),
        "unexplained-status",
        expect![[r#"
        content/awards/a.yaml:6:32: lỗi: khen thưởng bị hủy bỏ mà không ghi theo quyết định nào [unexplained-status]
          6 |   - {name: Lê revoked, status: revoked}
            |                                ^^^^^^^
        cách sửa: thêm số quyết định ấy, ví dụ `by: 90/QĐ-LĐLĐ`
        content/awards/a.yaml:6:32: error: the award is revoked, and no decision is named [unexplained-status]
          6 |   - {name: Lê revoked, status: revoked}
            |                                ^^^^^^^
        help: add the number of the decision that did this, such as `by: 90/QĐ-LĐLĐ`
    "#]],
    );
    let rows =
        "  - {name: Lê Na, position: 'Tổ trưởng, số 8', citation: 'CCCD 079123456789, CCCD 079123456789'}\n";
    assert_reported(
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

/// 10: the same citation of two awards, and a general with a thematic certificate.
#[test]
fn one_merit_twice() {
    let rows = "  - {name: Lê Na, citation: Giảm 12% hao hụt}\n\
                \x20 - {name: Lê Na, kind: chien-si-thi-dua-co-so, citation: Giảm 12% hao hụt}\n";
    assert_reported(
        &decision(rows),
        "same-citation",
        expect![[r#"
            content/awards/a.yaml:7:59: lưu ý: thành tích này đã ghi cho một khen thưởng khác của cùng người hoặc tập thể, theo quyết định 27/QĐ-LĐLĐ [same-citation]
              7 |   - {name: Lê Na, kind: chien-si-thi-dua-co-so, citation: Giảm 12% hao hụt}
                |                                                           ^^^^^^^^^^^^^^^^
            xem thêm: content/awards/a.yaml:6:29
            cách sửa: một thành tích chỉ khen một lần: đối chiếu lại văn bản
            content/awards/a.yaml:7:59: note: another award of this recipient has the same citation, in decision 27/QĐ-LĐLĐ [same-citation]
              7 |   - {name: Lê Na, kind: chien-si-thi-dua-co-so, citation: Giảm 12% hao hụt}
                |                                                           ^^^^^^^^^^^^^^^^
            see also: content/awards/a.yaml:6:29
            help: one merit is rewarded once: compare with the document
        "#]],
    );
    let rows = "  - {name: Lê Na, category: cong-trang}\n  - {name: Lê Na, category: phong-trao}\n";
    assert_reported(
        &decision(rows),
        "general-and-thematic",
        expect![[r#"
            content/awards/a.yaml:7:12: lưu ý: năm 2022 đã có bằng khen cùng cấp theo quyết định 27/QĐ-LĐLĐ: một toàn diện, một chuyên đề [general-and-thematic]
              7 |   - {name: Lê Na, category: phong-trao}
                |            ^^^^^
            xem thêm: content/awards/a.yaml:6:12
            cách sửa: nếu đúng là tặng cả hai thì để nguyên; nếu không, sửa `category` hoặc `movement`
            content/awards/a.yaml:7:12: note: this recipient also received a certificate of the same level for 2022, by decision 27/QĐ-LĐLĐ: one is general, the other thematic [general-and-thematic]
              7 |   - {name: Lê Na, category: phong-trao}
                |            ^^^^^
            see also: content/awards/a.yaml:6:12
            help: if both were granted, leave them; if not, correct `category` or `movement`
        "#]],
    );
}

/// 12: future dates, decisions long after their periods, and school years of three years.
#[test]
fn days() {
    let rows = "  - {name: Lê Na}\n";
    assert_reported(
        &with_decision(&format!("{}{rows}", HEAD.replace("2023-01-16", "2026-06-02"))),
        "future-date",
        expect![[r#"
            content/awards/a.yaml:2:9: lỗi: 2026-06-02 là thời điểm chưa đến [future-date]
              2 | signed: 2026-06-02
                |         ^^^^^^^^^^
            cách sửa: sửa lại; nếu đúng, xem lại ngày giờ của máy tính
            content/awards/a.yaml:2:9: error: 2026-06-02 is in the future [future-date]
              2 | signed: 2026-06-02
                |         ^^^^^^^^^^
            help: correct it; if it is right, check the clock of this computer
        "#]],
    );
    let article = "---\ntitle: A\ndate: 2024-01-01\nupdated: 2026-07-01\n---\nLời.\n";
    let project = Project::new().with("content/articles/tin/a.md", article);
    assert_eq!(lines(&project.reported()), ["E future-date 4"]);
    let lost = "undocumented: Kỷ yếu\nissuer: ldld\ndefaults: {kind: giay-khen, to: collective, period: 2027}\n\
                awards: [{unit: cd-do}]\n";
    assert_eq!(lines(&with_decision(lost).reported()), ["E future-date 3"]);
    assert_reported(
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
            help: correct `period` or `signed`; if the document has these days, write `accept: [late-decision]`
        "#]],
    );
    assert_no_diagnostics(&decision("  - {name: Lê Na, period: 2021}\n"));
    assert_reported(
        &decision("  - {name: Lê Na, period: 2020-2022}\n"),
        "school-year",
        expect![[r#"
        content/awards/a.yaml:6:27: cảnh báo: 2020-2022 không phải là một năm học [school-year]
          6 |   - {name: Lê Na, period: 2020-2022}
            |                           ^^^^^^^^^
        cách sửa: viết `2020-2021`, hoặc `{from: 2020, to: 2022}` nếu là nhiều năm
        content/awards/a.yaml:6:27: warning: 2020-2022 is not a school year [school-year]
          6 |   - {name: Lê Na, period: 2020-2022}
            |                           ^^^^^^^^^
        help: write `2020-2021`, or `{from: 2020, to: 2022}` for several years
    "#]],
    );
    assert_no_diagnostics(&decision("  - {name: Lê Na, period: {from: 2020, to: 2022}}\n"));
    assert_no_diagnostics(&decision("  - {name: Lê Na, period: 2021-2022}\n"));
}

/// 14: units that did not exist or had another name on the day of the decision.
#[test]
fn units_on_the_day() {
    assert_reported(
        &decision("  - {name: Lê Na, unit: cd-cu}\n"),
        "absent-unit",
        expect![[r#"
            content/awards/a.yaml:6:25: cảnh báo: ngày 2023-01-16 không còn CĐCS Trường Mới (kết thúc hoạt động ngày 2022-06-30) [absent-unit]
              6 |   - {name: Lê Na, unit: cd-cu}
                |                         ^^^^^
            xem thêm: content/registry/units.yaml:8:15
            cách sửa: đơn vị kế thừa là `cd-xanh`: đối chiếu văn bản và ngày trong content/registry/units.yaml; nếu văn bản in đúng đơn vị này, ghi `accept: [absent-unit]`
            content/awards/a.yaml:6:25: warning: CĐCS Trường Mới no longer existed on 2023-01-16 (2022-06-30) [absent-unit]
              6 |   - {name: Lê Na, unit: cd-cu}
                |                         ^^^^^
            see also: content/registry/units.yaml:8:15
            help: it was followed by `cd-xanh`: compare with the document and with the days in content/registry/units.yaml; if the document names this unit, write `accept: [absent-unit]`
        "#]],
    );
    let early = HEAD.replace("2023-01-16", "2009-12-16").replace("period: 2022", "period: 2009");
    assert_reported(
        &with_decision(&format!("{early}  - {{name: Lê Na, unit: cd-cu}}\n")),
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
    let project =
        with_decision(&format!("{then}  - {{name: Lê Na, unit: cd-cu, unit_as_printed: Trường Cũ}}\n"));
    assert_reported(
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
            help: the name was `CĐCS Trường Mới`; if the document has the other one, write `accept: [renamed-unit]`
        "#]],
    );
    assert_no_diagnostics(&with_decision(&format!(
        "{then}  - {{name: Lê Na, unit: cd-cu, unit_as_printed: Trường Mới}}\n"
    )));
}

/// 14: impossible histories of units.
#[test]
fn histories() {
    let of = |units: &str| Project::new().with("content/registry/units.yaml", units);
    let project =
        of("- id: a\n  type: upper\n  names: [{name: Cũ, to: 2020-12-31}, {name: Mới, from: 2020-06-01}]\n");
    assert_reported(
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
        help: write `to:` after the earlier name: the day before the later one begins
    "#]],
    );
    assert_no_diagnostics(&of(
        "- {id: a, type: upper, names: [{name: Cũ}, {name: Mới, from: 2020-06-01}]}\n",
    ));
    let circle = of("- {id: a, type: upper, names: [{name: A}], parents: [{unit: b}]}\n\
                     - {id: b, type: upper, names: [{name: B}], parents: [{unit: c, from: 2010-01-01}]}\n\
                     - {id: c, type: upper, names: [{name: C}], parents: [{unit: a, to: 2015-12-31}]}\n");
    assert_reported(
        &circle,
        "parent-circle",
        expect![[r#"
            content/registry/units.yaml:2:61: lỗi: `b` lại là cấp trên của chính mình, qua `c` [parent-circle]
              2 | - {id: b, type: upper, names: [{name: B}], parents: [{unit: c, from: 2010-01-01}]}
                |                                                             ^
            cách sửa: sửa `parents:` của một trong các đơn vị ấy
            content/registry/units.yaml:2:61: error: `b` is its own superior unit, through `c` [parent-circle]
              2 | - {id: b, type: upper, names: [{name: B}], parents: [{unit: c, from: 2010-01-01}]}
                |                                                             ^
            help: correct the `parents:` of one of these units
        "#]],
    );
    assert_no_diagnostics(&of(
        "- {id: a, type: upper, names: [{name: A}], parents: [{unit: b, to: 2010-01-01}]}\n\
                - {id: b, type: upper, names: [{name: B}], parents: [{unit: a, from: 2010-01-02}]}\n",
    ));
    let project = of(
        "- {id: a, type: upper, names: [{name: LĐLĐ huyện A}], ended: {on: 2025-06-30, how: dissolved}}\n",
    );
    assert_reported(
        &project,
        "ended-silently",
        expect![[r#"
        content/registry/units.yaml:1:67: cảnh báo: LĐLĐ huyện A kết thúc hoạt động ngày 2025-06-30 mà không nói rõ đơn vị nào kế thừa [ended-silently]
          1 | - {id: a, type: upper, names: [{name: LĐLĐ huyện A}], ended: {on: 2025-06-30, how: dissolved}}
            |                                                                   ^^^^^^^^^^
        cách sửa: thêm `successors:` (đơn vị kế thừa), hoặc `note:` nói rõ vì sao không có
        content/registry/units.yaml:1:67: warning: LĐLĐ huyện A ended on 2025-06-30, and it has neither successors nor a note [ended-silently]
          1 | - {id: a, type: upper, names: [{name: LĐLĐ huyện A}], ended: {on: 2025-06-30, how: dissolved}}
            |                                                                   ^^^^^^^^^^
        help: add `successors:`, or a `note:` that says why it has none
    "#]],
    );
    let project = of("- {id: a, type: upper, names: [{name: A, from: 2020-01-01, to: 2019-01-01}]}\n");
    assert_eq!(lines(&project.reported()), ["E ends-before-start 1"]);
}

/// 15 and 16: traces of typing in a text are reported at their positions and repaired.
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
            content/awards/a.yaml:6:14: warning: no-break space; it is read as a plain space [no-break-space]
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
            content/awards/a.yaml:6:18: warning: invisible character \u{200b}; it is left out [zero-width]
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
            content/awards/a.yaml:6:37: warning: two or more spaces in a row; they are read as one [double-space]
              6 |   - {name: Lê Thị​ Na, position: "Tổ  trưởng", citation: Ðạt Sao Vàng}
                |                                    ^^
            help: delete all but one
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
            content/awards/a.yaml:6:58: warning: `Ð` only looks like `Đ`; it is read as `Đ` [look-alike]
              6 |   - {name: Lê Thị​ Na, position: "Tổ  trưởng", citation: Ðạt Sao Vàng}
                |                                                         ^
            help: replace it with `Đ`
            content/awards/a.yaml:7:16: warning: `о` only looks like `o`; it is read as `o` [look-alike]
              7 |   - {name: Võ Hоa}
                |                ^
            help: replace it with `o`
        "#]],
        ),
        (
            "not-nfc",
            expect![[r#"
            content/awards/a.yaml:7:12: cảnh báo: `Võ` gõ bằng Unicode tổ hợp; đọc như Unicode dựng sẵn [not-nfc]
              7 |   - {name: Võ Hоa}
                |            ^^
            cách sửa: chọn bảng mã Unicode dựng sẵn trong bộ gõ, gõ lại chữ ấy rồi lưu tệp
            content/awards/a.yaml:7:12: warning: the letters and marks of `Võ` are separate characters; they are read as whole letters [not-nfc]
              7 |   - {name: Võ Hоa}
                |            ^^
            help: set the keyboard program to precomposed Unicode, type the word again, and save the file
        "#]],
        ),
    ] {
        assert_reported(&project, code, expected);
    }
    let site = project.prepared().planned.expect("there are settings").site;
    let record = &site.decisions[DecisionId::new(0)].record.awards;
    assert_eq!(&*record[0].name.as_ref().unwrap().value, "Lê Thị Na");
    assert_eq!(record[0].position.as_ref().map(|position| &*position.value), Some("Tổ trưởng"));
    assert_eq!(record[0].citation.as_ref().map(|citation| &*citation.value), Some("Đạt Sao Vàng"));
    assert_eq!(&*record[1].name.as_ref().unwrap().value, "Võ Hoa");
}

/// File names are never repaired, because they may contain anything.
#[test]
fn file_names_are_not_repaired() {
    let article = "---\ntitle: A\ndate: 2024-01-01\ncover: {file: ảnh  1\u{a0}a.svg, alt: Ảnh}\n---\nLời.\n";
    let project = Project::new().with("content/articles/tin/a/index.md", article);
    assert_no_diagnostics(&project.with("content/articles/tin/a/ảnh  1\u{a0}a.svg", "x"));
}

/// 17: lost letters and legacy encodings, in records and in Markdown.
#[test]
fn lost_text() {
    assert_reported(
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
            help: type the word again, from the document
        "#]],
    );
    assert_eq!(lines(&decision("  - {name: Lê Th?}\n").reported()), ["E lost-letters 6"]);
    let article = "---\ntitle: Về M\u{ea}ng Kh\u{ac}ng\ndate: 2024-01-01\n---\nCa\u{f9}c ba\u{ef}n Nguye\u{e3}n.\n\n`ba\u{ef}n`\n";
    let project = Project::new().with("content/articles/tin/a.md", article);
    assert_reported(
        &project,
        "legacy-encoding",
        expect![[r#"
            content/articles/tin/a.md:2:11: lỗi: `Mêng Kh¬ng` gõ bằng bảng mã cũ TCVN3 (ABC) [legacy-encoding]
              2 | title: Về Mêng Kh¬ng
                |           ^^^^^^^^^^
            cách sửa: hãy viết `Mường Khương`; nếu viết như hiện nay là đúng, thêm `accept: [legacy-encoding]`
            content/articles/tin/a.md:5:1: lỗi: `Caùc baïn Nguyeãn` gõ bằng bảng mã cũ VNI [legacy-encoding]
              5 | Caùc baïn Nguyeãn.
                | ^^^^^^^^^^^^^^^^^
            cách sửa: hãy viết `Các bạn Nguyễn`; nếu viết như hiện nay là đúng, thêm `accept: [legacy-encoding]`
            content/articles/tin/a.md:2:11: error: `Mêng Kh¬ng` was typed for a TCVN3 (ABC) font [legacy-encoding]
              2 | title: Về Mêng Kh¬ng
                |           ^^^^^^^^^^
            help: write `Mường Khương`; if it is right as it is, add `accept: [legacy-encoding]`
            content/articles/tin/a.md:5:1: error: `Caùc baïn Nguyeãn` was typed for a VNI font [legacy-encoding]
              5 | Caùc baïn Nguyeãn.
                | ^^^^^^^^^^^^^^^^^
            help: write `Các bạn Nguyễn`; if it is right as it is, add `accept: [legacy-encoding]`
        "#]],
    );
}

/// 18 and 19: capitals and titles in names, with proposals.
#[test]
fn forms_of_names() {
    let rows = "  - {name: BÀ LÊ THỊ NA}\n  - {name: Y' BHIM NIÊ}\n  - {name: ThS. Đỗ Mai, shared_with: [Ông Phan An]}\n";
    let project = decision(rows).with("content/registry/people.yaml", "- {id: hoa, name: VÕ HOA}\n");
    assert_reported(
        &project,
        "all-caps-name",
        expect![[r#"
            content/awards/a.yaml:6:12: cảnh báo: tên `LÊ THỊ NA` viết toàn chữ in hoa [all-caps-name]
              6 |   - {name: BÀ LÊ THỊ NA}
                |            ^^^^^^^^^^^^
            cách sửa: có lẽ là `Lê Thị Na`; đối chiếu văn bản trước khi sửa
            content/awards/a.yaml:7:12: cảnh báo: tên `Y' BHIM NIÊ` viết toàn chữ in hoa [all-caps-name]
              7 |   - {name: Y' BHIM NIÊ}
                |            ^^^^^^^^^^^
            cách sửa: có lẽ là `Y' Bhim Niê`; đối chiếu văn bản trước khi sửa
            content/registry/people.yaml:1:19: cảnh báo: tên `VÕ HOA` viết toàn chữ in hoa [all-caps-name]
              1 | - {id: hoa, name: VÕ HOA}
                |                   ^^^^^^
            cách sửa: có lẽ là `Võ Hoa`; đối chiếu văn bản trước khi sửa
            content/awards/a.yaml:6:12: warning: the name `LÊ THỊ NA` is in capitals [all-caps-name]
              6 |   - {name: BÀ LÊ THỊ NA}
                |            ^^^^^^^^^^^^
            help: probably `Lê Thị Na`; compare with the document first
            content/awards/a.yaml:7:12: warning: the name `Y' BHIM NIÊ` is in capitals [all-caps-name]
              7 |   - {name: Y' BHIM NIÊ}
                |            ^^^^^^^^^^^
            help: probably `Y' Bhim Niê`; compare with the document first
            content/registry/people.yaml:1:19: warning: the name `VÕ HOA` is in capitals [all-caps-name]
              1 | - {id: hoa, name: VÕ HOA}
                |                   ^^^^^^
            help: probably `Võ Hoa`; compare with the document first
        "#]],
    );
    assert_reported(
        &project,
        "title-in-name",
        expect![[r#"
            content/awards/a.yaml:6:12: cảnh báo: trong tên có danh xưng `BÀ` [title-in-name]
              6 |   - {name: BÀ LÊ THỊ NA}
                |            ^^^^^^^^^^^^
            cách sửa: hãy viết `Lê Thị Na`; danh xưng ghi vào `honorific:`, học hàm, học vị ghi vào `position:`
            content/awards/a.yaml:8:12: cảnh báo: trong tên có danh xưng `ThS.` [title-in-name]
              8 |   - {name: ThS. Đỗ Mai, shared_with: [Ông Phan An]}
                |            ^^^^^^^^^^^
            cách sửa: hãy viết `Đỗ Mai`; danh xưng ghi vào `honorific:`, học hàm, học vị ghi vào `position:`
            content/awards/a.yaml:8:39: cảnh báo: trong tên có danh xưng `Ông` [title-in-name]
              8 |   - {name: ThS. Đỗ Mai, shared_with: [Ông Phan An]}
                |                                       ^^^^^^^^^^^
            cách sửa: hãy viết `Phan An`; danh xưng ghi vào `honorific:`, học hàm, học vị ghi vào `position:`
            content/awards/a.yaml:6:12: warning: the name includes the title `BÀ` [title-in-name]
              6 |   - {name: BÀ LÊ THỊ NA}
                |            ^^^^^^^^^^^^
            help: write `Lê Thị Na`; the title belongs in `honorific:` or `position:`
            content/awards/a.yaml:8:12: warning: the name includes the title `ThS.` [title-in-name]
              8 |   - {name: ThS. Đỗ Mai, shared_with: [Ông Phan An]}
                |            ^^^^^^^^^^^
            help: write `Đỗ Mai`; the title belongs in `honorific:` or `position:`
            content/awards/a.yaml:8:39: warning: the name includes the title `Ông` [title-in-name]
              8 |   - {name: ThS. Đỗ Mai, shared_with: [Ông Phan An]}
                |                                       ^^^^^^^^^^^
            help: write `Phan An`; the title belongs in `honorific:` or `position:`
        "#]],
    );
    assert_no_diagnostics(&decision("  - {name: H'Hen Niê}\n  - {to: collective, name: TỔ MAY 1}\n"));
}

/// 20: names in one unit that differ by their spelling or one letter, unless both words are common or the author has
/// written whose they are.
#[test]
fn near_names() {
    let rows = "  - {name: Lê Mỹ Na}\n  - {name: Lê Mĩ Na, period: 2021}\n  - {name: Trần Văn An}\n\
                \x20 - {name: Trần Vănn An}\n  - {name: Trần Văn Ân, unit: cd-do}\n";
    assert_reported(
        &decision(rows),
        "near-name",
        expect![[r#"
            content/awards/a.yaml:6:12: cảnh báo: `Lê Mỹ Na` và `Lê Mĩ Na` trong cùng đơn vị gần như giống hệt nhau [near-name]
              6 |   - {name: Lê Mỹ Na}
                |            ^^^^^^^^
            xem thêm: content/awards/a.yaml:7:12
            cách sửa: nếu chép sai, sửa cho đúng văn bản; nếu là một người mà mỗi văn bản in một kiểu, ghi cùng một `person:`; nếu là hai người, đặt `person:` riêng cho từng người
            content/awards/a.yaml:8:12: cảnh báo: `Trần Văn An` và `Trần Vănn An` trong cùng đơn vị gần như giống hệt nhau [near-name]
              8 |   - {name: Trần Văn An}
                |            ^^^^^^^^^^^
            xem thêm: content/awards/a.yaml:9:12
            cách sửa: nếu chép sai, sửa cho đúng văn bản; nếu là một người mà mỗi văn bản in một kiểu, ghi cùng một `person:`; nếu là hai người, đặt `person:` riêng cho từng người
            content/awards/a.yaml:6:12: warning: `Lê Mỹ Na` and `Lê Mĩ Na` in one unit differ by very little [near-name]
              6 |   - {name: Lê Mỹ Na}
                |            ^^^^^^^^
            see also: content/awards/a.yaml:7:12
            help: if one is a typing error, correct it; if two documents spell one person in two ways, give both the same `person:`; if these are two people, give each a `person:`
            content/awards/a.yaml:8:12: warning: `Trần Văn An` and `Trần Vănn An` in one unit differ by very little [near-name]
              8 |   - {name: Trần Văn An}
                |            ^^^^^^^^^^^
            see also: content/awards/a.yaml:9:12
            help: if one is a typing error, correct it; if two documents spell one person in two ways, give both the same `person:`; if these are two people, give each a `person:`
        "#]],
    );
    let people = "- {id: an, name: Trần Văn An}\n- {id: hai, name: Trần Văn An}\n";
    for other in ["an", "hai"] {
        let rows = format!(
            "  - {{name: Trần Văn An, person: an}}\n  - {{name: Trần Vănn An, person: {other}, period: 2021}}\n"
        );
        assert_no_diagnostics(&decision(&rows).with("content/registry/people.yaml", people));
    }
    let pairs = [("Hà", "Hòa"), ("An", "Lan"), ("An", "Ân"), ("Hùng", "Hưng"), ("Vy", "Vi")];
    for (one, other) in pairs {
        assert_no_diagnostics(&decision(&format!(
            "  - {{name: Võ Thị {one}}}\n  - {{name: Võ Thị {other}}}\n"
        )));
    }
    assert_no_diagnostics(&decision("  - {name: Võ Thị An}\n  - {name: Vũ Thị An}\n"));
}

/// A row whose name has no letter is not published as one whose name is hidden.
#[test]
fn names_have_letters() {
    for name in ["''", "'  '", "'-'", "–"] {
        let project = decision(&format!("  - {{name: {name}}}\n"));
        assert_eq!(report(&project, "empty-value").matches("[empty-value]").count(), 2, "{name}");
    }
    let project = decision("  - {name: Lê Thị Mỹ Lý, shared_with: [Trần Văn Đức, '']}\n");
    assert_eq!(report(&project, "empty-value").matches("[empty-value]").count(), 2);
}

/// 20: planted slips in a name are found; a rare word that many names have is no slip.
#[test]
fn near_names_in_an_archive() {
    let slips = [
        ("Nguyễn Thị Hồng", "Nguyễn Thị Hồngg"),
        ("Nguyễn Thị Hồng", "Nguyễn Thị Hồg"),
        ("Nguyễn Thị Hồng", "Nguyễn Thị Hổng"),
        ("Nguyễn Thị Hồng", "Nguyễn Thị Hồgn"),
        ("Nguyễn Thị Hồng", "Nguyễn Thi Hồng"),
        ("Nguyễn Thị Hồng", "Nguyên Thị Hồng"),
        ("Trần Văn Đức", "Trần Vănn Đức"),
        ("Trần Văn Đức", "Trần Văn Đưc"),
        ("Trần Văn Đức", "Trần Văn Dức"),
        ("Trần Văn Đức", "Trầnn Văn Đức"),
        ("Lê Thị Mỹ Lý", "Lê Thị Mĩ Lý"),
        ("Lê Thị Mỹ Lý", "Lê Thị Mỹ Lí"),
        ("Phan Quý", "Phan Qúy"),
        ("Bùi Nguyệt", "Bùi Nguyêt"),
    ];
    for (name, slip) in slips {
        let rows = format!("  - {{name: {name}}}\n  - {{name: {slip}, period: 2021}}\n");
        let found = decision(&rows).reported();
        assert_eq!(found.diagnostics.len(), 1, "{slip}: {}", found.drawn(Language::En));
        assert_eq!(found.diagnostics[0].code.name(), "near-name", "{slip}");
    }
    // The site joins these without a question.
    let rows = "  - {name: Lê Thị Thủy}\n  - {name: Lê Thị Thuỷ, period: 2021}\n";
    assert!(decision(rows).reported().diagnostics.is_empty());
    let families = ["Lê", "Trần", "Phạm", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Phan"];
    let rows = |given| families.map(|family| format!("  - {{name: {family} {given}}}\n")).concat();
    let rare = rows("Hoẵn") + &rows("Hoãn");
    assert_no_diagnostics(&decision(&rare));
}

/// 21: the same name in unrelated units; a unit and its successor have one lineage.
#[test]
fn same_names() {
    let rows = "  - {name: Lê Na}\n  - {name: LÊ NA, unit: cd-do, accept: [all-caps-name]}\n";
    assert_reported(
        &decision(rows),
        "same-name",
        expect![[r#"
        content/awards/a.yaml:6:12: lưu ý: `Lê Na` đang được tính là 2 người: có phải chỉ là một người không? [same-name]
          6 |   - {name: Lê Na}
            |            ^^^^^
        xem thêm: content/awards/a.yaml:7:12
        cách sửa: nếu là một người, ghi cùng một `person:` ở mọi dòng; nếu là những người trùng tên, để nguyên, hoặc đặt `person:` riêng cho từng người
        content/awards/a.yaml:6:12: note: `Lê Na` is counted as 2 people: is it one person? [same-name]
          6 |   - {name: Lê Na}
            |            ^^^^^
        see also: content/awards/a.yaml:7:12
        help: if it is one, give all rows the same `person:`; if not, leave them, or give each person their own
    "#]],
    );
    let rows = "  - {name: Lê Na}\n  - {name: Lê Na, unit: cd-cu, period: 2021, accept: [absent-unit]}\n";
    assert_no_diagnostics(&decision(rows));
    let units = format!(
        "{UNITS}- {{id: cd-gop, type: grassroots, names: [{{name: CĐCS Góp}}], ended: {{on: 2024-12-31}}, successors: [cd-xanh]}}\n"
    );
    let rows = "  - {name: Lê Na}\n  - {name: Lê Na, unit: cd-gop, period: 2021}\n";
    assert_no_diagnostics(&decision(rows).with("content/registry/units.yaml", &units));
    let rows = format!("{rows}  - {{name: Lê Na, unit: cd-cu, period: 2020, accept: [absent-unit]}}\n");
    let reported = decision(&rows).with("content/registry/units.yaml", &units).reported();
    assert_eq!(reported.diagnostics[0].arguments[1], ("count", "3".to_owned()), "whose successor is meant?");
    let rows = "  - {name: Lê Na, person: na}\n  - {name: Lê Na, unit: cd-do}\n";
    let project = decision(rows).with("content/registry/people.yaml", "- {id: na, name: Lê Na}\n");
    assert_eq!(lines(&project.reported()), ["I same-name 6"]);
}

/// 21: two rows of one decision that are counted as one person, with different positions or kinds.
#[test]
fn rows_joined_to_one_person() {
    let rows =
        "  - {name: Lê Na, position: Tổ trưởng}\n  - {name: Lê Na, position: Thợ may, kind: giay-khen}\n";
    assert_reported(
        &decision(rows),
        "same-name",
        expect![[r#"
        content/awards/a.yaml:7:12: lưu ý: hai dòng của quyết định này ghi `Lê Na`, cùng đơn vị, đang được tính là một người: có phải là hai người không? [same-name]
          7 |   - {name: Lê Na, position: Thợ may, kind: giay-khen}
            |            ^^^^^
        xem thêm: content/awards/a.yaml:6:12
        cách sửa: nếu là một người, ghi cùng một `person:` ở cả hai dòng hoặc ghi `accept: [same-name]`; nếu là hai người trùng tên, đặt `person:` riêng cho từng người
        content/awards/a.yaml:7:12: note: two rows of this decision with the name `Lê Na` and the same unit are counted as one person: are they two people? [same-name]
          7 |   - {name: Lê Na, position: Thợ may, kind: giay-khen}
            |            ^^^^^
        see also: content/awards/a.yaml:6:12
        help: if it is one person, give both rows the same `person:` or write `accept: [same-name]`; if these are two people, give each a `person:`
    "#]],
    );
    let kinds = "  - {name: Lê Na}\n  - {name: Lê Na, kind: giay-khen}\n";
    assert_eq!(lines(&decision(kinds).reported()), ["I same-name 7"]);
    let positions =
        "  - {name: Lê Na, position: Tổ trưởng}\n  - {name: Lê Na, position: Thợ may, period: 2021}\n";
    assert_eq!(lines(&decision(positions).reported()), ["I same-name 7"]);
    let one = positions.replace("Thợ may", "tổ trưởng");
    assert_no_diagnostics(&decision(&one));
    let accepted = positions.replace("period: 2021", "period: 2021, accept: [same-name]");
    assert_no_diagnostics(&decision(&accepted));
    for ids in [["na", "na"], ["na", "na-2"]] {
        let rows = format!(
            "  - {{name: Lê Na, person: {}}}\n  - {{name: Lê Na, person: {}, kind: giay-khen}}\n",
            ids[0], ids[1]
        );
        let people = "- {id: na, name: Lê Na}\n- {id: na-2, name: Lê Na}\n";
        assert_no_diagnostics(&decision(&rows).with("content/registry/people.yaml", people));
    }
}

/// 22: a title without the required earlier titles.
#[test]
fn missing_required_titles() {
    let state = "- {id: nuoc, type: agency, names: [{name: Chính phủ}]}\n";
    let head = HEAD.replace("issuer: ldld", "issuer: nuoc").replace("kind: bang-khen-ldld-tinh, ", "");
    let decision = |kind: &str, years: std::ops::Range<u16>| {
        let earlier =
            |year| format!("  - {{name: Lê Na, kind: {kind}, period: {year}, accept: [same-name]}}\n");
        let earlier = years.map(earlier).collect::<String>();
        format!("{head}  - {{name: Lê Na, kind: chien-si-thi-dua-toan-quoc}}\n{earlier}")
    };
    let of =
        |text: String| with_decision(&text).with("content/registry/units.yaml", format!("{UNITS}{state}"));
    assert_reported(
        &of(decision("chien-si-thi-dua-tinh", 2021..2022)),
        "missing-steps",
        expect![[r#"
        content/awards/a.yaml:6:25: lưu ý: trước danh hiệu này cần 2 năm đạt Chiến sĩ thi đua cấp tỉnh, mới thấy 1 năm [missing-steps]
          6 |   - {name: Lê Na, kind: chien-si-thi-dua-toan-quoc}
            |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^
        cách sửa: bổ sung các quyết định trước đó, hoặc xem tên và đơn vị có viết khớp nhau không
        content/awards/a.yaml:7:25: lưu ý: trước danh hiệu này cần 3 năm đạt Chiến sĩ thi đua cơ sở, mới thấy 0 năm [missing-steps]
          7 |   - {name: Lê Na, kind: chien-si-thi-dua-tinh, period: 2021, accept: [same-name]}
            |                         ^^^^^^^^^^^^^^^^^^^^^
        cách sửa: bổ sung các quyết định trước đó, hoặc xem tên và đơn vị có viết khớp nhau không
        content/awards/a.yaml:6:25: note: this title requires 2 years of Chiến sĩ thi đua cấp tỉnh, and the site has 1 [missing-steps]
          6 |   - {name: Lê Na, kind: chien-si-thi-dua-toan-quoc}
            |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^
        help: add the earlier decisions, or check that name and unit are written in the same way there
        content/awards/a.yaml:7:25: note: this title requires 3 years of Chiến sĩ thi đua cơ sở, and the site has 0 [missing-steps]
          7 |   - {name: Lê Na, kind: chien-si-thi-dua-tinh, period: 2021, accept: [same-name]}
            |                         ^^^^^^^^^^^^^^^^^^^^^
        help: add the earlier decisions, or check that name and unit are written in the same way there
    "#]],
    );
    let project = of(decision("chien-si-thi-dua-bo", 2021..2023));
    assert_eq!(lines(&project.reported()), ["I missing-steps 7", "I missing-steps 8"]);
}

/// 23: a changed status without the number of the decision.
#[test]
fn unexplained_status() {
    let rows = "  - {name: Lê Na, status: revoked}\n  - {name: Đỗ Mai, status: corrected}\n\
                \x20 - {name: Võ Hoa, status: withdrawn}\n  - {name: Hồ An, status: revoked, by: 9/QĐ-LĐLĐ}\n";
    assert_reported(
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
        content/awards/a.yaml:6:27: error: the award is revoked, and no decision is named [unexplained-status]
          6 |   - {name: Lê Na, status: revoked}
            |                           ^^^^^^^
        help: add the number of the decision that did this, such as `by: 90/QĐ-LĐLĐ`
        content/awards/a.yaml:7:28: error: the award is corrected, and no decision is named [unexplained-status]
          7 |   - {name: Đỗ Mai, status: corrected}
            |                            ^^^^^^^^^
        help: add the number of the decision that did this, such as `by: 90/QĐ-LĐLĐ`
    "#]],
    );
}

/// 24: personal numbers in visible texts; other figures are not reported.
#[test]
fn personal_data() {
    let rows = "  - {name: Lê Na, position: 'Công nhân, CCCD 079123456789'}\n\
                \x20 - {name: Đỗ Mai, citation: 'Tổ trưởng, ĐT 0912.345.678'}\n\
                \x20 - {name: Võ Hoa, unit_as_printed: 'Tổ 1, sinh ngày 02/03/1985'}\n\
                \x20 - {name: Hồ An, citation: 'Làm lợi 1.700.000.000 đồng, tài khoản 0123456789012 của quỹ'}\n";
    assert_reported(
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

/// 25: an article or a decision names a person whose award is hidden: as a person, in a text, beside another name.
#[test]
fn hidden_in_articles() {
    let article =
        "---\ntitle: A\ndate: 2024-01-01\npeople: [na, mai]\n---\nLời của ĐỖ MAI, Hồ Anh, LÊ\nNA và Lê Na.\n";
    let rows = "  - {name: Lê Na, person: na, visibility: hidden}\n\
                \x20 - {name: Hồ An, visibility: initials}\n\
                \x20 - {name: Hồ An, status: withdrawn}\n\
                \x20 - {name: Đỗ Mai, person: mai, status: revoked, by: 9/QĐ-LĐLĐ}\n\
                \x20 - {name: Đỗ Mai, person: mai, period: 2021}\n\
                \x20 - {name: Võ Hoa, status: withdrawn, article: tin/a}\n\
                \x20 - {name: Hà Vy, citation: Sáng kiến cùng Lê Na, shared_with: [Bùi Tư, \"VÕ HOA\"]}\n\
                \x20 - {name: Hà Vi, visibility: hidden, citation: Sáng kiến cùng Lê Na}\n";
    let people = "- {id: na, name: Lê Na}\n- {id: mai, name: Đỗ Mai}\n";
    let head = HEAD.replacen("awards:", "subject: Khen bà Lê Na và ông Đỗ Mai\nawards:", 1);
    let project = with_decision(&format!("{head}{rows}")).with("content/articles/tin/a.md", article);
    let project = project.with("content/registry/people.yaml", people);
    assert_reported(
        &project,
        "hidden-in-article",
        expect![[r#"
            content/articles/tin/a.md:4:10: cảnh báo: bài viết nêu tên người hoặc tập thể mà khen thưởng đang được ẩn: `na` [hidden-in-article]
              4 | people: [na, mai]
                |          ^^
            cách sửa: bỏ người này khỏi `people:` và bỏ tên trong bài
            content/articles/tin/a.md:6:25: cảnh báo: bài viết nêu tên người hoặc tập thể mà khen thưởng đang được ẩn: `LÊ NA` [hidden-in-article]
              6 | Lời của ĐỖ MAI, Hồ Anh, LÊ
                |                         ^^
            cách sửa: bỏ tên ấy trong bài; nếu là người hoặc tập thể khác trùng tên thì để nguyên
            content/awards/a.yaml:5:18: cảnh báo: quyết định nêu tên người hoặc tập thể mà khen thưởng đang được ẩn: `Lê Na` [hidden-in-article]
              5 | subject: Khen bà Lê Na và ông Đỗ Mai
                |                  ^^^^^
            cách sửa: bỏ cả tên ở chỗ này; nếu là người hoặc tập thể khác trùng tên thì để nguyên
            content/awards/a.yaml:12:48: cảnh báo: bài viết nêu tên người hoặc tập thể mà khen thưởng đã được gỡ tên theo yêu cầu: `tin/a` [hidden-in-article]
             12 |   - {name: Võ Hoa, status: withdrawn, article: tin/a}
                |                                                ^^^^^
            cách sửa: bỏ `article:` ở dòng này và bỏ tên người ấy trong bài
            content/awards/a.yaml:13:44: cảnh báo: quyết định nêu tên người hoặc tập thể mà khen thưởng đang được ẩn: `Lê Na` [hidden-in-article]
             13 |   - {name: Hà Vy, citation: Sáng kiến cùng Lê Na, shared_with: [Bùi Tư, "VÕ HOA"]}
                |                                            ^^^^^
            cách sửa: bỏ cả tên ở chỗ này; nếu là người hoặc tập thể khác trùng tên thì để nguyên
            content/awards/a.yaml:13:74: cảnh báo: quyết định nêu tên người hoặc tập thể mà khen thưởng đã được gỡ tên theo yêu cầu: `VÕ HOA` [hidden-in-article]
             13 |   - {name: Hà Vy, citation: Sáng kiến cùng Lê Na, shared_with: [Bùi Tư, "VÕ HOA"]}
                |                                                                          ^^^^^^
            cách sửa: bỏ cả tên ở chỗ này; nếu là người hoặc tập thể khác trùng tên thì để nguyên
            content/articles/tin/a.md:4:10: warning: an article names a recipient whose award is hidden: `na` [hidden-in-article]
              4 | people: [na, mai]
                |          ^^
            help: remove the person from `people:` and the name from the text
            content/articles/tin/a.md:6:25: warning: an article names a recipient whose award is hidden: `LÊ NA` [hidden-in-article]
              6 | Lời của ĐỖ MAI, Hồ Anh, LÊ
                |                         ^^
            help: remove the name from the text; leave it if another person or collective of the same name is meant
            content/awards/a.yaml:5:18: warning: a decision names a recipient whose award is hidden: `Lê Na` [hidden-in-article]
              5 | subject: Khen bà Lê Na và ông Đỗ Mai
                |                  ^^^^^
            help: remove the name here too; leave it if another person or collective of the same name is meant
            content/awards/a.yaml:12:48: warning: an article names a recipient whose award was withdrawn from the site: `tin/a` [hidden-in-article]
             12 |   - {name: Võ Hoa, status: withdrawn, article: tin/a}
                |                                                ^^^^^
            help: remove `article:` from the row and the name from the article
            content/awards/a.yaml:13:44: warning: a decision names a recipient whose award is hidden: `Lê Na` [hidden-in-article]
             13 |   - {name: Hà Vy, citation: Sáng kiến cùng Lê Na, shared_with: [Bùi Tư, "VÕ HOA"]}
                |                                            ^^^^^
            help: remove the name here too; leave it if another person or collective of the same name is meant
            content/awards/a.yaml:13:74: warning: a decision names a recipient whose award was withdrawn from the site: `VÕ HOA` [hidden-in-article]
             13 |   - {name: Hà Vy, citation: Sáng kiến cùng Lê Na, shared_with: [Bùi Tư, "VÕ HOA"]}
                |                                                                          ^^^^^^
            help: remove the name here too; leave it if another person or collective of the same name is meant
        "#]],
    );
}

/// 25: a hidden person is found by the registered name, also as a signer, in a position and in a printed unit; a hidden
/// collective by all names of its unit, but not as a printed unit.
#[test]
fn hidden_names_everywhere() {
    let article = "---\ntitle: A\ndate: 2024-01-01\n---\nBà Lê Thị Na.\n\nCĐCS Trường Cũ, Trường Mới.\n";
    let rows = "  - {name: L. T. Na, person: na, visibility: hidden}\n\
                \x20 - {name: Hà Vy, position: Lái xe của Lê Thị Na}\n\
                \x20 - {name: Võ Hoa, unit_as_printed: Tổ Lê Thị Na}\n\
                \x20 - {name: Bùi Tư, unit: cd-cu, unit_as_printed: CĐCS Trường Cũ, period: 2021, accept: [absent-unit]}\n\
                \x20 - {to: collective, unit: cd-cu, period: 2021, status: withdrawn, accept: [absent-unit]}\n";
    let head = HEAD.replacen("awards:", "signer: {name: LÊ THỊ NA}\nawards:", 1);
    let project = with_decision(&format!("{head}{rows}")).with("content/articles/tin/a.md", article);
    let project = project.with("content/registry/people.yaml", "- {id: na, name: Lê Thị Na}\n");
    let mut found = lines(&project.reported());
    found.retain(|line| line.contains("hidden-in-article"));
    let lines = [5, 7, 5, 8, 9];
    let mut expected: Vec<String> = lines.iter().map(|line| format!("W hidden-in-article {line}")).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

/// 24: dates of birth in names and positions, also with a year of two digits; days of appointment are not reported.
#[test]
fn births_in_names() {
    let rows = "  - {name: Lê Na (1/2/80)}\n  - {name: Đỗ Mai, position: 'Công nhân, 02/03/1985'}\n\
                \x20 - {name: Võ Hoa, position: Giám đốc từ 01/02/2020}\n\
                \x20 - {name: Hồ An, citation: Ca đêm 1/2/80}\n";
    let mut found = lines(&decision(rows).reported());
    found.retain(|line| line.contains("personal-data"));
    assert_eq!(found, ["E personal-data 6", "E personal-data 7"]);
}

/// A code is accepted beside a row, a decision, a unit and a page, and ignored in the settings.
#[test]
fn silencing() {
    let two = |accept: &str| {
        format!("  - {{name: Lê Na, period: 2019{accept}}}\n  - {{name: Hồ An, period: 2019}}\n")
    };
    let late = |project: Project| lines(&project.reported());
    assert_eq!(late(decision(&two(""))), ["W late-decision 6", "W late-decision 7"]);
    assert_eq!(late(decision(&two(", accept: [late-decision]"))), ["W late-decision 7"]);
    let block =
        "  - name: Lê Na\n    period: 2019\n    accept: late-decision\n  - name: Hồ An\n    period: 2019\n";
    assert_eq!(late(decision(block)), ["W late-decision 10"]);
    assert_no_diagnostics(&with_decision(&format!("accept: [late-decision]\n{HEAD}{}", two(""))));
    let settings = format!("{SETTINGS}check: {{ignore: [late-decision]}}\n");
    assert_no_diagnostics(&decision(&two("")).with("content/site.yaml", settings));
    let unit = "- id: a\n  type: upper\n  accept: [ended-silently]\n  names: [{name: A}]\n  ended: {on: 2025-06-30}\n";
    assert_no_diagnostics(&Project::new().with("content/registry/units.yaml", unit));
    let article = "---\ntitle: A\ndate: 2024-01-01\naccept: [second-title]\n---\n# A\n";
    assert_no_diagnostics(&Project::new().with("content/articles/tin/a.md", article));
}

/// After the first thousand diagnostics of a file, one diagnostic reports that there are more.
#[test]
fn too_many_faults() {
    let keys: String = (0..1_200).map(|at| format!("k{at}: 1\n")).collect();
    let project = Project::new().with("content/site.yaml", format!("{SETTINGS}{keys}"));
    assert_reported(
        &project,
        "too-many-faults",
        expect![[r#"
        content/site.yaml: lỗi: tệp này có hơn 1000 lỗi; các lỗi còn lại không được liệt kê [too-many-faults]
        cách sửa: kiểm tra xem có đúng tệp cần dùng không; sửa các lỗi đã nêu, lần sau chương trình sẽ báo tiếp
        content/site.yaml: error: this file has more than 1000 errors; the rest are not reported [too-many-faults]
        help: check that it is the right file; correct the reported errors, and the rest are reported next
    "#]],
    );
    let count = project
        .reported()
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code.name() == "unknown-key")
        .count();
    assert_eq!(count, 1_000);
    let rows = "- {id: A, x: 1}\n".repeat(2_000);
    let project = Project::new().with("content/registry/units.yaml", rows);
    assert_eq!(project.reported().diagnostics.len(), 1_001);
}

/// A silenced error is reported by a note; an unknown code is an error.
#[test]
fn silencing_is_reported() {
    let rows = "  - {name: Lê Na, status: revoked, accept: [unexplained-status, late-desision]}\n";
    let project = decision(rows);
    assert_reported(
        &project,
        "silenced-error",
        expect![[r#"
        content/awards/a.yaml:6:45: lưu ý: đang bỏ qua lỗi `unexplained-status`: 1 chỗ [silenced-error]
          6 |   - {name: Lê Na, status: revoked, accept: [unexplained-status, late-desision]}
            |                                             ^^^^^^^^^^^^^^^^^^
        cách sửa: sửa các lỗi ấy rồi bỏ mã này đi
        content/awards/a.yaml:6:45: note: errors `unexplained-status` are silenced: 1 [silenced-error]
          6 |   - {name: Lê Na, status: revoked, accept: [unexplained-status, late-desision]}
            |                                             ^^^^^^^^^^^^^^^^^^
        help: correct them and delete the code
    "#]],
    );
    assert_reported(
        &project,
        "unknown-code",
        expect![[r#"
        content/awards/a.yaml:6:65: lỗi: không có mã thông báo `late-desision` [unknown-code]
          6 |   - {name: Lê Na, status: revoked, accept: [unexplained-status, late-desision]}
            |                                                                 ^^^^^^^^^^^^^
        cách sửa: có phải bạn muốn viết `late-decision`?
        content/awards/a.yaml:6:65: error: unknown diagnostic code `late-desision` [unknown-code]
          6 |   - {name: Lê Na, status: revoked, accept: [unexplained-status, late-desision]}
            |                                                                 ^^^^^^^^^^^^^
        help: did you mean `late-decision`?
    "#]],
    );
    assert_eq!(lines(&project.reported()), ["I silenced-error 6", "E unknown-code 6"]);
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

/// A decision with one mistake of each kind that a single file can have.
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
  - {no: 3, name: Đỗ Mai, kind: huan-chuong-sao-vang}
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

/// Corrections: the diagnostic, the text to replace and the replacement that its help proposes.
const CORRECTIONS: &[(&str, &str, &str)] = &[
    ("W malformed-number 1", "27/QD-LĐLĐ", "27/QĐ-LĐLĐ"),
    ("E missing-document 4", "document: qd-27.pdf\n", ""),
    ("W totals-differ 5", "individuals: 24", "individuals: 21"),
    ("E unknown-unit 8", "cd-xnah", "cd-xanh"),
    ("E recipient-kind 9", "kind: co-thi-dua-ldld-tinh", "kind: bang-khen-ldld-tinh"),
    ("W wrong-issuer 10", "kind: huan-chuong-sao-vang", "kind: giay-khen"),
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

/// Exactly the mistakes are reported, each at its line; following the help of a diagnostic removes it, and
/// following all of them leaves no diagnostic.
#[test]
fn following_the_help_removes_every_mistake() {
    let mut reported = lines(&with_decision(MISTAKES).reported());
    let mut expected: Vec<&str> = CORRECTIONS.iter().map(|(line, ..)| *line).collect();
    reported.sort();
    expected.sort();
    assert_eq!(reported, expected);
    let mut text = MISTAKES.to_owned();
    for (line, old, new) in CORRECTIONS {
        let code = line.split(' ').nth(1).expect("a line has a code");
        let left = lines(&with_decision(&MISTAKES.replacen(old, new, 1)).reported());
        assert!(!left.iter().any(|left| left.contains(&format!(" {code} "))), "{line}: {left:?}");
        text = text.replacen(old, new, 1);
    }
    assert_no_diagnostics(&with_decision(&text));
}

/// The help for a code without a similar one, and for a unit that had a predecessor on the day.
#[test]
fn rare_help_texts() {
    let project = decision("  - {no: 1, name: Lê Na, accept: [khong-gan-gi-ca]}\n");
    assert_reported(
        &project,
        "unknown-code",
        expect![[r#"
        content/awards/a.yaml:6:35: lỗi: không có mã thông báo `khong-gan-gi-ca` [unknown-code]
          6 |   - {no: 1, name: Lê Na, accept: [khong-gan-gi-ca]}
            |                                   ^^^^^^^^^^^^^^^
        cách sửa: mã nằm trong ngoặc vuông ở cuối mỗi thông báo
        content/awards/a.yaml:6:35: error: unknown diagnostic code `khong-gan-gi-ca` [unknown-code]
          6 |   - {no: 1, name: Lê Na, accept: [khong-gan-gi-ca]}
            |                                   ^^^^^^^^^^^^^^^
        help: each message has its code in brackets at its end; `bangvang explain` lists all codes
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
    assert_reported(
        &project,
        "absent-unit",
        expect![[r#"
            content/awards/a.yaml:4:34: cảnh báo: ngày 2023-01-16 chưa có CĐCS Xanh (có từ ngày 2024-01-01) [absent-unit]
              4 | defaults: {to: individual, unit: cd-xanh, kind: bang-khen-ldld-tinh, period: 2022}
                |                                  ^^^^^^^
            cách sửa: trước đó là `cd-cu`: đối chiếu văn bản và ngày trong content/registry/units.yaml; nếu văn bản in đúng đơn vị này, ghi `accept: [absent-unit]`
            content/awards/a.yaml:4:34: warning: CĐCS Xanh did not exist yet on 2023-01-16 (2024-01-01) [absent-unit]
              4 | defaults: {to: individual, unit: cd-xanh, kind: bang-khen-ldld-tinh, period: 2022}
                |                                  ^^^^^^^
            help: before it there was `cd-cu`: compare with the document and with the days in content/registry/units.yaml; if the document names this unit, write `accept: [absent-unit]`
        "#]],
    );
}

/// An invalid date is reported once, at its position, and not as missing.
#[test]
fn invalid_is_not_missing() {
    let project = Project::new().with_awards("");
    project.write(
        "content/awards/qd-9.yaml",
        "number: 9/QĐ\nsigned: 31/02/2024\nissuer: ldld-thu\nawards: []\n",
    );
    let reported = project.reported();
    let codes: Vec<&str> = reported.diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect();
    assert_eq!(codes.iter().filter(|code| **code == "no-such-day").count(), 1, "{codes:?}");
    assert!(!codes.contains(&"incomplete-decision"), "{codes:?}");
}

/// A man and a woman of one name and unit are not joined silently, in whichever decisions they are.
#[test]
fn a_man_and_a_woman_of_one_name() {
    let rows = "  - {to: individual, name: Phạm Ngọc Anh, honorific: Bà, position: Kế toán, unit: cd-thu}\n  \
                - {to: individual, name: Phạm Ngọc Anh, honorific: Ông, position: Kế toán, unit: cd-thu, kind: giay-khen}\n";
    let project = Project::new().with_awards(rows);
    let codes: Vec<_> = project.prepared().diagnostics.iter().map(|found| found.code.name()).collect();
    assert!(codes.contains(&"same-name"), "{codes:?}");
}

/// An award names the movement of a file by its slug or title; the stem of a file with another slug is unknown.
#[test]
fn the_stem_of_a_movement_with_another_slug() {
    let row = "  - {to: individual, name: Phạm Ngọc Anh, unit: cd-thu, movement: thi-dua}\n";
    let movement = "---\ntitle: Hành trình xanh\nslug: phong-trao\n---\nLời.\n";
    let project = Project::new().with_awards(row).with("content/movements/thi-dua.md", movement);
    let codes: Vec<_> = project.prepared().diagnostics.iter().map(|found| found.code.name()).collect();
    assert!(codes.contains(&"unknown-movement"), "{codes:?}");
}

/// The files and the bytes of a site are compared with what its host allows.
#[test]
fn host_limits() {
    let settings = "publish: {web: {kind: folder, path: /mnt/web, most_files: 5, most_bytes: 1000}, \
                    rong: {kind: folder, path: /mnt/rong, most_files: 250000, most_bytes: 5000000000}}\n";
    let project = Project::new().with("content/site.yaml", format!("{SETTINGS}{settings}"));
    let built = Built::of(project.path(), &options());
    let files = built.files.len();
    let bytes: usize = built.files.values().map(Vec::len).sum();
    let text = format!("{}{}", built.reported.drawn(Language::Vi), built.reported.drawn(Language::En));
    let text = text.replace(&format!(" {files} "), " FILES ").replace(&format!(" {bytes} "), " BYTES ");
    expect![[r#"
        content/site.yaml:8:59: cảnh báo: trang web có FILES tệp, còn máy chủ của nơi đăng `web` chỉ cho 5 [host-limit]
          8 | publish: {web: {kind: folder, path: /mnt/web, most_files: 5, most_bytes: 1000}, rong: {kind: folder,…
            |                                                           ^
        cách sửa: chỉ làm trang cho người có từ hai lần khen thưởng, `pages: {people: several}`, hoặc bỏ các phần của bảng vàng, `rolls: {parts: false}`; hoặc chọn máy chủ khác
        content/site.yaml:8:74: cảnh báo: trang web có BYTES byte, còn máy chủ của nơi đăng `web` chỉ cho 1000 [host-limit]
          8 | publish: {web: {kind: folder, path: /mnt/web, most_files: 5, most_bytes: 1000}, rong: {kind: folder,…
            |                                                                          ^^^^
        cách sửa: bớt ảnh hoặc dùng ảnh nhỏ hơn (`pictures:`), hoặc bớt trang: `pages: {people: several}`; hoặc chọn máy chủ khác
        content/site.yaml:8:59: warning: the site has FILES files, and the host of the target `web` allows 5 [host-limit]
          8 | publish: {web: {kind: folder, path: /mnt/web, most_files: 5, most_bytes: 1000}, rong: {kind: folder,…
            |                                                           ^
        help: make pages only for people with several awards, `pages: {people: several}`, or no parts of rolls, `rolls: {parts: false}`; or choose another host
        content/site.yaml:8:74: warning: the site has BYTES bytes, and the host of the target `web` allows 1000 [host-limit]
          8 | publish: {web: {kind: folder, path: /mnt/web, most_files: 5, most_bytes: 1000}, rong: {kind: folder,…
            |                                                                          ^^^^
        help: make fewer or smaller pictures (`pictures:`), or fewer pages: `pages: {people: several}`; or choose another host
    "#]].assert_eq(&text);
}
