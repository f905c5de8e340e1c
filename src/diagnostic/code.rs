//! The kinds of diagnostics: name, severity, group, and whether an author may silence them.

use std::fmt;

use serde::{Serialize, Serializer};

use super::severity::Severity;

/// The kind of a diagnostic. Its sentences are the messages of the same name in `messages/*.ftl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each code is documented by its sentence in `messages/en.ftl`")]
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
    BadTargetName,
    BadTime,
    ConflictCopy,
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
    YamlComment,
    YamlDeep,
    YamlIndent,
    YamlKey,
    YamlLong,
    YamlMerge,
    YamlNoBreakSpace,
    YamlNoColon,
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
    MarkdownDeep,
    MissingAnchor,
    MissingDocument,
    MissingFile,
    MissingRoute,
    NoAltText,
    OpenFence,
    OutsidePicture,
    PictureEnding,
    SecondTitle,
    Shortcode,
    SkippedHeading,
    UnsafeLink,
    AbsentUnit,
    AllCapsName,
    BidiUnclosed,
    DoubleSpace,
    EndedSilently,
    EndsBeforeStart,
    FutureDate,
    GeneralAndThematic,
    GrantedAgain,
    HiddenInArticle,
    IncompleteDecision,
    KindValidity,
    KindYear,
    LateDecision,
    LegacyEncoding,
    LookAlike,
    LostLetters,
    LowContrast,
    MalformedNumber,
    MissingSteps,
    NamesOverlap,
    NearName,
    NoBreakSpace,
    NotNfc,
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
    SecurityExpired,
    NotSilenceable,
    SilencedError,
    TitleInName,
    TotalsDiffer,
    UnexplainedStatus,
    UnknownArticle,
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
    row(Code::AmbiguousDate, "ambiguous-date", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadAlias, "bad-alias", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadBaseUrl, "bad-base-url", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadBucket, "bad-bucket", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadColour, "bad-colour", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadContact, "bad-contact", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadDate, "bad-date", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadEmail, "bad-email", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadEndpoint, "bad-endpoint", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadFlag, "bad-flag", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadFolder, "bad-folder", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadHost, "bad-host", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadNumber, "bad-number", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadPeriod, "bad-period", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadPhone, "bad-phone", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadSlug, "bad-slug", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadTargetName, "bad-target-name", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::BadTime, "bad-time", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::ConflictCopy, "conflict-copy", Severity::Warning, CodeGroup::Files, Silencing::Allowed),
    row(Code::ControlCharacter, "control-character", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::DuplicateKey, "duplicate-key", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::EmptyFile, "empty-file", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::EmptySlug, "empty-slug", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::EmptyValue, "empty-value", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(
        Code::FileNameCharacter,
        "file-name-character",
        Severity::Error,
        CodeGroup::Files,
        Silencing::Forbidden,
    ),
    row(
        Code::FileNameEncoding,
        "file-name-encoding",
        Severity::Error,
        CodeGroup::Files,
        Silencing::Forbidden,
    ),
    row(Code::FileNameLong, "file-name-long", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(
        Code::FileNameReserved,
        "file-name-reserved",
        Severity::Error,
        CodeGroup::Files,
        Silencing::Forbidden,
    ),
    row(
        Code::InsecureEncryption,
        "insecure-encryption",
        Severity::Error,
        CodeGroup::Files,
        Silencing::Forbidden,
    ),
    row(Code::KeyInProject, "key-in-project", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::LinkLoop, "link-loop", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::LinkOutside, "link-outside", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::MisplacedFile, "misplaced-file", Severity::Warning, CodeGroup::Files, Silencing::Allowed),
    row(Code::MissingKey, "missing-key", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::NoFrontMatter, "no-front-matter", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::NoSection, "no-section", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::NoSettings, "no-settings", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::NoSuchDay, "no-such-day", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::NoText, "no-text", Severity::Warning, CodeGroup::Files, Silencing::Allowed),
    row(Code::NotAFile, "not-a-file", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::NotDownloaded, "not-downloaded", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::NotPlainText, "not-plain-text", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::NotUtf8, "not-utf-8", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::OpenFrontMatter, "open-front-matter", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::OpenReleases, "open-releases", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::PictureForm, "picture-form", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::PlainFtp, "plain-ftp", Severity::Warning, CodeGroup::Files, Silencing::Allowed),
    row(Code::SameFileName, "same-file-name", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::SettingsTwice, "settings-twice", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(
        Code::SecretInSettings,
        "secret-in-settings",
        Severity::Error,
        CodeGroup::Files,
        Silencing::Forbidden,
    ),
    row(Code::TomlFrontMatter, "toml-front-matter", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::TooLarge, "too-large", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::TooManyFaults, "too-many-faults", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(
        Code::TypographicQuotes,
        "typographic-quotes",
        Severity::Warning,
        CodeGroup::Files,
        Silencing::Allowed,
    ),
    row(Code::UnknownKey, "unknown-key", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::UnknownTimeZone, "unknown-time-zone", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::UnknownWord, "unknown-word", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::UnquotedColour, "unquoted-colour", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::Unreadable, "unreadable", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::UnusedFile, "unused-file", Severity::Note, CodeGroup::Files, Silencing::Allowed),
    row(Code::Utf16, "utf-16", Severity::Warning, CodeGroup::Files, Silencing::Allowed),
    row(Code::Utf16Unmarked, "utf-16-unmarked", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::WrongKind, "wrong-kind", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::YearRange, "year-range", Severity::Error, CodeGroup::Files, Silencing::Forbidden),
    row(Code::YamlAfterQuote, "yaml-after-quote", Severity::Error, CodeGroup::Yaml, Silencing::Forbidden),
    row(Code::YamlBackslash, "yaml-backslash", Severity::Error, CodeGroup::Yaml, Silencing::Forbidden),
    row(Code::YamlBracket, "yaml-bracket", Severity::Error, CodeGroup::Yaml, Silencing::Forbidden),
    row(Code::YamlColon, "yaml-colon", Severity::Error, CodeGroup::Yaml, Silencing::Forbidden),
    row(Code::YamlComment, "yaml-comment", Severity::Warning, CodeGroup::Yaml, Silencing::Allowed),
    row(Code::YamlDeep, "yaml-deep", Severity::Error, CodeGroup::Yaml, Silencing::Forbidden),
    row(Code::YamlIndent, "yaml-indent", Severity::Error, CodeGroup::Yaml, Silencing::Forbidden),
    row(Code::YamlKey, "yaml-key", Severity::Error, CodeGroup::Yaml, Silencing::Forbidden),
    row(Code::YamlLong, "yaml-long", Severity::Error, CodeGroup::Yaml, Silencing::Forbidden),
    row(Code::YamlMerge, "yaml-merge", Severity::Error, CodeGroup::Yaml, Silencing::Forbidden),
    row(
        Code::YamlNoBreakSpace,
        "yaml-no-break-space",
        Severity::Error,
        CodeGroup::Yaml,
        Silencing::Forbidden,
    ),
    row(Code::YamlNoColon, "yaml-no-colon", Severity::Error, CodeGroup::Yaml, Silencing::Forbidden),
    row(Code::YamlQuote, "yaml-quote", Severity::Error, CodeGroup::Yaml, Silencing::Forbidden),
    row(Code::YamlSpecial, "yaml-special", Severity::Error, CodeGroup::Yaml, Silencing::Forbidden),
    row(Code::YamlSyntax, "yaml-syntax", Severity::Error, CodeGroup::Yaml, Silencing::Forbidden),
    row(Code::YamlTab, "yaml-tab", Severity::Error, CodeGroup::Yaml, Silencing::Forbidden),
    row(Code::YamlTooMany, "yaml-too-many", Severity::Error, CodeGroup::Yaml, Silencing::Forbidden),
    row(Code::YamlTwoDocuments, "yaml-two-documents", Severity::Error, CodeGroup::Yaml, Silencing::Forbidden),
    row(Code::BrokenPicture, "broken-picture", Severity::Error, CodeGroup::Markdown, Silencing::Forbidden),
    row(Code::ForeignPicture, "foreign-picture", Severity::Error, CodeGroup::Markdown, Silencing::Forbidden),
    row(Code::HtmlRemoved, "html-removed", Severity::Warning, CodeGroup::Markdown, Silencing::Allowed),
    row(Code::HtmlUnclosed, "html-unclosed", Severity::Warning, CodeGroup::Markdown, Silencing::Allowed),
    row(Code::HugePicture, "huge-picture", Severity::Error, CodeGroup::Markdown, Silencing::Forbidden),
    row(Code::LargePicture, "large-picture", Severity::Warning, CodeGroup::Markdown, Silencing::Allowed),
    row(Code::LinkToHidden, "link-to-hidden", Severity::Warning, CodeGroup::Markdown, Silencing::Allowed),
    row(Code::LocalPath, "local-path", Severity::Error, CodeGroup::Markdown, Silencing::Forbidden),
    row(Code::MarkdownDeep, "markdown-deep", Severity::Error, CodeGroup::Markdown, Silencing::Forbidden),
    row(Code::MissingAnchor, "missing-anchor", Severity::Error, CodeGroup::Markdown, Silencing::Allowed),
    row(Code::MissingDocument, "missing-document", Severity::Error, CodeGroup::Markdown, Silencing::Allowed),
    row(Code::MissingFile, "missing-file", Severity::Error, CodeGroup::Markdown, Silencing::Allowed),
    row(Code::MissingRoute, "missing-route", Severity::Error, CodeGroup::Markdown, Silencing::Allowed),
    row(Code::NoAltText, "no-alt-text", Severity::Warning, CodeGroup::Markdown, Silencing::Allowed),
    row(Code::OpenFence, "open-fence", Severity::Warning, CodeGroup::Markdown, Silencing::Allowed),
    row(Code::OutsidePicture, "outside-picture", Severity::Error, CodeGroup::Markdown, Silencing::Forbidden),
    row(Code::PictureEnding, "picture-ending", Severity::Warning, CodeGroup::Markdown, Silencing::Allowed),
    row(Code::SecondTitle, "second-title", Severity::Warning, CodeGroup::Markdown, Silencing::Allowed),
    row(Code::Shortcode, "shortcode", Severity::Error, CodeGroup::Markdown, Silencing::Allowed),
    row(Code::SkippedHeading, "skipped-heading", Severity::Warning, CodeGroup::Markdown, Silencing::Allowed),
    row(Code::UnsafeLink, "unsafe-link", Severity::Warning, CodeGroup::Markdown, Silencing::Allowed),
    row(Code::AbsentUnit, "absent-unit", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::AllCapsName, "all-caps-name", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::BidiUnclosed, "bidi-unclosed", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::DoubleSpace, "double-space", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::EndedSilently, "ended-silently", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::EndsBeforeStart, "ends-before-start", Severity::Error, CodeGroup::Site, Silencing::Allowed),
    row(Code::FutureDate, "future-date", Severity::Error, CodeGroup::Site, Silencing::Allowed),
    row(
        Code::GeneralAndThematic,
        "general-and-thematic",
        Severity::Note,
        CodeGroup::Site,
        Silencing::Allowed,
    ),
    row(Code::GrantedAgain, "granted-again", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::HiddenInArticle, "hidden-in-article", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(
        Code::IncompleteDecision,
        "incomplete-decision",
        Severity::Error,
        CodeGroup::Site,
        Silencing::Forbidden,
    ),
    row(Code::KindValidity, "kind-validity", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::KindYear, "kind-year", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::LateDecision, "late-decision", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::LegacyEncoding, "legacy-encoding", Severity::Error, CodeGroup::Site, Silencing::Allowed),
    row(Code::LookAlike, "look-alike", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::LostLetters, "lost-letters", Severity::Error, CodeGroup::Site, Silencing::Allowed),
    row(Code::LowContrast, "low-contrast", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::MalformedNumber, "malformed-number", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::MissingSteps, "missing-steps", Severity::Note, CodeGroup::Site, Silencing::Allowed),
    row(Code::NamesOverlap, "names-overlap", Severity::Error, CodeGroup::Site, Silencing::Allowed),
    row(Code::NearName, "near-name", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::NoBreakSpace, "no-break-space", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::NotNfc, "not-nfc", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::ParentCircle, "parent-circle", Severity::Error, CodeGroup::Site, Silencing::Forbidden),
    row(
        Code::PeriodAfterSigning,
        "period-after-signing",
        Severity::Error,
        CodeGroup::Site,
        Silencing::Allowed,
    ),
    row(Code::PersonalData, "personal-data", Severity::Error, CodeGroup::Site, Silencing::Allowed),
    row(Code::RecipientKind, "recipient-kind", Severity::Error, CodeGroup::Site, Silencing::Allowed),
    row(Code::RenamedUnit, "renamed-unit", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::RowGap, "row-gap", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::RowRepeat, "row-repeat", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::SameAward, "same-award", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::SameCitation, "same-citation", Severity::Note, CodeGroup::Site, Silencing::Allowed),
    row(Code::SameDecision, "same-decision", Severity::Error, CodeGroup::Site, Silencing::Allowed),
    row(Code::SameId, "same-id", Severity::Error, CodeGroup::Site, Silencing::Forbidden),
    row(Code::SameLetters, "same-letters", Severity::Error, CodeGroup::Site, Silencing::Forbidden),
    row(Code::SameName, "same-name", Severity::Note, CodeGroup::Site, Silencing::Allowed),
    row(Code::SameRoute, "same-route", Severity::Error, CodeGroup::Site, Silencing::Forbidden),
    row(Code::SameRow, "same-row", Severity::Error, CodeGroup::Site, Silencing::Allowed),
    row(Code::SchoolYear, "school-year", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::SecurityExpired, "security-expired", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::NotSilenceable, "not-silenceable", Severity::Error, CodeGroup::Site, Silencing::Forbidden),
    row(Code::SilencedError, "silenced-error", Severity::Note, CodeGroup::Site, Silencing::Forbidden),
    row(Code::TitleInName, "title-in-name", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::TotalsDiffer, "totals-differ", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::UnexplainedStatus, "unexplained-status", Severity::Error, CodeGroup::Site, Silencing::Allowed),
    row(Code::UnknownArticle, "unknown-article", Severity::Error, CodeGroup::Site, Silencing::Forbidden),
    row(Code::UnknownCode, "unknown-code", Severity::Error, CodeGroup::Site, Silencing::Forbidden),
    row(Code::UnknownKind, "unknown-kind", Severity::Error, CodeGroup::Site, Silencing::Forbidden),
    row(Code::UnknownMovement, "unknown-movement", Severity::Error, CodeGroup::Site, Silencing::Forbidden),
    row(Code::UnknownPerson, "unknown-person", Severity::Error, CodeGroup::Site, Silencing::Forbidden),
    row(Code::UnknownSection, "unknown-section", Severity::Error, CodeGroup::Site, Silencing::Forbidden),
    row(Code::UnknownUnit, "unknown-unit", Severity::Error, CodeGroup::Site, Silencing::Forbidden),
    row(Code::WrongIssuer, "wrong-issuer", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::ZeroWidth, "zero-width", Severity::Warning, CodeGroup::Site, Silencing::Allowed),
    row(Code::OwnFault, "own-fault", Severity::Error, CodeGroup::Themes, Silencing::Forbidden),
    row(Code::TemplateFault, "template-fault", Severity::Error, CodeGroup::Themes, Silencing::Forbidden),
    row(Code::ThemeCircle, "theme-circle", Severity::Error, CodeGroup::Themes, Silencing::Forbidden),
    row(Code::ThemeString, "theme-string", Severity::Error, CodeGroup::Themes, Silencing::Forbidden),
    row(Code::UnknownTheme, "unknown-theme", Severity::Error, CodeGroup::Themes, Silencing::Forbidden),
    row(
        Code::UnquotedAttribute,
        "unquoted-attribute",
        Severity::Error,
        CodeGroup::Themes,
        Silencing::Forbidden,
    ),
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
        self.metadata().silencing == Silencing::Allowed
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
