//! The interface between a program and the loop: input in, a view out, and the time of the next wake-up.

use std::time::Duration;

use super::{cards::View, input::Input};
use crate::domain::stamp::Stamp;

/// A full-screen program.
pub trait Program {
    /// Takes one input in. Everything that follows from it has happened, or is on its way, when this returns.
    fn input(&mut self, input: Input, now: Stamp);

    /// The view of the current state; never changes it.
    fn view(&self, now: Stamp) -> View;

    /// Takes the result of drawing: the most lines that the page on top can be scrolled, and the lines in sight at a time.
    // Reported back, because only drawing knows how high wrapped text is, and a view must not change the program.
    fn drawn(&mut self, _scroll_max: u16, _page_height: u16) {}

    /// The longest time that the loop may sleep without input: until the shown clock changes, or a save is tried again.
    fn next_wakeup(&self, now: Stamp) -> Option<Duration>;

    /// `true` when the program has finished.
    fn is_over(&self) -> bool;
}
