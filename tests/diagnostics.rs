//! Every diagnostic as people see it: one tiny site a code, and the message in Vietnamese, then in English.
//!
//! `UPDATE_EXPECT=1 cargo test --test suite diagnostics` writes the snapshots anew; read them before you keep them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use bangvang::diagnostic::{Code, Diagnostic, Place, Severity};
use bangvang::messages::Language;
use bangvang::source::Sources;
use expect_test::{Expect, expect};

use crate::pictures::{photograph, small_drawing};
use crate::project::{Faults, Project, SETTINGS};

const ARTICLE: &str = "content/articles/tin/bai.md";
const ROW: &str = "  - {to: individual, name: Trần Thị Hoa, unit: cd-thu}\n";
/// A row of a second decision: whoever had the award before would be reported as well.
const OTHER_ROW: &str = "  - {to: individual, name: Lê Thị Na, unit: cd-thu}\n";

/// A site with one fault, told under `code`, and how it is told.
pub struct Told {
    pub code: &'static str,
    pub project: Project,
    expect: Expect,
}

/// A site with the files of `files` over a sound one.
fn site(code: &'static str, files: &[(&str, &str)], expect: Expect) -> Told {
    let project = Project::new().with_awards(ROW);
    files.iter().for_each(|(path, text)| project.write(path, text));
    Told { code, project, expect }
}

/// A site whose article has this front matter.
fn front(code: &'static str, yaml: &str, expect: Expect) -> Told {
    site(code, &[(ARTICLE, &format!("---\n{yaml}---\nLời.\n"))], expect)
}

/// A site whose article has this text.
fn text(code: &'static str, markdown: &str, expect: Expect) -> Told {
    site(code, &[(ARTICLE, &format!("---\ntitle: Bài\ndate: 2024-01-05\n---\n{markdown}"))], expect)
}

/// A site with a second decision that has these rows.
fn rows(code: &'static str, rows: &str, expect: Expect) -> Told {
    let head = "number: 2/QĐ-LĐLĐ\nsigned: 2023-02-16\nissuer: ldld-thu\n\
                defaults: {to: individual, kind: bang-khen-ldld-tinh, period: 2022}\nawards:\n";
    site(code, &[("content/awards/qd-2.yaml", &format!("{head}{rows}"))], expect)
}

/// A site with these lines behind its settings.
fn settings(code: &'static str, yaml: &str, expect: Expect) -> Told {
    site(code, &[("content/site.yaml", &format!("{SETTINGS}{yaml}"))], expect)
}

/// A site with a theme of its own that has these files.
fn theme(code: &'static str, files: &[(&str, &str)], expect: Expect) -> Told {
    let told = site(code, &[("content/site.yaml", &format!("{SETTINGS}theme: nha\n"))], expect);
    files.iter().for_each(|(path, text)| told.project.write(&format!("themes/nha/{path}"), text));
    told
}

impl Told {
    /// Changes the project by other means than text files.
    fn with(self, change: impl FnOnce(&Project)) -> Told {
        change(&self.project);
        self
    }

    /// Builds the site and tells everything.
    fn shown(self) -> Shown {
        let faults = self.project.faults();
        let ways = faults.diagnostics.iter().map(|fault| (fault.code.name(), fault.help)).collect();
        Shown { code: self.code, ways, drawn: both(&faults), expect: self.expect }
    }
}

/// What a site told.
struct Shown {
    code: &'static str,
    /// The code of every diagnostic, and the way out that it told.
    ways: Vec<(&'static str, &'static str)>,
    drawn: String,
    expect: Expect,
}

/// Every site here, built once for all tests.
static SHOWN: LazyLock<Vec<Shown>> =
    LazyLock::new(|| all().into_iter().map(Told::shown).chain([own_fault()]).collect());

