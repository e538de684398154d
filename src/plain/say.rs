//! Pages in words: each block as lines, without meaning in position or colour.
//!
//! The parts of a line are kept apart, so that a change can be read out without the rest.

use super::words::{capital, figure, headed, some, stopped, ticked, tidy, words};
use crate::{
    app::cards::{
        Bar, Block, Column, Edit, Evidence, Page, Role, Row, Scales, Span, leaves,
        pull_quote::PullQuote,
        span,
        strip::{StripNote, Strips},
    },
    domain::{stats::whole_percent, words::results::AFTER_ALL_MARK},
    text::quotation::quoted,
};

/// Kind of line, which decides how a change of it is read out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// Text, read as a whole.
    Text,
    /// A title with a text beside it. Only the text is repeated.
    Head,
    /// A row to choose, with its number.
    Row(usize),
    /// A field of a form, with its number.
    Field(usize),
}

impl LineKind {
    /// Number for choosing it.
    pub(super) fn number(self) -> Option<usize> {
        match self {
            Self::Row(n) | Self::Field(n) => Some(n),
            Self::Text | Self::Head => None,
        }
    }
}

/// A line for reading out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SpokenLine {
    /// Kind.
    pub(super) kind: LineKind,
    /// Name, which identifies the line.
    pub(super) name: String,
    /// Parts about it.
    pub(super) parts: Vec<String>,
}

impl SpokenLine {
    fn text(name: impl Into<String>) -> Self {
        Self {
            kind: LineKind::Text,
            name: name.into(),
            parts: Vec::new(),
        }
    }

    /// The whole line.
    pub(super) fn whole(&self) -> String {
        self.with(&self.parts)
    }

    /// The line with only these parts.
    pub(super) fn with(&self, parts: &[String]) -> String {
        if parts.is_empty() && self.kind == LineKind::Text {
            return self.name.clone();
        }
        let number = self
            .kind
            .number()
            .map_or_else(String::new, |n| format!("{n}. "));
        if let LineKind::Field(_) = self.kind {
            return stopped(format!("{number}{}: {}", self.name, parts.join(", ")));
        }
        // A sentence among them would end before a comma.
        let joined = parts.iter().map(|part| part.trim_end_matches('.'));
        let joined = joined.collect::<Vec<_>>().join(", ");
        let said = [self.name.clone(), capital(&joined)]
            .into_iter()
            .filter(|t| !t.is_empty())
            .map(stopped)
            .collect::<Vec<_>>();
        format!("{number}{}", said.join(" "))
    }
}

/// A value without the legend of its bar: a last line of signs, each with its meaning, of which only the meanings would be heard.
fn without_legend(value: &[Span]) -> &[Span] {
    let is_sign = |span: &Span| {
        let mut letters = span.text.trim().chars();
        matches!(
            (letters.next(), letters.next()),
            (Some('\u{2580}'..='\u{259f}'), None)
        )
    };
    let last = value.iter().rposition(|span| span.text.starts_with('\n'));
    match last.and_then(|at| value.split_at_checked(at)) {
        Some((before, legend)) if legend.len() > 2 && legend.iter().step_by(2).all(is_sign) => {
            before
        }
        _ => value,
    }
}

/// Rows of a page that can be chosen by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NumberedRows {
    /// Number of rows.
    pub(super) rows: usize,
    /// Row under the mark, from 0.
    pub(super) at: usize,
    /// The rows are the fields of a form.
    pub(super) form: bool,
}

/// A page in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SpokenPage {
    /// Lines.
    pub(super) lines: Vec<SpokenLine>,
    /// Rows to choose, if any.
    pub(super) list: Option<NumberedRows>,
    /// A slide, which shows a single thing.
    pub(super) slide: bool,
}

