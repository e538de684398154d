//! `pledge` runs a hospital meeting on a projector: from patients' survey results to the goals that a breast unit pledges itself to.
//!
//! # The map
//!
//! The screen of a meeting, and the modules that produce it:
//!
//! ```text
//!  Northbrook Breast Unit                 3 of 13    06:12 of 8    13:10   <- tui::chrome, from app::meeting::show
//!  1 Welcome   2 Review   3 Themes   4 Goals   5 Vote   6 Owners   7 Close
//!  ----------------------------------------------------------------------
//!  Waiting in clinic                   known here since 2019               <- app::meeting::screen::themes (Page of Blocks),
//!  Our standard: We will tell you how long you will wait, and why.            drawn by tui::widget
//!
//!  Were you told how long you would wait?                                  <- domain::findings
//!  primary     ███████▓▓▒▒░░│░░░░░░░░   41%   likely 33 to 50              <- domain::stats
//!              2023: 58% of 118  lower, by more than chance
//!  ┌────────────────────────────────────────────────────────────────────┐
//!  │  What could we do? One sentence                                    │  <- app::meeting::layer::write, app::field
//!  └────────────────────────────────────────────────────────────────────┘
//!  On the list: Say how long the wait is                                   <- a toast, from App::perform
//!  ----------------------------------------------------------------------
//!  → next finding 2 of 4   g propose a goal   c comments   ? help          <- app::keymap, the one key table; app::meeting::onward
//!                                                                             says what leads on
//! ```
//!
//! # Five words in a row
//!
//! ```text
//! Input --keymap--> Action --update--> Effect --perform--> Command --decide--> Event --apply--> Meeting --view--> screen
//! ```
//!
//! * [`app::input::Input`]: a key, a click, a paste, a resize, a tick, a signal, a hang-up; all through one channel ([`tui`]).
//! * [`app::action::Action`]: the meaning of a key on the current screen ([`app::keymap`]); all of them by name in [`app::menu`].
//! * [`app::meeting::effect::Effect`]: a request of a screen; only [`app::meeting::App`] performs it.
//! * [`domain::command::Command`]: a request to the meeting; every rule is in `Meeting::decide`.
//! * [`domain::event::Event`]: a fact; `Meeting::apply` updates the state, [`store::journal`] stores it.
//!
//! [`app::shell`] is the loop of every program: dispatch, layers, dialogs, mouse, messages, undo, colours and quit. A program
//! is a [`app::shell::Scene`] with effects of its own; files, folders and journals are touched by effects only. The import and
//! the preparation have three of the words, `Input`, `Action` and `Effect`: the change that an action makes is decided when it
//! is asked for, and an effect records it.
//!
//! # The other paths
//!
//! * **Import**: [`intake::export`] reads the export of a survey tool, [`domain::codebook`] holds the scoring rules, [`app::import`] asks a person, and
//!   [`intake::score`] produces findings. [`intake::results`] reads tables of finished results, [`intake::interviews`] notes of interviews.
//! * **Preparation**: [`app::start`] chooses a unit, and [`app::prepare`] changes a [`domain::preparation::Preparation`], which has a journal of its own in the
//!   same [`store::session`]. [`yaml::keep_agenda`] writes it back without losing the comments in the file.
//! * **Merge**: a second record of a meeting, held on another computer, is decided again by [`domain::meeting::merge`] on top of ours, and
//!   [`store::session::merge`] writes all of it or nothing.
//! * **Export**: exports are built as format-neutral documents first (a [`domain::outcome::Outcome`] becomes a [`publish::page::Document`]), then rendered to HTML,
//!   Word, Markdown or PDF. Poster and slides are drawn to fit a sheet. Every fixed sentence is in [`publish::words`], which another language replaces.
//! * **Programme**: [`programme::dataset`] makes rows of many outcomes and hides small numbers over all of them; [`programme::lake`] writes the rows as Parquet, and
//!   [`programme::question`] answers named questions from them. [`app::programme`] is the screen, [`programme::bank`] the goals of other units beside a new one.
//! * **Votes of every kind**: [`domain::vote::code_card`] is the page of codes for a vote by telephone, [`domain::vote::tables`] combines the lists of small
//!   tables, and [`domain::evaluation`] has the questions about the meeting itself, which are counted like a round.
//! * **Dialogue**: [`plain`] is the same program with a line in place of a key, and sentences in place of the screen.
//!
//! # One direction
//!
//! `domain <- text <- yaml <- {intake, store, publish, programme} <- app <- {tui, plain} <- cli <- main`. A module may use what is left of its arrow; those in
//! braces do not know each other. `tests/architecture.rs` checks every file. The API is public for `tests/` only, and is not stable.
//!
//! # First steps
//!
//! `src/manual` is the handbook, which `pledge help` prints. `tests/walkthrough.rs` is a whole meeting, key by key; `tests/story.rs` is the two years around it,
//! command by command. Read [`domain::meeting`] for the rules, and [`store::session`] for the reasons why nothing is lost.
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
