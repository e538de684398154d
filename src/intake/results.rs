//! Tables of results: a question a row, with its base and a percentage or a count, as survey reports print them.
//!
//! Most units receive such a table and never the answers, so it becomes findings by the same codebook.

pub mod across;
pub mod built;
pub mod cell;
mod facts;
pub mod header;
pub mod layout;
pub mod lines;
pub mod proposed;
pub mod settle;
pub mod taken;
pub mod whole;
