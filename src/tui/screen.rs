//! The screen as it was and as it will be, and the difference of the two.
//!
//! A drawing that changes nothing writes nothing, which is what keeps an idle wall at rest.

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

/// What changes on a screen.
#[derive(Debug)]
pub(super) struct ScreenDiff<'a> {
    /// The terminal is cleared first.
    pub(super) anew: bool,
    /// Column, row and what is there now.
    pub(super) cells: Vec<(u16, u16, &'a Cell)>,
    /// Where the cursor is seen, if it is.
    pub(super) cursor: Option<Position>,
    /// Text is being written there.
    pub(super) writing: bool,
}

/// What a screen is shown on.
pub(super) trait Surface {
    /// Columns and rows.
    fn size(&self) -> io::Result<Size>;

    /// Shows what changes, in one go.
    fn show(&mut self, change: &ScreenDiff<'_>) -> io::Result<()>;
}

/// A screen.
pub(super) struct Screen<S> {
    surface: S,
    look: Appearance,
    shown: Buffer,
    drawn: DrawReport,
    /// What is on the terminal is not known.
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

    /// Something else has written on the terminal: the next drawing is of everything.
    pub(super) fn invalidate(&mut self) {
        self.lost = true;
    }

    /// What the last drawing found out.
    pub(super) fn drawn(&self) -> &DrawReport {
        &self.drawn
    }

    /// Shows a view.
    pub(super) fn show(&mut self, view: &View) -> io::Result<()> {
        let size = self.surface.size()?;
        let area = Rect::new(0, 0, size.width, size.height);
        let mut next = Buffer::empty(area);
        let look = Appearance {
            palette: view.palette,
            ..self.look
        };
        let drawn = draw(&mut next, view, look);
        let anew = self.lost || self.shown.area != area;
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
        self.lost = false;
        Ok(())
    }
}
