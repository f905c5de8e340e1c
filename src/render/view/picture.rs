//! The views of pictures, and of files that readers open elsewhere.

use crate::model::site::Article;
use crate::render::view::data::PictureView;
use crate::render::view::views::Views;
use crate::source::SourceId;

impl Views<'_> {
    /// The leading picture of an article.
    pub fn cover(&self, article: &Article) -> Option<PictureView> {
        let cover = article.record.cover.as_ref()?;
        let picture = self.links().picture(article.cover?, &cover.alt)?;
        Some(PictureView { caption: cover.caption.clone(), credit: cover.credit.clone(), ..picture })
    }

    /// The kind and the size of the scan of a document, in a few words.
    pub fn scan_note(&self, scan: Option<SourceId>) -> Option<String> {
        self.links().file_note(scan?).map(|(called, size)| format!("{called}, {size}"))
    }
}
