//! Finds the kind of award, and its class, that a cell or a title names.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::proposal::{AnswerCandidate, QuestionSubject, Reference};
use super::questions::{Questions, word_candidates};
use super::registry::Registry;
use super::row_cells::one_line;
use crate::model::id::Id;
use crate::model::names::NameMatch;
use crate::model::registry::{AwardKind, Issuer, Unit, UnitKind};
use crate::text::{canonical_name, fold, printed_name};

/// Abbreviations of kinds in heads and cells, in folded form without spaces, with what they stand for.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("bk", "bằng khen"),
    ("gk", "giấy khen"),
    ("ldtt", "lao động tiên tiến"),
    ("cstdcs", "chiến sĩ thi đua cơ sở"),
    ("cstdcoso", "chiến sĩ thi đua cơ sở"),
    ("cstd", "chiến sĩ thi đua"),
    ("cstdcaptinh", "chiến sĩ thi đua cấp tỉnh"),
    ("cstdtoanquoc", "chiến sĩ thi đua toàn quốc"),
    ("ttldtt", "tập thể lao động tiên tiến"),
    ("ttldxs", "tập thể lao động xuất sắc"),
    ("knc", "kỷ niệm chương"),
];

/// Names of kinds without their issuer, in the form of [`canonical_name`].
const GENERAL: &[&str] = &["bằng khen", "giấy khen", "cờ thi đua", "kỷ niệm chương"];

/// The most characters of a head that names a kind.
const MAX_HEAD_CHARS: usize = 60;

/// Words before the name of a kind that do not belong to it, in the form of [`canonical_name`].
const LEADING: &[&str] = &[
    "truy tặng ",
    "tặng thưởng ",
    "tặng ",
    "công nhận ",
    "đề nghị ",
    "danh hiệu ",
    "hình thức ",
    "khen thưởng ",
];

/// A cell with a kind of award, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindWords {
    /// The words of the kind.
    pub kind: String,
    /// The class as printed.
    pub class: Option<String>,
    /// Whether the words say that the award is granted after death.
    pub posthumous: bool,
}

/// Takes the words of a cell apart: `Huân chương Lao động hạng Nhất (truy tặng)`.
pub fn kind_words(text: &str) -> KindWords {
    let mut kind = text.replace(['\n', '\u{a0}'], " ");
    let posthumous = fold(&kind).contains("truy tang");
    for words in ["(truy tặng)", "(Truy tặng)", "(TRUY TẶNG)"] {
        kind = kind.replace(words, "");
    }
    let lower = kind.to_lowercase();
    let class = [" hạng ", " giải "].iter().find_map(|word| lower.find(word).map(|at| (at, at + word.len())));
    let class = class.filter(|_| lower.len() == kind.len()).map(|(at, from)| {
        let class = kind[from..].trim().to_owned();
        kind.truncate(at);
        class
    });
    KindWords { kind: kind.trim().to_owned(), class: class.filter(|class| !class.is_empty()), posthumous }
}

/// What the words of a cell mean among the kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KindMeaning {
    /// The only kind that is meant.
    Kind(Id<AwardKind>),
    /// The kinds that may be meant, in order of precedence.
    Several(Vec<Id<AwardKind>>),
    /// No kind has the name.
    Unknown,
}

/// Finds kinds of awards by the words of cells; each distinct text is looked up once.
#[derive(Clone)]
pub struct KindFinder<'c, 'r> {
    registry: &'c Registry<'r>,
    /// The issuers as which the unit of the decision may grant awards; empty if it is not known.
    powers: Vec<Issuer>,
    /// The words of the name of the unit.
    issuer: String,
    /// The words of each name of each kind.
    names: Vec<(Id<AwardKind>, String)>,
    known: FxHashMap<String, KindMeaning>,
    /// The kinds that each text of a cell names.
    cells: FxHashMap<String, Arc<[KindWords]>>,
}

impl<'c, 'r> KindFinder<'c, 'r> {
    /// Creates the finder for a decision of `issuer`.
    pub fn new(registry: &'c Registry<'r>, issuer: Option<Id<Unit>>) -> KindFinder<'c, 'r> {
        let names = registry.kinds.entries().flat_map(|(id, kind)| {
            [&kind.name].into_iter().chain(&kind.also).map(move |name| (id, words(name)))
        });
        KindFinder {
            registry,
            powers: issuer.map_or_else(Vec::new, |unit| issuer_powers(registry, unit)),
            issuer: issuer.map_or_else(String::new, |unit| words(registry.unit(unit).name())),
            names: names.collect(),
            known: FxHashMap::default(),
            cells: FxHashMap::default(),
        }
    }

