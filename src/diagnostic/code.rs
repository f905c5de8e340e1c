//! Every kind of diagnostic: its name, severity, group, and whether an author may silence it.

use std::fmt;

use serde::{Serialize, Serializer};

use super::severity::Severity;

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

/// What a diagnostic is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Names, encodings and front matter of files, and the values of their keys.
    Files,
    /// The syntax of YAML.
    Yaml,
    /// The text of articles, its links and pictures.
    Markdown,
    /// Records as a careful editor reads them.
    Site,
    /// Themes and their templates.
    Themes,
}

/// Whether `check: {ignore: [CODE]}` and `accept: [CODE]` may silence a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Silence {
    /// The site is whole although the diagnostic stands: every record, page and picture is there.
    Allowed,
    /// Something is missing from the site, or from the report itself.
    Forbidden,
}

/// The facts of one code.
struct Facts {
    code: Code,
    name: &'static str,
    severity: Severity,
    group: Group,
    silence: Silence,
}

/// All codes, in the order of [`Code`], so that a code is the index of its row.
const CODES: &[Facts] = &[
    row(Code::AmbiguousDate, "ambiguous-date", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadAlias, "bad-alias", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadBaseUrl, "bad-base-url", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadBucket, "bad-bucket", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadColour, "bad-colour", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadContact, "bad-contact", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadDate, "bad-date", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadEmail, "bad-email", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadEndpoint, "bad-endpoint", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadFlag, "bad-flag", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadFolder, "bad-folder", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadHost, "bad-host", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadNumber, "bad-number", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadPeriod, "bad-period", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadPhone, "bad-phone", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadSlug, "bad-slug", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadTargetName, "bad-target-name", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::BadTime, "bad-time", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::ConflictCopy, "conflict-copy", Severity::Warning, Group::Files, Silence::Allowed),
    row(Code::ControlCharacter, "control-character", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::DuplicateKey, "duplicate-key", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::EmptyFile, "empty-file", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::EmptySlug, "empty-slug", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::EmptyValue, "empty-value", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::FileNameCharacter, "file-name-character", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::FileNameEncoding, "file-name-encoding", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::FileNameLong, "file-name-long", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::FileNameReserved, "file-name-reserved", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::InsecureEncryption, "insecure-encryption", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::KeyInProject, "key-in-project", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::LinkLoop, "link-loop", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::LinkOutside, "link-outside", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::MisplacedFile, "misplaced-file", Severity::Warning, Group::Files, Silence::Allowed),
    row(Code::MissingKey, "missing-key", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::NoFrontMatter, "no-front-matter", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::NoSection, "no-section", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::NoSettings, "no-settings", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::NoSuchDay, "no-such-day", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::NoText, "no-text", Severity::Warning, Group::Files, Silence::Allowed),
    row(Code::NotAFile, "not-a-file", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::NotDownloaded, "not-downloaded", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::NotPlainText, "not-plain-text", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::NotUtf8, "not-utf-8", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::OpenFrontMatter, "open-front-matter", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::OpenReleases, "open-releases", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::PictureForm, "picture-form", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::PlainFtp, "plain-ftp", Severity::Warning, Group::Files, Silence::Allowed),
    row(Code::SameFileName, "same-file-name", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::SettingsTwice, "settings-twice", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::SecretInSettings, "secret-in-settings", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::TomlFrontMatter, "toml-front-matter", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::TooLarge, "too-large", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::TooManyFaults, "too-many-faults", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::TypographicQuotes, "typographic-quotes", Severity::Warning, Group::Files, Silence::Allowed),
    row(Code::UnknownKey, "unknown-key", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::UnknownTimeZone, "unknown-time-zone", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::UnknownWord, "unknown-word", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::UnquotedColour, "unquoted-colour", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::Unreadable, "unreadable", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::UnusedFile, "unused-file", Severity::Note, Group::Files, Silence::Allowed),
    row(Code::Utf16, "utf-16", Severity::Warning, Group::Files, Silence::Allowed),
    row(Code::Utf16Unmarked, "utf-16-unmarked", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::WrongKind, "wrong-kind", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::YearRange, "year-range", Severity::Error, Group::Files, Silence::Forbidden),
    row(Code::YamlAfterQuote, "yaml-after-quote", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::YamlBackslash, "yaml-backslash", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::YamlBracket, "yaml-bracket", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::YamlColon, "yaml-colon", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::YamlComment, "yaml-comment", Severity::Warning, Group::Yaml, Silence::Allowed),
    row(Code::YamlDeep, "yaml-deep", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::YamlIndent, "yaml-indent", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::YamlKey, "yaml-key", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::YamlLong, "yaml-long", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::YamlMerge, "yaml-merge", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::YamlNoBreakSpace, "yaml-no-break-space", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::YamlNoColon, "yaml-no-colon", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::YamlQuote, "yaml-quote", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::YamlSpecial, "yaml-special", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::YamlSyntax, "yaml-syntax", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::YamlTab, "yaml-tab", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::YamlTooMany, "yaml-too-many", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::YamlTwoDocuments, "yaml-two-documents", Severity::Error, Group::Yaml, Silence::Forbidden),
    row(Code::BrokenPicture, "broken-picture", Severity::Error, Group::Markdown, Silence::Forbidden),
    row(Code::ForeignPicture, "foreign-picture", Severity::Error, Group::Markdown, Silence::Forbidden),
    row(Code::HtmlRemoved, "html-removed", Severity::Warning, Group::Markdown, Silence::Allowed),
    row(Code::HtmlUnclosed, "html-unclosed", Severity::Warning, Group::Markdown, Silence::Allowed),
    row(Code::HugePicture, "huge-picture", Severity::Error, Group::Markdown, Silence::Forbidden),
    row(Code::LargePicture, "large-picture", Severity::Warning, Group::Markdown, Silence::Allowed),
    row(Code::LinkToHidden, "link-to-hidden", Severity::Warning, Group::Markdown, Silence::Allowed),
    row(Code::LocalPath, "local-path", Severity::Error, Group::Markdown, Silence::Forbidden),
    row(Code::MarkdownDeep, "markdown-deep", Severity::Error, Group::Markdown, Silence::Forbidden),
    row(Code::MissingAnchor, "missing-anchor", Severity::Error, Group::Markdown, Silence::Allowed),
    row(Code::MissingDocument, "missing-document", Severity::Error, Group::Markdown, Silence::Allowed),
    row(Code::MissingFile, "missing-file", Severity::Error, Group::Markdown, Silence::Allowed),
    row(Code::MissingRoute, "missing-route", Severity::Error, Group::Markdown, Silence::Allowed),
    row(Code::NoAltText, "no-alt-text", Severity::Warning, Group::Markdown, Silence::Allowed),
    row(Code::OpenFence, "open-fence", Severity::Warning, Group::Markdown, Silence::Allowed),
    row(Code::OutsidePicture, "outside-picture", Severity::Error, Group::Markdown, Silence::Forbidden),
    row(Code::PictureEnding, "picture-ending", Severity::Warning, Group::Markdown, Silence::Allowed),
    row(Code::SecondTitle, "second-title", Severity::Warning, Group::Markdown, Silence::Allowed),
    row(Code::Shortcode, "shortcode", Severity::Error, Group::Markdown, Silence::Allowed),
    row(Code::SkippedHeading, "skipped-heading", Severity::Warning, Group::Markdown, Silence::Allowed),
    row(Code::UnsafeLink, "unsafe-link", Severity::Warning, Group::Markdown, Silence::Allowed),
    row(Code::AbsentUnit, "absent-unit", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::AllCapsName, "all-caps-name", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::BidiUnclosed, "bidi-unclosed", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::DoubleSpace, "double-space", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::EndedSilently, "ended-silently", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::EndsBeforeStart, "ends-before-start", Severity::Error, Group::Site, Silence::Allowed),
    row(Code::FutureDate, "future-date", Severity::Error, Group::Site, Silence::Allowed),
    row(Code::GeneralAndThematic, "general-and-thematic", Severity::Note, Group::Site, Silence::Allowed),
    row(Code::GrantedAgain, "granted-again", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::HiddenInArticle, "hidden-in-article", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::IncompleteDecision, "incomplete-decision", Severity::Error, Group::Site, Silence::Forbidden),
    row(Code::KindValidity, "kind-validity", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::KindYear, "kind-year", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::LateDecision, "late-decision", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::LegacyEncoding, "legacy-encoding", Severity::Error, Group::Site, Silence::Allowed),
    row(Code::LookAlike, "look-alike", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::LostLetters, "lost-letters", Severity::Error, Group::Site, Silence::Allowed),
    row(Code::LowContrast, "low-contrast", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::MalformedNumber, "malformed-number", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::MissingSteps, "missing-steps", Severity::Note, Group::Site, Silence::Allowed),
    row(Code::NamesOverlap, "names-overlap", Severity::Error, Group::Site, Silence::Allowed),
    row(Code::NearName, "near-name", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::NoBreakSpace, "no-break-space", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::NotNfc, "not-nfc", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::ParentCircle, "parent-circle", Severity::Error, Group::Site, Silence::Forbidden),
    row(Code::PeriodAfterSigning, "period-after-signing", Severity::Error, Group::Site, Silence::Allowed),
    row(Code::PersonalData, "personal-data", Severity::Error, Group::Site, Silence::Allowed),
    row(Code::RecipientKind, "recipient-kind", Severity::Error, Group::Site, Silence::Allowed),
    row(Code::RenamedUnit, "renamed-unit", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::RowGap, "row-gap", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::RowRepeat, "row-repeat", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::SameAward, "same-award", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::SameCitation, "same-citation", Severity::Note, Group::Site, Silence::Allowed),
    row(Code::SameDecision, "same-decision", Severity::Error, Group::Site, Silence::Allowed),
    row(Code::SameId, "same-id", Severity::Error, Group::Site, Silence::Forbidden),
    row(Code::SameLetters, "same-letters", Severity::Error, Group::Site, Silence::Forbidden),
    row(Code::SameName, "same-name", Severity::Note, Group::Site, Silence::Allowed),
    row(Code::SameRoute, "same-route", Severity::Error, Group::Site, Silence::Forbidden),
    row(Code::SameRow, "same-row", Severity::Error, Group::Site, Silence::Allowed),
    row(Code::SchoolYear, "school-year", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::SecurityExpired, "security-expired", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::NotSilenceable, "not-silenceable", Severity::Error, Group::Site, Silence::Forbidden),
    row(Code::SilencedError, "silenced-error", Severity::Note, Group::Site, Silence::Forbidden),
    row(Code::TitleInName, "title-in-name", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::TotalsDiffer, "totals-differ", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::UnexplainedStatus, "unexplained-status", Severity::Error, Group::Site, Silence::Allowed),
    row(Code::UnknownArticle, "unknown-article", Severity::Error, Group::Site, Silence::Forbidden),
    row(Code::UnknownCode, "unknown-code", Severity::Error, Group::Site, Silence::Forbidden),
    row(Code::UnknownKind, "unknown-kind", Severity::Error, Group::Site, Silence::Forbidden),
    row(Code::UnknownMovement, "unknown-movement", Severity::Error, Group::Site, Silence::Forbidden),
    row(Code::UnknownPerson, "unknown-person", Severity::Error, Group::Site, Silence::Forbidden),
    row(Code::UnknownSection, "unknown-section", Severity::Error, Group::Site, Silence::Forbidden),
    row(Code::UnknownUnit, "unknown-unit", Severity::Error, Group::Site, Silence::Forbidden),
    row(Code::WrongIssuer, "wrong-issuer", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::ZeroWidth, "zero-width", Severity::Warning, Group::Site, Silence::Allowed),
    row(Code::OwnFault, "own-fault", Severity::Error, Group::Themes, Silence::Forbidden),
    row(Code::TemplateFault, "template-fault", Severity::Error, Group::Themes, Silence::Forbidden),
    row(Code::ThemeCircle, "theme-circle", Severity::Error, Group::Themes, Silence::Forbidden),
    row(Code::ThemeString, "theme-string", Severity::Error, Group::Themes, Silence::Forbidden),
    row(Code::UnknownTheme, "unknown-theme", Severity::Error, Group::Themes, Silence::Forbidden),
    row(Code::UnquotedAttribute, "unquoted-attribute", Severity::Error, Group::Themes, Silence::Forbidden),
];

