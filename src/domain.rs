//! The meeting itself: its words, its rules, its arithmetic. No files, no clock, no terminal.

pub mod agenda;
pub mod alike;
pub mod booklet;
pub mod capacity;
pub mod codebook;
pub mod command;
pub mod dates;
pub mod due;
pub mod edited;
pub mod event;
pub mod findings;
pub mod goal;
pub mod meeting;
pub mod near;
pub mod next_pledge;
pub mod outcome;
pub mod pace;
pub mod people;
pub mod preparation;
pub mod reading;
pub mod refusal;
pub mod settings;
pub mod stamp;
pub mod stats;
pub mod vote;
pub mod words;
