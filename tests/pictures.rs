//! Published pictures: every size, upright, and without private metadata.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use bangvang::messages::Language;
use bangvang::serve::preview::Preview;
use bangvang::serve::preview_files::FileContent;
use bangvang::serve::snapshot::{RouteAnswer, Snapshot};
use expect_test::expect;
use image::{DynamicImage, ImageFormat, RgbImage};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::Index;

use crate::project::{Built, Project, SETTINGS, options};
use crate::{incremental, trials};

/// Private metadata that must not be published.
const SECRET: &[u8] = b"BI-MAT 10.0299N 105.7706E";

/// Returns a picture of four coloured fields, the first one red, with a gradient over them.
pub fn fields(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let slope = (x * 60 / width) as u8;
        image::Rgb(match (x * 2 < width, y * 2 < height) {
            (true, true) => [190 + slope, 20, 20],
            (false, true) => [20, 150 + slope, 30],
            (true, false) => [20, 40, 180 + slope],
            (false, false) => [200, 190, 60 + slope],
        })
    })
}

/// Returns TIFF data with one entry, the orientation, followed by the secret.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0]);
    tiff.extend(SECRET);
    tiff
}

/// Returns a JPEG with the Exif orientation `orientation` and every kind of camera metadata.
pub fn photograph(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 92);
    encoder.add_app_segment(1, [b"Exif\0\0", exif(orientation).as_slice()].concat()).unwrap();
    encoder.add_app_segment(1, [b"http://ns.adobe.com/xap/1.0/\0", SECRET].concat()).unwrap();
    encoder.add_app_segment(13, [b"Photoshop 3.0\0", SECRET].concat()).unwrap();
    let pixels = fields(width, height);
    encoder.encode(&pixels, width as u16, height as u16, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes.splice(2..2, [&[0xff, 0xfe, 0, 2 + SECRET.len() as u8], SECRET].concat());
    bytes.extend(SECRET);
    bytes
}

/// Returns a valid PNG of 40 x 30 pixels.
pub fn small_drawing() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    fields(40, 30).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn drawing() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 700, 400);
    encoder.set_color(png::ColorType::Rgb);
    encoder.add_text_chunk("Author".to_owned(), String::from_utf8_lossy(SECRET).into()).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&fields(700, 400)).unwrap();
    writer.finish().unwrap();
    bytes
}

/// Returns an animated GIF with a comment.
fn animation() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    encoder.set_repeat(image::codecs::gif::Repeat::Infinite).unwrap();
    for shade in [0, 255] {
        let frame = image::RgbaImage::from_pixel(30, 20, image::Rgba([shade, 0, 0, 255]));
        encoder.encode_frame(image::Frame::new(frame)).unwrap();
    }
    drop(encoder);
    let end = bytes.len() - 1;
    bytes.splice(end..end, [&[0x21, 0xfe, SECRET.len() as u8], SECRET, &[0]].concat());
    bytes
}

fn lossless(name: &str, chunk: &[u8]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(fields(600, 300)).write_to(&mut bytes, ImageFormat::WebP).unwrap();
    let mut bytes = bytes.into_inner();
    bytes.extend(name.as_bytes());
    bytes.extend((chunk.len() as u32).to_le_bytes());
    bytes.extend(chunk);
    bytes.extend(vec![0; chunk.len() % 2]);
    let size = (bytes.len() - 8) as u32;
    bytes[4..8].copy_from_slice(&size.to_le_bytes());
    bytes
}

fn article(front: &str, body: &str) -> String {
    format!("---\ntitle: Bài\ndate: 2024-01-05\n{front}---\n{body}\n")
}

const COVER: &str = "cover: {file: anh.jpg, alt: Ruộng lúa, caption: Mùa gặt, credit: Kim Ngân}\n";
const ARTICLE: &str = "content/articles/tin/bai/index.md";

