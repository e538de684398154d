//! Answers into findings.
