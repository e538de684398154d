//! The full screen: a loop that feeds a [`Program`](crate::app::program::Program), and one drawing of what it says.
//!
//! It decides nothing. All that knows a terminal is here, so that everything else can be run without one.

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
    system::{hide_typing, show_typing},
    terminal::{is_tty, restore},
};
