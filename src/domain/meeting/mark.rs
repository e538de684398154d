//! The place of the room in the meeting: the stage, the agenda item and its time, and the slide on the wall.
//!
//! Marks are folded, so only the last one counts, and they are never undone: undoing a step does not turn the clock back.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::airtime::Airtime;
use crate::domain::{
    agenda::{AgendaItem, Stage},
    stamp::Stamp,
    vote::settings::RoundSettings,
};

/// The place of the room in the meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The stage on the wall.
    pub stage: Stage,
    /// The agenda item whose time runs, by place.
    pub item: usize,
    /// The theme on the wall, by id; empty is the first.
    #[serde(default)]
    pub theme: String,
    /// The time since which the item's clock runs; `None` is paused or not started.
    // A point in time and not a count of seconds: a laptop that slept or crashed goes on with the right time.
    pub running: Option<Stamp>,
    /// Seconds that each item has taken, without the stretch that runs now. May be shorter than the agenda.
    #[serde(default)]
    pub spent: Vec<u64>,
    /// Minutes added to each item. May be shorter than the agenda.
    #[serde(default)]
    pub added: Vec<u32>,
    /// Items the room has been at.
    #[serde(default)]
    // Apart from `spent`: an item that took no measurable time was still on the wall, and is not "skipped" in the minutes.
    pub visited: BTreeSet<usize>,
    /// The time for which each side of the table spoke.
    #[serde(default, skip_serializing_if = "Airtime::is_empty")]
    pub airtime: Airtime,
    /// The view on the wall within the stage.
    #[serde(default, skip_serializing_if = "WallView::is_plain")]
    pub shown: WallView,
}

/// The view on the wall within the stage, for screens that follow and for the next opening.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WallView {
    /// The finding, by its place on the wall.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub finding: usize,
    /// Findings are shown as numbers, and not as charts and bars.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub numbers: bool,
    /// The selected row. Kept only if another screen may follow.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub row: usize,
    /// The number of rounds back from the last whose results are shown.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub back: usize,
    /// The order of the goals on the board.
    #[serde(default, skip_serializing_if = "GoalOrder::is_proposed")]
    pub order: GoalOrder,
    /// The slide that replaces the stage's own screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slide: Option<Slide>,
    /// The wall is blank.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blank: bool,
    /// The countdown at the foot of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub countdown: Option<Countdown>,
    /// Screenfuls that a long page is moved down from the desk.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub down: usize,
    /// The results that the wall does not show yet. It is set while the round is still open, so that no screen that follows can
    /// see a count before the room does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unshown: Option<Unshown>,
}

/// A countdown beside the agenda item's timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Countdown {
    /// The purpose.
    pub kind: CountdownKind,
    /// The start.
    // A point in time and not a count of seconds, so that both screens show the same without telling each other.
    pub from: Stamp,
    /// The length in seconds.
    pub seconds: u64,
}

/// The purpose of a countdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CountdownKind {
    /// The room reads in silence.
    Reading,
    /// Everybody writes in silence.
    Writing,
    /// One person speaks.
    Speaking,
}

impl CountdownKind {
    /// The length in seconds that it starts with.
    pub fn usual_seconds(self) -> u64 {
        match self {
            Self::Reading => 60,
            Self::Writing | Self::Speaking => 120,
        }
    }
}

impl Countdown {
    /// Seconds left at `now`; 0 once it is over.
    pub fn left(&self, now: Stamp) -> u64 {
        self.seconds.saturating_sub(now.seconds_since(self.from))
    }
}

/// The results of a round that are not shown yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unshown {
    /// The round's id.
    pub round: String,
    /// The number of goals, from the best on. They are shown from the last to the first.
    pub goals: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

impl WallView {
    /// `true` if the page differs from that of another view; where it is scrolled, and what runs beside it, do not count.
    pub fn is_other_page(&self, other: &Self) -> bool {
        (self.finding, self.back, self.numbers, &self.slide)
            != (other.finding, other.back, other.numbers, &other.slide)
    }

    fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// An order of the goals on the board. It is a matter of the screen: ballots and papers have the order of proposal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalOrder {
    /// As they were proposed.
    #[default]
    Proposed,
    /// By the result of the last round, the best first.
    Result,
    /// By their money, the most first.
    Money,
    /// By their hours, the most first.
    Hours,
    /// By their theme, in the order of the findings.
    Theme,
}

impl GoalOrder {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
    fn is_proposed(&self) -> bool {
        *self == Self::Proposed
    }
}

