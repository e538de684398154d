//! A patient's words, as large as the room that the page leaves: large letters, else bold type.
//!
//! The quotation mark and the first line are at the same place for every comment, so that nothing jumps from one to the
//! next.

use super::{Viewport, bitmap, indent_lines};
use crate::{
    app::cards::{Line, Role, line, pull_quote::PullQuote, span},
    text::{clean_lines, quotation::inner_quotation},
    tui::line::{LaidLine, blanks, paragraphs, wrapped},
};

/// Columns of the quotation mark and the gap after it.
const INDENT: usize = 7;
/// The quotation mark.
const MARK: [&str; 2] = [
    "\u{259f}\u{259b} \u{259f}\u{259b}",
    "\u{259c}\u{258c} \u{259c}\u{258c}",
];
/// Longest line of bold type in columns, and in a wide window; from a longer one the eye misses the start of the next.
const MEASURE: (usize, usize) = (60, 78);
/// Columns from which the longer measure is used.
const WIDE_FROM: usize = 104;
/// Longest line of bold type where only solid type fits: a longer line is better than a page to turn.
const SOLID_MEASURE: usize = 66;
/// The scales of large letters, the largest first. Above two the letters are all corners.
const SCALES: [usize; 2] = [2, 1];
/// Fewest lines of letters that a scale above one is used for: one line of shouting is worse than a set page.
const ROWS_FOR_TWO: usize = 28;

/// Lays out a comment in `height` lines; more only where it does not fit in bold type.
pub(super) fn layout(quote: &PullQuote, height: usize, viewport: Viewport) -> Vec<LaidLine> {
    let words = inner_quotation(&clean_lines(&quote.text));
    let indent = INDENT.min(viewport.width / 4);
    let columns = viewport.width.saturating_sub(indent).max(1);
    let source: Vec<Line> = paragraphs(&line(Role::Muted, &quote.source))
        .iter()
        .filter(|part| !part.is_empty())
        .flat_map(|part| wrapped(part, columns))
        .collect();
    let large = large(
        &words,
        columns,
        height.saturating_sub(source.len()),
        viewport,
    );
    let mut lines: Vec<LaidLine> = match large {
        Some(rows) => rows
            .into_iter()
            .map(|row| LaidLine::from(line(Role::Ink, row)))
            .collect(),
        None => bold(&words, columns, height, source.len(), viewport),
    };
    lines.extend(source.into_iter().map(LaidLine::from));
    let mut lines = indent_lines(lines, indent);
    hang_mark(&mut lines, indent, viewport.ascii);
    // The page is filled to its end: the place of its first line must not follow from the length of the comment.
    while lines.len() < height {
        lines.push(LaidLine::default());
    }
    lines
}

/// The rows of large letters; `None` where bold type is better.
fn large(words: &str, columns: usize, rows: usize, viewport: Viewport) -> Option<Vec<String>> {
    // Several paragraphs are an argument, and large letters would run them into one.
    if viewport.ascii || words.contains('\n') || words.is_empty() {
        return None;
    }
    let lines = SCALES
        .into_iter()
        .filter(|scale| *scale == 1 || rows >= ROWS_FOR_TWO)
        .find_map(|scale| {
            let most = rows / bitmap::line_rows(scale);
            (most > 0)
                .then(|| bitmap::set(words, columns, most, scale))
                .flatten()
        })?;
    let used: usize = lines.iter().map(Vec::len).sum();
    // Descenders touch the line below. An empty row between the lines is worth having, but not worth a smaller letter.
    let apart = used + lines.len() <= rows;
    let mut out = Vec::with_capacity(rows);
    for line in lines {
        out.extend(line);
        if apart {
            out.push(String::new());
        }
    }
    Some(out)
}

/// The words in bold type: a sentence a paragraph where that fits, else solid. `below` lines are kept for the source.
fn bold(
    words: &str,
    columns: usize,
    height: usize,
    below: usize,
    viewport: Viewport,
) -> Vec<LaidLine> {
    let measure = if viewport.width >= WIDE_FROM {
        MEASURE.1
    } else {
        MEASURE.0
    };
    let enough = height.saturating_sub(below + 1);
    let airy = set_bold(&sentences(words), columns.min(measure), true);
    let mut lines = if airy.len() <= enough {
        airy
    } else {
        let parts: Vec<String> = words.lines().map(str::to_owned).collect();
        let solid = set_bold(&parts, columns.min(measure), false);
        if solid.len() <= enough {
            solid
        } else {
            set_bold(&parts, columns.min(measure.max(SOLID_MEASURE)), false)
        }
    };
    if below > 0 {
        lines.push(LaidLine::default());
    }
    lines
}

/// Paragraphs in bold, with an empty line between them if `apart`.
fn set_bold(parts: &[String], most: usize, apart: bool) -> Vec<LaidLine> {
    let mut lines = Vec::new();
    for part in parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()) {
        if apart && !lines.is_empty() {
            lines.push(LaidLine::default());
        }
        let set = wrapped(&line(Role::Strong, part), most);
        lines.extend(set.into_iter().map(LaidLine::from));
    }
    lines
}

