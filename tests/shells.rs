//! Completions and manual pages of the built program, as shells and formatters understand them.

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Output},
};

use tempfile::TempDir;

use crate::harness::outside::{Outside, requires};

fn pledge(arguments: &[&str]) -> Output {
    let done = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(done.status.success(), "{arguments:?}: {done:?}");
    done
}

fn said(output: &Output) -> String {
    let text = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8(text).unwrap()
}

/// The script of a shell, in a file.
fn script(shell: &str) -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("script");
    fs::write(&file, pledge(&["completions", shell]).stdout).unwrap();
    let file = file.display().to_string();
    (folder, file)
}

#[track_caller]
fn accepts(program: &Path, arguments: &[&str]) {
    let done = Command::new(program).args(arguments).output().unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", said(&done));
    assert_eq!(said(&done), "", "{arguments:?}");
}

/// The commands that the program's own help lists.
fn commands() -> Vec<String> {
    let help = said(&pledge(&["--help"]));
    let list = help.split("Commands:\n").nth(1).unwrap();
    let list = list.split("\n\n").next().unwrap();
    // A line that goes on with what is above it is indented further.
    let rows = list.lines().filter(|l| !l.starts_with("   "));
    let names = rows.map(|l| l.split_whitespace().next().unwrap().to_owned());
    let names: Vec<String> = names.collect();
    assert!(names.len() > 20, "{names:?}");
    names
}

/// The long options in a command's help.
fn options(command: &str) -> BTreeSet<String> {
    let help = said(&pledge(&[command, "--help"]));
    let rows = help.lines().map(str::trim_start);
    let rows = rows.filter(|l| l.starts_with('-'));
    let words = rows.flat_map(|l| {
        l.split([' ', ',', '='])
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    words.filter(|w| w.starts_with("--")).collect()
}

/// The words that bash offers after these.
fn offered(bash: &Path, script: &str, words: &[&str]) -> BTreeSet<String> {
    // As bash itself calls it: the command, the word being typed and the one before it.
    let run = "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); \
               _pledge pledge \"${COMP_WORDS[COMP_CWORD]}\" \"${COMP_WORDS[COMP_CWORD-1]}\"; \
               printf '%s\\n' \"${COMPREPLY[@]}\"";
    let done = Command::new(bash)
        .args(["--norc", "-c", run, "bash", script])
        .args(words)
        .output()
        .unwrap();
    assert!(done.status.success(), "{words:?}: {}", said(&done));
    said(&done).lines().map(str::to_owned).collect()
}

#[test]
fn bash_completes_every_command_and_each_of_its_options() {
    let Some(bash) = requires(Outside::Bash) else {
        return;
    };
    let (_folder, file) = script("bash");
    accepts(&bash, &["-n", &file]);
    let first = offered(&bash, &file, &["pledge", ""]);
    for command in commands() {
        assert!(first.contains(&command), "{command}: {first:?}");
        let after = offered(&bash, &file, &["pledge", &command, "--"]);
        let has: BTreeSet<String> = options(&command);
        assert_eq!(after, has, "{command}");
    }
    assert_eq!(
        offered(&bash, &file, &["pledge", "completions", "po"]),
        BTreeSet::from(["powershell".to_owned()])
    );
}

#[test]
fn zsh_takes_its_script() {
    let Some(zsh) = requires(Outside::Zsh) else {
        return;
    };
    let (_folder, file) = script("zsh");
    accepts(&zsh, &["-n", &file]);
}

#[test]
fn fish_takes_its_script_and_completes() {
    let Some(fish) = requires(Outside::Fish) else {
        return;
    };
    let (folder, file) = script("fish");
    accepts(&fish, &["-n", &file]);
    let run = format!("source {file}; complete -C 'pledge exp'; complete -C 'pledge check --'");
    let done = Command::new(fish)
        .args(["-N", "-c", &run])
        .env("HOME", folder.path())
        .output()
        .unwrap();
    let said = said(&done);
    assert!(said.starts_with("export\t"), "{said}");
    assert!(said.contains("\n--reading\t"), "{said}");
}

#[test]
fn elvish_takes_its_script_and_completes() {
    let Some(elvish) = requires(Outside::Elvish) else {
        return;
    };
    let (_folder, file) = script("elvish");
    let script = fs::read_to_string(&file).unwrap();
    // The module `edit:` is there only where somebody types, so two names of our own stand in for its.
    let script = script
        .replace("edit:completion:arg-completer", "completer")
        .replace("edit:complex-candidate", "candidate");
    let begin = "var completer = [&]\nfn candidate {|word &display=''| echo $word }\n";
    let end = "\n$completer[pledge] pledge check ''\n";
    fs::write(&file, format!("{begin}{script}{end}")).unwrap();
    let done = Command::new(elvish)
        .args(["-norc", &file])
        .output()
        .unwrap();
    let words: BTreeSet<String> = said(&done).lines().map(str::to_owned).collect();
    let short = BTreeSet::from(["-h".to_owned()]);
    assert_eq!(words, &options("check") | &short);
}

/// The pages, in a folder.
fn pages() -> (TempDir, Vec<String>) {
    let folder = TempDir::new().unwrap();
    // The folder and the one above it are made.
    let man = folder.path().join("man/man1");
    pledge(&["man", &man.display().to_string()]);
    let mut pages: Vec<String> = fs::read_dir(&man)
        .unwrap()
        .map(|e| e.unwrap().path().display().to_string())
        .collect();
    pages.sort();
    assert_eq!(pages.len(), commands().len() + 2, "{pages:?}");
    (folder, pages)
}

#[test]
fn groff_has_nothing_against_the_pages() {
    let Some(groff) = requires(Outside::Groff) else {
        return;
    };
    let (_folder, pages) = pages();
    for page in &pages {
        for width in ["60n", "80n"] {
            let length = format!("-rLL={width}");
            accepts(
                &groff,
                &["-k", "-ww", "-man", "-Tutf8", "-z", &length, page],
            );
        }
    }
}

#[test]
fn mandoc_has_nothing_against_the_pages() {
    let Some(mandoc) = requires(Outside::Mandoc) else {
        return;
    };
    let (_folder, pages) = pages();
    for page in &pages {
        accepts(&mandoc, &["-T", "lint", "-W", "warning", page]);
    }
}

#[test]
fn a_package_gives_the_pages_its_own_day() {
    let folder = TempDir::new().unwrap();
    let run = |seconds: &str| {
        Command::new(env!("CARGO_BIN_EXE_pledge"))
            .arg("man")
            .arg(folder.path())
            .env("SOURCE_DATE_EPOCH", seconds)
            .output()
            .unwrap()
    };
    assert!(run("1900000000").status.success());
    let page = fs::read_to_string(folder.path().join("pledge-export.1")).unwrap();
    assert!(page.contains(".TH pledge-export 1 2030-03-17 "), "{page}");
    let refused = run("tomorrow");
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("no number of seconds since 1970"));
}
