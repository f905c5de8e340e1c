//! The layouts of annexes that offices use.

use super::propose_support::{
    assert_awards, assert_certain, document, merged, of_table, options, outcomes, proposal, sheet,
};
use crate::import::{Answers, ColumnReason, NoteKind, QuestionSubject};

const AN: &str = "individual; Lê Văn An; Công nhân; cdcs-may-phu-an; bang-khen-ldld-tinh";
const LAN: &str = "individual; Bà Lê Thị Lan; Giáo viên; cdcs-thpt-hoa-lac; bang-khen-ldld-tinh";

/// Layout 1: titles above the head, a sum below.
#[test]
fn titles_and_sums() {
    let found = of_table(merged(
        "
LIÊN ĐOÀN LAO ĐỘNG TỈNH MINH GIANG
DANH SÁCH TẬP THỂ, CÁ NHÂN ĐƯỢC TẶNG BẰNG KHEN
(Kèm theo Quyết định số 88/QĐ-LĐLĐ ngày 20/11/2026)

STT|Họ và tên|Chức vụ|Đơn vị|Hình thức
1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|Bằng khen
2|Bà LÊ THỊ LAN|Giáo viên|CĐCS Trường THPT Hoà Lạc|Bằng khen
Tổng cộng: 02 cá nhân./.",
        &[(0, 0, 0, 4), (1, 0, 1, 4), (2, 0, 2, 4)],
    ));
    assert_certain(&found, &[AN, LAN]);
    assert_eq!(outcomes(&found), "ttthaas");
    assert_eq!(found.head.totals, Some([0, 2, 0]));
    let notes: Vec<NoteKind> = found.awards[1].notes.iter().map(|note| note.kind).collect();
    assert_eq!(notes, [NoteKind::CapitalsMended]);
    assert_eq!(found.awards[0].unit_as_printed.as_deref(), Some("Công ty TNHH May Phú An"));
}

#[test]
fn heads_in_other_words() {
    for head in ["TT|Ông/Bà|Chức danh|Nơi công tác|Danh hiệu", "Số\\nTT|HỌ TÊN|CHỨC VỤ|CƠ QUAN|MỨC KHEN"]
    {
        let rows = "1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|Bằng khen\n2|Bà Lê Thị Lan|Giáo viên|Trường THPT Hòa Lạc|BK";
        assert_certain(&of_table(sheet(&format!("{head}\n{rows}"))), &[AN, LAN]);
    }
}

/// Layout 2: a head of two rows, and the numbers of the columns below.
#[test]
fn heads_of_several_rows() {
    let found = of_table(merged(
        "
STT|Họ và tên|Đơn vị||Hình thức
||Chức vụ|Nơi công tác|
1|2|3|4|5
1|Lê Văn An|Công nhân|CĐCS Công ty TNHH May Phú An|Bằng khen",
        &[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4)],
    ));
    assert_certain(&found, &[AN]);
    assert_eq!(outcomes(&found), "hhna");
    let found = of_table(merged(
        "
STT|Thông tin||Khen thưởng
|Họ và tên|Chức vụ, đơn vị\\ncông tác|Hình thức
(1)|(2)|(3)|(4)
1|Lê Văn An|Công nhân, Công ty TNHH May Phú An|Bằng khen",
        &[(0, 0, 1, 0), (0, 1, 0, 2)],
    ));
    assert_certain(&found, &[AN]);
    assert_eq!(outcomes(&found), "hhna");
}

/// Layout 3: groups of recipients, each with numbers from 1.
#[test]
fn groups_of_recipients() {
    let expected = [
        "collective; -; -; cdcs-may-phu-an; bang-khen-ldld-tinh",
        "individual; Lê Văn An; Công nhân; cdcs-may-phu-an; bang-khen-ldld-tinh",
        "household; Ông Danh Sóc Kha; -; -; bang-khen-ldld-tinh",
    ];
    let whole = "
DANH SÁCH ĐƯỢC TẶNG BẰNG KHEN
STT|Họ và tên|Chức vụ|Đơn vị|Hình thức
I. TẬP THỂ
1|CĐCS Công ty TNHH May Phú An|||Bằng khen
* Ghi chú: xếp theo vần
II. CÁ NHÂN (01 người)
1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|Bằng khen
III. HỘ GIA ĐÌNH
1|Hộ ông Danh Sóc Kha|||Bằng khen";
    let merges = [(0, 0, 0, 4), (2, 0, 2, 4), (4, 0, 4, 4), (5, 0, 5, 4), (7, 0, 7, 4)];
    for found in [of_table(merged(whole, &merges)), of_table(sheet(whole))] {
        assert_certain(&found, &expected);
        assert_eq!(outcomes(&found), "thgafgaga");
    }
    let apart = whole.replace("I. ", "I|");
    assert_certain(&of_table(sheet(&apart)), &expected);
}

