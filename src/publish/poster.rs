//! The poster for a waiting room: you said, we did or will, we could not, because.
//!
//! It is one sheet, read from two metres. What does not fit is left out and counted, and never printed on a second sheet.

mod fit;
mod html;
mod selection;

use jiff::civil::Date;

pub use self::fit::Fit;
use super::{
    PaperSource,
    page::Picture,
    public,
    square::{QrCode, SquareGoal},
    words::{PaperWords, fill},
};
use crate::{
    domain::{
        booklet::Colour,
        outcome::{Outcome, Verdict},
    },
    text::{sanitise, tie},
};

/// A sheet for the wall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PosterSheet {
    /// 210 x 297 mm.
    #[default]
    A4,
    /// 297 x 420 mm.
    A3,
}

impl PosterSheet {
    /// CSS name.
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::A3 => "A3",
        }
    }

    /// Width and height in points.
    pub fn points(self) -> (f64, f64) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::A3 => (841.89, 1190.55),
        }
    }

    /// Smallest and largest size of the text, in points. Two metres ask for 18 point on A4, and 24 where a larger sheet hangs higher.
    pub fn sizes(self) -> (f64, f64) {
        match self {
            Self::A4 => (18.0, 30.0),
            Self::A3 => (24.0, 42.0),
        }
    }

    /// Factor of lengths that grow with the sheet.
    fn scale(self) -> f64 {
        match self {
            Self::A4 => 1.0,
            Self::A3 => std::f64::consts::SQRT_2,
        }
    }
}

/// A line of a table: what patients said and what comes of it, or what cannot be done and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PosterRow {
    /// Left cell.
    pub left: String,
    /// Right cell.
    pub right: String,
    /// Day, below the right cell; may be empty.
    pub day: String,
}

/// A table of the poster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PosterPart {
    /// Headings of the two columns.
    pub heads: [String; 2],
    /// Rows, from top to bottom.
    pub rows: Vec<PosterRow>,
    /// The rows are about what cannot be done.
    pub against: bool,
}

/// QR code of the poster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PosterSquare {
    /// The modules.
    pub code: QrCode,
    /// Sentence beside it; empty if another one says the same.
    pub caption: String,
    /// Alternative text.
    pub alt: String,
}

/// A poster.
#[derive(Clone, Debug)]
pub struct Poster {
    /// Size of the sheet.
    pub sheet: PosterSheet,
    /// Title.
    pub title: String,
    /// Subtitle.
    pub subtitle: String,
    /// Name of the unit.
    pub unit: String,
    /// Name of the organisation; may be empty.
    pub organisation: String,
    /// Date of the meeting, for the metadata of the file.
    pub day: Option<Date>,
    /// Text for a draft.
    pub draft: Option<String>,
    /// Colour of the unit.
    pub colour: Colour,
    /// Logo.
    pub logo: Option<Picture>,
    /// Tables, from top to bottom.
    pub parts: Vec<PosterPart>,
    /// Heading over the contact; empty without one.
    pub better: String,
    /// Line with a contact; may be empty.
    pub contact: String,
    /// Sentences on days.
    pub days: String,
    /// Sentence on what is left out; empty if nothing is.
    pub more: String,
    /// Web address of the booklet, without its scheme; may be empty.
    pub address: String,
    /// QR code.
    pub square: Option<PosterSquare>,
    /// Sizes of letters, so that everything is on the sheet.
    pub fit: Fit,
}

/// Largest number of modules of the QR code: more are too fine for paper on a wall.
const MODULES: usize = 69;

