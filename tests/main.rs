//! Every test that needs the whole program, in one binary. Read `walkthrough` first: a whole meeting, key by key.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod again;
mod agreement;
mod architecture;
mod bank;
mod browse;
mod calendar;
mod cast;
mod claims;
mod code_cards;
mod comments;
mod crash;
mod cycle;
mod engines;
mod evidence;
mod figures;
mod fits;
mod forget;
mod governance;
mod harness;
mod import;
mod journal;
mod key_names;
mod lake;
mod links;
mod marks;
mod merge;
mod onward;
mod output;
mod pad;
mod papers;
mod paths;
mod people;
mod plain;
mod pledge;
mod prepare;
mod private;
mod programme;
mod reading;
mod readme;
mod resource;
mod reveal;
mod sample;
mod scenes;
mod schema;
mod screens;
mod seats;
mod second_pledge;
mod secrecy;
mod settings;
mod shells;
mod sorting;
mod start;
mod statistics;
mod story;
mod tables;
mod tally;
mod terminal;
mod truth;
mod visible;
mod voices;
mod votes;
mod walkthrough;
mod wall;
mod windows;
