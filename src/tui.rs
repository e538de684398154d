//! The full-screen interface: an event loop that drives a [`Program`](crate::app::program::Program), and one
//! function that draws its [`View`](crate::app::cards::View).
//!
//! It makes no decisions. Only this module depends on a terminal, so everything else can be tested without one.

mod chrome;
mod draw;
mod line;
mod page;
mod paint;
mod palette;
mod roles;
mod run;
mod screen;
mod source;
mod svg;
mod system;
mod terminal;
mod widget;

pub use self::{
    draw::{DrawReport, draw},
    palette::{Appearance, ColourDepth, Palette},
    roles::{role_grid, text_grid},
    run::{Error, ExitReason, ScreenOptions, run, run_from},
    source::{EventChannel, InputSender},
    svg::svg,
    system::{enter_is_echoed, hide_typing, show_typing},
    terminal::{install_panic_hook, is_tty, restore, window_size},
};
