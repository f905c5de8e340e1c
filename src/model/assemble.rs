//! Links records into a [`Site`]: resolves every name and reports the unknown ones.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::DateTime;
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::hash::Hash;
use crate::model::article::CoverChoice;
use crate::model::body::Outline;
use crate::model::hidden::HiddenFiles;
use crate::model::id::IdVec;
use crate::model::linked_awards::{AwardNames, AwardsOfDecision, LinkedAwards};
use crate::model::links::{LinkLookup, LinkableFile};
use crate::model::named_record::NamedRecord;
use crate::model::names::{NameIndex, UnpublishedReason};
use crate::model::printed_index::NameDays;
use crate::model::records::Records;
use crate::model::references;
use crate::model::registry::{AwardKind, Person, PersonId};
use crate::model::route::Route;
use crate::model::settings::{Section, SectionId, Settings};
use crate::model::site::{
    Article, ArticleCover, BuildOptions, CoverPlace, Decision, HiddenPage, HiddenReason, LinkTarget,
    Movement, ShowHidden, Site, StandalonePage,
};
use crate::model::{article, award, menu};
use crate::reuse::InputHasher;
use crate::source::{Source, SourceContent, SourceId, Sources, Span, Spanned, Text};
use crate::text::{self, Collator};

impl Site {
    /// Links `records` into a site.
    ///
    /// Hidden pages are left out and listed in [`Site::hidden`]. A name that is not found is dropped
    /// and reported. Without settings there is no site.
    pub fn assemble(
        records: &Records,
        sources: &Sources,
        options: &BuildOptions,
        linked: &LinkedAwards,
    ) -> Report<Option<Site>> {
        let mut diagnostics = Vec::new();
        let Some(mut settings) = records.settings.clone() else { return Report::new(None, diagnostics) };
        if let Some(base_url) = &options.base_url {
            settings.base_url = base_url.clone();
        }
        let now = options.now.in_zone(&settings.time_zone);
        let records = references::with_section_ids(records, &settings.sections);
        let assembly = Assembly {
            records: &records,
            sources,
            options,
            linked,
            now,
            hidden: HiddenFiles::at(now, settings.review, &records, sources),
            settings: &settings,
            diagnostics: &mut diagnostics,
        };
        let mut site = assembly.build_site();
        site.settings = settings;
        Report::new(Some(site), diagnostics)
    }
}

