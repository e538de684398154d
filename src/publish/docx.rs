//! Word renderer: minutes, requests and the booklet's text for committees that edit them.
//!
//! A paragraph has a style and no formatting of its own; headings, lists and tables are Word's own, with a repeated heading row, and
//! the language, the title and the logo's alternative text are set, so that screen readers find their way. The dates in the archive
//! are fixed: the same document gives the same bytes.
//!
//! Page breaks are left out, since the text flows anew as soon as somebody edits it.

mod parts;
mod xml;

use std::io::{Cursor, Write as _};

use zip::{CompressionMethod, DateTime, System, ZipWriter, write::SimpleFileOptions};

use self::xml::Xml;
use super::{
    columns,
    page::{
        ChartBar, ContentsRow, Document, Element, FormLine, PaperSize, Picture, PictureKind,
        SlipRow,
    },
};
use crate::domain::refusal::Refusal;

/// Width of the names of facts, in thousandths of the line.
const FACT_NAMES: usize = 260;

/// Renders a document. `language` is a BCP 47 tag.
///
/// # Errors
/// The archive cannot be written, which is for want of memory alone.
pub fn write(paper: &Document, language: &str) -> Result<Vec<u8>, Refusal> {
    let paper = &paper.cleaned();
    let mut files = vec![
        (
            "[Content_Types].xml".to_owned(),
            parts::content_types(paper),
        ),
        ("_rels/.rels".to_owned(), parts::relations()),
        ("docProps/core.xml".to_owned(), parts::core(paper, language)),
        ("word/document.xml".to_owned(), document(paper)),
        ("word/styles.xml".to_owned(), parts::styles(paper, language)),
        ("word/numbering.xml".to_owned(), parts::numbering()),
        ("word/settings.xml".to_owned(), parts::settings()),
        ("word/footer1.xml".to_owned(), parts::footer(paper)),
        (
            "word/_rels/document.xml.rels".to_owned(),
            parts::document_relations(paper),
        ),
    ];
    if let Some(draft) = &paper.draft {
        files.push(("word/header1.xml".to_owned(), parts::header(draft)));
    }
    if let Some(logo) = &paper.look.logo {
        let (ending, _) = parts::media(logo.kind());
        let name = format!("word/media/logo.{ending}");
        files.push((name, logo.bytes().to_vec()));
    }
    archive(&files).map_err(|e| Refusal::new(format!("the Word file could not be written: {e}")))
}

