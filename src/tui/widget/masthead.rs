//! The heading of a page in large letters.

use super::{Viewport, bitmap, prose};
use crate::{
    app::cards::{Role, line},
    text::clean,
    tui::line::LaidLine,
};

/// Lays out a heading in large letters from the left; in bold where they do not fit on one line or cannot be drawn.
pub(super) fn layout(words: &str, viewport: Viewport) -> Vec<LaidLine> {
    let words = clean(words.trim());
    let large = bitmap::set(&words, viewport.width, 1, 1).filter(|_| !viewport.ascii);
    match large {
        Some(rows) => rows
            .into_iter()
            .flatten()
            .map(|row| LaidLine::from(line(Role::Strong, row)))
            .collect(),
        None => prose::text(&line(Role::Strong, words), 0, viewport),
    }
}
