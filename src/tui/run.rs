//! The loop: a program is shown, is told what happens, and is shown again.
//!
//! It wakes for news and for what the program itself waits for, never otherwise, and it ends in one place,
//! whatever ended it.

#[cfg(test)]
mod tests;

use std::{collections::VecDeque, io, time::Duration};

use super::{
    palette::{Appearance, ColourDepth, Palette},
    screen::{Screen, Surface},
    source::{self, EventChannel, LoopEvent},
    system,
    terminal::{self, TerminalSurface},
};
use crate::{
    app::{input::Input, program::Program},
    domain::stamp::Stamp,
};

/// So many inputs are taken in before the screen is shown again, so that a flood cannot hide it.
const MAX_BATCH: usize = 4096;
/// A program that wants to be woken at once, and again, is not let.
const MIN_SLEEP: Duration = Duration::from_millis(10);

/// How the screen is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScreenOptions {
    /// Its colours; the palette is the program's own to change.
    pub look: Appearance,
    /// The mouse is listened to.
    pub mouse: bool,
}

impl ScreenOptions {
    /// A palette, in as many colours as the environment says that this terminal has.
    pub fn of(palette: Palette) -> Self {
        let depth = ColourDepth::from_env(|name| std::env::var(name).ok());
        Self {
            look: Appearance {
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
pub enum ExitReason {
    /// The program was over.
    Over,
    /// The system asked for it, with this signal.
    Signal(i32),
    /// The terminal was gone: there is nobody to say anything to.
    HangUp,
}

impl ExitReason {
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
    options: &ScreenOptions,
    clock: impl Fn() -> Stamp,
) -> Result<ExitReason, Error> {
    run_from(program, options, clock, &EventChannel::new())
}

/// The same with a channel that others, such as workers, send into as well.
pub fn run_from<P: Program>(
    program: &mut P,
    options: &ScreenOptions,
    clock: impl Fn() -> Stamp,
    events: &EventChannel,
) -> Result<ExitReason, Error> {
    if !terminal::is_tty() {
        return Err(Error::NoTerminal);
    }
    terminal::install_panic_hook();
    terminal::enter(options.mouse)?;
    let ending = TerminalSurface::new().and_then(|wall| {
        // What a small window leaves out is the program's to know, from the first frame on.
        let size = wall.size()?;
        program.input(Input::Resize(size.width, size.height), clock());
        let mut screen = Screen::new(wall, options.look);
        // Shown before anybody listens: the first frame waits for nothing.
        if screen.show(&program.view(clock())).is_ok() {
            let drawn = screen.drawn();
            program.drawn(drawn.scroll_max, drawn.page_height);
        }
        source::listen(&events.sender())?;
        // It may have changed before anybody listened.
        let size = system::size()?;
        events.sender().send(Input::Resize(size.width, size.height));
        Ok(run_loop(
            program,
            &mut screen,
            clock,
            events,
            system::suspend,
        ))
    });
    source::end();
    if matches!(ending, Ok(ExitReason::HangUp)) && system::is_hung_up() {
        terminal::abandon();
    } else {
        terminal::restore();
    }
    Ok(ending?)
}

/// Everything between the first frame and the last.
fn run_loop<P: Program, S: Surface>(
    program: &mut P,
    screen: &mut Screen<S>,
    clock: impl Fn() -> Stamp,
    events: &EventChannel,
    pause: impl Fn(&EventChannel, bool) -> io::Result<Vec<LoopEvent>>,
) -> ExitReason {
    while !program.is_over() {
        if screen.show(&program.view(clock())).is_err() {
            // A terminal that takes no more is gone.
            program.input(Input::HangUp, clock());
            return ExitReason::HangUp;
        }
        let drawn = screen.drawn();
        program.drawn(drawn.scroll_max, drawn.page_height);
        let rest = program.rest(clock()).map(|rest| rest.max(MIN_SLEEP));
        let mut news = VecDeque::from([events.wait(rest)]);
        news.extend(events.rest(MAX_BATCH));
        while let Some(next) = news.pop_front() {
            let input = match next {
                LoopEvent::Stop => None,
                LoopEvent::Continued => Some(Input::Resumed),
                LoopEvent::Input(Input::Key(key)) if system::is_suspend_key(key) => None,
                // Only the last of several sizes is one that the window has.
                LoopEvent::Input(Input::Resize(..)) if is_size(news.front()) => continue,
                LoopEvent::Input(input) => Some(input),
                LoopEvent::Click(column, row) => match screen.drawn().target(column, row) {
                    Some(target) => Some(Input::Click(target)),
                    None => continue,
                },
            };
            let input = match input {
                None | Some(Input::Resumed) => {
                    match pause(events, input.is_none()) {
                        Ok(more) => news.extend(more),
                        Err(_) => news.push_front(LoopEvent::Input(Input::HangUp)),
                    }
                    screen.invalidate();
                    Input::Resumed
                }
                Some(input) => input,
            };
            program.input(input.clone(), clock());
            match input {
                Input::Signal(n) => return ExitReason::Signal(n),
                Input::HangUp => return ExitReason::HangUp,
                _ if program.is_over() => break,
                _ => {}
            }
        }
    }
    ExitReason::Over
}

fn is_size(news: Option<&LoopEvent>) -> bool {
    matches!(news, Some(LoopEvent::Input(Input::Resize(..))))
}
