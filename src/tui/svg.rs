//! Renders a drawn screen as an SVG picture, for the manual.
//!
//! It is made from cells, so a picture cannot show what the screen does not.

use std::fmt::Write as _;

use ratatui::{
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};
use unicode_width::UnicodeWidthStr as _;

use super::palette::{Appearance, Palette, Rgb, standard};
use crate::app::cards::Role;

/// Width, height and text baseline of a cell, in pixels.
const WIDE: u32 = 10;
const TALL: u32 = 20;
const BASE: u32 = 15;

/// Renders a buffer as SVG, in cells of a fixed size.
pub fn svg(buffer: &Buffer, palette: Palette) -> String {
    let area = buffer.area;
    let paper = Appearance::from(palette).style(Role::Ink, false);
    let ink = hex(paper.fg, "#1B1A18");
    let back = hex(paper.bg, "#FFFFFF");
    let (width, height) = (u32::from(area.width) * WIDE, u32::from(area.height) * TALL);
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="'DejaVu Sans Mono', Consolas, Menlo, monospace" font-size="16.6">"#
    );
    let _ = writeln!(
        out,
        r#"<rect width="{width}" height="{height}" fill="{back}"/>"#
    );
    for y in 0..area.height {
        let runs = runs(buffer, y);
        for run in &runs {
            let (_, paper) = colours(run.cell, &ink, &back);
            if paper != back {
                rect(
                    &mut out,
                    &paper,
                    1.0,
                    (run.x * WIDE, u32::from(y) * TALL, run.wide * WIDE, TALL),
                );
            }
        }
        for run in &runs {
            let (fill, _) = colours(run.cell, &ink, &back);
            paint(&mut out, run, u32::from(y) * TALL, &fill);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Adjacent cells that look the same.
struct CellRun<'a> {
    x: u32,
    wide: u32,
    text: String,
    cell: &'a Cell,
}

fn runs(buffer: &Buffer, y: u16) -> Vec<CellRun<'_>> {
    let mut all: Vec<CellRun<'_>> = Vec::new();
    let mut covered = 0;
    for x in 0..buffer.area.width {
        let Some(cell) = buffer.cell((buffer.area.x + x, buffer.area.y + y)) else {
            continue;
        };
        if covered > 0 {
            covered -= 1;
            continue;
        }
        let symbol = cell.symbol();
        let wide = u32::try_from(symbol.width().max(1)).unwrap_or(1);
        covered = wide - 1;
        match all.last_mut() {
            Some(last) if goes_on(last, cell, wide) => {
                last.text.push_str(symbol);
                last.wide += wide;
            }
            _ => all.push(CellRun {
                x: u32::from(x),
                wide,
                text: symbol.to_owned(),
                cell,
            }),
        }
    }
    all
}

/// `true` if a cell can be drawn as part of the run before it.
fn goes_on(run: &CellRun<'_>, cell: &Cell, wide: u32) -> bool {
    let shape = |symbol: &str| symbol.chars().next().filter(|c| is_shape(*c));
    let (before, here) = (shape(&run.text), shape(cell.symbol()));
    run.cell.style() == cell.style() && wide == 1 && before == here && run.wide == count(&run.text)
}

fn count(text: &str) -> u32 {
    u32::try_from(text.width()).unwrap_or(u32::MAX)
}

fn is_shape(c: char) -> bool {
    matches!(
        c,
        '█' | '▓' | '▒' | '░' | '▀' | '▄' | '─' | '━' | '│' | '┌' | '┐' | '└' | '┘'
    )
}

fn paint(out: &mut String, run: &CellRun<'_>, top: u32, fill: &str) {
    let text = run.text.trim_end();
    let first = text.chars().next();
    let (x, wide) = (run.x * WIDE, run.wide * WIDE);
    let (mid_x, mid_y) = (x + WIDE / 2, top + TALL / 2);
    let half = TALL / 2;
    match first {
        None => {}
        // Blocks and rules are shapes, since as letters they would not join in every font.
        Some('█') => rect(out, fill, 1.0, (x, top, wide, TALL)),
        Some('▓') => rect(out, fill, 0.75, (x, top, wide, TALL)),
        Some('▒') => rect(out, fill, 0.5, (x, top, wide, TALL)),
        Some('░') => rect(out, fill, 0.25, (x, top, wide, TALL)),
        Some('▀') => rect(out, fill, 1.0, (x, top, wide, half)),
        Some('▄') => rect(out, fill, 1.0, (x, mid_y, wide, half)),
        Some('─') => rect(out, fill, 1.0, (x, mid_y, wide, 1)),
        Some('━') => rect(out, fill, 1.0, (x, mid_y, wide, 2)),
        Some('│') => rect(out, fill, 1.0, (mid_x, top, 1, TALL)),
        Some('┌') => corner(out, fill, (mid_x, mid_y), (mid_x, mid_y)),
        Some('┐') => corner(out, fill, (x, mid_y), (mid_x, mid_y)),
        Some('└') => corner(out, fill, (mid_x, mid_y), (mid_x, top)),
        Some('┘') => corner(out, fill, (x, mid_y), (mid_x, top)),
        Some(_) => words(out, run, text, top, fill),
    }
}

/// Draws a corner: half a line across and half a line down.
fn corner(out: &mut String, fill: &str, across: (u32, u32), down: (u32, u32)) {
    rect(out, fill, 1.0, (across.0, across.1, WIDE / 2, 1));
    rect(out, fill, 1.0, (down.0, down.1, 1, TALL / 2));
}

/// Draws words, each piece at its own columns.
fn words(out: &mut String, run: &CellRun<'_>, text: &str, top: u32, fill: &str) {
    let bold = if run.cell.modifier.contains(Modifier::BOLD) {
        r#" font-weight="bold""#
    } else {
        ""
    };
    let y = top + BASE;
    let mut column = run.x;
    // Viewers fold several spaces into one, and everything right of them would shift.
    for piece in text.split("  ") {
        let lead = count(piece) - count(piece.trim_start());
        let words = piece.trim();
        if !words.is_empty() {
            let (x, length) = ((column + lead) * WIDE, count(words) * WIDE);
            let escaped = words
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            let _ = writeln!(
                out,
                r#"<text x="{x}" y="{y}" fill="{fill}"{bold} textLength="{length}" lengthAdjust="spacingAndGlyphs">{escaped}</text>"#
            );
        }
        column += count(piece) + 2;
    }
}

fn rect(out: &mut String, fill: &str, opacity: f32, (x, y, width, height): (u32, u32, u32, u32)) {
    let opacity = if opacity < 1.0 {
        format!(r#" fill-opacity="{opacity}""#)
    } else {
        String::new()
    };
    let _ = writeln!(
        out,
        r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"{opacity}/>"#
    );
}

/// Foreground and background colours of a cell.
fn colours(cell: &Cell, ink: &str, back: &str) -> (String, String) {
    let (fore, paper) = (hex(Some(cell.fg), ink), hex(Some(cell.bg), back));
    if cell.modifier.contains(Modifier::REVERSED) {
        (paper, fore)
    } else {
        (fore, paper)
    }
}

fn hex(colour: Option<Color>, other: &str) -> String {
    let Rgb(r, g, b) = match colour {
        Some(Color::Rgb(r, g, b)) => Rgb(r, g, b),
        Some(Color::Indexed(n)) => standard(n),
        _ => return other.to_owned(),
    };
    format!("#{r:02X}{g:02X}{b:02X}")
}
