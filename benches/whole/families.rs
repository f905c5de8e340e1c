//! The floor of a site with every family of pages: reads the records as the other floor does, renders every page from the
//! templates of the theme with a context that was made before, and writes it.
//!
//! What no template makes, such as tables to download and the search index, is only written. Linking, sorting, planning and
//! making the contexts cost the floor nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use bangvang::file::OutputPath;
use bangvang::hash::Hash;
use bangvang::model::site::BuildOptions;
use bangvang::pipeline::{self, NoBuildObserver};
use bangvang::plan::PlannedFile;
use bangvang::render::view::Views;
use bangvang::render::{self, SharedContext};
use bangvang::sink::{Cancelled, OutputSink};
use rayon::prelude::*;
use tera::Context;

use crate::floor;

/// The number of pages whose contexts are in memory together.
const PAGES_AT_A_TIME: usize = 2_000;

/// A file of the output before the clock starts.
enum Prepared {
    /// Rendered from a template: its name, and the context.
    Page(String, Box<Context>),
    /// Written as it is.
    Bytes(Vec<u8>),
}

/// Builds the site in the project folder `site` into `out`, an empty folder. Returns how long it took to read, render and
/// write it.
///
/// # Panics
/// On any error.
pub fn build(site: &Path, options: &BuildOptions, out: &Path) -> Duration {
    let scan = pipeline::scan(site, &NoBuildObserver).expect("the corpus can be listed");
    let prepared = pipeline::plan_site(scan, options, &NoBuildObserver);
    let views = prepared.views().expect("the corpus has no errors");
    let shared = SharedContext::new(&views);
    let start = Instant::now();
    let records = floor::read(site);
    let mut taken = start.elapsed();
    // The contexts of all pages would not fit into the caches of the processor, nor into the memory of small machines.
    for pages in views.plan.pages.chunks(PAGES_AT_A_TIME) {
        let files: Vec<(OutputPath, Prepared)> =
            pages.par_iter().flat_map_iter(|page| prepare(&views, &shared, page)).collect();
        let start = Instant::now();
        files.par_iter().with_max_len(4).for_each(|(path, file)| write(&views, out, path, file));
        taken += start.elapsed();
    }
    drop(records);
    taken
}

/// Makes the context of a page, or the bytes of another file; nothing for a page without a template.
fn prepare(views: &Views<'_>, shared: &SharedContext, page: &PlannedFile) -> Vec<(OutputPath, Prepared)> {
    match render::template_and_context(views, shared, page) {
        Some(Ok((template, context))) => {
            vec![(page.route.output_path(), Prepared::Page(template, Box::new(context)))]
        }
        Some(Err(_)) => panic!("{} has no context", &*page.route),
        None => {
            let sink = Files::default();
            let rendered = render::render_page(views, shared, page, &sink);
            assert!(matches!(rendered, Ok(Ok(()))), "{} cannot be rendered", &*page.route);
            let files = sink.0.into_inner().expect("no thread panicked");
            files.into_iter().map(|(path, bytes)| (path, Prepared::Bytes(bytes))).collect()
        }
    }
}

/// Renders and writes a file.
fn write(views: &Views<'_>, out: &Path, path: &OutputPath, file: &Prepared) {
    let place = out.join(&**path);
    fs::create_dir_all(place.parent().expect("files are in the output")).expect("folders can be made");
    match file {
        Prepared::Bytes(bytes) => fs::write(&place, bytes),
        Prepared::Page(template, context) => {
            let mut html = Vec::new();
            let rendered = views.theme.render(template, context, path, views.sources, &mut html);
            assert!(matches!(rendered, Ok(true)), "{} cannot be rendered", &**path);
            fs::write(&place, html)
        }
    }
    .expect("files can be written");
}

/// The files of a sink.
#[derive(Default)]
struct Files(Mutex<BTreeMap<OutputPath, Vec<u8>>>);

impl OutputSink for Files {
    fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Cancelled> {
        self.0.lock().expect("no thread panicked").insert(path.clone(), bytes.to_owned());
        Ok(())
    }

    fn write_file(&self, path: &OutputPath, from: &Path, _: u64, _: Hash) -> Result<(), Cancelled> {
        self.write(path, &fs::read(from).expect("the files of the corpus can be read"))
    }
}
