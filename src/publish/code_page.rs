//! The page of codes for somebody who votes by telephone: large print, and the same as plain lines for a braille printer.
//!
//! It is the one paper that must not be kept: whoever has a copy of it and hears the codes knows the vote.

use super::{
    page::{Document, Element, PageStyle, PaperSize},
    words::{PaperWords, fill},
};
use crate::{
    domain::{
        booklet::Colour,
        findings::Unit,
        vote::code_card::{self, Code, CodeCard, LETTERS, SPELLING},
    },
    text::{ascii, wrap},
};

/// Most columns of codes that fit on a sheet in letters of 18 point.
const COLUMNS: usize = 7;
/// Columns of a braille line (BANA, "Braille Formats", 2016).
const CELLS: usize = 40;

/// Input of a page of codes.
#[derive(Clone, Copy, Debug)]
pub struct CodePage<'a> {
    /// Unit of the meeting.
    pub unit: &'a Unit,
    /// Colour of the headings.
    pub colour: Colour,
    /// Name of the person.
    pub name: &'a str,
    /// The codes.
    pub card: &'a CodeCard,
}

impl CodePage<'_> {
    /// The page in large print: how it works, then each part on a sheet of its own.
    pub fn document(&self, words: &PaperWords, paper: PaperSize) -> Document {
        let w = &words.codes;
        let labels = self.labels(words);
        let list = |items: &[&str]| Element::List(items.iter().map(|s| (*s).to_owned()).collect());
        let mut blocks = vec![
            Element::Heading(1, w.how.into()),
            Element::Text(words.methods.get(self.card.method).slip.into()),
            list(&[w.read, w.choose, w.say, w.leave, w.which]),
            Element::Text(w.secret.into()),
            Element::Text(w.wrong.into()),
            Element::Text(w.copy.into()),
            Element::Text(w.after.into()),
            Element::NewPage,
            Element::Heading(1, w.letters.into()),
            spelled(words),
        ];
        // As evenly as possible: a last column alone on a sheet would be overlooked.
        let sheets = labels.len().div_ceil(COLUMNS);
        let wide = labels.len().div_ceil(sheets.max(1));
        for (nth, part) in self.card.parts.iter().enumerate() {
            for (sheet, marks) in labels.chunks(wide.max(1)).enumerate() {
                let n = (nth + 1).to_string();
                blocks.push(Element::NewPage);
                let (page, pages) = ((sheet + 1).to_string(), sheets.to_string());
                let heading = if sheets > 1 { w.sheet } else { w.part };
                let values = [("n", &*n), ("page", &*page), ("pages", &*pages)];
                blocks.push(Element::Heading(1, fill(heading, &values)));
                let rows = part.lines.iter().enumerate().map(|(line, codes)| {
                    let codes = codes.iter().skip(sheet * wide).take(marks.len());
                    let codes = codes.map(Code::to_string);
                    std::iter::once((line + 1).to_string())
                        .chain(codes)
                        .collect()
                });
                let head = std::iter::once(w.goal.to_owned()).chain(marks.iter().cloned());
                blocks.push(Element::Table {
                    caption: w.part_of.into(),
                    head: head.map(|name| (name, false)).collect(),
                    rows: rows.collect(),
                });
            }
        }
        let look = PageStyle {
            colour: self.colour,
            paper,
            large: true,
            ..PageStyle::default()
        };
        Document {
            title: w.title.into(),
            subtitle: fill(w.for_whom, &[("name", self.name)]),
            blocks,
            ..Document::blank(self.unit, look, words)
        }
    }

    /// The page as plain lines, ready for a braille printer: only ASCII, at most 40 cells in a line, and a line of a form feed before
    /// each part.
    pub fn braille(&self, words: &PaperWords) -> String {
        let w = &words.codes;
        let labels = self.labels(words);
        let mut out = Braille::default();
        out.text(w.title);
        out.text(&fill(w.for_whom, &[("name", self.name)]));
        out.text(&self.unit.name);
        out.gap();
        for sentence in [
            words.methods.get(self.card.method).slip,
            w.read,
            w.choose,
            w.say,
            w.leave,
            w.which,
            w.secret,
            w.wrong,
            w.copy,
            w.after,
        ] {
            out.text(sentence);
        }
        out.gap();
        out.text(w.letters);
        out.text(w.spelled);
        out.items(
            LETTERS
                .iter()
                .zip(SPELLING)
                .map(|(letter, word)| format!("{letter} {word}")),
        );
        for (nth, part) in self.card.parts.iter().enumerate() {
            let n = (nth + 1).to_string();
            out.page();
            out.text(&fill(w.part, &[("n", &n)]));
            for (line, codes) in part.lines.iter().enumerate() {
                let n = (line + 1).to_string();
                out.gap();
                out.text(&fill(w.goal_n, &[("n", &n)]));
                let codes = labels.iter().zip(codes);
                // In small letters: in braille a sign of its own stands before each word of capitals.
                out.items(codes.map(|(mark, code)| format!("{mark} {code}").to_lowercase()));
            }
        }
        out.0
    }

    /// The names of the marks, in the order of the codes.
    fn labels(&self, words: &PaperWords) -> Vec<String> {
        let row = self.card.method.row();
        let is_yes_no = row.keys == crate::domain::vote::method::Keys::YesNo;
        let label = |mark: Option<u8>| match (mark, is_yes_no) {
            (None, _) => words.cannot_judge.to_owned(),
            (Some(1), true) => words.yes.to_owned(),
            (Some(_), true) => words.no.to_owned(),
            (Some(mark), false) => mark.to_string(),
        };
        let marks = code_card::marks(self.card.method).unwrap_or_default();
        marks.into_iter().map(label).collect()
    }
}

