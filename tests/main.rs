//! Every test that needs the whole program, in one binary. Read `walkthrough` first: a whole meeting, key by key.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod again;
mod architecture;
mod cycle;
mod forget;
mod harness;
mod import;
mod journal;
mod marks;
mod papers;
mod plain;
mod prepare;
mod programme;
mod reading;
mod readme;
mod sample;
mod screens;
mod second_pledge;
mod settings;
mod sorting;
mod start;
mod story;
mod tally;
mod terminal;
mod votes;
mod walkthrough;
mod wall;
