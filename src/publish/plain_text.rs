//! Plain text renderer, for braille displays, old reading programs and e-mail: no markup, a paragraph a line.
//!
//! Lines are not wrapped: a display of 40 cells and one of 20 each wrap by themselves, and a break in the middle of a sentence is
//! read as its end.

use super::page::{ContentsRow, Document, Element, SlipRow};

/// Dots of an empty place that is filled in by hand.
const BLANK: &str = "............";

/// Renders a document.
pub fn write(paper: &Document) -> String {
    let paper = &paper.cleaned();
    let mut out = String::new();
    if let Some(draft) = &paper.draft {
        part(&mut out, draft);
    }
    let lines = [
        &paper.title,
        &paper.subtitle,
        &paper.unit,
        &paper.organisation,
        &paper.date,
    ];
    let head: Vec<&str> = lines.into_iter().map(String::as_str).collect();
    part(&mut out, &joined(&head));
    if let Some((text, from)) = &paper.epigraph {
        part(&mut out, &quoted(text, from));
    }
    blocks(&mut out, &paper.blocks);
    out
}

/// Adds a part after an empty line.
fn part(out: &mut String, text: &str) {
    let text = text.trim_end();
    if text.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(text);
    out.push('\n');
}

/// Lines without those that are empty.
fn joined(lines: &[&str]) -> String {
    let said: Vec<&str> = lines.iter().copied().filter(|l| !l.is_empty()).collect();
    said.join("\n")
}

/// A text on one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn quoted(text: &str, from: &str) -> String {
    let text = format!("\u{201c}{}\u{201d}", flat(text));
    joined(&[&text, &flat(from)])
}

fn blocks(out: &mut String, blocks: &[Element]) {
    for block in blocks {
        self::block(out, block);
    }
}

fn block(out: &mut String, block: &Element) {
    match block {
        Element::Heading(level, text) => {
            // One more empty line than before a paragraph: all that plain text has to set a heading apart.
            if *level == 1 && !out.is_empty() {
                out.push('\n');
            }
            part(out, &flat(text));
        }
        Element::Text(text) | Element::Small(text) => part(out, &flat(text)),
        Element::List(items) => {
            let items: Vec<String> = items.iter().map(|i| format!("- {}", flat(i))).collect();
            part(out, &items.join("\n"));
        }
        Element::Facts(facts) => part(out, &pairs(facts)),
        Element::Promise { about, text } => {
            part(out, &format!("{}: {}", flat(about), flat(text)));
        }
        Element::Quote { text, from } => part(out, &quoted(text, from)),
        Element::Chart {
            question, summary, ..
        }
        | Element::OverTime {
            question, summary, ..
        } => part(out, &joined(&[&flat(question), &flat(summary)])),
        Element::Card {
            mark,
            title,
            blocks: inside,
        } => {
            let title = flat(title);
            let head = match mark.as_str() {
                "" => title,
                mark => format!("{}: {title}", flat(mark)),
            };
            part(out, &head);
            blocks(out, inside);
        }
        Element::Table {
            caption,
            head,
            rows,
        } => {
            let rows = rows.iter().map(|row| table_row(head, row));
            let rows: Vec<String> = [flat(caption)].into_iter().chain(rows).collect();
            part(out, &rows.join("\n"));
        }
        Element::Slip { head, marks, rows } => part(out, &slip(head, marks, rows)),
        Element::Form(lines) => {
            let lines: Vec<String> = lines
                .iter()
                .map(|line| {
                    let mut parts = vec![format!("{}:", flat(&line.label))];
                    if line.is_blank() {
                        parts.push(BLANK.to_owned());
                    }
                    parts.push(flat(&line.value));
                    parts.extend(line.boxes.iter().map(|b| format!("[ ] {}", flat(b))));
                    parts.retain(|part| !part.is_empty());
                    parts.join(" ")
                })
                .collect();
            part(out, &lines.join("\n"));
        }
        Element::Together(inside) => blocks(out, inside),
        Element::SignOff { caption, rows } => {
            part(out, &joined(&[&flat(caption), &pairs(rows)]));
        }
        Element::PictureLine { texts, .. } => {
            // Without the hint at a picture: there is no picture, and no place for one.
            for text in texts {
                part(out, &flat(text));
            }
        }
        Element::Contents(rows) => {
            let rows: Vec<String> = rows
                .iter()
                .map(|ContentsRow { mark, title, note }| {
                    let row = format!("- {}: {}", flat(mark), flat(title));
                    match note.as_str() {
                        "" => row,
                        note => format!("{row} ({})", flat(note)),
                    }
                })
                .collect();
            part(out, &rows.join("\n"));
        }
        Element::BackPage { .. } | Element::NewPage => {}
    }
}

/// Names with their values, a pair a line; an empty value is a place to write.
fn pairs(pairs: &[(String, String)]) -> String {
    let lines = pairs.iter().map(|(name, value)| {
        let value = if value.is_empty() { BLANK } else { value };
        format!("{}: {}", flat(name), flat(value))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A row of a table as a sentence: the heading is said with each cell, since a listener cannot look up.
fn table_row(head: &[(String, bool)], row: &[String]) -> String {
    let mut cells = head.iter().zip(row);
    let first = cells
        .next()
        .map_or_else(String::new, |(_, cell)| flat(cell));
    let rest: Vec<String> = cells
        .filter(|(_, cell)| !cell.is_empty())
        .map(|((name, _), cell)| match name.as_str() {
            "" => flat(cell),
            name => format!("{}: {}", flat(name), flat(cell)),
        })
        .collect();
    if rest.is_empty() {
        return first;
    }
    format!("{first}. {}", rest.join("; "))
}

fn slip(head: &(String, String), marks: &[String], rows: &[SlipRow]) -> String {
    let marks: Vec<String> = marks.iter().map(|m| format!("[{}]", flat(m))).collect();
    let marks = marks.join(" ");
    let mut lines = vec![format!("{}; {}", flat(&head.0), flat(&head.1))];
    lines.extend(rows.iter().map(|SlipRow { number, title }| {
        let title = title.as_deref().map_or_else(|| BLANK.to_owned(), flat);
        format!("{number}. {title} {marks}")
    }));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(blocks: Vec<Element>) -> Document {
        Document {
            title: "Before we meet".into(),
            unit: "Northbrook".into(),
            blocks,
            ..Document::default()
        }
    }

    #[test]
    fn a_paragraph_is_a_line_and_nothing_is_marked_up() {
        let text = write(&paper(vec![
            Element::Heading(1, "Waiting *in* clinic".into()),
            Element::Text("One\nline.".into()),
            Element::List(vec!["a_b".into(), "c".into()]),
            Element::Quote {
                text: "Nobody told me.".into(),
                from: "in an interview".into(),
            },
            Element::NewPage,
        ]));
        assert_eq!(
            text,
            "Before we meet\nNorthbrook\n\n\nWaiting *in* clinic\n\nOne line.\n\n- a_b\n- c\n\n\u{201c}Nobody told me.\u{201d}\nin an interview\n"
        );
    }

    #[test]
    fn a_row_of_a_table_says_its_headings() {
        let text = write(&paper(vec![Element::Table {
            caption: "Time".into(),
            head: vec![
                ("Item".into(), false),
                ("Planned".into(), true),
                ("Took".into(), true),
            ],
            rows: vec![
                vec!["Tea".into(), "5".into(), "7".into()],
                vec!["Vote".into(), String::new(), String::new()],
            ],
        }]));
        assert!(
            text.ends_with("Time\nTea. Planned: 5; Took: 7\nVote\n"),
            "{text}"
        );
    }
}
