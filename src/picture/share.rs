//! Draws the pictures of shared links: a title between two rules, below the emblem and the name of the organisation.

use std::collections::BTreeSet;

use color_quant::NeuQuant;
use png::Compression;

use super::encode::indexed_png;
use super::format::{PictureError, catch_panics};
use super::lettering::{BOLD, Lettering, SEMIBOLD};
use super::pixels::Pixels;

/// Width of the picture of a shared link, in pixels.
pub const SHARE_WIDTH_PX: u32 = 1200;
/// Height of the picture of a shared link, in pixels; networks crop other ratios than 1.91.
pub const SHARE_HEIGHT_PX: u32 = 630;
/// Version of the drawing. Increase it when the bytes of a picture with the same text change.
pub const SHARE_VERSION: u32 = 1;

const WIDTH: usize = SHARE_WIDTH_PX as usize;
const HEIGHT: usize = SHARE_HEIGHT_PX as usize;
/// Space that stays free of text on the left and on the right, in pixels.
const SIDE_PX: usize = 80;
const TEXT_WIDTH_PX: f32 = (WIDTH - 2 * SIDE_PX) as f32;

/// The font sizes of a title in pixels, each with the number of lines up to which it is used.
const TITLE_SIZES: [(u16, usize); 3] = [(72, 2), (54, 3), (42, 4)];
/// Font size of the organisation, in pixels.
const ORGANISATION_PX: u16 = 28;
/// Maximum number of lines of the organisation.
const ORGANISATION_LINES: usize = 2;
/// Font size of the line below the title, in pixels.
const NOTE_PX: u16 = 28;
/// Largest width and height of the emblem, in pixels.
const EMBLEM_PX: (u32, u32) = (320, 92);
/// Height of a rule: two lines with a gap of the same height.
const RULE_PX: usize = 9;

/// The number of shades of each colour of text.
const SHADES: u8 = 15;
const LEAF: u8 = 1;
const INK: u8 = 2;
const MAIN: u8 = INK + SHADES;
const MUTED: u8 = MAIN + SHADES;
const EMBLEM: u8 = MUTED + SHADES;
/// Maximum number of colours of the emblem.
const EMBLEM_COLOURS: usize = 160;

/// The colours of a picture: red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ShareColours {
    /// The background.
    pub paper: [u8; 3],
    /// The title.
    pub ink: [u8; 3],
    /// The organisation.
    pub main: [u8; 3],
    /// The line below the title.
    pub muted: [u8; 3],
    /// The rules.
    pub leaf: [u8; 3],
}

/// The text of a picture, in the form that [`ShareText::new`] checked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ShareText {
    organisation: Option<String>,
    title: String,
    note: Option<String>,
}

impl ShareText {
    /// Creates the text of a picture; `None` if the font lacks a letter of the title.
    ///
    /// Emoji are left out. An organisation or a note with a letter that the font lacks is left out too, and so is
    /// an organisation that has the same name as the title.
    pub fn new(organisation: &str, title: &str, note: &str) -> Option<ShareText> {
        let title = BOLD.drawable(title)?;
        let organisation = SEMIBOLD.drawable(organisation).filter(|name| *name != title);
        Some(ShareText { organisation, title, note: SEMIBOLD.drawable(note) })
    }

    /// Returns the lines of the text; equal texts of the same base give the same picture.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        [self.organisation.as_deref(), Some(&self.title), self.note.as_deref()]
            .map(Option::unwrap_or_default)
            .into_iter()
    }
}

/// What all pictures of a site have in common: the colours and the emblem.
#[derive(Debug)]
pub struct ShareBase {
    palette: Vec<u8>,
    emblem: Option<IndexedEmblem>,
}

#[derive(Debug)]
struct IndexedEmblem {
    width: usize,
    height: usize,
    indices: Vec<u8>,
}

impl ShareBase {
    /// Creates the base of the pictures of a site, with its emblem if it has one.
    pub fn new(colours: &ShareColours, emblem: Option<&Pixels>) -> ShareBase {
        let mut palette = [colours.paper, colours.leaf].concat();
        for colour in [colours.ink, colours.main, colours.muted] {
            for shade in 1..=SHADES {
                palette.extend(mixed(colours.paper, colour, u16::from(shade) * 255 / u16::from(SHADES)));
            }
        }
        let emblem = emblem.and_then(|emblem| {
            let (emblem, colours) = IndexedEmblem::new(emblem, colours.paper)?;
            palette.extend(colours);
            Some(emblem)
        });
        ShareBase { palette, emblem }
    }

