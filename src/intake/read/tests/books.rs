//! Workbooks: written by a library where it can write them, and by hand where they are broken.

use std::io::Write as _;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

fn book(book: &mut Workbook) -> Vec<u8> {
    book.save_to_buffer().unwrap()
}

/// A zip of these parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn small() -> ReadLimits {
    ReadLimits {
        part_bytes: 1024 * 1024,
        unpacked_bytes: 4 * 1024 * 1024,
        tag_bytes: 4096,
        whole_bytes: 2 * 1024 * 1024,
        whole_cells: 1000,
        ..ReadLimits::default()
    }
}

#[test]
fn cells_become_what_a_person_reads_in_them() {
    let mut made = Workbook::new();
    let sheet = made.add_worksheet();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (column, header) in (0..).zip(["day", "whole", "part", "yes", "wrong", "words"]) {
        sheet.write_string(0, column, header).unwrap();
    }
    let date = ExcelDateTime::from_ymd(2026, 11, 24).unwrap();
    sheet.write_datetime_with_format(1, 0, &date, &day).unwrap();
    sheet.write_number(1, 1, 4.0).unwrap();
    sheet.write_number(1, 2, 0.1).unwrap();
    sheet.write_boolean(1, 3, true).unwrap();
    let wrong = Formula::new("=1/0").set_result("#DIV/0!");
    sheet.write_formula(1, 4, wrong).unwrap();
    sheet
        .write_string(1, 5, "kind & \"quick\"\nand warm")
        .unwrap();
    let (reading, table, _) = bytes(book(&mut made)).unwrap();
    assert_eq!((reading.container, reading.encoding), ("xlsx", ""));
    let row = rows(&table).remove(0);
    assert_eq!(row[..4], ["2026-11-24", "4", "0.1", "TRUE"]);
    assert_eq!(row[5], "kind & \"quick\"\nand warm");
}

#[test]
fn the_first_sheet_that_is_shown_and_filled_is_read_and_the_others_said() {
    let mut made = Workbook::new();
    let hidden = made.add_worksheet().set_name("Lists").unwrap();
    hidden.set_hidden(true).write_string(0, 0, "no").unwrap();
    made.add_worksheet().set_name("Blank").unwrap();
    for name in ["Answers", "Notes"] {
        let sheet = made.add_worksheet().set_name(name).unwrap();
        sheet.write_string(0, 0, "how").unwrap();
        sheet.write_string(1, 0, name).unwrap();
        if name == "Answers" {
            sheet.set_active(true);
        }
    }
    let (reading, table, notes) = bytes(book(&mut made)).unwrap();
    assert_eq!(reading.sheet.as_deref(), Some("Answers"));
    assert_eq!(rows(&table), [["Answers"]]);
    assert_eq!(
        notes,
        ["Only the sheet “Answers” was read. There is something in “Notes” as well."]
    );
}

#[test]
fn merged_cells_of_the_head_are_told() {
    for merged in [true, false] {
        let mut made = Workbook::new();
        let sheet = made.add_worksheet();
        if merged {
            sheet
                .merge_range(0, 0, 0, 1, "both", &Format::new())
                .unwrap();
        }
        sheet.write_string(1, 0, "how").unwrap();
        let (_folder, path) = file("survey.xlsx", &book(&mut made));
        let mut told = None;
        read(&path, ReadOptions::default(), |head| {
            told = Some(head.merged);
            plainly(head)
        })
        .unwrap();
        assert_eq!(told, Some(merged));
    }
}

#[test]
fn an_encoding_is_nothing_for_a_workbook() {
    let mut made = Workbook::new();
    made.add_worksheet().write_string(0, 0, "how").unwrap();
    let refused = encoded(&book(&mut made), "utf-8").unwrap_err();
    assert!(refused.help.contains("--encoding"));
}

#[test]
fn what_is_packed_too_tight_is_refused_before_it_is_read() {
    let zeros = vec![b' '; 3 * 1024 * 1024];
    let bomb = zipped(&[
        ("xl/workbook.xml", b"<w/>"),
        ("xl/sharedStrings.xml", &zeros),
    ]);
    assert!(bomb.len() < 10_000);
    let refused = limited(&bomb, small());
    assert_eq!(
        refused.what,
        "xl/sharedStrings.xml in the workbook is larger than 1 MiB when it is unpacked"
    );
    let sheets = zipped(&[
        ("xl/workbook.xml", b"<w/>"),
        ("xl/worksheets/a.xml", &zeros),
        ("xl/worksheets/b.xml", &zeros),
    ]);
    assert!(
        limited(&sheets, small())
            .what
            .contains("xl/worksheets/b.xml")
    );
}

#[test]
fn a_tag_without_an_end_is_refused() {
    for tag in [
        format!("<c {}/>", "a=\"1\" ".repeat(2000)),
        format!("<c {}", "a".repeat(200_000)),
    ] {
        let made = zipped(&[
            ("xl/workbook.xml", b"<w/>"),
            ("xl/worksheets/a.xml", tag.as_bytes()),
        ]);
        assert_eq!(
            limited(&made, small()).what,
            "a tag in the workbook is longer than any that Excel writes"
        );
    }
}

#[test]
fn damaged_and_other_files_of_the_office_are_refused() {
    let mut made = Workbook::new();
    made.add_worksheet().write_string(0, 0, "how").unwrap();
    let whole = book(&mut made);
    let cut = bytes(&whole[..whole.len() / 2]).unwrap_err();
    assert!(cut.what.contains("damaged"), "{}", cut.what);
    let mut cfb = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    cfb.extend(vec![0xA5; 4096]);
    let refused = bytes(&cfb).unwrap_err();
    assert!(refused.what.contains("cannot be read"), "{}", refused.what);
    assert_eq!(
        bytes(zipped(&[("word/document.xml", b"<w/>")]))
            .unwrap_err()
            .what,
        "this is a Word document, and no export"
    );
    assert_eq!(
        bytes(zipped(&[("survey.csv", b"a,b\n1,2\n")]))
            .unwrap_err()
            .what,
        "this is a zip file without a workbook in it"
    );
    let empty = bytes(zipped(&[("xl/workbook.xml", b"<w/>")])).unwrap_err();
    assert!(empty.what.contains("workbook"), "{}", empty.what);
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body>\
         <office:spreadsheet><table:table table:name=\"Answers\">{rows}</table:table></office:spreadsheet></office:body>\
         </office:document-content>"
    );
    zipped(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        (
            "META-INF/manifest.xml",
            b"<manifest:manifest xmlns:manifest=\"m\"/>",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

fn ods_cell(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

#[test]
fn an_ods_is_read_and_one_that_repeats_itself_without_end_is_not() {
    let row = |a: &str, b: &str| {
        format!(
            "<table:table-row>{}{}</table:table-row>",
            ods_cell(a),
            ods_cell(b)
        )
    };
    let (reading, table, _) = bytes(ods(&(row("who", "how") + &row("1", "good")))).unwrap();
    assert_eq!(
        (reading.container, rows(&table)),
        ("ods", vec![vec!["1".to_owned(), "good".into()]])
    );
    for bomb in [
        format!(
            "<table:table-row table:number-rows-repeated=\"1000000\">{}</table:table-row>",
            ods_cell("x")
        ),
        "<table:table-row><table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"99999999999999999999\">\
         <text:p>x</text:p></table:table-cell></table:table-row>"
            .to_owned(),
    ] {
        assert_eq!(limited(&ods(&bomb), small()).what, "the sheet has more cells than a survey");
    }
}
