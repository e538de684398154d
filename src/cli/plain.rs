//! A program as a dialogue on standard input and output, and what of the typed lines a terminal shows.

use std::{
    io::{self, BufRead as _, IsTerminal as _},
    sync::mpsc,
    thread,
};

use super::clock;
use crate::{
    app::follow::Following,
    plain::{self, Echo, NoEcho, Spoken},
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

/// Holds the dialogue of a program until it ends.
pub(super) fn run<S: Spoken>(app: &mut S) {
    let (mut from, mut to) = (io::stdin().lock(), io::stdout().lock());
    // In a pipe nobody reads a prompt, and it would stand before every line of the output.
    if io::stdin().is_terminal() {
        plain::run(app, &mut from, &mut to, &mut Terminal, "> ", clock::now);
    } else {
        plain::run(app, &mut from, &mut to, &mut NoEcho, "", clock::now);
    }
}

/// Reads a followed meeting out until it is left, or the input ends.
pub(super) fn follow<D: Disk>(following: &mut Following<D>) {
    let (send, lines) = mpsc::channel();
    // A thread of its own: reading a line cannot be given up, and the meeting goes on meanwhile.
    thread::spawn(move || {
        for line in io::stdin().lock().lines() {
            let Ok(line) = line else { return };
            if send.send(line).is_err() {
                return;
            }
        }
    });
    // A closed output is the end as well: nobody is there any more.
    let _ = plain::follow(following, &lines, &mut io::stdout().lock(), clock::now);
}
