//! The one place that speaks YAML: `findings.yaml`, `agenda.yaml`, `outcome.yaml`, `codebook.yaml`, `booklet.yaml`, `programme.yaml` and `settings.yaml`, read with places and limits, written so that every reader agrees.
//!
//! People write these files by hand and mail them to each other, so reading says all that is wrong at once, with the line
//! and what to type instead; and a text means what the key it stands at expects, whatever YAML would guess.

use crate::domain::{
    booklet::Booklet, codebook::Codebook, findings::Findings, outcome::Outcome,
    programme::ProgrammeFile, settings::PartialSettings,
};

mod agenda;
mod booklet;
mod chars;
mod codebook;
mod cross;
mod findings;
mod header;
mod keep;
mod lost;
mod outcome;
mod places;
mod print;
mod problem;
mod programme;
mod reader;
mod remember;
mod schema;
mod settings;
mod source;
mod tree;
mod words;
mod write;

#[cfg(test)]
mod tests;

pub use self::{
    agenda::AgendaFile,
    cross::cross_check,
    header::FileKind,
    keep::{UpdatedFile, keep_agenda, keep_booklet, keep_findings},
    places::ValuePlaces,
    print::{left_out_of_print, outcome_left_out_of_print},
    problem::{Problem, Severity, TextPosition},
    remember::remember_palette,
    schema::schema,
    words::WordTable,
    write::{
        Remarks, write_agenda, write_booklet, write_codebook, write_findings, write_outcome,
        write_programme, write_settings, write_words,
    },
};

/// The result of reading a file.
#[derive(Clone, Debug)]
pub struct Read<T> {
    /// The value; `None` if a problem is an error.
    pub value: Option<T>,
    /// Everything that is wrong, in the order of the file.
    pub problems: Vec<Problem>,
    /// The places of values, for problems that show only across files.
    pub places: ValuePlaces,
}

impl<T> Read<T> {
    /// The value, or the problems where there is none.
    ///
    /// # Errors
    /// All problems, warnings among them.
    pub fn into_result(self) -> Result<T, Vec<Problem>> {
        self.value.ok_or(self.problems)
    }
}

/// Reads `findings.yaml`. `name` is what problems call the file.
pub fn read_findings(name: &str, text: &str) -> Read<Findings> {
    header::read(
        name,
        text,
        FileKind::Findings,
        findings::FIELDS,
        findings::read,
    )
}

/// Reads `agenda.yaml`. `name` is what problems call the file.
pub fn read_agenda(name: &str, text: &str) -> Read<AgendaFile> {
    header::read(name, text, FileKind::Agenda, agenda::FIELDS, agenda::read)
}

/// Reads `outcome.yaml`. `name` is what problems call the file.
pub fn read_outcome(name: &str, text: &str) -> Read<Outcome> {
    header::read(
        name,
        text,
        FileKind::Outcome,
        outcome::FIELDS,
        outcome::read,
    )
}

/// Reads `booklet.yaml`. `name` is what problems call the file.
pub fn read_booklet(name: &str, text: &str) -> Read<Booklet> {
    header::read(
        name,
        text,
        FileKind::Booklet,
        booklet::FIELDS,
        booklet::read,
    )
}

/// Reads `programme.yaml`. `name` is what problems call the file.
pub fn read_programme(name: &str, text: &str) -> Read<ProgrammeFile> {
    header::read(
        name,
        text,
        FileKind::Programme,
        programme::FIELDS,
        programme::read,
    )
}

/// Reads a table of sentences in another language. `known` has each key with its English sentence.
pub fn read_words(name: &str, text: &str, known: &[(&str, &str)]) -> Read<WordTable> {
    header::read(name, text, FileKind::Words, words::FIELDS, |file| {
        words::read(file, known)
    })
}

/// Reads `codebook.yaml`. `name` is what problems call the file.
pub fn read_codebook(name: &str, text: &str) -> Read<Codebook> {
    header::read(
        name,
        text,
        FileKind::Codebook,
        codebook::FIELDS,
        codebook::read,
    )
}

/// Reads `settings.yaml`. `name` is what problems call the file.
pub fn read_settings(name: &str, text: &str) -> Read<PartialSettings> {
    header::read(
        name,
        text,
        FileKind::Settings,
        settings::FIELDS,
        settings::read,
    )
}
