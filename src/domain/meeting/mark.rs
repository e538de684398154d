//! Where the room is: the stage, the item of the agenda and its time, what is on the wall.
//!
//! It is folded, not undone: going back a step in the meeting does not turn the clock back.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::{
    agenda::{AgendaItem, Stage},
    stamp::Stamp,
    vote::settings::RoundSettings,
};

/// Where the room is. Folded: the last one counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The stage on the wall.
    pub stage: Stage,
    /// The agenda item whose time runs, by place.
    pub item: usize,
    /// The theme on the wall, by id; empty is the first.
    #[serde(default)]
    pub theme: String,
    /// Since when the item's clock runs; `None` is paused or not started.
    pub running: Option<Stamp>,
    /// Seconds that each item has taken, without the stretch that runs now. May be shorter than the agenda.
    #[serde(default)]
    pub spent: Vec<u64>,
    /// Minutes added to each item. May be shorter than the agenda.
    #[serde(default)]
    pub added: Vec<u32>,
    /// Items the room has been at.
    #[serde(default)]
    pub visited: BTreeSet<usize>,
    /// What is on the wall besides the stage.
    #[serde(default, skip_serializing_if = "Shown::is_plain")]
    pub shown: Shown,
}

/// What is on the wall besides the stage: for whoever follows on another screen, and for the next opening.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The finding, by its place on the wall.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub finding: usize,
    /// The row under the mark. Kept only where somebody may follow.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub row: usize,
    /// How many rounds back the results are.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub back: usize,
    /// What stands in the place of the stage's own screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slide: Option<Slide>,
    /// Nothing but paper is shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blank: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

impl Shown {
    fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// What can stand in the place of a stage's own screen.
#[expect(missing_docs, reason = "the fields are what it is about")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Slide {
    /// One finding, as large as the screen.
    Zoom,
    /// A patient's words.
    Comment { theme: String, at: usize, all: bool },
    /// Who has been heard.
    Speaking,
    /// The clock and the item's time.
    Clock,
    /// What a round will be, before it opens.
    Setup { settings: RoundSettings },
    /// A goal, looked at closely.
    Goal { goal: String },
    /// Who sees to a goal.
    Owner { goal: String },
    /// A goal of the meeting before.
    Earlier { goal: String },
    /// What fits, by which rule, and what was moved by hand; or how that came about.
    Fits {
        round: String,
        rule: usize,
        moved: BTreeMap<String, bool>,
        explained: bool,
    },
    /// How a goal's result came about.
    Explain { round: String, goal: String },
    /// Each group's own list.
    Lists { round: String },
    /// The votes of a round, without names.
    Ballots { round: String },
    /// A line of the read-back.
    ReadBack { at: usize },
}

impl Mark {
    /// Where the room is when the agenda's items are others than before: each item that is there still keeps its time.
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
        let ran = self.running.is_some();
        self.pause(now);
        self.item = item;
        if ran {
            self.run(now);
        }
    }
}
