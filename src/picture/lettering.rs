//! Measures, wraps and rasterises lines of text in *Be Vietnam Pro*.

use std::fmt::Write;
use std::sync::LazyLock;

use ttf_parser::{Face, GlyphId, OutlineBuilder};
use zeno::{Command, Mask, PathBuilder, Placement};

use crate::text;

/// Titles.
pub static BOLD: LazyLock<Lettering> =
    LazyLock::new(|| Lettering::new(include_bytes!("fonts/be-vietnam-pro-700.ttf")));
/// Other lines.
pub static SEMIBOLD: LazyLock<Lettering> =
    LazyLock::new(|| Lettering::new(include_bytes!("fonts/be-vietnam-pro-600.ttf")));

/// Maximum number of words that are not separated because they look like one name.
const MAX_NAME_WORDS: usize = 4;

/// Words that belong to the next one, so that no line ends with them.
const LEADING_WORDS: [&str; 12] =
    ["bởi", "cho", "các", "của", "do", "những", "tại", "trong", "và", "về", "với", "ở"];

const ELLIPSIS: char = '…';

/// A font. Lengths are in its units, of which [`Lettering::UNITS_PER_EM`] are the font size.
pub struct Lettering {
    face: Face<'static>,
    /// For each character below [`TABLE_END`], whether the font has it.
    covered: Vec<bool>,
}

/// All characters of the fonts are below this one.
const TABLE_END: char = '\u{2213}';

/// A part of a line, with its width in font units.
#[derive(Clone, Debug)]
pub struct LinePiece {
    text: String,
    width: i32,
}

/// A line of text as an alpha mask, one byte for each pixel.
pub struct LineMask {
    /// The opacities, row by row.
    pub alpha: Vec<u8>,
    /// The position and size of the mask on the canvas.
    pub place: Placement,
}

impl Lettering {
    /// Units of the fonts in this folder.
    pub const UNITS_PER_EM: u16 = 1000;

    fn new(file: &'static [u8]) -> Lettering {
        let face = Face::parse(file, 0).expect("the fonts of this folder are valid");
        debug_assert_eq!(face.units_per_em(), Lettering::UNITS_PER_EM);
        let covered = ('\0'..TABLE_END).map(|letter| face.glyph_index(letter).is_some()).collect();
        Lettering { face, covered }
    }

    /// Returns the drawable form of `text`: NFC, single spaces, and no emoji or invisible characters that the font
    /// lacks. `None` if it lacks a letter, or if nothing is left.
    pub fn drawable(&self, text: &str) -> Option<String> {
        let mut drawable = String::with_capacity(text.len());
        for word in text::nfc(text).split_whitespace() {
            let start = drawable.len();
            for letter in word.chars() {
                match self.covered.get(letter as usize) {
                    Some(true) => drawable.push(letter),
                    _ if is_decoration(letter) => {}
                    _ => return None,
                }
            }
            if drawable.len() > start {
                drawable.push(' ');
            }
        }
        let drawable = drawable.trim_end();
        (!drawable.is_empty()).then(|| drawable.to_owned())
    }

    /// Returns the width of `text` in font units.
    pub fn width(&self, text: &str) -> i32 {
        self.glyphs(text).map(|(_, advance)| advance).sum()
    }

