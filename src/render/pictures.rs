//! The pictures of a plan in, their bytes out; each is decoded once for all the files that are made of it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::file::Original;
use crate::hash::Hash;
use crate::picture::{self, PictureError, PictureInfo, Pixels};
use crate::plan::{FileKind, OutputKind, PlannedFile, VariantKind, flawed};
use crate::render::render_cache::{RenderCache, RenderResult, survived};
use crate::render::view::Views;
use crate::sink::{Cancelled, Needs, OutputSink};
use crate::source::{Source, SourceContent, SourceId};

/// The hash of all that a picture is made of.
pub fn key(views: &Views<'_>, source: SourceId, form: VariantKind) -> Hash {
    let source = views.sources.find(source).map(|source| source.hash);
    Hash::of(format!("picture {} {source:?} {form:?}", picture::MAKER).as_bytes())
}

/// The pages that are made of one picture.
struct PictureJob<'p> {
    source: SourceId,
    pages: Vec<(&'p PlannedFile, VariantKind, Hash, Needs)>,
}

/// Makes every picture of the plan that `memo` and `shelf` do not hold; `told` is given what is wrong.
///
/// With many pictures each is made by one thread, so that few lie in memory at once; with few, all threads make
/// the files of each.
///
/// # Errors
/// When the shelf takes nothing more.
pub fn each(
    views: &Views<'_>,
    memo: Option<&dyn RenderCache>,
    shelf: &dyn OutputSink,
    done: &(dyn Fn() + Sync),
    told: &(dyn Fn(Diagnostic) + Sync),
) -> Result<(), Cancelled> {
    let mut by_source: BTreeMap<SourceId, Vec<(&PlannedFile, VariantKind)>> = BTreeMap::new();
    for page in &views.plan.pages {
        if let OutputKind::File(FileKind::Picture(source, form)) = page.kind {
            by_source.entry(source).or_default().push((page, form));
        }
    }
    let groups: Result<Vec<PictureJob<'_>>, Cancelled> = by_source
        .into_par_iter()
        .map(|(source, pages)| {
            let mut group = PictureJob { source, pages: Vec::new() };
            for (page, form) in pages {
                let key = key(views, source, form);
                match need(page, key, memo, shelf)? {
                    Needs::Nothing => done(),
                    need => group.pages.push((page, form, key, need)),
                }
            }
            Ok(group)
        })
        .collect();
    let groups: Vec<PictureJob<'_>> = groups?.into_iter().filter(|group| !group.pages.is_empty()).collect();
    let make = |group: &PictureJob<'_>, page: usize, opened: &SourcePicture| {
        let (page, form, key, need) = group.pages[page];
        let made = survived(page, || make(views, opened, page, form, (key, need), memo, shelf))?;
        if let Err(fault) = made {
            told(*fault);
        }
        done();
        Ok(())
    };
    let opened = |group: &PictureJob<'_>| {
        SourcePicture::of(views, group.source, group.pages.iter().any(|page| draws(page.1)))
    };
    if groups.len() >= rayon::current_num_threads() * 2 {
        return groups.par_iter().with_max_len(1).try_for_each(|group| {
            let opened = opened(group);
            (0..group.pages.len()).try_for_each(|page| make(group, page, &opened))
        });
    }
    groups.iter().try_for_each(|group| {
        let opened = opened(group);
        (0..group.pages.len()).into_par_iter().with_max_len(1).try_for_each(|page| make(group, page, &opened))
    })
}

/// Makes one picture.
///
/// # Errors
/// When the shelf takes nothing more; within, when the picture cannot be made.
pub fn one(
    views: &Views<'_>,
    page: &PlannedFile,
    (source, form): (SourceId, VariantKind),
    memo: Option<&dyn RenderCache>,
    shelf: &dyn OutputSink,
) -> Result<RenderResult, Cancelled> {
    let key = key(views, source, form);
    let need = need(page, key, memo, shelf)?;
    if need == Needs::Nothing {
        return Ok(Ok(()));
    }
    make(views, &SourcePicture::of(views, source, draws(form)), page, form, (key, need), memo, shelf)
}

