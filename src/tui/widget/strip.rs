//! Strips: title, scale and figure of each, all under one axis at one column.
//!
//! The glyph of a mark tells as much as its colour. Rows are three, two or one line high, by the height that the page has.

use super::Viewport;
use crate::{
    app::cards::{
        Align, Block, Line, Role, line, span,
        strip::{Band, END, Glyph, Strip, StripGap, StripMark, StripNote, StripRange, Strips},
    },
    text::width,
    tui::line::{LaidLine, RowPart, blanks, cleaned, columns, cut, fitted, wrapped},
};

/// Columns for the mark of the selected row and for signs.
const SIGN: usize = 2;
/// Free columns between title and strip.
const GAP: usize = 2;
/// Longest strip in columns: beyond it the eye loses the way from a title to its mark.
const MAX_STRIP: usize = 62;
/// Narrowest page in columns that has figures beside its strips.
const FIGURES_FROM: usize = 64;
/// Words that a cut title must not end with.
const DANGLING: [&str; 14] = [
    "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with",
];

/// Columns of the parts of a row.
#[derive(Clone, Copy, Debug)]
struct Grid {
    title: usize,
    strip: usize,
    /// The figures with the gap before them; 0 where they are left out.
    figure: usize,
}

impl Grid {
    fn of(strips: &Strips, width: usize) -> Self {
        let widest = strips
            .strips
            .iter()
            .map(|s| columns(&cleaned(&s.figure)))
            .chain([columns(&cleaned(&line(Role::Muted, &strips.figure)))])
            .max()
            .unwrap_or(0);
        let shown = widest > 0 && (strips.keeps_figures || width >= FIGURES_FROM);
        let figure = if shown { widest + 1 } else { 0 };
        let rest = width.saturating_sub(SIGN + GAP + figure);
        let part = match strips.part {
            0 => 50,
            part => usize::from(part),
        };
        let most = (rest * part / 100).clamp(2, MAX_STRIP);
        let steps = usize::from(strips.steps.max(1));
        // Whole steps and one column more: the first and the last value have a column each, and so has every one between.
        let strip = match (most - 1) / steps {
            0 => most,
            columns => columns * steps + 1,
        };
        Self {
            title: rest.saturating_sub(strip).max(1),
            strip,
            figure,
        }
    }

    /// The column in which a strip begins.
    fn start(self) -> usize {
        SIGN + self.title + GAP
    }

    /// The cell of a position.
    fn cell(self, at: u32) -> usize {
        let last = self.strip.saturating_sub(1);
        let end = usize::try_from(END).unwrap_or(usize::MAX);
        let at = usize::try_from(at.min(END)).unwrap_or(0);
        (at * last + end / 2) / end
    }
}

/// The height of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pitch {
    /// Everything there is to say, and a blank line between rows.
    Airy,
    /// Two lines a row.
    Paired,
    /// One line for rows that fold, two for the others.
    Folded,
}

/// Lays out strips, as high as the other blocks of the page leave room for.
pub(super) fn layout(strips: &Strips, page: &[Block], viewport: Viewport) -> Vec<LaidLine> {
    let others: usize = page
        .iter()
        // Blocks that fill their page are not measured by each other: neither would come to an end.
        .filter(|block| !matches!(block, Block::Strips(_) | Block::PullQuote(_)))
        .map(|block| super::layout(block, page, viewport).len())
        .sum();
    let height = viewport.height.saturating_sub(others);
    let grid = Grid::of(strips, viewport.width);
    let mut head = heading(strips, viewport.width);
    head.push(axis(strips, grid));
    let mut lines = Vec::new();
    let mut notes = Vec::new();
    for pitch in [Pitch::Airy, Pitch::Paired, Pitch::Folded] {
        let rows = strips.strips.iter();
        let mut rows: Vec<Vec<LaidLine>> =
            rows.map(|strip| row(strip, strips, pitch, grid)).collect();
        if pitch == Pitch::Airy {
            same_height(&mut rows);
        }
        lines = rows.concat();
        // Air between rows is of no use below the last one.
        while lines.len() > 1 && lines.last().is_some_and(is_air) {
            lines.pop();
        }
        notes = noted(strips, pitch, grid, viewport.width);
        let kept = notes.iter().filter(|(_, spare)| !spare).count();
        if head.len() + lines.len() + kept <= height {
            break;
        }
    }
    let free = height.saturating_sub(head.len() + lines.len());
    let must = notes.iter().filter(|(_, spare)| !spare).count();
    let mut spare = free.saturating_sub(must);
    let mut below = Vec::new();
    for (note, is_spare) in notes {
        if is_spare && spare == 0 {
            continue;
        }
        spare -= usize::from(is_spare);
        below.push(LaidLine::from(note));
    }
    if spare > 0 && !below.is_empty() {
        below.insert(0, LaidLine::default());
    }
    head.into_iter().chain(lines).chain(below).collect()
}