/// Layout 4: groups of units, two levels deep.
#[test]
fn groups_of_units() {
    let text = "
STT|Họ và tên|Chức vụ|Hình thức
A. LĐLĐ huyện An Phong
1. CĐCS Công ty Cổ phần Mía đường An Phong
1|Trần Văn Bình|Công nhân|Bằng khen
2. CĐCS Điện lực An Phong
1|Lê Văn An|Công nhân|Bằng khen
B. LĐLĐ huyện Hòa Lạc
1|Bà Lê Thị Lan|Giáo viên|Bằng khen";
    let expected = [
        "individual; Trần Văn Bình; Công nhân; cdcs-mia-duong-an-phong; bang-khen-ldld-tinh",
        "individual; Lê Văn An; Công nhân; cdcs-dien-luc-an-phong; bang-khen-ldld-tinh",
        "individual; Bà Lê Thị Lan; Giáo viên; ldld-huyen-hoa-lac; bang-khen-ldld-tinh",
    ];
    assert_certain(&of_table(sheet(text)), &expected);
    let merges = [(1, 0, 1, 3), (2, 0, 2, 3), (4, 0, 4, 3), (6, 0, 6, 3)];
    assert_certain(&of_table(merged(text, &merges)), &expected);
    let unknown = text.replace("B. LĐLĐ huyện Hòa Lạc", "B. LĐLĐ huyện Núi Xa");
    let found = of_table(sheet(&unknown));
    assert_eq!(found.questions.len(), 1);
    assert_eq!(outcomes(&found), "hggagagq");
}

/// Layout 5: groups of kinds of awards.
#[test]
fn groups_of_kinds() {
    let text = "
STT|Họ và tên|Chức vụ|Đơn vị
Danh hiệu Chiến sĩ thi đua cơ sở
1|Lê Văn An|Công nhân|Công ty TNHH May Phú An
Bằng khen
1|Lê Văn An|Công nhân|Công ty TNHH May Phú An";
    let first = "individual; Lê Văn An; Công nhân; cdcs-may-phu-an; chien-si-thi-dua-co-so";
    assert_certain(&of_table(sheet(text)), &[first, AN]);
    let numbered =
        text.replace("Danh hiệu", "I. Danh hiệu").replace("Bằng khen", "II. Tặng Bằng khen cho 01 cá nhân");
    assert_certain(&of_table(sheet(&numbered)), &[first, AN]);
    let nested = text.replace("Bằng khen", "I. CÁ NHÂN\nBằng khen").replace("Danh hiệu", "Hình thức:");
    assert_eq!(outcomes(&of_table(sheet(&nested))), "hgagga");
}

/// Layout 6: several sheets, and one of codes.
#[test]
fn several_sheets() {
    use crate::import::{Grid, GridKind};

    use super::propose_support::cells;
    let named = |name: &str, text: &str| Grid::new(name, GridKind::Sheet, cells(text), Vec::new());
    let found = proposal(
        &document([
            named(
                "TẬP THỂ",
                "STT|Tên tập thể|Hình thức\n1|CĐCS Điện lực An Phong|Bằng khen\n2|Tổ 1, Điện lực An Phong|Bằng khen",
            ),
            named(
                "CÁ NHÂN",
                "STT|Họ và tên|Chức vụ|Đơn vị|Hình thức\n1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|Bằng khen",
            ),
            named("DANHMUC", "STT|Mã|Hình thức\n1|BK|Bằng khen"),
        ]),
        &options(),
        &Answers::default(),
    );
    let collective = "collective; -; -; cdcs-dien-luc-an-phong; bang-khen-ldld-tinh";
    let team = "collective; Tổ 1; -; cdcs-dien-luc-an-phong; bang-khen-ldld-tinh";
    assert_certain(&found, &[collective, team, AN]);
    assert_eq!(found.rows.len(), 7);
}

/// Layout 7: cells merged downwards.
#[test]
fn cells_merged_downwards() {
    let text = "
STT|Họ và tên|Chức vụ|Đơn vị|Hình thức|Thành tích
1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|Bằng khen|Giảm 12% điện
2|Bà Lê Thị Lan|Giáo viên||Bằng khen|";
    let found = of_table(merged(text, &[(1, 3, 2, 3), (1, 5, 2, 5)]));
    let lan = "individual; Bà Lê Thị Lan; Giáo viên; cdcs-may-phu-an; bang-khen-ldld-tinh";
    assert_certain(&found, &[AN, lan]);
    assert_eq!(found.awards[1].citation.as_deref(), Some("Giảm 12% điện"));
    let found = of_table(sheet(text));
    assert_awards(&found, &[AN, "individual; Bà Lê Thị Lan; Giáo viên; -; bang-khen-ldld-tinh"]);
    assert_eq!(found.awards[1].notes[0].kind, NoteKind::EmptyCell);
    assert_eq!(found.awards[1].notes[0].place, "Sheet1!D3");
    let person = "
STT|Họ và tên|Chức vụ|Đơn vị|Hình thức
1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|Bằng khen
||||Giấy khen";
    let found = of_table(merged(person, &[(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3)]));
    assert_certain(&found, &[AN, "individual; Lê Văn An; Công nhân; cdcs-may-phu-an; giay-khen"]);
}

