//! `pledge schema`: JSON Schemas of the files, for editors.

use std::{
    fmt::Write as _,
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use serde_json::Value;

use super::failure::{Failure, say_on};
use crate::{
    domain::refusal::Refusal,
    publish::words::language,
    store::disk::{Disk as _, RealDisk},
    yaml::{self, FileKind},
};

/// The arguments of the command.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The kind of file; the kinds there are where it is left out
    #[arg(value_parser = PossibleValuesParser::new(FileKind::ALL.map(FileKind::word)).try_map(|word| named(&word)))]
    kind: Option<FileKind>,
    /// Write the schema of every kind, or of this one, into a folder: agenda.schema.json and the like
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

/// The kind of that word.
fn named(word: &str) -> Result<FileKind, Refusal> {
    let mut kinds = FileKind::ALL.into_iter();
    let kind = kinds.find(|kind| kind.word() == word);
    kind.ok_or_else(|| Refusal::new(format!("there is no kind {word}")))
}

pub(super) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let text = match (&args.output, args.kind) {
        (Some(folder), Some(kind)) => write(folder, &[kind])?,
        (Some(folder), None) => write(folder, &FileKind::ALL)?,
        (None, Some(kind)) => text(&schema(kind))?,
        (None, None) => list(),
    };
    say_on(&mut io::stdout().lock(), &text);
    Ok(ExitCode::SUCCESS)
}

fn schema(kind: FileKind) -> Value {
    let known = language::sentences();
    let known: Vec<(&str, &str)> = known.iter().map(|(k, s)| (k.as_str(), *s)).collect();
    yaml::schema(kind, &known)
}

fn text(schema: &Value) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(schema).map_err(Failure::internal)?;
    Ok(text + "\n")
}

/// The kinds, each with the description of its schema.
fn list() -> String {
    let mut text = String::new();
    for kind in FileKind::ALL {
        let schema = schema(kind);
        let about = schema.get("description").and_then(Value::as_str);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{:10} {}", kind.word(), about.unwrap_or_default());
    }
    text.push_str("\n`pledge schema KIND` prints one, `pledge schema -o FOLDER` writes all; `pledge help editors` says how an editor takes them.\n");
    text
}

/// Writes schemas into a folder, and says where they are.
fn write(folder: &Path, kinds: &[FileKind]) -> Result<String, Failure> {
    RealDisk
        .make_folder(folder)
        .map_err(|e| Failure::file(folder, &e))?;
    let mut said = String::new();
    for kind in kinds {
        let path = folder.join(format!("{}.schema.json", kind.word()));
        RealDisk
            .replace(&path, text(&schema(*kind))?.as_bytes(), true)
            .map_err(|e| Failure::file(&path, &e))?;
        // Writing to a string cannot fail.
        let _ = writeln!(said, "Written: {}", path.display());
    }
    Ok(said)
}