/// Makes all rows as high as the highest. With a height of its own, a row that is not shown yet would tell what it will say.
fn same_height(rows: &mut [Vec<LaidLine>]) {
    let tall = rows.iter().map(Vec::len).max().unwrap_or(0);
    let air = LaidLine {
        row: RowPart::Continued,
        ..LaidLine::default()
    };
    for row in rows {
        row.resize(tall, air.clone());
    }
}

fn is_air(laid: &LaidLine) -> bool {
    laid.line.iter().all(|s| s.text.trim().is_empty())
}

/// The first of some texts that fits, else the last one cut.
fn fitting(texts: &[Line], most: usize) -> Line {
    let cleaned: Vec<Line> = texts.iter().map(|t| self::cleaned(t)).collect();
    cleaned
        .iter()
        .find(|t| columns(t) <= most)
        .cloned()
        .or_else(|| cleaned.last().map(|t| cut(t, most)))
        .unwrap_or_default()
}

/// A left and a right text on one line, as long as both fit. A short left text gives way to a long right one.
fn beside(left: &[Line], right: &[Line], gap: usize, width: usize) -> Option<Line> {
    let clean = |lines: &[Line]| lines.iter().map(|l| cleaned(l)).collect::<Vec<_>>();
    let (lefts, rights) = (clean(left), clean(right));
    let (left, right) = rights
        .iter()
        .flat_map(|right| lefts.iter().map(move |left| (left, right)))
        .find(|(left, right)| columns(left) + gap + columns(right) <= width)?;
    let mut out = left.clone();
    out.push(blanks(width.saturating_sub(columns(left) + columns(right))));
    out.extend(right.clone());
    Some(out)
}

/// The heading, with the text right of it where both fit on a line.
fn heading(strips: &Strips, width: usize) -> Vec<LaidLine> {
    // A long legend before a long heading: the heading is said elsewhere, and a sign without its word says nothing.
    if let Some(both) = beside(&strips.title, &strips.right, 3, width) {
        return vec![LaidLine::from(both)];
    }
    [&strips.title, &strips.right]
        .into_iter()
        .filter(|texts| !texts.is_empty())
        .map(|texts| LaidLine::from(fitting(texts, width)))
        .collect()
}

/// The line with the axis.
fn axis(strips: &Strips, grid: Grid) -> LaidLine {
    let aside = fitting(&strips.aside, SIGN + grid.title);
    let mut out = fitted(&aside, grid.start(), Align::Left);
    out.extend(line(Role::Muted, axis_words(&strips.axis, grid)));
    if grid.figure > 0 {
        let head = cleaned(&line(Role::Muted, &strips.figure));
        out.extend(figure_cell(&head, strips.side, grid));
    }
    LaidLine {
        row: RowPart::Header,
        ..LaidLine::from(out)
    }
}

