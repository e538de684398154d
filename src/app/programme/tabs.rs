//! The tabs of a programme and their rows.

use super::{
    Browsing,
    table::{Head, Value, day},
};
use crate::{
    app::{
        cards::{Column, Role},
        shell::Step,
    },
    domain::{
        outcome::{Status, Verdict},
        words,
    },
    programme::{
        browse::{BrowsedDue, BrowsedGoal, BrowsedUnit},
        question::Question,
    },
};

/// A tab of the programme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tab {
    /// Units.
    #[default]
    Units,
    /// Goals of all units.
    Goals,
    /// Due and overdue items of all units.
    Due,
    /// Named questions.
    Questions,
    /// Files that do not count.
    Files,
}

impl Step for Tab {
    const ALL: &'static [Self] = &[
        Self::Units,
        Self::Goals,
        Self::Due,
        Self::Questions,
        Self::Files,
    ];

    fn title(self) -> &'static str {
        match self {
            Self::Units => "Units",
            Self::Goals => "Goals",
            Self::Due => "Due",
            Self::Questions => "Questions",
            Self::Files => "Files",
        }
    }
}

impl Tab {
    /// Singular and plural of a row.
    pub(super) fn nouns(self) -> (&'static str, &'static str) {
        match self {
            Self::Units => ("unit", "units"),
            Self::Goals => ("goal", "goals"),
            Self::Due => ("item", "items"),
            Self::Questions => ("question", "questions"),
            Self::Files => ("file is not counted", "files are not counted"),
        }
    }

    /// Columns of the tab, on the screen and in files.
    pub(super) fn heads(self) -> Vec<Head> {
        match self {
            Self::Units => vec![
                Head::new("unit", Column::title("")),
                Head::new("organisation", Column::one_line("", 30, 3)),
                Head::new("met last", day(1)),
                Head::new("reviewed", day(2)),
                Head::new("meetings", Column::number("", 4)),
                Head::new("agreed", Column::number("", 0)),
                Head::new("done", Column::number("", 0)),
                Head::new("overdue", Column::number("", 0)),
            ],
            Self::Goals => vec![
                Head::new("goal", Column::title("")),
                Head::new("unit", Column::one_line("", 24, 1)),
                Head::new("met", day(3)),
                Head::new("decision", Column::one_line("", 13, 2)),
                Head::new("status", Column::one_line("", 14, 0)),
                Head::new("due", day(4)),
                Head::new("cost", Column::number("", 6)),
                Head::new("hours", Column::number("", 5)),
                Head::of_files("reason"),
                Head::of_files("control"),
                Head::of_files("themes"),
                Head::of_files("strand"),
                Head::of_files("file"),
            ],
            Self::Due => vec![
                Head::new("day", day(0)),
                Head::new("goal", Column::title("")),
                Head::new("matter", Column::one_line("", 16, 2)),
                Head::new("unit", Column::one_line("", 24, 1)),
                Head::new("who", Column::one_line("", 22, 3)),
            ],
            Self::Questions => vec![
                Head::new("question", Column::title("")),
                Head::new("name", Column::one_line("", 16, 1)),
            ],
            Self::Files => vec![
                Head::new("file", Column::one_line("", 40, 0)),
                Head::new("why", Column::fill("")),
            ],
        }
    }
}

/// Number of rows of a tab before anything is filtered.
pub(super) fn count(browsing: &Browsing, tab: Tab) -> usize {
    match tab {
        Tab::Units => browsing.browse.units.len(),
        Tab::Goals => browsing.browse.goals.len(),
        Tab::Due => browsing.browse.due.len(),
        Tab::Questions => Question::ALL.len(),
        Tab::Files => browsing.unread.len(),
    }
}

/// Unit of a row; `None` for a row of no unit.
pub(super) fn unit_of(browsing: &Browsing, tab: Tab, nth: usize) -> Option<usize> {
    match tab {
        Tab::Units => Some(nth),
        Tab::Goals => browsing.browse.goals.get(nth).map(|g| g.unit),
        Tab::Due => browsing.browse.due.get(nth).map(|d| d.unit),
        Tab::Questions | Tab::Files => None,
    }
}

