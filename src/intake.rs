//! What comes in from outside: a survey tool's export, and ballot files.

pub mod export;
pub mod pb;
pub mod scale;
pub mod table;
