//! Collects facts about sheets that the workbook library does not report: hidden rows, and formulas without a cached
//! result.
//!
//! The facts come from the stream of tags, so that a sheet of any size costs no memory.

use std::collections::HashMap;

use html_escape::decode_html_entities;

/// Facts about a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::intake::read) struct SheetFacts {
    /// Number of non-empty cells.
    pub(in crate::intake::read) cells: u64,
    /// Ranges of hidden row numbers, inclusive.
    pub(in crate::intake::read) hidden: Vec<(u32, u32)>,
    /// True if a filter hides rows.
    pub(in crate::intake::read) filtered: bool,
    /// Rows with formulas that have no cached result, each with their number.
    pub(in crate::intake::read) formulas: Vec<(u32, u32)>,
}

/// Maximum number of ranges and rows to record; incomplete counts are not reported.
const MOST: usize = 1_000_000;

impl SheetFacts {
    fn hide(&mut self, from: u32, to: u32) {
        if let Some((_, end)) = self.hidden.last_mut()
            && *end + 1 == from
        {
            *end = to;
        } else if self.hidden.len() < MOST {
            self.hidden.push((from, to));
        }
    }

    fn formula(&mut self, row: u32) {
        if let Some((there, count)) = self.formulas.last_mut()
            && *there == row
        {
            *count += 1;
        } else if self.formulas.len() < MOST {
            self.formulas.push((row, 1));
        }
    }
}

/// Scanner for a sheet of xlsx.
#[derive(Default)]
pub(super) struct XlsxScanner {
    facts: SheetFacts,
    /// True if cells are merged.
    pub(super) merged: bool,
    row: u32,
    /// The open cell.
    cell: XlsxCell,
}

#[derive(Default)]
struct XlsxCell {
    formula: bool,
    value: bool,
}

impl XlsxScanner {
    pub(super) fn scan(&mut self, tag: &[u8], between: usize) {
        let tag = without_prefix(tag);
        match tag {
            [b'c'] | [b'c', b' ' | b'/', ..] => {
                self.cell = XlsxCell::default();
            }
            [b'f'] | [b'f', b' ' | b'/', ..] => self.cell.formula = true,
            [b'/', b'v'] => self.cell.value |= between > 0,
            [b'i', b's', ..] => self.cell.value = true,
            [b'/', b'c'] => {
                self.facts.cells += u64::from(self.cell.value);
                if self.cell.formula && !self.cell.value {
                    self.facts.formula(self.row);
                }
            }
            [b'r', b'o', b'w', b' ' | b'/', ..] => {
                self.row = attribute(tag, b"r")
                    .and_then(|n| n.parse().ok())
                    .unwrap_or_else(|| self.row.saturating_add(1));
                if attribute(tag, b"hidden").is_some_and(|h| h == "1" || h == "true") {
                    self.facts.hide(self.row, self.row);
                }
            }
            _ if tag.starts_with(b"autoFilter") => self.facts.filtered = true,
            _ if tag.starts_with(b"mergeCell ") => self.merged = true,
            _ => {}
        }
    }

    pub(super) fn finish(self) -> SheetFacts {
        self.facts
    }
}

/// Strips the namespace prefix from a tag, which strict workbooks have.
fn without_prefix(tag: &[u8]) -> &[u8] {
    let slash = tag.first() == Some(&b'/');
    let name = tag.iter().take(12).position(|b| matches!(b, b' ' | b':'));
    match name {
        Some(at) if tag.get(at) == Some(&b':') && !slash => tag.get(at + 1..).unwrap_or_default(),
        // `/x:v` becomes `/v`.
        Some(at) if tag.get(at) == Some(&b':') => match tag.get(at + 1..) {
            Some(b"v") => b"/v",
            Some(b"c") => b"/c",
            _ => b"/",
        },
        _ => tag,
    }
}

