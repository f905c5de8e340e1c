//! Pictures for shared links: drawn with the title of a page, or made from a photograph.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::Cursor;
use std::path::Path;

use bangvang::messages::Language;
use bangvang::picture::{ShareBase, ShareColours, ShareText};
use bangvang::plan::{FileKind, OutputKind, PlannedFile};
use expect_test::expect;
use image::{DynamicImage, GrayImage, ImageFormat};

use crate::pictures::{build, fields, photograph, small_drawing};
use crate::project::{Built, Project, SETTINGS, options};

const COLOURS: ShareColours = ShareColours {
    paper: [255; 3],
    ink: [0; 3],
    main: [11, 74, 139],
    muted: [85, 96, 107],
    leaf: [201, 150, 43],
};

/// The settings of the tests, with pictures.
fn settings() -> String {
    SETTINGS.replace("share_pictures: false\n", "")
}

fn article(title: &str, more: &str) -> String {
    format!("---\ntitle: \"{title}\"\ndate: 2024-01-05\n{more}---\nLời.\n")
}

/// Returns a site with pages of every kind.
fn site(settings: &str) -> Project {
    Project::new()
        .with("content/site.yaml", settings)
        .with("content/articles/tin/a.md", article("Lễ phát động", ""))
        .with("content/articles/tin/b.md", article("Chị Trần Thị Mai may giỏi", "people: [mai]\n"))
        .with("content/articles/tin/c.md", article("Hội nghị 会议", ""))
        .with("content/articles/tin/d.md", article("Có ảnh", "cover: {file: /anh.jpg, alt: Thợ may}\n"))
        .with("content/articles/tin/e.md", article("Bản nháp", "draft: true\n"))
        .with("content/articles/tin/g.md", article("Gia đình ông Lê Văn Hai hiếu học", ""))
        .with("content/static/anh.jpg", photograph(1000, 700, 1))
        .with("content/pages/lien-he.md", "---\ntitle: Liên hệ\n---\nLời.\n")
        .with("content/registry/people.yaml", "- {id: mai, name: Trần Thị Mai}\n")
        .with_awards(
            "  - {no: 1, to: individual, name: Trần Thị Mai, person: mai, unit: cd-thu}\n\
             \x20 - {no: 2, to: household, name: Lê Văn Hai, unit: cd-thu, kind: giay-khen, \
             article: tin/g}\n",
        )
}

fn built(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let built = Built::of(project.path(), &options());
    let report = built.reported.drawn(Language::En);
    assert!(!report.contains("error: "), "{report}");
    built.files
}

/// Returns the route of the picture that the page at `path` gives for shared links.
fn shared(files: &BTreeMap<String, Vec<u8>>, path: &str) -> Option<String> {
    let page = String::from_utf8_lossy(&files[path]).into_owned();
    let (_, rest) = page.split_once("<meta property=\"og:image\" content=\"https://thu.example/")?;
    Some(rest.split('"').next().unwrap().to_owned())
}

/// Returns the paths of the drawn pictures, without their hashes.
fn drawn(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let pictures = files.keys().filter_map(|path| path.rsplit_once("share."));
    pictures.map(|(folder, _)| format!("/{folder}")).collect()
}

fn draw(title: &str) -> Vec<u8> {
    let text = ShareText::new("LĐLĐ tỉnh Minh Giang", title, "Tin hoạt động · 05/01/2024").unwrap();
    ShareBase::new(&COLOURS, None).draw(&text).unwrap()
}

fn decoded(bytes: &[u8]) -> GrayImage {
    image::load_from_memory_with_format(bytes, ImageFormat::Png).unwrap().into_luma8()
}

/// Returns the first and last row in which the picture has ink between the rules, and the position of the first rule.
fn title_rows(picture: &GrayImage) -> (u32, u32, u32) {
    let leaf = picture.get_pixel(90, title_rule(picture, 0)).0[0];
    let rules: Vec<u32> = (0..630).filter(|y| picture.get_pixel(90, *y).0[0] == leaf).collect();
    let gap = rules.windows(2).find(|pair| pair[1] - pair[0] > 20).unwrap();
    let inked = |y: &u32| (0..1200).any(|x| picture.get_pixel(x, *y).0[0] < 128);
    let rows: Vec<u32> = (gap[0] + 1..gap[1]).filter(inked).collect();
    (rows[0], rows[rows.len() - 1], gap[0])
}

