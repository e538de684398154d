//! Strips at several sizes: marks, heights of rows, words that give way, and ASCII.

use super::*;
use crate::{
    app::cards::strip::{
        Band, Glyph, Strip, StripGap, StripMark, StripNote, StripRange, Strips, along,
    },
    tui::{ColourDepth, palette::Appearance},
};

fn mark(tenths: i64, from: Option<i64>, glyph: Glyph, role: Role) -> StripMark {
    StripMark {
        at: along(tenths, 0, 50),
        from: from.map(|from| along(from, 0, 50)),
        glyph,
        role,
    }
}

fn strip(title: &str) -> Strip {
    Strip {
        row: Row {
            cells: vec![line(Role::Ink, title)],
            selected: false,
        },
        figure: line(Role::Strong, "4.5"),
        ..Strip::default()
    }
}

/// A goal on which both groups agree, and one on which they do not; both have moved.
fn agreed() -> Strip {
    Strip {
        marks: vec![
            mark(46, None, Glyph::Now, Role::Bar),
            mark(43, Some(40), Glyph::Team, Role::Ink),
        ],
        gap: Some(StripGap {
            from: along(43, 0, 50),
            to: along(46, 0, 50),
            wide: false,
        }),
        folds: true,
        words: vec![line(Role::Muted, "patients 4.6, team 4.3")],
        ..strip("Say how long the wait is, and why, at the desk and on the screen")
    }
}

fn parted() -> Strip {
    Strip {
        signs: line(Role::Bad, "!"),
        strong: true,
        marks: vec![mark(25, Some(17), Glyph::Team, Role::Bad)],
        ranges: vec![StripRange {
            from: along(40, 0, 50),
            to: along(50, 0, 50),
            band: Band::Full,
            role: Role::Bar,
        }],
        gap: Some(StripGap {
            from: along(25, 0, 50),
            to: along(40, 0, 50),
            wide: true,
        }),
        alarm: vec![
            line(Role::Bad, "at least 1.5 apart: talk about this one"),
            line(Role::Bad, "at least 1.5 apart"),
        ],
        ..strip("Drop-in clinic with a nurse, Tuesday mornings")
    }
}

fn strips(all: Vec<Strip>) -> Block {
    Block::Strips(Box::new(Strips {
        title: vec![
            line(Role::Strong, "Round 2, score 0 to 5"),
            line(Role::Strong, "Round 2"),
        ],
        right: vec![line(Role::Muted, "█ patients  ◇ team  ○ round 1")],
        aside: vec![line(Role::Muted, "3 patients and 6 of the team")],
        axis: (0..=5).map(|n| (n * 2_000, n.to_string())).collect(),
        steps: 5,
        figure: "result".to_owned(),
        side: Align::Right,
        strips: all,
        notes: vec![
            StripNote::Title,
            StripNote::Text {
                left: vec![line(Role::Ink, "£0, 12 hours")],
                right: vec![line(Role::Muted, "agreed: 0 of 160 hours")],
                spare: false,
            },
        ],
        ..Strips::default()
    }))
}

/// Two goals of each kind, in a window of this size.
fn seen(count: usize, width: u16, height: u16) -> String {
    let all: Vec<Strip> = (0..count).flat_map(|_| [agreed(), parted()]).collect();
    let view = View {
        page: page(vec![strips(all)]),
        ..View::default()
    };
    shown(&view, width, height)
        .lines()
        .skip(2)
        .take(usize::from(height) - 4)
        .map(|row| format!("|{}", row.get(2..).unwrap_or_default()))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_tall_window_has_whole_titles_all_words_and_air() {
    insta::assert_snapshot!(seen(1, 80, 22));
}

#[test]
fn rows_are_two_lines_high_where_they_fit_and_fold_where_they_do_not() {
    insta::assert_snapshot!("in pairs", seen(3, 80, 20));
    let folded = seen(4, 80, 20);
    // Where the groups are far apart nothing folds.
    assert_eq!(folded.matches("1.5 apart").count(), 4);
    assert_eq!(folded.matches("at the desk").count(), 0);
    insta::assert_snapshot!("folded", folded);
}

#[test]
fn a_narrow_window_loses_the_figures_first_and_then_words() {
    let narrow = seen(2, 60, 18);
    assert!(!narrow.contains("result") && narrow.contains("at least 1.5 apart"));
    assert!(!narrow.contains("talk about"));
    insta::assert_snapshot!(narrow);
}

#[test]
fn a_title_ends_with_a_word_that_can_stand_alone() {
    for width in 40..100 {
        let all = seen(4, width, 20);
        for row in all
            .lines()
            .filter(|row| row.contains('…') && row.contains("Say"))
        {
            let title = row.split('…').next().unwrap();
            let last = title.split_whitespace().last().unwrap();
            assert!(
                !["and", "the", "of", "at", "with", "on"].contains(&last),
                "{row}"
            );
        }
    }
}

#[test]
fn a_marked_row_keeps_its_sign_and_its_title() {
    let mut marked = parted();
    marked.row.selected = true;
    let mut other = agreed();
    other.row.selected = false;
    let view = View {
        page: page(vec![strips(vec![other, marked])]),
        ..View::default()
    };
    let (buffer, report) = drawn(&view, 80, 12);
    let text = text_grid(&buffer);
    assert!(
        text.contains("> Drop-in clinic") && text.contains("! Tuesday mornings"),
        "{text}"
    );
    assert!(report.cursor.is_some());
    insta::assert_snapshot!(role_grid(&buffer, Palette::RoomLight));
}

#[test]
fn what_is_not_shown_yet_keeps_its_place_and_says_nothing() {
    let mut hidden = parted();
    hidden.hidden = true;
    let with = |first: Strip| {
        let view = View {
            page: page(vec![strips(vec![first, agreed()])]),
            ..View::default()
        };
        shown(&view, 80, 14)
    };
    let (before, after) = (with(hidden), with(parted()));
    assert!(before.contains("· · ·") && !before.contains("Drop-in") && !before.contains('!'));
    let row = |text: &str| text.lines().position(|l| l.contains("Say how long"));
    assert_eq!(row(&before), row(&after));
}

#[test]
fn every_sign_has_a_letter_of_its_own_in_ascii() {
    let all: Vec<Strip> = vec![agreed(), parted()];
    let view = View {
        page: page(vec![strips(all)]),
        ..View::default()
    };
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 12));
    draw(
        &mut buffer,
        &view,
        Appearance {
            palette: Palette::Mono,
            depth: ColourDepth::None,
            ascii: true,
        },
    );
    let text = text_grid(&buffer);
    let strip = |title: &str| {
        let row = text.lines().find(|l| l.contains(title)).unwrap();
        row.get(40..71).unwrap().to_owned()
    };
    assert_eq!(strip("Say how long"), "........................o>T-*..");
    assert_eq!(strip("Drop-in"), "..........o--->T::::::::#######");
}

#[test]
fn marks_on_one_cell_are_one_sign() {
    let both = Strip {
        marks: vec![
            mark(40, None, Glyph::Now, Role::Bar),
            mark(40, None, Glyph::Team, Role::Ink),
        ],
        ..strip("One")
    };
    let back = Strip {
        marks: vec![mark(10, Some(30), Glyph::Arrow, Role::Bad)],
        limit: Some(along(20, 0, 50)),
        ..strip("Two")
    };
    let view = View {
        page: page(vec![strips(vec![both, back])]),
        ..View::default()
    };
    let text = shown(&view, 80, 14);
    assert!(text.contains("························◉······"), "{text}");
    assert!(text.contains("······◀━━━━━┃━━━━━○····"), "{text}");
}
