//! Assigns the rows of an export to people, for every survey tool and before anything is counted.
//!
//! A row counts as a person only after checks: repeated headers, totals and empty rows are excluded; several rows of one
//! person count once; tables with one answer a row are refused. The decisions are data, so that the wizard, `--inspect` and
//! its JSON agree.

mod answers;
mod counted;
mod furniture;
mod ids;
mod key;
mod resolve;
#[cfg(test)]
mod tests;
mod twice;
mod unanswered;

pub use self::counted::{CountedRows, answers_of_people, people_who_answered};
pub(in crate::intake) use self::{
    answers::refuse_answers, furniture::leave_out_furniture, key::find_people,
    resolve::resolve_people, twice::match_across,
};
use super::people::{ExcludedRows, ExclusionReason, People, RepeatedPeople};
