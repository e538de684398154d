//! JSON Schemas of the files, for editors: completion, help on a key, and faults while a file is typed.
//!
//! The types in the modules below are never built. They mirror what the reader takes, key by key, and their docs are what an editor
//! shows; tests hold them against the reader's tables. A schema sees one value at a time, so `pledge check` finds more.

#![expect(
    dead_code,
    reason = "of the types in the modules below, only the schema is used"
)]

use schemars::{JsonSchema, Schema, generate::SchemaSettings, transform::RecursiveTransform};
use serde_json::{Value, json};

use super::FileKind;

mod agenda;
mod booklet;
mod codebook;
mod findings;
mod outcome;
mod programme;
mod scalar;
mod settings;
mod words;

/// JSON Schema of a kind of file (draft 2020-12). `known` has each key of the papers' words with its English sentence.
pub fn schema(kind: FileKind, known: &[(&str, &str)]) -> Value {
    let mut schema = match kind {
        FileKind::Findings => of::<findings::FindingsFile>(),
        FileKind::Agenda => of::<agenda::AgendaFile>(),
        FileKind::Outcome => of::<outcome::OutcomeFile>(),
        FileKind::Settings => of::<settings::SettingsFile>(),
        FileKind::Codebook => of::<codebook::CodebookFile>(),
        FileKind::Booklet => of::<booklet::BookletFile>(),
        FileKind::Words => of::<words::WordsFile>(),
        FileKind::Programme => of::<programme::Programme>(),
    };
    let mut put = |place: &str, value: Value| {
        if let Some(there) = schema.pointer_mut(place) {
            *there = value;
        }
    };
    put("/properties/pledge/const", json!(kind.header()));
    if kind == FileKind::Words {
        put("/properties/words", words::sentences(known));
    }
    schema
}

fn of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12();
    let generator = settings
        .with_transform(RecursiveTransform(describe_nothing))
        .into_generator();
    generator.into_root_schema_for::<T>().to_value()
}

/// Describes the empty value among the words of a key that may be left out.
fn describe_nothing(schema: &mut Schema) {
    let words = schema.get("enum").and_then(Value::as_array);
    if words.is_some_and(|words| words.last() == Some(&Value::Null))
        && let Some(about) = schema.get_mut("enumDescriptions")
        && let Some(about) = about.as_array_mut()
    {
        about.push("Nothing: as if the key were left out.".into());
    }
}