fn need(
    page: &PlannedFile,
    key: Hash,
    memo: Option<&dyn RenderCache>,
    shelf: &dyn OutputSink,
) -> Result<Needs, Cancelled> {
    match memo {
        Some(memo) if memo.holds(page, key)? => Ok(Needs::Nothing),
        _ => shelf.needs(&page.route.output_path(), key),
    }
}

fn make(
    views: &Views<'_>,
    opened: &SourcePicture,
    page: &PlannedFile,
    form: VariantKind,
    (key, need): (Hash, Needs),
    memo: Option<&dyn RenderCache>,
    shelf: &dyn OutputSink,
) -> Result<RenderResult, Cancelled> {
    let made = match need {
        Needs::Proof => opened.proof(form).map(|()| None),
        Needs::Bytes | Needs::Nothing => opened.made(form).map(Some),
    };
    let bytes = match made {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Ok(Ok(())),
        Err(fault) => return Ok(Err(Box::new(fault.told(views, page.origin)))),
    };
    shelf.write_with_key(&page.route.output_path(), &bytes, key)?;
    if let Some(memo) = memo {
        memo.remember(page, key);
    }
    Ok(Ok(()))
}

fn draws(form: VariantKind) -> bool {
    matches!(form, VariantKind::Made(_))
}

/// A picture that was read, and decoded when anything is drawn of it.
struct SourcePicture(Result<(Vec<u8>, PictureInfo, Option<Pixels>), PictureFailure>);

/// Why a picture cannot be made.
#[derive(Clone, Debug)]
enum PictureFailure {
    /// Its file cannot be read, for this reason.
    Unreadable(String),
    /// Something is wrong with it.
    Flawed(PictureError),
}

impl SourcePicture {
    fn of(views: &Views<'_>, source: SourceId, draws: bool) -> SourcePicture {
        let found = views.sources.find(source);
        SourcePicture(
            found
                .ok_or(PictureFailure::Flawed(PictureError::Broken))
                .and_then(|source| Self::read(source, draws)),
        )
    }

    fn read(source: &Source, draws: bool) -> Result<(Vec<u8>, PictureInfo, Option<Pixels>), PictureFailure> {
        let SourceContent::Picture(Ok(head)) = &source.content else {
            return Err(PictureFailure::Flawed(PictureError::Broken));
        };
        let original = Original::new(&source.disk, source.length, source.hash);
        let bytes = original.read().map_err(|fault| PictureFailure::Unreadable(fault.to_string()))?;
        let pixels =
            draws.then(|| picture::decode(&bytes, head)).transpose().map_err(PictureFailure::Flawed)?;
        Ok((bytes, *head, pixels))
    }

    fn proof(&self, form: VariantKind) -> Result<(), PictureFailure> {
        match form {
            VariantKind::Made(_) => self.0.as_ref().map(|_| ()).map_err(PictureFailure::clone),
            VariantKind::Stripped => self.made(form).map(|_| ()),
        }
    }

    fn made(&self, form: VariantKind) -> Result<Vec<u8>, PictureFailure> {
        let (bytes, head, pixels) = self.0.as_ref().map_err(PictureFailure::clone)?;
        let made = match (form, pixels) {
            (VariantKind::Made(making), Some(pixels)) => picture::make(pixels, &making),
            (VariantKind::Made(_), None) => Err(PictureError::Broken),
            (VariantKind::Stripped, _) => picture::stripped(bytes, head.format),
        };
        made.map_err(PictureFailure::Flawed)
    }
}

impl PictureFailure {
    fn told(self, views: &Views<'_>, place: Location) -> Diagnostic {
        let source = match place {
            Location::File(id) => views.sources.find(id),
            Location::Nowhere | Location::Text(_) => None,
        };
        let path = source.map_or("", |source| &source.path);
        match (self, source) {
            (PictureFailure::Flawed(flaw), Some(source)) => flawed(source, flaw),
            (PictureFailure::Flawed(_), None) => {
                Diagnostic::new(Code::BrokenPicture, place).arg("file", path)
            }
            (PictureFailure::Unreadable(reason), _) => {
                Diagnostic::new(Code::Unreadable, place).arg("file", path).arg("reason", reason)
            }
        }
    }
}
