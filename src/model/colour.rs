//! Colours, their contrast (WCAG 2.2) and their roles on a site.

use std::collections::BTreeMap;
use std::fmt;

use crate::source::{Spanned, Text};

/// The contrast that text needs on its background (WCAG 2.2 §1.4.3, level AA).
pub const MIN_TEXT_CONTRAST: f64 = 4.5;

/// The contrast of colours computed for dark pages (WCAG 2.2 §1.4.6, level AAA).
const MIN_DARK_PAGE_CONTRAST: f64 = 7.0;

/// The share of the leaf colour in the background of award blocks, in percent.
const HONOR_PERCENT: u16 = 10;

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    /// Parses `#rgb` or `#rrggbb`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        match digits.len() {
            6 => Some(Colour::from_rgb(number)),
            3 => {
                let digit = |place: u32| ((number >> place) & 0xf) * 0x11;
                Some(Colour::from_rgb(digit(8) << 16 | digit(4) << 8 | digit(0)))
            }
            _ => None,
        }
    }

    const fn from_rgb(number: u32) -> Colour {
        let [_, red, green, blue] = number.to_be_bytes();
        Colour { red, green, blue }
    }

    /// Returns the channels: red, green and blue.
    pub fn channels(self) -> [u8; 3] {
        [self.red, self.green, self.blue]
    }

    /// Returns the relative luminance, from 0 for black to 1 for white (WCAG 2.2, *relative luminance*).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Returns the contrast ratio of two colours, from 1 to 21; symmetric (WCAG 2.2, *contrast ratio*).
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Returns this colour mixed with `percent` of `other`, per sRGB channel.
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

    /// Returns the shade nearest to this colour with a contrast of at least `least` on every one of
    /// `grounds`.
    ///
    /// Returns white or black, whichever has more contrast, when no shade has enough.
    fn readable(self, grounds: &[Colour], least: f64) -> Colour {
        let worst = |colour: Colour| {
            grounds.iter().map(|ground| ground.contrast(colour)).fold(f64::INFINITY, f64::min)
        };
        let end = if worst(WHITE) > worst(BLACK) { WHITE } else { BLACK };
        (0..=100).map(|percent| self.mixed(end, percent)).find(|shade| worst(*shade) >= least).unwrap_or(end)
    }

    /// Returns the shade nearest to this colour that is readable as text on `ground`.
    pub fn readable_on(self, ground: Colour) -> Colour {
        self.readable(&[ground], MIN_TEXT_CONTRAST)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

const WHITE: Colour = Colour::from_rgb(0xff_ffff);
const BLACK: Colour = Colour::from_rgb(0);

/// The colour scheme of pages, chosen by the reader's device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark text on light paper.
    Light,
    /// Light text on dark paper.
    Dark,
}

impl Scheme {
    /// Returns the word for message arguments.
    pub fn word(self) -> &'static str {
        match self {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        }
    }
}

/// The use of a colour on a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Links and controls.
    Main,
    /// Notices, corrections and revocations.
    Accent,
    /// Names of awards.
    Honor,
    /// Decoration: rules, seals, bars.
    Leaf,
    /// The background of the page.
    Paper,
    /// The background of boxes on the page.
    Card,
    /// Body text.
    Ink,
    /// Secondary text.
    Muted,
    /// Thin lines between parts.
    Rule,
    /// Text on a background of the main colour.
    OnMain,
    /// The background of award blocks.
    HonorGround,
}

impl Role {
    /// The roles that settings may set, in the order in which they are reported.
    pub const OF_SETTINGS: [Role; 9] = [
        Role::Main,
        Role::Accent,
        Role::Honor,
        Role::Leaf,
        Role::Paper,
        Role::Card,
        Role::Ink,
        Role::Muted,
        Role::Rule,
    ];

    /// The roles whose colours follow from those of others.
    pub const DERIVED: [Role; 2] = [Role::OnMain, Role::HonorGround];

    /// Returns the key in `site.yaml` and in `theme.yaml`.
    pub fn key(self) -> &'static str {
        match self {
            Role::Main => "main",
            Role::Accent => "accent",
            Role::Honor => "honor",
            Role::Leaf => "leaf",
            Role::Paper => "paper",
            Role::Card => "card",
            Role::Ink => "ink",
            Role::Muted => "muted",
            Role::Rule => "rule",
            Role::OnMain => "on_main",
            Role::HonorGround => "honor_ground",
        }
    }

    /// The former spelling of the key, which is still read.
    pub fn former_key(self) -> Option<&'static str> {
        match self {
            Role::Honor => Some("honour"),
            Role::HonorGround => Some("honour_ground"),
            _ => None,
        }
    }

    /// Returns true if text is set in this colour.
    pub fn is_text(self) -> bool {
        matches!(self, Role::Main | Role::Accent | Role::Honor | Role::Ink | Role::Muted)
    }
}

/// The colour of one role in a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swatch {
    /// The CSS custom property, such as `--blue`.
    pub property: Text,
    /// The value on light pages.
    pub light: Colour,
    /// The value on dark pages.
    pub dark: Colour,
}

/// The colours of a theme, by role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette(BTreeMap<Role, Swatch>);

impl Palette {
    /// Returns the CSS custom property of a role.
    pub fn property(&self, role: Role) -> Option<&Text> {
        self.0.get(&role).map(|swatch| &swatch.property)
    }

    /// Copies from `base` the colours of roles that this palette lacks.
    pub fn complete_from(&mut self, base: &Palette) {
        for (role, swatch) in &base.0 {
            self.0.entry(*role).or_insert_with(|| swatch.clone());
        }
    }

