//! The program `pledge`: arguments in, exit code out.

use std::process::ExitCode;

// Ten thousand outcomes are read six times as fast as with the allocator of musl.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    service_pledge::cli::run(std::env::args_os())
}
