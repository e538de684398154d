//! Blocked output, such as a full disk, and silent input, such as a pipe without a writer: half a table must not pass for a whole one,
//! and no command waits for ever.
#![cfg(target_os = "linux")]

use std::{
    fs::OpenOptions,
    path::Path,
    process::{Command, Output, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use tempfile::TempDir;

#[test]
fn a_command_whose_output_takes_nothing_ends_with_2_and_says_so() {
    let home = TempDir::new().unwrap();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data");
    let unit = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/northbrook");
    let commands: [&[&str]; 6] = [
        &["keys"],
        &["licences"],
        &["settings"],
        &["check", unit],
        &["due", "--json", sample],
        &["programme", "--csv", sample],
    ];
    for arguments in commands {
        let run = |stdout: Stdio| {
            let out = Command::new(env!("CARGO_BIN_EXE_pledge"))
                .args(arguments)
                .env("HOME", home.path())
                .stdout(stdout)
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
                .wait_with_output()
                .unwrap();
            let said = String::from_utf8_lossy(&out.stderr).into_owned();
            (out.status.code(), said)
        };
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let (code, said) = run(full.into());
        assert_eq!(code, Some(2), "{arguments:?}");
        assert!(
            said.contains("the output could not be written"),
            "{arguments:?}: {said}"
        );
        let (_, said) = run(Stdio::null());
        assert!(!said.contains("could not be written"), "{arguments:?}");
    }
}

/// Runs the program, which must end by itself.
fn ended(home: &Path, arguments: &[&str]) -> Output {
    let child = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .args(arguments)
        .current_dir(home)
        .env("HOME", home)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let id = child.id().to_string();
    let (gone, still_there) = mpsc::channel::<()>();
    let watchdog = thread::spawn(move || {
        let is_late = still_there.recv_timeout(Duration::from_secs(30)).is_err();
        if is_late {
            Command::new("kill").args(["-KILL", &id]).status().unwrap();
        }
        is_late
    });
    let output = child.wait_with_output().unwrap();
    gone.send(()).unwrap();
    assert!(!watchdog.join().unwrap(), "{arguments:?} waits for ever");
    output
}

fn pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

#[test]
fn a_pipe_that_nobody_writes_into_holds_up_no_command() {
    let home = TempDir::new().unwrap();
    let sample = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data"));
    // Three units of which each has a pipe in the place of another file, and one that is whole.
    for (unit, piped) in [
        ("a", "findings.yaml"),
        ("b", "outcome.yaml"),
        ("c", "meeting.journal"),
        ("d", ""),
    ] {
        let unit = home.path().join(unit);
        std::fs::create_dir(&unit).unwrap();
        for file in ["findings.yaml", "outcome.yaml", "meeting.journal"] {
            if file == piped {
                pipe(&unit.join(file));
            } else {
                std::fs::copy(
                    sample.join("northbrook-finished").join(file),
                    unit.join(file),
                )
                .unwrap();
            }
        }
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    // What is whole counts, and what is not is named.
    for command in ["programme", "due"] {
        let done = ended(home.path(), &[command, "."]);
        assert_eq!(done.status.code(), Some(0), "{command}");
        assert!(text(&done.stdout).contains("Northbrook"), "{command}");
        let said = text(&done.stderr);
        assert!(
            said.contains("b/outcome.yaml: this is a pipe or a device, and no file"),
            "{command}: {said}"
        );
        // What the other one would hold nobody can say.
        assert!(said.contains("a/findings.yaml: this is a pipe"), "{said}");
    }
    for arguments in [
        ["check", "a"].as_slice(),
        &["check", "b"],
        &["export", "a", "--to", "minutes"],
        &["export", "b", "--to", "minutes"],
        &["export", "c", "--to", "minutes"],
        &["export", "c", "--to", "all"],
        &["tally", "c", "--json"],
    ] {
        let done = ended(home.path(), arguments);
        let said = text(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(
            said.contains("this is a pipe or a device"),
            "{arguments:?}: {said}"
        );
    }
}

#[test]
fn a_pipe_in_the_place_of_a_lock_holds_up_nothing() {
    let home = TempDir::new().unwrap();
    let unit = home.path().join("unit");
    std::fs::create_dir(&unit).unwrap();
    for file in ["findings.yaml", "agenda.yaml"] {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/northbrook-finished");
        std::fs::copy(sample.join(file), unit.join(file)).unwrap();
    }
    pipe(&unit.join("meeting.lock"));
    let done = ended(home.path(), &["forget", "unit", "ama", "--yes"]);
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(2), "{said}");
    assert!(said.contains("this is a pipe or a device"), "{said}");
}

#[test]
fn a_usage_error_repeats_no_character_that_acts_on_a_terminal() {
    for hostile in ["\u{9b}31m", "a\u{202e}b", "a\u{200b}b", "\u{1b}[2J"] {
        let arguments: [&[&str]; 4] = [
            &["--palette", hostile],
            &[&format!("--{hostile}")],
            &["export", ".", "--to", hostile],
            &["check", "--paths", hostile],
        ];
        for arguments in arguments {
            let out = Command::new(env!("CARGO_BIN_EXE_pledge"))
                .args(arguments)
                .output()
                .unwrap();
            let said = String::from_utf8(out.stderr).unwrap();
            let acts =
                |c: char| c != '\n' && c.is_control() || matches!(c, '\u{200b}' | '\u{202e}');
            assert_eq!(out.status.code(), Some(2), "{arguments:?}: {said}");
            assert!(!said.contains(acts), "{arguments:?}: {said:?}");
            assert!(out.stdout.is_empty(), "{arguments:?}");
        }
    }
}

#[test]
fn help_says_a_page_a_command_or_what_there_is() {
    let help = |topic: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_pledge"))
            .arg("help")
            .args(topic)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (out.status.code(), text(out.stdout), text(out.stderr))
    };
    let (code, all, _) = help(&[]);
    assert!(
        code == Some(0) && all.contains("threat-model") && all.contains("import"),
        "{all}"
    );
    let (code, page, _) = help(&["another-computer"]);
    assert!(
        code == Some(0) && page.starts_with("# When the laptop dies"),
        "{page}"
    );
    let (code, command, _) = help(&["merge"]);
    assert!(
        code == Some(0) && command.contains("--dry-run"),
        "{command}"
    );
    let (code, _, why) = help(&["threat-modle"]);
    assert!(
        code == Some(2) && why.contains("is it threat-model?"),
        "{why}"
    );
}