    /// Draws `text` and returns the picture as PNG.
    ///
    /// # Errors
    /// If the encoder fails.
    pub fn draw(&self, text: &ShareText) -> Result<Vec<u8>, PictureError> {
        catch_panics(|| {
            let mut canvas = Canvas { indices: vec![0; WIDTH * HEIGHT] };
            let layout = Layout::new(self, text);
            let mut top = (HEIGHT - layout.height()) / 2;
            if let Some(emblem) = &self.emblem {
                canvas.draw_emblem(emblem, top);
                top += emblem.height + Layout::BELOW_EMBLEM;
            }
            top = canvas.draw_block(&SEMIBOLD, &layout.organisation, MAIN, top) + Layout::AROUND_RULE;
            canvas.draw_rule(top);
            top += RULE_PX + Layout::AROUND_TITLE;
            top = canvas.draw_block(&BOLD, &layout.title, INK, top) + Layout::AROUND_TITLE;
            canvas.draw_rule(top);
            top += RULE_PX + Layout::AROUND_RULE;
            canvas.draw_block(&SEMIBOLD, &layout.note, MUTED, top);
            // The highest compression takes twice as long and saves a twentieth of the bytes.
            let size = (SHARE_WIDTH_PX, SHARE_HEIGHT_PX);
            indexed_png(size, &self.palette, None, &canvas.indices, Compression::Balanced)
        })
    }
}

/// Lines of one font size.
struct Block {
    lines: Vec<String>,
    size: u16,
}

impl Block {
    /// Returns the block in the largest of `sizes` in which `text` does not need more lines than that size allows; in
    /// the last size an ellipsis replaces the rest.
    fn fitted(letters: &Lettering, text: &str, sizes: &[(u16, usize)]) -> Block {
        let pieces = letters.pieces(text);
        let mut block = Block { lines: Vec::new(), size: 0 };
        for &(size, most) in sizes {
            let width = TEXT_WIDTH_PX * f32::from(Lettering::UNITS_PER_EM) / f32::from(size);
            block = Block { lines: letters.wrap(&pieces, width as i32), size };
            if block.lines.len() <= most {
                break;
            }
            if let Some(last) =
                block.lines.get(most - 1).filter(|_| Some(&size) == sizes.last().map(|(size, _)| size))
            {
                block.lines[most - 1] =
                    letters.with_ellipsis(&format!("{last} {}", block.lines[most]), width as i32);
                block.lines.truncate(most);
            }
        }
        block
    }

    /// Height of a line: letters of Vietnamese have up to two marks above them.
    fn line_height(&self) -> usize {
        usize::from(self.size) * 14 / 10
    }

    fn height(&self) -> usize {
        self.line_height() * self.lines.len()
    }
}

/// The parts of a picture from top to bottom.
struct Layout {
    emblem: usize,
    organisation: Block,
    title: Block,
    note: Block,
}

impl Layout {
    /// Space between the emblem and the organisation, in pixels.
    const BELOW_EMBLEM: usize = 12;
    /// Space between a rule and the line outside of it, in pixels.
    const AROUND_RULE: usize = 16;
    /// Space between a rule and the title, in pixels.
    const AROUND_TITLE: usize = 22;

    fn new(base: &ShareBase, text: &ShareText) -> Layout {
        let [organisation, note] =
            [(&text.organisation, ORGANISATION_PX, ORGANISATION_LINES), (&text.note, NOTE_PX, 1)].map(
                |(text, size, lines)| {
                    let text = text.as_deref().unwrap_or_default();
                    if text.is_empty() {
                        Block { lines: Vec::new(), size }
                    } else {
                        Block::fitted(&SEMIBOLD, text, &[(size, lines)])
                    }
                },
            );
        let emblem = base.emblem.as_ref().map_or(0, |emblem| emblem.height + Layout::BELOW_EMBLEM);
        Layout { emblem, organisation, title: Block::fitted(&BOLD, &text.title, &TITLE_SIZES), note }
    }

    fn height(&self) -> usize {
        let rule = RULE_PX + Layout::AROUND_RULE + Layout::AROUND_TITLE;
        self.emblem + self.organisation.height() + self.title.height() + self.note.height() + 2 * rule
    }
}

/// Pixels as indices of the palette.
struct Canvas {
    indices: Vec<u8>,
}

