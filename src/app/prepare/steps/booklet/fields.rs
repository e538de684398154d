//! The fields of the booklet: label, question, value as text, and the reading of what is typed.

use jiff::civil::Date;

use super::preview::BookletPart;
use crate::domain::{
    booklet::{Booklet, BookletSection, Colour},
    dates,
    refusal::{Refusal, refuse},
};

/// A field of the booklet's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookletField {
    Contact,
    PaidBy,
    MadeBy,
    Checked,
    NextCheck,
    Names,
    Title,
    Subtitle,
    Colour,
    Logo,
    LogoAlt,
}

/// Colours by name, each dark enough for words on white paper.
// The identity colours of the NHS, since most units have to use them.
pub(super) const COLOURS: &[(&str, Colour)] = &[
    ("blue", Colour::PLAIN),
    ("NHS blue", Colour(0x00, 0x5E, 0xB8)),
    ("NHS dark blue", Colour(0x00, 0x30, 0x87)),
    ("NHS dark green", Colour(0x00, 0x67, 0x47)),
    ("NHS purple", Colour(0x33, 0x00, 0x72)),
    ("NHS dark pink", Colour(0x7C, 0x28, 0x55)),
    ("NHS dark red", Colour(0x8A, 0x15, 0x38)),
    ("black", Colour(0x23, 0x1F, 0x20)),
];

/// The name of a colour with its code, or the code alone.
pub(super) fn colour_name(colour: Colour) -> String {
    let named = COLOURS.iter().find(|(_, c)| *c == colour);
    match named {
        Some((name, _)) => format!("{name}, {}", colour.hex()),
        None => colour.hex(),
    }
}

impl BookletField {
    /// All fields, in the order of the form: first what patients need, then the look.
    pub(super) const ALL: &'static [Self] = &[
        Self::Contact,
        Self::PaidBy,
        Self::MadeBy,
        Self::Checked,
        Self::NextCheck,
        Self::Names,
        Self::Title,
        Self::Subtitle,
        Self::Colour,
        Self::Logo,
        Self::LogoAlt,
    ];

    /// The heading that it stands under.
    pub(super) fn group(self) -> &'static str {
        match self {
            Self::Contact => "How patients reach you",
            Self::PaidBy | Self::MadeBy | Self::Checked | Self::NextCheck | Self::Names => {
                "Who made it"
            }
            Self::Title | Self::Subtitle | Self::Colour | Self::Logo | Self::LogoAlt => {
                "How it looks"
            }
        }
    }

    /// The part of the booklet that it is on.
    pub(super) fn part(self) -> BookletPart {
        match self {
            Self::Contact => BookletPart::Section(BookletSection::Better),
            Self::PaidBy | Self::MadeBy | Self::Checked | Self::NextCheck | Self::Names => {
                BookletPart::Section(BookletSection::Imprint)
            }
            Self::Title | Self::Subtitle | Self::Colour | Self::Logo | Self::LogoAlt => {
                BookletPart::Cover
            }
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::PaidBy => "paid by",
            Self::MadeBy => "made by",
            Self::Checked => "read through",
            Self::NextCheck => "next time",
            Self::Names => "names",
            Self::Title => "title",
            Self::Subtitle => "subtitle",
            Self::Colour => "colour",
            Self::Logo => "logo",
            Self::LogoAlt => "logo in words",
        }
    }

    pub(super) fn question(self) -> &'static str {
        match self {
            Self::Contact => {
                "How can patients say what could be better? A line each, such as Nurses: 01632 960 123"
            }
            Self::PaidBy => "Who pays for the booklet? Such as Northbrook Hospitals Charity",
            Self::MadeBy => "Who made it? Empty is the unit",
            Self::Checked => "On which day did somebody read it through? Such as today",
            Self::NextCheck => {
                "When will somebody read it through again? Empty is the first review of the goals"
            }
            Self::Names => "Print the names of those who agreed?",
            Self::Title => "The title; empty is the one that every booklet has",
            Self::Subtitle => "The line below the title; empty is the one that every booklet has",
            Self::Colour => "Which colour? # and six digits or letters A to F, such as #00468C",
            Self::Logo => "Which picture is the logo?",
            Self::LogoAlt => {
                "The logo in words, for people who do not see it; empty is the hospital\u{2019}s name"
            }
        }
    }

    /// The words in the place of a value that is not set; `None` where it is missing.
    pub(super) fn otherwise(self) -> Option<&'static str> {
        match self {
            Self::Contact | Self::PaidBy => None,
            Self::MadeBy => Some("the unit"),
            Self::Checked => Some("not yet"),
            Self::NextCheck => Some("with the first review of the goals"),
            Self::Names => Some("roles only"),
            Self::Title | Self::Subtitle | Self::Colour => Some("as in every booklet"),
            Self::Logo => Some("none"),
            Self::LogoAlt => Some("the hospital\u{2019}s name"),
        }
    }

    /// True if it takes several lines.
    pub(super) fn has_lines(self) -> bool {
        self == Self::Contact
    }

    /// True if it names a picture of the folder.
    pub(super) fn is_picture(self) -> bool {
        self == Self::Logo
    }

    /// The value as text, as it would be typed; empty where it is not set.
    pub(super) fn text(self, booklet: &Booklet) -> String {
        let of = |text: &Option<String>| text.clone().unwrap_or_default();
        let day = |day: Option<Date>| day.map_or_else(String::new, dates::say);
        match self {
            Self::Contact => booklet.contact.join("\n"),
            Self::PaidBy => of(&booklet.paid_by),
            Self::MadeBy => of(&booklet.made_by),
            Self::Checked => day(booklet.checked),
            Self::NextCheck => day(booklet.next_check),
            Self::Names if booklet.names => "of those who agreed".to_owned(),
            Self::Names => String::new(),
            Self::Title => of(&booklet.title),
            Self::Subtitle => of(&booklet.subtitle),
            Self::Colour => booklet.colour.map_or_else(String::new, Colour::hex),
            Self::Logo => of(&booklet.logo),
            Self::LogoAlt => of(&booklet.logo_alt),
        }
    }

    /// The settings with a typed value; an empty text takes the value away.
    ///
    /// # Errors
    /// A sentence, if the text cannot be understood or cannot be printed.
    pub(super) fn set(self, booklet: &Booklet, text: &str, today: Date) -> Result<Booklet, Refusal> {
        let mut booklet = booklet.clone();
        let some = || (!text.is_empty()).then(|| text.to_owned());
        let day = || match text {
            "" => Ok(None),
            text => dates::understand(text, today)
                .map(Some)
                .map_err(|e| Refusal::new(e.to_string())),
        };
        match self {
            Self::Contact => booklet.contact = lines(text),
            Self::PaidBy => booklet.paid_by = some(),
            Self::MadeBy => booklet.made_by = some(),
            Self::Checked => booklet.checked = day()?,
            Self::NextCheck => booklet.next_check = day()?,
            Self::Names => booklet.names = !text.is_empty(),
            Self::Title => booklet.title = some(),
            Self::Subtitle => booklet.subtitle = some(),
            Self::Colour => booklet.colour = colour(text)?,
            Self::Logo => booklet.logo = some(),
            Self::LogoAlt => booklet.logo_alt = some(),
        }
        Ok(booklet)
    }

    /// The way in which a value was understood, where that is not plain from its text; else empty.
    pub(super) fn understood(self, booklet: &Booklet) -> String {
        match self {
            Self::Checked | Self::NextCheck => self.text(booklet),
            Self::Colour => booklet.colour.map_or_else(String::new, |colour| {
                format!(
                    "{}: {:.1} to 1 on white paper, dark enough",
                    colour_name(colour),
                    colour.contrast_with_white()
                )
            }),
            Self::Contact
            | Self::PaidBy
            | Self::MadeBy
            | Self::Names
            | Self::Title
            | Self::Subtitle
            | Self::Logo
            | Self::LogoAlt => String::new(),
        }
    }
}

