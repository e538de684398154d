//! Storage: the journal, the ballot box, the draft and the outcome on disk. It loses nothing, or says so.

pub mod ballot_box;
pub mod careful;
pub mod code_keys;
pub mod disk;
pub mod follower;
pub mod forget;
pub mod hash;
#[cfg(test)]
mod hooked;
pub mod journal;
pub mod line;
pub mod local;
pub mod made;
pub mod memory;
pub mod patient;
pub mod places;
pub mod recent;
pub mod rehearsal;
pub mod session;
mod unit_file;
