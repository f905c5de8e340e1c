//! The files beside the pages: those that are copied, and those that are made of pictures.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::hash::Hash;
use crate::messages::Language;
use crate::model::body::Outline;
use crate::model::route::Route;
use crate::model::settings::PictureSettings;
use crate::model::site::{LinkTarget, Site};
use crate::picture::{self, EncodeOptions, PictureError, PictureFormat, PictureInfo};
use crate::plan::draft::Draft;
use crate::plan::kinds::FileKind;
use crate::plan::picture_files::{PictureFiles, Variant, VariantKind};
use crate::source::{Source, SourceContent, SourceId};

/// A larger file than this, in bytes, is told of: it is hard to send and slow to make.
const LARGE_BYTES: u64 = 20 * 1024 * 1024;
/// More pixels than this are told of.
const LARGE_PIXELS: u64 = 50_000_000;

/// The quality of a picture in its full size, which somebody wants to look at closely.
const CLOSE: u8 = 90;

/// How pages use a picture.
struct Uses {
    /// Those that they show.
    shown: BTreeSet<SourceId>,
    /// Those that raw HTML shows, and the shown.
    drawn: BTreeSet<SourceId>,
    /// Those that they lead to.
    linked: BTreeSet<SourceId>,
}

/// Plans a file, or several, for everything that pages refer to and all below `static/`.
///
/// Reports pictures that cannot be used, that are very large, or whose names say what they are not.
pub fn plan(draft: &mut Draft<'_>) -> BTreeMap<SourceId, PictureFiles> {
    let (site, sources) = (draft.site, draft.sources);
    let mut pictures = BTreeMap::new();
    let mut uses = None;
    for (&id, route) in &site.assets {
        let Some(source) = sources.find(id) else { continue };
        match &source.content {
            SourceContent::Picture(Err(flaw)) => draft.diagnostics.push(flawed(source, *flaw)),
            SourceContent::Picture(Ok(head)) if head.format != PictureFormat::Svg => {
                draft.diagnostics.extend(odd(source, head));
                let uses = uses.get_or_insert_with(|| Uses::of(site));
                pictures.insert(id, add(draft, source, route, *head, uses));
            }
            _ => draft.add(route.clone(), Location::File(id), FileKind::Copy(id)),
        }
    }
    pictures
}

