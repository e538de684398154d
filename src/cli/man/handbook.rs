//! The handbook as one manual page, pledge(7): the subset of Markdown that its pages use, as roff.
//!
//! A table becomes a list of terms, because a table of long cells is wider than a terminal, and because a screen reader reads
//! a list in the right order.

use clap_mangen::roff::{Inline, Roff, bold, italic, roman};

use crate::cli::help::TOPICS;

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
enum Block {
    /// A heading, from level 1.
    Heading(usize, String),
    /// Running text.
    Paragraph(String),
    /// An item of a list, with its number where it has one.
    Item(Option<String>, String),
    /// Lines that stay as they are.
    Code(Vec<String>),
    /// Rows of cells; the first row is the head.
    Table(Vec<Vec<String>>),
}

/// The page.
pub(super) fn page(day: &str, source: &str) -> String {
    let mut roff = Roff::new();
    roff.control("TH", ["pledge", "7", day, source, "Handbook of pledge"]);
    roff.control("SH", ["NAME"]);
    roff.text([roman("pledge - the handbook")]);
    roff.control("SH", ["DESCRIPTION"]);
    roff.text([
        roman("Every page of the handbook, one after the other. "),
        bold("pledge help TOPIC"),
        roman(" prints one of them."),
    ]);
    for topic in TOPICS {
        term(&mut roff, vec![bold(topic.name)]);
        roff.text([roman(topic.about)]);
    }
    for topic in TOPICS {
        for block in blocks(topic.text) {
            write(&mut roff, &block);
        }
    }
    roff.control("SH", ["SEE ALSO"]);
    roff.text([bold("pledge"), roman("(1)")]);
    roff.render()
}

fn write(roff: &mut Roff, block: &Block) {
    match block {
        Block::Heading(1, text) => {
            roff.control("SH", [argument(&text.to_uppercase()).as_str()]);
        }
        Block::Heading(2, text) => {
            roff.control("SS", [argument(text).as_str()]);
        }
        Block::Heading(_, text) => {
            roff.control("PP", []).text([bold(text)]);
        }
        Block::Paragraph(text) => {
            roff.control("PP", []).text(inlines(text));
        }
        Block::Item(number, text) => {
            let mark = number.as_deref().unwrap_or("\\(bu");
            roff.control("IP", [mark, "4"]).text(inlines(text));
        }
        Block::Code(lines) => {
            roff.control("PP", []).control("RS", ["4"]);
            roff.control("EX", []);
            for line in lines {
                roff.text([roman(line)]);
            }
            roff.control("EE", []).control("RE", []);
        }
        Block::Table(rows) => table(roff, rows),
    }
}

/// A table as a list of terms.
fn table(roff: &mut Roff, rows: &[Vec<String>]) {
    let Some((head, rows)) = rows.split_first() else {
        return;
    };
    // A table whose first column is empty in most rows has groups, such as that of the keys.
    let has_groups = head.len() > 2 && rows.iter().any(|r| r.first().is_some_and(String::is_empty));
    let skipped = usize::from(has_groups);
    let heads: Vec<&str> = head.iter().skip(skipped).map(String::as_str).collect();
    let is_short = heads.len() < 3;
    if let Some((first, rest)) = heads.split_first() {
        if is_short {
            term(roff, vec![italic(*first)]);
            roff.text([italic(rest.concat())]);
        } else {
            roff.control("PP", []).text([italic(*first)]);
        }
    }
    for row in rows {
        let mut cells = row.iter();
        if has_groups
            && let Some(group) = cells.next()
            && !group.is_empty()
        {
            roff.control("PP", []).text([bold(group)]);
        }
        let Some(first) = cells.next() else { continue };
        term(roff, inlines(first));
        let filled = cells.zip(heads.iter().skip(1));
        let filled = filled.filter(|(cell, _)| !cell.is_empty());
        for (nth, (cell, head)) in filled.enumerate() {
            if nth > 0 {
                roff.control("br", []);
            }
            let mut text = inlines(cell);
            if !is_short {
                text.splice(0..0, [italic(*head), roman(": ")]);
            }
            roff.text(text);
        }
    }
}

