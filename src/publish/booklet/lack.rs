//! Gaps of a booklet: content that it should have and nobody has given.
//!
//! They are reported to the author and never filled with invented sentences.

use crate::{
    domain::{booklet::BookletSection, outcome::Verdict},
    publish::PaperSource,
};

/// A gap of a booklet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookletGap {
    /// No agreed standard.
    Standards,
    /// No agreed goal.
    Goals,
    /// No contact for complaints and suggestions.
    Contact,
    /// No funder.
    PaidBy,
    /// No date of a check.
    Checked,
    /// Names are asked for, and nobody has given consent.
    Consent,
}

impl BookletGap {
    /// Advice.
    pub fn help(self) -> &'static str {
        match self {
            Self::Standards => {
                "no standard was agreed, so the booklet has none: agree them in the meeting"
            }
            Self::Goals => "no goal was agreed, so the booklet has none",
            Self::Contact => {
                "nobody has said where patients can tell what could be better: add `contact:` to booklet.yaml"
            }
            Self::PaidBy => {
                "nobody has said who paid for the booklet: add `paid_by:` to booklet.yaml"
            }
            Self::Checked => {
                "nobody has said when the booklet was read through: add `checked:` with the day to booklet.yaml"
            }
            Self::Consent => {
                "booklet.yaml asks for names, and nobody in it has `consent: true`: roles are printed"
            }
        }
    }
}

/// Lists the gaps of a booklet.
pub fn lacks(source: &PaperSource<'_>) -> Vec<BookletGap> {
    let wishes = source.wishes;
    let no_contact =
        wishes.contact.is_empty() && wishes.section(BookletSection::Better).text.is_none();
    let checks = [
        (
            !source.outcome.standards.iter().any(|s| s.agreed),
            BookletGap::Standards,
        ),
        (
            super::decided(source, Verdict::Agreed).next().is_none(),
            BookletGap::Goals,
        ),
        (no_contact, BookletGap::Contact),
        (wishes.paid_by.is_none(), BookletGap::PaidBy),
        (wishes.checked.is_none(), BookletGap::Checked),
        (
            wishes.names && !source.outcome.people.iter().any(|p| p.consent),
            BookletGap::Consent,
        ),
    ];
    checks
        .into_iter()
        .filter(|(lacks, _)| *lacks)
        .map(|(_, lack)| lack)
        .collect()
}
