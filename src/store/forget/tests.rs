//! Tests of forgetting on a disk that fails.
