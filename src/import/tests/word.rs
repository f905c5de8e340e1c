//! Tests of the reader of Word files.

use super::{packed, paragraphs, read_bytes, rows, table};
use crate::import::{Document, LeftOutKind, ReadError};

/// Returns a Word file whose body has the XML `body`.
fn word_file(body: &str) -> Vec<u8> {
    packed(&[("word/document.xml", &document_part(body))])
}

fn document_part(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="w" xmlns:r="r" xmlns:mc="mc" xmlns:wps="wps"><w:body>{body}<w:sectPr/></w:body></w:document>"#
    )
}

fn read(body: &str) -> Document {
    read_bytes("a.docx", &word_file(body)).unwrap()
}

/// Returns a cell with properties and a paragraph.
fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
}

fn row(properties: &str, cells: &[String]) -> String {
    format!("<w:tr>{properties}{}</w:tr>", cells.concat())
}

fn kinds(document: &Document) -> Vec<LeftOutKind> {
    document.left_out.iter().map(|part| part.kind).collect()
}

/// Cells are in their columns below a head of two rows, whatever is merged or missing before them.
#[test]
fn merged_cells_keep_their_columns() {
    let head = row(
        "",
        &[
            cell(r#"<w:vMerge w:val="restart"/>"#, "TT"),
            cell(r#"<w:gridSpan w:val="2"/>"#, "Đơn vị"),
            cell(r#"<w:vMerge w:val="restart"/>"#, "Hình thức"),
        ],
    );
    let second = row(
        "",
        &[cell("<w:vMerge/>", ""), cell("", "Chức vụ"), cell("", "Nơi công tác"), cell("<w:vMerge/>", "")],
    );
    let third =
        row(r#"<w:trPr><w:gridBefore w:val="2"/></w:trPr>"#, &[cell("", "CĐCS Thử"), cell("", "Giấy khen")]);
    let document = read(&format!("<w:tbl><w:tblPr/><w:tblGrid/>{head}{second}{third}</w:tbl>"));
    let grid = table(&document);
    assert_eq!(
        rows(grid),
        ["1:1=TT 1:2=Đơn vị 1:4=Hình thức", "2:2=Chức vụ 2:3=Nơi công tác", "3:3=CĐCS Thử 3:4=Giấy khen"]
    );
    assert_eq!(grid.visible_cell(1, 3).unwrap().value.text(), "Hình thức");
    assert_eq!(grid.visible_cell(0, 2).unwrap().value.text(), "Đơn vị");
    assert!(grid.visible_cell(2, 0).is_none());
}

/// A merge downwards ends where another begins, and an empty cell that is not merged has nothing.
#[test]
fn units_are_merged_downwards() {
    let lines = [
        (r#"<w:vMerge w:val="restart"/>"#, "CĐCS Một"),
        (r#"<w:vMerge w:val="continue"/>"#, ""),
        (r#"<w:vMerge w:val="restart"/>"#, "CĐCS Hai"),
        ("<w:vMerge/>", ""),
        ("", ""),
    ];
    let lines = lines.iter().zip(["Lê A", "Lê B", "Lê C", "Lê D", "Lê E"]);
    let body: String =
        lines.map(|((merge, unit), name)| row("", &[cell("", name), cell(merge, unit)])).collect();
    let document = read(&format!("<w:tbl>{body}</w:tbl>"));
    let unit = |row| table(&document).visible_cell(row, 1).map(|cell| cell.value.text().into_owned());
    let units: Vec<Option<String>> = (0..5).map(unit).collect();
    let wanted = [Some("CĐCS Một"), Some("CĐCS Một"), Some("CĐCS Hai"), Some("CĐCS Hai"), None];
    assert_eq!(units, wanted.map(|unit| unit.map(str::to_owned)));
}

/// Text is whole where Word divides it, and only the text that a reader of the file sees.
#[test]
fn text_is_what_a_reader_sees() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let paragraph = |content: &str| format!("<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr>{content}</w:p>");
    let bodies = [
        format!(
            "{}<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">ễn Văn </w:t></w:r>{}",
            run("Nguy"),
            run("An")
        ),
        format!("{}<w:r><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t></w:r>", run("A")),
        format!(
            "<w:ins w:id=\"1\">{}</w:ins><w:del w:id=\"2\"><w:r><w:delText>Khen cũ</w:delText></w:r></w:del><w:moveFrom>{}</w:moveFrom>",
            run("Khen mới"),
            run("dời đi")
        ),
        format!(
            "<w:hyperlink r:id=\"x\">{}</w:hyperlink><w:smartTag>{}</w:smartTag>",
            run("CĐCS"),
            run(" Thử")
        ),
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
            run("7")
        ),
        format!(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><wps:txbxContent>{}</wps:txbxContent></mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent><w:t>Ngoài khung</w:t></w:r>",
            paragraph(&run("Trong khung")),
            run("Trong khung")
        ),
        format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>{}", run("hiện")),
        format!("<w:r><w:rPr><w:strike/></w:rPr><w:t>Vũ Văn Cũ</w:t></w:r>{}", run("Vũ Văn Sáu")),
    ];
    let body: String = bodies.iter().map(|body| paragraph(body)).collect();
    let document = read(&format!(
        "{body}<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        paragraph(&run("Số: 7/QĐ-LĐLĐ"))
    ));
    let texts: Vec<&str> = paragraphs(&document).into_iter().map(|(_, text)| text).collect();
    assert_eq!(
        texts,
        [
            "Nguyễn Văn An",
            "A\tB\nC",
            "Khen mới",
            "CĐCS Thử",
            "7",
            "Ngoài khung",
            "hiện",
            "Vũ Văn Sáu",
            "Số: 7/QĐ-LĐLĐ"
        ]
    );
    assert!(
        kinds(&document).contains(&LeftOutKind::DeletedText)
            && kinds(&document).contains(&LeftOutKind::TextBeside)
            && kinds(&document).contains(&LeftOutKind::StruckText)
    );
}

/// The text of a nested table is in the cell around it; a deleted row is none.
#[test]
fn nested_tables_and_deleted_rows() {
    let inner = format!("<w:tbl>{}</w:tbl>", row("", &[cell("", "Tổ 1"), cell("", "Tổ 2")]));
    let outer = format!("<w:tc><w:p><w:r><w:t>CĐCS Thử</w:t></w:r></w:p>{inner}<w:p/></w:tc>");
    let deleted = row(r#"<w:trPr><w:del w:id="1"/></w:trPr>"#, &[cell("", "Lê Bỏ"), cell("", "x")]);
    let document = read(&format!(
        "<w:tbl>{}{deleted}{}</w:tbl>",
        row("", &[cell("", "Lê An"), outer]),
        row("", &[cell("", "Lê Ba"), cell("", "y")])
    ));
    assert_eq!(rows(table(&document)), ["1:1=Lê An 1:2=CĐCS Thử\nTổ 1\nTổ 2", "2:1=Lê Ba 2:2=y"]);
    assert_eq!(kinds(&document), [LeftOutKind::DeletedText]);
}

/// Text in a font of TCVN3 is decoded, also in capitals, and text in Unicode beside it stays.
#[test]
fn fonts_of_old_encodings() {
    let run = |font: &str, text: &str| {
        format!(
            "<w:r><w:rPr><w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\"/></w:rPr><w:t>{text}</w:t></w:r>"
        )
    };
    let body = [run(".VnTime", "NguyÔn V¨n A"), run(".VnTimeH", "nguyÔn"), run("Times New Roman", "Hòa")];
    let body: String = body.iter().map(|run| format!("<w:p>{run}</w:p>")).collect();
    let document = read(&body);
    let texts: Vec<&str> = paragraphs(&document).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["Nguyễn Văn A", "NGUYỄN", "Hòa"]);
}

/// What could hurt the machine is refused.
#[test]
fn hostile_files_are_refused() {
    let refused = |bytes: &[u8]| read_bytes("a.docx", bytes).unwrap_err();
    let entity = "<!DOCTYPE w:document [<!ENTITY a \"aaaaaaaaaa\">]><w:document><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>";
    assert!(matches!(refused(&packed(&[("word/document.xml", entity)])), ReadError::Damaged { .. }));
    let wide = row("", &[cell(r#"<w:gridSpan w:val="999999999"/>"#, "x")]);
    let error = refused(&word_file(&format!("<w:tbl>{wide}</w:tbl>")));
    assert!(matches!(error, ReadError::TooManyCells { .. }), "{error:?}");
    let long = row("", &[cell("", "x")]).repeat(20_001);
    let error = refused(&word_file(&format!("<w:tbl>{long}</w:tbl>")));
    assert!(matches!(error, ReadError::TooManyCells { .. }), "{error:?}");
    assert!(matches!(refused(&word_file("<w:p/>")), ReadError::Empty));
    let whole = word_file("<w:p><w:r><w:t>A</w:t></w:r></w:p>");
    assert!(matches!(
        refused(&whole[..whole.len() - 40]),
        ReadError::Damaged { .. } | ReadError::UnknownFormat
    ));
}