/// A slide: a page that replaces a stage's own screen.
#[expect(missing_docs, reason = "the fields are what it is about")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Slide {
    /// One finding, as large as the screen.
    Zoom,
    /// A comment.
    Comment { theme: String, at: usize, all: bool },
    /// The speaking round.
    Speaking,
    /// The words of each person about what they are here for.
    HereFor,
    /// The questions about the meeting, or the answers to them.
    Evaluation,
    /// The picture of whose voice was heard.
    Voices,
    /// The clock and the item's time.
    Clock,
    /// The settings of a round, before it opens.
    Setup { settings: RoundSettings },
    /// The details of a goal.
    Goal { goal: String },
    /// The owner of a goal.
    Owner { goal: String },
    /// A goal of the meeting before.
    Earlier { goal: String },
    /// The proposal of a rule and the goals that were moved in or out by hand; or the explanation of it.
    Fits {
        round: String,
        rule: usize,
        moved: BTreeMap<String, bool>,
        explained: bool,
    },
    /// The explanation of a goal's result.
    Explain { round: String, goal: String },
    /// Each group's own list.
    Lists { round: String },
    /// The votes of a round, without names.
    Ballots { round: String },
    /// A line of the read-back.
    ReadBack { at: usize },
    /// The pledge, or the goal of it at a place.
    Pledge { at: Option<usize> },
}

impl Mark {
    /// The mark after a change of the agenda's items: each item that is still there keeps its time.
    #[must_use]
    pub fn moved(&self, before: &[AgendaItem], after: &[AgendaItem], now: Stamp) -> Self {
        let mut old = self.clone();
        let runs = old.running.is_some();
        old.pause(now);
        let mut new = Self {
            item: 0,
            running: None,
            spent: Vec::new(),
            added: Vec::new(),
            visited: BTreeSet::new(),
            ..old.clone()
        };
        let mut taken = BTreeSet::new();
        let mut here = None;
        for (at, item) in after.iter().enumerate() {
            let was = before.iter().enumerate();
            let was = was
                // By what an item is about, not by place. An agenda can have two breaks, so each old item is used once.
                .filter(|(i, b)| b.what == item.what && !taken.contains(i))
                .map(|(i, _)| i)
                .next();
            new.spent
                .push(was.and_then(|i| old.spent.get(i)).copied().unwrap_or(0));
            new.added.push(was.map_or(0, |i| old.added(i)));
            if let Some(was) = was {
                taken.insert(was);
                if old.visited.contains(&was) {
                    new.visited.insert(at);
                }
                if was == old.item {
                    here = Some(at);
                }
            }
        }
        // An item that is gone leaves the room at the one in its place.
        new.item = here.unwrap_or_else(|| old.item.min(after.len().saturating_sub(1)));
        if runs && here.is_some() {
            new.run(now);
        }
        new
    }

    /// Seconds an item has taken up to `now`.
    pub fn taken(&self, item: usize, now: Stamp) -> u64 {
        let before = self.spent.get(item).copied().unwrap_or(0);
        let running = match self.running {
            Some(since) if item == self.item => now.seconds_since(since),
            _ => 0,
        };
        before + running
    }

    /// Minutes added to an item.
    pub fn added(&self, item: usize) -> u32 {
        self.added.get(item).copied().unwrap_or(0)
    }

    /// Puts the running stretch into `spent`, and stops.
    pub fn pause(&mut self, now: Stamp) {
        // A room that pauses does not speak on the theme, and what it says over coffee is nobody's business.
        self.airtime.end(now);
        let taken = self.taken(self.item, now);
        if self.running.take().is_some() {
            if self.spent.len() <= self.item {
                self.spent.resize(self.item + 1, 0);
            }
            if let Some(spent) = self.spent.get_mut(self.item) {
                *spent = taken;
            }
        }
    }

    /// The mark as it is written at `now`: the turn that goes on is counted, and has ended if the page left its theme.
    #[must_use]
    pub fn counted(mut self, now: Stamp) -> Self {
        let stays = self.airtime.turn().is_none_or(|turn| {
            // No theme is the first one, and the turn was begun on what was on the wall.
            self.stage == Stage::Themes && (self.theme.is_empty() || self.theme == turn.theme)
        });
        if stays {
            self.airtime.count(now);
        } else {
            self.airtime.end(now);
        }
        self
    }

    /// Lets the item's clock run.
    pub fn run(&mut self, now: Stamp) {
        if self.running.is_none() {
            self.running = Some(now);
        }
        self.visited.insert(self.item);
    }

    /// Adds a minute to the item.
    pub fn add_minute(&mut self) {
        if self.added.len() <= self.item {
            self.added.resize(self.item + 1, 0);
        }
        if let Some(added) = self.added.get_mut(self.item) {
            *added = added.saturating_add(1);
        }
    }

    /// Goes to another item; a clock that ran runs on there.
    pub fn go_to(&mut self, item: usize, now: Stamp) {
        if item == self.item {
            return;
        }
        self.airtime.end(now);
        // A clock that is paused stays paused: a chair who looks ahead must not charge the next item for it.
        let ran = self.running.is_some();
        self.pause(now);
        self.item = item;
        if ran {
            self.run(now);
        }
    }
}
