//! Generates the files of pictures; each picture is decoded once for all its files.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::file::{self, Original};
use crate::hash::Hash;
use crate::picture::{self, PictureError, PictureInfo, Pixels};
use crate::plan::{FileKind, OutputKind, PlannedFile, VariantKind, picture_error};
use crate::render::caught_panic::{RenderResult, catch_panic};
use crate::render::view::Views;
use crate::sink::{Cancelled, Needs, OutputSink};
use crate::source::{Source, SourceContent, SourceId};

/// Returns the key of a file: the hash of the picture, the variant and the version of the encoder.
fn picture_key(views: &Views<'_>, source: SourceId, kind: VariantKind) -> Hash {
    let source = views.sources.find(source).map(|source| source.hash);
    Hash::of(format!("picture {} {source:?} {kind:?}", picture::ENCODER_VERSION).as_bytes())
}

/// One file to generate from a picture.
struct PictureFile<'p> {
    page: &'p PlannedFile,
    kind: VariantKind,
    key: Hash,
    needs: Needs,
}

/// The files to generate from one picture.
struct PictureJob<'p> {
    source: SourceId,
    files: Vec<PictureFile<'p>>,
}

/// Generates every picture file that `sink` does not have; `report` receives the diagnostics.
///
/// If there are many pictures, each is processed by one thread, so that few are in memory at once. If there
/// are few, all threads share the files of each picture.
///
/// # Errors
/// If the sink accepts no more files.
pub fn render_pictures(
    views: &Views<'_>,
    sink: &dyn OutputSink,
    done: &(dyn Fn() + Sync),
    report: &(dyn Fn(Diagnostic) + Sync),
) -> Result<(), Cancelled> {
    let mut by_source: BTreeMap<SourceId, Vec<(&PlannedFile, VariantKind)>> = BTreeMap::new();
    for page in &views.plan.pages {
        if let OutputKind::File(FileKind::Picture(source, kind)) = page.kind {
            by_source.entry(source).or_default().push((page, kind));
        }
    }
    let jobs: Result<Vec<PictureJob<'_>>, Cancelled> = by_source
        .into_par_iter()
        .map(|(source, pages)| {
            let mut job = PictureJob { source, files: Vec::new() };
            for (page, kind) in pages {
                let file = picture_file(views, page, source, kind, sink)?;
                if matches!(file.needs, Needs::Stored(_) | Needs::Nothing) {
                    done();
                } else {
                    job.files.push(file);
                }
            }
            Ok(job)
        })
        .collect();
    let jobs: Vec<PictureJob<'_>> = jobs?.into_iter().filter(|job| !job.files.is_empty()).collect();
    let write = |file: &PictureFile<'_>, picture: &SourcePicture| {
        if let Err(error) = catch_panic(file.page, || write_picture(views, picture, file, sink))? {
            report(*error);
        }
        done();
        Ok(())
    };
    let open = |job: &PictureJob<'_>| {
        SourcePicture::open(views, job.source, job.files.iter().any(|file| needs_pixels(file.kind)))
    };
    if jobs.len() >= rayon::current_num_threads() * 2 {
        return jobs.par_iter().with_max_len(1).try_for_each(|job| {
            let picture = open(job);
            job.files.iter().try_for_each(|file| write(file, &picture))
        });
    }
    jobs.iter().try_for_each(|job| {
        let picture = open(job);
        job.files.par_iter().with_max_len(1).try_for_each(|file| write(file, &picture))
    })
}

/// Generates one picture file, unless `sink` has it.
///
/// # Errors
/// If the sink accepts no more files. The inner result is an error if the picture cannot be used.
pub fn render_picture(
    views: &Views<'_>,
    page: &PlannedFile,
    source: SourceId,
    kind: VariantKind,
    sink: &dyn OutputSink,
) -> Result<RenderResult, Cancelled> {
    let file = picture_file(views, page, source, kind, sink)?;
    if matches!(file.needs, Needs::Stored(_) | Needs::Nothing) {
        return Ok(Ok(()));
    }
    write_picture(views, &SourcePicture::open(views, source, needs_pixels(kind)), &file, sink)
}

