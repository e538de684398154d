//! Markdown renderer (`CommonMark` with GitHub's tables), for editing and for websites.
//!
//! Every sign with a meaning is escaped, so that people's text cannot become a heading, a link, a picture or HTML.

use std::fmt::Write as _;

use super::page::{ChartBar, ContentsRow, Document, Element, FormLine, SlipRow};

/// Renders a document.
pub fn write(paper: &Document) -> String {
    let paper = &paper.cleaned();
    let mut out = Out::default();
    if let Some(draft) = &paper.draft {
        out.part(&format!("**{}**", escaped(draft)));
    }
    out.part(&format!("# {}", escaped(&paper.title)));
    for line in [
        &paper.subtitle,
        &paper.unit,
        &paper.organisation,
        &paper.date,
    ] {
        if !line.is_empty() {
            out.part(&escaped(line));
        }
    }
    if let Some((text, from)) = &paper.epigraph {
        quote(&mut out, text, from);
    }
    blocks(&mut out, &paper.blocks, 2);
    out.0
}

#[derive(Default)]
struct Out(String);

impl Out {
    /// Appends a block between empty lines.
    fn part(&mut self, text: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        // Two spaces at the end of a line are a line break in Markdown.
        self.0.push_str(text.trim_end());
        self.0.push('\n');
    }
}

fn blocks(out: &mut Out, blocks: &[Element], level: usize) {
    for block in blocks {
        self::block(out, block, level);
    }
}

fn block(out: &mut Out, block: &Element, level: usize) {
    match block {
        Element::Heading(n, text) => {
            let signs = "#".repeat(level + usize::from(n.saturating_sub(1)));
            out.part(&format!("{signs} {}", escaped(text)));
        }
        Element::Text(text) | Element::Small(text) => out.part(&escaped(text)),
        Element::List(items) => {
            let items: Vec<String> = items.iter().map(|i| format!("- {}", escaped(i))).collect();
            out.part(&items.join("\n"));
        }
        Element::Facts(facts) => {
            let facts: Vec<String> = facts
                .iter()
                .map(|(name, value)| format!("- **{}:** {}", escaped(name), escaped(value)))
                .collect();
            if !facts.is_empty() {
                out.part(&facts.join("\n"));
            }
        }
        Element::Promise { about, text } => {
            out.part(&format!("{}: **{}**", escaped(about), escaped(text)));
        }
        Element::Quote { text, from } => quote(out, text, from),
        Element::Chart { question, bars, .. } => out.part(&chart(question, bars)),
        Element::OverTime {
            question, drawing, ..
        } => {
            out.part(&format!("**{}**", escaped(question)));
            let mut items = vec![drawing.about.clone()];
            items.extend(drawing.sentences.iter().map(|(text, _)| text.clone()));
            items.extend(drawing.legend.iter().map(|(_, label)| label.clone()));
            let items: Vec<String> = items.iter().map(|i| format!("- {}", escaped(i))).collect();
            out.part(&items.join("\n"));
        }
        Element::Card {
            mark,
            title,
            blocks: inside,
        } => {
            let mark = if mark.is_empty() {
                String::new()
            } else {
                format!("{}: ", escaped(mark))
            };
            out.part(&format!(
                "{} {mark}{}",
                "#".repeat(level + 1),
                escaped(title)
            ));
            blocks(out, inside, level + 1);
        }
        Element::Table {
            caption,
            head,
            rows,
        } => {
            out.part(&format!("**{}**", escaped(caption)));
            out.part(&table(head, rows));
        }
        Element::Slip { head, marks, rows } => out.part(&slip(head, marks, rows)),
        Element::Form(lines) => {
            let lines: Vec<String> = lines.iter().map(form_line).collect();
            if !lines.is_empty() {
                out.part(&lines.join("\n"));
            }
        }
        Element::Together(inside) => blocks(out, inside, level),
        Element::SignOff { caption, rows } => out.part(&sign_off(caption, rows)),
        Element::Contents(rows) => {
            let rows: Vec<String> = rows
                .iter()
                .map(|ContentsRow { mark, title, note }| {
                    let row = format!("- {}: **{}**", escaped(mark), escaped(title));
                    match note.as_str() {
                        "" => row,
                        note => format!("{row} ({})", escaped(note)),
                    }
                })
                .collect();
            out.part(&rows.join("\n"));
        }
        Element::PictureLine { picture, texts } => {
            out.part(&format!("\\[{}\\]", escaped(picture)));
            for text in texts {
                out.part(&escaped(text));
            }
        }
        Element::BackPage { .. } | Element::NewPage => {}
    }
}

