//! The Windows program under Wine, held beside the Linux program of the same build.
//!
//! `PLEDGE_EXE` names the built exe; without it every test here is skipped and listed. [`machine`] is the Wine that all tests share,
//! [`twin`] a folder on each system with the same files, [`console`] a console that is typed on. `windows/*.c` are their helpers on
//! the Windows side, compiled when the first test begins.
#![cfg(target_os = "linux")]

mod account;
mod commands;
mod console;
mod dialogue;
mod endings;
mod formats;
mod held;
mod input;
mod machine;
mod meeting;
mod paths;
mod screens;
mod twin;