impl SpokenPage {
    /// Cuts a long list to the part around the mark, `most` rows at most, and says which part it is.
    ///
    /// `first` is the index of the first row that the page has, `all` is the number of all rows.
    // Fixed parts, and none around the mark: each step down would read a new row at the end, and the numbers that were heard
    // would change.
    pub(super) fn cut(&mut self, first: usize, all: usize, most: usize) {
        let Some(list) = self.list.as_mut() else {
            return;
        };
        list.rows = all;
        list.at += first;
        let start = list.at - list.at % most;
        let end = (start + most).min(all);
        let mut lines = Vec::new();
        let mut end_of_rows = None;
        for mut line in std::mem::take(&mut self.lines) {
            if let LineKind::Row(number) | LineKind::Field(number) = &mut line.kind {
                *number += first;
                if *number <= start || *number > end {
                    continue;
                }
                end_of_rows = Some(lines.len() + 1);
            }
            lines.push(line);
        }
        if let Some(at) = end_of_rows.filter(|_| all > most) {
            let part = format!(
                "Rows {} to {end} of {all} are read. The number of any other goes there.",
                start + 1
            );
            lines.insert(at, SpokenLine::text(part));
        }
        self.lines = lines;
    }

    /// Title: the first line.
    pub(super) fn title(&self) -> &str {
        self.lines.first().map_or("", |l| &l.name)
    }

    /// Sentence about the row under the mark.
    pub(super) fn at(&self) -> Option<String> {
        let number = self.list?.at + 1;
        let row = self
            .lines
            .iter()
            .find(|l| l.kind.number() == Some(number))?;
        Some(stopped(format!("You are at {number}: {}", row.name)))
    }

    fn block(&mut self, block: &Block, page: &Page) {
        match block {
            // A page is read leaf by leaf, so that what is side by side comes one after the other.
            // A square is for cameras, and its words are on the page.
            Block::Gap | Block::Beside(_) | Block::Square(_) => {}
            Block::Heading(text) => self.push(SpokenLine::text(headed(&tidy(text)))),
            Block::Text { line, .. } => self.push(SpokenLine::text(match line.split_first() {
                // A star is read out as a word, so its legend must name the word.
                Some((mark, means)) if mark.text == AFTER_ALL_MARK => {
                    format!("With a star: {}", words(means))
                }
                _ => words(line),
            })),
            Block::Pair(left, right) => self.push(SpokenLine {
                kind: LineKind::Head,
                name: words(left),
                parts: some(words(right)),
            }),
            Block::Table { columns, rows } => {
                let first = self.list(block, page, rows.len(), false);
                self.table(columns, rows, first);
            }
            Block::Tall(one) => self.push(bar(one)),
            Block::Bars(bars) => bars.iter().for_each(|b| self.push(bar(b))),
            Block::Strips(strips) => {
                let first = self.list(block, page, strips.strips.len(), false);
                self.strips(strips, first);
            }
            Block::PullQuote(PullQuote { text, source }) | Block::Quote { text, source } => {
                let mut words = quoted(&tidy(text));
                let source = tidy(source);
                if !source.is_empty() {
                    words.push_str(&stopped(format!(" From: {source}")));
                }
                self.push(SpokenLine::text(words));
            }
            Block::Masthead(text) | Block::Big(text, _) | Block::Rule(text) => {
                self.push(SpokenLine::text(tidy(text)));
            }
            Block::Fields(rows) => {
                let first = self.list(block, page, rows.len(), true);
                for (i, row) in rows.iter().enumerate() {
                    let mut cells = row.cells.iter().map(|c| words(without_legend(c)));
                    let name = cells.next().unwrap_or_default();
                    let parts = cells.filter(|c| !c.is_empty()).map(|c| figure(&c));
                    let line = SpokenLine {
                        kind: first.map_or(LineKind::Text, |first| LineKind::Field(first + i)),
                        name,
                        parts: parts.collect(),
                    };
                    self.push(line);
                }
            }
            Block::Edit(edit) => self.edit(edit),
            Block::BigCount(count) => {
                let sentence = format!("{} {}", count.figure, count.words);
                self.push(SpokenLine::text(tidy(&sentence)));
            }
            Block::SeatField(field) => {
                if !field.typed.is_empty() {
                    let person = words(&field.person);
                    let seat = format!("Seat {}", field.typed);
                    let parts: Vec<String> = [seat, person]
                        .into_iter()
                        .filter(|p| !p.is_empty())
                        .collect();
                    self.push(SpokenLine::text(stopped(parts.join(": "))));
                }
                self.push(SpokenLine::text(words(&field.below)));
            }
            Block::Seats(seats) => {
                for seat in seats {
                    let voted = if seat.voted { ", has voted" } else { "" };
                    let line = format!("Seat {}: {}{voted}", seat.number, tidy(&seat.name));
                    self.push(SpokenLine::text(stopped(line)));
                }
            }
            Block::MarkScale(scale) => self.push(SpokenLine::text(tidy(&scale.words()))),
            Block::Evidence(evidence) => self.evidence(evidence),
            Block::RunChart(picture) => {
                self.push(SpokenLine::text(stopped(tidy(&picture.about))));
                self.push(SpokenLine::text(tidy(&picture.words)));
                for sentence in &picture.below {
                    self.push(SpokenLine::text(words(sentence)));
                }
                if let Some((_, name)) = &picture.against {
                    self.push(SpokenLine::text(stopped(tidy(name))));
                }
            }
            Block::Scales(scales) => self.scales(scales),
        }
    }

