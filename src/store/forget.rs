//! Somebody's words or name taken out of everything that a meeting left on disk, on request.
//!
//! It is the one thing that rewrites a journal. Whatever a crash leaves, running it again finishes it: the words are known
//! as long as one of the places that say whose they are still has them, and those come last.

pub mod scrub;
pub mod words;
