//! What comes in from outside: a survey tool's export, and ballot files.

pub mod export;
pub mod inspect;
pub mod kind;
pub mod pb;
pub mod platform;
pub mod read;
pub mod scale;
pub mod table;
