//! The pictures of a plan in, their bytes out; each is decoded once for all the files that are made of it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::file::Original;
use crate::hash::Hash;
use crate::picture::{self, Flaw, Head, Pixels};
use crate::plan::{FileKind, Form, OutputKind, Page, flawed};
use crate::render::memo::{Memo, Rendered, survived};
use crate::render::view::Views;
use crate::shelf::{Need, Refused, Shelf};
use crate::source::{Content, Source, SourceId};

/// The hash of all that a picture is made of.
pub fn key(views: &Views<'_>, source: SourceId, form: Form) -> Hash {
    let source = views.sources.find(source).map(|source| source.hash);
    Hash::of(format!("picture {} {source:?} {form:?}", picture::MAKER).as_bytes())
}

/// The pages that are made of one picture.
struct Group<'p> {
    source: SourceId,
    pages: Vec<(&'p Page, Form, Hash, Need)>,
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
    memo: Option<&dyn Memo>,
    shelf: &dyn Shelf,
    done: &(dyn Fn() + Sync),
    told: &(dyn Fn(Diagnostic) + Sync),
) -> Result<(), Refused> {
    let mut by_source: BTreeMap<SourceId, Vec<(&Page, Form)>> = BTreeMap::new();
    for page in &views.plan.pages {
        if let OutputKind::File(FileKind::Picture(source, form)) = page.kind {
            by_source.entry(source).or_default().push((page, form));
        }
    }
    let groups: Result<Vec<Group<'_>>, Refused> = by_source
        .into_par_iter()
        .map(|(source, pages)| {
            let mut group = Group { source, pages: Vec::new() };
            for (page, form) in pages {
                let key = key(views, source, form);
                match need(page, key, memo, shelf)? {
                    Need::Nothing => done(),
                    need => group.pages.push((page, form, key, need)),
                }
            }
            Ok(group)
        })
        .collect();
    let groups: Vec<Group<'_>> = groups?.into_iter().filter(|group| !group.pages.is_empty()).collect();
    let make = |group: &Group<'_>, page: usize, opened: &Opened| {
        let (page, form, key, need) = group.pages[page];
        let made = survived(page, || make(views, opened, page, form, (key, need), memo, shelf))?;
        if let Err(fault) = made {
            told(*fault);
        }
        done();
        Ok(())
    };
    let opened =
        |group: &Group<'_>| Opened::of(views, group.source, group.pages.iter().any(|page| draws(page.1)));
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
    page: &Page,
    (source, form): (SourceId, Form),
    memo: Option<&dyn Memo>,
    shelf: &dyn Shelf,
) -> Result<Rendered, Refused> {
    let key = key(views, source, form);
    let need = need(page, key, memo, shelf)?;
    if need == Need::Nothing {
        return Ok(Ok(()));
    }
    make(views, &Opened::of(views, source, draws(form)), page, form, (key, need), memo, shelf)
}

fn need(page: &Page, key: Hash, memo: Option<&dyn Memo>, shelf: &dyn Shelf) -> Result<Need, Refused> {
    match memo {
        Some(memo) if memo.holds(page, key)? => Ok(Need::Nothing),
        _ => shelf.need(&page.route.output_path(), key),
    }
}

fn make(
    views: &Views<'_>,
    opened: &Opened,
    page: &Page,
    form: Form,
    (key, need): (Hash, Need),
    memo: Option<&dyn Memo>,
    shelf: &dyn Shelf,
) -> Result<Rendered, Refused> {
    let made = match need {
        Need::Proof => opened.proof(form).map(|()| None),
        Need::Bytes | Need::Nothing => opened.made(form).map(Some),
    };
    let bytes = match made {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Ok(Ok(())),
        Err(fault) => return Ok(Err(Box::new(fault.told(views, page.origin)))),
    };
    shelf.put_made(&page.route.output_path(), &bytes, key)?;
    if let Some(memo) = memo {
        memo.remember(page, key);
    }
    Ok(Ok(()))
}

fn draws(form: Form) -> bool {
    matches!(form, Form::Made(_))
}

/// A picture that was read, and decoded when anything is drawn of it.
struct Opened(Result<(Vec<u8>, Head, Option<Pixels>), Fault>);

/// Why a picture cannot be made.
#[derive(Clone, Debug)]
enum Fault {
    /// Its file cannot be read, for this reason.
    Unreadable(String),
    /// Something is wrong with it.
    Flawed(Flaw),
}

impl Opened {
    fn of(views: &Views<'_>, source: SourceId, draws: bool) -> Opened {
        let found = views.sources.find(source);
        Opened(found.ok_or(Fault::Flawed(Flaw::Broken)).and_then(|source| Self::read(source, draws)))
    }

    fn read(source: &Source, draws: bool) -> Result<(Vec<u8>, Head, Option<Pixels>), Fault> {
        let Content::Picture(Ok(head)) = &source.content else { return Err(Fault::Flawed(Flaw::Broken)) };
        let original = Original::new(&source.disk, source.length, source.hash);
        let bytes = original.read().map_err(|fault| Fault::Unreadable(fault.to_string()))?;
        let pixels = draws.then(|| picture::decode(&bytes, head)).transpose().map_err(Fault::Flawed)?;
        Ok((bytes, *head, pixels))
    }

    fn proof(&self, form: Form) -> Result<(), Fault> {
        match form {
            Form::Made(_) => self.0.as_ref().map(|_| ()).map_err(Fault::clone),
            Form::Stripped => self.made(form).map(|_| ()),
        }
    }

    fn made(&self, form: Form) -> Result<Vec<u8>, Fault> {
        let (bytes, head, pixels) = self.0.as_ref().map_err(Fault::clone)?;
        let made = match (form, pixels) {
            (Form::Made(making), Some(pixels)) => picture::make(pixels, &making),
            (Form::Made(_), None) => Err(Flaw::Broken),
            (Form::Stripped, _) => picture::stripped(bytes, head.format),
        };
        made.map_err(Fault::Flawed)
    }
}

impl Fault {
    fn told(self, views: &Views<'_>, place: Place) -> Diagnostic {
        let source = match place {
            Place::File(id) => views.sources.find(id),
            Place::Nowhere | Place::Text(_) => None,
        };
        let path = source.map_or("", |source| &source.path);
        match (self, source) {
            (Fault::Flawed(flaw), Some(source)) => flawed(source, flaw),
            (Fault::Flawed(_), None) => Diagnostic::new(Code::BrokenPicture, place).arg("file", path),
            (Fault::Unreadable(reason), _) => {
                Diagnostic::new(Code::Unreadable, place).arg("file", path).arg("reason", reason)
            }
        }
    }
}
