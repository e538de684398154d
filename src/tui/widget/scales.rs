//! Scales: bars of one and a half lines, on which each goal is a block as wide as it costs, with its number in its first cell.
//!
//! Goals agreed before, goals of the set and what exceeds the limit differ by colour and by sign, so that a bar can be read
//! without colour.

use super::Viewport;
use crate::{
    app::cards::{Line, Places, Role, Scale, ScaleBlock, Scales, line, span},
    tui::line::{LaidLine, blanks, cleaned, columns, cut},
};

/// Cells beyond the limit; a longer overflow ends in an arrow.
const OVER: usize = 9;
/// The same in a narrow window.
const OVER_NARROW: usize = 5;
/// Page width in columns below which a window is narrow.
const WIDE: usize = 60;
/// Columns kept for a sum beside a full overflow, in a wide and in a narrow window: `188 of 160`.
// A longer sum shortens the overflow and not the bar, so that a bar keeps its length while goals go in and out.
const SUMS: (usize, usize) = (12, 10);
/// Shortest bar in columns.
const MIN_TRACK: usize = 8;
/// Page height in lines from which a blank line separates the bars.
const AIRY: usize = 26;

/// Columns of the parts of a scale.
#[derive(Clone, Copy, Debug)]
struct ScaleLayout {
    label: usize,
    track: usize,
    over: usize,
    width: usize,
    ascii: bool,
}

/// Lays out a block of scales.
pub(super) fn layout(scales: &Scales, viewport: Viewport) -> Vec<LaidLine> {
    let layout = ScaleLayout::of(scales, viewport);
    let airy = viewport.height >= AIRY;
    let mut lines = Vec::new();
    for scale in &scales.scales {
        lines.extend(scale_lines(scale, layout));
        if airy {
            lines.push(Line::new());
        }
    }
    lines.extend(scales.places.as_ref().map(|p| places_line(p, layout)));
    lines.into_iter().map(LaidLine::from).collect()
}

impl ScaleLayout {
    fn of(scales: &Scales, viewport: Viewport) -> Self {
        let width = viewport.width;
        let labels = scales.scales.iter().map(|s| &s.label);
        let labels = labels.chain(scales.places.iter().map(|p| &p.label));
        let label = labels
            .map(|l| columns(&cleaned(&line(Role::Ink, l))))
            .max()
            .unwrap_or(0)
            .min(width / 4)
            + 2;
        let (over, sum) = if width < WIDE {
            (OVER_NARROW, SUMS.1)
        } else {
            (OVER, SUMS.0)
        };
        // The limit, the arrow after the overflow, and a blank before the sum.
        let taken = label + 1 + over + 1 + 1 + sum;
        Self {
            label,
            track: width.saturating_sub(taken).max(MIN_TRACK),
            over,
            width,
            ascii: viewport.ascii,
        }
    }
}

/// Both lines of a scale.
fn scale_lines(scale: &Scale, layout: ScaleLayout) -> [Line; 2] {
    let mut upper = label(&scale.label, layout);
    let mut lower = Line::new();
    let takes = scale.blocks.iter().map(|b| b.takes);
    let takes = takes.fold(0, u64::saturating_add);
    let over = scale.limit.is_some_and(|limit| takes > limit);
    let role = if over { Role::Bad } else { Role::Ink };
    let mut sum = cleaned(&line(role, format!("{}{}", scale.sum, scale.of)));
    if let Some(limit) = scale.limit {
        let beside = layout.width.saturating_sub(layout.label + layout.track + 1);
        if layout.width < WIDE && columns(&sum) > SUMS.1 {
            sum = cleaned(&line(role, &scale.sum));
        }
        let room = beside.saturating_sub(columns(&sum) + 2);
        let layout = ScaleLayout {
            over: layout.over.min(room),
            ..layout
        };
        let (above, below) = bar(&scale.blocks, limit, layout);
        upper.extend(above);
        lower.push(blanks(layout.label));
        lower.extend(below);
    }
    [
        with_right(upper, &sum, layout.width),
        with_right(lower, &cleaned(&scale.note), layout.width),
    ]
}

