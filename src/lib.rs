//! `pledge`: a meeting on a projector, from what patients said to goals a service pledges itself to.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod app;
pub mod cli;
pub mod domain;
pub mod store;
pub mod text;
pub mod tui;
pub mod yaml;
