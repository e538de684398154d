//! Annexes: documents that are asked for, accessibility, evidence, and the bill of materials.

use super::{TABLES, safety, sbom, usability};
use crate::publish::{
    page::Element,
    words::{assurance as w, fill},
};

/// Number of digits of a checksum that are printed.
const DIGITS: usize = 16;

/// Claims in the order in which they stand in the paper, numbered from 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence(Vec<(String, &'static [&'static str])>);

impl Evidence {
    /// A sentence with the number of its evidence behind it.
    pub(super) fn marked(&mut self, text: &str, tests: &'static [&'static str]) -> String {
        self.0.push((text.to_owned(), tests));
        fill(
            w::MARKED,
            &[("text", text), ("n", &self.0.len().to_string())],
        )
    }

    /// The annex: each claim with its tests.
    pub(super) fn annex(self) -> Vec<Element> {
        let numbered = self.0.into_iter().zip(1_usize..);
        let rows = numbered.map(|((text, tests), n)| {
            // Between the names a blank, so that a line breaks there.
            vec![n.to_string(), text, tests.join(", ")]
        });
        vec![
            Element::Heading(1, w::EVIDENCE.into()),
            Element::Text(w::EVIDENCE_TEXT.into()),
            table(w::EVIDENCE_TABLE, &w::EVIDENCE_HEAD, rows.collect()),
        ]
    }
}

fn table(caption: &str, head: &[&str], rows: Vec<Vec<String>>) -> Element {
    Element::Table {
        caption: caption.to_owned(),
        head: head
            .iter()
            .map(|name| ((*name).to_owned(), false))
            .collect(),
        rows,
    }
}

/// DCB0129, clause by clause.
pub(super) fn clauses() -> Element {
    let rows = safety::CLAUSES
        .iter()
        .map(|c| [c.name, c.there, c.missing].map(str::to_owned).to_vec());
    table(w::CLAUSES, &w::CLAUSES_HEAD, rows.collect())
}

/// Documents that the form of today asks for.
pub(super) fn asked_for() -> Vec<Element> {
    let rows = usability::DOCUMENTS
        .iter()
        .map(|row| row.map(str::to_owned).to_vec());
    vec![
        Element::Heading(1, w::ASKED_FOR.into()),
        table(w::ASKED_FOR_TABLE, &w::ASKED_FOR_HEAD, rows.collect()),
    ]
}

/// Tables of criteria: the program, then the papers.
pub(super) fn accessibility(evidence: &mut Evidence) -> Vec<Element> {
    let mut blocks = vec![
        Element::Heading(1, w::SOFTWARE.into()),
        Element::Text(w::SOFTWARE_TEXT.into()),
        Element::List(w::DEGREES.map(str::to_owned).to_vec()),
        Element::Text(w::FAILS.into()),
    ];
    for (caption, criteria) in TABLES {
        let is_documents = *caption == w::DOCUMENTS;
        if is_documents {
            blocks.push(Element::Heading(1, w::PAPERS.into()));
            blocks.push(Element::Text(w::PAPERS_TEXT.into()));
        }
        let rows = criteria.iter().map(|c| {
            let remark = if c.tests.is_empty() {
                c.remark.to_owned()
            } else {
                // The evidence names the clause, since a remark alone would not say what it is about.
                let said = fill(w::CRITERION, &[("clause", c.clause), ("remark", c.remark)]);
                let marked = evidence.marked(&said, c.tests);
                let number = marked.rsplit(" [").next().unwrap_or_default();
                format!("{} [{number}", c.remark)
            };
            vec![
                c.clause.to_owned(),
                c.first.word().to_owned(),
                c.second.word().to_owned(),
                remark,
            ]
        });
        let head = if is_documents {
            w::PAPERS_HEAD
        } else {
            w::SOFTWARE_HEAD
        };
        blocks.push(table(caption, &head, rows.collect()));
    }
    blocks.push(Element::SignOff {
        caption: w::TRIED.into(),
        rows: w::TRIED_ROWS
            .map(|row| (row.to_owned(), String::new()))
            .to_vec(),
    });
    blocks
}

/// The bill of materials as a table.
pub(super) fn bill() -> Vec<Element> {
    let packages = sbom::packages();
    let n = packages.len().to_string();
    let rows = packages.into_iter().map(|p| {
        let digits: String = p.checksum.chars().take(DIGITS).collect();
        let licence = if p.licence.is_empty() {
            w::LICENCE_OPEN
        } else {
            p.licence
        };
        vec![
            p.name.to_owned(),
            p.version.to_owned(),
            licence.to_owned(),
            digits,
        ]
    });
    vec![
        Element::Heading(1, w::BILL.into()),
        Element::Text(fill(w::BILL_TEXT, &[("n", &n)])),
        table(w::BILL_TABLE, &w::BILL_HEAD, rows.collect()),
        Element::Small(w::BILL_FILES.into()),
    ]
}
