//! Views: the values that templates see. The fields of these types are the contract with theme authors.
//!
//! `src/guide/themes.md` lists all fields, and a test compares the list with these types.

mod basic;
mod head;
mod honors;
mod news;
mod page;
mod person_index;
mod picture;
mod recipients;
mod registry;
mod site;
mod statistics;

pub use basic::{ArticleCard, DayView, LinkView, ListView, MovementLink, PageNumber, PagerView};
pub use head::{FeedLink, HeadView, IconView, ShareView, ThemeColour};
pub use honors::{
    AwardView, DecisionLink, GroupView, KindView, LetterGroup, LetterLink, MovementHonors, MovementYear,
    NameEntry, PartLink, RollCountsView, RollLink, RollNamesView, RollPartsView, RollView, YearLink,
};
pub use news::{
    ArticleView, HeadingView, HomeView, LatestView, MonthView, MovementCard, MovementView, PhaseView,
    RedirectView, SectionView, StandalonePageView, TagView, YearView,
};
pub use page::PageView;
pub use person_index::{
    GivenNameLink, GivenNameView, IndexLetterView, IndexedPerson, PersonIndexView, SearchLetterView,
};
pub use picture::{PictureSource, PictureView};
pub use recipients::{NamesakeView, NamesakesView, RecipientView};
pub use registry::{
    CommonFacts, DatedLink, DatedName, DecisionCard, DecisionView, DecisionsPage, DecisionsYear, KindCard,
    KindPage, NameRange, SignerView, TotalsView, UnitCard, UnitChildrenView, UnitGroup, UnitKindLink,
    UnitView, UnitsView, YearGroup,
};
pub use site::{ContactView, FooterView, MenuView, SiteView};
pub use statistics::{KindNumbers, StatisticsView, YearBar, YearNumbers};