/// Returns a site with one picture of every kind.
fn site() -> Project {
    let body = "![Bản vẽ](ve.png \"Nhà mới\")\n\n![Cờ](co.gif)\n\n![Chợ](cho.webp)\n\n[Ảnh đứng](/dung.jpg)";
    Project::new()
        .with(ARTICLE, article(COVER, body))
        .with("content/articles/tin/bai/anh.jpg", photograph(900, 600, 6))
        .with("content/articles/tin/bai/ve.png", drawing())
        .with("content/articles/tin/bai/co.gif", animation())
        .with("content/articles/tin/bai/cho.webp", lossless("EXIF", &exif(1)))
        .with("content/static/dung.jpg", photograph(2000, 100, 1))
}

fn built(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let built = Built::of(project.path(), &options());
    let report = built.reported.drawn(Language::En);
    assert!(!report.contains("error: "), "{report}");
    built.files
}

/// Returns a name with `#` in place of the hash.
fn plain(name: &str) -> String {
    let mut parts: Vec<&str> = name.split('.').collect();
    for part in &mut parts {
        if part.len() == 10 && part.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            *part = "#";
        }
    }
    parts.join(".")
}

fn holds(bytes: &[u8], secret: &[u8]) -> bool {
    bytes.windows(secret.len()).any(|window| window == secret)
}

/// The generated files and their sizes; none of them contains the camera metadata.
#[test]
fn every_size_and_no_secret() {
    let mut sizes = String::new();
    for (path, bytes) in built(&site()) {
        assert!(!holds(&bytes, &SECRET[..6]) && !holds(&bytes, b"Exif"), "{path} contains the secret");
        let Ok(picture) = image::load_from_memory(&bytes) else { continue };
        // Files of the theme.
        if path.starts_with("assets/") || path == "apple-touch-icon.png" {
            continue;
        }
        sizes.push_str(&format!("{} {}x{}\n", plain(&path), picture.width(), picture.height()));
    }
    expect![[r#"
        dung.jpg 2000x100
        tin/bai/anh-480.#.jpg 480x720
        tin/bai/anh-480.#.webp 480x720
        tin/bai/anh-600.#.webp 600x900
        tin/bai/anh.jpg 600x900
        tin/bai/cho-480.#.webp 480x240
        tin/bai/cho.webp 600x300
        tin/bai/co.gif 30x20
        tin/bai/ve-480.#.webp 480x274
        tin/bai/ve-700.#.webp 700x400
        tin/bai/ve.png 700x400
    "#]]
    .assert_eq(&sizes);
}

/// A photograph with a rotated orientation is published upright: its top left corner becomes the top right.
#[test]
fn upright() {
    let files = built(&site());
    let files: Vec<_> = files.iter().filter(|(path, _)| path.starts_with("tin/bai/anh")).collect();
    assert_eq!(files.len(), 4);
    for (path, bytes) in files {
        let picture = image::load_from_memory(bytes).unwrap().into_rgb8();
        let (width, height) = picture.dimensions();
        let near = |x: u32, y: u32, wanted: [u8; 3]| {
            let found = picture.get_pixel(x, y).0;
            assert!(
                found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) < 40),
                "{path}: {found:?} {wanted:?}"
            );
        };
        near(width * 9 / 10, height / 10, [195, 20, 20]);
        near(width * 9 / 10, height * 9 / 10, [20, 205, 30]);
        near(width / 10, height / 10, [20, 40, 185]);
    }
}

/// Colours in the display profile of a phone are converted to sRGB.
#[test]
fn colours_are_converted_to_srgb() {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 95);
    encoder.add_icc_profile(&moxcms::ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    let pixels = [200, 60, 50].repeat(64 * 64);
    encoder.encode(&pixels, 64, 64, jpeg_encoder::ColorType::Rgb).unwrap();
    let project = Project::new().with("content/static/anh.jpg", bytes);
    let published = &built(&project)["anh.jpg"];
    assert!(!holds(published, b"ICC_PROFILE"));
    // Display P3 (200, 60, 50) is sRGB (216, 44, 38).
    let found = image::load_from_memory(published).unwrap().into_rgb8().get_pixel(32, 32).0;
    assert!(found.iter().zip([216, 44, 38]).all(|(a, b)| a.abs_diff(b) < 8), "{found:?}");
}

