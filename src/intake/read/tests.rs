//! Files as they come: in every encoding, with every sign, broken in every way. What is sound comes out whole, and what is not
//! ends in a sentence with its row.

mod books;
mod pieces;

use std::{fmt::Write as _, path::PathBuf};

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;

/// A file of these bytes, and the folder that it lives as long as.
fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// The first row has the headers, and every column is kept.
#[expect(clippy::unnecessary_wraps, reason = "what a recogniser gives")]
fn plainly(head: &FileHead) -> Result<HeadLayout, FileRefusal> {
    Ok(HeadLayout {
        header_rows: 1,
        width: head.rows.first().map_or(0, Vec::len),
        keep: KeptColumns::All,
    })
}

type ReadResult = Result<(FileFormat, Table, Vec<String>), FileRefusal>;

fn with(bytes: &[u8], options: ReadOptions) -> ReadResult {
    let (_folder, path) = file("survey.csv", bytes);
    read(&path, options, plainly)
}

fn bytes(bytes: impl AsRef<[u8]>) -> ReadResult {
    with(bytes.as_ref(), ReadOptions::default())
}

fn limited(bytes: &[u8], limits: ReadLimits) -> FileRefusal {
    let options = ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    with(bytes, options).unwrap_err()
}

fn encoded(bytes: &[u8], encoding: &str) -> ReadResult {
    let options = ReadOptions {
        encoding: Some(encoding.to_owned()),
        ..ReadOptions::default()
    };
    with(bytes, options)
}

/// The cells of a table, row by row.
fn rows(table: &Table) -> Vec<Vec<String>> {
    (0..table.rows())
        .map(|row| {
            let cell = |c: &crate::intake::table::AnswerColumn| c.cell(row).to_owned();
            table.columns().iter().map(cell).collect()
        })
        .collect()
}

