//! The meeting as a dialogue on standard input and output, and what of the typed lines a terminal shows.

use std::io::{self, IsTerminal as _};

use super::clock;
use crate::{
    app::meeting::App,
    plain::{self, Echo, NoEcho},
    store::disk::Disk,
    tui,
};

/// The terminal that is typed on.
struct Terminal;

impl Echo for Terminal {
    fn hide(&mut self) -> bool {
        tui::hide_typing()
    }

    fn show(&mut self) {
        tui::show_typing();
    }

    fn shows_enter(&self) -> bool {
        tui::enter_is_echoed()
    }
}

/// Talks the meeting through to its end.
pub(super) fn run<D: Disk>(app: &mut App<D>) {
    let (mut from, mut to) = (io::stdin().lock(), io::stdout().lock());
    // In a pipe nobody reads a prompt, and it would stand before every line of the output.
    if io::stdin().is_terminal() {
        plain::run(app, &mut from, &mut to, &mut Terminal, "> ", clock::now);
    } else {
        plain::run(app, &mut from, &mut to, &mut NoEcho, "", clock::now);
    }
}
