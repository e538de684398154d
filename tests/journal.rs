//! Durability of the journal: torn at every byte, flipped at every byte, killed at every write. Nothing is lost silently.

mod ballots;
mod behind;
mod checkpoints;
mod damage;
mod folder;
mod follower;
mod killed;
mod length;
mod merge;
mod outcome;
mod replay;
mod room;
mod unsure;