/// The non-empty lines of a text, trimmed.
fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines.filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

/// Reads a colour, also without its #; `None` if the text is empty.
fn colour(text: &str) -> Result<Option<Colour>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    let with_sign = format!("#{}", text.trim_start_matches('#'));
    let Some(colour) = Colour::read(&with_sign) else {
        return refuse("# and six digits or letters from A to F, such as #00468C.");
    };
    if colour.is_dark_enough() {
        return Ok(Some(colour));
    }
    refuse(format!(
        "Too pale for words on white paper: {:.1} to 1, and {} is the least. Take a darker shade of it.",
        colour.contrast_with_white(),
        Colour::LEAST_CONTRAST
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_colour_can_be_printed() {
        for (name, colour) in COLOURS {
            assert!(colour.is_dark_enough(), "{name}");
        }
    }

    #[test]
    fn a_text_that_was_set_is_the_text_of_the_field_and_an_empty_one_takes_it_away() {
        let today = jiff::civil::date(2026, 11, 1);
        for field in BookletField::ALL {
            let typed = match field {
                BookletField::Checked | BookletField::NextCheck => "24 November 2026",
                BookletField::Colour => "#005EB8",
                BookletField::Names => "of those who agreed",
                _ => "One line",
            };
            let set = field.set(&Booklet::default(), typed, today).unwrap();
            assert_eq!(field.text(&set), typed, "{field:?}");
            assert_ne!(set, Booklet::default(), "{field:?}");
            let emptied = field.set(&set, "", today).unwrap();
            assert_eq!(emptied, Booklet::default(), "{field:?}");
        }
    }

    #[test]
    fn a_colour_is_refused_in_a_sentence_where_it_is_typed() {
        assert_eq!(colour("005eb8").unwrap(), Some(Colour(0x00, 0x5E, 0xB8)));
        for (typed, why) in [("#00", "six digits"), ("#FFCC00", "Too pale"), ("blue", "six digits")] {
            let said = colour(typed).unwrap_err().to_string();
            assert!(said.contains(why), "{typed}: {said}");
        }
    }
}
