//! The kinds of diagnostics: name, severity, group, and whether an author may silence them.

use std::fmt;

use serde::{Serialize, Serializer};

use super::severity::Severity::{self, Error, Note, Warning};

/// The kind of a diagnostic. Its sentences are the messages of the same name in `messages/*.ftl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each code is explained in `guide::diagnostics`")]
pub enum Code {
    AmbiguousDate,
    BadAlias,
    BadBaseUrl,
    BadBucket,
    BadColour,
    BadContact,
    BadDate,
    BadEmail,
    BadEndpoint,
    BadFlag,
    BadFolder,
    BadHost,
    BadNumber,
    BadPeriod,
    BadPhone,
    BadSlug,
    BadSocial,
    BadTargetName,
    BadTime,
    ConflictCopy,
    ConflictMarks,
    ControlCharacter,
    DuplicateKey,
    EmptyFile,
    EmptySlug,
    EmptyValue,
    FileNameCharacter,
    FileNameEncoding,
    FileNameLong,
    FileNameReserved,
    InsecureEncryption,
    KeyInProject,
    LinkLoop,
    LinkOutside,
    MisplacedFile,
    MissingKey,
    NoFrontMatter,
    NoSection,
    NoSettings,
    NoSuchDay,
    NoText,
    NotAFile,
    NotDownloaded,
    NotPlainText,
    NotUtf8,
    OpenFrontMatter,
    OpenReleases,
    PictureForm,
    PlainFtp,
    SameFileName,
    SettingsTwice,
    SecretInSettings,
    TomlFrontMatter,
    TooLarge,
    TooManyFaults,
    TypographicQuotes,
    UnknownKey,
    UnknownTimeZone,
    UnknownWord,
    UnquotedColour,
    Unreadable,
    UnusedFile,
    Utf16,
    Utf16Unmarked,
    WrongKind,
    YearRange,
    YamlAfterQuote,
    YamlBackslash,
    YamlBracket,
    YamlColon,
    YamlComma,
    YamlComment,
    YamlDeep,
    YamlFullWidth,
    YamlIndent,
    YamlKey,
    YamlListMark,
    YamlLong,
    YamlMerge,
    YamlNoBreakSpace,
    YamlNoColon,
    YamlPastedRows,
    YamlQuote,
    YamlSpecial,
    YamlSyntax,
    YamlTab,
    YamlTooMany,
    YamlTwoDocuments,
    BrokenPicture,
    ForeignPicture,
    HtmlRemoved,
    HtmlUnclosed,
    HugePicture,
    LargePicture,
    LinkToHidden,
    LocalPath,
    LoneFootnote,
    MarkWithoutEffect,
    MarkdownDeep,
    MissingAnchor,
    MissingDocument,
    MissingFile,
    MissingRoute,
    NoAltText,
    OpenComment,
    OpenFence,
    OutsidePicture,
    PastedTable,
    PictureEnding,
    SecondTitle,
    Shortcode,
    SkippedHeading,
    TableCells,
    UnderlinedParagraph,
    UnsafeLink,
    WordBullet,
    AbsentUnit,
    AllCapsName,
    AmbiguousName,
    BidiUnclosed,
    ByWithoutStatus,
    DoubleSpace,
    EndedSilently,
    EndsBeforeStart,
    FutureDate,
    GeneralAndThematic,
    GrantedAgain,
    HiddenInArticle,
    HtmlReference,
    ImpossibleChange,
    IncompleteDecision,
    KindValidity,
    KindYear,
    LateDecision,
    LegacyEncoding,
    LookAlike,
    LostLetters,
    LowContrast,
    MalformedNumber,
    MisreadText,
    MissingClass,
    MissingSteps,
    NamesOverlap,
    NearName,
    NoBreakSpace,
    NotNfc,
    OtherName,
    ParentCircle,
    PeriodAfterSigning,
    PersonalData,
    RecipientKind,
    RenamedUnit,
    RowGap,
    RowRepeat,
    SameAward,
    SameCitation,
    SameDecision,
    SameId,
    SameLetters,
    SameName,
    SameRoute,
    SameRow,
    SchoolYear,
    HostLimit,
    SecurityExpired,
    NotSilenceable,
    SilencedError,
    SimilarTags,
    SuccessorCircle,
    TagSpelling,
    TitleInName,
    TotalsDiffer,
    UnendedUnit,
    UnexplainedStatus,
    UnknownArticle,
    UnknownClass,
    UnknownCode,
    UnknownKind,
    UnknownMovement,
    UnknownPerson,
    UnknownSection,
    UnknownUnit,
    WrongIssuer,
    ZeroWidth,
    OwnFault,
    TemplateFault,
    ThemeCircle,
    ThemeString,
    UnknownTheme,
    UnquotedAttribute,
}