    /// Returns the glyphs of `text`, each with the distance to the next one, kerned.
    fn glyphs<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (GlyphId, i32)> + 't {
        text.char_indices().map(|(at, letter)| {
            let glyph = self.face.glyph_index(letter).unwrap_or_default();
            let next = text[at + letter.len_utf8()..].chars().next();
            let kerning = next.map_or(0, |next| self.kerning(letter, next));
            (glyph, i32::from(self.face.glyph_hor_advance(glyph).unwrap_or(0)) + kerning)
        })
    }

    /// Returns the kerning between two letters; the table has only letters without marks.
    fn kerning(&self, left: char, right: char) -> i32 {
        let Some(table) = self.face.tables().kern else { return 0 };
        let [left, right] =
            [left, right].map(|letter| self.face.glyph_index(without_marks(letter)).unwrap_or_default());
        let found = table.subtables.into_iter().find_map(|pairs| pairs.glyphs_kerning(left, right));
        found.map_or(0, i32::from)
    }

    /// Splits `title` into pieces that lines do not break, each with its width in font units.
    pub fn pieces(&self, title: &str) -> Vec<LinePiece> {
        unbreakable(title).into_iter().map(|text| LinePiece { width: self.width(&text), text }).collect()
    }

    /// Wraps `pieces` into lines of at most `width` font units and nearly equal length; a piece that is longer is
    /// broken.
    pub fn wrap(&self, pieces: &[LinePiece], width: i32) -> Vec<String> {
        let broken: Vec<LinePiece> = pieces.iter().flat_map(|piece| self.broken(piece, width)).collect();
        let space = self.width(" ");
        let lines = |width: i32| {
            let mut lines: Vec<LinePiece> = Vec::new();
            for piece in &broken {
                match lines.last_mut() {
                    Some(line) if line.width + space + piece.width <= width => {
                        let _ = write!(line.text, " {}", piece.text);
                        line.width += space + piece.width;
                    }
                    _ => lines.push(piece.clone()),
                }
            }
            lines
        };
        let longest = broken.iter().map(|piece| piece.width).max().unwrap_or(0);
        let (mut narrow, mut wide) = (longest.min(width), width);
        let count = lines(wide).len();
        while wide - narrow > 8 {
            let middle = narrow.midpoint(wide);
            if lines(middle).len() > count { narrow = middle } else { wide = middle }
        }
        lines(wide).into_iter().map(|line| line.text).collect()
    }

    /// Returns the parts of `piece`, each of at most `width` font units: itself, its words, or parts of them.
    fn broken(&self, piece: &LinePiece, width: i32) -> Vec<LinePiece> {
        if piece.width <= width {
            return vec![piece.clone()];
        }
        let mut parts: Vec<LinePiece> = Vec::new();
        for word in piece.text.split(' ') {
            parts.push(LinePiece { text: String::new(), width: 0 });
            for letter in word.chars() {
                let advance = self.width(letter.encode_utf8(&mut [0; 4]));
                match parts.last_mut() {
                    Some(part) if part.width + advance <= width => {
                        part.text.push(letter);
                        part.width += advance;
                    }
                    _ => parts.push(LinePiece { text: letter.to_string(), width: advance }),
                }
            }
        }
        parts
    }

    /// Shortens `line` by whole words, and then by letters, until it has at most `width` font units with an ellipsis at
    /// its end.
    pub fn with_ellipsis(&self, line: &str, width: i32) -> String {
        let mut line = line.to_owned();
        loop {
            let shortened =
                format!("{}{ELLIPSIS}", line.trim_end_matches([' ', ',', ';', ':', '.', '–', '-']));
            if self.width(&shortened) <= width || line.is_empty() {
                return shortened;
            }
            match line.rfind(' ') {
                Some(space) => line.truncate(space),
                None => _ = line.pop(),
            }
        }
    }

    /// Rasterises `line` at `size` pixels, centred at `centre`, with the baseline at `baseline`, both in pixels.
    pub fn mask(&self, line: &str, size: f32, centre: f32, baseline: f32) -> LineMask {
        let scale = size / f32::from(Lettering::UNITS_PER_EM);
        let start = centre - self.width(line) as f32 * scale / 2.0;
        let mut outline = Outline { path: Vec::new(), scale, x: start, baseline };
        let mut units = 0;
        for (glyph, advance) in self.glyphs(line) {
            outline.x = start + units as f32 * scale;
            let _ = self.face.outline_glyph(glyph, &mut outline);
            units += advance;
        }
        let (alpha, place) = Mask::new(&outline.path).render();
        LineMask { alpha, place }
    }
}

/// Collects the outlines of glyphs as a path in pixels.
struct Outline {
    path: Vec<Command>,
    scale: f32,
    x: f32,
    baseline: f32,
}

