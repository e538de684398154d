//! Tests of Word files, read back as XML by the reader of the program's interviews.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read as _},
};

use quick_xml::{Reader, events::Event};

use super::*;
use crate::publish::page::{ChartMark, MarkKind, PageStyle};

/// The smallest PNG of that size; its pixels are never read.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|t| (*t).to_owned()).collect()
}

/// A document with each kind of element.
fn paper() -> Document {
    let table = Element::Table {
        caption: "Who was there".into(),
        head: vec![("Name".into(), false), ("Minutes".into(), true)],
        rows: vec![texts(&["Jo & Sam", "12"]), texts(&["<Lee>", "7"])],
    };
    Document {
        title: "Minutes".into(),
        subtitle: "Service Pledge meeting".into(),
        unit: "Northbrook".into(),
        organisation: "Hospitals".into(),
        date: "24 November 2026".into(),
        draft: Some("Draft".into()),
        page_word: "Page".into(),
        of_word: "of".into(),
        chart_head: ["Who", "Good", "How many"].map(str::to_owned),
        look: PageStyle {
            logo: Picture::new(png(300, 100), "The unit\u{2019}s \"logo\"".into()),
            ..PageStyle::default()
        },
        blocks: vec![
            Element::Heading(1, "What was decided".into()),
            Element::Heading(2, "Waiting".into()),
            Element::Text("Text".into()),
            Element::Small("Small".into()),
            Element::Together(vec![
                Element::Text("Before".into()),
                Element::Text("After".into()),
            ]),
            Element::List(texts(&["one", "two"])),
            table.clone(),
            table,
            Element::Facts(vec![
                ("Owner".into(), "Jo".into()),
                ("By".into(), "May".into()),
            ]),
            Element::Facts(vec![("Cost".into(), "1".into())]),
            Element::Promise {
                about: "Waiting".into(),
                text: "We will".into(),
            },
            Element::Quote {
                text: "Two hours".into(),
                from: "a patient".into(),
            },
            Element::Quote {
                text: "Thank you".into(),
                from: String::new(),
            },
            Element::NewPage,
            Element::Card {
                mark: "Goal 1".into(),
                title: "Say it".into(),
                blocks: vec![Element::Chart {
                    question: "Were you told?".into(),
                    bars: vec![ChartBar {
                        label: "People".into(),
                        percent: 41,
                        figure: "41 in 100".into(),
                        note: "54 of 131".into(),
                        change: "Lower than in 2023.".into(),
                        marks: vec![ChartMark {
                            kind: MarkKind::Aim,
                            percent: 61,
                            label: "Our aim: 61 in 100".into(),
                        }],
                    }],
                    summary: "Of the people, 41 in 100.".into(),
                }],
            },
            Element::Contents(vec![ContentsRow {
                mark: "Goal 1".into(),
                title: "Say it".into(),
                note: "Lee, May".into(),
            }]),
            Element::Form(vec![
                FormLine::blank("Name"),
                FormLine::known("Cost", "1").with_boxes(&["Once", "Every year"]),
            ]),
            Element::Slip {
                head: ("Goal".into(), "Mark one".into()),
                marks: texts(&["Yes", "No"]),
                rows: vec![SlipRow {
                    number: 1,
                    title: None,
                }],
            },
        ],
        ..Document::default()
    }
}

fn parts_of(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for i in 0..zip.len() {
        let mut file = zip.by_index(i).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let name = file.name().unwrap().into_owned();
        parts.insert(name, text);
    }
    parts
}

/// Names of the elements of a part, each below its parents, with the value of `w:val` or of the id of a style.
fn elements(xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    let (mut path, mut found): (Vec<String>, _) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().unwrap();
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                let name = element.name().as_ref().to_owned();
                let value = element
                    .attributes()
                    .map(Result::unwrap)
                    .find(|a| matches!(a.key.as_ref(), "w:val" | "w:styleId"))
                    .map_or_else(String::new, |a| a.value.into_owned());
                path.push(name);
                found.push((path.join("/"), value));
                if matches!(event, Event::Empty(_)) {
                    path.pop();
                }
            }
            Event::End(_) => {
                path.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty(), "{path:?} is open at the end");
    found
}