/// Returns the file with its key and with what the sink needs for it.
fn picture_file<'p>(
    views: &Views<'_>,
    page: &'p PlannedFile,
    source: SourceId,
    kind: VariantKind,
    sink: &dyn OutputSink,
) -> Result<PictureFile<'p>, Cancelled> {
    let key = picture_key(views, source, kind);
    let needs = sink.needs(&page.route.output_path(), key)?;
    Ok(PictureFile { page, kind, key, needs })
}

/// Generates and writes one file.
fn write_picture(
    views: &Views<'_>,
    picture: &SourcePicture,
    file: &PictureFile<'_>,
    sink: &dyn OutputSink,
) -> Result<RenderResult, Cancelled> {
    let bytes = match file.needs {
        Needs::Proof => picture.check(file.kind).map(|()| None),
        Needs::Bytes | Needs::Stored(_) | Needs::Nothing => picture.encode(file.kind).map(Some),
    };
    let bytes = match bytes {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Ok(Ok(())),
        Err(failure) => return Ok(Err(Box::new(failure.into_diagnostic(views, file.page.origin)))),
    };
    sink.write_with_key(&file.page.route.output_path(), &bytes, file.key)?;
    Ok(Ok(()))
}

/// Returns true if the variant needs the decoded picture.
fn needs_pixels(kind: VariantKind) -> bool {
    matches!(kind, VariantKind::Encoded(_))
}

/// A picture file that was read, and decoded if any variant needs that.
struct SourcePicture(Result<(Vec<u8>, PictureInfo, Option<Pixels>), PictureFailure>);

/// Why a picture cannot be generated.
#[derive(Clone, Debug)]
enum PictureFailure {
    /// The file cannot be read, for this reason.
    Unreadable(String),
    /// The picture is broken or not supported.
    Invalid(PictureError),
}

impl SourcePicture {
    fn open(views: &Views<'_>, source: SourceId, decode: bool) -> SourcePicture {
        let found = views.sources.find(source);
        SourcePicture(
            found
                .ok_or(PictureFailure::Invalid(PictureError::Broken))
                .and_then(|source| Self::read(source, decode)),
        )
    }

    fn read(source: &Source, decode: bool) -> Result<(Vec<u8>, PictureInfo, Option<Pixels>), PictureFailure> {
        let SourceContent::Picture(Ok(info)) = &source.content else {
            return Err(PictureFailure::Invalid(PictureError::Broken));
        };
        let original = Original::new(&source.disk, source.length, source.hash);
        let bytes = original.read().map_err(|error| PictureFailure::Unreadable(file::reason(&error)))?;
        let pixels =
            decode.then(|| picture::decode(&bytes, info)).transpose().map_err(PictureFailure::Invalid)?;
        Ok((bytes, *info, pixels))
    }

    /// Checks that the variant can be generated, without encoding it if that is certain.
    fn check(&self, kind: VariantKind) -> Result<(), PictureFailure> {
        match kind {
            VariantKind::Encoded(_) => self.0.as_ref().map(|_| ()).map_err(PictureFailure::clone),
            VariantKind::Stripped => self.encode(kind).map(|_| ()),
        }
    }

    /// Returns the bytes of the variant.
    fn encode(&self, kind: VariantKind) -> Result<Vec<u8>, PictureFailure> {
        let (bytes, info, pixels) = self.0.as_ref().map_err(PictureFailure::clone)?;
        let encoded = match (kind, pixels) {
            (VariantKind::Encoded(options), Some(pixels)) => picture::encode(pixels, &options),
            (VariantKind::Encoded(_), None) => Err(PictureError::Broken),
            (VariantKind::Stripped, _) => picture::without_metadata(bytes, info.format),
        };
        encoded.map_err(PictureFailure::Invalid)
    }
}

impl PictureFailure {
    fn into_diagnostic(self, views: &Views<'_>, place: Location) -> Diagnostic {
        let source = match place {
            Location::File(id) => views.sources.find(id),
            Location::Nowhere | Location::Text(_) => None,
        };
        let path = source.map_or("", |source| &source.path);
        match (self, source) {
            (PictureFailure::Invalid(error), Some(source)) => picture_error(source, error),
            (PictureFailure::Invalid(_), None) => {
                Diagnostic::new(Code::BrokenPicture, place).arg("file", path)
            }
            (PictureFailure::Unreadable(reason), _) => {
                Diagnostic::new(Code::Unreadable, place).arg("file", path).arg("reason", reason)
            }
        }
    }
}
