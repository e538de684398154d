//! The comments as the screen lists them, worked out once for each change and not for each frame: they may be thousands.

use super::position::CommentFilter;
use crate::domain::{
    findings::{Comment, Theme},
    preparation::Preparation,
};

/// The comments that are listed, in their order.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Places of a theme and of a comment in it: theme by theme, those on the wall first.
    places: Vec<(usize, usize)>,
    /// The number of comments.
    pub(super) all: usize,
    /// The number of unread ones.
    pub(super) unread: usize,
    /// The lines, the filter and the open comment that it was worked out for.
    of: Option<(u64, CommentFilter, Option<String>)>,
}

impl Listing {
    /// Works the list out anew where the state (after `lines` lines of the journal), the filter or the open comment has
    /// changed.
    pub(super) fn refresh(
        &mut self,
        state: &Preparation,
        lines: u64,
        only: CommentFilter,
        open: Option<&str>,
    ) {
        // The one that is looked at closely stays in a list that it does not belong to any more.
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

    /// The number listed.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// One of them, with its theme.
    pub(super) fn get<'a>(
        &self,
        state: &'a Preparation,
        nth: usize,
    ) -> Option<(&'a Theme, &'a Comment)> {
        let (theme, comment) = self.places.get(nth)?;
        let theme = state.findings.themes.get(*theme)?;
        Some((theme, theme.comments.get(*comment)?))
    }

    /// The place of a comment in the list; looked for at `near` first.
    pub(super) fn position(&self, state: &Preparation, id: &str, near: usize) -> Option<usize> {
        let is = |nth: usize| self.get(state, nth).is_some_and(|(_, c)| c.id == id);
        if is(near) {
            return Some(near);
        }
        (0..self.len()).find(|nth| is(*nth))
    }
}
