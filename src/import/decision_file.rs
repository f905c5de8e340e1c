//! Chooses the file of an imported decision, and finds the decision in the site.

use std::path::Path;
use std::sync::Arc;

use crate::import::proposal::{Proposal, Reference};
use crate::model::site::Site;
use crate::read::file_name::file_stem;
use crate::source::{Source, Sources};
use crate::text;

/// Returns the file that has the decision of `proposal`: the same number and issuer, and the same day, or the same year
/// if the day differs.
///
/// A file whose decision has no issuer, or a proposal whose issuer is open, is compared by the number and the day.
pub fn existing_decision<'s>(
    proposal: &Proposal,
    site: &Site,
    sources: &'s Sources,
) -> Option<&'s Arc<Source>> {
    if let Some(source) = kept_file(proposal, site, sources) {
        return Some(source);
    }
    let head = &proposal.head;
    let number = text::slug(head.number.as_deref()?);
    let signed = head.signed?;
    let issuer = match &head.issuer {
        Some(Reference::Known { id, .. }) => Some(id.as_str()),
        Some(Reference::Open { .. }) | None => None,
    };
    let mut same: Vec<(bool, &Arc<Source>)> = site
        .decisions
        .iter()
        .filter(|decision| {
            let own = decision.issuer.map(|unit| &*site.units[unit].id.value);
            own.is_none() || issuer.is_none() || own == issuer
        })
        .filter(|decision| {
            decision.record.number.as_ref().is_some_and(|own| text::slug(&own.value) == number)
        })
        .filter_map(|decision| {
            let day = decision.record.signed.as_ref()?.value;
            let source = sources.find(decision.record.source)?;
            (day.year() == signed.year()).then_some((day != signed, source))
        })
        .collect();
    same.sort_by_key(|(is_other_day, _)| *is_other_day);
    same.first().map(|(_, source)| *source)
}

/// Returns the file that a table for staff keeps of a decision, unless it has another decision now.
fn kept_file<'s>(proposal: &Proposal, site: &Site, sources: &'s Sources) -> Option<&'s Arc<Source>> {
    let kept = proposal.head.kept.as_ref()?;
    let source = sources.at(&kept.file)?;
    let Some(decision) = site.decisions.iter().find(|decision| decision.record.source == source.id) else {
        return Some(source);
    };
    let own = decision.record.number.as_ref().map(|number| text::slug(&number.value));
    let stated = proposal.head.number.as_deref().map(text::slug);
    let exported = kept.number.as_deref().map(text::slug);
    (own == stated || own == exported).then_some(source)
}

/// Returns the path of the file for a new decision, from the project folder `root` and with `/`: that of the file that a
/// table for staff keeps, or else in the folder of the year a name from the number, with the issuer if there is such a
/// file already, or from the name of the imported file.
pub fn decision_path(proposal: &Proposal, source: &Path, root: &Path) -> String {
    if let Some(kept) = &proposal.head.kept {
        let is_awards = kept.file.starts_with("content/awards/") && kept.file.ends_with(".yaml");
        let is_free = !root.join(&kept.file).exists();
        if is_awards && is_free && !kept.file.contains('\\') && !kept.file.split('/').any(|part| part == "..")
        {
            return kept.file.clone();
        }
    }
    let name = source.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let head = &proposal.head;
    let stem = head.number.as_deref().and_then(file_stem).or_else(|| file_stem(&name));
    let stem = stem.unwrap_or_else(|| "quyet-dinh".to_owned());
    let folder = head.signed.map_or_else(String::new, |day| format!("{}/", day.year()));
    let path = format!("content/awards/{folder}{stem}.yaml");
    // Two units may have the same number in one year.
    match (&head.issuer, root.join(&path).exists()) {
        (Some(Reference::Known { id, .. }), true) if head.number.is_some() => {
            format!("content/awards/{folder}{stem}-{id}.yaml")
        }
        _ => path,
    }
}
