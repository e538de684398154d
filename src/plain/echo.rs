//! Echo of the terminal, which is switched off during ballots.
//!
//! The marks of a secret vote must not stay on the screen for the next voter.

/// Control of the terminal's echo.
pub trait Echo {
    /// Switches the echo off; returns whether typed text is invisible now.
    fn hide(&mut self) -> bool;

    /// Switches the echo on.
    fn show(&mut self);

    /// True if Enter moves to the next line on its own now.
    fn shows_enter(&self) -> bool {
        true
    }
}

/// Input without an echo, such as a pipe.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoEcho;

impl Echo for NoEcho {
    fn hide(&mut self) -> bool {
        // A pipe shows nothing, so there is nothing to hide and nothing to warn of.
        true
    }

    fn show(&mut self) {}
}
