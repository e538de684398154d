//! QR codes in half blocks: a cell is one module wide and two high, since cells are twice as high as they are wide.

use crate::{
    app::cards::{Role, Square, line},
    tui::line::LaidLine,
};

/// Lays out a code with its margin.
pub(super) fn layout(square: &Square) -> Vec<LaidLine> {
    (0..square.rows())
        .map(|row| {
            let cells = (0..square.columns()).map(|column| {
                let dark = |below| square.is_dark(column, row * 2 + below);
                match (dark(0), dark(1)) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    // Blanks are drawn as well: the paper of a dark palette must not show between the modules.
                    (false, false) => ' ',
                }
            });
            LaidLine::from(line(Role::Square, cells.collect::<String>()))
        })
        .collect()
}
