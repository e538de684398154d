//! Cells apart by `;`, with quotation marks as spreadsheets write them.

/// A cell without the blanks around it, and where it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) text: String,
    /// From 1.
    pub(super) line: u32,
    /// In characters, from 1.
    pub(super) column: u32,
}

/// One row, over several lines where a quoted cell goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The line where it begins, from 1.
    pub(super) line: u32,
    pub(super) cells: Vec<Cell>,
}

/// The rows that are not blank, and line and column of a cell whose quotation mark nothing closes.
pub(super) fn rows(text: &str) -> (Vec<Row>, Option<(u32, u32)>) {
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
            rows.push(Row { line, cells });
        }
    }
    let open = (splitter.cell.line, splitter.cell.column);
    (rows, splitter.quoted.then_some(open))
}

#[derive(Default)]
struct Splitter {
    cells: Vec<Cell>,
    cell: Cell,
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
                // Blanks before a cell do not belong to it.
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
        self.cell = Cell {
            text: String::new(),
            line,
            column,
        };
    }

    fn end(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        self.cells.push(Cell {
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
        let texts = |r: Row| r.cells.into_iter().map(|c| c.text).collect();
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