fn cells(read: ReadResult) -> Vec<Vec<String>> {
    rows(&read.unwrap().1)
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn every_sign_is_found_and_one_that_is_said_is_taken() {
    for sign in [",", ";", "\t", "|"] {
        let text = "id,how,why\n1,good,\"kind; quick, warm | all\tof it\"\n2,poor,late\n"
            .replace("id,how,why", &["id", "how", "why"].join(sign))
            .replace("1,good,", &["1", "good", ""].join(sign))
            .replace("2,poor,late", &["2", "poor", "late"].join(sign));
        let (reading, table, notes) = bytes(&text).unwrap();
        assert_eq!(reading.delimiter, sign.chars().next());
        assert_eq!(
            rows(&table),
            [
                ["1", "good", "kind; quick, warm | all\tof it"],
                ["2", "poor", "late"]
            ]
        );
        assert!(notes.is_empty(), "{notes:?}");
    }
    for said in ["sep=;\r\n", "\"sep=;\"\n", "SEP=;\n"] {
        let (reading, table, _) = bytes(format!("{said}a,b;c\n1,2;3\n")).unwrap();
        assert_eq!(reading.delimiter, Some(';'));
        assert_eq!(rows(&table), [["1,2", "3"]]);
        assert_eq!(table.number(0), 3);
    }
}

#[test]
fn every_encoding_comes_out_as_the_same_words() {
    let text = "Frage,Antwort\n1,schön – ‚gut‘\n2,Tŷ\n";
    let expected = [["1", "schön – ‚gut‘"], ["2", "Tŷ"]];
    let marked = format!("\u{FEFF}{text}");
    let ways: [(&str, Vec<u8>); 6] = [
        ("utf-8", text.into()),
        ("utf-8", marked.as_str().into()),
        ("utf-16le", utf16(text, u16::to_le_bytes)),
        ("utf-16le", utf16(&marked, u16::to_le_bytes)),
        ("utf-16be", utf16(text, u16::to_be_bytes)),
        ("utf-16be", utf16(&marked, u16::to_be_bytes)),
    ];
    for (name, way) in ways {
        let (reading, table, _) = bytes(&way).unwrap();
        assert_eq!((reading.encoding, reading.guessed), (name, false));
        assert_eq!(rows(&table), expected, "{name}");
        assert_eq!(table.columns().len(), 2);
    }
}

#[test]
fn what_windows_wrote_is_read_wherever_its_first_letter_is() {
    let early = b"who,said\n1,caf\xE9 \x96 \x80\n";
    let (reading, table, _) = bytes(early).unwrap();
    assert_eq!((reading.encoding, reading.guessed), ("windows-1252", true));
    assert_eq!(rows(&table), [["1", "café – €"]]);
    let mut late = b"who,said\n".to_vec();
    for n in 0..30_000 {
        late.extend_from_slice(format!("{n},good enough\n").as_bytes());
    }
    assert!(late.len() > 300 * 1024);
    late.extend_from_slice(b"last,caf\xE9\n");
    let (reading, table, notes) = bytes(&late).unwrap();
    assert_eq!(reading.encoding, "windows-1252");
    assert_eq!(table.rows(), 30_001);
    assert_eq!(table.columns()[1].cell(30_000), "café");
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn an_encoding_that_is_given_is_taken_or_refused() {
    let text = b"who,said\n1,\xA4 5\n";
    assert_eq!(cells(encoded(text, "iso-8859-15")), [["1", "€ 5"]]);
    let refused = encoded(text, "utf-8").unwrap_err();
    assert_eq!(refused.what, "some of its letters are not UTF-8");
    let refused = encoded(text, "klingon").unwrap_err();
    assert_eq!(refused.what, "there is no encoding “klingon”");
    // A mark at the beginning says what it is, and is believed.
    let refused = bytes(b"\xEF\xBB\xBFwho,said\n1,\xE9\n").unwrap_err();
    assert_eq!(refused.what, "some of its letters are not UTF-8");
    let (_, _, notes) = encoded(b"a,b\n1,\xFF\n", "shift_jis").unwrap();
    assert!(notes[0].starts_with("Some letters could not be read"));
}

#[test]
fn line_breaks_of_every_kind_end_rows_and_stay_in_words() {
    for end in ["\n", "\r\n", "\r"] {
        let text = format!("a,b{end}1,\"two{end}lines\"{end}3,4{end}");
        assert_eq!(
            cells(bytes(&text)),
            [
                ["1".to_owned(), format!("two{end}lines")],
                ["3".into(), "4".into()]
            ]
        );
    }
    let mixed = "a,b\r\n1,2\n3,4\r5,6";
    assert_eq!(cells(bytes(mixed)), [["1", "2"], ["3", "4"], ["5", "6"]]);
}

#[test]
fn short_rows_are_mended_and_long_ones_refused_with_the_row_that_excel_shows() {
    let (_, table, notes) = bytes("a,b,c\n1\n1,2\n1,2,3\n").unwrap();
    assert_eq!(
        rows(&table),
        [["1", "", ""], ["1", "2", ""], ["1", "2", "3"]]
    );
    assert_eq!(
        notes,
        ["2 rows are shorter than the headers; what is missing counts as not answered."]
    );
    // What is empty is no answer.
    assert_eq!(cells(bytes("a,b\n1,2,,\n")), [["1", "2"]]);
    for (text, row) in [
        ("a,b\n1,2\n1,2,3\n", 3),
        ("a,b\r\n1,2\r\n1,2,3\r\n", 3),
        ("a,b\n1,\"x\ny\nz\"\n1,2,3\n", 3),
        ("a,b\r\n1,\"x\r\ny\"\r\n1,2,3\r\n", 3),
        ("a,b\n\n\n1,2\n\n1,2,3\n", 6),
        ("\n\na,b\n1,\"x\ny\"\n\n1,2,3\n", 6),
        ("\r\n\r\na,b\r\n\r\n1,\"x\r\ny\"\r\n1,2,3\r\n", 6),
    ] {
        let refused = bytes(text).unwrap_err();
        assert_eq!(refused.row, Some(row), "{text:?}");
        assert_eq!(
            refused.what,
            "an answer in column 3, where the headers end with column 2"
        );
    }
}

#[test]
fn what_no_text_holds_is_dropped_and_said() {
    let (_, table, notes) = bytes("a,b\n1\0,2\0\n").unwrap();
    assert_eq!(rows(&table), [["1", "2"]]);
    assert_eq!(
        notes,
        ["2 NUL characters, which no text has, were left out."]
    );
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_no_answer() {
    let refused = bytes("a,b\n1,2\n3,\"four\n5,6\n7,8\n").unwrap_err();
    assert_eq!(refused.row, Some(3));
    assert_eq!(refused.what, "a quotation mark is opened and never closed");
    // An inch in somebody's words is none.
    assert_eq!(cells(bytes("a,b\n1,5\" wide\n")), [["1", "5\" wide"]]);
}

#[test]
fn a_row_and_its_columns_have_a_limit() {
    let limits = ReadLimits {
        row_bytes: 1024 * 1024,
        columns: 20,
        ..ReadLimits::default()
    };
    let long = format!("a,b\n1,2\n3,\"{}\n", "x".repeat(2 * 1024 * 1024));
    let refused = limited(long.as_bytes(), limits);
    assert_eq!(refused.row, Some(3));
    assert_eq!(refused.what, "longer than 1 MiB");
    let refused = limited("x,".repeat(21).as_bytes(), limits);
    assert_eq!(
        (refused.row, refused.what.as_str()),
        (Some(1), "more than 20 columns")
    );
    let limits = ReadLimits {
        table_bytes: 1024 * 1024,
        ..ReadLimits::default()
    };
    let mut text = String::from("a,b\n");
    for n in 0..60_000 {
        writeln!(text, "{n} is what I say,x").unwrap();
    }
    let refused = limited(text.as_bytes(), limits);
    assert_eq!(refused.what, "so far more than 1 MiB of answers");
    assert!(refused.row.is_some());
}

#[test]
fn as_many_columns_as_excel_has_are_read() {
    let of = |n: usize| vec!["x"; n].join(",");
    let text = format!("{}\n{}\n", of(16_000), of(16_000));
    let (_, table, _) = bytes(&text).unwrap();
    assert_eq!((table.rows(), table.columns().len()), (1, 16_000));
    let refused = bytes(of(16_385)).unwrap_err();
    assert_eq!(refused.what, "more than 16384 columns");
}

#[test]
fn little_files_are_read_and_empty_ones_refused() {
    assert_eq!(bytes("a,b\n").unwrap().1.rows(), 0);
    assert_eq!(cells(bytes("how\ngood\npoor\n")), [["good"], ["poor"]]);
    assert_eq!(bytes("").unwrap_err().what, "the file is empty");
    for blank in ["\n\n", ",,\n,,\n", " ", "\u{FEFF}"] {
        assert_eq!(
            bytes(blank).unwrap_err().what,
            "there is nothing in the file but blanks",
            "{blank:?}"
        );
    }
}

#[test]
fn what_is_no_export_is_called_by_its_name() {
    for (start, what) in [
        (&b"%PDF-1.7\n"[..], "this is a PDF, and no export"),
        (b"\x89PNG\r\n\x1A\n", "this is a picture, and no export"),
        (b"{\\rtf1", "this is a text document, and no export"),
        (b"\x1F\x8B\x08\x00", "this is a packed file, and no export"),
    ] {
        assert_eq!(bytes(start).unwrap_err().what, what);
    }
    let folder = tempfile::tempdir().unwrap();
    let of = |path: &Path| read(path, ReadOptions::default(), plainly).unwrap_err();
    assert_eq!(of(folder.path()).what, "this is a folder, and no export");
    let missing = of(&folder.path().join("nothing.csv"));
    assert_eq!(missing.help, "look whether the path is right");
}

#[test]
fn columns_that_are_not_wanted_are_not_kept_but_their_rows_are_still_looked_at() {
    let only = |text: &str| {
        let (_folder, path) = file("survey.csv", text.as_bytes());
        read(&path, ReadOptions::default(), |head| {
            let keep = KeptColumns::Only(vec![1]);
            Ok(HeadLayout {
                keep,
                ..plainly(head)?
            })
        })
    };
    assert_eq!(
        cells(only("a,b,c\n1,2,3\n4,,\n")),
        [["", "2", ""], ["", "", ""]]
    );
    assert_eq!(only("a,b,c\n1,2,3,4\n").unwrap_err().row, Some(2));
}

proptest! {
    #[test]
    fn rows_that_a_csv_writer_wrote_come_back(
        rows in prop::collection::vec(prop::collection::vec("[a-z,;|\t\"'\n\ré ]{0,8}", 3), 1..30),
        sign in prop::sample::select(vec![b',', b';', b'\t', b'|']),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(sign).from_writer(Vec::new());
        writer.write_record(["first", "second", "third"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let mut text = format!("sep={}\n", char::from(sign)).into_bytes();
        text.extend(writer.into_inner().unwrap());
        let trimmed = |row: &Vec<String>| -> Vec<String> {
            row.iter().map(|c| c.trim().to_owned()).collect()
        };
        let expected: Vec<Vec<String>> = rows
            .iter()
            .filter(|row| row.iter().any(|c| !c.trim().is_empty()))
            .map(trimmed)
            .collect();
        prop_assert_eq!(cells(bytes(&text)), expected);
    }
}

#[test]
fn a_mark_of_inches_is_none_and_a_quotation_mark_that_stays_open_is_said() {
    let rows = |last: &str| {
        let mut text = String::from("id,how,why\n1,good,the bed was 5\" short\n");
        for n in 2..32 {
            writeln!(text, "{n},good,fine").unwrap();
        }
        text + last
    };
    // The inches and the open mark are an even number of them.
    let refused = bytes(rows("32,poor,\"never closed\n33,good,fine\n34,good,fine\n")).unwrap_err();
    assert_eq!(refused.row, Some(33));
    assert!(refused.what.contains("never closed"), "{refused}");
    // So is a last row that is cut off within a line.
    assert_eq!(
        bytes(rows("32,poor,\"cut off he")).unwrap_err().row,
        Some(33)
    );
    // A sound last row of two lines is sound.
    let (_, table, _) = bytes(rows("32,poor,\"two\nlines, \"\"quoted\"\"\"\n")).unwrap();
    assert_eq!(table.rows(), 32);
    assert_eq!(table.columns()[2].cell(31), "two\nlines, \"quoted\"");
}

#[test]
fn a_wide_file_with_little_in_it_is_bounded_as_well() {
    let mut text = (0..200)
        .map(|n| format!("q{n}"))
        .collect::<Vec<_>>()
        .join(",");
    text.push('\n');
    text.push_str(&"x\n".repeat(500));
    text.push_str(&vec!["x"; 200].join(","));
    let limits = ReadLimits {
        table_bytes: 20_000,
        ..ReadLimits::default()
    };
    assert_eq!(limited(text.as_bytes(), limits).row, Some(502));
    assert!(bytes(text).is_ok());
}

#[test]
fn a_web_page_that_is_called_an_export_is_none() {
    for text in [
        "<html><table><tr><td>1</td></tr></table></html>",
        " <!DOCTYPE html>",
        "\u{FEFF}<?xml version=\"1.0\"?>",
    ] {
        let refused = bytes(text).unwrap_err();
        assert!(refused.what.contains("no export"), "{refused}");
    }
}