impl Outline {
    fn point(&self, x: f32, y: f32) -> [f32; 2] {
        [self.x + x * self.scale, self.baseline - y * self.scale]
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        let to = self.point(x, y);
        self.path.move_to(to);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.point(x, y);
        self.path.line_to(to);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (control, to) = (self.point(x1, y1), self.point(x, y));
        self.path.quad_to(control, to);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (first, second, to) = (self.point(x1, y1), self.point(x2, y2), self.point(x, y));
        self.path.curve_to(first, second, to);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

/// Returns the letter without marks, in the same case.
fn without_marks(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    let folded = text::fold(letter.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(letter);
    if letter.is_uppercase() { folded.to_ascii_uppercase() } else { folded }
}

/// Whether a text says the same without `letter`: emoji, geometric shapes, and invisible characters.
fn is_decoration(letter: char) -> bool {
    matches!(letter,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ad}' | '\u{25a0}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}'
        | '\u{e0000}'..='\u{e007f}')
}

/// Splits a title into pieces that lines do not break: words, names, numbers with the word before them, and words
/// like “và” with the word after them.
fn unbreakable(title: &str) -> Vec<String> {
    let mut pieces: Vec<(String, usize)> = Vec::new();
    let mut before: Option<&str> = None;
    for (at, word) in title.split(' ').enumerate() {
        let joins = before.is_some_and(|before| {
            let is_number = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
            let is_name = at > 1 && is_of_name(before) && is_of_name(word);
            is_name || is_number(word) && !is_number(before) || LEADING_WORDS.contains(&before)
        });
        match pieces.last_mut() {
            Some((piece, words)) if joins && *words < MAX_NAME_WORDS => {
                let _ = write!(piece, " {word}");
                *words += 1;
            }
            _ => pieces.push((word.to_owned(), 1)),
        }
        before = Some(word);
    }
    pieces.into_iter().map(|(piece, _)| piece).collect()
}

/// Whether `word` is written like a part of a name: `Giang`, not `GIANG`.
fn is_of_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none_or(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{BOLD, SEMIBOLD, unbreakable};

    /// Every precomposed letter of Vietnamese is in both fonts.
    #[test]
    fn every_vietnamese_letter() {
        let marks = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"];
        for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".chars() {
            for mark in marks {
                let text = format!("{vowel}{mark}đĐ₫");
                assert!(BOLD.drawable(&text).is_some() && SEMIBOLD.drawable(&text).is_some(), "{text}");
            }
        }
    }

    /// Emoji are left out; a text with a letter that the font lacks is not drawn at all.
    #[test]
    fn missing_glyphs() {
        assert_eq!(BOLD.drawable("  🎉 Lễ\u{a0}hội ★ \u{200b}").as_deref(), Some("Lễ hội"));
        assert_eq!(BOLD.drawable("Gia\u{306}ng").as_deref(), Some("Giăng"), "a mark of its own");
        for text in
            ["a mark without a precomposed letter: x\u{306}", "Hội nghị 会议", "10 m²", "Krông Bŭk", "🎉", ""]
        {
            assert_eq!(BOLD.drawable(text), None, "{text}");
        }
    }

    /// Names and numbers are not broken at the ends of lines, and lines are about equally long.
    #[test]
    fn lines() {
        let pieces = unbreakable("Bảng vàng năm 2025 của Công ty May Sông Chàm");
        assert_eq!(pieces, ["Bảng", "vàng", "năm 2025", "của Công", "ty", "May Sông Chàm"]);
        assert_eq!(unbreakable("HỘI NGHỊ"), ["HỘI", "NGHỊ"]);
        let title = "Liên đoàn Lao động tỉnh Minh Giang phát động đợt thi đua cao điểm";
        let lines = BOLD.wrap(&BOLD.pieces(title), 16_000);
        assert_eq!(lines.join(" "), title);
        let widths: Vec<i32> = lines.iter().map(|line| BOLD.width(line)).collect();
        assert!(widths.iter().all(|width| (10_000..=16_000).contains(width)), "{widths:?} {lines:?}");
        let endless = BOLD.pieces(&"a".repeat(100));
        assert!(BOLD.wrap(&endless, 16_000).iter().all(|line| BOLD.width(line) <= 16_000));
    }

    /// A line that is too long loses whole words.
    #[test]
    fn ellipsis() {
        let line = BOLD.with_ellipsis("Hội nghị tổng kết, trao thưởng", 10_000);
        assert_eq!(line, "Hội nghị tổng kết…");
    }

    /// Letters with marks are kerned like those without.
    #[test]
    fn kerning() {
        let width = |text: &str| BOLD.width(text);
        assert!(width("To") < width("T") + width("o"));
        assert_eq!(width("Tổ") - width("T") - width("ổ"), width("To") - width("T") - width("o"));
    }
}
