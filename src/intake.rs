//! Import of survey exports, interview notes, tables of results and ballot files.
//!
//! The way through: `read` turns a file into a table, `platform` recognises the survey tool, `kind` and `rows` classify
//! columns and rows, `propose` drafts a codebook, `score` applies it and gives findings.

pub mod comments;
pub mod days;
pub mod export;
pub mod groups;
pub mod header;
pub mod inspect;
pub mod interviews;
pub mod kind;
pub mod labels;
pub mod marking;
pub mod open;
pub mod pb;
pub mod people;
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
pub mod unfit;