    /// Returns the kind.
    pub fn kind(&self, id: Id<AwardKind>) -> &'c AwardKind {
        &self.registry.kinds[id]
    }

    /// Returns the kind with this id or name.
    pub fn find(&self, name: &str) -> NameMatch<AwardKind> {
        self.registry.kind_names.find(name, None)
    }

    /// Returns what the words of a kind, without a class, mean.
    pub fn meaning(&mut self, text: &str) -> KindMeaning {
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        let meaning = self.look_up(text);
        self.known.insert(text.to_owned(), meaning.clone());
        meaning
    }

    fn look_up(&self, text: &str) -> KindMeaning {
        if let NameMatch::One(kind) = self.registry.kind_names.find(text, None) {
            return KindMeaning::Kind(kind);
        }
        let name = canonical_name(text);
        let mut bare = name.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != ')');
        while let Some(rest) = LEADING.iter().find_map(|lead| bare.strip_prefix(lead)) {
            bare = rest;
        }
        let bare = long_form(bare).unwrap_or(bare);
        if let NameMatch::One(kind) = self.registry.kind_names.find(bare, None) {
            return KindMeaning::Kind(kind);
        }
        self.by_words(&words(bare))
    }

    /// Returns the kinds whose names are these words, or begin with them.
    fn by_words(&self, written: &str) -> KindMeaning {
        if written.is_empty() {
            return KindMeaning::Unknown;
        }
        let of_issuer = |name: &str| {
            let place = written.strip_prefix(name).and_then(|rest| rest.strip_prefix(' '));
            place.is_some_and(|place| self.issuer.ends_with(place))
        };
        let whole = self.matching(|name| name == written || of_issuer(name));
        if let [kind] = *whole {
            return KindMeaning::Kind(kind);
        }
        let starting =
            self.matching(|name| name.strip_prefix(written).is_some_and(|rest| rest.starts_with(' ')));
        let kinds = if whole.is_empty() { starting } else { whole };
        let granted = |id: &Id<AwardKind>| self.kind(*id).issuers.iter().any(|by| self.powers.contains(by));
        let narrowed: Vec<Id<AwardKind>> = kinds.iter().copied().filter(granted).collect();
        match (&*narrowed, kinds.is_empty()) {
            ([kind], _) => KindMeaning::Kind(*kind),
            (_, true) => KindMeaning::Unknown,
            ([], false) => KindMeaning::Several(kinds),
            (_, false) => KindMeaning::Several(narrowed),
        }
    }

    fn matching(&self, is_match: impl Fn(&str) -> bool) -> Vec<Id<AwardKind>> {
        let mut kinds: Vec<Id<AwardKind>> =
            self.names.iter().filter(|(_, name)| is_match(name)).map(|(id, _)| *id).collect();
        kinds.dedup();
        kinds
    }

    /// Returns the reference for a text, with the kind if it is known; asks for it otherwise.
    pub fn reference(
        &mut self,
        text: &str,
        place: impl FnOnce() -> String,
        questions: &mut Questions<'_>,
    ) -> (Reference, Option<Id<AwardKind>>) {
        let kinds = match self.meaning(text) {
            KindMeaning::Kind(kind) => return (self.known_reference(kind, text), Some(kind)),
            KindMeaning::Several(kinds) => kinds,
            KindMeaning::Unknown => self.registry.kind_names.similar(text),
        };
        let candidates = || kinds.into_iter().map(|kind| candidate(self.kind(kind))).collect();
        let answer = questions.ask(QuestionSubject::Kind, text, place, candidates).unwrap_or_default();
        match self.registry.kind_names.find(answer, None) {
            NameMatch::One(kind) if !answer.is_empty() => (self.known_reference(kind, text), Some(kind)),
            _ => (Reference::Open { printed: text.to_owned() }, None),
        }
    }

    fn known_reference(&self, kind: Id<AwardKind>, text: &str) -> Reference {
        Reference::Known { id: self.kind(kind).id.value.to_string(), printed: text.to_owned() }
    }

    /// Returns whether the head of a column names a kind whose cells are marks.
    pub fn is_award_head(&mut self, head: &str) -> bool {
        let is_short = head.chars().count() <= MAX_HEAD_CHARS;
        let is_abbreviation = || long_form(&canonical_name(head)).is_some();
        is_short && (is_abbreviation() || (head.contains(' ') && self.meaning(head) != KindMeaning::Unknown))
    }

    /// Returns the kinds that a cell names, one or several.
    pub fn named_in_cell(&mut self, text: &str) -> Arc<[KindWords]> {
        if let Some(known) = self.cells.get(text) {
            return known.clone();
        }
        let named: Arc<[KindWords]> = self.divided(text).iter().map(|part| kind_words(part)).collect();
        self.cells.insert(text.to_owned(), named.clone());
        named
    }

    /// Divides a cell that names several kinds by line breaks, semicolons and commas; each part has to be a kind.
    fn divided<'t>(&mut self, text: &'t str) -> Vec<Cow<'t, str>> {
        if self.meaning(&kind_words(text).kind) != KindMeaning::Unknown {
            return vec![one_line(text)];
        }
        for separator in ['\n', ';', ','] {
            let parts: Vec<Cow<'t, str>> =
                text.split(separator).map(one_line).filter(|part| !part.is_empty()).collect();
            let is_kind = |part: &Cow<'_, str>| self.meaning(&kind_words(part).kind) != KindMeaning::Unknown;
            if parts.len() > 1 && parts.iter().all(is_kind) {
                return parts;
            }
        }
        vec![one_line(text)]
    }

    /// Returns the kinds that a title names, in its words: the longest names, and *Bằng khen* and others without their
    /// issuer.
    pub fn named_in(&self, title: &str) -> Vec<String> {
        let title = format!(" {} ", words(title));
        let names = self.names.iter().map(|(_, name)| &**name).chain(GENERAL.iter().copied());
        let mut found: Vec<&str> = names.filter(|name| title.contains(&format!(" {name} "))).collect();
        found.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let mut longest: Vec<&str> = Vec::new();
        for name in found {
            if !longest.iter().any(|long| long.contains(name)) {
                longest.push(name);
            }
        }
        longest.into_iter().map(str::to_owned).collect()
    }

    /// Returns the kinds that the unit of the decision may grant, or all if it is not known.
    pub fn granted(&self) -> Vec<AnswerCandidate> {
        let is_granted = |kind: &&AwardKind| {
            self.powers.is_empty() || kind.issuers.iter().any(|issuer| self.powers.contains(issuer))
        };
        let kinds = self.registry.kinds.iter().map(|kind| &**kind);
        kinds.filter(is_granted).map(candidate).collect()
    }

    /// Returns the word of the class `printed` of a kind; asks for it if the kind does not declare it, and returns it as
    /// printed while that is open.
    pub fn class(
        &self,
        kind: Id<AwardKind>,
        printed: &str,
        place: impl FnOnce() -> String,
        questions: &mut Questions<'_>,
    ) -> Option<String> {
        let classes = &self.kind(kind).classes;
        let word = |written: &str| {
            classes.find(written).and_then(|at| classes.word(at)).map(|word| word.to_string())
        };
        word(printed).or_else(|| {
            let words = || word_candidates(classes.words().iter().map(|word| &**word));
            let answer = questions.ask(QuestionSubject::Class, printed, place, words);
            // What is open is written as printed.
            answer.map_or_else(|| Some(printed.to_owned()), word)
        })
    }

    /// Returns whether two printed classes are not the same one of a kind.
    pub fn are_other_classes(&self, kind: Id<AwardKind>, one: &str, other: &str) -> bool {
        let classes = &self.kind(kind).classes;
        fold(one) != fold(other) && (classes.find(one) != classes.find(other) || classes.find(one).is_none())
    }
}