    /// Returns the colour of a role; black when the theme has none.
    fn colour(&self, role: Role, scheme: Scheme) -> Colour {
        self.0.get(&role).map_or(BLACK, |swatch| match scheme {
            Scheme::Light => swatch.light,
            Scheme::Dark => swatch.dark,
        })
    }
}

impl FromIterator<(Role, Swatch)> for Palette {
    fn from_iter<I: IntoIterator<Item = (Role, Swatch)>>(swatches: I) -> Palette {
        Palette(swatches.into_iter().collect())
    }
}

/// The colours that a site sets, which override those of its theme.
#[derive(Clone, Debug, Default)]
pub struct Colours {
    /// The colours of light pages.
    pub light: BTreeMap<Role, Spanned<Colour>>,
    /// The colours of dark pages.
    pub dark: BTreeMap<Role, Spanned<Colour>>,
}

impl Colours {
    /// Returns true if the site sets no colour.
    pub fn is_empty(&self) -> bool {
        self.light.is_empty() && self.dark.is_empty()
    }

    /// Returns the colour written in the settings for a role.
    pub fn written(&self, role: Role, scheme: Scheme) -> Option<&Spanned<Colour>> {
        match scheme {
            Scheme::Light => self.light.get(&role),
            Scheme::Dark => self.dark.get(&role),
        }
    }

    /// Returns the colour of a role: the site's own, else the theme's.
    pub fn colour(&self, role: Role, scheme: Scheme, theme: &Palette) -> Colour {
        self.site_colour(role, scheme, theme).unwrap_or_else(|| theme.colour(role, scheme))
    }

    /// Returns the site's own colour of a role, written or computed; `None` when the theme's colour applies.
    ///
    /// On dark pages, main, accent and honor keep the hue of the light colour: they are mixed with white,
    /// percent by percent, until their contrast on dark paper and cards is 7. Text on the main colour is the
    /// theme's light or dark one, whichever has more contrast.
    pub fn site_colour(&self, role: Role, scheme: Scheme, theme: &Palette) -> Option<Colour> {
        let written = self.written(role, scheme).map(|colour| colour.value);
        let of = |role| self.colour(role, scheme, theme);
        let is_set = |role| self.site_colour(role, scheme, theme).is_some();
        match role {
            Role::OnMain => {
                let [light, dark] = [Scheme::Light, Scheme::Dark].map(|scheme| theme.colour(role, scheme));
                let contrast = |colour: Colour| of(Role::Main).contrast(colour);
                is_set(Role::Main).then(|| if contrast(light) >= contrast(dark) { light } else { dark })
            }
            Role::HonorGround => (is_set(Role::Paper) || is_set(Role::Leaf))
                .then(|| of(Role::Paper).mixed(of(Role::Leaf), HONOR_PERCENT)),
            _ if scheme == Scheme::Light || written.is_some() => written,
            Role::Leaf => Some(self.light.get(&role)?.value),
            Role::Main | Role::Accent | Role::Honor => {
                let grounds = [Role::Paper, Role::Card].map(of);
                Some(self.light.get(&role)?.value.readable(&grounds, MIN_DARK_PAGE_CONTRAST))
            }
            Role::Paper | Role::Card | Role::Ink | Role::Muted | Role::Rule => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BLACK, Colour, Colours, MIN_TEXT_CONTRAST, Palette, Role, Scheme, Swatch, WHITE};
    use crate::source::{SourceId, Span, Spanned, Text};

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    fn swatch(light: &str, dark: &str) -> Swatch {
        Swatch { property: Text::from("--x"), light: colour(light), dark: colour(dark) }
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

    /// The shade is mixed towards the end that gives contrast; a colour that is readable already is returned
    /// as it is.
    #[test]
    fn readable_shades() {
        let paper = colour("#fbfaf7");
        assert!(colour("#ffd700").readable_on(paper).contrast(paper) >= MIN_TEXT_CONTRAST);
        assert!(colour("#0b4a8b").readable_on(BLACK).contrast(BLACK) >= MIN_TEXT_CONTRAST);
        assert_eq!(colour("#0b4a8b").readable_on(WHITE), colour("#0b4a8b"));
    }

    /// A colour is lightened for dark pages unless the site sets a dark one.
    #[test]
    fn dark_variants() {
        let mut sources = crate::source::Sources::default();
        let id: SourceId = sources.assign_id("content/site.yaml");
        let spanned = |text: &str| Spanned::new(colour(text), Span::top(id));
        let mut colours = Colours::default();
        colours.light.insert(Role::Main, spanned("#003366"));
        let theme: Palette = [
            (Role::Paper, "#fff", "#12161b"),
            (Role::Card, "#fff", "#1a2027"),
            (Role::OnMain, "#fff", "#111"),
        ]
        .into_iter()
        .map(|(role, light, dark)| (role, swatch(light, dark)))
        .collect();
        let dark = colours.colour(Role::Main, Scheme::Dark, &theme);
        assert!(dark.contrast(colour("#1a2027")) >= 7.0, "{dark}");
        assert_eq!(colours.site_colour(Role::Paper, Scheme::Dark, &theme), None);
        assert_eq!(colours.colour(Role::OnMain, Scheme::Light, &theme), colour("#fff"));
        assert_eq!(colours.colour(Role::OnMain, Scheme::Dark, &theme), colour("#111"));
        assert_eq!(colours.site_colour(Role::HonorGround, Scheme::Light, &theme), None);
        colours.dark.insert(Role::Main, spanned("#abcdef"));
        assert_eq!(colours.colour(Role::Main, Scheme::Dark, &theme), colour("#abcdef"));
    }
}
