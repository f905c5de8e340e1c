//! Tests of plain text: CSV, tabs, lines, and their encodings.

use encoding_rs::WINDOWS_1252;

use super::{paragraphs, read_bytes, rows, table};
use crate::import::{GridKind, ReadError, read_text};

fn csv(text: &str) -> Vec<String> {
    rows(table(&read_bytes("a.csv", text.as_bytes()).unwrap()))
}

/// The delimiter is the one that most lines have equally often, outside of quotes.
#[test]
fn delimiters_are_found() {
    for delimiter in [",", ";", "\t"] {
        let text = ["DANH SÁCH, kèm theo; ngày", "STT|Tên|Đơn vị", "1|\"An, Bình; x\"|B", "2|C|D"]
            .map(|line| line.replace('|', delimiter))
            .join("\n");
        let rows = csv(&text);
        assert_eq!(rows[1], "2:1=STT 2:2=Tên 2:3=Đơn vị", "{delimiter:?}");
        assert_eq!(rows[2], "3:1=1 3:2=An, Bình; x 3:3=B", "{delimiter:?}");
    }
    assert_eq!(csv("sep=|\nA|B\n"), ["2:1=A 2:2=B"]);
    assert_eq!(csv("Tên\nAn\nBình"), ["1:1=Tên", "2:1=An", "3:1=Bình"]);
    assert_eq!(csv("1;1,5\n2;2,5"), ["1:1=1 1:2=1,5", "2:1=2 2:2=2,5"]);
}

/// A place is the line of the file, also after a line end in quotes; a lone quote is a letter.
#[test]
fn places_are_lines() {
    let rows = csv("a,\"b\r\nc\"\r\nd,\"e \"\"f\"\"\"\r\n\r\ng,\"h\" i\r\n\"k,l");
    assert_eq!(rows, ["1:1=a 1:2=b\nc", "3:1=d 3:2=e \"f\"", "5:1=g 5:2=\"h\" i", "6:1=\"k 6:2=l"]);
}

/// UTF-8 with a mark, UTF-16 of both orders with and without it, Windows-1258, and text for TCVN3 and VNI fonts.
#[test]
fn encodings_are_found() {
    let text = "STT\tHọ và tên\n1\tNguyễn Thị Hường\n2\tTrần Văn Thắng\n";
    let utf_16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let (little, big) = (utf_16(u16::to_le_bytes), utf_16(u16::to_be_bytes));
    let latin = |text: &str| WINDOWS_1252.encode(text).0.into_owned();
    let windows_1258 = b"STT\tHo\xf2 va\xcc t\xean\n1\tNguy\xea\xden Thi\xf2 H\xfd\xf5\xccng\n2\tTr\xe2\xccn V\xe3n Th\xe3\xecng\n";
    for (name, bytes) in [
        ("UTF-8", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("UTF-16LE with a mark", [b"\xff\xfe", &little[..]].concat()),
        ("UTF-16BE with a mark", [b"\xfe\xff", &big[..]].concat()),
        ("UTF-16LE", little),
        ("UTF-16BE", big),
        ("Windows-1258", windows_1258.to_vec()),
        ("TCVN3", latin("STT\tHä vµ tªn\n1\tNguyÔn ThÞ H\u{ad}êng\n2\tTrÇn V¨n Th¾ng\n")),
        ("VNI", latin("STT\tHoï vaø teân\n1\tNguyeãn Thò Höôøng\n2\tTraàn Vaên Thaéng\n")),
        (
            "misread",
            "STT\tHá»\u{8d} vÃ\u{a0} tÃªn\n1\tNguyá»…n Thá»‹ HÆ°á»\u{9d}ng\n2\tTráº§n VÄƒn Tháº¯ng\n".into(),
        ),
    ] {
        let document = read_bytes("a.csv", &bytes).unwrap();
        let expected = ["1:1=STT 1:2=Họ và tên", "2:1=1 2:2=Nguyễn Thị Hường", "3:1=2 3:2=Trần Văn Thắng"];
        assert_eq!(rows(table(&document)), expected, "{name}");
    }
}

/// Short texts are decoded as the others of their table are.
#[test]
fn short_texts_are_decoded_with_others() {
    let row = "TrÇn V¨n Th¾ng,Tæ 1,Hòa,Nam\n";
    assert_eq!(csv(row)[0], "1:1=Trần Văn Thắng 1:2=Tæ 1 1:3=Hòa 1:4=Nam");
    assert_eq!(csv(&row.repeat(5))[4], "5:1=Trần Văn Thắng 5:2=Tổ 1 5:3=Hòa 5:4=Nam");
}

/// The clipboard has cells between tabs, a page of HTML, or lines that are paragraphs.
#[test]
fn the_clipboard_is_read() {
    let document = read_text("1\tAn\t\n2\tBình\t\"Tổ\n1\"").unwrap();
    assert_eq!(table(&document).kind(), GridKind::Lines);
    assert_eq!(rows(table(&document)), ["1:1=1 1:2=An", "2:1=2 2:2=Bình 2:3=Tổ\n1"]);
    let document =
        read_text("Điều 1. Khen thưởng:\r\n\r\n1. Ông An, Tổ trưởng, CĐCS Đỏ;\n2. Bà Bình, Tổ phó, CĐCS Đỏ;")
            .unwrap();
    let lines = paragraphs(&document);
    assert_eq!(lines[0], (1, "Điều 1. Khen thưởng:"));
    assert_eq!(lines[2], (4, "2. Bà Bình, Tổ phó, CĐCS Đỏ;"));
    let document = read_text("<table><tr><td>1<td>An</table>").unwrap();
    assert_eq!(rows(table(&document)), ["1:1=1 1:2=An"]);
    assert!(matches!(read_text(" \n"), Err(ReadError::Empty)));
}

/// More rows than the limit are refused, and exactly as many are read.
#[test]
fn limits_are_kept() {
    let lines = |count: usize| "a,b\n".repeat(count);
    assert_eq!(csv(&lines(20_000)).len(), 20_000);
    let result = read_bytes("a.csv", lines(20_001).as_bytes());
    assert!(matches!(result, Err(ReadError::TooManyCells { rows: 20_000, .. })));
    let result = read_bytes("a.csv", format!("{}x\nb", ",".repeat(100)).as_bytes());
    assert!(matches!(result, Err(ReadError::TooManyCells { columns: 100, .. })));
}
