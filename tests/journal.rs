//! The journal loses nothing, or says so: torn at every byte, flipped at every byte, killed at every write.

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
