//! Pages of the booklet as PDF, read by a program that is not ours: how many there are, and what may not be torn apart.

use std::{fs, path::Path, process::Command};

use super::Samples;
use crate::harness::{Outside, requires};

/// Texts of the pages, each as its lines.
fn pages(samples: &Samples, shape: &[&str], python: &Path) -> Vec<Vec<String>> {
    let path = samples.0.path().join("pages.pdf");
    let file = path.to_string_lossy().into_owned();
    let export = ["export", "northbrook-finished", "--to", "pdf", "-o", &file];
    let done = samples.run(&[&export[..], shape].concat());
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let script = "
import sys, pymupdf
for page in pymupdf.open(sys.argv[1]):
    print('\\f' + page.get_text(sort=True).replace('\\xa0', ' '))
";
    let read = Command::new(python)
        .args(["-c", script, &file])
        .output()
        .unwrap();
    assert!(
        read.status.success(),
        "{}",
        String::from_utf8_lossy(&read.stderr)
    );
    let text = String::from_utf8(read.stdout).unwrap();
    let pages = text.split('\u{c}').skip(1).map(|page| {
        let lines = page.lines().map(|l| l.trim().to_owned());
        lines.filter(|l| !l.is_empty()).collect()
    });
    pages.collect()
}

const SHAPES: [(&[&str], usize); 3] = [
    (&[], 10),
    (&["--paper", "a5"], 16),
    (&["--large-print"], 16),
];

#[test]
fn the_booklet_has_no_more_pages_than_a_reader_turns() {
    let Some(python) = requires(Outside::Python) else {
        return;
    };
    let samples = Samples::new();
    for (shape, most) in SHAPES {
        let pages = pages(&samples, shape, &python);
        assert!(pages.len() <= most, "{shape:?}: {} pages", pages.len());
        if shape.contains(&"a5") {
            assert_eq!(
                pages.len() % 4,
                0,
                "a folded booklet is made of sheets of four"
            );
        }
        let last = pages.last().unwrap();
        assert!(
            last.iter().any(|l| l.contains("01632 960 123")),
            "whom to ring is on the last page"
        );
        assert!(last.iter().any(|l| l == "Who made this booklet"));
    }
}

/// No heading is the last on its page, no page has a single entry, and a goal has its quotation beside it.
#[test]
fn nothing_is_torn_apart() {
    let Some(python) = requires(Outside::Python) else {
        return;
    };
    let samples = Samples::new();
    for (shape, _) in SHAPES {
        let pages = pages(&samples, shape, &python);
        let headings = [
            "About this booklet",
            "What you can expect from us",
            "What we will make better",
            "What patients told us",
            "What we have asked for",
            "What is not possible this time",
            "What came of our last pledge",
            "About the numbers",
            "Access to a nurse",
            "Going home and afterwards",
        ];
        for page in &pages[1..] {
            // The foot has the unit and the number.
            let body: Vec<&String> = page
                .iter()
                .filter(|l| !l.starts_with("Northbrook Breast Unit") || l.contains("is part of"))
                .collect();
            // Pages for notes fill up a folded booklet.
            if body.is_empty() || body[0] == "Room for your notes" {
                continue;
            }
            let last = body.last().unwrap().as_str();
            assert!(
                !headings.contains(&last),
                "{shape:?}: {last:?} is the last line of a page"
            );
            assert!(body.len() > 4, "{shape:?}: {body:?} is alone on a page");
        }
        let of = |text: &str| {
            pages
                .iter()
                .rposition(|p| p.iter().any(|l| l.contains(text)))
                .unwrap()
        };
        assert_eq!(
            of("Say how long the wait is"),
            of("I sat in a gown"),
            "{shape:?}"
        );
        // The contents know the pages.
        let list = pages
            .iter()
            .find(|p| p.iter().any(|l| l == "What we will make better"))
            .unwrap();
        for (nth, title) in [
            (1, "Say how long"),
            (2, "Two nurses"),
            (5, "A call in the week"),
        ] {
            let entry = list
                .iter()
                .find(|l| l.starts_with(&format!("Goal {nth}")))
                .unwrap();
            let page: usize = entry.rsplit(' ').next().unwrap().parse().unwrap();
            let found = pages.get(page - 1).unwrap();
            assert!(
                found.iter().any(|l| l.contains(title)),
                "{shape:?}: {entry}"
            );
        }
    }
}

/// A telephone number, a date or a sum does not end a line in the middle.
#[test]
fn what_is_read_as_one_stays_on_one_line() {
    let Some(python) = requires(Outside::Python) else {
        return;
    };
    let samples = Samples::new();
    let booklet = samples.finished().join("booklet.yaml");
    let text = fs::read_to_string(&booklet).unwrap();
    // Long enough that the number comes to the end of a line at any size.
    let long =
        "Letters, e-mails, telephone calls and visits from Monday to Friday, in the week, at";
    let contact: Vec<String> = (1..24)
        .map(|n| format!("  - \"{} 01632 960 124\"\n", &long[..long.len() - 3 * n]))
        .collect();
    let contact = contact.concat();
    fs::write(
        &booklet,
        text.replace("contact:\n", &format!("contact:\n{contact}")),
    )
    .unwrap();
    for (shape, _) in SHAPES {
        let pages = pages(&samples, shape, &python);
        let lines = || pages.iter().flatten();
        assert!(
            lines().filter(|l| l.contains("01632 960 124")).count() > 20,
            "{shape:?}"
        );
        for line in lines() {
            assert!(
                !line.ends_with("01632") && !line.ends_with("01632 960"),
                "{shape:?}: {line}"
            );
            assert!(
                !line.ends_with("28 February") && !line.ends_with(" 28"),
                "{shape:?}: {line}"
            );
        }
    }
}