/// The subject of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeGroup {
    /// Names, encodings and front matter of files, and the values of their keys.
    Files,
    /// The syntax of YAML.
    Yaml,
    /// The text of articles, and its links and pictures.
    Markdown,
    /// Records: awards, decisions, units, people and movements, and how they refer to each other.
    Site,
    /// Themes and their templates.
    Themes,
}

/// Whether an author may silence a code with `check: {ignore: [CODE]}` or `accept: [CODE]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Silencing {
    /// The site is complete in spite of the diagnostic: every record, page and picture is there.
    Allowed,
    /// Something is missing from the site, or from the list of diagnostics itself.
    Forbidden,
}

use Silencing::{Allowed, Forbidden};

/// The properties of one code.
struct CodeMetadata {
    code: Code,
    name: &'static str,
    severity: Severity,
    group: CodeGroup,
    silencing: Silencing,
}

/// All codes, in the order of [`Code`], so that a code is the index of its row.
const CODES: &[CodeMetadata] = &[
    row(Code::AmbiguousDate, "ambiguous-date", Error, CodeGroup::Files, Forbidden),
    row(Code::BadAlias, "bad-alias", Error, CodeGroup::Files, Forbidden),
    row(Code::BadBaseUrl, "bad-base-url", Error, CodeGroup::Files, Forbidden),
    row(Code::BadBucket, "bad-bucket", Error, CodeGroup::Files, Forbidden),
    row(Code::BadColour, "bad-colour", Error, CodeGroup::Files, Forbidden),
    row(Code::BadContact, "bad-contact", Error, CodeGroup::Files, Forbidden),
    row(Code::BadDate, "bad-date", Error, CodeGroup::Files, Forbidden),
    row(Code::BadEmail, "bad-email", Error, CodeGroup::Files, Forbidden),
    row(Code::BadEndpoint, "bad-endpoint", Error, CodeGroup::Files, Forbidden),
    row(Code::BadFlag, "bad-flag", Error, CodeGroup::Files, Forbidden),
    row(Code::BadFolder, "bad-folder", Error, CodeGroup::Files, Forbidden),
    row(Code::BadHost, "bad-host", Error, CodeGroup::Files, Forbidden),
    row(Code::BadNumber, "bad-number", Error, CodeGroup::Files, Forbidden),
    row(Code::BadPeriod, "bad-period", Error, CodeGroup::Files, Forbidden),
    row(Code::BadPhone, "bad-phone", Error, CodeGroup::Files, Forbidden),
    row(Code::BadSlug, "bad-slug", Error, CodeGroup::Files, Forbidden),
    row(Code::BadSocial, "bad-social", Error, CodeGroup::Files, Forbidden),
    row(Code::BadTargetName, "bad-target-name", Error, CodeGroup::Files, Forbidden),
    row(Code::BadTime, "bad-time", Error, CodeGroup::Files, Forbidden),
    row(Code::ConflictCopy, "conflict-copy", Warning, CodeGroup::Files, Allowed),
    row(Code::ConflictMarks, "conflict-marks", Error, CodeGroup::Files, Forbidden),
    row(Code::ControlCharacter, "control-character", Error, CodeGroup::Files, Forbidden),
    row(Code::DuplicateKey, "duplicate-key", Error, CodeGroup::Files, Forbidden),
    row(Code::EmptyFile, "empty-file", Error, CodeGroup::Files, Forbidden),
    row(Code::EmptySlug, "empty-slug", Error, CodeGroup::Files, Forbidden),
    row(Code::EmptyValue, "empty-value", Error, CodeGroup::Files, Forbidden),
    row(Code::FileNameCharacter, "file-name-character", Error, CodeGroup::Files, Forbidden),
    row(Code::FileNameEncoding, "file-name-encoding", Error, CodeGroup::Files, Forbidden),
    row(Code::FileNameLong, "file-name-long", Error, CodeGroup::Files, Forbidden),
    row(Code::FileNameReserved, "file-name-reserved", Error, CodeGroup::Files, Forbidden),
    row(Code::InsecureEncryption, "insecure-encryption", Error, CodeGroup::Files, Forbidden),
    row(Code::KeyInProject, "key-in-project", Error, CodeGroup::Files, Forbidden),
    row(Code::LinkLoop, "link-loop", Error, CodeGroup::Files, Forbidden),
    row(Code::LinkOutside, "link-outside", Error, CodeGroup::Files, Forbidden),
    row(Code::MisplacedFile, "misplaced-file", Warning, CodeGroup::Files, Allowed),
    row(Code::MissingKey, "missing-key", Error, CodeGroup::Files, Forbidden),
    row(Code::NoFrontMatter, "no-front-matter", Error, CodeGroup::Files, Forbidden),
    row(Code::NoSection, "no-section", Error, CodeGroup::Files, Forbidden),
    row(Code::NoSettings, "no-settings", Error, CodeGroup::Files, Forbidden),
    row(Code::NoSuchDay, "no-such-day", Error, CodeGroup::Files, Forbidden),
    row(Code::NoText, "no-text", Warning, CodeGroup::Files, Allowed),
    row(Code::NotAFile, "not-a-file", Error, CodeGroup::Files, Forbidden),
    row(Code::NotDownloaded, "not-downloaded", Error, CodeGroup::Files, Forbidden),
    row(Code::NotPlainText, "not-plain-text", Error, CodeGroup::Files, Forbidden),
    row(Code::NotUtf8, "not-utf-8", Error, CodeGroup::Files, Forbidden),
    row(Code::OpenFrontMatter, "open-front-matter", Error, CodeGroup::Files, Forbidden),
    row(Code::OpenReleases, "open-releases", Error, CodeGroup::Files, Forbidden),
    row(Code::PictureForm, "picture-form", Error, CodeGroup::Files, Forbidden),
    row(Code::PlainFtp, "plain-ftp", Warning, CodeGroup::Files, Allowed),
    row(Code::SameFileName, "same-file-name", Error, CodeGroup::Files, Forbidden),
    row(Code::SettingsTwice, "settings-twice", Error, CodeGroup::Files, Forbidden),
    row(Code::SecretInSettings, "secret-in-settings", Error, CodeGroup::Files, Forbidden),
    row(Code::TomlFrontMatter, "toml-front-matter", Error, CodeGroup::Files, Forbidden),
    row(Code::TooLarge, "too-large", Error, CodeGroup::Files, Forbidden),
    row(Code::TooManyFaults, "too-many-faults", Error, CodeGroup::Files, Forbidden),
    row(Code::TypographicQuotes, "typographic-quotes", Warning, CodeGroup::Files, Allowed),
    row(Code::UnknownKey, "unknown-key", Error, CodeGroup::Files, Forbidden),
    row(Code::UnknownTimeZone, "unknown-time-zone", Error, CodeGroup::Files, Forbidden),
    row(Code::UnknownWord, "unknown-word", Error, CodeGroup::Files, Forbidden),
    row(Code::UnquotedColour, "unquoted-colour", Error, CodeGroup::Files, Forbidden),
    row(Code::Unreadable, "unreadable", Error, CodeGroup::Files, Forbidden),
    row(Code::UnusedFile, "unused-file", Note, CodeGroup::Files, Allowed),
    row(Code::Utf16, "utf-16", Warning, CodeGroup::Files, Allowed),
    row(Code::Utf16Unmarked, "utf-16-unmarked", Error, CodeGroup::Files, Forbidden),
    row(Code::WrongKind, "wrong-kind", Error, CodeGroup::Files, Forbidden),
    row(Code::YearRange, "year-range", Error, CodeGroup::Files, Forbidden),
    row(Code::YamlAfterQuote, "yaml-after-quote", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlBackslash, "yaml-backslash", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlBracket, "yaml-bracket", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlColon, "yaml-colon", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlComma, "yaml-comma", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlComment, "yaml-comment", Warning, CodeGroup::Yaml, Allowed),
    row(Code::YamlDeep, "yaml-deep", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlFullWidth, "yaml-full-width", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlIndent, "yaml-indent", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlKey, "yaml-key", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlListMark, "yaml-list-mark", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlLong, "yaml-long", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlMerge, "yaml-merge", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlNoBreakSpace, "yaml-no-break-space", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlNoColon, "yaml-no-colon", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlPastedRows, "yaml-pasted-rows", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlQuote, "yaml-quote", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlSpecial, "yaml-special", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlSyntax, "yaml-syntax", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlTab, "yaml-tab", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlTooMany, "yaml-too-many", Error, CodeGroup::Yaml, Forbidden),
    row(Code::YamlTwoDocuments, "yaml-two-documents", Error, CodeGroup::Yaml, Forbidden),
    row(Code::BrokenPicture, "broken-picture", Error, CodeGroup::Markdown, Forbidden),
    row(Code::ForeignPicture, "foreign-picture", Error, CodeGroup::Markdown, Forbidden),
    row(Code::HtmlRemoved, "html-removed", Warning, CodeGroup::Markdown, Allowed),
    row(Code::HtmlUnclosed, "html-unclosed", Warning, CodeGroup::Markdown, Allowed),
    row(Code::HugePicture, "huge-picture", Error, CodeGroup::Markdown, Forbidden),
    row(Code::LargePicture, "large-picture", Warning, CodeGroup::Markdown, Allowed),
    row(Code::LinkToHidden, "link-to-hidden", Warning, CodeGroup::Markdown, Allowed),
    row(Code::LocalPath, "local-path", Error, CodeGroup::Markdown, Forbidden),
    row(Code::LoneFootnote, "lone-footnote", Warning, CodeGroup::Markdown, Allowed),
    row(Code::MarkWithoutEffect, "mark-without-effect", Warning, CodeGroup::Markdown, Allowed),
    row(Code::MarkdownDeep, "markdown-deep", Error, CodeGroup::Markdown, Forbidden),
    row(Code::MissingAnchor, "missing-anchor", Error, CodeGroup::Markdown, Allowed),
    row(Code::MissingDocument, "missing-document", Error, CodeGroup::Markdown, Allowed),
    row(Code::MissingFile, "missing-file", Error, CodeGroup::Markdown, Allowed),
    row(Code::MissingRoute, "missing-route", Error, CodeGroup::Markdown, Allowed),
    row(Code::NoAltText, "no-alt-text", Warning, CodeGroup::Markdown, Allowed),
    row(Code::OpenComment, "open-comment", Error, CodeGroup::Markdown, Forbidden),
    row(Code::OpenFence, "open-fence", Warning, CodeGroup::Markdown, Allowed),
    row(Code::OutsidePicture, "outside-picture", Error, CodeGroup::Markdown, Forbidden),
    row(Code::PastedTable, "pasted-table", Warning, CodeGroup::Markdown, Allowed),
    row(Code::PictureEnding, "picture-ending", Warning, CodeGroup::Markdown, Allowed),
    row(Code::SecondTitle, "second-title", Warning, CodeGroup::Markdown, Allowed),
    row(Code::Shortcode, "shortcode", Error, CodeGroup::Markdown, Allowed),
    row(Code::SkippedHeading, "skipped-heading", Warning, CodeGroup::Markdown, Allowed),
    row(Code::TableCells, "table-cells", Warning, CodeGroup::Markdown, Allowed),
    row(Code::UnderlinedParagraph, "underlined-paragraph", Warning, CodeGroup::Markdown, Allowed),
    row(Code::UnsafeLink, "unsafe-link", Warning, CodeGroup::Markdown, Allowed),
    row(Code::WordBullet, "word-bullet", Warning, CodeGroup::Markdown, Allowed),
    row(Code::AbsentUnit, "absent-unit", Warning, CodeGroup::Site, Allowed),
    row(Code::AllCapsName, "all-caps-name", Warning, CodeGroup::Site, Allowed),
    row(Code::AmbiguousName, "ambiguous-name", Error, CodeGroup::Site, Forbidden),
    row(Code::BidiUnclosed, "bidi-unclosed", Warning, CodeGroup::Site, Allowed),
    row(Code::ByWithoutStatus, "by-without-status", Error, CodeGroup::Site, Allowed),
    row(Code::DoubleSpace, "double-space", Warning, CodeGroup::Site, Allowed),
    row(Code::EndedSilently, "ended-silently", Warning, CodeGroup::Site, Allowed),
    row(Code::EndsBeforeStart, "ends-before-start", Error, CodeGroup::Site, Allowed),
    row(Code::FutureDate, "future-date", Error, CodeGroup::Site, Allowed),
    row(Code::GeneralAndThematic, "general-and-thematic", Note, CodeGroup::Site, Allowed),
    row(Code::GrantedAgain, "granted-again", Warning, CodeGroup::Site, Allowed),
    row(Code::HiddenInArticle, "hidden-in-article", Warning, CodeGroup::Site, Allowed),
    row(Code::HtmlReference, "html-reference", Error, CodeGroup::Site, Allowed),
    row(Code::ImpossibleChange, "impossible-change", Warning, CodeGroup::Site, Allowed),
    row(Code::IncompleteDecision, "incomplete-decision", Error, CodeGroup::Site, Forbidden),
    row(Code::KindValidity, "kind-validity", Warning, CodeGroup::Site, Allowed),
    row(Code::KindYear, "kind-year", Warning, CodeGroup::Site, Allowed),
    row(Code::LateDecision, "late-decision", Warning, CodeGroup::Site, Allowed),
    row(Code::LegacyEncoding, "legacy-encoding", Error, CodeGroup::Site, Allowed),
    row(Code::LookAlike, "look-alike", Warning, CodeGroup::Site, Allowed),
    row(Code::LostLetters, "lost-letters", Error, CodeGroup::Site, Allowed),
    row(Code::LowContrast, "low-contrast", Warning, CodeGroup::Site, Allowed),
    row(Code::MalformedNumber, "malformed-number", Warning, CodeGroup::Site, Allowed),
    row(Code::MisreadText, "misread-text", Error, CodeGroup::Site, Allowed),
    row(Code::MissingClass, "missing-class", Warning, CodeGroup::Site, Allowed),
    row(Code::MissingSteps, "missing-steps", Note, CodeGroup::Site, Allowed),
    row(Code::NamesOverlap, "names-overlap", Error, CodeGroup::Site, Allowed),
    row(Code::NearName, "near-name", Warning, CodeGroup::Site, Allowed),
    row(Code::NoBreakSpace, "no-break-space", Warning, CodeGroup::Site, Allowed),
    row(Code::NotNfc, "not-nfc", Warning, CodeGroup::Site, Allowed),
    row(Code::OtherName, "other-name", Warning, CodeGroup::Site, Allowed),
    row(Code::ParentCircle, "parent-circle", Error, CodeGroup::Site, Forbidden),
    row(Code::PeriodAfterSigning, "period-after-signing", Error, CodeGroup::Site, Allowed),
    row(Code::PersonalData, "personal-data", Error, CodeGroup::Site, Allowed),
    row(Code::RecipientKind, "recipient-kind", Error, CodeGroup::Site, Allowed),
    row(Code::RenamedUnit, "renamed-unit", Warning, CodeGroup::Site, Allowed),
    row(Code::RowGap, "row-gap", Warning, CodeGroup::Site, Allowed),
    row(Code::RowRepeat, "row-repeat", Warning, CodeGroup::Site, Allowed),
    row(Code::SameAward, "same-award", Warning, CodeGroup::Site, Allowed),
    row(Code::SameCitation, "same-citation", Note, CodeGroup::Site, Allowed),
    row(Code::SameDecision, "same-decision", Error, CodeGroup::Site, Allowed),
    row(Code::SameId, "same-id", Error, CodeGroup::Site, Forbidden),
    row(Code::SameLetters, "same-letters", Error, CodeGroup::Site, Forbidden),
    row(Code::SameName, "same-name", Note, CodeGroup::Site, Allowed),
    row(Code::SameRoute, "same-route", Error, CodeGroup::Site, Forbidden),
    row(Code::SameRow, "same-row", Error, CodeGroup::Site, Allowed),
    row(Code::SchoolYear, "school-year", Warning, CodeGroup::Site, Allowed),
    row(Code::HostLimit, "host-limit", Warning, CodeGroup::Site, Allowed),
    row(Code::SecurityExpired, "security-expired", Warning, CodeGroup::Site, Allowed),
    row(Code::NotSilenceable, "not-silenceable", Error, CodeGroup::Site, Forbidden),
    row(Code::SilencedError, "silenced-error", Note, CodeGroup::Site, Forbidden),
    row(Code::SimilarTags, "similar-tags", Warning, CodeGroup::Site, Allowed),
    row(Code::SuccessorCircle, "successor-circle", Error, CodeGroup::Site, Forbidden),
    row(Code::TagSpelling, "tag-spelling", Note, CodeGroup::Site, Allowed),
    row(Code::TitleInName, "title-in-name", Warning, CodeGroup::Site, Allowed),
    row(Code::TotalsDiffer, "totals-differ", Warning, CodeGroup::Site, Allowed),
    row(Code::UnendedUnit, "unended-unit", Warning, CodeGroup::Site, Allowed),
    row(Code::UnexplainedStatus, "unexplained-status", Error, CodeGroup::Site, Allowed),
    row(Code::UnknownArticle, "unknown-article", Error, CodeGroup::Site, Forbidden),
    row(Code::UnknownClass, "unknown-class", Error, CodeGroup::Site, Forbidden),
    row(Code::UnknownCode, "unknown-code", Error, CodeGroup::Site, Forbidden),
    row(Code::UnknownKind, "unknown-kind", Error, CodeGroup::Site, Forbidden),
    row(Code::UnknownMovement, "unknown-movement", Error, CodeGroup::Site, Forbidden),
    row(Code::UnknownPerson, "unknown-person", Error, CodeGroup::Site, Forbidden),
    row(Code::UnknownSection, "unknown-section", Error, CodeGroup::Site, Forbidden),
    row(Code::UnknownUnit, "unknown-unit", Error, CodeGroup::Site, Forbidden),
    row(Code::WrongIssuer, "wrong-issuer", Warning, CodeGroup::Site, Allowed),
    row(Code::ZeroWidth, "zero-width", Warning, CodeGroup::Site, Allowed),
    row(Code::OwnFault, "own-fault", Error, CodeGroup::Themes, Forbidden),
    row(Code::TemplateFault, "template-fault", Error, CodeGroup::Themes, Forbidden),
    row(Code::ThemeCircle, "theme-circle", Error, CodeGroup::Themes, Forbidden),
    row(Code::ThemeString, "theme-string", Error, CodeGroup::Themes, Forbidden),
    row(Code::UnknownTheme, "unknown-theme", Error, CodeGroup::Themes, Forbidden),
    row(Code::UnquotedAttribute, "unquoted-attribute", Error, CodeGroup::Themes, Forbidden),
];