/// The words of an axis in the columns of a strip: the first left, the last right, the others centred on their position.
/// Words that would touch the ones before are left out.
fn axis_words(words: &[(u32, String)], grid: Grid) -> String {
    // Cleaned before they are measured: a word may come from an agenda.
    let words: Vec<(u32, String)> = words
        .iter()
        .map(|(at, word)| (*at, crate::text::clean(word).into_owned()))
        .collect();
    let mut out = String::new();
    let mut filled = 0;
    let end = words
        .iter()
        .filter(|(at, _)| *at >= END)
        .map(|(_, w)| width(w))
        .max();
    // The last words are kept in any case, since an axis that does not say where it ends has no scale.
    let limit = end.map_or(grid.strip, |wide| grid.strip.saturating_sub(wide));
    for (at, word) in &words {
        let wide = width(word);
        let cell = grid.cell(*at);
        let from = match *at {
            0 => 0,
            END.. => grid.strip.saturating_sub(wide),
            _ => cell.saturating_sub(wide / 2),
        };
        let room = if *at >= END {
            grid.strip
        } else {
            limit.saturating_sub(1)
        };
        let touches = filled > 0 && from <= filled;
        if touches || (from + wide > room && *at > 0) || from < filled {
            continue;
        }
        out.push_str(&" ".repeat(from - filled));
        out.push_str(word);
        filled = from + wide;
    }
    out.push_str(&" ".repeat(grid.strip.saturating_sub(filled)));
    out
}

fn figure_cell(figure: &Line, side: Align, grid: Grid) -> Line {
    let mut out = vec![blanks(1)];
    out.extend(fitted(figure, grid.figure.saturating_sub(1), side));
    out
}

/// The lines of a strip.
fn row(strip: &Strip, strips: &Strips, pitch: Pitch, grid: Grid) -> Vec<LaidLine> {
    let selected = strip.row.selected && !strip.hidden;
    let folded = pitch == Pitch::Folded && strip.folds;
    let (titles, _) = title(strip, pitch, grid);
    let mut left: Vec<Line> = titles;
    if pitch == Pitch::Airy && !strip.under.is_empty() {
        left.push(cut(&cleaned(&strip.under), grid.title));
    }
    let wide = grid.strip + grid.figure;
    let mut right = vec![scale(strip, strips, grid)];
    let alarm = fitting(&strip.alarm, wide);
    let words = fitting(&strip.words, wide);
    let says = match pitch {
        Pitch::Airy => vec![alarm, words],
        Pitch::Paired if strip.alarm.is_empty() && (selected || strip.tall) => vec![words],
        Pitch::Folded if strip.alarm.is_empty() && strip.tall => vec![words],
        Pitch::Paired | Pitch::Folded => vec![alarm],
    };
    if !folded {
        right.extend(says.into_iter().filter(|line| !line.is_empty()));
    }
    let own = left.len().max(right.len());
    let tall = match pitch {
        Pitch::Airy => own.max(2) + 1,
        Pitch::Paired => own.max(2),
        Pitch::Folded => own,
    };
    let signs = cleaned(&strip.signs).into_iter().map(|sign| vec![sign]);
    // The mark takes the place of the first sign, which moves down: a sign must not vanish from the row that is talked about.
    let mark = selected.then(|| line(Role::Accent, ">"));
    let mut signs = mark.into_iter().chain(signs);
    (0..tall)
        .map(|nth| {
            let mut out = Line::new();
            if strip.hidden {
                if nth == 0 {
                    out = vec![blanks(SIGN), span(Role::Muted, "· · ·")];
                }
            } else {
                let sign = (nth < own).then(|| signs.next()).flatten();
                out.extend(fitted(&sign.unwrap_or_default(), SIGN, Align::Left));
                let title = left.get(nth).cloned().unwrap_or_default();
                out.extend(fitted(&title, grid.title + GAP, Align::Left));
                out.extend(right.get(nth).cloned().unwrap_or_default());
            }
            let tinted = selected && nth < own;
            LaidLine {
                line: out,
                tinted,
                row: if nth == 0 {
                    RowPart::First
                } else {
                    RowPart::Continued
                },
                focus: tinted,
                cursor: (selected && nth == 0).then_some((0, false)),
                ..LaidLine::default()
            }
        })
        .collect()
}

