//! The programs of `pledge` without their drawing: input in, pages as data out. Nothing here knows a terminal.
//!
//! Each program (meeting, import, preparation, first screen, follower) is a [`shell::Scene`]; keys become actions by the one
//! table in [`keymap`].

pub mod action;
pub mod cards;
pub mod field;
pub mod follow;
pub mod import;
pub mod input;
pub mod keymap;
pub mod meeting;
pub mod menu;
pub mod picking;
pub mod prepare;
pub mod program;
pub mod programme;
pub mod shell;
pub mod start;
pub mod wording;

use crate::domain::words;
