//! An output that takes nothing, such as a file on a full disk: half a table must not pass for the whole.
#![cfg(target_os = "linux")]

use std::{
    fs::OpenOptions,
    process::{Command, Stdio},
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