/// Builds the poster; `None` if nothing was decided that patients can be told.
pub fn poster(source: &PaperSource<'_>, words: &PaperWords, sheet: PosterSheet) -> Option<Poster> {
    let outcome = public::redacted(source, words);
    let source = &PaperSource {
        outcome: &outcome,
        ..*source
    };
    let told = selection::told(source, words);
    if told.is_empty() {
        return None;
    }
    let w = &words.poster;
    let wishes = source.wishes;
    let contact = wishes.contact.first().map(|c| clean(c));
    let base = Poster {
        sheet,
        title: if told.did.is_empty() {
            w.title_will
        } else {
            w.title_did
        }
        .to_owned(),
        subtitle: w.subtitle.to_owned(),
        unit: clean(&outcome.unit.name),
        organisation: clean(&outcome.unit.organisation),
        day: outcome.meeting.date,
        draft: source.draft.then(|| words.draft.to_owned()),
        colour: wishes.colour(),
        logo: source.logo.map(|logo| {
            let mut logo = logo.clone();
            logo.alt = clean(&logo.alt);
            logo
        }),
        parts: Vec::new(),
        better: contact
            .as_ref()
            .map_or_else(String::new, |_| w.better.to_owned()),
        contact: contact.unwrap_or_default(),
        days: days(&outcome, words),
        more: String::new(),
        address: wishes
            .address
            .as_deref()
            .map_or_else(String::new, bare_address),
        square: square(source, words),
        fit: Fit::default(),
    };
    Some(told.fitted(&base, words))
}

/// A text without characters that act on a screen or on a page.
fn clean(text: &str) -> String {
    let cleaned = sanitise::clean(text);
    tie::tied(&cleaned.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The day of the meeting or of the last review, and that of the next.
fn days(outcome: &Outcome, words: &PaperWords) -> String {
    let w = &words.poster;
    let goals = || outcome.goals.iter().flat_map(|g| &g.reviews);
    let reviewed = goals().filter_map(|r| r.status.and(r.on)).max();
    let next = goals()
        .filter(|r| r.status.is_none())
        .filter_map(|r| r.due)
        .filter(|due| reviewed.is_none_or(|on| *due > on))
        .min();
    let last = match (reviewed, outcome.meeting.date) {
        (Some(on), _) => Some(fill(w.checked, &[("date", &words.say(on))])),
        (None, Some(on)) => Some(fill(w.agreed, &[("date", &words.say(on))])),
        (None, None) => None,
    };
    let next = next.map(|on| fill(w.next, &[("date", &words.say(on))]));
    let days: Vec<String> = last.into_iter().chain(next).collect();
    days.join(" ")
}

/// A web address as people type it.
fn bare_address(address: &str) -> String {
    let bare = address
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    clean(bare.trim_end_matches('/'))
}

/// The address of the booklet, else the pledge in words, as a QR code.
fn square(source: &PaperSource<'_>, words: &PaperWords) -> Option<PosterSquare> {
    let w = &words.poster;
    if let Some(address) = &source.wishes.address {
        return Some(PosterSquare {
            code: QrCode::fitting(address, MODULES)?,
            caption: fill(w.square_address, &[("address", &bare_address(address))]),
            alt: fill(w.square_alt, &[("text", &clean(address))]),
        });
    }
    let outcome = source.outcome;
    let goals = public::decided(outcome, Verdict::Agreed);
    let goals: Vec<SquareGoal> = goals
        .map(|goal| public::square_goal(outcome, goal, source.wishes, words))
        .collect();
    // Without owners where they do not fit: what and when is what people take home.
    let bare: Vec<SquareGoal> = goals.iter().cloned().map(SquareGoal::bare).collect();
    let long = |day| words.say(day);
    let texts = [&goals, &bare].map(|goals| {
        let square = words.square(&long, &long);
        square.all(&outcome.unit.name, outcome.meeting.date, goals)
    });
    let texts = texts.into_iter().flatten();
    let mut texts = texts.filter(|_| !goals.is_empty());
    texts.find_map(|text| {
        Some(PosterSquare {
            code: QrCode::fitting(&text, MODULES)?,
            caption: w.square_words.to_owned(),
            alt: fill(w.square_alt, &[("text", &clean(&text))]),
        })
    })
}

/// Renders a poster as HTML. `language` is a BCP 47 tag.
pub fn html(poster: &Poster, language: &str) -> String {
    html::write(poster, language)
}
