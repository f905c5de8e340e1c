//! `import --section`: Word files become drafts with their pictures, and nothing is overwritten.

use std::fs;
use std::io::{Cursor, Write};
use std::process::Output;

use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::project::{Project, tree};

const WRITTEN: &str = "content/articles/tin/le-phat-dong/index.md";

/// Returns a Word file with a title, a text, a picture, and a text box that is not taken.
fn word_file() -> Vec<u8> {
    let mut picture = Cursor::new(Vec::new());
    image::RgbImage::new(8, 8).write_to(&mut picture, image::ImageFormat::Png).unwrap();
    let document = r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w" xmlns:r="r" xmlns:a="a" xmlns:wp="wp" xmlns:pic="pic"><w:body>
<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Lễ phát động</w:t></w:r></w:p>
<w:p><w:r><w:t>Sáng nay, đoàn viên dự lễ.</w:t><w:txbxContent><w:p/></w:txbxContent></w:r></w:p>
<w:p><w:r><w:drawing><wp:docPr descr="Đoàn viên dự lễ"/><pic:blipFill><a:blip r:embed="rId1"/></pic:blipFill></w:drawing></w:r></w:p>
</w:body></w:document>"#;
    let relationships =
        r#"<Relationships><Relationship Id="rId1" Target="media/image1.png"/></Relationships>"#;
    let parts = [
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relationships.as_bytes()),
        ("word/media/image1.png", picture.get_ref()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn project() -> Project {
    Project::new().with_awards("  - {no: 1, to: collective, unit: cd-thu}\n").with("bai.docx", word_file())
}

fn import(project: &Project, more: &[&str]) -> (i32, String) {
    let output = project.run(&[&["--lang", "en", "import", "bai.docx"], more].concat());
    (output.status.code().expect("the program ends by itself"), printed(&output))
}

fn printed(output: &Output) -> String {
    [&*output.stdout, &*output.stderr].map(String::from_utf8_lossy).concat()
}

/// An article is a draft that the site builds with its picture; a second time it is refused.
#[test]
fn a_word_file_becomes_a_draft() {
    let project = project();
    let (code, text) = import(&project, &["--section", "TIN", "--movement", "Lao động giỏi", "--yes"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("not taken: text box") && text.contains("paragraph 2 \"Sáng nay"), "{text}");
    assert!(text.contains("draft") && text.contains("bangvang serve --open"), "{text}");
    let written = fs::read_to_string(project.at(WRITTEN)).unwrap();
    assert!(written.starts_with("---\ndraft: true\ntitle: Lễ phát động\ndate: "), "{written}");
    assert!(
        written.contains("\nmovements: [lao-dong-gioi]\n---\n\nSáng nay, đoàn viên dự lễ.\n"),
        "{written}"
    );
    assert!(written.ends_with("\n\n![Đoàn viên dự lễ](anh-1.png)\n"), "{written}");
    let (head, rest) = written.split_once("\ndate: ").expect("there is a date");
    let (_, rest) = rest.split_once('\n').expect("the date is a line");
    let published = format!("{}\ndate: 2024-01-05\n{rest}", head.replace("draft: true\n", ""));
    project.write(WRITTEN, published);
    for command in [&["check", "--strict"][..], &["build"]] {
        let output = project.run(command);
        assert_eq!(output.status.code(), Some(0), "{}", printed(&output));
    }
    let page = fs::read_to_string(project.at("public/tin/le-phat-dong/index.html")).unwrap();
    assert!(page.contains("Đoàn viên dự lễ"), "{page}");
    let before = tree(project.path());
    let (code, text) = import(&project, &["--section", "tin", "--yes"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("already has content/articles/tin/le-phat-dong"), "{text}");
    assert_eq!(tree(project.path()), before);
}

/// Without a yes nothing is written; programs get the report and the Markdown as JSON.
#[test]
fn no_article_is_written_without_a_yes() {
    let project = project().with("ds.csv", "STT,Họ và tên\n");
    let before = tree(project.path());
    let (code, text) = import(&project, &["--section", "tin"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("--yes"), "{text}");
    let (code, text) = import(&project, &["--section", "tin", "--dry-run", "--format", "json"]);
    assert_eq!(code, 0, "{text}");
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["event"], "import-article-found");
    assert_eq!(lines[0]["left_out"][0]["kind"], "text-box");
    assert_eq!(lines[1]["files"], serde_json::json!(["anh-1.png"]));
    for (arguments, word) in [
        (&["import", "bai.docx", "--section", "khong-co"][..], "khong-co"),
        (&["import", "bai.docx", "--section", "tin", "--movement", "khong-co"], "khong-co"),
        (&["import", "bai.docx", "--section", "tin", "--number", "5"], "--number"),
        (&["import", "ds.csv", "--section", "tin"], ".docx"),
        (&["import", "thieu.docx", "--section", "tin"], "thieu.docx"),
    ] {
        let output = project.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", printed(&output));
        assert!(printed(&output).contains(word), "{arguments:?}: {}", printed(&output));
    }
    assert_eq!(tree(project.path()), before);
}

/// A file that cannot be read does not prevent the import of the others.
#[test]
fn several_word_files_are_imported() {
    let second = String::from_utf8_lossy(b"PK\x03\x04 cut off").into_owned();
    let project = project().with("hong.docx", second);
    let output =
        project.run(&["--lang", "en", "import", "hong.docx", "bai.docx", "--section", "tin", "--yes"]);
    let text = printed(&output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.contains("hong.docx: the file is damaged"), "{text}");
    assert!(project.at(WRITTEN).is_file(), "{text}");
}
