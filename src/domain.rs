//! The meeting itself: its words, its rules, its arithmetic. No files, no clock, no terminal.

pub mod edited;
pub mod stamp;