const fn row(code: Code, name: &'static str, severity: Severity, group: Group, silence: Silence) -> Facts {
    Facts { code, name, severity, group, silence }
}

impl Code {
    /// All codes, by group.
    pub fn all() -> impl Iterator<Item = Code> {
        CODES.iter().map(|facts| facts.code)
    }

    /// The code called `name`, such as `unknown-unit`; `None` when there is none.
    pub fn named(name: &str) -> Option<Code> {
        CODES.iter().find(|facts| facts.name == name).map(|facts| facts.code)
    }

    /// The name that authors write and programs read, such as `unknown-unit`.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// How much a diagnostic of this kind matters.
    pub fn severity(self) -> Severity {
        self.facts().severity
    }

    /// What it is about.
    pub fn group(self) -> Group {
        self.facts().group
    }

    /// Whether an author may silence it: only where the site is whole without it being mended.
    pub fn may_be_silenced(self) -> bool {
        self.facts().silence == Silence::Allowed
    }

    fn facts(self) -> &'static Facts {
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

    use super::{CODES, Code, Group};

    /// The codes of a group stand together.
    #[test]
    fn groups_are_whole() {
        let mut groups: Vec<Group> = Code::all().map(Code::group).collect();
        groups.dedup();
        let all = [Group::Files, Group::Yaml, Group::Markdown, Group::Site, Group::Themes];
        assert_eq!(groups, all);
    }

    /// The table is in the order of the enumeration, and no name occurs twice.
    #[test]
    fn rows_are_in_order() {
        let names: HashSet<_> = CODES.iter().map(|facts| facts.name).collect();
        assert_eq!(names.len(), CODES.len());
        for (at, facts) in CODES.iter().enumerate() {
            assert_eq!(facts.code as usize, at, "{}", facts.name);
            assert_eq!(Code::named(facts.name), Some(facts.code));
        }
    }
}
