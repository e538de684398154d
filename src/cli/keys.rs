//! `pledge keys`: the key table, for people and for the README.

use std::{io, process::ExitCode};

use super::failure::{Failure, say_on};
use crate::app::keymap::{self, Scope};

pub(super) fn run(markdown: bool) -> Result<ExitCode, Failure> {
    let mut text = String::new();
    if markdown {
        text = keymap::markdown();
    } else {
        for scope in Scope::ALL {
            text.push_str(scope.title());
            text.push('\n');
            for row in keymap::rows(&[*scope]) {
                let keys: Vec<String> = row.keys.iter().map(|k| k.name()).collect();
                text.push_str(&format!("  {:18} {}\n", keys.join("  "), row.label));
            }
            text.push('\n');
        }
    }
    say_on(&mut io::stdout().lock(), &text);
    Ok(ExitCode::SUCCESS)
}
