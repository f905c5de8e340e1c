//! Corrections that can be applied without asking the author what was meant, and the decision for each code.

use super::Code;
use crate::source::{Span, Text};
use crate::text::FlawKind;

/// A change of a file after which a diagnostic is no longer reported. Spans are in the decoded text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Correction {
    /// The YAML value at `span`, quotes included, becomes `value`, which has no typing errors either.
    Value {
        /// The place of the value.
        span: Span,
        /// The value without quotes.
        value: Text,
    },
    /// Every flaw of `kind` in the YAML value at `span`, quotes included, is repaired.
    Repair {
        /// The place of the value.
        span: Span,
        /// A kind that [`crate::text::repaired_flaws`] repairs.
        kind: FlawKind,
    },
    /// The bytes of `span` become `text`.
    Bytes {
        /// The place of the bytes.
        span: Span,
        /// The bytes to put there.
        text: Text,
    },
    /// The whole file is saved as UTF-8.
    Utf8,
    /// The whole file is saved in NFC.
    Nfc,
}

/// Whether `bangvang fix` corrects the diagnostics of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixing {
    /// It corrects those that have a [`Correction`].
    Certain,
    /// It corrects none of them, because of the doubt.
    Never(Doubt),
}

/// Why a correction is left to the author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The right value is in a document or in the author's mind: a missing text, a number, a host.
    Unknown,
    /// A guess could name another person, unit, award, date or number.
    Identity,
    /// There are several right forms.
    Choice,
    /// The text has to be restored from another copy: letters are lost or garbled.
    Damage,
    /// The file itself has to be renamed, moved, deleted or saved by another program.
    File,
    /// The template or the program has to be changed.
    Program,
}

impl Doubt {
    /// Returns the word by which messages select the sentence of this doubt.
    pub fn word(self) -> &'static str {
        match self {
            Doubt::Unknown => "unknown",
            Doubt::Identity => "identity",
            Doubt::Choice => "choice",
            Doubt::Damage => "damage",
            Doubt::File => "file",
            Doubt::Program => "program",
        }
    }
}

impl Code {
    /// Whether `bangvang fix` corrects diagnostics of this code; a code without a row is never corrected.
    pub fn fixing(self) -> Fixing {
        let row = FIXING.iter().find(|(_, codes)| codes.contains(&self));
        row.map_or(Fixing::Never(Doubt::Unknown), |(fixing, _)| *fixing)
    }
}

