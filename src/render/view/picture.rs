//! Builds the views of covers and of linked files.

use crate::model::article::CoverChoice;
use crate::model::registry::PersonId;
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

    /// Returns the portrait of a person.
    pub fn photo_view(&self, person: PersonId) -> Option<PictureView> {
        let file = self.site.photos[person]?;
        let record = &self.site.people[person];
        let photo = record.photo.as_ref()?;
        let alt = || self.say("portrait", &[("name", record.name.value.to_string())]).into();
        let picture = self.links().picture(file, &photo.alt.clone().unwrap_or_else(alt))?;
        Some(PictureView { credit: photo.credit.clone(), ..picture })
    }

    /// Returns the type and size of a scan, such as `PDF, 1,2 MB`; `None` when there is no scan.
    pub fn scan_note(&self, scan: Option<SourceId>) -> Option<String> {
        self.links().file_note(scan?).map(|(called, size)| format!("{called}, {size}"))
    }
}
