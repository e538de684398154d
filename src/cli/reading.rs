//! `pledge check --reading`: what in the texts that patients will read could be plainer.
//!
//! Standards and goals are printed, and what is asked of others is read out to them; questions and comments are somebody
//! else's words and are left alone. All of it is a hint: no exit code comes of it.

use std::{
    fmt::{self, Write as _},
    path::Path,
};

use serde::Serialize;

use super::{clock, export::Material, files::UnitFolder};
use crate::{
    app::wording,
    domain::{
        findings::Findings,
        outcome::{Outcome, Verdict},
        reading::{self, FEWEST_WORDS, Grades, Jargon, ReadingHint},
        settings::Settings,
    },
    publish::{booklet, page::PaperSize, words::ENGLISH},
    yaml::{Read, ValuePlaces},
};

/// The most passives that a summary names; the others are counted.
const NAMED: usize = 5;

/// The place of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct TextPlace {
    /// The line in the file, from 1; `None` for a text without a line.
    pub(super) line: Option<u32>,
    /// Its key, such as `themes[2].standard`, or what else leads to it.
    pub(super) path: String,
}

/// The reading report of one file.
#[derive(Debug, Serialize)]
pub(super) struct ReadingReport {
    file: String,
    words: usize,
    sentences: usize,
    smog: Option<f64>,
    flesch_kincaid: Option<f64>,
    /// The reading age in years, the younger of the two formulas' first.
    reading_age: Option<(u32, u32)>,
    passives: Vec<Passive>,
    texts: Vec<OneText>,
}

/// A passive of a text that may be too short to say so beside it.
#[derive(Debug, Serialize)]
struct Passive {
    place: TextPlace,
    found: String,
}

/// The reading report of one text.
#[derive(Debug, Serialize)]
struct OneText {
    place: TextPlace,
    text: String,
    words: usize,
    sentences: usize,
    smog: Option<f64>,
    flesch_kincaid: Option<f64>,
    hints: Vec<Remark>,
}

/// A hint on one text.
#[derive(Debug, Serialize)]
struct Remark {
    about: &'static str,
    /// The words that it is about.
    found: String,
    /// The plainer words, if some are known.
    plain: Option<String>,
    /// The hint as a sentence.
    hint: String,
}

impl Remark {
    fn of(hint: &ReadingHint<'_>) -> Self {
        let (about, found, plain) = match hint {
            ReadingHint::Sentence { text, .. } => ("long_sentence", *text, None),
            ReadingHint::Term(found) => ("term", found.term, Some(found.plain.clone())),
            ReadingHint::Passive(passive) => ("passive", *passive, None),
            ReadingHint::Paragraph { text, .. } => ("long_paragraph", *text, None),
        };
        Self {
            about,
            found: found.to_owned(),
            plain,
            hint: wording::hint(hint),
        }
    }
}

/// Reads texts from anywhere, each with its place, as if they stood below each other in one `file`.
pub(super) fn report<'t>(
    file: &str,
    texts: impl IntoIterator<Item = (TextPlace, &'t str)>,
    jargon: &Jargon,
) -> ReadingReport {
    let mut whole = String::new();
    let (mut read, mut passives) = (Vec::new(), Vec::new());
    for (place, text) in texts {
        if text.trim().is_empty() {
            continue;
        }
        // An empty line ends a sentence, so that a title without a stop stays one.
        whole.push_str(text);
        whole.push_str("\n\n");
        let reading = reading::read(text, jargon);
        passives.extend(reading.passive.iter().map(|found| Passive {
            place: place.clone(),
            found: wording::on_a_line(found),
        }));
        read.push(OneText {
            place,
            text: text.to_owned(),
            words: reading.words,
            sentences: reading.sentences,
            smog: reading.grades.map(|g| g.smog),
            flesch_kincaid: reading.grades.map(|g| g.flesch_kincaid),
            hints: reading.hints().iter().map(Remark::of).collect(),
        });
    }
    let reading = reading::read(&whole, jargon);
    ReadingReport {
        file: file.to_owned(),
        words: reading.words,
        sentences: reading.sentences,
        smog: reading.grades.map(|g| g.smog),
        flesch_kincaid: reading.grades.map(|g| g.flesch_kincaid),
        reading_age: reading.grades.map(Grades::ages),
        // What would be too much to say of one short text may be said of all of them.
        passives: if reading.is_short() {
            Vec::new()
        } else {
            passives
        },
        texts: read,
    }
}

/// The texts of a findings file that the unit writes and patients read.
pub(super) fn of_findings(
    file: &str,
    read: &Read<Findings>,
    jargon: &Jargon,
) -> Option<ReadingReport> {
    let findings = read.value.as_ref()?;
    let mut texts = Vec::new();
    for (t, theme) in findings.themes.iter().enumerate() {
        let path = format!("themes[{t}]");
        texts.push((format!("{path}.standard"), theme.standard.as_str()));
        for (g, goal) in theme.goals.iter().enumerate() {
            texts.push((format!("{path}.goals[{g}].title"), goal.title.as_str()));
        }
    }
    Some(report(file, placed(&read.places, texts), jargon))
}

