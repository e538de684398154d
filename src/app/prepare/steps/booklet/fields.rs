//! The fields of the booklet: label, question, value as text, and the reading of what is typed.

use jiff::civil::Date;

use super::{super::parts, preview::BookletPart};
use crate::domain::{
    booklet::{Booklet, BookletSection, Colour},
    dates,
    refusal::{Refusal, refuse},
};

/// A field of the booklet's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookletField {
    Contact,
    ReplyWithin,
    Address,
    Formats,
    Languages,
    PaidBy,
    MadeBy,
    Checked,
    NextCheck,
    Names,
    AsksFrom,
    Title,
    Subtitle,
    Epigraph,
    Colour,
    Logo,
    LogoAlt,
    Picture,
    PictureAlt,
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
        Self::ReplyWithin,
        Self::Address,
        Self::Formats,
        Self::Languages,
        Self::PaidBy,
        Self::MadeBy,
        Self::Checked,
        Self::NextCheck,
        Self::Names,
        Self::AsksFrom,
        Self::Title,
        Self::Subtitle,
        Self::Epigraph,
        Self::Colour,
        Self::Logo,
        Self::LogoAlt,
        Self::Picture,
        Self::PictureAlt,
    ];

    /// The heading that it stands under.
    pub(super) fn group(self) -> &'static str {
        match self {
            Self::Contact | Self::ReplyWithin | Self::Address | Self::Formats | Self::Languages => {
                "How patients reach you, and read it"
            }
            Self::PaidBy
            | Self::MadeBy
            | Self::Checked
            | Self::NextCheck
            | Self::Names
            | Self::AsksFrom => "Who made it, and who asks",
            Self::Title
            | Self::Subtitle
            | Self::Epigraph
            | Self::Colour
            | Self::Logo
            | Self::LogoAlt
            | Self::Picture
            | Self::PictureAlt => "How it looks",
        }
    }

    /// The part of the booklet that it is on.
    pub(super) fn part(self) -> BookletPart {
        match self {
            Self::Contact | Self::ReplyWithin | Self::Address | Self::Formats | Self::Languages => {
                BookletPart::Section(BookletSection::Better)
            }
            Self::PaidBy | Self::MadeBy | Self::Checked | Self::NextCheck | Self::Names => {
                BookletPart::Section(BookletSection::Imprint)
            }
            Self::AsksFrom => BookletPart::Ask,
            Self::Title
            | Self::Subtitle
            | Self::Epigraph
            | Self::Colour
            | Self::Logo
            | Self::LogoAlt
            | Self::Picture
            | Self::PictureAlt => BookletPart::Cover,
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::ReplyWithin => "reply within",
            Self::Address => "web address",
            Self::Formats => "formats",
            Self::Languages => "languages",
            Self::PaidBy => "paid by",
            Self::MadeBy => "made by",
            Self::Checked => "read through",
            Self::NextCheck => "next time",
            Self::Names => "names",
            Self::AsksFrom => "asks from",
            Self::Title => "title",
            Self::Subtitle => "subtitle",
            Self::Epigraph => "quotation",
            Self::Colour => "colour",
            Self::Logo => "logo",
            Self::LogoAlt => "logo in words",
            Self::Picture => "picture",
            Self::PictureAlt => "in words",
        }
    }

    pub(super) fn question(self) -> &'static str {
        match self {
            Self::Contact => {
                "How can patients say what could be better? A line each, such as Nurses: 01632 960 123"
            }
            Self::ReplyWithin => "When do people who write get an answer? Such as 10 working days",
            Self::Address => {
                "Where is the booklet on the web? Such as https://www.example.nhs.uk/pledge"
            }
            Self::Formats => "How else can it be had? Such as large print, Easy Read, audio",
            Self::Languages => "In which other languages can it be had? Such as Welsh, Polish",
            Self::PaidBy => "Who pays for the booklet? Such as Northbrook Hospitals Charity",
            Self::MadeBy => "Who made it? Empty is the unit",
            Self::Checked => "On which day did somebody read it through? Such as today",
            Self::NextCheck => {
                "When will somebody read it through again? Empty is the first review of the goals"
            }
            Self::Names => "Print the names of those who agreed?",
            Self::AsksFrom => "Who signs what we ask of others? Name, role and how to reach them",
            Self::Title => "The title; empty is the one that every booklet has",
            Self::Subtitle => "The line below the title; empty is the one that every booklet has",
            Self::Epigraph => "Which patient\u{2019}s words stand on the cover?",
            Self::Colour => "Which colour? # and six digits or letters A to F, such as #00468C",
            Self::Logo => "Which picture is the logo?",
            Self::LogoAlt => {
                "The logo in words, for people who do not see it; empty is the hospital\u{2019}s name"
            }
            Self::Picture => "Which picture is on the cover?",
            Self::PictureAlt => {
                "The picture in words, for people who do not see it; empty where it only decorates"
            }
        }
    }

    /// The words in the place of a value that is not set; `None` where it is missing.
    pub(super) fn otherwise(self) -> Option<&'static str> {
        match self {
            Self::Contact | Self::ReplyWithin | Self::PaidBy => None,
            Self::Address | Self::Epigraph | Self::Picture | Self::Logo => Some("none"),
            Self::Formats => Some("none named"),
            Self::Languages => Some("English only"),
            Self::AsksFrom | Self::MadeBy => Some("the unit"),
            Self::PictureAlt => Some("it only decorates"),
            Self::Checked => Some("not yet"),
            Self::NextCheck => Some("with the first review of the goals"),
            Self::Names => Some("roles only"),
            Self::Title | Self::Subtitle | Self::Colour => Some("as in every booklet"),
            Self::LogoAlt => Some("the hospital\u{2019}s name"),
        }
    }

    /// True if it takes several lines.
    pub(super) fn has_lines(self) -> bool {
        self == Self::Contact
    }

    /// True if it names a picture of the folder.
    pub(super) fn is_picture(self) -> bool {
        matches!(self, Self::Logo | Self::Picture)
    }

    /// The value as text, as it would be typed; empty where it is not set.
    pub(super) fn text(self, booklet: &Booklet) -> String {
        let of = |text: &Option<String>| text.clone().unwrap_or_default();
        let day = |day: Option<Date>| day.map_or_else(String::new, dates::say);
        match self {
            Self::Contact => booklet.contact.join("\n"),
            Self::ReplyWithin => of(&booklet.reply_within),
            Self::Address => of(&booklet.address),
            Self::Formats => booklet.formats.join(", "),
            Self::Languages => booklet.languages.join(", "),
            Self::AsksFrom => of(&booklet.asks_from),
            Self::Epigraph => of(&booklet.epigraph),
            Self::Picture => of(&booklet.picture),
            Self::PictureAlt => of(&booklet.picture_alt),
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
    pub(super) fn set(
        self,
        booklet: &Booklet,
        text: &str,
        today: Date,
    ) -> Result<Booklet, Refusal> {
        let mut booklet = booklet.clone();
        let some = || (!text.is_empty()).then(|| text.to_owned());
        let day = || match text {
            "" => Ok(None),
            text => dates::understand(text, today)
                .map(Some)
                .map_err(|e| Refusal::new(e.to_string())),
        };
        match self {
            Self::Contact => booklet.contact = parts(text, '\n'),
            Self::ReplyWithin => booklet.reply_within = some(),
            Self::Address => booklet.address = address(text)?,
            Self::Formats => booklet.formats = parts(text, ','),
            Self::Languages => booklet.languages = parts(text, ','),
            Self::AsksFrom => booklet.asks_from = some(),
            Self::Epigraph => booklet.epigraph = some(),
            Self::Picture => booklet.picture = some(),
            Self::PictureAlt => booklet.picture_alt = some(),
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
            Self::Checked | Self::NextCheck | Self::Address => self.text(booklet),
            Self::Colour => booklet.colour.map_or_else(String::new, |colour| {
                format!(
                    "{}: {:.1} to 1 on white paper, dark enough",
                    colour_name(colour),
                    colour.contrast_with_white()
                )
            }),
            Self::Contact
            | Self::ReplyWithin
            | Self::Formats
            | Self::Languages
            | Self::PaidBy
            | Self::MadeBy
            | Self::Names
            | Self::AsksFrom
            | Self::Title
            | Self::Subtitle
            | Self::Epigraph
            | Self::Logo
            | Self::LogoAlt
            | Self::Picture
            | Self::PictureAlt => String::new(),
        }
    }
}

/// Reads a web address, also without its scheme; `None` if the text is empty.
fn address(text: &str) -> Result<Option<String>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    // People type what they see, and a browser leaves the scheme out.
    let full = if text.contains("://") {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    if Booklet::is_address(&full) {
        return Ok(Some(full));
    }
    refuse("A web address such as https://www.example.nhs.uk/pledge, without blanks.")
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
                BookletField::Address => "https://www.example.nhs.uk/pledge",
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
    fn an_address_has_its_scheme() {
        assert_eq!(
            address("www.example.nhs.uk/pledge").unwrap().as_deref(),
            Some("https://www.example.nhs.uk/pledge")
        );
        for wrong in ["our page", "ftp://example.org", "https://"] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_colour_is_refused_in_a_sentence_where_it_is_typed() {
        assert_eq!(colour("005eb8").unwrap(), Some(Colour(0x00, 0x5E, 0xB8)));
        for (typed, why) in [
            ("#00", "six digits"),
            ("#FFCC00", "Too pale"),
            ("blue", "six digits"),
        ] {
            let said = colour(typed).unwrap_err().to_string();
            assert!(said.contains(why), "{typed}: {said}");
        }
    }
}
