//! What the lines around the tables say about the decision itself.

use jiff::civil::Date;

use super::person_cell::{is_certain_name, person_name};
use super::phrases::{counts, day, decision_number, period};
use crate::text::{canonical_name, fold};

/// A line outside the rows of awards.
#[derive(Clone, Debug)]
pub struct DocumentLine {
    /// The words.
    pub text: String,
    /// The place as messages show it.
    pub place: String,
    /// The column of a cell, to read signatures that are side by side.
    pub column: Option<u32>,
    /// Where in the document it is.
    pub part: LinePart,
}

/// The part of a document that a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinePart {
    /// A paragraph, or a row above the head of a table.
    Above,
    /// A sum.
    Total,
    /// A row below the awards.
    Below,
}

/// A value with the place where the document has it.
pub type FoundValue<T> = (T, String);

/// What lines say, each value as often as it differs.
#[derive(Clone, Debug, Default)]
pub struct HeadFacts {
    /// The number of the decision; lines with another one begin another decision.
    pub number: Option<FoundValue<String>>,
    /// The days on which it may have been signed.
    pub days: Vec<FoundValue<Date>>,
    /// The names of the unit that may have issued it, the likeliest last.
    pub issuers: Vec<FoundValue<String>>,
    /// The subject, from *Về việc* on.
    pub subject: Option<String>,
    /// The formula above the signature.
    pub formula: Option<String>,
    /// The position of the signer.
    pub position: Option<String>,
    /// The name of the signer.
    pub signer: Option<String>,
    /// The numbers of recipients of article 1.
    pub article_totals: Option<[u32; 3]>,
    /// The numbers of recipients of the last sum.
    pub sum_totals: Option<[u32; 3]>,
    /// The times for which the awards are granted.
    pub periods: Vec<FoundValue<String>>,
    /// The lines that may name a kind of award.
    pub titles: Vec<FoundValue<String>>,
}

/// Positions of people who sign, in folded form.
const SIGNERS: &[&str] = &[
    "chu tich",
    "pho chu tich",
    "pho chu tich thuong truc",
    "giam doc",
    "pho giam doc",
    "truong ban",
    "thu truong",
    "hieu truong",
    "bo truong",
];

/// The beginnings of lines that are about other documents, in folded form.
pub const GROUNDS: &[&str] = &["can cu", "theo de nghi", "xet", "noi nhan", "tren co so"];

/// Returns what the lines of one decision say.
pub fn head_facts(lines: &[DocumentLine]) -> HeadFacts {
    let mut facts = HeadFacts::default();
    let mut signature_column = None;
    let mut in_first_article = false;
    for line in lines {
        let folded = fold(&line.text);
        if GROUNDS.iter().any(|word| folded.starts_with(word)) {
            continue;
        }
        if folded.starts_with("dieu ") {
            in_first_article = folded.starts_with("dieu 1");
        }
        if in_first_article && let Some(counted) = counts(&line.text) {
            let before = facts.article_totals.unwrap_or_default();
            facts.article_totals = Some([0, 1, 2].map(|at| before[at] + counted[at]));
        }
        if line.part == LinePart::Total
            && let Some(counted) = counts(&line.text)
        {
            facts.sum_totals = Some(counted);
        }
        facts.add_identity(line, &folded);
        facts.add_signature(line, &folded, &mut signature_column);
        let is_title = line.part == LinePart::Above && (in_first_article || !folded.starts_with("dieu "));
        if is_title {
            facts.add_title(line, &folded);
        }
    }
    facts
}

