//! What comes in from outside: a survey tool's export, and ballot files.

pub mod comments;
pub mod days;
pub mod export;
pub mod inspect;
pub mod interviews;
pub mod kind;
pub mod labels;
pub mod marking;
pub mod pb;
pub mod platform;
pub mod privacy;
pub mod propose;
pub mod read;
pub mod results;
pub mod rows;
pub mod scale;
pub mod score;
pub mod search;
pub mod sorting;
pub mod staff;
pub mod table;
