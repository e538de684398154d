//! Splits `.pb` text into cells separated by `;`, with quotation marks as in CSV.

/// A trimmed cell with its position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PbCell {
    pub(super) text: String,
    /// Line, from 1.
    pub(super) line: u32,
    /// Column in characters, from 1.
    pub(super) column: u32,
}

/// A row, which may span lines if a quoted cell does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PbRow {
    /// Line of its start, from 1.
    pub(super) line: u32,
    pub(super) cells: Vec<PbCell>,
}

impl PbRow {
    /// A cell; `None` if it is empty or says `none`, as in `pabutools`.
    pub(super) fn filled(&self, column: Option<usize>) -> Option<&PbCell> {
        self.cells
            .get(column?)
            .filter(|c| !c.text.is_empty() && !c.text.eq_ignore_ascii_case("none"))
    }
}

impl PbCell {
    /// Items of a list, with their columns; none without a cell.
    pub(super) fn items(cell: Option<&Self>) -> Vec<Self> {
        let Some(cell) = cell else { return Vec::new() };
        let mut column = cell.column;
        let mut items = Vec::new();
        for item in cell.text.split(',') {
            let blanks = item.len() - item.trim_start().len();
            items.push(Self {
                text: item.trim().to_owned(),
                line: cell.line,
                column: column + u32::try_from(blanks).unwrap_or(0),
            });
            // In characters, since problems are shown as an editor counts them.
            column += u32::try_from(item.chars().count()).unwrap_or(0) + 1;
        }
        items
    }
}

/// Non-blank rows, and the position of a quotation mark that is never closed.
pub(super) fn rows(text: &str) -> (Vec<PbRow>, Option<(u32, u32)>) {
    let mut rows = Vec::new();
    let mut splitter = Splitter::default();
    for (number, line) in (1_u32..).zip(text.lines()) {
        splitter.line(number, line);
        if splitter.quoted {
            splitter.cell.text.push('\n');
            continue;
        }
        let cells = std::mem::take(&mut splitter.cells);
        if cells.iter().any(|c| !c.text.is_empty()) {
            let line = cells.first().map_or(number, |c| c.line);
            rows.push(PbRow { line, cells });
        }
    }
    let open = (splitter.cell.line, splitter.cell.column);
    (rows, splitter.quoted.then_some(open))
}

#[derive(Default)]
struct Splitter {
    cells: Vec<PbCell>,
    cell: PbCell,
    quoted: bool,
}

impl Splitter {
    fn line(&mut self, number: u32, line: &str) {
        if !self.quoted {
            self.begin(number, 1);
        }
        let mut chars = (1_u32..).zip(line.chars()).peekable();
        while let Some((column, c)) = chars.next() {
            match c {
                '"' if self.quoted => {
                    if chars.next_if(|(_, next)| *next == '"').is_some() {
                        self.cell.text.push('"');
                    } else {
                        self.quoted = false;
                    }
                }
                '"' if self.cell.text.trim().is_empty() => self.quoted = true,
                ';' if !self.quoted => {
                    self.end();
                    self.begin(number, column + 1);
                }
                // Blanks before a cell are not part of it, so its column starts behind them.
                c if c.is_whitespace() && self.cell.text.is_empty() && !self.quoted => {
                    self.cell.column = column + 1;
                }
                c => self.cell.text.push(c),
            }
        }
        if !self.quoted {
            self.end();
        }
    }

    fn begin(&mut self, line: u32, column: u32) {
        self.cell = PbCell {
            text: String::new(),
            line,
            column,
        };
    }

    fn end(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        self.cells.push(PbCell {
            text: cell.text.trim().to_owned(),
            ..cell
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        let (rows, open) = rows(text);
        assert_eq!(open, None, "{text}");
        let texts = |r: PbRow| r.cells.into_iter().map(|c| c.text).collect();
        rows.into_iter().map(texts).collect()
    }

    #[test]
    fn cells_are_split_as_spreadsheets_write_them() {
        assert_eq!(
            texts("a; b ;c\r\n\r\n;\n\"x;y\";\"say \"\"so\"\"\"\n\"Odkupmy\" i my;2\n"),
            [
                vec!["a", "b", "c"],
                vec!["x;y", "say \"so\""],
                vec!["Odkupmy i my", "2"]
            ]
        );
        assert_eq!(
            texts("\"two\nlines\";1\n3"),
            [vec!["two\nlines", "1"], vec!["3"]]
        );
        assert_eq!(rows("a\nb;\"c\nd\n").1, Some((2, 3)));
    }

    #[test]
    fn a_cell_knows_where_it_begins() {
        let (rows, _) = rows("\na; b;ł;d\n");
        let places: Vec<(u32, u32)> = rows[0].cells.iter().map(|c| (c.line, c.column)).collect();
        assert_eq!(places, [(2, 1), (2, 4), (2, 6), (2, 8)]);
    }
}
