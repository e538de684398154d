//! Encodes a screen difference as escape sequences.
//!
//! The result is written in one piece inside a synchronized update, so that no half frame is seen.

use std::io::{self, Write as _};

use ratatui::{
    backend::IntoCrossterm as _,
    buffer::Cell,
    crossterm::{
        cursor::{Hide, MoveTo, SetCursorStyle, Show},
        queue,
        style::{Attribute, Colors, Print, SetAttribute, SetColors},
        terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate},
    },
    style::{Color, Modifier},
};

use crate::tui::screen::ScreenDiff;

/// The bytes that show a difference; `writing` is the current cursor shape, `None` if not known.
pub(super) fn encode(change: &ScreenDiff<'_>, writing: Option<bool>) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(4096);
    queue!(out, BeginSynchronizedUpdate, Hide)?;
    if change.anew {
        queue!(out, SetAttribute(Attribute::Reset), Clear(ClearType::All))?;
    }
    cells(&mut out, change)?;
    if let Some(at) = change.cursor {
        // Sent only when it changes: some terminals restart the cursor's blinking with each request.
        if writing != Some(change.writing) {
            let style = if change.writing {
                SetCursorStyle::SteadyBar
            } else {
                SetCursorStyle::SteadyUnderScore
            };
            queue!(out, style)?;
        }
        queue!(out, MoveTo(at.x, at.y), Show)?;
    }
    queue!(out, EndSynchronizedUpdate)?;
    Ok(out)
}

/// The changed cells, with cursor movements and styles only where they differ from the cell before.
fn cells(out: &mut Vec<u8>, change: &ScreenDiff<'_>) -> io::Result<()> {
    let mut next = None;
    let mut look: Option<(Color, Color, Modifier)> = None;
    for (x, y, cell) in &change.cells {
        if next != Some((*x, *y)) {
            queue!(out, MoveTo(*x, *y))?;
        }
        let wanted = (cell.fg, cell.bg, cell.modifier);
        if look != Some(wanted) {
            if look.is_none_or(|(_, _, modifier)| modifier != cell.modifier) {
                queue!(out, SetAttribute(Attribute::Reset))?;
                attributes(out, cell.modifier)?;
            }
            let colours = Colors::new(cell.fg.into_crossterm(), cell.bg.into_crossterm());
            queue!(out, SetColors(colours))?;
            look = Some(wanted);
        }
        queue!(out, Print(cell.symbol()))?;
        // After a character whose width terminals disagree about, the cursor is placed anew, so that a name in any script
        // cannot shift the rest of its row.
        next = is_one_column(cell).then_some((x + 1, *y));
    }
    if look.is_some() {
        queue!(out, SetAttribute(Attribute::Reset))?;
    }
    out.flush()
}

/// Bold and reverse, the only attributes that the palettes use.
fn attributes(out: &mut Vec<u8>, modifier: Modifier) -> io::Result<()> {
    if modifier.contains(Modifier::BOLD) {
        queue!(out, SetAttribute(Attribute::Bold))?;
    }
    if modifier.contains(Modifier::REVERSED) {
        queue!(out, SetAttribute(Attribute::Reverse))?;
    }
    Ok(())
}

/// `true` if every terminal draws the cell one column wide: ASCII, and the block and rule characters used here.
fn is_one_column(cell: &Cell) -> bool {
    let mut chars = cell.symbol().chars();
    let one = chars.next();
    chars.next().is_none()
        && one
            .is_some_and(|c| matches!(c, ' '..='~' | '─' | '│' | '┌' | '┐' | '└' | '┘' | '▀'..='▓'))
}
