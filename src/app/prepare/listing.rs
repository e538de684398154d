//! The list of comments under the current filter.
//!
//! It is recomputed for each change and not for each frame, since there may be thousands.

use super::position::CommentFilter;
use crate::domain::{
    findings::{Comment, Theme},
    preparation::Preparation,
};

/// The listed comments in their order.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Indexes of theme and comment, theme by theme, comments on the wall first.
    places: Vec<(usize, usize)>,
    /// The number of all comments.
    pub(super) all: usize,
    /// The number of unread comments.
    pub(super) unread: usize,
    /// Journal lines, filter and open comment for which the list was computed.
    of: Option<(u64, CommentFilter, Option<String>)>,
}

impl Listing {
    /// Recomputes the list if the state (after `lines` lines of the journal), the filter or the open comment changed.
    pub(super) fn refresh(
        &mut self,
        state: &Preparation,
        lines: u64,
        only: CommentFilter,
        open: Option<&str>,
    ) {
        // Opening a comment marks it as read. Without this it would leave the list of unread ones under the reader's eyes,
        // and the next key would skip a comment.
        let open = open
            .filter(|_| only != CommentFilter::All)
            .map(str::to_owned);
        let of = Some((lines, only, open));
        if self.of == of {
            return;
        }
        let open = of.as_ref().and_then(|(_, _, open)| open.as_deref());
        self.places.clear();
        (self.all, self.unread) = (0, 0);
        for (nth, theme) in state.findings.themes.iter().enumerate() {
            self.all += theme.comments.len();
            let mut places = Vec::new();
            for (at, comment) in theme.comments.iter().enumerate() {
                let is_unread = state.is_unread(comment);
                self.unread += usize::from(is_unread);
                let wanted = match only {
                    CommentFilter::All => true,
                    CommentFilter::Unread => is_unread,
                    CommentFilter::Wall => comment.wall.is_some(),
                    CommentFilter::Held => comment.hold,
                };
                if wanted || open == Some(comment.id.as_str()) {
                    places.push((comment.wall.unwrap_or(u32::MAX), at));
                }
            }
            places.sort_unstable();
            self.places
                .extend(places.into_iter().map(|(_, at)| (nth, at)));
        }
        self.of = of;
    }

    /// The number of listed comments.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The listed comment `nth`, with its theme.
    pub(super) fn get<'a>(
        &self,
        state: &'a Preparation,
        nth: usize,
    ) -> Option<(&'a Theme, &'a Comment)> {
        let (theme, comment) = self.places.get(nth)?;
        let theme = state.findings.themes.get(*theme)?;
        Some((theme, theme.comments.get(*comment)?))
    }

    /// The index of a comment in the list; index `near` is tried first.
    pub(super) fn position(&self, state: &Preparation, id: &str, near: usize) -> Option<usize> {
        let is = |nth: usize| self.get(state, nth).is_some_and(|(_, c)| c.id == id);
        if is(near) {
            return Some(near);
        }
        (0..self.len()).find(|nth| is(*nth))
    }
}