/// The inputs of one [`Site::assemble`], and the diagnostics reported so far.
struct Assembly<'a> {
    records: &'a Records,
    sources: &'a Sources,
    options: &'a BuildOptions,
    linked: &'a LinkedAwards,
    now: DateTime,
    hidden: HiddenFiles,
    settings: &'a Settings,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Assembly<'a> {
    /// Links everything, in the order in which parts depend on each other.
    fn build_site(mut self) -> Site {
        let records = self.records;
        let articles = self.shown_articles();
        let movements = self.shown_movements();
        let pages = self.shown_pages();
        let mut lookup = self.link_lookup();
        let kinds = self.merged_kinds();
        let units = self.unique_by_id(&records.units, |unit| &unit.id);
        let units = references::with_unit_ids(units, self.diagnostics).into();
        let people = self.unique_by_id(&records.people, |person| &person.id).into();
        let mut site = Site {
            settings: self.settings.clone(),
            now: self.now,
            palette: records.themes.palette(&self.settings.theme.value),
            themes: records.themes.clone(),
            articles,
            movements,
            pages,
            kinds,
            units,
            people,
            photos: IdVec::default(),
            decisions: IdVec::default(),
            awards: Arc::default(),
            names_fingerprint: Hash::of(&[]),
            assets: Default::default(),
            pictures: lookup.pictures(self.diagnostics),
            menu: Vec::new(),
            hidden: self.hidden_pages(),
            hidden_sources: self.hidden.pages().map(|page| (page.source, page.reason)).collect(),
        };
        self.link_movements(&mut site, &mut lookup);
        self.link_articles(&mut site, &mut lookup);
        for page in &mut site.pages {
            page.links = lookup.resolve_all(page.record.source, &page.record.body.outline, self.diagnostics);
        }
        self.link_awards(&mut site, &mut lookup);
        site.photos = self.find_photos(&site, &mut lookup);
        site.menu = menu::targets(self.settings, &lookup, self.diagnostics);
        self.add_static(&mut lookup);
        site.assets = lookup.assets;
        site
    }

    /// Returns whether the file `source` is part of the site of this build.
    fn is_shown(&self, source: SourceId) -> bool {
        match (self.options.shown, self.hidden.reason(source)) {
            (_, None) => true,
            (ShowHidden::All, _)
            | (ShowHidden::Drafts, Some(HiddenReason::Draft | HiddenReason::Unapproved)) => {
                !self.hidden.is_unread(source)
            }
            (_, Some(_)) => false,
        }
    }

    /// Returns the hidden pages that this build does not show, in order of their paths.
    fn hidden_pages(&self) -> Vec<HiddenPage> {
        let hidden = self.hidden.pages().filter(|page| !self.is_shown(page.source));
        let mut hidden: Vec<HiddenPage> = hidden.cloned().collect();
        hidden.sort_by_cached_key(|page| self.sources.find(page.source).map(|source| source.path.clone()));
        hidden
    }

    /// Returns the articles that are shown, newest first.
    fn shown_articles(&mut self) -> IdVec<Article> {
        let sections = NameIndex::of_sections(&self.settings.sections);
        let mut articles = Vec::new();
        for record in &self.records.articles {
            let Some(section) = self.find_section(&sections, record) else { continue };
            if !self.is_shown(record.source) {
                continue;
            }
            articles.push(Article {
                section,
                route: record.route.clone(),
                movements: Vec::new(),
                people: Vec::new(),
                cover: None,
                links: Vec::new(),
                would_be_hidden: self.hidden.reason(record.source),
                record: record.clone(),
            });
        }
        articles.sort_by_cached_key(|article: &Article| {
            (std::cmp::Reverse(article.record.date.value.moment()), article.route.clone())
        });
        articles.into()
    }

    /// Returns the section of an article, and reports an unknown one.
    fn find_section(
        &mut self,
        sections: &NameIndex<'_, Section>,
        record: &article::ArticleRecord,
    ) -> Option<SectionId> {
        let found = sections.find(&record.section.value, None);
        self.diagnostics.extend(sections.error(&record.section.value, &found, record.source));
        found.one()
    }

    /// Returns the movements that are shown, the latest start first.
    fn shown_movements(&self) -> IdVec<Movement> {
        let collator = Collator::new();
        let mut movements = Vec::new();
        for record in self.records.movements.iter().filter(|record| self.is_shown(record.source)) {
            movements.push(Movement {
                route: Route::new(format!("/{}/{}/", self.settings.routes.movements, record.slug)),
                parent: None,
                unit: None,
                file: None,
                links: Vec::new(),
                would_be_hidden: self.hidden.reason(record.source),
                record: record.clone(),
            });
        }
        movements.sort_by_cached_key(|movement| {
            let starts = movement.record.starts.as_ref().map(|day| day.value);
            (std::cmp::Reverse(starts), collator.key(&movement.record.title.value))
        });
        movements.into()
    }

    /// Returns the standalone pages that are shown, by title.
    fn shown_pages(&self) -> IdVec<StandalonePage> {
        let collator = Collator::new();
        let mut pages = Vec::new();
        for record in self.records.pages.iter().filter(|record| self.is_shown(record.source)) {
            pages.push(StandalonePage {
                route: Route::new(format!("/{}/", record.slug)),
                links: Vec::new(),
                would_be_hidden: self.hidden.reason(record.source),
                record: record.clone(),
            });
        }
        pages.sort_by_cached_key(|page| collator.key(&page.record.title.value));
        pages.into()
    }

    /// Collects every Markdown file that a link may name, hidden ones included.
    fn link_lookup(&self) -> LinkLookup<'a> {
        let mut lookup = LinkLookup::new(self.sources, self.settings, &self.records.unread_drafts);
        let records = self.records;
        let mut add = |source: SourceId, route: Route, outline| {
            let hidden = self.hidden.reason(source).filter(|_| !self.is_shown(source));
            lookup.add(source, LinkableFile { route, outline, hidden });
        };
        for record in &records.articles {
            add(record.source, record.route.clone(), &record.body.outline);
        }
        for record in &records.movements {
            let route = format!("/{}/{}/", self.settings.routes.movements, record.slug);
            add(record.source, Route::new(route), &record.body.outline);
        }
        for record in &records.pages {
            add(record.source, Route::new(format!("/{}/", record.slug)), &record.body.outline);
        }
        lookup
    }

    /// Returns the built-in catalogue with the site's own kinds replacing those of the same id, in order of
    /// precedence.
    fn merged_kinds(&mut self) -> IdVec<AwardKind, Arc<AwardKind>> {
        let first_own = self.records.kinds.iter().position(|kind| self.is_from_project(kind.id.span));
        let (catalogue, own) = self.records.kinds.split_at(first_own.unwrap_or(self.records.kinds.len()));
        let mut kinds = self.unique_by_id(own, |kind| &kind.id);
        let replaced: Vec<Text> = kinds.iter().map(|kind| kind.id.value.clone()).collect();
        kinds.extend(catalogue.iter().filter(|kind| !replaced.contains(&kind.id.value)).cloned());
        kinds.sort_by(|a, b| (a.rank, &a.id.value).cmp(&(b.rank, &b.id.value)));
        kinds.into()
    }

    /// Returns true if `span` is in a file of the project, false if it is in a built-in file.
    fn is_from_project(&self, span: Span) -> bool {
        self.sources.find(span.source).is_some_and(|source| !source.disk.as_os_str().is_empty())
    }

    /// Returns the records without those whose id an earlier one has; reports these, unless the file has another id,
    /// which is reported already.
    fn unique_by_id<T>(&mut self, records: &[Arc<T>], id: fn(&T) -> &Spanned<Text>) -> Vec<Arc<T>> {
        let mut seen: HashMap<&Text, Span> = HashMap::new();
        let mut unique = Vec::with_capacity(records.len());
        for record in records {
            let id = id(record);
            match seen.get(&id.value) {
                Some(first) => {
                    let source = self.sources.find(id.span.source).map_or("", |source| source.text());
                    let written = source.get(id.span.start as usize..id.span.end as usize);
                    if written.is_some_and(|written| written.contains(&*id.value)) {
                        let diagnostic = Diagnostic::new(Code::SameId, id.span).arg("id", &id.value);
                        self.diagnostics.push(diagnostic.related(*first));
                    }
                }
                None => {
                    seen.insert(&id.value, id.span);
                    unique.push(record.clone());
                }
            }
        }
        unique
    }

    fn link_movements(&mut self, site: &mut Site, lookup: &mut LinkLookup<'a>) {
        let records: Vec<_> = site.movements.iter().map(|movement| movement.record.clone()).collect();
        let absent = self.unpublished_movements();
        let movements = NameIndex::of_movements(records.iter()).with_unpublished(absent);
        let units = NameIndex::of_units(site.units.as_slice());
        for movement in &mut site.movements {
            let record = movement.record.clone();
            movement.parent =
                movements.find_optional_or_report(record.parent.as_ref(), None, self.diagnostics);
            if let Some(launch) = &record.launch {
                let starts = record.starts.as_ref().map(|day| NameDays::on(day.value));
                movement.unit = units.find_optional_or_report(launch.unit.as_ref(), starts, self.diagnostics);
                movement.file = self.find_scan(&launch.file, lookup);
            }
            movement.links = lookup.resolve_all(record.source, &record.body.outline, self.diagnostics);
        }
    }

    fn link_articles(&mut self, site: &mut Site, lookup: &mut LinkLookup<'a>) {
        let movements: Vec<_> = site.movements.iter().map(|movement| movement.record.clone()).collect();
        let absent = self.unpublished_movements();
        let movements = NameIndex::of_movements(movements.iter()).with_unpublished(absent);
        let people = NameIndex::of_people(&site.people);
        // Most articles are linked in parallel; those with an unknown name or a link within the site are
        // linked again, in order, because that needs the lookup and reports diagnostics.
        let simple = |article: &mut Article| {
            let record = &article.record;
            let found = (movements.lookup_all(&record.movements), people.lookup_all(&record.people));
            let (Some(movements), Some(people)) = found else { return false };
            (article.movements, article.people) = (movements, people);
            let is_named = matches!(record.cover, CoverChoice::Picture(_));
            let links = LinkLookup::resolve_external(&record.body.outline).filter(|_| !is_named);
            links.map(|links| article.links = links).is_some()
        };
        let done: Vec<bool> = site.articles.as_mut_slice().par_iter_mut().map(simple).collect();
        for (article, _) in site.articles.iter_mut().zip(done).filter(|(_, done)| !done) {
            let record = article.record.clone();
            article.movements = movements.find_all_or_report(&record.movements, self.diagnostics);
            article.people = people.find_all_or_report(&record.people, self.diagnostics);
            if let CoverChoice::Picture(cover) = &record.cover {
                let found = lookup.find_asset(record.source, &cover.file.value, cover.file.span);
                let (alt, place) = (cover.alt.clone(), CoverPlace::Head);
                article.cover = found
                    .map(|file| ArticleCover { file, alt, place })
                    .map_err(|error| self.diagnostics.push(error))
                    .ok();
            }
            article.links = lookup.resolve_all(record.source, &record.body.outline, self.diagnostics);
            if let CoverChoice::FirstPicture = record.cover {
                article.cover = self.first_picture(&record.body.outline, &article.links);
            }
        }
    }

    /// Returns the first picture of a text as its cover; `targets` are those of the links in `outline`.
    fn first_picture(&self, outline: &Outline, targets: &[LinkTarget]) -> Option<ArticleCover> {
        outline.links.iter().zip(targets).find_map(|(link, target)| {
            let LinkTarget::File(file, _) = target else { return None };
            let is_picture = matches!(self.sources.find(*file)?.content, SourceContent::Picture(Ok(_)));
            let is_shown = link.picture.is_some() && !link.raw && is_picture;
            is_shown.then(|| ArticleCover { file: *file, alt: link.alt.clone(), place: CoverPlace::Text })
        })
    }

    /// Returns the movements that have a file but no page on the site, by slug and by the marked keys of their
    /// names.
    fn unpublished_movements(&self) -> HashMap<String, UnpublishedReason> {
        let mut absent = HashMap::new();
        let read: HashSet<SourceId> = self.records.movements.iter().map(|record| record.source).collect();
        let unread = |source: &&Arc<Source>| !read.contains(&source.id);
        for source in self.sources.below("content/movements/").filter(unread) {
            let reason = self.hidden.reason(source.id).filter(|_| self.hidden.is_unread(source.id));
            let reason = reason.map_or(UnpublishedReason::Invalid, UnpublishedReason::Hidden);
            absent.insert(text::slug(stem(source)), reason);
        }
        for record in &self.records.movements {
            let hidden = self.hidden.reason(record.source).filter(|_| !self.is_shown(record.source));
            if let Some(reason) = hidden {
                let names = [&record.title.value].into_iter().chain(&record.also);
                let names = names.map(|name| text::printed_name(name).marked);
                let names = names.chain([record.slug.to_string()]);
                absent.extend(names.map(|name| (name, UnpublishedReason::Hidden(reason))));
            }
        }
        absent
    }

    /// Returns the articles that have a file but no page on the site, by `section/slug`.
    fn unpublished_articles(&self) -> HashMap<String, UnpublishedReason> {
        let of = |record: &article::ArticleRecord| {
            let reason = self.hidden.reason(record.source).filter(|_| !self.is_shown(record.source))?;
            Some((format!("{}/{}", record.section.value, record.slug), UnpublishedReason::Hidden(reason)))
        };
        let unread = self.hidden.unread().iter().filter_map(|id| {
            let source = self.sources.find(*id)?;
            let (section, rest) = source.path.strip_prefix("content/articles/")?.split_once('/')?;
            let name = if stem(source) == "index" { rest.split('/').rev().nth(1)? } else { stem(source) };
            let reason = UnpublishedReason::Hidden(HiddenReason::Draft);
            Some((format!("{section}/{}", text::slug(name)), reason))
        });
        self.records.articles.iter().filter_map(|record| of(record)).chain(unread).collect()
    }

    /// Returns the scan `name` below `static/`, and reports a missing one.
    fn find_scan(&mut self, name: &Option<Spanned<Text>>, lookup: &mut LinkLookup<'a>) -> Option<SourceId> {
        let name = name.as_ref()?;
        lookup.find_scan(&name.value, name.span).map_err(|error| self.diagnostics.push(error)).ok()
    }

    fn link_awards(&mut self, site: &mut Site, lookup: &mut LinkLookup<'a>) {
        let mut records = self.records.decisions.clone();
        records.retain(|record| self.is_shown(record.source));
        records.sort_by(|a, b| {
            let key = |decision: &award::DecisionRecord| {
                (
                    decision.signed.as_ref().map(|day| day.value),
                    decision.number.as_ref().map(|number| number.value.clone()),
                )
            };
            // Not by source id: a file created during the preview has the last id.
            let path =
                |decision: &award::DecisionRecord| self.sources.find(decision.source).map(|file| &file.path);
            key(b).cmp(&key(a)).then_with(|| path(a).cmp(&path(b)))
        });
        site.names_fingerprint = self.names_fingerprint(site);
        let articles = site.articles.iter().enumerate().map(|(at, article)| {
            NamedRecord::by_id(article.route.trim_matches('/'), &article.record.title.value, at)
        });
        let names = AwardNames {
            kinds: NameIndex::of_kinds(&site.kinds),
            kind_records: &site.kinds,
            units: NameIndex::of_units(site.units.as_slice()),
            movements: NameIndex::of_movements(site.movements.iter().map(|movement| &movement.record))
                .with_unpublished(self.unpublished_movements()),
            people: NameIndex::of_people(&site.people),
            sections: NameIndex::of_sections(&self.settings.sections),
            articles: NameIndex::new(Code::UnknownArticle, articles)
                .with_unpublished(self.unpublished_articles()),
            registry: &site.units,
            collator: Collator::new(),
            order: self.settings.rolls.order,
            inputs: site.names_fingerprint,
        };
        let linked = self.linked.link(&records, &names, self.sources, self.diagnostics);
        for (record, linked) in records.into_iter().zip(linked.decisions) {
            let signed = record.signed.as_ref().map(|signed| NameDays::on(signed.value));
            let issuer =
                names.units.find_optional_or_report(record.issuer.as_ref(), signed, self.diagnostics);
            let document = self.find_scan(&record.document, lookup);
            let would_be_hidden = self.hidden.reason(record.source);
            let AwardsOfDecision { awards, inputs, recipients } = linked;
            site.decisions.push(Decision {
                record,
                issuer,
                document,
                would_be_hidden,
                awards,
                inputs,
                recipients,
            });
        }
        site.awards = linked.awards;
    }

    /// Returns the portrait of each person whose awards are all shown with the name, and reports missing files.
    ///
    /// A row that withholds the name counts in hidden decisions too.
    fn find_photos(&mut self, site: &Site, lookup: &mut LinkLookup<'a>) -> IdVec<Person, Option<SourceId>> {
        let rows = self.records.decisions.iter().flat_map(|decision| &decision.awards);
        let withheld = rows.filter(|row| !row.names_recipient());
        let withheld: HashSet<&Text> =
            withheld.filter_map(|row| Some(&row.person.as_deref()?.value)).collect();
        let mut photos = IdVec::filled(None, site.people.len());
        let awarded: HashSet<PersonId> = site.awards.iter().filter_map(|award| award.person).collect();
        for (id, person) in site.people.entries() {
            let Some(photo) = person.photo.as_ref().filter(|_| awarded.contains(&id)) else { continue };
            if !withheld.contains(&person.id.value) {
                let file = lookup.find_asset(person.id.span.source, &photo.file.value, photo.file.span);
                // A file of nearly the same name may be the portrait of another person.
                photos[id] = file.map_err(|error| self.diagnostics.push(error.help("help"))).ok();
            }
        }
        photos
    }

    /// Returns the fingerprint of everything outside its decision that an award is linked and sorted by: the
    /// settings, the registry, and the names of movements and articles.
    fn names_fingerprint(&self, site: &Site) -> Hash {
        let mut inputs = InputHasher::default();
        for file in self.sources.settings().chain(self.sources.registry()) {
            file.add_to(&mut inputs);
        }
        for movement in &site.movements {
            inputs.text(&movement.record.slug).text(&movement.record.title.value);
            inputs.number(movement.record.also.len() as u64);
            movement.record.also.iter().for_each(|name| _ = inputs.text(name));
        }
        // Separates the movements from the articles.
        inputs.number(site.movements.len() as u64);
        for article in &site.articles {
            inputs.text(&article.route);
        }
        inputs.fingerprint()
    }

    /// Adds every file below `static/`, because all of them are published, and removes unusable files.
    fn add_static(&self, lookup: &mut LinkLookup<'a>) {
        for source in self.sources.below("content/static/") {
            let route = &source.path["content/static".len()..];
            lookup.assets.insert(source.id, Route::new(route));
        }
        lookup.assets.retain(|id, _| self.sources.find(*id).is_some_and(|source| source.is_usable()));
    }
}

/// Returns the name of the file `source` without its extension.
fn stem(source: &Source) -> &str {
    source.name().rsplit_once('.').map_or(source.name(), |(stem, _)| stem)
}
