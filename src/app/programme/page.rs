//! The page of a tab: number of rows and order, or the filter while it is typed, and the table.

use std::fmt::Write as _;

use super::{
    Browsing, Tab,
    table::cell,
    tabs::{role, values},
};
use crate::{
    app::{
        cards::{Block, Edit, Line, Page, Role, Row, line, muted},
        shell::steps,
    },
    domain::words,
};

/// Page of the tab: its table around the mark.
pub(super) fn table(browsing: &Browsing) -> Page {
    let mut heads = browsing.tab.heads();
    let sorted = browsing.sorting().column.and_then(|at| heads.get_mut(at));
    if let Some(column) = sorted.and_then(|head| head.column.as_mut()) {
        // An order by a column that is out of sight cannot be followed.
        column.drop = 0;
    }
    let mut blocks = Vec::new();
    if browsing.is_filtering() {
        let (one, many) = browsing.tab.nouns();
        blocks.push(Block::Edit(Edit {
            about: Line::new(),
            label: "Words that must be in it".into(),
            lines: vec![browsing.filter().to_owned()],
            cursor: (0, browsing.filter().chars().count()),
            several: false,
            note: line(
                Role::Muted,
                words::count(browsing.listed.len() as u64, one, many),
            ),
        }));
    } else {
        blocks.push(Block::Pair(
            line(Role::Ink, counted(browsing)),
            line(Role::Muted, order(browsing)),
        ));
    }
    blocks.push(Block::Gap);
    if browsing.listed.is_empty() {
        blocks.push(muted(nothing(browsing)));
        return Page {
            blocks,
            ..Page::default()
        };
    }
    let at = browsing.at();
    let window = steps::window(at, browsing.listed.len());
    let shown = browsing.listed.get(window.clone()).unwrap_or_default();
    let rows = shown.iter().zip(window).map(|(nth, place)| Row {
        cells: heads
            .iter()
            .zip(values(browsing, browsing.tab, *nth))
            .filter(|(head, _)| head.column.is_some())
            .map(|(head, value)| cell(&value, role(browsing, browsing.tab, *nth, head.name)))
            .collect(),
        selected: place == at,
    });
    blocks.push(Block::Table {
        rows: rows.collect(),
        columns: heads.into_iter().filter_map(|h| h.column).collect(),
    });
    Page {
        blocks,
        ..Page::default()
    }
}

/// Number of listed rows, and what they were narrowed by.
fn counted(browsing: &Browsing) -> String {
    let (one, many) = browsing.tab.nouns();
    let mut text = words::count(browsing.listed.len() as u64, one, many);
    if let Some(unit) = browsing
        .only
        .filter(|_| matches!(browsing.tab, Tab::Goals | Tab::Due))
    {
        text.push_str(" of ");
        text.push_str(browsing.unit_name(unit));
    }
    if !browsing.filter().is_empty() {
        // Writing to a String cannot fail.
        let _ = write!(text, " with \u{201c}{}\u{201d}", browsing.filter());
    }
    if browsing.tab == Tab::Due {
        let overdue = |nth: &&usize| browsing.browse.due.get(**nth).is_some_and(|d| d.overdue);
        let overdue = browsing.listed.iter().filter(overdue).count();
        let _ = write!(text, ", {overdue} overdue");
    }
    text
}

fn order(browsing: &Browsing) -> String {
    let sorting = browsing.sorting();
    let heads = browsing.tab.heads();
    let head = sorting.column.and_then(|at| heads.get(at));
    let by = head.map_or_else(String::new, |head| {
        let way = if sorting.reversed { ", last first" } else { "" };
        format!("by {}{way}: ", head.name)
    });
    match browsing.listed.len() {
        0 => by,
        all => format!("{by}{} of {all}", browsing.at() + 1),
    }
}

fn nothing(browsing: &Browsing) -> &'static str {
    match (browsing.tab, browsing.filter().is_empty()) {
        (_, false) => {
            "Nothing has these words. {Find} changes them, {ProgrammeFilter.Back} takes them away."
        }
        (Tab::Units, _) => {
            "No outcome is below this folder. One is there once a meeting was saved."
        }
        (Tab::Goals, _) => "No goal is in these outcomes.",
        (Tab::Due, _) => "Nothing is overdue, and nothing is due in the next 60 days.",
        (Tab::Questions, _) => "There is no question.",
        (Tab::Files, _) => "Every file below this folder was read, or is none of an outcome.",
    }
}