impl HeadFacts {
    /// Adds the number, the day and the issuer that a line states.
    fn add_identity(&mut self, line: &DocumentLine, folded: &str) {
        let refers = folded.contains("kem theo");
        let number = decision_number(&line.text);
        let states_number = number.is_some();
        if self.number.is_none() {
            self.number = number.map(|number| (number, line.place.clone()));
        }
        let is_letterhead = line.part == LinePart::Above
            && folded
                .split("ngay")
                .next()
                .is_some_and(|place| place.trim_end().ends_with(',') && place.len() < 60);
        if (refers || states_number || is_letterhead || folded.starts_with("ngay "))
            && line.part == LinePart::Above
            && let Some(day) = day(&line.text)
            && !self.days.iter().any(|(known, _)| *known == day)
        {
            self.days.push((day, line.place.clone()));
        }
        if refers {
            let issuer = line
                .text
                .rsplit_once(" của ")
                .map(|(_, issuer)| issuer.trim_end_matches([')', '.', ' ', ';']));
            self.issuers.extend(issuer.map(|issuer| (bare_issuer(issuer), line.place.clone())));
        } else if line.part == LinePart::Above && is_issuer_line(&line.text) && self.periods.is_empty() {
            self.issuers.push((bare_issuer(&line.text), line.place.clone()));
        }
    }

    /// Adds the formula, the position and the name of a signature.
    fn add_signature(&mut self, line: &DocumentLine, folded: &str, column: &mut Option<u32>) {
        let is_formula =
            ["tm. ", "tm.", "t/m", "kt. ", "kt.", "tuq.", "tl."].iter().any(|word| folded.starts_with(word));
        if is_formula && self.formula.is_none() {
            self.formula = Some(line.text.clone());
            *column = line.column;
        } else if SIGNERS.contains(&folded) && (self.formula.is_some() || line.part == LinePart::Below) {
            if self.formula.is_none() {
                *column = line.column;
            }
            if column.is_none() || line.column == *column {
                self.position = Some(sentence_case(&line.text));
            }
        } else if self.position.is_some()
            && self.signer.is_none()
            && (column.is_none() || line.column == *column)
            && is_certain_name(&line.text)
        {
            self.signer = Some(person_name(&line.text).name);
        }
    }

    /// Adds the subject, the period and the words that may name a kind.
    fn add_title(&mut self, line: &DocumentLine, folded: &str) {
        let lower = line.text.to_lowercase();
        let is_subject = folded.starts_with("ve viec") || folded.starts_with("v/v");
        if is_subject && self.subject.is_none() {
            let marks = lower.starts_with("v/v").then(|| format!("Về việc{}", &line.text[3..]));
            self.subject = Some(marks.unwrap_or_else(|| line.text.clone()));
        }
        let is_about_awards =
            ["khen", "danh hieu", "danh sach", "tang", "cong nhan", "thanh tich", "giai thuong"]
                .iter()
                .any(|word| folded.contains(word));
        if is_about_awards || is_subject {
            self.titles.push((line.text.clone(), line.place.clone()));
        }
        if let Some(period) = period(&line.text)
            && !folded.contains("kem theo")
            && !self.periods.iter().any(|(known, _)| *known == period)
        {
            self.periods.push((period, line.place.clone()));
        }
    }
}

/// Returns whether a line is the name of a unit in a letterhead: in capitals, and not about awards.
pub fn is_issuer_line(line: &str) -> bool {
    let folded = fold(line);
    let is_unit =
        ["lien doan", "ldld", "tong lien doan", "ubnd", "uy ban nhan dan", "cong doan", "cdcs", "bo ", "so "]
            .iter()
            .any(|word| folded.starts_with(word));
    is_unit && line.chars().count() < 120 && !line.contains(char::is_lowercase)
}

/// Returns the name of the unit without its bodies: *Ban Thường vụ*, *Ban Chấp hành*, *Chủ tịch*.
fn bare_issuer(name: &str) -> String {
    let lower = canonical_name(name);
    let bodies = ["ban thường vụ ", "ban chấp hành ", "btv ", "bch ", "đoàn chủ tịch ", "chủ tịch "];
    let words = bodies.iter().find(|body| lower.starts_with(*body) && lower != "chủ tịch nước");
    let skipped = words.map_or(0, |body| body.split(' ').count() - 1);
    name.split_whitespace().skip(skipped).collect::<Vec<&str>>().join(" ")
}

/// Returns a text in capitals with small letters after the first.
fn sentence_case(text: &str) -> String {
    if text.contains(char::is_lowercase) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{first}{}", letters.as_str().to_lowercase()))
}