/// Animated pictures stay animated.
#[test]
fn animations_are_preserved() {
    use image::AnimationDecoder;
    let files = built(&site());
    let gif = image::codecs::gif::GifDecoder::new(Cursor::new(&files["tin/bai/co.gif"])).unwrap();
    assert_eq!(gif.into_frames().count(), 2);
    assert!(holds(&files["tin/bai/co.gif"], b"NETSCAPE2.0"));
}

/// Pages give each picture its size, load the first one eagerly and the others lazily.
#[test]
fn pictures_in_pages() {
    let files = built(&site());
    let page = String::from_utf8_lossy(&files["tin/bai/index.html"]).into_owned();
    let lines = page.lines().filter(|line| line.contains("<img") && !line.contains("emblem"));
    let lines: Vec<String> =
        lines.map(|line| line.split(' ').map(plain).collect::<Vec<_>>().join(" ")).collect();
    expect![[r##"
        <picture><source type="image/webp" srcset="/tin/bai/anh-480.#.webp 480w, /tin/bai/anh-600.#.webp 600w" sizes="(min-width: 44rem) 42rem, 100vw"><img src="/tin/bai/anh.jpg" srcset="/tin/bai/anh-480.#.jpg 480w, /tin/bai/anh.jpg 600w" sizes="(min-width: 44rem) 42rem, 100vw" width="600" height="900" alt="Ruộng lúa" fetchpriority="high"></picture>
        <figure><picture><source type="image/webp" srcset="/tin/bai/ve-480.#.webp 480w, /tin/bai/ve-700.#.webp 700w" sizes="auto, (min-width: 44rem) 42rem, 100vw"><img src="/tin/bai/ve.png" width="700" height="400" alt="Bản vẽ" loading="lazy" decoding="async"></picture><figcaption>Nhà mới</figcaption></figure>
        <p><img src="/tin/bai/co.gif" width="30" height="20" alt="Cờ" loading="lazy" decoding="async"></p>
        <p><img src="/tin/bai/cho.webp" srcset="/tin/bai/cho-480.#.webp 480w, /tin/bai/cho.webp 600w" sizes="auto, (min-width: 44rem) 42rem, 100vw" width="600" height="300" alt="Chợ" loading="lazy" decoding="async"></p>"##]]
    .assert_eq(&lines.join("\n"));
    assert!(
        page.contains("<figcaption>Mùa gặt <span class=\"credit\">(Kim Ngân)</span></figcaption>"),
        "{page}"
    );
    let feed = String::from_utf8_lossy(&files["tin/feed.xml"]).into_owned();
    let plain = "&lt;img src=&quot;https://thu.example/tin/bai/ve.png&quot; width=&quot;700&quot; height=&quot;400&quot; alt=&quot;Bản vẽ&quot;&gt;";
    assert!(feed.contains(plain) && !feed.contains("srcset"), "{feed}");
}

/// Raw HTML around pictures is sanitised, and no text of an author is mistaken for a placeholder.
#[test]
fn pictures_among_raw_html() {
    let body = "<div onclick=\"x()\">\n\n![Bản vẽ](ve.png \"Nhà\")\n\n</div>\n\n<picture><img src=\"ve.png\" alt=\"Thô\"></picture> \
                [![Nút](ve.png)](/qd.pdf) bangvang0n0; ![Hai](ve.png \"Chú\") lời\n";
    let project = Project::new()
        .with(ARTICLE, article("", body))
        .with("content/articles/tin/bai/ve.png", drawing())
        .with("content/static/qd.pdf", vec![b'x'; 1_240_000]);
    let page = String::from_utf8(built(&project)["tin/bai/index.html"].clone()).unwrap();
    let content = page.split("<div class=\"content\">").nth(1).unwrap().split("<footer").next().unwrap();
    assert_eq!(content.matches("<source").count(), 3, "{content}");
    assert_eq!(content.matches("fetchpriority").count(), 1, "{content}");
    for wanted in [
        "<img src=\"/tin/bai/ve.png\" alt=\"Thô\">",
        "</picture> <span class=\"file-note\">(PDF, 1,2&nbsp;MB)</span></a>",
        "bangvang0n0;",
        "</picture> <small>Chú</small> lời",
    ] {
        assert!(content.contains(wanted), "{wanted}: {content}");
    }
    assert!(!content.contains("onclick"), "{content}");
}

/// With `original`, a picture links to its full size; widths and quality come from the settings.
#[test]
fn settings_apply() {
    let more = "pictures: {widths: [300, 200], quality: 40, original: true}\n";
    let project = site().with("content/site.yaml", format!("{SETTINGS}{more}"));
    let files = built(&project);
    let names: Vec<String> =
        files.keys().filter(|path| path.contains("/anh")).map(|path| plain(path)).collect();
    assert_eq!(
        names,
        ["200.#.jpg", "200.#.webp", "300.#.jpg", "300.#.webp"]
            .map(|end| format!("tin/bai/anh-{end}"))
            .into_iter()
            .chain(["tin/bai/anh.jpg".to_owned()])
            .collect::<Vec<_>>()
    );
    let whole = image::load_from_memory(&files["tin/bai/anh.jpg"]).unwrap();
    assert_eq!((whole.width(), whole.height()), (600, 900));
    let page = String::from_utf8_lossy(&files["tin/bai/index.html"]).into_owned();
    assert!(page.contains("<a class=\"original\" href=\"/tin/bai/ve.png\"><picture>"), "{page}");
    let worse = built(&project.with("content/site.yaml", format!("{SETTINGS}{}", more.replace("40", "5"))));
    let size = |files: &BTreeMap<String, Vec<u8>>| {
        files
            .iter()
            .find(|(path, _)| path.contains("anh-300") && path.ends_with("webp"))
            .map(|(_, b)| b.len())
    };
    assert!(size(&worse) < size(&files));
}

/// The bytes are the same on one thread and on many.
#[test]
fn any_number_of_threads() {
    let project = site();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| built(&project))
    };
    assert_eq!(on(1), on(7));
}

