//! Parts of the booklet before there is an outcome: its cover, and single sections with their own words.
//!
//! The preparation shows them while the settings are typed, so that nobody has to make the booklet to see what it will say.

use super::{BookletBuilder, booklet};
use crate::{
    domain::{
        agenda::Agenda,
        booklet::{Booklet, BookletSection},
        findings::{Findings, Unit},
        outcome::{HeldMeeting, Outcome},
    },
    publish::{
        PaperSource,
        page::{self, Document, Element, PaperSize},
        words::PaperWords,
    },
};

/// Input of a preview: everything that is known before the meeting.
#[derive(Clone, Copy, Debug)]
pub struct BookletPreview<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// The findings.
    pub findings: &'a Findings,
    /// The agenda, for the day of the meeting.
    pub agenda: &'a Agenda,
    /// The settings of the booklet.
    pub wishes: &'a Booklet,
}

impl BookletPreview<'_> {
    fn outcome(&self) -> Outcome {
        Outcome {
            unit: self.unit.clone(),
            meeting: HeldMeeting {
                title: self.agenda.meeting.title.clone(),
                date: self.agenda.meeting.date,
                ..HeldMeeting::default()
            },
            ..Outcome::default()
        }
    }

    fn source<'s>(&'s self, outcome: &'s Outcome) -> PaperSource<'s> {
        PaperSource {
            outcome,
            findings: Some(self.findings),
            previous: None,
            wishes: self.wishes,
            logo: None,
            picture: None,
            currency: "",
            draft: false,
        }
    }

    /// The booklet as it would be without anything agreed: its cover is that of the finished one.
    pub fn document(&self, words: &PaperWords) -> Document {
        let outcome = self.outcome();
        booklet(&self.source(&outcome), words, PaperSize::A4, false)
    }

    /// A section: its heading, its words, and as much of its content as is known. Empty where it is not printed.
    pub fn section(&self, section: BookletSection, words: &PaperWords) -> Vec<Element> {
        let wanted = self.wishes.section(section);
        if !wanted.show {
            return Vec::new();
        }
        let outcome = self.outcome();
        let source = self.source(&outcome);
        let maker = BookletBuilder {
            source: &source,
            words,
        };
        let mut elements = maker.section(section);
        elements.retain(|e| *e != Element::NewPage);
        if !elements.is_empty() {
            return elements;
        }
        // Without content the booklet leaves the section out; its words are shown all the same, since the meeting will fill it.
        let (heading, text) = standard_words(section, words);
        let heading = wanted.heading.unwrap_or_else(|| heading.to_owned());
        let text = wanted.text.as_deref().unwrap_or(text);
        let mut elements = vec![Element::Heading(1, heading)];
        elements.extend(page::paragraphs(text));
        elements
    }
}

/// Heading and introduction that a section has without settings; the introduction may be empty.
pub fn standard_words(section: BookletSection, w: &PaperWords) -> (&str, &str) {
    match section {
        BookletSection::About => (w.about, ""),
        BookletSection::Standards => (w.standards, w.standards_text),
        BookletSection::Goals => (w.goals, w.goals_text),
        BookletSection::Voices => (w.voices, w.voices_text),
        BookletSection::Asked => (w.asked, w.asked_text),
        BookletSection::NotThisTime => (w.not_this_time, w.not_this_time_text),
        BookletSection::Undecided => (w.undecided, w.undecided_text),
        BookletSection::Before => (w.before, w.before_text),
        BookletSection::Better => (w.better, w.better_text),
        BookletSection::Imprint => (w.imprint, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::booklet::SectionSettings, publish::words::ENGLISH};

    fn elements(wishes: &Booklet, section: BookletSection) -> Vec<Element> {
        let (unit, findings, agenda) = (
            Unit::default(),
            Findings::default(),
            Agenda::from_findings(&Findings::default()),
        );
        let preview = BookletPreview {
            unit: &unit,
            findings: &findings,
            agenda: &agenda,
            wishes,
        };
        preview.section(section, &ENGLISH)
    }

    #[test]
    fn a_section_without_settings_has_the_words_of_the_booklet() {
        for (word, section) in BookletSection::WORDS {
            let (heading, text) = standard_words(*section, &ENGLISH);
            let shown = elements(&Booklet::default(), *section);
            assert_eq!(
                shown.first(),
                Some(&Element::Heading(1, heading.to_owned())),
                "{word}"
            );
            let mut wanted = page::paragraphs(text);
            assert!(wanted.all(|p| shown.contains(&p)), "{word}: {shown:?}");
        }
    }

    #[test]
    fn a_hidden_section_is_empty_and_own_words_take_the_place_of_the_standard_ones() {
        let mut wishes = Booklet::default();
        let own = SectionSettings {
            heading: Some("Talk to us".to_owned()),
            text: Some("Ring us.\n\nOr write.".to_owned()),
            ..SectionSettings::default()
        };
        wishes.sections.insert(BookletSection::Better, own.clone());
        wishes.contact = vec!["01632 960 123".to_owned()];
        let text = |t: &str| Element::Text(t.to_owned());
        assert_eq!(
            elements(&wishes, BookletSection::Better).get(..4),
            Some(
                &[
                    Element::Heading(1, "Talk to us".to_owned()),
                    text("Ring us."),
                    text("Or write."),
                    Element::List(vec!["01632 960 123".to_owned()]),
                ][..]
            )
        );
        let hidden = SectionSettings { show: false, ..own };
        wishes.sections.insert(BookletSection::Better, hidden);
        assert!(elements(&wishes, BookletSection::Better).is_empty());
    }
}
