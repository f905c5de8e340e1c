//! Builds the views of covers and of linked files.

use crate::model::registry::PersonId;
use crate::model::site::Article;
use crate::render::view::data::PictureView;
use crate::render::view::views::Views;
use crate::source::SourceId;

impl Views<'_> {
    /// Returns the leading picture of an article.
    pub fn cover_view(&self, article: &Article) -> Option<PictureView> {
        let cover = article.record.cover.as_ref()?;
        let picture = self.links().picture(article.cover?, &cover.alt)?;
        Some(PictureView { caption: cover.caption.clone(), credit: cover.credit.clone(), ..picture })
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