/// Layout 8: the kind of recipient in a column.
#[test]
fn recipients_in_a_column() {
    for (head, words) in [
        ("Phân loại khen thưởng", ["TAPTHE", "CANHAN", "HOGIADINH"]),
        ("Đối tượng", ["Tập thể", "Cá nhân", "Hộ gia đình"]),
    ] {
        let found = of_table(sheet(&format!(
            "
STT|{head}|Tên tập thể/cá nhân/hộ gia đình|Chức vụ|Đơn vị|Hình thức
1|{}|CĐCS Điện lực An Phong|||Bằng khen
2|{}|Lê Văn An|Công nhân|Công ty TNHH May Phú An|Bằng khen
3|{}|Danh Sóc Kha|||Bằng khen",
            words[0], words[1], words[2]
        )));
        let collective = "collective; -; -; cdcs-dien-luc-an-phong; bang-khen-ldld-tinh";
        assert_certain(&found, &[collective, AN, "household; Danh Sóc Kha; -; -; bang-khen-ldld-tinh"]);
    }
    let found = of_table(sheet(
        "
STT|Tên tập thể, cá nhân|Chức vụ|Đơn vị|Hình thức
1|CĐCS Điện lực An Phong|||Bằng khen
2|Lê Văn An|Công nhân|Công ty TNHH May Phú An|Bằng khen
3|Hoa Sen||Điện lực An Phong|Bằng khen",
    ));
    assert_eq!(outcomes(&found), "haaq");
    assert_eq!(found.questions[0].key.subject, QuestionSubject::RecipientKind);
}

/// Layout 9: the form of address in columns of its own.
#[test]
fn forms_of_address() {
    let expected = [
        "individual; Ông Lê Văn An; Công nhân; cdcs-may-phu-an; bang-khen-ldld-tinh",
        "individual; Bà Lê Thị Lan; Giáo viên; cdcs-thpt-hoa-lac; bang-khen-ldld-tinh",
    ];
    for (head, first, second) in [
        ("Ông/Bà|Họ và tên|Chức vụ|Đơn vị|Hình thức", "Ông|Lê Văn An", "Bà|Lê Thị Lan"),
        ("Họ và tên|Giới tính|Chức vụ|Đơn vị|Hình thức", "Lê Văn An|Nam", "Lê Thị Lan|Nữ"),
        ("Họ và tên|Chức vụ|Đơn vị|Hình thức", "Ông: LÊ VĂN AN", "Bà Lê Thị Lan"),
    ] {
        let found = of_table(sheet(&format!(
            "{head}\n{first}|Công nhân|Công ty TNHH May Phú An|Bằng khen\n{second}|Giáo viên|Trường THPT Hòa Lạc|Bằng khen"
        )));
        assert_certain(&found, &expected);
    }
    let found = of_table(merged(
        "
STT|Họ và tên|Năm sinh||Chức vụ|Đơn vị|Hình thức|CCCD
||Nam|Nữ||||
1|Lê Văn An|1980||Công nhân|Công ty TNHH May Phú An|Bằng khen|079123
2|Lê Thị Lan||1985|Giáo viên|Trường THPT Hòa Lạc|Bằng khen|079124",
        &[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4), (0, 5, 1, 5), (0, 6, 1, 6), (0, 7, 1, 7)],
    ));
    assert_certain(&found, &expected);
    let dropped = |note: &crate::import::Note| note.kind == NoteKind::PrivateValueDropped;
    assert!(found.awards.iter().all(|award| award.notes.iter().any(dropped)));
    let [column] = &*found.columns_left_out else { panic!("{:#?}", found.columns_left_out) };
    assert_eq!((column.reason, column.cells, &*column.place), (ColumnReason::Private, 2, "Sheet1!H1"));
}

