//! `pledge schema` by the built program: what it prints and writes, and the files of the house held against it.

use std::{fs, path::Path, process::Command};

use serde_json::Value;
use service_pledge::{
    publish::words::language::Language,
    yaml::{self, FileKind},
};

/// Exit code, standard output and standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        done.status.code().unwrap(),
        text(done.stdout),
        text(done.stderr),
    )
}

fn printed(kind: FileKind) -> Value {
    let (code, out, error) = run(&["schema", kind.word()]);
    assert_eq!((code, error.as_str()), (0, ""));
    serde_json::from_str(&out).unwrap()
}

fn faults(kind: FileKind, text: &str) -> Vec<String> {
    // As YAML 1.2 and editors read it: `y` is a text.
    let strict = serde_yaml::options! { strict_booleans: true };
    let value: Value = serde_yaml::from_str_with_options(text, strict).unwrap();
    let schema = printed(kind);
    let options = jsonschema::options().should_validate_formats(true);
    let validator = options.build(&schema).unwrap();
    let errors = validator.iter_errors(&value);
    errors
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect()
}

#[test]
fn the_kinds_are_listed_and_another_is_refused_with_the_nearest() {
    let (code, out, _) = run(&["schema"]);
    assert_eq!(code, 0);
    for kind in FileKind::ALL {
        assert!(out.lines().any(|l| l.starts_with(kind.word())), "{out}");
    }
    let (code, out, error) = run(&["schema", "agneda"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(error.contains("'agenda'"), "{error}");
}

#[test]
fn a_folder_gets_the_schemas_that_are_printed() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("a/pledge schemas");
    let named = place.to_str().unwrap();
    let (code, out, error) = run(&["schema", "-o", named]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert_eq!(out.lines().count(), FileKind::ALL.len());
    for kind in FileKind::ALL {
        let path = place.join(format!("{}.schema.json", kind.word()));
        let text = fs::read_to_string(path).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), printed(kind));
    }
    // One kind alone, over an old file.
    let path = place.join("agenda.schema.json");
    fs::write(&path, "old").unwrap();
    let (code, out, _) = run(&["schema", "agenda", "-o", named]);
    assert_eq!((code, out.lines().count()), (0, 1));
    assert!(fs::read_to_string(&path).unwrap().starts_with('{'));
    // A file where the folder should be.
    let (code, out, error) = run(&["schema", "-o", path.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(error.starts_with("pledge: "), "{error}");
}

#[test]
fn every_file_of_the_samples_and_templates_is_valid() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")];
    let mut count = 0;
    while let Some(path) = folders.pop() {
        if path.is_dir() {
            folders.extend(fs::read_dir(path).unwrap().map(|e| e.unwrap().path()));
        } else if path.extension().is_some_and(|e| e == "yaml") {
            let text = fs::read_to_string(&path).unwrap();
            let kind = FileKind::of(&text).unwrap();
            assert_eq!(faults(kind, &text), Vec::<String>::new(), "{path:?}");
            count += 1;
        }
    }
    assert!(count > 15, "{count}");
}

#[test]
fn every_table_of_words_is_valid() {
    let welsh = Language::built_in(service_pledge::domain::settings::PaperLanguage::Welsh);
    for text in [Language::english().table(), welsh.unwrap().table()] {
        assert_eq!(faults(FileKind::Words, &text), Vec::<String>::new());
    }
    let english = Language::english().table();
    let wrong = english.replacen("subtitle:", "subtilte:", 1);
    assert_eq!(faults(FileKind::Words, &wrong).len(), 1);
    let lost = english.replacen("{unit}", "", 1);
    assert_eq!(faults(FileKind::Words, &lost).len(), 1);
}

/// A line for the editor at the top of a file is a remark to the program, and stays.
#[test]
fn a_line_for_the_editor_is_a_remark() {
    let line = "# yaml-language-server: $schema=../pledge-schemas/agenda.schema.json\n";
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/northbrook");
    let text = format!(
        "{line}{}",
        fs::read_to_string(folder.join("agenda.yaml")).unwrap()
    );
    assert_eq!(FileKind::of(&text), Some(FileKind::Agenda));
    let mut agenda = yaml::read_agenda("agenda.yaml", &text).value.unwrap();
    "Room 5".clone_into(&mut agenda.agenda.meeting.place);
    let kept = yaml::keep_agenda(&text, &agenda);
    assert!(kept.text.starts_with(line) && kept.text.contains("Room 5"));
    // Files that the program makes have none.
    assert!(!yaml::write_agenda(&agenda).contains("$schema"));
}
