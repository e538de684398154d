//! Progress of a review months after the meeting: the goals looked at today, those left, and the next day.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{ReviewScope, strips::found, waits};
use crate::{
    app::{
        cards::{Block, Role, line, muted},
        meeting::context::Context,
    },
    domain::{
        dates, follow_up,
        outcome::{OutcomeGoal, Status},
    },
};

/// The number of goals looked at today, of those that a review has to look at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    looked: usize,
    all: usize,
}

impl Progress {
    /// The number of goals that nobody has looked at today.
    pub fn left(self) -> usize {
        self.all - self.looked
    }

    /// `5 of 7 looked at`; empty where there is nothing to look at.
    pub fn words(self) -> String {
        if self.all == 0 {
            return String::new();
        }
        format!("{} of {} looked at", self.looked, self.all)
    }
}

fn is_looked_at(scope: &ReviewScope, goal: &OutcomeGoal) -> bool {
    goal.reviews.iter().any(|r| r.on == Some(scope.today))
}

/// The progress of the review.
pub fn progress(room: &Context) -> Progress {
    ReviewScope::at(room).map_or_else(Progress::default, |scope| {
        let goals = scope.goals();
        let looked = goals.iter().filter(|g| is_looked_at(&scope, g)).count();
        let left = goals.iter().filter(|g| waits(room, &scope, g)).count();
        Progress {
            looked,
            all: looked + left,
        }
    })
}

/// The goals that nobody has looked at today: id, title, and what is to be said of them.
pub fn to_look_at(room: &Context) -> Vec<(String, String, &'static str)> {
    let Some(scope) = ReviewScope::at(room) else {
        return Vec::new();
    };
    let goals = scope.goals().into_iter();
    goals
        .filter(|goal| waits(room, &scope, goal))
        .map(|goal| {
            let overdue = !follow_up::missed(goal, scope.today).is_empty();
            let lacks = if overdue {
                "review overdue"
            } else {
                "not looked at today"
            };
            (goal.id.clone(), goal.title.clone(), lacks)
        })
        .collect()
}

/// The ids of goals that need no further review.
pub fn settled(room: &Context) -> BTreeSet<String> {
    ReviewScope::at(room).map_or_else(BTreeSet::new, |scope| {
        let goals = scope.outcome.goals.iter();
        let settled = |g: &&OutcomeGoal| {
            let status = g.last_review().and_then(|r| r.status);
            status.is_some_and(Status::settles)
        };
        goals.filter(settled).map(|g| g.id.clone()).collect()
    })
}

/// The number of goals of each status that was found today: `2 done, 1 stuck`.
pub fn found_today(room: &Context) -> String {
    ReviewScope::at(room).map_or_else(String::new, |scope| {
        let goals = scope.goals().into_iter();
        let today = goals.filter(|g| is_looked_at(&scope, g));
        let statuses: Vec<Status> = today.filter_map(|g| g.last_review()?.status).collect();
        found(&statuses).join(", ")
    })
}

/// The next planned day of a review after today, with the number of its goals; `None` where none is planned.
pub fn next_day(room: &Context) -> Option<(Date, usize)> {
    let scope = ReviewScope::at(room)?;
    let tomorrow = scope.today.tomorrow().ok()?;
    let open = scope.outcome.goals.iter().filter(|g| g.is_open());
    let days: Vec<Date> = open.filter_map(|g| follow_up::next(g, tomorrow)).collect();
    let first = *days.iter().min()?;
    Some((first, days.iter().filter(|day| **day == first).count()))
}

/// The panel beside the page of a review.
pub fn beside_the_page(room: &Context) -> Vec<Block> {
    let pair =
        |name: &str, value: String| Block::Pair(line(Role::Ink, name), line(Role::Ink, value));
    let mut blocks = vec![Block::Heading("This review".to_owned())];
    let progress = progress(room);
    blocks.push(pair(
        "looked at",
        format!("{} of {}", progress.looked, progress.all),
    ));
    if let Some((day, _)) = next_day(room) {
        blocks.push(pair("next review", dates::short(day)));
    }
    let held = ReviewScope::at(room).and_then(|scope| scope.outcome.meeting.date);
    if let Some(day) = held {
        blocks.push(Block::Gap);
        blocks.push(muted(format!("The meeting was on {}.", dates::say(day))));
    }
    blocks
}