impl Canvas {
    /// Draws the lines of `block` from `top` on, and returns the position below them.
    fn draw_block(&mut self, letters: &Lettering, block: &Block, colour: u8, top: usize) -> usize {
        let (size, height) = (f32::from(block.size), block.line_height());
        for (at, line) in block.lines.iter().enumerate() {
            // Capital letters, 0.7 em high, are in the middle of the line.
            let baseline = ((top + at * height) as f32 + height as f32 / 2.0 + size * 0.35).round();
            let mask = letters.mask(line, size, WIDTH as f32 / 2.0, baseline);
            for (y, row) in mask.alpha.chunks(mask.place.width.max(1) as usize).enumerate() {
                for (x, alpha) in row.iter().enumerate() {
                    self.shade(mask.place.left + x as i32, mask.place.top + y as i32, *alpha, colour);
                }
            }
        }
        top + block.height()
    }

    /// Colours a pixel with an opacity of `alpha`, if it is on the canvas.
    fn shade(&mut self, x: i32, y: i32, alpha: u8, colour: u8) {
        let shade = ((u16::from(alpha) * u16::from(SHADES) + 127) / 255) as u8;
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        if shade > 0 && x < WIDTH && y < HEIGHT {
            let pixel = &mut self.indices[y * WIDTH + x];
            *pixel = (*pixel).max(colour + shade - 1);
        }
    }

    /// Draws two lines across the text width.
    fn draw_rule(&mut self, top: usize) {
        for y in (0..RULE_PX).filter(|y| y / (RULE_PX / 3) != 1) {
            self.indices[(top + y) * WIDTH..][SIDE_PX..WIDTH - SIDE_PX].fill(LEAF);
        }
    }

    fn draw_emblem(&mut self, emblem: &IndexedEmblem, top: usize) {
        let left = (WIDTH - emblem.width) / 2;
        for (y, row) in emblem.indices.chunks(emblem.width).enumerate() {
            self.indices[(top + y) * WIDTH + left..][..emblem.width].copy_from_slice(row);
        }
    }
}

impl IndexedEmblem {
    /// Scales `emblem` down to [`EMBLEM_PX`] and returns it with its colours on `paper`; `None` if it cannot be scaled.
    fn new(emblem: &Pixels, paper: [u8; 3]) -> Option<(IndexedEmblem, Vec<u8>)> {
        let (width, height) = (emblem.width, emblem.height);
        let side = |own: u32, other: u32, limit: u32| {
            (u64::from(own) * u64::from(limit) / u64::from(other)).max(1) as u32
        };
        let (mut to_width, mut to_height) = (width, height);
        if to_height > EMBLEM_PX.1 {
            (to_width, to_height) = (side(width, height, EMBLEM_PX.1), EMBLEM_PX.1);
        }
        if to_width > EMBLEM_PX.0 {
            (to_width, to_height) = (EMBLEM_PX.0, side(height, width, EMBLEM_PX.0));
        }
        let scaled = emblem.resized(to_width, to_height).ok()?;
        let opaque: Vec<[u8; 3]> = scaled
            .bytes
            .as_chunks()
            .0
            .iter()
            .map(|[red, green, blue, alpha]| mixed(paper, [*red, *green, *blue], u16::from(*alpha)))
            .collect();
        let mut colours: Vec<[u8; 3]> = opaque
            .iter()
            .copied()
            .filter(|colour| *colour != paper)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        if colours.len() > EMBLEM_COLOURS {
            let pixels: Vec<u8> =
                opaque.iter().flat_map(|[red, green, blue]| [*red, *green, *blue, u8::MAX]).collect();
            let reduced = NeuQuant::new(1, EMBLEM_COLOURS, &pixels);
            colours = reduced.color_map_rgb().as_chunks().0.to_vec();
        }
        let indices = opaque
            .iter()
            .map(|colour| if *colour == paper { 0 } else { EMBLEM + nearest(&colours, *colour) });
        let indices = indices.collect();
        let emblem = IndexedEmblem { width: to_width as usize, height: to_height as usize, indices };
        Some((emblem, colours.concat()))
    }
}

/// Returns the index of the colour of `colours` that is nearest to `colour`; 0 if there is none.
fn nearest(colours: &[[u8; 3]], colour: [u8; 3]) -> u8 {
    let distance = |other: &[u8; 3]| -> u32 {
        other.iter().zip(colour).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    (0..=u8::MAX).zip(colours).min_by_key(|(_, other)| distance(other)).map_or(0, |(at, _)| at)
}

/// Returns `colour` at `opacity` of 255 on `ground`.
fn mixed(ground: [u8; 3], colour: [u8; 3], opacity: u16) -> [u8; 3] {
    let mix = |at: usize| {
        ((u32::from(ground[at]) * u32::from(255 - opacity)
            + u32::from(colour[at]) * u32::from(opacity)
            + 127)
            / 255) as u8
    };
    [mix(0), mix(1), mix(2)]
}
