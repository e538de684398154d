//! `pledge import --inspect`: what exports are seen to be, on standard output; nothing is written.

use std::{io, process::ExitCode};

use crate::{
    cli::failure::say_on,
    intake::{export::Export, inspect},
};

/// Prints a page for each export, or JSON: one object for one export, a list of objects for several.
pub(super) fn run(exports: &[Export], json: bool) -> ExitCode {
    let text = match (exports, json) {
        (_, false) => {
            let pages: Vec<String> = exports.iter().map(inspect::text).collect();
            pages.join("\n")
        }
        ([one], true) => inspect::json(one),
        (several, true) => inspect::json_list(several),
    };
    say_on(&mut io::stdout().lock(), &text);
    ExitCode::SUCCESS
}
