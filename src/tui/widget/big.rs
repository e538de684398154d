//! Big centred characters made of `▀`, `▄` and `█`, the block elements that join without gaps in every font.
//!
//! They show what a room waits for (a clock, ballots in, a score) to its last row. Where a character has no big form,
//! or the width is too small, the text is drawn in bold instead.

use super::{Viewport, prose};
use crate::{
    app::cards::{Align, Role, line, span},
    text::clean,
    tui::line::{LaidLine, cleaned, columns},
};

/// Rows of half blocks in a character; two rows make one line.
const GLYPH_ROWS: usize = 7;

/// The rows of a character from top to bottom; `#` is filled.
type Glyph = [&'static str; GLYPH_ROWS];

/// Big characters as lines of text.
pub(super) struct Glyphs {
    /// Lines from top to bottom.
    pub(super) lines: Vec<String>,
    /// Width in columns.
    pub(super) wide: usize,
}

/// A text in big characters; `None` where a character has no big form.
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

/// Lays out a text in big characters, centred.
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
        // Blanks at the end would count as text and could wrap at the edge.
        .map(|out| LaidLine::from(line(role, format!("{before}{}", out.trim_end()))))
        .collect()
}

/// The text in bold, centred.
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
    prose::aligned(&words, Align::Centre, 0, viewport)
}

fn columns_of(glyph: &Glyph) -> usize {
    glyph.first().map_or(0, |row| row.len())
}

fn filled(row: &str, column: usize) -> bool {
    row.as_bytes().get(column) == Some(&b'#')
}

/// The big form of a character; only those that screens use have one.
// rustfmt would put each row of a character on a line of its own and hide its shape.
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
