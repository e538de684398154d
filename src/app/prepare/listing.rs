//! The comments as the screen lists them, worked out once for each change and not for each frame: they may be thousands.

use super::standing::Only;
use crate::domain::{
    findings::{Comment, Theme},
    preparation::Preparation,
};

/// Which comments are listed, in their order.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Places of a theme and of a comment in it: theme by theme, those on the wall first.
    places: Vec<(usize, usize)>,
    /// The number of comments.
    pub(super) all: usize,
    /// The number of unread ones.
    pub(super) unread: usize,
    /// The state that it was worked out of.
    of: Option<(u64, Only, Option<String>)>,
}

impl Listing {
    /// Works it out anew where the state, after so many lines, or what is asked for may be another.
    pub(super) fn freshen(
        &mut self,
        state: &Preparation,
        lines: u64,
        only: Only,
        close: Option<&str>,
    ) {
        // The one that is looked at closely stays in a list that it does not belong to any more.
        let close = close.filter(|_| only != Only::All).map(str::to_owned);
        let of = Some((lines, only, close));
        if self.of == of {
            return;
        }
        let close = of.as_ref().and_then(|(_, _, close)| close.as_deref());
        self.places.clear();
        (self.all, self.unread) = (0, 0);
        for (nth, theme) in state.findings.themes.iter().enumerate() {
            self.all += theme.comments.len();
            let mut places = Vec::new();
            for (at, comment) in theme.comments.iter().enumerate() {
                let is_unread = state.is_unread(comment);
                self.unread += usize::from(is_unread);
                let wanted = match only {
                    Only::All => true,
                    Only::Unread => is_unread,
                    Only::Wall => comment.wall.is_some(),
                    Only::Held => comment.hold,
                };
                if wanted || close == Some(comment.id.as_str()) {
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