    fn push(&mut self, line: SpokenLine) {
        if !line.name.is_empty() || !line.parts.is_empty() {
            self.lines.push(line);
        }
    }

    /// Number of the first of a block's rows, if the block is part of the page's list. The numbers go on from block to block,
    /// as the numbers of clicked rows do.
    fn list(&mut self, block: &Block, page: &Page, rows: usize, form: bool) -> Option<usize> {
        if !page.lists(block) {
            return None;
        }
        let before = self.list.map_or(0, |list| list.rows);
        self.list = Some(NumberedRows {
            rows: before + rows,
            at: page.list().iter().position(|row| row.selected)?,
            form,
        });
        Some(before + 1)
    }

    fn table(&mut self, columns: &[Column], rows: &[Row], first: Option<usize>) {
        // A row to choose is named by its widest column, a row that is only read by its first one.
        let fills = |c: &Column| c.width.fills();
        let own = first
            .and_then(|_| columns.iter().position(fills))
            .unwrap_or(0);
        // A single heading is the title of the table; several belong to their columns.
        let heads = columns.iter().filter(|c| !c.head.is_empty()).count();
        if let Some(head) = columns.get(own).map(|c| tidy(&c.head))
            && heads == 1
            && !rows.is_empty()
        {
            self.push(SpokenLine::text(headed(&head)));
        }
        for (i, row) in rows.iter().enumerate() {
            let mut name = String::new();
            let mut parts = Vec::new();
            for (nth, cell) in row.cells.iter().enumerate() {
                let text = words(cell);
                if nth == own {
                    // Text beside a name, such as "leads", is not part of it.
                    let (own, beside) = cell.split_at_checked(named(cell)).unwrap_or((cell, &[]));
                    let own = words(own);
                    let (tick, rest) = ticked(&own);
                    rest.clone_into(&mut name);
                    parts.extend(tick.map(str::to_owned));
                    parts.extend(some(
                        words(beside).trim_start_matches([',', ' ']).to_owned(),
                    ));
                } else if !text.is_empty() {
                    let column = columns.get(nth);
                    let head = column.map_or("", |c| &c.head);
                    parts.push(match (head.is_empty(), column.map_or("", |c| c.said)) {
                        (true, "") => figure(&text),
                        (true, said) => format!("{said} {}", figure(&text)),
                        (false, "") => format!("{}: {}", tidy(head), figure(&text)),
                        (false, said) => format!("{said}: {}", figure(&text)),
                    });
                }
            }
            self.push(SpokenLine {
                kind: first.map_or(LineKind::Text, |first| LineKind::Row(first + i)),
                name,
                parts,
            });
        }
    }

    /// The words of the strips: the picture itself says nothing that they do not.
    fn strips(&mut self, strips: &Strips, first: Option<usize>) {
        self.push(SpokenLine {
            kind: LineKind::Head,
            name: strips.title.first().map_or_else(String::new, |t| words(t)),
            parts: some(tidy(&strips.about)),
        });
        match strips.hidden() {
            0 => {}
            1 => self.push(SpokenLine::text("1 goal is not shown yet.")),
            n => self.push(SpokenLine::text(format!("{n} goals are not shown yet."))),
        }
        for (nth, strip) in strips.strips.iter().enumerate().filter(|(_, s)| !s.hidden) {
            let mut cells = strip.row.cells.iter().map(|c| words(c));
            self.push(SpokenLine {
                kind: first.map_or(LineKind::Text, |first| LineKind::Row(first + nth)),
                name: cells.next().unwrap_or_default(),
                parts: cells
                    .filter(|c| !c.is_empty())
                    .map(|c| figure(&c))
                    .collect(),
            });
        }
        for note in &strips.notes {
            if let StripNote::Text { left, right, .. } = note {
                for text in [left, right].into_iter().filter_map(|t| t.first()) {
                    self.push(SpokenLine::text(words(text)));
                }
            }
        }
    }

