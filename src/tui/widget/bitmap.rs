//! Words in large letters, drawn from 8x8 bitmaps in cells of four quadrants.
//!
//! A letter is as wide as its own shape. Text terminals have no larger type, and from the back row four lines of cells
//! are read where one is not.

use font8x8::{BASIC_FONTS, LATIN_FONTS, UnicodeFonts as _};

/// Pixels from the top of a letter to the bottom of its descenders.
const PIXEL_ROWS: usize = 8;
/// Pixels between two letters.
const LETTER_GAP: usize = 1;
/// Pixels of a blank; as wide as a narrow letter, or words run together.
const BLANK: usize = 4;

/// A letter: rows of pixels from top to bottom, the lowest bit on the left.
#[derive(Clone, Copy, Debug)]
struct Letter {
    rows: [u8; PIXEL_ROWS],
    /// Width in pixels.
    wide: usize,
}

/// A line of letters as pixels.
type Pixels = Vec<Vec<bool>>;

/// Rows of cells that a line of letters takes at a scale.
pub(super) fn line_rows(scale: usize) -> usize {
    PIXEL_ROWS * scale / 2
}

/// Words in letters `scale` times their own size, wrapped to `columns` cells; `None` where a letter has no shape, a word
/// is wider than that, or there would be more than `most` lines. Gives the rows of cells of each line of letters, without
/// blanks at their ends.
pub(super) fn set(
    words: &str,
    columns: usize,
    most: usize,
    scale: usize,
) -> Option<Vec<Vec<String>>> {
    let room = columns * 2 / scale.max(1);
    let mut lines: Vec<Vec<Letter>> = Vec::new();
    let mut current: Vec<Letter> = Vec::new();
    for word in words.split_whitespace() {
        let letters = letters_of(word)?;
        let wide = width_of(&letters);
        if wide > room {
            return None;
        }
        if !current.is_empty() && width_of(&current) + BLANK + LETTER_GAP + wide > room {
            lines.push(std::mem::take(&mut current));
            // Checked here already: a comment of a thousand words is given up after a few lines.
            if lines.len() >= most {
                return None;
            }
        }
        if !current.is_empty() {
            current.push(Letter {
                rows: [0; PIXEL_ROWS],
                wide: BLANK - LETTER_GAP,
            });
        }
        current.extend(letters);
    }
    lines.push(current);
    if lines.len() > most {
        return None;
    }
    let rows = lines.iter().map(|line| cells(&scaled(pixels(line), scale)));
    Some(rows.collect())
}

/// Width of letters side by side in pixels.
fn width_of(letters: &[Letter]) -> usize {
    let wide: usize = letters.iter().map(|l| l.wide + LETTER_GAP).sum();
    wide.saturating_sub(LETTER_GAP)
}

/// The letters of a word; `None` where one has no shape.
fn letters_of(word: &str) -> Option<Vec<Letter>> {
    let mut letters = Vec::new();
    for c in word.chars() {
        match c {
            '\u{2018}' | '\u{2019}' => letters.push(letter('\'')?),
            '\u{201c}' | '\u{201d}' => letters.push(letter('"')?),
            '\u{2013}' | '\u{2014}' | '\u{2010}' | '\u{2011}' => letters.push(letter('-')?),
            '\u{2026}' => {
                for _ in 0..3 {
                    letters.push(letter('.')?);
                }
            }
            // The two letters of Welsh that the set lacks: its own base, and a circumflex in the two rows above it.
            '\u{175}' => letters.push(with_circumflex('w')?),
            '\u{177}' => letters.push(with_circumflex('y')?),
            other => letters.push(letter(other)?),
        }
    }
    Some(letters)
}

/// The letter of a character, moved to the left edge.
fn letter(c: char) -> Option<Letter> {
    let rows = BASIC_FONTS.get(c).or_else(|| LATIN_FONTS.get(c))?;
    let used = rows.iter().fold(0, |all, row| all | row);
    // Control characters have bitmaps without a pixel.
    if used == 0 {
        return None;
    }
    let left = used.trailing_zeros();
    let wide = 8 - used.leading_zeros() - left;
    Some(Letter {
        rows: rows.map(|row| row >> left),
        wide: usize::try_from(wide).unwrap_or(PIXEL_ROWS),
    })
}

/// A small letter without ascenders, with a circumflex above it.
fn with_circumflex(base: char) -> Option<Letter> {
    let mut letter = letter(base)?;
    let middle = letter.wide.saturating_sub(4) / 2;
    let [top, second, ..] = &mut letter.rows;
    (*top, *second) = (0b0110 << middle, 0b1001 << middle);
    Some(letter)
}

/// Letters side by side as pixels.
fn pixels(letters: &[Letter]) -> Pixels {
    let mut rows = vec![Vec::new(); PIXEL_ROWS];
    for letter in letters {
        for (row, bits) in rows.iter_mut().zip(letter.rows) {
            row.extend((0..letter.wide).map(|x| bits >> x & 1 == 1));
            row.extend([false; LETTER_GAP]);
        }
    }
    rows
}