fn form_line(line: &FormLine) -> String {
    let mut text = format!("- **{}:**", escaped(&line.label));
    if line.is_blank() {
        // Underscores would be emphasis.
        let _ = write!(text, " {}", "\u{2026}".repeat(12));
    }
    if !line.value.is_empty() {
        let _ = write!(text, " {}", escaped(&line.value));
    }
    for label in &line.boxes {
        let _ = write!(text, " \\[ \\] {}", escaped(label));
    }
    text
}

fn quote(out: &mut Out, text: &str, from: &str) {
    let mut quote = format!("> \u{201C}{}\u{201D}", escaped(text));
    if !from.is_empty() {
        let _ = write!(quote, "\n>\n> {}", escaped(from));
    }
    out.part(&quote);
}

fn chart(question: &str, bars: &[ChartBar]) -> String {
    let rows: Vec<Vec<String>> = bars
        .iter()
        .map(
            |ChartBar {
                 label,
                 figure,
                 note,
                 change,
                 marks,
                 ..
             }| {
                let marks = marks.iter().map(|mark| mark.label.as_str());
                let change = Some(change.as_str()).filter(|c| !c.is_empty());
                let parts = std::iter::once(note.as_str()).chain(marks).chain(change);
                let parts: Vec<&str> = parts.map(|p| p.trim_end_matches('.')).collect();
                let note = match parts.as_slice() {
                    [note] => (*note).to_owned(),
                    parts => format!("{}.", parts.join(". ")),
                };
                vec![label.clone(), figure.clone(), note]
            },
        )
        .collect();
    // GitHub's tables have no form without a heading, so the other cells of it are empty.
    let head = [
        (question.to_owned(), false),
        (String::new(), true),
        (String::new(), false),
    ];
    table(&head, &rows)
}

fn slip(head: &(String, String), marks: &[String], rows: &[SlipRow]) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|SlipRow { number, title }| {
            let boxes: Vec<String> = marks.iter().map(|m| format!("[{m}]")).collect();
            // A line to write on: underscores would be emphasis.
            let title = title.clone().unwrap_or_else(|| "\u{2026}".repeat(12));
            vec![number.to_string(), title, boxes.join(" ")]
        })
        .collect();
    let head = [
        (String::new(), true),
        (head.0.clone(), false),
        (head.1.clone(), false),
    ];
    table(&head, &rows)
}

fn sign_off(caption: &str, rows: &[(String, String)]) -> String {
    let head = [(caption.to_owned(), false), (String::new(), false)];
    // Dots show that something is to be written: an empty cell of a table is easily passed over.
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|(label, value)| {
            let value = if value.is_empty() {
                "\u{2026}".repeat(8)
            } else {
                value.clone()
            };
            vec![label.clone(), value]
        })
        .collect();
    table(&head, &rows)
}

fn table(head: &[(String, bool)], rows: &[Vec<String>]) -> String {
    let line = |cells: &mut dyn Iterator<Item = String>| {
        let cells: Vec<String> = cells.collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines = vec![
        line(&mut head.iter().map(|(name, _)| escaped(name))),
        line(
            &mut head
                .iter()
                .map(|(_, number)| if *number { "---:" } else { "---" }.to_owned()),
        ),
    ];
    lines.extend(
        rows.iter()
            .map(|row| line(&mut row.iter().map(|cell| escaped(cell)))),
    );
    lines.join("\n")
}

/// Escapes a text into one line in which every sign stands for itself.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // Some signs only have a meaning at the start of a line: lists, rules and headings.
    if let Some(rest) = begins_a_block(&chars) {
        out.push_str(&rest.0);
        chars = rest.1;
    }
    // The last three characters, to find the dot of a bare `www.`.
    let mut before = [' '; 3];
    let mut chars = chars.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let escape = match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '@'
            | '&' | '$' | '^' => true,
            // GitHub turns bare `http://` and `www.` into links, and `:smile:` into a picture.
            // Not every colon: "10:30" and "Owner:" should stay readable in the source.
            ':' => next == '/' || next.is_alphabetic(),
            '.' => before.iter().all(|b| b.eq_ignore_ascii_case(&'w')),
            '!' => next == '[',
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(c);
        before = [before[1], before[2], c];
    }
    out
}

/// The escaped start of a line that would make a block of it, and the rest; `None` if there is no such start.
fn begins_a_block(text: &str) -> Option<(String, String)> {
    let first = text.chars().next()?;
    let rest = |n: usize| text.chars().skip(n).collect::<String>();
    if matches!(first, '-' | '+' | '=') {
        return Some((format!("\\{first}"), rest(1)));
    }
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let after = text.chars().nth(digits)?;
    // `12.5` is a number, but `12. ` starts a list.
    let ends = text.chars().nth(digits + 1).is_none_or(char::is_whitespace);
    (digits > 0 && ends && matches!(after, '.' | ')')).then(|| {
        let number: String = text.chars().take(digits).collect();
        (format!("{number}\\{after}"), rest(digits + 1))
    })
}