/// The texts of an outcome that are printed for patients or read out to those who are asked.
pub(super) fn of_outcome(
    file: &str,
    read: &Read<Outcome>,
    jargon: &Jargon,
) -> Option<ReadingReport> {
    let outcome = read.value.as_ref()?;
    let mut texts = Vec::new();
    for (s, standard) in outcome.standards.iter().enumerate() {
        texts.push((format!("standards[{s}].text"), standard.text.as_str()));
    }
    for (g, goal) in outcome.goals.iter().enumerate() {
        let asked = (goal.decision == Verdict::Ask).then_some(&goal.note);
        let keys = [
            ("title", Some(&goal.title)),
            ("note", asked.and_then(Option::as_ref)),
            ("first_step", goal.first_step.as_ref()),
            ("measure", goal.measure.as_ref()),
        ];
        for (key, text) in keys {
            texts.extend(text.map(|text| (format!("goals[{g}].{key}"), text.as_str())));
        }
    }
    Some(report(file, placed(&read.places, texts), jargon))
}

/// The texts of the booklet of a folder, if a meeting was held in it. A text that another report has read is left out.
pub(super) fn of_booklet(
    folder: &Path,
    settings: &Settings,
    before: &[ReadingReport],
) -> Option<ReadingReport> {
    let material = Material::of(&UnitFolder::at(folder).ok()?, settings, clock::now()).ok()?;
    let booklet = booklet::booklet(&material.source().ok()?, &ENGLISH, PaperSize::A4, false);
    let texts = booklet.texts().into_iter().map(|text| {
        let nowhere = TextPlace {
            line: None,
            path: String::new(),
        };
        (nowhere, text)
    });
    let mut report = report("the booklet", texts, &settings.jargon());
    for text in &mut report.texts {
        let read = |b: &ReadingReport| b.texts.iter().any(|t| t.text == text.text);
        if before.iter().any(read) {
            // The text itself stays, as it counts for the booklet's reading age.
            text.hints.clear();
        }
    }
    Some(report)
}

fn placed<'t>(
    places: &ValuePlaces,
    texts: Vec<(String, &'t str)>,
) -> impl Iterator<Item = (TextPlace, &'t str)> {
    texts.into_iter().map(|(path, text)| {
        let line = places.of(&path).map(|mark| mark.line);
        (TextPlace { line, path }, text)
    })
}

impl fmt::Display for ReadingReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for text in self.texts.iter().filter(|t| !t.hints.is_empty()) {
            let place = match text.place.line {
                Some(line) => format!("{}:{line}", self.file),
                None if text.place.path.is_empty() => self.file.clone(),
                None => format!("{}, {}", self.file, text.place.path),
            };
            writeln!(f, "{place}: {}", wording::on_a_line(&text.text))?;
            for said in &text.hints {
                writeln!(f, "  {}", said.hint)?;
            }
            writeln!(f)?;
        }
        writeln!(f, "{}", self.summary())
    }
}

impl ReadingReport {
    fn summary(&self) -> String {
        let grades = self.smog.zip(self.flesch_kincaid);
        let grades = grades.map(|(smog, flesch_kincaid)| Grades {
            smog,
            flesch_kincaid,
        });
        let mut said = format!("{}: {}", self.file, counted(self.texts.len(), "text"));
        let _ = match grades {
            _ if self.words == 0 => return said,
            Some(grades) => write!(
                said,
                " of {} words, {}",
                self.words,
                wording::figures(grades)
            ),
            None => write!(
                said,
                " of {}: a reading age takes {FEWEST_WORDS}",
                counted(self.words, "word")
            ),
        };
        if !self.passives.is_empty() {
            let named: Vec<String> = self
                .passives
                .iter()
                .take(NAMED)
                .map(|p| match p.place.line {
                    Some(line) => format!("\u{201c}{}\u{201d} (line {line})", p.found),
                    None if p.place.path.is_empty() => format!("\u{201c}{}\u{201d}", p.found),
                    None => format!("\u{201c}{}\u{201d} ({})", p.found, p.place.path),
                })
                .collect();
            let _ = write!(said, "; passive voice in {}", named.join(", "));
            let more = self.passives.len().saturating_sub(NAMED);
            if more > 0 {
                let _ = write!(said, " and {more} more");
            }
        }
        said
    }
}

fn counted(count: usize, word: &str) -> String {
    if count == 1 {
        format!("1 {word}")
    } else {
        format!("{count} {word}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str) -> TextPlace {
        TextPlace {
            line: None,
            path: path.to_owned(),
        }
    }

    #[test]
    fn texts_from_anywhere_are_read_together() {
        let texts = [
            (place("page 1"), "Our standards"),
            (place("page 2"), " \n "),
            (
                place("page 3"),
                "You will be told by the MDT how long you will wait, and why.",
            ),
            (
                place("page 4"),
                "We ring you. We say what was found. We say sorry. We ask what you need.",
            ),
        ];
        let report = report("the booklet", texts, &Jargon::default());
        assert_eq!((report.words, report.sentences), (32, 6));
        insta::assert_snapshot!(report, @r#"
        the booklet, page 3: You will be told by the MDT how long you will wait, and why.
          “MDT”: say “the hospital team”

        the booklet: 3 texts of 32 words, SMOG 5.5, Flesch-Kincaid -0.2: reading age 5 to 10; passive voice in “be told” (page 3), “was found” (page 4)
        "#);
    }

    #[test]
    fn too_little_has_no_age() {
        let report = report("a file", [(place("x"), "Wait")], &Jargon::default());
        assert_eq!(
            report.to_string(),
            "a file: 1 text of 1 word: a reading age takes 30\n"
        );
        let none = super::report("a file", [], &Jargon::default());
        assert_eq!(none.to_string(), "a file: 0 texts\n");
    }
}