/// Begins a row of a list of terms; its text follows.
fn term(roff: &mut Roff, words: Vec<Inline>) {
    roff.control("TP", []).text(words);
}

/// Text as an argument of a macro, which the writer of roff puts into quotes and leaves as it is otherwise.
fn argument(text: &str) -> String {
    let text = plain(text).replace('\\', "\\e").replace('-', "\\-");
    text.replace('"', "\\(dq")
}

/// Text without its marks.
fn plain(text: &str) -> String {
    let words = inlines(text).into_iter().map(|inline| match inline {
        Inline::Roman(text) | Inline::Italic(text) | Inline::Bold(text) => text,
        Inline::LineBreak => " ".to_owned(),
    });
    words.collect()
}

/// The pieces of a page.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        // Pictures are for the web.
        if line.trim().is_empty() || line.starts_with("![") {
            continue;
        }
        if line.starts_with("```") {
            let code = lines.by_ref().take_while(|l| !l.starts_with("```"));
            blocks.push(Block::Code(code.map(str::to_owned).collect()));
        } else if let Some((marks, title)) = line.split_once(' ')
            && marks.starts_with('#')
        {
            blocks.push(Block::Heading(marks.len(), title.to_owned()));
        } else if line.starts_with('|') {
            let mut rows = vec![cells(line)];
            while let Some(next) = lines.next_if(|l| l.starts_with('|')) {
                if !next.starts_with("|-") {
                    rows.push(cells(next));
                }
            }
            blocks.push(Block::Table(rows));
        } else {
            let (mut block, begin) = match line.split_once(' ') {
                Some(("*", rest)) => (Block::Item(None, String::new()), rest),
                Some((number, rest)) if is_number(number) => {
                    (Block::Item(Some(number.to_owned()), String::new()), rest)
                }
                _ => (Block::Paragraph(String::new()), line),
            };
            let mut words = vec![begin.trim()];
            while let Some(next) = lines.next_if(|l| continues(l)) {
                words.push(next.trim());
            }
            if let Block::Item(_, text) | Block::Paragraph(text) = &mut block {
                *text = words.join(" ");
            }
            blocks.push(block);
        }
    }
    blocks
}

/// True for `1.` and the like.
fn is_number(word: &str) -> bool {
    word.strip_suffix('.')
        .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// True for a line that goes on with the text above it.
fn continues(line: &str) -> bool {
    let first = line.split(' ').next().unwrap_or_default();
    !(line.trim().is_empty()
        || line.starts_with(['#', '|'])
        || line.starts_with("```")
        || line.starts_with("![")
        || first == "*"
        || is_number(first))
}

/// The cells of a row of a table.
fn cells(line: &str) -> Vec<String> {
    // An escaped bar belongs to its cell: kept apart as a character that no page has.
    let line = line.replace("\\|", "\u{1}");
    let line = line.trim().trim_start_matches('|').trim_end_matches('|');
    let cells = line.split('|');
    cells.map(|c| c.trim().replace('\u{1}', "|")).collect()
}

/// Text with its marks as fonts: code and strong text bold, emphasis italic, a link as its words.
fn inlines(text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut before = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let found = match c {
            '`' => between(rest, "`", "`").map(|(inner, rest)| (bold(inner), rest)),
            '*' if rest.starts_with("**") => {
                between(rest, "**", "**").map(|(inner, rest)| (bold(inner), rest))
            }
            '*' => between(rest, "*", "*").map(|(inner, rest)| (italic(inner), rest)),
            '[' => link(rest).map(|(words, rest)| (roman(words), rest)),
            _ => None,
        };
        if let Some((inline, after)) = found {
            if !before.is_empty() {
                out.push(roman(std::mem::take(&mut before)));
            }
            out.push(inline);
            rest = after;
        } else {
            before.push(c);
            rest = rest.strip_prefix(c).unwrap_or_default();
        }
    }
    if !before.is_empty() {
        out.push(roman(before));
    }
    out
}

