//! What screens may look at: the meeting, where the room is in it, the open ballot box, the clock.

use crate::domain::{
    agenda::{Activity, Stage},
    findings::{Findings, Theme},
    goal::Goal,
    meeting::{Mark, Meeting},
    stamp::Stamp,
    vote::ballot_box::BallotBox,
};

/// A look at everything that a screen may say something about.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about the room"
)]
#[derive(Clone, Copy, Debug)]
pub struct Room<'a> {
    /// The meeting.
    pub meeting: &'a Meeting,
    /// Where the room is in it.
    pub mark: &'a Mark,
    /// The ballots of the open round; empty where none is open.
    pub ballots: &'a BallotBox,
    /// Whether they are known at all: another computer's are not.
    pub turnout_known: bool,
    /// The votes of the open round are not here: it can only be given up.
    pub box_lost: bool,
    /// The clock.
    pub now: Stamp,
    /// Somebody else holds the meeting: nothing can be changed here.
    pub read_only: bool,
    /// Nothing can be changed because it cannot be told whether somebody else holds it.
    pub unsure: bool,
    /// Steps that are not on disk.
    pub unsaved: usize,
    /// What was agreed is not in its file yet.
    pub behind: bool,
    /// That was found out a moment ago, and is being tried again: most often another program lets go of the file at once.
    pub replacing: bool,
    /// The findings file has changed since the meeting began.
    pub findings_changed: bool,
    /// The findings as the file has them now, where they are others than the meeting began with.
    pub later: Option<&'a Findings>,
    /// The meeting is over, and is looked at again.
    pub again: bool,
    /// The screen is the facilitator's own: what must not be on the wall may be here.
    pub desk: bool,
}

/// `true` if the meeting was saved on a day before `now`.
pub fn is_over(meeting: &Meeting, now: Stamp) -> bool {
    meeting.saved().is_some_and(|at| at.date() < now.date())
}

impl<'a> Room<'a> {
    /// There is something to look at on Review.
    pub fn has_review(&self) -> bool {
        self.again || self.meeting.previous().is_some()
    }

    /// The stage on the wall.
    pub fn stage(&self) -> Stage {
        self.mark.stage
    }

    /// The theme on the wall: the marked one, else the first.
    pub fn theme(&self) -> Option<&'a Theme> {
        let themes = &self.meeting.findings().themes;
        themes
            .iter()
            .find(|t| t.id == self.mark.theme)
            .or_else(|| themes.first())
    }

    /// The theme on the wall, by place.
    pub fn theme_at(&self) -> usize {
        let themes = &self.meeting.findings().themes;
        themes
            .iter()
            .position(|t| t.id == self.mark.theme)
            .unwrap_or(0)
    }

    /// Goals in the order of the Goals and Vote screens.
    pub fn goals(&self) -> Vec<&'a Goal> {
        self.meeting.live_goals().collect()
    }

    /// Goals in the order of the Owners screen: agreed ones, then those not decided yet.
    pub fn goals_to_own(&self) -> Vec<&'a Goal> {
        let mut goals: Vec<&Goal> = self
            .meeting
            .live_goals()
            .filter(|g| g.decision.is_none() || g.is_agreed())
            .collect();
        goals.sort_by_key(|g| !g.is_agreed());
        goals
    }

    /// Goals in the order of the Vote screen: best of the last count first, those not in it last.
    pub fn goals_by_result(&self, back: usize) -> Vec<&'a Goal> {
        let mut goals = self.goals();
        if let Some(tally) = self.count(back).and_then(|r| r.tally()) {
            let place = |g: &&Goal| {
                tally
                    .ranked()
                    .iter()
                    .position(|c| c.goal == g.id)
                    .unwrap_or(usize::MAX)
            };
            goals.sort_by_key(place);
        }
        goals
    }

    /// The number of counted rounds.
    pub fn counts(&self) -> usize {
        let counted = |r: &&crate::domain::vote::round::Round| r.counts();
        self.meeting.rounds().iter().filter(counted).count()
    }

    /// The count so many back from the last.
    pub fn count(&self, back: usize) -> Option<&'a crate::domain::vote::round::Round> {
        self.meeting
            .rounds()
            .iter()
            .rev()
            .filter(|r| r.counts())
            .nth(back)
    }

    /// The agenda item that a stage, or a theme of it, stands in.
    pub fn item_of(&self, stage: Stage, theme: Option<&str>) -> Option<usize> {
        self.meeting
            .agenda()
            .items
            .iter()
            .position(|item| match &item.what {
                Activity::Stage(s) => *s == stage,
                Activity::Theme(t) => stage == Stage::Themes && theme.is_none_or(|w| w == t),
                Activity::Break(_) => false,
            })
    }

    /// A mark at a stage, and a theme where one is meant.
    pub fn mark_at(&self, stage: Stage, theme: Option<&str>) -> Mark {
        let mut mark = self.mark.clone();
        mark.stage = stage;
        if let Some(theme) = theme {
            theme.clone_into(&mut mark.theme);
        }
        let theme = (stage == Stage::Themes)
            .then(|| {
                self.meeting
                    .findings()
                    .theme(&mark.theme)
                    .map(|t| t.id.clone())
            })
            .flatten();
        // The time of a meeting that is over stays as it was.
        if let Some(item) = self.item_of(stage, theme.as_deref())
            && !self.again
        {
            mark.go_to(item, self.now);
        }
        mark
    }

    /// A mark at an item of the agenda.
    pub fn mark_at_item(&self, item: usize) -> Mark {
        let mut mark = self.mark.clone();
        match self.meeting.agenda().items.get(item).map(|i| &i.what) {
            Some(Activity::Stage(stage)) => mark.stage = *stage,
            Some(Activity::Theme(theme)) => {
                mark.stage = Stage::Themes;
                mark.theme.clone_from(theme);
            }
            Some(Activity::Break(_)) | None => {}
        }
        if !self.again {
            mark.go_to(item, self.now);
        }
        mark
    }
}
