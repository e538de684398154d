//! The event loop: draw the program, wait for events, pass them on, draw again.
//!
//! It wakes only for an event or when the program asked to be woken, so an idle meeting uses no CPU. Every way to end
//! (quit, signal, lost terminal) leaves through the same lines of [`run_from`], which give the terminal back.

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

/// Largest number of events handled between two frames.
// A held key or a paste is drawn once instead of once a key (500 queued keys: 11 ms, not 280), but without a limit a
// flood of input would keep the screen from ever being drawn.
const MAX_BATCH: usize = 4096;
/// Shortest time that the loop sleeps: a program that always asks to be woken at once would otherwise spin.
const MIN_SLEEP: Duration = Duration::from_millis(10);

/// Settings of the full screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScreenOptions {
    /// Initial colours; the program may change the palette while it runs.
    pub look: Appearance,
    /// Mouse presses and the wheel are reported.
    pub mouse: bool,
}

impl ScreenOptions {
    /// Options with this palette, in the colour depth that the environment reports, with the mouse on.
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

/// The reason why the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// The program finished.
    Over,
    /// This signal asked it to end.
    Signal(i32),
    /// The terminal is gone, so no message can be shown.
    HangUp,
}

impl ExitReason {
    /// The exit code: 0 when finished, else 128 plus the signal's number, as shells report it (`SIGHUP` for a hang-up).
    pub const fn code(self) -> i32 {
        match self {
            Self::Over => 0,
            Self::Signal(n) => 128 + n,
            Self::HangUp => 129,
        }
    }
}

/// The full screen could not be started.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Standard input or output is not a terminal.
    #[error(
        "this draws a full screen, and input or output is not a terminal: run it in a terminal window"
    )]
    NoTerminal,
    /// The terminal refused an operation.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] io::Error),
}

/// Runs a program on the terminal until it ends.
///
/// Fails where input or output is not a terminal, or the terminal cannot be set up.
pub fn run<P: Program>(
    program: &mut P,
    options: &ScreenOptions,
    clock: impl Fn() -> Stamp,
) -> Result<ExitReason, Error> {
    run_from(program, options, clock, &EventChannel::new())
}

/// Like [`run`], with a channel into which workers can send inputs too.
pub fn run_from<P: Program>(
    program: &mut P,
    options: &ScreenOptions,
    clock: impl Fn() -> Stamp,
    events: &EventChannel,
) -> Result<ExitReason, Error> {
    if !terminal::is_tty() {
        return Err(Error::NoTerminal);
    }
    terminal::enter(options.mouse)?;
    let ending = TerminalSurface::new().and_then(|wall| {
        // The program leaves things out in a small window, so it needs the size before it is drawn the first time.
        let size = wall.size()?;
        program.input(Input::Resize(size.width, size.height), clock());
        let mut screen = Screen::new(wall, options.look);
        // Drawn before the listening threads start, so that the first frame waits for nothing.
        if screen.show(&program.view(clock())).is_ok() {
            let drawn = screen.drawn();
            program.drawn(drawn.scroll_max, drawn.page_height);
        }
        source::listen(&events.sender())?;
        // A resize between the first frame and the start of the signal thread raises no event.
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
    // Writing to a terminal that is gone can block for ever. A hang-up is also reported when keys cannot be read for
    // another reason (no descriptor left), and then the terminal is still there and must be given back.
    if matches!(ending, Ok(ExitReason::HangUp)) && system::is_hung_up() {
        terminal::abandon();
    } else {
        terminal::restore();
    }
    Ok(ending?)
}

/// The loop between the first frame and the last.
fn run_loop<P: Program, S: Surface>(
    program: &mut P,
    screen: &mut Screen<S>,
    clock: impl Fn() -> Stamp,
    events: &EventChannel,
    pause: impl Fn(&EventChannel, bool) -> io::Result<Vec<LoopEvent>>,
) -> ExitReason {
    while !program.is_over() {
        if screen.show(&program.view(clock())).is_err() {
            // A terminal that refuses output is treated as gone: the program must save now.
            program.input(Input::HangUp, clock());
            return ExitReason::HangUp;
        }
        let drawn = screen.drawn();
        program.drawn(drawn.scroll_max, drawn.page_height);
        let rest = program.next_wakeup(clock()).map(|rest| rest.max(MIN_SLEEP));
        let mut news = VecDeque::from([events.wait(rest)]);
        news.extend(events.rest(MAX_BATCH));
        while let Some(next) = news.pop_front() {
            let input = match next {
                LoopEvent::Stop => None,
                LoopEvent::Continued => Some(Input::Resumed),
                LoopEvent::Input(Input::Key(key)) if system::is_suspend_key(key) => None,
                // Dragging a window's edge queues many sizes, and only the last is still true.
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
                    // The shell, or what ran in it, has written over the frame that the next diff would start from.
                    screen.invalidate();
                    Input::Resumed
                }
                Some(input) => input,
            };
            // The program gets every input before the loop looks at it, so that a signal or hang-up saves first.
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