/// What no site provokes as far as we know; that a panic becomes it is tried where pages are rendered.
fn own_fault() -> Shown {
    let fault =
        Diagnostic::new(Code::OwnFault, Place::Nowhere).arg("reason", "index 7").arg("route", "/tin/a/");
    let faults = Faults { diagnostics: vec![fault], sources: Sources::default() };
    let expect = expect![[r#"
        lỗi: không tạo được trang /tin/a/: lỗi của chính bangvang (index 7) [own-fault]
        cách sửa: hãy báo lại kèm thông báo này; các trang khác không bị ảnh hưởng
        error: the page /tin/a/ could not be made: bangvang itself has a fault (index 7) [own-fault]
        help: report it with this message; the other pages are not affected
    "#]];
    Shown { code: "own-fault", ways: vec![("own-fault", "help")], drawn: both(&faults), expect }
}

/// The message in Vietnamese, then in English.
fn both(faults: &Faults) -> String {
    format!("{}{}", faults.drawn(Language::Vi), faults.drawn(Language::En))
}

/// Every site here.
pub fn all() -> Vec<Told> {
    let mut all = names();
    all.extend(contents());
    all.extend(values());
    all.extend(yaml());
    all.extend(markdown());
    all.extend(pictures());
    all.extend(targets());
    all.extend(whole());
    all.extend(themes());
    #[cfg(unix)]
    all.extend(unix());
    all
}

const SOUND: &str = "---\ntitle: Bài\ndate: 2024-01-05\n---\nLời.\n";

/// What is wrong with places to publish to.
fn targets() -> Vec<Told> {
    let target = |code, yaml: &str, expect| settings(code, &format!("publish:\n  may-chu: {yaml}\n"), expect);
    vec![
        target(
            "bad-bucket",
            "{kind: s3, bucket: Minh_Giang}",
            expect![[r#"
            content/site.yaml:8:31: lỗi: `Minh_Giang` không phải là tên một bucket [bad-bucket]
              8 |   may-chu: {kind: s3, bucket: Minh_Giang}
                |                               ^^^^^^^^^^
            cách sửa: viết 3 đến 63 chữ thường không dấu, chữ số, gạch nối và dấu chấm, đúng như kho lưu trữ hiện ra
            content/site.yaml:8:31: error: `Minh_Giang` is not the name of a bucket [bad-bucket]
              8 |   may-chu: {kind: s3, bucket: Minh_Giang}
                |                               ^^^^^^^^^^
            help: write 3 to 63 small letters, digits, hyphens and dots, as the storage shows it
        "#]],
        ),
        target(
            "bad-endpoint",
            "{kind: s3, bucket: minh-giang, endpoint: s3.thu.example}",
            expect![[r#"
            content/site.yaml:8:53: lỗi: `s3.thu.example` không phải là địa chỉ kho lưu trữ [bad-endpoint]
              8 |   may-chu: {kind: s3, bucket: minh-giang, endpoint: s3.thu.example}
                |                                                     ^^^^^^^^^^^^^^
            cách sửa: viết đúng như kho lưu trữ hiện ra, ví dụ `https://s3.example.vn`, không kèm tên bucket
            content/site.yaml:8:53: error: `s3.thu.example` is not the address of a storage [bad-endpoint]
              8 |   may-chu: {kind: s3, bucket: minh-giang, endpoint: s3.thu.example}
                |                                                     ^^^^^^^^^^^^^^
            help: write it as the storage shows it, such as `https://s3.example.vn`, without the bucket
        "#]],
        ),
        target(
            "bad-folder",
            "{kind: sftp, host: thu.example, user: hoa, folder: ../www}",
            expect![[r#"
            content/site.yaml:8:63: lỗi: `../www` không phải là một thư mục trên máy chủ [bad-folder]
              8 |   may-chu: {kind: sftp, host: thu.example, user: hoa, folder: ../www}
                |                                                               ^^^^^^
            cách sửa: viết với `/` giữa các tên và không có `..`, ví dụ `public_html` hoặc `/var/www/site`
            content/site.yaml:8:63: error: `../www` is not a folder on a host [bad-folder]
              8 |   may-chu: {kind: sftp, host: thu.example, user: hoa, folder: ../www}
                |                                                               ^^^^^^
            help: write it with `/` between the names and without `..`, such as `public_html` or `/var/www/site`
        "#]],
        ),
        target(
            "bad-host",
            "{kind: ftps, host: ftp://thu.example/www, user: hoa, folder: www}",
            expect![[r#"
                content/site.yaml:8:31: lỗi: `ftp://thu.example/www` không phải là tên máy chủ [bad-host]
                  8 |   may-chu: {kind: ftps, host: ftp://thu.example/www, user: hoa, folder: www}
                    |                               ^^^^^^^^^^^^^^^^^^^^^
                cách sửa: chỉ viết tên, ví dụ `ftp.example.vn`; thư mục, cổng và người dùng có khóa riêng
                content/site.yaml:8:31: error: `ftp://thu.example/www` is not the name of a host [bad-host]
                  8 |   may-chu: {kind: ftps, host: ftp://thu.example/www, user: hoa, folder: www}
                    |                               ^^^^^^^^^^^^^^^^^^^^^
                help: write the name alone, such as `ftp.example.vn`; folder, port and user have keys of their own
            "#]],
        ),
        settings(
            "bad-target-name",
            "publish:\n  Máy chủ: {kind: zip, path: web.zip}\n",
            expect![[r#"
            content/site.yaml:8:3: lỗi: không đặt được tên nơi đăng là `Máy chủ` [bad-target-name]
              8 |   Máy chủ: {kind: zip, path: web.zip}
                |   ^^^^^^^
            cách sửa: viết chữ thường không dấu, chữ số và gạch nối, nhiều nhất 40 ký tự, ví dụ `may-chu`
            content/site.yaml:8:3: error: `Máy chủ` cannot be the name of a place to publish to [bad-target-name]
              8 |   Máy chủ: {kind: zip, path: web.zip}
                |   ^^^^^^^
            help: write small letters without marks, digits and hyphens, at most 40, such as `may-chu`
        "#]],
        ),
        target(
            "insecure-encryption",
            "{kind: ftps, host: thu.example, user: hoa, folder: www, encryption: implicit, insecure: true}",
            expect![[r#"
                content/site.yaml:8:100: lỗi: `insecure: true` và `encryption:` không đi cùng nhau được [insecure-encryption]
                  8 | …oa, folder: www, encryption: implicit, insecure: true}
                    |                                                   ^^^^
                xem thêm: content/site.yaml:8:80
                cách sửa: xóa `insecure: true`, trừ khi máy chủ hoàn toàn không có mã hóa
                content/site.yaml:8:100: error: `insecure: true` and `encryption:` cannot both stand [insecure-encryption]
                  8 | …oa, folder: www, encryption: implicit, insecure: true}
                    |                                                   ^^^^
                see also: content/site.yaml:8:80
                help: delete `insecure: true`, unless the host knows no encryption at all
            "#]],
        ),
        target(
            "key-in-project",
            "{kind: sftp, host: thu.example, user: hoa, folder: www, key: keys/id_ed25519}",
            expect![[r#"
                content/site.yaml:8:73: lỗi: tệp khóa `keys/id_ed25519` phải nằm ngoài dự án [key-in-project]
                  8 |   may-chu: {kind: sftp, host: thu.example, user: hoa, folder: www, key: keys/id_ed25519}
                    |                                                                         ^^^^^^^^^^^^^^^
                cách sửa: chuyển tệp vào thư mục riêng của bạn rồi viết như `~/.ssh/id_ed25519`
                content/site.yaml:8:73: error: the key `keys/id_ed25519` must lie outside the project [key-in-project]
                  8 |   may-chu: {kind: sftp, host: thu.example, user: hoa, folder: www, key: keys/id_ed25519}
                    |                                                                         ^^^^^^^^^^^^^^^
                help: move the file into a folder of your own, and write it as `~/.ssh/id_ed25519`
            "#]],
        ),
        target(
            "open-releases",
            "{kind: folder, path: ../web, releases: ../web/cu}",
            expect![[r#"
            content/site.yaml:8:51: lỗi: các bản đăng cũ không được nằm ở `../web/cu`, nơi bạn đọc mở xem được [open-releases]
              8 |   may-chu: {kind: folder, path: ../web, releases: ../web/cu}
                |                                                   ^^^^^^^^^
            cách sửa: chọn một thư mục nằm ngoài trang web, hoặc một bucket khác không mở cho bạn đọc: tên người đã gỡ vẫn còn trong các bản cũ
            content/site.yaml:8:51: error: earlier releases must not lie in `../web/cu`, where readers can open them [open-releases]
              8 |   may-chu: {kind: folder, path: ../web, releases: ../web/cu}
                |                                                   ^^^^^^^^^
            help: choose a folder outside of the site, or another bucket that readers cannot open: names that were taken off are still in them
        "#]],
        ),
        target(
            "open-releases",
            "{kind: s3, bucket: minh-giang, releases: minh-giang}",
            expect![[r#"
            content/site.yaml:8:53: lỗi: các bản đăng cũ không được nằm ở `minh-giang`, nơi bạn đọc mở xem được [open-releases]
              8 |   may-chu: {kind: s3, bucket: minh-giang, releases: minh-giang}
                |                                                     ^^^^^^^^^^
            cách sửa: chọn một thư mục nằm ngoài trang web, hoặc một bucket khác không mở cho bạn đọc: tên người đã gỡ vẫn còn trong các bản cũ
            content/site.yaml:8:53: error: earlier releases must not lie in `minh-giang`, where readers can open them [open-releases]
              8 |   may-chu: {kind: s3, bucket: minh-giang, releases: minh-giang}
                |                                                     ^^^^^^^^^^
            help: choose a folder outside of the site, or another bucket that readers cannot open: names that were taken off are still in them
        "#]],
        ),
        target(
            "plain-ftp",
            "{kind: ftps, host: thu.example, user: hoa, folder: www, insecure: true}",
            expect![[r#"
                content/site.yaml:8:78: cảnh báo: không mã hóa thì ai ở giữa đường cũng đọc được mật khẩu và sửa được trang web [plain-ftp]
                  8 |   may-chu: {kind: ftps, host: thu.example, user: hoa, folder: www, insecure: true}
                    |                                                                              ^^^^
                cách sửa: hỏi bên cho thuê máy chủ cách dùng FTPS hoặc SFTP, rồi xóa dòng này
                content/site.yaml:8:78: warning: without encryption, everybody on the way can read the password and change the site [plain-ftp]
                  8 |   may-chu: {kind: ftps, host: thu.example, user: hoa, folder: www, insecure: true}
                    |                                                                              ^^^^
                help: ask the host for FTPS or SFTP, and delete this line
            "#]],
        ),
    ]
}

/// What is wrong with pictures.
fn pictures() -> Vec<Told> {
    let shown = |code, name: &str, bytes: Vec<u8>, expect| {
        let path = format!("content/articles/tin/{name}");
        text(code, &format!("![Ruộng lúa]({name})\n"), expect).with(|project| project.write(&path, bytes))
    };
    let whole = photograph(40, 30, 1);
    let cut = whole[..whole.len() / 2].to_vec();
    let mut huge = whole.clone();
    let size = huge.windows(2).position(|marker| marker == [0xff, 0xc0]).expect("it tells its size") + 5;
    huge[size..size + 4].copy_from_slice(&[0x4e, 0x20, 0x4e, 0x20]);
    vec![
        shown(
            "broken-picture",
            "anh.jpg",
            b"x".to_vec(),
            expect![[r#"
            content/articles/tin/anh.jpg: lỗi: không đọc được ảnh `content/articles/tin/anh.jpg` [broken-picture]
            cách sửa: mở ảnh bằng chương trình xem ảnh rồi lưu lại, hoặc chép lại từ máy ảnh, điện thoại
            content/articles/tin/anh.jpg: error: the picture `content/articles/tin/anh.jpg` cannot be read [broken-picture]
            help: open it in a picture program and save it anew, or copy it again from the camera
        "#]],
        ),
        shown(
            "broken-picture",
            "anh.jpg",
            cut,
            expect![[r#"
            content/articles/tin/anh.jpg: lỗi: không đọc được ảnh `content/articles/tin/anh.jpg` [broken-picture]
            cách sửa: ảnh bị cụt phần cuối: chép hoặc tải lại, chờ xong hẳn mới dùng
            content/articles/tin/anh.jpg: error: the picture `content/articles/tin/anh.jpg` cannot be read [broken-picture]
            help: its end is missing: copy or download it again, and wait until that is done
        "#]],
        ),
        shown(
            "foreign-picture",
            "anh.HEIC",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
            expect![[r#"
                content/articles/tin/anh.HEIC: lỗi: `content/articles/tin/anh.HEIC` là ảnh HEIC, trình duyệt không hiện được [foreign-picture]
                cách sửa: mở ảnh rồi lưu thành JPEG; trên iPhone chọn Cài đặt, Camera, Định dạng, Tương thích nhất
                content/articles/tin/anh.HEIC: error: `content/articles/tin/anh.HEIC` is a HEIC picture, which browsers do not show [foreign-picture]
                help: open it in a picture program and save it as JPEG; on an iPhone choose Settings, Camera, Formats, Most Compatible
            "#]],
        ),
        shown(
            "huge-picture",
            "anh.jpg",
            huge,
            expect![[r#"
            content/articles/tin/anh.jpg: lỗi: ảnh `content/articles/tin/anh.jpg` quá lớn: 20000 × 20000 [huge-picture]
            cách sửa: thu nhỏ ảnh trước; chương trình đọc tối đa 50 MB và 100 triệu điểm ảnh, bề ngang 4000 điểm là quá đủ
            content/articles/tin/anh.jpg: error: the picture `content/articles/tin/anh.jpg` is too large: 20000 × 20000 [huge-picture]
            help: make it smaller first; at most 50 MB and 100 million pixels are read, and 4000 pixels in width are plenty
        "#]],
        ),
        shown(
            "large-picture",
            "anh.jpg",
            [whole, vec![0; 21_000_000]].concat(),
            expect![[r#"
            content/articles/tin/anh.jpg: cảnh báo: ảnh `content/articles/tin/anh.jpg` rất lớn: 21 MB, 40 × 30 điểm ảnh [large-picture]
            cách sửa: nên thu nhỏ ảnh; bề ngang 4000 điểm là quá đủ, bạn đọc chỉ tải cỡ vừa màn hình
            content/articles/tin/anh.jpg: warning: the picture `content/articles/tin/anh.jpg` is very large: 21 MB, 40 × 30 pixels [large-picture]
            help: make it smaller; 4000 pixels in width are plenty, and readers never get more than they need
        "#]],
        ),
        shown(
            "picture-ending",
            "anh.jpg",
            small_drawing(),
            expect![[r#"
            content/articles/tin/anh.jpg: cảnh báo: `content/articles/tin/anh.jpg` thật ra là ảnh PNG mang đuôi tên khác [picture-ending]
            cách sửa: đổi tên thành `anh.png`, sửa cả ở chỗ dùng ảnh
            content/articles/tin/anh.jpg: warning: `content/articles/tin/anh.jpg` is a PNG picture under another name [picture-ending]
            help: rename it to `anh.png`, also where it is used
        "#]],
        ),
    ]
}

/// What is wrong with a file before it is opened.
fn names() -> Vec<Told> {
    let long = format!("content/articles/tin/{}/{}.md", vec!["thu-muc-rat-dai"; 13].join("/"), "bai-rat-dai");
    vec![
        site(
            "conflict-copy",
            &[("content/articles/tin/bai (1).md", SOUND)],
            expect![[r#"
            content/articles/tin/bai (1).md: cảnh báo: `content/articles/tin/bai (1).md` có vẻ là bản sao do ổ đĩa đám mây hoặc trình duyệt tạo ra [conflict-copy]
            cách sửa: so với bản gốc, giữ lại một bản và xóa bản kia
            content/articles/tin/bai (1).md: warning: `content/articles/tin/bai (1).md` looks like a copy that a cloud drive or a browser made [conflict-copy]
            help: compare it with the original, keep one of the two, and delete the other
        "#]],
        ),
        site(
            "empty-slug",
            &[("content/articles/tin/🌟.md", SOUND)],
            expect![[r#"
                content/articles/tin/🌟.md:1:1: lỗi: không tạo được địa chỉ trang từ tên `content/articles/tin/🌟.md` [empty-slug]
                  1 | ---
                    | ^
                cách sửa: đổi tên tệp thành chữ thường không dấu, ví dụ `le-phat-dong.md`
                content/articles/tin/🌟.md:1:1: error: no address can be made of the name `content/articles/tin/🌟.md` [empty-slug]
                  1 | ---
                    | ^
                help: rename the file to small letters without marks, such as `le-phat-dong.md`
            "#]],
        ),
        site(
            "file-name-long",
            &[(&long, SOUND)],
            expect![[r#"
                content/articles/tin/thu-muc-rat-dai/thu-muc-rat-dai/thu-muc-rat-dai/thu-muc-rat-dai/thu-muc-rat-dai/thu-muc-rat-dai/thu…: lỗi: tên `content/articles/tin/thu-muc-rat-dai/thu-muc-rat-dai/thu-muc-rat-dai/thu-muc-rat-dai/thu-muc-rat-dai/thu-muc-rat-dai/thu…` quá dài đối với Windows [file-name-long]
                cách sửa: rút ngắn lại: tối đa 240 ký tự kể cả thư mục
                content/articles/tin/thu-muc-rat-dai/thu-muc-rat-dai/thu-muc-rat-dai/thu-muc-rat-dai/thu-muc-rat-dai/thu-muc-rat-dai/thu…: error: the name `content/articles/tin/thu-muc-rat-dai/thu-muc-rat-dai/thu-muc-rat-dai/thu-muc-rat-dai/thu-muc-rat-dai/thu-muc-rat-dai/thu…` is too long for Windows [file-name-long]
                help: shorten it: at most 240 characters with its folders
            "#]],
        ),
        site(
            "settings-twice",
            &[("content/site.yml", SETTINGS)],
            expect![[r#"
            content/site.yml: lỗi: có hai tệp cấu hình: `content/site.yml` và `content/site.yaml` [settings-twice]
            xem thêm: content/site.yaml
            cách sửa: chỉ giữ lại một trong hai
            content/site.yml: error: there are two files of settings, `content/site.yml` and `content/site.yaml` [settings-twice]
            see also: content/site.yaml
            help: keep one of the two
        "#]],
        ),
        site(
            "misplaced-file",
            &[("content/bai.md", "Lời.\n")],
            expect![[r#"
            content/bai.md: cảnh báo: `content/bai.md` không tạo thành trang nào [misplaced-file]
            cách sửa: chuyển vào articles/, movements/, pages/, awards/ hoặc registry/; muốn đăng nguyên tệp thì chuyển vào static/
            content/bai.md: warning: nothing is made of `content/bai.md` [misplaced-file]
            help: move it to articles/, movements/, pages/, awards/ or registry/, or to static/ to publish it as it is
        "#]],
        ),
        site(
            "misplaced-file",
            &[("content/articles/tin/b.docx", "PK")],
            expect![[r#"
            content/articles/tin/b.docx: cảnh báo: `content/articles/tin/b.docx` không tạo thành trang nào [misplaced-file]
            cách sửa: chép phần chữ sang một tệp kết thúc bằng .md
            content/articles/tin/b.docx: warning: nothing is made of `content/articles/tin/b.docx` [misplaced-file]
            help: copy its text into a file that ends in .md
        "#]],
        ),
        site(
            "misplaced-file",
            &[("content/awards/qd-2.yaml.txt", "x")],
            expect![[r#"
                content/awards/qd-2.yaml.txt: cảnh báo: `content/awards/qd-2.yaml.txt` không tạo thành trang nào [misplaced-file]
                cách sửa: đổi tên để tệp kết thúc bằng .yaml (Windows giấu phần đuôi: Xem › Phần mở rộng tên tệp)
                content/awards/qd-2.yaml.txt: warning: nothing is made of `content/awards/qd-2.yaml.txt` [misplaced-file]
                help: rename it to end in .yaml (Windows hides the last ending: View › File name extensions)
            "#]],
        ),
        site(
            "no-section",
            &[("content/articles/bai.md", SOUND)],
            expect![[r#"
            content/articles/bai.md: lỗi: `content/articles/bai.md` không nằm trong chuyên mục nào [no-section]
            cách sửa: chuyển vào thư mục của một chuyên mục, ví dụ content/articles/tin-tuc/
            content/articles/bai.md: error: `content/articles/bai.md` stands in no section [no-section]
            help: move it to the folder of a section, such as content/articles/tin-tuc/
        "#]],
        ),
        Told {
            code: "no-settings",
            project: Project::empty().with("content/pages/a.md", "---\ntitle: A\n---\nLời.\n"),
            expect: expect![[r#"
                lỗi: không có tệp content/site.yaml [no-settings]
                cách sửa: chạy `bangvang init` trong một thư mục trống để xem mẫu, hoặc chỉ thư mục dự án bằng --root
                error: there is no content/site.yaml [no-settings]
                help: run `bangvang init` in an empty folder to see one, or name the project folder with --root
            "#]],
        },
        site(
            "unused-file",
            &[("content/articles/tin/anh.jpg", "x")],
            expect![[r#"
            content/articles/tin/anh.jpg: lưu ý: không trang nào dùng `content/articles/tin/anh.jpg` nên tệp không được đăng [unused-file]
            cách sửa: đặt liên kết tới tệp, chuyển vào static/, hoặc xóa đi
            content/articles/tin/anh.jpg: note: no page refers to `content/articles/tin/anh.jpg`, so it is not published [unused-file]
            help: link to it, move it to static/, or delete it
        "#]],
        ),
    ]
}

/// What is wrong with the bytes of a file.
fn contents() -> Vec<Told> {
    let write =
        |code, bytes: &[u8], expect| site(code, &[], expect).with(|project| project.write(ARTICLE, bytes));
    let wide: Vec<u8> = SOUND.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        write(
            "control-character",
            format!("{SOUND}Lời\u{7}.\n").as_bytes(),
            expect![[r#"
            content/articles/tin/bai.md:6:4: lỗi: trong văn bản có ký tự điều khiển vô hình U+0007 [control-character]
              6 | Lời .
                |    ^
            cách sửa: xóa ký tự đó và gõ lại phần chữ quanh nó
            content/articles/tin/bai.md:6:4: error: the invisible control character U+0007 is in the text [control-character]
              6 | Lời .
                |    ^
            help: delete it and type the text around it again
        "#]],
        ),
        write(
            "empty-file",
            b"",
            expect![[r#"
                content/articles/tin/bai.md: lỗi: tệp trống [empty-file]
                cách sửa: viết nội dung vào tệp, hoặc xóa tệp
                content/articles/tin/bai.md: error: the file is empty [empty-file]
                help: write something in it, or delete it
            "#]],
        ),
        write(
            "no-front-matter",
            "Lời.\n".as_bytes(),
            expect![[r#"
            content/articles/tin/bai.md:1:1: lỗi: tệp không bắt đầu bằng `---` [no-front-matter]
              1 | Lời.
                | ^^^^
            cách sửa: mở đầu bằng ba gạch nối, các dòng `title: …` và `date: …`, rồi lại ba gạch nối
            content/articles/tin/bai.md:1:1: error: the file does not begin with `---` [no-front-matter]
              1 | Lời.
                | ^^^^
            help: begin it with three hyphens, the lines `title: …` and `date: …`, and three hyphens again
        "#]],
        ),
        write(
            "no-text",
            "---\ntitle: Bài\ndate: 2024-01-05\n---\n".as_bytes(),
            expect![[r#"
            content/articles/tin/bai.md:4:1: cảnh báo: sau phần khai báo đầu bài không có nội dung [no-text]
              4 | ---
                | ^^^
            cách sửa: viết bài vào dưới dòng `---` thứ hai
            content/articles/tin/bai.md:4:1: warning: nothing follows the front matter [no-text]
              4 | ---
                | ^^^
            help: write the text below the second `---`
        "#]],
        ),
        write(
            "not-downloaded",
            b"version https://git-lfs.github.com/spec/v1\n",
            expect![[r#"
                content/articles/tin/bai.md: lỗi: trên máy mới chỉ có tệp giữ chỗ, chưa tải về [not-downloaded]
                cách sửa: mở tệp một lần để tải về (ổ đám mây: "Luôn giữ trên thiết bị này"; Git: `git lfs pull`)
                content/articles/tin/bai.md: error: only a placeholder of the file is on this computer [not-downloaded]
                help: open it once so that it is downloaded (cloud drive: "always keep on this device"; Git: `git lfs pull`)
            "#]],
        ),
        write(
            "not-plain-text",
            b"PK\x03\x04",
            expect![[r#"
                content/articles/tin/bai.md: lỗi: đây là tệp Word, Excel, ZIP, không phải văn bản thuần [not-plain-text]
                cách sửa: chép phần chữ vào một tệp mới trong trình soạn thảo văn bản thuần (Notepad, VS Code)
                content/articles/tin/bai.md: error: this is a file of Word, Excel, ZIP, not plain text [not-plain-text]
                help: copy its text into a new file in a plain text editor
            "#]],
        ),
        write(
            "not-utf-8",
            &[SOUND.as_bytes(), b"gar\xe7on\n"].concat(),
            expect![[r#"
                content/articles/tin/bai.md:6:4: lỗi: chữ ở đây không lưu bằng UTF-8 (byte E7) [not-utf-8]
                  6 | gar�on
                    |    ^
                cách sửa: lưu lại tệp với bảng mã UTF-8
                content/articles/tin/bai.md:6:4: error: the text here is not UTF-8 (byte E7) [not-utf-8]
                  6 | gar�on
                    |    ^
                help: save the file again with the encoding UTF-8
            "#]],
        ),
        write(
            "open-front-matter",
            "---\ntitle: Bài\n".as_bytes(),
            expect![[r#"
            content/articles/tin/bai.md:1:1: lỗi: phần khai báo đầu bài không được đóng lại [open-front-matter]
              1 | ---
                | ^^^
            cách sửa: thêm một dòng `---` trước nội dung bài
            content/articles/tin/bai.md:1:1: error: the front matter is never closed [open-front-matter]
              1 | ---
                | ^^^
            help: write a line `---` before the text
        "#]],
        ),
        write(
            "toml-front-matter",
            "+++\ntitle = \"Bài\"\n+++\n".as_bytes(),
            expect![[r#"
            content/articles/tin/bai.md:1:1: lỗi: phần khai báo đầu bài viết theo kiểu TOML, giữa hai dòng `+++` [toml-front-matter]
              1 | +++
                | ^^^
            cách sửa: viết theo kiểu YAML: `---`, các dòng như `title: …`, rồi `---`
            content/articles/tin/bai.md:1:1: error: the front matter is written as TOML, between `+++` [toml-front-matter]
              1 | +++
                | ^^^
            help: write it as YAML: `---`, lines such as `title: …`, `---`
        "#]],
        ),
        write(
            "too-large",
            &vec![b'a'; 2_300_000],
            expect![[r#"
            content/articles/tin/bai.md: lỗi: tệp nặng 3 MB; chỉ đọc tối đa 2 MB [too-large]
            cách sửa: chia thành nhiều tệp
            content/articles/tin/bai.md: error: the file has 3 MB; at most 2 MB are read [too-large]
            help: split it into several files
        "#]],
        ),
        write(
            "utf-16",
            &[b"\xff\xfe", wide.as_slice()].concat(),
            expect![[r#"
            content/articles/tin/bai.md:1:1: cảnh báo: tệp được lưu bằng UTF-16 ("Unicode"); vẫn đọc được [utf-16]
              1 | ---
                | ^
            cách sửa: lưu lại với bảng mã UTF-8
            content/articles/tin/bai.md:1:1: warning: the file is saved as UTF-16 ("Unicode"); it was read all the same [utf-16]
              1 | ---
                | ^
            help: save it with the encoding UTF-8
        "#]],
        ),
        write(
            "utf-16-unmarked",
            &wide,
            expect![[r#"
            content/articles/tin/bai.md:1:1: lỗi: tệp được lưu bằng UTF-16 ("Unicode") mà không có dấu nhận biết [utf-16-unmarked]
              1 | - - -
                | ^
            cách sửa: lưu lại tệp với bảng mã UTF-8
            content/articles/tin/bai.md:1:1: error: the file is saved as UTF-16 ("Unicode") without a mark that says so [utf-16-unmarked]
              1 | - - -
                | ^
            help: save it again with the encoding UTF-8
        "#]],
        ),
    ]
}

/// What is wrong with the value of a key.
fn values() -> Vec<Told> {
    let good = "title: Bài\ndate: 2024-01-05\n";
    let more = |line: &str| format!("{good}{line}");
    vec![
        front(
            "ambiguous-date",
            "title: Bài\ndate: 03/04/2024\n",
            expect![[r#"
            content/articles/tin/bai.md:3:7: lỗi: ngày `03/04/2024` có thể hiểu theo hai cách [ambiguous-date]
              3 | date: 03/04/2024
                |       ^^^^^^^^^^
            cách sửa: hãy viết `2024-04-03` hoặc `2024-03-04`
            content/articles/tin/bai.md:3:7: error: the date `03/04/2024` can be read in two ways [ambiguous-date]
              3 | date: 03/04/2024
                |       ^^^^^^^^^^
            help: write `2024-04-03` or `2024-03-04`
        "#]],
        ),
        front(
            "bad-alias",
            &more("aliases: [cu/bai viet]\n"),
            expect![[r#"
                content/articles/tin/bai.md:4:11: lỗi: địa chỉ cũ `cu/bai viet` không thể là địa chỉ của trang web này [bad-alias]
                  4 | aliases: [cu/bai viet]
                    |           ^^^^^^^^^^^
                cách sửa: bắt đầu bằng `/`, không có dấu cách, `?`, `#`, `%`, ví dụ `/cu/bai-viet.html`
                content/articles/tin/bai.md:4:11: error: the old address `cu/bai viet` cannot be an address of this site [bad-alias]
                  4 | aliases: [cu/bai viet]
                    |           ^^^^^^^^^^^
                help: begin it with `/` and leave out spaces, `?`, `#` and `%`, such as `/cu/bai-viet.html`
            "#]],
        ),
        site(
            "bad-base-url",
            &[("content/site.yaml", &SETTINGS.replace("https://", ""))],
            expect![[r#"
            content/site.yaml:3:11: lỗi: `thu.example` không phải là địa chỉ một trang web [bad-base-url]
              3 | base_url: thu.example
                |           ^^^^^^^^^^^
            cách sửa: bắt đầu bằng `https://` rồi đến tên miền, ví dụ `https://congdoan.example`
            content/site.yaml:3:11: error: `thu.example` is not the address of a site [bad-base-url]
              3 | base_url: thu.example
                |           ^^^^^^^^^^^
            help: begin with `https://` and the name of the host, such as `https://congdoan.example`
        "#]],
        ),
        front(
            "bad-date",
            "title: Bài\ndate: hôm nay\n",
            expect![[r#"
            content/articles/tin/bai.md:3:7: lỗi: `hôm nay` không phải là ngày tháng [bad-date]
              3 | date: hôm nay
                |       ^^^^^^^
            cách sửa: viết năm-tháng-ngày, ví dụ `2023-01-16`
            content/articles/tin/bai.md:3:7: error: `hôm nay` is not a date [bad-date]
              3 | date: hôm nay
                |       ^^^^^^^
            help: write year-month-day, such as `2023-01-16`
        "#]],
        ),
        front(
            "bad-date",
            "title: Bài\ndate: 16/01/2023\n",
            expect![[r#"
            content/articles/tin/bai.md:3:7: lỗi: `16/01/2023` không phải là ngày tháng [bad-date]
              3 | date: 16/01/2023
                |       ^^^^^^^^^^
            cách sửa: hãy viết `2023-01-16`
            content/articles/tin/bai.md:3:7: error: `16/01/2023` is not a date [bad-date]
              3 | date: 16/01/2023
                |       ^^^^^^^^^^
            help: write `2023-01-16`
        "#]],
        ),
        front(
            "bad-flag",
            &more("draft: có\n"),
            expect![[r#"
            content/articles/tin/bai.md:4:8: lỗi: `có` không phải true cũng không phải false [bad-flag]
              4 | draft: có
                |        ^^
            cách sửa: viết `true` (có) hoặc `false` (không)
            content/articles/tin/bai.md:4:8: error: `có` is neither true nor false [bad-flag]
              4 | draft: có
                |        ^^
            help: write `true` or `false`
        "#]],
        ),
        rows(
            "bad-number",
            "  - {no: 1.000, name: Lê Thị Na}\n",
            expect![[r#"
            content/awards/qd-2.yaml:6:10: lỗi: `1.000` không phải là số nguyên từ 1 đến 1000000 [bad-number]
              6 |   - {no: 1.000, name: Lê Thị Na}
                |          ^^^^^
            cách sửa: chỉ viết chữ số, không có dấu chấm, dấu phẩy hay đơn vị
            content/awards/qd-2.yaml:6:10: error: `1.000` is not a whole number from 1 to 1000000 [bad-number]
              6 |   - {no: 1.000, name: Lê Thị Na}
                |          ^^^^^
            help: write digits only, without dots, commas or units
        "#]],
        ),
        rows(
            "bad-period",
            "  - {period: 2O22, name: Lê Thị Na}\n",
            expect![[r#"
            content/awards/qd-2.yaml:6:14: lỗi: `2O22` không phải là thời gian lập thành tích [bad-period]
              6 |   - {period: 2O22, name: Lê Thị Na}
                |              ^^^^
            cách sửa: viết một năm `2022`, một năm học `2021-2022`, hoặc `{from: 2020, to: 2025}`; chỉ dùng chữ số, không dùng chữ O
            content/awards/qd-2.yaml:6:14: error: `2O22` is not a merit period [bad-period]
              6 |   - {period: 2O22, name: Lê Thị Na}
                |              ^^^^
            help: write a year `2022`, a school year `2021-2022`, or `{from: 2020, to: 2025}`; digits only, no letter O
        "#]],
        ),
        front(
            "bad-slug",
            &more("slug: Lễ phát động\n"),
            expect![[r#"
            content/articles/tin/bai.md:4:7: lỗi: `Lễ phát động` không dùng được trong địa chỉ trang [bad-slug]
              4 | slug: Lễ phát động
                |       ^^^^^^^^^^^^
            cách sửa: hãy viết `le-phat-dong`
            content/articles/tin/bai.md:4:7: error: `Lễ phát động` cannot be part of an address [bad-slug]
              4 | slug: Lễ phát động
                |       ^^^^^^^^^^^^
            help: write `le-phat-dong`
        "#]],
        ),
        front(
            "bad-slug",
            &more("slug: 🌟\n"),
            expect![[r#"
                content/articles/tin/bai.md:4:7: lỗi: `🌟` không dùng được trong địa chỉ trang [bad-slug]
                  4 | slug: 🌟
                    |       ^^
                cách sửa: chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, không đặt hai gạch liền nhau
                content/articles/tin/bai.md:4:7: error: `🌟` cannot be part of an address [bad-slug]
                  4 | slug: 🌟
                    |       ^^
                help: use small letters without marks, digits and single hyphens
            "#]],
        ),
        front(
            "bad-time",
            "title: Bài\ndate: 2024-01-05 8h30\n",
            expect![[r#"
            content/articles/tin/bai.md:3:7: lỗi: giờ trong `2024-01-05 8h30` không đúng [bad-time]
              3 | date: 2024-01-05 8h30
                |       ^^^^^^^^^^^^^^^
            cách sửa: viết giờ và phút, mỗi phần hai chữ số, ví dụ `15:24`
            content/articles/tin/bai.md:3:7: error: the time in `2024-01-05 8h30` is not a time of day [bad-time]
              3 | date: 2024-01-05 8h30
                |       ^^^^^^^^^^^^^^^
            help: write hours and minutes with two digits each, such as `15:24`
        "#]],
        ),
        front(
            "duplicate-key",
            &more("title: Bài hai\n"),
            expect![[r#"
            content/articles/tin/bai.md:4:1: lỗi: khóa `title` được viết hai lần; chỉ dùng lần đầu [duplicate-key]
              4 | title: Bài hai
                | ^^^^^
            xem thêm: content/articles/tin/bai.md:2:1
            cách sửa: xóa một trong hai
            content/articles/tin/bai.md:4:1: error: the key `title` is written twice; the first is used [duplicate-key]
              4 | title: Bài hai
                | ^^^^^
            see also: content/articles/tin/bai.md:2:1
            help: delete one of the two
        "#]],
        ),
        front(
            "empty-value",
            "title:\ndate: 2024-01-05\n",
            expect![[r#"
                content/articles/tin/bai.md:2:1: lỗi: sau `title:` không có gì [empty-value]
                  2 | title:
                    | ^^^^^
                cách sửa: viết nội dung sau dấu hai chấm; đặt trong ngoặc kép nếu bắt đầu bằng một ký hiệu
                content/articles/tin/bai.md:2:1: error: nothing is written after `title:` [empty-value]
                  2 | title:
                    | ^^^^^
                help: write a text after it; put it in quotes when it begins with a sign
            "#]],
        ),
        site(
            "empty-value",
            &[(
                "content/awards/qd-2.yaml",
                "number: 2/QĐ-LĐLĐ\nsigned: 2023-01-16\nissuer: ldld-thu\nawards:\n",
            )],
            expect![[r#"
                content/awards/qd-2.yaml:4:1: lỗi: sau `awards:` không có gì [empty-value]
                  4 | awards:
                    | ^^^^^^
                cách sửa: viết nội dung sau dấu hai chấm; đặt trong ngoặc kép nếu bắt đầu bằng một ký hiệu
                content/awards/qd-2.yaml:4:1: error: nothing is written after `awards:` [empty-value]
                  4 | awards:
                    | ^^^^^^
                help: write a text after it; put it in quotes when it begins with a sign
            "#]],
        ),
        front(
            "missing-key",
            "date: 2024-01-05\n",
            expect![[r#"
            content/articles/tin/bai.md:2:1: lỗi: thiếu `title` [missing-key]
              2 | date: 2024-01-05
                | ^^^^
            cách sửa: thêm một dòng `title: …`
            content/articles/tin/bai.md:2:1: error: `title` is missing [missing-key]
              2 | date: 2024-01-05
                | ^^^^
            help: add a line `title: …`
        "#]],
        ),
        front(
            "no-such-day",
            "title: Bài\ndate: 2024-02-30\n",
            expect![[r#"
            content/articles/tin/bai.md:3:7: lỗi: không có ngày `2024-02-30` [no-such-day]
              3 | date: 2024-02-30
                |       ^^^^^^^^^^
            cách sửa: xem lại lịch: tháng đó ít ngày hơn, hoặc chỉ có mười hai tháng
            content/articles/tin/bai.md:3:7: error: there is no such day as `2024-02-30` [no-such-day]
              3 | date: 2024-02-30
                |       ^^^^^^^^^^
            help: look at the calendar: the month has fewer days, or there are only twelve months
        "#]],
        ),
        settings(
            "bad-colour",
            "colours: {main: xanh}\n",
            expect![[r##"
            content/site.yaml:7:17: lỗi: `xanh` không phải là mã màu [bad-colour]
              7 | colours: {main: xanh}
                |                 ^^^^
            cách sửa: viết dấu `#` và sáu chữ số hoặc chữ cái từ a đến f, trong ngoặc kép, ví dụ `"#0b4a8b"`
            content/site.yaml:7:17: error: `xanh` is not a colour [bad-colour]
              7 | colours: {main: xanh}
                |                 ^^^^
            help: write `#` and six digits or letters from a to f, in quotes, such as `"#0b4a8b"`
        "##]],
        ),
        settings(
            "bad-colour",
            "colours: {dark: {honour: e3b75a}}\n",
            expect![[r##"
            content/site.yaml:7:26: lỗi: `e3b75a` không phải là mã màu [bad-colour]
              7 | colours: {dark: {honour: e3b75a}}
                |                          ^^^^^^
            cách sửa: viết `"#e3b75a"`, trong ngoặc kép
            content/site.yaml:7:26: error: `e3b75a` is not a colour [bad-colour]
              7 | colours: {dark: {honour: e3b75a}}
                |                          ^^^^^^
            help: write `"#e3b75a"`, in quotes
        "##]],
        ),
        settings(
            "unquoted-colour",
            "colours:\n  main: #0b4a8b\n",
            expect![[r##"
            content/site.yaml:8:3: lỗi: không đọc được màu sau `main:`; thiếu ngoặc kép thì dấu `#` mở đầu một ghi chú [unquoted-colour]
              8 |   main: #0b4a8b
                |   ^^^^
            cách sửa: đặt mã màu trong ngoặc kép: `main: "#0b4a8b"`
            content/site.yaml:8:3: error: no colour is read after `main:`; without quotes, `#` begins a remark [unquoted-colour]
              8 |   main: #0b4a8b
                |   ^^^^
            help: put the colour in quotes: `main: "#0b4a8b"`
        "##]],
        ),
        settings(
            "picture-form",
            "share_image: /bia.svg\n",
            expect![[r#"
            content/site.yaml:7:14: lỗi: `/bia.svg` không dùng làm `share_image` được: chỉ nhận png, jpg, jpeg, webp, gif [picture-form]
              7 | share_image: /bia.svg
                |              ^^^^^^^^
            cách sửa: lưu ảnh thành một trong các dạng ấy rồi ghi tên tệp mới
            content/site.yaml:7:14: error: `/bia.svg` cannot be the `share_image`: it is none of png, jpg, jpeg, webp, gif [picture-form]
              7 | share_image: /bia.svg
                |              ^^^^^^^^
            help: save the picture in one of these forms, and name that file
        "#]],
        ),
        settings(
            "bad-email",
            "contact: {email: 'vp@thu.example, hc@thu.example'}\n",
            expect![[r#"
            content/site.yaml:7:18: lỗi: `vp@thu.example, hc@thu.example` không phải là một địa chỉ thư điện tử [bad-email]
              7 | contact: {email: 'vp@thu.example, hc@thu.example'}
                |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            cách sửa: chỉ viết một địa chỉ, ví dụ `vanphong@congdoan.example`
            content/site.yaml:7:18: error: `vp@thu.example, hc@thu.example` is not one e-mail address [bad-email]
              7 | contact: {email: 'vp@thu.example, hc@thu.example'}
                |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            help: write the address alone, such as `vanphong@congdoan.example`
        "#]],
        ),
        settings(
            "bad-phone",
            "contact: {phone: 0299 300 0000 hoặc 0299 300 0001}\n",
            expect![[r#"
            content/site.yaml:7:18: lỗi: `0299 300 0000 hoặc 0299 300 0001` không phải là một số điện thoại [bad-phone]
              7 | contact: {phone: 0299 300 0000 hoặc 0299 300 0001}
                |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            cách sửa: viết một số có từ 3 đến 15 chữ số, ví dụ `0299 300 0000`; các số khác có thể ghi trong địa chỉ hoặc trên một trang
            content/site.yaml:7:18: error: `0299 300 0000 hoặc 0299 300 0001` is not one telephone number [bad-phone]
              7 | contact: {phone: 0299 300 0000 hoặc 0299 300 0001}
                |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            help: write one number of 3 to 15 digits, such as `0299 300 0000`; others can stand in the address or on a page
        "#]],
        ),
        settings(
            "not-silenceable",
            "check: {ignore: [no-alt-text, wrong-kind]}\n",
            expect![[r#"
            content/site.yaml:7:31: lỗi: không thể bỏ qua `wrong-kind`: trang web sẽ bị thiếu khi đăng [not-silenceable]
              7 | check: {ignore: [no-alt-text, wrong-kind]}
                |                               ^^^^^^^^^^
            cách sửa: sửa chỗ được báo, và bỏ `wrong-kind` ở đây
            content/site.yaml:7:31: error: `wrong-kind` cannot be silenced: the site would be published with something missing [not-silenceable]
              7 | check: {ignore: [no-alt-text, wrong-kind]}
                |                               ^^^^^^^^^^
            help: mend what it reports, and leave out `wrong-kind` here
        "#]],
        ),
        settings(
            "bad-contact",
            "security: {contact: cổng thông tin, expires: 2027-01-01}\n",
            expect![[r#"
            content/site.yaml:7:21: lỗi: `cổng thông tin` không phải là thư điện tử, cũng không bắt đầu bằng `https://` hay `tel:` [bad-contact]
              7 | security: {contact: cổng thông tin, expires: 2027-01-01}
                |                     ^^^^^^^^^^^^^^
            cách sửa: viết ví dụ `baomat@congdoan.example` hoặc `https://congdoan.example/bao-loi`
            content/site.yaml:7:21: error: `cổng thông tin` is neither an e-mail address nor one that begins with `https://` or `tel:` [bad-contact]
              7 | security: {contact: cổng thông tin, expires: 2027-01-01}
                |                     ^^^^^^^^^^^^^^
            help: write it such as `security@congdoan.example` or `https://congdoan.example/bao-loi`
        "#]],
        ),
        settings(
            "low-contrast",
            "colours: {honour: \"#ffd700\"}\n",
            expect![[r##"
            content/site.yaml:7:19: cảnh báo: `honour` khó đọc: chữ #ffd700 trên nền #fbfaf7 chỉ tương phản 1.34:1 ở trang sáng, chữ cần 4.5:1 [low-contrast]
              7 | colours: {honour: "#ffd700"}
                |                   ^^^^^^^^^
            cách sửa: viết `honour: "#877200"`, hoặc đổi màu nền `paper`
            content/site.yaml:7:19: warning: `honour` can hardly be read: #ffd700 on #fbfaf7 has a contrast of 1.34:1 on light pages, and text needs 4.5:1 [low-contrast]
              7 | colours: {honour: "#ffd700"}
                |                   ^^^^^^^^^
            help: write `honour: "#877200"`, or change `paper`
        "##]],
        ),
        settings(
            "low-contrast",
            "colours: {dark: {main: \"#0b4a8b\"}}\n",
            expect![[r##"
            content/site.yaml:7:24: cảnh báo: `main` khó đọc: chữ #0b4a8b trên nền #12161b chỉ tương phản 2.04:1 ở trang tối, chữ cần 4.5:1 [low-contrast]
              7 | colours: {dark: {main: "#0b4a8b"}}
                |                        ^^^^^^^^^
            cách sửa: viết `dark: {main: "#5782af"}`, hoặc đổi màu nền `paper` của trang tối
            content/site.yaml:7:24: warning: `main` can hardly be read: #0b4a8b on #12161b has a contrast of 2.04:1 on dark pages, and text needs 4.5:1 [low-contrast]
              7 | colours: {dark: {main: "#0b4a8b"}}
                |                        ^^^^^^^^^
            help: write `dark: {main: "#5782af"}`, or change the `paper` of dark pages
        "##]],
        ),
        settings(
            "security-expired",
            "security: {contact: a@thu.example, expires: 2026-05-31}\n",
            expect![[r#"
            content/site.yaml:7:45: cảnh báo: `security.txt` đã quá hạn xem lại từ 2026-05-31, không còn ai tin nữa [security-expired]
              7 | security: {contact: a@thu.example, expires: 2026-05-31}
                |                                             ^^^^^^^^^^
            cách sửa: xem địa chỉ liên hệ còn đúng không rồi đặt `expires:` vào một ngày trong vòng một năm tới
            content/site.yaml:7:45: warning: `security.txt` was to be looked at again by 2026-05-31, and nobody heeds it any more [security-expired]
              7 | security: {contact: a@thu.example, expires: 2026-05-31}
                |                                             ^^^^^^^^^^
            help: see whether the contact is still right, and set `expires:` to a day within the next year
        "#]],
        ),
        settings(
            "secret-in-settings",
            "contact: {token: abc}\n",
            expect![[r#"
                content/site.yaml:7:11: lỗi: thông tin bí mật như `token` không được đặt trong tệp của dự án [secret-in-settings]
                cách sửa: xóa ở đây, đổi mật khẩu trên máy chủ, rồi cất vào kho khóa của hệ thống hoặc biến môi trường
                content/site.yaml:7:11: error: a secret such as `token` must not stand in a file of the project [secret-in-settings]
                help: delete it here, change it at the host, and keep it in the system's keychain or an environment variable
            "#]],
        ),
        front(
            "typographic-quotes",
            "title: “Bài”\ndate: 2024-01-05\n",
            expect![[r#"
                content/articles/tin/bai.md:2:8: cảnh báo: dấu ngoặc cong trong `“Bài”` được coi là một phần của chữ và sẽ hiện trên trang [typographic-quotes]
                  2 | title: “Bài”
                    |        ^^^^^
                cách sửa: dùng ngoặc thẳng " ", hoặc bỏ ngoặc
                content/articles/tin/bai.md:2:8: warning: the quotes in `“Bài”` are letters like any others here [typographic-quotes]
                  2 | title: “Bài”
                    |        ^^^^^
                help: use straight quotes " " around a value, or none
            "#]],
        ),
        front(
            "unknown-key",
            &more("tgas: [Lễ]\n"),
            expect![[r#"
            content/articles/tin/bai.md:4:1: lỗi: ở đây không có khóa `tgas` [unknown-key]
              4 | tgas: [Lễ]
                | ^^^^
            cách sửa: có phải ý bạn là `tags`?
            content/articles/tin/bai.md:4:1: error: there is no key `tgas` here [unknown-key]
              4 | tgas: [Lễ]
                | ^^^^
            help: did you mean `tags`?
        "#]],
        ),
        front(
            "unknown-key",
            &more("layout: rong\n"),
            expect![[r#"
                content/articles/tin/bai.md:4:1: lỗi: ở đây không có khóa `layout` [unknown-key]
                  4 | layout: rong
                    | ^^^^^^
                cách sửa: các khóa dùng được: title, slug, lead, draft, aliases, accept, date, updated, author, source, cover, movements, people, tags, expires
                content/articles/tin/bai.md:4:1: error: there is no key `layout` here [unknown-key]
                  4 | layout: rong
                    | ^^^^^^
                help: keys are: title, slug, lead, draft, aliases, accept, date, updated, author, source, cover, movements, people, tags, expires
            "#]],
        ),
        settings(
            "unknown-time-zone",
            "time_zone: Hà Nội\n",
            expect![[r#"
            content/site.yaml:7:12: lỗi: không có múi giờ `Hà Nội` [unknown-time-zone]
              7 | time_zone: Hà Nội
                |            ^^^^^^
            cách sửa: viết `Asia/Ho_Chi_Minh`
            content/site.yaml:7:12: error: there is no time zone `Hà Nội` [unknown-time-zone]
              7 | time_zone: Hà Nội
                |            ^^^^^^
            help: write `Asia/Ho_Chi_Minh`
        "#]],
        ),
        rows(
            "unknown-word",
            "  - {to: individul, name: Lê Thị Na}\n",
            expect![[r#"
            content/awards/qd-2.yaml:6:10: lỗi: `individul` không phải là từ dùng được cho `to` [unknown-word]
              6 |   - {to: individul, name: Lê Thị Na}
                |          ^^^^^^^^^
            cách sửa: có phải ý bạn là `individual`?
            content/awards/qd-2.yaml:6:10: error: `individul` is not one of the words for `to` [unknown-word]
              6 |   - {to: individul, name: Lê Thị Na}
                |          ^^^^^^^^^
            help: did you mean `individual`?
        "#]],
        ),
        rows(
            "unknown-word",
            "  - {category: khác, name: Lê Thị Na}\n",
            expect![[r#"
            content/awards/qd-2.yaml:6:16: lỗi: `khác` không phải là từ dùng được cho `category` [unknown-word]
              6 |   - {category: khác, name: Lê Thị Na}
                |                ^^^^
            cách sửa: các từ dùng được: cong-trang, phong-trao, dot-xuat, cong-hien, nien-han, doi-ngoai
            content/awards/qd-2.yaml:6:16: error: `khác` is not one of the words for `category` [unknown-word]
              6 |   - {category: khác, name: Lê Thị Na}
                |                ^^^^
            help: words are: cong-trang, phong-trao, dot-xuat, cong-hien, nien-han, doi-ngoai
        "#]],
        ),
        front(
            "wrong-kind",
            "title: [Một, Hai]\ndate: 2024-01-05\n",
            expect![[r#"
            content/articles/tin/bai.md:2:8: lỗi: chỗ này cần một dòng chữ, không phải một danh sách [wrong-kind]
              2 | title: [Một, Hai]
                |        ^^^^^^^^^^
            cách sửa: viết trên một dòng, đặt trong ngoặc kép nếu có dấu hai chấm
            content/articles/tin/bai.md:2:8: error: a text belongs here, not a list [wrong-kind]
              2 | title: [Một, Hai]
                |        ^^^^^^^^^^
            help: write one text on one line, in quotes if it has a colon in it
        "#]],
        ),
        front(
            "wrong-kind",
            &more("cover: anh.jpg\n"),
            expect![[r#"
            content/articles/tin/bai.md:4:8: lỗi: chỗ này cần các cặp khóa và giá trị, không phải một dòng chữ [wrong-kind]
              4 | cover: anh.jpg
                |        ^^^^^^^
            cách sửa: viết `khóa: giá trị`, mỗi dòng một cặp, hoặc {khóa: giá trị}
            content/articles/tin/bai.md:4:8: error: keys with values belong here, not a text [wrong-kind]
              4 | cover: anh.jpg
                |        ^^^^^^^
            help: write `key: value`, one on each line, or {key: value}
        "#]],
        ),
        rows(
            "wrong-kind",
            "  - {name: Lê Thị Na, period: [2022]}\n",
            expect![[r#"
            content/awards/qd-2.yaml:6:31: lỗi: chỗ này cần một khoảng thời gian, không phải một danh sách [wrong-kind]
              6 |   - {name: Lê Thị Na, period: [2022]}
                |                               ^^^^^^
            cách sửa: viết một năm, ví dụ 2022
            content/awards/qd-2.yaml:6:31: error: a period belongs here, not a list [wrong-kind]
              6 |   - {name: Lê Thị Na, period: [2022]}
                |                               ^^^^^^
            help: write a year such as 2022
        "#]],
        ),
        settings(
            "wrong-kind",
            "menu: Tin\n",
            expect![[r#"
            content/site.yaml:7:7: lỗi: chỗ này cần một danh sách, không phải một dòng chữ [wrong-kind]
              7 | menu: Tin
                |       ^^^
            cách sửa: đặt `- ` trước từng mục, hoặc viết [một, hai]
            content/site.yaml:7:7: error: a list belongs here, not a text [wrong-kind]
              7 | menu: Tin
                |       ^^^
            help: write `- ` before each entry, or [one, two]
        "#]],
        ),
        front(
            "year-range",
            "title: Bài\ndate: 20224-01-05\n",
            expect![[r#"
                content/articles/tin/bai.md:3:7: lỗi: năm trong `20224-01-05` không nằm trong khoảng từ 1900 đến 2100 [year-range]
                  3 | date: 20224-01-05
                    |       ^^^^^^^^^^^
                cách sửa: viết năm bằng bốn chữ số
                content/articles/tin/bai.md:3:7: error: the year of `20224-01-05` is not from 1900 to 2100 [year-range]
                  3 | date: 20224-01-05
                    |       ^^^^^^^^^^^
                help: write the year with four digits
            "#]],
        ),
    ]
}

/// What is wrong with YAML itself.
fn yaml() -> Vec<Told> {
    let good = "title: Bài\ndate: 2024-01-05\n";
    let more = |line: &str| format!("{good}{line}");
    let many = format!("{}[{}]\n", "  - ", "a,".repeat(4_000_001));
    vec![
        front(
            "yaml-after-quote",
            &more("author: \"Ban\" biên tập\n"),
            expect![[r#"
                content/articles/tin/bai.md:4:15: lỗi: sau dấu ngoặc kép đóng vẫn còn chữ [yaml-after-quote]
                  4 | author: "Ban" biên tập
                    |               ^
                cách sửa: đặt toàn bộ giá trị trong một cặp ngoặc kép; bên trong dùng ' thay cho ngoặc kép
                content/articles/tin/bai.md:4:15: error: something follows the closing quote [yaml-after-quote]
                  4 | author: "Ban" biên tập
                    |               ^
                help: put the whole value between one pair of quotes, and write ' for quotes inside it
            "#]],
        ),
        front(
            "yaml-backslash",
            "title: Bài\ndate: 2024-01-05\nlead: \"C:\\Users\\hoa\"\n",
            expect![[r#"
                content/articles/tin/bai.md:4:7: lỗi: giữa hai dấu ngoặc kép, dấu \ có nghĩa riêng [yaml-backslash]
                  4 | lead: "C:\Users\hoa"
                    |       ^
                cách sửa: đặt câu chữ giữa ' ' hoặc bỏ ngoặc
                content/articles/tin/bai.md:4:7: error: between double quotes a \ has a meaning of its own [yaml-backslash]
                  4 | lead: "C:\Users\hoa"
                    |       ^
                help: write the text between ' ' or without quotes
            "#]],
        ),
        front(
            "yaml-bracket",
            &more("tags: [Tin, vui\n"),
            expect![[r#"
                content/articles/tin/bai.md:4:7: lỗi: ngoặc vuông hoặc ngoặc nhọn chưa được đóng, hoặc thiếu dấu phẩy [yaml-bracket]
                  4 | tags: [Tin, vui
                    |       ^
                cách sửa: mỗi [ phải có ], mỗi { phải có }; chữ có , : [ ] { } thì đặt trong ngoặc kép
                content/articles/tin/bai.md:4:7: error: a bracket is not closed here, or a comma is missing [yaml-bracket]
                  4 | tags: [Tin, vui
                    |       ^
                help: close every [ with ] and every { with }; put texts with , : [ ] { } in quotes
            "#]],
        ),
        front(
            "yaml-colon",
            &more("lead: Giải: nhì\n"),
            expect![[r#"
            content/articles/tin/bai.md:4:7: lỗi: trong chữ có dấu hai chấm nên phải đặt trong ngoặc kép [yaml-colon]
              4 | lead: Giải: nhì
                |       ^^^^^^^^^
            cách sửa: hãy viết "Giải: nhì"
            content/articles/tin/bai.md:4:7: error: the text has a colon in it, so it must be put in quotes [yaml-colon]
              4 | lead: Giải: nhì
                |       ^^^^^^^^^
            help: write "Giải: nhì"
        "#]],
        ),
        front(
            "yaml-comment",
            &more("lead: Chung tay #congdoan\n"),
            expect![[r#"
            content/articles/tin/bai.md:4:17: cảnh báo: câu chữ bị ngắt trước `#congdoan`: phần sau dấu # bị coi là ghi chú [yaml-comment]
              4 | lead: Chung tay #congdoan
                |                 ^^^^^^^^^
            cách sửa: đặt cả câu trong ngoặc kép
            content/articles/tin/bai.md:4:17: warning: the text ends before `#congdoan`: what follows a # is a remark [yaml-comment]
              4 | lead: Chung tay #congdoan
                |                 ^^^^^^^^^
            help: put the whole text in quotes
        "#]],
        ),
        front(
            "yaml-deep",
            &more(&format!("tags: {}\n", "[".repeat(40))),
            expect![[r#"
            content/articles/tin/bai.md:4:39: lỗi: danh sách và khóa lồng nhau quá 32 cấp [yaml-deep]
              4 | tags: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
                |                                       ^
            cách sửa: xóa bớt ngoặc hoặc khoảng thụt đầu dòng thừa
            content/articles/tin/bai.md:4:39: error: lists and keys stand more than 32 levels inside one another [yaml-deep]
              4 | tags: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
                |                                       ^
            help: delete surplus brackets or indentation
        "#]],
        ),
        rows(
            "yaml-indent",
            &format!("  - name: Lê Thị Na\n     unit: cd-thu\n{OTHER_ROW}"),
            expect![[r#"
            content/awards/qd-2.yaml:7:6: lỗi: dòng này không thụt đầu dòng như các dòng bên cạnh [yaml-indent]
              7 |      unit: cd-thu
                |      ^^^^
            cách sửa: các khóa của cùng một mục phải thụt vào cùng một số dấu cách
            content/awards/qd-2.yaml:7:6: error: the line is not indented like its neighbours [yaml-indent]
              7 |      unit: cd-thu
                |      ^^^^
            help: give the keys of one entry the same number of spaces
        "#]],
        ),
        front(
            "yaml-key",
            &more("[một, hai]: ba\n"),
            expect![[r#"
                content/articles/tin/bai.md:4:1: lỗi: phần này không thể làm tên khóa [yaml-key]
                  4 | [một, hai]: ba
                    | ^
                cách sửa: viết một từ trước dấu hai chấm
                content/articles/tin/bai.md:4:1: error: this cannot be a key [yaml-key]
                  4 | [một, hai]: ba
                    | ^
                help: write a word before the colon
            "#]],
        ),
        front(
            "yaml-long",
            &more(&format!("lead: {}\n", "a".repeat(1_100_000))),
            expect![[r#"
            content/articles/tin/bai.md:4:7: lỗi: đoạn chữ dài quá 1 MB [yaml-long]
              4 | lead: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…
                |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            cách sửa: rút ngắn lại
            content/articles/tin/bai.md:4:7: error: the text is longer than 1 MB [yaml-long]
              4 | lead: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…
                |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            help: shorten it
        "#]],
        ),
        rows(
            "yaml-merge",
            &format!("  - {{<<: {{unit: cd-thu}}, name: Lê Thị Mai}}\n{OTHER_ROW}"),
            expect![[r#"
                content/awards/qd-2.yaml:6:6: lỗi: `<<` không dùng được ở đây [yaml-merge]
                  6 |   - {<<: {unit: cd-thu}, name: Lê Thị Mai}
                    |      ^^
                cách sửa: viết đầy đủ các khóa, hoặc dùng `defaults:` trong quyết định
                content/awards/qd-2.yaml:6:6: error: `<<` does not work here [yaml-merge]
                  6 |   - {<<: {unit: cd-thu}, name: Lê Thị Mai}
                    |      ^^
                help: write the keys out, or use `defaults:` in a decision
            "#]],
        ),
        front(
            "yaml-no-break-space",
            &more("lead:\u{a0}Lời\n"),
            expect![[r#"
            content/articles/tin/bai.md:4:1: lỗi: sau dấu hai chấm là dấu cách đặc biệt (không ngắt dòng), nhìn không thấy [yaml-no-break-space]
              4 | lead: Lời
                | ^^^^^^^^^
            cách sửa: xóa dấu cách sau dấu hai chấm rồi gõ lại
            content/articles/tin/bai.md:4:1: error: an invisible no-break space follows the colon [yaml-no-break-space]
              4 | lead: Lời
                | ^^^^^^^^^
            help: delete the space after the colon and type it again
        "#]],
        ),
        front(
            "yaml-no-colon",
            &more("Lời dẫn\n"),
            expect![[r#"
                content/articles/tin/bai.md:4:1: lỗi: dòng này thiếu dấu hai chấm và dấu cách sau tên khóa [yaml-no-colon]
                  4 | Lời dẫn
                    | ^^^^^^^
                cách sửa: viết `khóa: giá trị`
                content/articles/tin/bai.md:4:1: error: there is no colon and space after the key [yaml-no-colon]
                  4 | Lời dẫn
                    | ^^^^^^^
                help: write `key: value`
            "#]],
        ),
        front(
            "yaml-quote",
            &more("lead: \"Lời dẫn\n"),
            expect![[r#"
                content/articles/tin/bai.md:4:7: lỗi: dấu ngoặc kép hoặc nháy đơn mở ở đây chưa được đóng [yaml-quote]
                  4 | lead: "Lời dẫn
                    |       ^
                cách sửa: đóng lại ngay trên dòng này
                content/articles/tin/bai.md:4:7: error: the quote that opens here is never closed [yaml-quote]
                  4 | lead: "Lời dẫn
                    |       ^
                help: close it on the same line
            "#]],
        ),
        front(
            "yaml-special",
            &more("author: @congdoan\n"),
            expect![[r#"
            content/articles/tin/bai.md:4:9: lỗi: giá trị không thể bắt đầu bằng `@` [yaml-special]
              4 | author: @congdoan
                |         ^
            cách sửa: đặt cả giá trị trong ngoặc kép
            content/articles/tin/bai.md:4:9: error: a value cannot begin with `@` [yaml-special]
              4 | author: @congdoan
                |         ^
            help: put the whole value in quotes
        "#]],
        ),
        front(
            "yaml-syntax",
            &more("tags: [-]\n"),
            expect![[r#"
                content/articles/tin/bai.md:4:8: lỗi: không đọc được chỗ này (plain scalar cannot start with '-' followed by ,[]{}) [yaml-syntax]
                  4 | tags: [-]
                    |        ^
                cách sửa: so dòng này với các dòng bên cạnh
                content/articles/tin/bai.md:4:8: error: this cannot be read (plain scalar cannot start with '-' followed by ,[]{}) [yaml-syntax]
                  4 | tags: [-]
                    |        ^
                help: compare the line with its neighbours
            "#]],
        ),
        front(
            "yaml-tab",
            &more("cover:\n\tfile: anh.jpg\n"),
            expect![[r#"
            content/articles/tin/bai.md:5:1: lỗi: có dấu tab ở chỗ chỉ được thụt đầu dòng bằng dấu cách [yaml-tab]
              5 |  file: anh.jpg
                | ^
            cách sửa: thay tab bằng dấu cách
            content/articles/tin/bai.md:5:1: error: a tab stands where only spaces may indent [yaml-tab]
              5 |  file: anh.jpg
                | ^
            help: replace it by spaces
        "#]],
        ),
        rows(
            "yaml-too-many",
            &many,
            expect![[r#"
            content/awards/qd-2.yaml:6:7999970: lỗi: tệp chứa hơn 4000000 giá trị [yaml-too-many]
              6 | …,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,]
                |                                                   ^
            cách sửa: chia thành nhiều tệp
            content/awards/qd-2.yaml:6:7999970: error: the file holds more than 4000000 values [yaml-too-many]
              6 | …,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,]
                |                                                   ^
            help: split it into several files
        "#]],
        ),
        rows(
            "yaml-two-documents",
            &format!("{OTHER_ROW}---\nnumber: 3/QĐ-LĐLĐ\n"),
            expect![[r#"
            content/awards/qd-2.yaml:7:1: lỗi: dòng `---` thứ hai mở ra một tài liệu khác [yaml-two-documents]
              7 | ---
                | ^^^
            cách sửa: xóa dòng đó, phần sau chuyển sang tệp riêng
            content/awards/qd-2.yaml:7:1: error: a second `---` begins another document [yaml-two-documents]
              7 | ---
                | ^^^
            help: delete the line, and put what follows in a file of its own
        "#]],
        ),
    ]
}

/// What is wrong in the text of an article.
fn markdown() -> Vec<Told> {
    let hidden = |code, yaml: &str, expect| {
        text(code, "Xem [bài](b.md).\n", expect).with(|project| {
            project.write("content/articles/tin/b.md", format!("---\ntitle: B\n{yaml}---\nLời.\n"))
        })
    };
    let beside = |told: Told| {
        told.with(|project| project.write("content/articles/tin/anh.jpg", photograph(40, 30, 1)))
    };
    vec![
        text(
            "html-removed",
            "<script>alert(1)</script>\n",
            expect![[r#"
            content/articles/tin/bai.md:5:1: cảnh báo: `<script>` không được phép trong bài nên bị bỏ đi [html-removed]
              5 | <script>alert(1)</script>
                | ^^^^^^^^
            cách sửa: dùng Markdown; mã lệnh, kiểu trình bày, khung và biểu mẫu không bao giờ được đưa lên trang
            content/articles/tin/bai.md:5:1: warning: `<script>` is not allowed in an article and is left out [html-removed]
              5 | <script>alert(1)</script>
                | ^^^^^^^^
            help: use Markdown; scripts, styles, frames and forms never reach a page
        "#]],
        ),
        text(
            "html-removed",
            "<p onclick=\"a()\">Lời</p>\n",
            expect![[r#"
            content/articles/tin/bai.md:5:1: cảnh báo: `onclick` không được phép trong bài nên bị bỏ đi [html-removed]
              5 | <p onclick="a()">Lời</p>
                | ^^^^^^^^^^^^^^^^^
            cách sửa: dùng Markdown; mã lệnh, kiểu trình bày, khung và biểu mẫu không bao giờ được đưa lên trang
            content/articles/tin/bai.md:5:1: warning: `onclick` is not allowed in an article and is left out [html-removed]
              5 | <p onclick="a()">Lời</p>
                | ^^^^^^^^^^^^^^^^^
            help: use Markdown; scripts, styles, frames and forms never reach a page
        "#]],
        ),
        text(
            "html-unclosed",
            "<div>\n\nLời.\n",
            expect![[r#"
            content/articles/tin/bai.md:5:1: cảnh báo: `<div>` không được đóng lại; coi như đóng ở cuối bài [html-unclosed]
              5 | <div>
                | ^^^^^
            cách sửa: thêm thẻ đóng
            content/articles/tin/bai.md:5:1: warning: `<div>` is never closed; it ends with the text [html-unclosed]
              5 | <div>
                | ^^^^^
            help: close it
        "#]],
        ),
        hidden(
            "link-to-hidden",
            "date: 2024-01-05\ndraft: true\n",
            expect![[r#"
            content/articles/tin/bai.md:5:11: cảnh báo: liên kết dẫn tới `b.md` chưa được đăng (bản nháp) [link-to-hidden]
              5 | Xem [bài](b.md).
                |           ^^^^
            cách sửa: đăng trang đó hoặc bỏ liên kết; trong khi chờ chỉ hiện phần chữ
            content/articles/tin/bai.md:5:11: warning: the link leads to `b.md`, which is not published (draft) [link-to-hidden]
              5 | Xem [bài](b.md).
                |           ^^^^
            help: publish the page, or take the link out; until then only its text is shown
        "#]],
        ),
        hidden(
            "link-to-hidden",
            "date: 2030-01-05\n",
            expect![[r#"
            content/articles/tin/bai.md:5:11: cảnh báo: liên kết dẫn tới `b.md` chưa được đăng (chưa đến ngày) [link-to-hidden]
              5 | Xem [bài](b.md).
                |           ^^^^
            cách sửa: đăng trang đó hoặc bỏ liên kết; trong khi chờ chỉ hiện phần chữ
            content/articles/tin/bai.md:5:11: warning: the link leads to `b.md`, which is not published (its date has not come) [link-to-hidden]
              5 | Xem [bài](b.md).
                |           ^^^^
            help: publish the page, or take the link out; until then only its text is shown
        "#]],
        ),
        hidden(
            "link-to-hidden",
            "date: 2024-01-05\nexpires: 2025-01-01\n",
            expect![[r#"
            content/articles/tin/bai.md:5:11: cảnh báo: liên kết dẫn tới `b.md` chưa được đăng (đã hết hạn) [link-to-hidden]
              5 | Xem [bài](b.md).
                |           ^^^^
            cách sửa: đăng trang đó hoặc bỏ liên kết; trong khi chờ chỉ hiện phần chữ
            content/articles/tin/bai.md:5:11: warning: the link leads to `b.md`, which is not published (expired) [link-to-hidden]
              5 | Xem [bài](b.md).
                |           ^^^^
            help: publish the page, or take the link out; until then only its text is shown
        "#]],
        ),
        text(
            "local-path",
            "![Ảnh](C:\\Users\\hoa\\anh.jpg)\n",
            expect![[r#"
                content/articles/tin/bai.md:5:8: lỗi: `C:\Users\hoa\anh.jpg` là đường dẫn trên một máy tính, không phải trên trang web [local-path]
                  5 | ![Ảnh](C:\Users\hoa\anh.jpg)
                    |        ^^^^^^^^^^^^^^^^^^^^
                cách sửa: chép tệp vào cạnh bài rồi dẫn bằng tên tệp, giữa các thư mục dùng dấu /
                content/articles/tin/bai.md:5:8: error: `C:\Users\hoa\anh.jpg` is a place on one computer, not on the site [local-path]
                  5 | ![Ảnh](C:\Users\hoa\anh.jpg)
                    |        ^^^^^^^^^^^^^^^^^^^^
                help: copy the file beside the article, and link to its name, with / between folders
            "#]],
        ),
        text(
            "markdown-deep",
            &format!("{}a\n", "<div>".repeat(129)),
            expect![[r#"
            content/articles/tin/bai.md:5:641: lỗi: trích dẫn, danh sách hoặc thẻ HTML lồng nhau quá 128 cấp [markdown-deep]
              5 | …div><div><div><div><div><div><div><div><div><div><div>a
                |                                                   ^^^^^
            cách sửa: đóng từng thẻ ở chỗ nó kết thúc, hoặc viết bài bằng Markdown, không dùng HTML
            content/articles/tin/bai.md:5:641: error: quotes, lists or HTML elements stand more than 128 levels inside one another [markdown-deep]
              5 | …div><div><div><div><div><div><div><div><div><div><div>a
                |                                                   ^^^^^
            help: close each element where it ends, or write the text in Markdown without HTML
        "#]],
        ),
        text(
            "bidi-unclosed",
            "Một \u{202e}dòng **ngược\u{202c}**\u{2067}.\n",
            expect![[r#"
            content/articles/tin/bai.md:5:21: cảnh báo: ký tự đổi hướng chữ \u{2067} đứng lẻ, không có ký tự đóng hoặc mở đi kèm; nó có thể làm đảo ngược phần chữ phía sau [bidi-unclosed]
              5 | Một  dòng **ngược ** .
                |                     ^
            cách sửa: xóa nó bằng cách xóa các chữ hai bên rồi gõ lại
            content/articles/tin/bai.md:5:21: warning: the bidirectional control \u{2067} has no counterpart; it could turn around the text behind it [bidi-unclosed]
              5 | Một  dòng **ngược ** .
                |                     ^
            help: delete it by deleting the letters around it and typing them again
        "#]],
        ),
        text(
            "markdown-deep",
            &format!("{} a\n", ">".repeat(70)),
            expect![[r#"
                content/articles/tin/bai.md:5:65: lỗi: trích dẫn, danh sách hoặc thẻ HTML lồng nhau quá 64 cấp [markdown-deep]
                  5 | >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> a
                    |                                                                 ^
                cách sửa: xóa bớt dấu > hoặc khoảng thụt đầu dòng thừa
                content/articles/tin/bai.md:5:65: error: quotes, lists or HTML elements stand more than 64 levels inside one another [markdown-deep]
                  5 | >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> a
                    |                                                                 ^
                help: delete surplus > or indentation
            "#]],
        ),
        text(
            "missing-anchor",
            "Xem [mục](#de-muk).\n\n## Đề mục\n",
            expect![[r#"
                content/articles/tin/bai.md:5:11: lỗi: ở đó không có đề mục nào có địa chỉ `#de-muk` [missing-anchor]
                  5 | Xem [mục](#de-muk).
                    |           ^^^^^^^
                cách sửa: có phải ý bạn là `#de-muc`?
                content/articles/tin/bai.md:5:11: error: there is no heading with the anchor `#de-muk` there [missing-anchor]
                  5 | Xem [mục](#de-muk).
                    |           ^^^^^^^
                help: did you mean `#de-muc`?
            "#]],
        ),
        text(
            "missing-anchor",
            "Xem [mục](#xyz).\n",
            expect![[r#"
                content/articles/tin/bai.md:5:11: lỗi: ở đó không có đề mục nào có địa chỉ `#xyz` [missing-anchor]
                  5 | Xem [mục](#xyz).
                    |           ^^^^
                cách sửa: địa chỉ của một đề mục là chính đề mục ấy viết thường không dấu, nối bằng gạch
                content/articles/tin/bai.md:5:11: error: there is no heading with the anchor `#xyz` there [missing-anchor]
                  5 | Xem [mục](#xyz).
                    |           ^^^^
                help: look at the headings; an anchor is the heading in small letters without marks
            "#]],
        ),
        site(
            "missing-document",
            &[(
                "content/awards/qd-2.yaml",
                &format!(
                    "number: 2/QĐ-LĐLĐ\nsigned: 2023-01-16\nissuer: ldld-thu\ndocument: qd-2.pdf\n\
                defaults: {{kind: bang-khen-ldld-tinh, period: 2022}}\nawards:\n{OTHER_ROW}"
                ),
            )],
            expect![[r#"
                content/awards/qd-2.yaml:4:11: lỗi: trong content/static/ không có tệp `qd-2.pdf` [missing-document]
                  4 | document: qd-2.pdf
                    |           ^^^^^^^^
                cách sửa: đặt bản quét vào đó, hoặc bỏ dòng này
                content/awards/qd-2.yaml:4:11: error: there is no file `qd-2.pdf` in content/static/ [missing-document]
                  4 | document: qd-2.pdf
                    |           ^^^^^^^^
                help: put the scan there, or take the line out
            "#]],
        ),
        site(
            "missing-document",
            &[
                ("content/static/qd-02.pdf", "x"),
                (
                    "content/awards/qd-2.yaml",
                    &format!(
                        "number: 2/QĐ-LĐLĐ\nsigned: 2023-01-16\nissuer: ldld-thu\ndocument: qd-2.pdf\n\
                defaults: {{kind: bang-khen-ldld-tinh, period: 2022}}\nawards:\n{OTHER_ROW}"
                    ),
                ),
            ],
            expect![[r#"
                content/awards/qd-2.yaml:4:11: lỗi: trong content/static/ không có tệp `qd-2.pdf` [missing-document]
                  4 | document: qd-2.pdf
                    |           ^^^^^^^^
                cách sửa: có phải ý bạn là `qd-02.pdf`?
                content/awards/qd-2.yaml:4:11: error: there is no file `qd-2.pdf` in content/static/ [missing-document]
                  4 | document: qd-2.pdf
                    |           ^^^^^^^^
                help: did you mean `qd-02.pdf`?
            "#]],
        ),
        text(
            "missing-file",
            "![Ảnh](anh.png)\n",
            expect![[r#"
            content/articles/tin/bai.md:5:8: lỗi: ở đây không có tệp `anh.png` [missing-file]
              5 | ![Ảnh](anh.png)
                |        ^^^^^^^
            cách sửa: đặt tệp vào đúng chỗ hoặc sửa lại tên; phân biệt chữ hoa, chữ thường
            content/articles/tin/bai.md:5:8: error: there is no file `anh.png` here [missing-file]
              5 | ![Ảnh](anh.png)
                |        ^^^^^^^
            help: put the file there, or correct the name; small and capital letters count
        "#]],
        ),
        text(
            "missing-file",
            "Xem [phong trào](lao-dong-gioi.md).\n",
            expect![[r#"
            content/articles/tin/bai.md:5:18: lỗi: ở đây không có tệp `lao-dong-gioi.md` [missing-file]
              5 | Xem [phong trào](lao-dong-gioi.md).
                |                  ^^^^^^^^^^^^^^^^
            cách sửa: có phải ý bạn là `../../movements/lao-dong-gioi.md`?
            content/articles/tin/bai.md:5:18: error: there is no file `lao-dong-gioi.md` here [missing-file]
              5 | Xem [phong trào](lao-dong-gioi.md).
                |                  ^^^^^^^^^^^^^^^^
            help: did you mean `../../movements/lao-dong-gioi.md`?
        "#]],
        ),
        text(
            "missing-route",
            "Xem [tin](/tinn/).\n",
            expect![[r#"
            content/articles/tin/bai.md:5:11: lỗi: trang web không có trang `/tinn/` [missing-route]
              5 | Xem [tin](/tinn/).
                |           ^^^^^^
            cách sửa: có phải ý bạn là `/tin/`?
            content/articles/tin/bai.md:5:11: error: there is no page `/tinn/` on this site [missing-route]
              5 | Xem [tin](/tinn/).
                |           ^^^^^^
            help: did you mean `/tin/`?
        "#]],
        ),
        text(
            "missing-route",
            "Xem [tin](/khong-co-trang-nay/).\n",
            expect![[r#"
            content/articles/tin/bai.md:5:11: lỗi: trang web không có trang `/khong-co-trang-nay/` [missing-route]
              5 | Xem [tin](/khong-co-trang-nay/).
                |           ^^^^^^^^^^^^^^^^^^^^
            cách sửa: dẫn tới tệp của trang, ví dụ ../../pages/lien-he.md
            content/articles/tin/bai.md:5:11: error: there is no page `/khong-co-trang-nay/` on this site [missing-route]
              5 | Xem [tin](/khong-co-trang-nay/).
                |           ^^^^^^^^^^^^^^^^^^^^
            help: link to the file of the page, such as ../../pages/lien-he.md
        "#]],
        ),
        beside(text(
            "no-alt-text",
            "![](anh.jpg)\n",
            expect![[r#"
            content/articles/tin/bai.md:5:5: cảnh báo: ảnh thiếu lời mô tả cho người không nhìn thấy [no-alt-text]
              5 | ![](anh.jpg)
                |     ^^^^^^^
            cách sửa: viết vài chữ nói ảnh chụp gì: ![Đoàn viên ký giao ước thi đua](anh.jpg), hoặc `alt:` của ảnh bìa
            content/articles/tin/bai.md:5:5: warning: the picture has no text for those who cannot see it [no-alt-text]
              5 | ![](anh.jpg)
                |     ^^^^^^^
            help: say in a few words what it shows: ![Members sign the pledge](anh.jpg), or `alt:` of a cover
        "#]],
        )),
        beside(front(
            "no-alt-text",
            "title: Bài\ndate: 2024-01-05\ncover: {file: anh.jpg}\n",
            expect![[r#"
            content/articles/tin/bai.md:4:9: cảnh báo: ảnh thiếu lời mô tả cho người không nhìn thấy [no-alt-text]
              4 | cover: {file: anh.jpg}
                |         ^^^^
            cách sửa: viết vài chữ nói ảnh chụp gì: ![Đoàn viên ký giao ước thi đua](anh.jpg), hoặc `alt:` của ảnh bìa
            content/articles/tin/bai.md:4:9: warning: the picture has no text for those who cannot see it [no-alt-text]
              4 | cover: {file: anh.jpg}
                |         ^^^^
            help: say in a few words what it shows: ![Members sign the pledge](anh.jpg), or `alt:` of a cover
        "#]],
        )),
        text(
            "open-fence",
            "```\nmã\n",
            expect![[r#"
            content/articles/tin/bai.md:5:1: cảnh báo: khối mã mở ở đây không được đóng lại [open-fence]
              5 | ```
                | ^^^
            cách sửa: đóng bằng đúng các dấu ấy trên một dòng riêng
            content/articles/tin/bai.md:5:1: warning: the code block that opens here is never closed [open-fence]
              5 | ```
                | ^^^
            help: close it with the same marks on a line of their own
        "#]],
        ),
        text(
            "outside-picture",
            "![Ảnh](https://a.example/anh.jpg)\n",
            expect![[r#"
            content/articles/tin/bai.md:5:8: lỗi: ảnh sẽ phải tải từ máy chủ khác: `https://a.example/anh.jpg` [outside-picture]
              5 | ![Ảnh](https://a.example/anh.jpg)
                |        ^^^^^^^^^^^^^^^^^^^^^^^^^
            cách sửa: lưu ảnh vào cạnh bài rồi dùng tên tệp
            content/articles/tin/bai.md:5:8: error: the picture would be loaded from another host: `https://a.example/anh.jpg` [outside-picture]
              5 | ![Ảnh](https://a.example/anh.jpg)
                |        ^^^^^^^^^^^^^^^^^^^^^^^^^
            help: save it beside the article and use its name
        "#]],
        ),
        text(
            "second-title",
            "# Bài\n",
            expect![[r#"
            content/articles/tin/bai.md:5:1: cảnh báo: `Bài` là đề mục cấp một; chỉ tên bài được ở cấp này [second-title]
              5 | # Bài
                | ^^^^^
            cách sửa: mở đầu đề mục bằng ##
            content/articles/tin/bai.md:5:1: warning: `Bài` is a heading of the first level; the title is the only one [second-title]
              5 | # Bài
                | ^^^^^
            help: begin it with ##
        "#]],
        ),
        text(
            "shortcode",
            "{{< youtube abc >}}\n",
            expect![[r#"
                content/articles/tin/bai.md:5:1: lỗi: `{{< youtube abc >}}` không có nghĩa gì ở đây [shortcode]
                  5 | {{< youtube abc >}}
                    | ^^^^^^^^^^^^^^^^^^^
                cách sửa: không có mã ngắn (shortcode): hãy dùng Markdown, hoặc đặt giữa ` ` để hiện nguyên văn
                content/articles/tin/bai.md:5:1: error: `{{< youtube abc >}}` means nothing here [shortcode]
                  5 | {{< youtube abc >}}
                    | ^^^^^^^^^^^^^^^^^^^
                help: there are no shortcodes: use Markdown, or put it between ` ` to show it as it is
            "#]],
        ),
        text(
            "skipped-heading",
            "## Một\n\n#### Hai\n",
            expect![[r#"
            content/articles/tin/bai.md:7:1: cảnh báo: đề mục cấp 4 đứng ở chỗ phải là cấp 3 [skipped-heading]
              7 | #### Hai
                | ^^^^^^^^
            cách sửa: mở đầu đề mục bằng ###
            content/articles/tin/bai.md:7:1: warning: a heading of level 4 stands where level 3 comes next [skipped-heading]
              7 | #### Hai
                | ^^^^^^^^
            help: begin it with ###
        "#]],
        ),
        text(
            "unsafe-link",
            "[Xem](javascript:a())\n",
            expect![[r#"
            content/articles/tin/bai.md:5:7: cảnh báo: liên kết không được bắt đầu bằng `javascript:`; chỉ hiện phần chữ [unsafe-link]
              5 | [Xem](javascript:a())
                |       ^^^^^^^^^^^^^^
            cách sửa: dùng https:, mailto: hoặc tel:
            content/articles/tin/bai.md:5:7: warning: links may not begin with `javascript:`; only the text is shown [unsafe-link]
              5 | [Xem](javascript:a())
                |       ^^^^^^^^^^^^^^
            help: use https:, mailto: or tel:
        "#]],
        ),
    ]
}

/// What only the whole of a site shows.
fn whole() -> Vec<Told> {
    let good = "title: Bài\ndate: 2024-01-05\n";
    let more = |line: &str| format!("{good}{line}");
    vec![
        site(
            "ends-before-start",
            &[(
                "content/movements/xanh.md",
                "---\ntitle: Xanh\nstarts: 2024-05-01\nends: 2024-04-01\n---\nLời.\n",
            )],
            expect![[r#"
                content/movements/xanh.md:4:7: lỗi: kết thúc (2024-04-01) trước khi bắt đầu (2024-05-01) [ends-before-start]
                  4 | ends: 2024-04-01
                    |       ^^^^^^^^^^
                xem thêm: content/movements/xanh.md:3:9
                cách sửa: sửa lại một trong hai ngày
                content/movements/xanh.md:4:7: error: it ends (2024-04-01) before it begins (2024-05-01) [ends-before-start]
                  4 | ends: 2024-04-01
                    |       ^^^^^^^^^^
                see also: content/movements/xanh.md:3:9
                help: correct one of the two
            "#]],
        ),
        site(
            "incomplete-decision",
            &[(
                "content/awards/qd-2.yaml",
                &format!(
                    "number: 2/QĐ-LĐLĐ\nissuer: ldld-thu\n\
            defaults: {{kind: bang-khen-ldld-tinh, period: 2022}}\nawards:\n{OTHER_ROW}"
                ),
            )],
            expect![[r#"
                content/awards/qd-2.yaml:1:1: lỗi: quyết định thiếu `signed` [incomplete-decision]
                  1 | number: 2/QĐ-LĐLĐ
                    | ^
                cách sửa: bổ sung; nếu văn bản đã thất lạc, ghi rõ nguồn: `undocumented: "Kỷ yếu 2010"`
                content/awards/qd-2.yaml:1:1: error: the decision has no `signed` [incomplete-decision]
                  1 | number: 2/QĐ-LĐLĐ
                    | ^
                help: add it; if the paper is lost, say where the awards are known from: `undocumented: "Kỷ yếu 2010"`
            "#]],
        ),
        rows(
            "period-after-signing",
            "  - {name: Lê Thị Na, period: 2024}\n",
            expect![[r#"
            content/awards/qd-2.yaml:6:31: lỗi: thời gian lập thành tích kết thúc năm 2024, sau ngày ký quyết định (2023-02-16) [period-after-signing]
              6 |   - {name: Lê Thị Na, period: 2024}
                |                               ^^^^
            xem thêm: content/awards/qd-2.yaml:2:9
            cách sửa: sửa lại `period` hoặc `signed`
            content/awards/qd-2.yaml:6:31: error: the merit period ends in 2024, after the decision was signed (2023-02-16) [period-after-signing]
              6 |   - {name: Lê Thị Na, period: 2024}
                |                               ^^^^
            see also: content/awards/qd-2.yaml:2:9
            help: correct `period` or `signed`
        "#]],
        ),
        rows(
            "recipient-kind",
            "  - {name: Lê Thị Na, kind: co-thi-dua-ldld-tinh}\n",
            expect![[r#"
                content/awards/qd-2.yaml:6:29: lỗi: Cờ thi đua của Liên đoàn Lao động tỉnh không dành cho cá nhân [recipient-kind]
                  6 |   - {name: Lê Thị Na, kind: co-thi-dua-ldld-tinh}
                    |                             ^^^^^^^^^^^^^^^^^^^^
                cách sửa: chỉ dành cho: collective (individual: cá nhân, collective: tập thể, household: hộ gia đình); sửa lại `to` hoặc `kind`
                content/awards/qd-2.yaml:6:29: error: Cờ thi đua của Liên đoàn Lao động tỉnh does not go to a person [recipient-kind]
                  6 |   - {name: Lê Thị Na, kind: co-thi-dua-ldld-tinh}
                    |                             ^^^^^^^^^^^^^^^^^^^^
                help: it goes to: collective; correct `to` or `kind`
            "#]],
        ),
        rows(
            "recipient-kind",
            "  - {to: household, name: Gia đình bà Na, kind: co-thi-dua-ldld-tinh}\n",
            expect![[r#"
                content/awards/qd-2.yaml:6:10: lỗi: Cờ thi đua của Liên đoàn Lao động tỉnh không dành cho hộ gia đình [recipient-kind]
                  6 |   - {to: household, name: Gia đình bà Na, kind: co-thi-dua-ldld-tinh}
                    |          ^^^^^^^^^
                cách sửa: chỉ dành cho: collective (individual: cá nhân, collective: tập thể, household: hộ gia đình); sửa lại `to` hoặc `kind`
                content/awards/qd-2.yaml:6:10: error: Cờ thi đua của Liên đoàn Lao động tỉnh does not go to a family [recipient-kind]
                  6 |   - {to: household, name: Gia đình bà Na, kind: co-thi-dua-ldld-tinh}
                    |          ^^^^^^^^^
                help: it goes to: collective; correct `to` or `kind`
            "#]],
        ),
        site(
            "same-decision",
            &[(
                "content/awards/qd-1b.yaml",
                &format!(
                    "number: 1/QĐ-LĐLĐ\nsigned: 2023-05-01\nissuer: ldld-thu\n\
            defaults: {{kind: bang-khen-ldld-tinh, period: 2022}}\nawards:\n{OTHER_ROW}"
                ),
            )],
            expect![[r#"
                content/awards/qd-1b.yaml:1:9: lỗi: đã có quyết định `1/QĐ-LĐLĐ` của cơ quan này trong năm đó [same-decision]
                  1 | number: 1/QĐ-LĐLĐ
                    |         ^^^^^^^^^
                xem thêm: content/awards/qd-1.yaml:1:9
                cách sửa: xóa một trong hai tệp, hoặc sửa lại số quyết định
                content/awards/qd-1b.yaml:1:9: error: the decision `1/QĐ-LĐLĐ` of this issuer and year is there already [same-decision]
                  1 | number: 1/QĐ-LĐLĐ
                    |         ^^^^^^^^^
                see also: content/awards/qd-1.yaml:1:9
                help: delete one of the two files, or correct the number
            "#]],
        ),
        site(
            "same-id",
            &[("content/registry/people.yaml", "- {id: hoa, name: Hoa}\n- {id: hoa, name: Hoà}\n")],
            expect![[r#"
                content/registry/people.yaml:2:8: lỗi: đã có mã `hoa` [same-id]
                  2 | - {id: hoa, name: Hoà}
                    |        ^^^
                xem thêm: content/registry/people.yaml:1:8
                cách sửa: đặt mã khác cho một trong hai
                content/registry/people.yaml:2:8: error: the id `hoa` is there already [same-id]
                  2 | - {id: hoa, name: Hoà}
                    |        ^^^
                see also: content/registry/people.yaml:1:8
                help: give one of the two another id
            "#]],
        ),
        site(
            "same-route",
            &[
                (ARTICLE, SOUND),
                ("content/articles/tin/khac.md", "---\ntitle: Bài\ndate: 2024-01-05\nslug: bai\n---\nLời.\n"),
            ],
            expect![[r#"
                content/articles/tin/khac.md: lỗi: `/tin/bai/` đã là địa chỉ của `content/articles/tin/bai.md` [same-route]
                xem thêm: content/articles/tin/bai.md
                cách sửa: đổi tên một trong hai tệp, hoặc thêm `slug:` cho một tệp
                content/articles/tin/khac.md: error: `/tin/bai/` is already the address of `content/articles/tin/bai.md` [same-route]
                see also: content/articles/tin/bai.md
                help: rename one of the two files, or give one a `slug:`
            "#]],
        ),
        rows(
            "unknown-article",
            "  - {name: Lê Thị Na, article: tin/chi-na}\n",
            expect![[r#"
            content/awards/qd-2.yaml:6:32: lỗi: không có bài `tin/chi-na` đang đăng [unknown-article]
              6 |   - {name: Lê Thị Na, article: tin/chi-na}
                |                                ^^^^^^^^^^
            cách sửa: viết chuyên-mục/tên-bài, ví dụ guong-sang/chi-mai
            content/awards/qd-2.yaml:6:32: error: there is no published article `tin/chi-na` [unknown-article]
              6 |   - {name: Lê Thị Na, article: tin/chi-na}
                |                                ^^^^^^^^^^
            help: write section/slug, such as guong-sang/chi-mai
        "#]],
        ),
        rows(
            "unknown-article",
            "  - {name: Lê Thị Na, article: tin/baii}\n",
            expect![[r#"
            content/awards/qd-2.yaml:6:32: lỗi: không có bài `tin/baii` đang đăng [unknown-article]
              6 |   - {name: Lê Thị Na, article: tin/baii}
                |                                ^^^^^^^^
            cách sửa: có phải ý bạn là `tin/bai`?
            content/awards/qd-2.yaml:6:32: error: there is no published article `tin/baii` [unknown-article]
              6 |   - {name: Lê Thị Na, article: tin/baii}
                |                                ^^^^^^^^
            help: did you mean `tin/bai`?
        "#]],
        )
        .with(|project| project.write(ARTICLE, SOUND)),
        rows(
            "unknown-kind",
            "  - {name: Lê Thị Na, kind: bang-khen-ldld-tin}\n",
            expect![[r#"
            content/awards/qd-2.yaml:6:29: lỗi: không có danh hiệu hay hình thức khen thưởng `bang-khen-ldld-tin` [unknown-kind]
              6 |   - {name: Lê Thị Na, kind: bang-khen-ldld-tin}
                |                             ^^^^^^^^^^^^^^^^^^
            cách sửa: có phải ý bạn là `bang-khen-ldld-tinh`?
            content/awards/qd-2.yaml:6:29: error: there is no kind of award `bang-khen-ldld-tin` [unknown-kind]
              6 |   - {name: Lê Thị Na, kind: bang-khen-ldld-tin}
                |                             ^^^^^^^^^^^^^^^^^^
            help: did you mean `bang-khen-ldld-tinh`?
        "#]],
        ),
        rows(
            "unknown-kind",
            "  - {name: Lê Thị Na, kind: xyz}\n",
            expect![[r#"
            content/awards/qd-2.yaml:6:29: lỗi: không có danh hiệu hay hình thức khen thưởng `xyz` [unknown-kind]
              6 |   - {name: Lê Thị Na, kind: xyz}
                |                             ^^^
            cách sửa: xem danh mục, hoặc thêm vào content/registry/kinds.yaml
            content/awards/qd-2.yaml:6:29: error: there is no kind of award `xyz` [unknown-kind]
              6 |   - {name: Lê Thị Na, kind: xyz}
                |                             ^^^
            help: look in the catalogue, or add it to content/registry/kinds.yaml
        "#]],
        ),
        front(
            "unknown-movement",
            &more("movements: [lao-dong-goi]\n"),
            expect![[r#"
            content/articles/tin/bai.md:4:13: lỗi: không có phong trào `lao-dong-goi` [unknown-movement]
              4 | movements: [lao-dong-goi]
                |             ^^^^^^^^^^^^
            cách sửa: có phải ý bạn là `lao-dong-gioi`?
            content/articles/tin/bai.md:4:13: error: there is no movement `lao-dong-goi` [unknown-movement]
              4 | movements: [lao-dong-goi]
                |             ^^^^^^^^^^^^
            help: did you mean `lao-dong-gioi`?
        "#]],
        ),
        front(
            "unknown-movement",
            &more("movements: [xanh]\n"),
            expect![[r#"
            content/articles/tin/bai.md:4:13: lỗi: không có phong trào `xanh` [unknown-movement]
              4 | movements: [xanh]
                |             ^^^^
            cách sửa: tên phong trào là tên tệp trong content/movements/, bỏ .md
            content/articles/tin/bai.md:4:13: error: there is no movement `xanh` [unknown-movement]
              4 | movements: [xanh]
                |             ^^^^
            help: movements are the file names in content/movements/ without .md
        "#]],
        ),
        front(
            "unknown-person",
            &more("people: [hoa]\n"),
            expect![[r#"
            content/articles/tin/bai.md:4:10: lỗi: không có người `hoa` [unknown-person]
              4 | people: [hoa]
                |          ^^^
            cách sửa: thêm người này vào content/registry/people.yaml
            content/articles/tin/bai.md:4:10: error: there is no person `hoa` [unknown-person]
              4 | people: [hoa]
                |          ^^^
            help: add the person to content/registry/people.yaml
        "#]],
        ),
        front(
            "unknown-person",
            &more("people: [hoaa]\n"),
            expect![[r#"
            content/articles/tin/bai.md:4:10: lỗi: không có người `hoaa` [unknown-person]
              4 | people: [hoaa]
                |          ^^^^
            cách sửa: có phải ý bạn là `hoa`?
            content/articles/tin/bai.md:4:10: error: there is no person `hoaa` [unknown-person]
              4 | people: [hoaa]
                |          ^^^^
            help: did you mean `hoa`?
        "#]],
        )
        .with(|project| project.write("content/registry/people.yaml", "- {id: hoa, name: Hoa}\n")),
        site(
            "unknown-section",
            &[("content/articles/tinn/bai.md", SOUND)],
            expect![[r#"
            content/articles/tinn/bai.md: lỗi: không có chuyên mục `tinn` [unknown-section]
            cách sửa: có phải ý bạn là `tin`?
            content/articles/tinn/bai.md: error: there is no section `tinn` [unknown-section]
            help: did you mean `tin`?
        "#]],
        ),
        site(
            "unknown-section",
            &[("content/articles/khac/bai.md", SOUND)],
            expect![[r#"
            content/articles/khac/bai.md: lỗi: không có chuyên mục `khac` [unknown-section]
            cách sửa: thêm vào `sections:` trong content/site.yaml, hoặc đổi tên thư mục
            content/articles/khac/bai.md: error: there is no section `khac` [unknown-section]
            help: add it to `sections:` in content/site.yaml, or rename the folder
        "#]],
        ),
        rows(
            "unknown-unit",
            "  - {name: Lê Thị Na, unit: cd-thuu}\n",
            expect![[r#"
            content/awards/qd-2.yaml:6:29: lỗi: không có đơn vị `cd-thuu` [unknown-unit]
              6 |   - {name: Lê Thị Na, unit: cd-thuu}
                |                             ^^^^^^^
            cách sửa: có phải ý bạn là `cd-thu`?
            content/awards/qd-2.yaml:6:29: error: there is no unit `cd-thuu` [unknown-unit]
              6 |   - {name: Lê Thị Na, unit: cd-thuu}
                |                             ^^^^^^^
            help: did you mean `cd-thu`?
        "#]],
        ),
        rows(
            "unknown-unit",
            "  - {name: Lê Thị Na, unit: nha-may-x}\n",
            expect![[r#"
            content/awards/qd-2.yaml:6:29: lỗi: không có đơn vị `nha-may-x` [unknown-unit]
              6 |   - {name: Lê Thị Na, unit: nha-may-x}
                |                             ^^^^^^^^^
            cách sửa: thêm đơn vị vào content/registry/units.yaml
            content/awards/qd-2.yaml:6:29: error: there is no unit `nha-may-x` [unknown-unit]
              6 |   - {name: Lê Thị Na, unit: nha-may-x}
                |                             ^^^^^^^^^
            help: add it to content/registry/units.yaml
        "#]],
        ),
    ]
}

/// What is wrong with a theme.
fn themes() -> Vec<Told> {
    vec![
        theme(
            "template-fault",
            &[("templates/tags.html", "<h1>{{ page.title }</h1>\n")],
            expect![[r#"
            themes/nha/templates/tags.html:1:19: lỗi: không dựng được trang từ mẫu: Found `}` but expected }}. [template-fault]
              1 | <h1>{{ page.title }</h1>
                |                   ^
            cách sửa: sửa mẫu ở chỗ này; themes/README.md liệt kê những gì mẫu được dùng
            themes/nha/templates/tags.html:1:19: error: the template cannot be rendered: Found `}` but expected }}. [template-fault]
              1 | <h1>{{ page.title }</h1>
                |                   ^
            help: mend the template at this place; themes/README.md lists what it may use
        "#]],
        ),
        theme(
            "template-fault",
            &[("templates/404.html", "<h1>{{ paeg.title }}</h1>\n")],
            expect![[r#"
            themes/nha/templates/404.html:1:8: lỗi: không dựng được trang từ mẫu: Variable `paeg` is not defined. Available variables: files, page, site [template-fault]
              1 | <h1>{{ paeg.title }}</h1>
                |        ^^^^
            cách sửa: sửa mẫu ở chỗ này; themes/README.md liệt kê những gì mẫu được dùng
            themes/nha/templates/404.html:1:8: error: the template cannot be rendered: Variable `paeg` is not defined. Available variables: files, page, site [template-fault]
              1 | <h1>{{ paeg.title }}</h1>
                |        ^^^^
            help: mend the template at this place; themes/README.md lists what it may use
        "#]],
        ),
        theme(
            "theme-circle",
            &[("theme.yaml", "name: Nhà\nextends: nha\n")],
            expect![[r#"
                themes/nha/theme.yaml:2:10: lỗi: giao diện `nha` và giao diện mà nó kế thừa tạo thành vòng lặp [theme-circle]
                  2 | extends: nha
                    |          ^^^
                cách sửa: sửa `extends:` trong theme.yaml
                themes/nha/theme.yaml:2:10: error: the theme `nha` extends itself in a circle [theme-circle]
                  2 | extends: nha
                    |          ^^^
                help: correct `extends:` in theme.yaml
            "#]],
        ),
        theme(
            "theme-string",
            &[("strings/vi.ftl", "home = { $n ->\n"), ("theme.yaml", "name: Nhà\n")],
            expect![[r#"
                themes/nha/strings/vi.ftl:2:1: lỗi: câu chữ viết chưa đúng: The select expression must have a default variant [theme-string]
                  2 | 
                    | ^
                cách sửa: viết `tên = câu chữ`, tham số viết là { $tên }
                themes/nha/strings/vi.ftl:2:1: error: the sentence is not well formed: The select expression must have a default variant [theme-string]
                  2 | 
                    | ^
                help: write `name = text`, with arguments as { $name }
            "#]],
        ),
        settings(
            "unknown-theme",
            "theme: defalt\n",
            expect![[r#"
            content/site.yaml:7:8: lỗi: không có giao diện `defalt` [unknown-theme]
              7 | theme: defalt
                |        ^^^^^^
            cách sửa: có phải ý bạn là `default`?
            content/site.yaml:7:8: error: there is no theme `defalt` [unknown-theme]
              7 | theme: defalt
                |        ^^^^^^
            help: did you mean `default`?
        "#]],
        ),
        settings(
            "unknown-theme",
            "theme: hoa-sen\n",
            expect![[r#"
            content/site.yaml:7:8: lỗi: không có giao diện `hoa-sen` [unknown-theme]
              7 | theme: hoa-sen
                |        ^^^^^^^
            cách sửa: đặt giao diện vào themes/hoa-sen/, hoặc viết `theme: default`
            content/site.yaml:7:8: error: there is no theme `hoa-sen` [unknown-theme]
              7 | theme: hoa-sen
                |        ^^^^^^^
            help: put it in themes/hoa-sen/, or write `theme: default`
        "#]],
        ),
        theme(
            "unquoted-attribute",
            &[("templates/404.html", "<a title={{ page.title }}>x</a>\n")],
            expect![[r#"
                themes/nha/templates/404.html:1:10: lỗi: giá trị thuộc tính không nằm trong ngoặc kép [unquoted-attribute]
                  1 | <a title={{ page.title }}>x</a>
                    |          ^^
                cách sửa: hãy viết ="{{ … }}"
                themes/nha/templates/404.html:1:10: error: an attribute's value is not in quotes [unquoted-attribute]
                  1 | <a title={{ page.title }}>x</a>
                    |          ^^
                help: write ="{{ … }}"
            "#]],
        ),
    ]
}

/// What only a file system of Unix can hold.
#[cfg(unix)]
fn unix() -> Vec<Told> {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    let linked = |code, target: &str, expect| {
        site(code, &[(ARTICLE, SOUND)], expect).with(|project| {
            symlink(target, project.at("content/articles/tin/lien-ket")).expect("links can be made")
        })
    };
    vec![
        site("file-name-character", &[("content/articles/tin/a:b.md", SOUND)], expect![[r#"
            content/articles/tin/a:b.md: lỗi: tên `content/articles/tin/a:b.md` có ký tự mà Windows không cho phép [file-name-character]
            cách sửa: đổi tên, bỏ các ký tự < > : " / \ | ? *
            content/articles/tin/a:b.md: error: `content/articles/tin/a:b.md` has a character that Windows does not allow in a name [file-name-character]
            help: rename it without < > : " / \ | ? *
        "#]]),
        site("file-name-encoding", &[(ARTICLE, SOUND)], expect![[r#"
            content/articles/tin/th�ng-b�o.md: lỗi: tên `content/articles/tin/th�ng-b�o.md` không phải chữ Unicode [file-name-encoding]
            cách sửa: đổi tên tệp
            content/articles/tin/th�ng-b�o.md: error: the name `content/articles/tin/th�ng-b�o.md` is not Unicode text [file-name-encoding]
            help: rename the file
        "#]]).with(|project| {
            let path = project.at("content/articles/tin").join(OsStr::from_bytes(b"th\xf4ng-b\xe1o.md"));
            fs::write(path, SOUND).expect("such a name can be written");
        }),
        site("file-name-reserved", &[("content/pages/con.md", "---\ntitle: A\n---\nLời.\n")], expect![[r#"
            content/pages/con.md: lỗi: Windows giữ tên `content/pages/con.md` cho riêng mình [file-name-reserved]
            cách sửa: đổi tên; không dùng tên thiết bị như con, aux, không kết thúc bằng dấu chấm hay dấu cách
            content/pages/con.md: error: Windows keeps the name `content/pages/con.md` for itself [file-name-reserved]
            help: rename it; it must not be a device such as con or aux, or end in a dot or a space
        "#]]),
        linked("link-loop", "../tin", expect![[r#"
            content/articles/tin/lien-ket: lỗi: thư mục `content/articles/tin/lien-ket` dẫn vòng lại chính nó [link-loop]
            cách sửa: xóa liên kết tượng trưng (symbolic link) đó
            content/articles/tin/lien-ket: error: the folder `content/articles/tin/lien-ket` leads back into itself [link-loop]
            help: delete the symbolic link
        "#]]),
        linked("link-outside", "/dev/null", expect![[r#"
            content/articles/tin/lien-ket: lỗi: `content/articles/tin/lien-ket` dẫn ra ngoài dự án, tới `/dev/null` [link-outside]
            cách sửa: chép những gì cần dùng vào trong dự án
            content/articles/tin/lien-ket: error: `content/articles/tin/lien-ket` leads outside the project, to `/dev/null` [link-outside]
            help: copy what is needed into the project
        "#]]),
        site("not-a-file", &[(ARTICLE, SOUND)], expect![[r#"
            content/articles/tin/oc-cam: lỗi: `content/articles/tin/oc-cam` không phải tệp cũng không phải thư mục [not-a-file]
            cách sửa: xóa hoặc chuyển ra khỏi dự án
            content/articles/tin/oc-cam: error: `content/articles/tin/oc-cam` is neither a file nor a folder [not-a-file]
            help: delete it or move it out of the project
        "#]]).with(|project| {
            std::os::unix::net::UnixListener::bind(project.at("content/articles/tin/oc-cam"))
                .expect("sockets can be made");
        }),
        site(
            "same-file-name",
            &[
                ("content/pages/About.md", "---\ntitle: A\n---\nLời.\n"),
                ("content/pages/about.md", "---\ntitle: B\n---\nLời.\n"),
            ],
            expect![[r#"
                content/pages/about.md: lỗi: với Windows và macOS, `content/pages/about.md` và `content/pages/About.md` là cùng một tên [same-file-name]
                xem thêm: content/pages/About.md
                cách sửa: đổi tên một trong hai
                content/pages/about.md: error: `content/pages/about.md` and `content/pages/About.md` are one name to Windows and macOS [same-file-name]
                see also: content/pages/About.md
                help: rename one of them
            "#]],
        ),
        site(
            "same-letters",
            &[
                ("content/pages/l\u{ea}.md", "---\ntitle: A\n---\nLời.\n"),
                ("content/pages/le\u{302}.md", "---\ntitle: B\n---\nLời.\n"),
            ],
            expect![[r#"
                content/pages/lê.md: lỗi: có hai tệp cùng tên `content/pages/lê.md`, viết bằng hai kiểu mã chữ trông giống nhau [same-letters]
                cách sửa: so hai tệp, giữ lại một và xóa tệp kia
                content/pages/lê.md: error: two files are called `content/pages/lê.md`, written in two ways that look alike [same-letters]
                help: compare them, keep one, and delete the other
            "#]],
        ),
        linked("unreadable", "khong-co.jpg", expect![[r#"
            content/articles/tin/lien-ket: lỗi: không đọc được `content/articles/tin/lien-ket`: No such file or directory (os error 2) [unreadable]
            cách sửa: xem có chương trình nào khác đang giữ tệp không, và bạn có quyền đọc không
            content/articles/tin/lien-ket: error: `content/articles/tin/lien-ket` cannot be read: No such file or directory (os error 2) [unreadable]
            help: look whether another program holds it, and whether you may read it
        "#]]),
    ]
}

/// Each code is told at its place, in both languages, as a careful editor would tell it.
#[test]
fn every_message() {
    let mut surplus = Vec::new();
    for Shown { code, ways, drawn, expect } in SHOWN.iter() {
        match ways.as_slice() {
            [(told, _)] if told == code => expect.assert_eq(drawn),
            _ => surplus.push(format!("{code} alone must be told, not this:\n{drawn}")),
        }
    }
    assert!(surplus.is_empty(), "{}", surplus.join("\n"));
}

/// The editor's rules are shown in a file of their own.
const RULES: &str = include_str!("rules.rs");

/// No code is made in the sources without a site, here or among the rules, that shows its message.
#[test]
fn every_code_is_shown() {
    let shown: BTreeSet<&str> = SHOWN.iter().map(|shown| shown.code).collect();
    let is_shown = |code: &String| shown.contains(code.as_str()) || RULES.contains(&format!("[{code}]"));
    let missing: Vec<String> = codes().into_iter().filter(|code| !is_shown(code)).collect();
    assert!(missing.is_empty() || !cfg!(unix), "show these in tests/diagnostics.rs: {missing:?}");
}

/// No sentence about a site lies in the messages that no source makes any more.
#[test]
fn no_sentence_is_left_over() {
    let made = codes();
    let (sites, _) = ENGLISH.split_once("\n## Output\n").expect("the messages have a chapter on the output");
    let general = ["severity-error", "severity-warning", "severity-note", "related-place", "help"];
    let names = entries(sites).into_keys().filter(|name| !general.contains(&name.as_str()));
    let left: Vec<String> = names.filter(|name| !made.contains(name)).collect();
    assert!(left.is_empty(), "nothing says {left:?}");
}

/// Whether the English sentence of a way out stands in a snapshot of the rules, as far as its first argument.
fn rules_show(name: &str, way: &str) -> bool {
    let entry = ENGLISH.split(&format!("\n{name} = ")).nth(1).unwrap_or("");
    let text =
        entry.split(&format!("    .{way} = ")).nth(1).and_then(|rest| rest.lines().next()).unwrap_or("");
    let words = text.split('{').map(str::trim).find(|words| words.len() > 3).unwrap_or("");
    !words.is_empty() && RULES.contains(words)
}

/// Every way out that is written is shown by a site, here or among the rules.
#[test]
fn every_way_out_is_shown() {
    let shown: BTreeSet<(&str, &str)> = SHOWN.iter().flat_map(|shown| &shown.ways).copied().collect();
    let made = codes();
    let mut missing = Vec::new();
    for (name, attributes) in entries(ENGLISH).iter().filter(|(name, _)| made.contains(*name)) {
        let ways = attributes
            .keys()
            .filter(|way| !way.is_empty() && !shown.contains(&(name.as_str(), way.as_str())))
            .filter(|way| !rules_show(name, way));
        missing.extend(ways.map(|way| format!("{name}.{way}")));
    }
    assert!(missing.is_empty() || !cfg!(unix), "show these in tests/diagnostics.rs: {missing:?}");
}

const ENGLISH: &str = include_str!("../src/messages/en.ftl");
const VIETNAMESE: &str = include_str!("../src/messages/vi.ftl");

/// The messages of a Fluent file: for each name its sentence (under the empty text) and its attributes, with the
/// variables that each names.
fn entries(text: &str) -> BTreeMap<String, BTreeMap<String, BTreeSet<String>>> {
    let mut entries: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    let (mut name, mut attribute) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let is_name =
            |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if let Some((first, _)) = line.split_once(" =").filter(|(first, _)| is_name(first)) {
            (name, attribute) = (first.to_owned(), String::new());
        } else if let Some((first, _)) =
            line.trim_start().strip_prefix('.').and_then(|rest| rest.split_once(" ="))
        {
            attribute = first.to_owned();
        }
        if !line.trim().is_empty() {
            let variables = entries.entry(name.clone()).or_default().entry(attribute.clone()).or_default();
            let used =
                line.split("{ $").skip(1).map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next());
            variables.extend(used.flatten().map(str::to_owned));
        }
    }
    entries
}

/// Both languages say the same: the same messages, the same ways out, the same names in them.
#[test]
fn languages_agree() {
    let (english, vietnamese) = (entries(ENGLISH), entries(VIETNAMESE));
    assert!(english.len() > 100, "the messages are understood");
    for (name, attributes) in &english {
        assert_eq!(Some(attributes), vietnamese.get(name), "`{name}` in vi.ftl is not as in en.ftl");
    }
    for name in vietnamese.keys() {
        assert!(english.contains_key(name), "`{name}` is in vi.ftl alone");
    }
}

/// The names of all codes that the stages of a build make.
fn codes() -> BTreeSet<String> {
    let mut sources = String::new();
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths: Vec<_> =
        ["read", "model", "check", "plan", "render", "pipeline.rs"].map(|room| top.join(room)).into();
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("folders of sources can be listed");
            paths.extend(entries.map(|entry| entry.expect("entries can be read").path()));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        sources.push_str(text.split("#[cfg(test)]\nmod ").next().unwrap_or(""));
    }
    let used: BTreeSet<&str> = sources.split("Code::").skip(1).map(first_word).collect();
    let is_made = |code: &Code| used.contains(format!("{code:?}").as_str());
    Code::all().filter(is_made).map(|code| code.name().to_owned()).collect()
}

fn first_word(text: &str) -> &str {
    text.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("")
}

/// Every code of the table is made somewhere and has a sentence.
#[test]
fn no_code_is_left_over() {
    let (made, sentences) = (codes(), entries(ENGLISH));
    for code in Code::all() {
        assert!(made.contains(code.name()), "nothing makes `{code}`");
        assert!(sentences.contains_key(code.name()), "`{code}` has no sentence");
    }
}

/// Ten faults in ten files are ten diagnostics, each at its place, told at one go in both languages.
#[test]
fn ten_faults_in_ten_files() {
    let article = |yaml: &str, body: &str| format!("---\n{yaml}---\n{body}");
    let project = Project::new()
        .with_awards("  - {to: individual, name: Trần Thị Hoa, unit: cd-thu, kind: bang-khen-ldld-tin}\n")
        .with("content/articles/tin/a.md", article("title: Giải: nhì\ndate: 2024-01-05\n", "Lời.\n"))
        .with("content/articles/tin/b.md", article("title: Bài\ndate: 16/01/2023\n", "Lời.\n"))
        .with("content/articles/tin/c.md", article("title: Bài\ndate: 2024-01-05\n", "Xem [bài](bb.md).\n"))
        .with(
            "content/articles/tin/d.md",
            article("title: Bài\ndate: 2024-01-05\nmovements: [lao-dong-goi]\n", "Lời.\n"),
        )
        .with("content/articles/tin/e.md", "Lời.\n")
        .with("content/articles/tin/f.md", b"---\ntitle: B\xe0i\n---\n")
        .with(
            "content/movements/xanh.md",
            article("title: Xanh\nstarts: 2024-05-01\nends: 2024-04-01\n", "Lời.\n"),
        )
        .with("content/pages/lien-he.md", article("tittle: Liên hệ\n", "Lời.\n"))
        .with("content/registry/people.yaml", "- {id: hoa, name: \"Hoa}\n- {id: na, name: Na}\n");
    let faults = project.faults();
    let places = |language| -> Vec<String> {
        let drawn = faults.drawn(language);
        let heads = drawn.lines().filter(|line| line.starts_with("content/"));
        heads.map(|line| line.split(' ').next().unwrap_or("").to_owned()).collect()
    };
    let expected = [
        "content/articles/tin/a.md:2:8:",
        "content/articles/tin/b.md:3:7:",
        "content/articles/tin/c.md:5:11:",
        "content/articles/tin/d.md:4:13:",
        "content/articles/tin/e.md:1:1:",
        "content/articles/tin/f.md:2:9:",
        "content/awards/qd-1.yaml:6:62:",
        "content/movements/xanh.md:4:7:",
        "content/pages/lien-he.md:2:1:",
        "content/registry/people.yaml:1:19:",
    ];
    assert_eq!(places(Language::Vi), expected, "{}", faults.drawn(Language::En));
    assert_eq!(places(Language::En), expected);
    let is_error = |fault: &Diagnostic| fault.severity == Severity::Error;
    assert!(faults.diagnostics.iter().all(is_error) && faults.diagnostics.len() == 10);
}
