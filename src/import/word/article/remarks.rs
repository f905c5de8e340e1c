//! What the report says about an article from Word: what was not taken, and what is not as in Word.

use crate::import::word::body::Omission;

/// A place in a Word file, as a person finds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordPlace {
    /// Whether the number is that of a table.
    pub is_table: bool,
    /// The number of the paragraph that is not empty, or of the table, from 1; 0 for the whole file.
    pub number: usize,
    /// The first words there; may be empty.
    pub words: String,
}

/// A thing in a Word file that the article does not have, or has in another form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRemark {
    /// What it is about.
    pub kind: ArticleRemarkKind,
    /// Where it is.
    pub place: WordPlace,
    /// A fact: the format of a picture, the address of a link, the words that were not taken; may be empty.
    pub detail: String,
}

/// What a remark about an article is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArticleRemarkKind {
    /// A part that its reader left out.
    Omitted(Omission),
    /// A picture in a format that browsers do not show; the detail has the format.
    PictureFormat,
    /// A picture that is not in the file, but linked; the detail has its address.
    LinkedPicture,
    /// A picture whose file is missing or damaged.
    LostPicture,
    /// A picture in a footnote or an endnote.
    PictureInNote,
    /// A paragraph, list or table that Markdown cannot write; the detail has its text.
    LostBlock,
    /// A link to something that is no address of the web; the detail has it.
    LinkTarget,
    /// A footnote whose text is missing, or that is in the title.
    LostNote,
    /// The text of headers or footers.
    HeaderOrFooter,
    /// A line of a table of contents.
    Contents,
    /// Macros, which are never run.
    Macros,
    /// A picture of which Word shows only a part, and that is taken as a whole.
    CroppedPicture,
    /// A description of a picture that Word has made up; the detail has it.
    MadeUpDescription,
    /// Merged cells, of which only the first has the text.
    MergedCells,
    /// A table of one column, which is written as a quotation.
    Quotation,
    /// A table that only arranges pictures, which is written as them.
    PictureTable,
    /// Text above the title, which is at the beginning of the article.
    AboveTitle,
    /// The title is the name of the file, for the text begins without one.
    NoTitle,
    /// A paragraph that is bold throughout, and may be meant as a heading.
    BoldParagraph,
    /// Bold and italic words that Markdown cannot write there; the detail has the text.
    Format,
}

impl ArticleRemarkKind {
    /// Returns the word by which messages choose a sentence.
    pub fn word(self) -> &'static str {
        match self {
            ArticleRemarkKind::Omitted(omission) => match omission {
                Omission::DeletedText => "deleted-text",
                Omission::HiddenText => "hidden-text",
                Omission::TextBox => "text-box",
                Omission::Comment => "comment",
                Omission::Equation => "equation",
                Omission::Chart => "chart",
                Omission::EmbeddedObject => "object",
                Omission::Symbol => "symbol",
                Omission::NestedTable => "nested-table",
            },
            ArticleRemarkKind::PictureFormat => "picture-format",
            ArticleRemarkKind::LinkedPicture => "linked-picture",
            ArticleRemarkKind::LostPicture => "lost-picture",
            ArticleRemarkKind::PictureInNote => "picture-in-note",
            ArticleRemarkKind::LostBlock => "lost-block",
            ArticleRemarkKind::LinkTarget => "link-target",
            ArticleRemarkKind::LostNote => "lost-note",
            ArticleRemarkKind::HeaderOrFooter => "header-or-footer",
            ArticleRemarkKind::Contents => "contents",
            ArticleRemarkKind::Macros => "macros",
            ArticleRemarkKind::CroppedPicture => "cropped-picture",
            ArticleRemarkKind::MadeUpDescription => "made-up-description",
            ArticleRemarkKind::MergedCells => "merged-cells",
            ArticleRemarkKind::Quotation => "quotation",
            ArticleRemarkKind::PictureTable => "picture-table",
            ArticleRemarkKind::AboveTitle => "above-title",
            ArticleRemarkKind::NoTitle => "no-title",
            ArticleRemarkKind::BoldParagraph => "bold-paragraph",
            ArticleRemarkKind::Format => "format",
        }
    }

    /// Returns whether the article lacks something of the file; otherwise it has it in another form.
    pub fn is_loss(self) -> bool {
        match self {
            ArticleRemarkKind::Omitted(omission) => omission != Omission::NestedTable,
            ArticleRemarkKind::PictureFormat
            | ArticleRemarkKind::LinkedPicture
            | ArticleRemarkKind::LostPicture
            | ArticleRemarkKind::PictureInNote
            | ArticleRemarkKind::LostBlock
            | ArticleRemarkKind::LinkTarget
            | ArticleRemarkKind::LostNote
            | ArticleRemarkKind::HeaderOrFooter
            | ArticleRemarkKind::Contents
            | ArticleRemarkKind::Macros
            | ArticleRemarkKind::MadeUpDescription => true,
            ArticleRemarkKind::CroppedPicture
            | ArticleRemarkKind::MergedCells
            | ArticleRemarkKind::Quotation
            | ArticleRemarkKind::PictureTable
            | ArticleRemarkKind::AboveTitle
            | ArticleRemarkKind::NoTitle
            | ArticleRemarkKind::BoldParagraph
            | ArticleRemarkKind::Format => false,
        }
    }
}
