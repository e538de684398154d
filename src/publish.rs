//! What leaves the program as a file for others.

pub mod pb;
