//! The meeting itself: its words, its rules, its arithmetic. No files, no clock, no terminal.

pub mod agenda;
pub mod capacity;
pub mod edited;
pub mod findings;
pub mod goal;
pub mod near;
pub mod outcome;
pub mod people;
pub mod refusal;
pub mod stamp;
pub mod vote;
