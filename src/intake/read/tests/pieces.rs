//! Several threads read what one reads: the same rows, numbers, answers and sentences, wherever the file is cut.

use super::*;
use crate::intake::read::pieces::TAKEN;

/// Rows of a head, which one thread reads in any case.
const HEAD_ROWS: usize = HEAD + 3;

fn by(bytes: &[u8], encoding: Option<&str>, split: Split) -> ReadResult {
    let options = ReadOptions {
        encoding: encoding.map(str::to_owned),
        split,
        ..ReadOptions::default()
    };
    with(bytes, options)
}

/// All that there is to know of a file that was read.
fn told(read: ReadResult) -> Result<impl PartialEq + std::fmt::Debug, FileRefusal> {
    read.map(|(reading, table, notes)| {
        let numbers: Vec<u32> = (0..table.rows()).map(|row| table.number(row)).collect();
        let answers: Vec<_> = table
            .columns()
            .iter()
            .map(|c| (c.answers().map(<[_]>::to_vec), c.answered()))
            .collect();
        let codes: Vec<Vec<Option<usize>>> = table
            .columns()
            .iter()
            .map(|c| (0..table.rows()).map(|row| c.code(row)).collect())
            .collect();
        (reading, rows(&table), numbers, answers, codes, notes)
    })
}

fn one() -> Split {
    Split {
        from_bytes: u64::MAX,
        ..Split::default()
    }
}

fn several(threads: usize, piece_bytes: usize) -> Split {
    Split {
        threads,
        piece_bytes,
        from_bytes: 0,
    }
}

/// Reads a file in pieces; true if several threads did, without a second reading by one.
fn in_pieces(bytes: &[u8], encoding: Option<&str>, split: Split) -> (bool, ReadResult) {
    TAKEN.set(0);
    let read = by(bytes, encoding, split);
    (TAKEN.get() == 1, read)
}

/// The headers and the rows of the head.
fn head(sign: &str, end: &str) -> String {
    let mut text = ["id", "how", "why"].join(sign) + end;
    for n in 0..HEAD_ROWS {
        text += &[&n.to_string(), "good", "it was \u{e9}"].join(sign);
        text += end;
    }
    text
}

