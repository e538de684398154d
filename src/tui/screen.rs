//! Double buffering: the frame on the terminal, the next one, and the difference between them.
//!
//! A frame without changes writes no bytes, so an idle projector neither flickers nor wakes the terminal.

use std::io;

use ratatui::{
    buffer::{Buffer, Cell},
    layout::{Position, Rect, Size},
};

use super::{
    draw::{DrawReport, draw},
    palette::Appearance,
};
use crate::app::cards::View;

/// The difference between two frames.
#[derive(Debug)]
pub(super) struct ScreenDiff<'a> {
    /// The terminal is cleared first, because its content is not known or its size changed.
    pub(super) anew: bool,
    /// Changed cells: column, row and new content.
    pub(super) cells: Vec<(u16, u16, &'a Cell)>,
    /// Position of the hardware cursor; `None` hides it.
    pub(super) cursor: Option<Position>,
    /// The cursor is in a text field, so it is drawn as a bar.
    pub(super) writing: bool,
}

/// A device that shows frames: the terminal, or a fake one in tests.
pub(super) trait Surface {
    /// Its size in columns and rows.
    fn size(&self) -> io::Result<Size>;

    /// Shows a difference in one write.
    fn show(&mut self, change: &ScreenDiff<'_>) -> io::Result<()>;
}

/// A surface with the frame it currently shows.
pub(super) struct Screen<S> {
    surface: S,
    look: Appearance,
    shown: Buffer,
    drawn: DrawReport,
    /// The content of the terminal is not known, so the next frame is drawn completely.
    lost: bool,
}

impl<S: Surface> Screen<S> {
    pub(super) fn new(surface: S, look: Appearance) -> Self {
        Self {
            surface,
            look,
            shown: Buffer::default(),
            drawn: DrawReport::default(),
            lost: true,
        }
    }

    /// Makes the next frame a complete one, after another program may have written to the terminal.
    pub(super) fn invalidate(&mut self) {
        self.lost = true;
    }

    /// The report of the last frame.
    pub(super) fn drawn(&self) -> &DrawReport {
        &self.drawn
    }

    /// Draws a view and shows what changed.
    pub(super) fn show(&mut self, view: &View) -> io::Result<()> {
        let size = self.surface.size()?;
        let area = Rect::new(0, 0, size.width, size.height);
        let mut next = Buffer::empty(area);
        let look = Appearance {
            palette: view.palette,
            ..self.look
        };
        let drawn = draw(&mut next, view, look);
        // A terminal may move or cut its text when its size changes, so a difference would be against an unknown
        // screen.
        let anew = self.lost || self.shown.area != area;
        // Most ticks change nothing; the early return keeps them from sending even the cursor's escape sequences.
        if !anew && next == self.shown && drawn.cursor == self.drawn.cursor {
            self.drawn = drawn;
            return Ok(());
        }
        if anew {
            self.shown = Buffer::empty(area);
        }
        let change = ScreenDiff {
            anew,
            cells: self.shown.diff(&next),
            cursor: drawn.cursor,
            writing: drawn.writing,
        };
        self.surface.show(&change)?;
        self.shown = next;
        self.drawn = drawn;
        // Only after the write: if it failed, the screen is unknown still.
        self.lost = false;
        Ok(())
    }
}
