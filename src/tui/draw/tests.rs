//! Shared helpers of the drawing tests: sample views, and drawing to text.

mod any;
mod blocks;
mod screens;
mod strips;

use ratatui::{buffer::Buffer, layout::Rect};

use super::{DrawReport, draw};
use crate::{
    app::cards::{
        Align, Bar, Beside, Block, Column, Dock, Edit, Haste, Hint, Letters, Line, Page, Part,
        Role, Row, Timer, Toast, View, line, muted, span, text,
    },
    tui::{Palette, role_grid, text_grid},
};

/// Draws a view in a window of this size.
fn drawn(view: &View, width: u16, height: u16) -> (Buffer, DrawReport) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let drawn = draw(&mut buffer, view, Palette::RoomLight);
    (buffer, drawn)
}

fn shown(view: &View, width: u16, height: u16) -> String {
    text_grid(&drawn(view, width, height).0)
}

/// Draws blocks only: the lines between the two rules, without the left margin.
fn laid(blocks: Vec<Block>, width: u16) -> String {
    let view = View {
        page: page(blocks),
        ..View::default()
    };
    let all = shown(&view, width, 26);
    // The same margin as on the screen.
    let margin = if width < 60 { 1 } else { 2 };
    let lines: Vec<String> = all
        .lines()
        .skip(2)
        .take(22)
        .map(|l| format!("|{}", l.get(margin..).unwrap_or_default()))
        .collect();
    lines.join("\n").trim_end_matches(['|', '\n']).to_owned()
}

fn page(blocks: Vec<Block>) -> Page {
    Page {
        blocks,
        ..Page::default()
    }
}

fn hints(of: &[(&str, &str)]) -> Vec<Hint> {
    of.iter()
        .map(|(key, label)| Hint {
            key: (*key).to_owned(),
            label: (*label).to_owned(),
            press: None,
            keep: *key == "?",
            scrolls: false,
        })
        .collect()
}

/// A screen with header, stages, message and footer around a page.
fn screen(page: Page) -> View {
    let stages = [
        "1 Welcome",
        "2 Review",
        "3 Themes",
        "4 Goals",
        "5 Vote",
        "6 Owners",
        "7 Close",
    ];
    View {
        unit: "Northbrook Breast Unit".to_owned(),
        place: "3 of 6".to_owned(),
        timer: Some(Timer {
            text: "06:12 of 10".to_owned(),
            role: Role::Ink,
            haste: Haste::None,
        }),
        clock: "13:34".to_owned(),
        stages: stages
            .iter()
            .map(|s| ((*s).to_owned(), *s == "3 Themes"))
            .collect(),
        page,
        footer: hints(&[
            ("g", "propose a goal"),
            ("c", "comments"),
            ("r", "speaking round"),
            ("t", "timer"),
            ("u", "undo"),
            ("?", "help"),
        ]),
        ..View::default()
    }
}

fn cells(of: &[&str]) -> Vec<Line> {
    of.iter().map(|c| line(Role::Ink, *c)).collect()
}

fn bar(label: &str, percent: f64, likely: (f64, f64), text: &str) -> Bar {
    Bar {
        label: label.to_owned(),
        percent: Some(percent),
        likely: Some(likely),
        figure: format!("{percent:.0}%"),
        text: text.to_owned(),
        ..Bar::default()
    }
}

/// The bars of an evidence card.
fn bars() -> Block {
    let primary = (33.0, 49.8);
    let secondary = (13.0, 48.0);
    Block::Bars(vec![
        Bar {
            below: vec![
                span(Role::Muted, "2023: 58% of 118   "),
                span(Role::Bad, "lower than before, more than chance"),
            ],
            ..bar("primary", 41.2, primary, "likely 33 to 50   of 131 answers")
        },
        Bar {
            against: Some(61.0),
            ..bar(
                "secondary",
                27.0,
                secondary,
                "likely 13 to 48   of 22 answers",
            )
        },
        Bar {
            label: "men".to_owned(),
            text: "fewer than 11 answers".to_owned(),
            below: line(Role::Muted, "no earlier figure"),
            ..Bar::default()
        },
        Bar {
            label: "England 2025".to_owned(),
            against: Some(61.0),
            figure: "61%".to_owned(),
            line_only: true,
            ..Bar::default()
        },
    ])
}

/// A table of goals with one row selected.
fn goals(selected: usize) -> Block {
    let rows = [
        [
            "Say how long the wait is, and why, at the desk and on the screen",
            "we can",
            "£0",
            "12",
            "Waiting",
        ],
        [
            "Photographs of surgery and reconstruction",
            "we can",
            "£300",
            "8",
            "Information",
        ],
        [
            "Drop-in clinic with a nurse, Tuesdays",
            "we can",
            "not known",
            "104",
            "Access to a nurse",
        ],
        ["A new waiting room", "beyond us", "£90,000", "-", "Waiting"],
    ];
    Block::Table {
        columns: vec![
            Column::fill(""),
            Column::words("who can", 16, 2),
            Column::number("money", 0),
            Column::number("hours", 1),
            Column::words("from", 18, 3),
        ],
        rows: rows
            .iter()
            .enumerate()
            .map(|(nth, row)| Row {
                cells: cells(row),
                selected: nth == selected,
            })
            .collect(),
    }
}