/// Builds into the folder `out` and returns the number of generated pictures.
pub fn build(project: &Project, out: &str) -> usize {
    let built = incremental::build(project, out, &options(), "").expect("the site has no errors");
    let is_picture = |path: &&String| [".jpg", ".webp", ".gif", ".png"].iter().any(|end| path.ends_with(end));
    built.made.iter().filter(is_picture).count()
}

/// A picture is generated once, as long as the picture, the settings and the output are unchanged; every
/// incremental build equals a clean build.
#[test]
fn generated_once() {
    let project = site();
    let steps: [(&str, &dyn Fn(), usize); 6] = [
        ("the first time", &|| (), 11),
        ("nothing changed", &|| (), 0),
        ("a text changed", &|| project.write("content/articles/tin/khac.md", article("", "Lời.")), 0),
        (
            "one picture changed",
            &|| project.write("content/articles/tin/bai/anh.jpg", photograph(500, 300, 1)),
            2,
        ),
        ("an output file was deleted", &|| std::fs::remove_file(project.at("ra/tin/bai/ve.png")).unwrap(), 1),
        (
            "the quality changed",
            &|| {
                project.write("content/site.yaml", format!("{SETTINGS}pictures: {{quality: 50}}\n"));
            },
            7,
        ),
    ];
    for (what, change, wanted) in steps {
        change();
        assert_eq!(build(&project, "ra"), wanted, "{what}");
        assert_eq!(project.tree("ra"), built(&project), "{what}");
    }
}

