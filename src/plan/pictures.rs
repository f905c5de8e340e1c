//! Plans the files that are copied and those that are generated from pictures.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::hash::Hash;
use crate::messages::Language;
use crate::model::body::Outline;
use crate::model::route::Route;
use crate::model::settings::PictureSettings;
use crate::model::site::{LinkTarget, Site};
use crate::picture::{self, EncodeOptions, PictureError, PictureFormat, PictureInfo, SHARE_WIDTH_PX};
use crate::plan::builder::PlanBuilder;
use crate::plan::kinds::FileKind;
use crate::plan::picture_files::{PictureFiles, ShareFile, Variant, VariantKind};
use crate::source::{Source, SourceContent, SourceId};

/// Files larger than this are reported: they are slow to encode and to upload.
const LARGE_BYTES: u64 = 20 * 1024 * 1024;
/// Pictures with more pixels than this are reported.
const LARGE_PIXELS: u64 = 50_000_000;

/// The encoding quality of a picture in full size, which readers open to see details.
const FULL_SIZE_QUALITY: u8 = 90;

/// How pages use pictures.
#[derive(Default)]
struct PictureUses {
    /// The pictures that Markdown and front matter embed.
    shown: BTreeSet<SourceId>,
    /// The pictures in `shown`, and those that raw HTML embeds.
    drawn: BTreeSet<SourceId>,
    /// The pictures that pages link to.
    linked: BTreeSet<SourceId>,
    /// The pictures for shared links.
    shared: BTreeSet<SourceId>,
}

/// Plans one or more files for everything that pages refer to and for everything below `static/`; with
/// `shares`, also files for shared links.
///
/// Reports pictures that cannot be used, that are very large, or whose file extension does not match the
/// format.
pub fn plan(builder: &mut PlanBuilder<'_>, shares: bool) -> BTreeMap<SourceId, PictureFiles> {
    let (site, sources) = (builder.site, builder.sources);
    let mut pictures = BTreeMap::new();
    let mut uses = None;
    for (&id, route) in &site.assets {
        let Some(source) = sources.find(id) else { continue };
        match &source.content {
            SourceContent::Picture(Err(flaw)) => builder.diagnostics.push(picture_error(source, *flaw)),
            SourceContent::Picture(Ok(info)) if !info.format.is_copied() => {
                builder.diagnostics.extend(picture_warnings(source, info));
                let uses = uses.get_or_insert_with(|| PictureUses::from_site(site, shares));
                pictures.insert(id, plan_picture(builder, source, route, *info, uses));
            }
            content => {
                if let SourceContent::Picture(Ok(info @ PictureInfo { format: PictureFormat::Avif, .. })) =
                    content
                {
                    builder.diagnostics.extend(picture_warnings(source, info));
                }
                builder.add(route.clone(), Location::File(id), FileKind::Copy(id));
            }
        }
    }
    pictures
}

impl PictureUses {
    fn from_site(site: &Site, shares: bool) -> PictureUses {
        let mut uses = PictureUses::default();
        if shares {
            let covers = site.articles.iter().filter_map(|article| Some(article.cover.as_ref()?.file));
            uses.shared.extend(covers.chain(site.pictures.share_image).chain(site.pictures.banner));
        }
        uses.shown.extend(site.pictures.banner);
        uses.drawn.extend(site.pictures.banner);
        let photos = site.photos.iter().copied().flatten();
        uses.shown.extend(photos.clone());
        uses.drawn.extend(photos);
        for article in &site.articles {
            uses.shown.extend(article.cover.as_ref().map(|cover| cover.file));
            uses.drawn.extend(article.cover.as_ref().map(|cover| cover.file));
            uses.add(&article.record.body.outline, &article.links);
        }
        for movement in &site.movements {
            uses.add(&movement.record.body.outline, &movement.links);
        }
        for page in &site.pages {
            uses.add(&page.record.body.outline, &page.links);
        }
        uses
    }