/// The text between two marks, which touch it, and the text after them.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<(&'a str, &'a str)> {
    let (inner, rest) = text.strip_prefix(open)?.split_once(close)?;
    let touches = !inner.is_empty() && inner.trim() == inner;
    touches.then_some((inner, rest))
}

/// The words of a link, with its address where that is on the web, and the text after it.
fn link(text: &str) -> Option<(String, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (target, rest) = rest.split_once(')')?;
    let words = plain(words);
    let words = if target.starts_with("https://") {
        format!("{words} <{target}>")
    } else {
        words
    };
    Some((words, rest))
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;

    /// The letters and digits of a text, without the rest.
    fn letters(text: &str) -> String {
        text.chars().filter(|c| c.is_alphanumeric()).collect()
    }

    /// The same of a page as another reader of Markdown understands it.
    fn read_by_another(text: &str) -> String {
        let mut in_picture = false;
        let mut out = String::new();
        for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Image { .. }) => in_picture = true,
                Event::End(TagEnd::Image) => in_picture = false,
                Event::Text(t) | Event::Code(t) if !in_picture => out.push_str(&t),
                _ => {}
            }
        }
        letters(&out)
    }

    #[test]
    fn every_page_has_the_words_that_another_reader_of_markdown_finds() {
        for topic in TOPICS {
            let mut out = String::new();
            for block in blocks(topic.text) {
                match block {
                    Block::Heading(_, t) | Block::Paragraph(t) | Block::Item(_, t) => {
                        out += &plain(&t);
                    }
                    Block::Code(lines) => out += &lines.concat(),
                    Block::Table(rows) => {
                        for cell in rows.iter().flatten() {
                            out += &plain(cell);
                        }
                    }
                }
            }
            // The address of a link is no word for the other reader.
            while let Some((before, rest)) = out.split_once(" <https://") {
                out = format!("{before}{}", rest.split_once('>').unwrap().1);
            }
            assert_eq!(letters(&out), read_by_another(topic.text), "{}", topic.name);
        }
    }

    #[test]
    fn marks_become_fonts_and_what_looks_like_one_stays() {
        assert_eq!(
            inlines("a `*` b *even load* 2 * 3 [the *page*](x.md)."),
            [
                roman("a "),
                bold("*"),
                roman(" b "),
                italic("even load"),
                roman(" 2 * 3 "),
                roman("the page"),
                roman("."),
            ]
        );
    }

    #[test]
    fn the_page_has_the_heading_of_each_topic() {
        let page = page("2026-11-28", "pledge 0");
        for topic in TOPICS {
            let heading = topic.text.lines().next().unwrap().trim_start_matches("# ");
            let heading = argument(&heading.to_uppercase());
            let line = page.lines().any(|l| {
                l.strip_prefix(".SH ")
                    .is_some_and(|t| t.trim_matches('"') == heading)
            });
            assert!(line, "{}: {heading}", topic.name);
        }
    }

    #[test]
    fn no_line_of_text_begins_as_a_command_of_roff() {
        let mut roff = Roff::new();
        for block in blocks("`.made-by-pledge` is there.\n\n* 'a' \\n -x\n\n```\n.TH x\n'br\n```\n")
        {
            write(&mut roff, &block);
        }
        let text = roff.to_roff();
        assert_eq!(
            text,
            ".PP\n\\fB.made\\-by\\-pledge\\fR is there.\n.IP \\(bu 4\n\\&'a' \\\\n \\-x\n\
             .PP\n.RS 4\n.EX\n\\&.TH x\n\\&'br\n.EE\n.RE\n"
        );
    }
}
