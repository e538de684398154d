//! `--to codes PERSON`: the page of codes for somebody who votes by telephone, and its key on this computer.
//!
//! Each call draws a fresh page. Two pages of one person would make it guesswork which of them counts, so an earlier one stops working.

use std::{
    io::{self, IsTerminal as _, Write as _},
    path::Path,
    process::ExitCode,
};

use super::{
    super::{
        failure::{Failure, say_on},
        files::UnitFolder,
        launch, output,
    },
    Args, Material, PaperFormat, SheetSize, ending, written,
};
use crate::{
    domain::{
        people::Person,
        refusal::Refusal,
        vote::code_card::{self, CodeCard},
    },
    publish::{code_page::CodePage, page::PaperSize},
    store::{code_keys::CodeKeys, disk::RealDisk, places::Places},
};

/// Draws the codes, writes their key, and then the page.
pub(super) fn run(
    args: &Args,
    unit: &UnitFolder,
    material: &Material,
) -> Result<ExitCode, Failure> {
    let before = material.before()?;
    if material.is_saved() {
        return Err(Failure::new(
            "the meeting of this folder is over, so there is no vote for a code card",
        ));
    }
    let method = before.agenda.vote.method;
    if let Err(why) = code_card::marks(method) {
        return Err(Failure::from(why).hint(
            "`vote: {method: score}` in agenda.yaml; score, approve and rate have code cards",
        ));
    }
    if args.paper == SheetSize::A5 {
        return Err(Failure::new(
            "codes in letters of 18 point need a sheet of A4",
        ));
    }
    let person = voter(args.of.as_deref(), &before.agenda.people)?;
    let out = args.output.as_deref().filter(|out| *out != Path::new("-"));
    if out.is_none() && io::stdout().is_terminal() {
        return Err(Failure::new(
            "codes stay in a terminal\u{2019}s memory, where others can scroll back to them",
        )
        .hint("`-o FILE.html` writes the page into a file, `-o FILE.txt` for a braille printer"));
    }
    #[cfg(not(feature = "pdf"))]
    if ending(args) == "pdf" {
        return Err(super::no_pdf());
    }
    let places = Places {
        folder: unit.folder.clone(),
        local: launch::local_folder()?,
    };
    let at = places.code_cards();
    let mut keys = CodeKeys::load(&RealDisk, &places).map_err(|e| Failure::file(&at, &e))?;
    let card = CodeCard::draw(&person.id, method, &mut keys.codes(), random)?;
    let page = CodePage {
        unit: &before.findings.unit,
        colour: before.wishes.colour(),
        name: &person.name,
        card: &card,
    };
    let words = &material.language.words;
    let bytes = match ending(args).as_str() {
        "txt" => page.braille(words).into_bytes(),
        "pdf" => written(
            material,
            &page.document(words, PaperSize::A4),
            PaperFormat::Pdf,
        )?,
        _ => written(
            material,
            &page.document(words, PaperSize::A4),
            PaperFormat::Html,
        )?,
    };
    // The key first. A page without a key would be sent to somebody who then cannot vote.
    let replaced = keys
        .replace(&RealDisk, &places, card)
        .map_err(|e| Failure::file(&at, &e))?;
    match out {
        Some(out) => output::write_private(out, &bytes)?,
        None => match io::stdout().lock().write_all(&bytes) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                return Err(Failure::new(format!("standard output: {error}")));
            }
            _ => {}
        },
    }
    say_on(&mut io::stderr().lock(), &notes(&person.name, replaced));
    Ok(ExitCode::SUCCESS)
}

/// The person named after the folder; refused if they are not on the list, or have no vote.
fn voter<'a>(id: Option<&str>, people: &'a [Person]) -> Result<&'a Person, Failure> {
    let voters: Vec<&Person> = people.iter().filter(|p| p.group.is_some()).collect();
    let list: Vec<String> = voters
        .iter()
        .map(|p| format!("  {}  {}", p.id, p.name))
        .collect();
    let list = if list.is_empty() {
        "the agenda has nobody with a vote yet".to_owned()
    } else {
        format!("these have a vote:\n{}", list.join("\n"))
    };
    let Some(id) = id else {
        return Err(
            Failure::new("`--to codes` needs the voter\u{2019}s id after the folder").hint(list),
        );
    };
    let found = voters.into_iter().find(|p| p.id == id);
    found.ok_or_else(|| {
        Failure::new(format!("`{id}` is nobody on the agenda who has a vote")).hint(list)
    })
}

/// The handling of the page in a few sentences, and the fate of an earlier one.
fn notes(name: &str, replaced: bool) -> String {
    let before = if replaced {
        format!("The page that was made for {name} before does not work any more.\n")
    } else {
        String::new()
    };
    format!(
        "{before}The key is on this computer: the meeting has to run on it.\n\
         Print the page, send it sealed, and delete the file: whoever has a copy and hears the codes knows the vote.\n"
    )
}

/// A number of the operating system's random source.
fn random() -> Result<u64, Refusal> {
    // From the system and from no generator with a seed: codes that could be worked out would be no secret.
    getrandom::u64()
        .map_err(|error| Refusal::new(format!("This computer gives no random number ({error}).")))
}
