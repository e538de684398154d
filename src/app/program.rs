//! What the loop needs of a program: input in, a view out, and when to be woken.

use std::time::Duration;

use super::{cards::View, input::Input};
use crate::domain::stamp::Stamp;

/// A full-screen program.
pub trait Program {
    /// Takes one input in. Everything that follows from it has happened, or is on its way, when this returns.
    fn input(&mut self, input: Input, now: Stamp);

    /// The view of the current state; never changes it.
    fn view(&self, now: Stamp) -> View;

    /// What was found out when the view was drawn: how far the page on top can be scrolled, and how many of its lines are in
    /// sight at a time.
    fn drawn(&mut self, _scroll_max: u16, _page_height: u16) {}

    /// The longest time that the loop may sleep without input: until the shown clock changes, or a save is tried again.
    fn next_wakeup(&self, now: Stamp) -> Option<Duration>;

    /// `true` when the program has finished.
    fn is_over(&self) -> bool;
}