fn label(words: &str, layout: ScaleLayout) -> Line {
    let words = cut(&cleaned(&line(Role::Muted, words)), layout.label - 2);
    let rest = layout.label.saturating_sub(columns(&words));
    let mut out = words;
    out.push(blanks(rest));
    out
}

/// A line with a text at its right end.
fn with_right(left: Line, right: &Line, width: usize) -> Line {
    let mut out = left;
    let used = columns(&out);
    let right = cut(right, width.saturating_sub(used + 1));
    if !right.is_empty() {
        let free = width.saturating_sub(used + columns(&right));
        out.push(blanks(free));
        out.extend(right);
    }
    out
}

/// Adds a cell to a line, joined to the span before it where the role is the same.
fn push(out: &mut Line, role: Role, glyph: char) {
    match out.last_mut() {
        Some(last) if last.role == role => last.text.push(glyph),
        _ => out.push(span(role, glyph)),
    }
}

/// The upper and the lower line of a bar with its limit.
fn bar(blocks: &[ScaleBlock], limit: u64, layout: ScaleLayout) -> (Line, Line) {
    let ScaleLayout { track, over, .. } = layout;
    let shown: Vec<ScaleBlock> = blocks.iter().filter(|b| b.takes > 0).copied().collect();
    let widths = block_widths(&shown, limit, track);
    let cells: Vec<BlockCell> = shown
        .iter()
        .zip(widths)
        .enumerate()
        .flat_map(|(nth, (block, wide))| block_cells(nth, block, wide.min(track + over + 1)))
        .collect();
    // Without any capacity every block lies beyond the limit.
    let inside = if limit == 0 { 0 } else { track };
    let (inside, outside) = cells
        .split_at_checked(inside)
        .unwrap_or((cells.as_slice(), &[]));
    let (mut upper, mut lower) = (Line::new(), Line::new());
    for cell in inside {
        match cell.digit {
            Some(digit) => push(&mut upper, cell.roles.1, digit),
            None => push(&mut upper, cell.roles.0, '█'),
        }
        push(&mut lower, cell.roles.0, '▀');
    }
    for _ in inside.len()..track {
        push(&mut upper, Role::Track, '░');
        push(&mut lower, Role::Ink, ' ');
    }
    push(&mut upper, Role::Strong, '┃');
    push(&mut lower, Role::Strong, '╹');
    for cell in outside.iter().take(over) {
        match cell.digit {
            Some(digit) => push(&mut upper, Role::OnBad, digit),
            // Not the sign of a range, for which the ASCII form of this texture stands elsewhere.
            None => push(&mut upper, Role::Bad, if layout.ascii { '%' } else { '▓' }),
        }
    }
    if outside.len() > over {
        push(&mut upper, Role::Bad, '▶');
    }
    (upper, lower)
}

/// A cell of a block.
struct BlockCell {
    /// A digit of the block's number.
    digit: Option<char>,
    /// The roles of the block and of its number.
    roles: (Role, Role),
}

fn block_cells(nth: usize, block: &ScaleBlock, wide: usize) -> impl Iterator<Item = BlockCell> {
    let roles = roles(nth, block.agreed);
    let mut number = block.number.to_string();
    // A number cut in half would be another goal's.
    if number.len() > wide {
        number.clear();
    }
    (0..wide).map(move |cell| BlockCell {
        digit: number.chars().nth(cell),
        roles,
    })
}

/// The roles of a block and of the number on it.
fn roles(nth: usize, agreed: bool) -> (Role, Role) {
    if agreed {
        (Role::Good, Role::OnGood)
    } else if nth.is_multiple_of(2) {
        (Role::Bar, Role::OnBar)
    } else {
        (Role::Accent, Role::OnAccent)
    }
}