fn archive(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        // Neither the time nor the system that made it: the same meeting makes the same file everywhere.
        .system(System::Unix)
        .unix_permissions(0o644);
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Width and height of the sheet and its margin, in twentieths of a point.
fn sheet(paper: &Document) -> (usize, usize, usize) {
    match (paper.look.paper, paper.look.compact) {
        (PaperSize::A4, false) => (11_906, 16_838, 1_247),
        (PaperSize::A4, true) => (11_906, 16_838, 1_077),
        (PaperSize::A5, _) => (8_391, 11_906, 850),
    }
}

fn document(paper: &Document) -> Vec<u8> {
    let (width, height, margin) = sheet(paper);
    let line = width - 2 * margin;
    let mut xml = Xml::new();
    let namespaces = [
        ("xmlns:w", parts::W),
        ("xmlns:r", parts::R),
        (
            "xmlns:wp",
            "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        ),
        (
            "xmlns:a",
            "http://schemas.openxmlformats.org/drawingml/2006/main",
        ),
        (
            "xmlns:pic",
            "http://schemas.openxmlformats.org/drawingml/2006/picture",
        ),
    ];
    xml.element("w:document", &namespaces, |x| {
        x.element("w:body", &[], |x| {
            head(x, paper);
            let mut body = Body {
                line,
                letters: columns::letters(&paper.look),
                chart_head: &paper.chart_head,
                after_table: false,
            };
            body.blocks(x, &paper.blocks);
            // Word wants a paragraph at the end of the text, and two tables without one between them become one table.
            body.end_table(x);
            x.element("w:sectPr", &[], |x| {
                if paper.draft.is_some() {
                    x.leaf(
                        "w:headerReference",
                        &[("w:type", "default"), ("r:id", "header1")],
                    );
                }
                x.leaf(
                    "w:footerReference",
                    &[("w:type", "default"), ("r:id", "footer1")],
                );
                x.leaf(
                    "w:pgSz",
                    &[("w:w", &width.to_string()), ("w:h", &height.to_string())],
                );
                let margin = margin.to_string();
                x.leaf(
                    "w:pgMar",
                    &[
                        ("w:top", &margin),
                        ("w:right", &margin),
                        ("w:bottom", &margin),
                        ("w:left", &margin),
                        ("w:header", "510"),
                        ("w:footer", "510"),
                        ("w:gutter", "0"),
                    ],
                );
            });
        });
    });
    xml.finish()
}

fn head(x: &mut Xml, paper: &Document) {
    if let Some(logo) = &paper.look.logo {
        x.element("w:p", &[], |x| {
            x.element("w:pPr", &[], |x| x.value("w:pStyle", "Unit"));
            x.element("w:r", &[], |x| drawing(x, logo));
        });
    }
    for (style, text) in [
        ("Unit", &paper.unit),
        ("Organisation", &paper.organisation),
        ("Title", &paper.title),
        ("Subtitle", &paper.subtitle),
        ("Date", &paper.date),
    ] {
        if !text.is_empty() {
            paragraph(x, style, text);
        }
    }
}

fn paragraph(x: &mut Xml, style: &str, text: &str) {
    x.element("w:p", &[], |x| {
        x.element("w:pPr", &[], |x| x.value("w:pStyle", style));
        if !text.is_empty() {
            x.element("w:r", &[], |x| {
                x.element("w:t", &[("xml:space", "preserve")], |x| x.text(text));
            });
        }
    });
}

/// Content of a document.
struct Body<'a> {
    /// Width of a line, in twentieths of a point.
    line: usize,
    /// Letters on a line.
    letters: usize,
    chart_head: &'a [String; 3],
    /// The last element was a table.
    after_table: bool,
}

impl Body<'_> {
    fn blocks(&mut self, x: &mut Xml, blocks: &[Element]) {
        for block in blocks {
            self.block(x, block);
        }
    }

    fn paragraph(&mut self, x: &mut Xml, style: &str, text: &str) {
        // Headings have room above them; other text would touch the last line of the table.
        if self.after_table && matches!(style, "Normal" | "TextKept" | "SmallPrint" | "ListBullet")
        {
            paragraph(x, "AfterTable", "");
        }
        self.after_table = false;
        paragraph(x, style, text);
    }

    #[expect(clippy::too_many_lines, reason = "one arm a kind of element")]
    fn block(&mut self, x: &mut Xml, block: &Element) {
        match block {
            Element::Heading(1, text) => self.paragraph(x, "Heading1", text),
            Element::Heading(_, text) => self.paragraph(x, "Heading2", text),
            Element::Text(text) => self.paragraph(x, "Normal", text),
            Element::Small(text) => self.paragraph(x, "SmallPrint", text),
            Element::List(items) => {
                for item in items {
                    self.paragraph(x, "ListBullet", item);
                }
            }
            Element::Facts(facts) => self.facts(x, facts),
            Element::Promise { about, text } => {
                self.paragraph(x, "StandardSubject", about);
                self.paragraph(x, "Standard", text);
            }
            Element::Quote { text, from } => {
                let text = format!("\u{201C}{text}\u{201D}");
                if from.is_empty() {
                    self.paragraph(x, "Quote", &text);
                } else {
                    self.paragraph(x, "QuoteWithSource", &text);
                    self.paragraph(x, "QuoteSource", from);
                }
            }
            Element::Chart {
                question,
                bars,
                summary,
            } => self.chart(x, question, bars, summary),
            Element::OverTime {
                question, drawing, ..
            } => {
                self.paragraph(x, "Caption", question);
                self.paragraph(x, "TextKept", &drawing.about);
                let legend = drawing.legend.iter().map(|(_, label)| label);
                let sentences = drawing.sentences.iter().map(|(text, _)| text);
                for text in sentences.chain(legend) {
                    self.paragraph(x, "Normal", text);
                }
            }
            Element::Card {
                mark,
                title,
                blocks,
            } => {
                if !mark.is_empty() {
                    self.paragraph(x, "Label", mark);
                }
                self.paragraph(x, "Heading2", title);
                self.blocks(x, blocks);
            }
            Element::Table {
                caption,
                head,
                rows,
            } => {
                self.paragraph(x, "Caption", caption);
                self.table(x, (caption, ""), head, rows);
            }
            Element::Slip { head, marks, rows } => self.slip(x, head, marks, rows),
            Element::Form(lines) => self.form(x, lines),
            Element::SignOff { caption, rows } => {
                self.paragraph(x, "Caption", caption);
                let lines = rows.iter().map(|(label, value)| FormLine {
                    label: label.clone(),
                    value: value.clone(),
                    boxes: Vec::new(),
                });
                let lines: Vec<FormLine> = lines.collect();
                self.form(x, &lines);
            }
            Element::Together(blocks) => {
                let last = blocks.len().saturating_sub(1);
                for (nth, block) in blocks.iter().enumerate() {
                    match block {
                        Element::Text(text) if nth < last => self.paragraph(x, "TextKept", text),
                        block => self.block(x, block),
                    }
                }
            }
            Element::Contents(rows) => {
                for ContentsRow { mark, title, note } in rows {
                    self.paragraph(x, "StandardSubject", mark);
                    let style = if note.is_empty() {
                        "Standard"
                    } else {
                        "StandardKept"
                    };
                    self.paragraph(x, style, title);
                    if !note.is_empty() {
                        self.paragraph(x, "SmallPrint", note);
                    }
                }
            }
            Element::PictureLine { picture, texts } => {
                self.paragraph(x, "TextKept", &format!("[{picture}]"));
                for (nth, text) in texts.iter().enumerate() {
                    self.paragraph(x, if nth == 0 { "Standard" } else { "Normal" }, text);
                }
            }
            Element::BackPage { .. } | Element::NewPage => {}
        }
    }

    fn end_table(&mut self, x: &mut Xml) {
        if self.after_table {
            self.paragraph(x, "AfterTable", "");
        }
    }

    /// A chart as a table; its sentences are the table's description, which screen readers read.
    fn chart(&mut self, x: &mut Xml, question: &str, bars: &[ChartBar], summary: &str) {
        self.paragraph(x, "Caption", question);
        let [who, figure, people] = self.chart_head.clone();
        let head = [(who, false), (figure, true), (people, false)];
        let rows: Vec<Vec<String>> = bars
            .iter()
            .map(|bar| {
                let mut note = bar.note.clone();
                // The marks on a bar are figures too, and the sentence about the change ends with a full stop.
                for mark in &bar.marks {
                    note.push_str("; ");
                    note.push_str(&mark.label);
                }
                if !bar.change.is_empty() {
                    note.push_str(". ");
                    note.push_str(&bar.change);
                }
                vec![bar.label.clone(), bar.figure.clone(), note]
            })
            .collect();
        self.table(x, (question, summary), &head, &rows);
    }

    fn table(
        &mut self,
        x: &mut Xml,
        (caption, description): (&str, &str),
        head: &[(String, bool)],
        rows: &[Vec<String>],
    ) {
        if head.is_empty() {
            return;
        }
        let widths = self.widths(&columns::shares(head, rows, self.letters));
        let is_short = columns::is_short(head, rows, self.letters);
        let number = |column: usize| head.get(column).is_some_and(|(_, number)| *number);
        self.open_table(x, "PledgeTable", (caption, description), &widths, |x| {
            row(x, true, |x| {
                for ((name, number), width) in head.iter().zip(&widths) {
                    let style = if *number {
                        "TableHeadNumber"
                    } else {
                        "TableHead"
                    };
                    cell(x, *width, 1, style, name);
                }
            });
            for (nth, cells) in rows.iter().enumerate() {
                let kept = is_kept(nth, rows.len(), is_short);
                row(x, false, |x| {
                    for (column, (text, width)) in cells.iter().zip(&widths).enumerate() {
                        let style = match (number(column), kept) {
                            (false, false) => "TableText",
                            (false, true) => "TableTextKept",
                            (true, false) => "TableNumber",
                            (true, true) => "TableNumberKept",
                        };
                        cell(x, *width, 1, style, text);
                    }
                });
            }
        });
    }

    fn facts(&mut self, x: &mut Xml, facts: &[(String, String)]) {
        if facts.is_empty() {
            return;
        }
        self.end_table(x);
        let widths = self.widths(&[FACT_NAMES, 1000 - FACT_NAMES]);
        let [names, values] = widths[..] else { return };
        self.open_table(x, "PledgeFacts", ("", ""), &widths, |x| {
            for (nth, (name, value)) in facts.iter().enumerate() {
                row(x, false, |x| {
                    let kept = is_kept(nth, facts.len(), true);
                    cell(
                        x,
                        names,
                        1,
                        if kept { "FactName" } else { "FactNameLast" },
                        name,
                    );
                    cell(
                        x,
                        values,
                        1,
                        if kept { "TableTextKept" } else { "TableText" },
                        value,
                    );
                });
            }
        });
    }

    fn form(&mut self, x: &mut Xml, lines: &[FormLine]) {
        if lines.is_empty() {
            return;
        }
        self.end_table(x);
        let widths = self.widths(&[FACT_NAMES, 1000 - FACT_NAMES]);
        let [names, values] = widths[..] else { return };
        self.open_table(x, "PledgeForm", ("", ""), &widths, |x| {
            for line in lines {
                let boxes = line
                    .boxes
                    .iter()
                    .map(|label| format!("\u{2610}\u{A0}{label}"));
                let value = Some(line.value.clone()).filter(|v| !v.is_empty());
                let parts: Vec<String> = value.into_iter().chain(boxes).collect();
                row(x, false, |x| {
                    cell(x, names, 1, "FactName", &line.label);
                    cell(x, values, 1, "TableTextKept", &parts.join("    "));
                });
            }
        });
    }

    fn slip(
        &mut self,
        x: &mut Xml,
        (goal, how): &(String, String),
        marks: &[String],
        rows: &[SlipRow],
    ) {
        self.end_table(x);
        // A box as wide as its word; a place to write a number in has none.
        let boxes: Vec<usize> = marks.iter().map(|m| 40 + 12 * m.chars().count()).collect();
        let marked: usize = boxes.iter().sum::<usize>().min(700);
        let shares = [&[60, 940 - marked][..], &boxes].concat();
        let widths = self.widths(&shares);
        let (first, of_boxes) = widths.split_at(2.min(widths.len()));
        self.open_table(x, "PledgeSlip", ("", ""), &widths, |x| {
            row(x, true, |x| {
                cell(x, first.iter().sum(), 2, "TableHead", goal);
                cell(x, of_boxes.iter().sum(), marks.len(), "TableHead", how);
            });
            for SlipRow { number, title } in rows {
                row(x, false, |x| {
                    let texts = [number.to_string(), title.clone().unwrap_or_default()];
                    for (text, width) in texts.iter().zip(first) {
                        cell(x, *width, 1, "TableText", text);
                    }
                    for (mark, width) in marks.iter().zip(of_boxes) {
                        cell(x, *width, 1, "TableText", mark);
                    }
                });
            }
        });
    }

    /// Widths of columns from their shares in thousandths.
    fn widths(&self, shares: &[usize]) -> Vec<usize> {
        shares
            .iter()
            .map(|share| share * self.line / 1000)
            .collect()
    }

    fn open_table(
        &mut self,
        x: &mut Xml,
        style: &str,
        (caption, description): (&str, &str),
        widths: &[usize],
        rows: impl FnOnce(&mut Xml),
    ) {
        self.after_table = true;
        x.element("w:tbl", &[], |x| {
            x.element("w:tblPr", &[], |x| {
                x.value("w:tblStyle", style);
                let whole: usize = widths.iter().sum();
                x.leaf("w:tblW", &[("w:w", &whole.to_string()), ("w:type", "dxa")]);
                x.value("w:tblLayout", "fixed");
                let has_head = !matches!(style, "PledgeFacts" | "PledgeForm");
                x.leaf(
                    "w:tblLook",
                    &[
                        ("w:val", if has_head { "0020" } else { "0080" }),
                        ("w:firstRow", if has_head { "1" } else { "0" }),
                        ("w:lastRow", "0"),
                        ("w:firstColumn", if has_head { "0" } else { "1" }),
                        ("w:lastColumn", "0"),
                        ("w:noHBand", "1"),
                        ("w:noVBand", "1"),
                    ],
                );
                if !caption.is_empty() {
                    x.value("w:tblCaption", caption);
                }
                if !description.is_empty() {
                    x.value("w:tblDescription", description);
                }
            });
            x.element("w:tblGrid", &[], |x| {
                for width in widths {
                    x.leaf("w:gridCol", &[("w:w", &width.to_string())]);
                }
            });
            rows(x);
        });
    }
}

