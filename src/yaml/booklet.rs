//! `booklet.yaml`: its keys, and that its colour can be read on paper.
//!
//! A unit changes a heading or a telephone number here, and never the booklet itself, which is made anew each time.

use std::collections::BTreeMap;

use super::{
    chars::quoted,
    reader::{At, FieldSpec, Fields, did_you_mean, may},
};
use crate::domain::booklet::{Booklet, BookletSection, Colour, SectionSettings};

pub(super) const FIELDS: &[FieldSpec] = &[
    may("pledge"),
    may("title"),
    may("subtitle"),
    may("colour"),
    may("logo"),
    may("logo_alt"),
    may("picture"),
    may("picture_alt"),
    may("epigraph"),
    may("names"),
    may("contact"),
    may("address"),
    may("languages"),
    may("formats"),
    may("reply_within"),
    may("asks_from"),
    may("made_by"),
    may("paid_by"),
    may("checked"),
    may("next_check"),
    may("sections"),
];
pub(super) const SECTION: &[FieldSpec] = &[may("show"), may("heading"), may("text")];

#[expect(
    clippy::unnecessary_wraps,
    reason = "what every file's reading gives; here nothing is needed"
)]
pub(super) fn read(file: &Fields<'_>) -> Option<Booklet> {
    Some(Booklet {
        title: file.name("title"),
        subtitle: file.name("subtitle"),
        colour: file.one("colour", read_colour),
        logo: file.one("logo", read_picture),
        logo_alt: file.name("logo_alt"),
        picture: file.one("picture", read_picture),
        picture_alt: file.name("picture_alt"),
        epigraph: file.name("epigraph"),
        names: file.flag("names"),
        contact: file.each("contact", At::name),
        address: file.one("address", read_address),
        languages: file.each("languages", At::name),
        formats: file.each("formats", At::name),
        reply_within: file.name("reply_within"),
        asks_from: file.name("asks_from"),
        made_by: file.name("made_by"),
        paid_by: file.name("paid_by"),
        checked: file.one("checked", At::date),
        next_check: file.one("next_check", At::date),
        sections: file.one("sections", read_sections).unwrap_or_default(),
    })
}

fn read_colour(at: &At<'_>) -> Option<Colour> {
    let text = at.name()?;
    let Some(colour) = Colour::read(&text) else {
        at.error(
            quoted(&text),
            "a colour such as `\"#00468C\"`",
            "write # and six digits or letters from A to F, in quotation marks",
        );
        return None;
    };
    let contrast = colour.contrast_with_white();
    // An error and no warning: the booklet goes to patients, and nobody checks a colour on paper
    // before it is printed.
    if !colour.is_dark_enough() {
        at.error(
            format!(
                "{}, too pale for words on white paper ({contrast:.1} to 1)",
                colour.hex()
            ),
            format!("a contrast of {} to 1 at least", Colour::LEAST_CONTRAST),
            "take a darker shade of it; the logo may keep the paler one",
        );
        return None;
    }
    Some(colour)
}

/// A file beside `booklet.yaml`, so that a folder that is copied stays whole, and no other file can be named.
fn read_picture(at: &At<'_>) -> Option<String> {
    let name = at.name()?;
    if !Booklet::is_picture_name(&name) {
        at.error(
            quoted(&name),
            "the name of a PNG or JPEG file in the same folder",
            "copy the picture beside booklet.yaml and name it without a folder",
        );
        return None;
    }
    Some(name)
}

/// A web address, with its scheme, so that a telephone that reads it as a square opens it.
fn read_address(at: &At<'_>) -> Option<String> {
    let text = at.name()?;
    if !Booklet::is_address(&text) {
        at.error(
            quoted(&text),
            "a web address such as `https://www.example.nhs.uk/pledge`",
            "copy it from the browser, with `https://` and without blanks",
        );
        return None;
    }
    Some(text)
}

#[expect(clippy::unnecessary_wraps, reason = "what a key's reading gives")]
fn read_sections(at: &At<'_>) -> Option<BTreeMap<BookletSection, SectionSettings>> {
    let mut sections = BTreeMap::new();
    for (name, at) in at.entries() {
        let Some((_, section)) = BookletSection::WORDS.iter().find(|(word, _)| *word == name)
        else {
            let words = || BookletSection::WORDS.iter().map(|(word, _)| *word);
            at.error(
                format!("an unknown section {}", quoted(&name)),
                super::chars::any_of(words()),
                did_you_mean(&name, words())
                    .unwrap_or_else(|| "delete it, or put a `#` before it".to_owned()),
            );
            continue;
        };
        let Some(map) = at.map(SECTION) else { continue };
        let wanted = SectionSettings {
            show: map.one("show", At::flag).unwrap_or(true),
            heading: map.name("heading"),
            text: map.text("text"),
        };
        sections.insert(*section, wanted);
    }
    Some(sections)
}