/// The preview generates a picture when it is requested, equal to that of a build, and writes nothing to the
/// disk.
#[test]
fn preview_generates_pictures_on_request() {
    let project = site();
    let mut preview = Preview::new(project.path(), Box::new(options), Arc::default());
    preview.refresh(None);
    let snapshot = preview.current().unwrap().clone();
    snapshot.complete(&|_| (), &|| false).unwrap();
    let is_picture = |path: &String| [".jpg", ".webp", ".gif"].iter().any(|end| path.ends_with(end));
    assert_eq!(snapshot.rendered().iter().filter(|path| is_picture(path)).count(), 0);
    let before = project.tree("");
    let ask = |snapshot: &Snapshot, path: &str| match snapshot.find(&format!("/{path}")) {
        RouteAnswer::Found(
            _,
            bangvang::serve::preview_files::PreviewFile { content: FileContent::Bytes(bytes), .. },
        ) => bytes.to_vec(),
        answer => panic!("{path}: {answer:?}"),
    };
    let clean = built(&project);
    for (path, bytes) in clean.iter().filter(|(path, _)| is_picture(path)) {
        assert_eq!(&ask(&snapshot, path), bytes, "{path}");
    }
    assert_eq!(project.tree(""), before);
    let first = snapshot.version_at("/tin/bai/").page.clone();
    std::thread::sleep(std::time::Duration::from_millis(20));
    project.write("content/articles/tin/bai/co.gif", lossless("XMP ", SECRET));
    preview.refresh(None);
    let second = preview.current().unwrap().clone();
    assert_ne!(second.version_at("/tin/bai/").page, first);
    assert_eq!(&ask(&second, "tin/bai/ve.png"), &clean["tin/bai/ve.png"]);
}

/// Damage to the bytes of a picture.
#[derive(Clone, Debug)]
enum Damage {
    Cut(Index),
    Byte(Index, u8),
    /// Bits of the first bytes, which describe the picture.
    Flips(Vec<(usize, u32)>),
}

/// A damaged picture is either reported or processed, without a panic.
#[test]
fn damaged_pictures_never_panic() {
    let whole = [photograph(40, 30, 6), drawing(), animation(), lossless("EXIF", &exif(3))];
    let damage = prop_oneof![
        any::<Index>().prop_map(Damage::Cut),
        any::<(Index, u8)>().prop_map(|(at, byte)| Damage::Byte(at, byte)),
        vec((0..400_usize, 0..8_u32), 1..9).prop_map(Damage::Flips),
    ];
    trials::run(1200, (0..whole.len(), damage), |(picture, damage)| {
        let mut bytes = whole[picture].clone();
        let length = bytes.len();
        match damage {
            Damage::Cut(at) => bytes.truncate(at.index(length)),
            Damage::Byte(at, byte) => bytes[at.index(length)] = byte,
            Damage::Flips(flips) => flips.iter().for_each(|(at, bit)| bytes[at % length] ^= 1 << bit),
        }
        let Some(Ok(info)) = bangvang::picture::inspect(&bytes, "jpg") else { return };
        let _ = bangvang::picture::without_metadata(&bytes, info.format);
        if u64::from(info.width) * u64::from(info.height) < 1_000_000 {
            let _ = bangvang::picture::decode(&bytes, &info);
        }
    });
}

/// A picture with a valid header and broken pixel data is reported when it is generated, and fails the build.
#[test]
fn broken_pixels_are_reported() {
    let mut bytes = drawing();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    let project = site().with("content/articles/tin/bai/ve.png", bytes);
    let report = Built::of(project.path(), &options()).reported.drawn(Language::En);
    assert_eq!(report.matches("[broken-picture]").count(), 1, "{report}");
    let checked = project.run(&["check", "--lang", "en", "--today", "2026-06-01"]);
    assert!(String::from_utf8_lossy(&checked.stderr).contains("[broken-picture]"), "{checked:?}");
    assert_eq!(project.run(&["build", "--today", "2026-06-01"]).status.code(), Some(1));
}
