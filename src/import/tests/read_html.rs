//! Tests of HTML.

use super::{paragraphs, read_bytes, rows, table, tables};
use crate::import::{Grid, LeftOutKind, Merge, ReadError, read_text};

fn grid(html: &str) -> Grid {
    table(&read_text(html).unwrap()).clone()
}

/// Cells that cover several rows and columns push the others aside, and end tags may be missing.
#[test]
fn spans_are_merges() {
    let grid = grid(
        "<table><tr><td rowspan=2>a<td colspan=2>b<td>c<tr><td>d<td rowspan=0>e<td>f<tr><td colspan=2>g</table>",
    );
    assert_eq!(rows(&grid), ["1:1=a 1:2=b 1:4=c", "2:2=d 2:3=e 2:4=f", "3:1=g"]);
    assert_eq!(grid.merge_at(1, 0), Some(&Merge { top: 0, left: 0, bottom: 1, right: 0 }));
    assert_eq!(grid.merge_at(0, 2), Some(&Merge { top: 0, left: 1, bottom: 0, right: 2 }));
    assert_eq!(grid.merge_at(2, 2).map(|merge| merge.bottom), Some(2));
}

/// Line breaks, paragraphs and nested tables are lines of a cell; other white space is one space.
#[test]
fn cells_have_lines() {
    let grid = grid(
        "<table><tr><td><p>Tổ&nbsp;1</p>\n<p>Đội\n  2<br>x &lt; y</p><td><table><tr><td>a<td>b<tr><td>c</table></table>",
    );
    assert_eq!(rows(&grid), ["1:1=Tổ 1\nĐội 2\nx < y 1:2=a b\nc"]);
}

/// Paragraphs outside of tables are read in their order; scripts, styles and titles are not.
#[test]
fn paragraphs_are_read() {
    let document = read_text(
        "<html><title>no</title><style>p{}</style><script>var no;</script><p>Số: 27/QĐ</p><table><tr><td>1</table>\
         <div>Nơi nhận:</div>- Lưu<table><tr><td>2</table></html>",
    )
    .unwrap();
    assert_eq!(paragraphs(&document), [(1, "Số: 27/QĐ"), (2, "Nơi nhận:"), (3, "- Lưu")]);
    let places: Vec<String> = tables(&document).iter().map(|grid| grid.place(0, Some(0))).collect();
    assert_eq!(places, ["1!1:1", "2!1:1"]);
}

/// The header that Windows writes before a page in the clipboard is no text.
#[test]
fn headers_of_the_clipboard_are_left_out() {
    let document = read_text("Version:0.9\r\nStartHTML:00000097\r\n<html><p>Số: 27</p></html>").unwrap();
    assert_eq!(paragraphs(&document), [(1, "Số: 27")]);
}

/// Struck text is not taken, whether an element, its style or its class says so; a tag that is not closed reaches to the
/// end of its cell or paragraph.
#[test]
fn struck_text_is_recorded() {
    let document = read_text(
        "<style><!-- .xl66{text-decoration:line-through} --></style><p>Số: <s>26</s>27<p><del>Cũ<p>Mới\
         <table><tr><td class=xl66>Đỗ Văn An<td>Lê Văn Bình<tr><td><span style='text-decoration: line-through'>Vũ \
         <b>Văn<br></b> Cũ</span> Vũ Văn Sáu<td><strike>Hồ An<tr><td>Hồ Ba</table>",
    )
    .unwrap();
    assert_eq!(paragraphs(&document), [(1, "Số: 27"), (3, "Mới")]);
    assert_eq!(rows(table(&document)), ["1:2=Lê Văn Bình", "2:1=Vũ Văn Sáu", "3:1=Hồ Ba"]);
    let left_out: Vec<_> = document.left_out.iter().map(|part| (part.kind, &*part.place)).collect();
    let struck = LeftOutKind::StruckText;
    assert_eq!(left_out, [(struck, "1"), (struck, "2"), (struck, "1:1, 2:1, 2:2")]);
}

/// Rows and columns that a page does not show are marked.
#[test]
fn hidden_rows_are_marked() {
    let grid = grid(
        "<table><tr style='DISPLAY: none'><td>a<td>b<tr><td>c<td style='display:none'>d<tr><td>e<td hidden>f</table>",
    );
    assert!(grid.is_hidden_row(0) && !grid.is_hidden_row(1));
    assert!(!grid.is_hidden_column(0));
}

/// A page is decoded by its mark, as UTF-8, or by the encoding that it names.
#[test]
fn encodings_are_read() {
    let html =
        "<html><meta http-equiv=Content-Type content='text/html; charset=windows-1258'><table><tr><td>";
    let named = [html.as_bytes(), b"Thi\xf2"].concat();
    let wide: Vec<u8> = format!("\u{feff}{html}Thị").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [named, wide, format!("{html}Thị").into_bytes()] {
        let document = read_bytes("a.xls", &bytes).unwrap();
        assert_eq!(rows(table(&document)), ["1:1=Thị"]);
    }
}

/// Absurd spans and depths cost nothing.
#[test]
fn hostile_pages_are_read() {
    let span = "<td rowspan=4294967295 colspan=4294967295>a";
    assert_eq!(rows(&grid(&format!("<table><tr>{span}<tr><td></table>"))), ["1:1=a"]);
    let many = format!("<table><tr>{}", span.repeat(1000));
    assert!(matches!(read_text(&many), Err(ReadError::TooManyCells { .. })));
    let deep = format!("{}x", "<table><tr><td>".repeat(100_000));
    assert_eq!(rows(&grid(&deep)), ["1:1=x"]);
    assert!(matches!(read_text("<table></table></table></td>"), Err(ReadError::Empty)));
}
