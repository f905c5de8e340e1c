//! Tests of the reader of articles: what Word writes becomes Markdown with the same text, and nothing is lost silently.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::import::ReadError;
use crate::import::page::PageFileContent;
use crate::import::word::article::{WordArticle, read_article};

const STYLES: &str = r#"<w:styles xmlns:w="w"><w:docDefaults/>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:rPr><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="heading 3"/><w:basedOn w:val="Heading1"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/></w:style>
</w:styles>"#;

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2.%3."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"#;

/// A Word file that a test makes.
pub(super) struct WordFile {
    body: String,
    parts: Vec<(String, Vec<u8>)>,
    relationships: String,
}

impl WordFile {
    pub(super) fn new(body: impl Into<String>) -> WordFile {
        let file = WordFile { body: body.into(), parts: Vec::new(), relationships: String::new() };
        file.with("word/styles.xml", STYLES).with("word/numbering.xml", NUMBERING)
    }

    fn with(mut self, name: &str, content: impl Into<Vec<u8>>) -> WordFile {
        self.parts.retain(|(other, _)| other != name);
        self.parts.push((name.to_owned(), content.into()));
        self
    }

    /// Adds a file whose relationship has the id `id`.
    fn with_media(mut self, id: &str, name: &str, content: &[u8]) -> WordFile {
        self.relationships.push_str(&format!(r#"<Relationship Id="{id}" Target="media/{name}"/>"#));
        self.with(&format!("word/media/{name}"), content)
    }

    fn with_address(mut self, id: &str, address: &str) -> WordFile {
        let entry = format!(r#"<Relationship Id="{id}" Target="{address}" TargetMode="External"/>"#);
        self.relationships.push_str(&entry);
        self
    }

    fn bytes(self) -> Vec<u8> {
        let document = format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="w" xmlns:r="r" xmlns:a="a" xmlns:pic="pic" xmlns:wp="wp" xmlns:m="m" xmlns:mc="mc" xmlns:wps="wps" xmlns:c="c" xmlns:v="v" xmlns:o="o"><w:body>{}<w:sectPr/></w:body></w:document>"#,
            self.body
        );
        let relationships = format!("<Relationships>{}</Relationships>", self.relationships);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let own = [
            ("word/document.xml".to_owned(), document.into_bytes()),
            ("word/_rels/document.xml.rels".to_owned(), relationships.into_bytes()),
        ];
        for (name, content) in own.into_iter().chain(self.parts) {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    pub(super) fn read(self) -> WordArticle {
        read_article(&self.bytes(), "Tên tệp").unwrap()
    }
}

/// A paragraph of a style, with further properties.
pub(super) fn paragraph(style: &str, properties: &str, runs: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>"#)
}

pub(super) fn plain(text: &str) -> String {
    paragraph("Normal", "", &run("", text))
}

pub(super) fn title(text: &str) -> String {
    paragraph("Title", "", &run("", text))
}

pub(super) fn run(format: &str, text: &str) -> String {
    format!(r#"<w:r><w:rPr>{format}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

pub(super) fn item(list: u8, level: u8, text: &str) -> String {
    let properties = format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#);
    paragraph("ListParagraph", &properties, &run("", text))
}

fn picture(id: &str, alternative: &str) -> String {
    picture_with(id, alternative, "")
}

fn picture_with(id: &str, alternative: &str, frame: &str) -> String {
    format!(
        r#"<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{alternative}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{id}"/>{frame}</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#
    )
}

fn table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| {
        let inner = if text.starts_with("<w:") { (*text).to_owned() } else { plain(text) };
        format!("<w:tc><w:tcPr/>{inner}</w:tc>")
    };
    let row = |cells: &&[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 one";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n two";

fn words(article: &WordArticle) -> Vec<&'static str> {
    article.remarks.iter().map(|remark| remark.kind.word()).collect()
}

/// Everything that articles usually have becomes Markdown.
#[test]
fn an_article_becomes_markdown() {
    let centred = r#"<w:jc w:val="center"/>"#;
    let lead = "Sáng 20/11, hơn 200 đoàn viên dự lễ phát động tại hội trường tỉnh.";
    let link = format!(r#"<w:hyperlink r:id="rId9">{}</w:hyperlink>"#, run("", "trang của ngành"));
    let note = r#"<w:r><w:footnoteReference w:id="2"/></w:r>"#;
    let body = [
        paragraph("Normal", centred, &run(r#"<w:b/><w:sz w:val="32"/>"#, "Lễ phát động")),
        paragraph("Normal", "", &run("<w:b/>", lead)),
        "<w:p/>".to_owned(),
        paragraph(
            "Normal",
            "",
            &(run("", "Theo ") + &link + &run("", ", kết quả tốt") + note + &run("", ".")),
        ),
        paragraph("Normal", centred, &picture("rId1", "Đoàn viên ký giao ước")),
        paragraph("Normal", centred, &run("<w:i/>", "Quang cảnh buổi lễ. Ảnh: Kim Mẫu")),
        paragraph("Heading1", "", &run("", "Kế hoạch")),
        item(2, 0, "Chuẩn bị"),
        item(1, 1, "Họp tổ"),
        item(2, 0, "Tổ chức"),
        paragraph("Heading3", "", &run("", "Kinh phí")),
        table(&[&["STT", "Việc"], &["1", "Quà | áo"]]),
        paragraph("Quote", "", &run("", "Một lời hay.")),
        paragraph("Normal", r#"<w:jc w:val="right"/>"#, &run("<w:b/>", "Tin, ảnh: Kim Mẫu")),
    ];
    let notes = format!(
        r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote></w:footnotes>"#,
        run("", " Số liệu quý III.")
    );
    let article = WordFile::new(body.concat())
        .with("word/footnotes.xml", notes)
        .with_media("rId1", "image1.jpeg", JPEG)
        .with_media("rId2", "image2.png", PNG)
        .with_address("rId9", "https://thu.example/a?b=1&amp;c=2")
        .read();
    assert_eq!(article.title, "Lễ phát động");
    assert_eq!(article.lead.as_deref(), Some(lead));
    assert_eq!(article.author.as_deref(), Some("Kim Mẫu"));
    let expected = r#"Theo [trang của ngành](https://thu.example/a?b=1&c=2), kết quả tốt[^1].

![Đoàn viên ký giao ước](anh-1.jpg "Quang cảnh buổi lễ. Ảnh: Kim Mẫu")

## Kế hoạch

1. Chuẩn bị
   - Họp tổ
2. Tổ chức

### Kinh phí

|STT|Việc|
|---|----|
|1|Quà \| áo|

> Một lời hay.

[^1]: Số liệu quý III."#;
    assert_eq!(article.body, expected);
    assert_eq!(article.files.len(), 1, "only pictures in the text are taken");
    assert_eq!(article.files[0].content, PageFileContent::Bytes(JPEG.to_vec()));
    assert!(article.remarks.is_empty(), "{:?}", article.remarks);
    let counts = article.counts;
    let counts =
        [counts.paragraphs, counts.headings, counts.items, counts.tables, counts.pictures, counts.notes];
    assert_eq!(counts, [2, 2, 3, 1, 1, 1]);
}

/// The title is found as newsrooms write it, and never in the middle of a text.
#[test]
fn titles_are_found() {
    let bold = |text: &str| paragraph("Normal", "", &run("<w:b/>", text));
    let heading = |text: &str| paragraph("Heading1", "", &run("", text));
    let sentence =
        "Hơn 200 đoàn viên dự lễ phát động tại hội trường tỉnh sáng nay, với nhiều hoạt động sôi nổi.";
    for (body, found, remark) in [
        (
            vec![plain("TIN HOẠT ĐỘNG"), title("Lễ phát động"), plain("Lời.")],
            "Lễ phát động",
            Some("above-title"),
        ),
        (vec![title("Lễ phát động"), title("năm 2026"), plain("Lời.")], "Lễ phát động năm 2026", None),
        (vec![heading("Lễ phát động"), plain("Lời."), heading("Kế hoạch")], "Lễ phát động", None),
        (vec![bold("Lễ phát động"), plain(sentence), heading("Kế hoạch")], "Lễ phát động", None),
        (vec![plain("Lễ phát động"), plain(sentence), heading("Kế hoạch")], "Lễ phát động", None),
        (vec![plain("Lễ phát động"), bold(sentence), plain("Lời.")], "Lễ phát động", None),
        (vec![plain(sentence), heading("Kế hoạch")], "Tên tệp", Some("no-title")),
    ] {
        let article = WordFile::new(body.concat()).read();
        assert_eq!(article.title, found, "{body:?}");
        assert_eq!(words(&article).first().copied(), remark, "{body:?}");
    }
}

/// Numbers that Markdown cannot count are part of the text, so that no reference to them is wrong.
#[test]
fn lists_keep_their_numbers() {
    let roman = r#"<w:numPr><w:numId w:val="3"/></w:numPr>"#;
    let body = [
        title("Kế hoạch"),
        paragraph("Heading1", roman, &run("", "MỤC TIÊU")),
        item(2, 0, "Một"),
        item(2, 1, "Điểm a"),
        item(2, 1, "Điểm b"),
        item(2, 2, "Chi tiết"),
        item(2, 0, "Hai"),
        plain("Đoạn giữa."),
        item(2, 0, "Ba"),
        item(2, 1, "Lại điểm a"),
        item(4, 0, "Một của danh sách sau"),
        paragraph("Heading1", roman, &run("", "TỔ CHỨC")),
        item(1, 0, "Gạch"),
    ];
    let expected = r"## I. MỤC TIÊU

1. Một

   a) Điểm a

   b) Điểm b

   1\.b.1. Chi tiết

2. Hai

Đoạn giữa.

3. Ba

   a) Lại điểm a

<!-- -->

1. Một của danh sách sau

## II. TỔ CHỨC

- Gạch";
    assert_eq!(WordFile::new(body.concat()).read().body, expected);
}

/// Bold and italic words are whole words, whatever Word does between them.
#[test]
fn formats_are_of_whole_words() {
    for (runs, expected) in [
        (run("<w:b/>", "Nguy") + &run("<w:b/>", "ễn Văn ") + &run("", "Mẫu"), "**Nguyễn Văn** Mẫu"),
        (run("<w:b/>", "Hội") + &run("", " ") + &run("<w:b/>", "nghị"), "**Hội nghị**"),
        (run("", "Hô") + &run("<w:b/>", "\u{323}i nghi\u{323}"), "Hộ**i nghị**"),
        (run("<w:i/>", " nghiêng ") + &run("", "thẳng  "), "*nghiêng* thẳng"),
        (
            run("<w:b/>", "đậm ") + &run("<w:b/><w:i/>", "cả hai") + &run("<w:i/>", " nghiêng"),
            "**đậm *cả hai*** *nghiêng*",
        ),
        (
            run("<w:strike/>", "bỏ") + &run("", " m") + &run(r#"<w:vertAlign w:val="superscript"/>"#, "2"),
            "~~bỏ~~ m<sup>2</sup>",
        ),
        (
            "<w:r><w:t>Một</w:t><w:br/><w:br/><w:t>Hai</w:t><w:tab/><w:t>Ba</w:t></w:r>".to_owned(),
            "Một  \nHai Ba",
        ),
        (run(r#"<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>"#, "NguyÔn V¨n A"), "Nguyễn Văn A"),
        (run("<w:vanish/>", "ẩn") + &run("", "AT&amp;T &amp; &amp;lt;"), "AT&amp;T & &amp;lt;"),
    ] {
        let body = title("Bài") + &plain("Lời.") + &paragraph("Normal", "", &runs);
        let article = WordFile::new(body).read();
        assert_eq!(article.body.strip_prefix("Lời.\n\n"), Some(expected), "{runs}");
    }
}

/// Pictures in one paragraph and pictures that a table arranges are galleries; a file is written once.
#[test]
fn pictures_are_galleries() {
    let cell = |inner: String| inner;
    let (one, two) =
        (paragraph("Normal", "", &picture("rId1", "")), paragraph("Normal", "", &picture("rId2", "")));
    let arranged = table(&[&[&cell(one), &cell(two)], &["Ảnh trái", "Ảnh phải"]]);
    let body = [
        title("Bài"),
        plain("Lời."),
        paragraph(
            "Normal",
            "",
            &(picture("rId1", "Một")
                + &run("", " ")
                + &picture("rId3", "Hai")
                + "<w:r><w:br/></w:r>"
                + &run("", "Lời sau ảnh.")),
        ),
        arranged,
        paragraph(
            "Normal",
            "",
            &(picture_with(
                "rId2",
                "A group of people&#10;Description automatically generated",
                r#"<a:srcRect l="1000"/>"#,
            ) + "<w:r><w:br/></w:r>"
                + &run("<w:i/>", "Chú thích")),
        ),
    ];
    let article = WordFile::new(body.concat())
        .with_media("rId1", "image1.jpeg", JPEG)
        .with_media("rId2", "image2.png", PNG)
        .with_media("rId3", "image3.jpeg", JPEG)
        .read();
    let expected = r#"Lời.

![Một](anh-1.jpg)
![Hai](anh-1.jpg)

Lời sau ảnh.

![](anh-1.jpg "Ảnh trái")
![](anh-2.png "Ảnh phải")

![](anh-2.png "Chú thích")"#;
    assert_eq!(article.body, expected);
    let names: Vec<&str> = article.files.iter().map(|file| &*file.name).collect();
    assert_eq!(names, ["anh-1.jpg", "anh-2.png"]);
    assert_eq!(words(&article), ["cropped-picture", "made-up-description", "picture-table"]);
}

/// Lists of several styles are nested as far as they are indented, and quotations and contents lose what only Word needs.
#[test]
fn styles_of_word_are_understood() {
    let indented = |list: u8, left: i32, text: &str| {
        let properties = format!(
            r#"<w:numPr><w:numId w:val="{list}"/></w:numPr><w:ind w:left="{left}" w:hanging="360"/>"#
        );
        paragraph("ListParagraph", &properties, &run("", text))
    };
    let toc = r#"<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style></w:styles>"#;
    let body = [
        title("Bài"),
        plain("Lời."),
        paragraph("TOC1", "", &run("", "Mục lục … 3")),
        indented(2, 360, "Một"),
        indented(1, 720, "Trong"),
        indented(2, 360, "Hai"),
        paragraph("Quote", "", &(run("", "Lời ") + &run("<w:b/>", "hay"))),
        paragraph("Normal", "", &(run("", "x") + &run(r#"<w:position w:val="8"/>"#, "2"))),
        paragraph("Normal", "", &run("<w:b/>", "Ngọc Mẫu")),
    ];
    let file = WordFile::new(body.concat()).with("word/styles.xml", STYLES.replace("</w:styles>", toc));
    let article = file.read();
    let expected = "Lời.\n\n1. Một\n   - Trong\n2. Hai\n\n> Lời **hay**\n\nx<sup>2</sup>\n\n**Ngọc Mẫu**";
    assert_eq!(article.body, expected);
    assert_eq!(words(&article), ["contents"]);
}

/// Whatever is not taken is reported with its place.
#[test]
fn nothing_is_lost_silently() {
    let chart = "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><c:chart/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";
    let text_box = "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>";
    let (bold_lines, merged) = (
        "<w:b/>",
        r#"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>Gộp</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#,
    );
    let mut lines = vec![
        (run("", "1") + text_box, "text-box"),
        (run("", "2") + chart, "chart"),
        (run("", "3") + "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "equation"),
        (run("", "4") + r#"<w:r><w:commentReference w:id="1"/></w:r>"#, "comment"),
        (run("", "5") + "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", "deleted-text"),
        (run("", "6") + &run("<w:vanish/>", "x"), "hidden-text"),
        (run("", "7") + r#"<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>"#, "symbol"),
        (run("", "8") + &picture("rId1", ""), "picture-format"),
        (run("", "9") + &picture("rId2", ""), "linked-picture"),
        (run("", "10") + &picture("rId77", ""), "lost-picture"),
        (format!(r#"<w:hyperlink r:id="rId3">{}</w:hyperlink>"#, run("", "11")), "link-target"),
        (run("", "12") + r#"<w:r><w:footnoteReference w:id="9"/></w:r>"#, "lost-note"),
        (run("", "13") + r#"<w:r><w:object><o:OLEObject/></w:object></w:r>"#, "object"),
        (run(bold_lines, "Dòng đậm"), "bold-paragraph"),
    ];
    let body: String = lines.iter().map(|(runs, _)| paragraph("Normal", "", runs)).collect();
    let article = WordFile::new(title("Bài") + &plain("Lời.") + &body + merged + &plain("Cuối."))
        .with("word/vbaProject.bin", "x")
        .with("word/header1.xml", format!(r#"<w:hdr xmlns:w="w">{}</w:hdr>"#, plain("BẢN TIN NỘI BỘ")))
        .with_media("rId1", "image1.emf", b"\x01\0\0\0")
        .with_address("rId2", "file:///C:/anh.jpg")
        .with_address("rId3", "file:///C:/ke-hoach.doc")
        .read();
    for (number, (_, word)) in (3..).zip(lines.drain(..)) {
        let remark = article.remarks.iter().find(|remark| remark.kind.word() == word);
        assert_eq!(remark.map(|remark| remark.place.number), Some(number), "{word}: {:?}", article.remarks);
    }
    for (word, detail) in [
        ("text-box", "Trong khung"),
        ("macros", ""),
        ("header-or-footer", "BẢN TIN NỘI BỘ"),
        ("merged-cells", ""),
    ] {
        let remark = article.remarks.iter().find(|remark| remark.kind.word() == word);
        assert_eq!(remark.map(|remark| &*remark.detail), Some(detail), "{word}");
    }
    assert!(article.files.is_empty());
    assert!(article.body.contains("\n\n11\n\n"), "{}", article.body);
}

/// The part with the text has another name if Word on the web has written it.
#[test]
fn the_part_with_the_text_is_found() {
    let document =
        format!(r#"<w:document xmlns:w="w" xmlns:r="r"><w:body>{}</w:body></w:document>"#, plain("Lời."));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document2.xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(document.as_bytes()).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(read_article(&bytes, "a").unwrap().title, "Lời.");
}

/// What could hurt the machine is refused.
#[test]
fn hostile_articles_are_refused() {
    let refused = |bytes: &[u8]| read_article(bytes, "a").unwrap_err();
    let whole = WordFile::new(title("Bài") + &plain("Lời.")).bytes();
    for length in [0, 10, whole.len() / 2, whole.len() - 30] {
        let error = refused(&whole[..length]);
        assert!(matches!(error, ReadError::Damaged { .. } | ReadError::Empty), "{length}: {error:?}");
    }
    assert!(matches!(refused(&WordFile::new("<w:p/>").bytes()), ReadError::Empty));
    let long = plain(&"Lời dài. ".repeat(250_000));
    assert!(matches!(refused(&WordFile::new(title("Bài") + &long).bytes()), ReadError::LongArticle { .. }));
    let breaks = format!("<w:p><w:r>{}</w:r></w:p>", "<w:t>a</w:t><w:br/>".repeat(61_000));
    for many in [plain("a").repeat(31_000), breaks] {
        let bytes = WordFile::new(title("Bài") + &many).bytes();
        assert!(matches!(refused(&bytes), ReadError::LongArticle { .. }));
    }
    let bomb = [JPEG, &vec![0; 101 * 1024 * 1024]].concat();
    let body = title("Bài") + &paragraph("Normal", "", &picture("rId1", ""));
    let error = refused(&WordFile::new(body).with_media("rId1", "image1.jpeg", &bomb).bytes());
    assert!(matches!(error, ReadError::UnpacksTooLarge { .. }), "{error:?}");
}
