//! Data-protection impact assessment of a unit folder: filled in from its files, and left open where a trust decides.
//!
//! It follows the steps of the Information Commissioner's Office's template. It holds counts only: no words of patients, and no names
//! of people.

mod annex;
mod basis;
mod figures;
mod files;
mod processing;
mod risks;

use jiff::civil::Date;

use self::figures::Figures;
use super::{
    page::{Document, Element, PageStyle, PaperSize, Picture},
    words::{ENGLISH, dpia as w, fill},
};
use crate::domain::{
    agenda::{Agenda, VoteSettings},
    booklet::Booklet,
    codebook::Codebook,
    findings::{Comment, Findings, Unit},
    outcome::Outcome,
};

/// State of the meeting of a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MeetingState {
    /// No meeting was begun.
    #[default]
    NotHeld,
    /// It was begun and not saved.
    Open,
    /// It was held and saved.
    Saved,
}

/// Files of a unit folder, and what this computer keeps of the unit elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// Paths of the files, relative to the folder, with `/` between the parts.
    pub files: Vec<String>,
    /// Number of ballot boxes in the local data folder.
    pub ballots: usize,
    /// Number of keys of code cards in the local data folder.
    pub code_keys: usize,
    /// Number of copies that rehearsals left in the temporary folder.
    pub rehearsals: usize,
}

impl Inventory {
    /// True if the folder has a file of that name.
    fn has(&self, name: &str) -> bool {
        self.files.iter().any(|f| f == name)
    }
}

/// Input of the assessment. Each file may be missing.
#[derive(Clone, Copy, Debug)]
pub struct DpiaSource<'a> {
    /// Findings that the meeting uses.
    pub findings: Option<&'a Findings>,
    /// Comments that are in no theme.
    pub unsorted: &'a [Comment],
    /// Codebook.
    pub codebook: Option<&'a Codebook>,
    /// Agenda, as the file has it.
    pub agenda: Option<&'a Agenda>,
    /// Vote settings in force: those of the agenda, else the usual ones.
    pub vote: &'a VoteSettings,
    /// Outcome.
    pub outcome: Option<&'a Outcome>,
    /// Settings of the booklet; the usual ones without a file.
    pub booklet: &'a Booklet,
    /// Logo of the unit.
    pub logo: Option<&'a Picture>,
    /// State of the meeting.
    pub state: MeetingState,
    /// Files of the folder.
    pub inventory: &'a Inventory,
    /// BCP 47 tag of the language of the papers for patients.
    pub language: &'a str,
    /// Day of the assessment.
    pub today: Date,
}