/// The cells of each block, together the cells of their sum. A block under one cell gets one, and the last block that can gives
/// it back.
fn block_widths(blocks: &[ScaleBlock], limit: u64, track: usize) -> Vec<usize> {
    let mut sums = Vec::with_capacity(blocks.len());
    let mut sum = 0_u64;
    for block in blocks {
        sum = sum.saturating_add(block.takes);
        sums.push(sum);
    }
    // Against the sum itself where there is no capacity, so that the blocks keep their proportions.
    let whole = u128::from(if limit == 0 { sum.max(1) } else { limit });
    let twice = u128::try_from(track.saturating_mul(2)).unwrap_or_default();
    let cells = |amount: u64| {
        let rounded = (u128::from(amount) * twice + whole) / (2 * whole);
        usize::try_from(rounded).unwrap_or(usize::MAX)
    };
    // Rounding must not hide on which side of the limit the sum is.
    let (least, most) = match sum.cmp(&limit) {
        std::cmp::Ordering::Less => (0, track.saturating_sub(1)),
        std::cmp::Ordering::Equal => (track, track),
        std::cmp::Ordering::Greater if limit == 0 => (1, track),
        std::cmp::Ordering::Greater => (track + 1, usize::MAX),
    };
    let digits = |block: &ScaleBlock| block.number.to_string().len();
    let with_numbers: usize = blocks.iter().map(digits).sum();
    let least_of = |block: &ScaleBlock| {
        if with_numbers <= most {
            digits(block)
        } else {
            usize::from(blocks.len() <= most)
        }
    };
    let minimum: usize = blocks.iter().map(least_of).sum();
    let total = cells(sum).max(minimum).max(least).min(most);
    let mut from = 0;
    let mut widths: Vec<usize> = sums
        .iter()
        .enumerate()
        .map(|(nth, sum)| {
            let to = if nth + 1 == sums.len() {
                total
            } else {
                cells(*sum).min(total)
            };
            let wide = to - from;
            from = to;
            wide
        })
        .collect();
    let mut given = 0;
    for (wide, block) in widths.iter_mut().zip(blocks) {
        let least = least_of(block);
        given += least.saturating_sub(*wide);
        *wide = (*wide).max(least);
    }
    for (wide, block) in widths.iter_mut().zip(blocks).rev() {
        let back = given.min(wide.saturating_sub(least_of(block)));
        *wide -= back;
        given -= back;
    }
    widths
}

