//! Big characters from `▀`, `▄` and `█`, the only ones that join in every font.
//!
//! They stand in the middle. What the room waits for (a clock, ballots in, a score) is read from the last row. Where a character has no
//! big form, or there is no room, the words stand in bold.

use super::{Viewport, prose};
use crate::{
    app::cards::{Role, Side, line, span},
    text::clean,
    tui::line::{LaidLine, cleaned, columns},
};

/// Rows of half blocks: two of these make one line.
const GLYPH_ROWS: usize = 7;

/// A character's rows, top to bottom; `#` is filled.
type Glyph = [&'static str; GLYPH_ROWS];

/// A few big characters as lines of text.
pub(super) struct Glyphs {
    /// From top to bottom; no blanks at their ends.
    pub(super) lines: Vec<String>,
    /// Columns of the widest.
    pub(super) wide: usize,
}

/// Words in big characters; `None` where one of them has no big form.
pub(super) fn glyphs(words: &str) -> Option<Glyphs> {
    let glyphs: Vec<Glyph> = words.trim().chars().map(glyph).collect::<Option<_>>()?;
    let wide: usize = glyphs.iter().map(|g| columns_of(g) + 1).sum();
    let lines = (0..GLYPH_ROWS.div_ceil(2))
        .map(|nth| {
            let mut out = String::new();
            for glyph in &glyphs {
                let upper = glyph.get(nth * 2).copied().unwrap_or_default();
                let lower = glyph.get(nth * 2 + 1).copied().unwrap_or_default();
                for column in 0..columns_of(glyph) {
                    out.push(match (filled(upper, column), filled(lower, column)) {
                        (true, true) => '█',
                        (true, false) => '▀',
                        (false, true) => '▄',
                        (false, false) => ' ',
                    });
                }
                out.push(' ');
            }
            out.pop();
            out
        })
        .collect();
    Some(Glyphs {
        lines,
        wide: wide.saturating_sub(1),
    })
}

/// The lines of a few big characters, in the middle.
pub(super) fn layout(words: &str, role: Role, viewport: Viewport) -> Vec<LaidLine> {
    let words = clean(words.trim());
    let big = glyphs(&words)
        .filter(|g| !viewport.ascii && g.wide <= viewport.width)
        .filter(|_| !words.is_empty());
    let Some(Glyphs { lines, wide }) = big else {
        return bold_fallback(&words, role, viewport);
    };
    let before = " ".repeat((viewport.width - wide) / 2);
    lines
        .into_iter()
        .map(|out| LaidLine::from(line(role, format!("{before}{}", out.trim_end()))))
        .collect()
}

fn bold_fallback(words: &str, role: Role, viewport: Viewport) -> Vec<LaidLine> {
    let role = if role == Role::Ink {
        Role::Strong
    } else {
        role
    };
    let words = cleaned(&[span(role, words)]);
    if columns(&words) == 0 {
        return Vec::new();
    }
    prose::aligned(&words, Side::Centre, 0, viewport)
}

fn columns_of(glyph: &Glyph) -> usize {
    glyph.first().map_or(0, |row| row.len())
}

fn filled(row: &str, column: usize) -> bool {
    row.as_bytes().get(column) == Some(&b'#')
}

#[rustfmt::skip]
fn glyph(c: char) -> Option<Glyph> {
    Some(match c {
        '0' | 'O' => [".####.", "##..##", "##..##", "##..##", "##..##", "##..##", ".####."],
        '1' => ["..##..", ".###..", "..##..", "..##..", "..##..", "..##..", ".####."],
        '2' => [".####.", "##..##", "....##", "..###.", ".##...", "##....", "######"],
        '3' => [".####.", "##..##", "....##", "..###.", "....##", "##..##", ".####."],
        '4' => ["...###", "..####", ".##.##", "##..##", "######", "....##", "....##"],
        '5' => ["######", "##....", "#####.", "....##", "....##", "##..##", ".####."],
        '6' => ["..###.", ".##...", "##....", "#####.", "##..##", "##..##", ".####."],
        '7' => ["######", "....##", "...##.", "..##..", "..##..", "..##..", "..##.."],
        '8' => [".####.", "##..##", "##..##", ".####.", "##..##", "##..##", ".####."],
        '9' => [".####.", "##..##", "##..##", ".#####", "....##", "...##.", ".###.."],
        ':' => ["..", "##", "##", "..", "##", "##", ".."],
        '.' => ["..", "..", "..", "..", "..", "##", "##"],
        ',' => ["..", "..", "..", "..", "##", "##", "#."],
        '%' => ["##...##", "##..##.", "...##..", "..##...", ".##....", "##..##.", "#...##."],
        '+' => ["......", "..##..", "..##..", "######", "..##..", "..##..", "......"],
        '-' => ["......", "......", "......", "######", "......", "......", "......"],
        '/' => ["....##", "....##", "...##.", "..##..", ".##...", "##....", "##...."],
        '£' => ["..###.", ".##.##", ".##...", "#####.", ".##...", ".##...", "######"],
        'o' => ["......", "......", ".####.", "##..##", "##..##", "##..##", ".####."],
        'f' => ["..###", ".##..", "####.", ".##..", ".##..", ".##..", ".##.."],
        'm' => ["..........", "..........", "##.####.##", "##..##..##", "##..##..##", "##..##..##", "##..##..##"],
        'i' => ["##", "..", "##", "##", "##", "##", "##"],
        'n' => ["......", "......", "#####.", "##..##", "##..##", "##..##", "##..##"],
        'A' => [".####.", "##..##", "##..##", "######", "##..##", "##..##", "##..##"],
        'D' => ["#####.", "##..##", "##..##", "##..##", "##..##", "##..##", "#####."],
        'E' => ["######", "##....", "##....", "#####.", "##....", "##....", "######"],
        'G' => [".#####", "##....", "##....", "##.###", "##..##", "##..##", ".####."],
        'K' => ["##..##", "##.##.", "####..", "###...", "####..", "##.##.", "##..##"],
        'M' => ["##....##", "###..###", "########", "##.##.##", "##....##", "##....##", "##....##"],
        'P' => ["#####.", "##..##", "##..##", "#####.", "##....", "##....", "##...."],
        'R' => ["#####.", "##..##", "##..##", "#####.", "####..", "##.##.", "##..##"],
        'S' => [".#####", "##....", "##....", ".####.", "....##", "....##", "#####."],
        'I' => ["######", "..##..", "..##..", "..##..", "..##..", "..##..", "######"],
        'U' => ["##..##", "##..##", "##..##", "##..##", "##..##", "##..##", ".####."],
        'W' => ["##....##", "##....##", "##....##", "##.##.##", "########", "###..###", "##....##"],
        ' ' => ["...", "...", "...", "...", "...", "...", "..."],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_glyph_is_a_rectangle() {
        for c in "0123456789:.,%+-/£ofminADEGIKMOPRSUW ".chars() {
            let glyph = glyph(c).unwrap();
            assert!(
                glyph.iter().all(|row| row.len() == columns_of(&glyph)),
                "{c}"
            );
        }
    }
}