/// Value of an attribute, in either kind of quotes.
fn attribute<'t>(tag: &'t [u8], name: &[u8]) -> Option<&'t str> {
    let mut from = 0;
    loop {
        let rest = tag.get(from..)?;
        let at = from + memchr::memmem::find(rest, name)?;
        from = at + name.len();
        let before = at.checked_sub(1).and_then(|b| tag.get(b));
        let after = tag.get(from..)?;
        let is_own = before.is_some_and(u8::is_ascii_whitespace);
        if let (true, Some(value)) = (is_own, after.strip_prefix(b"=")) {
            let quote = *value.first()?;
            let value = value.get(1..)?;
            let end = memchr::memchr(quote, value)?;
            return std::str::from_utf8(value.get(..end)?).ok();
        }
    }
}

/// Sheet names of an xlsx workbook with the names of their parts.
pub(super) fn named(book: &str, links: &str) -> Vec<(String, String)> {
    let mut parts = HashMap::new();
    for tag in tags(links, "Relationship") {
        let (Some(id), Some(target)) = (attribute(tag, b"Id"), attribute(tag, b"Target")) else {
            continue;
        };
        let part = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{}", target.trim_start_matches("./")),
        };
        parts.insert(id.to_owned(), part);
    }
    let sheet = |tag: &[u8]| {
        let name = decode_html_entities(attribute(tag, b"name")?).into_owned();
        let id = tag.split(u8::is_ascii_whitespace).find(|a| {
            a.split(|b| *b == b'=')
                .next()
                .is_some_and(|n| n.ends_with(b":id"))
        })?;
        let id = std::str::from_utf8(id).ok()?.split(['"', '\'']).nth(1)?;
        Some((name, parts.get(id)?.clone()))
    };
    tags(book, "sheet").filter_map(sheet).collect()
}

/// Tags with a name, without their angle brackets.
fn tags<'t>(text: &'t str, name: &'static str) -> impl Iterator<Item = &'t [u8]> {
    text.split('<').skip(1).filter_map(move |piece| {
        let tag = piece.split('>').next()?.as_bytes();
        let own = without_prefix(tag);
        let after = own.strip_prefix(name.as_bytes())?;
        after
            .first()
            .is_some_and(u8::is_ascii_whitespace)
            .then_some(own)
    })
}

/// Scanner for `OpenDocument`, which writes repeated rows and cells once with a count.
#[derive(Default)]
pub(super) struct OdsScanner {
    sheets: HashMap<String, SheetFacts>,
    name: String,
    facts: SheetFacts,
    row: u64,
    repeated: u64,
    column: u64,
    area: u64,
    widest: u64,
}

impl OdsScanner {
    /// Rows times columns up to the last non-empty cell.
    pub(super) fn area(&self) -> u64 {
        self.area
    }

    pub(super) fn scan(&mut self, tag: &[u8]) {
        let Some(name) = tag.strip_prefix(b"table:") else {
            return;
        };
        // Calc escapes `>` in values. A raw one ends the scan of its tag early, so the file is treated as too large.
        if !memchr::memchr_iter(b'"', tag).count().is_multiple_of(2)
            || !memchr::memchr_iter(b'\'', tag).count().is_multiple_of(2)
        {
            self.area = u64::MAX;
        }
        if name.starts_with(b"table-row")
            && !name.starts_with(b"table-row-")
            && !name.starts_with(b"table-rows")
        {
            self.row = self.row.saturating_add(self.repeated);
            self.repeated = number(tag, b"table:number-rows-repeated");
            self.column = 0;
            let seen = attribute(tag, b"table:visibility").is_none_or(|v| v == "visible");
            if !seen {
                self.facts.filtered |= attribute(tag, b"table:visibility") == Some("filter");
                let first = u32::try_from(self.row + 1).unwrap_or(u32::MAX);
                let last =
                    u32::try_from(self.row.saturating_add(self.repeated)).unwrap_or(u32::MAX);
                self.facts.hide(first, last);
            }
        } else if name.starts_with(b"table-cell") || name.starts_with(b"covered-table-cell") {
            let times = number(tag, b"table:number-columns-repeated");
            self.column = self.column.saturating_add(times);
            if memchr::memmem::find(tag, b"value-type").is_some() {
                self.facts.cells = self.facts.cells.saturating_add(times);
                self.widest = self.widest.max(self.column);
                let rows = self.row.saturating_add(self.repeated);
                self.area = self.area.max(rows.saturating_mul(self.widest));
            } else if attribute(tag, b"table:formula").is_some() {
                self.facts
                    .formula(u32::try_from(self.row + 1).unwrap_or(u32::MAX));
            }
        } else if name.starts_with(b"table ") {
            self.keep();
            *self = Self {
                area: self.area,
                sheets: std::mem::take(&mut self.sheets),
                name: attribute(tag, b"table:name")
                    .map_or_else(String::new, |n| decode_html_entities(n).into_owned()),
                ..Self::default()
            };
        }
    }

