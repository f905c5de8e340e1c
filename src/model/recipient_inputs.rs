//! The fingerprint of what a decision says about its recipients: while it is the same, they are grouped as before and have
//! the same addresses and the same lists of awards, whatever else of the decision changed.

use crate::hash::Hash;
use crate::model::award::{AwardRecord, DecisionRecord};
use crate::reuse::InputHasher;
use crate::source::{Spanned, Text};

/// Returns the fingerprint of what `decision`, which is in the file `path`, says about its recipients; `names` is that of
/// everything that its names can refer to.
pub fn fingerprint(decision: &DecisionRecord, path: &str, names: Hash) -> Hash {
    let mut inputs = InputHasher::default();
    // The path is the address of a decision whose number is lost.
    inputs.hash(names).text(path);
    inputs.optional(decision.number.as_ref().map(|number| &*number.value));
    inputs.text(&decision.signed.as_ref().map_or_else(String::new, |day| day.value.to_string()));
    inputs.number(decision.awards.len() as u64);
    decision.awards.iter().for_each(|award| add_award(&mut inputs, award));
    inputs.fingerprint()
}

fn add_award(inputs: &mut InputHasher, award: &AwardRecord) {
    // Every field is named, so that a new one is either added or left out on purpose.
    let AwardRecord {
        start: _,
        no,
        to,
        name,
        person,
        honorific: _,
        position: _,
        unit,
        unit_as_printed: _,
        kind,
        class,
        category: _,
        movement: _,
        period,
        citation: _,
        article,
        status,
        status_span: _,
        by,
        visibility,
        posthumous: _,
        shared_with,
        accepted: _,
        name_order_key: _,
    } = award;
    fn written(text: &Option<Box<Spanned<Text>>>) -> Option<&str> {
        text.as_deref().map(|text| &*text.value)
    }
    inputs.number(no.as_ref().map_or(u64::MAX, |no| no.value.into())).text(to.value.word());
    inputs.optional(name.as_ref().map(|name| &*name.value)).optional(written(person));
    inputs.optional(unit.as_ref().map(|unit| &*unit.value));
    inputs.text(&kind.value);
    inputs.optional(written(class));
    // The last year of the period decides the order of a recipient's awards.
    inputs.number(u64::from(period.value.end().unsigned_abs()));
    inputs.optional(written(article));
    inputs.number(*status as u64).number(*visibility as u64);
    inputs.optional(written(by));
    inputs.number(shared_with.len() as u64);
    shared_with.iter().for_each(|name| _ = inputs.text(&name.value));
}
