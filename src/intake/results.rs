//! Tables of results: what somebody else has counted already, a question a row, with its base and a percentage or a count.
//!
//! Most units get such a table from whoever ran the survey, and not the answers. It becomes findings by the same codebook.

pub mod across;
pub mod built;
pub mod cell;
pub mod header;
pub mod layout;
pub mod lines;
pub mod proposed;
pub mod settle;
pub mod taken;
pub mod whole;
