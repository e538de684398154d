//! Generated survey of any size, reproducible: 34 questions, two strands, and texts with quotation marks and line breaks.

use std::{
    error::Error,
    fmt::Write as _,
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use rust_xlsxwriter::Workbook;

/// Questions on five points.
pub(super) const ITEMS: usize = 34;

const POINTS: [&str; 5] = ["Poor", "Fair", "Good", "Great", "Best"];
const SITES: [&str; 4] = ["North", "South", "East", "West"];
const SAID: [&str; 6] = [
    "The nurse said \"ring me, any time\" and meant it.",
    "Waited six weeks, and nobody told us why.\nThen a letter came.",
    "Everyone was kind",
    "Parking, parking, parking; and the signs.",
    "More about side effects, please.\r\n\r\nThe leaflet was too short.",
    "My scan was lost twice",
];

/// Reproducible random numbers (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

fn of<'a>(list: &[&'a str], number: u64) -> &'a str {
    let place = usize::try_from(number).unwrap_or(0) % list.len();
    list.get(place).copied().unwrap_or_default()
}

fn headers() -> Vec<String> {
    let mut headers: Vec<String> = ["id", "date", "strand", "site"].map(str::to_owned).into();
    headers.extend((1..=ITEMS).map(|n| format!("Q{n}")));
    headers.extend(["good", "better"].map(str::to_owned));
    headers
}

/// Fills the cells of a row, reusing their buffers.
fn row(nth: u64, numbers: &mut Numbers, cells: &mut [String]) {
    for cell in cells.iter_mut() {
        cell.clear();
    }
    let mut cells = cells.iter_mut();
    let mut put = |text: std::fmt::Arguments<'_>| {
        if let Some(cell) = cells.next() {
            let _ = cell.write_fmt(text);
        }
    };
    put(format_args!("r{nth}"));
    put(format_args!(
        "2026-{:02}-{:02}",
        1 + numbers.below(12),
        1 + numbers.below(28)
    ));
    let secondary = numbers.below(3) == 0;
    put(format_args!(
        "{}",
        if secondary { "secondary" } else { "primary" }
    ));
    put(format_args!("{}", of(&SITES, numbers.next())));
    for _ in 0..ITEMS {
        // One in 25 is empty.
        let answer = match numbers.below(25) {
            0 => "",
            n => of(&POINTS, n),
        };
        put(format_args!("{answer}"));
    }
    for _ in 0..2 {
        match numbers.below(6) {
            0 => put(format_args!("{} {nth}", of(&SAID, numbers.next()))),
            _ => put(format_args!("")),
        }
    }
}

fn quoted(cell: &str, out: &mut Vec<u8>) {
    if cell.contains([',', '"', '\n', '\r']) {
        out.push(b'"');
        out.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(cell.as_bytes());
    }
}

fn line(cells: &[String], out: &mut Vec<u8>) {
    for (nth, cell) in cells.iter().enumerate() {
        if nth > 0 {
            out.push(b',');
        }
        quoted(cell, out);
    }
    out.extend_from_slice(b"\r\n");
}

/// Writes a CSV file, or a workbook if the name ends in `.xlsx`.
pub(super) fn survey(path: &Path, rows: u64) -> Result<(), Box<dyn Error>> {
    let mut numbers = Numbers(5);
    let headers = headers();
    let mut cells = vec![String::new(); headers.len()];
    if path.extension().is_some_and(|e| e == "xlsx") {
        // Texts go into the list that every survey tool writes, and rows to the disk.
        let mut book = Workbook::new();
        let sheet = book.add_worksheet_with_low_memory()?;
        for (column, header) in (0..).zip(&headers) {
            sheet.write_string(0, column, header)?;
        }
        for nth in 1..=rows {
            row(nth, &mut numbers, &mut cells);
            for (column, cell) in (0..).zip(&cells) {
                if !cell.is_empty() {
                    sheet.write_string(u32::try_from(nth)?, column, cell)?;
                }
            }
        }
        book.save(path)?;
        return Ok(());
    }
    let mut out = BufWriter::new(File::create(path)?);
    let mut bytes = Vec::new();
    line(&headers, &mut bytes);
    for nth in 1..=rows {
        row(nth, &mut numbers, &mut cells);
        line(&cells, &mut bytes);
        out.write_all(&bytes)?;
        bytes.clear();
    }
    out.write_all(&bytes)?;
    out.flush()?;
    Ok(())
}

/// A codebook that scores every question by strand and uses no words.
pub(super) fn codebook(path: &Path, export: &str) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(
        out,
        "pledge: codebook/1\nunit: {{name: Made-up unit}}\nsurvey: {{title: Made-up survey, period: \"2026\"}}\nexports:\n  - file: {export}\n    \
         strand: {{column: strand, values: {{primary: primary, secondary: secondary}}}}\n    period: \"2026\"\n\
         themes:\n  - {{id: care, title: Care}}\nquestions:"
    )?;
    for nth in 1..=ITEMS {
        writeln!(
            out,
            "  - column: Q{nth}\n    finding: f{nth}\n    theme: care\n    question: How was part {nth} of your care?\n    \
             positive: [Great, Best]\n    other: [Poor, Fair, Good]"
        )?;
    }
    out.flush()?;
    Ok(())
}