/// The decision for each code.
///
/// Not certain although a proposal exists: the nearest known name (`unknown-unit`, `missing-file`), because another may
/// be meant; `renamed-unit`, because the document decides; `title-in-name`, because the title belongs into another
/// key; `legacy-encoding`, because the decoded text is a guess; `school-year` and `ambiguous-date`, because two forms
/// are right; `low-contrast`, because a colour is a matter of taste; `bidi-unclosed`, because the control may belong
/// around another part.
const FIXING: &[(Fixing, &[Code])] = &[
    (
        Fixing::Certain,
        &[
            Code::AllCapsName,
            Code::BadColour,
            Code::BadDate,
            Code::BadSlug,
            Code::BadTime,
            Code::DoubleSpace,
            Code::HtmlReference,
            Code::LookAlike,
            Code::MalformedNumber,
            Code::NoBreakSpace,
            Code::NotNfc,
            Code::Utf16,
            Code::YamlColon,
            Code::YamlNoBreakSpace,
            Code::ZeroWidth,
        ],
    ),
    (
        Fixing::Never(Doubt::Unknown),
        &[
            Code::BadAlias,
            Code::BadBaseUrl,
            Code::BadBucket,
            Code::BadContact,
            Code::BadEmail,
            Code::BadEndpoint,
            Code::BadFlag,
            Code::BadFolder,
            Code::BadHost,
            Code::BadPhone,
            Code::BadSocial,
            Code::BadTargetName,
            Code::ByWithoutStatus,
            Code::EmptySlug,
            Code::EmptyValue,
            Code::EndedSilently,
            Code::IncompleteDecision,
            Code::InsecureEncryption,
            Code::LoneFootnote,
            Code::MissingAnchor,
            Code::MissingClass,
            Code::MissingDocument,
            Code::MissingFile,
            Code::MissingKey,
            Code::MissingRoute,
            Code::NoAltText,
            Code::NoFrontMatter,
            Code::NoSettings,
            Code::NoText,
            Code::NotSilenceable,
            Code::OpenFrontMatter,
            Code::OpenReleases,
            Code::PersonalData,
            Code::PlainFtp,
            Code::SecretInSettings,
            Code::HostLimit,
            Code::SecurityExpired,
            Code::SilencedError,
            Code::TableCells,
            Code::TomlFrontMatter,
            Code::TooManyFaults,
            Code::UnendedUnit,
            Code::UnexplainedStatus,
            Code::UnknownCode,
            Code::UnknownKey,
            Code::UnknownSection,
            Code::UnknownTheme,
            Code::UnknownTimeZone,
            Code::UnknownWord,
            Code::UnquotedColour,
            Code::WrongKind,
            Code::YamlDeep,
            Code::YamlLong,
            Code::YamlPastedRows,
            Code::YamlSyntax,
            Code::YamlTooMany,
        ],
    ),
    (
        Fixing::Never(Doubt::Identity),
        &[
            Code::AbsentUnit,
            Code::AmbiguousName,
            Code::BadNumber,
            Code::BadPeriod,
            Code::EndsBeforeStart,
            Code::FutureDate,
            Code::GeneralAndThematic,
            Code::GrantedAgain,
            Code::ImpossibleChange,
            Code::KindValidity,
            Code::KindYear,
            Code::LateDecision,
            Code::MissingSteps,
            Code::NamesOverlap,
            Code::NearName,
            Code::NoSuchDay,
            Code::OtherName,
            Code::ParentCircle,
            Code::PeriodAfterSigning,
            Code::RecipientKind,
            Code::RenamedUnit,
            Code::RowGap,
            Code::RowRepeat,
            Code::SameAward,
            Code::SameCitation,
            Code::SameDecision,
            Code::SameId,
            Code::SameName,
            Code::SameRow,
            Code::SuccessorCircle,
            Code::TotalsDiffer,
            Code::UnknownArticle,
            Code::UnknownClass,
            Code::UnknownKind,
            Code::UnknownMovement,
            Code::UnknownPerson,
            Code::UnknownUnit,
            Code::WrongIssuer,
            Code::YearRange,
        ],
    ),
    (
        Fixing::Never(Doubt::Choice),
        &[
            Code::AmbiguousDate,
            Code::BidiUnclosed,
            Code::ConflictMarks,
            Code::DuplicateKey,
            Code::HiddenInArticle,
            Code::HtmlRemoved,
            Code::HtmlUnclosed,
            Code::LinkToHidden,
            Code::LocalPath,
            Code::LowContrast,
            Code::MarkWithoutEffect,
            Code::MarkdownDeep,
            Code::OpenComment,
            Code::OpenFence,
            Code::PastedTable,
            Code::SameRoute,
            Code::SchoolYear,
            Code::SecondTitle,
            Code::Shortcode,
            Code::SimilarTags,
            Code::SkippedHeading,
            Code::TagSpelling,
            Code::TitleInName,
            Code::TypographicQuotes,
            Code::UnderlinedParagraph,
            Code::UnsafeLink,
            Code::WordBullet,
            Code::YamlAfterQuote,
            Code::YamlBackslash,
            Code::YamlBracket,
            Code::YamlComma,
            Code::YamlComment,
            Code::YamlFullWidth,
            Code::YamlIndent,
            Code::YamlKey,
            Code::YamlListMark,
            Code::YamlMerge,
            Code::YamlNoColon,
            Code::YamlQuote,
            Code::YamlSpecial,
            Code::YamlTab,
            Code::YamlTwoDocuments,
        ],
    ),
    (
        Fixing::Never(Doubt::Damage),
        &[
            Code::ControlCharacter,
            Code::LegacyEncoding,
            Code::LostLetters,
            Code::MisreadText,
            Code::NotUtf8,
            Code::Utf16Unmarked,
        ],
    ),
    (
        Fixing::Never(Doubt::File),
        &[
            Code::BrokenPicture,
            Code::ConflictCopy,
            Code::EmptyFile,
            Code::FileNameCharacter,
            Code::FileNameEncoding,
            Code::FileNameLong,
            Code::FileNameReserved,
            Code::ForeignPicture,
            Code::HugePicture,
            Code::KeyInProject,
            Code::LargePicture,
            Code::LinkLoop,
            Code::LinkOutside,
            Code::MisplacedFile,
            Code::NoSection,
            Code::NotAFile,
            Code::NotDownloaded,
            Code::NotPlainText,
            Code::OutsidePicture,
            Code::PictureEnding,
            Code::PictureForm,
            Code::SameFileName,
            Code::SameLetters,
            Code::SettingsTwice,
            Code::TooLarge,
            Code::Unreadable,
            Code::UnusedFile,
        ],
    ),
    (
        Fixing::Never(Doubt::Program),
        &[Code::OwnFault, Code::TemplateFault, Code::ThemeCircle, Code::ThemeString, Code::UnquotedAttribute],
    ),
];

#[cfg(test)]
mod tests {
    use super::{Code, FIXING};

    /// Every code is decided, and only once.
    #[test]
    fn every_code_is_decided() {
        for code in Code::all() {
            let rows = FIXING.iter().flat_map(|(_, codes)| *codes).filter(|one| **one == code).count();
            assert_eq!(rows, 1, "{code}: decide in FIXING whether `bangvang fix` corrects it");
        }
    }
}
