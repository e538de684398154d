//! Papers that are hung up, shown or sent round: poster, slides, news, and the frame for Easy Read.

use std::{path::Path, process::ExitCode};

use super::{Args, Format, Material, SheetSize, hint};
use crate::{
    cli::{
        failure::Failure,
        files,
        links::{self, Piece},
    },
    domain::outcome::OutcomePerson,
    publish::{
        cards, easy_read, news,
        page::{Document, PaperSize},
        poster::{self, Poster, PosterSheet},
        slides,
    },
    store::{disk::RealDisk, made},
};

/// Refuses a size of sheet that the paper does not come in.
pub(super) fn sheet_fits(args: &Args) -> Result<(), Failure> {
    match (args.to, args.paper) {
        (Format::Poster, SheetSize::A5) => Err(Failure::new("a poster is A4 or A3")
            .hint("A5 is too small to be read from two metres: leave `--paper` out")),
        (Format::Poster, _) | (_, SheetSize::A4 | SheetSize::A5) => Ok(()),
        (_, SheetSize::A3) => Err(Failure::new("only the poster comes in A3")
            .hint("`--to poster --paper a3`; other papers are A4 or A5")),
    }
}

/// The tent cards of everybody on the agenda.
pub(super) fn cards(material: &Material) -> Result<Vec<u8>, Failure> {
    let before = material.before()?;
    let people = &before.agenda.people;
    if people.is_empty() {
        return Err(Failure::new("nobody is on the agenda yet")
            .hint("`pledge prepare FOLDER` asks who comes"));
    }
    let language = material.language.words.language;
    Ok(cards::cards(people, &before.findings.unit, language).into_bytes())
}

/// The poster, as HTML or PDF.
pub(super) fn poster(args: &Args, material: &Material, ending: &str) -> Result<Vec<u8>, Failure> {
    let sheet = match args.paper {
        SheetSize::A3 => PosterSheet::A3,
        SheetSize::A4 | SheetSize::A5 => PosterSheet::A4,
    };
    let source = material.source()?;
    let words = &material.language.words;
    let Some(poster) = poster::poster(&source, words, sheet) else {
        return Err(
            Failure::new("there is nothing to put on a poster: no goal was decided yet")
                .hint("decide the goals in the meeting: `pledge FOLDER` opens it"),
        );
    };
    if source.wishes.address.is_none() {
        hint(
            "note: the square holds the goals in words; with `address:` in booklet.yaml it opens the booklet\n",
        );
    }
    if source.wishes.contact.is_empty() {
        hint(
            "note: nobody has said where patients can tell what could be better: add `contact:` to booklet.yaml\n",
        );
    }
    if !poster.more.is_empty() {
        hint(&format!("note: the sheet is full. {}\n", poster.more));
    }
    if ending == "pdf" {
        return pdf(&poster, words.language);
    }
    Ok(poster::html(&poster, words.language).into_bytes())
}

#[cfg(feature = "pdf")]
fn pdf(poster: &Poster, language: &str) -> Result<Vec<u8>, Failure> {
    crate::publish::pdf::poster(poster, language).map_err(Failure::from)
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &Poster, _: &str) -> Result<Vec<u8>, Failure> {
    Err(super::no_pdf())
}

/// The slides, a file each, into the folder after `-o`.
pub(super) fn slides(args: &Args, material: &Material) -> Result<ExitCode, Failure> {
    let folder = args.output.as_deref().filter(|out| *out != Path::new("-"));
    let Some(folder) = folder else {
        return Err(Failure::new("slides are several files, and need a folder")
            .hint("`-o FOLDER` writes them there, as slides-01-....svg and so on"));
    };
    if folder.extension().is_some_and(|ending| ending == "svg") {
        return Err(Failure::new(format!(
            "{}: slides are several files, and this would be one",
            folder.display()
        ))
        .hint("give the name of a folder after `-o`"));
    }
    let made = slides::slides(&material.source()?, &material.language.words);
    if made.is_empty() {
        return Err(
            Failure::new("there is nothing to show: no finding and no agreed goal")
                .hint("`pledge import` makes findings; goals are agreed in the meeting"),
        );
    }
    let made = made
        .into_iter()
        .map(|slide| (slide.name, slide.svg.into_bytes()));
    let made: Vec<(String, Vec<u8>)> = made.collect();
    let report = made::write(&RealDisk, folder, &made, |name| name.starts_with("slides-"))
        .map_err(|e| Failure::file(folder, &e))?;
    for path in &report.written {
        links::say(&[Piece::Path(path), Piece::Text("\n")]);
    }
    for path in &report.left {
        hint(&format!(
            "left alone, since somebody has changed it: {}; take it away to have it made anew\n",
            files::name(path)
        ));
    }
    if let Some((path, why)) = report.failed.first() {
        return Err(Failure::new(format!("{}: {why}", files::name(path)))
            .hint("another program may have it open; the other slides are written"));
    }
    if material.is_draft() {
        hint("The meeting is not over: each slide is marked as a draft.\n");
    }
    Ok(ExitCode::SUCCESS)
}

/// The page for patients, or the letter to the representative that is named.
pub(super) fn news(
    args: &Args,
    material: &Material,
    sheet: PaperSize,
) -> Result<Document, Failure> {
    let source = material.source()?;
    let words = &material.language.words;
    if news::reviewed(&source).is_none() {
        let hint = news::first_review(&source).map_or_else(
            || "`pledge review FOLDER` holds a review".to_owned(),
            |day| {
                format!(
                    "the first review is on {}; `pledge review FOLDER` holds it",
                    words.say(day)
                )
            },
        );
        return Err(Failure::new("there is nothing to tell yet: no goal was reviewed").hint(hint));
    }
    let people: Vec<&OutcomePerson> = news::representatives(&source).collect();
    let named: Vec<String> = people
        .iter()
        .map(|p| format!("  {}  {}", p.id, p.name))
        .collect();
    let list = format!("letters can be had for:\n{}", named.join("\n"));
    let made = match &args.of {
        None => {
            if !people.is_empty() {
                hint(&format!("note: {list}\n"));
            }
            news::news(&source, words, sheet)
        }
        Some(id) => match people.iter().find(|p| p.id == *id) {
            Some(person) => news::letter(&source, words, sheet, person),
            None => {
                return Err(Failure::new(format!(
                    "`{id}` is no patient representative who was in the meeting"
                ))
                .hint(list));
            }
        },
    };
    made.ok_or_else(|| Failure::new("there is nothing to tell yet: no goal was reviewed"))
}

/// The frame for Easy Read.
pub(super) fn easy_read(material: &Material) -> Result<Document, Failure> {
    let source = material.source()?;
    let made = easy_read::easy_read(&source, &material.language.words);
    let made = made.ok_or_else(|| {
        Failure::new("there is nothing to put into Easy Read: no goal was decided yet")
            .hint("decide the goals in the meeting: `pledge FOLDER` opens it")
    })?;
    hint(
        "note: this is a frame and no finished Easy Read: finish it together with the people it is for\n",
    );
    Ok(made)
}