    /// A line for each strand, and one for the benchmark.
    fn evidence(&mut self, evidence: &Evidence) {
        for one in &evidence.bars {
            let sentences: Vec<String> = one
                .below
                .iter()
                .map(|sentence| {
                    let parts = sentence.iter().map(|part| match part.text.trim() {
                        // A sign after its sentence, which the legend below explains.
                        AFTER_ALL_MARK => " With a star.",
                        _ => part.text.as_str(),
                    });
                    stopped(tidy(&parts.collect::<String>()))
                })
                .collect();
            let below = sentences.join(" ");
            let mut text = one.words.clone();
            if let Some((low, high)) = one.likely.filter(|_| !below.contains("most likely")) {
                text = format!(
                    "{text}, most likely between {} and {} in 100",
                    whole_percent(low),
                    whole_percent(high)
                );
            }
            self.push(bar(&Bar {
                label: one.label.clone(),
                percent: one.percent,
                figure: one.figure.clone(),
                text,
                below: vec![span(Role::Ink, below)],
                ..Bar::default()
            }));
        }
        self.push(SpokenLine::text(stopped(tidy(&evidence.benchmark))));
    }

    /// The sums. The goals of each are the ticked rows of the list below.
    fn scales(&mut self, scales: &Scales) {
        for scale in &scales.scales {
            let mut parts = vec![tidy(&format!("{}{}", scale.sum, scale.of))];
            parts.extend(some(words(&scale.note)));
            self.push(SpokenLine {
                kind: LineKind::Head,
                name: capital(&tidy(&scale.label)),
                parts,
            });
        }
        if let Some(places) = &scales.places {
            self.push(SpokenLine {
                kind: LineKind::Head,
                name: capital(&tidy(&places.label)),
                parts: some(words(&places.sum)),
            });
        }
    }

    fn edit(&mut self, edit: &Edit) {
        self.push(SpokenLine::text(headed(&tidy(&edit.label))));
        let lines: Vec<String> = edit.lines.iter().map(|l| tidy(l)).collect();
        if lines.iter().any(|l| !l.is_empty()) {
            self.push(SpokenLine::text("There now:"));
            for line in lines {
                self.push(SpokenLine::text(line));
            }
        }
        self.push(SpokenLine::text(words(&edit.note)));
    }
}

/// A page in words.
pub(super) fn page(page: &Page) -> SpokenPage {
    let mut spoken = SpokenPage {
        slide: page.slide,
        ..SpokenPage::default()
    };
    let mut big = false;
    for block in leaves(&page.blocks) {
        let before = spoken.lines.len();
        spoken.block(block, page);
        // Big characters are the beginning of a sentence that goes on in small ones below.
        if big
            && let Some([.., first, second]) = spoken.lines.get(..=before)
            && second.name.starts_with(char::is_lowercase)
        {
            let joined = SpokenLine::text(format!("{} {}", first.name, second.name));
            spoken.lines.truncate(before - 1);
            spoken.lines.push(joined);
        }
        big = matches!(block, Block::Big(..));
    }
    spoken
}

/// The number of spans that a name consists of: letters that were searched for are spans of their own.
fn named(cell: &[Span]) -> usize {
    let beside = |span: &Span| span.role == Role::Muted;
    match cell.first() {
        // What cannot be chosen is muted as a whole.
        Some(first) if beside(first) => cell.len(),
        _ => cell.iter().take_while(|span| !beside(span)).count(),
    }
}

