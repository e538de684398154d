//! Gaps of a booklet: content that it should have and nobody has given.
//!
//! They are reported to the author and never filled with invented sentences.

use crate::{
    domain::{booklet::BookletSection, outcome::Verdict},
    publish::{PaperSource, evidence},
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
    /// No time in which people who write get an answer.
    Reply,
    /// A quotation for the cover that is not released.
    Epigraph,
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
            Self::Reply => {
                "nobody has said by when patients who write hear back: add `reply_within:`, such as `10 working days`, to booklet.yaml"
            }
            Self::Epigraph => {
                "the comment that `epigraph:` in booklet.yaml names is not released, so the cover is without it: release it, or name another one"
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
    let epigraph = wishes.epigraph.as_deref();
    let epigraph = epigraph.and_then(|id| source.findings?.comment(id));
    let has_epigraph = epigraph.is_some_and(|(_, comment)| evidence::is_released(comment));
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
        (
            // Without a contact there is nobody yet who could answer.
            !no_contact && wishes.reply_within.is_none(),
            BookletGap::Reply,
        ),
        (
            wishes.epigraph.is_some() && !has_epigraph,
            BookletGap::Epigraph,
        ),
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