/// The letters and their words, in two columns.
fn spelled(words: &PaperWords) -> Element {
    let w = &words.codes;
    let pairs: Vec<[String; 2]> = LETTERS
        .iter()
        .zip(SPELLING)
        .map(|(letter, word)| [letter.to_string(), word.to_owned()])
        .collect();
    let half = pairs.len().div_ceil(2);
    let (left, right) = pairs.split_at(half.min(pairs.len()));
    let rows = left.iter().zip(right);
    Element::Table {
        caption: w.spelled.into(),
        head: [w.letter, w.word, w.letter, w.word]
            .map(|name| (name.to_owned(), false))
            .to_vec(),
        rows: rows
            .map(|(a, b)| a.iter().chain(b).cloned().collect())
            .collect(),
    }
}

/// Lines for a braille printer.
#[derive(Debug, Default)]
struct Braille(String);

impl Braille {
    /// Adds a paragraph, wrapped.
    fn text(&mut self, text: &str) {
        for line in wrap(&ascii(text), CELLS) {
            self.0.push_str(line.trim_end());
            self.0.push('\n');
        }
    }

    /// Adds short items, several to a line where they fit.
    fn items(&mut self, items: impl Iterator<Item = String>) {
        let mut line = String::new();
        for item in items {
            let item = ascii(&item);
            if !line.is_empty() && line.len() + 3 + item.len() > CELLS {
                self.text(&line);
                line.clear();
            }
            if !line.is_empty() {
                line.push_str(" - ");
            }
            line.push_str(&item);
        }
        self.text(&line);
    }

    fn gap(&mut self) {
        self.0.push('\n');
    }

    fn page(&mut self) {
        self.0.push('\u{c}');
        self.0.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{domain::vote::method::Method, publish::words::ENGLISH};

    fn card(method: Method) -> CodeCard {
        let mut n = 0;
        let random = || {
            n += 7;
            Ok(n)
        };
        CodeCard::draw("jo", method, &mut BTreeSet::new(), random).unwrap()
    }

    fn with<T>(method: Method, make: impl FnOnce(&CodePage<'_>) -> T) -> T {
        let unit = Unit {
            name: "Northbrook Breast Unit".into(),
            ..Unit::default()
        };
        make(&CodePage {
            unit: &unit,
            colour: Colour::PLAIN,
            name: "Siân O\u{2019}Neill",
            card: &card(method),
        })
    }

    #[test]
    fn every_code_stands_once_on_the_page_beside_its_mark() {
        for (method, tables, columns) in [
            (Method::Score, 3, 8),
            (Method::Approve, 3, 4),
            (Method::Rate, 6, 6),
        ] {
            let page = with(method, |page| page.document(&ENGLISH, PaperSize::A4));
            let parts: Vec<_> = page
                .blocks
                .iter()
                .filter_map(|block| match block {
                    Element::Table { head, rows, .. } if head[0].0 == "Goal" => Some((head, rows)),
                    _ => None,
                })
                .collect();
            assert_eq!(parts.len(), tables, "{method:?}");
            assert!(parts.iter().all(|(head, rows)| {
                head.len() == columns
                    && rows.len() == code_card::LINES
                    && rows.iter().all(|row| row.len() == columns)
            }));
            let card = card(method);
            let marks = code_card::marks(method).unwrap();
            let all: Vec<(String, String)> = parts
                .iter()
                .flat_map(|(head, rows)| {
                    rows.iter().flat_map(|row| {
                        let names = head.iter().map(|(name, _)| name.clone());
                        names.zip(row.iter().cloned()).skip(1).collect::<Vec<_>>()
                    })
                })
                .collect();
            assert_eq!(all.len(), card.codes().count());
            for (label, code) in all {
                let code: Code = code.parse().unwrap();
                let places = card.parts.iter().flat_map(|p| &p.lines);
                let place = places
                    .filter_map(|line| line.iter().position(|c| *c == code))
                    .collect::<Vec<_>>();
                let [place] = place[..] else {
                    panic!("{code} stands {} times", place.len())
                };
                let expected = match (method, marks[place]) {
                    (_, None) => "cannot judge".to_owned(),
                    (Method::Approve, Some(1)) => "yes".to_owned(),
                    (Method::Approve, Some(_)) => "no".to_owned(),
                    (_, Some(mark)) => mark.to_string(),
                };
                assert_eq!(label.to_lowercase(), expected);
            }
        }
    }

    #[test]
    fn lines_for_braille_are_ascii_and_have_forty_cells_at_most() {
        for method in [Method::Score, Method::Approve, Method::Rate] {
            let text = with(method, |page| page.braille(&ENGLISH));
            assert!(text.is_ascii());
            for line in text.lines() {
                assert!(line.len() <= CELLS, "{line}");
            }
            assert!(text.contains("For Sian O'Neill\n"), "{text}");
            assert_eq!(text.matches('\u{c}').count(), 3);
            for code in card(method).codes() {
                let code = code.to_string().to_lowercase();
                assert_eq!(text.matches(&format!(" {code}")).count(), 1, "{code}");
            }
        }
    }

    #[test]
    fn the_page_can_be_read_by_those_whom_it_is_for() {
        let page = with(Method::Score, |page| page.document(&ENGLISH, PaperSize::A4));
        for block in &page.blocks {
            let texts: Vec<&String> = match block {
                Element::Text(text) => vec![text],
                Element::List(items) => items.iter().collect(),
                _ => Vec::new(),
            };
            for sentence in texts.iter().flat_map(|text| text.split(". ")) {
                let words = sentence.split_whitespace().count();
                assert!(words <= 20, "{words} words: {sentence}");
            }
        }
        assert_eq!(page.look.points(), 18);
    }
}