/// True if a row stays on the page of the next one: all rows of a short table, and the first and the last two of a long one.
fn is_kept(nth: usize, rows: usize, is_short: bool) -> bool {
    let is_last = nth + 1 >= rows;
    !is_last && (is_short || nth == 0 || nth + 2 == rows)
}

fn row(x: &mut Xml, is_head: bool, cells: impl FnOnce(&mut Xml)) {
    x.element("w:tr", &[], |x| {
        x.element("w:trPr", &[], |x| {
            x.leaf("w:cantSplit", &[]);
            if is_head {
                x.leaf("w:tblHeader", &[]);
            }
        });
        cells(x);
    });
}

fn cell(x: &mut Xml, width: usize, span: usize, style: &str, text: &str) {
    x.element("w:tc", &[], |x| {
        x.element("w:tcPr", &[], |x| {
            x.leaf("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
            if span > 1 {
                x.value("w:gridSpan", &span.to_string());
            }
        });
        paragraph(x, style, text);
    });
}

/// English Metric Units in a millimetre.
const EMU: u64 = 36_000;

/// The logo, 18 mm high and at most 60 mm wide.
fn drawing(x: &mut Xml, logo: &Picture) {
    let (wide, high) = pixels(logo).unwrap_or((1, 1));
    let (mut width, mut height) = (18 * EMU * wide / high, 18 * EMU);
    if width > 60 * EMU {
        (width, height) = (60 * EMU, 60 * EMU * high / wide);
    }
    let (width, height) = (width.max(1).to_string(), height.max(1).to_string());
    let extent = [("cx", width.as_str()), ("cy", height.as_str())];
    let nothing: &[(&str, &str)] = &[];
    x.element("w:drawing", &[], |x| {
        let none = [
            ("distT", "0"),
            ("distB", "0"),
            ("distL", "0"),
            ("distR", "0"),
        ];
        x.element("wp:inline", &none, |x| {
            x.leaf("wp:extent", &extent);
            x.leaf(
                "wp:docPr",
                &[("id", "1"), ("name", "logo"), ("descr", &logo.alt)],
            );
            let kind = "http://schemas.openxmlformats.org/drawingml/2006/picture";
            x.element("a:graphic", nothing, |x| {
                x.element("a:graphicData", &[("uri", kind)], |x| {
                    x.element("pic:pic", nothing, |x| {
                        x.element("pic:nvPicPr", nothing, |x| {
                            x.leaf(
                                "pic:cNvPr",
                                &[("id", "1"), ("name", "logo"), ("descr", &logo.alt)],
                            );
                            x.leaf("pic:cNvPicPr", nothing);
                        });
                        x.element("pic:blipFill", nothing, |x| {
                            x.leaf("a:blip", &[("r:embed", "logo")]);
                            x.element("a:stretch", nothing, |x| x.leaf("a:fillRect", nothing));
                        });
                        x.element("pic:spPr", nothing, |x| {
                            x.element("a:xfrm", nothing, |x| {
                                x.leaf("a:off", &[("x", "0"), ("y", "0")]);
                                x.leaf("a:ext", &extent);
                            });
                            x.element("a:prstGeom", &[("prst", "rect")], |x| {
                                x.leaf("a:avLst", nothing);
                            });
                        });
                    });
                });
            });
        });
    });
}

/// Width and height of a picture in pixels; `None` where its file is damaged.
fn pixels(picture: &Picture) -> Option<(u64, u64)> {
    let bytes = picture.bytes();
    let number = |at: usize, length: usize| -> Option<u64> {
        let digits = bytes.get(at..at.checked_add(length)?)?;
        Some(digits.iter().fold(0, |n, b| n * 256 + u64::from(*b)))
    };
    let found = match picture.kind() {
        // The first chunk of a PNG is its header.
        PictureKind::Png => (number(16, 4)?, number(20, 4)?),
        PictureKind::Jpeg => {
            let mut at = 2;
            loop {
                let marker = number(at, 2)?;
                // Frames; C4, C8 and CC are tables.
                if matches!(marker, 0xFFC0..=0xFFCF) && !matches!(marker, 0xFFC4 | 0xFFC8 | 0xFFCC)
                {
                    break (number(at + 7, 2)?, number(at + 5, 2)?);
                }
                at += 2 + usize::try_from(number(at + 2, 2)?).ok()?.max(2);
            }
        }
    };
    (found.0 > 0 && found.1 > 0).then_some(found)
}

#[cfg(test)]
mod tests;
