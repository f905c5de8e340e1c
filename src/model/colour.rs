//! Colours as a style sheet has them, how well one can be read on another (WCAG 2.2), and those of a site.

use std::collections::BTreeMap;
use std::fmt;

use crate::source::Spanned;

/// What text needs against what it stands on (WCAG 2.2 §1.4.3, level AA).
pub const ENOUGH: f64 = 4.5;

/// What a colour that is made for dark pages gets there (§1.4.6, level AAA).
const COMFORTABLE: f64 = 7.0;

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    /// `#rgb` or `#rrggbb`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        match digits.len() {
            6 => Some(Colour::of(number)),
            3 => {
                let digit = |place: u32| ((number >> place) & 0xf) * 0x11;
                Some(Colour::of(digit(8) << 16 | digit(4) << 8 | digit(0)))
            }
            _ => None,
        }
    }

    const fn of(number: u32) -> Colour {
        let [_, red, green, blue] = number.to_be_bytes();
        Colour { red, green, blue }
    }

    /// The relative luminance, 0 for black to 1 for white (WCAG 2.2, *relative luminance*).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// The contrast ratio of the two, 1 to 21, whichever is the text (WCAG 2.2, *contrast ratio*).
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// This colour with `percent` of `other` in it.
    pub fn mixed(self, other: Colour, percent: u16) -> Colour {
        let mix = |one: u8, other: u8| {
            ((u16::from(one) * (100 - percent) + u16::from(other) * percent + 50) / 100) as u8
        };
        Colour {
            red: mix(self.red, other.red),
            green: mix(self.green, other.green),
            blue: mix(self.blue, other.blue),
        }
    }

    /// The shade nearest to this colour that has the contrast `least` on every one of `grounds`; the best there is
    /// when none has.
    fn readable(self, grounds: &[Colour], least: f64) -> Colour {
        let worst = |colour: Colour| {
            grounds.iter().map(|ground| ground.contrast(colour)).fold(f64::INFINITY, f64::min)
        };
        let end = if worst(WHITE) > worst(BLACK) { WHITE } else { BLACK };
        (0..=100).map(|percent| self.mixed(end, percent)).find(|shade| worst(*shade) >= least).unwrap_or(end)
    }

    /// The shade nearest to this colour that can be read on `ground`.
    pub fn readable_on(self, ground: Colour) -> Colour {
        self.readable(&[ground], ENOUGH)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

const WHITE: Colour = Colour::of(0xff_ffff);
const BLACK: Colour = Colour::of(0);

/// Light pages or dark ones, as the reader's device asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark text on light paper.
    Light,
    /// Light text on dark paper.
    Dark,
}

impl Scheme {
    /// Its word in messages.
    pub fn word(self) -> &'static str {
        match self {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        }
    }
}

/// What a colour of the site is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// What can be touched: links, controls.
    Main,
    /// What is solemn or wrong: notices, annulments.
    Accent,
    /// Names of awards.
    Honour,
    /// Decoration: rules, seals, bars.
    Leaf,
    /// The page.
    Paper,
    /// What lies on the page.
    Card,
    /// Text.
    Ink,
    /// Secondary text.
    Muted,
    /// Lines.
    Rule,
}

impl Role {
    /// Every role, in the order in which they are told.
    pub const ALL: [Role; 9] = [
        Role::Main,
        Role::Accent,
        Role::Honour,
        Role::Leaf,
        Role::Paper,
        Role::Card,
        Role::Ink,
        Role::Muted,
        Role::Rule,
    ];

    /// The key in the settings, the custom property of the style sheet, and the colours of the default theme.
    const fn facts(self) -> (&'static str, &'static str, u32, u32) {
        match self {
            Role::Main => ("main", "--blue", 0x0b4a8b, 0x8fc1f5),
            Role::Accent => ("accent", "--red", 0xa3161a, 0xff9c93),
            Role::Honour => ("honour", "--gold", 0x8a5a00, 0xe3b75a),
            Role::Leaf => ("leaf", "--leaf", 0xc9962b, 0xc9962b),
            Role::Paper => ("paper", "--paper", 0xfbfaf7, 0x12161b),
            Role::Card => ("card", "--card", 0xffffff, 0x1a2027),
            Role::Ink => ("ink", "--ink", 0x1b1f24, 0xe8e6e1),
            Role::Muted => ("muted", "--muted", 0x55606b, 0xa3adb8),
            Role::Rule => ("rule", "--rule", 0xd9d4c7, 0x2c333b),
        }
    }

    /// The key in the settings.
    pub fn key(self) -> &'static str {
        self.facts().0
    }

    /// The custom property that style sheets know it by.
    pub fn property(self) -> &'static str {
        self.facts().1
    }

    /// Whether text has this colour.
    pub fn is_text(self) -> bool {
        matches!(self, Role::Main | Role::Accent | Role::Honour | Role::Ink | Role::Muted)
    }
}

/// The colours that a site sets over those of the default theme.
#[derive(Clone, Debug, Default)]
pub struct Colours {
    /// Those of light pages.
    pub light: BTreeMap<Role, Spanned<Colour>>,
    /// Those of dark pages.
    pub dark: BTreeMap<Role, Spanned<Colour>>,
}

impl Colours {
    /// Whether the site sets none.
    pub fn is_empty(&self) -> bool {
        self.light.is_empty() && self.dark.is_empty()
    }