/// Returns the first row from `from` on that has a rule.
fn title_rule(picture: &GrayImage, from: u32) -> u32 {
    (from..630).find(|y| (80..1120).all(|x| picture.get_pixel(x, *y).0[0] != 255)).unwrap()
}

/// Pages without a photograph have a picture of their own, except those of people, households, articles about people
/// or a recipient, and units without awards; hidden pages have none.
#[test]
fn pages_with_pictures() {
    let files = built(&site(&settings()));
    expect![[r#"
        [
            "/bang-vang/2022/",
            "/danh-hieu/bang-khen-ldld-tinh/",
            "/danh-hieu/giay-khen/",
            "/don-vi/cd-thu/",
            "/lien-he/",
            "/phong-trao/lao-dong-gioi/",
            "/quyet-dinh/1-qd-ldld-2023/",
            "/",
            "/tin/a/",
            "/tin/",
        ]
    "#]]
    .assert_debug_eq(&drawn(&files));
    let site_picture = shared(&files, "index.html").unwrap();
    assert!(site_picture.starts_with("share."), "{site_picture}");
    let is_profile = |page: &[u8]| String::from_utf8_lossy(page).contains("content=\"profile\"");
    let profiles: Vec<&str> =
        files.iter().filter(|(_, page)| is_profile(page)).map(|(path, _)| path.as_str()).collect();
    assert!(!profiles.is_empty());
    let others = ["tin/b/index.html", "tin/c/index.html", "tin/g/index.html", "bang-vang/index.html"];
    for page in profiles.into_iter().chain(others) {
        assert_eq!(shared(&files, page).as_ref(), Some(&site_picture), "{page}");
    }
    assert!(shared(&files, "tin/a/index.html").unwrap().starts_with("tin/a/share."));
    for (path, picture) in files.iter().filter(|(path, _)| path.contains("share.")) {
        assert!(picture.len() <= 60_000, "{path}");
        let page =
            String::from_utf8_lossy(&files[&format!("{}index.html", path.rsplit_once("share.").unwrap().0)]);
        assert!(page.contains("<meta property=\"og:image:width\" content=\"1200\">"), "{path}");
        assert!(page.contains("<meta property=\"og:image:height\" content=\"630\">"), "{path}");
    }
}

/// Returns the texts of the pictures that a build would draw, by the routes of their pages.
fn planned(project: &Project) -> BTreeMap<String, String> {
    let planned = project.prepared().planned.unwrap();
    let text = |page: &PlannedFile| match &page.kind {
        OutputKind::File(FileKind::SharePicture(text)) => {
            let lines: Vec<&str> = text.lines().collect();
            Some((page.route.rsplit_once("share.")?.0.to_owned(), lines.join(" | ")))
        }
        _ => None,
    };
    planned.plan.files().filter_map(text).collect()
}

/// A large site has at most 300 pictures of each kind of page, and one for a list in pages.
#[test]
fn pictures_have_a_maximum() {
    let mut units = "- {id: ldld-thu, type: federation, names: [{name: LĐLĐ Thử}]}\n".to_owned();
    let mut rows = String::new();
    for number in 0..320 {
        let _ = writeln!(
            units,
            "- {{id: cd-{number:03}, type: grassroots, names: [{{name: CĐCS Thử {number:03}}}], \
             parents: [{{unit: ldld-thu}}]}}"
        );
        if number >= 10 {
            let _ = writeln!(
                rows,
                "  - {{no: {number}, to: individual, name: Lê Văn Hai, unit: cd-{number:03}}}"
            );
        }
    }
    let project = site(&settings()).with_awards(&rows).with("content/registry/units.yaml", units);
    for number in 0..301 {
        let text = format!("---\ntitle: Mục {number:03}\n---\nLời.\n");
        project.write(&format!("content/movements/m{number:03}.md"), &text);
        project.write(&format!("content/pages/p{number:03}.md"), &text);
    }
    let planned = planned(&project);
    let below = |folder: &str| {
        let routes = planned.keys().filter(|route| route.starts_with(folder) && route.len() > folder.len());
        routes.collect::<Vec<_>>()
    };
    assert_eq!(below("/quyet-dinh/"), ["/quyet-dinh/1-qd-ldld-2023/"]);
    assert_eq!(below("/phong-trao/").len(), 300);
    let standalone = planned.keys().filter(|route| route.starts_with("/p") && route.len() == 6);
    assert_eq!(standalone.count() + usize::from(planned.contains_key("/lien-he/")), 300);
    // The first in order of precedence of those that have awards.
    let with_pictures = below("/don-vi/");
    assert_eq!(with_pictures.len(), 300);
    assert_eq!([with_pictures[0], with_pictures[299]], ["/don-vi/cd-010/", "/don-vi/cd-309/"]);
}

/// A picture shows the address of the site as people write it.
#[test]
fn the_address_is_readable() {
    let url = "https://côngđoàn.example/đường";
    let texts = planned(&site(&settings().replace("https://thu.example", url)));
    assert_eq!(texts["/lien-he/"], "LĐLĐ Thử | Liên hệ | côngđoàn.example/đường");
}

/// A photograph for shared links is JPEG and at most 1200 px wide; a drawing may stay PNG.
#[test]
fn photographs() {
    let cover = |file: &str| article("Bài", &format!("cover: {{file: {file}, alt: Ảnh}}\n"));
    let mut webp = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(fields(1500, 900)).write_to(&mut webp, ImageFormat::WebP).unwrap();
    let project = Project::new()
        .with("content/static/lon.jpg", photograph(2400, 1600, 1))
        .with("content/static/vua.jpg", photograph(1250, 700, 1))
        .with("content/static/nho.jpg", photograph(700, 400, 1))
        .with("content/static/cho.webp", webp.into_inner())
        .with("content/static/ve.png", small_drawing())
        .with("content/articles/tin/lon.md", cover("/lon.jpg"))
        .with("content/articles/tin/vua.md", cover("/vua.jpg"))
        .with("content/articles/tin/nho.md", cover("/nho.jpg"))
        .with("content/articles/tin/cho.md", cover("/cho.webp"))
        .with("content/articles/tin/ve.md", cover("/ve.png"));
    let files = built(&project);
    let mut found = String::new();
    for page in ["lon", "vua", "nho", "cho", "ve"] {
        let path = shared(&files, &format!("tin/{page}/index.html")).unwrap();
        let picture = image::load_from_memory(&files[&path]).unwrap();
        let (name, end) = (path.split('.').next().unwrap(), path.rsplit('.').next().unwrap());
        found.push_str(&format!("{name}.{end} {}x{}\n", picture.width(), picture.height()));
    }
    expect![[r#"
        lon-1200.jpg 1200x800
        vua-1200.jpg 1200x672
        nho.jpg 700x400
        cho-1200.jpg 1200x720
        ve.png 40x30
    "#]]
    .assert_eq(&found);
}

/// `share_pictures: false`, a share image, and a theme that shows no picture each mean that none is drawn;
/// `share_pictures: true` draws them beside a share image.
#[test]
fn switches() {
    for (more, wanted) in [
        ("share_pictures: false\n", false),
        ("share_image: /anh.jpg\n", false),
        ("theme: plain\n", false),
        ("share_image: /anh.jpg\nshare_pictures: true\n", true),
    ] {
        let files = built(&site(&format!("{}{more}", settings())));
        assert_eq!(drawn(&files).contains(&"/tin/a/".to_owned()), wanted, "{more}");
        if more.contains("share_image") {
            assert_eq!(shared(&files, "index.html").as_deref(), Some("anh.jpg"), "{more}");
        }
    }
    let banner = format!("{}banner: /anh.jpg\n", settings());
    assert!(
        shared(&built(&site(&banner)), "index.html").unwrap().starts_with("anh"),
        "the banner is the site's"
    );
}

/// Every title fits between the margins, and other titles give other pictures.
#[test]
fn titles_fit() {
    let long = "Liên đoàn Lao động tỉnh phối hợp tổ chức hội nghị tổng kết phong trào thi đua ".repeat(3);
    let capitals = "NHỮNG ĐỔI MỚI Ở PHƯỜNG ẬẴỮ";
    let titles = ["Lễ hội", "Lễ hội xuân", &long, capitals, &"Nguyễn".repeat(60)];
    let pictures: Vec<Vec<u8>> = titles.iter().map(|title| draw(title)).collect();
    for (at, bytes) in pictures.iter().enumerate() {
        assert!(!pictures[..at].contains(bytes), "{}", titles[at]);
        assert!(bytes.len() <= 60_000, "{}: {} bytes", titles[at], bytes.len());
        let picture = decoded(bytes);
        assert_eq!(picture.dimensions(), (1200, 630));
        let outer = |x: u32, y: u32| !(40..1160).contains(&x) || !(40..590).contains(&y);
        let mut ink = picture.enumerate_pixels().filter(|(_, _, pixel)| pixel.0[0] < 250);
        assert!(ink.all(|(x, y, _)| !outer(x, y)), "{}", titles[at]);
        assert!(picture.pixels().filter(|pixel| pixel.0[0] < 64).count() > 2_000, "{}", titles[at]);
    }
}

/// Marks above marks of capital letters are drawn whole, below the rule.
#[test]
fn stacked_marks_are_whole() {
    let rows = |title: &str| title_rows(&decoded(&draw(title)));
    let (plain_top, plain_bottom, plain_rule) = rows("A");
    let (top, bottom, rule) = rows("ẴẬ");
    assert_eq!(plain_rule, rule);
    assert!(plain_top - top > 25, "two marks are a third of the letter: {plain_top} {top}");
    assert!(bottom - plain_bottom > 10, "the dot below: {plain_bottom} {bottom}");
    assert!(top > rule + 3, "the marks do not touch the rule");
}

/// Emoji are left out of a picture, and never drawn as boxes.
#[test]
fn emoji_are_left_out() {
    assert_eq!(draw("🎉 Lễ hội ★"), draw("Lễ hội"));
    assert_eq!(ShareText::new("LĐLĐ", "Hội nghị 会议", ""), None);
}

/// The bytes of a picture are those that were kept, on every system.
#[test]
fn the_kept_picture() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/share.png");
    let emblem = bangvang::picture::Pixels {
        width: 40,
        height: 30,
        alpha: false,
        bytes: DynamicImage::ImageRgb8(fields(40, 30)).into_rgba8().into_raw(),
    };
    let text =
        ShareText::new("LĐLĐ tỉnh Minh Giang", "Những đổi mới ở phường Ẳng Nưa", "05/01/2024").unwrap();
    let bytes = ShareBase::new(&COLOURS, Some(&emblem)).draw(&text).unwrap();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&kept, &bytes).unwrap();
    }
    assert!(bytes == std::fs::read(&kept).unwrap(), "the picture changed: increase SHARE_VERSION");
}

/// The bytes are the same on one thread and on many.
#[test]
fn any_number_of_threads() {
    let project = site(&settings());
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| built(&project))
    };
    assert_eq!(on(1), on(8));
}

