//! Assurance: answers to the questions of DTAC, tables of accessibility, and the bill of materials.
//!
//! Each claim about the program names the tests that show it; a test holds that these exist. The paper is for a trust to finish, and
//! claims no approval.

mod annexes;
mod claim;
mod criterion;
mod documents;
mod interoperability;
mod product;
mod protection;
mod safety;
pub mod sbom;
mod security;
mod services;
mod software;
mod usability;

use jiff::civil::Date;

pub use self::{
    claim::{Answer, Claim, Part, Section},
    criterion::{Criterion, Degree},
};
use super::{
    page::{Document, Element, PageStyle, PaperSize, Picture},
    words::{ENGLISH, assurance as w, fill},
};
use crate::domain::{booklet::Booklet, findings::Unit};

/// Sections of the form, in its order.
pub const SECTIONS: &[&Section] = &[
    &product::COMPANY,
    &product::VALUE,
    &safety::SECTION,
    &protection::SECTION,
    &security::SECTION,
    &interoperability::SECTION,
    &usability::SECTION,
];

/// Tables of criteria, each with its caption.
pub const TABLES: &[(&str, &[Criterion])] = &[
    (w::PERCEIVABLE, software::PERCEIVABLE),
    (w::OPERABLE, software::OPERABLE),
    (w::UNDERSTANDABLE, services::UNDERSTANDABLE),
    (w::SERVICES, services::SERVICES),
    (w::ADDED, documents::ADDED),
    (w::DOCUMENTS, documents::CRITERIA),
];

/// Input of the paper: a unit, and the time of making.
#[derive(Clone, Copy, Debug)]
pub struct AssuranceSource<'a> {
    /// The unit, whose name the paper has; it may be empty.
    pub unit: &'a Unit,
    /// Settings of the booklet, for its colour.
    pub booklet: &'a Booklet,
    /// Logo of the unit.
    pub logo: Option<&'a Picture>,
    /// Day of making.
    pub today: Date,
}

/// Every claim of the answers, in order.
pub fn claims() -> impl Iterator<Item = &'static Claim> {
    let answers = SECTIONS.iter().flat_map(|section| section.answers);
    answers
        .flat_map(|answer| answer.parts)
        .filter_map(|part| match part {
            Part::Shown(claim) => Some(claim),
            Part::Stated(_) | Part::Trust(_) => None,
        })
}

/// Every criterion of the tables, in order.
pub fn criteria() -> impl Iterator<Item = &'static Criterion> {
    TABLES.iter().flat_map(|(_, criteria)| *criteria)
}

impl AssuranceSource<'_> {
    /// The paper as a document.
    pub fn document(&self, paper: PaperSize, large: bool) -> Document {
        let look = PageStyle {
            colour: self.booklet.colour(),
            logo: self.logo.cloned(),
            paper,
            large,
            compact: true,
            size: Some(10),
            ..PageStyle::default()
        };
        let date = ENGLISH.say(self.today);
        let mut evidence = annexes::Evidence::default();
        let mut blocks = vec![
            Element::Text(fill(
                w::STANDING,
                &[("version", env!("CARGO_PKG_VERSION")), ("date", &date)],
            )),
            Element::Text(w::STANDING_PARTS.into()),
            Element::Small(w::STANDING_FORM.into()),
        ];
        for section in SECTIONS {
            blocks.push(Element::Heading(1, section.heading.into()));
            for answer in section.answers {
                blocks.extend(answered(answer, &mut evidence));
            }
            if section.heading == safety::SECTION.heading {
                blocks.push(annexes::clauses());
            }
        }
        blocks.extend(annexes::asked_for());
        blocks.extend(annexes::accessibility(&mut evidence));
        blocks.extend(evidence.annex());
        blocks.extend(annexes::bill());
        Document {
            title: w::TITLE.into(),
            subtitle: w::SUBTITLE.into(),
            date,
            day: Some(self.today),
            language: Some(ENGLISH.language),
            blocks,
            ..Document::blank(self.unit, look, &ENGLISH)
        }
    }
}

/// A question with its answer: sentences, each with the number of its evidence, and a form for the trust.
fn answered(answer: &Answer, evidence: &mut annexes::Evidence) -> Vec<Element> {
    let mut blocks = vec![Element::Heading(
        2,
        fill(
            w::QUESTION,
            &[("number", answer.number), ("question", answer.question)],
        ),
    )];
    let mut sentences = Vec::new();
    let mut open = Vec::new();
    for part in answer.parts {
        match part {
            Part::Shown(claim) => {
                sentences.push(evidence.marked(claim.text, claim.tests));
            }
            Part::Stated(text) => sentences.push((*text).to_owned()),
            Part::Trust(what) => open.push(((*what).to_owned(), String::new())),
        }
    }
    if sentences.len() == 1 {
        blocks.extend(sentences.into_iter().map(Element::Text));
    } else if !sentences.is_empty() {
        blocks.push(Element::List(sentences));
    }
    if !open.is_empty() {
        blocks.push(Element::SignOff {
            caption: fill(w::FOR_TRUST, &[("number", answer.number)]),
            rows: open,
        });
    }
    blocks
}