/// The sentences of a text. A line break ends one as well.
fn sentences(words: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut current = String::new();
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n' {
            all.push(std::mem::take(&mut current));
            continue;
        }
        current.push(c);
        let ends = matches!(c, '.' | '!' | '?' | '\u{2026}');
        if !ends {
            continue;
        }
        // A closing mark belongs to the sentence before it, and "e.g. this" goes on in small letters.
        while let Some(closing) = chars.next_if(|c| matches!(c, '\u{2019}' | ')' | '.' | '!' | '?'))
        {
            current.push(closing);
        }
        let mut ahead = chars.clone();
        let blank = ahead.next().is_some_and(char::is_whitespace);
        let begins = ahead
            .find(|c| c.is_alphanumeric())
            .is_none_or(|c| c.is_uppercase() || c.is_numeric());
        if blank && begins && current.split_whitespace().count() > 1 {
            all.push(std::mem::take(&mut current));
        }
    }
    all.push(current);
    all
}

/// Hangs the quotation mark in the indent of the first two lines.
fn hang_mark(lines: &mut Vec<LaidLine>, indent: usize, ascii: bool) {
    if indent < INDENT {
        return;
    }
    while lines.len() < MARK.len() {
        lines.push(LaidLine::default());
    }
    let marks = if ascii { ["\"", ""] } else { MARK };
    for (laid, mark) in lines.iter_mut().zip(marks) {
        let wide = mark.chars().count();
        let mut begin = vec![span(Role::Accent, mark), blanks(indent - wide)];
        // The indent of the line is replaced by the mark and the rest of the indent.
        begin.extend(laid.line.drain(..).skip(1));
        laid.line = begin;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::cards::Block;

    fn grid(text: &str, width: usize, height: usize, ascii: bool) -> Vec<String> {
        let quote = PullQuote {
            text: text.into(),
            source: "survey, primary".into(),
        };
        let viewport = Viewport::of(&[Block::Gap], width, height, ascii);
        layout(&quote, height, viewport)
            .iter()
            .map(|l| {
                let words: String = l.line.iter().map(|s| s.text.as_str()).collect();
                words.trim_end().to_owned()
            })
            .collect()
    }

    const LONG: &str = "It is never a big thing you want to ask. It is whether you can have a bath, or if the numb bit under your arm is meant to feel like that.";

    #[test]
    fn a_short_comment_is_set_in_large_letters() {
        let rows = grid("Nobody told me why.", 76, 15, false);
        assert_eq!(rows.len(), 15);
        assert!(rows[0].starts_with("▟▛ ▟▛  "), "{rows:#?}");
        assert!(rows[1].starts_with("▜▌ ▜▌  "), "{rows:#?}");
        let source = rows.iter().position(|row| row.contains("survey, primary"));
        assert_eq!(source, Some(5), "{rows:#?}");
    }

    #[test]
    fn a_longer_one_in_bold_with_a_sentence_a_paragraph() {
        let rows = grid(LONG, 76, 15, false);
        assert_eq!(rows[0], "▟▛ ▟▛  It is never a big thing you want to ask.");
        assert_eq!(rows[1], "▜▌ ▜▌");
        assert!(rows[2].starts_with("       It is whether"), "{rows:#?}");
    }

    #[test]
    fn and_solid_where_there_is_less_room_or_paged_where_there_is_none() {
        let rows = grid(LONG, 76, 5, false);
        assert!(rows[0].starts_with("▟▛ ▟▛  It is never a big thing you want to ask. It is"));
        assert_eq!(rows.len(), 5, "{rows:#?}");
        assert!(grid(&LONG.repeat(4), 76, 6, false).len() > 6);
    }

    #[test]
    fn the_first_line_is_at_the_same_place_for_every_length_and_height() {
        for height in [3, 6, 15, 31] {
            for text in ["Why?", "Nobody told me why.", LONG] {
                let rows = grid(text, 76, height, false);
                assert!(rows[0].starts_with("▟▛ ▟▛  "), "{rows:#?}");
                assert!(rows.len() >= height);
            }
        }
    }

    #[test]
    fn ascii_is_bold_and_narrow_windows_have_no_mark() {
        assert_eq!(grid("Why?", 76, 5, true)[0], "\"      Why?");
        assert!(grid("Why?", 20, 5, true)[0].starts_with("     Why?"));
    }

    #[test]
    fn sentences_end_where_they_end() {
        let found = |words: &str| {
            sentences(words)
                .iter()
                .map(|s| s.trim().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found("They ring back now. They really do! Why? e.g. at 2 p.m. on Mondays."),
            [
                "They ring back now.",
                "They really do!",
                "Why? e.g. at 2 p.m. on Mondays."
            ]
        );
        assert_eq!(found("Dr. Shah came"), ["Dr. Shah came"]);
        assert_eq!(found("one\ntwo"), ["one", "two"]);
    }
}