impl Uses {
    fn of(site: &Site) -> Uses {
        let mut uses = Uses { shown: BTreeSet::new(), drawn: BTreeSet::new(), linked: BTreeSet::new() };
        uses.shown.extend(site.pictures.banner);
        uses.drawn.extend(site.pictures.banner);
        for article in &site.articles {
            uses.shown.extend(article.cover);
            uses.drawn.extend(article.cover);
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

/// Adds the files of one picture.
///
/// The picture itself keeps its address: as large as pages show it, or whole where somebody wants to see all
/// of it. The others stand beside it under names that change with their bytes. A smaller PNG is often no smaller
/// file, so that browsers without WebP get the picture itself.
fn add(
    draft: &mut Draft<'_>,
    source: &Source,
    route: &Route,
    head: PictureInfo,
    uses: &Uses,
) -> PictureFiles {
    let settings = &draft.site.settings.pictures;
    let (id, fixed) = (source.id, head.animated || head.format == PictureFormat::Gif);
    let shown = uses.shown.contains(&id);
    let widths = if shown { widths(head.width, settings) } else { Vec::new() };
    let largest = if fixed { head.width } else { largest(head.width, settings) };
    let leads = shown && settings.original && !head.animated;
    let whole = fixed || leads || uses.linked.contains(&id) || !uses.drawn.contains(&id);
    let own = if whole { head.width } else { largest };
    let named = Named { route, source, settings };
    let mut pages = Vec::new();
    let mut offer = |format: PictureFormat, width: u32| {
        let (route, making) = named.variant(head, format, width);
        pages.push((route.clone(), making));
        Variant { route, width }
    };
    let mut same = Vec::new();
    for &width in widths.iter().filter(|_| !fixed) {
        if width == own {
            same.push(Variant { route: route.clone(), width });
        } else if width == largest || head.format != PictureFormat::Png {
            same.push(offer(head.format, width));
        }
    }
    let converted = !head.animated && head.format != PictureFormat::Webp;
    let fits = |width: &&u32| converted && height(head, **width) <= picture::MAX_WEBP_SIDE_PX;
    let webp = widths.iter().filter(fits).map(|width| offer(PictureFormat::Webp, *width)).collect();
    let src = same.last().map_or_else(|| route.clone(), |last| last.route.clone());
    if same.len() < 2 {
        same.clear();
    }
    let quality = if own > largest { settings.quality.max(CLOSE) } else { settings.quality };
    let form = match fixed {
        true => VariantKind::Stripped,
        false => VariantKind::Made(EncodeOptions { quality, ..named.making(head, head.format, own) }),
    };
    draft.add(route.clone(), Location::File(id), FileKind::Picture(id, form));
    for (route, making) in pages {
        draft.add(route, Location::File(id), FileKind::Picture(id, VariantKind::Made(making)));
    }
    let original = leads.then(|| route.clone());
    PictureFiles { width: largest, height: height(head, largest), src, same, webp, original }
}

/// How the files of one picture are called.
struct Named<'a> {
    route: &'a str,
    source: &'a Source,
    settings: &'a PictureSettings,
}

impl Named<'_> {
    fn making(&self, head: PictureInfo, format: PictureFormat, width: u32) -> EncodeOptions {
        let drawn = head.format != PictureFormat::Jpeg && head.format != PictureFormat::Webp;
        EncodeOptions { format, width, height: height(head, width), quality: self.settings.quality, drawn }
    }

    /// The route of the picture as `format`, `width` pixels wide, and how it is made.
    fn variant(&self, head: PictureInfo, format: PictureFormat, width: u32) -> (Route, EncodeOptions) {
        let print = Hash::of(
            format!("{} {} {}", picture::ENCODER_VERSION, self.source.hash, self.settings.quality).as_bytes(),
        );
        let name = self.route.rfind('/').map_or(0, |at| at + 1);
        let stem = self.route[name..].rfind('.').map_or(self.route, |dot| &self.route[..name + dot]);
        let route = format!("{stem}-{width}.{}.{}", print.short(), format.extension());
        (Route::new(route), self.making(head, format, width))
    }
}

/// The widths in which a picture is offered: those of the settings below its own, and the largest possible.
///
/// One that is nearly as wide as the next is left out.
fn widths(own: u32, settings: &PictureSettings) -> Vec<u32> {
    let largest = largest(own, settings);
    let smaller = settings.widths.iter().copied().filter(|width| width * 10 <= largest * 9);
    smaller.chain([largest]).collect()
}

/// The width of the largest that a page shows of a picture that is `own` pixels wide.
fn largest(own: u32, settings: &PictureSettings) -> u32 {
    own.min(settings.widths.last().copied().unwrap_or(own))
}

/// The height that belongs to `width`, rounded, at least 1.
fn height(head: PictureInfo, width: u32) -> u32 {
    let (own_width, own_height) = (u64::from(head.width), u64::from(head.height));
    let height = (own_height * u64::from(width) + own_width / 2) / own_width;
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}

/// Why the picture of `source` is not used.
pub fn flawed(source: &Source, flaw: PictureError) -> Diagnostic {
    let error = |code| Diagnostic::new(code, source.id).arg("file", &source.path);
    let huge = || {
        let fault = error(Code::HugePicture).arg("bytes", (picture::MAX_PICTURE_BYTES >> 20).to_string());
        fault.arg("pixels", (picture::MAX_PICTURE_PIXELS / 1_000_000).to_string())
    };
    match flaw {
        PictureError::Cut => error(Code::BrokenPicture).help("help-cut"),
        PictureError::Broken => error(Code::BrokenPicture),
        PictureError::Foreign(name) => error(Code::ForeignPicture).arg("format", name),
        PictureError::Bytes => huge().arg("size", format!("{} MB", source.length.div_ceil(1 << 20))),
        PictureError::Pixels(width, height) => huge().arg("size", format!("{width} × {height}")),
    }
}

/// What is odd about a picture that can be used.
fn odd(source: &Source, head: &PictureInfo) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let warning = |code| Diagnostic::new(code, source.id).arg("file", &source.path);
    if !head.format.has_extension(&source.extension()) {
        let name = source.name();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let right = format!("{stem}.{}", head.format.extension());
        found.push(warning(Code::PictureEnding).arg("format", head.format.name()).arg("right", right));
    }
    let pixels = u64::from(head.width) * u64::from(head.height);
    if source.length > LARGE_BYTES || pixels > LARGE_PIXELS {
        let fault = warning(Code::LargePicture).arg("size", Language::Vi.file_size(source.length));
        found.push(fault.arg("width", head.width.to_string()).arg("height", head.height.to_string()));
    }
    found
}
