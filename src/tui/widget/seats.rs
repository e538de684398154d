//! The page of an open round: the big number, the field of a seat number, and the seats in columns.

use super::{Viewport, big, prose};
use crate::{
    app::cards::{Align, BigCount, Line, Role, Seat, SeatField, line, span},
    text::{clean, width},
    tui::line::{LaidLine, blanks, cleaned, columns, fitted},
};

/// The line of the big number, from 0, on which its words stand: the lowest that is full of ink.
const WORDS_LINE: usize = 2;
/// Columns from the left edge to the name of a seat's person: room for two digits and the cursor.
const NAME_AT: usize = 10;
/// Free columns between two seats.
const SEAT_GAP: usize = 3;
/// Most seats side by side: the eye goes down a column of names faster than along a row.
const MOST_ACROSS: usize = 4;

/// Lays out a number in big characters with its words beside it; in one line where there is no room.
pub(super) fn count(count: &BigCount, viewport: Viewport) -> Vec<LaidLine> {
    let words = clean(&count.words).into_owned();
    let big = big::glyphs(&clean(&count.figure))
        .filter(|g| !viewport.ascii && g.wide + 2 + width(&words) <= viewport.width);
    let Some(big) = big else {
        let sentence = [
            span(Role::Strong, &count.figure),
            span(Role::Ink, format!(" {words}")),
        ];
        return prose::aligned(&sentence, Align::Left, 0, viewport);
    };
    let lines = big.lines.iter().enumerate().map(|(nth, drawn)| {
        let mut out = line(count.role, drawn.trim_end());
        if nth == WORDS_LINE {
            let gap = big.wide.saturating_sub(width(drawn.trim_end())) + 2;
            out.push(blanks(gap));
            out.push(span(Role::Ink, words.clone()));
        }
        LaidLine::from(out)
    });
    lines.collect()
}

/// Lays out the field of a seat number: the number and its person, and a line below.
pub(super) fn field(field: &SeatField, viewport: Viewport) -> Vec<LaidLine> {
    // A cursor that is drawn as well: the terminal's own is too small to be seen from the back of a room.
    let cursor = if viewport.ascii { "_" } else { "▏" };
    let label = "Seat ";
    let mut first = cleaned(&[span(Role::Accent, label), span(Role::Accent, &field.typed)]);
    let at = width(label) + width(&clean(&field.typed));
    first.push(span(Role::Accent, cursor));
    let indent = NAME_AT.max(at + 2);
    let room = viewport.width.saturating_sub(indent);
    first.push(blanks(indent - columns(&first)));
    first.extend(fitted(&cleaned(&field.person), room, Align::Left));
    let mut lines = vec![LaidLine {
        focus: true,
        cursor: Some((at, true)),
        ..LaidLine::from(first)
    }];
    let below = prose::aligned(&field.below, Align::Left, indent, viewport);
    if below.is_empty() {
        // An empty line keeps the seats below in their place before the first digit.
        lines.push(LaidLine::default());
    }
    lines.extend(below);
    lines
}

/// Lays out seats in as many columns as there is room for, each from top to bottom.
pub(super) fn seats(seats: &[Seat], viewport: Viewport) -> Vec<LaidLine> {
    let digits = seats
        .iter()
        .map(|s| s.number.to_string().len())
        .max()
        .unwrap_or(1);
    let cells: Vec<Line> = seats.iter().map(|seat| cell(seat, digits)).collect();
    let widest = cells.iter().map(|c| columns(c)).max().unwrap_or(0);
    let across = ((viewport.width + SEAT_GAP) / (widest + SEAT_GAP)).clamp(1, MOST_ACROSS);
    let down = cells.len().div_ceil(across).max(1);
    (0..down.min(cells.len()))
        .map(|row| {
            let mut out = Line::new();
            for cell in cells.iter().skip(row).step_by(down) {
                if !out.is_empty() {
                    out.push(blanks(SEAT_GAP));
                }
                out.extend(fitted(cell, widest.min(viewport.width), Align::Left));
            }
            LaidLine::from(out)
        })
        .collect()
}

fn cell(seat: &Seat, digits: usize) -> Line {
    let (sign, of_sign, of_name) = if seat.voted {
        ("● ", Role::Bar, Role::Muted)
    } else {
        ("○ ", Role::Muted, Role::Ink)
    };
    let of_name = if seat.typed { Role::Strong } else { of_name };
    cleaned(&[
        span(of_sign, sign),
        span(of_name, format!("{:>digits$} {}", seat.number, seat.name)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lines: &[LaidLine]) -> Vec<String> {
        let flat = |l: &LaidLine| l.line.iter().map(|s| s.text.as_str()).collect::<String>();
        lines
            .iter()
            .map(|l| flat(l).trim_end().to_owned())
            .collect()
    }

    fn laid(width: usize) -> Vec<String> {
        let names = [
            "Jo Ellis",
            "Bernadette Quigley",
            "Parveen Aslam",
            "Siân Llŷr",
        ];
        let all: Vec<Seat> = (1..)
            .zip(names)
            .map(|(number, name)| Seat {
                number,
                name: name.into(),
                voted: number == 2,
                typed: false,
            })
            .collect();
        text(&seats(&all, Viewport::of(&[], width, 20, false)))
    }

    #[test]
    fn seats_go_down_one_column_and_then_the_next() {
        assert_eq!(
            laid(50),
            [
                "○ 1 Jo Ellis             ○ 3 Parveen Aslam",
                "● 2 Bernadette Quigley   ○ 4 Siân Llŷr"
            ]
        );
        assert_eq!(laid(30).len(), 4);
    }

    #[test]
    fn the_words_of_a_count_stand_beside_it_or_behind_it() {
        let three = BigCount {
            figure: "3 of 9".into(),
            words: "have voted".into(),
            role: Role::Accent,
        };
        let wide = text(&count(&three, Viewport::of(&[], 76, 20, false)));
        assert_eq!(wide.len(), 4);
        assert!(wide[2].ends_with("  have voted"), "{wide:?}");
        let ascii = text(&count(&three, Viewport::of(&[], 76, 20, true)));
        assert_eq!(ascii, ["3 of 9 have voted"]);
    }
}