/// Returns the long form of an abbreviation of a kind.
fn long_form(text: &str) -> Option<&'static str> {
    let short: String = fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect();
    ABBREVIATIONS.iter().find(|(abbreviation, _)| *abbreviation == short).map(|(_, long)| *long)
}

fn candidate(kind: &AwardKind) -> AnswerCandidate {
    AnswerCandidate { value: kind.id.value.to_string(), title: kind.name.to_string() }
}

/// Returns the words of the name of a kind or a unit, without those that some offices leave out.
fn words(name: &str) -> String {
    let marked = printed_name(name).marked;
    marked.split(' ').filter(|word| *word != "của").collect::<Vec<&str>>().join(" ")
}

/// Returns the issuers as which a unit may grant awards. Of an agency, its name decides if it can.
fn issuer_powers(registry: &Registry<'_>, unit: Id<Unit>) -> Vec<Issuer> {
    let record = registry.unit(unit);
    if record.kind == UnitKind::Agency {
        let name = printed_name(record.name()).marked;
        let named: &[(&str, Issuer)] = &[
            ("chủ tịch nước", Issuer::President),
            ("thủ tướng", Issuer::PrimeMinister),
            ("chính phủ", Issuer::Government),
            ("bộ ", Issuer::Ministry),
            ("ủy ban nhân dân tỉnh", Issuer::Province),
            ("ủy ban nhân dân xã", Issuer::Commune),
            ("ủy ban nhân dân phường", Issuer::Commune),
        ];
        if let Some((_, issuer)) = named.iter().find(|(word, _)| name.starts_with(word)) {
            return vec![*issuer];
        }
    }
    registry.powers(unit)
}
