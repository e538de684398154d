//! `pledge`: a meeting on a projector, from what patients said to goals a service pledges itself to.
//!
//! # The map
//!
//! What a room sees, and what makes it:
//!
//! ```text
//!  Northbrook Breast Unit                 3 of 13    06:12 of 8    13:10   <- tui::chrome, from app::show (View)
//!  1 Welcome   2 Review   3 Themes   4 Goals   5 Vote   6 Owners   7 Close
//!  ----------------------------------------------------------------------
//!  Waiting in clinic                   known here since 2019               <- app::screen::themes (Page of Blocks),
//!  Our standard: We will tell you how long you will wait, and why.            drawn by tui::widget
//!
//!  Were you told how long you would wait?                                  <- domain::findings
//!  primary     ███████▓▓▒▒░░│░░░░░░░░   41%   likely 33 to 50              <- domain::stats
//!              2023: 58% of 118  lower, by more than chance
//!  ┌────────────────────────────────────────────────────────────────────┐
//!  │  What could we do? One sentence                                    │  <- app::layer::write, app::field
//!  └────────────────────────────────────────────────────────────────────┘
//!  On the list: Say how long the wait is                                   <- what App::perform was told to say
//!  ----------------------------------------------------------------------
//!  g propose a goal   c comments   s standard   ? help                     <- app::keymap, the one key table
//! ```
//!
//! # Five words in a row
//!
//! ```text
//! Input --keymap--> Action --update--> Effect --perform--> Command --decide--> Event --apply--> Meeting --view--> screen
//! ```
//!
//! * [`app::input::Input`]: a key, a click, a paste, a resize, a tick, a signal, a hang-up; all through one channel ([`tui`]).
//! * [`app::action::Action`]: what a key means where one stands ([`app::keymap`]); all of them by name in [`app::menu`].
//! * [`app::effect::Effect`]: what a screen asks for; [`app::App`] is the only one that does it.
//! * [`domain::command::Command`]: what the room asks of the meeting; every rule is in `Meeting::decide`.
//! * [`domain::event::Event`]: what happened; `Meeting::apply` writes it down, [`store::journal`] keeps it.
//!
//! An import goes the same way, with a codebook in the place of the meeting: [`intake::export`] reads what a survey tool gave, [`domain::codebook`] says how it counts,
//! [`app::import`] asks a person, [`intake::score`] makes findings of it. Tables that somebody has counted already come in by [`intake::results`], notes of interviews by
//! [`intake::interviews`].
//!
//! A second record of a meeting, such as one that was held on another computer, is merged: [`domain::meeting::merge`] decides its steps again at the end of ours,
//! [`store::session::merge`] puts them on disk, all or none.
//!
//! So does what comes before a meeting: [`app::start`] chooses a unit, [`app::prepare`] changes a [`domain::preparation::Preparation`], which is kept in a journal of its
//! own by the same [`store::session`], and [`yaml::keep_agenda`] writes it back between the remarks of whoever wrote the file.
//!
//! What leaves the program is made as pages first: a [`domain::outcome::Outcome`] becomes a [`publish::page::Document`], and that HTML, Markdown or PDF.
//!
//! [`plain`] goes the same way with a line in the place of the key, and sentences in the place of the screen.
//!
//! # One direction
//!
//! `domain <- {text, yaml} <- {intake, store, publish, programme} <- app <- {tui, plain} <- cli <- main`. Who is left of an arrow does not know who is right of it;
//! those in braces do not know each other. `tests/architecture.rs` holds every file to it.
//!
//! # Where to begin
//!
//! `src/manual` is the handbook, which `pledge help` prints. `tests/walkthrough.rs` is a whole meeting, key by key; `tests/story.rs` is the two years around it, command by command. [`domain::meeting`] is what a meeting is. [`store::session`] is why
//! nothing is lost.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod app;
pub mod cli;
pub mod domain;
pub mod intake;

pub mod plain;
pub mod programme;
pub mod publish;
pub mod store;
pub mod text;
pub mod tui;
pub mod yaml;
