//! A prompt, question or list at the bottom of the screen.
//!
//! It stands below the page and never over it, because a room answers while it looks at what is asked about.

use super::{Block, Line, Page, Role, centred, line, span};

/// A prompt, question or list below the page.
///
/// The screen draws its label on a rule, then the letters typed so far, then its page; the page above keeps its place and
/// gives up only as many lines as the dock needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dock {
    /// The question, or the name of what is written.
    pub label: String,
    /// The letters that narrow a list, and the number of its entries with these letters; `None` where nothing is narrowed.
    pub letters: Option<Letters>,
    /// The field, the list, or the facts that are needed for an answer.
    pub page: Page,
    /// Least height of the page in lines, so that a list that becomes shorter by typing moves nothing.
    pub least: u16,
}

/// The letters typed over a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    /// The letters.
    pub typed: String,
    /// The number of entries with these letters.
    pub found: usize,
    /// The number of all entries.
    pub of: usize,
}

/// From this number of entries on, a list shows that letters narrow it.
const WORTH_TYPING: usize = 6;

impl Letters {
    /// The line over a list: the letters with their cursor, and the count; `None` for a list that is seen at a glance.
    pub fn line(&self) -> Option<Block> {
        if self.typed.is_empty() && self.of < WORTH_TYPING {
            return None;
        }
        let typed: Line = if self.typed.is_empty() {
            line(Role::Muted, "  a few letters make it shorter")
        } else {
            vec![
                span(Role::Ink, "  "),
                span(Role::Strong, self.typed.clone()),
                span(Role::Accent, "\u{258f}"),
            ]
        };
        let count = if self.found == self.of {
            format!("{}", self.of)
        } else {
            format!("{} of {}", self.found, self.of)
        };
        Some(Block::Pair(typed, line(Role::Muted, count)))
    }
}

impl Dock {
    /// The dock as a page with its label, in the order in which it is read aloud.
    pub fn spoken(&self) -> Page {
        let mut page = self.page.clone();
        match (&mut page.blocks.first_mut(), &self.letters) {
            (Some(Block::Edit(edit)), _) => edit.label.clone_from(&self.label),
            // The letters are read by the dialogue, which knows whether they are new.
            (_, Some(_)) => page.blocks.insert(
                0,
                Block::Pair(line(Role::Strong, self.label.clone()), Line::new()),
            ),
            (_, None) => page
                .blocks
                .insert(0, centred(Role::Strong, self.label.clone())),
        }
        page
    }
}