    fn add(&mut self, outline: &Outline, targets: &[LinkTarget]) {
        for (link, target) in outline.links.iter().zip(targets) {
            let LinkTarget::File(source, _) = target else { continue };
            match link.picture {
                None => _ = self.linked.insert(*source),
                Some(_) => {
                    self.drawn.insert(*source);
                    if !link.raw {
                        self.shown.insert(*source);
                    }
                }
            }
        }
    }
}

/// Plans the files of one picture.
///
/// The route of the picture itself serves the largest width that pages show, or the full size where a reader
/// may want it. The other files are next to it, with a hash of their inputs in the name. A smaller PNG is
/// often not a smaller file, so browsers without WebP get the picture itself.
fn plan_picture(
    builder: &mut PlanBuilder<'_>,
    source: &Source,
    route: &Route,
    info: PictureInfo,
    uses: &PictureUses,
) -> PictureFiles {
    let settings = &builder.site.settings.pictures;
    let (id, fixed) = (source.id, info.animated || info.format == PictureFormat::Gif);
    let shown = uses.shown.contains(&id);
    let widths = if shown { offered_widths(info.width, settings) } else { Vec::new() };
    let largest = if fixed { info.width } else { largest_width(info.width, settings) };
    let links_to_original = shown && settings.original && !info.animated;
    let full_size = fixed || links_to_original || uses.linked.contains(&id) || !uses.drawn.contains(&id);
    let own_width = if full_size { info.width } else { largest };
    let named = VariantNames { route, source, settings };
    let mut pages = Vec::new();
    let mut offer = |format: PictureFormat, width: u32| {
        let (route, options) = named.variant_file(info, format, width);
        pages.push((route.clone(), options));
        Variant { route, width }
    };
    let mut same = Vec::new();
    for &width in widths.iter().filter(|_| !fixed) {
        if width == own_width {
            same.push(Variant { route: route.clone(), width });
        } else if width == largest || info.format != PictureFormat::Png {
            same.push(offer(info.format, width));
        }
    }
    let converted = !info.animated && info.format != PictureFormat::Webp;
    let fits = |width: &&u32| converted && height_for(info, **width) <= picture::MAX_WEBP_SIDE_PX;
    let webp = widths.iter().filter(fits).map(|width| offer(PictureFormat::Webp, *width)).collect();
    let share = uses.shared.contains(&id).then(|| {
        let own = Variant { route: route.clone(), width: own_width };
        let limit = info.width.min(SHARE_WIDTH_PX);
        let is_accepted = matches!(info.format, PictureFormat::Jpeg | PictureFormat::Png) && !fixed;
        let fits = |file: &&Variant| is_accepted && file.width <= limit && file.width * 5 >= limit * 4;
        let found = same.iter().chain([&own]).filter(fits).max_by_key(|file| file.width).cloned();
        let file = found.unwrap_or_else(|| offer(PictureFormat::Jpeg, limit));
        ShareFile { route: file.route, width: file.width, height: height_for(info, file.width) }
    });
    let src = same.last().map_or_else(|| route.clone(), |last| last.route.clone());
    if same.len() < 2 {
        same.clear();
    }
    let quality =
        if own_width > largest { settings.quality.max(FULL_SIZE_QUALITY) } else { settings.quality };
    let kind = if fixed {
        VariantKind::Stripped
    } else {
        VariantKind::Encoded(EncodeOptions { quality, ..named.encode_options(info, info.format, own_width) })
    };
    builder.add(route.clone(), Location::File(id), FileKind::Picture(id, kind));
    for (route, options) in pages {
        builder.add(route, Location::File(id), FileKind::Picture(id, VariantKind::Encoded(options)));
    }
    let original = links_to_original.then(|| route.clone());
    PictureFiles {
        width: largest,
        height: height_for(info, largest),
        src,
        same_format: same,
        webp,
        original,
        share,
    }
}

/// The names of the files of one picture.
struct VariantNames<'a> {
    route: &'a str,
    source: &'a Source,
    settings: &'a PictureSettings,
}

