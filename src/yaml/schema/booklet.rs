//! Shape of `booklet.yaml`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use super::scalar::{Day, Flag, Header, Name, Text};
use crate::domain::booklet::BookletSection;

/// Choices of a unit for its booklet. Every key but the first may be left out.
#[derive(JsonSchema)]
#[schemars(title = "booklet.yaml", deny_unknown_fields)]
pub(super) struct BookletFile {
    /// First line of the file: its kind, and the number of its format.
    pledge: Header,
    /// Title, in place of Our pledge to you.
    title: Option<Name>,
    /// Subtitle, in place of the usual one.
    subtitle: Option<Name>,
    /// Colour of headings and bars, such as "#00468C", in quotation marks. It has to be dark enough to be read on white paper.
    colour: Option<Colour>,
    /// Logo: a PNG or JPEG file beside this one.
    logo: Option<Picture>,
    /// Words that stand for the logo where it cannot be seen: the name of the organisation where the key is left out.
    logo_alt: Option<Name>,
    /// Picture on the cover: a PNG or JPEG file beside this one.
    picture: Option<Picture>,
    /// Words that stand for the picture where it cannot be seen.
    picture_alt: Option<Name>,
    /// Id of the comment on the cover, which has to be one that may be printed.
    epigraph: Option<Name>,
    /// true: the names of people with `consent: true` are printed. Otherwise everybody is a role.
    names: Option<Flag>,
    /// Lines on ways to tell the unit what could be better, such as "Telephone: 01632 960 123".
    contact: Option<Vec<Name>>,
    /// Web address of the booklet, which becomes a square for telephones.
    address: Option<WebAddress>,
    /// Languages in which the booklet can be had, such as Welsh.
    languages: Option<Vec<Name>>,
    /// Other forms in which it can be had, such as large print.
    formats: Option<Vec<Name>>,
    /// Time in which people who write get an answer, such as 10 working days.
    reply_within: Option<Name>,
    /// Sender of the asks: name, role, and the way to reach the sender.
    asks_from: Option<Name>,
    /// Author of the booklet, if that is not the unit.
    made_by: Option<Name>,
    /// Body that pays for the booklet.
    paid_by: Option<Name>,
    /// Day on which the text was last checked.
    checked: Option<Day>,
    /// Day on which the text is checked next, if that is not the first review of the goals.
    next_check: Option<Day>,
    /// Sections that are hidden, renamed or reworded.
    sections: Option<Sections>,
}

/// Colour: `#` and six digits or letters from A to F.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = "^#[0-9A-Fa-f]{6}$",
    "patternErrorMessage" = "A colour such as \"#00468C\" is expected, in quotation marks.",
))]
struct Colour(String);

/// Name of a PNG or JPEG file in the same folder.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = "^[^/\\\\:]*[.]([Pp][Nn][Gg]|[Jj][Pp][Ee]?[Gg])$",
    "patternErrorMessage" = "The name of a PNG or JPEG file in the same folder is expected.",
))]
struct Picture(String);

/// Web address, with `https://` and without blanks.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = "^https?://[\\p{L}\\p{M}\\p{N}][^ \\t\\r\\n]*$",
    "patternErrorMessage" = "A web address is expected, with https:// and without blanks.",
))]
struct WebAddress(String);

/// Sections of the booklet.
struct Sections;

// By hand: the keys are the domain's, and the compiler asks for a description of each.
impl JsonSchema for Sections {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Sections".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let sections: Map<String, Value> = BookletSection::WORDS
            .iter()
            .map(|(word, section)| {
                let mut value = generator.subschema_for::<Section>();
                value.insert("description".to_owned(), about(*section).into());
                ((*word).to_owned(), value.to_value())
            })
            .collect();
        json_schema!({
            "type": "object",
            "properties": sections,
            "additionalProperties": false,
        })
    }
}

fn about(section: BookletSection) -> &'static str {
    match section {
        BookletSection::About => "The unit, the survey and the people of the meeting.",
        BookletSection::Standards => "Standards of care.",
        BookletSection::Goals => "Agreed goals.",
        BookletSection::Voices => "Printed comments that no goal rests on.",
        BookletSection::Asked => "Asks to people above or outside the unit.",
        BookletSection::NotThisTime => "Goals that are not taken up this time, with the reason.",
        BookletSection::Undecided => "Goals that are not decided yet.",
        BookletSection::Before => "Results of the pledge before.",
        BookletSection::Better => "Ways to tell the unit what could be better.",
        BookletSection::Imprint => "Author, day of the last check, and body that paid.",
    }
}

/// Settings of a section.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Section {
    /// false: the section is left out.
    #[schemars(extend("default" = true))]
    show: Option<Flag>,
    /// Heading, in place of the usual one.
    heading: Option<Name>,
    /// Introduction, in place of the usual one; "" for none.
    text: Option<Text>,
}