#[test]
fn each_style_that_is_used_is_defined_and_nothing_is_formatted_beside_it() {
    let parts = parts_of(&write(&paper(), "en-GB").unwrap());
    let defined: BTreeSet<String> = elements(&parts["word/styles.xml"])
        .into_iter()
        .filter(|(path, _)| path == "w:styles/w:style")
        .map(|(_, id)| id)
        .collect();
    let references = ["w:pStyle", "w:tblStyle", "w:basedOn", "w:next"];
    let mut used = BTreeSet::new();
    for part in ["document", "styles", "numbering", "footer1", "header1"] {
        for (path, value) in elements(&parts[&format!("word/{part}.xml")]) {
            let name = path.rsplit('/').next().unwrap();
            if references.contains(&name) {
                assert!(defined.contains(&value), "{part}: {value} is not defined");
                used.insert(value);
            }
            let formats = [
                "w:rPr",
                "w:b",
                "w:sz",
                "w:jc",
                "w:color",
                "w:spacing",
                "w:ind",
            ];
            let is_text = !matches!(part, "styles" | "numbering");
            assert!(!is_text || !formats.contains(&name), "{part}: {path}");
        }
    }
    let unused: Vec<_> = defined.difference(&used).collect();
    assert_eq!(unused, [] as [&String; 0], "styles that nothing uses");
}

#[test]
fn the_file_says_its_title_its_language_and_what_the_logo_shows() {
    let parts = parts_of(&write(&paper(), "cy").unwrap());
    let core = &parts["docProps/core.xml"];
    assert!(core.contains("<dc:title>Minutes</dc:title>"), "{core}");
    assert!(core.contains("<dc:language>cy</dc:language>"));
    assert!(core.contains("2000-01-01T00:00:00Z"));
    assert!(parts["word/styles.xml"].contains("<w:lang w:val=\"cy\"/>"));
    let text = &parts["word/document.xml"];
    assert!(text.contains("descr=\"The unit\u{2019}s &quot;logo&quot;\""));
    // 300 by 100 pixels in 18 mm would be 54 mm wide.
    assert!(
        text.contains("<wp:extent cx=\"1944000\" cy=\"648000\"/>"),
        "{text}"
    );
    assert!(parts["word/footer1.xml"].contains("w:instr=\"NUMPAGES\""));
    assert!(parts["word/header1.xml"].contains("Draft"));
}

#[test]
fn headings_of_tables_are_repeated_and_two_tables_stay_two() {
    let parts = parts_of(&write(&paper(), "en-GB").unwrap());
    let found = elements(&parts["word/document.xml"]);
    let count = |end: &str| found.iter().filter(|(path, _)| path.ends_with(end)).count();
    assert_eq!(count("w:tblHeader"), 4, "two tables, a chart and a slip");
    assert_eq!(count("w:body/w:tbl"), 7);
    let children: Vec<&str> = found
        .iter()
        .filter_map(|(path, _)| path.strip_prefix("w:document/w:body/"))
        .filter(|name| !name.contains('/'))
        .collect();
    assert!(
        children.windows(2).all(|two| two != ["w:tbl", "w:tbl"]),
        "{children:?}"
    );
    assert!(children.ends_with(&["w:p", "w:sectPr"]), "{children:?}");
}

#[test]
fn the_same_document_is_the_same_file() {
    assert!(write(&paper(), "en-GB").unwrap() == write(&paper(), "en-GB").unwrap());
}

#[test]
fn a_damaged_logo_does_not_stop_a_paper() {
    for bytes in [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        png(0, 0),
        b"\xFF\xD8\xFF".to_vec(),
        b"\xFF\xD8\xFF\xE0\0\0".to_vec(),
    ] {
        let mut paper = paper();
        paper.look.logo = Picture::new(bytes, String::new());
        assert!(paper.look.logo.is_some());
        let parts = parts_of(&write(&paper, "en-GB").unwrap());
        assert!(parts["word/document.xml"].contains("<wp:extent cx=\"648000\" cy=\"648000\"/>"));
    }
    let jpeg = b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xC2\0\x0b\x08\0\x20\0\x40".to_vec();
    let jpeg = Picture::new(jpeg, String::new()).unwrap();
    assert_eq!(pixels(&jpeg), Some((64, 32)));
}
