//! Tests that a file is read by its content, and that every error says what to do.

use std::fs;

use super::{fixture, packed, read_bytes, read_file, rows, spreadsheet, table, workbook};
use crate::import::{ReadError, Reader};
use crate::messages::{Language, Messages};

/// The annex of the demonstration is read whole from a workbook and from the clipboard.
#[test]
fn annexes_are_read() {
    let document = read_file(&fixture("danh-sach.xlsx")).unwrap();
    let grid = table(&document);
    let named = rows(grid).into_iter().filter(|row| row.contains("Biển Xanh")).count();
    assert!(named > 10, "{named} rows");
    let pasted = fs::read_to_string(fixture("paste.tsv")).unwrap();
    let document = crate::import::read_text(&pasted).unwrap();
    let row = &rows(table(&document))[0];
    assert!(row.starts_with("1:1=1 1:2=Ông Võ Minh Quỳnh 1:3=Nhân viên kế toán"), "{row}");
}

/// The name of a file does not decide how it is read.
#[test]
fn content_decides() {
    let sheet = workbook(r#"<sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData>"#);
    let page = b"<html><table><tr><td>7</table>";
    for (name, bytes) in [
        ("a.xls", &sheet[..]),
        ("a.csv", &sheet),
        ("a.xls", page),
        ("a.xlsx", page),
        ("a.xlsx", b"7\t"),
        ("a", b"7\t"),
    ] {
        let document = read_bytes(name, bytes).unwrap();
        assert!(rows(table(&document))[0].ends_with("=7"), "{name}");
    }
}

/// What is no annex is refused by the right sentence.
#[test]
fn other_files_are_refused() {
    let old = |stream: &str| {
        let name = stream.encode_utf16().chain([0]).flat_map(u16::to_le_bytes);
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain(name).collect::<Vec<u8>>()
    };
    let read = |bytes: &[u8]| read_bytes("a.xlsx", bytes).unwrap_err();
    assert!(matches!(read(&old("WordDocument")), ReadError::OldWord));
    assert!(matches!(read(&old("EncryptedPackage")), ReadError::Encrypted));
    assert!(matches!(read(&old("PowerPoint Document")), ReadError::UnknownFormat));
    assert!(matches!(read(&old("Workbook")), ReadError::ReaderStopped), "there is no program");
    for bytes in
        [&b"\x89PNG\r\n\x1a\n"[..], b"%PDF-1.7", b"\x00\x01\x02\x03\xff", b"<?xml version='1.0'?><a/>"]
    {
        assert!(matches!(read(bytes), ReadError::UnknownFormat), "{bytes:?}");
    }
    assert!(matches!(read(&packed(&[("a.txt", "a")])), ReadError::UnknownFormat));
    for bytes in [&b""[..], b" \r\n\t", b"\xef\xbb\xbf"] {
        assert!(matches!(read(bytes), ReadError::Empty), "{bytes:?}");
    }
    assert!(matches!(read(&workbook("<sheetData/>")), ReadError::Empty));
    assert!(matches!(read(&spreadsheet("", "")), ReadError::Empty));
}

/// A folder, and a file that is missing, are errors with their path.
#[test]
fn errors_of_the_system_have_paths() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().to_owned(), folder.path().join("a.xlsx")] {
        let error = read_file(&path).unwrap_err();
        assert!(matches!(&error, ReadError::Io { path: named, .. } if *named == path), "{error:?}");
    }
}

/// Every error has a sentence in both languages that says what to do.
#[test]
fn errors_have_sentences() {
    let errors = [
        ReadError::Io { path: "a.xlsx".into(), source: std::io::ErrorKind::NotFound.into() },
        ReadError::TooLarge { limit: 20_000_000 },
        ReadError::UnpacksTooLarge { limit: 100_000_000 },
        crate::import::limits::too_many_cells(),
        ReadError::Encrypted,
        ReadError::Damaged { reason: "invalid header".to_owned() },
        ReadError::OldWord,
        ReadError::UnknownFormat,
        ReadError::Empty,
        ReadError::ReaderStopped,
    ];
    for language in [Language::Vi, Language::En] {
        let messages = Messages::built_in(language);
        for error in &errors {
            let (name, arguments) = error.message();
            let sentences =
                [name.to_owned(), format!("{name}.help")].map(|name| messages.say(&name, &arguments));
            for sentence in sentences {
                assert!(!sentence.contains("import-read") && !sentence.contains('{'), "{sentence}");
            }
        }
    }
    let messages = Messages::built_in(Language::Vi);
    let (name, arguments) = crate::import::limits::too_many_cells().message();
    assert!(messages.say(name, &arguments).contains("20.000 dòng"));
}

/// A reading process that stops, or answers something else, is an error.
#[cfg(unix)]
#[test]
fn a_process_that_stops_is_an_error() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("bangvang");
    let file = folder.path().join("a.xls");
    fs::write(&file, b"\xd0\xcf\x11\xe0W\0o\0r\0k\0b\0o\0o\0k\0\0\0").unwrap();
    for script in ["#!/bin/sh\nkill -ABRT $$\n", "#!/bin/sh\necho '{\"Workbook\":'\n"] {
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let error = Reader { program: Some(program.clone()) }.read(&file).unwrap_err();
        assert!(matches!(error, ReadError::ReaderStopped), "{error:?}");
    }
}
