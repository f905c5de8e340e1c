//! Builds the views of covers and of linked files.

use crate::model::article::CoverChoice;
use crate::model::site::{Article, CoverPlace};
use crate::render::view::data::PictureView;
use crate::render::view::views::Views;
use crate::source::SourceId;

impl Views<'_> {
    /// Returns the cover of an article, as shown in lists.
    pub fn cover_view(&self, article: &Article) -> Option<PictureView> {
        let cover = article.cover.as_ref()?;
        let picture = self.links().picture(cover.file, &cover.alt)?;
        Some(match &article.record.cover {
            CoverChoice::Picture(written) => {
                PictureView { caption: written.caption.clone(), credit: written.credit.clone(), ..picture }
            }
            CoverChoice::FirstPicture | CoverChoice::NoPicture => picture,
        })
    }

    /// Returns the cover of an article, as shown above its text; `None` if the text itself has the picture.
    pub fn head_cover_view(&self, article: &Article) -> Option<PictureView> {
        let place = article.cover.as_ref()?.place;
        if place == CoverPlace::Head { self.cover_view(article) } else { None }
    }

    /// Returns the type and size of a scan, such as `PDF, 1,2 MB`; `None` when there is no scan.
    pub fn scan_note(&self, scan: Option<SourceId>) -> Option<String> {
        self.links().file_note(scan?).map(|(called, size)| format!("{called}, {size}"))
    }
}