/// The line of places: the number of each goal, and the places that are free.
fn places_line(places: &Places, layout: ScaleLayout) -> Line {
    let mut out = label(&places.label, layout);
    let sum = cleaned(&places.sum);
    let room = layout
        .width
        .saturating_sub(columns(&out) + columns(&sum) + 2);
    let limit = places
        .limit
        .map(|l| usize::try_from(l).unwrap_or(usize::MAX));
    let all = places.blocks.len().max(limit.unwrap_or(0)).min(room);
    // Three columns a place, narrower where there are many of them.
    let wide = match room.checked_div(all).unwrap_or(0) {
        0..3 => 1,
        3 => 2,
        _ => 3,
    };
    let mut left = room;
    for nth in 0..all {
        let place = places.blocks.get(nth);
        let text = place.map_or_else(String::new, |block| format!("{:^wide$}", block.number));
        let columns_of = text.len().max(wide);
        if columns_of > left {
            break;
        }
        left = left.saturating_sub(columns_of + 1);
        out.push(match place {
            None => span(Role::Track, "░".repeat(wide)),
            Some(_) if limit.is_some_and(|limit| nth >= limit) => span(Role::OnBad, text),
            Some(block) => span(roles(nth, block.agreed).1, text),
        });
        if wide > 1 {
            out.push(blanks(1));
        }
    }
    with_right(out, &sum, layout.width)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{app::cards::Block, text::width};

    fn viewport(width: usize, ascii: bool) -> Viewport {
        Viewport::of(&[Block::Gap], width, 17, ascii)
    }

    fn block(number: usize, takes: u64) -> ScaleBlock {
        ScaleBlock {
            number,
            takes,
            agreed: number == 1,
        }
    }

    fn scale(label: &str, takes: &[u64], limit: Option<u64>, note: &str) -> Scale {
        let sum: u64 = takes.iter().sum();
        Scale {
            label: label.into(),
            blocks: (1..).zip(takes).map(|(n, t)| block(n, *t)).collect(),
            limit,
            sum: sum.to_string(),
            of: limit.map_or_else(String::new, |l| format!(" of {l}")),
            note: line(Role::Bad, note),
        }
    }

    fn drawn(scales: &Scales, width: usize, ascii: bool) -> String {
        let lines = layout(scales, viewport(width, ascii));
        let texts = lines.iter().map(|laid| {
            let text: String = laid.line.iter().map(|s| s.text.as_str()).collect();
            format!("|{}\n", text.trim_end())
        });
        texts.collect()
    }

    fn hours_and_money() -> Scales {
        let hours = [12, 40, 24, 8, 0, 0, 104];
        Scales {
            scales: vec![
                scale("money", &[0, 400, 0, 300], Some(2000), ""),
                scale("hours", &hours, Some(160), "28 over"),
            ],
            places: Some(Places {
                label: "places".into(),
                blocks: (1..5).map(|n| block(n, 1)).collect(),
                limit: Some(5),
                sum: line(Role::Ink, "4 of 5 goals"),
            }),
        }
    }

    #[test]
    fn each_goal_is_a_block_as_wide_as_it_costs() {
        insta::assert_snapshot!(drawn(&hours_and_money(), 76, false), @"
        |money   2████████4█████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░┃            700 of 2000
        |        ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀                             ╹
        |hours   1██2██████████3██████4█7████████████████████┃▓▓▓▓▓▓▓▓     188 of 160
        |        ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀╹                28 over
        |places   1   2   3   4  ░░░                                     4 of 5 goals
        ");
        let narrow = drawn(&hours_and_money(), 56, false);
        assert!(
            narrow.contains("188 of 160") && narrow.contains(" 700\n"),
            "{narrow}"
        );
        let ascii = drawn(&hours_and_money(), 56, true);
        assert!(
            ascii.contains("\u{2503}%%%%") && !ascii.contains('\u{2593}'),
            "{ascii}"
        );
    }

    #[test]
    fn nothing_and_far_too_much_have_their_bars() {
        let scales = Scales {
            scales: vec![
                scale("hours", &[], Some(160), ""),
                scale("money", &[0, 90_000], Some(2000), "88,000 over"),
                scale("none", &[3, 5], Some(0), "8 over"),
                scale("free", &[3, 5], None, ""),
                scale("tiny", &[1, 1, 1, 997], Some(1000), ""),
            ],
            places: Some(Places {
                label: "places".into(),
                blocks: (1..8).map(|n| block(n, 1)).collect(),
                limit: Some(5),
                sum: line(Role::Bad, "7 of 5 goals"),
            }),
        };
        insta::assert_snapshot!(drawn(&scales, 60, false), @"
        |hours   ░░░░░░░░░░░░░░░░░░░░░░░░░░░░┃               0 of 160
        |                                    ╹
        |money   2███████████████████████████┃▓▓▓▓▓▓▓▓▶ 90000 of 2000
        |        ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀╹            88,000 over
        |none    ░░░░░░░░░░░░░░░░░░░░░░░░░░░░┃1▓▓▓▓▓▓▓▓▶       8 of 0
        |                                    ╹                 8 over
        |free                                                       8
        |
        |tiny    1234████████████████████████┃           1000 of 1000
        |        ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀╹
        |places   1   2   3   4   5   6   7              7 of 5 goals
        ");
    }

    /// The cells of the upper line of a bar, with their roles.
    fn upper(blocks: &[ScaleBlock], limit: u64, track: usize) -> Vec<(Role, char)> {
        let layout = ScaleLayout {
            label: 2,
            track,
            over: OVER,
            width: 200,
            ascii: false,
        };
        let (upper, lower) = bar(blocks, limit, layout);
        let cells = |line: &Line| -> Vec<(Role, char)> {
            let cells = line.iter();
            cells
                .flat_map(|s| s.text.chars().map(|c| (s.role, c)))
                .collect()
        };
        let (upper, lower) = (cells(&upper), cells(&lower));
        assert_eq!(upper.get(track), Some(&(Role::Strong, '┃')));
        assert_eq!(lower.get(track), Some(&(Role::Strong, '╹')));
        upper
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn blocks_fill_exactly_what_they_cost_together(
            takes in prop::collection::vec(prop_oneof![0_u64..9, 0_u64..200, 0_u64..100_000], 0..9),
            limit in prop_oneof![0_u64..9, 1_u64..400, 0_u64..100_000],
            track in 20_usize..60,
        ) {
            let blocks: Vec<ScaleBlock> = (1..).zip(&takes).map(|(n, t)| block(n, *t)).collect();
            let shown: Vec<ScaleBlock> = blocks.iter().filter(|b| b.takes > 0).copied().collect();
            let widths = block_widths(&shown, limit, track);
            let all: usize = widths.iter().fold(0, |a, w| a.saturating_add(*w));
            prop_assert!(widths.iter().all(|w| *w > 0), "{widths:?}");
            let sum = takes.iter().fold(0_u64, |a, t| a.saturating_add(*t));
            if limit > 0 {
                // A block more or less for rounding, and as many as there are blocks under one cell.
                #[expect(clippy::cast_precision_loss, reason = "a test")]
                let exact = sum as f64 * track as f64 / limit as f64;
                let cells = |n: usize| u32::try_from(n).map_or(f64::INFINITY, f64::from);
                prop_assert!((cells(all) - exact).abs() <= 1.0 + cells(shown.len()) + exact * 1e-9);
                prop_assert_eq!(all > track, sum > limit);
                prop_assert_eq!(all == track, sum == limit);
            }
            let cells = upper(&blocks, limit, track);
            let inside: usize = cells
                .iter()
                .take(track)
                .filter(|(role, _)| *role != Role::Track)
                .count();
            let outside = cells.len() - track - 1;
            let starts = if limit == 0 { track } else { 0 };
            prop_assert_eq!(inside, (all + starts).min(track) - starts);
            prop_assert_eq!(outside, (all + starts).saturating_sub(track).min(OVER + 1));
            prop_assert_eq!(cells.last().is_some_and(|c| c.1 == '▶'), outside > OVER);
            // Each block shows its number once, in its first cell, wherever that is drawn.
            let mut at = starts;
            for (block, wide) in shown.iter().zip(&widths) {
                let column = if at < track { at } else { at + 1 };
                if at < track + OVER {
                    let digit = block.number.to_string().chars().next();
                    prop_assert_eq!(cells.get(column).map(|c| c.1), digit);
                }
                at = at.saturating_add(*wide);
            }
        }

        #[test]
        fn no_line_is_wider_than_its_page(
            takes in prop::collection::vec(any::<u64>(), 0..40),
            limit in prop::option::of(any::<u64>()),
            columns in 30_usize..160,
        ) {
            let blocks: Vec<ScaleBlock> = (1..).zip(&takes).map(|(n, t)| block(n, *t)).collect();
            let scales = Scales {
                scales: vec![Scale { blocks: blocks.clone(), limit, ..scale("hours", &[], None, "") }],
                places: Some(Places { label: "places".into(), blocks, limit, sum: Line::new() }),
            };
            for laid in layout(&scales, viewport(columns, false)) {
                let text: String = laid.line.iter().map(|s| s.text.as_str()).collect();
                prop_assert!(width(&text) <= columns, "{text:?}");
            }
        }
    }
}