/// The title of a strip in as many lines as its row has for it, and whether it is cut.
fn title(strip: &Strip, pitch: Pitch, grid: Grid) -> (Vec<Line>, bool) {
    let role = if strip.strong {
        Role::Strong
    } else {
        Role::Ink
    };
    let words = strip
        .row
        .cells
        .first()
        .map_or_else(Line::new, |cell| cleaned(cell));
    let words: String = words.iter().map(|s| s.text.as_str()).collect();
    let lines = wrapped(&line(role, words), grid.title);
    let most = match pitch {
        Pitch::Airy if strip.row.selected => usize::MAX,
        Pitch::Folded if strip.folds => 1,
        Pitch::Paired if !strip.tall && !strip.strong && !strip.row.selected => 1,
        Pitch::Airy | Pitch::Folded | Pitch::Paired => 2,
    };
    if lines.len() <= most {
        return (lines, false);
    }
    let mut lines: Vec<Line> = lines.into_iter().take(most).collect();
    if let Some(last) = lines.last_mut() {
        let words: String = last.iter().map(|s| s.text.as_str()).collect();
        *last = line(role, cut_at_word(&words, grid.title));
    }
    (lines, true)
}

/// The words that fit with an `…` behind them, without a last word that belongs to the next one.
fn cut_at_word(words: &str, most: usize) -> String {
    let mut kept: Vec<&str> = words.split_whitespace().collect();
    let said = |kept: &[&str]| {
        let joined = kept.join(" ");
        format!("{}…", joined.trim_end_matches([',', ';', ':', '.']))
    };
    while kept.len() > 1 {
        let dangles = kept
            .last()
            .is_some_and(|w| DANGLING.contains(&w.to_lowercase().as_str()));
        if !dangles && width(&said(&kept)) <= most {
            break;
        }
        kept.pop();
    }
    crate::text::truncate(&said(&kept), most).into_owned()
}

/// The strip itself with its figure, or the text in its place.
fn scale(strip: &Strip, strips: &Strips, grid: Grid) -> Line {
    let mut out = if strip.instead.is_empty() {
        cells(strip, &strips.lines, grid)
    } else {
        fitted(&cleaned(&strip.instead), grid.strip, Align::Left)
    };
    if grid.figure > 0 {
        out.extend(figure_cell(&cleaned(&strip.figure), strips.side, grid));
    }
    out
}

/// The cells of a strip, drawn from the least to the most important.
fn cells(strip: &Strip, thin: &[u32], grid: Grid) -> Line {
    let mut drawn = Cells {
        cells: vec![(Role::Track, '·'); grid.strip],
        grid,
    };
    if let Some(gap) = &strip.gap {
        drawn.gap(gap);
    }
    for at in thin {
        drawn.put(*at, Role::Muted, '│');
    }
    for range in &strip.ranges {
        drawn.range(range);
    }
    for mark in &strip.marks {
        drawn.trail(mark);
    }
    if let Some(limit) = strip.limit {
        drawn.put(limit, Role::Strong, '┃');
    }
    // The earlier value first: where both fall into a cell, today's is the one to see.
    for mark in &strip.marks {
        if let Some(from) = mark.from {
            drawn.put(from, Role::Muted, '○');
        }
    }
    for mark in &strip.marks {
        drawn.mark(mark);
    }
    drawn.line()
}

/// The cells of a strip while it is drawn.
struct Cells {
    cells: Vec<(Role, char)>,
    grid: Grid,
}

impl Cells {
    fn put(&mut self, at: u32, role: Role, glyph: char) {
        let cell = self.grid.cell(at);
        self.set(cell, role, glyph);
    }

    fn set(&mut self, cell: usize, role: Role, glyph: char) {
        if let Some(place) = self.cells.get_mut(cell) {
            *place = (role, glyph);
        }
    }