fn bar(bar: &Bar) -> SpokenLine {
    let share = bar.figure.trim();
    let share = share
        .strip_suffix('%')
        // As the papers say it; speech programs read "%" in many ways.
        .map_or_else(|| share.to_owned(), |n| format!("{n} in 100"));
    let below = words(&bar.below);
    // One way to say a share in one sentence: "41 in 100" beside "58%" sounds like two measures.
    let below = below
        .replace("% of ", " in 100, of ")
        .replace('%', " in 100");
    let below = match below.strip_suffix(AFTER_ALL_MARK) {
        Some(marked) => format!("{}, with a star", marked.trim_end()),
        None => below,
    };
    let mut text = format!("{}: ", tidy(&bar.label));
    let parts = [share, tidy(&bar.text)];
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|p| !p.is_empty())
        .collect();
    text.push_str(&parts.join(", "));
    let mut text = stopped(text);
    if !below.is_empty() {
        text.push(' ');
        text.push_str(&stopped(capital(&below)));
    }
    SpokenLine::text(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::cards::{line, muted, text};

    fn said(blocks: Vec<Block>) -> Vec<String> {
        let page = Page {
            blocks,
            ..Page::default()
        };
        super::page(&page)
            .lines
            .iter()
            .map(SpokenLine::whole)
            .collect()
    }

    #[test]
    fn a_bar_is_a_sentence() {
        let bar = Bar {
            label: "primary".into(),
            percent: Some(41.2),
            likely: Some((33.0, 50.0)),
            figure: "41%".into(),
            text: "likely 33 to 50  of 131 answers".into(),
            below: line(Role::Bad, "2023: 58% of 118  lower, by more than chance *"),
            ..Bar::default()
        };
        let hidden = Bar {
            label: "secondary".into(),
            text: "fewer than 11 answers".into(),
            ..Bar::default()
        };
        assert_eq!(
            said(vec![Block::Bars(vec![bar, hidden])]),
            [
                "primary: 41 in 100, likely 33 to 50, of 131 answers. 2023: 58 in 100, of 118, lower, by more than chance, with a star.",
                "secondary: fewer than 11 answers."
            ]
        );
    }

    #[test]
    fn a_table_is_a_line_a_row_with_its_headings() {
        let columns = vec![
            Column::fill("goal"),
            Column::number("money", 0),
            Column::number("patients", 0),
            Column::words("", 1, 0),
        ];
        let cells = |texts: [&str; 4]| texts.iter().map(|t| line(Role::Ink, *t)).collect();
        let row = |texts, selected| Row {
            cells: cells(texts),
            selected,
        };
        let rows = vec![
            row(["Ring back", "£0", "-", "!"], false),
            row(["[x] Seats", "", "4.2", ""], true),
        ];
        let table = Block::Table { columns, rows };
        assert_eq!(
            said(vec![table.clone()]),
            [
                "1. Ring back. Money: £0, patients: not given, wants attention.",
                "2. Seats. Ticked, patients: 4.2."
            ]
        );
        let spoken = page(&Page {
            blocks: vec![table],
            ..Page::default()
        });
        assert_eq!(spoken.at().unwrap(), "You are at 2: Seats.");
    }

    #[test]
    fn a_table_without_a_mark_has_no_numbers_and_its_one_heading_is_its_name() {
        let table = Block::Table {
            columns: vec![Column::fill("Agenda"), Column::number("", 0)],
            rows: vec![Row {
                cells: vec![line(Role::Ink, "Tea"), line(Role::Ink, "5 min")],
                selected: false,
            }],
        };
        assert_eq!(said(vec![table]), ["Agenda:", "Tea. 5 min."]);
    }

    #[test]
    fn a_row_that_is_only_read_begins_with_its_first_word() {
        let table = Block::Table {
            columns: vec![Column::words("", 20, 0), Column::fill("")],
            rows: vec![Row {
                cells: vec![line(Role::Strong, "round"), line(Role::Ink, "One vote.")],
                selected: false,
            }],
        };
        assert_eq!(said(vec![table]), ["round. One vote."]);
    }

    #[test]
    fn gaps_are_pauses_and_nothing_acts_or_draws() {
        assert_eq!(
            said(vec![
                text("within reach:  £0 of £2,000   0 hours"),
                muted("one\u{1b}[31m\u{202e}  two \u{2588}\u{2502} three"),
                text("! The groups differ."),
                Block::Gap,
                Block::Rule(String::new()),
                Block::Big("3 of 9".into(), Role::Ink),
                muted("have voted"),
            ]),
            [
                "within reach: £0 of £2,000, 0 hours",
                "one[31m, two, three",
                "The groups differ.",
                "3 of 9 have voted"
            ]
        );
    }
}