fn cell(text: &str, sign: &str, quoted: bool) -> String {
    let odd = text.contains(['"', '\n', '\r']) || text.contains(sign);
    if odd || quoted {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

proptest! {
    #[test]
    fn a_sound_file_is_the_same_however_it_is_cut(
        body in prop::collection::vec(
            prop::collection::vec(("(|good|poor|[ a-c\u{e9}\u{1F600},;\"'\r\n]{0,9}|=\\+\u{a0})", any::<bool>()), 0..=3),
            1..60,
        ),
        sign in prop::sample::select(vec![",", ";", "\t"]),
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        last in any::<bool>(),
        piece in prop::sample::select(vec![1, 2, 3, 5, 16, 64, 777]),
        threads in 1_usize..4,
        encoding in prop::sample::select(vec!["utf-8", "bom", "utf-16le", "utf-16be", "windows-1252"]),
    ) {
        let mut text = head(sign, end);
        for row in &body {
            let cells: Vec<String> = row.iter().map(|(c, q)| cell(c, sign, *q)).collect();
            text += &cells.join(sign);
            text += end;
        }
        if !last {
            text.truncate(text.len() - end.len());
        }
        let bytes = match encoding {
            "bom" => format!("\u{FEFF}{text}").into_bytes(),
            "utf-16le" => utf16(&format!("\u{FEFF}{text}"), u16::to_le_bytes),
            "utf-16be" => utf16(&text, u16::to_be_bytes),
            "windows-1252" => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
            _ => text.clone().into_bytes(),
        };
        let expected = told(by(&bytes, None, one()));
        let (taken, read) = in_pieces(&bytes, None, several(threads, piece));
        prop_assert_eq!(told(read), expected);
        // What Windows wrote is first taken for UTF-8, and then as it is: both in pieces, or the first by one thread.
        prop_assert!(taken || encoding == "windows-1252");
    }

    #[test]
    fn a_broken_file_ends_in_the_same_sentence_however_it_is_cut(
        tokens in prop::collection::vec(
            prop::sample::select(vec![
                "a", "bb", ",", ",", "\"", "\"", "\"\"", "\n", "\r", "\r\n", "\r\n", " ", "\u{e9}", "\0", "5\" x", "\",\"", ",,", "\n\n\n", "'=",
            ]),
            0..120,
        ),
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        rest in prop::sample::select(vec!["", "\"", "\n", "1,2,3,4\n", "1,2,3,,\n"]),
        bad in prop::sample::select(vec![&b""[..], b"", b"", b"\xE9", b"\xFF\n"]),
        piece in prop::sample::select(vec![1, 2, 4, 9, 33, 500]),
        threads in 1_usize..4,
    ) {
        let mut bytes = (head(",", end) + &tokens.concat()).into_bytes();
        bytes.extend_from_slice(bad);
        bytes.extend_from_slice(rest.as_bytes());
        let expected = told(by(&bytes, None, one()));
        prop_assert_eq!(told(by(&bytes, None, several(threads, piece))), expected);
    }

    #[test]
    fn headers_and_numbers_are_where_they_were(
        blank in 0_usize..5,
        titles in 0_usize..3,
        says_sign in any::<bool>(),
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        gaps in prop::collection::vec((0_usize..4, prop::sample::select(vec!["", ",", " ,\u{a0}", ",,"])), 0..40),
        headers in 0_usize..3,
        piece in 1_usize..50,
    ) {
        let mut text = String::new();
        if says_sign {
            text += "sep=,";
            text += end;
        }
        text += &end.repeat(blank);
        for _ in 0..titles {
            text += ",,";
            text += end;
        }
        text += &head(",", end);
        for (n, (lines, empty)) in gaps.iter().enumerate() {
            text += &end.repeat(*lines);
            text += empty;
            text += end;
            write!(text, "{n},\"two{end}lines\",x{end}").unwrap();
        }
        let read = |split| {
            let (_folder, path) = file("survey.csv", text.as_bytes());
            let options = ReadOptions { split, ..ReadOptions::default() };
            read(&path, options, |head| Ok(HeadLayout { header_rows: headers, ..plainly(head)? }))
        };
        TAKEN.set(0);
        let several = told(read(several(2, piece)));
        prop_assert_eq!(TAKEN.get(), 1);
        prop_assert_eq!(several, told(read(one())));
    }
}

/// Columns that hold words, more answers than a byte counts, and answers that come first in another piece.
#[test]
fn many_answers_and_words_are_put_together_in_the_order_of_the_file() {
    let mut text = head(",", "\n");
    for n in 0..12_000_u32 {
        let mixed = n.wrapping_mul(2_654_435_761) >> 7;
        writeln!(text, "{n},{},{}", mixed % 300, mixed % 4200).unwrap();
    }
    let expected = told(by(text.as_bytes(), None, one()));
    for (threads, piece) in [(1, 700), (2, 1000), (3, 4096), (5, 100_000)] {
        let (taken, read) = in_pieces(text.as_bytes(), None, several(threads, piece));
        assert!(taken);
        assert_eq!(told(read), expected, "{threads} threads, {piece} bytes");
    }
}

#[test]
fn limits_hold_for_several_threads_too() {
    let limits = ReadLimits {
        table_bytes: 1024 * 1024,
        row_bytes: 1024 * 1024,
        ..ReadLimits::default()
    };
    let mut full = head(",", "\n");
    for n in 0..60_000 {
        writeln!(full, "{n} is what I say,x").unwrap();
    }
    let long = head(",", "\n") + "1,2,\"" + &"x\n".repeat(1024 * 1024) + "\"\n";
    let blank = head(",", "\n") + &"\n".repeat(3 * 1024 * 1024) + "1,2,3\n";
    for text in [full, long, blank] {
        let of = |split| {
            let options = ReadOptions {
                limits,
                split,
                ..ReadOptions::default()
            };
            with(text.as_bytes(), options).unwrap_err()
        };
        assert_eq!(of(several(2, 4096)), of(one()));
    }
}

#[test]
fn how_far_it_is_is_told_and_never_falls() {
    use std::{cell::RefCell, rc::Rc};
    let text = head(",", "\n") + &"1,good,\"a\nb\"\n".repeat(5000);
    let told = Rc::new(RefCell::new(Vec::new()));
    let to = Rc::clone(&told);
    let options = ReadOptions {
        progress: Some(Box::new(move |p| to.borrow_mut().push(p))),
        // The one that reads beside others tells it, and may be the last to come to a piece.
        split: several(1, 1000),
        ..ReadOptions::default()
    };
    with(text.as_bytes(), options).unwrap();
    let told = told.borrow();
    assert!(told.len() > 3, "{told:?}");
    assert!(told.is_sorted_by_key(|p| p.bytes));
    assert!(
        told.iter()
            .all(|p| p.bytes <= p.of && p.rows <= 5000 + HEAD_ROWS as u64)
    );
}

/// Every byte of these rows is an edge once: quotation marks, two that stand for one, line breaks in words, and blank lines.
#[test]
fn an_edge_may_fall_on_any_byte() {
    for end in ["\n", "\r\n", "\r"] {
        let hard = format!(
            "1,\"two{end}lines\",\"a \"\"b\"\"{end}\"{end}{end}2,\"\",\"\"\"\"{end}3,5\" wide,\"x\"y\"z{end},\"{end}{end}\",{end}4,\u{e9},\"\u{1F600}{end}\"{end}"
        );
        let text = head(",", end) + &hard;
        let expected = told(by(text.as_bytes(), None, one()));
        assert!(expected.is_ok(), "{expected:?}");
        for piece in 1..=hard.len() + 8 {
            let (taken, read) = in_pieces(text.as_bytes(), None, several(2, piece));
            assert!(taken, "{piece}");
            assert_eq!(told(read), expected, "{end:?}, {piece} bytes");
        }
    }
}