/// A picture is drawn again only if its text, the colours or the emblem change; every incremental build equals a
/// clean one.
#[test]
fn drawn_once() {
    let project = site(&settings());
    build(&project, "ra");
    let all = drawn(&built(&project)).len();
    let awards = std::fs::read_to_string(project.at("content/awards/qd-1.yaml")).unwrap();
    let write_awards = |awards: &str| project.write("content/awards/qd-1.yaml", awards);
    let steps: [(&str, &dyn Fn(), usize); 6] = [
        ("nothing changed", &|| (), 0),
        (
            "an article is no longer that of an award",
            &|| write_awards(&awards.replace(", article: tin/g", "")),
            1,
        ),
        ("an award names an article", &|| write_awards(&awards), 0),
        ("a title changed", &|| project.write("content/articles/tin/a.md", article("Lễ tổng kết", "")), 1),
        (
            "a colour changed",
            &|| project.write("content/site.yaml", format!("{}colours: {{leaf: \"#aa8800\"}}\n", settings())),
            all,
        ),
        (
            "a logo was added",
            &|| {
                project.write("content/static/logo.png", small_drawing());
                project.write("content/site.yaml", format!("{}logo: /logo.png\n", settings()));
            },
            all + 1,
        ),
    ];
    for (what, change, wanted) in steps {
        change();
        assert_eq!(build(&project, "ra"), wanted, "{what}");
        assert_eq!(project.tree("ra"), built(&project), "{what}");
    }
}

/// The picture of a decision names the unit that issued it, not the organisation of the site.
#[test]
fn decisions_name_their_issuer() {
    let pictures = |folder: &'static str, settings: &str| -> Vec<String> {
        let files = built(&site(settings)).into_keys();
        files.filter(|route| route.starts_with(folder) && route.contains("/share.")).collect()
    };
    let (one, other) = (settings(), settings().replace("LĐLĐ Thử", "LĐLĐ Khác"));
    assert_eq!(pictures("quyet-dinh/", &one).len(), 1);
    assert_eq!(pictures("quyet-dinh/", &one), pictures("quyet-dinh/", &other));
    assert_ne!(pictures("danh-hieu/", &one), pictures("danh-hieu/", &other));
}
