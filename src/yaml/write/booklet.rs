//! `booklet.yaml`, for the one case in which the program writes it: a name or a quote was taken out of it.

use super::{
    emit::emit,
    value::{YamlBlock, YamlValue},
};
use crate::{
    domain::booklet::{Booklet, BookletSection, Colour, SectionSettings},
    yaml::FileKind,
};

/// `booklet.yaml` as text. Reading it gives the same value.
pub fn write_booklet(booklet: &Booklet) -> String {
    let Booklet {
        title,
        subtitle,
        colour,
        logo,
        logo_alt,
        picture,
        picture_alt,
        epigraph,
        names,
        contact,
        address,
        languages,
        formats,
        reply_within,
        asks_from,
        made_by,
        paid_by,
        checked,
        next_check,
        sections,
    } = booklet;
    let wanted = sections.iter().map(|(section, wanted)| {
        let word = BookletSection::WORDS.iter().find(|(_, s)| s == section);
        let word = word.map_or("", |(word, _)| *word);
        (word.to_owned(), section_of(wanted))
    });
    let block = YamlBlock::new()
        .with("pledge", FileKind::Booklet.header())
        .may("title", title.as_ref())
        .may("subtitle", subtitle.as_ref())
        .may("colour", colour.map(Colour::hex))
        .may("logo", logo.as_ref())
        .may("logo_alt", logo_alt.as_ref())
        .may("picture", picture.as_ref())
        .may("picture_alt", picture_alt.as_ref())
        .may("epigraph", epigraph.as_ref())
        .when("names", *names)
        .list("contact", contact, |line| line.into())
        .may("address", address.as_ref())
        .list("languages", languages, |name| name.into())
        .list("formats", formats, |name| name.into())
        .may("reply_within", reply_within.as_ref())
        .may("asks_from", asks_from.as_ref())
        .may("made_by", made_by.as_ref())
        .may("paid_by", paid_by.as_ref())
        .may("checked", *checked)
        .may("next_check", *next_check)
        .may(
            "sections",
            // In the order of the map and not of the file: that order is not kept, and decides
            // nothing in the booklet.
            (!sections.is_empty()).then(|| YamlBlock(wanted.collect())),
        );
    emit(&block)
}

fn section_of(wanted: &SectionSettings) -> YamlValue {
    let SectionSettings {
        show,
        heading,
        text,
    } = wanted;
    let mut block = YamlBlock::new();
    if !show {
        block = block.with("show", false);
    }
    block
        .may("heading", heading.as_ref())
        .may("text", text.as_ref())
        .into()
}
