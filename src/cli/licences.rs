//! `pledge licences`: under which licences the program and the fonts inside it may be used and passed on.

use std::{io, process::ExitCode};

use super::failure::say_on;

/// The program's own, and how to see those of its parts.
const OWN: &str = concat!(
    "pledge ",
    env!("CARGO_PKG_VERSION"),
    " may be used under either of: MIT, Apache-2.0.\n\n",
    "It is built from the packages that its Cargo.lock names. Each stands under a licence of its own; `cargo metadata` in the\n",
    "source lists them.\n\n",
    "Two fonts are inside it, to set papers: Public Sans and Source Sans 3. Lists of English words and of names are inside it, to\n",
    "mark what may point to a person: they are made of SCOWL, whose licence stands last.\n\n",
);

const FONTS: &str = include_str!("../publish/fonts/OFL.txt");
const WORDS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/src/intake/word-lists/SCOWL.txt"
));

pub(super) fn run() -> ExitCode {
    say_on(&mut io::stdout().lock(), &format!("{OWN}{FONTS}\n{WORDS}"));
    ExitCode::SUCCESS
}