/// Layout 10: the position and the unit in one cell.
#[test]
fn position_and_unit_in_one_cell() {
    for separator in [", ", " - ", "\\n"] {
        let found = of_table(sheet(&format!(
            "STT|Họ và tên|Chức vụ, đơn vị công tác|Hình thức\n1|Lê Văn An|Công nhân{separator}Công ty TNHH May Phú An|Bằng khen"
        )));
        assert_certain(&found, &[AN]);
        assert!(found.awards[0].notes.iter().any(|note| note.kind == NoteKind::PositionAndUnitSplit));
    }
    let text = "STT|Họ và tên|Chức vụ - Đơn vị|Hình thức\n1|Lê Văn An|Chủ tịch CĐCS, Phó Giám đốc Công ty TNHH May Phú An|Bằng khen";
    let found = of_table(sheet(text));
    let [question] = &*found.questions else { panic!("{:#?}", found.questions) };
    assert_eq!(question.key.subject, QuestionSubject::PositionAndUnit);
    assert_eq!(question.candidates[0].value, "Công ty TNHH May Phú An");
    let mut answers = Answers::default();
    answers.add(question.key.clone(), "Công ty TNHH May Phú An");
    let found = proposal(&document([sheet(text)]), &options(), &answers);
    let expected = "individual; Lê Văn An; Chủ tịch CĐCS, Phó Giám đốc; cdcs-may-phu-an; bang-khen-ldld-tinh";
    assert_certain(&found, &[expected]);
    let position =
        sheet("STT|Họ và tên|Chức vụ|Hình thức\n1|Lê Văn An|Công nhân, Công ty TNHH May Phú An|Bằng khen");
    assert_certain(&of_table(position), &[AN]);
}

/// Layout 11: a column for each kind of award.
#[test]
fn columns_of_kinds() {
    let lines = |kinds: &[&str]| -> Vec<String> {
        kinds
            .iter()
            .map(|kind| format!("individual; Lê Văn An; Công nhân; cdcs-may-phu-an; {kind}"))
            .collect()
    };
    let expected = lines(&["lao-dong-tien-tien", "giay-khen"]);
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    for head in ["LĐTT|CSTĐCS|Giấy khen", "Lao động tiên tiến|Chiến sĩ thi đua cơ sở|GK"] {
        let found = of_table(sheet(&format!(
            "STT|Họ và tên|Chức vụ|Đơn vị|{head}\n1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|x||X"
        )));
        assert_certain(&found, &expected);
    }
    let found = of_table(merged(
        "
STT|Họ và tên|Chức vụ|Đơn vị|Danh hiệu||Hình thức
||||LĐTT|CSTĐCS|Giấy khen
1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|x||x",
        &[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 1, 3), (0, 4, 0, 5)],
    ));
    assert_certain(&found, &expected);
    let found = of_table(sheet(
        "STT|Họ và tên|Chức vụ|Đơn vị|Danh hiệu|Hình thức\n1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|LĐTT|Giấy khen",
    ));
    assert_certain(&found, &expected);
}

/// Layout 12: two lists side by side.
#[test]
fn lists_side_by_side() {
    let found = of_table(sheet(
        "
STT|Họ và tên|Chức vụ|Đơn vị|STT|Họ và tên|Chức vụ|Đơn vị
1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|3|Bà Lê Thị Lan|Giáo viên|Trường THPT Hòa Lạc
2|Trần Văn Bình|Công nhân|Điện lực An Phong||||",
    ));
    let numbers: Vec<Option<u32>> = found.awards.iter().map(|award| award.no).collect();
    assert_eq!(numbers, [Some(1), Some(2), Some(3)]);
    assert_eq!(outcomes(&found), "haa");
}

/// Rows and columns that are no awards are counted, each once.
#[test]
fn other_rows_are_counted() {
    let found = of_table(sheet(
        "
STT|Họ và tên|Chức vụ|Đơn vị|Hình thức|Cân nặng
1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|Bằng khen|70
2|#N/A||#N/A||
3|||||
Cộng|1||||
* Ghi chú: danh sách xếp theo vần
|||Minh Giang, ngày 05 tháng 02 năm 2024||
|NGƯỜI LẬP BIỂU||TM. BAN THƯỜNG VỤ||
|||CHỦ TỊCH||
|Trần Thị Hoa||Mai Thế Vẹn||",
    ));
    assert_certain(&found, &[AN]);
    assert_eq!(outcomes(&found), "happsfffff");
    assert_eq!(found.head.signer.as_deref(), Some("Mai Thế Vẹn"));
    assert_eq!(found.head.signer_position.as_deref(), Some("Chủ tịch"));
    assert_eq!(found.columns_left_out[0].reason, ColumnReason::Unknown);
}

/// Rows that are hidden are taken, columns that are hidden are not.
#[test]
fn hidden_rows_and_columns() {
    let grid = sheet(
        "STT|Họ và tên|Chức vụ|Đơn vị|Hình thức|Ghi chú\n1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|Bằng khen|mật",
    );
    let found = of_table(grid.with_hidden([1].into(), [5].into()));
    assert_certain(&found, &[AN]);
    assert_eq!(found.columns_left_out[0].reason, ColumnReason::Hidden);
    let notes: Vec<NoteKind> = found.awards[0].notes.iter().map(|note| note.kind).collect();
    assert_eq!(notes, [NoteKind::HiddenRow, NoteKind::UnionOfWorkplace]);
}
