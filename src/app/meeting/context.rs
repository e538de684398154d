//! The read-only view of a meeting for its screens: state, position, open ballot box and clock.

use crate::{
    domain::{
        agenda::{Activity, Stage},
        findings::{Findings, Theme},
        goal::Goal,
        meeting::{Mark, Meeting},
        stamp::Stamp,
        vote::{ballot_box::BallotBox, round::Round},
    },
    store::code_keys::CodeKeys,
};

/// The read-only view of the session for drawing and key handling.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about the room"
)]
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The meeting.
    pub meeting: &'a Meeting,
    /// The position of the room in it.
    pub mark: &'a Mark,
    /// The ballots of the open round; empty where none is open.
    pub ballots: &'a BallotBox,
    /// The code cards of the meeting; `None` on a screen that takes no votes.
    pub cards: Option<&'a CodeKeys>,
    /// `true` if the ballots are on this computer; a screen that follows another computer does not know them.
    pub turnout_known: bool,
    /// The ballot box of the open round is lost, so the round can only be given up.
    pub box_lost: bool,
    /// The clock.
    pub now: Stamp,
    /// The meeting is open in another window, so nothing can be changed here.
    pub read_only: bool,
    /// No lock could be had, so nothing can be changed until the user confirms.
    pub unsure: bool,
    /// Steps that are not on disk.
    pub unsaved: usize,
    /// The outcome file is older than the journal.
    pub behind: bool,
    /// The outcome file is being retried silently, because another program usually lets go of it at once.
    pub replacing: bool,
    /// The findings file has changed since the meeting began.
    pub findings_changed: bool,
    /// The findings on disk, if they differ from those that the meeting began with.
    pub changed_findings: Option<&'a Findings>,
    /// The meeting is over, and open for a review of its goals.
    pub follow_up: bool,
    /// The screen is the facilitator's own, so it may show things that must not be on the wall.
    pub desk: bool,
}

/// `true` if the meeting was saved on a day before `now`.
pub fn is_over(meeting: &Meeting, now: Stamp) -> bool {
    // By the day and not by the hour: on the day itself a room that opens it again goes on with its meeting.
    meeting.saved().is_some_and(|at| at.date() < now.date())
}

impl<'a> Context<'a> {
    /// `true` if Review has goals to show.
    pub fn has_review(&self) -> bool {
        self.follow_up || self.meeting.previous().is_some()
    }

    /// The stages that the room goes through: of a review months later only its own, and the one that is looked back at.
    pub fn stages(&self) -> Vec<Stage> {
        let all = Stage::ALL.iter().copied();
        all.filter(|stage| {
            !self.follow_up
                || matches!(stage, Stage::Review | Stage::Close)
                || *stage == self.stage()
        })
        .collect()
    }

    /// The stage on the wall.
    pub fn stage(&self) -> Stage {
        self.mark.stage
    }

    /// The open round whose ballots are taken on the page of this stage: of goals on Vote, of the meeting itself on Close.
    pub fn open_round(&self) -> Option<&'a Round> {
        let taken_on = |round: &&Round| {
            let stage = if round.is_evaluation() {
                Stage::Close
            } else {
                Stage::Vote
            };
            stage == self.stage()
        };
        self.meeting.open_round().filter(taken_on)
    }

    /// The theme on the wall: the marked one, else the first.
    pub fn theme(&self) -> Option<&'a Theme> {
        let marked = self.meeting.findings().theme(&self.mark.theme);
        // The marked theme may have gone with a change of the findings. The wall must not be empty then.
        marked.or_else(|| self.meeting.themes().first().copied())
    }

    /// The theme on the wall, by its place among [`Meeting::themes`].
    pub fn theme_at(&self) -> usize {
        let themes = self.meeting.themes();
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
        // A stable sort: within each half the goals keep the order in which the room knows them.
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
        let counted = |r: &&Round| r.counts();
        self.meeting.rounds().iter().filter(counted).count()
    }

    /// The counted round that is `back` places before the last one.
    pub fn count(&self, back: usize) -> Option<&'a Round> {
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

    /// `true` if the page on the wall is that of the current item of the agenda.
    pub fn is_at_item(&self) -> bool {
        let item = self.meeting.agenda().items.get(self.mark.item);
        match item.map(|i| &i.what) {
            Some(Activity::Stage(stage)) => *stage == self.stage(),
            Some(Activity::Theme(theme)) => {
                self.stage() == Stage::Themes && self.theme().is_some_and(|t| t.id == *theme)
            }
            // A break has no page: the one before it stays.
            Some(Activity::Break(_)) | None => true,
        }
    }

    /// The mark moved to a stage, and to a theme if one is given.
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
        // The time of a meeting that is over stays as it was. While the clock runs, somebody who looks back at an earlier
        // stage, during a vote for one, does not stop the time of the vote: only the clicker goes back in the agenda.
        if let Some(item) = self.item_of(stage, theme.as_deref())
            && !self.follow_up
            && (item >= self.mark.item || self.mark.running.is_none())
        {
            mark.go_to(item, self.now);
        }
        mark
    }

    /// The mark moved to an item of the agenda.
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
        if !self.follow_up {
            mark.go_to(item, self.now);
        }
        mark
    }
}
