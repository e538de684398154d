//! The page of the first screen: rows for units and for votes left behind, then two rows that are always there.

use super::{KnownUnit, LeftVotes, Starting};
use crate::app::cards::{Block, Column, Line, Page, Role, Row, line, muted, told};

/// A row of the first screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StartRow<'a> {
    Unit(&'a KnownUnit),
    Votes(&'a LeftVotes),
    New,
    Sample,
}

impl StartRow<'_> {
    fn cells(self) -> Vec<Line> {
        match self {
            Self::Unit(unit) => vec![
                line(Role::Ink, unit.name.clone()),
                line(
                    if unit.overdue {
                        Role::Warn
                    } else {
                        Role::Muted
                    },
                    unit.state.clone(),
                ),
                line(Role::Muted, unit.folder.display().to_string()),
            ],
            Self::Votes(votes) => {
                let folder = votes.folder.as_ref().map_or_else(
                    || "of a meeting that is not known here".to_owned(),
                    |f| f.display().to_string(),
                );
                vec![
                    line(Role::Ink, votes.title()),
                    line(Role::Warn, votes.age.clone()),
                    line(Role::Muted, folder),
                ]
            }
            Self::New => fixed("Start a unit", "out of a template"),
            Self::Sample => fixed("The sample meeting", "of a unit that does not exist"),
        }
    }
}

fn fixed(name: &str, about: &str) -> Vec<Line> {
    vec![
        line(Role::Ink, name),
        line(Role::Muted, about),
        line(Role::Muted, ""),
    ]
}

impl Starting {
    /// The rows, from top to bottom.
    pub(super) fn rows(&self) -> Vec<StartRow<'_>> {
        let units = self.units.iter().map(StartRow::Unit);
        let votes = self.left.iter().map(StartRow::Votes);
        units
            .chain(votes)
            .chain([StartRow::New, StartRow::Sample])
            .collect()
    }

    /// The selected row.
    pub(super) fn marked(&self) -> StartRow<'_> {
        let row = self.rows().get(self.at).copied();
        // Rows can go while the selection stays; the sample is the row that harms nobody.
        row.unwrap_or(StartRow::Sample)
    }

    pub(super) fn marked_unit(&self) -> Option<&KnownUnit> {
        self.units.get(self.at)
    }
}

pub(super) fn page(starting: &Starting) -> Page {
    let rows = starting.rows().into_iter().enumerate();
    let rows = rows.map(|(nth, row)| Row {
        cells: row.cells(),
        selected: nth == starting.at,
    });
    let mut blocks = vec![
        Block::Heading("What would you like to open?".into()),
        Block::Gap,
    ];
    // As long as the search runs an empty list means nothing, and a sentence about no units would be false.
    if starting.searching {
        blocks.push(muted("Looking for the units that were opened last."));
        blocks.push(Block::Gap);
    } else if starting.units.is_empty() {
        blocks.push(muted(
            "No unit was opened on this computer yet. The sample shows a whole meeting in five minutes.",
        ));
        blocks.push(Block::Gap);
    }
    if !starting.left.is_empty() && starting.left.iter().all(|left| left.is_key) {
        blocks.push(told(
            Role::Warn,
            "Codes for a vote by telephone are still on this computer, but their meeting is not where it was.",
        ));
        blocks.push(Block::Gap);
    } else if !starting.left.is_empty() {
        blocks.push(told(
            Role::Warn,
            "Votes of a round are still on this computer, but their meeting is not where it was, or the round is closed.",
        ));
        blocks.push(Block::Gap);
    }
    blocks.push(Block::Table {
        columns: vec![
            Column::fill(""),
            Column::words("", 30, 0),
            Column::words("", 34, 1),
        ],
        rows: rows.collect(),
    });
    // Below the rows, so that none of them moves with the mark.
    if let StartRow::Votes(LeftVotes {
        folder: Some(folder),
        is_key,
        ..
    }) = starting.marked()
    {
        blocks.push(Block::Gap);
        blocks.push(muted(format!(
            "These {} were for the meeting in {}.",
            if *is_key { "codes" } else { "votes" },
            folder.display()
        )));
    }
    Page {
        blocks,
        ..Page::default()
    }
}