const fn row(
    code: Code,
    name: &'static str,
    severity: Severity,
    group: CodeGroup,
    silencing: Silencing,
) -> CodeMetadata {
    CodeMetadata { code, name, severity, group, silencing }
}

impl Code {
    /// Returns all codes, ordered by group.
    pub fn all() -> impl Iterator<Item = Code> {
        CODES.iter().map(|metadata| metadata.code)
    }

    /// Returns the code with the name `name`, such as `unknown-unit`; `None` if there is none.
    pub fn from_name(name: &str) -> Option<Code> {
        CODES.iter().find(|metadata| metadata.name == name).map(|metadata| metadata.code)
    }

    /// Returns the name that authors write and programs read, such as `unknown-unit`.
    pub fn name(self) -> &'static str {
        self.metadata().name
    }

    /// Returns the severity of diagnostics of this kind.
    pub fn severity(self) -> Severity {
        self.metadata().severity
    }

    /// Returns the group of this kind.
    pub fn group(self) -> CodeGroup {
        self.metadata().group
    }

    /// Whether an author may silence it: only if the site is complete without a correction.
    pub fn may_be_silenced(self) -> bool {
        self.metadata().silencing == Allowed
    }

    fn metadata(self) -> &'static CodeMetadata {
        &CODES[self as usize]
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{CODES, Code, CodeGroup};

    /// The codes of a group are consecutive.
    #[test]
    fn groups_are_consecutive() {
        let mut groups: Vec<CodeGroup> = Code::all().map(Code::group).collect();
        groups.dedup();
        let all =
            [CodeGroup::Files, CodeGroup::Yaml, CodeGroup::Markdown, CodeGroup::Site, CodeGroup::Themes];
        assert_eq!(groups, all);
    }

    /// The table is in the order of the enum, and no name occurs twice.
    #[test]
    fn rows_are_in_order() {
        let names: HashSet<_> = CODES.iter().map(|metadata| metadata.name).collect();
        assert_eq!(names.len(), CODES.len());
        for (at, metadata) in CODES.iter().enumerate() {
            assert_eq!(metadata.code as usize, at, "{}", metadata.name);
            assert_eq!(Code::from_name(metadata.name), Some(metadata.code));
        }
    }
}