    /// What the site itself says of a role.
    pub fn written(&self, role: Role, scheme: Scheme) -> Option<&Spanned<Colour>> {
        match scheme {
            Scheme::Light => self.light.get(&role),
            Scheme::Dark => self.dark.get(&role),
        }
    }

    /// The colour of a role, whoever says it.
    pub fn of(&self, role: Role, scheme: Scheme) -> Colour {
        let (_, _, light, dark) = role.facts();
        let default = if scheme == Scheme::Light { light } else { dark };
        self.set(role, scheme).unwrap_or(Colour::of(default))
    }

    /// The colour that the site gives a role, itself or by its light colour; `None` when the theme's own stands.
    ///
    /// What can be touched, what is solemn and what honours keep their hue on dark pages: they are mixed with
    /// white, percent by percent, until they have a contrast of 7 on dark paper and cards.
    pub fn set(&self, role: Role, scheme: Scheme) -> Option<Colour> {
        let written = self.written(role, scheme).map(|colour| colour.value);
        if scheme == Scheme::Light || written.is_some() {
            return written;
        }
        let light = self.light.get(&role)?.value;
        match role {
            Role::Leaf => Some(light),
            Role::Main | Role::Accent | Role::Honour => {
                let grounds = [Role::Paper, Role::Card].map(|ground| self.of(ground, scheme));
                Some(light.readable(&grounds, COMFORTABLE))
            }
            Role::Paper | Role::Card | Role::Ink | Role::Muted | Role::Rule => None,
        }
    }

    /// What is written on the main colour: white or dark ink, whichever can be read better.
    pub fn on_main(&self, scheme: Scheme) -> Colour {
        let main = self.of(Role::Main, scheme);
        let dark = Colour::of(0x12161b);
        if main.contrast(WHITE) >= main.contrast(dark) { WHITE } else { dark }
    }
}

#[cfg(test)]
mod tests {
    use super::{BLACK, Colour, Colours, ENOUGH, Role, Scheme, WHITE};
    use crate::source::{SourceId, Span, Spanned};

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    fn hundredths(one: &str, other: &str) -> u32 {
        (colour(one).contrast(colour(other)) * 100.0).round() as u32
    }

    /// Known figures: the ends of the scale, and the well-known greys at the limits of AA and AAA on white.
    #[test]
    fn contrast_as_wcag_has_it() {
        assert_eq!(hundredths("#000", "#fff"), 2100);
        assert_eq!(hundredths("#fff", "#ffffff"), 100);
        assert_eq!(hundredths("#777777", "#ffffff"), 448);
        assert_eq!(hundredths("#767676", "#ffffff"), 454);
        assert_eq!(hundredths("#595959", "#ffffff"), 700);
        assert_eq!(hundredths("#ff0000", "#ffffff"), 400);
        assert_eq!(hundredths("#0000ff", "#ffffff"), 859);
        assert_eq!(hundredths("#ffff00", "#ffffff"), 107);
        assert_eq!(hundredths("#0b4a8b", "#fbfaf7"), 850);
    }

    /// Three and six digits, in either case; nothing else is a colour.
    #[test]
    fn written_forms() {
        assert_eq!(colour("#0AF").to_string(), "#00aaff");
        assert_eq!(colour("#0b4a8b").to_string(), "#0b4a8b");
        for wrong in ["0b4a8b", "#0b4a8", "#0b4a8bff", "#12", "#+12345", "#ggg", "red", "#", "", "#éa"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    /// The default colours can be read on paper and on cards, light and dark.
    #[test]
    fn the_default_theme_can_be_read() {
        let colours = Colours::default();
        for scheme in [Scheme::Light, Scheme::Dark] {
            for role in Role::ALL.into_iter().filter(|role| role.is_text()) {
                for ground in [Role::Paper, Role::Card] {
                    let ratio = colours.of(role, scheme).contrast(colours.of(ground, scheme));
                    assert!(ratio >= ENOUGH, "{role:?} on {ground:?}: {ratio}");
                }
            }
        }
    }

    /// A shade is found towards the end that gives contrast, and what is readable already stays.
    #[test]
    fn readable_shades() {
        let paper = colour("#fbfaf7");
        assert!(colour("#ffd700").readable_on(paper).contrast(paper) >= ENOUGH);
        assert!(colour("#0b4a8b").readable_on(BLACK).contrast(BLACK) >= ENOUGH);
        assert_eq!(colour("#0b4a8b").readable_on(WHITE), colour("#0b4a8b"));
    }

    /// A dark colour gets a lighter one on dark pages, unless the site says which.
    #[test]
    fn dark_variants() {
        let mut sources = crate::source::Sources::default();
        let id: SourceId = sources.name("content/site.yaml");
        let spanned = |text: &str| Spanned::new(colour(text), Span::top(id));
        let mut colours = Colours::default();
        colours.light.insert(Role::Main, spanned("#003366"));
        let dark = colours.of(Role::Main, Scheme::Dark);
        assert!(dark.contrast(colours.of(Role::Card, Scheme::Dark)) >= 7.0, "{dark}");
        assert_eq!(colours.set(Role::Paper, Scheme::Dark), None);
        colours.dark.insert(Role::Main, spanned("#abcdef"));
        assert_eq!(colours.of(Role::Main, Scheme::Dark), colour("#abcdef"));
    }
}