    fn keep(&mut self) {
        let (name, facts) = (
            std::mem::take(&mut self.name),
            std::mem::take(&mut self.facts),
        );
        if !name.is_empty() {
            self.sheets.insert(name, facts);
        }
    }

    pub(super) fn finish(mut self) -> HashMap<String, SheetFacts> {
        self.keep();
        self.sheets
    }
}

/// Numeric value of an attribute, in either kind of quotes; 1 if absent.
fn number(tag: &[u8], attribute: &[u8]) -> u64 {
    let Some(at) = memchr::memmem::find(tag, attribute) else {
        return 1;
    };
    let rest = tag.get(at + attribute.len()..).unwrap_or_default();
    let between = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'=' | b'"' | b'\'');
    let digits = rest
        .iter()
        .skip_while(|b| between(b))
        .take_while(|b| b.is_ascii_digit());
    let text: String = digits.map(|b| char::from(*b)).collect();
    // Calc writes only numbers here.
    text.parse().unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excel(text: &str) -> SheetFacts {
        let mut sheet = XlsxScanner::default();
        let mut between = 0;
        for piece in text.split('<').skip(1) {
            let (tag, after) = piece.split_once('>').unwrap();
            sheet.scan(tag.as_bytes(), between);
            between = after.len();
        }
        sheet.finish()
    }

    #[test]
    fn hidden_rows_and_formulas_without_results_are_seen_under_any_prefix() {
        for prefix in ["", "x:"] {
            let facts = excel(&format!(
                "<{prefix}row r=\"1\"><{prefix}c r=\"A1\"><{prefix}v>1</{prefix}v></{prefix}c></{prefix}row>\
                 <{prefix}row r=\"2\" hidden=\"1\"><{prefix}c r=\"A2\"><{prefix}f>B2</{prefix}f><{prefix}v></{prefix}v></{prefix}c></{prefix}row>\
                 <{prefix}row r=\"3\" hidden='true'><{prefix}c r=\"A3\"><{prefix}f>B2</{prefix}f></{prefix}c></{prefix}row><{prefix}autoFilter ref=\"A1\"/>"
            ));
            assert_eq!(facts.hidden, [(2, 3)], "{prefix}");
            assert_eq!(facts.formulas, [(2, 1), (3, 1)], "{prefix}");
            assert_eq!((facts.cells, facts.filtered), (1, true), "{prefix}");
        }
    }

    #[test]
    fn sheets_are_found_by_their_names() {
        let book = "<workbook><sheets><sheet name=\"A &amp; B\" sheetId=\"1\" r:id=\"rId1\"/>\
            <x:sheet xmlns:r=\"u\" name='Data' sheetId='2' state=\"visible\" r:id='rId7'/></sheets></workbook>";
        let links = "<Relationships><Relationship Id=\"rId1\" Type=\"t\" Target=\"worksheets/sheet1.xml\"/>\
            <Relationship Type=\"t\" Target=\"/xl/worksheets/s.xml\" Id=\"rId7\"/></Relationships>";
        assert_eq!(
            named(book, links),
            [
                ("A & B".to_owned(), "xl/worksheets/sheet1.xml".to_owned()),
                ("Data".into(), "xl/worksheets/s.xml".into())
            ]
        );
    }
}