/// Values of a row, one a column.
pub(super) fn values(browsing: &Browsing, tab: Tab, nth: usize) -> Vec<Value> {
    let browse = &browsing.browse;
    match tab {
        Tab::Units => browse.units.get(nth).map(unit),
        Tab::Goals => browse.goals.get(nth).map(|g| goal(browsing, g)),
        Tab::Due => browse.due.get(nth).map(|d| due(browsing, d)),
        Tab::Questions => Question::ALL
            .get(nth)
            .map(|q| vec![Value::words(q.title()), Value::words(q.name())]),
        Tab::Files => browsing
            .unread
            .get(nth)
            .map(|(file, why)| vec![Value::words(file), Value::words(why)]),
    }
    .unwrap_or_default()
}

/// Role of a cell.
pub(super) fn role(browsing: &Browsing, tab: Tab, nth: usize, name: &str) -> Role {
    match (tab, name) {
        (Tab::Units, "overdue") => {
            let overdue = browsing
                .browse
                .units
                .get(nth)
                .is_some_and(|u| u.overdue > 0);
            if overdue { Role::Warn } else { Role::Muted }
        }
        (Tab::Goals, "status") => status_role(browsing.browse.goals.get(nth)),
        (Tab::Due, "day") => {
            let overdue = browsing.browse.due.get(nth).is_some_and(|d| d.overdue);
            if overdue { Role::Bad } else { Role::Ink }
        }
        (Tab::Files, "why") => Role::Warn,
        (_, "unit" | "goal" | "question" | "file" | "agreed" | "done") => Role::Ink,
        _ => Role::Muted,
    }
}

/// Role of a status: good news, bad news, or neither.
pub(super) fn role_of(status: Status) -> Role {
    match status {
        Status::Done | Status::Granted => Role::Good,
        Status::Stuck | Status::Dropped | Status::Refused => Role::Bad,
        Status::OnTrack | Status::Waiting | Status::StillTrue | Status::NoLongerTrue => Role::Ink,
    }
}

fn status_role(goal: Option<&BrowsedGoal>) -> Role {
    goal.and_then(BrowsedGoal::status)
        .map_or(Role::Muted, role_of)
}

fn unit(unit: &BrowsedUnit) -> Vec<Value> {
    vec![
        Value::words(&unit.name),
        Value::words(&unit.organisation),
        Value::Day(unit.last),
        Value::Day(unit.reviewed),
        Value::Number(Some(unit.meetings)),
        Value::Number(Some(unit.agreed)),
        Value::Number(Some(unit.done)),
        Value::Number(Some(unit.overdue)),
    ]
}

/// Decision in the words of a table.
pub(super) fn decision(verdict: Verdict) -> String {
    verdict.word().replace('_', " ")
}

fn goal(browsing: &Browsing, goal: &BrowsedGoal) -> Vec<Value> {
    vec![
        Value::words(&goal.title),
        Value::words(browsing.unit_name(goal.unit)),
        Value::Day(goal.date),
        Value::words(decision(goal.decision)),
        Value::words(goal.status().map_or("", Status::words)),
        Value::Day(goal.due),
        Value::Number(goal.cost),
        Value::Number(goal.hours),
        Value::words(goal.reason.map_or("", words::reason)),
        Value::words(goal.control.map_or("", |c| words::control(Some(c)))),
        Value::words(goal.themes.join(" ")),
        Value::words(goal.strand.as_deref().unwrap_or_default()),
        Value::words(&goal.file),
    ]
}

fn due(browsing: &Browsing, due: &BrowsedDue) -> Vec<Value> {
    vec![
        Value::Day(due.on),
        Value::words(&due.title),
        Value::words(due.matter.words()),
        Value::words(browsing.unit_name(due.unit)),
        Value::words(&due.who),
    ]
}
