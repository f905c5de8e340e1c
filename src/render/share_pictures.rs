//! Draws the pictures with titles of pages, for shared links.

use crate::diagnostic::{Code, Diagnostic};
use crate::file::Original;
use crate::picture::{self, Pixels, ShareBase, ShareText};
use crate::plan::{PlannedFile, ShareDesign, ThemeContent};
use crate::render::caught_panic::RenderResult;
use crate::render::view::Views;
use crate::sink::{Cancelled, Needs, OutputSink};

/// Draws the picture of `page`, unless `sink` has it.
///
/// # Errors
/// If the sink accepts no more files. The inner result is an error if the encoder fails.
pub fn render(
    views: &Views<'_>,
    page: &PlannedFile,
    text: &ShareText,
    sink: &dyn OutputSink,
) -> Result<RenderResult, Cancelled> {
    let (key, path) = (design(views).cache_key(text), page.route.output_path());
    if sink.needs(&path, key)? != Needs::Bytes {
        return Ok(Ok(()));
    }
    let base = views.cache.share_base.get_or_init(|| share_base(views));
    let Ok(bytes) = base.draw(text) else {
        let failure = Diagnostic::new(Code::OwnFault, page.origin).arg("reason", "encoder");
        return Ok(Err(Box::new(failure.arg("route", &page.route))));
    };
    sink.write_with_key(&path, &bytes, key)?;
    Ok(Ok(()))
}

fn design<'v>(views: &Views<'v>) -> &'v ShareDesign {
    views.plan.share.design.as_ref().expect("a plan with pictures for shared links has their design")
}

fn share_base(views: &Views<'_>) -> ShareBase {
    let ShareDesign { colours, emblem, .. } = design(views);
    // A logo that cannot be read is reported where it is published.
    let emblem = emblem.as_ref().and_then(|emblem| emblem_pixels(views, emblem));
    ShareBase::new(colours, emblem.as_ref())
}

/// Decodes the emblem; `None` if its file cannot be read or is no picture.
fn emblem_pixels(views: &Views<'_>, emblem: &ThemeContent) -> Option<Pixels> {
    let decode = |bytes: &[u8], extension: &str| {
        let info = picture::inspect(bytes, extension)?.ok()?;
        picture::decode(bytes, &info).ok()
    };
    match emblem {
        ThemeContent::Bytes(bytes, _) => decode(bytes, "png"),
        ThemeContent::Source(id) => {
            let source = views.sources.find(*id)?;
            let bytes = Original::new(&source.disk, source.length, source.hash).read().ok()?;
            decode(&bytes, &source.extension())
        }
    }
}