impl VariantNames<'_> {
    fn encode_options(&self, info: PictureInfo, format: PictureFormat, width: u32) -> EncodeOptions {
        let drawn = info.format != PictureFormat::Jpeg && info.format != PictureFormat::Webp;
        EncodeOptions {
            format,
            width,
            height: height_for(info, width),
            quality: self.settings.quality,
            drawn,
        }
    }

    /// Returns the route of the picture as `format`, `width` pixels wide, and its encoding options.
    fn variant_file(&self, info: PictureInfo, format: PictureFormat, width: u32) -> (Route, EncodeOptions) {
        let fingerprint = Hash::of(
            format!("{} {} {}", picture::ENCODER_VERSION, self.source.hash, self.settings.quality).as_bytes(),
        );
        let name = self.route.rfind('/').map_or(0, |at| at + 1);
        let stem = self.route[name..].rfind('.').map_or(self.route, |dot| &self.route[..name + dot]);
        let route = format!("{stem}-{width}.{}.{}", fingerprint.short(), format.extension());
        (Route::new(route), self.encode_options(info, format, width))
    }
}

/// Returns the widths in which a picture `own` pixels wide is offered: those of the settings below its own,
/// and the largest possible one.
///
/// A width of more than nine tenths of the largest is left out.
fn offered_widths(own: u32, settings: &PictureSettings) -> Vec<u32> {
    let largest = largest_width(own, settings);
    let smaller = settings.widths.iter().copied().filter(|width| width * 10 <= largest * 9);
    smaller.chain([largest]).collect()
}

/// Returns the largest width in which pages show a picture `own` pixels wide.
fn largest_width(own: u32, settings: &PictureSettings) -> u32 {
    own.min(settings.widths.last().copied().unwrap_or(own))
}

/// Returns the height for `width` in the picture's aspect ratio, rounded, at least 1.
fn height_for(info: PictureInfo, width: u32) -> u32 {
    let (own_width, own_height) = (u64::from(info.width), u64::from(info.height));
    let height = (own_height * u64::from(width) + own_width / 2) / own_width;
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}

/// Returns the diagnostic for a picture that cannot be used.
pub fn picture_error(source: &Source, flaw: PictureError) -> Diagnostic {
    let error = |code| Diagnostic::new(code, source.id).arg("file", &source.path);
    let huge = || {
        let diagnostic =
            error(Code::HugePicture).arg("bytes", (picture::MAX_PICTURE_BYTES >> 20).to_string());
        diagnostic.arg("pixels", (picture::MAX_PICTURE_PIXELS / 1_000_000).to_string())
    };
    match flaw {
        PictureError::Cut => error(Code::BrokenPicture).help("help-cut"),
        PictureError::Broken => error(Code::BrokenPicture),
        PictureError::Foreign("HEIC") => error(Code::ForeignPicture).arg("format", "HEIC").help("help-heic"),
        PictureError::Foreign(name) | PictureError::Notes(name) => {
            error(Code::ForeignPicture).arg("format", name)
        }
        PictureError::Bytes => huge().arg("size", format!("{} MB", source.length.div_ceil(1 << 20))),
        PictureError::Pixels(width, height) => huge().arg("size", format!("{width} × {height}")),
    }
}

/// Returns the warnings about a picture that can be used.
fn picture_warnings(source: &Source, info: &PictureInfo) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let warning = |code| Diagnostic::new(code, source.id).arg("file", &source.path);
    if !info.format.has_extension(&source.extension()) {
        let name = source.name();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let proposal = format!("{stem}.{}", info.format.extension());
        found.push(warning(Code::PictureEnding).arg("format", info.format.name()).arg("right", proposal));
    }
    let pixels = u64::from(info.width) * u64::from(info.height);
    if source.length > LARGE_BYTES || pixels > LARGE_PIXELS {
        let large = warning(Code::LargePicture).arg("size", Language::Vi.file_size(source.length));
        found.push(large.arg("width", info.width.to_string()).arg("height", info.height.to_string()));
    }
    found
}