    fn gap(&mut self, gap: &StripGap) {
        let (role, glyph) = if gap.wide {
            (Role::Bad, '▒')
        } else {
            (Role::Muted, '─')
        };
        for cell in self.grid.cell(gap.from) + 1..self.grid.cell(gap.to) {
            self.set(cell, role, glyph);
        }
    }

    fn range(&mut self, range: &StripRange) {
        let (from, to) = (self.grid.cell(range.from), self.grid.cell(range.to));
        for cell in from..=to {
            let glyph = match range.band {
                Band::Full => '█',
                Band::Half => '▄',
                Band::Diamonds if cell == from || cell == to => '◇',
                Band::Diamonds => '═',
            };
            self.set(cell, range.role, glyph);
        }
    }

    fn trail(&mut self, mark: &StripMark) {
        let Some(from) = mark.from else { return };
        let (then, now) = (self.grid.cell(from), self.grid.cell(mark.at));
        let bold = mark.glyph == Glyph::Arrow;
        let (role, glyph) = if bold {
            (mark.role, '━')
        } else {
            (Role::Muted, '╌')
        };
        for cell in then.min(now) + 1..then.max(now) {
            self.set(cell, role, glyph);
        }
        // The head of a thin trail stands before the mark, which keeps its own glyph.
        if !bold && then.abs_diff(now) > 1 {
            let (head, glyph) = if now > then {
                (now - 1, '›')
            } else {
                (now + 1, '‹')
            };
            self.set(head, role, glyph);
        }
    }

    fn mark(&mut self, mark: &StripMark) {
        let cell = self.grid.cell(mark.at);
        let then = mark.from.map(|from| self.grid.cell(from));
        let glyph = match mark.glyph {
            Glyph::Before => '○',
            Glyph::Now => '●',
            Glyph::Arrow => match then {
                Some(then) if then < cell => '▶',
                Some(then) if then > cell => '◀',
                _ => '●',
            },
            Glyph::Team => '◇',
            Glyph::Together => '◆',
        };
        let there = self.cells.get(cell).map(|c| c.1);
        // Two marks on one cell are one sign of their own; the second would hide the first.
        match (there, glyph) {
            (Some('●'), '◇') | (Some('◇'), '●') => self.set(cell, Role::Ink, '◉'),
            _ => self.set(cell, mark.role, glyph),
        }
    }

    fn line(self) -> Line {
        let mut out = Line::new();
        for (role, glyph) in self.cells {
            match out.last_mut() {
                Some(last) if last.role == role => last.text.push(glyph),
                _ => out.push(span(role, glyph)),
            }
        }
        out
    }
}

/// The lines below the strips, each with whether it can be left out.
fn noted(strips: &Strips, pitch: Pitch, grid: Grid, width: usize) -> Vec<(Line, bool)> {
    let mut out = Vec::new();
    for note in &strips.notes {
        match note {
            StripNote::Title => {
                let marked = strips.strips.iter().find(|s| s.row.selected && !s.hidden);
                if let Some(strip) = marked
                    && title(strip, pitch, grid).1
                {
                    let words = strip
                        .row
                        .cells
                        .first()
                        .map_or_else(Line::new, |cell| cleaned(cell));
                    let words: String = words.iter().map(|s| s.text.as_str()).collect();
                    let lines = wrapped(&line(Role::Strong, words), width);
                    out.extend(lines.into_iter().map(|l| (l, true)));
                }
            }
            StripNote::Text { left, right, spare } => {
                if let Some(both) = beside(left, right, 2, width) {
                    out.push((both, *spare));
                } else {
                    let texts = [left, right].into_iter().filter_map(|t| t.first());
                    for text in texts.map(|t| cleaned(t)).filter(|t| !t.is_empty()) {
                        out.extend(wrapped(&text, width).into_iter().map(|l| (l, *spare)));
                    }
                }
            }
        }
    }
    out
}
