//! `pledge keys`: the key table, for people and for the README.

use std::{fmt::Write as _, io, process::ExitCode};

use super::failure::say_on;
use crate::app::keymap::{self, Scope};

pub(super) fn run(markdown: bool) -> ExitCode {
    let mut text = String::new();
    if markdown {
        text = keymap::markdown();
    } else {
        for scope in Scope::ALL {
            text.push_str(scope.title());
            text.push('\n');
            for row in keymap::rows(&[*scope]) {
                let keys: Vec<String> = row.keys.iter().map(|k| k.name()).collect();
                // Writing to a string cannot fail.
                let _ = writeln!(text, "  {:18} {}", keys.join("  "), row.label);
            }
            text.push('\n');
        }
    }
    say_on(&mut io::stdout().lock(), &text);
    ExitCode::SUCCESS
}
