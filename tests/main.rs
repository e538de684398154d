//! Every test that needs the whole program, in one binary.
