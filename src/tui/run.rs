//! The loop: a program is shown, is told what happens, and is shown again.
//!
//! It wakes for news and for what the program itself waits for, never otherwise, and it ends in one place,
//! whatever ended it.

#[cfg(test)]
mod tests;

use std::{collections::VecDeque, io, time::Duration};

use super::{
    palette::{Depth, Look, Palette},
    screen::{Screen, Surface},
    source::{self, Inbox, News},
    system,
    terminal::{self, Wall},
};
use crate::{
    app::{input::Input, program::Program},
    domain::stamp::Stamp,
};

/// So many inputs are taken in before the screen is shown again, so that a flood cannot hide it.
const AT_ONCE: usize = 4096;
/// A program that wants to be woken at once, and again, is not let.
const SHORTEST: Duration = Duration::from_millis(10);

/// How the screen is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Its colours; the palette is the program's own to change.
    pub look: Look,
    /// The mouse is listened to.
    pub mouse: bool,
}

impl Options {
    /// A palette, in as many colours as the environment says that this terminal has.
    pub fn of(palette: Palette) -> Self {
        let depth = Depth::from_env(|name| std::env::var(name).ok());
        Self {
            look: Look {
                palette,
                depth,
                ascii: false,
            },
            mouse: true,
        }
    }
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The program was over.
    Over,
    /// The system asked for it, with this signal.
    Signal(i32),
    /// The terminal was gone: there is nobody to say anything to.
    HangUp,
}

impl Ending {
    /// The exit code: 0, or as a shell reports what a signal ended.
    pub const fn code(self) -> i32 {
        match self {
            Self::Over => 0,
            Self::Signal(n) => 128 + n,
            Self::HangUp => 129,
        }
    }
}

/// Why the full screen could not be had.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Input or output goes elsewhere.
    #[error(
        "this draws a full screen, and input or output is not a terminal: run it in a terminal window"
    )]
    NoTerminal,
    /// The terminal does not do what it was asked.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] io::Error),
}

/// Runs a program on the terminal until it is over.
pub fn run<P: Program>(
    program: &mut P,
    options: &Options,
    clock: impl Fn() -> Stamp,
) -> Result<Ending, Error> {
    run_from(program, options, clock, &Inbox::new())
}

/// The same with a channel that others, such as workers, send into as well.
pub fn run_from<P: Program>(
    program: &mut P,
    options: &Options,
    clock: impl Fn() -> Stamp,
    inbox: &Inbox,
) -> Result<Ending, Error> {
    if !terminal::is_there() {
        return Err(Error::NoTerminal);
    }
    terminal::hook();
    terminal::enter(options.mouse)?;
    let ending = Wall::new().and_then(|wall| {
        // What a small window leaves out is the program's to know, from the first frame on.
        let size = wall.size()?;
        program.input(Input::Resize(size.width, size.height), clock());
        let mut screen = Screen::new(wall, options.look);
        // Shown before anybody listens: the first frame waits for nothing.
        if screen.show(&program.view(clock())).is_ok() {
            let drawn = screen.drawn();
            program.drawn(drawn.scroll_max, drawn.page_height);
        }
        source::listen(&inbox.post())?;
        // It may have changed before anybody listened.
        let size = system::size()?;
        inbox.post().send(Input::Resize(size.width, size.height));
        Ok(turn(program, &mut screen, clock, inbox, system::pause))
    });
    source::over();
    if matches!(ending, Ok(Ending::HangUp)) && system::is_gone() {
        terminal::abandon();
    } else {
        terminal::restore();
    }
    Ok(ending?)
}

/// Everything between the first frame and the last.
fn turn<P: Program, S: Surface>(
    program: &mut P,
    screen: &mut Screen<S>,
    clock: impl Fn() -> Stamp,
    inbox: &Inbox,
    pause: impl Fn(&Inbox, bool) -> io::Result<Vec<News>>,
) -> Ending {
    while !program.is_over() {
        if screen.show(&program.view(clock())).is_err() {
            // A terminal that takes no more is gone.
            program.input(Input::HangUp, clock());
            return Ending::HangUp;
        }
        let drawn = screen.drawn();
        program.drawn(drawn.scroll_max, drawn.page_height);
        let rest = program.rest(clock()).map(|rest| rest.max(SHORTEST));
        let mut news = VecDeque::from([inbox.wait(rest)]);
        news.extend(inbox.rest(AT_ONCE));
        while let Some(next) = news.pop_front() {
            let input = match next {
                News::Stop => None,
                News::Continued => Some(Input::Resumed),
                News::Input(Input::Key(key)) if system::stops(key) => None,
                // Only the last of several sizes is one that the window has.
                News::Input(Input::Resize(..)) if is_size(news.front()) => continue,
                News::Input(input) => Some(input),
                News::Click(column, row) => match screen.drawn().target(column, row) {
                    Some(target) => Some(Input::Click(target)),
                    None => continue,
                },
            };
            let input = match input {
                None | Some(Input::Resumed) => {
                    match pause(inbox, input.is_none()) {
                        Ok(more) => news.extend(more),
                        Err(_) => news.push_front(News::Input(Input::HangUp)),
                    }
                    screen.forget();
                    Input::Resumed
                }
                Some(input) => input,
            };
            program.input(input.clone(), clock());
            match input {
                Input::Signal(n) => return Ending::Signal(n),
                Input::HangUp => return Ending::HangUp,
                _ if program.is_over() => break,
                _ => {}
            }
        }
    }
    Ending::Over
}

fn is_size(news: Option<&News>) -> bool {
    matches!(news, Some(News::Input(Input::Resize(..))))
}