impl DpiaSource<'_> {
    /// The unit: of the outcome, else of the findings, else of the codebook.
    fn unit(&self) -> Unit {
        let units = [
            self.outcome.map(|o| &o.unit),
            self.findings.map(|f| &f.unit),
            self.codebook.map(|c| &c.unit),
        ];
        let named = units.into_iter().flatten().find(|u| !u.name.is_empty());
        named.cloned().unwrap_or_default()
    }

    /// The assessment as a document.
    pub fn document(&self, paper: PaperSize, large: bool) -> Document {
        let unit = self.unit();
        let look = PageStyle {
            colour: self.booklet.colour(),
            logo: self.logo.cloned(),
            paper,
            large,
            compact: true,
            size: Some(10),
            ..PageStyle::default()
        };
        let figures = Figures::of(self);
        let mut blocks = self.standing();
        blocks.extend(self.need(&unit, &figures));
        blocks.extend(processing::step(self, &figures));
        blocks.extend(consultation(self, &figures));
        blocks.extend(basis::step(self, &figures));
        blocks.extend(risks::steps(self, &figures));
        blocks.extend(sign_off());
        blocks.extend(annex::files(self));
        blocks.extend(annex::settings(self, &unit, &figures));
        Document {
            title: w::TITLE.into(),
            subtitle: w::SUBTITLE.into(),
            date: ENGLISH.say(self.today),
            day: Some(self.today),
            language: Some(ENGLISH.language),
            blocks,
            ..Document::blank(&unit, look, &ENGLISH)
        }
    }

    fn standing(&self) -> Vec<Element> {
        let date = ENGLISH.say(self.today);
        let controller = self.unit().organisation;
        let mut rows = rows(&w::CONTROLLER_ROWS);
        // The organisation runs the unit, so it is the likely controller; the trust corrects it by hand where it is not.
        if let Some(first) = rows.first_mut() {
            first.1 = controller;
        }
        vec![
            Element::Text(fill(w::STANDING, &[("date", &date)])),
            Element::Text(w::STANDING_TRUST.into()),
            Element::Text(w::STANDING_LEFT_OUT.into()),
            Element::Small(fill(
                w::STANDING_VERSION,
                &[("version", env!("CARGO_PKG_VERSION"))],
            )),
            Element::Heading(1, w::CONTROLLER.into()),
            form_of(w::CONTROLLER_FORM, rows),
        ]
    }

    fn need(&self, unit: &Unit, figures: &Figures) -> Vec<Element> {
        let or = |name: &str, open: &str| {
            if name.is_empty() {
                open.to_owned()
            } else {
                name.to_owned()
            }
        };
        let aim = fill(
            w::NEED_AIM,
            &[
                ("unit", &or(&unit.name, w::UNIT_OPEN)),
                (
                    "organisation",
                    &or(&unit.organisation, w::ORGANISATION_OPEN),
                ),
            ],
        );
        vec![
            Element::Heading(1, w::STEP_1.into()),
            Element::Text(aim),
            Element::Text(w::NEED_WHY.into()),
            table(
                w::SCREENING,
                &w::SCREENING_HEAD,
                &[],
                self.screening(figures),
            ),
            form(w::NEED_FORM, &w::NEED_ROWS),
        ]
    }

    /// Rows of the screening table.
    fn screening(&self, figures: &Figures) -> Vec<Vec<String>> {
        let mut rows: Vec<Vec<String>> = w::SCREENING_FIXED.iter().map(|r| cells(r)).collect();
        let [scale, unknown, known] = w::SCREENING_SCALE;
        rows.push(if figures.answered == 0 {
            cells(&[scale, w::OPEN, unknown])
        } else {
            let here = fill(
                known,
                &[
                    ("people", &figures.people_asked()),
                    ("comments", &figures.comments_said()),
                ],
            );
            cells(&[scale, w::NO, &here])
        });
        let [matched, none, one, several] = w::SCREENING_MATCHED;
        rows.push(match self.codebook.map(|c| c.exports.len()) {
            None => cells(&[matched, w::OPEN, none]),
            Some(0 | 1) => cells(&[matched, w::NO, one]),
            Some(n) => cells(&[
                matched,
                w::NO,
                &fill(several, &[("exports", &figures::exports(n))]),
            ]),
        });
        let [vulnerable, here] = w::SCREENING_VULNERABLE;
        let strands = figures.strands();
        let strands = or_none(&strands, w::STRANDS_NONE);
        rows.push(cells(&[
            vulnerable,
            w::YES,
            &fill(here, &[("strands", strands)]),
        ]));
        let [barrier, here] = w::SCREENING_BARRIER;
        rows.push(cells(&[barrier, w::OPEN, here]));
        rows
    }
}

fn consultation(source: &DpiaSource<'_>, figures: &Figures) -> Vec<Element> {
    let met = match source.agenda {
        Some(agenda) if !agenda.people.is_empty() => fill(
            w::CONSULTED,
            &[
                ("patients", &figures.patients_said()),
                ("team", &figures.team_said()),
            ],
        ),
        _ => w::CONSULTED_NONE.to_owned(),
    };
    vec![
        Element::Heading(1, w::STEP_3.into()),
        Element::Text(met),
        Element::Text(w::CONSULTED_PROCESSORS.into()),
        form(w::CONSULTED_FORM, &w::CONSULTED_ROWS),
    ]
}

fn sign_off() -> Vec<Element> {
    vec![
        Element::Heading(1, w::STEP_7.into()),
        Element::Text(w::SIGN_TEXT.into()),
        form(w::SIGN_FORM, &w::SIGN_ROWS),
    ]
}

/// A text, or another one in the place of an empty one.
fn or_none<'t>(text: &'t str, none: &'t str) -> &'t str {
    if text.is_empty() { none } else { text }
}

/// Cells of a row.
fn cells(row: &[&str]) -> Vec<String> {
    row.iter().map(|&cell| cell.to_owned()).collect()
}

/// A table; `numbers` are the columns of numbers, counted from 0.
fn table(caption: &str, head: &[&str], numbers: &[usize], rows: Vec<Vec<String>>) -> Element {
    let head = head.iter().enumerate();
    Element::Table {
        caption: caption.to_owned(),
        head: head
            .map(|(n, name)| ((*name).to_owned(), numbers.contains(&n)))
            .collect(),
        rows,
    }
}

/// Empty rows of a form.
fn rows(labels: &[&str]) -> Vec<(String, String)> {
    labels
        .iter()
        .map(|&label| (label.to_owned(), String::new()))
        .collect()
}

/// A form for the trust.
fn form(what: &str, labels: &[&str]) -> Element {
    form_of(what, rows(labels))
}

fn form_of(what: &str, rows: Vec<(String, String)>) -> Element {
    Element::SignOff {
        caption: fill(w::FOR_TRUST, &[("what", what)]),
        rows,
    }
}

/// Pairs of names and values, in the order of the names.
fn facts<const N: usize>(names: [&str; N], values: [String; N]) -> Element {
    let pairs = names.into_iter().map(str::to_owned).zip(values);
    Element::Facts(pairs.collect())
}