/// Pixels at `scale` times their size; at two, with their corners rounded by the rules of Scale2x (Mazzoleni 2001).
fn scaled(small: Pixels, scale: usize) -> Pixels {
    if scale < 2 {
        return small;
    }
    let at = |x: Option<usize>, y: Option<usize>| {
        let row = y.and_then(|y| small.get(y));
        row.zip(x)
            .and_then(|(row, x)| row.get(x))
            .copied()
            .unwrap_or(false)
    };
    let mut rows = Vec::with_capacity(small.len() * 2);
    for (y, row) in small.iter().enumerate() {
        let (mut upper, mut lower) = (Vec::new(), Vec::new());
        for (x, here) in row.iter().copied().enumerate() {
            let above = at(Some(x), y.checked_sub(1));
            let below = at(Some(x), Some(y + 1));
            let left = at(x.checked_sub(1), Some(y));
            let right = at(Some(x + 1), Some(y));
            let corner = |one: bool, two: bool, other: bool, far: bool| {
                if one == two && one != other && two != far {
                    one
                } else {
                    here
                }
            };
            upper.push(corner(above, left, right, below));
            upper.push(corner(above, right, left, below));
            lower.push(corner(below, left, right, above));
            lower.push(corner(below, right, left, above));
        }
        rows.push(upper);
        rows.push(lower);
    }
    rows
}

/// Pixels as rows of cells, four pixels a cell.
fn cells(pixels: &[Vec<bool>]) -> Vec<String> {
    pixels
        .chunks(2)
        .map(|pair| {
            let row = |nth: usize| pair.get(nth).map_or(&[][..], Vec::as_slice);
            let (upper, lower) = (row(0), row(1));
            let on = |row: &[bool], x: usize| row.get(x).copied().unwrap_or(false);
            let cells = upper.len().max(lower.len()).div_ceil(2);
            let mut out: String = (0..cells)
                .map(|cell| {
                    let (left, right) = (cell * 2, cell * 2 + 1);
                    quadrant([
                        on(upper, left),
                        on(upper, right),
                        on(lower, left),
                        on(lower, right),
                    ])
                })
                .collect();
            out.truncate(out.trim_end().len());
            out
        })
        .collect()
}

/// The block element of four pixels: upper left, upper right, lower left, lower right.
fn quadrant(pixels: [bool; 4]) -> char {
    match pixels {
        [false, false, false, false] => ' ',
        [true, false, false, false] => '▘',
        [false, true, false, false] => '▝',
        [true, true, false, false] => '▀',
        [false, false, true, false] => '▖',
        [true, false, true, false] => '▌',
        [false, true, true, false] => '▞',
        [true, true, true, false] => '▛',
        [false, false, false, true] => '▗',
        [true, false, false, true] => '▚',
        [false, true, false, true] => '▐',
        [true, true, false, true] => '▜',
        [false, false, true, true] => '▄',
        [true, false, true, true] => '▙',
        [false, true, true, true] => '▟',
        [true, true, true, true] => '█',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_close_and_words_apart() {
        let set = set("I sat.", 40, 3, 1).unwrap();
        assert_eq!(
            set,
            [[
                "▜▛          ▗▌",
                "▐▌  ▗▛▀▘▝▀▙ ▜▛▘",
                "▐▌   ▀▜▖▟▀█ ▐▌▖▄",
                "▀▀  ▝▀▀ ▝▀▝▘ ▀ ▀",
            ]]
        );
    }

    #[test]
    fn what_does_not_fit_or_has_no_shape_is_not_set() {
        assert!(set("They ring back now", 30, 1, 1).is_none());
        assert_eq!(set("They ring back now", 35, 3, 1).unwrap().len(), 2);
        assert!(set("Donaudampfschifffahrt", 30, 9, 1).is_none());
        assert!(set("\u{540d}\u{524d}", 60, 3, 1).is_none());
        assert!(set("e\u{301}", 60, 3, 1).is_none());
        assert_eq!(set("", 60, 3, 1).unwrap().len(), 1);
    }

    #[test]
    fn welsh_has_all_its_letters() {
        let words = "Dŵr, tŷ, â ê î ô û, \u{2018}da\u{2019} \u{2013} iawn\u{2026} £2";
        assert!(set(words, 60, 9, 1).is_some());
        let circumflex = set("ŵ", 60, 1, 1).unwrap();
        let bare = set("w", 60, 1, 1).unwrap();
        assert_ne!(circumflex[0][0], bare[0][0]);
        assert_eq!(circumflex[0][1..], bare[0][1..]);
    }

    #[test]
    fn twice_the_size_takes_twice_the_rows() {
        let rows = |scale| set("why", 40, 1, scale).unwrap()[0].len();
        assert_eq!((rows(1), rows(2)), (line_rows(1), line_rows(2)));
    }
}
